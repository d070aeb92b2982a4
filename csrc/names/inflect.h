/* Swedish inflection of one word: from a form in a text to the forms that a list may hold.
 *
 * Words are folded (sve_fold, with or without case), so that apostrophes are `'`. All answers say what
 * is possible: whether the word is in the list, the caller looks up.
 */
#ifndef SVE_NAMES_INFLECT_H
#define SVE_NAMES_INFLECT_H

#include "svenner.h"

/* Bytes of the genitive ending: `Volvos` 1, `SVT:s` 2, `Volvo's` 2; 0 where the word can be none: `Marx`, `Ås`, `Kiss`.
 */
size_t sve_genitive_ending(const char *word, size_t length);

/* Whether the word's genitive is the word itself, with or without an apostrophe: `Lars`, `Marx'`. */
bool sve_genitive_silent(const char *word, size_t length);

/* A base form: the first `kept` bytes of the word, and `suffix`. */
typedef struct sve_base {
  size_t kept;
  const char *suffix; /* static */
} sve_base;

enum { SVE_NOUN_BASES_MOST = 32, SVE_SUFFIX_MOST = 8 }; /* SUFFIX: bytes */

/* Writes the base form of `word`; `out` has room for `kept` and SVE_SUFFIX_MOST bytes. */
sve_string sve_base_write(const sve_base *base, const char *word, char *out);

/* The nouns that `word` may be the definite, plural or definite plural form of, without its genitive -s:
 * `katten`, `katterna` -> `katt`; `flickorna` -> `flicka`; `nycklar` -> `nyckel`; `rummet` -> `rum`; `händerna` ->
 * `hand`. Returns how many stand in `out`, the likeliest first. */
size_t sve_noun_bases(const char *word, size_t length, sve_base out[SVE_NOUN_BASES_MOST]);

/* A form of the noun `word` that may begin otherwise than it does (`händer` of `hand`); NULL behind the last. *at
 * starts as 0. */
const char *sve_noun_changed(const char *word, size_t length, size_t *at);
#endif
