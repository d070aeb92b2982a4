/* Candidates: what any source takes for an entity, before one answer is settled on.
 */
#ifndef SVE_NAMES_CANDIDATE_H
#define SVE_NAMES_CANDIDATE_H

#include "names/gazetteer.h"

typedef SVE_LIST(sve_entity) sve_entity_list;

/* An entity over whole tokens first … end - 1, with score 1 and everything else empty. */
sve_entity sve_entity_of_tokens(const sve_passage *passage, uint32_t first, uint32_t end, unsigned label,
                                sve_source source);

/* The first token that ends behind `byte`; token_count where none does. Logarithmic. */
uint32_t sve_passage_token_at(const sve_passage *passage, uint32_t byte);

/* The tokens first … end - 1 that a span touches; none where it lies between two. */
typedef struct sve_token_range {
  uint32_t first, end;
} sve_token_range;
sve_token_range sve_passage_tokens_of(const sve_passage *passage, sve_span span);

/* The number of the sentence that has the token. Logarithmic. */
size_t sve_passage_sentence_at(const sve_passage *passage, uint32_t token);
#endif
