/* Which groups are forms of one name.
 *
 * A group is compared only with groups that share a word with it at a given place, and of these with the first
 * FORMS_MAX: the work stays linear where a thousand different persons are called Andersson.
 */
#include "names/group.h"

#include <string.h>

#include "base/hash.h"
#include "base/status.h"
#include "names/alias.h"

enum { FORMS_MAX = 8, OWNERS_BACK = 32, WORD_MAX = 63, FORM_MAX = 4 };

/* ---- An index from a word at a place to the groups that have it there, the oldest first. ---- */

typedef enum place { AT_FIRST, AT_LATER } place;

typedef struct posting {
  uint32_t group, next;
} posting;

typedef struct word_index {
  struct {
    uint64_t key;
    uint32_t head; /* the first posting; SVE_NONE: an empty slot */
  } * slots;
  posting *postings;
  size_t mask;
  uint32_t count;
} word_index;

static sve_status make_index(word_index *out, size_t postings, sve_arena *room, sve_error *error) {
  size_t slots = 8;
  while (slots < 2 * postings) slots *= 2;
  *out = (word_index){.slots = sve_arena_take(room, slots * sizeof *out->slots),
                      .postings = sve_arena_take(room, postings * sizeof *out->postings),
                      .mask = slots - 1};
  if (out->slots == NULL || out->postings == NULL) return sve_fail_memory(error);
  for (size_t i = 0; i < slots; i++) out->slots[i].head = SVE_NONE;
  return SVE_OK;
}

static size_t find_slot(const word_index *index, uint64_t word, uint16_t label, place at, uint64_t *key) {
  *key = sve_hash_next(word, label * 2u + at + 1u);
  size_t slot = (size_t)*key & index->mask;
  while (index->slots[slot].head != SVE_NONE && index->slots[slot].key != *key) slot = (slot + 1) & index->mask;
  return slot;
}

/* Adds in front: groups are added from the youngest to the oldest. */
static void add_posting(word_index *index, uint64_t word, uint16_t label, place at, uint32_t group) {
  uint64_t key;
  size_t slot = find_slot(index, word, label, at, &key);
  index->postings[index->count] = (posting){group, index->slots[slot].head};
  index->slots[slot].key = key;
  index->slots[slot].head = index->count++;
}

static uint32_t first_posting(const word_index *index, uint64_t word, uint16_t label, place at) {
  uint64_t key;
  return index->slots[find_slot(index, word, label, at, &key)].head;
}

static sve_status index_words(const sve_groups *groups, word_index *index, sve_arena *room, sve_error *error) {
  size_t postings = 1;
  for (uint32_t i = 0; i < groups->count; i++) postings += groups->items[i].word_count;
  sve_status status = make_index(index, postings, room, error);
  for (uint32_t i = groups->count; i-- > 0 && status == SVE_OK;) {
    const sve_group *group = &groups->items[i];
    bool names = group->label == SVE_LABEL_PER || group->label == SVE_LABEL_ORG;
    if (group->word_count < 2 || group->apart || !names) continue;
    const sve_name_word *words = groups->words + group->first_word;
    add_posting(index, words[0].hash, group->label, AT_FIRST, i);
    for (uint32_t k = 1; k < group->word_count; k++) add_posting(index, words[k].hash, group->label, AT_LATER, i);
  }
  return status;
}

/* ---- Persons. ---- */

static bool is_given_name(const sve_groups *groups, const sve_name_word *word) {
  return (sve_lexicon_find(groups->lexicon, word->hash).kinds & SVE_LEX_GIVEN) != 0;
}

/* `Carl Gustaf` in `Carl XVI Gustaf`: the first and the last word agree, the others occur in their order. */
static bool leaves_out(const sve_name_word *full, uint32_t full_count, const sve_name_word *brief, uint32_t count) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < full_count && at < count; i++) at += full[i].hash == brief[at].hash;
  return at == count;
}

/* Whether two names of several words are one person's: `Anna Lind`, `Anna Karin Lind`, `A. Lind`, `Lind Berg`, `Ana
 * Lind` where no other Ana is known; not `Mikael Falkdal`, `Rolf Falkdal`. */
static bool is_same_person(const sve_groups *groups, const sve_group *a, const sve_group *b) {
  const sve_group *full = a->word_count >= b->word_count ? a : b;
  const sve_group *brief = full == a ? b : a;
  const sve_name_word *more = groups->words + full->first_word, *less = groups->words + brief->first_word;
  uint32_t more_count = full->word_count, less_count = brief->word_count;
  bool same_first = more[0].hash == less[0].hash;
  bool same_last = more[more_count - 1].hash == less[less_count - 1].hash;
  if (more_count > less_count) {
    if (same_first && same_last) return leaves_out(more, more_count, less, less_count);
    bool begins = true, ends = true; /* `Ebba Busch` of `Ebba Busch Thor`, `von der Leyen` of `Ursula von der Leyen` */
    for (uint32_t i = 0; i < less_count; i++) {
      begins = begins && more[i].hash == less[i].hash;
      ends = ends && more[more_count - less_count + i].hash == less[i].hash;
    }
    if (begins || ends) return true;
  }
  if (!same_last || same_first) return false;
  if (sve_name_is_initial(less[0].folded, more[0].folded) || sve_name_is_initial(more[0].folded, less[0].folded)) {
    return true;
  }
  bool both_known = is_given_name(groups, &more[0]) && is_given_name(groups, &less[0]);
  return more_count == less_count && more_count == 2 && !both_known &&
         sve_name_is_misspelt(more[0].folded, less[0].folded);
}

/* Joins a person with the one of its older namesakes that it can be; with none where it can be several. */
static void join_full_person(sve_groups *groups, const word_index *index, uint32_t at) {
  const sve_group *group = &groups->items[at];
  const sve_name_word *words = groups->words + group->first_word;
  uint32_t found = SVE_NONE;
  for (int k = 0; k < 2; k++) {
    uint64_t word = k == 0 ? words[group->word_count - 1].hash : words[0].hash;
    uint32_t next = first_posting(index, word, group->label, k == 0 ? AT_LATER : AT_FIRST);
    for (int tries = 0; next != SVE_NONE && tries < FORMS_MAX; tries++) {
      uint32_t other = index->postings[next].group;
      if (other >= at) break;
      next = index->postings[next].next;
      if (!is_same_person(groups, group, &groups->items[other])) continue;
      uint32_t root = sve_group_root(groups, other);
      if (found != SVE_NONE && found != root) return;
      found = root;
    }
  }
  if (found != SVE_NONE) sve_groups_join(groups, at, found);
}

/* The persons (their oldest groups) that have `word` at `at`: up to two of them. */
static uint32_t find_bearers(sve_groups *groups, const word_index *index, uint64_t word, uint16_t label, place at,
                             uint32_t bearers[2]) {
  uint32_t count = 0;
  uint32_t next = first_posting(index, word, label, at);
  for (int tries = 0; next != SVE_NONE && tries < FORMS_MAX && count < 2; tries++) {
    uint32_t group = index->postings[next].group;
    next = index->postings[next].next;
    if (count == 1 && sve_group_root(groups, group) == sve_group_root(groups, bearers[0])) continue;
    bearers[count++] = group;
  }
  return count;
}

/* `Stoltenberg` to `Jens Stoltenberg`, `Rolf` to `Rolf Falkdal`. Where two bear the name, mentions before the second
 * is introduced are the first's, and the others are nobody's. */
static void join_single_name(sve_groups *groups, const word_index *index, uint32_t at) {
  sve_group *group = &groups->items[at];
  uint64_t word = groups->words[group->first_word].hash;
  uint32_t bearers[2];
  uint32_t count = find_bearers(groups, index, word, group->label, AT_LATER, bearers);
  if (count == 0) count = find_bearers(groups, index, word, group->label, AT_FIRST, bearers);
  if (count == 1) sve_groups_join(groups, at, bearers[0]);
  if (count == 2) {
    group->early = bearers[0];
    group->late_mention = groups->items[bearers[1]].first_mention;
  }
}

/* ---- Organisations and places. ---- */

static bool is_blank(char byte) {
  return byte == ' ' || byte == '\t';
}

/* How the second of two neighbours is put beside the first: '(' for `Försvarets radioanstalt (FRA)`, ',' for
 * `Brottsförebyggande rådet, Brå,`, 0 otherwise. */
static char find_apposition(const sve_passage *passage, const sve_entity *a, const sve_entity *b) {
  const char *from = passage->text + a->span.end_byte, *to = passage->text + b->span.start_byte;
  while (from < to && is_blank(*from)) from++;
  if (from == to || (*from != '(' && *from != ',')) return 0;
  char mark = *from++;
  while (from < to && is_blank(*from)) from++;
  if (from != to || b->span.end_byte >= passage->length) return 0;
  char after = passage->text[b->span.end_byte];
  if (mark == '(' ? after != ')' : after != ',' && after != '.') return 0;
  return mark;
}

/* Joins an acronym with the full name that it is put beside. */
static void join_introduced(sve_groups *groups) {
  const sve_entity_list *list = &groups->entities->list;
  for (size_t i = 1; i < list->count; i++) {
    uint32_t a = groups->of_entity[i - 1], b = groups->of_entity[i];
    if (a == SVE_NONE || b == SVE_NONE || a == b) continue;
    const sve_group *before = &groups->items[a], *after = &groups->items[b];
    if (before->label != after->label || before->label == SVE_LABEL_PER) continue;
    char mark = find_apposition(groups->passage, &list->items[i - 1], &list->items[i]);
    if (mark == 0) continue;
    const sve_group *brief = before->name.length < after->name.length ? before : after;
    const sve_group *full = brief == before ? after : before;
    uint32_t acronym = brief == before ? a : b;
    /* The first introduction stands. */
    if (sve_group_root(groups, acronym) != acronym || groups->items[acronym].introduced) continue;
    bool spelt = sve_acronym_spells(groups->lexicon, brief->name, full->name) != SVE_SPELLING_NONE;
    if (spelt || (mark == '(' && brief->acronym)) {
      groups->items[acronym].introduced = true;
      sve_groups_join(groups, a, b);
    }
  }
}

/* An acronym that nobody introduced: `UD` after `USA:s utrikesdepartement`, `NSF` after `Nordiska
 * skogsförbundet`. One that the lexicon knows is taken for another's only where it names a kind (`UD`), not where
 * it could by chance be spelt by another name (`SD` after `Svenska Dagbladet`). */
static void join_spelt(sve_groups *groups, uint32_t at) {
  const sve_group *group = &groups->items[at];
  bool known = (sve_lexicon_find(groups->lexicon, groups->words[group->first_word].hash).kinds & SVE_LEX_ORG) != 0;
  uint32_t stop = at > OWNERS_BACK ? at - OWNERS_BACK : 0;
  for (uint32_t i = at; i-- > stop;) {
    const sve_group *other = &groups->items[i];
    if (other->label != group->label || other->acronym) continue;
    sve_spelling spelling = sve_acronym_spells(groups->lexicon, group->name, other->name);
    if (spelling == SVE_SPELLING_OWNED || (spelling == SVE_SPELLING_WORDS && !known && other->word_count > 1)) {
      sve_groups_join(groups, at, i);
      return;
    }
  }
}

/* The only one of the organisations that are called as `brief` and, before or behind it, by a form of company or club
 * (`AB`, `IF`, `IFK`): `Volvo` and `AB Volvo`, `Hammarby` and `Hammarby IF`. `first`: the hash of its first word, which
 * may stand in the genitive. */
static uint32_t find_long_form(sve_groups *groups, const word_index *index, const sve_group *brief, uint64_t first,
                               place at) {
  uint32_t found = SVE_NONE;
  uint32_t next = first_posting(index, first, SVE_LABEL_ORG, at);
  for (int tries = 0; next != SVE_NONE && tries < FORMS_MAX; tries++) {
    uint32_t candidate = index->postings[next].group;
    next = index->postings[next].next;
    const sve_group *group = &groups->items[candidate];
    if (group->word_count != brief->word_count + 1) continue;
    const sve_name_word *words = groups->words + group->first_word, *own = groups->words + brief->first_word;
    const sve_name_word *form = at == AT_FIRST ? words + brief->word_count : words;
    if (at == AT_LATER) words++;
    bool same = words[0].hash == first && form->folded.length <= FORM_MAX;
    for (uint32_t i = 1; i < brief->word_count && same; i++) same = words[i].hash == own[i].hash;
    if (!same || !(sve_lexicon_find(groups->lexicon, form->hash).kinds & SVE_LEX_ORG_WORD)) continue;
    uint32_t root = sve_group_root(groups, candidate);
    if (found != SVE_NONE && found != root) return SVE_NONE;
    found = root;
  }
  return found;
}

/* The only organisation named before whose first word is `word`: `Solhaga` after `Solhaga Omsorg`. */
static uint32_t find_earlier_long_form(sve_groups *groups, const word_index *index, uint32_t at, uint64_t word) {
  uint32_t next = first_posting(index, word, SVE_LABEL_ORG, AT_FIRST);
  if (next == SVE_NONE || index->postings[next].group > at) return SVE_NONE;
  uint32_t root = sve_group_root(groups, index->postings[next].group);
  uint32_t second = index->postings[next].next;
  bool only = second == SVE_NONE || sve_group_root(groups, index->postings[second].group) == root;
  return only ? root : SVE_NONE;
}

/* The hash of a word's genitive: of `djurgårdens`, for `Djurgården` and `Djurgårdens IF`. */
static uint64_t hash_genitive(const sve_name_word *word) {
  char genitive[WORD_MAX + 1];
  if (word->folded.length > WORD_MAX) return 0;
  memcpy(genitive, word->folded.bytes, word->folded.length);
  genitive[word->folded.length] = 's';
  return sve_hash(genitive, word->folded.length + 1);
}

static void join_short_form(sve_groups *groups, const word_index *index, uint32_t at) {
  const sve_group *group = &groups->items[at];
  const sve_name_word *word = &groups->words[group->first_word];
  uint32_t found = find_long_form(groups, index, group, word->hash, AT_FIRST);
  if (found == SVE_NONE) found = find_long_form(groups, index, group, hash_genitive(word), AT_FIRST);
  if (found == SVE_NONE) found = find_long_form(groups, index, group, word->hash, AT_LATER);
  bool known = (sve_lexicon_find(groups->lexicon, word->hash).kinds & SVE_LEX_ORG) != 0;
  /* A company that is known by itself is not short for another: `Volvo` is not `Volvo Cars`. */
  if (found == SVE_NONE && group->word_count == 1 && !known)
    found = find_earlier_long_form(groups, index, at, word->hash);
  if (found != SVE_NONE) sve_groups_join(groups, at, found);
}

sve_status sve_groups_join_forms(sve_groups *groups, sve_arena *room, sve_error *error) {
  word_index index;
  sve_status status = index_words(groups, &index, room, error);
  if (status != SVE_OK) return status;
  join_introduced(groups);
  status = sve_groups_join_known(groups, room, error);
  for (uint32_t i = 0; i < groups->count && status == SVE_OK; i++) {
    sve_group *group = &groups->items[i];
    if (group->label != SVE_LABEL_PER || group->word_count == 1 || group->apart) continue;
    join_full_person(groups, &index, i);
    bool odd = group->word_count == 2 && !is_given_name(groups, &groups->words[group->first_word]);
    if (odd && !sve_name_is_initial(groups->words[group->first_word].folded, group->name)) {
      status = sve_groups_correct(groups, group, error);
    }
  }
  if (status != SVE_OK) return status;
  for (uint32_t i = 0; i < groups->count; i++) {
    const sve_group *group = &groups->items[i];
    if (group->apart) continue;
    if (group->label == SVE_LABEL_PER) {
      if (group->word_count == 1) join_single_name(groups, &index, i);
    } else if (group->label == SVE_LABEL_ORG && !group->introduced) {
      join_short_form(groups, &index, i);
      if (group->acronym && group->parent == i) join_spelt(groups, i);
    }
  }
  return SVE_OK;
}
