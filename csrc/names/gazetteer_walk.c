/* Walking: from a piece that may start a name, down the trie, and the longest name that holds is told.
 *
 * A walk is one path, or several where an edit is allowed. What inflection and compounds ask is asked at
 * each step of the piece at hand, as it may be a name's last. Pieces behind the first are cut again for
 * each walk: few words start a name, and most walks end at the next word.
 */
#include "names/gazetteer_walk.h"

#include <string.h>

#include "base/status.h"
#include "names/inflect.h"
#include "text/utf8.h"

enum { PATHS_MOST = 16 };

typedef struct trie_path {
  sve_trie_node node;
  uint32_t near_start; /* where the piece with an edit starts; SVE_NONE */
} trie_path;

/* What a hit is known by: where it ends, and what its last piece is compared as. */
typedef struct name_hit {
  const sve_piece *piece;
  sve_trie_node node;
  sve_string last; /* the folded base form of the last piece */
  uint32_t near_start;
  uint32_t end, end_lag;
  uint16_t ending;
  uint8_t form;
} name_hit;

static bool same_string(sve_string a, sve_string b) {
  return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

/* ---- Comparing a hit with a name. ---- */

/* The next piece that folding leaves something of; *more false at the end. */
static sve_status next_folded(const sve_search *s, const char *text, size_t length, sve_piece *piece,
                              sve_byte_list *room, sve_string *out, bool *more) {
  while ((*more = sve_piece_next(text, length, piece))) {
    sve_status status = sve_piece_fold(text, piece, s->matcher->fold, room, out, s->error);
    if (status != SVE_OK || out->length > 0) return status;
  }
  return SVE_OK;
}

static sve_status is_name(sve_search *s, const name_hit *hit, sve_string name, bool *holds) {
  *holds = false;
  if (hit->last.bytes == s->text + hit->piece->start && hit->near_start == SVE_NONE) {
    size_t length = hit->piece->start - s->first.start + hit->last.length;
    if (same_string(name, (sve_string){s->text + s->first.start, length})) {
      *holds = true;
      return SVE_OK;
    }
  }
  sve_piece in_text = s->first, in_name = {0};
  in_text.end = in_text.start;
  for (bool later = false;; later = true) {
    sve_string wanted, got;
    bool more;
    sve_status status = next_folded(s, name.bytes, name.length, &in_name, &s->name_room, &wanted, &more);
    if (status != SVE_OK || !more) return status;
    status = next_folded(s, s->text, s->length, &in_text, &s->text_room, &got, &more);
    if (status != SVE_OK || !more || in_text.start > hit->piece->start) return status;
    bool is_last = in_text.start == hit->piece->start;
    if (is_last) got = hit->last;
    if (later && in_text.joined != in_name.joined) return SVE_OK;
    if (in_text.start == hit->near_start ? !sve_near_is_one_edit(got, wanted) : !same_string(got, wanted)) {
      return SVE_OK;
    }
    if (!is_last) continue;
    status = next_folded(s, name.bytes, name.length, &in_name, &s->name_room, &wanted, &more);
    *holds = status == SVE_OK && !more;
    return status;
  }
}

/* ---- Telling. ---- */

static void number_tokens(sve_search *s, sve_match *match) {
  const sve_token *tokens = s->tokens->items;
  size_t count = s->tokens->count;
  while (s->token < count && tokens[s->token].span.end_byte <= match->span.start_byte) s->token++;
  size_t end = s->token;
  while (end < count && tokens[end].span.start_byte < match->span.end_byte) end++;
  match->first_token = (uint32_t)s->token;
  match->end_token = (uint32_t)end;
}

/* Tells all names that a hit is, if it is longer than what the walk has told, or all are wanted. */
static sve_status tell(sve_search *s, const name_hit *hit, bool *told) {
  const sve_matcher *matcher = s->matcher;
  if (!matcher->options.overlap && hit->end <= s->best_end) return SVE_OK;
  size_t keep = s->out->count;
  for (uint32_t entry = hit->node.entry; entry != SVE_NONE;
       entry = hit->node.shared ? sve_trie_same(&matcher->trie, entry) : SVE_NONE) {
    bool holds;
    sve_status status = is_name(s, hit, sve_column_get(&matcher->names, entry), &holds);
    if (status == SVE_OK && holds) status = SVE_LIST_RESERVE(s->out, 1, s->error);
    if (status != SVE_OK) return status;
    if (!holds) continue;
    sve_match match = {.span = {s->first.start, hit->end, s->first.start - s->first.start_lag, hit->end - hit->end_lag},
                       .entry = entry,
                       .first_token = SVE_NONE,
                       .end_token = SVE_NONE,
                       .ending = hit->ending,
                       .form = hit->form,
                       .distance = hit->near_start != SVE_NONE};
    if (s->tokens != NULL) number_tokens(s, &match);
    s->out->items[s->out->count++] = match;
  }
  size_t added = s->out->count - keep;
  if (added == 0) return SVE_OK;
  *told = true;
  if (!matcher->options.overlap && keep > s->told) {
    memmove(s->out->items + s->told, s->out->items + keep, added * sizeof *s->out->items);
    s->out->count = s->told + added;
  }
  if (hit->end > s->best_end) {
    s->best_end = hit->end;
    s->best = *hit->piece;
    if (hit->end > s->best.end) {
      s->best.end = hit->end;
      s->best.end_lag = hit->end_lag;
    }
  }
  return SVE_OK;
}

/* ---- What a piece may be. ---- */

/* Whether no hyphen goes on with the word that ends at `piece`. */
static bool ends_word(const sve_search *s, const sve_piece *piece) {
  return piece->kind != SVE_PIECE_WORD || !sve_piece_joins_at(s->text, s->length, piece->end);
}

/* A hit of the whole piece, or of its base form `last`, `ending` bytes shorter. */
static name_hit hit_of(const sve_piece *piece, const trie_path *path, sve_trie_node node, sve_string last,
                       sve_form form, size_t ending) {
  return (name_hit){.piece = piece,
                    .node = node,
                    .last = last,
                    .near_start = path->near_start,
                    .end = piece->end,
                    .end_lag = piece->end_lag,
                    .ending = ending < UINT16_MAX ? (uint16_t)ending : UINT16_MAX,
                    .form = (uint8_t)(path->near_start != SVE_NONE ? SVE_FORM_FUZZY : form)};
}

/* Bytes of the apostrophe that makes `Marx'` a genitive; 0 where it is none, or closes a quotation: `'Marx'`. */
static size_t genitive_apostrophe(const sve_search *s, const sve_piece *piece) {
  size_t bytes = sve_piece_apostrophe_at(s->text, s->length, piece->end);
  if (bytes == 0 || !sve_genitive_silent(s->word.bytes, s->word.length)) return 0;
  if (sve_piece_word_at(s->text, s->length, piece->end + bytes)) return 0;
  size_t before = s->first.start;
  if (before == 0) return bytes;
  uint32_t character = sve_utf8_previous(s->text, &before);
  return character == '\'' || character == 0x2018 || character == 0x2019 ? 0 : bytes;
}

/* Bytes that the last `letters` characters of the piece take, with the marks among them. */
static size_t ending_bytes(const sve_search *s, const sve_piece *piece, size_t letters) {
  size_t at = piece->end;
  while (letters > 0 && at > piece->start) {
    if (sve_char_class_of(sve_utf8_previous(s->text, &at)) != SVE_CHAR_MARK) letters--;
  }
  return piece->end - at;
}

/* The piece as it stands. */
static sve_status try_whole(sve_search *s, const sve_piece *piece, const trie_path *path, sve_trie_node node,
                            bool *told) {
  if (node.entry == SVE_NONE || !ends_word(s, piece)) return SVE_OK;
  name_hit whole = hit_of(piece, path, node, s->word, SVE_FORM_EXACT, 0);
  size_t apostrophe = s->matcher->options.genitive ? genitive_apostrophe(s, piece) : 0;
  if (apostrophe > 0 && piece->kind == SVE_PIECE_WORD) {
    name_hit genitive = hit_of(piece, path, node, s->word, SVE_FORM_GENITIVE, apostrophe);
    genitive.end += (uint32_t)apostrophe;
    genitive.end_lag += (uint32_t)apostrophe - 1;
    sve_status status = s->matcher->options.overlap ? SVE_OK : tell(s, &genitive, told);
    if (status != SVE_OK || *told) return status;
  }
  return tell(s, &whole, told);
}

/* The piece as a form of `base`. */
static sve_status try_base(sve_search *s, const sve_piece *piece, const trie_path *path, bool joined, sve_string base,
                           sve_form form, size_t ending, bool *told) {
  sve_trie_node node;
  if (!sve_trie_next(&s->matcher->trie, path->node, sve_piece_key(base, joined), &node)) return SVE_OK;
  if (node.entry == SVE_NONE) return SVE_OK;
  name_hit based = hit_of(piece, path, node, base, form, ending);
  return tell(s, &based, told);
}

/* Bytes that two words begin with alike, in whole characters. */
static size_t common_letters(sve_string a, sve_string b) {
  size_t common = 0;
  while (common < a.length && common < b.length && a.bytes[common] == b.bytes[common]) common++;
  while (common > 0 && common < a.length && ((unsigned char)a.bytes[common] & 0xC0) == 0x80) common--;
  return common;
}

/* The piece as the definite or plural form of a noun; `form` is the folded piece without its genitive ending. */
static sve_status try_noun(sve_search *s, const sve_piece *piece, const trie_path *path, bool joined, sve_string form,
                           bool *told) {
  sve_base bases[SVE_NOUN_BASES_MOST];
  size_t count = sve_noun_bases(form.bytes, form.length, bases);
  for (size_t i = 0; i < count && !*told; i++) {
    s->base_room.count = 0;
    sve_status status = SVE_LIST_RESERVE(&s->base_room, bases[i].kept + SVE_SUFFIX_MOST, s->error);
    if (status != SVE_OK) return status;
    sve_string base = sve_base_write(&bases[i], form.bytes, s->base_room.items);
    size_t common = common_letters(form, base);
    size_t ending = ending_bytes(s, piece, sve_utf8_count(s->word.bytes + common, s->word.length - common));
    status = try_base(s, piece, path, joined, base, SVE_FORM_INFLECTED, ending, told);
    if (status != SVE_OK) return status;
  }
  return SVE_OK;
}

/* What sve_compound_split asks. */
typedef struct head_question {
  sve_search *s;
  const trie_path *path;
  bool joined;
  bool plain; /* folding without options changes nothing */
  sve_status status;
} head_question;

/* The node of a name that may begin a compound, and the name as it is compared: `Nato`, `gata`. */
static sve_status find_head(const head_question *question, sve_string name, sve_trie_node *node, sve_string *folded) {
  sve_search *s = question->s;
  sve_piece piece = {.end = (uint32_t)name.length, .plain = question->plain};
  sve_status status = sve_piece_fold(name.bytes, &piece, s->matcher->fold, &s->base_room, folded, s->error);
  node->entry = SVE_NONE;
  if (status != SVE_OK || folded->length == 0) return status;
  uint64_t key = sve_piece_key(*folded, question->joined);
  if (!sve_trie_next(&s->matcher->trie, question->path->node, key, node)) node->entry = SVE_NONE;
  return SVE_OK;
}

static bool is_head(const void *context, sve_string name, sve_string lower, bool changed) {
  (void)lower, (void)changed;
  head_question *question = (head_question *)(uintptr_t)context;
  sve_trie_node node;
  sve_string folded;
  if (question->status == SVE_OK) question->status = find_head(question, name, &node, &folded);
  return question->status == SVE_OK && node.entry != SVE_NONE;
}

/* A compound that begins with a piece, which ends at `run`. */
static sve_status tell_compound(sve_search *s, const sve_piece *piece, const sve_piece *run,
                                const sve_compound *compound, const head_question *question, bool *told) {
  const char *word = s->text + piece->start;
  char name[SVE_COMPOUND_MOST + SVE_SUFFIX_MOST];
  sve_trie_node node;
  sve_string head;
  sve_status status = find_head(question, sve_base_write(&compound->name, word, name), &node, &head);
  if (status != SVE_OK || node.entry == SVE_NONE) return status;
  size_t before = s->best_end, bytes = compound->name_bytes;
  name_hit found = hit_of(piece, question->path, node, head, SVE_FORM_COMPOUND, bytes - compound->name.kept);
  found.end = piece->start + (uint32_t)bytes;
  found.end_lag = piece->start_lag + (uint32_t)(bytes - sve_utf8_count(word, bytes));
  status = tell(s, &found, told);
  /* The search goes on behind the compound: its rest starts no name. */
  if (s->best_end != before) s->best = *run;
  return status;
}

/* The piece, with what hyphens join to it, as a compound whose head is a name: `Natochefen`, `EU-kommissionen`. */
static sve_status try_compound(sve_search *s, const sve_piece *piece, const trie_path *path, bool joined, bool *told) {
  sve_piece run = *piece, next = *piece;
  while (sve_piece_joins_at(s->text, s->length, run.end)) {
    sve_piece_next(s->text, s->length, &next);
    sve_piece_next(s->text, s->length, &next);
    run.end = next.end;
    run.end_lag = next.end_lag;
    run.plain = run.plain && next.plain;
  }
  head_question question = {s, path, joined, run.plain, SVE_OK};
  sve_compound found[SVE_COMPOUND_MOST]; /* the longest first */
  size_t count = 0, length = run.end - run.start, most = length;
  do {
    sve_compound *next_found = &found[count];
    sve_status status =
        sve_compound_split(s->lexicon, s->text + run.start, length, most, is_head, &question, next_found, s->error);
    if (status == SVE_OK) status = question.status;
    if (status != SVE_OK) return status;
    if (next_found->name_bytes == 0) break;
    most = next_found->name_bytes - 1;
    count++;
  } while (s->matcher->options.overlap);
  sve_status status = SVE_OK;
  while (count-- > 0 && status == SVE_OK) status = tell_compound(s, piece, &run, &found[count], &question, told);
  return status;
}

/* The piece with an ending: a genitive, a form of a noun. */
static sve_status try_inflected(sve_search *s, const sve_piece *piece, const trie_path *path, bool joined, bool *told) {
  sve_matcher_options options = s->matcher->options;
  sve_string base = s->word;
  size_t letters = sve_genitive_ending(base.bytes, base.length);
  sve_status status = SVE_OK;
  base.length -= letters;
  if (options.genitive && letters > 0) {
    status = try_base(s, piece, path, joined, base, SVE_FORM_GENITIVE, ending_bytes(s, piece, letters), told);
  }
  if (status == SVE_OK && options.inflect_noun) {
    status = try_noun(s, piece, path, joined, s->word, told);
    if (status == SVE_OK && letters > 0 && !*told) status = try_noun(s, piece, path, joined, base, told);
  }
  return status;
}

/* Everything that the piece may be at the end of a name: the likeliest of it, or all, the shortest first. */
static sve_status try_ends(sve_search *s, const sve_piece *piece, const trie_path *path, bool joined,
                           const sve_trie_node *node) {
  bool overlap = s->matcher->options.overlap, word = piece->kind == SVE_PIECE_WORD, inside = false, told = false;
  bool compounds = s->matcher->options.compounds && s->lexicon != NULL && word;
  sve_status status = compounds && overlap ? try_compound(s, piece, path, joined, &inside) : SVE_OK;
  if (status == SVE_OK && node != NULL) status = try_whole(s, piece, path, *node, &told);
  if (status == SVE_OK && (!told || overlap) && word && ends_word(s, piece)) {
    status = try_inflected(s, piece, path, joined, &told);
  }
  if (status == SVE_OK && !told && !overlap && compounds) status = try_compound(s, piece, path, joined, &told);
  return status;
}

/* ---- Walking. ---- */

/* Adds the paths on which the piece has an edit, and tells the names that end so. */
static sve_status try_near(sve_search *s, const sve_piece *piece, const trie_path *from, bool joined, trie_path *paths,
                           size_t *count) {
  if (piece->kind != SVE_PIECE_WORD || from->near_start != SVE_NONE) return SVE_OK;
  s->near.count = 0;
  sve_status status = sve_near_find(&s->matcher->near, s->word, &s->near, s->error);
  /* A genitive of a word with an edit: `Stoltenbregs`. */
  size_t exact = s->near.count, letters = sve_genitive_ending(s->word.bytes, s->word.length);
  sve_string base = {s->word.bytes, s->word.length - letters};
  if (status == SVE_OK && s->matcher->options.genitive && letters > 0) {
    status = sve_near_find(&s->matcher->near, base, &s->near, s->error);
  }
  for (size_t i = 0; i < s->near.count && status == SVE_OK; i++) {
    trie_path next = {.near_start = piece->start};
    sve_string last = i < exact ? s->word : base;
    if (!sve_trie_next(&s->matcher->trie, from->node, sve_piece_key(s->near.items[i], joined), &next.node)) continue;
    if (i < exact && next.node.inner && *count < PATHS_MOST) paths[(*count)++] = next;
    if (next.node.entry == SVE_NONE || !ends_word(s, piece)) continue;
    name_hit found =
        hit_of(piece, &next, next.node, last, SVE_FORM_FUZZY, i < exact ? 0 : ending_bytes(s, piece, letters));
    bool told = false;
    status = tell(s, &found, &told);
  }
  return status;
}

sve_status sve_search_walk(sve_search *s) {
  const sve_trie *trie = &s->matcher->trie;
  trie_path paths[PATHS_MOST]; /* not zeroed: most walks have one path, of one step */
  paths[0] = (trie_path){SVE_TRIE_ROOT, SVE_NONE};
  size_t count = 1;
  sve_piece piece = s->first;
  s->told = s->out->count;
  s->best_end = 0;
  for (bool later = false; count > 0; later = true) {
    if (later && (!sve_piece_next(s->text, s->length, &piece) || sve_search_shuts(s, &piece, &s->matcher->later_gate)))
      break;
    sve_status status = sve_piece_fold(s->text, &piece, s->matcher->fold, &s->word_room, &s->word, s->error);
    if (status != SVE_OK) return status;
    if (s->word.length == 0 && !later) return SVE_OK;
    if (s->word.length == 0) continue;
    bool joined = later && piece.joined;
    uint64_t key = sve_piece_key(s->word, joined);
    trie_path ahead[PATHS_MOST];
    size_t ahead_count = 0;
    for (size_t i = 0; i < count && status == SVE_OK; i++) {
      trie_path next = {.near_start = paths[i].near_start};
      bool known = sve_trie_next(trie, paths[i].node, key, &next.node);
      status = try_ends(s, &piece, &paths[i], joined, known ? &next.node : NULL);
      if (known && next.node.inner && ahead_count < PATHS_MOST) ahead[ahead_count++] = next;
    }
    for (size_t i = 0; i < count && s->matcher->options.fuzzy && status == SVE_OK; i++) {
      status = try_near(s, &piece, &paths[i], joined, ahead, &ahead_count);
    }
    if (status != SVE_OK) return status;
    count = ahead_count;
    memcpy(paths, ahead, count * sizeof *paths);
  }
  return SVE_OK;
}

/* What stands before a piece, as far as it forbids that a name starts there. */

/* ---- Finding a name in the list. ---- */

sve_status sve_matcher_find_name(const sve_matcher *matcher, sve_string name, uint32_t *out, sve_error *error) {
  sve_search s = {.matcher = matcher, .text = name.bytes, .length = name.length, .error = error};
  sve_trie_node node = SVE_TRIE_ROOT;
  sve_status status = SVE_OK;
  if (name.length >= UINT32_MAX) return sve_fail(error, SVE_TOO_LARGE, 0, "a name of 4 GiB or more");
  sve_piece piece = {0}, last = {0};
  bool known = true;
  for (bool later = false, more; known; later = true) {
    status = next_folded(&s, name.bytes, name.length, &piece, &s.word_room, &s.word, &more);
    if (status != SVE_OK || !more) break;
    known = sve_trie_next(&matcher->trie, node, sve_piece_key(s.word, later && piece.joined), &node);
    if (!later) s.first = piece;
    last = piece;
  }
  uint32_t found = SVE_NONE;
  uint32_t entry = known ? node.entry : SVE_NONE;
  while (status == SVE_OK && entry != SVE_NONE && found == SVE_NONE) {
    name_hit whole = {.piece = &last, .node = node, .near_start = SVE_NONE};
    bool holds = false;
    status = sve_piece_fold(name.bytes, &last, matcher->fold, &s.word_room, &whole.last, error);
    if (status == SVE_OK) status = is_name(&s, &whole, sve_column_get(&matcher->names, entry), &holds);
    if (holds) found = entry;
    entry = node.shared ? sve_trie_same(&matcher->trie, entry) : SVE_NONE;
  }
  sve_free(s.word_room.items);
  sve_free(s.name_room.items);
  sve_free(s.text_room.items);
  if (status == SVE_OK) *out = found;
  return status;
}
