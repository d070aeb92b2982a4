/* Finding numbers: figures by their groups, words by the morphemes of section NUMB.
 *
 * A number word is a sequence of morphemes, in one word (`tjugosjutusen`: tjugo sju tusen) or several. An
 * accumulator takes them one by one and refuses what does not go on a number (`tre fyra` are two).
 */
#include "values/number.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/status.h"
#include "values/reading.h"

enum {
  HASH_GATE_BYTES = 2048,
  PREFIX_GATE_BYTES = 512,
  LONGEST_WORD = 96,
  SHORTEST_SOLID = 6,
  LONGEST_MORPHEME = 16,
  SCALES = 3
};

typedef enum word_kind {
  WORD_NONE,
  WORD_CARDINAL, /* 0 to 99 */
  WORD_HUNDRED,
  WORD_SCALE, /* `tusen`, `miljon` */
  WORD_ORDINAL,
  WORD_FRACTION,   /* `tredjedel`, `halv` */
  WORD_COLLECTIVE, /* `hundratals` */
  WORD_ARTICLE,
  WORD_DOZEN,
  WORD_APPROXIMATION,      /* stands before a number: `cirka` */
  WORD_APPROXIMATION_PART, /* … with a word between: `mer` än */
  WORD_APPROXIMATION_LINK, /* `än` */
  WORD_LABEL,              /* the number behind it is a name: `rum` 12 */
  WORD_LABEL_BEHIND,       /* … before it: 5 `§` */
  WORD_SIGN,               /* `minus` */
  WORD_HALF,               /* `hälften`: a fraction by itself */
  WORD_SINGLE              /* one of what the word itself tells: `dagsgammal` */
} word_kind;

/* A row of NUMB as tools/lexicon/numbers.py packs it. */
typedef struct number_word {
  int64_t value; /* of a fraction: its divisor */
  uint8_t kind;  /* word_kind */
  uint8_t modifier;
  uint8_t solid; /* may stand inside a longer word */
  uint8_t zero[5];
} number_word;

static const int64_t POWERS[] = {1,
                                 10,
                                 100,
                                 1000,
                                 10000,
                                 100000,
                                 1000000,
                                 10000000,
                                 100000000,
                                 1000000000,
                                 10000000000,
                                 100000000000,
                                 1000000000000,
                                 10000000000000,
                                 100000000000000,
                                 1000000000000000,
                                 10000000000000000,
                                 100000000000000000,
                                 1000000000000000000};
enum { HIGHEST_POWER = 18 };

sve_string sve_modifier_name(sve_modifier modifier) {
  static const sve_string names[] = {
      {"", 0},      {"APPROX", 6}, {"LESS_THAN", 9}, {"MORE_THAN", 9}, {"EQUAL_OR_LESS", 13}, {"EQUAL_OR_MORE", 13},
      {"START", 5}, {"MID", 3},    {"END", 3}};
  return names[modifier];
}

sve_status sve_number_words_open(const sve_data *lexicon, sve_number_words *out, sve_error *error) {
  size_t length, gate_length;
  const void *bytes = sve_data_get(lexicon, SVE_TAG('N', 'U', 'M', 'B'), &length);
  const void *gate = sve_data_get(lexicon, SVE_TAG('N', 'U', 'M', 'G'), &gate_length);
  sve_table table;
  sve_status status = sve_table_open(bytes, length, sizeof(number_word), &table, error);
  if (status != SVE_OK) return status;
  if (gate != NULL && gate_length != HASH_GATE_BYTES + PREFIX_GATE_BYTES)
    return sve_fail(error, SVE_BAD_DATA, 0, "the gate of numbers is cut short");
  *out = (sve_number_words){table, gate};
  return SVE_OK;
}

/* What is read, while it is read. */
typedef struct number_reader {
  const sve_number_words *words;
  const sve_passage *passage;
} number_reader;

static number_word find_hash(const number_reader *reader, uint64_t folded) {
  number_word word = {0};
  uint32_t index = sve_table_find(&reader->words->table, folded);
  if (index != SVE_NONE) memcpy(&word, sve_table_value(&reader->words->table, index), sizeof word);
  return word;
}

static number_word find_word(const number_reader *reader, uint32_t token) {
  if (token >= reader->passage->token_count) return (number_word){0};
  return find_hash(reader, reader->passage->words[token].folded);
}

/* Lower case of one byte of UTF-8 behind `before`: ASCII, and Å Ä Ö whose second byte differs by 0x20. */
static unsigned char lower_byte(unsigned char before, unsigned char byte) {
  if (byte >= 'A' && byte <= 'Z') return (unsigned char)(byte + 0x20);
  if (before == 0xC3 && byte >= 0x80 && byte <= 0x9E) return (unsigned char)(byte + 0x20);
  return byte;
}

/* Whether a word may be a number word: one of the table, or solid morphemes, by its first three bytes (`sextusen`,
 * `tvåhundra`; not `kattunge`). */
static bool may_be_number(const number_reader *reader, uint32_t token) {
  const uint64_t *gate = reader->words->gate;
  if (gate == NULL) return false;
  uint64_t folded = reader->passage->words[token].folded;
  if ((gate[folded >> 6 & 255] >> (folded & 63) & 1) != 0) return true;
  size_t length;
  const unsigned char *bytes = (const unsigned char *)sve_read_token(reader->passage, token, &length);
  if (length < SHORTEST_SOLID) return false;
  uint32_t first = lower_byte(0, bytes[0]);
  uint32_t second = lower_byte(bytes[0], bytes[1]);
  uint32_t third = lower_byte(bytes[1], bytes[2]);
  uint32_t bit = (first * 961 + second * 31 + third) & 4095;
  return (gate[HASH_GATE_BYTES / 8 + (bit >> 6)] >> (bit & 63) & 1) != 0;
}

/* The accumulator of morphemes. */
typedef struct number_sum {
  int64_t total;   /* what the scales have closed */
  int64_t current; /* below the next scale */
  int64_t least;   /* the last scale: the next must be smaller */
  uint8_t last;    /* kind of the last morpheme */
  bool any, beyond;
  uint8_t ending; /* WORD_ORDINAL, WORD_FRACTION or WORD_COLLECTIVE once one was taken: nothing follows */
  int64_t divisor;
} number_sum;

static int64_t multiply(number_sum *sum, int64_t a, int64_t b) {
  int64_t product;
  if (__builtin_mul_overflow(a, b, &product)) {
    sum->beyond = true;
    return 0;
  }
  return product;
}

static void add_total(number_sum *sum, int64_t value) {
  if (__builtin_add_overflow(sum->total, value, &sum->total)) sum->beyond = true;
}

/* Takes a morpheme, or refuses it and stays as it was. */
static bool take(number_sum *sum, number_word word) {
  if (sum->ending != 0) return false;
  switch ((word_kind)word.kind) {
    case WORD_ARTICLE:
    case WORD_CARDINAL:
    case WORD_ORDINAL: {
      bool follows = !sum->any || sum->last == WORD_HUNDRED || sum->last == WORD_SCALE;
      /* `tjugo` `två` */
      bool ones = sum->last == WORD_CARDINAL && sum->current % 100 >= 20 && sum->current % 10 == 0;
      bool small = word.value < 100 || (word.kind == WORD_ORDINAL && !sum->any);
      if (!small || !(follows || (ones && word.value > 0 && word.value < 10))) return false;
      sum->current += word.value;
      if (word.kind == WORD_ORDINAL) sum->ending = WORD_ORDINAL;
      break;
    }
    case WORD_HUNDRED: /* `nittonhundra` too */
      if (sum->any && (sum->current == 0 || sum->current > 99) && sum->last != WORD_SCALE) return false;
      sum->current = (sum->current == 0 ? 1 : sum->current) * 100;
      break;
    case WORD_DOZEN:
    case WORD_SCALE:
      if (sum->any && (word.value >= sum->least || (sum->current == 0 && sum->last != WORD_SCALE))) return false;
      if (!sum->any && word.value > 1000) return false; /* `en miljon`; `miljoner` alone is no amount */
      add_total(sum, multiply(sum, sum->current == 0 ? 1 : sum->current, word.value));
      sum->current = 0;
      sum->least = word.value;
      break;
    case WORD_HALF:
      if (sum->any) return false;
      sum->current = 1;
      sum->divisor = word.value;
      sum->ending = WORD_FRACTION;
      break;
    case WORD_FRACTION:
      if (!sum->any) return false;
      sum->divisor = word.value;
      sum->ending = WORD_FRACTION;
      break;
    case WORD_COLLECTIVE:
      if (sum->any) return false;
      sum->current = word.value;
      sum->ending = WORD_COLLECTIVE;
      break;
    default:
      return false;
  }
  sum->last = word.kind;
  sum->any = true;
  return true;
}

/* Takes a solid word's morphemes, the longest first. Returns how many of its bytes they are; 0 for none. */
static size_t take_solid(const number_reader *reader, const char *text, size_t length, number_sum *sum) {
  if (length > LONGEST_WORD) return 0;
  unsigned char lower[LONGEST_WORD];
  unsigned char before = 0;
  for (size_t i = 0; i < length; i++) {
    lower[i] = lower_byte(before, (unsigned char)text[i]);
    before = (unsigned char)text[i];
  }
  size_t at = 0;
  while (at < length && sum->ending == 0) {
    size_t hyphen = at > 0 && lower[at] == '-' ? 1 : 0; /* `hundra-femtedelar` */
    size_t left = length - at - hyphen;
    size_t longest = left < LONGEST_MORPHEME ? left : LONGEST_MORPHEME;
    size_t taken = 0;
    for (size_t part = longest; part >= 2 && taken == 0; part--) {
      number_word word = find_hash(reader, sve_hash(lower + at + hyphen, part));
      if (word.kind != WORD_NONE && word.solid && take(sum, word)) taken = hyphen + part;
    }
    if (taken == 0) break;
    at += taken;
  }
  return at;
}

/* Takes one token, if it is number words from its first byte on. *tail: bytes that are left over. */
static bool take_token(const number_reader *reader, uint32_t token, number_sum *sum_so_far, uint16_t *tail) {
  *tail = 0;
  const sve_token *at = &reader->passage->tokens[token];
  if (at->kind != SVE_TOKEN_WORD) return false;
  size_t length;
  const char *text = sve_read_token(reader->passage, token, &length);
  if (!may_be_number(reader, token)) return false;
  number_word word = find_hash(reader, reader->passage->words[token].folded);
  if (word.kind != WORD_NONE) return take(sum_so_far, word);
  if (length < SHORTEST_SOLID) return false;
  number_sum trial = *sum_so_far;
  size_t used = take_solid(reader, text, length, &trial);
  if (used < 3) return false; /* `en` alone begins too many words: `enig` */
  if (used < length) {
    if (trial.ending != 0 || used + 2 > length) return false;
    *tail = (uint16_t)(length - used);
  }
  *sum_so_far = trial;
  return true;
}

/* a + b / divisor, as decimals where they end within six, else as a fraction. */
static void set_fraction(sve_number *number, int64_t whole, int64_t numerator, int64_t divisor) {
  if (divisor <= 0 || divisor > UINT32_MAX) {
    number->beyond = true;
    return;
  }
  if (numerator % divisor == 0) {
    numerator /= divisor;
    divisor = 1;
  }
  for (unsigned decimals = 0; decimals <= 6; decimals++) {
    if (POWERS[decimals] % divisor != 0) continue;
    int64_t top, scaled;
    if (__builtin_mul_overflow(whole, POWERS[decimals], &top) ||
        __builtin_mul_overflow(numerator, POWERS[decimals] / divisor, &scaled) ||
        __builtin_add_overflow(top, scaled, &number->digits)) {
      number->beyond = true;
    }
    number->decimals = (uint8_t)decimals;
    for (; number->decimals > 0 && number->digits % 10 == 0; number->decimals--) number->digits /= 10;
    return;
  }
  int64_t top;
  if (__builtin_mul_overflow(whole, divisor, &top) || __builtin_add_overflow(top, numerator, &number->digits)) {
    number->beyond = true;
  }
  number->divisor = (uint32_t)divisor;
}

/* `och en halv`, `och tre femtedelar` behind a number that ends before `token`: moves *token behind it. */
static bool read_fraction_behind(const number_reader *reader, uint32_t *token, int64_t *numerator, int64_t *divisor) {
  uint32_t at = *token;
  if (at + 1 >= reader->passage->token_count || !sve_read_goes_on(reader->passage, at)) return false;
  if (!sve_read_is(reader->passage, at, "och")) return false;
  at++;
  number_sum sum = {.least = INT64_MAX};
  uint16_t tail;
  /* `två och en halv`, `två och halv` */
  for (int words = 0; words < SCALES && at < reader->passage->token_count && sum.ending == 0; words++, at++) {
    number_word word = find_word(reader, at);
    if (words == 0 && word.kind == WORD_FRACTION && word.value == 2) sum.current = sum.any = 1;
    if (!take_token(reader, at, &sum, &tail) || tail != 0) return false;
  }
  if (sum.ending != WORD_FRACTION) return false;
  *numerator = sum.total + sum.current;
  *divisor = sum.divisor;
  *token = at;
  return true;
}

/* The scale behind a figure: `2,1` `miljarder`. */
static void take_scale(const number_reader *reader, sve_number *number) {
  while (number->tail == 0 && sve_read_goes_on(reader->passage, number->end_token)) {
    number_word word = find_word(reader, number->end_token);
    if (word.kind != WORD_SCALE && word.kind != WORD_HUNDRED && word.kind != WORD_DOZEN) return;
    int64_t value = word.value;
    while (number->decimals > 0 && value % 10 == 0) {
      number->decimals--;
      value /= 10;
    }
    if (__builtin_mul_overflow(number->digits, value, &number->digits) ||
        __builtin_mul_overflow(number->high, value, &number->high)) {
      number->digits = number->high = 0;
      number->beyond = true;
    }
    number->end_token++;
  }
}

/* `komma fem` behind a number: moves *token behind it. */
static bool read_decimals_behind(const number_reader *reader, uint32_t *token, sve_number *number) {
  uint32_t at = *token;
  if (!sve_read_goes_on(reader->passage, at) || !sve_read_is(reader->passage, at, "komma")) return false;
  number_sum sum = {.least = INT64_MAX};
  uint16_t tail;
  at++;
  if (!sve_read_goes_on(reader->passage, at) || !take_token(reader, at, &sum, &tail) || tail != 0) return false;
  if (sum.ending != 0 || sum.total != 0 || sum.current > 99 || number->digits > INT32_MAX) return false;
  number->decimals = sum.current < 10 ? 1 : 2;
  number->digits = number->digits * POWERS[number->decimals] + sum.current;
  *token = at + 1;
  return true;
}

/* Reads the number words from `token` on. */
static bool read_words(const number_reader *reader, uint32_t token, sve_number *out) {
  number_sum sum = {.least = INT64_MAX};
  uint16_t tail = 0;
  uint32_t at = token;
  uint8_t first_kind = find_word(reader, token).kind;
  bool article = first_kind == WORD_ARTICLE;
  if (first_kind == WORD_SINGLE) {
    size_t length;
    sve_read_token(reader->passage, token, &length);
    *out = (sve_number){
        .digits = 1, .high = 1, .divisor = 1, .first_token = token, .end_token = token + 1, .tail = (uint16_t)length};
    return true;
  }
  while (at < reader->passage->token_count && (at == token || sve_read_goes_on(reader->passage, at)) &&
         take_token(reader, at, &sum, &tail)) {
    at++;
    if (tail != 0) break;
    /* `fem - åttondelar`, `nittio - fem`: what would go on without the hyphen; not `tre - fyra`. */
    if (sve_read_goes_on(reader->passage, at) && sve_read_goes_on(reader->passage, at + 1) &&
        sve_read_is(reader->passage, at, "-") && take_token(reader, at + 1, &sum, &tail)) {
      at += 2;
      if (tail != 0) break;
    }
  }
  if (at == token) return false;
  *out = (sve_number){.digits = sum.total + sum.current,
                      .divisor = 1,
                      .first_token = token,
                      .end_token = at,
                      .tail = tail,
                      .beyond = sum.beyond};
  int64_t numerator, divisor;
  switch (sum.ending) {
    case WORD_ORDINAL:
      out->form = SVE_NUMBER_ORDINAL;
      break;
    case WORD_COLLECTIVE:
      out->form = SVE_NUMBER_COLLECTIVE;
      break;
    case WORD_FRACTION:
      out->form = SVE_NUMBER_FRACTION;
      set_fraction(out, 0, out->digits, sum.divisor);
      break;
    default:
      out->form = article && at == token + 1 ? SVE_NUMBER_ARTICLE : SVE_NUMBER_CARDINAL;
      if (tail == 0 && read_decimals_behind(reader, &at, out)) {
        out->form = SVE_NUMBER_CARDINAL;
        out->end_token = at;
        break;
      }
      if (tail == 0 && read_fraction_behind(reader, &at, &numerator, &divisor)) {
        out->form = SVE_NUMBER_FRACTION;
        set_fraction(out, out->digits, numerator, divisor);
        out->end_token = at;
      }
  }
  out->high = out->form == SVE_NUMBER_COLLECTIVE ? out->digits * 10 - 1 : out->digits;
  if (out->form == SVE_NUMBER_COLLECTIVE) take_scale(reader, out); /* `tiotals miljoner` */
  return true;
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
      set_fraction(out, 0, low.digits, high.digits);
      out->high = out->digits;
      out->form = SVE_NUMBER_FRACTION;
      return true;
    case ':':
      if (low.decimals > 0 || figure->digits[at] != 2 || out->digits > POWERS[15]) return false;
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
    set_fraction(out, whole, VULGAR[i].numerator, VULGAR[i].divisor);
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
  if (decimals > HIGHEST_POWER) number->beyond = true;
  number->decimals = number->beyond ? 0 : (uint8_t)decimals;
  number->high = number->digits;
  return true;
}

static bool read_figure(const number_reader *reader, uint32_t token, sve_number *out) {
  size_t length;
  const char *text = sve_read_token(reader->passage, token, &length);
  *out = (sve_number){.divisor = 1, .first_token = token, .end_token = token + 1, .figure = true};
  if (read_vulgar(text, length, 0, out)) return true;
  sve_figure figure = sve_figure_read(text, length);
  if (figure.count == 0 || !evaluate(&figure, out)) return false;
  bool padded = figure.digits[0] > 1 && figure.value[0] < POWERS[figure.digits[0] - 1];
  out->identifier = padded && (figure.digits[0] > 2 || figure.count > 1); /* `007`, `05.10` */
  const char *tail = text + figure.tail;
  size_t tail_length = length - figure.tail;
  if (tail_length == 0) {
    take_scale(reader, out);
  } else if (is_ordinal_ending(tail, tail_length)) {
    out->form = SVE_NUMBER_ORDINAL;
  } else if (equals(tail, tail_length, ":-") || equals(tail, tail_length, ":–")) {
    out->form = SVE_NUMBER_PRICE;
  } else if (out->form == SVE_NUMBER_CARDINAL && take_exponent(tail, tail_length, out)) {
    return true;
  } else if (out->decimals > 0 || out->form != SVE_NUMBER_CARDINAL ||
             !read_vulgar(tail, tail_length, out->digits, out)) {
    out->tail = (uint16_t)tail_length;
  }
  int64_t numerator, divisor;
  uint32_t behind = out->end_token;
  if (out->tail == 0 && out->form == SVE_NUMBER_CARDINAL && out->decimals == 0 &&
      read_fraction_behind(reader, &behind, &numerator, &divisor)) {
    out->form = SVE_NUMBER_FRACTION;
    set_fraction(out, out->digits, numerator, divisor);
    out->high = out->digits;
    out->end_token = behind;
  }
  return true;
}

/* `chassinummer 1`, `diarienr 12`: compounds of `nummer` count nothing. */
static bool is_numbering(const number_reader *reader, uint32_t token) {
  static const char endings[][7] = {"nummer", "numret", "nr"};
  size_t length;
  const char *text = sve_read_token(reader->passage, token, &length);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t bytes = strlen(endings[i]);
    if (length > bytes && memcmp(text + length - bytes, endings[i], bytes) == 0) return true;
  }
  return false;
}

/* The words before a number: `minus 5`, `drygt 200`, `mer än 200`, `rum 12`. */
static void read_before(const number_reader *reader, sve_number *number) {
  number->outer_token = number->first_token;
  if (number->first_token == 0 || !sve_read_goes_on(reader->passage, number->first_token)) return;
  number_word before = find_word(reader, number->first_token - 1);
  if (before.kind == WORD_SIGN && number->form != SVE_NUMBER_ORDINAL) {
    number->digits = -number->digits;
    number->high = -number->high;
    number->first_token--;
    number->outer_token--;
    if (number->form == SVE_NUMBER_ARTICLE) number->form = SVE_NUMBER_CARDINAL;
    if (number->first_token == 0) return;
    before = find_word(reader, number->first_token - 1);
  }
  if (is_numbering(reader, number->first_token - 1)) number->identifier = true;
  if (before.kind == WORD_LABEL || before.kind == WORD_LABEL_BEHIND) number->identifier = true;
  if (number->form == SVE_NUMBER_ORDINAL || number->form == SVE_NUMBER_COLLECTIVE) return;
  if (before.kind == WORD_APPROXIMATION) {
    number->modifier = before.modifier;
    number->outer_token = number->first_token - 1;
  } else if (before.kind == WORD_APPROXIMATION_LINK && number->first_token >= 2) {
    before = find_word(reader, number->first_token - 2);
    if (before.kind != WORD_APPROXIMATION_PART) return;
    number->modifier = before.modifier;
    number->outer_token = number->first_token - 2;
  }
}

/* `5 §`, `3 kap.`: the word behind makes it a name. */
static void read_behind(const number_reader *reader, sve_number *number) {
  if (sve_read_goes_on(reader->passage, number->end_token) &&
      find_word(reader, number->end_token).kind == WORD_LABEL_BEHIND) {
    number->identifier = true;
  }
}

sve_status sve_numbers_find(const sve_number_words *words, const sve_passage *passage, sve_number_list *out,
                            sve_error *error) {
  number_reader reader = {words, passage};
  for (uint32_t token = 0; token < passage->token_count;) {
    sve_number number;
    const sve_token *at = &passage->tokens[token];
    bool found = false;
    if (at->kind == SVE_TOKEN_WORD) {
      char first = passage->text[at->span.start_byte];
      found = (first >= '0' && first <= '9') || first == '-'
                  ? read_figure(&reader, token, &number)
                  : may_be_number(&reader, token) && read_words(&reader, token, &number);
    } else if (at->kind == SVE_TOKEN_NUMBER || at->kind == SVE_TOKEN_SYMBOL) {
      found = read_figure(&reader, token, &number);
    }
    if (!found) {
      token++;
      continue;
    }
    read_before(&reader, &number);
    read_behind(&reader, &number);
    sve_status status = SVE_LIST_RESERVE(out, 1, error);
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
  if (decimals > HIGHEST_POWER) return 0;
  uint64_t magnitude = digits < 0 ? 0 - (uint64_t)digits : (uint64_t)digits;
  uint64_t power = (uint64_t)POWERS[decimals];
  int length = decimals == 0 ? snprintf(out, size, "%s%llu", digits < 0 ? "-" : "", (unsigned long long)magnitude)
                             : snprintf(out, size, "%s%llu.%0*llu", digits < 0 ? "-" : "",
                                        (unsigned long long)(magnitude / power), decimals,
                                        (unsigned long long)(magnitude % power));
  return length < 0 || (size_t)length >= size ? 0 : (size_t)length;
}

size_t sve_number_format(const sve_number *number, int tens, char out[SVE_NUMBER_BYTES]) {
  if (number->beyond) return 0;
  size_t length = format_decimal(number->digits, number->decimals - tens, out, SVE_NUMBER_BYTES);
  if (length == 0) return 0;
  if (number->high != number->digits) {
    char high[SVE_NUMBER_BYTES];
    size_t high_length = format_decimal(number->high, number->decimals - tens, high, sizeof high);
    if (high_length == 0 || length + 2 + high_length > SVE_NUMBER_BYTES) return 0;
    memcpy(out + length, "..", 2);
    memcpy(out + length + 2, high, high_length);
    length += 2 + high_length;
  }
  if (number->divisor > 1) {
    int more = snprintf(out + length, SVE_NUMBER_BYTES - length, "/%u", number->divisor);
    if (more < 0 || length + (size_t)more >= SVE_NUMBER_BYTES) return 0;
    length += (size_t)more;
  }
  return length;
}
