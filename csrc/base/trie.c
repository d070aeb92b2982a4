/* The trie as flat hash tables of nodes.
 *
 *    0  seed                                        u64  \
 *    8  slots of the roots, slots of other nodes    u32   |
 *   16  words of the gate (a power of two)          u32   | 64 bytes
 *   20  number of pairs of same entries             u32   |
 *   24  zero                                             /
 *   64  gate: u64 words, a bit set for the node of each first key
 *       roots, slots: u32 check of the node's hash, u32 node: entry + 1 in the low 30 bits (0: ends
 *       no entry), then a bit where further entries end here, the top bit where longer entries go
 *       on; all 0: empty
 *       same: u32 entry, u32 the next entry with the same keys, by entry
 *
 * A slot is found from the hash mixed with the seed; the builder tries seeds until no two nodes of a
 * table are taken for each other.
 */
#include "base/trie.h"

#include <string.h>

#include "base/bisect.h"
#include "base/status.h"

#define INNER 0x80000000u
#define SHARED 0x40000000u
#define ENTRY 0x3FFFFFFFu

enum { HEADER = 64, PAIR = 8, SEEDS_MOST = 64 };

typedef struct place {
  uint32_t slot, check;
} place;

static inline place place_of(uint64_t hash, uint64_t seed, uint32_t slots) {
  if (seed != 0) hash = sve_hash_next(seed, hash);
  return (place){(uint32_t)((hash >> 32) * slots >> 32), (uint32_t)hash};
}

/* Word and bit come from other bits than the slot does. */
static inline size_t gate_word(uint64_t hash, uint32_t gate_mask) {
  return (size_t)(hash >> 6) & gate_mask;
}
static inline uint64_t gate_bit(uint64_t hash) {
  return (uint64_t)1 << (hash & 63);
}

sve_status sve_trie_open(const void *bytes, size_t length, sve_trie *out, sve_error *error) {
  if (length == 0) {
    *out = (sve_trie){0};
    return SVE_OK;
  }
  if (length < HEADER) return sve_fail(error, SVE_BAD_DATA, 0, "a trie is cut short");
  uint32_t header[6];
  memcpy(header, bytes, sizeof header);
  uint64_t roots = header[2], slots = header[3], gates = header[4], same = header[5];
  if (roots == 0 || slots == 0 || gates == 0 || (gates & (gates - 1)) != 0 ||
      HEADER + gates * 8 + (roots + slots + same) * PAIR != length) {
    return sve_fail(error, SVE_BAD_DATA, 0, "a trie's size is wrong");
  }
  const char *gate = (const char *)bytes + HEADER;
  const uint32_t *pairs = (const uint32_t *)(const void *)(gate + gates * 8);
  *out = (sve_trie){.gate = (const uint64_t *)(const void *)gate,
                    .roots = pairs,
                    .slots = pairs + 2 * roots,
                    .same = pairs + 2 * (roots + slots),
                    .root_count = (uint32_t)roots,
                    .slot_count = (uint32_t)slots,
                    .gate_mask = (uint32_t)gates - 1,
                    .same_count = (uint32_t)same};
  memcpy(&out->seed, bytes, sizeof out->seed);
  return SVE_OK;
}

bool sve_trie_next(const sve_trie *trie, sve_trie_node from, uint64_t key, sve_trie_node *out) {
  if (!from.inner || trie->slots == NULL) return false;
  uint64_t hash = sve_trie_hash(from.hash, key);
  const uint32_t *pairs = trie->slots;
  uint32_t slots = trie->slot_count;
  if (from.hash == 0) {
    if ((trie->gate[gate_word(hash, trie->gate_mask)] & gate_bit(hash)) == 0) return false;
    pairs = trie->roots;
    slots = trie->root_count;
  }
  place at = place_of(hash, trie->seed, slots);
  /* Counted, as a corrupted file may have no empty slot. */
  for (uint32_t steps = 0; steps < slots; steps++) {
    const uint32_t *pair = pairs + 2 * (size_t)at.slot;
    if (pair[1] == 0) return false;
    if (pair[0] == at.check) {
      uint32_t entry = pair[1] & ENTRY;
      *out = (sve_trie_node){hash, entry > 0 ? entry - 1 : SVE_NONE, (pair[1] & INNER) != 0, (pair[1] & SHARED) != 0};
      return true;
    }
    if (++at.slot == slots) at.slot = 0;
  }
  return false;
}

void sve_trie_fetch(const sve_trie *trie, uint64_t from, uint64_t key) {
  if (trie->slots == NULL) return;
  uint64_t hash = sve_trie_hash(from, key);
  if (from != 0) {
    __builtin_prefetch(&trie->slots[2 * (size_t)place_of(hash, trie->seed, trie->slot_count).slot]);
    return;
  }
  __builtin_prefetch(&trie->gate[gate_word(hash, trie->gate_mask)]);
  __builtin_prefetch(&trie->roots[2 * (size_t)place_of(hash, trie->seed, trie->root_count).slot]);
}

uint32_t sve_trie_same(const sve_trie *trie, uint32_t entry) {
  size_t at = sve_bisect(trie->same, trie->same_count, PAIR, 0, entry);
  if (at == trie->same_count || trie->same[2 * at] != entry) return SVE_NONE;
  uint32_t next = trie->same[2 * at + 1];
  return next > entry ? next : SVE_NONE;
}

/* ---- Building. ---- */

sve_status sve_trie_builder_add(sve_trie_builder *builder, const uint64_t *keys, size_t count, sve_error *error) {
  size_t entry = builder->ends.count;
  if (count == 0) return sve_fail(error, SVE_BAD_ARGUMENT, entry, "entry %zu has no keys", entry);
  if (entry >= ENTRY - 1) return sve_fail(error, SVE_TOO_LARGE, entry, "more than %zu entries", entry);
  sve_status status = SVE_LIST_RESERVE(&builder->ends, 1, error);
  if (status == SVE_OK) status = SVE_LIST_RESERVE(&builder->single, 1, error);
  uint64_t hash = sve_hash_next(0, keys[0]);
  for (size_t i = 1; i < count && status == SVE_OK; i++) {
    status = sve_key_set_add(i == 1 ? &builder->inner_roots : &builder->inner, hash, error);
    hash = sve_hash_next(hash, keys[i]);
  }
  if (status != SVE_OK) return status;
  builder->ends.items[builder->ends.count++] = hash;
  builder->single.items[builder->single.count++] = count == 1;
  builder->singles += count == 1;
  return SVE_OK;
}

void sve_trie_builder_clear(sve_trie_builder *builder) {
  sve_free(builder->ends.items);
  sve_free(builder->single.items);
  sve_key_set_clear(&builder->inner_roots);
  sve_key_set_clear(&builder->inner);
  *builder = (sve_trie_builder){0};
}

/* A table that is being filled; at most half of the roots' slots and three fifths of the others' are. */
typedef struct filling {
  uint32_t *pairs;
  uint32_t slots;
  const sve_key_set *inner;
} filling;

/* The node's slot, or the one of a node that is taken for it; an empty one where neither has one yet. */
static uint32_t *find_slot(const filling *table, uint64_t seed, uint64_t hash) {
  place at = place_of(hash, seed, table->slots);
  for (;;) {
    uint32_t *pair = table->pairs + 2 * (size_t)at.slot;
    if (pair[1] == 0) pair[0] = at.check;
    if (pair[0] == at.check) return pair;
    if (++at.slot == table->slots) at.slot = 0;
  }
}

/* All nodes that longer entries go on from; false where two are taken for each other. */
static bool fill_inner(const filling *table, uint64_t seed) {
  size_t at = 0;
  for (uint64_t hash; sve_key_set_next(table->inner, &at, &hash);) {
    uint32_t *pair = find_slot(table, seed, hash);
    if (pair[1] != 0) return false;
    pair[1] = INNER;
  }
  return true;
}

typedef SVE_LIST(uint32_t) pair_list;

/* From the last entry to the first, so that a node holds its first and `same` is in falling order. *filled is set
 * unless two nodes are taken for each other. */
static sve_status fill_ends(const sve_trie_builder *builder, const filling *roots, const filling *others, uint64_t seed,
                            pair_list *same, bool *filled, sve_error *error) {
  const uint64_t *ends = builder->ends.items;
  for (size_t entry = builder->ends.count; entry-- > 0;) {
    const filling *table = builder->single.items[entry] ? roots : others;
    uint32_t *pair = find_slot(table, seed, ends[entry]);
    uint32_t next = pair[1] & ENTRY;
    if (next > 0 ? ends[next - 1] != ends[entry] : pair[1] != 0 && !sve_key_set_has(table->inner, ends[entry])) {
      return SVE_OK;
    }
    if (next > 0) {
      sve_status status = SVE_LIST_RESERVE(same, 2, error);
      if (status != SVE_OK) return status;
      same->items[same->count++] = next - 1;
      same->items[same->count++] = (uint32_t)entry;
      pair[1] |= SHARED;
    }
    pair[1] = (pair[1] & ~ENTRY) | ((uint32_t)entry + 1);
  }
  *filled = true;
  return SVE_OK;
}

/* Sets the gate's bits for all nodes of first keys. */
static void fill_gate(const sve_trie_builder *builder, uint64_t *gate, uint32_t gate_mask) {
  size_t at = 0;
  for (uint64_t hash; sve_key_set_next(&builder->inner_roots, &at, &hash);) {
    gate[gate_word(hash, gate_mask)] |= gate_bit(hash);
  }
  for (size_t i = 0; i < builder->ends.count; i++) {
    uint64_t hash = builder->ends.items[i];
    if (builder->single.items[i]) gate[gate_word(hash, gate_mask)] |= gate_bit(hash);
  }
}

/* Sixteen bits a root: four in a hundred other words come through. */
static size_t gate_words(size_t roots) {
  size_t words = 8;
  while (words * 4 < roots) words *= 2;
  return words;
}

sve_status sve_trie_builder_finish(const sve_trie_builder *builder, sve_byte_list *out, sve_error *error) {
  size_t roots_most = builder->inner_roots.count + builder->singles;
  size_t others_most = builder->inner.count + builder->ends.count - builder->singles;
  size_t gates = gate_words(roots_most);
  size_t roots = roots_most * 2 + 8, slots = others_most + others_most / 3 * 2 + 8;
  if (slots > UINT32_MAX || roots > UINT32_MAX) return sve_fail(error, SVE_TOO_LARGE, 0, "too many nodes for a trie");
  size_t total = HEADER + gates * 8 + (roots + slots) * PAIR;
  sve_status status = SVE_LIST_RESERVE(out, total, error);
  if (status != SVE_OK) return status;
  char *start = out->items + out->count;
  uint64_t *gate = (uint64_t *)(void *)(start + HEADER);
  filling root_table = {(uint32_t *)(gate + gates), (uint32_t)roots, &builder->inner_roots};
  filling table = {root_table.pairs + 2 * roots, (uint32_t)slots, &builder->inner};
  pair_list same = {0};
  bool filled = false;
  uint64_t seed = 0;
  for (; !filled && seed < SEEDS_MOST; seed++) {
    memset(start, 0, total);
    same.count = 0;
    if (!fill_inner(&root_table, seed) || !fill_inner(&table, seed)) continue;
    status = fill_ends(builder, &root_table, &table, seed, &same, &filled, error);
    if (status != SVE_OK) goto done;
  }
  if (!filled) {
    status = sve_fail(error, SVE_TOO_LARGE, 0, "a trie's nodes cannot be told apart");
    goto done;
  }
  fill_gate(builder, gate, (uint32_t)gates - 1);
  uint32_t header[4] = {(uint32_t)roots, (uint32_t)slots, (uint32_t)gates, (uint32_t)(same.count / 2)};
  seed--;
  memcpy(start, &seed, sizeof seed);
  memcpy(start + 8, header, sizeof header);
  status = SVE_LIST_RESERVE(out, total + same.count * sizeof *same.items, error);
  if (status != SVE_OK) goto done;
  out->count += total;
  for (size_t i = same.count; i-- > 0; out->count += sizeof *same.items) {
    memcpy(out->items + out->count, &same.items[i], sizeof *same.items);
  }
done:
  sve_free(same.items);
  return status;
}

sve_status sve_trie_build(const uint64_t *keys, const uint32_t *starts, size_t entries, sve_byte_list *out,
                          sve_error *error) {
  sve_trie_builder builder = {0};
  sve_status status = SVE_OK;
  for (size_t i = 0; i < entries && status == SVE_OK; i++) {
    size_t count = starts[i + 1] > starts[i] ? starts[i + 1] - starts[i] : 0;
    status = sve_trie_builder_add(&builder, keys + starts[i], count, error);
  }
  if (status == SVE_OK) status = sve_trie_builder_finish(&builder, out, error);
  sve_trie_builder_clear(&builder);
  return status;
}
