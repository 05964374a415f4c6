#include "ctn-preferences.h"

#include <adwaita.h>
#include <ctn-i18n.h>

static const char *const styles[] = { "default", "light", "dark" };

static gboolean
style_to_index (GValue *value, GVariant *variant, gpointer data)
{
  const char *style = g_variant_get_string (variant, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_str_equal (styles[i], style))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
style_from_index (const GValue *value, const GVariantType *type, gpointer data)
{
  guint index = g_value_get_uint (value);

  return g_variant_new_string (styles[index < G_N_ELEMENTS (styles) ? index : 0]);
}

static GtkWidget *
make_name_row (GSettings *settings)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Your Name in the History"));
  g_settings_bind (settings, "author-name", row, "text", G_SETTINGS_BIND_DEFAULT);
  return row;
}

static GtkWidget *
make_style_row (GSettings *settings)
{
  const char *const labels[] = { _ ("Follow the System"), _ ("Light"), _ ("Dark"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Style"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  g_settings_bind_with_mapping (settings, "color-scheme", row, "selected", G_SETTINGS_BIND_DEFAULT,
                                style_to_index, style_from_index, NULL, NULL);
  return row;
}

static GtkWidget *
make_scale_row (GSettings *settings)
{
  GtkWidget *row = adw_spin_row_new_with_range (1, 4, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Resolution of PNG Pictures"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Times the size on the page"));
  g_settings_bind (settings, "chart-export-scale", row, "value", G_SETTINGS_BIND_DEFAULT);
  return row;
}

void
ctn_preferences_present (GtkWidget *parent)
{
  AdwDialog *dialog = adw_preferences_dialog_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *general = adw_preferences_group_new ();
  GtkWidget *charts = adw_preferences_group_new ();
  g_autoptr (GSettings) settings = g_settings_new (CTN_APPLICATION_ID);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (general), _ ("General"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (general), make_name_row (settings));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (general), make_style_row (settings));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (charts), _ ("Charts"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (charts), make_scale_row (settings));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (general));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (charts));
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), ADW_PREFERENCES_PAGE (page));
  adw_dialog_present (dialog, parent);
}
