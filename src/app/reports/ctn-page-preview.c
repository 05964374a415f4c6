#include "ctn-page-preview.h"

#include <ctn-i18n.h>

#define MAX_WIDTH 760

struct _CtnPagePreview {
  AdwBin parent_instance;

  CtnPages *pages; /* (owned) (nullable) */
  GtkScrolledWindow *scrolled;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (CtnPagePreview, ctn_page_preview, ADW_TYPE_BIN)

/* One page, as wide as there is room. */
static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  CtnPagePreview *self = data;
  guint page = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (area), "page"));
  double scale;

  if (self->pages == NULL || page >= ctn_pages_get_n_pages (self->pages))
    return;
  scale = width / ctn_pages_get_paper (self->pages)->width;
  cairo_scale (cr, scale, scale);
  ctn_pages_paint (self->pages, page, cr);
}

static GtkWidget *
make_page (CtnPagePreview *self, guint page)
{
  const CtnPaper *paper = ctn_pages_get_paper (self->pages);
  GtkWidget *area = gtk_drawing_area_new ();
  GtkWidget *frame = gtk_aspect_frame_new (0.5F, 0, (float) (paper->width / paper->height), FALSE);
  GtkWidget *clamp = adw_clamp_new ();
  g_autofree char *label =
      g_strdup_printf (_ ("Page %u of %u"), page + 1, ctn_pages_get_n_pages (self->pages));

  g_object_set_data (G_OBJECT (area), "page", GUINT_TO_POINTER (page));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, self, NULL);
  gtk_widget_add_css_class (area, "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_aspect_frame_set_child (GTK_ASPECT_FRAME (frame), area);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), frame);
  return clamp;
}

/* A page is as high as it is wide: boxes do not know that by themselves. */
static void
fit (CtnPagePreview *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->scrolled)) - 36;
  const CtnPaper *paper;

  if (self->pages == NULL || width < 60)
    return;
  paper = ctn_pages_get_paper (self->pages);
  width = MIN (width, MAX_WIDTH);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_size_request (child, -1, (int) (width * paper->height / paper->width));
}

void
ctn_page_preview_set_pages (CtnPagePreview *self, CtnPages *pages)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double value = gtk_adjustment_get_value (adjustment);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  g_clear_pointer (&self->pages, ctn_pages_free);
  self->pages = pages;
  for (guint i = 0; pages != NULL && i < ctn_pages_get_n_pages (pages); i++)
    gtk_box_append (self->box, make_page (self, i));
  fit (self);
  /* Who changes something goes on reading where they were. */
  gtk_adjustment_set_value (adjustment, value);
}

static void
ctn_page_preview_dispose (GObject *object)
{
  g_clear_pointer (&CTN_PAGE_PREVIEW (object)->pages, ctn_pages_free);

  G_OBJECT_CLASS (ctn_page_preview_parent_class)->dispose (object);
}

static void
ctn_page_preview_class_init (CtnPagePreviewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ctn_page_preview_dispose;
}

static void
ctn_page_preview_init (CtnPagePreview *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self->box), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 18);
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->box));
  /* What the adjustment can see is the width that there is. */
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scrolled),
                           "notify::page-size", G_CALLBACK (fit), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scrolled));
}
