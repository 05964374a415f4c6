#include "ctn-help.h"

#include <ctn-i18n.h>

#include "ctn-help-page.h"
#include "ctn-side.h"
#include "ctn-window.h"

static GtkWidget *
make_text (const CtnHelpText *text)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *box;
  GtkWidget *number;
  g_autofree char *digits = NULL;

  gtk_label_set_markup (GTK_LABEL (label), text->markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (text->number == 0)
    return label;
  digits = g_strdup_printf ("%u.", text->number);
  number = gtk_label_new (digits);
  gtk_label_set_width_chars (GTK_LABEL (number), 3);
  gtk_widget_set_valign (number, GTK_ALIGN_START);
  gtk_widget_add_css_class (number, "dim-label");
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static AdwNavigationPage *
wrap_page (GtkWidget *content, const char *title)
{
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), content);
  return adw_navigation_page_new (view, title);
}

static AdwNavigationPage *
make_task (const CtnHelpPage *page)
{
  GtkWidget *scrolled;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *title = gtk_label_new (page->title);

  gtk_label_set_use_markup (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "title-2");
  gtk_box_append (GTK_BOX (box), title);
  for (guint i = 0; i < page->texts->len; i++)
    gtk_box_append (GTK_BOX (box), make_text (g_ptr_array_index (page->texts, i)));
  scrolled = ctn_side_wrap (box, 600);
  gtk_widget_set_focusable (scrolled, TRUE); /* so that keys scroll a page without a button */
  /* The task's name stands above its text, where it may be long. */
  return wrap_page (scrolled, _ ("Help"));
}

static void
task_cb (AdwActionRow *row, AdwNavigationView *view)
{
  const CtnHelpPage *page = g_object_get_data (G_OBJECT (row), "page");

  adw_navigation_view_push (view, make_task (page));
}

static GtkWidget *
make_list (GPtrArray *pages, AdwNavigationView *view)
{
  GtkWidget *list = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; i < pages->len; i++) {
    CtnHelpPage *page = g_ptr_array_index (pages, i);
    GtkWidget *row = adw_action_row_new ();

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), page->title);
    if (page->description != NULL)
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), page->description);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("go-next-symbolic"));
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    g_object_set_data (G_OBJECT (row), "page", page);
    g_signal_connect (row, "activated", G_CALLBACK (task_cb), view);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (list), ADW_PREFERENCES_GROUP (group));
  return list;
}

void
ctn_help_present (GtkWidget *parent)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *pages = ctn_help_pages_load (ctn_get_language_names (), &error);
  AdwDialog *dialog;
  GtkWidget *view;

  if (pages == NULL) {
    ctn_window_report (CTN_WINDOW (parent), g_steal_pointer (&error));
    return;
  }
  dialog = adw_dialog_new ();
  view = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view),
                           wrap_page (make_list (pages, ADW_NAVIGATION_VIEW (view)), _ ("Help")));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("Help"));
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 620);
  g_object_set_data_full (G_OBJECT (dialog), "pages", pages, (GDestroyNotify) g_ptr_array_unref);
  adw_dialog_present (dialog, parent);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) parent = data;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, NULL) &&
      gtk_widget_get_root (parent) != NULL)
    ctn_help_present (parent);
}

void
ctn_help_open (GtkWidget *parent)
{
  g_autoptr (GAppInfo) viewer = g_app_info_get_default_for_uri_scheme ("help");
  g_autoptr (GtkUriLauncher) launcher = NULL;

  if (viewer == NULL || g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS)) {
    ctn_help_present (parent);
    return;
  }
  launcher = gtk_uri_launcher_new ("help:catenary");
  gtk_uri_launcher_launch (launcher, GTK_WINDOW (parent), NULL, launched_cb, g_object_ref (parent));
}
