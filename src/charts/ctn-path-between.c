#include "ctn-path-private.h"

/* Whether the path is one row of curves; (out) its last point. */
static gboolean
is_row_of_curves (const GArray *data, cairo_path_data_t *end)
{
  const cairo_path_data_t *all = (gconstpointer) data->data;

  if (data->len < 2 || all[0].header.type != CAIRO_PATH_MOVE_TO)
    return FALSE;
  for (guint i = (guint) all[0].header.length; i < data->len; i += (guint) all[i].header.length)
    if (all[i].header.type != CAIRO_PATH_CURVE_TO)
      return FALSE;
  *end = all[data->len - 1];
  return TRUE;
}

/* Appends curves without length until @data is as long as @length. */
static void
lengthen (GArray *data, guint length, cairo_path_data_t end)
{
  while (data->len < length) {
    cairo_path_data_t curve[4] = { { .header = { CAIRO_PATH_CURVE_TO, 4 } }, end, end, end };

    g_array_append_vals (data, curve, G_N_ELEMENTS (curve));
  }
}

static gboolean
have_same_elements (const GArray *a, const GArray *b)
{
  const cairo_path_data_t *one = (gconstpointer) a->data;
  const cairo_path_data_t *other = (gconstpointer) b->data;

  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i += (guint) one[i].header.length)
    if (one[i].header.type != other[i].header.type ||
        one[i].header.length != other[i].header.length)
      return FALSE;
  return TRUE;
}

CtnPath *
ctn_path_new_between (const CtnPath *before, const CtnPath *after, double progress)
{
  g_autoptr (GArray) from = g_array_copy (before->data);
  CtnPath *path = ctn_path_new ();
  cairo_path_data_t end, other_end;
  cairo_path_data_t *data;

  g_array_append_vals (path->data, after->data->data, after->data->len);
  if (is_row_of_curves (from, &end) && is_row_of_curves (path->data, &other_end)) {
    lengthen (from, path->data->len, end);
    lengthen (path->data, from->len, other_end);
  }
  if (!have_same_elements (from, path->data)) {
    ctn_path_unref (path);
    return NULL;
  }
  data = (cairo_path_data_t *) (gpointer) path->data->data;
  for (guint i = 0; i < path->data->len; i += (guint) data[i].header.length)
    for (guint j = i + 1; j < i + (guint) data[i].header.length; j++) {
      const cairo_path_data_t *start = &g_array_index (from, cairo_path_data_t, j);

      data[j].point.x = start->point.x + (data[j].point.x - start->point.x) * progress;
      data[j].point.y = start->point.y + (data[j].point.y - start->point.y) * progress;
    }
  return path;
}
