/* What a document holds: the answers that the public getters lend, and the memory that one analysis
 * needs and the next uses again.
 */
#ifndef SVE_PIPELINE_DOCUMENT_H
#define SVE_PIPELINE_DOCUMENT_H

#include "names/cluster.h"
#include "names/tagger.h"
#include "speech/quote.h"
#include "values/time.h"

struct sve_document {
  /* The answers. */
  sve_token_list tokens;
  sve_sentence_list sentences;
  sve_entities entities;
  sve_clusters clusters;
  sve_quote_list quotes;
  sve_match_list matches;
  sve_arena strings; /* owns every sve_string above */

  /* Of use to the analysis only: sve_document_trim gives it back. */
  sve_word_list words;
  sve_match_list known; /* names of the shipped gazetteer */
  sve_number_list numbers;
  sve_entities candidates;
  sve_match_list found;
  sve_feature_list features;
  sve_start_list feature_starts;
};

/* Empties the document and keeps its memory. */
void sve_document_reset(sve_document *document);
#endif
