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

/* How many are found, in the text alone and between two others. */
static size_t find(const sve_matcher *matcher, const sve_data *lexicon, sve_string text, bool overlap) {
  sve_matches *alone, *among;
  sve_string texts[3] = {{text.bytes, text.length / 2}, text, {text.bytes, text.length / 3}};
  size_t ends[3], count, total;
  CLAIM(sve_matches_new(&alone, NULL) == SVE_OK && sve_matches_new(&among, NULL) == SVE_OK);
  CLAIM(sve_matcher_search(matcher, lexicon, &text, 1, alone, NULL, NULL) == SVE_OK);
  CLAIM(sve_matcher_search(matcher, lexicon, texts, 3, among, ends, NULL) == SVE_OK);
  const sve_match *one = sve_matches_get(alone, &count), *all = sve_matches_get(among, &total);
  claim_sound(matches_breach(matcher, text.bytes, text.length, one, count, overlap));
  CLAIM(ends[1] - ends[0] == count && ends[2] == total);
  CLAIM(count == 0 || memcmp(all + ends[0], one, count * sizeof *one) == 0);
  sve_matches_free(alone);
  sve_matches_free(among);
  return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static sve_data *lexicon;
  if (lexicon == NULL) lexicon = shipped("svenner/data/lexicon.sve");
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
    size_t found = find(matcher, lexicon, (sve_string){text, text_length}, options.overlap);
    sve_matcher *copy = reopened(matcher);
    CLAIM(find(copy, lexicon, (sve_string){text, text_length}, options.overlap) == found);
    sve_matcher_free(copy);
    sve_matcher_free(matcher);
    free(text);
  }
  sve_matcher_builder_free(builder);
  return 0;
}
