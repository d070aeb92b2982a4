/* From a Python object with Arrow's interface to a stream of its arrays. */
#include "python/arrow.h"

static const char ARRAY_NAME[] = "arrow_array", SCHEMA_NAME[] = "arrow_schema";

/* A stream over a single array, for what has no stream of its own. */
typedef struct one_array {
  struct ArrowSchema schema;
  struct ArrowArray array;
} one_array;

static int one_get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
  one_array *one = stream->private_data;
  *out = one->schema;
  one->schema.release = NULL;
  return 0;
}
static int one_get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
  one_array *one = stream->private_data;
  *out = one->array;
  one->array.release = NULL;
  return 0;
}
static const char *one_get_last_error(struct ArrowArrayStream *Py_UNUSED(stream)) {
  return NULL;
}
static void one_release(struct ArrowArrayStream *stream) {
  one_array *one = stream->private_data;
  if (one->schema.release != NULL) one->schema.release(&one->schema);
  if (one->array.release != NULL) one->array.release(&one->array);
  PyMem_RawFree(one);
  stream->release = NULL;
}

/* What a method gives (new reference); NULL where there is no such method, too: then without an exception. */
static PyObject *call_if_there(PyObject *object, const char *name) {
  PyObject *method = PyObject_GetAttrString(object, name);
  if (method == NULL) {
    if (PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
    return NULL;
  }
  PyObject *result = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  return result;
}

/* Takes over `pair`, what __arrow_c_array__ gave. */
static bool stream_of_array(PyObject *pair, struct ArrowArrayStream *out) {
  struct ArrowSchema *schema = NULL;
  struct ArrowArray *array = NULL;
  if (PyTuple_Check(pair) && PyTuple_GET_SIZE(pair) == 2) {
    schema = PyCapsule_GetPointer(PyTuple_GET_ITEM(pair, 0), SCHEMA_NAME);
    array = schema == NULL ? NULL : PyCapsule_GetPointer(PyTuple_GET_ITEM(pair, 1), ARRAY_NAME);
  } else {
    PyErr_SetString(PyExc_TypeError, "__arrow_c_array__ must return two capsules");
  }
  one_array *one = array == NULL ? NULL : PyMem_RawMalloc(sizeof *one);
  if (one != NULL) {
    *one = (one_array){*schema, *array};
    schema->release = NULL;
    array->release = NULL;
    *out = (struct ArrowArrayStream){one_get_schema, one_get_next, one_get_last_error, one_release, one};
  } else if (array != NULL) {
    PyErr_NoMemory();
  }
  Py_DECREF(pair);
  return one != NULL;
}

static bool open_stream(PyObject *column, struct ArrowArrayStream *out) {
  PyObject *capsule = call_if_there(column, "__arrow_c_stream__");
  if (capsule == NULL) {
    if (PyErr_Occurred()) return false;
    PyObject *pair = call_if_there(column, "__arrow_c_array__");
    if (pair != NULL) return stream_of_array(pair, out);
    if (PyErr_Occurred()) return false;
    PyErr_Format(PyExc_TypeError, "column must have the Arrow interface (__arrow_c_stream__), which %.100s has not",
                 Py_TYPE(column)->tp_name);
    return false;
  }
  struct ArrowArrayStream *stream = PyCapsule_GetPointer(capsule, SVE_ARROW_STREAM);
  if (stream != NULL) {
    *out = *stream;
    stream->release = NULL;
  }
  Py_DECREF(capsule);
  return stream != NULL;
}

/* Takes the schema, to be released where it has a release: whether it is one of text. */
static bool read_type(struct ArrowArrayStream *input, struct ArrowSchema *schema, sve_arrow_type *type) {
  if (input->get_schema(input, schema) != 0) {
    schema->release = NULL;
    const char *message = input->get_last_error(input);
    PyErr_Format(PyExc_ValueError, "the column's schema cannot be read: %s", message != NULL ? message : "");
    return false;
  }
  bool is_text = sve_arrow_type_of(schema, type);
  if (!is_text) PyErr_Format(PyExc_TypeError, "column must hold text (utf8), not Arrow's %s", schema->format);
  return is_text;
}

bool sve_arrow_open(PyObject *column, struct ArrowArrayStream *out, sve_arrow_type *type) {
  struct ArrowArrayStream stream;
  struct ArrowSchema schema;
  if (!open_stream(column, &stream)) return false;
  bool done = read_type(&stream, &schema, type);
  PyObject *kind, *value, *trace; /* a column's release may be Python code, which must not see the exception */
  PyErr_Fetch(&kind, &value, &trace);
  if (schema.release != NULL) schema.release(&schema);
  if (!done) stream.release(&stream);
  PyErr_Restore(kind, value, trace);
  if (done) *out = stream;
  return done;
}
