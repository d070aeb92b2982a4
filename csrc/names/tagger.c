/* Weighing and decoding. A window is a sequence of its own, as it was trained; of all readings of it the probability
 * of each name is summed up, and those names are chosen that are likely enough, and not only part of the likeliest
 * reading. Invariant: time is linear in the window's length, since of names as likely as LEAST two at the most share a
 * token.
 */
#include "names/tagger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "names/features.h"
#include "names/known.h"

enum {
  TAGS = 1 + 2 * SVE_TAGGER_LABELS, /* O, B-0, I-0, B-1, … */
  BUCKET_BYTES = 64,
  BUCKET_ROWS = 7,
  TRANSITIONS_BYTES = 4 + 2 * TAGS * TAGS + 2,
  NO_NAME = UINT8_MAX
};

/* What a name's probability must exceed: F1 is best where a name is taken that is more likely right than half of F1. */
static const float LEAST = 0.37f;

/* These keep the sums above zero, and numbers, whatever the weights are. */
static const float LEAST_ODDS = 1e-25f;
static const float MOST = 24; /* of a transition, in the score's logarithm */

struct sve_tagger {
  const uint8_t *buckets;
  uint32_t bucket_count;
  float step;
  float odds[TAGS][TAGS]; /* exp of the transitions; 0 where forbidden */
  sve_string labels[SVE_TAGGER_LABELS];
  size_t label_count;
};

/* A token, and the best choice of names before it, which ends by a name or by a token in none. */
typedef struct column {
  int32_t scores[TAGS];
  float odds[TAGS], forward[TAGS], backward[TAGS], scale;
  float gain;        /* the choice's probabilities above LEAST, summed up */
  uint32_t from;     /* where its last name, or token, begins */
  uint8_t label;     /* of that name; NO_NAME */
  float probability; /* of that name */
  uint32_t next;     /* on the way of the best choice of all: where the name, or token, that begins here ends */
} column;

typedef struct window {
  const sve_tagger *tagger;
  sve_views views;
  sve_feature_set features;
  SVE_LIST(column) cells; /* of the window, and one more for its end */
} window;

static unsigned begin_tag(unsigned label) {
  return 1 + 2 * label;
}

static bool is_begin(unsigned tag) {
  return tag % 2 == 1;
}

static sve_status read_labels(sve_tagger *tagger, const char *bytes, size_t length, sve_error *error) {
  size_t at = 0;
  while (at < length && tagger->label_count < SVE_TAGGER_LABELS) {
    const char *end = memchr(bytes + at, 0, length - at);
    if (end == NULL || end == bytes + at) break;
    tagger->labels[tagger->label_count++] = (sve_string){bytes + at, (size_t)(end - bytes) - at};
    at = (size_t)(end - bytes) + 1;
  }
  if (tagger->label_count > 0 && at == length) return SVE_OK;
  return sve_fail(error, SVE_BAD_DATA, 0, "the model's section CRFL does not name one to %d labels", SVE_TAGGER_LABELS);
}

static sve_status read_transitions(sve_tagger *tagger, const char *bytes, sve_error *error) {
  memcpy(&tagger->step, bytes, sizeof tagger->step);
  if (!(tagger->step > 0 && tagger->step <= 1)) {
    return sve_fail(error, SVE_BAD_DATA, 0, "the model's step of a weight is not above 0 and at most 1");
  }
  for (unsigned from = 0; from < TAGS; from++) {
    for (unsigned to = 0; to < TAGS; to++) {
      int16_t weight;
      memcpy(&weight, bytes + 4 + 2 * (from * TAGS + to), sizeof weight);
      bool goes_on = to > 0 && !is_begin(to);
      bool forbidden = to > 2 * tagger->label_count || (goes_on && from != to && from + 1 != to);
      tagger->odds[from][to] = forbidden ? 0 : expf(fmaxf(-MOST, fminf((float)weight * tagger->step, MOST)));
    }
  }
  return SVE_OK;
}

sve_status sve_tagger_open(const sve_data *model, sve_tagger **out, sve_error *error) {
  size_t labels_length, transitions_length, rows_length;
  const char *labels = sve_data_get(model, SVE_TAG('C', 'R', 'F', 'L'), &labels_length);
  const char *transitions = sve_data_get(model, SVE_TAG('C', 'R', 'F', 'T'), &transitions_length);
  const uint8_t *rows = sve_data_get(model, SVE_TAG('C', 'R', 'F', 'W'), &rows_length);
  if (labels == NULL || transitions == NULL || rows == NULL) {
    return sve_fail(error, SVE_BAD_DATA, 0, "the file is no model: section CRFL, CRFT or CRFW is missing");
  }
  if (transitions_length != TRANSITIONS_BYTES || rows_length == 0 || rows_length % BUCKET_BYTES != 0 ||
      rows_length / BUCKET_BYTES > UINT32_MAX) {
    return sve_fail(error, SVE_BAD_DATA, 0, "the model's section CRFT or CRFW has a wrong length");
  }
  sve_tagger *tagger = sve_alloc(sizeof *tagger);
  if (tagger == NULL) return sve_fail_memory(error);
  *tagger = (sve_tagger){.buckets = rows, .bucket_count = (uint32_t)(rows_length / BUCKET_BYTES)};
  sve_status status = read_labels(tagger, labels, labels_length, error);
  if (status == SVE_OK) status = read_transitions(tagger, transitions, error);
  if (status != SVE_OK) {
    sve_free(tagger);
    return status;
  }
  *out = tagger;
  return SVE_OK;
}

void sve_tagger_free(sve_tagger *tagger) {
  sve_free(tagger);
}

size_t sve_tagger_labels(const sve_tagger *tagger, sve_string names[SVE_TAGGER_LABELS]) {
  for (size_t i = 0; i < tagger->label_count; i++) names[i] = tagger->labels[i];
  return tagger->label_count;
}

static const uint8_t *bucket_of(const sve_tagger *tagger, uint64_t feature) {
  return tagger->buckets + (feature >> 32) * tagger->bucket_count / (UINT64_C(1) << 32) * BUCKET_BYTES;
}

/* The lowest of four 16-bit lanes that is zero, or 4. */
static unsigned zero_lane(uint64_t lanes) {
  uint64_t zero = (lanes - UINT64_C(0x0001000100010001)) & ~lanes & UINT64_C(0x8000800080008000);
  return zero == 0 ? 4 : (unsigned)__builtin_ctzll(zero) / 16;
}

/* The seven weights of a feature, or NULL. */
static const int8_t *find_row(const sve_tagger *tagger, uint64_t feature) {
  const uint8_t *bucket = bucket_of(tagger, feature);
  uint64_t check = (feature & 0xFFFF) == 0 ? 1 : feature & 0xFFFF;
  uint64_t checks[2];
  memcpy(checks, bucket, sizeof checks);
  check *= UINT64_C(0x0001000100010001);
  unsigned row = zero_lane(checks[0] ^ check);
  if (row == 4) row += zero_lane(checks[1] ^ check);
  return row < BUCKET_ROWS ? (const int8_t *)bucket + 2 * BUCKET_ROWS + TAGS * row : NULL;
}

static void add_scores(const sve_tagger *tagger, const sve_feature_set *features, int32_t scores[TAGS]) {
  /* Rows lie all over a few megabytes: all are asked for before the first is read. */
  for (size_t i = 0; i < features->count; i++) __builtin_prefetch(bucket_of(tagger, features->hashes[i]));
  for (size_t i = 0; i < features->count; i++) {
    const int8_t *row = find_row(tagger, features->hashes[i]);
    if (row == NULL) continue;
    for (unsigned tag = 0; tag < TAGS; tag++) scores[tag] += row[tag];
  }
}

static sve_status score_window(window *decoder, uint32_t first, uint32_t end, sve_error *error) {
  decoder->cells.count = 0;
  sve_status status = SVE_LIST_RESERVE(&decoder->cells, end - first + 1, error);
  for (uint32_t i = first; i < end && status == SVE_OK; i++) {
    column *cell = &decoder->cells.items[decoder->cells.count++];
    memset(cell->scores, 0, sizeof cell->scores);
    status = sve_features_find(&decoder->views, i, &decoder->features, error);
    add_scores(decoder->tagger, &decoder->features, cell->scores);
  }
  return status;
}

/* Forward and backward sums over all taggings of the window, each cell's scaled to a sum of one. */
static void sum_window(window *decoder) {
  const sve_tagger *tagger = decoder->tagger;
  column *cells = decoder->cells.items;
  size_t count = decoder->cells.count;
  unsigned tags = 1 + 2 * (unsigned)tagger->label_count;
  for (size_t i = 0; i < count; i++) {
    int32_t most = cells[i].scores[0];
    for (unsigned tag = 1; tag < tags; tag++) most = cells[i].scores[tag] > most ? cells[i].scores[tag] : most;
    cells[i].scale = 0;
    for (unsigned to = 0; to < tags; to++) {
      cells[i].odds[to] = fmaxf(expf((float)(cells[i].scores[to] - most) * tagger->step), LEAST_ODDS);
      float sum = i == 0 && (to == 0 || is_begin(to)) ? 1 : 0;
      for (unsigned from = 0; from < tags && i > 0; from++) {
        sum += cells[i - 1].forward[from] * tagger->odds[from][to];
      }
      cells[i].forward[to] = sum * cells[i].odds[to];
      cells[i].scale += cells[i].forward[to];
    }
    for (unsigned tag = 0; tag < tags; tag++) cells[i].forward[tag] /= cells[i].scale;
  }
  for (size_t i = count; i-- > 0;) {
    for (unsigned from = 0; from < tags; from++) {
      float sum = i + 1 == count ? 1 : 0;
      for (unsigned to = 0; to < tags && i + 1 < count; to++) {
        sum += tagger->odds[from][to] * cells[i + 1].odds[to] * cells[i + 1].backward[to];
      }
      cells[i].backward[from] = i + 1 == count ? 1 : sum / cells[i + 1].scale;
    }
  }
}

/* The share of taggings in which the name that has held on to the token before `end` ends there. */
static float share_ending(const window *decoder, size_t end, unsigned tag) {
  const sve_tagger *tagger = decoder->tagger;
  if (end == decoder->cells.count) return 1;
  const column *cell = &decoder->cells.items[end];
  unsigned inside = is_begin(tag) ? tag + 1 : tag;
  float sum = 0;
  for (unsigned to = 0; to < 1 + 2 * tagger->label_count; to++) {
    if (to != inside) sum += tagger->odds[tag][to] * cell->odds[to] * cell->backward[to];
  }
  return sum / cell->scale;
}

/* Takes up all names that begin at a token and are likely enough. Weights that nobody trained may leave no number. */
static void weigh_names(window *decoder, size_t first, unsigned label) {
  column *cells = decoder->cells.items;
  size_t count = decoder->cells.count;
  unsigned tag = begin_tag(label), inside = tag + 1;
  float reach = cells[first].forward[tag];
  for (size_t end = first + 1; end <= count; end++) {
    /* As likely is it that a name begins at `first` and ends here or later. */
    if (!(reach * cells[end - 1].backward[tag] >= LEAST)) return;
    float probability = reach * share_ending(decoder, end, tag);
    float gain = cells[first].gain + probability - LEAST;
    if (probability > LEAST && gain > cells[end].gain) {
      cells[end].gain = gain;
      cells[end].from = (uint32_t)first;
      cells[end].label = (uint8_t)label;
      cells[end].probability = probability < 1 ? probability : 1;
    }
    if (end == count) return;
    reach *= decoder->tagger->odds[tag][inside] * cells[end].odds[inside] / cells[end].scale;
    tag = inside;
  }
}

/* Of all sets of names that do not overlap, the one whose probabilities exceed LEAST most; true where it has any. */
static bool choose_names(window *decoder) {
  column *cells = decoder->cells.items;
  size_t count = decoder->cells.count;
  for (size_t i = 0; i <= count; i++) cells[i].gain = -1;
  cells[0].gain = 0;
  for (size_t i = 0; i < count; i++) {
    if (cells[i].gain >= cells[i + 1].gain) {
      cells[i + 1].gain = cells[i].gain;
      cells[i + 1].from = (uint32_t)i;
      cells[i + 1].label = NO_NAME;
    }
    for (unsigned label = 0; label < decoder->tagger->label_count; label++) weigh_names(decoder, i, label);
  }
  for (size_t end = count; end > 0; end = cells[end].from) cells[cells[end].from].next = (uint32_t)end;
  return cells[count].gain > 0;
}

static sve_status add_names(const window *decoder, const uint16_t *labels, uint32_t first, sve_entity_list *out,
                            sve_error *error) {
  const column *cells = decoder->cells.items;
  for (uint32_t at = 0, end; at < decoder->cells.count; at = end) {
    end = cells[at].next;
    if (cells[end].label == NO_NAME) continue;
    sve_status status = SVE_LIST_RESERVE(out, 1, error);
    if (status != SVE_OK) return status;
    sve_entity entity =
        sve_entity_of_tokens(decoder->views.passage, first + at, first + end, labels[cells[end].label], SVE_FROM_MODEL);
    entity.score = cells[end].probability;
    out->items[out->count++] = entity;
  }
  return SVE_OK;
}

sve_status sve_tagger_find(const sve_tagger *tagger, const uint16_t labels[SVE_TAGGER_LABELS],
                           const sve_lexicon *lexicon, const sve_passage *passage, sve_entity_list *out,
                           sve_error *error) {
  if (tagger == NULL) return sve_known_find(labels, lexicon, passage, out, error);
  window decoder = {.tagger = tagger, .views = {.lexicon = lexicon, .passage = passage}};
  sve_status status;
  for (;;) {
    uint32_t first, end;
    status = sve_views_next(&decoder.views, &first, &end, error);
    if (status == SVE_OK) status = sve_stopped(passage->stop, error);
    if (status != SVE_OK || first == SVE_NONE) break;
    status = score_window(&decoder, first, end, error);
    if (status != SVE_OK) break;
    sum_window(&decoder);
    if (!choose_names(&decoder)) continue;
    status = add_names(&decoder, labels, first, out, error);
    if (status != SVE_OK) break;
  }
  sve_views_clear(&decoder.views);
  sve_free(decoder.cells.items);
  return status;
}

sve_status sve_tagger_features(const sve_lexicon *lexicon, const sve_passage *passage, sve_feature_list *out,
                               sve_start_list *starts, sve_error *error) {
  sve_views views = {.lexicon = lexicon, .passage = passage};
  sve_feature_set features;
  sve_status status = SVE_LIST_RESERVE(starts, passage->token_count + 1, error);
  size_t done = 0;
  while (status == SVE_OK && done < passage->token_count) {
    uint32_t first, end;
    status = sve_views_next(&views, &first, &end, error);
    if (status != SVE_OK) break;
    uint32_t from = first == SVE_NONE ? (uint32_t)passage->token_count : first;
    for (; done < from; done++) starts->items[starts->count++] = (uint32_t)out->count;
    for (; first != SVE_NONE && done < end; done++) {
      starts->items[starts->count++] = (uint32_t)out->count;
      status = sve_features_find(&views, (uint32_t)done, &features, error);
      if (status == SVE_OK) status = SVE_LIST_RESERVE(out, features.count, error);
      if (status == SVE_OK && out->count + features.count > UINT32_MAX) {
        status = sve_fail(error, SVE_TOO_LARGE, 0, "more features than a text can have");
      }
      if (status != SVE_OK) goto done;
      memcpy(out->items + out->count, features.hashes, features.count * sizeof *features.hashes);
      out->count += features.count;
    }
  }
  if (status == SVE_OK) starts->items[starts->count++] = (uint32_t)out->count;
done:
  sve_views_clear(&views);
  return status;
}

static int compare_reasons(const void *left, const void *right) {
  float a = fabsf(((const sve_reason *)left)->weight), b = fabsf(((const sve_reason *)right)->weight);
  return (a < b) - (a > b);
}

/* Appends what each feature of one token gave `tag` over the best of the others. */
static sve_status add_reasons(const sve_tagger *tagger, const sve_feature_set *features, uint32_t token, unsigned tag,
                              sve_reason_list *out, sve_error *error) {
  sve_status status = SVE_LIST_RESERVE(out, features->count, error);
  if (status != SVE_OK) return status;
  for (size_t i = 0; i < features->count; i++) {
    const int8_t *row = find_row(tagger, features->hashes[i]);
    if (row == NULL) continue;
    int sum = 0;
    for (unsigned other = 0; other < 1 + 2 * tagger->label_count; other++) sum += row[other];
    float mean = (float)(sum - row[tag]) / (float)(2 * tagger->label_count);
    float weight = ((float)row[tag] - mean) * tagger->step;
    if (weight == 0) continue;
    out->items[out->count++] = (sve_reason){token, sve_feature_name(features->kinds[i]), weight};
  }
  return SVE_OK;
}

sve_status sve_tagger_explain(const sve_tagger *tagger, const sve_lexicon *lexicon, const sve_passage *passage,
                              uint32_t first, uint32_t end, unsigned label, sve_reason_list *out, sve_error *error) {
  sve_views views = {.lexicon = lexicon, .passage = passage};
  sve_feature_set features;
  size_t start = out->count;
  sve_status status = SVE_OK;
  while (status == SVE_OK) {
    uint32_t from, to;
    status = sve_views_next(&views, &from, &to, error);
    if (status != SVE_OK || from == SVE_NONE || from >= end) break;
    for (uint32_t i = from > first ? from : first; i < to && i < end && status == SVE_OK; i++) {
      status = sve_features_find(&views, i, &features, error);
      unsigned tag = begin_tag(label) + (i > first);
      if (status == SVE_OK) status = add_reasons(tagger, &features, i, tag, out, error);
    }
  }
  if (status == SVE_OK && out->count > start) {
    qsort(out->items + start, out->count - start, sizeof *out->items, compare_reasons);
  }
  sve_views_clear(&views);
  return status;
}
