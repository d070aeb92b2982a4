/* Seeing the tokens of one sentence after the other. Invariant: `list` holds one view for each token of the
 * sentence that `first_token` begins.
 */
#include "names/view.h"

#include <string.h>

#include "base/hash.h"
#include "base/status.h"
#include "text/chars.h"

enum {
  REACH = 3,       /* words a name may run on in lower case: `Sveriges meteorologiska och hydrologiska` */
  VERY_COMMON = 72 /* Zipf 4.5 */
};

typedef enum { AS_WRITTEN, ALL_LOWER, ALL_UPPER } reading;

/* True of a text of a few words that has letters, and no capital anywhere. */
static bool passage_is_caseless(const sve_passage *passage) {
  bool letters = false;
  for (size_t i = 0; i < passage->token_count; i++) {
    if (sve_case_has_capital(passage->words[i].letters)) return false;
    letters |= passage->words[i].letters == SVE_CASE_LOWER;
  }
  return letters;
}

/* A sentence is in capitals where no word has lower case, and one that is no acronym has capitals: `STORM ÖVER
 * MALMÖ`, but not `SVT och USA` or `HSB`. */
static bool sentence_is_upper(const sve_passage *passage, const sve_sentence *sentence) {
  size_t words = 0, plain = 0;
  for (uint32_t i = sentence->first_token; i < sentence->end_token; i++) {
    const sve_word *word = &passage->words[i];
    if (word->letters == SVE_CASE_LOWER || word->letters == SVE_CASE_MIXED) return false;
    if (word->letters == SVE_CASE_CAPITAL && sve_token_characters(passage->text, &passage->tokens[i]) > 1) return false;
    if (word->letters != SVE_CASE_UPPER) continue;
    words++;
    plain += (word->lexeme.kinds & SVE_LEX_COMMON) != 0 && (word->lexeme.kinds & SVE_LEX_ORG) == 0;
  }
  return words >= 2 && plain > 0;
}

/* How the lexicon would write a word that stands in no ordinary case. */
static sve_case case_of_lexicon(const sve_word *word, uint32_t characters, reading how) {
  /* `jens` is no genitive of `jen`: the base speaks where nothing is known of the word itself. */
  const sve_lexeme *known = word->lexeme.kinds != 0 ? &word->lexeme : &word->base_lexeme;
  bool common = (known->kinds & SVE_LEX_COMMON) != 0;
  if ((known->kinds & SVE_LEX_NAMES) != 0 && !common) return SVE_CASE_CAPITAL;
  if (how == ALL_LOWER) return SVE_CASE_LOWER;
  if (common || word->lexeme.common > 0) return SVE_CASE_LOWER;
  /* Unknown: `SVT`, but `STOLTENBERG`. */
  return characters <= 4 ? SVE_CASE_UPPER : SVE_CASE_CAPITAL;
}

static sve_status reread(sve_views *views, uint32_t token, reading how, sve_view *view, sve_error *error) {
  const sve_word *word = &views->passage->words[token];
  if (word->letters != SVE_CASE_LOWER && word->letters != SVE_CASE_UPPER) return SVE_OK;
  sve_span span = views->passage->tokens[token].span;
  view->reread = true;
  uint32_t characters = sve_token_characters(views->passage->text, &views->passage->tokens[token]);
  view->letters = (uint8_t)case_of_lexicon(word, characters, how);
  if (view->letters == SVE_CASE_LOWER) view->exact = view->folded;
  if (view->letters != SVE_CASE_CAPITAL) return SVE_OK;
  sve_status status =
      sve_capitalize(views->passage->text + span.start_byte, span.end_byte - span.start_byte, &views->bytes, error);
  if (status == SVE_OK) view->exact = sve_hash(views->bytes.items, views->bytes.count);
  return status;
}

static bool opens_afresh(const sve_passage *passage, uint32_t token) {
  if (passage->tokens[token].kind != SVE_TOKEN_PUNCTUATION) return false;
  const char *text = passage->text + passage->tokens[token].span.start_byte;
  size_t length = passage->tokens[token].span.end_byte - passage->tokens[token].span.start_byte;
  static const char *const openers[] = {":", "\"", "”", "“", "»", "«", "–", "—", "-", "'", "’", "‘"};
  for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
    if (strlen(openers[i]) == length && memcmp(text, openers[i], length) == 0) return true;
  }
  return false;
}

static void mark_known(sve_views *views, const sve_sentence *sentence) {
  const sve_passage *passage = views->passage;
  uint32_t covered = sentence->first_token;
  for (; views->next_known < passage->known_count; views->next_known++) {
    const sve_match *match = &passage->known[views->next_known];
    if (match->first_token >= sentence->end_token) return;
    if (match->first_token < sentence->first_token || match->end_token > sentence->end_token) continue;
    if (match->form != SVE_FORM_EXACT && match->form != SVE_FORM_GENITIVE) continue;
    if (match->end_token <= covered && match->first_token < covered &&
        views->list.items[match->first_token - sentence->first_token].known == 0)
      continue;
    sve_string name, label, id;
    sve_matcher_entry(passage->gazetteer, match->entry, &name, &label, &id);
    /* In lower case: a weak sign, of which the words' own kinds tell as much. */
    if (label.length == 0 || label.bytes[0] >= 'a') continue;
    unsigned shift = label.bytes[0] == 'P' ? 0 : label.bytes[0] == 'O' ? 2 : 4;
    for (uint32_t i = match->first_token; i < match->end_token; i++) {
      unsigned part = i == match->first_token ? SVE_KNOWN_FIRST : SVE_KNOWN_LATER;
      views->list.items[i - sentence->first_token].known |= (uint8_t)(part << shift);
    }
    if (match->end_token > covered) covered = match->end_token;
  }
}

static sve_status open_sentence(sve_views *views, const sve_sentence *sentence, sve_error *error) {
  const sve_passage *passage = views->passage;
  views->list.count = 0;
  views->first_token = views->next_token = sentence->first_token;
  sve_status status = SVE_LIST_RESERVE(&views->list, sentence->end_token - sentence->first_token, error);
  if (status != SVE_OK) return status;
  reading how = views->caseless ? ALL_LOWER : sentence_is_upper(passage, sentence) ? ALL_UPPER : AS_WRITTEN;
  bool word_seen = false, afresh = false;
  for (uint32_t i = sentence->first_token; i < sentence->end_token; i++) {
    status = sve_stopped_in_round(passage->stop, i, error);
    if (status != SVE_OK) return status;
    const sve_word *word = &passage->words[i];
    sve_view *view = &views->list.items[views->list.count++];
    *view = (sve_view){.exact = word->exact,
                       .folded = word->folded,
                       .base = word->base,
                       .lexeme = word->lexeme,
                       .base_lexeme = word->base_lexeme,
                       .letters = word->letters,
                       .kind = (uint8_t)passage->tokens[i].kind};
    view->position = word_seen ? afresh ? SVE_POSITION_AFRESH : SVE_POSITION_INNER : SVE_POSITION_FIRST;
    word_seen |= word->letters != SVE_CASE_NONE;
    afresh = opens_afresh(passage, i);
    if (how == AS_WRITTEN) continue;
    status = reread(views, i, how, view, error);
    if (status != SVE_OK) return status;
  }
  mark_known(views, sentence);
  return SVE_OK;
}

/* True where a name may begin at the view: at a capital, but not that of `Det` or `Regeringen` first in a sentence;
 * at a particle before a capital (`von Sydow`); at a known name. */
static bool may_begin(const sve_views *views, size_t at) {
  const sve_view *view = &views->list.items[at];
  if (view->known != 0) return true;
  bool capital_next = at + 1 < views->list.count && sve_case_has_capital(view[1].letters);
  if (view->letters == SVE_CASE_LOWER) return (view->lexeme.kinds & SVE_LEX_PARTICLE) != 0 && capital_next;
  if (!sve_case_has_capital(view->letters)) return false;
  if (view->letters != SVE_CASE_CAPITAL || view->position == SVE_POSITION_INNER || capital_next) return true;
  bool common = (view->lexeme.kinds & SVE_LEX_COMMON) != 0 || view->lexeme.common >= VERY_COMMON;
  return !common || ((view->lexeme.kinds | view->base_lexeme.kinds) & (SVE_LEX_NAMES | SVE_LEX_NAME_PART)) != 0;
}

/* `.`, `;`, `”` end a window unless a name begins behind them: `St. Petersburg` of two sentences' tokens. */
static bool is_stop(const sve_views *views, size_t at) {
  if (views->list.items[at].kind != SVE_TOKEN_PUNCTUATION) return false;
  sve_span span = views->passage->tokens[views->first_token + at].span;
  char first = views->passage->text[span.start_byte];
  return strchr(",&/'-+", first) == NULL && !(at + 1 < views->list.count && may_begin(views, at + 1));
}

sve_status sve_views_next(sve_views *views, uint32_t *first, uint32_t *end, sve_error *error) {
  const sve_passage *passage = views->passage;
  if (!views->opened) {
    views->opened = true;
    views->caseless = passage_is_caseless(passage);
  }
  for (;;) {
    size_t at = views->next_token - views->first_token;
    while (at < views->list.count && !may_begin(views, at)) at++;
    if (at < views->list.count) {
      *first = views->first_token + (uint32_t)at;
      size_t stop = at + 1 + REACH;
      for (at++; at < views->list.count; at++) {
        if (views->list.items[at].known != 0 || may_begin(views, at)) stop = at + 1 + REACH;
        if (at >= stop || is_stop(views, at)) break;
      }
      *end = views->next_token = views->first_token + (uint32_t)at;
      return SVE_OK;
    }
    if (views->next_sentence == passage->sentence_count) break;
    sve_status status = open_sentence(views, &passage->sentences[views->next_sentence++], error);
    if (status != SVE_OK) return status;
  }
  *first = *end = SVE_NONE;
  return SVE_OK;
}

void sve_views_clear(sve_views *views) {
  sve_free(views->list.items);
  sve_free(views->bytes.items);
}

const sve_view *sve_views_get(const sve_views *views, int64_t token) {
  static const sve_view neutral = {.folded = 1, .exact = 1, .base = 1};
  int64_t at = token - views->first_token;
  return at >= 0 && (uint64_t)at < views->list.count ? &views->list.items[at] : &neutral;
}
