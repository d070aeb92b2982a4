/* The gate: where in a text a name may start, told from two bytes, so that most of a text is never cut into
 * pieces.
 *
 * The bitmap is over the first two bytes of the pieces that start names, in all the spellings of text that fold to
 * them. Words that are not plain (combining marks, soft hyphens, other alphabets) always come through. What comes
 * through need not start a name; what does not, starts none.
 */
#ifndef SVE_NAMES_GATE_H
#define SVE_NAMES_GATE_H

#include "names/piece.h"

enum { SVE_GATE_WORDS = 1024 }; /* u64 words of a bitmap */

typedef struct sve_gate {
  const uint64_t *bits;
  bool open;    /* lets everything through */
  bool symbols; /* names start with ASCII symbols too */
} sve_gate;

/* A view of a bitmap. */
sve_gate sve_gate_of(const uint64_t *bits, bool open);

/* Opens the gate for a folded piece and for its genitives. */
void sve_gate_add(uint64_t *bits, sve_string folded, unsigned fold);

/* Whether a plain piece comes through. */
static inline bool sve_gate_has(const sve_gate *gate, unsigned char first, unsigned char second) {
  return gate->bits[first << 2 | second >> 6] >> (second & 63) & 1;
}

/* A stretch of the text: the pieces that start in it are to be looked at. */
typedef struct sve_gate_place {
  uint32_t start, end;
  uint32_t lag; /* bytes minus characters before `start` */
  bool plain;   /* a plain piece starts at `start`, or goes on there */
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
} sve_gate_scan;

/* The next place, in text order; false behind the last. */
bool sve_gate_next(sve_gate_scan *scan, sve_gate_place *place);
#endif
