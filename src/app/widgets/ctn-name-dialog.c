#include "ctn-name-dialog.h"

#include <ctn-i18n.h>

typedef struct {
  AdwAlertDialog *dialog; /* (unowned) */
  GtkEditable *entry;     /* (unowned) */
  CtnNamedFunc function;
  gpointer data;
} Question;

static void
changed_cb (Question *question)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (question->entry)));

  adw_alert_dialog_set_response_enabled (question->dialog, "accept", *name != '\0');
}

static void
response_cb (Question *question, const char *response)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (question->entry)));

  if (g_str_equal (response, "accept") && *name != '\0')
    question->function (name, question->data);
}

void
ctn_name_dialog_present (GtkWidget *parent,
                         const char *heading,
                         const char *name,
                         const char *accept,
                         CtnNamedFunc function,
                         gpointer data)
{
  Question *question = g_new0 (Question, 1);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();

  question->dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, NULL));
  question->entry = GTK_EDITABLE (entry);
  question->function = function;
  question->data = data;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Name"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  gtk_editable_set_text (question->entry, name);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  adw_alert_dialog_set_extra_child (question->dialog, list);
  adw_alert_dialog_add_responses (question->dialog, "cancel", _ ("_Cancel"), "accept", accept,
                                  NULL);
  adw_alert_dialog_set_response_appearance (question->dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (question->dialog, "accept");
  adw_alert_dialog_set_close_response (question->dialog, "cancel");
  g_object_set_data_full (G_OBJECT (question->dialog), "question", question, g_free);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), question);
  g_signal_connect_swapped (question->dialog, "response", G_CALLBACK (response_cb), question);
  changed_cb (question);
  adw_dialog_set_focus (ADW_DIALOG (question->dialog), entry);
  adw_dialog_present (ADW_DIALOG (question->dialog), parent);
}
