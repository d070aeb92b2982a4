/* Runs the two automata of token_table.h side by side: bytes -> classes of characters -> ends of tokens.
 *
 * The loop over bytes has no branch that depends on ordinary text: each byte writes the border it
 * might be and advances the count by whether it is one. A match that went too far gives back at most
 * four characters, and an address that is trimmed gives back punctuation only, which starts no
 * address; so each byte is read a bounded number of times.
 */
#include "text/token_scan.h"

#include "base/status.h"
#include "text/token_split.h"
#include "text/utf8.h"

enum { BLOCK = 1024, LONGEST_TOP_DOMAIN = 24 };

typedef struct border { /* where a token ends */
  uint32_t byte, cp;
  uint32_t odd;   /* odd characters before it, of SVE_CLASS_FIRST_ODD and later */
  uint32_t state; /* of the automaton: tells the token's kind */
} border;

typedef struct scanner {
  const char *text;
  size_t length;
  border now;         /* the current character's start; state: before it */
  uint32_t row;       /* of the byte automaton; 0 between characters */
  size_t at;          /* the next byte */
  uint32_t last_byte; /* of the last border */
  border *borders;
  size_t count;
} scanner;

static void add_border(scanner *scan, border ends) {
  scan->borders[scan->count++] = ends;
  scan->last_byte = ends.byte;
}

/* Moves `place` back by one character, which is not an odd one. */
static void step_back(const scanner *scan, border *place) {
  size_t at = place->byte;
  sve_utf8_previous(scan->text, &at);
  place->byte = (uint32_t)at;
  place->cp--;
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

/* The token that ended before `now` in a state that asks for a decision; the scan goes on behind its end. */
static void end_slowly(scanner *scan) {
  border end = scan->now;
  unsigned kind = SVE_STATE_KIND[end.state / 64];
  for (unsigned back = SVE_STATE_BACK[end.state / 64]; back > 0; back--) step_back(scan, &end);
  if (kind == SVE_RAW_URL || kind == SVE_RAW_PATH) {
    uint32_t first = scan->last_byte;
    /* Brackets are counted for the last 32 trimmed characters at most: enough, and linear. */
    for (int i = 0; i < 32 && belongs_outside(scan, first, end.byte); i++) step_back(scan, &end);
  }
  add_border(scan, end);
  end.state = 0;
  scan->now = end;
  scan->at = end.byte;
  scan->row = 0;
}

/* Whether the word before the current slash ends as a host does: `exempel.se`, `www.exempel.nu`. */
static bool after_host(const scanner *scan) {
  uint32_t first = scan->last_byte, end = scan->now.byte;
  uint32_t start = end;
  while (start > first && end - start < LONGEST_TOP_DOMAIN && scan->text[start - 1] != '.') start--;
  if (start == first || scan->text[start - 1] != '.') return false;
  uint32_t port = start;
  while (port < end && scan->text[port] != ':') port++;
  return sve_is_top_domain(scan->text + start, port - start);
}

/* Scans until `end`, or further where the text ends there. Adds at most two borders a byte. */
static void scan_block(scanner *scan, size_t end) {
  const unsigned char *text = (const unsigned char *)scan->text;
  border *borders = scan->borders;
  border now = scan->now;
  size_t at = scan->at, count = scan->count;
  uint32_t row = scan->row;
  while (at < end) {
    uint32_t move = SVE_BYTE_MOVES[row + text[at]];
    if (__builtin_expect(row != 0 && ((text[at] & 0xC0) != 0x80 || (move & 63) == SVE_CLASS_BAD), 0)) {
      at = now.byte;
      move = SVE_CLASS_BAD;
    }
    uint32_t class = move & 63;
    uint32_t next = SVE_STATE_MOVES[now.state | class];
    borders[count] = now;
    count += next & SVE_MOVE_ENDS;
    if (__builtin_expect(next & SVE_MOVE_SLOW, 0)) {
      scan->now = now;
      scan->count = count;
      if (count > 0) scan->last_byte = borders[count - 1].byte;
      bool stays = (next & SVE_MOVE_STATE) == now.state;
      if (stays || !after_host(scan)) {
        end_slowly(scan);
        count = scan->count;
        now = scan->now;
        at = now.byte;
        row = 0;
        continue;
      }
    }
    now.state = next & SVE_MOVE_STATE;
    row = move >> 6;
    at++;
    now.byte = row != 0 ? now.byte : (uint32_t)at;
    now.cp += row == 0;
    now.odd += class >= SVE_CLASS_FIRST_ODD;
  }
  scan->now = now;
  scan->at = at;
  scan->row = row;
  scan->count = count;
  if (count > 0) scan->last_byte = borders[count - 1].byte;
}

typedef struct reader { /* borders -> tokens */
  border before;
  uint16_t flags; /* of the next token */
} reader;

static const uint16_t GAP_FLAGS[] = {
    [SVE_RAW_SPACE] = SVE_TOKEN_AFTER_SPACE,
    [SVE_RAW_LINE] = SVE_TOKEN_AFTER_SPACE | SVE_TOKEN_AFTER_LINE,
    [SVE_RAW_BLANK] = SVE_TOKEN_AFTER_SPACE | SVE_TOKEN_AFTER_LINE | SVE_TOKEN_AFTER_BLANK,
};

static sve_status read_borders(scanner *scan, reader *read, sve_token_list *out, sve_error *error) {
  sve_status status = SVE_LIST_RESERVE(out, scan->count, error);
  if (status != SVE_OK) return status;
  for (size_t i = 0; i < scan->count; i++) {
    border end = scan->borders[i];
    uint16_t kind = SVE_STATE_KIND[end.state / 64];
    if (kind <= SVE_RAW_BLANK) {
      read->flags = GAP_FLAGS[kind];
    } else {
      uint16_t odd = end.odd != read->before.odd ? SVE_TOKEN_DENORMAL : 0;
      sve_token token = {{read->before.byte, end.byte, read->before.cp, end.cp}, kind, read->flags | odd};
      read->flags = 0;
      if (sve_needs_split(kind)) {
        status = sve_split(scan->text, token, scan->count - i, out, error);
        if (status != SVE_OK) return status;
      } else {
        out->items[out->count++] = token;
      }
    }
    read->before = end;
  }
  scan->count = 0;
  return SVE_OK;
}

sve_status sve_scan(const char *text, size_t length, sve_token_list *out, sve_error *error) {
  border borders[BLOCK + 64]; /* none is empty, and a block goes back by less than 64 characters */
  scanner scan = {.text = text, .length = length, .borders = borders};
  reader read = {0};
  while (scan.at < length || scan.now.state != 0 || scan.row != 0) {
    size_t end = length - scan.at < BLOCK ? length : scan.at + BLOCK;
    scan_block(&scan, end);
    if (scan.at == length && scan.row != 0) { /* cut short inside a character */
      scan.at = scan.now.byte;
      scan.row = 0;
      uint32_t next = SVE_STATE_MOVES[scan.now.state | SVE_CLASS_BAD];
      if (next & SVE_MOVE_SLOW) {
        end_slowly(&scan);
      } else {
        if (next & SVE_MOVE_ENDS) add_border(&scan, scan.now);
        scan.now.state = next & SVE_MOVE_STATE;
        scan.now.byte++;
        scan.now.cp++;
        scan.at++;
      }
    } else if (scan.at == length && scan.now.state != 0) {
      end_slowly(&scan);
    }
    sve_status status = read_borders(&scan, &read, out, error);
    if (status != SVE_OK) return status;
  }
  return SVE_OK;
}
