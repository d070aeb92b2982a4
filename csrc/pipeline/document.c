/* Making, emptying, trimming a document, and lending its answers. */
#include "pipeline/document.h"

#include "base/status.h"

#define EMPTY_LIST(list) ((list)->count = 0)
#define TRIM_LIST(list) trim_list((void **)&(list)->items, &(list)->capacity, (list)->count, sizeof *(list)->items)

void sve_scratch_free(sve_scratch *scratch) {
  if (scratch == NULL) return;
  sve_free(scratch->words.items);
  sve_normals_clear(&scratch->normals);
  sve_free(scratch->known.items);
  sve_free(scratch->found.items);
  sve_free(scratch->numbers.items);
  sve_free(scratch->candidates.list.items);
  sve_free(scratch->features.items);
  sve_free(scratch->feature_starts.items);
  sve_free(scratch->reasons.items);
  sve_arena_clear(&scratch->room);
  sve_calendar_free(scratch->calendar);
  sve_free(scratch);
}

sve_status sve_document_ready(sve_document *document, sve_error *error) {
  sve_scratch *scratch = document->scratch;
  if (scratch == NULL) {
    scratch = sve_alloc(sizeof *scratch);
    if (scratch == NULL) return sve_fail_memory(error);
    *scratch = (sve_scratch){0};
    document->scratch = scratch;
  }
  scratch->candidates.strings = &document->strings;
  EMPTY_LIST(&scratch->words);
  EMPTY_LIST(&scratch->known);
  EMPTY_LIST(&scratch->found);
  EMPTY_LIST(&scratch->numbers);
  EMPTY_LIST(&scratch->candidates.list);
  EMPTY_LIST(&scratch->features);
  EMPTY_LIST(&scratch->feature_starts);
  EMPTY_LIST(&scratch->reasons);
  sve_arena_reset(&scratch->room);
  return SVE_OK;
}

sve_status sve_document_new(sve_document **out, sve_error *error) {
  sve_document *document = sve_alloc(sizeof *document);
  if (document == NULL) return sve_fail_memory(error);
  *document = (sve_document){0};
  document->entities.strings = &document->strings;
  *out = document;
  return SVE_OK;
}

sve_status sve_document_reset(sve_document *document, bool deep, sve_error *error) {
  EMPTY_LIST(&document->tokens);
  EMPTY_LIST(&document->sentences);
  EMPTY_LIST(&document->entities.list);
  EMPTY_LIST(&document->entities.nested);
  EMPTY_LIST(&document->clusters.list);
  EMPTY_LIST(&document->clusters.mentions);
  EMPTY_LIST(&document->quotes);
  sve_arena_reset(&document->strings);
  return deep ? sve_document_ready(document, error) : SVE_OK;
}

/* Shrinks a list to what it holds; where that fails the list stays as it is. */
static void trim_list(void **items, size_t *capacity, size_t count, size_t item_size) {
  if (count == *capacity) return;
  void *trimmed = sve_realloc(*items, count * item_size);
  if (trimmed == NULL) return;
  *items = trimmed;
  *capacity = count;
}

void sve_document_trim(sve_document *document) {
  TRIM_LIST(&document->tokens);
  TRIM_LIST(&document->sentences);
  TRIM_LIST(&document->entities.list);
  TRIM_LIST(&document->entities.nested);
  TRIM_LIST(&document->clusters.list);
  TRIM_LIST(&document->clusters.mentions);
  TRIM_LIST(&document->quotes);
  sve_scratch_free(document->scratch);
  document->scratch = NULL;
}

void sve_document_free(sve_document *document) {
  if (document == NULL) return;
  sve_free(document->tokens.items);
  sve_free(document->sentences.items);
  sve_free(document->entities.list.items);
  sve_free(document->entities.nested.items);
  sve_free(document->clusters.list.items);
  sve_free(document->clusters.mentions.items);
  sve_free(document->quotes.items);
  sve_arena_clear(&document->strings);
  sve_scratch_free(document->scratch);
  sve_free(document);
}

const sve_token *sve_document_tokens(const sve_document *document, size_t *count) {
  *count = document->tokens.count;
  return document->tokens.items;
}

const sve_sentence *sve_document_sentences(const sve_document *document, size_t *count) {
  *count = document->sentences.count;
  return document->sentences.items;
}

const sve_entity *sve_document_entities(const sve_document *document, size_t *count) {
  *count = document->entities.list.count;
  return document->entities.list.items;
}

const sve_entity *sve_document_nested(const sve_document *document, size_t *count) {
  *count = document->entities.nested.count;
  return document->entities.nested.items;
}

const sve_cluster *sve_document_clusters(const sve_document *document, size_t *count) {
  *count = document->clusters.list.count;
  return document->clusters.list.items;
}

const uint32_t *sve_document_mentions(const sve_document *document, size_t *count) {
  *count = document->clusters.mentions.count;
  return document->clusters.mentions.items;
}

const sve_quote *sve_document_quotes(const sve_document *document, size_t *count) {
  *count = document->quotes.count;
  return document->quotes.items;
}
