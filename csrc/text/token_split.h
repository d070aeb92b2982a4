/* Splitting: what the rules match as one piece, but only its letters can tell: `H&M` and `och/eller`,
 * `www.exempel.se` and `slut.Nästa`.
 */
#ifndef SVE_TEXT_TOKEN_SPLIT_H
#define SVE_TEXT_TOKEN_SPLIT_H

#include "text/token.h"
#include "text/token_table.h"

/* Whether tokens of this SVE_RAW_… kind go through sve_split. */
static inline bool sve_needs_split(unsigned kind) {
  return kind >= SVE_RAW_DASHES && kind <= SVE_RAW_EMOTICON;
}

/* Appends the raw tokens that `token` consists of; leaves room for `spare` more. */
sve_status sve_split(const char *text, sve_token token, size_t spare, sve_token_list *out, sve_error *error);

/* `se`, `com`: whether a word of ASCII letters ends the names of hosts. Any case. */
bool sve_is_top_domain(const char *label, size_t length);
#endif
