#include "ctn-record.h"

#include <ctn-calendar.h>
#include <ctn-id.h>
#include <ctn-number.h>

/* Identifiers in the SQL of this file come from field descriptions, which are literals. */

static char *
dup_list_condition (const CtnField *field, const char *alias)
{
  if (field->list_key_column == NULL)
    return g_strdup ("");
  return g_strdup_printf (" AND %s.%s = '%s'", alias, field->list_key_column, field->list_key);
}

char *
ctn_record_dup_sql (const CtnRecordKind *kind, const CtnField *field, const char *alias)
{
  g_autofree char *condition = NULL;

  if (field->column != NULL)
    return g_strdup_printf ("%s.%s", alias, field->column);
  condition = dup_list_condition (field, "l");
  if (field->yearly)
    return g_strdup_printf ("(SELECT l.%s FROM %s l WHERE l.%s = %s.id AND l.%s IS NOT NULL%s "
                            "ORDER BY l.year DESC LIMIT 1)",
                            field->list_column, field->list_table, field->list_owner, alias,
                            field->list_column, condition);
  if (field->reference_table != NULL)
    return g_strdup_printf ("(SELECT group_concat(v, '; ') FROM (SELECT r.%s AS v FROM %s l "
                            "JOIN %s r ON r.id = l.%s WHERE l.%s = %s.id%s ORDER BY l.id))",
                            field->reference_column, field->list_table, field->reference_table,
                            field->list_column, field->list_owner, alias, condition);
  return g_strdup_printf ("(SELECT group_concat(v, '; ') FROM (SELECT l.%s AS v FROM %s l "
                          "WHERE l.%s = %s.id%s ORDER BY l.id))",
                          field->list_column, field->list_table, field->list_owner, alias,
                          condition);
}

/* A number is read as a number, so that its canonical text does not depend on SQLite's. */
static char *
dup_column_text (CtnStatement *statement, const CtnField *field)
{
  if (ctn_statement_is_null (statement, 0))
    return g_strdup ("");
  if (field->type == CTN_FIELD_NUMBER)
    return ctn_number_to_text (ctn_statement_get_double (statement, 0));
  return g_strdup (ctn_statement_get_text (statement, 0));
}

char *
ctn_record_get (CtnConnection *connection,
                const CtnRecordKind *kind,
                gint64 id,
                const CtnField *field,
                GError **error)
{
  g_autofree char *expression = ctn_record_dup_sql (kind, field, "t");
  g_autofree char *sql =
      g_strdup_printf ("SELECT %s FROM %s t WHERE t.id = ?", expression, kind->table);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) statement =
      ctn_connection_query (connection, &local_error, sql, "i", id);

  if (ctn_statement_next (statement, &local_error))
    return dup_column_text (statement, field);
  if (local_error == NULL)
    return g_strdup ("");
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gboolean
bind_and_run (CtnConnection *connection,
              const char *sql,
              const CtnField *field,
              const char *value,
              gint64 id,
              GError **error)
{
  if (*value == '\0' && field->type != CTN_FIELD_BOOLEAN)
    return ctn_connection_run (connection, error, sql, "ni", id);
  switch (field->type) {
  case CTN_FIELD_BOOLEAN:
    return ctn_connection_run (connection, error, sql, "ii", (gint64) (*value != '\0'), id);
  case CTN_FIELD_INTEGER:
  case CTN_FIELD_RECORD:
    return ctn_connection_run (connection, error, sql, "ii", g_ascii_strtoll (value, NULL, 10), id);
  case CTN_FIELD_NUMBER:
    return ctn_connection_run (connection, error, sql, "di", g_ascii_strtod (value, NULL), id);
  case CTN_FIELD_TEXT:
  case CTN_FIELD_LONG_TEXT:
  case CTN_FIELD_DATE:
  case CTN_FIELD_CHOICE:
  case CTN_FIELD_CODE:
  case CTN_FIELD_EMAIL:
  case CTN_FIELD_URL:
  case CTN_FIELD_PHONE:
  default:
    return ctn_connection_run (connection, error, sql, "ti", value, id);
  }
}

static gboolean
set_column (CtnConnection *connection,
            const CtnRecordKind *kind,
            gint64 id,
            const CtnField *field,
            const char *value,
            GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE %s SET %s = ?1 WHERE id = ?2", kind->table, field->column);

  return bind_and_run (connection, sql, field, value, id, error);
}

/* The value of a year goes into the row whose value is shown: of the latest year that has one, else of
 * the latest year, or of this year when there is none. */
static gboolean
set_yearly (CtnConnection *connection,
            gint64 id,
            const CtnField *field,
            const char *value,
            GError **error)
{
  g_autofree char *find =
      g_strdup_printf ("SELECT id FROM %s WHERE %s = ? ORDER BY %s IS NULL, year DESC LIMIT 1",
                       field->list_table, field->list_owner, field->list_column);
  g_autofree char *insert = g_strdup_printf ("INSERT INTO %s (id, %s, year) VALUES (?, ?, ?)",
                                             field->list_table, field->list_owner);
  g_autofree char *update = g_strdup_printf ("UPDATE %s SET %s = ?1 WHERE id = ?2",
                                             field->list_table, field->list_column);
  gint64 row = 0;

  if (!ctn_connection_get_int (connection, &row, error, find, "i", id))
    return FALSE;
  if (row == 0) {
    if (*value == '\0')
      return TRUE;
    row = ctn_id_new ();
    if (!ctn_connection_run (connection, error, insert, "iii", row, id,
                             (gint64) ctn_calendar_today ().year))
      return FALSE;
  }
  return bind_and_run (connection, update, field, value, row, error);
}

/* The id of the record that @value names, made when the field allows it; 0 when there is none. */
static gboolean
find_reference (CtnConnection *connection,
                const CtnField *field,
                const char *value,
                gint64 *id,
                GError **error)
{
  g_autofree char *find = g_strdup_printf ("SELECT id FROM %s WHERE %s = ? ORDER BY id LIMIT 1",
                                           field->reference_table, field->reference_column);
  g_autofree char *insert = NULL;

  *id = 0;
  if (!ctn_connection_get_int (connection, id, error, find, "t", value))
    return FALSE;
  if (*id != 0 || !field->reference_create)
    return TRUE;
  insert = g_strdup_printf ("INSERT INTO %s (id, %s) VALUES (?, ?)", field->reference_table,
                            field->reference_column);
  *id = ctn_id_new ();
  return ctn_connection_run (connection, error, insert, "it", *id, value);
}

static gboolean
insert_value (CtnConnection *connection,
              gint64 owner,
              const CtnField *field,
              const char *value,
              GError **error)
{
  g_autofree char *sql = NULL;
  gint64 reference = 0;

  sql = field->list_key_column != NULL
            ? g_strdup_printf ("INSERT INTO %s (id, %s, %s, %s) VALUES (?, ?, ?, '%s')",
                               field->list_table, field->list_owner, field->list_column,
                               field->list_key_column, field->list_key)
            : g_strdup_printf ("INSERT INTO %s (id, %s, %s) VALUES (?, ?, ?)", field->list_table,
                               field->list_owner, field->list_column);
  if (field->reference_table == NULL)
    return ctn_connection_run (connection, error, sql, "iit", ctn_id_new (), owner, value);
  if (!find_reference (connection, field, value, &reference, error))
    return FALSE;
  return reference == 0 ||
         ctn_connection_run (connection, error, sql, "iii", ctn_id_new (), owner, reference);
}

/* Deletes the values that are not in @wanted; those that stay are taken out of @wanted. */
static gboolean
delete_unwanted (CtnConnection *connection,
                 gint64 owner,
                 const CtnField *field,
                 GHashTable *wanted,
                 GError **error)
{
  g_autofree char *condition = dup_list_condition (field, "l");
  g_autofree char *select =
      field->reference_table != NULL
          ? g_strdup_printf (
                "SELECT l.id, r.%s FROM %s l JOIN %s r ON r.id = l.%s WHERE l.%s = ?%s",
                field->reference_column, field->list_table, field->reference_table,
                field->list_column, field->list_owner, condition)
          : g_strdup_printf ("SELECT l.id, l.%s FROM %s l WHERE l.%s = ?%s", field->list_column,
                             field->list_table, field->list_owner, condition);
  g_autofree char *remove = g_strdup_printf ("DELETE FROM %s WHERE id = ?", field->list_table);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) statement =
      ctn_connection_query (connection, &local_error, select, "i", owner);

  while (ctn_statement_next (statement, &local_error)) {
    gint64 row = ctn_statement_get_int (statement, 0);

    if (!g_hash_table_remove (wanted, ctn_statement_get_text (statement, 1)))
      g_array_append_val (rows, row);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  for (guint i = 0; i < rows->len; i++)
    if (!ctn_connection_run (connection, error, remove, "i", g_array_index (rows, gint64, i)))
      return FALSE;
  return TRUE;
}

static gboolean
set_list (CtnConnection *connection,
          gint64 id,
          const CtnField *field,
          const char *value,
          GError **error)
{
  g_auto (GStrv) values = field->list_single ? g_new0 (char *, 2) : g_strsplit (value, "; ", -1);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);

  if (field->list_single)
    values[0] = g_strdup (value);
  for (char **one = values; *one != NULL; one++)
    if (**one != '\0')
      g_hash_table_add (wanted, *one);
  if (!delete_unwanted (connection, id, field, wanted, error))
    return FALSE;
  for (char **one = values; *one != NULL; one++)
    if (g_hash_table_remove (wanted, *one) && !insert_value (connection, id, field, *one, error))
      return FALSE;
  return TRUE;
}

gboolean
ctn_record_set (CtnConnection *connection,
                const CtnRecordKind *kind,
                gint64 id,
                const CtnField *field,
                const char *value,
                GError **error)
{
  g_autofree char *old = ctn_record_get (connection, kind, id, field, error);

  if (old == NULL)
    return FALSE;
  if (g_str_equal (old, value))
    return TRUE;
  if (field->column != NULL)
    return set_column (connection, kind, id, field, value, error);
  if (field->yearly)
    return set_yearly (connection, id, field, value, error);
  return set_list (connection, id, field, value, error);
}

gint64
ctn_record_insert (CtnConnection *connection,
                   const CtnRecordKind *kind,
                   const char *title,
                   GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("INSERT INTO %s (id, %s) VALUES (?, ?)", kind->table, kind->title_column);
  gint64 id = ctn_id_new ();

  return ctn_connection_run (connection, error, sql, "it", id, title) ? id : 0;
}

/* Deletes the attachments of records that are gone, for whoever deletes records by SQL of its own. */
static gboolean
drop_orphans (CtnConnection *connection, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) tables = NULL;
  g_autoptr (GError) local_error = NULL;
  /* Names of our own tables only: "record" is a text that a foreign file may have chosen. */
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (connection, &local_error,
                            "SELECT DISTINCT record FROM attachment WHERE record IN "
                            "(SELECT name FROM main.sqlite_schema WHERE type = 'table')",
                            "");

  while (ctn_statement_next (rows, &local_error))
    g_strv_builder_add (builder, ctn_statement_get_text (rows, 0));
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  tables = g_strv_builder_end (builder);
  for (char **table = tables; *table != NULL; table++) {
    g_autofree char *sql = g_strdup_printf ("DELETE FROM attachment WHERE record = ? "
                                            "AND row NOT IN (SELECT id FROM \"%s\")",
                                            *table);

    if (!ctn_connection_run (connection, error, sql, "t", *table))
      return FALSE;
  }
  return TRUE;
}

gboolean
ctn_record_delete (CtnConnection *connection, const CtnRecordKind *kind, gint64 id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?", kind->table);

  return ctn_connection_run (connection, error, sql, "i", id) && drop_orphans (connection, error);
}

char *
ctn_record_dup_shown_sql (const CtnRecordKind *kind, const CtnField *field, const char *alias)
{
  if (field->type == CTN_FIELD_RECORD)
    return g_strdup_printf ("(SELECT %s FROM %s WHERE id = %s.%s)", field->reference_column,
                            field->reference_table, alias, field->column);
  return ctn_record_dup_sql (kind, field, alias);
}

char *
ctn_record_get_shown (CtnConnection *connection,
                      const CtnRecordKind *kind,
                      gint64 id,
                      const CtnField *field,
                      GError **error)
{
  g_autofree char *expression = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GError) local_error = NULL;

  if (field->type != CTN_FIELD_RECORD) {
    value = ctn_record_get (connection, kind, id, field, error);
    return value != NULL ? ctn_field_format (field, value) : NULL;
  }
  expression = ctn_record_dup_shown_sql (kind, field, "t");
  sql = g_strdup_printf ("SELECT %s FROM %s t WHERE t.id = ?", expression, kind->table);
  value = ctn_connection_get_text (connection, &local_error, sql, "i", id);
  if (local_error == NULL)
    return value != NULL ? g_steal_pointer (&value) : g_strdup ("");
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

guint
ctn_record_count (CtnConnection *connection, const CtnRecordKind *kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", kind->table);
  gint64 n = 0;

  ctn_connection_get_int (connection, &n, NULL, sql, "");
  return (guint) n;
}

gboolean
ctn_record_exists (CtnConnection *connection, const CtnRecordKind *kind, gint64 id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s WHERE id = ?", kind->table);
  gint64 n = 0;

  return ctn_connection_get_int (connection, &n, NULL, sql, "i", id) && n > 0;
}

static const CtnField *
find_title_field (const CtnRecordKind *kind)
{
  for (const CtnField *field = kind->fields; field->name != NULL; field++)
    if (g_strcmp0 (field->column, kind->title_column) == 0)
      return field;
  return NULL;
}

/* A name, a day or a choice is called what people read of it. (nullable) */
static const CtnField *
find_shown_title (const CtnRecordKind *kind)
{
  const CtnField *field = find_title_field (kind);

  return field != NULL && (field->type == CTN_FIELD_RECORD || field->type == CTN_FIELD_CHOICE ||
                           field->type == CTN_FIELD_DATE)
             ? field
             : NULL;
}

char *
ctn_record_get_title (CtnConnection *connection,
                      const CtnRecordKind *kind,
                      gint64 id,
                      GError **error)
{
  const CtnField *field = find_shown_title (kind);
  g_autofree char *sql = NULL;

  if (field != NULL)
    return ctn_record_get_shown (connection, kind, id, field, error);
  sql = g_strdup_printf ("SELECT %s FROM %s WHERE id = ?", kind->title_column, kind->table);
  return ctn_connection_get_text (connection, error, sql, "i", id);
}

/* The statement of ctn_record_list(): ids, and the titles as they are kept. (nullable)
 * @all: of all owners, those of one together */
static CtnStatement *
query_list (CtnConnection *connection,
            const CtnRecordKind *kind,
            gint64 owner,
            gboolean all,
            GError **error)
{
  const CtnField *field = find_title_field (kind);
  g_autofree char *title =
      field != NULL ? ctn_record_dup_shown_sql (kind, field, "t") : g_strdup (kind->title_column);
  const char *column = kind->owner_column != NULL ? kind->owner_column : "NULL";
  const char *order = kind->order != NULL ? kind->order : title;
  /* A kind without an owner compares nothing with nothing. */
  g_autofree char *sql =
      g_strdup_printf ("SELECT t.id, %s FROM %s t WHERE %s IS %s ORDER BY %s, %s, t.id", title,
                       kind->table, column, all ? column : "?1", column, order);

  if (all)
    return ctn_connection_query (connection, error, sql, "");
  return ctn_connection_query (connection, error, sql, kind->owner_column != NULL ? "i" : "n",
                               owner);
}

GArray *
ctn_record_list (CtnConnection *connection, const CtnRecordKind *kind, gint64 owner, GError **error)
{
  return ctn_statement_take_ids (query_list (connection, kind, owner, FALSE, error), error);
}

GArray *
ctn_record_list_all (CtnConnection *connection, const CtnRecordKind *kind, GError **error)
{
  return ctn_statement_take_ids (query_list (connection, kind, 0, TRUE, error), error);
}

void
ctn_record_choice_free (CtnRecordChoice *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self);
}

/* @rows: ids and titles. @title: (nullable) the field of the titles, if they are to be formatted */
static GPtrArray *
read_choices (CtnStatement *rows, const CtnField *title, GError **error)
{
  g_autoptr (GPtrArray) choices =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_record_choice_free);
  g_autoptr (GError) local_error = NULL;

  while (ctn_statement_next (rows, &local_error)) {
    CtnRecordChoice *choice = g_new0 (CtnRecordChoice, 1);
    const char *text = ctn_statement_get_text (rows, 1);

    choice->id = ctn_statement_get_int (rows, 0);
    choice->title = title != NULL ? ctn_field_format (title, text) : g_strdup (text);
    g_ptr_array_add (choices, choice);
  }
  if (local_error == NULL)
    return g_steal_pointer (&choices);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GPtrArray *
ctn_record_list_titles (CtnConnection *connection,
                        const CtnRecordKind *kind,
                        gint64 owner,
                        GError **error)
{
  g_autoptr (CtnStatement) rows = query_list (connection, kind, owner, FALSE, error);

  return rows != NULL ? read_choices (rows, find_shown_title (kind), error) : NULL;
}

GPtrArray *
ctn_record_list_choices (CtnConnection *connection, const CtnField *field, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, %s FROM %s ORDER BY 2 COLLATE NOCASE, 1",
                                          field->reference_column, field->reference_table);
  g_autoptr (CtnStatement) rows = ctn_connection_query (connection, error, sql, "");

  return rows != NULL ? read_choices (rows, NULL, error) : NULL;
}
