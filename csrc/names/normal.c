/* Normal forms: NFC without soft hyphens and line breaks; signs stay as they are. */
#include "names/normal.h"

#include <string.h>

#include "base/bisect.h"
#include "text/chars.h"
#include "text/utf8.h"

void sve_normals_clear(sve_normals *normals) {
  sve_free(normals->list.items);
  sve_free(normals->bytes.items);
  sve_free(normals->scratch.items);
  *normals = (sve_normals){0};
}

sve_status sve_normals_find(const char *text, const sve_token *tokens, size_t count, sve_normals *out,
                            sve_error *error) {
  out->list.count = 0;
  out->bytes.count = 0;
  for (size_t i = 0; i < count; i++) {
    if ((tokens[i].flags & SVE_TOKEN_DENORMAL) == 0) continue;
    sve_span span = tokens[i].span;
    sve_status status =
        sve_fold(text + span.start_byte, span.end_byte - span.start_byte, SVE_FOLD_NO_SIGNS, &out->scratch, error);
    if (status == SVE_OK) status = SVE_LIST_RESERVE(&out->list, 1, error);
    if (status == SVE_OK) status = SVE_LIST_RESERVE(&out->bytes, out->scratch.count, error);
    if (status != SVE_OK) return status;
    size_t start = out->bytes.count;
    if (out->scratch.count > 0) memcpy(out->bytes.items + start, out->scratch.items, out->scratch.count);
    out->bytes.count += out->scratch.count;
    out->list.items[out->list.count++] = (sve_normal){(uint32_t)i, start, out->bytes.count};
  }
  return SVE_OK;
}

const char *sve_normal_of(const sve_normals *normals, uint32_t token, size_t *length) {
  const sve_normal *list = normals->list.items;
  const sve_normal *found =
      list + sve_bisect(list, normals->list.count, sizeof *list, offsetof(sve_normal, token), token);
  *length = found->end - found->start;
  return normals->bytes.items + found->start;
}

/* Where the character at `at` and the marks on it end; a hyphen takes the line break along that it stands before. */
static size_t end_of_character(const char *word, size_t length, size_t at, bool *broken) {
  size_t next = at;
  bool hyphen = sve_char_class_of(sve_utf8_next(word, length, &next)) == SVE_CHAR_DASH;
  *broken = false;
  for (at = next; next < length; at = next) {
    sve_char_class class = sve_char_class_of(sve_utf8_next(word, length, &next));
    bool blank = hyphen && (class == SVE_CHAR_SPACE || class == SVE_CHAR_LINE);
    if (class != SVE_CHAR_MARK && !blank) return at;
    *broken = *broken || blank;
  }
  return next;
}

sve_status sve_normal_prefix(const char *word, size_t length, size_t bytes, size_t *out, sve_error *error) {
  sve_byte_list normal = {0};
  sve_status status = SVE_OK;
  size_t end = 0, taken = 0;
  while (taken < bytes && end < length && status == SVE_OK) {
    size_t first = end;
    bool broken;
    end = end_of_character(word, length, first, &broken);
    if (broken) continue; /* what a line break parts is whole */
    status = sve_fold(word + first, end - first, SVE_FOLD_NO_SIGNS, &normal, error);
    taken += normal.count;
  }
  sve_free(normal.items);
  if (status == SVE_OK) *out = end;
  return status;
}
