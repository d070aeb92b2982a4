/* Entities: candidates of every source -> the answer, one at each place.
 *
 * The names among the candidates are first made to agree over the document (names/agreement.h) and looked for inside
 * compounds (names/mention.h). Then a matcher overrules a rule, a rule (time, measure) the model, the model the
 * lexicon; among equals the longer wins. A short number yields to the name that goes on over it (`Kanal 5`). A loser
 * that lies inside the winner and is a reading of its own (`USA` in `USA:s utrikesdepartement`) is kept as nested.
 * Norms are given last (names/norm.h).
 */
#ifndef SVE_NAMES_ENTITY_H
#define SVE_NAMES_ENTITY_H

#include "names/candidate.h"

typedef struct sve_entities {
  sve_entity_list list;   /* in text order, no two overlap (candidates: any order, any overlap) */
  sve_entity_list nested; /* readings inside those of `list` */
  sve_arena *strings;     /* owner of norm, value, modifier */
} sve_entities;

/* Settles `candidates`, which are changed and added to, into `out`. A candidate keeps its strings; a norm that is empty
 * is filled in. */
sve_status sve_entities_settle(const sve_lexicon *lexicon, const sve_passage *passage, sve_entity_list *candidates,
                               sve_entities *out, sve_error *error);
#endif
