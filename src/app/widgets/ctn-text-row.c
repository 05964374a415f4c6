#include "ctn-text-row.h"

#define MIN_HEIGHT 66 /* three lines */

struct _CtnTextRow {
  AdwPreferencesRow parent_instance;

  GtkLabel *label;
  GtkWidget *view;
  GtkTextBuffer *buffer;
  guint idle; /* making the height */
  int width;  /* of the view, that it was made for */
};

G_DEFINE_FINAL_TYPE (CtnTextRow, ctn_text_row, ADW_TYPE_PREFERENCES_ROW)

enum { SIGNAL_APPLY, SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

char *
ctn_text_row_dup_text (CtnTextRow *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/* A text view wants the height of the text at the width that it had when it was asked, which is not
 * the one it gets in a list; so the height is worked out here. */
static gboolean
fit_cb (gpointer data)
{
  CtnTextRow *self = data;
  g_autofree char *text = ctn_text_row_dup_text (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->view, text);
  int width = gtk_widget_get_width (self->view), height;

  self->idle = 0;
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_widget_set_size_request (self->view, -1, MAX (height, MIN_HEIGHT));
  /* The view still wants the height that the text had at an earlier width. */
  if (width != self->width)
    gtk_widget_queue_resize (self->view);
  self->width = width;
  return G_SOURCE_REMOVE;
}

static void
queue_fit (CtnTextRow *self)
{
  if (self->idle == 0 && gtk_widget_get_width (self->view) > 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, self, NULL);
}

static void
leave_cb (CtnTextRow *self)
{
  g_signal_emit (self, signals[SIGNAL_APPLY], 0);
}

static GtkWidget *
make_box (CtnTextRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), self->view);
  return box;
}

static void
changed_cb (CtnTextRow *self)
{
  queue_fit (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ctn_text_row_init (CtnTextRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  self->view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_widget_set_size_request (self->view, -1, MIN_HEIGHT);
  gtk_widget_add_css_class (self->view, "inline");
  /* The width of the view is what its adjustment can see. */
  g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view)),
                           "notify::page-size", G_CALLBACK (queue_fit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (self->view, focus);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), make_box (self));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

static void
ctn_text_row_dispose (GObject *object)
{
  g_clear_handle_id (&CTN_TEXT_ROW (object)->idle, g_source_remove);

  G_OBJECT_CLASS (ctn_text_row_parent_class)->dispose (object);
}

static void
ctn_text_row_class_init (CtnTextRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ctn_text_row_dispose;
  signals[SIGNAL_APPLY] = g_signal_new ("apply", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

GtkWidget *
ctn_text_row_new (void)
{
  return g_object_new (CTN_TYPE_TEXT_ROW, NULL);
}

void
ctn_text_row_set_label (CtnTextRow *self, const char *label)
{
  gtk_label_set_label (self->label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

void
ctn_text_row_set_text (CtnTextRow *self, const char *text)
{
  gtk_text_buffer_set_text (self->buffer, text, -1);
}
