/* ICU's Gregorian calendar, set to ISO weeks, UTC, and no Julian past. */
#include "values/time_calendar.h"

#include <unicode/ucal.h>

#include "base/memory.h"
#include "base/status.h"

enum { LAST_YEAR = 9999 };

struct sve_calendar {
  UCalendar *icu;
};

static sve_status wrap(UCalendar *icu, UErrorCode code, sve_calendar **out, sve_error *error) {
  if (icu == NULL || U_FAILURE(code)) {
    ucal_close(icu);
    if (code == U_MEMORY_ALLOCATION_ERROR) return sve_fail_memory(error);
    return sve_fail(error, SVE_BAD_DATA, 0, "ICU has no calendar: %s", u_errorName(code));
  }
  sve_calendar *calendar = sve_alloc(sizeof *calendar);
  if (calendar == NULL) {
    ucal_close(icu);
    return sve_fail_memory(error);
  }
  calendar->icu = icu;
  *out = calendar;
  return SVE_OK;
}

sve_status sve_calendar_new(sve_calendar **out, sve_error *error) {
  static const UChar utc[] = {'E', 't', 'c', '/', 'U', 'T', 'C', 0};
  UErrorCode code = U_ZERO_ERROR;
  UCalendar *icu = ucal_open(utc, -1, "sv_SE", UCAL_GREGORIAN, &code);
  if (icu != NULL && U_SUCCESS(code)) {
    ucal_setGregorianChange(icu, -8.64e15, &code);
    ucal_setAttribute(icu, UCAL_FIRST_DAY_OF_WEEK, UCAL_MONDAY);
    ucal_setAttribute(icu, UCAL_MINIMAL_DAYS_IN_FIRST_WEEK, 4);
  }
  return wrap(icu, code, out, error);
}

sve_status sve_calendar_copy(const sve_calendar *calendar, sve_calendar **out, sve_error *error) {
  UErrorCode code = U_ZERO_ERROR;
  UCalendar *icu = ucal_clone(calendar->icu, &code);
  return wrap(icu, code, out, error);
}

void sve_calendar_free(sve_calendar *calendar) {
  if (calendar == NULL) return;
  ucal_close(calendar->icu);
  sve_free(calendar);
}

/* Noon, so that no rounding meets a border of days. */
static void set(sve_calendar *calendar, sve_date date) {
  UErrorCode code = U_ZERO_ERROR;
  ucal_clear(calendar->icu);
  ucal_setDateTime(calendar->icu, date.year, date.month - 1, date.day, 12, 0, 0, &code);
}

static int get(sve_calendar *calendar, UCalendarDateFields field) {
  UErrorCode code = U_ZERO_ERROR;
  return ucal_get(calendar->icu, field, &code);
}

sve_date sve_calendar_shift(sve_calendar *calendar, sve_date date, sve_period period, int amount) {
  static const UCalendarDateFields fields[] = {UCAL_DATE, UCAL_WEEK_OF_YEAR, UCAL_MONTH, UCAL_YEAR};
  static const sve_date none = {0};
  static const int most = LAST_YEAR * 366;
  if (amount > most || amount < -most) return none;
  UErrorCode code = U_ZERO_ERROR;
  set(calendar, date);
  ucal_add(calendar->icu, fields[period], amount, &code);
  int year = get(calendar, UCAL_EXTENDED_YEAR);
  if (U_FAILURE(code) || year < 1 || year > LAST_YEAR) return none;
  return (sve_date){(int16_t)year, (uint8_t)(get(calendar, UCAL_MONTH) + 1), (uint8_t)get(calendar, UCAL_DATE)};
}

int sve_calendar_weekday(sve_calendar *calendar, sve_date date) {
  set(calendar, date);
  return (get(calendar, UCAL_DAY_OF_WEEK) + 5) % 7 + 1;
}

int sve_calendar_week(sve_calendar *calendar, sve_date date, int *year) {
  set(calendar, date);
  *year = get(calendar, UCAL_YEAR_WOY);
  return get(calendar, UCAL_WEEK_OF_YEAR);
}

int sve_calendar_days(sve_calendar *calendar, int year, int month) {
  UErrorCode code = U_ZERO_ERROR;
  set(calendar, (sve_date){(int16_t)year, (uint8_t)month, 1});
  return ucal_getLimit(calendar->icu, UCAL_DATE, UCAL_ACTUAL_MAXIMUM, &code);
}

sve_date sve_calendar_easter(int year) {
  int golden = year % 19;
  int century = year / 100;
  int moon = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
  moon -= moon / 28 * (1 - moon / 28 * (29 / (moon + 1)) * ((21 - golden) / 11));
  int sunday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
  int from_march = moon - sunday;
  int month = 3 + (from_march + 40) / 44;
  return (sve_date){(int16_t)year, (uint8_t)month, (uint8_t)(from_march + 28 - 31 * (month / 4))};
}
