#include "ctn-start-page.h"

#include <ctn-date.h>
#include <ctn-i18n.h>
#include <string.h>

#include "ctn-icon-button.h"
#include "ctn-window.h"

#define MAX_RECENT 8
#define HOST_PATH "xattr::document-portal.host-path"
#define MIME_TYPE "application/x-catenary"

struct _CtnStartPage {
  AdwBin parent_instance;

  AdwPreferencesGroup *recent_group;
  GtkListBox *recent_list;
};

G_DEFINE_FINAL_TYPE (CtnStartPage, ctn_start_page, ADW_TYPE_BIN)

static void
open_cb (AdwActionRow *row, CtnStartPage *self)
{
  const char *uri = g_object_get_data (G_OBJECT (row), "uri");
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  ctn_window_open (CTN_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), file);
}

static void
remove_cb (GtkButton *button, AdwActionRow *row)
{
  gtk_recent_manager_remove_item (gtk_recent_manager_get_default (),
                                  g_object_get_data (G_OBJECT (row), "uri"), NULL);
}

/* Under a number that tells nobody anything. */
static gboolean
is_in_portal (const char *path)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "doc", "", NULL);

  return g_str_has_prefix (path, folder) || g_str_has_prefix (path, "/run/flatpak/doc/");
}

/* The folder as the user knows it: in a sandbox a file stands under a number of the document portal,
 * which notes where it really is; the day of its last use where an older portal does not. */
static char *
dup_place (GtkRecentInfo *info)
{
  g_autoptr (GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  g_autoptr (GFileInfo) found =
      g_file_is_native (file)
          ? g_file_query_info (file, HOST_PATH, G_FILE_QUERY_INFO_NONE, NULL, NULL)
          : NULL;
  const char *host = found != NULL ? g_file_info_get_attribute_string (found, HOST_PATH) : NULL;
  g_autofree char *shown = host != NULL ? g_strdup (host) : gtk_recent_info_get_uri_display (info);

  if (shown != NULL && host == NULL && is_in_portal (shown)) {
    g_autofree char *day = g_date_time_format_iso8601 (gtk_recent_info_get_modified (info));
    g_autofree char *date = NULL;

    day[strlen ("YYYY-MM-DD")] = '\0';
    date = ctn_date_format_iso (day);
    return g_strdup_printf (_ ("Last opened on %s"), date);
  }
  return shown != NULL ? g_path_get_dirname (shown) : g_strdup ("");
}

static GtkWidget *
make_row (CtnStartPage *self, GtkRecentInfo *info)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = ctn_icon_button_new ("window-close-symbolic", _ ("Remove from This List"));
  g_autofree char *title = g_markup_escape_text (gtk_recent_info_get_display_name (info), -1);
  g_autofree char *place = dup_place (info);
  g_autofree char *subtitle = g_markup_escape_text (place, -1);

  g_object_set_data_full (G_OBJECT (row), "uri", g_strdup (gtk_recent_info_get_uri (info)), g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), row);
  g_signal_connect (row, "activated", G_CALLBACK (open_cb), self);
  return row;
}

static int
compare_infos (gconstpointer a, gconstpointer b)
{
  return -g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) a),
                               gtk_recent_info_get_modified ((GtkRecentInfo *) b));
}

static void
refresh (CtnStartPage *self)
{
  GList *infos =
      g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare_infos);
  int n = 0;

  gtk_list_box_remove_all (self->recent_list);
  for (GList *link = infos; link != NULL && n < MAX_RECENT; link = link->next) {
    GtkRecentInfo *info = link->data;

    if (g_strcmp0 (gtk_recent_info_get_mime_type (info), MIME_TYPE) != 0 &&
        !g_str_has_suffix (gtk_recent_info_get_uri (info), ".catenary"))
      continue;
    gtk_list_box_append (self->recent_list, make_row (self, info));
    n++;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->recent_group), n > 0);
  g_list_free_full (infos, (GDestroyNotify) gtk_recent_info_unref);
}

static void
ctn_start_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_START_PAGE);

  G_OBJECT_CLASS (ctn_start_page_parent_class)->dispose (object);
}

static void
ctn_start_page_class_init (CtnStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_start_page_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/start/ctn-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnStartPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, CtnStartPage, recent_list);
}

static void
ctn_start_page_init (CtnStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}
