/* Who is meant: noun phrases behind and before a verb, and what pronouns and titles stand for.
 *
 * Nothing is parsed as a whole: a phrase is read as far as its words allow, LOOK tokens at the most.
 */
#include <string.h>

#include "base/hash.h"
#include "speech/speech.h"
#include "text/chars.h"

enum { LOOK = 14, SENTENCE_LOOK = 30, PEOPLE_BACK = 40, SENTENCES_BACK = 12, TITLE_BYTES = 64, PHRASE_MAX = 5 };

#define ENDS_PHRASE                                                                                       \
  (SVE_IS_PREPOSITION | SVE_IS_ATT | SVE_IS_SOM | SVE_IS_COORDINATOR | SVE_IS_ENLIGT | SVE_IS_AUXILIARY | \
   SVE_IS_NEGATION)

const sve_entity *sve_speech_entity(const sve_speech *speech, uint32_t token, uint32_t *end) {
  uint32_t index = token < speech->count ? speech->entity_at[token] : SVE_NONE;
  if (index == SVE_NONE || (token > 0 && speech->entity_at[token - 1] == index)) return NULL;
  uint32_t after = token + 1;
  while (after < speech->count && speech->entity_at[after] == index) after++;
  *end = after;
  return &speech->entities->list.items[index];
}

static bool is_value(const sve_entity *entity) {
  return entity->label == SVE_LABEL_TME || entity->label == SVE_LABEL_MSR;
}

static bool is_person(const sve_entity *entity) {
  return entity->label == SVE_LABEL_PER;
}

static bool is_named_person(sve_speaker speaker) {
  return speaker.label == SVE_LABEL_PER && speaker.cluster != SVE_NONE;
}

static sve_speaker name_entity(const sve_entity *entity, uint32_t first, uint32_t end) {
  return (sve_speaker){first, end, entity->cluster, entity->label};
}

/* Whether the name that ends before `end` owns what follows: `Rolf Ahlqvists | advokat`; not `Lars | svarade`. */
static bool is_owner(const sve_speech *speech, uint32_t end) {
  uint32_t after;
  if (end >= speech->count || speech->passage->words[end - 1].genitive == 0) return false;
  if (sve_speech_entity(speech, end, &after) != NULL) return true;
  if (!sve_speech_is_lower(speech, end) || (sve_speech_kinds(speech, end) & SVE_LEX_SAY)) return false;
  return (sve_speech_classes(speech, end) & (ENDS_PHRASE | SVE_IS_ADVERB)) == 0;
}

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

/* The person last mentioned who bears the title at `token`. */
static bool find_titled(const sve_speech *speech, uint32_t token, sve_speaker *out) {
  char buffer[TITLE_BYTES];
  sve_string definite = small_text(speech, token, buffer);
  if (definite.length < 4) return false;
  uint32_t at = entities_before(speech, speech->passage->tokens[token].span.start_byte);
  uint32_t people = 0;
  for (uint32_t seen = 0; at-- > 0 && people < PEOPLE_BACK && seen < 4 * PEOPLE_BACK; seen++) {
    const sve_entity *entity = &speech->entities->list.items[at];
    if (!is_person(entity)) continue;
    people++;
    if (!bears_title(speech, definite, entity)) continue;
    out->cluster = entity->cluster;
    out->label = entity->label;
    return true;
  }
  return false;
}

/* ---- Pronouns: the last fitting person. ---- */

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
  return is_owner(speech, end);
}

/* The person that the pronoun at `token` stands for: in its own sentence the first that fits; else who spoke last, if
 * that was in the sentence before; else the subject of the nearest sentence before, or the last person in it. */
static void find_pronoun(sve_speech *speech, uint32_t token, sve_gender wanted, sve_speaker *out) {
  const sve_sentence *first = speech->passage->sentences;
  size_t sentence = sve_speech_sentence_number(speech, token);
  uint32_t start = first[sentence].first_token;
  uint32_t at = entities_before(speech, speech->passage->tokens[token].span.start_byte);
  uint32_t people = 0;
  uint32_t last = SVE_NONE, subject = SVE_NONE; /* of the sentence that is looked at */
  for (size_t back = 0; back < SENTENCES_BACK && people < PEOPLE_BACK; back++) {
    uint32_t start_byte = speech->passage->tokens[start].span.start_byte;
    for (; at > 0 && speech->entities->list.items[at - 1].span.start_byte >= start_byte; at--) {
      const sve_entity *entity = &speech->entities->list.items[at - 1];
      if (!is_person(entity) || entity->compound || entity->cluster == SVE_NONE) continue;
      if (people++ == PEOPLE_BACK) break;
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

/* ---- Phrases. ---- */

/* Reads a pronoun: 1 a speaker, 0 no pronoun, -1 nobody that could be named. */
static int read_pronoun(sve_speech *speech, uint32_t token, sve_speaker *out) {
  uint32_t classes = sve_speech_classes(speech, token);
  if (classes & (SVE_IS_HE | SVE_IS_SHE)) {
    *out = (sve_speaker){token, token + 1, SVE_NONE, SVE_LABEL_USER};
    find_pronoun(speech, token, classes & SVE_IS_HE ? SVE_GENDER_MALE : SVE_GENDER_FEMALE, out);
    return 1;
  }
  if (classes & SVE_IS_I) {
    *out = (sve_speaker){token, token + 1, SVE_NONE, SVE_LABEL_USER};
    return 1;
  }
  return classes & SVE_IS_NOBODY && !(classes & SVE_IS_DETERMINER) ? -1 : 0;
}

/* The person who stands further on in apposition: `ordföranden i föreningen, Eva Lo,`, `chefen för räddningstjänsten Bo
 * Ek`; not `en vän till Bo Ek`. */
static bool find_apposition(const sve_speech *speech, uint32_t from, uint32_t end, sve_speaker *out) {
  uint32_t commas = 0;
  for (uint32_t at = from; at < end && at < from + LOOK; at++) {
    sve_mark mark = sve_speech_mark(speech, at);
    uint32_t after;
    const sve_entity *entity = sve_speech_entity(speech, at, &after);
    if (entity != NULL && is_person(entity)) {
      bool behind_comma = at > 0 && sve_speech_mark(speech, at - 1) == SVE_MARK_COMMA;
      uint32_t before = at > 0 ? sve_speech_classes(speech, at - 1) : 0;
      if (is_owner(speech, after) || (before & (SVE_IS_PREPOSITION | SVE_IS_COORDINATOR))) return false;
      if (behind_comma && sve_speech_is_lower(speech, after) &&
          !(sve_speech_classes(speech, after) & (SVE_IS_PREPOSITION | SVE_IS_ATT))) {
        return false; /* `, Bo Ek och` */
      }
      *out = name_entity(entity, at, after);
      return true;
    }
    if (mark == SVE_MARK_COMMA && ++commas > 1) return false;
    if (mark != SVE_MARK_NONE && mark != SVE_MARK_COMMA && mark != SVE_MARK_HYPHEN) return false;
    if (sve_speech_classes(speech, at) & (SVE_IS_ATT | SVE_IS_SOM | SVE_IS_COORDINATOR | SVE_IS_TILL * commas))
      return false;
    if (sve_speech_kinds(speech, at) & SVE_LEX_SAY && sve_speech_is_lower(speech, at)) return false;
  }
  return false;
}

/* The words first … end - 1 as a speaker: the person who bears such a title, or the words themselves. */
static sve_speaker name_words(const sve_speech *speech, uint32_t first, uint32_t end) {
  sve_speaker speaker = {first, end, SVE_NONE, SVE_LABEL_USER};
  if (end - first <= 2) find_titled(speech, end - 1, &speaker);
  return speaker;
}

/* Reads the noun phrase that begins at `from`. */
static bool read_phrase(sve_speech *speech, uint32_t from, uint32_t end, sve_speaker *out) {
  uint32_t at = from;
  sve_speaker pronoun;
  int read = read_pronoun(speech, from, &pronoun);
  if (read < 0) return false;
  if (read > 0) {
    *out = pronoun;
    return true;
  }
  while (at < end && at < from + LOOK) {
    uint32_t after;
    const sve_entity *entity = sve_speech_entity(speech, at, &after);
    if (entity != NULL && is_value(entity)) {
      if (at > from || entity->label == SVE_LABEL_TME) break; /* `säger polisen i dag`; but `säger två vittnen` */
      at = after;
      continue;
    }
    if (entity != NULL) {
      uint32_t behind;
      const sve_entity *next = sve_speech_entity(speech, after, &behind);
      bool followed = next != NULL && is_person(next);
      if (!is_owner(speech, after) && !(followed && !is_person(entity))) {
        *out = name_entity(entity, at, after);
        return true;
      }
      at = after;
      continue;
    }
    uint32_t classes = sve_speech_classes(speech, at);
    if (classes & ENDS_PHRASE && !(classes & SVE_IS_DETERMINER)) break;
    if (classes & SVE_IS_ADVERB) break;
    bool lower = sve_speech_is_lower(speech, at);
    if (lower && at > from && (sve_speech_kinds(speech, at) & SVE_LEX_SAY)) break;
    bool noun = at > from && !(sve_speech_classes(speech, at - 1) & SVE_IS_DETERMINER);
    if (noun && sve_speech_is_preterite(speech, at)) break; /* `enligt ett vittne körde` */
    if (!sve_speech_is_word(speech, at) &&
        !(at < speech->count && speech->passage->tokens[at].kind == SVE_TOKEN_NUMBER)) {
      break;
    }
    bool last = lower && sve_speech_is_definite(speech, at) && sve_speech_entity(speech, at + 1, &after) == NULL &&
                !(at > from && (sve_speech_classes(speech, at - 1) & SVE_IS_DETERMINER) &&
                  !sve_speech_is_definite(speech, at + 1));
    at++;
    if (last && !(at < end && sve_speech_is_word(speech, at) && !sve_speech_is_lower(speech, at))) break;
  }
  if (at == from) return false;
  uint32_t classes = sve_speech_classes(speech, from);
  if (at == from + 1 && classes & SVE_IS_DETERMINER && !(classes & SVE_IS_THEY)) return false;
  if (find_apposition(speech, at, end, out)) return true;
  *out = name_words(speech, from, at);
  return true;
}

bool sve_speaker_after(sve_speech *speech, uint32_t from, uint32_t end, sve_speaker *out) {
  for (int i = 0; i < 3 && from < end && (sve_speech_classes(speech, from) & SVE_IS_ADVERB); i++) from++;
  return from < end && read_phrase(speech, from, end, out);
}

/* A name or a pronoun that a clause of its own may begin with; not what a preposition or a genitive ties down. */
static bool read_subject(sve_speech *speech, uint32_t at, uint32_t *after, sve_speaker *out) {
  *after = at + 1;
  if (at > 0 && (sve_speech_classes(speech, at - 1) & SVE_IS_PREPOSITION)) return false;
  const sve_entity *entity = sve_speech_entity(speech, at, after);
  if (entity == NULL)
    return (sve_speech_classes(speech, at) & (SVE_IS_HE | SVE_IS_SHE)) && read_pronoun(speech, at, out) > 0;
  uint32_t behind;
  const sve_entity *next = sve_speech_entity(speech, *after, &behind);
  if (is_value(entity) || is_owner(speech, *after) || (next != NULL && is_person(next))) return false;
  *out = name_entity(entity, at, *after);
  return true;
}

/* The noun phrase first … end - 1, which a verb follows; *strong: a name or a pronoun. */
static bool read_phrase_before(sve_speech *speech, uint32_t first, uint32_t end, sve_speaker *out, bool *strong) {
  uint32_t after;
  while (first < end && (sve_speech_classes(speech, first) & (SVE_IS_ADVERB | SVE_IS_COORDINATOR))) first++;
  if (first == end) return false;
  const sve_entity *entity = sve_speech_entity(speech, first, &after);
  if (entity != NULL && entity->label == SVE_LABEL_TME) return false;
  uint32_t classes = sve_speech_classes(speech, first);
  if (classes & (SVE_IS_PREPOSITION | SVE_IS_SUBORDINATOR | SVE_IS_ATT) && !(classes & SVE_IS_DETERMINER)) return false;
  *strong = true;
  sve_speaker place = SVE_NOBODY;
  for (uint32_t at = first; at < end; at = after) {
    sve_speaker found;
    if (!read_subject(speech, at, &after, &found)) continue;
    if (found.label == SVE_LABEL_PER || found.cluster == SVE_NONE) {
      *out = found;
      return true;
    }
    if (place.end == 0) place = found;
  }
  if (place.end > 0) {
    *out = place;
    return true;
  }
  *strong = false;
  int pronoun = read_pronoun(speech, first, out);
  if (pronoun != 0) return pronoun > 0;
  uint32_t stop = first + 1;
  while (stop < end &&
         !(sve_speech_classes(speech, stop) & (SVE_IS_PREPOSITION | SVE_IS_AUXILIARY | SVE_IS_COORDINATOR)) &&
         !sve_speech_is_verb(speech, stop)) {
    stop++;
  }
  classes = sve_speech_classes(speech, first);
  if (stop == first + 1 && classes & (SVE_IS_DETERMINER | SVE_IS_NOBODY) && !(classes & SVE_IS_THEY)) return false;
  *out = name_words(speech, first, stop);
  return true;
}

static bool is_border(const sve_speech *speech, uint32_t token) {
  sve_mark mark = sve_speech_mark(speech, token);
  bool border = mark != SVE_MARK_NONE && mark != SVE_MARK_HYPHEN && mark != SVE_MARK_OPEN && mark != SVE_MARK_CLOSE;
  return border || (sve_speech_classes(speech, token) & (SVE_IS_SOM | SVE_IS_ATT));
}

/* Where the phrase that ends before `end` begins, LOOK tokens back at the most. */
static uint32_t phrase_start(const sve_speech *speech, uint32_t start, uint32_t end) {
  uint32_t first = end;
  while (first > start && first + LOOK > end && !is_border(speech, first - 1)) first--;
  return first;
}

bool sve_speaker_of_sentence(sve_speech *speech, uint32_t start, uint32_t end, sve_speaker *out) {
  uint32_t after;
  while (start < end && (sve_speech_classes(speech, start) & (SVE_IS_ADVERB | SVE_IS_COORDINATOR))) start++;
  for (uint32_t at = start; at < end && at < start + SENTENCE_LOOK; at = after) {
    if (sve_speech_classes(speech, at) & SVE_IS_ATT) break;
    if (read_subject(speech, at, &after, out)) return true;
  }
  if (start == end || (sve_speech_classes(speech, start) & (SVE_IS_PREPOSITION | SVE_IS_SUBORDINATOR))) return false;
  bool indefinite = (sve_speech_classes(speech, start) & SVE_IS_DETERMINER) != 0;
  return read_phrase(speech, start, start + (indefinite ? 2 : 1), out);
}

bool sve_speaker_of_heading(sve_speech *speech, uint32_t first, uint32_t end, sve_speaker *out) {
  bool strong;
  sve_speaker found;
  if (first == end || !read_phrase_before(speech, first, end, &found, &strong)) return false;
  bool person = strong || found.cluster != SVE_NONE;
  for (uint32_t at = first; at < end; at++) {
    if (sve_speech_classes(speech, at) & SVE_IS_WORK) return false;
    person = person || (sve_speech_kinds(speech, at) & (SVE_LEX_TITLE | SVE_LEX_ROLE));
  }
  if (person) *out = found;
  return person;
}

/* The subject that stands before a comma: `Eva Lo, ordförande i Sala, säger`, `En av dem, Bo Ek, säger`. */
static bool read_before_parenthesis(sve_speech *speech, uint32_t start, uint32_t comma, sve_speaker *out) {
  uint32_t open = comma, end;
  while (open > start && open + LOOK > comma && sve_speech_mark(speech, open - 1) != SVE_MARK_COMMA) open--;
  if (open == start || sve_speech_mark(speech, open - 1) != SVE_MARK_COMMA || open == start + 1) return false;
  const sve_entity *entity = sve_speech_entity(speech, open, &end);
  if (entity != NULL && is_person(entity) && end == comma) {
    *out = name_entity(entity, open, end);
    return true;
  }
  uint32_t first = phrase_start(speech, start, open - 1);
  bool strong;
  sve_speaker found;
  if (!read_phrase_before(speech, first, open - 1, &found, &strong) || !(strong || first == start)) return false;
  *out = found;
  return true;
}

/* The antecedent of the relative clause that `som` begins: `Eva Lo, som`, `ett barn som`. */
static bool read_antecedent(sve_speech *speech, uint32_t start, uint32_t som, bool named, sve_speaker *out) {
  uint32_t close = som;
  if (close > start && sve_speech_mark(speech, close - 1) == SVE_MARK_COMMA) close--;
  uint32_t first = phrase_start(speech, start, close);
  bool strong;
  sve_speaker found;
  if (first == close || !read_phrase_before(speech, first, close, &found, &strong) || (named && !strong)) return false;
  *out = found;
  return true;
}

/* Whether words can stand for somebody: `Polisen`, `en dansk flicka`; not `så`, `Utifrån den lärdom vi`. */
static bool is_plain(const sve_speech *speech, sve_speaker words) {
  uint32_t first = sve_speech_classes(speech, words.first);
  if (words.cluster != SVE_NONE || (first & (SVE_IS_THEY | SVE_IS_HE | SVE_IS_SHE))) return true;
  if (first != 0 && !(first & SVE_IS_DETERMINER)) return false;
  if (words.end - words.first > PHRASE_MAX) return false;
  for (uint32_t at = words.first + 1; at < words.end; at++) {
    if (sve_speech_classes(speech, at) & (SVE_IS_NEGATION | SVE_IS_I | SVE_IS_NOBODY)) return false;
    if (sve_speech_is_preterite(speech, at) && at + 1 == words.end) return false;
  }
  return true;
}

bool sve_speaker_of_verb(sve_speech *speech, uint32_t start, uint32_t verb, uint32_t end, sve_speaker *out) {
  uint32_t before = verb;
  while (before > start && before + 4 > verb &&
         (sve_speech_classes(speech, before - 1) & (SVE_IS_ADVERB | SVE_IS_AUXILIARY)) &&
         !(sve_speech_classes(speech, before - 1) & (SVE_IS_SOM | SVE_IS_COORDINATOR))) {
    before--;
  }
  if (before > start) {
    uint32_t classes = sve_speech_classes(speech, before - 1);
    sve_mark mark = sve_speech_mark(speech, before - 1);
    if (classes & (SVE_IS_I | SVE_IS_NOBODY) && !(classes & SVE_IS_DETERMINER)) return false; /* `kan man säga` */
    if (mark == SVE_MARK_COMMA) {
      if (read_before_parenthesis(speech, start, before - 1, out)) return true;
    } else if (classes & SVE_IS_COORDINATOR) {
      if (speech->last.end > 0 && speech->last_token > start && speech->last_token < verb) {
        *out = speech->last;
        return true;
      }
      return sve_speaker_of_sentence(speech, start, before - 1, out);
    } else if (classes & SVE_IS_SOM) {
      return read_antecedent(speech, start, before - 1, true, out);
    } else if (mark == SVE_MARK_NONE || mark == SVE_MARK_CLOSE) {
      uint32_t first = phrase_start(speech, start, before);
      if (first > start && (sve_speech_classes(speech, first - 1) & SVE_IS_SOM)) {
        /* `ett barn som satt där sade`; but `så sent som i maj har DN skrivit`. */
        bool strong = false;
        sve_speaker inner;
        if (!read_antecedent(speech, start, first - 1, false, out)) return false;
        if (out->cluster == SVE_NONE && read_phrase_before(speech, first, before, &inner, &strong) && strong)
          *out = inner;
        return true;
      }
      bool strong = false;
      sve_speaker found = SVE_NOBODY, behind;
      bool named = read_phrase_before(speech, first, before, &found, &strong);
      if (named && strong) {
        *out = found;
        return true;
      }
      bool behind_verb = sve_speaker_after(speech, verb + 1, end, &behind) && behind.first == verb + 1;
      if (named && behind_verb && (behind.label == SVE_LABEL_PER || first > start || !is_plain(speech, found))) {
        *out = behind; /* `Flera gånger sade han att`; not `Polisen varnade bilisterna för att` */
        return true;
      }
      if (named && is_plain(speech, found)) {
        *out = found;
        return true;
      }
      if (named) return false;
    }
  }
  return sve_speaker_after(speech, verb + 1, end, out);
}
