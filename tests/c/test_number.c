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
  return test_end();
}
