/* Pieces: what names and texts are cut into before they are compared.
 *
 * How a text is cut into tokens depends on what stands around (`AB.` at a sentence's end, `100 000`,
 * `SVT/SR`, an address), and a name in a list has nothing around it. So the matcher cuts names and
 * texts alike into pieces of its own, by rules that look at the word itself only: the same word gives
 * the same pieces everywhere, and a name is found whatever the tokenizer makes of its surroundings.
 *
 *   word    letters, digits, `_` and their marks; with apostrophes inside (`McDonald's`), the colon
 *           before an ending (`SVT:s`, not `Källa:TT`), and points, commas and colons between digits (`3,5`)
 *   hyphen  a hyphen or dash of any kind
 *   symbol  any other character, with the marks on it; an ill-formed byte
 *
 * Soft hyphens and zero-width characters are part of the word around them and else of nothing.
 */
#ifndef SVE_NAMES_PIECE_H
#define SVE_NAMES_PIECE_H

#include "text/chars.h"

typedef enum sve_piece_kind { SVE_PIECE_WORD, SVE_PIECE_HYPHEN, SVE_PIECE_SYMBOL } sve_piece_kind;

typedef struct sve_piece {
  uint32_t start, end;         /* bytes */
  uint32_t start_lag, end_lag; /* bytes minus characters before `start`, before `end` */
  uint8_t kind;                /* sve_piece_kind */
  bool joined;                 /* no white space stands between it and what is before */
  bool plain;                  /* folding without options changes nothing */
} sve_piece;

/* The piece behind `piece`, which starts as {0}; false at the text's end. `length` below 4 GiB. */
bool sve_piece_next(const char *text, size_t length, sve_piece *piece);

/* Whether a word surely ends where its letters do, at `at`: before white space, a hyphen, most signs. */
bool sve_piece_ends_at(const char *text, size_t length, size_t at);

/* Whether a letter or digit stands at `at`. */
bool sve_piece_word_at(const char *text, size_t length, size_t at);

/* Whether a hyphen that stands at `at` joins what is before it to a word: `Nord-Art`, not `Malmö–Lund`, `in- och`. */
bool sve_piece_joins_at(const char *text, size_t length, size_t at);

/* Bytes of an apostrophe that stands at `at`; 0 where none does. */
size_t sve_piece_apostrophe_at(const char *text, size_t length, size_t at);
#endif
