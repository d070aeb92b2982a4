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
  bool wanted; /* else it stays empty, whatever is put, and is not exported */
  sve_arrow_buffer data, offsets, valid;
  const sve_string *words; /* the dictionary */
  size_t word_count;
  int64_t length, nulls;
  bool failed; /* out of memory, or more than 2 GB of text: what was put since is lost */
} sve_arrow_column;

enum { SVE_ARROW_COLUMNS = 13 }; /* the most that a table has: a row number, and an entity's */

typedef struct sve_arrow_table {
  sve_arrow_column columns[SVE_ARROW_COLUMNS];
  size_t count;
  sve_arrow_column list; /* where wanted: the one column of the table, with a list of structs of the others a row */
} sve_arrow_table;

/* Makes room for so many rows, with so many bytes of text in each column of text, so that columns do not move while
 * they grow. More may come, or less: what is left over is given back at the export, its pages unwritten. */
void sve_arrow_expect(sve_arrow_table *table, size_t rows, size_t text);

void sve_arrow_put_number(sve_arrow_column *column, uint64_t number); /* also codes and bools */
void sve_arrow_put_float(sve_arrow_column *column, float number);
void sve_arrow_put_text(sve_arrow_column *column, sve_string text);
void sve_arrow_put_null(sve_arrow_column *column);
/* Room for `count` rows more of a column of numbers that is not nullable, to be written; NULL where it is not wanted
 * or failed. */
void *sve_arrow_put_rows(sve_arrow_column *column, size_t count);
/* Puts a stretch of `text` for each of `count` spans, which lie `step` bytes apart. */
void sve_arrow_put_stretches(sve_arrow_column *column, sve_string text, const sve_span *spans, size_t step,
                             size_t count);
/* Ends a row of lists: all that was put since the one before is in it. */
void sve_arrow_put_list(sve_arrow_table *table, bool valid);
/* Room for so many bytes more; false without memory. */
bool sve_arrow_reserve(sve_arrow_buffer *buffer, size_t extra);

bool sve_arrow_failed(const sve_arrow_table *table);
void sve_arrow_clear(sve_arrow_table *table);
/* The table as an array of structs; the table is emptied. False: no memory. */
bool sve_arrow_export(sve_arrow_table *table, struct ArrowArray *out);
bool sve_arrow_export_schema(const sve_arrow_table *table, struct ArrowSchema *out);

/* ---- Items as rows. ---- */

typedef struct sve_arrow_source { /* all borrowed */
  const sve_matcher *const *matchers;
  const sve_string *labels;
  size_t label_count;
  sve_py_part part;
  sve_py_unit unit;
  uint32_t wanted; /* bits of columns, in their order, `row` the first */
  bool nested;
} sve_arrow_source;

typedef struct sve_arrow_row { /* what a document was filled from; borrowed */
  sve_string text;
  int64_t number;
  const uint32_t *astral; /* for UTF-16: the bytes at which characters above U+FFFF start, in order */
  size_t astral_count;
} sve_arrow_row;

extern const char *const SVE_PY_PART_NAMES[SVE_PY_PARTS];

/* Makes an empty table of the source's part. Where `nested` there is no column `row`. */
void sve_arrow_table_init(const sve_arrow_source *source, sve_arrow_table *out);
/* Puts a row for each item of the source's part. */
void sve_arrow_put_items(const sve_arrow_source *source, sve_arrow_table *table, const sve_document *document,
                         const sve_arrow_row *row);
#endif
