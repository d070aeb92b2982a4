/* Endings and the words that take them. A declension is known by how its base ends, as a list of names
 * does not say whether a noun is an n-word or a t-word: `katten` and `kattet` both lead to `katt`.
 */
#include "names/inflect.h"

#include <string.h>

static bool is_letter(char byte) {
  return (unsigned char)byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* The letters that a bare -s does not stand behind. */
bool sve_genitive_silent(const char *word, size_t length) {
  char last = length > 0 ? (char)(word[length - 1] | 0x20) : '\0';
  return last == 's' || last == 'x' || last == 'z';
}

size_t sve_genitive_ending(const char *word, size_t length) {
  if (length < 2) return 0;
  char last = word[length - 1], before = word[length - 2];
  if (last != 's' && last != 'S') return 0;
  if ((before == ':' || before == '\'') && length > 2) return 2;
  /* One letter takes the colon (`A:s`), and so does a digit (`TV4:s`); `As` is no genitive of `A`. */
  size_t first_letter = (unsigned char)word[0] < 0x80 ? 1 : 2;
  bool solid = last == 's' && length - 1 > first_letter && is_letter(before) && !sve_genitive_silent(word, length - 1);
  return solid ? 1 : 0;
}

/* How a base must end for an ending to be put on it. */
typedef enum base_end {
  END_CONSONANT,  /* katt, hus, bil */
  END_VOWEL,      /* ko, bi, by, idé; not -a, -e */
  END_A,          /* flicka */
  END_E,          /* pojke, rike */
  END_WEAK,       /* unstressed -el, -er, -en, -or, -ar: nyckel, syster, öken, motor */
  END_DOUBLED,    /* rum, man, vän: m or n that doubles before a vowel */
  END_CONTRACTED, /* -el, -er, -en and the like, of which the vowel falls out: nyckel, finger, tecken, sommar */
  END_UM,         /* museum, gymnasium, centrum */
  END_IA,         /* historia */
  END_BARE_E      /* idé whose accent is folded: ide */
} base_end;

typedef struct noun_rule {
  const char *ending;  /* of the form in the text */
  const char *restore; /* what the base has in its place */
  base_end end;        /* of the base */
} noun_rule;

static const noun_rule RULES[] = {
    /* flicka: flickan, flickor, flickorna */
    {"orna", "a", END_A},
    {"or", "a", END_A},
    {"an", "a", END_A},
    /* pojke: pojken, pojkar, pojkarna; rike: riket, riken, rikena; linje: linjer, linjerna */
    {"arna", "e", END_E},
    {"ar", "e", END_E},
    {"en", "e", END_E},
    {"et", "e", END_E},
    {"ena", "e", END_E},
    {"erna", "e", END_E},
    {"er", "e", END_E},
    /* lärare: läraren, lärarna */
    {"na", "e", END_E},
    /* bil: bilen, bilar, bilarna; katt: katter, katterna; hus: huset, husen */
    {"en", "", END_CONSONANT},
    {"et", "", END_CONSONANT},
    {"arna", "", END_CONSONANT},
    {"ar", "", END_CONSONANT},
    {"erna", "", END_CONSONANT},
    {"er", "", END_CONSONANT},
    {"na", "", END_CONSONANT},
    /* nyckel: nyckeln, nycklar, nycklarna; finger: fingret, fingrar; tecken: tecknet, tecknen */
    {"n", "", END_WEAK},
    {"ar", "", END_CONTRACTED},
    {"arna", "", END_CONTRACTED},
    {"et", "", END_CONTRACTED},
    {"en", "", END_CONTRACTED},
    {"er", "", END_CONTRACTED},
    {"erna", "", END_CONTRACTED},
    {"ena", "", END_CONTRACTED},
    /* rum: rummet, rummen; dröm: drömmar; man: mannen; vän: vänner, vännerna; not `kamin`: `kaminnen` */
    {"en", "", END_DOUBLED},
    {"et", "", END_DOUBLED},
    {"ar", "", END_DOUBLED},
    {"arna", "", END_DOUBLED},
    {"er", "", END_DOUBLED},
    {"erna", "", END_DOUBLED},
    /* ko: kon, kor, korna; bi: biet, bin, bina; by: byn, byar, byarna; idé: idén, idéer, idéerna */
    {"n", "", END_VOWEL},
    {"en", "", END_VOWEL},
    {"t", "", END_VOWEL},
    {"et", "", END_VOWEL},
    {"r", "", END_VOWEL},
    {"rna", "", END_VOWEL},
    {"na", "", END_VOWEL},
    {"ar", "", END_VOWEL},
    {"arna", "", END_VOWEL},
    {"er", "", END_VOWEL},
    {"erna", "", END_VOWEL},
    {"er", "", END_BARE_E},
    {"erna", "", END_BARE_E},
    /* historia: historien, historier, historierna */
    {"en", "a", END_IA},
    {"er", "a", END_IA},
    {"erna", "a", END_IA},
    /* museum: museet, museer, museerna; centrum: centret */
    {"et", "um", END_UM},
    {"er", "um", END_UM},
    {"erna", "um", END_UM},
};

/* Forms that no rule gives, most of them plurals that change their vowel; -na and -en (`männen`) make those definite.
 */
typedef struct changed_form {
  const char *form, *base;
} changed_form;

static const changed_form CHANGED[] = {
    {"män", "man"},       {"händer", "hand"},      {"städer", "stad"},     {"länder", "land"},    {"nätter", "natt"},
    {"tänder", "tand"},   {"änder", "and"},        {"stränder", "strand"}, {"ränder", "rand"},    {"bränder", "brand"},
    {"stänger", "stång"}, {"tänger", "tång"},      {"spänger", "spång"},   {"böcker", "bok"},     {"rötter", "rot"},
    {"fötter", "fot"},    {"böter", "bot"},        {"söner", "son"},       {"döttrar", "dotter"}, {"mödrar", "moder"},
    {"bröder", "broder"}, {"fäder", "fader"},      {"gäss", "gås"},        {"möss", "mus"},       {"löss", "lus"},
    {"ögon", "öga"},      {"öron", "öra"},         {"bönder", "bonde"},    {"klor", "klo"},       {"tår", "tå"},
    {"nötter", "nöt"},    {"getter", "get"},       {"knän", "knä"},        {"hjärtan", "hjärta"}, {"hjärtat", "hjärta"},
    {"ögat", "öga"},      {"örat", "öra"},         {"rosor", "ros"},       {"vågor", "våg"},      {"tofflor", "toffel"},
    {"ådror", "åder"},    {"kolleger", "kollega"},
};

enum { CHANGED_COUNT = sizeof CHANGED / sizeof *CHANGED };

const char *sve_noun_changed(const char *word, size_t length, size_t *at) {
  while (*at < CHANGED_COUNT) {
    const changed_form *changed = &CHANGED[(*at)++];
    if (strlen(changed->base) == length && memcmp(changed->base, word, length) == 0) return changed->form;
  }
  return NULL;
}

static bool ends_with(const char *word, size_t length, const char *ending) {
  size_t size = strlen(ending);
  return length >= size && word[length - 1] == ending[size - 1] && memcmp(word + length - size, ending, size) == 0;
}

/* Of one byte or more. */
static bool is_vowel_at_end(const char *word, size_t length) {
  if (strchr("aeiouy", word[length - 1] | 0x20) != NULL) return true;
  return ends_with(word, length, "å") || ends_with(word, length, "ä") || ends_with(word, length, "ö") ||
         ends_with(word, length, "é");
}

static bool is_weak(const char *word, size_t length) {
  static const char *const ENDS[] = {"el", "er", "en", "or", "ar"};
  for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
    if (length > 3 && ends_with(word, length, ENDS[i])) return true;
  }
  return false;
}

/* What falls out of a contracted stem, by its last letter: `nyckl`, `numr` of `nummer`, `djävl`, `morgn`, `somr`. */
static const char *const FALLEN[] = {"el", "er", "en", "ul", "on", "mel", "mer", "mar"};
enum { FALLEN_COUNT = sizeof FALLEN / sizeof *FALLEN };

static size_t contracted_bases(const char *stem, size_t length, sve_base out[FALLEN_COUNT]) {
  size_t count = 0;
  if (length < 3 || is_vowel_at_end(stem, length - 1)) return 0;
  for (size_t i = 0; i < FALLEN_COUNT; i++) {
    size_t letters = strlen(FALLEN[i]);
    /* Two m are one before a consonant. */
    if (stem[length - 1] != FALLEN[i][letters - 1] || (letters == 3 && stem[length - 2] != 'm')) continue;
    out[count++] = (sve_base){length - 1, FALLEN[i]};
  }
  return count;
}

/* The bases of `stem` under a rule; returns how many. */
static size_t rule_bases(const char *stem, size_t length, const noun_rule *rule, sve_base out[FALLEN_COUNT]) {
  bool vowel = is_vowel_at_end(stem, length);
  char last = stem[length - 1];
  *out = (sve_base){length, rule->restore};
  switch (rule->end) {
    case END_A:
    case END_E:
      return !vowel || last == 'i' || last == 'e';
    case END_CONSONANT:
      return !vowel && is_letter(last);
    case END_VOWEL:
      return vowel && last != 'a' && last != 'e';
    case END_WEAK:
      return is_weak(stem, length);
    case END_DOUBLED:
      out->kept = length - 1;
      return length > 2 && (ends_with(stem, length, "mm") || ends_with(stem, length, "nn"));
    case END_CONTRACTED:
      return contracted_bases(stem, length, out);
    case END_UM:
      return last == 'e' || last == 'i' || last == 'r';
    case END_IA:
      return last == 'i';
    case END_BARE_E:
      break;
  }
  return last == 'e';
}

static size_t changed_bases(const char *word, size_t length, sve_base *out) {
  for (size_t i = 0; i < CHANGED_COUNT; i++) {
    if (CHANGED[i].form[0] != word[0]) continue;
    size_t form = strlen(CHANGED[i].form);
    if (length < form || memcmp(word, CHANGED[i].form, form) != 0) continue;
    const char *rest = word + form;
    size_t left = length - form;
    bool definite = (left == 2 && (memcmp(rest, "na", 2) == 0 || memcmp(rest, "en", 2) == 0)) ||
                    (left == 3 && memcmp(rest, "nen", 3) == 0) || (left == 1 && *rest == 'a');
    if (left > 0 && !definite) continue;
    *out = (sve_base){0, CHANGED[i].base};
    return 1;
  }
  return 0;
}

size_t sve_noun_bases(const char *word, size_t length, sve_base out[SVE_NOUN_BASES_MOST]) {
  size_t count = changed_bases(word, length, out);
  for (size_t i = 0; i < sizeof RULES / sizeof *RULES && count + FALLEN_COUNT <= SVE_NOUN_BASES_MOST; i++) {
    size_t ending = strlen(RULES[i].ending);
    if (length < ending + 2 || !ends_with(word, length, RULES[i].ending)) continue;
    count += rule_bases(word, length - ending, &RULES[i], out + count);
  }
  return count;
}

sve_string sve_base_write(const sve_base *base, const char *word, char *out) {
  size_t added = strlen(base->suffix);
  if (base->kept > 0) memcpy(out, word, base->kept);
  memcpy(out + base->kept, base->suffix, added);
  return (sve_string){out, base->kept + added};
}
