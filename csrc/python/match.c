/* svenner.Match: where a name was found, as which form, and what was given with it. */
#include "python/matcher.h"
#include "python/words.h"

typedef struct match_object {
  PyObject_HEAD sve_py_matcher *matcher;
  PyObject *text; /* the whole text */
  uint32_t start, end, entry;
  uint16_t ending; /* code points */
  uint8_t form, distance;
} match_object;

#define SELF ((match_object *)self)
#define GETTER(name) static PyObject *name(PyObject *self, void *Py_UNUSED(closure))

static const char *const FORMS[] = {"exact", "genitive", "compound", "inflected", "fuzzy"};

static PyObject *new_match(PyTypeObject *type, sve_py_matcher *matcher, PyObject *text, const char *bytes,
                           const sve_match *match) {
  match_object *self = (match_object *)type->tp_alloc(type, 0);
  if (self == NULL) return NULL;
  self->matcher = (sve_py_matcher *)Py_NewRef((PyObject *)matcher);
  self->text = Py_NewRef(text);
  self->start = match->span.start_cp;
  self->end = match->span.end_cp;
  self->entry = match->entry;
  self->form = match->form;
  self->distance = match->distance;
  for (uint32_t at = match->span.end_byte - match->ending; at < match->span.end_byte; at++) {
    self->ending += ((unsigned char)bytes[at] & 0xC0) != 0x80;
  }
  return (PyObject *)self;
}

PyObject *sve_py_match_list(sve_py_state *state, sve_py_matcher *matcher, PyObject *text, const char *bytes,
                            const sve_match *items, size_t count) {
  PyObject *list = PyList_New((Py_ssize_t)count);
  for (size_t i = 0; list != NULL && i < count; i++) {
    PyObject *match = new_match(state->match_type, matcher, text, bytes, &items[i]);
    if (match == NULL) {
      Py_CLEAR(list);
    } else {
      PyList_SET_ITEM(list, (Py_ssize_t)i, match);
    }
  }
  return list;
}

static void match_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  Py_DECREF(SELF->matcher);
  Py_DECREF(SELF->text);
  type->tp_free(self);
  Py_DECREF(type);
}

GETTER(get_start) {
  return PyLong_FromUnsignedLong(SELF->start);
}
GETTER(get_end) {
  return PyLong_FromUnsignedLong(SELF->end);
}
GETTER(get_text) {
  return PyUnicode_Substring(SELF->text, (Py_ssize_t)SELF->start, (Py_ssize_t)SELF->end);
}
GETTER(get_pattern) {
  return sve_py_matcher_name(SELF->matcher, SELF->entry);
}
GETTER(get_label) {
  return sve_py_matcher_label(SELF->matcher, SELF->entry);
}
GETTER(get_id) {
  return sve_py_matcher_id((PyObject *)SELF->matcher, SELF->entry);
}
GETTER(get_payload) {
  return sve_py_matcher_payload(SELF->matcher, SELF->entry);
}
GETTER(get_entry) {
  return PyLong_FromUnsignedLong(SELF->entry);
}
GETTER(get_form) {
  return PyUnicode_FromString(FORMS[SELF->form]);
}
GETTER(get_distance) {
  return PyLong_FromUnsignedLong(SELF->distance);
}
GETTER(get_ending) {
  return PyUnicode_Substring(SELF->text, (Py_ssize_t)SELF->end - SELF->ending, (Py_ssize_t)SELF->end);
}

static PyGetSetDef fields[] = {
    {"start", get_start, NULL, PyDoc_STR("Where it starts, in code points."), NULL},
    {"end", get_end, NULL, PyDoc_STR("Where it ends (exclusive)."), NULL},
    {"text", get_text, NULL, PyDoc_STR("The stretch of the text: 'Volvos'."), NULL},
    {"pattern", get_pattern, NULL, PyDoc_STR("The name as it stands in the list: 'Volvo'."), NULL},
    {"norm", get_pattern, NULL, PyDoc_STR("The base form, which is the name in the list."), NULL},
    {"label", get_label, NULL, PyDoc_STR("The label given with the name, or None."), NULL},
    {"id", get_id, NULL, PyDoc_STR("The id given with the name, or None."), NULL},
    {"payload", get_payload, NULL, PyDoc_STR("The object given with the name, or None."), NULL},
    {"entry", get_entry, NULL, PyDoc_STR("The name's number in the list, from 0."), NULL},
    {"form", get_form, NULL, PyDoc_STR("'exact', 'genitive', 'compound', 'inflected' or 'fuzzy'."), NULL},
    {"ending", get_ending, NULL, PyDoc_STR("What the text has at the end that the name has not: 's', ':s', 'erna'."),
     NULL},
    {"distance", get_distance, NULL, PyDoc_STR("Edits between the text and the name: 0, or 1 where 'fuzzy'."), NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

/* The fields of to_dict(), in their order. */
static const struct {
  const char *name;
  PyObject *(*get)(PyObject *self, void *closure);
} DICT_FIELDS[] = {
    {"start", get_start}, {"end", get_end},      {"text", get_text}, {"pattern", get_pattern},   {"label", get_label},
    {"id", get_id},       {"norm", get_pattern}, {"form", get_form}, {"distance", get_distance},
};

static PyObject *to_dict(PyObject *self, PyObject *Py_UNUSED(ignored)) {
  PyObject *dict = PyDict_New();
  for (size_t i = 0; dict != NULL && i < sizeof DICT_FIELDS / sizeof *DICT_FIELDS; i++) {
    PyObject *value = DICT_FIELDS[i].get(self, NULL);
    if (value == NULL || PyDict_SetItemString(dict, DICT_FIELDS[i].name, value) < 0) Py_CLEAR(dict);
    Py_XDECREF(value);
  }
  return dict;
}

static PyMethodDef methods[] = {
    {"to_dict", to_dict, METH_NOARGS,
     PyDoc_STR("to_dict($self, /)\n--\n\nstart, end, text, pattern, label, id, norm, form, distance.")},
    {NULL, NULL, 0, NULL},
};

static PyObject *match_repr(PyObject *self) {
  PyObject *text = get_text(self, NULL), *pattern = get_pattern(self, NULL), *repr = NULL;
  if (text != NULL && pattern != NULL) {
    repr = PyUnicode_FromFormat("Match(%R, %R, %u, %u, %s)", text, pattern, SELF->start, SELF->end, FORMS[SELF->form]);
  }
  Py_XDECREF(text);
  Py_XDECREF(pattern);
  return repr;
}

static bool equal(const match_object *a, const match_object *b) {
  return a->start == b->start && a->end == b->end && a->entry == b->entry && a->form == b->form &&
         a->matcher == b->matcher;
}

/* Equal: the same entry of the same matcher, as the same form, in the same place of an equal text. */
static PyObject *match_compare(PyObject *self, PyObject *other, int operation) {
  if ((operation != Py_EQ && operation != Py_NE) || Py_TYPE(self) != Py_TYPE(other)) Py_RETURN_NOTIMPLEMENTED;
  int same = equal(SELF, (match_object *)other);
  if (same) same = PyObject_RichCompareBool(SELF->text, ((match_object *)other)->text, Py_EQ);
  return same < 0 ? NULL : PyBool_FromLong(same == (operation == Py_EQ));
}

static Py_hash_t match_hash(PyObject *self) {
  return (Py_hash_t)((SELF->start * 1000003u ^ SELF->end * 8191u ^ SELF->entry) & INT32_MAX); /* not -1 */
}

static PyType_Slot slots[] = {
    {Py_tp_doc, (void *)PyDoc_STR("A name that a Matcher found in a text.")},
    {Py_tp_dealloc, (void *)match_dealloc},
    {Py_tp_repr, (void *)match_repr},
    {Py_tp_richcompare, (void *)match_compare},
    {Py_tp_hash, (void *)match_hash},
    {Py_tp_getset, fields},
    {Py_tp_methods, methods},
    {0, NULL},
};

static PyType_Spec spec = {
    .name = "svenner.Match",
    .basicsize = sizeof(match_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = slots,
};

int sve_py_add_match(PyObject *module, sve_py_state *state) {
  state->match_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
  return state->match_type == NULL ? -1 : PyModule_AddType(module, state->match_type);
}
