/* The recogniser: a linear-chain CRF over the tokens of a sentence, trained offline.
 *
 * The core computes the features, for training and for use. A feature is a 64-bit hash; the model is a
 * hash table of rows: one byte that checks the hash, seven weights of 8 bits (tags O, B-PER, I-PER, B-ORG, …).
 */
#ifndef SVE_NAMES_TAGGER_H
#define SVE_NAMES_TAGGER_H

#include "names/entity.h"

typedef struct sve_tagger sve_tagger;
typedef SVE_LIST(uint64_t) sve_feature_list;

/* `model`: sections CRFW (rows), CRFT (transitions), CRFL (labels); borrowed. */
sve_status sve_tagger_open(const sve_data *model, sve_tagger **out, sve_error *error);
void sve_tagger_free(sve_tagger *tagger);

/* Appends the features of token `at`, which stands in `sentence`. */
sve_status sve_tagger_features(const sve_lexicon *lexicon, const sve_passage *passage, const sve_sentence *sentence,
                               uint32_t at, sve_feature_list *out, sve_error *error);

/* Appends the names of the passage to `out`, with label and score; norm is left empty. */
sve_status sve_tagger_find(const sve_tagger *tagger, const sve_lexicon *lexicon, const sve_passage *passage,
                           sve_entity_list *out, sve_error *error);
#endif
