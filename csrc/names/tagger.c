/* Weighing and decoding. Invariants: all of decoding is in whole steps of a weight, so that every machine finds the
 * same names; a window is decoded as a sequence of its own, as it was trained.
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
  FORBIDDEN = -1000000
};

/* These keep the sums above zero, and numbers, whatever the weights are. */
static const float LEAST_ODDS = 1e-25f;
static const float MOST = 24; /* of a transition, in the score's logarithm */

struct sve_tagger {
  const uint8_t *buckets;
  uint32_t bucket_count;
  float step;
  int32_t transitions[TAGS][TAGS];
  float odds[TAGS][TAGS]; /* exp of the transitions; 0 where forbidden */
  sve_string labels[SVE_TAGGER_LABELS];
  size_t label_count;
};

typedef struct column {
  int32_t scores[TAGS];
  uint8_t from[TAGS]; /* best tag before */
  uint8_t tag;
  float odds[TAGS], forward[TAGS], backward[TAGS], scale;
} column;

typedef struct window {
  const sve_tagger *tagger;
  sve_views views;
  sve_feature_set features;
  SVE_LIST(column) cells; /* of the window */
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
      tagger->transitions[from][to] = forbidden ? FORBIDDEN : weight;
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
  sve_status status = SVE_LIST_RESERVE(&decoder->cells, end - first, error);
  for (uint32_t i = first; i < end && status == SVE_OK; i++) {
    column *cell = &decoder->cells.items[decoder->cells.count++];
    memset(cell->scores, 0, sizeof cell->scores);
    status = sve_features_find(&decoder->views, i, &decoder->features, error);
    add_scores(decoder->tagger, &decoder->features, cell->scores);
  }
  return status;
}

/* The best tags of the window (Viterbi); true where any is a name's. */
static bool decode_window(window *decoder) {
  const sve_tagger *tagger = decoder->tagger;
  column *cells = decoder->cells.items;
  size_t count = decoder->cells.count;
  unsigned tags = 1 + 2 * (unsigned)tagger->label_count;
  int32_t best[TAGS], next[TAGS];
  for (unsigned tag = 0; tag < tags; tag++) {
    best[tag] = tag > 0 && !is_begin(tag) ? FORBIDDEN : cells[0].scores[tag];
  }
  for (size_t i = 1; i < count; i++) {
    /* Keeps scores small however long the window is. */
    int32_t base = best[0];
    for (unsigned to = 0; to < tags; to++) {
      unsigned from = 0;
      for (unsigned tag = 1; tag < tags; tag++) {
        if (best[tag] + tagger->transitions[tag][to] > best[from] + tagger->transitions[from][to]) from = tag;
      }
      cells[i].from[to] = (uint8_t)from;
      next[to] = best[from] + tagger->transitions[from][to] + cells[i].scores[to] - base;
      if (next[to] < FORBIDDEN) next[to] = FORBIDDEN;
    }
    memcpy(best, next, sizeof best);
  }
  unsigned tag = 0;
  for (unsigned other = 1; other < tags; other++) tag = best[other] > best[tag] ? other : tag;
  bool named = false;
  for (size_t i = count; i-- > 0;) {
    cells[i].tag = (uint8_t)tag;
    named |= tag != 0;
    tag = cells[i].from[tag];
  }
  return named;
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

/* The probability of exactly this name among all taggings. */
static float probability(const window *decoder, size_t first, size_t end, unsigned label) {
  const sve_tagger *tagger = decoder->tagger;
  const column *cells = decoder->cells.items;
  unsigned tag = begin_tag(label), inside = tag + 1;
  float product = cells[first].forward[tag];
  for (size_t i = first + 1; i < end; i++) {
    product *= tagger->odds[tag][inside] * cells[i].odds[inside] / cells[i].scale;
    tag = inside;
  }
  if (end < decoder->cells.count) {
    float rest = 0;
    for (unsigned to = 0; to < 1 + 2 * tagger->label_count; to++) {
      if (to != inside) rest += tagger->odds[tag][to] * cells[end].odds[to] * cells[end].backward[to];
    }
    product *= rest / cells[end].scale;
  }
  if (product >= 1) return 1;
  return product >= 0 ? product : 0; /* weights that nobody trained may leave no number */
}

static sve_status add_names(const window *decoder, const uint16_t *labels, uint32_t first, sve_entity_list *out,
                            sve_error *error) {
  const column *cells = decoder->cells.items;
  size_t count = decoder->cells.count;
  for (size_t i = 0; i < count; i++) {
    if (!is_begin(cells[i].tag)) continue;
    size_t end = i + 1;
    while (end < count && cells[end].tag == cells[i].tag + 1) end++;
    sve_status status = SVE_LIST_RESERVE(out, 1, error);
    if (status != SVE_OK) return status;
    unsigned label = (cells[i].tag - 1u) / 2;
    sve_entity entity = sve_entity_of_tokens(decoder->views.passage, first + (uint32_t)i, first + (uint32_t)end,
                                             labels[label], SVE_FROM_MODEL);
    entity.score = probability(decoder, i, end, label);
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
    if (!decode_window(&decoder)) continue;
    sum_window(&decoder);
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
