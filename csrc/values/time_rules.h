/* The rules of time: a trie over words and classes of words, compiled from lexicon/time-rules.tsv.
 *
 * A token may be read as itself and as a member of several classes (`maj` a word, a month). Matching keeps every
 * reading that the trie allows, in a queue of fixed size, so that its cost at one token is bounded whatever the text.
 */
#ifndef SVE_VALUES_TIME_RULES_H
#define SVE_VALUES_TIME_RULES_H

#include "base/trie.h"
#include "values/time_class.h"
#include "values/time_moment.h"

/* A row of TIMR. */
typedef struct sve_time_rule {
  uint32_t first_step;
  uint8_t step_count;
  uint8_t left, right; /* words that must stand there but are outside the expression */
  uint8_t guard;       /* sve_time_guard */
} sve_time_rule;

enum { SVE_WORD_CLASSES = 4, SVE_TIME_DEPTH = 14 };

/* A row of TIMW: the classes of a word, and what each makes of it. */
typedef struct sve_time_word {
  uint8_t classes[SVE_WORD_CLASSES];
  int16_t values[SVE_WORD_CLASSES];
} sve_time_word;

struct sve_time_rules {
  sve_trie trie;
  sve_table words;
  const uint64_t *class_keys, *gate;
  const char *rules, *steps;
  const uint8_t *holidays;
  size_t class_count, rule_count, step_count, holiday_count;
  sve_calendar *calendar;
};
typedef struct sve_time_rules sve_time_rules;

/* `lexicon` is borrowed; without such sections no time is found. */
sve_status sve_time_rules_open(const sve_data *lexicon, sve_time_rules **out, sve_error *error);
void sve_time_rules_free(sve_time_rules *rules);

/* One way to read the text at a token. */
typedef struct sve_time_reading {
  uint8_t class;
  uint8_t tokens; /* that it takes */
  uint16_t bytes; /* of its one token, where it is the first part of a compound; else 0 */
  int64_t value;
  const sve_number *number;
} sve_time_reading;
enum { SVE_TIME_READINGS = 12 };

/* Gives the readings of a token by class: at most SVE_TIME_READINGS. */
typedef size_t sve_time_reader(void *context, uint32_t token, sve_time_reading *out);

typedef struct sve_time_match {
  sve_time_rule rule;
  uint32_t first_token, end_token; /* with the words outside the expression */
  sve_capture captures[SVE_TIME_DEPTH];
  size_t capture_count;
  uint16_t bytes; /* of its last token, where that is a compound; else 0 */
} sve_time_match;

/* Asks whether a match may stand. */
typedef bool sve_time_judge(void *context, const sve_time_match *match);

/* The longest match that begins at `token`; false where there is none. */
bool sve_time_rules_match(const sve_time_rules *rules, const sve_passage *passage, uint32_t token,
                          sve_time_reader *reader, sve_time_judge *judge, void *context, sve_time_match *out);

/* The classes of a word; all zero where it has none. */
sve_time_word sve_time_rules_word(const sve_time_rules *rules, uint64_t folded);

/* Whether a gate, a bitmap over words, has a word: nearly never one that it should not. */
typedef enum sve_time_gate {
  SVE_GATE_BEGINS,  /* words that an expression can begin with */
  SVE_GATE_ALONE,   /* … that are one by themselves */
  SVE_GATE_BELONGS, /* … that can stand anywhere in one */
} sve_time_gate;
static inline bool sve_time_rules_has(const sve_time_rules *rules, sve_time_gate gate, uint64_t folded) {
  return (rules->gate[256 * (unsigned)gate + (folded >> 6 & 255)] >> (folded & 63) & 1) != 0;
}
#endif
