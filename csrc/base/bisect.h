/* Bisecting: the one search in lists that are in the order of a number. */
#ifndef SVE_BASE_BISECT_H
#define SVE_BASE_BISECT_H

#include <stddef.h>
#include <stdint.h>

/* The place of the first of `count` items whose number is not below `number`; `count` where all are. An item takes
 * `size` bytes and has its number, a uint32_t, at `offset`; the numbers rise or stay. */
static inline size_t sve_bisect(const void *items, size_t count, size_t size, size_t offset, uint32_t number) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (*(const uint32_t *)(const void *)((const char *)items + middle * size + offset) < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
#endif
