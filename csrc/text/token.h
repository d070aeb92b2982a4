/* Tokens: text -> words, numbers, punctuation and the rest, in one pass of a generated automaton.
 *
 * The rules, with example words, stand in text/token.rules; docs/tokenization.md states the conventions.
 * Work is linear in the text whatever it holds; nothing is allocated but the list.
 */
#ifndef SVE_TEXT_TOKEN_H
#define SVE_TEXT_TOKEN_H

#include "base/data.h"
#include "base/memory.h"

typedef SVE_LIST(sve_token) sve_token_list;

/* A token without any of these is attached to the one before it. */
enum { SVE_TOKEN_AFTER_ANY = SVE_TOKEN_AFTER_SPACE | SVE_TOKEN_AFTER_LINE | SVE_TOKEN_AFTER_BLANK };

/* Abbreviations: those of the lexicon, and a user's own. Immutable; shared by threads. */
typedef struct sve_tokenizer sve_tokenizer;

/* How an abbreviation's full stop is to be read. */
typedef enum sve_abbreviation_class {
  SVE_ABBREVIATION_NONE,
  SVE_ABBREVIATION_ALWAYS, /* `t.ex.`, `dvs.`: a sentence seldom ends here */
  SVE_ABBREVIATION_FINAL,  /* `m.m.`, `etc.`: often ends a sentence */
  SVE_ABBREVIATION_NUMBER, /* `kap.`, `nr.`: only before a number */
  SVE_ABBREVIATION_NAME,   /* `dr.`, `St.`: before a name */
  SVE_ABBREVIATION_CONTEXT /* `bil.`, `art.`, `kol.`: only before lower case or a number */
} sve_abbreviation_class;

/* `lexicon` has the section ABBR, and is borrowed; NULL for none. `own`: a user's abbreviations, read as ALWAYS,
 * spaces allowed; copied. */
sve_status sve_tokenizer_new(const sve_data *lexicon, const sve_string *own, size_t own_count, sve_tokenizer **out,
                             sve_error *error);
void sve_tokenizer_free(sve_tokenizer *tokenizer);

/* Appends the text's tokens to `out`. SVE_TOO_LARGE for 4 GiB or more. */
sve_status sve_tokenize(const sve_tokenizer *tokenizer, const char *text, size_t length, sve_token_list *out,
                        sve_error *error);

/* The class of a token's abbreviation. */
sve_abbreviation_class sve_tokenizer_class(const sve_tokenizer *tokenizer, const char *text, const sve_token *token);
#endif
