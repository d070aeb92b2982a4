/* The gate: where in a text a name may start, told from a few bytes, so that most of a text is never cut into
 * pieces.
 *
 * One bitmap is over the first two bytes of the pieces that start names, in all the spellings of a text that fold
 * to them; another, for lists that fold no accents, over the first four bytes of such a word. Words that are not plain
 * (combining marks, soft hyphens, other alphabets) always come through. What comes through need not start a name;
 * what does not, starts none.
 *
 * Where a word may have an edit, a third bitmap is over the last three or four bytes: an edit among the first two
 * letters leaves the end as it is, and any other the first two.
 */
#ifndef SVE_NAMES_GATE_H
#define SVE_NAMES_GATE_H

#include "names/piece.h"

enum { SVE_GATE_PAIRS = 1024, SVE_GATE_PREFIXES = 2048 }; /* u64 words of the bitmaps */
enum {
  SVE_GATE_SUFFIXES = 8192,
  SVE_GATE_FIRSTS = 8,
  SVE_GATE_BLOCK = 64,
  SVE_GATE_VECTOR = 16
}; /* the last two: bytes */

typedef struct sve_gate {
  const uint64_t *pairs;
  const uint64_t *prefixes; /* NULL: not asked */
  const uint64_t *suffixes; /* NULL: not asked */
  uint32_t case_bits;       /* what the bytes of a prefix are asked with */
  bool open;                /* lets everything through */
  bool symbols;             /* names start with ASCII symbols too */
  bool hyphens;             /* … and with hyphens, which dashes of all kinds fold to */
  bool any_first;           /* … and with more lower-case letters and symbols than `firsts` holds */
  uint32_t first_count;
  char firsts[SVE_GATE_FIRSTS][SVE_GATE_VECTOR]; /* the lower-case ASCII letters and symbols that names start with */
} sve_gate;

/* A view of bitmaps; `prefixes` may be NULL. Suffixes are not asked until the caller sets them. */
sve_gate sve_gate_of(const uint64_t *pairs, const uint64_t *prefixes, unsigned fold, bool open);

/* Opens the gate for a folded piece and for its genitives. */
void sve_gate_add_pair(uint64_t *pairs, sve_string folded, unsigned fold);
void sve_gate_add_prefix(uint64_t *prefixes, sve_string folded, unsigned fold);

/* … and for a long one that has an edit. */
void sve_gate_add_edits(uint64_t *pairs, uint64_t *suffixes, sve_string folded);

/* Whether a plain piece comes through. */
bool sve_gate_has(const sve_gate *gate, const char *text, size_t length, const sve_piece *piece);

/* A stretch of the text: the pieces that start in it are to be looked at. */
typedef struct sve_gate_place {
  uint32_t start, end;
  uint32_t lag;              /* bytes minus characters before `start` */
  uint32_t run_end, run_lag; /* where the word bytes at `start` end, and the lag there; where it is plain */
  bool plain;                /* a plain piece starts at `start`, or goes on there */
} sve_gate_place;

/* A scan over a text of less than 4 GiB; starts as {gate, text, length}. */
typedef struct sve_gate_scan {
  const sve_gate *gate;
  const char *text;
  size_t length;
  size_t at;                /* where the block at hand starts */
  uint32_t lag;             /* before it */
  uint32_t size;            /* bytes of it; 0: none is at hand */
  uint64_t starts;          /* places in it that are still to be told */
  uint64_t word, lead, odd; /* what its bytes are: gate.c */
  const unsigned char *bytes;
  unsigned char room[SVE_GATE_BLOCK + 4]; /* the last block, with zeros behind the text */
} sve_gate_scan;

/* The next place, in text order; false behind the last. */
bool sve_gate_next(sve_gate_scan *scan, sve_gate_place *place);
#endif
