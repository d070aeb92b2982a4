/* The core's Matcher: made of columns (names, labels, ids, payloads), which svenner/matcher.py makes of what
 * users have; searched; saved, loaded and turned into bytes.
 */
#include "python/matcher.h"

#include "python/shared.h"

enum { NO_GIL_BYTES = 4096 }; /* a text from which on another thread gains by the search's letting go */

#define SELF ((sve_py_matcher *)self)

/* ---- Making. ---- */

enum { NAMES, LABELS, IDS, PAYLOADS, GENITIVE, COMPOUNDS, IGNORE_CASE, FOLD_ACCENTS, OVERLAP, NOUN, FUZZY, GIVEN };

static const char *const ARGUMENTS[GIVEN] = {"names",    "labels",       "ids",         "payloads",
                                             "genitive", "compounds",    "ignore_case", "fold_accents",
                                             "overlap",  "inflect_noun", "fuzzy"};

static bool read_options(PyObject *const *given, sve_matcher_options *out) {
  bool options[GIVEN] = {[GENITIVE] = true};
  for (int i = GENITIVE; i < GIVEN; i++) {
    if (given[i] == NULL) continue;
    int truth = PyObject_IsTrue(given[i]);
    if (truth < 0) return false;
    options[i] = truth != 0;
  }
  *out = (sve_matcher_options){.genitive = options[GENITIVE],
                               .compounds = options[COMPOUNDS],
                               .ignore_case = options[IGNORE_CASE],
                               .fold_accents = options[FOLD_ACCENTS],
                               .overlap = options[OVERLAP],
                               .inflect_noun = options[NOUN],
                               .fuzzy = options[FUZZY]};
  return true;
}

/* Item `row` of an optional list as text; empty for None. */
static bool read_optional(PyObject *list, const char *what, Py_ssize_t row, sve_py_text *text, sve_string *out) {
  *out = (sve_string){"", 0};
  text->owned = NULL;
  if (list == NULL) return true;
  PyObject *item = row < PyList_GET_SIZE(list) ? PyList_GET_ITEM(list, row) : Py_None;
  if (item == Py_None) return true;
  if (!PyUnicode_Check(item)) {
    PyErr_Format(PyExc_TypeError, "%s[%zd] must be str or missing, not %.100s", what, row, Py_TYPE(item)->tp_name);
    return false;
  }
  if (!sve_py_text_get(item, what, text)) return false;
  *out = (sve_string){text->bytes, text->length};
  return true;
}

static bool add_row(const sve_py_state *state, sve_matcher_builder *builder, PyObject *name, PyObject *labels,
                    PyObject *ids, Py_ssize_t row) {
  if (!PyUnicode_Check(name)) {
    PyErr_Format(PyExc_TypeError, "names[%zd] must be str, not %.100s (%R)", row, Py_TYPE(name)->tp_name, name);
    return false;
  }
  sve_py_text text, label_text, id_text;
  sve_string label, id;
  sve_error error;
  if (!sve_py_text_get(name, "name", &text)) return false;
  bool done = read_optional(labels, "labels", row, &label_text, &label);
  if (done) {
    done = read_optional(ids, "ids", row, &id_text, &id);
    if (done) {
      sve_string bytes = {text.bytes, text.length};
      sve_status status = sve_matcher_builder_add(builder, bytes, label, id, &error);
      if (status == SVE_BAD_ARGUMENT) {
        PyErr_Format(PyExc_ValueError, "names[%zd] is empty or blank: %R", row, name);
      } else if (status != SVE_OK) {
        sve_py_raise(state, &error, NULL);
      }
      done = status == SVE_OK;
      sve_py_text_clear(&id_text);
    }
    sve_py_text_clear(&label_text);
  }
  sve_py_text_clear(&text);
  return done;
}

static bool add_rows(const sve_py_state *state, sve_matcher_builder *builder, PyObject *names, PyObject *labels,
                     PyObject *ids) {
  PyObject *iterator = PyObject_GetIter(names);
  if (iterator == NULL) return false;
  bool done = true;
  PyObject *name;
  for (Py_ssize_t row = 0; done && (name = PyIter_Next(iterator)) != NULL; row++) {
    done = add_row(state, builder, name, labels, ids, row);
    Py_DECREF(name);
  }
  Py_DECREF(iterator);
  return done && !PyErr_Occurred();
}

/* A matcher object around `core`, which it takes over, also on failure. */
static PyObject *wrap(PyTypeObject *type, sve_py_state *state, sve_matcher *core, PyObject *payloads) {
  PyObject *lexicon = NULL;
  if (sve_matcher_options_of(core).compounds && (lexicon = sve_py_lexicon(state)) == NULL) {
    sve_matcher_free(core);
    return NULL;
  }
  PyObject *self = type->tp_alloc(type, 0);
  if (self == NULL) {
    sve_matcher_free(core);
    return NULL;
  }
  SELF->state = state;
  SELF->core = core;
  SELF->payloads = payloads == NULL || payloads == Py_None ? NULL : Py_NewRef(payloads);
  SELF->lexicon = Py_XNewRef(lexicon);
  return self;
}

static bool is_list(PyObject **given, const char *what) {
  if (*given == Py_None) *given = NULL;
  if (*given == NULL || PyList_Check(*given)) return true;
  PyErr_Format(PyExc_TypeError, "%s must be a list, not %.100s", what, Py_TYPE(*given)->tp_name);
  return false;
}

static PyObject *matcher_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  PyObject *given[GIVEN];
  if (!sve_py_arguments_of_call("Matcher", ARGUMENTS, GIVEN, PAYLOADS + 1, 1, args, kwargs, given)) return NULL;
  sve_py_state *state = sve_py_state_of(type);
  sve_matcher_options options;
  if (state == NULL || !read_options(given, &options)) return NULL;
  for (int i = LABELS; i <= PAYLOADS; i++) {
    if (!is_list(&given[i], ARGUMENTS[i])) return NULL;
  }
  sve_error error;
  sve_matcher_builder *builder;
  if (sve_matcher_builder_new(options, &builder, &error) != SVE_OK) return sve_py_raise(state, &error, NULL);
  sve_matcher *core = NULL;
  if (add_rows(state, builder, given[NAMES], given[LABELS], given[IDS])) {
    sve_status status;
    Py_BEGIN_ALLOW_THREADS;
    status = sve_matcher_build(builder, &core, &error);
    Py_END_ALLOW_THREADS;
    if (status != SVE_OK) sve_py_raise(state, &error, NULL);
  }
  sve_matcher_builder_free(builder);
  if (core == NULL) return NULL;
  size_t count = sve_matcher_count(core);
  if (given[PAYLOADS] != NULL && (size_t)PyList_GET_SIZE(given[PAYLOADS]) != count) {
    PyErr_Format(PyExc_ValueError, "%zd payloads for %zu names", PyList_GET_SIZE(given[PAYLOADS]), count);
    sve_matcher_free(core);
    return NULL;
  }
  return wrap(type, state, core, given[PAYLOADS]);
}

static int matcher_traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(SELF->payloads);
  return 0;
}

static int matcher_clear(PyObject *self) {
  Py_CLEAR(SELF->payloads);
  return 0;
}

static void matcher_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  matcher_clear(self);
  Py_XDECREF(SELF->lexicon);
  sve_matches_free(SELF->spare);
  sve_matcher_free(SELF->core);
  type->tp_free(self);
  Py_DECREF(type);
}

/* ---- What stands in it. ---- */

PyObject *sve_py_matcher_name(const sve_py_matcher *matcher, uint32_t entry) {
  sve_string name, label, id;
  sve_matcher_entry(matcher->core, entry, &name, &label, &id);
  return sve_py_str(name, false);
}

PyObject *sve_py_matcher_label(const sve_py_matcher *matcher, uint32_t entry) {
  sve_string name, label, id;
  sve_matcher_entry(matcher->core, entry, &name, &label, &id);
  return sve_py_str(label, true);
}

/* An id in the file is a str as it is, or anything else as NUL and JSON. */
PyObject *sve_py_matcher_payload(const sve_py_matcher *matcher, uint32_t entry) {
  if (matcher->payloads != NULL && (Py_ssize_t)entry < PyList_GET_SIZE(matcher->payloads)) {
    return PySequence_GetItem(matcher->payloads, (Py_ssize_t)entry); /* not lent: the user has the list too */
  }
  sve_string name, label, id;
  sve_matcher_entry(matcher->core, entry, &name, &label, &id);
  if (id.length == 0 || id.bytes[0] != '\0') return sve_py_str(id, true);
  PyObject *json = PyImport_ImportModule("json");
  PyObject *text = json == NULL ? NULL : sve_py_str((sve_string){id.bytes + 1, id.length - 1}, false);
  PyObject *payload = text == NULL ? NULL : PyObject_CallMethod(json, "loads", "O", text);
  Py_XDECREF(text);
  Py_XDECREF(json);
  return payload;
}

PyObject *sve_py_matcher_id(PyObject *self, uint32_t entry) {
  PyObject *payload = sve_py_matcher_payload(SELF, entry);
  if (payload == NULL || !PyDict_Check(payload)) return payload;
  PyObject *id = PyMapping_GetItemString(payload, "id");
  Py_DECREF(payload);
  if (id != NULL || !PyErr_ExceptionMatches(PyExc_KeyError)) return id;
  PyErr_Clear();
  Py_RETURN_NONE;
}

const sve_matcher *sve_py_matcher_of(const sve_py_state *state, PyObject *matcher) {
  if (PyObject_TypeCheck(matcher, state->matcher_type)) return ((sve_py_matcher *)matcher)->core;
  PyErr_Format(PyExc_TypeError, "expected a svenner.Matcher, not %.100s", Py_TYPE(matcher)->tp_name);
  return NULL;
}

static Py_ssize_t matcher_length(PyObject *self) {
  return (Py_ssize_t)sve_matcher_count(SELF->core);
}

static int matcher_contains(PyObject *self, PyObject *name) {
  sve_py_text text;
  if (!PyUnicode_Check(name)) return 0;
  if (!sve_py_text_get(name, "name", &text)) return -1;
  uint32_t entry;
  sve_error error;
  sve_status status = sve_matcher_find_name(SELF->core, (sve_string){text.bytes, text.length}, &entry, &error);
  sve_py_text_clear(&text);
  if (status == SVE_OK) return entry != SVE_NONE;
  sve_py_raise(SELF->state, &error, NULL);
  return -1;
}

/* Name, label and payload of an entry. */
static PyObject *matcher_entry(PyObject *self, PyObject *index) {
  Py_ssize_t entry = PyNumber_AsSsize_t(index, PyExc_IndexError);
  if (entry == -1 && PyErr_Occurred()) return NULL;
  if (entry < 0 || entry >= matcher_length(self)) return PyErr_Format(PyExc_IndexError, "no name %zd", entry);
  return Py_BuildValue("(NNN)", sve_py_matcher_name(SELF, (uint32_t)entry), sve_py_matcher_label(SELF, (uint32_t)entry),
                       sve_py_matcher_payload(SELF, (uint32_t)entry));
}

static PyObject *get_payloads(PyObject *self, void *Py_UNUSED(closure)) {
  return Py_NewRef(SELF->payloads == NULL ? Py_None : SELF->payloads);
}

static PyObject *get_options(PyObject *self, void *Py_UNUSED(closure)) {
  sve_matcher_options options = sve_matcher_options_of(SELF->core);
  const bool values[GIVEN] = {[GENITIVE] = options.genitive,
                              [COMPOUNDS] = options.compounds,
                              [IGNORE_CASE] = options.ignore_case,
                              [FOLD_ACCENTS] = options.fold_accents,
                              [OVERLAP] = options.overlap,
                              [NOUN] = options.inflect_noun,
                              [FUZZY] = options.fuzzy};
  PyObject *dict = PyDict_New();
  for (int i = GENITIVE; dict != NULL && i < GIVEN; i++) {
    if (PyDict_SetItemString(dict, ARGUMENTS[i], values[i] ? Py_True : Py_False) < 0) Py_CLEAR(dict);
  }
  return dict;
}

/* ---- Searching. ---- */

static bool search(const sve_py_state *state, const sve_py_matcher *self, const sve_py_text *text, sve_matches *found) {
  const sve_data *lexicon = self->lexicon == NULL ? NULL : sve_py_data_of(self->lexicon);
  sve_error error;
  PyThreadState *thread = text->length >= NO_GIL_BYTES ? PyEval_SaveThread() : NULL;
  sve_string string = {text->bytes, text->length};
  sve_status status = sve_matcher_search(self->core, lexicon, &string, 1, found, NULL, &error);
  if (thread != NULL) PyEval_RestoreThread(thread);
  if (status != SVE_OK) sve_py_raise(state, &error, NULL);
  return status == SVE_OK;
}

static sve_matches *take_spare(const sve_py_state *state, sve_py_matcher *self) {
  sve_matches *found = sve_py_slot_take((void **)&self->spare);
  sve_error error;
  if (found == NULL && sve_matches_new(&found, &error) != SVE_OK) return sve_py_raise(state, &error, NULL);
  sve_matches_clear(found);
  return found;
}

static void give_spare(sve_py_matcher *self, sve_matches *found) {
  if (!sve_py_slot_put((void **)&self->spare, found)) sve_matches_free(found);
}

PyDoc_STRVAR(find_doc,
             "find($self, text, /)\n--\n\n"
             "The names in `text`: a list of Match, in text order. The leftmost longest, or all with `overlap=True`;\n"
             "a name with several ids gives a Match for each. Raises TypeError where `text` is no str.");

static PyObject *matcher_find(PyObject *self, PyObject *object) {
  sve_py_state *state = SELF->state;
  sve_py_text text;
  if (!sve_py_text_get(object, "text", &text)) return NULL;
  sve_matches *found = take_spare(state, SELF);
  PyObject *list = NULL;
  if (found != NULL && search(state, SELF, &text, found)) {
    size_t count;
    const sve_match *items = sve_matches_get(found, &count);
    list = sve_py_match_list(state, SELF, object, text.bytes, items, count);
  }
  if (found != NULL) give_spare(SELF, found);
  sve_py_text_clear(&text);
  return list;
}

/* ---- Files. ---- */

PyDoc_STRVAR(save_doc,
             "_save($self, path, /)\n--\n\n"
             "Write the file; an old one of that name stays whole until the new one is.");

static PyObject *matcher_save(PyObject *self, PyObject *path) {
  PyObject *encoded;
  if (!PyUnicode_FSConverter(path, &encoded)) return NULL;
  size_t length;
  const void *bytes = sve_data_bytes(sve_matcher_data(SELF->core), &length);
  sve_error error;
  sve_status status;
  Py_BEGIN_ALLOW_THREADS;
  status = sve_data_write(PyBytes_AS_STRING(encoded), bytes, length, &error);
  Py_END_ALLOW_THREADS;
  Py_DECREF(encoded);
  if (status != SVE_OK) return sve_py_raise(SELF->state, &error, path);
  Py_RETURN_NONE;
}

/* Takes `data` over. */
static PyObject *open_core(PyTypeObject *type, sve_py_state *state, sve_data *data, PyObject *payloads) {
  sve_matcher *core;
  sve_error error;
  if (sve_matcher_open(data, &core, &error) == SVE_OK) return wrap(type, state, core, payloads);
  sve_data_free(data);
  return sve_py_raise(state, &error, NULL);
}

static const char *const LOAD_NAMES[] = {"path", "verify"};

PyDoc_STRVAR(
    load_doc,
    "load($type, path, verify=False)\n--\n\n"
    "Open a file that `save` wrote. It is mapped, not read: processes share its memory. `verify` reads it\n"
    "all and compares its checksum. Raises DataError for a file that is foreign, newer, cut short or corrupted.");

static PyObject *matcher_load(PyObject *type, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
  PyObject *given[2], *encoded;
  if (!sve_py_arguments("load", LOAD_NAMES, 2, 2, 1, args, nargs, kwnames, given)) return NULL;
  int verify = given[1] == NULL ? 0 : PyObject_IsTrue(given[1]);
  sve_py_state *state = sve_py_state_of((PyTypeObject *)type);
  if (verify < 0 || state == NULL || !PyUnicode_FSConverter(given[0], &encoded)) return NULL;
  sve_data *data;
  sve_error error;
  sve_status status;
  Py_BEGIN_ALLOW_THREADS;
  status = sve_data_open(PyBytes_AS_STRING(encoded), verify != 0, &data, &error);
  Py_END_ALLOW_THREADS;
  Py_DECREF(encoded);
  if (status != SVE_OK) return sve_py_raise(state, &error, given[0]);
  return open_core((PyTypeObject *)type, state, data, NULL);
}

PyDoc_STRVAR(to_bytes_doc, "to_bytes($self, /)\n--\n\nThe file that `save` would write.");

static PyObject *matcher_to_bytes(PyObject *self, PyObject *Py_UNUSED(ignored)) {
  size_t length;
  const void *bytes = sve_data_bytes(sve_matcher_data(SELF->core), &length);
  return PyBytes_FromStringAndSize(bytes, (Py_ssize_t)length);
}

PyDoc_STRVAR(from_bytes_doc,
             "from_bytes($type, data, payloads=None, /)\n--\n\n"
             "The matcher of `to_bytes`, and the objects that were given with its names. Raises DataError.");

static PyObject *matcher_from_bytes(PyObject *type, PyObject *args) {
  Py_buffer buffer;
  PyObject *payloads = Py_None;
  if (!PyArg_ParseTuple(args, "y*|O:from_bytes", &buffer, &payloads)) return NULL;
  sve_py_state *state = sve_py_state_of((PyTypeObject *)type);
  sve_data *data = NULL;
  sve_error error;
  if (state != NULL && payloads != Py_None && !PyList_Check(payloads)) {
    PyErr_SetString(PyExc_TypeError, "payloads must be a list");
  } else if (state != NULL && sve_data_open_bytes(buffer.buf, (size_t)buffer.len, true, &data, &error) != SVE_OK) {
    sve_py_raise(state, &error, NULL);
  }
  PyBuffer_Release(&buffer);
  return data == NULL ? NULL : open_core((PyTypeObject *)type, state, data, payloads);
}

static PyObject *matcher_sizeof(PyObject *self, PyObject *Py_UNUSED(ignored)) {
  size_t length;
  sve_data_bytes(sve_matcher_data(SELF->core), &length);
  return PyLong_FromSize_t(length + (size_t)Py_TYPE(self)->tp_basicsize);
}

/* ---- The type. ---- */

static PyMethodDef methods[] = {
    {"find", matcher_find, METH_O, find_doc},
    {"_find_rows", sve_py_matcher_find_rows, METH_VARARGS,
     PyDoc_STR("_find_rows($self, texts, first, /)\n--\n\nfind, for a tuple of texts that starts at row `first`.")},
    {"_entry", matcher_entry, METH_O, PyDoc_STR("_entry($self, index, /)\n--\n\nName, label and payload.")},
    {"_save", matcher_save, METH_O, save_doc},
    {"load", (PyCFunction)(void (*)(void))matcher_load, METH_FASTCALL | METH_KEYWORDS | METH_CLASS, load_doc},
    {"to_bytes", matcher_to_bytes, METH_NOARGS, to_bytes_doc},
    {"from_bytes", matcher_from_bytes, METH_VARARGS | METH_CLASS, from_bytes_doc},
    {"__sizeof__", matcher_sizeof, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef fields[] = {
    {"options", get_options, NULL, PyDoc_STR("The options that it was made with, as a dict."), NULL},
    {"_payloads", get_payloads, NULL, PyDoc_STR("The objects that no file can hold, or None."), NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_doc, (void *)PyDoc_STR("The core of svenner.Matcher: a list of names, found as Swedish bends them.")},
    {Py_tp_new, (void *)matcher_new},
    {Py_tp_dealloc, (void *)matcher_dealloc},
    {Py_tp_traverse, (void *)matcher_traverse},
    {Py_tp_clear, (void *)matcher_clear},
    {Py_tp_methods, methods},
    {Py_tp_getset, fields},
    {Py_sq_length, (void *)matcher_length},
    {Py_sq_contains, (void *)matcher_contains},
    {0, NULL},
};

static PyType_Spec spec = {
    .name = "svenner._core.Matcher",
    .basicsize = sizeof(sve_py_matcher),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = slots,
};

int sve_py_add_matcher(PyObject *module, sve_py_state *state) {
  state->matcher_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
  if (state->matcher_type == NULL || PyModule_AddType(module, state->matcher_type) < 0) return -1;
  return sve_py_add_match(module, state);
}
