/* DataBuilder and word_key: how the scripts in tools/ compile a data file.
 *
 * Tables come as buffers (array.array, bytes, NumPy), so that a million keys cost no object each.
 */
#include "python/shared.h"

typedef struct builder_object {
  PyObject_HEAD sve_builder *builder;
} builder_object;

static PyObject *builder_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  if (!sve_py_arguments_of_call("DataBuilder", NULL, 0, 0, 0, args, kwargs, NULL)) return NULL;
  sve_py_state *state = sve_py_state_of(type);
  if (state == NULL) return NULL;
  builder_object *self = (builder_object *)type->tp_alloc(type, 0);
  if (self == NULL) return NULL;
  sve_error error;
  if (sve_builder_new(&self->builder, &error) != SVE_OK) {
    Py_DECREF(self);
    return sve_py_raise(state, &error, NULL);
  }
  return (PyObject *)self;
}

static void builder_dealloc(PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
  sve_builder_free(((builder_object *)object)->builder);
  type->tp_free(object);
  Py_DECREF(type);
}

static bool tag_of(const char *letters, Py_ssize_t length, uint32_t *tag) {
  if (length != 4) {
    PyErr_SetString(PyExc_ValueError, "a tag has four letters");
    return false;
  }
  unsigned char four[4];
  memcpy(four, letters, sizeof four);
  *tag = SVE_TAG(four[0], four[1], four[2], four[3]);
  return true;
}

/* The buffer's item count, or -1 with ValueError where its bytes are no whole number of items. */
static Py_ssize_t items_of(const Py_buffer *buffer, size_t item_size, const char *what) {
  if (buffer->len > 0 && ((size_t)buffer->len % item_size != 0 || (uintptr_t)buffer->buf % item_size != 0)) {
    PyErr_Format(PyExc_ValueError, "%s: expected aligned items of %zu bytes", what, item_size);
    return -1;
  }
  return (Py_ssize_t)((size_t)buffer->len / item_size);
}

static PyObject *done(builder_object *self, sve_status status, const sve_error *error) {
  if (status == SVE_OK) Py_RETURN_NONE;
  return sve_py_raise(sve_py_state_of(Py_TYPE(self)), error, NULL);
}

PyDoc_STRVAR(add_doc,
             "add($self, tag, data, /)\n--\n\n"
             "Add a section of raw bytes under a tag of four letters.");

static PyObject *builder_add(PyObject *object, PyObject *args) {
  builder_object *self = (builder_object *)object;
  const char *letters;
  Py_ssize_t letter_count;
  Py_buffer bytes;
  if (!PyArg_ParseTuple(args, "s#y*:add", &letters, &letter_count, &bytes)) return NULL;
  PyObject *result = NULL;
  uint32_t tag;
  if (tag_of(letters, letter_count, &tag)) {
    sve_error error;
    sve_status status;
    SVE_PY_LOCKED(object);
    status = sve_builder_add(self->builder, tag, bytes.buf, (size_t)bytes.len, &error);
    SVE_PY_UNLOCKED();
    result = done(self, status, &error);
  }
  PyBuffer_Release(&bytes);
  return result;
}

PyDoc_STRVAR(add_table_doc,
             "add_table($self, tag, keys, values, value_size, /)\n--\n\n"
             "Add a hash table: `keys`, a buffer of 64-bit keys from word_key; `values`, a buffer of\n"
             "`value_size` bytes for each key. Raises ValueError for a key that comes twice.");

static PyObject *builder_add_table(PyObject *object, PyObject *args) {
  builder_object *self = (builder_object *)object;
  const char *letters;
  Py_ssize_t letter_count, value_size;
  Py_buffer keys, values;
  if (!PyArg_ParseTuple(args, "s#y*y*n:add_table", &letters, &letter_count, &keys, &values, &value_size)) return NULL;
  PyObject *result = NULL;
  uint32_t tag;
  Py_ssize_t count = items_of(&keys, sizeof(uint64_t), "keys");
  if (count >= 0 && tag_of(letters, letter_count, &tag)) {
    sve_error error;
    bool agree = value_size == 0  ? values.len == 0
                 : value_size < 0 ? false
                                  : values.len % value_size == 0 && values.len / value_size == count;
    if (!agree) {
      PyErr_SetString(PyExc_ValueError, "values: expected value_size bytes for each key");
    } else {
      sve_status status;
      SVE_PY_LOCKED(object);
      status =
          sve_builder_add_table(self->builder, tag, keys.buf, values.buf, (size_t)count, (size_t)value_size, &error);
      SVE_PY_UNLOCKED();
      result = done(self, status, &error);
    }
  }
  PyBuffer_Release(&keys);
  PyBuffer_Release(&values);
  return result;
}

PyDoc_STRVAR(
    add_trie_doc,
    "add_trie($self, tag, keys, starts, /)\n--\n\n"
    "Add a trie over sequences of words. Entry i has the 64-bit keys keys[starts[i]:starts[i + 1]];\n"
    "`starts` is a buffer of 32-bit numbers, one more than there are entries. Equal sequences stand together.");

static PyObject *builder_add_trie(PyObject *object, PyObject *args) {
  builder_object *self = (builder_object *)object;
  const char *letters;
  Py_ssize_t letter_count;
  Py_buffer keys, starts;
  if (!PyArg_ParseTuple(args, "s#y*y*:add_trie", &letters, &letter_count, &keys, &starts)) return NULL;
  PyObject *result = NULL;
  uint32_t tag;
  Py_ssize_t key_count = items_of(&keys, sizeof(uint64_t), "keys");
  Py_ssize_t start_count = key_count < 0 ? -1 : items_of(&starts, sizeof(uint32_t), "starts");
  if (start_count >= 0 && tag_of(letters, letter_count, &tag)) {
    const uint32_t *at = starts.buf;
    bool rising = start_count > 0 && at[start_count - 1] == (size_t)key_count;
    for (Py_ssize_t i = 1; rising && i < start_count; i++) rising = at[i - 1] < at[i];
    sve_error error;
    if (!rising) {
      PyErr_SetString(PyExc_ValueError, "starts: expected rising numbers, the last of them the number of keys");
    } else {
      sve_status status;
      SVE_PY_LOCKED(object);
      status = sve_builder_add_trie(self->builder, tag, keys.buf, at, (size_t)start_count - 1, &error);
      SVE_PY_UNLOCKED();
      result = done(self, status, &error);
    }
  }
  PyBuffer_Release(&keys);
  PyBuffer_Release(&starts);
  return result;
}

PyDoc_STRVAR(add_matcher_doc,
             "add_matcher($self, tag, names, /)\n--\n\n"
             "Add the file of a matcher as a section. `names`: a sequence of tuples (name, label, id) of str, where\n"
             "label and id may be empty; the matcher finds genitives too. Raises ValueError for a blank name.");

static sve_status add_name(sve_matcher_builder *names, PyObject *entry, sve_error *error) {
  PyObject *parts[3];
  if (!PyTuple_Check(entry)) {
    PyErr_Format(PyExc_TypeError, "names: expected tuples, not %.100s", Py_TYPE(entry)->tp_name);
    return SVE_CANCELLED;
  }
  if (!PyArg_ParseTuple(entry, "OOO:add_matcher", &parts[0], &parts[1], &parts[2])) return SVE_CANCELLED;
  static const char *const WHAT[3] = {"name", "label", "id"};
  sve_py_text texts[3] = {{0}};
  sve_string strings[3];
  sve_status status = SVE_OK;
  for (int i = 0; i < 3 && status == SVE_OK; i++) {
    if (!sve_py_text_get(parts[i], WHAT[i], &texts[i])) status = SVE_CANCELLED;
    strings[i] = (sve_string){texts[i].bytes, texts[i].length};
  }
  if (status == SVE_OK) status = sve_matcher_builder_add(names, strings[0], strings[1], strings[2], error);
  for (int i = 0; i < 3; i++) sve_py_text_clear(&texts[i]);
  return status;
}

static PyObject *builder_add_matcher(PyObject *object, PyObject *args) {
  builder_object *self = (builder_object *)object;
  const char *letters;
  Py_ssize_t letter_count;
  PyObject *names;
  uint32_t tag;
  if (!PyArg_ParseTuple(args, "s#O:add_matcher", &letters, &letter_count, &names)) return NULL;
  if (!tag_of(letters, letter_count, &tag)) return NULL;
  PyObject *entries = PySequence_Tuple(names);
  if (entries == NULL) return NULL;
  sve_error error;
  sve_matcher_builder *builder = NULL;
  sve_matcher *matcher = NULL;
  sve_status status = sve_matcher_builder_new((sve_matcher_options){.genitive = true}, &builder, &error);
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(entries) && status == SVE_OK; i++) {
    status = add_name(builder, PyTuple_GET_ITEM(entries, i), &error);
  }
  if (status == SVE_OK) status = sve_matcher_build(builder, &matcher, &error);
  if (status == SVE_OK) {
    size_t length;
    const void *bytes = sve_data_bytes(sve_matcher_data(matcher), &length);
    SVE_PY_LOCKED(object);
    status = sve_builder_add(self->builder, tag, bytes, length, &error);
    SVE_PY_UNLOCKED();
  }
  sve_matcher_free(matcher);
  sve_matcher_builder_free(builder);
  Py_DECREF(entries);
  return PyErr_Occurred() ? NULL : done(self, status, &error);
}

PyDoc_STRVAR(finish_doc, "finish($self, /)\n--\n\nThe finished data file, as bytes.");

static PyObject *builder_finish(PyObject *object, PyObject *Py_UNUSED(ignored)) {
  builder_object *self = (builder_object *)object;
  const void *bytes;
  size_t length;
  sve_error error;
  PyObject *result;
  SVE_PY_LOCKED(object); /* until the bytes, which the builder owns, are copied */
  sve_status status = sve_builder_finish(self->builder, &bytes, &length, &error);
  result = status == SVE_OK ? PyBytes_FromStringAndSize(bytes, (Py_ssize_t)length) : done(self, status, &error);
  SVE_PY_UNLOCKED();
  return result;
}

static PyMethodDef builder_methods[] = {
    {"add", builder_add, METH_VARARGS, add_doc},
    {"add_table", builder_add_table, METH_VARARGS, add_table_doc},
    {"add_trie", builder_add_trie, METH_VARARGS, add_trie_doc},
    {"add_matcher", builder_add_matcher, METH_VARARGS, add_matcher_doc},
    {"finish", builder_finish, METH_NOARGS, finish_doc},
    {NULL, NULL, 0, NULL},
};

PyDoc_STRVAR(builder_doc,
             "DataBuilder()\n--\n\n"
             "Builds a data file (a lexicon, a model) of sections that the core maps and reads in place.");

static PyType_Slot builder_slots[] = {
    {Py_tp_doc, (void *)builder_doc},
    {Py_tp_new, (void *)builder_new},
    {Py_tp_dealloc, (void *)builder_dealloc},
    {Py_tp_methods, builder_methods},
    {0, NULL},
};

static PyType_Spec builder_spec = {
    .name = "svenner._core.DataBuilder",
    .basicsize = sizeof(builder_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = builder_slots,
};

static bool key_of(PyObject *module, PyObject *word, bool fold_case, uint64_t *key) {
  sve_py_text text;
  if (!sve_py_text_get(word, "word", &text)) return false;
  sve_error error;
  sve_status status = sve_word_key(text.bytes, text.length, fold_case, key, &error);
  sve_py_text_clear(&text);
  if (status != SVE_OK) sve_py_raise(PyModule_GetState(module), &error, NULL);
  return status == SVE_OK;
}

static const char *const KEY_NAMES[] = {"word", "fold_case"};
static const char *const KEYS_NAMES[] = {"words", "fold_case"};

static bool key_arguments(const char *function, const char *const *names, PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames, PyObject **what, bool *fold_case) {
  PyObject *given[2];
  if (!sve_py_arguments(function, names, 2, 2, 1, args, nargs, kwnames, given)) return false;
  int fold = given[1] == NULL ? 1 : PyObject_IsTrue(given[1]);
  if (fold < 0) return false;
  *what = given[0];
  *fold_case = fold != 0;
  return true;
}

PyDoc_STRVAR(word_key_doc,
             "word_key($module, word, fold_case=True)\n--\n\n"
             "The 64-bit key of a word in a data file: the hash of its NFC form, in lower case where `fold_case`.");

static PyObject *word_key(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
  PyObject *word;
  bool fold_case;
  uint64_t key;
  if (!key_arguments("word_key", KEY_NAMES, args, nargs, kwnames, &word, &fold_case)) return NULL;
  if (!key_of(module, word, fold_case, &key)) return NULL;
  return PyLong_FromUnsignedLongLong(key);
}

PyDoc_STRVAR(word_keys_doc,
             "word_keys($module, words, fold_case=True)\n--\n\n"
             "The keys of a sequence of words, as bytes: a 64-bit number each, in the machine's byte order.");

static PyObject *word_keys(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
  PyObject *words;
  bool fold_case;
  if (!key_arguments("word_keys", KEYS_NAMES, args, nargs, kwnames, &words, &fold_case)) return NULL;
  if (PyUnicode_Check(words)) return PyErr_Format(PyExc_TypeError, "words must be a sequence of str, not a str");
  PyObject *sequence = PySequence_Tuple(words);
  if (sequence == NULL) return NULL;
  Py_ssize_t count = PyTuple_GET_SIZE(sequence);
  PyObject *result = PyBytes_FromStringAndSize(NULL, count * (Py_ssize_t)sizeof(uint64_t));
  for (Py_ssize_t i = 0; result != NULL && i < count; i++) {
    uint64_t key;
    if (key_of(module, PyTuple_GET_ITEM(sequence, i), fold_case, &key)) {
      memcpy(PyBytes_AS_STRING(result) + (size_t)i * sizeof key, &key, sizeof key);
    } else {
      Py_CLEAR(result);
    }
  }
  Py_DECREF(sequence);
  return result;
}

static PyMethodDef functions[] = {
    {"word_key", (PyCFunction)(void (*)(void))word_key, METH_FASTCALL | METH_KEYWORDS, word_key_doc},
    {"word_keys", (PyCFunction)(void (*)(void))word_keys, METH_FASTCALL | METH_KEYWORDS, word_keys_doc},
    {NULL, NULL, 0, NULL},
};

int sve_py_add_builder(PyObject *module, sve_py_state *state) {
  state->builder_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &builder_spec, NULL);
  if (state->builder_type == NULL || PyModule_AddType(module, state->builder_type) < 0) return -1;
  return PyModule_AddFunctions(module, functions);
}
