/* Making the features of a token. Invariant: each is the hash of its kind followed by what was seen, so that two
 * kinds never share one. A kind's number is part of the model: new kinds go last.
 */
#include "names/features.h"

#include <string.h>

#include "base/hash.h"
#include "text/chars.h"
#include "text/utf8.h"

enum {
  AFFIXES = 4,       /* of two letters to five */
  AROUND_REACH = 11, /* words to each side */
  VERY_COMMON = 80   /* Zipf 5 */
};

typedef enum feature_kind {
  ALWAYS,
  WORD,
  WORD_LOWER,
  WORD_BASE,
  SHAPE,
  CASE,
  PREFIX,
  SUFFIX = PREFIX + AFFIXES,
  KIND = SUFFIX + AFFIXES,
  KIND_BASE,
  KINDS,
  BEARERS,
  KNOWN,
  KNOWN_PART,
  COMMON,
  COMMON_BASE,
  COMMON_PLACE,
  TAIL,
  TAIL_WORD,
  HEAD,
  SIDE_WORD, /* of SIDE_… there is one for each side: + 0 left, + 1 right */
  SIDE_CASE = SIDE_WORD + 2,
  SIDE_KINDS = SIDE_CASE + 2,
  SIDE_KIND = SIDE_KINDS + 2,
  SIDE_KNOWN = SIDE_KIND + 2,
  SIDE_COMMON = SIDE_KNOWN + 2,
  FAR_CASE = SIDE_COMMON + 2,
  FAR_KINDS = FAR_CASE + 2,
  PAIR = FAR_KINDS + 2,
  CASES = PAIR + 2,
  AROUND,
  SCORE,
  SIDES,
  KIND_COUNT
} feature_kind;

static const char *const NAMES[KIND_COUNT] = {
    [ALWAYS] = "any word",
    [WORD] = "the word",
    [WORD_LOWER] = "the word in lower case",
    [WORD_BASE] = "the word without genitive",
    [SHAPE] = "shape",
    [CASE] = "capitals and place in the sentence",
    [PREFIX] = "first two letters",
    [PREFIX + 1] = "first three letters",
    [PREFIX + 2] = "first four letters",
    [PREFIX + 3] = "first five letters",
    [SUFFIX] = "last two letters",
    [SUFFIX + 1] = "last three letters",
    [SUFFIX + 2] = "last four letters",
    [SUFFIX + 3] = "last five letters",
    [KIND] = "a kind in the lexicon",
    [KIND_BASE] = "a kind in the lexicon without genitive",
    [KINDS] = "all kinds in the lexicon",
    [BEARERS] = "bearers or inhabitants",
    [KNOWN] = "names of the lexicon here",
    [KNOWN_PART] = "part of a name of the lexicon",
    [COMMON] = "how common the word is",
    [COMMON_BASE] = "how common it is without genitive",
    [COMMON_PLACE] = "how common a capitalised word is, and its place",
    [TAIL] = "kind of the compound's last part",
    [TAIL_WORD] = "the compound's last part",
    [HEAD] = "kinds of the compound's parts",
    [SIDE_WORD] = "the word before",
    [SIDE_WORD + 1] = "the word after",
    [SIDE_CASE] = "capitals of the word before",
    [SIDE_CASE + 1] = "capitals of the word after",
    [SIDE_KINDS] = "all kinds of the word before",
    [SIDE_KINDS + 1] = "all kinds of the word after",
    [SIDE_KIND] = "a kind of the word before",
    [SIDE_KIND + 1] = "a kind of the word after",
    [SIDE_KNOWN] = "names of the lexicon before",
    [SIDE_KNOWN + 1] = "names of the lexicon after",
    [SIDE_COMMON] = "how common the word before is",
    [SIDE_COMMON + 1] = "how common the word after is",
    [FAR_CASE] = "capitals two before",
    [FAR_CASE + 1] = "capitals two after",
    [FAR_KINDS] = "kinds of the word two before",
    [FAR_KINDS + 1] = "kinds of the word two after",
    [PAIR] = "the word with the one before",
    [PAIR + 1] = "the word with the one after",
    [CASES] = "capitals of three words",
    [AROUND] = "an ordinary word around the place's name",
    [SCORE] = "a score around the place's name",
    [SIDES] = "the words before and after a capitalised word",
};

enum {
  TAILS = SVE_LEX_TAIL_PERSON | SVE_LEX_TAIL_ORG | SVE_LEX_TAIL_PLACE | SVE_LEX_TAIL | SVE_LEX_ORG_WORD,
  WHO = SVE_LEX_GIVEN | SVE_LEX_SURNAME | SVE_LEX_PLACE | SVE_LEX_ORG | SVE_LEX_ORG_WORD | SVE_LEX_TITLE |
        SVE_LEX_ROLE | SVE_LEX_SAY | SVE_LEX_PARTICLE | SVE_LEX_COMMON | SVE_LEX_NUMBER | SVE_LEX_TIME | SVE_LEX_UNIT |
        SVE_LEX_TAIL_PERSON | SVE_LEX_TAIL_ORG | SVE_LEX_TAIL_PLACE | SVE_LEX_NAME_PART,
  LONGEST_TAIL = 24 /* bytes: `aktiebolaget`, `universitetssjukhuset` */
};

const char *sve_feature_name(unsigned kind) {
  return kind < KIND_COUNT ? NAMES[kind] : "";
}

static void add(sve_feature_set *set, unsigned kind, uint64_t seen) {
  if (set->count == SVE_FEATURES_MAX) return;
  set->kinds[set->count] = (uint8_t)kind;
  set->hashes[set->count++] = sve_hash_next(0x6E616D65u + kind, seen);
}

/* One feature for each bit of `bits`. */
static void add_bits(sve_feature_set *set, unsigned kind, uint32_t bits) {
  for (; bits != 0; bits &= bits - 1) add(set, kind, (uint64_t)__builtin_ctz(bits));
}

static unsigned level(unsigned common) {
  return common / 8;
}

/* A sign with a mark on it is another sign, composed or not: `≠`. */
static bool is_marked(const char *text, size_t length, size_t at) {
  return at < length && sve_first_class(text + at, length - at) == SVE_CHAR_MARK;
}

/* `Natochefen` -> Xx, `E4` -> X0, `McDonald` -> XxXx: each run of one class as one character, two where it is longer.
 */
static uint64_t shape_of(const char *text, size_t length, const sve_view *view) {
  if (view->reread) return 2u + view->letters;
  char shape[32];
  size_t used = 0;
  char last = 0;
  unsigned run = 0;
  for (size_t at = 0; at < length && used < sizeof shape;) {
    uint32_t character = sve_utf8_next(text, length, &at);
    sve_char_class class = sve_char_class_of(character);
    if (class == SVE_CHAR_MARK) continue;
    char sign = class == SVE_CHAR_UPPER                            ? 'X'
                : class == SVE_CHAR_LOWER                          ? 'x'
                : class == SVE_CHAR_DIGIT                          ? '0'
                : character < 0x80 && !is_marked(text, length, at) ? (char)character
                                                                   : 'o';
    run = sign == last ? run + 1 : 1;
    last = sign;
    if (run <= 2) shape[used++] = sign;
  }
  return sve_hash(shape, used);
}

static bool is_inside_character(char byte) {
  return ((unsigned char)byte & 0xC0) == 0x80;
}

static void add_affixes(sve_feature_set *set, const char *word, size_t length) {
  size_t front = 0, back = length;
  for (unsigned letters = 1; letters <= AFFIXES + 1 && front < length; letters++) {
    do front++;
    while (front < length && is_inside_character(word[front]));
    do back--;
    while (back > 0 && is_inside_character(word[back]));
    if (letters == 1) continue;
    add(set, PREFIX + letters - 2, sve_hash(word, front));
    add(set, SUFFIX + letters - 2, sve_hash(word + back, length - back));
  }
}

/* The last part of a compound: the longest ending that makes it a place, an organisation or a person, or else the
 * longest ordinary word: `Försvarsalliansen`, `Tjörnbron`; `Lund` has none. */
static void add_tail(const sve_lexicon *lexicon, sve_feature_set *set, const char *word, size_t length) {
  size_t from = 2, plain = 0, telling = 0;
  sve_lexeme tail = {0};
  const char *hyphen = memchr(word, '-', length);
  if (hyphen != NULL && hyphen > word && hyphen + 1 < word + length) from = (size_t)(hyphen - word) + 1;
  if (length > LONGEST_TAIL + 2 && from < length - LONGEST_TAIL) from = length - LONGEST_TAIL;
  for (size_t at = from; at + 3 <= length; at++) {
    if (is_inside_character(word[at])) continue;
    sve_lexeme lexeme = sve_lexicon_find(lexicon, sve_hash(word + at, length - at));
    if ((lexeme.kinds & (TAILS | SVE_LEX_TITLE)) != 0) {
      telling = at;
      tail = lexeme;
      break;
    }
    if (plain == 0 && (lexeme.kinds & SVE_LEX_COMMON) != 0 && at + 4 <= length) {
      plain = at;
      tail = lexeme;
    }
  }
  size_t split = telling > 0 ? telling : plain;
  if (split == 0) return;
  uint32_t kinds = tail.kinds & (TAILS | SVE_LEX_TITLE | SVE_LEX_ROLE | SVE_LEX_COMMON);
  add(set, TAIL, kinds);
  add(set, TAIL_WORD, sve_hash(word + split, length - split));
  size_t head = word[split - 1] == '-' ? split - 1 : split;
  sve_lexeme first = sve_lexicon_find(lexicon, sve_hash(word, head));
  if (first.kinds == 0 && head > 3 && word[head - 1] == 's')
    first = sve_lexicon_find(lexicon, sve_hash(word, head - 1));
  uint32_t heads = first.kinds & (SVE_LEX_NAMES | SVE_LEX_COMMON);
  add(set, HEAD, (uint64_t)heads << 32 | kinds);
}

static sve_status add_word(sve_views *views, uint32_t token, const sve_view *view, sve_feature_set *set,
                           sve_error *error) {
  sve_span span = views->passage->tokens[token].span;
  const char *text = views->passage->text + span.start_byte;
  size_t length = span.end_byte - span.start_byte;
  const sve_lexeme *own = &view->lexeme, *base = &view->base_lexeme;

  add(set, ALWAYS, 0);
  add(set, WORD, view->exact);
  add(set, WORD_LOWER, view->folded);
  if (view->base != view->folded) add(set, WORD_BASE, view->base);
  add(set, SHAPE, shape_of(text, length, view));
  add(set, CASE, view->letters * 4u + view->position);
  if (view->letters == SVE_CASE_NONE && view->kind == SVE_TOKEN_PUNCTUATION) return SVE_OK;

  sve_status status = sve_fold(text, length, SVE_FOLD_CASE, &views->bytes, error);
  if (status != SVE_OK) return status;
  add_affixes(set, views->bytes.items, views->bytes.count);
  if (((own->kinds | base->kinds) & SVE_LEX_NAMES) == 0 && view->letters != SVE_CASE_LOWER) {
    add_tail(views->lexicon, set, views->bytes.items, views->bytes.count);
  }

  add_bits(set, KIND, own->kinds & WHO);
  if (view->base != view->folded) add_bits(set, KIND_BASE, base->kinds & WHO);
  add(set, KINDS, (uint64_t)(own->kinds & WHO) << 32 | (view->base != view->folded ? base->kinds & WHO : 0));
  const sve_lexeme *bearers = (own->given | own->surname | own->place) != 0 ? own : base;
  if (bearers->given != 0) add(set, BEARERS, 0x100u + bearers->given / 16u);
  if (bearers->surname != 0) add(set, BEARERS, 0x200u + bearers->surname / 16u);
  if (bearers->place != 0) add(set, BEARERS, 0x300u + bearers->place / 16u);
  add(set, COMMON, level(own->common));
  if (view->base != view->folded) add(set, COMMON_BASE, level(base->common));
  if (view->letters == SVE_CASE_CAPITAL || view->letters == SVE_CASE_UPPER) {
    add(set, COMMON_PLACE, level(own->common) * 16u + view->position * 4u + (view->letters == SVE_CASE_UPPER));
  }
  return SVE_OK;
}

static void add_side(const sve_views *views, uint32_t token, int side, sve_feature_set *set) {
  unsigned which = side > 0;
  const sve_view *near = sve_views_get(views, (int64_t)token + side);
  const sve_view *far = sve_views_get(views, (int64_t)token + 2 * side);
  uint32_t kinds = (near->lexeme.kinds | near->base_lexeme.kinds) & WHO;
  add(set, SIDE_WORD + which, near->folded);
  add(set, SIDE_CASE + which, near->letters * 4u + near->position);
  add(set, SIDE_KINDS + which, kinds);
  add_bits(set, SIDE_KIND + which, kinds);
  if (near->known != 0) add(set, SIDE_KNOWN + which, near->known);
  add(set, SIDE_COMMON + which, level(near->lexeme.common));
  add(set, FAR_CASE + which, far->letters);
  add(set, FAR_KINDS + which,
      (far->lexeme.kinds | far->base_lexeme.kinds) & (SVE_LEX_TITLE | SVE_LEX_SAY | SVE_LEX_GIVEN | SVE_LEX_SURNAME |
                                                      SVE_LEX_PLACE | SVE_LEX_ORG | SVE_LEX_ORG_WORD));
}

/* What tells a club from its town: the ordinary words around, and a score (`3–1`). */
static void add_around(const sve_views *views, uint32_t token, sve_feature_set *set) {
  size_t at = token - views->first_token, count = views->list.count;
  size_t first = at > AROUND_REACH ? at - AROUND_REACH : 0;
  size_t end = count - at > AROUND_REACH ? at + AROUND_REACH + 1 : count;
  bool score = false;
  for (size_t i = first; i < end; i++) {
    const sve_view *near = &views->list.items[i];
    score |= i + 2 < end && near[0].kind == SVE_TOKEN_NUMBER && near[2].kind == SVE_TOKEN_NUMBER;
    if (near->letters == SVE_CASE_LOWER && near->lexeme.common < VERY_COMMON) add(set, AROUND, near->folded);
  }
  add(set, SCORE, score);
}

sve_status sve_features_find(sve_views *views, uint32_t token, sve_feature_set *out, sve_error *error) {
  const sve_view *view = sve_views_get(views, token);
  const sve_view *before = sve_views_get(views, (int64_t)token - 1);
  const sve_view *after = sve_views_get(views, (int64_t)token + 1);
  out->count = 0;
  sve_status status = add_word(views, token, view, out, error);
  if (status != SVE_OK) return status;
  if (view->known != 0) {
    add(out, KNOWN, view->known);
    add_bits(out, KNOWN_PART, view->known);
  }
  add_side(views, token, -1, out);
  add_side(views, token, +1, out);
  add(out, PAIR, sve_hash_next(before->folded, view->folded));
  add(out, PAIR + 1, sve_hash_next(view->folded, after->folded));
  add(out, CASES, before->letters * 64u + view->letters * 8u + after->letters);
  if (!sve_case_has_capital(view->letters)) return SVE_OK;
  add(out, SIDES, sve_hash_next(before->folded, after->folded));
  if (((view->lexeme.kinds | view->base_lexeme.kinds) & SVE_LEX_PLACE) != 0) add_around(views, token, out);
  return SVE_OK;
}
