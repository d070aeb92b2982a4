/* Telling the shapes apart by their groups and separators. */
#include "values/time_shape.h"

#include <string.h>

#include "base/hash.h"

enum { FIRST_YEAR = 1000, LAST_YEAR = 2199 };

typedef struct shape_list {
  sve_shape *out;
  size_t count;
} shape_list;

static void add(shape_list *list, sve_time_class class, int64_t value) {
  if (list->count < SVE_SHAPES) list->out[list->count++] = (sve_shape){.class = (uint8_t) class, .value = value};
}

static bool is_between(int64_t value, int64_t low, int64_t high) {
  return value >= low && value <= high;
}

static bool is_day(const sve_figure *figure, unsigned at) {
  return figure->digits[at] <= 2 && is_between(figure->value[at], 1, 31);
}
static bool is_month(const sve_figure *figure, unsigned at) {
  return figure->digits[at] <= 2 && is_between(figure->value[at], 1, 12);
}
static bool is_year(const sve_figure *figure, unsigned at) {
  return figure->digits[at] == 4 && is_between(figure->value[at], FIRST_YEAR, LAST_YEAR);
}

/* The year of four digits or two: `-22` is 2022, `-85` 1985. */
static int64_t whole_year(const sve_figure *figure, unsigned at) {
  int64_t value = figure->value[at];
  if (figure->digits[at] != 2) return value;
  return value + (value < 50 ? 2000 : 1900);
}

static void read_one(shape_list *list, const sve_figure *figure) {
  int64_t value = figure->value[0];
  if (is_day(figure, 0)) add(list, SVE_CLASS_DAY, value);
  if (figure->digits[0] <= 2 && value <= 24) add(list, SVE_CLASS_HOUR, value);
  if (figure->digits[0] <= 2 && is_between(value, 1, 53)) add(list, SVE_CLASS_WEEK, value);
  if (is_year(figure, 0)) add(list, SVE_CLASS_YEAR, value);
  if (figure->digits[0] == 3 && value >= 100) add(list, SVE_CLASS_EARLY_YEAR, value);
  bool packed = figure->digits[0] == 8 && is_between(value / 10000, 1900, 2099) &&
                is_between(value / 100 % 100, 1, 12) && is_between(value % 100, 1, 31);
  if (packed) add(list, SVE_CLASS_DATE, value);
}

static void read_two(shape_list *list, const sve_figure *figure, bool hyphen) {
  int64_t first = figure->value[0], second = figure->value[1];
  int hour, minute;
  switch (figure->separator[0]) {
    case '.':
    case ':':
      if (!sve_figure_clock(figure, 0, &hour, &minute)) return;
      add(list, SVE_CLASS_CLOCK, hour * 60 + minute);
      if (figure->separator[0] == ':') add(list, SVE_CLASS_COLONCLOCK, hour * 60 + minute);
      return;
    case '/':
      if (is_day(figure, 0) && is_month(figure, 1)) add(list, SVE_CLASS_DAYMONTH, second * 100 + first);
      if (is_year(figure, 0) && figure->digits[1] == 2 && second == (first + 1) % 100) {
        add(list, SVE_CLASS_YEARSLASH, first * 10000 + first + 1);
      }
      if (is_year(figure, 0) && is_year(figure, 1) && first < second) {
        add(list, SVE_CLASS_YEARSLASH, first * 10000 + second);
      }
      return;
    case '-':
      if (is_year(figure, 0) && is_year(figure, 1)) {
        if (first < second) add(list, SVE_CLASS_YEARRANGE, first * 10000 + second);
      } else if (is_year(figure, 0) && figure->digits[1] == 2) {
        /* `2019-07` is a month, `2019–21` and `2009–12` are years. */
        if (hyphen && is_month(figure, 1)) {
          add(list, SVE_CLASS_DATE, first * 10000 + second * 100);
        } else if (second > first % 100) {
          add(list, SVE_CLASS_YEARRANGE, first * 10000 + first / 100 * 100 + second);
        }
      } else if (figure->digits[0] <= 2 && figure->digits[1] <= 2 && first < second) {
        if (is_day(figure, 0) && is_day(figure, 1)) add(list, SVE_CLASS_DAYRANGE, first * 100 + second);
        if (second <= 24) add(list, SVE_CLASS_HOURRANGE, first * 100 + second);
        if (is_between(first, 1, 53) && second <= 53) add(list, SVE_CLASS_WEEKRANGE, first * 100 + second);
      }
      return;
    default:
      return;
  }
}

static bool is_one_of(char separator, const char *list) {
  return separator != 0 && strchr(list, separator) != NULL;
}

/* The date YYYYMMDD of three numbers from `at` on, with `mark` between them; 0: they are none. */
static int64_t date_at(const sve_figure *figure, unsigned at, char mark) {
  bool marked = figure->separator[at] == mark && figure->separator[at + 1] == mark;
  if (!marked || !is_year(figure, at) || !is_month(figure, at + 1) || !is_day(figure, at + 2)) return 0;
  return figure->value[at] * 10000 + figure->value[at + 1] * 100 + figure->value[at + 2];
}

static void read_three(shape_list *list, const sve_figure *figure) {
  char a = figure->separator[0], b = figure->separator[1];
  const int64_t *value = figure->value;
  int hour, minute;
  if (a == ':' && b == ':' && figure->digits[2] == 2 && value[2] < 60 && sve_figure_clock(figure, 0, &hour, &minute)) {
    add(list, SVE_CLASS_CLOCK, hour * 60 + minute); /* `14:30:05` */
    add(list, SVE_CLASS_COLONCLOCK, hour * 60 + minute);
    return;
  }
  int64_t date = is_one_of(a, "-./") ? date_at(figure, 0, a) : 0;
  if (date != 0) {
    add(list, SVE_CLASS_DATE, date);
    return;
  }
  /* `2019-13-01`, `2021-02-31` are dates that do not exist. */
  if (a == '-' && b == '-' && is_year(figure, 0) && figure->digits[1] == 2 && figure->digits[2] == 2) {
    add(list, SVE_CLASS_DATE, value[0] * 10000 + value[1] * 100 + value[2]);
    return;
  }
  /* `24-06-30`: the year first, as authorities write it; `30-06-99`, `7-6-24` are read below. */
  bool short_date = a == '-' && b == '-' && figure->digits[0] == 2 && figure->digits[1] == 2 && figure->digits[2] == 2;
  if (short_date && is_month(figure, 1) && is_day(figure, 2)) {
    add(list, SVE_CLASS_DATE, whole_year(figure, 0) * 10000 + value[1] * 100 + value[2]);
    return;
  }
  bool written = (a == b && is_one_of(a, "-/")) || (a == '/' && is_one_of(b, "-,")) ||
                 (a == '.' && b == '.' && figure->digits[2] == 4);
  bool year = is_year(figure, 2) || figure->digits[2] == 2;
  if (written && year && is_day(figure, 0) && is_day(figure, 1) && (value[0] <= 12 || value[1] <= 12)) {
    add(list, SVE_CLASS_DATE, whole_year(figure, 2) * 10000 + value[1] * 100 + value[0]);
    return;
  }
  if (b == '-' && sve_figure_clock(figure, 0, &hour, &minute) && figure->digits[2] <= 2 && value[2] <= 24) {
    add(list, SVE_CLASS_CLOCKRANGE, (hour * 60 + minute) * 10000 + value[2] * 60);
  }
  if (a == '-' && figure->digits[0] <= 2 && value[0] <= 24 && sve_figure_clock(figure, 1, &hour, &minute)) {
    add(list, SVE_CLASS_CLOCKRANGE, value[0] * 60 * 10000 + hour * 60 + minute);
  }
}

static void read_four(shape_list *list, const sve_figure *figure) {
  int hour, minute, end_hour, end_minute;
  if (figure->separator[1] != '-') return;
  if (sve_figure_clock(figure, 0, &hour, &minute) && sve_figure_clock(figure, 2, &end_hour, &end_minute)) {
    add(list, SVE_CLASS_CLOCKRANGE, (hour * 60 + minute) * 10000 + end_hour * 60 + end_minute);
  }
  if (figure->separator[0] == '/' && figure->separator[2] == '/' && is_day(figure, 0) && is_month(figure, 1) &&
      is_day(figure, 2) && is_month(figure, 3)) {
    const int64_t *value = figure->value;
    add(list, SVE_CLASS_DAYMONTHRANGE, (value[1] * 100 + value[0]) * 10000 + value[3] * 100 + value[2]);
  }
}

/* `2022-01-07–2022-01-09` */
static void read_six(shape_list *list, const sve_figure *figure) {
  int64_t first = date_at(figure, 0, '-'), last = date_at(figure, 3, '-');
  if (figure->separator[2] == '-' && first != 0 && first < last) {
    add(list, SVE_CLASS_DATERANGE, first * 100000000 + last);
  }
}

static bool is_tail(const char *tail, size_t length, const char *wanted) {
  return length == strlen(wanted) && memcmp(tail, wanted, length) == 0;
}

/* `1990-talet`, `90-talet`, `00-talet`: decades; `1800-talet`, `400-talet`: centuries. Their classes are given. */
static void read_decade(shape_list *list, const sve_figure *figure, sve_time_class decade, sve_time_class century) {
  int64_t value = figure->value[0];
  unsigned digits = figure->digits[0];
  if (value % 10 != 0 || digits < 2 || digits > 4) return;
  if (digits == 2) {
    add(list, decade, (value < 20 ? 200 : 190) + value / 10);
  } else if (value % 100 == 0) {
    add(list, century, value / 100);
  } else if (digits == 4) {
    add(list, decade, value / 10);
  }
}

/* `1990-talsmusik`, `1800-talshus`; not `1990-tals`. */
static void read_decade_compound(shape_list *list, const sve_figure *figure, const char *tail, size_t length) {
  static const char linked[] = "-tals";
  size_t bytes = sizeof linked - 1, count = list->count;
  if (length < bytes + SVE_SHORTEST_REST || memcmp(tail, linked, bytes) != 0) return;
  read_decade(list, figure, SVE_CLASS_DECADE_IN, SVE_CLASS_CENTURY_IN);
  for (; count < list->count; count++) list->out[count].bytes = (uint16_t)(figure->tail + bytes - 1);
}

/* The month that a word tells: `sep`, `september`; 0 for none. */
static int month_of(const sve_time_rules *rules, const char *word, size_t length) {
  sve_time_word known = sve_time_rules_word(rules, sve_hash(word, length));
  for (size_t i = 0; i < SVE_WORD_CLASSES; i++) {
    if (known.classes[i] == SVE_CLASS_MONTH || known.classes[i] == SVE_CLASS_MONTH_SHORT) return known.values[i];
  }
  return 0;
}

/* `15-jun`, `2019-sep-1`. */
static void read_named(shape_list *list, const sve_time_rules *rules, const sve_figure *figure, const char *tail,
                       size_t length) {
  if (length < 4 || (tail[0] != '-' && tail[0] != '/')) return;
  size_t end = 1;
  while (end < length && tail[end] != tail[0]) end++;
  int month = month_of(rules, tail + 1, end - 1);
  if (month == 0) return;
  if (end == length) {
    if (is_day(figure, 0)) add(list, SVE_CLASS_DAYMONTH, month * 100 + figure->value[0]);
    return;
  }
  sve_figure day = sve_figure_read(tail + end + 1, length - end - 1);
  if (is_year(figure, 0) && day.count == 1 && day.tail == length - end - 1 && day.sign == 0 && is_day(&day, 0)) {
    add(list, SVE_CLASS_DATE, figure->value[0] * 10000 + month * 100 + day.value[0]);
  }
}

/* `2022-01-07T14:30`, with seconds and a zone or without: to the minute, in the zone it is given in. */
static void read_datetime(shape_list *list, const sve_figure *figure, const char *tail, size_t length) {
  int64_t date = date_at(figure, 0, '-');
  if (date == 0 || length < 6 || tail[0] != 'T') return;
  sve_figure time = sve_figure_read(tail + 1, length - 1);
  int hour, minute;
  if (time.sign != 0 || time.digits[0] != 2 || time.separator[0] != ':' ||
      !sve_figure_clock(&time, 0, &hour, &minute)) {
    return;
  }
  add(list, SVE_CLASS_DATETIME, date * 10000 + hour * 60 + minute);
}

size_t sve_shapes_read(const sve_time_rules *rules, const char *text, size_t length, sve_shape out[SVE_SHAPES]) {
  sve_figure figure = sve_figure_read(text, length);
  shape_list list = {out, 0};
  if (figure.count == 0) return 0;
  if (figure.sign != 0) { /* `sommaren -68`; not `-5`, `-68,5` */
    bool year = figure.sign == '-' && figure.count == 1 && figure.digits[0] == 2 && figure.tail == length;
    if (year) add(&list, SVE_CLASS_YEAR_SHORT, whole_year(&figure, 0));
    return list.count;
  }
  const char *tail = text + figure.tail;
  size_t tail_length = length - figure.tail;
  if (tail_length > 0) {
    if (figure.count == 3) read_datetime(&list, &figure, tail, tail_length);
    int hour, minute;
    if (figure.count == 2 && is_tail(tail, tail_length, "-tiden") && sve_figure_clock(&figure, 0, &hour, &minute)) {
      add(&list, SVE_CLASS_COLONCLOCK, hour * 60 + minute); /* `03.40-tiden` */
    }
    if (figure.count != 1) return list.count;
    if (is_tail(tail, tail_length, ".")) { /* `16. nov.` */
      if (is_day(&figure, 0)) add(&list, SVE_CLASS_DAY, figure.value[0]);
    } else if (is_tail(tail, tail_length, "-talet") || is_tail(tail, tail_length, "-talets")) {
      read_decade(&list, &figure, SVE_CLASS_DECADE, SVE_CLASS_CENTURY);
    } else if (is_tail(tail, tail_length, "-tal")) {
      read_decade(&list, &figure, SVE_CLASS_SOME_DECADE, SVE_CLASS_SOME_CENTURY);
    } else if (is_tail(tail, tail_length, "-tiden") && figure.digits[0] <= 2 && figure.value[0] <= 24) {
      add(&list, SVE_CLASS_ABOUT_HOUR, figure.value[0]);
    } else {
      read_decade_compound(&list, &figure, tail, tail_length);
      read_named(&list, rules, &figure, tail, tail_length);
    }
    return list.count;
  }
  switch (figure.count) {
    case 1:
      read_one(&list, &figure);
      break;
    case 2:
      read_two(&list, &figure, memchr(text, '-', length) != NULL);
      break;
    case 3:
      read_three(&list, &figure);
      break;
    case 4:
      read_four(&list, &figure);
      break;
    case 6:
      read_six(&list, &figure);
      break;
    default:
      break;
  }
  return list.count;
}
