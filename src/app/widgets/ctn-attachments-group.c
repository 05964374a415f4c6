#include "ctn-attachments-group.h"

#include <ctn-attachment.h>
#include <ctn-field.h>
#include <ctn-i18n.h>

#include "ctn-file-export.h"
#include "ctn-icon-button.h"

struct _CtnAttachmentsGroup {
  AdwPreferencesGroup parent_instance;

  CtnPage *page; /* (weak) (nullable) */
  char *table;
  gint64 row;
  char *item;
  GPtrArray *rows;        /* GtkWidget, unowned: those shown */
  GtkWidget *add;         /* menu button */
  GtkWidget *placeholder; /* row that says that there is nothing */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CtnAttachmentsGroup, ctn_attachments_group, ADW_TYPE_PREFERENCES_GROUP)

static CtnProject *
get_project (CtnAttachmentsGroup *self)
{
  return ctn_page_get_project (self->page);
}

static GtkWindow *
get_window (CtnAttachmentsGroup *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* Opening, saving, removing ------------------------------------------------------------------------ */

static gint64
get_id (GtkWidget *widget)
{
  const gint64 *id = g_object_get_data (G_OBJECT (widget), "attachment");

  return *id;
}

static void
set_id (GtkWidget *widget, gint64 id)
{
  g_object_set_data_full (G_OBJECT (widget), "attachment", g_memdup2 (&id, sizeof id), g_free);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnAttachmentsGroup) self = data;
  GError *error = NULL;
  gboolean ok = GTK_IS_URI_LAUNCHER (source)
                    ? gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)
                    : gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error);

  if (!ok && self->page != NULL &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    ctn_page_report (self->page, error);
  else
    g_clear_error (&error);
}

static void
open_cb (CtnAttachmentsGroup *self, GtkWidget *row)
{
  const char *url = g_object_get_data (G_OBJECT (row), "url");
  GError *error = NULL;
  g_autoptr (GFile) file = NULL;

  if (url != NULL) {
    g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (url);

    gtk_uri_launcher_launch (launcher, get_window (self), NULL, launched_cb, g_object_ref (self));
    return;
  }
  file = ctn_attachment_extract (get_project (self), get_id (row), &error);
  if (file == NULL) {
    ctn_page_report (self->page, error);
  } else {
    g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

    gtk_file_launcher_launch (launcher, get_window (self), NULL, launched_cb, g_object_ref (self));
  }
}

static void
row_activated_cb (GtkWidget *row, CtnAttachmentsGroup *self)
{
  open_cb (self, row);
}

static gboolean
write_file (CtnConnection *reader,
            GFile *file,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const gint64 *id = data;
  g_autoptr (GBytes) bytes = ctn_attachment_read (reader, *id, error);

  return bytes != NULL &&
         g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}

static void
save_cb (GtkWidget *button, CtnAttachmentsGroup *self)
{
  gint64 id = get_id (button);
  const CtnFileExport export = {
    .title = _ ("Save the File"),
    .name = g_object_get_data (G_OBJECT (button), "name"),
    .function = write_file,
    .data = g_memdup2 (&id, sizeof id),
    .destroy = g_free,
  };

  ctn_file_export_ask (GTK_WIDGET (self), &export);
}

static void
remove_cb (GtkWidget *button, CtnAttachmentsGroup *self)
{
  GError *error = NULL;

  if (ctn_attachment_delete (get_project (self), get_id (button), &error))
    ctn_page_toast (self->page, _ ("Attachment removed"), TRUE);
  else
    ctn_page_report (self->page, error);
}

/* What is shown -------------------------------------------------------------------------------------- */

static GtkWidget *
add_button (GtkWidget *row, const CtnAttachment *attachment, const char *icon, const char *tooltip)
{
  GtkWidget *button = ctn_icon_button_new (icon, tooltip);
  g_autofree char *label = g_strdup_printf ("%s: %s", tooltip, attachment->title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  set_id (button, attachment->id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static char *
describe (const CtnAttachment *attachment)
{
  g_autofree char *size = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *type = NULL;

  if (attachment->url != NULL)
    return g_strdup (attachment->url);
  size = g_format_size ((guint64) attachment->size);
  type = g_content_type_from_mime_type (
      attachment->media_type != NULL ? attachment->media_type : "application/octet-stream");
  kind = type != NULL ? g_content_type_get_description (type) : NULL;
  return kind != NULL ? g_strdup_printf ("%s · %s", kind, size) : g_steal_pointer (&size);
}

static void
add_row (CtnAttachmentsGroup *self, const CtnAttachment *attachment)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (attachment);
  GtkWidget *button;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), attachment->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name (attachment->url != NULL
                                                               ? "web-browser-symbolic"
                                                               : "text-x-generic-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  set_id (row, attachment->id);
  g_object_set_data_full (G_OBJECT (row), "url", g_strdup (attachment->url), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), self);
  if (attachment->url == NULL) {
    button = add_button (row, attachment, "document-save-symbolic", _ ("Save As…"));
    g_object_set_data_full (G_OBJECT (button), "name", g_strdup (attachment->file_name), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (save_cb), self);
  }
  button = add_button (row, attachment, "user-trash-symbolic", _ ("Remove"));
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
fill (CtnAttachmentsGroup *self)
{
  g_autoptr (GPtrArray) attachments = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_sensitive (self->add, self->row != 0);
  if (self->row != 0)
    attachments = ctn_attachment_list (ctn_project_get_reader (get_project (self)), self->table,
                                       self->row, self->item, NULL);
  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    add_row (self, attachments->pdata[i]);
  gtk_widget_set_visible (self->placeholder, self->rows->len == 0);
}

static void
changed_cb (CtnAttachmentsGroup *self, CtnChangeSet *changes)
{
  if (self->row != 0 && ctn_change_set_has_table (changes, "attachment"))
    fill (self);
}

void
ctn_attachments_group_show (CtnAttachmentsGroup *self,
                            CtnPage *page,
                            const char *table,
                            gint64 row,
                            const char *item)
{
  if (self->page == NULL) {
    g_set_weak_pointer (&self->page, page); /* opening and reading go on when it is gone */
    g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  }
  g_set_str (&self->table, table);
  g_set_str (&self->item, item);
  self->row = row;
  fill (self);
}

/* Adding ----------------------------------------------------------------------------------------------- */

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnAttachmentsGroup) self = data;
  GError *error = NULL;

  if (ctn_attachment_add_file_finish (result, &error) == 0 && self->page != NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ctn_page_report (self->page, error);
  else
    g_clear_error (&error);
}

static void
add_file (CtnAttachmentsGroup *self, GFile *file)
{
  ctn_attachment_add_file_async (get_project (self), self->table, self->row, self->item, file,
                                 self->cancellable, added_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnAttachmentsGroup) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->page != NULL && self->row != 0)
    add_file (self, file);
}

static void
add_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnAttachmentsGroup *self = CTN_ATTACHMENTS_GROUP (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Attach a File"));
  gtk_file_dialog_open (dialog, get_window (self), NULL, file_chosen_cb, g_object_ref (self));
}

/* Below the address, which stays to be put right. */
static void
link_accepted_cb (CtnAttachmentsGroup *self, GtkWidget *button)
{
  AdwDialog *dialog = ADW_DIALOG (gtk_widget_get_ancestor (button, ADW_TYPE_DIALOG));
  GtkEditable *url = g_object_get_data (G_OBJECT (dialog), "url");
  GtkEditable *title = g_object_get_data (G_OBJECT (dialog), "title");
  AdwPreferencesGroup *group = g_object_get_data (G_OBJECT (dialog), "group");
  g_autoptr (GError) error = NULL;

  if (ctn_attachment_add_link (get_project (self), self->table, self->row, self->item,
                               gtk_editable_get_text (title), gtk_editable_get_text (url),
                               &error)) {
    adw_dialog_close (dialog);
    return;
  }
  adw_preferences_group_set_description (group, error->message);
  gtk_widget_add_css_class (GTK_WIDGET (url), "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (url), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  gtk_widget_grab_focus (GTK_WIDGET (url));
}

static GtkWidget *
add_entry (AdwDialog *dialog, AdwPreferencesGroup *group, const char *key, const char *label)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), label);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_preferences_group_add (group, entry);
  g_object_set_data (G_OBJECT (dialog), key, entry);
  return entry;
}

static void
add_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *accept = gtk_button_new_with_mnemonic (_ ("_Attach"));
  GtkWidget *url;

  url = add_entry (dialog, group, "url", _ ("Web Address"));
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (url), GTK_INPUT_PURPOSE_URL);
  add_entry (dialog, group, "title", _ ("Title"));
  g_object_set_data (G_OBJECT (dialog), "group", group);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  gtk_widget_add_css_class (accept, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), accept);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("Attach a Link"));
  adw_dialog_set_content_width (dialog, 420);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_default_widget (dialog, accept);
  adw_dialog_set_focus (dialog, url);
  g_signal_connect_object (accept, "clicked", G_CALLBACK (link_accepted_cb), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static gboolean
dropped_cb (CtnAttachmentsGroup *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (self->row == 0)
    return FALSE;
  for (GSList *file = files; file != NULL; file = file->next)
    add_file (self, file->data);
  return files != NULL;
}

static void
ctn_attachments_group_dispose (GObject *object)
{
  CtnAttachmentsGroup *self = CTN_ATTACHMENTS_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->page);

  G_OBJECT_CLASS (ctn_attachments_group_parent_class)->dispose (object);
}

static void
ctn_attachments_group_finalize (GObject *object)
{
  CtnAttachmentsGroup *self = CTN_ATTACHMENTS_GROUP (object);

  g_free (self->table);
  g_free (self->item);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (ctn_attachments_group_parent_class)->finalize (object);
}

static void
ctn_attachments_group_class_init (CtnAttachmentsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_attachments_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_attachments_group_finalize;
  gtk_widget_class_install_action (widget_class, "attachments.add-file", NULL, add_file_action);
  gtk_widget_class_install_action (widget_class, "attachments.add-link", NULL, add_link_action);
}

static void
ctn_attachments_group_init (CtnAttachmentsGroup *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  g_menu_append (menu, _ ("_File…"), "attachments.add-file");
  g_menu_append (menu, _ ("_Link…"), "attachments.add-link");
  self->add = ctn_menu_button_new ("list-add-symbolic", _ ("Attach"), G_MENU_MODEL (menu));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add);
  self->placeholder = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->placeholder), _ ("Nothing attached"));
  gtk_widget_add_css_class (self->placeholder, "dimmed");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->placeholder);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (dropped_cb), self);
}

GtkWidget *
ctn_attachments_group_new (const char *title)
{
  GtkWidget *self = g_object_new (CTN_TYPE_ATTACHMENTS_GROUP, NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  return self;
}
