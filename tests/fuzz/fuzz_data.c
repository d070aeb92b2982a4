/* Hostile data files: the shipped lexicon, the shipped model or a small matcher with bytes changed and
 * the checksum made right again. Opening says so or the file is used without harm.
 *
 * The first byte chooses the file; then come changes of five bytes: the place (three bytes), a
 * section's number (so that places reach all of a large file), the new byte.
 */
#include "base/data.h"
#include "base/hash.h"
#include "fuzz.h"
#include "invariants.h"

static const char TEXT[] =
    "Natochefen Jens Stoltenberg mötte USA:s president i Åre den 3 maj 2022.\n– Det kostar 7,5 miljoner kronor, "
    "säger Anna Ek till TT.";

typedef struct file {
  unsigned char *bytes;
  size_t length;
} file;

static file copy_of(const sve_data *data) {
  file copy = {0};
  if (data == NULL) return copy;
  const void *bytes = sve_data_bytes(data, &copy.length);
  copy.bytes = aligned_alloc(64, (copy.length + 63) / 64 * 64);
  CLAIM(copy.bytes != NULL);
  memcpy(copy.bytes, bytes, copy.length);
  return copy;
}

static file small_matcher(void) {
  static const char *const NAMES[] = {"Nato", "USA", "Anna Ek", "Jens Stoltenberg", "Jens", "Åre", "TT"};
  sve_matcher_builder *builder;
  sve_matcher *matcher;
  CLAIM(sve_matcher_builder_new((sve_matcher_options){.genitive = true, .compounds = true}, &builder, NULL) == SVE_OK);
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
    sve_string name = {NAMES[i], strlen(NAMES[i])};
    CLAIM(sve_matcher_builder_add(builder, name, (sve_string){"ORG", i % 2 ? 3 : 0}, name, NULL) == SVE_OK);
  }
  CLAIM(sve_matcher_build(builder, &matcher, NULL) == SVE_OK);
  file copy = copy_of(sve_matcher_data(matcher));
  sve_matcher_free(matcher);
  sve_matcher_builder_free(builder);
  return copy;
}

static void analyze(const sve_analyzer *analyzer, const sve_matcher *matcher) {
  sve_document *document;
  CLAIM(sve_document_new(&document, NULL) == SVE_OK);
  sve_request request = {SVE_DEPTH_ALL, {2022, 1, 7}};
  sve_status status = sve_analyze(analyzer, TEXT, sizeof TEXT - 1, request, document, NULL);
  CLAIM(status == SVE_OK || status == SVE_BAD_DATA);
  if (status == SVE_OK) claim_sound(document_breach(analyzer, TEXT, sizeof TEXT - 1, document));
  if (status == SVE_OK && matcher != NULL) {
    size_t count;
    sve_matches *list;
    CLAIM(sve_matches_new(&list, NULL) == SVE_OK);
    CLAIM(sve_matcher_search(matcher, NULL, &(sve_string){TEXT, sizeof TEXT - 1}, 1, list, NULL, NULL) == SVE_OK);
    const sve_match *matches = sve_matches_get(list, &count);
    for (size_t i = 0; i < count; i++) {
      sve_string name, label, id;
      CLAIM(matches[i].entry < sve_matcher_count(matcher));
      sve_matcher_entry(matcher, matches[i].entry, &name, &label, &id);
      CLAIM(sve_hash(name.bytes, name.length) + sve_hash(label.bytes, label.length) + sve_hash(id.bytes, id.length));
    }
    sve_matches_free(list);
  }
  sve_document_free(document);
}

static void use(sve_data *data, int kind) {
  sve_analyzer *analyzer;
  sve_matcher *matcher;
  if (kind == 2) {
    if (sve_matcher_open(data, &matcher, NULL) != SVE_OK) {
      sve_data_free(data);
      return;
    }
    const sve_matcher *const matchers[] = {matcher};
    sve_data *lexicon = no_data();
    sve_analyzer_parts parts = {.lexicon = lexicon, .matchers = matchers, .matcher_count = 1};
    if (sve_analyzer_new(&parts, &analyzer, NULL) == SVE_OK) {
      analyze(analyzer, matcher);
      sve_analyzer_free(analyzer);
    }
    sve_data_free(lexicon);
    sve_matcher_free(matcher);
    return;
  }
  static sve_data *lexicon;
  if (lexicon == NULL) lexicon = shipped("svenner/data/lexicon.sve");
  sve_analyzer_parts parts = {.lexicon = kind == 0 ? data : lexicon, .model = kind == 1 ? data : NULL};
  if (sve_analyzer_new(&parts, &analyzer, NULL) == SVE_OK) {
    analyze(analyzer, NULL);
    sve_analyzer_free(analyzer);
  }
  sve_data_free(data);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  enum { FILES = 3, HEADER = 32, SECTION = 24, PATCH = 5, PATCHES_MAX = 32 };
  static file files[FILES];
  static bool opened;
  if (!opened) {
    opened = true;
    static const char *const PATHS[] = {"svenner/data/lexicon.sve", "svenner/data/model.sve"};
    for (size_t i = 0; i < 2; i++) {
      sve_data *data = shipped(PATHS[i]);
      files[i] = copy_of(data);
      sve_data_free(data);
    }
    files[2] = small_matcher();
  }
  if (length == 0) return 0;
  int kind = bytes[0] % FILES;
  file file = files[kind];
  if (file.length <= HEADER) return 0;
  uint32_t sections;
  memcpy(&sections, file.bytes + 12, sizeof sections);

  size_t places[PATCHES_MAX];
  unsigned char old[PATCHES_MAX];
  size_t count = 0;
  for (size_t at = 1; at + PATCH <= length && count < PATCHES_MAX; at += PATCH) {
    size_t place = (size_t)bytes[at] | (size_t)bytes[at + 1] << 8 | (size_t)bytes[at + 2] << 16;
    uint64_t start = 0;
    if (bytes[at + 3] > 0) memcpy(&start, file.bytes + HEADER + bytes[at + 3] % sections * SECTION + 8, sizeof start);
    places[count] = (place + (size_t)start) % file.length;
    old[count] = file.bytes[places[count]];
    file.bytes[places[count]] = bytes[at + 4];
    count++;
  }
  unsigned char checksum[8];
  memcpy(checksum, file.bytes + 24, sizeof checksum);
  uint64_t right = sve_hash(file.bytes + HEADER, file.length - HEADER);
  memcpy(file.bytes + 24, &right, sizeof right);

  sve_data *data;
  if (sve_data_open_bytes(file.bytes, file.length, false, &data, NULL) == SVE_OK) use(data, kind);

  memcpy(file.bytes + 24, checksum, sizeof checksum);
  while (count-- > 0) file.bytes[places[count]] = old[count];
  return 0;
}
