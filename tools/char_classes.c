/* Prints the class of every character, from ICU's properties, as ranges: what csrc/text/char_classes.tsv holds.
 *
 * cc -o char_classes tools/char_classes.c $(pkg-config --cflags --libs icu-uc)
 *
 * The classes are those that csrc/text/token.rules is written in. Private use and unassigned
 * characters are SYMBOL. A class with the suffix `*` is of characters that are not their own NFC form.
 */
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

static const struct {
  UChar32 character;
  const char *class;
} SINGLE[] = {
    {'\r', "CR"},           {'.', "DOT"},         {',', "COMMA"},     {':', "COLON"},       {';', "SEMICOLON"},
    {'/', "SLASH"},         {'&', "AMPERSAND"},   {'@', "AT"},        {'#', "HASH"},        {'+', "PLUS"},
    {'_', "UNDERSCORE"},    {'*', "STAR"},        {'=', "EQUALS"},    {'<', "ANGLE"},       {'>', "ANGLE"},
    {'-', "HYPHEN"},        {0x2010, "HYPHEN"},   {0x2011, "HYPHEN"}, {0x2012, "EN_DASH"},  {0x2013, "EN_DASH"},
    {0x2014, "EM_DASH"},    {0x2015, "EM_DASH"},  {0x2212, "MINUS"},  {'\'', "APOSTROPHE"}, {0x2019, "APOSTROPHE"},
    {0x02BC, "APOSTROPHE"}, {0xB4, "APOSTROPHE"}, {'!', "BANG"},      {'?', "BANG"},        {0x2026, "ELLIPSIS"},
    {'(', "OPEN_ROUND"},    {')', "CLOSE_ROUND"}, {0xB0, "DEGREE"},   {0x200D, "JOINER"},   {0xFE0F, "EMOJI_STYLE"},
    {0x20E3, "KEYCAP"},     {0x200B, "SPACE"},    {0xFEFF, "SPACE"},  {'%', "SYMBOL"},      {0xA7, "SYMBOL"},
    {0xB6, "SYMBOL"},       {0x2030, "SYMBOL"},   {'`', "QUOTE"},     {'"', "QUOTE"}};

static int is_line(UChar32 c) {
  return (c >= 0x0A && c <= 0x0C) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* What a composed sign of mathematics begins with: `=` of `≠`; else the character itself. */
static UChar32 base_of(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  UChar parts[8];
  if (u_charType(c) != U_MATH_SYMBOL) return c;
  int32_t length = unorm2_getRawDecomposition(unorm2_getNFCInstance(&status), c, parts, 8, &status);
  return U_SUCCESS(status) && length > 1 && U16_IS_SINGLE(parts[0]) ? parts[0] : c;
}

static const char *class_of(UChar32 character) {
  UChar32 c = base_of(character);
  for (size_t i = 0; i < sizeof SINGLE / sizeof *SINGLE; i++) {
    if (SINGLE[i].character == c) return SINGLE[i].class;
  }
  if (is_line(c)) return "LINE";
  if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE)) return "SPACE";
  if (u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR)) return "REGIONAL";
  if (u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER)) return "SKIN";
  if (u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION)) return "EMOJI";
  if (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC))
    return u_charType(c) == U_UNASSIGNED ? "SYMBOL" : "PICTOGRAPH";
  /* They compose with the letter before, as marks do: U+1100 U+1161 is U+AC00. */
  int32_t hangul = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  if (hangul == U_HST_VOWEL_JAMO || hangul == U_HST_TRAILING_JAMO) return "MARK";
  switch (u_charType(c)) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
      return "UPPER";
    case U_LOWERCASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return "LOWER";
    case U_LETTER_NUMBER:
      return u_hasBinaryProperty(c, UCHAR_UPPERCASE) ? "UPPER" : "LOWER";
    case U_DECIMAL_DIGIT_NUMBER:
      return "DIGIT";
    case U_OTHER_NUMBER:
      return "NUMERAL";
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_FORMAT_CHAR:
      return "MARK";
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
      return "QUOTE";
    case U_START_PUNCTUATION:
      return u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK) ? "QUOTE" : "OPEN";
    case U_END_PUNCTUATION:
      return u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK) ? "QUOTE" : "CLOSE";
    case U_DASH_PUNCTUATION:
      return "EM_DASH";
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
      if (u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK)) return "QUOTE";
      return u_hasBinaryProperty(c, UCHAR_S_TERM) ? "BANG" : "POINT";
    default:
      return "SYMBOL";
  }
}

int main(void) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status)) return 1;
  UVersionInfo version;
  u_getUnicodeVersion(version);
  printf("# Classes of characters, from ICU's properties by tools/char_classes.c; all others are SYMBOL.\n");
  printf("# Unicode %d.%d; Unicode licence.\n", version[0], version[1]);
  printf("first\tlast\tclass\n");
  char before[32] = "";
  UChar32 first = 0;
  for (UChar32 c = 0; c <= 0x110000; c++) {
    char class[32] = "";
    if (c < 0x110000 && !(c >= 0xD800 && c < 0xE000)) {
      UChar text[2];
      int32_t length = 0;
      U16_APPEND_UNSAFE(text, length, c);
      const char *plain = class_of(c);
      int composed = unorm2_quickCheck(nfc, text, length, &status) == UNORM_YES || strcmp(plain, "MARK") == 0;
      snprintf(class, sizeof class, "%s%s", plain, composed ? "" : "*");
    }
    if (strcmp(class, before) == 0) continue;
    if (before[0] != '\0' && strcmp(before, "SYMBOL") != 0) printf("%04X\t%04X\t%s\n", first, c - 1, before);
    first = c;
    strcpy(before, class);
  }
  return 0;
}
