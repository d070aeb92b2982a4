/* Many texts for a matcher: one stretch of rows, searched without the GIL. svenner/matcher.py gives the
 * stretches to threads.
 */
#include "python/document.h"
#include "python/matcher.h"

typedef struct row {
  PyObject *object; /* its str (held), NULL: missing */
  sve_string string;
  char *owned;       /* a copy to free */
  size_t first, end; /* its matches */
} row;

static bool read_row(PyObject *object, Py_ssize_t index, row *out) {
  *out = (row){0};
  if (sve_py_is_missing(object)) return true;
  if (!PyUnicode_Check(object)) {
    PyErr_Format(PyExc_TypeError, "texts[%zd] must be str or missing, not %.100s", index, Py_TYPE(object)->tp_name);
    return false;
  }
  sve_py_text text;
  if (!sve_py_text_get(object, "text", &text)) return false;
  out->owned = text.owned;
  if (text.bytes == text.room) {
    out->owned = PyMem_RawMalloc(text.length);
    if (out->owned == NULL) {
      PyErr_NoMemory();
      return false;
    }
    text.bytes = memcpy(out->owned, text.room, text.length);
  }
  out->string = (sve_string){text.bytes, text.length};
  out->object = Py_NewRef(object);
  return true;
}

static sve_status search_rows(const sve_py_matcher *self, row *rows, size_t count, sve_matches *found,
                              sve_error *error) {
  const sve_data *lexicon = self->lexicon == NULL ? NULL : sve_py_data_of(self->lexicon);
  sve_status status = SVE_OK;
  for (size_t i = 0; i < count && status == SVE_OK; i++) {
    sve_matches_get(found, &rows[i].first);
    if (rows[i].object != NULL) {
      status = sve_matcher_search(self->core, lexicon, rows[i].string.bytes, rows[i].string.length, found, error);
    }
    sve_matches_get(found, &rows[i].end);
  }
  return status;
}

static PyObject *row_lists(sve_py_matcher *self, const row *rows, size_t count, const sve_matches *found) {
  size_t total;
  const sve_match *items = sve_matches_get(found, &total);
  PyObject *lists = PyList_New((Py_ssize_t)count);
  for (size_t i = 0; lists != NULL && i < count; i++) {
    const row *row = &rows[i];
    PyObject *list =
        sve_py_match_list(self->state, self, row->object, row->string.bytes, items + row->first, row->end - row->first);
    if (list == NULL) {
      Py_CLEAR(lists);
    } else {
      PyList_SET_ITEM(lists, (Py_ssize_t)i, list);
    }
  }
  return lists;
}

PyObject *sve_py_matcher_find_rows(PyObject *object, PyObject *args) {
  sve_py_matcher *self = (sve_py_matcher *)object;
  PyObject *texts, *lists = NULL;
  Py_ssize_t first, end;
  if (!PyArg_ParseTuple(args, "O!nn:_find_rows", &PyTuple_Type, &texts, &first, &end)) return NULL;
  if (first < 0 || end < first || end > PyTuple_GET_SIZE(texts)) {
    return PyErr_Format(PyExc_IndexError, "no rows %zd to %zd", first, end);
  }
  size_t count = 0;
  sve_matches *found = NULL;
  sve_error error;
  row *rows = PyMem_Calloc((size_t)(end - first), sizeof *rows);
  if (rows == NULL) return PyErr_NoMemory();
  bool done = true;
  for (; done && first + (Py_ssize_t)count < end; count += done) {
    Py_ssize_t index = first + (Py_ssize_t)count;
    done = read_row(PyTuple_GET_ITEM(texts, index), index, &rows[count]);
  }
  if (done) {
    sve_status status;
    Py_BEGIN_ALLOW_THREADS;
    status = sve_matches_new(&found, &error);
    if (status == SVE_OK) status = search_rows(self, rows, count, found, &error);
    Py_END_ALLOW_THREADS;
    if (status == SVE_OK) {
      lists = row_lists(self, rows, count, found);
    } else {
      sve_py_raise(self->state, &error, NULL);
    }
  }
  sve_matches_free(found);
  for (size_t i = 0; i < count; i++) {
    PyMem_RawFree(rows[i].owned);
    Py_XDECREF(rows[i].object);
  }
  PyMem_Free(rows);
  return lists;
}
