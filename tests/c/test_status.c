/* Errors: what a message says, where it is cut, and the sign that ends work early. */
#include "base/status.h"
#include "test.h"

static void an_error_has_code_offset_and_message(void) {
  sve_error error = {0};
  CHECK_INT(sve_fail(&error, SVE_BAD_DATA, 7, "section %d of %s", 3, "Åmål"), SVE_BAD_DATA);
  CHECK_INT(error.code, SVE_BAD_DATA);
  CHECK_INT(error.offset, 7);
  CHECK_STRING(error.message, strlen(error.message), "section 3 of Åmål");
  CHECK_INT(sve_fail(NULL, SVE_IO, 0, "nobody listens"), SVE_IO);
}

/* A message that has no room for all of a name ends with a whole character. */
static void a_long_message_is_cut_between_characters(void) {
  static const char *const CHARACTERS[] = {"a", "å", "–", "😀"};
  for (size_t i = 0; i < sizeof CHARACTERS / sizeof *CHARACTERS; i++) {
    for (size_t before = 0; before < 4; before++) {
      char name[1300] = {0};
      memset(name, '/', before);
      for (int k = 0; k < 300; k++) strcat(name, CHARACTERS[i]);
      sve_error error = {0};
      sve_fail(&error, SVE_IO, 0, "%s", name);
      size_t end = strlen(error.message), size = strlen(CHARACTERS[i]);
      CHECK(end < sizeof error.message && end + 5 > sizeof error.message);
      CHECK(memcmp(error.message + end - size, CHARACTERS[i], size) == 0);
    }
  }
}

static void a_long_message_may_be_ill_formed(void) {
  char tails[300];
  memset(tails, 0x80, sizeof tails);
  tails[sizeof tails - 1] = '\0';
  sve_error error = {0};
  sve_fail(&error, SVE_IO, 0, "%s", tails);
  CHECK_INT(strlen(error.message), sizeof error.message - 1);
}

static void work_goes_on_until_it_is_stopped(void) {
  sve_stop stop = false;
  sve_error error = {0};
  CHECK_INT(sve_stopped(NULL, &error), SVE_OK);
  CHECK_INT(sve_stopped(&stop, &error), SVE_OK);
  stop = true;
  CHECK_INT(sve_stopped_in_round(&stop, 1, &error), SVE_OK); /* looked at once in 4,096 rounds */
  CHECK_INT(sve_stopped_in_round(&stop, 8192, &error), SVE_CANCELLED);
  CHECK_INT(error.code, SVE_CANCELLED);
}

int main(void) {
  RUN(an_error_has_code_offset_and_message);
  RUN(a_long_message_is_cut_between_characters);
  RUN(a_long_message_may_be_ill_formed);
  RUN(work_goes_on_until_it_is_stopped);
  return test_end();
}
