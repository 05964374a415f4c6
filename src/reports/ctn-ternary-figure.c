#include "ctn-ternary-figure.h"

#include <ctn-i18n.h>

struct _CtnTernaryFigure {
  GArray *series;      /* (owned) CtnTernarySeries */
  GPtrArray *points;   /* (owned) GArray of CtnTernaryPoint, one a series */
  GStringChunk *texts; /* (owned) */
  CtnTernaryData data;
};

void
ctn_ternary_figure_free (CtnTernaryFigure *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->series, g_array_unref);
  g_clear_pointer (&self->points, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self);
}

/* Government stands at the top, industry on the left, research on the right. */
static const CtnHelix corner_helices[3] = { CTN_HELIX_GOVERNMENT, CTN_HELIX_INDUSTRY,
                                            CTN_HELIX_RESEARCH };

static void
add_year (CtnTernaryFigure *self, GArray *points, const CtnHelixYear *year)
{
  CtnTernaryPoint point = { .label = NULL };
  g_autofree char *text = g_strdup_printf ("%d", year->year);

  for (guint i = 0; i < 3; i++)
    point.shares[i] = year->shares.p[corner_helices[i]];
  if (year->year != 0)
    point.label = g_string_chunk_insert_const (self->texts, text);
  g_array_append_val (points, point);
}

static gboolean
add_partnership (CtnTernaryFigure *self,
                 CtnConnection *reader,
                 gint64 partnership,
                 CtnShareBasis basis,
                 const CtnDate *today,
                 GError **error)
{
  g_autoptr (GPtrArray) members = ctn_partnership_list_members (reader, partnership, error);
  g_autoptr (GArray) years = NULL;
  g_autofree char *name = NULL;
  GArray *points;
  CtnTernarySeries series = { .id = partnership };

  if (members == NULL)
    return FALSE;
  name = ctn_connection_get_text (
      reader, NULL, "SELECT coalesce (short_name, name) FROM partnership WHERE id = ?", "i",
      partnership);
  years = ctn_helix_list_years (members, basis, today);
  points = g_array_new (FALSE, FALSE, sizeof (CtnTernaryPoint));
  for (guint i = 0; i < years->len; i++)
    add_year (self, points, &g_array_index (years, CtnHelixYear, i));
  g_ptr_array_add (self->points, points);
  series.name = g_string_chunk_insert (self->texts, name != NULL ? name : "");
  series.points = (const CtnTernaryPoint *) (gpointer) points->data;
  series.n_points = points->len;
  g_array_append_val (self->series, series);
  return TRUE;
}

CtnTernaryFigure *
ctn_ternary_figure_new (CtnConnection *reader,
                        const gint64 *partnerships,
                        guint n_partnerships,
                        CtnShareBasis basis,
                        const CtnDate *today,
                        GError **error)
{
  g_autoptr (CtnTernaryFigure) self = g_new0 (CtnTernaryFigure, 1);

  self->series = g_array_new (FALSE, TRUE, sizeof (CtnTernarySeries));
  self->points = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->texts = g_string_chunk_new (256);
  for (guint i = 0; i < n_partnerships; i++)
    if (!add_partnership (self, reader, partnerships[i], basis, today, error))
      return NULL;
  for (guint i = 0; i < 3; i++)
    self->data.corners[i] = ctn_helix_get_label (corner_helices[i]);
  self->data.series = (const CtnTernarySeries *) (gpointer) self->series->data;
  self->data.n_series = self->series->len;
  if (n_partnerships == 1)
    self->data.title = g_array_index (self->series, CtnTernarySeries, 0).name;
  return g_steal_pointer (&self);
}

CtnScene *
ctn_ternary_figure_layout (const CtnTernaryFigure *self,
                           double width,
                           double height,
                           CtnMetrics *metrics,
                           const CtnTheme *theme)
{
  return ctn_ternary_layout (&self->data, width, height, metrics, theme, NULL);
}

gboolean
ctn_ternary_figure_is_empty (const CtnTernaryFigure *self)
{
  for (guint i = 0; i < self->data.n_series; i++)
    if (self->data.series[i].n_points > 0)
      return FALSE;
  return TRUE;
}
