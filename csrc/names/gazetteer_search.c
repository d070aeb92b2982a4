/* Going over a text: from place to place that the gate lets through, some of them read ahead of their turn, as a
 * large list lies far away in memory.
 */
#include <string.h>

#include "base/status.h"
#include "names/gazetteer_walk.h"
#include "names/inflect.h"

typedef enum border { BEFORE_OTHER, BEFORE_WORD, BEFORE_HYPHEN } border;

static border before_next(const sve_search *s, const sve_piece *piece, border last) {
  if (piece->kind == SVE_PIECE_WORD) return BEFORE_WORD;
  bool joins = last == BEFORE_WORD && piece->joined && piece->kind == SVE_PIECE_HYPHEN &&
               sve_piece_joins_at(s->text, s->length, piece->start);
  return joins ? BEFORE_HYPHEN : BEFORE_OTHER;
}

static bool is_space(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* A word, as the trie is asked for it. */
typedef struct asked_word {
  uint64_t key;      /* 0: folding leaves nothing of the word */
  uint64_t base_key; /* without its genitive ending; 0: it has none */
} asked_word;

/* A place that the gate let through, the piece that starts there where it is plain, and what is known of it. A large
 * list lies far away in memory: what is asked of it is fetched some places ahead, of the first two words at once. */
typedef struct ahead {
  sve_gate_place place;
  sve_piece piece;
  asked_word first, second;
  uint32_t entry; /* whose text is wanted, or SVE_NONE */
  bool goes_on;   /* what follows may be a name's second word */
} ahead;

/* Reads a word and fetches its node from the node of hash `from`. */
static sve_status ask(sve_search *s, const sve_piece *piece, bool joined, uint64_t from, asked_word *out) {
  sve_string word;
  sve_status status = sve_piece_fold(s->text, piece, s->matcher->fold, &s->word_room, &word, s->error);
  if (status != SVE_OK) return status;
  const sve_trie *trie = &s->matcher->trie;
  size_t ending = s->matcher->options.genitive ? sve_genitive_ending(word.bytes, word.length) : 0;
  *out = (asked_word){0};
  if (word.length == 0) return SVE_OK;
  out->key = sve_piece_key(word, joined);
  sve_trie_fetch(trie, from, out->key);
  if (ending == 0) return SVE_OK;
  word.length -= ending;
  out->base_key = sve_piece_key(word, joined);
  sve_trie_fetch(trie, from, out->base_key);
  return SVE_OK;
}

/* First: reads the words and fetches their nodes. */
static sve_status look_ahead(sve_search *s, ahead *next) {
  next->piece = (sve_piece){.end = next->place.start, .end_lag = next->place.lag};
  next->goes_on = false;
  next->entry = SVE_NONE;
  if (!next->place.plain || !sve_piece_next(s->text, s->length, &next->piece)) return SVE_OK;
  sve_status status = ask(s, &next->piece, false, 0, &next->first);
  sve_piece second = next->piece;
  if (status != SVE_OK || !sve_piece_next(s->text, s->length, &second)) return status;
  next->goes_on = !sve_search_shuts(s, &second, &s->matcher->later_gate);
  if (!next->goes_on) return SVE_OK;
  return ask(s, &second, second.joined, sve_trie_hash(0, next->first.key), &next->second);
}

/* The entry of a word as it stands or as a genitive, or SVE_NONE; *node: of the word as it stands. */
static uint32_t entry_of(const sve_trie *trie, sve_trie_node from, const asked_word *word, sve_trie_node *node) {
  *node = (sve_trie_node){.entry = SVE_NONE};
  if (sve_trie_next(trie, from, word->key, node) && node->entry != SVE_NONE) return node->entry;
  sve_trie_node base;
  if (word->base_key != 0 && sve_trie_next(trie, from, word->base_key, &base)) return base.entry;
  return SVE_NONE;
}

/* Then: whether a name may start with the words; fetches where its text stands. */
static bool probe(const sve_search *s, ahead *next) {
  sve_matcher_options options = s->matcher->options;
  if (!next->place.plain || options.compounds || options.inflect_noun || options.fuzzy) return true;
  sve_trie_node node, second;
  next->entry = entry_of(&s->matcher->trie, SVE_TRIE_ROOT, &next->first, &node);
  bool goes_on = node.inner && next->goes_on;
  if (goes_on && next->second.key != 0) {
    uint32_t longer = entry_of(&s->matcher->trie, node, &next->second, &second);
    if (longer != SVE_NONE) next->entry = longer;
    goes_on = second.inner;
  }
  bool starts = next->entry != SVE_NONE || goes_on;
  if (next->entry >= s->matcher->count) next->entry = SVE_NONE;
  if (next->entry != SVE_NONE) __builtin_prefetch(&s->matcher->names.ends[next->entry]);
  return starts;
}

/* At last: fetches the text of the name. */
static void fetch_name(const sve_search *s, const ahead *next) {
  if (next->entry != SVE_NONE) __builtin_prefetch(sve_column_get(&s->matcher->names, next->entry).bytes);
}

/* Moves `piece` up to the last white space before a place, over what the gate has shut. */
static void skip(const sve_search *s, const sve_gate_place *place, sve_piece *piece, border *last) {
  size_t at = place->start;
  uint32_t lag = place->lag;
  for (; at > piece->end && !is_space(s->text[at - 1]); at--) lag -= (unsigned char)s->text[at - 1] == 0xC3;
  if (at <= piece->end) return;
  *last = BEFORE_OTHER;
  piece->end = (uint32_t)at - 1;
  piece->end_lag = lag;
}

/* Looks at a piece; *piece is then the last that belongs to what was found. */
static sve_status search_piece(sve_search *s, sve_piece *piece, border *last) {
  bool inside = *last == BEFORE_HYPHEN && piece->joined && piece->kind == SVE_PIECE_WORD;
  *last = before_next(s, piece, *last);
  if (inside || sve_search_shuts(s, piece, &s->matcher->first_gate)) return SVE_OK;
  s->first = *piece;
  sve_status status = sve_stopped(s->stop, s->error);
  if (status == SVE_OK) status = sve_search_walk(s);
  if (status != SVE_OK || s->best_end == 0 || s->matcher->options.overlap) return status;
  *piece = s->best;
  *last = before_next(s, piece, *last);
  return SVE_OK;
}

/* Looks at the pieces that start in a place; *piece is the last that was looked at. */
static sve_status search_place(sve_search *s, const sve_gate_place *place, sve_piece *piece, border *last) {
  skip(s, place, piece, last);
  while (piece->end < place->end && sve_piece_next(s->text, s->length, piece)) {
    if (piece->start >= place->end) {
      if (!piece->joined) *last = BEFORE_OTHER;
      piece->end = piece->start;
      piece->end_lag = piece->start_lag;
      return SVE_OK;
    }
    if (piece->start < place->start) {
      *last = before_next(s, piece, *last);
      continue;
    }
    sve_status status = search_piece(s, piece, last);
    if (status != SVE_OK) return status;
  }
  return SVE_OK;
}

/* Whether a piece starts at a place for certain: white space stands before it. */
static bool is_sure(const sve_search *s, const ahead *next, const sve_piece *piece) {
  uint32_t start = next->place.start;
  return next->place.plain && start >= piece->end && (start == 0 || is_space(s->text[start - 1]));
}

/* Looks at a place; *piece is the last piece that was looked at. */
static sve_status search_at(sve_search *s, const ahead *next, sve_piece *piece, border *last) {
  if (next->place.end <= piece->end) return SVE_OK; /* a match has gone over it */
  if (!is_sure(s, next, piece)) return search_place(s, &next->place, piece, last);
  *piece = next->piece;
  piece->joined = false;
  *last = BEFORE_OTHER;
  return search_piece(s, piece, last);
}

enum { BATCH = 16 }; /* places that are looked at together, so that one's memory comes while others are read */

static sve_status search_text(sve_search *s) {
  sve_gate_scan scan = {.gate = &s->matcher->first_gate, .text = s->text, .length = s->length};
  ahead batch[BATCH];
  sve_piece piece = {0};
  border last = BEFORE_OTHER;
  sve_status status = SVE_OK;
  for (bool more = true; more && status == SVE_OK;) {
    const ahead *wanted[BATCH];
    size_t count = 0, wanted_count = 0;
    status = sve_stopped(s->stop, s->error);
    while (count < BATCH && status == SVE_OK && (more = sve_gate_next(&scan, &batch[count].place))) {
      status = look_ahead(s, &batch[count++]);
    }
    for (size_t i = 0; i < count && status == SVE_OK; i++) {
      wanted[wanted_count] = &batch[i];
      wanted_count += probe(s, &batch[i]);
    }
    for (size_t i = 0; i < wanted_count; i++) fetch_name(s, wanted[i]);
    for (size_t i = 0; i < wanted_count && status == SVE_OK; i++) status = search_at(s, wanted[i], &piece, &last);
  }
  return status;
}

static sve_status find(sve_search *s) {
  sve_status status = SVE_OK;
  size_t before = s->out->count;
  if (s->length >= UINT32_MAX) return sve_fail(s->error, SVE_TOO_LARGE, 0, "a text of 4 GiB or more");
  if (s->matcher->count > 0) status = search_text(s);
  if (status != SVE_OK) s->out->count = before;
  sve_free(s->word_room.items);
  sve_free(s->base_room.items);
  sve_free(s->name_room.items);
  sve_free(s->text_room.items);
  sve_free(s->near.items);
  return status;
}

sve_status sve_matcher_find(const sve_matcher *matcher, const sve_lexicon *lexicon, const char *text,
                            const sve_token_list *tokens, const sve_stop *stop, sve_match_list *out, sve_error *error) {
  size_t length = tokens->count > 0 ? tokens->items[tokens->count - 1].span.end_byte : 0;
  sve_search s = {.matcher = matcher,
                  .lexicon = lexicon,
                  .text = text,
                  .length = length,
                  .tokens = tokens,
                  .stop = stop,
                  .out = out,
                  .error = error};
  return find(&s);
}

/* ---- Searching a text by itself. ---- */

struct sve_matches {
  sve_match_list list;
};

sve_status sve_matches_new(sve_matches **out, sve_error *error) {
  sve_matches *matches = sve_alloc(sizeof *matches);
  if (matches == NULL) return sve_fail_memory(error);
  *matches = (sve_matches){0};
  *out = matches;
  return SVE_OK;
}

void sve_matches_free(sve_matches *matches) {
  if (matches == NULL) return;
  sve_free(matches->list.items);
  sve_free(matches);
}

void sve_matches_clear(sve_matches *matches) {
  matches->list.count = 0;
}

const sve_match *sve_matches_get(const sve_matches *matches, size_t *count) {
  *count = matches->list.count;
  return matches->list.items;
}

sve_status sve_matcher_search(const sve_matcher *matcher, const sve_data *lexicon, const char *text, size_t length,
                              sve_matches *matches, sve_error *error) {
  sve_lexicon words;
  bool asks = lexicon != NULL && matcher->options.compounds;
  sve_status status = asks ? sve_lexicon_open(lexicon, &words, error) : SVE_OK;
  if (status != SVE_OK) return status;
  sve_search s = {.matcher = matcher,
                  .lexicon = asks ? &words : NULL,
                  .text = text,
                  .length = length,
                  .out = &matches->list,
                  .error = error};
  return find(&s);
}
