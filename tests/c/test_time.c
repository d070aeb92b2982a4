/* Times: every example of the rules, the cases, and what the rules have to decide by the text around. */
#include "base/memory.h"
#include "cases.h"
#include "values.h"
#include "values/time_calendar.h"

static values open;

#define CHECK_TIME(date, marked) CHECK_VALUES(&open, SVE_LABEL_TME, date, marked)

/* Each example stands in the table as `text with [expression]`, date, value: some entity must be just that. */
static void check_example(const char *pattern, const char *example, const char *date, const char *wanted) {
  char text[1024];
  size_t length = 0, start = 0, end = 0;
  for (const char *at = example; *at != '\0'; at++) {
    if (*at == '[') {
      start = length;
    } else if (*at == ']') {
      end = length;
    } else {
      text[length++] = *at;
    }
  }
  if (!CHECK_INT(values_read(&open, text, length, date, NULL), SVE_OK)) return;
  size_t count;
  const sve_entity *entities = sve_document_entities(open.document, &count);
  bool found = false;
  for (size_t i = 0; i < count; i++) {
    found = found ||
            (entities[i].label == SVE_LABEL_TME && entities[i].span.start_byte == start &&
             entities[i].span.end_byte == end && entities[i].value.length == strlen(wanted) &&
             (entities[i].value.length == 0 || memcmp(entities[i].value.bytes, wanted, entities[i].value.length) == 0));
  }
  if (!found) printf("%s: %s is not %s\n", pattern, example, wanted);
  CHECK(found);
}

static void every_rule_does_what_its_example_says(void) {
  values_begin(&open);
  FILE *file = fopen("lexicon/time-rules.tsv", "rb");
  if (!CHECK(file != NULL)) return;
  char line[2048];
  unsigned rows = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    if (line[0] == '#') continue;
    char *cells[6] = {line};
    for (int i = 1; i < 6; i++) {
      char *tab = cells[i - 1] == NULL ? NULL : strchr(cells[i - 1], '\t');
      if (tab != NULL) *tab = '\0';
      cells[i] = tab == NULL ? NULL : tab + 1;
    }
    if (!CHECK(cells[5] != NULL)) continue;
    if (rows++ > 0) check_example(cells[0], cells[3], cells[4], cells[5]);
  }
  fclose(file);
  CHECK(rows > 200);
  values_close(&open);
}

static void check_case(char *marked, char *rest) {
  char *date = rest;
  char *values_wanted = strchr(rest, '\t');
  if (!CHECK(values_wanted != NULL)) return;
  *values_wanted++ = '\0';
  char text[1024], shown[4096], wanted[4096];
  size_t length = 0;
  for (const char *at = marked; *at != '\0'; at++) {
    if (*at != '[' && *at != ']') text[length++] = *at;
  }
  /* `TME=2022¦MSR=3` -> `2022 3` */
  size_t used = (size_t)snprintf(wanted, sizeof wanted, "%s|", marked);
  for (char *at = values_wanted; *at != '\0';) {
    char *equals = strchr(at, '=');
    char *bar = strstr(at, "¦");
    size_t bytes = bar == NULL ? strlen(equals + 1) : (size_t)(bar - equals - 1);
    used += (size_t)snprintf(wanted + used, sizeof wanted - used, "%s%.*s", at == values_wanted ? "" : " ", (int)bytes,
                             equals + 1);
    at = equals + 1 + bytes + (bar == NULL ? 0 : strlen("¦"));
  }
  CHECK_INT(values_read(&open, text, length, date, NULL), SVE_OK);
  values_show(&open, text, length, -1, shown, sizeof shown);
  CHECK_STRING(shown, strlen(shown), wanted);
}

static void the_cases_hold(void) {
  values_begin(&open);
  CHECK(test_each_case("tests/cases/values.tsv", check_case) > 100);
  values_close(&open);
}

static void tense_decides_for_weekdays(void) {
  values_begin(&open);
  CHECK_TIME("2022-01-07", "Nato kallade till möte på [fredagen].|2022-01-07");
  CHECK_TIME("2022-01-08", "De ska mötas på [fredagen].|2022-01-14");
  CHECK_TIME("2022-01-07", "De möts på [måndag].|2022-01-10");
  CHECK_TIME("2022-01-10", "De möts på [måndag].|2022-01-17");
  CHECK_TIME("2022-01-11", "Hon kom [i tisdags].|2022-01-04");
  values_close(&open);
}

static void a_compound_tells_of_the_day_told_before(void) {
  values_begin(&open);
  CHECK_TIME("2022-01-07", "De möts på [måndag]. {Måndag}smötet avbröts.|2022-01-10 2022-01-10");
  CHECK_TIME("2022-01-07", "{Måndag}smötet avbröts.|2022-01-03");
  values_close(&open);
}

static void a_unit_of_time_in_a_compound_is_a_duration(void) {
  values_begin(&open);
  CHECK_TIME("-", "Under en {tvåår}speriod gjorde de {24-timmar}sresor.|P2Y PT24H");
  CHECK_TIME("-", "Efter [två dagars] resa kom en [tredagars] konferens.|P2D P3D");
  CHECK_TIME("-", "Hon fyllde år på 30-årsdagen, en tvåårig pojke och en man i 30-årsåldern.|");
  CHECK_TIME("-", "Ett {1800-tal}shus med {90-tal}smöbler.|18XX 199X");
  CHECK_TIME("-", "Tvåårsp, 1990-tals, 30-talsp.|");
  values_close(&open);
}

static void what_is_told_counts_on(void) {
  values_begin(&open);
  CHECK_TIME("2024-03-14", "Han dog [2010]. [Fem år senare] kom boken.|2010 2015");
  CHECK_TIME("2024-03-14", "Han dog i [maj 2010]. [Två månader senare] kom boken.|2010-05 2010-07");
  CHECK_TIME("2024-03-14", "Han dog [den 3 maj]. [Två veckor senare] kom boken.|XXXX-05-03 XXXX-05-17");
  CHECK_TIME("2024-03-14", "Han dog [den 27 februari]. [Tre dagar senare] kom boken.|XXXX-02-27 ");
  CHECK_TIME("2024-03-14", "Han dog [2010]. [Dagen därpå] kom boken.|2010 ");
  CHECK_TIME("2024-03-14", "[Dagen därpå] kom boken.|2024-03-15");
  values_close(&open);
}

static void a_clock_time_joins_its_day(void) {
  values_begin(&open);
  CHECK_TIME("2022-01-10", "Det var [i går klockan 16.30].|2022-01-09T16:30");
  CHECK_TIME("2022-01-10", "Det var [klockan 23.40 den 8 juli 2022].|2022-07-08T23:40");
  CHECK_TIME("2022-01-10", "Det är [klockan 9 på fredag].|2022-01-14T09:00");
  CHECK_TIME("2022-01-10", "Det är [i kväll klockan 8].|2022-01-10T20:00");
  CHECK_TIME("2022-01-10", "Det var [i går]. [Klockan 9] kom hon.|2022-01-09 T09:00");
  values_close(&open);
}

static void names_are_not_times(void) {
  values_begin(&open);
  CHECK_TIME("-", "Mars är en planet.|");
  CHECK_TIME("-", "Maj Lind och April Ek kom.|");
  CHECK_TIME("-", "I vår värld finns Tor.|");
  values_close(&open);
}

static void without_a_date_relative_times_have_no_value(void) {
  values_begin(&open);
  CHECK_TIME("-", "Hon kom [i går].|");
  CHECK_TIME("-", "Hon kom [den 3 maj].|XXXX-05-03");
  values_close(&open);
}

static void the_calendar_counts_right(void) {
  sve_calendar *calendar;
  if (!CHECK_INT(sve_calendar_new(&calendar, NULL), SVE_OK)) return;
  int year;
  CHECK_INT(sve_calendar_week(calendar, (sve_date){2021, 1, 3}, &year), 53);
  CHECK_INT(year, 2020);
  CHECK_INT(sve_calendar_days(calendar, 1900, 2), 28);
  CHECK_INT(sve_calendar_days(calendar, 2000, 2), 29);
  sve_date day = sve_calendar_shift(calendar, (sve_date){1, 1, 1}, SVE_PERIOD_DAY, -1);
  CHECK_INT(day.year, 0);
  day = sve_calendar_shift(calendar, (sve_date){9999, 12, 31}, SVE_PERIOD_DAY, 1);
  CHECK_INT(day.year, 0);
  day = sve_calendar_shift(calendar, (sve_date){2024, 1, 31}, SVE_PERIOD_MONTH, 1);
  CHECK_INT(day.month * 100 + day.day, 229);
  /* Easter is a Sunday from 22 March to 25 April. */
  for (int at = 1583; at < 9999; at += 7) {
    sve_date easter = sve_calendar_easter(at);
    int date = easter.month * 100 + easter.day;
    CHECK(date >= 322 && date <= 425 && sve_calendar_weekday(calendar, easter) == 7);
  }
  day = sve_calendar_easter(2022);
  CHECK_INT(day.month * 100 + day.day, 417);
  sve_calendar_free(calendar);
}

static sve_status read_all(void *context, sve_error *error) {
  (void)context;
  static const char text[] =
      "I går klockan 16.30 kom 30 personer. De möts på måndag i tjugosju minuter, drygt 5 kronor.";
  values own;
  sve_status status = values_open(&own, error);
  if (status == SVE_OK) status = values_read(&own, text, strlen(text), "2022-01-07", error);
  values_close(&own);
  return status;
}

static void a_failed_allocation_is_told(void) {
  test_sweep(read_all, NULL);
}

static void hostile_texts_take_linear_time(void) {
  values_begin(&open);
  enum { LENGTH = 1 << 19 };
  const char *pieces[] = {
      "den ",    "för ",    "i ",   "mellan den 3 och ",   "för 1 dag 2 dag och ", "klockan ", "2022-01-",
      "måndag ", "måndags", "3/4–", "om tre veckor från ", "natten till ",         "tvåårs",   "fredags1990-tals"};
  char *text = sve_alloc(LENGTH);
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    size_t piece = strlen(pieces[i]);
    for (size_t at = 0; at < LENGTH; at++) text[at] = pieces[i][at % piece];
    CHECK_INT(values_read(&open, text, LENGTH, "2022-01-07", NULL), SVE_OK);
  }
  sve_free(text);
  values_close(&open);
}

int main(void) {
  RUN(every_rule_does_what_its_example_says);
  RUN(the_cases_hold);
  RUN(tense_decides_for_weekdays);
  RUN(a_compound_tells_of_the_day_told_before);
  RUN(a_unit_of_time_in_a_compound_is_a_duration);
  RUN(what_is_told_counts_on);
  RUN(a_clock_time_joins_its_day);
  RUN(names_are_not_times);
  RUN(without_a_date_relative_times_have_no_value);
  RUN(the_calendar_counts_right);
  RUN(a_failed_allocation_is_told);
  RUN(hostile_texts_take_linear_time);
  return test_end();
}
