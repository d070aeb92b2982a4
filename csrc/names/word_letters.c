/* The letters of one word. */
#include "names/word_letters.h"

#include "names/inflect.h"
#include "text/chars.h"
#include "text/utf8.h"

static void count_upper(sve_letters *letters) {
  letters->upper_first |= letters->upper + letters->lower == 0;
  letters->upper_inside |= letters->inside;
  letters->inside = true;
  letters->upper++;
}

static void count_lower(sve_letters *letters) {
  letters->inside = true;
  letters->lower++;
}

sve_case sve_letters_case(const sve_letters *letters, bool genitive_letter) {
  size_t lower = letters->lower - (genitive_letter && letters->lower == 1 && letters->upper > 0);
  if (letters->upper + lower == 0) return SVE_CASE_NONE;
  if (letters->upper == 0) return SVE_CASE_LOWER;
  if (lower == 0) return letters->upper > 1 ? SVE_CASE_UPPER : SVE_CASE_CAPITAL;
  return letters->upper_first && !letters->upper_inside ? SVE_CASE_CAPITAL : SVE_CASE_MIXED;
}

bool sve_letters_fold(const char *word, size_t length, char *out, sve_letters *letters) {
  for (size_t at = 0; at < length; at++) {
    unsigned char byte = (unsigned char)word[at];
    out[at] = (char)byte;
    if (byte >= 'a' && byte <= 'z') {
      count_lower(letters);
    } else if (byte >= 'A' && byte <= 'Z') {
      count_upper(letters);
      out[at] = (char)(byte | 0x20);
    } else if (byte == '-' || byte == '\'') {
      letters->inside = false;
    } else if (byte == 0xC3 && at + 1 < length) {
      unsigned char second = (unsigned char)word[++at];
      /* À to Þ without ×, and à to þ without ÷; ß and ÿ have other forms. */
      bool letter = second >= 0x80 && second <= 0xBE && (second & 0x1F) != 0x17 && second != 0x9F;
      if (!letter) return false;
      if (second < 0xA0) {
        count_upper(letters);
      } else {
        count_lower(letters);
      }
      out[at] = (char)(second | 0x20);
    } else if (byte >= 0x80) {
      return false;
    }
  }
  return true;
}

sve_letters sve_letters_count(const char *word, size_t length) {
  sve_letters letters = {0};
  for (size_t at = 0; at < length;) {
    switch (sve_char_class_of(sve_utf8_next(word, length, &at))) {
      case SVE_CHAR_UPPER:
        count_upper(&letters);
        break;
      case SVE_CHAR_LOWER:
        count_lower(&letters);
        break;
      case SVE_CHAR_DASH:
      case SVE_CHAR_QUOTE:
        letters.inside = false;
        break;
      default:
        break;
    }
  }
  return letters;
}

size_t sve_letters_genitive(const char *folded, size_t length) {
  bool apostrophe = length > 1 && folded[length - 1] == '\'';
  if (apostrophe) return sve_genitive_silent(folded, length - 1) ? 1 : 0;
  return sve_genitive_ending(folded, length);
}
