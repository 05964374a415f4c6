#include "ctn-id.h"

gint64
ctn_id_new (void)
{
  static GMutex mutex;
  static gint64 last = 0;
  gint64 now = g_get_real_time () / 1000;
  gint64 id =
      (now << CTN_ID_RANDOM_BITS) | (gint64) (g_random_int () & ((1u << CTN_ID_RANDOM_BITS) - 1));

  g_mutex_lock (&mutex);
  if (id <= last)
    /* A small random step keeps ids of two offices apart also while the clock stands still. */
    id = last + 1 + g_random_int_range (0, 64);
  last = id;
  g_mutex_unlock (&mutex);

  return id;
}

gint64
ctn_id_get_time (gint64 id)
{
  return id >> CTN_ID_RANDOM_BITS;
}
