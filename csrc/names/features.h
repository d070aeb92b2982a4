/* Features: what the recogniser weighs of a token, as hashes; the same code for training and for use. */
#ifndef SVE_NAMES_FEATURES_H
#define SVE_NAMES_FEATURES_H

#include "names/view.h"

enum { SVE_FEATURES_MAX = 128 }; /* of one token; so many never occur */

typedef struct sve_feature_set {
  uint64_t hashes[SVE_FEATURES_MAX];
  uint8_t kinds[SVE_FEATURES_MAX]; /* what each looked at: sve_feature_name */
  size_t count;
} sve_feature_set;

/* The features of a token of the views' window, in place of what `out` held. */
sve_status sve_features_find(sve_views *views, uint32_t token, sve_feature_set *out, sve_error *error);

/* What a kind of feature looks at, in words; static. */
const char *sve_feature_name(unsigned kind);
#endif
