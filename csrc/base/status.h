/* Filling in a sve_error. */
#ifndef SVE_BASE_STATUS_H
#define SVE_BASE_STATUS_H

#include "svenner.h"

/* Writes code, offset and a printf message to `error` (which may be NULL) and returns `code`.
 * A message that does not fit is cut on a character border. */
__attribute__((format(printf, 4, 5))) sve_status sve_fail(sve_error *error, sve_status code, size_t offset,
                                                          const char *format, ...);

/* The status for a failed allocation, with its message. */
sve_status sve_fail_memory(sve_error *error);
#endif
