/* Mentions inside compounds: `Nato` in `Natochefen`, `Kelvik` in `Kelvikaktien` where the text names Kelvik.
 *
 * The head is a name that the text has elsewhere, or a place or organisation of the lexicon that is no ordinary word;
 * the rest is a known word: `Bergman` has no `Berg` in it, `Islandshäst` has `Island`, `Paristiden` `Paris`.
 */
#ifndef SVE_NAMES_MENTION_H
#define SVE_NAMES_MENTION_H

#include "names/candidate.h"

/* Appends the mentions in words that no candidate covers; `compound` is set, and norm where the text has the name. */
sve_status sve_mentions_find(const sve_lexicon *lexicon, const sve_passage *passage, sve_entity_list *candidates,
                             sve_error *error);
#endif
