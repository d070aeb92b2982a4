/* Groups: the mentions of one label whose norms are the same words, and the joining of groups into clusters.
 *
 * Inside names/ only. Groups are numbered in the order of their first mentions. Joined groups form a forest whose
 * roots are the oldest; a root's cluster is what sve_clusters_find answers.
 */
#ifndef SVE_NAMES_GROUP_H
#define SVE_NAMES_GROUP_H

#include "names/entity.h"

typedef struct sve_name_word {
  uint64_t hash; /* of the folded word */
  sve_string folded;
} sve_name_word;

typedef struct sve_group {
  sve_string name;        /* the norm */
  uint32_t first_mention; /* index of an entity */
  uint32_t mention_count;
  uint32_t first_word, word_count; /* in sve_groups.words */
  uint32_t parent;                 /* itself: a root */
  uint32_t early, late_mention; /* mentions before entity `late_mention` are those of group `early`; SVE_NONE: none */
  uint16_t label;
  bool acronym;    /* `SMHI` */
  bool introduced; /* an acronym that stood beside its full name */
  bool apart;      /* no one person that is named in full: `bröderna Falkdal`, `Lind` in `Lind och Bo Lind` */
} sve_group;

typedef struct sve_groups {
  const sve_lexicon *lexicon;
  const sve_passage *passage;
  const sve_entities *entities;
  sve_group *items;
  uint32_t count;
  sve_name_word *words;
  uint32_t *of_entity; /* group of each entity, or SVE_NONE */
} sve_groups;

/* The root that `group` hangs from. */
uint32_t sve_group_root(sve_groups *groups, uint32_t group);

/* Makes both hang from one root. */
void sve_groups_join(sve_groups *groups, uint32_t a, uint32_t b);

/* Joins the groups that are forms of one name. `room`: where memory comes from. */
sve_status sve_groups_join_forms(sve_groups *groups, sve_arena *room, sve_error *error);

/* group_known.c: joins the groups that the shipped names know as one (`FN`, `Förenta nationerna`). */
sve_status sve_groups_join_known(sve_groups *groups, sve_arena *room, sve_error *error);

/* Names a person whose given name is one slip away from a known person's as that one: `Dymtro Kuleba`. The name is the
 * gazetteer's. */
sve_status sve_groups_correct(sve_groups *groups, sve_group *group, sve_error *error);
#endif
