/* Passages of marked texts: tokens, sentences and words over the handful of words of marked.h. */
#ifndef SVE_TEST_PASSAGE_H
#define SVE_TEST_PASSAGE_H

#include "marked.h"

typedef struct reading {
  marked source; /* entities: the marked names, as candidates */
  sve_tokenizer *tokenizer;
  sve_token_list tokens;
  sve_sentence_list sentences;
  sve_word_list words;
  sve_normals normals;
  sve_passage passage;
} reading;

/* Reads `source` into `out` (which starts as {0} and ends by reading_clear); the norms of its names are left empty. */
static inline sve_status reading_make(reading *out, const lexicon_word *words, size_t count, const char *source,
                                      sve_error *error) {
  sve_status status = marked_lexicon(&out->source, words, count, error);
  if (status == SVE_OK) status = marked_read(&out->source, source, error);
  if (status == SVE_OK) status = sve_tokenizer_new(NULL, NULL, 0, false, &out->tokenizer, error);
  const char *text = out->source.text.items;
  if (status == SVE_OK) status = sve_tokenize(out->tokenizer, text, out->source.text.count, NULL, &out->tokens, error);
  if (status == SVE_OK)
    status = sve_sentences_find(&(sve_sentence_words){0}, text, &out->tokens, &out->sentences, error);
  if (status == SVE_OK) status = sve_words_find(&out->source.lexicon, text, &out->tokens, NULL, &out->words, error);
  if (status == SVE_OK) status = sve_normals_find(text, out->tokens.items, out->tokens.count, &out->normals, error);
  if (status != SVE_OK) return status;
  for (size_t i = 0; i < out->source.entities.list.count; i++) {
    out->source.entities.list.items[i].norm = (sve_string){NULL, 0};
    out->source.entities.list.items[i].score = 1;
  }
  out->passage = (sve_passage){.text = text,
                               .length = out->source.text.count,
                               .tokens = out->tokens.items,
                               .words = out->words.items,
                               .token_count = out->tokens.count,
                               .normals = &out->normals,
                               .sentences = out->sentences.items,
                               .sentence_count = out->sentences.count};
  return SVE_OK;
}

static inline void reading_clear(reading *out) {
  marked_clear(&out->source);
  sve_tokenizer_free(out->tokenizer);
  sve_free(out->tokens.items);
  sve_free(out->sentences.items);
  sve_free(out->words.items);
  sve_normals_clear(&out->normals);
}
#endif
