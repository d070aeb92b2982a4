/* Clusters: mentions of one person, place or organisation in a document. */
#ifndef SVE_NAMES_CLUSTER_H
#define SVE_NAMES_CLUSTER_H

#include "names/entity.h"

typedef SVE_LIST(sve_cluster) sve_cluster_list;
typedef SVE_LIST(uint32_t) sve_index_list;

typedef struct sve_clusters {
  sve_cluster_list list;
  sve_index_list mentions; /* indices of entities, each cluster's together, in text order */
} sve_clusters;

/* Groups the PER, ORG, LOC and user-labelled entities; sets their `cluster`, and `norm` where the
 * cluster knows a fuller name (`Stoltenberg` -> `Jens Stoltenberg`). */
sve_status sve_clusters_find(const sve_passage *passage, sve_entities *entities, sve_clusters *out, sve_error *error);
#endif
