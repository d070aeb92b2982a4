/* The strings that results are made of again and again, interned once in the module's state. */
#ifndef SVE_PYTHON_WORDS_H
#define SVE_PYTHON_WORDS_H

#include "python/binding.h"

/* In the order of sve_token_kind, sve_source and sve_quote_kind, then the keys of to_dict(). The formatter
 * takes the list for an expression. */
/* clang-format off */
#define SVE_PY_ALL_WORDS(X) \
  X(word) X(number) X(abbreviation) X(punctuation) X(symbol) X(url) X(email) X(hashtag) X(handle) \
  X(emoji) X(identifier) X(matcher) X(model) X(rule) X(lexicon) X(direct) X(indirect) X(start) \
  X(end) X(text) X(label) X(norm) X(compound) X(cluster) X(value) X(mod) X(score) X(source) X(id) \
  X(also) X(name) X(mentions) X(kind) X(speaker) X(speaker_start) X(speaker_end) X(tokens) \
  X(sentences) X(entities) X(clusters) X(quotes) X(year) X(month) X(day)
/* clang-format on */

#define SVE_PY_WORD(name) SVE_PY_WORD_##name,
enum sve_py_word { SVE_PY_ALL_WORDS(SVE_PY_WORD) SVE_PY_WORD_COUNT };
#undef SVE_PY_WORD

#define WORD(state, name) ((state)->words[SVE_PY_WORD_##name])

/* Names of a token's kind, an entity's source, a quote's kind (borrowed). */
static inline PyObject *sve_py_token_kind(const sve_py_state *state, unsigned kind) {
  return state->words[SVE_PY_WORD_word + kind];
}
static inline PyObject *sve_py_source(const sve_py_state *state, unsigned source) {
  return state->words[SVE_PY_WORD_matcher + source];
}
static inline PyObject *sve_py_quote_kind(const sve_py_state *state, unsigned kind) {
  return state->words[SVE_PY_WORD_direct + kind];
}
#endif
