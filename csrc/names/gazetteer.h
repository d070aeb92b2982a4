/* The matcher inside the core: a list of names, found as Swedish bends them.
 *
 * Names and texts are cut into the same pieces (names/piece.h); a trie whose edges are folded pieces says
 * which sequences are names. So borders are right by construction, a long name that breaks off leaves the
 * shorter ones inside it, and inflection is a question asked of a match's last piece. Tokens only number
 * the answers: the same text gives the same matches with and without them.
 *
 * The trie knows names by their hashes; each hit is compared with the name itself before it is told.
 * Built once, then immutable and shared by threads; saved as a data file and mapped back. Nothing in a
 * file is trusted: an entry, offset or size that points outside is no match.
 *
 *   MOPT  u32 flags of the options, u32 names, u32 labels, u32 layout: SVE_MATCHER_LAYOUT
 *   MTRI  trie over the keys of pieces
 *   MGAT  bitmaps of names/gate.h: pairs and prefixes of first pieces, then those of later ones
 *   MSUF  bitmap of names/gate.h: suffixes of first pieces (where `fuzzy`)
 *   MNAM  u32 end of each name in MSTR      MSTR  the names
 *   MLAB  u32 label + 1 of each name (0: none; left out where no name has one)
 *   MLBE  u32 end of each label in MLBS     MLBS  the labels
 *   MIDE  u32 end of each id in MIDS        MIDS  the ids (left out where no name has one)
 *   MNEA  words near to others (names/near.h; where `fuzzy`)
 */
#ifndef SVE_NAMES_GAZETTEER_H
#define SVE_NAMES_GAZETTEER_H

#include "base/hash.h"
#include "base/status.h"
#include "base/trie.h"
#include "names/gate.h"
#include "names/near.h"
#include "names/word.h"

typedef SVE_LIST(sve_match) sve_match_list;

/* Appends the matches in text order. `lexicon` decides on compounds; NULL: none are found. `stop` ends the search
 * early; NULL: nobody does. */
sve_status sve_matcher_find(const sve_matcher *matcher, const sve_lexicon *lexicon, const char *text,
                            const sve_token_list *tokens, const sve_stop *stop, sve_match_list *out, sve_error *error);

/* ---- For the files of this module: building, opening and searching. ---- */

/* A list of strings: the end of each in `bytes`. */
typedef struct sve_string_column {
  const uint32_t *ends; /* NULL: all empty */
  const char *bytes;
  size_t count, length; /* strings, bytes */
} sve_string_column;

enum { SVE_MATCHER_LAYOUT = 2 }; /* goes up whenever a section changes, or how names are cut and keyed */

struct sve_matcher {
  sve_data *data;
  sve_matcher_options options;
  unsigned fold; /* how pieces are folded: SVE_FOLD_… */
  uint32_t count;
  sve_trie trie;
  sve_gate first_gate, later_gate;
  sve_string_column names, labels, ids;
  const uint32_t *label_numbers; /* NULL: no name has a label */
  sve_near near;
};

/* The key of a folded piece; `joined`: no white space stands between it and the piece before in the name. */
static inline uint64_t sve_piece_key(sve_string folded, bool joined) {
  return sve_hash(folded.bytes, folded.length) ^ (joined ? 0x5851F42D4C957F2Du : 0);
}

/* Folds a piece as the matcher compares it, into the text itself or into `room`. */
static inline sve_status sve_piece_fold(const char *text, const sve_piece *piece, unsigned how, sve_byte_list *room,
                                        sve_string *out, sve_error *error) {
  const char *start = text + piece->start;
  size_t length = piece->end - piece->start;
  if (piece->plain && how == 0) {
    *out = (sve_string){start, length};
    return SVE_OK;
  }
  sve_status status = sve_fold(start, length, how, room, error);
  if (status == SVE_OK) *out = (sve_string){room->items, room->count};
  return status;
}

/* String i, or an empty one where the file is corrupted. */
sve_string sve_column_get(const sve_string_column *column, size_t i);
#endif
