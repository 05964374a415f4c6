#include "ctn-scene-private.h"

/* Whether @mark takes the pointer within @margin of the point. cairo answers for paths; it needs a
 * context for that, but draws nothing. */
static gboolean
takes (const CtnMark *mark, cairo_t *cr, double x, double y, double margin)
{
  gboolean inside = FALSE;

  if (mark->info.hit == CTN_HIT_NONE || !ctn_rectangle_contains (&mark->bounds, x, y, margin))
    return FALSE;
  if (mark->info.hit == CTN_HIT_BOUNDS || !mark->path)
    return TRUE;
  cairo_new_path (cr);
  ctn_path_append_to (mark->path, cr);
  if (mark->info.hit == CTN_HIT_FILL)
    inside = cairo_in_fill (cr, x, y);
  if (!inside && (mark->paint.width > 0 || margin > 0)) {
    cairo_set_line_width (cr, mark->paint.width + 2 * margin);
    inside = cairo_in_stroke (cr, x, y);
  }
  return inside;
}

static int
find_last (const CtnScene *self, cairo_t *cr, double x, double y, double margin)
{
  for (guint i = self->marks->len; i > 0; i--) {
    if (takes (&g_array_index (self->marks, CtnMark, i - 1), cr, x, y, margin))
      return (int) i - 1;
  }
  return -1;
}

int
ctn_scene_hit (const CtnScene *self, double x, double y, double tolerance)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  int found = find_last (self, cr, x, y, 0);

  if (found < 0 && tolerance > 0)
    found = find_last (self, cr, x, y, tolerance);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return found;
}
