/* Norms: the base form of a name: `Ukrainas` -> `Ukraina`, `UD:s` -> `UD`, `MALMÖ` -> `Malmö`; `Lars` stays.
 */
#ifndef SVE_NAMES_NORM_H
#define SVE_NAMES_NORM_H

#include "names/candidate.h"

/* Fills in the norms of `entities` that are empty; `strings` owns them. */
sve_status sve_norms_find(const sve_lexicon *lexicon, const sve_passage *passage, sve_entity_list *entities,
                          sve_arena *strings, sve_error *error);
#endif
