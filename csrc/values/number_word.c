/* Reading numerals: an accumulator takes morphemes one by one and refuses what does not go on a number (`tre fyra`
 * are two).
 */
#include "values/number_word.h"

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
  FRACTION_WORDS = 3
};

int64_t sve_power_of_ten(unsigned exponent) {
  static const int64_t powers[] = {1,
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
  return powers[exponent];
}

sve_status sve_number_words_open(const sve_data *lexicon, sve_number_words *out, sve_error *error) {
  size_t length, gate_length;
  const void *bytes = sve_data_get(lexicon, SVE_TAG('N', 'U', 'M', 'B'), &length);
  const void *gate = sve_data_get(lexicon, SVE_TAG('N', 'U', 'M', 'G'), &gate_length);
  sve_table table;
  sve_status status = sve_table_open(bytes, length, sizeof(sve_numeral), &table, error);
  if (status != SVE_OK) return status;
  if (gate != NULL && gate_length != HASH_GATE_BYTES + PREFIX_GATE_BYTES)
    return sve_fail(error, SVE_BAD_DATA, 0, "the gate of numbers is cut short");
  *out = (sve_number_words){table, gate};
  return SVE_OK;
}

static sve_numeral find_hash(const sve_number_reader *reader, uint64_t folded) {
  sve_numeral word = {0};
  uint32_t index = sve_table_find(&reader->words->table, folded);
  if (index != SVE_NONE) memcpy(&word, sve_table_value(&reader->words->table, index), sizeof word);
  return word;
}

sve_numeral sve_numeral_find(const sve_number_reader *reader, uint32_t token) {
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
bool sve_numeral_begins(const sve_number_reader *reader, uint32_t token) {
  const uint64_t *gate = reader->words->gate;
  if (gate == NULL) return false;
  uint64_t folded = reader->passage->words[token].folded;
  if ((gate[folded >> 6 & 255] >> (folded & 63) & 1) != 0) return true;
  size_t length;
  const unsigned char *bytes = (const unsigned char *)sve_passage_word(reader->passage, token, &length);
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
  uint8_t ending; /* SVE_NUMERAL_ORDINAL, SVE_NUMERAL_FRACTION or SVE_NUMERAL_COLLECTIVE once one was taken: nothing
                     follows */
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
static bool take(number_sum *sum, sve_numeral word) {
  if (sum->ending != 0) return false;
  switch ((sve_numeral_kind)word.kind) {
    case SVE_NUMERAL_ARTICLE:
    case SVE_NUMERAL_CARDINAL:
    case SVE_NUMERAL_ORDINAL: {
      bool follows = !sum->any || sum->last == SVE_NUMERAL_HUNDRED || sum->last == SVE_NUMERAL_SCALE;
      /* `tjugo` `två` */
      bool ones = sum->last == SVE_NUMERAL_CARDINAL && sum->current % 100 >= 20 && sum->current % 10 == 0;
      bool small = word.value < 100 || (word.kind == SVE_NUMERAL_ORDINAL && !sum->any);
      if (!small || !(follows || (ones && word.value > 0 && word.value < 10))) return false;
      sum->current += word.value;
      if (word.kind == SVE_NUMERAL_ORDINAL) sum->ending = SVE_NUMERAL_ORDINAL;
      break;
    }
    case SVE_NUMERAL_HUNDRED: /* `nittonhundra` too */
      if (sum->any && (sum->current == 0 || sum->current > 99) && sum->last != SVE_NUMERAL_SCALE) return false;
      sum->current = (sum->current == 0 ? 1 : sum->current) * 100;
      break;
    case SVE_NUMERAL_DOZEN:
    case SVE_NUMERAL_SCALE:
      if (sum->any && (word.value >= sum->least || (sum->current == 0 && sum->last != SVE_NUMERAL_SCALE))) return false;
      if (!sum->any && word.value > 1000) return false; /* `en miljon`; `miljoner` alone is no amount */
      add_total(sum, multiply(sum, sum->current == 0 ? 1 : sum->current, word.value));
      sum->current = 0;
      sum->least = word.value;
      break;
    case SVE_NUMERAL_HALF:
      if (sum->any) return false;
      sum->current = 1;
      sum->divisor = word.value;
      sum->ending = SVE_NUMERAL_FRACTION;
      break;
    case SVE_NUMERAL_FRACTION:
      if (!sum->any) return false;
      sum->divisor = word.value;
      sum->ending = SVE_NUMERAL_FRACTION;
      break;
    case SVE_NUMERAL_COLLECTIVE:
      if (sum->any) return false;
      sum->current = word.value;
      sum->ending = SVE_NUMERAL_COLLECTIVE;
      break;
    default:
      return false;
  }
  sum->last = word.kind;
  sum->any = true;
  return true;
}

/* Takes a solid word's morphemes, the longest first. Returns how many of its bytes they are; 0 for none. */
static size_t take_solid(const sve_number_reader *reader, const char *text, size_t length, number_sum *sum) {
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
      sve_numeral word = find_hash(reader, sve_hash(lower + at + hyphen, part));
      if (word.kind != SVE_NUMERAL_NONE && word.solid && take(sum, word)) taken = hyphen + part;
    }
    if (taken == 0) break;
    at += taken;
  }
  return at;
}

/* Takes one token, if it is number words from its first byte on. *tail: bytes that are left over. */
static bool take_token(const sve_number_reader *reader, uint32_t token, number_sum *sum_so_far, uint16_t *tail) {
  *tail = 0;
  const sve_token *at = &reader->passage->tokens[token];
  if (at->kind != SVE_TOKEN_WORD) return false;
  size_t length;
  const char *text = sve_passage_word(reader->passage, token, &length);
  if (!sve_numeral_begins(reader, token)) return false;
  sve_numeral word = find_hash(reader, reader->passage->words[token].folded);
  if (word.kind != SVE_NUMERAL_NONE) return take(sum_so_far, word);
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
void sve_number_set_fraction(sve_number *number, int64_t whole, int64_t numerator, int64_t divisor) {
  if (divisor <= 0 || divisor > UINT32_MAX) {
    number->beyond = true;
    return;
  }
  if (numerator % divisor == 0) {
    numerator /= divisor;
    divisor = 1;
  }
  for (unsigned decimals = 0; decimals <= 6; decimals++) {
    if (sve_power_of_ten(decimals) % divisor != 0) continue;
    int64_t top, scaled;
    if (__builtin_mul_overflow(whole, sve_power_of_ten(decimals), &top) ||
        __builtin_mul_overflow(numerator, sve_power_of_ten(decimals) / divisor, &scaled) ||
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
static bool read_fraction_behind(const sve_number_reader *reader, uint32_t *token, int64_t *numerator,
                                 int64_t *divisor) {
  uint32_t at = *token;
  if (at + 1 >= reader->passage->token_count || !sve_read_goes_on(reader->passage, at)) return false;
  if (!sve_read_is(reader->passage, at, "och")) return false;
  at++;
  number_sum sum = {.least = INT64_MAX};
  uint16_t tail;
  /* `två och en halv`, `två och halv` */
  for (int words = 0; words < FRACTION_WORDS && at < reader->passage->token_count && sum.ending == 0; words++, at++) {
    sve_numeral word = sve_numeral_find(reader, at);
    if (words == 0 && word.kind == SVE_NUMERAL_FRACTION && word.value == 2) sum.current = sum.any = 1;
    if (!take_token(reader, at, &sum, &tail) || tail != 0) return false;
  }
  if (sum.ending != SVE_NUMERAL_FRACTION) return false;
  *numerator = sum.total + sum.current;
  *divisor = sum.divisor;
  *token = at;
  return true;
}

/* The scale behind a figure: `2,1` `miljarder`. */
void sve_numeral_take_scale(const sve_number_reader *reader, sve_number *number) {
  while (number->tail == 0 && sve_read_goes_on(reader->passage, number->end_token)) {
    sve_numeral word = sve_numeral_find(reader, number->end_token);
    if (word.kind != SVE_NUMERAL_SCALE && word.kind != SVE_NUMERAL_HUNDRED && word.kind != SVE_NUMERAL_DOZEN) return;
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
    for (; number->decimals > 0 && number->digits % 10 == 0 && number->high % 10 == 0; number->decimals--) {
      number->digits /= 10;
      number->high /= 10;
    }
    number->end_token++;
  }
}

/* `komma fem` behind a number: moves *token behind it. */
static bool read_decimals_behind(const sve_number_reader *reader, uint32_t *token, sve_number *number) {
  uint32_t at = *token;
  if (!sve_read_goes_on(reader->passage, at) || !sve_read_is(reader->passage, at, "komma")) return false;
  number_sum sum = {.least = INT64_MAX};
  uint16_t tail;
  at++;
  if (!sve_read_goes_on(reader->passage, at) || !take_token(reader, at, &sum, &tail) || tail != 0) return false;
  if (sum.ending != 0 || sum.total != 0 || sum.current > 99 || number->digits > INT32_MAX) return false;
  number->decimals = sum.current < 10 ? 1 : 2;
  number->digits = number->digits * sve_power_of_ten(number->decimals) + sum.current;
  *token = at + 1;
  return true;
}

/* `tre-fyra`: the upper end of a range behind a hyphen; not `fem-femma`. */
static void take_second(const sve_number_reader *reader, sve_number *number) {
  size_t length;
  const char *text = sve_passage_word(reader->passage, number->end_token - 1, &length);
  const char *second = text + length - number->tail;
  number_sum sum = {.least = INT64_MAX};
  if (second[0] != '-' || take_solid(reader, second + 1, number->tail - 1u, &sum) != number->tail - 1u) return;
  int64_t high = sum.total + sum.current;
  if (sum.ending != 0 || sum.beyond || high <= number->digits) return;
  number->form = SVE_NUMBER_RANGE;
  number->high = high;
  number->tail = 0;
}

/* Reads the number words from `token` on. */
bool sve_numeral_read(const sve_number_reader *reader, uint32_t token, sve_number *out) {
  number_sum sum = {.least = INT64_MAX};
  uint16_t tail = 0;
  uint32_t at = token;
  uint8_t first_kind = sve_numeral_find(reader, token).kind;
  bool article = first_kind == SVE_NUMERAL_ARTICLE;
  if (first_kind == SVE_NUMERAL_SINGLE) {
    size_t length;
    sve_passage_word(reader->passage, token, &length);
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
    case SVE_NUMERAL_ORDINAL:
      out->form = SVE_NUMBER_ORDINAL;
      break;
    case SVE_NUMERAL_COLLECTIVE:
      out->form = SVE_NUMBER_COLLECTIVE;
      break;
    case SVE_NUMERAL_FRACTION:
      out->form = SVE_NUMBER_FRACTION;
      sve_number_set_fraction(out, 0, out->digits, sum.divisor);
      out->high = out->digits;
      if (out->divisor == 1) sve_numeral_take_scale(reader, out); /* `en halv miljon` */
      return true;
    default:
      out->form = article && at == token + 1 ? SVE_NUMBER_ARTICLE : SVE_NUMBER_CARDINAL;
      if (tail == 0 && read_decimals_behind(reader, &at, out)) {
        out->form = SVE_NUMBER_CARDINAL;
        out->end_token = at;
        break;
      }
      if (tail == 0 && read_fraction_behind(reader, &at, &numerator, &divisor)) {
        out->form = SVE_NUMBER_FRACTION;
        sve_number_set_fraction(out, out->digits, numerator, divisor);
        out->high = out->digits;
        out->end_token = at;
        if (out->divisor == 1) sve_numeral_take_scale(reader, out); /* `en och en halv miljon` */
        return true;
      }
  }
  out->high = out->form == SVE_NUMBER_COLLECTIVE ? out->digits * 10 - 1 : out->digits;
  if (out->form == SVE_NUMBER_CARDINAL && tail > 0) take_second(reader, out);
  if (out->form == SVE_NUMBER_COLLECTIVE) sve_numeral_take_scale(reader, out); /* `tiotals miljoner` */
  return true;
}

void sve_numeral_take_fraction(const sve_number_reader *reader, sve_number *number) {
  int64_t numerator, divisor;
  uint32_t behind = number->end_token;
  if (!read_fraction_behind(reader, &behind, &numerator, &divisor)) return;
  number->form = SVE_NUMBER_FRACTION;
  sve_number_set_fraction(number, number->digits, numerator, divisor);
  number->high = number->digits;
  number->end_token = behind;
}
