#include "ctn-chain-snapshot.h"

#include <ctn-calendar.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-project-error.h>
#include <json-glib/json-glib.h>

#include "ctn-chain-rows.h"
#include "ctn-chain-snapshot-private.h"

static const CtnField fields[] = {
  { .name = "name",
    .label = N_ ("Name"),
    .group = N_ ("Snapshot"),
    .flags = CTN_FIELD_REQUIRED,
    .column = "name" },
  { .name = "date",
    .label = N_ ("Date"),
    .group = N_ ("Snapshot"),
    .type = CTN_FIELD_DATE,
    .flags = CTN_FIELD_REQUIRED,
    .column = "date" },
  { .name = NULL },
};

static const CtnRecordKind kind = {
  .name = "chain-snapshot",
  .table = "chain_snapshot",
  .label = N_ ("Snapshot"),
  .plural = N_ ("Snapshots"),
  .title_column = "name",
  .fields = fields,
  .owner_column = "chain",
  .order = "date DESC, id DESC",
  .add_label = N_ ("Take Snapshot"),
  .edit_label = N_ ("Rename Snapshot"),
  .delete_label = N_ ("Delete Snapshot"),
};

const CtnRecordKind *
ctn_snapshot_kind (void)
{
  return &kind;
}

/* --- Contents ------------------------------------------------------------------------------------ */

static const char *const members[N_PARTS] = { "stages", "actors", "links" };
static const char *const roles[N_PARTS] = { "stage", "actor", "link" };

const CtnRecordKind *
_ctn_snapshot_get_kind (guint part)
{
  return part == 0   ? ctn_chain_stage_kind ()
         : part == 1 ? ctn_chain_actor_kind ()
                     : ctn_chain_link_kind ();
}

const char *
_ctn_snapshot_get_role (guint part)
{
  return roles[part];
}

void
_ctn_snapshot_content_free (CtnSnapshotContent *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&self->rows[i], g_ptr_array_unref);
  g_free (self);
}

CtnSnapshotContent *
_ctn_snapshot_content_load (CtnConnection *reader, gint64 chain, GError **error)
{
  g_autoptr (CtnSnapshotContent) self = g_new0 (CtnSnapshotContent, 1);

  for (guint i = 0; i < N_PARTS; i++) {
    self->rows[i] = ctn_chain_read_rows (reader, _ctn_snapshot_get_kind (i), chain, error);
    if (self->rows[i] == NULL)
      return NULL;
  }
  return g_steal_pointer (&self);
}

static void
add_id (JsonBuilder *builder, const char *member, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (id == 0)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
add_row (JsonBuilder *builder, const CtnChainRow *row, const CtnRecordKind *row_kind)
{
  json_builder_begin_object (builder);
  add_id (builder, "id", row->id);
  if (row->name != NULL) {
    json_builder_set_member_name (builder, "name");
    json_builder_add_string_value (builder, row->name);
  }
  add_id (builder, "one", row->one);
  add_id (builder, "other", row->other);
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_object (builder);
  for (guint i = 0; row->values[i] != NULL; i++) {
    if (*row->values[i] == '\0')
      continue;
    json_builder_set_member_name (builder, row_kind->fields[i].name);
    json_builder_add_string_value (builder, row->values[i]);
  }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static char *
content_to_text (const CtnSnapshotContent *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  for (guint part = 0; part < N_PARTS; part++) {
    json_builder_set_member_name (builder, members[part]);
    json_builder_begin_array (builder);
    for (guint i = 0; i < self->rows[part]->len; i++)
      add_row (builder, g_ptr_array_index (self->rows[part], i), _ctn_snapshot_get_kind (part));
    json_builder_end_array (builder);
  }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gint64
get_id (JsonObject *object, const char *member)
{
  const char *text = get_text (object, member);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static CtnChainRow *
read_row (JsonObject *object, const CtnRecordKind *row_kind)
{
  JsonNode *node = json_object_get_member (object, "fields");
  JsonObject *values =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  CtnChainRow *row = g_new0 (CtnChainRow, 1);
  guint n = ctn_record_kind_count_fields (row_kind);

  row->id = get_id (object, "id");
  row->name = g_strdup (get_text (object, "name"));
  row->one = get_id (object, "one");
  row->other = get_id (object, "other");
  row->values = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++) {
    const char *value = values != NULL ? get_text (values, row_kind->fields[i].name) : NULL;

    row->values[i] = g_strdup (value != NULL ? value : "");
  }
  return row;
}

/* A file may come from anywhere: what is not as it should be is left out. */
static GPtrArray *
read_part (JsonObject *root, guint part)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_chain_row_free);
  JsonNode *node = json_object_get_member (root, members[part]);
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (element))
      g_ptr_array_add (rows,
                       read_row (json_node_get_object (element), _ctn_snapshot_get_kind (part)));
  }
  return rows;
}

CtnSnapshotContent *
_ctn_snapshot_content_parse (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;
  CtnSnapshotContent *self;

  if (json_parser_load_from_data (parser, text, -1, NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                         _ ("The snapshot is damaged and cannot be read. Delete it."));
    return NULL;
  }
  self = g_new0 (CtnSnapshotContent, 1);
  for (guint i = 0; i < N_PARTS; i++)
    self->rows[i] = read_part (json_node_get_object (root), i);
  return self;
}

/* --- Snapshots ----------------------------------------------------------------------------------- */

void
ctn_snapshot_free (CtnSnapshot *self)
{
  g_free (self->name);
  g_free (self->date);
  g_free (self);
}

static CtnSnapshot *
read_snapshot (CtnStatement *row)
{
  CtnSnapshot *snapshot = g_new0 (CtnSnapshot, 1);
  g_autoptr (CtnSnapshotContent) content =
      _ctn_snapshot_content_parse (ctn_statement_get_text (row, 3), NULL);

  snapshot->id = ctn_statement_get_int (row, 0);
  snapshot->name = g_strdup (ctn_statement_get_text (row, 1));
  snapshot->date = g_strdup (ctn_statement_get_text (row, 2));
  if (content != NULL) {
    snapshot->n_actors = content->rows[1]->len;
    snapshot->n_links = content->rows[2]->len;
  }
  return snapshot;
}

GPtrArray *
ctn_snapshot_list (CtnConnection *reader, gint64 chain, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_snapshot_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error,
                            "SELECT id, name, date, content FROM chain_snapshot WHERE chain = ? "
                            "ORDER BY date DESC, id DESC",
                            "i", chain);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (list, read_snapshot (rows));
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

typedef struct {
  gint64 id;
  gint64 chain;
  const char *name;
  const char *date;
} NewSnapshot;

static gboolean
insert_snapshot (CtnConnection *connection, gpointer data, GError **error)
{
  const NewSnapshot *snapshot = data;
  g_autoptr (CtnSnapshotContent) content =
      _ctn_snapshot_content_load (connection, snapshot->chain, error);
  g_autofree char *text = NULL;

  if (content == NULL)
    return FALSE;
  text = content_to_text (content);
  return ctn_connection_run (
      connection, error,
      "INSERT INTO chain_snapshot (id, chain, name, date, content) VALUES (?,?,?,?,?)", "iittt",
      snapshot->id, snapshot->chain, snapshot->name, snapshot->date, text);
}

gint64
ctn_snapshot_take (CtnProject *project,
                   gint64 chain,
                   const char *name,
                   const char *date,
                   GError **error)
{
  g_autofree char *today = ctn_calendar_dup_today (date);
  g_autofree char *title = ctn_field_parse (&fields[0], name, error);
  g_autofree char *day = title != NULL ? ctn_field_parse (&fields[1], today, error) : NULL;
  const CtnOperation operation = { kind.add_label, title, NULL };
  NewSnapshot snapshot = { ctn_id_new (), chain, title, day };

  return day != NULL &&
                 ctn_project_transact (project, &operation, insert_snapshot, &snapshot, error)
             ? snapshot.id
             : 0;
}
