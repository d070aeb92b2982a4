/* Filling in a sve_error. */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Shortens `message`, which is not empty, so that it does not end inside a UTF-8 character. */
static void cut_at_character(char *message) {
  size_t end = strlen(message), lead = end - 1;
  while (lead > 0 && ((unsigned char)message[lead] & 0xC0) == 0x80) lead--;
  unsigned char first = (unsigned char)message[lead];
  size_t wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  if (end - lead < wanted) message[lead] = '\0';
}

sve_status sve_fail(sve_error *error, sve_status code, size_t offset, const char *format, ...) {
  if (error != NULL) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof error->message) cut_at_character(error->message);
    error->code = code;
    error->offset = offset;
  }
  return code;
}

sve_status sve_fail_memory(sve_error *error) {
  return sve_fail(error, SVE_NO_MEMORY, 0, "out of memory");
}
