/* Texts with their times and measures in brackets, analysed with the shipped lexicon and without a model. */
#ifndef SVE_TEST_VALUES_H
#define SVE_TEST_VALUES_H

#include <stdio.h>

#include "svenner.h"
#include "test.h"

typedef struct values {
  sve_data *lexicon;
  sve_analyzer *analyzer;
  sve_document *document;
} values;

static inline sve_status values_open(values *out, sve_error *error) {
  *out = (values){0};
  sve_status status = sve_data_open("svenner/data/lexicon.sve", false, &out->lexicon, error);
  sve_analyzer_parts parts = {.lexicon = out->lexicon};
  if (status == SVE_OK) status = sve_analyzer_new(&parts, &out->analyzer, error);
  if (status == SVE_OK) status = sve_document_new(&out->document, error);
  return status;
}

static inline void values_begin(values *out) {
  CHECK_INT(values_open(out, NULL), SVE_OK);
}

static inline void values_close(values *open) {
  sve_document_free(open->document);
  sve_analyzer_free(open->analyzer);
  sve_data_free(open->lexicon);
}

static inline sve_date values_date(const char *text) {
  int year = 0, month = 0, day = 0;
  if (sscanf(text, "%d-%d-%d", &year, &month, &day) != 3) return (sve_date){0};
  return (sve_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

static inline sve_status values_read(values *open, const char *text, size_t length, const char *date,
                                     sve_error *error) {
  sve_request request = {.depth = SVE_DEPTH_ALL, .date = values_date(date)};
  return sve_analyze(open->analyzer, text, length, request, open->document, error);
}

/* Writes what is found of one label, or of both: the text with brackets, a bar, and the values: `Hon har [3] barn.|3`.
 * A part of a compound is in braces. */
static inline void values_show(values *open, const char *text, size_t length, int label, char *out, size_t room) {
  size_t count, used = 0, at = 0;
  const sve_entity *entities = sve_document_entities(open->document, &count);
  char found[2048] = "";
  for (size_t i = 0; i < count; i++) {
    const sve_entity *entity = &entities[i];
    bool value = entity->label == SVE_LABEL_TME || entity->label == SVE_LABEL_MSR;
    if (!value || (label >= 0 && entity->label != label)) continue;
    used += (size_t)snprintf(out + used, room - used, "%.*s%s%.*s%s", (int)(entity->span.start_byte - at), text + at,
                             entity->compound ? "{" : "[", (int)(entity->span.end_byte - entity->span.start_byte),
                             text + entity->span.start_byte, entity->compound ? "}" : "]");
    at = entity->span.end_byte;
    size_t end = strlen(found);
    snprintf(found + end, sizeof found - end, "%s%.*s", end > 0 ? " " : "", (int)entity->value.length,
             entity->value.length > 0 ? entity->value.bytes : "");
  }
  snprintf(out + used, room - used, "%.*s|%s", (int)(length - at), text + at, found);
}

/* Checks one text; `marked` as values_show writes it. */
#define CHECK_VALUES(open, label, date, marked) values_check(open, label, date, marked, __FILE__, __LINE__)
static inline void values_check(values *open, int label, const char *date, const char *marked, const char *file,
                                int line) {
  char text[2048], shown[4096];
  size_t length = 0;
  for (const char *at = marked; *at != '|' && *at != '\0'; at++) {
    if (strchr("[]{}", *at) == NULL) text[length++] = *at;
  }
  sve_error error = {0};
  test_check_int(values_read(open, text, length, date, &error), SVE_OK, error.message, file, line);
  values_show(open, text, length, label, shown, sizeof shown);
  test_check_string(shown, strlen(shown), marked, "what is found", file, line);
}
#endif
