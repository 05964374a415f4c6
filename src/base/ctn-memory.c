#include "ctn-memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define N_HEAPS 2
#define SOON_MS 500

void
ctn_memory_set_up (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, N_HEAPS);
#endif
}

void
ctn_memory_trim (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

static int is_waiting = FALSE; /* (atomic) */

static gboolean
trim_cb (gpointer data)
{
  g_atomic_int_set (&is_waiting, FALSE);
  ctn_memory_trim ();
  return G_SOURCE_REMOVE;
}

void
ctn_memory_trim_soon (void)
{
  if (g_atomic_int_compare_and_exchange (&is_waiting, FALSE, TRUE))
    g_timeout_add_full (G_PRIORITY_LOW, SOON_MS, trim_cb, NULL, NULL);
}
