/* Words: keys, genitives, letter case, what the lexicon knows; compounds on names. */
#include "base/hash.h"
#include "names/word.h"
#include "test.h"
#include "text/chars.h"
#include "text/utf8.h"

typedef struct entry {
  const char *word;
  sve_lexeme lexeme;
} entry;

static const entry ENTRIES[] = {
    {"nato", {SVE_LEX_ORG, 70, 0, 0, 0}},
    {"eu", {SVE_LEX_ORG, 90, 0, 0, 0}},
    {"stockholm", {SVE_LEX_PLACE, 91, 0, 0, 99}},
    {"ukraina", {SVE_LEX_PLACE, 70, 0, 0, 120}},
    {"kelvik", {SVE_LEX_PLACE, 30, 0, 0, 40}},
    {"gotland", {SVE_LEX_PLACE, 70, 0, 0, 80}},
    {"malm", {SVE_LEX_SURNAME | SVE_LEX_COMMON, 50, 0, 40, 0}},
    {"malmö", {SVE_LEX_PLACE, 86, 0, 0, 88}},
    {"kjell", {SVE_LEX_GIVEN | SVE_LEX_MALE, 60, 75, 0, 0}},
    {"kjellberg", {SVE_LEX_SURNAME, 40, 0, 60, 0}},
    {"linda", {SVE_LEX_GIVEN, 70, 75, 0, 0}},
    {"lars", {SVE_LEX_GIVEN | SVE_LEX_MALE, 80, 80, 0, 0}},
    {"per", {SVE_LEX_GIVEN | SVE_LEX_COMMON, 88, 76, 0, 0}},
    {"personen", {SVE_LEX_COMMON, 72, 0, 0, 0}},
    {"chefen", {SVE_LEX_TITLE | SVE_LEX_TAIL_PERSON | SVE_LEX_COMMON, 71, 0, 0, 0}},
    {"polisen", {SVE_LEX_TAIL_ORG | SVE_LEX_COMMON, 87, 0, 0, 0}},
    {"kommissionen", {SVE_LEX_TAIL_ORG | SVE_LEX_COMMON, 72, 0, 0, 0}},
    {"förhandlingar", {SVE_LEX_TAIL | SVE_LEX_COMMON, 63, 0, 0, 0}},
    {"aktien", {SVE_LEX_TAIL | SVE_LEX_COMMON, 58, 0, 0, 0}},
    {"are", {SVE_LEX_COMMON, 60, 0, 0, 0}},
    {"aren", {SVE_LEX_COMMON, 50, 0, 0, 0}},
    {"berg", {SVE_LEX_TAIL_PLACE | SVE_LEX_COMMON, 70, 0, 60, 0}},
    {"val", {SVE_LEX_COMMON, 80, 0, 0, 0}},
    {"topp", {SVE_LEX_COMMON, 66, 0, 0, 0}},
    {"mötet", {SVE_LEX_TAIL | SVE_LEX_COMMON, 70, 0, 0, 0}},
    {"still", {SVE_LEX_COMMON, 60, 0, 0, 0}},
    {"ägget", {SVE_LEX_COMMON, 60, 0, 0, 0}},
    {"tillägget", {SVE_LEX_COMMON, 55, 0, 0, 0}},
    {"gata", {SVE_LEX_COMMON, 66, 0, 0, 0}},
    {"gatubelysning", {SVE_LEX_COMMON, 40, 0, 0, 0}},
    {"belysning", {SVE_LEX_COMMON, 58, 0, 0, 0}},
    {"kyrka", {SVE_LEX_COMMON, 72, 0, 0, 0}},
    {"gård", {SVE_LEX_COMMON, 69, 0, 0, 0}},
    {"skola", {SVE_LEX_COMMON, 80, 0, 0, 0}},
    {"arbete", {SVE_LEX_COMMON, 80, 0, 0, 0}},
    {"tid", {SVE_LEX_COMMON | SVE_LEX_TAIL_NOUN, 93, 0, 0, 0}},
    {"familj", {SVE_LEX_COMMON, 80, 0, 0, 0}},
    {"göta", {SVE_LEX_PLACE, 60, 0, 0, 0}},
    {"ring", {SVE_LEX_COMMON, 70, 0, 0, 0}},
    {"flygplan", {SVE_LEX_COMMON, 70, 0, 0, 0}},
    {"sol", {SVE_LEX_COMMON, 80, 0, 0, 0}},
    {"soldat", {SVE_LEX_COMMON, 70, 0, 0, 0}},
    {"dat", {SVE_LEX_COMMON, 50, 0, 0, 0}},
};
enum { ENTRY_COUNT = sizeof ENTRIES / sizeof *ENTRIES };

/* A data file with the entries above; the test frees it. */
static sve_data *make_data(void) {
  uint64_t keys[ENTRY_COUNT];
  sve_lexeme lexemes[ENTRY_COUNT];
  for (size_t i = 0; i < ENTRY_COUNT; i++) {
    CHECK_INT(sve_word_key(ENTRIES[i].word, strlen(ENTRIES[i].word), true, &keys[i], NULL), SVE_OK);
    lexemes[i] = ENTRIES[i].lexeme;
  }
  sve_builder *builder = NULL;
  const void *bytes;
  size_t length;
  sve_data *data = NULL;
  CHECK_INT(sve_builder_new(&builder, NULL), SVE_OK);
  CHECK_INT(
      sve_builder_add_table(builder, SVE_TAG('W', 'O', 'R', 'D'), keys, lexemes, ENTRY_COUNT, sizeof(sve_lexeme), NULL),
      SVE_OK);
  CHECK_INT(sve_builder_finish(builder, &bytes, &length, NULL), SVE_OK);
  CHECK_INT(sve_data_open_bytes(bytes, length, true, &data, NULL), SVE_OK);
  sve_builder_free(builder);
  return data;
}

static sve_token token_of(const char *text, uint16_t flags) {
  return (sve_token){{0, (uint32_t)strlen(text), 0, 0}, SVE_TOKEN_WORD, flags};
}

static sve_word read_one(const sve_lexicon *lexicon, const char *text, uint16_t flags) {
  sve_token token = token_of(text, flags);
  sve_token_list tokens = {.items = &token, .count = 1};
  sve_word_list words = {0};
  CHECK_INT(sve_words_find(lexicon, text, &tokens, NULL, &words, NULL), SVE_OK);
  sve_word word = {0};
  if (CHECK_INT(words.count, 1)) word = words.items[0];
  sve_free(words.items);
  return word;
}

static uint64_t key(const char *word, bool fold_case) {
  uint64_t hash = 0;
  CHECK_INT(sve_word_key(word, strlen(word), fold_case, &hash, NULL), SVE_OK);
  return hash;
}

static const sve_lexicon EMPTY = {{0}};

static void keys_are_those_of_compiled_data(void) {
  static const char *const WORDS[] = {"Malmö",
                                      "ÅSA",
                                      "lars'",
                                      "Lars’",
                                      "EU-kommissionen",
                                      "straße",
                                      "Ÿ",
                                      "×÷",
                                      "Łódź",
                                      "ΑΘΗΝΑ",
                                      "e\xCC\x81t\xC3\xA9",
                                      "T\xC2\xAD"
                                      "al",
                                      "\xFF\xC3",
                                      "100 000"};
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    sve_word word = read_one(&EMPTY, WORDS[i], i >= 10 ? SVE_TOKEN_DENORMAL : 0);
    CHECK(word.exact == key(WORDS[i], false));
    CHECK(word.folded == key(WORDS[i], true));
  }
}

/* Both ways of folding agree on every character of one and two bytes, between letters of either case. */
static void the_fast_way_folds_like_the_slow_one(void) {
  for (unsigned character = 0; character < 0x800; character++) {
    char text[8] = {'A', 0};
    size_t length = 1 + sve_utf8_put(character, text + 1);
    text[length++] = 's';
    sve_token token = {{0, (uint32_t)length, 0, 0}, SVE_TOKEN_WORD, 0};
    sve_token_list tokens = {.items = &token, .count = 1};
    sve_word_list words = {0};
    uint64_t exact = 0, folded = 0;
    CHECK_INT(sve_words_find(&EMPTY, text, &tokens, NULL, &words, NULL), SVE_OK);
    CHECK_INT(sve_word_key(text, length, false, &exact, NULL), SVE_OK);
    CHECK_INT(sve_word_key(text, length, true, &folded, NULL), SVE_OK);
    if (!CHECK(words.items[0].exact == exact && words.items[0].folded == folded)) printf("  for U+%04X\n", character);
    sve_free(words.items);
  }
}

static void genitives_are_possibilities(void) {
  static const struct {
    const char *word, *base;
    int bytes;
  } CASES[] = {
      {"Volvos", "volvo", 1}, {"SVT:s", "svt", 2}, {"Lars'", "lars", 1},    {"Marx’", "marx", 3}, {"Lars", "lar", 1},
      {"LUNDS", "lund", 1},   {"USA:S", "usa", 2}, {"Åhlén’s", "åhlén", 4}, {"Łódźs", "łódź", 1}, {"Ås", "ås", 0},
      {"s", "s", 0},          {"90s", "90s", 0},   {"Nato", "nato", 0},     {":s", ":s", 0},      {"rock'", "rock'", 0},
      {"S:t", "s:t", 0},      {"'s", "'s", 0},     {"UD:s", "ud", 2},       {"’", "'", 0},        {"Öbs", "öb", 1},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    sve_word word = read_one(&EMPTY, CASES[i].word, 0);
    CHECK_INT(word.genitive, CASES[i].bytes);
    if (!CHECK(word.base == key(CASES[i].base, true))) printf("  for %s\n", CASES[i].word);
  }
  sve_word soft = read_one(&EMPTY, "Volvos\xC2\xAD", SVE_TOKEN_DENORMAL);
  CHECK_INT(soft.genitive, 3);
}

static void case_is_that_of_the_letters(void) {
  static const struct {
    const char *word;
    sve_case letters;
  } CASES[] = {
      {"lund", SVE_CASE_LOWER},      {"Lund", SVE_CASE_CAPITAL},      {"LUND", SVE_CASE_UPPER},
      {"Å", SVE_CASE_CAPITAL},       {"iPhone", SVE_CASE_MIXED},      {"McDonald", SVE_CASE_MIXED},
      {"USA:s", SVE_CASE_UPPER},     {"Jean-Paul", SVE_CASE_CAPITAL}, {"O'Hara", SVE_CASE_CAPITAL},
      {"EU-toppen", SVE_CASE_MIXED}, {"2022", SVE_CASE_NONE},         {"…", SVE_CASE_NONE},
      {"Łódź", SVE_CASE_CAPITAL},    {"ÅÄÖ", SVE_CASE_UPPER},         {"ΑΘΗΝΑ", SVE_CASE_UPPER},
      {"NATOs", SVE_CASE_UPPER},     {"Os", SVE_CASE_CAPITAL},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    if (!CHECK_INT(read_one(&EMPTY, CASES[i].word, 0).letters, CASES[i].letters)) printf("  for %s\n", CASES[i].word);
  }
}

static void lexemes_are_those_of_form_and_base(void) {
  sve_data *data = make_data();
  sve_lexicon lexicon;
  CHECK_INT(sve_lexicon_open(data, &lexicon, NULL), SVE_OK);
  sve_word word = read_one(&lexicon, "STOCKHOLMS", 0);
  CHECK_INT(word.lexeme.kinds, 0);
  CHECK_INT(word.base_lexeme.kinds, SVE_LEX_PLACE);
  CHECK_INT(word.base_lexeme.place, 99);
  word = read_one(&lexicon, "Per", 0);
  CHECK_INT(word.lexeme.kinds, SVE_LEX_GIVEN | SVE_LEX_COMMON);
  CHECK_INT(word.base_lexeme.given, 76);
  CHECK_INT(sve_lexicon_find(&EMPTY, word.folded).kinds, 0);
  sve_data_free(data);
}

static void many_words_are_read_like_each_alone(void) {
  static const char *const WORDS[] = {"Nato", "STOCKHOLMS", "åhlén's", ",", "Per"};
  enum { COUNT = 40, DIFFERENT = sizeof WORDS / sizeof *WORDS };
  sve_data *data = make_data();
  sve_lexicon lexicon;
  CHECK_INT(sve_lexicon_open(data, &lexicon, NULL), SVE_OK);
  char text[COUNT * 12] = "";
  sve_token items[COUNT];
  for (size_t i = 0; i < COUNT; i++) {
    uint32_t start = (uint32_t)strlen(text);
    strcat(text, WORDS[i % DIFFERENT]);
    uint16_t kind = WORDS[i % DIFFERENT][0] == ',' ? SVE_TOKEN_PUNCTUATION : SVE_TOKEN_WORD;
    items[i] = (sve_token){{start, (uint32_t)strlen(text), 0, 0}, kind, 0};
    strcat(text, " ");
  }
  sve_token_list tokens = {.items = items, .count = COUNT};
  sve_word_list words = {0};
  CHECK_INT(sve_words_find(&lexicon, text, &tokens, NULL, &words, NULL), SVE_OK);
  CHECK_INT(sve_words_find(&lexicon, text, &tokens, NULL, &words, NULL), SVE_OK); /* appends */
  CHECK_INT(words.count, 2 * COUNT);
  for (size_t i = 0; i < words.count; i++) {
    sve_word alone = read_one(&lexicon, WORDS[i % COUNT % DIFFERENT], 0);
    const sve_word *word = &words.items[i];
    CHECK(word->folded == alone.folded && word->base == alone.base && word->exact == alone.exact);
    CHECK(word->lexeme.kinds == alone.lexeme.kinds && word->base_lexeme.kinds == alone.base_lexeme.kinds);
    CHECK(word->letters == alone.letters && word->genitive == alone.genitive);
  }
  sve_free(words.items);
  sve_data_free(data);
}

static bool is_listed(const void *context, sve_string name, sve_string folded, bool changed) {
  const sve_lexicon *lexicon = context;
  (void)name, (void)changed;
  uint64_t hash = sve_hash(folded.bytes, folded.length);
  return sve_lexicon_find(lexicon, hash).kinds & (SVE_LEX_GIVEN | SVE_LEX_SURNAME | SVE_LEX_PLACE | SVE_LEX_ORG);
}

static void compounds_are_split_behind_a_name(void) {
  static const struct {
    const char *word;
    uint32_t name_bytes;
  } CASES[] = {
      {"Natochefen", 4},
      {"Natochefens", 4},
      {"NATOCHEFEN", 4},
      {"Stockholmspolisen", 9},
      {"EU-kommissionen", 2},
      {"EU-val", 2},
      {"Ukrainaförhandlingar", 7},
      {"Kelvikaktien", 6},
      {"Natotoppmötet", 4},
      {"Gotlandstillägget", 7},
      {"Malmo\xCC\x88polisen", 7}, /* NFD */
      {"Malmö", 0},
      {"Malmös", 0},
      {"Kjellare", 0},
      {"Kjellaren", 0},
      {"Kjellberg", 0},
      {"Personen", 0},
      {"Natoxyz", 0},
      {"Nato", 0},
      {"Nato-", 0},
      {"-Nato", 0},
      {"Malmö-Stockholm", 0},
      {"EUpolisen", 0},
      {"", 0},
  };
  sve_data *data = make_data();
  sve_lexicon lexicon;
  CHECK_INT(sve_lexicon_open(data, &lexicon, NULL), SVE_OK);
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    sve_compound split = {7, {0}};
    CHECK_INT(
        sve_compound_split(&lexicon, CASES[i].word, strlen(CASES[i].word), 100, is_listed, &lexicon, &split, NULL),
        SVE_OK);
    bool right = CHECK_INT(split.name_bytes, CASES[i].name_bytes);
    if (!right) printf("  for %s\n", CASES[i].word);
  }
  sve_data_free(data);
}

static bool is_wanted(const void *context, sve_string name, sve_string folded, bool changed) {
  const char *wanted = context;
  (void)folded, (void)changed;
  return name.length == strlen(wanted) && memcmp(name.bytes, wanted, name.length) == 0;
}

static void common_nouns_have_forms_of_their_own(void) {
  static const struct {
    const char *noun, *word;
    uint32_t name_bytes, kept;
  } CASES[] = {
      {"gata", "gatubelysning", 4, 3},
      {"gata", "gatu-belysning", 0, 0},
      {"GATa", "GATUBELYSNING", 4, 3}, /* the ending that is put back is in lower case */
      {"gata", "gatubelysningstid", 4, 3},
      {"kyrka", "kyrkogård", 5, 4},
      {"skola", "skolgård", 4, 4},
      {"skola", "skolgårdsbelysning", 4, 4},
      {"skola", "belysningsskolgård", 0, 0},
      {"arbete", "arbetstid", 5, 5},
      {"familj", "familjetid", 6, 6},
      {"familj", "familjering", 0, 0},
      {"familj", "Familjetid", 0, 0},
      {"sol", "soldat", 0, 0},
      {"göta", "götegård", 5, 4},
      {"Göta", "Götegård", 0, 0},
      {"Kjell", "Kjelltid", 0, 0},
  };
  sve_data *data = make_data();
  sve_lexicon lexicon;
  CHECK_INT(sve_lexicon_open(data, &lexicon, NULL), SVE_OK);
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    const char *word = CASES[i].word;
    sve_compound split = {7, {0}};
    CHECK_INT(sve_compound_split(&lexicon, word, strlen(word), 100, is_wanted, CASES[i].noun, &split, NULL), SVE_OK);
    bool right = CHECK_INT(split.name_bytes, CASES[i].name_bytes);
    right = CHECK_INT(split.name.kept, CASES[i].kept) && right;
    if (!right) printf("  for %s in %s\n", CASES[i].noun, word);
  }
  sve_data_free(data);
}

static size_t heads_asked;

static bool is_never(const void *context, sve_string name, sve_string folded, bool changed) {
  (void)context, (void)name, (void)folded, (void)changed;
  heads_asked++;
  return false;
}

static void long_words_cost_no_more_than_reading_them(void) {
  enum { LONG = 1 << 20 };
  char *word = malloc(LONG + 1);
  memset(word, 'a', LONG);
  word[LONG] = '\0';
  sve_compound split;
  CHECK_INT(sve_compound_split(&EMPTY, word, LONG, LONG, is_never, NULL, &split, NULL), SVE_OK);
  CHECK_INT(split.name_bytes, 0);
  CHECK(heads_asked < 100);
  CHECK(read_one(&EMPTY, word, 0).folded == key(word, true));
  free(word);
}

static sve_status find_words(void *context, sve_error *error) {
  static const char TEXT[] = "Łódź Malmö";
  sve_token items[2] = {{{0, 7, 0, 0}, SVE_TOKEN_WORD, 0}, {{8, 14, 0, 0}, SVE_TOKEN_WORD, 0}};
  sve_token_list tokens = {.items = items, .count = 2};
  sve_word_list words = {0};
  sve_status status = sve_words_find(context, TEXT, &tokens, NULL, &words, error);
  CHECK_INT(words.count, status == SVE_OK ? 2 : 0);
  sve_free(words.items);
  return status;
}

/* Whether `base` is one of the nouns that `word` may be a form of. */
static bool is_form_of(const char *word, const char *base) {
  sve_base bases[SVE_NOUN_BASES_MOST];
  char room[64];
  size_t count = sve_noun_bases(word, strlen(word), bases);
  for (size_t i = 0; i < count; i++) {
    sve_string written = sve_base_write(&bases[i], word, room);
    if (written.length == strlen(base) && memcmp(written.bytes, base, written.length) == 0) return true;
  }
  return false;
}

static void nouns_are_known_by_their_forms(void) {
  static const char *const FORMS[][2] = {
      {"katten", "katt"},
      {"flickorna", "flicka"},
      {"pojkarna", "pojke"},
      {"nycklar", "nyckel"},
      {"rummet", "rum"},
      {"museet", "museum"},
      {"gymnasier", "gymnasium"},
      {"centret", "centrum"},
      {"historien", "historia"},
      {"idéer", "idé"},
      {"ideer", "ide"},
      {"sjön", "sjö"},
      {"ån", "å"},
      {"fäet", "fä"},
      {"byarna", "by"},
      {"händer", "hand"},
      {"händerna", "hand"},
      {"männen", "man"},
      {"mannen", "man"},
      {"ögona", "öga"},
      {"motorn", "motor"},
      {"böcker", "bok"},
  };
  for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
    if (!CHECK(is_form_of(FORMS[i][0], FORMS[i][1]))) printf("  %s of %s\n", FORMS[i][0], FORMS[i][1]);
  }
  static const char *const OTHERS[][2] = {{"händerxx", "hand"}, {"händerx", "hand"}, {"männxen", "man"},
                                          {"b2en", "b2"},       {"kaminnen", "kam"}, {"en", ""},
                                          {"aet", "a"},         {"rxen", "rx el"}};
  for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) CHECK(!is_form_of(OTHERS[i][0], OTHERS[i][1]));
  CHECK(!sve_genitive_silent("", 0) && sve_genitive_silent("Marx", 4));
  CHECK_INT(sve_genitive_ending(":s", 2), 0);
}

/* How much of a decomposed word makes up a stretch of its normal form; marks and what a line break parts come along. */
static void prefixes_of_normal_forms_are_found(void) {
  static const struct {
    const char *word;
    size_t bytes, wanted;
  } CASES[] = {
      {"A\xCC\x8Amal", 2, 3},    {"A\xCC\x8Amal", 3, 4},    {"A\xCC\x8A", 2, 3}, {"A\xCC\x8A", 9, 3},    {"abc", 0, 0},
      {"rege-\n  ringen", 4, 4}, {"rege-\n  ringen", 5, 9}, {"EU-\n", 3, 4},     {"bo-\xC2\xADx", 3, 5},
  };
  for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
    size_t found = 99;
    CHECK_INT(sve_normal_prefix(CASES[i].word, strlen(CASES[i].word), CASES[i].bytes, &found, NULL), SVE_OK);
    if (!CHECK_INT(found, CASES[i].wanted)) printf("  in case %zu\n", i);
  }
}

static sve_status find_normals(void *context, sve_error *error) {
  (void)context;
  static const char TEXT[] = "A\xCC\x8A \xC2\xAD o\xCC\x88n i sjo\xCC\x88n";
  static const sve_token TOKENS[] = {{{0, 3, 0, 2}, SVE_TOKEN_WORD, SVE_TOKEN_DENORMAL},
                                     {{4, 6, 3, 4}, SVE_TOKEN_WORD, SVE_TOKEN_DENORMAL},
                                     {{7, 11, 5, 8}, SVE_TOKEN_WORD, SVE_TOKEN_DENORMAL},
                                     {{12, 13, 9, 10}, SVE_TOKEN_WORD, 0},
                                     {{14, 20, 11, 16}, SVE_TOKEN_WORD, SVE_TOKEN_DENORMAL}};
  sve_normals normals = {0};
  sve_status status = sve_normals_find(TEXT, TOKENS, 5, &normals, error);
  if (status == SVE_OK) {
    size_t length;
    const char *word = sve_normal_of(&normals, 0, &length);
    CHECK_STRING(word, length, "Å");
    word = sve_normal_of(&normals, 1, &length);
    CHECK_INT(length, 0); /* nothing but a soft hyphen */
    word = sve_normal_of(&normals, 4, &length);
    CHECK_STRING(word, length, "sjön");
  }
  sve_normals_clear(&normals);
  size_t found;
  if (status == SVE_OK) status = sve_normal_prefix(TEXT, 3, 2, &found, error);
  return status;
}

static sve_status split_compound(void *context, sve_error *error) {
  static const char WORD[] = "Malmo\xCC\x88polisen";
  sve_compound split = {9, {0}};
  sve_status status = sve_compound_split(context, WORD, sizeof WORD - 1, 100, is_listed, context, &split, error);
  CHECK_INT(split.name_bytes, status == SVE_OK ? 7 : 9);
  return status;
}

static void failed_allocations_are_told(void) {
  sve_data *data = make_data();
  sve_lexicon lexicon;
  CHECK_INT(sve_lexicon_open(data, &lexicon, NULL), SVE_OK);
  test_sweep(find_words, &lexicon);
  test_sweep(split_compound, &lexicon);
  test_sweep(find_normals, NULL);
  sve_data_free(data);
}

int main(void) {
  RUN(keys_are_those_of_compiled_data);
  RUN(the_fast_way_folds_like_the_slow_one);
  RUN(genitives_are_possibilities);
  RUN(case_is_that_of_the_letters);
  RUN(lexemes_are_those_of_form_and_base);
  RUN(many_words_are_read_like_each_alone);
  RUN(compounds_are_split_behind_a_name);
  RUN(common_nouns_have_forms_of_their_own);
  RUN(long_words_cost_no_more_than_reading_them);
  RUN(nouns_are_known_by_their_forms);
  RUN(prefixes_of_normal_forms_are_found);
  RUN(failed_allocations_are_told);
  return test_end();
}
