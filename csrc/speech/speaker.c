/* Who is meant: noun phrases behind and before a verb.
 *
 * Nothing is parsed as a whole: a phrase is read as far as its words allow, LOOK tokens at the most.
 */
#include "speech/speaker.h"

#include "speech/person.h"

enum { LOOK = 14, SENTENCE_LOOK = 30, PHRASE_MAX = 5, PARENTHESIS_MAX = 4, AUXILIARY_BACK = 6 };

static bool is_value(const sve_entity *entity) {
  return entity->label == SVE_LABEL_TME || entity->label == SVE_LABEL_MSR;
}

/* Whether the conjunction or comma at `at` stands inside a word that is written in parts: `barn- och
 * utbildningsnämndens`, `kultur-, fritids- och skolnämnden`; not `barn och utbildning`. */
static bool joins_parts(const sve_speech *speech, uint32_t at) {
  if (at == 0 || !sve_speech_is_word(speech, at + 1)) return false;
  if (!(sve_speech_classes(speech, at) & SVE_IS_COORDINATOR) && sve_speech_mark(speech, at) != SVE_MARK_COMMA) {
    return false;
  }
  return speech->passage->text[speech->passage->tokens[at - 1].span.end_byte - 1] == '-' &&
         sve_speech_is_word(speech, at - 1);
}

/* Whether the words are an amount and nothing else, which says nothing: `kräver 185 000 kr`; not `säger två vittnen`,
 * `säger elva av dem`. */
static bool is_amount(const sve_speech *speech, uint32_t first, uint32_t end) {
  uint32_t after;
  const sve_entity *entity = sve_speech_entity(speech, first, &after);
  bool counts = end == first + 1 && speech->passage->tokens[first].kind == SVE_TOKEN_WORD;
  return entity != NULL && is_value(entity) && after >= end && !counts;
}

/* The person who stands further on in apposition: `ordföranden i föreningen, Eva Lo,`, `chefen för räddningstjänsten Bo
 * Ek`; not `en vän till Bo Ek`. */
static bool find_apposition(const sve_speech *speech, uint32_t from, uint32_t end, sve_speaker *out) {
  uint32_t commas = 0;
  for (uint32_t at = from; at < end && at < from + LOOK; at++) {
    sve_mark mark = sve_speech_mark(speech, at);
    uint32_t after;
    const sve_entity *entity = sve_speech_entity(speech, at, &after);
    if (entity != NULL && sve_speech_is_person(entity)) {
      bool behind_comma = at > 0 && sve_speech_mark(speech, at - 1) == SVE_MARK_COMMA;
      uint32_t before = at > 0 ? sve_speech_classes(speech, at - 1) : 0;
      if (sve_speech_is_owner(speech, after) || (before & (SVE_IS_PREPOSITION | SVE_IS_COORDINATOR))) return false;
      if (behind_comma && sve_speech_is_lower(speech, after) &&
          !(sve_speech_classes(speech, after) & (SVE_IS_PREPOSITION | SVE_IS_ATT))) {
        return false; /* `, Bo Ek och` */
      }
      *out = sve_person_of_entity(speech, entity, at, after);
      return true;
    }
    if (joins_parts(speech, at)) continue;
    if (mark == SVE_MARK_COMMA && ++commas > 1) return false;
    if (mark != SVE_MARK_NONE && mark != SVE_MARK_COMMA && mark != SVE_MARK_HYPHEN) return false;
    if (sve_speech_classes(speech, at) & (SVE_IS_ATT | SVE_IS_SOM | SVE_IS_COORDINATOR | SVE_IS_TILL * commas))
      return false;
    if (sve_speech_kinds(speech, at) & SVE_LEX_SAY && sve_speech_is_lower(speech, at)) return false;
  }
  return false;
}

static uint32_t skip_parenthesis(const sve_speech *speech, uint32_t at) {
  if (sve_speech_mark(speech, at) != SVE_MARK_OPEN) return at;
  for (uint32_t close = at + 1; close < at + PARENTHESIS_MAX; close++) {
    if (sve_speech_mark(speech, close) == SVE_MARK_CLOSE) return close + 1;
  }
  return at;
}

uint32_t sve_speaker_skip_parenthesis(const sve_speech *speech, uint32_t end) {
  if (end == 0 || sve_speech_mark(speech, end - 1) != SVE_MARK_CLOSE) return end;
  for (uint32_t open = end - 1; open > 0 && open + PARENTHESIS_MAX > end; open--) {
    if (sve_speech_mark(speech, open - 1) == SVE_MARK_OPEN) return open - 1;
  }
  return end;
}

/* Where a list of persons begins that the one at `first` goes on with: `Eva Alm (C), | Mia Ek och Per Ström`; not
 * `För Eva Alms del, | Mia Ek och Per Ström`. */
static uint32_t find_first_of_list(const sve_speech *speech, uint32_t first) {
  for (int i = 0; i < PHRASE_MAX && first > 0 && sve_speech_mark(speech, first - 1) == SVE_MARK_COMMA; i++) {
    uint32_t end = sve_speaker_skip_parenthesis(speech, first - 1);
    uint32_t index = end > 0 ? speech->entity_at[end - 1] : SVE_NONE;
    if (index == SVE_NONE || !sve_speech_is_person(&speech->entities->list.items[index])) return first;
    first = end - 1;
    while (first > 0 && speech->entity_at[first - 1] == index) first--;
  }
  return first;
}

/* Takes those who speak together with a person, inside … end - 1: `Anna Ek och Bo Lind`, `Eva Alm (C), Mia Ek (S) och
 * Per Ström (M)`; not `säger Anna Ek och Bo Lind nickar`. They have no cluster: their words name them. */
static void take_company(const sve_speech *speech, uint32_t end, sve_speaker *speaker) {
  if (speaker->label != SVE_LABEL_PER || speaker->end > speaker->first + PHRASE_MAX) return;
  uint32_t last = speaker->end, after;
  bool together = false;
  for (int i = 0; i < PHRASE_MAX && !together; i++) {
    uint32_t at = skip_parenthesis(speech, last);
    uint32_t classes = sve_speech_classes(speech, at);
    together = (classes & SVE_IS_COORDINATOR) && !(classes & SVE_IS_RESUMING);
    if (!together && sve_speech_mark(speech, at) != SVE_MARK_COMMA) return;
    const sve_entity *next = sve_speech_entity(speech, at + 1, &after);
    if (next == NULL || !sve_speech_is_person(next) || after > end || sve_speech_is_owner(speech, after)) return;
    last = after;
  }
  uint32_t behind = skip_parenthesis(speech, last);
  bool clause = behind < end && (sve_speech_is_present(speech, behind) || sve_speech_is_preterite(speech, behind) ||
                                 (sve_speech_classes(speech, behind) & SVE_IS_AUXILIARY));
  if (!together || clause) return;
  speaker->first = find_first_of_list(speech, speaker->first);
  speaker->end = last;
  speaker->cluster = SVE_NONE;
}

/* Reads the noun phrase that begins at `from`. */
static bool read_phrase(sve_speech *speech, uint32_t from, uint32_t end, sve_speaker *out) {
  uint32_t at = from;
  sve_speaker pronoun;
  int read = sve_person_of_pronoun(speech, from, &pronoun);
  if (read < 0) return false;
  if (read > 0) {
    *out = pronoun;
    return true;
  }
  if (from < end && speech->passage->tokens[from].kind == SVE_TOKEN_HANDLE) { /* `twittrade @isak` */
    *out = sve_person_of_words(speech, from, from + 1);
    return true;
  }
  while (at < end && at < from + LOOK) {
    uint32_t after;
    const sve_entity *entity = sve_speech_entity(speech, at, &after);
    if (entity != NULL && is_value(entity)) {
      /* `säger polisen i dag`; but `säger två vittnen`, `säger en 16-årig pojke` */
      bool counted = at == from || (at == from + 1 && (sve_speech_classes(speech, from) & SVE_IS_DETERMINER));
      if (!counted || entity->label == SVE_LABEL_TME) break;
      at = after;
      continue;
    }
    if (entity != NULL) {
      uint32_t behind;
      const sve_entity *next = sve_speech_entity(speech, after, &behind);
      bool followed = next != NULL && sve_speech_is_person(next);
      if (!sve_speech_is_owner(speech, after) && !(followed && !sve_speech_is_person(entity))) {
        *out = sve_person_of_entity(speech, entity, at, after);
        take_company(speech, end, out);
        return true;
      }
      at = after;
      continue;
    }
    if (at > from && joins_parts(speech, at)) {
      at++;
      continue;
    }
    uint32_t classes = sve_speech_classes(speech, at);
    if (classes & SVE_ENDS_PHRASE && !(classes & SVE_IS_DETERMINER)) break;
    if (classes & SVE_IS_ADVERB) break;
    bool lower = sve_speech_is_lower(speech, at);
    if (lower && at > from && (sve_speech_kinds(speech, at) & SVE_LEX_SAY)) break;
    bool noun = at > from && !(sve_speech_classes(speech, at - 1) & SVE_IS_DETERMINER);
    if (noun && sve_speech_is_preterite(speech, at)) break; /* `enligt ett vittne körde` */
    if (!sve_speech_is_word(speech, at) &&
        !(at < speech->count && speech->passage->tokens[at].kind == SVE_TOKEN_NUMBER)) {
      break;
    }
    bool last = lower && sve_speech_is_definite(speech, at) && sve_speech_entity(speech, at + 1, &after) == NULL &&
                !(at > from && (sve_speech_classes(speech, at - 1) & SVE_IS_DETERMINER) &&
                  !sve_speech_is_definite(speech, at + 1));
    at++;
    if (last && !(at < end && sve_speech_is_word(speech, at) && !sve_speech_is_lower(speech, at))) break;
  }
  if (at == from || is_amount(speech, from, at)) return false;
  uint32_t classes = sve_speech_classes(speech, from);
  if (at == from + 1 && classes & SVE_IS_DETERMINER && !(classes & SVE_IS_THEY)) return false;
  if (find_apposition(speech, at, end, out)) return true;
  *out = sve_person_of_words(speech, from, at);
  return true;
}

bool sve_speaker_after(sve_speech *speech, uint32_t from, uint32_t end, sve_speaker *out) {
  for (int i = 0; i < 3 && from < end && (sve_speech_classes(speech, from) & SVE_IS_ADVERB); i++) from++;
  return from < end && read_phrase(speech, from, end, out);
}

/* A name or a pronoun that a clause of its own may begin with; not what a preposition or a genitive ties down. */
static bool read_subject(sve_speech *speech, uint32_t at, uint32_t *after, sve_speaker *out) {
  *after = at + 1;
  if (at > 0 && (sve_speech_classes(speech, at - 1) & SVE_IS_PREPOSITION)) return false;
  const sve_entity *entity = sve_speech_entity(speech, at, after);
  if (entity == NULL)
    return (sve_speech_classes(speech, at) & (SVE_IS_HE | SVE_IS_SHE)) && sve_person_of_pronoun(speech, at, out) > 0;
  uint32_t behind;
  const sve_entity *next = sve_speech_entity(speech, *after, &behind);
  if (is_value(entity) || sve_speech_is_owner(speech, *after) || (next != NULL && sve_speech_is_person(next)))
    return false;
  *out = sve_person_of_entity(speech, entity, at, *after);
  return true;
}

/* The noun phrase first … end - 1, which a verb follows; *strong: a name or a pronoun. */
static bool read_phrase_before(sve_speech *speech, uint32_t first, uint32_t end, sve_speaker *out, bool *strong) {
  uint32_t after;
  enum { OPENING = SVE_IS_ADVERB | SVE_IS_COORDINATOR | SVE_IS_MEN }; /* `medan Ek kallar` */
  while (first < end && (sve_speech_classes(speech, first) & OPENING)) first++;
  if (first == end) return false;
  const sve_entity *entity = sve_speech_entity(speech, first, &after);
  if (entity != NULL && entity->label == SVE_LABEL_TME) return false;
  uint32_t classes = sve_speech_classes(speech, first);
  if (classes & (SVE_IS_PREPOSITION | SVE_IS_SUBORDINATOR | SVE_IS_ATT) && !(classes & SVE_IS_DETERMINER)) return false;
  *strong = true;
  sve_speaker place = SVE_NOBODY;
  for (uint32_t at = first; at < end; at = after) {
    sve_speaker found;
    if (!read_subject(speech, at, &after, &found)) continue;
    if (found.label == SVE_LABEL_PER || found.cluster == SVE_NONE) {
      take_company(speech, end, &found);
      *out = found;
      return true;
    }
    if (place.end == 0) place = found;
  }
  if (place.end > 0) {
    *out = place;
    return true;
  }
  *strong = false;
  int pronoun = sve_person_of_pronoun(speech, first, out);
  if (pronoun != 0) return pronoun > 0;
  uint32_t stop = first + 1;
  enum { STOPS = SVE_IS_PREPOSITION | SVE_IS_AUXILIARY | SVE_IS_COORDINATOR };
  while (stop < end && !sve_speech_is_verb(speech, stop) &&
         (!(sve_speech_classes(speech, stop) & STOPS) || joins_parts(speech, stop))) {
    stop++;
  }
  classes = sve_speech_classes(speech, first);
  if (stop == first + 1 && classes & (SVE_IS_DETERMINER | SVE_IS_NOBODY) && !(classes & SVE_IS_THEY)) return false;
  if (is_amount(speech, first, stop)) return false;
  *out = sve_person_of_words(speech, first, stop);
  return true;
}

static bool is_border(const sve_speech *speech, uint32_t token) {
  sve_mark mark = sve_speech_mark(speech, token);
  bool border = mark != SVE_MARK_NONE && mark != SVE_MARK_HYPHEN && mark != SVE_MARK_OPEN && mark != SVE_MARK_CLOSE;
  return border || (sve_speech_classes(speech, token) & (SVE_IS_SOM | SVE_IS_ATT));
}

/* Whether a finite verb stands at `at` with its subject before it: `anna bor`, `mannen kom`; not `flera elever`. */
static bool has_subject(const sve_speech *speech, uint32_t start, uint32_t at) {
  enum { PRONOUN = SVE_IS_HE | SVE_IS_SHE | SVE_IS_I };
  if (at == start || !sve_speech_is_lower(speech, at) || speech->entity_at[at] != SVE_NONE) return false;
  uint32_t classes = sve_speech_classes(speech, at);
  bool verb = (classes & SVE_IS_AUXILIARY) ||
              (classes == 0 && (sve_speech_is_present(speech, at) || sve_speech_is_preterite(speech, at)));
  return verb && ((sve_speech_classes(speech, at - 1) & PRONOUN) || speech->entity_at[at - 1] != SVE_NONE ||
                  sve_speech_is_definite(speech, at - 1));
}

/* Where the phrase that ends before `end` begins, LOOK tokens back at the most; no clause stands in it: `anna bor där
 * och | isak på hotellet sa`. */
static uint32_t phrase_start(const sve_speech *speech, uint32_t start, uint32_t end) {
  uint32_t first = end, joined = end; /* behind the first conjunction of the phrase */
  while (first > start && first + LOOK > end && !is_border(speech, first - 1)) {
    first--;
    if ((sve_speech_classes(speech, first) & SVE_IS_COORDINATOR) && first + 1 < end) joined = first + 1;
    if (joined < end && has_subject(speech, start, first)) return joined;
  }
  return first;
}

/* Whether an adjective and its noun begin at `at`: `medelålders kvinna`; not `kvinna ringer`, `forskare säger`. */
static bool is_described(const sve_speech *speech, uint32_t at) {
  if (!sve_speech_is_lower(speech, at) || !sve_speech_is_lower(speech, at + 1)) return false;
  sve_span span = speech->passage->tokens[at].span;
  char final = speech->passage->text[span.end_byte - 1];
  bool adjective = final == 'a' || final == 'e' || final == 's' || final == 'g' || final == 'k' || final == 't';
  return adjective && sve_speech_classes(speech, at + 1) == 0 && !sve_speech_is_verb(speech, at + 1) &&
         !sve_speech_is_present(speech, at + 1) && !sve_speech_is_preterite(speech, at + 1);
}

bool sve_speaker_of_sentence(sve_speech *speech, uint32_t start, uint32_t end, sve_speaker *out) {
  uint32_t after;
  while (start < end && (sve_speech_classes(speech, start) & (SVE_IS_ADVERB | SVE_IS_COORDINATOR))) start++;
  for (uint32_t at = start; at < end && at < start + SENTENCE_LOOK; at = after) {
    if (sve_speech_classes(speech, at) & SVE_IS_ATT) break;
    if (!read_subject(speech, at, &after, out)) continue;
    take_company(speech, end, out);
    return true;
  }
  if (start == end || (sve_speech_classes(speech, start) & (SVE_IS_PREPOSITION | SVE_IS_SUBORDINATOR))) return false;
  uint32_t words = 1;
  bool aged = start + 1 < end && speech->entity_at[start + 1] != SVE_NONE; /* `Den 23-årige mannen` */
  if (sve_speech_classes(speech, start) & SVE_IS_DETERMINER) words = aged || is_described(speech, start + 1) ? 3 : 2;
  return read_phrase(speech, start, start + words, out);
}

bool sve_speaker_of_heading(sve_speech *speech, uint32_t first, uint32_t end, sve_speaker *out) {
  bool strong;
  sve_speaker found;
  if (first == end || !read_phrase_before(speech, first, end, &found, &strong)) return false;
  bool person = strong || found.cluster != SVE_NONE;
  for (uint32_t at = first; at < end; at++) {
    if (sve_speech_classes(speech, at) & SVE_IS_WORK) return false;
    person = person || (sve_speech_kinds(speech, at) & (SVE_LEX_TITLE | SVE_LEX_ROLE));
  }
  if (person) *out = found;
  return person;
}

/* The subject that stands before a comma: `Eva Lo, ordförande i Sala, säger`, `En av dem, Bo Ek, säger`. */
static bool read_before_parenthesis(sve_speech *speech, uint32_t start, uint32_t comma, sve_speaker *out) {
  uint32_t open = comma, end;
  while (open > start && open + LOOK > comma && sve_speech_mark(speech, open - 1) != SVE_MARK_COMMA) open--;
  if (open == start || sve_speech_mark(speech, open - 1) != SVE_MARK_COMMA || open == start + 1) return false;
  const sve_entity *entity = sve_speech_entity(speech, open, &end);
  if (entity != NULL && sve_speech_is_person(entity) && end == comma) {
    *out = sve_person_of_entity(speech, entity, open, end);
    return true;
  }
  uint32_t first = phrase_start(speech, start, open - 1);
  bool strong;
  sve_speaker found;
  if (!read_phrase_before(speech, first, open - 1, &found, &strong) || !(strong || first == start)) return false;
  *out = found;
  return true;
}

/* Whether words can stand for somebody: `Polisen`, `en dansk flicka`; not `så`, `Utifrån den lärdom vi`. */
static bool is_plain(const sve_speech *speech, sve_speaker words) {
  uint32_t first = sve_speech_classes(speech, words.first);
  if (words.cluster != SVE_NONE || (first & (SVE_IS_THEY | SVE_IS_HE | SVE_IS_SHE))) return true;
  if (first != 0 && !(first & SVE_IS_DETERMINER)) return false;
  if (words.end - words.first > PHRASE_MAX) return false;
  for (uint32_t at = words.first + 1; at < words.end; at++) {
    if (sve_speech_classes(speech, at) & (SVE_IS_NEGATION | SVE_IS_I | SVE_IS_NOBODY)) return false;
    bool participle = at == words.first + 1 && (first & SVE_IS_DETERMINER); /* `den åtalade` */
    if (sve_speech_is_preterite(speech, at) && at + 1 == words.end && !participle) return false;
  }
  return true;
}

/* The antecedent of the relative clause that `som` begins: `Eva Lo, som`, `ett barn som`, `från prästen, som`. */
static bool read_antecedent(sve_speech *speech, uint32_t start, uint32_t som, sve_speaker *out) {
  uint32_t close = som;
  if (close > start && sve_speech_mark(speech, close - 1) == SVE_MARK_COMMA) close--;
  uint32_t first = phrase_start(speech, start, close);
  if (first == close) return false;
  bool strong = false;
  sve_speaker found;
  bool named = read_phrase_before(speech, first, close, &found, &strong);
  if (named && (strong || (found.end == close && is_plain(speech, found)))) {
    *out = found;
    return true;
  }
  uint32_t noun = close - 1;
  bool person =
      (sve_speech_kinds(speech, noun) & (SVE_LEX_TITLE | SVE_LEX_ROLE)) || sve_speech_is_definite(speech, noun);
  if (speech->entity_at[noun] != SVE_NONE || !sve_speech_is_lower(speech, noun) || !person) return false;
  if (sve_speech_classes(speech, noun) & SVE_IS_ADVERB) return false; /* `så sent som i går sade` */
  bool indefinite = noun > first && (sve_speech_classes(speech, noun - 1) & SVE_IS_DETERMINER);
  *out = sve_person_of_words(speech, indefinite ? noun - 1 : noun, close);
  return true;
}

/* The subject between an auxiliary and its verb: `I förhör har Bo Ek sagt`; not `Bo Ek har nu sagt`. */
static bool read_between(sve_speech *speech, uint32_t start, uint32_t verb, sve_speaker *out) {
  if (sve_speech_kinds(speech, verb) & SVE_LEX_SAY) return false;
  for (uint32_t at = verb; at > start && at + AUXILIARY_BACK > verb;) {
    at--;
    if (is_border(speech, at)) return false;
    if (!(sve_speech_classes(speech, at) & SVE_IS_AUXILIARY)) continue;
    uint32_t after;
    return sve_speech_entity(speech, at + 1, &after) != NULL && sve_speaker_after(speech, at + 1, verb, out);
  }
  return false;
}

bool sve_speaker_of_verb(sve_speech *speech, uint32_t start, uint32_t verb, uint32_t end, sve_speaker *out) {
  if (read_between(speech, start, verb, out)) return true;
  uint32_t before = verb;
  while (before > start && before + 4 > verb &&
         (sve_speech_classes(speech, before - 1) & (SVE_IS_ADVERB | SVE_IS_AUXILIARY)) &&
         !(sve_speech_classes(speech, before - 1) & (SVE_IS_SOM | SVE_IS_COORDINATOR))) {
    before--;
  }
  if (before > start) {
    uint32_t classes = sve_speech_classes(speech, before - 1);
    sve_mark mark = sve_speech_mark(speech, before - 1);
    if (classes & (SVE_IS_I | SVE_IS_NOBODY) && !(classes & SVE_IS_DETERMINER)) return false; /* `kan man säga` */
    if (mark == SVE_MARK_COMMA) {
      if (read_before_parenthesis(speech, start, before - 1, out)) return true;
    } else if (classes & SVE_IS_COORDINATOR) {
      if (speech->last.end > 0 && speech->last_token > start && speech->last_token < verb) {
        *out = speech->last;
        return true;
      }
      return sve_speaker_of_sentence(speech, start, before - 1, out);
    } else if (classes & SVE_IS_SOM) {
      return read_antecedent(speech, start, before - 1, out);
    } else if (mark == SVE_MARK_NONE || mark == SVE_MARK_CLOSE) {
      uint32_t first = phrase_start(speech, start, before);
      if (first > start + 1 && (sve_speech_classes(speech, first - 1) & SVE_IS_SOM)) {
        /* `ett barn som satt där sade`; but `så sent som i maj har DN skrivit`, `Som Bo Ek uttryckte det`. */
        bool strong = false;
        sve_speaker inner;
        if (!read_antecedent(speech, start, first - 1, out)) return sve_speaker_after(speech, verb + 1, end, out);
        if (out->cluster == SVE_NONE && read_phrase_before(speech, first, before, &inner, &strong) && strong)
          *out = inner;
        return true;
      }
      bool strong = false;
      sve_speaker found = SVE_NOBODY, behind;
      bool named = read_phrase_before(speech, first, before, &found, &strong);
      if (named && strong) {
        *out = found;
        return true;
      }
      bool behind_verb = sve_speaker_after(speech, verb + 1, end, &behind) && behind.first == verb + 1;
      if (named && behind_verb && (behind.label == SVE_LABEL_PER || first > start || !is_plain(speech, found))) {
        *out = behind; /* `Flera gånger sade han att`; not `Polisen varnade bilisterna för att` */
        return true;
      }
      if (named && is_plain(speech, found)) {
        *out = found;
        return true;
      }
      if (named) return false;
    }
  }
  return sve_speaker_after(speech, verb + 1, end, out);
}
