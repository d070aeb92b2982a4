/* The letters of one word: which case they are in, and the fast way to fold the usual ones. */
#ifndef SVE_NAMES_WORD_LETTERS_H
#define SVE_NAMES_WORD_LETTERS_H

#include "names/word.h"

/* A part begins the word or stands behind a hyphen or an apostrophe. */
typedef struct sve_letters {
  size_t upper, lower;
  bool upper_first;  /* the first letter is upper-case */
  bool upper_inside; /* an upper-case letter stands inside a part: `iPhone`, `USA` */
  bool inside;       /* a letter of this part has been seen */
} sve_letters;

/* Folds a word of ASCII and of the Latin-1 letters whose other case is 32 away, to the bytes that sve_fold gives:
 * as many as it had. False for any other word. `out` has room for `length` bytes; `letters` starts as {0}. */
bool sve_letters_fold(const char *word, size_t length, char *out, sve_letters *letters);

sve_letters sve_letters_count(const char *word, size_t length);

/* The case of a word; a genitive ending in lower case does not count: `USA:s` and `USAs` are UPPER. */
sve_case sve_letters_case(const sve_letters *letters, bool genitive_letter);

/* Bytes of a folded word's genitive ending: `volvo|s`, `svt|:s`, `lars|'`, `åhlén|'s`; 0: none (`s`, `90s`, `ås`,
 * `ross`). */
size_t sve_letters_genitive(const char *folded, size_t length);
#endif
