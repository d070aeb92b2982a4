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

static void an_amount_takes_the_unit_that_is_its_own(void) {
  static const char *const marked[] = {
      "Bilen går [90 km/h] där.|90 km/h",
      "Bilen går [90] km/xyz där.|90",
      "Bilen går [90] xyz/h där.|90",
      "Bilen går [90] km/h/s där.|90",
      "Bilen drar [1,2 liter per mil] där.|0.12 l/km",
      "Bilen drar [1,2 liter / mil] där.|0.12 l/km",
      "Bilen drar [1,2 liter] per hus där.|1.2 l",
      "Hon får [500 kronor i månaden] där.|500 SEK/månad",
      "Hon får [500 kronor i timmen] där.|500 SEK/h",
      "Hon får [500 kronor] i kilo där.|500 SEK",
      "Hon får [500 kronor] i handen där.|500 SEK",
      "Hon får [500 kronor] i Lund.|500 SEK",
      "Hon får [500 kronor] per|500 SEK",
      "Det släpper [3 Mt/år] ut.|3 Mt/år",
      "Det väger [68-grams] och [1,8m] långt.|68 g 1.8 m",
      "Det väger 68xyz och [1,8]q långt.|1.8",
      "En [30-årig] man och en [femårig] flicka.|30 år 5 år",
      "En [30-åring] kom.|30 år",
      "En [5-kilos] påse och ett 200-meterslopp.|5 kg",
      "Det kostar [€5,90] där.|5.90 EUR",
      "Det kostar [SEK 30] där.|30 SEK",
      "Det kostar [$1,000] där.|1000 USD",
      "Det kostar [$1,0] där.|1.0 USD",
      "Det kostar drygt [SEK 30] där.|30 SEK",
      "kg [30] var det.|30",
      "Matchen slutade 3 – 1 där.|",
      "Matchen slutade 3–1 mot Brynäs.|",
      "De vann 2–3 mot Brynäs.|",
      "De kom [2–3] gånger.|2..3",
      "De kom [drygt 2–3].|2..3",
      "De kom 2–3.|",
      "1. Mjölk|",
      "1) Mjölk|",
      "[30] medlemsländer kom.|30",
      "Det blev [5].|5",
      "[5].|5",
      "På Storgatan [5] bor hon.|5",
      "På Storgatan 14 B bor hon.|",
      "Säkring på [14 A] finns.|14 A",
      "På Storgatan 14B bor hon.|",
      "Han såg SVT 2 och ISO 9001 och iOS 17.|",
      "Han såg SVT [20000] där.|20000",
      "Adressen är 114 55 Stockholm nu.|",
      "Adressen är [114] [55] stycken nu.|114 55",
      "Adressen är 114 55.|",
      "Det kostar [tretton euro och fyrtiofem cent] där.|13.45 EUR",
      "Det kostar [tretton euro fyrtiofem cent] där.|13.45 EUR",
      "Det kostar [tretton euro] och [fyrtiofem kilo] där.|13 EUR 45 kg",
      "Det kostar [tretton euro] och [fyrtiofem öre] där.|13 EUR 0.45 SEK",
      "Det kostar [tre kronor och femtio öre] där.|3.50 SEK",
      "Det kostar [13,50 euro] och [45 cent] där.|13.50 EUR 0.45 EUR",
      "Det kostar [13 euro] och [145 cent] där.|13 EUR 1.45 EUR",
      "Det kostar [13 euro] och [4,5 cent] där.|13 EUR 0.045 EUR",
      "Det kostar [13 euro] och [-5 cent] där.|13 EUR -0.05 EUR",
      "Det kostar [13–14 euro] och [45 cent] där.|13..14 EUR 0.45 EUR",
      "Det kostar [tre miljoner euro och 45 cent] där.|3000000.45 EUR",
      "Mät [10 tum] till [centimeter] nu.|10 tum cm",
      "Mät [10 tum] till hus nu.|10 tum",
      "Mät [10 tum] till timmar nu.|10 tum",
      "[Mellan 5 och 10] båtar kom.|5..10",
      "Det var [mellan 5 och 10 grader].|5..10 °C",
      "Det var [mellan minus 5 och minus 10 grader].|-10..-5 °C",
      "Det var mellan [10] och [5 grader].|10 5 °C",
      "Det tog [5 till 10 miljoner kronor].|5000000..10000000 SEK",
      "Det tog från [5] till [10 kronor].|5 10 SEK",
      "Det tog [5] och [10 kronor].|5 10 SEK",
      "Det tog [fem–sex kronor].|5..6 SEK",
      "Det tog [5 à 10 kronor].|5..10 SEK",
      "Det tog [fem till tio tusen kronor].|5000..10000 SEK",
      "Det tog [fem till sexhundra kronor].|5..600 SEK",
      "Det tog [fem till sex hundra kronor].|500..600 SEK",
      "Det tog [2,5 till 3 miljoner kronor].|2500000..3000000 SEK",
      "Det tog [2,50 till 3,123 kronor].|2.500..3.123 SEK",
      "Det tog [2] till 3,123456789012345678 kronor.|2",
      "Det tog [999999999999999] till [5 miljoner miljoner kronor].|999999999999999 5000000000000 SEK",
      "Det tog [999999999999999999] till [2,5 kronor].|999999999999999999 2.5 SEK",
      "Det tog [drygt 5 till 10 kronor].|5..10 SEK",
      "Mellan [drygt 5] och [10 kronor].|5 10 SEK",
      "[En till två] båtar kom.|1..2",
      "[Ett 30-tal] båtar kom.|30",
      "[30-tal] båtar kom.|30",
      "Det kom [30] tal.|30",
      "Det var [5 minusgrader] ute.|-5 °C",
      "Det var [5 plusgrader] ute.|5 °C",
      "Det var [5–10 minusgrader] ute.|-10..-5 °C",
      "Det var Bo [25] där.|25",
      "Hon är [30 år gammal].|30 år",
      "Hon är [30 år] och kom.|30 år",
      "Det kostar [45 norska kronor].|45 NOK",
      "Det kostar [45 amerikanska dollar per fat].|45 USD/fat",
      "Det kostar [45 kubikmeter per sekund].|45 m³/s",
      "Det är [10] M stort.|10",
      "Det är [10 m] stort.|10 m",
      "Det är [10 MW] stort.|10 MW",
      "Det är [10 meters] höjd.|10 m",
      "Det är [10 KILO] stort.|10 kg",
      "Det är [10 kWh/m²] stort.|10 kWh/m²",
      "Det är [10 kronor/kvadratmeter].|10 SEK/m²",
      "Det är [5 procentenheter] mer.|5 procentenheter",
      "Det är [5 promille] mer.|5 ‰",
      "Det är [50 %].|50 %",
      "Det är [50%].|50 %",
      "Det är [3 kvadratmeter per kubikmeter] per sekund.|3 m²/m³",
  };
  values_begin(&open);
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) CHECK_VALUES(&open, SVE_LABEL_MSR, "-", marked[i]);
  values_close(&open);
}

static void the_words_around_an_amount_change_it(void) {
  static const char *const marked[] = {
      "De har [nio triljoner niohundra biljarder] båtar.|",
      "De har [tjugo] [hälften] båtar.|20 0.5",
      "De har [tjugo] hundrade båtar.|20",
      "De har [två och hälften] båtar.|2.5",
      "[En dagsgammal] tidning och [en årsgammal] kalv.|1 dagar 1 år",
      "De har [tre och tre fjärdedels] båtar.|3.75",
      "De har [999 999 999 999 999 999 och tre åttondelar] båtar.|",
      "De har 999 999 999 999 999 999 och en tredjedel båtar.|",
      "De har 1–999999999999999999 tusen båtar.|",
      "De har [1,50–1,55 hundra] båtar.|150..155",
      "De har 1e6x båtar.|",
      "De har 1ea båtar.|",
      "De har [2] [1,5] båtar.|2 1.5",
      "De har [2] [1-2] båtar.|2 1..2",
      "De har [2] [1/12] båtar.|2 1/12",
      "De har [2] 2/1 båtar.|2",
      "De har [2] [-1/2] båtar.|2 -0.5",
      "De har [2] 1/2/3 båtar.|2",
      "Det blev minus sjunde gången.|",
      "Det blev [två] [plus 2 grader].|2 2 °C",
      "Det är [plus 2 °] ute.|2 °",
      "Det är [kring −3 grader].|-3 °C",
      "Det är kring - [3 grader].|3 °C",
      "Det är [kring –3,5 grader].|-3.5 °C",
      "Kring –en grad.|",
      "Plus 2|",
      "Gurka [–3] kostar.|-3",
      "De har [två] och en|2",
      "De har [två] och|2",
      "De har [två och en halv]|2.5",
      "De har [tjugo och två femtedelar] av [tre]|20.4 3",
      "De har [fem] komma|5",
      "De har [fem] komma –|5",
      "De har [fem komma fem] miljoner båtar.|5.5",
      "De har [1,5 kr] per|1.5 SEK",
      "De väger [3 kg]/abcdefghijklmnopqrstuvwxyz där.|3 kg",
      "Det kostar [13 euro] och [45]|13 EUR 45",
      "Det kostar [13 euro] och|13 EUR",
      "De åt [3 och en halv] apelsin.|3.5",
      "Det var [mellan 5 och 10].|5..10",
      "Det var [5] till|5",
      "Det var från [fem] till [tio kronor].|5 10 SEK",
      "Det tog [ett till två tusen kronor].|1000..2000 SEK",
      "Det tog [1,5 till 2 tusen kronor].|1500..2000 SEK",
      "Det tog [tre till fem miljoner] miljoner miljoner kronor.|3000000..5000000",
      "Det tog [99999999999999999] till [100000000000000000 tusen kronor].|99999999999999999 ",
      "Det kostar drygt [€5,90] där.|5.90 EUR",
      "Det kostar omkring [SEK 30] där.|30 SEK",
      "Det kostar kg [3,125] där.|3.125",
      "Det kostar [$1,125] där.|1125 USD",
      "Hon bor på gatan [14 B] där.|14 B",
      "[11 455] Stockholm|11455",
      "114 55 Stockholm|",
      "[12 114] [55] Stockholm|12114 55",
      "Det kom 114 55 Å där.|",
      "Hon är drygt 30 år.|",
      "Hon är [drygt 30 år gammal].|30 år",
      "Vid [30 års ålder] kom hon.|30 år",
      "Anna, [30], kom.|30",
      "Anna Ek ([30]) kom.|30",
      "En [30-årsåldern] man.|30 år",
      "Hon fyllde [30 år].|30 år",
      "Hon har just fyllt [30 år].|30 år",
      "Han blev bara [30 år].|30 år",
      "Personer [över 65 år] får stöd.|65 år",
      "Personer som är 65 år och äldre.|",
      "Barn under [3 år].|3 år",
  };
  values_begin(&open);
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) CHECK_VALUES(&open, SVE_LABEL_MSR, "-", marked[i]);
  values_close(&open);
}

static void an_amount_ends_at_a_blank_line(void) {
  static const char *const marked[] = {
      "De har [två]\n\nmiljoner båtar.|2",
      "Det var mellan [5]\n\noch [10 grader].|5 10 °C",
      "Det var mellan [5] och\n\n[10 grader].|5 10 °C",
      "Det kostar [13 euro]\n\noch [45 cent].|13 EUR 0.45 EUR",
      "Det kostar [13 euro] och\n\n[45 cent].|13 EUR 0.45 EUR",
      "Det kostar €\n\n[5] där.|5",
      "Mät [10 tum]\n\ntill centimeter.|10 tum",
      "Mät [10 tum] till\n\ncentimeter.|10 tum",
      "Hon får [500 kronor]\n\nper månad.|500 SEK",
      "Hon får [500 kronor] per\n\nmånad.|500 SEK",
      "Det är minus\n\n[5 grader].|5 °C",
      "Det är plus\n\n[2 grader].|2 °C",
      "Det är plus [2]\n\ngrader.|2",
      "Det är kring\n\n–[3 grader].|3 °C",
      "De har drygt\n\n[200] båtar.|200",
      "De har mer\n\nän [200] båtar.|200",
      "De har [fem]\n\nkomma [fem] båtar.|5 5",
      "De har [fem] komma\n\n[fem] båtar.|5 5",
      "De har [två]\n\noch [en halv] båt.|2 0.5",
      "De har [2]\n\n[1/2] båtar.|2 0.5",
      "Det står i [5]\n\n§ lagen.|5",
      "De har [nittio]\n\n- [fem] båtar.|90 5",
      "De har [nittio] -\n\n[fem] båtar.|90 5",
      "Adressen är [114]\n\n[55] Stockholm.|114 55",
      "Adressen är [114] [55]\n\nStockholm.|114 55",
      "Det var 3\n\n– 1 där.|",
      "Listan:\n1. Mjölk\n2. Bröd|",
      "Listan:\n\n[5]|5",
      "Lina Ek, [17 år]\n\noch Bo kom.|17 år",
  };
  values_begin(&open);
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) CHECK_VALUES(&open, SVE_LABEL_MSR, "-", marked[i]);
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
  RUN(an_amount_takes_the_unit_that_is_its_own);
  RUN(the_words_around_an_amount_change_it);
  RUN(an_amount_ends_at_a_blank_line);
  return test_end();
}
