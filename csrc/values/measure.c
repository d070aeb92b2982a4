/* Measures: each number with the unit behind or before it. One pass over the numbers. */
#include "values/measure.h"

#include <string.h>

#include "base/hash.h"
#include "base/status.h"
#include "text/chars.h"
#include "text/utf8.h"
#include "values/number_word.h"
#include "values/reading.h"

enum { FORM_WORDS = 3, UNIT_BYTES = 32, SYMBOL_BYTES = 24, SHORT_NAME = 4 /* figures that end a name */ };

enum { /* flags of a row of UNIR, as tools/lexicon/units.py writes them */
       UNIT_TIME = 1,
       UNIT_MONEY = 2,
       UNIT_BEFORE = 4,
       UNIT_MINUS = 8,
       UNIT_SYMBOL = 16,
       UNIT_COUNTED = 32,
       UNIT_ABOUT = 64
};

typedef struct unit_row {
  uint16_t place;
  uint8_t length;
  int8_t tens;
  uint8_t flags;
  uint8_t zero[3];
} unit_row;

sve_status sve_units_open(const sve_data *lexicon, sve_units *out, sve_error *error) {
  size_t length, rows_length, strings_length;
  const void *forms = sve_data_get(lexicon, SVE_TAG('U', 'N', 'I', 'T'), &length);
  const char *rows = sve_data_get(lexicon, SVE_TAG('U', 'N', 'I', 'R'), &rows_length);
  const char *strings = sve_data_get(lexicon, SVE_TAG('U', 'S', 'T', 'R'), &strings_length);
  sve_units units = {
      .rows = rows, .strings = strings, .row_count = rows_length / sizeof(unit_row), .strings_length = strings_length};
  sve_status status = sve_trie_open(forms, length, &units.forms, error);
  if (status == SVE_OK) *out = units;
  return status;
}

/* A unit as it stands in the text. */
typedef struct unit_found {
  char text[UNIT_BYTES]; /* as the value writes it */
  size_t length;
  int tens;
  unsigned flags;
  uint32_t end_token; /* behind it */
} unit_found;

typedef struct unit_reader {
  const sve_units *units;
  const sve_passage *passage;
} unit_reader;

static bool load_unit(const sve_units *units, uint32_t entry, unit_found *out) {
  if (entry >= units->row_count) return false;
  unit_row row;
  memcpy(&row, units->rows + entry * sizeof row, sizeof row);
  if (row.length > UNIT_BYTES || (size_t)row.place + row.length > units->strings_length) return false;
  *out = (unit_found){.length = row.length, .tens = row.tens, .flags = row.flags};
  memcpy(out->text, units->strings + row.place, row.length);
  return true;
}

/* Steps over a token: as it is written, then in lower case, then without its genitive ending. A symbol's lower case is
 * another symbol (`M` is not `m`), so that the folded steps are told. */
static bool step(const unit_reader *reader, sve_trie_node from, uint32_t token, unsigned how, sve_trie_node *out) {
  const sve_word *word = &reader->passage->words[token];
  switch (how) {
    case 0:
      return sve_trie_next(&reader->units->forms, from, word->exact, out);
    case 1:
      return word->folded != word->exact && sve_trie_next(&reader->units->forms, from, word->folded, out);
    default:
      return word->genitive != 0 && word->base != word->folded &&
             sve_trie_next(&reader->units->forms, from, word->base, out);
  }
}

/* The longest unit that begins at `token`. */
static bool read_form(const unit_reader *reader, uint32_t token, unit_found *out) {
  for (unsigned how = 0; how < 3; how++) {
    sve_trie_node node = SVE_TRIE_ROOT;
    bool found = false;
    for (uint32_t at = token; at < token + FORM_WORDS && sve_read_goes_on(reader->passage, at); at++) {
      unsigned next = at == token ? how : 0;
      sve_trie_node from = node;
      bool stepped = step(reader, from, at, next, &node);
      for (unsigned other = 1; at > token && !stepped && other < 3; other++) {
        stepped = step(reader, from, at, other, &node);
      }
      if (!stepped) break;
      unit_found here;
      if (node.entry == SVE_NONE || !load_unit(reader->units, node.entry, &here)) continue;
      if ((here.flags & UNIT_SYMBOL) != 0 && how != 0) continue;
      *out = here;
      out->end_token = at + 1;
      found = true;
    }
    if (found) return true;
  }
  return false;
}

/* A unit given by its bytes (the tail of a figure, half of a fraction); words of lower case or symbols. */
static bool find_bytes(const unit_reader *reader, const char *text, size_t length, unit_found *out) {
  sve_trie_node node;
  if (length == 0) return false;
  bool found = sve_trie_next(&reader->units->forms, SVE_TRIE_ROOT, sve_hash(text, length), &node);
  if ((!found || node.entry == SVE_NONE) && length > 2 && text[length - 1] == 's') {
    found = sve_trie_next(&reader->units->forms, SVE_TRIE_ROOT, sve_hash(text, length - 1), &node);
  }
  return found && node.entry != SVE_NONE && load_unit(reader->units, node.entry, out);
}

/* Puts `/` and the second unit behind the first: `SEK/l`. */
static bool divide(unit_found *top, const unit_found *bottom) {
  if (top->length + 1 + bottom->length > UNIT_BYTES) return false;
  top->tens -= bottom->tens; /* `1,2 liter per mil`: 0.12 l/km */
  top->text[top->length] = '/';
  memcpy(top->text + top->length + 1, bottom->text, bottom->length);
  top->length += 1 + bottom->length;
  top->flags &= ~(unsigned)UNIT_TIME;
  return true;
}

/* `Mt/år`, `kr/kg` in one token. */
static bool read_quotient(const unit_reader *reader, uint32_t token, unit_found *out) {
  size_t length;
  const char *text = sve_passage_word(reader->passage, token, &length);
  const char *slash = length <= SYMBOL_BYTES ? memchr(text, '/', length) : NULL;
  if (slash == NULL) return false;
  unit_found top, bottom;
  size_t before = (size_t)(slash - text);
  if (!find_bytes(reader, text, before, &top) || !find_bytes(reader, slash + 1, length - before - 1, &bottom)) {
    return false;
  }
  if (!divide(&top, &bottom)) return false;
  *out = top;
  out->end_token = token + 1;
  return true;
}

/* The unit behind `per`, `/`, or `i` with a definite time: `per sekund`, `i månaden`; not `i veckan`, which is mostly
 * a time of its own. */
static bool read_bottom(const unit_reader *reader, uint32_t token, unit_found *out) {
  const sve_passage *passage = reader->passage;
  if (!sve_read_goes_on(passage, token) || !sve_read_goes_on(passage, token + 1)) return false;
  if (sve_read_is(passage, token, "per") || sve_read_is(passage, token, "/")) {
    return read_form(reader, token + 1, out) && (out->flags & UNIT_ABOUT) == 0;
  }
  if (!sve_read_is(passage, token, "i") || sve_read_is(passage, token + 1, "veckan")) return false;
  size_t length;
  const char *text = sve_passage_word(passage, token + 1, &length);
  bool definite = text[length - 1] == 'n' || text[length - 1] == 't';
  return definite && read_form(reader, token + 1, out) && (out->flags & UNIT_TIME) != 0;
}

/* The unit behind a number: `km/h`, `meter per sekund`, `norska kronor`. */
static bool read_unit(const unit_reader *reader, uint32_t token, unit_found *out) {
  if (!sve_read_goes_on(reader->passage, token)) return false;
  if (!read_form(reader, token, out)) return read_quotient(reader, token, out);
  if ((out->flags & UNIT_ABOUT) != 0) return false; /* only solid: `30-tal` */
  unit_found bottom;
  if (read_bottom(reader, out->end_token, &bottom) && divide(out, &bottom)) out->end_token = bottom.end_token;
  return true;
}

/* The unit in the tail of a number's last token: `1,8m`, `68-grams`, `30-årige`, `femårig`. */
static bool read_tail(const unit_reader *reader, const sve_number *number, unit_found *out) {
  size_t length;
  const char *text = sve_passage_word(reader->passage, number->end_token - 1, &length);
  const char *tail = text + length - number->tail;
  size_t tail_length = number->tail;
  size_t dash = 0;
  if (sve_char_class_of(sve_utf8_next(tail, tail_length, &dash)) != SVE_CHAR_DASH) dash = 0;
  if (!find_bytes(reader, tail + dash, tail_length - dash, out)) return false;
  out->end_token = number->end_token;
  return true;
}

/* The unit before an amount, with nothing or a space between: `€5,90`, `SEK 30`. */
static bool read_unit_before(const unit_reader *reader, uint32_t token, unit_found *out) {
  if (token == 0 || !sve_read_goes_on(reader->passage, token)) return false;
  sve_trie_node node;
  unit_found unit;
  if (!step(reader, SVE_TRIE_ROOT, token - 1, 0, &node) || node.entry == SVE_NONE) return false;
  if (!load_unit(reader->units, node.entry, &unit) || (unit.flags & UNIT_BEFORE) == 0) return false;
  unit.end_token = out->end_token;
  *out = unit;
  return true;
}

static bool is_dash(const sve_passage *passage, uint32_t token) {
  size_t length, at = 0;
  const char *text = sve_passage_word(passage, token, &length);
  return sve_char_class_of(sve_utf8_next(text, length, &at)) == SVE_CHAR_DASH && at == length;
}

/* Half of a score that is written with spaces: `3 – 1`. */
static bool is_in_score(const sve_passage *passage, const sve_number *number) {
  uint32_t first = number->first_token, end = number->end_token;
  if (first >= 2 && is_dash(passage, first - 1) && passage->tokens[first - 2].kind == SVE_TOKEN_NUMBER) return true;
  return end + 1 < passage->token_count && is_dash(passage, end) && passage->tokens[end + 1].kind == SVE_TOKEN_NUMBER;
}

/* Words that follow a score, not an amount. */
static bool is_of_score(const sve_passage *passage, uint32_t token) {
  static const char *const words[] = {"till", "mot",   "i",   "på",    "efter", "med", "av",   "från",
                                      "och",  "hemma", "men", "inför", "borta", "när", "över", "genom"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (sve_read_is(passage, token, words[i])) return true;
  }
  return false;
}

/* Whether a number without a unit counts something (`30 medlemsländer`), rather than names it (`Storgatan 5`, `1.
 * Mjölk`) or tells a score (`3–1`). */
static bool counts(const unit_reader *reader, const sve_number *number) {
  if (number->tail != 0) return false;
  switch (number->form) {
    case SVE_NUMBER_ARTICLE:
    case SVE_NUMBER_ORDINAL:
      return false;
    case SVE_NUMBER_RANGE: /* `2–3 gånger`; not `2–3 mot Brynäs`, nor `3–1` */
      return number->digits < number->high && !is_of_score(reader->passage, number->end_token) &&
             (number->modifier != 0 || number->end_token - number->first_token > 1 || /* `6–8 miljoner` */
              sve_read_is_lower(reader->passage, number->end_token));
    case SVE_NUMBER_FRACTION: /* not `24/7` */
      if (number->figure && number->digits >= (int64_t)number->divisor && number->decimals == 0) return false;
      break;
    default:
      break;
  }
  if (!number->figure || number->modifier != 0) return true;
  uint32_t first = number->first_token;
  if (is_in_score(reader->passage, number)) return false;
  bool begins = sve_read_begins(reader->passage, first);
  if (begins &&
      (sve_read_is(reader->passage, number->end_token, ".") || sve_read_is(reader->passage, number->end_token, ")"))) {
    return reader->passage->token_count == number->end_token + 1;
  }
  if (begins) return true;
  sve_span span = reader->passage->tokens[first].span;
  /* `SVT 2`, `ISO 9001`, `iOS 17.2`; not `BMI 31,5` */
  bool comma = memchr(reader->passage->text + span.start_byte, ',', span.end_byte - span.start_byte) != NULL;
  if (comma) return true;
  bool short_number = span.end_byte - span.start_byte <= SHORT_NAME;
  unsigned letters = reader->passage->words[first - 1].letters;
  if (short_number && (letters == SVE_CASE_UPPER || letters == SVE_CASE_MIXED)) return false;
  if (sve_read_is_lower(reader->passage, number->end_token)) return true;
  return !sve_case_has_capital(letters);
}

/* A postcode or a short telephone number: `114` `55` before a capital, `ring 114 14.` Both parts are skipped. */
static bool is_postcode(const unit_reader *reader, const sve_number *number) {
  const sve_passage *passage = reader->passage;
  for (uint32_t first = number->first_token; first + 1 >= number->first_token && first < passage->token_count;
       first--) {
    if (first + 2 >= passage->token_count || !sve_read_goes_on(reader->passage, first + 1) ||
        !sve_read_goes_on(reader->passage, first + 2)) {
      if (first == 0) break;
      continue;
    }
    sve_span a = passage->tokens[first].span, b = passage->tokens[first + 1].span;
    bool apart = sve_case_has_capital(passage->words[first + 2].letters) ||
                 passage->tokens[first + 2].kind == SVE_TOKEN_PUNCTUATION;
    if (passage->tokens[first].kind == SVE_TOKEN_NUMBER && passage->tokens[first + 1].kind == SVE_TOKEN_NUMBER &&
        a.end_byte - a.start_byte == 3 && b.end_byte - b.start_byte == 2 && apart) {
      return true;
    }
    if (first == 0) break;
  }
  return false;
}

/* `fyrtiofem cent` behind `tretton euro [och]`: adds them to the amount. The numbers behind `number` are at hand. */
static bool join_cents(const unit_reader *reader, const sve_number *next, sve_number *amount, unit_found *unit) {
  uint32_t at = unit->end_token;
  if (sve_read_goes_on(reader->passage, at) && sve_read_is(reader->passage, at, "och")) at++;
  unit_found cents;
  bool plain = (unit->flags & UNIT_MONEY) != 0 && unit->tens == 0 && amount->decimals == 0 && amount->divisor == 1 &&
               amount->high == amount->digits && amount->digits >= 0 && amount->digits < INT32_MAX;
  if (!plain || next->first_token != at || !sve_read_goes_on(reader->passage, at) ||
      next->form != SVE_NUMBER_CARDINAL || next->digits < 0 || next->digits > 99 || next->decimals > 0 ||
      !read_unit(reader, next->end_token, &cents)) {
    return false;
  }
  if (cents.tens != -2 || cents.length != unit->length || memcmp(cents.text, unit->text, unit->length) != 0) {
    return false;
  }
  amount->digits = amount->high = amount->digits * 100 + next->digits;
  amount->decimals = 2;
  unit->end_token = cents.end_token;
  return true;
}

static sve_status add(const unit_reader *reader, uint32_t first, uint32_t end, const sve_number *number,
                      sve_modifier modifier, const unit_found *unit, sve_entities *out, sve_error *error) {
  char value[SVE_NUMBER_BYTES + 1 + UNIT_BYTES];
  sve_number signed_number = *number;
  if ((unit->flags & UNIT_MINUS) != 0) {
    signed_number.digits = -number->high; /* `5–10 minusgrader`: the coldest first */
    signed_number.high = -number->digits;
  }
  size_t length = sve_number_format(&signed_number, unit->tens, value);
  if (length > 0 && unit->length > 0) {
    value[length++] = ' ';
    memcpy(value + length, unit->text, unit->length);
    length += unit->length;
  }
  sve_entity entity = sve_entity_of_tokens(reader->passage, first, end, SVE_LABEL_MSR, SVE_FROM_RULE);
  entity.modifier = sve_modifier_name(modifier);
  sve_status status = SVE_OK;
  if (length > 0) status = sve_arena_copy(out->strings, value, length, &entity.value, error);
  if (status == SVE_OK) status = SVE_LIST_RESERVE(&out->list, 1, error);
  if (status == SVE_OK) out->list.items[out->list.count++] = entity;
  return status;
}

/* The unit that an amount is to be turned into, a measure without amount: `10 tum till` `centimeter`. */
static sve_status add_target(const unit_reader *reader, uint32_t token, sve_entities *out, sve_error *error) {
  unit_found unit;
  if (!sve_read_goes_on(reader->passage, token) || !sve_read_is(reader->passage, token, "till") ||
      sve_read_is(reader->passage, token + 1, "fots") || !read_unit(reader, token + 1, &unit) ||
      (unit.flags & UNIT_TIME) != 0) {
    return SVE_OK;
  }
  sve_entity entity = sve_entity_of_tokens(reader->passage, token + 1, unit.end_token, SVE_LABEL_MSR, SVE_FROM_RULE);
  sve_status status = sve_arena_copy(out->strings, unit.text, unit.length, &entity.value, error);
  if (status == SVE_OK) status = SVE_LIST_RESERVE(&out->list, 1, error);
  if (status == SVE_OK) out->list.items[out->list.count++] = entity;
  return status;
}

/* The bytes of the TME candidate that meets the span; *at moves along the list with the numbers. */
static uint32_t time_at(const sve_entities *entities, size_t time_end, size_t *at, uint32_t start, uint32_t end) {
  while (*at < time_end &&
         (entities->list.items[*at].label != SVE_LABEL_TME || entities->list.items[*at].span.end_byte <= start)) {
    (*at)++;
  }
  if (*at >= time_end || entities->list.items[*at].span.start_byte >= end) return 0;
  return entities->list.items[*at].span.end_byte - entities->list.items[*at].span.start_byte;
}

/* A measure as it stands in the text. */
typedef struct measure {
  sve_number amount;
  unit_found unit;
  uint32_t outer_token, first_token; /* with and without the words before it */
  sve_modifier modifier;
  bool has_unit;
  size_t numbers; /* that it takes */
} measure;

/* The words that make two numbers a range, *outside: those before the first: `mellan 5 och 10`, `5 till 10`, `fem–sex`;
 * not `från 5 till 10`, which tells of two. */
static bool is_range(const sve_passage *passage, const sve_number *low, const sve_number *high, uint32_t *outside) {
  uint32_t between = low->end_token, first = low->first_token;
  if (high->first_token != between + 1 || !sve_read_goes_on(passage, between) ||
      !sve_read_goes_on(passage, high->first_token)) {
    return false;
  }
  *outside = 0;
  if (sve_read_is(passage, between, "och")) {
    *outside = 1;
    return low->outer_token == first && sve_read_is_before(passage, first, "mellan", "Mellan");
  }
  if (sve_read_is_before(passage, first, "från", "Från")) return false;
  return sve_read_is(passage, between, "till") || sve_read_is(passage, between, "à") || is_dash(passage, between);
}

/* Two numbers as the ends of one, the scale of the second being the first's too: `5 till 10 miljoner kronor`; the lower
 * one comes first, but for degrees below zero: `mellan minus 5 och minus 10`. */
static bool join_range(const unit_reader *reader, const sve_number *low, const sve_number *high, sve_number *out) {
  uint32_t outside;
  bool plain = (low->form == SVE_NUMBER_CARDINAL || low->form == SVE_NUMBER_ARTICLE) && low->tail == 0 &&
               high->form == SVE_NUMBER_CARDINAL && !low->beyond && !high->beyond && !low->identifier;
  if (!plain || !is_range(reader->passage, low, high, &outside)) return false;
  bool scaled = high->end_token - high->first_token > 1 && low->end_token - low->first_token == 1;
  int64_t scale = 1;
  while (scaled && high->digits / scale >= 1000 && high->digits % (scale * 1000) == 0) scale *= 1000;
  if (scaled && scale == 1 && high->digits % 100 == 0) scale = 100;
  *out = *high;
  out->form = SVE_NUMBER_RANGE;
  int64_t digits, top = high->digits;
  unsigned decimals = low->decimals;
  if (__builtin_mul_overflow(low->digits, scale, &digits)) return false;
  for (; decimals > 0 && digits % 10 == 0; decimals--) digits /= 10;
  out->decimals = high->decimals > decimals ? high->decimals : (uint8_t)decimals;
  if (out->decimals > SVE_HIGHEST_POWER ||
      __builtin_mul_overflow(digits, sve_power_of_ten(out->decimals - decimals), &digits) ||
      __builtin_mul_overflow(top, sve_power_of_ten(out->decimals - high->decimals), &top)) {
    return false;
  }
  if (digits < 0 && top < digits) {
    int64_t lower = top;
    top = digits;
    digits = lower;
  }
  if (digits >= top) return false;
  out->digits = digits;
  out->high = top;
  out->modifier = low->modifier;
  out->first_token = low->first_token - outside;
  out->outer_token = low->outer_token - outside;
  return true;
}

/* Whether what looks like a unit is the letter of a house: `Storgatan 14 B`; not `säkring på 14 A`. */
static bool is_house(const unit_reader *reader, const sve_number *number, const unit_found *unit) {
  uint32_t first = number->first_token;
  if (!number->figure || number->decimals > 0 || first == 0 || number->form != SVE_NUMBER_CARDINAL) return false;
  size_t length;
  const char *text = sve_passage_word(reader->passage, unit->end_token - 1, &length);
  bool letter = (number->tail == 1 || (unit->end_token == number->end_token + 1 && length == 1)) &&
                text[length - 1] >= 'A' && text[length - 1] <= 'Z';
  return letter && reader->passage->words[first - 1].letters == SVE_CASE_CAPITAL;
}

/* Reads the measure of `amount`, with the next number where they belong together (NULL: there is none); false where it
 * is none. */
static bool read_measure(const unit_reader *reader, const sve_number *amount, const sve_number *next, measure *out) {
  *out = (measure){.amount = *amount,
                   .first_token = amount->first_token,
                   .outer_token = amount->outer_token,
                   .modifier = (sve_modifier)amount->modifier,
                   .numbers = 1};
  const sve_number *number = &out->amount;
  out->has_unit =
      number->tail != 0 ? read_tail(reader, number, &out->unit) : read_unit(reader, number->end_token, &out->unit);
  if (out->has_unit) {
    bool time = (out->unit.flags & UNIT_TIME) != 0;
    if (time && !sve_read_is_age(reader->passage, number->first_token, out->unit.end_token)) return false;
    if (number->form == SVE_NUMBER_ARTICLE && (out->unit.flags & UNIT_COUNTED) != 0) return false;
    if (is_house(reader, number, &out->unit)) return false;
    if ((out->unit.flags & UNIT_ABOUT) != 0) {
      out->modifier = SVE_MOD_APPROX; /* `ett 30-tal` */
      uint32_t first = out->first_token;
      if (sve_read_is_before(reader->passage, first, "ett", "Ett")) out->first_token = out->outer_token = first - 1;
    }
    if (next != NULL && join_cents(reader, next, &out->amount, &out->unit)) out->numbers = 2;
    return true;
  }
  out->unit = (unit_found){.end_token = number->end_token};
  if (number->identifier || is_postcode(reader, number)) return false;
  if (number->figure && number->tail == 0 && read_unit_before(reader, number->first_token, &out->unit)) {
    out->has_unit = true;
    out->first_token--;
    if (out->outer_token > out->first_token) out->outer_token = out->first_token;
    if (number->decimals == 3 && (out->unit.flags & UNIT_MONEY) != 0) out->amount.decimals = 0; /* `$1,000` */
    return true;
  }
  if (number->form == SVE_NUMBER_PRICE) {
    out->unit = (unit_found){.text = "SEK", .length = 3, .end_token = number->end_token};
    return true;
  }
  return counts(reader, number);
}

sve_status sve_measures_find(const sve_units *units, const sve_passage *passage, const sve_number_list *numbers,
                             sve_entities *out, sve_error *error) {
  unit_reader reader = {units, passage};
  size_t time_end = out->list.count, time = 0;
  measure found;
  for (size_t i = 0; i < numbers->count; i += found.numbers) {
    sve_status status = sve_stopped(passage->stop, error);
    if (status != SVE_OK) return status;
    found.numbers = 1;
    const sve_number *number = &numbers->items[i];
    const sve_number *next = i + 1 < numbers->count ? number + 1 : NULL;
    if (number->form == SVE_NUMBER_ORDINAL) continue;
    sve_number range;
    if (next != NULL && join_range(&reader, number, next, &range) && read_measure(&reader, &range, NULL, &found)) {
      found.numbers = 2;
    } else if (!read_measure(&reader, number, next, &found)) {
      found.numbers = 1;
      continue;
    }
    uint32_t end = found.unit.end_token;
    uint32_t start_byte = passage->tokens[found.outer_token].span.start_byte;
    uint32_t end_byte = passage->tokens[end - 1].span.end_byte;
    uint32_t taken = time_at(out, time_end, &time, start_byte, end_byte);
    if (taken > 0 && (!found.has_unit || taken >= end_byte - start_byte)) continue;
    if (found.outer_token < found.first_token) {
      status = add(&reader, found.outer_token, end, &found.amount, found.modifier, &found.unit, out, error);
      found.modifier = SVE_MOD_NONE;
    }
    if (status == SVE_OK) {
      status = add(&reader, found.first_token, end, &found.amount, found.modifier, &found.unit, out, error);
    }
    if (status == SVE_OK && found.has_unit) status = add_target(&reader, end, out, error);
    if (status != SVE_OK) return status;
  }
  return SVE_OK;
}
