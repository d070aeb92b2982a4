/* The steps that find a day, week or part of a year. Each is constant time. */
#include "values/time_step.h"

enum {              /* directions from the reference date, by the numbers that tools/lexicon/times.py gives them */
       BEFORE = -2, /* strictly */
       LATEST = -1, /* or the day itself */
       TENSE = 0,   /* the past if the text says so, else ahead */
       SOONEST = 1, /* or the day itself */
       AFTER = 2,
       TOLD = 3,     /* ahead if the text says so, else the past: `på fredagen` */
       RECALLED = 4, /* that the text has told of, else as TOLD: `fredagsmötet` */
       ANY = 9
};

enum { HOLIDAY_FIXED, HOLIDAY_EASTER };

static int compare(sve_date a, sve_date b) {
  int first = a.year * 10000 + a.month * 100 + a.day;
  int second = b.year * 10000 + b.month * 100 + b.day;
  return (first > second) - (first < second);
}

static sve_date shift_in_year(const sve_evaluation *run, int year, sve_date date, sve_period period, int amount) {
  sve_date whole = {(int16_t)year, date.month == 0 ? 1 : date.month, date.day == 0 ? 1 : date.day};
  return sve_calendar_shift(run->context->calendar, whole, period, amount);
}

sve_date sve_step_shift(sve_evaluation *run, sve_date date, sve_period period, int amount) {
  enum { LEAP = 2000, COMMON = 2001 };
  bool year = sve_is_known(date);
  bool fine = period == SVE_PERIOD_YEAR ? year : date.month != 0 && (date.day != 0 || period == SVE_PERIOD_MONTH);
  if (!fine) {
    run->failed = true;
    return date;
  }
  sve_date moved = shift_in_year(run, year ? date.year : LEAP, date, period, amount);
  sve_date other = year ? moved : shift_in_year(run, COMMON, date, period, amount);
  if (!sve_is_known(moved) || moved.month != other.month || moved.day != other.day) run->failed = true;
  if (!year) moved.year = 0;
  if (date.month == 0) moved.month = 0;
  if (date.day == 0) moved.day = 0;
  return moved;
}

/* Whether what comes once in a while (a weekday, a season, a holiday) is looked for in the past, and may be today. */
static bool looks_back(const sve_evaluation *run, int direction, bool *today) {
  bool past = run->context->tense == SVE_TENSE_PAST;
  bool future = run->context->tense == SVE_TENSE_FUTURE;
  switch (direction) {
    case BEFORE:
      *today = false;
      return true;
    case LATEST:
      *today = true;
      return true;
    case TOLD:
    case RECALLED:
      *today = true;
      return !future;
    case TENSE:
      *today = past;
      return past;
    default:
      *today = direction == SOONEST;
      return false;
  }
}

void sve_step_weekday(sve_evaluation *run) {
  sve_moment *at = &run->value->at;
  sve_date from = at->date;
  int wanted = run->arguments[0], direction = run->arguments[1];
  if (!sve_is_known(from) || direction == ANY) {
    at->grain = SVE_GRAIN_WEEKDAY;
    at->number = (int16_t)wanted;
    at->date = (sve_date){0};
    return;
  }
  if (direction == RECALLED && wanted >= 1 && wanted <= 7 && sve_is_known(run->context->weekdays[wanted])) {
    at->date = run->context->weekdays[wanted];
    at->grain = SVE_GRAIN_DAY;
    return;
  }
  bool today;
  bool back = looks_back(run, direction, &today);
  int distance = wanted - sve_calendar_weekday(run->context->calendar, from);
  /* Where no verb tells, `på torsdagen` is the nearest: tomorrow rather than six days ago. */
  int behind = (7 - distance) % 7;
  if (direction == TOLD && run->context->tense == SVE_TENSE_NONE && behind > 3) back = false;
  if (back && (distance > 0 || (distance == 0 && !today))) distance -= 7;
  if (!back && (distance < 0 || (distance == 0 && !today))) distance += 7;
  at->date = sve_step_shift(run, from, SVE_PERIOD_DAY, distance);
  at->grain = SVE_GRAIN_DAY;
}

void sve_step_inweek(sve_evaluation *run) {
  sve_moment *at = &run->value->at;
  if (!sve_is_known(at->date)) {
    run->failed = true;
    return;
  }
  if (at->grain == SVE_GRAIN_WEEK_NUMBER) { /* 4 January is always in week 1 */
    sve_date first = {at->date.year, 1, 4};
    at->date = sve_step_shift(run, first, SVE_PERIOD_WEEK, at->number - 1);
    if (run->failed) return;
  }
  int distance = run->arguments[0] - sve_calendar_weekday(run->context->calendar, at->date);
  at->date = sve_step_shift(run, at->date, SVE_PERIOD_DAY, distance);
  at->grain = SVE_GRAIN_DAY;
}

void sve_step_date(sve_evaluation *run, sve_moment *at, int year, int month, int day) {
  if (year < 0 || year > 9999 || month < 0 || month > 12 || day < 0 || day > 31) {
    run->failed = true;
    return;
  }
  /* 2000 for an unknown year: the 29th of February may be meant. */
  if (day > 28 && month > 0 && day > sve_calendar_days(run->context->calendar, year == 0 ? 2000 : year, month)) {
    run->failed = true;
    return;
  }
  at->date = (sve_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
  at->grain = day > 0 ? SVE_GRAIN_DAY : month > 0 ? SVE_GRAIN_MONTH : SVE_GRAIN_YEAR;
}

/* A part of a year: of the one that a step before has found, else of the reference date's; the year before it where
 * the text tells of the past and the part has not begun. */
void sve_step_part_of_year(sve_evaluation *run, sve_grain grain, int months) {
  sve_moment *at = &run->value->at;
  int number = run->arguments[0];
  if (number < 1 || number > 12 / months) {
    run->failed = true;
    return;
  }
  sve_date reference = run->context->reference;
  bool given = at->grain == SVE_GRAIN_YEAR;
  int year = at->date.year;
  bool begun = reference.month > (number - 1) * months;
  if (!given && sve_is_known(reference) && !begun && run->context->tense == SVE_TENSE_PAST) year--;
  at->date = (sve_date){.year = (int16_t)year};
  at->grain = (uint8_t)grain;
  at->number = (int16_t)number;
}

void sve_step_week(sve_evaluation *run) {
  sve_moment *at = &run->value->at;
  int number = run->arguments[0], year = run->arguments[1];
  if (number < 1 || number > 53) {
    run->failed = true;
    return;
  }
  at->date = (sve_date){.year = (int16_t)(year != 0 ? year : at->date.year)};
  if (number == 53 && sve_is_known(at->date)) { /* 28 December is always in the last week */
    int week_year;
    sve_date late = {at->date.year, 12, 28};
    if (sve_calendar_week(run->context->calendar, late, &week_year) < 53) run->failed = true;
  }
  at->grain = SVE_GRAIN_WEEK_NUMBER;
  at->number = (int16_t)number;
}

/* Spring 1 to winter 4, which is counted to the year of its December. */
void sve_step_season(sve_evaluation *run) {
  sve_moment *at = &run->value->at;
  int number = run->arguments[0], direction = run->arguments[1];
  int year = at->date.year;
  if (at->grain != SVE_GRAIN_YEAR) {
    if (!sve_is_known(at->date)) {
      run->failed = true;
      return;
    }
    int now = (at->date.year - (at->date.month < 3)) * 4 + (at->date.month + 9) % 12 / 3;
    bool today;
    bool back = looks_back(run, direction, &today);
    int distance = number - 1 - now % 4;
    if (back && (distance > 0 || (distance == 0 && !today))) distance -= 4;
    if (!back && (distance < 0 || (distance == 0 && !today))) distance += 4;
    year = (now + distance) / 4;
  }
  at->date = (sve_date){.year = (int16_t)year};
  at->grain = SVE_GRAIN_SEASON;
  at->number = (int16_t)number;
}

/* The n-th weekday of a month (-1: the last): `sista måndagen i mars 2014`. */
void sve_step_nth(sve_evaluation *run) {
  sve_moment *at = &run->value->at;
  int n = run->arguments[0], wanted = run->arguments[1];
  sve_calendar *calendar = run->context->calendar;
  if (at->grain != SVE_GRAIN_MONTH || !sve_is_known(at->date)) {
    run->failed = true;
    return;
  }
  sve_date day = {at->date.year, at->date.month, 1};
  int days = sve_calendar_days(calendar, day.year, day.month);
  int first = 1 + (wanted - sve_calendar_weekday(calendar, day) + 7) % 7;
  int found = n < 0 ? first + (days - first) / 7 * 7 : first + (n - 1) * 7;
  if (n == 0 || found > days) {
    run->failed = true;
    return;
  }
  day.day = (uint8_t)found;
  at->date = day;
  at->grain = SVE_GRAIN_DAY;
}

/* A holiday of a year, by its row: kind, month, day, weekday on or after that (0: any), offset in days, length. */
static sve_date holiday_in(sve_evaluation *run, const uint8_t *row, int year) {
  sve_date day = row[0] == HOLIDAY_EASTER ? sve_calendar_easter(year) : (sve_date){(int16_t)year, row[1], row[2]};
  if (row[3] != 0) {
    int distance = (row[3] - sve_calendar_weekday(run->context->calendar, day) + 7) % 7;
    day = sve_step_shift(run, day, SVE_PERIOD_DAY, distance);
  }
  int offset = (int8_t)row[4];
  return offset == 0 ? day : sve_step_shift(run, day, SVE_PERIOD_DAY, offset);
}

static void set_holiday(sve_evaluation *run, const uint8_t *row, sve_date first) {
  sve_time_value *value = run->value;
  value->at.date = first;
  value->at.grain = SVE_GRAIN_DAY;
  if (row[5] < 2) return;
  value->from = value->at;
  value->at.date = sve_step_shift(run, first, SVE_PERIOD_DAY, row[5] - 1);
  value->kind = SVE_TIME_RANGE;
}

void sve_step_holiday(sve_evaluation *run) {
  sve_time_context *context = run->context;
  sve_moment *at = &run->value->at;
  size_t index = (size_t)run->arguments[0];
  int direction = run->arguments[1];
  if (index >= context->holiday_count) {
    run->failed = true;
    return;
  }
  const uint8_t *row = context->holidays + index * 8;
  if (at->grain == SVE_GRAIN_YEAR && sve_is_known(at->date)) {
    set_holiday(run, row, holiday_in(run, row, at->date.year));
    return;
  }
  if (!sve_is_known(context->reference)) {
    if (row[0] == HOLIDAY_FIXED && row[3] == 0 && row[4] == 0 && row[5] < 2) {
      sve_step_date(run, at, 0, row[1], row[2]);
    } else {
      run->failed = true;
    }
    return;
  }
  int year = context->reference.year;
  sve_date this = holiday_in(run, row, year);
  int order = compare(this, context->reference);
  bool today;
  bool nearest = direction == TENSE && context->tense != SVE_TENSE_PAST && context->tense != SVE_TENSE_FUTURE;
  bool back = looks_back(run, direction, &today);
  int move = 0;
  if (nearest) {
    /* Half a year is nearer than the other half. */
    int months = this.month - context->reference.month;
    move = months > 6 ? -1 : months < -6 ? 1 : 0;
  } else if (back && (order > 0 || (order == 0 && !today))) {
    move = -1;
  } else if (!back && (order < 0 || (order == 0 && !today))) {
    move = 1;
  }
  if (year + move < 1 || year + move > 9999) {
    run->failed = true;
    return;
  }
  set_holiday(run, row, move == 0 ? this : holiday_in(run, row, year + move));
}

/* `fredag den 22`: the nearest month in which that day is that weekday. */
void sve_step_weekday_day(sve_evaluation *run) {
  sve_moment *at = &run->value->at;
  int wanted = run->arguments[0], day = run->arguments[1];
  sve_calendar *calendar = run->context->calendar;
  int first_sign = run->context->tense == SVE_TENSE_FUTURE ? 1 : -1;
  sve_date reference = at->date;
  sve_step_date(run, at, 0, 0, day);
  if (!sve_is_known(reference)) return;
  reference.day = 1;
  for (int distance = 0; distance <= 6; distance++) {
    for (int sign = 0; sign < (distance == 0 ? 1 : 2); sign++) {
      int months = distance * (sign == 0 ? first_sign : -first_sign);
      sve_date month = sve_calendar_shift(calendar, reference, SVE_PERIOD_MONTH, months);
      if (!sve_is_known(month) || day > sve_calendar_days(calendar, month.year, month.month)) continue;
      month.day = (uint8_t)day;
      if (sve_calendar_weekday(calendar, month) != wanted) continue;
      at->date = month;
      return;
    }
  }
}
