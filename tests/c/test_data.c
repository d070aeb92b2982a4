/* The data file: building, writing, mapping, and refusing what is not whole. */
#include <sys/stat.h>
#include <unistd.h>

#include "base/data.h"
#include "base/memory.h"
#include "test.h"

#define TAG_ONE SVE_TAG('O', 'N', 'E', '_')
#define TAG_TWO SVE_TAG('T', 'W', 'O', '_')

static const char PATH[] = "build/test_data.sve";

/* A small file of two sections; the builder owns the bytes. */
static sve_status build(sve_builder **builder, const void **bytes, size_t *length, sve_error *error) {
  sve_status status = sve_builder_new(builder, error);
  if (status != SVE_OK) return status;
  status = sve_builder_add(*builder, TAG_ONE, "ett", 3, error);
  if (status == SVE_OK) status = sve_builder_add(*builder, TAG_TWO, NULL, 0, error);
  if (status == SVE_OK) status = sve_builder_finish(*builder, bytes, length, error);
  if (status != SVE_OK) sve_builder_free(*builder);
  return status;
}

static void check_sections(const sve_data *data) {
  size_t length;
  const char *one = sve_data_get(data, TAG_ONE, &length);
  CHECK_STRING(one, length, "ett");
  CHECK_INT((uintptr_t)one % 64, 0);
  CHECK(sve_data_get(data, TAG_TWO, &length) != NULL);
  CHECK_INT(length, 0);
  CHECK(sve_data_get(data, SVE_TAG('N', 'O', 'N', 'E'), &length) == NULL);
}

static void a_file_is_written_and_mapped(void) {
  sve_builder *builder;
  const void *bytes;
  size_t length;
  CHECK_INT(build(&builder, &bytes, &length, NULL), SVE_OK);
  CHECK_INT(sve_data_write(PATH, bytes, length, NULL), SVE_OK);
  for (int verify = 0; verify < 2; verify++) {
    sve_data *data;
    CHECK_INT(sve_data_open(PATH, verify, &data, NULL), SVE_OK);
    check_sections(data);
    size_t mapped;
    CHECK(memcmp(sve_data_bytes(data, &mapped), bytes, length) == 0 && mapped == length);
    sve_data_free(data);
  }
  sve_data *copied;
  CHECK_INT(sve_data_open_bytes(bytes, length, true, &copied, NULL), SVE_OK);
  sve_builder_free(builder);
  check_sections(copied);
  sve_data_free(copied);
  unlink(PATH);
}

static void every_changed_byte_and_every_cut_is_refused(void) {
  sve_builder *builder;
  const void *bytes;
  size_t length;
  CHECK_INT(build(&builder, &bytes, &length, NULL), SVE_OK);
  char *changed = malloc(length);
  memcpy(changed, bytes, length);
  sve_data *data;
  sve_error error = {0};
  for (size_t i = 0; i < length; i++) {
    changed[i] ^= 0x20;
    CHECK_INT(sve_data_open_bytes(changed, length, false, &data, &error), SVE_BAD_DATA);
    changed[i] ^= 0x20;
    CHECK_INT(sve_data_open_bytes(changed, i, false, &data, &error), SVE_BAD_DATA);
  }
  free(changed);
  sve_builder_free(builder);
}

static void a_newer_format_is_named(void) {
  sve_builder *builder;
  const void *bytes;
  size_t length;
  CHECK_INT(build(&builder, &bytes, &length, NULL), SVE_OK);
  char *newer = malloc(length);
  memcpy(newer, bytes, length);
  newer[8] = 99;
  sve_data *data;
  sve_error error = {0};
  CHECK_INT(sve_data_open_bytes(newer, length, false, &data, &error), SVE_BAD_DATA);
  CHECK(strstr(error.message, "format 99") != NULL && strstr(error.message, "install a newer svenner") != NULL);
  free(newer);
  sve_builder_free(builder);
}

static void what_is_no_data_file_is_told_with_its_path(void) {
  sve_data *data;
  sve_error error = {0};
  CHECK_INT(sve_data_open("build/no_such_file.sve", false, &data, &error), SVE_IO);
  CHECK(strstr(error.message, "build/no_such_file.sve") != NULL);
  CHECK_INT(sve_data_open("build", false, &data, &error), SVE_BAD_DATA);
  CHECK_INT(sve_data_write(PATH, "inte en datafil", 15, NULL), SVE_OK);
  CHECK_INT(sve_data_open(PATH, false, &data, &error), SVE_BAD_DATA);
  CHECK(strstr(error.message, PATH) != NULL && strstr(error.message, "not a svenner data file") != NULL);
  unlink(PATH);
}

static void a_failed_write_leaves_the_old_file_and_nothing_else(void) {
  CHECK_INT(sve_data_write(PATH, "gammal", 6, NULL), SVE_OK);
  sve_error error = {0};
  CHECK_INT(sve_data_write("/dev/full/x", "ny", 2, &error), SVE_IO);
  CHECK_INT(sve_data_write("build/no_such_folder/x", "ny", 2, &error), SVE_IO);
  CHECK(strstr(error.message, "build/no_such_folder/x") != NULL);
  struct stat facts;
  CHECK_INT(stat(PATH, &facts), 0);
  CHECK_INT(facts.st_size, 6);
  unlink(PATH);
}

static void a_section_twice_is_refused(void) {
  sve_builder *builder;
  CHECK_INT(sve_builder_new(&builder, NULL), SVE_OK);
  CHECK_INT(sve_builder_add(builder, TAG_ONE, "a", 1, NULL), SVE_OK);
  sve_error error = {0};
  CHECK_INT(sve_builder_add(builder, TAG_ONE, "b", 1, &error), SVE_BAD_ARGUMENT);
  CHECK(strstr(error.message, "ONE_") != NULL);
  sve_builder_free(builder);
}

static sve_status build_and_open(void *context, sve_error *error) {
  (void)context;
  sve_builder *builder;
  const void *bytes;
  size_t length;
  sve_status status = build(&builder, &bytes, &length, error);
  if (status != SVE_OK) return status;
  status = sve_data_write(PATH, bytes, length, error);
  sve_data *data = NULL;
  if (status == SVE_OK) status = sve_data_open_bytes(bytes, length, true, &data, error);
  sve_data_free(data);
  data = NULL;
  if (status == SVE_OK) status = sve_data_open(PATH, true, &data, error);
  sve_data_free(data);
  sve_builder_free(builder);
  return status;
}

static void a_failed_allocation_is_told(void) {
  test_sweep(build_and_open, NULL);
  unlink(PATH);
}

/* A message that has no room for all of a path ends with a whole character. */
static void a_long_path_is_cut_between_characters(void) {
  static const char *const CHARACTERS[] = {"a", "å", "–", "😀"};
  for (size_t i = 0; i < sizeof CHARACTERS / sizeof *CHARACTERS; i++) {
    for (size_t before = 0; before < 4; before++) {
      char path[1300] = {0};
      memset(path, '/', before);
      for (int k = 0; k < 300; k++) strcat(path, CHARACTERS[i]);
      sve_data *data;
      sve_error error = {0};
      CHECK_INT(sve_data_open(path, false, &data, &error), SVE_IO);
      size_t end = strlen(error.message), size = strlen(CHARACTERS[i]);
      CHECK(end < sizeof error.message && end + 5 > sizeof error.message);
      CHECK(memcmp(error.message + end - size, CHARACTERS[i], size) == 0);
    }
  }
}

static void sections_have_a_limit(void) {
  enum { LIMIT = 1024 };
  sve_builder *builder;
  sve_error error = {0};
  CHECK_INT(sve_builder_new(&builder, NULL), SVE_OK);
  for (uint32_t i = 0; i < LIMIT; i++) {
    CHECK_INT(sve_builder_add(builder, SVE_TAG('A' + i % 26, 'A' + i / 26 % 26, 'A' + i / 676, 'A'), "", 0, NULL),
              SVE_OK);
  }
  CHECK_INT(sve_builder_add(builder, TAG_ONE, "", 0, &error), SVE_BAD_ARGUMENT);
  CHECK(strstr(error.message, "more than 1024 sections") != NULL);
  sve_builder_free(builder);
}

int main(void) {
  RUN(a_file_is_written_and_mapped);
  RUN(every_changed_byte_and_every_cut_is_refused);
  RUN(a_newer_format_is_named);
  RUN(what_is_no_data_file_is_told_with_its_path);
  RUN(a_failed_write_leaves_the_old_file_and_nothing_else);
  RUN(a_section_twice_is_refused);
  RUN(a_long_path_is_cut_between_characters);
  RUN(sections_have_a_limit);
  RUN(a_failed_allocation_is_told);
  return test_end();
}
