/* The module svenner._core: its state, its exceptions, and what each file adds. */
#include "python/binding.h"

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
      if (path == NULL) {
        PyErr_SetString(PyExc_OSError, error->message);
      } else {
        PyErr_Format(PyExc_OSError, "%s: %R", error->message, path);
      }
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

static int module_exec(PyObject *module) {
  sve_py_state *state = PyModule_GetState(module);
  if (add_exceptions(module, state) < 0) return -1;
  return sve_py_add_builder(module, state);
}

static int module_traverse(PyObject *module, visitproc visit, void *arg) {
  sve_py_state *state = PyModule_GetState(module);
  Py_VISIT(state->data_error);
  Py_VISIT(state->builder_type);
  return 0;
}

static int module_clear(PyObject *module) {
  sve_py_state *state = PyModule_GetState(module);
  Py_CLEAR(state->data_error);
  Py_CLEAR(state->builder_type);
  return 0;
}

static void module_free(void *module) {
  module_clear(module);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, (void *)module_exec},
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
