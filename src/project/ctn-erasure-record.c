#include "ctn-erasure-record.h"

#include "ctn-schema.h"

/* The rows of the tables that name the record, or its parts, are gathered here first. */
static const char make_rows[] =
    "CREATE TEMP TABLE IF NOT EXISTS erased_row (record TEXT NOT NULL, row INTEGER NOT NULL, "
    "PRIMARY KEY (record, row)) STRICT, WITHOUT ROWID; DELETE FROM temp.erased_row;";

struct _CtnErasureRecord {
  const CtnErasure *erasure;
  GPtrArray *links; /* Link */
};

typedef struct {
  char *table;
  char *column;
  gboolean cascade;
} Link;

static void
link_free (gpointer data)
{
  Link *link = data;

  g_free (link->table);
  g_free (link->column);
  g_free (link);
}

/* The columns that refer to the record's table. */
static GPtrArray *
list_links (CtnConnection *connection, const char *table, GError **error)
{
  g_auto (GStrv) names = ctn_schema_list_tables (connection, error);
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (link_free);
  g_autoptr (GError) local_error = NULL;

  for (char **name = names; name != NULL && *name != NULL && local_error == NULL; name++) {
    g_autoptr (CtnStatement) rows = ctn_connection_query (
        connection, &local_error,
        "SELECT \"from\", on_delete FROM pragma_foreign_key_list(?, 'main') WHERE \"table\" = ?",
        "tt", *name, table);

    while (ctn_statement_next (rows, &local_error)) {
      Link *link = g_new0 (Link, 1);

      link->table = g_strdup (*name);
      link->column = g_strdup (ctn_statement_get_text (rows, 0));
      link->cascade = !g_str_equal (ctn_statement_get_text (rows, 1), "SET NULL");
      g_ptr_array_add (links, link);
    }
  }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (names != NULL)
    return g_steal_pointer (&links);
  return NULL;
}

/* Those that name the record now, and those that did: a row that was deleted is still in the log. */
static gboolean
gather (CtnConnection *connection, const Link *link, gint64 row, GError **error)
{
  g_autofree char *now =
      g_strdup_printf ("INSERT OR IGNORE INTO temp.erased_row SELECT '%s', id FROM main.\"%s\" "
                       "WHERE \"%s\" = ?",
                       link->table, link->table, link->column);
  g_autofree char *before = g_strdup_printf (
      "INSERT OR IGNORE INTO temp.erased_row SELECT record, row FROM change WHERE record = '%1$s' "
      "AND ((json_valid(before) AND before ->> '$.%2$s' = ?1) OR "
      "(json_valid(after) AND after ->> '$.%2$s' = ?1))",
      link->table, link->column);

  return ctn_connection_run (connection, error, now, "i", row) &&
         ctn_connection_run (connection, error, before, "i", row);
}

static gboolean
cut (CtnConnection *connection, const Link *link, gint64 row, GError **error)
{
  g_autofree char *sql =
      link->cascade
          ? g_strdup_printf ("DELETE FROM main.\"%s\" WHERE \"%s\" = ?", link->table, link->column)
          : g_strdup_printf ("UPDATE main.\"%s\" SET \"%s\" = NULL WHERE \"%s\" = ?", link->table,
                             link->column, link->column);

  return ctn_connection_run (connection, error, sql, "i", row);
}

/* What is attached to the record and to what goes with it, and the values of custom fields. */
static gboolean
gather_attached (CtnConnection *connection, const CtnErasure *erasure, GError **error)
{
  return ctn_connection_run (
             connection, error,
             "INSERT OR IGNORE INTO temp.erased_row SELECT 'attachment', a.id FROM attachment a "
             "WHERE (a.record = ?1 AND a.row = ?2) OR (?3 AND a.hash IN (SELECT hash FROM "
             "attachment_content WHERE ctn_mentions(data)))",
             "tii", erasure->table, erasure->row, (gint64) erasure->remove_files) &&
         ctn_connection_run (
             connection, error,
             "INSERT OR IGNORE INTO temp.erased_row SELECT record, row FROM change WHERE "
             "record = 'attachment' AND json_valid(before) AND before ->> '$.record' = ?1 AND "
             "before ->> '$.row' = ?2",
             "ti", erasure->table, erasure->row) &&
         ctn_connection_run (
             connection, error,
             "INSERT OR IGNORE INTO temp.erased_row SELECT 'custom_value', v.id FROM custom_value "
             "v "
             "JOIN custom_field f ON f.id = v.field WHERE f.record = ?1 AND v.row = ?2",
             "ti", erasure->table, erasure->row) &&
         ctn_connection_run (
             connection, error,
             "INSERT OR IGNORE INTO temp.erased_row SELECT record, row FROM change WHERE "
             "record = 'custom_value' AND json_valid(before) AND before ->> '$.row' = ?1",
             "i", erasure->row);
}

/* The attachments of rows that are gone with the record, and those that they had. */
static gboolean
gather_orphans (CtnConnection *connection, const Link *link, GError **error)
{
  if (!link->cascade)
    return TRUE;
  return ctn_connection_run (connection, error,
                             "INSERT OR IGNORE INTO temp.erased_row SELECT 'attachment', a.id "
                             "FROM attachment a JOIN temp.erased_row e ON e.record = a.record AND "
                             "e.row = a.row WHERE a.record = ?",
                             "t", link->table) &&
         ctn_connection_run (connection, error,
                             "INSERT OR IGNORE INTO temp.erased_row SELECT c.record, c.row "
                             "FROM change c JOIN temp.erased_row e ON e.record = ?1 AND "
                             "((json_valid(c.before) AND c.before ->> '$.record' = ?1 AND "
                             "c.before ->> '$.row' = e.row) OR "
                             "(json_valid(c.after) AND c.after ->> '$.record' = ?1 AND "
                             "c.after ->> '$.row' = e.row)) WHERE c.record = 'attachment'",
                             "t", link->table);
}

static gboolean
delete_attached (CtnConnection *connection, GError **error)
{
  return ctn_connection_run (connection, error,
                             "DELETE FROM attachment WHERE id IN (SELECT row FROM "
                             "temp.erased_row WHERE record = 'attachment')",
                             "") &&
         ctn_connection_run (connection, error,
                             "DELETE FROM custom_value WHERE id IN (SELECT row FROM "
                             "temp.erased_row WHERE record = 'custom_value')",
                             "");
}

/* All rows of @connection that are of the record, or name it or its parts, or did so. */
static gboolean
gather_all (CtnConnection *connection, const CtnErasure *erasure, GPtrArray *links, GError **error)
{
  if (!ctn_connection_exec (connection, make_rows, error))
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    if (!gather (connection, links->pdata[i], erasure->row, error) ||
        !gather_orphans (connection, links->pdata[i], error))
      return FALSE;
  return gather_attached (connection, erasure, error);
}

static gboolean
erase (CtnConnection *connection, const CtnErasure *erasure, GPtrArray *links, GError **error)
{
  if (!gather_all (connection, erasure, links, error) ||
      !erasure->function (connection, erasure->data, error))
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    if (!cut (connection, links->pdata[i], erasure->row, error))
      return FALSE;
  return delete_attached (connection, error);
}

CtnErasureRecord *
ctn_erasure_record_new (CtnConnection *connection, const CtnErasure *erasure, GError **error)
{
  g_autoptr (CtnErasureRecord) self = g_new0 (CtnErasureRecord, 1);

  self->erasure = erasure;
  self->links = list_links (connection, erasure->table, error);
  if (self->links == NULL || !erase (connection, erasure, self->links, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
ctn_erasure_record_gather_from (CtnErasureRecord *self,
                                CtnConnection *connection,
                                CtnConnection *other,
                                GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = NULL;

  if (!gather_all (other, self->erasure, self->links, error))
    return FALSE;
  rows = ctn_connection_query (other, &local_error, "SELECT record, row FROM temp.erased_row", "");
  while (ctn_statement_next (rows, &local_error))
    if (!ctn_connection_run (
            connection, error, "INSERT OR IGNORE INTO temp.erased_row (record, row) VALUES (?, ?)",
            "ti", ctn_statement_get_text (rows, 0), ctn_statement_get_int (rows, 1)))
      return FALSE;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

void
ctn_erasure_record_free (CtnErasureRecord *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_free (self);
}

/* Of which operations the history of rows is cleaned: see CtnErasureScope. */
#define OF_OPERATIONS                                                                              \
  " AND (?2 = 0 OR (?2 = 1 AND operation = ?1) OR "                                                \
  "(?2 = 2 AND operation IN (SELECT id FROM operation WHERE merge = ?1)))"

/* What it was is gone; what it has become may be told to whoever merges. */
#define EMPTY_CHANGES                                                                              \
  "UPDATE change SET before = iif(before IS NULL, NULL, '{}'), after = iif(after IS NULL OR "      \
  "operation = ?1, after, '{}') WHERE (before <> '{}' OR (after <> '{}' AND operation <> "         \
  "?1))" OF_OPERATIONS " AND "

gboolean
ctn_erasure_record_clean_history (CtnErasureRecord *self,
                                  CtnConnection *connection,
                                  gint64 operation,
                                  CtnErasureScope scope,
                                  GError **error)
{
  const char *table = self->erasure->table;
  gint64 row = self->erasure->row;

  return ctn_connection_run (connection, error,
                             "UPDATE operation SET subject = NULL WHERE subject IS NOT NULL AND "
                             "id <> ?1 AND (?2 = 0 OR merge = ?1) AND id IN "
                             "(SELECT operation FROM change WHERE record = ?3 AND row = ?4)",
                             "iiti", operation, (gint64) scope, table, row) &&
         ctn_connection_run (connection, error, EMPTY_CHANGES "record = ?3 AND row = ?4", "iiti",
                             operation, (gint64) scope, table, row) &&
         ctn_connection_run (connection, error,
                             EMPTY_CHANGES
                             "(record, row) IN (SELECT record, row FROM temp.erased_row)",
                             "ii", operation, (gint64) scope);
}
