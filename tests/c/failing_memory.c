/* Takes the place of csrc/base/allocator.c in the C tests: counts the blocks that are held, and
 * fails the one allocation that a test chose. */
#include <stdatomic.h>
#include <stdlib.h>

#include "base/memory.h"
#include "test.h"

static atomic_size_t held, failed;
static atomic_size_t left = SIZE_MAX; /* allocations that succeed until one fails; SIZE_MAX: none fails */

void fail_allocation(size_t n) {
  failed = 0;
  left = n;
}

void fail_no_allocation(void) {
  left = SIZE_MAX;
}

size_t allocations_failed(void) {
  return failed;
}

size_t blocks_held(void) {
  return held;
}

static bool refused(void) {
  if (left == SIZE_MAX) return false;
  if (left > 0) {
    left--;
    return false;
  }
  left = SIZE_MAX;
  failed++;
  return true;
}

void *sve_alloc(size_t size) {
  void *block = refused() ? NULL : malloc(size > 0 ? size : 1);
  if (block != NULL) held++;
  return block;
}

void *sve_realloc(void *block, size_t size) {
  void *grown = refused() ? NULL : realloc(block, size > 0 ? size : 1);
  if (grown != NULL && block == NULL) held++;
  return grown;
}

void sve_free(void *block) {
  if (block != NULL) held--;
  free(block);
}
