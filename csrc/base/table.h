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

static inline const void *sve_table_value(const sve_table *table, uint32_t index) {
  return table->values + (size_t)index * table->value_size;
}

/* Building: keys and their values in entry order -> a section's bytes, added to `out`. Refuses a
 * key that occurs twice (SVE_BAD_ARGUMENT, offset: its index). */
sve_status sve_table_build(const uint64_t *keys, const void *values, size_t count, size_t value_size,
                           sve_byte_list *out, sve_error *error);
#endif
