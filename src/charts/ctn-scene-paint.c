#include "ctn-scene-private.h"

#include <math.h>
#include <string.h>

/* Lines on screen are never thinner than this many pixels, or they would fade away. */
#define MIN_PIXELS 0.5

/* State while painting; cairo is told only about changes. */
typedef struct {
  cairo_t *cr;
  double min_width; /* of a line, points */
  CtnColor color;
  const CtnPaint *lines; /* (nullable) paint of the lines collected in cairo's current path */
} Painter;

static void
set_color (Painter *p, CtnColor color)
{
  if (memcmp (&p->color, &color, sizeof color) == 0)
    return;
  cairo_set_source_rgba (p->cr, color.red, color.green, color.blue, color.alpha);
  p->color = color;
}

static void
set_line (Painter *p, const CtnPaint *paint)
{
  double width = MAX (paint->width, p->min_width);
  double lengths[6];
  int n = paint->dash ? paint->dash->n : 0;

  set_color (p, paint->stroke);
  cairo_set_line_width (p->cr, width);
  for (int i = 0; i < n; i++)
    lengths[i] = paint->dash->lengths[i] * width;
  cairo_set_dash (p->cr, lengths, n, 0);
}

static void
flush_lines (Painter *p)
{
  if (!p->lines)
    return;
  set_line (p, p->lines);
  cairo_stroke (p->cr);
  p->lines = NULL;
}

static gboolean
same_line (const CtnPaint *a, const CtnPaint *b)
{
  return a->dash == b->dash && memcmp (&a->width, &b->width, sizeof a->width) == 0 &&
         memcmp (&a->stroke, &b->stroke, sizeof a->stroke) == 0;
}

/* Lines of one opaque paint that follow each other are drawn in one go: together they cost a
 * fraction, and the picture is the same. */
static void
paint_path (Painter *p, const CtnMark *mark)
{
  const CtnPaint *paint = &mark->paint;
  gboolean only_line = paint->fill.alpha <= 0 && paint->stroke.alpha >= 1;

  if (p->lines && !(only_line && same_line (p->lines, paint)))
    flush_lines (p);
  if (paint->fill.alpha <= 0 && paint->stroke.alpha <= 0)
    return;
  ctn_path_append_to (mark->path, p->cr);
  if (only_line) {
    p->lines = paint;
    return;
  }
  if (paint->fill.alpha > 0) {
    set_color (p, paint->fill);
    if (paint->stroke.alpha > 0)
      cairo_fill_preserve (p->cr);
    else
      cairo_fill (p->cr);
  }
  if (paint->stroke.alpha > 0) {
    set_line (p, paint);
    cairo_stroke (p->cr);
  }
}

static void
paint_text (Painter *p, const CtnMark *mark)
{
  const CtnTextBlock *text = mark->text;

  flush_lines (p);
  set_color (p, mark->paint.fill);
  for (guint i = 0; i < text->n_lines; i++) {
    double slack = text->width - ctn_text_run_get_width (text->lines[i]);
    double x = mark->bounds.x;

    if (mark->align == CTN_ALIGN_CENTER)
      x += slack / 2;
    else if (mark->align == CTN_ALIGN_RIGHT)
      x += slack;
    ctn_text_run_show (text->lines[i], p->cr, x,
                       mark->bounds.y + text->ascent + i * text->line_height);
  }
}

static void
paint_background (const CtnScene *self, cairo_t *cr)
{
  if (self->background.alpha <= 0)
    return;
  cairo_set_source_rgba (cr, self->background.red, self->background.green, self->background.blue,
                         self->background.alpha);
  cairo_rectangle (cr, 0, 0, self->width, self->height);
  cairo_fill (cr);
}

static void
paint (const CtnScene *self, cairo_t *cr, double scale)
{
  Painter p = { .cr = cr, .color.red = -1 };
  cairo_rectangle_t clip;
  double right, bottom;

  p.min_width = isinf (scale) ? 0 : MIN_PIXELS / scale;
  cairo_clip_extents (cr, &clip.x, &clip.y, &right, &bottom);
  clip.width = right - clip.x;
  clip.height = bottom - clip.y;
  if (clip.width <= 0 || clip.height <= 0)
    return;
  cairo_new_path (cr);
  paint_background (self, cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < self->marks->len; i++) {
    const CtnMark *mark = &g_array_index (self->marks, CtnMark, i);

    if (mark->info.min_scale > scale || !ctn_rectangle_touches (&mark->bounds, &clip))
      continue;
    if (mark->kind == CTN_MARK_TEXT)
      paint_text (&p, mark);
    else
      paint_path (&p, mark);
  }
  flush_lines (&p);
}

void
ctn_scene_paint (const CtnScene *self, cairo_t *cr)
{
  paint (self, cr, INFINITY);
}

void
ctn_scene_paint_at_scale (const CtnScene *self, cairo_t *cr, double scale)
{
  g_return_if_fail (scale > 0);

  paint (self, cr, scale);
}
