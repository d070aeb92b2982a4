/* What the fuzz targets share: the shipped data, and a claim that ends the run where it does not hold. */
#ifndef SVE_FUZZ_H
#define SVE_FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "svenner.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define CLAIM(condition)                                                      \
  do {                                                                        \
    if (!(condition)) {                                                       \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      abort();                                                                \
    }                                                                         \
  } while (0)

/* `breach`: what invariants.h says; NULL where all holds. */
static inline void claim_sound(const char *breach) {
  if (breach != NULL) {
    fprintf(stderr, "breach: %s\n", breach);
    abort();
  }
}

/* The shipped file of that name, or NULL where there is none; run from the root of the repository. */
static inline sve_data *shipped(const char *path) {
  sve_data *data = NULL;
  sve_status status = sve_data_open(path, true, &data, NULL);
  CLAIM(status == SVE_OK || status == SVE_IO);
  return data;
}

/* A file without any section. */
static inline sve_data *no_data(void) {
  sve_builder *builder;
  const void *bytes;
  size_t length;
  sve_data *data;
  CLAIM(sve_builder_new(&builder, NULL) == SVE_OK);
  CLAIM(sve_builder_finish(builder, &bytes, &length, NULL) == SVE_OK);
  CLAIM(sve_data_open_bytes(bytes, length, true, &data, NULL) == SVE_OK);
  sve_builder_free(builder);
  return data;
}

/* An analyzer over the shipped lexicon and model, that joins words over line breaks too; made once in a target and
 * never freed. */
static inline sve_analyzer *shipped_analyzer(void) {
  static sve_data *lexicon, *model; /* static: still in reach when leaks are looked for */
  lexicon = shipped("svenner/data/lexicon.sve");
  if (lexicon == NULL) lexicon = no_data();
  model = shipped("svenner/data/model.sve");
  sve_analyzer *analyzer;
  CLAIM(sve_analyzer_new(&(sve_analyzer_parts){.lexicon = lexicon, .model = model, .dehyphenate = true}, &analyzer,
                         NULL) == SVE_OK);
  return analyzer;
}

/* A copy of exactly that size, so that a read past its end is seen. */
static inline char *exact_copy(const uint8_t *bytes, size_t length) {
  char *copy = malloc(length > 0 ? length : 1);
  CLAIM(copy != NULL);
  if (length > 0) memcpy(copy, bytes, length);
  return copy;
}
#endif
