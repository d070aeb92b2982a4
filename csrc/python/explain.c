/* Document.explain: what spoke for an entity. */
#include "python/document.h"
#include "python/shared.h"

/* The index of `given`, an entity of the document or its place; false with an exception. */
static bool find_index(const sve_py_document *self, PyObject *given, uint32_t *out) {
  size_t count, item_size;
  const char *items = sve_py_part_of(self->core, SVE_PY_ENTITIES, &count, &item_size);
  if (PyLong_Check(given)) {
    Py_ssize_t index = PyLong_AsSsize_t(given);
    if (index == -1 && PyErr_Occurred()) return false;
    if (index < 0) index += (Py_ssize_t)count;
    if (index < 0 || (size_t)index >= count) {
      PyErr_Format(PyExc_IndexError, "the document has %zu entities", count);
      return false;
    }
    *out = (uint32_t)index;
    return true;
  }
  const char *item = sve_py_item_of(self, given);
  if (item == NULL || item < items || item >= items + count * item_size) {
    PyErr_SetString(item == NULL ? PyExc_TypeError : PyExc_ValueError,
                    "explain() takes one of doc.entities of this document, or its index");
    return false;
  }
  *out = (uint32_t)((size_t)(item - items) / item_size);
  return true;
}

static PyObject *list_of(const sve_py_document *self, const sve_reason *reasons, size_t count) {
  size_t token_count;
  const sve_token *tokens = sve_document_tokens(self->core, &token_count);
  PyObject *list = PyList_New((Py_ssize_t)count);
  for (size_t i = 0; list != NULL && i < count; i++) {
    PyObject *word = sve_py_slice(self, &tokens[reasons[i].token].span);
    PyObject *reason =
        word == NULL ? NULL : Py_BuildValue("(Nsd)", word, reasons[i].feature, (double)reasons[i].weight);
    if (reason == NULL) {
      Py_CLEAR(list);
    } else {
      PyList_SET_ITEM(list, (Py_ssize_t)i, reason);
    }
  }
  return list;
}

PyObject *sve_py_call_explain(const sve_py_state *state, sve_py_document *self, PyObject *entity) {
  uint32_t index;
  sve_py_text text;
  if (!find_index(self, entity, &index) || !sve_py_text_get(self->text, "text", &text)) return NULL;
  const sve_reason *reasons;
  size_t count;
  sve_error error;
  PyObject *list;
  /* One thread at a time, with the GIL held: the reasons lie in the document's own scratch memory. */
  SVE_PY_LOCKED(self);
  sve_status status =
      sve_analyzer_explain(self->analyzer->core, text.bytes, text.length, self->core, index, &reasons, &count, &error);
  list = status == SVE_OK ? list_of(self, reasons, count) : sve_py_raise(state, &error, NULL);
  SVE_PY_UNLOCKED();
  sve_py_text_clear(&text);
  return list;
}
