/* Hashing: one function for words, table keys and checksums, the same on every machine. */
#ifndef SVE_BASE_HASH_H
#define SVE_BASE_HASH_H

#include "svenner.h"

/* 64-bit hash of `length` bytes (wyhash-like multiply-and-fold; not for security). */
uint64_t sve_hash(const void *bytes, size_t length);

/* The hash of a sequence: of one with hash `sequence` (0: empty) followed by `item`. */
static inline uint64_t sve_hash_next(uint64_t sequence, uint64_t item) {
  uint64_t mixed = (sequence ^ item) * 0x9E3779B97F4A7C15u + item;
  mixed ^= mixed >> 32;
  mixed *= 0xD6E8FEB86659FD93u;
  return mixed ^ mixed >> 29;
}
#endif
