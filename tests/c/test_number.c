/* Numbers in figures and words, as bare measures show them. */
#include "values.h"

static values open;

#define CHECK_NUMBER(marked) CHECK_VALUES(&open, SVE_LABEL_MSR, "-", marked)

static void figures_are_read_as_swedish_writes_them(void) {
  values_begin(&open);
  CHECK_NUMBER("De har [30] båtar.|30");
  CHECK_NUMBER("De har [1 250 000] båtar.|1250000");
  CHECK_NUMBER("De har [1\u00a0250] båtar.|1250");
  CHECK_NUMBER("De har [1.250] båtar.|1250");
  CHECK_NUMBER("De har [1.25] båtar.|1.25");
  CHECK_NUMBER("De har [0,125] båtar.|0.125");
  CHECK_NUMBER("De har [1,234,567] båtar.|1234567");
  CHECK_NUMBER("De har [2½] båtar.|2.5");
  CHECK_NUMBER("De har [⅔] båtar.|2/3");
  CHECK_NUMBER("De har [1e6] båtar.|1000000");
  CHECK_NUMBER("Det blev [-4] då.|-4");
  values_close(&open);
}

static void what_is_no_number_is_left(void) {
  values_begin(&open);
  CHECK_NUMBER("Adressen är 192.168.1.2 här.|");
  CHECK_NUMBER("Han kom på 7:e plats.|");
  CHECK_NUMBER("Agent 007 kom.|");
  CHECK_NUMBER("Det är en enig bild.|");
  CHECK_NUMBER("Sextonde kapitlet är andra delen.|");
  CHECK_NUMBER("Det kostar miljoner att bygga.|");
  values_close(&open);
}

static void words_are_added_up(void) {
  values_begin(&open);
  CHECK_NUMBER("De har [tjugosju] båtar.|27");
  CHECK_NUMBER("De har [tjugo sju] båtar.|27");
  CHECK_NUMBER("De har [tvåhundrafemtio] båtar.|250");
  CHECK_NUMBER("De har [etthundratusen trehundra] båtar.|100300");
  CHECK_NUMBER("De har [nittonhundraåttiofyra] båtar.|1984");
  CHECK_NUMBER("De har [tre miljoner tvåhundratusen] båtar.|3200000");
  CHECK_NUMBER("De har [FEMTIOTVÅ] båtar.|52");
  CHECK_NUMBER("De har [tre] [fyra] båtar.|3 4");
  CHECK_NUMBER("De har [en miljon] båtar.|1000000");
  CHECK_NUMBER("De har [en och en halv miljon] båtar.|1500000");
  CHECK_NUMBER("De har [2,1 miljarder] båtar.|2100000000");
  CHECK_NUMBER("De har [tre dussin] båtar.|36");
  values_close(&open);
}

static void fractions_end_as_decimals_where_they_do(void) {
  values_begin(&open);
  CHECK_NUMBER("De tog [fem åttondelar] då.|0.625");
  CHECK_NUMBER("De tog [två tredjedelar] då.|2/3");
  CHECK_NUMBER("De tog [tjugo och tre femtedelar] då.|20.6");
  CHECK_NUMBER("De tog [minus fem komma fem] då.|-5.5");
  CHECK_NUMBER("De tog [hälften] då.|0.5");
  values_close(&open);
}

static void a_number_too_large_has_no_value(void) {
  values_begin(&open);
  CHECK_NUMBER("De har [tjugoen triljoner] båtar.|");
  CHECK_NUMBER("De har [999 999 999 999 999 999] båtar.|999999999999999999");
  values_close(&open);
}

static void figures_and_words_make_one_number_or_none(void) {
  static const char *const marked[] = {
      "De har [1.234.567] båtar.|1234567",
      "De har [1 234,5] båtar.|1234.5",
      "De har [6,107.31] båtar.|6107.31",
      "De har [1,234] båtar.|1.234",
      "De har ,[5] båtar.|5",
      "De har [+5] båtar.|5",
      "De har 1,5,7 båtar.|",
      "De har 1.234,567,8 båtar.|",
      "De har 1 234.5 båtar.|",
      "De har 12345678901234567890 båtar.|",
      "De har [123456789] [1234567890] båtar.|123456789 1234567890",
      "De har 1234567890,1234567890 båtar.|",
      "De har 1,123456789012345678 båtar.|",
      "De har 1-2-3-4-5-6-7-8-9-10 båtar.|",
      "De har [20–25] båtar.|20..25",
      "De har [1,5–2] båtar.|1.5..2.0",
      "De har [1–2,5] båtar.|1.0..2.5",
      "De har 1–2,123456789012345678 båtar.|",
      "De har 999999999999999999–1,5 båtar.|",
      "De har -5–7 båtar.|",
      "De har 3–1 båtar.|",
      "De har [3/4] båtar.|0.75",
      "De har 3/0 båtar.|",
      "De har 3/1001 båtar.|",
      "De har 3,5/4 båtar.|",
      "De har [1/7] båtar.|1/7",
      "De har 22/7 båtar.|",
      "De har [1 1/2] båtar.|1.5",
      "De har [2] 1/2,5 båtar.|2",
      "De har [1e6] båtar.|1000000",
      "De har [1e-3] båtar.|0.001",
      "De har 1e båtar.|",
      "De har 1ex båtar.|",
      "De har [1e99] båtar.|",
      "De har [1e-99] båtar.|",
      "De har 1e- båtar.|",
      "Den kostar [499:-] där.|499 SEK",
      "Den kostar [499:–] där.|499 SEK",
      "Den kostar [49:50] där.|49.50 SEK",
      "Den kostar 49:5 där.|",
      "Den kostar 4,5:50 där.|",
      "Den kostar 9999999999999999:50 där.|",
      "Han var 7:e man, 2:a man och 3:es man.|",
      "De har [10 000-tals] båtar.|10000..99999",
      "De har [10,5-tals] båtar.|10.5..104.9",
      "De har [3000000000-tals] båtar.|3000000000",
      "De har [2½] båtar.|2.5",
      "De har 2,5½ båtar.|",
      "De har 3–4½ båtar.|",
      "De har [2 och en halv] båt.|2.5",
      "De har [två och halv] båt.|2.5",
      "De har [2 och tre fjärdedelar] båt.|2.75",
      "De har [2] och [tre] båtar.|2 3",
      "De har [2] och en båt.|2",
      "De har [minus 5 grader].|-5 °C",
      "De har [minus en] båt.|-1",
      "[Minus 5] var det.|-5",
      "De har [plus 2 grader].|2 °C",
      "De har [plus 2 °C] ute.|2 °C",
      "De har plus [20 kronor].|20 SEK",
      "De har [kring –3 grader].|-3 °C",
      "De har [–3 grader].|-3 °C",
      "Vi fick 5 –3 där.|",
      "– [3] personer kom.|3",
      "Chassinummer 12 är mitt.|",
      "Rum 12 är mitt.|",
      "Det står i 5 § lagen.|",
      "[Några hundra] båtar kom.|",
      "[Flera tusen] båtar kom.|",
      "Några [tio] båtar kom.|10",
      "[Mer än 200] båtar kom.|200",
      "Större än [200] båtar kom.|200",
      "Än [200] båtar kom.|200",
      "[Drygt 200] båtar kom.|200",
      "Ring 1177 nu.|",
      "Agent 007 kom.|",
      "Klass 05.10 kom.|",
      "De har [tjugosju], femti och [etthundratusen] båtar.|27 100000",
      "De har [tvåhundra femtio] båtar.|250",
      "De har [hundra] [hundra] båtar.|100 100",
      "De har [tusen] [tusen] båtar.|1000 1000",
      "De har [trettio] [tjugo] båtar.|30 20",
      "De har [trettio] [tretton] båtar.|30 13",
      "De har [trettio] [noll] båtar.|30 0",
      "De har [trettio tre] båtar.|33",
      "De har [noll] båtar.|0",
      "De har [noll] [hundra] båtar.|0 100",
      "De har [etthundra ett] båtar.|101",
      "De har [tre dussin] båtar.|36",
      "De har [tre dussin] [tjog] båtar.|36 20",
      "De har [tre] [tiotals] båtar.|3 10..99",
      "De har [tiotusentals] båtar.|10000..99999",
      "De har [hundratals tusen] båtar.|100000..999000",
      "De har [fem halva] båtar.|2.5",
      "De har [fem - åttondelar] båtar.|0.625",
      "De har [nittio - fem] båtar.|95",
      "De har [tre - fyra] båtar.|3..4",
      "De har nittio - femman båtar.|",
      "De har [tre-fyra] båtar.|3..4",
      "De har fyra-tre båtar.|",
      "De har fem-femma båtar.|",
      "De har tre-fjärde båtar.|",
      "De har [fem komma fem] båtar.|5.5",
      "De har [fem komma tjugofem] båtar.|5.25",
      "De har [fem] komma [hundra] båtar.|5 100",
      "De har [fem] komma femte båtar.|5",
      "De har [fem] komma båtar.|5",
      "De har [tre miljarder] komma [fem] båtar.|3000000000 5",
      "De har en tusendels båt.|",
      "De har [en miljarddel] båt.|1/1000000000",
      "De har [fem miljarder och en tredjedel] båtar.|15000000001/3",
      "Tjugofemte kapitlet och hundrade gången.|",
      "Tjugo femte gången.|",
      "[Tjugo femtedelar] av dem.|4",
      "Nittionde och nittio nionde.|",
      "De har [TJUGOÅTTA] båtar.|28",
      "De har [tvåhundrafemtiosjutusenåttahundranittiofyra] båtar.|257894",
      "De har [2,1 miljarder] båtar.|2100000000",
      "De har [2,12 hundra] båtar.|212",
      "De har [2,150 hundra] båtar.|215",
      "De har [femårige] båtar.|5 år",
      "De har enig båtar.|",
      "De har en, ett och enda båt.|",
  };
  values_begin(&open);
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) CHECK_VALUES(&open, SVE_LABEL_MSR, "-", marked[i]);
  values_close(&open);
}

static void scales_multiply_what_stands_before_them(void) {
  static const char *const marked[] = {
      "Ett par miljoner båtar kom.|",
      "De har [hundra], [tusen] och miljonen båtar.|100 1000",
      "De har [tusen] miljoner båtar.|1000",
      "De har miljon [tusen] båtar.|1000",
      "De har [noll] miljoner båtar.|0",
      "De har [tiotals miljoner] båtar.|10000000..99000000",
      "De har [en halv miljon] båtar.|500000",
      "De har [två tredjedelar] av [en miljon] båtar.|2/3 1000000",
      "De har [tre] och en tredjedels miljon båtar.|3",
      "De har [tre miljarder] komma [fem] båtar.|3000000000 5",
      "De har [tjugoen triljoner] båtar.|",
      "De har [en triljon] triljoner båtar.|1000000000000000000",
      "De har [999 triljoner] båtar.|",
      "De har [1,5 triljoner triljoner] båtar.|",
      "De har [en miljarddel] båt.|1/1000000000",
      "De har [fem miljarder och en tredjedel] båtar.|15000000001/3",
      "De har [niotusen] triljoner och [en tredjedel] båtar.|9000 1/3",
      "De har [niotusen] triljoner och [en halv] båtar.|9000 0.5",
      "De har [2,1 miljarder] båtar.|2100000000",
      "De har [100 miljoner miljoner miljarder] båtar.|",
  };
  values_begin(&open);
  for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) CHECK_VALUES(&open, SVE_LABEL_MSR, "-", marked[i]);
  values_close(&open);
}

static void an_approximation_keeps_the_number_in_it(void) {
  values_begin(&open);
  const char *text = "De har omkring 100 000 båtar.";
  CHECK_INT(values_read(&open, text, strlen(text), "-", NULL), SVE_OK);
  size_t count, nested_count;
  const sve_entity *entities = sve_document_entities(open.document, &count);
  const sve_entity *nested = sve_document_nested(open.document, &nested_count);
  CHECK_INT(count, 1);
  CHECK_STRING(entities[0].value.bytes, entities[0].value.length, "100000");
  CHECK_STRING(entities[0].modifier.bytes, entities[0].modifier.length, "APPROX");
  CHECK_INT(entities[0].nested_count, 1);
  CHECK_INT(nested[entities[0].first_nested].span.start_byte, strlen("De har omkring "));
  values_close(&open);
}

int main(void) {
  RUN(figures_are_read_as_swedish_writes_them);
  RUN(what_is_no_number_is_left);
  RUN(words_are_added_up);
  RUN(fractions_end_as_decimals_where_they_do);
  RUN(a_number_too_large_has_no_value);
  RUN(an_approximation_keeps_the_number_in_it);
  RUN(figures_and_words_make_one_number_or_none);
  RUN(scales_multiply_what_stands_before_them);
  return test_end();
}
