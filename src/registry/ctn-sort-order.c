#include "ctn-sort-order.h"

#include <ctn-record.h>
#include <stdlib.h>
#include <string.h>

#include "ctn-organisation.h"

#define RANK_EMPTY G_MAXUINT32

struct _CtnSortOrder {
  gatomicrefcount references;
  gsize n;
  gint64 *ids;    /* (owned) ascending */
  guint32 *ranks; /* (owned) of the value of ids[i] */
};

/* The distinct values while the order is made. */
typedef struct {
  char *key; /* (owned) for collating */
  double number;
  guint32 rank;
} Value;

static void
value_free (gpointer data)
{
  Value *value = data;

  g_free (value->key);
  g_free (value);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(Value *const *) a)->key, (*(Value *const *) b)->key);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double one = (*(Value *const *) a)->number;
  double other = (*(Value *const *) b)->number;

  return (one > other) - (one < other);
}

static Value *
make_value (const CtnField *field, const char *text)
{
  Value *value = g_new0 (Value, 1);

  if (field->type == CTN_FIELD_NUMBER || field->type == CTN_FIELD_INTEGER) {
    value->number = g_ascii_strtod (text, NULL);
  } else if (field->type == CTN_FIELD_DATE) {
    value->key = g_strdup (text);
  } else {
    g_autofree char *label = ctn_field_format (field, text);

    value->key = g_utf8_collate_key (label, -1);
  }
  return value;
}

static void
rank_values (GHashTable *values, const CtnField *field)
{
  guint n = 0;
  gboolean numbers = field->type == CTN_FIELD_NUMBER || field->type == CTN_FIELD_INTEGER;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (values, &n);
  g_autofree Value **sorted = g_new (Value *, n + 1);

  for (guint i = 0; i < n; i++)
    sorted[i] = g_hash_table_lookup (values, keys[i]);
  qsort (sorted, n, sizeof (Value *), numbers ? compare_numbers : compare_keys);
  for (guint i = 0; i < n; i++)
    sorted[i]->rank = i;
}

static gboolean
read_values (CtnConnection *reader,
             const CtnField *field,
             GHashTable *values,
             GArray *ids,
             GPtrArray *found,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *expression = ctn_record_dup_sql (ctn_organisation_kind (), field, "t");
  g_autofree char *sql =
      g_strdup_printf ("SELECT t.id, %s FROM organisation t ORDER BY t.id", expression);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (reader, &local_error, sql, "");

  while (ctn_statement_next (rows, &local_error) &&
         !g_cancellable_set_error_if_cancelled (cancellable, &local_error)) {
    gint64 id = ctn_statement_get_int (rows, 0);
    const char *text = ctn_statement_get_text (rows, 1);
    Value *value = NULL;

    if (text != NULL && *text != '\0') {
      value = g_hash_table_lookup (values, text);
      if (value == NULL) {
        value = make_value (field, text);
        g_hash_table_insert (values, g_strdup (text), value);
      }
    }
    g_array_append_val (ids, id);
    g_ptr_array_add (found, value);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

CtnSortOrder *
ctn_sort_order_new (CtnConnection *reader,
                    const CtnField *field,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GHashTable) values =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, value_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  CtnSortOrder *self;

  if (!read_values (reader, field, values, ids, found, cancellable, error))
    return NULL;
  rank_values (values, field);
  self = g_new0 (CtnSortOrder, 1);
  g_atomic_ref_count_init (&self->references);
  self->n = ids->len;
  self->ranks = g_new (guint32, self->n + 1);
  for (gsize i = 0; i < self->n; i++) {
    const Value *value = g_ptr_array_index (found, i);

    self->ranks[i] = value != NULL ? value->rank : RANK_EMPTY;
  }
  self->ids = (gpointer) g_array_free (g_steal_pointer (&ids), FALSE);
  return self;
}

CtnSortOrder *
ctn_sort_order_ref (CtnSortOrder *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ctn_sort_order_unref (CtnSortOrder *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->ids);
  g_free (self->ranks);
  g_free (self);
}

typedef struct {
  guint32 rank;
  guint32 position; /* in the ascending ids, so that equal ranks keep their order */
} SortItem;

static int
compare_items (const void *a, const void *b)
{
  const SortItem *one = a;
  const SortItem *other = b;

  if (one->rank != other->rank)
    return one->rank < other->rank ? -1 : 1;
  return (one->position > other->position) - (one->position < other->position);
}

void
ctn_sort_order_sort (CtnSortOrder *self, GArray *ids, gboolean descending)
{
  g_autofree SortItem *items = g_new (SortItem, ids->len + 1);
  g_autofree gint64 *sorted = g_new (gint64, ids->len + 1);
  gsize j = 0;

  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);

    while (j < self->n && self->ids[j] < id)
      j++;
    items[i].position = i;
    items[i].rank = j < self->n && self->ids[j] == id ? self->ranks[j] : RANK_EMPTY;
    if (descending && items[i].rank != RANK_EMPTY)
      items[i].rank = RANK_EMPTY - 1 - items[i].rank;
  }
  qsort (items, ids->len, sizeof (SortItem), compare_items);
  for (guint i = 0; i < ids->len; i++)
    sorted[i] = g_array_index (ids, gint64, items[i].position);
  if (ids->len > 0)
    memcpy (ids->data, sorted, ids->len * sizeof (gint64));
}
