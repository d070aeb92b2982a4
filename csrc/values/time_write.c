/* Writing moments, ranges, durations and sets as TIMEX3 does. */
#include <stdarg.h>
#include <stdio.h>

#include "values/time_moment.h"

typedef struct writer {
  char *out;
  size_t length;
} writer;

__attribute__((format(printf, 2, 3))) static void put(writer *writer_at, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  size_t room = SVE_TIME_BYTES - writer_at->length;
  int length = vsnprintf(writer_at->out + writer_at->length, room, format, arguments);
  va_end(arguments);
  if (length > 0) writer_at->length += (size_t)length < room ? (size_t)length : room - 1;
}

static void put_year(writer *to, const sve_moment *moment) {
  if (moment->before_christ) put(to, "BC");
  if (moment->date.year != 0) {
    put(to, "%04d", moment->date.year);
  } else {
    put(to, "XXXX");
  }
}

static void put_two(writer *to, int number) {
  if (number > 0) {
    put(to, "-%02d", number);
  } else {
    put(to, "-XX");
  }
}

static void put_date(writer *to, sve_time_context *context, const sve_moment *moment) {
  static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
  int year;
  int week;
  switch ((sve_grain)moment->grain) {
    case SVE_GRAIN_NONE:
      break;
    case SVE_GRAIN_DAY:
      put_year(to, moment);
      put_two(to, moment->date.month);
      put_two(to, moment->date.day);
      break;
    case SVE_GRAIN_WEEKDAY:
      put(to, "XXXX-WXX-%d", moment->number);
      break;
    case SVE_GRAIN_WEEK:
    case SVE_GRAIN_WEEKEND:
      week = sve_calendar_week(context->calendar, moment->date, &year);
      put(to, "%04d-W%02d%s", year, week, moment->grain == SVE_GRAIN_WEEKEND ? "-WE" : "");
      break;
    case SVE_GRAIN_WEEK_NUMBER:
      put_year(to, moment);
      put(to, "-W%02d", moment->number);
      break;
    case SVE_GRAIN_MONTH:
      put_year(to, moment);
      put_two(to, moment->date.month);
      break;
    case SVE_GRAIN_QUARTER:
      put_year(to, moment);
      put(to, "-Q%d", moment->number);
      break;
    case SVE_GRAIN_HALF:
      put_year(to, moment);
      put(to, "-H%d", moment->number);
      break;
    case SVE_GRAIN_SEASON:
      put_year(to, moment);
      put(to, "-%s", seasons[(moment->number - 1) & 3]);
      break;
    case SVE_GRAIN_YEAR:
      put_year(to, moment);
      break;
    case SVE_GRAIN_DECADE:
      put(to, "%03dX", moment->number);
      break;
    case SVE_GRAIN_CENTURY:
      put(to, "%s%02dXX", moment->before_christ ? "BC" : "", moment->number);
      break;
  }
}

static void put_moment(writer *to, sve_time_context *context, const sve_moment *moment) {
  static const char *const parts[] = {"", "TMO", "TMI", "TAF", "TEV", "TNI"};
  put_date(to, context, moment);
  if (moment->hour >= 0) {
    put(to, "T%02d:%02d", moment->hour, moment->minute);
  } else if (moment->part != SVE_PART_NONE) {
    put(to, "%s", parts[moment->part]);
  }
}

static const char UNIT_LETTERS[] = "SMHDWMY"; /* by sve_time_unit */

/* The smaller parts of a duration: `PT2H10M`, `P1Y2M`. */
static void put_minors(writer *to, const sve_time_value *value) {
  if (to->length == 0) return;
  bool clock = value->unit % 8 < SVE_UNIT_DAY;
  for (size_t i = 0; i < SVE_MINOR_PARTS && value->minors[i].amount != 0; i++) {
    unsigned unit = value->minors[i].unit % 8;
    long long amount = (long long)value->minors[i].amount * (value->minors[i].unit / 8);
    put(to, "%s%lld%c", !clock && unit < SVE_UNIT_DAY ? "T" : "", amount, UNIT_LETTERS[unit]);
    clock = clock || unit < SVE_UNIT_DAY;
  }
}

/* `P3D`, `PT2H`, `P18M` for one and a half years, `PT1H30M` for one and a half hours. */
static void put_duration(writer *to, const sve_time_value *value) {
  int unit = value->unit % 8;
  sve_number number = value->number;
  int64_t multiple = value->unit / 8;
  if (unit > SVE_UNIT_YEAR || number.beyond || number.divisor != 1 || number.high != number.digits ||
      number.digits < 0 || number.digits > INT32_MAX) {
    return;
  }
  bool half = number.decimals == 1 && number.digits % 10 == 5;
  const char *clock = unit < SVE_UNIT_DAY ? "T" : "";
  if (half && multiple == 1 && unit == SVE_UNIT_YEAR) {
    put(to, "P%lldM", (long long)(number.digits * 12 / 10));
    return;
  }
  if (half && multiple == 1 && unit == SVE_UNIT_HOUR) {
    put(to, number.digits < 10 ? "PT30M" : "PT%lldH30M", (long long)(number.digits / 10));
    return;
  }
  number.digits *= multiple;
  for (; number.decimals > 0 && number.digits % 10 == 0; number.decimals--) number.digits /= 10;
  number.high = number.digits;
  char amount[SVE_NUMBER_BYTES];
  size_t length = sve_number_format(&number, 0, amount);
  put(to, "P%s%.*s%c", clock, (int)length, amount, UNIT_LETTERS[unit]);
}

size_t sve_time_format(sve_time_context *context, const sve_time_value *value, char out[SVE_TIME_BYTES]) {
  writer to = {out, 0};
  switch ((sve_time_kind)value->kind) {
    case SVE_TIME_UNKNOWN:
      break;
    case SVE_TIME_POINT:
      put_moment(&to, context, &value->at);
      break;
    case SVE_TIME_RANGE:
      put_moment(&to, context, &value->from);
      put(&to, "/");
      put_moment(&to, context, &value->at);
      break;
    case SVE_TIME_DURATION:
    case SVE_TIME_SET:
      put_duration(&to, value);
      put_minors(&to, value);
      break;
  }
  return to.length;
}
