/* One walk over the tokens: stretches of direct speech first, then what stands between them. */
#include "speech/quote.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/status.h"
#include "speech/reading.h"

enum { PARAGRAPHS_MAX = 8 };

/* Whether the text holds anything that a quote needs. */
static bool may_quote(const sve_speech *speech) {
  const uint64_t enligt = sve_hash("enligt", 6);
  for (uint32_t i = 0; i < speech->count; i++) {
    const sve_word *word = &speech->passage->words[i];
    if ((word->lexeme.kinds & (SVE_LEX_SAY | SVE_LEX_SAY_OTHER)) || word->folded == enligt) return true;
    if (speech->passage->tokens[i].kind != SVE_TOKEN_PUNCTUATION) continue;
    sve_mark mark = sve_speech_mark(speech, i);
    if ((mark >= SVE_MARK_DOUBLE && mark <= SVE_MARK_HYPHEN) || mark == SVE_MARK_COLON) return true;
  }
  return false;
}

/* Whether the words are all in lower case or all in capitals; of other texts the first words tell. */
static bool is_even(const sve_passage *passage) {
  bool lower = false, upper = false;
  for (size_t i = 0; i < passage->token_count; i++) {
    unsigned letters = passage->words[i].letters;
    if (passage->tokens[i].kind != SVE_TOKEN_WORD || letters == SVE_CASE_NONE) continue;
    if (sve_token_characters(passage->text, &passage->tokens[i]) < 2) continue; /* `I`, `Å` */
    lower = lower || letters == SVE_CASE_LOWER;
    upper = upper || letters != SVE_CASE_LOWER;
    if ((lower && upper) || letters == SVE_CASE_CAPITAL) return false;
  }
  return true;
}

/* Notes the entity over each of the tokens; names inside compounds are left out. */
static void spread_entities(sve_speech *speech) {
  const sve_entity_list *list = &speech->entities->list;
  memset(speech->entity_at, 0xFF, speech->count * sizeof *speech->entity_at);
  uint32_t token = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    const sve_entity *entity = &list->items[i];
    while (token < speech->count && speech->passage->tokens[token].span.end_byte <= entity->span.start_byte) token++;
    /* `Man` and `Hon` at a sentence's start are no places. */
    enum { PRONOUN = SVE_IS_HE | SVE_IS_SHE | SVE_IS_THEY | SVE_IS_I | SVE_IS_NOBODY };
    bool pronoun = entity->source != SVE_FROM_MATCHER && (sve_speech_classes(speech, token) & PRONOUN) &&
                   speech->passage->words[token].letters == SVE_CASE_CAPITAL;
    if (entity->compound || pronoun) continue;
    for (uint32_t k = token; k < speech->count && speech->passage->tokens[k].span.start_byte < entity->span.end_byte;
         k++) {
      speech->entity_at[k] = i;
    }
  }
}

static sve_span span_of(const sve_speech *speech, uint32_t first, uint32_t end) {
  sve_span from = speech->passage->tokens[first].span, to = speech->passage->tokens[end - 1].span;
  return (sve_span){from.start_byte, to.end_byte, from.start_cp, to.end_cp};
}

static sve_string name_entity(const sve_speech *speech, uint32_t index) {
  const sve_entity *entity = &speech->entities->list.items[index];
  return entity->cluster == SVE_NONE ? entity->norm : speech->clusters->list.items[entity->cluster].name;
}

void sve_speech_add(sve_speech *speech, sve_quote_kind kind, uint32_t first, uint32_t end, sve_speaker speaker,
                    uint32_t source, uint32_t told) {
  uint32_t word = first;
  while (word < end && !sve_speech_is_word(speech, word)) word++;
  if (word >= end || speech->status != SVE_OK) return;
  sve_quote quote = {.span = span_of(speech, first, end), .cluster = speaker.cluster, .kind = (uint8_t)kind};
  sve_status status = SVE_LIST_RESERVE(speech->out, 1, speech->error);
  if (status == SVE_OK && speaker.end > speaker.first) {
    quote.speaker_span = span_of(speech, speaker.first, speaker.end);
    if (speaker.cluster != SVE_NONE) {
      quote.speaker = speech->clusters->list.items[speaker.cluster].name;
    } else {
      const char *words = speech->passage->text + quote.speaker_span.start_byte;
      size_t length = quote.speaker_span.end_byte - quote.speaker_span.start_byte;
      status = sve_arena_copy(speech->entities->strings, words, length, &quote.speaker, speech->error);
    }
  }
  if (status != SVE_OK) {
    speech->status = status;
    return;
  }
  if (source != SVE_NONE) quote.source = name_entity(speech, source);
  speech->out->items[speech->out->count++] = quote;
  if (kind == SVE_QUOTE_DIRECT) memset(speech->spoken + first, 1, end - first);
  speech->last = speaker;
  speech->last_token = told;
  speech->last_end = end;
}

static int compare_starts(const void *a, const void *b) {
  uint32_t left = ((const sve_quote *)a)->span.start_byte, right = ((const sve_quote *)b)->span.start_byte;
  return (left > right) - (left < right);
}

/* Puts the quotes from `first` on in order, and drops those that begin inside another. They are found nearly in order:
 * replies before the clauses between them, what precedes a comma at the comma. */
static void settle(sve_quote_list *list, size_t first) {
  if (list->count == first) return;
  qsort(list->items + first, list->count - first, sizeof *list->items, compare_starts);
  size_t kept = first;
  uint32_t end = 0;
  for (size_t i = first; i < list->count; i++) {
    if (list->items[i].span.start_byte < end) continue;
    end = list->items[i].span.end_byte;
    list->items[kept++] = list->items[i];
  }
  list->count = kept;
}

/* The stretch that closes what stretch `at` opens: a quote of several paragraphs closes in the last of them. */
static const sve_stretch *find_closing(const sve_stretch_list *stretches, size_t at) {
  size_t last = at;
  while (last < at + PARAGRAPHS_MAX && last + 1 < stretches->count &&
         stretches->items[last].close == stretches->items[last].end &&
         stretches->items[last + 1].open == stretches->items[last].end) {
    last++;
  }
  return &stretches->items[last];
}

static void read_tokens(sve_speech *speech, const sve_stretch_list *stretches) {
  const uint64_t att = sve_hash("att", 3), enligt = sve_hash("enligt", 6);
  size_t next = 0;
  uint32_t indirect_end = 0;
  for (uint32_t i = 0; i < speech->count && speech->status == SVE_OK; i++) {
    speech->status = sve_stopped_in_round(speech->passage->stop, i, speech->error);
    if (next < stretches->count && stretches->items[next].open == i) {
      const sve_stretch *stretch = &stretches->items[next++];
      if (stretch->dash) {
        sve_speech_read_dash(speech, stretch);
      } else if (i >= indirect_end && !speech->spoken[i]) {
        sve_speech_read_marked(speech, stretch, find_closing(stretches, next - 1));
      }
    }
    if (speech->spoken[i] || i < indirect_end) continue;
    size_t before = speech->out->count;
    sve_mark mark = sve_speech_mark(speech, i);
    if (mark == SVE_MARK_COMMA) {
      sve_speech_read_before_comma(speech, i);
    } else if (mark == SVE_MARK_COLON) {
      sve_speech_read_colon(speech, i);
    } else if (mark == SVE_MARK_NONE) {
      const sve_word *word = &speech->passage->words[i];
      if (word->folded == att) {
        sve_speech_read_att(speech, i);
      } else if (word->folded == enligt) {
        sve_speech_read_before_enligt(speech, i);
      } else if (word->lexeme.kinds & (SVE_LEX_SAY | SVE_LEX_SAY_OTHER)) {
        sve_speech_read_question(speech, i);
      }
      if (speech->out->count > before) indirect_end = speech->last_token;
    }
  }
}

sve_status sve_quotes_find(const sve_lexicon *lexicon, const sve_speech_words *words, const sve_passage *passage,
                           const sve_entities *entities, const sve_clusters *clusters, sve_arena *room,
                           sve_quote_list *out, sve_error *error) {
  sve_speech speech = {.lexicon = lexicon,
                       .words = words,
                       .passage = passage,
                       .entities = entities,
                       .clusters = clusters,
                       .count = (uint32_t)passage->token_count,
                       .out = out,
                       .last = SVE_NOBODY,
                       .other = SVE_NOBODY,
                       .asker = SVE_NOBODY,
                       .named = SVE_NOBODY,
                       .reply_end = SVE_NONE,
                       .error = error};
  if (passage->sentence_count == 0 || !may_quote(&speech)) return SVE_OK;
  speech.entity_at = sve_arena_take(room, speech.count * sizeof *speech.entity_at);
  speech.spoken = sve_arena_take(room, speech.count);
  speech.genders = sve_arena_take(room, clusters->list.count);
  if (speech.entity_at == NULL || speech.spoken == NULL || speech.genders == NULL) return sve_fail_memory(error);
  memset(speech.spoken, 0, speech.count);
  if (clusters->list.count > 0) memset(speech.genders, 0, clusters->list.count);
  spread_entities(&speech);
  speech.even = is_even(passage);
  sve_stretch_list stretches = {0};
  sve_status status = sve_stretches_find(&speech, &stretches, error);
  if (status == SVE_OK) {
    size_t first = out->count;
    read_tokens(&speech, &stretches);
    settle(out, first);
    status = speech.status;
  }
  sve_free(stretches.items);
  sve_free(speech.folded.items);
  return status;
}
