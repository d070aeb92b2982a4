/* Each question reads a bounded number of tokens, and a bounded number of bytes of each. */
#include "text/sentence_headline.h"

#include <string.h>

#include "base/hash.h"
#include "text/chars.h"
#include "text/utf8.h"

enum { LONGEST_WORD = 32, MOST_TOKENS = 16 };

enum { /* bits of section SENT: the classes of lexicon/sentence-words.tsv */
       OPENS = 1 << 0,
       POLITE = 1 << 1,
       OPEN_ENDED = 1 << 2,
       VERB = 1 << 3,
       TITLE = 1 << 4,
       RELATIVE = 1 << 5
};

sve_status sve_sentence_words_open(const sve_data *lexicon, sve_sentence_words *out, sve_error *error) {
  size_t length;
  const void *bytes = sve_data_get(lexicon, SVE_TAG('S', 'E', 'N', 'T'), &length);
  return sve_table_open(bytes, length, sizeof(uint32_t), &out->classes, error);
}

static sve_status classes_of(sve_headline *headline, size_t i, uint32_t *out, sve_error *error) {
  const sve_token *token = &headline->tokens[i];
  *out = 0;
  if (token->span.end_byte - token->span.start_byte > LONGEST_WORD) return SVE_OK;
  sve_string word;
  sve_status status = sve_token_fold(headline->text, token, &headline->scratch, &word, error);
  if (status != SVE_OK) return status;
  uint32_t index = sve_table_find(&headline->words->classes, sve_hash(word.bytes, word.length));
  if (index != SVE_NONE) memcpy(out, sve_table_value(&headline->words->classes, index), sizeof *out);
  return SVE_OK;
}

static sve_char_class first_class(const sve_headline *headline, size_t i) {
  sve_span span = headline->tokens[i].span;
  return sve_first_class(headline->text + span.start_byte, span.end_byte - span.start_byte);
}

/* `MATCH`; not `Match`, `A`. */
static bool in_capitals(const sve_headline *headline, size_t i) {
  sve_span span = headline->tokens[i].span;
  size_t at = span.start_byte;
  if (sve_char_class_of(sve_utf8_next(headline->text, span.end_byte, &at)) != SVE_CHAR_UPPER) return false;
  return at < span.end_byte && sve_char_class_of(sve_utf8_next(headline->text, span.end_byte, &at)) == SVE_CHAR_UPPER;
}

/* All words in capitals, two or more: `KÄRE HERR EK Det har kommit …`; not `SVT Det`. */
static bool all_in_capitals(const sve_headline *headline, size_t first, size_t i) {
  size_t words = 0;
  for (size_t at = first; at <= i; at++) {
    if (headline->tokens[at].kind != SVE_TOKEN_WORD) continue;
    if (!in_capitals(headline, at)) return false;
    words++;
  }
  return words > 1;
}

/* `Du kan byta`, `Ni får svar`, `Du grupperar dem`; not `den bank Ni själva väljer`, `det pris Du vill.` */
static bool begins_clause(const sve_headline *headline, size_t i, uint32_t classes) {
  if (i + 1 >= headline->count || headline->tokens[i + 1].kind == SVE_TOKEN_PUNCTUATION) return false;
  if (classes & VERB) return true;
  sve_span span = headline->tokens[i].span;
  const char *end = headline->text + span.end_byte;
  return span.end_byte - span.start_byte > 3 && end[-1] == 'r' && (end[-2] == 'a' || end[-2] == 'e');
}

/* Whether a sentence may open with the tokens from `i` on. */
static sve_status opens(sve_headline *headline, size_t i, bool *out, sve_error *error) {
  *out = false;
  if (i + 1 >= headline->count || first_class(headline, i + 1) != SVE_CHAR_LOWER) return SVE_OK;
  uint32_t word, next;
  sve_status status = classes_of(headline, i, &word, error);
  if (status != SVE_OK || !(word & (OPENS | POLITE))) return status;
  status = classes_of(headline, i + 1, &next, error);
  if (status == SVE_OK) *out = (word & OPENS) || begins_clause(headline, i + 1, next);
  return status;
}

/* Whether the tokens have no finite verb but behind `som`: `Filter som är igång När du filtrerar …`. */
static sve_status lacks_verb(sve_headline *headline, size_t first, size_t i, bool *out, sve_error *error) {
  bool relative = false;
  *out = true;
  for (size_t at = first; at <= i && *out; at++) {
    uint32_t classes;
    sve_status status = classes_of(headline, at, &classes, error);
    if (status != SVE_OK) return status;
    *out = !(classes & VERB) || (relative && at < i);
    relative = (classes & RELATIVE) != 0;
  }
  return SVE_OK;
}

sve_status sve_headline_ends(sve_headline *headline, size_t first, size_t i, bool *out, sve_error *error) {
  *out = false;
  if (i <= first || i - first >= MOST_TOKENS || headline->tokens[i].kind != SVE_TOKEN_WORD) return SVE_OK;
  bool lower = first_class(headline, i) == SVE_CHAR_LOWER;
  if (!lower && !in_capitals(headline, i)) return SVE_OK;
  bool open;
  sve_status status = opens(headline, i + 1, &open, error);
  if (status != SVE_OK || !open || (!lower && !all_in_capitals(headline, first, i))) return status;
  uint32_t classes;
  status = classes_of(headline, i, &classes, error);
  if (status != SVE_OK || (classes & (OPEN_ENDED | TITLE))) return status;
  return lacks_verb(headline, first, i, out, error);
}
