/* Figures: the groups of digits of one token, and what stands between them.
 *
 *   `1 234,50`    groups 1 234 50      separators ' ' ','
 *   `2022-01-07`  groups 2022 01 07    separators '-' '-'
 *   `20–25`       groups 20 25         separators '-'
 *   `7:e`         groups 7             tail `:e`
 *
 * Numbers, dates and clock times read the same groups; each decides whether they make sense to it.
 */
#ifndef SVE_VALUES_FIGURE_H
#define SVE_VALUES_FIGURE_H

#include "names/candidate.h"

enum { SVE_FIGURE_GROUPS = 8, SVE_FIGURE_DIGITS = 18 };

typedef struct sve_figure {
  int64_t value[SVE_FIGURE_GROUPS];
  uint8_t digits[SVE_FIGURE_GROUPS]; /* how many, leading zeros counted; at most SVE_FIGURE_DIGITS */
  char separator[SVE_FIGURE_GROUPS]; /* behind the group: . , : / - space (all dashes are '-', all spaces ' '); 0 */
  uint8_t count;                     /* groups; 0: the token is no figure */
  char sign;                         /* '-', '+', or 0 */
  uint16_t tail;                     /* where the bytes behind the last group start; the token's length: none */
} sve_figure;

/* Reads a token. count is 0 where it does not begin with a figure, or has more groups or digits than fit. */
sve_figure sve_figure_read(const char *text, size_t length);

/* A decimal: `1 234,50`, `1.234,50`, `61.25`. `1.234` is a thousand (Swedish), `1.23` and `0.123` are not. Reads from
 * group *at on, which there must be, and moves *at behind what it used. False where the groups are no such number. */
typedef struct sve_decimal {
  int64_t digits; /* 123450 */
  uint8_t decimals;
} sve_decimal;
bool sve_figure_decimal(const sve_figure *figure, unsigned *at, sve_decimal *out);

/* A clock time of hours and two digits of minutes from group `at` on: `14.30`, `7:05`. */
bool sve_figure_clock(const sve_figure *figure, unsigned at, int *hour, int *minute);
#endif
