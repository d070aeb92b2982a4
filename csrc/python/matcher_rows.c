/* Many texts for a matcher: a stretch of rows, searched at once and without the GIL. svenner/matcher.py gives the
 * stretches to threads.
 */
#include "python/document.h"
#include "python/matcher.h"

enum { FETCHED_AHEAD = 8, FETCHED_BYTES = 256, LINE_BYTES = 64 };

/* A column's str lie all over the memory: asks for one that is read soon. */
static void fetch(PyObject *object) {
  for (size_t at = 0; at < FETCHED_BYTES; at += LINE_BYTES) __builtin_prefetch((const char *)object + at);
}

/* The texts of a tuple, which holds them meanwhile; a missing one is empty. */
static bool read_rows(PyObject *const *objects, Py_ssize_t first, size_t count, sve_py_room *room, sve_string *out) {
  for (size_t i = 0; i < count; i++) {
    PyObject *object = objects[i];
    if (i + FETCHED_AHEAD < count) fetch(objects[i + FETCHED_AHEAD]);
    out[i] = (sve_string){"", 0};
    if (PyUnicode_Check(object)) {
      if (!sve_py_room_add(room, object, &out[i])) return false;
    } else if (!sve_py_is_missing(object)) {
      PyErr_Format(PyExc_TypeError, "texts[%zd] must be str or missing, not %.100s", first + (Py_ssize_t)i,
                   Py_TYPE(object)->tp_name);
      return false;
    }
  }
  return true;
}

static PyObject *row_lists(sve_py_matcher *self, PyObject *const *objects, const sve_string *texts, const size_t *ends,
                           size_t count, const sve_match *items) {
  PyObject *lists = PyList_New((Py_ssize_t)count);
  for (size_t i = 0, first = 0; lists != NULL && i < count; first = ends[i++]) {
    PyObject *list = sve_py_match_list(self->state, self, objects[i], texts[i].bytes, items + first, ends[i] - first);
    if (list == NULL) {
      Py_CLEAR(lists);
    } else {
      PyList_SET_ITEM(lists, (Py_ssize_t)i, list);
    }
  }
  return lists;
}

static PyObject *search_rows(sve_py_matcher *self, PyObject *const *objects, Py_ssize_t first, size_t count,
                             sve_py_room *room, sve_string *texts, size_t *ends) {
  if (!read_rows(objects, first, count, room, texts)) return NULL;
  const sve_data *lexicon = self->lexicon == NULL ? NULL : sve_py_data_of(self->lexicon);
  sve_matches *found = NULL;
  PyObject *lists = NULL;
  sve_error error;
  sve_status status;
  Py_BEGIN_ALLOW_THREADS;
  status = sve_matches_new(&found, &error);
  if (status == SVE_OK) status = sve_matcher_search(self->core, lexicon, texts, count, found, ends, &error);
  Py_END_ALLOW_THREADS;
  if (status == SVE_OK) {
    size_t total;
    const sve_match *items = sve_matches_get(found, &total);
    lists = row_lists(self, objects, texts, ends, count, items);
  } else {
    sve_py_raise(self->state, &error, NULL);
  }
  sve_matches_free(found);
  return lists;
}

PyObject *sve_py_matcher_find_rows(PyObject *object, PyObject *args) {
  PyObject *tuple, *lists = NULL;
  Py_ssize_t first;
  if (!PyArg_ParseTuple(args, "O!n:_find_rows", &PyTuple_Type, &tuple, &first)) return NULL;
  size_t count = (size_t)PyTuple_GET_SIZE(tuple);
  sve_string *texts = PyMem_Calloc(count, sizeof *texts);
  size_t *ends = PyMem_Calloc(count, sizeof *ends);
  sve_py_room room = {0};
  if (texts == NULL || ends == NULL) {
    PyErr_NoMemory();
  } else {
    PyObject *const *objects = &PyTuple_GET_ITEM(tuple, 0);
    lists = search_rows((sve_py_matcher *)object, objects, first, count, &room, texts, ends);
  }
  sve_py_room_clear(&room);
  PyMem_Free(ends);
  PyMem_Free(texts);
  return lists;
}
