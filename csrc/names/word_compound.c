/* Compounds on a name: `Natochefen`, `Stockholmspolisen`, `EU-kommissionen`, `Ukrainaförhandlingar`.
 *
 * Work is bounded whatever the word: one longer than MOST_BYTES is no compound, a head that is no name costs one
 * look-up, and a rest is at most two words.
 */
#include <string.h>

#include "base/hash.h"
#include "names/word_letters.h"
#include "text/chars.h"
#include "text/utf8.h"

enum {
  MOST_BYTES = 96,
  LEAST_HEAD = 3, /* letters of a head with nothing behind it: `Nato|chefen`; not `Bo|lag` */
  LEAST_REST = 3, /* letters of a rest that is known as a part of compounds: `stad`, `bro` */
  LEAST_HYPHENATED = 2,
  LEAST_COMMON = 5, /* letters of a rest that is only a common word: `protest`; not `are` */
  LEAST_ZIPF = 40,  /* … and how common that is, as in sve_lexeme */
  LEAST_FIRST = 4,  /* letters of the first word of a rest of two: `topp|mötet` */
  FIRST_ZIPF = 48
};

static const uint32_t PARTS = SVE_LEX_TAIL_PERSON | SVE_LEX_TAIL_ORG | SVE_LEX_TAIL_PLACE | SVE_LEX_TAIL |
                              SVE_LEX_TITLE | SVE_LEX_ROLE | SVE_LEX_ORG_WORD;

/* Words that are endings first: `Lind|ande`, `Kjell|aren` are no compounds, `Palme|anden` is not missed by anyone. */
static const char *const ENDINGS[] = {"aktig", "anden", "andet", "arens",  "aren",  "arna",  "ande",  "ende",
                                      "erna",  "heten", "ingen", "ingar",  "inger", "ische", "iskan", "iskor",
                                      "ismen", "isten", "ister", "ningen", "orna",  "sson"};

/* One word and what its stretches hash to. */
typedef struct splitter {
  const sve_lexicon *lexicon;
  const char *word;
  size_t length;
  bool plain; /* `folded` holds the word, byte for byte */
  char folded[MOST_BYTES];
  sve_byte_list other; /* for a stretch of a word that is not plain */
  sve_status status;
  sve_error *error;
} splitter;

/* The folded bytes from `start` to `end`; sets `status` on failure and gives none. */
static sve_string folded_part(splitter *at, size_t start, size_t end) {
  if (at->plain) return (sve_string){at->folded + start, end - start};
  if (at->status == SVE_OK) {
    at->status = sve_fold(at->word + start, end - start, SVE_FOLD_CASE, &at->other, at->error);
  }
  return at->status == SVE_OK ? (sve_string){at->other.items, at->other.count} : (sve_string){"", 0};
}

static bool is_ending(sve_string folded) {
  for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
    if (strlen(ENDINGS[i]) == folded.length && memcmp(ENDINGS[i], folded.bytes, folded.length) == 0) return true;
  }
  return false;
}

/* Whether a lexeme may end a compound; behind a hyphen any word may: `USA-val`. */
static bool may_end(sve_lexeme lexeme, size_t letters, bool hyphen) {
  if (letters < (hyphen ? LEAST_HYPHENATED : LEAST_REST)) return false;
  if (lexeme.kinds & PARTS) return true;
  return (lexeme.kinds & SVE_LEX_COMMON) && lexeme.common >= LEAST_ZIPF && (hyphen || letters >= LEAST_COMMON);
}

/* What ends a compound from `start` on, with or without a genitive ending; no kinds where nothing does. */
static sve_lexeme end_from(splitter *at, size_t start, bool hyphen) {
  sve_string folded = folded_part(at, start, at->length);
  if (is_ending(folded)) return (sve_lexeme){0};
  size_t letters = sve_utf8_count(folded.bytes, folded.length);
  sve_lexeme lexeme = sve_lexicon_find(at->lexicon, sve_hash(folded.bytes, folded.length));
  if (may_end(lexeme, letters, hyphen)) return lexeme;
  size_t ending = sve_letters_genitive(folded.bytes, folded.length);
  if (ending == 0) return (sve_lexeme){0};
  lexeme = sve_lexicon_find(at->lexicon, sve_hash(folded.bytes, folded.length - ending));
  return may_end(lexeme, letters - ending, hyphen) ? lexeme : (sve_lexeme){0};
}

static bool is_border(const splitter *at, size_t byte) {
  if (((unsigned char)at->word[byte] & 0xC0) == 0x80) return false;
  size_t next = byte;
  return at->plain || sve_char_class_of(sve_utf8_next(at->word, at->length, &next)) != SVE_CHAR_MARK;
}

/* Whether `start` to `end` is a word that may stand inside a compound. */
static bool is_inner(splitter *at, size_t start, size_t end) {
  sve_string folded = folded_part(at, start, end);
  if (sve_utf8_count(folded.bytes, folded.length) < LEAST_FIRST) return false;
  sve_lexeme lexeme = sve_lexicon_find(at->lexicon, sve_hash(folded.bytes, folded.length));
  return (lexeme.kinds & SVE_LEX_COMMON) && lexeme.common >= FIRST_ZIPF;
}

/* The end of a rest of two words from `start` on, of which the first may have a linking s. */
static sve_lexeme end_of_two(splitter *at, size_t start) {
  for (size_t middle = at->length - 1; middle > start + LEAST_FIRST - 1; middle--) {
    if (!is_border(at, middle)) continue;
    sve_lexeme end = end_from(at, middle, false);
    if (end.kinds == 0) continue;
    bool linked = at->word[middle - 1] == 's' && is_inner(at, start, middle - 1);
    if (linked || is_inner(at, start, middle)) return end;
  }
  return (sve_lexeme){0};
}

/* A rest behind a hyphen: in lower case, or all the word in capitals; not `Jean-Paul`, `Nord-Korea`. */
static bool is_hyphenated(const splitter *at, size_t rest) {
  sve_letters head = sve_letters_count(at->word, rest);
  sve_letters tail = sve_letters_count(at->word + rest, at->length - rest);
  return tail.upper == 0 || (tail.lower == 0 && head.lower == 0);
}

/* The rest behind a head of `head` bytes. One word goes before two: `Gotland|s|tillägget`, not `Gotland|still|ägget`.
 */
static sve_compound rest_behind(splitter *at, size_t head) {
  bool hyphen = at->word[head] == '-';
  size_t close = head + (hyphen ? 1 : 0);
  bool linked = !hyphen && (at->word[head] | 0x20) == 's' && head + 1 < at->length;
  if (close == at->length || (hyphen && !is_hyphenated(at, close))) return (sve_compound){0};
  size_t rest = close;
  sve_lexeme end = end_from(at, rest, hyphen);
  if (end.kinds == 0 && linked) end = end_from(at, rest = close + 1, false);
  if (end.kinds == 0) end = end_of_two(at, rest = close);
  if (end.kinds == 0 && linked) end = end_of_two(at, rest = close + 1);
  return end.kinds != 0 ? (sve_compound){(uint32_t)head, (uint32_t)rest, end} : (sve_compound){0};
}

/* A word that is something by itself: a person's name, a place, an ordinary word. */
static bool stands_alone(sve_lexeme lexeme) {
  return (lexeme.kinds & (SVE_LEX_GIVEN | SVE_LEX_SURNAME | SVE_LEX_PLACE | SVE_LEX_COMMON)) != 0;
}

static bool is_unsplit(splitter *at) {
  sve_string folded = folded_part(at, 0, at->length);
  if (stands_alone(sve_lexicon_find(at->lexicon, sve_hash(folded.bytes, folded.length)))) return true;
  size_t ending = sve_letters_genitive(folded.bytes, folded.length);
  return ending > 0 && stands_alone(sve_lexicon_find(at->lexicon, sve_hash(folded.bytes, folded.length - ending)));
}

sve_status sve_compound_split(const sve_lexicon *lexicon, const char *word, size_t length, sve_is_name *is_name,
                              const void *context, sve_compound *out, sve_error *error) {
  sve_compound found = {0};
  if (length > MOST_BYTES || length < LEAST_HEAD) {
    *out = found;
    return SVE_OK;
  }
  splitter at = {.lexicon = lexicon, .word = word, .length = length, .status = SVE_OK, .error = error};
  sve_letters letters = {0};
  at.plain = sve_letters_fold(word, length, at.folded, &letters);
  bool solid = !is_unsplit(&at);
  size_t head_letters = sve_utf8_count(word, length);
  size_t shortest = solid || memchr(word, '-', length) != NULL ? 1 : length;
  for (size_t head = length - 1; head >= shortest && found.name_bytes == 0; head--) {
    if (!is_border(&at, head)) continue;
    head_letters--;
    bool hyphen = word[head] == '-';
    if (!hyphen && (!solid || head_letters < LEAST_HEAD)) continue;
    sve_string folded = folded_part(&at, 0, head);
    if (!is_name(context, sve_hash(folded.bytes, folded.length), word, head)) continue;
    found = rest_behind(&at, head);
  }
  sve_free(at.other.items);
  if (at.status == SVE_OK) *out = found;
  return at.status;
}
