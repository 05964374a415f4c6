#include "ctn-field-set.h"

#include <ctn-i18n.h>
#include <ctn-text.h>

#include "ctn-custom-field.h"

struct _CtnFieldSet {
  const CtnRecordKind *kind;
  GPtrArray *fields; /* (owned) CtnField */
  GPtrArray *custom; /* (owned) (nullable) CtnCustomField, which own their CtnField */
};

CtnFieldSet *
ctn_field_set_new (CtnConnection *reader, const CtnRecordKind *kind, GError **error)
{
  g_autoptr (CtnFieldSet) self = g_new0 (CtnFieldSet, 1);

  self->kind = kind;
  self->fields = g_ptr_array_new ();
  for (const CtnField *field = kind->fields; field->name != NULL; field++)
    if (field->group != NULL)
      g_ptr_array_add (self->fields, (gpointer) field);
  if (reader == NULL)
    return g_steal_pointer (&self);
  self->custom = ctn_custom_field_list (reader, kind, error);
  if (self->custom == NULL)
    return NULL;
  for (guint i = 0; i < self->custom->len; i++)
    g_ptr_array_add (self->fields, (gpointer) ctn_custom_field_get_field (self->custom->pdata[i]));
  return g_steal_pointer (&self);
}

void
ctn_field_set_free (CtnFieldSet *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->custom, g_ptr_array_unref);
  g_free (self);
}

guint
ctn_field_set_get_n_fields (const CtnFieldSet *self)
{
  return self->fields->len;
}

const CtnField *
ctn_field_set_get_field (const CtnFieldSet *self, guint index)
{
  g_return_val_if_fail (index < self->fields->len, NULL);
  return self->fields->pdata[index];
}

const CtnField *
ctn_field_set_find (const CtnFieldSet *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (g_str_equal (((const CtnField *) self->fields->pdata[i])->name, name))
      return self->fields->pdata[i];
  return ctn_record_kind_find_field (self->kind, name);
}

const CtnField *
ctn_field_set_find_label (const CtnFieldSet *self, const char *text)
{
  g_autofree char *wanted = ctn_text_fold (text);

  for (guint i = 0; i < self->fields->len; i++) {
    const CtnField *field = self->fields->pdata[i];
    const char *names[] = { field->name, field->label, ctn_field_get_label (field) };

    for (gsize j = 0; j < G_N_ELEMENTS (names); j++) {
      g_autofree char *name = ctn_text_fold (names[j]);

      if (g_str_equal (name, wanted))
        return field;
    }
  }
  return NULL;
}
