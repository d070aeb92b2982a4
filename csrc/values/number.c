/* Finding numbers: figures by their groups, words by values/number_word, and the words around both. */
#include "values/number.h"

#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "values/number_word.h"
#include "values/reading.h"

sve_string sve_modifier_name(sve_modifier modifier) {
  static const sve_string names[] = {
      {"", 0},      {"APPROX", 6}, {"LESS_THAN", 9}, {"MORE_THAN", 9}, {"EQUAL_OR_LESS", 13}, {"EQUAL_OR_MORE", 13},
      {"START", 5}, {"MID", 3},    {"END", 3}};
  return names[modifier];
}

static bool equals(const char *text, size_t length, const char *wanted) {
  return length == strlen(wanted) && memcmp(text, wanted, length) == 0;
}

/* Two decimals with as many decimals each. */
static bool align(sve_decimal *a, sve_decimal *b) {
  while (a->decimals < b->decimals) {
    if (__builtin_mul_overflow(a->digits, 10, &a->digits)) return false;
    a->decimals++;
  }
  return true;
}

/* What a figure's groups are worth; false where they are no number (`2022-01-07`, `14:30:05`). */
static bool evaluate(const sve_figure *figure, sve_number *out) {
  unsigned at = 0;
  sve_decimal low, high;
  if (!sve_figure_decimal(figure, &at, &low)) return false;
  if (figure->sign == '-') low.digits = -low.digits;
  out->digits = out->high = low.digits;
  out->decimals = low.decimals;
  if (at == figure->count) return true;
  char separator = figure->separator[at - 1];
  unsigned second = at;
  if (!sve_figure_decimal(figure, &second, &high) || second != figure->count) return false;
  switch (separator) {
    case '-':
      if (figure->sign != 0 || !align(&low, &high) || !align(&high, &low)) return false;
      out->digits = low.digits;
      out->high = high.digits;
      out->decimals = low.decimals;
      out->form = SVE_NUMBER_RANGE;
      return true;
    case '/':
      if (low.decimals > 0 || high.decimals > 0 || high.digits == 0 || high.digits > 1000) return false;
      sve_number_set_fraction(out, 0, low.digits, high.digits);
      out->high = out->digits;
      out->form = SVE_NUMBER_FRACTION;
      return true;
    case ':':
      if (low.decimals > 0 || high.decimals > 0 || figure->digits[at] != 2 || out->digits > sve_power_of_ten(15))
        return false;
      out->digits = out->high = low.digits * 100 + high.digits;
      out->decimals = 2;
      out->form = SVE_NUMBER_PRICE;
      return true;
    default:
      return false;
  }
}

static const struct {
  const char *text;
  uint8_t numerator, divisor;
} VULGAR[] = {{"½", 1, 2}, {"⅓", 1, 3}, {"⅔", 2, 3}, {"¼", 1, 4}, {"¾", 3, 4}, {"⅕", 1, 5}, {"⅖", 2, 5}, {"⅗", 3, 5},
              {"⅘", 4, 5}, {"⅙", 1, 6}, {"⅚", 5, 6}, {"⅛", 1, 8}, {"⅜", 3, 8}, {"⅝", 5, 8}, {"⅞", 7, 8}};

/* `½` alone, or as the tail of a figure: `2½`. */
static bool read_vulgar(const char *text, size_t length, int64_t whole, sve_number *out) {
  for (size_t i = 0; i < sizeof VULGAR / sizeof *VULGAR; i++) {
    if (!equals(text, length, VULGAR[i].text)) continue;
    out->form = SVE_NUMBER_FRACTION;
    sve_number_set_fraction(out, whole, VULGAR[i].numerator, VULGAR[i].divisor);
    out->high = out->digits;
    return true;
  }
  return false;
}

/* `:e`, `:a`: the ending of an ordinal. */
static bool is_ordinal_ending(const char *text, size_t length) {
  return equals(text, length, ":e") || equals(text, length, ":a") || equals(text, length, ":es");
}

/* `1e10`, `12,32e+15`: the tail as a power of ten. */
static bool take_exponent(const char *tail, size_t length, sve_number *number) {
  if (length < 2 || length > 4 || (tail[0] | 0x20) != 'e') return false;
  size_t at = tail[1] == '+' || tail[1] == '-' ? 2 : 1;
  int exponent = 0;
  if (at == length) return false;
  for (size_t i = at; i < length; i++) {
    if (tail[i] < '0' || tail[i] > '9') return false;
    exponent = exponent * 10 + (tail[i] - '0');
  }
  if (tail[1] == '-') exponent = -exponent;
  int decimals = number->decimals - exponent;
  for (; decimals < 0; decimals++) {
    if (__builtin_mul_overflow(number->digits, 10, &number->digits)) number->beyond = true;
  }
  if (decimals > SVE_HIGHEST_POWER) number->beyond = true;
  number->decimals = number->beyond ? 0 : (uint8_t)decimals;
  number->high = number->digits;
  return true;
}

/* A fraction in figures behind a whole number: `1 1/2`. */
static void take_mixed(const sve_number_reader *reader, sve_number *number) {
  uint32_t token = number->end_token;
  if (!sve_read_goes_on(reader->passage, token) || reader->passage->tokens[token].kind != SVE_TOKEN_NUMBER) return;
  size_t length;
  const char *text = sve_passage_word(reader->passage, token, &length);
  sve_figure figure = sve_figure_read(text, length);
  bool fraction = figure.count == 2 && figure.separator[0] == '/' && figure.tail == length && figure.sign == 0 &&
                  figure.value[0] < figure.value[1] && figure.value[1] < 10;
  if (!fraction || figure.value[0] == 0) return;
  number->form = SVE_NUMBER_FRACTION;
  sve_number_set_fraction(number, number->digits, figure.value[0], figure.value[1]);
  number->high = number->digits;
  number->end_token++;
}

static bool read_figure(const sve_number_reader *reader, uint32_t token, sve_number *out) {
  size_t length;
  const char *text = sve_passage_word(reader->passage, token, &length);
  *out = (sve_number){.divisor = 1, .first_token = token, .end_token = token + 1, .figure = true};
  if (read_vulgar(text, length, 0, out)) return true;
  sve_figure figure = sve_figure_read(text, length);
  if (figure.count == 0 || !evaluate(&figure, out)) return false;
  bool padded = figure.digits[0] > 1 && figure.value[0] < sve_power_of_ten(figure.digits[0] - 1u);
  out->identifier = (padded && (figure.digits[0] > 2 || figure.count > 1)) || /* `007`, `05.10` */
                    sve_numeral_find(reader, token).kind == SVE_NUMERAL_TELEPHONE;
  const char *tail = text + figure.tail;
  size_t tail_length = length - figure.tail;
  if (tail_length == 0) {
    sve_numeral_take_scale(reader, out);
  } else if (is_ordinal_ending(tail, tail_length)) {
    out->form = SVE_NUMBER_ORDINAL;
  } else if (equals(tail, tail_length, ":-") || equals(tail, tail_length, ":–")) {
    out->form = SVE_NUMBER_PRICE;
  } else if (out->form == SVE_NUMBER_CARDINAL && out->digits < INT32_MAX && equals(tail, tail_length, "-tals")) {
    out->form = SVE_NUMBER_COLLECTIVE; /* `10 000-tals` */
    out->high = out->digits * 10 - 1;
  } else if (out->form == SVE_NUMBER_CARDINAL && take_exponent(tail, tail_length, out)) {
    return true;
  } else if (out->decimals > 0 || out->form != SVE_NUMBER_CARDINAL ||
             !read_vulgar(tail, tail_length, out->digits, out)) {
    out->tail = (uint16_t)tail_length;
  }
  if (out->tail == 0 && out->form == SVE_NUMBER_CARDINAL && out->decimals == 0) {
    take_mixed(reader, out);
    if (out->form == SVE_NUMBER_CARDINAL) sve_numeral_take_fraction(reader, out);
  }
  return true;
}

/* `chassinummer 1`, `diarienr 12`: compounds of `nummer` count nothing. */
static bool is_numbering(const sve_number_reader *reader, uint32_t token) {
  static const char endings[][7] = {"nummer", "numret", "nr"};
  size_t length;
  const char *text = sve_passage_word(reader->passage, token, &length);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t bytes = strlen(endings[i]);
    if (length > bytes && memcmp(text + length - bytes, endings[i], bytes) == 0) return true;
  }
  return false;
}

/* `några hundra`, `flera tusen`, `ett par miljoner`: a scale that the word before it counts, nobody knows how often. */
static bool take_vague(const sve_number_reader *reader, sve_numeral before, sve_number *number) {
  uint8_t first = sve_numeral_find(reader, number->first_token).kind;
  bool vague = before.kind == SVE_NUMERAL_VAGUE || before.kind == SVE_NUMERAL_APPROXIMATION_PART;
  if (!vague || (first != SVE_NUMERAL_HUNDRED && first != SVE_NUMERAL_SCALE)) return false;
  number->beyond = true;
  number->first_token--;
  if (sve_read_is_before(reader->passage, number->first_token, "ett", "Ett")) number->first_token--;
  number->outer_token = number->first_token;
  return true;
}

/* Whether the token before the number is a minus: `kring –3 grader`; not `5 –3`, nor the dash that opens a reply. */
static bool is_minus(const sve_number_reader *reader, const sve_number *number) {
  const sve_passage *passage = reader->passage;
  uint32_t dash = number->first_token - 1;
  size_t length, at = 0;
  const char *text = sve_passage_word(passage, dash, &length);
  enum { EN_DASH = 0x2013, MINUS = 0x2212 };
  uint32_t mark = sve_utf8_next(text, length, &at);
  if ((mark != EN_DASH && mark != MINUS) || at != length || !number->figure || number->digits < 0) return false;
  bool joined = (passage->tokens[dash + 1].flags & SVE_TOKEN_AFTER_SPACE) == 0;
  bool spaced = (passage->tokens[dash].flags & SVE_TOKEN_AFTER_SPACE) != 0;
  return joined && spaced && dash > 0 && sve_read_goes_on(passage, dash) &&
         passage->tokens[dash - 1].kind == SVE_TOKEN_WORD;
}

/* Whether `plus` before the number is a sign: `plus 2 grader`; not `två plus 2`, `plus 20 kronor`. */
static bool is_plus(const sve_number_reader *reader, const sve_number *number) {
  const sve_passage *passage = reader->passage;
  if (!sve_read_is(passage, number->first_token - 1, "plus") || !sve_read_goes_on(passage, number->end_token))
    return false;
  size_t length;
  const char *unit = sve_passage_word(passage, number->end_token, &length);
  return (length >= 4 && memcmp(unit, "grad", 4) == 0) || equals(unit, length, "°C") || equals(unit, length, "°");
}

/* The words before a number: `minus 5`, `drygt 200`, `mer än 200`, `rum 12`. */
static void read_before(const sve_number_reader *reader, sve_number *number) {
  number->outer_token = number->first_token;
  if (number->first_token == 0 || !sve_read_goes_on(reader->passage, number->first_token)) return;
  sve_numeral before = sve_numeral_find(reader, number->first_token - 1);
  if (number->figure && is_plus(reader, number)) {
    number->first_token--;
    number->outer_token--;
    return;
  }
  bool sign = before.kind == SVE_NUMERAL_SIGN || is_minus(reader, number);
  if (sign && number->form != SVE_NUMBER_ORDINAL) {
    number->digits = -number->digits;
    number->high = -number->high;
    number->first_token--;
    number->outer_token--;
    if (number->form == SVE_NUMBER_ARTICLE) number->form = SVE_NUMBER_CARDINAL;
    if (number->first_token == 0) return;
    before = sve_numeral_find(reader, number->first_token - 1);
  }
  if (is_numbering(reader, number->first_token - 1)) number->identifier = true;
  if (before.kind == SVE_NUMERAL_LABEL || before.kind == SVE_NUMERAL_LABEL_BEHIND) number->identifier = true;
  if (number->form == SVE_NUMBER_ORDINAL || number->form == SVE_NUMBER_COLLECTIVE) return;
  if (take_vague(reader, before, number)) return;
  if (before.kind == SVE_NUMERAL_APPROXIMATION) {
    number->modifier = sve_modifier_of(before.modifier);
    number->outer_token = number->first_token - 1;
  } else if (before.kind == SVE_NUMERAL_APPROXIMATION_LINK && number->first_token >= 2 &&
             sve_read_goes_on(reader->passage, number->first_token - 1)) {
    before = sve_numeral_find(reader, number->first_token - 2);
    if (before.kind != SVE_NUMERAL_APPROXIMATION_PART) return;
    number->modifier = sve_modifier_of(before.modifier);
    number->outer_token = number->first_token - 2;
  }
}

/* `5 §`, `3 kap.`: the word behind makes it a name. */
static void read_behind(const sve_number_reader *reader, sve_number *number) {
  if (sve_read_goes_on(reader->passage, number->end_token) &&
      sve_numeral_find(reader, number->end_token).kind == SVE_NUMERAL_LABEL_BEHIND) {
    number->identifier = true;
  }
}

sve_status sve_numbers_find(const sve_number_words *words, const sve_passage *passage, sve_number_list *out,
                            sve_error *error) {
  sve_number_reader reader = {words, passage};
  for (uint32_t token = 0; token < passage->token_count;) {
    sve_status status = sve_stopped(passage->stop, error);
    if (status != SVE_OK) return status;
    sve_number number;
    const sve_token *at = &passage->tokens[token];
    bool found = false;
    if (at->kind == SVE_TOKEN_WORD) {
      char first = passage->text[at->span.start_byte];
      found = (first >= '0' && first <= '9') || first == '-'
                  ? read_figure(&reader, token, &number)
                  : sve_numeral_begins(&reader, token) && sve_numeral_read(&reader, token, &number);
    } else if (at->kind == SVE_TOKEN_NUMBER || at->kind == SVE_TOKEN_SYMBOL) {
      found = read_figure(&reader, token, &number);
    }
    if (!found) {
      token++;
      continue;
    }
    read_before(&reader, &number);
    read_behind(&reader, &number);
    status = SVE_LIST_RESERVE(out, 1, error);
    if (status != SVE_OK) return status;
    out->items[out->count++] = number;
    token = number.end_token;
  }
  return SVE_OK;
}

/* Writes digits / 10^decimals, shifted by `tens`. */
static size_t format_decimal(int64_t digits, int decimals, char *out, size_t size) {
  while (decimals < 0) {
    if (__builtin_mul_overflow(digits, 10, &digits)) return 0;
    decimals++;
  }
  if (decimals > SVE_HIGHEST_POWER) return 0;
  uint64_t magnitude = digits < 0 ? 0 - (uint64_t)digits : (uint64_t)digits;
  uint64_t power = (uint64_t)sve_power_of_ten(decimals);
  /* At most 22 bytes. */
  int length = decimals == 0 ? snprintf(out, size, "%s%llu", digits < 0 ? "-" : "", (unsigned long long)magnitude)
                             : snprintf(out, size, "%s%llu.%0*llu", digits < 0 ? "-" : "",
                                        (unsigned long long)(magnitude / power), decimals,
                                        (unsigned long long)(magnitude % power));
  return (size_t)length;
}

size_t sve_number_format(const sve_number *number, int tens, char out[SVE_NUMBER_BYTES]) {
  if (number->beyond) return 0;
  size_t length = format_decimal(number->digits, number->decimals - tens, out, SVE_NUMBER_BYTES);
  if (length == 0) return 0;
  if (number->high != number->digits) {
    char high[SVE_NUMBER_BYTES];
    size_t high_length = format_decimal(number->high, number->decimals - tens, high, sizeof high);
    if (high_length == 0) return 0;
    memcpy(out + length, "..", 2);
    memcpy(out + length + 2, high, high_length);
    length += 2 + high_length;
  }
  if (number->divisor > 1) {
    length += (size_t)snprintf(out + length, SVE_NUMBER_BYTES - length, "/%u", number->divisor);
  }
  return length;
}
