/* Scanning: text -> raw tokens, by the automata of token_table.h. First half of sve_tokenize; token_join.h is the
 * other. */
#ifndef SVE_TEXT_TOKEN_SCAN_H
#define SVE_TEXT_TOKEN_SCAN_H

#include "text/token.h"
#include "text/token_table.h"

/* Appends the text's raw tokens to `out`: their kind is a SVE_RAW_…, their flags are final but for SPACED.
 * Only a token that is attached to the one before it has no AFTER_… flag. `stop` ends the work early; may be NULL. */
sve_status sve_scan(const char *text, size_t length, const sve_stop *stop, sve_token_list *out, sve_error *error);

#endif
