/* Cutting into pieces: a table of bytes for ASCII and Latin-1, the character classes for the rest. */
#include "names/piece.h"

#include <string.h>

#include "text/utf8.h"

enum {
  SYM, /* any other ASCII character */
  WRD, /* letter, digit, `_` */
  SPC,
  APO, /* ' */
  HYP, /* - */
  COL, /* : */
  PNT, /* . , */
  LAT, /* first byte of U+00C0 to U+00FF */
  LEAD /* any other byte of a character beyond ASCII */
};

static const unsigned char BYTES[256] = {
    SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SPC,  SPC,  SPC,  SPC,  SPC,  SYM,  SYM,  /* 00 */
    SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  /* 10 */
    SPC,  SYM,  SYM,  SYM,  SYM,  SYM,  SYM,  APO,  SYM,  SYM,  SYM,  SYM,  PNT,  HYP,  PNT,  SYM,  /* 20 */
    WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  COL,  SYM,  SYM,  SYM,  SYM,  SYM,  /* 30 */
    SYM,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  /* 40 */
    WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  SYM,  SYM,  SYM,  SYM,  WRD,  /* 50 */
    SYM,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  /* 60 */
    WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  WRD,  SYM,  SYM,  SYM,  SYM,  SYM,  /* 70 */
    LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, /* 80 */
    LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, /* 90 */
    LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, /* A0 */
    LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, /* B0 */
    LEAD, LEAD, LEAD, LAT,  LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, /* C0 */
    LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, /* D0 */
    LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, /* E0 */
    LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, LEAD, /* F0 */
};

static unsigned byte_at(const char *text, size_t at) {
  return BYTES[(unsigned char)text[at]];
}

/* A letter of Latin-1 beyond ASCII: two bytes, not `×` or `÷`. */
static bool is_latin_letter(const char *text, size_t length, size_t at) {
  if (at + 1 >= length) return false;
  unsigned char second = (unsigned char)text[at + 1];
  return (second & 0xC0) == 0x80 && second != 0x97 && second != 0xB7;
}

static bool is_word_class(sve_char_class class) {
  return class == SVE_CHAR_LOWER || class == SVE_CHAR_UPPER || class == SVE_CHAR_DIGIT;
}

static bool is_apostrophe(uint32_t character) {
  return character == '\'' || character == 0x2019 || character == 0x2018 || character == 0x02BC || character == 0x00B4;
}

static bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

bool sve_piece_ends_at(const char *text, size_t length, size_t at) {
  if (at == length) return true;
  unsigned class = byte_at(text, at);
  return class == SYM || class == SPC || class == HYP || (class == PNT && !is_digit(text[at - 1]));
}

bool sve_piece_word_at(const char *text, size_t length, size_t at) {
  if (at >= length) return false;
  unsigned class = byte_at(text, at);
  if (class < LAT) return class == WRD;
  return is_word_class(sve_char_class_of(sve_utf8_next(text, length, &at)));
}

size_t sve_piece_apostrophe_at(const char *text, size_t length, size_t at) {
  if (at >= length) return 0;
  size_t end = at;
  return is_apostrophe(sve_utf8_next(text, length, &end)) ? end - at : 0;
}

bool sve_piece_joins_at(const char *text, size_t length, size_t at) {
  if (at >= length) return false;
  uint32_t character = sve_utf8_next(text, length, &at);
  return (character == '-' || character == 0x2010 || character == 0x2011) && sve_piece_word_at(text, length, at);
}

/* Where the ending behind the colon at `at` ends; `at` where there is none. `SVT:s`, `tv:n`, not `Källa:TT`. */
static size_t end_of_colon(const char *text, size_t length, size_t at) {
  static const char ENDINGS[] = " s n t a e en et er ar or na ns ts te ta ens ets ers ars arna erna arnas ernas ";
  enum { LONGEST = 5 };
  char wanted[LONGEST + 3] = " ";
  size_t letters = 0;
  for (size_t i = at + 1; i < length && byte_at(text, i) == WRD; i++) {
    if (letters == LONGEST) return at;
    wanted[++letters] = (char)(text[i] | 0x20);
  }
  wanted[letters + 1] = ' ';
  size_t end = at + 1 + letters;
  if (letters == 0 || strstr(ENDINGS, wanted) == NULL || sve_piece_word_at(text, length, end)) return at;
  return end;
}

/* The end of a word that goes on at `at`: behind its first character. */
static size_t end_of_word(const char *text, size_t length, size_t at, sve_piece *piece) {
  for (;;) {
    while (at < length && byte_at(text, at) == WRD) at++;
    if (at == length) return at;
    size_t next = at + 1;
    switch (byte_at(text, at)) {
      case SYM:
      case SPC:
      case HYP:
        return at;
      case APO:
        if (!sve_piece_word_at(text, length, next)) return at;
        break;
      case PNT:
      case COL:
        if (is_digit(text[at - 1]) && next < length && is_digit(text[next])) break;
        next = byte_at(text, at) == COL ? end_of_colon(text, length, at) : at;
        if (next == at) return at;
        break;
      case LAT:
        if (is_latin_letter(text, length, at)) {
          next = at + 2;
          piece->end_lag++;
          break;
        } /* fall through */
      default: {
        next = at;
        uint32_t character = sve_utf8_next(text, length, &next);
        sve_char_class class = sve_char_class_of(character);
        bool inside = is_apostrophe(character) && sve_piece_word_at(text, length, next);
        if (!is_word_class(class) && class != SVE_CHAR_MARK && !inside) return at;
        piece->plain = false;
        piece->end_lag += (uint32_t)(next - at) - 1;
      }
    }
    at = next;
  }
}

/* The end of the marks that stand at `at`. */
static size_t end_of_marks(const char *text, size_t length, size_t at, sve_piece *piece) {
  for (size_t next = at; at < length && byte_at(text, at) == LEAD; at = next) {
    if (sve_char_class_of(sve_utf8_next(text, length, &next)) != SVE_CHAR_MARK) break;
    piece->plain = false;
    piece->end_lag += (uint32_t)(next - at) - 1;
  }
  return at;
}

/* Signs beyond ASCII that stand in many texts and that folding leaves alone: `»`, `§`, `”`, `…`; not `’`, `–`. */
static bool is_settled(uint32_t character) {
  return (character >= 0xA1 && character <= 0xBF && character != 0xB4) || (character >= 0x201A && character <= 0x2027);
}

bool sve_piece_next(const char *text, size_t length, sve_piece *piece) {
  size_t at = piece->end;
  piece->joined = at > 0;
  piece->plain = true;
  for (; at < length; at++) {
    unsigned byte = byte_at(text, at);
    piece->start = (uint32_t)at;
    piece->start_lag = piece->end_lag;
    if (byte == SPC) {
      piece->joined = false;
      continue;
    }
    if (byte == WRD || (byte == LAT && is_latin_letter(text, length, at))) {
      piece->kind = SVE_PIECE_WORD;
      piece->end = (uint32_t)end_of_word(text, length, at, piece);
      return true;
    }
    if (byte < LAT) {
      piece->kind = byte == HYP ? SVE_PIECE_HYPHEN : SVE_PIECE_SYMBOL;
      piece->end = (uint32_t)end_of_marks(text, length, at + 1, piece);
      return true;
    }
    size_t next = at;
    uint32_t character = sve_utf8_next(text, length, &next);
    sve_char_class class = sve_char_class_of(character);
    piece->end_lag += (uint32_t)(next - at) - 1;
    piece->end = (uint32_t)next;
    if (is_word_class(class)) {
      piece->kind = SVE_PIECE_WORD;
      piece->plain = false;
      piece->end = (uint32_t)end_of_word(text, length, next, piece);
      return true;
    }
    if (class != SVE_CHAR_SPACE && class != SVE_CHAR_LINE && class != SVE_CHAR_MARK) {
      piece->kind = class == SVE_CHAR_DASH ? SVE_PIECE_HYPHEN : SVE_PIECE_SYMBOL;
      piece->plain = is_settled(character);
      piece->end = (uint32_t)end_of_marks(text, length, next, piece);
      return true;
    }
    if (class != SVE_CHAR_MARK) piece->joined = false;
    at = next - 1;
  }
  return false;
}
