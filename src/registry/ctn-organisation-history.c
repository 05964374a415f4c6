#include "ctn-organisation-history.h"

#include <ctn-i18n.h>
#include <string.h>

#include "ctn-organisation.h"

static void
field_change_free (gpointer data)
{
  CtnFieldChange *change = data;

  g_free (change->field);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

void
ctn_organisation_event_free (CtnOrganisationEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self->author);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

/* The tables with rows of an organisation: those of its fields, and its people's positions.
 * (element-type utf8, not owned) */
static GPtrArray *
list_tables (void)
{
  GPtrArray *tables = g_ptr_array_new ();

  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++)
    if (field->list_table != NULL &&
        !g_ptr_array_find_with_equal_func (tables, field->list_table, g_str_equal, NULL))
      g_ptr_array_add (tables, (gpointer) field->list_table);
  g_ptr_array_add (tables, (gpointer) "position");
  return tables;
}

/* The SQL of all changes that are about organisation ?1. A row of another table belongs to it if it
 * does so now, or did when it was deleted. The log has no index by rows and may be long: it is read
 * once for what was deleted, and once for what was done. All names come from the field descriptions. */
static char *
dup_select (void)
{
  g_autoptr (GPtrArray) tables = list_tables ();
  GString *sql = g_string_new ("WITH own (record, row) AS (SELECT 'organisation', ?1");

  for (guint i = 0; i < tables->len; i++) {
    const char *table = g_ptr_array_index (tables, i);

    g_string_append_printf (sql, " UNION SELECT '%s', id FROM %s WHERE organisation = ?1", table,
                            table);
  }
  g_string_append (
      sql, " UNION SELECT 'custom_value', id FROM custom_value WHERE row = ?1"
           " UNION SELECT record, row FROM change WHERE kind = 'delete' AND (CASE record "
           "WHEN 'custom_value' THEN before ->> 'row' ELSE before ->> 'organisation' END) = ?1) "
           "SELECT o.id, o.label, o.author, o.time, o.state, c.record, c.before, c.after "
           "FROM change c CROSS JOIN own ON own.record = c.record AND own.row = c.row "
           "JOIN operation o ON o.id = c.operation ORDER BY o.id DESC, c.position");
  return g_string_free (sql, FALSE);
}

static CtnOrganisationEvent *
read_event (CtnStatement *row)
{
  CtnOrganisationEvent *event = g_new0 (CtnOrganisationEvent, 1);

  event->operation = ctn_statement_get_int (row, 0);
  event->label = g_strdup (_ (ctn_statement_get_text (row, 1)));
  event->author = g_strdup (ctn_statement_get_text (row, 2));
  event->time = ctn_statement_get_int (row, 3);
  event->state = ctn_history_state_from_text (ctn_statement_get_text (row, 4));
  event->changes = g_ptr_array_new_with_free_func (field_change_free);
  return event;
}

/* Adds a change, unless the event has one of this field. */
static void
add_change (CtnOrganisationEvent *event, const char *label, char *before, char *after)
{
  CtnFieldChange *change;

  for (guint i = 0; i < event->changes->len; i++) {
    change = g_ptr_array_index (event->changes, i);
    if (g_str_equal (change->field, label)) {
      g_free (before);
      g_free (after);
      return;
    }
  }
  change = g_new0 (CtnFieldChange, 1);
  change->field = g_strdup (label);
  change->before = before;
  change->after = after;
  g_ptr_array_add (event->changes, change);
}

static char *
format (const CtnField *field, const char *value)
{
  return value != NULL && *value != '\0' ? ctn_field_format (field, value) : NULL;
}

static void
add_column (CtnOrganisationEvent *event, const char *column, const char *before, const char *after)
{
  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++)
    if (field->group != NULL && g_strcmp0 (field->column, column) == 0)
      add_change (event, ctn_field_get_label (field), format (field, before),
                  format (field, after));
}

/* The columns that an update of the organisation's own row changed. */
static gboolean
add_columns (CtnConnection *reader, CtnOrganisationEvent *event, CtnStatement *row, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) columns = NULL;

  /* A deleted row says nothing new. */
  if (ctn_statement_is_null (row, 7))
    return TRUE;
  columns = ctn_connection_query (
      reader, &local_error,
      "SELECT k.key, ?1 ->> k.fullkey, ?2 ->> k.fullkey FROM json_each(?1) AS k", "tt",
      ctn_statement_get_text (row, 6), ctn_statement_get_text (row, 7));
  while (ctn_statement_next (columns, &local_error))
    add_column (event, ctn_statement_get_text (columns, 0), ctn_statement_get_text (columns, 1),
                ctn_statement_get_text (columns, 2));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A list of values: which list it was is enough. Several fields in one table go by their group. */
static void
add_list (CtnOrganisationEvent *event, const char *table)
{
  if (g_str_equal (table, "position")) {
    add_change (event, _ ("People"), NULL, NULL);
    return;
  }
  if (g_str_equal (table, "custom_value")) {
    add_change (event, _ ("Custom Fields"), NULL, NULL);
    return;
  }
  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++)
    if (g_strcmp0 (field->list_table, table) == 0) {
      gboolean shared = field->yearly || field->list_key_column != NULL;

      add_change (event, shared ? _ (field->group) : ctn_field_get_label (field), NULL, NULL);
      return;
    }
}

static gboolean
add_row (CtnConnection *reader, CtnOrganisationEvent *event, CtnStatement *row, GError **error)
{
  const char *table = ctn_statement_get_text (row, 5);

  if (!g_str_equal (table, "organisation")) {
    if (!event->is_first)
      add_list (event, table);
    return TRUE;
  }
  if (!ctn_statement_is_null (row, 6))
    return add_columns (reader, event, row, error);
  event->is_first = TRUE;
  return TRUE;
}

GPtrArray *
ctn_organisation_list_events (CtnConnection *reader,
                              gint64 organisation,
                              guint limit,
                              GError **error)
{
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_organisation_event_free);
  g_autofree char *sql = dup_select ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, &local_error, sql, "i", organisation);
  CtnOrganisationEvent *event = NULL;

  while (local_error == NULL && ctn_statement_next (rows, &local_error)) {
    if (event == NULL || event->operation != ctn_statement_get_int (rows, 0)) {
      if (events->len >= limit)
        break;
      event = read_event (rows);
      g_ptr_array_add (events, event);
    }
    add_row (reader, event, rows, &local_error);
  }
  if (local_error == NULL)
    return g_steal_pointer (&events);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
