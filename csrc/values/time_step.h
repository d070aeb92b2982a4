/* The steps that look into the calendar, while a rule is evaluated (values/time_moment.h).
 *
 * A step reads its arguments in `run`, changes run->value and sets run->failed where it leads to no date.
 */
#ifndef SVE_VALUES_TIME_STEP_H
#define SVE_VALUES_TIME_STEP_H

#include "values/time_moment.h"

typedef struct sve_evaluation {
  sve_time_context *context;
  sve_time_value *value;
  int64_t arguments[3];     /* two dates in one are more than an int holds */
  const sve_number *number; /* of the first argument that is one */
  bool negated;             /* … and its sign is turned */
  bool failed;              /* no date: the value is unknown */
} sve_evaluation;

static inline bool sve_is_known(sve_date date) {
  return date.year != 0;
}

/* Moves a date of which fields may be unknown; fails where they would have to be known. Without a year, the day must be
 * the same in leap years and others: two days from 3 May, not from 27 February. */
sve_date sve_step_shift(sve_evaluation *run, sve_date date, sve_period period, int amount);

/* Sets a date of which the year, or year and month, may be unknown (0); checked as far as it is known. */
void sve_step_date(sve_evaluation *run, sve_moment *at, int year, int month, int day);

void sve_step_weekday(sve_evaluation *run);
void sve_step_inweek(sve_evaluation *run);
void sve_step_weekday_day(sve_evaluation *run);
void sve_step_nth(sve_evaluation *run);
void sve_step_week(sve_evaluation *run);
void sve_step_season(sve_evaluation *run);
void sve_step_holiday(sve_evaluation *run);
void sve_step_part_of_year(sve_evaluation *run, sve_grain grain, int months);
#endif
