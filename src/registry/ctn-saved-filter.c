#include "ctn-saved-filter.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-text.h>

void
ctn_saved_filter_free (CtnSavedFilter *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->query);
  g_free (self);
}

GPtrArray *
ctn_saved_filter_list (CtnConnection *reader, const CtnRecordKind *kind, GError **error)
{
  g_autoptr (GPtrArray) filters =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_saved_filter_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT id, name, query FROM saved_filter WHERE record = ? "
                            "ORDER BY name COLLATE NOCASE, id",
                            "t", kind->name);

  while (ctn_statement_next (rows, &local_error)) {
    CtnSavedFilter *filter = g_new0 (CtnSavedFilter, 1);

    filter->id = ctn_statement_get_int (rows, 0);
    filter->name = g_strdup (ctn_statement_get_text (rows, 1));
    filter->query = g_strdup (ctn_statement_get_text (rows, 2));
    g_ptr_array_add (filters, filter);
  }
  if (local_error == NULL)
    return g_steal_pointer (&filters);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

typedef struct {
  gint64 id;
  const char *record;
  const char *name;
  const char *query;
} Edit;

static gboolean
check_name (const char *name, GError **error)
{
  if (*name != '\0')
    return TRUE;
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                       _ ("A saved filter needs a name."));
  return FALSE;
}

/* The filter of @record with this name, 0 when there is none. */
static gboolean
find (CtnConnection *connection, const char *record, const char *name, gint64 *id, GError **error)
{
  g_autofree char *folded = ctn_text_fold (name);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      connection, &local_error, "SELECT id, name FROM saved_filter WHERE record = ?", "t", record);

  *id = 0;
  while (*id == 0 && ctn_statement_next (rows, &local_error)) {
    g_autofree char *other = ctn_text_fold (ctn_statement_get_text (rows, 1));

    if (g_str_equal (folded, other))
      *id = ctn_statement_get_int (rows, 0);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
save (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  if (!find (connection, edit->record, edit->name, &edit->id, error))
    return FALSE;
  if (edit->id != 0)
    return ctn_connection_run (connection, error,
                               "UPDATE saved_filter SET name = ?1, query = ?2 WHERE id = ?3 "
                               "AND (name IS NOT ?1 OR query IS NOT ?2)",
                               "tti", edit->name, edit->query, edit->id);
  edit->id = ctn_id_new ();
  return ctn_connection_run (
      connection, error, "INSERT INTO saved_filter (id, record, name, query) VALUES (?, ?, ?, ?)",
      "ittt", edit->id, edit->record, edit->name, edit->query);
}

gint64
ctn_saved_filter_save (CtnProject *project,
                       const CtnRecordKind *kind,
                       const char *name,
                       const char *query,
                       GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  CtnOperation operation = { N_ ("Save Filter"), trimmed, NULL };
  Edit edit = { .record = kind->name, .name = trimmed, .query = query };

  return check_name (trimmed, error) &&
                 ctn_project_transact (project, &operation, save, &edit, error)
             ? edit.id
             : 0;
}

static gboolean
change_name (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;
  g_autofree char *record = ctn_connection_get_text (
      connection, error, "SELECT record FROM saved_filter WHERE id = ?", "i", edit->id);
  gint64 other = 0;

  if (record == NULL)
    return error == NULL || *error == NULL;
  if (!find (connection, record, edit->name, &other, error))
    return FALSE;
  if (other != 0 && other != edit->id) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("There is a filter called “%s” already. Choose another name."), edit->name);
    return FALSE;
  }
  return ctn_connection_run (connection, error,
                             "UPDATE saved_filter SET name = ?1 WHERE id = ?2 AND name IS NOT ?1",
                             "ti", edit->name, edit->id);
}

gboolean
ctn_saved_filter_rename (CtnProject *project, gint64 id, const char *name, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  CtnOperation operation = { N_ ("Rename Filter"), trimmed, NULL };
  Edit edit = { .id = id, .name = trimmed };

  return check_name (trimmed, error) &&
         ctn_project_transact (project, &operation, change_name, &edit, error);
}

static gboolean
remove_filter (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return ctn_connection_run (connection, error, "DELETE FROM saved_filter WHERE id = ?", "i",
                             edit->id);
}

gboolean
ctn_saved_filter_delete (CtnProject *project, gint64 id, GError **error)
{
  g_autofree char *name =
      ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                               "SELECT name FROM saved_filter WHERE id = ?", "i", id);
  CtnOperation operation = { N_ ("Delete Filter"), name, NULL };
  Edit edit = { .id = id };

  return ctn_project_transact (project, &operation, remove_filter, &edit, error);
}
