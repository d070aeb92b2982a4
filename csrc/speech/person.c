/* Which person a title, a pronoun or a surname that the recogniser missed stands for: the last fitting one.
 *
 * ENTITIES_BACK mentions are looked at, at the most.
 */
#include "speech/person.h"

#include <string.h>

#include "base/hash.h"
#include "text/chars.h"

enum { ENTITIES_BACK = 100, SENTENCES_BACK = 12, TITLE_BYTES = 64 };

static bool same_bytes(const char *a, const char *b, size_t length) {
  return memcmp(a, b, length) == 0;
}

static sve_string token_text(const sve_speech *speech, uint32_t token) {
  sve_span span = speech->passage->tokens[token].span;
  return (sve_string){speech->passage->text + span.start_byte, span.end_byte - span.start_byte};
}

/* ---- Titles: `åklagaren` is the person who was called `kammaråklagare`. ---- */

static bool ends_in(sve_string word, const char *ending, size_t length) {
  return word.length >= length && same_bytes(word.bytes + word.length - length, ending, length);
}

/* Whether `definite` (`åklagaren`, `vd:n`) takes up `title` (`kammaråklagare`, `vd`), or the other way round. */
static bool takes_up(sve_string definite, sve_string title) {
  static const char *const ENDINGS[] = {"", "n", "en", "et", "t", ":n"};
  for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
    size_t ending = strlen(ENDINGS[i]);
    if (!ends_in(definite, ENDINGS[i], ending)) continue;
    sve_string stem = {definite.bytes, definite.length - ending};
    if (stem.length == title.length && same_bytes(stem.bytes, title.bytes, stem.length)) return true;
    if (stem.length >= 5 && title.length > stem.length && ends_in(title, stem.bytes, stem.length)) return true;
    if (title.length >= 5 && stem.length > title.length && ends_in(stem, title.bytes, title.length)) return true;
  }
  return false;
}

/* A word as it is compared: without the capital of a sentence's beginning, within `buffer`. */
static sve_string small_text(const sve_speech *speech, uint32_t token, char buffer[TITLE_BYTES]) {
  sve_string text = token_text(speech, token);
  if (text.length > TITLE_BYTES || text.length == 0) return (sve_string){buffer, 0};
  memcpy(buffer, text.bytes, text.length);
  if (buffer[0] >= 'A' && buffer[0] <= 'Z') buffer[0] = (char)(buffer[0] + 0x20);
  if (text.length > 1 && (unsigned char)buffer[0] == 0xC3 && (unsigned char)buffer[1] < 0x9F) {
    buffer[1] = (char)((unsigned char)buffer[1] + 0x20);
  }
  return (sve_string){buffer, text.length};
}

static bool takes_up_token(const sve_speech *speech, sve_string definite, uint32_t token) {
  char buffer[TITLE_BYTES];
  if (!sve_speech_is_word(speech, token)) return false;
  sve_string title = small_text(speech, token, buffer);
  return title.length >= 2 && takes_up(definite, title);
}

/* Whether the title stands at the mention: before it, or behind a comma: `Eva Lo, vd på Vik AB`. */
static bool bears_title(const sve_speech *speech, sve_string definite, const sve_entity *entity) {
  uint32_t first = sve_passage_token_at(speech->passage, entity->span.start_byte);
  uint32_t end;
  if (sve_speech_entity(speech, first, &end) != entity) return false;
  if (first > 0 && speech->entity_at[first - 1] == SVE_NONE && takes_up_token(speech, definite, first - 1)) return true;
  if (sve_speech_mark(speech, end) != SVE_MARK_COMMA) return false;
  for (uint32_t at = end + 1; at < end + 7 && at < speech->count; at++) {
    sve_mark mark = sve_speech_mark(speech, at);
    if (mark == SVE_MARK_COMMA || mark == SVE_MARK_STOP) return false;
    if (speech->entity_at[at] == SVE_NONE && takes_up_token(speech, definite, at)) return true;
  }
  return false;
}

/* How many entities begin before a byte. */
static uint32_t entities_before(const sve_speech *speech, uint32_t byte) {
  size_t low = 0, high = speech->entities->list.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (speech->entities->list.items[middle].span.start_byte < byte) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return (uint32_t)low;
}

/* The person last mentioned, of those before `token`, for whom `fits` holds. */
typedef bool person_test(const sve_speech *speech, sve_string word, const sve_entity *entity);

static bool find_person(const sve_speech *speech, uint32_t token, sve_string word, person_test *fits,
                        sve_speaker *out) {
  uint32_t at = entities_before(speech, speech->passage->tokens[token].span.start_byte);
  for (uint32_t seen = 0; at-- > 0 && seen < ENTITIES_BACK; seen++) {
    const sve_entity *entity = &speech->entities->list.items[at];
    if (!sve_speech_is_person(entity) || entity->cluster == SVE_NONE || !fits(speech, word, entity)) continue;
    out->cluster = entity->cluster;
    out->label = entity->label;
    return true;
  }
  return false;
}

/* The person last mentioned who bears the title at `token`. */
static bool find_titled(const sve_speech *speech, uint32_t token, sve_speaker *out) {
  char buffer[TITLE_BYTES];
  sve_string definite = small_text(speech, token, buffer);
  return definite.length >= 4 && find_person(speech, token, definite, bears_title, out);
}

/* Whether a name of several words ends in `surname`. */
static bool bears_surname(const sve_speech *speech, sve_string surname, const sve_entity *entity) {
  sve_string name = speech->clusters->list.items[entity->cluster].name;
  return name.length > surname.length && name.bytes[name.length - surname.length - 1] == ' ' &&
         ends_in(name, surname.bytes, surname.length);
}

/* ---- Pronouns. ---- */

static bool is_named_person(sve_speaker speaker) {
  return speaker.label == SVE_LABEL_PER && speaker.cluster != SVE_NONE;
}

static sve_gender ask_gender(sve_speech *speech, uint32_t cluster) {
  if (speech->genders[cluster] == 0) {
    sve_string name = speech->clusters->list.items[cluster].name;
    const char *space = name.length > 0 ? memchr(name.bytes, ' ', name.length) : NULL;
    size_t length = space == NULL ? name.length : (size_t)(space - name.bytes);
    uint32_t kinds = 0;
    sve_status status = sve_fold(name.bytes, length, SVE_FOLD_CASE, &speech->folded, speech->error);
    if (status == SVE_OK) {
      kinds = sve_lexicon_find(speech->lexicon, sve_hash(speech->folded.items, speech->folded.count)).kinds;
    } else {
      speech->status = status;
    }
    bool female = (kinds & SVE_LEX_FEMALE) != 0, male = (kinds & SVE_LEX_MALE) != 0;
    speech->genders[cluster] = (uint8_t)(female == male ? SVE_GENDER_UNKNOWN
                                         : female       ? SVE_GENDER_FEMALE
                                                        : SVE_GENDER_MALE);
  }
  return (sve_gender)speech->genders[cluster];
}

static bool fits_gender(sve_speech *speech, uint32_t cluster, sve_gender wanted) {
  sve_gender gender = ask_gender(speech, cluster);
  return gender == SVE_GENDER_UNKNOWN || gender == wanted;
}

/* Whether the mention stands behind a preposition or owns something: then it is seldom the subject. */
static bool is_aside(const sve_speech *speech, const sve_entity *entity) {
  uint32_t first = sve_passage_token_at(speech->passage, entity->span.start_byte);
  uint32_t end;
  if (sve_speech_entity(speech, first, &end) == NULL) return true;
  for (uint32_t back = 0; back < 3 && first > back; back++) {
    uint32_t before = first - back - 1;
    if (sve_speech_classes(speech, before) & SVE_IS_PREPOSITION) return true;
    if (!(sve_speech_kinds(speech, before) & (SVE_LEX_TITLE | SVE_LEX_ROLE))) break;
  }
  return sve_speech_is_owner(speech, end);
}

/* The person that the pronoun at `token` stands for: in its own sentence the first that fits; else who spoke last, if
 * that was in the sentence before; else the subject of the nearest sentence before, or the last person in it. */
static void find_pronoun(sve_speech *speech, uint32_t token, sve_gender wanted, sve_speaker *out) {
  const sve_sentence *first = speech->passage->sentences;
  size_t sentence = sve_passage_sentence_at(speech->passage, token);
  uint32_t start = first[sentence].first_token;
  uint32_t at = entities_before(speech, speech->passage->tokens[token].span.start_byte);
  uint32_t seen = 0;
  uint32_t last = SVE_NONE, subject = SVE_NONE; /* of the sentence that is looked at */
  for (size_t back = 0; back < SENTENCES_BACK && seen < ENTITIES_BACK; back++) {
    uint32_t start_byte = speech->passage->tokens[start].span.start_byte;
    for (; at > 0 && speech->entities->list.items[at - 1].span.start_byte >= start_byte; at--) {
      const sve_entity *entity = &speech->entities->list.items[at - 1];
      if (seen++ == ENTITIES_BACK) break;
      if (!sve_speech_is_person(entity) || entity->compound || entity->cluster == SVE_NONE) continue;
      if (!fits_gender(speech, entity->cluster, wanted)) continue;
      if (last == SVE_NONE) last = entity->cluster;
      if (!is_aside(speech, entity)) subject = entity->cluster;
    }
    if (last != SVE_NONE || sentence == 0) break;
    start = first[--sentence].first_token;
    uint32_t spoke = is_named_person(speech->last) && speech->last_token > start ? speech->last.cluster : SVE_NONE;
    if (back == 0 && spoke != SVE_NONE && fits_gender(speech, spoke, wanted)) subject = last = spoke;
    if (last != SVE_NONE) break;
  }
  out->cluster = subject != SVE_NONE ? subject : last;
  if (out->cluster == SVE_NONE) return;
  out->label = SVE_LABEL_PER;
  speech->genders[out->cluster] = (uint8_t)wanted;
}

int sve_person_of_pronoun(sve_speech *speech, uint32_t token, sve_speaker *out) {
  uint32_t classes = sve_speech_classes(speech, token);
  bool behind = token > 0 && (sve_speech_classes(speech, token - 1) & SVE_IS_PREPOSITION);
  if ((classes & (SVE_IS_HE | SVE_IS_SHE)) || (behind && (classes & (SVE_IS_HIM | SVE_IS_HER)))) {
    *out = (sve_speaker){token, token + 1, SVE_NONE, SVE_LABEL_USER};
    bool man = (classes & (SVE_IS_HE | SVE_IS_HIM)) != 0;
    find_pronoun(speech, token, man ? SVE_GENDER_MALE : SVE_GENDER_FEMALE, out);
    return 1;
  }
  if (classes & SVE_IS_I) {
    *out = (sve_speaker){token, token + 1, SVE_NONE, SVE_LABEL_USER};
    return 1;
  }
  return classes & SVE_IS_NOBODY && !(classes & SVE_IS_DETERMINER) ? -1 : 0;
}

sve_speaker sve_person_of_entity(const sve_speech *speech, const sve_entity *entity, uint32_t first, uint32_t end) {
  sve_speaker speaker = {first, end, entity->cluster, entity->label};
  bool doubtful = entity->label == SVE_LABEL_LOC || entity->label == SVE_LABEL_ORG;
  if (doubtful && entity->source != SVE_FROM_MATCHER && end == first + 1) {
    find_person(speech, first, token_text(speech, first), bears_surname, &speaker);
  }
  return speaker;
}

sve_speaker sve_person_of_words(const sve_speech *speech, uint32_t first, uint32_t end) {
  sve_speaker speaker = {first, end, SVE_NONE, SVE_LABEL_USER};
  bool name = end == first + 1 && sve_speech_is_word(speech, first) && !sve_speech_is_lower(speech, first);
  if (name && find_person(speech, first, token_text(speech, first), bears_surname, &speaker)) return speaker;
  if (end - first <= 2) find_titled(speech, end - 1, &speaker);
  return speaker;
}
