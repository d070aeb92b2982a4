/* An immutable trie over sequences of 64-bit keys (hashes of words), in a data section.
 *
 * A node is known by the hash of the keys that lead to it, so that a step is one look-up in one flat
 * hash table and the trie needs no pointers. The nodes of first keys have a small table of their own,
 * behind a bitmap, so that a word that starts no entry costs no look-up in the large table.
 *
 * Nodes are told apart by 32 bits and their place: keys that are in no entry may lead to a node, about
 * once in 2^32 steps, so a reader that must be sure compares the words of the entry it came to.
 */
#ifndef SVE_BASE_TRIE_H
#define SVE_BASE_TRIE_H

#include "base/hash.h"
#include "base/table.h"

typedef struct sve_trie {
  const uint32_t *roots, *slots; /* pairs: check of the node's hash, entry and flags */
  const uint64_t *gate;          /* bitmap over the nodes of first keys */
  const uint32_t *same;          /* pairs: an entry, the next one with the same keys; by entry */
  uint32_t root_count, slot_count, gate_mask, same_count;
  uint64_t seed;
} sve_trie;

typedef struct sve_trie_node {
  uint64_t hash;  /* of the keys so far; 0 at the root */
  uint32_t entry; /* the first entry that ends here, or SVE_NONE */
  bool inner;     /* longer entries go on from here */
  bool shared;    /* further entries end here: sve_trie_same */
} sve_trie_node;

static const sve_trie_node SVE_TRIE_ROOT = {0, SVE_NONE, true, false};

sve_status sve_trie_open(const void *bytes, size_t length, sve_trie *out, sve_error *error);

/* Steps from `from` over `key`; false where no entry goes on so. */
bool sve_trie_next(const sve_trie *trie, sve_trie_node from, uint64_t key, sve_trie_node *out);

/* Fetches into the cache what a step over `key` will read; `from` is the hash of the node. */
void sve_trie_fetch(const sve_trie *trie, uint64_t from, uint64_t key);

/* The hash of the node that `key` leads to from the node of hash `from`, if there is one. */
static inline uint64_t sve_trie_hash(uint64_t from, uint64_t key) {
  return sve_hash_next(from, key);
}

/* The next entry with the same keys as `entry`, above it; SVE_NONE behind the last. */
uint32_t sve_trie_same(const sve_trie *trie, uint32_t entry);

/* Building. Entry i has the keys keys[starts[i]] … keys[starts[i + 1] - 1], at least one. */
sve_status sve_trie_build(const uint64_t *keys, const uint32_t *starts, size_t entries, sve_byte_list *out,
                          sve_error *error);

/* The same, entry by entry: holds a hash an entry, not the keys. Starts as {0}. */
typedef struct sve_trie_builder {
  SVE_LIST(uint64_t) ends; /* each entry's node */
  sve_byte_list single;    /* whether the entry has one key */
  size_t singles;
  sve_key_set inner_roots, inner; /* nodes that longer entries go on from */
} sve_trie_builder;

sve_status sve_trie_builder_add(sve_trie_builder *builder, const uint64_t *keys, size_t count, sve_error *error);
/* Adds the section's bytes to `out`. */
sve_status sve_trie_builder_finish(const sve_trie_builder *builder, sve_byte_list *out, sve_error *error);
void sve_trie_builder_clear(sve_trie_builder *builder);
#endif
