/* First body: keeps the candidates' order by start, the longer of two that overlap. */
#include "names/entity.h"

sve_status sve_entities_settle(const sve_lexicon *lexicon, const sve_passage *passage, sve_entity_list *candidates,
                               sve_entities *out, sve_error *error) {
  (void)lexicon, (void)passage;
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
