/* Judging letters. Case is folded within ASCII and Latin-1, where all that Swedish acronyms use lies. */
#include "names/alias.h"

#include <string.h>

#include "base/hash.h"
#include "text/chars.h"
#include "text/utf8.h"

enum { ACRONYM_MAX = 8, EDITED_MAX = 32, PART_MIN = 4, OWNERS_MAX = 3 };

static uint32_t small_letter(uint32_t letter) {
  bool capital = (letter >= 'A' && letter <= 'Z') || (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7);
  return capital ? letter + 0x20 : letter;
}

bool sve_name_is_acronym(sve_string name) {
  size_t letters = 0, at = 0;
  while (at < name.length) {
    uint32_t letter = sve_utf8_next(name.bytes, name.length, &at);
    sve_char_class class = sve_char_class_of(letter);
    bool fits = class == SVE_CHAR_UPPER || (class == SVE_CHAR_DIGIT && letters > 0);
    if (!fits || ++letters > ACRONYM_MAX) return false;
  }
  return letters >= 2;
}

bool sve_name_is_initial(sve_string initial, sve_string word) {
  if (initial.length == 0 || word.length == 0) return false;
  size_t at = 0, other = 0;
  uint32_t letter = sve_utf8_next(initial.bytes, initial.length, &at);
  bool alone = at == initial.length || (at + 1 == initial.length && initial.bytes[at] == '.');
  return alone && small_letter(letter) == small_letter(sve_utf8_next(word.bytes, word.length, &other));
}

bool sve_name_is_misspelt(sve_string a, sve_string b) {
  if (a.length > EDITED_MAX || b.length > EDITED_MAX) return false;
  size_t shorter = a.length < b.length ? a.length : b.length;
  size_t longer = a.length < b.length ? b.length : a.length;
  unsigned most = shorter >= 6 ? 2 : shorter >= 4 ? 1 : 0;
  if (longer - shorter > most) return false;
  /* Three rows of the table of distances: the current one and the two above, for swapped letters. */
  unsigned char rows[3][EDITED_MAX + 1];
  for (size_t k = 0; k <= b.length; k++) rows[0][k] = (unsigned char)k;
  for (size_t i = 1; i <= a.length; i++) {
    unsigned char *row = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
    row[0] = (unsigned char)i;
    for (size_t k = 1; k <= b.length; k++) {
      unsigned least = above[k - 1] + (a.bytes[i - 1] != b.bytes[k - 1]);
      if (above[k] + 1u < least) least = above[k] + 1u;
      if (row[k - 1] + 1u < least) least = row[k - 1] + 1u;
      bool swapped = i > 1 && k > 1 && a.bytes[i - 1] == b.bytes[k - 2] && a.bytes[i - 2] == b.bytes[k - 1];
      if (swapped && second[k - 2] + 1u < least) least = second[k - 2] + 1u;
      row[k] = (unsigned char)least;
    }
  }
  unsigned distance = rows[a.length % 3][b.length];
  return distance > 0 && distance <= most;
}

/* Whether the tail of a compound is a word: `förbundet` in `verkstadsförbundet`. */
static bool is_known(const sve_lexicon *lexicon, const char *word, size_t length) {
  return sve_lexicon_find(lexicon, sve_hash(word, length)).kinds != 0;
}

/* The word that begins at *at, which moves behind the space after it. */
static sve_string next_word(sve_string name, size_t *at) {
  const char *start = name.bytes + *at;
  const char *space = memchr(start, ' ', name.length - *at);
  size_t length = space == NULL ? name.length - *at : (size_t)(space - start);
  *at += length + (space != NULL);
  return (sve_string){start, length};
}

static uint32_t first_letter(sve_string word) {
  size_t at = 0;
  return word.length == 0 ? 0 : small_letter(sve_utf8_next(word.bytes, word.length, &at));
}

/* How many of `letters` the word spells: its first letter and those that begin the words inside it. */
static size_t spell_word(const sve_lexicon *lexicon, sve_string word, const uint32_t *letters, size_t count) {
  if (count == 0 || first_letter(word) != letters[0]) return 0;
  size_t spelt = 1;
  for (size_t at = PART_MIN - 1; spelt < count && at + PART_MIN <= word.length; at++) {
    if (((unsigned char)word.bytes[at] & 0xC0) == 0x80) continue;
    sve_string part = {word.bytes + at, word.length - at};
    if (first_letter(part) == letters[spelt] && is_known(lexicon, part.bytes, part.length)) spelt++;
  }
  return spelt;
}

/* Whether the words of `name` from `at` on spell all the letters; *words: how many of them did. */
static bool spells_from(const sve_lexicon *lexicon, sve_string name, size_t at, const uint32_t *letters, size_t count,
                        size_t *words) {
  size_t spelt = 0;
  *words = 0;
  while (at < name.length) {
    sve_string word = next_word(name, &at);
    uint32_t next = at < name.length ? first_letter((sve_string){name.bytes + at, name.length - at}) : 0;
    bool one_only = spelt + 1 < count && next == letters[spelt + 1];
    size_t here = spell_word(lexicon, word, letters + spelt, one_only ? 1 : count - spelt);
    bool small = *words > 0 && word.length - 1 < 4 && sve_first_class(word.bytes, word.length) == SVE_CHAR_LOWER;
    if (here == 0 && small) continue; /* `och`, `för`, `åt` */
    if (here == 0) return false;
    spelt += here;
    (*words)++;
  }
  return spelt == count;
}

sve_spelling sve_acronym_spells(const sve_lexicon *lexicon, sve_string acronym, sve_string name) {
  uint32_t letters[ACRONYM_MAX];
  size_t count = 0;
  for (size_t at = 0; at < acronym.length;) {
    if (count == ACRONYM_MAX) return SVE_SPELLING_NONE;
    letters[count++] = small_letter(sve_utf8_next(acronym.bytes, acronym.length, &at));
  }
  size_t at = 0;
  for (size_t owners = 0; owners <= OWNERS_MAX && at < name.length; owners++) {
    size_t words;
    if (spells_from(lexicon, name, at, letters, count, &words)) {
      return owners > 0 && words == 1 ? SVE_SPELLING_OWNED : SVE_SPELLING_WORDS;
    }
    sve_string owner = next_word(name, &at);
    if (owner.length == 0 || owner.bytes[owner.length - 1] != 's') break;
  }
  return SVE_SPELLING_NONE;
}
