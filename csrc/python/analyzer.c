/* svenner.Analyzer, and the default one that the module's functions use.
 *
 * The shipped data is opened once and shared; an analyzer holds on to all that its core borrows.
 */
#include "python/document.h"
#include "python/shared.h"

static const char DATA_NAME[] = "svenner.data";

/* ---- Data. ---- */

static void free_data(PyObject *capsule) {
  sve_data_free(PyCapsule_GetPointer(capsule, DATA_NAME));
}

const sve_data *sve_py_data_of(PyObject *capsule) {
  return capsule == Py_None ? NULL : PyCapsule_GetPointer(capsule, DATA_NAME);
}

/* Opens a data file -> capsule. */
static PyObject *open_data(const sve_py_state *state, PyObject *path, bool verify) {
  PyObject *encoded;
  if (!PyUnicode_FSConverter(path, &encoded)) return NULL;
  sve_data *data;
  sve_error error;
  sve_status status = sve_data_open(PyBytes_AS_STRING(encoded), verify, &data, &error);
  Py_DECREF(encoded);
  if (status != SVE_OK) return sve_py_raise(state, &error, path);
  PyObject *capsule = PyCapsule_New(data, DATA_NAME, free_data);
  if (capsule == NULL) sve_data_free(data);
  return capsule;
}

/* A file of svenner/data, which lies beside this module. */
static PyObject *shipped_path(const sve_py_state *state, const char *name) {
  PyObject *file = PyModule_GetFilenameObject(state->module);
  if (file == NULL) return NULL;
  Py_ssize_t length = PyUnicode_GET_LENGTH(file);
  Py_ssize_t slash = PyUnicode_FindChar(file, '/', 0, length, -1);
  PyObject *folder = slash == -2 ? NULL : PyUnicode_Substring(file, 0, slash + 1);
  PyObject *path = folder == NULL ? NULL : PyUnicode_FromFormat("%Udata/%s", folder, name);
  Py_XDECREF(folder);
  Py_DECREF(file);
  return path;
}

/* The shipped file's capsule (lent), opened into *slot at the first call; None where it is missing and `optional`. */
static PyObject *open_shipped(const sve_py_state *state, const char *name, bool optional, PyObject **slot) {
  PyObject *data = sve_py_slot_get((void **)slot);
  if (data != NULL) return data;
  PyObject *path = shipped_path(state, name);
  if (path == NULL) return NULL;
  data = open_data(state, path, false);
  Py_DECREF(path);
  if (data == NULL && optional && PyErr_ExceptionMatches(PyExc_FileNotFoundError)) {
    PyErr_Clear();
    data = Py_NewRef(Py_None);
  }
  return data == NULL ? NULL : sve_py_slot_keep(slot, data);
}

PyObject *sve_py_lexicon(sve_py_state *state) {
  return open_shipped(state, "lexicon.sve", false, &state->lexicon);
}

/* ---- Making. ---- */

/* A list of texts for the core; free with free_texts. */
typedef struct text_list {
  PyObject *sequence; /* of str, NULL: none were given */
  sve_py_text *texts;
  sve_string *strings;
  size_t count;
} text_list;

static void free_texts(text_list *list) {
  for (size_t i = 0; i < list->count; i++) sve_py_text_clear(&list->texts[i]);
  PyMem_Free(list->texts);
  PyMem_Free(list->strings);
  Py_XDECREF(list->sequence);
}

static bool read_texts(PyObject *given, const char *what, text_list *out) {
  *out = (text_list){0};
  if (given == NULL || given == Py_None) return true;
  if (PyUnicode_Check(given)) {
    PyErr_Format(PyExc_TypeError, "%s must be a sequence of str, not str", what);
    return false;
  }
  out->sequence = PySequence_Tuple(given);
  if (out->sequence == NULL) return false;
  size_t count = (size_t)PyTuple_GET_SIZE(out->sequence);
  out->texts = PyMem_Calloc(count, sizeof *out->texts);
  out->strings = PyMem_Calloc(count, sizeof *out->strings);
  bool done = out->texts != NULL && out->strings != NULL;
  if (!done) PyErr_NoMemory();
  while (done && out->count < count) {
    sve_py_text *text = &out->texts[out->count];
    done = sve_py_text_get(PyTuple_GET_ITEM(out->sequence, (Py_ssize_t)out->count), what, text);
    if (!done) break;
    out->strings[out->count++] = (sve_string){text->bytes, text->length};
  }
  if (!done) free_texts(out);
  return done;
}

/* The labels' names by number. */
static PyObject *label_names(const sve_analyzer *core) {
  unsigned count = 0;
  while (sve_analyzer_label(core, count).length > 0) count++;
  PyObject *names = PyTuple_New((Py_ssize_t)count);
  for (unsigned i = 0; names != NULL && i < count; i++) {
    PyObject *name = sve_py_str(sve_analyzer_label(core, i), false);
    if (name == NULL) {
      Py_CLEAR(names);
    } else {
      PyUnicode_InternInPlace(&name);
      PyTuple_SET_ITEM(names, (Py_ssize_t)i, name);
    }
  }
  return names;
}

static bool make_core(sve_py_state *state, sve_py_analyzer *self, PyObject *labels, PyObject *abbreviations,
                      bool dehyphenate) {
  text_list wanted, own;
  if (!read_texts(labels, "labels", &wanted)) return false;
  if (!read_texts(abbreviations, "abbreviations", &own)) {
    free_texts(&wanted);
    return false;
  }
  size_t count = (size_t)PyTuple_GET_SIZE(self->matchers);
  const sve_matcher **matchers = PyMem_Calloc(count, sizeof *matchers);
  bool done = matchers != NULL;
  if (!done) PyErr_NoMemory();
  for (size_t i = 0; done && i < count; i++) {
    matchers[i] = sve_py_matcher_of(state, PyTuple_GET_ITEM(self->matchers, (Py_ssize_t)i));
    done = matchers[i] != NULL;
  }
  if (done) {
    sve_analyzer_parts parts = {.lexicon = sve_py_data_of(self->lexicon),
                                .model = sve_py_data_of(self->model),
                                .matchers = matchers,
                                .matcher_count = count,
                                .labels = wanted.strings,
                                .label_count = wanted.count,
                                .abbreviations = own.strings,
                                .abbreviation_count = own.count,
                                .dehyphenate = dehyphenate};
    sve_error error;
    done = sve_analyzer_new(&parts, &self->core, &error) == SVE_OK;
    if (!done) sve_py_raise(state, &error, NULL);
  }
  PyMem_Free(matchers);
  free_texts(&wanted);
  free_texts(&own);
  if (!done) return false;
  self->labels = label_names(self->core);
  return self->labels != NULL;
}

static const char *const NAMES[] = {"matchers", "model", "labels", "abbreviations", "dehyphenate"};
enum { MATCHERS, MODEL, LABELS, ABBREVIATIONS, DEHYPHENATE, ARGUMENTS };

/* The arguments that were given, as a dict to make an equal analyzer of. */
static PyObject *arguments_of(PyObject *const *given) {
  PyObject *dict = PyDict_New();
  for (int i = 0; dict != NULL && i < ARGUMENTS; i++) {
    if (given[i] != NULL && PyDict_SetItemString(dict, NAMES[i], given[i]) < 0) Py_CLEAR(dict);
  }
  return dict;
}

static PyObject *make(sve_py_state *state, PyTypeObject *type, PyObject **given) {
  sve_py_analyzer *self = (sve_py_analyzer *)type->tp_alloc(type, 0);
  if (self == NULL) return NULL;
  bool no_matchers = given[MATCHERS] == NULL || given[MATCHERS] == Py_None;
  self->matchers = no_matchers ? PyTuple_New(0) : PySequence_Tuple(given[MATCHERS]);
  if (self->matchers != NULL) self->lexicon = Py_XNewRef(sve_py_lexicon(state));
  bool done = self->lexicon != NULL;
  if (done) {
    if (given[MODEL] == NULL) {
      self->model = Py_XNewRef(open_shipped(state, "model.sve", true, &state->model));
    } else {
      self->model = given[MODEL] == Py_None ? Py_NewRef(Py_None) : open_data(state, given[MODEL], true);
    }
    done = self->model != NULL;
  }
  if (done && given[MATCHERS] != NULL) given[MATCHERS] = self->matchers; /* an iterator is used up by now */
  if (done) self->arguments = arguments_of(given);
  int dehyphenate = given[DEHYPHENATE] == NULL ? 0 : PyObject_IsTrue(given[DEHYPHENATE]);
  if (!done || self->arguments == NULL || dehyphenate < 0 ||
      !make_core(state, self, given[LABELS], given[ABBREVIATIONS], dehyphenate != 0)) {
    Py_CLEAR(self);
  }
  return (PyObject *)self;
}

static PyObject *analyzer_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  PyObject *given[ARGUMENTS];
  if (!sve_py_arguments_of_call("Analyzer", NAMES, ARGUMENTS, 0, 0, args, kwargs, given)) return NULL;
  sve_py_state *state = sve_py_state_of(type);
  return state == NULL ? NULL : make(state, type, given);
}

sve_py_analyzer *sve_py_default_analyzer(sve_py_state *state) {
  PyObject *analyzer = sve_py_slot_get((void **)&state->analyzer);
  if (analyzer == NULL) {
    PyObject *given[ARGUMENTS] = {NULL};
    analyzer = make(state, state->analyzer_type, given);
    if (analyzer != NULL) analyzer = sve_py_slot_keep(&state->analyzer, analyzer);
  }
  return (sve_py_analyzer *)Py_XNewRef(analyzer);
}

static int analyzer_traverse(PyObject *object, visitproc visit, void *arg) {
  sve_py_analyzer *self = (sve_py_analyzer *)object;
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(self->matchers);
  Py_VISIT(self->arguments);
  return 0;
}

static void analyzer_dealloc(PyObject *object) {
  sve_py_analyzer *self = (sve_py_analyzer *)object;
  PyTypeObject *type = Py_TYPE(object);
  PyObject_GC_UnTrack(object);
  sve_analyzer_free(self->core);
  Py_XDECREF(self->matchers);
  Py_XDECREF(self->labels);
  Py_XDECREF(self->lexicon);
  Py_XDECREF(self->model);
  Py_XDECREF(self->arguments);
  type->tp_free(object);
  Py_DECREF(type);
}

/* ---- The type. ---- */

static PyObject *get_labels(PyObject *self, void *Py_UNUSED(closure)) {
  return Py_NewRef(((sve_py_analyzer *)self)->labels);
}

static PyObject *get_matchers(PyObject *self, void *Py_UNUSED(closure)) {
  return Py_NewRef(((sve_py_analyzer *)self)->matchers);
}

static PyGetSetDef analyzer_getset[] = {
    {"labels", get_labels, NULL, PyDoc_STR("All labels by number, as the column Entities.label counts them."), NULL},
    {"matchers", get_matchers, NULL, PyDoc_STR("The matchers it was made with."), NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyDoc_STRVAR(reduce_doc, "__reduce__($self, /)\n--\n\nPickles what the analyzer was made of.");

static PyObject *analyzer_reduce(PyObject *self, PyObject *Py_UNUSED(ignored)) {
  PyObject *module = PyImport_ImportModule("copyreg");
  PyObject *remake = module == NULL ? NULL : PyObject_GetAttrString(module, "__newobj_ex__");
  Py_XDECREF(module);
  if (remake == NULL) return NULL;
  return Py_BuildValue("N(O()O)", remake, Py_TYPE(self), ((sve_py_analyzer *)self)->arguments);
}

static PyObject *method_analyze(PyObject *self, PyTypeObject *type, PyObject *const *args, Py_ssize_t nargs,
                                PyObject *kwnames) {
  return sve_py_call_analyze(PyType_GetModuleState(type), (sve_py_analyzer *)self, args, nargs, kwnames);
}

static PyObject *method_analyze_many(PyObject *self, PyTypeObject *type, PyObject *const *args, Py_ssize_t nargs,
                                     PyObject *kwnames) {
  return sve_py_call_analyze_many(PyType_GetModuleState(type), (sve_py_analyzer *)self, args, nargs, kwnames);
}

static PyObject *method_to_arrow(PyObject *self, PyTypeObject *type, PyObject *const *args, Py_ssize_t nargs,
                                 PyObject *kwnames) {
  return sve_py_call_to_arrow(PyType_GetModuleState(type), (sve_py_analyzer *)self, args, nargs, kwnames);
}

static PyObject *method_tokenize(PyObject *self, PyObject *text) {
  return sve_py_split(sve_py_state_of(Py_TYPE(self)), (sve_py_analyzer *)self, text, SVE_DEPTH_TOKENS);
}

static PyObject *method_split_sentences(PyObject *self, PyObject *text) {
  return sve_py_split(sve_py_state_of(Py_TYPE(self)), (sve_py_analyzer *)self, text, SVE_DEPTH_SENTENCES);
}

PyDoc_STRVAR(analyze_doc,
             "analyze($self, text, *, date=None, offsets='codepoints')\n--\n\n"
             "Analyse one text.\n\n"
             "`date`: what 'i går' and 'nästa vecka' count from, an ISO date or a datetime.date.\n"
             "`offsets`: what start and end count: 'codepoints' (they index the str), 'bytes' of UTF-8, or 'utf16'.\n"
             "Any str is a text, lone surrogates included. Raises TypeError for anything else.");
PyDoc_STRVAR(analyze_many_doc,
             "analyze_many($self, texts, *, dates=None, threads=None, offsets='codepoints', progress=None)\n--\n\n"
             "Analyse many texts on threads -> a list of Document in the texts' order.\n\n"
             "None, NaN and pandas.NA stay: their place holds None. `dates`: one date for all, or one for each text.\n"
             "`threads`: how many; None: one a processor. `progress`: called with the number of texts done.");
PyDoc_STRVAR(
    to_arrow_doc,
    "to_arrow($self, column, part='entities', *, columns=None, nested=False, dates=None, threads=None,\n"
    "         offsets='codepoints')\n"
    "--\n\n"
    "What is in a column of text, as a table with Arrow's PyCapsule interface, computed while it is read.\n\n"
    "`column`: anything with that interface that holds utf8, large_utf8, string views or a dictionary of them:\n"
    "a Series of pandas or polars, an array of pyarrow; read without a copy. `part`: 'tokens', 'sentences',\n"
    "'entities', 'clusters' or 'quotes'. A row for each item, with `row`, the index of its text, in order; or\n"
    "where `nested`, a row for each text with a list of structs, null where the text is. `columns`: the names of\n"
    "those to make, in the table's order; None: all. `offsets`: as for analyze. Memory is bounded by a batch of\n"
    "some MB. Raises TypeError for a column of anything else, ValueError for a name that no column has.");
PyDoc_STRVAR(tokenize_doc, "tokenize($self, text, /)\n--\n\nThe tokens' texts, as a list of str.");
PyDoc_STRVAR(split_doc, "split_sentences($self, text, /)\n--\n\nThe sentences' texts, as a list of str.");

#define FAST(function) (PyCFunction)(void (*)(void)) function, METH_METHOD | METH_FASTCALL | METH_KEYWORDS

static PyMethodDef analyzer_methods[] = {
    {"analyze", FAST(method_analyze), analyze_doc},
    {"analyze_many", FAST(method_analyze_many), analyze_many_doc},
    {"to_arrow", FAST(method_to_arrow), to_arrow_doc},
    {"tokenize", method_tokenize, METH_O, tokenize_doc},
    {"split_sentences", method_split_sentences, METH_O, split_doc},
    {"__reduce__", analyzer_reduce, METH_NOARGS, reduce_doc},
    {NULL, NULL, 0, NULL},
};

PyDoc_STRVAR(
    analyzer_doc,
    "Analyzer(*, matchers=(), model=..., labels=None, abbreviations=(), dehyphenate=False)\n--\n\n"
    "What analyses texts: immutable, shared by threads.\n\n"
    "`matchers`: the user's own names; they overrule all else. `model`: path of a recogniser's model, None for\n"
    "none, left out for the shipped one. `labels`: which labels to look for; None: all. `abbreviations`: words\n"
    "whose full stop does not end a sentence, beside those that are known. `dehyphenate`: for text read by OCR; a\n"
    "word that a hyphen parts at a line's end is one token, its `norm` whole.\n"
    "Raises OSError or DataError for a model that cannot be read, ValueError for a label that nothing has.");

static PyType_Slot analyzer_slots[] = {
    {Py_tp_doc, (void *)analyzer_doc},
    {Py_tp_new, (void *)analyzer_new},
    {Py_tp_traverse, (void *)analyzer_traverse},
    {Py_tp_dealloc, (void *)analyzer_dealloc},
    {Py_tp_getset, analyzer_getset},
    {Py_tp_methods, analyzer_methods},
    {0, NULL},
};

static PyType_Spec analyzer_spec = {
    .name = "svenner.Analyzer",
    .basicsize = sizeof(sve_py_analyzer),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = analyzer_slots,
};

int sve_py_add_analyzer(PyObject *module, sve_py_state *state) {
  state->analyzer_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &analyzer_spec, NULL);
  return state->analyzer_type == NULL ? -1 : PyModule_AddType(module, state->analyzer_type);
}
