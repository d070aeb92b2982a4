/* str -> UTF-8 and back.
 *
 * CPython's own encoder would keep the UTF-8 inside the user's str for as long as that lives, and raises on
 * lone surrogates. This one counts, allocates once and writes; runs of ASCII go eight bytes at a time.
 */
#include "python/binding.h"

enum { WRITTEN_OVER = 8 }; /* bytes behind the text that writing may touch */

static size_t size_of_ucs1(const Py_UCS1 *from, size_t count) {
  size_t size = count;
  for (size_t i = 0; i < count; i++) size += from[i] >> 7;
  return size;
}

static size_t size_of_ucs2(const Py_UCS2 *from, size_t count) {
  size_t size = count;
  for (size_t i = 0; i < count; i++) size += (size_t)(from[i] >= 0x80) + (size_t)(from[i] >= 0x800);
  return size;
}

static size_t size_of_ucs4(const Py_UCS4 *from, size_t count) {
  size_t size = count;
  for (size_t i = 0; i < count; i++) {
    size += (size_t)(from[i] >= 0x80) + (size_t)(from[i] >= 0x800) + (size_t)(from[i] >= 0x10000);
  }
  return size;
}

static inline char *write_character(char *to, uint32_t c) {
  if (c < 0x80) {
    *to++ = (char)c;
  } else if (c < 0x800) {
    *to++ = (char)(0xC0 | c >> 6);
    *to++ = (char)(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *to++ = (char)(0xE0 | c >> 12);
    *to++ = (char)(0x80 | (c >> 6 & 0x3F));
    *to++ = (char)(0x80 | (c & 0x3F));
  } else {
    *to++ = (char)(0xF0 | c >> 18);
    *to++ = (char)(0x80 | (c >> 12 & 0x3F));
    *to++ = (char)(0x80 | (c >> 6 & 0x3F));
    *to++ = (char)(0x80 | (c & 0x3F));
  }
  return to;
}

/* Eight bytes a step, written whole: behind a character beyond ASCII the next step writes over them. */
static char *write_ucs1(const Py_UCS1 *from, size_t count, char *to) {
  size_t i = 0;
  uint64_t eight;
  while (count - i >= sizeof eight) {
    memcpy(&eight, from + i, sizeof eight);
    memcpy(to, &eight, sizeof eight);
    eight &= 0x8080808080808080u;
    size_t ascii = eight == 0 ? sizeof eight : (size_t)__builtin_ctzll(eight) / 8;
    to += ascii;
    i += ascii;
    if (eight == 0) continue;
    to = write_character(to, from[i++]);
  }
  for (; i < count; i++) to = write_character(to, from[i]);
  return to;
}

/* The first of four 16-bit characters that is beyond ASCII; 4: none is. */
static size_t beyond_ascii(uint64_t four) {
  four &= 0xFF80FF80FF80FF80u;
  return four == 0 ? 4 : (size_t)__builtin_ctzll(four) / 16;
}

/* Likewise, four a step. */
static char *write_ucs2(const Py_UCS2 *from, size_t count, char *to) {
  size_t i = 0;
  uint64_t four;
  while (count - i >= 4) {
    memcpy(&four, from + i, sizeof four);
    for (size_t k = 0; k < 4; k++) to[k] = (char)from[i + k];
    size_t ascii = beyond_ascii(four);
    to += ascii;
    i += ascii;
    if (ascii < 4) to = write_character(to, from[i++]);
  }
  for (; i < count; i++) to = write_character(to, from[i]);
  return to;
}

/* Writes a str that is not ASCII; returns the end of what counts. */
static char *write_str(PyObject *object, char *to) {
  size_t count = (size_t)PyUnicode_GET_LENGTH(object);
  const void *from = PyUnicode_DATA(object);
  int kind = (int)PyUnicode_KIND(object);
  if (kind == PyUnicode_1BYTE_KIND) return write_ucs1(from, count, to);
  if (kind == PyUnicode_2BYTE_KIND) return write_ucs2(from, count, to);
  for (size_t i = 0; i < count; i++) to = write_character(to, ((const Py_UCS4 *)from)[i]);
  return to;
}

static size_t size_of_str(PyObject *object) {
  size_t count = (size_t)PyUnicode_GET_LENGTH(object);
  const void *from = PyUnicode_DATA(object);
  int kind = (int)PyUnicode_KIND(object);
  if (kind == PyUnicode_1BYTE_KIND) return size_of_ucs1(from, count);
  return kind == PyUnicode_2BYTE_KIND ? size_of_ucs2(from, count) : size_of_ucs4(from, count);
}

/* Bytes that writing may touch, without a look at the characters. */
static size_t most_bytes(PyObject *object) {
  size_t count = (size_t)PyUnicode_GET_LENGTH(object);
  int kind = (int)PyUnicode_KIND(object);
  return count * (kind == PyUnicode_1BYTE_KIND ? 2 : kind == PyUnicode_2BYTE_KIND ? 3 : 4) + WRITTEN_OVER;
}

bool sve_py_text_get(PyObject *object, const char *what, sve_py_text *text) {
  if (!PyUnicode_Check(object)) {
    PyErr_Format(PyExc_TypeError, "%s must be str, not %.100s", what, Py_TYPE(object)->tp_name);
    return false;
  }
#if PY_VERSION_HEX < 0x030C0000
  if (PyUnicode_READY(object) < 0) return false;
#endif
  text->owned = NULL;
  if (PyUnicode_IS_COMPACT_ASCII(object)) {
    text->bytes = PyUnicode_DATA(object);
    text->length = (size_t)PyUnicode_GET_LENGTH(object);
    return true;
  }
  char *to = text->room;
  if (most_bytes(object) > sizeof text->room) {
    size_t size = size_of_str(object) + WRITTEN_OVER;
    if (size > sizeof text->room) to = text->owned = PyMem_RawMalloc(size);
    if (to == NULL) {
      PyErr_NoMemory();
      return false;
    }
  }
  text->bytes = to;
  text->length = (size_t)(write_str(object, to) - to);
  return true;
}

void sve_py_text_clear(sve_py_text *text) {
  PyMem_RawFree(text->owned);
}

/* ---- Many at once. ---- */

struct sve_py_block {
  struct sve_py_block *before;
  char bytes[];
};

enum { BLOCK_BYTES = 1 << 16 };

bool sve_py_room_add(sve_py_room *room, PyObject *str, sve_string *out) {
#if PY_VERSION_HEX < 0x030C0000
  if (PyUnicode_READY(str) < 0) return false;
#endif
  if (PyUnicode_IS_COMPACT_ASCII(str)) {
    *out = (sve_string){PyUnicode_DATA(str), (size_t)PyUnicode_GET_LENGTH(str)};
    return true;
  }
  size_t most = most_bytes(str);
  if (most > room->left) {
    size_t size = most > BLOCK_BYTES ? size_of_str(str) + WRITTEN_OVER : BLOCK_BYTES;
    struct sve_py_block *block = PyMem_RawMalloc(sizeof *block + size);
    if (block == NULL) {
      PyErr_NoMemory();
      return false;
    }
    block->before = room->blocks;
    *room = (sve_py_room){block, block->bytes, size};
  }
  char *end = write_str(str, room->at);
  *out = (sve_string){room->at, (size_t)(end - room->at)};
  room->left -= out->length;
  room->at = end;
  return true;
}

void sve_py_room_clear(sve_py_room *room) {
  for (struct sve_py_block *block = room->blocks, *before; block != NULL; block = before) {
    before = block->before;
    PyMem_RawFree(block);
  }
  *room = (sve_py_room){0};
}

PyObject *sve_py_str(sve_string string, bool optional) {
  if (string.length == 0 && optional) Py_RETURN_NONE;
  return PyUnicode_DecodeUTF8(string.bytes, (Py_ssize_t)string.length, "surrogatepass");
}
