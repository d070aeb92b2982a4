/* Classes of characters, folding, capitals, and reading files of any charset. */
#include <sys/wait.h>
#include <unicode/uclean.h>
#include <unistd.h>

#include "base/memory.h"
#include "test.h"
#include "text/chars.h"
#include "text/utf8.h"

static void classes_come_from_unicode(void) {
  static const struct {
    uint32_t character;
    sve_char_class class;
  } WANTED[] = {
      {'a', SVE_CHAR_LOWER},      {0xE5, SVE_CHAR_LOWER},    {0xC5, SVE_CHAR_UPPER},   {0x5D0, SVE_CHAR_LOWER},
      {0x1D479, SVE_CHAR_UPPER},  {'7', SVE_CHAR_DIGIT},     {0xBD, SVE_CHAR_DIGIT},   {0x301, SVE_CHAR_MARK},
      {0xAD, SVE_CHAR_MARK},      {0x200D, SVE_CHAR_MARK},   {0x200B, SVE_CHAR_SPACE}, {0x202F, SVE_CHAR_SPACE},
      {0xA0, SVE_CHAR_SPACE},     {'\n', SVE_CHAR_LINE},     {0x2028, SVE_CHAR_LINE},  {0x85, SVE_CHAR_LINE},
      {0x2013, SVE_CHAR_DASH},    {0x2212, SVE_CHAR_DASH},   {0x2019, SVE_CHAR_QUOTE}, {0xBB, SVE_CHAR_QUOTE},
      {0x201E, SVE_CHAR_QUOTE},   {'(', SVE_CHAR_OPEN},      {']', SVE_CHAR_CLOSE},    {0x2026, SVE_CHAR_STOP},
      {'!', SVE_CHAR_STOP},       {',', SVE_CHAR_POINT},     {0xA7, SVE_CHAR_SYMBOL},  {0x20AC, SVE_CHAR_SYMBOL},
      {0, SVE_CHAR_SYMBOL},       {0x1F33F, SVE_CHAR_EMOJI}, {0xD800, SVE_CHAR_OTHER}, {0xDCFF, SVE_CHAR_OTHER},
      {0x10FFFF, SVE_CHAR_SYMBOL}};
  for (size_t i = 0; i < sizeof WANTED / sizeof *WANTED; i++) {
    CHECK_INT(sve_char_class_of(WANTED[i].character), WANTED[i].class);
  }
}

static void check_fold(const char *word, size_t length, unsigned how, const char *wanted) {
  sve_byte_list out = {0};
  CHECK_INT(sve_fold(word, length, how, &out, NULL), SVE_OK);
  CHECK_STRING(out.items, out.count, wanted);
  sve_free(out.items);
}

static void folding_makes_spellings_alike(void) {
  static const struct {
    unsigned how;
    const char *word, *wanted;
  } WANTED[] = {
      {0, "Åmål", "Åmål"},
      {0, "A\xCC\x8Am\xC3\xA5l", "Åmål"}, /* NFD */
      {0, "Läns\xC2\xADstyrelsen", "Länsstyrelsen"},
      {0, "McDonald’s", "McDonald's"},
      {0, "it‑chef", "it-chef"},
      {0,
       "a\xE2\x80\x8B"
       "b",
       "ab"},
      {SVE_FOLD_CASE, "ÅÄÖ-ÉÜ×ß", "åäö-éü×ß"},
      {SVE_FOLD_CASE, "ŠKODA", "škoda"},
      {SVE_FOLD_CASE, "S\xCC\x8CKODA", "škoda"},
      {SVE_FOLD_CASE, "ΜΆΡΚΟΣ", "μάρκος"},
      {SVE_FOLD_CASE, "Ме́сто", "ме́сто"},
      {SVE_FOLD_ACCENTS, "Idé Müller Çelik Ñ", "Ide Muller Celik N"},
      {SVE_FOLD_ACCENTS, "Åsa Ängö Øre Æbel", "Åsa Ängö Øre Æbel"},
      {SVE_FOLD_ACCENTS, "A\xCC\x8Asa", "Åsa"},
      {SVE_FOLD_ACCENTS, "Škoda Łódź ǻ", "Skoda Łodz å"},
      {SVE_FOLD_CASE | SVE_FOLD_ACCENTS, "IDÉ ÅÑ", "ide ån"},
      {SVE_FOLD_ACCENTS, "Škåde Štäde Šköde, 가", "Skåde Städe Sköde, 가"},
      /* Every apostrophe and dash; with a letter of another alphabet too, where ICU folds. */
      {0, "d´d‘d’d ‐‑‒–—―−", "d'd'd'd -------"},
      {0, "ж´ʼ‘’ ‐‑‒–—―−", "ж'''' -------"},
      {SVE_FOLD_NO_SIGNS, "d´d‘d’d ‐‑‒–—―−", "d´d‘d’d ‐‑‒–—―−"},
      {SVE_FOLD_NO_SIGNS, "ж´ʼ‘’ ‐‑‒–—―−", "ж´ʼ‘’ ‐‑‒–—―−"},
      /* What no reader sees is dropped: soft hyphen, zero-width characters, marks of direction, U+FEFF. */
      {SVE_FOLD_NO_SIGNS, "a\u00AD\u200B\u200C\u200D\u200E\u200F\u2060\uFEFFb", "ab"},
      {0, "ж\u00AD\u200B\u200C\u200D\u200E\u200F\u2060\uFEFFb", "жb"},
      {0, "«a» ½ \xC2\x80 …", "«a» ½ \xC2\x80 …"},
      /* A hyphen at a line's end is the word's own before and behind capitals only. */
      {0, "rege-\nringen", "regeringen"},
      {0, "rege\u2010 \n  ringen", "regeringen"},
      {0, "rege\u00AD\xC2\x85ringen", "regeringen"},
      {0, "EU-\nmötet", "EU-mötet"},
      {0, "anna-\nLisa", "anna-Lisa"},
      {0, "a- b\n", "a- b\n"},
      {0, "rege-\n", "rege-\n"},
  };
  for (size_t i = 0; i < sizeof WANTED / sizeof *WANTED; i++) {
    check_fold(WANTED[i].word, strlen(WANTED[i].word), WANTED[i].how, WANTED[i].wanted);
  }
}

static void a_word_may_be_too_long_to_fold(void) {
  char room[4];
  sve_byte_list out = {room, 0, INT32_MAX}; /* as if there were room */
  sve_error error = {0};
  CHECK_INT(sve_fold("ж", INT32_MAX, 0, &out, &error), SVE_TOO_LARGE);
}

static void *no_block(const void *context, size_t size) {
  (void)context, (void)size;
  return NULL;
}

static void *no_larger_block(const void *context, void *block, size_t size) {
  (void)context, (void)block, (void)size;
  return NULL;
}

static void free_block(const void *context, void *block) {
  (void)context;
  free(block);
}

/* Comes first: ICU keeps what it has made, and what it could not make; so in a process of its own. */
static void where_icu_has_no_memory_it_is_told(void) {
  pid_t child = fork();
  if (child == 0) {
    UErrorCode icu = U_ZERO_ERROR;
    u_setMemoryFunctions(NULL, no_block, no_larger_block, free_block, &icu);
    sve_string norm;
    exit(U_SUCCESS(icu) && sve_word_norm("ж", 2, &norm, NULL) == SVE_NO_MEMORY ? 0 : 1);
  }
  int status = 1;
  CHECK(waitpid(child, &status, 0) == child);
  CHECK_INT(status, 0);
}

static void any_bytes_can_be_folded(void) {
  sve_byte_list out = {0};
  CHECK_INT(sve_fold("A\0\xFF\xC3", 4, SVE_FOLD_CASE, &out, NULL), SVE_OK);
  CHECK(out.count >= 4 && memcmp(out.items, "a", 2) == 0);
  CHECK_INT(sve_fold("\xED\xB2\x80\xE2\x80", 5, SVE_FOLD_CASE | SVE_FOLD_ACCENTS, &out, NULL), SVE_OK);
  sve_free(out.items);
}

static void long_words_are_folded(void) {
  enum { COUNT = 100000 };
  char *word = malloc(COUNT * 2);
  for (size_t i = 0; i < COUNT; i++) memcpy(word + 2 * i, i % 2 ? "\xC4\x8D" : "\xC3\x85", 2);
  sve_byte_list out = {0};
  CHECK_INT(sve_fold(word, COUNT * 2, SVE_FOLD_CASE, &out, NULL), SVE_OK);
  CHECK_INT(out.count, COUNT * 2);
  CHECK(memcmp(out.items, "\xC3\xA5\xC4\x8D", 4) == 0);
  sve_free(out.items);
  free(word);
}

static void capitals_stay_first_only(void) {
  static const char *const WANTED[][2] = {
      {"MALMÖ", "Malmö"}, {"ÅMÅL", "Åmål"}, {"ŽIŽEK", "Žižek"}, {"usa", "Usa"}, {"", ""}};
  for (size_t i = 0; i < sizeof WANTED / sizeof *WANTED; i++) {
    sve_byte_list out = {0};
    CHECK_INT(sve_capitalize(WANTED[i][0], strlen(WANTED[i][0]), &out, NULL), SVE_OK);
    CHECK_STRING(out.items != NULL ? out.items : "", out.count, WANTED[i][1]);
    sve_free(out.items);
  }
}

static void check_decode(const char *bytes, size_t length, const char *charset, const char *wanted, const char *used) {
  sve_string text = {0};
  const char *name = NULL;
  CHECK_INT(sve_text_decode(bytes, length, charset, &text, &name, NULL), SVE_OK);
  CHECK_STRING(text.bytes, text.length, wanted);
  CHECK_STRING(name != NULL ? name : "", name != NULL ? strlen(name) : 0, used);
  sve_text_free(text);
}

static void files_of_four_charsets_are_read(void) {
  check_decode("", 0, NULL, "", "UTF-8");
  check_decode("Malmö", 6, NULL, "Malmö", "UTF-8");
  check_decode("\xEF\xBB\xBFMalmö", 9, NULL, "Malmö", "UTF-8");
  check_decode("Malm\xF6 v\xE4xer", 11, NULL, "Malmö växer", "ISO-8859-1");
  check_decode("\x94Malm\xF6\x94 \x96", 9, NULL, "”Malmö” –", "windows-1252");
  check_decode("\xFF\xFEL\0u\0n\0d\0", 10, NULL, "Lund", "UTF-16LE");
  check_decode("\xFE\xFF\0L\0u\0n\0d", 10, NULL, "Lund", "UTF-16BE");
  check_decode("L\0u\0n\0d\0 \0i\0", 12, NULL, "Lund i", "UTF-16LE");
  check_decode("\0L\0u\0n\0d\0 \0i", 12, NULL, "Lund i", "UTF-16BE");
  check_decode("\xE5\xE4\xF6", 3, "latin1", "åäö", "ISO-8859-1");
  check_decode("\xEF\xBB\xBFLund", 7, "utf8", "Lund", "UTF-8");
  check_decode("\xEF\xBB\xBFLund\xC3", 8, "utf8", "Lund\xEF\xBF\xBD", "UTF-8");
  check_decode("\x93\x85\x93", 3, "ebcdic-xml-us", "lel", "ebcdic-xml-us"); /* ICU alone calls it so */
  check_decode("a\tb\r\n\x1B", 6, NULL, "a\tb\r\n\x1B", "UTF-8");
  check_decode("\xEF\xBB \xFFLund \xFE", 10, NULL, "ï» ÿLund þ", "ISO-8859-1");    /* broken marks are none */
  check_decode("å ä ö å ä ö \xC3", 19, NULL, "å ä ö å ä ö \xEF\xBF\xBD", "UTF-8"); /* cut short */
}

static void what_is_no_text_is_refused(void) {
  sve_string text = {"kept", 4};
  const char *used = "kept";
  sve_error error = {0};
  CHECK_INT(sve_text_decode("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16, NULL, &text, &used, &error), SVE_BAD_DATA);
  CHECK(error.message[0] != '\0');
  static const char *const BINARY[] = {"\0a\0\0\0b\0\0\0", "a\1\2\3", "a\16\17b"};
  static const size_t LENGTHS[] = {8, 4, 4};
  for (size_t i = 0; i < 3; i++) {
    CHECK_INT(sve_text_decode(BINARY[i], LENGTHS[i], NULL, &text, &used, &error), SVE_BAD_DATA);
  }
  CHECK_INT(sve_text_decode("Lund", 4, "ibm-951_P100-1995", &text, &used, &error), SVE_BAD_ARGUMENT); /* no table */
  CHECK_INT(sve_text_decode("Lund", INT32_MAX, "latin1", &text, &used, &error), SVE_TOO_LARGE);
  CHECK_INT(sve_text_decode("Lund", 4, "klingon-1", &text, &used, &error), SVE_BAD_ARGUMENT);
  CHECK(strstr(error.message, "klingon-1") != NULL);
  CHECK_STRING(text.bytes, text.length, "kept");
  CHECK_STRING(used, strlen(used), "kept");
}

static sve_status fold_and_decode(void *context, sve_error *error) {
  (void)context;
  static char word[2000];
  for (size_t i = 0; i < sizeof word; i += 2) memcpy(word + i, "\xC4\x8C", 2);
  sve_byte_list out = {0};
  sve_status status = sve_fold(word, sizeof word, SVE_FOLD_CASE, &out, error);
  if (status == SVE_OK) status = sve_capitalize("Å", 2, &out, error);
  sve_free(out.items);
  sve_string text;
  if (status == SVE_OK) status = sve_word_norm(word, sizeof word, &text, error);
  if (status == SVE_OK) sve_text_free(text);
  const char *used;
  if (status == SVE_OK) status = sve_text_decode("\xE5\xE4\xF6", 3, NULL, &text, &used, error);
  if (status == SVE_OK) sve_text_free(text);
  if (status == SVE_OK) status = sve_text_decode("abc", 3, NULL, &text, &used, error);
  if (status == SVE_OK) sve_text_free(text);
  return status;
}

static void allocations_may_fail(void) {
  test_sweep(fold_and_decode, NULL);
}

/* Back and forth over well-formed and ill-formed text, the same characters. */
static void characters_are_the_same_backwards(void) {
  static const char TEXT[] =
      "\x80\x80"
      "a å–😀\xF4\x90\x80\x80\xF8\x80\x80\x80\x80\x80\xC3\xE2\x80\xF0\x9F\x98 \x80\x80\xFF\xED\xA0\x80z\xC3";
  size_t length = sizeof TEXT - 1, ends[sizeof TEXT], count = 0;
  uint32_t characters[sizeof TEXT];
  for (size_t at = 0; at < length;) {
    characters[count] = sve_utf8_next(TEXT, length, &at);
    ends[count++] = at;
  }
  CHECK_INT(count, sve_utf8_count(TEXT, length));
  size_t at = length;
  while (count > 0) {
    CHECK_INT(at, ends[--count]);
    CHECK_INT(sve_utf8_previous(TEXT, &at), characters[count]);
  }
  CHECK_INT(at, 0);
}

int main(void) {
  RUN(where_icu_has_no_memory_it_is_told);
  RUN(classes_come_from_unicode);
  RUN(folding_makes_spellings_alike);
  RUN(a_word_may_be_too_long_to_fold);
  RUN(any_bytes_can_be_folded);
  RUN(long_words_are_folded);
  RUN(capitals_stay_first_only);
  RUN(files_of_four_charsets_are_read);
  RUN(what_is_no_text_is_refused);
  RUN(characters_are_the_same_backwards);
  RUN(allocations_may_fail);
  return test_end();
}
