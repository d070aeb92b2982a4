/* Analyzer.to_arrow: a column of text, with Arrow's interface, to a table of what is in it, with the same.
 *
 * Nothing is read before a consumer asks. Texts are read where they lie and analysed by the batch on threads, so that
 * memory is bounded by a batch and the table keeps the column's order. No Python object is made for a text or an item.
 */
#include "python/arrow.h"

#include "python/document.h"
#include "python/shared.h"

enum { BATCH_ROWS = 8192, BATCH_BYTES = 8 << 20 };

static const char MALFORMED[] = "the column is no well-formed array of Arrow's";

static const sve_arrow_field ROW_FIELD = {"row", 'l', false};

typedef struct reader { /* what a stream works with; PyMem_Raw's */
  PyObject *table;      /* the table object, which holds the analyzer; its last owner needs the GIL */
  const struct table_object *of;
  struct ArrowArrayStream input;
  struct ArrowArray chunk;
  int64_t at, row; /* next row of the chunk, and of the whole */
  bool begun;      /* a batch has been handed over */
  sve_arrow_type type;
  sve_arrow_column columns[SVE_ARROW_COLUMNS];
  size_t column_count, text_count;
  sve_string texts[BATCH_ROWS];
  sve_request requests[BATCH_ROWS];
  sve_document *documents[BATCH_ROWS]; /* made when first needed, used by every batch */
  int32_t ends[BATCH_ROWS];
  uint8_t valid[BATCH_ROWS / 8];
  sve_arrow_buffer astral; /* of the row that is put */
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
  bool nested;
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

/* Takes the next rows of the chunk that make a batch: their number, or -1. Marks in `valid` which hold a text. */
static int64_t take_rows(reader *work) {
  const table_object *table = work->of;
  size_t bytes = 0;
  int64_t count = 0, left = work->chunk.length - work->at;
  memset(work->valid, 0, sizeof work->valid);
  work->text_count = 0;
  for (; count < left && count < BATCH_ROWS && bytes < BATCH_BYTES; count++) {
    sve_string text;
    sve_arrow_cell cell = sve_arrow_read(work->type, &work->chunk, work->at + count, &text);
    if (cell == SVE_ARROW_BROKEN) return -1;
    if (cell == SVE_ARROW_NULL) continue;
    int64_t row = work->row + count;
    sve_depth depth = table->source.part == SVE_PY_TOKENS      ? SVE_DEPTH_TOKENS
                      : table->source.part == SVE_PY_SENTENCES ? SVE_DEPTH_SENTENCES
                                                               : SVE_DEPTH_ALL;
    work->valid[count / 8] = (uint8_t)(work->valid[count / 8] | 1 << (count % 8));
    work->texts[work->text_count] = text;
    work->requests[work->text_count++] = (sve_request){.depth = depth,
                                                       .date = table->dates == NULL      ? table->date
                                                               : row < table->date_count ? table->dates[row]
                                                                                         : (sve_date){0}};
    bytes += text.length;
  }
  return count;
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

static int analyze_batch(reader *work) {
  sve_error error;
  sve_status status = SVE_OK;
  PyThreadState *thread = is_attached() ? PyEval_SaveThread() : NULL;
  for (size_t i = 0; i < work->text_count && status == SVE_OK; i++) {
    if (work->documents[i] == NULL) status = sve_document_new(&work->documents[i], &error);
  }
  if (status == SVE_OK) {
    status = sve_analyze_many(work->of->analyzer->core, work->texts, work->requests, work->text_count,
                              work->of->threads, poll, NULL, work->documents, &error);
  }
  if (thread != NULL) PyEval_RestoreThread(thread);
  if (status == SVE_OK) return 0;
  return fail_reading(work, status == SVE_NO_MEMORY ? ENOMEM : status == SVE_CANCELLED ? EINTR : EINVAL, error.message);
}

/* ---- The stream. ---- */

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

/* Puts the items of the batch's rows; false without memory, and where they are too many for 32-bit list offsets. */
static bool put_batch(reader *work, int64_t rows) {
  const table_object *table = work->of;
  size_t next = 0;
  for (int64_t row = 0; row < rows; row++) {
    if ((work->valid[row / 8] >> (row % 8) & 1) != 0) {
      sve_document *document = work->documents[next];
      sve_arrow_row from = {.text = work->texts[next++]};
      if (table->source.unit == SVE_PY_UTF16 && !find_astral(&work->astral, &from)) return false;
      size_t count, item_size;
      const char *items = sve_py_part_of(document, table->source.part, &count, &item_size);
      for (size_t i = 0; i < count; i++) {
        sve_arrow_column *column = work->columns;
        if (!table->nested) sve_arrow_put_number(column++, (uint64_t)(work->row + row));
        sve_arrow_put_item(&table->source, column, document, items + i * item_size, &from);
      }
    }
    if (work->columns[0].length > INT32_MAX) return false;
    work->ends[row] = (int32_t)work->columns[0].length;
  }
  return true;
}

static int stream_get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  reader *work = stream->private_data;
  const char *list = work->of->nested ? SVE_PY_PART_NAMES[work->of->source.part] : NULL;
  if (sve_arrow_export_schema(work->columns, work->column_count, list, out)) return 0;
  return fail_reading(work, ENOMEM, "out of memory");
}

static int stream_get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  reader *work = stream->private_data;
  bool more;
  int code = next_chunk(work, &more);
  if (code != 0) return code;
  if (!more && work->begun) {
    out->release = NULL;
    return 0;
  }
  /* A column without rows gives one batch all the same: it holds the names of the categories. */
  work->text_count = 0;
  int64_t rows = more ? take_rows(work) : 0;
  if (rows < 0) return fail_reading(work, EINVAL, MALFORMED);
  code = analyze_batch(work);
  if (code != 0) return code;
  sve_arrow_lists lists = {.name = SVE_PY_PART_NAMES[work->of->source.part],
                           .ends = work->ends,
                           .valid = work->valid,
                           .rows = rows,
                           .nulls = rows - (int64_t)work->text_count};
  const sve_arrow_lists *wanted = work->of->nested ? &lists : NULL;
  if (!put_batch(work, rows) || !sve_arrow_export(work->columns, work->column_count, wanted, out)) {
    return fail_reading(work, ENOMEM, "out of memory, or more than 2 GB of text in a batch");
  }
  work->at += rows;
  work->row += rows;
  work->begun = true;
  return 0;
}

static const char *stream_get_last_error(struct ArrowArrayStream *stream) {
  return ((reader *)stream->private_data)->message;
}

static void reader_free(reader *work) {
  if (work->chunk.release != NULL) work->chunk.release(&work->chunk);
  if (work->input.release != NULL) work->input.release(&work->input);
  for (size_t i = 0; i < work->column_count; i++) sve_arrow_clear(&work->columns[i]);
  PyMem_RawFree(work->astral.bytes);
  for (size_t i = 0; i < BATCH_ROWS && work->documents[i] != NULL; i++) sve_document_free(work->documents[i]);
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
  if (!table->nested) work->columns[work->column_count++].field = ROW_FIELD;
  work->column_count += sve_arrow_columns_of(&table->source, work->columns + work->column_count);
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
  table->matchers = PyMem_New(const sve_matcher *, matchers);
  table->labels = PyMem_New(sve_string, table->source.label_count);
  if (table->matchers == NULL || table->labels == NULL) {
    PyErr_NoMemory();
    return false;
  }
  for (size_t i = 0; i < matchers; i++) {
    table->matchers[i] = sve_py_matcher_of(state, PyTuple_GET_ITEM(analyzer->matchers, (Py_ssize_t)i));
    if (table->matchers[i] == NULL) return false;
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
  table->dates = PyMem_New(sve_date, (size_t)table->date_count);
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

static const char *const NAMES[] = {"column", "part", "nested", "dates", "threads", "offsets"};
enum { COLUMN, PART, NESTED, DATES, THREADS, OFFSETS, GIVEN };

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
  table->nested = nested != 0;
  table->analyzer = (sve_py_analyzer *)Py_NewRef((PyObject *)self);
  table->column = Py_NewRef(given[COLUMN]);
  bool done = read_part(given[PART], table) && sve_py_unit_of(given[OFFSETS], &table->source.unit) &&
              sve_py_threads(given[THREADS], &table->threads) && read_dates(given[DATES], table) &&
              read_parts(state, table);
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
