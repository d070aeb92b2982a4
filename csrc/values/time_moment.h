/* Moments: what a rule's steps make of its words, and how TIMEX3 writes it.
 *
 * A rule of lexicon/time-rules.tsv has a value such as `go(week,1) inweek(weekday)`: steps that start at the reference
 * date and are applied from left to right. docs/values.md lists them.
 */
#ifndef SVE_VALUES_TIME_MOMENT_H
#define SVE_VALUES_TIME_MOMENT_H

#include "values/number.h"
#include "values/time_calendar.h"

typedef enum sve_grain {                 /* how fine a moment is */
                         SVE_GRAIN_NONE, /* nothing is known (yet) */
                         SVE_GRAIN_DAY,
                         SVE_GRAIN_WEEKDAY, /* a weekday of an unknown week: number */
                         SVE_GRAIN_WEEK,    /* the week of its day */
                         SVE_GRAIN_WEEKEND,
                         SVE_GRAIN_WEEK_NUMBER, /* week `number` of the year */
                         SVE_GRAIN_MONTH,
                         SVE_GRAIN_QUARTER, /* number 1 to 4 */
                         SVE_GRAIN_HALF,
                         SVE_GRAIN_SEASON, /* number: sve_season */
                         SVE_GRAIN_YEAR,
                         SVE_GRAIN_DECADE,  /* number 199: the 1990s */
                         SVE_GRAIN_CENTURY, /* number 18: 1800 to 1899 */
} sve_grain;

typedef enum sve_time_unit {
  SVE_UNIT_SECOND,
  SVE_UNIT_MINUTE,
  SVE_UNIT_HOUR,
  SVE_UNIT_DAY,
  SVE_UNIT_WEEK,
  SVE_UNIT_MONTH,
  SVE_UNIT_YEAR
} sve_time_unit;

typedef enum sve_day_part {
  SVE_PART_NONE,
  SVE_PART_MO,
  SVE_PART_MI,
  SVE_PART_AF,
  SVE_PART_EV,
  SVE_PART_NI
} sve_day_part;

typedef struct sve_moment {
  sve_date date; /* fields of 0 are unknown: XXXX, XX */
  uint8_t grain; /* sve_grain */
  uint8_t part;  /* sve_day_part */
  int16_t number;
  int8_t hour, minute; /* -1: none */
  bool before_christ;
} sve_moment;

typedef enum sve_time_kind {
  SVE_TIME_UNKNOWN,
  SVE_TIME_POINT,
  SVE_TIME_RANGE,
  SVE_TIME_DURATION,
  SVE_TIME_SET
} sve_time_kind;

/* A smaller part of a duration: `två timmar och` `tio minuter`. */
typedef struct sve_minor_part {
  int32_t amount; /* 0: none */
  uint16_t unit;
} sve_minor_part;
enum { SVE_MINOR_PARTS = 2 };

typedef struct sve_time_value {
  sve_moment from, at;                    /* `from` of a range */
  sve_number number;                      /* of a duration or set */
  sve_minor_part minors[SVE_MINOR_PARTS]; /* … and what more */
  uint16_t unit;                          /* multiple * 8 + sve_time_unit */
  uint8_t kind;                           /* sve_time_kind */
  uint8_t modifier;                       /* sve_modifier */
} sve_time_value;

/* What a step's argument may take from the text. */
typedef struct sve_capture {
  int64_t value;
  const sve_number *number; /* of a number; else NULL */
} sve_capture;

/* One step, as tools/lexicon/times.py packs it. */
typedef struct sve_time_step {
  uint8_t operation;
  uint8_t captured; /* bit i: argument i is a capture's index */
  uint8_t negative; /* bit i: … and its value is negated */
  uint8_t zero;
  int16_t arguments[3];
} sve_time_step;

typedef enum sve_tense { SVE_TENSE_NONE, SVE_TENSE_PAST, SVE_TENSE_FUTURE, SVE_TENSE_SAID } sve_tense;

/* What a step can count from: the last day that the text has told of, the last month or day, the last of any. */
typedef enum sve_anchor { SVE_ANCHOR_DAY, SVE_ANCHOR_MONTH, SVE_ANCHOR_YEAR, SVE_ANCHORS } sve_anchor;

/* What the steps may look at beside the words. */
typedef struct sve_time_context {
  const sve_calendar *shared;
  sve_calendar *calendar;  /* the thread's own, a copy of `shared`; NULL: made when it is first needed */
  const uint8_t *holidays; /* section TIMH: eight bytes each */
  size_t holiday_count;
  sve_date reference;
  sve_date told[SVE_ANCHORS]; /* all fields 0: none; of a day without a year, the year */
  sve_date weekdays[8];       /* the last day told of that was Monday (1) to Sunday (7) */
  sve_tense tense;            /* of the clause */
} sve_time_context;

/* Runs the steps; kind SVE_TIME_UNKNOWN where they lead to no date (`31 februari`). Fails only for want of memory. */
sve_status sve_time_evaluate(sve_time_context *context, const sve_time_step *steps, size_t step_count,
                             const sve_capture *captures, size_t capture_count, sve_time_value *out, sve_error *error);

/* Whether the steps ask for the tense of the clause. */
bool sve_time_asks_tense(const sve_time_step *steps, size_t step_count);

/* Keeps the day, month or year that the text has told of, for the steps that count from it; `weekday`: as a weekday. */
void sve_time_remember(sve_time_context *context, const sve_time_value *value, bool weekday);

/* Joins a clock time to a day: `i går` + `klockan 16.30`. False where they are not such. */
bool sve_time_join(const sve_time_value *day, const sve_time_value *clock, sve_time_value *out);

/* Writes the TIMEX3 value at `out`; returns its length, 0 for none. */
enum { SVE_TIME_BYTES = 64 };
size_t sve_time_format(sve_time_context *context, const sve_time_value *value, char out[SVE_TIME_BYTES]);
#endif
