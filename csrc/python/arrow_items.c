/* What columns a table of tokens, sentences, entities, clusters or quotes has, and how an item fills a row of them. */
#include "python/arrow.h"
#include "python/document.h"

enum { FIELDS_MAX = SVE_ARROW_COLUMNS - 1 };

static const sve_arrow_field ROW_FIELD = {"row", 'l', false};

#define WORD(text) \
  { text, sizeof text - 1 }
static const sve_string TOKEN_KINDS[] = {WORD("word"),   WORD("number"), WORD("abbreviation"), WORD("punctuation"),
                                         WORD("symbol"), WORD("url"),    WORD("email"),        WORD("hashtag"),
                                         WORD("handle"), WORD("emoji"),  WORD("identifier")};
static const sve_string SOURCES[] = {WORD("matcher"), WORD("model"), WORD("rule"), WORD("lexicon")};
static const sve_string QUOTE_KINDS[] = {WORD("direct"), WORD("indirect")};

/* The fields of each part. `s` is a label, `c` one of the words above. */
static const sve_arrow_field FIELDS[SVE_PY_PARTS][FIELDS_MAX] = {
    {{"start", 'I', false}, {"end", 'I', false}, {"text", 'u', false}, {"kind", 'c', false}},
    {{"start", 'I', false}, {"end", 'I', false}, {"text", 'u', false}},
    {{"start", 'I', false},
     {"end", 'I', false},
     {"text", 'u', false},
     {"label", 's', false},
     {"norm", 'u', false},
     {"value", 'u', true},
     {"mod", 'u', true},
     {"cluster", 'u', true},
     {"compound", 'b', false},
     {"score", 'f', false},
     {"source", 'c', false},
     {"id", 'u', true}},
    {{"name", 'u', false}, {"label", 's', false}, {"mentions", 'I', false}},
    {{"start", 'I', false},
     {"end", 'I', false},
     {"text", 'u', false},
     {"kind", 'c', false},
     {"speaker", 'u', true},
     {"speaker_start", 'I', true},
     {"speaker_end", 'I', true},
     {"source", 'u', true}},
};
const char *const SVE_PY_PART_NAMES[SVE_PY_PARTS] = {"tokens", "sentences", "entities", "clusters", "quotes"};

static void set_words(const sve_arrow_source *source, sve_arrow_column *column) {
  if (column->field.type == 's') {
    column->words = source->labels;
    column->word_count = source->label_count;
  } else if (column->field.type == 'c') {
    bool entities = source->part == SVE_PY_ENTITIES, quotes = source->part == SVE_PY_QUOTES;
    column->words = entities ? SOURCES : quotes ? QUOTE_KINDS : TOKEN_KINDS;
    column->word_count = entities ? sizeof SOURCES / sizeof *SOURCES
                         : quotes ? sizeof QUOTE_KINDS / sizeof *QUOTE_KINDS
                                  : sizeof TOKEN_KINDS / sizeof *TOKEN_KINDS;
  }
}

void sve_arrow_table_init(const sve_arrow_source *source, sve_arrow_table *out) {
  const sve_arrow_field *fields = FIELDS[source->part];
  *out = (sve_arrow_table){.count = 1};
  out->columns[0].field = ROW_FIELD;
  for (size_t i = 0; i < FIELDS_MAX && fields[i].name != NULL; i++) {
    sve_arrow_column *column = &out->columns[out->count++];
    column->field = fields[i];
    set_words(source, column);
  }
  for (size_t i = source->nested; i < out->count; i++) out->columns[i].wanted = (source->wanted >> i & 1) != 0;
  out->list.field = (sve_arrow_field){SVE_PY_PART_NAMES[source->part], 0, true};
  out->list.wanted = source->nested;
}

static sve_string stretch(sve_string text, const sve_span *span) {
  return (sve_string){text.bytes + span->start_byte, span->end_byte - span->start_byte};
}

static void put_optional(sve_arrow_column *column, sve_string text) {
  if (text.length == 0) {
    sve_arrow_put_null(column);
  } else {
    sve_arrow_put_text(column, text);
  }
}

/* How many of the row's characters above U+FFFF, which take two units of UTF-16, stand before a byte. */
static size_t astral_before(const sve_arrow_row *row, uint32_t byte) {
  return sve_py_places_before(row->astral, row->astral_count, byte);
}

/* Where a span starts and ends, in the source's unit. */
static void places_of(const sve_arrow_source *source, const sve_span *span, const sve_arrow_row *row, uint32_t *start,
                      uint32_t *end) {
  bool bytes = source->unit == SVE_PY_BYTES;
  *start = bytes ? span->start_byte : span->start_cp;
  *end = bytes ? span->end_byte : span->end_cp;
  if (source->unit == SVE_PY_UTF16) {
    *start += (uint32_t)astral_before(row, span->start_byte);
    *end += (uint32_t)astral_before(row, span->end_byte);
  }
}

/* Fills two columns, starts and ends, from the spans of `count` items, which lie `step` bytes apart. */
static void put_spans(const sve_arrow_source *source, sve_arrow_column *column, const void *items, size_t step,
                      size_t count, const sve_arrow_row *row) {
  uint32_t *starts = sve_arrow_put_rows(&column[0], count), *ends = sve_arrow_put_rows(&column[1], count), unused;
  const char *at = items;
  for (size_t i = 0; i < count; i++, at += step) {
    places_of(source, (const sve_span *)(const void *)at, row, starts != NULL ? &starts[i] : &unused,
              ends != NULL ? &ends[i] : &unused);
  }
}

static void put_entity(const sve_arrow_source *source, sve_arrow_column *column, const sve_document *document,
                       const sve_entity *entity, const sve_arrow_row *row) {
  size_t count;
  const sve_cluster *clusters = sve_document_clusters(document, &count);
  sve_string none = {"", 0}, name, label, id = none;
  if (entity->source == SVE_FROM_MATCHER) {
    sve_matcher_entry(source->matchers[entity->matcher], entity->entry, &name, &label, &id);
    if (id.length > 0 && id.bytes[0] == '\0') id = (sve_string){id.bytes + 1, id.length - 1}; /* JSON, so marked */
  }
  sve_arrow_put_number(column++, entity->label);
  sve_arrow_put_text(column++, entity->norm.length > 0 ? entity->norm : stretch(row->text, &entity->span));
  put_optional(column++, entity->value);
  put_optional(column++, entity->modifier);
  put_optional(column++, entity->cluster < count ? clusters[entity->cluster].name : none);
  sve_arrow_put_number(column++, entity->compound);
  sve_arrow_put_float(column++, entity->score);
  sve_arrow_put_number(column++, entity->source);
  put_optional(column, id);
}

static void put_quote(const sve_arrow_source *source, sve_arrow_column *column, const sve_quote *quote,
                      const sve_arrow_row *row) {
  sve_arrow_put_number(column++, quote->kind);
  put_optional(column++, quote->speaker);
  if (quote->speaker_span.end_byte > quote->speaker_span.start_byte) {
    uint32_t start, end;
    places_of(source, &quote->speaker_span, row, &start, &end);
    sve_arrow_put_number(column++, start);
    sve_arrow_put_number(column++, end);
  } else {
    sve_arrow_put_null(column++);
    sve_arrow_put_null(column++);
  }
  put_optional(column, quote->source);
}

static void put_cluster(sve_arrow_column *column, const sve_cluster *cluster) {
  sve_arrow_put_text(column++, cluster->name);
  sve_arrow_put_number(column++, cluster->label);
  sve_arrow_put_number(column, cluster->mention_count);
}

static void put_kinds(sve_arrow_column *column, const sve_token *tokens, size_t count) {
  uint8_t *kinds = sve_arrow_put_rows(column, count);
  for (size_t i = 0; kinds != NULL && i < count; i++) kinds[i] = (uint8_t)tokens[i].kind;
}

void sve_arrow_put_items(const sve_arrow_source *source, sve_arrow_table *table, const sve_document *document,
                         const sve_arrow_row *row) {
  size_t count, size;
  const char *items = sve_py_part_of(document, source->part, &count, &size);
  sve_arrow_column *column = table->columns;
  int64_t *numbers = sve_arrow_put_rows(column++, count);
  for (size_t i = 0; numbers != NULL && i < count; i++) numbers[i] = row->number;
  if (source->part != SVE_PY_CLUSTERS) { /* all others start with their span */
    put_spans(source, column, items, size, count, row);
    sve_arrow_put_stretches(column + 2, row->text, (const sve_span *)(const void *)items, size, count);
    column += 3;
  }
  if (source->part == SVE_PY_TOKENS) put_kinds(column, (const sve_token *)(const void *)items, count);
  if (source->part == SVE_PY_TOKENS || source->part == SVE_PY_SENTENCES) return;
  for (size_t i = 0; i < count; i++) {
    const void *item = items + i * size;
    if (source->part == SVE_PY_ENTITIES) {
      put_entity(source, column, document, item, row);
    } else if (source->part == SVE_PY_QUOTES) {
      put_quote(source, column, item, row);
    } else {
      put_cluster(column, item);
    }
  }
}
