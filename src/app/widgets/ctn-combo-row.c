#include "ctn-combo-row.h"

void
ctn_combo_row_enable_search (AdwComboRow *row)
{
  g_autoptr (GtkExpression) name =
      gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  /* Without it the row knows its names, but its search knows nothing and finds everything. */
  adw_combo_row_set_expression (row, name);
  adw_combo_row_set_enable_search (row, TRUE);
  adw_combo_row_set_search_match_mode (row, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
}
