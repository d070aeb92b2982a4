/* UTF-8 by the table of well-formed sequences (Unicode Standard, table 3-7), surrogates let through. */
#include "text/utf8.h"

#define ILL_FORMED 0xDC00u

static bool is_tail(const char *text, size_t length, size_t at) {
  return at < length && ((unsigned char)text[at] & 0xC0) == 0x80;
}

uint32_t sve_utf8_next_long(const char *text, size_t length, size_t *at) {
  size_t i = *at;
  uint32_t first = (unsigned char)text[i];
  size_t tails = first >= 0xC2 && first < 0xE0 ? 1 : first >= 0xE0 && first < 0xF0 ? 2 : 3;
  *at = i + 1;
  if (first < 0xC2 || first > 0xF4) return ILL_FORMED + first;
  uint32_t character = first & (0x3Fu >> tails);
  for (size_t k = 1; k <= tails; k++) {
    if (!is_tail(text, length, i + k)) return ILL_FORMED + first;
    character = character << 6 | ((unsigned char)text[i + k] & 0x3Fu);
  }
  static const uint32_t LEAST[4] = {0, 0x80, 0x800, 0x10000};
  if (character < LEAST[tails] || character > 0x10FFFF) return ILL_FORMED + first;
  *at = i + tails + 1;
  return character;
}

uint32_t sve_utf8_previous(const char *text, size_t *at) {
  size_t end = *at;
  for (size_t back = 1; back <= 4 && back <= end; back++) {
    if (is_tail(text, end, end - back)) continue;
    size_t next = end - back;
    uint32_t character = sve_utf8_next(text, end, &next);
    if (next == end) {
      *at = end - back;
      return character;
    }
    break;
  }
  *at = end - 1;
  return ILL_FORMED + (unsigned char)text[end - 1];
}

size_t sve_utf8_put(uint32_t character, char *out) {
  if (character < 0x80) {
    out[0] = (char)character;
    return 1;
  }
  size_t tails = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  for (size_t k = tails; k > 0; k--, character >>= 6) out[k] = (char)(0x80 | (character & 0x3F));
  static const unsigned char LEAD[4] = {0, 0xC0, 0xE0, 0xF0};
  out[0] = (char)(LEAD[tails] | character);
  return tails + 1;
}

size_t sve_utf8_count(const char *text, size_t length) {
  size_t count = 0;
  for (size_t at = 0; at < length; count++) sve_utf8_next(text, length, &at);
  return count;
}
