/* One search, as the files of the matcher share it: walking from a piece, and going over a text. */
#ifndef SVE_NAMES_GAZETTEER_WALK_H
#define SVE_NAMES_GAZETTEER_WALK_H

#include "names/gazetteer.h"

typedef struct sve_search {
  const sve_matcher *matcher;
  const sve_lexicon *lexicon; /* NULL: no compounds */
  const char *text;
  size_t length;
  const sve_token_list *tokens; /* NULL: matches are not numbered by tokens */
  size_t token;                 /* the first that may belong to the next match */
  const sve_stop *stop;         /* NULL: nobody stops the search */
  sve_match_list *out;
  sve_error *error;
  /* The walk at hand. */
  sve_piece first;
  size_t told;       /* matches before it */
  uint32_t best_end; /* of its longest match, 0: none yet */
  sve_piece best;    /* that match's last piece */
  sve_string word;   /* the folded piece at hand */
  sve_byte_list word_room, base_room, name_room, text_room;
  sve_string_list near;
} sve_search;

/* Whether no name has a piece that starts as this one: a first piece or a later one, as the gate says. */
static inline bool sve_search_shuts(const sve_search *s, const sve_piece *piece, const sve_gate *gate) {
  if (gate->open) return false;
  if (!piece->plain) return piece->kind == SVE_PIECE_HYPHEN && !gate->hyphens;
  return !sve_gate_has(gate, s->text, s->length, piece);
}

/* Tells what starts at s->first: walks down the trie, and appends the longest match or all. s->best_end and s->best
 * say what the longest was. */
sve_status sve_search_walk(sve_search *s);
#endif
