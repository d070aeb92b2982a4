/* Measures: amounts with their units, and what only looks like them. */
#include "base/memory.h"
#include "values.h"

static values open;

#define CHECK_MEASURE(marked) CHECK_VALUES(&open, SVE_LABEL_MSR, "-", marked)

static void units_are_found_behind_and_before(void) {
  values_begin(&open);
  CHECK_MEASURE("Det är [12 mil] dit.|120 km");
  CHECK_MEASURE("Det är [0,5 mil] dit.|5 km");
  CHECK_MEASURE("Hon är [1,8m] lång.|1.8 m");
  CHECK_MEASURE("Den tog [68-grams] burkar.|68 g");
  CHECK_MEASURE("Han betalade [$ 20] för den.|20 USD");
  CHECK_MEASURE("Han betalade [SEK 30 miljoner] för den.|30000000 SEK");
  CHECK_MEASURE("Filen är [100 MB] stor.|100 MB");
  CHECK_MEASURE("Det var [20 °C] ute.|20 °C");
  values_close(&open);
}

static void units_are_divided(void) {
  values_begin(&open);
  CHECK_MEASURE("Det blåste [34 meter per sekund] där.|34 m/s");
  CHECK_MEASURE("Utsläppen var [412,7 Mt/år] då.|412.7 Mt/år");
  CHECK_MEASURE("Den kostar [15 kr/kg] nu.|15 SEK/kg");
  values_close(&open);
}

static void cents_join_their_amount(void) {
  values_begin(&open);
  CHECK_MEASURE("Det kostar [tretton euro och fyrtiofem cent] nu.|13.45 EUR");
  CHECK_MEASURE("Det kostar [5 kronor] och [2 dollar] nu.|5 SEK 2 USD");
  values_close(&open);
}

static void an_article_counts_before_a_unit_only(void) {
  values_begin(&open);
  CHECK_MEASURE("Det kostar [en krona] nu.|1 SEK");
  CHECK_MEASURE("Det är en bit kvar.|");
  CHECK_MEASURE("Jag är en man.|");
  values_close(&open);
}

static void ages_are_measures(void) {
  values_begin(&open);
  CHECK_MEASURE("Hon är [29 år gammal] nu.|29 år");
  CHECK_MEASURE("En [3-åring] kom.|3 år");
  CHECK_MEASURE("Den [30-årige] it-chefen slutade.|30 år");
  CHECK_MEASURE("Mötet tog tre år.|");
  values_close(&open);
}

static void what_names_something_is_no_measure(void) {
  values_begin(&open);
  CHECK_MEASURE("Rum 12 och sidan 45 finns.|");
  CHECK_MEASURE("Storgatan 5, 114 55 Stockholm|");
  CHECK_MEASURE("Det står i 5 § lagen.|");
  CHECK_MEASURE("Matchen slutade 3–1.|");
  CHECK_MEASURE("Diarienummer 45 finns.|");
  CHECK_MEASURE("De kom [2–3] gånger.|2..3");
  values_close(&open);
}

static void a_million_digits_take_linear_time(void) {
  values_begin(&open);
  enum { LENGTH = 1 << 20 };
  char *text = sve_alloc(LENGTH);
  const char *pieces[] = {"1", "1 ", "ett ", "en och en ", "$1", "1/1-", "tjugotvåtusen", "10 kronor och "};
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    size_t piece = strlen(pieces[i]);
    for (size_t at = 0; at < LENGTH; at++) text[at] = pieces[i][at % piece];
    CHECK_INT(values_read(&open, text, LENGTH, "-", NULL), SVE_OK);
  }
  sve_free(text);
  values_close(&open);
}

int main(void) {
  RUN(units_are_found_behind_and_before);
  RUN(units_are_divided);
  RUN(cents_join_their_amount);
  RUN(an_article_counts_before_a_unit_only);
  RUN(ages_are_measures);
  RUN(what_names_something_is_no_measure);
  RUN(a_million_digits_take_linear_time);
  return test_end();
}
