/* The data file: building, writing, mapping, and refusing what is not whole. The system's calls are played, so that
 * each of them fails in its turn. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int calls_left = -1; /* until one fails; below 0: none does */
static enum { WHOLE, INTERRUPTED, ONE_BYTE } next_write;

static bool fails(void) {
  if (calls_left < 0 || calls_left-- > 0) return false;
  errno = EIO;
  return true;
}

static int played_fstat(int file, struct stat *facts) {
  return fails() ? -1 : fstat(file, facts);
}

static void *played_mmap(void *at, size_t length, int protection, int flags, int file, off_t offset) {
  return fails() ? MAP_FAILED : mmap(at, length, protection, flags, file, offset);
}

static ssize_t played_write(int file, const void *bytes, size_t length) {
  if (fails()) return -1;
  switch (next_write) {
    case INTERRUPTED:
      next_write = ONE_BYTE;
      errno = EINTR;
      return -1;
    case ONE_BYTE:
      next_write = WHOLE;
      return write(file, bytes, 1);
    default:
      return write(file, bytes, length);
  }
}

static int played_fchmod(int file, mode_t mode) {
  return fails() ? -1 : fchmod(file, mode);
}

static int played_fsync(int file) {
  return fails() ? -1 : fsync(file);
}

static int played_close(int file) {
  int status = close(file);
  return fails() ? -1 : status;
}

static int played_rename(const char *from, const char *to) {
  return fails() ? -1 : rename(from, to);
}

#define fstat played_fstat
#define mmap played_mmap
#define write played_write
#define fchmod played_fchmod
#define fsync played_fsync
#define close played_close
#define rename played_rename
#include "base/data.c"
#undef fstat

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
  CHECK_INT((uintptr_t)one % _Alignof(max_align_t), 0);
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
  CHECK_INT(sve_data_write(PATH, "", 0, NULL), SVE_OK);
  CHECK_INT(sve_data_open(PATH, false, &data, &error), SVE_BAD_DATA);
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

/* The bytes of a file, up to 32, and how many; -1 where there is none. */
static int read_file(const char *path, char bytes[32]) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return -1;
  int count = (int)fread(bytes, 1, 32, file);
  fclose(file);
  return count;
}

static size_t files_in(const char *folder) {
  size_t count = 0;
  DIR *open = opendir(folder);
  if (!CHECK(open != NULL)) return 0;
  for (const struct dirent *entry; (entry = readdir(open)) != NULL;) count += entry->d_name[0] != '.';
  closedir(open);
  return count;
}

static void a_failed_call_leaves_the_old_file_and_nothing_else(void) {
  char folder[] = "/tmp/svenner-XXXXXX", path[64], content[32];
  if (!CHECK(mkdtemp(folder) != NULL)) return;
  snprintf(path, sizeof path, "%s/names.sve", folder);
  CHECK_INT(sve_data_write(path, "gammal", 6, NULL), SVE_OK);
  sve_status status = SVE_IO;
  for (int n = 0; n < 20 && status != SVE_OK; n++) {
    sve_error error = {0};
    calls_left = n;
    status = sve_data_write(path, "ny", 2, &error);
    calls_left = -1;
    if (status != SVE_OK) {
      CHECK_INT(error.code, SVE_IO);
      CHECK_INT(error.offset, EIO);
      CHECK(strstr(error.message, path) != NULL);
    }
    CHECK_STRING(content, read_file(path, content), status == SVE_OK ? "ny" : "gammal");
    CHECK_INT(files_in(folder), 1);
  }
  CHECK_INT(status, SVE_OK);
  unlink(path);
  rmdir(folder);
}

static void an_interrupted_write_goes_on(void) {
  char content[32];
  next_write = INTERRUPTED;
  CHECK_INT(sve_data_write(PATH, "hela filen", 10, NULL), SVE_OK);
  CHECK_INT(next_write, WHOLE);
  CHECK_STRING(content, read_file(PATH, content), "hela filen");
  unlink(PATH);
}

static void a_failed_call_while_opening_is_told(void) {
  sve_builder *builder;
  const void *bytes;
  size_t length;
  CHECK_INT(build(&builder, &bytes, &length, NULL), SVE_OK);
  CHECK_INT(sve_data_write(PATH, bytes, length, NULL), SVE_OK);
  for (int n = 0; n < 2; n++) { /* what comes last is closing, which may fail */
    sve_data *data;
    sve_error error = {0};
    calls_left = n;
    CHECK_INT(sve_data_open(PATH, false, &data, &error), SVE_IO);
    calls_left = -1;
    CHECK_INT(error.offset, EIO);
    CHECK(strstr(error.message, PATH) != NULL);
  }
  unlink(PATH);
  sve_builder_free(builder);
}

static sve_status add_by_hand(sve_builder *builder, uint32_t tag, sve_error *error) {
  sve_byte_list *list = sve_builder_begin(builder);
  sve_status status = SVE_LIST_RESERVE(list, 1, error);
  if (status == SVE_OK) list->items[list->count++] = 'b';
  return status == SVE_OK ? sve_builder_end(builder, tag, error) : status;
}

static void a_section_twice_is_refused_however_it_is_added(void) {
  static const uint64_t KEYS[] = {1};
  static const uint32_t STARTS[] = {0, 1};
  sve_builder *builder;
  CHECK_INT(sve_builder_new(&builder, NULL), SVE_OK);
  CHECK_INT(sve_builder_add(builder, TAG_ONE, "a", 1, NULL), SVE_OK);
  for (int way = 0; way < 4; way++) {
    sve_error error = {0};
    sve_status status = way == 0   ? sve_builder_add(builder, TAG_ONE, "b", 1, &error)
                        : way == 1 ? sve_builder_add_table(builder, TAG_ONE, KEYS, KEYS, 1, 8, &error)
                        : way == 2 ? sve_builder_add_trie(builder, TAG_ONE, KEYS, STARTS, 1, &error)
                                   : add_by_hand(builder, TAG_ONE, &error);
    CHECK_INT(status, SVE_BAD_ARGUMENT);
    CHECK(strstr(error.message, "ONE_") != NULL);
  }
  CHECK_INT(add_by_hand(builder, TAG_TWO, NULL), SVE_OK);
  sve_data *data;
  CHECK_INT(sve_builder_take(builder, &data, NULL), SVE_OK);
  size_t length;
  const char *one = sve_data_get(data, TAG_ONE, &length);
  CHECK_STRING(one, length, "a");
  const char *two = sve_data_get(data, TAG_TWO, &length);
  CHECK_STRING(two, length, "b");
  sve_data_free(data);
  sve_builder_free(builder);
}

static void a_finished_file_may_be_added_to(void) {
  sve_builder *builder;
  const void *bytes, *again;
  size_t length, length_again;
  CHECK_INT(build(&builder, &bytes, &length, NULL), SVE_OK);
  CHECK_INT(sve_builder_finish(builder, &again, &length_again, NULL), SVE_OK);
  CHECK(again == bytes && length_again == length);
  CHECK_INT(sve_builder_add(builder, SVE_TAG('T', 'R', 'E', '_'), "tre", 3, NULL), SVE_OK);
  sve_data *data;
  CHECK_INT(sve_builder_take(builder, &data, NULL), SVE_OK);
  const char *one = sve_data_get(data, TAG_ONE, &length);
  CHECK_STRING(one, length, "ett");
  const char *three = sve_data_get(data, SVE_TAG('T', 'R', 'E', '_'), &length);
  CHECK_STRING(three, length, "tre");
  sve_data_free(data);
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
  data = NULL;
  if (status == SVE_OK) status = sve_builder_take(builder, &data, error);
  sve_data_free(data);
  sve_builder_free(builder);
  return status;
}

static sve_status build_all_kinds(void *context, sve_error *error) {
  (void)context;
  static const uint64_t KEYS[] = {1, 2};
  static const uint32_t STARTS[] = {0, 1, 2};
  sve_builder *builder;
  sve_status status = sve_builder_new(&builder, error);
  if (status != SVE_OK) return status;
  sve_data *data = NULL;
  status = sve_builder_add_table(builder, TAG_ONE, KEYS, KEYS, 2, 8, error);
  if (status == SVE_OK) status = sve_builder_add_trie(builder, TAG_TWO, KEYS, STARTS, 2, error);
  if (status == SVE_OK) status = sve_builder_take(builder, &data, error);
  sve_data_free(data);
  sve_builder_free(builder);
  return status;
}

static void a_failed_allocation_is_told(void) {
  test_sweep(build_and_open, NULL);
  test_sweep(build_all_kinds, NULL);
  unlink(PATH);
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
  RUN(a_failed_call_leaves_the_old_file_and_nothing_else);
  RUN(an_interrupted_write_goes_on);
  RUN(a_failed_call_while_opening_is_told);
  RUN(a_section_twice_is_refused_however_it_is_added);
  RUN(a_finished_file_may_be_added_to);
  RUN(sections_have_a_limit);
  RUN(a_failed_allocation_is_told);
  return test_end();
}
