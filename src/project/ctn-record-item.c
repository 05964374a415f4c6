#include "ctn-record-item.h"

struct _CtnRecordItem {
  GObject parent_instance;

  CtnProject *project; /* (owned) */
  const CtnRecordKind *kind;
  gint64 id;
  CtnRecordColumns *columns; /* (owned) (nullable): until somebody looks */
  GStrv values;              /* (owned) (nullable) one per column, in order */
  GStrv texts;               /* (owned) (nullable) the same as people read them */
};

G_DEFINE_FINAL_TYPE (CtnRecordItem, ctn_record_item, G_TYPE_OBJECT)

enum { SIGNAL_REFRESHED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
load (CtnRecordItem *self)
{
  g_autoptr (CtnStatement) statement = NULL;
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  gboolean found;

  if (self->columns == NULL)
    self->columns = ctn_record_columns_new_listed (self->kind);
  statement = ctn_connection_query (ctn_project_get_reader (self->project), NULL,
                                    ctn_record_columns_get_sql (self->columns), "i", self->id);
  found = ctn_statement_next (statement, NULL);
  for (guint i = 0; i < ctn_record_columns_get_n_fields (self->columns); i++) {
    const CtnField *field = ctn_record_columns_get_field (self->columns, i);
    const char *value = found ? ctn_statement_get_text (statement, (int) i) : NULL;

    g_strv_builder_add (values, value != NULL ? value : "");
    g_strv_builder_take (texts, ctn_field_format (field, value));
  }
  self->values = g_strv_builder_end (values);
  self->texts = g_strv_builder_end (texts);
}

CtnRecordItem *
ctn_record_item_new (CtnProject *project, const CtnRecordKind *kind, gint64 id)
{
  CtnRecordItem *self = g_object_new (CTN_TYPE_RECORD_ITEM, NULL);

  self->project = g_object_ref (project);
  self->kind = kind;
  self->id = id;
  return self;
}

gint64
ctn_record_item_get_id (CtnRecordItem *self)
{
  return self->id;
}

const CtnRecordKind *
ctn_record_item_get_kind (CtnRecordItem *self)
{
  return self->kind;
}

static void
forget (CtnRecordItem *self)
{
  g_clear_pointer (&self->values, g_strfreev);
  g_clear_pointer (&self->texts, g_strfreev);
}

void
ctn_record_item_set_columns (CtnRecordItem *self, CtnRecordColumns *columns)
{
  g_clear_pointer (&self->columns, ctn_record_columns_unref);
  self->columns = ctn_record_columns_ref (columns);
  forget (self);
}

/* What was read of the field @name, of @strings or of the other array. */
static const char *
get (CtnRecordItem *self, const GStrv *strings, const char *name)
{
  int index;

  if (*strings == NULL)
    load (self);
  index = ctn_record_columns_find (self->columns, name);
  return index >= 0 ? (*strings)[index] : "";
}

const char *
ctn_record_item_get_text (CtnRecordItem *self, const char *name)
{
  return get (self, &self->texts, name);
}

const char *
ctn_record_item_get_value (CtnRecordItem *self, const char *name)
{
  return get (self, &self->values, name);
}

void
ctn_record_item_refresh (CtnRecordItem *self)
{
  forget (self);
  g_signal_emit (self, signals[SIGNAL_REFRESHED], 0);
}

static void
ctn_record_item_finalize (GObject *object)
{
  CtnRecordItem *self = CTN_RECORD_ITEM (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->columns, ctn_record_columns_unref);
  forget (self);

  G_OBJECT_CLASS (ctn_record_item_parent_class)->finalize (object);
}

static void
ctn_record_item_class_init (CtnRecordItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_record_item_finalize;

  signals[SIGNAL_REFRESHED] = g_signal_new ("refreshed", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_record_item_init (CtnRecordItem *self)
{
}
