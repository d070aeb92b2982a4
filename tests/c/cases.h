/* Cases of the .tsv files in tests/cases: lines of cells between tabs, `\n`, `\t` and `\r` unescaped; lines with `#` in
 * left out. */
#ifndef SVE_TEST_CASES_H
#define SVE_TEST_CASES_H

#include <stdio.h>
#include <string.h>

typedef void test_case(char *first, char *second);

static inline void test_unescape(char *text) {
  char *to = text;
  for (const char *from = text; *from != '\0'; from++) {
    if (from[0] == '\\' && strchr("ntr", from[1]) != NULL && from[1] != '\0') {
      from++;
      *to++ = *from == 'n' ? '\n' : *from == 't' ? '\t' : '\r';
    } else {
      *to++ = *from;
    }
  }
  *to = '\0';
}

/* Calls `body` for each line of the file; returns how many there were, or -1 where it cannot be read. */
static inline int test_each_case(const char *path, test_case *body) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return -1;
  char line[4096];
  int count = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    char *tab = strchr(line, '\t');
    if (line[0] == '#' && line[1] == ' ') continue;
    if (tab == NULL) continue;
    *tab = '\0';
    test_unescape(line);
    test_unescape(tab + 1);
    body(line, tab + 1);
    count++;
  }
  fclose(file);
  return count;
}
#endif
