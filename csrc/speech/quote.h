/* Quotes: who said what, in direct speech (marks, dashes, colons) and indirect (`varnar för att …`).
 * docs/quotes.md states the conventions. */
#ifndef SVE_SPEECH_QUOTE_H
#define SVE_SPEECH_QUOTE_H

#include "names/cluster.h"

typedef SVE_LIST(sve_quote) sve_quote_list;

/* The small words that the grammar of quoting turns on: section SPCH of the lexicon, which is borrowed. Immutable. */
typedef struct sve_speech_words {
  sve_table classes; /* folded hash -> bits of uint32_t, named in speech/speech.h */
} sve_speech_words;

sve_status sve_speech_words_open(const sve_data *lexicon, sve_speech_words *out, sve_error *error);

/* Appends the quotes in text order; none overlap. Verbs of saying and titles are read off the words' lexemes. Strings
 * go to the arena of `entities`; `room` lends the memory that is of use on the way only. Linear: every scan is bounded
 * by the paragraph, which is read once, or by a fixed number of tokens. */
sve_status sve_quotes_find(const sve_lexicon *lexicon, const sve_speech_words *words, const sve_passage *passage,
                           const sve_entities *entities, const sve_clusters *clusters, sve_arena *room,
                           sve_quote_list *out, sve_error *error);
#endif
