/* Entities: candidates settled, made to agree over the text, looked for in compounds, and given their norms. */
#include "passage.h"

static const lexicon_word WORDS[] = {
    {"ukraina", SVE_LEX_PLACE},
    {"usa", SVE_LEX_PLACE},
    {"nyköping", SVE_LEX_PLACE},
    {"paris", SVE_LEX_PLACE},
    {"malmö", SVE_LEX_PLACE},
    {"lars", SVE_LEX_GIVEN},
    {"nato", SVE_LEX_ORG},
    {"chefen", SVE_LEX_COMMON | SVE_LEX_TAIL_PERSON},
    {"aktien", SVE_LEX_COMMON | SVE_LEX_TAIL},
    {"park", SVE_LEX_COMMON | SVE_LEX_PLACE},
    {"polisen", SVE_LEX_COMMON | SVE_LEX_TAIL_ORG},
    {"sten", SVE_LEX_COMMON | SVE_LEX_GIVEN},
    {"tingsrätt", SVE_LEX_COMMON | SVE_LEX_ORG_WORD},
    {"utrikesdepartement", SVE_LEX_COMMON | SVE_LEX_ORG_WORD},
};

typedef struct settled {
  reading reading;
  sve_entities answer;
  sve_arena strings;
} settled;

/* A digit before a name's label (`[7ORG Kelvik]`) is its score in tenths; without one it is certain. */
static sve_status settle(settled *out, const char *source, sve_error *error) {
  out->answer.strings = &out->strings;
  char marks[1024];
  float scores[32];
  size_t count = 0, at = 0;
  for (; *source != '\0'; source++) {
    marks[at++] = *source;
    if (*source != '[') continue;
    bool scored = source[1] >= '0' && source[1] <= '9';
    scores[count++] = scored ? (float)(*++source - '0') / 10 : 1;
  }
  marks[at] = '\0';
  sve_status status = reading_make(&out->reading, WORDS, sizeof WORDS / sizeof *WORDS, marks, error);
  if (status != SVE_OK) return status;
  for (size_t i = 0; i < count; i++) out->reading.source.entities.list.items[i].score = scores[i];
  return sve_entities_settle(&out->reading.source.lexicon, &out->reading.passage, &out->reading.source.entities.list,
                             &out->answer, error);
}

static void clear(settled *out) {
  reading_clear(&out->reading);
  sve_free(out->answer.list.items);
  sve_free(out->answer.nested.items);
  sve_arena_clear(&out->strings);
}

static void put_entity(sve_byte_list *out, const sve_entity *entity) {
  static const char *const LABELS[] = {"PER", "ORG", "LOC", "TME", "MSR"};
  if (out->count > 0) marked_put(out, ", ", 2, NULL);
  marked_put(out, LABELS[entity->label], 3, NULL);
  marked_put(out, entity->compound ? "+" : " ", 1, NULL);
  marked_put(out, entity->norm.bytes, entity->norm.length, NULL);
}

/* `wanted`: label and norm of each entity; `+` for one in a compound; nested readings in brackets. */
static void check(const char *source, const char *wanted) {
  settled text = {0};
  CHECK_INT(settle(&text, source, NULL), SVE_OK);
  sve_byte_list got = {0};
  uint32_t end = 0;
  for (size_t i = 0; i < text.answer.list.count; i++) {
    const sve_entity *entity = &text.answer.list.items[i];
    CHECK(entity->span.start_byte >= end);
    end = entity->span.end_byte;
    put_entity(&got, entity);
    for (uint32_t k = 0; k < entity->nested_count; k++) {
      marked_put(&got, " [", 2, NULL);
      sve_byte_list inner = {0};
      put_entity(&inner, &text.answer.nested.items[entity->first_nested + k]);
      marked_put(&got, inner.items, inner.count, NULL);
      marked_put(&got, "]", 1, NULL);
      sve_free(inner.items);
    }
  }
  CHECK_STRING(got.count > 0 ? got.items : "", got.count, wanted);
  sve_free(got.items);
  clear(&text);
}

/* `source` has one name, whose last token a rule has found to be a number of this value. */
static void check_number(const char *source, const char *value, const char *wanted) {
  settled text = {0};
  sve_error error = {0};
  text.answer.strings = &text.strings;
  CHECK_INT(reading_make(&text.reading, WORDS, sizeof WORDS / sizeof *WORDS, source, &error), SVE_OK);
  sve_entity_list *candidates = &text.reading.source.entities.list;
  const sve_passage *passage = &text.reading.passage;
  candidates->items[0].source = SVE_FROM_MODEL;
  uint32_t last = sve_passage_token_at(passage, candidates->items[0].span.end_byte - 1);
  CHECK_INT(SVE_LIST_RESERVE(candidates, 1, &error), SVE_OK);
  sve_entity *number = &candidates->items[candidates->count++];
  *number = sve_entity_of_tokens(passage, last, last + 1, SVE_LABEL_MSR, SVE_FROM_RULE);
  number->norm = number->value = (sve_string){value, strlen(value)};
  CHECK_INT(sve_entities_settle(&text.reading.source.lexicon, passage, &text.reading.source.entities.list, &text.answer,
                                &error),
            SVE_OK);
  sve_byte_list got = {0};
  for (size_t i = 0; i < text.answer.list.count; i++) put_entity(&got, &text.answer.list.items[i]);
  CHECK_STRING(got.items, got.count, wanted);
  sve_free(got.items);
  clear(&text);
}

static void a_short_number_is_its_names(void) {
  check_number("[ORG Kanal 5] sänder", "5", "ORG Kanal 5");
  check_number("på [LOC Storgatan 14] i dag", "14", "LOC Storgatan 14");
  check_number("i [LOC Malmö 1997] var det", "1997", "MSR 1997"); /* a year */
  check_number("från [LOC Malmö 5%] av", "5 %", "MSR 5 %");
}

static void norms_have_no_genitive(void) {
  check("[LOC Ukrainas] framtid", "LOC Ukraina");
  check("[LOC USA:s] chef och [PER Marx'] bok", "LOC USA, PER Marx");
  check("[PER Lars] bil i [LOC Paris] vackra delar", "PER Lars, LOC Paris");
  check("[PER Stoltenbergs] svar till [PER Marcus] bror", "PER Stoltenberg, PER Marcus");
  check("[ORG Nyköpings tingsrätts] dom", "ORG Nyköpings tingsrätt [LOC Nyköping]");
}

static void norms_do_not_shout(void) {
  check("stormen över [LOC MALMÖ] och [LOC USA]", "LOC Malmö, LOC USA");
  check("båten till [LOC malmö] är sen", "LOC Malmö");
  check("[PER Ebba\nBusch] sade", "PER Ebba Busch");
}

static void owners_are_readings_of_their_own(void) {
  check("[ORG USA:s utrikesdepartement] varnar", "ORG USA:s utrikesdepartement [LOC USA]");
  check("[ORG Malmö FF] vann", "ORG Malmö FF");
}

static void names_are_found_in_compounds(void) {
  check("Natochefen varnar", "ORG+Nato");
  check("Parkchefen varnar", "");
  check("[ORG Kelvik] rasar. Kelvikaktien faller.", "ORG Kelvik, ORG+Kelvik");
  check("Kelvikaktien faller.", "");
  check("[ORG Malmöpolisen] varnar", "ORG Malmöpolisen");
}

static void names_agree_over_the_text(void) {
  check("Det säger [PER Karin Ödvall]. Ödvall är vd.", "PER Karin Ödvall, PER Ödvall");
  check("Det säger [PER Karin Sten]. Sten är hårt.", "PER Karin Sten, PER Sten");
  check("Hos [ORG Sonelia] vet de. Man ringer Sonelias växel.", "ORG Sonelia, ORG Sonelia");
  check("Hos [ORG Sonelia] vet de. Nya Sonelia Sverige är annat.", "ORG Sonelia");
}

static void most_mentions_decide_where_one_is_not_sure(void) {
  check("[ORG Kelvik] och [ORG Kelvik] och [3LOC Kelviks] bror", "ORG Kelvik, ORG Kelvik, ORG Kelvik");
  check("[ORG Kelvik] och [9LOC Kelvik]", "ORG Kelvik, LOC Kelvik");
  check("[ORG Kelvik] och [5ORG Kelvik]", "ORG Kelvik, ORG Kelvik");
}

static void nouns_before_names_are_no_part_of_them(void) {
  check("[ORG Kelvik] rasar. [ORG Verkstadsbolaget Kelvik] faller.", "ORG Kelvik, ORG Kelvik");
  check("[ORG Kelvik] rasar. [ORG Företaget Kelvik] faller.", "ORG Kelvik, ORG Kelvik");
  check("[ORG Kelvik] rasar. [ORG Nya Kelvik] faller.", "ORG Kelvik, ORG Nya Kelvik");
  check("[ORG Kelvik] rasar. [ORG Ukraina Kelvik] faller.", "ORG Kelvik, ORG Ukraina Kelvik");
  check("[ORG Kelvik] rasar. [ORG Verkstaden kelvik] faller.", "ORG Kelvik, ORG Verkstaden kelvik");
  check("[ORG Kelvik] rasar. Nu faller [ORG Verkstadsbolaget Kelvik].", "ORG Kelvik, ORG Verkstadsbolaget Kelvik");
  check("[ORG Verkstadsbolaget Kelvik] faller.", "ORG Verkstadsbolaget Kelvik");
}

static void a_name_of_many_words_is_not_looked_for_again(void) {
  check("[5ORG A B C D E F G H I J K L M] och A B C D E F G H I J K L M", "ORG A B C D E F G H I J K L M");
}

static void lone_words_beside_capitals_are_parts_of_others(void) {
  check("Hos [ORG Sonelia] vet de. Och nya Sonelia Sverige är annat.", "ORG Sonelia");
  check("Hos [ORG Sonelia] vet de. Och i Nya Sonelia är det annat.", "ORG Sonelia");
  check("Hos [PER Sten] vet de. Sten är hårt, och Sten", "PER Sten, PER Sten, PER Sten");
}

static void acronyms_are_no_places_of_that_name(void) {
  check("PARIS-polisen varnar och NATO-chefen log", "ORG+NATO");
}

static sve_entity candidate(const settled *text, uint32_t first, uint32_t end, unsigned label, sve_source source) {
  return sve_entity_of_tokens(&text->reading.passage, first, end, label, source);
}

/* The answer's labels over `Anna Ek bor i Malmö` for two candidates. */
static void check_pair(sve_entity *a, sve_entity *b, settled *text, const char *wanted) {
  sve_entity_list *list = &text->reading.source.entities.list;
  list->count = 0;
  CHECK_INT(SVE_LIST_RESERVE(list, 2, NULL), SVE_OK);
  list->items[list->count++] = *a;
  list->items[list->count++] = *b;
  text->answer.list.count = text->answer.nested.count = 0;
  CHECK_INT(sve_entities_settle(&text->reading.source.lexicon, &text->reading.passage,
                                &text->reading.source.entities.list, &text->answer, NULL),
            SVE_OK);
  sve_byte_list got = {0};
  for (size_t i = 0; i < text->answer.list.count; i++) put_entity(&got, &text->answer.list.items[i]);
  CHECK_STRING(got.items, got.count, wanted);
  sve_free(got.items);
}

static void the_surer_source_wins_and_then_the_longer(void) {
  settled text = {0};
  CHECK_INT(settle(&text, "[PER Anna Ek] bor i Lund", NULL), SVE_OK);
  sve_entity person = candidate(&text, 0, 2, SVE_LABEL_PER, SVE_FROM_MODEL);
  sve_entity given = candidate(&text, 0, 1, SVE_LABEL_ORG, SVE_FROM_MODEL);
  sve_entity own = candidate(&text, 1, 2, SVE_LABEL_LOC, SVE_FROM_MATCHER);
  sve_entity listed = candidate(&text, 1, 3, SVE_LABEL_LOC, SVE_FROM_LEXICON);
  check_pair(&person, &given, &text, "PER Anna Ek");
  CHECK_INT(text.answer.list.items[0].nested_count, 1);
  check_pair(&person, &own, &text, "LOC Ek");
  check_pair(&listed, &person, &text, "PER Anna Ek");
  /* Of two over the same words the surer one, and of the like the first; neither is the other's other reading. */
  sve_entity group = candidate(&text, 0, 2, SVE_LABEL_ORG, SVE_FROM_MODEL);
  check_pair(&group, &person, &text, "ORG Anna Ek");
  check_pair(&person, &group, &text, "PER Anna Ek");
  person.score = 0.5f;
  check_pair(&person, &group, &text, "ORG Anna Ek");
  CHECK_INT(text.answer.list.items[0].nested_count, 0);
  clear(&text);
}

static sve_status settle_once(void *context, sve_error *error) {
  settled text = {0};
  sve_status status = settle(&text, context, error);
  clear(&text);
  return status;
}

static void failed_allocations_are_told(void) {
  test_sweep(settle_once, "[ORG USA:s utrikesdepartement] och [PER Karin Ödvall]. Ödvall, Natochefen, Kelvik");
}

int main(void) {
  RUN(norms_have_no_genitive);
  RUN(norms_do_not_shout);
  RUN(owners_are_readings_of_their_own);
  RUN(names_are_found_in_compounds);
  RUN(names_agree_over_the_text);
  RUN(most_mentions_decide_where_one_is_not_sure);
  RUN(nouns_before_names_are_no_part_of_them);
  RUN(a_name_of_many_words_is_not_looked_for_again);
  RUN(lone_words_beside_capitals_are_parts_of_others);
  RUN(acronyms_are_no_places_of_that_name);
  RUN(the_surer_source_wins_and_then_the_longer);
  RUN(a_short_number_is_its_names);
  RUN(failed_allocations_are_told);
  return test_end();
}
