/* Aliases: whether two names can be forms of one, judged by their letters alone. */
#ifndef SVE_NAMES_ALIAS_H
#define SVE_NAMES_ALIAS_H

#include "names/word.h"

/* One word of two to eight letters or figures that begins with a capital and has no small letter: `SMHI`, `AP2`; not
 * `Saab`. */
bool sve_name_is_acronym(sve_string name);

/* An initial, with or without its full stop, that begins `word`: `J.` and `Jens`. */
bool sve_name_is_initial(sve_string initial, sve_string word);

/* Different, but by no more than two letters changed, left out, added or swapped in words of six bytes or more, by
 * one in words of four or five: `Dymtro` and `Dmytro`; not `Anna` and `Olle`. Looks at the first 32 bytes. */
bool sve_name_is_misspelt(sve_string a, sve_string b);

/* How an acronym's letters stand in a name: at the beginning of its words, or of the parts of its last word, small
 * words and owners before them left out. */
typedef enum sve_spelling {
  SVE_SPELLING_NONE,
  SVE_SPELLING_WORDS, /* `MSB` in `Myndigheten för samhällsskydd och beredskap`, `NSF` in `Nordiska skogsförbundet`
                       */
  SVE_SPELLING_OWNED  /* all in the last word, its owner before it: `UD` in `USA:s utrikesdepartement` */
} sve_spelling;
sve_spelling sve_acronym_spells(const sve_lexicon *lexicon, sve_string acronym, sve_string name);
#endif
