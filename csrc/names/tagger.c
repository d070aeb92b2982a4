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
size_t sve_tagger_labels(const sve_tagger *tagger, sve_string names[SVE_TAGGER_LABELS]) {
  (void)tagger, (void)names;
  return 0;
}
sve_status sve_tagger_features(const sve_lexicon *lexicon, const sve_passage *passage, sve_feature_list *out,
                               sve_start_list *starts, sve_error *error) {
  (void)lexicon, (void)out;
  sve_status status = SVE_LIST_RESERVE(starts, passage->token_count + 1, error);
  if (status != SVE_OK) return status;
  for (size_t i = 0; i <= passage->token_count; i++) starts->items[starts->count++] = 0;
  return SVE_OK;
}
sve_status sve_tagger_find(const sve_tagger *tagger, const uint16_t labels[SVE_TAGGER_LABELS],
                           const sve_lexicon *lexicon, const sve_passage *passage, sve_entity_list *out,
                           sve_error *error) {
  (void)tagger, (void)labels, (void)lexicon, (void)passage, (void)out, (void)error;
  return SVE_OK;
}
sve_status sve_tagger_explain(const sve_tagger *tagger, const sve_lexicon *lexicon, const sve_passage *passage,
                              uint32_t first, uint32_t end, unsigned label, sve_reason_list *out, sve_error *error) {
  (void)tagger, (void)lexicon, (void)passage, (void)first, (void)end, (void)label, (void)out, (void)error;
  return SVE_OK;
}
