#include "ctn-scene-private.h"

#include <math.h>
#include <string.h>

#include "ctn-line-pen.h"

/* Lines on screen are never thinner than this many pixels, or they would fade away. */
#define MIN_PIXELS 0.5

/* On screen, scenes of more marks than this are drawn with coarser edges (16 instead of 255 shades)
 * and curves (0.3 instead of 0.1 pixels off), which halves the time. */
#define MANY_MARKS 300
#define COARSE_TOLERANCE 0.3

/* Shapes up to this size in both directions, points, are filled together. */
#define DOT_SIZE 12

/* State while painting; cairo is told only about changes. */
typedef struct {
  cairo_t *cr;
  double min_width; /* of a line, points */
  double scale;     /* pixels to a point; 0 for what is no screen */
  CtnColor color;
  gboolean is_open; /* the path holds small shapes of @color that are still to be filled */
  CtnLinePen pen;
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

/* Lines that shine through would show where their pieces meet. */
static gboolean
paint_straight (Painter *p, const CtnMark *mark)
{
  const CtnPaint *paint = &mark->paint;

  if (p->scale <= 0 || paint->fill.alpha > 0 || paint->stroke.alpha < 1)
    return FALSE;
  return ctn_line_pen_draw (&p->pen, mark->path, paint->dash, paint->stroke,
                            MAX (paint->width, p->min_width) * p->scale);
}

static void
fill_open (Painter *p)
{
  if (p->is_open)
    cairo_fill (p->cr);
  p->is_open = FALSE;
}

/* Markers follow each other in one colour. Filled together they take half the time, as long as each meets
 * few rows of pixels; where they lie over each other, that is not seen. */
static gboolean
is_dot (const CtnMark *mark)
{
  return mark->kind == CTN_MARK_PATH && mark->paint.fill.alpha >= 1 &&
         mark->paint.stroke.alpha <= 0 && mark->bounds.width <= DOT_SIZE &&
         mark->bounds.height <= DOT_SIZE;
}

static void
paint_dot (Painter *p, const CtnMark *mark)
{
  if (!p->is_open || memcmp (&p->color, &mark->paint.fill, sizeof p->color) != 0)
    fill_open (p);
  set_color (p, mark->paint.fill);
  ctn_path_append_to (mark->path, p->cr);
  p->is_open = TRUE;
}

/* One mark at a time: cairo's rasteriser takes longer for many lines in one path than for as many
 * paths, because it sorts all edges that meet a row of pixels (measured: 84 ms against 30 ms for 2,000
 * links). */
static void
paint_path (Painter *p, const CtnMark *mark)
{
  const CtnPaint *paint = &mark->paint;

  if ((paint->fill.alpha <= 0 && paint->stroke.alpha <= 0) || paint_straight (p, mark))
    return;
  ctn_path_append_to (mark->path, p->cr);
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
  Painter p;
  cairo_rectangle_t clip;
  double right, bottom;

  /* The pattern of the pen need not be cleared. */
  p.cr = cr;
  p.color.red = -1;
  p.is_open = FALSE;
  p.scale = isinf (scale) ? 0 : scale;
  ctn_line_pen_init (&p.pen, cr);
  p.min_width = isinf (scale) ? 0 : MIN_PIXELS / scale;
  cairo_clip_extents (cr, &clip.x, &clip.y, &right, &bottom);
  clip.width = right - clip.x;
  clip.height = bottom - clip.y;
  if (clip.width <= 0 || clip.height <= 0)
    return;
  cairo_save (cr);
  cairo_new_path (cr);
  paint_background (self, cr);
  if (!isinf (scale) && self->marks->len > MANY_MARKS) {
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
    cairo_set_tolerance (cr, COARSE_TOLERANCE);
  }
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < self->marks->len; i++) {
    const CtnMark *mark = &g_array_index (self->marks, CtnMark, i);

    if (mark->info.min_scale > scale || !ctn_rectangle_touches (&mark->bounds, &clip))
      continue;
    if (is_dot (mark)) {
      paint_dot (&p, mark);
      continue;
    }
    fill_open (&p);
    if (mark->kind == CTN_MARK_TEXT)
      paint_text (&p, mark);
    else
      paint_path (&p, mark);
  }
  fill_open (&p);
  cairo_restore (cr);
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
