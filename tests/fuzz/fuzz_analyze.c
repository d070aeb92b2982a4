/* Whole analyses: the document is sound, and the same from a document used before and on two threads. */
#include "fuzz.h"
#include "invariants.h"

static const sve_request REQUEST = {SVE_DEPTH_ALL, {2022, 1, 7}};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static sve_analyzer *analyzer;
  static sve_document *used;
  if (analyzer == NULL) {
    analyzer = shipped_analyzer();
    CLAIM(sve_document_new(&used, NULL) == SVE_OK);
  }
  char *text = exact_copy(bytes, length);
  sve_document *fresh[2];
  for (int i = 0; i < 2; i++) CLAIM(sve_document_new(&fresh[i], NULL) == SVE_OK);

  CLAIM(sve_analyze(analyzer, text, length, REQUEST, used, NULL) == SVE_OK);
  claim_sound(document_breach(analyzer, text, length, used));
  sve_string texts[2] = {{text, length}, {text, length}};
  sve_request requests[2] = {REQUEST, REQUEST};
  CLAIM(sve_analyze_many(analyzer, texts, requests, 2, length % 8 == 0 ? 2 : 1, NULL, NULL, fresh, NULL) == SVE_OK);
  CLAIM(documents_equal(used, fresh[0]));
  CLAIM(documents_equal(used, fresh[1]));

  for (int i = 0; i < 2; i++) sve_document_free(fresh[i]);
  free(text);
  return 0;
}
