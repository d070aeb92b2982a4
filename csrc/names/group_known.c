/* What the shipped names tell of groups: that two names are one's, and how a misspelt name is spelt. */
#include <string.h>

#include "base/hash.h"
#include "base/status.h"
#include "names/group.h"

enum { SPELLING_MAX = 63 };

/* The identity of an entity that is a shipped name as it stands: the hash of the name that all its aliases share; 0
 * where it is none. *at: a place in the list of known names, which moves on with the entities. */
static uint64_t find_identity(const sve_passage *passage, const sve_entity *entity, size_t *at) {
  while (*at < passage->known_count && passage->known[*at].span.start_byte < entity->span.start_byte) (*at)++;
  for (size_t i = *at; i < passage->known_count; i++) {
    const sve_match *match = &passage->known[i];
    if (match->span.start_byte != entity->span.start_byte) break;
    if (match->span.end_byte != entity->span.end_byte) continue;
    sve_string name, label, id;
    sve_matcher_entry(passage->gazetteer, match->entry, &name, &label, &id);
    static const char *const LABELS[] = {"PER", "ORG", "LOC"};
    bool fits =
        entity->label <= SVE_LABEL_LOC && label.length == 3 && memcmp(label.bytes, LABELS[entity->label], 3) == 0;
    if (id.length == 0) id = name; /* the name that its aliases refer to */
    if (fits) return sve_hash_next(sve_hash(id.bytes, id.length), entity->label + 1u);
  }
  return 0;
}

sve_status sve_groups_join_known(sve_groups *groups, sve_arena *room, sve_error *error) {
  const sve_passage *passage = groups->passage;
  if (passage->gazetteer == NULL || passage->known_count == 0) return SVE_OK;
  size_t slots = 8;
  while (slots < 2 * (size_t)groups->count) slots *= 2;
  struct {
    uint64_t identity;
    uint32_t group;
  } *table = sve_arena_take(room, slots * sizeof *table);
  bool *asked = sve_arena_take(room, groups->count * sizeof *asked);
  if (table == NULL || asked == NULL) return sve_fail_memory(error);
  for (size_t i = 0; i < slots; i++) table[i].identity = 0;
  memset(asked, 0, groups->count * sizeof *asked);
  size_t at = 0;
  for (size_t i = 0; i < groups->entities->list.count; i++) {
    uint32_t group = groups->of_entity[i];
    if (group == SVE_NONE || asked[group] || groups->items[group].introduced) continue;
    uint64_t identity = find_identity(passage, &groups->entities->list.items[i], &at);
    asked[group] = true;
    if (identity == 0) continue;
    size_t slot = (size_t)identity & (slots - 1);
    while (table[slot].identity != 0 && table[slot].identity != identity) slot = (slot + 1) & (slots - 1);
    if (table[slot].identity == identity) sve_groups_join(groups, table[slot].group, group);
    table[slot].identity = identity;
    table[slot].group = group;
  }
  return SVE_OK;
}

/* Looks a spelling up among the persons. */
static sve_status find_person(const sve_groups *groups, const char *spelling, size_t length, sve_string *out,
                              sve_error *error) {
  uint32_t entry = SVE_NONE;
  const sve_matcher *gazetteer = groups->passage->gazetteer;
  sve_status status = sve_matcher_find_name(gazetteer, (sve_string){spelling, length}, &entry, error);
  if (status != SVE_OK || entry == SVE_NONE) return status;
  sve_string name, label, id;
  sve_matcher_entry(gazetteer, entry, &name, &label, &id);
  if (label.length > 0 && (label.bytes[0] == 'P' || label.bytes[0] == 'p')) *out = name;
  return SVE_OK;
}

/* The spellings one slip away whose first letter is the same: two letters swapped, one too many, one not doubled. */
sve_status sve_groups_correct(sve_groups *groups, sve_group *group, sve_error *error) {
  sve_string name = group->name;
  const char *space = memchr(name.bytes, ' ', name.length);
  if (groups->passage->gazetteer == NULL || space == NULL || name.length >= SPELLING_MAX) return SVE_OK;
  size_t given = (size_t)(space - name.bytes);
  char spelling[SPELLING_MAX + 1];
  sve_string found = {NULL, 0};
  sve_status status = SVE_OK;
  for (size_t i = 1; i < given && found.length == 0 && status == SVE_OK; i++) {
    if (((unsigned char)name.bytes[i] | (unsigned char)name.bytes[i + 1]) >= 0x80) continue;
    if (i + 1 < given && name.bytes[i] != name.bytes[i + 1]) {
      memcpy(spelling, name.bytes, name.length);
      spelling[i] = name.bytes[i + 1];
      spelling[i + 1] = name.bytes[i];
      status = find_person(groups, spelling, name.length, &found, error);
    }
    if (status == SVE_OK && found.length == 0) {
      memcpy(spelling, name.bytes, i);
      memcpy(spelling + i, name.bytes + i + 1, name.length - i - 1);
      status = find_person(groups, spelling, name.length - 1, &found, error);
    }
    if (status == SVE_OK && found.length == 0) {
      memcpy(spelling, name.bytes, i + 1);
      memcpy(spelling + i + 1, name.bytes + i, name.length - i);
      status = find_person(groups, spelling, name.length + 1, &found, error);
    }
  }
  if (found.length > 0) group->name = found;
  return status;
}
