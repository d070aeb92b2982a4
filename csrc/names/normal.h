/* The words of a text that are not their own normal form, composed: what is read letter by letter is read here, so that
 * `30-åring` counts years however its å is written. */
#ifndef SVE_NAMES_NORMAL_H
#define SVE_NAMES_NORMAL_H

#include "base/memory.h"
#include "svenner.h"

typedef struct sve_normal {
  uint32_t token;
  size_t start, end; /* in `bytes` */
} sve_normal;

typedef struct sve_normals {
  SVE_LIST(sve_normal) list; /* in the tokens' order */
  sve_byte_list bytes;
  sve_byte_list scratch;
} sve_normals;

void sve_normals_clear(sve_normals *normals);

/* Replaces what is in `out` by the tokens of SVE_TOKEN_DENORMAL. */
sve_status sve_normals_find(const char *text, const sve_token *tokens, size_t count, sve_normals *out,
                            sve_error *error);

/* The normal form of `token`, which is one of them. */
const char *sve_normal_of(const sve_normals *normals, uint32_t token, size_t *length);

/* How many bytes of `word` come to `bytes` bytes of its normal form, marks behind them taken along. */
sve_status sve_normal_prefix(const char *word, size_t length, size_t bytes, size_t *out, sve_error *error);
#endif
