/* Deciding whether a final s is the genitive's, and writing capitals as running text has them. */
#include "names/norm.h"

#include <string.h>

#include "base/bisect.h"
#include "base/hash.h"
#include "base/status.h"
#include "text/chars.h"

enum {
  CLEARLY_MORE = 8,    /* half a power of ten of bearers */
  LONGEST_ACRONYM = 5, /* bytes: the s of `NCS` and `ARTES` is no genitive's, that of `RYSSLANDS` may be */
  SHORTEST_SHOUT = 4   /* letters: `MALMÖ` is Malmö, `USA` and `UD` stay */
};

typedef struct seen_word {
  uint64_t folded; /* 0: free */
  uint32_t times;
} seen_word;

typedef struct spelling {
  const sve_lexicon *lexicon;
  const sve_passage *passage;
  seen_word *seen; /* capitalised words of the text: an open hash table with a free slot */
  size_t mask;
  sve_byte_list word, norm;
} spelling;

static seen_word *slot_of(const spelling *speller, uint64_t folded) {
  size_t at = folded & speller->mask;
  while (speller->seen[at].folded != 0 && speller->seen[at].folded != folded) at = (at + 1) & speller->mask;
  return &speller->seen[at];
}

static bool ends_with(const char *word, size_t length, const char *ending) {
  size_t size = strlen(ending);
  return length >= size && memcmp(word + length - size, ending, size) == 0;
}

/* How well a word is known as a name of the label. */
static unsigned weight_of(const sve_lexeme *lexeme, unsigned label) {
  unsigned known = (lexeme->kinds & SVE_LEX_NAMES) != 0, well = CLEARLY_MORE;
  if (label == SVE_LABEL_PER) {
    unsigned bearers = lexeme->given > lexeme->surname ? lexeme->given : lexeme->surname;
    return (lexeme->kinds & (SVE_LEX_GIVEN | SVE_LEX_SURNAME)) != 0 ? well + bearers : known;
  }
  uint32_t own = label == SVE_LABEL_LOC ? SVE_LEX_PLACE : SVE_LEX_ORG;
  return (lexeme->kinds & own) != 0 ? well + lexeme->place : known;
}

/* True where the last word's s, which it may end in, is its genitive; `text` is the word in NFC: `Ukrainas`,
 * `Stoltenbergs` where the text has Stoltenberg too; not `Lars`, `Paris`, `Marcus`. */
static bool is_genitive(const spelling *speller, uint32_t token, const char *text, size_t length, unsigned label) {
  const sve_passage *passage = speller->passage;
  const sve_word *word = &passage->words[token];
  if (word->genitive > 1 || (text[length - 1] != 's' && text[length - 1] != 'S')) return true;
  if (text[length - 1] == 'S' && length <= LONGEST_ACRONYM) return false;
  /* Who speaks is no owner: `Bengt Ohls förklarar`. */
  const sve_word *next = token + 1 < passage->token_count ? word + 1 : NULL;
  if (label == SVE_LABEL_PER && next != NULL && (next->lexeme.kinds & SVE_LEX_SAY) != 0) return false;
  unsigned own = weight_of(&word->lexeme, label), base = weight_of(&word->base_lexeme, label);
  if (own > 0 || base > 0) return base > own + CLEARLY_MORE || (own <= 1 && base >= CLEARLY_MORE);
  if (word->lexeme.common > 0 || word->base_lexeme.common > 0) {
    bool swedish = (word->base_lexeme.kinds & SVE_LEX_COMMON) != 0;
    return (swedish || word->lexeme.common == 0) && word->base_lexeme.common > word->lexeme.common;
  }
  if (slot_of(speller, word->base)->times > 0) return true;
  /* Named again, and never without the s: `Fjordlys`. */
  if (slot_of(speller, word->folded)->times > 1) return false;
  /* `Marcus`, `Lindnäs`, `Ellös`, `Kvarnfors`, `Ingmars`; not `Sonelias`, `Kvarnbergs` */
  static const char *const endings[] = {"us", "is", "os", "ss", "xs", "zs", "ås", "näs", "lös", "fors", "mars"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    if (ends_with(text, length, endings[i])) return false;
  }
  /* Nothing is known: a genitive is followed by what it owns. */
  return next != NULL && next->letters != SVE_CASE_NONE;
}

/* `MALMÖ`, `STOLTENBERG`, and a person's `ULF`; `USA` and `SVT` are written so, and so are the initials `G.H.` */
static bool shouts(const spelling *speller, uint32_t token, unsigned label) {
  const sve_word *word = &speller->passage->words[token];
  sve_span span = speller->passage->tokens[token].span;
  if (word->letters != SVE_CASE_UPPER || (label != SVE_LABEL_PER && label != SVE_LABEL_LOC)) return false;
  if (memchr(speller->passage->text + span.start_byte, '.', span.end_byte - span.start_byte) != NULL) return false;
  bool person = label == SVE_LABEL_PER && (word->lexeme.kinds & (SVE_LEX_GIVEN | SVE_LEX_SURNAME)) != 0;
  uint32_t characters = sve_token_characters(speller->passage->text, &speller->passage->tokens[token]);
  return person || characters - word->genitive >= SHORTEST_SHOUT;
}

static sve_status add_bytes(sve_byte_list *list, const char *bytes, size_t length, sve_error *error) {
  sve_status status = SVE_LIST_RESERVE(list, length, error);
  if (status != SVE_OK) return status;
  memcpy(list->items + list->count, bytes, length);
  list->count += length;
  return SVE_OK;
}

/* Bytes of the ending that the definite form has behind a colon: `E4:an`, `E20:ans`; not of `S:t`, `UD:s`. */
static size_t definite_ending(const char *text, size_t length) {
  static const char *const endings[] = {":an", ":ans", ":en", ":ens", ":n", ":ns", ":et", ":ets"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    if (length > strlen(endings[i]) && ends_with(text, length, endings[i])) return strlen(endings[i]);
  }
  return 0;
}

static sve_status add_word(spelling *speller, uint32_t token, unsigned label, bool whispers, bool last,
                           sve_error *error) {
  const sve_word *word = &speller->passage->words[token];
  sve_span span = speller->passage->tokens[token].span;
  const char *text = speller->passage->text + span.start_byte;
  size_t length = span.end_byte - span.start_byte;
  size_t definite = last ? definite_ending(text, length) : 0;
  length -= definite;
  if (last && word->genitive > 0 && definite == 0) {
    size_t composed_length;
    const char *composed = sve_passage_word(speller->passage, token, &composed_length);
    if (is_genitive(speller, token, composed, composed_length, label)) length -= word->genitive;
  }
  bool shown = !shouts(speller, token, label) && !whispers;
  bool broken = (speller->passage->tokens[token].flags & (SVE_TOKEN_DENORMAL | SVE_TOKEN_SPACED)) ==
                (SVE_TOKEN_DENORMAL | SVE_TOKEN_SPACED); /* `Stock-⏎holm` */
  if (shown && !broken) return add_bytes(&speller->norm, text, length, error);
  sve_status status =
      shown ? sve_fold(text, length, 0, &speller->word, error) : sve_capitalize(text, length, &speller->word, error);
  if (status != SVE_OK) return status;
  return add_bytes(&speller->norm, speller->word.items, speller->word.count, error);
}

/* True of a name that the gazetteer has as it stands: `Financial Times`. */
static bool is_listed(const sve_passage *passage, uint32_t first, uint32_t end) {
  const sve_match *known = passage->known;
  size_t at = sve_bisect(known, passage->known_count, sizeof *known, offsetof(sve_match, first_token), first);
  for (; at < passage->known_count && known[at].first_token == first; at++) {
    if (known[at].end_token == end && known[at].form == SVE_FORM_EXACT) return true;
  }
  return false;
}

static bool is_lower(const sve_passage *passage, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++) {
    if (passage->words[i].letters != SVE_CASE_LOWER && passage->words[i].letters != SVE_CASE_NONE) return false;
  }
  return true;
}

static sve_status spell(spelling *speller, const sve_entity *entity, sve_error *error) {
  const sve_passage *passage = speller->passage;
  speller->norm.count = 0;
  sve_token_range tokens = sve_passage_tokens_of(passage, entity->span);
  uint32_t first = tokens.first, end = tokens.end;
  bool whole = first < end && passage->tokens[first].span.start_byte == entity->span.start_byte &&
               passage->tokens[end - 1].span.end_byte == entity->span.end_byte;
  bool name = entity->label != SVE_LABEL_TME && entity->label != SVE_LABEL_MSR;
  if (!whole) {
    return add_bytes(&speller->norm, passage->text + entity->span.start_byte,
                     entity->span.end_byte - entity->span.start_byte, error);
  }
  bool whispers = name && is_lower(passage, first, end), listed = is_listed(passage, first, end);
  for (uint32_t i = first; i < end; i++) {
    sve_status status = SVE_OK;
    bool spaced = i > first && passage->tokens[i].span.start_byte > passage->tokens[i - 1].span.end_byte;
    if (spaced) status = add_bytes(&speller->norm, " ", 1, error);
    bool known = (passage->words[i].lexeme.kinds & SVE_LEX_NAMES) != 0 ||
                 (passage->words[i].base_lexeme.kinds & SVE_LEX_NAMES) != 0;
    if (status == SVE_OK) {
      status = add_word(speller, i, entity->label, whispers && known, name && !listed && i + 1 == end, error);
    }
    if (status != SVE_OK) return status;
  }
  return SVE_OK;
}

static sve_status spell_all(spelling *speller, sve_entity_list *entities, sve_arena *strings, sve_error *error) {
  sve_status status = SVE_OK;
  for (size_t i = 0; i < entities->count && status == SVE_OK; i++) {
    sve_entity *entity = &entities->items[i];
    status = sve_stopped_in_round(speller->passage->stop, i, error);
    if (entity->norm.length > 0 || status != SVE_OK) continue;
    status = spell(speller, entity, error);
    if (status == SVE_OK)
      status = sve_arena_copy(strings, speller->norm.items, speller->norm.count, &entity->norm, error);
  }
  return status;
}

/* Counts the capitalised words of the text. */
static sve_status see_words(spelling *speller, sve_error *error) {
  const sve_passage *passage = speller->passage;
  size_t capitals = 0, size = 16;
  for (size_t i = 0; i < passage->token_count; i++) capitals += sve_case_has_capital(passage->words[i].letters);
  while (size < 2 * capitals) size *= 2;
  speller->seen = sve_alloc(size * sizeof *speller->seen);
  if (speller->seen == NULL) return sve_fail_memory(error);
  memset(speller->seen, 0, size * sizeof *speller->seen);
  speller->mask = size - 1;
  for (size_t i = 0; i < passage->token_count; i++) {
    sve_status status = sve_stopped_in_round(passage->stop, i, error);
    if (status != SVE_OK) return status;
    const sve_word *word = &passage->words[i];
    if (!sve_case_has_capital(word->letters)) continue;
    seen_word *seen = slot_of(speller, word->folded);
    *seen = (seen_word){word->folded, seen->times + 1};
  }
  return SVE_OK;
}

sve_status sve_norms_find(const sve_lexicon *lexicon, const sve_passage *passage, sve_entities *entities,
                          sve_error *error) {
  if (entities->list.count == 0) return SVE_OK;
  spelling speller = {.lexicon = lexicon, .passage = passage};
  sve_status status = see_words(&speller, error);
  if (status == SVE_OK) status = spell_all(&speller, &entities->list, entities->strings, error);
  if (status == SVE_OK) status = spell_all(&speller, &entities->nested, entities->strings, error);
  sve_free(speller.seen);
  sve_free(speller.word.items);
  sve_free(speller.norm.items);
  return status;
}
