/* The data file: named sections behind a checksum. The shipped lexicon, the shipped model and a
 * user's saved matcher are such files; one builder writes all.
 *
 *   0  "SVENNER\0"                      8 bytes
 *   8  format version                   u32   \
 *  12  number of sections               u32    | little-endian throughout; a section
 *  16  length of the file               u64    | starts on a multiple of 64 bytes
 *  24  checksum of all that follows     u64   /
 *  32  per section: tag 4 bytes, zero u32, offset u64, length u64
 *      … sections, zero bytes between them
 */
#ifndef SVE_BASE_DATA_H
#define SVE_BASE_DATA_H

#include "base/memory.h"

#define SVE_DATA_VERSION 1

/* A section's bytes, aligned for any type, or NULL (and length 0) where the file has none of that tag. */
const void *sve_data_get(const sve_data *data, uint32_t tag, size_t *length);

/* A section that is written where it will lie: what is appended to the list between `begin` and `end` is the section.
 * Where appending fails, nothing may have been appended. */
sve_byte_list *sve_builder_begin(sve_builder *builder);
sve_status sve_builder_end(sve_builder *builder, uint32_t tag, sve_error *error);

/* Finishes the file and hands it over as open data, without a copy; the builder is empty after it. */
sve_status sve_builder_take(sve_builder *builder, sve_data **out, sve_error *error);
#endif
