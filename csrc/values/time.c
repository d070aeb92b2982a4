/* First body: finds no time yet. */
#include "values/time.h"

#include "base/status.h"

struct sve_time_rules {
  const sve_data *lexicon;
};

sve_status sve_time_rules_open(const sve_data *lexicon, sve_time_rules **out, sve_error *error) {
  sve_time_rules *rules = sve_alloc(sizeof *rules);
  if (rules == NULL) return sve_fail_memory(error);
  rules->lexicon = lexicon;
  *out = rules;
  return SVE_OK;
}
void sve_time_rules_free(sve_time_rules *rules) {
  sve_free(rules);
}
sve_status sve_times_find(const sve_time_rules *rules, const sve_passage *passage, const sve_number_list *numbers,
                          sve_date reference, sve_entities *out, sve_error *error) {
  (void)rules, (void)passage, (void)numbers, (void)reference, (void)out, (void)error;
  return SVE_OK;
}
