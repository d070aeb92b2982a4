/* What the files of speech/ share: the text being read, its small words and marks, and who spoke last.
 *
 * Inside speech/ only. Tokens are known by their index; a range is first … end - 1.
 */
#ifndef SVE_SPEECH_SPEECH_H
#define SVE_SPEECH_SPEECH_H

#include "speech/quote.h"

enum { /* what a small word may be, in the order of the rows of lexicon/speech-words.tsv */
       SVE_IS_ATT = 1 << 0,
       SVE_IS_HE = 1 << 1,
       SVE_IS_SHE = 1 << 2,
       SVE_IS_THEY = 1 << 3,        /* `de`, `hen`, `båda`: speakers by their words */
       SVE_IS_I = 1 << 4,           /* `jag`, `vi`, `du`, `ni` */
       SVE_IS_NOBODY = 1 << 5,      /* `man`, `det`, `ingen`: nobody that could be named */
       SVE_IS_FIRST = 1 << 6,       /* `jag`, `oss`, `din`: only speech has them */
       SVE_IS_PREPOSITION = 1 << 7, /* ends a noun phrase */
       SVE_IS_ADVERB = 1 << 8,      /* may stand between a verb and its subject */
       SVE_IS_DETERMINER = 1 << 9,
       SVE_IS_COORDINATOR = 1 << 10,  /* `och`, `men` */
       SVE_IS_SUBORDINATOR = 1 << 11, /* `när`, `eftersom`: begins a clause that is not a sentence */
       SVE_IS_SOM = 1 << 12,
       SVE_IS_ENLIGT = 1 << 13,
       SVE_IS_AUXILIARY = 1 << 14, /* `har`, `kan`: an infinitive or supine follows */
       SVE_IS_NEGATION = 1 << 15,
       SVE_IS_RESUMING = 1 << 16,  /* goes on with speech behind `sade hon,`: `men`, `jag`, `så` */
       SVE_IS_WORK = 1 << 17,      /* a work's title follows: `boken` */
       SVE_IS_NO_CLAUSE = 1 << 18, /* with `att` it is no clause of saying: `genom`, `så` */
       SVE_IS_PLURAL = 1 << 19,    /* ends in a, and is no infinitive: `alla` */
       SVE_IS_MEN = 1 << 20,
       SVE_IS_TILL = 1 << 21,
       SVE_IS_INTERVIEW = 1 << 22, /* the name of who reports it follows: `intervju med` */
       SVE_IS_FOR = 1 << 23,       /* `för`, which belongs to a verb only beside it */
       SVE_IS_TERM = 1 << 24,      /* a word or name follows in marks, as such: `ordet ”kris”` */
       SVE_IS_HIM = 1 << 25,       /* `honom`, behind a preposition only */
       SVE_IS_HER = 1 << 26,
       SVE_IS_ASK = 1 << 27,     /* a question is put: `undrade` */
       SVE_IS_QUESTION = 1 << 28 /* begins the question that is reported: `om`, `varför` */
};

/* Words that no noun phrase goes on behind. */
#define SVE_ENDS_PHRASE                                                                                   \
  (SVE_IS_PREPOSITION | SVE_IS_ATT | SVE_IS_SOM | SVE_IS_COORDINATOR | SVE_IS_ENLIGT | SVE_IS_AUXILIARY | \
   SVE_IS_NEGATION)

typedef enum sve_mark {
  SVE_MARK_NONE,
  SVE_MARK_DOUBLE,    /* ” “ „ " */
  SVE_MARK_GUILLEMET, /* » « */
  SVE_MARK_SINGLE,    /* ’ ‘ ' */
  SVE_MARK_DASH,      /* – — ‒ ― */
  SVE_MARK_HYPHEN,    /* - − */
  SVE_MARK_COMMA,
  SVE_MARK_COLON,
  SVE_MARK_SEMICOLON,
  SVE_MARK_STOP, /* . ! ? … */
  SVE_MARK_OPEN,
  SVE_MARK_CLOSE
} sve_mark;

/* Who says something. */
typedef struct sve_speaker {
  uint32_t first, end; /* the tokens that name them; empty: nobody is named */
  uint32_t cluster;    /* SVE_NONE: not known */
  uint16_t label;      /* of the cluster's entity; SVE_LABEL_USER where there is none */
} sve_speaker;

typedef struct sve_speech {
  const sve_lexicon *lexicon;
  const sve_speech_words *words;
  const sve_passage *passage;
  const sve_entities *entities;
  const sve_clusters *clusters;
  uint32_t count;      /* of tokens */
  bool even;           /* the text is in lower case only, or in capitals only: capitals tell nothing */
  uint32_t *entity_at; /* the entity over each whole token, or SVE_NONE */
  uint8_t *genders;    /* of each cluster: 0 not asked yet, else a sve_gender */
  uint8_t *spoken;     /* of each token: stands inside direct speech */
  sve_quote_list *out;
  sve_byte_list folded;
  /* The last speaker, and the last one before that was another: for turns without a verb. */
  sve_speaker last, other;
  sve_speaker asker; /* who has put a question by a verb of asking in these turns */
  sve_speaker named; /* the only person named before named_end; nobody where there are several */
  uint32_t named_end;
  uint32_t last_token; /* behind the last words that told who speaks */
  uint32_t last_end;   /* behind the last token of what they said */
  uint32_t reply_end;  /* behind the last paragraph that was a reply; SVE_NONE: none yet */
  bool asked;          /* … which ended in a question */
  bool by_turns;       /* … and that follows another's at once */
  bool hyphens;        /* a hyphen has opened a reply that a verb tells the speaker of: others open replies too */
  bool reported;       /* … `säger`, not `sade`: a reporter quotes, and what follows is by the same speaker */
  sve_status status;   /* the first failure: all that reads goes on without adding */
  sve_error *error;
} sve_speech;

typedef enum sve_gender { SVE_GENDER_UNKNOWN = 1, SVE_GENDER_FEMALE, SVE_GENDER_MALE } sve_gender;

static const sve_speaker SVE_NOBODY = {0, 0, SVE_NONE, SVE_LABEL_USER};

/* ---- words.c ---- */
uint32_t sve_speech_classes(const sve_speech *speech, uint32_t token); /* SVE_IS_…; 0 beyond the text */
sve_mark sve_speech_mark(const sve_speech *speech, uint32_t token);
uint32_t sve_speech_kinds(const sve_speech *speech, uint32_t token); /* of its lexeme */
bool sve_speech_is_lower(const sve_speech *speech, uint32_t token);  /* a word without capitals */
bool sve_speech_is_word(const sve_speech *speech, uint32_t token);
bool sve_speech_is_infinitive(const sve_speech *speech, uint32_t token);
/* Whether `particle` belongs to the verb: `lade` `till`, `gör` `gällande`. */
bool sve_speech_is_particle(const sve_speech *speech, uint32_t verb, uint32_t particle);
bool sve_speech_is_definite(const sve_speech *speech, uint32_t token);
bool sve_speech_is_preterite(const sve_speech *speech, uint32_t token);
bool sve_speech_is_present(const sve_speech *speech, uint32_t token);
bool sve_speech_is_verb(const sve_speech *speech, uint32_t token); /* a finite verb of saying */
sve_sentence sve_speech_sentence_of(const sve_speech *speech, uint32_t token);
bool sve_speech_is_paragraph(const sve_speech *speech, uint32_t token); /* begins one; true at the text's end */
const sve_entity *sve_speech_entity(const sve_speech *speech, uint32_t token, uint32_t *end); /* that begins there */
bool sve_speech_is_person(const sve_entity *entity);
/* Whether the name that ends before `end` owns what follows: `Rolf Falkdals | advokat`; not `Lars | svarade`. */
bool sve_speech_is_owner(const sve_speech *speech, uint32_t end);

/* ---- quote.c ---- */

/* Adds a quote of first … end - 1 (nothing where that has no word); `source`: an entity's index, or SVE_NONE. `told`:
 * behind the last word that tells who speaks. */
void sve_speech_add(sve_speech *speech, sve_quote_kind kind, uint32_t first, uint32_t end, sve_speaker speaker,
                    uint32_t source, uint32_t told);
#endif
