/* What the binding's files share. The binding includes svenner.h and Python.h, nothing else of csrc.
 *
 * Every call goes: parse -> release the GIL -> one core call -> take it back -> build objects. What the
 * types share lives in the module's state; there are no globals, and every type is an immutable heap type.
 */
#ifndef SVE_PYTHON_BINDING_H
#define SVE_PYTHON_BINDING_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "svenner.h"

typedef struct sve_py_state {
  PyObject *data_error; /* svenner.DataError */
  PyTypeObject *builder_type, *matcher_type, *match_type;
} sve_py_state;

extern PyModuleDef sve_py_module;

/* The state that belongs to a type of this module, or to one derived from it; NULL with an exception. */
sve_py_state *sve_py_state_of(PyTypeObject *type);

/* Sets the exception that a status stands for and returns NULL. `path` is named in an OSError; may be NULL. An
 * exception that is set already (by a callback that cancelled) stays. */
void *sve_py_raise(const sve_py_state *state, const sve_error *error, PyObject *path);

/* ---- Text: str -> UTF-8 and back. ---- */

/* The UTF-8 of a str; lone surrogates are encoded like any code point. ASCII is lent by the str, the rest is a
 * copy: nothing is kept inside the user's str. */
typedef struct sve_py_text {
  const char *bytes;
  size_t length;
  char *owned;
  char room[1000]; /* spares short texts the allocation */
} sve_py_text;

/* False with TypeError (which names `what`) for anything but a str. `text` must not move until it is cleared. */
bool sve_py_text_get(PyObject *object, const char *what, sve_py_text *text);
void sve_py_text_clear(sve_py_text *text);

/* A str from the core's UTF-8; None for an empty one where `optional`. */
PyObject *sve_py_str(sve_string string, bool optional);

/* ---- Arguments. ---- */

/* Distributes a vectorcall's arguments over `count` slots (NULL: not given). The first `positional` may be given
 * without their name, the first `required` must be given. False with TypeError. */
bool sve_py_arguments(const char *function, const char *const *names, size_t count, size_t positional, size_t required,
                      PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames, PyObject **out);

/* The same for tp_new and tp_init. */
bool sve_py_arguments_of_call(const char *function, const char *const *names, size_t count, size_t positional,
                              size_t required, PyObject *args, PyObject *kwargs, PyObject **out);

/* ---- Matchers, as the analyzer sees them. ---- */

/* The core's matcher of a svenner.Matcher (lent), or NULL with TypeError. */
const sve_matcher *sve_py_matcher_of(const sve_py_state *state, PyObject *matcher);

/* The id that the user gave with a name (new reference), None where there is none. */
PyObject *sve_py_matcher_id(PyObject *matcher, uint32_t entry);

/* ---- Each file adds its types and functions to the module: 0, or -1 with an exception. ---- */

int sve_py_add_builder(PyObject *module, sve_py_state *state);

#endif
