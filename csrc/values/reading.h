/* Small questions that numbers, measures and times all ask of a passage. */
#ifndef SVE_VALUES_READING_H
#define SVE_VALUES_READING_H

#include <string.h>

#include "names/candidate.h"

/* Whether there is such a token, and its sentence was begun before its line: an expression does not go on over a line
 * break, unless the sentence does: `95⏎miljoner`; not `Sal 3⏎18 platser`. */
static inline bool sve_read_goes_on(const sve_passage *passage, uint32_t token) {
  if (token >= passage->token_count || (passage->tokens[token].flags & SVE_TOKEN_AFTER_BLANK) != 0) return false;
  if ((passage->tokens[token].flags & SVE_TOKEN_AFTER_LINE) == 0) return true;
  return passage->sentence_count > 0 &&
         passage->sentences[sve_passage_sentence_at(passage, token)].first_token != token;
}

/* Whether the token is written exactly so. */
static inline bool sve_read_is(const sve_passage *passage, uint32_t token, const char *wanted) {
  if (token >= passage->token_count) return false;
  size_t length;
  const char *text = sve_passage_word(passage, token, &length);
  return length == strlen(wanted) && memcmp(text, wanted, length) == 0;
}

/* Whether the token before is written so, in a sentence or at its start. */
static inline bool sve_read_is_before(const sve_passage *passage, uint32_t token, const char *lower,
                                      const char *capital) {
  return token > 0 && (sve_read_is(passage, token - 1, lower) || sve_read_is(passage, token - 1, capital));
}

/* A word of lower case that goes on on the line. */
static inline bool sve_read_is_lower(const sve_passage *passage, uint32_t token) {
  return sve_read_goes_on(passage, token) && passage->tokens[token].kind == SVE_TOKEN_WORD &&
         passage->words[token].letters == SVE_CASE_LOWER;
}

/* Whether a sentence or line may begin at the token: a capital says nothing there. */
bool sve_read_begins(const sve_passage *passage, uint32_t token);

/* Whether a number of years over tokens first … end - 1 is somebody's age: `Lina Ek, 17 år,`, `fyller 50 år`, `hon är
 * 45 år`, `i åldern 20–30 år`; not `dömdes till två år`. */
bool sve_read_is_age(const sve_passage *passage, uint32_t first, uint32_t end);
#endif
