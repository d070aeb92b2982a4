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
 * list lies far away in memory: what is asked of it is fetched some places ahead. */
typedef struct ahead {
  sve_trie_node node; /* of the first word as it stands */
  asked_word first, second;
  size_t text; /* which of the texts it stands in */
  sve_gate_place place;
  sve_piece piece;
  uint32_t entry; /* whose text is wanted, or SVE_NONE */
  bool goes_on;   /* a second word that names may have follows */
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

/* The piece at a place where a plain one starts. */
static void read_piece(const sve_search *s, ahead *next) {
  const sve_gate_place *place = &next->place;
  if (place->run_end > place->start && sve_piece_ends_at(s->text, s->length, place->run_end)) {
    next->piece = (sve_piece){.start = place->start,
                              .end = place->run_end,
                              .start_lag = place->lag,
                              .end_lag = place->run_lag,
                              .kind = SVE_PIECE_WORD,
                              .joined = place->start > 0,
                              .plain = true};
  } else {
    next->piece = (sve_piece){.end = place->start, .end_lag = place->lag};
    sve_piece_next(s->text, s->length, &next->piece);
  }
}

/* First: reads the word and fetches its node. */
static sve_status look_ahead(sve_search *s, ahead *next) {
  next->goes_on = false;
  next->entry = SVE_NONE;
  if (!next->place.plain) return SVE_OK;
  read_piece(s, next);
  return ask(s, &next->piece, false, 0, &next->first);
}

/* The entry of a word as it stands or as a genitive, or SVE_NONE; *node: of the word as it stands. */
static uint32_t entry_of(const sve_trie *trie, sve_trie_node from, const asked_word *word, sve_trie_node *node) {
  *node = (sve_trie_node){.entry = SVE_NONE};
  if (sve_trie_next(trie, from, word->key, node) && node->entry != SVE_NONE) return node->entry;
  sve_trie_node base;
  if (word->base_key != 0 && sve_trie_next(trie, from, word->base_key, &base)) return base.entry;
  return SVE_NONE;
}

/* Whether names are told from their first words before they are walked. */
static bool is_probed(const sve_search *s, const ahead *next) {
  sve_matcher_options options = s->matcher->options;
  return next->place.plain && !options.compounds && !options.inflect_noun && !options.fuzzy;
}

/* Then: where longer names go on from the first word, reads the second and fetches its node. */
static sve_status look_further(sve_search *s, ahead *next) {
  if (!is_probed(s, next)) return SVE_OK;
  next->entry = entry_of(&s->matcher->trie, SVE_TRIE_ROOT, &next->first, &next->node);
  if (!next->node.inner) return SVE_OK;
  sve_piece second = next->piece;
  if (!sve_piece_next(s->text, s->length, &second) || sve_search_shuts(s, &second, &s->matcher->later_gate)) {
    return SVE_OK;
  }
  next->goes_on = true;
  return ask(s, &second, second.joined, next->node.hash, &next->second);
}

/* Then: whether a name may start with the words; fetches where its text stands. */
static bool probe(const sve_search *s, ahead *next) {
  if (!is_probed(s, next)) return true;
  bool goes_on = next->goes_on;
  if (goes_on && next->second.key != 0) {
    sve_trie_node second;
    uint32_t longer = entry_of(&s->matcher->trie, next->node, &next->second, &second);
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

/* ---- Going over texts. ---- */

/* Places that are looked at together, so that one's memory comes while others are read: also of several texts, as a
 * short one has few. */
enum { BATCH = 32 };

/* The texts, and what of them has been read and searched. */
typedef struct course {
  const sve_string *texts;
  size_t count;
  size_t *ends;             /* matches up to each text's end; NULL: not asked */
  size_t scanned, searched; /* the texts at hand */
  sve_gate_scan scan;       /* of text `scanned` */
  sve_piece piece;          /* the last that was looked at, of text `searched` */
  border last;
} course;

static void turn_to(sve_search *s, const course *way, size_t text) {
  s->text = way->texts[text].bytes;
  s->length = way->texts[text].length;
}

/* Reads the next places into `batch`; how many stands in *count. */
static sve_status read_batch(sve_search *s, course *way, ahead *batch, size_t *count) {
  sve_status status = sve_stopped(s->stop, s->error);
  *count = 0;
  while (*count < BATCH && way->scanned < way->count && status == SVE_OK) {
    ahead *next = &batch[*count];
    if (way->scan.text == NULL) {
      turn_to(s, way, way->scanned);
      if (s->length >= UINT32_MAX) return sve_fail(s->error, SVE_TOO_LARGE, way->scanned, "a text of 4 GiB or more");
      way->scan = (sve_gate_scan){.gate = &s->matcher->first_gate, .text = s->text, .length = s->length};
    }
    if (sve_gate_next(&way->scan, &next->place)) {
      next->text = way->scanned;
      status = look_ahead(s, next);
      ++*count;
    } else {
      way->scan.text = NULL;
      way->scanned++;
    }
  }
  return status;
}

/* Turns to a text, with which those before it are done. */
static void search_from(sve_search *s, course *way, size_t text) {
  for (; way->searched < text; way->searched++) {
    if (way->ends != NULL) way->ends[way->searched] = s->out->count;
    way->piece = (sve_piece){0};
    way->last = BEFORE_OTHER;
  }
  if (text < way->count) turn_to(s, way, text);
}

static sve_status search_texts(sve_search *s, course *way) {
  ahead batch[BATCH];
  sve_status status = SVE_OK;
  while (way->scanned < way->count && status == SVE_OK) {
    const ahead *wanted[BATCH];
    size_t count, wanted_count = 0;
    turn_to(s, way, way->scanned);
    status = read_batch(s, way, batch, &count);
    for (size_t i = 0; i < count && status == SVE_OK; i++) {
      turn_to(s, way, batch[i].text);
      status = look_further(s, &batch[i]);
    }
    for (size_t i = 0; i < count && status == SVE_OK; i++) {
      wanted[wanted_count] = &batch[i];
      wanted_count += probe(s, &batch[i]);
    }
    for (size_t i = 0; i < wanted_count; i++) fetch_name(s, wanted[i]);
    for (size_t i = 0; i < wanted_count && status == SVE_OK; i++) {
      search_from(s, way, wanted[i]->text);
      status = search_at(s, wanted[i], &way->piece, &way->last);
    }
  }
  search_from(s, way, way->count);
  return status;
}

static sve_status find(sve_search *s, const sve_string *texts, size_t count, size_t *ends) {
  course way = {.texts = texts, .count = count, .ends = ends};
  size_t before = s->out->count;
  if (s->matcher->count == 0) way.scanned = count;
  sve_status status = search_texts(s, &way);
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
  sve_string whole = {text, tokens->count > 0 ? tokens->items[tokens->count - 1].span.end_byte : 0};
  sve_search s = {.matcher = matcher, .lexicon = lexicon, .tokens = tokens, .stop = stop, .out = out, .error = error};
  return find(&s, &whole, 1, NULL);
}

/* ---- Searching texts by themselves. ---- */

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

sve_status sve_matcher_search(const sve_matcher *matcher, const sve_data *lexicon, const sve_string *texts,
                              size_t count, sve_matches *matches, size_t *ends, sve_error *error) {
  sve_lexicon words;
  bool asks = lexicon != NULL && matcher->options.compounds;
  sve_status status = asks ? sve_lexicon_open(lexicon, &words, error) : SVE_OK;
  if (status != SVE_OK) return status;
  sve_search s = {.matcher = matcher, .lexicon = asks ? &words : NULL, .out = &matches->list, .error = error};
  return find(&s, texts, count, ends);
}
