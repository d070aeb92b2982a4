/* Reading the groups of a figure. One pass, no look back. */
#include "values/figure.h"

#include <string.h>

#include "text/utf8.h"

static bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

/* The separator at text[*at], with *at moved behind it; 0 where there is none. */
static char read_separator(const char *text, size_t length, size_t *at) {
  if (*at >= length) return 0;
  size_t next = *at;
  char separator = 0;
  switch (sve_utf8_next(text, length, &next)) {
    case '.':
    case ',':
    case ':':
    case '/':
      separator = text[*at];
      break;
    case '-':
    case 0x2010: /* hyphens, en dash, em dash, minus */
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      separator = '-';
      break;
    case ' ':
    case 0xA0: /* spaces that do not break a line */
    case 0x2007:
    case 0x2009:
    case 0x202F:
      separator = ' ';
      break;
    default:
      return 0;
  }
  *at = next;
  return separator;
}

sve_figure sve_figure_read(const char *text, size_t length) {
  static const sve_figure none = {0};
  sve_figure figure = {0};
  size_t at = 0;
  if (length > 0 && !is_digit(text[0])) {
    char sign = text[0] == '+' ? '+' : read_separator(text, length, &at);
    if (sign == '+') at = 1;
    if (sign != '-' && sign != '+') return none;
    figure.sign = sign;
  }
  while (at < length && is_digit(text[at])) {
    if (figure.count == SVE_FIGURE_GROUPS) return none;
    int64_t value = 0;
    size_t start = at;
    for (; at < length && is_digit(text[at]); at++) {
      if (at - start == SVE_FIGURE_DIGITS) return none;
      value = value * 10 + (text[at] - '0');
    }
    figure.value[figure.count] = value;
    figure.digits[figure.count] = (uint8_t)(at - start);
    figure.count++;
    size_t behind = at;
    char separator = read_separator(text, length, &behind);
    if (separator == 0 || behind >= length || !is_digit(text[behind])) break;
    figure.separator[figure.count - 1] = separator;
    at = behind;
  }
  figure.tail = (uint16_t)at;
  return figure;
}

/* Groups of three behind a first of one to three: how many groups from `at` on belong together under `separator`. */
static unsigned thousands(const sve_figure *figure, unsigned at, char separator) {
  unsigned end = at + 1;
  if (figure->digits[at] > 3) return end;
  while (end < figure->count && figure->separator[end - 1] == separator && figure->digits[end] == 3) end++;
  return end;
}

bool sve_figure_decimal(const sve_figure *figure, unsigned *at, sve_decimal *out) {
  unsigned start = *at;
  char separator = figure->separator[start];
  unsigned end = start + 1;
  if (separator == ' ' || (separator == '.' && figure->value[start] != 0)) {
    end = thousands(figure, start, separator);
  } else if (separator == ',') {
    /* `1,234,567` and `6,107.31` are English; `1,234` alone is Swedish. */
    unsigned grouped = thousands(figure, start, ',');
    if (grouped > start + 2 || (grouped == start + 2 && figure->separator[grouped - 1] == '.')) end = grouped;
  }
  int64_t digits = 0;
  unsigned total = 0;
  for (unsigned i = start; i < end; i++) {
    total += figure->digits[i];
    if (total > SVE_FIGURE_DIGITS) return false;
    for (unsigned k = 0; k < figure->digits[i]; k++) digits *= 10;
    digits += figure->value[i];
  }
  unsigned decimals = 0;
  char mark = figure->separator[end - 1];
  if (end < figure->count && (mark == ',' || (mark == '.' && separator != ' '))) {
    bool again = end + 1 < figure->count && (figure->separator[end] == '.' || figure->separator[end] == ',');
    if (again) return false; /* `192.168.1.2`, `2015.5.13` */
    decimals = figure->digits[end];
    if (total + decimals > SVE_FIGURE_DIGITS) return false;
    for (unsigned k = 0; k < decimals; k++) digits *= 10;
    digits += figure->value[end];
    end++;
  }
  *at = end;
  *out = (sve_decimal){digits, (uint8_t)decimals};
  return true;
}

bool sve_figure_clock(const sve_figure *figure, unsigned at, int *hour, int *minute) {
  if (at + 1 >= figure->count || (figure->separator[at] != '.' && figure->separator[at] != ':')) return false;
  if (figure->digits[at] > 2 || figure->digits[at + 1] != 2) return false;
  if (figure->value[at] > 24 || figure->value[at + 1] > 59) return false;
  if (figure->value[at] == 24 && figure->value[at + 1] != 0) return false;
  *hour = (int)figure->value[at];
  *minute = (int)figure->value[at + 1];
  return true;
}
