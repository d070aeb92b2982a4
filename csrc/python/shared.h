/* What threads share in the binding: slots that hold one pointer. With a GIL they are plain memory; on a free-threaded
 * Python they are atomic. Where more than a pointer changes, SVE_PY_LOCKED … SVE_PY_UNLOCKED keeps others of the same
 * object out.
 */
#ifndef SVE_PYTHON_SHARED_H
#define SVE_PYTHON_SHARED_H

#include "python/binding.h"

#ifdef Py_GIL_DISABLED
static inline void *sve_py_slot_get(void *const *slot) {
  return __atomic_load_n(slot, __ATOMIC_ACQUIRE);
}
static inline void *sve_py_slot_take(void **slot) {
  return sve_py_slot_get(slot) == NULL ? NULL : __atomic_exchange_n(slot, NULL, __ATOMIC_ACQ_REL);
}
static inline bool sve_py_slot_put(void **slot, void *value) {
  void *empty = NULL;
  return __atomic_compare_exchange_n(slot, &empty, value, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}
#define SVE_PY_LOCKED(object) Py_BEGIN_CRITICAL_SECTION(object)
#define SVE_PY_UNLOCKED() Py_END_CRITICAL_SECTION()
#else
/* What lies in the slot, or NULL. */
static inline void *sve_py_slot_get(void *const *slot) {
  return *slot;
}
/* The same, and the slot is empty. */
static inline void *sve_py_slot_take(void **slot) {
  void *value = *slot;
  *slot = NULL;
  return value;
}
/* False where another thread has filled the slot. */
static inline bool sve_py_slot_put(void **slot, void *value) {
  if (*slot != NULL) return false;
  *slot = value;
  return true;
}
#define SVE_PY_LOCKED(object) {
#define SVE_PY_UNLOCKED() }
#endif

/* Keeps `object` (a reference that is taken over) in the slot for good, unless another thread was first: what is there
 * now, lent. */
static inline PyObject *sve_py_slot_keep(PyObject **slot, PyObject *object) {
  if (sve_py_slot_put((void **)slot, object)) return object;
  Py_DECREF(object);
  return sve_py_slot_get((void **)slot);
}
#endif
