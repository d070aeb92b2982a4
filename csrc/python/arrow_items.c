/* What columns a table of tokens, sentences, entities, clusters or quotes has, and how an item fills a row of them. */
#include "python/arrow.h"
#include "python/document.h"

enum { FIELDS_MAX = SVE_ARROW_COLUMNS - 1 };

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

size_t sve_arrow_columns_of(const sve_arrow_source *source, sve_arrow_column *columns) {
  const sve_arrow_field *fields = FIELDS[source->part];
  size_t count = 0;
  for (; count < FIELDS_MAX && fields[count].name != NULL; count++) {
    sve_arrow_column *column = &columns[count];
    column->field = fields[count];
    if (fields[count].type == 's') {
      column->words = source->labels;
      column->word_count = source->label_count;
    } else if (fields[count].type == 'c') {
      bool entities = source->part == SVE_PY_ENTITIES, quotes = source->part == SVE_PY_QUOTES;
      column->words = entities ? SOURCES : quotes ? QUOTE_KINDS : TOKEN_KINDS;
      column->word_count = entities ? sizeof SOURCES / sizeof *SOURCES
                           : quotes ? sizeof QUOTE_KINDS / sizeof *QUOTE_KINDS
                                    : sizeof TOKEN_KINDS / sizeof *TOKEN_KINDS;
    }
  }
  return count;
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

static sve_arrow_column *put_span(const sve_arrow_source *source, sve_arrow_column *column, const sve_span *span,
                                  const sve_arrow_row *row) {
  uint64_t start = span->start_cp, end = span->end_cp;
  if (source->unit == SVE_PY_BYTES) {
    start = span->start_byte;
    end = span->end_byte;
  } else if (source->unit == SVE_PY_UTF16) {
    start += astral_before(row, span->start_byte);
    end += astral_before(row, span->end_byte);
  }
  sve_arrow_put_number(column++, start);
  sve_arrow_put_number(column++, end);
  return column;
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
  sve_string norm = entity->norm.length > 0 ? entity->norm : stretch(row->text, &entity->span);
  sve_arrow_put_text(column++, stretch(row->text, &entity->span));
  sve_arrow_put_number(column++, entity->label);
  sve_arrow_put_text(column++, norm);
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
  sve_arrow_put_text(column++, stretch(row->text, &quote->span));
  sve_arrow_put_number(column++, quote->kind);
  put_optional(column++, quote->speaker);
  if (quote->speaker_span.end_byte > quote->speaker_span.start_byte) {
    column = put_span(source, column, &quote->speaker_span, row);
  } else {
    sve_arrow_put_null(column++);
    sve_arrow_put_null(column++);
  }
  put_optional(column, quote->source);
}

void sve_arrow_put_item(const sve_arrow_source *source, sve_arrow_column *column, const sve_document *document,
                        const void *item, const sve_arrow_row *row) {
  if (source->part == SVE_PY_CLUSTERS) {
    const sve_cluster *cluster = item;
    sve_arrow_put_text(column++, cluster->name);
    sve_arrow_put_number(column++, cluster->label);
    sve_arrow_put_number(column, cluster->mention_count);
    return;
  }
  column = put_span(source, column, item, row);
  if (source->part == SVE_PY_ENTITIES) {
    put_entity(source, column, document, item, row);
  } else if (source->part == SVE_PY_QUOTES) {
    put_quote(source, column, item, row);
  } else {
    sve_arrow_put_text(column++, stretch(row->text, item));
    if (source->part == SVE_PY_TOKENS) sve_arrow_put_number(column, ((const sve_token *)item)->kind);
  }
}
