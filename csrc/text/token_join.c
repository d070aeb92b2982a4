/* One pass over the raw tokens. Each rule looks at a bounded number of neighbours, so the work is linear.
 *
 * A stop belongs to an abbreviation, an initial or an ordinal where the sentence goes on, and is a token
 * of its own where the sentence ends: so a boundary is decided once, here, and sentence.c reads it off.
 *   t.ex. Malmö     one token `t.ex.`
 *   bröd m.m. Sedan `m.m` and `.`
 */
#include "text/token_join.h"

#include <string.h>

#include "text/chars.h"
#include "text/token_scan.h"
#include "text/utf8.h"

enum { SOFT_HYPHEN = 0xAD, HYPHEN = 0x2010 };

typedef struct joiner {
  const sve_abbreviations *abbreviations;
  const char *text;
  const sve_token *in; /* raw */
  size_t count, at;    /* of `in`; the token being read */
  sve_token *out;      /* the same array, never ahead of `in` */
  size_t made;
  sve_byte_list scratch;
  bool dehyphenate;
  unsigned round;    /* round brackets that are open */
  bool single_quote; /* a single quotation mark is open */
  sve_status status; /* of a rule that ran out of memory */
  sve_error *error;
} joiner;

static const uint8_t KINDS[SVE_RAW_COUNT] = {
    [SVE_RAW_EMOJI] = SVE_TOKEN_EMOJI,
    [SVE_RAW_NUMBER] = SVE_TOKEN_NUMBER,
    [SVE_RAW_UNDERLINE] = SVE_TOKEN_SYMBOL,
    [SVE_RAW_WORD] = SVE_TOKEN_WORD,
    [SVE_RAW_SUSPENDED] = SVE_TOKEN_WORD,
    [SVE_RAW_EMAIL] = SVE_TOKEN_EMAIL,
    [SVE_RAW_CHUNK] = SVE_TOKEN_WORD,
    [SVE_RAW_URL] = SVE_TOKEN_URL,
    [SVE_RAW_PATH] = SVE_TOKEN_URL,
    [SVE_RAW_HASHTAG] = SVE_TOKEN_HASHTAG,
    [SVE_RAW_HANDLE] = SVE_TOKEN_HANDLE,
    [SVE_RAW_EMOTICON] = SVE_TOKEN_EMOJI,
    [SVE_RAW_DOT] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_ELLIPSIS] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_BANG] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_APOSTROPHE] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_QUOTE] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_OPEN] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_OPEN_ROUND] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_CLOSE] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_CLOSE_ROUND] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_COMMA] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_COLON] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_DASH] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_POINT] = SVE_TOKEN_PUNCTUATION,
    [SVE_RAW_DEGREE] = SVE_TOKEN_SYMBOL,
    [SVE_RAW_SYMBOL] = SVE_TOKEN_SYMBOL,
};

/* The raw token `ahead` places on, or NULL. */
static const sve_token *peek(const joiner *join, size_t ahead) {
  return join->count - join->at > ahead ? &join->in[join->at + ahead] : NULL;
}

static bool is_attached(const sve_token *token) {
  return token != NULL && (token->flags & SVE_TOKEN_AFTER_ANY) == 0;
}

static bool is_attached_kind(const sve_token *token, unsigned raw) {
  return is_attached(token) && token->kind == raw;
}

static bool is_wordlike(const sve_token *token) {
  return token->kind == SVE_RAW_WORD || token->kind == SVE_RAW_CHUNK || token->kind == SVE_RAW_SUSPENDED;
}

static const char *bytes_of(const joiner *join, const sve_token *token) {
  return join->text + token->span.start_byte;
}

static size_t length_of(const sve_token *token) {
  return token->span.end_byte - token->span.start_byte;
}

/* Class of the first character that is not a mark. */
static sve_char_class first_class(const joiner *join, const sve_token *token) {
  size_t at = token->span.start_byte;
  sve_char_class class = SVE_CHAR_MARK;
  while (class == SVE_CHAR_MARK && at < token->span.end_byte) {
    class = sve_char_class_of(sve_utf8_next(join->text, token->span.end_byte, &at));
  }
  return class;
}

/* Puts `count` raw tokens out as one of `kind`. */
static inline void put(joiner *join, size_t count, uint16_t kind) {
  sve_token token = join->in[join->at];
  for (size_t i = 1; i < count; i++) {
    const sve_token *next = &join->in[join->at + i];
    token.span.end_byte = next->span.end_byte;
    token.span.end_cp = next->span.end_cp;
    token.flags |= next->flags & SVE_TOKEN_DENORMAL;
    if ((next->flags & SVE_TOKEN_AFTER_ANY) != 0) token.flags |= SVE_TOKEN_SPACED;
  }
  token.kind = kind;
  join->out[join->made++] = token;
  join->at += count;
}

/* ---- What follows a stop: does the sentence go on? ---- */

enum { LONGEST_KNOWN = 14 }; /* bytes of the words that are told apart here */

/* A short token as the words known here are written: LONGEST_KNOWN bytes at the most. Empty for a long one, and without
 * memory: join->status. */
static sve_string short_word(joiner *join, const sve_token *token) {
  sve_string word = {"", 0};
  if (length_of(token) > LONGEST_KNOWN || join->status != SVE_OK) return word;
  join->status = sve_token_fold(join->text, token, &join->scratch, &word, join->error);
  return word.length <= LONGEST_KNOWN ? word : (sve_string){"", 0}; /* a few letters are longer in NFC */
}

/* Words that start a sentence far more often than they are a name's first word. */
static bool is_starter(joiner *join, const sve_token *token) {
  static const char STARTERS[] =
      " Alla Allt Att Av De Dem Den Denna Dessa Det Detta Dom Du Där Därför Då Efter En Enligt Ett Flera Framför För "
      "Från Genom Han Har Hon Hur Här I Idag Inga Ingen Inte Jag Kan Man Med Medan Men Mot Många Ni Nu När Och Om På "
      "Samtidigt Sedan Som Ska Så Till Trots Under Ur Utan Vad Var Varför Vem Vi Vid Vilka Är Även Över ";
  if (is_attached_kind(token + 1 < join->in + join->count ? token + 1 : NULL, SVE_RAW_DOT))
    return false; /* `A. I. Ek` */
  char wanted[LONGEST_KNOWN + 3] = " ";
  sve_string word = short_word(join, token);
  if (word.length == 0) return false;
  memcpy(wanted + 1, word.bytes, word.length);
  wanted[word.length + 1] = ' ';
  wanted[word.length + 2] = '\0';
  return strstr(STARTERS, wanted) != NULL;
}

/* `I`, `IV`, `XVI`. */
static bool is_roman(const joiner *join, const sve_token *token) {
  const char *bytes = bytes_of(join, token);
  size_t length = length_of(token);
  for (size_t i = 0; i < length; i++) {
    if (memchr("IVXLC", bytes[i], 5) == NULL) return false;
  }
  return true;
}

typedef enum follower { FOLLOWS_NOTHING, FOLLOWS_MARK, FOLLOWS_LOWER, FOLLOWS_UPPER, FOLLOWS_NUMBER } follower;

/* What kind of thing stands after a stop; `*next`: the word or number, behind opening marks. */
static follower follower_of(const joiner *join, size_t ahead, const sve_token **next) {
  const sve_token *token = peek(join, ahead);
  *next = token;
  if (token == NULL || (token->flags & SVE_TOKEN_AFTER_BLANK) != 0) return FOLLOWS_NOTHING;
  bool opens = token->kind == SVE_RAW_QUOTE || token->kind == SVE_RAW_APOSTROPHE;
  if (opens && !is_attached(token) && is_attached(peek(join, ahead + 1))) token = *next = peek(join, ahead + 1);
  if (token->kind == SVE_RAW_DASH && !is_attached(token) && peek(join, ahead + 1) != NULL) {
    token = *next = peek(join, ahead + 1); /* `milj. – Det`: only a name or number goes on so */
  }
  if (token->kind == SVE_RAW_NUMBER) return FOLLOWS_NUMBER;
  sve_char_class class = first_class(join, token);
  if (class == SVE_CHAR_LOWER) return FOLLOWS_LOWER;
  return class == SVE_CHAR_UPPER ? FOLLOWS_UPPER : FOLLOWS_MARK;
}

/* Whether the stop of an abbreviation of these classes ends the sentence, if `ahead` is what follows it. */
static bool ends_sentence(joiner *join, uint8_t classes, size_t ahead) {
  const sve_token *next;
  switch (follower_of(join, ahead, &next)) {
    case FOLLOWS_NOTHING:
      return true;
    case FOLLOWS_LOWER:
      return false;
    case FOLLOWS_UPPER:
      if (classes & (SVE_ABBREVIATION_ALWAYS | SVE_ABBREVIATION_NAME)) return false; /* `t.ex. Malmö`, `dr. Ek` */
      return !(classes & SVE_ABBREVIATION_NUMBER) || !is_roman(join, next) || is_starter(join, next); /* `kap. IV` */
    case FOLLOWS_NUMBER: /* `kl. 14`, `bil. 3`; a new line may start with a number: `5 kr.⏎1 liter mjölk` */
      return (classes & SVE_ABBREVIATION_FINAL) && (next->flags & SVE_TOKEN_AFTER_LINE) != 0;
    case FOLLOWS_MARK:
    default:
      return (next->flags & SVE_TOKEN_AFTER_LINE) != 0;
  }
}

/* ---- Abbreviations and initials ---- */

/* Puts out an entry of `taken` raw tokens. */
static void put_entry(joiner *join, size_t taken, uint8_t classes) {
  bool stopped = taken > 1 && join->in[join->at + taken - 1].kind == SVE_RAW_DOT;
  if (classes & SVE_ABBREVIATION_WORD) {
    put(join, taken, SVE_TOKEN_WORD);
  } else if (stopped && ends_sentence(join, classes, taken)) {
    bool word = (classes & SVE_ABBREVIATION_CONTEXT) && taken == 2; /* `Hon sålde sin bil.` */
    put(join, taken - 1, word ? SVE_TOKEN_WORD : SVE_TOKEN_ABBREVIATION);
    put(join, 1, SVE_TOKEN_PUNCTUATION);
  } else {
    put(join, taken, SVE_TOKEN_ABBREVIATION);
  }
}

/* One letter: `A`, `Å`, with its marks; `-M` of `A.-M. Ek`. */
static bool is_one_letter(const joiner *join, const sve_token *token, sve_char_class case_wanted) {
  if (token->kind != SVE_RAW_WORD || length_of(token) > 8) return false;
  size_t at = token->span.start_byte + (bytes_of(join, token)[0] == '-');
  if (sve_char_class_of(sve_utf8_next(join->text, token->span.end_byte, &at)) != case_wanted) return false;
  while (at < token->span.end_byte) {
    if (sve_char_class_of(sve_utf8_next(join->text, token->span.end_byte, &at)) != SVE_CHAR_MARK) return false;
  }
  return true;
}

/* Single letters with points between: `J.K`, `U.S.A`, `m.b.t`. */
static bool is_dotted_letters(const joiner *join, const sve_token *token) {
  if (token->kind != SVE_RAW_CHUNK) return false;
  bool letter = false;
  for (size_t at = token->span.start_byte; at < token->span.end_byte;) {
    sve_char_class class = sve_char_class_of(sve_utf8_next(join->text, token->span.end_byte, &at));
    if (class == SVE_CHAR_MARK) continue;
    bool is_letter = class == SVE_CHAR_LOWER || class == SVE_CHAR_UPPER;
    if (is_letter == letter) return false;
    letter = is_letter;
  }
  return true;
}

/* `A. Lind`, `J.K. Lind`, `och B. Ek`; not `vitamin C. Det`, `U.S.A. Han`. */
static bool put_initial(joiner *join) {
  const sve_token *token = peek(join, 0), *next;
  bool one = is_one_letter(join, token, SVE_CHAR_UPPER);
  if (!one && !is_dotted_letters(join, token)) return false;
  bool ends = false;
  switch (follower_of(join, 2, &next)) {
    case FOLLOWS_NOTHING:
      ends = true;
      break;
    case FOLLOWS_UPPER:
      ends = is_starter(join, next) || (next->flags & SVE_TOKEN_AFTER_LINE) != 0;
      break;
    case FOLLOWS_NUMBER:
      ends = one && (join->made > 0 && !is_attached(next));
      break;
    case FOLLOWS_MARK:
      ends = (next->flags & SVE_TOKEN_AFTER_LINE) != 0;
      break;
    default:
      break;
  }
  if (ends) {
    put(join, 1, one ? SVE_TOKEN_WORD : SVE_TOKEN_ABBREVIATION);
    put(join, 1, SVE_TOKEN_PUNCTUATION);
  } else {
    put(join, 2, SVE_TOKEN_ABBREVIATION);
  }
  return true;
}

/* ---- Numbers ---- */

/* Digits at the token's start (at its end where `from_end`), up to `most`. */
static size_t digits_at_start(const joiner *join, const sve_token *token, size_t most) {
  const char *bytes = bytes_of(join, token);
  size_t length = length_of(token), count = 0;
  while (count < length && count < most && bytes[count] >= '0' && bytes[count] <= '9') count++;
  return count;
}

static size_t digits_at_end(const joiner *join, const sve_token *token, size_t most) {
  const char *bytes = bytes_of(join, token);
  size_t length = length_of(token), count = 0;
  while (count < length && count < most && bytes[length - count - 1] >= '0' && bytes[length - count - 1] <= '9')
    count++;
  return count;
}

/* Digits alone, `most` of them or fewer. */
static bool is_all_digits(const joiner *join, const sve_token *token, size_t most) {
  return digits_at_start(join, token, most) == length_of(token);
}

static bool is_between(size_t number, size_t least, size_t most) {
  return number - least <= most - least;
}

/* Whether one of the marks stands in a token. */
static bool holds_any(const joiner *join, const sve_token *token, const char *marks) {
  for (; *marks != '\0'; marks++) {
    if (memchr(bytes_of(join, token), *marks, length_of(token)) != NULL) return true;
  }
  return false;
}

/* Stands one character after the token before it, on the same line. */
static bool is_one_space_on(const sve_token *before, const sve_token *token) {
  return (token->flags & SVE_TOKEN_AFTER_SPACE) != 0 && (token->flags & SVE_TOKEN_AFTER_LINE) == 0 &&
         token->span.start_cp == before->span.end_cp + 1;
}

/* `1 000`, `1 234,50`, `50 000–100 000`, `100 000-tals`; not `2019 500`, `114 55`, `070 123`. How many tokens. */
static size_t spaced_number(const joiner *join) {
  const sve_token *token = peek(join, 0);
  size_t tail = digits_at_end(join, token, 4);
  const char *bytes = bytes_of(join, token);
  size_t sign = length_of(token) - tail;
  bool plain = sign == 0 || (sign == 1 && (bytes[0] == '-' || bytes[0] == '+')) ||
               (sign == 3 && (unsigned char)bytes[0] == 0xE2) || /* a minus sign */
               (sign > 1 && sign < 12 && digits_at_start(join, token, 12) > 0 &&
                (bytes[sign - 1] == '-' || (unsigned char)bytes[sign - 1] == 0x93)); /* `50–100 000` */
  if (tail < 1 || tail > 3 || !plain || bytes[sign] == '0') return 1;
  size_t taken = 1;
  for (bool goes_on = true; goes_on; taken++) {
    const sve_token *next = peek(join, taken);
    if (next == NULL || (next->kind != SVE_RAW_NUMBER && !is_wordlike(next))) break;
    if (!is_one_space_on(peek(join, taken - 1), next) || digits_at_start(join, next, 4) != 3) break;
    size_t length = length_of(next);
    if (length > 3 && is_wordlike(next)) {
      char mark = bytes_of(join, next)[3];
      if (mark != '-' && mark != ':') break; /* `000kr` */
      return taken + 1;
    }
    size_t end = digits_at_end(join, next, 4);
    goes_on = length == 3 || (is_between(end, 1, 3) && !holds_any(join, next, ",.:"));
  }
  return taken;
}

/* `070-174 06 50`, `08-123 456 78`, `070 123 45 67`, `+46 8 123 45 67`, `0046 8 123 45 67`; closed up `0701234567`,
 * `+46701234567`; not `08 maj`, `0312345678`. How many tokens; 0: none. */
static size_t telephone(const joiner *join) {
  const sve_token *token = peek(join, 0);
  const char *bytes = bytes_of(join, token);
  size_t length = length_of(token);
  bool abroad = bytes[0] == '+' || (length == 4 && bytes[0] == '0' && bytes[1] == '0');
  if ((!abroad && bytes[0] != '0') || length < 2 || length > 16) return 0;
  size_t digits = 0, dashes = 0, area = 0;
  for (size_t i = bytes[0] == '+'; i < length; i++) {
    if (bytes[i] >= '0' && bytes[i] <= '9') {
      digits++;
    } else if ((bytes[i] == '-' || bytes[i] == '/') && ++dashes == 1 && i > 1 && i < 5) {
      area = i;
    } else {
      return 0;
    }
  }
  size_t taken = 1;
  for (; digits < 13; taken++) {
    const sve_token *next = peek(join, taken);
    if (next == NULL || next->kind != SVE_RAW_NUMBER || !is_one_space_on(peek(join, taken - 1), next)) break;
    size_t group = length_of(next);
    if (!is_all_digits(join, next, 3) || (group == 1 && !(abroad && taken == 1))) break;
    digits += group;
  }
  bool fits;
  if (taken == 1 && dashes == 0) {
    fits = abroad ? is_between(digits, 10, 13) : digits == 10 && bytes[1] == '7';
  } else if (area > 0) {
    fits = taken > 1 ? is_between(digits, 7, 11) : is_between(digits, 8, 10);
  } else {
    fits = taken > 2 && is_between(digits, 8, 13);
  }
  return fits ? taken : 0;
}

/* Whether ten digits are a personnummer: a month, a day (also of a samordningsnummer), and the digit that checks. */
static bool is_personal_number(const char *digits) {
  int month = (digits[2] - '0') * 10 + digits[3] - '0', day = (digits[4] - '0') * 10 + digits[5] - '0', sum = 0;
  if (!is_between((size_t)month, 1, 12) || !is_between((size_t)day % 60, 1, 31)) return false;
  for (int i = 0; i < 10; i++) {
    int digit = (digits[i] - '0') * (2 - i % 2);
    sum += digit / 10 + digit % 10;
  }
  return sum % 10 == 0;
}

/* `850709-9805`, `19850709-9805`, `556000+0000`: digits 6 or 8, a mark, 4. Without the mark only what checks as a
 * personnummer: `8507099805`; not `8507099806`. */
static bool is_identity_number(const joiner *join, const sve_token *token) {
  const char *bytes = bytes_of(join, token);
  size_t length = length_of(token);
  size_t first = digits_at_start(join, token, length);
  if (first == length) return (length == 10 || length == 12) && is_personal_number(bytes + length - 10);
  return (first == 6 || first == 8) && length == first + 5 && (bytes[first] == '-' || bytes[first] == '+') &&
         digits_at_end(join, token, length) == 4;
}

static bool after_sentence_end(const joiner *join, const sve_token *token) {
  if (join->made == 0 || (token->flags & SVE_TOKEN_AFTER_LINE) != 0) return true;
  const sve_token *before = &join->out[join->made - 1];
  if (before->kind != SVE_TOKEN_PUNCTUATION) return false;
  return first_class(join, before) == SVE_CHAR_STOP;
}

/* `§` at the start of a sentence, before its number, which is not the first token: `§ 3. Dagordningen godkändes`. */
static bool is_paragraph_sign(const joiner *join) {
  sve_token before = join->out[join->made - 1];
  if (before.kind != SVE_TOKEN_SYMBOL || before.span.end_byte - before.span.start_byte != 2) return false;
  if (memcmp(bytes_of(join, &before), "§", 2) != 0) return false;
  return join->made == 1 || (before.flags & SVE_TOKEN_AFTER_LINE) != 0 ||
         first_class(join, &join->out[join->made - 2]) == SVE_CHAR_STOP;
}

/* A note's number behind its mark: `… så är det. 7 7. Se Ek 1970`. */
static bool repeats_mark(const joiner *join, const sve_token *token) {
  const sve_token *before = &join->out[join->made - 1];
  return before->kind == SVE_TOKEN_NUMBER && length_of(before) == length_of(token) &&
         memcmp(bytes_of(join, before), bytes_of(join, token), length_of(token)) == 0;
}

/* The number of an item: `1. Köp mjölk`, `den 5. maj`; not `år 1913. Den`. */
static bool is_ordinal(const joiner *join) {
  const sve_token *token = peek(join, 0), *next = peek(join, 2);
  if (!is_all_digits(join, token, 3) || !is_attached_kind(peek(join, 1), SVE_RAW_DOT)) return false;
  if (next == NULL || (next->flags & SVE_TOKEN_AFTER_LINE) != 0) return false;
  if (is_attached(next))
    return after_sentence_end(join, token) && first_class(join, next) == SVE_CHAR_UPPER; /* `2.Rör` */
  if (after_sentence_end(join, token) || is_paragraph_sign(join) || repeats_mark(join, token)) return true;
  return length_of(token) < 3 && first_class(join, next) == SVE_CHAR_LOWER;
}

/* `1)`, `a)` before a space, where no bracket is open. */
static bool is_item(const joiner *join) {
  const sve_token *token = peek(join, 0), *next = peek(join, 2);
  return join->round == 0 && !(is_attached(token) && join->made > 0) &&
         is_attached_kind(peek(join, 1), SVE_RAW_CLOSE_ROUND) && next != NULL && !is_attached(next) &&
         (is_one_letter(join, token, SVE_CHAR_LOWER) || is_all_digits(join, token, 2));
}

static void put_number(joiner *join) {
  size_t taken = telephone(join);
  if (taken > 0) {
    put(join, taken, SVE_TOKEN_IDENTIFIER);
    return;
  }
  if (is_identity_number(join, peek(join, 0))) {
    put(join, 1, SVE_TOKEN_IDENTIFIER);
    return;
  }
  if (is_ordinal(join) || is_item(join)) {
    put(join, 2, SVE_TOKEN_NUMBER);
    return;
  }
  taken = spaced_number(join);
  put(join, taken, is_wordlike(peek(join, taken - 1)) ? SVE_TOKEN_WORD : SVE_TOKEN_NUMBER);
}

/* ---- Words ---- */

/* `Marx'`, `Columbus’ färd`; not the end of a quotation: `'Vi går hem till oss', sade hon`. */
static bool has_genitive_mark(const joiner *join) {
  const sve_token *token = peek(join, 0), *mark = peek(join, 1);
  if (join->single_quote || !is_attached_kind(mark, SVE_RAW_APOSTROPHE)) return false;
  char last = join->text[token->span.end_byte - 1];
  return (last == 's' || last == 'x' || last == 'z') && first_class(join, token) == SVE_CHAR_UPPER;
}

/* Whether a token is of `most` characters or fewer, whether its marks stand by themselves or not. */
static bool is_short(joiner *join, const sve_token *token, uint32_t most) {
  sve_string word = {"", 0};
  if (join->status == SVE_OK) join->status = sve_token_fold(join->text, token, &join->scratch, &word, join->error);
  uint32_t count = 0;
  for (size_t at = 0; at < word.length && count <= most; count++) sve_utf8_next(word.bytes, word.length, &at);
  return count <= most;
}

/* `5 km/tim`, `12 Mt/år`: a unit after a number, short on both sides; not `han/hon`. */
static bool is_unit_of_two(joiner *join) {
  const sve_token *slash = peek(join, 1), *right = peek(join, 2);
  if (!is_attached_kind(slash, SVE_RAW_POINT) || length_of(slash) != 1 || bytes_of(join, slash)[0] != '/') return false;
  return is_attached_kind(right, SVE_RAW_WORD) && join->made > 0 &&
         join->out[join->made - 1].kind == SVE_TOKEN_NUMBER && is_short(join, peek(join, 0), 3) &&
         is_short(join, right, 4);
}

/* Whether the raw token `ahead` places on ends with a hyphen or a soft one, and the word goes on in the next line:
 * `rege-⏎ringen`; not `in-⏎och utrikes`, `för-⏎⏎fattaren`. */
static bool goes_on_in_next_line(joiner *join, size_t ahead) {
  static const char *const AFTER_SUSPENDED[] = {"och", "eller", "men", "samt", "respektive", "resp", "än", "till"};
  const sve_token *token = peek(join, ahead), *next = peek(join, ahead + 1);
  if (next == NULL || !is_wordlike(next)) return false;
  if (!(next->flags & SVE_TOKEN_AFTER_LINE) || (next->flags & SVE_TOKEN_AFTER_BLANK)) return false;
  size_t at = token->span.end_byte;
  uint32_t last = sve_utf8_previous(join->text, &at);
  if (last != '-' && last != SOFT_HYPHEN && last != HYPHEN) return false;
  sve_char_class class = first_class(join, next);
  if (class != SVE_CHAR_LOWER && class != SVE_CHAR_UPPER) return false;
  sve_string word = short_word(join, next);
  for (size_t i = 0; i < sizeof AFTER_SUSPENDED / sizeof *AFTER_SUSPENDED; i++) {
    if (strlen(AFTER_SUSPENDED[i]) == word.length && memcmp(word.bytes, AFTER_SUSPENDED[i], word.length) == 0) {
      return false;
    }
  }
  return true;
}

/* A word and its parts in the lines behind. */
static void put_broken_word(joiner *join) {
  size_t taken = 1;
  while (goes_on_in_next_line(join, taken - 1)) taken++;
  put(join, taken, SVE_TOKEN_WORD);
  join->out[join->made - 1].flags |= SVE_TOKEN_DENORMAL;
}

static void put_word(joiner *join) {
  if (join->dehyphenate && goes_on_in_next_line(join, 0)) {
    put_broken_word(join);
    return;
  }
  if (is_attached_kind(peek(join, 1), SVE_RAW_DOT) && put_initial(join)) return;
  if (has_genitive_mark(join)) {
    put(join, 2, SVE_TOKEN_WORD);
  } else if (is_item(join)) {
    put(join, 2, SVE_TOKEN_NUMBER);
  } else if (is_unit_of_two(join)) {
    put(join, 3, SVE_TOKEN_WORD);
  } else {
    put(join, 1, SVE_TOKEN_WORD);
  }
}

static void put_mark(joiner *join, const sve_token *token) {
  const sve_token *next = peek(join, 1);
  switch (token->kind) {
    case SVE_RAW_APOSTROPHE:
      join->single_quote = !is_attached(token) && next != NULL && is_attached(next);
      break;
    case SVE_RAW_OPEN_ROUND:
      join->round++;
      break;
    case SVE_RAW_CLOSE_ROUND:
      if (join->round > 0) join->round--;
      break;
    default:
      break;
  }
  put(join, 1, KINDS[token->kind]);
}

/* Whether no rule could touch the token, which is not the last one: a word or a mark that no entry starts with, and
 * behind a word no mark that a rule asks for. */
static inline bool is_plain(const joiner *join, const sve_token *token) {
  enum { RULED = 1 << SVE_RAW_DOT | 1 << SVE_RAW_APOSTROPHE | 1 << SVE_RAW_CLOSE_ROUND | 1 << SVE_RAW_POINT };
  static const uint32_t plain = (uint32_t)1 << SVE_RAW_WORD | (uint32_t)1 << SVE_RAW_DOT | (uint32_t)1 << SVE_RAW_BANG |
                                (uint32_t)1 << SVE_RAW_ELLIPSIS | (uint32_t)1 << SVE_RAW_QUOTE |
                                (uint32_t)1 << SVE_RAW_COMMA | (uint32_t)1 << SVE_RAW_COLON |
                                (uint32_t)1 << SVE_RAW_DASH | (uint32_t)1 << SVE_RAW_POINT;
  _Static_assert(SVE_RAW_COUNT <= 32, "kinds are bits");
  if ((plain >> token->kind & 1) == 0 || (token->flags & SVE_TOKEN_AFTER_BLANK)) return false;
  bool attached = is_attached(token + 1);
  if (attached && (RULED >> token[1].kind & 1)) return false;
  return !sve_abbreviations_gate(join->abbreviations, join->text, token, attached);
}

/* Puts out tokens up to the first that a rule could touch. */
static void put_plain(joiner *join) {
  const sve_token *in = join->in + join->at, *last = join->in + join->count - 1;
  sve_token *out = join->out + join->made;
  for (; in < last && is_plain(join, in); in++, out++) {
    uint16_t kind = KINDS[in->kind];
    *out = *in;
    out->kind = kind;
  }
  join->at = (size_t)(in - join->in);
  join->made = (size_t)(out - join->out);
}

static sve_status join_next(joiner *join) {
  const sve_token *token = peek(join, 0);
  if (token->flags & SVE_TOKEN_AFTER_BLANK) {
    join->round = 0;
    join->single_quote = false;
  }
  bool attached = is_attached(peek(join, 1));
  if (sve_abbreviations_gate(join->abbreviations, join->text, token, attached)) {
    size_t taken;
    uint8_t classes;
    sve_status status = sve_abbreviations_find(join->abbreviations, join->text, token, join->count - join->at,
                                               &join->scratch, &taken, &classes, join->error);
    if (status != SVE_OK) return status;
    bool initial =
        taken == 2 && is_one_letter(join, token, SVE_CHAR_UPPER) && is_attached_kind(peek(join, 1), SVE_RAW_DOT);
    if (taken > 0 && !initial) {
      put_entry(join, taken, classes);
      return join->status;
    }
  }
  if (is_wordlike(token)) {
    put_word(join);
  } else if (token->kind == SVE_RAW_NUMBER) {
    put_number(join);
  } else {
    put_mark(join, token);
  }
  return join->status;
}

sve_status sve_join(const sve_abbreviations *abbreviations, bool dehyphenate, const char *text, const sve_stop *stop,
                    sve_token_list *tokens, size_t first, sve_error *error) {
  if (tokens->count == first) return SVE_OK;
  joiner join = {.abbreviations = abbreviations,
                 .dehyphenate = dehyphenate,
                 .error = error,
                 .text = text,
                 .in = tokens->items + first,
                 .count = tokens->count - first,
                 .out = tokens->items + first};
  sve_status status = SVE_OK;
  while (status == SVE_OK && join.at < join.count) {
    put_plain(&join);
    status = sve_stopped(stop, error);
    if (status == SVE_OK) status = join_next(&join);
  }
  tokens->count = status == SVE_OK ? first + join.made : first;
  sve_free(join.scratch.items);
  return status;
}
