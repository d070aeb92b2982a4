/* The small words and marks that the grammar of quoting turns on.
 *
 * The classes of words are read from lexicon/speech-words.tsv; verbs, titles and names are known by their lexemes.
 */
#include <string.h>

#include "base/hash.h"
#include "speech/speech.h"
#include "text/utf8.h"

enum { PARTICLE_LOOK = 7 };

sve_status sve_speech_words_open(const sve_data *lexicon, sve_speech_words *out, sve_error *error) {
  size_t length;
  const void *bytes = sve_data_get(lexicon, SVE_TAG('S', 'P', 'C', 'H'), &length);
  return sve_table_open(bytes, length, sizeof(uint32_t), &out->classes, error);
}

uint32_t sve_speech_classes(const sve_speech *speech, uint32_t token) {
  if (token >= speech->count) return 0;
  const sve_table *table = &speech->words->classes;
  uint32_t index = sve_table_find(table, speech->passage->words[token].folded);
  uint32_t classes = 0;
  if (index != SVE_NONE) memcpy(&classes, sve_table_value(table, index), sizeof classes);
  return classes;
}

bool sve_speech_is_particle(const sve_speech *speech, uint32_t verb, uint32_t particle) {
  const sve_word *words = speech->passage->words;
  if (particle >= speech->count) return false;
  return sve_table_find(&speech->words->classes, sve_hash_next(words[verb].folded, words[particle].folded)) != SVE_NONE;
}

sve_mark sve_speech_mark(const sve_speech *speech, uint32_t token) {
  if (token >= speech->count || speech->passage->tokens[token].kind != SVE_TOKEN_PUNCTUATION) return SVE_MARK_NONE;
  size_t at = speech->passage->tokens[token].span.start_byte;
  switch (sve_utf8_next(speech->passage->text, speech->passage->tokens[token].span.end_byte, &at)) {
    case '"':
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
      return SVE_MARK_DOUBLE;
    case 0xAB:
    case 0xBB:
      return SVE_MARK_GUILLEMET;
    case '\'':
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2039:
    case 0x203A:
      return SVE_MARK_SINGLE;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return SVE_MARK_DASH;
    case '-':
    case 0x2010:
    case 0x2212:
      return SVE_MARK_HYPHEN;
    case ',':
      return SVE_MARK_COMMA;
    case ':':
      return SVE_MARK_COLON;
    case ';':
      return SVE_MARK_SEMICOLON;
    case '.':
    case '!':
    case '?':
    case 0x2026:
      return SVE_MARK_STOP;
    case '(':
    case '[':
      return SVE_MARK_OPEN;
    case ')':
    case ']':
      return SVE_MARK_CLOSE;
    default:
      return SVE_MARK_NONE;
  }
}

uint32_t sve_speech_kinds(const sve_speech *speech, uint32_t token) {
  return token < speech->count ? speech->passage->words[token].lexeme.kinds : 0;
}

bool sve_speech_is_word(const sve_speech *speech, uint32_t token) {
  if (token >= speech->count) return false;
  uint16_t kind = speech->passage->tokens[token].kind;
  return kind == SVE_TOKEN_WORD || kind == SVE_TOKEN_ABBREVIATION;
}

bool sve_speech_is_lower(const sve_speech *speech, uint32_t token) {
  if (!sve_speech_is_word(speech, token)) return false;
  return speech->even || speech->passage->words[token].letters == SVE_CASE_LOWER;
}

static bool ends_with(const sve_speech *speech, uint32_t token, const char *ending) {
  sve_span span = speech->passage->tokens[token].span;
  size_t length = strlen(ending);
  return span.end_byte - span.start_byte > length &&
         memcmp(speech->passage->text + span.end_byte - length, ending, length) == 0;
}

/* `sänka`, `få`; not `skatten`, `alla`, `bankerna`, `amerikanska`. */
bool sve_speech_is_infinitive(const sve_speech *speech, uint32_t token) {
  static const char *const SHORT[] = {"få",  "gå", "se", "ge",  "ta", "bli", "stå", "slå", "be",
                                      "dra", "ha", "dö", "tro", "bo", "må",  "le",  "ske", "nå"};
  if (!sve_speech_is_lower(speech, token)) return false;
  sve_span span = speech->passage->tokens[token].span;
  size_t length = span.end_byte - span.start_byte;
  for (size_t i = 0; i < sizeof SHORT / sizeof *SHORT; i++) {
    if (length == strlen(SHORT[i]) && memcmp(speech->passage->text + span.start_byte, SHORT[i], length) == 0)
      return true;
  }
  if (sve_speech_classes(speech, token) & (SVE_IS_PLURAL | SVE_IS_AUXILIARY)) return false;
  if (!ends_with(speech, token, "a") || ends_with(speech, token, "rna")) return false;
  return !(ends_with(speech, token, "iska") && length >= 7);
}

/* `polisen`, `vittnet`, `forskarna`; not `en`, `statliga`, `nej`. */
bool sve_speech_is_definite(const sve_speech *speech, uint32_t token) {
  if (!sve_speech_is_word(speech, token) || (sve_speech_classes(speech, token) & SVE_IS_DETERMINER)) return false;
  sve_span span = speech->passage->tokens[token].span;
  if (span.end_byte - span.start_byte < 4) return false;
  return ends_with(speech, token, "n") || ends_with(speech, token, "t") || ends_with(speech, token, "na");
}

/* `körde`, `åkte`; not `ordförande`, `boende`. Strong verbs are not known. */
bool sve_speech_is_preterite(const sve_speech *speech, uint32_t token) {
  if (!sve_speech_is_lower(speech, token)) return false;
  if (ends_with(speech, token, "ande") || ends_with(speech, token, "ende")) return false;
  return ends_with(speech, token, "de") || ends_with(speech, token, "te");
}

/* `säger`, `tror`; not `sade`, `sa`, `skrek`. */
bool sve_speech_is_present(const sve_speech *speech, uint32_t token) {
  return sve_speech_is_lower(speech, token) && ends_with(speech, token, "r");
}

bool sve_speech_is_verb(const sve_speech *speech, uint32_t token) {
  uint32_t kinds = sve_speech_kinds(speech, token);
  if (!(kinds & SVE_LEX_SAY) || !sve_speech_is_lower(speech, token)) return false;
  if (!(kinds & SVE_LEX_SAY_PARTICLE)) return true;
  for (uint32_t at = token + 1; at < token + PARTICLE_LOOK; at++) {
    if (sve_speech_is_particle(speech, token, at)) return true;
    if (sve_speech_mark(speech, at) != SVE_MARK_NONE) return false;
  }
  return false;
}

sve_sentence sve_speech_sentence_of(const sve_speech *speech, uint32_t token) {
  return speech->passage->sentences[sve_passage_sentence_at(speech->passage, token)];
}

const sve_entity *sve_speech_entity(const sve_speech *speech, uint32_t token, uint32_t *end) {
  uint32_t index = token < speech->count ? speech->entity_at[token] : SVE_NONE;
  if (index == SVE_NONE || (token > 0 && speech->entity_at[token - 1] == index)) return NULL;
  uint32_t after = token + 1;
  while (after < speech->count && speech->entity_at[after] == index) after++;
  *end = after;
  return &speech->entities->list.items[index];
}

bool sve_speech_is_person(const sve_entity *entity) {
  return entity->label == SVE_LABEL_PER;
}

bool sve_speech_is_owner(const sve_speech *speech, uint32_t end) {
  uint32_t after;
  if (end >= speech->count || speech->passage->words[end - 1].genitive == 0) return false;
  if (sve_speech_entity(speech, end, &after) != NULL) return true;
  if (!sve_speech_is_lower(speech, end) || (sve_speech_kinds(speech, end) & SVE_LEX_SAY)) return false;
  return (sve_speech_classes(speech, end) & (SVE_ENDS_PHRASE | SVE_IS_ADVERB)) == 0;
}
