/* Which organisations a change of the project concerns: their own rows, those of their lists (tags,
 * identifiers …) and those that the lists refer to (a tag's name). */
#pragma once

#include <ctn-project.h>

G_BEGIN_DECLS

/* Finds out whose fields may be different after @changes.
 * @reader: sees the state after the change
 * @ids: (out) (transfer full) (nullable): set of gint64, also of organisations that are gone; %NULL
 *   when it may be any of them
 * Returns: %FALSE with @error set on failure */
gboolean ctn_organisation_changes_list (CtnChangeSet *changes,
                                        CtnConnection *reader,
                                        GHashTable **ids,
                                        GError **error);

G_END_DECLS
