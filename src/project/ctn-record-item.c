#include "ctn-record-item.h"

#include "ctn-record.h"

struct _CtnRecordItem {
  GObject parent_instance;

  CtnProject *project; /* (owned) */
  const CtnRecordKind *kind;
  gint64 id;
  GStrv values; /* (owned) (nullable) one per listed field, in order */
  GStrv texts;  /* (owned) (nullable) the same as people read them */
  GHashTable
      *others; /* (owned) (nullable) (element-type utf8 utf8) texts of fields that are not listed */
};

G_DEFINE_FINAL_TYPE (CtnRecordItem, ctn_record_item, G_TYPE_OBJECT)

enum { SIGNAL_REFRESHED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* One statement for all listed fields of a kind; the text is the same for every item, so the
 * connection keeps it prepared. */
static char *
dup_select (const CtnRecordKind *kind)
{
  GString *sql = g_string_new ("SELECT 0");

  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    g_autofree char *expression = NULL;

    if (!(field->flags & CTN_FIELD_LISTED))
      continue;
    expression = ctn_record_dup_shown_sql (kind, field, "t");
    g_string_append_printf (sql, ", %s", expression);
  }
  g_string_append_printf (sql, " FROM %s t WHERE t.id = ?", kind->table);
  return g_string_free (sql, FALSE);
}

static void
load (CtnRecordItem *self)
{
  g_autofree char *sql = dup_select (self->kind);
  g_autoptr (CtnStatement) statement =
      ctn_connection_query (ctn_project_get_reader (self->project), NULL, sql, "i", self->id);
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  gboolean found = ctn_statement_next (statement, NULL);
  int column = 1;

  for (const CtnField *field = self->kind->fields; field->name != NULL; field++) {
    const char *value;

    if (!(field->flags & CTN_FIELD_LISTED))
      continue;
    value = found ? ctn_statement_get_text (statement, column) : NULL;
    g_strv_builder_add (values, value != NULL ? value : "");
    g_strv_builder_take (texts, ctn_field_format (field, value));
    column++;
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

/* Place of the field @name among those that are listed; -1 when it is not. */
static int
find_listed (const CtnRecordKind *kind, const char *name)
{
  int index = 0;

  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    if (!(field->flags & CTN_FIELD_LISTED))
      continue;
    if (g_str_equal (field->name, name))
      return index;
    index++;
  }
  return -1;
}

static const char *
get_other_text (CtnRecordItem *self, const char *name)
{
  const CtnField *field = ctn_record_kind_find_field (self->kind, name);
  char *text = self->others != NULL ? g_hash_table_lookup (self->others, name) : NULL;

  if (text != NULL || field == NULL)
    return text != NULL ? text : "";
  text = ctn_record_get_shown (ctn_project_get_reader (self->project), self->kind, self->id, field,
                               NULL);
  if (text == NULL)
    return "";
  if (self->others == NULL)
    self->others = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_hash_table_insert (self->others, (gpointer) field->name, text);
  return text;
}

const char *
ctn_record_item_get_text (CtnRecordItem *self, const char *name)
{
  int index = find_listed (self->kind, name);

  if (index < 0)
    return get_other_text (self, name);
  if (self->texts == NULL)
    load (self);
  return self->texts[index];
}

const char *
ctn_record_item_get_value (CtnRecordItem *self, const char *name)
{
  int index = find_listed (self->kind, name);

  if (self->values == NULL)
    load (self);
  return index >= 0 ? self->values[index] : "";
}

void
ctn_record_item_refresh (CtnRecordItem *self)
{
  g_clear_pointer (&self->values, g_strfreev);
  g_clear_pointer (&self->texts, g_strfreev);
  g_clear_pointer (&self->others, g_hash_table_unref);
  g_signal_emit (self, signals[SIGNAL_REFRESHED], 0);
}

static void
ctn_record_item_finalize (GObject *object)
{
  CtnRecordItem *self = CTN_RECORD_ITEM (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->values, g_strfreev);
  g_clear_pointer (&self->texts, g_strfreev);
  g_clear_pointer (&self->others, g_hash_table_unref);

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
