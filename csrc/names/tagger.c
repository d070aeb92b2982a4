/* First body: no features, no names. */
#include "names/tagger.h"

#include "base/status.h"

struct sve_tagger {
  const sve_data *model;
};

sve_status sve_tagger_open(const sve_data *model, sve_tagger **out, sve_error *error) {
  sve_tagger *tagger = sve_alloc(sizeof *tagger);
  if (tagger == NULL) return sve_fail_memory(error);
  tagger->model = model;
  *out = tagger;
  return SVE_OK;
}
void sve_tagger_free(sve_tagger *tagger) {
  sve_free(tagger);
}
sve_status sve_tagger_features(const sve_lexicon *lexicon, const sve_passage *passage, const sve_sentence *sentence,
                               uint32_t at, sve_feature_list *out, sve_error *error) {
  (void)lexicon, (void)passage, (void)sentence, (void)at, (void)out, (void)error;
  return SVE_OK;
}
sve_status sve_tagger_find(const sve_tagger *tagger, const sve_lexicon *lexicon, const sve_passage *passage,
                           sve_entity_list *out, sve_error *error) {
  (void)tagger, (void)lexicon, (void)passage, (void)out, (void)error;
  return SVE_OK;
}
