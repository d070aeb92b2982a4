/* Direct speech between marks: is it speech, and who speaks.
 *
 * Marks stand around speech, titles, nicknames and words used with a wink. Speech is what a verb of saying, `enligt` or
 * a colon ties to a speaker, and what stands as a sentence of its own; everything else in marks is left alone.
 */
#include "speech/attribution.h"
#include "speech/reading.h"

enum { BEFORE_LOOK = 20, ENLIGT_LOOK = 25, INTRODUCTION_MAX = 10, NEAR = 3, GAP_MAX = 30 };

static sve_mark last_mark(const sve_speech *speech, uint32_t first, uint32_t end) {
  return end > first ? sve_speech_mark(speech, end - 1) : SVE_MARK_NONE;
}

/* Whether the words end as a sentence does; the full stop may be an abbreviation's too: `i maj.` */
static bool is_finished(const sve_speech *speech, uint32_t first, uint32_t end) {
  if (last_mark(speech, first, end) == SVE_MARK_STOP) return true;
  const sve_token *last = &speech->passage->tokens[end - 1];
  return last->kind == SVE_TOKEN_ABBREVIATION && speech->passage->text[last->span.end_byte - 1] == '.';
}

/* Whether the stretch stands where a sentence does: `Bo nickade. ”Så är det.”`; not `”Röda rummet” är bra`. */
static bool is_sentence(const sve_speech *speech, const sve_stretch *stretch, uint32_t end) {
  sve_mark before = stretch->open > 0 ? sve_speech_mark(speech, stretch->open - 1) : SVE_MARK_STOP;
  bool begins = sve_speech_is_paragraph(speech, stretch->open) || before == SVE_MARK_STOP ||
                (before >= SVE_MARK_DOUBLE && before <= SVE_MARK_SINGLE);
  if (!begins) return false;
  bool stopped = is_finished(speech, stretch->first, end);
  sve_mark after = sve_speech_mark(speech, stretch->close);
  bool ends = sve_speech_is_paragraph(speech, stretch->close) || after == SVE_MARK_STOP ||
              (stopped && !sve_speech_is_lower(speech, stretch->close) && after != SVE_MARK_COMMA);
  return ends && (stopped || end - stretch->first >= 3);
}

/* `Boken ”Röda rummet”`, `skrev i ”Dagens eko”`: a name rather than words that somebody said. */
static bool is_title(const sve_speech *speech, const sve_stretch *stretch, uint32_t end) {
  uint32_t before = stretch->open > 0 ? stretch->open - 1 : 0;
  if (stretch->open > 0 && (sve_speech_classes(speech, before) & SVE_IS_TERM)) return true;
  bool work = stretch->open > 0 && (sve_speech_classes(speech, before) & SVE_IS_WORK);
  if (!work && last_mark(speech, stretch->first, end) == SVE_MARK_STOP) return false;
  return sve_speech_is_word(speech, stretch->first) && !sve_speech_is_lower(speech, stretch->first);
}

/* What introduces the stretch: a colon, `att`, a comma or the verb itself before it. */
static bool read_introduction(sve_speech *speech, const sve_stretch *stretch, uint32_t end, sve_attribution *out) {
  if (stretch->open == 0) return false;
  uint32_t before = stretch->open - 1;
  uint32_t start = sve_speech_sentence_of(speech, before).first_token;
  sve_mark mark = sve_speech_mark(speech, before);
  if (mark == SVE_MARK_COLON && speech->last.end > 0 && speech->last_end == before) {
    *out = (sve_attribution){speech->last, SVE_NONE, stretch->close}; /* `säger att han väntar: ”Nu räcker det.”` */
    return true;
  }
  if (sve_speech_is_paragraph(speech, stretch->open)) return false;
  if (mark == SVE_MARK_COLON) return sve_attribution_before_colon(speech, before, out);
  if (sve_speech_classes(speech, before) & SVE_IS_ATT) {
    uint32_t verb = sve_speech_governor(speech, before);
    bool further = before > start && (sve_speech_classes(speech, before - 1) & SVE_IS_COORDINATOR);
    if (verb == SVE_NONE && further && speech->last.end > 0 && speech->last_token > start) {
      *out = (sve_attribution){speech->last, SVE_NONE, stretch->close}; /* `sade att ”…” och att ”…”` */
      return true;
    }
    if (verb == SVE_NONE || !sve_speaker_of_verb(speech, start, verb, before, &out->speaker)) return false;
    out->source = sve_attribution_source(speech, verb, before, out->speaker);
    out->end = stretch->close;
    return true;
  }
  bool direct = sve_speech_is_verb(speech, before);
  if (direct && is_title(speech, stretch, end) && end - stretch->first < 3) return false; /* `skrev ”Röda rummet”` */
  uint32_t verb = before;
  if (mark == SVE_MARK_COMMA) {
    while (verb > start && verb + NEAR + 1 > before && !sve_speech_is_verb(speech, verb)) verb--;
    direct = sve_speech_is_verb(speech, verb);
  }
  if (!direct || !sve_speaker_of_verb(speech, start, verb, before, &out->speaker)) return false;
  out->source = SVE_NONE;
  out->end = stretch->close;
  return true;
}

/* What governs a quoted part of a sentence: `Hon kallar förslaget ”helt galet”`, `Enligt Lo är läget ”mycket
 * allvarligt”`. */
static bool read_governor(sve_speech *speech, const sve_stretch *stretch, uint32_t end, sve_attribution *out) {
  if (stretch->open == 0 || sve_speech_is_paragraph(speech, stretch->open) || is_title(speech, stretch, end))
    return false;
  uint32_t start = sve_speech_sentence_of(speech, stretch->open).first_token;
  bool reported = false; /* part of what an `att` reports as a whole */
  for (uint32_t at = stretch->open; at > start && at + ENLIGT_LOOK > stretch->open;) {
    at--;
    sve_mark mark = sve_speech_mark(speech, at);
    uint32_t distance = stretch->open - at;
    if (mark == SVE_MARK_STOP || mark == SVE_MARK_COLON || mark == SVE_MARK_SEMICOLON || speech->spoken[at])
      return false;
    uint32_t classes = sve_speech_classes(speech, at);
    if (classes & SVE_IS_ATT) reported = true;
    out->source = SVE_NONE;
    out->end = stretch->close;
    if (classes & SVE_IS_ENLIGT) return sve_speaker_after(speech, at + 1, stretch->open, &out->speaker);
    if (!sve_speech_is_verb(speech, at) || distance > BEFORE_LOOK) continue;
    bool brief = end - stretch->first < 2 && distance > NEAR;
    /* `föreslår en ”grön växling”` is a term; `kallar det ”en skandal”` is what somebody said. */
    bool term = (sve_speech_classes(speech, stretch->open - 1) & SVE_IS_DETERMINER) && end - stretch->first <= NEAR &&
                (sve_speech_kinds(speech, at) & SVE_LEX_SAY_ATT);
    return !reported && !brief && !term && sve_speaker_of_verb(speech, start, at, stretch->open, &out->speaker);
  }
  return false;
}

/* A stretch without words of its own that tell who speaks: the last speaker, where it follows at once; else the one
 * that the sentence before tells of, where it names nobody else: not `Ada vände sig till Bo. ”Så är det.”` */
static sve_speaker find_last_speaker(sve_speech *speech, uint32_t at) {
  if (speech->last.end > 0 && at >= speech->last_token && at - speech->last_token <= NEAR) return speech->last;
  sve_speaker told = sve_attribution_by_narration(speech, at);
  for (uint32_t i = told.end; told.end > 0 && i < at; i++) {
    bool party = sve_speech_mark(speech, i - 1) == SVE_MARK_OPEN; /* `Bo Ek (L)` */
    if (!party && sve_speech_is_word(speech, i) && !sve_speech_is_lower(speech, i)) return SVE_NOBODY;
  }
  return told;
}

void sve_speech_read_marked(sve_speech *speech, const sve_stretch *stretch, const sve_stretch *closing) {
  uint32_t first = stretch->first, end = stretch->end;
  bool comma = last_mark(speech, first, end) == SVE_MARK_COMMA;
  if (comma) end--;
  if (end <= first) return;
  bool finished = comma || is_finished(speech, first, end);
  sve_attribution before, after;
  bool introduced = read_introduction(speech, stretch, end, &before);
  bool followed = sve_attribution_after(speech, closing->close, finished || closing != stretch, &after);
  if (introduced && (!followed || after.speaker.label == SVE_LABEL_ORG)) {
    /* `Blinken sade att ”…”, skriver AFP`: the one who reports is no speaker. */
    if (followed) before.source = sve_attribution_entity(speech, after.speaker);
    if (followed) before.end = after.end;
  } else if (followed) {
    before = after;
  } else if (is_sentence(speech, stretch, end)) {
    before = (sve_attribution){find_last_speaker(speech, stretch->open), SVE_NONE, stretch->close};
  } else if (speech->last.end > 0 && speech->last_token + 1 == stretch->open && !is_title(speech, stretch, end)) {
    before = (sve_attribution){speech->last, SVE_NONE, stretch->close}; /* `”Nej”, sade hon, ”inte i dag.”` */
  } else if (!read_governor(speech, stretch, end, &before)) {
    return;
  }
  if (closing != stretch) before.end = stretch->close;
  sve_speech_add(speech, SVE_QUOTE_DIRECT, first, end, before.speaker, before.source, before.end);
}
