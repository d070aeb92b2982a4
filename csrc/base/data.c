/* The data file: mapping, checking, building, writing.
 *
 * Invariant: an open sve_data has every section inside its bytes and aligned for any type, so that readers
 * need check only what is inside their own section.
 */
#define _POSIX_C_SOURCE 200809L /* mkstemp, fsync */

#include "base/data.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/status.h"
#include "base/table.h"
#include "base/trie.h"

enum { HEADER = 32, ENTRY = 24, ALIGNMENT = 64, CHECKSUM_FROM = 32, SECTIONS_MAX = 1024 };

static const char MAGIC[8] = "SVENNER";

typedef enum holding { HOLD_MAPPED, HOLD_COPIED, HOLD_BORROWED } holding;

struct sve_data {
  const unsigned char *bytes;
  size_t length;
  void *block; /* what HOLD_COPIED frees */
  holding held;
};

static uint64_t get_number(const unsigned char *bytes, int size) {
  uint64_t value = 0;
  for (int i = size - 1; i >= 0; i--) value = value << 8 | bytes[i];
  return value;
}

static void put_number(unsigned char *bytes, uint64_t value, int size) {
  for (int i = 0; i < size; i++) bytes[i] = (unsigned char)(value >> (8 * i));
}

static size_t align(size_t offset) {
  return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static sve_status check_frame(const unsigned char *bytes, size_t length, bool verify, sve_error *error) {
  if (length < HEADER || memcmp(bytes, MAGIC, sizeof MAGIC) != 0) {
    return sve_fail(error, SVE_BAD_DATA, 0, "not a svenner data file");
  }
  uint64_t version = get_number(bytes + 8, 4);
  if (version != SVE_DATA_VERSION) {
    return sve_fail(error, SVE_BAD_DATA, 8, "data format %u, but this svenner reads format %u: %s", (unsigned)version,
                    SVE_DATA_VERSION, version > SVE_DATA_VERSION ? "install a newer svenner" : "build the file again");
  }
  if (get_number(bytes + 16, 8) != length) {
    return sve_fail(error, SVE_BAD_DATA, length, "the file is cut short or has bytes too many: %zu of %llu bytes",
                    length, (unsigned long long)get_number(bytes + 16, 8));
  }
  uint64_t count = get_number(bytes + 12, 4);
  if (count > SECTIONS_MAX || HEADER + count * ENTRY > length) {
    return sve_fail(error, SVE_BAD_DATA, 12, "the list of sections is corrupted");
  }
  for (uint64_t i = 0; i < count; i++) {
    const unsigned char *entry = bytes + HEADER + i * ENTRY;
    uint64_t offset = get_number(entry + 8, 8);
    uint64_t size = get_number(entry + 16, 8);
    if (offset % ALIGNMENT != 0 || offset > length || size > length - offset) {
      return sve_fail(error, SVE_BAD_DATA, HEADER + (size_t)i * ENTRY, "section %.4s lies outside the file", entry);
    }
  }
  if (verify && get_number(bytes + 24, 8) != sve_hash(bytes + CHECKSUM_FROM, length - CHECKSUM_FROM)) {
    return sve_fail(error, SVE_BAD_DATA, 24, "the file is corrupted: its checksum is wrong");
  }
  return SVE_OK;
}

static sve_status map_file(const char *path, sve_data *data, sve_error *error) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return sve_fail(error, SVE_IO, (size_t)errno, "cannot open %s: %s", path, strerror(errno));
  sve_status status = SVE_OK;
  struct stat facts;
  if (fstat(file, &facts) != 0) {
    status = sve_fail(error, SVE_IO, (size_t)errno, "cannot read %s: %s", path, strerror(errno));
  } else if (!S_ISREG(facts.st_mode) || facts.st_size == 0) {
    status = sve_fail(error, SVE_BAD_DATA, 0, "%s: not a svenner data file", path);
  } else {
    void *mapped = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED) {
      status = sve_fail(error, SVE_IO, (size_t)errno, "cannot map %s: %s", path, strerror(errno));
    } else {
      data->bytes = mapped;
      data->length = (size_t)facts.st_size;
    }
  }
  close(file);
  return status;
}

sve_status sve_data_open(const char *path, bool verify, sve_data **out, sve_error *error) {
  sve_data *data = sve_alloc(sizeof *data);
  if (data == NULL) return sve_fail_memory(error);
  *data = (sve_data){.held = HOLD_MAPPED};
  sve_status status = map_file(path, data, error);
  if (status == SVE_OK) {
    sve_error inner;
    status = check_frame(data->bytes, data->length, verify, &inner);
    if (status != SVE_OK) sve_fail(error, status, inner.offset, "%s: %s", path, inner.message);
  }
  if (status != SVE_OK) {
    sve_data_free(data);
    return status;
  }
  *out = data;
  return SVE_OK;
}

sve_status sve_data_open_bytes(const void *bytes, size_t length, bool copy, sve_data **out, sve_error *error) {
  sve_status status = check_frame(bytes, length, true, error);
  if (status != SVE_OK) return status;
  sve_data *data = sve_alloc(sizeof *data);
  if (data == NULL) return sve_fail_memory(error);
  *data = (sve_data){.bytes = bytes, .length = length, .held = HOLD_BORROWED};
  if (copy) {
    data->held = HOLD_COPIED;
    data->block = sve_alloc(length + ALIGNMENT);
    if (data->block == NULL) {
      sve_free(data);
      return sve_fail_memory(error);
    }
    unsigned char *aligned = (unsigned char *)align((size_t)(uintptr_t)data->block);
    memcpy(aligned, bytes, length);
    data->bytes = aligned;
  }
  *out = data;
  return SVE_OK;
}

void sve_data_free(sve_data *data) {
  if (data == NULL) return;
  if (data->held == HOLD_MAPPED && data->bytes != NULL) munmap((void *)(uintptr_t)data->bytes, data->length);
  sve_free(data->block);
  sve_free(data);
}

const void *sve_data_get(const sve_data *data, uint32_t tag, size_t *length) {
  uint64_t count = get_number(data->bytes + 12, 4);
  for (uint64_t i = 0; i < count; i++) {
    const unsigned char *entry = data->bytes + HEADER + i * ENTRY;
    if (get_number(entry, 4) == tag) {
      *length = (size_t)get_number(entry + 16, 8);
      return data->bytes + get_number(entry + 8, 8);
    }
  }
  *length = 0;
  return NULL;
}

const void *sve_data_bytes(const sve_data *data, size_t *length) {
  *length = data->length;
  return data->bytes;
}

/* ---- Building. ---- */

typedef struct section {
  uint32_t tag;
  size_t offset, length; /* from the end of the head */
} section;

struct sve_builder {
  SVE_LIST(section) sections;
  sve_byte_list content; /* room for the file's head, then the sections, each padded to ALIGNMENT */
  size_t head;           /* bytes of that room */
  size_t begun;          /* where the section starts that is being written */
};

sve_status sve_builder_new(sve_builder **out, sve_error *error) {
  sve_builder *builder = sve_alloc(sizeof *builder);
  if (builder == NULL) return sve_fail_memory(error);
  *builder = (sve_builder){0};
  *out = builder;
  return SVE_OK;
}

void sve_builder_free(sve_builder *builder) {
  if (builder == NULL) return;
  sve_free(builder->sections.items);
  sve_free(builder->content.items);
  sve_free(builder);
}

/* Notes that the bytes of `content` from `offset` on are a section, and pads them. */
static sve_status end_section(sve_builder *builder, uint32_t tag, size_t offset, sve_error *error) {
  size_t length = builder->content.count - offset;
  size_t padding = align(builder->content.count) - builder->content.count;
  sve_status status = SVE_LIST_RESERVE(&builder->content, padding, error);
  if (status == SVE_OK) status = SVE_LIST_RESERVE(&builder->sections, 1, error);
  if (status != SVE_OK) {
    builder->content.count = offset;
    return status;
  }
  if (padding > 0) memset(builder->content.items + builder->content.count, 0, padding);
  builder->content.count += padding;
  builder->sections.items[builder->sections.count++] = (section){tag, offset - builder->head, length};
  return SVE_OK;
}

/* SVE_BAD_ARGUMENT where one more section of that tag cannot be added. */
static sve_status check_tag(const sve_builder *builder, uint32_t tag, sve_error *error) {
  char name[4] = {(char)tag, (char)(tag >> 8), (char)(tag >> 16), (char)(tag >> 24)};
  if (builder->sections.count == SECTIONS_MAX) {
    return sve_fail(error, SVE_BAD_ARGUMENT, 0, "more than %d sections", SECTIONS_MAX);
  }
  for (size_t i = 0; i < builder->sections.count; i++) {
    if (builder->sections.items[i].tag == tag) {
      return sve_fail(error, SVE_BAD_ARGUMENT, i, "section %.4s is there already", name);
    }
  }
  return SVE_OK;
}

sve_status sve_builder_add(sve_builder *builder, uint32_t tag, const void *bytes, size_t length, sve_error *error) {
  size_t offset = builder->content.count;
  sve_status status = check_tag(builder, tag, error);
  if (status == SVE_OK) status = SVE_LIST_RESERVE(&builder->content, length, error);
  if (status != SVE_OK) return status;
  if (length > 0) memcpy(builder->content.items + offset, bytes, length);
  builder->content.count += length;
  return end_section(builder, tag, offset, error);
}

sve_status sve_builder_add_table(sve_builder *builder, uint32_t tag, const uint64_t *keys, const void *values,
                                 size_t count, size_t value_size, sve_error *error) {
  size_t offset = builder->content.count;
  sve_status status = check_tag(builder, tag, error);
  if (status == SVE_OK) status = sve_table_build(keys, values, count, value_size, &builder->content, error);
  return status == SVE_OK ? end_section(builder, tag, offset, error) : status;
}

sve_status sve_builder_add_trie(sve_builder *builder, uint32_t tag, const uint64_t *keys, const uint32_t *starts,
                                size_t entries, sve_error *error) {
  size_t offset = builder->content.count;
  sve_status status = check_tag(builder, tag, error);
  if (status == SVE_OK) status = sve_trie_build(keys, starts, entries, &builder->content, error);
  return status == SVE_OK ? end_section(builder, tag, offset, error) : status;
}

sve_byte_list *sve_builder_begin(sve_builder *builder) {
  builder->begun = builder->content.count;
  return &builder->content;
}

sve_status sve_builder_end(sve_builder *builder, uint32_t tag, sve_error *error) {
  sve_status status = check_tag(builder, tag, error);
  if (status == SVE_OK) return end_section(builder, tag, builder->begun, error);
  builder->content.count = builder->begun;
  return status;
}

/* Moves the sections so that the head before them is as long as their list needs. */
static sve_status make_head(sve_builder *builder, size_t head, sve_error *error) {
  if (builder->head == head) return SVE_OK;
  sve_status status = SVE_LIST_RESERVE(&builder->content, head - builder->head, error);
  if (status != SVE_OK) return status;
  char *start = builder->content.items;
  memmove(start + head, start + builder->head, builder->content.count - builder->head);
  builder->content.count += head - builder->head;
  builder->head = head;
  return SVE_OK;
}

sve_status sve_builder_finish(sve_builder *builder, const void **bytes, size_t *length, sve_error *error) {
  size_t count = builder->sections.count;
  size_t first = align(HEADER + count * ENTRY);
  sve_status status = make_head(builder, first, error);
  if (status != SVE_OK) return status;
  unsigned char *file = (unsigned char *)builder->content.items;
  size_t total = builder->content.count;
  memset(file, 0, first);
  memcpy(file, MAGIC, sizeof MAGIC);
  put_number(file + 8, SVE_DATA_VERSION, 4);
  put_number(file + 12, count, 4);
  put_number(file + 16, total, 8);
  for (size_t i = 0; i < count; i++) {
    unsigned char *entry = file + HEADER + i * ENTRY;
    put_number(entry, builder->sections.items[i].tag, 4);
    put_number(entry + 8, first + builder->sections.items[i].offset, 8);
    put_number(entry + 16, builder->sections.items[i].length, 8);
  }
  put_number(file + 24, sve_hash(file + CHECKSUM_FROM, total - CHECKSUM_FROM), 8);
  *bytes = file;
  *length = total;
  return SVE_OK;
}

sve_status sve_builder_take(sve_builder *builder, sve_data **out, sve_error *error) {
  sve_data *data = sve_alloc(sizeof *data);
  if (data == NULL) return sve_fail_memory(error);
  const void *bytes;
  size_t length;
  sve_status status = sve_builder_finish(builder, &bytes, &length, error);
  if (status != SVE_OK) {
    sve_free(data);
    return status;
  }
  *data = (sve_data){.bytes = bytes, .length = length, .block = builder->content.items, .held = HOLD_COPIED};
  builder->content = (sve_byte_list){0};
  builder->sections.count = 0;
  builder->head = 0;
  *out = data;
  return SVE_OK;
}

/* ---- Writing. ---- */

static sve_status write_all(int file, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(file, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return SVE_IO;
    bytes += written;
    length -= (size_t)written;
  }
  return SVE_OK;
}

sve_status sve_data_write(const char *path, const void *bytes, size_t length, sve_error *error) {
  static const char SUFFIX[] = ".XXXXXX";
  size_t path_length = strlen(path);
  char *beside = sve_alloc(path_length + sizeof SUFFIX);
  if (beside == NULL) return sve_fail_memory(error);
  memcpy(beside, path, path_length);
  memcpy(beside + path_length, SUFFIX, sizeof SUFFIX);
  sve_status status = SVE_OK;
  int file = mkstemp(beside);
  if (file < 0) {
    status = SVE_IO;
  } else {
    /* mkstemp makes a private file; one that processes are to share is made as open(2) would. */
    mode_t mask = umask(0);
    umask(mask);
    status = write_all(file, bytes, length);
    if (status == SVE_OK && (fchmod(file, 0666 & ~mask) != 0 || fsync(file) != 0)) status = SVE_IO;
    if (close(file) != 0) status = SVE_IO;
    if (status == SVE_OK && rename(beside, path) != 0) status = SVE_IO;
  }
  if (status != SVE_OK) {
    int reason = errno;
    if (file >= 0) unlink(beside);
    status = sve_fail(error, SVE_IO, (size_t)reason, "cannot write %s: %s", path, strerror(reason));
  }
  sve_free(beside);
  return status;
}
