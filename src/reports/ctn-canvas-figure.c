#include "ctn-canvas-figure.h"

#include <ctn-i18n.h>

struct _CtnCanvasFigure {
  CtnCanvas canvas;
  char *title;
  GPtrArray *entries; /* (owned) */
  GArray *items;      /* (owned) CtnCanvasItem, in the order of the entries */
  GArray *boxes;      /* (owned) CtnCanvasBox */
  CtnCanvasData data;
};

void
ctn_canvas_figure_free (CtnCanvasFigure *self)
{
  g_free (self->title);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->boxes, g_array_unref);
  g_free (self);
}

/* Entries are in the order of the fields. */
static void
fill (CtnCanvasFigure *self)
{
  guint n, next = 0;
  const CtnCanvasField *fields =
      ctn_canvas_get_fields (self->canvas, &n, &self->data.columns, &self->data.rows);

  for (guint i = 0; i < self->entries->len; i++) {
    const CtnCanvasEntry *entry = g_ptr_array_index (self->entries, i);
    CtnCanvasItem item = { entry->id, entry->text, entry->rating };

    g_array_append_val (self->items, item);
  }
  for (guint i = 0; i < n; i++) {
    CtnCanvasBox box = { .title = _ (fields[i].label),
                         .x = fields[i].x,
                         .y = fields[i].y,
                         .width = fields[i].width,
                         .height = fields[i].height,
                         .items = &g_array_index (self->items, CtnCanvasItem, next) };

    for (; next < self->entries->len &&
           ((CtnCanvasEntry *) g_ptr_array_index (self->entries, next))->field == i;
         next++)
      box.n_items++;
    g_array_append_val (self->boxes, box);
  }
  self->data.title = self->title;
  self->data.boxes = (gpointer) self->boxes->data;
  self->data.n_boxes = self->boxes->len;
}

CtnCanvasFigure *
ctn_canvas_figure_new (CtnConnection *reader,
                       const CtnCanvasSubject *subject,
                       CtnCanvas canvas,
                       const char *title,
                       GError **error)
{
  GPtrArray *entries = ctn_canvas_list (reader, subject, canvas, error);
  CtnCanvasFigure *self;

  if (entries == NULL)
    return NULL;
  self = g_new0 (CtnCanvasFigure, 1);
  self->canvas = canvas;
  self->entries = entries;
  /* Translators: name of a form ("SWOT") and of what it is about */
  self->title = title != NULL ? g_strdup_printf (_ ("%s: %s"), ctn_canvas_get_label (canvas), title)
                              : g_strdup (ctn_canvas_get_label (canvas));
  self->items = g_array_new (FALSE, TRUE, sizeof (CtnCanvasItem));
  self->boxes = g_array_new (FALSE, TRUE, sizeof (CtnCanvasBox));
  /* Boxes point into the items. */
  g_array_set_size (self->items, entries->len + 1);
  g_array_set_size (self->items, 0);
  fill (self);
  return self;
}

CtnScene *
ctn_canvas_figure_layout (const CtnCanvasFigure *self,
                          double width,
                          CtnMetrics *metrics,
                          const CtnTheme *theme)
{
  return ctn_canvas_chart_layout (&self->data, width, metrics, theme);
}

GPtrArray *
ctn_canvas_figure_get_entries (const CtnCanvasFigure *self)
{
  return self->entries;
}
