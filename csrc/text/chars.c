/* First body: ASCII and Latin-1 only; the generated table takes its place. */
#include "text/chars.h"

#include <string.h>

#include "base/hash.h"
#include "base/status.h"
#include "text/chars_table.h"
#include "text/utf8.h"

sve_char_class sve_char_class_of(uint32_t character) {
  if (character < 0x80) return SVE_CLASS_COARSE[SVE_BYTE_MOVES[character]];
  char bytes[4];
  size_t length = sve_utf8_put(character, bytes);
  uint32_t move = 0;
  for (size_t i = 0; i < length; i++) move = SVE_BYTE_MOVES[(move >> 6) + (unsigned char)bytes[i]];
  return SVE_CLASS_COARSE[move & 63];
}

sve_status sve_fold(const char *word, size_t length, unsigned how, sve_byte_list *out, sve_error *error) {
  out->count = 0;
  sve_status status = SVE_LIST_RESERVE(out, length * 3 + 4, error);
  if (status != SVE_OK) return status;
  for (size_t at = 0; at < length;) {
    uint32_t character = sve_utf8_next(word, length, &at);
    if ((how & SVE_FOLD_CASE) && sve_char_class_of(character) == SVE_CHAR_UPPER) character += 32;
    out->count += sve_utf8_put(character, out->items + out->count);
  }
  return SVE_OK;
}

sve_status sve_word_key(const char *word, size_t length, bool fold_case, uint64_t *out, sve_error *error) {
  sve_byte_list folded = {0};
  sve_status status = sve_fold(word, length, fold_case ? SVE_FOLD_CASE : 0, &folded, error);
  if (status == SVE_OK) *out = sve_hash(folded.items, folded.count);
  sve_free(folded.items);
  return status;
}

sve_status sve_capitalize(const char *word, size_t length, sve_byte_list *out, sve_error *error) {
  sve_status status = sve_fold(word, length, SVE_FOLD_CASE, out, error);
  size_t first = 0;
  if (status == SVE_OK && length > 0) sve_utf8_next(word, length, &first);
  if (status == SVE_OK && first <= out->count) memcpy(out->items, word, first);
  return status;
}

sve_status sve_text_decode(const char *bytes, size_t length, const char *charset, sve_string *out, const char **used,
                           sve_error *error) {
  if (charset != NULL && strcmp(charset, "UTF-8") != 0) {
    return sve_fail(error, SVE_BAD_ARGUMENT, 0, "unknown charset %s", charset);
  }
  char *copy = sve_alloc(length);
  if (copy == NULL) return sve_fail_memory(error);
  memcpy(copy, bytes, length);
  *out = (sve_string){copy, length};
  *used = "UTF-8";
  return SVE_OK;
}

void sve_text_free(sve_string text) {
  sve_free((void *)(uintptr_t)text.bytes);
}
