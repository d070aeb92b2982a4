/* Views: what the recogniser sees of each token of a sentence, and the windows in which names can stand.
 *
 * A sentence in capitals, and a text without any, is seen as the lexicon would write it: `MALMÖ` and `malmö` as
 * `Malmö`, `björn`, which is an ordinary word too, as it stands.
 */
#ifndef SVE_NAMES_VIEW_H
#define SVE_NAMES_VIEW_H

#include "names/gazetteer.h"

typedef enum sve_position {
  SVE_POSITION_INNER,
  SVE_POSITION_FIRST, /* the sentence's first word: its capital says little */
  SVE_POSITION_AFRESH /* behind a colon, a quotation mark or a dash: likewise */
} sve_position;

enum { /* names of the gazetteer over a token: SVE_KNOWN_FIRST << 2 * label */
       SVE_KNOWN_FIRST = 1,
       SVE_KNOWN_LATER = 2
};

typedef struct sve_view {
  uint64_t exact, folded, base; /* as in sve_word */
  sve_lexeme lexeme, base_lexeme;
  uint8_t letters;  /* sve_case, as it is seen */
  uint8_t position; /* sve_position */
  uint8_t known;    /* SVE_KNOWN_… of each label */
  uint8_t kind;     /* sve_token_kind */
  bool reread;      /* the case is not that of the text */
} sve_view;

/* Starts as {.lexicon, .passage}; ends by sve_views_clear. */
typedef struct sve_views {
  const sve_lexicon *lexicon;
  const sve_passage *passage;
  SVE_LIST(sve_view) list; /* one a token of the sentence at hand */
  sve_byte_list bytes;
  size_t next_sentence, next_known;
  uint32_t first_token, next_token; /* of the sentence; where the next window is looked for */
  bool opened, caseless;
} sve_views;

/* Moves to the next window: tokens *first … *end - 1 of one sentence, in text order. *first is SVE_NONE at the end. */
sve_status sve_views_next(sve_views *views, uint32_t *first, uint32_t *end, sve_error *error);
void sve_views_clear(sve_views *views);

/* The view of a token of the sentence at hand; of a neutral one for any other. */
const sve_view *sve_views_get(const sve_views *views, int64_t token);
#endif
