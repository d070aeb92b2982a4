/* Texts with their entities marked, for the tests of what stands above the recogniser.
 *
 *   [PER Jens Stoltenbergs|Jens Stoltenberg] bil   a person of the norm after the bar, else of the words themselves
 *
 * The lexicon of the tests is a handful of words, given by kinds.
 */
#ifndef SVE_TEST_MARKED_H
#define SVE_TEST_MARKED_H

#include "base/hash.h"
#include "names/entity.h"
#include "test.h"

typedef struct marked {
  sve_byte_list text;
  uint32_t code_points; /* of the text */
  sve_entities entities;
  sve_arena strings, room;
  sve_data *data;
  sve_lexicon lexicon;
} marked;

typedef struct lexicon_word {
  const char *word;
  uint32_t kinds;
} lexicon_word;

static inline unsigned marked_label(const char *name) {
  static const char *const LABELS[] = {"PER", "ORG", "LOC", "TME", "MSR"};
  for (unsigned i = 0; i < 5; i++) {
    if (strncmp(name, LABELS[i], 3) == 0) return i;
  }
  return SVE_LABEL_USER;
}

static inline sve_status marked_lexicon(marked *out, const lexicon_word *words, size_t count, sve_error *error) {
  sve_builder *builder;
  sve_status status = sve_builder_new(&builder, error);
  if (status != SVE_OK) return status;
  uint64_t keys[256];
  sve_lexeme lexemes[256];
  for (size_t i = 0; i < count && i < 256; i++) {
    keys[i] = sve_hash(words[i].word, strlen(words[i].word));
    lexemes[i] = (sve_lexeme){.kinds = words[i].kinds};
  }
  const void *bytes;
  size_t length;
  status = sve_builder_add_table(builder, SVE_TAG('W', 'O', 'R', 'D'), keys, lexemes, count, sizeof *lexemes, error);
  if (status == SVE_OK) status = sve_builder_finish(builder, &bytes, &length, error);
  if (status == SVE_OK) status = sve_data_open_bytes(bytes, length, true, &out->data, error);
  if (status == SVE_OK) status = sve_lexicon_open(out->data, &out->lexicon, error);
  sve_builder_free(builder);
  return status;
}

static inline sve_status marked_put(sve_byte_list *text, const char *bytes, size_t length, sve_error *error) {
  sve_status status = SVE_LIST_RESERVE(text, length, error);
  if (status != SVE_OK) return status;
  if (length > 0) memcpy(text->items + text->count, bytes, length);
  text->count += length;
  return SVE_OK;
}

static inline sve_status marked_text(marked *out, const char *bytes, size_t length, sve_error *error) {
  for (size_t i = 0; i < length; i++) out->code_points += ((unsigned char)bytes[i] & 0xC0) != 0x80;
  return marked_put(&out->text, bytes, length, error);
}

/* Reads `source` into `out` (which starts as {0} and ends by marked_clear). */
static inline sve_status marked_read(marked *out, const char *source, sve_error *error) {
  out->entities.strings = &out->strings;
  sve_status status = SVE_OK;
  while (*source != '\0' && status == SVE_OK) {
    const char *open = strchr(source, '[');
    if (open == NULL) return marked_text(out, source, strlen(source), error);
    status = marked_text(out, source, (size_t)(open - source), error);
    const char *close = strchr(open, ']');
    const char *bar = memchr(open, '|', (size_t)(close - open));
    const char *words = open + 5, *end = bar != NULL ? bar : close;
    sve_entity entity = {.label = (uint16_t)marked_label(open + 1), .cluster = SVE_NONE, .source = SVE_FROM_MODEL};
    entity.span.start_byte = (uint32_t)out->text.count;
    entity.span.start_cp = out->code_points;
    if (status == SVE_OK) status = marked_text(out, words, (size_t)(end - words), error);
    entity.span.end_byte = (uint32_t)out->text.count;
    entity.span.end_cp = out->code_points;
    const char *norm = bar != NULL ? bar + 1 : words;
    if (status == SVE_OK) status = sve_arena_copy(&out->strings, norm, (size_t)(close - norm), &entity.norm, error);
    if (status == SVE_OK) status = SVE_LIST_RESERVE(&out->entities.list, 1, error);
    if (status == SVE_OK) out->entities.list.items[out->entities.list.count++] = entity;
    source = close + 1;
  }
  return status;
}

static inline void marked_clear(marked *out) {
  sve_free(out->text.items);
  sve_free(out->entities.list.items);
  sve_arena_clear(&out->strings);
  sve_arena_clear(&out->room);
  sve_data_free(out->data);
}
#endif
