/* The matcher: what is found, where, and as which form; files that cannot be trusted; failing memory. */
#include "base/data.h"
#include "names/gazetteer.h"
#include "test.h"

enum { TEXT_MOST = 4000, NAMES_MOST = 12 };

static sve_string string_of(const char *text) {
  return (sve_string){text, strlen(text)};
}

typedef struct listed {
  sve_string name;
  const char *label, *id;
} listed;

static sve_status build(sve_matcher_options options, const listed *entries, size_t count, sve_matcher **out,
                        sve_error *error) {
  sve_matcher_builder *builder = NULL;
  sve_status status = sve_matcher_builder_new(options, &builder, error);
  for (size_t i = 0; i < count && status == SVE_OK; i++) {
    sve_string label = string_of(entries[i].label), id = string_of(entries[i].id);
    status = sve_matcher_builder_add(builder, entries[i].name, label, id, error);
  }
  if (status == SVE_OK) status = sve_matcher_build(builder, out, error);
  sve_matcher_builder_free(builder);
  return status;
}

/* A matcher of the names in `names`, which `|` parts. */
static sve_matcher *matcher_of(const char *names, sve_matcher_options options) {
  listed entries[NAMES_MOST];
  size_t count = 0;
  for (const char *at = names;; at++) {
    size_t length = strcspn(at, "|");
    entries[count++] = (listed){{at, length}, "", ""};
    at += length;
    if (*at == '\0') break;
  }
  sve_matcher *matcher = NULL;
  CHECK_INT(build(options, entries, count, &matcher, NULL), SVE_OK);
  return matcher;
}

/* What is found, into `matches`, which are made where there are none; how many. */
static size_t find_in(const sve_matcher *matcher, const char *text, size_t length, sve_matches **matches,
                      const sve_match **items) {
  size_t count;
  if (*matches == NULL) CHECK_INT(sve_matches_new(matches, NULL), SVE_OK);
  sve_matches_clear(*matches);
  CHECK_INT(sve_matcher_search(matcher, NULL, &(sve_string){text, length}, 1, *matches, NULL, NULL), SVE_OK);
  *items = sve_matches_get(*matches, &count);
  return count;
}

/* The matches as `text=name` with the form's letter where it is not exact, parted by `|`. */
static const char *write_matches(const sve_matcher *matcher, const char *text, const sve_match *matches, size_t count) {
  static const char FORMS[] = "egcif";
  static char written[TEXT_MOST];
  size_t at = 0;
  written[0] = '\0';
  for (size_t i = 0; i < count && at < sizeof written - 200; i++) {
    sve_span span = matches[i].span;
    sve_string name, label, id;
    sve_matcher_entry(matcher, matches[i].entry, &name, &label, &id);
    at +=
        (size_t)snprintf(written + at, sizeof written - at, "%s%.*s=%.*s", i > 0 ? "|" : "",
                         (int)(span.end_byte - span.start_byte), text + span.start_byte, (int)name.length, name.bytes);
    if (matches[i].form != SVE_FORM_EXACT) {
      at += (size_t)snprintf(written + at, sizeof written - at, ",%c%d", FORMS[matches[i].form],
                             matches[i].form == SVE_FORM_FUZZY ? matches[i].distance : matches[i].ending);
    }
  }
  return written;
}

/* Names, how they are looked for, a text, and what is found in it as write_matches writes it. */
typedef struct finding {
  const char *names;
  const sve_matcher_options *options;
  const char *text, *wanted;
} finding;

static void check_findings(const finding *findings, size_t count) {
  sve_matches *matches = NULL;
  for (size_t i = 0; i < count; i++) {
    const char *text = findings[i].text;
    sve_matcher *matcher = matcher_of(findings[i].names, *findings[i].options);
    const sve_match *items;
    size_t found = find_in(matcher, text, strlen(text), &matches, &items);
    const char *got = write_matches(matcher, text, items, found);
    bool same = CHECK(strcmp(got, findings[i].wanted) == 0);
    if (!same) printf("  in \"%s\":\n  got    %s\n  wanted %s\n", text, got, findings[i].wanted);
    sve_matcher_free(matcher);
  }
  sve_matches_free(matches);
}

#define CHECK_FINDINGS(...)                                       \
  do {                                                            \
    static const finding FINDINGS[] = {__VA_ARGS__};              \
    check_findings(FINDINGS, sizeof FINDINGS / sizeof *FINDINGS); \
  } while (0)

static const sve_matcher_options PLAIN = {0}, GENITIVE = {.genitive = true}, NO_CASE = {.ignore_case = true},
                                 NO_ACCENTS = {.fold_accents = true}, ALL = {.overlap = true},
                                 NOUN = {.genitive = true, .inflect_noun = true},
                                 NEAR = {.genitive = true, .fuzzy = true},
                                 GENITIVE_NO_CASE = {.genitive = true, .ignore_case = true},
                                 NOUN_NO_ACCENTS = {.inflect_noun = true, .fold_accents = true};

static void names_are_whole_words(void) {
  CHECK_FINDINGS({"Berg", &PLAIN, "Bergen, Kinneberg, Berg2, Nord-Berg och Berg.", "Berg=Berg"},
                 {"Malm", &PLAIN, "Malmö växer. Malm säljs.", "Malm=Malm"},
                 {"Gen|ck|sjön", &PLAIN, "Genèvesjön och frühstück", ""},
                 {"Art", &PLAIN, "Nord-Art och Art, in- och Art-", "Art=Art|Art=Art"},
                 {"5|000", &PLAIN, "3,5 och 5.5 och 5", "5=5"});
}

static void slashes_and_dashes_part_names(void) {
  CHECK_FINDINGS({"SVT|SR|ABC1", &PLAIN, "Källor: SVT/SR och ABC1/X.", "SVT=SVT|SR=SR|ABC1=ABC1"},
                 {"Malmö|Lund", &PLAIN, "Malmö–Lund tur/retur", "Malmö=Malmö|Lund=Lund"});
}

static void symbols_are_parts_of_names(void) {
  CHECK_FINDINGS({"C++|.NET|<br>", &PLAIN, "Vi kör C++ och .NET, en<br>två", "C++=C++|.NET=.NET|<br>=<br>"},
                 {"AB.", &PLAIN, "Det är AB.", "AB.=AB."},
                 /* More lower-case letters than the gate compares at once, and a sign behind them. */
                 {"af|be|ce|de|ef|fe|ge|hå|il|~ix", &PLAIN, "il och ~ix", "il=il|~ix=~ix"},
                 {"H&M|Yahoo!", &PLAIN, "H&M köper Yahoo! och H & M", "H&M=H&M|Yahoo!=Yahoo!"},
                 {"Dr. G.B. Ek|G.B. Ek|Ek", &PLAIN, "Det är Dr. G.B. Ek.", "Dr. G.B. Ek=Dr. G.B. Ek"});
}

static void spellings_of_one_name_are_alike(void) {
  CHECK_FINDINGS(
      {"McDonald's", &PLAIN, "McDonald's växer, McDonald’s säljer.", "McDonald's=McDonald's|McDonald’s=McDonald's"},
      {"Länsstyrelsen", &PLAIN, "Läns\xC2\xADstyrelsen i Lund", "Läns\xC2\xADstyrelsen=Länsstyrelsen"},
      {"Åhléns", &PLAIN, "A\xCC\x8Ahle\xCC\x81ns", "A\xCC\x8Ahle\xCC\x81ns=Åhléns"},
      {"A\xCC\x8Ahle\xCC\x81ns", &PLAIN, "Åhléns", "Åhléns=A\xCC\x8Ahle\xCC\x81ns"},
      {"Nya Torget", &PLAIN, "Nya\n Torget, Nya\xC2\xA0Torget, NyaTorget",
       "Nya\n Torget=Nya Torget|Nya\xC2\xA0Torget=Nya Torget"},
      {"Malmö–Lund", &PLAIN, "Malmö-Lund", "Malmö-Lund=Malmö–Lund"});
}

static void the_longest_name_wins_and_breaks_off(void) {
  CHECK_FINDINGS(
      {"Bo|Bor|Borås", &PLAIN, "Bo bor i Borås. Bor finns.", "Bo=Bo|Borås=Borås|Bor=Bor"},
      {"sjukdom|Addisons sjukdom", &PLAIN, "Addisons sjukdom är ovanlig.", "Addisons sjukdom=Addisons sjukdom"},
      {"Volvo|Volvo Cars", &PLAIN, "Volvo Carsson och Volvo Cars", "Volvo=Volvo|Volvo Cars=Volvo Cars"},
      {"Nya Nya Torget|Nya Lund", &PLAIN, "Nya Nya Lund", "Nya Lund=Nya Lund"},
      {"Nya Nya|Nya Lund", &PLAIN, "Nya Nya Lund", "Nya Nya=Nya Nya"},
      {"Nya Nya|Nya Lund", &ALL, "Nya Nya Lund", "Nya Nya=Nya Nya|Nya Lund=Nya Lund"},
      {"Volvo|Volvo Cars|Cars", &ALL, "Volvo Cars", "Volvo=Volvo|Volvo Cars=Volvo Cars|Cars=Cars"});
}

static void genitives_are_found(void) {
  CHECK_FINDINGS({"Volvo|Lars|SVT|Marx", &GENITIVE, "Volvos vinst, Lars bil, SVT:s sändning och Marx' verk",
                  "Volvos=Volvo,g1|Lars=Lars|SVT:s=SVT,g2|Marx'=Marx,g1"},
                 {"Marx", &GENITIVE, "Marx’ verk, 'Marx'", "Marx’=Marx,g3|Marx=Marx"},
                 {"Luleå", &GENITIVE, "Luleåborna lämnade Luleås hamn.", "Luleås=Luleå,g1"},
                 {"Åhléns|Dagens Nyheter", &GENITIVE, "Åhléns, Dagens Nyheters",
                  "Åhléns=Åhléns|Dagens Nyheters=Dagens Nyheter,g1"},
                 {"Volvo|SVT", &PLAIN, "Volvos SVT:s", ""},
                 {"Marx|A|TV4", &GENITIVE, "Marxs As A:s TV4s TV4:s", "A:s=A,g2|TV4:s=TV4,g2"},
                 {"stockholm", &GENITIVE_NO_CASE, "STOCKHOLMS", "STOCKHOLMS=stockholm,g1"});
}

static void case_and_accents_are_options(void) {
  CHECK_FINDINGS(
      {"Lund", &PLAIN, "Lund. LUND! lund?", "Lund=Lund"},
      {"Hjärntumör AB", &NO_CASE, "HJÄRNTUMÖR AB växer, hjärntumör ab krymper.",
       "HJÄRNTUMÖR AB=Hjärntumör AB|hjärntumör ab=Hjärntumör AB"},
      {"Östra|ÅRE", &NO_CASE, "östra ÖSTRA åre", "östra=Östra|ÖSTRA=Östra|åre=ÅRE"},
      {"istanbul|Lund", &NO_CASE, "İstanbul", ""},
      {"idehistoria|Are|sno", &NO_ACCENTS, "idéhistoria i Åre, ej sno utan snö", "idéhistoria=idehistoria|sno=sno"},
      {"aga|sno", &PLAIN, "äga och aga, snö och sno", "aga=aga|sno=sno"});
}

static void nouns_are_found_as_they_decline(void) {
  CHECK_FINDINGS(
      {"katt", &NOUN, "katt katten kattens katter katterna katternas kattor katta",
       "katt=katt|katten=katt,i2|kattens=katt,i3|katter=katt,i2|katterna=katt,i4|katternas=katt,i5"},
      {"flicka|pojke|äpple", &NOUN, "flickan flickorna pojken pojkarnas äpplet äpplena",
       "flickan=flicka,i1|flickorna=flicka,i4|pojken=pojke,i1|pojkarnas=pojke,i5|äpplet=äpple,i1|äpplena=äpple,i2"},
      {"nyckel|finger|lärare|tecken", &NOUN, "nyckeln nycklarna fingret fingrar läraren lärarna tecknet",
       "nyckeln=nyckel,i1|nycklarna=nyckel,i5|fingret=finger,i3|fingrar=finger,i3|läraren=lärare,i1|"
       "lärarna=lärare,i2|tecknet=tecken,i3"},
      {"rum|man|hand|stad|bok", &NOUN, "rummet männen händerna städer böckernas",
       "rummet=rum,i3|männen=man,i6|händerna=hand,i8|städer=stad,i5|böckernas=bok,i9"},
      {"museum|idé|ko|by", &NOUN, "museet museerna idéerna korna byarna",
       "museet=museum,i2|museerna=museum,i4|idéerna=idé,i4|korna=ko,i3|byarna=by,i4"},
      {"sommar|himmel|nummer|morgon|lamm|fråga", &NOUN, "somrarna himlen numrets morgnar lammen frågat",
       "somrarna=sommar,i5|himlen=himmel,i3|numrets=nummer,i4|morgnar=morgon,i3|lammen=lamm,i2"},
      {"hjärta|öga|historia|centrum|våg", &NOUN, "hjärtats ögat historien centret vågorna",
       "hjärtats=hjärta,i2|ögat=öga,i1|historien=historia,i2|centret=centrum,i2|vågorna=våg,i4"},
      {"hand", &NOUN, "ha\xCC\x88nderna", "ha\xCC\x88nderna=hand,i9"},
      {"ide", &NOUN_NO_ACCENTS, "idéerna", "idéerna=ide,i4"},
      {"ordinarie domare", &NOUN, "ordinarie domarna", "ordinarie domarna=ordinarie domare,i2"});
}

static void one_edit_is_allowed_in_long_words(void) {
  CHECK_FINDINGS(
      {"Stoltenberg", &NEAR, "Stoltenbreg, Stoltnberg, Stoltennberg, Stoltenbärg, Stoltenbergs, Stltenbrg",
       "Stoltenbreg=Stoltenberg,f1|Stoltnberg=Stoltenberg,f1|Stoltennberg=Stoltenberg,f1|"
       "Stoltenbärg=Stoltenberg,f1|Stoltenbergs=Stoltenberg,g1"},
      {"Volvo", &NEAR, "Volva Vollvo", ""},
      {"Jens Stoltenberg", &NEAR, "Jens Stoltenbregs och Jen Stoltenberg", "Jens Stoltenbregs=Jens Stoltenberg,f1"},
      {"Svenska Akademien", &NEAR, "Svenka Akademien, Svenka Akademin", "Svenka Akademien=Svenska Akademien,f1"});
}

static void any_bytes_are_text(void) {
  static const listed NAMES[] = {{{"a\0b", 3}, "X", "7"}, {{"\xFF\xC3", 2}, "", ""}};
  static const char TEXT[] = "å a\0b och a \xFF\xC3 \x80\xED\xA0\x80";
  sve_matcher *matcher = NULL;
  sve_matches *matches = NULL;
  const sve_match *items = NULL;
  size_t count = 0;
  CHECK_INT(build(GENITIVE, NAMES, 2, &matcher, NULL), SVE_OK);
  for (size_t length = 0; length < sizeof TEXT; length++) count = find_in(matcher, TEXT, length, &matches, &items);
  CHECK_INT(count, 2);
  CHECK_INT(items[0].span.start_byte, 3);
  CHECK_INT(items[0].span.end_byte, 6);
  CHECK_INT(items[0].span.start_cp, 2);
  CHECK_INT(items[0].span.end_cp, 5);
  CHECK_INT(items[1].span.start_cp, 12);
  CHECK_INT(items[1].span.end_cp, 14);
  sve_matches_free(matches);
  sve_matcher_free(matcher);
}

/* The gate reads zeros behind a text, which are none of it. */
static void a_name_may_start_with_a_zero_byte(void) {
  listed name = {{"\0x", 2}, "", ""};
  sve_matcher *matcher = NULL;
  sve_matches *matches = NULL;
  const sve_match *items;
  CHECK_INT(build(PLAIN, &name, 1, &matcher, NULL), SVE_OK);
  for (size_t length = 0; length < 140; length++) {
    char *text = malloc(length + 2);
    memset(text, ' ', length);
    CHECK_INT(find_in(matcher, text, length, &matches, &items), 0);
    memcpy(text + length, name.name.bytes, 2);
    if (CHECK_INT(find_in(matcher, text, length + 2, &matches, &items), 1)) CHECK_INT(items->span.start_byte, length);
    free(text);
  }
  sve_matches_free(matches);
  sve_matcher_free(matcher);
}

static void a_name_has_all_its_entries(void) {
  static const listed NAMES[] = {
      {{"Volvo", 5}, "ORG", "1"}, {{"Lund", 4}, "LOC", "2"}, {{"Volvo", 5}, "ORG", "3"}, {{"Volvo", 5}, "", ""}};
  sve_matcher *matcher = NULL;
  sve_matches *matches = NULL;
  const sve_match *items;
  CHECK_INT(build(GENITIVE, NAMES, 4, &matcher, NULL), SVE_OK);
  CHECK_INT(sve_matcher_count(matcher), 4);
  CHECK_INT(sve_matcher_label_count(matcher), 2);
  CHECK_INT(find_in(matcher, "Volvos", 6, &matches, &items), 3);
  CHECK_INT(items[0].entry, 0);
  CHECK_INT(items[1].entry, 2);
  CHECK_INT(items[2].entry, 3);
  sve_string name, label, id;
  sve_matcher_entry(matcher, 2, &name, &label, &id);
  CHECK_STRING(name.bytes, name.length, "Volvo");
  CHECK_STRING(label.bytes, label.length, "ORG");
  CHECK_STRING(id.bytes, id.length, "3");
  uint32_t entry = 9;
  CHECK_INT(sve_matcher_find_name(matcher, string_of("Lund"), &entry, NULL), SVE_OK);
  CHECK_INT(entry, 1);
  CHECK_INT(sve_matcher_find_name(matcher, string_of("Lunds"), &entry, NULL), SVE_OK);
  CHECK_INT(entry, SVE_NONE);
  sve_matches_free(matches);
  sve_matcher_free(matcher);
}

/* Texts and names of the same few odd parts, drawn anew for each of many lists. */
/* clang-format off */
static const char *const PARTS[] = {
    "a", "A", "é", "É", "Nya", " ", "  ", "\n", "-", "–", "'", "’", "s", ":s", "\xCC\x81", "ß", ".", "3",
    "3,5", "\xC2\xAD", "ord", "C++", "”", "\xC3", "×", "d'", "Lund", "😀", "\xC2\xA0", "_", "Å", "İ",
    "longerwordthanothers", "Stoltenberg", "tSoltenberg", "toltenbergs", "Sotltenbergs", "Åtoltenberg", "d'Artagnan",
    "dArtagnan", "hand", "händerna", "rum", "rummen", " "
};
/* clang-format on */

static size_t draw(uint32_t *seed, char *out, size_t parts) {
  size_t length = 0;
  for (size_t i = 0; i < parts; i++) {
    *seed = *seed * 1664525u + 1013904223u;
    const char *part = PARTS[(*seed >> 16) % (sizeof PARTS / sizeof *PARTS)];
    memcpy(out + length, part, strlen(part));
    length += strlen(part);
  }
  return length;
}

static void the_gate_shuts_out_no_name(void) {
  const sve_matcher_options OPTIONS[] = {{0},
                                         {.genitive = true},
                                         {.ignore_case = true, .genitive = true},
                                         {.fold_accents = true},
                                         {.overlap = true},
                                         NOUN,
                                         NEAR,
                                         {.fuzzy = true, .ignore_case = true, .inflect_noun = true}};
  enum { OPTION_COUNT = sizeof OPTIONS / sizeof *OPTIONS };
  uint32_t seed = 1;
  char room[4][TEXT_MOST], text_room[TEXT_MOST];
  sve_matches *shut = NULL, *open = NULL;
  for (int round = 0; round < 4000; round++) {
    listed names[4];
    sve_matcher *matcher = NULL;
    /* A drawn name may be blank; the next round draws others. */
    for (size_t i = 0; i < 4; i++) names[i] = (listed){{room[i], draw(&seed, room[i], 1 + i)}, "", ""};
    if (build(OPTIONS[round % OPTION_COUNT], names, 4, &matcher, NULL) != SVE_OK) continue;
    size_t length = draw(&seed, text_room, 60);
    char *text = malloc(length); /* exactly, so that a read past its end is seen */
    memcpy(text, text_room, length);
    const sve_match *few, *all;
    size_t shut_count = find_in(matcher, text, length, &shut, &few);
    matcher->first_gate.open = matcher->later_gate.open = true;
    size_t open_count = find_in(matcher, text, length, &open, &all);
    bool same = CHECK_INT(shut_count, open_count);
    for (size_t i = 0; i < open_count && same; i++) {
      same =
          CHECK(memcmp(&few[i].span, &all[i].span, sizeof few[i].span) == 0) && CHECK_INT(few[i].entry, all[i].entry);
    }
    if (!same) {
      printf("  in round %d: %.*s\n", round, (int)length, text);
      printf("  shut: %s\n", write_matches(matcher, text, few, shut_count));
      printf("  open: %s\n", write_matches(matcher, text, all, open_count));
    }
    free(text);
    sve_matcher_free(matcher);
    if (!same) break;
  }
  sve_matches_free(shut);
  sve_matches_free(open);
}

static void blank_names_are_refused(void) {
  sve_matcher_builder *builder = NULL;
  CHECK_INT(sve_matcher_builder_new(GENITIVE, &builder, NULL), SVE_OK);
  CHECK_INT(sve_matcher_builder_add(builder, string_of("Lund"), string_of(""), string_of(""), NULL), SVE_OK);
  static const char *const BLANK[] = {"", " \n", "\xC2\xA0", "\xC2\xAD"};
  for (size_t i = 0; i < 4; i++) {
    sve_error error = {0};
    CHECK_INT(sve_matcher_builder_add(builder, string_of(BLANK[i]), string_of(""), string_of(""), &error),
              SVE_BAD_ARGUMENT);
    CHECK_INT(error.offset, 1);
  }
  sve_matcher_builder_free(builder);
}

static const sve_matcher_options EVERYTHING = {.genitive = true,
                                               .compounds = true,
                                               .ignore_case = true,
                                               .fold_accents = true,
                                               .overlap = true,
                                               .inflect_noun = true,
                                               .fuzzy = true};

/* Of a file with every section: names that come twice, labels, ids, words near to others. */
static const listed ALL_NAMES[] = {{{"Volvo", 5}, "X", "Volvo"}, {{"Jens Stoltenberg", 16}, "ORG", "Jens"},
                                   {{"katt", 4}, "X", "katt"},   {{"Volvo", 5}, "ORG", "Volvo"},
                                   {{"C++", 3}, "X", "C++"},     {{"Nya Torget i Åhléns", 21}, "ORG", "7"},
                                   {{"SVT", 3}, "X", "SVT"}};
enum { ALL_COUNT = sizeof ALL_NAMES / sizeof *ALL_NAMES };

static const char ALL_TEXT[] =
    "Volvos katterna, JENS Stoltenbregs c++ och A\xCC\x8Ahle\xCC\x81ns Nya Torget i Åhléns' SVT:s Volvo-katt";

static void files_are_not_trusted(void) {
  for (int all = 0; all < 2; all++) {
    sve_matcher *whole = NULL;
    CHECK_INT(build(all ? EVERYTHING : GENITIVE, ALL_NAMES, ALL_COUNT, &whole, NULL), SVE_OK);
    size_t length;
    const char *bytes = sve_data_bytes(sve_matcher_data(whole), &length);
    char *bad = malloc(length);
    sve_matches *matches = NULL;
    CHECK_INT(sve_matches_new(&matches, NULL), SVE_OK);
    uint32_t seed = 7;
    for (int round = 0; round < 4000; round++) {
      memcpy(bad, bytes, length);
      for (int i = 0; i < 1 + round % 8; i++) {
        seed = seed * 1664525u + 1013904223u;
        /* Most of the file is the gate; what stands before and behind it is more worth spoiling. */
        size_t at = (seed >> 8) % (round % 2 ? length : 2000);
        bad[round % 4 == 3 ? length - 1 - at % 1000 : at] = (char)(round % 3 ? seed >> 24 : 0xFF);
      }
      uint64_t checksum = sve_hash(bad + 32, length - 32);
      memcpy(bad + 24, &checksum, sizeof checksum);
      sve_data *data = NULL;
      sve_matcher *matcher = NULL;
      if (sve_data_open_bytes(bad, length, true, &data, NULL) != SVE_OK) continue;
      if (sve_matcher_open(data, &matcher, NULL) != SVE_OK) {
        sve_data_free(data);
        continue;
      }
      sve_matches_clear(matches);
      sve_matcher_search(matcher, NULL, &(sve_string){ALL_TEXT, sizeof ALL_TEXT - 1}, 1, matches, NULL, NULL);
      size_t count;
      const sve_match *items = sve_matches_get(matches, &count);
      write_matches(matcher, ALL_TEXT, items, count);
      uint32_t entry;
      sve_matcher_find_name(matcher, string_of("Nya Torget i Åhléns"), &entry, NULL);
      for (size_t i = 0; i < sve_matcher_label_count(matcher); i++) sve_matcher_label(matcher, i);
      sve_matcher_free(matcher);
    }
    free(bad);
    sve_matches_free(matches);
    sve_matcher_free(whole);
  }
}

static sve_status build_and_search(void *context, sve_error *error) {
  const sve_matcher_options *options = context;
  sve_matcher *matcher = NULL;
  sve_matches *matches = NULL;
  uint32_t entry;
  sve_status status = build(*options, ALL_NAMES, ALL_COUNT, &matcher, error);
  if (status == SVE_OK) status = sve_matches_new(&matches, error);
  if (status == SVE_OK) {
    status = sve_matcher_search(matcher, NULL, &(sve_string){ALL_TEXT, sizeof ALL_TEXT - 1}, 1, matches, NULL, error);
    size_t count;
    sve_matches_get(matches, &count);
    if (status != SVE_OK) CHECK_INT(count, 0);
  }
  if (status == SVE_OK) status = sve_matcher_find_name(matcher, string_of("jens stoltenberg"), &entry, error);
  sve_matches_free(matches);
  sve_matcher_free(matcher);
  return status;
}

static sve_data *lexicon;

/* A search of a text whose words are decomposed, so that each must be folded, for names of such words. */
static sve_status search_decomposed(void *context, sve_error *error) {
  static const listed NAMES[] = {{{"Västerås", 10}, "", ""},     {{"EU", 2}, "", ""},
                                 {{"båt", 4}, "", ""},           {{"Stöltenberg", 12}, "", ""},
                                 {{"Nya Ågatan 5", 13}, "", ""}, {{"Märx", 5}, "", ""}};
  static const char TEXT[] =
      "Va\xCC\x88stera\xCC\x8As Va\xCC\x88stera\xCC\x8Aspolisens EU-ko\xCC\x88pmannen, ba\xCC\x8Atarnas "
      "Sto\xCC\x88ltenbreg, Nya A\xCC\x8Agatan 5, Nya A\xCC\x8Agatan, Ma\xCC\x88rx’ bil och ’Ma\xCC\x88rx’";
  const sve_matcher_options *options = context;
  sve_matcher *matcher = NULL;
  sve_matches *matches = NULL;
  sve_status status = build(*options, NAMES, 6, &matcher, error);
  if (status == SVE_OK) status = sve_matches_new(&matches, error);
  if (status == SVE_OK)
    status = sve_matcher_search(matcher, lexicon, &(sve_string){TEXT, sizeof TEXT - 1}, 1, matches, NULL, error);
  sve_matches_free(matches);
  sve_matcher_free(matcher);
  return status;
}

static void failing_memory_is_told(void) {
  sve_matcher_options few = GENITIVE, all = EVERYTHING;
  test_sweep(build_and_search, &few);
  test_sweep(build_and_search, &all);
  CHECK_INT(sve_data_open("svenner/data/lexicon.sve", false, &lexicon, NULL), SVE_OK);
  for (unsigned bits = 0; bits < 128; bits++) { /* all options */
    sve_matcher_options options = {.genitive = bits & 1,
                                   .compounds = bits >> 1 & 1,
                                   .ignore_case = bits >> 2 & 1,
                                   .fold_accents = bits >> 3 & 1,
                                   .overlap = bits >> 4 & 1,
                                   .inflect_noun = bits >> 5 & 1,
                                   .fuzzy = bits >> 6 & 1};
    test_sweep(search_decomposed, &options);
  }
  sve_data_free(lexicon);
}

static void what_is_too_long_is_refused(void) {
  sve_matcher *matcher = matcher_of("Lund", GENITIVE);
  sve_matches *matches = NULL;
  sve_error error = {0};
  uint32_t entry;
  CHECK_INT(sve_matches_new(&matches, NULL), SVE_OK);
  CHECK_INT(sve_matcher_search(matcher, NULL, &(sve_string){"", UINT32_MAX}, 1, matches, NULL, &error), SVE_TOO_LARGE);
  CHECK_INT(sve_matcher_find_name(matcher, (sve_string){"", UINT32_MAX}, &entry, &error), SVE_TOO_LARGE);
  sve_matcher_builder *builder;
  CHECK_INT(sve_matcher_builder_new(GENITIVE, &builder, NULL), SVE_OK);
  CHECK_INT(sve_matcher_builder_add(builder, (sve_string){"", UINT32_MAX}, string_of(""), string_of(""), &error),
            SVE_TOO_LARGE);
  sve_matcher_builder_free(builder);
  sve_matches_free(matches);
  sve_matcher_free(matcher);
}

static void a_broken_lexicon_is_refused(void) {
  sve_builder *builder;
  sve_data *broken;
  sve_matches *matches = NULL;
  CHECK_INT(sve_builder_new(&builder, NULL), SVE_OK);
  CHECK_INT(sve_builder_add(builder, SVE_TAG('W', 'O', 'R', 'D'), "abc", 3, NULL), SVE_OK);
  CHECK_INT(sve_builder_take(builder, &broken, NULL), SVE_OK);
  sve_matcher *matcher = matcher_of("Lund", (sve_matcher_options){.compounds = true});
  CHECK_INT(sve_matches_new(&matches, NULL), SVE_OK);
  CHECK_INT(sve_matcher_search(matcher, broken, &(sve_string){"Lund", 4}, 1, matches, NULL, NULL), SVE_BAD_DATA);
  sve_matches_free(matches);
  sve_matcher_free(matcher);
  sve_data_free(broken);
  sve_builder_free(builder);
}

/* More than are looked at together, some of them empty; matches that would run on into the next text. */
static void many_texts_are_searched_like_each_alone(void) {
  enum { COUNT = 203 };
  static const char *const TEXTS[] = {"Nya",   "Torget i Lund", "", "Lunds Volvo", "Nya\xC2\xADTorget Nord",
                                      "-Lund", "é’ Nya Torget"};
  enum { DIFFERENT = sizeof TEXTS / sizeof *TEXTS };
  static const sve_matcher_options OPTIONS[] = {{.genitive = true}, {.genitive = true, .overlap = true}, NEAR};
  for (size_t k = 0; k < sizeof OPTIONS / sizeof *OPTIONS; k++) {
    sve_matcher *matcher = matcher_of("Lund|Volvo|Nya Torget", OPTIONS[k]);
    sve_matches *all = NULL, *one = NULL;
    sve_string texts[COUNT];
    size_t ends[COUNT], count, first = 0;
    for (size_t i = 0; i < COUNT; i++) texts[i] = string_of(TEXTS[i % DIFFERENT]);
    CHECK_INT(sve_matches_new(&all, NULL), SVE_OK);
    CHECK_INT(sve_matcher_search(matcher, NULL, texts, COUNT, all, ends, NULL), SVE_OK);
    const sve_match *found = sve_matches_get(all, &count);
    if (!CHECK_INT(ends[COUNT - 1], count)) return;
    for (size_t i = 0; i < COUNT; first = ends[i++]) {
      const sve_match *alone;
      size_t alone_count = find_in(matcher, texts[i].bytes, texts[i].length, &one, &alone);
      if (!CHECK_INT(ends[i] - first, alone_count)) break;
      CHECK(alone_count == 0 || memcmp(found + first, alone, alone_count * sizeof *alone) == 0);
    }
    sve_matches_free(all);
    sve_matches_free(one);
    sve_matcher_free(matcher);
  }
}

static void an_empty_list_finds_nothing(void) {
  sve_matcher *matcher = NULL;
  sve_matches *matches = NULL;
  const sve_match *items;
  CHECK_INT(build(NEAR, NULL, 0, &matcher, NULL), SVE_OK);
  CHECK_INT(find_in(matcher, "Lund", 4, &matches, &items), 0);
  sve_matches_free(matches);
  sve_matcher_free(matcher);
}

int main(void) {
  RUN(names_are_whole_words);
  RUN(slashes_and_dashes_part_names);
  RUN(symbols_are_parts_of_names);
  RUN(spellings_of_one_name_are_alike);
  RUN(the_longest_name_wins_and_breaks_off);
  RUN(genitives_are_found);
  RUN(case_and_accents_are_options);
  RUN(nouns_are_found_as_they_decline);
  RUN(one_edit_is_allowed_in_long_words);
  RUN(any_bytes_are_text);
  RUN(a_name_may_start_with_a_zero_byte);
  RUN(a_name_has_all_its_entries);
  RUN(the_gate_shuts_out_no_name);
  RUN(blank_names_are_refused);
  RUN(files_are_not_trusted);
  RUN(failing_memory_is_told);
  RUN(what_is_too_long_is_refused);
  RUN(a_broken_lexicon_is_refused);
  RUN(many_texts_are_searched_like_each_alone);
  RUN(an_empty_list_finds_nothing);
  return test_end();
}
