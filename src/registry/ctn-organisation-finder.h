/* Finding organisations off the main thread.
 *
 * A finder has a reading connection, the search index and the sort orders of one project; each
 * question runs on a worker thread, one after the other, and a newer question cancels an older one of
 * its kind. It follows the project's changes by itself. */
#pragma once

#include "ctn-facet-table.h"
#include "ctn-organisation-query.h"

G_BEGIN_DECLS

#define CTN_TYPE_ORGANISATION_FINDER (ctn_organisation_finder_get_type ())

G_DECLARE_FINAL_TYPE (CtnOrganisationFinder,
                      ctn_organisation_finder,
                      CTN,
                      ORGANISATION_FINDER,
                      GObject)

/* Signal "outdated": the project changed, so an answer may be different now. */

/* Returns: (transfer full) (nullable): %NULL with @error set */
CtnOrganisationFinder *ctn_organisation_finder_new (CtnProject *project, GError **error);

/* Which organisations fit @query, sorted by the field of the name @field, which may be a custom one; by their names
 * where there is no such field. The query is copied.
 * Errors: those of the query; G_IO_ERROR_CANCELLED when a newer question came. */
void ctn_organisation_finder_find_async (CtnOrganisationFinder *self,
                                         CtnOrganisationQuery *query,
                                         const char *field,
                                         gboolean descending,
                                         GAsyncReadyCallback callback,
                                         gpointer data);

/* Returns: (transfer full) (element-type gint64) (nullable) */
GArray *ctn_organisation_finder_find_finish (CtnOrganisationFinder *self,
                                             GAsyncResult *result,
                                             GError **error);

/* Counts of the values of all facet fields for @query. */
void ctn_organisation_finder_count_async (CtnOrganisationFinder *self,
                                          CtnOrganisationQuery *query,
                                          GAsyncReadyCallback callback,
                                          gpointer data);

/* Returns: (transfer full) (nullable): CtnField → GPtrArray of CtnFacetValue */
GHashTable *ctn_organisation_finder_count_finish (CtnOrganisationFinder *self,
                                                  GAsyncResult *result,
                                                  GError **error);

G_END_DECLS
