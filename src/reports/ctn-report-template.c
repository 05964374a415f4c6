#include "ctn-report-template.h"

#include <ctn-attachment.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <json-glib/json-glib.h>

void
ctn_report_template_free (CtnReportTemplate *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->language);
  g_free (self->author);
  g_strfreev (self->left_out);
  g_strfreev (self->order);
  g_free (self->introduction);
  g_free (self->closing);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_free (self);
}

/* The definition, as JSON ---------------------------------------------------------------------- */

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_ids (JsonBuilder *builder, const char *name, const GStrv ids)
{
  if (ids == NULL || ids[0] == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; ids[i] != NULL; i++)
    json_builder_add_string_value (builder, ids[i]);
  json_builder_end_array (builder);
}

static char *
dup_definition (const CtnReportTemplate *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "language", self->language);
  add_text (builder, "author", self->author);
  add_ids (builder, "left-out", self->left_out);
  add_ids (builder, "order", self->order);
  add_text (builder, "introduction", self->introduction);
  add_text (builder, "closing", self->closing);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static char *
read_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_dup_string (node)
             : NULL;
}

static GStrv
read_ids (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *id = json_array_get_element (array, i);

    if (json_node_get_value_type (id) == G_TYPE_STRING)
      g_strv_builder_add (ids, json_node_get_string (id));
  }
  return g_strv_builder_end (ids);
}

/* What cannot be read is as if it were not there: the sections are then all there. */
static void
read_definition (CtnReportTemplate *self, const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *object =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  if (object == NULL)
    return;
  self->language = read_text (object, "language");
  self->author = read_text (object, "author");
  self->left_out = read_ids (object, "left-out");
  self->order = read_ids (object, "order");
  self->introduction = read_text (object, "introduction");
  self->closing = read_text (object, "closing");
}

/* The logo, as a file that is attached ---------------------------------------------------------- */

#define TABLE "report_template"
#define LOGO "logo"

GBytes *
ctn_report_template_read_logo (CtnConnection *reader, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) files = ctn_attachment_list (reader, TABLE, id, LOGO, error);

  return files != NULL && files->len > 0
             ? ctn_attachment_read (reader, ((CtnAttachment *) files->pdata[0])->id, error)
             : NULL;
}

static gboolean
remove_logo (CtnConnection *connection, gint64 id, GError **error)
{
  return ctn_connection_run (connection, error,
                             "DELETE FROM attachment WHERE record = ? AND row = ? AND item = ?",
                             "tit", TABLE, id, LOGO);
}

/* The same picture is not written once more: the history would say that it was. */
static gboolean
write_logo (CtnConnection *connection, gint64 id, GBytes *logo, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) old = ctn_report_template_read_logo (connection, id, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (old == logo || (old != NULL && logo != NULL && g_bytes_equal (old, logo)))
    return TRUE;
  return remove_logo (connection, id, error) &&
         (logo == NULL ||
          ctn_attachment_write_file (connection, TABLE, id, LOGO, LOGO, logo, error) != 0);
}

/* Templates ----------------------------------------------------------------------------------- */

GPtrArray *
ctn_report_template_list (CtnConnection *reader, GError **error)
{
  g_autoptr (GPtrArray) templates =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_report_template_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT id, name, kind, definition FROM report_template "
                            "ORDER BY name COLLATE NOCASE, id",
                            "");

  while (ctn_statement_next (rows, &local_error)) {
    const CtnReportKind *kind = ctn_report_find_kind (ctn_statement_get_text (rows, 2));
    CtnReportTemplate *template;

    if (kind == NULL)
      continue;
    template = g_new0 (CtnReportTemplate, 1);
    template->id = ctn_statement_get_int (rows, 0);
    template->name = g_strdup (ctn_statement_get_text (rows, 1));
    template->kind = kind;
    read_definition (template, ctn_statement_get_text (rows, 3));
    g_ptr_array_add (templates, template);
  }
  if (local_error == NULL)
    return g_steal_pointer (&templates);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

typedef struct {
  gint64 id;
  const char *name;
  const char *kind;
  const char *definition;
  GBytes *logo; /* (nullable) */
} Edit;

static gboolean
save_row (CtnConnection *connection, Edit *edit, GError **error)
{
  if (!ctn_connection_get_int (connection, &edit->id, error,
                               "SELECT coalesce ((SELECT id FROM report_template WHERE name = ? "
                               "COLLATE NOCASE ORDER BY id LIMIT 1), 0)",
                               "t", edit->name))
    return FALSE;
  if (edit->id != 0)
    return ctn_connection_run (connection, error,
                               "UPDATE report_template SET name = ?, kind = ?, definition = ? "
                               "WHERE id = ?",
                               "ttti", edit->name, edit->kind, edit->definition, edit->id);
  edit->id = ctn_id_new ();
  return ctn_connection_run (
      connection, error,
      "INSERT INTO report_template (id, name, kind, definition) VALUES (?, ?, ?, ?)", "ittt",
      edit->id, edit->name, edit->kind, edit->definition);
}

static gboolean
save (CtnConnection *connection, gpointer data, GError **error)
{
  Edit *edit = data;

  return save_row (connection, edit, error) && write_logo (connection, edit->id, edit->logo, error);
}

gint64
ctn_report_template_save (CtnProject *project, const CtnReportTemplate *template, GError **error)
{
  g_autofree char *name = g_strstrip (g_strdup (template->name));
  g_autofree char *definition = dup_definition (template);
  CtnOperation operation = { N_ ("Save Report Template"), name, NULL };
  Edit edit = {
    .name = name, .kind = template->kind->id, .definition = definition, .logo = template->logo
  };

  if (*name == '\0') {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                         _ ("A template needs a name."));
    return 0;
  }
  return ctn_project_transact (project, &operation, save, &edit, error) ? edit.id : 0;
}

static gboolean delete (CtnConnection *connection, gpointer data, GError **error)
{
  gint64 id = *(gint64 *) data;

  return remove_logo (connection, id, error) &&
         ctn_connection_run (connection, error, "DELETE FROM report_template WHERE id = ?", "i",
                             id);
}

gboolean
ctn_report_template_delete (CtnProject *project, gint64 id, GError **error)
{
  CtnOperation operation = { N_ ("Delete Report Template"), NULL, NULL };

  return ctn_project_transact (project, &operation, delete, &id, error);
}

void
ctn_report_template_apply (const CtnReportTemplate *self, CtnReportRequest *request)
{
  request->kind = self->kind;
  request->left_out = (const char *const *) self->left_out;
  request->order = (const char *const *) self->order;
  request->introduction = self->introduction;
  request->closing = self->closing;
  request->logo = self->logo;
  if (self->language != NULL)
    request->language = self->language;
  if (self->author != NULL)
    request->author = self->author;
}
