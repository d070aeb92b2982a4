/* Arrow in and out of Python: the opening of a column, and a writer of tables. But for the opening, none of this needs
 * the GIL; memory is PyMem_Raw's.
 */
#ifndef SVE_PYTHON_ARROW_H
#define SVE_PYTHON_ARROW_H

/* Python.h comes before any other header. */
/* clang-format off */
#include "python/binding.h"
#include "python/arrow_read.h"
/* clang-format on */

#define SVE_ARROW_STREAM "arrow_array_stream" /* the name of a capsule with an ArrowArrayStream */

/* The stream of an object with Arrow's interface, and its type. Needs the GIL; false with TypeError and the like. */
bool sve_arrow_open(PyObject *column, struct ArrowArrayStream *out, sve_arrow_type *type);

enum { SVE_ARROW_NULLABLE = 2 }; /* a schema's flag */

/* ---- Writing: a table with typed columns. ---- */

typedef struct sve_arrow_buffer {
  char *bytes;
  size_t length, capacity;
} sve_arrow_buffer;

typedef struct sve_arrow_field {
  const char *name;
  char type; /* 'I' u32, 'l' i64, 'f' f32, 'b' bool, 'u' text, 'c' and 's': 8 and 16 bits into a dictionary of texts */
  bool nullable;
} sve_arrow_field;

typedef struct sve_arrow_column {
  sve_arrow_field field;
  sve_arrow_buffer data, offsets, valid;
  const sve_string *words; /* the dictionary */
  size_t word_count;
  int64_t length, nulls;
  bool failed; /* out of memory, or more than 2 GB of text: what was put since is lost */
} sve_arrow_column;

void sve_arrow_put_number(sve_arrow_column *column, uint64_t number); /* also codes and bools */
void sve_arrow_put_float(sve_arrow_column *column, float number);
void sve_arrow_put_text(sve_arrow_column *column, sve_string text);
void sve_arrow_put_null(sve_arrow_column *column);
void sve_arrow_clear(sve_arrow_column *column);
/* Room for so many bytes more; false without memory. */
bool sve_arrow_reserve(sve_arrow_buffer *buffer, size_t extra);

/* A table of the columns, which are emptied. Where `list` is given, one column of that name instead, with a list of
 * structs a row: `ends` (of `rows` 32-bit numbers) says where each list ends, `valid` is a bitmap or NULL. False: no
 * memory. */
typedef struct sve_arrow_lists {
  const char *name;
  const int32_t *ends;
  const uint8_t *valid;
  int64_t rows, nulls;
} sve_arrow_lists;
bool sve_arrow_export(sve_arrow_column *columns, size_t count, const sve_arrow_lists *lists, struct ArrowArray *out);
bool sve_arrow_export_schema(const sve_arrow_column *columns, size_t count, const char *list, struct ArrowSchema *out);

/* ---- Items as rows. ---- */

enum { SVE_ARROW_COLUMNS = 13 }; /* the most that a table has: a row number, and an entity's */

typedef struct sve_arrow_source { /* all borrowed */
  const sve_matcher *const *matchers;
  const sve_string *labels;
  size_t label_count;
  sve_py_part part;
  sve_py_unit unit;
} sve_arrow_source;

typedef struct sve_arrow_row { /* what a document was filled from; borrowed */
  sve_string text;
  const uint32_t *astral; /* for UTF-16: the bytes at which characters above U+FFFF start, in order */
  size_t astral_count;
} sve_arrow_row;

extern const char *const SVE_PY_PART_NAMES[SVE_PY_PARTS];

/* Sets the fields of empty columns: how many there are. */
size_t sve_arrow_columns_of(const sve_arrow_source *source, sve_arrow_column *columns);
/* Puts a row of an item of the source's part into those columns. */
void sve_arrow_put_item(const sve_arrow_source *source, sve_arrow_column *column, const sve_document *document,
                        const void *item, const sve_arrow_row *row);
#endif
