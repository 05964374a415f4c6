/* Identifiers of rows.
 *
 * An id is 63 bits: milliseconds since 1970 in the upper 41, random bits in the lower 22. Ids made
 * in different offices do not collide, so two project files can be merged without renumbering, and
 * ids sort by the time of their making.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CTN_ID_RANDOM_BITS 22

/* Makes a new id, greater than every id that this process made before, even when the clock was set
 * back. Safe to call from any thread. Never 0. */
gint64 ctn_id_new (void);

/* Milliseconds since 1970 at which @id was made. */
gint64 ctn_id_get_time (gint64 id);

G_END_DECLS
