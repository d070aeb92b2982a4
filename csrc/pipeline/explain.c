/* Why an entity was found: the model's features, weighed again. */
#include "base/status.h"
#include "pipeline/analyzer.h"

sve_status sve_analyzer_explain(const sve_analyzer *analyzer, const char *text, size_t length, sve_document *document,
                                uint32_t entity, const sve_reason **reasons, size_t *count, sve_error *error) {
  if (entity >= document->entities.list.count) {
    return sve_fail(error, SVE_BAD_ARGUMENT, entity, "the document has no entity %u", (unsigned)entity);
  }
  const sve_entity *found = &document->entities.list.items[entity];
  *reasons = NULL;
  *count = 0;
  if (found->source != SVE_FROM_MODEL || analyzer->tagger == NULL) return SVE_OK;
  unsigned label = 0;
  while (label < SVE_TAGGER_LABELS && analyzer->tagger_labels[label] != found->label) label++;
  if (label == SVE_TAGGER_LABELS) return SVE_OK;
  sve_passage passage;
  sve_status status = sve_document_ready(document, error);
  if (status == SVE_OK) status = sve_analyzer_read(analyzer, text, length, document, &passage, error);
  if (status != SVE_OK) return status;
  uint32_t first = sve_passage_token_at(&passage, found->span.start_byte);
  uint32_t end = sve_passage_token_at(&passage, found->span.end_byte - 1) + 1;
  sve_reason_list *list = &document->scratch->reasons;
  status = sve_tagger_explain(analyzer->tagger, &analyzer->lexicon, &passage, first, end, label, list, error);
  if (status != SVE_OK) return status;
  *reasons = list->items;
  *count = list->count;
  return SVE_OK;
}
