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

static void figures_are_dates_where_there_is_such_a_day(void) {
  static const char *const marked[] = {
      "Bussen gick [klockan 14:30:05] därifrån.|T14:30",
      "Bussen gick klockan 14:30:75 därifrån.|",
      "Filen är från [20220107] i arkivet.|2022-01-07",
      "Filen är från 20221307 i arkivet.|",
      "Säsongen [2021/22] var lång.|2021/2022",
      "Säsongen [1999/00] var lång.|1999/2000",
      "Säsongen [2021/2022] var lång.|2021/2022",
      "Säsongen 2022/2021 var lång.|",
      "Åren [2009–12] var goda.|2009/2012",
      "Åren 2012–09 var goda.|",
      "Åren [2019–2021] var goda.|2019/2021",
      "Åren 2021–2019 var goda.|",
      "Han bodde där 1998–03 och sedan inte.|",
      "Den hölls [den 3–4 maj] i Lund.|XXXX-05-03/XXXX-05-04",
      "Den hölls den 3–40 [maj] i Lund.|XXXX-05",
      "Den hölls [vecka 50–52] i Lund.|2022-W50/2022-W52",
      "Den hölls vecka 50–54 i Lund.|",
      "Öppet [klockan 10–15] [varje dag].|T10:00/T15:00 P1D",
      "Öppet klockan 10–25 [varje dag].|P1D",
      "Fakturan kom [7/6/24] med posten.|2024-06-07",
      "Fakturan kom [7/6-24] med posten.|2024-06-07",
      "Fakturan kom [7/6,2024] med posten.|2024-06-07",
      "Fakturan kom [7.6.2024] med posten.|2024-06-07",
      "Fakturan kom 7.6.24 med posten.|",
      "Fakturan kom 13/13/24 med posten.|",
      "Fakturan kom 32/1/24 med posten.|",
      "Fakturan kom [7-6-24] med posten.|2024-06-07",
      "Fakturan kom [24-06-30] med posten.|2024-06-30",
      "Fakturan kom 24-13-30 med posten.|",
      "Fakturan kom [2019-13-01] med posten.|",
      "Fakturan kom [2019/06/01] med posten.|2019-06-01",
      "Fakturan kom [2019.06.01] med posten.|2019-06-01",
      "Fakturan kom [2019-6-1] med posten.|2019-06-01",
      "Fakturan kom 7/6.24 med posten.|",
      "Öppet [klockan 9.30–11] [i dag].|T09:30/T11:00 2022-01-10",
      "Öppet [klockan 9–11.30] [i dag].|T09:00/T11:30 2022-01-10",
      "Öppet [klockan 9.30–11.15] [i dag].|T09:30/T11:15 2022-01-10",
      "Öppet klockan 9.30–25.15 [i dag].|2022-01-10",
      "Öppet klockan 9.30–25 [i dag].|2022-01-10",
      "Öppet klockan 25–11.30 [i dag].|2022-01-10",
      "Öppet [klockan 24.00 i dag].|2022-01-10T24:00",
      "Öppet klockan 24.30 [i dag].|2022-01-10",
      "Mässan pågår [1/2–3/4] i Lund.|XXXX-02-01/XXXX-04-03",
      "Mässan pågår 1/2–3/14 i Lund.|",
      "Mässan pågår 32/2–3/4 i Lund.|",
      "Mässan pågår [2022-01-07–2022-01-09] i Lund.|2022-01-07/2022-01-09",
      "Mässan pågår 2022-01-09–2022-01-07 i Lund.|",
      "Det var på [1990-talet], [90-talet] och [00-talet].|199X 199X 200X",
      "Det var på [1800-talet], [400-talet] och 450-talet.|18XX 04XX",
      "Det var på 5-talet, 95-talet och 12340-talet.|",
      "Hon kom vid [21-tiden], inte 25-tiden eller 121-tiden.|T21:00",
      "Vi ses [15-jun], inte 32-jun eller 15-abc.|XXXX-06-15",
      "Vi ses [15-sept] eller [2019-sep-1].|XXXX-09-15 2019-09-01",
      "Vi ses 2019-sep- i Lund.|",
      "Loggen säger [2022-01-07T14:30] och [2022-01-07T14:30:05Z].|2022-01-07T14:30 2022-01-07T14:30",
      "Loggen säger 2022-01-07T25:30 och 2022-01-07T1:30.|",
      "Loggen säger 2022-01-07T14.30 och 2022-13-07T14:30.|",
      "Loggen säger 2022-01-07T-4:30 och 2022-01-07X14:30.|",
      "Det var [sommaren -68], inte -5 eller -68,5 eller +68.|1968-SU",
      "Vi ses 7/14 eller [1/5].|XXXX-05-01",
      "Vi ses [31/12].|XXXX-12-31",
      "Öppet 24/7 hos oss.|",
      "Det var 2023/24.|",
      "Han åt 1/2 gurka.|",
      "Vi ses [den 16. nov.] i Lund.|XXXX-11-16",
      "Vi ses den 36. nov. i Lund.|",
      "1970-tal och 1800-tal möts.|",
      "Ett {1990-tal}shus och ett 95-talshus, ett 30-talsp.|199X",
  };
  values_begin(&open);
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
    CHECK_VALUES(&open, SVE_LABEL_TME, "2022-01-10", marked[i]);
  values_close(&open);
}

static void the_words_around_tell_years_and_days_from_amounts(void) {
  static const char *const marked[] = {
      "Den grundades [1954] i Piteå.|1954",
      "Det kom 1500 personer dit.|",
      "Den grundades år [1500] i Piteå.|1500",
      "Sedan [1800] har den stått där.|1800",
      "Sedan 1800 personer kom dit.|",
      "Sedan [2000] har den stått där.|2000",
      "Sedan 2000 personer kom dit.|",
      "Vägen SK 1422 är stängd.|",
      "Till år [2100] väntas havet stiga.|2100",
      "Det är 2100 meter dit.|",
      "Det var nr 1954 i raden.|",
      "Den kom [1422] till Lund.|1422",
      "Den kom 1422 gånger till Lund.|",
      "Ungefär 3/4 av eleverna kom.|",
      "Ungefär 3/4 liter vatten.|",
      "[Den 3/4] kom hon.|XXXX-04-03",
      "Ungefär 3/4 € kostade den.|",
      "[Den 1/2] kom hon.|XXXX-02-01",
      "Halva 1/2 var bra.|",
      "Boken kostar 12:50 där.|",
      "Priset är 12:50 här.|",
      "Tåget går [12:50] från Lund.|T12:50",
      "Det blev [den andre].|XXXX-XX-02",
      "Det blev den andra.|",
      "Det blev [den tredje].|XXXX-XX-03",
      "På [Valborg] brinner eldar.|2022-04-30",
      "[Valborg] firas i Lund.|2022-04-30",
      "Valborg Ek kom.|",
      "Vi firar [valborg i år].|2022-04-30",
      "Det hände på [30-talet].|193X",
      "30-talet personer kom.|",
      "[80-talets] mode är tillbaka.|198X",
      "Det hände 30-talet gånger.|",
      "De ses [sju dagar] i veckan.|P7D",
      "De ses [lördag] [10–15].|2022-01-15 T10:00/T15:00",
      "De ses [lördag] 10–15 personer.|2022-01-15",
      "De ses 10–15 personer.|",
      "Vi ses [i vår].|2022-SP",
      "Det var [i våras].|2021-SP",
      "Det var [i somras].|2021-SU",
  };
  values_begin(&open);
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
    CHECK_VALUES(&open, SVE_LABEL_TME, "2022-01-10", marked[i]);
  values_close(&open);
}

static void relative_times_lead_to_the_nearest_that_fits(void) {
  static const char *const marked[] = {
      "Det var [i höstas].|2021-FA",
      "Det var [i vintras].|2020-WI",
      "[Nästa vinter] reser vi.|2022-WI",
      "[Förra sommaren] reste vi.|2021-SU",
      "[I sommar] reser vi.|2022-SU",
      "[I vinter] åkte vi skidor.|2021-WI",
      "[I vinter] ska vi åka skidor.|2021-WI",
      "Under [hösten] reste vi.|2021-FA",
      "Under [hösten] ska vi resa.|2022-FA",
      "Under [tredje kvartalet] ökade vinsten.|2021-Q3",
      "Under [tredje kvartalet] ska vinsten öka.|2022-Q3",
      "Under [första halvåret] ökade vinsten.|2022-H1",
      "Under [första kvartalet] ökade vinsten.|2022-Q1",
      "Under [andra halvåret 2019] ökade vinsten.|2019-H2",
      "Under [fjärde kvartalet 2019] ökade vinsten.|2019-Q4",
      "[Vecka 53] är stängd.|",
      "[Vecka 53 2020] är stängd.|2020-W53",
      "Vecka 54 är stängd.|",
      "[Sista måndagen i mars 2014] kom hon.|2014-03-31",
      "[Femte måndagen i februari 2014] kom hon.|",
      "[Femte fredagen i april 2022] kom hon.|2022-04-29",
      "[Första måndagen i mars] kom hon.|",
      "På [påskdagen] kom hon.|2021-04-04",
      "På [påskdagen] ska hon komma.|2022-04-17",
      "På [julafton] kom hon.|2021-12-24",
      "På [julafton] ska hon komma.|2022-12-24",
      "På [midsommarafton 2019] kom hon.|2019-06-21",
      "På [nyårsdagen] kom hon.|2022-01-01",
      "I [påskhelgen] kom hon.|2021-04-02/2021-04-05",
      "Under [påsken 2020] kom hon.|2020-04-10/2020-04-13",
      "Vi ses [fredag den 22].|2022-04-22",
      "Vi sågs [fredag den 31].|2021-12-31",
      "De ska ses [fredag den 13].|2022-05-13",
      "Hon kom [för ett och ett halvt år sedan].|2020-07",
      "Hon kom [för 1,5 år sedan].|2020-07",
      "Hon kom [för 2,25 år sedan].|",
      "Hon kom [för drygt två år sedan].|2020-01-10",
      "Hon kom [för tio år sedan].|2012",
      "Hon kom för [två–tre år] sedan.|",
      "Hon kom [för 20000 år sedan].|",
      "Hon kom [för några hundra år sedan].|",
      "Hon kom [för en halv vecka sedan].|",
      "Hon kom [för fem decennier sedan].|1972",
      "[Om ett kvartal] kommer hon.|2022-04",
      "[Nästa kvartal] ska hon komma.|2022-Q2",
      "Det tog [två timmar och tio minuter].|PT2H10M",
      "Det tog [två timmar, tio minuter och fem sekunder].|PT2H10M5S",
      "Det tog [två dagar], [fyra timmar, tio minuter och fem sekunder].|P2D PT4H10M5S",
      "Det tog [tio minuter och två timmar].|",
      "Det tog [två och en halv timme].|PT2H30M",
      "Det tog [en halvtimme].|PT30M",
      "Det tog [tre kvart].|PT45M",
      "Det tog [0,5 timmar].|PT30M",
      "Det tog [1,5 veckor].|P1.5W",
      "Det tog två tredjedels år.|",
      "Det tog [10 000 000 000 000 år].|",
      "Det tog [3–4 år].|",
      "Det tog [minst 3 år].|P3Y",
      "Det tog [1,5 årtionden].|P15Y",
      "Klockan är [fem i tre].|T02:55",
      "Klockan är [tio över tre].|T03:10",
      "Klockan är [kvart i ett].|T00:45",
      "Klockan är [kvart i ett] på natten.|T00:45",
      "Klockan är [halv tolv på kvällen].|T23:30",
      "Klockan är [fem i halv tre] på eftermiddagen.|T02:25",
      "[Klockan tre på natten] kom hon.|T03:00",
      "[Klockan 12 på dagen] kom hon.|T12:00",
      "[Klockan 8 på morgonen] kom hon.|T08:00",
      "[I går kväll klockan 8] kom hon.|2022-01-09T20:00",
      "[Klockan 9 på morgonen i går] kom hon.|2022-01-09T09:00",
      "Cirka [klockan 9 i går] kom hon.|2022-01-09T09:00",
      "Vid [9-tiden i går] kom hon.|2022-01-09T09:00",
      "[Måndag vecka 3] kommer hon.|2022-01-17",
      "[Måndag vecka 53] kommer hon.|",
      "[Måndagen den 3 maj 2021] kom hon.|2021-05-03",
      "På [måndag eftermiddag] kommer hon.|2022-01-17TAF",
      "[År 44 f.Kr.] dog han.|BC0044",
      "På [400-talet f.Kr.] dog han.|BC04XX",
      "På [artonhundratalet] dog han.|18XX",
      "På [femtonde århundradet] dog han.|14XX",
      "[Den 31 februari] kom hon.|",
      "[Den 30 februari 2020] kom hon.|",
      "[Den 29 februari] kom hon.|XXXX-02-29",
      "[Den 29 februari 2021] kom hon.|",
      "Den nittonhundraåttiofyra utgivna boken.|",
      "Nittonhundraåttiofyra kom boken.|",
      "Tjugohundraarton kom boken.|",
      "I [början av maj] kom hon.|XXXX-05",
      "I [mitten av 1990-talet] kom hon.|199X",
      "I [slutet av 2020] kom hon.|2020",
      "Tvåårsdagen, {24-timmar}srace och {femdagar}sresan.|PT24H P5D",
      "{Fredag}smatchen och {Tisdag}smötet.|2022-01-07 2022-01-04",
  };
  values_begin(&open);
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
    CHECK_VALUES(&open, SVE_LABEL_TME, "2022-01-10", marked[i]);
  values_close(&open);
}

static void without_a_date_only_what_is_told_has_a_value(void) {
  static const char *const marked[] = {
      "[Förra sommaren] reste vi.|",
      "[I sommar] reser vi.|",
      "Under [tredje kvartalet] ökade vinsten.|XXXX-Q3",
      "Under [tredje kvartalet] ska vinsten öka.|XXXX-Q3",
      "Under [första halvåret] ökade vinsten.|XXXX-H1",
      "Under [första kvartalet] ökade vinsten.|XXXX-Q1",
      "Under [andra halvåret 2019] ökade vinsten.|2019-H2",
      "Under [fjärde kvartalet 2019] ökade vinsten.|2019-Q4",
      "[Vecka 53] är stängd.|XXXX-W53",
      "[Vecka 53 2020] är stängd.|2020-W53",
      "Vecka 54 är stängd.|",
      "[Sista måndagen i mars 2014] kom hon.|2014-03-31",
      "[Femte måndagen i februari 2014] kom hon.|",
      "[Första måndagen i mars] kom hon.|",
      "På [påskdagen] kom hon.|",
      "På [påskdagen] ska hon komma.|",
      "På [julafton] kom hon.|XXXX-12-24",
      "På [julafton] ska hon komma.|XXXX-12-24",
      "På [midsommarafton 2019] kom hon.|2019-06-21",
      "På [nyårsdagen] kom hon.|XXXX-01-01",
      "I [påskhelgen] kom hon.|",
      "Under [påsken 2020] kom hon.|2020-04-10/2020-04-13",
      "Vi ses [fredag den 22].|XXXX-XX-22",
      "Vi sågs [fredag den 31].|XXXX-XX-31",
      "De ska ses [fredag den 13].|XXXX-XX-13",
      "Hon kom [för ett och ett halvt år sedan].|",
      "Hon kom [för 1,5 år sedan].|",
      "Hon kom [för 2,25 år sedan].|",
      "Hon kom [för drygt två år sedan].|",
      "Hon kom [för tio år sedan].|",
      "Hon kom för [två–tre år] sedan.|",
      "Hon kom [för 20000 år sedan].|",
      "Hon kom [för några hundra år sedan].|",
      "Hon kom [för en halv vecka sedan].|",
      "Hon kom [för fem decennier sedan].|",
      "[Om ett kvartal] kommer hon.|",
      "[Nästa kvartal] ska hon komma.|",
      "[Måndag vecka 53] kommer hon.|",
  };
  values_begin(&open);
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) CHECK_VALUES(&open, SVE_LABEL_TME, "-", marked[i]);
  values_close(&open);
}

static void a_time_ends_at_a_blank_line(void) {
  static const char *const marked[] = {
      "Vi ses [klockan 9]\n\npå [fredag].|T09:00 2022-01-14",
      "Vi ses [klockan 9] på\n\n[fredag].|T09:00 2022-01-14",
      "Vi ses [den 3]\n\n[maj].|XXXX-XX-03 XXXX-05",
      "Vi ses [den 27]\n\ni Lund.|XXXX-XX-27",
      "Det var 1/3\n\nav dem.|",
      "Den grundades [1954]\n\ni Piteå.|1954",
      "Det blev [den tredje]\n\ngången.|XXXX-XX-03",
      "[30-talet]\n\npersoner kom.|193X",
      "De ses [lördag]\n\n[10–15] där.|2022-01-15 T10:00/T15:00",
      "Det kostar\n\n12:50 där.|",
      "På\n\n[Valborg] brinner eldar.|2022-04-30",
      "Det hände [dagen innan]\n\nhon kom.|2022-01-09",
  };
  values_begin(&open);
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
    CHECK_VALUES(&open, SVE_LABEL_TME, "2022-01-10", marked[i]);
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
  RUN(figures_are_dates_where_there_is_such_a_day);
  RUN(the_words_around_tell_years_and_days_from_amounts);
  RUN(relative_times_lead_to_the_nearest_that_fits);
  RUN(without_a_date_only_what_is_told_has_a_value);
  RUN(a_time_ends_at_a_blank_line);
  return test_end();
}
