#include "ctn-organisation.h"

#include <ctn-i18n.h>
#include <ctn-record.h>
#include <string.h>

#include "ctn-person.h"
#include "ctn-sector-names.h"

typedef struct {
  const gint64 *ids;
  gsize n_ids;
  const CtnField *field;
  const char *value;
  gint64 new_id;
  const CtnOrganisationJob *job; /* (nullable) */
} Edit;

gboolean
ctn_organisation_write (CtnConnection *connection,
                        gint64 id,
                        const CtnField *field,
                        const char *value,
                        GError **error)
{
  if (g_str_equal (field->name, "sectors") && !ctn_sector_names_check (connection, value, error))
    return FALSE;
  if (!ctn_record_set (connection, ctn_organisation_kind (), id, field, value, error))
    return FALSE;
  if (g_str_equal (field->name, "region") &&
      !ctn_connection_run (connection, error,
                           "UPDATE organisation SET nuts_version = ?1 WHERE id = ?2 "
                           "AND nuts_version IS NOT ?1",
                           "ti", *value != '\0' ? "2024" : NULL, id))
    return FALSE;
  return TRUE;
}

gboolean
ctn_organisation_touch (CtnConnection *connection, gint64 id, GError **error)
{
  return ctn_connection_run (connection, error,
                             "UPDATE organisation SET modified = max(?1, modified + 1) "
                             "WHERE id = ?2",
                             "ii", g_get_real_time () / 1000, id);
}

static gboolean
add (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  edit->new_id = ctn_record_insert (connection, ctn_organisation_kind (), edit->value, error);
  return edit->new_id != 0 && ctn_organisation_touch (connection, edit->new_id, error);
}

gint64
ctn_organisation_add (CtnProject *project, const char *name, GError **error)
{
  g_autofree char *value = ctn_field_parse (&ctn_organisation_kind ()->fields[0], name, error);
  CtnOperation operation = { N_ ("Add Organisation"), value, NULL };
  Edit edit = { .value = value };

  if (value == NULL || !ctn_project_transact (project, &operation, add, &edit, error))
    return 0;
  return edit.new_id;
}

static gboolean
write_one (CtnConnection *connection,
           gint64 id,
           const CtnField *field,
           const char *value,
           GError **error)
{
  g_autofree char *old = ctn_record_get (connection, ctn_organisation_kind (), id, field, error);

  if (old == NULL)
    return FALSE;
  return g_str_equal (old, value) ||
         (ctn_organisation_write (connection, id, field, value, error) &&
          ctn_organisation_touch (connection, id, error));
}

/* Before each organisation: tells how far it is. %FALSE when cancelled. */
static gboolean
step (const Edit *edit, gsize i, GError **error)
{
  if (edit->job == NULL)
    return TRUE;
  if (edit->job->progress != NULL)
    edit->job->progress ((double) i / (double) edit->n_ids, edit->job->progress_data);
  return !g_cancellable_set_error_if_cancelled (edit->job->cancellable, error);
}

static gboolean
edit_all (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  for (gsize i = 0; i < edit->n_ids; i++)
    if (!step (edit, i, error) ||
        !write_one (connection, edit->ids[i], edit->field, edit->value, error))
      return FALSE;
  return TRUE;
}

/* What the operation is about: the one organisation's name, or how many there are. */
static char *
dup_subject (CtnProject *project, const gint64 *ids, gsize n_ids)
{
  if (n_ids == 1)
    return ctn_record_get_title (ctn_project_get_reader (project), ctn_organisation_kind (), ids[0],
                                 NULL);
  return g_strdup_printf (ctn_ngettext ("%zu organisation", "%zu organisations", n_ids), n_ids);
}

gboolean
ctn_organisation_edit (CtnProject *project,
                       const gint64 *ids,
                       gsize n_ids,
                       const CtnField *field,
                       const char *text,
                       GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  g_autofree char *subject = NULL;
  g_autofree char *merge_key = NULL;
  CtnOperation operation = { N_ ("Edit Organisation"), NULL, NULL };
  Edit edit = { .ids = ids, .n_ids = n_ids, .field = field, .value = value };

  if (value == NULL || n_ids == 0)
    return value != NULL;
  operation.subject = subject = dup_subject (project, ids, n_ids);
  if (n_ids == 1)
    merge_key = g_strdup_printf ("organisation/%" G_GINT64_FORMAT "/%s", ids[0], field->name);
  operation.merge_key = merge_key;
  return ctn_project_transact (project, &operation, edit_all, &edit, error);
}

/* An empty value adds nothing. */
static gboolean
add_value_to_all (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  for (gsize i = 0; *edit->value != '\0' && i < edit->n_ids; i++) {
    g_autofree char *old = NULL;
    g_auto (GStrv) values = NULL;
    g_autofree char *joined = NULL;

    if (!step (edit, i, error))
      return FALSE;
    old = ctn_record_get (connection, ctn_organisation_kind (), edit->ids[i], edit->field, error);
    if (old == NULL)
      return FALSE;
    values = g_strsplit (old, "; ", -1);
    if (g_strv_contains ((const char *const *) values, edit->value))
      continue;
    joined = *old == '\0' ? g_strdup (edit->value) : g_strdup_printf ("%s; %s", old, edit->value);
    if (!write_one (connection, edit->ids[i], edit->field, joined, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
ctn_organisation_add_value (CtnProject *project,
                            const gint64 *ids,
                            gsize n_ids,
                            const CtnField *field,
                            const char *text,
                            GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  g_autofree char *subject = NULL;
  CtnOperation operation = { N_ ("Edit Organisation"), NULL, NULL };
  Edit edit = { .ids = ids, .n_ids = n_ids, .field = field, .value = value };

  g_return_val_if_fail (ctn_field_is_multiple (field), FALSE);

  if (value == NULL)
    return FALSE;
  operation.subject = subject = dup_subject (project, ids, n_ids);
  return ctn_project_transact (project, &operation, add_value_to_all, &edit, error);
}

static gboolean
delete_all (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  for (gsize i = 0; i < edit->n_ids; i++)
    if (!step (edit, i, error) ||
        !ctn_connection_run (connection, error, "DELETE FROM custom_value WHERE row = ?", "i",
                             edit->ids[i]) ||
        !ctn_person_delete_with (connection, edit->ids[i], error) ||
        !ctn_record_delete (connection, ctn_organisation_kind (), edit->ids[i], error))
      return FALSE;
  return TRUE;
}

gboolean
ctn_organisation_delete (CtnProject *project, const gint64 *ids, gsize n_ids, GError **error)
{
  g_autofree char *subject = dup_subject (project, ids, n_ids);
  CtnOperation operation = { N_ ("Delete Organisation"), subject, NULL };
  Edit edit = { .ids = ids, .n_ids = n_ids };

  return ctn_project_transact (project, &operation, delete_all, &edit, error);
}

/* --- Many, on a worker thread -------------------------------------------------------------------- */

char *
ctn_organisation_parse (CtnProject *project,
                        const CtnField *field,
                        const char *text,
                        GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);

  if (value == NULL || (g_str_equal (field->name, "sectors") &&
                        !ctn_sector_names_check (ctn_project_get_reader (project), value, error)))
    return NULL;
  return g_steal_pointer (&value);
}

/* All that an Edit on a worker thread points to. */
typedef struct {
  Edit edit;
  GArray *ids;            /* (owned) gint64 */
  char *value;            /* (owned) (nullable) */
  CtnOrganisationJob job; /* @cancellable owned */
} LongEdit;

static void
long_edit_free (gpointer data)
{
  LongEdit *work = data;

  g_array_unref (work->ids);
  g_free (work->value);
  g_clear_object (&work->job.cancellable);
  g_free (work);
}

static void
transacted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (ctn_project_transact_finish (CTN_PROJECT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
run_long (CtnProject *project,
          const char *label,
          CtnTransactFunc function,
          const CtnOrganisationJob *job,
          const CtnField *field,
          const char *value,
          gpointer tag,
          GAsyncReadyCallback callback,
          gpointer data)
{
  GTask *task = g_task_new (project, NULL, callback, data);
  LongEdit *work = g_new0 (LongEdit, 1);
  g_autofree char *subject = NULL;
  CtnOperation operation = { label, NULL, NULL };

  work->ids = g_array_ref (job->ids);
  work->value = g_strdup (value);
  work->job = *job;
  work->job.cancellable = job->cancellable != NULL ? g_object_ref (job->cancellable) : NULL;
  work->edit = (Edit) {
    .ids = (const gint64 *) (gpointer) work->ids->data,
    .n_ids = work->ids->len,
    .field = field,
    .value = work->value,
    .job = &work->job,
  };
  operation.subject = subject = dup_subject (project, work->edit.ids, work->edit.n_ids);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, long_edit_free);
  ctn_project_transact_async (project, &operation, function, &work->edit, job->cancellable,
                              transacted_cb, task);
}

void
ctn_organisation_edit_async (CtnProject *project,
                             const CtnOrganisationJob *job,
                             const CtnField *field,
                             const char *value,
                             gboolean add,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_return_if_fail (!add || ctn_field_is_multiple (field));

  run_long (project, N_ ("Edit Organisation"), add ? add_value_to_all : edit_all, job, field, value,
            ctn_organisation_edit_async, callback, data);
}

void
ctn_organisation_delete_async (CtnProject *project,
                               const CtnOrganisationJob *job,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  run_long (project, N_ ("Delete Organisation"), delete_all, job, NULL, NULL,
            ctn_organisation_delete_async, callback, data);
}

gboolean
ctn_organisation_job_finish (CtnProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
