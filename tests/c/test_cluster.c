/* Clusters: which mentions of a marked text come together, and under which name. */
#include "marked.h"
#include "names/alias.h"
#include "names/cluster.h"

static const lexicon_word WORDS[] = {
    {"mikael", SVE_LEX_GIVEN},       {"michael", SVE_LEX_GIVEN}, {"rolf", SVE_LEX_GIVEN}, {"ab", SVE_LEX_ORG_WORD},
    {"if", SVE_LEX_ORG_WORD},        {"ifk", SVE_LEX_ORG_WORD},  {"volvo", SVE_LEX_ORG},  {"förbundet", SVE_LEX_COMMON},
    {"departement", SVE_LEX_COMMON}, {"ud", SVE_LEX_ORG},        {"sd", SVE_LEX_ORG},
};

static void clear(marked *text, sve_clusters *clusters) {
  sve_free(clusters->list.items);
  sve_free(clusters->mentions.items);
  marked_clear(text);
}

static sve_status find(const char *source, marked *text, sve_clusters *clusters, sve_error *error) {
  sve_status status = marked_lexicon(text, WORDS, sizeof WORDS / sizeof *WORDS, error);
  if (status == SVE_OK) status = marked_read(text, source, error);
  sve_passage passage = {.text = text->text.items, .length = text->text.count};
  if (status == SVE_OK)
    status = sve_clusters_find(&text->lexicon, &passage, &text->entities, &text->room, clusters, error);
  return status;
}

/* `wanted`: the cluster of each mention, by name, with a bar between them. */
static void check(const char *source, const char *wanted) {
  marked text = {0};
  sve_clusters clusters = {0};
  CHECK_INT(find(source, &text, &clusters, NULL), SVE_OK);
  sve_byte_list names = {0};
  for (size_t i = 0; i < text.entities.list.count; i++) {
    uint32_t cluster = text.entities.list.items[i].cluster;
    sve_string name = cluster == SVE_NONE ? (sve_string){"-", 1} : clusters.list.items[cluster].name;
    if (i > 0) marked_put(&names, "|", 1, NULL);
    marked_put(&names, name.bytes, name.length, NULL);
  }
  CHECK_STRING(names.count > 0 ? names.items : "", names.count, wanted);
  size_t mentions = 0;
  for (size_t i = 0; i < clusters.list.count; i++) {
    const sve_cluster *cluster = &clusters.list.items[i];
    CHECK(cluster->mention_count > 0);
    CHECK_INT(cluster->first_mention, mentions);
    for (uint32_t k = 0; k < cluster->mention_count; k++) {
      CHECK_INT(text.entities.list.items[clusters.mentions.items[mentions + k]].cluster, i);
    }
    mentions += cluster->mention_count;
  }
  CHECK_INT(clusters.mentions.count, mentions);
  sve_free(names.items);
  clear(&text, &clusters);
}

static void surnames_and_given_names_find_their_person(void) {
  check("[PER Jens Stoltenberg] varnar. [PER Stoltenberg] sade.", "Jens Stoltenberg|Jens Stoltenberg");
  check("[PER Stoltenberg] varnar\n[PER Jens Stoltenbergs|Jens Stoltenberg] ord", "Jens Stoltenberg|Jens Stoltenberg");
  check("[PER Rolf Falkdal] nekar. [PER Rolf] log.", "Rolf Falkdal|Rolf Falkdal");
  check("[PER Ursula von der Leyen], [PER von der Leyen]", "Ursula von der Leyen|Ursula von der Leyen");
  check("[PER Ebba Busch Thor], [PER Ebba Busch], [PER Busch]", "Ebba Busch Thor|Ebba Busch Thor|Ebba Busch Thor");
  check("[PER Anna Karin Lind] och [PER A. Lind]", "Anna Karin Lind|Anna Karin Lind");
}

static void the_norm_of_a_person_is_the_fullest_name(void) {
  marked text = {0};
  sve_clusters clusters = {0};
  CHECK_INT(find("[PER Jens Stoltenberg], [PER Stoltenbergs|Stoltenberg] bil, [ORG NSF]", &text, &clusters, NULL),
            SVE_OK);
  sve_string norm = text.entities.list.items[1].norm;
  CHECK_STRING(norm.bytes, norm.length, "Jens Stoltenberg");
  clear(&text, &clusters);
}

static void namesakes_stay_apart(void) {
  check("[PER Mikael Falkdal] och [PER Rolf Falkdal]. Bröderna [PER Falkdal] nekar.",
        "Mikael Falkdal|Rolf Falkdal|Falkdal");
  check("[PER Mikael Falkdal] och [PER Rolf Falkdal]. [PER Falkdal] nekar.", "Mikael Falkdal|Rolf Falkdal|Falkdal");
  check("[PER Mikael Ek], [PER Michael Ek]", "Mikael Ek|Michael Ek");
  /* Before the second is introduced, the surname is the first's. */
  check("[PER Eva Ek] sade. [PER Ek] log. [PER Bo Ek] kom. [PER Ek] gick.", "Eva Ek|Eva Ek|Bo Ek|Ek");
}

static void a_person_is_no_place(void) {
  check("[PER Eva Lund] bor i [LOC Lund].", "Eva Lund|Lund");
}

static void misspelt_given_names_are_one_person(void) {
  check("[PER Dmytro Kuleba], [PER Dmytro Kuleba], [PER Dymtro Kuleba]", "Dmytro Kuleba|Dmytro Kuleba|Dmytro Kuleba");
}

static void acronyms_find_their_names(void) {
  check("[ORG Nordiska skogsförbundet] ([ORG NSF]) och [ORG NSF:s|NSF] chef",
        "Nordiska skogsförbundet|Nordiska skogsförbundet|Nordiska skogsförbundet");
  check("[ORG Brottsförebyggande rådet] ([ORG BRÅ])", "Brottsförebyggande rådet|Brottsförebyggande rådet");
  check("[ORG USA:s utrikesdepartement] svarar. [ORG UD:s|UD] chef",
        "USA:s utrikesdepartement|USA:s utrikesdepartement");
  check("[ORG Nordiska skogsförbundet] strejkar. [ORG NSF] vann.", "Nordiska skogsförbundet|Nordiska skogsförbundet");
  check("[ORG Svenska Dagbladet] om [ORG SD]", "Svenska Dagbladet|SD");
  check("[PER Eva Lo] ([ORG KD])", "Eva Lo|KD");
}

static void companies_and_clubs_lose_their_form(void) {
  check("[ORG Kelvik AB] varslar. [ORG Kelvik] svarar.", "Kelvik AB|Kelvik AB");
  check("[ORG AB Volvo], [ORG Volvo]", "AB Volvo|AB Volvo");
  check("[ORG Volvo Cars], [ORG Volvo]", "Volvo Cars|Volvo");
  check("[ORG Djurgårdens IF], [ORG Djurgården]", "Djurgårdens IF|Djurgårdens IF");
  check("[ORG IFK Kelvik], [ORG Kelvik]", "IFK Kelvik|IFK Kelvik");
  check("[ORG Solhaga Omsorg] växer. [ORG Solhaga] anställer.", "Solhaga Omsorg|Solhaga Omsorg");
}

static void persons_leave_names_out(void) {
  check("[PER Carl XVI Gustaf] och [PER Carl Gustaf]", "Carl XVI Gustaf|Carl XVI Gustaf");
  check("[PER Anna Karin Eva Lind] och [PER Anna Bo Lind]", "Anna Karin Eva Lind|Anna Bo Lind");
  /* Nobody's where it can be two persons'. */
  check("[PER Anna Lind], [PER Alva Lind], [PER A. Lind]", "Anna Lind|Alva Lind|A. Lind");
  check("[PER Anna Lind Ek], [PER Anna Lind Berg], [PER Anna Lind]", "Anna Lind Ek|Anna Lind Berg|Anna Lind");
}

static void an_introduction_stands(void) {
  check("[ORG Nordiska skogsförbundet] ([ORG NSF]), [ORG Norra sjöfolket] ([ORG NSF])",
        "Nordiska skogsförbundet|Nordiska skogsförbundet|Norra sjöfolket|Nordiska skogsförbundet");
  check("[ORG Brottsförebyggande rådet]\t(\t[ORG BRÅ]\t)", "Brottsförebyggande rådet|BRÅ");
  check("[ORG Brottsförebyggande rådet]\t([ORG BRÅ])", "Brottsförebyggande rådet|Brottsförebyggande rådet");
  check("[ORG Norrbolaget] ([ORG Kelvik])", "Norrbolaget|Kelvik");
  check("[ORG Centrum för rättvisa] ([ORG Cr])", "Centrum för rättvisa|Centrum för rättvisa");
  check("[ORG Hem åt alla] ([ORG Ha])", "Hem åt alla|Hem åt alla");
  check("[ORG Norges och Sveriges utrikesdepartement], [ORG UD]",
        "Norges och Sveriges utrikesdepartement|UD"); /* `och` owns nothing */
}

static void a_short_form_of_two_is_neithers(void) {
  check("[ORG Kelvik AB], [ORG Kelvik IF], [ORG Kelvik]", "Kelvik AB|Kelvik IF|Kelvik");
  check("[ORG Solhaga Omsorg], [ORG Solhaga Bygg], [ORG Solhaga]", "Solhaga Omsorg|Solhaga Bygg|Solhaga");
  check("[ORG Solhaga] växer. [ORG Solhaga Omsorg] anställer.", "Solhaga|Solhaga Omsorg");
  check("[ORG Norra Kelvik AB], [ORG Norra Kelvik], [ORG Norra Berg]", "Norra Kelvik AB|Norra Kelvik AB|Norra Berg");
  check("[ORG Kelvik Stålverk], [ORG Berg Kelvik]", "Kelvik Stålverk|Berg Kelvik");
}

static sve_string string_of(const char *bytes) {
  return (sve_string){bytes, strlen(bytes)};
}

static void letters_tell_acronyms_and_initials(void) {
  static const char *const ACRONYMS[] = {"SMHI", "S7", "ÅÄ", "ABCDEFGH"};
  static const char *const OTHERS[] = {"", "S", "7S", "Saab", "ABCDEFGHI", "A-B"};
  for (size_t i = 0; i < 4; i++) CHECK(sve_name_is_acronym(string_of(ACRONYMS[i])));
  for (size_t i = 0; i < 6; i++) CHECK(!sve_name_is_acronym(string_of(OTHERS[i])));
  static const struct {
    const char *initial, *word;
    bool is;
  } INITIALS[] = {{"J.", "Jens", true},    {"J", "Jens", true}, {"j", "Jens", true},   {"Å.", "åsa", true},
                  {"×", "×", true},        {"÷", "×", false},   {"K.", "Jens", false}, {"Je", "Jens", false},
                  {"J.K.", "Jens", false}, {"", "Jens", false}, {"J.", "", false}};
  for (size_t i = 0; i < sizeof INITIALS / sizeof *INITIALS; i++) {
    CHECK(sve_name_is_initial(string_of(INITIALS[i].initial), string_of(INITIALS[i].word)) == INITIALS[i].is);
  }
}

static void letters_tell_slips(void) {
  static const struct {
    const char *a, *b;
    bool is;
  } PAIRS[] = {{"dymtro", "dmytro", true},
               {"anna", "anna", false},
               {"anna", "ana", false},
               {"annna", "anna", true},
               {"anna", "olle", false},
               {"maarit", "marriit", true},
               {"aabbaa", "aabbaa", false},
               {"abcdefghijklmnopqrstuvwxyzabcdefg", "abcdefghijklmnopqrstuvwxyzabcdef", false},
               {"abcdef", "abcdefghijklmnopqrstuvwxyzabcdefg", false}};
  for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
    CHECK(sve_name_is_misspelt(string_of(PAIRS[i].a), string_of(PAIRS[i].b)) == PAIRS[i].is);
  }
}

static void users_labels_and_values(void) {
  check("[XYZ Kaffe], [TME i går], [XYZ Kaffe], [MSR 5 kronor]", "Kaffe|-|Kaffe|-");
  check("", "");
}

static sve_status sweep_body(void *context, sve_error *error) {
  marked text = {0};
  sve_clusters clusters = {0};
  sve_status status = find(context, &text, &clusters, error);
  clear(&text, &clusters);
  return status;
}

static void survives_failing_allocations(void) {
  test_sweep(sweep_body,
             "[PER Jens Stoltenberg], [PER Stoltenberg], [ORG Nordiska skogsförbundet] ([ORG NSF]), [LOC Oslo]");
}

/* A hundred thousand mentions of namesakes and of each other's acronyms end before the test's time runs out. */
static void is_linear(void) {
  sve_byte_list source = {0};
  for (unsigned i = 0; i < 100000; i++) {
    char mention[96];
    int length = i % 4 == 0   ? snprintf(mention, sizeof mention, "[PER A%u Andersson] ", i)
                 : i % 4 == 1 ? snprintf(mention, sizeof mention, "[PER Andersson] ")
                 : i % 4 == 2
                     ? snprintf(mention, sizeof mention, "[ORG Alfa B%u] ", i)
                     : snprintf(mention, sizeof mention, "[ORG A%cB%c] ", 'A' + (int)(i % 26), 'A' + (int)(i % 25));
    marked_put(&source, mention, (size_t)length, NULL);
  }
  marked_put(&source, "", 1, NULL);
  marked text = {0};
  sve_clusters clusters = {0};
  CHECK_INT(find(source.items, &text, &clusters, NULL), SVE_OK);
  CHECK_INT(text.entities.list.count, 100000);
  clear(&text, &clusters);
  sve_free(source.items);
}

int main(void) {
  RUN(surnames_and_given_names_find_their_person);
  RUN(the_norm_of_a_person_is_the_fullest_name);
  RUN(namesakes_stay_apart);
  RUN(a_person_is_no_place);
  RUN(misspelt_given_names_are_one_person);
  RUN(acronyms_find_their_names);
  RUN(companies_and_clubs_lose_their_form);
  RUN(persons_leave_names_out);
  RUN(an_introduction_stands);
  RUN(a_short_form_of_two_is_neithers);
  RUN(letters_tell_acronyms_and_initials);
  RUN(letters_tell_slips);
  RUN(users_labels_and_values);
  RUN(survives_failing_allocations);
  RUN(is_linear);
  return test_end();
}
