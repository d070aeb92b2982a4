/* Text columns of Arrow: what a well-formed array holds, and what a malformed one is refused for. */
#include "python/arrow_read.h"
#include "test.h"

static const sve_arrow_type PLAIN = {'u', 0}, LARGE = {'U', 0}, VIEWS = {'v', 0}, NOTHING = {'n', 0};

static void check_text(sve_arrow_type type, const struct ArrowArray *array, int64_t row, const char *wanted) {
  sve_string text;
  CHECK_INT(sve_arrow_read(type, array, row, &text), SVE_ARROW_TEXT);
  CHECK(text.length == strlen(wanted) && memcmp(text.bytes, wanted, text.length) == 0);
}

static void check_cell(sve_arrow_type type, const struct ArrowArray *array, int64_t row, sve_arrow_cell wanted) {
  sve_string text = {"as it was", 9};
  CHECK_INT(sve_arrow_read(type, array, row, &text), wanted);
  CHECK(text.length == 9);
}

static void schemas(void) {
  struct ArrowSchema schema = {.format = "u"}, indices = {.format = "s", .dictionary = &schema};
  sve_arrow_type type;
  CHECK(sve_arrow_type_of(&schema, &type) && type.layout == 'u' && type.index == 0);
  CHECK(sve_arrow_type_of(&indices, &type) && type.layout == 'u' && type.index == 's');
  const char *texts[] = {"U", "vu", "n"}, *others[] = {"", "l", "z", "vz", "+l", "ux"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    schema.format = texts[i];
    CHECK(sve_arrow_type_of(&schema, &type) && type.layout == texts[i][0]);
  }
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    schema.format = others[i];
    CHECK(!sve_arrow_type_of(&schema, &type) && !sve_arrow_type_of(&indices, &type));
  }
  schema.format = "u";
  indices.format = "f"; /* a dictionary is indexed by whole numbers */
  CHECK(!sve_arrow_type_of(&indices, &type));
  indices.format = "";
  CHECK(!sve_arrow_type_of(&indices, &type));
}

static void offsets(void) {
  const int32_t ends[] = {0, 4, 4, 7, 5, -1};
  const uint8_t valid[] = {0x3D};
  const void *buffers[] = {valid, ends, "Lundhej"};
  struct ArrowArray array = {.length = 5, .null_count = -1, .n_buffers = 3, .buffers = buffers};
  CHECK(sve_arrow_fits(PLAIN, &array));
  check_text(PLAIN, &array, 0, "Lund");
  check_cell(PLAIN, &array, 1, SVE_ARROW_NULL);
  check_text(PLAIN, &array, 2, "hej");
  check_cell(PLAIN, &array, 3, SVE_ARROW_BROKEN); /* from 7 to 5 */
  check_cell(PLAIN, &array, 4, SVE_ARROW_BROKEN); /* from 5 to -1 */
  array.null_count = 0;                           /* says that the bitmap need not be looked at */
  check_text(PLAIN, &array, 1, "");
  array.offset = 2;
  check_text(PLAIN, &array, 0, "hej");
  buffers[2] = NULL;
  check_cell(PLAIN, &array, 0, SVE_ARROW_BROKEN);

  const int64_t large[] = {0, 4, 7};
  const void *large_buffers[] = {NULL, large, "Lundhej"};
  struct ArrowArray large_array = {.length = 2, .n_buffers = 3, .buffers = large_buffers};
  check_text(LARGE, &large_array, 1, "hej");
}

static void views(void) {
  static const char LONG[] = "Kristianstads kommun";
  struct {
    int32_t length;
    char first[4];
    int32_t buffer, offset;
  } views[] = {{3, "hej", 0, 0}, {20, "Kris", 0, 0}, {13, "Kris", 0, 0},  {13, "Kris", 0, 8},
               {-1, "", 0, 0},   {20, "Kris", 1, 0}, {20, "Kris", -1, 0}, {13, "Kris", 0, -1}};
  const int64_t sizes[] = {20};
  const void *buffers[] = {NULL, views, LONG, sizes};
  struct ArrowArray array = {.length = 8, .n_buffers = 4, .buffers = buffers};
  CHECK(sve_arrow_fits(VIEWS, &array));
  check_text(VIEWS, &array, 0, "hej");
  check_text(VIEWS, &array, 1, LONG);
  check_text(VIEWS, &array, 2, "Kristianstads");
  for (int64_t row = 3; row < 8; row++) check_cell(VIEWS, &array, row, SVE_ARROW_BROKEN);
  buffers[3] = NULL;
  check_cell(VIEWS, &array, 1, SVE_ARROW_BROKEN);
}

static void dictionaries(void) {
  const int32_t ends[] = {0, 4, 7};
  const uint8_t valid[] = {0x2F};
  const void *texts[] = {NULL, ends, "Lundhej"};
  struct ArrowArray dictionary = {.length = 2, .n_buffers = 3, .buffers = texts};
  const int8_t c[] = {1, 0, 2, -1, 0};
  const uint8_t C[] = {1, 0, 2, 255, 0};
  const int16_t s[] = {1, 0, 2, -1, 0};
  const uint16_t S[] = {1, 0, 2, 65535, 0};
  const int32_t i[] = {1, 0, 2, -1, 0};
  const uint32_t I[] = {1, 0, 2, UINT32_MAX, 0};
  const int64_t l[] = {1, 0, 2, -1, 0};
  const struct {
    char format;
    const void *indices;
  } kinds[] = {{'c', c}, {'C', C}, {'s', s}, {'S', S}, {'i', i}, {'I', I}, {'l', l}, {'L', l}};
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    sve_arrow_type type = {'u', kinds[k].format};
    const void *buffers[] = {valid, kinds[k].indices};
    struct ArrowArray array = {
        .length = 5, .null_count = 1, .n_buffers = 2, .buffers = buffers, .dictionary = &dictionary};
    CHECK(sve_arrow_fits(type, &array));
    check_text(type, &array, 0, "hej");
    check_text(type, &array, 1, "Lund");
    check_cell(type, &array, 2, SVE_ARROW_BROKEN);
    check_cell(type, &array, 3, SVE_ARROW_BROKEN);
    check_cell(type, &array, 4, SVE_ARROW_NULL);
    array.dictionary = NULL;
    CHECK(!sve_arrow_fits(type, &array));
  }
}

static void arrays_without_what_they_need(void) {
  const int32_t ends[] = {0, 4};
  const void *buffers[] = {NULL, ends, "Lund"};
  const struct ArrowArray whole = {.length = 1, .n_buffers = 3, .buffers = buffers};
  struct ArrowArray array = whole;
  array.n_buffers = 2;
  CHECK(!sve_arrow_fits(PLAIN, &array));
  array = whole;
  array.length = -1;
  CHECK(!sve_arrow_fits(PLAIN, &array) && !sve_arrow_fits(NOTHING, &array));
  array = whole;
  array.offset = -1;
  CHECK(!sve_arrow_fits(PLAIN, &array));
  array.offset = INT64_MAX;
  CHECK(!sve_arrow_fits(PLAIN, &array));
  array = whole;
  array.buffers = NULL;
  CHECK(!sve_arrow_fits(PLAIN, &array));
  array.length = 0;
  CHECK(sve_arrow_fits(PLAIN, &array));
  buffers[1] = NULL;
  CHECK(!sve_arrow_fits(PLAIN, &whole));
  array = (struct ArrowArray){.length = 3}; /* nothing but nulls has no buffers */
  CHECK(sve_arrow_fits(NOTHING, &array));
  check_cell(NOTHING, &array, 2, SVE_ARROW_NULL);
}

int main(void) {
  RUN(schemas);
  RUN(offsets);
  RUN(views);
  RUN(dictionaries);
  RUN(arrays_without_what_they_need);
  return test_end();
}
