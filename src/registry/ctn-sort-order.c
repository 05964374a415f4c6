#include "ctn-sort-order.h"

#include <ctn-parallel.h>
#include <stdlib.h>
#include <string.h>

#include "ctn-organisation.h"
#include "ctn-record-scan.h"

#define RANK_EMPTY G_MAXUINT32
#define COLLATE_CHUNK 512
/* A result with at least this share of all organisations is picked out of their order, a smaller one
 * is sorted by itself. */
#define LARGE_SHARE 64

struct _CtnSortOrder {
  guint n;
  gint64 *ids;     /* (owned) ascending */
  guint32 *ranks;  /* (owned) of the value of ids[i] */
  guint32 *sorted; /* (owned) all i by rank, equal ones by id, empty ones last */
  guint n_filled;  /* how many of @sorted are not empty */
};

/* The distinct values while the order is made. */
typedef struct {
  const char *text; /* canonical; belongs to the table of values */
  char *key;        /* (owned) for collating */
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

typedef struct {
  const CtnField *field;
  Value **values;
} Collation;

/* Making the keys is most of the work. */
static void
make_keys (guint start, guint end, gpointer data)
{
  const Collation *collation = data;
  const CtnField *field = collation->field;

  for (guint i = start; i < end; i++) {
    Value *value = collation->values[i];

    if (field->type == CTN_FIELD_NUMBER || field->type == CTN_FIELD_INTEGER) {
      value->number = g_ascii_strtod (value->text, NULL);
    } else if (field->type == CTN_FIELD_DATE) {
      value->key = g_strdup (value->text);
    } else {
      g_autofree char *label = ctn_field_format (field, value->text);

      value->key = g_utf8_collate_key (label, -1);
    }
  }
}

static void
rank_values (GHashTable *values, const CtnField *field)
{
  guint n = 0;
  gboolean numbers = field->type == CTN_FIELD_NUMBER || field->type == CTN_FIELD_INTEGER;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (values, &n);
  g_autofree Value **sorted = g_new (Value *, n + 1);
  Collation collation = { field, sorted };

  for (guint i = 0; i < n; i++) {
    sorted[i] = g_hash_table_lookup (values, keys[i]);
    sorted[i]->text = keys[i];
  }
  ctn_parallel_for (n, COLLATE_CHUNK, make_keys, &collation);
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
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnRecordScan) scan =
      ctn_record_scan_new (reader, ctn_organisation_kind (), &field, 1, &local_error);

  while (scan != NULL && ctn_record_scan_next (scan, &local_error) &&
         !g_cancellable_set_error_if_cancelled (cancellable, &local_error)) {
    gint64 id = ctn_record_scan_get_id (scan);
    const char *text = ctn_record_scan_get_text (scan, 0);
    Value *value = *text != '\0' ? g_hash_table_lookup (values, text) : NULL;

    if (value == NULL && *text != '\0') {
      value = g_new0 (Value, 1);
      g_hash_table_insert (values, g_strdup (text), value);
    }
    g_array_append_val (ids, id);
    g_ptr_array_add (found, value);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Equal values must keep the order of the ids, so the ranks are counted instead of compared. */
static void
sort_all (CtnSortOrder *self, guint n_ranks)
{
  g_autofree guint32 *next = g_new0 (guint32, n_ranks + 1);

  for (guint i = 0; i < self->n; i++)
    if (self->ranks[i] != RANK_EMPTY)
      next[self->ranks[i] + 1]++;
  for (guint rank = 0; rank < n_ranks; rank++)
    next[rank + 1] += next[rank];
  self->n_filled = next[n_ranks];
  self->sorted = g_new (guint32, self->n + 1);
  for (guint i = 0, empty = self->n_filled; i < self->n; i++)
    self->sorted[self->ranks[i] != RANK_EMPTY ? next[self->ranks[i]]++ : empty++] = i;
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
  self->n = ids->len;
  self->ranks = g_new (guint32, self->n + 1);
  for (guint i = 0; i < self->n; i++) {
    const Value *value = g_ptr_array_index (found, i);

    self->ranks[i] = value != NULL ? value->rank : RANK_EMPTY;
  }
  self->ids = (gpointer) g_array_free (g_steal_pointer (&ids), FALSE);
  sort_all (self, g_hash_table_size (values));
  return self;
}

void
ctn_sort_order_free (CtnSortOrder *self)
{
  g_free (self->ids);
  g_free (self->ranks);
  g_free (self->sorted);
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

/* Sorts by comparing. */
static void
sort_few (CtnSortOrder *self, GArray *ids, gboolean descending)
{
  g_autofree SortItem *items = g_new (SortItem, ids->len + 1);
  g_autofree gint64 *sorted = g_memdup2 (ids->data, ids->len * sizeof (gint64));
  guint j = 0;

  for (guint i = 0; i < ids->len; i++) {
    while (j < self->n && self->ids[j] < sorted[i])
      j++;
    items[i].position = i;
    items[i].rank = j < self->n && self->ids[j] == sorted[i] ? self->ranks[j] : RANK_EMPTY;
    if (descending && items[i].rank != RANK_EMPTY)
      items[i].rank = RANK_EMPTY - 1 - items[i].rank;
  }
  qsort (items, ids->len, sizeof (SortItem), compare_items);
  for (guint i = 0; i < ids->len; i++)
    g_array_index (ids, gint64, i) = sorted[items[i].position];
}

/* Moves the marked ones among @sorted[@start] to @sorted[@end - 1] to the result. */
static guint
pick (CtnSortOrder *self, const guint8 *marks, guint start, guint end, gint64 *result)
{
  guint n = 0;

  for (guint i = start; i < end; i++)
    if (marks[self->sorted[i]])
      result[n++] = self->ids[self->sorted[i]];
  return n;
}

/* Goes through the order of all and takes those that are wanted; ids that are not in it come last. */
static void
sort_many (CtnSortOrder *self, GArray *ids, gboolean descending)
{
  g_autofree guint8 *marks = g_new0 (guint8, self->n + 1);
  g_autofree gint64 *result = g_new (gint64, ids->len + 1);
  g_autofree gint64 *unknown = g_new (gint64, ids->len + 1);
  guint n_unknown = 0;
  guint n = 0;

  for (guint i = 0, j = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);

    while (j < self->n && self->ids[j] < id)
      j++;
    if (j < self->n && self->ids[j] == id)
      marks[j] = TRUE;
    else
      unknown[n_unknown++] = id;
  }
  if (!descending)
    n = pick (self, marks, 0, self->n_filled, result);
  for (guint end = self->n_filled; descending && end > 0;) {
    guint start = end - 1;

    while (start > 0 && self->ranks[self->sorted[start - 1]] == self->ranks[self->sorted[start]])
      start--;
    n += pick (self, marks, start, end, result + n);
    end = start;
  }
  n += pick (self, marks, self->n_filled, self->n, result + n);
  memcpy (result + n, unknown, n_unknown * sizeof (gint64));
  memcpy (ids->data, result, ids->len * sizeof (gint64));
}

void
ctn_sort_order_sort (CtnSortOrder *self, GArray *ids, gboolean descending)
{
  if (ids->len < 2)
    return;
  if (ids->len >= self->n / LARGE_SHARE)
    sort_many (self, ids, descending);
  else
    sort_few (self, ids, descending);
}
