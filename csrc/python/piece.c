/* A table of the last short words by their bytes, one a slot: a word that falls on a slot drives out the one before it.
 *
 * Words of 2 to 16 bytes are told apart by their length and two numbers that hold all of their bytes. The table holds
 * plain str only, and belongs to one module: it is no part of any cycle, and no interpreter sees another's. Without a
 * GIL the table would have to be locked for each word, and is left out.
 */
#include "python/piece.h"

enum { SLOT_BITS = 10, SLOTS = 1 << SLOT_BITS, SHORTEST = 2, LONGEST = 16 };

typedef struct recent_word {
  uint64_t head, tail;
  PyObject *text; /* NULL: an empty slot */
  size_t length;
} recent_word;

struct sve_py_recent {
  recent_word words[SLOTS];
};

static PyObject *make_piece(PyObject *whole, const sve_py_text *text, const sve_span *span) {
  size_t length = span->end_byte - span->start_byte, characters = span->end_cp - span->start_cp;
  bool ascii = length == characters, single = PyUnicode_KIND(whole) == PyUnicode_1BYTE_KIND;
  if (characters < SHORTEST || (!ascii && !single)) return PyUnicode_Substring(whole, span->start_cp, span->end_cp);
  PyObject *piece = PyUnicode_New((Py_ssize_t)characters, ascii ? 0x7F : 0xFF);
  if (piece == NULL) return NULL;
  const char *from = ascii ? text->bytes + span->start_byte : (const char *)PyUnicode_DATA(whole) + span->start_cp;
  memcpy(PyUnicode_DATA(piece), from, characters);
  return piece;
}

#ifndef Py_GIL_DISABLED
static uint32_t four(const char *bytes) {
  uint32_t number;
  memcpy(&number, bytes, sizeof number);
  return number;
}

static uint64_t eight(const char *bytes) {
  uint64_t number;
  memcpy(&number, bytes, sizeof number);
  return number;
}

static recent_word key_of(const char *bytes, size_t length) {
  if (length >= 8) return (recent_word){eight(bytes), eight(bytes + length - 8), NULL, length};
  if (length >= 4) return (recent_word){four(bytes), four(bytes + length - 4), NULL, length};
  const unsigned char *at = (const unsigned char *)bytes;
  return (recent_word){at[0] | (uint64_t)at[length / 2] << 8 | (uint64_t)at[length - 1] << 16, 0, NULL, length};
}

static recent_word *slot_of(sve_py_recent *recent, const recent_word *key) {
  uint64_t mixed = (key->head ^ (key->tail << 23 | key->tail >> 41) ^ key->length) * 0x9E3779B97F4A7C15u;
  return &recent->words[mixed >> (64 - SLOT_BITS)];
}

PyObject *sve_py_piece(sve_py_state *state, PyObject *whole, const sve_py_text *text, const sve_span *span) {
  size_t length = span->end_byte - span->start_byte;
  if (length < SHORTEST || length > LONGEST) return make_piece(whole, text, span);
  if (state->recent == NULL) {
    state->recent = PyMem_Calloc(1, sizeof *state->recent);
    if (state->recent == NULL) return PyErr_NoMemory();
  }
  recent_word key = key_of(text->bytes + span->start_byte, length);
  recent_word *slot = slot_of(state->recent, &key);
  if (slot->head == key.head && slot->tail == key.tail && slot->length == length) return Py_NewRef(slot->text);
  PyObject *piece = make_piece(whole, text, span);
  if (piece == NULL) return NULL;
  PyObject *driven_out = slot->text;
  key.text = Py_NewRef(piece);
  *slot = key;
  Py_XDECREF(driven_out);
  return piece;
}
#else
PyObject *sve_py_piece(sve_py_state *Py_UNUSED(state), PyObject *whole, const sve_py_text *text, const sve_span *span) {
  return make_piece(whole, text, span);
}
#endif

void sve_py_recent_free(sve_py_recent *recent) {
  for (size_t i = 0; recent != NULL && i < SLOTS; i++) Py_XDECREF(recent->words[i].text);
  PyMem_Free(recent);
}
