#include "ctn-memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define LARGE_BYTES (1024 * 1024)

void
ctn_memory_set_up (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, LARGE_BYTES);
#endif
}

void
ctn_memory_trim (void)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}
