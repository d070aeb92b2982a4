/* Classes of words, guards of rules and operations of steps, by the numbers that tools/lexicon/times.py gives them: its
 * lists have the same order.
 */
#ifndef SVE_VALUES_TIME_CLASS_H
#define SVE_VALUES_TIME_CLASS_H

typedef enum sve_time_class { /* those that the core itself gives or asks for; tools/lexicon/times.py has the same order
                               */
                              SVE_CLASS_NONE,
                              SVE_CLASS_NUMBER,
                              SVE_CLASS_ONE, /* `en`, `ett` */
                              SVE_CLASS_ORDINAL,
                              SVE_CLASS_DAY,     /* `7`, `7:e` */
                              SVE_CLASS_DAYWORD, /* `sjunde` */
                              SVE_CLASS_HOUR,
                              SVE_CLASS_HOURWORD,
                              SVE_CLASS_FEW, /* `fem`, `tio`, `tjugo` minutes */
                              SVE_CLASS_WEEK,
                              SVE_CLASS_YEAR,
                              SVE_CLASS_DATE,
                              SVE_CLASS_DAYMONTH,   /* `7/1` */
                              SVE_CLASS_CLOCK,      /* `14.30` */
                              SVE_CLASS_COLONCLOCK, /* `14:30` */
                              SVE_CLASS_ABOUT_HOUR, /* `21-tiden` */
                              SVE_CLASS_DECADE,
                              SVE_CLASS_CENTURY,
                              SVE_CLASS_YEARRANGE,
                              SVE_CLASS_YEARSLASH, /* `2021/22` */
                              SVE_CLASS_DAYRANGE,
                              SVE_CLASS_HOURRANGE,
                              SVE_CLASS_WEEKRANGE,
                              SVE_CLASS_CLOCKRANGE,
                              SVE_CLASS_DAYMONTHRANGE,
                              SVE_CLASS_DATETIME,     /* `2022-01-07T14:30` */
                              SVE_CLASS_DATERANGE,    /* `2022-01-07–2022-01-09` */
                              SVE_CLASS_SOME_DECADE,  /* `1970-tal` */
                              SVE_CLASS_SOME_CENTURY, /* `1800-tal` */
                              SVE_CLASS_YEAR_SHORT,   /* `-68` */
                              SVE_CLASS_WEEKDAY_IN,   /* first parts of compounds: `fredagsmötet` */
                              SVE_CLASS_UNIT_IN,      /* `tvåårsperiod` */
                              SVE_CLASS_DECADE_IN,    /* `1990-talsmusik` */
                              SVE_CLASS_CENTURY_IN,
                              SVE_CLASS_EARLY_YEAR, /* `950`, behind `år` only */
                              SVE_CLASS_PAST,       /* verbs that tell the tense */
                              SVE_CLASS_FUTURE,
                              SVE_CLASS_FUNCTION, /* no amount is counted in it */
                              SVE_CLASS_CUE,      /* a year follows */
                              SVE_CLASS_MONTH,
                              SVE_CLASS_MONTH_SHORT,
                              SVE_CLASS_OFTEN, /* what is counted a week or a year: `gånger` */
                              SVE_CLASS_PRICE, /* beside it, `12:50` is money: `kostar` */
                              SVE_CLASS_UNIT,
                              SVE_CLASS_AGE_IN,    /* what makes a number of years an age: `30-årsdag` */
                              SVE_CLASS_WEEKDAY_S, /* `måndags` */
                              SVE_CLASS_WEEKDAY,
                              SVE_CLASS_WEEKDAY_SHORT, /* `mån` */
                              SVE_CLASS_WEEKDAYS       /* `måndagar` */
} sve_time_class;

enum { SVE_SHORTEST_REST = 3 }; /* bytes of what follows the first part of a compound */

typedef enum sve_time_guard { /* what else must hold; likewise */
                              SVE_GUARD_NONE,
                              SVE_GUARD_LOWER,
                              SVE_GUARD_CLOSED,
                              SVE_GUARD_FINAL,
                              SVE_GUARD_YEAR,
                              SVE_GUARD_DAYMONTH,
                              SVE_GUARD_HOLIDAY,
                              SVE_GUARD_DURATION,
                              SVE_GUARD_ONCE,
                              SVE_GUARD_DECADE,
                              SVE_GUARD_ALONE,
                              SVE_GUARD_CLOCK,
                              SVE_GUARD_HOURS,
                              SVE_GUARD_APART
} sve_time_guard;

typedef enum sve_time_operation { /* of steps; docs/values.md tells what each does */
                                  SVE_STEP_GO = 1,
                                  SVE_STEP_SHIFT,
                                  SVE_STEP_WEEKDAY,
                                  SVE_STEP_INWEEK,
                                  SVE_STEP_DATE,
                                  SVE_STEP_MONTH,
                                  SVE_STEP_WEEK,
                                  SVE_STEP_QUARTER,
                                  SVE_STEP_HALF,
                                  SVE_STEP_SEASON,
                                  SVE_STEP_PART,
                                  SVE_STEP_CLOCK,
                                  SVE_STEP_MINUTES,
                                  SVE_STEP_NTH,
                                  SVE_STEP_HOLIDAY,
                                  SVE_STEP_DECADE,
                                  SVE_STEP_CENTURY,
                                  SVE_STEP_DURATION,
                                  SVE_STEP_SET,
                                  SVE_STEP_TO,
                                  SVE_STEP_MOD,
                                  SVE_STEP_NONE,
                                  SVE_STEP_BC,
                                  SVE_STEP_WEEKEND,
                                  SVE_STEP_WEEKDAY_DAY,
                                  SVE_STEP_LAST,
                                  SVE_STEP_PACKED,
                                  SVE_STEP_YEARS,
                                  SVE_STEP_DAYS,
                                  SVE_STEP_CLOCKS,
                                  SVE_STEP_HOURS,
                                  SVE_STEP_DAYMONTHS,
                                  SVE_STEP_WEEKDAYPART,
                                  SVE_STEP_DAYMONTH,
                                  SVE_STEP_WEEKS,
                                  SVE_STEP_CENTURYTH,
                                  SVE_STEP_MONTHS,
                                  SVE_STEP_WEEKDAYS,
                                  SVE_STEP_DATETIME,
                                  SVE_STEP_DATES,
                                  SVE_STEP_PLUS,
                                  SVE_STEP_FIRST_YEAR
} sve_time_operation;
#endif
