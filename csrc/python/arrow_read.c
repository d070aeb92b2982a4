/* Reading text columns of Arrow: utf8, large_utf8, string views, and dictionaries of these. */
#include "python/arrow.h"

static char layout_of(const char *format) {
  if (strcmp(format, "u") == 0) return 'u';
  if (strcmp(format, "U") == 0) return 'U';
  if (strcmp(format, "vu") == 0) return 'v';
  return strcmp(format, "n") == 0 ? 'n' : 0;
}

bool sve_arrow_type_of(const struct ArrowSchema *schema, sve_arrow_type *out) {
  sve_arrow_type type = {0, 0};
  if (schema->dictionary == NULL) {
    type.layout = layout_of(schema->format);
  } else if (schema->format[0] != '\0' && strchr("cCsSiIlL", schema->format[0]) != NULL) {
    type.layout = layout_of(schema->dictionary->format);
    type.index = schema->format[0];
  }
  if (type.layout == 0) return false;
  *out = type;
  return true;
}

static bool is_valid(const struct ArrowArray *array, int64_t at) {
  const uint8_t *bitmap = array->buffers[0];
  return array->null_count == 0 || bitmap == NULL || (bitmap[at / 8] >> (at % 8) & 1) != 0;
}

static int64_t index_at(char type, const void *indices, int64_t at) {
  switch (type) {
    case 'c':
      return ((const int8_t *)indices)[at];
    case 'C':
      return ((const uint8_t *)indices)[at];
    case 's':
      return ((const int16_t *)indices)[at];
    case 'S':
      return ((const uint16_t *)indices)[at];
    case 'i':
      return ((const int32_t *)indices)[at];
    case 'I':
      return ((const uint32_t *)indices)[at];
    default:
      return ((const int64_t *)indices)[at];
  }
}

/* A view: length, then up to 12 bytes of text, or else 4 of its bytes, a buffer's number and an offset. */
static sve_string text_of_view(const struct ArrowArray *array, int64_t at) {
  enum { VIEW_BYTES = 16, INLINE_BYTES = 12, FIRST_BUFFER = 2 };
  const char *view = (const char *)array->buffers[1] + at * VIEW_BYTES;
  int32_t length, place[2];
  memcpy(&length, view, sizeof length);
  if (length <= INLINE_BYTES) return (sve_string){view + 4, (size_t)length};
  memcpy(place, view + 8, sizeof place);
  return (sve_string){(const char *)array->buffers[FIRST_BUFFER + place[0]] + place[1], (size_t)length};
}

bool sve_arrow_text(sve_arrow_type type, const struct ArrowArray *array, int64_t row, sve_string *out) {
  if (type.layout == 'n') return false;
  int64_t at = row + array->offset;
  if (!is_valid(array, at)) return false;
  if (type.index != 0) {
    int64_t index = index_at(type.index, array->buffers[1], at);
    return sve_arrow_text((sve_arrow_type){type.layout, 0}, array->dictionary, index, out);
  }
  if (type.layout == 'v') {
    *out = text_of_view(array, at);
  } else if (type.layout == 'u') {
    const int32_t *offsets = array->buffers[1];
    *out = (sve_string){(const char *)array->buffers[2] + offsets[at], (size_t)(offsets[at + 1] - offsets[at])};
  } else {
    const int64_t *offsets = array->buffers[1];
    *out = (sve_string){(const char *)array->buffers[2] + offsets[at], (size_t)(offsets[at + 1] - offsets[at])};
  }
  return true;
}
