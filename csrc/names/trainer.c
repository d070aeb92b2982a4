/* Training the recogniser: the weights of a linear-chain CRF from windows whose tags are known.
 *
 * Stochastic gradient with a rate of its own for each weight (AdaGrad). Each time a token is read a share of its
 * features is left out at random, so that no feature, such as the word itself, comes to stand for all the others.
 * Invariants: the same windows in the same order give the same weights, on every machine (no function of libm that
 * rounds freely); a tag that cannot follow another has odds of zero.
 */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/status.h"

enum { TAGS = SVE_TAGS };

static const float LEAST_ODDS = 1e-25f;
static const float LEAST_GRADIENT = 0.001f; /* of a token that is as good as certain nothing is learnt */
static const float SOFTENER = 0.001f;       /* below the root of the squared gradients: the first steps are no leaps */

typedef struct cell {
  float odds[TAGS], forward[TAGS], backward[TAGS], scale;
} cell;

typedef struct learner {
  const sve_training *training;
  unsigned tags;
  uint64_t random;
  uint32_t *features; /* as training->features, each as its place in `known` */
  SVE_LIST(uint64_t) known;
  uint32_t *slots; /* of an open hash table over `known`: place + 1, or 0 */
  size_t slot_mask;
  float (*weights)[TAGS], (*squares)[TAGS]; /* of each known feature, and its squared gradients summed up */
  float transitions[TAGS][TAGS], transition_squares[TAGS][TAGS], transition_odds[TAGS][TAGS];
  uint32_t *order;     /* of the windows */
  uint32_t *kept;      /* features of the window at hand that are not left out, token after token */
  uint32_t *kept_ends; /* of each of its tokens, in `kept` */
  cell *cells;         /* one for each of its tokens */
} learner;

static uint32_t next_random(learner *self) {
  self->random ^= self->random >> 12;
  self->random ^= self->random << 25;
  self->random ^= self->random >> 27;
  return (uint32_t)(self->random * UINT64_C(0x2545F4914F6CDD1D) >> 32);
}

static bool may_follow(unsigned from, unsigned to) {
  bool goes_on = to > 0 && to % 2 == 0;
  return !goes_on || from == to || from + 1 == to;
}

/* e to the x, for x in -80 … 80, to about a millionth: basic arithmetic only. */
static float exponential(float x) {
  if (x < -80) return 0;
  double scaled = (x < 80 ? x : 80) * 1.4426950408889634, whole = floor(scaled + 0.5);
  double rest = (scaled - whole) * 0.6931471805599453;
  double result = 1 + rest * (1 + rest / 2 * (1 + rest / 3 * (1 + rest / 4 * (1 + rest / 5 * (1 + rest / 6)))));
  return (float)ldexp(result, (int)whole);
}

/* ---- The features' places. ---- */

static sve_status grow_slots(learner *self, sve_error *error) {
  size_t size = self->slots == NULL ? 1024 : 2 * (self->slot_mask + 1);
  uint32_t *slots = sve_alloc(size * sizeof *slots);
  if (slots == NULL) return sve_fail_memory(error);
  memset(slots, 0, size * sizeof *slots);
  for (size_t i = 0; i < self->known.count; i++) {
    size_t at = self->known.items[i] & (size - 1);
    while (slots[at] != 0) at = (at + 1) & (size - 1);
    slots[at] = (uint32_t)i + 1;
  }
  sve_free(self->slots);
  self->slots = slots;
  self->slot_mask = size - 1;
  return SVE_OK;
}

static sve_status place_feature(learner *self, uint64_t feature, uint32_t *place, sve_error *error) {
  sve_status status = SVE_OK;
  if (2 * self->known.count >= self->slot_mask) status = grow_slots(self, error);
  if (status == SVE_OK) status = SVE_LIST_RESERVE(&self->known, 1, error);
  if (status != SVE_OK) return status;
  size_t at = feature & self->slot_mask;
  while (self->slots[at] != 0 && self->known.items[self->slots[at] - 1] != feature) {
    at = (at + 1) & self->slot_mask;
  }
  if (self->slots[at] == 0) {
    self->known.items[self->known.count++] = feature;
    self->slots[at] = (uint32_t)self->known.count;
  }
  *place = self->slots[at] - 1;
  return SVE_OK;
}

/* ---- One window. ---- */

static void leave_out(learner *self, uint32_t first, uint32_t end) {
  const sve_training *training = self->training;
  uint32_t below = (uint32_t)((double)training->left_out * 4294967296.0), kept = 0;
  for (uint32_t token = first; token < end; token++) {
    for (uint32_t i = training->starts[token]; i < training->starts[token + 1]; i++) {
      self->kept[kept] = self->features[i];
      kept += next_random(self) >= below;
    }
    self->kept_ends[token - first] = kept;
  }
}

/* The features that are kept stand for all: `share` is how much heavier each is. */
static void weigh(learner *self, uint32_t count, float share) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < count; i++) {
    float scores[TAGS] = {0};
    for (; at < self->kept_ends[i]; at++) {
      const float *weights = self->weights[self->kept[at]];
      for (unsigned tag = 0; tag < TAGS; tag++) scores[tag] += weights[tag];
    }
    float most = scores[0];
    for (unsigned tag = 1; tag < self->tags; tag++) most = scores[tag] > most ? scores[tag] : most;
    for (unsigned tag = 0; tag < self->tags; tag++) {
      self->cells[i].odds[tag] = exponential((scores[tag] - most) * share) + LEAST_ODDS;
    }
  }
}

/* Forward and backward sums over all taggings, each cell's scaled to a sum of one. */
static void sum_up(learner *self, uint32_t count) {
  cell *cells = self->cells;
  for (uint32_t i = 0; i < count; i++) {
    cells[i].scale = 0;
    for (unsigned to = 0; to < self->tags; to++) {
      float sum = i == 0 && may_follow(0, to) ? 1 : 0;
      for (unsigned from = 0; from < self->tags && i > 0; from++) {
        sum += cells[i - 1].forward[from] * self->transition_odds[from][to];
      }
      cells[i].forward[to] = sum * cells[i].odds[to];
      cells[i].scale += cells[i].forward[to];
    }
    for (unsigned tag = 0; tag < self->tags; tag++) cells[i].forward[tag] /= cells[i].scale;
  }
  for (uint32_t i = count; i-- > 0;) {
    for (unsigned from = 0; from < self->tags; from++) {
      float sum = 0;
      for (unsigned to = 0; to < self->tags && i + 1 < count; to++) {
        sum += self->transition_odds[from][to] * cells[i + 1].odds[to] * cells[i + 1].backward[to];
      }
      cells[i].backward[from] = i + 1 == count ? 1 : sum / cells[i + 1].scale;
    }
  }
}

static void descend(float *weight, float *squares, float gradient, float rate) {
  *squares += gradient * gradient;
  *weight -= rate * gradient / (sqrtf(*squares) + SOFTENER);
}

static void learn_features(learner *self, const uint8_t *tags, uint32_t count, float share) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < count; i++) {
    float gradient[TAGS], most = 0;
    for (unsigned tag = 0; tag < self->tags; tag++) {
      float wrong = self->cells[i].forward[tag] * self->cells[i].backward[tag] - (tag == tags[i]);
      gradient[tag] = wrong * share;
      most = fabsf(wrong) > most ? fabsf(wrong) : most;
    }
    uint32_t end = self->kept_ends[i];
    for (; at < end && most > LEAST_GRADIENT; at++) {
      float *weights = self->weights[self->kept[at]], *squares = self->squares[self->kept[at]];
      for (unsigned tag = 0; tag < self->tags; tag++) {
        descend(&weights[tag], &squares[tag], gradient[tag], self->training->rate);
      }
    }
    at = end;
  }
}

static void learn_transitions(learner *self, const uint8_t *tags, uint32_t count) {
  const cell *cells = self->cells;
  for (uint32_t i = 1; i < count; i++) {
    for (unsigned from = 0; from < self->tags; from++) {
      for (unsigned to = 0; to < self->tags; to++) {
        if (!may_follow(from, to)) continue;
        float expected = cells[i - 1].forward[from] * self->transition_odds[from][to] * cells[i].odds[to] *
                         cells[i].backward[to] / cells[i].scale;
        float gradient = expected - (tags[i - 1] == from && tags[i] == to);
        descend(&self->transitions[from][to], &self->transition_squares[from][to], gradient, self->training->rate);
      }
    }
  }
}

static void learn_window(learner *self, uint32_t window) {
  const sve_training *training = self->training;
  uint32_t first = window == 0 ? 0 : training->window_ends[window - 1], end = training->window_ends[window];
  float share = 1 / (1 - training->left_out);
  for (unsigned from = 0; from < self->tags; from++) {
    for (unsigned to = 0; to < self->tags; to++) {
      self->transition_odds[from][to] = may_follow(from, to) ? exponential(self->transitions[from][to]) : 0;
    }
  }
  leave_out(self, first, end);
  weigh(self, end - first, share);
  sum_up(self, end - first);
  learn_features(self, training->tags + first, end - first, share);
  learn_transitions(self, training->tags + first, end - first);
}

/* ---- All windows. ---- */

static void shuffle(learner *self) {
  for (size_t i = self->training->window_count; i-- > 1;) {
    size_t other = next_random(self) % (i + 1);
    uint32_t window = self->order[i];
    self->order[i] = self->order[other];
    self->order[other] = window;
  }
}

static sve_status check(const sve_training *training, sve_error *error) {
  bool settings = training->labels >= 1 && training->labels <= (TAGS - 1) / 2 && training->rate > 0 &&
                  training->left_out >= 0 && training->left_out < 1;
  if (!settings)
    return sve_fail(error, SVE_BAD_ARGUMENT, 0, "labels, rate or left_out is not what can be trained with");
  if (training->token_count >= UINT32_MAX || training->window_count >= UINT32_MAX) {
    return sve_fail(error, SVE_BAD_ARGUMENT, 0, "more windows or tokens than can be counted");
  }
  uint32_t end = 0;
  for (size_t i = 0; i < training->window_count; end = training->window_ends[i], i++) {
    if (training->window_ends[i] <= end) return sve_fail(error, SVE_BAD_ARGUMENT, i, "window %zu has no tokens", i);
  }
  if (end != training->token_count) return sve_fail(error, SVE_BAD_ARGUMENT, 0, "the windows do not hold all tokens");
  for (size_t i = 0; i < training->token_count; i++) {
    if (training->starts[i + 1] < training->starts[i] || training->tags[i] > 2 * training->labels) {
      return sve_fail(error, SVE_BAD_ARGUMENT, i, "token %zu has features out of order or an unknown tag", i);
    }
  }
  return SVE_OK;
}

/* Zeroed room for `count` items, or for one; `list` is the address of the pointer to it. False without memory. */
static bool take(void *list, size_t count, size_t size) {
  void *block = count <= SIZE_MAX / size ? sve_alloc(count == 0 ? size : count * size) : NULL;
  memcpy(list, &block, sizeof block);
  if (block != NULL) memset(block, 0, count == 0 ? size : count * size);
  return block != NULL;
}

static sve_status prepare(learner *self, sve_error *error) {
  const sve_training *training = self->training;
  size_t features = training->token_count == 0 ? 0 : training->starts[training->token_count];
  size_t most_tokens = 0, most_features = 0;
  for (size_t i = 0, first = 0; i < training->window_count; first = training->window_ends[i], i++) {
    size_t end = training->window_ends[i], held = training->starts[end] - training->starts[first];
    if (end - first > most_tokens) most_tokens = end - first;
    if (held > most_features) most_features = held;
  }
  if (!take(&self->features, features, sizeof *self->features)) return sve_fail_memory(error);
  sve_status status = SVE_OK;
  for (size_t i = 0; i < features && status == SVE_OK; i++) {
    status = place_feature(self, training->features[i], &self->features[i], error);
  }
  if (status != SVE_OK) return status;
  bool taken = take(&self->weights, self->known.count, sizeof *self->weights) &&
               take(&self->squares, self->known.count, sizeof *self->squares) &&
               take(&self->order, training->window_count, sizeof *self->order) &&
               take(&self->kept, most_features + 1, sizeof *self->kept) &&
               take(&self->kept_ends, most_tokens, sizeof *self->kept_ends) &&
               take(&self->cells, most_tokens, sizeof *self->cells);
  for (size_t i = 0; taken && i < training->window_count; i++) self->order[i] = (uint32_t)i;
  return taken ? SVE_OK : sve_fail_memory(error);
}

sve_status sve_train(const sve_training *training, sve_weights *out, sve_error *error) {
  sve_status status = check(training, error);
  if (status != SVE_OK) return status;
  learner state = {.training = training, .tags = 1 + 2 * training->labels, .random = 1};
  status = prepare(&state, error);
  for (unsigned round = 0; round < training->rounds && status == SVE_OK; round++) {
    shuffle(&state);
    for (size_t i = 0; i < training->window_count; i++) learn_window(&state, state.order[i]);
  }
  if (status == SVE_OK) {
    *out = (sve_weights){state.known.items, state.weights, state.known.count, {{0}}};
    memcpy(out->transitions, state.transitions, sizeof out->transitions);
  } else {
    sve_free(state.known.items);
    sve_free(state.weights);
  }
  sve_free(state.features);
  sve_free(state.slots);
  sve_free(state.squares);
  sve_free(state.order);
  sve_free(state.kept);
  sve_free(state.kept_ends);
  sve_free(state.cells);
  return status;
}

void sve_weights_clear(sve_weights *weights) {
  sve_free(weights->features);
  sve_free(weights->weights);
  *weights = (sve_weights){0};
}
