#include <ctn-i18n.h>
#include <ctn-person.h>

#include "ctn-icon-button.h"
#include "ctn-partner-section.h"
#include "ctn-person-dialog.h"

typedef struct {
  CtnPage *page; /* (unowned) outlives its rows */
  gint64 person;
  gint64 position;
  char *name; /* (owned) */
} Address;

static void
address_free (gpointer data, GClosure *closure)
{
  Address *address = data;

  g_free (address->name);
  g_free (address);
}

static Address *
address_new (CtnPage *page, const CtnContact *contact)
{
  Address *address = g_new0 (Address, 1);

  address->page = page;
  address->person = contact->id;
  address->position = contact->position;
  address->name = g_strdup (contact->name);
  return address;
}

static void
activated_cb (GtkWidget *row, Address *address)
{
  ctn_person_dialog_present (address->page, address->person);
}

static void
remove_cb (GtkWidget *button, Address *address)
{
  /* The row, and with it the address, is gone when the list is made anew. */
  CtnPage *page = address->page;
  CtnProject *project = ctn_page_get_project (page);
  gint64 person = address->person;
  g_autofree char *name = g_strdup (address->name);
  g_autofree char *rest = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!ctn_position_delete (project, address->position, &error)) {
    ctn_page_report (page, error);
    return;
  }
  rest = ctn_person_dup_name (ctn_project_get_reader (project), person, NULL);
  /* Translators: %s is a person, who had a position elsewhere, or nowhere else */
  text = g_strdup_printf (rest != NULL ? _ ("%s removed") : _ ("%s deleted"), name);
  ctn_page_toast (page, text, TRUE);
}

static void
add_icon (GtkWidget *row, const char *icon_name, const char *css_class, const char *text)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (icon, text);
  gtk_widget_add_css_class (icon, css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
}

static void
append_line (GString *lines, const char *text)
{
  if (text == NULL)
    return;
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append (lines, text);
}

static GtkWidget *
make_row (CtnPage *page, const CtnContact *contact)
{
  GtkWidget *row = adw_action_row_new ();
  const char *problem = ctn_person_issues_to_text (contact->issues);
  g_autoptr (GString) lines = g_string_new (NULL);
  /* Translators: %s is a person */
  g_autofree char *tooltip = g_strdup_printf (_ ("Remove %s"), contact->name);
  GtkWidget *button = ctn_icon_button_new ("user-trash-symbolic", tooltip);

  append_line (lines, contact->function);
  append_line (lines, contact->email != NULL ? contact->email : contact->phone);
  append_line (lines, problem);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), contact->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), lines->str);
  if (problem != NULL)
    add_icon (row, "dialog-warning-symbolic", "warning", problem);
  if (contact->restricted)
    add_icon (row, "changes-prevent-symbolic", "dim-label",
              _ ("Restricted: these data may be kept but not used."));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_data (button, "clicked", G_CALLBACK (remove_cb), address_new (page, contact),
                         address_free, G_CONNECT_DEFAULT);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_data (row, "activated", G_CALLBACK (activated_cb), address_new (page, contact),
                         address_free, G_CONNECT_DEFAULT);
  return row;
}

static GPtrArray *
list (CtnPage *page, gint64 organisation, GError **error)
{
  g_autoptr (GPtrArray) contacts = ctn_person_list_contacts (
      ctn_project_get_reader (ctn_page_get_project (page)), organisation, NULL, error);
  GPtrArray *rows = contacts != NULL ? g_ptr_array_new () : NULL;

  for (guint i = 0; rows != NULL && i < contacts->len; i++)
    g_ptr_array_add (rows, make_row (page, g_ptr_array_index (contacts, i)));
  return rows;
}

const CtnPartnerSectionKind *
ctn_partner_people (void)
{
  static const CtnPartnerSectionKind kind = {
    .id = "people",
    .title = N_ ("People"),
    .icon_name = "avatar-default-symbolic",
    .empty_title = N_ ("No People Yet"),
    .empty_text = N_ ("Add whom you talk to there, with the reason why you may keep their data."),
    .action_label = N_ ("_Add a Person…"),
    .action_name = "partners.add-person",
    .tables = { "person", "position", NULL },
    .list = list,
  };

  return &kind;
}
