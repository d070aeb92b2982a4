/* A matcher of the input's first lines, run over the rest: options in the first byte, names up to a
 * blank line. A saved and reopened matcher finds the same. */
#include "fuzz.h"
#include "invariants.h"

static sve_string next_line(const char **at, const char *end) {
  const char *stop = memchr(*at, '\n', (size_t)(end - *at));
  sve_string line = {*at, (size_t)((stop != NULL ? stop : end) - *at)};
  *at = stop != NULL ? stop + 1 : end;
  return line;
}

static sve_matcher *reopened(const sve_matcher *matcher) {
  size_t length;
  const void *bytes = sve_data_bytes(sve_matcher_data(matcher), &length);
  sve_data *data;
  sve_matcher *copy;
  CLAIM(sve_data_open_bytes(bytes, length, true, &data, NULL) == SVE_OK);
  CLAIM(sve_matcher_open(data, &copy, NULL) == SVE_OK);
  return copy;
}

static size_t find(const sve_analyzer *analyzer, const sve_matcher *matcher, const char *text, size_t length,
                   bool overlap, sve_document *document) {
  CLAIM(sve_analyze(analyzer, text, length, (sve_request){.depth = SVE_DEPTH_TOKENS}, document, NULL) == SVE_OK);
  CLAIM(sve_analyzer_match(analyzer, matcher, text, document, NULL) == SVE_OK);
  claim_sound(matches_breach(matcher, text, length, document, overlap));
  size_t count;
  sve_document_matches(document, &count);
  return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static sve_analyzer *analyzer;
  static sve_document *document;
  if (analyzer == NULL) {
    analyzer = shipped_analyzer();
    CLAIM(sve_document_new(&document, NULL) == SVE_OK);
  }
  if (length == 0) return 0;
  unsigned bits = bytes[0];
  sve_matcher_options options = {.genitive = bits & 1,
                                 .compounds = bits & 2,
                                 .ignore_case = bits & 4,
                                 .fold_accents = bits & 8,
                                 .overlap = bits & 16,
                                 .inflect_noun = bits & 32,
                                 .fuzzy = bits & 64};
  const char *at = (const char *)bytes + 1;
  const char *end = (const char *)bytes + length;
  sve_matcher_builder *builder;
  sve_matcher *matcher;
  CLAIM(sve_matcher_builder_new(options, &builder, NULL) == SVE_OK);
  while (at < end) {
    sve_string name = next_line(&at, end);
    if (name.length == 0) break;
    sve_status status = sve_matcher_builder_add(builder, name, (sve_string){"L", name.length % 2}, name, NULL);
    CLAIM(status == SVE_OK || status == SVE_BAD_ARGUMENT);
  }
  sve_status status = sve_matcher_build(builder, &matcher, NULL);
  if (status == SVE_OK) {
    size_t text_length = (size_t)(end - at);
    char *text = exact_copy((const uint8_t *)at, text_length);
    size_t found = find(analyzer, matcher, text, text_length, options.overlap, document);
    sve_matcher *copy = reopened(matcher);
    CLAIM(find(analyzer, copy, text, text_length, options.overlap, document) == found);
    sve_matcher_free(copy);
    sve_matcher_free(matcher);
    free(text);
  }
  sve_matcher_builder_free(builder);
  return 0;
}
