/* Abbreviations, and other pieces of text that belong together whatever the rules say: `t.ex.`, `t ex`, `Yahoo!`.
 *
 * Each is a path of raw tokens in a trie, so that borders are right by construction and a text is read once.
 */
#ifndef SVE_TEXT_TOKEN_ABBREVIATION_H
#define SVE_TEXT_TOKEN_ABBREVIATION_H

#include "base/trie.h"
#include "text/token.h"

enum {                                   /* how an entry's full stop is to be read; an entry may have several classes */
       SVE_ABBREVIATION_ALWAYS = 1 << 1, /* `t.ex.`, `dvs.`: a sentence seldom ends here */
       SVE_ABBREVIATION_FINAL = 1 << 2,  /* `m.m.`, `etc.`: often ends a sentence */
       SVE_ABBREVIATION_NUMBER = 1 << 3, /* `kap.`, `nr.`: before a number */
       SVE_ABBREVIATION_NAME = 1 << 4,   /* `dr.`, `St.`: before a name */
       SVE_ABBREVIATION_CONTEXT = 1 << 5, /* `bil.`, `art.`: a word too; only before lower case or a number */
       SVE_ABBREVIATION_WORD = 1 << 7     /* no abbreviation: a name with a mark of its own, `Yahoo!` */
};

typedef struct sve_abbreviations {
  sve_byte_list bytes; /* of the trie */
  sve_trie trie;
  uint8_t *classes;      /* by entry */
  uint64_t gate[2][256]; /* bits for first tokens, by some of their bytes; [1]: of entries that go on attached */
} sve_abbreviations;

/* Starts as {0}. `section`: ABBR of the lexicon, may be empty; `own`: a user's, read as ALWAYS. */
sve_status sve_abbreviations_init(sve_abbreviations *out, const void *section, size_t length, const sve_string *own,
                                  size_t own_count, sve_error *error);
void sve_abbreviations_clear(sve_abbreviations *abbreviations);

static inline uint32_t sve_abbreviations_gate_bit(const char *bytes, size_t length) {
  const unsigned char *at = (const unsigned char *)bytes;
  uint32_t some = at[0] | (uint32_t)at[length / 2] << 8 | (uint32_t)at[length - 1] << 16 | (uint32_t)length << 24;
  return some * 0x9E3779B1u >> 18;
}

/* Whether an entry may start with this token, and go on with one that is attached (or not): mostly no, and cheap. */
static inline bool sve_abbreviations_gate(const sve_abbreviations *abbreviations, const char *text,
                                          const sve_token *token, bool attached) {
  uint32_t bit =
      sve_abbreviations_gate_bit(text + token->span.start_byte, token->span.end_byte - token->span.start_byte);
  return (token->flags & SVE_TOKEN_DENORMAL) != 0 || (abbreviations->gate[attached][bit / 64] >> (bit & 63) & 1) != 0;
}

/* The longest entry that starts with tokens[0], of `count` raw tokens: how many tokens it takes (0: none),
 * and its classes. `scratch` is used for what is not in NFC. */
sve_status sve_abbreviations_find(const sve_abbreviations *abbreviations, const char *text, const sve_token *tokens,
                                  size_t count, sve_byte_list *scratch, size_t *taken, uint8_t *classes,
                                  sve_error *error);
#endif
