#include "ctn-progress.h"

#include <ctn-i18n.h>

#include "ctn-window.h"

#define MOMENT_MS 400 /* what is done by then needs no message */
#define STEP_MS 200

struct _CtnProgress {
  CtnWindow *window;         /* (nullable) weak */
  char *text;                /* (owned) */
  GCancellable *cancellable; /* (owned) */
  AdwToast *toast;           /* (owned) (nullable) */
  GtkLabel *percent;         /* (unowned) part of the toast */
  guint source;              /* timer */
  int thousandths;           /* (atomic) */
};

static GtkWidget *
make_title (CtnProgress *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (self->text);
  GtkWidget *percent = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (percent, "numeric");
  gtk_widget_set_visible (percent, FALSE);
  gtk_box_append (GTK_BOX (box), adw_spinner_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), percent);
  self->percent = GTK_LABEL (percent);
  return box;
}

static void
show_fraction (CtnProgress *self)
{
  int thousandths = g_atomic_int_get (&self->thousandths);
  g_autofree char *text = NULL;

  if (thousandths == 0)
    return;
  text = g_strdup_printf (_ ("%d %%"), thousandths / 10);
  gtk_label_set_label (self->percent, text);
  gtk_widget_set_visible (GTK_WIDGET (self->percent), TRUE);
}

static gboolean
step_cb (gpointer data)
{
  show_fraction (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
show_cb (gpointer data)
{
  CtnProgress *self = data;

  self->source = 0;
  if (self->window == NULL)
    return G_SOURCE_REMOVE;
  self->toast = adw_toast_new ("");
  adw_toast_set_custom_title (self->toast, make_title (self));
  adw_toast_set_button_label (self->toast, _ ("_Cancel"));
  adw_toast_set_timeout (self->toast, 0);
  adw_toast_set_priority (self->toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (g_cancellable_cancel),
                           self->cancellable, G_CONNECT_SWAPPED);
  show_fraction (self);
  ctn_window_add_toast (self->window, g_object_ref (self->toast));
  gtk_accessible_announce (GTK_ACCESSIBLE (self->window), self->text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  self->source = g_timeout_add (STEP_MS, step_cb, self);
  return G_SOURCE_REMOVE;
}

CtnProgress *
ctn_progress_new (GtkWidget *widget, const char *text, GCancellable *cancellable)
{
  CtnProgress *self = g_new0 (CtnProgress, 1);
  GtkRoot *root = gtk_widget_get_root (widget);

  g_set_weak_pointer (&self->window, CTN_IS_WINDOW (root) ? CTN_WINDOW (root) : NULL);
  self->text = g_strdup (text);
  self->cancellable = g_object_ref (cancellable);
  self->source = g_timeout_add (MOMENT_MS, show_cb, self);
  return self;
}

void
ctn_progress_free (CtnProgress *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  g_clear_weak_pointer (&self->window);
  g_object_unref (self->cancellable);
  g_free (self->text);
  g_free (self);
}

GCancellable *
ctn_progress_get_cancellable (CtnProgress *self)
{
  return self->cancellable;
}

void
ctn_progress_report (double fraction, gpointer progress)
{
  CtnProgress *self = progress;

  g_atomic_int_set (&self->thousandths, (int) (CLAMP (fraction, 0, 1) * 1000));
}
