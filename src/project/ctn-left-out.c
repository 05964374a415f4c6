#include "ctn-left-out.h"

#include <ctn-i18n.h>

#include "ctn-merge-base.h"
#include "ctn-merge-schema.h"
#include "ctn-project-private.h"

/* Names of people outside of the fields of records. */
static const struct {
  const char *table;
  const char *column;
} names[] = {
  { "answer", "rater" },  { "chain_finding", "owner" },  { "measure", "owner" },
  { "review", "author" }, { "kpi_period", "locked_by" }, { "exchange_signature", "name" },
};

typedef struct {
  const CtnRecordKind *const *kinds;
  CtnConnection *connection;
  GHashTable *without; /* (element-type utf8) table, or table.column */
} LeftOut;

static gboolean
is_left_out (const CtnRecordKind *kind)
{
  for (const CtnField *field = kind->fields; field->name != NULL; field++)
    if (field->flags & CTN_FIELD_PERSONAL && g_strcmp0 (field->column, kind->title_column) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
run (LeftOut *self, GError **error, const char *format, const char *table, const char *column)
{
  g_autoptr (GString) sql = g_string_new (format);

  g_string_replace (sql, "@t", table, 0);
  g_string_replace (sql, "@c", column != NULL ? column : "", 0);
  return ctn_connection_exec (self->connection, sql->str, error);
}

/* The table's rows, what is attached to them, and what is stored about tables of that name. What refers
 * to them goes with them, or forgets them, as the schema says. */
static gboolean
empty_table (LeftOut *self, const char *table, GError **error)
{
  g_hash_table_add (self->without, g_strdup (table));
  return run (self, error,
              "DELETE FROM attachment WHERE record = '@t';"
              "DELETE FROM custom_field WHERE record = '@t';"
              "DELETE FROM saved_filter WHERE record = '@t';"
              "DELETE FROM import_mapping WHERE record = '@t';"
              "DELETE FROM \"@t\"",
              table, NULL);
}

static gboolean
empty_column (LeftOut *self, const char *table, const char *column, GError **error)
{
  g_hash_table_add (self->without, g_strconcat (table, ".", column, NULL));
  return run (self, error, "UPDATE \"@t\" SET \"@c\" = NULL WHERE \"@c\" IS NOT NULL", table,
              column);
}

static gboolean
empty_fields (LeftOut *self, const CtnRecordKind *kind, GError **error)
{
  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    if (!(field->flags & CTN_FIELD_PERSONAL))
      continue;
    if (!(field->column != NULL ? empty_column (self, kind->table, field->column, error)
                                : empty_table (self, field->list_table, error)))
      return FALSE;
  }
  return TRUE;
}

/* Several people's answers to one question must stay apart, so raters become numbers. */
static gboolean
number_raters (LeftOut *self, GError **error)
{
  return ctn_connection_exec (
      self->connection,
      "CREATE TEMP TABLE number AS SELECT rater, row_number () OVER (ORDER BY min (id)) AS n "
      "FROM answer WHERE rater IS NOT NULL GROUP BY rater;"
      "UPDATE answer SET rater = (SELECT n FROM temp.number AS x WHERE x.rater = answer.rater) "
      "WHERE rater IS NOT NULL;"
      "DROP TABLE temp.number",
      error);
}

static gboolean
empty_names (LeftOut *self, GError **error)
{
  if (!number_raters (self, error))
    return FALSE;
  /* "!": what theirs has instead is no value to be merged. */
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_equal (names[i].column, "rater"))
      g_hash_table_add (self->without, g_strdup ("answer.rater!"));
    else if (!empty_column (self, names[i].table, names[i].column, error))
      return FALSE;
  }
  return TRUE;
}

/* What cannot be without a row that was left out is not there either. */
static gboolean
note_dependent_once (LeftOut *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      self->connection, &local_error,
      "SELECT s.name, f.\"table\" FROM sqlite_schema AS s, pragma_foreign_key_list (s.name) AS f "
      "WHERE s.type = 'table' AND f.on_delete = 'CASCADE' AND s.name <> 'operation' "
      "AND NOT EXISTS (SELECT 1 FROM pragma_table_info (s.name) AS c WHERE c.name = f.\"from\" "
      "AND c.\"notnull\" = 0)",
      "");

  while (ctn_statement_next (rows, &local_error))
    if (g_hash_table_contains (self->without, ctn_statement_get_text (rows, 1)))
      g_hash_table_add (self->without, g_strdup (ctn_statement_get_text (rows, 0)));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
note_dependent (LeftOut *self, GError **error)
{
  guint before;

  do {
    before = g_hash_table_size (self->without);
    if (!note_dependent_once (self, error))
      return FALSE;
  } while (g_hash_table_size (self->without) > before);
  return TRUE;
}

/* The history goes as a whole: texts of people stand in it, and their names as authors. That it parted
 * from the project in this state stays known. */
static gboolean
finish (LeftOut *self, GError **error)
{
  g_autofree char **list = (char **) g_hash_table_get_keys_as_array (self->without, NULL);
  g_autofree char *text = g_strjoinv (" ", list);

  return ctn_connection_exec (
             self->connection,
             "DELETE FROM change; DELETE FROM operation;"
             "DELETE FROM attachment_content WHERE hash NOT IN "
             "(SELECT hash FROM attachment WHERE hash IS NOT NULL);"
             "UPDATE known_state SET operation = NULL;"
             "UPDATE meta SET value = lower (hex (randomblob (16))) WHERE key = 'version'",
             error) &&
         ctn_merge_base_note_state (self->connection, error) &&
         ctn_connection_run (self->connection, error,
                             "INSERT OR REPLACE INTO meta (key, value) VALUES ('without', ?)", "t",
                             text);
}

static gboolean
leave_out (LeftOut *self, GError **error)
{
  for (const CtnRecordKind *const *kind = self->kinds; *kind != NULL; kind++)
    if (!(is_left_out (*kind) ? empty_table (self, (*kind)->table, error)
                              : empty_fields (self, *kind, error)))
      return FALSE;
  return empty_names (self, error) && note_dependent (self, error) && finish (self, error);
}

/* VACUUM rewrites the whole: no page keeps what was deleted in it. */
static gboolean
edit (const char *path, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnConnection) connection = ctn_connection_open (path, CTN_CONNECTION_WORK, error);
  g_autoptr (GHashTable) without = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  LeftOut self = { .kinds = data, .connection = connection, .without = without };

  if (connection == NULL)
    return FALSE;
  ctn_connection_set_cancellable (connection, cancellable);
  return ctn_connection_exec (connection, "PRAGMA synchronous = OFF; PRAGMA journal_mode = DELETE",
                              error) &&
         ctn_connection_exec (connection, "BEGIN IMMEDIATE", error) && leave_out (&self, error) &&
         ctn_connection_exec (connection, "COMMIT", error) &&
         ctn_connection_exec (connection, "VACUUM", error);
}

static gboolean
check_target (CtnProject *self, GFile *file, GError **error)
{
  if (self->file == NULL || !g_file_equal (self->file, file))
    return TRUE;
  g_set_error_literal (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                       _ ("The copy without persons would replace the project itself. Choose "
                          "another name for it."));
  return FALSE;
}

gboolean
ctn_project_save_without_persons (CtnProject *self,
                                  GFile *file,
                                  const CtnRecordKind *const *kinds,
                                  GCancellable *cancellable,
                                  GError **error)
{
  return check_target (self, file, error) &&
         _ctn_project_write_copy (self, file, edit, (gpointer) kinds, cancellable, error);
}

void
ctn_project_save_without_persons_async (CtnProject *self,
                                        GFile *file,
                                        const CtnRecordKind *const *kinds,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer data)
{
  GError *error = NULL;

  if (check_target (self, file, &error))
    _ctn_project_write_copy_async (self, file, edit, (gpointer) kinds, cancellable, callback, data);
  else
    g_task_report_error (self, callback, data, ctn_project_save_without_persons_async, error);
}
