/* The readers: each adds the quotes of one kind of place, where speech stands there.
 *
 * Inside speech/ only.
 */
#ifndef SVE_SPEECH_READING_H
#define SVE_SPEECH_READING_H

#include "speech/stretch.h"

/* `closing`: the stretch that closes it, paragraphs on; the same one as a rule. */
void sve_speech_read_marked(sve_speech *speech, const sve_stretch *stretch, const sve_stretch *closing);
void sve_speech_read_dash(sve_speech *speech, const sve_stretch *stretch);
/* Adds what a colon without marks introduces: `Bo Ek säger: Vi är klara.` */
void sve_speech_read_colon(sve_speech *speech, uint32_t colon);

/* Adds the clause behind the token `att`, where a verb of saying governs it. */
void sve_speech_read_att(sve_speech *speech, uint32_t att);
/* Adds the question that a verb of asking governs, with its first word: `undrar om skolan stänger`. */
void sve_speech_read_question(sve_speech *speech, uint32_t verb);
/* Adds the clause before `comma`: `Ingen skadades, uppger polisen.` */
void sve_speech_read_before_comma(sve_speech *speech, uint32_t comma);
/* Adds the clause before the token `enligt`, where somebody that speaks ends the sentence: `Priset stiger enligt SCB.`
 */
void sve_speech_read_before_enligt(sve_speech *speech, uint32_t enligt);
/* The verb of saying that governs the token `att`, or SVE_NONE. */
uint32_t sve_speech_governor(const sve_speech *speech, uint32_t att);
#endif
