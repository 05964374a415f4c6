/* Two files into one: on the user's wish, and by itself when somebody else changed the project's file. */
#include <ctn-i18n.h>

#include "ctn-merge-dialog.h"
#include "ctn-window-private.h"

#define LOOK_DELAY_MS 700 /* another program is done writing by then, more often than not */
#define AGAIN_DELAY_MS 2000
#define MAX_AT_ONCE 500 /* changes that are taken over without a worker thread */

static void look_later (CtnWindow *self, guint delay_ms);

static guint
count_changes (CtnMerge *merge)
{
  guint n = 0;
  guint sum = 0;
  const CtnMergeCount *counts = ctn_merge_get_counts (merge, &n);

  for (guint i = 0; i < n; i++)
    sum += counts[i].n[0] + counts[i].n[1] + counts[i].n[2];
  return sum;
}

/* "3 changes by Berta came in", with Undo. */
static void
tell (CtnWindow *self, CtnMerge *merge)
{
  GPtrArray *authors = ctn_merge_get_authors (merge);
  const CtnMergeAuthor *first = authors->len > 0 ? g_ptr_array_index (authors, 0) : NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < authors->len; i++)
    n += ((const CtnMergeAuthor *) g_ptr_array_index (authors, i))->n_operations;
  if (first == NULL)
    text = g_strdup (_ ("Changes made by another program came in"));
  else if (authors->len == 1)
    text = g_strdup_printf (ctn_ngettext ("%u change by %s came in", "%u changes by %s came in", n),
                            n, first->author);
  else
    text = g_strdup_printf (ctn_ngettext ("%u change by %s and others came in",
                                          "%u changes by %s and others came in", n),
                            n, first->author);
  ctn_window_toast (self, text, TRUE);
}

static void
set_merging (CtnWindow *self, gboolean merging)
{
  self->merging = merging;
  _ctn_window_show_state (self);
}

static void
merged_cb (CtnWindow *self)
{
  ctn_window_toast (self, _ ("Merged"), TRUE);
}

static void
present (CtnWindow *self, AdwDialog *dialog)
{
  g_signal_connect_object (dialog, "merged", G_CALLBACK (merged_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* --- The project's own file ---------------------------------------------------------------------- */

static void
fail (CtnWindow *self, const GError *error)
{
  set_merging (self, FALSE);
  if (g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_BUSY) ||
      g_error_matches (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE))
    look_later (self, AGAIN_DELAY_MS);
  else
    g_debug ("the file of the project: %s", error->message);
}

typedef struct {
  CtnWindow *window; /* (owned) */
  CtnMerge *merge;   /* (owned) */
} Taking;

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Taking *taking = data;
  g_autoptr (GError) error = NULL;

  if (ctn_merge_apply_finish (CTN_PROJECT (source), result, &error)) {
    set_merging (taking->window, FALSE);
    tell (taking->window, taking->merge);
  } else {
    fail (taking->window, error);
  }
  ctn_merge_unref (taking->merge);
  g_object_unref (taking->window);
  g_free (taking);
}

/* A few changes are taken over at once: nobody's typing is held up. */
static void
take_over (CtnWindow *self, CtnMerge *merge)
{
  g_autoptr (GError) error = NULL;
  Taking *taking;

  if (count_changes (merge) > MAX_AT_ONCE || ctn_merge_erases (merge)) {
    taking = g_new0 (Taking, 1);
    taking->window = g_object_ref (self);
    taking->merge = ctn_merge_ref (merge);
    ctn_merge_apply_async (merge, self->project, NULL, taken_cb, taking);
    return;
  }
  if (!ctn_merge_apply (merge, self->project, NULL, &error)) {
    fail (self, error);
    return;
  }
  set_merging (self, FALSE);
  if (!ctn_merge_is_empty (merge))
    tell (self, merge);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnMerge) merge = ctn_merge_new_finish (result, &error);

  if (CTN_PROJECT (source) != self->project)
    return;
  if (merge == NULL) {
    fail (self, error);
  } else if (ctn_merge_get_conflicts (merge)->len == 0) {
    take_over (self, merge);
  } else {
    set_merging (self, FALSE);
    if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
      present (self,
               ctn_merge_dialog_new_for_file (self->project, ctn_project_get_file (self->project)));
  }
}

static void
look_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_boolean (task, ctn_project_file_has_changed (source, cancellable));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) self = data;
  gboolean changed = g_task_propagate_boolean (G_TASK (result), NULL);

  if (CTN_PROJECT (source) != self->project)
    return;
  if (!changed)
    set_merging (self, FALSE);
  else if (ctn_project_is_busy (self->project)) {
    set_merging (self, FALSE);
    look_later (self, AGAIN_DELAY_MS);
  } else
    ctn_merge_new_async (self->project, ctn_project_get_file (self->project), NULL, compared_cb,
                         g_object_ref (self));
}

void
_ctn_window_look_outside (CtnWindow *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->project == NULL || self->merging || ctn_project_get_file (self->project) == NULL)
    return;
  self->merging = TRUE;
  task = g_task_new (self->project, NULL, looked_cb, g_object_ref (self));
  g_task_set_source_tag (task, _ctn_window_look_outside);
  g_task_run_in_thread (task, look_thread);
}

static gboolean
look_cb (gpointer data)
{
  CtnWindow *self = data;

  self->look_source = 0;
  _ctn_window_look_outside (self);
  return G_SOURCE_REMOVE;
}

static void
look_later (CtnWindow *self, guint delay_ms)
{
  g_clear_handle_id (&self->look_source, g_source_remove);
  self->look_source = g_timeout_add (delay_ms, look_cb, self);
}

static void
file_changed_cb (CtnWindow *self)
{
  look_later (self, LOOK_DELAY_MS);
}

/* Where the file system tells nothing, the next look at the window or the next publish finds it out. */
void
_ctn_window_watch_file (CtnWindow *self)
{
  GFile *file = self->project != NULL ? ctn_project_get_file (self->project) : NULL;

  if (self->watched == file ||
      (self->watched != NULL && file != NULL && g_file_equal (self->watched, file)))
    return;
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_object (&self->monitor);
  g_set_object (&self->watched, file);
  self->merging = FALSE;
  if (file == NULL)
    return;
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (file_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
looked_at_cb (CtnWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    _ctn_window_look_outside (self);
}

void
_ctn_window_watch_focus (CtnWindow *self)
{
  g_signal_connect (self, "notify::is-active", G_CALLBACK (looked_at_cb), NULL);
}

/* --- Actions ------------------------------------------------------------------------------------- */

void
_ctn_window_merge (CtnWindow *self, GFile *file)
{
  present (self, ctn_merge_dialog_new_for_file (self->project, file));
}

static void
merge_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->project != NULL)
    _ctn_window_merge (self, file);
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);
  g_autoptr (GtkFileDialog) dialog = _ctn_window_make_file_dialog (self, _ ("Merge File"));

  gtk_file_dialog_set_initial_name (dialog, NULL);
  gtk_file_dialog_open (dialog, GTK_WINDOW (self), NULL, merge_chosen_cb, g_object_ref (self));
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);
  CtnPage *page;

  ctn_window_show_view (self, "history");
  page = _ctn_window_get_page (self);
  gtk_widget_activate_action (GTK_WIDGET (page), "history.choose-state", NULL);
}

void
_ctn_window_install_merge_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "win.restore", NULL, restore_action);
}
