/* What single tokens and the words around them say: readings, guards, gates. */
#include "values/time_source.h"

#include <string.h>

#include "base/hash.h"
#include "text/chars.h"
#include "text/utf8.h"
#include "values/reading.h"
#include "values/time_shape.h"

enum {
  LONGEST_COUNT = 3,    /* bytes of a figure that is nothing by itself */
  LONGEST_UNIT = 10,    /* … of a unit inside a compound: `årsåldern` */
  SHORTEST_WEEKDAY = 7, /* … `tisdags` */
  LONGEST_WEEKDAY = 8   /* … `måndags` */
};

/* ---- What a token may be. ---- */

static size_t add_reading(sve_time_reading *out, size_t count, sve_time_class class, int64_t value, uint32_t tokens,
                          const sve_number *number) {
  if (count == SVE_TIME_READINGS || tokens > UINT8_MAX) return count;
  out[count] =
      (sve_time_reading){.class = (uint8_t) class, .tokens = (uint8_t)tokens, .value = value, .number = number};
  return count + 1;
}

/* A reading of the first bytes of one token, the first part of a compound; 0: of all of it. */
static size_t add_part(sve_time_reading *out, size_t count, sve_time_class class, int64_t value, size_t bytes,
                       const sve_number *number) {
  size_t grown = add_reading(out, count, class, value, 1, number);
  if (grown > count) out[count].bytes = (uint16_t)bytes;
  return grown;
}

static bool begins_with_digit(const sve_passage *passage, uint32_t token) {
  char first = passage->text[passage->tokens[token].span.start_byte];
  return first >= '0' && first <= '9';
}

/* The next number, if it begins at `token`, the words before it counted or not: `drygt 200`. */
static const sve_number *number_at(const sve_time_source *source, uint32_t token) {
  const sve_number_list *numbers = source->numbers;
  size_t at = source->number;
  while (at < numbers->count && numbers->items[at].first_token < token) at++;
  if (at == numbers->count) return NULL;
  const sve_number *number = &numbers->items[at];
  return number->first_token == token || number->outer_token == token ? number : NULL;
}

/* The readings of a number by what it is worth; behind `drygt` it is an amount only. */
static size_t read_number(const sve_number *number, uint32_t token, sve_time_reading *out, size_t count) {
  uint32_t tokens = number->end_token - token;
  bool small = number->digits >= 0 && number->digits < INT32_MAX && number->decimals == 0 && number->divisor == 1 &&
               !number->beyond;
  int32_t value = small ? (int32_t)number->digits : 0;
  switch ((sve_number_form)number->form) {
    case SVE_NUMBER_ORDINAL:
      count = add_reading(out, count, SVE_CLASS_ORDINAL, value, tokens, NULL);
      if (value >= 1 && value <= 31) {
        count = add_reading(out, count, number->figure ? SVE_CLASS_DAY : SVE_CLASS_DAYWORD, value, tokens, NULL);
      }
      return count;
    case SVE_NUMBER_ARTICLE:
      count = add_reading(out, count, SVE_CLASS_ONE, 1, tokens, number);
      break;
    case SVE_NUMBER_CARDINAL:
    case SVE_NUMBER_FRACTION:
    case SVE_NUMBER_RANGE:
      if (!number->identifier) count = add_reading(out, count, SVE_CLASS_NUMBER, value, tokens, number);
      break;
    default:
      return count;
  }
  if (number->figure || !small || number->first_token != token) return count;
  if (value <= 24) {
    count = add_reading(out, count, SVE_CLASS_HOUR, value, tokens, NULL);
    count = add_reading(out, count, SVE_CLASS_HOURWORD, value, tokens, NULL);
  }
  if (value > 0 && value < 30 && value % 5 == 0) count = add_reading(out, count, SVE_CLASS_FEW, value, tokens, NULL);
  /* `nittonhundraåttiofyra`, `tjugohundraarton` */
  if (value >= 1000 && value < 2200) count = add_reading(out, count, SVE_CLASS_YEAR, value, tokens, NULL);
  return count;
}

/* The value of a word, given by its bytes, as a member of a class; false where it is none. */
static bool find_member(const sve_time_source *source, const char *word, size_t length, sve_time_class class,
                        int64_t *value) {
  uint64_t folded = sve_hash(word, length);
  if (!sve_time_rules_has(source->rules, SVE_GATE_BELONGS, folded)) return false;
  sve_time_word known = sve_time_rules_word(source->rules, folded);
  for (size_t i = 0; i < SVE_WORD_CLASSES; i++) {
    if (known.classes[i] != class) continue;
    *value = known.values[i];
    return true;
  }
  return false;
}

/* A number and the unit that is linked to it: `tvåårsperiod`, `24-timmars`, `femdagarsresa`; not `femårig`,
 * `30-årsdagen` (ages). */
static size_t read_unit_in(const sve_time_source *source, const sve_number *number, uint32_t token,
                           sve_time_reading *out, size_t count) {
  if (number->first_token != token || number->end_token != token + 1) return count;
  if (number->form != SVE_NUMBER_CARDINAL && number->form != SVE_NUMBER_ARTICLE) return count;
  size_t length;
  const char *text = sve_passage_word(source->passage, token, &length);
  const char *unit = text + length - number->tail;
  size_t left = number->tail;
  if (unit[0] == '-') {
    unit++;
    left--;
  }
  for (size_t bytes = left < LONGEST_UNIT ? left : LONGEST_UNIT; bytes > 1; bytes--) {
    int64_t value;
    if (find_member(source, unit, bytes, SVE_CLASS_AGE_IN, &value)) return count;
    if (unit[bytes - 1] != 's' || !find_member(source, unit, bytes, SVE_CLASS_UNIT, &value)) continue;
    if (left != bytes && left < bytes + SVE_SHORTEST_REST) return count;
    return add_part(out, count, SVE_CLASS_UNIT_IN, value, left == bytes ? 0 : length - left + bytes - 1, number);
  }
  return count;
}

/* The bytes of a word's first part if that is a weekday, *weekday: `Måndagsmötet`, `fredagsmatchen`; not `måndags`. */
static size_t weekday_in(const sve_time_source *source, uint32_t token, int64_t *weekday) {
  size_t length;
  const char *text = sve_passage_word(source->passage, token, &length);
  if (length < SHORTEST_WEEKDAY + SVE_SHORTEST_REST) return 0;
  static const char ending[] = "dags";
  for (size_t bytes = SHORTEST_WEEKDAY; bytes <= LONGEST_WEEKDAY; bytes++) {
    if (length < bytes + SVE_SHORTEST_REST || memcmp(text + bytes - 4, ending, 4) != 0) continue;
    char lower[LONGEST_WEEKDAY];
    memcpy(lower, text, bytes);
    lower[0] |= 0x20;
    if (find_member(source, lower, bytes, SVE_CLASS_WEEKDAY_S, weekday)) return bytes - 1;
  }
  return 0;
}

size_t sve_time_read_token(void *context, uint32_t token, sve_time_reading *out) {
  const sve_time_source *source = context;
  const sve_passage *passage = source->passage;
  size_t count = 0;
  size_t length;
  const char *text = sve_passage_word(passage, token, &length);
  bool figure = passage->tokens[token].kind == SVE_TOKEN_NUMBER || begins_with_digit(passage, token);
  const sve_number *number = number_at(source, token);
  if (number != NULL && number->tail != 0) {
    count = read_unit_in(source, number, token, out, count);
  } else if (number != NULL) {
    count = read_number(number, token, out, count);
  }
  if (figure) {
    sve_shape shapes[SVE_SHAPES];
    size_t shape_count = sve_shapes_read(source->rules, text, length, shapes);
    for (size_t i = 0; i < shape_count; i++) {
      count = add_part(out, count, (sve_time_class)shapes[i].class, shapes[i].value, shapes[i].bytes, NULL);
    }
    return count;
  }
  const sve_word *word = &passage->words[token];
  sve_time_word known = {0};
  if (sve_time_rules_has(source->rules, SVE_GATE_BELONGS, word->folded)) {
    known = sve_time_rules_word(source->rules, word->folded);
  }
  if (known.classes[0] == 0 && word->genitive != 0 && sve_time_rules_has(source->rules, SVE_GATE_BELONGS, word->base)) {
    known = sve_time_rules_word(source->rules, word->base);
  }
  for (size_t i = 0; i < SVE_WORD_CLASSES && known.classes[i] != 0; i++) {
    count = add_reading(out, count, (sve_time_class)known.classes[i], known.values[i], 1, NULL);
  }
  int64_t weekday;
  size_t bytes = known.classes[0] == 0 ? weekday_in(source, token, &weekday) : 0;
  return bytes == 0 ? count : add_part(out, count, SVE_CLASS_WEEKDAY_IN, weekday, bytes, NULL);
}

bool sve_time_is_of_class(const sve_time_source *source, uint32_t token, sve_time_class class) {
  sve_time_word known = sve_time_rules_word(source->rules, source->passage->words[token].folded);
  for (size_t i = 0; i < SVE_WORD_CLASSES; i++) {
    if (known.classes[i] == class) return true;
  }
  return false;
}

/* ---- Guards. ---- */

/* Whether a mark, the line's end or a verb follows: `kom dagen innan.`, `Dagen efter var hon`; not `två år innan de
 * kom`, `dagen efter att`. */
static bool is_alone(const sve_time_source *source, uint32_t token) {
  if (!sve_read_goes_on(source->passage, token)) return true;
  if (source->passage->tokens[token].kind == SVE_TOKEN_PUNCTUATION) return true;
  return sve_time_is_of_class(source, token, SVE_CLASS_PAST) || sve_time_is_of_class(source, token, SVE_CLASS_FUTURE);
}

/* Whether no word goes on with the expression: `den 27 med Joe`, `den 27!`; not `den 27 bilen`. */
static bool is_closed(const sve_time_source *source, uint32_t token) {
  return is_alone(source, token) || (source->passage->tokens[token].kind == SVE_TOKEN_WORD &&
                                     sve_time_is_of_class(source, token, SVE_CLASS_FUNCTION));
}

static bool is_final(const sve_time_source *source, uint32_t token) {
  const sve_passage *passage = source->passage;
  if (!sve_read_goes_on(passage, token)) return true;
  size_t length;
  const char *text = sve_passage_word(passage, token, &length);
  return sve_first_class(text, length) == SVE_CHAR_STOP;
}

/* Whether the word behind may be what a number counts. */
static bool counts_behind(const sve_time_source *source, uint32_t token) {
  return sve_read_is_lower(source->passage, token) && !sve_time_is_of_class(source, token, SVE_CLASS_FUNCTION);
}

/* Whether four digits are a year rather than an amount: `grundades 1954 i Piteå`, `sedan 1850`; not `1500 personer`,
 * `nr 1954`, `2100 meter`. */
static bool is_year(const sve_time_source *source, const sve_time_match *match) {
  const sve_passage *passage = source->passage;
  uint32_t token = match->first_token;
  if (passage->tokens[token].kind != SVE_TOKEN_NUMBER) return false;
  int64_t year = match->captures[0].value;
  size_t at = source->number;
  if (at < source->numbers->count && source->numbers->items[at].first_token == token &&
      source->numbers->items[at].identifier) {
    return false;
  }
  uint32_t behind = match->end_token;
  bool counts = counts_behind(source, behind);
  bool cued = token > 0 && sve_time_is_of_class(source, token - 1, SVE_CLASS_CUE);
  bool round = year % 100 == 0;
  if (year >= 1900 && year <= 2035) return !round || !counts || (cued && year != 2000);
  if (token > 0 && !cued && passage->words[token - 1].letters == SVE_CASE_UPPER) return false; /* `SK 1422` */
  if (year >= 1000 && year < 1900) return round ? cued && !counts : cued || !counts;
  return year > 2035 && year < 2150 && cued && !counts;
}

/* Whether `2/4` is a day: not `1/10 av eleverna`, `3/4 liter`; a half, third or quarter only where a day is asked for.
 */
static bool is_daymonth(const sve_time_source *source, const sve_time_match *match) {
  const sve_passage *passage = source->passage;
  uint32_t behind = match->end_token;
  if (sve_read_goes_on(passage, behind)) {
    if (sve_read_is(passage, behind, "av")) return false;
    if (sve_read_is_lower(passage, behind) && !sve_time_is_of_class(source, behind, SVE_CLASS_FUNCTION)) return false;
    if (passage->tokens[behind].kind == SVE_TOKEN_SYMBOL) return false;
  }
  int64_t day = match->captures[0].value % 100, month = match->captures[0].value / 100;
  bool fraction = (day < month && month <= 4) || (day == 24 && month == 7); /* `öppet 24/7` */
  uint32_t token = match->first_token;
  return !fraction || (token > 0 && sve_time_is_of_class(source, token - 1, SVE_CLASS_CUE));
}

/* Whether `12:50` is what something costs: `kostar 12:50`, `priset är 12:50`, `12:50 per kilo`. */
static bool is_price(const sve_time_source *source, uint32_t first, uint32_t end) {
  for (uint32_t back = 1; back <= 2 && back <= first; back++) {
    if (sve_time_is_of_class(source, first - back, SVE_CLASS_PRICE)) return true;
  }
  return sve_read_goes_on(source->passage, end) && sve_time_is_of_class(source, end, SVE_CLASS_PRICE);
}

static bool is_masculine(const sve_passage *passage, const sve_time_match *match) {
  size_t length;
  const char *text = sve_passage_word(passage, match->end_token - 1, &length);
  return text[length - 1] == 'e';
}

static bool follows_weekday(const sve_time_source *source, uint32_t token) {
  static const sve_time_class days[] = {SVE_CLASS_WEEKDAY, SVE_CLASS_WEEKDAY_SHORT, SVE_CLASS_WEEKDAYS};
  for (size_t i = 0; token > 0 && i < sizeof days / sizeof *days; i++) {
    if (sve_time_is_of_class(source, token - 1, days[i])) return true;
  }
  return false;
}

bool sve_time_may_stand(void *context, const sve_time_match *match) {
  const sve_time_source *source = context;
  const sve_passage *passage = source->passage;
  uint32_t first = match->first_token + match->rule.left;
  switch ((sve_time_guard)match->rule.guard) {
    case SVE_GUARD_NONE:
      return true;
    case SVE_GUARD_LOWER: /* `i mars`; not `Mars är röd` */
      return passage->words[first].letters == SVE_CASE_LOWER;
    case SVE_GUARD_CLOSED:
      return is_closed(source, match->end_token);
    case SVE_GUARD_CLOCK:
      return !is_price(source, first, match->end_token);
    case SVE_GUARD_ALONE:
      return is_alone(source, match->end_token);
    case SVE_GUARD_FINAL: /* `den tredje.`, `den andre.`; not `den andra.` */
      return is_final(source, match->end_token) && (match->captures[0].value > 2 || is_masculine(passage, match));
    case SVE_GUARD_HOURS: /* `lördag 10–15`; not `lördag 10–15 personer` */
      return is_closed(source, match->end_token) && follows_weekday(source, first);
    case SVE_GUARD_APART: /* `måndag till onsdag`; not `från måndag till onsdag` */
      return !sve_read_is_before(passage, first, "från", "Från");
    case SVE_GUARD_DECADE: /* `på 30-talet`, `80-talets mode`; not `30-talet personer` */
      return match->captures[0].value >= 200 || passage->words[first].genitive != 0 ||
             !counts_behind(source, match->end_token) ||
             (first > 0 && sve_time_is_of_class(source, first - 1, SVE_CLASS_FUNCTION));
    case SVE_GUARD_ONCE: /* not `sju dagar i veckan` */
      return match->first_token == 0 || !sve_time_is_of_class(source, match->first_token - 1, SVE_CLASS_OFTEN);
    case SVE_GUARD_DURATION:
      return !sve_read_is_age(passage, first, match->end_token);
    case SVE_GUARD_YEAR:
      return is_year(source, match);
    case SVE_GUARD_DAYMONTH:
      return is_daymonth(source, match);
    case SVE_GUARD_HOLIDAY: /* `på Valborg`; not `Valborg Ek` */
      if (passage->words[first].letters == SVE_CASE_LOWER) return true;
      return (first > 0 && sve_time_is_of_class(source, first - 1, SVE_CLASS_FUNCTION)) ||
             (sve_read_begins(passage, first) && sve_read_is_lower(passage, match->end_token));
  }
  return false;
}

/* ---- Where expressions may begin. ---- */

/* Whether a token may stand inside an expression. */
static bool may_go_on(const sve_time_source *source, uint32_t token) {
  const sve_passage *passage = source->passage;
  if (!sve_read_goes_on(passage, token)) return false;
  const sve_word *word = &passage->words[token];
  if (sve_time_rules_has(source->rules, SVE_GATE_BELONGS, word->folded) || begins_with_digit(passage, token)) {
    return true;
  }
  if (word->genitive != 0 && sve_time_rules_has(source->rules, SVE_GATE_BELONGS, word->base)) return true;
  return number_at(source, token) != NULL;
}

bool sve_time_may_begin(const sve_time_source *source, uint32_t token) {
  const sve_passage *passage = source->passage;
  const sve_word *word = &passage->words[token];
  const sve_time_rules *rules = source->rules;
  size_t at = source->number;
  if (at < source->numbers->count && source->numbers->items[at].first_token == token) {
    const sve_number *number = &source->numbers->items[at];
    sve_span span = passage->tokens[token].span;
    bool alone =
        number->tail != 0 ||
        (number->figure && (number->form != SVE_NUMBER_CARDINAL || span.end_byte - span.start_byte > LONGEST_COUNT));
    return alone || sve_time_rules_has(rules, SVE_GATE_ALONE, word->folded) || may_go_on(source, number->end_token);
  }
  switch (passage->tokens[token].kind) {
    case SVE_TOKEN_NUMBER:
      return true;
    case SVE_TOKEN_WORD:
      if (begins_with_digit(passage, token)) return true; /* `2022-01-07T14:30` */
      break;
    case SVE_TOKEN_ABBREVIATION:
      break;
    default:
      return false;
  }
  bool base = word->genitive != 0 && sve_time_rules_has(rules, SVE_GATE_BEGINS, word->base);
  bool begins = base || sve_time_rules_has(rules, SVE_GATE_BEGINS, word->folded);
  int64_t weekday;
  return (begins &&
          (sve_time_rules_has(rules, SVE_GATE_ALONE, word->folded) ||
           (base && sve_time_rules_has(rules, SVE_GATE_ALONE, word->base)) || may_go_on(source, token + 1))) ||
         weekday_in(source, token, &weekday) != 0;
}
