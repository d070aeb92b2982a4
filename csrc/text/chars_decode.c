/* Files of text to UTF-8. Swedish files are UTF-8, UTF-16, Latin-1 or Windows-1252, and which of them can be seen
 * from the bytes alone; a general detector would take short Swedish for Polish or Turkish. ICU converts.
 */
#include <string.h>
#include <unicode/ucnv.h>

#include "base/status.h"
#include "text/chars.h"
#include "text/utf8.h"

static const char UTF_8[] = "UTF-8", UTF_16_LE[] = "UTF-16LE", UTF_16_BE[] = "UTF-16BE";
static const char LATIN_1[] = "ISO-8859-1", WINDOWS_1252[] = "windows-1252";

static const char *charset_of_bom(const char *bytes, size_t length) {
  static const struct {
    const char *bytes;
    size_t length;
    const char *charset;
  } BOMS[] = {{"\xEF\xBB\xBF", 3, UTF_8}, {"\xFF\xFE", 2, UTF_16_LE}, {"\xFE\xFF", 2, UTF_16_BE}};
  for (size_t i = 0; i < sizeof BOMS / sizeof *BOMS; i++) {
    if (length >= BOMS[i].length && memcmp(bytes, BOMS[i].bytes, BOMS[i].length) == 0) return BOMS[i].charset;
  }
  return NULL;
}

/* Bytes of UTF-8's mark at the start. */
static size_t bom_length(const char *bytes, size_t length) {
  return charset_of_bom(bytes, length) == UTF_8 ? 3 : 0;
}

/* A bit for each byte below 32 that texts hold (tabs, lines, ESC), and for NUL, which is counted by itself. */
static const uint32_t CONTROLS_OF_TEXT = 1 << 0 | 0x1F << 9 | 1 << 27;

typedef struct census {
  size_t nul[2];       /* zero bytes, at even and at odd offsets */
  size_t control;      /* other control bytes that no text holds */
  size_t windows;      /* 0x80 … 0x9F */
  size_t wide, broken; /* UTF-8 characters of several bytes, and ill-formed bytes */
} census;

static census count_bytes(const char *bytes, size_t length) {
  census count = {0};
  for (size_t at = 0; at < length;) {
    size_t start = at;
    uint32_t character = sve_utf8_next(bytes, length, &at);
    unsigned char first = (unsigned char)bytes[start];
    count.nul[start % 2] += first == 0;
    count.control += first < 32 && (CONTROLS_OF_TEXT >> first & 1) == 0;
    bool broken = character >= 0xD800 && character < 0xE000; /* encoded surrogates too: no file should hold them */
    count.broken += broken;
    count.wide += !broken && at - start > 1;
    for (size_t i = start; i < at; i++) count.windows += ((unsigned char)bytes[i] & 0xE0) == 0x80;
  }
  return count;
}

/* NULL for bytes that are no text. */
static const char *detect(const char *bytes, size_t length) {
  const char *marked = charset_of_bom(bytes, length);
  if (marked != NULL) return marked;
  census count = count_bytes(bytes, length);
  size_t units = length / 2;
  for (size_t odd = 0; odd < 2; odd++) {
    bool wide = length % 2 == 0 && count.nul[odd] > units / 2 && count.nul[1 - odd] < units / 16 + 1;
    if (wide) return odd ? UTF_16_LE : UTF_16_BE;
  }
  if (count.nul[0] + count.nul[1] > 0 || count.control > length / 64) return NULL;
  if (count.broken == 0 || count.wide > 4 * count.broken) return UTF_8; /* a file cut inside a character, say */
  return count.windows > 0 ? WINDOWS_1252 : LATIN_1;
}

/* A name that lives on, for a charset that the caller named; NULL for one that ICU does not know. */
static const char *static_name(const char *charset) {
  static const char *const STANDARDS[] = {"MIME", "IANA"};
  for (size_t i = 0; i < 2; i++) {
    UErrorCode icu = U_ZERO_ERROR;
    const char *name = ucnv_getStandardName(charset, STANDARDS[i], &icu);
    if (name != NULL) return name;
  }
  UErrorCode icu = U_ZERO_ERROR;
  return ucnv_getAlias(charset, 0, &icu);
}

static sve_status convert(const char *bytes, size_t length, const char *charset, sve_string *out, sve_error *error) {
  if (length > INT32_MAX / 4) return sve_fail(error, SVE_TOO_LARGE, 0, "a file of 512 MiB or more must be UTF-8");
  UErrorCode icu = U_ZERO_ERROR;
  int32_t size = ucnv_convert(UTF_8, charset, NULL, 0, bytes, (int32_t)length, &icu);
  if (icu > U_ZERO_ERROR && icu != U_BUFFER_OVERFLOW_ERROR) {
    return sve_fail(error, SVE_BAD_ARGUMENT, 0, "this ICU cannot read charset %s", charset); /* knows its name only */
  }
  char *text = sve_alloc((size_t)size + 1);
  if (text == NULL) return sve_fail_memory(error);
  icu = U_ZERO_ERROR;
  size = ucnv_convert(UTF_8, charset, text, size + 1, bytes, (int32_t)length, &icu);
  size_t skip = bom_length(text, (size_t)size);
  memmove(text, text + skip, (size_t)size - skip);
  *out = (sve_string){text, (size_t)size - skip};
  return SVE_OK;
}

/* UTF-8 that is well-formed needs no ICU, and may be of any size. */
static sve_status copy_utf8(const char *bytes, size_t length, sve_string *out, sve_error *error) {
  size_t skip = bom_length(bytes, length);
  char *text = sve_alloc(length - skip);
  if (text == NULL) return sve_fail_memory(error);
  memcpy(text, bytes + skip, length - skip);
  *out = (sve_string){text, length - skip};
  return SVE_OK;
}

sve_status sve_text_decode(const char *bytes, size_t length, const char *charset, sve_string *out, const char **used,
                           sve_error *error) {
  const char *name = charset != NULL ? static_name(charset) : detect(bytes, length);
  if (name == NULL && charset != NULL)
    return sve_fail(error, SVE_BAD_ARGUMENT, 0, "no charset is called %.60s", charset);
  if (name == NULL) return sve_fail(error, SVE_BAD_DATA, 0, "not text: it looks like a binary file");
  bool plain = strcmp(name, UTF_8) == 0 && count_bytes(bytes, length).broken == 0;
  sve_status status = plain ? copy_utf8(bytes, length, out, error) : convert(bytes, length, name, out, error);
  if (status == SVE_OK) *used = name;
  return status;
}

void sve_text_free(sve_string text) {
  sve_free((void *)(uintptr_t)text.bytes);
}
