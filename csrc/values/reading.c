/* Where sentences may begin, and what is an age. */
#include "values/reading.h"

#include "text/chars.h"
#include "text/utf8.h"

bool sve_read_begins(const sve_passage *passage, uint32_t token) {
  if (token == 0 || (passage->tokens[token].flags & (SVE_TOKEN_AFTER_LINE | SVE_TOKEN_AFTER_BLANK)) != 0) return true;
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

/* `hon är`, `Eva blir`; not `straffet blir`, `Avtalet är`. */
static bool is_somebody(const sve_passage *passage, uint32_t token) {
  static const char *const verbs[] = {"är", "var", "blir", "blev", "blivit"};
  static const char *const pronouns[] = {"han", "hon", "jag", "Han", "Hon", "Jag"};
  if (token == 0 || !is_any(passage, token, verbs, sizeof verbs / sizeof *verbs)) return false;
  if (is_any(passage, token - 1, pronouns, sizeof pronouns / sizeof *pronouns)) return true;
  const sve_word *word = &passage->words[token - 1];
  return word->letters == SVE_CASE_CAPITAL && (word->lexeme.kinds & (SVE_LEX_GIVEN | SVE_LEX_SURNAME)) != 0 &&
         (word->lexeme.kinds & SVE_LEX_COMMON) == 0;
}

bool sve_read_is_age(const sve_passage *passage, uint32_t first, uint32_t end) {
  static const char *const between[] = {"på", "av", "mellan"};
  static const char *const ages[] = {"ålder", "åldern", "åldrar", "åldrarna"};
  if (first == 0) return false;
  if (is_somebody(passage, first - 1)) return true;
  uint32_t age = first - 1;
  if (age > 0 && is_any(passage, age, between, sizeof between / sizeof *between)) age--;
  if (is_any(passage, age, ages, sizeof ages / sizeof *ages)) return true;
  size_t length;
  const char *text = sve_passage_word(passage, first - 1, &length);
  if (length >= 4 && memcmp(text, "fyll", 4) == 0) return true;
  bool listed = first >= 2 && text[0] == ',' && passage->words[first - 2].letters == SVE_CASE_CAPITAL;
  return listed && (!sve_read_goes_on(passage, end) || passage->tokens[end].kind == SVE_TOKEN_PUNCTUATION);
}
