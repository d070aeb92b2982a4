/* svenner.Document: the text and what was found in it. Objects are made when asked for.
 *
 * Rendering (HTML, CoNLL-U, JSON) is plain Python over the same attributes that users see: svenner/_render.py.
 */
#include "python/document.h"

#include "python/shared.h"
#include "python/words.h"

enum {
  POOLED_TOKENS = 4096, /* a longer text's memory goes back to the system */
  TRIMMED_TOKENS = 32   /* for a shorter text, trimming costs more than it gives */
};

static PyObject *refuse_new(PyTypeObject *type, PyObject *Py_UNUSED(args), PyObject *Py_UNUSED(kwargs)) {
  return PyErr_Format(PyExc_TypeError, "cannot create '%.100s' instances: analyze a text", type->tp_name);
}

sve_document *sve_py_take_document(sve_py_state *state) {
  for (size_t i = 0; i < SVE_PY_POOL; i++) {
    sve_document *document = sve_py_slot_take((void **)&state->pool[i]);
    if (document != NULL) return document;
  }
  sve_document *document;
  sve_error error;
  if (sve_document_new(&document, &error) != SVE_OK) return sve_py_raise(state, &error, NULL);
  return document;
}

void sve_py_give_document(sve_py_state *state, sve_document *document) {
  size_t count;
  sve_document_tokens(document, &count);
  for (size_t i = 0; i < SVE_PY_POOL && count <= POOLED_TOKENS; i++) {
    if (sve_py_slot_put((void **)&state->pool[i], document)) return;
  }
  sve_document_free(document);
}

PyObject *sve_py_document_new(sve_py_state *state, PyObject *text, sve_py_analyzer *analyzer, sve_document *core,
                              sve_py_unit unit) {
  sve_py_document *self = PyObject_GC_New(sve_py_document, state->document_type);
  if (self == NULL) {
    sve_document_free(core);
    return NULL;
  }
  size_t count;
  sve_document_tokens(core, &count);
  if (count > TRIMMED_TOKENS) sve_document_trim(core);
  self->text = Py_NewRef(text);
  self->analyzer = (sve_py_analyzer *)Py_NewRef((PyObject *)analyzer);
  self->core = core;
  self->unit = unit;
  self->astral = NULL;
  /* In a cycle, as where it lies among the payloads of its own matcher, there is something of the user's. */
  if (PyDict_GET_SIZE(analyzer->arguments) > 0) PyObject_GC_Track(self);
  return (PyObject *)self;
}

/* Without a clear: what refers back to a document is a list or a dict, which has one. */
static int document_traverse(PyObject *object, visitproc visit, void *arg) {
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(((sve_py_document *)object)->analyzer);
  return 0;
}

static void document_dealloc(PyObject *object) {
  sve_py_document *self = (sve_py_document *)object;
  PyTypeObject *type = Py_TYPE(object);
  PyObject_GC_UnTrack(object);
  sve_py_state *state = PyType_GetModuleState(type);
  if (state != NULL) {
    sve_py_give_document(state, self->core);
  } else {
    PyErr_Clear(); /* the collector has cleared the type before what is made of it */
    sve_document_free(self->core);
  }
  Py_DECREF(self->text);
  Py_DECREF(self->analyzer);
  PyMem_Free(self->astral);
  type->tp_free(object);
  Py_DECREF(type);
}

/* ---- Offsets. ---- */

/* The places of the text's astral characters, found at the first call; NULL with MemoryError. */
static const sve_py_astral *find_astral(sve_py_document *self) {
  static const sve_py_astral NONE = {0};
  if (PyUnicode_KIND(self->text) != PyUnicode_4BYTE_KIND) return &NONE;
  sve_py_astral *astral = sve_py_slot_get((void **)&self->astral);
  if (astral != NULL) return astral;
  const Py_UCS4 *text = PyUnicode_4BYTE_DATA(self->text);
  size_t length = (size_t)PyUnicode_GET_LENGTH(self->text), count = 0;
  for (size_t i = 0; i < length; i++) count += text[i] >= 0x10000;
  astral = PyMem_Malloc(sizeof *astral + count * sizeof *astral->places);
  if (astral == NULL) {
    PyErr_NoMemory();
    return NULL;
  }
  astral->count = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] >= 0x10000) astral->places[astral->count++] = (uint32_t)i;
  }
  if (sve_py_slot_put((void **)&self->astral, astral)) return astral;
  PyMem_Free(astral);
  return sve_py_slot_get((void **)&self->astral);
}

size_t sve_py_places_before(const uint32_t *places, size_t count, uint32_t place) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (places[middle] < place) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static uint32_t utf16_of(const sve_py_astral *astral, uint32_t cp) {
  return cp + (uint32_t)sve_py_places_before(astral->places, astral->count, cp);
}

bool sve_py_offsets(sve_py_document *document, const sve_span *span, sve_py_unit unit, uint32_t out[2]) {
  const sve_py_astral *astral;
  switch (unit) {
    case SVE_PY_BYTES:
      out[0] = span->start_byte;
      out[1] = span->end_byte;
      return true;
    case SVE_PY_UTF16:
      astral = find_astral(document);
      if (astral == NULL) return false;
      out[0] = utf16_of(astral, span->start_cp);
      out[1] = utf16_of(astral, span->end_cp);
      return true;
    case SVE_PY_CODEPOINTS:
      break;
  }
  out[0] = span->start_cp;
  out[1] = span->end_cp;
  return true;
}

PyObject *sve_py_slice(const sve_py_document *document, const sve_span *span) {
  return PyUnicode_Substring(document->text, span->start_cp, span->end_cp);
}

const void *sve_py_part_of(const sve_document *core, sve_py_part part, size_t *count, size_t *item_size) {
  switch (part) {
    case SVE_PY_TOKENS:
      *item_size = sizeof(sve_token);
      return sve_document_tokens(core, count);
    case SVE_PY_SENTENCES:
      *item_size = sizeof(sve_sentence);
      return sve_document_sentences(core, count);
    case SVE_PY_ENTITIES:
      *item_size = sizeof(sve_entity);
      return sve_document_entities(core, count);
    case SVE_PY_CLUSTERS:
      *item_size = sizeof(sve_cluster);
      return sve_document_clusters(core, count);
    case SVE_PY_QUOTES:
    case SVE_PY_PARTS:
      break;
  }
  *item_size = sizeof(sve_quote);
  return sve_document_quotes(core, count);
}

/* ---- Attributes. ---- */

static PyObject *get_text(PyObject *self, void *Py_UNUSED(closure)) {
  return Py_NewRef(((sve_py_document *)self)->text);
}

static PyObject *get_part(PyObject *object, void *closure) {
  sve_py_document *self = (sve_py_document *)object;
  sve_py_part part = (sve_py_part)(uintptr_t)closure;
  size_t count, item_size;
  const void *items = sve_py_part_of(self->core, part, &count, &item_size);
  return sve_py_view_new(PyType_GetModuleState(Py_TYPE(object)), self, part, items, (Py_ssize_t)count,
                         (Py_ssize_t)item_size);
}

static PyObject *get_unit(PyObject *self, void *Py_UNUSED(closure)) {
  static const char *const names[] = {"codepoints", "bytes", "utf16"};
  return PyUnicode_FromString(names[((sve_py_document *)self)->unit]);
}

#define PART(name, part, doc) \
  { name, get_part, NULL, PyDoc_STR(doc), (void *)(uintptr_t)(part) }

static PyGetSetDef document_getset[] = {
    {"text", get_text, NULL, PyDoc_STR("The text that was analysed."), NULL},
    {"offsets", get_unit, NULL, PyDoc_STR("What start and end count: 'codepoints', 'bytes' (of UTF-8) or 'utf16'."),
     NULL},
    PART("tokens", SVE_PY_TOKENS, "Words, numbers, punctuation and the rest, in text order."),
    PART("sentences", SVE_PY_SENTENCES, "Sentences, in text order; headlines and list items are sentences too."),
    PART("entities", SVE_PY_ENTITIES, "Names, times and measures, in text order; none overlap."),
    PART("clusters", SVE_PY_CLUSTERS, "The persons, places and organisations, each with its mentions."),
    PART("quotes", SVE_PY_QUOTES, "What was said, directly or indirectly, and by whom."),
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *document_repr(PyObject *object) {
  enum { SHOWN = 40 };
  sve_py_document *self = (sve_py_document *)object;
  size_t tokens, sentences, entities;
  sve_document_tokens(self->core, &tokens);
  sve_document_sentences(self->core, &sentences);
  sve_document_entities(self->core, &entities);
  PyObject *start = PyUnicode_Substring(self->text, 0, SHOWN);
  if (start == NULL) return NULL;
  const char *rest = PyUnicode_GET_LENGTH(self->text) > SHOWN ? "…" : "";
  PyObject *repr = PyUnicode_FromFormat("<svenner.Document %R%s: %zu tokens, %zu sentences, %zu entities>", start, rest,
                                        tokens, sentences, entities);
  Py_DECREF(start);
  return repr;
}

/* ---- Methods. ---- */

static const char *const OFFSETS_NAMES[] = {"offsets"};

PyDoc_STRVAR(to_dict_doc,
             "to_dict($self, /, *, offsets=None)\n--\n\n"
             "Everything that was found, as dicts and lists that JSON can hold.\n\n"
             "`offsets`: what start and end count, if not what the document was made with.");

static PyObject *document_to_dict(PyObject *object, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
  sve_py_document *self = (sve_py_document *)object;
  PyObject *given;
  if (!sve_py_arguments("to_dict", OFFSETS_NAMES, 1, 0, 0, args, nargs, kwnames, &given)) return NULL;
  sve_py_unit unit = self->unit;
  if (given != NULL && given != Py_None && !sve_py_unit_of(given, &unit)) return NULL;
  return sve_py_document_dict(PyType_GetModuleState(Py_TYPE(object)), self, unit);
}

/* Calls svenner._render.<name>(self, …). */
static PyObject *render(const char *name, PyObject *self, PyObject *args, PyObject *kwargs) {
  PyObject *module = PyImport_ImportModule("svenner._render");
  if (module == NULL) return NULL;
  PyObject *function = PyObject_GetAttrString(module, name);
  Py_DECREF(module);
  if (function == NULL) return NULL;
  Py_ssize_t count = PyTuple_GET_SIZE(args);
  PyObject *all = PyTuple_New(count + 1), *result = NULL;
  if (all != NULL) {
    PyTuple_SET_ITEM(all, 0, Py_NewRef(self));
    for (Py_ssize_t i = 0; i < count; i++) PyTuple_SET_ITEM(all, i + 1, Py_NewRef(PyTuple_GET_ITEM(args, i)));
    result = PyObject_Call(function, all, kwargs);
    Py_DECREF(all);
  }
  Py_DECREF(function);
  return result;
}

#define RENDERED(method, function)                                                       \
  static PyObject *document_##method(PyObject *self, PyObject *args, PyObject *kwargs) { \
    return render(function, self, args, kwargs);                                         \
  }
RENDERED(to_json, "json")
RENDERED(to_html, "html")
RENDERED(to_conllu, "conllu")
RENDERED(plot, "plot")

static PyObject *document_repr_html(PyObject *self, PyObject *Py_UNUSED(ignored)) {
  PyObject *empty = PyTuple_New(0);
  if (empty == NULL) return NULL;
  PyObject *html = render("html", self, empty, NULL);
  Py_DECREF(empty);
  return html;
}

PyDoc_STRVAR(to_json_doc,
             "to_json($self, /, *, offsets=None, indent=None)\n--\n\n"
             "to_dict() as a JSON text, Swedish letters written as such.");
PyDoc_STRVAR(to_html_doc,
             "to_html($self, /, *, page=False)\n--\n\n"
             "The text with its names and quotes marked: a fragment, or a whole page. Escaped, without script.");
PyDoc_STRVAR(to_conllu_doc,
             "to_conllu($self, /)\n--\n\n"
             "The tokens in CoNLL-U, names as NER=B-PER and so on in the last column.");
PyDoc_STRVAR(plot_doc,
             "plot($self, /, ax=None)\n--\n\n"
             "A chart of who and what the text names most. Needs matplotlib; returns its Axes.");
PyDoc_STRVAR(repr_html_doc, "_repr_html_($self, /)\n--\n\nWhat a notebook shows: to_html().");

static PyObject *document_explain(PyObject *self, PyObject *entity) {
  return sve_py_call_explain(PyType_GetModuleState(Py_TYPE(self)), (sve_py_document *)self, entity);
}

PyDoc_STRVAR(explain_doc,
             "explain($self, entity, /)\n--\n\n"
             "What spoke for an entity, one of doc.entities or its index: a list of (word, feature, weight), the\n"
             "heaviest first. Weights are in units of the score's logarithm; a negative one spoke against it. Empty\n"
             "where a rule, the lexicon or a matcher found it: entity.source says which.");

#define KEYWORDS(function) (PyCFunction)(void (*)(void)) function

static PyMethodDef document_methods[] = {
    {"to_dict", KEYWORDS(document_to_dict), METH_FASTCALL | METH_KEYWORDS, to_dict_doc},
    {"to_json", KEYWORDS(document_to_json), METH_VARARGS | METH_KEYWORDS, to_json_doc},
    {"to_html", KEYWORDS(document_to_html), METH_VARARGS | METH_KEYWORDS, to_html_doc},
    {"to_conllu", KEYWORDS(document_to_conllu), METH_VARARGS | METH_KEYWORDS, to_conllu_doc},
    {"explain", document_explain, METH_O, explain_doc},
    {"plot", KEYWORDS(document_plot), METH_VARARGS | METH_KEYWORDS, plot_doc},
    {"_repr_html_", document_repr_html, METH_NOARGS, repr_html_doc},
    {NULL, NULL, 0, NULL},
};

PyDoc_STRVAR(document_doc,
             "A text and what was found in it: tokens, sentences, entities, clusters and quotes.\n\n"
             "Made by analyze(). Its sequences are views: they hold the document, and their items are made when\n"
             "asked for. `doc.text[item.start:item.end] == item.text` for offsets in code points.");

static PyType_Slot document_slots[] = {
    {Py_tp_doc, (void *)document_doc},           {Py_tp_new, (void *)refuse_new},
    {Py_tp_traverse, (void *)document_traverse}, {Py_tp_dealloc, (void *)document_dealloc},
    {Py_tp_repr, (void *)document_repr},         {Py_tp_getset, document_getset},
    {Py_tp_methods, document_methods},           {0, NULL},
};

static PyType_Spec document_spec = {
    .name = "svenner.Document",
    .basicsize = sizeof(sve_py_document),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = document_slots,
};

int sve_py_add_document(PyObject *module, sve_py_state *state) {
  state->document_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &document_spec, NULL);
  return state->document_type == NULL ? -1 : PyModule_AddType(module, state->document_type);
}
