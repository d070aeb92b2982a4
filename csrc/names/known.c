/* One walk over each window, the surest reading first. */
#include "names/known.h"

#include "names/view.h"

enum { PERSON, ORGANISATION, PLACE };
enum { SURE = 1, LIKELY, POSSIBLE };
static const float SCORES[] = {[SURE] = 0.9f, [LIKELY] = 0.75f, [POSSIBLE] = 0.6f};

typedef struct finding {
  uint32_t end; /* 0: nothing */
  unsigned label, certainty;
} finding;

static uint32_t kinds_of(const sve_view *view) {
  return view->lexeme.kinds | view->base_lexeme.kinds;
}

/* A capital that means nothing: `Sten` first in a sentence, `Den`. */
static bool is_ordinary(const sve_view *view) {
  return view->position != SVE_POSITION_INNER && (kinds_of(view) & SVE_LEX_COMMON) != 0;
}

static finding find_listed(const sve_views *views, uint32_t at, uint32_t end) {
  unsigned known = sve_views_get(views, at)->known;
  for (unsigned label = PERSON; label <= PLACE; label++) {
    if ((known >> 2 * label & SVE_KNOWN_FIRST) == 0) continue;
    uint32_t stop = at + 1;
    while (stop < end && (sve_views_get(views, stop)->known >> 2 * label & 3) == SVE_KNOWN_LATER) stop++;
    return (finding){stop, label, SURE};
  }
  return (finding){0};
}

/* `Jens Stoltenberg`, `J.K. Lindow`, `Karl von Essen`; alone only where a title stands before it or the word is nothing
 * else. */
static finding find_person(const sve_views *views, uint32_t at, uint32_t end) {
  const sve_view *first = sve_views_get(views, at);
  uint32_t names = kinds_of(first) & (SVE_LEX_GIVEN | SVE_LEX_SURNAME);
  bool titled = (sve_views_get(views, (int64_t)at - 1)->lexeme.kinds & SVE_LEX_TITLE) != 0;
  if (!sve_case_has_capital(first->letters) || (names == 0 && !titled) || (is_ordinary(first) && !titled))
    return (finding){0};
  if (first->letters == SVE_CASE_UPPER && !titled) return (finding){0};
  uint32_t stop = at + 1, parts = 1;
  while (stop < end) {
    const sve_view *next = sve_views_get(views, stop);
    if (sve_case_has_capital(next->letters) &&
        (kinds_of(next) & (SVE_LEX_ORG_WORD | SVE_LEX_COMMON)) != SVE_LEX_ORG_WORD) {
      stop++, parts++;
    } else if ((next->lexeme.kinds & SVE_LEX_PARTICLE) != 0 && stop + 1 < end &&
               sve_case_has_capital(sve_views_get(views, (int64_t)stop + 1)->letters)) {
      stop++;
    } else {
      break;
    }
  }
  if (parts > 1 && (names & SVE_LEX_GIVEN) != 0) return (finding){stop, PERSON, SURE};
  if (titled) return (finding){stop, PERSON, LIKELY};
  const sve_lexeme *known = (first->lexeme.kinds & names) != 0 ? &first->lexeme : &first->base_lexeme;
  unsigned bearers = known->given > known->surname ? known->given : known->surname;
  if (parts == 1 && (kinds_of(first) & SVE_LEX_ORG) == 0 && bearers > known->place + 16u) {
    return (finding){stop, PERSON, POSSIBLE};
  }
  return (finding){0};
}

/* `Nyköpings tingsrätt`, `USA:s utrikesdepartement`: the word that makes it one is the second or third. */
static finding find_organisation(const sve_views *views, uint32_t at, uint32_t end) {
  if (!sve_case_has_capital(sve_views_get(views, at)->letters) || is_ordinary(sve_views_get(views, at)))
    return (finding){0};
  for (uint32_t stop = at + 1; stop < end && stop < at + 3; stop++) {
    const sve_view *next = sve_views_get(views, stop);
    if ((next->lexeme.kinds & SVE_LEX_ORG_WORD) != 0) return (finding){stop + 1, ORGANISATION, LIKELY};
    if (!sve_case_has_capital(next->letters)) break;
  }
  return (finding){0};
}

static finding find_single(const sve_views *views, uint32_t at) {
  const sve_view *view = sve_views_get(views, at);
  if (!sve_case_has_capital(view->letters) || is_ordinary(view)) return (finding){0};
  uint32_t kinds = view->lexeme.kinds != 0 && (view->lexeme.kinds & (SVE_LEX_PLACE | SVE_LEX_ORG)) != 0
                       ? view->lexeme.kinds
                       : kinds_of(view);
  if ((kinds & SVE_LEX_PLACE) != 0) return (finding){at + 1, PLACE, LIKELY};
  if ((kinds & SVE_LEX_ORG) != 0) return (finding){at + 1, ORGANISATION, LIKELY};
  return (finding){0};
}

static finding find_at(const sve_views *views, uint32_t at, uint32_t end) {
  finding found = find_listed(views, at, end);
  if (found.end == 0) found = find_organisation(views, at, end);
  if (found.end == 0) found = find_person(views, at, end);
  if (found.end == 0) found = find_single(views, at);
  return found;
}

sve_status sve_known_find(const uint16_t labels[3], const sve_lexicon *lexicon, const sve_passage *passage,
                          sve_entity_list *out, sve_error *error) {
  sve_views views = {.lexicon = lexicon, .passage = passage};
  sve_status status;
  for (;;) {
    uint32_t first, end;
    status = sve_views_next(&views, &first, &end, error);
    if (status != SVE_OK || first == SVE_NONE) break;
    for (uint32_t at = first; at < end;) {
      finding found = find_at(&views, at, end);
      if (found.end == 0) {
        at++;
        continue;
      }
      status = SVE_LIST_RESERVE(out, 1, error);
      if (status != SVE_OK) goto done;
      sve_entity entity = sve_entity_of_tokens(passage, at, found.end, labels[found.label], SVE_FROM_LEXICON);
      entity.score = SCORES[found.certainty];
      out->items[out->count++] = entity;
      at = found.end;
    }
  }
done:
  sve_views_clear(&views);
  return status;
}
