/* The text that times are looked for in, as the rules ask about it: what a token may be, whether a match may stand, and
 * where one may begin.
 */
#ifndef SVE_VALUES_TIME_SOURCE_H
#define SVE_VALUES_TIME_SOURCE_H

#include "values/time_rules.h"

typedef struct sve_time_source {
  const sve_time_rules *rules;
  const sve_passage *passage;
  const sve_number_list *numbers;
  size_t number; /* the first number that begins at the current token or later; the caller moves it */
} sve_time_source;

/* A sve_time_reader and a sve_time_judge, whose context is a sve_time_source. */
size_t sve_time_read_token(void *context, uint32_t token, sve_time_reading *out);
bool sve_time_may_stand(void *context, const sve_time_match *match); /* the guard of its rule */

/* Whether an expression may begin at a token: told by bitmaps and the next token, for nearly all that cannot. */
bool sve_time_may_begin(const sve_time_source *source, uint32_t token);

/* Whether the word is of a class. */
bool sve_time_is_of_class(const sve_time_source *source, uint32_t token, sve_time_class class);
#endif
