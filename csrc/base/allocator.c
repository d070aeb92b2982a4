/* The allocator itself, alone in a file so that the tests can link one that fails on purpose. */
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/memory.h"

void *sve_alloc(size_t size) {
  return malloc(size > 0 ? size : 1);
}

void *sve_realloc(void *block, size_t size) {
  return realloc(block, size > 0 ? size : 1);
}

void sve_free(void *block) {
  free(block);
}

void sve_give_back(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
