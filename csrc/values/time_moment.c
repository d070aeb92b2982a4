/* Running a rule's steps. Every step is constant time. */
#include "values/time_moment.h"

#include "values/time_class.h"

enum {              /* directions from the reference date, likewise */
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
enum { LONG_AGO = 5 }; /* years: `för tio år sedan` is a year, `för två år sedan` a day */

typedef struct evaluation {
  sve_time_context *context;
  sve_time_value *value;
  int64_t arguments[3];     /* two dates in one are more than an int holds */
  const sve_number *number; /* of the first argument that is one */
  bool negated;             /* … and its sign is turned */
  bool failed;              /* no date: the value is unknown */
} evaluation;

static sve_status need_calendar(sve_time_context *context, sve_error *error) {
  return context->calendar != NULL ? SVE_OK : sve_calendar_copy(context->shared, &context->calendar, error);
}

static bool is_known(sve_date date) {
  return date.year != 0;
}

static int compare(sve_date a, sve_date b) {
  int first = a.year * 10000 + a.month * 100 + a.day;
  int second = b.year * 10000 + b.month * 100 + b.day;
  return (first > second) - (first < second);
}

static sve_date shift_in_year(const evaluation *run, int year, sve_date date, sve_period period, int amount) {
  sve_date whole = {(int16_t)year, date.month == 0 ? 1 : date.month, date.day == 0 ? 1 : date.day};
  return sve_calendar_shift(run->context->calendar, whole, period, amount);
}

/* Moves a date of which fields may be unknown; fails where they would have to be known. Without a year, the day must be
 * the same in leap years and others: two days from 3 May, not from 27 February. */
static sve_date shift(evaluation *run, sve_date date, sve_period period, int amount) {
  enum { LEAP = 2000, COMMON = 2001 };
  bool year = is_known(date);
  bool fine = period == SVE_PERIOD_YEAR ? year : date.month != 0 && (date.day != 0 || period == SVE_PERIOD_MONTH);
  if (!fine) {
    run->failed = true;
    return date;
  }
  sve_date moved = shift_in_year(run, year ? date.year : LEAP, date, period, amount);
  sve_date other = year ? moved : shift_in_year(run, COMMON, date, period, amount);
  if (!is_known(moved) || moved.month != other.month || moved.day != other.day) run->failed = true;
  if (!year) moved.year = 0;
  if (date.month == 0) moved.month = 0;
  if (date.day == 0) moved.day = 0;
  return moved;
}

/* A time unit's period and how many of it one unit is; false for hours and below. */
static bool period_of(int unit, sve_period *period, int *multiple) {
  static const sve_period periods[] = {SVE_PERIOD_DAY,  SVE_PERIOD_DAY,   SVE_PERIOD_DAY, SVE_PERIOD_DAY,
                                       SVE_PERIOD_WEEK, SVE_PERIOD_MONTH, SVE_PERIOD_YEAR};
  *multiple = unit / 8;
  unit %= 8;
  if (unit < SVE_UNIT_DAY || unit > SVE_UNIT_YEAR) return false;
  *period = periods[unit];
  return true;
}

/* One and a half years are 18 months; false for other parts of units. */
static bool take_half_years(const evaluation *run, sve_period *period, int *multiple, int64_t *amount) {
  enum { MONTHS = 12 };
  const sve_number *number = run->number;
  bool half = *period == SVE_PERIOD_YEAR && *multiple == 1 && number->divisor == 1 && number->decimals == 1 &&
              number->digits % 10 == 5 && number->digits > 0 && number->digits < INT16_MAX;
  if (!half) return false;
  *period = SVE_PERIOD_MONTH;
  *amount = (run->negated ? -number->digits : number->digits) * MONTHS / 10;
  return true;
}

static void move(evaluation *run, bool whole) {
  sve_period period = SVE_PERIOD_DAY;
  int multiple = 1;
  sve_moment *at = &run->value->at;
  int64_t amount = run->arguments[1];
  bool is_shift = period_of(run->arguments[0], &period, &multiple) && amount > -10000 && amount < 10000;
  const sve_number *number = run->number;
  bool half = is_shift && number != NULL && (number->decimals > 0 || number->divisor > 1);
  bool told = number == NULL || (!number->beyond && number->high == number->digits);
  if (!is_shift || !told || (half && !take_half_years(run, &period, &multiple, &amount))) {
    run->failed = true;
    return;
  }
  if (number != NULL) run->value->modifier = number->modifier; /* `för drygt två år sedan` */
  at->date = shift(run, at->date, period, (int)amount * multiple);
  static const uint8_t grains[] = {SVE_GRAIN_DAY, SVE_GRAIN_WEEK, SVE_GRAIN_MONTH, SVE_GRAIN_YEAR};
  at->grain = whole ? grains[period] : SVE_GRAIN_DAY;
  int64_t distance = amount < 0 ? -amount : amount;
  bool long_ago = period == SVE_PERIOD_YEAR && distance * multiple >= LONG_AGO;
  if (!whole && (long_ago || at->date.month == 0)) at->grain = SVE_GRAIN_YEAR;
  if (!whole && at->date.month != 0 && at->date.day == 0) at->grain = SVE_GRAIN_MONTH;
  if (whole && period == SVE_PERIOD_WEEK && !is_known(at->date)) run->failed = true;
  if (half) at->grain = SVE_GRAIN_MONTH;
  if (period == SVE_PERIOD_MONTH && multiple > 1) {
    at->grain = SVE_GRAIN_MONTH;
    if (whole && multiple == 3) { /* `nästa kvartal` */
      at->grain = SVE_GRAIN_QUARTER;
      at->number = (int16_t)((at->date.month + 2) / 3);
    }
  }
}

/* Whether what comes once in a while (a weekday, a season, a holiday) is looked for in the past, and may be today. */
static bool looks_back(const evaluation *run, int direction, bool *today) {
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

static void weekday(evaluation *run) {
  sve_moment *at = &run->value->at;
  sve_date from = at->date;
  int wanted = run->arguments[0], direction = run->arguments[1];
  if (!is_known(from) || direction == ANY) {
    at->grain = SVE_GRAIN_WEEKDAY;
    at->number = (int16_t)wanted;
    at->date = (sve_date){0};
    return;
  }
  if (direction == RECALLED && wanted >= 1 && wanted <= 7 && is_known(run->context->weekdays[wanted])) {
    at->date = run->context->weekdays[wanted];
    at->grain = SVE_GRAIN_DAY;
    return;
  }
  bool today;
  bool back = looks_back(run, direction, &today);
  int distance = wanted - sve_calendar_weekday(run->context->calendar, from);
  if (back && (distance > 0 || (distance == 0 && !today))) distance -= 7;
  if (!back && (distance < 0 || (distance == 0 && !today))) distance += 7;
  at->date = shift(run, from, SVE_PERIOD_DAY, distance);
  at->grain = SVE_GRAIN_DAY;
}

static void inweek(evaluation *run) {
  sve_moment *at = &run->value->at;
  if (!is_known(at->date)) {
    run->failed = true;
    return;
  }
  if (at->grain == SVE_GRAIN_WEEK_NUMBER) { /* 4 January is always in week 1 */
    sve_date first = {at->date.year, 1, 4};
    at->date = shift(run, first, SVE_PERIOD_WEEK, at->number - 1);
    if (run->failed) return;
  }
  int distance = run->arguments[0] - sve_calendar_weekday(run->context->calendar, at->date);
  at->date = shift(run, at->date, SVE_PERIOD_DAY, distance);
  at->grain = SVE_GRAIN_DAY;
}

/* A date of which the year, or year and month, may be unknown; checked as far as it is known. */
static void set_date(evaluation *run, sve_moment *at, int year, int month, int day) {
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

static void set_packed(evaluation *run, sve_moment *at, int packed) {
  set_date(run, at, packed / 10000, packed / 100 % 100, packed % 100);
}

/* The month of a year that a step before has found; a day of a month likewise. */
static void month_of_year(evaluation *run) {
  sve_moment *at = &run->value->at;
  int year = at->grain == SVE_GRAIN_YEAR ? at->date.year : 0;
  int month = run->arguments[0], day = run->arguments[1];
  if (month == 0 && at->grain == SVE_GRAIN_MONTH) {
    month = at->date.month;
    year = at->date.year;
  }
  set_date(run, at, year, month, day);
}

/* A part of a year: of the one that a step before has found, else of the reference date's; the year before it where
 * the text tells of the past and the part has not begun. */
static void part_of_year(evaluation *run, sve_grain grain, int months) {
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
  if (!given && is_known(reference) && !begun && run->context->tense == SVE_TENSE_PAST) year--;
  at->date = (sve_date){.year = (int16_t)year};
  at->grain = (uint8_t)grain;
  at->number = (int16_t)number;
}

static void week_number(evaluation *run) {
  sve_moment *at = &run->value->at;
  int number = run->arguments[0], year = run->arguments[1];
  if (number < 1 || number > 53) {
    run->failed = true;
    return;
  }
  at->date = (sve_date){.year = (int16_t)(year != 0 ? year : at->date.year)};
  if (number == 53 && is_known(at->date)) { /* 28 December is always in the last week */
    int week_year;
    sve_date late = {at->date.year, 12, 28};
    if (sve_calendar_week(run->context->calendar, late, &week_year) < 53) run->failed = true;
  }
  at->grain = SVE_GRAIN_WEEK_NUMBER;
  at->number = (int16_t)number;
}

/* Spring 1 to winter 4, which is counted to the year of its December. */
static void season(evaluation *run) {
  sve_moment *at = &run->value->at;
  int number = run->arguments[0], direction = run->arguments[1];
  int year = at->date.year;
  if (at->grain != SVE_GRAIN_YEAR) {
    if (!is_known(at->date)) {
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

static void set_clock(evaluation *run, sve_moment *at, int minutes) {
  if (minutes < 0 || minutes > 24 * 60) {
    run->failed = true;
    return;
  }
  at->hour = (int8_t)(minutes / 60);
  at->minute = (int8_t)(minutes % 60);
}

/* `kvart i ett` is a quarter before 01:00, `kl. 24.00` the end of the day. */
static void add_minutes(evaluation *run, sve_moment *at, int minutes) {
  enum { WHOLE = 24 * 60 };
  int sum = at->hour * 60 + at->minute + minutes;
  set_clock(run, at, sum < 0 ? sum + WHOLE : sum > WHOLE ? sum - WHOLE : sum);
}

/* `klockan 8` + `kvällen`: 20:00. */
static void adapt_clock(sve_moment *at) {
  bool late = at->part == SVE_PART_AF || at->part == SVE_PART_EV || (at->part == SVE_PART_NI && at->hour >= 9);
  if (at->hour > 0 && at->hour < 12 && late) at->hour = (int8_t)(at->hour + 12);
}

static void set_part(evaluation *run, int part) {
  if (part < SVE_PART_NONE || part > SVE_PART_NI) {
    run->failed = true;
    return;
  }
  run->value->at.part = (uint8_t)part;
  adapt_clock(&run->value->at);
}

/* The n-th weekday of a month (-1: the last): `sista måndagen i mars 2014`. */
static void nth(evaluation *run) {
  sve_moment *at = &run->value->at;
  int n = run->arguments[0], wanted = run->arguments[1];
  sve_calendar *calendar = run->context->calendar;
  if (at->grain != SVE_GRAIN_MONTH || !is_known(at->date)) {
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
static sve_date holiday_in(evaluation *run, const uint8_t *row, int year) {
  sve_date day = row[0] == HOLIDAY_EASTER ? sve_calendar_easter(year) : (sve_date){(int16_t)year, row[1], row[2]};
  if (row[3] != 0) {
    int distance = (row[3] - sve_calendar_weekday(run->context->calendar, day) + 7) % 7;
    day = shift(run, day, SVE_PERIOD_DAY, distance);
  }
  int offset = (int8_t)row[4];
  return offset == 0 ? day : shift(run, day, SVE_PERIOD_DAY, offset);
}

static void set_holiday(evaluation *run, const uint8_t *row, sve_date first) {
  sve_time_value *value = run->value;
  value->at.date = first;
  value->at.grain = SVE_GRAIN_DAY;
  if (row[5] < 2) return;
  value->from = value->at;
  value->at.date = shift(run, first, SVE_PERIOD_DAY, row[5] - 1);
  value->kind = SVE_TIME_RANGE;
}

static void holiday(evaluation *run) {
  sve_time_context *context = run->context;
  sve_moment *at = &run->value->at;
  size_t index = (size_t)run->arguments[0];
  int direction = run->arguments[1];
  if (index >= context->holiday_count) {
    run->failed = true;
    return;
  }
  const uint8_t *row = context->holidays + index * 8;
  if (at->grain == SVE_GRAIN_YEAR && is_known(at->date)) {
    set_holiday(run, row, holiday_in(run, row, at->date.year));
    return;
  }
  if (!is_known(context->reference)) {
    if (row[0] == HOLIDAY_FIXED && row[3] == 0 && row[4] == 0 && row[5] < 2) {
      set_date(run, at, 0, row[1], row[2]);
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
static void weekday_day(evaluation *run) {
  sve_moment *at = &run->value->at;
  int wanted = run->arguments[0], day = run->arguments[1];
  sve_calendar *calendar = run->context->calendar;
  int first_sign = run->context->tense == SVE_TENSE_FUTURE ? 1 : -1;
  sve_date reference = at->date;
  set_date(run, at, 0, 0, day);
  if (!is_known(reference)) return;
  reference.day = 1;
  for (int distance = 0; distance <= 6; distance++) {
    for (int sign = 0; sign < (distance == 0 ? 1 : 2); sign++) {
      int months = distance * (sign == 0 ? first_sign : -first_sign);
      sve_date month = sve_calendar_shift(calendar, reference, SVE_PERIOD_MONTH, months);
      if (!is_known(month) || day > sve_calendar_days(calendar, month.year, month.month)) continue;
      month.day = (uint8_t)day;
      if (sve_calendar_weekday(calendar, month) != wanted) continue;
      at->date = month;
      return;
    }
  }
}

static void begin_range(evaluation *run) {
  run->value->from = run->value->at;
  run->value->at = (sve_moment){.date = run->context->reference, .hour = -1, .minute = -1};
  run->value->kind = SVE_TIME_RANGE;
}

static void set_duration(evaluation *run, sve_time_kind kind) {
  run->value->kind = (uint8_t)kind;
  run->value->unit = (uint16_t)run->arguments[1];
  if (run->number != NULL) {
    run->value->number = *run->number;
    if (run->number->modifier != 0) run->value->modifier = run->number->modifier;
  } else {
    run->value->number = (sve_number){.digits = run->arguments[0], .high = run->arguments[0], .divisor = 1};
  }
}

/* `två timmar och tio minuter`: a smaller part behind the others. */
static void add_minor(evaluation *run) {
  sve_time_value *value = run->value;
  const sve_number *number = run->number;
  int64_t amount = run->arguments[0];
  int unit = (int)run->arguments[1];
  bool whole = number == NULL || (number->decimals == 0 && number->divisor == 1 && number->high == number->digits);
  size_t at = 0;
  unsigned before = value->unit;
  for (; at < SVE_MINOR_PARTS && value->minors[at].amount != 0; at++) before = value->minors[at].unit;
  if (!whole || at == SVE_MINOR_PARTS || unit % 8 >= (int)(before % 8) || amount <= 0) {
    run->failed = true;
    return;
  }
  value->minors[at] = (sve_minor_part){(int32_t)amount, (uint16_t)unit};
}

/* Counts from what the text has told of, as fine as the unit needs it; from the reference date where it has told of
 * nothing. */
static void go_to_told(evaluation *run) {
  const sve_date *told = run->context->told;
  int unit = (int)run->arguments[0] % 8;
  sve_date date = told[unit < SVE_UNIT_MONTH    ? SVE_ANCHOR_DAY
                       : unit == SVE_UNIT_MONTH ? SVE_ANCHOR_MONTH
                                                : SVE_ANCHOR_YEAR];
  bool any = is_known(told[SVE_ANCHOR_YEAR]) || told[SVE_ANCHOR_DAY].month != 0;
  if (any) run->value->at.date = date;
}

static void run_step(evaluation *run, int operation) {
  sve_moment *at = &run->value->at;
  const int64_t *arguments = run->arguments;
  int64_t packed = arguments[0];
  switch (operation) {
    case SVE_STEP_GO:
      move(run, true);
      break;
    case SVE_STEP_SHIFT:
      move(run, false);
      break;
    case SVE_STEP_WEEKDAY:
      weekday(run);
      break;
    case SVE_STEP_INWEEK:
      inweek(run);
      break;
    case SVE_STEP_DATE:
      set_date(run, at, arguments[0], arguments[1], arguments[2]);
      break;
    case SVE_STEP_MONTH:
      month_of_year(run);
      break;
    case SVE_STEP_WEEK:
      week_number(run);
      break;
    case SVE_STEP_QUARTER:
      part_of_year(run, SVE_GRAIN_QUARTER, 3);
      break;
    case SVE_STEP_HALF:
      part_of_year(run, SVE_GRAIN_HALF, 6);
      break;
    case SVE_STEP_SEASON:
      season(run);
      break;
    case SVE_STEP_PART:
      set_part(run, arguments[0]);
      break;
    case SVE_STEP_CLOCK:
      set_clock(run, at, arguments[0] * 60 + arguments[1]);
      adapt_clock(at);
      break;
    case SVE_STEP_MINUTES:
      if (at->hour >= 0) add_minutes(run, at, arguments[0]);
      break;
    case SVE_STEP_NTH:
      nth(run);
      break;
    case SVE_STEP_HOLIDAY:
      holiday(run);
      break;
    case SVE_STEP_DECADE:
      *at = (sve_moment){.grain = SVE_GRAIN_DECADE, .number = (int16_t)arguments[0], .hour = -1};
      break;
    case SVE_STEP_CENTURY:
      *at = (sve_moment){.grain = SVE_GRAIN_CENTURY, .number = (int16_t)arguments[0], .hour = -1};
      break;
    case SVE_STEP_DURATION:
      set_duration(run, SVE_TIME_DURATION);
      break;
    case SVE_STEP_SET:
      set_duration(run, SVE_TIME_SET);
      break;
    case SVE_STEP_TO:
      begin_range(run);
      break;
    case SVE_STEP_MOD:
      run->value->modifier = sve_modifier_of(arguments[0]);
      break;
    case SVE_STEP_NONE:
      run->failed = true;
      break;
    case SVE_STEP_BC:
      at->before_christ = true;
      break;
    case SVE_STEP_WEEKEND:
      at->grain = SVE_GRAIN_WEEKEND;
      break;
    case SVE_STEP_WEEKDAY_DAY:
      weekday_day(run);
      break;
    case SVE_STEP_LAST:
      go_to_told(run);
      break;
    case SVE_STEP_PACKED:
      set_packed(run, at, arguments[0]);
      break;
    case SVE_STEP_YEARS:
      set_date(run, at, arguments[0] / 10000, 0, 0);
      begin_range(run);
      set_date(run, at, arguments[0] % 10000, 0, 0);
      break;
    case SVE_STEP_DAYS:
      set_date(run, at, arguments[2], arguments[1], arguments[0] / 100);
      begin_range(run);
      set_date(run, at, arguments[2], arguments[1], arguments[0] % 100);
      break;
    case SVE_STEP_CLOCKS:
      set_clock(run, at, arguments[0] / 10000);
      begin_range(run);
      set_clock(run, at, arguments[0] % 10000);
      break;
    case SVE_STEP_HOURS:
      set_clock(run, at, arguments[0] / 100 * 60);
      begin_range(run);
      set_clock(run, at, arguments[0] % 100 * 60);
      break;
    case SVE_STEP_DAYMONTHS:
      set_packed(run, at, arguments[0] / 10000);
      begin_range(run);
      set_packed(run, at, arguments[0] % 10000);
      break;
    case SVE_STEP_WEEKDAYPART:
      set_part(run, arguments[0] % 8);
      run->arguments[0] /= 8;
      weekday(run);
      break;
    case SVE_STEP_DAYMONTH:
      set_date(run, at, at->date.year, arguments[0] / 100, arguments[0] % 100);
      break;
    case SVE_STEP_WEEKS:
      run->arguments[0] = arguments[0] / 100;
      week_number(run);
      begin_range(run);
      run->arguments[0] = packed % 100;
      week_number(run);
      break;
    case SVE_STEP_MONTHS:
      set_date(run, at, arguments[1], packed / 100, 0);
      begin_range(run);
      set_date(run, at, arguments[1], packed % 100, 0);
      break;
    case SVE_STEP_WEEKDAYS:
      *at = (sve_moment){.grain = SVE_GRAIN_WEEKDAY, .number = (int16_t)(packed / 100), .hour = -1};
      begin_range(run);
      *at = (sve_moment){.grain = SVE_GRAIN_WEEKDAY, .number = (int16_t)(packed % 100), .hour = -1};
      break;
    case SVE_STEP_CENTURYTH:
      *at = (sve_moment){.grain = SVE_GRAIN_CENTURY, .number = (int16_t)(arguments[0] - 1), .hour = -1};
      break;
    case SVE_STEP_DATETIME:
      set_packed(run, at, packed / 10000);
      set_clock(run, at, packed % 10000);
      break;
    case SVE_STEP_DATES:
      set_packed(run, at, packed / 100000000);
      begin_range(run);
      set_packed(run, at, packed % 100000000);
      break;
    case SVE_STEP_PLUS:
      add_minor(run);
      break;
    default:
      run->failed = true;
  }
}

static void load_arguments(evaluation *run, const sve_time_step *step, const sve_capture *captures, size_t count) {
  for (unsigned i = 0; i < 3; i++) {
    int64_t value = step->arguments[i];
    if ((step->captured >> i & 1) != 0) {
      const sve_capture *capture = (size_t)value < count ? &captures[value] : NULL;
      value = capture == NULL ? 0 : capture->value;
      bool negative = (step->negative >> i & 1) != 0;
      if (capture != NULL && capture->number != NULL) {
        run->number = capture->number;
        run->negated = negative;
      }
      if (negative) value = -value;
    }
    run->arguments[i] = value;
  }
}

sve_status sve_time_evaluate(sve_time_context *context, const sve_time_step *steps, size_t step_count,
                             const sve_capture *captures, size_t capture_count, sve_time_value *out, sve_error *error) {
  sve_status status = need_calendar(context, error);
  if (status != SVE_OK) return status;
  sve_time_value value = {.kind = SVE_TIME_POINT, .at = {.date = context->reference, .hour = -1, .minute = -1}};
  evaluation run = {.context = context, .value = &value};
  for (size_t i = 0; i < step_count && !run.failed; i++) {
    run.number = NULL;
    load_arguments(&run, &steps[i], captures, capture_count);
    run_step(&run, steps[i].operation);
  }
  if (run.failed) value = (sve_time_value){.kind = SVE_TIME_UNKNOWN, .modifier = value.modifier};
  *out = value;
  return SVE_OK;
}

bool sve_time_asks_tense(const sve_time_step *steps, size_t step_count) {
  for (size_t i = 0; i < step_count; i++) {
    switch (steps[i].operation) {
      case SVE_STEP_WEEKDAY:
      case SVE_STEP_WEEKDAYPART:
      case SVE_STEP_WEEKDAY_DAY:
      case SVE_STEP_QUARTER:
      case SVE_STEP_HALF:
      case SVE_STEP_SEASON:
      case SVE_STEP_HOLIDAY:
        return true;
      default:
        break;
    }
  }
  return false;
}

void sve_time_remember(sve_time_context *context, const sve_time_value *value, bool weekday_told) {
  sve_date date = value->at.date;
  unsigned grain = value->at.grain;
  bool year = is_known(date), day = grain == SVE_GRAIN_DAY && date.month != 0 && date.day != 0;
  bool told = day || (year && (grain == SVE_GRAIN_MONTH || grain == SVE_GRAIN_YEAR));
  if (value->kind != SVE_TIME_POINT || !told || value->at.before_christ) return;
  if (day) context->told[SVE_ANCHOR_DAY] = date;
  if (date.month != 0) context->told[SVE_ANCHOR_MONTH] = date;
  if (year) context->told[SVE_ANCHOR_YEAR] = date;
  if (weekday_told && day && year) context->weekdays[sve_calendar_weekday(context->calendar, date)] = date;
}

bool sve_time_join(const sve_time_value *day, const sve_time_value *clock, sve_time_value *out) {
  if (day->kind != SVE_TIME_POINT || clock->kind != SVE_TIME_POINT) return false;
  if (day->at.grain != SVE_GRAIN_DAY && day->at.grain != SVE_GRAIN_WEEKDAY) return false;
  if (day->at.hour >= 0 || clock->at.grain != SVE_GRAIN_NONE || clock->at.hour < 0) return false;
  *out = *day;
  out->at.hour = clock->at.hour;
  out->at.minute = clock->at.minute;
  if (clock->at.part != SVE_PART_NONE) out->at.part = clock->at.part;
  if (clock->modifier != 0) out->modifier = clock->modifier;
  adapt_clock(&out->at);
  return true;
}
