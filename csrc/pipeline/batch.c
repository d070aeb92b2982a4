/* Many texts on threads: each thread takes the next piece of them that nobody has taken; the calling thread
 * waits and polls. A text that fails stops the work; the first failure is the one reported.
 */
#define _POSIX_C_SOURCE 200809L /* pthreads, clock_gettime, sysconf */

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "base/status.h"
#include "pipeline/document.h"

enum { POLL_MILLISECONDS = 20, THREADS_MAX = 256 };

typedef struct batch batch;

/* Does a piece of the work with the thread's own document; error->offset: the text that failed. */
typedef sve_status batch_job(batch *work, size_t piece, sve_document *own, sve_error *error);

struct batch {
  const sve_analyzer *analyzer;
  const sve_string *texts;
  const sve_request *requests;
  batch_job *job;
  size_t pieces;
  sve_document *const *documents; /* of fill_document, a piece each */
  const size_t *starts;           /* of visit_piece, with what follows */
  sve_visit *visit;
  void *visitor;
  atomic_size_t taken, done; /* pieces, and texts */
  sve_stop stop;
  pthread_mutex_t lock; /* guards what follows */
  pthread_cond_t ended;
  unsigned running;
  sve_status status;
  sve_error error;
};

static void report_failure(batch *work, sve_status status, const sve_error *error) {
  pthread_mutex_lock(&work->lock);
  if (work->status == SVE_OK) {
    work->status = status;
    work->error = *error;
  }
  pthread_mutex_unlock(&work->lock);
  atomic_store(&work->stop, true);
}

static sve_status analyze(batch *work, size_t i, sve_document *document, sve_error *error) {
  document->stop = &work->stop;
  sve_status status =
      sve_analyze(work->analyzer, work->texts[i].bytes, work->texts[i].length, work->requests[i], document, error);
  document->stop = NULL;
  error->offset = i;
  return status;
}

/* Fills a document that is kept, lending it the thread's scratch memory. */
static sve_status fill_document(batch *work, size_t i, sve_document *own, sve_error *error) {
  sve_document *document = work->documents[i];
  sve_scratch_free(document->scratch);
  document->scratch = own->scratch;
  sve_status status = analyze(work, i, document, error);
  own->scratch = document->scratch;
  document->scratch = NULL;
  sve_document_trim(document);
  if (status == SVE_OK) atomic_fetch_add(&work->done, 1);
  return status;
}

/* Hands each text's analysis over before the next one takes its place. */
static sve_status visit_piece(batch *work, size_t piece, sve_document *own, sve_error *error) {
  size_t first = work->starts[piece], end = work->starts[piece + 1];
  for (size_t i = first; i < end; i++) {
    sve_status status = analyze(work, i, own, error);
    if (status == SVE_OK && !work->visit(work->visitor, piece, i, own)) {
      status = sve_fail(error, SVE_NO_MEMORY, i, "no memory for what was found");
    }
    if (status != SVE_OK) return status;
  }
  atomic_fetch_add(&work->done, end - first);
  return SVE_OK;
}

static void *run(void *context) {
  batch *work = context;
  sve_document *own = NULL;
  sve_error error;
  sve_status status = sve_document_new(&own, &error);
  while (status == SVE_OK && !atomic_load(&work->stop)) {
    size_t piece = atomic_fetch_add(&work->taken, 1);
    if (piece >= work->pieces) break;
    status = work->job(work, piece, own, &error);
  }
  if (status != SVE_OK) report_failure(work, status, &error);
  sve_document_free(own);
  pthread_mutex_lock(&work->lock);
  work->running--;
  pthread_cond_signal(&work->ended);
  pthread_mutex_unlock(&work->lock);
  return NULL;
}

/* Waits for the threads, polling; needs the lock. */
static void wait_for_threads(batch *work, sve_poll *poll, void *context) {
  while (work->running > 0) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += POLL_MILLISECONDS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_cond_timedwait(&work->ended, &work->lock, &until);
    if (poll == NULL || atomic_load(&work->stop)) continue;
    pthread_mutex_unlock(&work->lock);
    bool go_on = poll(context, atomic_load(&work->done));
    pthread_mutex_lock(&work->lock);
    if (!go_on) {
      atomic_store(&work->stop, true);
      if (work->status == SVE_OK) work->status = sve_fail(&work->error, SVE_CANCELLED, 0, "stopped");
    }
  }
}

static unsigned thread_count(unsigned asked, size_t pieces) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  size_t count = asked > 0 ? asked : processors > 0 ? (size_t)processors : 1;
  if (count > THREADS_MAX) count = THREADS_MAX;
  return (unsigned)(count < pieces ? count : pieces);
}

/* Does the work; `count`: its texts. */
static sve_status run_all(batch *work, size_t count, unsigned threads, sve_poll *poll, void *context,
                          sve_error *error) {
  if (count == 0) return SVE_OK;
  threads = thread_count(threads, work->pieces);
  pthread_t *handles = sve_alloc(threads * sizeof *handles);
  if (handles == NULL) return sve_fail_memory(error);
  pthread_mutex_init(&work->lock, NULL);
  pthread_cond_init(&work->ended, NULL);
  pthread_mutex_lock(&work->lock);
  unsigned started = 0;
  while (started < threads && pthread_create(&handles[started], NULL, run, work) == 0) {
    started++;
    work->running++;
  }
  if (started == 0) {
    work->status = sve_fail(&work->error, SVE_NO_MEMORY, 0, "the system started no thread");
  } else {
    wait_for_threads(work, poll, context);
  }
  pthread_mutex_unlock(&work->lock);
  for (unsigned i = 0; i < started; i++) pthread_join(handles[i], NULL);
  if (work->status == SVE_OK && poll != NULL && !poll(context, count)) {
    work->status = sve_fail(&work->error, SVE_CANCELLED, 0, "stopped");
  }
  pthread_cond_destroy(&work->ended);
  pthread_mutex_destroy(&work->lock);
  sve_free(handles);
  if (work->status != SVE_OK && error != NULL) *error = work->error;
  return work->status;
}

sve_status sve_analyze_many(const sve_analyzer *analyzer, const sve_string *texts, const sve_request *requests,
                            size_t count, unsigned threads, sve_poll *poll, void *context,
                            sve_document *const *documents, sve_error *error) {
  batch work = {.analyzer = analyzer,
                .texts = texts,
                .requests = requests,
                .job = fill_document,
                .pieces = count,
                .documents = documents};
  return run_all(&work, count, threads, poll, context, error);
}

sve_status sve_analyze_pieces(const sve_analyzer *analyzer, const sve_string *texts, const sve_request *requests,
                              const size_t *starts, size_t pieces, unsigned threads, sve_poll *poll, sve_visit *visit,
                              void *context, sve_error *error) {
  batch work = {.analyzer = analyzer,
                .texts = texts,
                .requests = requests,
                .job = visit_piece,
                .pieces = pieces,
                .starts = starts,
                .visit = visit,
                .visitor = context};
  return run_all(&work, starts[pieces], threads, poll, context, error);
}
