#include "ctn-scene-private.h"

#include <math.h>

static void
print_number (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  /* Adding 0 turns a -0.0 left by rounding into 0.0. */
  g_string_append (text,
                   g_ascii_formatd (buffer, sizeof buffer, "%.1f", round (number * 10) / 10 + 0.0));
}

static void
print_color (GString *text, const char *name, CtnColor color)
{
  if (color.alpha <= 0)
    return;
  g_string_append_printf (text, " %s #%02X%02X%02X", name, (guint) lround (color.red * 255),
                          (guint) lround (color.green * 255), (guint) lround (color.blue * 255));
  if (color.alpha < 1)
    g_string_append_printf (text, "/%ld%%", lround (color.alpha * 100));
}

static void
print_info (GString *text, const CtnMarkInfo *info)
{
  g_string_append_printf (text, "%s", info->role);
  if (info->id != 0 || info->part != 0)
    g_string_append_printf (text, " %" G_GINT64_FORMAT ".%d", info->id, info->part);
  if (info->label)
    g_string_append_printf (text, " \"%s\"", info->label);
  if (info->value)
    g_string_append_printf (text, " = \"%s\"", info->value);
  if (info->reachable)
    g_string_append (text, " reachable");
}

static void
print_paint (GString *text, const CtnPaint *paint)
{
  print_color (text, "fill", paint->fill);
  print_color (text, "stroke", paint->stroke);
  if (paint->stroke.alpha > 0) {
    g_string_append_c (text, ' ');
    print_number (text, paint->width);
    if (paint->dash && paint->dash->n > 0)
      g_string_append (text, " dashed");
  }
}

static void
print_mark (GString *text, const CtnMark *mark)
{
  print_info (text, &mark->info);
  g_string_append (text, " [");
  print_number (text, mark->bounds.x);
  g_string_append_c (text, ' ');
  print_number (text, mark->bounds.y);
  g_string_append_c (text, ' ');
  print_number (text, mark->bounds.width);
  g_string_append_c (text, ' ');
  print_number (text, mark->bounds.height);
  g_string_append_c (text, ']');
  print_paint (text, &mark->paint);
  if (mark->kind == CTN_MARK_TEXT) {
    g_string_append (text, " text");
    for (guint i = 0; i < mark->text->n_lines; i++)
      g_string_append_printf (text, " |%s|", ctn_text_run_get_text (mark->text->lines[i]));
  } else {
    g_string_append (text, " path ");
    ctn_path_print (mark->path, text);
  }
  g_string_append_c (text, '\n');
}

char *
ctn_scene_to_string (const CtnScene *self)
{
  GString *text = g_string_new ("scene ");

  print_number (text, self->width);
  g_string_append (text, " x ");
  print_number (text, self->height);
  g_string_append_printf (text, " \"%s\"\n%s\n", self->title, self->description);
  for (guint i = 0; i < self->marks->len; i++)
    print_mark (text, &g_array_index (self->marks, CtnMark, i));
  return g_string_free (text, FALSE);
}
