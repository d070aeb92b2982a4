/* Pieces of a text as str. Half of running text is words that stood a moment ago: those are the same object again,
 * which costs neither an allocation nor memory. */
#ifndef SVE_PYTHON_PIECE_H
#define SVE_PYTHON_PIECE_H

#include "python/binding.h"

/* The piece `span` of `whole`, whose UTF-8 is `text` (new reference); NULL with MemoryError. */
PyObject *sve_py_piece(sve_py_state *state, PyObject *whole, const sve_py_text *text, const sve_span *span);

/* Frees the table of a module's state with its references; NULL is allowed. */
void sve_py_recent_free(sve_py_recent *recent);
#endif
