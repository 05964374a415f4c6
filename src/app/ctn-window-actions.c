#include <ctn-i18n.h>

#include "ctn-progress.h"
#include "ctn-views.h"
#include "ctn-window-private.h"

/* An undo or redo that runs on a worker thread. */
typedef struct {
  CtnWindow *window;     /* (nullable) weak */
  CtnProgress *progress; /* (owned) */
  char *label;           /* (owned) */
  gboolean redo;
} Replay;

static void
replay_free (Replay *replay)
{
  g_clear_weak_pointer (&replay->window);
  ctn_progress_free (replay->progress);
  g_free (replay->label);
  g_free (replay);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Replay, replay_free)

/* @error: (transfer full) (nullable) */
static void
tell (CtnWindow *self, gboolean redo, const char *label, gboolean done, GError *error)
{
  g_autofree char *text = NULL;

  if (error != NULL) {
    ctn_window_report (self, error);
    return;
  }
  if (!done)
    return;
  /* Translators: %s is an operation such as "Edit Organisation: Aalto" */
  text = g_strdup_printf (redo ? _ ("Done again: %s") : _ ("Undone: %s"), label);
  ctn_window_toast (self, text, FALSE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
replayed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Replay) replay = data;
  GError *error = NULL;
  gboolean done = ctn_project_replay_finish (CTN_PROJECT (source), result, &error);

  if (replay->window != NULL)
    tell (replay->window, replay->redo, replay->label, done, error);
  else
    g_clear_error (&error);
}

static void
replay_long (CtnWindow *self, gboolean redo, const char *label)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Replay *replay = g_new0 (Replay, 1);

  g_set_weak_pointer (&replay->window, self);
  replay->progress = ctn_progress_new (GTK_WIDGET (self),
                                       redo ? _ ("Doing it again…") : _ ("Undoing…"), cancellable);
  replay->label = g_strdup (label);
  replay->redo = redo;
  ctn_project_replay_async (self->project, redo, cancellable, replayed_cb, replay);
}

/* At once where it is little: whoever presses a key twice means two undos. */
static void
replay (CtnWindow *self, gboolean redo)
{
  GError *error = NULL;
  g_autofree char *label = g_strdup (redo ? ctn_project_get_redo_label (self->project)
                                          : ctn_project_get_undo_label (self->project));
  gboolean done;

  if (ctn_project_is_replay_long (self->project, redo)) {
    replay_long (self, redo, label);
    return;
  }
  done = redo ? ctn_project_redo (self->project, &error) : ctn_project_undo (self->project, &error);
  tell (self, redo, label, done, error);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  replay (CTN_WINDOW (widget), FALSE);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  replay (CTN_WINDOW (widget), TRUE);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnPage *page = _ctn_window_get_page (CTN_WINDOW (widget));

  if (page != NULL)
    ctn_page_find (page);
}

static void
new_item_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnPage *page = _ctn_window_get_page (CTN_WINDOW (widget));

  if (page != NULL)
    ctn_page_new_item (page);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnPage *page = _ctn_window_get_page (CTN_WINDOW (widget));

  if (page != NULL)
    ctn_page_print (page);
}

static void
view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);
  int index = g_variant_get_int32 (parameter);

  for (int i = 0; i <= index && self->project != NULL; i++) {
    if (ctn_views ()[i].id == NULL)
      return;
    if (i == index)
      ctn_window_show_view (self, ctn_views ()[i].id);
  }
}

/* The view below or above in the sidebar, round at the ends. */
static void
step_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->views_list);
  int n = 0;

  if (self->project == NULL || row == NULL)
    return;
  while (ctn_views ()[n].id != NULL)
    n++;
  ctn_window_show_view (
      self,
      ctn_views ()[(gtk_list_box_row_get_index (row) + g_variant_get_int32 (parameter) + n) % n]
          .id);
}

static void
step_side_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnPage *page = _ctn_window_get_page (CTN_WINDOW (widget));

  if (page != NULL)
    ctn_page_step_side (page, g_variant_get_int32 (parameter));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnWindow *self = CTN_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_menu_button_popup (self->menu_button);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static char *
dup_tooltip (const char *verb, const char *label)
{
  return label != NULL ? g_strdup_printf ("%s: %s", verb, label) : g_strdup (verb);
}

void
_ctn_window_update_actions (CtnWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean open = self->project != NULL;
  gboolean free_to_edit = open && !ctn_project_is_busy (self->project);
  const char *undo = open ? ctn_project_get_undo_label (self->project) : NULL;
  const char *redo = open ? ctn_project_get_redo_label (self->project) : NULL;
  g_autofree char *undo_tooltip = dup_tooltip (_ ("Undo"), undo);
  g_autofree char *redo_tooltip = dup_tooltip (_ ("Redo"), redo);

  gtk_widget_action_set_enabled (widget, "win.undo", free_to_edit && undo != NULL);
  gtk_widget_action_set_enabled (widget, "win.redo", free_to_edit && redo != NULL);
  gtk_widget_action_set_enabled (widget, "win.find", open);
  gtk_widget_action_set_enabled (widget, "win.new-item", free_to_edit);
  gtk_widget_action_set_enabled (widget, "win.print", open);
  gtk_widget_action_set_enabled (widget, "win.import", free_to_edit);
  gtk_widget_action_set_enabled (widget, "win.merge", free_to_edit);
  gtk_widget_action_set_enabled (widget, "win.restore", free_to_edit);
  gtk_widget_action_set_enabled (widget, "win.save-without-persons", open);
  gtk_widget_action_set_enabled (widget, "win.save-as", open);
  gtk_widget_action_set_enabled (widget, "win.save-copy", open);
  gtk_widget_action_set_enabled (widget, "win.close-project", free_to_edit);
  gtk_widget_set_tooltip_text (self->undo_button, undo_tooltip);
  gtk_widget_set_tooltip_text (self->redo_button, redo_tooltip);
}

void
_ctn_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.new-item", NULL, new_item_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "win.view", "i", view_action);
  gtk_widget_class_install_action (widget_class, "win.step-view", "i", step_view_action);
  gtk_widget_class_install_action (widget_class, "win.step-side", "i", step_side_action);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.close", NULL, close_action);
}
