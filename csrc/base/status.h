/* Filling in a sve_error. */
#ifndef SVE_BASE_STATUS_H
#define SVE_BASE_STATUS_H

#include <stdatomic.h>

#include "svenner.h"

/* Writes code, offset and a printf message to `error` (which may be NULL) and returns `code`.
 * A message that does not fit is cut on a character border. */
__attribute__((format(printf, 4, 5))) sve_status sve_fail(sve_error *error, sve_status code, size_t offset,
                                                          const char *format, ...);

/* The status for a failed allocation, with its message. */
sve_status sve_fail_memory(sve_error *error);

/* Set by one thread so that the work of others ends early: each step of an analysis looks at it when it starts, a
 * long one also underway. */
typedef atomic_bool sve_stop;

/* SVE_CANCELLED once `stop` is set; SVE_OK where it is not, or NULL. */
static inline sve_status sve_stopped(const sve_stop *stop, sve_error *error) {
  if (stop == NULL || !atomic_load_explicit(stop, memory_order_relaxed)) return SVE_OK;
  return sve_fail(error, SVE_CANCELLED, 0, "stopped");
}

/* The same for the loops of a long step: looks in one round of 4,096. */
static inline sve_status sve_stopped_in_round(const sve_stop *stop, size_t round, sve_error *error) {
  return round % 4096 == 0 ? sve_stopped(stop, error) : SVE_OK;
}
#endif
