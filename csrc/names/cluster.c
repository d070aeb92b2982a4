/* First body: groups nothing yet. */
#include "names/cluster.h"

sve_status sve_clusters_find(const sve_passage *passage, sve_entities *entities, sve_clusters *out, sve_error *error) {
  (void)passage, (void)entities, (void)out, (void)error;
  return SVE_OK;
}
