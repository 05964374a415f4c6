#include "ctn-id-list.h"

struct _CtnIdList {
  GObject parent_instance;

  CtnProject *project; /* (owned) */
  const CtnRecordKind *kind;
  CtnRecordColumns *columns; /* (owned) */
  GArray *ids;               /* (owned) gint64 */
  GHashTable *items;         /* (owned) id → weak CtnRecordItem that is in view */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CtnIdList,
                               ctn_id_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return CTN_TYPE_RECORD_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return CTN_ID_LIST (model)->ids->len;
}

static void
item_gone_cb (gpointer data, GObject *where_the_object_was)
{
  CtnIdList *self = data;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (value == where_the_object_was) {
      g_hash_table_iter_remove (&iter);
      return;
    }
  }
}

static gpointer
get_item (GListModel *model, guint position)
{
  CtnIdList *self = CTN_ID_LIST (model);
  CtnRecordItem *item;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;
  id = g_array_index (self->ids, gint64, position);
  item = g_hash_table_lookup (self->items, &id);
  if (item != NULL)
    return g_object_ref (item);
  item = ctn_record_item_new (self->project, self->kind, id);
  ctn_record_item_set_columns (item, self->columns);
  g_hash_table_insert (self->items, g_memdup2 (&id, sizeof id), item);
  g_object_weak_ref (G_OBJECT (item), item_gone_cb, self);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* The items in view, held: a refreshed item may let others go. (transfer full) */
static GPtrArray *
hold_items (CtnIdList *self)
{
  GPtrArray *items = g_hash_table_get_values_as_ptr_array (self->items);

  g_ptr_array_foreach (items, (GFunc) (gpointer) g_object_ref, NULL);
  g_ptr_array_set_free_func (items, g_object_unref);
  return items;
}

static void
changed_cb (CtnIdList *self, CtnChangeSet *changes)
{
  g_autoptr (GPtrArray) items = hold_items (self);

  for (guint i = 0; i < items->len; i++) {
    CtnRecordItem *item = items->pdata[i];

    /* A value may come from a list of the record (tags), whose rows have ids of their own. */
    if (ctn_change_set_has_row (changes, self->kind->table, ctn_record_item_get_id (item)) ||
        !ctn_change_set_has_table (changes, self->kind->table))
      ctn_record_item_refresh (item);
  }
}

CtnIdList *
ctn_id_list_new (CtnProject *project, const CtnRecordKind *kind)
{
  CtnIdList *self = g_object_new (CTN_TYPE_ID_LIST, NULL);

  self->project = g_object_ref (project);
  self->kind = kind;
  self->columns = ctn_record_columns_new_listed (kind);
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
ctn_id_list_set_columns (CtnIdList *self, CtnRecordColumns *columns)
{
  g_autoptr (GPtrArray) items = hold_items (self);

  g_clear_pointer (&self->columns, ctn_record_columns_unref);
  self->columns = ctn_record_columns_ref (columns);
  for (guint i = 0; i < items->len; i++)
    ctn_record_item_set_columns (items->pdata[i], columns);
  for (guint i = 0; i < items->len; i++)
    ctn_record_item_refresh (items->pdata[i]);
}

void
ctn_id_list_take_ids (CtnIdList *self, GArray *ids)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->ids);
  guint shorter = MIN (old->len, ids->len);
  guint before = 0;
  guint after = 0;

  self->ids = ids;
  while (before < shorter &&
         g_array_index (old, gint64, before) == g_array_index (ids, gint64, before))
    before++;
  while (after < shorter - before && g_array_index (old, gint64, old->len - 1 - after) ==
                                         g_array_index (ids, gint64, ids->len - 1 - after))
    after++;
  if (old->len != ids->len || before < ids->len)
    g_list_model_items_changed (G_LIST_MODEL (self), before, old->len - before - after,
                                ids->len - before - after);
}

GArray *
ctn_id_list_dup_ids (CtnIdList *self)
{
  return g_array_copy (self->ids);
}

gint64
ctn_id_list_get_id (CtnIdList *self, guint position)
{
  g_return_val_if_fail (position < self->ids->len, 0);

  return g_array_index (self->ids, gint64, position);
}

guint
ctn_id_list_find (CtnIdList *self, gint64 id)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return i;
  return G_MAXUINT;
}

static void
ctn_id_list_dispose (GObject *object)
{
  CtnIdList *self = CTN_ID_LIST (object);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item)) {
    g_object_weak_unref (item, item_gone_cb, self);
    g_hash_table_iter_remove (&iter);
  }
  g_clear_object (&self->project);
  g_clear_pointer (&self->columns, ctn_record_columns_unref);

  G_OBJECT_CLASS (ctn_id_list_parent_class)->dispose (object);
}

static void
ctn_id_list_finalize (GObject *object)
{
  CtnIdList *self = CTN_ID_LIST (object);

  g_array_unref (self->ids);
  g_hash_table_unref (self->items);

  G_OBJECT_CLASS (ctn_id_list_parent_class)->finalize (object);
}

static void
ctn_id_list_class_init (CtnIdListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_id_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_id_list_finalize;
}

static void
ctn_id_list_init (CtnIdList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}
