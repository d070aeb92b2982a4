/* Writing Arrow tables: columns that grow, and their hand-over to whoever asked.
 *
 * Every exported array and schema owns its buffers and children, so that a consumer may move and release each alone.
 */
#include "python/arrow.h"

/* ---- Columns. ---- */

bool sve_arrow_reserve(sve_arrow_buffer *buffer, size_t extra) {
  if (buffer->capacity - buffer->length >= extra) return true;
  size_t wanted = buffer->capacity * 2 > buffer->length + extra ? buffer->capacity * 2 : buffer->length + extra + 64;
  char *grown = PyMem_RawRealloc(buffer->bytes, wanted);
  if (grown == NULL) return false;
  buffer->bytes = grown;
  buffer->capacity = wanted;
  return true;
}

static bool add(sve_arrow_buffer *buffer, const void *bytes, size_t length) {
  if (!sve_arrow_reserve(buffer, length)) return false;
  if (length > 0) memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
  return true;
}

static bool add_bit(sve_arrow_buffer *bits, int64_t at, bool bit) {
  static const uint8_t zero;
  if (at % 8 == 0 && !add(bits, &zero, 1)) return false;
  if (bit) bits->bytes[at / 8] = (char)(bits->bytes[at / 8] | 1 << (at % 8));
  return true;
}

/* Ends the row that was put. */
static void next_row(sve_arrow_column *column, bool done, bool valid) {
  if (column->field.nullable) done = done && add_bit(&column->valid, column->length, valid);
  column->failed |= !done;
  column->nulls += !valid;
  column->length++;
}

static size_t width_of(char type) {
  return type == 'l' ? sizeof(int64_t) : type == 's' ? sizeof(uint16_t) : type == 'c' ? 1 : sizeof(uint32_t);
}

static bool add_number(sve_arrow_column *column, uint64_t number) {
  uint32_t four = (uint32_t)number;
  uint16_t two = (uint16_t)number;
  uint8_t one = (uint8_t)number;
  switch (column->field.type) {
    case 'l':
      return add(&column->data, &number, sizeof number);
    case 's':
      return add(&column->data, &two, sizeof two);
    case 'c':
      return add(&column->data, &one, sizeof one);
    case 'b':
      return add_bit(&column->data, column->length, number != 0);
    default:
      return add(&column->data, &four, sizeof four);
  }
}

/* Offsets have one number more than there are rows. */
static bool begin_offsets(sve_arrow_column *column) {
  static const int32_t zero;
  return column->offsets.length > 0 || add(&column->offsets, &zero, sizeof zero);
}

/* Room for so many texts and their bytes. */
static bool reserve_texts(sve_arrow_column *column, size_t count, size_t bytes) {
  return begin_offsets(column) && bytes <= INT32_MAX - column->data.length && sve_arrow_reserve(&column->data, bytes) &&
         sve_arrow_reserve(&column->offsets, count * sizeof(int32_t));
}

static bool add_text(sve_arrow_column *column, sve_string text) {
  if (!reserve_texts(column, 1, text.length) || !add(&column->data, text.bytes, text.length)) return false;
  int32_t end = (int32_t)column->data.length;
  return add(&column->offsets, &end, sizeof end);
}

/* Behind a row that failed, bits would have no place: nothing is put any more. */
static bool is_open(const sve_arrow_column *column) {
  return column->wanted && !column->failed;
}

void sve_arrow_expect(sve_arrow_table *table, size_t rows, size_t text) {
  for (size_t i = 0; i < table->count; i++) {
    sve_arrow_column *column = &table->columns[i];
    bool is_text = column->field.type == 'u';
    if (!column->wanted) continue;
    sve_arrow_reserve(&column->data, is_text ? text : rows * width_of(column->field.type));
    if (is_text) sve_arrow_reserve(&column->offsets, (rows + 1) * sizeof(int32_t));
  }
}

void sve_arrow_put_number(sve_arrow_column *column, uint64_t number) {
  if (is_open(column)) next_row(column, add_number(column, number), true);
}

void sve_arrow_put_float(sve_arrow_column *column, float number) {
  if (is_open(column)) next_row(column, add(&column->data, &number, sizeof number), true);
}

void sve_arrow_put_text(sve_arrow_column *column, sve_string text) {
  if (is_open(column)) next_row(column, add_text(column, text), true);
}

void sve_arrow_put_null(sve_arrow_column *column) {
  if (!is_open(column)) return;
  bool done = column->field.type == 'u' ? add_text(column, (sve_string){"", 0}) : add_number(column, 0);
  next_row(column, done, false);
}

void *sve_arrow_put_rows(sve_arrow_column *column, size_t count) {
  if (!is_open(column)) return NULL;
  size_t bytes = count * width_of(column->field.type);
  column->failed = !sve_arrow_reserve(&column->data, bytes);
  if (column->failed) return NULL;
  void *rows = column->data.bytes + column->data.length;
  column->data.length += bytes;
  column->length += (int64_t)count;
  return rows;
}

void sve_arrow_put_stretches(sve_arrow_column *column, sve_string text, const sve_span *spans, size_t step,
                             size_t count) {
  enum { SHORT = 16 };
  if (!is_open(column)) return;
  const char *at = (const char *)spans;
  size_t bytes = 0;
  for (size_t i = 0; i < count; i++) {
    const sve_span *span = (const sve_span *)(const void *)(at + i * step);
    bytes += span->end_byte - span->start_byte;
  }
  column->failed = !reserve_texts(column, count, bytes + SHORT);
  if (column->failed) return;
  char *out = column->data.bytes + column->data.length;
  int32_t *ends = (int32_t *)(void *)(column->offsets.bytes + column->offsets.length);
  int32_t end = (int32_t)column->data.length;
  for (size_t i = 0; i < count; i++) {
    const sve_span *span = (const sve_span *)(const void *)(at + i * step);
    size_t length = span->end_byte - span->start_byte;
    /* As many bytes as there is room for in any case: a copy of a fixed size has no branches. */
    if (length <= SHORT && text.length - span->start_byte >= SHORT) {
      memcpy(out, text.bytes + span->start_byte, SHORT);
    } else {
      memcpy(out, text.bytes + span->start_byte, length);
    }
    out += length;
    end += (int32_t)length;
    ends[i] = end;
  }
  column->data.length += bytes;
  column->offsets.length += count * sizeof *ends;
  column->length += (int64_t)count;
}

static const sve_arrow_column *first_wanted(const sve_arrow_table *table) {
  const sve_arrow_column *column = table->columns;
  while (!column->wanted) column++;
  return column;
}

void sve_arrow_put_list(sve_arrow_table *table, bool valid) {
  sve_arrow_column *list = &table->list;
  if (!is_open(list)) return;
  int64_t length = first_wanted(table)->length;
  int32_t end = (int32_t)length;
  bool done = length <= INT32_MAX && begin_offsets(list) && add(&list->offsets, &end, sizeof end);
  next_row(list, done, valid);
}

static void clear_column(sve_arrow_column *column) {
  PyMem_RawFree(column->data.bytes);
  PyMem_RawFree(column->offsets.bytes);
  PyMem_RawFree(column->valid.bytes);
  column->data = column->offsets = column->valid = (sve_arrow_buffer){0};
  column->length = column->nulls = 0;
  column->failed = false;
}

void sve_arrow_clear(sve_arrow_table *table) {
  for (size_t i = 0; i < table->count; i++) clear_column(&table->columns[i]);
  clear_column(&table->list);
}

bool sve_arrow_failed(const sve_arrow_table *table) {
  bool failed = table->list.failed;
  for (size_t i = 0; i < table->count; i++) failed |= table->columns[i].failed;
  return failed;
}

/* ---- Arrays. ---- */

typedef struct array_parts {
  const void *buffers[3];
  void *owned[3];
  struct ArrowArray *children; /* one block; array->children points into it */
} array_parts;

static void release_array(struct ArrowArray *array) {
  array_parts *parts = array->private_data;
  for (int64_t i = 0; i < array->n_children; i++) {
    struct ArrowArray *child = array->children[i];
    if (child->release != NULL) child->release(child);
  }
  if (array->dictionary != NULL) {
    if (array->dictionary->release != NULL) array->dictionary->release(array->dictionary);
    PyMem_RawFree(array->dictionary);
  }
  for (int i = 0; i < 3; i++) PyMem_RawFree(parts->owned[i]);
  PyMem_RawFree(parts->children);
  PyMem_RawFree(array->children);
  PyMem_RawFree(parts);
  array->release = NULL;
}

/* An array without buffers, its children released still. */
static bool make_array(struct ArrowArray *out, int64_t length, int64_t nulls, int64_t buffers, int64_t children) {
  array_parts *parts = PyMem_RawCalloc(1, sizeof *parts);
  size_t room = children > 0 ? (size_t)children : 1;
  struct ArrowArray **pointers = PyMem_RawCalloc(room, sizeof *pointers);
  struct ArrowArray *block = PyMem_RawCalloc(room, sizeof *block);
  if (parts == NULL || pointers == NULL || block == NULL) {
    PyMem_RawFree(parts);
    PyMem_RawFree(pointers);
    PyMem_RawFree(block);
    return false;
  }
  for (int64_t i = 0; i < children; i++) pointers[i] = &block[i];
  parts->children = block;
  *out = (struct ArrowArray){.length = length,
                             .null_count = nulls,
                             .n_buffers = buffers,
                             .n_children = children,
                             .buffers = parts->buffers,
                             .children = pointers,
                             .release = release_array,
                             .private_data = parts};
  return true;
}

/* Gives a buffer to an array, without the room behind it; a buffer of no bytes is some address all the same. */
static void give(struct ArrowArray *array, int at, sve_arrow_buffer *buffer) {
  static const int64_t nothing[2];
  array_parts *parts = array->private_data;
  void *fitted = buffer->bytes == NULL ? NULL : PyMem_RawRealloc(buffer->bytes, buffer->length);
  if (fitted != NULL) buffer->bytes = fitted;
  parts->owned[at] = buffer->bytes;
  parts->buffers[at] = buffer->bytes != NULL ? buffer->bytes : (const void *)nothing;
  *buffer = (sve_arrow_buffer){0};
}

static bool export_words(const sve_string *words, size_t count, struct ArrowArray *out) {
  sve_arrow_column column = {.field = {.name = "", .type = 'u'}, .wanted = true};
  for (size_t i = 0; i < count; i++) sve_arrow_put_text(&column, words[i]);
  bool done = !column.failed && make_array(out, column.length, 0, 3, 0);
  if (done) {
    give(out, 1, &column.offsets);
    give(out, 2, &column.data);
  }
  clear_column(&column);
  return done;
}

static bool export_column(sve_arrow_column *column, struct ArrowArray *out) {
  bool is_text = column->field.type == 'u';
  if (column->failed || !make_array(out, column->length, column->nulls, is_text ? 3 : 2, 0)) return false;
  if (column->nulls > 0) give(out, 0, &column->valid);
  if (is_text) give(out, 1, &column->offsets);
  give(out, is_text ? 2 : 1, &column->data);
  if (column->words != NULL) {
    struct ArrowArray *dictionary = PyMem_RawCalloc(1, sizeof *dictionary);
    if (dictionary == NULL || !export_words(column->words, column->word_count, dictionary)) {
      PyMem_RawFree(dictionary);
      return false;
    }
    out->dictionary = dictionary;
  }
  return true;
}

static size_t count_wanted(const sve_arrow_table *table) {
  size_t count = 0;
  for (size_t i = 0; i < table->count; i++) count += table->columns[i].wanted;
  return count;
}

static bool export_struct(sve_arrow_table *table, struct ArrowArray *out) {
  if (!make_array(out, first_wanted(table)->length, 0, 1, (int64_t)count_wanted(table))) return false;
  for (size_t i = 0, child = 0; i < table->count; i++) {
    if (!table->columns[i].wanted || export_column(&table->columns[i], out->children[child++])) continue;
    release_array(out);
    return false;
  }
  return true;
}

static bool export_list(sve_arrow_column *list, struct ArrowArray *out) {
  if (!begin_offsets(list) || list->failed || !make_array(out, list->length, list->nulls, 2, 1)) return false;
  if (list->nulls > 0) give(out, 0, &list->valid);
  give(out, 1, &list->offsets);
  return true;
}

bool sve_arrow_export(sve_arrow_table *table, struct ArrowArray *out) {
  struct ArrowArray array;
  bool done;
  if (!table->list.wanted) {
    done = export_struct(table, &array);
  } else {
    done = make_array(&array, table->list.length, 0, 1, 1);
    if (done &&
        (!export_list(&table->list, array.children[0]) || !export_struct(table, array.children[0]->children[0]))) {
      release_array(&array);
      done = false;
    }
  }
  if (done) *out = array;
  sve_arrow_clear(table);
  return done;
}

/* ---- Schemas. ---- */

static void release_schema(struct ArrowSchema *schema) {
  for (int64_t i = 0; i < schema->n_children; i++) {
    if (schema->children[i]->release != NULL) schema->children[i]->release(schema->children[i]);
  }
  if (schema->dictionary != NULL) {
    if (schema->dictionary->release != NULL) schema->dictionary->release(schema->dictionary);
    PyMem_RawFree(schema->dictionary);
  }
  PyMem_RawFree(schema->private_data);
  PyMem_RawFree(schema->children);
  schema->release = NULL;
}

/* `format` and `name` are constants. */
static bool make_schema(struct ArrowSchema *out, const char *format, const char *name, bool nullable, size_t children) {
  size_t room = children > 0 ? children : 1;
  struct ArrowSchema **pointers = PyMem_RawCalloc(room, sizeof *pointers);
  struct ArrowSchema *block = PyMem_RawCalloc(room, sizeof *block);
  if (pointers == NULL || block == NULL) {
    PyMem_RawFree(pointers);
    PyMem_RawFree(block);
    return false;
  }
  for (size_t i = 0; i < children; i++) pointers[i] = &block[i];
  *out = (struct ArrowSchema){.format = format,
                              .name = name,
                              .flags = nullable ? SVE_ARROW_NULLABLE : 0,
                              .n_children = (int64_t)children,
                              .children = pointers,
                              .release = release_schema,
                              .private_data = block};
  return true;
}

static const char *format_of(char type) {
  switch (type) {
    case 'I':
      return "I";
    case 'l':
      return "l";
    case 'f':
      return "f";
    case 'b':
      return "b";
    case 'u':
      return "u";
    case 'c':
      return "c";
    default:
      return "s";
  }
}

static bool export_field(const sve_arrow_column *column, struct ArrowSchema *out) {
  if (!make_schema(out, format_of(column->field.type), column->field.name, column->field.nullable, 0)) return false;
  if (column->words == NULL) return true;
  struct ArrowSchema *dictionary = PyMem_RawCalloc(1, sizeof *dictionary);
  if (dictionary == NULL || !make_schema(dictionary, "u", "", false, 0)) {
    PyMem_RawFree(dictionary);
    return false;
  }
  out->dictionary = dictionary;
  return true;
}

static bool export_fields(const sve_arrow_table *table, const char *name, struct ArrowSchema *out) {
  if (!make_schema(out, "+s", name, false, count_wanted(table))) return false;
  for (size_t i = 0, child = 0; i < table->count; i++) {
    if (!table->columns[i].wanted || export_field(&table->columns[i], out->children[child++])) continue;
    release_schema(out);
    return false;
  }
  return true;
}

bool sve_arrow_export_schema(const sve_arrow_table *table, struct ArrowSchema *out) {
  if (!table->list.wanted) return export_fields(table, "", out);
  if (!make_schema(out, "+s", "", false, 1)) return false;
  if (make_schema(out->children[0], "+l", table->list.field.name, true, 1) &&
      export_fields(table, "item", out->children[0]->children[0])) {
    return true;
  }
  release_schema(out);
  return false;
}
