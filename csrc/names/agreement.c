/* Agreement by votes. Invariant: the ballot is an open hash table with at least one free slot, keyed by the hash of a
 * name's folded words; a name is entered with and without the genitive ending it may have.
 */
#include "names/agreement.h"

#include <string.h>

#include "base/hash.h"
#include "base/status.h"

enum {
  LABELS = 3,
  LONGEST = 12,      /* words of a name that is looked for again */
  SHORTEST_NOUN = 6, /* letters: `Bolaget` */
  PARTICLES = 3,     /* before a name: `von der` */
  ORDINARY = 48      /* Zipf 3: a word that running text has as such, `sten`, and not `lagerqvist` */
};

/* Evidence it takes to add a name where it was passed over; a score above which a label stands; what the surname of a
 * fully named person counts for, and the first word of an organisation that is a name by itself (`Sundvall Industrier`;
 * not `Malmö FF`, `Nya Moderaterna`). */
static const float ENOUGH = 0.4f, CERTAIN = 0.95f, PART_SHARE = 1.5f;

typedef struct ballot_entry {
  uint64_t key; /* 0: free */
  float votes[LABELS];
  bool goes_on; /* a longer name begins so */
} ballot_entry;

typedef struct tally {
  ballot_entry *entries;
  size_t mask;
} tally;

static bool is_name(const sve_entity *entity) {
  return (entity->source == SVE_FROM_MODEL || entity->source == SVE_FROM_LEXICON) && !entity->compound &&
         entity->label < LABELS;
}

/* True of the first word of a sentence, and of one behind what is no word: `– Bolaget`. */
static bool opens_sentence(const sve_passage *passage, uint32_t token) {
  if (token == 0 || passage->words[token - 1].letters == SVE_CASE_NONE) return true;
  return passage->sentences[sve_passage_sentence_at(passage, token)].first_token == token;
}

static ballot_entry *entry_of(const tally *ballot, uint64_t key) {
  size_t at = key & ballot->mask;
  while (ballot->entries[at].key != 0 && ballot->entries[at].key != key) at = (at + 1) & ballot->mask;
  return &ballot->entries[at];
}

static void vote(tally *ballot, uint64_t key, unsigned label, float weight) {
  ballot_entry *entry = entry_of(ballot, key);
  entry->key = key;
  entry->votes[label] += weight;
}

static void vote_for_word(tally *ballot, const sve_word *word, unsigned label, float weight) {
  vote(ballot, sve_hash_next(0, word->folded), label, weight);
  if (word->base != word->folded) vote(ballot, sve_hash_next(0, word->base), label, weight);
}

/* The key of a run of words. */
static uint64_t key_of(const sve_passage *passage, uint32_t first, uint32_t end) {
  uint64_t key = 0;
  for (uint32_t i = first; i < end; i++) key = sve_hash_next(key, passage->words[i].folded);
  return key;
}

/* `von`, `der`, `af`; not `Von`. */
static bool is_particle(const sve_word *word) {
  return (word->lexeme.kinds & SVE_LEX_PARTICLE) != 0 && word->letters == SVE_CASE_LOWER;
}

static void vote_for_name(tally *ballot, const sve_passage *passage, sve_token_range name, const sve_entity *entity) {
  if (name.end - name.first > LONGEST || name.end == name.first) return;
  uint64_t key = 0;
  for (uint32_t i = name.first; i + 1 < name.end; i++) {
    key = sve_hash_next(key, passage->words[i].folded);
    ballot_entry *entry = entry_of(ballot, key);
    entry->key = key;
    entry->goes_on = true;
  }
  const sve_word *last = &passage->words[name.end - 1];
  vote(ballot, sve_hash_next(key, last->folded), entity->label, entity->score);
  if (last->base != last->folded) vote(ballot, sve_hash_next(key, last->base), entity->label, entity->score);
  if (entity->label == SVE_LABEL_ORG && name.end - name.first > 1) {
    const sve_word *first = &passage->words[name.first];
    enum { OTHERWISE = SVE_LEX_PLACE | SVE_LEX_GIVEN | SVE_LEX_COMMON };
    bool own = first->letters == SVE_CASE_CAPITAL && first->genitive == 0 && (first->lexeme.kinds & OTHERWISE) == 0;
    if (own) vote_for_word(ballot, first, SVE_LABEL_ORG, entity->score * PART_SHARE);
    return;
  }
  if (entity->label != SVE_LABEL_PER || name.end - name.first == 1 || last->letters != SVE_CASE_CAPITAL) return;
  vote_for_word(ballot, last, SVE_LABEL_PER, entity->score * PART_SHARE);
  uint32_t particle = name.end - 1;
  while (particle > name.first && is_particle(&passage->words[particle - 1])) particle--;
  if (particle < name.end - 1) vote(ballot, key_of(passage, particle, name.end), SVE_LABEL_PER, entity->score);
}

/* Keys that the votes for a name may take, at the most. */
static size_t count_keys(const sve_passage *passage, sve_token_range name, const sve_entity *entity) {
  if (name.end == name.first) return 0;
  const sve_word *last = &passage->words[name.end - 1];
  size_t ends = last->base != last->folded ? 2 : 1, before = name.end - name.first - 1;
  enum { PART = 2, FROM_PARTICLE = 1 }; /* a part of the name, in both its forms, and its end from the particle on */
  return entity->label != SVE_LABEL_LOC && before > 0 ? before + ends + PART + FROM_PARTICLE : before + ends;
}

/* The label with most votes. */
static unsigned winner(const float votes[LABELS]) {
  unsigned best = 0;
  for (unsigned label = 1; label < LABELS; label++) best = votes[label] > votes[best] ? label : best;
  return best;
}

static void add_votes(const tally *ballot, uint64_t key, float votes[LABELS]) {
  const ballot_entry *entry = entry_of(ballot, key);
  for (unsigned label = 0; label < LABELS && entry->key == key; label++) votes[label] += entry->votes[label];
}

/* Adds the votes for a name whose last word is `last`, behind words that hash to `key`: as it stands, and without a
 * genitive ending. */
static void add_votes_for_end(const tally *ballot, uint64_t key, const sve_word *last, float votes[LABELS]) {
  add_votes(ballot, sve_hash_next(key, last->folded), votes);
  if (last->base != last->folded) add_votes(ballot, sve_hash_next(key, last->base), votes);
}

static void add_votes_for_name(const tally *ballot, const sve_passage *passage, sve_token_range name,
                               float votes[LABELS]) {
  add_votes_for_end(ballot, key_of(passage, name.first, name.end - 1), &passage->words[name.end - 1], votes);
}

/* Lets the majority decide where one reading alone was not certain. */
static void relabel(const tally *ballot, const sve_passage *passage, sve_token_range name, sve_entity *entity) {
  if (entity->score >= CERTAIN || name.end - name.first > LONGEST || name.end == name.first) return;
  float votes[LABELS] = {0};
  add_votes_for_name(ballot, passage, name, votes);
  unsigned best = winner(votes);
  if (best == entity->label || votes[best] <= 2 * votes[entity->label]) return;
  entity->label = (uint16_t)best;
}

/* `Verkstadsbolaget Kelvik` first in a sentence, of a text that has Kelvik alone too: the noun in its definite form
 * is no part of the name; not `Nya Kelvik`, `Anna Ek`. */
static void shed_noun(const tally *ballot, const sve_passage *passage, sve_token_range name, sve_entity *entity) {
  if (entity->label != SVE_LABEL_ORG || name.end - name.first < 2 || name.end - name.first > LONGEST) return;
  if (!opens_sentence(passage, name.first)) return;
  const sve_word *noun = &passage->words[name.first];
  const sve_token *token = &passage->tokens[name.first];
  char ending = passage->text[token->span.end_byte - 1];
  if ((noun->lexeme.kinds & SVE_LEX_NAMES) != 0 || noun->letters != SVE_CASE_CAPITAL) return;
  if (sve_token_characters(passage->text, token) < SHORTEST_NOUN) return;
  if ((ending != 'n' && ending != 't') || !sve_case_has_capital(noun[1].letters)) return;
  float votes[LABELS] = {0};
  add_votes_for_name(ballot, passage, (sve_token_range){name.first + 1, name.end}, votes);
  if (votes[entity->label] < ENOUGH) return;
  entity->span.start_byte = passage->tokens[name.first + 1].span.start_byte;
  entity->span.start_cp = passage->tokens[name.first + 1].span.start_cp;
}

/* `sade von der Leyen`: the particle before the part that was found belongs to the name, where the document has a name
 * that goes on from it; not `är av Bo Ek`. */
static void take_particles(const tally *ballot, const sve_passage *passage, sve_token_range name, sve_entity *entity) {
  uint32_t first = name.first;
  if (entity->label != SVE_LABEL_PER) return;
  while (first > 0 && name.first - first < PARTICLES && is_particle(&passage->words[first - 1]) &&
         !opens_sentence(passage, first)) {
    first--;
  }
  for (; first < name.first; first++) {
    uint64_t key = key_of(passage, first, name.end);
    const ballot_entry *entry = entry_of(ballot, key);
    if (entry->key != key || entry->votes[SVE_LABEL_PER] < ENOUGH) continue;
    entity->span.start_byte = passage->tokens[first].span.start_byte;
    entity->span.start_cp = passage->tokens[first].span.start_cp;
    return;
  }
}

/* The longest name of the ballot that begins at a token; its end, or 0. */
static uint32_t find_name(const tally *ballot, const sve_passage *passage, const uint8_t *covered, uint32_t at,
                          uint32_t end, unsigned *label) {
  uint32_t found = 0;
  uint64_t key = 0;
  for (uint32_t i = at; i < end && !covered[i]; i++) {
    const sve_word *word = &passage->words[i];
    float votes[LABELS] = {0};
    add_votes_for_end(ballot, key, word, votes);
    if (votes[winner(votes)] >= ENOUGH) {
      found = i + 1;
      *label = winner(votes);
    }
    key = sve_hash_next(key, word->folded);
    if (!entry_of(ballot, key)->goes_on) break;
  }
  return found;
}

/* A lone word is not added where it may be an ordinary one (`Sten` first in a sentence), or a part of some other name
 * (`Karlstad` in `Nya Karlstad Bryggeri`). */
static bool may_stand_alone(const sve_passage *passage, const sve_sentence *sentence, uint32_t at) {
  if (at > sentence->first_token + 1 && sve_case_has_capital(passage->words[at - 1].letters)) return false;
  if (at + 1 < sentence->end_token && sve_case_has_capital(passage->words[at + 1].letters)) return false;
  bool first = true;
  for (uint32_t i = sentence->first_token; i < at && first; i++) first = passage->words[i].letters == SVE_CASE_NONE;
  const sve_lexeme *lexeme = &passage->words[at].lexeme;
  return !first || (lexeme->kinds & SVE_LEX_COMMON) == 0 || lexeme->common < ORDINARY;
}

static sve_status add_missed(const tally *ballot, const sve_passage *passage, const uint8_t *covered,
                             sve_entity_list *candidates, sve_error *error) {
  for (size_t s = 0; s < passage->sentence_count; s++) {
    const sve_sentence *sentence = &passage->sentences[s];
    for (uint32_t i = sentence->first_token; i < sentence->end_token; i++) {
      sve_status status = sve_stopped(passage->stop, error);
      if (status != SVE_OK) return status;
      if (covered[i] || !sve_case_has_capital(passage->words[i].letters)) continue;
      unsigned label = 0;
      uint32_t end = find_name(ballot, passage, covered, i, sentence->end_token, &label);
      if (end == 0 || (end == i + 1 && !may_stand_alone(passage, sentence, i))) continue;
      status = SVE_LIST_RESERVE(candidates, 1, error);
      if (status != SVE_OK) return status;
      sve_entity entity = sve_entity_of_tokens(passage, i, end, label, SVE_FROM_MODEL);
      entity.score = ENOUGH;
      candidates->items[candidates->count++] = entity;
      i = end - 1;
    }
  }
  return SVE_OK;
}

sve_status sve_names_agree(const sve_passage *passage, sve_entity_list *candidates, sve_error *error) {
  size_t keys = 0, names = candidates->count;
  sve_status status = SVE_OK;
  for (size_t i = 0; i < names && status == SVE_OK; i++) {
    status = sve_stopped_in_round(passage->stop, i, error);
    if (!is_name(&candidates->items[i])) continue;
    keys += count_keys(passage, sve_passage_tokens_of(passage, candidates->items[i].span), &candidates->items[i]);
  }
  if (status != SVE_OK || keys == 0) return status;
  size_t size = 16;
  while (size < 2 * keys) size *= 2;
  tally ballot = {sve_alloc(size * sizeof *ballot.entries), size - 1};
  uint8_t *covered = sve_alloc(passage->token_count);
  if (ballot.entries == NULL || covered == NULL) {
    status = sve_fail_memory(error);
    goto done;
  }
  memset(ballot.entries, 0, size * sizeof *ballot.entries);
  memset(covered, 0, passage->token_count);
  for (size_t i = 0; i < names && status == SVE_OK; i++) {
    status = sve_stopped_in_round(passage->stop, i, error);
    sve_token_range name = sve_passage_tokens_of(passage, candidates->items[i].span);
    memset(covered + name.first, 1, name.end - name.first);
    if (is_name(&candidates->items[i])) vote_for_name(&ballot, passage, name, &candidates->items[i]);
  }
  for (size_t i = 0; i < names && status == SVE_OK; i++) {
    status = sve_stopped_in_round(passage->stop, i, error);
    if (!is_name(&candidates->items[i])) continue;
    sve_token_range name = sve_passage_tokens_of(passage, candidates->items[i].span);
    relabel(&ballot, passage, name, &candidates->items[i]);
    shed_noun(&ballot, passage, name, &candidates->items[i]);
    take_particles(&ballot, passage, name, &candidates->items[i]);
  }
  if (status == SVE_OK) status = add_missed(&ballot, passage, covered, candidates, error);
done:
  sve_free(ballot.entries);
  sve_free(covered);
  return status;
}
