/* Arguments by position and by name: what PyArg_ParseTupleAndKeywords does, for vectorcalls too. */
#include "python/binding.h"

static bool place(const char *function, const char *const *names, size_t count, PyObject *name, PyObject *value,
                  PyObject **out) {
  for (size_t i = 0; i < count; i++) {
    if (PyUnicode_CompareWithASCIIString(name, names[i]) != 0) continue;
    if (out[i] != NULL) {
      PyErr_Format(PyExc_TypeError, "%s() got multiple values for argument '%s'", function, names[i]);
      return false;
    }
    out[i] = value;
    return true;
  }
  PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%U'", function, name);
  return false;
}

static bool check_required(const char *function, const char *const *names, size_t required, PyObject *const *out) {
  for (size_t i = 0; i < required; i++) {
    if (out[i] == NULL) {
      PyErr_Format(PyExc_TypeError, "%s() missing required argument '%s'", function, names[i]);
      return false;
    }
  }
  return true;
}

static bool check_positional(const char *function, size_t positional, size_t given) {
  if (given <= positional) return true;
  PyErr_Format(PyExc_TypeError, "%s() takes at most %zu positional argument%s (%zu given)", function, positional,
               positional == 1 ? "" : "s", given);
  return false;
}

bool sve_py_arguments(const char *function, const char *const *names, size_t count, size_t positional, size_t required,
                      PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames, PyObject **out) {
  size_t given = (size_t)PyVectorcall_NARGS((size_t)nargs);
  if (!check_positional(function, positional, given)) return false;
  for (size_t i = 0; i < count; i++) out[i] = i < given ? args[i] : NULL;
  Py_ssize_t named = kwnames == NULL ? 0 : PyTuple_GET_SIZE(kwnames);
  for (Py_ssize_t i = 0; i < named; i++) {
    if (!place(function, names, count, PyTuple_GET_ITEM(kwnames, i), args[given + (size_t)i], out)) {
      return false;
    }
  }
  return check_required(function, names, required, out);
}

bool sve_py_arguments_of_call(const char *function, const char *const *names, size_t count, size_t positional,
                              size_t required, PyObject *args, PyObject *kwargs, PyObject **out) {
  size_t given = (size_t)PyTuple_GET_SIZE(args);
  if (!check_positional(function, positional, given)) return false;
  for (size_t i = 0; i < count; i++) out[i] = i < given ? PyTuple_GET_ITEM(args, (Py_ssize_t)i) : NULL;
  if (kwargs != NULL) {
    PyObject *name, *value;
    Py_ssize_t at = 0;
    while (PyDict_Next(kwargs, &at, &name, &value)) {
      if (!place(function, names, count, name, value, out)) return false;
    }
  }
  return check_required(function, names, required, out);
}
