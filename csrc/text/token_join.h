/* Joining: raw tokens -> tokens, by what stands beside them. Second half of sve_tokenize. */
#ifndef SVE_TEXT_TOKEN_JOIN_H
#define SVE_TEXT_TOKEN_JOIN_H

#include "text/token_abbreviation.h"

/* Joins the raw tokens from index `first` on, in place, and gives all their kind; words that a hyphen parts at a line's
 * end too where `dehyphenate`. `stop` ends the work early; may be NULL. */
sve_status sve_join(const sve_abbreviations *abbreviations, bool dehyphenate, const char *text, const sve_stop *stop,
                    sve_token_list *tokens, size_t first, sve_error *error);
#endif
