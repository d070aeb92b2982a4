/* Making, emptying, trimming a document, and lending its answers. */
#include "pipeline/document.h"

#include "base/status.h"

#define FREE_LIST(list) (sve_free((list)->items), (list)->items = NULL, (list)->count = (list)->capacity = 0)
#define EMPTY_LIST(list) ((list)->count = 0)

sve_status sve_document_new(sve_document **out, sve_error *error) {
  sve_document *document = sve_alloc(sizeof *document);
  if (document == NULL) return sve_fail_memory(error);
  *document = (sve_document){0};
  document->entities.strings = &document->strings;
  document->candidates.strings = &document->strings;
  *out = document;
  return SVE_OK;
}

void sve_document_reset(sve_document *document) {
  EMPTY_LIST(&document->tokens);
  EMPTY_LIST(&document->sentences);
  EMPTY_LIST(&document->entities.list);
  EMPTY_LIST(&document->entities.nested);
  EMPTY_LIST(&document->clusters.list);
  EMPTY_LIST(&document->clusters.mentions);
  EMPTY_LIST(&document->quotes);
  EMPTY_LIST(&document->matches);
  sve_arena_reset(&document->strings);
  EMPTY_LIST(&document->words);
  EMPTY_LIST(&document->known);
  EMPTY_LIST(&document->numbers);
  EMPTY_LIST(&document->candidates.list);
  EMPTY_LIST(&document->candidates.nested);
  EMPTY_LIST(&document->found);
  EMPTY_LIST(&document->features);
  EMPTY_LIST(&document->feature_starts);
}

/* Shrinks a list to what it holds; where that fails the list stays as it is. */
static void trim_list(void **items, size_t *capacity, size_t count, size_t item_size) {
  if (count == *capacity) return;
  void *trimmed = sve_realloc(*items, count * item_size);
  if (trimmed == NULL) return;
  *items = trimmed;
  *capacity = count;
}

#define TRIM_LIST(list) trim_list((void **)&(list)->items, &(list)->capacity, (list)->count, sizeof *(list)->items)

void sve_document_trim(sve_document *document) {
  TRIM_LIST(&document->tokens);
  TRIM_LIST(&document->sentences);
  TRIM_LIST(&document->entities.list);
  TRIM_LIST(&document->entities.nested);
  TRIM_LIST(&document->clusters.list);
  TRIM_LIST(&document->clusters.mentions);
  TRIM_LIST(&document->quotes);
  TRIM_LIST(&document->matches);
  FREE_LIST(&document->words);
  FREE_LIST(&document->known);
  FREE_LIST(&document->numbers);
  FREE_LIST(&document->candidates.list);
  FREE_LIST(&document->candidates.nested);
  FREE_LIST(&document->found);
  FREE_LIST(&document->features);
  FREE_LIST(&document->feature_starts);
}

void sve_document_free(sve_document *document) {
  if (document == NULL) return;
  sve_document_reset(document);
  sve_document_trim(document);
  sve_free(document->tokens.items);
  sve_free(document->sentences.items);
  sve_free(document->entities.list.items);
  sve_free(document->entities.nested.items);
  sve_free(document->clusters.list.items);
  sve_free(document->clusters.mentions.items);
  sve_free(document->quotes.items);
  sve_free(document->matches.items);
  sve_arena_clear(&document->strings);
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

const sve_match *sve_document_matches(const sve_document *document, size_t *count) {
  *count = document->matches.count;
  return document->matches.items;
}
