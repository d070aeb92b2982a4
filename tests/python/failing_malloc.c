/* To be loaded before a program: its n-th malloc fails, and blocks are counted. What the core takes then runs out, and
 * what ICU and the C library take for it.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

static atomic_size_t held;
static atomic_size_t left = SIZE_MAX; /* blocks that are given until one is refused; SIZE_MAX: none is */
static atomic_bool refused;

void fail_malloc(size_t n) {
  refused = 0;
  left = n;
}

/* Fails no more; whether one has failed. */
int malloc_failed(void) {
  left = SIZE_MAX;
  return refused;
}

size_t blocks_held(void) {
  return held;
}

static int refuses(void) {
  if (left == SIZE_MAX || left-- > 0) return 0;
  left = SIZE_MAX;
  refused = 1;
  errno = ENOMEM;
  return 1;
}

static void *count(void *block) {
  if (block != NULL) held++;
  return block;
}

void *malloc(size_t size) {
  return refuses() ? NULL : count(__libc_malloc(size));
}

void *calloc(size_t number, size_t size) {
  return refuses() ? NULL : count(__libc_calloc(number, size));
}

void *realloc(void *block, size_t size) {
  if (refuses()) return NULL;
  void *grown = __libc_realloc(block, size);
  return block == NULL ? count(grown) : grown;
}

void free(void *block) {
  if (block != NULL) held--;
  __libc_free(block);
}
