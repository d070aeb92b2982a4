/* What an analyzer is made of, and the first steps that analysis and training share. */
#ifndef SVE_PIPELINE_ANALYZER_H
#define SVE_PIPELINE_ANALYZER_H

#include "names/tagger.h"
#include "pipeline/document.h"
#include "values/measure.h"

struct sve_analyzer {
  sve_tokenizer *tokenizer;
  sve_sentence_words sentence_words;
  sve_lexicon lexicon;
  sve_matcher *gazetteer; /* the shipped names of several words; NULL where the lexicon has none */
  sve_number_words number_words;
  sve_units units;
  sve_speech_words speech_words;
  sve_time_rules *time_rules;
  sve_tagger *tagger; /* NULL where there is no model */
  uint16_t tagger_labels[SVE_TAGGER_LABELS];
  const sve_matcher **matchers;
  size_t matcher_count;
  SVE_LIST(sve_string) labels; /* SVE_LABEL_PER and so on, then the matchers' own */
  bool *wanted;                /* one a label */
};

/* Finds the words and the shipped names among the document's tokens and sentences; `out` borrows all. */
sve_status sve_analyzer_read(const sve_analyzer *analyzer, const char *text, size_t length, sve_document *document,
                             sve_passage *out, sve_error *error);
#endif
