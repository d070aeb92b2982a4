/* Reading text columns of Arrow: a column made of the input, well-formed or not, is read as a plain reading of the same
 * numbers has it, and no buffer is read beyond its end. Offsets lie within their text, since the interface does not
 * tell how long that is; all else may be wrong.
 *
 * Byte 0: layout and kind of index; byte 1: bits of what there is; byte 2: length of the texts; then numbers.
 */
#include "fuzz.h"
#include "python/arrow_read.h"

enum { ROWS_MAX = 40, VIEW = 16 };

typedef struct input {
  const uint8_t *at, *end;
} input;

static uint64_t next_number(input *from, size_t bytes) {
  uint64_t number = 0;
  for (size_t i = 0; i < bytes && from->at < from->end; i++) number |= (uint64_t)*from->at++ << (8 * i);
  return number;
}

static void *exact(size_t size) {
  void *block = malloc(size > 0 ? size : 1);
  CLAIM(block != NULL);
  return block;
}

/* A plain column. What is expected of each of its places stands in `want`: start and length, or what it is not. */
typedef struct column {
  struct ArrowArray array;
  const void *buffers[5];
  int64_t *sizes;
  uint8_t *bitmap;
  char *data, *places;
  struct {
    sve_arrow_cell cell;
    const char *bytes;
    size_t length;
  } want[ROWS_MAX];
} column;

static void expect(column *made, size_t place, int64_t start, int64_t length, const char *bytes, int64_t size) {
  bool broken = start < 0 || length < 0 || start + length > size;
  made->want[place].cell = broken ? SVE_ARROW_BROKEN : SVE_ARROW_TEXT;
  made->want[place].bytes = bytes + (broken ? 0 : start);
  made->want[place].length = broken ? 0 : (size_t)length;
}

static void make_offsets(column *made, input *from, size_t places, size_t width, int64_t size) {
  made->places = exact((places + 1) * width);
  int64_t before = 0;
  for (size_t i = 0; i <= places; i++) {
    int64_t offset = (int64_t)(next_number(from, 1) % (uint64_t)(size + 2)) - (next_number(from, 1) == 255);
    if (offset > size) offset = before;
    int32_t narrow = (int32_t)offset;
    memcpy(made->places + i * width, width == 4 ? (const void *)&narrow : (const void *)&offset, width);
    if (i > 0) expect(made, i - 1, before, offset - before, made->data, size);
    before = offset;
  }
}

static void make_views(column *made, input *from, size_t places, int64_t size) {
  made->places = exact(places * VIEW);
  for (size_t i = 0; i < places; i++) {
    char *view = made->places + i * VIEW;
    int32_t length = (int32_t)next_number(from, 1) - 3, place[2];
    if (length == 252) length = (int32_t)next_number(from, 4);
    for (size_t k = 4; k < VIEW; k++) view[k] = (char)next_number(from, 1);
    memcpy(view, &length, sizeof length);
    memcpy(place, view + 8, sizeof place);
    if (length <= 12) {
      expect(made, i, 0, length, view + 4, 12);
    } else {
      expect(made, i, place[0] == 0 ? place[1] : -1, length, made->data, size);
    }
  }
}

static void make_column(column *made, char layout, unsigned bits, input *from, size_t places, size_t offset) {
  int64_t size = (int64_t)next_number(from, 1);
  made->data = exact((size_t)size);
  memset(made->data, 'x', (size_t)size);
  if (layout == 'v') {
    make_views(made, from, places, size);
  } else {
    make_offsets(made, from, places, layout == 'u' ? 4 : 8, size);
  }
  if ((bits & 1) != 0) {
    made->bitmap = exact((places + 7) / 8);
    for (size_t i = 0; i < (places + 7) / 8; i++) made->bitmap[i] = (uint8_t)next_number(from, 1);
    for (size_t i = 0; i < places; i++) {
      if ((made->bitmap[i / 8] >> (i % 8) & 1) == 0) made->want[i].cell = SVE_ARROW_NULL;
    }
  }
  made->sizes = exact(sizeof *made->sizes);
  *made->sizes = size;
  made->buffers[0] = made->bitmap;
  made->buffers[1] = made->places;
  made->buffers[2] = made->data;
  made->buffers[3] = made->sizes;
  made->array = (struct ArrowArray){.length = (int64_t)(places - offset),
                                    .null_count = made->bitmap != NULL ? -1 : 0,
                                    .offset = (int64_t)offset,
                                    .n_buffers = layout == 'v' ? 4 : 3,
                                    .buffers = made->buffers};
}

static void free_column(column *made) {
  free(made->data);
  free(made->places);
  free(made->bitmap);
  free(made->sizes);
}

/* Reads a row, and compares it with what is expected; SVE_ARROW_NULL for a row that the column does not have. */
static void claim_row(sve_arrow_type type, const struct ArrowArray *array, int64_t row, const column *texts,
                      int64_t wanted) {
  sve_string text = {0};
  sve_arrow_cell cell = sve_arrow_read(type, array, row, &text);
  bool inside = wanted >= 0 && wanted < texts->array.length;
  if (!inside) {
    CLAIM(cell == SVE_ARROW_BROKEN);
    return;
  }
  size_t place = (size_t)(wanted + texts->array.offset);
  CLAIM(cell == texts->want[place].cell);
  if (cell != SVE_ARROW_TEXT) return;
  CLAIM(text.length == texts->want[place].length);
  CLAIM(text.length == 0 || text.bytes == texts->want[place].bytes);
  for (size_t i = 0; i < text.length; i++) CLAIM(*(const volatile char *)(text.bytes + i) == text.bytes[i]);
}

static void claim_dictionary(sve_arrow_type type, column *texts, input *from) {
  size_t width = strchr("cC", type.index) ? 1 : strchr("sS", type.index) ? 2 : strchr("iI", type.index) ? 4 : 8;
  size_t rows = next_number(from, 1) % ROWS_MAX;
  char *indices = exact(rows * width);
  for (size_t i = 0; i < rows * width; i++) indices[i] = (char)next_number(from, 1);
  const void *buffers[] = {NULL, indices};
  struct ArrowArray array = {.length = (int64_t)rows, .n_buffers = 2, .buffers = buffers, .dictionary = &texts->array};
  CLAIM(sve_arrow_fits(type, &array));
  for (size_t row = 0; row < rows; row++) {
    uint64_t index = 0;
    memcpy(&index, indices + row * width, width); /* little-endian machines only, as libFuzzer's */
    bool is_signed = strchr("csil", type.index) != NULL;
    bool negative = (is_signed || width == 8) && (index >> (8 * width - 1) & 1) != 0;
    claim_row(type, &array, (int64_t)row, texts, negative ? -1 : (int64_t)index);
  }
  free(indices);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static const char LAYOUTS[] = "uUv", INDICES[] = "cCsSiIlL";
  if (length < 3) return 0;
  input from = {bytes + 2, bytes + length};
  sve_arrow_type type = {LAYOUTS[bytes[0] % 3], 0};
  unsigned bits = bytes[1];
  size_t places = next_number(&from, 1) % ROWS_MAX, offset = (bits >> 1) % (places + 1);
  column texts = {0};
  make_column(&texts, type.layout, bits, &from, places, offset);
  CLAIM(sve_arrow_fits(type, &texts.array));
  for (int64_t row = 0; row < texts.array.length; row++) claim_row(type, &texts.array, row, &texts, row);
  type.index = INDICES[bytes[0] / 3 % 8];
  claim_dictionary(type, &texts, &from);

  texts.array.n_buffers = 2;
  CLAIM(!sve_arrow_fits(type, &texts.array));
  free_column(&texts);
  return 0;
}
