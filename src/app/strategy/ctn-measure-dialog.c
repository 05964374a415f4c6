#include "ctn-measure-dialog.h"

#include <ctn-i18n.h>
#include <ctn-record.h>

typedef struct {
  CtnPage *page;         /* (owned) */
  GPtrArray *objectives; /* (owned) CtnRecordChoice, as in the row */
  CtnNewReason reason;   /* its texts are owned */
  GtkEditable *name;     /* (unowned) */
  AdwComboRow *objective;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->page);
  g_ptr_array_unref (self->objectives);
  g_free ((char *) self->reason.finding);
  g_free ((char *) self->reason.item);
  g_free ((char *) self->reason.note);
  g_free (self);
}

static void
response_cb (Question *self, const char *response)
{
  guint selected = adw_combo_row_get_selected (self->objective);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!g_str_equal (response, "add") || selected >= self->objectives->len)
    return;
  if (ctn_measure_add_for_reason (ctn_page_get_project (self->page),
                                  ((CtnRecordChoice *) self->objectives->pdata[selected])->id, name,
                                  &self->reason, &error) == 0) {
    ctn_page_report (self->page, error);
    return;
  }
  /* Translators: toast; the name of a measure */
  text = g_strdup_printf (_ ("Measure “%s” added"), name);
  ctn_page_toast (self->page, text, TRUE);
}

static void
changed_cb (GtkEditable *name, AdwAlertDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (name)));

  adw_alert_dialog_set_response_enabled (dialog, "add", *text != '\0');
}

static GtkWidget *
make_rows (Question *self, const char *name)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *list = gtk_list_box_new ();

  for (guint i = 0; i < self->objectives->len; i++)
    gtk_string_list_append (titles, ((CtnRecordChoice *) self->objectives->pdata[i])->title);
  self->name = GTK_EDITABLE (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _ ("Name"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self->name), TRUE);
  gtk_editable_set_text (self->name, name);
  self->objective = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->objective), _ ("Objective"));
  adw_combo_row_set_model (self->objective, G_LIST_MODEL (titles));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->name));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->objective));
  return list;
}

void
ctn_measure_dialog_present (CtnPage *page, const char *name, const CtnNewReason *reason)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) objectives =
      ctn_objective_list_choices (ctn_project_get_reader (ctn_page_get_project (page)), &error);
  AdwAlertDialog *dialog;
  Question *self;

  if (objectives == NULL) {
    ctn_page_report (page, error);
    return;
  }
  if (objectives->len == 0) {
    ctn_page_toast (page, _ ("Add a strategy with an objective first: a measure serves one."),
                    FALSE);
    return;
  }
  self = g_new0 (Question, 1);
  self->page = g_object_ref (page);
  self->objectives = g_steal_pointer (&objectives);
  self->reason = *reason;
  self->reason.finding = g_strdup (reason->finding);
  self->reason.item = g_strdup (reason->item);
  self->reason.note = g_strdup (reason->note);
  dialog = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("New Measure"), _ ("It keeps what it rests on as its reason.")));
  adw_alert_dialog_set_extra_child (dialog, make_rows (self, name));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "add", _ ("_Add"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "add", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "add");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "question", self, question_free);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (changed_cb), dialog, 0);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (response_cb), self);
  changed_cb (self->name, dialog);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (page));
}
