/* First body: finds no number yet. */
#include "values/number.h"

sve_status sve_number_words_open(const sve_data *lexicon, sve_number_words *out, sve_error *error) {
  (void)lexicon, (void)error;
  *out = (sve_number_words){0};
  return SVE_OK;
}
sve_status sve_numbers_find(const sve_number_words *words, const sve_passage *passage, sve_number_list *out,
                            sve_error *error) {
  (void)words, (void)passage, (void)out, (void)error;
  return SVE_OK;
}
