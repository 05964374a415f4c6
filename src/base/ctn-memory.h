/* Memory of the process. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Large blocks always go back to the system when they are freed. Left to itself, the C library begins to keep such
 * blocks, of up to 32 MiB, as soon as one was freed. Once, before there are threads. */
void ctn_memory_set_up (void);

/* Gives what a large job freed back to the system. The C library keeps it otherwise, in pieces that nobody
 * needs again: reading 100,000 rows takes tens of megabytes for a moment. Takes some milliseconds. */
void ctn_memory_trim (void);

G_END_DECLS
