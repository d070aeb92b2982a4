/* Reading files: whatever the bytes, the answer is UTF-8 that converts to itself, or an error. The
 * first byte chooses the charset. */
#include "fuzz.h"
#include "text/utf8.h"

static const char *const CHARSETS[] = {NULL, "utf-8", "iso-8859-1", "windows-1252", "utf-16", "utf-16le", "nonsense"};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  if (length == 0) return 0;
  const char *charset = CHARSETS[bytes[0] % (sizeof CHARSETS / sizeof *CHARSETS)];
  char *file = exact_copy(bytes + 1, length - 1);
  sve_string text;
  const char *used;
  sve_status status = sve_text_decode(file, length - 1, charset, &text, &used, NULL);
  CLAIM(status == SVE_OK || status == SVE_BAD_DATA || status == SVE_BAD_ARGUMENT);
  if (status == SVE_OK) {
    CLAIM(used != NULL);
    for (size_t at = 0; at < text.length;) {
      uint32_t character = sve_utf8_next(text.bytes, text.length, &at);
      CLAIM(character < 0xD800 || (character > 0xDFFF && character <= 0x10FFFF));
    }
    sve_text_free(text);
  }
  free(file);
  return 0;
}
