/* The calendar: shifting dates, weekdays and ISO weeks, by ICU. Gregorian in all centuries, as ISO 8601 and TIMEX3
 * count; years 1 to 9999. */
#ifndef SVE_VALUES_TIME_CALENDAR_H
#define SVE_VALUES_TIME_CALENDAR_H

#include "svenner.h"

/* Opening one costs tens of microseconds: one is opened with the rules, and copied once a thread, when a text first
 * asks for it. Not shared by threads, but for being copied. */
typedef struct sve_calendar sve_calendar;
sve_status sve_calendar_new(sve_calendar **out, sve_error *error);
sve_status sve_calendar_copy(const sve_calendar *calendar, sve_calendar **out, sve_error *error);
void sve_calendar_free(sve_calendar *calendar);

typedef enum sve_period { SVE_PERIOD_DAY, SVE_PERIOD_WEEK, SVE_PERIOD_MONTH, SVE_PERIOD_YEAR } sve_period;

/* `date` moved by `amount` periods; a day that the month lacks becomes its last. year 0 where that leaves 1 to 9999. */
sve_date sve_calendar_shift(sve_calendar *calendar, sve_date date, sve_period period, int amount);

/* 1 Monday to 7 Sunday. */
int sve_calendar_weekday(sve_calendar *calendar, sve_date date);

/* The ISO week, and the year that it belongs to. */
int sve_calendar_week(sve_calendar *calendar, sve_date date, int *year);

/* Days of a month: 28 to 31. */
int sve_calendar_days(sve_calendar *calendar, int year, int month);

/* Easter Sunday, by the Gregorian computus. */
sve_date sve_calendar_easter(int year);
#endif
