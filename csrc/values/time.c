/* Finding times: the longest rule at each token, its value, and clock times joined to their days. */
#include "values/time.h"

#include <string.h>

#include "base/status.h"
#include "text/utf8.h"
#include "values/reading.h"
#include "values/time_source.h"

enum { TENSE_REACH = 40, FRONT = 3 /* tokens that may stand before an expression that opens its sentence */ };

/* An expression that is found; it is given out once nothing can join it. */
typedef struct found_time {
  sve_time_value value;
  uint32_t first_token, end_token;
  uint16_t bytes; /* of its last token, where that is a compound; else 0 */
  bool any;
} found_time;

typedef struct finder {
  sve_time_source source;
  size_t sentence; /* of the current token */
  sve_time_context context;
  found_time last;
  sve_entities *out;
} finder;

/* ---- Tense. ---- */

/* What a verb says of when: a preterite, or a present that looks ahead. The present of a saying verb does not
 * (`säger hon på torsdagen`). Weak preterites are told by their endings: `inleddes`, `ökade`; not `möte`. */
static sve_tense tense_of(const finder *finder_at, uint32_t token) {
  const sve_passage *passage = finder_at->source.passage;
  if (passage->tokens[token].kind != SVE_TOKEN_WORD) return SVE_TENSE_NONE;
  sve_time_word known = sve_time_rules_word(finder_at->source.rules, passage->words[token].folded);
  for (size_t i = 0; i < SVE_WORD_CLASSES; i++) {
    if (known.classes[i] == SVE_CLASS_PAST) return SVE_TENSE_PAST;
    if (known.classes[i] == SVE_CLASS_FUTURE) return SVE_TENSE_FUTURE;
  }
  static const char endings[][6] = {"ade", "ades", "des", "dde", "kte", "pte", "ktes", "ptes", "stes"};
  size_t length;
  const char *text = sve_passage_word(passage, token, &length);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t ending = strlen(endings[i]);
    if (length > ending + 2 && memcmp(text + length - ending, endings[i], ending) == 0) return SVE_TENSE_PAST;
  }
  uint32_t kinds = passage->words[token].lexeme.kinds; /* not `ställer`, which speaks with a particle only */
  return (kinds & SVE_LEX_SAY) != 0 && (kinds & SVE_LEX_SAY_PARTICLE) == 0 ? SVE_TENSE_SAID : SVE_TENSE_NONE;
}

/* The tense of the nearest verb before the expression in its sentence, else of the first behind it. */
static sve_tense find_tense(finder *finder_at, uint32_t first, uint32_t end) {
  const sve_passage *passage = finder_at->source.passage;
  while (finder_at->sentence + 1 < passage->sentence_count &&
         passage->sentences[finder_at->sentence].end_token <= first) {
    finder_at->sentence++;
  }
  uint32_t from = 0, to = (uint32_t)passage->token_count;
  if (passage->sentence_count > 0) {
    from = passage->sentences[finder_at->sentence].first_token;
    to = passage->sentences[finder_at->sentence].end_token;
  }
  if (first > from + TENSE_REACH) from = first - TENSE_REACH;
  if (to > end + TENSE_REACH) to = end + TENSE_REACH;
  for (uint32_t token = first; token > from; token--) {
    sve_tense tense = tense_of(finder_at, token - 1);
    if (tense != SVE_TENSE_NONE) return tense;
  }
  /* `På torsdagen, säger hon`; but in `ställs in på torsdagen, och hon säger` the verb behind is another clause's. */
  bool fronted = first <= from + FRONT;
  for (uint32_t token = end; token < to; token++) {
    if (!fronted && passage->tokens[token].kind == SVE_TOKEN_PUNCTUATION) break;
    sve_tense tense = tense_of(finder_at, token);
    if (tense != SVE_TENSE_NONE) return tense;
  }
  return SVE_TENSE_NONE;
}

/* ---- Giving out. ---- */

static sve_status give(finder *finder_at, sve_entity entity, const sve_time_value *value, sve_error *error) {
  char text[SVE_TIME_BYTES];
  size_t length = sve_time_format(&finder_at->context, value, text);
  entity.modifier = sve_modifier_name((sve_modifier)value->modifier);
  sve_status status = SVE_OK;
  if (length > 0) status = sve_arena_copy(finder_at->out->strings, text, length, &entity.value, error);
  if (status == SVE_OK) status = SVE_LIST_RESERVE(&finder_at->out->list, 1, error);
  if (status == SVE_OK) finder_at->out->list.items[finder_at->out->list.count++] = entity;
  return status;
}

static sve_status flush(finder *finder_at, sve_error *error) {
  found_time *last = &finder_at->last;
  if (!last->any) return SVE_OK;
  last->any = false;
  sve_entity entity =
      sve_entity_of_tokens(finder_at->source.passage, last->first_token, last->end_token, SVE_LABEL_TME, SVE_FROM_RULE);
  if (last->bytes != 0) {
    sve_span word = finder_at->source.passage->tokens[last->end_token - 1].span;
    const char *text = finder_at->source.passage->text + word.start_byte;
    size_t bytes;
    sve_status status = sve_normal_prefix(text, word.end_byte - word.start_byte, last->bytes, &bytes, error);
    if (status != SVE_OK) return status;
    entity.span.end_byte = word.start_byte + (uint32_t)bytes;
    entity.span.end_cp = word.start_cp + (uint32_t)sve_utf8_count(text, bytes);
    entity.compound = true;
  }
  return give(finder_at, entity, &last->value, error);
}

/* Whether two expressions stand side by side, or with `på`, `den` between: `klockan 9 på fredag`. */
static bool are_joined(const finder *finder_at, uint32_t end, uint32_t first) {
  if (first < end || !sve_read_goes_on(finder_at->source.passage, end)) return false;
  return first == end || (first == end + 1 && sve_read_is(finder_at->source.passage, end, "på") &&
                          sve_read_goes_on(finder_at->source.passage, first));
}

static sve_status keep(finder *finder_at, found_time found, sve_error *error) {
  found_time *last = &finder_at->last;
  sve_time_value joined;
  if (last->any && last->bytes == 0 && found.bytes == 0 && are_joined(finder_at, last->end_token, found.first_token) &&
      (sve_time_join(&last->value, &found.value, &joined) || sve_time_join(&found.value, &last->value, &joined))) {
    last->value = joined;
    last->end_token = found.end_token;
    return SVE_OK;
  }
  sve_status status = flush(finder_at, error);
  *last = found;
  return status;
}

static sve_status take_match(finder *finder_at, const sve_time_match *match, sve_error *error) {
  const sve_time_rules *rules = finder_at->source.rules;
  sve_time_step steps[UINT8_MAX];
  memcpy(steps, rules->steps + match->rule.first_step * sizeof *steps, match->rule.step_count * sizeof *steps);
  found_time found = {.first_token = match->first_token + match->rule.left,
                      .end_token = match->end_token - match->rule.right,
                      .bytes = match->bytes,
                      .any = true};
  bool asks_tense = sve_time_asks_tense(steps, match->rule.step_count);
  if (asks_tense) finder_at->context.tense = find_tense(finder_at, found.first_token, found.end_token);
  sve_status status = sve_time_evaluate(&finder_at->context, steps, match->rule.step_count, match->captures,
                                        match->capture_count, &found.value, error);
  if (status != SVE_OK) return status;
  sve_time_remember(&finder_at->context, &found.value, asks_tense);
  /* `drygt två timmar` */
  const sve_number *number = match->capture_count > 0 ? match->captures[0].number : NULL;
  if (number != NULL && number->first_token == found.first_token) found.first_token = number->outer_token;
  return keep(finder_at, found, error);
}

/* ---- The pass. ---- */

sve_status sve_times_find(const sve_time_rules *rules, const sve_passage *passage, const sve_number_list *numbers,
                          sve_date reference, sve_calendar **calendar, sve_entities *out, sve_error *error) {
  finder finder_here = {.source = {rules, passage, numbers, 0}, .out = out};
  finder_here.context = (sve_time_context){.shared = rules->calendar,
                                           .calendar = *calendar,
                                           .holidays = rules->holidays,
                                           .holiday_count = rules->holiday_count,
                                           .reference = reference};
  sve_status status = SVE_OK;
  for (uint32_t token = 0; token < passage->token_count && status == SVE_OK;) {
    status = sve_stopped(passage->stop, error);
    if (status != SVE_OK) break;
    while (finder_here.source.number < numbers->count &&
           numbers->items[finder_here.source.number].first_token < token) {
      finder_here.source.number++;
    }
    sve_time_match match;
    if (sve_time_may_begin(&finder_here.source, token) &&
        sve_time_rules_match(rules, passage, token, sve_time_read_token, sve_time_may_stand, &finder_here.source,
                             &match)) {
      /* Words outside the expression do not hide a longer one behind them: `på` `fredag den 3 maj`. */
      sve_time_match inner;
      if (match.rule.left > 0 &&
          sve_time_rules_match(rules, passage, token + match.rule.left, sve_time_read_token, sve_time_may_stand,
                               &finder_here.source, &inner) &&
          inner.end_token > match.end_token) {
        match = inner;
      }
      status = take_match(&finder_here, &match, error);
      token = match.end_token - match.rule.right;
      continue;
    }
    token++;
  }
  if (status == SVE_OK) status = flush(&finder_here, error);
  *calendar = finder_here.context.calendar;
  return status;
}
