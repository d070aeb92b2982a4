/* Mentions -> groups of the same name -> clusters of joined groups. */
#include "names/cluster.h"

#include <string.h>

#include "base/hash.h"
#include "base/status.h"
#include "names/alias.h"
#include "names/group.h"
#include "text/chars.h"

enum { APART_SALT = 1 << 16 };

static bool is_clustered(const sve_entity *entity) {
  return entity->label != SVE_LABEL_TME && entity->label != SVE_LABEL_MSR && entity->norm.length > 0;
}

/* The words of a norm are separated by one space. */
static uint32_t count_words(sve_string name) {
  uint32_t count = 1;
  for (size_t i = 0; i < name.length; i++) count += name.bytes[i] == ' ';
  return count;
}

/* Whether the word before the entity says that several of that name are meant. */
static bool is_family(const sve_passage *passage, const sve_entity *entity) {
  static const char *const WORDS[] = {"familjen", "bröderna", "systrarna", "syskonen", "makarna", "paret", "släkten"};
  if (entity->label != SVE_LABEL_PER || entity->span.start_byte == 0) return false;
  const char *end = passage->text + entity->span.start_byte - 1;
  if (*end != ' ') return false;
  for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
    size_t length = strlen(WORDS[i]);
    /* The first letter may be a capital. */
    if (entity->span.start_byte > length && memcmp(end - length + 1, WORDS[i] + 1, length - 1) == 0) return true;
  }
  return false;
}

/* Whether the next person is named beside it, with the same surname: `Lind och Bo Lind` are two; `Lind, Bo Lind` and
 * `Lind och Bo Ek` tell nothing. */
static bool is_beside_namesake(const sve_passage *passage, const sve_entity_list *list, size_t at) {
  static const char AND[] = " och ";
  if (at + 1 == list->count || list->items[at].label != SVE_LABEL_PER) return false;
  const sve_entity *entity = &list->items[at], *next = entity + 1;
  uint32_t end = entity->span.end_byte;
  if (next->label != SVE_LABEL_PER || next->span.start_byte - end != sizeof AND - 1) return false;
  if (memcmp(passage->text + end, AND, sizeof AND - 1) != 0 || next->norm.length <= entity->norm.length) return false;
  const char *last = next->norm.bytes + next->norm.length - entity->norm.length;
  return last[-1] == ' ' && memcmp(last, entity->norm.bytes, entity->norm.length) == 0;
}

/* The words of `name`, folded, at `words`. */
static sve_status fold_words(sve_string name, sve_name_word *words, sve_byte_list *folded, sve_arena *room,
                             sve_error *error) {
  size_t at = 0;
  for (uint32_t word = 0; at <= name.length; word++) {
    const char *start = name.bytes + at;
    const char *space = memchr(start, ' ', name.length - at);
    size_t length = space == NULL ? name.length - at : (size_t)(space - start);
    sve_status status = sve_fold(start, length, SVE_FOLD_CASE, folded, error);
    if (status == SVE_OK) status = sve_arena_copy(room, folded->items, folded->count, &words[word].folded, error);
    if (status != SVE_OK) return status;
    words[word].hash = sve_hash(words[word].folded.bytes, words[word].folded.length);
    at += length + 1;
  }
  return SVE_OK;
}

/* An open-addressed table from the hash of a name to its group; a power of two of slots, at most half of them full. */
typedef struct name_table {
  struct {
    uint64_t key;
    uint32_t group;
  } * slots;
  size_t mask;
} name_table;

static sve_status make_table(name_table *table, size_t keys, sve_arena *room, sve_error *error) {
  size_t slots = 8;
  while (slots < 2 * keys) slots *= 2;
  table->slots = sve_arena_take(room, slots * sizeof *table->slots);
  if (table->slots == NULL) return sve_fail_memory(error);
  for (size_t i = 0; i < slots; i++) table->slots[i].group = SVE_NONE;
  table->mask = slots - 1;
  return SVE_OK;
}

/* The slot of a key: its own, or the empty one where it belongs. */
static uint32_t *find_group(name_table *table, uint64_t key) {
  size_t slot = (size_t)key & table->mask;
  while (table->slots[slot].group != SVE_NONE && table->slots[slot].key != key) slot = (slot + 1) & table->mask;
  table->slots[slot].key = key;
  return &table->slots[slot].group;
}

static uint64_t hash_name(const sve_name_word *words, uint32_t count, uint64_t label) {
  uint64_t hash = label;
  for (uint32_t i = 0; i < count; i++) hash = sve_hash_next(hash, words[i].hash);
  return hash;
}

/* Puts the mentions of the same words and label together. */
static sve_status group_mentions(sve_groups *groups, size_t mentions, size_t words, sve_byte_list *folded,
                                 sve_arena *room, sve_error *error) {
  name_table table = {0};
  groups->items = sve_arena_take(room, mentions * sizeof *groups->items);
  groups->words = sve_arena_take(room, words * sizeof *groups->words);
  if (groups->items == NULL || groups->words == NULL) return sve_fail_memory(error);
  sve_status status = make_table(&table, mentions, room, error);
  uint32_t first_word = 0;
  const sve_entity_list *list = &groups->entities->list;
  for (uint32_t i = 0; i < list->count && status == SVE_OK; i++) {
    status = sve_stopped_in_round(groups->passage->stop, i, error);
    if (status != SVE_OK) break;
    const sve_entity *entity = &list->items[i];
    groups->of_entity[i] = SVE_NONE;
    if (!is_clustered(entity)) continue;
    uint32_t word_count = count_words(entity->norm);
    sve_name_word *own = groups->words + first_word;
    status = fold_words(entity->norm, own, folded, room, error);
    if (status != SVE_OK) break;
    bool apart = is_family(groups->passage, entity) || is_beside_namesake(groups->passage, list, i);
    uint32_t *group = find_group(&table, hash_name(own, word_count, entity->label + 1u + apart * APART_SALT));
    if (*group == SVE_NONE) {
      *group = groups->count;
      groups->items[groups->count] = (sve_group){.name = entity->norm,
                                                 .first_mention = i,
                                                 .first_word = first_word,
                                                 .word_count = word_count,
                                                 .parent = groups->count,
                                                 .early = SVE_NONE,
                                                 .label = entity->label,
                                                 .acronym = sve_name_is_acronym(entity->norm),
                                                 .apart = apart};
      groups->count++;
      first_word += word_count;
    }
    groups->items[*group].mention_count++;
    groups->of_entity[i] = *group;
  }
  return status;
}

uint32_t sve_group_root(sve_groups *groups, uint32_t group) {
  while (groups->items[group].parent != group) {
    uint32_t parent = groups->items[group].parent;
    groups->items[group].parent = groups->items[parent].parent;
    group = parent;
  }
  return group;
}

void sve_groups_join(sve_groups *groups, uint32_t a, uint32_t b) {
  a = sve_group_root(groups, a);
  b = sve_group_root(groups, b);
  if (a < b) groups->items[b].parent = a;
  if (b < a) groups->items[a].parent = b;
}

static bool has_known_given_name(const sve_groups *groups, const sve_group *group) {
  return (sve_lexicon_find(groups->lexicon, groups->words[group->first_word].hash).kinds & SVE_LEX_GIVEN) != 0;
}

/* Whether `a` is the fuller of two names of one cluster. */
static bool is_fuller(const sve_groups *groups, const sve_group *a, const sve_group *b) {
  if (a->acronym != b->acronym) return b->acronym;
  if (a->word_count != b->word_count) return a->word_count > b->word_count;
  if (a->label == SVE_LABEL_PER && a->word_count > 1) {
    /* Two spellings of one name: the one that is a name, else the one used more, else the first. */
    bool known = has_known_given_name(groups, a);
    if (known != has_known_given_name(groups, b)) return known;
    if (a->mention_count != b->mention_count) return a->mention_count > b->mention_count;
    return false;
  }
  return a->name.length > b->name.length;
}

/* The root of the cluster that entity `i` belongs to. */
static uint32_t root_of_mention(sve_groups *groups, uint32_t i) {
  const sve_group *group = &groups->items[groups->of_entity[i]];
  bool early = group->early != SVE_NONE && i < group->late_mention && i > groups->items[group->early].first_mention;
  return sve_group_root(groups, early ? group->early : groups->of_entity[i]);
}

/* Numbers the clusters in text order, counts their mentions and names each after the fullest of its groups. */
static sve_status make_clusters(sve_groups *groups, sve_entities *entities, sve_clusters *out, sve_arena *room,
                                sve_error *error) {
  sve_entity_list *list = &entities->list;
  uint32_t *numbers = sve_arena_take(room, groups->count * sizeof *numbers);
  uint32_t *fullest = sve_arena_take(room, groups->count * sizeof *fullest);
  if (numbers == NULL || fullest == NULL) return sve_fail_memory(error);
  sve_status status = SVE_LIST_RESERVE(&out->list, groups->count, error);
  if (status != SVE_OK) return status;
  for (uint32_t i = 0; i < groups->count; i++) numbers[i] = SVE_NONE;
  size_t first = out->list.count;
  for (uint32_t i = 0; i < list->count; i++) {
    if (groups->of_entity[i] == SVE_NONE) continue;
    uint32_t root = root_of_mention(groups, i);
    if (numbers[root] == SVE_NONE) {
      numbers[root] = (uint32_t)out->list.count;
      fullest[root] = groups->of_entity[i];
      out->list.items[out->list.count++] = (sve_cluster){.label = groups->items[root].label};
    }
    list->items[i].cluster = numbers[root];
    out->list.items[numbers[root]].mention_count++;
  }
  for (uint32_t i = 0; i < groups->count; i++) {
    uint32_t root = sve_group_root(groups, i);
    if (numbers[root] == SVE_NONE) continue; /* all its mentions went to an earlier cluster */
    if (is_fuller(groups, &groups->items[i], &groups->items[fullest[root]])) fullest[root] = i;
    out->list.items[numbers[root]].name = groups->items[fullest[root]].name;
  }
  uint32_t mentions = (uint32_t)out->mentions.count;
  for (size_t i = first; i < out->list.count; i++) {
    out->list.items[i].first_mention = mentions;
    mentions += out->list.items[i].mention_count;
  }
  return SVE_OK;
}

/* Lists each cluster's mentions, and gives persons the name of their cluster. */
static sve_status list_mentions(const sve_groups *groups, sve_entities *entities, sve_clusters *out, size_t total,
                                sve_arena *room, sve_error *error) {
  uint32_t *next = sve_arena_take(room, out->list.count * sizeof *next);
  if (next == NULL) return sve_fail_memory(error);
  sve_status status = SVE_LIST_RESERVE(&out->mentions, total, error);
  if (status != SVE_OK) return status;
  for (size_t i = 0; i < out->list.count; i++) next[i] = out->list.items[i].first_mention;
  for (uint32_t i = 0; i < entities->list.count; i++) {
    if (groups->of_entity[i] == SVE_NONE) continue;
    sve_entity *entity = &entities->list.items[i];
    out->mentions.items[next[entity->cluster]++] = i;
    if (entity->label == SVE_LABEL_PER && entity->source != SVE_FROM_MATCHER) {
      entity->norm = out->list.items[entity->cluster].name;
    }
  }
  out->mentions.count += total;
  return SVE_OK;
}

sve_status sve_clusters_find(const sve_lexicon *lexicon, const sve_passage *passage, sve_entities *entities,
                             sve_arena *room, sve_clusters *out, sve_error *error) {
  size_t mentions = 0, words = 0;
  for (size_t i = 0; i < entities->list.count; i++) {
    if (!is_clustered(&entities->list.items[i])) continue;
    mentions++;
    words += count_words(entities->list.items[i].norm);
  }
  if (mentions == 0) return SVE_OK;
  sve_groups groups = {.lexicon = lexicon, .passage = passage, .entities = entities};
  groups.of_entity = sve_arena_take(room, entities->list.count * sizeof *groups.of_entity);
  if (groups.of_entity == NULL) return sve_fail_memory(error);
  sve_byte_list folded = {0};
  sve_status status = group_mentions(&groups, mentions, words, &folded, room, error);
  sve_free(folded.items);
  if (status == SVE_OK) status = sve_groups_join_forms(&groups, room, error);
  if (status == SVE_OK) status = make_clusters(&groups, entities, out, room, error);
  if (status == SVE_OK) status = list_mentions(&groups, entities, out, mentions, room, error);
  return status;
}
