/* Stretches: where direct speech can stand.
 *
 * Inside speech/ only.
 */
#ifndef SVE_SPEECH_STRETCH_H
#define SVE_SPEECH_STRETCH_H

#include "speech/speech.h"

/* A stretch that may be direct speech: between marks, or a paragraph behind a dash. */
typedef struct sve_stretch {
  uint32_t open;       /* the mark or the dash */
  uint32_t first, end; /* the tokens inside */
  uint32_t close;      /* behind the closing mark; = end where there is none */
  bool dash;
} sve_stretch;
typedef SVE_LIST(sve_stretch) sve_stretch_list;

/* Appends the text's stretches in order. None overlap, but for marks inside a paragraph behind a dash. */
sve_status sve_stretches_find(const sve_speech *speech, sve_stretch_list *out, sve_error *error);
#endif
