/* The immutable hash table: linear probing over slots that are at most half full. */
#include "base/table.h"

#include <string.h>

#include "base/status.h"

enum { HEADER = 64 };

/* The header and the slots are written as 32-bit little-endian numbers and read as native ones. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "tables are read where they lie");

sve_status sve_table_open(const void *bytes, size_t length, size_t value_size, sve_table *out, sve_error *error) {
  if (length == 0) {
    *out = (sve_table){.value_size = (uint32_t)value_size};
    return SVE_OK;
  }
  if (length < HEADER) return sve_fail(error, SVE_BAD_DATA, 0, "a table is cut short");
  const uint32_t *header = bytes;
  uint64_t slots = header[0];
  uint64_t count = header[2];
  if (slots == 0 || (slots & (slots - 1)) != 0 || header[1] != value_size || count >= slots ||
      HEADER + slots * 8 + count * value_size != length) {
    return sve_fail(error, SVE_BAD_DATA, 0, "a table's size is wrong");
  }
  *out = (sve_table){.slots = header + HEADER / 4,
                     .values = (const char *)bytes + HEADER + slots * 8,
                     .mask = (uint32_t)slots - 1,
                     .value_size = (uint32_t)value_size,
                     .count = (uint32_t)count};
  return SVE_OK;
}

uint32_t sve_table_find(const sve_table *table, uint64_t key) {
  if (table->slots == NULL) return SVE_NONE;
  uint32_t check = (uint32_t)(key >> 32);
  uint32_t slot = (uint32_t)key & table->mask;
  /* A corrupted table may be full: no more steps than there are slots. */
  for (uint32_t steps = 0; steps <= table->mask; steps++, slot = (slot + 1) & table->mask) {
    uint32_t index = table->slots[2 * (size_t)slot + 1];
    if (index == 0) return SVE_NONE;
    if (table->slots[2 * (size_t)slot] == check) return index <= table->count ? index - 1 : SVE_NONE;
  }
  return SVE_NONE;
}

sve_status sve_table_build(const uint64_t *keys, const void *values, size_t count, size_t value_size,
                           sve_byte_list *out, sve_error *error) {
  if (count > UINT32_MAX / 4) return sve_fail(error, SVE_TOO_LARGE, 0, "too many entries for a table: %zu", count);
  size_t slots = 8;
  while (slots < 2 * count) slots *= 2;
  size_t total = HEADER + slots * 8 + count * value_size;
  sve_status status = SVE_LIST_RESERVE(out, total, error);
  if (status != SVE_OK) return status;
  char *start = out->items + out->count;
  memset(start, 0, HEADER + slots * 8);
  uint32_t header[3] = {(uint32_t)slots, (uint32_t)value_size, (uint32_t)count};
  memcpy(start, header, sizeof header);
  for (size_t i = 0; i < count; i++) {
    uint32_t check = (uint32_t)(keys[i] >> 32);
    size_t slot = (size_t)keys[i] & (slots - 1);
    uint32_t pair[2];
    for (;; slot = (slot + 1) & (slots - 1)) {
      memcpy(pair, start + HEADER + slot * 8, sizeof pair);
      if (pair[1] == 0) break;
      if (pair[0] == check) return sve_fail(error, SVE_BAD_ARGUMENT, i, "entry %zu has the key of an earlier one", i);
    }
    pair[0] = check;
    pair[1] = (uint32_t)i + 1;
    memcpy(start + HEADER + slot * 8, pair, sizeof pair);
  }
  if (count > 0) memcpy(start + HEADER + slots * 8, values, count * value_size);
  out->count += total;
  return SVE_OK;
}

/* ---- The growing set. ---- */

static size_t set_slot(const sve_key_set *set, uint64_t key) {
  size_t slot = (size_t)(key ^ key >> 32) & set->mask;
  while (set->slots[slot] != 0 && set->slots[slot] != key) slot = (slot + 1) & set->mask;
  return slot;
}

static sve_status grow_set(sve_key_set *set, sve_error *error) {
  size_t slots = set->slots == NULL ? 64 : (set->mask + 1) * 2;
  uint64_t *grown = sve_alloc(slots * sizeof *grown);
  if (grown == NULL) return sve_fail_memory(error);
  memset(grown, 0, slots * sizeof *grown);
  sve_key_set old = *set;
  set->slots = grown;
  set->mask = slots - 1;
  for (size_t i = 0; old.slots != NULL && i <= old.mask; i++) {
    if (old.slots[i] != 0) grown[set_slot(set, old.slots[i])] = old.slots[i];
  }
  sve_free(old.slots);
  return SVE_OK;
}

sve_status sve_key_set_add(sve_key_set *set, uint64_t key, sve_error *error) {
  if (key == 0) {
    set->count += !set->zero;
    set->zero = true;
    return SVE_OK;
  }
  if (set->slots == NULL || set->count * 2 > set->mask) {
    sve_status status = grow_set(set, error);
    if (status != SVE_OK) return status;
  }
  size_t slot = set_slot(set, key);
  set->count += set->slots[slot] == 0;
  set->slots[slot] = key;
  return SVE_OK;
}

bool sve_key_set_has(const sve_key_set *set, uint64_t key) {
  if (key == 0) return set->zero;
  return set->slots != NULL && set->slots[set_slot(set, key)] != 0;
}

bool sve_key_set_next(const sve_key_set *set, size_t *at, uint64_t *key) {
  size_t slots = set->slots == NULL ? 0 : set->mask + 1;
  while (*at < slots && set->slots[*at] == 0) ++*at;
  if (*at < slots) {
    *key = set->slots[(*at)++];
    return true;
  }
  if (!set->zero || *at > slots) return false;
  ++*at;
  *key = 0;
  return true;
}

void sve_key_set_clear(sve_key_set *set) {
  sve_free(set->slots);
  *set = (sve_key_set){0};
}
