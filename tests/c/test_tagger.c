/* The recogniser: windows and features, a model's rows and transitions, names and their scores, refused models. */
#include <math.h>

#include "names/features.h"
#include "names/tagger.h"
#include "passage.h"

static const lexicon_word WORDS[] = {
    {"regeringen", SVE_LEX_COMMON},   {"björn", SVE_LEX_COMMON | SVE_LEX_GIVEN},
    {"malmö", SVE_LEX_PLACE},         {"von", SVE_LEX_PARTICLE},
    {"storm", SVE_LEX_COMMON},        {"över", SVE_LEX_COMMON},
    {"jens", SVE_LEX_GIVEN},          {"tingsrätt", SVE_LEX_ORG_WORD},
    {"statsminister", SVE_LEX_TITLE},
};
static const uint16_t LABELS[SVE_TAGGER_LABELS] = {SVE_LABEL_PER, SVE_LABEL_ORG, SVE_LABEL_LOC};

enum { TAGS = 7, ROWS = 7, BUCKET = 64, TRANSITIONS = 4 + 2 * TAGS * TAGS + 2 };

static sve_status read(reading *out, const char *source, sve_error *error) {
  return reading_make(out, WORDS, sizeof WORDS / sizeof *WORDS, source, error);
}

/* The hash of what a feature of this name saw of a token. */
static uint64_t feature_of(const char *source, uint32_t token, const char *name) {
  reading text = {0};
  uint64_t hash = 0;
  CHECK_INT(read(&text, source, NULL), SVE_OK);
  sve_views views = {.lexicon = &text.source.lexicon, .passage = &text.passage};
  for (;;) {
    uint32_t first, end;
    CHECK_INT(sve_views_next(&views, &first, &end, NULL), SVE_OK);
    if (first == SVE_NONE) break;
    if (token < first || token >= end) continue;
    sve_feature_set set;
    CHECK_INT(sve_features_find(&views, token, &set, NULL), SVE_OK);
    for (size_t i = 0; i < set.count; i++) {
      if (strcmp(sve_feature_name(set.kinds[i]), name) == 0) hash = set.hashes[i];
    }
  }
  sve_views_clear(&views);
  reading_clear(&text);
  CHECK(hash != 0);
  return hash;
}

enum { LABELS_SECTION = 1, TRANSITIONS_SECTION = 2, ROWS_SECTION = 4, ALL_SECTIONS = 7 };

/* A model file of these sections, with one bucket of rows. */
static sve_status write_model(float step, const unsigned char *bucket, unsigned sections, sve_data **out,
                              sve_error *error) {
  static const char labels[] = "PER\0ORG\0LOC";
  unsigned char transitions[TRANSITIONS] = {0};
  memcpy(transitions, &step, sizeof step);
  const struct {
    uint32_t tag;
    const void *bytes;
    size_t length;
  } parts[] = {{SVE_TAG('C', 'R', 'F', 'L'), labels, sizeof labels},
               {SVE_TAG('C', 'R', 'F', 'T'), transitions, sizeof transitions},
               {SVE_TAG('C', 'R', 'F', 'W'), bucket, BUCKET}};
  sve_builder *builder;
  const void *bytes;
  size_t length;
  sve_status status = sve_builder_new(&builder, error);
  if (status != SVE_OK) return status;
  for (unsigned i = 0; i < 3 && status == SVE_OK; i++) {
    if ((sections >> i & 1) != 0) {
      status = sve_builder_add(builder, parts[i].tag, parts[i].bytes, parts[i].length, error);
    }
  }
  if (status == SVE_OK) status = sve_builder_finish(builder, &bytes, &length, error);
  if (status == SVE_OK) status = sve_data_open_bytes(bytes, length, true, out, error);
  sve_builder_free(builder);
  return status;
}

/* A model of one bucket: `weights[i]` for tag i of each feature. */
static sve_status make_model(const uint64_t *features, const int8_t (*weights)[TAGS], size_t count, sve_data **out,
                             sve_error *error) {
  unsigned char bucket[BUCKET] = {0};
  for (size_t i = 0; i < count; i++) {
    uint16_t check = (uint16_t)(features[i] & 0xFFFF);
    if (check == 0) check = 1;
    memcpy(bucket + 2 * i, &check, sizeof check);
    memcpy(bucket + 2 * ROWS + TAGS * i, weights[i], TAGS);
  }
  return write_model(0.1f, bucket, ALL_SECTIONS, out, error);
}

/* `wanted`: the first words of each window. */
static void check_windows(const char *source, const char *wanted) {
  reading text = {0};
  CHECK_INT(read(&text, source, NULL), SVE_OK);
  sve_views views = {.lexicon = &text.source.lexicon, .passage = &text.passage};
  sve_byte_list got = {0};
  for (;;) {
    uint32_t first, end;
    CHECK_INT(sve_views_next(&views, &first, &end, NULL), SVE_OK);
    if (first == SVE_NONE) break;
    CHECK(first < end);
    uint32_t from = text.tokens.items[first].span.start_byte, to = text.tokens.items[end - 1].span.end_byte;
    if (got.count > 0) marked_put(&got, "|", 1, NULL);
    marked_put(&got, text.passage.text + from, to - from, NULL);
  }
  CHECK_STRING(got.count > 0 ? got.items : "", got.count, wanted);
  sve_free(got.items);
  sve_views_clear(&views);
  reading_clear(&text);
}

static void windows_begin_where_names_may(void) {
  check_windows("Regeringen vill mer", "");
  check_windows("Nu vill Jens Ek mer än så i dag", "Nu vill Jens Ek mer än så");
  check_windows("det var von Sydow. Och så vidare", "von Sydow|Och så vidare");
  check_windows("där sov en björn", "");
  check_windows("båten till malmö", "malmö");
  check_windows("STORM ÖVER MALMÖ", "MALMÖ");
  check_windows("", "");
}

/* The likeliest reading is `Jens Ek` (PER, 0.34), and yet `Ek` (LOC) is in more of them (0.44), with `Jens` or without.
 */
static void a_name_of_many_readings_beats_the_likeliest_reading(void) {
  static const char source[] = "nu vill Jens Ek mer";
  uint64_t features[] = {feature_of(source, 2, "the word"), feature_of(source, 3, "the word"),
                         feature_of(source, 4, "the word")};
  static const int8_t weights[][TAGS] = {
      {2, 0, -100, -100, -100, -100, -100}, {0, 0, 23, 0, 0, 18, 0}, {100, 0, 0, 0, 0, 0, 0}};
  sve_data *model = NULL;
  sve_tagger *tagger = NULL;
  reading text = {0};
  sve_entity_list found = {0};
  CHECK_INT(make_model(features, weights, 3, &model, NULL), SVE_OK);
  CHECK_INT(sve_tagger_open(model, &tagger, NULL), SVE_OK);
  CHECK_INT(read(&text, source, NULL), SVE_OK);
  CHECK_INT(sve_tagger_find(tagger, LABELS, &text.source.lexicon, &text.passage, &found, NULL), SVE_OK);
  if (CHECK_INT(found.count, 1)) {
    CHECK_INT(found.items[0].span.start_byte, 13);
    CHECK_INT(found.items[0].span.end_byte, 15);
    CHECK_INT(found.items[0].label, SVE_LABEL_LOC);
    CHECK(found.items[0].score > 0.4f && found.items[0].score < 0.5f);
  }
  sve_free(found.items);
  reading_clear(&text);
  sve_tagger_free(tagger);
  sve_data_free(model);
}

static void the_model_says_what_is_a_name(void) {
  uint64_t features[] = {feature_of("nu vill Jens Ek mer", 2, "the word"),
                         feature_of("nu vill Jens Ek mer", 3, "the word")};
  static const int8_t weights[][TAGS] = {{0, 90, 0, 0, 0, 0, 0}, {0, 0, 90, 0, 0, 0, 0}};
  sve_data *model = NULL;
  sve_tagger *tagger = NULL;
  reading text = {0};
  sve_entity_list found = {0};
  sve_reason_list reasons = {0};
  CHECK_INT(make_model(features, weights, 2, &model, NULL), SVE_OK);
  CHECK_INT(sve_tagger_open(model, &tagger, NULL), SVE_OK);
  sve_string names[SVE_TAGGER_LABELS];
  CHECK_INT(sve_tagger_labels(tagger, names), 3);
  CHECK_STRING(names[1].bytes, names[1].length, "ORG");
  CHECK_INT(read(&text, "nu vill Jens Ek mer", NULL), SVE_OK);
  CHECK_INT(sve_tagger_find(tagger, LABELS, &text.source.lexicon, &text.passage, &found, NULL), SVE_OK);
  if (CHECK_INT(found.count, 1)) {
    CHECK_INT(found.items[0].span.start_byte, 8);
    CHECK_INT(found.items[0].span.end_byte, 15);
    CHECK_INT(found.items[0].label, SVE_LABEL_PER);
    CHECK_INT(found.items[0].source, SVE_FROM_MODEL);
    CHECK(found.items[0].score > 0.5f && found.items[0].score <= 1);
  }
  CHECK_INT(sve_tagger_explain(tagger, &text.source.lexicon, &text.passage, 2, 4, 0, &reasons, NULL), SVE_OK);
  if (CHECK_INT(reasons.count, 2)) {
    CHECK_INT(reasons.items[0].token, 2);
    CHECK_STRING(reasons.items[0].feature, strlen(reasons.items[0].feature), "the word");
    CHECK(reasons.items[0].weight > 8.9f);
  }
  sve_free(reasons.items);
  sve_free(found.items);
  reading_clear(&text);
  sve_tagger_free(tagger);
  sve_data_free(model);
}

static void a_name_never_begins_inside(void) {
  uint64_t features[] = {feature_of("nu vill Jens Ek mer", 2, "the word")};
  static const int8_t weights[][TAGS] = {{0, 0, 0, 0, 127, 0, 0}};
  sve_data *model = NULL;
  sve_tagger *tagger = NULL;
  reading text = {0};
  sve_entity_list found = {0};
  CHECK_INT(make_model(features, weights, 1, &model, NULL), SVE_OK);
  CHECK_INT(sve_tagger_open(model, &tagger, NULL), SVE_OK);
  CHECK_INT(read(&text, "Jens vill", NULL), SVE_OK);
  CHECK_INT(sve_tagger_find(tagger, LABELS, &text.source.lexicon, &text.passage, &found, NULL), SVE_OK);
  CHECK_INT(found.count, 0);
  sve_free(found.items);
  reading_clear(&text);
  sve_tagger_free(tagger);
  sve_data_free(model);
}

/* What is found without a model: label and words. */
static void check_known(const char *source, const char *wanted) {
  static const char *const NAMES[] = {"PER ", "ORG ", "LOC "};
  reading text = {0};
  sve_entity_list found = {0};
  sve_byte_list got = {0};
  CHECK_INT(read(&text, source, NULL), SVE_OK);
  CHECK_INT(sve_tagger_find(NULL, LABELS, &text.source.lexicon, &text.passage, &found, NULL), SVE_OK);
  for (size_t i = 0; i < found.count; i++) {
    sve_span span = found.items[i].span;
    if (i > 0) marked_put(&got, "|", 1, NULL);
    marked_put(&got, NAMES[found.items[i].label], 4, NULL);
    marked_put(&got, text.passage.text + span.start_byte, span.end_byte - span.start_byte, NULL);
  }
  CHECK_STRING(got.count > 0 ? got.items : "", got.count, wanted);
  sve_free(got.items);
  sve_free(found.items);
  reading_clear(&text);
}

static void the_lexicon_alone_knows_some_names(void) {
  check_known("i går sade Jens von Essen det", "PER Jens von Essen");
  check_known("hos Malmös tingsrätt i Malmö", "ORG Malmös tingsrätt|LOC Malmö");
  check_known("då sade statsminister Kullgren nej", "PER Kullgren");
  check_known("Björn sov", "");
}

/* A file of these sections and this step of a weight is refused, with a message that holds `why`. */
static void check_refused(float step, unsigned sections, const char *why) {
  static const unsigned char bucket[BUCKET];
  sve_data *model = NULL;
  sve_tagger *tagger = NULL;
  sve_error error = {0};
  CHECK_INT(write_model(step, bucket, sections, &model, NULL), SVE_OK);
  CHECK_INT(sve_tagger_open(model, &tagger, &error), SVE_BAD_DATA);
  CHECK(strstr(error.message, why) != NULL);
  CHECK(tagger == NULL);
  sve_data_free(model);
}

static void other_files_are_no_models(void) {
  for (unsigned without = LABELS_SECTION; without <= ROWS_SECTION; without *= 2) {
    check_refused(0.1f, ALL_SECTIONS - without, "no model");
  }
  const float steps[] = {0, -0.1f, 2, NAN, INFINITY};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) check_refused(steps[i], ALL_SECTIONS, "step");
}

/* A model of these labels, and of a section of transitions and one of rows that are so long. */
static void check_shape(const char *labels, size_t length, size_t transitions, size_t rows, const char *why) {
  static const float content[4096] = {0.1f};
  sve_builder *builder;
  sve_data *model;
  sve_tagger *tagger = NULL;
  sve_error error = {0};
  CHECK_INT(sve_builder_new(&builder, NULL), SVE_OK);
  CHECK_INT(sve_builder_add(builder, SVE_TAG('C', 'R', 'F', 'L'), labels, length, NULL), SVE_OK);
  CHECK_INT(sve_builder_add(builder, SVE_TAG('C', 'R', 'F', 'T'), content, transitions, NULL), SVE_OK);
  CHECK_INT(sve_builder_add(builder, SVE_TAG('C', 'R', 'F', 'W'), content, rows, NULL), SVE_OK);
  CHECK_INT(sve_builder_take(builder, &model, NULL), SVE_OK);
  sve_builder_free(builder);
  CHECK_INT(sve_tagger_open(model, &tagger, &error), why == NULL ? SVE_OK : SVE_BAD_DATA);
  CHECK(why == NULL || strstr(error.message, why) != NULL);
  sve_tagger_free(tagger);
  sve_data_free(model);
}

static void models_of_another_shape_are_refused(void) {
  check_shape("PER", 4, TRANSITIONS, 2 * BUCKET, NULL);
  check_shape("", 0, TRANSITIONS, BUCKET, "labels");
  check_shape("", 1, TRANSITIONS, BUCKET, "labels"); /* one without a name */
  check_shape("PER", 3, TRANSITIONS, BUCKET, "labels");
  check_shape("PER\0", 5, TRANSITIONS, BUCKET, "labels");
  check_shape("A\0B\0C\0D", 8, TRANSITIONS, BUCKET, "labels");
  check_shape("PER", 4, TRANSITIONS - 1, BUCKET, "length");
  check_shape("PER", 4, TRANSITIONS, 0, "length");
  check_shape("PER", 4, TRANSITIONS, BUCKET + 1, "length");
}

static sve_status work(void *context, sve_error *error) {
  uint64_t features[] = {((uint64_t *)context)[0]};
  static const int8_t weights[][TAGS] = {{0, 90, 0, 0, 0, 0, 0}};
  sve_data *model = NULL;
  sve_tagger *tagger = NULL;
  reading text = {0};
  sve_entity_list found = {0};
  sve_feature_list list = {0};
  sve_start_list starts = {0};
  sve_reason_list reasons = {0};
  sve_status status = make_model(features, weights, 1, &model, error);
  if (status == SVE_OK) status = sve_tagger_open(model, &tagger, error);
  if (status == SVE_OK) status = read(&text, "nu vill Jens Ek mer. STORM ÖVER MALMÖ", error);
  const sve_lexicon *lexicon = &text.source.lexicon;
  if (status == SVE_OK) status = sve_tagger_find(tagger, LABELS, lexicon, &text.passage, &found, error);
  if (status == SVE_OK) status = sve_tagger_find(NULL, LABELS, lexicon, &text.passage, &found, error);
  if (status == SVE_OK) status = sve_tagger_features(lexicon, &text.passage, &list, &starts, error);
  if (status == SVE_OK) status = sve_tagger_explain(tagger, lexicon, &text.passage, 2, 3, 0, &reasons, error);
  sve_free(reasons.items);
  sve_free(starts.items);
  sve_free(list.items);
  sve_free(found.items);
  reading_clear(&text);
  sve_tagger_free(tagger);
  sve_data_free(model);
  return status;
}

static void failed_allocations_are_told(void) {
  uint64_t feature = feature_of("nu vill Jens Ek mer", 2, "the word");
  test_sweep(work, &feature);
}

int main(void) {
  RUN(windows_begin_where_names_may);
  RUN(the_model_says_what_is_a_name);
  RUN(a_name_of_many_readings_beats_the_likeliest_reading);
  RUN(a_name_never_begins_inside);
  RUN(the_lexicon_alone_knows_some_names);
  RUN(other_files_are_no_models);
  RUN(models_of_another_shape_are_refused);
  RUN(failed_allocations_are_told);
  return test_end();
}
