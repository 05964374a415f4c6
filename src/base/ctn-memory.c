#include "ctn-memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define N_HEAPS 2

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
