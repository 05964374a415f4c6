#include "ctn-organisation-merge.h"

#include <ctn-i18n.h>
#include <ctn-record.h>
#include <string.h>

typedef struct {
  gint64 keep;
  gint64 drop;
  const CtnMergedField *fields;
  gsize n_fields;
} Work;

/* A column that names a row of another table. */
typedef struct {
  char *table;
  char *column;
} Reference;

/* Rows of these tables that agree in the columns named are about the same thing. */
typedef struct {
  const char *table;
  const char *same; /* SQL: that row b says the same as row a */
} Identity;

static const Identity identities[] = {
  { "membership", "a.partnership = b.partnership" },
  { "position", "a.person = b.person" },
  { "paper_signature", "a.paper = b.paper" },
  { "activity_host", "a.activity = b.activity" },
  { "participant", "a.activity = b.activity AND a.person IS b.person" },
  { "chain_actor", "a.chain = b.chain AND a.stage IS b.stage AND a.kind = b.kind" },
};

char *
ctn_organisation_merge_values (const CtnField *field, const char *keep, const char *drop)
{
  g_auto (GStrv) kept = NULL;
  g_auto (GStrv) dropped = NULL;
  g_autoptr (GStrvBuilder) values = NULL;
  g_auto (GStrv) all = NULL;

  if (*keep == '\0' || *drop == '\0')
    return g_strdup (*keep != '\0' ? keep : drop);
  if (!ctn_field_is_multiple (field))
    return g_strdup (keep);
  kept = g_strsplit (keep, "; ", -1);
  dropped = g_strsplit (drop, "; ", -1);
  values = g_strv_builder_new ();
  g_strv_builder_addv (values, (const char **) kept);
  for (char **value = dropped; *value != NULL; value++)
    if (!g_strv_contains ((const char *const *) kept, *value))
      g_strv_builder_add (values, *value);
  all = g_strv_builder_end (values);
  return g_strjoinv ("; ", all);
}

static const char *
find_given (const Work *work, const CtnField *field)
{
  for (gsize i = 0; i < work->n_fields; i++)
    if (work->fields[i].field == field)
      return work->fields[i].value;
  return NULL;
}

/* The name under which nobody looks any more stays to be found. */
static char *
add_other_name (const char *names, const char *name, const char *other)
{
  g_auto (GStrv) all = g_strsplit (names, "; ", -1);

  if (strcmp (name, other) == 0 || g_strv_contains ((const char *const *) all, other))
    return g_strdup (names);
  return *names != '\0' ? g_strconcat (names, "; ", other, NULL) : g_strdup (other);
}

static char *
dup_value (CtnConnection *connection, gint64 id, const char *name)
{
  const CtnRecordKind *kind = ctn_organisation_kind ();

  return ctn_record_get (connection, kind, id, ctn_record_kind_find_field (kind, name), NULL);
}

static gboolean
write_fields (CtnConnection *connection, const Work *work, GError **error)
{
  const CtnRecordKind *kind = ctn_organisation_kind ();

  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    g_autofree char *keep = ctn_record_get (connection, kind, work->keep, field, error);
    g_autofree char *drop =
        keep != NULL ? ctn_record_get (connection, kind, work->drop, field, error) : NULL;
    const char *given = find_given (work, field);
    g_autofree char *value = NULL;

    if (drop == NULL)
      return FALSE;
    /* The version belongs to its code, and goes with it. */
    if (g_str_equal (field->name, "region-version"))
      continue;
    value = given != NULL ? g_strdup (given) : ctn_organisation_merge_values (field, keep, drop);
    if (g_strcmp0 (value, keep) != 0 &&
        !ctn_organisation_write (connection, work->keep, field, value, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_other_names (CtnConnection *connection,
                   const Work *work,
                   const char *one,
                   const char *other,
                   GError **error)
{
  const CtnField *field = ctn_record_kind_find_field (ctn_organisation_kind (), "other-names");
  g_autofree char *name = dup_value (connection, work->keep, "name");
  g_autofree char *names = dup_value (connection, work->keep, "other-names");
  g_autofree char *more = names != NULL ? add_other_name (names, name, one) : NULL;
  g_autofree char *all = more != NULL ? add_other_name (more, name, other) : NULL;

  return all != NULL && ctn_organisation_write (connection, work->keep, field, all, error);
}

static void
reference_free (gpointer data)
{
  Reference *reference = data;

  g_free (reference->table);
  g_free (reference->column);
  g_free (reference);
}

/* Taken from the schema, so that a table that comes later is not forgotten here. What describes the
 * organisation itself (its names, codes, …) has been merged as fields. */
static GPtrArray *
list_references (CtnConnection *connection, const char *table, GError **error)
{
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func (reference_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      connection, &local_error,
      "SELECT s.name, f.\"from\" FROM main.sqlite_schema s, pragma_foreign_key_list(s.name) f "
      "WHERE s.type = 'table' AND f.\"table\" = ? "
      "AND s.name NOT IN ('organisation_name', 'organisation_identifier', "
      "'organisation_language', 'organisation_nace', 'organisation_sector', 'organisation_tag', "
      "'distinct_pair')",
      "t", table);

  while (ctn_statement_next (rows, &local_error)) {
    Reference *reference = g_new0 (Reference, 1);

    reference->table = g_strdup (ctn_statement_get_text (rows, 0));
    reference->column = g_strdup (ctn_statement_get_text (rows, 1));
    g_ptr_array_add (references, reference);
  }
  if (local_error == NULL)
    return g_steal_pointer (&references);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* Figures of a year that both have stay with the one that is kept. */
static gboolean
drop_double_years (CtnConnection *connection, const Work *work, GError **error)
{
  return ctn_connection_run (connection, error,
                             "DELETE FROM organisation_size WHERE organisation = ?2 AND year IN "
                             "(SELECT year FROM organisation_size WHERE organisation = ?1)",
                             "ii", work->keep, work->drop);
}

static gboolean
move_references (CtnConnection *connection, const Work *work, GError **error)
{
  g_autoptr (GPtrArray) references = list_references (connection, "organisation", error);

  if (references == NULL)
    return FALSE;
  for (guint i = 0; i < references->len; i++) {
    const Reference *reference = references->pdata[i];
    g_autofree char *sql = g_strdup_printf ("UPDATE \"%1$s\" SET \"%2$s\" = ?1 WHERE \"%2$s\" = ?2",
                                            reference->table, reference->column);

    if (!ctn_connection_run (connection, error, sql, "ii", work->keep, work->drop))
      return FALSE;
  }
  return TRUE;
}

/* What names a record by table and number, which no foreign key tells. */
static gboolean
move_others (CtnConnection *connection, const Work *work, GError **error)
{
  return ctn_connection_run (connection, error,
                             "UPDATE attachment SET row = ?1 WHERE record = 'organisation' "
                             "AND row = ?2",
                             "ii", work->keep, work->drop) &&
         ctn_connection_run (connection, error,
                             "UPDATE assessment SET subject = ?1 "
                             "WHERE subject_kind = 'organisation' AND subject = ?2",
                             "ii", work->keep, work->drop) &&
         ctn_connection_run (connection, error,
                             "UPDATE custom_value SET row = ?1 WHERE row = ?2 AND field NOT IN "
                             "(SELECT field FROM custom_value WHERE row = ?1)",
                             "ii", work->keep, work->drop) &&
         ctn_connection_run (connection, error, "DELETE FROM custom_value WHERE row = ?", "i",
                             work->drop) &&
         ctn_connection_run (connection, error, "DELETE FROM tie WHERE source = target", "") &&
         ctn_connection_run (connection, error,
                             "DELETE FROM chain_link WHERE source = target AND source IN "
                             "(SELECT id FROM chain_actor WHERE organisation = ?)",
                             "i", work->keep);
}

static char *
dup_fill_sql (CtnConnection *connection, const Identity *identity, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) columns = ctn_connection_query (
      connection, &local_error, "SELECT name FROM pragma_table_info(?) WHERE name <> 'id'", "t",
      identity->table);

  g_string_printf (sql, "UPDATE %s AS a SET", identity->table);
  for (guint i = 0; ctn_statement_next (columns, &local_error); i++) {
    const char *name = ctn_statement_get_text (columns, 0);

    g_string_append_printf (sql, "%s \"%s\" = coalesce(a.\"%s\", b.\"%s\")", i > 0 ? "," : "", name,
                            name, name);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  g_string_append_printf (sql,
                          " FROM %s AS b WHERE a.organisation = ?1 AND b.organisation = ?1 "
                          "AND a.id < b.id AND %s",
                          identity->table, identity->same);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* SQL of the rows of which only the earliest stays: b is going, a stays. */
static char *
dup_going_sql (const Identity *identity)
{
  return g_strdup_printf ("(SELECT b.id AS b, min(a.id) AS a FROM \"%1$s\" AS b JOIN \"%1$s\" AS a "
                          "ON a.organisation = ?1 AND b.organisation = ?1 AND a.id < b.id AND %2$s "
                          "GROUP BY b.id) AS k",
                          identity->table, identity->same);
}

/* What refers to a row that is going goes to the one that stays: by foreign keys, whichever the schema has,
 * and by table and number. A custom field that both filled in stays as it is there. */
static gboolean
move_to_kept (CtnConnection *connection, const Work *work, const Identity *identity, GError **error)
{
  g_autoptr (GPtrArray) references = list_references (connection, identity->table, error);
  g_autofree char *going = dup_going_sql (identity);
  g_autofree char *attachments = g_strdup_printf (
      "UPDATE attachment AS c SET row = k.a FROM %s WHERE c.record = ?2 AND c.row = k.b", going);
  g_autofree char *values = g_strdup_printf (
      "UPDATE custom_value AS c SET row = k.a FROM %s WHERE c.row = k.b AND c.field IN (SELECT id "
      "FROM custom_field WHERE record = ?2) AND NOT EXISTS (SELECT 1 FROM custom_value AS o "
      "WHERE o.row = k.a AND o.field = c.field)",
      going);

  for (guint i = 0; references != NULL && i < references->len; i++) {
    const Reference *reference = references->pdata[i];
    g_autofree char *sql =
        g_strdup_printf ("UPDATE \"%1$s\" AS c SET \"%2$s\" = k.a FROM %3$s WHERE c.\"%2$s\" = k.b",
                         reference->table, reference->column, going);

    if (!ctn_connection_run (connection, error, sql, "i", work->keep))
      return FALSE;
  }
  return references != NULL &&
         ctn_connection_run (connection, error, attachments, "it", work->keep, identity->table) &&
         ctn_connection_run (connection, error, values, "it", work->keep, identity->table);
}

static gboolean
remove_going (CtnConnection *connection, const Work *work, const Identity *identity, GError **error)
{
  g_autofree char *going = dup_going_sql (identity);
  g_autofree char *values = g_strdup_printf (
      "DELETE FROM custom_value WHERE field IN (SELECT id FROM custom_field WHERE record = ?2) "
      "AND row IN (SELECT k.b FROM %s)",
      going);
  g_autofree char *rows = g_strdup_printf ("DELETE FROM \"%s\" WHERE id IN (SELECT k.b FROM %s)",
                                           identity->table, going);

  return ctn_connection_run (connection, error, values, "it", work->keep, identity->table) &&
         ctn_connection_run (connection, error, rows, "i", work->keep);
}

/* Where a membership stands is the last of the steps that both have taken (ctn-commitment.h). */
static gboolean
update_commitment (CtnConnection *connection, const Work *work, GError **error)
{
  return ctn_connection_run (connection, error,
                             "UPDATE membership AS m SET commitment = (SELECT step FROM commitment "
                             "WHERE membership = m.id AND step IS NOT NULL ORDER BY date DESC, id "
                             "DESC LIMIT 1) WHERE organisation = ? AND EXISTS (SELECT 1 FROM "
                             "commitment WHERE membership = m.id AND step IS NOT NULL)",
                             "i", work->keep);
}

static gboolean
join_rows (CtnConnection *connection, const Work *work, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (identities); i++) {
    g_autofree char *fill = dup_fill_sql (connection, &identities[i], error);

    if (fill == NULL || !ctn_connection_run (connection, error, fill, "i", work->keep) ||
        !move_to_kept (connection, work, &identities[i], error) ||
        !remove_going (connection, work, &identities[i], error))
      return FALSE;
  }
  return update_commitment (connection, work, error);
}

static gboolean
merge (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;
  g_autofree char *one = dup_value (connection, work->keep, "name");
  g_autofree char *other = dup_value (connection, work->drop, "name");

  return one != NULL && other != NULL && write_fields (connection, work, error) &&
         write_other_names (connection, work, one, other, error) &&
         drop_double_years (connection, work, error) && move_references (connection, work, error) &&
         join_rows (connection, work, error) && move_others (connection, work, error) &&
         ctn_record_delete (connection, ctn_organisation_kind (), work->drop, error) &&
         ctn_organisation_touch (connection, work->keep, error);
}

gboolean
ctn_organisation_merge (CtnProject *project,
                        gint64 keep,
                        gint64 drop,
                        const CtnMergedField *fields,
                        gsize n_fields,
                        GError **error)
{
  g_autofree char *name = dup_value (ctn_project_get_reader (project), keep, "name");
  const CtnOperation operation = { N_ ("Merge Organisations"), name, NULL };
  Work work = { keep, drop, fields, n_fields };

  g_return_val_if_fail (keep != drop, FALSE);

  return ctn_project_transact (project, &operation, merge, &work, error);
}
