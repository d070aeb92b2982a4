/* Numbers: what digits and number words are worth. */
#ifndef SVE_VALUES_NUMBER_H
#define SVE_VALUES_NUMBER_H

#include "values/figure.h"

typedef enum sve_number_form {
  SVE_NUMBER_CARDINAL,
  SVE_NUMBER_ARTICLE,    /* `en`, `ett`: a number only before a unit */
  SVE_NUMBER_ORDINAL,    /* `7:e`, `sjunde` */
  SVE_NUMBER_FRACTION,   /* `två tredjedelar`, `3/4`, `½`: digits / divisor */
  SVE_NUMBER_RANGE,      /* `20–25`: digits to high */
  SVE_NUMBER_COLLECTIVE, /* `tiotusentals`: digits to high */
  SVE_NUMBER_PRICE       /* `499:-`, `49:50` */
} sve_number_form;

typedef enum sve_modifier { /* the TIMEX3 attribute mod */
                            SVE_MOD_NONE,
                            SVE_MOD_APPROX,        /* `omkring`, `nästan` */
                            SVE_MOD_LESS_THAN,     /* `knappt` */
                            SVE_MOD_MORE_THAN,     /* `drygt`, `över` */
                            SVE_MOD_EQUAL_OR_LESS, /* `högst` */
                            SVE_MOD_EQUAL_OR_MORE, /* `minst` */
                            SVE_MOD_START,         /* `början av` */
                            SVE_MOD_MID,
                            SVE_MOD_END
} sve_modifier;
/* The modifier of a number that a data file has: SVE_MOD_NONE for one that is none. */
static inline uint8_t sve_modifier_of(int number) {
  return number > SVE_MOD_NONE && number <= SVE_MOD_END ? (uint8_t)number : SVE_MOD_NONE;
}
sve_string sve_modifier_name(sve_modifier modifier); /* static; empty for SVE_MOD_NONE */

/* A decimal as it is written, exact where a double would not be (`7312.48`): digits / 10^decimals / divisor. */
typedef struct sve_number {
  int64_t digits;       /* 731248 */
  int64_t high;         /* the upper end of a range; else digits */
  uint32_t divisor;     /* of a fraction; else 1 */
  uint32_t outer_token; /* where its approximation begins (`drygt 200`); first_token where there is none */
  uint32_t first_token, end_token;
  uint16_t tail;    /* bytes at the end of its last token that are not the number: `1,8m` 1, `30-årige` 6 */
  uint8_t decimals; /* 2 */
  uint8_t form;     /* sve_number_form */
  uint8_t modifier; /* sve_modifier */
  bool figure;      /* written with digits */
  bool identifier;  /* names something rather than counts: `rum 12`, `5 §`, `version 14.30` */
  bool beyond;      /* too large for its digits, or not told (`några hundra`): no value */
} sve_number;
typedef SVE_LIST(sve_number) sve_number_list;

/* Section NUMB: number words; NUMG: a gate by hash and by first bytes, for the many words that are none. Borrowed. */
typedef struct sve_number_words {
  sve_table table;
  const uint64_t *gate;
} sve_number_words;

sve_status sve_number_words_open(const sve_data *lexicon, sve_number_words *out, sve_error *error);

/* Appends the passage's numbers in order: figures (`1 234,50`) and words (`tjugosjutusen`, `ett och ett halvt`).
 * Dates and clock times are not among them. Linear. */
sve_status sve_numbers_find(const sve_number_words *words, const sve_passage *passage, sve_number_list *out,
                            sve_error *error);

/* Writes the value times 10^tens (`7312.48`, `20..25`, `2/3`) at `out`; returns its length, 0 where it has none. */
enum { SVE_NUMBER_BYTES = 64 };
size_t sve_number_format(const sve_number *number, int tens, char out[SVE_NUMBER_BYTES]);
#endif
