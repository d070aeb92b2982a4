/* Indirect speech: the clause behind `att`, the question behind `undrar`, and the clause before `, uppger polisen` and
 * `, enligt polisen`.
 *
 *   Hedlund uppger att ingen kom till skada, men säger att räddningstjänsten är kvar.
 *                      ^^^^^^^^^^^^^^^^^^^^               ^^^^^^^^^^^^^^^^^^^^^^^^^^^
 */
#include "speech/attribution.h"
#include "speech/reading.h"

enum { GOVERNOR_BACK = 16, CLAUSE_MIN = 2, SAY_LOOK = 6, TOLD_BACK = 60, QUESTION_LOOK = 8, VERB_LOOK = 12 };

/* `sänka skatten`, `inte höja`, `gemensamt vägra`. */
static bool begins_infinitive(const sve_speech *speech, uint32_t at) {
  if (sve_speech_is_infinitive(speech, at)) return true;
  bool adverb =
      (sve_speech_classes(speech, at) & (SVE_IS_ADVERB | SVE_IS_NEGATION)) || sve_speech_is_definite(speech, at);
  return adverb && sve_speech_is_infinitive(speech, at + 1);
}

/* Whether the words between a verb and `att` let the clause be the verb's: `varnar för att`, `säger till TT att`; not
 * `säger nej för att`, `gav ett löfte om att höja`, `som jag sade, att`. */
static bool may_govern(const sve_speech *speech, uint32_t verb, uint32_t att) {
  uint32_t before = sve_speech_classes(speech, att - 1);
  if (before & SVE_IS_NO_CLAUSE) return false;
  bool noun = false;
  bool particle = !(sve_speech_kinds(speech, verb) & SVE_LEX_SAY_PARTICLE);
  bool apart = false; /* a phrase of place or time stands between: `varnade vid ett möte för att` */
  for (uint32_t at = verb + 1; at < att; at++) {
    uint32_t classes = sve_speech_classes(speech, at);
    bool subject = speech->entity_at[at] != SVE_NONE || (classes & (SVE_IS_ADVERB | SVE_IS_HE | SVE_IS_SHE)) ||
                   sve_speech_is_definite(speech, at);
    bool belongs = sve_speech_is_particle(speech, verb, at); /* `utesluter inte att` */
    if ((classes & SVE_IS_NEGATION) && !belongs) return false;
    apart = apart || ((classes & SVE_IS_PREPOSITION) && !(classes & SVE_IS_FOR));
    if (before & SVE_IS_FOR && at + 1 < att && !subject && !apart) return false;
    bool nobody = (classes & SVE_IS_NOBODY) && !(classes & SVE_IS_DETERMINER) && !belongs;
    if (at == verb + 1 && nobody) return false;                        /* `säger sig`; not `försvarar sig med att` */
    if (classes & (SVE_IS_AUXILIARY | SVE_IS_NO_CLAUSE)) return false; /* `den uttalade avsikten är att` */
    particle = particle || belongs;
    noun = noun || !(subject || classes != 0);
  }
  bool comma = sve_speech_mark(speech, att - 1) == SVE_MARK_COMMA;
  for (uint32_t back = 1; comma && back < 4 && verb >= back; back++) {
    if (sve_speech_classes(speech, verb - back) & SVE_IS_SOM) return false;
  }
  bool either = noun || (sve_speech_kinds(speech, verb) & SVE_LEX_SAY_INFINITIVE) || (before & SVE_IS_PREPOSITION);
  return particle && !(either && begins_infinitive(speech, att + 1));
}

/* An infinitive or supine says something only behind `har`, `kan` and the like: `kan bekräfta att`; not `för att säga
 * att`, `vill inte säga att`. */
static bool is_carried(const sve_speech *speech, uint32_t verb) {
  for (uint32_t at = verb, back = 0; at > 0 && back < 5; back++) {
    at--;
    uint32_t classes = sve_speech_classes(speech, at);
    if (classes & SVE_IS_NEGATION) return false;
    if (classes & SVE_IS_AUXILIARY) return true;
    if (classes & (SVE_IS_ATT | SVE_IS_COORDINATOR) || sve_speech_mark(speech, at) != SVE_MARK_NONE) return false;
  }
  return false;
}

uint32_t sve_speech_governor(const sve_speech *speech, uint32_t att) {
  uint32_t commas = 0;
  for (uint32_t at = att, back = 0; at > 0 && back < GOVERNOR_BACK; back++) {
    at--;
    if (speech->spoken[at]) return SVE_NONE;
    sve_mark mark = sve_speech_mark(speech, at);
    if (mark == SVE_MARK_COMMA && ++commas <= 2) continue;
    if (mark >= SVE_MARK_DASH && mark != SVE_MARK_HYPHEN && mark < SVE_MARK_OPEN) return SVE_NONE;
    uint32_t kinds = sve_speech_kinds(speech, at), classes = sve_speech_classes(speech, at);
    bool verb =
        (kinds & SVE_LEX_SAY_ATT) && (kinds & (SVE_LEX_SAY | SVE_LEX_SAY_OTHER)) && sve_speech_is_lower(speech, at);
    if (verb && may_govern(speech, at, att)) {
      if (!(kinds & SVE_LEX_SAY) && !is_carried(speech, at)) return SVE_NONE;
      return at;
    }
    if (verb || (classes & (SVE_IS_ATT | SVE_IS_SOM | SVE_IS_COORDINATOR))) return SVE_NONE;
  }
  return SVE_NONE;
}

/* Whether a verb of saying with something to say stands at `at` or behind the adverbs there: `säger att`, `tillade: ”`.
 */
static bool says_more(const sve_speech *speech, uint32_t at, uint32_t end) {
  if (!sve_speech_is_verb(speech, at)) return false;
  for (uint32_t i = at + 1; i < end && i < at + 1 + SAY_LOOK; i++) {
    if (sve_speech_classes(speech, i) & SVE_IS_ATT) return true;
    sve_mark mark = sve_speech_mark(speech, i);
    if (mark == SVE_MARK_COLON || (mark >= SVE_MARK_DOUBLE && mark <= SVE_MARK_SINGLE)) return true;
  }
  return false;
}

/* Where the clause that begins at `first` ends: at the sentence's end, before `, men` and `, och` with a sentence of
 * their own, before `, skriver AFP`, and before ` och tillägger att`. */
static uint32_t find_clause_end(const sve_speech *speech, uint32_t first, uint32_t end) {
  for (uint32_t at = first; at < end; at++) {
    sve_mark mark = sve_speech_mark(speech, at);
    if (mark == SVE_MARK_SEMICOLON || (at > first && sve_speech_is_paragraph(speech, at))) return at;
    sve_mark next_mark = sve_speech_mark(speech, at + 1);
    if (mark == SVE_MARK_COLON && next_mark >= SVE_MARK_DOUBLE && next_mark <= SVE_MARK_SINGLE) return at;
    if (speech->spoken[at]) {
      end = at;
      break;
    }
    uint32_t classes = sve_speech_classes(speech, at);
    uint32_t next = sve_speech_classes(speech, at + 1);
    if (mark == SVE_MARK_COMMA) {
      bool another = (next & (SVE_IS_COORDINATOR | SVE_IS_MEN)) && !(sve_speech_classes(speech, at + 2) & SVE_IS_ATT);
      if (another || (next & SVE_IS_ENLIGT) || sve_speech_is_verb(speech, at + 1)) return at;
    }
    if (at > first && (classes & SVE_IS_COORDINATOR) && says_more(speech, at + 1, end)) return at;
  }
  while (end > first &&
         (sve_speech_mark(speech, end - 1) == SVE_MARK_STOP || sve_speech_mark(speech, end - 1) == SVE_MARK_COLON))
    end--;
  return end;
}

/* The sentence that `token` stands in, from behind the last full stop or speech in it. */
static uint32_t find_start(const sve_speech *speech, uint32_t token, uint32_t start) {
  uint32_t at = token;
  while (at > start && at + TOLD_BACK > token) {
    sve_mark mark = sve_speech_mark(speech, at - 1);
    if (mark == SVE_MARK_STOP || mark == SVE_MARK_SEMICOLON || mark == SVE_MARK_COLON || speech->spoken[at - 1]) break;
    at--;
  }
  return at;
}

void sve_speech_read_att(sve_speech *speech, uint32_t att) {
  sve_mark next = sve_speech_mark(speech, att + 1);
  if (att == 0 || att + 1 >= speech->count || (next >= SVE_MARK_DOUBLE && next <= SVE_MARK_SINGLE)) return;
  uint32_t verb = sve_speech_governor(speech, att);
  if (verb == SVE_NONE) return;
  sve_sentence sentence = sve_speech_sentence_of(speech, att);
  sve_speaker speaker;
  if (!sve_speaker_of_verb(speech, find_start(speech, verb, sentence.first_token), verb, att, &speaker)) return;
  if (sve_speech_classes(speech, speaker.first) & SVE_IS_I) return; /* `jag vill säga att` is nobody's else */
  uint32_t end = find_clause_end(speech, att + 1, sentence.end_token);
  if (end < att + 1 + CLAUSE_MIN) return;
  uint32_t source = sve_attribution_source(speech, verb, att, speaker);
  if (source == SVE_NONE) source = sve_attribution_source(speech, end - 1, sentence.end_token, speaker);
  if (source == SVE_NONE) source = sve_attribution_source_before(speech, sentence.first_token, verb);
  sve_speech_add(speech, SVE_QUOTE_INDIRECT, att + 1, end, speaker, source, end);
}

/* Whether a clause begins at `first`: a subject and a finite verb behind it: `om skolan får plats`; not `om vägen till
 * stationen`, `om bilar`. */
static bool is_clause(const sve_speech *speech, uint32_t first, uint32_t end) {
  enum {
    SUBJECT = SVE_IS_HE | SVE_IS_SHE | SVE_IS_THEY | SVE_IS_I | SVE_IS_NOBODY | SVE_IS_DETERMINER,
    CLOSES = SVE_IS_SOM | SVE_IS_ATT
  };
  bool subject = (sve_speech_classes(speech, first) & SUBJECT) || speech->entity_at[first] != SVE_NONE ||
                 sve_speech_is_definite(speech, first);
  for (uint32_t at = first + 1; subject && at < end && at < first + VERB_LOOK; at++) {
    uint32_t classes = sve_speech_classes(speech, at);
    if (sve_speech_mark(speech, at) != SVE_MARK_NONE || (classes & CLOSES)) return false;
    if ((classes & SVE_IS_AUXILIARY) || sve_speech_is_present(speech, at) || sve_speech_is_preterite(speech, at)) {
      return true;
    }
  }
  return false;
}

/* The word that begins the question behind the verb: `undrar nu Eva Lo | om`, `frågade hon sig | varför`; SVE_NONE. */
static uint32_t find_question(const sve_speech *speech, uint32_t verb, uint32_t end) {
  for (uint32_t at = verb + 1; at < end && at <= verb + QUESTION_LOOK; at++) {
    uint32_t classes = sve_speech_classes(speech, at);
    if (classes & SVE_IS_QUESTION) {
      return (classes & SVE_IS_PREPOSITION) && !is_clause(speech, at + 1, end) ? SVE_NONE : at;
    }
    bool more = classes & (SVE_IS_NEGATION | SVE_IS_ATT | SVE_IS_SOM | SVE_IS_COORDINATOR);
    if (more || sve_speech_mark(speech, at) != SVE_MARK_NONE) return SVE_NONE;
  }
  return SVE_NONE;
}

void sve_speech_read_question(sve_speech *speech, uint32_t verb) {
  if (!(sve_speech_classes(speech, verb) & SVE_IS_ASK) || !sve_speech_is_lower(speech, verb)) return;
  if (!(sve_speech_kinds(speech, verb) & SVE_LEX_SAY) && !is_carried(speech, verb)) return;
  sve_sentence sentence = sve_speech_sentence_of(speech, verb);
  uint32_t word = find_question(speech, verb, sentence.end_token);
  if (word == SVE_NONE || speech->spoken[word]) return;
  sve_speaker speaker;
  if (!sve_speaker_of_verb(speech, find_start(speech, verb, sentence.first_token), verb, word, &speaker)) return;
  if (sve_speech_classes(speech, speaker.first) & SVE_IS_I) return; /* `jag undrar om` */
  uint32_t end = find_clause_end(speech, word, sentence.end_token);
  if (end < word + CLAUSE_MIN) return;
  uint32_t source = sve_attribution_source(speech, verb, word, speaker);
  sve_speech_add(speech, SVE_QUOTE_INDIRECT, word, end, speaker, source, end);
}

/* Whether first … comma - 1 is a name with its apposition, which the verb behind the comma has for its subject: `Eva
 * Lo, guide, rekommenderar turen`. */
static bool is_subject(const sve_speech *speech, uint32_t first, uint32_t comma) {
  uint32_t end = first, last = comma;
  while (end < comma && sve_speech_mark(speech, end) != SVE_MARK_COMMA) end++;
  while (last > first && sve_speech_mark(speech, last - 1) != SVE_MARK_COMMA) last--;
  if (end == comma || end == first) return false;
  uint32_t after;
  bool named = speech->entity_at[end - 1] != SVE_NONE && speech->entity_at[end - 1] == speech->entity_at[first];
  const sve_entity *entity = sve_speech_entity(speech, last, &after);
  return named || (entity != NULL && after == comma && sve_speech_is_person(entity));
}

/* Whether a clause that begins at `first` is no sentence of its own: `När han kom`; not `Då var huset övertänt`. */
static bool is_subordinate(const sve_speech *speech, uint32_t first) {
  bool verb = (sve_speech_classes(speech, first + 1) & SVE_IS_AUXILIARY) || sve_speech_is_preterite(speech, first + 1);
  return (sve_speech_classes(speech, first) & SVE_IS_SUBORDINATOR) && !verb;
}

/* Whether somebody speaks, and nothing that is written or planned: `polisen`, `SCB`, `ett vittne`; not `lagen`. */
static bool is_speaking(const sve_speech *speech, sve_speaker speaker) {
  if (speaker.label == SVE_LABEL_PER || speaker.label == SVE_LABEL_ORG || speaker.cluster != SVE_NONE) return true;
  uint32_t kinds = sve_speech_kinds(speech, speaker.end - 1);
  bool body = (kinds & SVE_LEX_TAIL_ORG) && !(kinds & SVE_LEX_TAIL); /* `facket`; not `lagen` */
  return body || (kinds & (SVE_LEX_TITLE | SVE_LEX_ROLE));
}

void sve_speech_read_before_enligt(sve_speech *speech, uint32_t enligt) {
  sve_sentence sentence = sve_speech_sentence_of(speech, enligt);
  uint32_t first = find_start(speech, enligt, sentence.first_token), end = enligt;
  if (end > first && sve_speech_mark(speech, end - 1) == SVE_MARK_COMMA) end--;
  if (end < first + 1 + CLAUSE_MIN || is_subordinate(speech, first)) return;
  if ((first > 0 && speech->spoken[first - 1]) || (speech->last_token > first && speech->last.end > 0)) return;
  sve_attribution by;
  if (!sve_attribution_by_verb(speech, enligt, sentence.end_token, &by) || !is_speaking(speech, by.speaker)) return;
  uint32_t behind = by.speaker.end;
  if (behind < sentence.end_token && sve_speech_mark(speech, behind) != SVE_MARK_STOP) return;
  sve_speech_add(speech, SVE_QUOTE_INDIRECT, first, end, by.speaker, by.source, by.end);
}

void sve_speech_read_before_comma(sve_speech *speech, uint32_t comma) {
  uint32_t verb = comma + 1;
  if (!sve_speech_is_verb(speech, verb) || !(sve_speech_kinds(speech, verb) & SVE_LEX_SAY_ATT)) return;
  sve_sentence sentence = sve_speech_sentence_of(speech, comma);
  uint32_t first = find_start(speech, comma, sentence.first_token);
  if (comma - first < CLAUSE_MIN || is_subordinate(speech, first) || (first > 0 && speech->spoken[first - 1])) return;
  if (is_subject(speech, first, comma)) return;
  if (speech->last_token > first && speech->last.end > 0) return; /* `säger att …, skriver AFP` */
  sve_attribution by;
  if (!sve_attribution_by_verb(speech, verb, sentence.end_token, &by)) return;
  if (sve_speech_classes(speech, by.speaker.first) & SVE_IS_I) return;
  for (uint32_t at = verb; at < by.end; at++) {
    if (sve_speech_classes(speech, at) & SVE_IS_ATT) return; /* `När han kom, sade Bo att` */
  }
  uint32_t behind = by.speaker.end;
  bool ends = sve_speech_mark(speech, behind) != SVE_MARK_NONE || behind >= speech->count ||
              (sve_speech_classes(speech, behind) & (SVE_IS_PREPOSITION | SVE_IS_ADVERB | SVE_IS_COORDINATOR));
  uint32_t after;
  if (!ends && sve_speech_entity(speech, behind, &after) == NULL) return;
  /* `har levt med vakter och har, berättar han, inte badat` goes on. */
  uint32_t next = sve_speech_classes(speech, behind + 1);
  enum { GOES_ON = SVE_IS_NEGATION | SVE_IS_PREPOSITION | SVE_IS_ADVERB | SVE_IS_AUXILIARY };
  if (sve_speech_mark(speech, behind) == SVE_MARK_COMMA && (next & GOES_ON) && !(next & SVE_IS_MEN)) return;
  sve_speech_add(speech, SVE_QUOTE_INDIRECT, first, comma, by.speaker, by.source, by.end);
}
