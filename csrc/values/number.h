/* Numbers: what digits and number words are worth. */
#ifndef SVE_VALUES_NUMBER_H
#define SVE_VALUES_NUMBER_H

#include "names/entity.h"

/* A decimal as it is written: sign, digits without leading zeros, and how many of them are decimals. Exact where
 * a double would not be (`7312.48`). */
typedef struct sve_number {
  int64_t digits;   /* 731248 */
  uint8_t decimals; /* 2 */
  bool ordinal;     /* `7:e`, `sjunde` */
  uint32_t first_token, end_token;
} sve_number;
typedef SVE_LIST(sve_number) sve_number_list;

/* Section NUMB: number words and their values; borrowed. */
typedef struct sve_number_words {
  sve_table table;
} sve_number_words;

sve_status sve_number_words_open(const sve_data *lexicon, sve_number_words *out, sve_error *error);

/* Appends the passage's numbers in order: figures (`1 234,50`) and words (`tjugosjutusen`, `ett och ett halvt`). */
sve_status sve_numbers_find(const sve_number_words *words, const sve_passage *passage, sve_number_list *out,
                            sve_error *error);
#endif
