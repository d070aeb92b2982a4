/* What a document holds: the answers that the public getters lend, and scratch memory. */
#ifndef SVE_PIPELINE_DOCUMENT_H
#define SVE_PIPELINE_DOCUMENT_H

#include "names/cluster.h"
#include "names/tagger.h"
#include "speech/quote.h"
#include "values/time.h"

/* Memory that one analysis needs and the next uses again; one a thread. */
typedef struct sve_scratch {
  sve_word_list words;
  sve_normals normals;
  sve_match_list known; /* names of the shipped gazetteer */
  sve_match_list found; /* names of one of the user's matchers */
  sve_number_list numbers;
  sve_entities candidates;
  sve_feature_list features;
  sve_start_list feature_starts;
  sve_reason_list reasons;
  sve_arena room;         /* what one step needs and the next does not */
  sve_calendar *calendar; /* made when a text first asks for it */
} sve_scratch;

void sve_scratch_free(sve_scratch *scratch);

struct sve_document {
  sve_token_list tokens;
  sve_sentence_list sentences;
  sve_entities entities;
  sve_clusters clusters;
  sve_quote_list quotes;
  sve_arena strings;    /* owns every sve_string above */
  sve_scratch *scratch; /* NULL until an analysis needs it, and after trimming */
  sve_stop *stop;       /* lent by a batch while it analyses; NULL: nobody stops the work */
};

/* Makes the document's scratch memory, empty. */
sve_status sve_document_ready(sve_document *document, sve_error *error);

/* Empties the document, keeps its memory, and makes its scratch ready where it is `deep`. */
sve_status sve_document_reset(sve_document *document, bool deep, sve_error *error);
#endif
