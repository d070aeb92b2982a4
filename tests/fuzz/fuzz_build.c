/* Tables and tries of any keys: what was put in is found again, and what is refused is refused cleanly.
 * The input's 16-bit numbers are the keys; 0 ends a sequence. */
#include "base/data.h"
#include "base/trie.h"
#include "fuzz.h"

enum { KEYS_MAX = 400, TABLE = SVE_TAG('T', 'A', 'B', 'L'), TRIE = SVE_TAG('T', 'R', 'I', 'E') };

static void claim_table(const sve_data *data, const uint64_t *keys, size_t count) {
  size_t length;
  const void *bytes = sve_data_get(data, TABLE, &length);
  sve_table table;
  CLAIM(sve_table_open(bytes, length, sizeof(uint64_t), &table, NULL) == SVE_OK);
  for (size_t i = 0; i < count; i++) {
    uint32_t index = sve_table_find(&table, keys[i]);
    CLAIM(index == i && memcmp(sve_table_value(&table, index), &keys[i], sizeof *keys) == 0);
  }
}

static void claim_trie(const sve_data *data, const uint64_t *keys, const uint32_t *starts, size_t entries) {
  size_t length;
  const void *bytes = sve_data_get(data, TRIE, &length);
  sve_trie trie;
  CLAIM(sve_trie_open(bytes, length, &trie, NULL) == SVE_OK);
  for (size_t i = 0; i < entries; i++) {
    sve_trie_node node = SVE_TRIE_ROOT;
    for (uint32_t k = starts[i]; k < starts[i + 1]; k++) {
      CLAIM(node.inner);
      CLAIM(sve_trie_next(&trie, node, keys[k], &node));
    }
    CLAIM(node.entry <= i);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  uint64_t keys[KEYS_MAX];
  uint32_t starts[KEYS_MAX + 1] = {0};
  size_t count = 0, entries = 0;
  for (size_t at = 0; at + 2 <= length && count < KEYS_MAX; at += 2) {
    uint64_t key = (uint64_t)bytes[at] << 8 | bytes[at + 1];
    if (key != 0) {
      keys[count++] = key * 0x9E3779B97F4A7C15u;
    } else if (count > starts[entries]) {
      starts[++entries] = (uint32_t)count;
    }
  }
  if (count > starts[entries]) starts[++entries] = (uint32_t)count;

  sve_builder *builder;
  const void *file;
  size_t file_length;
  sve_data *data;
  CLAIM(sve_builder_new(&builder, NULL) == SVE_OK);
  sve_status table = sve_builder_add_table(builder, TABLE, keys, keys, count, sizeof *keys, NULL);
  sve_status trie = sve_builder_add_trie(builder, TRIE, keys, starts, entries, NULL);
  CLAIM(table == SVE_OK || table == SVE_BAD_ARGUMENT);
  CLAIM(trie == SVE_OK || trie == SVE_BAD_ARGUMENT);
  CLAIM(sve_builder_finish(builder, &file, &file_length, NULL) == SVE_OK);
  CLAIM(sve_data_open_bytes(file, file_length, true, &data, NULL) == SVE_OK);
  if (table == SVE_OK) claim_table(data, keys, count);
  if (trie == SVE_OK) claim_trie(data, keys, starts, entries);
  sve_data_free(data);
  sve_builder_free(builder);
  return 0;
}
