/* The matcher inside the core: finding over tokens that are there already.
 *
 * Names are matched over tokens: a trie whose edges are folded words. Built once, then immutable and
 * shared by threads; saved as a data file and mapped back. The public part stands in svenner.h.
 *
 * Sections: MOPT options, MTRI trie, MNAM entries, MSTR strings.
 */
#ifndef SVE_NAMES_GAZETTEER_H
#define SVE_NAMES_GAZETTEER_H

#include "names/word.h"

typedef SVE_LIST(sve_match) sve_match_list;

/* Appends the matches in text order. `lexicon` decides on compounds; NULL: none are found. */
sve_status sve_matcher_find(const sve_matcher *matcher, const sve_lexicon *lexicon, const char *text,
                            const sve_token_list *tokens, sve_match_list *out, sve_error *error);
#endif
