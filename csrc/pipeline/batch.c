/* Many texts on threads: each thread takes the next text that nobody has taken; the calling thread
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

typedef struct batch {
  const sve_analyzer *analyzer;
  const sve_string *texts;
  const sve_request *requests;
  sve_document *const *documents;
  size_t count;
  atomic_size_t taken, done;
  sve_stop stop;
  pthread_mutex_t lock; /* guards what follows */
  pthread_cond_t ended;
  unsigned running;
  sve_status status;
  sve_error error;
} batch;

static void report_failure(batch *work, sve_status status, const sve_error *error) {
  pthread_mutex_lock(&work->lock);
  if (work->status == SVE_OK) {
    work->status = status;
    work->error = *error;
  }
  pthread_mutex_unlock(&work->lock);
  atomic_store(&work->stop, true);
}

/* Analyses text i, lending the document the thread's scratch memory. */
static sve_status analyze_one(batch *work, size_t i, sve_scratch **scratch, sve_error *error) {
  sve_document *document = work->documents[i];
  sve_scratch_free(document->scratch);
  document->scratch = *scratch;
  document->stop = &work->stop;
  sve_status status =
      sve_analyze(work->analyzer, work->texts[i].bytes, work->texts[i].length, work->requests[i], document, error);
  document->stop = NULL;
  *scratch = document->scratch;
  document->scratch = NULL;
  sve_document_trim(document);
  return status;
}

static void *run(void *context) {
  batch *work = context;
  sve_scratch *scratch = NULL;
  while (!atomic_load(&work->stop)) {
    size_t i = atomic_fetch_add(&work->taken, 1);
    if (i >= work->count) break;
    sve_error error;
    sve_status status = analyze_one(work, i, &scratch, &error);
    if (status != SVE_OK) {
      error.offset = i;
      report_failure(work, status, &error);
    } else {
      atomic_fetch_add(&work->done, 1);
    }
  }
  sve_scratch_free(scratch);
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

static unsigned thread_count(unsigned asked, size_t texts) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  size_t count = asked > 0 ? asked : processors > 0 ? (size_t)processors : 1;
  if (count > THREADS_MAX) count = THREADS_MAX;
  return (unsigned)(count < texts ? count : texts);
}

sve_status sve_analyze_many(const sve_analyzer *analyzer, const sve_string *texts, const sve_request *requests,
                            size_t count, unsigned threads, sve_poll *poll, void *context,
                            sve_document *const *documents, sve_error *error) {
  if (count == 0) return SVE_OK;
  threads = thread_count(threads, count);
  pthread_t *handles = sve_alloc(threads * sizeof *handles);
  if (handles == NULL) return sve_fail_memory(error);
  batch work = {.analyzer = analyzer, .texts = texts, .requests = requests, .documents = documents, .count = count};
  pthread_mutex_init(&work.lock, NULL);
  pthread_cond_init(&work.ended, NULL);
  pthread_mutex_lock(&work.lock);
  unsigned started = 0;
  while (started < threads && pthread_create(&handles[started], NULL, run, &work) == 0) {
    started++;
    work.running++;
  }
  if (started == 0) {
    work.status = sve_fail(&work.error, SVE_NO_MEMORY, 0, "the system started no thread");
  } else {
    wait_for_threads(&work, poll, context);
  }
  pthread_mutex_unlock(&work.lock);
  for (unsigned i = 0; i < started; i++) pthread_join(handles[i], NULL);
  if (work.status == SVE_OK && poll != NULL && !poll(context, count)) {
    work.status = sve_fail(&work.error, SVE_CANCELLED, 0, "stopped");
  }
  pthread_cond_destroy(&work.ended);
  pthread_mutex_destroy(&work.lock);
  sve_free(handles);
  if (work.status != SVE_OK && error != NULL) *error = work.error;
  return work.status;
}
