/* Token, Sentence, Entity, Cluster, Quote: one item of a document, its attributes made when asked for.
 *
 * An item is a pointer into the document's arrays, which it keeps alive. Two objects for the same item are equal.
 */
#include "python/document.h"
#include "python/words.h"

typedef struct item_object {
  PyObject_HEAD sve_py_document *document;
  const void *item;
  sve_py_part part;
} item_object;

#define SELF ((item_object *)self)
#define ITEM(type) ((const type *)SELF->item)
#define STATE ((sve_py_state *)PyType_GetModuleState(Py_TYPE(self)))
#define GETTER(name) static PyObject *name(PyObject *self, void *Py_UNUSED(closure))

const void *sve_py_item_of(const sve_py_document *document, PyObject *object) {
  sve_py_state *state = PyType_GetModuleState(Py_TYPE(document));
  for (int part = 0; part < SVE_PY_PARTS; part++) {
    if (!Py_IS_TYPE(object, state->item_types[part])) continue;
    const item_object *item = (const item_object *)object;
    return item->document == document ? item->item : NULL;
  }
  return NULL;
}

PyObject *sve_py_item_new(sve_py_state *state, sve_py_document *document, sve_py_part part, const void *item) {
  PyTypeObject *type = state->item_types[part];
  item_object *self = (item_object *)type->tp_alloc(type, 0);
  if (self == NULL) return NULL;
  self->document = (sve_py_document *)Py_NewRef((PyObject *)document);
  self->item = item;
  self->part = part;
  return (PyObject *)self;
}

static void item_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  Py_DECREF(SELF->document);
  type->tp_free(self);
  Py_DECREF(type);
}

static PyObject *item_compare(PyObject *self, PyObject *other, int operation) {
  if ((operation != Py_EQ && operation != Py_NE) || Py_TYPE(self) != Py_TYPE(other)) Py_RETURN_NOTIMPLEMENTED;
  return PyBool_FromLong((SELF->item == ((item_object *)other)->item) == (operation == Py_EQ));
}

static Py_hash_t item_hash(PyObject *self) {
  return (Py_hash_t)((uintptr_t)SELF->item >> 2);
}

/* ---- What all but the clusters have. ---- */

GETTER(get_start) {
  uint32_t both[2];
  if (!sve_py_offsets(SELF->document, ITEM(sve_span), SELF->document->unit, both)) return NULL;
  return PyLong_FromUnsignedLong(both[0]);
}

GETTER(get_end) {
  uint32_t both[2];
  if (!sve_py_offsets(SELF->document, ITEM(sve_span), SELF->document->unit, both)) return NULL;
  return PyLong_FromUnsignedLong(both[1]);
}

GETTER(get_text) {
  return sve_py_slice(SELF->document, ITEM(sve_span));
}

static PyObject *item_to_dict(PyObject *self, PyObject *Py_UNUSED(ignored)) {
  return sve_py_item_dict(STATE, SELF->document, SELF->part, SELF->item, SELF->document->unit);
}

/* Frees `text` (NULL: fails). */
static PyObject *repr_of_text(const char *name, PyObject *text, PyObject *what) {
  PyObject *repr = text == NULL || what == NULL ? NULL
                   : what == Py_None            ? PyUnicode_FromFormat("%s(%R)", name, text)
                                                : PyUnicode_FromFormat("%s(%R, %R)", name, text, what);
  Py_XDECREF(text);
  Py_XDECREF(what);
  return repr;
}

/* ---- Tokens and sentences. ---- */

GETTER(token_kind) {
  return Py_NewRef(sve_py_token_kind(STATE, ITEM(sve_token)->kind));
}

GETTER(token_norm) {
  PyObject *slice = get_text(self, NULL);
  sve_py_text text;
  if (slice == NULL || !sve_py_text_get(slice, "token", &text)) {
    Py_XDECREF(slice);
    return NULL;
  }
  sve_string norm;
  sve_error error;
  sve_status status = sve_word_norm(text.bytes, text.length, &norm, &error);
  sve_py_text_clear(&text);
  Py_DECREF(slice);
  if (status != SVE_OK) return sve_py_raise(STATE, &error, NULL);
  PyObject *result = sve_py_str(norm, false);
  sve_text_free(norm);
  return result;
}

static PyObject *token_repr(PyObject *self) {
  return repr_of_text("Token", get_text(self, NULL), token_kind(self, NULL));
}

GETTER(sentence_tokens) {
  const sve_sentence *sentence = ITEM(sve_sentence);
  size_t count;
  const sve_token *tokens = sve_document_tokens(SELF->document->core, &count);
  return sve_py_view_new(STATE, SELF->document, SVE_PY_TOKENS, tokens + sentence->first_token,
                         (Py_ssize_t)(sentence->end_token - sentence->first_token), sizeof *tokens);
}

static PyObject *sentence_repr(PyObject *self) {
  return repr_of_text("Sentence", get_text(self, NULL), Py_NewRef(Py_None));
}

/* ---- Entities. ---- */

static PyObject *entity_repr(PyObject *self) {
  const sve_entity *entity = ITEM(sve_entity);
  PyObject *text = get_text(self, NULL), *label = sve_py_label(SELF->document, entity->label);
  PyObject *value = sve_py_str(entity->value, true), *repr = NULL;
  if (text != NULL && label != NULL && value != NULL) {
    repr = value == Py_None ? PyUnicode_FromFormat("Entity(%R, %U)", text, label)
                            : PyUnicode_FromFormat("Entity(%R, %U, value=%R)", text, label, value);
  }
  Py_XDECREF(text);
  Py_XDECREF(label);
  Py_XDECREF(value);
  return repr;
}

GETTER(entity_label) {
  return sve_py_label(SELF->document, ITEM(sve_entity)->label);
}
GETTER(entity_norm) {
  return sve_py_entity_norm(SELF->document, ITEM(sve_entity));
}
GETTER(entity_value) {
  return sve_py_str(ITEM(sve_entity)->value, true);
}
GETTER(entity_mod) {
  return sve_py_str(ITEM(sve_entity)->modifier, true);
}
GETTER(entity_score) {
  return PyFloat_FromDouble(sve_py_score(ITEM(sve_entity)->score));
}
GETTER(entity_source) {
  return Py_NewRef(sve_py_source(STATE, ITEM(sve_entity)->source));
}
GETTER(entity_compound) {
  return PyBool_FromLong(ITEM(sve_entity)->compound);
}
GETTER(entity_cluster) {
  return sve_py_entity_cluster(SELF->document, ITEM(sve_entity));
}
GETTER(entity_id) {
  return sve_py_entity_id(SELF->document, ITEM(sve_entity));
}

GETTER(entity_also) {
  const sve_entity *entity = ITEM(sve_entity);
  size_t count;
  const sve_entity *nested = sve_document_nested(SELF->document->core, &count);
  PyObject *list = PyList_New(entity->nested_count);
  for (uint32_t i = 0; list != NULL && i < entity->nested_count; i++) {
    PyObject *item = sve_py_item_new(STATE, SELF->document, SVE_PY_ENTITIES, nested + entity->first_nested + i);
    if (item == NULL) {
      Py_CLEAR(list);
    } else {
      PyList_SET_ITEM(list, i, item);
    }
  }
  return list;
}

/* ---- Clusters. ---- */

GETTER(cluster_name) {
  return sve_py_str(ITEM(sve_cluster)->name, false);
}
GETTER(cluster_label) {
  return sve_py_label(SELF->document, ITEM(sve_cluster)->label);
}

GETTER(cluster_mentions) {
  const sve_cluster *cluster = ITEM(sve_cluster);
  size_t count;
  const uint32_t *mentions = sve_document_mentions(SELF->document->core, &count);
  const sve_entity *entities = sve_document_entities(SELF->document->core, &count);
  PyObject *list = PyList_New(cluster->mention_count);
  for (uint32_t i = 0; list != NULL && i < cluster->mention_count; i++) {
    const sve_entity *entity = entities + mentions[cluster->first_mention + i];
    PyObject *item = sve_py_item_new(STATE, SELF->document, SVE_PY_ENTITIES, entity);
    if (item == NULL) {
      Py_CLEAR(list);
    } else {
      PyList_SET_ITEM(list, i, item);
    }
  }
  return list;
}

static PyObject *cluster_repr(PyObject *self) {
  PyObject *name = cluster_name(self, NULL), *label = cluster_label(self, NULL), *repr = NULL;
  if (name != NULL && label != NULL) {
    repr = PyUnicode_FromFormat("Cluster(%R, %U, %u mentions)", name, label, ITEM(sve_cluster)->mention_count);
  }
  Py_XDECREF(name);
  Py_XDECREF(label);
  return repr;
}

/* ---- Quotes. ---- */

GETTER(quote_kind) {
  return Py_NewRef(sve_py_quote_kind(STATE, ITEM(sve_quote)->kind));
}
GETTER(quote_speaker) {
  return sve_py_str(ITEM(sve_quote)->speaker, true);
}
GETTER(quote_source) {
  return sve_py_str(ITEM(sve_quote)->source, true);
}

static PyObject *speaker_offset(PyObject *self, int end) {
  const sve_span *span = &ITEM(sve_quote)->speaker_span;
  if (span->end_byte == span->start_byte) Py_RETURN_NONE;
  uint32_t both[2];
  if (!sve_py_offsets(SELF->document, span, SELF->document->unit, both)) return NULL;
  return PyLong_FromUnsignedLong(both[end]);
}
GETTER(quote_speaker_start) {
  return speaker_offset(self, 0);
}
GETTER(quote_speaker_end) {
  return speaker_offset(self, 1);
}

static PyObject *quote_repr(PyObject *self) {
  return repr_of_text("Quote", get_text(self, NULL), quote_speaker(self, NULL));
}

/* ---- Types. ---- */

#define FIELD(name, getter, doc) \
  { name, getter, NULL, PyDoc_STR(doc), NULL }
#define SPAN                                                             \
  FIELD("start", get_start, "Where it starts, in the document's unit."), \
      FIELD("end", get_end, "Where it ends (exclusive)."), FIELD("text", get_text, "The stretch of the text.")
#define NOTHING \
  { NULL, NULL, NULL, NULL, NULL }

static PyGetSetDef token_fields[] = {SPAN, FIELD("kind", token_kind, "One of svenner.TOKEN_KINDS."),
                                     FIELD("norm", token_norm,
                                           "The text in NFC, without soft hyphens, with ' and - for their variants, "
                                           "whole where a hyphen and a line break part it."),
                                     NOTHING};

static PyGetSetDef sentence_fields[] = {SPAN, FIELD("tokens", sentence_tokens, "Its tokens."), NOTHING};

static PyGetSetDef entity_fields[] = {
    SPAN,
    FIELD("label", entity_label, "PER, ORG, LOC, TME, MSR, or a matcher's own."),
    FIELD("norm", entity_norm, "Base form: 'Ukraina' for 'Ukrainas'; the fuller name where the text has one."),
    FIELD("value", entity_value, "TIMEX3 value of a TME, amount and unit of an MSR; else None."),
    FIELD("mod", entity_mod, "TIMEX3 mod of an approximation, such as APPROX; else None."),
    FIELD("score", entity_score, "Probability that it is right, 0 to 1."),
    FIELD("source", entity_source, "What found it: 'matcher', 'model', 'rule' or 'lexicon'."),
    FIELD("compound", entity_compound, "Whether it stands inside a longer word: 'Nato' in 'Natochefen'."),
    FIELD("cluster", entity_cluster, "Name of its cluster; None for times and measures."),
    FIELD("id", entity_id, "The id that was given with the matcher's name; else None."),
    FIELD("also", entity_also, "Other readings inside it: 'USA' in 'USA:s utrikesdepartement'."),
    NOTHING};

static PyGetSetDef cluster_fields[] = {FIELD("name", cluster_name, "The fullest form mentioned."),
                                       FIELD("label", cluster_label, "Label of its mentions."),
                                       FIELD("mentions", cluster_mentions, "Its entities, in text order."), NOTHING};

static PyGetSetDef quote_fields[] = {
    SPAN,
    FIELD("kind", quote_kind, "'direct' or 'indirect'."),
    FIELD("speaker", quote_speaker, "Name of who said it, or None."),
    FIELD("speaker_start", quote_speaker_start, "Where the words that name the speaker start, or None."),
    FIELD("speaker_end", quote_speaker_end, "Where they end."),
    FIELD("source", quote_source, "The agency or paper that reports it, or None."),
    NOTHING};

PyDoc_STRVAR(to_dict_doc, "to_dict($self, /)\n--\n\nIts fields as a dict, as in Document.to_dict().");

static PyMethodDef methods[] = {{"to_dict", item_to_dict, METH_NOARGS, to_dict_doc}, {NULL, NULL, 0, NULL}};

static int add_item(PyObject *module, sve_py_state *state, sve_py_part part, const char *name, reprfunc repr,
                    PyGetSetDef *fields, const char *doc) {
  PyType_Slot slots[] = {
      {Py_tp_doc, (void *)doc},        {Py_tp_dealloc, (void *)item_dealloc},
      {Py_tp_repr, (void *)repr},      {Py_tp_richcompare, (void *)item_compare},
      {Py_tp_hash, (void *)item_hash}, {Py_tp_getset, fields},
      {Py_tp_methods, methods},        {0, NULL},
  };
  PyType_Spec spec = {
      .name = name,
      .basicsize = sizeof(item_object),
      .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
      .slots = slots,
  };
  state->item_types[part] = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
  return state->item_types[part] == NULL ? -1 : PyModule_AddType(module, state->item_types[part]);
}

int sve_py_add_items(PyObject *module, sve_py_state *state) {
  if (add_item(module, state, SVE_PY_TOKENS, "svenner.Token", token_repr, token_fields, "A token of the text.") < 0 ||
      add_item(module, state, SVE_PY_SENTENCES, "svenner.Sentence", sentence_repr, sentence_fields, "A sentence.") <
          0 ||
      add_item(module, state, SVE_PY_ENTITIES, "svenner.Entity", entity_repr, entity_fields,
               "A name, a time or a measure.") < 0 ||
      add_item(module, state, SVE_PY_CLUSTERS, "svenner.Cluster", cluster_repr, cluster_fields,
               "The mentions of one person, place or organisation.") < 0) {
    return -1;
  }
  return add_item(module, state, SVE_PY_QUOTES, "svenner.Quote", quote_repr, quote_fields, "What somebody said.");
}
