/* Many texts on threads: analyze_many.
 *
 * Texts go to the core in batches, so that the UTF-8 of no more than a batch is held at a time. Signals
 * (Ctrl-C) are looked for whenever the core polls.
 */
#include "python/document.h"

enum { BATCH_BYTES = 32 << 20, BATCH_TEXTS = 1 << 15 };

typedef struct batch {
  sve_py_state *state;
  sve_py_analyzer *analyzer;
  PyObject *texts, *dates; /* tuples; dates may be NULL */
  sve_date date;           /* for all, where there are no dates */
  unsigned threads;
  PyObject *progress; /* NULL: nobody asked */
  size_t done_before; /* texts of the batches before */
  PyThreadState *thread;

  size_t count;        /* texts of this batch that are not missing */
  Py_ssize_t *rows;    /* their places in `texts` */
  sve_py_room room;    /* for their UTF-8, as far as the str in `texts` do not lend it */
  sve_string *strings; /* what the core reads */
  sve_request *requests;
  sve_document **documents;
} batch;

/* Runs on the calling thread, without the GIL. */
static bool poll(void *context, size_t done) {
  batch *work = context;
  PyEval_RestoreThread(work->thread);
  bool go_on = PyErr_CheckSignals() == 0;
  if (go_on && work->progress != NULL) {
    PyObject *result = PyObject_CallFunction(work->progress, "n", (Py_ssize_t)(work->done_before + done));
    go_on = result != NULL;
    Py_XDECREF(result);
  }
  work->thread = PyEval_SaveThread();
  return go_on;
}

static void clear_batch(batch *work) {
  for (size_t i = 0; i < work->count; i++) sve_document_free(work->documents[i]);
  work->count = 0;
  sve_py_room_clear(&work->room);
}

static bool add_text(batch *work, PyObject *object, Py_ssize_t row) {
  if (!PyUnicode_Check(object)) {
    PyErr_Format(PyExc_TypeError, "texts[%zd] must be str or missing, not %.100s", row, Py_TYPE(object)->tp_name);
    return false;
  }
  sve_request request = {.depth = SVE_DEPTH_ALL, .date = work->date};
  if (work->dates != NULL && !sve_py_date(PyTuple_GET_ITEM(work->dates, row), &request.date)) return false;
  size_t i = work->count;
  if (!sve_py_room_add(&work->room, object, &work->strings[i])) return false;
  work->rows[i] = row;
  work->requests[i] = request;
  work->documents[i] = NULL;
  work->count++;
  sve_error error;
  if (sve_document_new(&work->documents[i], &error) == SVE_OK) return true;
  sve_py_raise(work->state, &error, NULL);
  return false;
}

static bool run_batch(batch *work) {
  sve_error error;
  work->thread = PyEval_SaveThread();
  sve_status status = sve_analyze_many(work->analyzer->core, work->strings, work->requests, work->count, work->threads,
                                       poll, work, work->documents, &error);
  PyEval_RestoreThread(work->thread);
  if (status != SVE_OK) sve_py_raise(work->state, &error, NULL);
  return status == SVE_OK;
}

/* Fills results from row `first` on and returns the row after the batch, or -1. */
static Py_ssize_t do_batch(batch *work, PyObject *results, Py_ssize_t first, sve_py_unit unit) {
  Py_ssize_t rows = PyTuple_GET_SIZE(work->texts), row = first;
  size_t bytes = 0;
  bool done = true;
  for (; done && row < rows && work->count < BATCH_TEXTS && bytes < BATCH_BYTES; row++) {
    PyObject *text = PyTuple_GET_ITEM(work->texts, row);
    if (sve_py_is_missing(text)) {
      PyList_SET_ITEM(results, row, Py_NewRef(Py_None));
      continue;
    }
    done = add_text(work, text, row);
    if (done) bytes += work->strings[work->count - 1].length;
  }
  done = done && run_batch(work);
  for (size_t i = 0; done && i < work->count; i++) {
    sve_document *core = work->documents[i];
    work->documents[i] = NULL;
    Py_ssize_t place = work->rows[i];
    PyObject *text = PyTuple_GET_ITEM(work->texts, place);
    PyObject *document = sve_py_document_new(work->state, text, work->analyzer, core, unit);
    if (document == NULL) {
      done = false;
    } else {
      PyList_SET_ITEM(results, place, document);
    }
  }
  clear_batch(work);
  work->done_before += (size_t)(row - first);
  return done ? row : -1;
}

/* One date for all, or a sequence of one each. */
static bool read_dates(PyObject *given, batch *work) {
  if (!sve_py_dates(given, &work->date, &work->dates)) return false;
  if (work->dates == NULL) return true;
  Py_ssize_t dates = PyTuple_GET_SIZE(work->dates), texts = PyTuple_GET_SIZE(work->texts);
  if (dates != texts) PyErr_Format(PyExc_ValueError, "%zd dates for %zd texts", dates, texts);
  return dates == texts;
}

static bool make_room(batch *work) {
  size_t rows = (size_t)PyTuple_GET_SIZE(work->texts);
  size_t room = rows < BATCH_TEXTS ? rows : BATCH_TEXTS;
  work->rows = PyMem_Calloc(room, sizeof *work->rows);
  work->strings = PyMem_Calloc(room, sizeof *work->strings);
  work->requests = PyMem_Calloc(room, sizeof *work->requests);
  work->documents = PyMem_Calloc(room, sizeof *work->documents);
  if (work->rows && work->strings && work->requests && work->documents) return true;
  PyErr_NoMemory();
  return false;
}

static const char *const NAMES[] = {"texts", "dates", "threads", "offsets", "progress"};

PyObject *sve_py_call_analyze_many(sve_py_state *state, sve_py_analyzer *self, PyObject *const *args, Py_ssize_t nargs,
                                   PyObject *kwnames) {
  PyObject *given[5], *results = NULL;
  sve_py_unit unit;
  if (!sve_py_arguments("analyze_many", NAMES, 5, 1, 1, args, nargs, kwnames, given)) return NULL;
  if (!sve_py_unit_of(given[3], &unit)) return NULL;
  if (PyUnicode_Check(given[0]) || PyBytes_Check(given[0])) {
    return PyErr_Format(PyExc_TypeError, "texts must be a sequence of str, not %.100s", Py_TYPE(given[0])->tp_name);
  }
  batch work = {.state = state, .analyzer = self, .progress = given[4] == Py_None ? NULL : given[4]};
  if (!sve_py_threads(given[2], &work.threads)) return NULL;
  work.texts = PySequence_Tuple(given[0]);
  if (work.texts == NULL || !read_dates(given[1], &work) || !make_room(&work)) goto fail;
  Py_ssize_t rows = PyTuple_GET_SIZE(work.texts);
  results = PyList_New(rows);
  for (Py_ssize_t row = 0; results != NULL && row < rows;) {
    row = do_batch(&work, results, row, unit);
    if (row < 0) Py_CLEAR(results);
  }
fail:
  Py_XDECREF(work.texts);
  Py_XDECREF(work.dates);
  PyMem_Free(work.rows);
  PyMem_Free(work.strings);
  PyMem_Free(work.requests);
  PyMem_Free(work.documents);
  return results;
}
