/* Opening the rules, and matching them at one token. */
#include "values/time_rules.h"

#include <string.h>

#include "base/status.h"
#include "values/reading.h"

enum { QUEUE = 96, GATE_BYTES = 3 * 2048, HOLIDAY_BYTES = 8 };

_Static_assert(sizeof(sve_time_step) == 10, "tools/lexicon/times.py packs steps of 10 bytes");
_Static_assert(sizeof(sve_time_rule) == 8, "… rules of 8");
_Static_assert(sizeof(sve_time_word) == 12, "… words of 12");

sve_status sve_time_rules_open(const sve_data *lexicon, sve_time_rules **out, sve_error *error) {
  static const uint64_t shut[GATE_BYTES / 8];
  size_t trie_length, words_length, rules_length, steps_length, classes_length, gate_length, holidays_length;
  const void *trie = sve_data_get(lexicon, SVE_TAG('T', 'I', 'M', 'E'), &trie_length);
  const void *words = sve_data_get(lexicon, SVE_TAG('T', 'I', 'M', 'W'), &words_length);
  sve_time_rules opened = {0};
  opened.rules = sve_data_get(lexicon, SVE_TAG('T', 'I', 'M', 'R'), &rules_length);
  opened.steps = sve_data_get(lexicon, SVE_TAG('T', 'I', 'M', 'S'), &steps_length);
  opened.class_keys = sve_data_get(lexicon, SVE_TAG('T', 'I', 'M', 'C'), &classes_length);
  opened.gate = sve_data_get(lexicon, SVE_TAG('T', 'I', 'M', 'G'), &gate_length);
  opened.holidays = sve_data_get(lexicon, SVE_TAG('T', 'I', 'M', 'H'), &holidays_length);
  if (opened.gate == NULL) {
    opened.gate = shut;
  } else if (gate_length != GATE_BYTES) {
    return sve_fail(error, SVE_BAD_DATA, 0, "the gate of times is cut short");
  }
  opened.rule_count = rules_length / sizeof(sve_time_rule);
  opened.step_count = steps_length / sizeof(sve_time_step);
  opened.class_count = classes_length / sizeof(uint64_t);
  opened.holiday_count = holidays_length / HOLIDAY_BYTES;
  sve_status status = sve_trie_open(trie, trie_length, &opened.trie, error);
  if (status == SVE_OK) status = sve_table_open(words, words_length, sizeof(sve_time_word), &opened.words, error);
  if (status == SVE_OK) status = sve_calendar_new(&opened.calendar, error);
  if (status != SVE_OK) return status;
  sve_time_rules *rules = sve_alloc(sizeof *rules);
  if (rules == NULL) {
    sve_calendar_free(opened.calendar);
    return sve_fail_memory(error);
  }
  *rules = opened;
  *out = rules;
  return SVE_OK;
}

void sve_time_rules_free(sve_time_rules *rules) {
  if (rules == NULL) return;
  sve_calendar_free(rules->calendar);
  sve_free(rules);
}

sve_time_word sve_time_rules_word(const sve_time_rules *rules, uint64_t folded) {
  sve_time_word word = {0};
  uint32_t index = sve_table_find(&rules->words, folded);
  if (index != SVE_NONE) memcpy(&word, sve_table_value(&rules->words, index), sizeof word);
  return word;
}

/* A way from the root: its last step, and the way that it goes on. */
typedef struct way {
  sve_trie_node node;
  uint32_t end_token;
  sve_time_reading reading; /* class 0: the word itself */
  uint8_t depth;
  uint8_t before; /* index of the way before it */
} way;

typedef struct search {
  const sve_time_rules *rules;
  const sve_passage *passage;
  way ways[QUEUE];
  size_t count;
} search;

static void push(search *search_at, uint8_t before, sve_trie_node node, uint32_t end, sve_time_reading reading) {
  if (search_at->count == QUEUE) return;
  uint8_t depth = before == UINT8_MAX ? 1 : (uint8_t)(search_at->ways[before].depth + 1);
  if (depth > SVE_TIME_DEPTH) return;
  search_at->ways[search_at->count++] = (way){node, end, reading, depth, before};
}

/* Adds the ways that go on from `node` over `token`. */
static void expand(search *search_at, uint8_t before, sve_trie_node node, uint32_t token, sve_time_reader *reader,
                   void *context) {
  const sve_trie *trie = &search_at->rules->trie;
  const sve_word *word = &search_at->passage->words[token];
  sve_trie_node next;
  if (sve_time_rules_has(search_at->rules, SVE_GATE_BELONGS, word->folded) &&
      sve_trie_next(trie, node, word->folded, &next)) {
    push(search_at, before, next, token + 1, (sve_time_reading){.tokens = 1});
  }
  sve_time_reading readings[SVE_TIME_READINGS];
  size_t count = reader(context, token, readings);
  for (size_t i = 0; i < count; i++) {
    if (readings[i].class >= search_at->rules->class_count) continue;
    if (!sve_trie_next(trie, node, search_at->rules->class_keys[readings[i].class], &next)) continue;
    push(search_at, before, next, token + readings[i].tokens, readings[i]);
  }
}

/* The match that a way has come to; false where no rule ends there. */
static bool load_match(const search *search_at, size_t index, uint32_t first, sve_time_match *out) {
  const way *end = &search_at->ways[index];
  if (end->node.entry == SVE_NONE || end->node.entry >= search_at->rules->rule_count) return false;
  *out = (sve_time_match){.first_token = first, .end_token = end->end_token, .bytes = end->reading.bytes};
  memcpy(&out->rule, search_at->rules->rules + end->node.entry * sizeof out->rule, sizeof out->rule);
  if ((size_t)out->rule.first_step + out->rule.step_count > search_at->rules->step_count) return false;
  uint32_t tokens = end->end_token - first;
  if ((uint32_t)out->rule.left + out->rule.right >= tokens) return false;
  sve_capture reversed[SVE_TIME_DEPTH];
  size_t count = 0;
  for (size_t at = index; at != UINT8_MAX; at = search_at->ways[at].before) {
    const sve_time_reading *reading = &search_at->ways[at].reading;
    if (reading->class != 0) reversed[count++] = (sve_capture){reading->value, reading->number};
  }
  for (size_t i = 0; i < count; i++) out->captures[i] = reversed[count - 1 - i];
  out->capture_count = count;
  return true;
}

bool sve_time_rules_match(const sve_time_rules *rules, const sve_passage *passage, uint32_t token,
                          sve_time_reader *reader, sve_time_judge *judge, void *context, sve_time_match *out) {
  search search_here;
  search_here.rules = rules;
  search_here.passage = passage;
  search_here.count = 0;
  expand(&search_here, UINT8_MAX, SVE_TRIE_ROOT, token, reader, context);
  bool found = false;
  uint32_t entry = SVE_NONE;
  for (size_t i = 0; i < search_here.count; i++) {
    way here = search_here.ways[i];
    sve_time_match match;
    /* Of two that are as long, the rule that stands first in the table. */
    bool better =
        !found || here.end_token > out->end_token || (here.end_token == out->end_token && here.node.entry < entry);
    if (better && load_match(&search_here, i, token, &match) && judge(context, &match)) {
      *out = match;
      entry = here.node.entry;
      found = true;
    }
    if (here.node.inner && sve_read_goes_on(passage, here.end_token)) {
      expand(&search_here, (uint8_t)i, here.node, here.end_token, reader, context);
    }
  }
  return found;
}
