/* Headlines: where a space alone parts one from the sentence after it, `Värmerekord i april När kvicksilvret nådde …`.
 *
 * No stop tells it, so all of this must: no finite verb so far, a capital on a word that opens sentences, lower case
 * behind that, and before it a word that a headline may end with. Titles of works look alike (`boken Det andra könet
 * handlar`), which is why the words that announce one are known.
 */
#ifndef SVE_TEXT_SENTENCE_HEADLINE_H
#define SVE_TEXT_SENTENCE_HEADLINE_H

#include "text/sentence.h"

typedef struct sve_headline {
  const sve_sentence_words *words;
  const char *text;
  const sve_token *tokens;
  size_t count;
  sve_byte_list scratch; /* for words that are not in NFC; the caller frees its items */
} sve_headline;

/* Whether a headline may end with the token `i`: a space and a capital follow. Cheap; mostly no. */
static inline bool sve_headline_may_end(const sve_headline *headline, size_t i) {
  const sve_token *next = &headline->tokens[i + 1];
  const unsigned char *bytes = (const unsigned char *)headline->text + next->span.start_byte;
  if ((bytes[0] < 'A' || bytes[0] > 'Z') && bytes[0] != 0xC3) return false;
  if (next->kind != SVE_TOKEN_WORD || (next->flags & SVE_TOKEN_AFTER_ANY) == 0) return false;
  return bytes[0] != 0xC3 || bytes[1] < 0xA0; /* `Är`; not `är` */
}

/* Whether the tokens from `first` to `i` are a headline, where it may end with `i`. */
sve_status sve_headline_ends(sve_headline *headline, size_t first, size_t i, bool *out, sve_error *error);
#endif
