/* Quotes: who said what, in direct speech (marks, dashes, colons) and indirect (`varnar för att …`). */
#ifndef SVE_SPEECH_QUOTE_H
#define SVE_SPEECH_QUOTE_H

#include "names/cluster.h"

typedef SVE_LIST(sve_quote) sve_quote_list;

/* Appends the quotes in text order. Verbs of saying and titles are read off the words' lexemes. Strings go to the arena
 * of `entities`; `room` lends the memory that is of use on the way only. Linear: every scan is bounded by the paragraph
 * or a fixed number of tokens. */
sve_status sve_quotes_find(const sve_lexicon *lexicon, const sve_passage *passage, const sve_entities *entities,
                           const sve_clusters *clusters, sve_arena *room, sve_quote_list *out, sve_error *error);
#endif
