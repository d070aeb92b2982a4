/* Running a rule's steps. Every step is constant time. */
#include "values/time_moment.h"

#include "values/time_class.h"
#include "values/time_step.h"

enum { LONG_AGO = 5 }; /* years: `för tio år sedan` is a year, `för två år sedan` a day */

static sve_status need_calendar(sve_time_context *context, sve_error *error) {
  return context->calendar != NULL ? SVE_OK : sve_calendar_copy(context->shared, &context->calendar, error);
}

/* A time unit's period and how many of it one unit is, a millennium's years at most; false for hours and below. */
static bool period_of(int64_t unit, sve_period *period, int *multiple) {
  enum { MOST = 1000 };
  static const sve_period periods[] = {[SVE_UNIT_DAY] = SVE_PERIOD_DAY,
                                       [SVE_UNIT_WEEK] = SVE_PERIOD_WEEK,
                                       [SVE_UNIT_MONTH] = SVE_PERIOD_MONTH,
                                       [SVE_UNIT_YEAR] = SVE_PERIOD_YEAR};
  if (unit % 8 < SVE_UNIT_DAY || unit % 8 > SVE_UNIT_YEAR || unit / 8 > MOST) return false;
  *period = periods[unit % 8];
  *multiple = (int)(unit / 8);
  return true;
}

/* One and a half years are 18 months; false for other parts of units. */
static bool take_half_years(const sve_evaluation *run, sve_period *period, int *multiple, int64_t *amount) {
  enum { MONTHS = 12 };
  const sve_number *number = run->number;
  bool half = *period == SVE_PERIOD_YEAR && *multiple == 1 && number->divisor == 1 && number->decimals == 1 &&
              number->digits % 10 == 5 && number->digits > 0 && number->digits < INT16_MAX;
  if (!half) return false;
  *period = SVE_PERIOD_MONTH;
  *amount = (run->negated ? -number->digits : number->digits) * MONTHS / 10;
  return true;
}

static void move(sve_evaluation *run, bool whole) {
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
  at->date = sve_step_shift(run, at->date, period, (int)amount * multiple);
  static const uint8_t grains[] = {SVE_GRAIN_DAY, SVE_GRAIN_WEEK, SVE_GRAIN_MONTH, SVE_GRAIN_YEAR};
  at->grain = whole ? grains[period] : SVE_GRAIN_DAY;
  int64_t distance = amount < 0 ? -amount : amount;
  bool long_ago = period == SVE_PERIOD_YEAR && distance * multiple >= LONG_AGO;
  if (!whole && (long_ago || at->date.month == 0)) at->grain = SVE_GRAIN_YEAR;
  if (!whole && at->date.month != 0 && at->date.day == 0) at->grain = SVE_GRAIN_MONTH;
  if (whole && period == SVE_PERIOD_WEEK && !sve_is_known(at->date)) run->failed = true;
  if (half) at->grain = SVE_GRAIN_MONTH;
  if (period == SVE_PERIOD_MONTH && multiple > 1) {
    at->grain = SVE_GRAIN_MONTH;
    if (whole && multiple == 3) { /* `nästa kvartal` */
      at->grain = SVE_GRAIN_QUARTER;
      at->number = (int16_t)((at->date.month + 2) / 3);
    }
  }
}

static void set_packed(sve_evaluation *run, sve_moment *at, int packed) {
  sve_step_date(run, at, packed / 10000, packed / 100 % 100, packed % 100);
}

/* The month of a year that a step before has found; a day of a month likewise. */
static void month_of_year(sve_evaluation *run) {
  sve_moment *at = &run->value->at;
  int year = at->grain == SVE_GRAIN_YEAR ? at->date.year : 0;
  int month = run->arguments[0], day = run->arguments[1];
  if (month == 0 && at->grain == SVE_GRAIN_MONTH) {
    month = at->date.month;
    year = at->date.year;
  }
  sve_step_date(run, at, year, month, day);
}

static void set_clock(sve_evaluation *run, sve_moment *at, int minutes) {
  if (minutes < 0 || minutes > 24 * 60) {
    run->failed = true;
    return;
  }
  at->hour = (int8_t)(minutes / 60);
  at->minute = (int8_t)(minutes % 60);
}

/* `kvart i ett` is a quarter before 01:00, `kl. 24.00` the end of the day. */
static void add_minutes(sve_evaluation *run, sve_moment *at, int minutes) {
  enum { WHOLE = 24 * 60 };
  int sum = at->hour * 60 + at->minute + minutes;
  set_clock(run, at, sum < 0 ? sum + WHOLE : sum > WHOLE ? sum - WHOLE : sum);
}

/* `klockan 8` + `kvällen`: 20:00. */
static void adapt_clock(sve_moment *at) {
  bool late = at->part == SVE_PART_AF || at->part == SVE_PART_EV || (at->part == SVE_PART_NI && at->hour >= 9);
  if (at->hour > 0 && at->hour < 12 && late) at->hour = (int8_t)(at->hour + 12);
}

static void set_part(sve_evaluation *run, int part) {
  if (part < SVE_PART_NONE || part > SVE_PART_NI) {
    run->failed = true;
    return;
  }
  run->value->at.part = (uint8_t)part;
  adapt_clock(&run->value->at);
}

static void begin_range(sve_evaluation *run) {
  run->value->from = run->value->at;
  run->value->at = (sve_moment){.date = run->context->reference, .hour = -1, .minute = -1};
  run->value->kind = SVE_TIME_RANGE;
}

static void set_duration(sve_evaluation *run, sve_time_kind kind) {
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
static void add_minor(sve_evaluation *run) {
  sve_time_value *value = run->value;
  const sve_number *number = run->number;
  int64_t amount = run->arguments[0];
  uint16_t unit = (uint16_t)run->arguments[1];
  bool whole = number == NULL || (number->decimals == 0 && number->divisor == 1 && number->high == number->digits);
  size_t at = 0;
  unsigned before = value->unit;
  for (; at < SVE_MINOR_PARTS && value->minors[at].amount != 0; at++) before = value->minors[at].unit;
  if (!whole || at == SVE_MINOR_PARTS || unit % 8u >= before % 8 || amount <= 0) {
    run->failed = true;
    return;
  }
  value->minors[at] = (sve_minor_part){(int32_t)amount, unit};
}

/* Counts from what the text has told of, as fine as the unit needs it; from the reference date where it has told of
 * nothing. */
static void go_to_told(sve_evaluation *run) {
  const sve_date *told = run->context->told;
  int unit = (int)run->arguments[0] % 8;
  sve_date date = told[unit < SVE_UNIT_MONTH    ? SVE_ANCHOR_DAY
                       : unit == SVE_UNIT_MONTH ? SVE_ANCHOR_MONTH
                                                : SVE_ANCHOR_YEAR];
  bool any = sve_is_known(told[SVE_ANCHOR_YEAR]) || told[SVE_ANCHOR_DAY].month != 0;
  if (any) run->value->at.date = date;
}

static void run_step(sve_evaluation *run, int operation) {
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
      sve_step_weekday(run);
      break;
    case SVE_STEP_INWEEK:
      sve_step_inweek(run);
      break;
    case SVE_STEP_DATE:
      sve_step_date(run, at, arguments[0], arguments[1], arguments[2]);
      break;
    case SVE_STEP_MONTH:
      month_of_year(run);
      break;
    case SVE_STEP_WEEK:
      sve_step_week(run);
      break;
    case SVE_STEP_QUARTER:
      sve_step_part_of_year(run, SVE_GRAIN_QUARTER, 3);
      break;
    case SVE_STEP_HALF:
      sve_step_part_of_year(run, SVE_GRAIN_HALF, 6);
      break;
    case SVE_STEP_SEASON:
      sve_step_season(run);
      break;
    case SVE_STEP_PART:
      set_part(run, arguments[0] % 8); /* of a weekday's part too: `måndagskvällen` den 5 maj */
      break;
    case SVE_STEP_CLOCK:
      set_clock(run, at, arguments[0] * 60 + arguments[1]);
      adapt_clock(at);
      break;
    case SVE_STEP_MINUTES:
      if (at->hour >= 0) add_minutes(run, at, arguments[0]);
      break;
    case SVE_STEP_NTH:
      sve_step_nth(run);
      break;
    case SVE_STEP_HOLIDAY:
      sve_step_holiday(run);
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
      sve_step_weekday_day(run);
      break;
    case SVE_STEP_LAST:
      go_to_told(run);
      break;
    case SVE_STEP_PACKED:
      set_packed(run, at, arguments[0]);
      break;
    case SVE_STEP_YEARS:
      sve_step_date(run, at, arguments[0] / 10000, 0, 0);
      begin_range(run);
      sve_step_date(run, at, arguments[0] % 10000, 0, 0);
      break;
    case SVE_STEP_DAYS:
      sve_step_date(run, at, arguments[2], arguments[1], arguments[0] / 100);
      begin_range(run);
      sve_step_date(run, at, arguments[2], arguments[1], arguments[0] % 100);
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
      sve_step_weekday(run);
      break;
    case SVE_STEP_DAYMONTH:
      sve_step_date(run, at, at->date.year, arguments[0] / 100, arguments[0] % 100);
      break;
    case SVE_STEP_WEEKS:
      run->arguments[0] = arguments[0] / 100;
      sve_step_week(run);
      begin_range(run);
      run->arguments[0] = packed % 100;
      sve_step_week(run);
      break;
    case SVE_STEP_MONTHS:
      sve_step_date(run, at, arguments[1], packed / 100, 0);
      begin_range(run);
      sve_step_date(run, at, arguments[1], packed % 100, 0);
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
    case SVE_STEP_FIRST_YEAR:
      sve_step_date(run, at, (int)(packed / 10000), 0, 0);
      break;
    case SVE_STEP_PLUS:
      add_minor(run);
      break;
    default:
      run->failed = true;
  }
}

static void load_arguments(sve_evaluation *run, const sve_time_step *step, const sve_capture *captures, size_t count) {
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
  sve_evaluation run = {.context = context, .value = &value};
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
  bool year = sve_is_known(date), day = grain == SVE_GRAIN_DAY && date.month != 0 && date.day != 0;
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
