/* First body: finds no quote yet. */
#include "speech/quote.h"

sve_status sve_quotes_find(const sve_lexicon *lexicon, const sve_passage *passage, const sve_entities *entities,
                           const sve_clusters *clusters, sve_arena *room, sve_quote_list *out, sve_error *error) {
  (void)lexicon, (void)passage, (void)entities, (void)clusters, (void)room, (void)out, (void)error;
  return SVE_OK;
}
