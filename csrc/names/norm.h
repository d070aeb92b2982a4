/* Norms: the base form of a name: `Ukrainas` -> `Ukraina`, `UD:s` -> `UD`, `MALMÖ` -> `Malmö`; `Lars` stays.
 */
#ifndef SVE_NAMES_NORM_H
#define SVE_NAMES_NORM_H

#include "names/entity.h"

/* Fills in the norms of `entities` and of their nested readings that are empty. */
sve_status sve_norms_find(const sve_lexicon *lexicon, const sve_passage *passage, sve_entities *entities,
                          sve_error *error);
#endif
