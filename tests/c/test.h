/* The harness of the C tests: one program a module, checks that go on after a failure, and sweeps
 * that make each allocation fail in its turn.
 *
 *   static void words_end_at_spaces(void) { CHECK(count("en två") == 2); }
 *   int main(void) { RUN(words_end_at_spaces); return test_end(); }
 */
#ifndef SVE_TEST_H
#define SVE_TEST_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "svenner.h"

/* tests/c/failing_memory.c, linked in place of the core's allocator. */
void fail_allocation(size_t n); /* the n-th from now fails (0: the next) */
void fail_no_allocation(void);
size_t allocations_failed(void); /* since the last fail_allocation */
size_t blocks_held(void);        /* that are not freed yet */

static unsigned test_passed, test_failed, test_checks_failed;

#define CHECK(condition) test_check((condition), #condition, __FILE__, __LINE__)
#define CHECK_INT(actual, wanted) test_check_int((long long)(actual), (long long)(wanted), #actual, __FILE__, __LINE__)
/* `actual`: bytes and their length; `wanted`: a C string. */
#define CHECK_STRING(actual, length, wanted) \
  test_check_string((actual), (size_t)(length), (wanted), #actual, __FILE__, __LINE__)
/* `breach`: what invariants.h says; NULL where all holds. */
#define CHECK_SOUND(breach) test_check_sound((breach), __FILE__, __LINE__)
#define RUN(test) test_run((test), #test)

static inline bool test_check(bool holds, const char *condition, const char *file, int line) {
  if (!holds) {
    test_checks_failed++;
    printf("%s:%d: not so: %s\n", file, line, condition);
  }
  return holds;
}

static inline bool test_check_int(long long actual, long long wanted, const char *name, const char *file, int line) {
  if (actual == wanted) return true;
  test_checks_failed++;
  printf("%s:%d: %s is %lld, not %lld\n", file, line, name, actual, wanted);
  return false;
}

static inline bool test_check_string(const char *actual, size_t length, const char *wanted, const char *name,
                                     const char *file, int line) {
  if (length == strlen(wanted) && memcmp(actual, wanted, length) == 0) return true;
  test_checks_failed++;
  printf("%s:%d: %s is \"%.*s\", not \"%s\"\n", file, line, name, (int)length, actual, wanted);
  return false;
}

static inline bool test_check_sound(const char *breach, const char *file, int line) {
  if (breach == NULL) return true;
  test_checks_failed++;
  printf("%s:%d: %s\n", file, line, breach);
  return false;
}

static inline void test_run(void (*test)(void), const char *name) {
  unsigned before = test_checks_failed;
  size_t held = blocks_held();
  test();
  if (blocks_held() != held) {
    test_checks_failed++;
    printf("%s: %zd blocks leaked\n", name, (ptrdiff_t)(blocks_held() - held));
  }
  if (test_checks_failed == before) {
    test_passed++;
  } else {
    test_failed++;
    printf("FAILED %s\n", name);
  }
}

/* Calls `body(context, &error)` with the first allocation failing, the second, … until it succeeds; `body` frees
 * what it made. A failed call must say SVE_NO_MEMORY, with a message, and hold nothing. Only where `may_pass` may a
 * failure go unseen, as that of giving memory back; `body` then checks that its answer is whole. */
static inline void test_sweep_with(sve_status (*body)(void *context, sve_error *error), void *context, bool may_pass) {
  size_t held = blocks_held();
  for (size_t n = 0; n < 100000; n++) {
    sve_error error = {0};
    fail_allocation(n);
    sve_status status = body(context, &error);
    bool failed = allocations_failed() > 0;
    fail_no_allocation();
    bool sound = CHECK(blocks_held() == held);
    if (status != SVE_OK || (failed && !may_pass)) {
      sound = CHECK_INT(status, SVE_NO_MEMORY) && CHECK_INT(error.code, SVE_NO_MEMORY) &&
              CHECK(error.message[0] != '\0') && sound;
    }
    if (!failed) CHECK_INT(status, SVE_OK);
    if (!sound) printf("  with allocation %zu failing\n", n);
    if (!sound || !failed) return;
  }
  CHECK(!"the sweep ends");
}

static inline void test_sweep(sve_status (*body)(void *context, sve_error *error), void *context) {
  test_sweep_with(body, context, false);
}

static inline int test_end(void) {
  printf("%u passed, %u failed\n", test_passed, test_failed);
  return test_failed > 0;
}
#endif
