/* Agreement: a name decided once in a document is found again in it.
 *
 * The same words have one label in one document, that of most of its evidence (`Nissan` the company, not the river);
 * a word that was a name in one place is one where it was passed over; the surname of a person who was named in full is
 * that person (`Stoltenberg` after `Jens Stoltenberg`).
 */
#ifndef SVE_NAMES_AGREEMENT_H
#define SVE_NAMES_AGREEMENT_H

#include "names/candidate.h"

/* Makes the PER, ORG and LOC candidates of the model or the lexicon agree: changes labels, adds candidates. */
sve_status sve_names_agree(const sve_passage *passage, sve_entity_list *candidates, sve_error *error);
#endif
