#include "ctn-facet-table.h"

#include <ctn-record.h>
#include <string.h>

#include "ctn-organisation-changes.h"
#include "ctn-record-scan.h"

/* Reading everything costs as much as moving this many rows one by one. */
#define MAX_SINGLE_ROWS 500
#define EMPTY 0 /* index of "" among the values of a column */

/* One field. The values of organisation i are cells[starts[i]] to cells[starts[i + 1] - 1]; one
 * without a value has the cell EMPTY. */
typedef struct {
  const CtnField *field;
  GPtrArray *values;   /* (owned) texts */
  GHashTable *indices; /* (owned) text (in @values) → index */
  GArray *starts;      /* (owned) guint32, one more than organisations */
  GArray *cells;       /* (owned) guint32 */
} Column;

struct _CtnFacetTable {
  GArray *ids; /* (owned) ascending */
  Column *columns;
  guint n_columns;
  gboolean complete;
};

CtnFacetTable *
ctn_facet_table_new (void)
{
  CtnFacetTable *self = g_new0 (CtnFacetTable, 1);
  const CtnField *fields = ctn_organisation_kind ()->fields;

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (const CtnField *field = fields; field->name != NULL; field++)
    self->n_columns += (field->flags & CTN_FIELD_FACET) != 0;
  self->columns = g_new0 (Column, self->n_columns + 1);
  for (guint i = 0; fields->name != NULL; fields++) {
    if (!(fields->flags & CTN_FIELD_FACET))
      continue;
    self->columns[i].field = fields;
    self->columns[i].values = g_ptr_array_new_with_free_func (g_free);
    self->columns[i].indices = g_hash_table_new (g_str_hash, g_str_equal);
    self->columns[i].starts = g_array_new (FALSE, FALSE, sizeof (guint32));
    self->columns[i].cells = g_array_new (FALSE, FALSE, sizeof (guint32));
    i++;
  }
  return self;
}

void
ctn_facet_table_free (CtnFacetTable *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_columns; i++) {
    g_hash_table_unref (self->columns[i].indices);
    g_ptr_array_unref (self->columns[i].values);
    g_array_unref (self->columns[i].starts);
    g_array_unref (self->columns[i].cells);
  }
  g_array_unref (self->ids);
  g_free (self->columns);
  g_free (self);
}

static guint32
get_index (Column *column, const char *text)
{
  gpointer index = NULL;
  char *copy;

  if (g_hash_table_lookup_extended (column->indices, text, NULL, &index))
    return GPOINTER_TO_UINT (index);
  copy = g_strdup (text);
  g_ptr_array_add (column->values, copy);
  g_hash_table_insert (column->indices, copy, GUINT_TO_POINTER (column->values->len - 1));
  return column->values->len - 1;
}

/* Appends the indices of the values in a canonical text. */
static void
append_cells (Column *column, const char *text, GArray *cells)
{
  g_auto (GStrv) parts = NULL;
  guint32 index;

  if (!ctn_field_is_multiple (column->field) || strchr (text, ';') == NULL) {
    index = get_index (column, text);
    g_array_append_val (cells, index);
    return;
  }
  parts = g_strsplit (text, "; ", -1);
  for (char **part = parts; *part != NULL; part++) {
    index = get_index (column, *part);
    g_array_append_val (cells, index);
  }
}

static void
clear (CtnFacetTable *self)
{
  const guint32 zero = 0;

  g_array_set_size (self->ids, 0);
  for (guint i = 0; i < self->n_columns; i++) {
    Column *column = &self->columns[i];

    g_hash_table_remove_all (column->indices);
    g_ptr_array_set_size (column->values, 0);
    get_index (column, "");
    g_array_set_size (column->cells, 0);
    g_array_set_size (column->starts, 0);
    g_array_append_val (column->starts, zero);
  }
}

static gboolean
read_all (CtnFacetTable *self, CtnConnection *reader, GCancellable *cancellable, GError **error)
{
  g_autofree const CtnField **fields = g_new0 (const CtnField *, self->n_columns + 1);
  g_autoptr (CtnRecordScan) scan = NULL;
  g_autoptr (GError) local_error = NULL;

  clear (self);
  for (guint i = 0; i < self->n_columns; i++)
    fields[i] = self->columns[i].field;
  scan =
      ctn_record_scan_new (reader, ctn_organisation_kind (), fields, self->n_columns, &local_error);
  while (scan != NULL && ctn_record_scan_next (scan, &local_error) &&
         !g_cancellable_set_error_if_cancelled (cancellable, &local_error)) {
    gint64 id = ctn_record_scan_get_id (scan);

    g_array_append_val (self->ids, id);
    for (guint i = 0; i < self->n_columns; i++) {
      Column *column = &self->columns[i];

      append_cells (column, ctn_record_scan_get_text (scan, i), column->cells);
      g_array_append_val (column->starts, column->cells->len);
    }
  }
  self->complete = local_error == NULL;
  if (self->complete)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Where @id is, or belongs. */
static guint
find_position (CtnFacetTable *self, gint64 id)
{
  guint low = 0;
  guint high = self->ids->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (self->ids, gint64, middle) < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Takes the cells of organisation @position out of a column. */
static void
remove_cells (Column *column, guint position)
{
  guint32 start = g_array_index (column->starts, guint32, position);
  guint32 n = g_array_index (column->starts, guint32, position + 1) - start;

  if (n > 0)
    g_array_remove_range (column->cells, start, n);
  g_array_remove_index (column->starts, position);
  for (guint i = position; i < column->starts->len; i++)
    g_array_index (column->starts, guint32, i) -= n;
}

/* Puts the values in @text in as the cells of a new organisation @position. */
static void
insert_cells (Column *column, guint position, const char *text)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 start = g_array_index (column->starts, guint32, position);

  append_cells (column, text, cells);
  g_array_insert_vals (column->cells, start, cells->data, cells->len);
  g_array_insert_val (column->starts, position, start);
  for (guint i = position + 1; i < column->starts->len; i++)
    g_array_index (column->starts, guint32, i) += cells->len;
}

static gboolean
read_one (CtnFacetTable *self, CtnConnection *reader, gint64 id, GError **error)
{
  const CtnRecordKind *kind = ctn_organisation_kind ();
  guint position = find_position (self, id);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *title = ctn_record_get_title (reader, kind, id, &local_error);
  gboolean known = position < self->ids->len && g_array_index (self->ids, gint64, position) == id;

  for (guint i = 0; known && i < self->n_columns; i++)
    remove_cells (&self->columns[i], position);
  if (known)
    g_array_remove_index (self->ids, position);
  if (title != NULL)
    g_array_insert_val (self->ids, position, id);
  for (guint i = 0; title != NULL && local_error == NULL && i < self->n_columns; i++) {
    g_autofree char *text = ctn_record_get (reader, kind, id, self->columns[i].field, &local_error);

    if (text != NULL)
      insert_cells (&self->columns[i], position, text);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
ctn_facet_table_update (CtnFacetTable *self,
                        CtnConnection *reader,
                        CtnChangeSet *changes,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GHashTable) ids = NULL;
  GHashTableIter iter;
  gpointer id;

  if (self->complete && changes != NULL &&
      !ctn_organisation_changes_list (changes, reader, &ids, error)) {
    self->complete = FALSE;
    return FALSE;
  }
  if (ids == NULL || g_hash_table_size (ids) > MAX_SINGLE_ROWS)
    return read_all (self, reader, cancellable, error);
  g_hash_table_iter_init (&iter, ids);
  self->complete = FALSE;
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!read_one (self, reader, *(gint64 *) id, error))
      return FALSE;
  self->complete = TRUE;
  return TRUE;
}

/* What counting needs of a column. */
typedef struct {
  guint8 *accepted; /* (owned) (nullable) for each value; %NULL accepts all */
  guint *counts;    /* (owned) for each value */
} Tally;

static void
tally_init (Tally *tally, Column *column, GHashTable *filter)
{
  GHashTableIter iter;
  gpointer value;

  tally->counts = g_new0 (guint, column->values->len + 1);
  if (filter == NULL)
    return;
  tally->accepted = g_new0 (guint8, column->values->len + 1);
  g_hash_table_iter_init (&iter, filter);
  while (g_hash_table_iter_next (&iter, &value, NULL)) {
    gpointer index = NULL;

    if (g_hash_table_lookup_extended (column->indices, value, NULL, &index))
      tally->accepted[GPOINTER_TO_UINT (index)] = TRUE;
  }
}

static gboolean
fits (const Column *column, const Tally *tally, guint position)
{
  const guint32 *starts = (gpointer) column->starts->data;
  const guint32 *cells = (gpointer) column->cells->data;

  if (tally->accepted == NULL)
    return TRUE;
  for (guint32 i = starts[position]; i < starts[position + 1]; i++)
    if (tally->accepted[cells[i]])
      return TRUE;
  return FALSE;
}

static void
add_cells (const Column *column, Tally *tally, guint position)
{
  const guint32 *starts = (gpointer) column->starts->data;
  const guint32 *cells = (gpointer) column->cells->data;

  for (guint32 i = starts[position]; i < starts[position + 1]; i++)
    tally->counts[cells[i]]++;
}

/* An organisation that fits all filters counts everywhere; one that misses those of one field only
 * counts in that field. */
static void
add_organisation (CtnFacetTable *self, Tally *tallies, guint position)
{
  guint n_missed = 0;
  guint missed = 0;

  for (guint i = 0; i < self->n_columns && n_missed < 2; i++)
    if (!fits (&self->columns[i], &tallies[i], position)) {
      n_missed++;
      missed = i;
    }
  if (n_missed == 1)
    add_cells (&self->columns[missed], &tallies[missed], position);
  for (guint i = 0; n_missed == 0 && i < self->n_columns; i++)
    add_cells (&self->columns[i], &tallies[i], position);
}

/* The organisations that the rest of the query leaves: its search, and filters of other fields.
 * @ids: (out) (nullable): %NULL for all */
static gboolean
find_candidates (CtnFacetTable *self,
                 CtnOrganisationQuery *query,
                 CtnConnection *reader,
                 GArray **ids,
                 GError **error)
{
  g_autoptr (CtnOrganisationQuery) rest = ctn_organisation_query_copy (query);

  *ids = NULL;
  for (guint i = 0; i < self->n_columns; i++)
    ctn_organisation_query_clear_filter (rest, self->columns[i].field);
  if (ctn_organisation_query_is_empty (rest))
    return TRUE;
  *ids = ctn_organisation_query_run (rest, reader, error);
  return *ids != NULL;
}

static void
add_all (CtnFacetTable *self, GArray *candidates, Tally *tallies)
{
  for (guint position = 0, i = 0; position < self->ids->len; position++) {
    gint64 id = g_array_index (self->ids, gint64, position);

    while (candidates != NULL && i < candidates->len && g_array_index (candidates, gint64, i) < id)
      i++;
    if (candidates == NULL || (i < candidates->len && g_array_index (candidates, gint64, i) == id))
      add_organisation (self, tallies, position);
  }
}

static void
facet_value_free (gpointer data)
{
  CtnFacetValue *value = data;

  g_free (value->value);
  g_free (value);
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const CtnFacetValue *one = *(CtnFacetValue *const *) a;
  const CtnFacetValue *other = *(CtnFacetValue *const *) b;

  if (one->count != other->count)
    return one->count > other->count ? -1 : 1;
  return strcmp (one->value, other->value);
}

static GPtrArray *
make_values (const Column *column, const Tally *tally)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (facet_value_free);

  for (guint i = 0; i < column->values->len; i++) {
    CtnFacetValue *value;

    if (tally->counts[i] == 0)
      continue;
    value = g_new (CtnFacetValue, 1);
    value->value = g_strdup (g_ptr_array_index (column->values, i));
    value->count = tally->counts[i];
    g_ptr_array_add (values, value);
  }
  g_ptr_array_sort (values, compare_values);
  return values;
}

GHashTable *
ctn_facet_table_count (CtnFacetTable *self,
                       CtnOrganisationQuery *query,
                       CtnConnection *reader,
                       GError **error)
{
  g_autofree Tally *tallies = g_new0 (Tally, self->n_columns + 1);
  g_autoptr (GArray) candidates = NULL;
  GHashTable *counts;

  if (!find_candidates (self, query, reader, &candidates, error))
    return NULL;
  for (guint i = 0; i < self->n_columns; i++)
    tally_init (&tallies[i], &self->columns[i],
                ctn_organisation_query_get_filter (query, self->columns[i].field));
  add_all (self, candidates, tallies);
  counts = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                  (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < self->n_columns; i++) {
    g_hash_table_insert (counts, (gpointer) self->columns[i].field,
                         make_values (&self->columns[i], &tallies[i]));
    g_free (tallies[i].accepted);
    g_free (tallies[i].counts);
  }
  return counts;
}
