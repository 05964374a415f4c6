/* Organisations: the partners in the registry. */
#pragma once

#include <ctn-field.h>
#include <ctn-project.h>

G_BEGIN_DECLS

/* The fields of organisations; see CONTRIBUTING.md, "Add a field to organisations". */
const CtnRecordKind *ctn_organisation_kind (void);

/* The kinds of identifiers that tell an organisation from all others, as field names: "vat", "ror",
 * "pic", "lei". %NULL-terminated, (transfer none). */
const char *const *ctn_organisation_identifier_fields (void);

/* Adds an organisation as one operation.
 * Returns: its id, 0 with @error set */
gint64 ctn_organisation_add (CtnProject *project, const char *name, GError **error);

/* Sets one field of the organisations @ids (one or many) to what the user wrote, as one operation.
 * Writing in the same field again within a minute joins it.
 * Errors: CTN_PROJECT_ERROR_INVALID when the field does not take @text. */
gboolean ctn_organisation_edit (CtnProject *project,
                                const gint64 *ids,
                                gsize n_ids,
                                const CtnField *field,
                                const char *text,
                                GError **error);

/* Adds or takes away one value of a field with several values, e.g. a tag, as one operation. */
gboolean ctn_organisation_add_value (CtnProject *project,
                                     const gint64 *ids,
                                     gsize n_ids,
                                     const CtnField *field,
                                     const char *text,
                                     GError **error);

/* Deletes the organisations with all that belongs to them, as one operation. */
gboolean
ctn_organisation_delete (CtnProject *project, const gint64 *ids, gsize n_ids, GError **error);

/* What is done with many organisations on a worker thread. */
typedef struct {
  GArray *ids;              /* gint64; not changed any more */
  CtnProgressFunc progress; /* (nullable) on the worker thread, before each organisation */
  gpointer progress_data;
  GCancellable *cancellable; /* (nullable) */
} CtnOrganisationJob;

/* What the user wrote, as ctn_organisation_edit_async() takes it. Errors: CTN_PROJECT_ERROR_INVALID.
 * Returns: (transfer full) (nullable) */
char *ctn_organisation_parse (CtnProject *project,
                              const CtnField *field,
                              const char *text,
                              GError **error);

/* Sets one field of many organisations to @value, with @add adds it to the values that a field with
 * several has. One operation, also on a worker thread; @field stays the caller's until the callback.
 * Cancelled, nothing is changed. Both end with ctn_organisation_job_finish(). */
void ctn_organisation_edit_async (CtnProject *project,
                                  const CtnOrganisationJob *job,
                                  const CtnField *field,
                                  const char *value,
                                  gboolean add,
                                  GAsyncReadyCallback callback,
                                  gpointer data);

/* Deletes many organisations with all that belongs to them, likewise. */
void ctn_organisation_delete_async (CtnProject *project,
                                    const CtnOrganisationJob *job,
                                    GAsyncReadyCallback callback,
                                    gpointer data);

/* Errors: those of ctn_project_transact(). */
gboolean ctn_organisation_job_finish (CtnProject *project, GAsyncResult *result, GError **error);

/* Notes the time of a change inside an operation that is already running. It always differs from the
 * one before, also when the clock stands still, so that a change of a list (a tag that goes) shows in
 * the organisation's own row. */
gboolean ctn_organisation_touch (CtnConnection *connection, gint64 id, GError **error);

/* Writes a canonical value inside an operation that is already running, with what belongs to it: the
 * NUTS version beside a NUTS code. ctn_organisation_touch() is left to the caller. */
gboolean ctn_organisation_write (CtnConnection *connection,
                                 gint64 id,
                                 const CtnField *field,
                                 const char *value,
                                 GError **error);

G_END_DECLS
