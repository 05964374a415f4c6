/* The versions of the schema: making, migrating and recognising them.
 *
 * The scripts are data/schema/NNN.sql; NNN is the file's user_version after the script ran. */
#pragma once

#include "ctn-connection-private.h"

G_BEGIN_DECLS

#define CTN_SCHEMA_APPLICATION_ID 0x43544E59 /* "CTNY" */

/* The newest version that this program writes. */
int ctn_schema_get_version (void);

/* Runs every script after the database's user_version up to the newest, each in a transaction of
 * its own together with its version. An empty database becomes a new project. */
gboolean ctn_schema_migrate (CtnConnection *connection, GError **error);

/* Makes the tables of @version in an empty database. */
gboolean ctn_schema_make (CtnConnection *connection, int version, GError **error);

/* Checks that the stored schema is, text for text, the one that the scripts up to @version make:
 * no trigger, view, virtual table or changed definition survives this.
 * Errors: CTN_PROJECT_ERROR_DAMAGED. */
gboolean ctn_schema_check (CtnConnection *connection, int version, GError **error);

/* Names of the tables that carry user data, in the order of the scripts (parents first).
 * Returns: (transfer full): a %NULL-terminated array, or %NULL with @error set. */
GStrv ctn_schema_list_tables (CtnConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
