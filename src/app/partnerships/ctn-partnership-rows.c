#include "ctn-partnership-rows.h"

#include <ctn-date.h>
#include <glib/gi18n.h>

GtkWidget *
ctn_side_new (GtkBox **box)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_widget_set_margin_top (GTK_WIDGET (*box), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (*box), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (*box), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (*box), 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (*box));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 680);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

AdwPreferencesGroup *
ctn_side_add_group (GtkBox *box, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *heading = title != NULL ? g_markup_escape_text (title, -1) : NULL;
  g_autofree char *text = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  if (heading != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), heading);
  if (text != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), text);
  gtk_box_append (box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static GPtrArray *
get_rows (AdwPreferencesGroup *group)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (group), "side-rows");

  if (rows == NULL) {
    rows = g_ptr_array_new ();
    g_object_set_data_full (G_OBJECT (group), "side-rows", rows,
                            (GDestroyNotify) g_ptr_array_unref);
  }
  return rows;
}

void
ctn_side_add_row (AdwPreferencesGroup *group, GtkWidget *row)
{
  g_ptr_array_add (get_rows (group), row);
  adw_preferences_group_add (group, row);
}

void
ctn_side_clear (AdwPreferencesGroup *group)
{
  GPtrArray *rows = get_rows (group);

  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

GtkWidget *
ctn_value_row_new (const char *title, const char *subtitle, const char *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (value != NULL) {
    GtkWidget *label = gtk_label_new (value);

    gtk_widget_add_css_class (label, "heading");
    gtk_widget_add_css_class (label, "numeric");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  }
  return row;
}

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

GtkWidget *
ctn_expander_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  return row;
}
