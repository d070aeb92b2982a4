/* Multiply-and-fold hashing: eight bytes a step, each product's halves folded together. Bytes are
 * read as little-endian, as all machines have them that svenner is built for.
 */
#include "base/hash.h"

#include <string.h>

static uint64_t read_8(const unsigned char *at) {
  uint64_t value;
  memcpy(&value, at, sizeof value);
  return value;
}

static uint64_t read_4(const unsigned char *at) {
  uint32_t value;
  memcpy(&value, at, sizeof value);
  return value;
}

/* Fewer than eight bytes without a loop: reads overlap, and the length, hashed too, tells them apart. */
static uint64_t read_tail(const unsigned char *at, size_t left) {
  if (left >= 4) return read_4(at) | read_4(at + left - 4) << 32;
  if (left == 0) return 0;
  return at[0] | (uint64_t)at[left / 2] << 8 | (uint64_t)at[left - 1] << 16;
}

/* The two halves of the 128-bit product, folded together. */
static uint64_t fold_product(uint64_t a, uint64_t b) {
#ifdef __SIZEOF_INT128__
  __extension__ typedef unsigned __int128 wide;
  wide product = (wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
  uint64_t a_low = (uint32_t)a, a_high = a >> 32, b_low = (uint32_t)b, b_high = b >> 32;
  uint64_t low = a_low * b_low, middle = a_high * b_low + (low >> 32);
  uint64_t cross = a_low * b_high + (uint32_t)middle;
  return (cross << 32 | (uint32_t)low) ^ (a_high * b_high + (middle >> 32) + (cross >> 32));
#endif
}

uint64_t sve_hash(const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  /* The length is spread over all bits: in the low ones alone it would undo a letter (`k`, `hk`). */
  uint64_t hash = 0x9E3779B97F4A7C15u ^ length * 0x9FB21C651E98DF25u;
  size_t left = length;
  for (; left >= 8; at += 8, left -= 8) {
    hash = fold_product(hash ^ read_8(at), 0xD6E8FEB86659FD93u);
  }
  return fold_product(hash ^ read_tail(at, left), 0xA0761D6478BD642Fu);
}
