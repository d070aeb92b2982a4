/* Analyzers, documents and what they lend, as the binding's files see them. */
#ifndef SVE_PYTHON_DOCUMENT_H
#define SVE_PYTHON_DOCUMENT_H

#include "python/binding.h"

/* ---- Analysis. ---- */

typedef struct sve_py_analyzer {
  PyObject_HEAD sve_analyzer *core;
  PyObject *matchers, *labels; /* tuples: svenner.Matcher; names of all labels by number */
  PyObject *lexicon, *model;   /* capsules that own what `core` borrows; model may be None */
  PyObject *arguments;         /* dict: what it was made of, for pickling */
} sve_py_analyzer;

/* The analyzer that svenner.analyze uses, made at the first call (new reference); NULL with an exception. */
sve_py_analyzer *sve_py_default_analyzer(sve_py_state *state);

/* A document to fill, from the pool or new; NULL with MemoryError. To be given back, or freed. */
sve_document *sve_py_take_document(sve_py_state *state);
void sve_py_give_document(sve_py_state *state, sve_document *document);

/* sve_analyze, without the GIL where the text is long enough for another thread to gain by it. */
bool sve_py_analyze(const sve_py_state *state, const sve_analyzer *analyzer, const sve_py_text *text,
                    sve_request request, sve_document *document);

/* The calls themselves, with a method's or function's arguments. */
PyObject *sve_py_call_analyze(sve_py_state *state, sve_py_analyzer *self, PyObject *const *args, Py_ssize_t nargs,
                              PyObject *kwnames);
PyObject *sve_py_call_analyze_many(sve_py_state *state, sve_py_analyzer *self, PyObject *const *args, Py_ssize_t nargs,
                                   PyObject *kwnames);
PyObject *sve_py_call_to_arrow(sve_py_state *state, sve_py_analyzer *self, PyObject *const *args, Py_ssize_t nargs,
                               PyObject *kwnames);
/* The tokens' or sentences' texts as a list of str; no document is made. */
PyObject *sve_py_split(sve_py_state *state, const sve_py_analyzer *self, PyObject *object, sve_depth depth);

/* `date` as a str (ISO 8601) or anything with year, month and day; NULL, None and NaT: not known. False with
 * ValueError or TypeError. */
bool sve_py_date(PyObject *date, sve_date *out);

/* One date for all, or else a tuple of one for each text (new reference; NULL: one for all). */
bool sve_py_dates(PyObject *given, sve_date *date, PyObject **sequence);
/* How many threads; NULL and None: 0, one a processor. False with ValueError. */
bool sve_py_threads(PyObject *given, unsigned *threads);

/* "codepoints", "bytes" or "utf16"; NULL and None: code points. False with ValueError. */
bool sve_py_unit_of(PyObject *offsets, sve_py_unit *out);

/* None, NaN, NaT, pandas.NA. */
bool sve_py_is_missing(PyObject *object);

/* ---- Documents. ---- */

typedef struct sve_py_astral { /* ascending places of the code points that take two UTF-16 units */
  size_t count;
  uint32_t places[];
} sve_py_astral;

typedef struct sve_py_document {
  PyObject_HEAD PyObject *text;
  sve_py_analyzer *analyzer;
  sve_document *core;
  sve_py_unit unit;
  sve_py_astral *astral; /* NULL until asked for; a slot of python/shared.h */
} sve_py_document;

/* Takes `core` over, also on failure. */
PyObject *sve_py_document_new(sve_py_state *state, PyObject *text, sve_py_analyzer *analyzer, sve_document *core,
                              sve_py_unit unit);
/* The array of a part: its items and their number and size. */
const void *sve_py_part_of(const sve_document *core, sve_py_part part, size_t *count, size_t *item_size);
/* How many of the ascending places stand before one. */
size_t sve_py_places_before(const uint32_t *places, size_t count, uint32_t place);
/* Start and end of a span in `unit`; false with MemoryError. */
bool sve_py_offsets(sve_py_document *document, const sve_span *span, sve_py_unit unit, uint32_t out[2]);
/* The stretch of the text (new reference). */
PyObject *sve_py_slice(const sve_py_document *document, const sve_span *span);

/* One token, entity and so on; a part or a slice of it; all as plain dicts and lists. New references. */
PyObject *sve_py_item_new(sve_py_state *state, sve_py_document *document, sve_py_part part, const void *item);
PyObject *sve_py_view_new(sve_py_state *state, sve_py_document *document, sve_py_part part, const void *first,
                          Py_ssize_t count, Py_ssize_t stride);
PyObject *sve_py_item_dict(sve_py_state *state, sve_py_document *document, sve_py_part part, const void *item,
                           sve_py_unit unit);
PyObject *sve_py_document_dict(sve_py_state *state, sve_py_document *document, sve_py_unit unit);

/* What `object` stands for, where it is an item of this document; else NULL, without an exception. */
const void *sve_py_item_of(const sve_py_document *document, PyObject *object);
/* Document.explain (new reference). */
PyObject *sve_py_call_explain(const sve_py_state *state, sve_py_document *self, PyObject *entity);

/* Attributes of an entity (new references). */
PyObject *sve_py_entity_norm(const sve_py_document *document, const sve_entity *entity);
PyObject *sve_py_entity_id(const sve_py_document *document, const sve_entity *entity);
PyObject *sve_py_entity_cluster(const sve_py_document *document, const sve_entity *entity);
PyObject *sve_py_label(const sve_py_document *document, unsigned label);
/* The probability, to four decimals. */
double sve_py_score(float score);
#endif
