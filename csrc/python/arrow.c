/* Analyzer.to_arrow: a column of text, with Arrow's interface, to a table of what is in it, with the same.
 *
 * Nothing is read before a consumer asks. Texts are read where they lie and analysed by the batch on threads, so that
 * memory is bounded by a batch and the table keeps the column's order. No Python object is made for a text or an item.
 */
#include "python/arrow.h"

#include "python/document.h"
#include "python/shared.h"

/* What is read at once, and the pieces of it that threads take: so many that none waits long for the others at the end,
 * so large that a table for each of them is nothing. */
enum { BATCH_ROWS = 16384, BATCH_BYTES = 16 << 20, PIECE_ROWS = 512, PIECE_BYTES = 512 << 10 };
enum { MOST_PIECES = BATCH_ROWS / PIECE_ROWS + BATCH_BYTES / PIECE_BYTES + 1 };

static const char NO_MEMORY[] = "out of memory", MALFORMED[] = "the column is no well-formed array of Arrow's";

typedef struct piece { /* of a batch: filled by the thread that analyses it */
  sve_arrow_table table;
  sve_arrow_buffer astral; /* of the row that is put */
} piece;

typedef struct reader { /* what a stream works with; PyMem_Raw's */
  PyObject *table;      /* the table object, which holds the analyzer; its last owner needs the GIL */
  const struct table_object *of;
  struct ArrowArrayStream input;
  struct ArrowArray chunk;
  int64_t at, row; /* next row of the chunk, and of the whole */
  bool begun;      /* a table has been handed over */
  sve_arrow_type type;
  sve_string texts[BATCH_ROWS]; /* of the batch; bytes NULL: no text */
  sve_request requests[BATCH_ROWS];
  size_t starts[MOST_PIECES + 1]; /* of pieces, among the batch's rows */
  size_t piece_count, next;       /* next: to be handed over */
  piece pieces[MOST_PIECES];
  char message[256];
} reader;

typedef struct table_object {
  PyObject_HEAD sve_py_analyzer *analyzer;
  PyObject *column;              /* asked for a stream at each export */
  struct ArrowArrayStream first; /* the column's stream that was opened at the call, until it is used */
  sve_arrow_type type;
  const sve_matcher **matchers;
  sve_string *labels;
  sve_arrow_source source; /* borrows these two */
  sve_date date, *dates;   /* one for all, or one a row */
  int64_t date_count;
  unsigned threads;
} table_object;

/* ---- One batch. ---- */

static int fail_reading(reader *work, int code, const char *message) {
  PyOS_snprintf(work->message, sizeof work->message, "%s", message);
  return code;
}

/* Goes to the next chunk with rows; *more is false at the end of the column. */
static int next_chunk(reader *work, bool *more) {
  while (work->chunk.release == NULL || work->at == work->chunk.length) {
    if (work->chunk.release != NULL) work->chunk.release(&work->chunk);
    work->at = 0;
    int code = work->input.get_next(&work->input, &work->chunk);
    if (code != 0) {
      const char *message = work->input.get_last_error(&work->input);
      work->chunk.release = NULL;
      return fail_reading(work, code, message != NULL ? message : "the column could not be read");
    }
    if (work->chunk.release == NULL) {
      *more = false;
      return 0;
    }
    if (!sve_arrow_fits(work->type, &work->chunk)) return fail_reading(work, EINVAL, MALFORMED);
  }
  *more = true;
  return 0;
}

static sve_depth depth_of(sve_py_part part) {
  return part == SVE_PY_TOKENS ? SVE_DEPTH_TOKENS : part == SVE_PY_SENTENCES ? SVE_DEPTH_SENTENCES : SVE_DEPTH_ALL;
}

/* Takes the next rows of the chunk that make a batch, and cuts it into pieces; false for a malformed array. */
static bool take_rows(reader *work) {
  const table_object *table = work->of;
  sve_request request = {.depth = depth_of(table->source.part), .date = table->date};
  size_t bytes = 0, piece_bytes = 0, count = 0, left = (size_t)(work->chunk.length - work->at);
  work->piece_count = 0;
  for (; count < left && count < BATCH_ROWS && bytes < BATCH_BYTES; count++) {
    sve_string text;
    sve_arrow_cell cell = sve_arrow_read(work->type, &work->chunk, work->at + (int64_t)count, &text);
    if (cell == SVE_ARROW_BROKEN) return false;
    if (cell == SVE_ARROW_NULL) text = (sve_string){NULL, 0};
    if (count == 0 || count - work->starts[work->piece_count - 1] == PIECE_ROWS || piece_bytes >= PIECE_BYTES) {
      work->starts[work->piece_count++] = count;
      piece_bytes = 0;
    }
    int64_t row = work->row + (int64_t)count;
    if (table->dates != NULL) request.date = row < table->date_count ? table->dates[row] : (sve_date){0};
    work->texts[count] = text;
    work->requests[count] = request;
    bytes += text.length;
    piece_bytes += text.length;
  }
  work->starts[work->piece_count] = count;
  return true;
}

/* Looks for Ctrl-C. The exception itself waits for Python code, behind the consumer's own error. */
static bool poll(void *Py_UNUSED(context), size_t Py_UNUSED(done)) {
  PyGILState_STATE gil = PyGILState_Ensure();
  bool go_on = PyErr_CheckSignals() == 0;
  if (!go_on) {
    PyErr_Clear();
    PyErr_SetInterrupt();
  }
  PyGILState_Release(gil);
  return go_on;
}

/* Whether this thread has the GIL, or is attached to a Python without one. PyGILState_Check would not do: it says yes
 * to everything where there are subinterpreters. Up to 3.12 the current state may be that of whoever has the GIL. */
static bool is_attached(void) {
#if PY_VERSION_HEX >= 0x030D0000
  return PyThreadState_GetUnchecked() != NULL;
#else
  PyThreadState *own = PyGILState_GetThisThreadState();
  return own != NULL && own == _PyThreadState_UncheckedGet();
#endif
}

/* Finds the characters of four bytes, which Arrow's texts, being UTF-8, start with 0xF0 or more; false: no memory. */
static bool find_astral(sve_arrow_buffer *found, sve_arrow_row *row) {
  const unsigned char *bytes = (const unsigned char *)row->text.bytes;
  size_t count = 0;
  for (size_t i = 0; i < row->text.length; i++) count += bytes[i] >= 0xF0;
  if (count == 0) return true;
  found->length = 0;
  if (!sve_arrow_reserve(found, count * sizeof(uint32_t))) return false;
  uint32_t *astral = (uint32_t *)(void *)found->bytes;
  row->astral = astral;
  for (size_t i = 0; row->astral_count < count; i++) {
    if (bytes[i] >= 0xF0) astral[row->astral_count++] = (uint32_t)i;
  }
  return true;
}

/* Makes room for what is likely in a piece, where the text tells: tokens and sentences. Few are shorter than this. */
static void expect_items(const reader *work, sve_arrow_table *table, size_t piece) {
  enum { TOKEN_BYTES = 6, SENTENCE_BYTES = 60 }; /* with the space behind */
  sve_py_part part = work->of->source.part;
  if (part != SVE_PY_TOKENS && part != SVE_PY_SENTENCES) return;
  size_t bytes = 0;
  for (size_t i = work->starts[piece]; i < work->starts[piece + 1]; i++) bytes += work->texts[i].length;
  sve_arrow_expect(table, bytes / (part == SVE_PY_TOKENS ? TOKEN_BYTES : SENTENCE_BYTES), bytes);
}

/* A sve_visit: puts what is in a row into its piece's table. */
static bool put_row(void *context, size_t at, size_t i, const sve_document *document) {
  reader *work = context;
  const sve_arrow_source *source = &work->of->source;
  piece *into = &work->pieces[at];
  if (i == work->starts[at]) expect_items(work, &into->table, at);
  sve_arrow_row row = {.text = work->texts[i], .number = work->row + (int64_t)i};
  if (source->unit == SVE_PY_UTF16 && !find_astral(&into->astral, &row)) return false;
  sve_arrow_put_items(source, &into->table, document, &row);
  sve_arrow_put_list(&into->table, row.text.bytes != NULL);
  return !sve_arrow_failed(&into->table);
}

static int analyze_batch(reader *work) {
  sve_error error;
  PyThreadState *thread = is_attached() ? PyEval_SaveThread() : NULL;
  sve_status status = sve_analyze_pieces(work->of->analyzer->core, work->texts, work->requests, work->starts,
                                         work->piece_count, work->of->threads, poll, put_row, work, &error);
  if (thread != NULL) PyEval_RestoreThread(thread);
  if (status == SVE_OK) return 0;
  for (size_t i = 0; i < work->piece_count; i++) sve_arrow_clear(&work->pieces[i].table);
  work->piece_count = 0;
  return fail_reading(work, status == SVE_NO_MEMORY ? ENOMEM : status == SVE_CANCELLED ? EINTR : EINVAL, error.message);
}

/* ---- The stream. ---- */

static int stream_get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  reader *work = stream->private_data;
  if (sve_arrow_export_schema(&work->pieces[0].table, out)) return 0;
  return fail_reading(work, ENOMEM, NO_MEMORY);
}

/* Reads the next batch and analyses it; no pieces at the end of the column. */
static int read_batch(reader *work) {
  bool more;
  work->row += (int64_t)work->starts[work->piece_count];
  work->piece_count = work->next = 0;
  int code = next_chunk(work, &more);
  if (code != 0 || !more) return code;
  if (!take_rows(work)) return fail_reading(work, EINVAL, MALFORMED);
  code = analyze_batch(work);
  work->at += (int64_t)work->starts[work->piece_count];
  return code;
}

static int stream_get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  reader *work = stream->private_data;
  if (work->next == work->piece_count) {
    int code = read_batch(work);
    if (code != 0) return code;
  }
  /* A column without rows gives one table all the same: it holds the names of the categories. */
  if (work->piece_count == 0 && work->begun) {
    out->release = NULL;
    return 0;
  }
  if (!sve_arrow_export(&work->pieces[work->next].table, out)) return fail_reading(work, ENOMEM, NO_MEMORY);
  if (work->next < work->piece_count) work->next++;
  work->begun = true;
  return 0;
}

static const char *stream_get_last_error(struct ArrowArrayStream *stream) {
  return ((reader *)stream->private_data)->message;
}

static void reader_free(reader *work) {
  if (work->chunk.release != NULL) work->chunk.release(&work->chunk);
  if (work->input.release != NULL) work->input.release(&work->input);
  for (size_t i = 0; i < MOST_PIECES; i++) {
    sve_arrow_clear(&work->pieces[i].table);
    PyMem_RawFree(work->pieces[i].astral.bytes);
  }
  if (Py_IsInitialized()) { /* a consumer may outlive Python */
    PyGILState_STATE gil = PyGILState_Ensure();
    Py_XDECREF(work->table);
    PyGILState_Release(gil);
  }
  PyMem_RawFree(work);
}

static void stream_release(struct ArrowArrayStream *stream) {
  reader_free(stream->private_data);
  stream->release = NULL;
}

/* ---- The table object. ---- */

static reader *reader_new(table_object *table, const struct ArrowArrayStream *input) {
  reader *work = PyMem_RawCalloc(1, sizeof *work);
  if (work == NULL) {
    PyErr_NoMemory();
    return NULL;
  }
  work->table = Py_NewRef((PyObject *)table);
  work->of = table;
  work->input = *input;
  work->type = table->type;
  for (size_t i = 0; i < MOST_PIECES; i++) sve_arrow_table_init(&table->source, &work->pieces[i].table);
  return work;
}

static void free_capsule(PyObject *capsule) {
  struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, SVE_ARROW_STREAM);
  if (stream->release != NULL) stream->release(stream);
  PyMem_RawFree(stream);
}

static PyObject *new_capsule(table_object *table) {
  if (table->first.release == NULL && !sve_arrow_open(table->column, &table->first, &table->type)) return NULL;
  reader *work = reader_new(table, &table->first);
  if (work == NULL) return NULL;
  table->first.release = NULL;
  struct ArrowArrayStream *stream = PyMem_RawMalloc(sizeof *stream);
  PyObject *capsule = stream == NULL ? PyErr_NoMemory() : PyCapsule_New(stream, SVE_ARROW_STREAM, free_capsule);
  if (capsule == NULL) {
    PyMem_RawFree(stream);
    reader_free(work);
    return NULL;
  }
  *stream = (struct ArrowArrayStream){stream_get_schema, stream_get_next, stream_get_last_error, stream_release, work};
  return capsule;
}

/* ---- Python. ---- */

static PyObject *table_stream(PyObject *self, PyObject *args, PyObject *kwargs) {
  static char *names[] = {"requested_schema", NULL};
  PyObject *schema = Py_None; /* a wish that a producer need not grant */
  if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O:__arrow_c_stream__", names, &schema)) return NULL;
  PyObject *capsule;
  SVE_PY_LOCKED(self);
  capsule = new_capsule((table_object *)self);
  SVE_PY_UNLOCKED();
  return capsule;
}

static void table_dealloc(PyObject *self) {
  table_object *table = (table_object *)self;
  PyTypeObject *type = Py_TYPE(self);
  if (table->first.release != NULL) table->first.release(&table->first);
  Py_XDECREF(table->analyzer);
  Py_XDECREF(table->column);
  PyMem_Free(table->matchers);
  PyMem_Free(table->labels);
  PyMem_Free(table->dates);
  type->tp_free(self);
  Py_DECREF(type);
}

static bool read_parts(sve_py_state *state, table_object *table) {
  const sve_py_analyzer *analyzer = table->analyzer;
  size_t matchers = (size_t)PyTuple_GET_SIZE(analyzer->matchers);
  table->source.label_count = (size_t)PyTuple_GET_SIZE(analyzer->labels);
  table->matchers = PyMem_Calloc(matchers, sizeof *table->matchers);
  table->labels = PyMem_Calloc(table->source.label_count, sizeof *table->labels);
  if (table->matchers == NULL || table->labels == NULL) {
    PyErr_NoMemory();
    return false;
  }
  for (size_t i = 0; i < matchers; i++) {
    table->matchers[i] = sve_py_matcher_of(state, PyTuple_GET_ITEM(analyzer->matchers, (Py_ssize_t)i));
  }
  for (size_t i = 0; i < table->source.label_count; i++) {
    table->labels[i] = sve_analyzer_label(analyzer->core, (unsigned)i);
  }
  table->source.matchers = table->matchers;
  table->source.labels = table->labels;
  return true;
}

static bool read_dates(PyObject *given, table_object *table) {
  PyObject *sequence;
  if (!sve_py_dates(given, &table->date, &sequence)) return false;
  if (sequence == NULL) return true;
  table->date_count = PyTuple_GET_SIZE(sequence);
  table->dates = PyMem_Calloc((size_t)table->date_count, sizeof *table->dates);
  bool done = table->dates != NULL;
  if (!done) PyErr_NoMemory();
  for (Py_ssize_t i = 0; done && i < table->date_count; i++) {
    done = sve_py_date(PyTuple_GET_ITEM(sequence, i), &table->dates[i]);
  }
  Py_DECREF(sequence);
  return done;
}

static bool read_part(PyObject *given, table_object *table) {
  table->source.part = SVE_PY_ENTITIES;
  if (given == NULL) return true;
  for (sve_py_part part = 0; PyUnicode_Check(given) && part < SVE_PY_PARTS; part++) {
    if (PyUnicode_CompareWithASCIIString(given, SVE_PY_PART_NAMES[part]) != 0) continue;
    table->source.part = part;
    return true;
  }
  PyErr_Format(PyExc_ValueError, "part must be 'tokens', 'sentences', 'entities', 'clusters' or 'quotes', not %R",
               given);
  return false;
}

/* Adds the column of that name to those that are wanted. */
static bool want_column(PyObject *name, const sve_arrow_table *all, uint32_t *wanted) {
  for (size_t i = 0; PyUnicode_Check(name) && i < all->count; i++) {
    if (!all->columns[i].wanted || PyUnicode_CompareWithASCIIString(name, all->columns[i].field.name) != 0) continue;
    *wanted |= (uint32_t)1 << i;
    return true;
  }
  PyErr_Format(PyExc_ValueError, "a table of %s has no column %R", all->list.field.name, name);
  return false;
}

static bool read_columns(PyObject *given, sve_arrow_source *source) {
  source->wanted = UINT32_MAX;
  if (given == NULL || given == Py_None) return true;
  PyObject *names = PyUnicode_Check(given) ? NULL : PySequence_Fast(given, "columns must be a list of names");
  if (names == NULL) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "columns must be a list of names");
    return false;
  }
  sve_arrow_table all;
  sve_arrow_table_init(source, &all);
  uint32_t wanted = 0;
  bool done = true;
  for (Py_ssize_t i = 0; done && i < PySequence_Fast_GET_SIZE(names); i++) {
    done = want_column(PySequence_Fast_GET_ITEM(names, i), &all, &wanted);
  }
  if (done && wanted == 0) PyErr_SetString(PyExc_ValueError, "columns must name a column");
  Py_DECREF(names);
  source->wanted = wanted;
  return done && wanted != 0;
}

static const char *const NAMES[] = {"column", "part", "columns", "nested", "dates", "threads", "offsets"};
enum { COLUMN, PART, COLUMNS, NESTED, DATES, THREADS, OFFSETS, GIVEN };

PyObject *sve_py_call_to_arrow(sve_py_state *state, sve_py_analyzer *self, PyObject *const *args, Py_ssize_t nargs,
                               PyObject *kwnames) {
  PyObject *given[GIVEN];
  if (!sve_py_arguments("to_arrow", NAMES, GIVEN, 2, 1, args, nargs, kwnames, given)) return NULL;
  int nested = given[NESTED] == NULL ? 0 : PyObject_IsTrue(given[NESTED]);
  if (nested < 0) return NULL;
  /* A consumer's threads would enter the main interpreter, which another GIL may guard. */
  if (PyInterpreterState_Get() != PyInterpreterState_Main()) {
    return PyErr_Format(PyExc_RuntimeError, "to_arrow works in the main interpreter only");
  }
  table_object *table = (table_object *)state->table_type->tp_alloc(state->table_type, 0);
  if (table == NULL) return NULL;
  table->source.nested = nested != 0;
  table->analyzer = (sve_py_analyzer *)Py_NewRef((PyObject *)self);
  table->column = Py_NewRef(given[COLUMN]);
  bool done = read_part(given[PART], table) && read_columns(given[COLUMNS], &table->source) &&
              sve_py_unit_of(given[OFFSETS], &table->source.unit) && sve_py_threads(given[THREADS], &table->threads) &&
              read_dates(given[DATES], table) && read_parts(state, table);
  /* The first stream is opened now, so that a column of the wrong type is told where it was given. */
  if (!done || !sve_arrow_open(table->column, &table->first, &table->type)) Py_CLEAR(table);
  return (PyObject *)table;
}

PyDoc_STRVAR(stream_doc,
             "__arrow_c_stream__($self, /, requested_schema=None)\n--\n\nThe table, by Arrow's PyCapsule interface.");

static PyMethodDef table_methods[] = {
    {"__arrow_c_stream__", (PyCFunction)(void (*)(void))table_stream, METH_VARARGS | METH_KEYWORDS, stream_doc},
    {NULL, NULL, 0, NULL},
};

PyDoc_STRVAR(table_doc,
             "A table that is computed while it is read: hand it to pyarrow.table, polars.DataFrame or\n"
             "pandas.DataFrame.from_arrow. Made by Analyzer.to_arrow.");

static PyType_Slot table_slots[] = {
    {Py_tp_doc, (void *)table_doc},
    {Py_tp_dealloc, (void *)table_dealloc},
    {Py_tp_methods, table_methods},
    {0, NULL},
};

static PyType_Spec table_spec = {
    .name = "svenner._core.ArrowTable",
    .basicsize = sizeof(table_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = table_slots,
};

int sve_py_add_arrow(PyObject *module, sve_py_state *state) {
  state->table_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &table_spec, NULL);
  return state->table_type == NULL ? -1 : PyModule_AddType(module, state->table_type);
}
