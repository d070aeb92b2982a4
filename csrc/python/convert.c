/* Items and documents as plain dicts and lists: the shape of to_dict(). */
#include "python/document.h"
#include "python/words.h"

double sve_py_score(float score) {
  return round((double)score * 10000.0) / 10000.0;
}

PyObject *sve_py_label(const sve_py_document *document, unsigned label) {
  return Py_NewRef(PyTuple_GET_ITEM(document->analyzer->labels, (Py_ssize_t)label));
}

PyObject *sve_py_entity_norm(const sve_py_document *document, const sve_entity *entity) {
  return entity->norm.length == 0 ? sve_py_slice(document, &entity->span) : sve_py_str(entity->norm, false);
}

PyObject *sve_py_entity_id(const sve_py_document *document, const sve_entity *entity) {
  if (entity->source != SVE_FROM_MATCHER) Py_RETURN_NONE;
  return sve_py_matcher_id(PyTuple_GET_ITEM(document->analyzer->matchers, (Py_ssize_t)entity->matcher), entity->entry);
}

PyObject *sve_py_entity_cluster(const sve_py_document *document, const sve_entity *entity) {
  size_t count;
  const sve_cluster *clusters = sve_document_clusters(document->core, &count);
  if (entity->cluster >= count) Py_RETURN_NONE;
  return sve_py_str(clusters[entity->cluster].name, false);
}

/* Sets a key to `value`, which is taken over; NULL fails. */
static bool set(PyObject *dict, PyObject *key, PyObject *value) {
  bool done = value != NULL && PyDict_SetItem(dict, key, value) == 0;
  Py_XDECREF(value);
  return done;
}

/* The same, leaving out None. */
static bool set_known(PyObject *dict, PyObject *key, PyObject *value) {
  if (value != Py_None) return set(dict, key, value);
  Py_DECREF(value);
  return true;
}

static bool set_span(sve_py_state *state, PyObject *dict, sve_py_document *document, const sve_span *span,
                     sve_py_unit unit) {
  uint32_t both[2];
  return sve_py_offsets(document, span, unit, both) &&
         set(dict, WORD(state, start), PyLong_FromUnsignedLong(both[0])) &&
         set(dict, WORD(state, end), PyLong_FromUnsignedLong(both[1]));
}

/* A list of two numbers, and of `last` where it is not NULL. */
static PyObject *span_list(sve_py_document *document, const sve_span *span, sve_py_unit unit, PyObject *last) {
  uint32_t both[2];
  if (!sve_py_offsets(document, span, unit, both)) return NULL;
  PyObject *start = PyLong_FromUnsignedLong(both[0]), *end = PyLong_FromUnsignedLong(both[1]);
  PyObject *list = start == NULL || end == NULL ? NULL : PyList_New(last == NULL ? 2 : 3);
  if (list == NULL) {
    Py_XDECREF(start);
    Py_XDECREF(end);
    return NULL;
  }
  PyList_SET_ITEM(list, 0, start);
  PyList_SET_ITEM(list, 1, end);
  if (last != NULL) PyList_SET_ITEM(list, 2, Py_NewRef(last));
  return list;
}

static bool fill_entity(sve_py_state *state, PyObject *dict, sve_py_document *document, const sve_entity *entity,
                        sve_py_unit unit) {
  return set_span(state, dict, document, &entity->span, unit) &&
         set(dict, WORD(state, text), sve_py_slice(document, &entity->span)) &&
         set(dict, WORD(state, label), sve_py_label(document, entity->label)) &&
         set(dict, WORD(state, norm), sve_py_entity_norm(document, entity)) &&
         set(dict, WORD(state, compound), PyBool_FromLong(entity->compound)) &&
         set_known(dict, WORD(state, cluster), sve_py_entity_cluster(document, entity)) &&
         set_known(dict, WORD(state, value), sve_py_str(entity->value, true)) &&
         set_known(dict, WORD(state, mod), sve_py_str(entity->modifier, true)) &&
         set(dict, WORD(state, score), PyFloat_FromDouble(sve_py_score(entity->score))) &&
         set(dict, WORD(state, source), Py_NewRef(sve_py_source(state, entity->source))) &&
         set_known(dict, WORD(state, id), sve_py_entity_id(document, entity));
}

/* The other readings of an entity; they have none of their own. */
static PyObject *nested_list(sve_py_state *state, sve_py_document *document, const sve_entity *entity,
                             sve_py_unit unit) {
  size_t count;
  const sve_entity *nested = sve_document_nested(document->core, &count) + entity->first_nested;
  PyObject *list = PyList_New(entity->nested_count);
  for (uint32_t i = 0; list != NULL && i < entity->nested_count; i++) {
    PyObject *dict = PyDict_New();
    if (dict == NULL || !fill_entity(state, dict, document, &nested[i], unit)) {
      Py_XDECREF(dict);
      Py_CLEAR(list);
    } else {
      PyList_SET_ITEM(list, i, dict);
    }
  }
  return list;
}

static bool fill_cluster(sve_py_state *state, PyObject *dict, sve_py_document *document, const sve_cluster *cluster) {
  size_t count;
  const uint32_t *mentions = sve_document_mentions(document->core, &count) + cluster->first_mention;
  PyObject *list = PyList_New(cluster->mention_count);
  for (uint32_t i = 0; list != NULL && i < cluster->mention_count; i++) {
    PyObject *index = PyLong_FromUnsignedLong(mentions[i]);
    if (index == NULL) {
      Py_CLEAR(list);
    } else {
      PyList_SET_ITEM(list, i, index);
    }
  }
  if (list == NULL) return false;
  if (!set(dict, WORD(state, name), sve_py_str(cluster->name, false)) ||
      !set(dict, WORD(state, label), sve_py_label(document, cluster->label))) {
    Py_DECREF(list);
    return false;
  }
  return set(dict, WORD(state, mentions), list);
}

static bool fill_quote(sve_py_state *state, PyObject *dict, sve_py_document *document, const sve_quote *quote,
                       sve_py_unit unit) {
  const sve_span *speaker = &quote->speaker_span;
  uint32_t both[2];
  if (!sve_py_offsets(document, speaker, unit, both)) return false;
  bool named = speaker->end_byte > speaker->start_byte;
  return set_span(state, dict, document, &quote->span, unit) &&
         set(dict, WORD(state, text), sve_py_slice(document, &quote->span)) &&
         set(dict, WORD(state, kind), Py_NewRef(sve_py_quote_kind(state, quote->kind))) &&
         set(dict, WORD(state, speaker), sve_py_str(quote->speaker, true)) &&
         set(dict, WORD(state, speaker_start), named ? PyLong_FromUnsignedLong(both[0]) : Py_NewRef(Py_None)) &&
         set(dict, WORD(state, speaker_end), named ? PyLong_FromUnsignedLong(both[1]) : Py_NewRef(Py_None)) &&
         set(dict, WORD(state, source), sve_py_str(quote->source, true));
}

/* As in Document.to_dict(): a list for a token or sentence, a dict for the others. */
static PyObject *plain(sve_py_state *state, sve_py_document *document, sve_py_part part, const void *item,
                       sve_py_unit unit) {
  if (part == SVE_PY_TOKENS) {
    const sve_token *token = item;
    return span_list(document, &token->span, unit, sve_py_token_kind(state, token->kind));
  }
  if (part == SVE_PY_SENTENCES) return span_list(document, &((const sve_sentence *)item)->span, unit, NULL);
  return sve_py_item_dict(state, document, part, item, unit);
}

PyObject *sve_py_item_dict(sve_py_state *state, sve_py_document *document, sve_py_part part, const void *item,
                           sve_py_unit unit) {
  PyObject *dict = PyDict_New();
  if (dict == NULL) return NULL;
  bool done = false;
  if (part == SVE_PY_ENTITIES) {
    const sve_entity *entity = item;
    done = fill_entity(state, dict, document, entity, unit);
    if (done && entity->nested_count > 0) {
      done = set(dict, WORD(state, also), nested_list(state, document, entity, unit));
    }
  } else if (part == SVE_PY_CLUSTERS) {
    done = fill_cluster(state, dict, document, item);
  } else if (part == SVE_PY_QUOTES) {
    done = fill_quote(state, dict, document, item, unit);
  } else {
    done = set_span(state, dict, document, item, unit) && set(dict, WORD(state, text), sve_py_slice(document, item));
    if (done && part == SVE_PY_TOKENS) {
      done = set(dict, WORD(state, kind), Py_NewRef(sve_py_token_kind(state, ((const sve_token *)item)->kind)));
    }
  }
  if (!done) Py_CLEAR(dict);
  return dict;
}

static PyObject *part_list(sve_py_state *state, sve_py_document *document, sve_py_part part, sve_py_unit unit) {
  size_t count, item_size;
  const char *items = sve_py_part_of(document->core, part, &count, &item_size);
  PyObject *list = PyList_New((Py_ssize_t)count);
  for (size_t i = 0; list != NULL && i < count; i++) {
    PyObject *value = plain(state, document, part, items + i * item_size, unit);
    if (value == NULL) {
      Py_CLEAR(list);
    } else {
      PyList_SET_ITEM(list, (Py_ssize_t)i, value);
    }
  }
  return list;
}

PyObject *sve_py_document_dict(sve_py_state *state, sve_py_document *document, sve_py_unit unit) {
  PyObject *dict = PyDict_New();
  if (dict == NULL) return NULL;
  PyObject *keys[SVE_PY_PARTS] = {WORD(state, tokens), WORD(state, sentences), WORD(state, entities),
                                  WORD(state, clusters), WORD(state, quotes)};
  for (sve_py_part part = 0; part < SVE_PY_PARTS; part++) {
    if (set(dict, keys[part], part_list(state, document, part, unit))) continue;
    Py_DECREF(dict);
    return NULL;
  }
  return dict;
}
