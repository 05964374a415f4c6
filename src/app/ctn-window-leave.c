/* Leaving a project: what is not in its file yet is saved first, what somebody else did to the file meanwhile
 * is taken over, and where neither works its user decides. */
#include <ctn-i18n.h>
#include <ctn-merge.h>

#include "ctn-progress.h"
#include "ctn-window-private.h"

/* The work is safe in the working copy; the user only decides whether to leave now. */
static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
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
ask (CtnWindow *self, const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Not in the File Yet"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_format_body (
      alert,
      /* Translators: %s is what went wrong */
      _ ("%s\n\nYour work is kept safe on this computer and offered at the "
         "next start. You can also save it under another name now."),
      error->message);
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "keep", _ ("_Keep and Close"),
                                  "save", _ ("_Save As…"), NULL);
  adw_alert_dialog_set_close_response (alert, "cancel");
  adw_alert_dialog_set_response_appearance (alert, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_choose (alert, GTK_WIDGET (self), NULL, decided_cb, g_object_ref (self));
}

/* --- On worker threads --------------------------------------------------------------------------- */

typedef struct {
  CtnWindow *window;         /* (owned) */
  CtnProject *project;       /* (owned) */
  CtnProgress *progress;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) */
  CtnWindowFunc next;
  GObject *next_object; /* (owned) (nullable) */
} Leaving;

static void
leaving_free (Leaving *leaving)
{
  g_clear_pointer (&leaving->progress, ctn_progress_free);
  g_clear_object (&leaving->cancellable);
  g_clear_object (&leaving->next_object);
  g_object_unref (leaving->project);
  g_object_unref (leaving->window);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

static void
begin (Leaving *leaving, const char *text)
{
  g_clear_pointer (&leaving->progress, ctn_progress_free);
  g_clear_object (&leaving->cancellable);
  leaving->cancellable = g_cancellable_new ();
  leaving->progress =
      ctn_progress_new (GTK_WIDGET (leaving->window->main_stack), text, leaving->cancellable);
}

/* The window went meanwhile, or has another project: nobody waits. */
static gboolean
is_over (const Leaving *leaving)
{
  return leaving->window->project != leaving->project;
}

/* The project stays. @error: (nullable): why, unless its user wants it to */
static void
stay (Leaving *leaving, const GError *error)
{
  CtnWindow *self = leaving->window;

  self->closing = FALSE;
  if (is_over (leaving))
    return;
  g_clear_pointer (&leaving->progress, ctn_progress_free);
  _ctn_window_show_state (self);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ask (self, error);
}

static void save (Leaving *leaving);
static void compare (Leaving *leaving);

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Leaving) leaving = data;
  g_autoptr (GError) error = NULL;

  if (ctn_merge_apply_finish (leaving->project, result, &error) && !is_over (leaving))
    save (g_steal_pointer (&leaving));
  else if (g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_BUSY) && !is_over (leaving))
    compare (g_steal_pointer (&leaving)); /* it was changed since */
  else
    stay (leaving, error);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Leaving) leaving = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnMerge) merge = ctn_merge_new_finish (result, &error);

  if (merge == NULL || is_over (leaving)) {
    stay (leaving, error);
  } else if (ctn_merge_get_conflicts (merge)->len > 0) {
    stay (leaving, NULL);
    _ctn_window_merge (leaving->window, ctn_project_get_file (leaving->project));
  } else {
    ctn_merge_apply_async (merge, leaving->project, leaving->cancellable, applied_cb, leaving);
    leaving = NULL;
  }
}

/* Takes @leaving. */
static void
compare (Leaving *leaving)
{
  begin (leaving, _ ("Taking over changes…"));
  ctn_merge_new_async (leaving->project, ctn_project_get_file (leaving->project),
                       leaving->cancellable, compared_cb, leaving);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Leaving) leaving = data;
  CtnWindow *self = leaving->window;
  g_autoptr (GError) error = NULL;

  ctn_project_save_finish (leaving->project, result, &error);
  if (!is_over (leaving) &&
      g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE)) {
    compare (g_steal_pointer (&leaving));
  } else if (error != NULL || is_over (leaving)) {
    stay (leaving, error);
  } else {
    g_clear_pointer (&leaving->progress, ctn_progress_free);
    self->closing = FALSE;
    leaving->next (self, leaving->next_object);
  }
}

/* Takes @leaving. */
static void
save (Leaving *leaving)
{
  begin (leaving, _ ("Saving the project…"));
  ctn_project_publish_async (leaving->project, FALSE, leaving->cancellable, saved_cb, leaving);
}

static gboolean
is_behind (CtnProject *project)
{
  CtnPublishState state = ctn_project_get_publish_state (project);

  return state != CTN_PUBLISH_STATE_UNTITLED && state != CTN_PUBLISH_STATE_SAVED;
}

gboolean
_ctn_window_save_first (CtnWindow *self, CtnWindowFunc next, gpointer object)
{
  Leaving *leaving;

  if (self->project == NULL || ctn_project_is_busy (self->project) ||
      ctn_project_is_saving (self->project) || !is_behind (self->project))
    return FALSE;
  self->closing = TRUE;
  leaving = g_new0 (Leaving, 1);
  leaving->window = g_object_ref (self);
  leaving->project = g_object_ref (self->project);
  leaving->next = next;
  leaving->next_object = object != NULL ? g_object_ref (object) : NULL;
  save (leaving);
  return TRUE;
}

/* --- At once ------------------------------------------------------------------------------------- */

gboolean
ctn_window_close_project (CtnWindow *self)
{
  g_autoptr (CtnProject) project = self->project != NULL ? g_object_ref (self->project) : NULL;
  g_autoptr (GError) error = NULL;

  if (project == NULL)
    return TRUE;
  if (ctn_project_is_busy (project)) {
    ctn_window_toast (self, _ ("A long change is still being made"), FALSE);
    return FALSE;
  }
  if (ctn_project_is_saving (project)) {
    ctn_window_toast (self, _ ("The project is just being saved"), FALSE);
    return FALSE;
  }
  self->closing = TRUE;
  if (!ctn_project_close (project, FALSE, &error)) {
    self->closing = FALSE;
    ask (self, error);
    return FALSE;
  }
  ctn_window_set_project (self, NULL);
  self->closing = FALSE;
  return TRUE;
}

static void
close_project (CtnWindow *self, gpointer object)
{
  if (!_ctn_window_save_first (self, close_project, NULL))
    ctn_window_close_project (self);
}

static void
close_project_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  close_project (CTN_WINDOW (widget), NULL);
}

void
_ctn_window_install_leave_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.close-project", NULL, close_project_action);
}
