/* Sentences: tokens -> stretches of tokens, each ending at a mark, a line, a headline's end or the text's end. */
#ifndef SVE_TEXT_SENTENCE_H
#define SVE_TEXT_SENTENCE_H

#include "base/table.h"
#include "text/token.h"

typedef SVE_LIST(sve_sentence) sve_sentence_list;

/* Words that tell a headline from the sentence after it: section SENT of the lexicon, which is borrowed. Immutable.
 * Left as {0}, or from a lexicon without the section: no sentence starts but behind a mark or a line. */
typedef struct sve_sentence_words {
  sve_table classes;
} sve_sentence_words;
sve_status sve_sentence_words_open(const sve_data *lexicon, sve_sentence_words *out, sve_error *error);

/* Appends the sentences of `tokens` (all of the text's) to `out`: in order, none empty, every token in one. */
sve_status sve_sentences_find(const sve_sentence_words *words, const char *text, const sve_token_list *tokens,
                              sve_sentence_list *out, sve_error *error);
#endif
