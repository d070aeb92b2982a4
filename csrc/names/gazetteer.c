/* Opening a matcher's file, and what stands in it beside the trie: names, labels, ids. */
#include "names/gazetteer.h"

#include <string.h>

#include "base/status.h"

static sve_string column_string(const sve_string_column *column, size_t i) {
  uint32_t start = i > 0 ? column->ends[i - 1] : 0;
  uint32_t end = column->ends[i];
  if (start > end || end > column->length) return (sve_string){"", 0};
  return (sve_string){column->bytes + start, end - start};
}

sve_string sve_column_get(const sve_string_column *column, size_t i) {
  if (column->ends == NULL || i >= column->count) return (sve_string){"", 0};
  return column_string(column, i);
}

/* A section of `count` numbers; NULL where the file has none of that tag. */
static sve_status open_numbers(const sve_data *data, uint32_t tag, size_t count, const uint32_t **out,
                               sve_error *error) {
  size_t length;
  const void *bytes = sve_data_get(data, tag, &length);
  if (bytes != NULL && length != count * sizeof **out) {
    return sve_fail(error, SVE_BAD_DATA, 0, "a section of the matcher has the wrong size");
  }
  *out = bytes;
  return SVE_OK;
}

static sve_status open_column(const sve_data *data, uint32_t ends_tag, uint32_t bytes_tag, size_t count,
                              sve_string_column *out, sve_error *error) {
  sve_status status = open_numbers(data, ends_tag, count, &out->ends, error);
  if (status != SVE_OK) return status;
  out->bytes = sve_data_get(data, bytes_tag, &out->length);
  out->count = out->ends != NULL ? count : 0;
  if (out->ends != NULL && count > 0 && out->ends[count - 1] != out->length) {
    return sve_fail(error, SVE_BAD_DATA, 0, "the strings of the matcher are cut short");
  }
  return SVE_OK;
}

static sve_status open_sections(sve_matcher *matcher, const sve_data *data, sve_error *error) {
  size_t length;
  const uint32_t *header = sve_data_get(data, SVE_TAG('M', 'O', 'P', 'T'), &length);
  if (header == NULL || length != 16) return sve_fail(error, SVE_BAD_DATA, 0, "the file holds no matcher");
  if (header[3] != SVE_MATCHER_LAYOUT) {
    return sve_fail(error, SVE_BAD_DATA, 0, "a matcher of layout %u, but this svenner reads layout %d: build it again",
                    header[3], SVE_MATCHER_LAYOUT);
  }
  uint32_t flags = header[0];
  matcher->options = (sve_matcher_options){.genitive = flags & 1,
                                           .compounds = flags >> 1 & 1,
                                           .ignore_case = flags >> 2 & 1,
                                           .fold_accents = flags >> 3 & 1,
                                           .overlap = flags >> 4 & 1,
                                           .inflect_noun = flags >> 5 & 1,
                                           .fuzzy = flags >> 6 & 1};
  matcher->fold =
      (matcher->options.ignore_case ? SVE_FOLD_CASE : 0u) | (matcher->options.fold_accents ? SVE_FOLD_ACCENTS : 0u);
  matcher->count = header[1];
  size_t labels = header[2];
  const void *trie = sve_data_get(data, SVE_TAG('M', 'T', 'R', 'I'), &length);
  sve_status status = sve_trie_open(trie, length, &matcher->trie, error);
  if (status != SVE_OK) return status;
  const uint64_t *gates = sve_data_get(data, SVE_TAG('M', 'G', 'A', 'T'), &length);
  if (gates == NULL || length != 2 * (SVE_GATE_PAIRS + SVE_GATE_PREFIXES) * sizeof(uint64_t)) {
    return sve_fail(error, SVE_BAD_DATA, 0, "a section of the matcher has the wrong size");
  }
  const uint64_t *suffixes = sve_data_get(data, SVE_TAG('M', 'S', 'U', 'F'), &length);
  if (length != (matcher->options.fuzzy ? SVE_GATE_SUFFIXES * sizeof *suffixes : 0)) {
    return sve_fail(error, SVE_BAD_DATA, 0, "a section of the matcher has the wrong size");
  }
  sve_matcher_options options = matcher->options;
  /* The bitmap over four bytes holds names as they are: not the heads of compounds (`EU` in `EUland`), not `byar`. */
  bool four = !options.fold_accents && !options.compounds && !options.inflect_noun;
  const uint64_t *later = gates + SVE_GATE_PAIRS + SVE_GATE_PREFIXES;
  /* No bitmap holds edits of words whose accents are folded, nor of later words. */
  matcher->first_gate = sve_gate_of(gates, four && !options.fuzzy ? gates + SVE_GATE_PAIRS : NULL, matcher->fold,
                                    options.fuzzy && options.fold_accents);
  matcher->first_gate.suffixes = suffixes;
  matcher->later_gate = sve_gate_of(later, four ? later + SVE_GATE_PAIRS : NULL, matcher->fold, options.fuzzy);
  status = open_column(data, SVE_TAG('M', 'N', 'A', 'M'), SVE_TAG('M', 'S', 'T', 'R'), matcher->count, &matcher->names,
                       error);
  if (status == SVE_OK && matcher->count > 0 && matcher->names.ends == NULL) {
    status = sve_fail(error, SVE_BAD_DATA, 0, "the matcher's names are missing");
  }
  if (status == SVE_OK) {
    status =
        open_column(data, SVE_TAG('M', 'L', 'B', 'E'), SVE_TAG('M', 'L', 'B', 'S'), labels, &matcher->labels, error);
  }
  if (status == SVE_OK) {
    status = open_column(data, SVE_TAG('M', 'I', 'D', 'E'), SVE_TAG('M', 'I', 'D', 'S'), matcher->count, &matcher->ids,
                         error);
  }
  if (status == SVE_OK) {
    status = open_numbers(data, SVE_TAG('M', 'L', 'A', 'B'), matcher->count, &matcher->label_numbers, error);
  }
  if (status != SVE_OK) return status;
  const void *near = sve_data_get(data, SVE_TAG('M', 'N', 'E', 'A'), &length);
  return sve_near_open(near, length, &matcher->near, error);
}

sve_status sve_matcher_open(sve_data *data, sve_matcher **out, sve_error *error) {
  sve_matcher *matcher = sve_alloc(sizeof *matcher);
  if (matcher == NULL) return sve_fail_memory(error);
  *matcher = (sve_matcher){0};
  sve_status status = open_sections(matcher, data, error);
  if (status != SVE_OK) {
    sve_free(matcher);
    return status;
  }
  matcher->data = data;
  *out = matcher;
  return SVE_OK;
}

void sve_matcher_free(sve_matcher *matcher) {
  if (matcher == NULL) return;
  sve_data_free(matcher->data);
  sve_free(matcher);
}

const sve_data *sve_matcher_data(const sve_matcher *matcher) {
  return matcher->data;
}

size_t sve_matcher_count(const sve_matcher *matcher) {
  return matcher->count;
}

size_t sve_matcher_label_count(const sve_matcher *matcher) {
  return matcher->labels.count;
}

sve_string sve_matcher_label(const sve_matcher *matcher, size_t label) {
  return sve_column_get(&matcher->labels, label);
}

sve_matcher_options sve_matcher_options_of(const sve_matcher *matcher) {
  return matcher->options;
}

void sve_matcher_entry(const sve_matcher *matcher, uint32_t entry, sve_string *name, sve_string *label,
                       sve_string *id) {
  uint32_t number = matcher->label_numbers != NULL && entry < matcher->count ? matcher->label_numbers[entry] : 0;
  *name = sve_column_get(&matcher->names, entry);
  *label = number > 0 ? sve_column_get(&matcher->labels, number - 1) : (sve_string){"", 0};
  *id = sve_column_get(&matcher->ids, entry);
}
