/* svenner: reads Swedish text and says where the words, sentences and names are.
 *
 * The only public header. Text is UTF-8 (ill-formed bytes and encoded surrogates are symbols of
 * their own, never an error) of less than 4 GiB. An analyzer, a matcher and a data file are
 * immutable once made and may be shared by threads; a document owns all that its getters lend,
 * until it is freed. A function that can fail returns a status, leaves its out-parameters alone on
 * failure, and takes a `sve_error *` last, which may be NULL.
 */
#ifndef SVENNER_H
#define SVENNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SVE_NONE UINT32_MAX /* no index */

typedef enum sve_status {
  SVE_OK,
  SVE_NO_MEMORY,
  SVE_BAD_ARGUMENT,
  SVE_BAD_DATA, /* a data file that is foreign, newer, cut short or corrupted */
  SVE_IO,       /* the system could not read or write a file */
  SVE_TOO_LARGE,
  SVE_CANCELLED
} sve_status;

typedef struct sve_error {
  sve_status code;
  size_t offset; /* byte or row that the message speaks of; 0 where none */
  char message[240];
} sve_error;

/* A stretch of the text; the end is exclusive. */
typedef struct sve_span {
  uint32_t start_byte, end_byte;
  uint32_t start_cp, end_cp; /* code points */
} sve_span;

/* UTF-8 that the document owns; not NUL-terminated; length 0 where there is none. */
typedef struct sve_string {
  const char *bytes;
  size_t length;
} sve_string;

typedef enum sve_token_kind {
  SVE_TOKEN_WORD,
  SVE_TOKEN_NUMBER,
  SVE_TOKEN_ABBREVIATION,
  SVE_TOKEN_PUNCTUATION,
  SVE_TOKEN_SYMBOL,
  SVE_TOKEN_URL,
  SVE_TOKEN_EMAIL,
  SVE_TOKEN_HASHTAG,
  SVE_TOKEN_HANDLE,
  SVE_TOKEN_EMOJI,
  SVE_TOKEN_IDENTIFIER /* personnummer, organisationsnummer, telephone number */
} sve_token_kind;

enum { /* flags of a token */
       SVE_TOKEN_AFTER_SPACE = 1,
       SVE_TOKEN_AFTER_LINE = 2,  /* a line break stands before it */
       SVE_TOKEN_AFTER_BLANK = 4, /* a blank line stands before it */
       SVE_TOKEN_DENORMAL = 8,    /* holds combining marks, soft hyphens, a line break: not its own normal form */
       SVE_TOKEN_SPACED = 16      /* holds white space (`100 000`, `t ex`) */
};

typedef struct sve_token {
  sve_span span;
  uint16_t kind; /* sve_token_kind */
  uint16_t flags;
} sve_token;

typedef struct sve_sentence {
  sve_span span;
  uint32_t first_token, end_token;
} sve_sentence;

enum { SVE_LABEL_PER, SVE_LABEL_ORG, SVE_LABEL_LOC, SVE_LABEL_TME, SVE_LABEL_MSR, SVE_LABEL_USER };

typedef enum sve_source { SVE_FROM_MATCHER, SVE_FROM_MODEL, SVE_FROM_RULE, SVE_FROM_LEXICON } sve_source;

typedef struct sve_entity {
  sve_span span;
  sve_string norm;                     /* base form: `Ukrainas` -> `Ukraina` */
  sve_string value;                    /* TIMEX3 of a TME, amount and unit of an MSR */
  sve_string modifier;                 /* TIMEX3 mod of an approximation: `APPROX`, `MORE_THAN`, … */
  uint32_t cluster;                    /* index of its cluster; SVE_NONE for TME and MSR */
  uint32_t first_nested, nested_count; /* its other readings, in sve_document_nested() */
  uint32_t matcher, entry;             /* which of the analyzer's matchers found it, and which of its names */
  float score;                         /* probability that it is right, 0 to 1 */
  uint16_t label;                      /* SVE_LABEL_…; SVE_LABEL_USER + n: the analyzer's n-th own label */
  uint8_t source;                      /* sve_source */
  bool compound;                       /* stands inside a longer word: `Nato` in `Natochefen` */
} sve_entity;

typedef struct sve_cluster {
  sve_string name;                       /* the fullest form mentioned */
  uint32_t first_mention, mention_count; /* in sve_document_mentions() */
  uint16_t label;
} sve_cluster;

typedef enum sve_quote_kind { SVE_QUOTE_DIRECT, SVE_QUOTE_INDIRECT } sve_quote_kind;

typedef struct sve_quote {
  sve_span span;         /* what was said, without its marks */
  sve_span speaker_span; /* the words that name the speaker; empty where nobody is named */
  sve_string speaker;    /* name of the speaker's cluster, or the words themselves */
  sve_string source;     /* the agency or paper that reports it */
  uint32_t cluster;      /* the speaker's, or SVE_NONE */
  uint8_t kind;          /* sve_quote_kind */
} sve_quote;

/* ---- Data files: the lexicon, the model, a saved matcher. ---- */

typedef struct sve_data sve_data;

/* Maps the file read-only and checks its frame; its checksum only where `verify` (it reads every byte). */
sve_status sve_data_open(const char *path, bool verify, sve_data **out, sve_error *error);
/* The same over bytes in memory, which are copied or else borrowed. Always verifies. */
sve_status sve_data_open_bytes(const void *bytes, size_t length, bool copy, sve_data **out, sve_error *error);
void sve_data_free(sve_data *data);
const void *sve_data_bytes(const sve_data *data, size_t *length); /* the whole file */

/* Writes `bytes` beside `path`, syncs and renames: an old file stays whole until the new one is. */
sve_status sve_data_write(const char *path, const void *bytes, size_t length, sve_error *error);

/* Building a data file of sections, each known by a tag of four letters (SVE_TAG). */
#define SVE_TAG(a, b, c, d) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)
typedef struct sve_builder sve_builder;
sve_status sve_builder_new(sve_builder **out, sve_error *error);
void sve_builder_free(sve_builder *builder);
sve_status sve_builder_add(sve_builder *builder, uint32_t tag, const void *bytes, size_t length, sve_error *error);
/* A hash table of `count` keys with a value of `value_size` bytes each; a key twice is SVE_BAD_ARGUMENT. */
sve_status sve_builder_add_table(sve_builder *builder, uint32_t tag, const uint64_t *keys, const void *values,
                                 size_t count, size_t value_size, sve_error *error);
/* A trie: entry i has the keys keys[starts[i]] … keys[starts[i + 1] - 1]; equal sequences stand together. */
sve_status sve_builder_add_trie(sve_builder *builder, uint32_t tag, const uint64_t *keys, const uint32_t *starts,
                                size_t entries, sve_error *error);
/* The finished file; the builder owns it until it is freed or added to. */
sve_status sve_builder_finish(sve_builder *builder, const void **bytes, size_t *length, sve_error *error);

/* A word's normal form, for sve_text_free: NFC, without soft hyphens and zero-width characters, with ' and - for their
 * variants, and whole where a hyphen and a line break stand inside: `rege-⏎ringen` -> `regeringen`, `EU-⏎mötet` ->
 * `EU-mötet`. */
sve_status sve_word_norm(const char *word, size_t length, sve_string *out, sve_error *error);

/* The key of a word in such tables: the hash of its normal form, in lower case where `fold_case`. */
sve_status sve_word_key(const char *word, size_t length, bool fold_case, uint64_t *out, sve_error *error);

/* ---- Matchers: a list of names, ten or a million, found as Swedish inflects them. ---- */

typedef struct sve_matcher_options {
  bool genitive;  /* `Volvos`, `SVT:s`, `Marx'` */
  bool compounds; /* `Nato` in `Natochefen` */
  bool ignore_case;
  bool fold_accents; /* é = e; å, ä, ö are letters and never fold */
  bool overlap;      /* all matches, not the leftmost longest */
  bool inflect_noun; /* definite and plural forms: `katt` -> `katterna` */
  bool fuzzy;        /* one edit in a word of six letters or more */
} sve_matcher_options;

typedef enum sve_form {
  SVE_FORM_EXACT,
  SVE_FORM_GENITIVE,
  SVE_FORM_COMPOUND,
  SVE_FORM_INFLECTED,
  SVE_FORM_FUZZY
} sve_form;

typedef struct sve_match {
  sve_span span;  /* whole tokens, or the name's part of a compound */
  uint32_t entry; /* index of the name, in the order added */
  uint32_t first_token, end_token;
  uint16_t ending;  /* bytes at the span's end that the name does not have */
  uint8_t form;     /* sve_form */
  uint8_t distance; /* edits; 0 but for SVE_FORM_FUZZY */
} sve_match;

typedef struct sve_matcher sve_matcher;
typedef struct sve_matcher_builder sve_matcher_builder;

/* `label` and `id` may be empty. The same name may be added again: all its entries are found.
 * SVE_BAD_ARGUMENT for a blank name; offset: the number of names before it. */
sve_status sve_matcher_builder_new(sve_matcher_options options, sve_matcher_builder **out, sve_error *error);
void sve_matcher_builder_free(sve_matcher_builder *builder);
sve_status sve_matcher_builder_add(sve_matcher_builder *builder, sve_string name, sve_string label, sve_string id,
                                   sve_error *error);
/* The builder gives its memory away and is good for nothing but being freed. */
sve_status sve_matcher_build(sve_matcher_builder *builder, sve_matcher **out, sve_error *error);
/* Over a saved file; takes `data` over on success. */
sve_status sve_matcher_open(sve_data *data, sve_matcher **out, sve_error *error);
void sve_matcher_free(sve_matcher *matcher);
const sve_data *sve_matcher_data(const sve_matcher *matcher);
size_t sve_matcher_count(const sve_matcher *matcher);
/* The different labels of its entries, none of them empty. */
size_t sve_matcher_label_count(const sve_matcher *matcher);
sve_string sve_matcher_label(const sve_matcher *matcher, size_t label);
sve_matcher_options sve_matcher_options_of(const sve_matcher *matcher);
void sve_matcher_entry(const sve_matcher *matcher, uint32_t entry, sve_string *name, sve_string *label, sve_string *id);
/* The first entry whose name is `name`, or SVE_NONE. */
sve_status sve_matcher_find_name(const sve_matcher *matcher, sve_string name, uint32_t *out, sve_error *error);

/* The matches in texts, without an analysis (so without tokens: SVE_NONE), each text's in text order. `lexicon` decides
 * on compounds; NULL: none are found. Matches are appended to `matches`; those of text i end before ends[i] (NULL: not
 * asked). Many short texts at once take less time than one by one. */
typedef struct sve_matches sve_matches;
sve_status sve_matches_new(sve_matches **out, sve_error *error);
void sve_matches_free(sve_matches *matches);
void sve_matches_clear(sve_matches *matches); /* empties it and keeps its memory */
const sve_match *sve_matches_get(const sve_matches *matches, size_t *count);
sve_status sve_matcher_search(const sve_matcher *matcher, const sve_data *lexicon, const sve_string *texts,
                              size_t count, sve_matches *matches, size_t *ends, sve_error *error);

/* ---- Analysis. ---- */

typedef struct sve_analyzer sve_analyzer;
typedef struct sve_document sve_document;

typedef struct sve_analyzer_parts { /* lexicon, model and matchers are borrowed until the analyzer is freed */
  const sve_data *lexicon;
  const sve_data *model; /* NULL: names come from the lexicon and the matchers only */
  const sve_matcher *const *matchers;
  size_t matcher_count;
  const sve_string *labels; /* what to look for, of all the labels; label_count 0: everything */
  size_t label_count;
  const sve_string *abbreviations; /* the user's own, spaces allowed */
  size_t abbreviation_count;
  bool dehyphenate; /* `rege-⏎ringen` is one token: a hyphen that ends a line does not end the word */
} sve_analyzer_parts;

/* SVE_BAD_ARGUMENT for a label that neither the analyzer nor a matcher has; offset: its index. */
sve_status sve_analyzer_new(const sve_analyzer_parts *parts, sve_analyzer **out, sve_error *error);
void sve_analyzer_free(sve_analyzer *analyzer);
/* The name of a label (`MATCH` for entries without one); empty for a number that no label has. */
sve_string sve_analyzer_label(const sve_analyzer *analyzer, unsigned label);

typedef enum sve_depth { SVE_DEPTH_TOKENS, SVE_DEPTH_SENTENCES, SVE_DEPTH_ALL } sve_depth;

typedef struct sve_date {
  int16_t year; /* 1 to 9999; 0: not known */
  uint8_t month, day;
} sve_date;

typedef struct sve_request {
  sve_depth depth;
  sve_date date; /* what `nästa vecka` counts from */
} sve_request;

/* A document is filled by an analysis and may be filled again: its memory is used anew. */
sve_status sve_document_new(sve_document **out, sve_error *error);
void sve_document_free(sve_document *document);
void sve_document_trim(sve_document *document); /* gives back what only the analysis needed */
sve_status sve_analyze(const sve_analyzer *analyzer, const char *text, size_t length, sve_request request,
                       sve_document *document, sve_error *error);

const sve_token *sve_document_tokens(const sve_document *document, size_t *count);
const sve_sentence *sve_document_sentences(const sve_document *document, size_t *count);
const sve_entity *sve_document_entities(const sve_document *document, size_t *count);
const sve_entity *sve_document_nested(const sve_document *document, size_t *count);
const sve_cluster *sve_document_clusters(const sve_document *document, size_t *count);
const uint32_t *sve_document_mentions(const sve_document *document, size_t *count);
const sve_quote *sve_document_quotes(const sve_document *document, size_t *count);

/* One thing that spoke for a token's tag in the model, or against it. */
typedef struct sve_reason {
  uint32_t token;      /* index of the token */
  const char *feature; /* what was looked at, in words; static */
  float weight;        /* in units of the score's logarithm */
} sve_reason;

/* What spoke for entity `entity` of `document`, which `analyzer` filled from `text`; heaviest first, lent by the
 * document. None where another source than the model found it. */
sve_status sve_analyzer_explain(const sve_analyzer *analyzer, const char *text, size_t length, sve_document *document,
                                uint32_t entity, const sve_reason **reasons, size_t *count, sve_error *error);

/* Many texts on `threads` threads (0: one a processor); documents[i] is filled from texts[i]. `poll` is
 * called on the calling thread about every 20 ms and at the end; false stops the work, inside a text too:
 * SVE_CANCELLED. */
typedef bool sve_poll(void *context, size_t done);
sve_status sve_analyze_many(const sve_analyzer *analyzer, const sve_string *texts, const sve_request *requests,
                            size_t count, unsigned threads, sve_poll *poll, void *context,
                            sve_document *const *documents, sve_error *error);

/* Told on the thread that analysed it what is in texts[i]; `document` is that thread's, and the next text's after.
 * False: no memory to keep it, which stops the work: SVE_NO_MEMORY. */
typedef bool sve_visit(void *context, size_t piece, size_t i, const sve_document *document);

/* The same without a document for each text. A thread takes a piece at a time, of texts[starts[p]] to
 * texts[starts[p + 1] - 1], and tells `visit` of them in their order; `starts` has pieces + 1 numbers, the first 0.
 * `context` is given to both functions. */
sve_status sve_analyze_pieces(const sve_analyzer *analyzer, const sve_string *texts, const sve_request *requests,
                              const size_t *starts, size_t pieces, unsigned threads, sve_poll *poll, sve_visit *visit,
                              void *context, sve_error *error);

/* ---- Training: the features that the model weighs, one list of hashes a token, and their weights. ---- */

/* Features of the tokens given (gold borders, sentence by sentence); list[starts[i]] … list[starts[i + 1] - 1]
 * are those of token i. Borrowed from the document. */
sve_status sve_analyzer_features(const sve_analyzer *analyzer, const char *text, size_t length, const sve_span *tokens,
                                 size_t token_count, const uint32_t *sentence_ends, size_t sentence_count,
                                 sve_document *document, const uint64_t **list, const uint32_t **starts,
                                 sve_error *error);

/* Windows to train on, one after the other; tokens are numbered through all of them. */
typedef struct sve_training {
  const uint64_t *features; /* of all tokens */
  const uint32_t *starts;   /* where each token's features begin, and where the last's end: token_count + 1 */
  const uint8_t *tags;      /* of each token. 0: no name; 1 + 2 i begins a name with label i, 2 + 2 i goes on in it */
  const uint32_t *window_ends; /* behind which token each window ends, in order */
  size_t token_count, window_count;
  unsigned labels; /* 1 to 3 */
  unsigned rounds; /* how often all windows are read */
  float rate;      /* of learning, above 0 */
  float left_out;  /* share of a token's features that is left out at random, 0 to below 1 */
} sve_training;

enum { SVE_TAGS = 7 };

/* What was learnt; ends by sve_weights_clear. */
typedef struct sve_weights {
  uint64_t *features;         /* each once */
  float (*weights)[SVE_TAGS]; /* of each of them, for each tag */
  size_t count;
  float transitions[SVE_TAGS][SVE_TAGS]; /* [from][to] */
} sve_weights;

/* Finds the weights of a linear-chain CRF. The same input gives the same weights, on every machine. SVE_BAD_ARGUMENT
 * for starts, ends, tags or settings that cannot be. */
sve_status sve_train(const sve_training *training, sve_weights *out, sve_error *error);
void sve_weights_clear(sve_weights *weights);

/* ---- Files of text. ---- */

/* Converts a file's bytes to UTF-8 without BOM, in a block for sve_text_free. `charset`: a name that ICU knows,
 * or NULL: a BOM decides, then well-formed UTF-8, then detection among UTF-16, Latin-1 and Windows-1252. *used
 * names what was taken (static). SVE_BAD_DATA for binary bytes, SVE_BAD_ARGUMENT for an unknown charset. */
sve_status sve_text_decode(const char *bytes, size_t length, const char *charset, sve_string *out, const char **used,
                           sve_error *error);
void sve_text_free(sve_string text);
#endif
