/* features, train: what the recogniser weighs of each token, and how much, for training (svenner/train.py). */
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
  sve_span *spans = PyMem_Calloc(count, sizeof *spans);
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

PyDoc_STRVAR(
    train_doc,
    "train($module, features, starts, tags, window_ends, labels, rounds, rate, left_out, /)\n--\n\n"
    "Find the weights of a linear-chain CRF.\n\n"
    "`features`: 64-bit hashes of all tokens; `starts`: 32-bit, where each token's begin, one more than there\n"
    "are tokens; `tags`: a byte a token, 0 for no name, 1 + 2 i and 2 + 2 i for the first and any later token of\n"
    "a name with label i; `window_ends`: 32-bit, behind which token each sequence ends. `labels`: 1 to 3;\n"
    "`rounds`: how often all is read; `rate`: of learning; `left_out`: share of a token's features that is left\n"
    "out at random. Returns the features, each once, seven floats for each of them, and 49 for the transitions.");

static PyObject *train_on(sve_py_state *state, sve_training *training) {
  sve_weights weights;
  sve_error error;
  sve_status status;
  Py_BEGIN_ALLOW_THREADS;
  status = sve_train(training, &weights, &error);
  Py_END_ALLOW_THREADS;
  if (status != SVE_OK) return sve_py_raise(state, &error, NULL);
  PyObject *result = Py_BuildValue("y#y#y#", weights.features == NULL ? "" : (const char *)weights.features,
                                   (Py_ssize_t)(weights.count * sizeof *weights.features),
                                   (const char *)weights.weights, (Py_ssize_t)(weights.count * sizeof *weights.weights),
                                   (const char *)weights.transitions, (Py_ssize_t)sizeof weights.transitions);
  sve_weights_clear(&weights);
  return result;
}

/* The buffers' lengths fit each other. */
static bool fits(const Py_buffer *features, const Py_buffer *starts, const Py_buffer *tags, const Py_buffer *ends) {
  if (((uintptr_t)features->buf % sizeof(uint64_t) | (uintptr_t)starts->buf % sizeof(uint32_t) |
       (uintptr_t)ends->buf % sizeof(uint32_t)) != 0) {
    return false;
  }
  if (starts->len != (tags->len + 1) * (Py_ssize_t)sizeof(uint32_t)) return false;
  const uint32_t *last = (const uint32_t *)starts->buf + tags->len;
  return *(const uint32_t *)starts->buf == 0 && features->len == (Py_ssize_t)(*last * sizeof(uint64_t)) &&
         ends->len % (Py_ssize_t)sizeof(uint32_t) == 0;
}

static PyObject *train(PyObject *module, PyObject *args) {
  Py_buffer features, starts, tags, ends;
  sve_training training = {0};
  if (!PyArg_ParseTuple(args, "y*y*y*y*IIff:train", &features, &starts, &tags, &ends, &training.labels,
                        &training.rounds, &training.rate, &training.left_out)) {
    return NULL;
  }
  PyObject *result = NULL;
  if (fits(&features, &starts, &tags, &ends)) {
    training.features = features.buf;
    training.starts = starts.buf;
    training.tags = tags.buf;
    training.window_ends = ends.buf;
    training.token_count = (size_t)tags.len;
    training.window_count = (size_t)ends.len / sizeof(uint32_t);
    result = train_on(PyModule_GetState(module), &training);
  } else {
    PyErr_SetString(PyExc_ValueError, "features, starts, tags and window_ends: the lengths do not fit each other");
  }
  PyBuffer_Release(&features);
  PyBuffer_Release(&starts);
  PyBuffer_Release(&tags);
  PyBuffer_Release(&ends);
  return result;
}

static PyMethodDef functions[] = {
    {"features", features, METH_VARARGS, features_doc},
    {"train", train, METH_VARARGS, train_doc},
    {NULL, NULL, 0, NULL},
};

int sve_py_add_training(PyObject *module, sve_py_state *Py_UNUSED(state)) {
  return PyModule_AddFunctions(module, functions);
}
