/* An immutable hash table in a data section: 64-bit key -> fixed-size value, read where it lies.
 *
 *    0  number of slots (a power of two)   u32   \
 *    4  bytes of a value                   u32    | 64 bytes
 *    8  number of entries                  u32    |
 *   12  zero                                     /
 *   64  slots: u32 check of the key, u32 index of the value + 1 (0: empty)
 *       values
 *
 * A key is told by its slot and 32 further bits. Two different keys that agree in all of these are
 * refused when the table is built; a key that is not in the table is taken for one that is about
 * once in 2^32 look-ups.
 */
#ifndef SVE_BASE_TABLE_H
#define SVE_BASE_TABLE_H

#include "base/memory.h"

typedef struct sve_table {
  const uint32_t *slots; /* pairs of check and index + 1 */
  const char *values;
  uint32_t mask, value_size, count;
} sve_table;

/* A view of a section; `value_size` is what the reader expects. A section of length 0 is an empty table. */
sve_status sve_table_open(const void *bytes, size_t length, size_t value_size, sve_table *out, sve_error *error);

/* The value's index, below table->count, or SVE_NONE. */
uint32_t sve_table_find(const sve_table *table, uint64_t key);

/* Asks for the slot of a key that will be looked up soon, so that it is in the cache by then. */
static inline void sve_table_prefetch(const sve_table *table, uint64_t key) {
  if (table->slots != NULL) __builtin_prefetch(&table->slots[2 * (size_t)((uint32_t)key & table->mask)]);
}

static inline const void *sve_table_value(const sve_table *table, uint32_t index) {
  return table->values + (size_t)index * table->value_size;
}

/* Building: keys and their values in entry order -> a section's bytes, added to `out`. Refuses a
 * key that occurs twice (SVE_BAD_ARGUMENT, offset: its index). */
sve_status sve_table_build(const uint64_t *keys, const void *values, size_t count, size_t value_size,
                           sve_byte_list *out, sve_error *error);

/* A growing set of keys, for building; any key is allowed. Starts as {0}. */
typedef struct sve_key_set {
  uint64_t *slots; /* 0: empty */
  size_t mask, count;
  bool zero; /* holds the key 0 */
} sve_key_set;

/* Adding a key that is there already changes nothing. */
sve_status sve_key_set_add(sve_key_set *set, uint64_t key, sve_error *error);
bool sve_key_set_has(const sve_key_set *set, uint64_t key);
/* Walks over the keys in no order: false behind the last. *at starts as 0. */
bool sve_key_set_next(const sve_key_set *set, size_t *at, uint64_t *key);
void sve_key_set_clear(sve_key_set *set);
#endif
