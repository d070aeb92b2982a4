/* A program for tools/check_differential.sh: reads a text, cuts it at blank lines into documents of some thousand
 * bytes, and writes all that is found in each, every number to its last bit.
 *
 *   write_documents LEXICON MODEL <TEXT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "svenner.h"

enum { DOCUMENT_BYTES = 4000 };

static void write_span(sve_span span) {
  printf(" %u %u %u %u", span.start_byte, span.end_byte, span.start_cp, span.end_cp);
}

static void write_string(sve_string string) {
  printf(" [%.*s]", (int)string.length, string.length > 0 ? string.bytes : "");
}

static void write_entities(const sve_entity *entities, size_t count, char kind) {
  for (size_t i = 0; i < count; i++) {
    const sve_entity *entity = &entities[i];
    printf("%c", kind);
    write_span(entity->span);
    printf(" %u %u %u %u %u %a %d", entity->label, entity->source, entity->cluster, entity->first_nested,
           entity->nested_count, (double)entity->score, entity->compound);
    write_string(entity->norm);
    write_string(entity->value);
    write_string(entity->modifier);
    printf("\n");
  }
}

static void write_document(const sve_document *document) {
  size_t count;
  const sve_token *tokens = sve_document_tokens(document, &count);
  for (size_t i = 0; i < count; i++) {
    printf("t");
    write_span(tokens[i].span);
    printf(" %u %u\n", tokens[i].kind, tokens[i].flags);
  }
  const sve_sentence *sentences = sve_document_sentences(document, &count);
  for (size_t i = 0; i < count; i++) printf("s %u %u\n", sentences[i].first_token, sentences[i].end_token);
  const sve_entity *entities = sve_document_entities(document, &count);
  write_entities(entities, count, 'e');
  entities = sve_document_nested(document, &count);
  write_entities(entities, count, 'n');
  const sve_cluster *clusters = sve_document_clusters(document, &count);
  for (size_t i = 0; i < count; i++) {
    printf("c %u %u %u", clusters[i].label, clusters[i].first_mention, clusters[i].mention_count);
    write_string(clusters[i].name);
    printf("\n");
  }
  const uint32_t *mentions = sve_document_mentions(document, &count);
  for (size_t i = 0; i < count; i++) printf("m %u\n", mentions[i]);
  const sve_quote *quotes = sve_document_quotes(document, &count);
  for (size_t i = 0; i < count; i++) {
    printf("q");
    write_span(quotes[i].span);
    write_span(quotes[i].speaker_span);
    write_string(quotes[i].speaker);
    write_string(quotes[i].source);
    printf(" %u %u\n", quotes[i].cluster, quotes[i].kind);
  }
}

/* All of stdin; NULL where there is no memory. */
static char *read_all(size_t *length) {
  size_t room = 1 << 20;
  char *text = malloc(room);
  *length = 0;
  while (text != NULL) {
    size_t got = fread(text + *length, 1, room - *length, stdin);
    *length += got;
    if (got == 0) break;
    if (*length == room) text = realloc(text, room *= 2);
  }
  return text;
}

/* The end of the document that starts at `start`: behind a blank line, or the text's end. */
static size_t end_of_document(const char *text, size_t length, size_t start) {
  if (length - start <= DOCUMENT_BYTES) return length;
  size_t at = start + DOCUMENT_BYTES;
  while (at + 1 < length && (text[at] != '\n' || text[at + 1] != '\n')) at++;
  return at + 1 < length ? at + 2 : length;
}

int main(int argument_count, char **arguments) {
  sve_error error = {0};
  sve_data *lexicon, *model;
  sve_analyzer *analyzer;
  sve_document *document;
  size_t length;
  char *text = read_all(&length);
  if (argument_count != 3 || text == NULL) return 2;
  sve_status status = sve_data_open(arguments[1], true, &lexicon, &error);
  if (status == SVE_OK) status = sve_data_open(arguments[2], true, &model, &error);
  if (status == SVE_OK) {
    status = sve_analyzer_new(&(sve_analyzer_parts){.lexicon = lexicon, .model = model}, &analyzer, &error);
  }
  if (status == SVE_OK) status = sve_document_new(&document, &error);
  for (size_t start = 0; start < length && status == SVE_OK;) {
    size_t end = end_of_document(text, length, start);
    sve_request request = {SVE_DEPTH_ALL, {2022, 1, 7}};
    status = sve_analyze(analyzer, text + start, end - start, request, document, &error);
    if (status == SVE_OK) write_document(document);
    start = end;
  }
  if (status != SVE_OK) fprintf(stderr, "%s\n", error.message);
  return status == SVE_OK ? 0 : 1;
}
