#include "ctn-person-dialog.h"

#include <ctn-i18n.h>
#include <ctn-person-erase.h>
#include <ctn-person.h>
#include <ctn-report.h>

#include "ctn-attachments-group.h"
#include "ctn-erase-dialog.h"
#include "ctn-icon-button.h"
#include "ctn-picker.h"
#include "ctn-record-group.h"
#include "ctn-report-dialog.h"

#define CTN_TYPE_PERSON_DIALOG (ctn_person_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CtnPersonDialog, ctn_person_dialog, CTN, PERSON_DIALOG, AdwDialog)

struct _CtnPersonDialog {
  AdwDialog parent_instance;

  CtnPage *page; /* (owned) (nullable) */
  gint64 person;
  AdwBanner *hint;
  CtnRecordForm *form;
  AdwPreferencesGroup *positions;
  GPtrArray *rows; /* (owned) GtkWidget of the positions, owned by the group */
};

G_DEFINE_FINAL_TYPE (CtnPersonDialog, ctn_person_dialog, ADW_TYPE_DIALOG)

static CtnProject *
get_project (CtnPersonDialog *self)
{
  return ctn_page_get_project (self->page);
}

static void
show_hint (CtnPersonDialog *self)
{
  CtnPersonIssues issues = 0;
  const char *text;

  ctn_person_get_issues (ctn_project_get_reader (get_project (self)), self->person, NULL, &issues,
                         NULL);
  text = ctn_person_issues_to_text (issues);
  if (text != NULL)
    adw_banner_set_title (self->hint, text);
  adw_banner_set_revealed (self->hint, text != NULL);
}

static void
apply_function_cb (GtkWidget *row, CtnPersonDialog *self)
{
  const gint64 *position = g_object_get_data (G_OBJECT (row), "position");
  const char *shown = g_object_get_data (G_OBJECT (row), "shown");
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
  GError *error = NULL;

  if (self->page == NULL || g_str_equal (text, shown))
    return;
  g_object_set_data_full (G_OBJECT (row), "shown", g_strdup (text), g_free);
  if (!ctn_position_edit (get_project (self), *position, text, &error))
    ctn_page_report (self->page, error);
}

static void
left_cb (GtkEventController *controller, CtnPersonDialog *self)
{
  apply_function_cb (gtk_event_controller_get_widget (controller), self);
}

static void
remove_position_cb (GtkWidget *button, CtnPersonDialog *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW);
  const gint64 *position = g_object_get_data (G_OBJECT (row), "position");
  GError *error = NULL;

  if (!ctn_position_delete (get_project (self), *position, &error))
    ctn_page_report (self->page, error);
}

static GtkWidget *
make_position (CtnPersonDialog *self, const CtnPosition *position, gboolean removable)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  const char *function = position->function != NULL ? position->function : "";
  /* Translators: %s is an organisation */
  g_autofree char *title = g_strdup_printf (_ ("Function at %s"), position->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), function);
  g_object_set_data_full (G_OBJECT (row), "shown", g_strdup (function), g_free);
  g_object_set_data_full (G_OBJECT (row), "position",
                          g_memdup2 (&position->id, sizeof position->id), g_free);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (apply_function_cb), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (row, focus);
  if (removable) {
    GtkWidget *button = ctn_icon_button_new ("user-trash-symbolic", _ ("Remove This Position"));

    g_signal_connect_object (button, "clicked", G_CALLBACK (remove_position_cb), self,
                             G_CONNECT_DEFAULT);
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  }
  return row;
}

/* Whether the rows are of @positions already; then their texts are brought up to date, and whoever is
 * on the way from row to row keeps the focus. */
static gboolean
refresh_positions (CtnPersonDialog *self, GPtrArray *positions)
{
  if (positions == NULL || positions->len != self->rows->len)
    return FALSE;
  for (guint i = 0; i < positions->len; i++) {
    const CtnPosition *position = g_ptr_array_index (positions, i);
    GObject *row = g_ptr_array_index (self->rows, i);
    const char *function = position->function != NULL ? position->function : "";

    if (*(gint64 *) g_object_get_data (row, "position") != position->id)
      return FALSE;
    if (g_str_equal (g_object_get_data (row, "shown"), function))
      continue;
    g_object_set_data_full (row, "shown", g_strdup (function), g_free);
    gtk_editable_set_text (GTK_EDITABLE (row), function);
  }
  return TRUE;
}

static void
show_positions (CtnPersonDialog *self)
{
  g_autoptr (GPtrArray) positions =
      ctn_person_list_positions (ctn_project_get_reader (get_project (self)), self->person, NULL);

  if (refresh_positions (self, positions))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->positions, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; positions != NULL && i < positions->len; i++) {
    GtkWidget *row = make_position (self, g_ptr_array_index (positions, i), positions->len > 1);

    adw_preferences_group_add (self->positions, row);
    g_ptr_array_add (self->rows, row);
  }
}

static void
show_person (CtnPersonDialog *self)
{
  g_autofree char *name =
      ctn_person_dup_name (ctn_project_get_reader (get_project (self)), self->person, NULL);

  if (name == NULL ||
      ctn_person_is_erased (ctn_project_get_reader (get_project (self)), self->person)) {
    adw_dialog_force_close (ADW_DIALOG (self));
    return;
  }
  adw_dialog_set_title (ADW_DIALOG (self), name);
  show_hint (self);
}

static void
changed_cb (CtnPersonDialog *self, CtnChangeSet *changes)
{
  if (self->page == NULL)
    return;
  if (ctn_change_set_has_table (changes, "position") ||
      ctn_change_set_has_table (changes, "organisation"))
    show_positions (self);
  if (ctn_change_set_has_row (changes, "person", self->person) ||
      ctn_change_set_has_table (changes, "consent"))
    show_person (self);
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  CtnPersonDialog *self = data;
  const CtnPick *pick = g_ptr_array_index (picks, 0);
  GError *error = NULL;

  if (self->page != NULL &&
      ctn_position_add (get_project (self), self->person, pick->id, &error) == 0)
    ctn_page_report (self->page, error);
}

static void
add_position_cb (CtnPersonDialog *self)
{
  ctn_picker_present (GTK_WIDGET (self), get_project (self), CTN_PICKER_ORGANISATIONS,
                      _ ("Add a Position At"), NULL, picked_cb, self);
}

static GtkWidget *
make_add_button (CtnPersonDialog *self)
{
  GtkWidget *button =
      ctn_icon_button_new ("list-add-symbolic", _ ("Add a Position at Another Organisation"));

  g_signal_connect_object (button, "clicked", G_CALLBACK (add_position_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
delete_cb (CtnPersonDialog *self)
{
  g_autoptr (CtnPage) page = g_object_ref (self->page);
  GError *error = NULL;
  /* Translators: %s is a person */
  g_autofree char *text =
      g_strdup_printf (_ ("%s deleted"), adw_dialog_get_title (ADW_DIALOG (self)));

  /* The dialog closes when the person is gone. */
  if (ctn_person_delete (ctn_page_get_project (page), self->person, &error))
    ctn_page_toast (page, text, TRUE);
  else
    ctn_page_report (page, error);
}

static void
report_cb (CtnPersonDialog *self)
{
  ctn_report_dialog_present (self->page, GTK_WIDGET (self), ctn_report_person_kind (), self->person,
                             adw_dialog_get_title (ADW_DIALOG (self)));
}

static void
erase_cb (CtnPersonDialog *self)
{
  ctn_erase_dialog_present (self->page, GTK_WIDGET (self), self->person);
}

static void
add_rights_row (CtnPersonDialog *self,
                AdwPreferencesGroup *group,
                const char *title,
                const char *icon_name,
                GCallback callback)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), icon_name);
  g_signal_connect_object (row, "activated", callback, self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
}

/* Consents, what is attached, and what the person may ask for. */
static void
add_rights (CtnPersonDialog *self)
{
  GtkWidget *consents = ctn_record_group_new (_ ("Consents"), ctn_consent_kind ());
  GtkWidget *files = ctn_attachments_group_new (_ ("Files and Links"));
  GtkWidget *rights = adw_preferences_group_new ();

  ctn_record_group_set_evidence (CTN_RECORD_GROUP (consents), TRUE);
  ctn_record_group_show (CTN_RECORD_GROUP (consents), self->page, self->person);
  ctn_attachments_group_show (CTN_ATTACHMENTS_GROUP (files), self->page, "person", self->person,
                              NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (rights), _ ("Rights of the Person"));
  add_rights_row (self, ADW_PREFERENCES_GROUP (rights), _ ("Show All That Is Held…"),
                  "ctn-report-symbolic", G_CALLBACK (report_cb));
  add_rights_row (self, ADW_PREFERENCES_GROUP (rights), _ ("Erase for Good…"),
                  "user-trash-symbolic", G_CALLBACK (erase_cb));
  ctn_record_form_add_group (self->form, ADW_PREFERENCES_GROUP (consents));
  ctn_record_form_add_group (self->form, ADW_PREFERENCES_GROUP (files));
  ctn_record_form_add_group (self->form, ADW_PREFERENCES_GROUP (rights));
}

static void
set_up (CtnPersonDialog *self, CtnPage *page, gint64 person)
{
  self->page = g_object_ref (page);
  self->person = person;
  /* What a person does where comes first: it is looked up most. */
  ctn_record_form_add_group (self->form, self->positions);
  ctn_record_form_set_up (self->form, ctn_page_get_project (page), ctn_person_kind (),
                          ctn_person_edit);
  adw_preferences_group_set_title (self->positions, _ ("Positions"));
  adw_preferences_group_set_header_suffix (self->positions, make_add_button (self));
  ctn_record_form_show (self->form, person);
  add_rights (self);
  show_positions (self);
  show_person (self);
  g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
ctn_person_dialog_present (CtnPage *page, gint64 person)
{
  CtnPersonDialog *self = g_object_new (CTN_TYPE_PERSON_DIALOG, NULL);

  set_up (self, page, person);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}

static void
ctn_person_dialog_dispose (GObject *object)
{
  g_clear_object (&CTN_PERSON_DIALOG (object)->page);

  G_OBJECT_CLASS (ctn_person_dialog_parent_class)->dispose (object);
}

static void
ctn_person_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_PERSON_DIALOG (object)->rows);

  G_OBJECT_CLASS (ctn_person_dialog_parent_class)->finalize (object);
}

static void
ctn_person_dialog_class_init (CtnPersonDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_person_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_person_dialog_finalize;
}

static void
ctn_person_dialog_init (CtnPersonDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  self->rows = g_ptr_array_new ();
  self->hint = ADW_BANNER (adw_banner_new (""));
  self->form = g_object_new (CTN_TYPE_RECORD_FORM, NULL);
  self->positions = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  gtk_widget_set_tooltip_text (button, _ ("Delete This Person"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (delete_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), button);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->hint));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->form));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), 520);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);
}
