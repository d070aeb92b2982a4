/* Time (TME): dates, clock times, durations and sets -> TIMEX3 values against a reference date.
 *
 * The rules stand in lexicon/time-rules.tsv with example expressions (values/time_rules.h has them compiled). Calendar
 * arithmetic is ICU's (values/time_calendar.h).
 */
#ifndef SVE_VALUES_TIME_H
#define SVE_VALUES_TIME_H

#include "names/entity.h"
#include "values/time_rules.h"

/* Appends TME candidates. Without a reference date, a relative expression carries no value. `calendar` holds one of the
 * thread's own, or NULL: then one is put there when it is first needed, for the caller to keep and free. */
sve_status sve_times_find(const sve_time_rules *rules, const sve_passage *passage, const sve_number_list *numbers,
                          sve_date reference, sve_calendar **calendar, sve_entities *out, sve_error *error);
#endif
