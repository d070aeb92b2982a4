/* Paragraphs behind a dash, and lines behind a colon without marks: replies, broken by the words that tell who speaks.
 *
 *   – Nej, sade hon. Jag vill inte, men kom igen i morgon, sade hon sedan och gick.
 *     ^^^            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 */
#include "speech/attribution.h"
#include "speech/reading.h"

enum { LINE_NAME_MAX = 10, SPEECH_LOOK = 40 };

static bool is_comma(sve_mark mark) {
  return mark == SVE_MARK_COMMA || mark == SVE_MARK_DASH;
}

/* Whether speech can end before `at`: `Nej, | sade`, `Nej! | sade`. */
static bool is_break(const sve_speech *speech, uint32_t at) {
  sve_mark before = sve_speech_mark(speech, at - 1);
  return is_comma(before) || before == SVE_MARK_STOP || (before >= SVE_MARK_DOUBLE && before <= SVE_MARK_SINGLE);
}

/* The next words in first … end - 1 that tell who speaks; *verb: where they begin. */
static bool find_attribution(sve_speech *speech, uint32_t first, uint32_t end, uint32_t *verb, sve_attribution *out) {
  for (uint32_t at = first + 1; at < end; at++) {
    if (!sve_speech_is_lower(speech, at) || !is_break(speech, at)) continue;
    if (sve_speech_classes(speech, at) & SVE_IS_ENLIGT) continue;
    if (!sve_attribution_by_verb(speech, at, end, out)) continue;
    /* `säger jag` is part of the reply; `sade jag` tells who gave it. */
    bool self = (sve_speech_classes(speech, out->speaker.first) & SVE_IS_I) != 0;
    if (self && sve_speech_is_present(speech, at)) continue;
    *verb = at;
    return true;
  }
  return false;
}

/* Whether speech goes on behind `, och`: `sade hon, och jag`, `och sen var det kört`; not `och sen gick hon`. */
static bool resumes_behind_och(const sve_speech *speech, uint32_t at) {
  if (!(sve_speech_classes(speech, at) & (SVE_IS_I | SVE_IS_NOBODY | SVE_IS_RESUMING))) return false;
  for (uint32_t i = at; i < at + 4; i++) {
    if (sve_speech_classes(speech, i) & (SVE_IS_HE | SVE_IS_SHE)) return false;
  }
  return true;
}

/* Where speech goes on behind the speaker's name: at a comma before such words as `men`, or behind the full stop. */
static uint32_t find_resumption(const sve_speech *speech, uint32_t from, uint32_t end, bool *sentence) {
  *sentence = false;
  for (uint32_t at = from; at < end; at++) {
    sve_mark mark = sve_speech_mark(speech, at);
    if (mark == SVE_MARK_STOP) {
      *sentence = true;
      return at + 1;
    }
    if (mark == SVE_MARK_COLON || (mark == SVE_MARK_DASH && at > from)) return at + 1;
    if (mark != SVE_MARK_COMMA) continue;
    uint32_t next = sve_speech_classes(speech, at + 1);
    bool joined = (next & SVE_IS_COORDINATOR) && !(next & SVE_IS_RESUMING);
    if (joined && resumes_behind_och(speech, at + 2)) return at + 1;
    if (next & SVE_IS_RESUMING) return at + 1;
  }
  return end;
}

static uint32_t find_sentence_end(const sve_speech *speech, uint32_t first, uint32_t end) {
  uint32_t at = first;
  while (at < end && sve_speech_mark(speech, at) != SVE_MARK_STOP) at++;
  return at < end ? at + 1 : end;
}

/* Whether the sentence tells of the speaker instead of being said: `Hon reste sig.`; not `Hon är min chef.`, `Jag går.`
 */
static bool is_narration(sve_speech *speech, uint32_t first, uint32_t end, sve_speaker speaker) {
  uint32_t after;
  uint32_t classes = sve_speech_classes(speech, first);
  const sve_entity *entity = sve_speech_entity(speech, first, &after);
  bool named = entity != NULL && speaker.cluster != SVE_NONE && entity->cluster == speaker.cluster;
  if (!named && !(classes & (SVE_IS_HE | SVE_IS_SHE))) return false;
  for (uint32_t at = first; at < end && at < first + SPEECH_LOOK; at++) {
    if (sve_speech_mark(speech, at) == SVE_MARK_COLON) break; /* `Demir tillägger: ”Vi …` */
    if (sve_speech_classes(speech, at) & SVE_IS_FIRST) return false;
  }
  if (named) return true;
  sve_speaker pronoun;
  return sve_speaker_after(speech, first, end, &pronoun) && pronoun.cluster == speaker.cluster &&
         (speaker.cluster != SVE_NONE || sve_speech_classes(speech, speaker.first) == classes);
}

/* Skips the sentences from `first` on that tell of the speaker. */
static uint32_t skip_narration(sve_speech *speech, uint32_t first, uint32_t end, sve_speaker speaker) {
  while (first < end) {
    if (sve_speech_mark(speech, first) == SVE_MARK_DASH) return first + 1; /* `säger hon. – Jag går.` */
    uint32_t stop = find_sentence_end(speech, first, end);
    if (!is_narration(speech, first, stop, speaker)) return first;
    first = stop;
  }
  return end;
}

/* Speech without the comma or dash at its end, and without marks around all of it. */
static void add_speech(sve_speech *speech, uint32_t first, uint32_t end, sve_attribution by) {
  if (end > first && is_comma(sve_speech_mark(speech, end - 1))) end--;
  sve_mark open = first < end ? sve_speech_mark(speech, first) : SVE_MARK_NONE;
  if (open >= SVE_MARK_DOUBLE && open <= SVE_MARK_SINGLE && end - first > 2 &&
      sve_speech_mark(speech, end - 1) == open) {
    first++;
    end--;
  }
  sve_speech_add(speech, SVE_QUOTE_DIRECT, first, end, by.speaker, by.source, by.end);
}

/* Whether what ends before `end` is a question. */
static bool is_question(const sve_speech *speech, uint32_t end) {
  return end > 0 && speech->passage->text[speech->passage->tokens[end - 1].span.start_byte] == '?';
}

/* Whether a paragraph that nobody is named for is a reply and no item of a list. */
static bool is_reply(const sve_speech *speech, const sve_stretch *stretch) {
  if (sve_speech_mark(speech, stretch->end - 1) != SVE_MARK_STOP) return false;
  bool follows = speech->reply_end == stretch->open;
  bool answers = stretch->open > 0 && is_question(speech, stretch->open); /* `Blir det varmt?⏎– Ja.` */
  if (sve_speech_mark(speech, stretch->open) == SVE_MARK_HYPHEN) return follows || speech->hyphens;
  if (follows || answers || speech->last.end > 0) return true;
  for (uint32_t at = stretch->first; at < stretch->end && at < stretch->first + SPEECH_LOOK; at++) {
    if (sve_speech_classes(speech, at) & SVE_IS_FIRST) return true;
    sve_mark mark = sve_speech_mark(speech, at);
    if (mark == SVE_MARK_STOP && speech->passage->text[speech->passage->tokens[at].span.start_byte] != '.') return true;
  }
  return false;
}

/* The one person that the text has named before `end`: who answers where nobody has spoken yet: `Tre frågor till Eva
 * Lo.⏎Blir det varmt?⏎– Ja.` */
static sve_speaker find_only_person(sve_speech *speech, uint32_t end) {
  for (uint32_t after; speech->named_end < end; speech->named_end = after) {
    after = speech->named_end + 1;
    const sve_entity *entity = sve_speech_entity(speech, speech->named_end, &after);
    if (entity == NULL || !sve_speech_is_person(entity)) continue;
    bool other = speech->named.end > 0 && speech->named.cluster != entity->cluster;
    if (other) speech->named_end = speech->count;
    speech->named = other ? SVE_NOBODY : (sve_speaker){speech->named_end, after, entity->cluster, entity->label};
    if (other) break;
  }
  return speech->named;
}

/* Whose turn it is: of the other, where two have been speaking by turns or a question is put; else the last speaker's.
 */
static sve_speaker find_turn(sve_speech *speech, const sve_stretch *stretch) {
  if (speech->reply_end == stretch->open) {
    bool asks = is_question(speech, stretch->end) && speech->other.end > 0;
    bool turns = (speech->by_turns || asks) && !speech->reported;
    if (asks && speech->asker.end > 0) return speech->asker; /* who has asked asks again */
    return speech->asked || turns ? speech->other : speech->last;
  }
  sve_speaker told = sve_attribution_by_narration(speech, stretch->open);
  if (told.end > 0 || speech->last.end > 0) return told.end > 0 ? told : speech->last;
  return is_question(speech, stretch->open) ? find_only_person(speech, stretch->open) : SVE_NOBODY;
}

static bool same_speaker(sve_speaker a, sve_speaker b) {
  return a.end == 0 || b.end == 0 ? a.end == b.end
         : a.cluster != SVE_NONE  ? a.cluster == b.cluster
                                  : a.first == b.first;
}

/* Notes who has spoken in this paragraph; `put`: by a verb of asking. */
static void end_turn(sve_speech *speech, const sve_stretch *stretch, sve_speaker before, sve_speaker speaker,
                     bool put) {
  bool other = !same_speaker(before, speaker);
  if (speech->reply_end != stretch->open) {
    speech->by_turns = false;
    speech->asker = SVE_NOBODY;
  } else if (other) {
    speech->by_turns = before.end > 0;
  }
  if (other) speech->other = before;
  if (put) speech->asker = speaker;
  bool asks = put || !speech->reported || (speech->asker.end > 0 && same_speaker(speech->asker, speaker));
  speech->asked = asks && is_question(speech, speech->last_end);
  speech->reply_end = stretch->end;
}

void sve_speech_read_dash(sve_speech *speech, const sve_stretch *stretch) {
  uint32_t first = stretch->first, end = stretch->end, verb;
  if (first >= end) return;
  sve_speaker before = speech->last;
  sve_attribution by;
  if (!find_attribution(speech, first, end, &verb, &by)) {
    if (!sve_speech_is_paragraph(speech, stretch->open) || !is_reply(speech, stretch)) return;
    by = (sve_attribution){find_turn(speech, stretch), SVE_NONE, end};
    add_speech(speech, first, end, by);
    end_turn(speech, stretch, before, by.speaker, false);
    return;
  }
  sve_speaker speaker = by.speaker;
  speech->hyphens = speech->hyphens || sve_speech_mark(speech, stretch->open) == SVE_MARK_HYPHEN;
  speech->reported = sve_speech_is_present(speech, verb);
  bool put = (sve_speech_classes(speech, verb) & SVE_IS_ASK) != 0;
  for (bool more = true; more; more = find_attribution(speech, first, end, &verb, &by)) {
    add_speech(speech, first, verb, by);
    bool sentence;
    first = find_resumption(speech, by.speaker.end > verb ? by.speaker.end : verb + 1, end, &sentence);
    if (sentence) first = skip_narration(speech, first, end, by.speaker);
    if (first >= end) break;
  }
  if (first < end) add_speech(speech, first, end, (sve_attribution){by.speaker, SVE_NONE, end});
  end_turn(speech, stretch, before, speaker, put);
}

void sve_speech_read_colon(sve_speech *speech, uint32_t colon) {
  uint32_t first = colon + 1;
  if (first < speech->count && sve_speech_mark(speech, first) == SVE_MARK_DASH) first++;
  if (sve_speech_is_paragraph(speech, first) || !sve_speech_is_word(speech, first) ||
      sve_speech_is_lower(speech, first))
    return;
  sve_sentence sentence = sve_speech_sentence_of(speech, colon);
  uint32_t start = sentence.first_token, end = sentence.end_token;
  if (end <= first) end = sve_speech_sentence_of(speech, first).end_token;
  sve_attribution by;
  if (end - first < 3 || sve_speech_mark(speech, end - 1) != SVE_MARK_STOP) return;
  if (!sve_attribution_before_colon(speech, colon, &by) || by.speaker.label == SVE_LABEL_LOC) {
    return;
  }
  uint32_t classes = sve_speech_classes(speech, by.speaker.first);
  bool person = by.speaker.label == SVE_LABEL_PER;
  if (by.speaker.cluster == SVE_NONE && !person && !(classes & (SVE_IS_HE | SVE_IS_SHE))) return; /* `Nu gäller:` */
  if (!person && by.speaker.first == start && by.speaker.end == colon) return; /* `Polisen: Ingen skadades` */
  /* A line of a transcript is one speaker's to its end. */
  bool line = person && sve_speech_is_paragraph(speech, start) && by.speaker.end + LINE_NAME_MAX > colon;
  for (uint32_t at = start; at < colon && line; at++) line = !sve_speech_is_verb(speech, at);
  while (line && !sve_speech_is_paragraph(speech, end)) end++;
  sve_speech_add(speech, SVE_QUOTE_DIRECT, first, end, by.speaker, by.source, end);
}
