#include "ctn-logo-row.h"

#include <ctn-i18n.h>
#include <ctn-logo.h>

#include "ctn-icon-button.h"

#define PICTURE_HEIGHT 28

struct _CtnLogoRow {
  AdwActionRow parent_instance;

  GtkWidget *picture;
  GtkWidget *remove;
  GBytes *logo;              /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) of the file being read */
};

enum { CHANGED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnLogoRow, ctn_logo_row, ADW_TYPE_ACTION_ROW)

/* The picture as the report has it; what cannot be read shows nothing here, and the report says why. */
static GdkPaintable *
make_paintable (GBytes *bytes)
{
  g_autoptr (CtnLogo) logo = bytes != NULL ? ctn_logo_new (bytes, NULL) : NULL;
  g_autoptr (GBytes) png = logo != NULL ? ctn_logo_dup_png (logo) : NULL;

  return png != NULL ? GDK_PAINTABLE (gdk_texture_new_from_bytes (png, NULL)) : NULL;
}

void
ctn_logo_row_set_logo (CtnLogoRow *self, GBytes *logo)
{
  GBytes *old = self->logo;
  g_autoptr (GdkPaintable) paintable = make_paintable (logo);

  self->logo = logo != NULL ? g_bytes_ref (logo) : NULL;
  g_clear_pointer (&old, g_bytes_unref);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), paintable);
  gtk_widget_set_visible (self->picture, paintable != NULL);
  gtk_widget_set_visible (self->remove, self->logo != NULL);
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self), self->logo != NULL ? NULL : _ ("Choose a picture: PNG, JPEG or SVG"));
}

GBytes *
ctn_logo_row_get_logo (CtnLogoRow *self)
{
  return self->logo;
}

/* Choosing ------------------------------------------------------------------------------------ */

static void
load_thread (GTask *task, gpointer source, gpointer file, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *logo = ctn_logo_load (file, cancellable, &error);

  if (logo != NULL)
    g_task_return_pointer (task, logo, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnLogoRow *self = CTN_LOGO_ROW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) logo = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (logo == NULL) {
    g_signal_emit (self, signals[FAILED], 0, error);
    return;
  }
  ctn_logo_row_set_logo (self, logo);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
ctn_logo_row_load (CtnLogoRow *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, loaded_cb, NULL);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnLogoRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    ctn_logo_row_load (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

/* Asks for a picture, as a click on the row does. */
static void
choose (CtnLogoRow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/svg+xml");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose a Logo"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, g_object_ref (self));
}

static void
remove_cb (CtnLogoRow *self)
{
  ctn_logo_row_set_logo (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The row ------------------------------------------------------------------------------------- */

static void
ctn_logo_row_dispose (GObject *object)
{
  CtnLogoRow *self = CTN_LOGO_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->logo, g_bytes_unref);

  G_OBJECT_CLASS (ctn_logo_row_parent_class)->dispose (object);
}

static void
ctn_logo_row_class_init (CtnLogoRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ctn_logo_row_dispose;

  signals[CHANGED] = g_signal_new ("changed", CTN_TYPE_LOGO_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", CTN_TYPE_LOGO_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ctn_logo_row_init (CtnLogoRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Logo"));
  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_widget_set_size_request (self->picture, 2 * PICTURE_HEIGHT, PICTURE_HEIGHT);
  gtk_widget_set_margin_top (self->picture, 6);
  gtk_widget_set_margin_bottom (self->picture, 6);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), _ ("The logo of the report"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->picture);
  self->remove = ctn_icon_button_new ("edit-clear-symbolic", _ ("Remove the Logo"));
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (remove_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->remove);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  g_signal_connect (self, "activated", G_CALLBACK (choose), NULL);
  ctn_logo_row_set_logo (self, NULL);
}
