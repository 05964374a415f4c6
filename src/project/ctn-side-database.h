/* A database for what can be rebuilt (a search index), beside the working copy. It may be deleted at
 * any time while no project is open, and is not fsynced. It is worth nothing once it is closed. */
#pragma once

#include "ctn-connection.h"

G_BEGIN_DECLS

/* Opens or makes the database at @path and runs @schema, a literal of CREATE … IF NOT EXISTS.
 * Close with ctn_side_database_close(). One thread at a time. */
CtnConnection *ctn_side_database_open (const char *path,
                                       const char *schema,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_side_database_close (CtnConnection *side);

G_END_DECLS
