/* Scanning a text for places, 64 bytes at a time: a bit for each byte, and a look at each run of word bytes. */
#include "names/gate.h"

#include <string.h>

#include "names/near.h"
#include "text/utf8.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = SVE_GATE_BLOCK, LATIN_LEAD = 0xC3 };

static bool is_ascii_word(unsigned byte) {
  return byte - '0' < 10u || (byte | 0x20) - 'a' < 26u || byte == '_';
}

static bool is_ascii_space(unsigned byte) {
  return byte == ' ' || byte - '\t' < 5u;
}

/* ---- Building. ---- */

static void set_bit(uint64_t *bits, unsigned bit) {
  bits[bit >> 6] |= (uint64_t)1 << (bit & 63);
}

static inline bool has_bit(const uint64_t *bits, unsigned bit) {
  return bits[bit >> 6] >> (bit & 63) & 1;
}

/* The other case of one of a piece's first two bytes; the byte itself where it has none. */
static unsigned other_case(unsigned byte, unsigned before) {
  if ((byte | 0x20) - 'a' < 26u) return byte ^ 0x20;
  return before == LATIN_LEAD && byte - 0xA0 < 0x1Fu ? byte ^ 0x20 : byte;
}

void sve_gate_add_pair(uint64_t *pairs, sve_string folded, unsigned fold) {
  unsigned first = (unsigned char)folded.bytes[0];
  unsigned second = folded.length > 1 ? (unsigned char)folded.bytes[1] : 0;
  unsigned firsts[2] = {first, fold & SVE_FOLD_CASE ? other_case(first, 0) : first};
  unsigned seconds[2] = {second, fold & SVE_FOLD_CASE ? other_case(second, first) : second};
  bool symbol = first < 0x80 && !is_ascii_word(first);
  /* Behind a word of one byte anything but a word may stand: `A`, `A:s`, `d'Arc`; behind a symbol anything. */
  bool alone = second < 0x80 && !is_ascii_word(second);
  for (int i = 0; i < 2; i++) {
    for (int k = 0; k < 2; k++) set_bit(pairs, firsts[i] | seconds[k] << 8);
    for (unsigned next = 0; (alone || symbol) && next < 256; next++) {
      if (symbol || !is_ascii_word(next)) set_bit(pairs, firsts[i] | next << 8);
    }
    /* é may stand for e. */
    if (fold & SVE_FOLD_ACCENTS) set_bit(pairs, firsts[i] | LATIN_LEAD << 8);
  }
  for (unsigned next = 0; (fold & SVE_FOLD_ACCENTS) && next < 256; next++) set_bit(pairs, LATIN_LEAD | next << 8);
}

/* The bit of a word that starts with these bytes, the first of them lowest; 0 behind its end. */
static inline unsigned prefix_bit(uint32_t bytes) {
  return bytes * 0x9E3779B1u >> 15;
}

/* What makes the bytes of a prefix those of either case, as far as a filter asks. */
static uint32_t case_bits(unsigned fold) {
  return fold & SVE_FOLD_CASE ? 0x20202020 : 0;
}

/* The bytes that a word starts with, up to four; *count: how many. */
static uint32_t prefix_of(const char *word, size_t length, uint32_t lower, size_t *count) {
  uint32_t bytes = 0;
  for (*count = 0; *count < 4 && *count < length; ++*count) {
    uint32_t byte = (unsigned char)word[*count];
    if (byte < 0x80 && !is_ascii_word(byte)) break;
    bytes |= (byte | (lower & 0xFF)) << 8 * *count;
  }
  return bytes;
}

void sve_gate_add_prefix(uint64_t *prefixes, sve_string folded, unsigned fold) {
  size_t count;
  uint32_t bytes = prefix_of(folded.bytes, folded.length, case_bits(fold), &count);
  set_bit(prefixes, prefix_bit(bytes));
  if (count < 4 && count == folded.length) set_bit(prefixes, prefix_bit(bytes | (uint32_t)'s' << 8 * count));
}

/* The last four bytes before `end`, which are letters, whatever their case. */
static uint32_t suffix_of(const char *word, size_t end) {
  uint32_t bytes;
  memcpy(&bytes, word + end - sizeof bytes, sizeof bytes);
  return bytes | 0x20202020;
}

static inline unsigned suffix_bit(uint32_t bytes) {
  return bytes * 0x9E3779B1u >> 13;
}

/* Bytes that a piece's first run of word bytes takes. */
static size_t first_run(const char *word, size_t length) {
  size_t run = 0;
  while (run < length && ((unsigned char)word[run] >= 0x80 || is_ascii_word((unsigned char)word[run]))) run++;
  return run;
}

/* Letters that an edited word has at the least, and of a word those behind which an early edit leaves all:
 * `Sxo|ltenberg`.
 */
enum { EDITED_LEAST = SVE_NEAR_LETTERS_LEAST - 1, LETTERS_BEFORE = 3 };

void sve_gate_add_edits(uint64_t *pairs, uint64_t *suffixes, sve_string folded) {
  size_t run = first_run(folded.bytes, folded.length), letters = sve_utf8_count(folded.bytes, run);
  if (letters >= SVE_NEAR_LETTERS_LEAST) {
    uint32_t bytes = suffix_of(folded.bytes, run);
    set_bit(suffixes, suffix_bit(letters - LETTERS_BEFORE > 3 ? bytes : bytes >> 8));
    return;
  }
  /* `d'Artagnan`: what is before the sign is too short to tell. */
  unsigned bytes[3] = {(unsigned char)folded.bytes[0], (unsigned char)folded.bytes[1], (unsigned char)folded.bytes[2]};
  set_bit(pairs, bytes[0] | bytes[2] << 8);
  set_bit(pairs, bytes[1] | bytes[2] << 8);
  for (unsigned other = 0; other < 256; other++) {
    set_bit(pairs, bytes[0] | other << 8);
    set_bit(pairs, bytes[1] | other << 8);
    set_bit(pairs, other | bytes[0] << 8);
    set_bit(pairs, other | bytes[1] << 8);
  }
}

/* Whether a run of `length` bytes, with a byte behind it, may be a word with an edit: it, or its base before a genitive
 * -s, ends as one, or a sign stands behind the first two letters (`d'Artagnan` for `dArtagnan`). */
static bool is_near(const uint64_t *suffixes, const char *run, size_t length) {
  if (length > 0 && length <= 4 && !is_ascii_space((unsigned char)run[length])) return true;
  bool genitive = length > 0 && (run[length - 1] | 0x20) == 's';
  for (size_t end = length; end + genitive >= length && end >= EDITED_LEAST; end--) {
    uint32_t bytes = suffix_of(run, end);
    if (has_bit(suffixes, suffix_bit(bytes)) || has_bit(suffixes, suffix_bit(bytes >> 8))) return true;
  }
  return false;
}

bool sve_gate_has(const sve_gate *gate, const char *text, size_t length, const sve_piece *piece) {
  size_t next = piece->start + 1;
  unsigned pair = (unsigned char)text[piece->start] | (next < length ? (unsigned)(unsigned char)text[next] << 8 : 0);
  if (gate->suffixes != NULL && piece->kind == SVE_PIECE_WORD) {
    const char *word = text + piece->start;
    size_t run = first_run(word, piece->end - piece->start);
    if (piece->end == length || is_near(gate->suffixes, word, run)) return true;
  }
  if (!has_bit(gate->pairs, pair)) return false;
  if (gate->prefixes == NULL || piece->kind != SVE_PIECE_WORD) return true;
  size_t count;
  uint32_t prefix = prefix_of(text + piece->start, piece->end - piece->start, gate->case_bits, &count);
  return has_bit(gate->prefixes, prefix_bit(prefix));
}

sve_gate sve_gate_of(const uint64_t *pairs, const uint64_t *prefixes, unsigned fold, bool open) {
  sve_gate gate = {.pairs = pairs, .prefixes = prefixes, .case_bits = case_bits(fold), .open = open};
  bool firsts[128] = {false};
  for (unsigned word = 0; word < SVE_GATE_PAIRS; word++) {
    for (uint64_t bits = pairs[word]; bits != 0; bits &= bits - 1) {
      unsigned first = (word * 64 + (unsigned)__builtin_ctzll(bits)) & 0xFF;
      if (first < 0x80) firsts[first] = true;
    }
  }
  gate.hyphens = firsts['-'];
  for (unsigned first = 0; first < 128; first++) {
    bool symbol = !is_ascii_word(first) && !is_ascii_space(first);
    if (!firsts[first] || !(symbol || first - 'a' < 26u)) continue;
    gate.symbols = gate.symbols || symbol;
    if (gate.first_count < SVE_GATE_FIRSTS) {
      memset(gate.firsts[gate.first_count++], (int)first, SVE_GATE_VECTOR);
    } else {
      gate.any_first = true;
    }
  }
  return gate;
}

/* ---- Scanning. ---- */

/* A bit for each byte of a block. */
typedef struct byte_bits {
  uint64_t word;
  uint64_t high;  /* beyond ASCII */
  uint64_t lead;  /* C3 */
  uint64_t tail;  /* 80 to BF, but not 97 and B7, which behind C3 are × and ÷ */
  uint64_t first; /* what a name may start with, as the gate says: ASCII only */
} byte_bits;

#ifdef __SSE2__
/* Bytes from `low` to `low` + `count` - 1. */
static inline __m128i in_range(__m128i bytes, int low, int count) {
  __m128i shifted = _mm_sub_epi8(bytes, _mm_set1_epi8((char)(low - 128)));
  return _mm_cmplt_epi8(shifted, _mm_set1_epi8((char)(count - 128)));
}

static inline uint64_t bits_of(__m128i bytes) {
  return (uint32_t)_mm_movemask_epi8(bytes);
}

static inline byte_bits classify(const unsigned char *bytes, const sve_gate *gate) {
  byte_bits out = {0};
  for (int i = 0; i < BLOCK; i += SVE_GATE_VECTOR) {
    __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
    __m128i letters = in_range(_mm_or_si128(b, _mm_set1_epi8(0x20)), 'a', 26);
    __m128i digits = _mm_or_si128(in_range(b, '0', 10), _mm_cmpeq_epi8(b, _mm_set1_epi8('_')));
    __m128i signs = _mm_cmpeq_epi8(_mm_and_si128(b, _mm_set1_epi8((char)0xDF)), _mm_set1_epi8((char)0x97));
    __m128i tails = _mm_andnot_si128(signs, _mm_cmplt_epi8(b, _mm_set1_epi8((char)0xC0)));
    __m128i firsts = _mm_or_si128(in_range(b, 'A', 26), digits);
    for (uint32_t k = 0; k < gate->first_count; k++) {
      __m128i first = _mm_loadu_si128((const __m128i *)(const void *)gate->firsts[k]);
      firsts = _mm_or_si128(firsts, _mm_cmpeq_epi8(b, first));
    }
    out.word |= bits_of(_mm_or_si128(letters, digits)) << i;
    out.high |= bits_of(b) << i;
    out.lead |= bits_of(_mm_cmpeq_epi8(b, _mm_set1_epi8((char)LATIN_LEAD))) << i;
    out.tail |= bits_of(tails) << i;
    out.first |= bits_of(firsts) << i;
  }
  return out;
}
#else
static byte_bits classify(const unsigned char *bytes, const sve_gate *gate) {
  byte_bits out = {0};
  for (int i = 0; i < BLOCK; i++) {
    unsigned b = bytes[i];
    bool first = b - 'A' < 26u || b - '0' < 10u || b == '_';
    for (uint32_t k = 0; k < gate->first_count; k++) first = first || b == (unsigned char)gate->firsts[k][0];
    out.word |= (uint64_t)is_ascii_word(b) << i;
    out.high |= (uint64_t)(b >= 0x80) << i;
    out.lead |= (uint64_t)(b == LATIN_LEAD) << i;
    out.tail |= (uint64_t)(b - 0x80 < 0x40u && (b & 0xDF) != 0x97) << i;
    out.first |= (uint64_t)first << i;
  }
  return out;
}
#endif

/* The white space of a block, of its first `size` bytes. */
static uint64_t spaces_of(const unsigned char *bytes, uint32_t size) {
  uint64_t spaces = 0;
  for (uint32_t i = 0; i < size; i++) spaces |= (uint64_t)is_ascii_space(bytes[i]) << i;
  return spaces;
}

/* The bits below bit `end`, which may be 64. */
static inline uint64_t below(unsigned end) {
  return end < 64 ? ((uint64_t)1 << end) - 1 : UINT64_MAX;
}

static inline uint32_t count_bits(uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555u;
  bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
  return (uint32_t)(((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu) * 0x0101010101010101u >> 56);
}

/* Bytes of the run of word bytes at `start`; 0 at a symbol. */
static inline unsigned run_at(const sve_gate_scan *scan, unsigned start) {
  uint64_t others = ~(scan->word >> start);
  return others == 0 ? BLOCK : (unsigned)__builtin_ctzll(others);
}

/* Those of a block's starts that come through. Free of branches, as which do cannot be foretold. */
static uint64_t let_through(const sve_gate_scan *scan, uint64_t starts) {
  const uint64_t *pairs = scan->gate->pairs, *prefixes = scan->gate->prefixes;
  uint64_t let = 0;
  for (; starts != 0; starts &= starts - 1) {
    unsigned start = (unsigned)__builtin_ctzll(starts), run = run_at(scan, start);
    uint32_t bytes;
    memcpy(&bytes, scan->bytes + start, sizeof bytes);
    uint64_t bit = has_bit(pairs, bytes & 0xFFFF);
    if (prefixes != NULL) {
      uint32_t prefix = (bytes | scan->gate->case_bits) & (uint32_t)(((uint64_t)1 << 8 * (run < 4 ? run : 4)) - 1);
      bit &= has_bit(prefixes, prefix_bit(prefix)) | (run == 0);
    }
    if (scan->odd != 0) bit |= (scan->odd >> start & below(run)) != 0;
    if (scan->gate->suffixes != NULL) bit |= is_near(scan->gate->suffixes, (const char *)scan->bytes + start, run);
    let |= bit << start;
  }
  return let;
}

/* Takes up the block that starts at scan->at:
 *   word    bytes of words, and of all characters beyond ASCII
 *   lead    first bytes of Latin-1 letters, whose second byte is theirs
 *   odd     bytes of other characters beyond ASCII, or of none
 *   starts  where a run of word bytes starts that comes through, and the symbols that names start with
 * A run that touches the block's end is left to the next block; one that fills it comes through as it goes on. */
static void take_block(sve_gate_scan *scan) {
  const sve_gate *gate = scan->gate;
  size_t left = scan->length - scan->at;
  scan->bytes = (const unsigned char *)scan->text + scan->at;
  scan->size = BLOCK;
  if (left < sizeof scan->room) {
    memset(scan->room + left, 0, sizeof scan->room - left);
    scan->bytes = memcpy(scan->room, scan->bytes, left);
    if (left < BLOCK) scan->size = (uint32_t)left;
  }
  byte_bits bits = classify(scan->bytes, gate);
  uint64_t runs;
  scan->word = bits.word | bits.high;
  scan->lead = bits.lead & bits.tail >> 1;
  scan->odd = bits.high & ~(scan->lead | scan->lead << 1);
  runs = scan->word & ~(scan->word << 1);
  if (!gate->any_first && gate->suffixes == NULL && scan->odd == 0) {
    /* The symbols among those that names start with are no word bytes. */
    scan->starts = (runs & bits.high) | (bits.first & (runs | (below(scan->size) & ~scan->word)));
  } else {
    scan->starts = runs;
    if (gate->symbols) scan->starts |= below(scan->size) & ~(scan->word | spaces_of(scan->bytes, scan->size));
  }
  if (scan->word == UINT64_MAX) {
    scan->odd = scan->word;
    return;
  }
  if (scan->word >> (BLOCK - 1) != 0) {
    scan->size = BLOCK - (unsigned)__builtin_clzll(~scan->word);
    scan->starts &= below(scan->size);
  }
  scan->starts = let_through(scan, scan->starts);
}

/* The run at `start` as a place of its own: it is odd, or longer than a block. */
static void tell_run(sve_gate_scan *scan, unsigned start, unsigned run, sve_gate_place *place) {
  size_t first = scan->at + start, end = first + run;
  if (run == BLOCK) {
    while (end < scan->length &&
           (is_ascii_word((unsigned char)scan->text[end]) || (unsigned char)scan->text[end] >= 0x80)) {
      end++;
    }
    scan->size = (uint32_t)(end - scan->at);
    scan->lead = 0;
  }
  size_t lag = end - first - sve_utf8_count(scan->text + first, end - first);
  place->end = (uint32_t)end;
  place->plain = false;
  /* The bits count one for each Latin-1 letter; the rest is added at once. */
  if (run < BLOCK) lag -= count_bits(scan->lead >> start & below(run));
  scan->lag += (uint32_t)lag;
}

bool sve_gate_next(sve_gate_scan *scan, sve_gate_place *place) {
  for (;;) {
    while (scan->starts != 0) {
      unsigned start = (unsigned)__builtin_ctzll(scan->starts), run = run_at(scan, start);
      scan->starts &= scan->starts - 1;
      bool odd = scan->odd != 0 && (scan->odd >> start & below(run)) != 0;
      *place = (sve_gate_place){.start = (uint32_t)(scan->at + start),
                                .end = (uint32_t)(scan->at + start) + 1,
                                .lag = scan->lag + count_bits(scan->lead & below(start)),
                                .run_end = (uint32_t)(scan->at + start) + run,
                                .plain = true};
      place->run_lag = place->lag + count_bits(scan->lead >> start & below(run));
      if (odd) tell_run(scan, start, run, place);
      return true;
    }
    if (scan->size < BLOCK) scan->lead &= below(scan->size);
    scan->lag += count_bits(scan->lead);
    scan->at += scan->size;
    if (scan->at >= scan->length) return false;
    if (scan->gate->open) {
      *place = (sve_gate_place){0, (uint32_t)scan->length, 0, false};
      scan->size = (uint32_t)scan->length;
      return true;
    }
    take_block(scan);
  }
}
