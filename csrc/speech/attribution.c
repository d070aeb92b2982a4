/* Reading the words that tell who speaks. */
#include "speech/attribution.h"

#include "base/hash.h"

enum { CLAUSE_MAX = 60, VERB_BACK = 14, INTRODUCTION_MAX = 10, TITLE_MAX = 5 };

static bool is_quoting(sve_mark mark) {
  return mark >= SVE_MARK_DOUBLE && mark <= SVE_MARK_SINGLE;
}

uint32_t sve_attribution_entity(const sve_speech *speech, sve_speaker speaker) {
  return speaker.label == SVE_LABEL_USER || speaker.end == 0 ? SVE_NONE : speech->entity_at[speaker.first];
}

static bool is_organisation(const sve_speech *speech, uint32_t token) {
  uint32_t end;
  const sve_entity *entity = sve_speech_entity(speech, token, &end);
  return entity != NULL && entity->label == SVE_LABEL_ORG;
}

uint32_t sve_attribution_source(const sve_speech *speech, uint32_t first, uint32_t end, sve_speaker speaker) {
  for (uint32_t at = first; at + 1 < end && at < first + CLAUSE_MAX; at++) {
    uint32_t classes = sve_speech_classes(speech, at);
    uint32_t name = at + 1;
    bool reporting = (classes & SVE_IS_TILL) != 0;
    if (sve_speech_mark(speech, at) == SVE_MARK_COMMA &&
        (sve_speech_classes(speech, name) & (SVE_IS_COORDINATOR | SVE_IS_MEN))) {
      break;
    }
    if ((classes & SVE_IS_FOR) && (at == first + 1 || (at == speaker.end && speaker.label == SVE_LABEL_PER))) {
      reporting = true; /* `uppger för TT`, `uppger Bo Ek för TT`; not `säger Bo Ek, talesperson för TT` */
    } else if (classes & SVE_IS_INTERVIEW) {
      name = at + 2;
      reporting = true;
    } else if (classes & SVE_IS_ENLIGT) {
      reporting = at > first;
    } else if (sve_speech_is_verb(speech, at)) {
      reporting = at > first && sve_speech_mark(speech, at - 1) == SVE_MARK_COMMA;
    }
    if (!reporting || name >= end || !is_organisation(speech, name)) continue;
    uint32_t entity = speech->entity_at[name];
    if (entity != sve_attribution_entity(speech, speaker)) return entity;
  }
  return SVE_NONE;
}

uint32_t sve_attribution_source_before(const sve_speech *speech, uint32_t start, uint32_t verb) {
  for (uint32_t at = start; at < verb && at < start + CLAUSE_MAX; at++) {
    uint32_t classes = sve_speech_classes(speech, at);
    uint32_t name = (classes & SVE_IS_INTERVIEW) ? at + 2 : (classes & SVE_IS_TILL) && at == start ? at + 1 : verb;
    if (name < verb && is_organisation(speech, name)) return speech->entity_at[name];
  }
  return SVE_NONE;
}

/* Where the clause of the attribution ends: behind its full stop, or at a comma or colon that more speech follows. */
static uint32_t find_end(const sve_speech *speech, uint32_t from, uint32_t end) {
  uint32_t at = from;
  for (; at < end && at < from + CLAUSE_MAX; at++) {
    sve_mark mark = sve_speech_mark(speech, at);
    if (mark == SVE_MARK_STOP) return at + 1;
    if (at > from && sve_speech_is_paragraph(speech, at)) return at;
    if ((mark == SVE_MARK_COMMA || mark == SVE_MARK_COLON) && is_quoting(sve_speech_mark(speech, at + 1))) return at;
    if (is_quoting(mark)) return at;
  }
  return at;
}

/* A word that nobody lists as a verb of saying, but that stands where only one can: `”Kom”, kvittrade Mia.` */
static bool stands_as_verb(const sve_speech *speech, uint32_t token) {
  if (!sve_speech_is_lower(speech, token) || sve_speech_classes(speech, token) != 0) return false;
  uint32_t end;
  const sve_entity *entity = sve_speech_entity(speech, token + 1, &end);
  if (entity == NULL) return (sve_speech_classes(speech, token + 1) & (SVE_IS_HE | SVE_IS_SHE)) != 0;
  return entity->label == SVE_LABEL_PER && speech->passage->words[end - 1].genitive == 0;
}

/* Whose the text is that `heter det` or `står det` speaks of, in first … end - 1: `i ett uttalande från Vita huset`, `i
 * Riksbankens rapport`; not `i ett brev till Eva Lo`. */
static sve_speaker find_author(const sve_speech *speech, uint32_t first, uint32_t end) {
  const uint64_t by = sve_hash("av", 2), from = sve_hash("från", 5);
  for (uint32_t at = first, after; at < end; at = after) {
    after = at + 1;
    const sve_entity *entity = sve_speech_entity(speech, at, &after);
    if (entity == NULL || (entity->label != SVE_LABEL_ORG && entity->label != SVE_LABEL_PER)) continue;
    uint64_t before = speech->passage->words[at - 1].folded;
    if (before != by && before != from && !sve_speech_is_owner(speech, after)) continue;
    return (sve_speaker){at, after, entity->cluster, entity->label};
  }
  return SVE_NOBODY;
}

bool sve_attribution_by_verb(sve_speech *speech, uint32_t verb, uint32_t end, sve_attribution *out) {
  uint32_t classes = sve_speech_classes(speech, verb);
  sve_speaker speaker;
  uint32_t next = sve_speech_classes(speech, verb + 1);
  bool article = (next & SVE_IS_DETERMINER) && sve_speech_is_lower(speech, verb + 2) &&
                 sve_speech_classes(speech, verb + 2) == 0; /* `sade den gamle` */
  if ((next & SVE_IS_NOBODY) && !article) {                 /* `heter det i beslutet`, `sade man` */
    if (!sve_speech_is_lower(speech, verb) || (classes != 0 && !(classes & SVE_IS_WORK))) return false;
    uint32_t stop = find_end(speech, verb + 1, end);
    *out = (sve_attribution){find_author(speech, verb + 2, stop), SVE_NONE, stop};
    return true;
  }
  if (sve_speech_is_verb(speech, verb) || (classes & SVE_IS_ENLIGT)) {
    if (!sve_speaker_after(speech, verb + 1, end, &speaker)) return false;
  } else if (classes & SVE_IS_AUXILIARY) { /* `har hon sagt` */
    if (!sve_speaker_after(speech, verb + 1, end, &speaker)) return false;
    uint32_t at = speaker.end;
    while (at < end && (sve_speech_classes(speech, at) & (SVE_IS_ADVERB | SVE_IS_AUXILIARY))) at++;
    if (!(sve_speech_kinds(speech, at) & SVE_LEX_SAY_OTHER)) return false;
  } else {
    if (!stands_as_verb(speech, verb) || !sve_speaker_after(speech, verb + 1, end, &speaker)) return false;
  }
  out->speaker = speaker;
  out->end = find_end(speech, speaker.end > verb ? speaker.end : verb + 1, end);
  out->source = sve_attribution_source(speech, verb, out->end, speaker);
  return true;
}

bool sve_attribution_after(sve_speech *speech, uint32_t at, bool finished, sve_attribution *out) {
  if (sve_speech_is_paragraph(speech, at)) return false;
  uint32_t next = sve_speech_mark(speech, at) == SVE_MARK_STOP ? at + 1 : at;
  bool apart = (next > at || finished) && !sve_speech_is_paragraph(speech, next) && !sve_speech_is_lower(speech, next);
  if (apart && (sve_speech_classes(speech, next) & (SVE_IS_NOBODY | SVE_IS_NO_CLAUSE)) &&
      sve_speech_is_verb(speech, next + 1)) {
    return sve_attribution_by_verb(speech, next + 1, speech->count, out); /* `”…” Det säger Bo Ek.`, `Så skriver hon` */
  }
  bool comma = sve_speech_mark(speech, at) == SVE_MARK_COMMA;
  if (comma) at++;
  if (!sve_speech_is_lower(speech, at)) return false;
  if (!comma && !finished) {
    /* `”Ja” sade Bo`, carelessly; not `”Ord” gav ut hennes dikter`, `”Ljus” säger allt`. */
    bool plain = sve_speech_is_verb(speech, at);
    bool named = speech->entity_at[at + 1 < speech->count ? at + 1 : at] != SVE_NONE ||
                 (sve_speech_classes(speech, at + 1) & (SVE_IS_HE | SVE_IS_SHE));
    if (!plain || !named) return false;
  }
  return sve_attribution_by_verb(speech, at, speech->count, out);
}

bool sve_attribution_before_colon(sve_speech *speech, uint32_t colon, sve_attribution *out) {
  uint32_t start = sve_speech_sentence_of(speech, colon).first_token;
  out->source = SVE_NONE;
  out->end = colon;
  for (uint32_t at = colon; at > start && at + VERB_BACK > colon;) {
    at--;
    if (speech->spoken[at] || sve_speech_mark(speech, at) == SVE_MARK_STOP) {
      start = at + 1;
      break;
    }
    if (!sve_speech_is_verb(speech, at)) continue;
    out->source = sve_attribution_source(speech, at, colon, SVE_NOBODY);
    if (out->source == SVE_NONE) out->source = sve_attribution_source_before(speech, start, at);
    return sve_speaker_of_verb(speech, start, at, colon, &out->speaker);
  }
  if (colon - start > INTRODUCTION_MAX) return false;
  uint32_t end = start;
  while (end < colon && sve_speech_mark(speech, end) == SVE_MARK_NONE) end++;
  return sve_speaker_of_heading(speech, start, end, &out->speaker);
}

/* The person whom start … colon - 1 ends with, where the speech comes from them: `får medhåll av kommunalrådet Bo Ek
 * (S)`; not `vänder sig till Bo Ek`. */
static bool find_announced(const sve_speech *speech, uint32_t start, uint32_t colon, sve_speaker *out) {
  const uint64_t by = sve_hash("av", 2), from = sve_hash("från", 5);
  uint32_t end = sve_speaker_skip_parenthesis(speech, colon);
  uint32_t index = end > start ? speech->entity_at[end - 1] : SVE_NONE;
  if (index == SVE_NONE || !sve_speech_is_person(&speech->entities->list.items[index])) return false;
  uint32_t first = end;
  while (first > start && speech->entity_at[first - 1] == index) first--;
  for (uint32_t at = first; at > start && at + TITLE_MAX > first; at--) {
    if (sve_speech_mark(speech, at - 1) != SVE_MARK_NONE) return false;
    if (!(sve_speech_classes(speech, at - 1) & (SVE_ENDS_PHRASE | SVE_IS_ADVERB))) continue;
    uint64_t word = speech->passage->words[at - 1].folded;
    const sve_entity *entity = &speech->entities->list.items[index];
    if (word == by || word == from) *out = (sve_speaker){first, end, entity->cluster, entity->label};
    return word == by || word == from;
  }
  return false;
}

sve_speaker sve_attribution_by_narration(sve_speech *speech, uint32_t at) {
  if (at == 0) return SVE_NOBODY;
  sve_mark mark = sve_speech_mark(speech, at - 1);
  uint32_t start = sve_speech_sentence_of(speech, at - 1).first_token;
  if ((mark != SVE_MARK_STOP && mark != SVE_MARK_COLON) || at - start > CLAUSE_MAX || speech->spoken[at - 1])
    return SVE_NOBODY;
  sve_speaker found = SVE_NOBODY;
  if (mark == SVE_MARK_COLON && find_announced(speech, start, at - 1, &found)) return found;
  for (uint32_t i = start, after; i < at; i = after) {
    after = i + 1;
    const sve_entity *entity = sve_speech_entity(speech, i, &after);
    if (entity == NULL || entity->label != SVE_LABEL_PER) continue;
    if (found.end > 0 && entity->cluster != found.cluster) return SVE_NOBODY;
    found = (sve_speaker){i, after, entity->cluster, entity->label};
  }
  sve_speaker subject;
  if (!sve_speaker_of_sentence(speech, start, at, &subject) || subject.cluster == SVE_NONE) return SVE_NOBODY;
  if (subject.label != SVE_LABEL_PER || (found.end > 0 && found.cluster != subject.cluster)) return SVE_NOBODY;
  return subject;
}
