/* What holds of every document, whatever the text: for the fuzz targets and the tests of the public API. */
#ifndef SVE_INVARIANTS_H
#define SVE_INVARIANTS_H

#include "svenner.h"

/* What `document`, filled from `text` by `analyzer`, breaks first; NULL where all holds. */
const char *document_breach(const sve_analyzer *analyzer, const char *text, size_t length,
                            const sve_document *document);

/* What the matches in `text` break first; NULL where all holds. They must not overlap unless `overlap`. */
const char *matches_breach(const sve_matcher *matcher, const char *text, size_t length, const sve_match *matches,
                           size_t count, bool overlap);

/* Whether two documents, filled from the same text, say the same. */
bool documents_equal(const sve_document *one, const sve_document *other);
#endif
