/* Matchers and matches, as the binding's files see them. */
#ifndef SVE_PYTHON_MATCHER_H
#define SVE_PYTHON_MATCHER_H

#include "python/binding.h"

typedef struct sve_py_matcher {
  PyObject_HEAD sve_py_state *state; /* the module's, which the type keeps alive */
  sve_matcher *core;
  PyObject *payloads; /* list: the objects given with the names, in their order; NULL: the core's ids tell them */
  PyObject *lexicon;  /* capsule of what decides on compounds; NULL where none are looked for */
  sve_matches *spare; /* memory for the next search; NULL while one uses it; a slot of python/shared.h */
} sve_py_matcher;

/* Matches in `text`, whose UTF-8 is `bytes`, as a list of svenner.Match; new reference. */
PyObject *sve_py_match_list(sve_py_state *state, sve_py_matcher *matcher, PyObject *text, const char *bytes,
                            const sve_match *items, size_t count);

/* _find_rows(texts, first): a list of such lists for a tuple, empty where a text is missing; `first` is the number of
 * its first text in what messages say. */
PyObject *sve_py_matcher_find_rows(PyObject *object, PyObject *args);

/* What was given with a name (new references); None where nothing was. */
PyObject *sve_py_matcher_payload(const sve_py_matcher *matcher, uint32_t entry);
PyObject *sve_py_matcher_name(const sve_py_matcher *matcher, uint32_t entry);
PyObject *sve_py_matcher_label(const sve_py_matcher *matcher, uint32_t entry);

int sve_py_add_match(PyObject *module, sve_py_state *state);
#endif
