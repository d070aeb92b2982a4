/* The recogniser: a linear-chain CRF over the tokens of a sentence, trained offline.
 *
 * The core computes the features, for training and for use (names/features.h). A model has up to three labels, in
 * the shipped one PER, ORG and LOC. Sections, little-endian:
 *
 *   CRFL  names of the labels, each ended by NUL
 *   CRFT  float: what one step of a weight is worth; 49 int16: transitions [from][to] in such steps, between the
 *         tags O, B-0, I-0, B-1, I-1, B-2, I-2; one int16 of zero
 *   CRFW  buckets of 64 bytes, chosen by the high half of a feature's hash: checks of seven features, 16 bits each (the
 *         low bits of the hash; 0: free), then seven rows of seven int8 weights, one a tag, and a byte of zero
 */
#ifndef SVE_NAMES_TAGGER_H
#define SVE_NAMES_TAGGER_H

#include "names/candidate.h"

enum { SVE_TAGGER_LABELS = 3 }; /* at most */

typedef struct sve_tagger sve_tagger;
typedef SVE_LIST(uint64_t) sve_feature_list;
typedef SVE_LIST(uint32_t) sve_start_list;

/* `model` is borrowed. SVE_BAD_DATA where a section is missing or of the wrong length. */
sve_status sve_tagger_open(const sve_data *model, sve_tagger **out, sve_error *error);
void sve_tagger_free(sve_tagger *tagger);

/* The names of the model's labels, and how many they are. Borrowed from the model. */
size_t sve_tagger_labels(const sve_tagger *tagger, sve_string names[SVE_TAGGER_LABELS]);

/* Appends the names of the passage to `out`, with score, and label labels[i] for the model's i-th; norm is left empty.
 * Without a tagger (NULL) names are found that the lexicon alone is sure of (names/known.h). */
sve_status sve_tagger_find(const sve_tagger *tagger, const uint16_t labels[SVE_TAGGER_LABELS],
                           const sve_lexicon *lexicon, const sve_passage *passage, sve_entity_list *out,
                           sve_error *error);

/* Appends the features of the passage's tokens: those of token i are starts[i] … starts[i + 1] - 1. A token that no
 * name can hold has none, and parts the tokens around it: the model never sees it. */
sve_status sve_tagger_features(const sve_lexicon *lexicon, const sve_passage *passage, sve_feature_list *out,
                               sve_start_list *starts, sve_error *error);

typedef SVE_LIST(sve_reason) sve_reason_list;

/* Appends what the model's features gave for the name first … end - 1 with its i-th label, heaviest first. */
sve_status sve_tagger_explain(const sve_tagger *tagger, const sve_lexicon *lexicon, const sve_passage *passage,
                              uint32_t first, uint32_t end, unsigned label, sve_reason_list *out, sve_error *error);
#endif
