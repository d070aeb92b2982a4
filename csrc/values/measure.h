/* Measures (MSR): numbers with their approximation, range and unit -> amount and unit. */
#ifndef SVE_VALUES_MEASURE_H
#define SVE_VALUES_MEASURE_H

#include "base/trie.h"
#include "names/entity.h"
#include "values/number.h"

typedef struct sve_units {
  sve_trie forms;      /* section UNIT: the words of a form; entry i is row i */
  const char *rows;    /* section UNIR: 8 bytes each */
  const char *strings; /* section USTR: the units as values write them */
  size_t row_count, strings_length;
} sve_units;

sve_status sve_units_open(const sve_data *lexicon, sve_units *out, sve_error *error);

/* Appends MSR candidates; value `7000 SEK`, `61.25 %`, `10000..99999`. `out` has the TME candidates of the passage, in
 * text order: a number that time has taken is a measure only where its unit makes it longer (`2000 m`). An
 * approximation
 * (`omkring 100 000`) is a candidate with and without its word. */
sve_status sve_measures_find(const sve_units *units, const sve_passage *passage, const sve_number_list *numbers,
                             sve_entities *out, sve_error *error);
#endif
