/* Settling. Invariant: `cover[t]` is the settled candidate that has token t, or SVE_NONE; a mention inside a word has
 * the whole word.
 */
#include "names/entity.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "names/agreement.h"
#include "names/mention.h"
#include "names/norm.h"

typedef struct rival {
  const sve_entity *entity;
  uint32_t first, end; /* tokens that it touches */
  uint8_t rank;        /* the lower settles first */
  bool settled;
} rival;

typedef SVE_LIST(rival) rival_list;

enum { YIELDED = 4 }; /* after all ranks of sources */

static int rank_of(const sve_entity *entity) {
  switch ((sve_source)entity->source) {
    case SVE_FROM_MATCHER:
      return 0;
    case SVE_FROM_RULE:
      return 1;
    case SVE_FROM_MODEL:
      return 2;
    case SVE_FROM_LEXICON:
      break;
  }
  return 3;
}

static int compare_places(const void *left, const void *right) {
  const sve_entity *a = ((const rival *)left)->entity, *b = ((const rival *)right)->entity;
  if (a->span.start_byte != b->span.start_byte) return a->span.start_byte < b->span.start_byte ? -1 : 1;
  if (a->span.end_byte != b->span.end_byte) return a->span.end_byte > b->span.end_byte ? -1 : 1;
  if (rank_of(a) != rank_of(b)) return rank_of(a) - rank_of(b);
  return (a > b) - (a < b);
}

static int compare_ranks(const void *left, const void *right) {
  int difference = ((const rival *)left)->rank - ((const rival *)right)->rank;
  if (difference != 0) return difference;
  const sve_entity *a = ((const rival *)left)->entity, *b = ((const rival *)right)->entity;
  uint32_t a_length = a->span.end_byte - a->span.start_byte, b_length = b->span.end_byte - b->span.start_byte;
  if (a_length != b_length) return a_length > b_length ? -1 : 1;
  if (a->score != b->score) return a->score > b->score ? -1 : 1;
  return compare_places(left, right);
}

static sve_status list_contenders(const sve_passage *passage, const sve_entity_list *candidates, rival_list *out,
                                  sve_error *error) {
  sve_status status = SVE_LIST_RESERVE(out, candidates->count, error);
  for (size_t i = 0; i < candidates->count && status == SVE_OK; i++) {
    status = sve_stopped_in_round(passage->stop, i, error);
    const sve_entity *entity = &candidates->items[i];
    sve_token_range tokens = sve_passage_tokens_of(passage, entity->span);
    out->items[out->count++] = (rival){entity, tokens.first, tokens.end, (uint8_t)rank_of(entity), false};
  }
  return status;
}

/* Orders the contenders by their first tokens. */
static sve_status order_by_token(const sve_passage *passage, rival_list *contenders, sve_error *error) {
  size_t count = contenders->count, buckets = passage->token_count + 1;
  rival *ordered = sve_alloc(count * sizeof *ordered);
  uint32_t *ends = sve_alloc(buckets * sizeof *ends);
  if (ordered == NULL || ends == NULL) {
    sve_free(ordered);
    sve_free(ends);
    return sve_fail_memory(error);
  }
  sve_status status = SVE_OK;
  memset(ends, 0, buckets * sizeof *ends);
  for (size_t i = 0; i < count; i++) ends[contenders->items[i].first]++;
  for (size_t i = 1; i < buckets; i++) ends[i] += ends[i - 1];
  for (size_t i = count; i-- > 0 && status == SVE_OK;) {
    status = sve_stopped_in_round(passage->stop, i, error);
    ordered[--ends[contenders->items[i].first]] = contenders->items[i];
  }
  sve_free(ends);
  if (status != SVE_OK) {
    sve_free(ordered);
    return status;
  }
  sve_free(contenders->items);
  contenders->items = ordered;
  contenders->capacity = count;
  return SVE_OK;
}

/* Up to three digits, and no unit; more are a year (`flyttade till Lund 1997`). */
static bool is_short_number(const rival *contender) {
  const sve_entity *entity = contender->entity;
  return entity->source == SVE_FROM_RULE && entity->label == SVE_LABEL_MSR && contender->end == contender->first + 1 &&
         entity->span.end_byte - entity->span.start_byte <= 3 &&
         memchr(entity->value.bytes, ' ', entity->value.length) == NULL;
}

/* A short number is the name's where a name of the model goes on over it: `Kanal 5`, `Storgatan 14`; not in `Volvo
 * sålde 40 bilar`. The rivals are in the order of their first tokens, and names of the model do not overlap. */
static void yield_numbers(rival *rivals, size_t count) {
  uint32_t name_end = 0;
  for (size_t i = 0; i < count; i++) {
    if (rivals[i].entity->source == SVE_FROM_MODEL) {
      name_end = rivals[i].end;
    } else if (rivals[i].first < name_end && is_short_number(&rivals[i])) {
      rivals[i].rank = YIELDED;
    }
  }
}

/* The best first, each where no better one stands; then in text order again. */
static void settle_rivals(rival *rivals, size_t count, uint8_t *cover) {
  qsort(rivals, count, sizeof *rivals, compare_ranks);
  for (size_t i = 0; i < count; i++) {
    rival *contender = &rivals[i];
    bool free = contender->end > contender->first;
    for (uint32_t token = contender->first; token < contender->end && free; token++) free = cover[token] == 0;
    if (!free) continue;
    contender->settled = true;
    for (uint32_t token = contender->first; token < contender->end; token++) cover[token] = 1;
  }
  qsort(rivals, count, sizeof *rivals, compare_places);
}

/* Settles the contenders, which are in the order of their first tokens, and puts them in text order. Those that share
 * no token with others are no rivals of theirs, so that none but the few between two gaps are sorted at once. */
static sve_status settle_places(const sve_passage *passage, rival_list *contenders, uint8_t *cover, sve_error *error) {
  rival *items = contenders->items;
  for (size_t first = 0, end; first < contenders->count; first = end) {
    sve_status status = sve_stopped(passage->stop, error);
    if (status != SVE_OK) return status;
    uint32_t end_token = items[first].first + 1;
    for (end = first; end < contenders->count && items[end].first < end_token; end++) {
      if (items[end].end > end_token) end_token = items[end].end;
    }
    yield_numbers(items + first, end - first);
    settle_rivals(items + first, end - first, cover);
  }
  return SVE_OK;
}

static sve_status add_nested(const sve_entity *entity, sve_entities *out, sve_error *error) {
  sve_status status = SVE_LIST_RESERVE(&out->nested, 1, error);
  if (status != SVE_OK) return status;
  out->nested.items[out->nested.count++] = *entity;
  out->list.items[out->list.count - 1].nested_count++;
  return SVE_OK;
}

/* The owner in an organisation's name is a reading of its own: `USA:s utrikesdepartement`, `Nyköpings tingsrätt`; not
 * the first word of `Lunds Östra`, which is no genitive before a common noun. */
static sve_status add_owner(const sve_passage *passage, const rival *contender, sve_entities *out, sve_error *error) {
  if (contender->entity->label != SVE_LABEL_ORG || contender->end < contender->first + 2) return SVE_OK;
  const sve_word *owner = &passage->words[contender->first], *owned = owner + 1;
  if (owner->genitive == 0 || (owner->base_lexeme.kinds & SVE_LEX_PLACE) == 0 || owned->letters != SVE_CASE_LOWER) {
    return SVE_OK;
  }
  sve_entity entity =
      sve_entity_of_tokens(passage, contender->first, contender->first + 1, SVE_LABEL_LOC, SVE_FROM_LEXICON);
  entity.score = contender->entity->score;
  return add_nested(&entity, out, error);
}

/* Writes the settled in text order, each with those losers that lie inside it and are not the same again. */
static sve_status write_settled(const sve_passage *passage, const rival_list *contenders, sve_entities *out,
                                sve_error *error) {
  const rival *items = contenders->items;
  for (size_t i = 0; i < contenders->count; i++) {
    if (!items[i].settled) continue;
    sve_span span = items[i].entity->span;
    sve_status status = sve_stopped(passage->stop, error);
    if (status == SVE_OK) status = SVE_LIST_RESERVE(&out->list, 1, error);
    if (status != SVE_OK) return status;
    sve_entity *entity = &out->list.items[out->list.count++];
    *entity = *items[i].entity;
    entity->first_nested = (uint32_t)out->nested.count;
    entity->nested_count = 0;
    for (size_t k = i + 1; k < contenders->count && items[k].entity->span.start_byte < span.end_byte; k++) {
      const sve_entity *loser = items[k].entity;
      bool same = loser->span.start_byte == span.start_byte && loser->span.end_byte == span.end_byte;
      if (items[k].settled || same || loser->span.end_byte > span.end_byte || status != SVE_OK) continue;
      status = add_nested(loser, out, error);
    }
    if (status == SVE_OK && out->list.items[out->list.count - 1].nested_count == 0) {
      status = add_owner(passage, &items[i], out, error);
    }
    if (status != SVE_OK) return status;
  }
  return SVE_OK;
}

sve_status sve_entities_settle(const sve_lexicon *lexicon, const sve_passage *passage, sve_entity_list *candidates,
                               sve_entities *out, sve_error *error) {
  rival_list contenders = {0};
  uint8_t *cover = NULL;
  sve_status status = sve_names_agree(passage, candidates, error);
  if (status == SVE_OK) status = sve_mentions_find(lexicon, passage, candidates, error);
  if (status == SVE_OK) status = sve_stopped(passage->stop, error);
  if (status == SVE_OK) status = list_contenders(passage, candidates, &contenders, error);
  if (status != SVE_OK || contenders.count == 0) goto done;
  cover = sve_alloc(passage->token_count);
  if (cover == NULL) {
    status = sve_fail_memory(error);
    goto done;
  }
  for (size_t i = 0; i < passage->token_count; i++) cover[i] = 0;
  status = order_by_token(passage, &contenders, error);
  if (status == SVE_OK) status = settle_places(passage, &contenders, cover, error);
  if (status == SVE_OK) status = write_settled(passage, &contenders, out, error);
  if (status == SVE_OK) status = sve_norms_find(lexicon, passage, out, error);
done:
  sve_free(contenders.items);
  sve_free(cover);
  return status;
}
