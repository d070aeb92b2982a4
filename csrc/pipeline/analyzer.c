/* The analyzer: tokens -> sentences -> words -> candidates -> entities -> clusters -> quotes.
 *
 * Immutable once made. Each floor appends to lists of the document; none looks back up.
 */
#include "pipeline/analyzer.h"

#include <string.h>

#include "base/status.h"

static const sve_string OWN_LABELS[] = {{"PER", 3}, {"ORG", 3}, {"LOC", 3}, {"TME", 3}, {"MSR", 3}, {"MATCH", 5}};

static bool same_string(sve_string a, sve_string b) {
  return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

/* The number of a label; the count of labels where there is none of that name. */
static size_t find_label(const sve_analyzer *analyzer, sve_string name) {
  size_t label = 0;
  while (label < analyzer->labels.count && !same_string(analyzer->labels.items[label], name)) label++;
  return label;
}

static sve_status add_label(sve_analyzer *analyzer, sve_string name, sve_error *error) {
  if (find_label(analyzer, name) < analyzer->labels.count) return SVE_OK;
  if (analyzer->labels.count > UINT16_MAX) return sve_fail(error, SVE_TOO_LARGE, 0, "more than 65,536 labels");
  sve_status status = SVE_LIST_RESERVE(&analyzer->labels, 1, error);
  if (status == SVE_OK) analyzer->labels.items[analyzer->labels.count++] = name;
  return status;
}

static sve_status number_tagger_labels(sve_analyzer *analyzer, sve_error *error) {
  sve_string names[SVE_TAGGER_LABELS];
  size_t count = sve_tagger_labels(analyzer->tagger, names);
  for (size_t i = 0; i < count; i++) {
    sve_status status = add_label(analyzer, names[i], error);
    if (status != SVE_OK) return status;
    analyzer->tagger_labels[i] = (uint16_t)find_label(analyzer, names[i]);
  }
  return SVE_OK;
}

/* Numbers the labels of the analyzer, its model and its matchers, and marks those that are wanted. */
static sve_status collect_labels(sve_analyzer *analyzer, const sve_analyzer_parts *parts, sve_error *error) {
  sve_status status = SVE_OK;
  for (size_t i = 0; i < sizeof OWN_LABELS / sizeof *OWN_LABELS && status == SVE_OK; i++) {
    status = add_label(analyzer, OWN_LABELS[i], error);
  }
  if (analyzer->tagger != NULL && status == SVE_OK) status = number_tagger_labels(analyzer, error);
  for (size_t i = 0; i < parts->matcher_count; i++) {
    size_t count = sve_matcher_label_count(parts->matchers[i]);
    for (size_t k = 0; k < count && status == SVE_OK; k++) {
      status = add_label(analyzer, sve_matcher_label(parts->matchers[i], k), error);
    }
  }
  if (status != SVE_OK) return status;
  analyzer->wanted = sve_alloc(analyzer->labels.count * sizeof *analyzer->wanted);
  if (analyzer->wanted == NULL) return sve_fail_memory(error);
  for (size_t i = 0; i < analyzer->labels.count; i++) analyzer->wanted[i] = parts->label_count == 0;
  for (size_t i = 0; i < parts->label_count; i++) {
    size_t label = find_label(analyzer, parts->labels[i]);
    if (label == analyzer->labels.count) {
      return sve_fail(error, SVE_BAD_ARGUMENT, i, "no label is called '%.*s'", (int)parts->labels[i].length,
                      parts->labels[i].bytes);
    }
    analyzer->wanted[label] = true;
  }
  return SVE_OK;
}

static sve_status keep_matchers(sve_analyzer *analyzer, const sve_analyzer_parts *parts, sve_error *error) {
  analyzer->matchers = sve_alloc(parts->matcher_count * sizeof *analyzer->matchers);
  if (analyzer->matchers == NULL) return sve_fail_memory(error);
  analyzer->matcher_count = parts->matcher_count;
  for (size_t i = 0; i < parts->matcher_count; i++) analyzer->matchers[i] = parts->matchers[i];
  return SVE_OK;
}

/* The shipped gazetteer is a matcher's file inside the lexicon: section NAME. */
static sve_status open_gazetteer(sve_analyzer *analyzer, const sve_data *lexicon, sve_error *error) {
  size_t length;
  const void *bytes = sve_data_get(lexicon, SVE_TAG('N', 'A', 'M', 'E'), &length);
  if (bytes == NULL) return SVE_OK;
  sve_data *data;
  sve_status status = sve_data_open_bytes(bytes, length, false, &data, error);
  if (status != SVE_OK) return status;
  status = sve_matcher_open(data, &analyzer->gazetteer, error);
  if (status != SVE_OK) sve_data_free(data);
  return status;
}

sve_status sve_analyzer_new(const sve_analyzer_parts *parts, sve_analyzer **out, sve_error *error) {
  sve_analyzer *analyzer = sve_alloc(sizeof *analyzer);
  if (analyzer == NULL) return sve_fail_memory(error);
  *analyzer = (sve_analyzer){0};
  const sve_data *lexicon = parts->lexicon;
  sve_status status = sve_tokenizer_new(lexicon, parts->abbreviations, parts->abbreviation_count, parts->dehyphenate,
                                        &analyzer->tokenizer, error);
  if (status == SVE_OK) status = sve_sentence_words_open(lexicon, &analyzer->sentence_words, error);
  if (status == SVE_OK) status = sve_lexicon_open(lexicon, &analyzer->lexicon, error);
  if (status == SVE_OK) status = open_gazetteer(analyzer, lexicon, error);
  if (status == SVE_OK) status = sve_number_words_open(lexicon, &analyzer->number_words, error);
  if (status == SVE_OK) status = sve_units_open(lexicon, &analyzer->units, error);
  if (status == SVE_OK) status = sve_speech_words_open(lexicon, &analyzer->speech_words, error);
  if (status == SVE_OK) status = sve_time_rules_open(lexicon, &analyzer->time_rules, error);
  analyzer->tagger_labels[0] = SVE_LABEL_PER;
  analyzer->tagger_labels[1] = SVE_LABEL_ORG;
  analyzer->tagger_labels[2] = SVE_LABEL_LOC;
  if (status == SVE_OK && parts->model != NULL) status = sve_tagger_open(parts->model, &analyzer->tagger, error);
  if (status == SVE_OK) status = keep_matchers(analyzer, parts, error);
  if (status == SVE_OK) status = collect_labels(analyzer, parts, error);
  if (status != SVE_OK) {
    sve_analyzer_free(analyzer);
    return status;
  }
  *out = analyzer;
  return SVE_OK;
}

void sve_analyzer_free(sve_analyzer *analyzer) {
  if (analyzer == NULL) return;
  sve_tokenizer_free(analyzer->tokenizer);
  sve_matcher_free(analyzer->gazetteer);
  sve_time_rules_free(analyzer->time_rules);
  sve_tagger_free(analyzer->tagger);
  sve_free(analyzer->matchers);
  sve_free(analyzer->labels.items);
  sve_free(analyzer->wanted);
  sve_free(analyzer);
}

sve_string sve_analyzer_label(const sve_analyzer *analyzer, unsigned label) {
  return label < analyzer->labels.count ? analyzer->labels.items[label] : (sve_string){"", 0};
}

/* Adds what one of the user's matchers finds as candidates. */
static sve_status add_matches(const sve_analyzer *analyzer, uint32_t matcher, const char *text, sve_document *document,
                              sve_error *error) {
  sve_match_list *found = &document->scratch->found;
  found->count = 0;
  sve_status status = sve_matcher_find(analyzer->matchers[matcher], &analyzer->lexicon, text, &document->tokens,
                                       document->stop, found, error);
  if (status == SVE_OK) status = SVE_LIST_RESERVE(&document->scratch->candidates.list, found->count, error);
  for (size_t i = 0; i < found->count && status == SVE_OK; i++) {
    const sve_match *match = &found->items[i];
    sve_string name, label, id;
    sve_matcher_entry(analyzer->matchers[matcher], match->entry, &name, &label, &id);
    sve_entity entity = {.span = match->span,
                         .cluster = SVE_NONE,
                         .matcher = matcher,
                         .entry = match->entry,
                         .score = 1,
                         .label = label.length > 0 ? (uint16_t)find_label(analyzer, label) : SVE_LABEL_USER,
                         .source = SVE_FROM_MATCHER,
                         .compound = match->form == SVE_FORM_COMPOUND};
    status = sve_arena_copy(&document->strings, name.bytes, name.length, &entity.norm, error);
    document->scratch->candidates.list.items[document->scratch->candidates.list.count++] = entity;
  }
  return status;
}

/* Drops what has a label that was not asked for. */
static void drop_unwanted(const sve_analyzer *analyzer, sve_entity_list *list) {
  size_t kept = 0;
  for (size_t i = 0; i < list->count; i++) {
    if (analyzer->wanted[list->items[i].label]) list->items[kept++] = list->items[i];
  }
  list->count = kept;
}

sve_status sve_analyzer_read(const sve_analyzer *analyzer, const char *text, size_t length, sve_document *document,
                             sve_passage *out, sve_error *error) {
  sve_status status =
      sve_words_find(&analyzer->lexicon, text, &document->tokens, document->stop, &document->scratch->words, error);
  if (status == SVE_OK) {
    status = sve_normals_find(text, document->tokens.items, document->tokens.count, &document->scratch->normals, error);
  }
  if (status == SVE_OK) status = sve_stopped(document->stop, error);
  if (status == SVE_OK && analyzer->gazetteer != NULL) {
    status = sve_matcher_find(analyzer->gazetteer, &analyzer->lexicon, text, &document->tokens, document->stop,
                              &document->scratch->known, error);
  }
  if (status != SVE_OK) return status;
  *out = (sve_passage){.text = text,
                       .length = length,
                       .tokens = document->tokens.items,
                       .words = document->scratch->words.items,
                       .token_count = document->tokens.count,
                       .normals = &document->scratch->normals,
                       .sentences = document->sentences.items,
                       .sentence_count = document->sentences.count,
                       .stop = document->stop,
                       .gazetteer = analyzer->gazetteer,
                       .known = document->scratch->known.items,
                       .known_count = document->scratch->known.count};
  return SVE_OK;
}

/* ---- An analysis: one step after another, each reading what those before it found. ---- */

typedef struct analysis {
  const sve_analyzer *analyzer;
  const char *text;
  size_t length;
  sve_request request;
  sve_document *document;
  sve_passage passage; /* once words are found */
} analysis;

typedef sve_status analysis_step(analysis *a, sve_error *error);

static sve_status find_tokens(analysis *a, sve_error *error) {
  return sve_tokenize(a->analyzer->tokenizer, a->text, a->length, a->document->stop, &a->document->tokens, error);
}

static sve_status find_sentences(analysis *a, sve_error *error) {
  return sve_sentences_find(&a->analyzer->sentence_words, a->text, &a->document->tokens, &a->document->sentences,
                            error);
}

static sve_status find_words(analysis *a, sve_error *error) {
  return sve_analyzer_read(a->analyzer, a->text, a->length, a->document, &a->passage, error);
}

static sve_status find_matches(analysis *a, sve_error *error) {
  sve_status status = SVE_OK;
  for (uint32_t i = 0; i < a->analyzer->matcher_count && status == SVE_OK; i++) {
    status = add_matches(a->analyzer, i, a->text, a->document, error);
  }
  return status;
}

static sve_status find_numbers(analysis *a, sve_error *error) {
  return sve_numbers_find(&a->analyzer->number_words, &a->passage, &a->document->scratch->numbers, error);
}

static sve_status find_times(analysis *a, sve_error *error) {
  sve_scratch *scratch = a->document->scratch;
  return sve_times_find(a->analyzer->time_rules, &a->passage, &scratch->numbers, a->request.date, &scratch->calendar,
                        &scratch->candidates, error);
}

static sve_status find_measures(analysis *a, sve_error *error) {
  sve_scratch *scratch = a->document->scratch;
  return sve_measures_find(&a->analyzer->units, &a->passage, &scratch->numbers, &scratch->candidates, error);
}

static sve_status find_names(analysis *a, sve_error *error) {
  const sve_analyzer *analyzer = a->analyzer;
  return sve_tagger_find(analyzer->tagger, analyzer->tagger_labels, &analyzer->lexicon, &a->passage,
                         &a->document->scratch->candidates.list, error);
}

static sve_status settle_entities(analysis *a, sve_error *error) {
  sve_entities *entities = &a->document->entities;
  drop_unwanted(a->analyzer, &a->document->scratch->candidates.list);
  sve_status status =
      sve_entities_settle(&a->analyzer->lexicon, &a->passage, &a->document->scratch->candidates.list, entities, error);
  /* Settling finds the names in compounds. */
  if (status == SVE_OK) drop_unwanted(a->analyzer, &entities->list);
  return status;
}

static sve_status find_clusters(analysis *a, sve_error *error) {
  return sve_clusters_find(&a->analyzer->lexicon, &a->passage, &a->document->entities, &a->document->scratch->room,
                           &a->document->clusters, error);
}

static sve_status find_quotes(analysis *a, sve_error *error) {
  return sve_quotes_find(&a->analyzer->lexicon, &a->analyzer->speech_words, &a->passage, &a->document->entities,
                         &a->document->clusters, &a->document->scratch->room, &a->document->quotes, error);
}

/* Each with the least depth that asks for it. */
static const struct {
  sve_depth depth;
  analysis_step *run;
} STEPS[] = {
    {SVE_DEPTH_TOKENS, find_tokens}, {SVE_DEPTH_SENTENCES, find_sentences}, {SVE_DEPTH_ALL, find_words},
    {SVE_DEPTH_ALL, find_matches},   {SVE_DEPTH_ALL, find_numbers},         {SVE_DEPTH_ALL, find_times},
    {SVE_DEPTH_ALL, find_measures},  {SVE_DEPTH_ALL, find_names},           {SVE_DEPTH_ALL, settle_entities},
    {SVE_DEPTH_ALL, find_clusters},  {SVE_DEPTH_ALL, find_quotes},
};

sve_status sve_analyze(const sve_analyzer *analyzer, const char *text, size_t length, sve_request request,
                       sve_document *document, sve_error *error) {
  analysis a = {analyzer, text, length, request, document, {0}};
  sve_status status = sve_document_reset(document, request.depth >= SVE_DEPTH_ALL, error);
  for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && status == SVE_OK; i++) {
    if (STEPS[i].depth > request.depth) break;
    status = sve_stopped(document->stop, error);
    if (status == SVE_OK) status = STEPS[i].run(&a, error);
  }
  if (status != SVE_OK) sve_document_reset(document, false, NULL);
  return status;
}
