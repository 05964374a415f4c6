#include <ctn-record.h>

#include "ctn-chain-records-private.h"

typedef struct {
  const CtnRecordKind *kind;
  gint64 id;
  const CtnField *field;
  const char *value;
} Edit;

gboolean
_ctn_chain_run_at_stage (CtnProject *project,
                         const char *label,
                         gint64 stage,
                         CtnTransactFunc function,
                         gpointer data,
                         GError **error)
{
  g_autofree char *subject =
      ctn_record_get_title (ctn_project_get_reader (project), ctn_chain_stage_kind (), stage, NULL);
  const CtnOperation operation = { label, subject, NULL };

  return ctn_project_transact (project, &operation, function, data, error);
}

static gboolean
set_field (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_record_set (connection, edit->kind, edit->id, edit->field, edit->value, error);
}

gboolean
_ctn_chain_record_edit (CtnProject *project,
                        const char *label,
                        const CtnRecordKind *kind,
                        gint64 id,
                        const CtnField *field,
                        const char *text,
                        GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  g_autofree char *subject =
      ctn_record_get_title (ctn_project_get_reader (project), kind, id, NULL);
  const CtnOperation operation = { label, subject, NULL };
  Edit edit = { kind, id, field, value };

  return value != NULL && ctn_project_transact (project, &operation, set_field, &edit, error);
}

static gboolean
delete_record (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_record_delete (connection, edit->kind, edit->id, error);
}

gboolean
_ctn_chain_record_delete (CtnProject *project,
                          const char *label,
                          const CtnRecordKind *kind,
                          gint64 id,
                          GError **error)
{
  g_autofree char *subject =
      ctn_record_get_title (ctn_project_get_reader (project), kind, id, NULL);
  const CtnOperation operation = { label, subject, NULL };
  Edit edit = { .kind = kind, .id = id };

  return ctn_project_transact (project, &operation, delete_record, &edit, error);
}

GArray *
_ctn_chain_list_ids (CtnStatement *statement, GError **error)
{
  g_autoptr (CtnStatement) rows = statement;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;

  if (rows == NULL)
    return NULL;
  while (ctn_statement_next (rows, &local_error)) {
    gint64 id = ctn_statement_get_int (rows, 0);

    g_array_append_val (ids, id);
  }
  if (local_error == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
