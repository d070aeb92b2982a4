/* One text through every floor, documents used again, and many texts on threads. The lexicon is empty:
 * what it knows is tested with the modules that read it.
 */
#include <stdatomic.h>

#include "test.h"

static const char TEXT[] = "Anna Ek bor i Lund. Hon kom dit den 3 maj 2019, säger hon.";

typedef struct fixture {
  sve_builder *builder;
  sve_data *lexicon;
  sve_analyzer *analyzer;
} fixture;

static sve_status set_up(fixture *f, sve_error *error) {
  *f = (fixture){0};
  const void *bytes;
  size_t length;
  sve_status status = sve_builder_new(&f->builder, error);
  if (status == SVE_OK) status = sve_builder_finish(f->builder, &bytes, &length, error);
  if (status == SVE_OK) status = sve_data_open_bytes(bytes, length, false, &f->lexicon, error);
  sve_analyzer_parts parts = {.lexicon = f->lexicon};
  if (status == SVE_OK) status = sve_analyzer_new(&parts, &f->analyzer, error);
  return status;
}

static void tear_down(fixture *f) {
  sve_analyzer_free(f->analyzer);
  sve_data_free(f->lexicon);
  sve_builder_free(f->builder);
}

static const sve_request ALL = {.depth = SVE_DEPTH_ALL};

static void every_depth_answers_what_it_says(void) {
  fixture f;
  CHECK_INT(set_up(&f, NULL), SVE_OK);
  sve_document *document;
  CHECK_INT(sve_document_new(&document, NULL), SVE_OK);
  size_t tokens, sentences;
  for (int depth = SVE_DEPTH_TOKENS; depth <= SVE_DEPTH_ALL; depth++) {
    sve_request request = {.depth = (sve_depth)depth};
    CHECK_INT(sve_analyze(f.analyzer, TEXT, strlen(TEXT), request, document, NULL), SVE_OK);
    sve_document_tokens(document, &tokens);
    sve_document_sentences(document, &sentences);
    CHECK(tokens > 12);
    CHECK_INT(sentences, depth == SVE_DEPTH_TOKENS ? 0 : 2);
  }
  sve_document_free(document);
  tear_down(&f);
}

static void a_document_filled_again_forgets_the_first_text(void) {
  fixture f;
  CHECK_INT(set_up(&f, NULL), SVE_OK);
  sve_document *document;
  CHECK_INT(sve_document_new(&document, NULL), SVE_OK);
  size_t count;
  for (int round = 0; round < 3; round++) {
    CHECK_INT(sve_analyze(f.analyzer, TEXT, strlen(TEXT), ALL, document, NULL), SVE_OK);
    CHECK_INT(sve_analyze(f.analyzer, "Hej.", 4, ALL, document, NULL), SVE_OK);
    const sve_token *tokens = sve_document_tokens(document, &count);
    CHECK_INT(count, 2);
    CHECK_INT(tokens[1].span.start_cp, 3);
    sve_document_trim(document);
    sve_document_tokens(document, &count);
    CHECK_INT(count, 2);
  }
  sve_document_free(document);
  tear_down(&f);
}

static void the_empty_text_has_nothing(void) {
  fixture f;
  CHECK_INT(set_up(&f, NULL), SVE_OK);
  sve_document *document;
  CHECK_INT(sve_document_new(&document, NULL), SVE_OK);
  size_t count;
  CHECK_INT(sve_analyze(f.analyzer, "", 0, ALL, document, NULL), SVE_OK);
  sve_document_tokens(document, &count);
  CHECK_INT(count, 0);
  sve_document_sentences(document, &count);
  CHECK_INT(count, 0);
  sve_document_free(document);
  tear_down(&f);
}

static void a_label_that_nobody_has_is_refused(void) {
  fixture f;
  CHECK_INT(set_up(&f, NULL), SVE_OK);
  sve_string labels[] = {{"PER", 3}, {"PERS", 4}};
  sve_analyzer_parts parts = {.lexicon = f.lexicon, .labels = labels, .label_count = 2};
  sve_analyzer *analyzer = NULL;
  sve_error error = {0};
  CHECK_INT(sve_analyzer_new(&parts, &analyzer, &error), SVE_BAD_ARGUMENT);
  CHECK(analyzer == NULL && error.offset == 1 && strstr(error.message, "PERS") != NULL);
  tear_down(&f);
}

enum { TEXTS = 200 };

typedef struct many {
  sve_string texts[TEXTS];
  sve_request requests[TEXTS];
  sve_document *documents[TEXTS];
} many;

static sve_status set_up_many(many *m, sve_error *error) {
  *m = (many){0};
  for (size_t i = 0; i < TEXTS; i++) {
    m->texts[i] = (sve_string){TEXT, strlen(TEXT) - i % 40}; /* also cut inside characters */
    m->requests[i] = ALL;
    sve_status status = sve_document_new(&m->documents[i], error);
    if (status != SVE_OK) return status;
  }
  return SVE_OK;
}

static void tear_down_many(many *m) {
  for (size_t i = 0; i < TEXTS; i++) sve_document_free(m->documents[i]);
}

static bool note_progress(void *context, size_t done) {
  *(size_t *)context = done;
  return true;
}

static void many_texts_answer_as_one_by_one(void) {
  fixture f;
  many m;
  CHECK_INT(set_up(&f, NULL), SVE_OK);
  CHECK_INT(set_up_many(&m, NULL), SVE_OK);
  size_t done = 0;
  CHECK_INT(sve_analyze_many(f.analyzer, m.texts, m.requests, TEXTS, 8, note_progress, &done, m.documents, NULL),
            SVE_OK);
  CHECK_INT(done, TEXTS);
  sve_document *single;
  CHECK_INT(sve_document_new(&single, NULL), SVE_OK);
  for (size_t i = 0; i < TEXTS; i++) {
    CHECK_INT(sve_analyze(f.analyzer, m.texts[i].bytes, m.texts[i].length, ALL, single, NULL), SVE_OK);
    size_t wanted, got;
    const sve_token *a = sve_document_tokens(single, &wanted);
    const sve_token *b = sve_document_tokens(m.documents[i], &got);
    CHECK(wanted == got && memcmp(a, b, got * sizeof *a) == 0);
  }
  sve_document_free(single);
  tear_down_many(&m);
  tear_down(&f);
}

static bool stop_at_once(void *context, size_t done) {
  (void)context, (void)done;
  return false;
}

static bool stop_at_the_end(void *context, size_t done) {
  (void)context;
  return done < TEXTS;
}

static void a_stopped_batch_says_so(void) {
  fixture f;
  many m;
  CHECK_INT(set_up(&f, NULL), SVE_OK);
  CHECK_INT(set_up_many(&m, NULL), SVE_OK);
  sve_error error = {0};
  CHECK_INT(sve_analyze_many(f.analyzer, m.texts, m.requests, TEXTS, 2, stop_at_once, NULL, m.documents, &error),
            SVE_CANCELLED);
  CHECK_INT(error.code, SVE_CANCELLED);
  CHECK_INT(sve_analyze_many(f.analyzer, m.texts, m.requests, TEXTS, 2, stop_at_the_end, NULL, m.documents, &error),
            SVE_CANCELLED);
  tear_down_many(&m);
  tear_down(&f);
}

/* What a visitor saw: each text once, those of a piece in their order, with what the document of its own has. */
typedef struct visits {
  sve_document *const *wanted;
  size_t seen[TEXTS], order[TEXTS], same[TEXTS], refused;
  atomic_size_t count;
} visits;

static bool visit(void *context, size_t piece, size_t i, const sve_document *document) {
  visits *v = context;
  if (i == v->refused) return false;
  v->order[i] = atomic_fetch_add(&v->count, 1);
  v->seen[i] += 1 + 1000 * piece;
  size_t wanted, got;
  const sve_entity *a = sve_document_entities(v->wanted[i], &wanted), *b = sve_document_entities(document, &got);
  v->same[i] = wanted == got;
  for (size_t k = 0; k < got && v->same[i]; k++) v->same[i] = memcmp(&a[k].span, &b[k].span, sizeof a->span) == 0;
  return true;
}

static void pieces_are_told_of_as_documents_are_filled(void) {
  static const size_t starts[] = {0, 1, 1, 40, TEXTS};
  enum { PIECES = sizeof starts / sizeof *starts - 1 };
  fixture f;
  many m;
  CHECK_INT(set_up(&f, NULL), SVE_OK);
  CHECK_INT(set_up_many(&m, NULL), SVE_OK);
  CHECK_INT(sve_analyze_many(f.analyzer, m.texts, m.requests, TEXTS, 1, NULL, NULL, m.documents, NULL), SVE_OK);
  static visits v;
  for (unsigned threads = 1; threads < 5; threads++) {
    v = (visits){.wanted = m.documents, .refused = TEXTS};
    CHECK_INT(sve_analyze_pieces(f.analyzer, m.texts, m.requests, starts, PIECES, threads, NULL, visit, &v, NULL),
              SVE_OK);
    for (size_t piece = 0; piece < PIECES; piece++) {
      for (size_t i = starts[piece]; i < starts[piece + 1]; i++) {
        CHECK_INT(v.seen[i], 1 + 1000 * piece);
        CHECK(v.same[i]);
        CHECK(i == starts[piece] || v.order[i - 1] < v.order[i]);
      }
    }
    v.refused = 50;
    sve_error error = {0};
    CHECK_INT(sve_analyze_pieces(f.analyzer, m.texts, m.requests, starts, PIECES, threads, NULL, visit, &v, &error),
              SVE_NO_MEMORY);
    CHECK_INT(error.offset, 50);
  }
  v.refused = TEXTS;
  CHECK_INT(sve_analyze_pieces(f.analyzer, m.texts, m.requests, starts, PIECES, 2, stop_at_once, visit, &v, NULL),
            SVE_CANCELLED);
  CHECK_INT(sve_analyze_pieces(f.analyzer, NULL, NULL, starts, 0, 2, NULL, visit, NULL, NULL), SVE_OK);
  tear_down_many(&m);
  tear_down(&f);
}

static sve_status analyze_once(void *context, sve_error *error) {
  (void)context;
  fixture f;
  sve_status status = set_up(&f, error);
  sve_document *document = NULL;
  if (status == SVE_OK) status = sve_document_new(&document, error);
  if (status == SVE_OK) status = sve_analyze(f.analyzer, TEXT, strlen(TEXT), ALL, document, error);
  sve_document_free(document);
  tear_down(&f);
  return status;
}

static void a_failed_allocation_is_told(void) {
  test_sweep(analyze_once, NULL);
}

static void training_refuses_tokens_out_of_order(void) {
  fixture f;
  CHECK_INT(set_up(&f, NULL), SVE_OK);
  sve_document *document;
  CHECK_INT(sve_document_new(&document, NULL), SVE_OK);
  const sve_span good[] = {{0, 4, 0, 4}, {5, 7, 5, 7}, {8, 11, 8, 11}};
  const sve_span bad[] = {{5, 7, 5, 7}, {0, 4, 0, 4}};
  const uint32_t ends[] = {2, 3};
  const uint64_t *features;
  const uint32_t *starts;
  sve_error error = {0};
  CHECK_INT(
      sve_analyzer_features(f.analyzer, TEXT, strlen(TEXT), good, 3, ends, 2, document, &features, &starts, &error),
      SVE_OK);
  CHECK_INT(
      sve_analyzer_features(f.analyzer, TEXT, strlen(TEXT), bad, 2, ends, 1, document, &features, &starts, &error),
      SVE_BAD_ARGUMENT);
  CHECK_INT(error.offset, 1);
  CHECK_INT(
      sve_analyzer_features(f.analyzer, TEXT, strlen(TEXT), good, 3, ends, 1, document, &features, &starts, &error),
      SVE_BAD_ARGUMENT);
  const uint32_t empty[] = {2, 2, 3};
  CHECK_INT(
      sve_analyzer_features(f.analyzer, TEXT, strlen(TEXT), good, 3, empty, 3, document, &features, &starts, &error),
      SVE_BAD_ARGUMENT);
  CHECK_INT(error.offset, 1);
  sve_document_free(document);
  tear_down(&f);
}

static void only_entities_are_explained(void) {
  fixture f;
  CHECK_INT(set_up(&f, NULL), SVE_OK);
  sve_document *document;
  CHECK_INT(sve_document_new(&document, NULL), SVE_OK);
  CHECK_INT(sve_analyze(f.analyzer, TEXT, strlen(TEXT), ALL, document, NULL), SVE_OK);
  size_t entities, count;
  sve_document_entities(document, &entities);
  const sve_reason *reasons;
  sve_error error = {0};
  CHECK_INT(
      sve_analyzer_explain(f.analyzer, TEXT, strlen(TEXT), document, (uint32_t)entities, &reasons, &count, &error),
      SVE_BAD_ARGUMENT);
  CHECK_INT(error.offset, entities);
  sve_document_free(document);
  tear_down(&f);
}

/* A lexicon whose gates are cut short is refused, and says which. */
static void a_lexicon_cut_short_is_refused(void) {
  static const struct {
    uint32_t tag;
    const char *why;
  } GATES[] = {{SVE_TAG('N', 'U', 'M', 'G'), "numbers"}, {SVE_TAG('T', 'I', 'M', 'G'), "times"}};
  for (size_t i = 0; i < sizeof GATES / sizeof *GATES; i++) {
    fixture f = {0};
    const void *bytes;
    size_t length;
    sve_error error = {0};
    CHECK_INT(sve_builder_new(&f.builder, NULL), SVE_OK);
    CHECK_INT(sve_builder_add(f.builder, GATES[i].tag, "12345678", 8, NULL), SVE_OK);
    CHECK_INT(sve_builder_finish(f.builder, &bytes, &length, NULL), SVE_OK);
    CHECK_INT(sve_data_open_bytes(bytes, length, false, &f.lexicon, NULL), SVE_OK);
    CHECK_INT(sve_analyzer_new(&(sve_analyzer_parts){.lexicon = f.lexicon}, &f.analyzer, &error), SVE_BAD_DATA);
    CHECK(strstr(error.message, GATES[i].why) != NULL);
    tear_down(&f);
  }
}

int main(void) {
  RUN(every_depth_answers_what_it_says);
  RUN(a_document_filled_again_forgets_the_first_text);
  RUN(the_empty_text_has_nothing);
  RUN(a_label_that_nobody_has_is_refused);
  RUN(many_texts_answer_as_one_by_one);
  RUN(a_stopped_batch_says_so);
  RUN(pieces_are_told_of_as_documents_are_filled);
  RUN(training_refuses_tokens_out_of_order);
  RUN(only_entities_are_explained);
  RUN(a_lexicon_cut_short_is_refused);
  RUN(a_failed_allocation_is_told);
  return test_end();
}
