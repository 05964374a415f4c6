#include "ctn-personal-data-dialog.h"

#include <ctn-calendar.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-person-due.h>
#include <ctn-person.h>

#include "ctn-erase-dialog.h"
#include "ctn-icon-button.h"
#include "ctn-person-dialog.h"
#include "ctn-status-page.h"

#define N_REASONS 4

typedef struct {
  CtnPage *page;     /* (owned) */
  AdwDialog *dialog; /* (unowned) */
  GtkStack *stack;
  AdwPreferencesGroup *groups[N_REASONS];
  GPtrArray *rows; /* (owned) GtkWidget, owned by the groups */
} Due;

static void
due_free (gpointer data)
{
  Due *due = data;

  g_object_unref (due->page);
  g_ptr_array_unref (due->rows);
  g_free (due);
}

static gint64
get_person (GtkWidget *widget)
{
  const gint64 *person = g_object_get_data (G_OBJECT (widget), "person");

  return *person;
}

static void
opened_cb (GtkWidget *row, Due *due)
{
  ctn_person_dialog_present (due->page, get_person (row));
}

static void
edit (Due *due, gint64 person, const char *field, const char *text, const char *toast)
{
  GError *error = NULL;

  if (ctn_person_edit (ctn_page_get_project (due->page), person,
                       ctn_record_kind_find_field (ctn_person_kind (), field), text, &error))
    ctn_page_toast (due->page, toast, TRUE);
  else
    ctn_page_report (due->page, error);
}

static void
informed_cb (GtkWidget *button, Due *due)
{
  g_autofree char *today = ctn_calendar_dup_today (NULL);

  edit (due, get_person (button), "informed-on", today, _ ("Noted as informed today"));
}

static void
restrict_cb (GtkWidget *button, Due *due)
{
  edit (due, get_person (button), "restricted", "1", _ ("Restricted: kept, but not used"));
}

static void
erase_cb (GtkWidget *button, Due *due)
{
  ctn_erase_dialog_present (due->page, GTK_WIDGET (due->dialog), get_person (button));
}

static void
add_button (Due *due, GtkWidget *row, const char *icon, const char *tooltip, GCallback callback)
{
  GtkWidget *button = ctn_icon_button_new (icon, tooltip);
  /* Translators: what a button does, and to whom */
  g_autofree char *label = g_strdup_printf (
      _ ("%s: %s"), tooltip, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  gint64 person = get_person (row);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "person", g_memdup2 (&person, sizeof person), g_free);
  g_signal_connect (button, "clicked", callback, due);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
dup_subtitle (const CtnDuePerson *person)
{
  CtnDate date;
  g_autofree char *since = person->since != NULL && ctn_date_parse (person->since, &date)
                               ? ctn_date_format (&date)
                               : NULL;

  if (person->organisation != NULL && since != NULL)
    return g_strdup_printf ("%s · %s", person->organisation, since);
  return g_strdup (since != NULL ? since : person->organisation);
}

static void
add_row (Due *due, const CtnDuePerson *person)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = dup_subtitle (person);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), person->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  g_object_set_data_full (G_OBJECT (row), "person",
                          g_memdup2 (&person->person, sizeof person->person), g_free);
  if (person->reason == CTN_DUE_INFORMATION)
    add_button (due, row, "object-select-symbolic", _ ("Informed Today"), G_CALLBACK (informed_cb));
  else if (person->reason == CTN_DUE_RETENTION)
    add_button (due, row, "changes-prevent-symbolic", _ ("Restrict"), G_CALLBACK (restrict_cb));
  add_button (due, row, "user-trash-symbolic", _ ("Erase for Good…"), G_CALLBACK (erase_cb));
  if (person->reason != CTN_DUE_HISTORY) {
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    g_signal_connect (row, "activated", G_CALLBACK (opened_cb), due);
  }
  adw_preferences_group_add (due->groups[person->reason], row);
  g_ptr_array_add (due->rows, row);
}

static void
fill (Due *due)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) people =
      ctn_person_list_due (ctn_project_get_reader (ctn_page_get_project (due->page)), NULL, &error);

  for (guint i = 0; i < due->rows->len; i++) {
    GtkWidget *row = g_ptr_array_index (due->rows, i);

    adw_preferences_group_remove (
        ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)), row);
  }
  g_ptr_array_set_size (due->rows, 0);
  for (guint i = 0; i < N_REASONS; i++)
    gtk_widget_set_visible (GTK_WIDGET (due->groups[i]), FALSE);
  if (people == NULL) {
    ctn_page_report (due->page, error);
    return;
  }
  for (guint i = 0; i < people->len; i++) {
    const CtnDuePerson *person = g_ptr_array_index (people, i);

    gtk_widget_set_visible (GTK_WIDGET (due->groups[person->reason]), TRUE);
    add_row (due, person);
  }
  gtk_stack_set_visible_child_name (due->stack, people->len > 0 ? "due" : "nothing");
}

static void
changed_cb (AdwDialog *dialog, CtnChangeSet *changes)
{
  if (ctn_change_set_has_table (changes, "person") ||
      ctn_change_set_has_table (changes, "consent") ||
      ctn_change_set_has_table (changes, "position"))
    fill (g_object_get_data (G_OBJECT (dialog), "due"));
}

static GtkWidget *
make_groups (Due *due)
{
  static const char *const titles[] = { N_ ("Kept Too Long"), N_ ("Consent Withdrawn"),
                                        N_ ("To Be Informed"),
                                        N_ ("Deleted, Still in the History") };
  GtkWidget *page = adw_preferences_page_new ();

  for (guint i = 0; i < N_REASONS; i++) {
    due->groups[i] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
    adw_preferences_group_set_title (due->groups[i], _ (titles[i]));
    adw_preferences_group_set_description (due->groups[i],
                                           ctn_due_reason_to_text ((CtnDueReason) i));
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), due->groups[i]);
  }
  return page;
}

static GtkWidget *
make_nothing (void)
{
  GtkWidget *page = ctn_status_page_new ("object-select-symbolic", _ ("Nothing Is Due"),
                                         _ ("Here stands who is kept too long, whose consent was "
                                            "withdrawn, and who is to be informed."),
                                         NULL);

  gtk_widget_add_css_class (page, "compact");
  return page;
}

void
ctn_personal_data_dialog_present (CtnPage *page)
{
  Due *due = g_new0 (Due, 1);
  GtkWidget *view = adw_toolbar_view_new ();

  due->page = g_object_ref (page);
  due->rows = g_ptr_array_new ();
  due->stack = GTK_STACK (gtk_stack_new ());
  due->dialog = adw_dialog_new ();
  gtk_stack_add_named (due->stack, make_groups (due), "due");
  gtk_stack_add_named (due->stack, make_nothing (), "nothing");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (due->stack));
  adw_dialog_set_title (due->dialog, _ ("Personal Data"));
  adw_dialog_set_content_width (due->dialog, 560);
  adw_dialog_set_content_height (due->dialog, 600);
  adw_dialog_set_child (due->dialog, view);
  g_object_set_data_full (G_OBJECT (due->dialog), "due", due, due_free);
  g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb),
                           due->dialog, G_CONNECT_SWAPPED);
  fill (due);
  adw_dialog_present (due->dialog, GTK_WIDGET (page));
}
