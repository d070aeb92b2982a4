/* Sentences: tokens -> stretches of tokens, each ending at a mark, a line or the text's end. */
#ifndef SVE_TEXT_SENTENCE_H
#define SVE_TEXT_SENTENCE_H

#include "text/token.h"

typedef SVE_LIST(sve_sentence) sve_sentence_list;

/* Appends the sentences of `tokens` (all of the text's) to `out`: in order, none empty, every token in one. */
sve_status sve_sentences_find(const char *text, const sve_token_list *tokens, sve_sentence_list *out, sve_error *error);
#endif
