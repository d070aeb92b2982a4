/* Sequences over a part of a document, and columns of numbers over those.
 *
 * A view is a first item, a count and a stride into the core's array, so that a slice is a view too. A column
 * exports the numbers where they lie (a strided buffer); only UTF-16 offsets of text beyond the BMP are computed.
 */
#include "python/document.h"

typedef struct view_object {
  PyObject_HEAD sve_py_document *document;
  const char *first;
  Py_ssize_t count, stride; /* stride in bytes; negative in a reversed slice */
  sve_py_part part;
} view_object;

typedef struct column_object {
  PyObject_HEAD sve_py_document *document;
  const char *first;
  uint32_t *owned; /* where the numbers had to be computed */
  Py_ssize_t shape, stride, item_size;
  const char *format;
} column_object;

PyObject *sve_py_view_new(sve_py_state *state, sve_py_document *document, sve_py_part part, const void *first,
                          Py_ssize_t count, Py_ssize_t stride) {
  PyTypeObject *type = state->view_types[part];
  view_object *self = (view_object *)type->tp_alloc(type, 0);
  if (self == NULL) return NULL;
  self->document = (sve_py_document *)Py_NewRef((PyObject *)document);
  self->first = first;
  self->count = count;
  self->stride = stride;
  self->part = part;
  return (PyObject *)self;
}

static void view_dealloc(PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
  Py_DECREF(((view_object *)object)->document);
  type->tp_free(object);
  Py_DECREF(type);
}

static Py_ssize_t view_length(PyObject *self) {
  return ((view_object *)self)->count;
}

static PyObject *view_item(PyObject *object, Py_ssize_t index) {
  view_object *self = (view_object *)object;
  if (index < 0 || index >= self->count) {
    PyErr_SetString(PyExc_IndexError, "index out of range");
    return NULL;
  }
  return sve_py_item_new(PyType_GetModuleState(Py_TYPE(object)), self->document, self->part,
                         self->first + index * self->stride);
}

static PyObject *view_subscript(PyObject *object, PyObject *key) {
  view_object *self = (view_object *)object;
  if (PyIndex_Check(key)) {
    Py_ssize_t index = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (index == -1 && PyErr_Occurred()) return NULL;
    return view_item(object, index < 0 ? index + self->count : index);
  }
  if (!PySlice_Check(key)) {
    return PyErr_Format(PyExc_TypeError, "indices must be integers or slices, not %.100s", Py_TYPE(key)->tp_name);
  }
  Py_ssize_t start, stop, step;
  if (PySlice_Unpack(key, &start, &stop, &step) < 0) return NULL;
  Py_ssize_t count = PySlice_AdjustIndices(self->count, &start, &stop, step);
  const char *first = count > 0 ? self->first + start * self->stride : self->first;
  Py_ssize_t stride = count > 1 ? self->stride * step : self->stride;
  return sve_py_view_new(PyType_GetModuleState(Py_TYPE(object)), self->document, self->part, first, count, stride);
}

static PyObject *view_repr(PyObject *object) {
  enum { SHOWN = 20 };
  view_object *self = (view_object *)object;
  Py_ssize_t shown = self->count < SHOWN ? self->count : SHOWN;
  PyObject *items = PyList_New(shown);
  for (Py_ssize_t i = 0; items != NULL && i < shown; i++) {
    PyObject *item = view_item(object, i);
    if (item == NULL) {
      Py_CLEAR(items);
    } else {
      PyList_SET_ITEM(items, i, item);
    }
  }
  if (items == NULL) return NULL;
  PyObject *repr = shown == self->count ? PyObject_Repr(items)
                                        : PyUnicode_FromFormat("<%zd %s: %R and so on>", self->count,
                                                               strrchr(Py_TYPE(object)->tp_name, '.') + 1, items);
  Py_DECREF(items);
  return repr;
}

/* ---- Columns. ---- */

static void column_dealloc(PyObject *object) {
  column_object *self = (column_object *)object;
  PyTypeObject *type = Py_TYPE(object);
  Py_DECREF(self->document);
  PyMem_Free(self->owned);
  type->tp_free(object);
  Py_DECREF(type);
}

static int column_buffer(PyObject *object, Py_buffer *view, int flags) {
  column_object *self = (column_object *)object;
  if ((flags & PyBUF_WRITABLE) == PyBUF_WRITABLE || (flags & PyBUF_STRIDES) != PyBUF_STRIDES) {
    PyErr_SetString(PyExc_BufferError, "a column is read-only and strided");
    view->obj = NULL;
    return -1;
  }
  view->obj = Py_NewRef(object);
  view->buf = (void *)self->first;
  view->len = self->shape * self->item_size;
  view->itemsize = self->item_size;
  view->readonly = 1;
  view->ndim = 1;
  view->format = (flags & PyBUF_FORMAT) != 0 ? (char *)self->format : NULL;
  view->shape = &self->shape;
  view->strides = &self->stride;
  view->suboffsets = NULL;
  view->internal = NULL;
  return 0;
}

static PyType_Slot column_slots[] = {
    {Py_tp_dealloc, (void *)column_dealloc},
    {Py_bf_getbuffer, (void *)column_buffer},
    {0, NULL},
};

static PyType_Spec column_spec = {
    .name = "svenner._core.Column",
    .basicsize = sizeof(column_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = column_slots,
};

/* A memoryview of one field of each item; takes `owned`, whose numbers lie close together, where it is not NULL. */
static PyObject *column_new(view_object *view, size_t offset, const char *format, size_t item_size, uint32_t *owned) {
  sve_py_state *state = PyType_GetModuleState(Py_TYPE(view));
  column_object *self = (column_object *)state->column_type->tp_alloc(state->column_type, 0);
  if (self == NULL) {
    PyMem_Free(owned);
    return NULL;
  }
  static const char nothing[8];
  self->document = (sve_py_document *)Py_NewRef((PyObject *)view->document);
  self->owned = owned;
  self->first = owned != NULL ? (const char *)owned : view->first != NULL ? view->first + offset : nothing;
  self->shape = view->count;
  self->stride = owned != NULL ? (Py_ssize_t)sizeof *owned : view->stride;
  self->item_size = (Py_ssize_t)item_size;
  self->format = format;
  PyObject *memory = PyMemoryView_FromObject((PyObject *)self);
  Py_DECREF(self);
  return memory;
}

/* Starts (end: 0) or ends (1); every part but the clusters begins with its span. */
static PyObject *span_column(view_object *self, sve_py_unit unit, int end) {
  static const size_t offsets[2][2] = {{offsetof(sve_span, start_cp), offsetof(sve_span, end_cp)},
                                       {offsetof(sve_span, start_byte), offsetof(sve_span, end_byte)}};
  if (unit != SVE_PY_UTF16 || PyUnicode_KIND(self->document->text) != PyUnicode_4BYTE_KIND) {
    return column_new(self, offsets[unit == SVE_PY_BYTES][end], "I", sizeof(uint32_t), NULL);
  }
  uint32_t *numbers = PyMem_Calloc((size_t)self->count, sizeof *numbers);
  if (numbers == NULL) return PyErr_NoMemory();
  for (Py_ssize_t i = 0; i < self->count; i++) {
    uint32_t both[2];
    if (!sve_py_offsets(self->document, (const sve_span *)(self->first + i * self->stride), unit, both)) {
      PyMem_Free(numbers);
      return NULL;
    }
    numbers[i] = both[end];
  }
  return column_new(self, 0, "I", sizeof(uint32_t), numbers);
}

static PyObject *get_start(PyObject *self, void *Py_UNUSED(closure)) {
  return span_column((view_object *)self, ((view_object *)self)->document->unit, 0);
}
static PyObject *get_end(PyObject *self, void *Py_UNUSED(closure)) {
  return span_column((view_object *)self, ((view_object *)self)->document->unit, 1);
}
static PyObject *get_token_kind(PyObject *self, void *Py_UNUSED(closure)) {
  return column_new((view_object *)self, offsetof(sve_token, kind), "H", sizeof(uint16_t), NULL);
}
static PyObject *get_entity_label(PyObject *self, void *Py_UNUSED(closure)) {
  return column_new((view_object *)self, offsetof(sve_entity, label), "H", sizeof(uint16_t), NULL);
}
static PyObject *get_entity_score(PyObject *self, void *Py_UNUSED(closure)) {
  return column_new((view_object *)self, offsetof(sve_entity, score), "f", sizeof(float), NULL);
}
static PyObject *get_quote_kind(PyObject *self, void *Py_UNUSED(closure)) {
  return column_new((view_object *)self, offsetof(sve_quote, kind), "B", sizeof(uint8_t), NULL);
}

static const char *const OFFSETS_NAMES[] = {"offsets"};

PyDoc_STRVAR(spans_doc,
             "spans($self, offsets=None)\n--\n\n"
             "Two memoryviews of 32-bit numbers: starts and ends, in 'codepoints', 'bytes' or 'utf16'.");

static PyObject *view_spans(PyObject *object, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
  view_object *self = (view_object *)object;
  PyObject *given;
  if (!sve_py_arguments("spans", OFFSETS_NAMES, 1, 1, 0, args, nargs, kwnames, &given)) return NULL;
  sve_py_unit unit = self->document->unit;
  if (given != NULL && given != Py_None && !sve_py_unit_of(given, &unit)) return NULL;
  PyObject *starts = span_column(self, unit, 0);
  PyObject *ends = starts == NULL ? NULL : span_column(self, unit, 1);
  PyObject *both = ends == NULL ? NULL : PyTuple_Pack(2, starts, ends);
  Py_XDECREF(starts);
  Py_XDECREF(ends);
  return both;
}

PyDoc_STRVAR(texts_doc, "texts($self, /)\n--\n\nThe text of each, as a list of str.");

static PyObject *view_texts(PyObject *object, PyObject *Py_UNUSED(ignored)) {
  view_object *self = (view_object *)object;
  PyObject *list = PyList_New(self->count);
  for (Py_ssize_t i = 0; list != NULL && i < self->count; i++) {
    PyObject *text = sve_py_slice(self->document, (const sve_span *)(self->first + i * self->stride));
    if (text == NULL) {
      Py_CLEAR(list);
    } else {
      PyList_SET_ITEM(list, i, text);
    }
  }
  return list;
}

#define START \
  { "start", get_start, NULL, PyDoc_STR("Starts, a memoryview of 32-bit numbers."), NULL }
#define END \
  { "end", get_end, NULL, PyDoc_STR("Ends (exclusive), a memoryview of 32-bit numbers."), NULL }
#define NOTHING \
  { NULL, NULL, NULL, NULL, NULL }

static PyGetSetDef token_columns[] = {
    START,
    END,
    {"kind", get_token_kind, NULL, PyDoc_STR("Indices into svenner.TOKEN_KINDS, a memoryview."), NULL},
    NOTHING};
static PyGetSetDef sentence_columns[] = {START, END, NOTHING};
static PyGetSetDef entity_columns[] = {
    START,
    END,
    {"label", get_entity_label, NULL, PyDoc_STR("Indices into Analyzer.labels, a memoryview."), NULL},
    {"score", get_entity_score, NULL, PyDoc_STR("Probabilities, a memoryview of 32-bit floats."), NULL},
    NOTHING};
static PyGetSetDef cluster_columns[] = {NOTHING};
static PyGetSetDef quote_columns[] = {
    START, END, {"kind", get_quote_kind, NULL, PyDoc_STR("0: direct, 1: indirect, a memoryview."), NULL}, NOTHING};

static PyMethodDef span_methods[] = {
    {"spans", (PyCFunction)(void (*)(void))view_spans, METH_FASTCALL | METH_KEYWORDS, spans_doc},
    {"texts", view_texts, METH_NOARGS, texts_doc},
    {NULL, NULL, 0, NULL},
};
static PyMethodDef no_methods[] = {{NULL, NULL, 0, NULL}};

static int add_view(PyObject *module, sve_py_state *state, sve_py_part part, const char *name, PyGetSetDef *columns) {
  PyType_Slot slots[] = {
      {Py_tp_doc, (void *)"A sequence over a part of a document; slices are such sequences too."},
      {Py_tp_dealloc, (void *)view_dealloc},
      {Py_tp_repr, (void *)view_repr},
      {Py_tp_iter, (void *)PySeqIter_New},
      {Py_sq_length, (void *)view_length},
      {Py_sq_item, (void *)view_item},
      {Py_mp_length, (void *)view_length},
      {Py_mp_subscript, (void *)view_subscript},
      {Py_tp_getset, columns},
      {Py_tp_methods, part == SVE_PY_CLUSTERS ? no_methods : span_methods},
      {0, NULL},
  };
  PyType_Spec spec = {
      .name = name,
      .basicsize = sizeof(view_object),
      .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_SEQUENCE,
      .slots = slots,
  };
  state->view_types[part] = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
  return state->view_types[part] == NULL ? -1 : PyModule_AddType(module, state->view_types[part]);
}

int sve_py_add_views(PyObject *module, sve_py_state *state) {
  state->column_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &column_spec, NULL);
  if (state->column_type == NULL) return -1;
  if (add_view(module, state, SVE_PY_TOKENS, "svenner._core.Tokens", token_columns) < 0) return -1;
  if (add_view(module, state, SVE_PY_SENTENCES, "svenner._core.Sentences", sentence_columns) < 0) return -1;
  if (add_view(module, state, SVE_PY_ENTITIES, "svenner._core.Entities", entity_columns) < 0) return -1;
  if (add_view(module, state, SVE_PY_CLUSTERS, "svenner._core.Clusters", cluster_columns) < 0) return -1;
  return add_view(module, state, SVE_PY_QUOTES, "svenner._core.Quotes", quote_columns);
}
