#include "ctn-row-problem.h"

#define TITLE "ctn-title" /* what stands there when nothing is wrong */

void
ctn_row_problem_clear (AdwEntryRow *row)
{
  g_autofree char *title = g_object_steal_data (G_OBJECT (row), TITLE);

  if (title == NULL)
    return;
  g_signal_handlers_disconnect_by_func (row, ctn_row_problem_clear, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
}

void
ctn_row_problem_show (AdwEntryRow *row, const char *problem)
{
  AdwPreferencesRow *titled = ADW_PREFERENCES_ROW (row);

  if (g_object_get_data (G_OBJECT (row), TITLE) == NULL) {
    g_object_set_data_full (G_OBJECT (row), TITLE,
                            g_strdup (adw_preferences_row_get_title (titled)), g_free);
    g_signal_connect (row, "changed", G_CALLBACK (ctn_row_problem_clear), NULL);
  }
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  adw_preferences_row_set_use_markup (titled, FALSE);
  adw_preferences_row_set_title (titled, problem);
  gtk_accessible_announce (GTK_ACCESSIBLE (row), problem,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}
