/* What users write for dates, offsets and missing values. */
#include "python/document.h"

bool sve_py_is_missing(PyObject *object) {
  if (object == Py_None) return true;
  if (PyFloat_Check(object)) return isnan(PyFloat_AS_DOUBLE(object));
  if (PyUnicode_Check(object)) return false;
  const char *name = Py_TYPE(object)->tp_name;
  const char *dot = strrchr(name, '.');
  if (dot != NULL) name = dot + 1;
  return strcmp(name, "NAType") == 0 || strcmp(name, "NaTType") == 0;
}

bool sve_py_unit_of(PyObject *offsets, sve_py_unit *out) {
  if (offsets == NULL || offsets == Py_None) {
    *out = SVE_PY_CODEPOINTS;
    return true;
  }
  static const char *const names[] = {"codepoints", "bytes", "utf16"};
  for (unsigned unit = 0; PyUnicode_Check(offsets) && unit < 3; unit++) {
    if (PyUnicode_CompareWithASCIIString(offsets, names[unit]) != 0) continue;
    *out = (sve_py_unit)unit;
    return true;
  }
  PyErr_Format(PyExc_ValueError, "offsets must be 'codepoints', 'bytes' or 'utf16', not %R", offsets);
  return false;
}

/* `count` digits; -1 where there are none. */
static int digits(const char *at, int count) {
  int number = 0;
  for (int i = 0; i < count; i++) {
    if (at[i] < '0' || at[i] > '9') return -1;
    number = number * 10 + at[i] - '0';
  }
  return number;
}

static bool is_date(int year, int month, int day) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= days[month - 1] + (month == 2 && leap);
}

static bool set_date(int year, int month, int day, sve_date *out) {
  if (!is_date(year, month, day)) return false;
  *out = (sve_date){.year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day};
  return true;
}

/* `2022-01-07`, and with a time behind it. */
static bool date_of_str(PyObject *date, sve_date *out) {
  enum { LENGTH = 10 };
  if (PyUnicode_GET_LENGTH(date) >= LENGTH && PyUnicode_IS_ASCII(date)) {
    const char *text = PyUnicode_DATA(date);
    char next = PyUnicode_GET_LENGTH(date) > LENGTH ? text[LENGTH] : 'T';
    if (text[4] == '-' && text[7] == '-' && (next == 'T' || next == ' ') &&
        set_date(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2), out)) {
      return true;
    }
  }
  PyErr_Format(PyExc_ValueError, "date must be an ISO date such as '2022-01-07', not %R", date);
  return false;
}

/* The attribute's value, or -1 with an exception. */
static int part_of_date(PyObject *date, const char *name) {
  PyObject *value = PyObject_GetAttrString(date, name);
  if (value == NULL) return -1;
  long number = PyLong_AsLong(value);
  Py_DECREF(value);
  return number < 0 || number > 9999 ? -1 : (int)number;
}

bool sve_py_date(PyObject *date, sve_date *out) {
  if (date == NULL || sve_py_is_missing(date)) {
    *out = (sve_date){0};
    return true;
  }
  if (PyUnicode_Check(date)) return date_of_str(date, out);
  int year = part_of_date(date, "year"), month = year < 0 ? -1 : part_of_date(date, "month");
  int day = month < 0 ? -1 : part_of_date(date, "day");
  if (day >= 0 && set_date(year, month, day, out)) return true;
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return false;
  PyErr_Clear();
  if (PyObject_HasAttrString(date, "as_py")) { /* a scalar of pyarrow */
    PyObject *plain = PyObject_CallMethod(date, "as_py", NULL);
    bool done = plain != NULL && sve_py_date(plain, out);
    Py_XDECREF(plain);
    return done;
  }
  if (strcmp(Py_TYPE(date)->tp_name, "numpy.datetime64") == 0) {
    PyObject *text = PyObject_Str(date);
    bool missing = text != NULL && PyUnicode_CompareWithASCIIString(text, "NaT") == 0;
    if (missing) *out = (sve_date){0};
    bool done = text != NULL && (missing || date_of_str(text, out));
    Py_XDECREF(text);
    return done;
  }
  PyErr_Format(PyExc_TypeError, "date must be a str such as '2022-01-07' or a datetime.date, not %.100s",
               Py_TYPE(date)->tp_name);
  return false;
}

bool sve_py_dates(PyObject *given, sve_date *date, PyObject **sequence) {
  *sequence = NULL;
  if (given == NULL || sve_py_is_missing(given) || PyUnicode_Check(given)) return sve_py_date(given, date);
  PyObject *iterator = PyObject_GetIter(given);
  if (iterator == NULL) {
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return false;
    PyErr_Clear();
    return sve_py_date(given, date);
  }
  *date = (sve_date){0};
  *sequence = PySequence_Tuple(iterator);
  Py_DECREF(iterator);
  return *sequence != NULL;
}

bool sve_py_threads(PyObject *given, unsigned *threads) {
  enum { THREADS_MAX = 1024 };
  *threads = 0;
  if (given == NULL || given == Py_None) return true;
  long number = PyLong_AsLong(given);
  if (number == -1 && PyErr_Occurred()) return false;
  if (number < 1 || number > THREADS_MAX) {
    PyErr_Format(PyExc_ValueError, "threads must be from 1 to %d, not %ld", (int)THREADS_MAX, number);
    return false;
  }
  *threads = (unsigned)number;
  return true;
}
