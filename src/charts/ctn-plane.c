#include "ctn-plane-private.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#define MIN_SIDE_FOR_TITLE 200.0

void
ctn_plane_begin (CtnPlane *self,
                 const char *title,
                 const char *description,
                 double width,
                 double height,
                 CtnMetrics *metrics,
                 const CtnTheme *theme)
{
  double side = MIN (width, height);

  self->builder = ctn_scene_builder_new (width, height);
  self->metrics = metrics;
  self->theme = theme;
  self->width = width;
  self->height = height;
  self->margin = CLAMP (side * 0.025, 3, 18);
  self->size = CLAMP (6.5 + side / 150, 7, 12) * ctn_metrics_get_text_scale (metrics);
  self->plot = (cairo_rectangle_t) { self->margin, self->margin, MAX (width - 2 * self->margin, 1),
                                     MAX (height - 2 * self->margin, 1) };
  ctn_scene_builder_set_background (self->builder, theme->background);
  if (title != NULL)
    ctn_scene_builder_set_title (self->builder, title);
  ctn_scene_builder_set_description (self->builder, description);
  if (title != NULL && *title != '\0' && side >= MIN_SIDE_FOR_TITLE) {
    const CtnMarkInfo info = { .role = "title", .label = title, .z = 60 };
    g_autoptr (CtnTextBlock) text =
        ctn_text_block_new (metrics, title, self->size * 1.25, TRUE, self->plot.width, 2);

    ctn_scene_builder_add_text (self->builder, &info, text, width / 2, self->margin,
                                CTN_ALIGN_CENTER, theme->foreground);
    self->plot.y += text->height + self->size * 0.8;
    self->plot.height -= text->height + self->size * 0.8;
  }
}

double
ctn_plane_find_step (double range, guint n)
{
  double step = pow (10, floor (log10 (range / MAX (n, 1))));
  static const double factors[] = { 1, 2, 5, 10 };

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    if (range / (step * factors[i]) <= n + 1e-9)
      return step * factors[i];
  return step * 10;
}

double
ctn_plane_get_y (const CtnPlane *self, double value)
{
  double share = CLAMP ((value - self->min) / (self->max - self->min), 0, 1);

  return self->plot.y + self->plot.height * (1 - share);
}

static void
add_line (CtnPlane *self, double y, gboolean is_base)
{
  const CtnMarkInfo info = { .role = "grid", .z = 0 };
  const CtnPaint paint = { .stroke = is_base ? self->theme->muted : self->theme->grid,
                           .width = is_base ? 1 : 0.6 };
  g_autoptr (CtnPath) path = ctn_path_new ();

  ctn_path_move_to (path, self->plot.x, y);
  ctn_path_line_to (path, self->plot.x + self->plot.width, y);
  ctn_scene_builder_add_path (self->builder, &info, path, &paint);
}

void
ctn_plane_set_scale (CtnPlane *self, double min, double max)
{
  const CtnMarkInfo info = { .role = "scale", .z = 10 };
  double step;
  guint n;
  int decimals;
  g_autoptr (GPtrArray) texts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_text_block_unref);
  double room = 0;

  self->min = isfinite (min) ? min : 0;
  self->max = isfinite (max) && max > self->min ? max : self->min + 1;
  /* The first and the last number reach beyond the plot by half their height. */
  self->plot.y += self->size * 0.6;
  self->plot.height = MAX (self->plot.height - self->size * 0.6, 1);
  step = ctn_plane_find_step (self->max - self->min,
                              (guint) CLAMP (self->plot.height / (self->size * 2.2), 1, 6));
  decimals = step >= 1 ? 0 : (int) ceil (-log10 (step));
  n = (guint) floor ((self->max - self->min) / step + 1e-9);
  for (guint i = 0; i <= n; i++) {
    g_autofree char *number = ctn_number_format_fixed (self->min + i * step, decimals);
    CtnTextBlock *text =
        ctn_text_block_new (self->metrics, number, self->size * 0.9, FALSE, self->width, 1);

    room = MAX (room, text->width);
    g_ptr_array_add (texts, text);
  }
  self->plot.x += room + self->size * 0.5;
  self->plot.width = MAX (self->plot.width - room - self->size * 0.5, 1);
  for (guint i = 0; i <= n; i++) {
    CtnTextBlock *text = g_ptr_array_index (texts, i);
    double y = ctn_plane_get_y (self, self->min + i * step);

    add_line (self, y, i == 0);
    ctn_scene_builder_add_text (self->builder, &info, text, self->plot.x - self->size * 0.5,
                                y - text->height / 2, CTN_ALIGN_RIGHT, self->theme->muted);
  }
}

CtnScene *
ctn_plane_end_empty (CtnPlane *self)
{
  const CtnMarkInfo info = { .role = "note", .label = _ ("There is nothing to show yet.") };
  g_autoptr (CtnTextBlock) text =
      ctn_text_block_new (self->metrics, info.label, self->size, FALSE, self->plot.width, 3);

  ctn_scene_builder_add_text (self->builder, &info, text, self->width / 2,
                              self->plot.y + (self->plot.height - text->height) / 2,
                              CTN_ALIGN_CENTER, self->theme->muted);
  return ctn_scene_builder_end (self->builder);
}
