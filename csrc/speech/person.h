/* Persons: whom words other than their names stand for.
 *
 * Inside speech/ only.
 */
#ifndef SVE_SPEECH_PERSON_H
#define SVE_SPEECH_PERSON_H

#include "speech/speech.h"

/* Reads a pronoun: 1 a speaker, `hon` the last woman told of; 0 no pronoun, -1 nobody that could be named (`man`). */
int sve_person_of_pronoun(sve_speech *speech, uint32_t token, sve_speaker *out);

/* The speaker that an entity names. A place or an organisation that is called as a person told of before is the
 * person: it is persons that speak (`replikerade Stål`, after `Johan Stål`). */
sve_speaker sve_person_of_entity(const sve_speech *speech, const sve_entity *entity, uint32_t first, uint32_t end);

/* The words first … end - 1 as a speaker: the person who bears that surname or title (`åklagaren`, who was called
 * `kammaråklagare`), or the words themselves. */
sve_speaker sve_person_of_words(const sve_speech *speech, uint32_t first, uint32_t end);
#endif
