/* Lists that grow, the arena, and the allocator that the other tests put another in the place of. */
#define _GNU_SOURCE /* mremap */
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>

static bool scarce; /* the system has no memory for small blocks */

static void *scarce_malloc(size_t size) {
  return scarce ? NULL : malloc(size);
}

static void *scarce_realloc(void *block, size_t size) {
  return scarce ? NULL : realloc(block, size);
}

#define malloc scarce_malloc
#define realloc scarce_realloc
#define sve_alloc own_alloc
#define sve_realloc own_realloc
#define sve_free own_free
#include "base/allocator.c"
#undef malloc
#undef realloc
#undef sve_alloc
#undef sve_realloc
#undef sve_free
void *sve_alloc(size_t size);
void *sve_realloc(void *block, size_t size);
void sve_free(void *block);

#include "base/memory.h"
#include "test.h"

typedef SVE_LIST(uint32_t) number_list;

static void a_list_keeps_its_items(void) {
  number_list list = {0};
  for (uint32_t i = 0; i < 1000; i++) {
    CHECK_INT(SVE_LIST_RESERVE(&list, 1, NULL), SVE_OK);
    list.items[list.count++] = i;
  }
  for (uint32_t i = 0; i < 1000; i++) CHECK_INT(list.items[i], i);
  sve_free(list.items);
}

static void an_impossible_list_is_refused(void) {
  number_list list = {0};
  sve_error error = {0};
  CHECK_INT(SVE_LIST_RESERVE(&list, SIZE_MAX / 2, &error), SVE_NO_MEMORY);
  CHECK_STRING(error.message, strlen(error.message), "out of memory");
  CHECK(list.items == NULL);
}

static void arena_strings_never_move(void) {
  sve_arena arena = {0};
  sve_string first;
  CHECK_INT(sve_arena_copy(&arena, "Åmål", strlen("Åmål"), &first, NULL), SVE_OK);
  for (size_t size = 0; size < 5000; size += 7) CHECK(sve_arena_take(&arena, size) != NULL);
  CHECK_STRING(first.bytes, first.length, "Åmål");
  sve_string none;
  CHECK_INT(sve_arena_copy(&arena, NULL, 0, &none, NULL), SVE_OK);
  CHECK_INT(none.length, 0);
  CHECK(sve_arena_take(&arena, SIZE_MAX - 8) == NULL);
  sve_arena_clear(&arena);
}

static sve_status fill(void *context, sve_error *error) {
  (void)context;
  sve_arena arena = {0};
  number_list list = {0};
  sve_string copy;
  sve_status status = sve_arena_copy(&arena, "namn", 4, &copy, error);
  for (int i = 0; i < 100 && status == SVE_OK; i++) {
    status = SVE_LIST_RESERVE(&list, 1, error);
    if (status == SVE_OK) list.items[list.count++] = 1;
  }
  if (status == SVE_OK) status = sve_arena_copy(&arena, "namn", 4, &copy, error);
  sve_free(list.items);
  sve_arena_clear(&arena);
  return status;
}

static void a_failed_allocation_is_told(void) {
  test_sweep(fill, NULL);
}

static void blocks_of_any_size_keep_their_bytes(void) {
  static const size_t SIZES[] = {0, 5, 700, 2000000, 9000000, 3000000, 1048560, 1048561, 40, 5000000};
  size_t size = 100;
  unsigned char *block = own_alloc(size);
  for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
    if (!CHECK(block != NULL)) return;
    CHECK_INT((uintptr_t)block % _Alignof(max_align_t), 0);
    for (size_t k = 0; k < size; k++) block[k] = (unsigned char)(k * 31 + i);
    block = own_realloc(block, SIZES[i]);
    size = SIZES[i] < size ? SIZES[i] : size;
    size_t kept = 0;
    while (kept < size && block[kept] == (unsigned char)(kept * 31 + i)) kept++;
    CHECK_INT(kept, size);
    size = SIZES[i];
  }
  own_free(block);
  own_free(NULL);
}

static void where_the_system_has_no_memory_blocks_stay(void) {
  static const size_t SIZES[] = {100, 3000000}; /* of malloc's, and a mapping of its own */
  for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
    unsigned char *block = own_alloc(SIZES[i]);
    if (!CHECK(block != NULL)) return;
    block[SIZES[i] - 1] = 7;
    CHECK(own_realloc(block, SIZE_MAX) == NULL);
    CHECK(own_realloc(block, SIZE_MAX / 2) == NULL);
    scarce = true;
    CHECK(own_realloc(block, 200) == NULL);
    CHECK(own_alloc(200) == NULL);
    scarce = false;
    CHECK_INT(block[SIZES[i] - 1], 7);
    own_free(block);
  }
  CHECK(own_alloc(SIZE_MAX) == NULL);
  CHECK(own_alloc(SIZE_MAX / 2) == NULL);
}

int main(void) {
  RUN(blocks_of_any_size_keep_their_bytes);
  RUN(where_the_system_has_no_memory_blocks_stay);
  RUN(a_list_keeps_its_items);
  RUN(an_impossible_list_is_refused);
  RUN(arena_strings_never_move);
  RUN(a_failed_allocation_is_told);
  return test_end();
}
