/* A program for tests/python/test_text_core.py, which compiles it with the core.
 *
 *   text_probe scan      reads texts (u32 length and bytes each) and writes, for each, the number of raw tokens and
 *                        for each start, end and kind, all u32
 *   text_probe PIECE N   finds tokens and sentences of N times PIECE, without abbreviations
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/sentence.h"
#include "text/token_scan.h"

static int scan_all(void) {
  uint32_t length;
  while (fread(&length, sizeof length, 1, stdin) == 1) {
    char *text = malloc(length + 1);
    sve_token_list tokens = {0};
    if (text == NULL || fread(text, 1, length, stdin) != length) return 1;
    if (sve_scan(text, length, NULL, &tokens, NULL) != SVE_OK) return 1;
    uint32_t count = (uint32_t)tokens.count;
    fwrite(&count, sizeof count, 1, stdout);
    for (size_t i = 0; i < tokens.count; i++) {
      uint32_t row[3] = {tokens.items[i].span.start_cp, tokens.items[i].span.end_cp, tokens.items[i].kind};
      fwrite(row, sizeof row, 1, stdout);
    }
    fflush(stdout);
    free(text);
    sve_free(tokens.items);
  }
  return 0;
}

static int repeat(const char *piece, size_t times) {
  size_t size = strlen(piece);
  char *text = malloc(size * times + 1);
  sve_tokenizer *tokenizer;
  sve_token_list tokens = {0};
  sve_sentence_list sentences = {0};
  if (text == NULL || sve_tokenizer_new(NULL, NULL, 0, false, &tokenizer, NULL) != SVE_OK) return 1;
  for (size_t i = 0; i < times; i++) memcpy(text + i * size, piece, size);
  if (sve_tokenize(tokenizer, text, size * times, NULL, &tokens, NULL) != SVE_OK) return 1;
  if (sve_sentences_find(&(sve_sentence_words){0}, text, &tokens, &sentences, NULL) != SVE_OK) return 1;
  printf("%zu %zu\n", tokens.count, sentences.count);
  free(text);
  sve_free(tokens.items);
  sve_free(sentences.items);
  sve_tokenizer_free(tokenizer);
  return 0;
}

int main(int count, char **arguments) {
  if (count == 2 && strcmp(arguments[1], "scan") == 0) return scan_all();
  return count == 3 ? repeat(arguments[1], strtoul(arguments[2], NULL, 10)) : 2;
}
