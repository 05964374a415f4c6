#include <ctn-data.h>
#include <ctn-i18n.h>
#include <ctn-project-error.h>
#include <ctn-sectors.h>

#include "ctn-window-private.h"

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

/* A page with Cancel stands where the project will, until end_opening(). %FALSE when another project is
 * there and stays, or is saved first: then @again comes back with @object. */
static gboolean
begin_opening (CtnWindow *self, CtnWindowFunc again, gpointer object)
{
  if (self->opening != NULL || _ctn_window_save_first (self, again, object) ||
      !ctn_window_close_project (self))
    return FALSE;
  self->opening = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->main_stack, "opening");
  return TRUE;
}

static gboolean
is_gone (CtnWindow *self)
{
  return self->main_stack == NULL || gtk_widget_get_root (GTK_WIDGET (self->main_stack)) == NULL;
}

/* @error: (nullable) (transfer full) why there is no @project */
static void
end_opening (CtnWindow *self, CtnProject *project, GError *error)
{
  GFile *file = project != NULL ? ctn_project_get_file (project) : NULL;

  g_clear_object (&self->opening);
  if (is_gone (self)) {
    g_clear_error (&error);
    return;
  }
  ctn_window_set_project (self, project);
  if (file != NULL)
    _ctn_window_remember (file);
  if (error != NULL)
    ctn_window_report (self, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Opening) opening = data;
  CtnWindow *self = opening->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnProject) project = ctn_project_open_finish (result, &error);
  gboolean damaged = g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED);

  end_opening (self, project, damaged ? NULL : g_steal_pointer (&error));
  if (damaged && !is_gone (self))
    _ctn_window_offer_recovery (self, opening->file, error);
}

static Opening *
opening_new (CtnWindow *window, GFile *file)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->window = g_object_ref (window);
  opening->file = g_object_ref (file);
  return opening;
}

static void
open_again (CtnWindow *self, gpointer file)
{
  ctn_window_open (self, file);
}

void
ctn_window_open (CtnWindow *self, GFile *file)
{
  if (begin_opening (self, open_again, file))
    ctn_project_open_async (file, self->opening, opened_cb, opening_new (self, file));
}

static void
open_sample_again (CtnWindow *self, gpointer object)
{
  ctn_window_open_sample (self);
}

void
ctn_window_open_sample (CtnWindow *self)
{
  g_autofree char *path = ctn_data_path ("sample/sample.catenary");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (begin_opening (self, open_sample_again, NULL))
    ctn_project_open_untitled_async (file, _ ("Sample Project"), self->opening, opened_cb,
                                     opening_new (self, file));
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) self = data;
  CtnProject *project = CTN_PROJECT (source);
  GError *error = NULL;

  if (ctn_project_save_finish (project, result, &error) && !is_gone (self)) {
    end_opening (self, project, NULL);
    return;
  }
  ctn_project_close (project, TRUE, NULL);
  end_opening (self, NULL, error);
}

static void
start_again (CtnWindow *self, gpointer file)
{
  ctn_window_start_project (self, file);
}

void
ctn_window_start_project (CtnWindow *self, GFile *file)
{
  GError *error = NULL;
  g_autoptr (CtnProject) project = NULL;

  if (!begin_opening (self, start_again, file))
    return;
  project = ctn_project_new (file, &error);
  if (project != NULL && ctn_sectors_start (project, &error)) {
    ctn_project_publish_async (project, TRUE, self->opening, started_cb, g_object_ref (self));
    return;
  }
  if (project != NULL)
    ctn_project_close (project, TRUE, NULL);
  end_opening (self, NULL, error);
}

static void
cancel_opening_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
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
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
}
