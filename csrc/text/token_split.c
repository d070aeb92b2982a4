/* Each mark between two letters or digits is asked for: does it keep its two sides in one token?
 *
 * Sides are read a bounded number of characters far, and pieces are cut from left to right, so the
 * work is linear.
 */
#include "text/token_split.h"

#include <string.h>

#include "base/status.h"
#include "text/chars.h"
#include "text/utf8.h"

/* One character of the piece that is being read. */
typedef struct place {
  uint32_t byte, cp;
} place;

typedef struct splitter {
  const char *text;
  uint32_t end, end_cp; /* of the whole */
  place piece;          /* where the current token starts */
  place now;            /* the character to read next */
  uint16_t flags;       /* of the current token */
  uint16_t odd;         /* SVE_TOKEN_DENORMAL, or 0: of all pieces, as it seldom matters which */
  uint32_t run;         /* where the current run of letters and digits starts */
  bool dotted;          /* the current token holds a point */
  place address;        /* where a mail address in it starts: behind the last mark that it cannot hold */
  sve_token_list *out;
} splitter;

static sve_char_class class_at(const splitter *split, uint32_t byte) {
  if (byte >= split->end) return SVE_CHAR_OTHER;
  size_t at = byte;
  return sve_char_class_of(sve_utf8_next(split->text, split->end, &at));
}

static bool is_letter(sve_char_class class) {
  return class == SVE_CHAR_LOWER || class == SVE_CHAR_UPPER;
}

bool sve_is_top_domain(const char *label, size_t length) {
  static const char KNOWN[] =
      " ai app at au be biz blog br ca ch cn co com cz de dev dk edu ee es eu fi fr gov ie in info int io is it jp kr "
      "lt lv me mil museum name net news nl no nu nz org pl pt ro ru se shop tv ua uk us wiki za ";
  char wanted[12] = " ";
  if (length < 2 || length > 8) return false;
  for (size_t i = 0; i < length; i++) {
    char letter = (char)(label[i] | 0x20);
    if (letter < 'a' || letter > 'z') return false;
    wanted[i + 1] = letter;
  }
  wanted[length + 1] = ' ';
  return strstr(KNOWN, wanted) != NULL;
}

/* Letters from `byte` on, counted up to 2; digits and marks among them are passed over; `*upper`: all are capitals. */
static int letters_from(const splitter *split, uint32_t byte, uint32_t end, bool *upper) {
  int letters = 0;
  *upper = true;
  for (size_t at = byte; at < end && letters < 2;) {
    sve_char_class class = sve_char_class_of(sve_utf8_next(split->text, end, &at));
    if (is_letter(class)) {
      letters++;
      *upper &= class == SVE_CHAR_UPPER;
    } else if (class != SVE_CHAR_MARK && (class != SVE_CHAR_DIGIT || letters == 0)) {
      break;
    }
  }
  return letters;
}

/* What stands on a side of a mark. */
typedef struct side {
  int letters; /* 0, 1, or 2 for more */
  bool upper;  /* these are capitals */
  bool digit;  /* the character beside the mark */
} side;

/* `1.5`, `www.exempel.se`, `t.ex.`, `J.K.`, `E.ON`, `ASP.NET`; not `slut.Nästa`, `A.Lind`, `kl.14`. */
static bool keeps_point(side left, side right, sve_char_class after) {
  if (right.digit) return left.digit;
  if (after == SVE_CHAR_LOWER) return true;
  if (left.digit || !right.upper) return left.letters == 1 && left.upper && right.letters == 1;
  return left.upper && left.letters > 0;
}

/* `A/S`, `km/h`, `m3/s`, `C-284/16`; not `och/eller`, `SVT/SR`. */
static bool keeps_slash(side left, side right) {
  if (left.digit && right.digit) return true;
  return (left.letters == 1 || right.letters == 1) && left.letters > 0 && right.letters > 0;
}

static side left_side(const splitter *split) {
  side left = {0};
  left.letters = letters_from(split, split->run, split->now.byte, &left.upper);
  size_t at = split->now.byte;
  sve_char_class before = SVE_CHAR_MARK;
  while (before == SVE_CHAR_MARK && at > split->run) before = sve_char_class_of(sve_utf8_previous(split->text, &at));
  left.digit = before == SVE_CHAR_DIGIT;
  return left;
}

static bool keeps_mark(const splitter *split, char mark, uint32_t after) {
  sve_char_class next = class_at(split, after);
  side left = left_side(split), right = {.digit = next == SVE_CHAR_DIGIT};
  right.letters = letters_from(split, after, split->end, &right.upper);
  switch (mark) {
    case '.':
      return keeps_point(left, right, next);
    case ':': /* `tv:n`, `2:57`; not `Resultat:Ingen` */
      return next == SVE_CHAR_LOWER || (left.digit && right.digit);
    case '/':
      return keeps_slash(left, right);
    case '&': { /* `H&M`; not `k&ouml;` */
      bool capital;
      return letters_from(split, split->run, split->now.byte, &capital) > 0 && capital && next == SVE_CHAR_UPPER;
    }
    default: /* +: `90+4`; not `a+b` */
      return left.digit && right.digit && left.letters == 0;
  }
}

static void add_token(splitter *split, place end, uint16_t kind) {
  if (end.byte == split->piece.byte) return; /* behind `A--̊`, whose last hyphen has a mark on it, no hyphen is left */
  sve_span span = {split->piece.byte, end.byte, split->piece.cp, end.cp};
  split->out->items[split->out->count++] = (sve_token){span, kind, split->flags | split->odd};
  split->piece = end;
  split->address = end;
  split->run = end.byte;
  split->flags = 0;
  split->dotted = false;
}

/* `www.exempel.se`, `svt.se`: the last label is a known one and no label before it is a number only; not the
 * `mailto` of `mailto:bo.ek@exempel.se`, whose point stands behind it. */
static bool is_host(const splitter *split, uint32_t start, uint32_t end) {
  uint32_t label = end;
  while (label > start && end - label <= 8 && split->text[label - 1] != '.') label--;
  if (label == start || split->text[label - 1] != '.') return false;
  bool upper;
  return sve_is_top_domain(split->text + label, end - label) && letters_from(split, start, label, &upper) > 1;
}

/* Whether `:80/` stands here. */
static bool is_port(const splitter *split) {
  uint32_t at = split->now.byte;
  if (split->text[at++] != ':') return false;
  while (at < split->end && split->text[at] >= '0' && split->text[at] <= '9' && at < split->now.byte + 6) at++;
  return at > split->now.byte + 1 && at < split->end && split->text[at] == '/';
}

/* Ends the current piece, made of letters, digits and the marks that were kept. */
static void add_piece(splitter *split, place end) {
  uint32_t start = split->piece.byte;
  if (start == end.byte) return;
  bool upper;
  uint16_t kind = SVE_RAW_WORD;
  if (split->dotted) kind = is_host(split, start, end.byte) ? SVE_RAW_URL : SVE_RAW_CHUNK;
  if (kind != SVE_RAW_URL && letters_from(split, start, end.byte, &upper) == 0) {
    bool digits = true;
    for (size_t at = start; at < end.byte && digits;) {
      sve_char_class class = sve_char_class_of(sve_utf8_next(split->text, end.byte, &at));
      digits = !is_letter(class);
    }
    if (digits) kind = SVE_RAW_NUMBER;
  }
  add_token(split, end, kind);
}

static place step(const splitter *split, place from) {
  size_t at = from.byte;
  sve_utf8_next(split->text, split->end, &at);
  return (place){(uint32_t)at, from.cp + 1};
}

/* The end of the host that starts at `from`, or `from` where none does. Reads no further than the next mark that
 * a host cannot hold. */
static place host_end(const splitter *split, place from) {
  place now = from, end = from;
  uint32_t dots = 0;
  while (now.byte < split->end) {
    char byte = split->text[now.byte];
    sve_char_class class = class_at(split, now.byte);
    bool inner = byte == '.' || byte == '-';
    if (!inner && !is_letter(class) && class != SVE_CHAR_DIGIT && class != SVE_CHAR_MARK && byte != '_') break;
    dots += byte == '.';
    now = step(split, now);
    if (!inner) end = now;
  }
  size_t label = end.byte;
  while (label > from.byte && split->text[label - 1] != '.') label--;
  return dots > 0 && is_letter(class_at(split, (uint32_t)label)) ? end : from; /* not `8.00@16.00` */
}

static uint16_t kind_of_mark(char mark) {
  switch (mark) {
    case '.':
      return SVE_RAW_DOT;
    case ':':
      return SVE_RAW_COLON;
    case '/':
      return SVE_RAW_POINT;
    default:
      return SVE_RAW_SYMBOL;
  }
}

/* Cuts off the first `bytes` bytes, all ASCII. */
static void cut_first(splitter *split, uint32_t bytes, uint16_t kind) {
  add_token(split, (place){split->piece.byte + bytes, split->piece.cp + bytes}, kind);
}

/* Whether a letter stands between the current token's start and `end`. */
static bool has_letter(const splitter *split, uint32_t end) {
  for (size_t at = split->piece.byte; at < end;) {
    if (is_letter(sve_char_class_of(sve_utf8_next(split->text, end, &at)))) return true;
  }
  return false;
}

/* Ends a token that a sign starts: `#vår`, `@ek`; `#1` and `@2` are a sign and a number. */
static void add_signed(splitter *split, place end, uint16_t kind) {
  if (!has_letter(split, end.byte)) {
    cut_first(split, 1, SVE_RAW_SYMBOL);
    kind = SVE_RAW_NUMBER;
  }
  add_token(split, end, kind);
}

static void split_chunk(splitter *split) {
  while (split->now.byte < split->end) {
    char mark = split->text[split->now.byte];
    place after = step(split, split->now);
    if (mark == '@') {
      place host = split->piece.byte < split->now.byte ? host_end(split, after) : after;
      if (host.byte > after.byte) {
        if (split->address.byte > split->piece.byte) { /* `mailto:bo@exempel.se` */
          place behind = split->address;
          add_piece(split, (place){behind.byte - 1, behind.cp - 1});
          add_token(split, behind, kind_of_mark(split->text[behind.byte - 1]));
        }
        split->now = host;
        add_token(split, host, SVE_RAW_EMAIL);
      } else {
        add_piece(split, split->now);
        split->now = after;
        if (class_at(split, after.byte) == SVE_CHAR_DIGIT) { /* `8@16.30` */
          add_token(split, after, SVE_RAW_SYMBOL);
          continue;
        }
        while (split->now.byte < split->end && class_at(split, split->now.byte) != SVE_CHAR_POINT &&
               class_at(split, split->now.byte) != SVE_CHAR_STOP) {
          split->now = step(split, split->now);
        }
        add_token(split, split->now, SVE_RAW_HANDLE);
      }
      continue;
    }
    bool joins = mark == '.' || mark == ':' || mark == '/' || mark == '&' || mark == '+';
    if (!joins || split->now.byte == split->piece.byte) {
      sve_char_class class = class_at(split, split->now.byte);
      if (class == SVE_CHAR_DASH || class == SVE_CHAR_QUOTE) split->run = after.byte;
      if (joins) {
        split->now = after;
        add_token(split, after, kind_of_mark(mark));
      }
    } else if (split->dotted && (mark == '/' || is_port(split)) && is_host(split, split->piece.byte, split->now.byte)) {
      split->now = (place){split->end, split->end_cp}; /* `exempel.se/a`, `exempel.se:80/a` */
      add_token(split, split->now, SVE_RAW_URL);
      continue;
    } else if (keeps_mark(split, mark, after.byte)) {
      split->dotted |= mark == '.';
      if (mark == ':' || mark == '/' || mark == '&') split->address = after;
      split->run = after.byte;
    } else {
      add_piece(split, split->now);
      add_token(split, after, kind_of_mark(mark));
    }
    split->now = after;
  }
  add_piece(split, split->now);
}

/* Where the host of a mail address starts. */
static place host_of(const splitter *split, place from) {
  while (split->text[from.byte] != '@') from = step(split, from);
  return step(split, from);
}

sve_status sve_split(const char *text, sve_token token, size_t spare, sve_token_list *out, sve_error *error) {
  uint32_t length = token.span.end_byte - token.span.start_byte;
  sve_status status = SVE_LIST_RESERVE(out, length + spare, error);
  if (status != SVE_OK) return status;
  place start = {token.span.start_byte, token.span.start_cp}, end = {token.span.end_byte, token.span.end_cp};
  splitter split = {.text = text, .end = end.byte, .end_cp = end.cp, .out = out};
  split.piece = split.now = split.address = start;
  split.run = start.byte;
  split.flags = token.flags & (uint16_t)~SVE_TOKEN_DENORMAL;
  split.odd = token.flags & SVE_TOKEN_DENORMAL;
  bool attached = (token.flags & SVE_TOKEN_AFTER_ANY) == 0 && out->count > 0;
  switch (token.kind) {
    case SVE_RAW_CHUNK:
      split_chunk(&split);
      return SVE_OK;
    case SVE_RAW_DASHES: {
      place dash = end;
      while (text[dash.byte - 1] == '-') dash = (place){dash.byte - 1, dash.cp - 1};
      add_token(&split, dash, has_letter(&split, dash.byte) ? SVE_RAW_WORD : SVE_RAW_NUMBER);
      add_token(&split, end, SVE_RAW_DASH);
      return SVE_OK;
    }
    case SVE_RAW_DOTNAME: {
      bool upper;
      int letters = letters_from(&split, start.byte + 1, end.byte, &upper);
      bool sentence = class_at(&split, start.byte + 1) == SVE_CHAR_UPPER && !(upper && letters > 1);
      if (attached || sentence) cut_first(&split, 1, SVE_RAW_DOT);
      break;
    }
    case SVE_RAW_EMAIL:
      if (host_end(&split, host_of(&split, start)).byte == end.byte) break;
      split_chunk(&split);
      return SVE_OK;
    case SVE_RAW_HASHTAG:
    case SVE_RAW_HANDLE:
      add_signed(&split, end, token.kind);
      return SVE_OK;
    case SVE_RAW_EMOTICON:
      if (attached) {
        cut_first(&split, 1, text[start.byte] == ':' ? SVE_RAW_COLON : SVE_RAW_POINT);
        if (length > 2) cut_first(&split, 1, SVE_RAW_DASH);
        token.kind = text[end.byte - 1] == ')' ? SVE_RAW_CLOSE_ROUND : SVE_RAW_OPEN_ROUND;
      }
      break;
    default:
      break;
  }
  uint16_t kind = token.kind == SVE_RAW_DOTNAME ? SVE_RAW_WORD : token.kind;
  add_token(&split, end, kind);
  return SVE_OK;
}
