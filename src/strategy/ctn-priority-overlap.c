#include "ctn-priority-overlap.h"

#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-nace.h>
#include <ctn-sector-names.h>
#include <math.h>
#include <string.h>

#include "ctn-region-strategy.h"

void
ctn_region_codes_free (CtnRegionCodes *self)
{
  if (self == NULL)
    return;
  g_free (self->nuts);
  g_free (self->name);
  for (guint i = 0; i < CTN_N_SCHEMES; i++)
    g_ptr_array_unref (self->codes[i]);
  g_free (self);
}

static CtnRegionCodes *
new_region (CtnStatement *row)
{
  CtnRegionCodes *region = g_new0 (CtnRegionCodes, 1);
  const char *code = ctn_statement_get_text (row, 0);
  const char *title = ctn_code_get_title ("nuts-2024", code);

  region->nuts = g_strdup (code);
  region->name = g_strdup (title != NULL ? title : ctn_statement_get_text (row, 1));
  region->strategy = ctn_statement_get_int (row, 2);
  for (guint i = 0; i < CTN_N_SCHEMES; i++)
    region->codes[i] = g_ptr_array_new_with_free_func (g_free);
  return region;
}

static int
find_scheme (const char *scheme)
{
  for (int i = 0; i < CTN_N_SCHEMES; i++)
    if (g_strcmp0 (ctn_priority_schemes ()[i], scheme) == 0)
      return i;
  return -1;
}

const CtnRegionCodes *
ctn_region_codes_find (GPtrArray *regions, const char *nuts)
{
  for (guint i = 0; i < regions->len; i++)
    if (g_strcmp0 (((CtnRegionCodes *) regions->pdata[i])->nuts, nuts) == 0)
      return regions->pdata[i];
  return NULL;
}

/* Rows come sorted, so codes are and stay. */
static gboolean
read_codes (CtnConnection *reader, GPtrArray *regions, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT DISTINCT coalesce (s.nuts, ''), c.scheme, c.code FROM priority_code c "
      "JOIN priority p ON p.id = c.priority JOIN region_strategy s ON s.id = p.strategy "
      "ORDER BY 1, 2, 3",
      "");

  while (ctn_statement_next (rows, &local_error)) {
    const CtnRegionCodes *region =
        ctn_region_codes_find (regions, ctn_statement_get_text (rows, 0));
    int scheme = find_scheme (ctn_statement_get_text (rows, 1));

    if (region != NULL && scheme >= 0)
      g_ptr_array_add (region->codes[scheme], g_strdup (ctn_statement_get_text (rows, 2)));
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

GPtrArray *
ctn_region_codes_load (CtnConnection *reader, GError **error)
{
  g_autoptr (GPtrArray) regions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_region_codes_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT coalesce (s.nuts, ''), min (s.name), min (s.id), count (p.id) FROM region_strategy s "
      "LEFT JOIN priority p ON p.strategy = s.id GROUP BY 1 ORDER BY 1",
      "");

  while (ctn_statement_next (rows, &local_error)) {
    CtnRegionCodes *region = new_region (rows);

    region->n_priorities = (guint) ctn_statement_get_int (rows, 3);
    g_ptr_array_add (regions, region);
  }
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return read_codes (reader, regions, error) ? g_steal_pointer (&regions) : NULL;
}

/* Both are sorted. */
static void
merge (CtnOverlap *self, GPtrArray *one, GPtrArray *other)
{
  guint i = 0;
  guint j = 0;

  while (i < one->len || j < other->len) {
    int order = i == one->len ? 1 : j == other->len ? -1 : strcmp (one->pdata[i], other->pdata[j]);

    if (order == 0)
      g_ptr_array_add (self->shared, g_strdup (one->pdata[i]));
    i += order <= 0;
    j += order >= 0;
    self->n_either++;
  }
}

void
ctn_overlap_init (CtnOverlap *self,
                  const CtnRegionCodes *one,
                  const CtnRegionCodes *other,
                  int scheme)
{
  self->n_either = 0;
  self->shared = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < CTN_N_SCHEMES; i++)
    if (scheme < 0 || scheme == i)
      merge (self, one->codes[i], other->codes[i]);
  self->index = self->n_either > 0 ? (double) self->shared->len / self->n_either : NAN;
}

void
ctn_overlap_clear (CtnOverlap *self)
{
  g_clear_pointer (&self->shared, g_ptr_array_unref);
}

void
ctn_priority_matrix_free (CtnPriorityMatrix *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  g_free (self->counts);
  g_free (self);
}

/* Of the columns of a matrix. */
static const char *const column_schemes[] = { NULL, "nace-2", "nabs-2007", "policy", "tag" };

/* Region, column and id of every priority, once for each. Columns of sections are made of the codes. */
static CtnStatement *
query_cells (CtnConnection *reader, CtnMatrixColumns columns, GError **error)
{
  if (columns == CTN_MATRIX_SECTORS)
    return ctn_connection_query (
        reader, error,
        "SELECT coalesce (s.nuts, ''), k.code, p.id, k.name FROM priority p "
        "JOIN region_strategy s ON s.id = p.strategy JOIN sector k ON k.id = p.sector "
        "ORDER BY k.code, s.nuts, p.position, p.id",
        "");
  return ctn_connection_query (
      reader, error,
      "SELECT coalesce (s.nuts, ''), c.code, p.id, NULL FROM priority_code c "
      "JOIN priority p ON p.id = c.priority JOIN region_strategy s ON s.id = p.strategy "
      "WHERE c.scheme = ? ORDER BY c.code, s.nuts, p.position, p.id",
      "t", column_schemes[columns]);
}

/* The section of a NACE code; the code itself when it is unknown. */
static const char *
get_section (const char *code)
{
  CtnCodeList *list = ctn_code_list_get ("nace-rev2", NULL);
  const CtnCode *entry = list != NULL ? ctn_code_list_lookup (list, code) : NULL;

  while (entry != NULL && entry->parent != NULL)
    entry = ctn_code_list_lookup (list, entry->parent);
  return entry != NULL ? entry->code : code;
}

static const char *
get_column (CtnMatrixColumns columns, CtnStatement *row)
{
  const char *code = ctn_statement_get_text (row, 1);

  return columns == CTN_MATRIX_SECTIONS ? get_section (code) : code;
}

static char *
dup_title (CtnMatrixColumns columns, const char *code, CtnStatement *row)
{
  return columns == CTN_MATRIX_SECTORS
             ? ctn_sector_names_pick (ctn_statement_get_text (row, 3))
             : ctn_priority_code_dup_title (column_schemes[columns], code);
}

static gboolean
find_text (GPtrArray *texts, const char *text, guint *index)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, index);
}

static gboolean
read_columns (CtnConnection *reader,
              CtnPriorityMatrix *self,
              CtnMatrixColumns columns,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = query_cells (reader, columns, &local_error);

  while (ctn_statement_next (rows, &local_error)) {
    const char *code = get_column (columns, rows);

    if (!find_text (self->columns, code, NULL)) {
      g_ptr_array_add (self->columns, g_strdup (code));
      g_ptr_array_add (self->titles, dup_title (columns, code, rows));
    }
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Ids behind each cell; @wanted (nullable): only those of this cell are kept. A priority counts once in a cell
 * however many of its codes lead there. */
static gboolean
count_cells (CtnConnection *reader,
             const CtnPriorityMatrix *self,
             CtnMatrixColumns columns,
             guint wanted,
             GArray *ids,
             GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = query_cells (reader, columns, &local_error);

  while (ctn_statement_next (rows, &local_error)) {
    gint64 id = ctn_statement_get_int (rows, 2);
    const char *nuts = ctn_statement_get_text (rows, 0);
    guint column;
    guint cell;
    guint region = 0;

    while (region < self->regions->len &&
           !g_str_equal (((CtnRegionCodes *) self->regions->pdata[region])->nuts, nuts))
      region++;
    if (region == self->regions->len ||
        !find_text (self->columns, get_column (columns, rows), &column))
      continue;
    cell = region * self->columns->len + column;
    if (!g_hash_table_add (seen, g_strdup_printf ("%u/%" G_GINT64_FORMAT, cell, id)))
      continue;
    if (ids == NULL)
      self->counts[cell]++;
    else if (cell == wanted)
      g_array_append_val (ids, id);
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

CtnPriorityMatrix *
ctn_priority_matrix_new (CtnConnection *reader, CtnMatrixColumns columns, GError **error)
{
  g_autoptr (CtnPriorityMatrix) self = g_new0 (CtnPriorityMatrix, 1);

  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->regions = ctn_region_codes_load (reader, error);
  if (self->regions == NULL || !read_columns (reader, self, columns, error))
    return NULL;
  self->counts = g_new0 (guint, MAX (self->regions->len * self->columns->len, 1));
  return count_cells (reader, self, columns, 0, NULL, error) ? g_steal_pointer (&self) : NULL;
}

GArray *
ctn_priority_matrix_list (CtnConnection *reader,
                          const CtnPriorityMatrix *self,
                          CtnMatrixColumns columns,
                          guint region,
                          guint column,
                          GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return count_cells (reader, self, columns, region * self->columns->len + column, ids, error)
             ? g_steal_pointer (&ids)
             : NULL;
}
