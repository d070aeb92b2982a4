/* An immutable trie over sequences of 64-bit keys (hashes of words), in a data section.
 *
 * A node is known by the hash of the keys that lead to it, so that a step is one look-up in one flat
 * hash table and the trie needs no pointers. A bitmap over first keys answers for the root, so that
 * a word that starts no entry costs no look-up in the large table.
 *
 * A node that ends entries carries the index of the first; entries that end at the same node have
 * consecutive indices, and the caller's own array says where they stop.
 */
#ifndef SVE_BASE_TRIE_H
#define SVE_BASE_TRIE_H

#include "base/table.h"

typedef struct sve_trie {
  const uint32_t *slots; /* pairs: check of the node's hash, entry and flags */
  const uint64_t *gate;  /* bitmap over first keys */
  uint32_t mask, gate_mask;
} sve_trie;

typedef struct sve_trie_node {
  uint64_t hash;  /* of the keys so far; 0 at the root */
  uint32_t entry; /* the first entry that ends here, or SVE_NONE */
  bool inner;     /* longer entries go on from here */
} sve_trie_node;

static const sve_trie_node SVE_TRIE_ROOT = {0, SVE_NONE, true};

sve_status sve_trie_open(const void *bytes, size_t length, sve_trie *out, sve_error *error);

/* Steps from `from` over `key`; false where no entry goes on so. */
bool sve_trie_next(const sve_trie *trie, sve_trie_node from, uint64_t key, sve_trie_node *out);

/* Building. Entry i has the keys keys[starts[i]] … keys[starts[i + 1] - 1], at least one. Equal
 * sequences must stand together. */
sve_status sve_trie_build(const uint64_t *keys, const uint32_t *starts, size_t entries, sve_byte_list *out,
                          sve_error *error);
#endif
