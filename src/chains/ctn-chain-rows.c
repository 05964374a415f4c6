#include "ctn-chain-rows.h"

#include <ctn-number.h>
#include <ctn-record.h>

/* Columns before those of the fields: id, name, one, other. */
#define FIRST_FIELD 4

void
ctn_chain_row_free (CtnChainRow *self)
{
  g_free (self->name);
  g_strfreev (self->values);
  g_free (self);
}

guint
ctn_record_kind_count_fields (const CtnRecordKind *kind)
{
  guint n = 0;

  while (kind->fields[n].name != NULL)
    n++;
  return n;
}

static const char *
get_columns (const CtnRecordKind *kind)
{
  if (kind == ctn_chain_stage_kind ())
    return "t.id, t.name, t.parent, NULL";
  if (kind == ctn_chain_actor_kind ())
    return "t.id, coalesce ((SELECT o.name FROM organisation o WHERE o.id = t.organisation), "
           "t.name), "
           "t.stage, t.organisation";
  return "t.id, NULL, t.source, t.target";
}

/* Made of the descriptions alone. */
static char *
dup_select (const CtnRecordKind *kind)
{
  GString *sql = g_string_new ("SELECT ");

  g_string_append (sql, get_columns (kind));
  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    g_autofree char *expression = ctn_record_dup_sql (kind, field, "t");

    g_string_append_printf (sql, ", %s", expression);
  }
  g_string_append_printf (sql, " FROM %s t WHERE t.chain = ? ORDER BY %s", kind->table,
                          kind == ctn_chain_stage_kind () ? "t.position, t.id" : "t.id");
  return g_string_free (sql, FALSE);
}

static char *
dup_value (CtnStatement *row, int column, const CtnField *field)
{
  if (ctn_statement_is_null (row, column))
    return g_strdup ("");
  if (field->type == CTN_FIELD_NUMBER)
    return ctn_number_to_text (ctn_statement_get_double (row, column));
  if (field->type == CTN_FIELD_BOOLEAN)
    return g_strdup (ctn_statement_get_int (row, column) != 0 ? "1" : "");
  return g_strdup (ctn_statement_get_text (row, column));
}

static CtnChainRow *
read_row (CtnStatement *statement, const CtnRecordKind *kind, guint n_fields)
{
  CtnChainRow *row = g_new0 (CtnChainRow, 1);

  row->id = ctn_statement_get_int (statement, 0);
  row->name = g_strdup (ctn_statement_get_text (statement, 1));
  row->one = ctn_statement_get_int (statement, 2);
  row->other = ctn_statement_get_int (statement, 3);
  row->values = g_new0 (char *, n_fields + 1);
  for (guint i = 0; i < n_fields; i++)
    row->values[i] = dup_value (statement, (int) (FIRST_FIELD + i), &kind->fields[i]);
  return row;
}

GPtrArray *
ctn_chain_read_rows (CtnConnection *reader, const CtnRecordKind *kind, gint64 chain, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_chain_row_free);
  g_autofree char *sql = dup_select (kind);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (reader, &local_error, sql, "i", chain);
  guint n_fields = ctn_record_kind_count_fields (kind);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (list, read_row (rows, kind, n_fields));
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
