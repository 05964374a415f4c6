/* Saving a project where its user wants it: all of it on worker threads, with Cancel. */
#include <ctn-i18n.h>
#include <ctn-kinds.h>
#include <ctn-left-out.h>
#include <ctn-merge.h>

#include "ctn-progress.h"
#include "ctn-window-private.h"

typedef void (*SaveFunc) (CtnProject *project,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data);

static void
save_without_persons (CtnProject *project,
                      GFile *file,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  ctn_project_save_without_persons_async (project, file, ctn_kinds (), cancellable, callback, data);
}

static const struct {
  const char *title;
  const char *progress;
  const char *done;
  SaveFunc function;
} saves[] = {
  [CTN_SAVE_AS] = { N_ ("Save As"), N_ ("Saving the project…"), N_ ("Saved; from now on by itself"),
                    ctn_project_save_as_async },
  [CTN_SAVE_COPY] = { N_ ("Save a Copy"), N_ ("Saving a copy…"), N_ ("Copy saved"),
                      ctn_project_save_copy_async },
  [CTN_SAVE_WITHOUT_PERSONS] = { N_ ("Save a Copy Without Persons"), N_ ("Saving a copy…"),
                                 N_ ("Copy without persons saved"), save_without_persons },
};

/* What runs for the window. */
typedef struct {
  CtnWindow *window;     /* (owned) */
  CtnProgress *progress; /* (owned) (nullable) */
  CtnSave save;
} Saving;

static Saving *
saving_new (CtnWindow *self, CtnSave save)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->window = g_object_ref (self);
  saving->save = save;
  return saving;
}

static void
saving_free (Saving *saving)
{
  g_clear_pointer (&saving->progress, ctn_progress_free);
  g_object_unref (saving->window);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static GCancellable *
begin_progress (Saving *saving, const char *text)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  saving->progress = ctn_progress_new (GTK_WIDGET (saving->window->main_stack), text, cancellable);
  return cancellable;
}

/* @error: (transfer full) (nullable) */
static void
report (CtnWindow *self, GError *error)
{
  if (error == NULL)
    return;
  if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_error_free (error);
  else
    ctn_window_report (self, error);
}

static gboolean
end_saving (Saving *saving, GObject *source, GAsyncResult *result)
{
  GError *error = NULL;
  gboolean ok = ctn_project_save_finish (CTN_PROJECT (source), result, &error);

  g_clear_pointer (&saving->progress, ctn_progress_free);
  report (saving->window, error);
  return ok;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;

  if (!end_saving (saving, source, result))
    return;
  if (saving->save == CTN_SAVE_AS)
    _ctn_window_remember (ctn_project_get_file (CTN_PROJECT (source)));
  ctn_window_toast (saving->window, _ (saves[saving->save].done), FALSE);
}

void
_ctn_window_save (CtnWindow *self, CtnSave save, GFile *file)
{
  Saving *saving = saving_new (self, save);
  GCancellable *cancellable = begin_progress (saving, _ (saves[save].progress));

  saves[save].function (self->project, file, cancellable, saved_cb, saving);
}

/* The banner goes, which says enough. */
static void
published_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;

  end_saving (saving, source, result);
}

static void
publish (CtnWindow *self, gboolean overwrite)
{
  Saving *saving = saving_new (self, CTN_SAVE_AS);
  GCancellable *cancellable = begin_progress (saving, _ ("Saving the project…"));

  ctn_project_publish_async (self->project, overwrite, cancellable, published_cb, saving);
}

void
_ctn_window_remember (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
}

/* --- Which file ---------------------------------------------------------------------------------- */

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
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  CtnWindow *self = saving->window;
  GError *error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL && self->project != NULL)
    _ctn_window_save (self, saving->save, file);
  report (self, error);
}

static void
choose (CtnWindow *self, CtnSave save)
{
  g_autoptr (GtkFileDialog) dialog = _ctn_window_make_file_dialog (self, _ (saves[save].title));

  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, chosen_cb, saving_new (self, save));
}

static void
save_as_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (CTN_WINDOW (widget), CTN_SAVE_AS);
}

static void
save_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (CTN_WINDOW (widget), CTN_SAVE_COPY);
}

static void
save_without_persons_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (CTN_WINDOW (widget), CTN_SAVE_WITHOUT_PERSONS);
}

/* --- What to do about the file ------------------------------------------------------------------- */

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) self = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (self->project == NULL)
    return;
  if (g_str_equal (response, "save"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.save-as", NULL);
  else if (g_str_equal (response, "retry") || g_str_equal (response, "overwrite"))
    publish (self, g_str_equal (response, "overwrite"));
}

static void
ask (CtnWindow *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("The File and Your Work Differ"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

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
  adw_alert_dialog_choose (alert, GTK_WIDGET (self), NULL, resolved_cb, g_object_ref (self));
}

static void
look_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_boolean (task, ctn_project_file_has_changed (source, cancellable));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  CtnWindow *self = saving->window;
  g_autoptr (GError) error = NULL;
  gboolean changed = g_task_propagate_boolean (G_TASK (result), &error);

  g_clear_pointer (&saving->progress, ctn_progress_free);
  if (error != NULL || CTN_PROJECT (source) != self->project)
    return;
  if (changed)
    _ctn_window_merge (self, ctn_project_get_file (self->project));
  else if (ctn_project_get_problem (self->project) != NULL)
    ask (self);
}

/* What the banner offers when the file cannot be written or is not the one that was read. */
static void
resolve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);
  Saving *saving = saving_new (self, CTN_SAVE_AS);
  GCancellable *cancellable = begin_progress (saving, _ ("Looking at the file…"));
  g_autoptr (GTask) task = g_task_new (self->project, cancellable, looked_cb, saving);

  g_task_set_source_tag (task, resolve_action);
  g_task_run_in_thread (task, look_thread);
}

void
_ctn_window_install_save_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, save_as_action);
  gtk_widget_class_install_action (widget_class, "win.save-copy", NULL, save_copy_action);
  gtk_widget_class_install_action (widget_class, "win.save-without-persons", NULL,
                                   save_without_persons_action);
  gtk_widget_class_install_action (widget_class, "win.resolve", NULL, resolve_action);
}
