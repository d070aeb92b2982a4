/* Shapes of figures: what one token of digits may be in time, `2022-01-07`, `7/1`, `14.30`, `1990-talet`. */
#ifndef SVE_VALUES_TIME_SHAPE_H
#define SVE_VALUES_TIME_SHAPE_H

#include "values/time_rules.h"

/* A class and its value, packed in decimal: date YYYYMMDD, daymonth MMDD, clock minutes of the day; a range has both
 * ends (dayrange DDDD, hourrange HHHH, yearrange YYYYYYYY, clockrange and daymonthrange twice four digits, daterange
 * twice eight); datetime is YYYYMMDD and four digits of minutes. */
typedef struct sve_shape {
  uint8_t class;  /* sve_time_class */
  uint16_t bytes; /* of the token, where it is the first part of a compound; else 0 */
  int64_t value;
} sve_shape;
enum { SVE_SHAPES = 6 };

/* Writes the shapes of a token that begins with a digit; returns how many. */
size_t sve_shapes_read(const sve_time_rules *rules, const char *text, size_t length, sve_shape out[SVE_SHAPES]);
#endif
