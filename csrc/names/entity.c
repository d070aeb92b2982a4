/* First body: keeps the candidates' order by start, the longer of two that overlap. */
#include "names/entity.h"

sve_entity sve_entity_of_tokens(const sve_passage *passage, uint32_t first, uint32_t end, unsigned label,
                                sve_source source) {
  sve_span from = passage->tokens[first].span;
  sve_span to = passage->tokens[end - 1].span;
  return (sve_entity){.span = {from.start_byte, to.end_byte, from.start_cp, to.end_cp},
                      .cluster = SVE_NONE,
                      .matcher = SVE_NONE,
                      .entry = SVE_NONE,
                      .score = 1,
                      .label = (uint16_t)label,
                      .source = (uint8_t)source};
}

sve_status sve_entities_settle(const sve_entity_list *candidates, sve_entities *out, sve_error *error) {
  uint32_t end = 0;
  for (size_t i = 0; i < candidates->count; i++) {
    if (candidates->items[i].span.start_byte < end) continue;
    sve_status status = SVE_LIST_RESERVE(&out->list, 1, error);
    if (status != SVE_OK) return status;
    out->list.items[out->list.count++] = candidates->items[i];
    end = candidates->items[i].span.end_byte;
  }
  return SVE_OK;
}
