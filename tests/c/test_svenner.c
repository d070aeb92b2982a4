/* The public interface as a whole: every call with each allocation failing in its turn, hostile data
 * files, saving without room, and one analyzer and matcher used by eight threads. */
#define _GNU_SOURCE /* mkdtemp, setrlimit */
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "invariants.h"
#include "test.h"

static const char TEXT[] =
    "Natochefen mötte USA:s president i Åre\n"
    "Den 3 maj 2022 sade Anna Ek, t.ex. till Sveriges Radio, att det kostar 7,5 miljoner kronor.\n"
    "– Vi hinner nästa vecka, säger Jens Stoltenberg till TT.\n";
enum { LENGTH = sizeof TEXT - 1 };
static const sve_request REQUEST = {SVE_DEPTH_ALL, {2022, 1, 7}};

static const char *const NAMES[] = {"Nato", "USA", "Anna Ek", "Jens", "Jens Stoltenberg", "Åre"};
enum { NAME_COUNT = sizeof NAMES / sizeof *NAMES };

/* What the tests share; opened before the first test and closed after the last. */
typedef struct fixture {
  sve_data *lexicon, *model; /* the model: NULL where none is shipped yet */
  sve_matcher *matcher;
  sve_analyzer *analyzer;
} fixture;

static sve_status build_matcher(sve_matcher **out, sve_error *error) {
  sve_matcher_builder *builder;
  sve_matcher_options options = {.genitive = true, .compounds = true};
  sve_status status = sve_matcher_builder_new(options, &builder, error);
  if (status != SVE_OK) return status;
  for (size_t i = 0; i < NAME_COUNT && status == SVE_OK; i++) {
    sve_string name = {NAMES[i], strlen(NAMES[i])};
    sve_string label = {"BEVAKAD", i % 2 ? strlen("BEVAKAD") : 0};
    status = sve_matcher_builder_add(builder, name, label, name, error);
  }
  if (status == SVE_OK) status = sve_matcher_build(builder, out, error);
  sve_matcher_builder_free(builder);
  return status;
}

static sve_status new_analyzer(const fixture *f, sve_analyzer **out, sve_error *error) {
  const sve_matcher *const matchers[] = {f->matcher};
  const sve_string abbreviations[] = {{"t ex", 4}, {"m.fl.", 5}};
  sve_analyzer_parts parts = {.lexicon = f->lexicon,
                              .model = f->model,
                              .matchers = matchers,
                              .matcher_count = 1,
                              .abbreviations = abbreviations,
                              .abbreviation_count = 2};
  return sve_analyzer_new(&parts, out, error);
}

static sve_status analyze_afresh(void *context, sve_error *error) {
  const fixture *f = context;
  sve_document *document;
  sve_status status = sve_document_new(&document, error);
  if (status != SVE_OK) return status;
  status = sve_analyze(f->analyzer, TEXT, LENGTH, REQUEST, document, error);
  if (status == SVE_OK) CHECK_SOUND(document_breach(f->analyzer, TEXT, LENGTH, document));
  sve_document_free(document);
  return status;
}

static const sve_string WHOLE = {TEXT, sizeof TEXT - 1};

static sve_status search(void *context, sve_error *error) {
  const fixture *f = context;
  sve_matches *matches;
  sve_status status = sve_matches_new(&matches, error);
  if (status != SVE_OK) return status;
  status = sve_matcher_search(f->matcher, f->lexicon, &WHOLE, 1, matches, NULL, error);
  if (status == SVE_OK) {
    size_t count;
    const sve_match *items = sve_matches_get(matches, &count);
    CHECK_SOUND(matches_breach(f->matcher, TEXT, LENGTH, items, count, false));
    CHECK(count >= 4);
  }
  sve_matches_free(matches);
  return status;
}

static sve_status analyze_many(void *context, sve_error *error) {
  const fixture *f = context;
  enum { TEXTS = 5 };
  sve_string texts[TEXTS];
  sve_request requests[TEXTS];
  sve_document *documents[TEXTS] = {NULL};
  sve_status status = SVE_OK;
  for (size_t i = 0; i < TEXTS && status == SVE_OK; i++) {
    texts[i] = (sve_string){TEXT, LENGTH};
    requests[i] = REQUEST;
    status = sve_document_new(&documents[i], error);
  }
  if (status == SVE_OK) {
    status = sve_analyze_many(f->analyzer, texts, requests, TEXTS, 1, NULL, NULL, documents, error);
    if (status == SVE_OK) CHECK_SOUND(document_breach(f->analyzer, TEXT, LENGTH, documents[0]));
    for (size_t i = 1; i < TEXTS && status == SVE_OK; i++) CHECK(documents_equal(documents[i], documents[0]));
  }
  for (size_t i = 0; i < TEXTS; i++) sve_document_free(documents[i]);
  return status;
}

static bool note_visit(void *context, size_t piece, size_t i, const sve_document *document) {
  (void)piece, (void)i;
  size_t count;
  sve_document_entities(document, &count);
  *(size_t *)context += count;
  return true;
}

static sve_status analyze_pieces(void *context, sve_error *error) {
  const fixture *f = context;
  static const size_t starts[] = {0, 2, 3};
  const sve_string texts[] = {{TEXT, LENGTH}, {NULL, 0}, {TEXT, LENGTH}};
  const sve_request requests[] = {REQUEST, REQUEST, REQUEST};
  size_t found = 0;
  sve_status status = sve_analyze_pieces(f->analyzer, texts, requests, starts, 2, 1, NULL, note_visit, &found, error);
  if (status == SVE_OK) CHECK(found > 0 && found % 2 == 0);
  return status;
}

static sve_status explain_afresh(void *context, sve_error *error) {
  const fixture *f = context;
  sve_document *document;
  sve_status status = sve_document_new(&document, error);
  if (status != SVE_OK) return status;
  status = sve_analyze(f->analyzer, TEXT, LENGTH, REQUEST, document, error);
  size_t entities = 0, found = 0;
  if (status == SVE_OK) sve_document_entities(document, &entities);
  for (uint32_t i = 0; i < entities && status == SVE_OK; i++) {
    const sve_reason *reasons;
    size_t count;
    status = sve_analyzer_explain(f->analyzer, TEXT, LENGTH, document, i, &reasons, &count, error);
    if (status == SVE_OK) found += count;
  }
  if (status == SVE_OK && f->model != NULL) CHECK(found > 0);
  sve_document_free(document);
  return status;
}

static sve_status features_afresh(void *context, sve_error *error) {
  const fixture *f = context;
  static const sve_span tokens[] = {{0, 10, 0, 10}, {11, 17, 11, 16}, {18, 23, 17, 22}};
  static const uint32_t ends[] = {2, 3};
  const uint64_t *list;
  const uint32_t *starts;
  sve_document *document;
  sve_status status = sve_document_new(&document, error);
  if (status != SVE_OK) return status;
  status = sve_analyzer_features(f->analyzer, TEXT, LENGTH, tokens, 3, ends, 2, document, &list, &starts, error);
  if (status == SVE_OK) CHECK(starts[0] == 0 && starts[3] > starts[2]);
  sve_document_free(document);
  return status;
}

static sve_status build_and_find(void *context, sve_error *error) {
  (void)context;
  sve_matcher *matcher;
  sve_status status = build_matcher(&matcher, error);
  if (status != SVE_OK) return status;
  uint32_t entry = 0;
  status = sve_matcher_find_name(matcher, (sve_string){NAMES[2], strlen(NAMES[2])}, &entry, error);
  if (status == SVE_OK) CHECK_INT(entry, 2);
  sve_matcher_free(matcher);
  return status;
}

static sve_status make_analyzer(void *context, sve_error *error) {
  sve_analyzer *analyzer;
  sve_status status = new_analyzer(context, &analyzer, error);
  if (status == SVE_OK) sve_analyzer_free(analyzer);
  return status;
}

static sve_status reopen(void *context, sve_error *error) {
  const fixture *f = context;
  size_t length;
  const void *bytes = sve_data_bytes(sve_matcher_data(f->matcher), &length);
  sve_data *data;
  sve_matcher *matcher;
  sve_status status = sve_data_open_bytes(bytes, length, true, &data, error);
  if (status != SVE_OK) return status;
  status = sve_matcher_open(data, &matcher, error);
  if (status == SVE_OK) {
    sve_matcher_free(matcher);
  } else {
    sve_data_free(data);
  }
  return status;
}

static sve_status decode(void *context, sve_error *error) {
  (void)context;
  static const char LATIN[] = "\xC5re \xE4r \xF6ppet och det \xE5r som g\xE5r";
  sve_string text;
  const char *used;
  sve_status status = sve_text_decode(LATIN, sizeof LATIN - 1, NULL, &text, &used, error);
  if (status == SVE_OK) sve_text_free(text);
  return status;
}

static sve_status word_key(void *context, sve_error *error) {
  (void)context;
  uint64_t composed = 0, decomposed = 1;
  sve_status status = sve_word_key("Åmål", strlen("Åmål"), true, &composed, error);
  if (status == SVE_OK) status = sve_word_key("A\u030AMA\u030AL", strlen("A\u030AMA\u030AL"), true, &decomposed, error);
  if (status == SVE_OK) CHECK(composed == decomposed);
  return status;
}

static fixture shared;

static void each_allocation_may_fail(void) {
  test_sweep(word_key, NULL);
  test_sweep(decode, NULL);
  test_sweep(build_and_find, NULL);
  test_sweep(reopen, &shared);
  test_sweep(make_analyzer, &shared);
  test_sweep(analyze_afresh, &shared);
  test_sweep(explain_afresh, &shared);
  test_sweep(features_afresh, &shared);
  test_sweep(search, &shared);
  test_sweep(analyze_pieces, &shared);
  test_sweep_with(analyze_many, &shared, true); /* documents are trimmed, and stay as they are where that fails */
}

/* Opens a matcher over `bytes`; where that succeeds, finds its names and reads what it lends. */
static sve_status use_matcher(const void *bytes, size_t length, size_t *found) {
  sve_data *data;
  sve_matcher *matcher;
  sve_status status = sve_data_open_bytes(bytes, length, true, &data, NULL);
  if (status != SVE_OK) return status;
  status = sve_matcher_open(data, &matcher, NULL);
  if (status != SVE_OK) {
    sve_data_free(data);
    return status;
  }
  sve_matches *list;
  CHECK_INT(sve_matches_new(&list, NULL), SVE_OK);
  CHECK_INT(sve_matcher_search(matcher, shared.lexicon, &WHOLE, 1, list, NULL, NULL), SVE_OK);
  const sve_match *matches = sve_matches_get(list, found);
  for (size_t i = 0; i < *found; i++) {
    sve_string parts[3];
    CHECK(matches[i].entry < sve_matcher_count(matcher));
    sve_matcher_entry(matcher, matches[i].entry, &parts[0], &parts[1], &parts[2]);
    for (size_t p = 0; p < 3; p++) CHECK(parts[p].length == 0 || sve_hash(parts[p].bytes, parts[p].length) != 1);
  }
  sve_matches_free(list);
  sve_matcher_free(matcher);
  return SVE_OK;
}

static unsigned char *matcher_file(size_t *length) {
  const void *bytes = sve_data_bytes(sve_matcher_data(shared.matcher), length);
  unsigned char *copy = malloc(*length);
  CHECK(copy != NULL);
  memcpy(copy, bytes, *length);
  return copy;
}

static void a_changed_byte_is_refused(void) {
  size_t length, found;
  unsigned char *file = matcher_file(&length);
  CHECK_INT(use_matcher(file, length, &found), SVE_OK);
  for (size_t i = 0; i < length; i++) {
    file[i] ^= 0x5A;
    if (!CHECK_INT(use_matcher(file, length, &found), SVE_BAD_DATA)) printf("  byte %zu of %zu\n", i, length);
    file[i] ^= 0x5A;
  }
  free(file);
}

static void a_file_cut_short_is_refused(void) {
  size_t length, found;
  unsigned char *file = matcher_file(&length);
  for (size_t i = 0; i < length; i++) {
    unsigned char *cut = malloc(i + 1);
    memcpy(cut, file, i);
    CHECK_INT(use_matcher(cut, i, &found), SVE_BAD_DATA);
    free(cut);
  }
  free(file);
}

/* The file of an attacker, who makes the checksum right: refused, or used without harm. */
static void a_forged_byte_does_no_harm(void) {
  enum { CHECKSUM = 24, BODY = 32 };
  static const unsigned char CHANGES[] = {0x01, 0xFF};
  size_t length, found;
  unsigned char *file = matcher_file(&length);
  for (size_t i = 0; i < length; i++) {
    for (size_t c = 0; c < sizeof CHANGES; c++) {
      file[i] ^= CHANGES[c];
      uint64_t checksum = sve_hash(file + BODY, length - BODY);
      memcpy(file + CHECKSUM, &checksum, sizeof checksum);
      sve_status status = use_matcher(file, length, &found);
      CHECK(status == SVE_OK || status == SVE_BAD_DATA);
      file[i] ^= CHANGES[c];
    }
  }
  free(file);
}

/* A file system that is full is played by a limit on the size of files. */
static void a_failed_save_leaves_the_old_file(void) {
  char folder[] = "/tmp/svenner-XXXXXX";
  CHECK(mkdtemp(folder) != NULL);
  char path[64];
  snprintf(path, sizeof path, "%s/names.sve", folder);
  CHECK_INT(sve_data_write(path, "the old file", 12, NULL), SVE_OK);

  struct rlimit before, small;
  CHECK_INT(getrlimit(RLIMIT_FSIZE, &before), 0);
  small = before;
  small.rlim_cur = 1000;
  void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
  CHECK_INT(setrlimit(RLIMIT_FSIZE, &small), 0);
  size_t length;
  const void *bytes = sve_data_bytes(sve_matcher_data(shared.matcher), &length);
  CHECK(length > small.rlim_cur);
  sve_error error = {0};
  CHECK_INT(sve_data_write(path, bytes, length, &error), SVE_IO);
  CHECK(error.message[0] != '\0');
  CHECK_INT(setrlimit(RLIMIT_FSIZE, &before), 0);
  signal(SIGXFSZ, handler);

  FILE *file = fopen(path, "rb");
  char content[32] = {0};
  CHECK(file != NULL);
  CHECK_INT(fread(content, 1, sizeof content, file), 12);
  fclose(file);
  CHECK_STRING(content, strlen(content), "the old file");
  unlink(path);
  CHECK_INT(rmdir(folder), 0); /* nothing else was left in it */
}

enum { THREADS = 8, ROUNDS = 20 };

/* Analyses again and again on one of the threads; non-NULL where an answer differs from the first one's. */
static void *analyze_on_a_thread(void *context) {
  const sve_document *wanted = context;
  const char *breach = NULL;
  for (int round = 0; round < ROUNDS && breach == NULL; round++) {
    sve_document *document;
    if (sve_document_new(&document, NULL) != SVE_OK) return "no document";
    if (sve_analyze(shared.analyzer, TEXT, LENGTH, REQUEST, document, NULL) != SVE_OK ||
        search(&shared, NULL) != SVE_OK) {
      breach = "a call failed";
    } else if (!documents_equal(document, wanted)) {
      breach = "the answer is another";
    }
    sve_document_free(document);
  }
  return (void *)(uintptr_t)breach;
}

static void threads_share_an_analyzer(void) {
  sve_document *wanted;
  CHECK_INT(sve_document_new(&wanted, NULL), SVE_OK);
  CHECK_INT(sve_analyze(shared.analyzer, TEXT, LENGTH, REQUEST, wanted, NULL), SVE_OK);
  pthread_t threads[THREADS];
  for (size_t i = 0; i < THREADS; i++) CHECK_INT(pthread_create(&threads[i], NULL, analyze_on_a_thread, wanted), 0);
  for (size_t i = 0; i < THREADS; i++) {
    void *breach = NULL;
    CHECK_INT(pthread_join(threads[i], &breach), 0);
    if (!CHECK(breach == NULL)) printf("  %s\n", (const char *)breach);
  }
  sve_document_free(wanted);
}

static bool stop_at_once(void *context, size_t done) {
  (void)done;
  ++*(unsigned *)context;
  return false;
}

static void many_texts_on_threads(void) {
  enum { TEXTS = 200 };
  static sve_string texts[TEXTS];
  static sve_request requests[TEXTS];
  static sve_document *documents[TEXTS];
  for (size_t i = 0; i < TEXTS; i++) {
    texts[i] = (sve_string){TEXT, LENGTH};
    requests[i] = REQUEST;
    CHECK_INT(sve_document_new(&documents[i], NULL), SVE_OK);
  }
  CHECK_INT(sve_analyze_many(shared.analyzer, texts, requests, TEXTS, THREADS, NULL, NULL, documents, NULL), SVE_OK);
  for (size_t i = 1; i < TEXTS; i++) CHECK(documents_equal(documents[i], documents[0]));

  unsigned polls = 0;
  sve_error error = {0};
  CHECK_INT(sve_analyze_many(shared.analyzer, texts, requests, TEXTS, 2, stop_at_once, &polls, documents, &error),
            SVE_CANCELLED);
  CHECK_INT(error.code, SVE_CANCELLED);
  CHECK(polls > 0);
  for (size_t i = 0; i < TEXTS; i++) sve_document_free(documents[i]);
}

static bool stop_at_the_end(void *context, size_t done) {
  (void)done;
  return ++*(unsigned *)context < 2;
}

static void threads_are_as_many_as_there_can_be(void) {
  sve_string texts[] = {{TEXT, LENGTH}, {TEXT, LENGTH}};
  sve_request requests[] = {REQUEST, REQUEST};
  sve_document *documents[2];
  for (size_t i = 0; i < 2; i++) CHECK_INT(sve_document_new(&documents[i], NULL), SVE_OK);
  CHECK_INT(sve_analyze_many(shared.analyzer, texts, requests, 2, 100000, NULL, NULL, documents, NULL), SVE_OK);
  CHECK(documents_equal(documents[0], documents[1]));

  /* A stack that no memory holds: the system starts no thread. */
  pthread_attr_t usual, huge;
  CHECK_INT(pthread_getattr_default_np(&usual), 0);
  CHECK_INT(pthread_attr_init(&huge), 0);
  CHECK_INT(pthread_attr_setstacksize(&huge, (size_t)1 << 47), 0);
  CHECK_INT(pthread_setattr_default_np(&huge), 0);
  sve_error error = {0};
  CHECK_INT(sve_analyze_many(shared.analyzer, texts, requests, 2, 2, NULL, NULL, documents, &error), SVE_NO_MEMORY);
  CHECK(error.message[0] != '\0');
  CHECK_INT(pthread_setattr_default_np(&usual), 0);
  pthread_attr_destroy(&usual);
  pthread_attr_destroy(&huge);

  /* Whoever is asked at the end, when all is done, may still say no. */
  unsigned calls = 0;
  CHECK_INT(sve_analyze_many(shared.analyzer, texts, requests, 1, 1, stop_at_the_end, &calls, documents, NULL),
            SVE_CANCELLED);
  CHECK_INT(calls, 2);
  for (size_t i = 0; i < 2; i++) sve_document_free(documents[i]);
}

static void a_long_text_stops_midway(void) {
  enum { TIMES = 5000 };
  char *text = malloc((size_t)TIMES * LENGTH);
  CHECK(text != NULL);
  for (size_t i = 0; i < TIMES; i++) memcpy(text + i * LENGTH, TEXT, LENGTH);
  const sve_string texts[] = {{text, (size_t)TIMES * LENGTH}};
  sve_document *document;
  CHECK_INT(sve_document_new(&document, NULL), SVE_OK);
  clock_t start = clock();
  CHECK_INT(sve_analyze_many(shared.analyzer, texts, &REQUEST, 1, 1, NULL, NULL, &document, NULL), SVE_OK);
  clock_t whole = clock() - start;

  sve_document_free(document);
  CHECK_INT(sve_document_new(&document, NULL), SVE_OK);
  unsigned polls = 0;
  start = clock();
  CHECK_INT(sve_analyze_many(shared.analyzer, texts, &REQUEST, 1, 1, stop_at_once, &polls, &document, NULL),
            SVE_CANCELLED);
  CHECK((clock() - start) * 2 < whole);
  size_t count;
  sve_document_tokens(document, &count);
  CHECK_INT(count, 0);

  CHECK_INT(sve_analyze(shared.analyzer, TEXT, LENGTH, REQUEST, document, NULL), SVE_OK);
  CHECK_SOUND(document_breach(shared.analyzer, TEXT, LENGTH, document));
  sve_document_free(document);
  free(text);
}

static bool open_shared(void) {
  if (sve_data_open("svenner/data/lexicon.sve", true, &shared.lexicon, NULL) != SVE_OK) return false;
  sve_status status = sve_data_open("svenner/data/model.sve", true, &shared.model, NULL);
  if (status != SVE_OK && status != SVE_IO) return false;
  return build_matcher(&shared.matcher, NULL) == SVE_OK && new_analyzer(&shared, &shared.analyzer, NULL) == SVE_OK;
}

int main(void) {
  if (!CHECK(open_shared())) return test_end();
  RUN(each_allocation_may_fail);
  RUN(a_changed_byte_is_refused);
  RUN(a_file_cut_short_is_refused);
  RUN(a_forged_byte_does_no_harm);
  RUN(a_failed_save_leaves_the_old_file);
  RUN(threads_share_an_analyzer);
  RUN(many_texts_on_threads);
  RUN(threads_are_as_many_as_there_can_be);
  RUN(a_long_text_stops_midway);
  sve_analyzer_free(shared.analyzer);
  sve_matcher_free(shared.matcher);
  sve_data_free(shared.model);
  sve_data_free(shared.lexicon);
  return test_end();
}
