/* Sentences: the cases of tests/cases/sentences.tsv, and what holds of every text. */
#include "cases.h"
#include "test.h"
#include "text/sentence.h"

static sve_data *lexicon;
static sve_tokenizer *tokenizer;
static sve_sentence_words words;

static sve_status find(const char *text, size_t length, sve_token_list *tokens, sve_sentence_list *sentences,
                       sve_error *error) {
  sve_status status = sve_tokenize(tokenizer, text, length, NULL, tokens, error);
  return status == SVE_OK ? sve_sentences_find(&words, text, tokens, sentences, error) : status;
}

static void check_case(char *text, char *wanted) {
  sve_token_list tokens = {0};
  sve_sentence_list sentences = {0};
  CHECK_INT(find(text, strlen(text), &tokens, &sentences, NULL), SVE_OK);
  char found[4096] = "";
  size_t at = 0;
  for (size_t i = 0; i < sentences.count; i++) {
    sve_span span = sentences.items[i].span;
    at += (size_t)snprintf(found + at, sizeof found - at, "%s%.*s", i > 0 ? "¦" : "",
                           (int)(span.end_byte - span.start_byte), text + span.start_byte);
  }
  CHECK_STRING(found, strlen(found), wanted);
  sve_free(tokens.items);
  sve_free(sentences.items);
}

static void cases_hold(void) {
  CHECK(test_each_case("tests/cases/sentences.tsv", check_case) > 20);
}

static void sentences_part_the_tokens(void) {
  static const char *const PIECES[] = {"Hus", "hus", ". ", ".", "! ", "? ", "… ", "\n", "\n\n",   ": ",
                                       "”",   "“",   "\"", "(", ")",  " ",  "– ", "7",  "t.ex. ", "A. "};
  uint32_t random = 5;
  for (int round = 0; round < 2000; round++) {
    char text[400] = "";
    for (int i = 0; i < 40; i++) {
      random = random * 1664525u + 1013904223u;
      strcat(text, PIECES[(random >> 8) % (sizeof PIECES / sizeof *PIECES)]);
    }
    sve_token_list tokens = {0};
    sve_sentence_list sentences = {0};
    CHECK_INT(find(text, strlen(text), &tokens, &sentences, NULL), SVE_OK);
    uint32_t next = 0;
    for (size_t i = 0; i < sentences.count; i++) {
      const sve_sentence *sentence = &sentences.items[i];
      CHECK_INT(sentence->first_token, next);
      CHECK(sentence->end_token > next);
      next = sentence->end_token;
      CHECK_INT(sentence->span.start_byte, tokens.items[sentence->first_token].span.start_byte);
      CHECK_INT(sentence->span.end_byte, tokens.items[next - 1].span.end_byte);
      CHECK_INT(sentence->span.end_cp, tokens.items[next - 1].span.end_cp);
    }
    CHECK_INT(next, tokens.count);
    sve_free(tokens.items);
    sve_free(sentences.items);
  }
}

static void blank_texts_have_none(void) {
  static const char *const BLANK[] = {"", "   ", "\n\n", "\xEF\xBB\xBF"};
  for (size_t i = 0; i < sizeof BLANK / sizeof *BLANK; i++) {
    sve_token_list tokens = {0};
    sve_sentence_list sentences = {0};
    CHECK_INT(find(BLANK[i], strlen(BLANK[i]), &tokens, &sentences, NULL), SVE_OK);
    CHECK_INT(sentences.count, 0);
    sve_free(tokens.items);
    sve_free(sentences.items);
  }
}

/* `Lugnt på isarna När det blåste gick de hem.`, decomposed: words of a headline's border need their NFC form. */
#define DECOMPOSED "Lugnt pa\u030A isarna Na\u0308r det bla\u030Aste gick de hem."

static void decomposed_text_is_read_alike(void) {
  sve_token_list tokens = {0};
  sve_sentence_list sentences = {0};
  CHECK_INT(find(DECOMPOSED, strlen(DECOMPOSED), &tokens, &sentences, NULL), SVE_OK);
  CHECK_INT(sentences.count, 2);
  sve_free(tokens.items);
  sve_free(sentences.items);
}

static sve_status find_two(void *context, sve_error *error) {
  const char *text = context;
  sve_token_list tokens = {0};
  sve_sentence_list sentences = {0};
  sve_status status = find(text, strlen(text), &tokens, &sentences, error);
  sve_free(tokens.items);
  sve_free(sentences.items);
  return status;
}

static void allocations_may_fail(void) {
  /* Each with another word that is the first to need memory: that behind the border, the next, the last, the first. */
  static const char *const TEXTS[] = {DECOMPOSED, "Lugnt ute i dag Nu blev bla\u030Asbilderna fler.",
                                      "Lugnt ute bla\u030Asbilderna Nu blev det fler.",
                                      "Lugnt bla\u030Asbilderna ute i dag Nu blev det fler."};
  for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) test_sweep(find_two, (void *)(uintptr_t)TEXTS[i]);
}

int main(void) {
  if (sve_data_open("svenner/data/lexicon.sve", false, &lexicon, NULL) != SVE_OK) return 1;
  if (sve_tokenizer_new(lexicon, NULL, 0, false, &tokenizer, NULL) != SVE_OK) return 1;
  if (sve_sentence_words_open(lexicon, &words, NULL) != SVE_OK) return 1;
  RUN(cases_hold);
  RUN(sentences_part_the_tokens);
  RUN(blank_texts_have_none);
  RUN(decomposed_text_is_read_alike);
  RUN(allocations_may_fail);
  sve_tokenizer_free(tokenizer);
  sve_data_free(lexicon);
  return test_end();
}
