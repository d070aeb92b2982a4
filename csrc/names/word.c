/* First body: hashes and the plain look-up; no genitives yet. */
#include "names/word.h"

#include <string.h>

#include "base/hash.h"
#include "text/chars.h"

sve_status sve_lexicon_open(const sve_data *data, sve_lexicon *out, sve_error *error) {
  size_t length;
  const void *bytes = sve_data_get(data, SVE_TAG('W', 'O', 'R', 'D'), &length);
  return sve_table_open(bytes, length, sizeof(sve_lexeme), &out->words, error);
}

sve_lexeme sve_lexicon_find(const sve_lexicon *lexicon, uint64_t folded) {
  sve_lexeme lexeme = {0};
  uint32_t index = sve_table_find(&lexicon->words, folded);
  if (index != SVE_NONE) memcpy(&lexeme, sve_table_value(&lexicon->words, index), sizeof lexeme);
  return lexeme;
}

sve_status sve_words_find(const sve_lexicon *lexicon, const char *text, const sve_token_list *tokens,
                          sve_word_list *out, sve_error *error) {
  sve_byte_list folded = {0};
  sve_status status = SVE_LIST_RESERVE(out, tokens->count, error);
  for (size_t i = 0; i < tokens->count && status == SVE_OK; i++) {
    sve_span span = tokens->items[i].span;
    status = sve_fold(text + span.start_byte, span.end_byte - span.start_byte, SVE_FOLD_CASE, &folded, error);
    if (status != SVE_OK) break;
    sve_word word = {.folded = sve_hash(folded.items, folded.count)};
    word.exact = sve_hash(text + span.start_byte, span.end_byte - span.start_byte);
    word.base = word.folded;
    word.lexeme = word.base_lexeme = sve_lexicon_find(lexicon, word.folded);
    out->items[out->count++] = word;
  }
  sve_free(folded.items);
  return status;
}

sve_compound sve_compound_split(const sve_lexicon *lexicon, const char *word, size_t length, sve_is_name *is_name,
                                const void *context) {
  (void)lexicon, (void)word, (void)length, (void)is_name, (void)context;
  return (sve_compound){0};
}
