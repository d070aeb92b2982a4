/* Measures (MSR): numbers with their approximation, range and unit -> amount and unit. */
#ifndef SVE_VALUES_MEASURE_H
#define SVE_VALUES_MEASURE_H

#include "values/number.h"

typedef struct sve_units {
  sve_table table;     /* section UNIT: hash of a form -> unit */
  const char *strings; /* section USTR: UCUM codes and ISO 4217 codes */
  size_t strings_length;
} sve_units;

sve_status sve_units_open(const sve_data *lexicon, sve_units *out, sve_error *error);

/* Appends MSR candidates; value `7000 SEK`, `61.25 %`, `10000..99999`. Numbers that time took are left out by settling.
 */
sve_status sve_measures_find(const sve_units *units, const sve_passage *passage, const sve_number_list *numbers,
                             sve_entities *out, sve_error *error);
#endif
