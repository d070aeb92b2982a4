/* First body: finds nothing yet. */
#include "names/gazetteer.h"

#include "base/status.h"

struct sve_matcher {
  sve_data *data;
};
struct sve_matcher_builder {
  sve_matcher_options options;
};

sve_status sve_matcher_builder_new(sve_matcher_options options, sve_matcher_builder **out, sve_error *error) {
  sve_matcher_builder *builder = sve_alloc(sizeof *builder);
  if (builder == NULL) return sve_fail_memory(error);
  builder->options = options;
  *out = builder;
  return SVE_OK;
}
void sve_matcher_builder_free(sve_matcher_builder *builder) {
  sve_free(builder);
}
sve_status sve_matcher_builder_add(sve_matcher_builder *builder, sve_string name, sve_string label, sve_string id,
                                   sve_error *error) {
  (void)builder, (void)name, (void)label, (void)id, (void)error;
  return SVE_OK;
}
sve_status sve_matcher_build(sve_matcher_builder *builder, sve_matcher **out, sve_error *error) {
  (void)builder;
  sve_matcher *matcher = sve_alloc(sizeof *matcher);
  if (matcher == NULL) return sve_fail_memory(error);
  matcher->data = NULL;
  *out = matcher;
  return SVE_OK;
}
sve_status sve_matcher_open(sve_data *data, sve_matcher **out, sve_error *error) {
  sve_status status = sve_matcher_build(NULL, out, error);
  if (status == SVE_OK) (*out)->data = data;
  return status;
}
void sve_matcher_free(sve_matcher *matcher) {
  if (matcher != NULL) sve_data_free(matcher->data);
  sve_free(matcher);
}
const sve_data *sve_matcher_data(const sve_matcher *matcher) {
  return matcher->data;
}
size_t sve_matcher_count(const sve_matcher *matcher) {
  (void)matcher;
  return 0;
}
size_t sve_matcher_label_count(const sve_matcher *matcher) {
  (void)matcher;
  return 0;
}
sve_string sve_matcher_label(const sve_matcher *matcher, size_t label) {
  (void)matcher, (void)label;
  return (sve_string){"", 0};
}
sve_matcher_options sve_matcher_options_of(const sve_matcher *matcher) {
  (void)matcher;
  return (sve_matcher_options){0};
}
void sve_matcher_entry(const sve_matcher *matcher, uint32_t entry, sve_string *name, sve_string *label,
                       sve_string *id) {
  (void)matcher, (void)entry;
  *name = *label = *id = (sve_string){"", 0};
}
sve_status sve_matcher_find_name(const sve_matcher *matcher, sve_string name, uint32_t *out, sve_error *error) {
  (void)matcher, (void)name, (void)error;
  *out = SVE_NONE;
  return SVE_OK;
}
sve_status sve_matcher_find(const sve_matcher *matcher, const sve_lexicon *lexicon, const char *text,
                            const sve_token_list *tokens, sve_match_list *out, sve_error *error) {
  (void)matcher, (void)lexicon, (void)text, (void)tokens, (void)out, (void)error;
  return SVE_OK;
}
