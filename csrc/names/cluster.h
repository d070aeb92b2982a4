/* Clusters: mentions of one person, place or organisation in a document. docs/clusters.md states the conventions. */
#ifndef SVE_NAMES_CLUSTER_H
#define SVE_NAMES_CLUSTER_H

#include "names/entity.h"

typedef SVE_LIST(sve_cluster) sve_cluster_list;
typedef SVE_LIST(uint32_t) sve_index_list;

typedef struct sve_clusters {
  sve_cluster_list list;   /* in the order of their first mentions */
  sve_index_list mentions; /* indices of entities, each cluster's together, in text order */
} sve_clusters;

/* Groups the PER, ORG, LOC and user-labelled entities; sets their `cluster`, and the `norm` of persons to the fullest
 * name of their cluster (`Stoltenberg` -> `Jens Stoltenberg`; not where a user's matcher gave it). Needs their norms.
 * Linear in the mentions. `room` lends the memory that is of use on the way only. */
sve_status sve_clusters_find(const sve_lexicon *lexicon, const sve_passage *passage, sve_entities *entities,
                             sve_arena *room, sve_clusters *out, sve_error *error);
#endif
