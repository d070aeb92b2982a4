/* Making candidates of tokens. */
#include "names/candidate.h"

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
  size_t low = 0, high = passage->sentence_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (passage->sentences[middle].first_token <= token) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

uint32_t sve_passage_token_at(const sve_passage *passage, uint32_t byte) {
  size_t low = 0, high = passage->token_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (passage->tokens[middle].span.end_byte > byte) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return (uint32_t)low;
}
