/* Whole analyses: the document is sound, and the same from a document used before, alone or in a batch, on any number
 * of threads. */
#include "fuzz.h"
#include "invariants.h"

static const sve_request REQUEST = {SVE_DEPTH_ALL, {2022, 1, 7}};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  enum { TEXTS = 3, THREADS = 4 };
  static sve_analyzer *analyzer;
  static sve_document *used;
  if (analyzer == NULL) {
    analyzer = shipped_analyzer();
    CLAIM(sve_document_new(&used, NULL) == SVE_OK);
  }
  /* The text, and two pieces of it cut anywhere. */
  size_t half = length / 2;
  char *text = exact_copy(bytes, length), *first = exact_copy(bytes, half),
       *second = exact_copy(bytes + half, length - half);
  sve_string texts[TEXTS] = {{text, length}, {first, half}, {second, length - half}};
  sve_request requests[TEXTS] = {REQUEST, REQUEST, REQUEST};
  sve_document *fresh[TEXTS];
  for (int i = 0; i < TEXTS; i++) CLAIM(sve_document_new(&fresh[i], NULL) == SVE_OK);
  unsigned threads = 1 + (unsigned)(length % THREADS);
  CLAIM(sve_analyze_many(analyzer, texts, requests, TEXTS, threads, NULL, NULL, fresh, NULL) == SVE_OK);
  for (int i = 0; i < TEXTS; i++) {
    CLAIM(sve_analyze(analyzer, texts[i].bytes, texts[i].length, REQUEST, used, NULL) == SVE_OK);
    claim_sound(document_breach(analyzer, texts[i].bytes, texts[i].length, used));
    CLAIM(documents_equal(used, fresh[i]));
    sve_document_free(fresh[i]);
  }
  free(text);
  free(first);
  free(second);
  return 0;
}
