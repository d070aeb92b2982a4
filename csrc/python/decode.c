/* decode_text: the bytes of a text file -> str, for the command line and for scripts over files. */
#include "python/binding.h"

static const char *const NAMES[] = {"data", "encoding"};

PyDoc_STRVAR(decode_text_doc,
             "decode_text($module, data, encoding=None)\n--\n\n"
             "The text of a file's bytes, and the name of the encoding that was taken.\n\n"
             "Without `encoding`, a BOM decides, then well-formed UTF-8, then detection among UTF-16, Latin-1 and\n"
             "Windows-1252. Raises DataError for binary bytes and ValueError for an unknown encoding.");

static PyObject *decode_text(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
  PyObject *given[2];
  if (!sve_py_arguments("decode_text", NAMES, 2, 2, 1, args, nargs, kwnames, given)) return NULL;
  const char *charset = NULL;
  if (given[1] != NULL && given[1] != Py_None) {
    if (!PyUnicode_Check(given[1])) return PyErr_Format(PyExc_TypeError, "encoding must be str or None");
    charset = PyUnicode_AsUTF8(given[1]);
    if (charset == NULL) return NULL;
  }
  Py_buffer data;
  if (PyObject_GetBuffer(given[0], &data, PyBUF_SIMPLE) < 0) return NULL;
  sve_string text;
  const char *used;
  sve_error error;
  sve_status status;
  Py_BEGIN_ALLOW_THREADS status = sve_text_decode(data.buf, (size_t)data.len, charset, &text, &used, &error);
  Py_END_ALLOW_THREADS PyBuffer_Release(&data);
  if (status != SVE_OK) return sve_py_raise(PyModule_GetState(module), &error, NULL);
  PyObject *decoded = PyUnicode_DecodeUTF8(text.bytes, (Py_ssize_t)text.length, "replace");
  sve_text_free(text);
  return decoded == NULL ? NULL : Py_BuildValue("Ns", decoded, used);
}

static PyMethodDef functions[] = {
    {"decode_text", (PyCFunction)(void (*)(void))decode_text, METH_FASTCALL | METH_KEYWORDS, decode_text_doc},
    {NULL, NULL, 0, NULL},
};

int sve_py_add_decode(PyObject *module, sve_py_state *Py_UNUSED(state)) {
  return PyModule_AddFunctions(module, functions);
}
