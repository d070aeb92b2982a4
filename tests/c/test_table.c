/* The hash table and the trie, and the hashing under them. */
#include "base/hash.h"
#include "base/table.h"
#include "base/trie.h"
#include "test.h"

enum { COUNT = 5000 };

static void hashes_differ_by_each_byte_and_length(void) {
  char bytes[40] = {0};
  for (size_t length = 0; length < sizeof bytes; length++) {
    CHECK(sve_hash(bytes, length) != sve_hash(bytes, length + 1));
    for (size_t i = 0; i < length; i++) {
      uint64_t before = sve_hash(bytes, length);
      bytes[i] = 1;
      CHECK(sve_hash(bytes, length) != before);
      bytes[i] = 0;
    }
  }
}

static void hashes_are_the_same_on_every_machine(void) {
  CHECK(sve_hash("", 0) == 0x670527f286862c69u);
  CHECK(sve_hash("Luleå", 6) == 0xec568ff6b3d5fd35u);
  CHECK(sve_hash("Stockholmspolisen", 17) == 0xc111fdf52a60afa5u);
}

static void a_table_finds_its_keys_and_no_others(void) {
  static uint64_t keys[COUNT];
  static uint32_t values[COUNT];
  for (uint32_t i = 0; i < COUNT; i++) {
    keys[i] = sve_hash(&i, sizeof i);
    values[i] = i * 3;
  }
  sve_byte_list bytes = {0};
  CHECK_INT(sve_table_build(keys, values, COUNT, sizeof *values, &bytes, NULL), SVE_OK);
  sve_table table;
  CHECK_INT(sve_table_open(bytes.items, bytes.count, sizeof *values, &table, NULL), SVE_OK);
  for (uint32_t i = 0; i < COUNT; i++) {
    uint32_t value;
    memcpy(&value, sve_table_value(&table, sve_table_find(&table, keys[i])), sizeof value);
    CHECK_INT(value, i * 3);
    CHECK_INT(sve_table_find(&table, ~keys[i]), SVE_NONE);
  }
  sve_free(bytes.items);
}

static void an_empty_table_finds_nothing(void) {
  sve_table table;
  CHECK_INT(sve_table_open(NULL, 0, 8, &table, NULL), SVE_OK);
  CHECK_INT(sve_table_find(&table, 1), SVE_NONE);
  sve_byte_list bytes = {0};
  CHECK_INT(sve_table_build(NULL, NULL, 0, 8, &bytes, NULL), SVE_OK);
  CHECK_INT(sve_table_open(bytes.items, bytes.count, 8, &table, NULL), SVE_OK);
  CHECK_INT(sve_table_find(&table, 1), SVE_NONE);
  sve_free(bytes.items);
}

static void more_entries_than_can_be_numbered_are_refused(void) {
  sve_byte_list bytes = {0};
  sve_error error = {0};
  CHECK_INT(sve_table_build(NULL, NULL, (size_t)UINT32_MAX / 4 + 1, 8, &bytes, &error), SVE_TOO_LARGE);
  const uint64_t key = 1;
  sve_trie_builder builder = {.ends = {.count = 0x3FFFFFFF}}; /* as if that many had been added */
  CHECK_INT(sve_trie_builder_add(&builder, &key, 1, &error), SVE_TOO_LARGE);
  builder = (sve_trie_builder){.singles = (size_t)1 << 31, .ends = {.count = (size_t)1 << 31}};
  CHECK_INT(sve_trie_builder_finish(&builder, &bytes, &error), SVE_TOO_LARGE);
  builder = (sve_trie_builder){.inner = {.count = (size_t)3 << 30}};
  CHECK_INT(sve_trie_builder_finish(&builder, &bytes, &error), SVE_TOO_LARGE);
  CHECK(bytes.items == NULL);
}

static void a_key_twice_is_refused(void) {
  uint64_t keys[3] = {7, 8, 7};
  uint64_t values[3] = {0};
  sve_byte_list bytes = {0};
  sve_error error = {0};
  CHECK_INT(sve_table_build(keys, values, 3, 8, &bytes, &error), SVE_BAD_ARGUMENT);
  CHECK_INT(error.offset, 2);
  CHECK_INT(bytes.count, 0);
  sve_free(bytes.items);
}

static void a_table_of_another_shape_is_refused(void) {
  uint64_t key = 1, value = 2;
  sve_byte_list bytes = {0};
  CHECK_INT(sve_table_build(&key, &value, 1, 8, &bytes, NULL), SVE_OK);
  sve_table table;
  sve_error error = {0};
  CHECK_INT(sve_table_open(bytes.items, bytes.count, 4, &table, &error), SVE_BAD_DATA);
  for (size_t length = 1; length < bytes.count; length++) {
    CHECK_INT(sve_table_open(bytes.items, length, 8, &table, &error), SVE_BAD_DATA);
  }
  sve_free(bytes.items);
}

/* Numbers that an attacker writes into a section's header. */
static void a_table_with_a_forged_header_is_refused(void) {
  static const uint32_t FORGED[][4] = {
      /* slots, bytes of a value, entries, length of the section */
      {0, 8, 0, 64},             /* no slot */
      {3, 8, 1, 64 + 24 + 8},    /* not a power of two */
      {8, 8, 8, 64 + 64 + 64},   /* no slot is empty */
      {8, 8, 2, 64 + 64 + 8},    /* the values are cut short */
      {8, 4, 1, 64 + 64 + 4},    /* values of another size */
      {1u << 31, 8, 0, 64 + 64}, /* the slots are cut short */
  };
  for (size_t i = 0; i < sizeof FORGED / sizeof *FORGED; i++) {
    uint32_t section[64] = {0};
    memcpy(section, FORGED[i], 3 * sizeof(uint32_t));
    sve_table table;
    sve_error error = {0};
    CHECK_INT(sve_table_open(section, FORGED[i][3], 8, &table, &error), SVE_BAD_DATA);
  }
}

/* A corrupted table may have no empty slot and indices out of range: looking up ends, inside the table. */
static void a_full_table_is_searched_once(void) {
  uint64_t key = 1, value = 2;
  sve_byte_list bytes = {0};
  CHECK_INT(sve_table_build(&key, &value, 1, 8, &bytes, NULL), SVE_OK);
  memset(bytes.items + 64, 0xFF, 64);
  sve_table table;
  CHECK_INT(sve_table_open(bytes.items, bytes.count, 8, &table, NULL), SVE_OK);
  CHECK_INT(sve_table_find(&table, 5), SVE_NONE);
  CHECK_INT(sve_table_find(&table, UINT64_MAX), SVE_NONE);
  sve_free(bytes.items);
}

/* The entry that `length` keys lead to; SVE_NONE where there is none. */
static uint32_t entry_at(const sve_trie *trie, const uint64_t *keys, size_t length) {
  sve_trie_node node = SVE_TRIE_ROOT;
  for (size_t i = 0; i < length; i++) {
    if (!sve_trie_next(trie, node, keys[i], &node)) return SVE_NONE;
  }
  return node.entry;
}

static void a_trie_finds_sequences_and_their_prefixes(void) {
  /* Entries: a; a b; a b (again); b b b. */
  const uint64_t a = sve_hash("a", 1), b = sve_hash("b", 1);
  const uint64_t keys[] = {a, a, b, a, b, b, b, b};
  const uint32_t starts[] = {0, 1, 3, 5, 8};
  sve_byte_list bytes = {0};
  CHECK_INT(sve_trie_build(keys, starts, 4, &bytes, NULL), SVE_OK);
  sve_trie trie;
  CHECK_INT(sve_trie_open(bytes.items, bytes.count, &trie, NULL), SVE_OK);
  CHECK_INT(entry_at(&trie, keys, 1), 0);
  CHECK_INT(entry_at(&trie, keys + 1, 2), 1);
  CHECK_INT(entry_at(&trie, keys + 5, 3), 3);
  CHECK_INT(entry_at(&trie, keys + 5, 2), SVE_NONE);
  CHECK_INT(entry_at(&trie, (const uint64_t[]){a, a}, 2), SVE_NONE);
  sve_trie_node node;
  CHECK(sve_trie_next(&trie, SVE_TRIE_ROOT, a, &node) && node.inner);
  CHECK(sve_trie_next(&trie, node, b, &node) && !node.inner);
  CHECK(!sve_trie_next(&trie, node, b, &node));
  for (size_t length = 1; length < bytes.count; length++) {
    CHECK_INT(sve_trie_open(bytes.items, length, &trie, NULL), SVE_BAD_DATA);
  }
  sve_free(bytes.items);
}

static void a_trie_with_a_forged_header_is_refused(void) {
  static const uint32_t FORGED[][5] = {
      /* slots of roots, other slots, words of the gate, pairs of same entries, length of the section */
      {0, 8, 8, 0, 64 + 64 + 64},         {8, 0, 8, 0, 64 + 64 + 64},  {8, 8, 0, 0, 64 + 128},
      {8, 8, 3, 0, 64 + 24 + 128},        {8, 8, 8, 1, 64 + 64 + 128}, {UINT32_MAX, 8, 8, 0, 64 + 64 + 128},
      {8, 8, 1u << 31, 0, 64 + 64 + 128},
  };
  for (size_t i = 0; i < sizeof FORGED / sizeof *FORGED; i++) {
    uint32_t section[80] = {0};
    memcpy(section + 2, FORGED[i], 4 * sizeof(uint32_t));
    sve_trie trie;
    sve_error error = {0};
    CHECK_INT(sve_trie_open(section, FORGED[i][4], &trie, &error), SVE_BAD_DATA);
  }
}

/* A corrupted trie may have no empty slot, and entries that lead to each other: looking up ends. */
static void a_forged_trie_is_searched_once(void) {
  const uint64_t keys[] = {1, 1};
  const uint32_t starts[] = {0, 1, 2};
  sve_byte_list bytes = {0};
  CHECK_INT(sve_trie_build(keys, starts, 2, &bytes, NULL), SVE_OK);
  sve_trie trie;
  CHECK_INT(sve_trie_open(bytes.items, bytes.count, &trie, NULL), SVE_OK);
  CHECK_INT(sve_trie_same(&trie, 0), 1);
  CHECK_INT(sve_trie_same(&trie, 1), SVE_NONE);
  uint32_t circle = 0;
  memcpy(bytes.items + bytes.count - sizeof circle, &circle, sizeof circle);
  CHECK_INT(sve_trie_same(&trie, 0), SVE_NONE);
  memset(bytes.items + 64, 0xFF, bytes.count - 64);
  sve_trie_node node;
  CHECK(!sve_trie_next(&trie, SVE_TRIE_ROOT, 5, &node));
  sve_free(bytes.items);
}

/* Keys whose nodes have the same place and check: 64 bits tell them apart, and what is looked up is half of that. */
static void nodes_that_look_alike_are_told_apart(void) {
  static const struct {
    uint64_t keys[6];
    uint32_t starts[3];
  } LISTS[] = {
      {{1901271, 581819}, {0, 1, 2}},              /* two entries end there */
      {{1901271, 581819, 5}, {0, 1, 3}},           /* one ends, one goes on */
      {{1901271, 5, 581819, 5}, {0, 2, 4}},        /* both go on */
      {{7, 1496089, 5, 7, 1072991, 5}, {0, 3, 6}}, /* … behind their first key */
  };
  for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
    sve_byte_list bytes = {0};
    CHECK_INT(sve_trie_build(LISTS[i].keys, LISTS[i].starts, 2, &bytes, NULL), SVE_OK);
    uint64_t seed;
    memcpy(&seed, bytes.items, sizeof seed);
    CHECK(seed > 0); /* they did look alike */
    sve_trie trie;
    CHECK_INT(sve_trie_open(bytes.items, bytes.count, &trie, NULL), SVE_OK);
    for (uint32_t entry = 0; entry < 2; entry++) {
      uint32_t start = LISTS[i].starts[entry];
      CHECK_INT(entry_at(&trie, LISTS[i].keys + start, LISTS[i].starts[entry + 1] - start), entry);
    }
    sve_free(bytes.items);
  }
}

/* Hashes that differ in the top bit look alike whatever the seed is but 0, where a full run of slots parts them here.
 */
static void nodes_that_cannot_be_told_apart_are_refused(void) {
  enum { NODES = 33 };
  uint64_t ends[NODES] = {1000};
  char single[NODES] = {0};
  for (size_t i = 1; i + 1 < NODES; i++) ends[i] = i;
  ends[NODES - 1] = ends[0] | (uint64_t)1 << 63;
  sve_trie_builder builder = {.ends = {ends, NODES, NODES}, .single = {single, NODES, NODES}};
  sve_byte_list bytes = {0};
  sve_error error = {0};
  CHECK_INT(sve_trie_builder_finish(&builder, &bytes, &error), SVE_TOO_LARGE);
  CHECK(strstr(error.message, "told apart") != NULL);
  CHECK_INT(bytes.count, 0);
  sve_free(bytes.items);
}

static void an_entry_without_keys_is_refused(void) {
  const uint64_t keys[] = {1};
  const uint32_t starts[] = {0, 1, 1};
  sve_byte_list bytes = {0};
  sve_error error = {0};
  CHECK_INT(sve_trie_build(keys, starts, 2, &bytes, &error), SVE_BAD_ARGUMENT);
  CHECK_INT(error.offset, 1);
  sve_free(bytes.items);
}

static sve_status build_both(void *context, sve_error *error) {
  (void)context;
  const uint64_t keys[] = {1, 2};
  const uint32_t starts[] = {0, 2};
  sve_byte_list bytes = {0};
  sve_status status = sve_table_build(keys, keys, 2, 8, &bytes, error);
  if (status == SVE_OK) status = sve_trie_build(keys, starts, 1, &bytes, error);
  sve_free(bytes.items);
  return status;
}

static void a_failed_allocation_is_told(void) {
  test_sweep(build_both, NULL);
}

static void a_set_keeps_every_key_once(void) {
  sve_key_set set = {0};
  CHECK(!sve_key_set_has(&set, 0) && !sve_key_set_has(&set, 7));
  for (uint64_t round = 0; round < 2; round++) {
    for (uint64_t key = 0; key < COUNT; key++) CHECK_INT(sve_key_set_add(&set, key, NULL), SVE_OK);
  }
  CHECK_INT(set.count, COUNT);
  CHECK(sve_key_set_has(&set, 0) && sve_key_set_has(&set, COUNT - 1) && !sve_key_set_has(&set, COUNT));
  uint64_t key, sum = 0;
  size_t at = 0, found = 0;
  while (sve_key_set_next(&set, &at, &key)) {
    sum += key;
    found++;
  }
  CHECK_INT(found, COUNT);
  CHECK_INT(sum, (uint64_t)COUNT * (COUNT - 1) / 2);
  sve_key_set_clear(&set);
}

int main(void) {
  RUN(hashes_differ_by_each_byte_and_length);
  RUN(hashes_are_the_same_on_every_machine);
  RUN(a_table_finds_its_keys_and_no_others);
  RUN(an_empty_table_finds_nothing);
  RUN(more_entries_than_can_be_numbered_are_refused);
  RUN(a_key_twice_is_refused);
  RUN(a_table_of_another_shape_is_refused);
  RUN(a_table_with_a_forged_header_is_refused);
  RUN(a_full_table_is_searched_once);
  RUN(a_set_keeps_every_key_once);
  RUN(a_trie_finds_sequences_and_their_prefixes);
  RUN(a_trie_with_a_forged_header_is_refused);
  RUN(a_forged_trie_is_searched_once);
  RUN(nodes_that_look_alike_are_told_apart);
  RUN(nodes_that_cannot_be_told_apart_are_refused);
  RUN(an_entry_without_keys_is_refused);
  RUN(a_failed_allocation_is_told);
  return test_end();
}
