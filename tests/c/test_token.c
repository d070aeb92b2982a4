/* Tokens: the cases of tests/cases/tokens.tsv; kinds and flags; texts of any bytes; ICU's word borders where the
 * rules agree; a user's abbreviations. */
#include <unicode/ubrk.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "cases.h"
#include "test.h"
#include "text/chars.h"
#include "text/token.h"
#include "text/utf8.h"

static const char *const KINDS[] = {"word",  "number",  "abbreviation", "punctuation", "symbol",    "url",
                                    "email", "hashtag", "handle",       "emoji",       "identifier"};

static sve_data *lexicon;
static sve_tokenizer *tokenizer;

static sve_token_list tokens_of(const char *text, size_t length) {
  sve_token_list tokens = {0};
  CHECK_INT(sve_tokenize(tokenizer, text, length, NULL, &tokens, NULL), SVE_OK);
  return tokens;
}

static bool is_plain(unsigned kind) {
  return kind == SVE_TOKEN_WORD || kind == SVE_TOKEN_PUNCTUATION;
}

/* `Lo¦7/number¦.` */
static void put_tokens(const char *text, const sve_token_list *tokens, char *out, size_t room) {
  size_t at = 0;
  out[0] = '\0';
  for (size_t i = 0; i < tokens->count; i++) {
    const sve_token *token = &tokens->items[i];
    at += (size_t)snprintf(out + at, room - at, "%s%.*s%s%s", i > 0 ? "¦" : "",
                           (int)(token->span.end_byte - token->span.start_byte), text + token->span.start_byte,
                           is_plain(token->kind) ? "" : "/", is_plain(token->kind) ? "" : KINDS[token->kind]);
    if (at >= room) return;
  }
}

static void check_case(char *text, char *wanted) {
  sve_token_list tokens = tokens_of(text, strlen(text));
  char found[8192];
  put_tokens(text, &tokens, found, sizeof found);
  CHECK_STRING(found, strlen(found), wanted);
  sve_free(tokens.items);
}

static void cases_hold(void) {
  CHECK(test_each_case("tests/cases/tokens.tsv", check_case) > 50);
}

/* Tokens lie on character borders, in order, and what is between them is white space. */
static void check_sound(const char *text, size_t length) {
  sve_token_list tokens = tokens_of(text, length);
  size_t at = 0;
  uint32_t cp = 0;
  for (size_t i = 0; i <= tokens.count; i++) {
    size_t start = i < tokens.count ? tokens.items[i].span.start_byte : length;
    while (at < start) {
      sve_char_class class = sve_char_class_of(sve_utf8_next(text, length, &at));
      CHECK(class == SVE_CHAR_SPACE || class == SVE_CHAR_LINE);
      cp++;
    }
    CHECK_INT(at, start);
    if (i == tokens.count) break;
    const sve_token *token = &tokens.items[i];
    CHECK_INT(token->span.start_cp, cp);
    CHECK(token->span.end_byte > token->span.start_byte);
    CHECK(token->kind <= SVE_TOKEN_IDENTIFIER);
    while (at < token->span.end_byte) {
      sve_utf8_next(text, length, &at);
      cp++;
    }
    CHECK_INT(at, token->span.end_byte);
    CHECK_INT(token->span.end_cp, cp);
  }
  sve_free(tokens.items);
}

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* Pieces that the rules look at, whole and broken. */
static const char *const PIECES[] = {
    "a",
    "B",
    "å",
    "Å",
    "7",
    "12",
    "345",
    " ",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\n\n",
    ".",
    ".",
    ",",
    ":",
    "-",
    "–",
    "—",
    "'",
    "’",
    "\"",
    "”",
    "(",
    ")",
    "/",
    "&",
    "@",
    "#",
    "+",
    "_",
    "%",
    "§",
    "t.ex.",
    "m.m.",
    "kl.",
    "t ex",
    "http://",
    "www.",
    "exempel.se",
    "A.",
    "s",
    "0",
    "070-",
    "+46",
    "850709-9805",
    "\xCC\x88",
    "\xC2\xAD",
    "\xE2\x80\x8D",
    "😀",
    "👩",
    "🇸",
    "1️⃣",
    "\xE2\x80\x8B",
    "\xEF\xBB\xBF",
    "\xFF",
    "\xC3",
    "\xE2\x80",
    "\xF0\x9F",
    "\xED\xA0\x80",
    "\xE0\x80\x80",
    "½",
    "…",
    "...",
    "!",
    "?",
    ";",
    "…",
};

static void any_text_is_parted_soundly(void) {
  uint32_t random = 7;
  for (int round = 0; round < 3000; round++) {
    char text[600];
    size_t length = 0;
    size_t pieces = next_random(&random) % 60;
    for (size_t i = 0; i < pieces; i++) {
      const char *piece = PIECES[next_random(&random) % (sizeof PIECES / sizeof *PIECES)];
      memcpy(text + length, piece, strlen(piece));
      length += strlen(piece);
      if (next_random(&random) % 40 == 0) text[length++] = (char)next_random(&random);
    }
    check_sound(text, length);
  }
}

static void blocks_join_without_a_seam(void) {
  /* The same words, moved byte by byte across the borders of the scanner's blocks. */
  static const char WORDS[] = "åäö va\xCC\x88g 1 000 kr t.ex. 😀 http://a.se/b). ";
  enum { COUNT = 100, LENGTH = sizeof WORDS - 1 };
  char text[COUNT * LENGTH + 64];
  size_t wanted = 0;
  for (size_t shift = 0; shift < 64; shift++) {
    memset(text, ' ', shift);
    for (size_t i = 0; i < COUNT; i++) memcpy(text + shift + i * LENGTH, WORDS, LENGTH);
    sve_token_list tokens = tokens_of(text, shift + COUNT * LENGTH);
    if (shift == 0) wanted = tokens.count;
    CHECK_INT(tokens.count, wanted);
    CHECK_INT(tokens.count, COUNT * 9);
    sve_free(tokens.items);
  }
}

static void bytes_that_are_no_text_are_symbols(void) {
  static const char TEXT[] = "a\0b \xFF\xC3 \xED\xB2\x99 \xE2\x80 \xC1\x81";
  sve_token_list tokens = tokens_of(TEXT, sizeof TEXT - 1);
  static const uint16_t KIND[] = {SVE_TOKEN_WORD,   SVE_TOKEN_SYMBOL, SVE_TOKEN_WORD,   SVE_TOKEN_SYMBOL,
                                  SVE_TOKEN_SYMBOL, SVE_TOKEN_SYMBOL, SVE_TOKEN_SYMBOL, SVE_TOKEN_SYMBOL,
                                  SVE_TOKEN_SYMBOL, SVE_TOKEN_SYMBOL};
  CHECK_INT(tokens.count, 10);
  for (size_t i = 0; i < tokens.count && i < 10; i++) {
    CHECK_INT(tokens.items[i].kind, KIND[i]);
    CHECK_INT(tokens.items[i].span.end_cp - tokens.items[i].span.start_cp, 1);
  }
  sve_free(tokens.items);
}

static void flags_tell_what_stands_before(void) {
  static const char TEXT[] = "a b\nc\r\nd \n \n e.f\xCC\x88 1 000";
  sve_token_list tokens = tokens_of(TEXT, sizeof TEXT - 1);
  enum { S = SVE_TOKEN_AFTER_SPACE, L = S | SVE_TOKEN_AFTER_LINE, B = L | SVE_TOKEN_AFTER_BLANK };
  static const uint16_t FLAGS[] = {0, S, L, L, B | SVE_TOKEN_DENORMAL, S | SVE_TOKEN_SPACED};
  CHECK_INT(tokens.count, 6);
  for (size_t i = 0; i < tokens.count && i < 6; i++) CHECK_INT(tokens.items[i].flags, FLAGS[i]);
  sve_free(tokens.items);
}

static void check_nfd(char *text, char *wanted) {
  (void)wanted;
  UChar plain[2048], parted[4096];
  char nfd[8192];
  int32_t length = 0;
  UErrorCode icu = U_ZERO_ERROR;
  u_strFromUTF8(plain, 2048, &length, text, -1, &icu);
  length = unorm2_normalize(unorm2_getNFDInstance(&icu), plain, length, parted, 4096, &icu);
  int32_t bytes = 0;
  u_strToUTF8(nfd, sizeof nfd, &bytes, parted, length, &icu);
  CHECK(U_SUCCESS(icu));
  sve_token_list composed = tokens_of(text, strlen(text)), other = tokens_of(nfd, (size_t)bytes);
  if (CHECK_INT(other.count, composed.count)) {
    for (size_t i = 0; i < other.count; i++) CHECK_INT(other.items[i].kind, composed.items[i].kind);
  } else {
    printf("  in %s\n", text);
  }
  sve_free(composed.items);
  sve_free(other.items);
}

static void nfd_is_read_as_nfc(void) {
  test_each_case("tests/cases/tokens.tsv", check_nfd);
}

/* Where a text holds only letters, digits, marks on letters, spaces and commas between spaces, ICU's word borders and
 * ours agree. They part ways, as docs/tokenization.md says, at hyphens, colons, abbreviations, addresses, spaced
 * numbers. */
static void words_are_those_of_icu(void) {
  static const char *const LETTERS[] = {"j", "å",  "Ö", "ß", "é", "e\xCC\x81", "ж",   "Ω", "ש",
                                        "ب", "j7", "x", "Ł", "ő", "Z",         "x42", "t", "n\xCC\x83"};
  uint32_t random = 11;
  for (int round = 0; round < 500; round++) {
    char text[800];
    size_t length = 0;
    for (int i = 0; i < 60; i++) {
      uint32_t choice = next_random(&random) % 26;
      const char *piece = choice < 18 ? LETTERS[choice] : choice < 24 ? " " : choice == 24 ? " , " : "\n";
      memcpy(text + length, piece, strlen(piece));
      length += strlen(piece);
    }
    UErrorCode icu = U_ZERO_ERROR;
    UText *icu_text = utext_openUTF8(NULL, text, (int64_t)length, &icu);
    UBreakIterator *words = ubrk_open(UBRK_WORD, "", NULL, 0, &icu);
    ubrk_setUText(words, icu_text, &icu);
    sve_token_list tokens = tokens_of(text, length);
    size_t next = 0;
    int32_t start = ubrk_first(words);
    for (int32_t end = ubrk_next(words); end != UBRK_DONE; start = end, end = ubrk_next(words)) {
      if (text[start] == ' ' || text[start] == '\n') continue;
      if (!CHECK(next < tokens.count && tokens.items[next].span.start_byte == (uint32_t)start &&
                 tokens.items[next].span.end_byte == (uint32_t)end)) {
        break;
      }
      next++;
    }
    CHECK_INT(next, tokens.count);
    sve_free(tokens.items);
    ubrk_close(words);
    utext_close(icu_text);
  }
}

/* A lexicon with these abbreviations. */
static sve_data *open_section(const unsigned char *section, size_t length) {
  sve_builder *builder;
  sve_data *data = NULL;
  CHECK_INT(sve_builder_new(&builder, NULL), SVE_OK);
  CHECK_INT(sve_builder_add(builder, SVE_TAG('A', 'B', 'B', 'R'), section, length, NULL), SVE_OK);
  CHECK_INT(sve_builder_take(builder, &data, NULL), SVE_OK);
  sve_builder_free(builder);
  return data;
}

static void users_add_abbreviations(void) {
  static const sve_string OWN[] = {{"forskn.", 7}, {"e post", 6}, {"f\xC3\xB6rf.gr.", 9}, {"   ", 3}, {"", 0}};
  sve_tokenizer *shipped = tokenizer;
  CHECK_INT(sve_tokenizer_new(lexicon, OWN, 5, false, &tokenizer, NULL), SVE_OK);
  static char TEXT[] = "En forskn. Assistent med e post och fo\xCC\x88rf.gr. Ek t.ex. Bo";
  static char WANTED[] =
      "En¦forskn./abbreviation¦Assistent¦med¦e "
      "post/abbreviation¦och¦fo\xCC\x88rf.gr./abbreviation¦Ek¦t.ex./abbreviation¦Bo";
  check_case(TEXT, WANTED);
  sve_tokenizer_free(tokenizer);
  tokenizer = shipped;
}

/* One that begins with a single capital; one that is decomposed; one that is too long to be any. */
static void users_abbreviations_may_be_odd(void) {
  static const sve_string OWN[] = {{"A B", 3}, {"B.", 2}, {"fo\xCC\x88rf.", 7}, {"i j k l m n o p q r s t u", 25}};
  sve_tokenizer *shipped = tokenizer;
  CHECK_INT(sve_tokenizer_new(NULL, OWN, 4, false, &tokenizer, NULL), SVE_OK);
  static char TEXT[] = "A B och B. Ek, förf. Ek, fo\xCC\x88rf. Bo, i j k l m n o p q r s t u";
  static char WANTED[] =
      "A B/abbreviation¦och¦B./abbreviation¦Ek¦,¦förf./abbreviation¦Ek¦,¦fo\xCC\x88rf./abbreviation¦Bo¦,¦"
      "i¦j¦k¦l¦m¦n¦o¦p¦q¦r¦s¦t¦u";
  check_case(TEXT, WANTED);
  sve_tokenizer_free(tokenizer);
  tokenizer = shipped;
}

/* `bil.` may be a word and its stop the sentence's; of two words it is an abbreviation all the same. */
static void an_abbreviation_that_may_be_a_word_ends_a_sentence(void) {
  static const unsigned char SECTION[] =
      "\x20\x04"
      "bil."
      "\x20\x0A"
      "fil. kand.";
  sve_data *few = open_section(SECTION, sizeof SECTION - 1);
  sve_tokenizer *shipped = tokenizer;
  CHECK_INT(sve_tokenizer_new(few, NULL, 0, false, &tokenizer, NULL), SVE_OK);
  static char TEXT[] = "En bil. Bo är fil. kand. Han har bil. 3";
  static char WANTED[] = "En¦bil¦.¦Bo¦är¦fil. kand/abbreviation¦.¦Han¦har¦bil./abbreviation¦3/number";
  check_case(TEXT, WANTED);
  sve_tokenizer_free(tokenizer);
  tokenizer = shipped;
  sve_data_free(few);
}

static void stopped_work_gives_no_tokens(void) {
  const sve_stop stop = true;
  sve_token_list tokens = {0};
  sve_error error = {0};
  CHECK_INT(sve_tokenize(tokenizer, "Vi går", 7, &stop, &tokens, &error), SVE_CANCELLED);
  CHECK_INT(tokens.count, 0);
  sve_free(tokens.items);
}

static void a_text_of_4_gib_is_refused(void) {
  sve_token_list tokens = {0};
  sve_error error = {0};
  CHECK_INT(sve_tokenize(tokenizer, "", UINT32_MAX, NULL, &tokens, &error), SVE_TOO_LARGE);
  CHECK_INT(error.code, SVE_TOO_LARGE);
}

static void what_a_hyphen_does_not_join(void) {
  sve_tokenizer *shipped = tokenizer;
  CHECK_INT(sve_tokenizer_new(lexicon, NULL, 0, true, &tokenizer, NULL), SVE_OK);
  /* Not before a number, a bracket, a dash that is no hyphen; the Hindi word is longer in NFC, and joined. */
  static char TEXT[] =
      "ord-\n4-åringar ord-\n(kom) ord–\nbok hus\nbil ord‐\nbok, Anna-\nLisa ord-\n\u0958\u0959\u095A\u095B ord-\nsamt "
      "ord-";
  static char WANTED[] =
      "ord-¦4-åringar¦ord-¦(¦kom¦)¦ord¦–¦bok¦hus¦bil¦ord‐\nbok¦,¦Anna-\nLisa¦ord-\n\u0958\u0959\u095A\u095B¦ord-"
      "¦samt¦ord-";
  check_case(TEXT, WANTED);
  sve_tokenizer_free(tokenizer);
  tokenizer = shipped;
}

static void words_go_on_over_a_hyphen_and_a_line(void) {
  sve_tokenizer *shipped = tokenizer;
  CHECK_INT(sve_tokenizer_new(lexicon, NULL, 0, true, &tokenizer, NULL), SVE_OK);
  static char TEXT[] =
      "Rege-\nringen har in-\noch utrikes-\n  politik, EU-\nmöten, kon-\nsti-\ntution, lång\xC2\xAD\nt, för-\n\nut.";
  static char WANTED[] =
      "Rege-\nringen¦har¦in-¦och¦utrikes-\n  politik¦,¦EU-\nmöten¦,¦kon-\nsti-\ntution¦,¦lång\xC2\xAD\nt¦,¦för-¦ut¦.";
  check_case(TEXT, WANTED);
  sve_tokenizer_free(tokenizer);
  tokenizer = shipped;
}

static void units_are_as_long_decomposed(void) {
  static char TEXT[] = "12 Mt/a\xCC\x8Ar, 5 m\xCC\x81Yb/Yb och 5 Mton/a\xCC\x8Ar";
  static char WANTED[] = "12/number¦Mt/a\xCC\x8Ar¦,¦5/number¦m\xCC\x81Yb/Yb¦och¦5/number¦Mton¦/¦a\xCC\x8Ar";
  check_case(TEXT, WANTED);
}

static void marks_may_stand_on_dashes(void) {
  static char TEXT[] = "A--\xCC\x8A B-- 1-\xCC\x8A";
  static char WANTED[] = "A--\xCC\x8A¦B¦--¦1-\xCC\x8A";
  check_case(TEXT, WANTED);
}

static void a_broken_section_is_refused(void) {
  static const unsigned char SECTION[] = {2, 200, 't', '.'};
  sve_data *data = open_section(SECTION, sizeof SECTION);
  sve_tokenizer *broken = NULL;
  CHECK_INT(sve_tokenizer_new(data, NULL, 0, false, &broken, NULL), SVE_BAD_DATA);
  CHECK(broken == NULL);
  sve_data_free(data);
}

static sve_status make_and_tokenize(void *context, sve_error *error) {
  (void)context;
  static const sve_string OWN[] = {{"forskn.", 7}, {"fo\xCC\x88rf.gr.", 10}};
  static const char TEXT[] = "Fo\xCC\x88rf.gr. Ek, t.ex. https://a.se/b och c/d, 12 Mt/a\xCC\x8Ar. ";
  sve_tokenizer *own = NULL;
  sve_token_list tokens = {0};
  sve_status status = sve_tokenizer_new(lexicon, OWN, 2, false, &own, error);
  for (int i = 0; status == SVE_OK && i < 3; i++)
    status = sve_tokenize(own, TEXT, sizeof TEXT - 1, NULL, &tokens, error);
  sve_free(tokens.items);
  sve_tokenizer_free(own);
  return status;
}

/* Words that are looked up decomposed: behind an initial, and in the lines behind a hyphen. */
static sve_status tokenize_decomposed(void *context, sve_error *error) {
  static const char *const TEXTS[] = {"A. A\xCC\x8Asa kom", "fo\xCC\x88r-\nfa\xCC\x8Att-\nare"};
  sve_tokenizer *own = NULL;
  sve_token_list tokens = {0};
  sve_status status = sve_tokenizer_new(NULL, NULL, 0, true, &own, error);
  const char *text = TEXTS[*(const int *)context];
  if (status == SVE_OK) status = sve_tokenize(own, text, strlen(text), NULL, &tokens, error);
  sve_free(tokens.items);
  sve_tokenizer_free(own);
  return status;
}

static void allocations_may_fail(void) {
  test_sweep(make_and_tokenize, NULL);
  for (int i = 0; i < 2; i++) test_sweep(tokenize_decomposed, &i);
}

int main(void) {
  if (sve_data_open("svenner/data/lexicon.sve", false, &lexicon, NULL) != SVE_OK) return 1;
  if (sve_tokenizer_new(lexicon, NULL, 0, false, &tokenizer, NULL) != SVE_OK) return 1;
  RUN(cases_hold);
  RUN(any_text_is_parted_soundly);
  RUN(blocks_join_without_a_seam);
  RUN(bytes_that_are_no_text_are_symbols);
  RUN(flags_tell_what_stands_before);
  RUN(nfd_is_read_as_nfc);
  RUN(words_are_those_of_icu);
  RUN(users_add_abbreviations);
  RUN(users_abbreviations_may_be_odd);
  RUN(an_abbreviation_that_may_be_a_word_ends_a_sentence);
  RUN(stopped_work_gives_no_tokens);
  RUN(a_text_of_4_gib_is_refused);
  RUN(words_go_on_over_a_hyphen_and_a_line);
  RUN(units_are_as_long_decomposed);
  RUN(marks_may_stand_on_dashes);
  RUN(what_a_hyphen_does_not_join);
  RUN(a_broken_section_is_refused);
  RUN(allocations_may_fail);
  sve_tokenizer_free(tokenizer);
  sve_data_free(lexicon);
  return test_end();
}
