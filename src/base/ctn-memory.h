/* Memory of the process. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All threads share two heaps. Left to itself, the C library gives nearly each worker thread one of its own, where what
 * it used for a moment stays. Once, before there are threads. */
void ctn_memory_set_up (void);

/* Gives what a large job freed back to the system. The C library keeps it otherwise, in pieces that nobody
 * needs again: reading 100,000 rows takes tens of megabytes for a moment. Takes some milliseconds. */
void ctn_memory_trim (void);

/* The same a little later on the main thread, once for all that ask meanwhile: what a large result was shown with is
 * let go of only after that. Any thread. */
void ctn_memory_trim_soon (void);

G_END_DECLS
