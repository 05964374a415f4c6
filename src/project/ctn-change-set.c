#include "ctn-change-set.h"

typedef struct {
  const char *table; /* (interned) */
  gint64 row;
} RowKey;

struct _CtnChangeSet {
  gatomicrefcount references;
  GHashTable *tables; /* (owned) interned table names */
  GHashTable *rows;   /* (owned) RowKey */
  gboolean wholesale;
  gboolean final;
};

G_DEFINE_BOXED_TYPE (CtnChangeSet, ctn_change_set, ctn_change_set_ref, ctn_change_set_unref)

static guint
row_key_hash (gconstpointer data)
{
  const RowKey *key = data;

  return g_direct_hash (key->table) ^ g_int64_hash (&key->row);
}

static gboolean
row_key_equal (gconstpointer a, gconstpointer b)
{
  const RowKey *one = a;
  const RowKey *other = b;

  return one->table == other->table && one->row == other->row;
}

CtnChangeSet *
ctn_change_set_new (void)
{
  CtnChangeSet *self = g_new0 (CtnChangeSet, 1);

  g_atomic_ref_count_init (&self->references);
  self->tables = g_hash_table_new (g_direct_hash, g_direct_equal);
  self->rows = g_hash_table_new_full (row_key_hash, row_key_equal, g_free, NULL);
  return self;
}

CtnChangeSet *
ctn_change_set_ref (CtnChangeSet *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ctn_change_set_unref (CtnChangeSet *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->rows);
  g_free (self);
}

static void
make_wholesale (CtnChangeSet *self)
{
  self->wholesale = TRUE;
  g_hash_table_remove_all (self->rows);
}

void
ctn_change_set_add_table (CtnChangeSet *self, const char *table)
{
  g_hash_table_add (self->tables, (gpointer) g_intern_string (table));
  make_wholesale (self);
}

void
ctn_change_set_add (CtnChangeSet *self, const char *table, gint64 row)
{
  RowKey key = { g_intern_string (table), row };

  g_hash_table_add (self->tables, (gpointer) key.table);
  if (self->wholesale)
    return;
  if (g_hash_table_size (self->rows) >= CTN_CHANGE_SET_MAX_ROWS) {
    make_wholesale (self);
    return;
  }
  g_hash_table_add (self->rows, g_memdup2 (&key, sizeof key));
}

void
ctn_change_set_add_all (CtnChangeSet *self, CtnChangeSet *other)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, other->tables);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (self->tables, key);
  self->final |= other->final;
  if (other->wholesale) {
    make_wholesale (self);
    return;
  }
  g_hash_table_iter_init (&iter, other->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    ctn_change_set_add (self, ((RowKey *) key)->table, ((RowKey *) key)->row);
}

gboolean
ctn_change_set_is_empty (CtnChangeSet *self)
{
  return g_hash_table_size (self->tables) == 0;
}

gboolean
ctn_change_set_has_table (CtnChangeSet *self, const char *table)
{
  return g_hash_table_contains (self->tables, g_intern_string (table));
}

gboolean
ctn_change_set_has_row (CtnChangeSet *self, const char *table, gint64 row)
{
  RowKey key = { g_intern_string (table), row };

  if (self->wholesale)
    return g_hash_table_contains (self->tables, key.table);
  return g_hash_table_contains (self->rows, &key);
}

gboolean
ctn_change_set_is_wholesale (CtnChangeSet *self)
{
  return self->wholesale;
}

void
ctn_change_set_mark_final (CtnChangeSet *self)
{
  self->final = TRUE;
}

gboolean
ctn_change_set_is_final (CtnChangeSet *self)
{
  return self->final;
}

void
ctn_change_set_foreach (CtnChangeSet *self, CtnChangeSetForeach function, gpointer data)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    function (((RowKey *) key)->table, ((RowKey *) key)->row, data);
}
