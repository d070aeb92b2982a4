/* svenner.Matcher, as the analyzer sees it. */
#include "python/binding.h"

const sve_matcher *sve_py_matcher_of(const sve_py_state *Py_UNUSED(state), PyObject *matcher) {
  PyErr_Format(PyExc_TypeError, "expected a svenner.Matcher, not %.100s", Py_TYPE(matcher)->tp_name);
  return NULL;
}

PyObject *sve_py_matcher_id(PyObject *Py_UNUSED(matcher), uint32_t Py_UNUSED(entry)) {
  Py_RETURN_NONE;
}

int sve_py_add_matcher(PyObject *Py_UNUSED(module), sve_py_state *Py_UNUSED(state)) {
  return 0;
}
