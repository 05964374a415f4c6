#include "ctn-tie-dialog.h"

#include <ctn-i18n.h>
#include <ctn-partnership.h>
#include <ctn-tie.h>

#include "ctn-combo-row.h"

typedef struct {
  CtnPage *page; /* (unowned) */
  AdwDialog *dialog;
  gint64 partnership;
  GArray *organisations; /* (owned) gint64, as in the rows' lists */
  AdwComboRow *source;
  AdwComboRow *target;
  AdwEntryRow *note;
} Tie;

static void
tie_free (gpointer data)
{
  Tie *tie = data;

  g_array_unref (tie->organisations);
  g_free (tie);
}

static void
add_cb (GtkButton *button, Tie *tie)
{
  const char *note = gtk_editable_get_text (GTK_EDITABLE (tie->note));
  guint source = adw_combo_row_get_selected (tie->source);
  guint target = adw_combo_row_get_selected (tie->target);
  GError *error = NULL;

  if (ctn_tie_add (ctn_page_get_project (tie->page), tie->partnership,
                   g_array_index (tie->organisations, gint64, source),
                   g_array_index (tie->organisations, gint64, target), *note != '\0' ? note : NULL,
                   &error) == 0) {
    ctn_page_report (tie->page, error);
    return;
  }
  adw_dialog_close (tie->dialog);
}

static void
check (Tie *tie)
{
  guint source, target;

  /* While the rows are made there is only one of them. */
  if (tie->source == NULL || tie->target == NULL)
    return;
  source = adw_combo_row_get_selected (tie->source);
  target = adw_combo_row_get_selected (tie->target);
  gtk_widget_set_sensitive (adw_dialog_get_default_widget (tie->dialog),
                            source != target && source < tie->organisations->len &&
                                target < tie->organisations->len);
}

static AdwComboRow *
add_combo (GtkWidget *group, const char *title, GtkStringList *names, guint selected, Tie *tie)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  ctn_combo_row_enable_search (ADW_COMBO_ROW (row));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (check), tie);
  return ADW_COMBO_ROW (row);
}

static void
present (Tie *tie, GtkStringList *names, GtkWidget *parent)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add"));
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  gtk_widget_add_css_class (add, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), add);
  adw_dialog_set_default_widget (tie->dialog, add);
  tie->source = add_combo (group, _ ("Member"), names, 0, tie);
  tie->target = add_combo (group, _ ("Works With"), names, 1, tie);
  tie->note = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (tie->note), _ ("Note"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (tie->note));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (tie->dialog, _ ("Add Tie"));
  adw_dialog_set_content_width (tie->dialog, 440);
  adw_dialog_set_child (tie->dialog, view);
  g_signal_connect (add, "clicked", G_CALLBACK (add_cb), tie);
  check (tie);
  adw_dialog_present (tie->dialog, parent);
}

void
ctn_tie_dialog_present (GtkWidget *parent, CtnPage *page, gint64 partnership, GPtrArray *members)
{
  Tie *tie = g_new0 (Tie, 1);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  tie->page = page;
  tie->partnership = partnership;
  tie->organisations = g_array_new (FALSE, FALSE, sizeof (gint64));
  tie->dialog = adw_dialog_new ();
  g_object_set_data_full (G_OBJECT (tie->dialog), "tie", tie, tie_free);
  for (guint i = 0; i < members->len; i++) {
    const CtnMember *member = g_ptr_array_index (members, i);

    if (member->left)
      continue;
    gtk_string_list_append (names, member->name);
    g_array_append_val (tie->organisations, member->organisation);
  }
  present (tie, names, parent);
}
