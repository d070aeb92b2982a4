/* The Arrow C data interface (its three structs are given by the specification), and a reader of text columns. Knows
 * nothing of Python.
 *
 * The interface tells the size of no buffer but those of views. What it does tell is checked, so that a producer's
 * mistake is an error and not a read out of bounds: kinds and numbers of buffers, indices, order of offsets, places of
 * views.
 */
#ifndef SVE_PYTHON_ARROW_READ_H
#define SVE_PYTHON_ARROW_READ_H

#include "svenner.h"

struct ArrowSchema {
  const char *format, *name, *metadata;
  int64_t flags, n_children;
  struct ArrowSchema **children, *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length, null_count, offset, n_buffers, n_children;
  const void **buffers;
  struct ArrowArray **children, *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};

typedef struct sve_arrow_type { /* how a column's texts lie */
  char layout;                  /* 'u' 32-bit offsets, 'U' 64-bit offsets, 'v' views, 'n' nothing but nulls */
  char index;                   /* the format of a dictionary's indices; 0 for a plain column */
} sve_arrow_type;

/* False where the schema is not one of text. */
bool sve_arrow_type_of(const struct ArrowSchema *schema, sve_arrow_type *out);

/* Whether the array has what an array of that type must have: to be asked before its rows are read. */
bool sve_arrow_fits(sve_arrow_type type, const struct ArrowArray *array);

typedef enum sve_arrow_cell { SVE_ARROW_TEXT, SVE_ARROW_NULL, SVE_ARROW_BROKEN } sve_arrow_cell;

/* What is at `row`, from 0 to the array's length - 1. *out, lent by the array, is set for SVE_ARROW_TEXT only. */
sve_arrow_cell sve_arrow_read(sve_arrow_type type, const struct ArrowArray *array, int64_t row, sve_string *out);
#endif
