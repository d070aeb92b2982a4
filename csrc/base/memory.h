/* Memory: the only module that calls malloc. Growing lists, and an arena for a document's strings.
 *
 * The C tests link tests/c/failing_memory.c in place of the allocator in memory.c, so that every
 * allocation can be made to fail in its turn.
 */
#ifndef SVE_BASE_MEMORY_H
#define SVE_BASE_MEMORY_H

#include "svenner.h"

void *sve_alloc(size_t size);                /* NULL where there is no memory; free with sve_free */
void *sve_realloc(void *block, size_t size); /* on failure NULL, and `block` stays */
void sve_free(void *block);                  /* NULL is allowed */

/* A list that grows: typedef SVE_LIST(sve_token) sve_token_list; starts as {0}, ends by sve_free(items). */
#define SVE_LIST(type)      \
  struct {                  \
    type *items;            \
    size_t count, capacity; \
  }

/* Makes room for `extra` more items; at least doubles, so that adding is amortized constant time. */
#define SVE_LIST_RESERVE(list, extra, error)                                                       \
  ((list)->capacity - (list)->count >= (size_t)(extra)                                             \
       ? SVE_OK                                                                                    \
       : sve_list_grow((void **)&(list)->items, &(list)->capacity, (list)->count, (size_t)(extra), \
                       sizeof *(list)->items, error))

sve_status sve_list_grow(void **items, size_t *capacity, size_t count, size_t extra, size_t item_size,
                         sve_error *error);

typedef SVE_LIST(char) sve_byte_list;

/* Strings and small arrays that live until the arena is cleared; they never move. Starts as {0}. */
typedef struct sve_arena {
  struct sve_arena_block *last;
} sve_arena;

/* Room for `size` bytes, aligned for any type; NULL where there is no memory. */
void *sve_arena_take(sve_arena *arena, size_t size);

/* Copies `length` bytes into the arena. */
sve_status sve_arena_copy(sve_arena *arena, const char *bytes, size_t length, sve_string *out, sve_error *error);

void sve_arena_clear(sve_arena *arena);

/* Empties the arena but keeps its largest block for the strings to come. */
void sve_arena_reset(sve_arena *arena);
#endif
