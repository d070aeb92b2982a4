/* Words: each token folded and hashed once, then looked up.
 *
 * Almost every word is of ASCII and Latin-1 letters and folds byte by byte into one buffer; what else there
 * may be goes by way of sve_fold. Both ways give the same bytes, so that a word has one key.
 */
#include "names/word.h"

#include <string.h>

#include "base/hash.h"
#include "names/word_letters.h"
#include "text/chars.h"
#include "text/utf8.h"

enum { AHEAD = 12 }; /* tokens whose slot is asked for before it is read */

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

/* How many bytes of the text the ending of `folded_bytes` takes: an apostrophe may be `’`, three bytes. */
static uint8_t genitive_in_text(const char *word, size_t length, size_t folded_bytes) {
  size_t at = length;
  while (folded_bytes > 0 && at > 0) {
    bool dropped = sve_char_class_of(sve_utf8_previous(word, &at)) == SVE_CHAR_MARK;
    if (!dropped) folded_bytes--;
  }
  return length - at <= UINT8_MAX ? (uint8_t)(length - at) : 0;
}

/* Folds and hashes one token; its lexemes are left empty. */
static sve_status read_word(const char *text, const sve_token *token, sve_byte_list *buffer, sve_word *out,
                            sve_error *error) {
  const char *bytes = text + token->span.start_byte;
  size_t length = token->span.end_byte - token->span.start_byte;
  sve_word word = {0};
  sve_letters letters = {0};
  buffer->count = 0;
  sve_status status = SVE_LIST_RESERVE(buffer, length, error);
  if (status != SVE_OK) return status;
  if (!(token->flags & SVE_TOKEN_DENORMAL) && sve_letters_fold(bytes, length, buffer->items, &letters)) {
    buffer->count = length;
    word.folded = sve_hash(buffer->items, length);
    word.exact = letters.upper == 0 ? word.folded : sve_hash(bytes, length);
  } else {
    letters = sve_letters_count(bytes, length);
    status = sve_fold(bytes, length, 0, buffer, error);
    if (status != SVE_OK) return status;
    word.exact = sve_hash(buffer->items, buffer->count);
    status = sve_fold(bytes, length, SVE_FOLD_CASE, buffer, error);
    if (status != SVE_OK) return status;
    word.folded = sve_hash(buffer->items, buffer->count);
  }
  word.base = word.folded;
  size_t ending = letters.upper + letters.lower > 0 ? sve_letters_genitive(buffer->items, buffer->count) : 0;
  if (ending > 0) {
    word.base = sve_hash(buffer->items, buffer->count - ending);
    word.genitive = genitive_in_text(bytes, length, ending);
  }
  word.letters = (uint8_t)sve_letters_case(&letters, ending > 0 && bytes[length - 1] == 's');
  *out = word;
  return SVE_OK;
}

sve_status sve_words_find(const sve_lexicon *lexicon, const char *text, const sve_token_list *tokens,
                          const sve_stop *stop, sve_word_list *out, sve_error *error) {
  sve_byte_list buffer = {0};
  size_t first = out->count;
  sve_status status = SVE_LIST_RESERVE(out, tokens->count, error);
  for (size_t i = 0; i < tokens->count && status == SVE_OK; i++) {
    status = sve_stopped_in_round(stop, i, error);
    if (status == SVE_OK) status = read_word(text, &tokens->items[i], &buffer, &out->items[first + i], error);
  }
  sve_free(buffer.items);
  if (status != SVE_OK) return status;
  sve_word *words = out->items + first;
  for (size_t i = 0; i < tokens->count && status == SVE_OK; i++) {
    status = sve_stopped_in_round(stop, i, error);
    if (i + AHEAD < tokens->count) {
      sve_table_prefetch(&lexicon->words, words[i + AHEAD].folded);
      if (words[i + AHEAD].genitive > 0) sve_table_prefetch(&lexicon->words, words[i + AHEAD].base);
    }
    if (tokens->items[i].kind == SVE_TOKEN_PUNCTUATION) continue;
    words[i].lexeme = sve_lexicon_find(lexicon, words[i].folded);
    words[i].base_lexeme = words[i].genitive > 0 ? sve_lexicon_find(lexicon, words[i].base) : words[i].lexeme;
  }
  if (status == SVE_OK) out->count += tokens->count;
  return status;
}
