/* The module svenner._core: its state, its exceptions, and what each file adds. */
#include "python/binding.h"
#include "python/piece.h"
#include "python/words.h"

_Static_assert((int)SVE_PY_WORD_COUNT <= (int)SVE_PY_WORDS, "sve_py_state has room for all words");

void *sve_py_raise(const sve_py_state *state, const sve_error *error, PyObject *path) {
  if (state == NULL || PyErr_Occurred()) return NULL;
  switch (error->code) {
    case SVE_NO_MEMORY:
      PyErr_NoMemory();
      break;
    case SVE_BAD_DATA:
      PyErr_SetString(state->data_error, error->message);
      break;
    case SVE_CANCELLED:
      PyErr_SetNone(PyExc_KeyboardInterrupt);
      break;
    case SVE_TOO_LARGE:
      PyErr_SetString(PyExc_OverflowError, error->message);
      break;
    case SVE_IO:
      errno = (int)error->offset;
      PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path);
      break;
    case SVE_OK:
    case SVE_BAD_ARGUMENT:
      PyErr_SetString(PyExc_ValueError, error->message);
      break;
  }
  return NULL;
}

sve_py_state *sve_py_state_of(PyTypeObject *type) {
  PyObject *module = PyType_GetModuleByDef(type, &sve_py_module);
  return module == NULL ? NULL : PyModule_GetState(module);
}

static int add_exceptions(PyObject *module, sve_py_state *state) {
  state->data_error = PyErr_NewExceptionWithDoc(
      "svenner.DataError",
      "A data file (lexicon, model, saved matcher) that is foreign, newer, cut short or corrupted.", PyExc_ValueError,
      NULL);
  return state->data_error == NULL ? -1 : PyModule_AddObjectRef(module, "DataError", state->data_error);
}

static int add_words(sve_py_state *state) {
#define TEXT(name) #name,
  static const char *const texts[] = {SVE_PY_ALL_WORDS(TEXT)};
#undef TEXT
  for (int i = 0; i < SVE_PY_WORD_COUNT; i++) {
    state->words[i] = PyUnicode_InternFromString(texts[i]);
    if (state->words[i] == NULL) return -1;
  }
  return 0;
}

/* What the numbers in a column of kinds stand for. */
static int add_token_kinds(PyObject *module, sve_py_state *state) {
  PyObject *kinds = PyTuple_New(SVE_TOKEN_IDENTIFIER + 1);
  if (kinds == NULL) return -1;
  for (unsigned i = 0; i <= SVE_TOKEN_IDENTIFIER; i++) {
    PyTuple_SET_ITEM(kinds, i, Py_NewRef(sve_py_token_kind(state, i)));
  }
  int status = PyModule_AddObjectRef(module, "TOKEN_KINDS", kinds);
  Py_DECREF(kinds);
  return status;
}

static int module_exec(PyObject *module) {
  static int (*const add[])(PyObject *, sve_py_state *) = {
      sve_py_add_builder,   sve_py_add_document, sve_py_add_views,  sve_py_add_items, sve_py_add_analyzer,
      sve_py_add_functions, sve_py_add_matcher,  sve_py_add_decode, sve_py_add_arrow, sve_py_add_training,
  };
  sve_py_state *state = PyModule_GetState(module);
  state->module = module;
  if (add_exceptions(module, state) < 0 || add_words(state) < 0 || add_token_kinds(module, state) < 0) return -1;
  for (size_t i = 0; i < sizeof add / sizeof *add; i++) {
    if (add[i](module, state) < 0) return -1;
  }
  return 0;
}

static int module_traverse(PyObject *module, visitproc visit, void *arg) {
  sve_py_state *state = PyModule_GetState(module);
  Py_VISIT(state->data_error);
  Py_VISIT(state->analyzer);
  Py_VISIT(state->builder_type);
  Py_VISIT(state->analyzer_type);
  Py_VISIT(state->document_type);
  Py_VISIT(state->column_type);
  Py_VISIT(state->table_type);
  Py_VISIT(state->matcher_type);
  Py_VISIT(state->match_type);
  for (int i = 0; i < SVE_PY_PARTS; i++) {
    Py_VISIT(state->view_types[i]);
    Py_VISIT(state->item_types[i]);
  }
  return 0;
}

static int module_clear(PyObject *module) {
  sve_py_state *state = PyModule_GetState(module);
  Py_CLEAR(state->data_error);
  Py_CLEAR(state->analyzer);
  Py_CLEAR(state->builder_type);
  Py_CLEAR(state->analyzer_type);
  Py_CLEAR(state->document_type);
  Py_CLEAR(state->column_type);
  Py_CLEAR(state->table_type);
  Py_CLEAR(state->matcher_type);
  Py_CLEAR(state->match_type);
  for (int i = 0; i < SVE_PY_PARTS; i++) {
    Py_CLEAR(state->view_types[i]);
    Py_CLEAR(state->item_types[i]);
  }
  return 0;
}

static void module_free(void *module) {
  sve_py_state *state = PyModule_GetState(module);
  module_clear(module);
  for (int i = 0; i < SVE_PY_WORDS; i++) Py_CLEAR(state->words[i]);
  Py_CLEAR(state->lexicon);
  Py_CLEAR(state->model);
  for (int i = 0; i < SVE_PY_POOL; i++) sve_document_free(state->pool[i]);
  sve_py_recent_free(state->recent);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)module_exec},
#if PY_VERSION_HEX >= 0x030C0000
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
#if PY_VERSION_HEX >= 0x030D0000
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

PyDoc_STRVAR(module_doc, "The C core of svenner. Use the package svenner, which exports what is public.");

PyModuleDef sve_py_module = {
    PyModuleDef_HEAD_INIT, .m_name = "svenner._core",     .m_doc = module_doc,     .m_size = sizeof(sve_py_state),
    .m_slots = slots,      .m_traverse = module_traverse, .m_clear = module_clear, .m_free = module_free,
};

PyMODINIT_FUNC PyInit__core(void) {
  return PyModuleDef_Init(&sve_py_module);
}
