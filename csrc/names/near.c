/* The index of words that lack a letter: buckets by the hash of what is left. */
#include "names/near.h"

#include <string.h>

#include "base/hash.h"
#include "base/status.h"
#include "text/utf8.h"

enum { HEADER = 16, LETTERS_MOST = 64 }; /* longer words are found without edits only */

static size_t next_letter(sve_string word, size_t at) {
  sve_utf8_next(word.bytes, word.length, &at);
  return at;
}

bool sve_near_is_long(sve_string word) {
  size_t letters = sve_utf8_count(word.bytes, word.length);
  return letters >= SVE_NEAR_LETTERS_LEAST && letters <= LETTERS_MOST;
}

/* The hash of the word without the letter from `start` to `end`: of its two halves. */
static uint64_t hash_without(sve_string word, size_t start, size_t end) {
  char left[LETTERS_MOST * 4];
  memcpy(left, word.bytes, start);
  memcpy(left + start, word.bytes + end, word.length - end);
  return sve_hash(left, word.length - (end - start));
}

static bool is_one_letter(const char *bytes, size_t length) {
  if (length == 0) return false;
  size_t at = 0;
  sve_utf8_next(bytes, length, &at);
  return at == length;
}

/* Whether `a` and `b` are the same two letters, one in each order. */
static bool is_swapped(const char *a, const char *b, size_t length) {
  if (length == 0) return false;
  size_t first = 0;
  sve_utf8_next(a, length, &first);
  return is_one_letter(a + first, length - first) && memcmp(a, b + length - first, first) == 0 &&
         memcmp(a + first, b, length - first) == 0;
}

static bool is_tail(char byte) {
  return ((unsigned char)byte & 0xC0) == 0x80;
}

bool sve_near_is_one_edit(sve_string a, sve_string b) {
  size_t shorter = a.length < b.length ? a.length : b.length;
  size_t start = 0, end = 0;
  while (start < shorter && a.bytes[start] == b.bytes[start]) start++;
  if (start == a.length && start == b.length) return false;
  while (start > 0 &&
         ((start < a.length && is_tail(a.bytes[start])) || (start < b.length && is_tail(b.bytes[start])))) {
    start--;
  }
  while (end < shorter - start && a.bytes[a.length - 1 - end] == b.bytes[b.length - 1 - end]) end++;
  while (end > 0 && (is_tail(a.bytes[a.length - end]) || is_tail(b.bytes[b.length - end]))) end--;
  size_t left_a = a.length - start - end, left_b = b.length - start - end;
  if (left_a == 0) return is_one_letter(b.bytes + start, left_b);
  if (left_b == 0) return is_one_letter(a.bytes + start, left_a);
  if (is_one_letter(a.bytes + start, left_a) && is_one_letter(b.bytes + start, left_b)) return true;
  return left_a == left_b && is_swapped(a.bytes + start, b.bytes + start, left_a);
}

sve_status sve_near_open(const void *bytes, size_t length, sve_near *out, sve_error *error) {
  if (length == 0) {
    *out = (sve_near){0};
    return SVE_OK;
  }
  uint32_t header[4] = {0};
  if (length >= HEADER) memcpy(header, bytes, sizeof header);
  uint64_t words = header[0], buckets = header[1], forms = header[2];
  uint64_t numbers = buckets + 1 + 2 * forms + words;
  if (buckets == 0 || (buckets & (buckets - 1)) != 0 || HEADER + numbers * 4 > length) {
    return sve_fail(error, SVE_BAD_DATA, 0, "the matcher's index of near words has the wrong size");
  }
  const uint32_t *at = (const uint32_t *)bytes + HEADER / 4;
  *out = (sve_near){.starts = at,
                    .forms = at + buckets + 1,
                    .ends = at + buckets + 1 + 2 * forms,
                    .bytes = (const char *)(at + numbers),
                    .words = header[0],
                    .buckets = header[1],
                    .form_count = header[2],
                    .length = length - HEADER - numbers * 4};
  return SVE_OK;
}

/* Appends the words that share the form of hash `hash`. */
static sve_status find_form(const sve_near *near, uint64_t hash, sve_string word, sve_string_list *out,
                            sve_error *error) {
  uint32_t bucket = (uint32_t)hash & (near->buckets - 1);
  uint32_t end = near->starts[bucket + 1] < near->form_count ? near->starts[bucket + 1] : near->form_count;
  for (uint32_t i = near->starts[bucket]; i < end; i++) {
    uint32_t index = near->forms[2 * (size_t)i + 1];
    if (near->forms[2 * (size_t)i] != (uint32_t)(hash >> 32) || index >= near->words) continue;
    uint32_t from = index > 0 ? near->ends[index - 1] : 0, to = near->ends[index];
    if (from > to || to > near->length) continue;
    sve_string other = {near->bytes + from, to - from};
    bool known = !sve_near_is_one_edit(word, other);
    for (size_t k = 0; k < out->count && !known; k++) known = out->items[k].bytes == other.bytes;
    if (known) continue;
    sve_status status = SVE_LIST_RESERVE(out, 1, error);
    if (status != SVE_OK) return status;
    out->items[out->count++] = other;
  }
  return SVE_OK;
}

sve_status sve_near_find(const sve_near *near, sve_string word, sve_string_list *out, sve_error *error) {
  size_t letters = sve_utf8_count(word.bytes, word.length);
  if (near->words == 0 || letters + 1 < SVE_NEAR_LETTERS_LEAST || letters > LETTERS_MOST) return SVE_OK;
  /* All forms are asked for before one is read: a large index lies far away in memory. */
  uint64_t hashes[LETTERS_MOST + 1] = {sve_hash(word.bytes, word.length)};
  size_t count = 1;
  for (size_t at = 0, next; at < word.length && count <= LETTERS_MOST; at = next) {
    next = next_letter(word, at);
    hashes[count++] = hash_without(word, at, next);
  }
  for (size_t i = 0; i < count; i++) __builtin_prefetch(&near->starts[(uint32_t)hashes[i] & (near->buckets - 1)]);
  for (size_t i = 0; i < count; i++) {
    __builtin_prefetch(&near->forms[2 * (size_t)near->starts[(uint32_t)hashes[i] & (near->buckets - 1)]]);
  }
  sve_status status = SVE_OK;
  for (size_t i = 0; i < count && status == SVE_OK; i++) status = find_form(near, hashes[i], word, out, error);
  return status;
}

/* ---- Building. ---- */

typedef struct forms {
  uint32_t *starts; /* where the bucket's next form goes; one bucket further on than in the file */
  uint32_t *pairs;  /* NULL while they are counted */
  size_t mask;
} forms;

static void add_form(forms *all, uint64_t hash, uint32_t word) {
  uint32_t at = all->starts[((size_t)hash & all->mask) + 1]++;
  if (all->pairs == NULL) return;
  all->pairs[2 * (size_t)at] = (uint32_t)(hash >> 32);
  all->pairs[2 * (size_t)at + 1] = word;
}

static void add_forms(forms *all, const sve_string *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    add_form(all, sve_hash(words[i].bytes, words[i].length), (uint32_t)i);
    for (size_t at = 0, next; at < words[i].length; at = next) {
      next = next_letter(words[i], at);
      add_form(all, hash_without(words[i], at, next), (uint32_t)i);
    }
  }
}

sve_status sve_near_build(const sve_string *words, size_t count, sve_byte_list *out, sve_error *error) {
  size_t total_forms = 0, bytes = 0, buckets = 8;
  for (size_t i = 0; i < count; i++) {
    total_forms += sve_utf8_count(words[i].bytes, words[i].length) + 1;
    bytes += words[i].length;
  }
  while (buckets < total_forms / 2) buckets *= 2;
  if (total_forms > UINT32_MAX / 2 || bytes > UINT32_MAX) {
    return sve_fail(error, SVE_TOO_LARGE, 0, "too many words that may have an edit");
  }
  size_t numbers = buckets + 1 + 2 * total_forms + count;
  size_t total = HEADER + numbers * 4 + bytes;
  sve_status status = SVE_LIST_RESERVE(out, total, error);
  uint32_t *starts = status == SVE_OK ? sve_alloc((buckets + 2) * sizeof *starts) : NULL;
  if (status == SVE_OK && starts == NULL) status = sve_fail_memory(error);
  if (status != SVE_OK) return status;
  memset(starts, 0, (buckets + 2) * sizeof *starts);
  forms counting = {starts + 1, NULL, buckets - 1};
  add_forms(&counting, words, count);
  for (size_t i = 1; i <= buckets + 1; i++) starts[i] += starts[i - 1];
  char *start = out->items + out->count;
  uint32_t header[4] = {(uint32_t)count, (uint32_t)buckets, (uint32_t)total_forms, 0};
  memcpy(start, header, sizeof header);
  uint32_t *at = (uint32_t *)(void *)(start + HEADER);
  forms filling = {starts, at + buckets + 1, buckets - 1};
  add_forms(&filling, words, count);
  /* Each start has moved to where the next bucket's forms start. */
  at[0] = 0;
  memcpy(at + 1, starts + 1, buckets * sizeof *starts);
  uint32_t *ends = at + buckets + 1 + 2 * total_forms;
  char *strings = (char *)(ends + count);
  uint32_t end = 0;
  for (size_t i = 0; i < count; i++) {
    memcpy(strings + end, words[i].bytes, words[i].length);
    ends[i] = end += (uint32_t)words[i].length;
  }
  out->count += total;
  sve_free(starts);
  return SVE_OK;
}
