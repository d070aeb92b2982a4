/* The words around direct speech that tell who speaks: `, säger Bo Ek till TT`, `enligt polisen`, `Bo Ek:`.
 *
 * Inside speech/ only.
 */
#ifndef SVE_SPEECH_ATTRIBUTION_H
#define SVE_SPEECH_ATTRIBUTION_H

#include "speech/speaker.h"

typedef struct sve_attribution {
  sve_speaker speaker;
  uint32_t source; /* who reports it: an entity's index, or SVE_NONE */
  uint32_t end;    /* behind the words that tell who speaks: the full stop, or the comma before more speech */
} sve_attribution;

/* What begins at `at`, behind a closing mark or the end of speech. `finished`: the speech ends by a mark of its own,
 * so that no comma is needed. */
bool sve_attribution_after(sve_speech *speech, uint32_t at, bool finished, sve_attribution *out);

/* The same where `verb` is known to stand behind a comma or another end of speech, inside … `end` - 1. */
bool sve_attribution_by_verb(sve_speech *speech, uint32_t verb, uint32_t end, sve_attribution *out);

/* What stands before a colon: `Demir tillägger:`, `Ivan Ek:`. */
bool sve_attribution_before_colon(sve_speech *speech, uint32_t colon, sve_attribution *out);

/* Who is told of in the sentence before the speech at `at`, where that is one person. */
sve_speaker sve_attribution_by_narration(sve_speech *speech, uint32_t at);

/* The agency or paper in first … end - 1: `till TT`, `, skriver AFP`, `i en intervju med SVT`; SVE_NONE where there is
 * none. */
uint32_t sve_attribution_source(const sve_speech *speech, uint32_t first, uint32_t end, sve_speaker speaker);

/* The same before the verb, in the sentence from `start` on: `Till TT säger`, `I en intervju med SVT säger`; not `Efter
 * flytten till SVT säger`. */
uint32_t sve_attribution_source_before(const sve_speech *speech, uint32_t start, uint32_t verb);

/* The index of the entity that names the speaker, or SVE_NONE. */
uint32_t sve_attribution_entity(const sve_speech *speech, sve_speaker speaker);
#endif
