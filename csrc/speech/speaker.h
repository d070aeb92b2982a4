/* Speakers: the names, pronouns and phrases that verbs of saying have for their subject.
 *
 * Inside speech/ only. A function leaves *out alone where it finds nobody.
 */
#ifndef SVE_SPEECH_SPEAKER_H
#define SVE_SPEECH_SPEAKER_H

#include "speech/speech.h"

/* The noun phrase that begins at `from` (behind a verb, say), inside from … end - 1. */
bool sve_speaker_after(sve_speech *speech, uint32_t from, uint32_t end, sve_speaker *out);
/* The subject of the verb at `verb`, which stands in a sentence that begins at `start`: before it or, in inverted
 * order, behind it and before `end`. */
bool sve_speaker_of_verb(sve_speech *speech, uint32_t start, uint32_t verb, uint32_t end, sve_speaker *out);
/* The subject of start … end - 1 as a whole: its first person, organisation, pronoun or phrase. */
bool sve_speaker_of_sentence(sve_speech *speech, uint32_t start, uint32_t end, sve_speaker *out);

/* Where a name ends that may have a parenthesis of a word or two behind it, inside … `end` - 1: `Bo Ek | (S)`; `end`
 * where it has none. */
uint32_t sve_speaker_skip_parenthesis(const sve_speech *speech, uint32_t end);

/* Who speaks, by first … end - 1 before a colon: `Ivan Ek`, `Statsministern`; not `Rubriken`. */
bool sve_speaker_of_heading(sve_speech *speech, uint32_t first, uint32_t end, sve_speaker *out);
#endif
