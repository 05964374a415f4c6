#include <ctn-data.h>
#include <ctn-merge.h>
#include <ctn-project-error.h>
#include <glib/gi18n.h>

#include "ctn-window-private.h"

static void
remember (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
}

/* A file that is being opened. */
typedef struct {
  CtnWindow *window; /* (owned) */
  GFile *file;       /* (owned) */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_object_unref (opening->file);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Opening) opening = data;
  CtnWindow *self = opening->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = ctn_project_open_finish (result, &error);

  g_clear_object (&self->opening);
  if (project != NULL) {
    ctn_window_set_project (self, project);
    remember (ctn_project_get_file (project));
  } else if (gtk_widget_get_root (GTK_WIDGET (self->main_stack)) != NULL) {
    ctn_window_set_project (self, NULL);
    if (g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED))
      _ctn_window_offer_recovery (self, opening->file, error);
    else
      ctn_window_report (self, g_steal_pointer (&error));
  }
}

void
ctn_window_open (CtnWindow *self, GFile *file)
{
  Opening *opening;

  if (self->opening != NULL || !ctn_window_close_project (self))
    return;
  self->opening = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->main_stack, "opening");
  opening = g_new0 (Opening, 1);
  opening->window = g_object_ref (self);
  opening->file = g_object_ref (file);
  ctn_project_open_async (file, self->opening, opened_cb, opening);
}

static void
cancel_opening_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
}

void
ctn_window_open_sample (CtnWindow *self)
{
  g_autofree char *path = ctn_data_path ("sample/sample.catenary");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = NULL;

  if (!ctn_window_close_project (self))
    return;
  project = ctn_project_open_untitled (file, _ ("Sample Project"), NULL, &error);
  if (project != NULL)
    ctn_window_set_project (self, project);
  else
    ctn_window_report (self, g_steal_pointer (&error));
}

/* The work is safe in the working copy; the user only decides whether to leave now. */
static void
closing_decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) self = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (response, "save")) {
    gtk_widget_activate_action (GTK_WIDGET (self), "win.save-as", NULL);
  } else if (g_str_equal (response, "keep")) {
    /* Its session folder stays and is offered at the next start. */
    ctn_window_set_project (self, NULL);
    gtk_window_close (GTK_WINDOW (self));
  }
}

static void
ask_before_closing (CtnWindow *self, GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Not in the File Yet"), NULL);

  adw_alert_dialog_format_body (
      ADW_ALERT_DIALOG (dialog),
      /* Translators: %s is what went wrong */
      _ ("%s\n\nYour work is kept safe on this computer and offered at the "
         "next start. You can also save it under another name now."),
      error->message);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "keep",
                                  _ ("_Keep and Close"), "save", _ ("_Save As…"), NULL);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save",
                                            ADW_RESPONSE_SUGGESTED);
  g_error_free (error);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, closing_decided_cb,
                           g_object_ref (self));
}

static gboolean
close_or_merge (CtnWindow *self, CtnProject *project, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (ctn_project_close (project, FALSE, &local_error))
    return TRUE;
  if (g_error_matches (local_error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE))
    return _ctn_window_merge_before_closing (self, error) &&
           ctn_project_close (project, FALSE, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
ctn_window_close_project (CtnWindow *self)
{
  g_autoptr (CtnProject) project = self->project != NULL ? g_object_ref (self->project) : NULL;
  GError *error = NULL;

  if (project == NULL)
    return TRUE;
  if (ctn_project_is_busy (project)) {
    ctn_window_toast (self, _ ("A long change is still being made"), FALSE);
    return FALSE;
  }
  self->closing = TRUE;
  if (!close_or_merge (self, project, &error)) {
    self->closing = FALSE;
    if (g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE))
      g_error_free (error); /* the dialog asks */
    else
      ask_before_closing (self, error);
    return FALSE;
  }
  ctn_window_set_project (self, NULL);
  self->closing = FALSE;
  return TRUE;
}

static void
close_project_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_window_close_project (CTN_WINDOW (widget));
}

GtkFileDialog *
_ctn_window_make_file_dialog (CtnWindow *self, const char *title)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  const char *current = ctn_project_get_display_name (self->project);
  g_autofree char *name = g_str_has_suffix (current, ".catenary")
                              ? g_strdup (current)
                              : g_strdup_printf ("%s.catenary", current);

  gtk_file_filter_set_name (filter, _ ("Catenary Projects"));
  gtk_file_filter_add_suffix (filter, "catenary");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_initial_name (dialog, name);
  return dialog;
}

static void
save_as_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) self = data;
  GError *error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL && self->project != NULL &&
      ctn_project_save_as (self->project, file, NULL, &error)) {
    remember (file);
    ctn_window_toast (self, _ ("Saved; from now on by itself"), FALSE);
  }
  if (error != NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    ctn_window_report (self, error);
  else
    g_clear_error (&error);
}

static void
save_as_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);
  g_autoptr (GtkFileDialog) dialog = _ctn_window_make_file_dialog (self, _ ("Save As"));

  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, save_as_cb, g_object_ref (self));
}

static void
save_copy_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) self = data;
  GError *error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL && self->project != NULL &&
      ctn_project_save_copy (self->project, file, NULL, &error))
    ctn_window_toast (self, _ ("Copy saved"), FALSE);
  if (error != NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    ctn_window_report (self, error);
  else
    g_clear_error (&error);
}

static void
save_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);
  g_autoptr (GtkFileDialog) dialog = _ctn_window_make_file_dialog (self, _ ("Save a Copy"));

  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, save_copy_cb, g_object_ref (self));
}

static void
import_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    ctn_window_import (self, file);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Tables (CSV, XLSX, ODS, XLS)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "tsv");
  gtk_file_filter_add_suffix (filter, "txt");
  gtk_file_filter_add_suffix (filter, "xlsx");
  gtk_file_filter_add_suffix (filter, "xlsm");
  gtk_file_filter_add_suffix (filter, "ods");
  gtk_file_filter_add_suffix (filter, "xls");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Import a List"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (self), NULL, import_chosen_cb, g_object_ref (self));
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) self = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  GError *error = NULL;

  if (self->project == NULL)
    return;
  if (g_str_equal (response, "save")) {
    gtk_widget_activate_action (GTK_WIDGET (self), "win.save-as", NULL);
  } else if (g_str_equal (response, "retry") || g_str_equal (response, "overwrite")) {
    if (!ctn_project_publish (self->project, g_str_equal (response, "overwrite"), NULL, &error))
      ctn_window_report (self, error);
  }
}

/* What the banner offers when the file cannot be written or is not the one that was read. */
static void
resolve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);
  AdwDialog *dialog;
  AdwAlertDialog *alert;

  if (ctn_project_file_has_changed (self->project, NULL)) {
    _ctn_window_merge (self, ctn_project_get_file (self->project));
    return;
  }
  dialog = adw_alert_dialog_new (_ ("The File and Your Work Differ"), NULL);
  alert = ADW_ALERT_DIALOG (dialog);
  adw_alert_dialog_set_body (alert, ctn_project_get_problem (self->project));
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Later"), "retry", _ ("_Try Again"), "save",
                                  _ ("_Save As…"), NULL);
  if (ctn_project_get_publish_state (self->project) == CTN_PUBLISH_STATE_CONFLICT) {
    adw_alert_dialog_remove_response (alert, "retry");
    adw_alert_dialog_add_response (alert, "overwrite", _ ("_Replace the File"));
    adw_alert_dialog_set_response_appearance (alert, "overwrite", ADW_RESPONSE_DESTRUCTIVE);
  }
  adw_alert_dialog_set_default_response (alert, "save");
  adw_alert_dialog_set_close_response (alert, "cancel");
  adw_alert_dialog_choose (alert, widget, NULL, resolved_cb, g_object_ref (self));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CtnWindow *self)
{
  GSList *files = g_value_get_boxed (value);
  GFile *file = files != NULL ? files->data : NULL;
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;

  if (name == NULL)
    return FALSE;
  if (g_str_has_suffix (name, ".catenary"))
    ctn_window_open (self, file);
  else if (self->project != NULL)
    ctn_window_import (self, file);
  else
    ctn_window_toast (self, _ ("Open a project first, then drop the list into it"), FALSE);
  return TRUE;
}

void
_ctn_window_add_drop_target (CtnWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
_ctn_window_install_file_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.cancel-opening", NULL, cancel_opening_action);
  gtk_widget_class_install_action (widget_class, "win.close-project", NULL, close_project_action);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, save_as_action);
  gtk_widget_class_install_action (widget_class, "win.save-copy", NULL, save_copy_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.resolve", NULL, resolve_action);
}
