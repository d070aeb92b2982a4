/* One text through every floor -> a document. The public part stands in svenner.h. */
#ifndef SVE_PIPELINE_ANALYZER_H
#define SVE_PIPELINE_ANALYZER_H

#include "names/cluster.h"
#include "names/tagger.h"
#include "speech/quote.h"
#include "values/measure.h"
#include "values/time.h"
#endif
