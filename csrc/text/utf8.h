/* UTF-8: stepping over characters that may be ill-formed. */
#ifndef SVE_TEXT_UTF8_H
#define SVE_TEXT_UTF8_H

#include "svenner.h"

/* sve_utf8_next, where the first byte is not ASCII. */
uint32_t sve_utf8_next_long(const char *text, size_t length, size_t *at);

/* The character at text[*at], and *at moved behind it. An ill-formed byte is a character of its own,
 * given as 0xDC00 + byte; an encoded surrogate is given as itself. Needs *at < length. */
static inline uint32_t sve_utf8_next(const char *text, size_t length, size_t *at) {
  unsigned char first = (unsigned char)text[*at];
  if (first >= 0x80) return sve_utf8_next_long(text, length, at);
  ++*at;
  return first;
}

/* The character that ends at *at, and *at moved to its first byte. Needs *at > 0. */
uint32_t sve_utf8_previous(const char *text, size_t *at);

/* Writes `character` at `out` (room for 4 bytes); returns how many bytes. */
size_t sve_utf8_put(uint32_t character, char *out);

/* Characters in `length` bytes, counted as sve_utf8_next steps. */
size_t sve_utf8_count(const char *text, size_t length);
#endif
