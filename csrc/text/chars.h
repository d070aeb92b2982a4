/* Facts about characters, and the folding that makes spellings of one word alike.
 *
 * The class table is generated (tools/, `make tables`), so that answers do not change with the ICU
 * that is installed. ICU is called for what is rare: normalization, full case folding, charsets (sve_text_decode).
 */
#ifndef SVE_TEXT_CHARS_H
#define SVE_TEXT_CHARS_H

#include "base/memory.h"
#include "text/utf8.h"

typedef enum sve_char_class {
  SVE_CHAR_OTHER,
  SVE_CHAR_SPACE, /* every white space that does not break the line, and U+200B */
  SVE_CHAR_LINE,  /* CR, LF, VT, FF, NEL, U+2028, U+2029 */
  SVE_CHAR_LOWER, /* lower-case letters, and letters without case */
  SVE_CHAR_UPPER, /* upper-case and title-case letters */
  SVE_CHAR_DIGIT,
  SVE_CHAR_MARK,  /* combining marks, joiners, variation selectors, soft hyphen */
  SVE_CHAR_DASH,  /* hyphen, dashes, minus */
  SVE_CHAR_QUOTE, /* every quotation mark and apostrophe */
  SVE_CHAR_OPEN,  /* brackets */
  SVE_CHAR_CLOSE,
  SVE_CHAR_STOP,  /* . ! ? … */
  SVE_CHAR_POINT, /* other punctuation */
  SVE_CHAR_SYMBOL,
  SVE_CHAR_EMOJI
} sve_char_class;

sve_char_class sve_char_class_of(uint32_t character);

/* Of the first character of `text`, which is not empty. */
static inline sve_char_class sve_first_class(const char *text, size_t length) {
  size_t at = 0;
  return sve_char_class_of(sve_utf8_next(text, length, &at));
}

/* How many characters a word has, marks apart: as many composed as decomposed. */
uint32_t sve_word_characters(const char *word, size_t length);

/* What folding does beside NFC; soft hyphens and zero-width characters are always dropped, variants of apostrophe and
 * dash become ' and -, and a word that a hyphen and a line break part is whole again. */
enum {
  SVE_FOLD_CASE = 1,
  SVE_FOLD_ACCENTS = 2, /* é = e, ü = u; å, ä, ö are letters and stay (so do æ, ø) */
  SVE_FOLD_NO_SIGNS = 4 /* apostrophes and dashes stay as they are */
};

/* Folds a word into out->items (from index 0; out->count set). Linear; ASCII and Latin-1 never reach ICU. */
sve_status sve_fold(const char *word, size_t length, unsigned how, sve_byte_list *out, sve_error *error);

/* Puts `word` into lower case but for its first letter: `MALMÖ` -> `Malmö`. */
sve_status sve_capitalize(const char *word, size_t length, sve_byte_list *out, sve_error *error);
#endif
