#include "ctn-record-columns.h"

#include "ctn-record.h"

struct _CtnRecordColumns {
  GPtrArray *fields; /* (owned) CtnField */
  char *sql;
  gpointer owner; /* (owned) (nullable) of the fields */
  GDestroyNotify free_owner;
};

CtnRecordColumns *
ctn_record_columns_new (const CtnRecordKind *kind,
                        const CtnField *const *fields,
                        guint n_fields,
                        gpointer owner,
                        GDestroyNotify free_owner)
{
  CtnRecordColumns *self = g_rc_box_new0 (CtnRecordColumns);
  g_autoptr (GString) sql = g_string_new ("SELECT ");

  self->fields = g_ptr_array_sized_new (n_fields);
  for (guint i = 0; i < n_fields; i++) {
    g_autofree char *expression = ctn_record_dup_shown_sql (kind, fields[i], "t");

    g_ptr_array_add (self->fields, (gpointer) fields[i]);
    g_string_append_printf (sql, "%s, ", expression);
  }
  /* A kind may have none; the record is still asked for. */
  g_string_append_printf (sql, "t.id FROM %s t WHERE t.id = ?", kind->table);
  self->sql = g_string_free (g_steal_pointer (&sql), FALSE);
  self->owner = owner;
  self->free_owner = free_owner;
  return self;
}

CtnRecordColumns *
ctn_record_columns_new_listed (const CtnRecordKind *kind)
{
  g_autoptr (GPtrArray) listed = g_ptr_array_new ();

  for (const CtnField *field = kind->fields; field->name != NULL; field++)
    if (field->flags & CTN_FIELD_LISTED)
      g_ptr_array_add (listed, (gpointer) field);
  return ctn_record_columns_new (kind, (const CtnField *const *) listed->pdata, listed->len, NULL,
                                 NULL);
}

CtnRecordColumns *
ctn_record_columns_ref (CtnRecordColumns *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CtnRecordColumns *self = data;

  g_ptr_array_unref (self->fields);
  g_free (self->sql);
  if (self->free_owner != NULL)
    self->free_owner (self->owner);
}

void
ctn_record_columns_unref (CtnRecordColumns *self)
{
  g_rc_box_release_full (self, clear);
}

guint
ctn_record_columns_get_n_fields (const CtnRecordColumns *self)
{
  return self->fields->len;
}

const CtnField *
ctn_record_columns_get_field (const CtnRecordColumns *self, guint index)
{
  g_return_val_if_fail (index < self->fields->len, NULL);

  return self->fields->pdata[index];
}

int
ctn_record_columns_find (const CtnRecordColumns *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (g_str_equal (((const CtnField *) self->fields->pdata[i])->name, name))
      return (int) i;
  return -1;
}

const char *
ctn_record_columns_get_sql (const CtnRecordColumns *self)
{
  return self->sql;
}
