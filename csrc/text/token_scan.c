/* Runs two automata side by side: bytes -> classes of characters (chars_table.h) -> ends of tokens (token_table.h).
 *
 * Bytes are taken 64 at a time. A lower-case letter behind a lower-case letter leaves the state as it is
 * (make_tables.py sees to that), so only the other characters are looked at: two a word, mostly. A token is written
 * where it ends; a gap is written too, and then written over. What is rare leaves that loop: characters of three bytes
 * or more, and ends that ask for a decision. A match that went too far gives back at most four characters, and an
 * address that is trimmed gives back punctuation only, which starts no address; so each byte is read a bounded number
 * of times.
 */
#include "text/token_scan.h"

#include <string.h>

#include "base/status.h"
#include "text/token_split.h"
#include "text/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = 1024, WINDOW = 64, LONGEST_TOP_DOMAIN = 24, LONGEST_HOST = 256, MOST_TRIMMED = 32 };
enum { MOST_TOKENS = BLOCK + 64 }; /* no token is empty, and a block goes back by less than 64 characters */

typedef struct scanner {
  const char *text;
  size_t length;
  size_t at;                 /* the next character */
  uint32_t cp;               /* its number */
  uint32_t state;            /* of the automaton before it */
  uint32_t last, last_cp;    /* the last border: where the token or gap that has not ended starts */
  uint16_t flags;            /* of that token */
  sve_token_list *out;       /* with room for all tokens of the block */
  size_t marked;             /* tokens of `out` that know whether they are odd */
  uint32_t odd[MOST_TOKENS]; /* starts of characters of class SVE_CLASS_FIRST_ODD or later, for the tokens behind */
  size_t odd_count, odd_next;
  sve_status status; /* of splitting */
  sve_error *error;
} scanner;

static const uint8_t GAP_FLAGS[SVE_RAW_COUNT] = {
    [SVE_RAW_SPACE] = SVE_TOKEN_AFTER_SPACE,
    [SVE_RAW_LINE] = SVE_TOKEN_AFTER_SPACE | SVE_TOKEN_AFTER_LINE,
    [SVE_RAW_BLANK] = SVE_TOKEN_AFTER_SPACE | SVE_TOKEN_AFTER_LINE | SVE_TOKEN_AFTER_BLANK,
};

/* Passes over the odd characters before `end`; whether one of them stands at or behind `first`. */
static bool take_odd(scanner *scan, uint32_t first, uint32_t end) {
  bool found = false;
  for (; scan->odd_next < scan->odd_count && scan->odd[scan->odd_next] < end; scan->odd_next++) {
    found |= scan->odd[scan->odd_next] >= first;
  }
  return found;
}

/* Marks the tokens that hold odd characters. */
static void mark_odd(scanner *scan) {
  sve_token *tokens = scan->out->items;
  for (; scan->marked < scan->out->count && scan->odd_next < scan->odd_count; scan->marked++) {
    sve_token *token = &tokens[scan->marked];
    if (take_odd(scan, token->span.start_byte, token->span.end_byte)) token->flags |= SVE_TOKEN_DENORMAL;
  }
  scan->marked = scan->out->count;
}

/* Ends the token or gap before `end`. */
static void end_piece(scanner *scan, uint32_t end, uint32_t end_cp) {
  unsigned kind = SVE_STATE_KIND[scan->state / 64];
  sve_token token = {{scan->last, end, scan->last_cp, end_cp}, (uint16_t)kind, scan->flags};
  if (sve_needs_split(kind)) {
    mark_odd(scan);
    if (take_odd(scan, scan->last, end)) token.flags |= SVE_TOKEN_DENORMAL;
    if (scan->status == SVE_OK) scan->status = sve_split(scan->text, token, MOST_TOKENS + 1, scan->out, scan->error);
    scan->marked = scan->out->count;
  } else if (kind > SVE_RAW_BLANK) {
    scan->out->items[scan->out->count++] = token;
  }
  scan->flags = GAP_FLAGS[kind];
  scan->last = end;
  scan->last_cp = end_cp;
}

/* Punctuation that ends a sentence around an address rather than the address: `(se www.exempel.se/a).` */
static bool belongs_outside(const scanner *scan, uint32_t first, uint32_t end) {
  size_t at = end;
  uint32_t character = sve_utf8_previous(scan->text, &at);
  if (character != ')' && character != ']') {
    sve_char_class class = sve_char_class_of(character);
    return (class == SVE_CHAR_STOP || class == SVE_CHAR_POINT || class == SVE_CHAR_QUOTE || class == SVE_CHAR_CLOSE ||
            class == SVE_CHAR_OPEN || class == SVE_CHAR_DASH) &&
           character != '/' && character != '#' && character != '&' && character != '_' && character != '-';
  }
  char open = character == ')' ? '(' : '[';
  long depth = 0;
  for (uint32_t i = first; i < end; i++) {
    depth += (scan->text[i] == open) - (scan->text[i] == (char)character);
  }
  return depth < 0;
}

/* Ends the token in a state that asks for a decision, some characters before `at`; the scan goes on behind it. */
static void end_slowly(scanner *scan) {
  size_t end = scan->at;
  uint32_t cp = scan->cp;
  unsigned kind = SVE_STATE_KIND[scan->state / 64];
  for (unsigned back = SVE_STATE_BACK[scan->state / 64]; back > 0; back--, cp--) sve_utf8_previous(scan->text, &end);
  if (kind == SVE_RAW_URL || kind == SVE_RAW_PATH) {
    for (int i = 0; i < MOST_TRIMMED && belongs_outside(scan, scan->last, (uint32_t)end); i++, cp--) {
      sve_utf8_previous(scan->text, &end);
    }
  }
  end_piece(scan, (uint32_t)end, cp);
  scan->at = end;
  scan->cp = cp;
  scan->state = 0;
}

/* Whether what stands between the last border and `end` ends as a host does: `exempel.se`, `www.exempel.nu:80`. */
static bool ends_as_host(const scanner *scan, uint32_t end) {
  uint32_t label = end;
  while (label > scan->last && end - label < LONGEST_TOP_DOMAIN && scan->text[label - 1] != '.') label--;
  if (label == scan->last || scan->text[label - 1] != '.') return false;
  uint32_t port = label;
  while (port < end && scan->text[port] != ':') port++;
  return sve_is_top_domain(scan->text + label, port - label);
}

/* Whether a host stands before the current slash, or before the first one of what may be its path:
 * `exempel.se/`, `exempel.se/a/`; not `och/eller/`. */
static bool after_host(const scanner *scan) {
  uint32_t at = (uint32_t)scan->at;
  if (ends_as_host(scan, at)) return true;
  uint32_t room = at - scan->last < LONGEST_HOST ? at - scan->last : LONGEST_HOST;
  const char *first = memchr(scan->text + scan->last, '/', room);
  return first != NULL && ends_as_host(scan, (uint32_t)(first - scan->text));
}

/* Moves the automaton over the next character, which ends before `end`. */
static void step(scanner *scan, uint32_t class, size_t end) {
  uint32_t flags = SVE_STATE_FLAGS[scan->state + class], next = SVE_STATE_MOVES[scan->state + class];
  if (flags & SVE_MOVE_ENDS) end_piece(scan, (uint32_t)scan->at, scan->cp);
  if ((flags & SVE_MOVE_SLOW) && (next == scan->state || !after_host(scan))) {
    end_slowly(scan);
    return;
  }
  if (class >= SVE_CLASS_FIRST_ODD) scan->odd[scan->odd_count++] = (uint32_t)scan->at;
  scan->state = next;
  scan->at = end;
  scan->cp++;
}

/* Reads one character of any length, or an ill-formed byte. */
static void scan_character(scanner *scan) {
  const unsigned char *text = (const unsigned char *)scan->text;
  size_t row = 0, end = scan->at;
  uint32_t class = SVE_CLASS_BAD;
  do {
    unsigned byte = text[end];
    if (row != 0 && (byte & 0xC0) != 0x80) break;
    class = SVE_BYTE_CLASS[row + byte];
    row = SVE_BYTE_ROW[row + byte];
    end++;
  } while (row != 0 && end < scan->length);
  bool whole = row == 0 && class != SVE_CLASS_MORE;
  step(scan, whole ? class : SVE_CLASS_BAD, whole ? end : scan->at + 1);
}

/* ---- The loop over what is frequent. ---- */

typedef struct window {
  uint64_t letters;           /* a bit a byte: of lower-case letters of ASCII, and of Latin-1, which have two bytes */
  uint64_t spaces;            /* of spaces before such a letter */
  uint8_t before[WINDOW + 8]; /* second bytes of such letters before each byte */
} window;

typedef uint8_t lane __attribute__((vector_size(16)));

/* A bit for each byte that is not 0. */
static uint64_t bits_of(lane bytes) {
#ifdef __SSE2__
  return (uint64_t)(unsigned)_mm_movemask_epi8((__m128i)bytes);
#else
  const uint64_t tops = 0x8080808080808080u, gather = 0x0102040810204080u;
  uint64_t halves[2];
  memcpy(halves, &bytes, sizeof halves);
  return ((halves[0] & tops) >> 7) * gather >> 56 | (((halves[1] & tops) >> 7) * gather >> 56) << 8;
#endif
}

static void look_at(const unsigned char *text, window *out) {
  enum { LEAD = 0xC3, FIRST = 0xA0, LETTERS = 0x20, DIVISION = 0xB7 }; /* à–ÿ, but for the sign ÷ between them */
  uint64_t lower = 0, lead = 0, second = 0, spaces = 0;
  for (int i = 0; i < WINDOW / 16; i++) {
    lane bytes;
    memcpy(&bytes, text + 16 * i, sizeof bytes);
    lower |= bits_of((lane)((bytes - 'a') <= (uint8_t)('z' - 'a'))) << (16 * i);
    spaces |= bits_of((lane)(bytes == ' ')) << (16 * i);
    lead |= bits_of((lane)(bytes == LEAD)) << (16 * i);
    second |= bits_of((lane)((bytes - FIRST) < LETTERS) & (lane)(bytes != DIVISION)) << (16 * i);
  }
  lead &= second >> 1;
  second = lead << 1;
  out->letters = lower | lead | second;
  out->spaces = spaces & out->letters >> 1;
  const uint64_t each = 0x0101010101010101u;
  uint64_t count = 0;
  for (int i = 0; i < WINDOW / 8; i++) {
    /* Spreads eight bits to eight bytes, and sums them up from the first to each. */
    uint64_t spread = ((second >> (8 * i) & 0xFF) * each & 0x8040201008040201u) + 0x7F * each;
    uint64_t ones = spread >> 7 & each, sums = ones * each, before = sums - ones + count * each;
    memcpy(out->before + 8 * i, &before, sizeof before);
    count += sums >> 56;
  }
  out->before[WINDOW] = (uint8_t)count;
}

/* The class of the character at `at`, which is not ASCII, and how many bytes it has; MORE where it is ill-formed, or an
 * odd one. */
static uint32_t class_of_long(const scanner *scan, size_t at, unsigned *length) {
  const unsigned char *text = (const unsigned char *)scan->text;
  size_t row = SVE_BYTE_ROW[text[at]], first = at++;
  uint32_t class = SVE_CLASS_MORE;
  while (row != 0) {
    if (at == scan->length || (text[at] & 0xC0) != 0x80) return SVE_CLASS_MORE;
    class = SVE_BYTE_CLASS[row + text[at]];
    row = SVE_BYTE_ROW[row + text[at++]];
  }
  *length = (unsigned)(at - first);
  return class >= SVE_CLASS_FIRST_ODD ? SVE_CLASS_MORE : class;
}

typedef struct cursor { /* what the loop keeps in registers */
  sve_token *made;
  uint32_t last, last_cp;
  uint16_t flags;
} cursor;

/* Writes the token or gap before `here`: which of the two it is cannot be foreseen, so a gap is written too. */
static inline void end_frequent(cursor *now, unsigned kind, uint32_t here, uint32_t here_cp) {
  *now->made = (sve_token){{now->last, here, now->last_cp, here_cp}, (uint16_t)kind, now->flags};
  now->made += kind > SVE_RAW_BLANK;
  now->flags = GAP_FLAGS[kind];
  now->last = here;
  now->last_cp = here_cp;
}

/* Whether the token of `state` ends before the one byte of ASCII behind it that was read: `ord`, where a full stop and
 * then a space were read. `class`: of the character at `at`, the next one. */
static inline bool ends_one_back(const scanner *scan, size_t state, uint32_t class, size_t at) {
  return (SVE_STATE_FLAGS[state + class] & SVE_MOVE_SLOW) && SVE_STATE_MOVES[state + class] == state &&
         SVE_STATE_BACK[state / 64] == 1 && (unsigned char)scan->text[at - 1] < 0x80 &&
         !sve_needs_split(SVE_STATE_KIND[state / 64]);
}

/* Scans the characters of a window whose bits are in `todo`, until one leaves this loop: whether that is so, and then
 * it is the next one. */
static bool scan_frequent(scanner *scan, size_t base, size_t size, const window *seen, uint64_t todo) {
  const unsigned char *text = (const unsigned char *)scan->text + base;
  const size_t word = SVE_STATE_MOVES[SVE_STATE_MOVES[SVE_CLASS_SPACE] + SVE_CLASS_LOWER]; /* the state in one */
  cursor now = {scan->out->items + scan->out->count, scan->last, scan->last_cp, scan->flags};
  size_t state = scan->state, end = size;
  /* A character's number is its byte's, plus this, less the second bytes before it. */
  uint32_t shift = scan->cp - (uint32_t)(scan->at - base) + seen->before[scan->at - base], cp = 0;
  while (todo != 0) {
    unsigned bit = (unsigned)__builtin_ctzll(todo);
    uint32_t here = (uint32_t)base + bit;
    cp = shift + bit - seen->before[bit];
    if (seen->spaces >> bit & 1) { /* mostly a word ends here, and the next one starts behind */
      unsigned kind = SVE_STATE_KIND[state / 64];
      if (SVE_STATE_FLAGS[state + SVE_CLASS_SPACE] == SVE_MOVE_ENDS && !sve_needs_split(kind)) {
        end_frequent(&now, kind, here, cp);
        now.last = here + 1;
        now.last_cp = cp + 1;
        now.flags = SVE_TOKEN_AFTER_SPACE;
        state = word;
        todo &= todo - 1;
        todo &= todo - 1;
        continue;
      }
    }
    uint32_t class = SVE_BYTE_CLASS[text[bit]];
    if (text[bit] >= 0x80 && (seen->letters >> bit & 1)) {
      class = SVE_CLASS_LOWER;
    } else if (text[bit] >= 0x80) {
      unsigned length = 0;
      class = class_of_long(scan, here, &length);
      if (class == SVE_CLASS_MORE) break;
      todo &= ~((((uint64_t)2 << (length - 1)) - 2) << bit);
      shift -= length - 1;
      if (bit + length > end) end = bit + length;
    }
    unsigned flags = SVE_STATE_FLAGS[state + class];
    if (flags != 0) {
      unsigned kind = SVE_STATE_KIND[state / 64];
      if (__builtin_expect((flags & SVE_MOVE_SLOW) != 0 || sve_needs_split(kind), 0)) {
        if (bit == 0 || !ends_one_back(scan, state, class, here)) break;
        end_frequent(&now, kind, here - 1, cp - 1);
        shift = cp - bit + seen->before[bit];
        todo |= (uint64_t)1 << (bit - 1);
        state = 0;
        continue;
      }
      end_frequent(&now, kind, here, cp);
    }
    state = SVE_STATE_MOVES[state + class];
    todo &= todo - 1;
  }
  if (todo != 0) {
    end = (size_t)__builtin_ctzll(todo);
  } else {
    cp = shift + (uint32_t)end - seen->before[end < WINDOW ? end : WINDOW];
  }
  scan->out->count = (size_t)(now.made - scan->out->items);
  scan->state = (uint32_t)state;
  scan->last = now.last;
  scan->last_cp = now.last_cp;
  scan->flags = now.flags;
  scan->at = base + end;
  scan->cp = cp;
  return todo != 0;
}

/* Scans up to 64 bytes, until `end` at most but for the character that lies across it. */
static void scan_window(scanner *scan, size_t end) {
  size_t base = scan->at, size = end - base < WINDOW ? end - base : WINDOW;
  const unsigned char *text = (const unsigned char *)scan->text + base;
  unsigned char padded[WINDOW];
  window seen;
  if (size < WINDOW) {
    memset(padded, 0, sizeof padded);
    memcpy(padded, text, size);
    text = padded;
  }
  look_at(text, &seen);
  uint64_t todo = ~(seen.letters & seen.letters << 1);
  if (size < WINDOW) todo &= ((uint64_t)1 << size) - 1;
  uint64_t rest = todo;
  while (scan_frequent(scan, base, size, &seen, rest)) {
    scan_character(scan);
    /* Behind a decision the state is another, so the next character is looked at whatever it is. */
    if (scan->at < base || scan->at >= base + size || scan->status != SVE_OK) return;
    rest = (todo | (uint64_t)1 << (scan->at - base)) & ~(uint64_t)0 << (scan->at - base);
  }
}

/* Scans until `end` is reached. */
static sve_status scan_block(scanner *scan, size_t end) {
  size_t most = end - scan->last < MOST_TOKENS ? end - scan->last : MOST_TOKENS;
  sve_status status = SVE_LIST_RESERVE(scan->out, most + 1, scan->error);
  if (status != SVE_OK) return status;
  while (scan->at < end && scan->status == SVE_OK) scan_window(scan, end);
  if (scan->at == scan->length && scan->status == SVE_OK) end_slowly(scan);
  mark_odd(scan);
  /* What belongs to a token that has not ended yet stays; one of them is enough. */
  take_odd(scan, 0, scan->last);
  scan->odd[0] = scan->odd[scan->odd_next < scan->odd_count ? scan->odd_next : 0];
  scan->odd_count = scan->odd_next < scan->odd_count;
  scan->odd_next = 0;
  return scan->status;
}

sve_status sve_scan(const char *text, size_t length, const sve_stop *stop, sve_token_list *out, sve_error *error) {
  scanner scan;
  scan.text = text;
  scan.length = length;
  scan.at = 0;
  scan.cp = scan.state = scan.last = scan.last_cp = scan.flags = 0;
  scan.out = out;
  scan.marked = out->count;
  scan.odd[0] = 0;
  scan.odd_count = scan.odd_next = 0;
  scan.status = SVE_OK;
  scan.error = error;
  while (scan.at < length) {
    sve_status status = scan_block(&scan, length - scan.at < BLOCK ? length : scan.at + BLOCK);
    if (status == SVE_OK) status = sve_stopped(stop, error);
    if (status != SVE_OK) return status;
  }
  return SVE_OK;
}
