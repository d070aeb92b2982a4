/* Where direct speech can stand: between marks, and in paragraphs behind a dash.
 *
 * One pass. A mark opens or closes by the spaces beside it and by what is open; marks are told apart by their family
 * only, so that ”…”, “…”, „…“ and "…" pair however they are mixed. A pair inside another pair is part of it.
 */
#include "speech/stretch.h"

enum { FAMILIES = 3 };

static bool is_spaced(const sve_speech *speech, uint32_t token) {
  enum { SPACE = SVE_TOKEN_AFTER_SPACE | SVE_TOKEN_AFTER_LINE | SVE_TOKEN_AFTER_BLANK };
  return token == 0 || token >= speech->count || (speech->passage->tokens[token].flags & SPACE) != 0;
}

static bool is_quoting(sve_mark mark) {
  return mark >= SVE_MARK_DOUBLE && mark <= SVE_MARK_SINGLE;
}

/* Whether a mark with no other of its family open opens: `(”Ja`, `sade:”Ja`; not the inches of `5”`. */
static bool opens(const sve_speech *speech, uint32_t token, sve_mark mark) {
  sve_mark before = token > 0 ? sve_speech_mark(speech, token - 1) : SVE_MARK_NONE;
  bool apart = is_spaced(speech, token) || (before != SVE_MARK_NONE && before != SVE_MARK_STOP);
  bool joined = !is_spaced(speech, token + 1);
  bool year = joined && speech->passage->tokens[token + 1].kind == SVE_TOKEN_NUMBER; /* `’90-talet` */
  if (mark == SVE_MARK_GUILLEMET) return apart;
  return mark == SVE_MARK_SINGLE ? apart && joined && !year : joined || (apart && token + 1 < speech->count);
}

/* Whether a mark can close: not one that stands before a word only; `rock ’n’ roll` closes nothing. */
static bool closes(const sve_speech *speech, uint32_t token, sve_mark mark) {
  if (mark == SVE_MARK_SINGLE) {
    return !is_spaced(speech, token) && (is_spaced(speech, token + 1) || !sve_speech_is_word(speech, token + 1));
  }
  return mark == SVE_MARK_GUILLEMET || !is_spaced(speech, token) || is_spaced(speech, token + 1);
}

/* Whether the dash that begins a paragraph or sentence opens a reply: `– Nej.`; not `- mjölk`, `– 2 ägg`. */
static bool opens_reply(const sve_speech *speech, uint32_t token) {
  sve_mark mark = sve_speech_mark(speech, token);
  if (mark != SVE_MARK_DASH && (mark != SVE_MARK_HYPHEN || !is_spaced(speech, token + 1))) return false;
  if (token + 1 >= speech->count || speech->passage->tokens[token + 1].kind == SVE_TOKEN_NUMBER) return false;
  if (sve_speech_is_word(speech, token + 1)) return speech->even || !sve_speech_is_lower(speech, token + 1);
  sve_mark next = sve_speech_mark(speech, token + 1);
  return is_quoting(next) || next == SVE_MARK_OPEN || next == SVE_MARK_STOP;
}

bool sve_speech_is_paragraph(const sve_speech *speech, uint32_t token) {
  if (token == 0 || token >= speech->count) return true;
  uint16_t flags = speech->passage->tokens[token].flags;
  if (flags & SVE_TOKEN_AFTER_BLANK) return true;
  return (flags & SVE_TOKEN_AFTER_LINE) && sve_speech_sentence_of(speech, token).first_token == token;
}

/* Whether a sentence begins with a dash on the line of the one before it: `Han nickar. – Ja, säger han.` */
static bool begins_inside(const sve_speech *speech, uint32_t token) {
  return sve_speech_mark(speech, token) == SVE_MARK_DASH && sve_speech_mark(speech, token - 1) == SVE_MARK_STOP &&
         sve_speech_sentence_of(speech, token).first_token == token;
}

static sve_status add_stretch(sve_stretch_list *out, sve_stretch stretch, sve_error *error) {
  /* Pairs that stand inside this one are part of it. */
  while (out->count > 0 && out->items[out->count - 1].open > stretch.open) out->count--;
  sve_status status = SVE_LIST_RESERVE(out, 1, error);
  if (status == SVE_OK) out->items[out->count++] = stretch;
  return status;
}

sve_status sve_stretches_find(const sve_speech *speech, sve_stretch_list *out, sve_error *error) {
  uint32_t open[FAMILIES] = {SVE_NONE, SVE_NONE, SVE_NONE};
  uint32_t paragraph = 0;
  size_t reply = SIZE_MAX;       /* index of the reply that is open */
  uint32_t reply_end = SVE_NONE; /* where one inside a paragraph ends: with its sentence */
  sve_status status = SVE_OK;
  for (uint32_t i = 0; i <= speech->count && status == SVE_OK; i++) {
    sve_mark mark = sve_speech_mark(speech, i);
    bool paragraph_begins = sve_speech_is_paragraph(speech, i);
    if (reply != SIZE_MAX && (paragraph_begins || i == reply_end)) {
      out->items[reply].end = out->items[reply].close = i;
      reply = SIZE_MAX;
    }
    if (!paragraph_begins && reply == SIZE_MAX && begins_inside(speech, i) && opens_reply(speech, i)) {
      reply = out->count;
      reply_end = sve_speech_sentence_of(speech, i).end_token;
      status = add_stretch(out, (sve_stretch){i, i + 1, i + 1, i + 1, true}, error);
      if (status != SVE_OK) break;
    }
    if (paragraph_begins) {
      reply_end = SVE_NONE;
      for (unsigned k = 0; k < FAMILIES && status == SVE_OK; k++) {
        /* A quote that goes on in the next paragraph has its mark there again, and closes at its end only. */
        if (i > 0 && open[k] == paragraph && is_quoting(mark) && mark - SVE_MARK_DOUBLE == k) {
          status = add_stretch(out, (sve_stretch){open[k], open[k] + 1, i, i, false}, error);
        }
        open[k] = SVE_NONE;
      }
      paragraph = i;
      if (i < speech->count && status == SVE_OK && opens_reply(speech, i)) {
        reply = out->count;
        status = add_stretch(out, (sve_stretch){i, i + 1, i + 1, i + 1, true}, error);
      }
    }
    if (!is_quoting(mark) || status != SVE_OK) continue;
    uint32_t *opened = &open[mark - SVE_MARK_DOUBLE];
    if (*opened != SVE_NONE && closes(speech, i, mark)) {
      status = add_stretch(out, (sve_stretch){*opened, *opened + 1, i, i + 1, false}, error);
      *opened = SVE_NONE;
    } else if (*opened == SVE_NONE && opens(speech, i, mark)) {
      *opened = i;
    }
  }
  return status;
}
