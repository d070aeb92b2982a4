/* The scanner, which reads 64 bytes at a time and skips what cannot change a state, against a plain walk of the same
 * automaton: one character after another, none skipped. Addresses are left out: where they end is the scanner's own
 * decision, and no slash means none. */
#include "fuzz.h"
#include "text/token_scan.h"
#include "text/token_split.h"
#include "text/utf8.h"

typedef struct walker {
  const char *text;
  size_t length, at;
  uint32_t start, start_cp; /* of the token being read */
  size_t token;             /* the next one that the scanner found */
  const sve_token_list *found;
} walker;

/* The class of the character at *at, and *at moved behind it: a byte at a time through the tables. */
static uint32_t next_class(const walker *walk, size_t *at) {
  size_t first = *at, row = 0, i = first;
  do {
    unsigned byte = (unsigned char)walk->text[i++];
    uint32_t class = row != 0 && (byte & 0xC0) != 0x80 ? SVE_CLASS_BAD : SVE_BYTE_CLASS[row + byte];
    row = row != 0 && (byte & 0xC0) != 0x80 ? 0 : SVE_BYTE_ROW[row + byte];
    if (row == 0 && class != SVE_CLASS_BAD && class != SVE_CLASS_MORE) {
      *at = i;
      return class;
    }
  } while (row != 0 && i < walk->length);
  *at = first + 1;
  return SVE_CLASS_BAD;
}

/* The scanner's tokens up to byte `end` must be this one, or what it is split into. */
static void claim_token(walker *walk, uint32_t end, unsigned kind) {
  uint32_t end_cp = walk->start_cp + (uint32_t)sve_utf8_count(walk->text + walk->start, end - walk->start);
  if (kind > SVE_RAW_BLANK) {
    const sve_token *first = &walk->found->items[walk->token];
    CLAIM(walk->token < walk->found->count);
    CLAIM(first->span.start_byte == walk->start && first->span.start_cp == walk->start_cp);
    if (!sve_needs_split(kind)) CLAIM(first->kind == kind && first->span.end_byte == end);
    while (walk->token < walk->found->count && walk->found->items[walk->token].span.end_byte < end) walk->token++;
    CLAIM(walk->token < walk->found->count);
    CLAIM(walk->found->items[walk->token].span.end_byte == end &&
          walk->found->items[walk->token].span.end_cp == end_cp);
    walk->token++;
  }
  walk->start = end;
  walk->start_cp = end_cp;
}

/* Where a token ended that went on too far: some characters before `at`. */
static size_t gone_back(const walker *walk, size_t at, uint32_t state) {
  for (unsigned back = SVE_STATE_BACK[state / 64]; back > 0; back--) sve_utf8_previous(walk->text, &at);
  return at;
}

static void walk_text(walker *walk) {
  uint32_t state = 0;
  while (walk->at < walk->length || state != 0) {
    size_t before = walk->at;
    if (before == walk->length) {
      walk->at = gone_back(walk, before, state);
      claim_token(walk, (uint32_t)walk->at, SVE_STATE_KIND[state / 64]);
      state = 0;
      continue;
    }
    uint32_t class = next_class(walk, &walk->at);
    uint32_t flags = SVE_STATE_FLAGS[state + class];
    if (flags & SVE_MOVE_SLOW) {
      walk->at = gone_back(walk, before, state);
      claim_token(walk, (uint32_t)walk->at, SVE_STATE_KIND[state / 64]);
      state = 0;
      continue;
    }
    if (flags & SVE_MOVE_ENDS) claim_token(walk, (uint32_t)before, SVE_STATE_KIND[state / 64]);
    state = SVE_STATE_MOVES[state + class];
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  char *text = exact_copy(bytes, length);
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '/') text[i] = ' ';
  }
  sve_token_list found = {0};
  CLAIM(sve_scan(text, length, NULL, &found, NULL) == SVE_OK);
  walker walk = {.text = text, .length = length, .found = &found};
  walk_text(&walk);
  CLAIM(walk.token == found.count);
  sve_free(found.items);
  free(text);
  return 0;
}
