/* What a person who is erased is found by, and what goes with the name: shared by the erasure itself
 * (ctn-person-erase.h) and by merging with a file in which somebody was erased. */
#pragma once

#include "ctn-connection.h"

G_BEGIN_DECLS

/* The texts by which a person of @database ("main" for the project's own) is found: full names in the
 * orders in which they are written, e-mail addresses and phone numbers, those of before too as far as the
 * history knows them. The family name alone is not among them: it would be found in names of firms.
 * Ends with %NULL. Returns: (transfer full) (nullable): %NULL with @error set */
GStrv ctn_erasure_list_texts (CtnConnection *connection,
                              const char *database,
                              gint64 person,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Empties what the person said of activities: it stays theirs, also without the name. */
gboolean ctn_erasure_clear_comments (CtnConnection *connection, gint64 person, GError **error);

G_END_DECLS
