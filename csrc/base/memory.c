/* Growing lists and the arena. Invariant of the arena: blocks form a chain from the newest to the
 * oldest, and only the newest is taken from.
 */
#include "base/memory.h"

#include <stdalign.h>
#include <string.h>

#include "base/status.h"

enum { FIRST_ITEMS = 8, BLOCK_BYTES = 240, ALIGNMENT = alignof(max_align_t) };

typedef struct sve_arena_block {
  struct sve_arena_block *older;
  size_t used, size;
  max_align_t bytes[];
} arena_block;

sve_status sve_list_grow(void **items, size_t *capacity, size_t count, size_t extra, size_t item_size,
                         sve_error *error) {
  if (extra > SIZE_MAX / 2 / item_size - count) return sve_fail_memory(error);
  size_t wanted = *capacity * 2 > count + extra ? *capacity * 2 : count + extra;
  if (wanted < FIRST_ITEMS) wanted = FIRST_ITEMS;
  void *grown = sve_realloc(*items, wanted * item_size);
  if (grown == NULL) return sve_fail_memory(error);
  *items = grown;
  *capacity = wanted;
  return SVE_OK;
}

void *sve_arena_take(sve_arena *arena, size_t size) {
  if (size > SIZE_MAX / 2) return NULL;
  size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  arena_block *block = arena->last;
  if (block == NULL || block->size - block->used < size) {
    /* Each block twice the last: few allocations for a long text, a small one for a short text. */
    size_t room = block == NULL ? BLOCK_BYTES : block->size * 2;
    if (room < size) room = size;
    block = sve_alloc(sizeof *block + room);
    if (block == NULL) return NULL;
    *block = (arena_block){.older = arena->last, .size = room};
    arena->last = block;
  }
  void *taken = (char *)block->bytes + block->used;
  block->used += size;
  return taken;
}

sve_status sve_arena_copy(sve_arena *arena, const char *bytes, size_t length, sve_string *out, sve_error *error) {
  char *copy = sve_arena_take(arena, length);
  if (copy == NULL) return sve_fail_memory(error);
  if (length > 0) memcpy(copy, bytes, length);
  *out = (sve_string){copy, length};
  return SVE_OK;
}

/* Frees `block` and all that are older. */
static void free_blocks(arena_block *block) {
  while (block != NULL) {
    arena_block *older = block->older;
    sve_free(block);
    block = older;
  }
}

void sve_arena_clear(sve_arena *arena) {
  free_blocks(arena->last);
  arena->last = NULL;
}

void sve_arena_reset(sve_arena *arena) {
  arena_block *last = arena->last;
  if (last == NULL) return;
  free_blocks(last->older);
  last->older = NULL;
  last->used = 0;
}
