/* Making candidates of tokens. */
#include "names/candidate.h"

#include "base/bisect.h"

sve_entity sve_entity_of_tokens(const sve_passage *passage, uint32_t first, uint32_t end, unsigned label,
                                sve_source source) {
  sve_span from = passage->tokens[first].span;
  sve_span to = passage->tokens[end - 1].span;
  return (sve_entity){.span = {from.start_byte, to.end_byte, from.start_cp, to.end_cp},
                      .cluster = SVE_NONE,
                      .matcher = SVE_NONE,
                      .entry = SVE_NONE,
                      .score = 1,
                      .label = (uint16_t)label,
                      .source = (uint8_t)source};
}

size_t sve_passage_sentence_at(const sve_passage *passage, uint32_t token) {
  const sve_sentence *list = passage->sentences;
  return sve_bisect(list, passage->sentence_count, sizeof *list, offsetof(sve_sentence, end_token), token + 1);
}

sve_token_range sve_passage_tokens_of(const sve_passage *passage, sve_span span) {
  uint32_t first = sve_passage_token_at(passage, span.start_byte), end = first;
  while (end < passage->token_count && passage->tokens[end].span.start_byte < span.end_byte) end++;
  return (sve_token_range){first, end};
}

uint32_t sve_passage_token_at(const sve_passage *passage, uint32_t byte) {
  const sve_token *list = passage->tokens;
  return (uint32_t)sve_bisect(list, passage->token_count, sizeof *list, offsetof(sve_token, span.end_byte), byte + 1);
}
