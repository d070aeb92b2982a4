/* Entities: candidates of every source -> the answer, one at each place.
 *
 * A matcher overrules a rule, a rule (time, measure) the model, the model the lexicon; then the longer wins. A loser
 * that lies inside the winner and is a reading of its own (`USA` in `USA:s utrikesdepartement`) is kept as nested.
 */
#ifndef SVE_NAMES_ENTITY_H
#define SVE_NAMES_ENTITY_H

#include "names/gazetteer.h"

typedef SVE_LIST(sve_entity) sve_entity_list;

typedef struct sve_entities {
  sve_entity_list list;   /* in text order, no two overlap (candidates: any order, any overlap) */
  sve_entity_list nested; /* readings inside those of `list` */
  sve_arena *strings;     /* owner of norm, value, modifier */
} sve_entities;

/* An entity over whole tokens first … end - 1, with everything else empty. */
sve_entity sve_entity_of_tokens(const sve_passage *passage, uint32_t first, uint32_t end, unsigned label,
                                sve_source source);

/* Settles `candidates` into `out`: order, overlap, nested readings. */
sve_status sve_entities_settle(const sve_entity_list *candidates, sve_entities *out, sve_error *error);
#endif
