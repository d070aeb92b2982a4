/* Hashing: no two short words share a hash. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "test.h"

static int compare(const void *a, const void *b) {
  uint64_t first = *(const uint64_t *)a, second = *(const uint64_t *)b;
  return (first > second) - (first < second);
}

/* All words of one to four letters from a to z: 475,254. */
static void short_words_differ(void) {
  enum { LETTERS = 26, WORDS = 26 + 26 * 26 + 26 * 26 * 26 + 26 * 26 * 26 * 26 };
  uint64_t *hashes = sve_alloc(WORDS * sizeof *hashes);
  size_t count = 0;
  for (size_t length = 1, words = LETTERS; length <= 4; length++, words *= LETTERS) {
    for (size_t i = 0; i < words; i++) {
      char word[4];
      size_t rest = i;
      for (size_t k = 0; k < length; k++, rest /= LETTERS) word[k] = (char)('a' + rest % LETTERS);
      hashes[count++] = sve_hash(word, length);
    }
  }
  CHECK_INT(count, WORDS);
  qsort(hashes, count, sizeof *hashes, compare);
  size_t equal = 0;
  for (size_t i = 1; i < count; i++) equal += hashes[i] == hashes[i - 1];
  CHECK_INT(equal, 0);
  sve_free(hashes);
}

static void length_matters(void) {
  static const char zeros[16];
  for (size_t length = 1; length < sizeof zeros; length++) {
    CHECK(sve_hash(zeros, length) != sve_hash(zeros, length - 1));
  }
}

int main(void) {
  RUN(short_words_differ);
  RUN(length_matters);
  return test_end();
}
