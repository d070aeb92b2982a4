/* Tokens: text -> words, numbers, punctuation and the rest, in one pass of a generated automaton.
 *
 * The rules, with example words, stand in text/token.rules; docs/tokenization.md states the conventions.
 * Work is linear in the text whatever it holds; nothing is allocated but the list.
 */
#ifndef SVE_TEXT_TOKEN_H
#define SVE_TEXT_TOKEN_H

#include "base/data.h"
#include "base/memory.h"
#include "base/status.h"

typedef SVE_LIST(sve_token) sve_token_list;

/* A token without any of these is attached to the one before it. */
enum { SVE_TOKEN_AFTER_ANY = SVE_TOKEN_AFTER_SPACE | SVE_TOKEN_AFTER_LINE | SVE_TOKEN_AFTER_BLANK };

/* Abbreviations: those of the lexicon, and a user's own. Immutable; shared by threads. */
typedef struct sve_tokenizer sve_tokenizer;

/* `lexicon` has the section ABBR, and is borrowed; NULL for none. `own`: a user's abbreviations, spaces
 * allowed, the stop of which never ends a sentence before another word; copied. `dehyphenate`: a word whose hyphen ends
 * a line goes on in the next one, as one token that holds the line break. */
sve_status sve_tokenizer_new(const sve_data *lexicon, const sve_string *own, size_t own_count, bool dehyphenate,
                             sve_tokenizer **out, sve_error *error);
void sve_tokenizer_free(sve_tokenizer *tokenizer);

/* How many characters a token has, marks apart: as many composed as decomposed. */
uint32_t sve_token_characters(const char *text, const sve_token *token);

/* The token's text as sve_fold gives it without options: in `scratch`, where it is not its own normal form. */
sve_status sve_token_fold(const char *text, const sve_token *token, sve_byte_list *scratch, sve_string *out,
                          sve_error *error);

/* Appends the text's tokens to `out`. `stop` ends the work early; NULL: nobody does. SVE_TOO_LARGE for 4 GiB or more.
 */
sve_status sve_tokenize(const sve_tokenizer *tokenizer, const char *text, size_t length, const sve_stop *stop,
                        sve_token_list *out, sve_error *error);
#endif
