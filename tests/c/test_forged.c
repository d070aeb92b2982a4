/* The lexicon of an attacker, who makes the checksum right: its rules of numbers, measures, times and quotes changed
 * byte by byte, refused or used without harm; words in an order that nobody writes; and steps of times that no rule
 * has.
 */
#include "base/data.h"
#include "base/hash.h"
#include "invariants.h"
#include "test.h"
#include "values/time_class.h"
#include "values/time_moment.h"

/* The same numbers each time. */
static uint32_t next_random(uint32_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

static const char TEXT[] =
    "Den 3 maj 2022 klockan 16.30 kom 25 000 kronor, drygt 2,5 miljoner euro och femtio cent, tjugosju meter per "
    "sekund. I påskhelgen, för två och ett halvt år sedan, måndag vecka 3, i våras, under tredje kvartalet, nästa "
    "tisdag, i slutet av 1990-talet, varje dag, den 3–4 juni, två timmar och tio minuter, sista måndagen i mars 2014, "
    "fredag den 22, kvart i tre på natten, 2022-01-07T14:30, på 1800-talet, mellan 5 och 10 grader, 90 km/h, ett "
    "30-tal, €5,90, fredagsmötet, tvåårsperioden.\n"
    "– Vi hinner, säger Anna Ek till TT.\nHon säger att det går. Enligt polisen kom han. ”Nej”, sade hon.\n";

static const uint32_t SECTIONS[] = {
    SVE_TAG('T', 'I', 'M', 'E'), SVE_TAG('T', 'I', 'M', 'W'), SVE_TAG('T', 'I', 'M', 'R'), SVE_TAG('T', 'I', 'M', 'S'),
    SVE_TAG('T', 'I', 'M', 'C'), SVE_TAG('T', 'I', 'M', 'G'), SVE_TAG('T', 'I', 'M', 'H'), SVE_TAG('N', 'U', 'M', 'B'),
    SVE_TAG('N', 'U', 'M', 'G'), SVE_TAG('U', 'N', 'I', 'T'), SVE_TAG('U', 'N', 'I', 'R'), SVE_TAG('U', 'S', 'T', 'R'),
    SVE_TAG('S', 'P', 'C', 'H')};
enum { SECTION_COUNT = sizeof SECTIONS / sizeof *SECTIONS };

/* A lexicon of these sections, one of them changed (NULL: left out); BAD_DATA, or what the analysis of the text says.
 */
static sve_status use_lexicon(const sve_data *lexicon, uint32_t changed, const void *bytes, size_t length) {
  sve_builder *builder;
  sve_data *data = NULL;
  sve_analyzer *analyzer = NULL;
  sve_document *document = NULL;
  const void *file;
  size_t file_length;
  sve_status status = sve_builder_new(&builder, NULL);
  for (size_t i = 0; i < SECTION_COUNT && status == SVE_OK; i++) {
    size_t own_length;
    const void *own = sve_data_get(lexicon, SECTIONS[i], &own_length);
    if (SECTIONS[i] == changed) {
      own = bytes;
      own_length = length;
    }
    if (own != NULL) status = sve_builder_add(builder, SECTIONS[i], own, own_length, NULL);
  }
  if (status == SVE_OK) status = sve_builder_finish(builder, &file, &file_length, NULL);
  if (status == SVE_OK) status = sve_data_open_bytes(file, file_length, false, &data, NULL);
  sve_analyzer_parts parts = {.lexicon = data};
  if (status == SVE_OK) status = sve_analyzer_new(&parts, &analyzer, NULL);
  if (status == SVE_OK) status = sve_document_new(&document, NULL);
  if (status == SVE_OK) {
    sve_request request = {SVE_DEPTH_ALL, {2022, 1, 10}};
    status = sve_analyze(analyzer, TEXT, sizeof TEXT - 1, request, document, NULL);
    if (status == SVE_OK) CHECK_SOUND(document_breach(analyzer, TEXT, sizeof TEXT - 1, document));
  }
  sve_document_free(document);
  sve_analyzer_free(analyzer);
  sve_data_free(data);
  sve_builder_free(builder);
  return status;
}

static void changed_rules_do_no_harm(void) {
  enum { CHANGES = 250, BYTES = 4 };
  sve_data *lexicon;
  if (!CHECK_INT(sve_data_open("svenner/data/lexicon.sve", false, &lexicon, NULL), SVE_OK)) return;
  CHECK_INT(use_lexicon(lexicon, 0, NULL, 0), SVE_OK);
  uint32_t state = 1;
  for (size_t s = 0; s < SECTION_COUNT; s++) {
    size_t length;
    const void *bytes = sve_data_get(lexicon, SECTIONS[s], &length);
    if (!CHECK(bytes != NULL)) continue;
    unsigned char *copy = malloc(length);
    for (size_t i = 0; i < CHANGES; i++) {
      memcpy(copy, bytes, length);
      for (size_t k = 0; k < BYTES; k++) copy[next_random(&state) % length] = (unsigned char)next_random(&state);
      sve_status status = use_lexicon(lexicon, SECTIONS[s], copy, length);
      CHECK(status == SVE_OK || status == SVE_BAD_DATA);
    }
    /* Each of its numbers at their greatest, a half of it, and none at all. */
    memset(copy, 0xFF, length);
    sve_status status = use_lexicon(lexicon, SECTIONS[s], copy, length);
    CHECK(status == SVE_OK || status == SVE_BAD_DATA);
    status = use_lexicon(lexicon, SECTIONS[s], copy, length / 2);
    CHECK(status == SVE_OK || status == SVE_BAD_DATA);
    status = use_lexicon(lexicon, SECTIONS[s], NULL, 0);
    CHECK(status == SVE_OK || status == SVE_BAD_DATA);
    free(copy);
  }
  sve_data_free(lexicon);
}

/* ---- Words in an order that nobody writes. ---- */

static const char *const WORDS[] = {"Anna",
                                    "Ek",
                                    "Bo",
                                    "Lind",
                                    "Anna Ek",
                                    "Bo Lind",
                                    "TT",
                                    "Sveriges Radio",
                                    "Polisen",
                                    "Lund",
                                    "Eks",
                                    "hon",
                                    "Han",
                                    "hans",
                                    "de",
                                    "jag",
                                    "Vi",
                                    "man",
                                    "det",
                                    "en",
                                    "ett",
                                    "den",
                                    "flera",
                                    "två",
                                    "säger",
                                    "sade",
                                    "skriver",
                                    "uppger",
                                    "berättar",
                                    "svarade",
                                    "frågade",
                                    "undrar",
                                    "menar",
                                    "enligt",
                                    "Enligt",
                                    "till",
                                    "för",
                                    "att",
                                    "om",
                                    "som",
                                    "och",
                                    "men",
                                    "inte",
                                    "har",
                                    "hade",
                                    "sagt",
                                    "skulle",
                                    "också",
                                    "vill",
                                    "påpeka",
                                    "vittnet",
                                    "åklagaren",
                                    "kommunalrådet",
                                    "talespersonen",
                                    "mannen",
                                    "kvinna",
                                    "23-årige",
                                    "barn-",
                                    "intervju",
                                    "med",
                                    "i",
                                    "på",
                                    "från",
                                    "av",
                                    "Så",
                                    "Där",
                                    "heter",
                                    "står",
                                    "kom",
                                    "går",
                                    "boken",
                                    "brevet",
                                    "igår",
                                    "fredag",
                                    "den 3 maj",
                                    "2022",
                                    "kl.",
                                    "20 kronor",
                                    "drygt",
                                    "5",
                                    "procent",
                                    "minst",
                                    "mellan",
                                    "halv",
                                    "miljoner",
                                    "1/2",
                                    "–",
                                    "-",
                                    "”",
                                    "\"",
                                    "»",
                                    "’",
                                    ":",
                                    ",",
                                    ".",
                                    "?",
                                    "!",
                                    ";",
                                    "(S)",
                                    "(",
                                    ")",
                                    "…",
                                    "\n",
                                    "\n\n",
                                    "\n– ",
                                    "\n”",
                                    ". ”",
                                    "”, ",
                                    ": ”",
                                    ". – ",
                                    "?” ",
                                    ".\n",
                                    "@anna",
                                    "och hon",
                                    "men han",
                                    "säger att",
                                    "sade: ",
                                    "Anna Ek, ordförande i föreningen,",
                                    "barn- och skolnämnden",
                                    "säger Anna Ek och Bo Lind",
                                    "säger ordföranden i föreningen, Bo Lind,",
                                    "Eva Alm (C), Anna Ek (S) och Bo Lind (M)",
                                    "i en intervju med TT",
                                    "uppger Bo Lind för TT",
                                    "får medhåll av kommunalrådet Bo Lind (S):",
                                    "i ett uttalande från Volvo heter det:",
                                    "som satt där sade",
                                    "ett barn som",
                                    "Hon reste sig. ",
                                    "Anna Ek tillägger: ”Vi ",
                                    "sade hon, och jag",
                                    "”Det går”, sade hon och gick, ”men inte nu.” ",
                                    "”Det går.” Det säger Anna Ek. ",
                                    "\n– Blir det varmt?\n– Ja.\n",
                                    "\nAnna Ek: Hur är det?\nBo Lind: Bra.\n",
                                    "Skådespelaren Anna Ek berättar om filmen.\n– Den är bra.\n",
                                    "På frågan om en turné svarar hon:",
                                    "Hon undrar om det går. ",
                                    "frågade var han bodde",
                                    "Polisen uppger att två personer har skadats, och att ",
                                    "Vägen är avstängd, skriver TT. ",
                                    "enligt Anna Ek"};

/* Words in any order are read: all that is told of them lies in the text, in order. */
static void words_in_any_order_are_read(void) {
  enum { TEXTS = 5000, LONGEST = 30, BYTES = LONGEST * 64 };
  sve_data *lexicon, *model;
  if (!CHECK_INT(sve_data_open("svenner/data/lexicon.sve", false, &lexicon, NULL), SVE_OK)) return;
  if (!CHECK_INT(sve_data_open("svenner/data/model.sve", false, &model, NULL), SVE_OK)) return;
  sve_analyzer_parts parts = {.lexicon = lexicon, .model = model};
  sve_analyzer *analyzer;
  sve_document *document;
  CHECK_INT(sve_analyzer_new(&parts, &analyzer, NULL), SVE_OK);
  CHECK_INT(sve_document_new(&document, NULL), SVE_OK);
  uint32_t state = 3;
  for (size_t i = 0; i < TEXTS; i++) {
    char text[BYTES];
    size_t length = 0;
    for (size_t words = 2 + next_random(&state) % (LONGEST - 2); words > 0; words--) {
      const char *word = WORDS[next_random(&state) % (sizeof WORDS / sizeof *WORDS)];
      length += (size_t)snprintf(text + length, sizeof text - length, "%s%s", word, words % 7 == 0 ? "" : " ");
    }
    sve_request request = {SVE_DEPTH_ALL, {2022, 1, 10}};
    if (!CHECK_INT(sve_analyze(analyzer, text, length, request, document, NULL), SVE_OK)) break;
    const char *breach = document_breach(analyzer, text, length, document);
    if (breach != NULL) printf("%s\n", text);
    CHECK_SOUND(breach);
  }
  sve_document_free(document);
  sve_analyzer_free(analyzer);
  sve_data_free(model);
  sve_data_free(lexicon);
}

/* ---- Steps. ---- */

static const uint8_t HOLIDAYS[][8] = {
    {0, 12, 24, 0, 0, 1}, {0, 6, 19, 5, 0, 1}, {1, 0, 0, 0, 254, 4}, {0, 2, 30, 9, 128, 255}, {7, 0, 0, 0, 0, 0}};

static const sve_number NUMBERS[] = {
    {.digits = 2, .high = 2, .divisor = 1},
    {.digits = 15, .high = 15, .divisor = 1, .decimals = 1, .modifier = SVE_MOD_MORE_THAN},
    {.digits = 5, .high = 5, .divisor = 1, .decimals = 1},
    {.digits = 25, .high = 25, .divisor = 1, .decimals = 1},
    {.digits = 225, .high = 225, .divisor = 1, .decimals = 2},
    {.digits = 250, .high = 250, .divisor = 1, .decimals = 2},
    {.digits = 2, .high = 2, .divisor = 3},
    {.digits = 2, .high = 5, .divisor = 1},
    {.digits = -5, .high = -5, .divisor = 1},
    {.digits = INT64_MAX, .high = INT64_MAX, .divisor = 1, .beyond = true},
    {.digits = INT64_MAX, .high = INT64_MAX, .divisor = 1}};

static int64_t any_value(uint32_t *state) {
  static const int64_t values[] = {
      0,         1,         2,  3,  4,  5,  6,   7,    8,    11,   12,   13,       24,           28,
      29,        31,        32, 43, 52, 53, 54,  60,   99,   503,  2019, 2020,     2022,         9999,
      INT16_MAX, INT16_MIN, -1, -2, -3, -7, 102, 1224, 1440, 1441, 2022, 20220110, 202201101430, 2022010720220109};
  return values[next_random(state) % (sizeof values / sizeof *values)];
}

static sve_time_step any_step(uint32_t *state) {
  sve_time_step step = {.operation = (uint8_t)(next_random(state) % (SVE_STEP_FIRST_YEAR + 3)),
                        .captured = (uint8_t)(next_random(state) & next_random(state) & 7),
                        .negative = (uint8_t)(next_random(state) & 7)};
  for (size_t i = 0; i < 3; i++) {
    step.arguments[i] = (step.captured >> i & 1) != 0 ? (int16_t)(next_random(state) % 4) : (int16_t)any_value(state);
  }
  return step;
}

/* TIMEX3 has digits, capitals and a few marks. */
static bool is_timex(const char *value, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (value[i] == '\0' || strchr("0123456789ABCDEFHILMNOPQSTUVWXY-:/.", value[i]) == NULL) return false;
  }
  return length < SVE_TIME_BYTES;
}

static void steps_that_no_rule_has_do_no_harm(void) {
  enum { RUNS = 200000, STEPS = 4, CAPTURES = 3 };
  static const sve_date references[] = {{0, 0, 0}, {2022, 1, 10},  {2024, 2, 29},
                                        {1, 1, 1}, {9999, 12, 31}, {2020, 8, 1}};
  sve_calendar *shared;
  if (!CHECK_INT(sve_calendar_new(&shared, NULL), SVE_OK)) return;
  sve_time_context context = {
      .shared = shared, .holidays = HOLIDAYS[0], .holiday_count = sizeof HOLIDAYS / sizeof *HOLIDAYS};
  sve_time_value before = {0};
  uint32_t state = 7;
  for (size_t run = 0; run < RUNS; run++) {
    sve_time_step steps[STEPS];
    sve_capture captures[CAPTURES];
    for (size_t i = 0; i < STEPS; i++) steps[i] = any_step(&state);
    for (size_t i = 0; i < CAPTURES; i++) {
      const sve_number *number = &NUMBERS[next_random(&state) % (sizeof NUMBERS / sizeof *NUMBERS)];
      bool counted = next_random(&state) % 2 == 0;
      captures[i] = (sve_capture){counted ? (int32_t)number->digits : any_value(&state), counted ? number : NULL};
    }
    context.reference = references[next_random(&state) % (sizeof references / sizeof *references)];
    context.tense = (sve_tense)(next_random(&state) % 4);
    if (run % 8 == 0) {
      memset(context.told, 0, sizeof context.told);
      memset(context.weekdays, 0, sizeof context.weekdays);
    }
    sve_time_value value, joined;
    size_t step_count = 1 + next_random(&state) % STEPS;
    sve_status status = sve_time_evaluate(&context, steps, step_count, captures, CAPTURES, &value, NULL);
    if (!CHECK_INT(status, SVE_OK)) break;
    char text[SVE_TIME_BYTES];
    if (!CHECK(is_timex(text, sve_time_format(&context, &value, text)))) break;
    if (sve_time_join(&before, &value, &joined) || sve_time_join(&value, &before, &joined)) {
      if (!CHECK(is_timex(text, sve_time_format(&context, &joined, text)))) break;
    }
    sve_time_remember(&context, &value, sve_time_asks_tense(steps, step_count));
    before = value;
  }
  sve_calendar_free(context.calendar);
  sve_calendar_free(shared);
}

int main(void) {
  RUN(changed_rules_do_no_harm);
  RUN(words_in_any_order_are_read);
  RUN(steps_that_no_rule_has_do_no_harm);
  return test_end();
}
