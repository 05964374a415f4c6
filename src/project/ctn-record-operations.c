#include "ctn-record-operations.h"

#include <ctn-id.h>

#include "ctn-project-error.h"
#include "ctn-record.h"

typedef struct {
  const CtnRecordKind *kind;
  gint64 id;
  gint64 owner;
  const CtnFieldText *values;
  const CtnField *field;
  const char *text;
  const gint64 *ids;
  gsize n_ids;
} Work;

/* Parsed values of a new record's own columns, in the order of @fields. */
typedef struct {
  GPtrArray *fields; /* CtnField, unowned */
  GPtrArray *values; /* canonical texts */
} Values;

static void
values_clear (Values *self)
{
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Values, values_clear)

static gboolean
parse_values (Values *self, const CtnRecordKind *kind, const CtnFieldText *texts, GError **error)
{
  for (const CtnFieldText *text = texts; text->field != NULL; text++) {
    const CtnField *field = ctn_record_kind_find_field (kind, text->field);
    char *value;

    g_return_val_if_fail (field != NULL, FALSE);
    value = ctn_field_parse (field, text->text, error);
    if (value == NULL)
      return FALSE;
    g_ptr_array_add (self->fields, (gpointer) field);
    g_ptr_array_add (self->values, value);
  }
  return TRUE;
}

static void
bind (CtnStatement *statement, int parameter, const CtnField *field, const char *value)
{
  if (field->type == CTN_FIELD_BOOLEAN)
    ctn_statement_bind_int (statement, parameter, *value != '\0');
  else if (*value == '\0')
    ctn_statement_bind_null (statement, parameter);
  else if (field->type == CTN_FIELD_INTEGER || field->type == CTN_FIELD_RECORD)
    ctn_statement_bind_int (statement, parameter, g_ascii_strtoll (value, NULL, 10));
  else if (field->type == CTN_FIELD_NUMBER)
    ctn_statement_bind_double (statement, parameter, g_ascii_strtod (value, NULL));
  else
    ctn_statement_bind_text (statement, parameter, value);
}

/* What is empty keeps the column's default, so a text that is to be NULL is left out. */
static gboolean
is_in_insert (const Values *values, guint i)
{
  const CtnField *field = values->fields->pdata[i];

  return field->column != NULL && *(const char *) values->values->pdata[i] != '\0';
}

static gboolean
insert_row (CtnConnection *connection, const Work *work, const Values *values, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (CtnStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean owned = work->kind->owner_column != NULL && work->owner != 0;
  int n = 1 + owned;

  g_string_printf (sql, "INSERT INTO %s (id%s%s", work->kind->table, owned ? ", " : "",
                   owned ? work->kind->owner_column : "");
  for (guint i = 0; i < values->fields->len; i++)
    if (is_in_insert (values, i))
      g_string_append_printf (sql, ", %s", ((const CtnField *) values->fields->pdata[i])->column);
  g_string_append (sql, owned ? ") VALUES (?, ?" : ") VALUES (?");
  for (guint i = 0; i < values->fields->len; i++)
    if (is_in_insert (values, i))
      g_string_append (sql, ", ?");
  g_string_append (sql, ")");
  statement = ctn_connection_query (connection, error, sql->str, "i", work->id);
  if (statement == NULL)
    return FALSE;
  if (owned)
    ctn_statement_bind_int (statement, 2, work->owner);
  for (guint i = 0; i < values->fields->len; i++)
    if (is_in_insert (values, i))
      bind (statement, ++n, values->fields->pdata[i], values->values->pdata[i]);
  ctn_statement_next (statement, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
stamp (CtnConnection *connection, const CtnRecordKind *kind, gint64 id, GError **error)
{
  g_autofree char *sql = NULL;

  if (!kind->stamped)
    return TRUE;
  sql =
      g_strdup_printf ("UPDATE %s SET modified = max(?1, modified + 1) WHERE id = ?2", kind->table);
  return ctn_connection_run (connection, error, sql, "ii", g_get_real_time () / 1000, id);
}

/* Tells the kind what happened to a record that is, or was, part of @owner. */
static gboolean
touch (CtnConnection *connection, const CtnRecordKind *kind, gint64 owner, GError **error)
{
  return kind->touched == NULL || owner == 0 || kind->touched (connection, owner, error);
}

/* What a record of a kind with a hook is part of; 0 for others. */
static gboolean
find_owner (CtnConnection *connection,
            const CtnRecordKind *kind,
            gint64 id,
            gint64 *owner,
            GError **error)
{
  g_autofree char *sql = NULL;

  *owner = 0;
  if (kind->touched == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT %s FROM %s WHERE id = ?", kind->owner_column, kind->table);
  return ctn_connection_get_int (connection, owner, error, sql, "i", id);
}

gint64
ctn_record_write_new (CtnConnection *connection,
                      const CtnRecordKind *kind,
                      gint64 owner,
                      const CtnFieldText *values,
                      GError **error)
{
  const Work work = { .kind = kind, .id = ctn_id_new (), .owner = owner };
  g_auto (Values) parsed = { g_ptr_array_new (), g_ptr_array_new_with_free_func (g_free) };

  if (!parse_values (&parsed, kind, values, error) ||
      !insert_row (connection, &work, &parsed, error))
    return 0;
  for (guint i = 0; i < parsed.fields->len; i++) {
    const CtnField *field = parsed.fields->pdata[i];

    if (field->column == NULL &&
        !ctn_record_set (connection, kind, work.id, field, parsed.values->pdata[i], error))
      return 0;
  }
  return stamp (connection, kind, work.id, error) && touch (connection, kind, owner, error)
             ? work.id
             : 0;
}

static gboolean
add (CtnConnection *connection, gpointer data, GError **error)
{
  Work *work = data;

  work->id = ctn_record_write_new (connection, work->kind, work->owner, work->values, error);
  return work->id != 0;
}

/* What the new record will be called, for the history. */
static char *
dup_new_title (CtnProject *project, const CtnRecordKind *kind, const CtnFieldText *values)
{
  for (const CtnFieldText *value = values; value->field != NULL; value++) {
    const CtnField *field = ctn_record_kind_find_field (kind, value->field);
    g_autofree char *sql = NULL;

    if (field == NULL || g_strcmp0 (field->column, kind->title_column) != 0)
      continue;
    if (field->type != CTN_FIELD_RECORD || value->text == NULL)
      return value->text != NULL ? ctn_field_format (field, value->text) : NULL;
    sql = g_strdup_printf ("SELECT %s FROM %s WHERE id = ?", field->reference_column,
                           field->reference_table);
    return ctn_connection_get_text (ctn_project_get_reader (project), NULL, sql, "i",
                                    g_ascii_strtoll (value->text, NULL, 10));
  }
  return NULL;
}

gint64
ctn_record_add (CtnProject *project,
                const CtnRecordKind *kind,
                gint64 owner,
                const CtnFieldText *values,
                GError **error)
{
  g_autofree char *title = dup_new_title (project, kind, values);
  const CtnOperation operation = { kind->add_label, title, NULL };
  Work work = { .kind = kind, .owner = owner, .values = values };

  return ctn_project_transact (project, &operation, add, &work, error) ? work.id : 0;
}

/* Within an operation; @text is parsed. */
static gboolean
write_record (CtnConnection *connection,
              const CtnRecordKind *kind,
              gint64 id,
              const CtnField *field,
              const char *text,
              GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  gint64 owner;

  return value != NULL && ctn_record_set (connection, kind, id, field, value, error) &&
         stamp (connection, kind, id, error) && find_owner (connection, kind, id, &owner, error) &&
         touch (connection, kind, owner, error);
}

static gboolean
edit (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;
  g_autofree char *old = ctn_record_get (connection, work->kind, work->id, work->field, error);

  if (old == NULL)
    return FALSE;
  /* Nothing changed leaves no trace, not even a new time. */
  return g_str_equal (old, work->text) ||
         write_record (connection, work->kind, work->id, work->field, work->text, error);
}

gboolean
ctn_record_edit (CtnProject *project,
                 const CtnRecordKind *kind,
                 gint64 id,
                 const CtnField *field,
                 const char *text,
                 GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  g_autofree char *title = ctn_record_get_title (ctn_project_get_reader (project), kind, id, NULL);
  g_autofree char *key =
      g_strdup_printf ("%s/%" G_GINT64_FORMAT "/%s", kind->name, id, field->name);
  const CtnOperation operation = { kind->edit_label, title, key };
  Work work = { .kind = kind, .id = id, .field = field, .text = value };

  return value != NULL && ctn_project_transact (project, &operation, edit, &work, error);
}

static gboolean
remove_all (CtnConnection *connection, gpointer data, GError **error)
{
  const Work *work = data;

  for (gsize i = 0; i < work->n_ids; i++) {
    gint64 owner;

    if (!find_owner (connection, work->kind, work->ids[i], &owner, error) ||
        !ctn_record_delete (connection, work->kind, work->ids[i], error) ||
        !touch (connection, work->kind, owner, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
ctn_record_remove (CtnProject *project,
                   const CtnRecordKind *kind,
                   const gint64 *ids,
                   gsize n_ids,
                   GError **error)
{
  g_autofree char *title =
      n_ids == 1 ? ctn_record_get_title (ctn_project_get_reader (project), kind, ids[0], NULL)
                 : NULL;
  const CtnOperation operation = { kind->delete_label, title, NULL };
  Work work = { .kind = kind, .ids = ids, .n_ids = n_ids };

  return ctn_project_transact (project, &operation, remove_all, &work, error);
}
