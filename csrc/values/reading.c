/* Where sentences may begin, and what is an age. */
#include "values/reading.h"

#include "text/chars.h"
#include "text/utf8.h"

bool sve_read_begins(const sve_passage *passage, uint32_t token) {
  if (token == 0 || (passage->tokens[token].flags & (SVE_TOKEN_AFTER_LINE | SVE_TOKEN_AFTER_BLANK)) != 0) return true;
  size_t length, at = 0;
  const char *text = sve_read_token(passage, token - 1, &length);
  sve_char_class class = sve_char_class_of(sve_utf8_next(text, length, &at));
  return class == SVE_CHAR_STOP || class == SVE_CHAR_QUOTE || class == SVE_CHAR_DASH;
}

bool sve_read_is_age(const sve_passage *passage, uint32_t first, uint32_t end) {
  if (first == 0) return false;
  size_t length;
  const char *text = sve_read_token(passage, first - 1, &length);
  if (length >= 4 && memcmp(text, "fyll", 4) == 0) return true;
  bool listed = first >= 2 && text[0] == ',' && passage->words[first - 2].letters == SVE_CASE_CAPITAL;
  return listed && (!sve_read_goes_on(passage, end) || passage->tokens[end].kind == SVE_TOKEN_PUNCTUATION);
}
