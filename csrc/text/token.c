/* Scan, split, join: see token_scan.h, token_split.h and token_join.h for what each step may assume. */
#include "text/token.h"

#include "base/status.h"
#include "text/chars.h"
#include "text/token_abbreviation.h"
#include "text/token_join.h"
#include "text/token_scan.h"

struct sve_tokenizer {
  sve_abbreviations abbreviations;
  bool dehyphenate;
};

sve_status sve_tokenizer_new(const sve_data *lexicon, const sve_string *own, size_t own_count, bool dehyphenate,
                             sve_tokenizer **out, sve_error *error) {
  sve_tokenizer *tokenizer = sve_alloc(sizeof *tokenizer);
  if (tokenizer == NULL) return sve_fail_memory(error);
  *tokenizer = (sve_tokenizer){.dehyphenate = dehyphenate};
  size_t length = 0;
  const void *section = lexicon != NULL ? sve_data_get(lexicon, SVE_TAG('A', 'B', 'B', 'R'), &length) : NULL;
  sve_status status = sve_abbreviations_init(&tokenizer->abbreviations, section, length, own, own_count, error);
  if (status != SVE_OK) {
    sve_free(tokenizer);
    return status;
  }
  *out = tokenizer;
  return SVE_OK;
}

void sve_tokenizer_free(sve_tokenizer *tokenizer) {
  if (tokenizer == NULL) return;
  sve_abbreviations_clear(&tokenizer->abbreviations);
  sve_free(tokenizer);
}

uint32_t sve_token_characters(const char *text, const sve_token *token) {
  sve_span span = token->span;
  if (!(token->flags & SVE_TOKEN_DENORMAL)) return span.end_cp - span.start_cp;
  return sve_word_characters(text + span.start_byte, span.end_byte - span.start_byte);
}

sve_status sve_token_fold(const char *text, const sve_token *token, sve_byte_list *scratch, sve_string *out,
                          sve_error *error) {
  sve_string whole = {text + token->span.start_byte, token->span.end_byte - token->span.start_byte};
  if (token->flags & SVE_TOKEN_DENORMAL) {
    sve_status status = sve_fold(whole.bytes, whole.length, 0, scratch, error);
    if (status != SVE_OK) return status;
    whole = (sve_string){scratch->items, scratch->count};
  }
  *out = whole;
  return SVE_OK;
}

sve_status sve_tokenize(const sve_tokenizer *tokenizer, const char *text, size_t length, const sve_stop *stop,
                        sve_token_list *out, sve_error *error) {
  if (length >= UINT32_MAX) return sve_fail(error, SVE_TOO_LARGE, 0, "a text of 4 GiB or more");
  size_t first = out->count;
  sve_status status = sve_scan(text, length, stop, out, error);
  if (status == SVE_OK)
    status = sve_join(&tokenizer->abbreviations, tokenizer->dehyphenate, text, stop, out, first, error);
  if (status != SVE_OK) out->count = first;
  return status;
}
