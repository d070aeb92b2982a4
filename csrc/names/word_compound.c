/* Compounds on a name: `Natochefen`, `Stockholmspolisen`, `EU-kommissionen`, `Ukrainaförhandlingar`; and on a common
 * noun in the form that it has there: `gatubelysning`, `hälsocentral`, `flickskola`.
 *
 * Work is bounded whatever the word: one longer than SVE_COMPOUND_MOST is no compound, a head that is no name costs one
 * look-up a form, and a rest is at most two words.
 */
#include <string.h>

#include "base/hash.h"
#include "names/word_letters.h"
#include "text/chars.h"
#include "text/utf8.h"

enum {
  SHORTEST = 3,   /* bytes of a compound: `A-b` */
  LEAST_REST = 3, /* letters of a rest that is known as a part of compounds: `stad`, `bro` */
  LEAST_HYPHENATED = 2,
  LEAST_COMMON = 5, /* letters of a rest that is only a common word: `protest`; not `are` */
  LEAST_ZIPF = 40,  /* … and how common that is, as in sve_lexeme */
  LEAST_NOUN = 4,   /* letters of such a rest behind a common noun: `kyrko|gård` */
  NOUN_ZIPF = 56,
  LEAST_FIRST = 4, /* letters of the first word of a rest of two: `topp|mötet` */
  FIRST_ZIPF = 48
};

static const uint32_t PARTS = SVE_LEX_TAIL_PERSON | SVE_LEX_TAIL_ORG | SVE_LEX_TAIL_PLACE | SVE_LEX_TAIL |
                              SVE_LEX_TITLE | SVE_LEX_ROLE | SVE_LEX_ORG_WORD;

/* Words that are endings first: `Lind|ande`, `Kjell|aren` are no compounds, `Palme|anden` is not missed by anyone. */
static const char *const ENDINGS[] = {
    "aktig", "ande",   "anden", "andet", "aren",  "arens",   "arna",    "bart",      "bara",  "ella",  "ende",  "erad",
    "erade", "erar",   "eras",  "erat",  "ering", "eringen", "eringar", "eringarna", "erna",  "heten", "heter", "ingar",
    "ingen", "inger",  "ische", "iska",  "iskan", "iskor",   "ismen",   "isten",     "ister", "liga",  "ligt",  "ling",
    "ning",  "ningen", "orna",  "rade",  "rats",  "samt",    "skap",    "sera",      "sson",  "ater",  "vist"};

typedef struct form_part {
  const char *bytes;
  uint8_t length;
} form_part;

/* A form that a word has before the rest of a compound. */
typedef struct linking_form {
  form_part word, written; /* what the word ends in, and what the compound has in its place */
  form_part link;          /* stands between the form and the rest */
  uint8_t least;           /* letters of the form */
  bool noun;               /* common nouns have it, and no names */
} linking_form;

#define PART(string) \
  { string, sizeof string - 1 }
static const linking_form FORMS[] = {
    {PART(""), PART(""), PART("-"), 1, false},            /* EU-kommissionen; not Jean-Paul */
    {PART(""), PART(""), PART("\xE2\x80\x90"), 1, false}, /* … with the other hyphens, U+2010 and U+2011 */
    {PART(""), PART(""), PART("\xE2\x80\x91"), 1, false},
    {PART(""), PART(""), PART(""), 3, false},    /* Nato|chefen, vindkraft|verk; not Bo|lag, Malm|ö, Kjell|are */
    {PART(""), PART(""), PART("s"), 3, false},   /* Stockholm|s|polisen, kärlek|s|brev; not Bo|s|kap */
    {PART(""), PART(""), PART("e"), 3, true},    /* familj|e|terapi, jord|e|bok; not Sam|e|tinget of the name */
    {PART("a"), PART("u"), PART(""), 3, true},   /* gatu|belysning, varu|hus; not Natu|ren of the name `Nata` */
    {PART("a"), PART("o"), PART(""), 3, true},   /* hälso|central, kyrko|gård; not Nato|chef of `Nata` */
    {PART("a"), PART("e"), PART(""), 3, true},   /* rese|byrå, vilje|kraft; not Göte|borg of `Göta` */
    {PART("a"), PART(""), PART(""), 4, true},    /* flick|skola, skol|gård; not Malm|polisen of `Malma` */
    {PART("e"), PART(""), PART(""), 4, true},    /* pojk|lag, lärar|yrke; not Norg|besöket of `Norge` */
    {PART("e"), PART(""), PART("s"), 4, true},   /* arbet|s|plats, samhäll|s|bygge; not Norg|s|resan of `Norge` */
    {PART("um"), PART("i"), PART(""), 4, true},  /* musei|chef; not Bohi|länningen of `Bohum` */
    {PART("um"), PART("e"), PART(""), 5, true},  /* gymnasie|lärare, laboratorie|prov; not plate|bröd of `platum` */
    {PART("mma"), PART("m"), PART(""), 3, true}, /* blom|kruka; not Lem|bröd of `Lemma` */
    {PART("mme"), PART("m"), PART(""), 3, true}, /* tim|lön; not Rim|fors of `Rimme` */
};
enum { FORM_COUNT = sizeof FORMS / sizeof *FORMS };

/* What the whole of a word is by itself. */
typedef enum whole { WHOLE_UNASKED, WHOLE_UNKNOWN, WHOLE_WORD, WHOLE_NAME } whole;

/* One word and what its stretches hash to. */
typedef struct splitter {
  const sve_lexicon *lexicon;
  const char *word;
  size_t length;
  sve_is_name *is_name;
  const void *context;
  bool lower; /* the word begins in lower case */
  bool plain; /* `folded` holds the word, byte for byte */
  whole whole;
  char folded[SVE_COMPOUND_MOST];
  char name[SVE_COMPOUND_MOST + SVE_SUFFIX_MOST]; /* what a form is one of */
  char folded_name[SVE_COMPOUND_MOST + SVE_SUFFIX_MOST];
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

/* What stands before a rest: a name, a common noun, a hyphen. Behind a hyphen any word may end a compound: `USA-val`;
 * behind a common noun shorter words than behind a name: `kyrko|gård`, `arbets|tid`, not `Kjell|vald`. */
typedef enum head_kind { HEAD_NAME, HEAD_NOUN, HEAD_HYPHEN } head_kind;

static bool may_end(sve_lexeme lexeme, size_t letters, head_kind kind) {
  if (letters < (kind == HEAD_HYPHEN ? LEAST_HYPHENATED : LEAST_REST)) return false;
  if (lexeme.kinds & PARTS) return true;
  if (kind == HEAD_NOUN && (lexeme.kinds & SVE_LEX_TAIL_NOUN)) return true;
  if (!(lexeme.kinds & SVE_LEX_COMMON) || lexeme.common < LEAST_ZIPF) return false;
  if (kind == HEAD_HYPHEN || letters >= LEAST_COMMON) return true;
  return kind == HEAD_NOUN && letters >= LEAST_NOUN && lexeme.common >= NOUN_ZIPF;
}

/* Whether what stands from `start` on ends a compound, with or without a genitive ending. */
static bool ends_from(splitter *at, size_t start, head_kind kind) {
  sve_string folded = folded_part(at, start, at->length);
  if (is_ending(folded)) return false;
  size_t letters = sve_utf8_count(folded.bytes, folded.length);
  sve_lexeme lexeme = sve_lexicon_find(at->lexicon, sve_hash(folded.bytes, folded.length));
  if (may_end(lexeme, letters, kind)) return true;
  size_t ending = sve_letters_genitive(folded.bytes, folded.length);
  if (ending == 0) return false;
  lexeme = sve_lexicon_find(at->lexicon, sve_hash(folded.bytes, folded.length - ending));
  return may_end(lexeme, letters - ending, kind);
}

static bool is_border(const splitter *at, size_t byte) {
  if (((unsigned char)at->word[byte] & 0xC0) == 0x80) return false;
  size_t next = byte;
  return at->plain || sve_char_class_of(sve_utf8_next(at->word, at->length, &next)) != SVE_CHAR_MARK;
}

static bool is_hyphen(const linking_form *form) {
  return form->link.bytes[0] == '-' || (unsigned char)form->link.bytes[0] >= 0x80;
}

/* Whether the bytes before `end` are those of a part, in any case. */
static bool ends_in(const char *word, size_t end, const form_part *part) {
  if (end < part->length) return false;
  for (size_t i = 0; i < part->length; i++) {
    char byte = word[end - part->length + i], wanted = part->bytes[i];
    if (byte != wanted && (byte | 0x20) != wanted) return false;
  }
  return true;
}

/* The word of which `written` is a form, in `room` where it is another; it ends as the form does, or is empty. */
static sve_string word_of(sve_string written, const linking_form *form, char *room) {
  if (form->word.length == 0 || written.length < form->written.length) return written;
  size_t kept = written.length - form->written.length;
  memcpy(room, written.bytes, kept);
  memcpy(room + kept, form->word.bytes, form->word.length);
  return (sve_string){room, kept + form->word.length};
}

/* Whether `start` to `end` is a word that may stand inside a compound, with or without a link. Behind a name it has no
 * form of its own: not `Kri|mino|logisk` of `mina`. */
static bool is_inner(splitter *at, size_t start, size_t end, head_kind kind) {
  sve_string folded = folded_part(at, start, end);
  for (size_t i = 0; i < FORM_COUNT && folded.length <= SVE_COMPOUND_MOST; i++) {
    const linking_form *form = &FORMS[i];
    if (is_hyphen(form) || (form->noun && kind != HEAD_NOUN)) continue;
    if (!ends_in(folded.bytes, folded.length, &form->link)) continue;
    sve_string written = {folded.bytes, folded.length - form->link.length};
    if (!ends_in(written.bytes, written.length, &form->written)) continue;
    if (sve_utf8_count(written.bytes, written.length) < LEAST_FIRST) continue;
    sve_string word = word_of(written, form, at->name);
    sve_lexeme lexeme = sve_lexicon_find(at->lexicon, sve_hash(word.bytes, word.length));
    if ((lexeme.kinds & SVE_LEX_COMMON) && lexeme.common >= FIRST_ZIPF) return true;
  }
  return false;
}

/* Whether a rest of two words stands from `start` on. */
static bool ends_in_two(splitter *at, size_t start, head_kind kind) {
  for (size_t middle = at->length - 1; middle > start + LEAST_FIRST - 1; middle--) {
    if (!is_border(at, middle)) continue;
    if (ends_from(at, middle, kind) && is_inner(at, start, middle, kind)) return true;
  }
  return false;
}

/* A rest behind a hyphen: in lower case, or all the word in capitals; not `Jean-Paul`, `Nord-Korea`. */
static bool is_hyphenated(const splitter *at, size_t rest) {
  sve_letters head = sve_letters_count(at->word, rest);
  sve_letters tail = sve_letters_count(at->word + rest, at->length - rest);
  return tail.upper == 0 || (tail.lower == 0 && head.lower == 0);
}

static const uint32_t NAMES = SVE_LEX_GIVEN | SVE_LEX_SURNAME | SVE_LEX_PLACE;

/* What a head is: a common noun, or else a name. `gata` is one; `Sten` of `Stenkol` may be a name, and no common noun
 * stands in `Kjellare`. */
static head_kind kind_of_head(const splitter *at, sve_string folded) {
  uint32_t kinds = sve_lexicon_find(at->lexicon, sve_hash(folded.bytes, folded.length)).kinds;
  bool noun = (kinds & SVE_LEX_COMMON) ? at->lower || !(kinds & NAMES) : at->lower && at->whole == WHOLE_UNKNOWN;
  return noun ? HEAD_NOUN : HEAD_NAME;
}

/* What a word is: `Malmö`, `Lindberg` are names, `kyrkogård` a word. */
static whole whole_of(const splitter *at, sve_lexeme lexeme) {
  bool word = (lexeme.kinds & SVE_LEX_COMMON) != 0;
  if ((lexeme.kinds & NAMES) && !(word && at->lower)) return WHOLE_NAME;
  return word ? WHOLE_WORD : WHOLE_UNKNOWN;
}

static whole find_whole(splitter *at) {
  sve_string folded = folded_part(at, 0, at->length);
  whole found = whole_of(at, sve_lexicon_find(at->lexicon, sve_hash(folded.bytes, folded.length)));
  size_t ending = sve_letters_genitive(folded.bytes, folded.length);
  if (found != WHOLE_UNKNOWN || ending == 0) return found;
  return whole_of(at, sve_lexicon_find(at->lexicon, sve_hash(folded.bytes, folded.length - ending)));
}

/* Whether the first `head` bytes are a form of a name, with its link behind; `bare`: as they stand they are one. */
static bool is_form(splitter *at, size_t head, size_t letters, bool bare, const linking_form *form) {
  bool changed = form->word.length > 0;
  size_t rest = head + form->link.length;
  if (changed ? head <= form->written.length || !ends_in(at->word, head, &form->written) : !bare) return false;
  if (letters < form->least || rest >= at->length || !ends_in(at->word, rest, &form->link)) return false;
  if (!changed) return true;
  sve_string name = word_of((sve_string){at->word, head}, form, at->name);
  sve_string folded = word_of(folded_part(at, 0, head), form, at->folded_name);
  return at->is_name(at->context, name, folded, true);
}

/* What the head is in this form, and whether it may be that. Names do not change, no name is split, and an ordinary
 * word begins with none: not `Göte|borg` of `Göta`, `Malm|ö`, `Sten|kol` of the name. */
static bool may_begin(splitter *at, size_t head, const linking_form *form, head_kind *kind) {
  if (is_hyphen(form)) {
    *kind = HEAD_HYPHEN;
    return is_hyphenated(at, head + form->link.length);
  }
  if (at->whole == WHOLE_NAME) return false;
  *kind = kind_of_head(at, word_of(folded_part(at, 0, head), form, at->folded_name));
  return *kind != HEAD_NAME || !(form->noun || at->whole == WHOLE_WORD);
}

/* The compound on a head of `head` bytes. A rest of one word goes before one of two: `Gotland|s|tillägget`, not
 * `Gotland|still|ägget`. */
static sve_compound compound_at(splitter *at, size_t head, size_t letters) {
  const linking_form *forms[FORM_COUNT];
  size_t count = 0;
  bool bare = at->is_name(at->context, (sve_string){at->word, head}, folded_part(at, 0, head), false);
  for (size_t i = 0; i < FORM_COUNT; i++) {
    forms[count] = &FORMS[i];
    count += is_form(at, head, letters, bare, &FORMS[i]);
  }
  if (count == 0 || is_ending(folded_part(at, head, at->length))) return (sve_compound){0};
  if (at->whole == WHOLE_UNASKED) at->whole = find_whole(at);
  for (size_t i = 0; i < 2 * count; i++) {
    const linking_form *form = forms[i % count];
    head_kind kind;
    if (!may_begin(at, head, form, &kind)) continue;
    size_t rest = head + form->link.length;
    if (!(i < count ? ends_from(at, rest, kind) : ends_in_two(at, rest, kind))) continue;
    return (sve_compound){(uint32_t)head, {head - form->written.length, form->word.bytes}};
  }
  return (sve_compound){0};
}

sve_status sve_compound_split(const sve_lexicon *lexicon, const char *word, size_t length, size_t most,
                              sve_is_name *is_name, const void *context, sve_compound *out, sve_error *error) {
  sve_compound found = {0};
  if (length > SVE_COMPOUND_MOST || length < SHORTEST) {
    *out = found;
    return SVE_OK;
  }
  splitter at = {.lexicon = lexicon,
                 .word = word,
                 .length = length,
                 .is_name = is_name,
                 .context = context,
                 .status = SVE_OK,
                 .error = error};
  sve_letters letters = {0};
  at.plain = sve_letters_fold(word, length, at.folded, &letters);
  if (!at.plain) letters = sve_letters_count(word, length);
  at.lower = !letters.upper_first;
  size_t head_letters = at.plain ? sve_utf8_count(word, length) : sve_word_characters(word, length);
  for (size_t head = length - 1; head > 0 && found.name_bytes == 0; head--) {
    if (!is_border(&at, head)) continue;
    head_letters--;
    if (head <= most) found = compound_at(&at, head, head_letters);
  }
  sve_free(at.other.items);
  if (at.status == SVE_OK) *out = found;
  return at.status;
}
