/* What holds of every document. Spans are checked against a table of character borders, made by
 * stepping over the text once. */
#include "invariants.h"

#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

/* at_byte[b]: the number of the character that starts at byte b, or SVE_NONE inside one. */
typedef struct border_table {
  uint32_t *at_byte;
  size_t length;
} border_table;

static border_table borders_of(const char *text, size_t length) {
  border_table result = {malloc((length + 1) * sizeof(uint32_t)), length};
  if (result.at_byte == NULL) abort();
  memset(result.at_byte, 0xFF, (length + 1) * sizeof(uint32_t));
  uint32_t count = 0;
  for (size_t at = 0; at < length;) {
    result.at_byte[at] = count++;
    sve_utf8_next(text, length, &at);
  }
  result.at_byte[length] = count;
  return result;
}

static bool on_borders(const border_table *borders, sve_span span) {
  return span.start_byte <= span.end_byte && span.end_byte <= borders->length &&
         borders->at_byte[span.start_byte] == span.start_cp && borders->at_byte[span.end_byte] == span.end_cp;
}

static bool is_empty(sve_span span) {
  return span.start_byte == span.end_byte;
}

static const char *token_breach(const border_table *borders, const sve_document *document) {
  size_t count;
  const sve_token *tokens = sve_document_tokens(document, &count);
  uint32_t end = 0;
  for (size_t i = 0; i < count; i++) {
    if (!on_borders(borders, tokens[i].span)) return "a token lies off character borders";
    if (is_empty(tokens[i].span)) return "a token is empty";
    if (tokens[i].span.start_byte < end) return "tokens overlap or are out of order";
    if (tokens[i].kind > SVE_TOKEN_IDENTIFIER) return "a token has no kind";
    end = tokens[i].span.end_byte;
  }
  return NULL;
}

static const char *sentence_breach(const border_table *borders, const sve_document *document) {
  size_t count, token_count;
  const sve_sentence *sentences = sve_document_sentences(document, &count);
  const sve_token *tokens = sve_document_tokens(document, &token_count);
  uint32_t next = 0;
  for (size_t i = 0; i < count; i++) {
    if (!on_borders(borders, sentences[i].span)) return "a sentence lies off character borders";
    if (sentences[i].first_token != next || sentences[i].end_token <= next || sentences[i].end_token > token_count) {
      return "sentences do not part the tokens";
    }
    next = sentences[i].end_token;
    if (sentences[i].span.start_byte != tokens[sentences[i].first_token].span.start_byte ||
        sentences[i].span.end_byte != tokens[next - 1].span.end_byte) {
      return "a sentence's borders are not those of its tokens";
    }
  }
  return next == token_count ? NULL : "tokens stand outside of sentences";
}

static const char *one_entity_breach(const border_table *borders, const sve_analyzer *analyzer,
                                     const sve_entity *entity) {
  if (!on_borders(borders, entity->span) || is_empty(entity->span)) return "an entity is empty or off borders";
  if (!(entity->score >= 0 && entity->score <= 1)) return "a score is not in 0 … 1";
  if (entity->source > SVE_FROM_LEXICON) return "an entity has no source";
  if (sve_analyzer_label(analyzer, entity->label).length == 0) return "an entity has no label";
  return NULL;
}

static const char *entity_breach(const border_table *borders, const sve_analyzer *analyzer,
                                 const sve_document *document) {
  size_t count, nested_count, cluster_count;
  const sve_entity *entities = sve_document_entities(document, &count);
  const sve_entity *nested = sve_document_nested(document, &nested_count);
  sve_document_clusters(document, &cluster_count);
  uint32_t end = 0;
  for (size_t i = 0; i < count; i++) {
    const char *breach = one_entity_breach(borders, analyzer, &entities[i]);
    if (breach != NULL) return breach;
    if (entities[i].span.start_byte < end) return "entities overlap or are out of order";
    end = entities[i].span.end_byte;
    if (entities[i].cluster != SVE_NONE && entities[i].cluster >= cluster_count)
      return "an entity's cluster is not there";
    if (entities[i].nested_count > nested_count || entities[i].first_nested > nested_count - entities[i].nested_count) {
      return "an entity's other readings are not there";
    }
  }
  for (size_t i = 0; i < nested_count; i++) {
    const char *breach = one_entity_breach(borders, analyzer, &nested[i]);
    if (breach != NULL) return breach;
  }
  return NULL;
}

static const char *cluster_breach(const sve_document *document) {
  size_t count, mention_count, entity_count;
  const sve_cluster *clusters = sve_document_clusters(document, &count);
  const uint32_t *mentions = sve_document_mentions(document, &mention_count);
  const sve_entity *entities = sve_document_entities(document, &entity_count);
  size_t total = 0, clustered = 0;
  for (size_t i = 0; i < entity_count; i++) clustered += entities[i].cluster != SVE_NONE;
  for (size_t i = 0; i < count; i++) {
    const sve_cluster *cluster = &clusters[i];
    if (cluster->mention_count == 0) return "a cluster is empty";
    if (cluster->first_mention > mention_count || cluster->mention_count > mention_count - cluster->first_mention) {
      return "a cluster's mentions are not there";
    }
    total += cluster->mention_count;
    for (uint32_t m = 0; m < cluster->mention_count; m++) {
      uint32_t mention = mentions[cluster->first_mention + m];
      if (mention >= entity_count) return "a mention is no entity";
      if (entities[mention].cluster != i) return "a mention belongs to another cluster";
    }
  }
  return total == clustered ? NULL : "mentions and the entities in clusters differ in number";
}

static const char *quote_breach(const border_table *borders, const sve_document *document) {
  size_t count, cluster_count;
  const sve_quote *quotes = sve_document_quotes(document, &count);
  sve_document_clusters(document, &cluster_count);
  uint32_t start = 0;
  for (size_t i = 0; i < count; i++) {
    if (!on_borders(borders, quotes[i].span)) return "a quote lies off character borders";
    if (quotes[i].span.start_byte < start) return "quotes are out of order";
    start = quotes[i].span.start_byte;
    if (!is_empty(quotes[i].speaker_span) && !on_borders(borders, quotes[i].speaker_span)) {
      return "a speaker lies off character borders";
    }
    if (quotes[i].cluster != SVE_NONE && quotes[i].cluster >= cluster_count) return "a speaker is in no cluster";
    if (quotes[i].kind > SVE_QUOTE_INDIRECT) return "a quote has no kind";
  }
  return NULL;
}

const char *document_breach(const sve_analyzer *analyzer, const char *text, size_t length,
                            const sve_document *document) {
  border_table borders = borders_of(text, length);
  const char *breach = token_breach(&borders, document);
  if (breach == NULL) breach = sentence_breach(&borders, document);
  if (breach == NULL) breach = entity_breach(&borders, analyzer, document);
  if (breach == NULL) breach = cluster_breach(document);
  if (breach == NULL) breach = quote_breach(&borders, document);
  free(borders.at_byte);
  return breach;
}

const char *matches_breach(const sve_matcher *matcher, const char *text, size_t length, const sve_match *matches,
                           size_t count, bool overlap) {
  border_table borders = borders_of(text, length);
  const char *breach = NULL;
  const sve_match *last = NULL;
  for (size_t i = 0; i < count && breach == NULL; i++) {
    const sve_match *match = &matches[i];
    if (!on_borders(&borders, match->span) || is_empty(match->span)) {
      breach = "a match is empty or off borders";
    } else if (match->entry >= sve_matcher_count(matcher)) {
      breach = "a match of no entry";
    } else if (match->first_token != SVE_NONE || match->end_token != SVE_NONE) {
      breach = "a match has tokens where there are none";
    } else if (match->form > SVE_FORM_FUZZY) {
      breach = "a match has no form";
    } else if (last != NULL && match->span.start_byte < last->span.start_byte) {
      breach = "matches are out of order";
    } else if (last != NULL && !overlap && match->span.start_byte < last->span.end_byte &&
               (match->span.start_byte != last->span.start_byte || match->span.end_byte != last->span.end_byte)) {
      breach = "matches overlap"; /* but for several entries of one name */
    }
    last = match;
  }
  free(borders.at_byte);
  return breach;
}

static bool strings_equal(sve_string one, sve_string other) {
  return one.length == other.length && (one.length == 0 || memcmp(one.bytes, other.bytes, one.length) == 0);
}

static bool spans_equal(sve_span one, sve_span other) {
  return one.start_byte == other.start_byte && one.end_byte == other.end_byte && one.start_cp == other.start_cp &&
         one.end_cp == other.end_cp;
}

static bool entities_equal(const sve_entity *one, const sve_entity *other, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!spans_equal(one[i].span, other[i].span) || one[i].label != other[i].label ||
        one[i].cluster != other[i].cluster || one[i].score < other[i].score || one[i].score > other[i].score ||
        one[i].source != other[i].source || one[i].compound != other[i].compound ||
        !strings_equal(one[i].norm, other[i].norm) || !strings_equal(one[i].value, other[i].value) ||
        !strings_equal(one[i].modifier, other[i].modifier)) {
      return false;
    }
  }
  return true;
}

bool documents_equal(const sve_document *one, const sve_document *other) {
  size_t count, other_count;
  const sve_token *tokens = sve_document_tokens(one, &count);
  const sve_token *other_tokens = sve_document_tokens(other, &other_count);
  if (count != other_count) return false;
  for (size_t i = 0; i < count; i++) {
    if (!spans_equal(tokens[i].span, other_tokens[i].span) || tokens[i].kind != other_tokens[i].kind ||
        tokens[i].flags != other_tokens[i].flags) {
      return false;
    }
  }
  const sve_sentence *sentences = sve_document_sentences(one, &count);
  const sve_sentence *other_sentences = sve_document_sentences(other, &other_count);
  if (count != other_count) return false;
  for (size_t i = 0; i < count; i++) {
    if (!spans_equal(sentences[i].span, other_sentences[i].span)) return false;
  }
  const sve_entity *entities = sve_document_entities(one, &count);
  const sve_entity *other_entities = sve_document_entities(other, &other_count);
  if (count != other_count || !entities_equal(entities, other_entities, count)) return false;
  entities = sve_document_nested(one, &count);
  other_entities = sve_document_nested(other, &other_count);
  if (count != other_count || !entities_equal(entities, other_entities, count)) return false;
  const sve_cluster *clusters = sve_document_clusters(one, &count);
  const sve_cluster *other_clusters = sve_document_clusters(other, &other_count);
  if (count != other_count) return false;
  for (size_t i = 0; i < count; i++) {
    if (!strings_equal(clusters[i].name, other_clusters[i].name)) return false;
  }
  const sve_quote *quotes = sve_document_quotes(one, &count);
  const sve_quote *other_quotes = sve_document_quotes(other, &other_count);
  if (count != other_count) return false;
  for (size_t i = 0; i < count; i++) {
    if (!spans_equal(quotes[i].span, other_quotes[i].span) ||
        !spans_equal(quotes[i].speaker_span, other_quotes[i].speaker_span) ||
        !strings_equal(quotes[i].speaker, other_quotes[i].speaker) ||
        !strings_equal(quotes[i].source, other_quotes[i].source)) {
      return false;
    }
  }
  return true;
}
