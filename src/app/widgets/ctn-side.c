#include "ctn-side.h"

GtkWidget *
ctn_side_wrap (GtkWidget *content, int width)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  gtk_widget_set_margin_top (content, 18);
  gtk_widget_set_margin_bottom (content, 24);
  gtk_widget_set_margin_start (content, 12);
  gtk_widget_set_margin_end (content, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), width);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

GtkWidget *
ctn_side_new (GtkBox **box)
{
  *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  return ctn_side_wrap (GTK_WIDGET (*box), 680);
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

GPtrArray *
ctn_side_get_rows (AdwPreferencesGroup *group)
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
  g_ptr_array_add (ctn_side_get_rows (group), row);
  adw_preferences_group_add (group, row);
}

void
ctn_side_clear (AdwPreferencesGroup *group)
{
  GPtrArray *rows = ctn_side_get_rows (group);

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

GtkWidget *
ctn_expander_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  return row;
}
