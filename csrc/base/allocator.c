/* The allocator itself, alone in a file so that the tests can link one that fails on purpose.
 *
 * On Linux a large block is a mapping of its own: it grows by moving its pages, not by copying, takes memory only for
 * what is written, and goes back to the system when it is freed. malloc would keep it, and lists that grow by doubling
 * leave holes as large as themselves. Huge pages, where the system has them, make first writes as cheap as malloc's
 * used memory.
 *
 *    0  bytes of the block, with this header   size_t, padded to the alignment of any type
 *       the block
 */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define EVERY_BLOCK_BY_MALLOC /* whose bounds it checks, and in whose blocks it looks for what is still in reach */
#endif
#endif
#if defined(__linux__) && !defined(EVERY_BLOCK_BY_MALLOC)
#define MAPS_LARGE_BLOCKS
#define _GNU_SOURCE /* mremap */
#include <sys/mman.h>
#endif
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#ifdef MAPS_LARGE_BLOCKS

enum { MAPPED_LEAST = 1 << 20 }; /* bytes of a block that is a mapping of its own */

typedef struct header {
  alignas(max_align_t) size_t size;
} header;

static bool is_mapped(size_t size) {
  return size >= MAPPED_LEAST;
}

static header *take(size_t size) {
  header *block;
  if (is_mapped(size)) {
    block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) return NULL;
    madvise(block, size, MADV_HUGEPAGE);
  } else {
    block = malloc(size);
    if (block == NULL) return NULL;
  }
  block->size = size;
  return block;
}

static void give(header *block) {
  if (is_mapped(block->size)) {
    munmap(block, block->size);
  } else {
    free(block);
  }
}

/* A block of another size with the same bytes; NULL where there is no memory, and `old` stays. */
static header *resize(header *old, size_t size) {
  header *block;
  if (is_mapped(size) && is_mapped(old->size)) {
    block = mremap(old, old->size, size, MREMAP_MAYMOVE);
    if (block == MAP_FAILED) return NULL;
  } else if (!is_mapped(size) && !is_mapped(old->size)) {
    block = realloc(old, size);
    if (block == NULL) return NULL;
  } else {
    block = take(size);
    if (block == NULL) return NULL;
    memcpy(block + 1, old + 1, (old->size < size ? old->size : size) - sizeof *block);
    give(old);
  }
  block->size = size;
  return block;
}

void *sve_alloc(size_t size) {
  return sve_realloc(NULL, size);
}

void *sve_realloc(void *block, size_t size) {
  if (size > SIZE_MAX - sizeof(header)) return NULL;
  /* Never nothing: a block that ends where its header does would look lost to those who look for leaks. */
  size = sizeof(header) + (size > 0 ? size : 1);
  header *made = block == NULL ? take(size) : resize((header *)block - 1, size);
  return made == NULL ? NULL : made + 1;
}

void sve_free(void *block) {
  if (block != NULL) give((header *)block - 1);
}

#else

void *sve_alloc(size_t size) {
  return malloc(size > 0 ? size : 1);
}

void *sve_realloc(void *block, size_t size) {
  return realloc(block, size > 0 ? size : 1);
}

void sve_free(void *block) {
  free(block);
}

#endif
