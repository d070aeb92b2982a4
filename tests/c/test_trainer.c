/* Training: what is learnt from windows, and what is refused. */
#include <math.h>

#include "test.h"

enum { SEEN_OFTEN = 7, CAPITAL = 8, LOWER = 9, AFTER = 10, TAGS = SVE_TAGS };

/* Two windows of two tokens: a name of one label, an ordinary word; then a name of two tokens with the other. */
static const uint64_t FEATURES[] = {CAPITAL, SEEN_OFTEN, LOWER, CAPITAL, AFTER};
static const uint32_t STARTS[] = {0, 2, 3, 4, 5};
static const uint8_t MARKS[] = {1, 0, 3, 4};
static const uint32_t ENDS[] = {2, 4};

static sve_training training_of(unsigned rounds, float left_out) {
  return (sve_training){.features = FEATURES,
                        .starts = STARTS,
                        .tags = MARKS,
                        .window_ends = ENDS,
                        .token_count = 4,
                        .window_count = 2,
                        .labels = 2,
                        .rounds = rounds,
                        .rate = 0.1f,
                        .left_out = left_out};
}

static const float *weights_of(const sve_weights *weights, uint64_t feature) {
  for (size_t i = 0; i < weights->count; i++) {
    if (weights->features[i] == feature) return weights->weights[i];
  }
  return NULL;
}

static void features_speak_for_the_tags_they_were_seen_with(void) {
  sve_training training = training_of(50, 0);
  sve_weights weights;
  CHECK_INT(sve_train(&training, &weights, NULL), SVE_OK);
  CHECK_INT(weights.count, 4);
  const float *often = weights_of(&weights, SEEN_OFTEN), *lower = weights_of(&weights, LOWER);
  CHECK(often[1] > 0.5f && often[0] < 0 && often[3] < 0);
  CHECK(lower[0] > 0.5f && lower[1] < 0);
  CHECK(weights_of(&weights, AFTER)[4] > 0.2f);
  CHECK(weights.transitions[3][4] > 0);
  CHECK(weights.transitions[1][4] == 0); /* cannot be: is not learnt */
  CHECK(often[5] == 0 && often[6] == 0); /* the third label, which is not trained */
  sve_weights_clear(&weights);
  CHECK(weights.features == NULL && weights.count == 0);
}

static void the_same_windows_give_the_same_weights(void) {
  sve_training training = training_of(9, 0.3f);
  sve_weights once, again;
  CHECK_INT(sve_train(&training, &once, NULL), SVE_OK);
  CHECK_INT(sve_train(&training, &again, NULL), SVE_OK);
  CHECK(memcmp(once.weights, again.weights, once.count * sizeof *once.weights) == 0);
  CHECK(memcmp(once.transitions, again.transitions, sizeof once.transitions) == 0);
  for (size_t i = 0; i < once.count; i++) {
    for (unsigned tag = 0; tag < TAGS; tag++) CHECK(isfinite(once.weights[i][tag]));
  }
  sve_weights_clear(&once);
  sve_weights_clear(&again);
}

/* A window a feature: many more than there is room for at first, and rates that drive weights far off. */
static void many_features_are_learnt(void) {
  enum { COUNT = 5000 };
  static uint64_t features[COUNT];
  static uint32_t starts[COUNT + 1], ends[COUNT];
  static uint8_t tags[COUNT];
  for (uint32_t i = 0; i < COUNT; i++) {
    features[i] = i * UINT64_C(0x9E3779B97F4A7C15) ^ i % 7; /* some share a place */
    starts[i] = i;
    ends[i] = i + 1;
    tags[i] = i % 2;
  }
  starts[COUNT] = COUNT;
  for (int far = 0; far < 2; far++) {
    sve_training training = {.features = features,
                             .starts = starts,
                             .tags = tags,
                             .window_ends = ends,
                             .token_count = COUNT,
                             .window_count = COUNT,
                             .labels = 1,
                             .rounds = 3,
                             .rate = far ? 500 : 0.1f};
    sve_weights weights;
    CHECK_INT(sve_train(&training, &weights, NULL), SVE_OK);
    CHECK_INT(weights.count, COUNT);
    for (uint32_t i = 0; i < COUNT && !far; i += 499) {
      const float *seen = weights_of(&weights, features[i]);
      if (CHECK(seen != NULL)) CHECK(seen[i % 2] > seen[1 - i % 2]);
    }
    for (size_t i = 0; i < weights.count; i++) CHECK(isfinite(weights.weights[i][0]));
    sve_weights_clear(&weights);
  }
}

static void nothing_to_read_is_nothing_learnt(void) {
  sve_training training = {.labels = 3, .rounds = 2, .rate = 0.1f};
  sve_weights weights;
  CHECK_INT(sve_train(&training, &weights, NULL), SVE_OK);
  CHECK_INT(weights.count, 0);
  sve_weights_clear(&weights);
}

static void check_refused(sve_training training) {
  sve_weights weights;
  sve_error error = {0};
  CHECK_INT(sve_train(&training, &weights, &error), SVE_BAD_ARGUMENT);
  CHECK(error.message[0] != '\0');
}

static void what_cannot_be_is_refused(void) {
  sve_training training = training_of(1, 1);
  check_refused(training);
  training.left_out = NAN;
  check_refused(training);
  training = training_of(1, 0);
  training.rate = 0;
  check_refused(training);
  training = training_of(1, -0.1f);
  check_refused(training);
  training = training_of(1, 0);
  training.token_count = UINT32_MAX;
  check_refused(training);
  training = training_of(1, 0);
  training.window_count = UINT32_MAX;
  check_refused(training);
  training = training_of(1, 0);
  training.labels = 1; /* but tags of a second */
  check_refused(training);
  training.labels = 4;
  check_refused(training);
  training = training_of(1, 0);
  training.window_count = 1; /* tokens behind the last window */
  check_refused(training);
  static const uint32_t empty_window[] = {0, 4};
  training = training_of(1, 0);
  training.window_ends = empty_window;
  check_refused(training);
  static const uint32_t backwards[] = {0, 2, 1, 4, 5};
  training = training_of(1, 0);
  training.starts = backwards;
  check_refused(training);
}

static sve_status work(void *context, sve_error *error) {
  (void)context;
  sve_training training = training_of(1, 0.5f);
  sve_weights weights = {0};
  sve_status status = sve_train(&training, &weights, error);
  if (status == SVE_OK) sve_weights_clear(&weights);
  return status;
}

static void failed_allocations_are_told(void) {
  test_sweep(work, NULL);
}

int main(void) {
  RUN(features_speak_for_the_tags_they_were_seen_with);
  RUN(the_same_windows_give_the_same_weights);
  RUN(many_features_are_learnt);
  RUN(nothing_to_read_is_nothing_learnt);
  RUN(what_cannot_be_is_refused);
  RUN(failed_allocations_are_told);
  return test_end();
}
