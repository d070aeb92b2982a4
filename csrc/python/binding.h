/* What the binding's files share. The binding includes svenner.h and Python.h, nothing else of csrc.
 *
 * Every call goes: parse -> release the GIL -> one core call -> take it back -> build objects. What the
 * types share lives in the module's state; there are no globals, and every type is an immutable heap type.
 */
#ifndef SVE_PYTHON_BINDING_H
#define SVE_PYTHON_BINDING_H

#define PY_SSIZE_T_CLEAN
#include <Python.h> /* before any header of the system's, whose features it chooses; brings errno, math and string */

#include "svenner.h"

/* The parts of a document that are sequences. */
typedef enum sve_py_part {
  SVE_PY_TOKENS,
  SVE_PY_SENTENCES,
  SVE_PY_ENTITIES,
  SVE_PY_CLUSTERS,
  SVE_PY_QUOTES,
  SVE_PY_PARTS
} sve_py_part;

/* What offsets count; the str itself is indexed by code points. */
typedef enum sve_py_unit { SVE_PY_CODEPOINTS, SVE_PY_BYTES, SVE_PY_UTF16 } sve_py_unit;

enum { SVE_PY_POOL = 4, SVE_PY_WORDS = 48 };

typedef struct sve_py_recent sve_py_recent; /* piece.h */

typedef struct sve_py_state {
  PyObject *module;              /* borrowed */
  PyObject *data_error;          /* svenner.DataError */
  PyObject *words[SVE_PY_WORDS]; /* interned keys, kinds and sources: words.h */
  /* Slots of python/shared.h: */
  PyObject *lexicon, *model;       /* capsules of the shipped data, once opened; None: there is no model */
  PyObject *analyzer;              /* the default analyzer, once made */
  sve_document *pool[SVE_PY_POOL]; /* documents whose memory the next text uses */
  sve_py_recent *recent;           /* NULL until the first word */
  PyTypeObject *builder_type, *analyzer_type, *document_type, *column_type, *table_type, *matcher_type, *match_type;
  PyTypeObject *view_types[SVE_PY_PARTS], *item_types[SVE_PY_PARTS];
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

/* Memory for the UTF-8 of many str at once; starts as {0}. */
typedef struct sve_py_room {
  struct sve_py_block *blocks;
  char *at;
  size_t left;
} sve_py_room;

/* The UTF-8 of a str, lent by it or in `room`; both must live as long. False with MemoryError. */
bool sve_py_room_add(sve_py_room *room, PyObject *str, sve_string *out);
void sve_py_room_clear(sve_py_room *room); /* as it starts */

/* A str from the core's UTF-8; None for an empty one where `optional`. */
PyObject *sve_py_str(sve_string string, bool optional);

/* ---- Data. ---- */

/* The shipped lexicon's capsule, opened at the first call (lent); NULL with an exception. */
PyObject *sve_py_lexicon(sve_py_state *state);
/* The data in such a capsule; NULL for None. */
const sve_data *sve_py_data_of(PyObject *capsule);

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
PyObject *sve_py_matcher_id(PyObject *self, uint32_t entry);

/* ---- Each file adds its types and functions to the module: 0, or -1 with an exception. ---- */

int sve_py_add_builder(PyObject *module, sve_py_state *state);
int sve_py_add_analyzer(PyObject *module, sve_py_state *state);
int sve_py_add_functions(PyObject *module, sve_py_state *state);
int sve_py_add_document(PyObject *module, sve_py_state *state);
int sve_py_add_views(PyObject *module, sve_py_state *state);
int sve_py_add_items(PyObject *module, sve_py_state *state);
int sve_py_add_matcher(PyObject *module, sve_py_state *state);
int sve_py_add_decode(PyObject *module, sve_py_state *state);
int sve_py_add_arrow(PyObject *module, sve_py_state *state);
int sve_py_add_training(PyObject *module, sve_py_state *state);
#endif
