/* One text: analyze, tokenize and split_sentences, as methods and as functions over the default analyzer. */
#include "python/document.h"
#include "python/piece.h"

enum { GIL_BYTES = 2000 }; /* a shorter text is done before another thread would have started */

bool sve_py_analyze(const sve_py_state *state, const sve_analyzer *analyzer, const sve_py_text *text,
                    sve_request request, sve_document *document) {
  sve_error error;
  sve_status status;
  if (text->length < GIL_BYTES) {
    status = sve_analyze(analyzer, text->bytes, text->length, request, document, &error);
  } else {
    Py_BEGIN_ALLOW_THREADS status = sve_analyze(analyzer, text->bytes, text->length, request, document, &error);
    Py_END_ALLOW_THREADS
  }
  if (status != SVE_OK) sve_py_raise(state, &error, NULL);
  return status == SVE_OK;
}

static const char *const ANALYZE_NAMES[] = {"text", "date", "offsets"};

PyObject *sve_py_call_analyze(sve_py_state *state, sve_py_analyzer *self, PyObject *const *args, Py_ssize_t nargs,
                              PyObject *kwnames) {
  PyObject *given[3];
  if (!sve_py_arguments("analyze", ANALYZE_NAMES, 3, 1, 1, args, nargs, kwnames, given)) return NULL;
  sve_request request = {.depth = SVE_DEPTH_ALL};
  sve_py_unit unit;
  sve_py_text text;
  if (!sve_py_date(given[1], &request.date) || !sve_py_unit_of(given[2], &unit)) return NULL;
  if (!sve_py_text_get(given[0], "text", &text)) return NULL;
  sve_document *core = sve_py_take_document(state);
  PyObject *document = NULL;
  if (core != NULL && sve_py_analyze(state, self->core, &text, request, core)) {
    document = sve_py_document_new(state, given[0], self, core, unit);
  } else if (core != NULL) {
    sve_document_free(core);
  }
  sve_py_text_clear(&text);
  return document;
}

PyObject *sve_py_split(sve_py_state *state, const sve_py_analyzer *self, PyObject *object, sve_depth depth) {
  sve_py_text text;
  if (!sve_py_text_get(object, "text", &text)) return NULL;
  sve_document *core = sve_py_take_document(state);
  PyObject *list = NULL;
  if (core != NULL && sve_py_analyze(state, self->core, &text, (sve_request){.depth = depth}, core)) {
    size_t count, item_size;
    sve_py_part part = depth == SVE_DEPTH_TOKENS ? SVE_PY_TOKENS : SVE_PY_SENTENCES;
    const char *items = sve_py_part_of(core, part, &count, &item_size);
    list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list != NULL && i < count; i++) {
      const sve_span *span = (const sve_span *)(items + i * item_size);
      PyObject *piece = sve_py_piece(state, object, &text, span);
      if (piece == NULL) {
        Py_CLEAR(list);
      } else {
        PyList_SET_ITEM(list, (Py_ssize_t)i, piece);
      }
    }
  }
  if (core != NULL) sve_py_give_document(state, core);
  sve_py_text_clear(&text);
  return list;
}

/* ---- Functions of the module. ---- */

typedef PyObject *analyzer_call(sve_py_state *state, sve_py_analyzer *self, PyObject *const *args, Py_ssize_t nargs,
                                PyObject *kwnames);

static PyObject *call_with_default(PyObject *module, analyzer_call *call, PyObject *const *args, Py_ssize_t nargs,
                                   PyObject *kwnames) {
  sve_py_state *state = PyModule_GetState(module);
  sve_py_analyzer *analyzer = sve_py_default_analyzer(state);
  if (analyzer == NULL) return NULL;
  PyObject *result = call(state, analyzer, args, nargs, kwnames);
  Py_DECREF(analyzer);
  return result;
}

static PyObject *module_analyze(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
  return call_with_default(module, sve_py_call_analyze, args, nargs, kwnames);
}

static PyObject *module_analyze_many(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
  return call_with_default(module, sve_py_call_analyze_many, args, nargs, kwnames);
}

static PyObject *split_with_default(PyObject *module, PyObject *text, sve_depth depth) {
  sve_py_state *state = PyModule_GetState(module);
  sve_py_analyzer *analyzer = sve_py_default_analyzer(state);
  if (analyzer == NULL) return NULL;
  PyObject *list = sve_py_split(state, analyzer, text, depth);
  Py_DECREF(analyzer);
  return list;
}

static PyObject *module_tokenize(PyObject *module, PyObject *text) {
  return split_with_default(module, text, SVE_DEPTH_TOKENS);
}

static PyObject *module_split_sentences(PyObject *module, PyObject *text) {
  return split_with_default(module, text, SVE_DEPTH_SENTENCES);
}

static PyObject *default_analyzer(PyObject *module, PyObject *Py_UNUSED(ignored)) {
  return (PyObject *)sve_py_default_analyzer(PyModule_GetState(module));
}

PyDoc_STRVAR(default_analyzer_doc,
             "default_analyzer($module, /)\n--\n\nThe analyzer that analyze() uses, made at the first call.");
PyDoc_STRVAR(analyze_doc,
             "analyze($module, text, *, date=None, offsets='codepoints')\n--\n\n"
             "Analyse one text with the default analyzer; see Analyzer.analyze.");
PyDoc_STRVAR(analyze_many_doc,
             "analyze_many($module, texts, *, dates=None, threads=None, offsets='codepoints', progress=None)\n--\n\n"
             "Analyse many texts on threads with the default analyzer; see Analyzer.analyze_many.");
PyDoc_STRVAR(tokenize_doc,
             "tokenize($module, text, /)\n--\n\n"
             "The words, numbers, punctuation and so on of a text, as a list of str.");
PyDoc_STRVAR(split_doc, "split_sentences($module, text, /)\n--\n\nThe sentences of a text, as a list of str.");

#define KEYWORDS(function) (PyCFunction)(void (*)(void)) function, METH_FASTCALL | METH_KEYWORDS

static PyMethodDef functions[] = {
    {"analyze", KEYWORDS(module_analyze), analyze_doc},
    {"analyze_many", KEYWORDS(module_analyze_many), analyze_many_doc},
    {"default_analyzer", default_analyzer, METH_NOARGS, default_analyzer_doc},
    {"tokenize", module_tokenize, METH_O, tokenize_doc},
    {"split_sentences", module_split_sentences, METH_O, split_doc},
    {NULL, NULL, 0, NULL},
};

int sve_py_add_functions(PyObject *module, sve_py_state *Py_UNUSED(state)) {
  return PyModule_AddFunctions(module, functions);
}
