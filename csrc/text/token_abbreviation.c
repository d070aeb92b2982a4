/* The trie is made when a tokenizer is, with the scanner that will read the texts: so entries of the lexicon
 * and of users are cut into tokens just as running text is.
 */
#include "text/token_abbreviation.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/status.h"
#include "text/chars.h"
#include "text/token_scan.h"

#define SPACED_KEY 0x5BD1E9955BD1E995u /* tells `t ex` from `tex` */

enum { MOST_TOKENS = 12 };

/* The key of a token on its path: of its NFC form, and of whether space stands before it. */
static sve_status key_of(const char *text, const sve_token *token, bool first, sve_byte_list *scratch, uint64_t *out,
                         sve_error *error) {
  sve_string folded;
  sve_status status = sve_token_fold(text, token, scratch, &folded, error);
  if (status != SVE_OK) return status;
  uint64_t key = sve_hash(folded.bytes, folded.length);
  *out = !first && (token->flags & SVE_TOKEN_AFTER_ANY) != 0 ? key ^ SPACED_KEY : key;
  return SVE_OK;
}

typedef struct entry { /* one form, cut into tokens */
  uint64_t keys[MOST_TOKENS];
  uint32_t count;
  uint8_t classes;
} entry;

typedef SVE_LIST(entry) entry_list;

static int compare_entries(const void *a, const void *b) {
  const entry *left = a, *right = b;
  if (left->count != right->count) return left->count < right->count ? -1 : 1;
  return memcmp(left->keys, right->keys, left->count * sizeof *left->keys);
}

typedef struct maker {
  sve_abbreviations *abbreviations;
  entry_list entries;
  sve_token_list tokens;
  sve_byte_list scratch;
} maker;

/* Of the token's NFC form, which key_of has just left in `scratch` where it is another. */
static uint32_t gate_of(const char *text, const sve_token *token, const sve_byte_list *scratch) {
  if (token->flags & SVE_TOKEN_DENORMAL) return sve_abbreviations_gate_bit(scratch->items, scratch->count);
  return sve_abbreviations_gate_bit(text + token->span.start_byte, token->span.end_byte - token->span.start_byte);
}

static sve_status add_form(maker *make, const char *form, size_t length, uint8_t classes, sve_error *error) {
  make->tokens.count = 0;
  sve_status status = sve_scan(form, length, NULL, &make->tokens, error);
  if (status == SVE_OK) status = SVE_LIST_RESERVE(&make->entries, 1, error);
  if (status != SVE_OK) return status;
  size_t count = make->tokens.count;
  if (count == 0 || count > MOST_TOKENS) return SVE_OK;
  entry *added = &make->entries.items[make->entries.count];
  uint32_t gate = 0;
  *added = (entry){.count = (uint32_t)count, .classes = classes};
  for (size_t i = 0; i < count; i++) {
    status = key_of(form, &make->tokens.items[i], i == 0, &make->scratch, &added->keys[i], error);
    if (status != SVE_OK) return status;
    if (i == 0) gate = gate_of(form, &make->tokens.items[0], &make->scratch);
  }
  bool attached = count > 1 && (make->tokens.items[1].flags & SVE_TOKEN_AFTER_ANY) == 0;
  make->abbreviations->gate[attached][gate / 64] |= (uint64_t)1 << (gate & 63);
  if (count == 1) make->abbreviations->gate[1][gate / 64] |= (uint64_t)1 << (gate & 63); /* `ca,` */
  make->entries.count++;
  return SVE_OK;
}

static sve_status add_section(maker *make, const unsigned char *at, size_t length, sve_error *error) {
  while (length >= 2) {
    uint8_t classes = at[0];
    size_t form = at[1];
    if (form + 2 > length) return sve_fail(error, SVE_BAD_DATA, 0, "the abbreviations are cut short");
    sve_status status = add_form(make, (const char *)at + 2, form, classes, error);
    if (status != SVE_OK) return status;
    at += form + 2;
    length -= form + 2;
  }
  return SVE_OK;
}

/* Sorted entries, equal ones merged -> the trie. */
static sve_status build_trie(maker *make, sve_error *error) {
  entry_list *entries = &make->entries;
  sve_abbreviations *out = make->abbreviations;
  if (entries->count > 0) qsort(entries->items, entries->count, sizeof *entries->items, compare_entries);
  size_t kept = 0, keys = 0;
  for (size_t i = 0; i < entries->count; i++) {
    if (kept > 0 && compare_entries(&entries->items[kept - 1], &entries->items[i]) == 0) {
      entries->items[kept - 1].classes |= entries->items[i].classes;
    } else {
      entries->items[kept++] = entries->items[i];
      keys += entries->items[kept - 1].count;
    }
  }
  out->classes = sve_alloc(kept);
  uint64_t *all_keys = sve_alloc(keys * sizeof *all_keys);
  uint32_t *starts = sve_alloc((kept + 1) * sizeof *starts);
  sve_status status = SVE_OK;
  if (out->classes == NULL || all_keys == NULL || starts == NULL) {
    status = sve_fail_memory(error);
    goto fail;
  }
  starts[0] = 0;
  for (size_t i = 0; i < kept; i++) {
    const entry *from = &entries->items[i];
    memcpy(all_keys + starts[i], from->keys, from->count * sizeof *from->keys);
    starts[i + 1] = starts[i] + from->count;
    out->classes[i] = from->classes;
  }
  if (kept > 0) status = sve_trie_build(all_keys, starts, kept, &out->bytes, error);
  if (status == SVE_OK) status = sve_trie_open(out->bytes.items, out->bytes.count, &out->trie, error);
fail:
  sve_free(all_keys);
  sve_free(starts);
  return status;
}

sve_status sve_abbreviations_init(sve_abbreviations *out, const void *section, size_t length, const sve_string *own,
                                  size_t own_count, sve_error *error) {
  maker make = {.abbreviations = out};
  sve_status status = add_section(&make, section, length, error);
  for (size_t i = 0; status == SVE_OK && i < own_count; i++) {
    status = add_form(&make, own[i].bytes, own[i].length, SVE_ABBREVIATION_ALWAYS, error);
  }
  if (status == SVE_OK) status = build_trie(&make, error);
  sve_free(make.entries.items);
  sve_free(make.tokens.items);
  sve_free(make.scratch.items);
  if (status != SVE_OK) sve_abbreviations_clear(out);
  return status;
}

void sve_abbreviations_clear(sve_abbreviations *abbreviations) {
  sve_free(abbreviations->bytes.items);
  sve_free(abbreviations->classes);
  *abbreviations = (sve_abbreviations){0};
}

sve_status sve_abbreviations_find(const sve_abbreviations *abbreviations, const char *text, const sve_token *tokens,
                                  size_t count, sve_byte_list *scratch, size_t *taken, uint8_t *classes,
                                  sve_error *error) {
  sve_trie_node node = SVE_TRIE_ROOT;
  *taken = 0;
  for (size_t i = 0; i < count && node.inner; i++) {
    uint64_t key;
    if (i > 0 && (tokens[i].flags & SVE_TOKEN_AFTER_LINE)) break;
    sve_status status = key_of(text, &tokens[i], i == 0, scratch, &key, error);
    if (status != SVE_OK) return status;
    if (!sve_trie_next(&abbreviations->trie, node, key, &node)) break;
    if (node.entry != SVE_NONE) {
      *taken = i + 1;
      *classes = abbreviations->classes[node.entry];
    }
  }
  return SVE_OK;
}
