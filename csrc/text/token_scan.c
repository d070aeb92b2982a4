/* Runs two automata side by side: bytes -> classes of characters (chars_table.h) -> ends of tokens (token_table.h).
 *
 * The loop over bytes has no branch that depends on ordinary letters: each byte writes the border it
 * might be and advances the count by whether it is one. A match that went too far gives back at most
 * four characters, and an address that is trimmed gives back punctuation only, which starts no
 * address; so each byte is read a bounded number of times.
 */
#include "text/token_scan.h"

#include <string.h>

#include "base/status.h"
#include "text/token_split.h"
#include "text/utf8.h"

enum { BLOCK = 1024, WINDOW = 64, LONGEST_TOP_DOMAIN = 24, LONGEST_HOST = 256, MOST_TRIMMED = 32 };
enum { BORDERS = BLOCK + 64 }; /* no token is empty, and a block goes back by less than 64 characters */

/* Where tokens end, in columns: the compiler keeps their parts in registers. A border's code point is
 * its byte less the bytes that followed a first one in all characters before it. */
typedef struct borders {
  uint32_t byte[BORDERS];
  uint32_t following[BORDERS];
  uint16_t state[BORDERS]; /* of the automaton: tells the kind of the token before it */
  size_t count;
  uint32_t odd[BORDERS]; /* starts of characters of class SVE_CLASS_FIRST_ODD or later */
  size_t odd_count;
} borders;

typedef struct scanner {
  const char *text;
  size_t length;
  size_t at;          /* the next byte */
  uint32_t start;     /* of the character that it belongs to */
  uint32_t following; /* bytes before `at` that are not first ones */
  uint32_t state;     /* before that character */
  uint32_t last;      /* the last border */
  borders *found;
} scanner;

static void add_border(scanner *scan, uint32_t byte, uint32_t following) {
  borders *found = scan->found;
  found->byte[found->count] = byte;
  found->following[found->count] = following;
  found->state[found->count++] = (uint16_t)scan->state;
  scan->last = byte;
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

/* Ends the token in a state that asks for a decision, some characters before `start`; the scan goes on behind it. */
static void end_slowly(scanner *scan) {
  size_t end = scan->start;
  unsigned kind = SVE_STATE_KIND[scan->state / 64];
  for (unsigned back = SVE_STATE_BACK[scan->state / 64]; back > 0; back--) sve_utf8_previous(scan->text, &end);
  if (kind == SVE_RAW_URL || kind == SVE_RAW_PATH) {
    for (int i = 0; i < MOST_TRIMMED && belongs_outside(scan, scan->last, (uint32_t)end); i++) {
      sve_utf8_previous(scan->text, &end);
    }
  }
  for (size_t i = end; i < scan->start; i++) scan->following -= ((unsigned char)scan->text[i] & 0xC0) == 0x80;
  add_border(scan, (uint32_t)end, scan->following);
  scan->at = scan->start = (uint32_t)end;
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
  if (ends_as_host(scan, scan->start)) return true;
  uint32_t room = scan->start - scan->last < LONGEST_HOST ? scan->start - scan->last : LONGEST_HOST;
  const char *first = memchr(scan->text + scan->last, '/', room);
  return first != NULL && ends_as_host(scan, (uint32_t)(first - scan->text));
}

/* Moves the automaton over the character from `start` to `at`. */
static void step(scanner *scan, uint32_t class) {
  uint32_t flags = SVE_STATE_FLAGS[scan->state + class], next = SVE_STATE_MOVES[scan->state + class];
  uint32_t inner = (uint32_t)scan->at - scan->start - 1;
  if (flags & SVE_MOVE_ENDS) add_border(scan, scan->start, scan->following - inner);
  if ((flags & SVE_MOVE_SLOW) && (next == scan->state || !after_host(scan))) {
    scan->following -= inner;
    end_slowly(scan);
    return;
  }
  if (class >= SVE_CLASS_FIRST_ODD) scan->found->odd[scan->found->odd_count++] = scan->start;
  scan->state = next;
  scan->start = (uint32_t)scan->at;
}

/* Reads one character of several bytes, or an ill-formed byte. */
static void scan_character(scanner *scan) {
  const unsigned char *text = (const unsigned char *)scan->text;
  size_t row = 0, at = scan->start;
  uint32_t class = SVE_CLASS_BAD;
  do {
    unsigned byte = text[at];
    if (row != 0 && (byte & 0xC0) != 0x80) break;
    class = SVE_BYTE_CLASS[row + byte];
    row = SVE_BYTE_ROW[row + byte];
    at++;
  } while (row != 0 && at < scan->length);
  bool whole = row == 0 && class != SVE_CLASS_MORE;
  scan->at = whole ? at : scan->start + 1;
  scan->following += (uint32_t)scan->at - scan->start - 1;
  step(scan, whole ? class : SVE_CLASS_BAD);
}

/* Which of 64 bytes are lower-case letters of ASCII. */
static uint64_t lower_letters(const unsigned char *at) {
  const uint64_t each = 0x0101010101010101u, top = 0x80 * each;
  uint64_t found = 0;
  for (int i = 0; i < WINDOW / 8; i++) {
    uint64_t bytes;
    memcpy(&bytes, at + 8 * i, 8);
    uint64_t low = bytes & ~top;
    uint64_t lower = (low + (0x80 - 'a') * each) & ~(low + (0x7F - 'z') * each) & ~bytes & top;
    found |= (lower >> 7) * 0x0102040810204080u >> 56 << (8 * i);
  }
  return found;
}

/* The same for fewer bytes than 64. */
static uint64_t lower_letters_before(const unsigned char *at, size_t count) {
  unsigned char padded[WINDOW] = {0};
  memcpy(padded, at, count);
  return lower_letters(padded);
}

/* The class of the character of two bytes at `at`; MORE where it is none, or an odd one. */
static uint32_t class_of_two(const scanner *scan, size_t at) {
  const unsigned char *text = (const unsigned char *)scan->text + at;
  if (at + 1 >= scan->length || (text[0] & 0xE0) != 0xC0 || (text[1] & 0xC0) != 0x80) return SVE_CLASS_MORE;
  size_t row = SVE_BYTE_ROW[text[0]];
  uint32_t class = SVE_BYTE_CLASS[row + text[1]];
  return row == 0 || class >= SVE_CLASS_FIRST_ODD ? SVE_CLASS_MORE : class;
}

/* Scans up to 64 bytes, until `end` at most but for the character that lies across it. A lower-case letter behind a
 * lower-case letter leaves the state as it is (make_tables.py sees to that), so only the others are looked at. */
static void scan_window(scanner *scan, size_t end) {
  const unsigned char *text = (const unsigned char *)scan->text;
  borders *found = scan->found;
  size_t base = scan->at, size = end - base < WINDOW ? end - base : WINDOW;
  uint64_t lower = size == WINDOW ? lower_letters(text + base) : lower_letters_before(text + base, size);
  uint64_t todo = ~(lower & lower << 1);
  if (size < WINDOW) todo &= ((uint64_t)1 << size) - 1;
  size_t state = scan->state, count = found->count, last = base + size;
  uint32_t following = scan->following;
  bool stopped = false;
  for (; todo != 0; todo &= todo - 1) {
    size_t at = base + (size_t)__builtin_ctzll(todo);
    uint32_t class = SVE_BYTE_CLASS[text[at]], inner = 0;
    if (text[at] >= 0x80) {
      class = class_of_two(scan, at);
      inner = 1;
      todo &= todo - 1;
      if (at + 2 > last) last = at + 2;
    }
    found->byte[count] = (uint32_t)at;
    found->following[count] = following;
    found->state[count] = (uint16_t)state;
    size_t flags = SVE_STATE_FLAGS[state + class];
    if (__builtin_expect((flags & SVE_MOVE_SLOW) != 0 || class == SVE_CLASS_MORE, 0)) {
      last = at;
      stopped = true;
      break;
    }
    count += flags;
    state = SVE_STATE_MOVES[state + class];
    following += inner;
  }
  if (count > found->count) scan->last = found->byte[count - 1];
  found->count = count;
  scan->state = (uint32_t)state;
  scan->following = following;
  scan->start = (uint32_t)last;
  scan->at = last;
  if (stopped) scan_character(scan);
}

/* Scans until `end` is reached. */
static void scan_block(scanner *scan, size_t end) {
  while (scan->at < end) scan_window(scan, end);
}

typedef struct reader { /* borders -> tokens */
  uint32_t byte, cp;    /* of the border before */
  uint16_t flags;       /* of the next token */
} reader;

static const uint8_t GAP_FLAGS[SVE_RAW_COUNT] = {
    [SVE_RAW_SPACE] = SVE_TOKEN_AFTER_SPACE,
    [SVE_RAW_LINE] = SVE_TOKEN_AFTER_SPACE | SVE_TOKEN_AFTER_LINE,
    [SVE_RAW_BLANK] = SVE_TOKEN_AFTER_SPACE | SVE_TOKEN_AFTER_LINE | SVE_TOKEN_AFTER_BLANK,
};

/* Drops the odd characters before `end` from the front; whether there were any. */
static bool take_odd(const borders *found, size_t *next, uint32_t end) {
  size_t first = *next;
  while (*next < found->odd_count && found->odd[*next] < end) ++*next;
  return *next > first;
}

static sve_status read_borders(scanner *scan, reader *read, sve_token_list *out, sve_error *error) {
  borders *found = scan->found;
  sve_status status = SVE_LIST_RESERVE(out, found->count + 1, error);
  if (status != SVE_OK) return status;
  uint32_t before = read->byte, before_cp = read->cp, flags = read->flags;
  size_t odd = 0, made = out->count;
  for (size_t i = 0; i < found->count; i++) {
    uint32_t byte = found->byte[i], cp = byte - found->following[i];
    uint32_t kind = SVE_STATE_KIND[found->state[i] / 64];
    /* A gap is written too, and then written over: which of the two it is cannot be foreseen. */
    sve_token *token = &out->items[made];
    token->span.start_byte = before;
    token->span.end_byte = byte;
    token->span.start_cp = before_cp;
    token->span.end_cp = cp;
    token->kind = (uint16_t)kind;
    token->flags = (uint16_t)flags;
    before = byte;
    before_cp = cp;
    if (odd < found->odd_count && take_odd(found, &odd, byte)) token->flags |= SVE_TOKEN_DENORMAL;
    made += kind > SVE_RAW_BLANK;
    flags = GAP_FLAGS[kind];
    if (!sve_needs_split(kind)) continue;
    out->count = made - 1;
    status = sve_split(scan->text, *token, found->count - i, out, error);
    if (status != SVE_OK) return status;
    made = out->count;
  }
  out->count = made;
  *read = (reader){before, before_cp, (uint16_t)flags};
  /* What belongs to a token that has not ended yet stays; one of them is enough. */
  found->odd[0] = found->odd[odd < found->odd_count ? odd : 0];
  found->odd_count = odd < found->odd_count;
  found->count = 0;
  return SVE_OK;
}

sve_status sve_scan(const char *text, size_t length, const sve_stop *stop, sve_token_list *out, sve_error *error) {
  borders found;
  found.count = found.odd_count = 0;
  scanner scan = {.text = text, .length = length, .found = &found};
  reader read = {0};
  while (scan.at < length) {
    scan_block(&scan, length - scan.at < BLOCK ? length : scan.at + BLOCK);
    if (scan.at == length) end_slowly(&scan);
    sve_status status = read_borders(&scan, &read, out, error);
    if (status == SVE_OK) status = sve_stopped(stop, error);
    if (status != SVE_OK) return status;
  }
  return SVE_OK;
}
