/* A boundary stands behind a stop that is a token of its own, its closing marks taken along, before some line breaks,
 * and behind a headline. Each rule looks at a bounded number of neighbours.
 */
#include "text/sentence.h"

#include <string.h>

#include "text/chars.h"
#include "text/sentence_headline.h"
#include "text/utf8.h"

enum { WRAP_LEAST = 50, WRAP_MOST = 100, LINE_TOKENS = 50 }; /* of a line that a text was wrapped at: characters */

typedef struct splitter {
  const char *text;
  const sve_token *tokens;
  size_t count;
  uint32_t wrap; /* the width of the text's lines; 0: it is not wrapped; UINT32_MAX: not looked at yet */
} splitter;

static sve_char_class first_class(const splitter *split, size_t i) {
  sve_span span = split->tokens[i].span;
  return sve_first_class(split->text + span.start_byte, span.end_byte - span.start_byte);
}

static bool is_attached(const splitter *split, size_t i) {
  return i < split->count && (split->tokens[i].flags & SVE_TOKEN_AFTER_ANY) == 0;
}

static bool is_stop(const splitter *split, size_t i) {
  return split->tokens[i].kind == SVE_TOKEN_PUNCTUATION && first_class(split, i) == SVE_CHAR_STOP;
}

static bool is_ellipsis(const splitter *split, size_t i) {
  return split->text[split->tokens[i].span.start_byte] != '!' && split->text[split->tokens[i].span.start_byte] != '?' &&
         (split->tokens[i].span.end_byte - split->tokens[i].span.start_byte > 1);
}

/* The first token behind the closing marks that follow `i`: quotation marks and brackets attached to it. */
static size_t after_closing(const splitter *split, size_t i) {
  size_t next = i + 1;
  while (is_attached(split, next) && split->tokens[next].kind == SVE_TOKEN_PUNCTUATION) {
    sve_char_class class = first_class(split, next);
    /* A mark with no space on either side closes; `.”Nej` is decided for closing too. */
    if (class != SVE_CHAR_QUOTE && class != SVE_CHAR_CLOSE) break;
    next++;
  }
  return next;
}

/* The class of the first letter or digit at or behind opening marks and dashes from `i` on. */
static sve_char_class class_of_opening(const splitter *split, size_t i) {
  for (size_t end = i + 3; i < split->count && i < end; i++) {
    sve_char_class class = first_class(split, i);
    if (class != SVE_CHAR_QUOTE && class != SVE_CHAR_OPEN && class != SVE_CHAR_DASH) return class;
  }
  return SVE_CHAR_OTHER;
}

/* Whether the closing bracket at `i`, which is not the last token, ends a sentence that stands in brackets: `(Se s. 10
 * f.) Hon …`. */
static bool ends_at_bracket(const splitter *split, size_t first, size_t i) {
  if (first_class(split, i) != SVE_CHAR_CLOSE || is_attached(split, i + 1)) return false;
  return i > first + 2 && first_class(split, first) == SVE_CHAR_OPEN &&
         class_of_opening(split, i + 1) == SVE_CHAR_UPPER;
}

/* An ellipsis right behind an opening quotation mark: `att ”… Vi ser`. */
static bool opens_quote(const splitter *split, size_t i) {
  return i > 0 && is_attached(split, i) && !is_attached(split, i - 1) && first_class(split, i - 1) == SVE_CHAR_QUOTE;
}

/* Who wrote it, behind a slash: `Hör av dig. /Kim`, `//Kim`. */
static bool is_signature(const splitter *split, size_t i) {
  return split->text[split->tokens[i].span.start_byte] == '/' && is_attached(split, i + 1) &&
         first_class(split, i + 1) == SVE_CHAR_UPPER;
}

/* Whether the stop at `i` ends a sentence whose next one would start at `next`. */
static bool ends_at_stop(const splitter *split, size_t i, size_t next) {
  if (next >= split->count) return true;
  const sve_token *token = &split->tokens[next];
  bool space = (token->flags & SVE_TOKEN_AFTER_ANY) != 0;
  sve_char_class first = first_class(split, next);
  sve_char_class opening = class_of_opening(split, next);
  bool closed = next > i + 1;
  if (!space) { /* `det.Vi`; not `ord.”, sade` or `Yahoo!.` */
    return opening == SVE_CHAR_UPPER && first == SVE_CHAR_UPPER && !is_ellipsis(split, i);
  }
  if (first == SVE_CHAR_STOP || first == SVE_CHAR_POINT || first == SVE_CHAR_CLOSE) {
    return first == SVE_CHAR_POINT && (token->kind != SVE_TOKEN_PUNCTUATION || is_signature(split, next));
  }
  if (is_ellipsis(split, i) && (opening == SVE_CHAR_DIGIT || opens_quote(split, i))) return false;
  if (opening == SVE_CHAR_LOWER) {
    if (closed || is_ellipsis(split, i)) return false; /* `”Kommer du?” frågade hon`, `... och jag vilade` */
    if (token->flags & SVE_TOKEN_AFTER_LINE) return true;
    /* A plain stop ends before lower case too: `Den är ny. iPhone säljs`; an item or a saying verb goes on. */
    return split->text[split->tokens[i].span.start_byte] == '.' && first == SVE_CHAR_LOWER;
  }
  return true;
}

/* Whether the number at `i`, behind a stop, is the mark of a note: alone before the end of its line, or before the note
 * itself. `… så är det. 7⏎`, `… så är det. 7 7. Se Ek 1970`; not `… så är det. 7 personer`. */
static bool is_note_mark(const splitter *split, size_t i) {
  if (i >= split->count || split->tokens[i].kind != SVE_TOKEN_NUMBER) return false;
  sve_span mark = split->tokens[i].span;
  uint32_t length = mark.end_byte - mark.start_byte;
  if (length > 3 || (split->tokens[i].flags & SVE_TOKEN_AFTER_LINE) != 0) return false;
  for (uint32_t at = mark.start_byte; at < mark.end_byte; at++) {
    if (split->text[at] < '0' || split->text[at] > '9') return false;
  }
  if (i + 1 == split->count || (split->tokens[i + 1].flags & SVE_TOKEN_AFTER_LINE) != 0) return true;
  sve_span note = split->tokens[i + 1].span;
  return note.end_byte - note.start_byte == length + 1 && split->text[note.end_byte - 1] == '.' &&
         memcmp(split->text + note.start_byte, split->text + mark.start_byte, length) == 0;
}

static bool begins_line(const splitter *split, size_t i) {
  return i == 0 || i >= split->count || (split->tokens[i].flags & (SVE_TOKEN_AFTER_LINE | SVE_TOKEN_AFTER_BLANK)) != 0;
}

/* Characters from one token to another, each with its marks: a text is as wide when it is decomposed. */
static uint32_t width_of(const splitter *split, size_t first, size_t last) {
  uint32_t width = split->tokens[last].span.end_cp - split->tokens[first].span.start_cp;
  for (size_t i = first; i <= last; i++) {
    sve_span span = split->tokens[i].span;
    width -= span.end_cp - span.start_cp - sve_token_characters(split->text, &split->tokens[i]);
  }
  return width;
}

/* Characters of the line that ends before `i`; with `word`, as many as it would have had with the first word behind it.
 */
static uint32_t line_width(const splitter *split, size_t first, size_t i, bool word) {
  uint32_t width = width_of(split, first, i - 1);
  size_t last = i;
  while (word && is_attached(split, last + 1)) last++;
  return word ? width + 1 + width_of(split, i, last) : width;
}

/* The width that the lines of the text were wrapped at; 0: they are paragraphs. It is where a line goes on in lower
 * case since its first word had no more room above, and no line is longer than lines are wrapped at. */
static uint32_t find_wrap(const splitter *split) {
  uint32_t widest = 0, fullest = UINT32_MAX;
  for (size_t first = 0, i = 1; i <= split->count; i++) {
    if (!begins_line(split, i)) continue;
    uint32_t width = line_width(split, first, i, false);
    if (width > widest) widest = width;
    if (widest > WRAP_MOST) return 0;
    bool goes_on = i < split->count && (split->tokens[i].flags & SVE_TOKEN_AFTER_BLANK) == 0 &&
                   first_class(split, i) == SVE_CHAR_LOWER;
    uint32_t wanted = goes_on ? line_width(split, first, i, true) : UINT32_MAX;
    if (wanted < fullest) fullest = wanted;
    first = i;
  }
  return widest >= WRAP_LEAST && fullest != UINT32_MAX && fullest > widest ? widest : 0;
}

/* Whether the line that begins at `i` was begun only since its first word had no more room above: `… sade⏎Stoltenberg,
 * som var⏎på väg`; not a headline above its text, nor one line for each sentence. */
static bool is_wrapped(splitter *split, size_t i) {
  if (split->wrap == UINT32_MAX) split->wrap = find_wrap(split);
  if (split->wrap == 0) return false;
  size_t first = i - 1;
  while (!begins_line(split, first) && i - first < LINE_TOKENS) first--;
  return begins_line(split, first) && line_width(split, first, i, true) > split->wrap;
}

/* Whether a sentence ends between the tokens before `i` and `i`, which a line break parts. */
static bool ends_at_line(splitter *split, size_t i) {
  const sve_token *token = &split->tokens[i];
  if (token->flags & SVE_TOKEN_AFTER_BLANK) return true;
  const sve_token *before = &split->tokens[i - 1];
  char mark = before->kind == SVE_TOKEN_PUNCTUATION ? split->text[before->span.start_byte] : '\0';
  if (mark == ',') return false;
  if (mark == ':' || mark == ';') return !is_wrapped(split, i); /* items of a list: `Vi köper:⏎mjölk;⏎bröd` */
  /* `Regeringen har⏎beslutat`; not `Vi tar med⏎a) mat` */
  sve_char_class first = first_class(split, i);
  if (first == SVE_CHAR_LOWER && token->kind != SVE_TOKEN_NUMBER) return false;
  char last = split->text[token->span.end_byte - 1];
  bool figure = token->kind == SVE_TOKEN_NUMBER && last >= '0' && last <= '9'; /* not `1.` of an item */
  bool may_go_on = figure || first == SVE_CHAR_UPPER || first == SVE_CHAR_QUOTE || first == SVE_CHAR_OPEN;
  return !may_go_on || !is_wrapped(split, i);
}

static bool is_word(const splitter *split, size_t i, const char *word) {
  sve_span span = split->tokens[i].span;
  size_t length = strlen(word);
  return span.end_byte - span.start_byte == length && memcmp(split->text + span.start_byte, word, length) == 0;
}

/* Whether all from `first` to the `!` at `i` is the address of a speech, which belongs to the sentence that it opens:
 * `Herr ordförande! Jag …`, `Mina damer och herrar! Vi …`; not `Mina nycklar! Var …`, `Herr Ek kom! Alla …`. */
static bool is_address(const splitter *split, size_t first, size_t i) {
  if (i < first + 2 || i > first + 4 || !is_word(split, i, "!")) return false;
  if (is_word(split, first, "Mina")) return is_word(split, i - 1, "herrar");
  return i == first + 2 && (is_word(split, first, "Herr") || is_word(split, first, "Fru"));
}

/* Whether the mark at `i` closes the quotation that the sentence from `first` on is, without a stop of its own, and a
 * new sentence follows: `”Sverige plockar russinen ur kakan” Striden inom EEC …`; not `”Hundra år” Marquez`. */
static bool closes_quotation(const splitter *split, size_t first, size_t i) {
  if (i < first + 5 || first_class(split, i) != SVE_CHAR_QUOTE || first_class(split, first) != SVE_CHAR_QUOTE)
    return false;
  if (!is_attached(split, i) || is_attached(split, i + 1) || first_class(split, i + 1) != SVE_CHAR_UPPER) return false;
  size_t opening = i - 1;
  while (opening > first && first_class(split, opening) != SVE_CHAR_QUOTE) opening--;
  return opening == first;
}

/* Where the next sentence starts, if the one from `first` on ends with the token `i` and what closes it; else 0. */
static size_t end_behind(splitter *split, size_t first, size_t i) {
  size_t next = i + 1;
  if (next == split->count) return next;
  if (is_stop(split, i)) {
    next = after_closing(split, i);
    bool goes_on = next < split->count && (split->tokens[next].flags & SVE_TOKEN_AFTER_LINE) == 0;
    if (goes_on && is_address(split, first, i)) return 0;
    if (ends_at_stop(split, i, next)) return is_note_mark(split, next) ? next + 1 : next;
  } else if (ends_at_bracket(split, first, i) || closes_quotation(split, first, i)) {
    return next;
  }
  bool line = (split->tokens[next].flags & SVE_TOKEN_AFTER_LINE) != 0;
  return line && ends_at_line(split, next) ? next : 0;
}

static sve_status add_sentence(const splitter *split, size_t first, size_t end, sve_sentence_list *out,
                               sve_error *error) {
  sve_status status = SVE_LIST_RESERVE(out, 1, error);
  if (status != SVE_OK) return status;
  const sve_span *from = &split->tokens[first].span, *to = &split->tokens[end - 1].span;
  out->items[out->count++] =
      (sve_sentence){{from->start_byte, to->end_byte, from->start_cp, to->end_cp}, (uint32_t)first, (uint32_t)end};
  return SVE_OK;
}

sve_status sve_sentences_find(const sve_sentence_words *words, const char *text, const sve_token_list *tokens,
                              sve_sentence_list *out, sve_error *error) {
  splitter split = {text, tokens->items, tokens->count, UINT32_MAX};
  sve_headline headline = {words, text, tokens->items, tokens->count, {0}};
  sve_status status = SVE_OK;
  size_t first = 0;
  for (size_t i = 0; i < split.count && status == SVE_OK; i++) {
    size_t next;
    bool mark = split.tokens[i].kind == SVE_TOKEN_PUNCTUATION;
    if (!mark && i + 1 < split.count && (split.tokens[i + 1].flags & SVE_TOKEN_AFTER_LINE) == 0) {
      if (!sve_headline_may_end(&headline, i)) continue;
      bool ends;
      status = sve_headline_ends(&headline, first, i, &ends, error);
      if (status != SVE_OK || !ends) continue;
      next = i + 1;
    } else {
      next = end_behind(&split, first, i);
      if (next == 0) continue;
    }
    status = add_sentence(&split, first, next, out, error);
    first = next;
    i = next - 1;
  }
  sve_free(headline.scratch.items);
  return status;
}
