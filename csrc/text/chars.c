/* Facts about characters from the generated table; folding by hand for ASCII and Latin-1, by ICU for the rest. */
#include "text/chars.h"

#include <string.h>
#if defined(__has_include)
#if !__has_include(<unicode/uchar.h>)
#error \
    "ICU's headers are missing: install libicu-dev (Debian, Ubuntu), libicu-devel (Fedora), icu-dev (Alpine), icu4c (Homebrew)"
#endif
#endif
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/hash.h"
#include "base/status.h"
#include "text/chars_table.h"
#include "text/utf8.h"

enum { STACK_UNITS = 256 };

sve_char_class sve_char_class_of(uint32_t character) {
  if (character < 0x80) return SVE_CLASS_COARSE[SVE_BYTE_CLASS[character]];
  if (character >= 0xD800 && character < 0xE000) return SVE_CHAR_OTHER;
  char bytes[4];
  size_t length = sve_utf8_put(character, bytes);
  size_t row = 0;
  for (size_t i = 0; i + 1 < length; i++) row = SVE_BYTE_ROW[row + (unsigned char)bytes[i]];
  return SVE_CLASS_COARSE[SVE_BYTE_CLASS[row + (unsigned char)bytes[length - 1]]];
}

/* ---- Folding without ICU ---- */

/* The lower-case letter without accent for U+00C0 … U+00FF, as a byte of ASCII; 0 where it is a letter of its own:
 * å, ä, ö, æ, ø, ð, þ, ß. */
static const char LATIN_BASE[65] =
    "aaaa\0\0\0c"
    "eeeeiiii"
    "\0nooo"
    "o\0\0"
    "\0uuuuy\0\0"
    "aaaa\0\0\0c"
    "eeeeiiii"
    "\0nooo"
    "o\0\0"
    "\0uuuuy\0y";

/* Folds one Latin-1 letter, the second byte of which is `second`; returns where `out` goes on. */
static char *fold_latin(unsigned char second, unsigned how, char *out) {
  char base = LATIN_BASE[second & 0x3F];
  bool upper = second < 0x9F && second != 0x97; /* × is no letter */
  if ((how & SVE_FOLD_ACCENTS) && base != 0) {
    *out++ = upper && !(how & SVE_FOLD_CASE) ? (char)(base - 32) : base;
    return out;
  }
  *out++ = (char)0xC3;
  *out++ = (char)(upper && (how & SVE_FOLD_CASE) ? second + 0x20 : second);
  return out;
}

/* The characters, beyond ASCII, that folding drops or puts as ' and -; in their order. */
static const struct {
  uint16_t first, last;
  char folded; /* '\0': dropped */
} SIGNS[] = {{0xAD, 0xAD, '\0'},     {0xB4, 0xB4, '\''},    {0x2BC, 0x2BC, '\''},
             {0x200B, 0x200F, '\0'}, {0x2010, 0x2015, '-'}, {0x2018, 0x2019, '\''},
             {0x2060, 0x2060, '\0'}, {0x2212, 0x2212, '-'}, {0xFEFF, 0xFEFF, '\0'}};
enum { SIGN_COUNT = sizeof SIGNS / sizeof *SIGNS };

/* Folds a character if it is one of those; false to drop it. */
static bool fold_sign(unsigned how, uint32_t *character) {
  size_t i = 0;
  while (i < SIGN_COUNT && SIGNS[i].last < *character) i++;
  if (i == SIGN_COUNT || *character < SIGNS[i].first) return true;
  if (SIGNS[i].folded == '\0') return false;
  if (!(how & SVE_FOLD_NO_SIGNS)) *character = (unsigned char)SIGNS[i].folded;
  return true;
}

/* Folds what ASCII, Latin-1 and those signs make up; false at the first character that needs ICU. */
static bool fold_simply(const char *word, size_t length, unsigned how, sve_byte_list *out) {
  char *to = out->items;
  unsigned case_bit = how & SVE_FOLD_CASE ? 0x20 : 0;
  for (size_t i = 0; i < length;) {
    unsigned byte = (unsigned char)word[i];
    if (byte < 0x80) {
      if (byte - '\n' < 4u) return false; /* a line break */
      *to++ = (char)(byte - 'A' < 26u ? byte | case_bit : byte);
      i++;
      continue;
    }
    uint32_t character = sve_utf8_next(word, length, &i);
    if (character >= 0xC0 && character <= 0xFF) {
      to = fold_latin((unsigned char)word[i - 1], how, to);
    } else if (fold_sign(how, &character)) {
      if ((character >= 0x80 && character < 0xA0) || character > 0xFF) return false; /* NEL is a line break too */
      to += sve_utf8_put(character, to);
    }
  }
  out->count = (size_t)(to - out->items);
  return true;
}

/* ---- Folding by ICU ---- */

typedef struct units { /* UTF-16, on the stack or on the heap */
  UChar *items;
  int32_t count, capacity;
  UChar stack[STACK_UNITS];
} units;

static sve_status units_init(units *list, size_t capacity, sve_error *error) {
  list->count = 0;
  list->items = list->stack;
  list->capacity = STACK_UNITS;
  if (capacity <= STACK_UNITS) return SVE_OK;
  if (capacity > INT32_MAX / 2) return sve_fail(error, SVE_TOO_LARGE, 0, "a word of 1 GiB or more");
  list->items = sve_alloc(capacity * sizeof *list->items);
  if (list->items == NULL) return sve_fail_memory(error);
  list->capacity = (int32_t)capacity;
  return SVE_OK;
}

static void units_clear(units *list) {
  if (list->items != list->stack) sve_free(list->items);
}

static void units_add(units *list, uint32_t character) {
  U16_APPEND_UNSAFE(list->items, list->count, (UChar32)character);
}

/* Where the word goes on behind a line break that stands at `at`, white space around it; 0 where none does. */
static size_t behind_line_break(const char *word, size_t length, size_t at) {
  bool broken = false;
  for (size_t next = at; next < length; at = next) {
    sve_char_class class = sve_char_class_of(sve_utf8_next(word, length, &next));
    if (class != SVE_CHAR_SPACE && class != SVE_CHAR_LINE) break;
    broken |= class == SVE_CHAR_LINE;
  }
  return broken ? at : 0;
}

/* Puts `word` out as units, its marks folded. A hyphen at a line's end is the word's own where no lower case stands on
 * both sides: `EU-⏎mötet`, `Anna-⏎Lisa`; not `rege-⏎ringen`. */
static void read_units(const char *word, size_t length, unsigned how, units *out) {
  sve_char_class before = SVE_CHAR_OTHER;
  for (size_t at = 0; at < length;) {
    uint32_t character = sve_utf8_next(word, length, &at);
    bool hyphen = character == '-' || character == 0x2010 || character == 0xAD;
    size_t behind = hyphen ? behind_line_break(word, length, at) : 0;
    if (behind > 0 && behind < length) {
      size_t next = behind;
      at = behind;
      if (before == SVE_CHAR_LOWER && sve_char_class_of(sve_utf8_next(word, length, &next)) == SVE_CHAR_LOWER) continue;
    }
    if (!fold_sign(how, &character)) continue;
    sve_char_class class = sve_char_class_of(character);
    if (class != SVE_CHAR_MARK) before = class;
    units_add(out, character);
  }
}

/* The character at items[*at]; a lone surrogate as it is. */
static UChar32 next_character(const UChar *items, int32_t count, int32_t *at) {
  UChar32 character;
  U16_NEXT(items, *at, count, character);
  return character;
}

/* é -> e, ü -> u, ǻ -> å; å, ä, ö stay. Of a character in NFC, so that one that is parted is parted in two. */
static UChar32 without_accent(const UNormalizer2 *nfc, UChar32 character) {
  for (;;) {
    UChar32 lower = u_tolower(character);
    UChar parts[4] = {0};
    UErrorCode status = U_ZERO_ERROR;
    int32_t at = 0;
    if (lower == 0xE5 || lower == 0xE4 || lower == 0xF6) return character;
    if (unorm2_getRawDecomposition(nfc, character, parts, 4, &status) < 2) return character;
    UChar32 base = next_character(parts, 4, &at);
    if (u_charType(next_character(parts, 4, &at)) != U_NON_SPACING_MARK) return character;
    character = base;
  }
}

/* Puts `in` out as UTF-8, without accents where wanted. Lone surrogates stand for ill-formed bytes and stay. */
static sve_status put_units(const UNormalizer2 *nfc, const units *in, unsigned how, sve_byte_list *out,
                            sve_error *error) {
  sve_status status = SVE_LIST_RESERVE(out, (size_t)in->count * 3 + 4, error);
  if (status != SVE_OK) return status;
  for (int32_t at = 0; at < in->count;) {
    UChar32 character = next_character(in->items, in->count, &at);
    if (how & SVE_FOLD_ACCENTS) {
      if (u_charType(character) == U_NON_SPACING_MARK) continue;
      character = without_accent(nfc, character);
    }
    out->count += sve_utf8_put((uint32_t)character, out->items + out->count);
  }
  return SVE_OK;
}

static sve_status fold_by_icu(const char *word, size_t length, unsigned how, sve_byte_list *out, sve_error *error) {
  units plain, lower, composed;
  plain.items = plain.stack;
  lower.items = lower.stack;
  composed.items = composed.stack;
  UErrorCode icu = U_ZERO_ERROR; /* ICU's functions do nothing once one has failed */
  const UNormalizer2 *nfc = unorm2_getNFCInstance(&icu);
  sve_status status = units_init(&plain, length, error);
  if (status != SVE_OK) goto fail;
  read_units(word, length, how, &plain);
  /* Lower case of one unit is at most three (`İ`, NFD, and back); NFC of one at most three. */
  status = units_init(&lower, (size_t)plain.count * 3 + 4, error);
  if (status != SVE_OK) goto fail;
  if (how & SVE_FOLD_CASE) {
    lower.count = u_strToLower(lower.items, lower.capacity, plain.items, plain.count, "", &icu);
  } else {
    memcpy(lower.items, plain.items, (size_t)plain.count * sizeof *plain.items);
    lower.count = plain.count;
  }
  status = units_init(&composed, (size_t)lower.count * 3 + 4, error);
  if (status != SVE_OK) goto fail;
  composed.count = unorm2_normalize(nfc, lower.items, lower.count, composed.items, composed.capacity, &icu);
  status = U_SUCCESS(icu) ? put_units(nfc, &composed, how, out, error) : sve_fail_memory(error);
fail:
  units_clear(&plain);
  units_clear(&lower);
  units_clear(&composed);
  return status;
}

uint32_t sve_word_characters(const char *word, size_t length) {
  uint32_t count = 0;
  for (size_t at = 0; at < length;) {
    count += sve_char_class_of(sve_utf8_next(word, length, &at)) != SVE_CHAR_MARK;
  }
  return count;
}

sve_status sve_fold(const char *word, size_t length, unsigned how, sve_byte_list *out, sve_error *error) {
  out->count = 0;
  sve_status status = SVE_LIST_RESERVE(out, length, error);
  if (status != SVE_OK) return status;
  if (fold_simply(word, length, how, out)) return SVE_OK;
  return fold_by_icu(word, length, how, out, error);
}

sve_status sve_word_norm(const char *word, size_t length, sve_string *out, sve_error *error) {
  sve_byte_list norm = {0};
  sve_status status = sve_fold(word, length, 0, &norm, error);
  if (status == SVE_OK) {
    *out = (sve_string){norm.items, norm.count};
  } else {
    sve_free(norm.items);
  }
  return status;
}

sve_status sve_word_key(const char *word, size_t length, bool fold_case, uint64_t *out, sve_error *error) {
  sve_byte_list folded = {0};
  sve_status status = sve_fold(word, length, fold_case ? SVE_FOLD_CASE : 0, &folded, error);
  if (status == SVE_OK) *out = sve_hash(folded.items, folded.count);
  sve_free(folded.items);
  return status;
}

sve_status sve_capitalize(const char *word, size_t length, sve_byte_list *out, sve_error *error) {
  sve_status status = sve_fold(word, length, SVE_FOLD_CASE, out, error);
  if (status != SVE_OK || out->count == 0) return status;
  size_t rest = 0;
  uint32_t first = sve_utf8_next(out->items, out->count, &rest);
  char letter[4];
  size_t size = sve_utf8_put((uint32_t)u_totitle((UChar32)first), letter);
  status = SVE_LIST_RESERVE(out, sizeof letter, error);
  if (status != SVE_OK) return status;
  memmove(out->items + size, out->items + rest, out->count - rest);
  memcpy(out->items, letter, size);
  out->count = out->count - rest + size;
  return SVE_OK;
}
