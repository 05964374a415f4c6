#include "ctn-partnership-rows.h"

#include <ctn-date.h>
#include <ctn-i18n.h>

static const struct {
  const char *icon;
  const char *class;
} states[] = {
  [CTN_RULE_PASSED] = { "object-select-symbolic", "success" },
  [CTN_RULE_FAILED] = { "dialog-error-symbolic", "error" },
  [CTN_RULE_OPEN] = { "content-loading-symbolic", "dim-label" },
};

GtkWidget *
ctn_rule_row_new (const CtnRule *rule)
{
  const char *state = ctn_rule_state_get_label (rule->state);
  GtkWidget *icon = gtk_image_new_from_icon_name (states[rule->state].icon);
  g_autofree char *date = NULL;
  g_autofree char *subtitle = NULL;
  CtnDate day;
  GtkWidget *row;

  if (rule->date != NULL && ctn_date_parse (rule->date, &day))
    date = ctn_date_format (&day);
  subtitle = date != NULL ? g_strdup_printf ("%s · %s · %s", state, date, rule->detail)
                          : g_strdup_printf ("%s · %s", state, rule->detail);
  row = ctn_value_row_new (rule->title, subtitle, NULL);
  gtk_widget_add_css_class (icon, states[rule->state].class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, state, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}
