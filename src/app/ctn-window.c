#include "ctn-window-private.h"

#include <ctn-i18n.h>

#include "ctn-start-page.h"
#include "ctn-toast.h"
#include "ctn-views.h"

G_DEFINE_FINAL_TYPE (CtnWindow, ctn_window, ADW_TYPE_APPLICATION_WINDOW)

CtnProject *
ctn_window_get_project (CtnWindow *self)
{
  return self->project;
}

CtnPage *
_ctn_window_get_page (CtnWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  return self->project != NULL && page != NULL ? CTN_PAGE (page) : NULL;
}

static void
undo_clicked_cb (CtnWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo", NULL);
}

void
ctn_window_toast (CtnWindow *self, const char *text, gboolean undo)
{
  /* An operation that nothing takes back offers none. */
  gboolean offered = undo && ctn_project_can_undo (self->project);

  ctn_toast_show (self->toasts, text, offered ? G_CALLBACK (undo_clicked_cb) : NULL, self);
}

void
ctn_window_add_toast (CtnWindow *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
ctn_window_report (CtnWindow *self, GError *error)
{
  AdwDialog *dialog;

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    dialog = adw_alert_dialog_new (_ ("That Did Not Work"), NULL);
    adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), error->message);
    adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
    adw_dialog_present (dialog, GTK_WIDGET (self));
  }
  g_error_free (error);
}

void
_ctn_window_show_state (CtnWindow *self)
{
  const char *text = "";
  const char *icon = "emblem-ok-symbolic";
  const char *problem = NULL;

  if (self->project == NULL)
    return;
  /* What is just being taken over is no problem yet. */
  problem = self->merging ? NULL : ctn_project_get_problem (self->project);
  switch (ctn_project_get_publish_state (self->project)) {
  case CTN_PUBLISH_STATE_UNTITLED:
    text = _ ("Not yet in a file; kept safe here");
    icon = "document-new-symbolic";
    break;
  case CTN_PUBLISH_STATE_SAVED:
    text = _ ("Saved");
    break;
  case CTN_PUBLISH_STATE_SAVING:
    text = _ ("Saving…");
    icon = "document-save-symbolic";
    break;
  case CTN_PUBLISH_STATE_OFFLINE:
    text = _ ("Offline: kept safe here");
    icon = "network-offline-symbolic";
    break;
  case CTN_PUBLISH_STATE_CONFLICT:
    if (self->merging) {
      text = _ ("Taking over changes…");
      icon = "document-save-symbolic";
      break;
    }
    text = _ ("The file was changed elsewhere; kept safe here");
    icon = "dialog-warning-symbolic";
    break;
  default:
    break;
  }
  gtk_label_set_label (self->state_label, text);
  gtk_image_set_from_icon_name (self->state_icon, icon);
  adw_banner_set_title (self->banner, problem != NULL ? problem : "");
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_banner_set_revealed (self->banner, problem != NULL);
  adw_window_title_set_title (self->project_title, ctn_project_get_display_name (self->project));
  gtk_window_set_title (GTK_WINDOW (self), ctn_project_get_display_name (self->project));
}

/* A publish was refused: perhaps because of somebody else, whose changes can be taken over. */
static void
look_once (CtnWindow *self)
{
  if (!self->refused)
    _ctn_window_look_outside (self);
  self->refused = TRUE;
}

static void
project_notify_cb (CtnWindow *self)
{
  if (self->project == NULL || self->closing)
    return;
  _ctn_window_watch_file (self);
  if (ctn_project_get_publish_state (self->project) == CTN_PUBLISH_STATE_CONFLICT)
    look_once (self);
  else
    self->refused = FALSE;
  _ctn_window_show_state (self);
  _ctn_window_update_actions (self);
}

static GtkWidget *
make_row (const CtnView *view)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (view->icon_name);
  GtkWidget *label = gtk_label_new (_ (view->title));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (view->title), -1);
  return row;
}

/* A page is made when it is first shown: opening a project builds one view, not all. */
static void
show_view (CtnWindow *self, const CtnView *view)
{
  GtkWidget *page;

  if (self->project == NULL)
    return;
  page = gtk_stack_get_child_by_name (self->pages, view->id);
  if (page == NULL) {
    page = g_object_new (view->get_type (), "project", self->project, NULL);
    gtk_stack_add_named (self->pages, page, view->id);
  }
  gtk_stack_set_visible_child (self->pages, page);
  adw_navigation_page_set_title (self->content_page, _ (view->title));
  g_settings_set_string (self->settings, "last-view", view->id);
}

static int
find_view (const char *id)
{
  const CtnView *views = ctn_views ();

  for (int i = 0; views[i].id != NULL; i++)
    if (g_strcmp0 (views[i].id, id) == 0)
      return i;
  return 0;
}

static void
row_selected_cb (CtnWindow *self, GtkListBoxRow *row)
{
  if (row != NULL)
    show_view (self, &ctn_views ()[gtk_list_box_row_get_index (row)]);
}

static void
row_activated_cb (CtnWindow *self, GtkListBoxRow *row)
{
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

void
ctn_window_show_view (CtnWindow *self, const char *id)
{
  int index = find_view (id);

  gtk_list_box_select_row (self->views_list,
                           gtk_list_box_get_row_at_index (self->views_list, index));
  show_view (self, &ctn_views ()[index]);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
make_all_pages_until (CtnWindow *self,
                      gboolean (*try_page) (CtnPage *page, gpointer data),
                      gpointer data)
{
  for (const CtnView *view = ctn_views (); view->id != NULL; view++) {
    GtkWidget *page = gtk_stack_get_child_by_name (self->pages, view->id);

    if (page == NULL) {
      page = g_object_new (view->get_type (), "project", self->project, NULL);
      gtk_stack_add_named (self->pages, page, view->id);
    }
    if (try_page (CTN_PAGE (page), data)) {
      ctn_window_show_view (self, view->id);
      return;
    }
  }
}

typedef struct {
  const char *table;
  gint64 id;
} RecordAddress;

static gboolean
try_record (CtnPage *page, gpointer data)
{
  const RecordAddress *address = data;

  return ctn_page_show_record (page, address->table, address->id);
}

void
ctn_window_show_record (CtnWindow *self, const char *table, gint64 id)
{
  RecordAddress address = { table, id };

  if (self->project != NULL)
    make_all_pages_until (self, try_record, &address);
}

static gboolean
try_import (CtnPage *page, gpointer data)
{
  return ctn_page_import_file (page, data);
}

void
ctn_window_import (CtnWindow *self, GFile *file)
{
  if (self->project != NULL)
    make_all_pages_until (self, try_import, file);
}

static void
remove_pages (CtnWindow *self)
{
  GtkWidget *page;

  while ((page = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, page);
}

/* Dialogs work on the pages and the project that they were opened for, and go with them. */
static void
close_dialogs (CtnWindow *self)
{
  AdwDialog *dialog, *last = NULL;

  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self))) !=
             NULL &&
         dialog != last) {
    last = dialog;
    adw_dialog_force_close (dialog);
  }
}

void
ctn_window_set_project (CtnWindow *self, CtnProject *project)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-view");
  g_autofree char *author = g_settings_get_string (self->settings, "author-name");

  if (self->project != NULL)
    close_dialogs (self);
  remove_pages (self);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_func (self->project, project_notify_cb, self);
  g_set_object (&self->project, project);
  _ctn_window_watch_file (self);
  if (project == NULL) {
    gtk_stack_set_visible_child_name (self->main_stack, "start");
    gtk_window_set_title (GTK_WINDOW (self), _ ("Catenary"));
    _ctn_window_update_actions (self);
    return;
  }
  if (*author != '\0')
    ctn_project_set_author (project, author);
  g_signal_connect_object (project, "notify", G_CALLBACK (project_notify_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_set_visible_child_name (self->main_stack, "project");
  project_notify_cb (self);
  ctn_window_show_view (self, last);
}

static void
close_again (CtnWindow *self, gpointer object)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* AdwDialogHost knows what had the focus before a dialog by a weak pointer only. When that went meanwhile, since a
 * list was made anew behind the dialog, the focus stays in the dialog while it moves away, which takes the next keys
 * with it; then GTK gives it to the first button of the window. So it goes to the view as soon as the dialog closes. */
static void
dialog_cb (CtnWindow *self)
{
  CtnPage *page = _ctn_window_get_page (self);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (page == NULL ||
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  if (focus == NULL || !gtk_widget_get_mapped (focus) ||
      gtk_widget_get_ancestor (focus, ADW_TYPE_DIALOG) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (page));
}

static gboolean
ctn_window_close_request (GtkWindow *window)
{
  CtnWindow *self = CTN_WINDOW (window);

  if (_ctn_window_save_first (self, close_again, NULL) || !ctn_window_close_project (self))
    return GDK_EVENT_STOP;
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  return GTK_WINDOW_CLASS (ctn_window_parent_class)->close_request (window);
}

static void
ctn_window_dispose (GObject *object)
{
  CtnWindow *self = CTN_WINDOW (object);

  if (self->pages != NULL)
    remove_pages (self);
  g_clear_object (&self->project);
  _ctn_window_watch_file (self);
  g_clear_object (&self->opening);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_WINDOW);

  G_OBJECT_CLASS (ctn_window_parent_class)->dispose (object);
}

static void
ctn_window_class_init (CtnWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ctn_window_close_request;

  g_type_ensure (CTN_TYPE_START_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/catenary/Catenary/ctn-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, main_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, project_title);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, views_list);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CtnWindow, banner);
  _ctn_window_install_actions (widget_class);
  _ctn_window_install_file_actions (widget_class);
  _ctn_window_install_leave_actions (widget_class);
  _ctn_window_install_save_actions (widget_class);
  _ctn_window_install_merge_actions (widget_class);
}

static void
ctn_window_init (CtnWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (CTN_APPLICATION_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  for (const CtnView *view = ctn_views (); view->id != NULL; view++)
    gtk_list_box_append (self->views_list, make_row (view));
  g_signal_connect_object (self->views_list, "row-selected", G_CALLBACK (row_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->views_list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (dialog_cb), NULL);
  _ctn_window_add_drop_target (self);
  _ctn_window_watch_focus (self);
  _ctn_window_update_actions (self);
}

CtnWindow *
ctn_window_new (GtkApplication *application)
{
  return g_object_new (CTN_TYPE_WINDOW, "application", application, NULL);
}
