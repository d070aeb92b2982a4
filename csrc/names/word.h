/* Words: what the lexicon knows of each token, asked once and read by every module below.
 *
 * A lexeme is a folded (lower-case, NFC) form with what it may be: `björn` is an ordinary word and a given name.
 * Kinds say what is possible; levels say how much, in steps of the logarithm.
 */
#ifndef SVE_NAMES_WORD_H
#define SVE_NAMES_WORD_H

#include "base/data.h"
#include "base/status.h"
#include "base/table.h"
#include "names/inflect.h"
#include "names/normal.h"
#include "text/sentence.h"

/* Kinds of a lexeme; lexicon/README.md says which list gives which. */
enum {
  SVE_LEX_GIVEN = 1 << 0,
  SVE_LEX_SURNAME = 1 << 1,
  SVE_LEX_PLACE = 1 << 2,
  SVE_LEX_ORG = 1 << 3,          /* is an organisation's whole name */
  SVE_LEX_ORG_WORD = 1 << 4,     /* makes a name an organisation: `AB`, `universitet` */
  SVE_LEX_TITLE = 1 << 5,        /* a person often follows: `statsminister`, `herr` */
  SVE_LEX_ROLE = 1 << 6,         /* a person sometimes follows, or it stands for one: `ordförande` */
  SVE_LEX_SAY = 1 << 7,          /* a finite form of a verb of saying: `säger`, `sade` */
  SVE_LEX_SAY_ATT = 1 << 8,      /* … or another form of one, that takes a clause with `att` */
  SVE_LEX_NUMBER = 1 << 9,       /* a number word; value in section NUMB */
  SVE_LEX_UNIT = 1 << 10,        /* a unit or currency; section UNIT */
  SVE_LEX_TIME = 1 << 11,        /* begins or belongs to an expression of time; section TIME */
  SVE_LEX_TAIL_PERSON = 1 << 12, /* second part of a compound on a name, and what the whole is: `chef` */
  SVE_LEX_TAIL_ORG = 1 << 13,    /* `polisen` */
  SVE_LEX_TAIL_PLACE = 1 << 14,
  SVE_LEX_TAIL = 1 << 15,     /* `förhandling`: any other */
  SVE_LEX_COMMON = 1 << 16,   /* an ordinary word, name or not */
  SVE_LEX_PARTICLE = 1 << 17, /* inside a person's name: `von`, `af`, `de` */
  SVE_LEX_FEMALE = 1 << 18,   /* a given name that mostly women (men) bear */
  SVE_LEX_MALE = 1 << 19,
  SVE_LEX_NAME_PART = 1 << 20,      /* begins or belongs to a name of several words in NAME */
  SVE_LEX_SAY_OTHER = 1 << 21,      /* an infinitive or supine of a verb of saying: `säga`, `sagt` */
  SVE_LEX_SAY_PARTICLE = 1 << 22,   /* a form of saying only with its particle: `lade` (till), `slår` (fast) */
  SVE_LEX_SAY_INFINITIVE = 1 << 23, /* a form of saying whose `att` may begin an infinitive: `lovar` */
  SVE_LEX_WEAK = 1 << 24,      /* as an organisation (ORG, ORG_WORD, TAIL_ORG) a weak sign only: `Agenda`, `kanalen` */
  SVE_LEX_TAIL_NOUN = 1 << 25, /* short, and yet ends compounds on a common noun: `tid`, `mål`; not `bar` */

  SVE_LEX_NAMES = SVE_LEX_GIVEN | SVE_LEX_SURNAME | SVE_LEX_PLACE | SVE_LEX_ORG /* a name as it stands */
};

typedef struct sve_lexeme {
  uint32_t kinds;
  uint8_t common; /* how common in running text: Zipf value times 16; 0: not known */
  uint8_t given;  /* bearers: 16 * log10, likewise the next two */
  uint8_t surname;
  uint8_t place; /* inhabitants or weight */
} sve_lexeme;

typedef enum sve_case {
  SVE_CASE_NONE, /* no letters */
  SVE_CASE_LOWER,
  SVE_CASE_CAPITAL, /* `Lund`, and one upper-case letter alone */
  SVE_CASE_UPPER,   /* `USA` */
  SVE_CASE_MIXED    /* `iPhone`, `McDonald` */
} sve_case;

/* Whether a word of that case has a capital somewhere. */
static inline bool sve_case_has_capital(unsigned letters) {
  return letters >= SVE_CASE_CAPITAL;
}

typedef struct sve_word {
  uint64_t exact;                 /* sve_hash of the NFC form */
  uint64_t folded;                /* sve_hash of its lower-case form */
  uint64_t base;                  /* sve_hash of the lower-case form without its genitive ending */
  sve_lexeme lexeme, base_lexeme; /* what is known of `folded` and of `base`; zero where nothing */
  uint8_t letters;                /* sve_case */
  uint8_t genitive; /* bytes that the genitive ending takes in the text (`s` 1, `:s` 2, `'` 1); 0: none possible.
                       A possibility: `Lars` has one too */
} sve_word;

typedef SVE_LIST(sve_word) sve_word_list;

/* A text with what the floors above have found: what names, values and speech read. */
typedef struct sve_passage {
  const char *text;
  size_t length;
  const sve_token *tokens;
  const sve_word *words; /* one a token */
  size_t token_count;
  const sve_normals *normals; /* of those that are not their own normal form */
  const sve_sentence *sentences;
  size_t sentence_count;
  const sve_stop *stop;         /* ends loops over the text early; NULL: nobody stops them */
  const sve_matcher *gazetteer; /* the shipped names of several words; NULL: none */
  const sve_match *known;       /* those found in the text, in text order */
  size_t known_count;
} sve_passage;

/* The token's text, composed. */
static inline const char *sve_passage_word(const sve_passage *passage, uint32_t token, size_t *length) {
  if (passage->tokens[token].flags & SVE_TOKEN_DENORMAL) return sve_normal_of(passage->normals, token, length);
  sve_span span = passage->tokens[token].span;
  *length = span.end_byte - span.start_byte;
  return passage->text + span.start_byte;
}

/* The lexicon's words: section WORD of the data, which is borrowed. Immutable. */
typedef struct sve_lexicon {
  sve_table words; /* folded hash -> sve_lexeme */
} sve_lexicon;
sve_status sve_lexicon_open(const sve_data *data, sve_lexicon *out, sve_error *error);

/* What the lexicon knows of a folded hash; zero where nothing. */
sve_lexeme sve_lexicon_find(const sve_lexicon *lexicon, uint64_t folded);

/* Appends one word for each token. `stop` ends the work early; NULL: nobody does. */
sve_status sve_words_find(const sve_lexicon *lexicon, const char *text, const sve_token_list *tokens,
                          const sve_stop *stop, sve_word_list *out, sve_error *error);

enum { SVE_COMPOUND_MOST = 96 }; /* bytes of a word that is split */

/* A compound on a name: `Nato|chefen`, `Stockholm|s|polisen`, `EU|-|kommissionen`, `gatu|belysningen` on `gata`. */
typedef struct sve_compound {
  uint32_t name_bytes; /* of the token's text, from its start; 0: no compound */
  sve_base name;       /* the name itself, of the token's text: `gat` and `a` */
} sve_compound;

/* Splits a word behind the longest head, of `most` bytes or fewer, that is a form of a name. The rest must be a known
 * word or a compound of two, behind a linking letter, a hyphen or nothing; word_compound.c lists the forms. The word's
 * whole is asked too: one that is a name (`Malmö`) is never split, one that is an ordinary word (`kyrkogård`) behind an
 * ordinary word only.
 *
 * `is_name` says whether `name` is one; `folded` is the same in lower case, `changed` whether the head is written
 * otherwise (`gatu`). */
typedef bool sve_is_name(const void *context, sve_string name, sve_string folded, bool changed);
sve_status sve_compound_split(const sve_lexicon *lexicon, const char *word, size_t length, size_t most,
                              sve_is_name *is_name, const void *context, sve_compound *out, sve_error *error);
#endif
