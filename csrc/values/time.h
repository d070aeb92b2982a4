/* Time (TME): dates, clock times, durations and sets -> TIMEX3 values against a reference date.
 *
 * The rules stand in lexicon/time-rules.tsv with example expressions and are compiled into section TIME:
 * a trie over words and classes of words. Calendar arithmetic is ICU's.
 */
#ifndef SVE_VALUES_TIME_H
#define SVE_VALUES_TIME_H

#include "names/entity.h"
#include "values/number.h"

typedef struct sve_time_rules sve_time_rules;
sve_status sve_time_rules_open(const sve_data *lexicon, sve_time_rules **out, sve_error *error);
void sve_time_rules_free(sve_time_rules *rules);

/* Appends TME candidates. Without a reference date, a relative expression carries no value. */
sve_status sve_times_find(const sve_time_rules *rules, const sve_passage *passage, const sve_number_list *numbers,
                          sve_date reference, sve_entities *out, sve_error *error);
#endif
