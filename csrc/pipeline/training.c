/* Training: the features of tokens whose borders are given. */
#include "base/status.h"
#include "pipeline/analyzer.h"

/* Tokens with the borders given; each token's kind is what the tokenizer makes of it alone. */
static sve_status take_tokens(const sve_analyzer *analyzer, const char *text, const sve_span *spans, size_t count,
                              sve_document *document, sve_error *error) {
  sve_status status = SVE_OK;
  for (size_t i = 0; i < count && status == SVE_OK; i++) {
    sve_token_list *tokens = &document->tokens;
    size_t before = tokens->count;
    status = sve_tokenize(analyzer->tokenizer, text + spans[i].start_byte, spans[i].end_byte - spans[i].start_byte,
                          document->stop, tokens, error);
    if (status == SVE_OK) status = SVE_LIST_RESERVE(tokens, 1, error);
    if (status != SVE_OK) break;
    bool single = tokens->count == before + 1;
    sve_token token = {spans[i], single ? tokens->items[before].kind : SVE_TOKEN_WORD, 0};
    if (single) token.flags = tokens->items[before].flags;
    if (i > 0 && spans[i].start_byte > spans[i - 1].end_byte) token.flags |= SVE_TOKEN_AFTER_SPACE;
    tokens->items[before] = token;
    tokens->count = before + 1;
  }
  return status;
}

static sve_status take_sentences(const uint32_t *ends, size_t count, sve_document *document, sve_error *error) {
  sve_status status = SVE_LIST_RESERVE(&document->sentences, count, error);
  uint32_t first = 0;
  for (size_t i = 0; i < count && status == SVE_OK; first = ends[i], i++) {
    if (ends[i] <= first || ends[i] > document->tokens.count) {
      return sve_fail(error, SVE_BAD_ARGUMENT, i, "sentence %zu has no tokens", i);
    }
    sve_span from = document->tokens.items[first].span;
    sve_span to = document->tokens.items[ends[i] - 1].span;
    document->sentences.items[document->sentences.count++] =
        (sve_sentence){{from.start_byte, to.end_byte, from.start_cp, to.end_cp}, first, ends[i]};
  }
  if (status == SVE_OK && first != document->tokens.count) {
    return sve_fail(error, SVE_BAD_ARGUMENT, count, "tokens stand behind the last sentence");
  }
  return status;
}

static sve_status check_spans(size_t length, const sve_span *spans, size_t count, sve_error *error) {
  uint32_t end = 0;
  for (size_t i = 0; i < count; end = spans[i].end_byte, i++) {
    if (spans[i].start_byte < end || spans[i].end_byte <= spans[i].start_byte || spans[i].end_byte > length) {
      return sve_fail(error, SVE_BAD_ARGUMENT, i, "token %zu is empty, out of order or outside the text", i);
    }
  }
  return SVE_OK;
}

sve_status sve_analyzer_features(const sve_analyzer *analyzer, const char *text, size_t length, const sve_span *tokens,
                                 size_t token_count, const uint32_t *sentence_ends, size_t sentence_count,
                                 sve_document *document, const uint64_t **list, const uint32_t **starts,
                                 sve_error *error) {
  sve_status status = sve_document_reset(document, true, error);
  if (status == SVE_OK) status = check_spans(length, tokens, token_count, error);
  if (status == SVE_OK) status = take_tokens(analyzer, text, tokens, token_count, document, error);
  if (status == SVE_OK) status = take_sentences(sentence_ends, sentence_count, document, error);
  sve_passage passage;
  if (status == SVE_OK) status = sve_analyzer_read(analyzer, text, length, document, &passage, error);
  if (status == SVE_OK) {
    status = sve_tagger_features(&analyzer->lexicon, &passage, &document->scratch->features,
                                 &document->scratch->feature_starts, error);
  }
  if (status != SVE_OK) return status;
  *list = document->scratch->features.items;
  *starts = document->scratch->feature_starts.items;
  return SVE_OK;
}
