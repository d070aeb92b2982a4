/* Where sentences may begin, and what is an age. */
#include "values/reading.h"

#include <string.h>

#include "text/chars.h"
#include "text/utf8.h"

enum { FILLS_BACK = 3 };

bool sve_read_begins(const sve_passage *passage, uint32_t token) {
  if (token == 0 || !sve_read_goes_on(passage, token)) return true;
  size_t length;
  const char *text = sve_passage_word(passage, token - 1, &length);
  sve_char_class class = sve_first_class(text, length);
  return class == SVE_CHAR_STOP || class == SVE_CHAR_QUOTE || class == SVE_CHAR_DASH;
}

static bool is_any(const sve_passage *passage, uint32_t token, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (sve_read_is(passage, token, words[i])) return true;
  }
  return false;
}

/* Words for persons whose age is told behind them: `mannen är`, `en kvinna på`, `barn under`. */
static bool is_person_noun(const sve_passage *passage, uint32_t token) {
  static const char *const nouns[] = {
      "man",    "mannen",   "män",    "männen",   "kvinna",   "kvinnan", "kvinnor", "kvinnorna",
      "pojke",  "pojken",   "pojkar", "flicka",   "flickan",  "flickor", "barn",    "barnet",
      "barnen", "ungdomar", "person", "personen", "personer", "dotter",  "dottern", "son",
      "sonen",  "syster",   "bror",   "vuxna",    "tonåring", "offret",  "elever",  "patienter",
      "äldre",  "alla",     "mamma",  "pappa",    "killen",   "tjejen",  "åtalade", "misstänkte"};
  size_t length;
  const char *text = sve_passage_word(passage, token, &length);
  char lower[16];
  if (length == 0 || length >= sizeof lower) return false;
  memcpy(lower, text, length);
  if (lower[0] >= 'A' && lower[0] <= 'Z') lower[0] = (char)(lower[0] | 0x20);
  for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
    if (strlen(nouns[i]) == length && memcmp(nouns[i], lower, length) == 0) return true;
  }
  return false;
}

/* `hon är`, `Eva blir`, `pojken var bara`; not `straffet blir`, `Avtalet är`. */
static bool is_somebody(const sve_passage *passage, uint32_t token) {
  static const char *const verbs[] = {"är", "var", "blir", "blev", "blivit"};
  static const char *const pronouns[] = {"han", "hon", "jag", "Han", "Hon", "Jag"};
  static const char *const adverbs[] = {"bara", "endast", "redan", "nu", "då", "nyss", "snart"};
  if (token > 0 && is_any(passage, token, adverbs, sizeof adverbs / sizeof *adverbs)) token--;
  if (token == 0 || !is_any(passage, token, verbs, sizeof verbs / sizeof *verbs)) return false;
  if (token > 2 && sve_read_is(passage, token - 1, "som")) { /* `kvinnan, som är` */
    token -= passage->tokens[token - 2].kind == SVE_TOKEN_PUNCTUATION ? 2 : 1;
  }
  if (is_any(passage, token - 1, pronouns, sizeof pronouns / sizeof *pronouns)) return true;
  if (is_person_noun(passage, token - 1)) return true;
  const sve_word *word = &passage->words[token - 1];
  return word->letters == SVE_CASE_CAPITAL && (word->lexeme.kinds & (SVE_LEX_GIVEN | SVE_LEX_SURNAME)) != 0 &&
         (word->lexeme.kinds & SVE_LEX_COMMON) == 0;
}

bool sve_read_is_age(const sve_passage *passage, uint32_t first, uint32_t end) {
  static const char *const between[] = {"på", "av", "mellan"};
  static const char *const ages[] = {"ålder",       "åldern",      "åldrar",        "åldrarna",
                                     "åldersgräns", "Åldersgräns", "åldersgränsen", "Åldersgränsen"};
  static const char *const limits[] = {"på", "över", "under", "mellan", "från"};
  static const char *const units[] = {"år", "månader"};
  if (first == 0) return false;
  uint32_t age = first - 1;
  if (is_any(passage, end - 1, units, sizeof units / sizeof *units)) {
    if (is_somebody(passage, age)) return true;
    bool limit = age > 0 && is_any(passage, age, limits, sizeof limits / sizeof *limits);
    if (is_person_noun(passage, limit ? age - 1 : age)) return true;
  }
  if (age > 0 && is_any(passage, age, between, sizeof between / sizeof *between)) age--;
  if (is_any(passage, age, ages, sizeof ages / sizeof *ages)) return true;
  size_t length;
  const char *text;
  for (uint32_t back = 1; back <= FILLS_BACK && back <= first; back++) { /* `fyller 50 år`, `fyllde staden 700 år` */
    text = sve_passage_word(passage, first - back, &length);
    if (length >= 4 && memcmp(text, "fyll", 4) == 0) return true;
    if (passage->tokens[first - back].kind != SVE_TOKEN_WORD) break;
  }
  text = sve_passage_word(passage, first - 1, &length);
  bool listed = first >= 2 && text[0] == ',' && passage->words[first - 2].letters == SVE_CASE_CAPITAL;
  return listed && (!sve_read_goes_on(passage, end) || passage->tokens[end].kind == SVE_TOKEN_PUNCTUATION);
}
