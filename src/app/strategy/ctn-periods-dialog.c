#include "ctn-periods-dialog.h"

#include <ctn-i18n.h>
#include <ctn-kpi.h>
#include <ctn-record.h>
#include <ctn-strategy.h>

#include "ctn-date-button.h"

typedef struct {
  CtnPage *page; /* (owned) */
  gint64 strategy;
  AdwDialog *dialog; /* (unowned) */
  AdwPreferencesGroup *group;
  GtkWidget *from;
  GtkWidget *to;
  GtkWidget *months;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->page);
  g_free (question);
}

static void
accept_cb (Question *question)
{
  g_autoptr (GError) error = NULL;

  if (ctn_kpi_add_periods (ctn_page_get_project (question->page), question->strategy,
                           gtk_editable_get_text (GTK_EDITABLE (question->from)),
                           gtk_editable_get_text (GTK_EDITABLE (question->to)),
                           (guint) adw_spin_row_get_value (ADW_SPIN_ROW (question->months)),
                           &error)) {
    adw_dialog_close (question->dialog);
    return;
  }
  adw_preferences_group_set_description (question->group, error->message);
  gtk_accessible_announce (GTK_ACCESSIBLE (question->from), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static GtkWidget *
add_date (Question *question, const char *title, const char *field)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *text = ctn_record_get (
      ctn_project_get_reader (ctn_page_get_project (question->page)), ctn_strategy_kind (),
      question->strategy, ctn_record_kind_find_field (ctn_strategy_kind (), field), NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), ctn_date_button_new (GTK_EDITABLE (row)));
  adw_preferences_group_add (question->group, row);
  return row;
}

void
ctn_periods_dialog_present (CtnPage *page, gint64 strategy)
{
  Question *question = g_new0 (Question, 1);
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *list = adw_preferences_page_new ();
  GtkWidget *accept = gtk_button_new_with_mnemonic (_ ("_Add"));

  question->page = g_object_ref (page);
  question->strategy = strategy;
  question->dialog = adw_dialog_new ();
  question->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  question->from = add_date (question, _ ("First Day"), "starts");
  question->to = add_date (question, _ ("Last Day"), "ends");
  question->months = adw_spin_row_new_with_range (1, 60, 1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (question->months), _ ("Months per Period"));
  adw_spin_row_set_value (ADW_SPIN_ROW (question->months), 6);
  adw_preferences_group_add (question->group, question->months);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (list), question->group);
  gtk_widget_add_css_class (accept, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), accept);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), list);
  adw_dialog_set_title (question->dialog, _ ("Reporting Periods"));
  adw_dialog_set_content_width (question->dialog, 420);
  adw_dialog_set_child (question->dialog, view);
  adw_dialog_set_default_widget (question->dialog, accept);
  g_object_set_data_full (G_OBJECT (question->dialog), "question", question, question_free);
  g_signal_connect_swapped (accept, "clicked", G_CALLBACK (accept_cb), question);
  adw_dialog_present (question->dialog, GTK_WIDGET (page));
}
