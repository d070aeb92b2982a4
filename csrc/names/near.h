/* Words at one edit from a word: a letter more, less or other, or two neighbours that changed places.
 *
 * Two words are that near only if they share a form that is the word itself or lacks one letter. The
 * index holds those forms of all words of six letters or more, by hash; what it proposes is compared.
 *
 *    0  number of words, of buckets (a power of two), of forms, zero   4 × u32
 *   16  bucket starts: u32 each, and one more; forms: u32 check, u32 word; ends of words: u32; their bytes
 */
#ifndef SVE_NAMES_NEAR_H
#define SVE_NAMES_NEAR_H

#include "base/memory.h"

enum { SVE_NEAR_LETTERS_LEAST = 6 };

typedef struct sve_near {
  const uint32_t *starts, *forms, *ends;
  const char *bytes;
  uint32_t words, buckets, form_count;
  size_t length;
} sve_near;

/* A view of a section; one of length 0 has no words. */
sve_status sve_near_open(const void *bytes, size_t length, sve_near *out, sve_error *error);

/* Appends the words at one edit from `word`, each once. They lie in the section. */
typedef SVE_LIST(sve_string) sve_string_list;
sve_status sve_near_find(const sve_near *near, sve_string word, sve_string_list *out, sve_error *error);

/* Whether one edit makes `a` to `b`; false where they are equal. */
bool sve_near_is_one_edit(sve_string a, sve_string b);

/* Whether it has the letters that an edit needs. */
bool sve_near_is_long(sve_string word);

/* Building: adds the section's bytes to `out`; `words` holds no word twice. */
sve_status sve_near_build(const sve_string *words, size_t count, sve_byte_list *out, sve_error *error);
#endif
