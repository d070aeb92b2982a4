/* features: what the recogniser weighs of each token, for training (svenner/train.py). */
#include "python/document.h"

/* Byte spans -> spans with code points, counted on the way. Spans out of order are the core's to refuse. */
static void count_characters(const char *text, size_t length, const uint32_t *borders, size_t count, sve_span *out) {
  size_t at = 0;
  uint32_t character = 0;
  for (size_t i = 0; i < 2 * count; i++) {
    for (; at < borders[i] && at < length; at++) character += ((unsigned char)text[at] & 0xC0) != 0x80;
    if (i % 2 == 0) {
      out[i / 2] = (sve_span){.start_byte = borders[i], .start_cp = character};
    } else {
      out[i / 2].end_byte = borders[i];
      out[i / 2].end_cp = character;
    }
  }
}

static PyObject *find_features(sve_py_state *state, const Py_buffer *text, const Py_buffer *borders,
                               const Py_buffer *ends) {
  size_t count = (size_t)borders->len / (2 * sizeof(uint32_t));
  sve_span *spans = PyMem_New(sve_span, count);
  if (spans == NULL) return PyErr_NoMemory();
  count_characters(text->buf, (size_t)text->len, borders->buf, count, spans);
  sve_py_analyzer *analyzer = sve_py_default_analyzer(state);
  sve_document *document = analyzer == NULL ? NULL : sve_py_take_document(state);
  PyObject *result = NULL;
  if (document != NULL) {
    const uint64_t *list;
    const uint32_t *starts;
    sve_error error;
    sve_status status = sve_analyzer_features(analyzer->core, text->buf, (size_t)text->len, spans, count, ends->buf,
                                              (size_t)ends->len / sizeof(uint32_t), document, &list, &starts, &error);
    if (status != SVE_OK) {
      sve_py_raise(state, &error, NULL);
    } else {
      result = Py_BuildValue("y#y#", list == NULL ? "" : (const char *)list, (Py_ssize_t)(starts[count] * sizeof *list),
                             (const char *)starts, (Py_ssize_t)((count + 1) * sizeof *starts));
    }
    sve_py_give_document(state, document);
  }
  Py_XDECREF(analyzer);
  PyMem_Free(spans);
  return result;
}

PyDoc_STRVAR(features_doc,
             "features($module, text, borders, sentence_ends, /)\n--\n\n"
             "The hashes of the features that the recogniser weighs of each token of `text`, UTF-8 bytes.\n\n"
             "`borders`: a buffer of 32-bit numbers, start and end of each token in bytes; `sentence_ends`: behind\n"
             "which token each sentence ends. Returns the 64-bit hashes of all tokens and where each token's\n"
             "begin (32-bit, one more than there are tokens). A token without features is outside every name.");

static PyObject *features(PyObject *module, PyObject *args) {
  Py_buffer text, borders, ends;
  if (!PyArg_ParseTuple(args, "y*y*y*:features", &text, &borders, &ends)) return NULL;
  PyObject *result = NULL;
  bool whole = borders.len % (Py_ssize_t)(2 * sizeof(uint32_t)) == 0 && ends.len % (Py_ssize_t)sizeof(uint32_t) == 0 &&
               ((uintptr_t)borders.buf | (uintptr_t)ends.buf) % sizeof(uint32_t) == 0;
  if (whole) {
    result = find_features(PyModule_GetState(module), &text, &borders, &ends);
  } else {
    PyErr_SetString(PyExc_ValueError, "borders and sentence_ends: expected aligned 32-bit numbers");
  }
  PyBuffer_Release(&text);
  PyBuffer_Release(&borders);
  PyBuffer_Release(&ends);
  return result;
}

static PyMethodDef functions[] = {
    {"features", features, METH_VARARGS, features_doc},
    {NULL, NULL, 0, NULL},
};

int sve_py_add_training(PyObject *module, sve_py_state *Py_UNUSED(state)) {
  return PyModule_AddFunctions(module, functions);
}
