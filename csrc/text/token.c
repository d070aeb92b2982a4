/* First body: runs of letters and digits, and single marks; the generated automaton takes its place. */
#include "text/token.h"

#include "base/status.h"
#include "text/chars.h"
#include "text/utf8.h"

struct sve_tokenizer {
  const sve_data *lexicon;
};

sve_status sve_tokenizer_new(const sve_data *lexicon, const sve_string *own, size_t own_count, sve_tokenizer **out,
                             sve_error *error) {
  (void)own, (void)own_count;
  sve_tokenizer *tokenizer = sve_alloc(sizeof *tokenizer);
  if (tokenizer == NULL) return sve_fail_memory(error);
  tokenizer->lexicon = lexicon;
  *out = tokenizer;
  return SVE_OK;
}

void sve_tokenizer_free(sve_tokenizer *tokenizer) {
  sve_free(tokenizer);
}

sve_status sve_tokenize(const sve_tokenizer *tokenizer, const char *text, size_t length, sve_token_list *out,
                        sve_error *error) {
  (void)tokenizer;
  if (length >= UINT32_MAX) return sve_fail(error, SVE_TOO_LARGE, 0, "a text of 4 GiB or more");
  uint32_t cp = 0;
  uint16_t flags = 0;
  bool open = false;
  for (size_t at = 0; at < length; cp++) {
    uint32_t start = (uint32_t)at;
    sve_char_class class = sve_char_class_of(sve_utf8_next(text, length, &at));
    if (class == SVE_CHAR_SPACE || class == SVE_CHAR_LINE) {
      flags |= class == SVE_CHAR_LINE ? (flags & SVE_TOKEN_AFTER_LINE ? SVE_TOKEN_AFTER_BLANK : SVE_TOKEN_AFTER_LINE)
                                      : SVE_TOKEN_AFTER_SPACE;
      open = false;
      continue;
    }
    bool word = class == SVE_CHAR_LOWER || class == SVE_CHAR_UPPER || class == SVE_CHAR_DIGIT || class == SVE_CHAR_MARK;
    if (!word || !open) {
      sve_status status = SVE_LIST_RESERVE(out, 1, error);
      if (status != SVE_OK) return status;
      out->items[out->count++] =
          (sve_token){{start, start, cp, cp},
                      word ? (class == SVE_CHAR_DIGIT ? SVE_TOKEN_NUMBER : SVE_TOKEN_WORD) : SVE_TOKEN_PUNCTUATION,
                      flags};
      flags = 0;
    }
    out->items[out->count - 1].span.end_byte = (uint32_t)at;
    out->items[out->count - 1].span.end_cp = cp + 1;
    open = word;
  }
  return SVE_OK;
}

sve_abbreviation_class sve_tokenizer_class(const sve_tokenizer *tokenizer, const char *text, const sve_token *token) {
  (void)tokenizer, (void)text, (void)token;
  return SVE_ABBREVIATION_NONE;
}
