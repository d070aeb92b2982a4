/* Names without a model: those that the lexicon alone is sure of.
 *
 * Names of the shipped gazetteer, a given name with what follows it (`Jens Stoltenberg`, `Karl von Essen`), a title's
 * surname, a word that makes an organisation with what stands before it (`Nyköpings tingsrätt`), and single words that
 * are a place or an organisation and little else. The recogniser weighs the same facts with all others, and takes this
 * one's place.
 */
#ifndef SVE_NAMES_KNOWN_H
#define SVE_NAMES_KNOWN_H

#include "names/candidate.h"

/* Appends the names to `out`, with label labels[0] for persons, [1] organisations, [2] places. */
sve_status sve_known_find(const uint16_t labels[3], const sve_lexicon *lexicon, const sve_passage *passage,
                          sve_entity_list *out, sve_error *error);
#endif
