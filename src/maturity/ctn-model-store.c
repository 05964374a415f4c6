#include "ctn-model-store.h"

#include <ctn-i18n.h>
#include <ctn-id.h>

typedef struct {
  CtnMaturityModel *model;
  gint64 id;
} Edit;

void
ctn_stored_model_free (CtnStoredModel *self)
{
  g_free (self->code);
  g_free (self->version);
  g_free (self);
}

GPtrArray *
ctn_model_store_list (CtnConnection *reader, GError **error)
{
  g_autoptr (GPtrArray) models =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_stored_model_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT m.id, m.code, m.version, "
                            "(SELECT count(*) FROM assessment a WHERE a.model = m.id) "
                            "FROM maturity_model m ORDER BY m.code, m.version, m.id",
                            "");

  while (ctn_statement_next (rows, &local_error)) {
    CtnStoredModel *model = g_new0 (CtnStoredModel, 1);

    model->id = ctn_statement_get_int (rows, 0);
    model->code = g_strdup (ctn_statement_get_text (rows, 1));
    model->version = g_strdup (ctn_statement_get_text (rows, 2));
    model->n_assessments = (guint) ctn_statement_get_int (rows, 3);
    g_ptr_array_add (models, model);
  }
  if (local_error == NULL)
    return g_steal_pointer (&models);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
ctn_model_store_has (GPtrArray *stored, const CtnMaturityModel *model)
{
  for (guint i = 0; i < stored->len; i++) {
    const CtnStoredModel *other = g_ptr_array_index (stored, i);

    if (g_str_equal (other->code, ctn_maturity_model_get_id (model)) &&
        g_str_equal (other->version, ctn_maturity_model_get_version (model)))
      return TRUE;
  }
  return FALSE;
}

CtnMaturityModel *
ctn_model_store_load (CtnConnection *reader, gint64 id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *json = ctn_connection_get_text (
      reader, &local_error, "SELECT definition FROM maturity_model WHERE id = ?", "i", id);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  if (json == NULL) {
    g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND,
                         _ ("The maturity model is not in the project any more."));
    return NULL;
  }
  return ctn_maturity_model_new_from_json (json, -1, error);
}

GPtrArray *
ctn_model_store_list_choices (CtnConnection *reader)
{
  GPtrArray *models = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_maturity_model_unref);
  g_auto (GStrv) shipped = ctn_maturity_model_list_shipped ();
  g_autoptr (GPtrArray) stored = ctn_model_store_list (reader, NULL);

  for (guint i = 0; stored != NULL && i < stored->len; i++) {
    const CtnStoredModel *entry = g_ptr_array_index (stored, i);
    CtnMaturityModel *model = ctn_model_store_load (reader, entry->id, NULL);

    if (model != NULL)
      g_ptr_array_add (models, model);
  }
  for (char **id = shipped; *id != NULL; id++) {
    g_autoptr (CtnMaturityModel) model = ctn_maturity_model_new_shipped (*id, NULL);

    if (model != NULL && (stored == NULL || !ctn_model_store_has (stored, model)))
      g_ptr_array_add (models, g_steal_pointer (&model));
  }
  return models;
}

/* The row with the model's id and version, 0 if there is none. */
static gboolean
find (CtnConnection *connection, const CtnMaturityModel *model, gint64 *id, GError **error)
{
  *id = 0;
  return ctn_connection_get_int (
      connection, id, error,
      "SELECT id FROM maturity_model WHERE code = ? AND version = ? ORDER BY id LIMIT 1", "tt",
      ctn_maturity_model_get_id (model), ctn_maturity_model_get_version (model));
}

static gint64
insert (CtnConnection *connection, const CtnMaturityModel *model, GError **error)
{
  g_autofree char *json = ctn_maturity_model_to_json (model);
  gint64 id = ctn_id_new ();

  return ctn_connection_run (
             connection, error,
             "INSERT INTO maturity_model (id, code, version, definition) VALUES (?, ?, ?, ?)",
             "ittt", id, ctn_maturity_model_get_id (model), ctn_maturity_model_get_version (model),
             json)
             ? id
             : 0;
}

gint64
ctn_model_store_use (CtnConnection *connection, CtnMaturityModel *model, GError **error)
{
  gint64 id;

  if (!find (connection, model, &id, error))
    return 0;
  return id != 0 ? id : insert (connection, model, error);
}

/* Whether no assessment uses the row. */
static gboolean
check_unused (CtnConnection *connection, gint64 id, const char *message, GError **error)
{
  gint64 n = 0;

  if (!ctn_connection_get_int (connection, &n, error,
                               "SELECT count(*) FROM assessment WHERE model = ?", "i", id))
    return FALSE;
  if (n == 0)
    return TRUE;
  g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL, message);
  return FALSE;
}

static gboolean
import (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;
  g_autofree char *json = ctn_maturity_model_to_json (edit->model);
  g_autofree char *old = NULL;

  if (!find (connection, edit->model, &edit->id, error))
    return FALSE;
  if (edit->id == 0) {
    edit->id = insert (connection, edit->model, error);
    return edit->id != 0;
  }
  old = ctn_connection_get_text (
      connection, error, "SELECT definition FROM maturity_model WHERE id = ?", "i", edit->id);
  if (old == NULL || g_str_equal (old, json))
    return old != NULL;
  return check_unused (connection, edit->id,
                       _ ("Assessments use another text of this version of the model. Give the "
                          "changed model a new version."),
                       error) &&
         ctn_connection_run (connection, error,
                             "UPDATE maturity_model SET definition = ? WHERE id = ?", "ti", json,
                             edit->id);
}

gint64
ctn_model_store_import (CtnProject *project, CtnMaturityModel *model, GError **error)
{
  CtnOperation operation = { N_ ("Add Maturity Model"),
                             ctn_texts_get (ctn_maturity_model_get_title (model), NULL), NULL };
  Edit edit = { model, 0 };

  return ctn_project_transact (project, &operation, import, &edit, error) ? edit.id : 0;
}

static gboolean
change (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;
  g_autofree char *json = ctn_maturity_model_to_json (edit->model);
  gint64 other = 0;

  if (!check_unused (connection, edit->id,
                     _ ("Assessments use this version of the model, so it stays as it is. Make a "
                        "new version and change that."),
                     error) ||
      !find (connection, edit->model, &other, error))
    return FALSE;
  if (other != 0 && other != edit->id) {
    g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL,
                 _ ("The project has version %s of this model already."),
                 ctn_maturity_model_get_version (edit->model));
    return FALSE;
  }
  return ctn_connection_run (connection, error,
                             "UPDATE maturity_model SET code = ?1, version = ?2, definition = ?3 "
                             "WHERE id = ?4 AND definition <> ?3",
                             "ttti", ctn_maturity_model_get_id (edit->model),
                             ctn_maturity_model_get_version (edit->model), json, edit->id);
}

gboolean
ctn_model_store_change (CtnProject *project,
                        gint64 id,
                        CtnMaturityModel *model,
                        const char *label,
                        const char *field,
                        GError **error)
{
  g_autofree char *key =
      field != NULL ? g_strdup_printf ("model-%" G_GINT64_FORMAT "-%s", id, field) : NULL;
  CtnOperation operation = { label, ctn_texts_get (ctn_maturity_model_get_title (model), NULL),
                             key };
  Edit edit = { model, id };

  return ctn_project_transact (project, &operation, change, &edit, error);
}

static gboolean
delete_row (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return check_unused (connection, edit->id, _ ("Assessments use the model. Delete them first."),
                       error) &&
         ctn_connection_run (connection, error, "DELETE FROM maturity_model WHERE id = ?", "i",
                             edit->id);
}

gboolean
ctn_model_store_delete (CtnProject *project, gint64 id, GError **error)
{
  g_autofree char *code =
      ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                               "SELECT code FROM maturity_model WHERE id = ?", "i", id);
  CtnOperation operation = { N_ ("Delete Maturity Model"), code, NULL };
  Edit edit = { NULL, id };

  return ctn_project_transact (project, &operation, delete_row, &edit, error);
}
