/* Looking into the words that no candidate covers. */
#include "names/mention.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"
#include "base/status.h"
#include "text/chars.h"
#include "text/utf8.h"

enum {
  SHORTEST = 5,
  SHORTEST_HEAD = 2,
  LABELS = 3,
  COUNTRY = 118 /* level of place: no town has so many inhabitants */
};

typedef struct named_word {
  uint64_t folded; /* 0: free */
  uint16_t label;
} named_word;

/* The one-word names of the text: an open hash table with a free slot. */
typedef struct head_names {
  const sve_lexicon *lexicon;
  named_word *words;
  size_t mask;
  bool mixed; /* the word at hand has capitals and lower case */
} head_names;

static named_word *find_word(const head_names *names, uint64_t folded) {
  size_t at = folded & names->mask;
  while (names->words[at].folded != 0 && names->words[at].folded != folded) at = (at + 1) & names->mask;
  return &names->words[at];
}

/* The label of a head, or SVE_NONE: `Nato`, `Ukraina`; not `Park`, which is an ordinary word. No acronym is one,
 * whatever word is spelt so: `LO` in `LO-ordföranden`. */
static uint32_t label_of(const head_names *names, uint64_t folded, bool acronym) {
  const named_word *word = find_word(names, folded);
  if (word->folded == folded) return word->label;
  uint32_t kinds = sve_lexicon_find(names->lexicon, folded).kinds;
  if ((kinds & SVE_LEX_COMMON) != 0 && !(acronym && (kinds & SVE_LEX_ORG) != 0)) return SVE_NONE;
  if ((kinds & SVE_LEX_PLACE) != 0 && (kinds & (SVE_LEX_GIVEN | SVE_LEX_SURNAME)) == 0) return SVE_LABEL_LOC;
  return (kinds & SVE_LEX_ORG) != 0 ? SVE_LABEL_ORG : SVE_NONE;
}

/* Whether the word is a known name's genitive, and no name as it stands: `Rysslands`; not `Lars`, `Honduras`. */
static bool is_genitive(const sve_word *word) {
  return (word->base_lexeme.kinds & SVE_LEX_NAMES) != 0 && (word->lexeme.kinds & SVE_LEX_NAMES) == 0;
}

/* `EU`, of a word that goes on in lower case: `EU-ministern`, not `EU-MINISTERN`. */
static bool is_acronym(const head_names *names, sve_string name) {
  for (size_t at = 0; at < name.length && names->mixed;) {
    if (sve_char_class_of(sve_utf8_next(name.bytes, name.length, &at)) != SVE_CHAR_UPPER) return false;
  }
  return names->mixed;
}

static bool is_head(const void *context, sve_string name, sve_string folded, bool changed) {
  return !changed && name.length >= SHORTEST_HEAD &&
         label_of(context, sve_hash(folded.bytes, folded.length), is_acronym(context, name)) != SVE_NONE;
}

static sve_status collect(const sve_passage *passage, const sve_entity_list *candidates, head_names *names,
                          uint8_t *covered, sve_error *error) {
  for (size_t i = 0; i < candidates->count; i++) {
    sve_status status = sve_stopped_in_round(passage->stop, i, error);
    if (status != SVE_OK) return status;
    const sve_entity *entity = &candidates->items[i];
    sve_token_range name = sve_passage_tokens_of(passage, entity->span);
    memset(covered + name.first, 1, name.end - name.first);
    if (entity->label >= LABELS || entity->compound || name.end != name.first + 1) continue;
    const sve_word *word = &passage->words[name.first];
    uint64_t forms[] = {word->base, word->folded};
    for (size_t k = 0; k < (is_genitive(word) ? 1 : 2); k++) {
      *find_word(names, forms[k]) = (named_word){forms[k], entity->label};
    }
  }
  return SVE_OK;
}

static sve_status add_mention(const head_names *names, const sve_passage *passage, uint32_t token,
                              sve_byte_list *folded, sve_entity_list *candidates, sve_error *error) {
  const sve_word *word = &passage->words[token];
  sve_span span = passage->tokens[token].span;
  const char *text = passage->text + span.start_byte;
  sve_compound split;
  size_t length = span.end_byte - span.start_byte;
  sve_status status = sve_compound_split(names->lexicon, text, length, length, is_head, names, &split, error);
  if (status != SVE_OK || split.name_bytes == 0) return status;
  status = sve_fold(text, split.name_bytes, SVE_FOLD_CASE, folded, error);
  if (status == SVE_OK) status = SVE_LIST_RESERVE(candidates, 1, error);
  if (status != SVE_OK) return status;
  uint64_t head = sve_hash(folded->items, folded->count);
  uint32_t label = label_of(names, head, is_acronym(names, (sve_string){text, split.name_bytes}));
  /* A head in capitals is an acronym, whatever town is called so: `PISA-rapporten`, `OS-guld`, but `USA-besöket`. */
  bool acronym = word->letters != SVE_CASE_CAPITAL && sve_lexicon_find(names->lexicon, head).place < COUNTRY;
  assert(label != SVE_NONE); /* is_head asked the same */
  if (acronym && label == SVE_LABEL_LOC && find_word(names, head)->folded != head) return SVE_OK;
  sve_entity entity = sve_entity_of_tokens(passage, token, token + 1, label, SVE_FROM_LEXICON);
  entity.span.end_byte = span.start_byte + split.name_bytes;
  entity.span.end_cp = span.start_cp + (uint32_t)sve_utf8_count(text, split.name_bytes);
  entity.compound = true;
  entity.score = 0.8f;
  candidates->items[candidates->count++] = entity;
  return SVE_OK;
}

sve_status sve_mentions_find(const sve_lexicon *lexicon, const sve_passage *passage, sve_entity_list *candidates,
                             sve_error *error) {
  size_t size = 16;
  while (size < 4 * candidates->count) size *= 2;
  head_names names = {lexicon, sve_alloc(size * sizeof *names.words), size - 1, false};
  uint8_t *covered = sve_alloc(passage->token_count + 1);
  sve_byte_list folded = {0};
  sve_status status = SVE_OK;
  if (names.words == NULL || covered == NULL) {
    status = sve_fail_memory(error);
    goto done;
  }
  memset(names.words, 0, size * sizeof *names.words);
  memset(covered, 0, passage->token_count + 1);
  status = collect(passage, candidates, &names, covered, error);
  for (uint32_t i = 0; i < passage->token_count && status == SVE_OK; i++) {
    status = sve_stopped_in_round(passage->stop, i, error);
    if (status != SVE_OK) break;
    const sve_word *word = &passage->words[i];
    /* An ordinary word begins with none, though it may be a compound: `Riksdagen`, `Kulturmagasinet`. */
    bool ordinary = ((word->lexeme.kinds | word->base_lexeme.kinds) & SVE_LEX_COMMON) != 0;
    if (covered[i] || !sve_case_has_capital(word->letters) || ordinary) continue;
    if (sve_token_characters(passage->text, &passage->tokens[i]) < SHORTEST) continue;
    names.mixed = word->letters == SVE_CASE_MIXED;
    status = add_mention(&names, passage, i, &folded, candidates, error);
  }
done:
  sve_free(names.words);
  sve_free(covered);
  sve_free(folded.items);
  return status;
}
