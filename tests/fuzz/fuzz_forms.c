/* Composed and decomposed text are read alike: NFC and NFD of the input have the same tokens, sentences, times and
 * measures. What is ill-formed is left out first, since it has no form. Names, which are not claimed, are not asked
 * for.
 */
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "fuzz.h"
#include "names/word.h"
#include "text/chars.h"
#include "text/utf8.h"

static const sve_request REQUEST = {SVE_DEPTH_ALL, {2022, 1, 7}};

enum { INPUT_MAX = 1500, UNITS = 20 * INPUT_MAX, BYTES = 3 * UNITS };

typedef struct form {
  char bytes[BYTES];
  size_t length;
  sve_document *document;
} form;

static void normalize(const UNormalizer2 *normalizer, const UChar *units, int32_t count, form *out) {
  static UChar normal[UNITS];
  UErrorCode code = U_ZERO_ERROR;
  int32_t normal_count = unorm2_normalize(normalizer, units, count, normal, UNITS, &code), length = 0;
  u_strToUTF8(out->bytes, BYTES, &length, normal, normal_count, &code);
  CLAIM(U_SUCCESS(code));
  out->length = (size_t)length;
}

/* Whether two stretches, of whatever form, are the same text. */
static bool same(const char *one, size_t one_length, const char *other, size_t other_length) {
  sve_byte_list folded = {0}, other_folded = {0};
  CLAIM(sve_fold(one, one_length, 0, &folded, NULL) == SVE_OK);
  CLAIM(sve_fold(other, other_length, 0, &other_folded, NULL) == SVE_OK);
  bool equal = folded.count == other_folded.count &&
               (folded.count == 0 || memcmp(folded.items, other_folded.items, folded.count) == 0);
  sve_free(folded.items);
  sve_free(other_folded.items);
  return equal;
}

static bool same_string(sve_string one, sve_string other) {
  return same(one.bytes, one.length, other.bytes, other.length);
}

static bool same_span(const form *one, sve_span span, const form *other, sve_span other_span) {
  return same(one->bytes + span.start_byte, span.end_byte - span.start_byte, other->bytes + other_span.start_byte,
              other_span.end_byte - other_span.start_byte);
}

static void claim_tokens(const form *nfc, const form *nfd) {
  size_t count, other_count;
  const sve_token *tokens = sve_document_tokens(nfc->document, &count);
  const sve_token *others = sve_document_tokens(nfd->document, &other_count);
  CLAIM(count == other_count);
  for (size_t i = 0; i < count; i++) {
    CLAIM(tokens[i].kind == others[i].kind);
    CLAIM(same_span(nfc, tokens[i].span, nfd, others[i].span));
  }
  const sve_sentence *sentences = sve_document_sentences(nfc->document, &count);
  const sve_sentence *other_sentences = sve_document_sentences(nfd->document, &other_count);
  CLAIM(count == other_count);
  for (size_t i = 0; i < count; i++) CLAIM(sentences[i].end_token == other_sentences[i].end_token);
}

static void claim_values(const form *nfc, const form *nfd) {
  size_t count, other_count;
  const sve_entity *values = sve_document_entities(nfc->document, &count);
  const sve_entity *others = sve_document_entities(nfd->document, &other_count);
  CLAIM(count == other_count);
  for (size_t i = 0; i < count; i++) {
    CLAIM(same_span(nfc, values[i].span, nfd, others[i].span));
    CLAIM(values[i].label == others[i].label && values[i].compound == others[i].compound);
    CLAIM(same_string(values[i].value, others[i].value));
  }
}

static sve_analyzer *analyzer_of_values(void) {
  static sve_data *lexicon; /* static: still in reach when leaks are looked for */
  static const sve_string LABELS[] = {{"TME", 3}, {"MSR", 3}};
  lexicon = shipped("svenner/data/lexicon.sve");
  if (lexicon == NULL) lexicon = no_data();
  sve_analyzer *analyzer;
  CLAIM(sve_analyzer_new(&(sve_analyzer_parts){.lexicon = lexicon, .labels = LABELS, .label_count = 2}, &analyzer,
                         NULL) == SVE_OK);
  return analyzer;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static sve_analyzer *analyzer;
  static form nfc, nfd;
  if (analyzer == NULL) {
    analyzer = analyzer_of_values();
    CLAIM(sve_document_new(&nfc.document, NULL) == SVE_OK);
    CLAIM(sve_document_new(&nfd.document, NULL) == SVE_OK);
  }
  if (length > INPUT_MAX) return 0;
  static UChar units[UNITS];
  UErrorCode code = U_ZERO_ERROR;
  int32_t count = 0;
  u_strFromUTF8WithSub(units, UNITS, &count, (const char *)bytes, (int32_t)length, ' ', NULL, &code);
  CLAIM(U_SUCCESS(code));
  normalize(unorm2_getNFCInstance(&code), units, count, &nfc);
  normalize(unorm2_getNFDInstance(&code), units, count, &nfd);
  CLAIM(sve_analyze(analyzer, nfc.bytes, nfc.length, REQUEST, nfc.document, NULL) == SVE_OK);
  CLAIM(sve_analyze(analyzer, nfd.bytes, nfd.length, REQUEST, nfd.document, NULL) == SVE_OK);
  claim_tokens(&nfc, &nfd);
  claim_values(&nfc, &nfd);
  return 0;
}
