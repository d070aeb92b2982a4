/* Building a matcher's file from names, in one pass: of each name only its text and a hash are held. */
#include <string.h>

#include "base/status.h"
#include "names/gazetteer.h"
#include "names/inflect.h"

typedef SVE_LIST(uint32_t) number_list;

/* Strings one behind the other, as the file has them. */
typedef struct growing_column {
  number_list ends;
  sve_byte_list bytes;
} growing_column;

struct sve_matcher_builder {
  sve_matcher_options options;
  unsigned fold;
  sve_trie_builder trie;
  struct {
    uint64_t pairs[SVE_GATE_PAIRS], prefixes[SVE_GATE_PREFIXES];
  } gates[2];         /* of first pieces, of later ones */
  uint64_t *suffixes; /* of first pieces; where an edit is allowed */
  growing_column names, labels, ids;
  number_list label_numbers; /* label + 1 of each name */
  SVE_LIST(uint64_t) keys;   /* of the name that is being added */
  sve_byte_list room;
  growing_column words; /* folded words that may have an edit */
  sve_key_set words_seen;
};

static sve_status reserve_string(growing_column *column, size_t length, sve_error *error) {
  if (length > UINT32_MAX - column->bytes.count) {
    return sve_fail(error, SVE_TOO_LARGE, column->ends.count, "the names take 4 GiB or more");
  }
  sve_status status = SVE_LIST_RESERVE(&column->ends, 1, error);
  if (status == SVE_OK) status = SVE_LIST_RESERVE(&column->bytes, length, error);
  return status;
}

/* Needs the room reserved. */
static void push_string(growing_column *column, sve_string string) {
  if (string.length > 0) memcpy(column->bytes.items + column->bytes.count, string.bytes, string.length);
  column->bytes.count += string.length;
  column->ends.items[column->ends.count++] = (uint32_t)column->bytes.count;
}

static sve_string string_at(const growing_column *column, size_t i) {
  uint32_t start = i > 0 ? column->ends.items[i - 1] : 0;
  return (sve_string){column->bytes.items + start, column->ends.items[i] - start};
}

static void clear_column(growing_column *column) {
  sve_free(column->ends.items);
  sve_free(column->bytes.items);
  *column = (growing_column){0};
}

sve_status sve_matcher_builder_new(sve_matcher_options options, sve_matcher_builder **out, sve_error *error) {
  sve_matcher_builder *builder = sve_alloc(sizeof *builder);
  if (builder == NULL) return sve_fail_memory(error);
  *builder = (sve_matcher_builder){.options = options};
  if (options.fuzzy) {
    builder->suffixes = sve_alloc(SVE_GATE_SUFFIXES * sizeof *builder->suffixes);
    if (builder->suffixes == NULL) {
      sve_free(builder);
      return sve_fail_memory(error);
    }
    memset(builder->suffixes, 0, SVE_GATE_SUFFIXES * sizeof *builder->suffixes);
  }
  builder->fold = (options.ignore_case ? SVE_FOLD_CASE : 0u) | (options.fold_accents ? SVE_FOLD_ACCENTS : 0u);
  *out = builder;
  return SVE_OK;
}

void sve_matcher_builder_free(sve_matcher_builder *builder) {
  if (builder == NULL) return;
  sve_trie_builder_clear(&builder->trie);
  clear_column(&builder->names);
  clear_column(&builder->labels);
  clear_column(&builder->ids);
  clear_column(&builder->words);
  sve_key_set_clear(&builder->words_seen);
  sve_free(builder->label_numbers.items);
  sve_free(builder->keys.items);
  sve_free(builder->room.items);
  sve_free(builder->suffixes);
  sve_free(builder);
}

/* Notes a word that a text may have with one edit. */
static sve_status note_word(sve_matcher_builder *builder, sve_string word, sve_error *error) {
  uint64_t hash = sve_hash(word.bytes, word.length);
  if (!sve_near_is_long(word) || sve_key_set_has(&builder->words_seen, hash)) return SVE_OK;
  sve_status status = reserve_string(&builder->words, word.length, error);
  if (status == SVE_OK) status = sve_key_set_add(&builder->words_seen, hash, error);
  if (status == SVE_OK) push_string(&builder->words, word);
  return status;
}

/* Opens a gate for a folded piece in all the forms that a text may have it in. */
static void open_gates(sve_matcher_builder *builder, bool later, sve_string folded) {
  uint64_t *pairs = builder->gates[later].pairs;
  sve_gate_add_pair(pairs, folded, builder->fold);
  sve_gate_add_prefix(builder->gates[later].prefixes, folded, builder->fold);
  if (builder->options.fuzzy && !later && sve_near_is_long(folded)) {
    sve_gate_add_edits(pairs, builder->suffixes, folded);
  }
  if (!builder->options.inflect_noun) return;
  size_t at = 0;
  for (const char *form; (form = sve_noun_changed(folded.bytes, folded.length, &at)) != NULL;) {
    sve_gate_add_pair(pairs, (sve_string){form, strlen(form)}, builder->fold);
  }
}

/* Cuts a name into the keys of its pieces. */
static sve_status find_keys(sve_matcher_builder *builder, sve_string name, sve_error *error) {
  builder->keys.count = 0;
  for (sve_piece piece = {0}; sve_piece_next(name.bytes, name.length, &piece);) {
    bool later = builder->keys.count > 0;
    sve_string folded;
    sve_status status = SVE_LIST_RESERVE(&builder->keys, 1, error);
    if (status == SVE_OK) status = sve_piece_fold(name.bytes, &piece, builder->fold, &builder->room, &folded, error);
    if (status == SVE_OK && builder->options.fuzzy && piece.kind == SVE_PIECE_WORD) {
      status = note_word(builder, folded, error);
    }
    if (status != SVE_OK) return status;
    if (folded.length == 0) continue;
    builder->keys.items[builder->keys.count++] = sve_piece_key(folded, later && piece.joined);
    open_gates(builder, later, folded);
  }
  return SVE_OK;
}

/* Finds the number of a label, and adds one that is new. Lists have few labels, and neighbours share them. */
static sve_status number_label(sve_matcher_builder *builder, sve_string label, uint32_t *out, sve_error *error) {
  size_t count = builder->labels.ends.count;
  for (size_t i = count; i-- > 0;) {
    sve_string other = string_at(&builder->labels, i);
    if (other.length == label.length && memcmp(other.bytes, label.bytes, label.length) == 0) {
      *out = (uint32_t)i + 1;
      return SVE_OK;
    }
  }
  if (count == UINT16_MAX) return sve_fail(error, SVE_TOO_LARGE, 0, "more than 65,535 labels");
  sve_status status = reserve_string(&builder->labels, label.length, error);
  if (status != SVE_OK) return status;
  push_string(&builder->labels, label);
  *out = (uint32_t)count + 1;
  return SVE_OK;
}

/* Fills a list up to `count` numbers. */
static sve_status pad(number_list *list, size_t count, uint32_t number, sve_error *error) {
  if (list->count >= count) return SVE_OK;
  sve_status status = SVE_LIST_RESERVE(list, count - list->count, error);
  while (status == SVE_OK && list->count < count) list->items[list->count++] = number;
  return status;
}

/* Adds an id. Nothing is held until a name has one; those before have an empty one then. */
static sve_status add_id(sve_matcher_builder *builder, sve_string id, size_t row, sve_error *error) {
  growing_column *ids = &builder->ids;
  if (id.length == 0 && ids->ends.count == 0) return SVE_OK;
  sve_status status = pad(&ids->ends, row, (uint32_t)ids->bytes.count, error);
  if (status == SVE_OK) status = reserve_string(ids, id.length, error);
  if (status == SVE_OK) push_string(ids, id);
  return status;
}

/* Adds the number of a label, likewise. */
static sve_status add_label(sve_matcher_builder *builder, sve_string label, size_t row, sve_error *error) {
  uint32_t number = 0;
  if (label.length == 0 && builder->label_numbers.count == 0) return SVE_OK;
  sve_status status = label.length > 0 ? number_label(builder, label, &number, error) : SVE_OK;
  if (status == SVE_OK) status = pad(&builder->label_numbers, row, 0, error);
  if (status == SVE_OK) status = pad(&builder->label_numbers, row + 1, number, error);
  return status;
}

sve_status sve_matcher_builder_add(sve_matcher_builder *builder, sve_string name, sve_string label, sve_string id,
                                   sve_error *error) {
  size_t row = builder->names.ends.count;
  if (name.length >= UINT32_MAX) return sve_fail(error, SVE_TOO_LARGE, row, "a name of 4 GiB or more");
  sve_status status = find_keys(builder, name, error);
  if (status == SVE_OK && builder->keys.count == 0) {
    status = sve_fail(error, SVE_BAD_ARGUMENT, row, "name %zu is empty or blank", row);
  }
  if (status == SVE_OK) status = reserve_string(&builder->names, name.length, error);
  if (status == SVE_OK) {
    status = sve_trie_builder_add(&builder->trie, builder->keys.items, builder->keys.count, error);
  }
  if (status != SVE_OK) return status;
  push_string(&builder->names, name);
  status = add_label(builder, label, row, error);
  return status == SVE_OK ? add_id(builder, id, row, error) : status;
}

/* Adds a column, whose memory is given back. */
static sve_status add_column(sve_builder *file, uint32_t ends_tag, uint32_t bytes_tag, growing_column *column,
                             sve_error *error) {
  size_t size = column->ends.count * sizeof *column->ends.items;
  sve_status status = sve_builder_add(file, ends_tag, column->ends.items, size, error);
  if (status == SVE_OK) status = sve_builder_add(file, bytes_tag, column->bytes.items, column->bytes.count, error);
  clear_column(column);
  return status;
}

static sve_status add_trie(sve_builder *file, sve_trie_builder *trie, sve_error *error) {
  sve_byte_list *content = sve_builder_begin(file);
  sve_status status = sve_trie_builder_finish(trie, content, error);
  sve_trie_builder_clear(trie);
  return status == SVE_OK ? sve_builder_end(file, SVE_TAG('M', 'T', 'R', 'I'), error) : status;
}

static sve_status add_near(sve_builder *file, const growing_column *words, sve_error *error) {
  size_t count = words->ends.count;
  sve_string *strings = sve_alloc(count * sizeof *strings);
  if (strings == NULL) return sve_fail_memory(error);
  for (size_t i = 0; i < count; i++) strings[i] = string_at(words, i);
  sve_status status = sve_near_build(strings, count, sve_builder_begin(file), error);
  if (status == SVE_OK) status = sve_builder_end(file, SVE_TAG('M', 'N', 'E', 'A'), error);
  sve_free(strings);
  return status;
}

static sve_status add_sections(sve_matcher_builder *builder, sve_builder *file, sve_error *error) {
  sve_matcher_options options = builder->options;
  uint32_t header[4] = {(uint32_t)options.genitive | (uint32_t)options.compounds << 1 |
                            (uint32_t)options.ignore_case << 2 | (uint32_t)options.fold_accents << 3 |
                            (uint32_t)options.overlap << 4 | (uint32_t)options.inflect_noun << 5 |
                            (uint32_t)options.fuzzy << 6,
                        (uint32_t)builder->names.ends.count, (uint32_t)builder->labels.ends.count, SVE_MATCHER_LAYOUT};
  sve_status status = add_trie(file, &builder->trie, error);
  if (status == SVE_OK) status = sve_builder_add(file, SVE_TAG('M', 'O', 'P', 'T'), header, sizeof header, error);
  if (status == SVE_OK) {
    status = sve_builder_add(file, SVE_TAG('M', 'G', 'A', 'T'), builder->gates, sizeof builder->gates, error);
  }
  if (status == SVE_OK) {
    status = add_column(file, SVE_TAG('M', 'N', 'A', 'M'), SVE_TAG('M', 'S', 'T', 'R'), &builder->names, error);
  }
  if (status == SVE_OK && header[2] > 0) {
    status = pad(&builder->label_numbers, header[1], 0, error);
  }
  if (status == SVE_OK && header[2] > 0) {
    status = add_column(file, SVE_TAG('M', 'L', 'B', 'E'), SVE_TAG('M', 'L', 'B', 'S'), &builder->labels, error);
    size_t size = builder->label_numbers.count * sizeof *builder->label_numbers.items;
    if (status == SVE_OK) {
      status = sve_builder_add(file, SVE_TAG('M', 'L', 'A', 'B'), builder->label_numbers.items, size, error);
    }
  }
  if (status == SVE_OK && builder->ids.ends.count > 0) {
    status = pad(&builder->ids.ends, header[1], (uint32_t)builder->ids.bytes.count, error);
  }
  if (status == SVE_OK && builder->ids.ends.count > 0) {
    status = add_column(file, SVE_TAG('M', 'I', 'D', 'E'), SVE_TAG('M', 'I', 'D', 'S'), &builder->ids, error);
  }
  if (status == SVE_OK && options.fuzzy) {
    size_t size = SVE_GATE_SUFFIXES * sizeof *builder->suffixes;
    status = sve_builder_add(file, SVE_TAG('M', 'S', 'U', 'F'), builder->suffixes, size, error);
  }
  if (status == SVE_OK && options.fuzzy) status = add_near(file, &builder->words, error);
  return status;
}

sve_status sve_matcher_build(sve_matcher_builder *builder, sve_matcher **out, sve_error *error) {
  sve_builder *file = NULL;
  sve_data *data = NULL;
  sve_status status = sve_builder_new(&file, error);
  if (status == SVE_OK) status = add_sections(builder, file, error);
  if (status == SVE_OK) status = sve_builder_take(file, &data, error);
  if (status == SVE_OK) status = sve_matcher_open(data, out, error);
  if (status != SVE_OK) sve_data_free(data);
  sve_builder_free(file);
  return status;
}
