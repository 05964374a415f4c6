#include <ctn-i18n.h>

#include "ctn-application.h"
#include "ctn-help.h"
#include "ctn-preferences.h"
#include "ctn-shortcuts.h"
#include "ctn-window.h"

static CtnWindow *
get_window (gpointer application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  return window != NULL ? CTN_WINDOW (window) : NULL;
}

static void
new_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) window = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    ctn_window_start_project (window, file);
}

static void
new_action (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  CtnWindow *window = get_window (application);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  if (window == NULL)
    return;
  gtk_file_dialog_set_title (dialog, _ ("New Project"));
  /* Translators: proposed file name of a new project */
  gtk_file_dialog_set_initial_name (dialog, _ ("Project.catenary"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (window), NULL, new_chosen_cb, g_object_ref (window));
}

static void
open_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnWindow) window = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    ctn_window_open (window, file);
}

static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  CtnWindow *window = get_window (application);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  if (window == NULL)
    return;
  gtk_file_filter_set_name (filter, _ ("Catenary Projects"));
  gtk_file_filter_add_suffix (filter, "catenary");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Open a Project"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (window), NULL, open_chosen_cb, g_object_ref (window));
}

static void
open_sample_action (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  CtnWindow *window = get_window (application);

  if (window != NULL)
    ctn_window_open_sample (window);
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  ctn_preferences_present (GTK_WIDGET (get_window (application)));
}

static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  ctn_shortcuts_present (GTK_WIDGET (get_window (application)));
}

static void
help_action (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  CtnWindow *window = get_window (application);

  if (window != NULL)
    ctn_help_open (GTK_WIDGET (window));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  adw_show_about_dialog (GTK_WIDGET (get_window (application)), "application-name", _ ("Catenary"),
                         "application-icon", CTN_APPLICATION_ID, "version", CTN_VERSION,
                         "developer-name", _ ("The Catenary Developers"), "license-type",
                         GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Partners, maturity, value chains and cooperation in one file"), NULL);
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (application)));

  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (GTK_WINDOW (link->data));
  g_list_free (windows);
}

static const GActionEntry entries[] = {
  { .name = "new", .activate = new_action },
  { .name = "open", .activate = open_action },
  { .name = "open-sample", .activate = open_sample_action },
  { .name = "preferences", .activate = preferences_action },
  { .name = "shortcuts", .activate = shortcuts_action },
  { .name = "help", .activate = help_action },
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
};

void
_ctn_application_add_actions (CtnApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
