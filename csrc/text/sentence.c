/* First body: a sentence ends at a stop or a line break. */
#include "text/sentence.h"

#include "text/chars.h"

sve_status sve_sentences_find(const sve_tokenizer *tokenizer, const char *text, const sve_token_list *tokens,
                              sve_sentence_list *out, sve_error *error) {
  (void)tokenizer;
  uint32_t first = 0;
  for (uint32_t i = 0; i < tokens->count; i++) {
    const sve_token *token = &tokens->items[i];
    bool last = i + 1 == tokens->count || (tokens->items[i + 1].flags & SVE_TOKEN_AFTER_LINE) ||
                sve_char_class_of((unsigned char)text[token->span.start_byte]) == SVE_CHAR_STOP;
    if (!last) continue;
    sve_status status = SVE_LIST_RESERVE(out, 1, error);
    if (status != SVE_OK) return status;
    sve_span from = tokens->items[first].span;
    out->items[out->count++] =
        (sve_sentence){{from.start_byte, token->span.end_byte, from.start_cp, token->span.end_cp}, first, i + 1};
    first = i + 1;
  }
  return SVE_OK;
}
