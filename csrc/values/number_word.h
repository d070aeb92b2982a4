/* Numerals: number words of section NUMB, alone, solid or in a row.
 *
 * A numeral is a sequence of morphemes, in one word (`tjugosjutusen`: tjugo sju tusen) or several.
 */
#ifndef SVE_VALUES_NUMBER_WORD_H
#define SVE_VALUES_NUMBER_WORD_H

#include "values/number.h"

typedef enum sve_numeral_kind {
  SVE_NUMERAL_NONE,
  SVE_NUMERAL_CARDINAL, /* 0 to 99 */
  SVE_NUMERAL_HUNDRED,
  SVE_NUMERAL_SCALE, /* `tusen`, `miljon` */
  SVE_NUMERAL_ORDINAL,
  SVE_NUMERAL_FRACTION,   /* `tredjedel`, `halv` */
  SVE_NUMERAL_COLLECTIVE, /* `hundratals` */
  SVE_NUMERAL_ARTICLE,
  SVE_NUMERAL_DOZEN,
  SVE_NUMERAL_APPROXIMATION,      /* stands before a number: `cirka` */
  SVE_NUMERAL_APPROXIMATION_PART, /* … with a word between: `mer` än */
  SVE_NUMERAL_APPROXIMATION_LINK, /* `än` */
  SVE_NUMERAL_LABEL,              /* the number behind it is a name: `rum` 12 */
  SVE_NUMERAL_LABEL_BEHIND,       /* … before it: 5 `§` */
  SVE_NUMERAL_SIGN,               /* `minus` */
  SVE_NUMERAL_HALF,               /* `hälften`: a fraction by itself */
  SVE_NUMERAL_SINGLE,             /* one of what the word itself tells: `dagsgammal` */
  SVE_NUMERAL_VAGUE,              /* makes a scale no amount: `några` hundra */
  SVE_NUMERAL_TELEPHONE           /* figures that are a public service's number: `1177` */
} sve_numeral_kind;

/* A row of NUMB as tools/lexicon/numbers.py packs it. */
typedef struct sve_numeral {
  int64_t value; /* of a fraction: its divisor */
  uint8_t kind;  /* sve_numeral_kind */
  uint8_t modifier;
  uint8_t solid; /* may stand inside a longer word */
  uint8_t zero[5];
} sve_numeral;

/* What is read, while it is read. */
typedef struct sve_number_reader {
  const sve_number_words *words;
  const sve_passage *passage;
} sve_number_reader;

/* The row of one of the passage's tokens; kind SVE_NUMERAL_NONE where it is no such word. */
sve_numeral sve_numeral_find(const sve_number_reader *reader, uint32_t token);

/* Whether a token may begin a numeral: cheap, and right for nearly all words that do not. */
bool sve_numeral_begins(const sve_number_reader *reader, uint32_t token);

/* Reads the numeral that begins at `token`, its approximation left out; false where there is none. */
bool sve_numeral_read(const sve_number_reader *reader, uint32_t token, sve_number *out);

/* Takes the scales behind a number: `2,1` `miljarder`. */
void sve_numeral_take_scale(const sve_number_reader *reader, sve_number *number);

/* Takes a fraction behind a whole number: `två` `och en halv`. */
void sve_numeral_take_fraction(const sve_number_reader *reader, sve_number *number);

/* Sets number to whole + numerator / divisor: decimals where they end within six, else a fraction. */
void sve_number_set_fraction(sve_number *number, int64_t whole, int64_t numerator, int64_t divisor);

/* 10^exponent, for 0 to SVE_HIGHEST_POWER. */
enum { SVE_HIGHEST_POWER = 18 };
int64_t sve_power_of_ten(unsigned exponent);
#endif
