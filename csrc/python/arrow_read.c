/* Reading text columns of Arrow: utf8, large_utf8, string views, and dictionaries of these. */
#include "python/arrow_read.h"

#include <string.h>

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

/* Where there are rows, the second buffer holds the offsets, views or indices. */
static bool has_buffers(const struct ArrowArray *array, int64_t count) {
  return array->n_buffers >= count && (array->length == 0 || (array->buffers != NULL && array->buffers[1] != NULL));
}

bool sve_arrow_fits(sve_arrow_type type, const struct ArrowArray *array) {
  if (array->length < 0 || array->offset < 0 || array->length > INT64_MAX - array->offset) return false;
  if (type.index != 0) {
    return has_buffers(array, 2) && array->dictionary != NULL &&
           sve_arrow_fits((sve_arrow_type){type.layout, 0}, array->dictionary);
  }
  return type.layout == 'n' || has_buffers(array, 3);
}

static bool is_valid(const struct ArrowArray *array, int64_t at) {
  const uint8_t *bitmap = array->buffers[0];
  return array->null_count == 0 || bitmap == NULL || (bitmap[at / 8] >> (at % 8) & 1) != 0;
}

/* Negative for an index beyond every dictionary. */
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

/* The text from `start` to `end` of `bytes`, which may be NULL where it is empty. */
static sve_arrow_cell text_between(const char *bytes, int64_t start, int64_t end, sve_string *out) {
  if (start < 0 || end < start) return SVE_ARROW_BROKEN;
  if (end > start && bytes == NULL) return SVE_ARROW_BROKEN;
  *out = end > start ? (sve_string){bytes + start, (size_t)(end - start)} : (sve_string){"", 0};
  return SVE_ARROW_TEXT;
}

/* A view: length, then up to 12 bytes of text, or else 4 of its bytes, a buffer's number and an offset. The buffers of
 * texts stand behind that of the views, and behind them one with their sizes. */
static sve_arrow_cell text_of_view(const struct ArrowArray *array, int64_t at, sve_string *out) {
  enum { VIEW_BYTES = 16, INLINE_BYTES = 12, FIRST_BUFFER = 2 };
  const char *view = (const char *)array->buffers[1] + at * VIEW_BYTES;
  int32_t length, place[2];
  memcpy(&length, view, sizeof length);
  if (length <= INLINE_BYTES) return text_between(view + 4, 0, length, out);
  memcpy(place, view + 8, sizeof place);
  int64_t sizes = array->n_buffers - 1;
  if (place[0] < 0 || place[0] >= sizes - FIRST_BUFFER || array->buffers[sizes] == NULL) return SVE_ARROW_BROKEN;
  int64_t end = (int64_t)place[1] + length;
  if (end > ((const int64_t *)array->buffers[sizes])[place[0]]) return SVE_ARROW_BROKEN;
  return text_between(array->buffers[FIRST_BUFFER + place[0]], place[1], end, out);
}

static sve_arrow_cell text_at(char layout, const struct ArrowArray *array, int64_t at, sve_string *out) {
  if (layout == 'v') return text_of_view(array, at, out);
  if (layout == 'u') {
    const int32_t *offsets = array->buffers[1];
    return text_between(array->buffers[2], offsets[at], offsets[at + 1], out);
  }
  const int64_t *offsets = array->buffers[1];
  return text_between(array->buffers[2], offsets[at], offsets[at + 1], out);
}

sve_arrow_cell sve_arrow_read(sve_arrow_type type, const struct ArrowArray *array, int64_t row, sve_string *out) {
  if (type.index != 0) {
    int64_t at = row + array->offset;
    if (!is_valid(array, at)) return SVE_ARROW_NULL;
    row = index_at(type.index, array->buffers[1], at);
    array = array->dictionary;
    if (row < 0 || row >= array->length) return SVE_ARROW_BROKEN;
  }
  int64_t at = row + array->offset;
  if (type.layout == 'n' || !is_valid(array, at)) return SVE_ARROW_NULL;
  return text_at(type.layout, array, at, out);
}
