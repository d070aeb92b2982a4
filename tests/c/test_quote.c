/* Quotes: what is said in a marked text, and by whom. Read with the shipped lexicon. */
#include "marked.h"
#include "speech/quote.h"

typedef struct reading {
  marked marked;
  sve_data *data;
  sve_tokenizer *tokenizer;
  sve_lexicon lexicon;
  sve_speech_words small;
  sve_token_list tokens;
  sve_sentence_list sentences;
  sve_word_list words;
  sve_clusters clusters;
  sve_quote_list quotes;
} reading;

static sve_status read_text(const char *source, reading *out, sve_error *error) {
  *out = (reading){0};
  marked *text = &out->marked;
  sve_status status = sve_data_open("svenner/data/lexicon.sve", false, &out->data, error);
  if (status == SVE_OK) status = sve_lexicon_open(out->data, &out->lexicon, error);
  if (status == SVE_OK) status = sve_speech_words_open(out->data, &out->small, error);
  if (status == SVE_OK) status = sve_tokenizer_new(out->data, NULL, 0, false, &out->tokenizer, error);
  if (status == SVE_OK) status = marked_read(text, source, error);
  if (status == SVE_OK) {
    status = sve_tokenize(out->tokenizer, text->text.items, text->text.count, NULL, &out->tokens, error);
  }
  if (status == SVE_OK) {
    sve_sentence_words words;
    status = sve_sentence_words_open(out->data, &words, error);
    if (status == SVE_OK) status = sve_sentences_find(&words, text->text.items, &out->tokens, &out->sentences, error);
  }
  if (status == SVE_OK)
    status = sve_words_find(&out->lexicon, text->text.items, &out->tokens, NULL, &out->words, error);
  sve_passage passage = {.text = text->text.items,
                         .length = text->text.count,
                         .tokens = out->tokens.items,
                         .words = out->words.items,
                         .token_count = out->tokens.count,
                         .sentences = out->sentences.items,
                         .sentence_count = out->sentences.count};
  if (status == SVE_OK) {
    status = sve_clusters_find(&out->lexicon, &passage, &text->entities, &text->room, &out->clusters, error);
  }
  if (status == SVE_OK) {
    status = sve_quotes_find(&out->lexicon, &out->small, &passage, &text->entities, &out->clusters, &text->room,
                             &out->quotes, error);
  }
  return status;
}

static void clear(reading *text) {
  sve_tokenizer_free(text->tokenizer);
  sve_data_free(text->data);
  sve_free(text->tokens.items);
  sve_free(text->sentences.items);
  sve_free(text->words.items);
  sve_free(text->clusters.list.items);
  sve_free(text->clusters.mentions.items);
  sve_free(text->quotes.items);
  marked_clear(&text->marked);
}

/* `wanted`: a line for each quote: speaker, `:` for direct and `~` for indirect speech, words. */
static void check(const char *source, const char *wanted) {
  reading text;
  CHECK_INT(read_text(source, &text, NULL), SVE_OK);
  sve_byte_list found = {0};
  for (size_t i = 0; i < text.quotes.count; i++) {
    const sve_quote *quote = &text.quotes.items[i];
    if (i > 0) marked_put(&found, "\n", 1, NULL);
    marked_put(&found, quote->speaker.bytes, quote->speaker.length, NULL);
    marked_put(&found, quote->kind == SVE_QUOTE_DIRECT ? ":" : "~", 1, NULL);
    marked_put(&found, text.marked.text.items + quote->span.start_byte, quote->span.end_byte - quote->span.start_byte,
               NULL);
  }
  CHECK_STRING(found.count > 0 ? found.items : "", found.count, wanted);
  sve_free(found.items);
  clear(&text);
}

static void marks_of_every_style(void) {
  check("”Ja”, sade [PER Bo Ek].", "Bo Ek:Ja");
  check("\"Ja\", sade [PER Bo Ek].", "Bo Ek:Ja");
  check("“Ja”, sade [PER Bo Ek].", "Bo Ek:Ja");
  check("»Ja«, sade [PER Bo Ek]. «Nej!» svarade [PER Eva].", "Bo Ek:Ja\nEva:Nej!");
  check("'Vi går nu', sade [PER Bo Ek]. Rock'n'roll och McDonald's.", "Bo Ek:Vi går nu");
  check("[PER Bo Ek]: ”’Barca’ spelade bra.”", "Bo Ek:’Barca’ spelade bra.");
}

static void dashes_open_replies(void) {
  check("— Kom hit, bad [PER Tora].\n‒ Strax! svarade [PER Ulf].\n- Skynda dig, sade [PER Tora].",
        "Tora:Kom hit\nUlf:Strax!\nTora:Skynda dig");
  check("– Nej! ropade hon. Jag vill inte.", "hon:Nej!\nhon:Jag vill inte.");
  check("– Ja, sade [PER Bo Ek], men inte i dag.", "Bo Ek:Ja\nBo Ek:men inte i dag.");
  check("– Ja, sade [PER Bo Ek] och log. Han reste sig.", "Bo Ek:Ja");
  check("- mjölk\n- bröd\n- 2019-2021", "");
}

static void clauses_with_att(void) {
  check("[PER Bo Ek] säger att det regnar, men solen sken.", "Bo Ek~det regnar");
  check("[PER Bo Ek] varnar för att isen är svag.", "Bo Ek~isen är svag");
  check("I går sade [PER Bo Ek] att isen är svag.", "Bo Ek~isen är svag");
  check("[PER Bo Ek] lovar att betala. Det är bra att du kom.", "");
  check("[PER Bo Ek] säger inte att isen är svag. Man säger att det regnar.", "");
  check("Ingen skadades, uppger polisen.", "polisen~Ingen skadades");
}

static void titles_are_no_speech(void) {
  check("Boken ”Röda rummet” är bra.", "");
  check("Det så kallade ”miraklet” uteblev.", "");
}

static void sources_are_no_speakers(void) {
  reading text;
  CHECK_INT(read_text("[PER Bo Ek] sade att ”isen är svag”, skriver [ORG AFP].", &text, NULL), SVE_OK);
  CHECK_INT(text.quotes.count, 1);
  CHECK_STRING(text.quotes.items[0].speaker.bytes, text.quotes.items[0].speaker.length, "Bo Ek");
  CHECK_STRING(text.quotes.items[0].source.bytes, text.quotes.items[0].source.length, "AFP");
  clear(&text);
}

static sve_status sweep_body(void *context, sve_error *error) {
  reading text;
  sve_status status = read_text(context, &text, error);
  clear(&text);
  return status;
}

static void survives_failing_allocations(void) {
  test_sweep(sweep_body, "[PER Eva Ek] sade att det regnar. – Ja.\n– Ja, sade hon.\n”Nej”, sade polisen.");
}

/* Half a megabyte of each ends before the test's time runs out. */
static void is_linear(void) {
  static const char *const PIECES[] = {"” ",
                                       "”a ",
                                       "'a ",
                                       "att ",
                                       "säger att ",
                                       "säger hon, ",
                                       "undrade hon ",
                                       "regnar enligt [PER Bo Ek] ",
                                       "säger [PER Anna Ek], [PER Bo Ek] och ",
                                       "Nej. – ",
                                       "\n– Ja",
                                       "\n”Ja ",
                                       ": ",
                                       ", säger",
                                       "enligt ",
                                       "[PER Bo Ek] ",
                                       "[PER Bo Ek] säger: ",
                                       "\n– Ja, sade han. ",
                                       "– Ja, sade han och tillade att det regnar! ",
                                       "[PER Bo Ek] säger att det regnar, ",
                                       "säger åklagaren att det regnar och [PER Bo Ek] "};
  for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++) {
    sve_byte_list source = {0};
    while (source.count < 500000) marked_put(&source, PIECES[i], strlen(PIECES[i]), NULL);
    marked_put(&source, "", 1, NULL);
    reading text;
    CHECK_INT(read_text(source.items, &text, NULL), SVE_OK);
    clear(&text);
    sve_free(source.items);
  }
}

/* Any mixture of marks, verbs and names: quotes stand in order and apart, and nothing is read outside the text. */
static void any_mixture_is_sound(void) {
  static const char *const PIECES[] = {
      "”",       "“",      "\"",        "’",        "»",        "«",           "– ",           "—",
      "- ",      " att ",  " undrade ", " om det ", " enligt ", " och ",       " säger ",      " sade ",
      " hon",    " Bo Ek", ", ",        ". ",       "! ",       "? ",          ": ",           " och ",
      " men ",   "\n",     "\n\n",      " enligt ", " TT",      " det regnar", " Jag går",     " som ",
      " har",    " sagt",  "(",         ")",        " vd:n",    " skriver ",   " lägger till", "[PER Eva Lind]",
      "[ORG TT]"};
  uint32_t seed = 1;
  for (int round = 0; round < 3000; round++) {
    sve_byte_list source = {0};
    for (int i = 0; i < 3 + round % 30; i++) {
      seed = seed * 1664525 + 1013904223;
      const char *piece = PIECES[(seed >> 16) % (sizeof PIECES / sizeof *PIECES)];
      marked_put(&source, piece, strlen(piece), NULL);
    }
    marked_put(&source, "", 1, NULL);
    reading text;
    CHECK_INT(read_text(source.items, &text, NULL), SVE_OK);
    for (size_t i = 0; i < text.quotes.count; i++) {
      const sve_quote *quote = &text.quotes.items[i];
      bool sound = quote->span.start_byte < quote->span.end_byte && quote->span.end_byte <= text.marked.text.count;
      if (i > 0) sound = sound && quote[-1].span.end_byte <= quote->span.start_byte;
      if (!CHECK(sound)) printf("  in: %s\n", source.items);
    }
    clear(&text);
    sve_free(source.items);
  }
}

int main(void) {
  RUN(marks_of_every_style);
  RUN(dashes_open_replies);
  RUN(clauses_with_att);
  RUN(titles_are_no_speech);
  RUN(sources_are_no_speakers);
  RUN(survives_failing_allocations);
  RUN(any_mixture_is_sound);
  RUN(is_linear);
  return test_end();
}
