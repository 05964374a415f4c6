/* Saved filters: a search with its filters under a name, kept in the project for all who use it. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  char *name;
  char *query; /* for organisations: ctn_organisation_query_from_json() */
} CtnSavedFilter;

void ctn_saved_filter_free (CtnSavedFilter *self);

/* The saved filters for records of @kind, by name.
 * Returns: (transfer container) (element-type CtnSavedFilter) (nullable): %NULL with @error set */
GPtrArray *ctn_saved_filter_list (CtnConnection *reader,
                                  const CtnRecordKind *kind,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Saves @query as @name, in place of one that has this name, however it is written.
 * Errors: CTN_PROJECT_ERROR_INVALID when the name is empty.
 * Returns: its id, 0 with @error set */
gint64 ctn_saved_filter_save (CtnProject *project,
                              const CtnRecordKind *kind,
                              const char *name,
                              const char *query,
                              GError **error);

/* Errors: CTN_PROJECT_ERROR_INVALID when the name is empty, or another filter has it. */
gboolean ctn_saved_filter_rename (CtnProject *project, gint64 id, const char *name, GError **error);

gboolean ctn_saved_filter_delete (CtnProject *project, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnSavedFilter, ctn_saved_filter_free)

G_END_DECLS
