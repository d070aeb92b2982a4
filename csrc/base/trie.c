/* The trie as a flat hash table of nodes.
 *
 *    0  number of slots, words of the gate (powers of two)  2 × u32
 *   64  slots: u32 check of the node's hash, u32 node: entry + 1 in the low 31 bits (0: ends no
 *       entry), the top bit set where longer entries go on; both 0: empty
 *       gate: u64 words, bit set for each first key
 */
#include "base/trie.h"

#include <string.h>

#include "base/hash.h"
#include "base/status.h"

#define INNER 0x80000000u

enum { HEADER = 64 };

sve_status sve_trie_open(const void *bytes, size_t length, sve_trie *out, sve_error *error) {
  if (length == 0) {
    *out = (sve_trie){0};
    return SVE_OK;
  }
  if (length < HEADER) return sve_fail(error, SVE_BAD_DATA, 0, "a trie is cut short");
  const uint32_t *header = bytes;
  uint64_t slots = header[0];
  uint64_t gates = header[1];
  if (slots == 0 || gates == 0 || (slots & (slots - 1)) != 0 || (gates & (gates - 1)) != 0 ||
      HEADER + slots * 8 + gates * 8 != length) {
    return sve_fail(error, SVE_BAD_DATA, 0, "a trie's size is wrong");
  }
  *out = (sve_trie){.slots = header + HEADER / 4,
                    .gate = (const uint64_t *)((const char *)bytes + HEADER + slots * 8),
                    .mask = (uint32_t)slots - 1,
                    .gate_mask = (uint32_t)gates - 1};
  return SVE_OK;
}

/* The gate's bit for a first key: word and bit come from other bits than the slot does. */
static size_t gate_word(uint64_t key, uint32_t gate_mask) {
  return (size_t)(key >> 38) & gate_mask;
}
static uint64_t gate_bit(uint64_t key) {
  return (uint64_t)1 << (key >> 32 & 63);
}

bool sve_trie_next(const sve_trie *trie, sve_trie_node from, uint64_t key, sve_trie_node *out) {
  if (!from.inner || trie->slots == NULL) return false;
  if (from.hash == 0 && (trie->gate[gate_word(key, trie->gate_mask)] & gate_bit(key)) == 0) return false;
  uint64_t hash = sve_hash_next(from.hash, key);
  uint32_t check = (uint32_t)(hash >> 32);
  uint32_t slot = (uint32_t)hash & trie->mask;
  for (uint32_t steps = 0; steps <= trie->mask; steps++, slot = (slot + 1) & trie->mask) {
    const uint32_t *pair = trie->slots + 2 * (size_t)slot;
    if (pair[1] == 0) return false;
    if (pair[0] == check) {
      *out = (sve_trie_node){hash, (pair[1] & ~INNER) - 1, (pair[1] & INNER) != 0};
      if ((pair[1] & ~INNER) == 0) out->entry = SVE_NONE;
      return true;
    }
  }
  return false;
}

static size_t power_of_two(size_t least) {
  size_t power = 8;
  while (power < least) power *= 2;
  return power;
}

/* Finds the slot of a node's hash: its own, or the empty one where it belongs. */
static char *find_slot(char *slots, size_t mask, uint64_t hash) {
  uint32_t pair[2];
  for (size_t slot = (size_t)hash & mask;; slot = (slot + 1) & mask) {
    memcpy(pair, slots + slot * 8, sizeof pair);
    if (pair[1] == 0 || pair[0] == (uint32_t)(hash >> 32)) return slots + slot * 8;
  }
}

/* Adds the nodes of one entry. */
static void add_entry(char *slots, size_t mask, const uint64_t *keys, size_t length, uint32_t entry) {
  uint64_t hash = 0;
  for (size_t i = 0; i < length; i++) {
    hash = sve_hash_next(hash, keys[i]);
    char *slot = find_slot(slots, mask, hash);
    uint32_t pair[2];
    memcpy(pair, slot, sizeof pair);
    pair[0] = (uint32_t)(hash >> 32);
    if (i + 1 < length) {
      pair[1] |= INNER;
    } else if ((pair[1] & ~INNER) == 0) {
      pair[1] |= entry + 1; /* the first of equal entries */
    }
    memcpy(slot, pair, sizeof pair);
  }
}

sve_status sve_trie_build(const uint64_t *keys, const uint32_t *starts, size_t entries, sve_byte_list *out,
                          sve_error *error) {
  if (entries >= INNER - 1) return sve_fail(error, SVE_TOO_LARGE, 0, "too many entries for a trie: %zu", entries);
  size_t nodes_most = entries > 0 ? starts[entries] : 0;
  size_t slots = power_of_two(nodes_most * 3 / 2);
  size_t gates = power_of_two(entries / 8);
  size_t total = HEADER + slots * 8 + gates * 8;
  sve_status status = SVE_LIST_RESERVE(out, total, error);
  if (status != SVE_OK) return status;
  char *start = out->items + out->count;
  memset(start, 0, total);
  uint32_t header[2] = {(uint32_t)slots, (uint32_t)gates};
  memcpy(start, header, sizeof header);
  char *gate = start + HEADER + slots * 8;
  for (size_t i = 0; i < entries; i++) {
    if (starts[i + 1] <= starts[i]) return sve_fail(error, SVE_BAD_ARGUMENT, i, "entry %zu has no keys", i);
    const uint64_t *first = keys + starts[i];
    add_entry(start + HEADER, slots - 1, first, starts[i + 1] - starts[i], (uint32_t)i);
    char *word = gate + gate_word(*first, (uint32_t)gates - 1) * 8;
    uint64_t bits;
    memcpy(&bits, word, sizeof bits);
    bits |= gate_bit(*first);
    memcpy(word, &bits, sizeof bits);
  }
  out->count += total;
  return SVE_OK;
}
