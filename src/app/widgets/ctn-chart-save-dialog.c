#include "ctn-chart-save-dialog.h"

#include <ctn-i18n.h>

typedef struct {
  AdwDialog *dialog;    /* (unowned) */
  GSettings *settings;  /* (owned) */
  GtkWidget *scale_row; /* (unowned) */
  void (*function) (gpointer data);
  gpointer data;
} Save;

static const char *const formats[] = { "pdf", "svg", "png" };

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->settings);
  g_free (save);
}

static gboolean
format_to_index (GValue *value, GVariant *variant, gpointer data)
{
  const char *format = g_variant_get_string (variant, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i], format))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
format_from_index (const GValue *value, const GVariantType *type, gpointer data)
{
  guint index = g_value_get_uint (value);

  return g_variant_new_string (formats[index < G_N_ELEMENTS (formats) ? index : 0]);
}

/* Only pictures made of pixels have a resolution. */
static void
show_scale (Save *save)
{
  g_autofree char *format = g_settings_get_string (save->settings, "chart-export-format");

  gtk_widget_set_visible (save->scale_row, g_str_equal (format, "png"));
}

static GtkWidget *
make_format_row (Save *save)
{
  const char *const labels[] = { _ ("PDF, for documents"), _ ("SVG, to be edited"),
                                 _ ("PNG, a picture"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Format"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  g_settings_bind_with_mapping (save->settings, "chart-export-format", row, "selected",
                                G_SETTINGS_BIND_DEFAULT, format_to_index, format_from_index, NULL,
                                NULL);
  return row;
}

static GtkWidget *
make_number_row (Save *save, const char *title, const char *key, double min, double max)
{
  GtkWidget *row = adw_spin_row_new_with_range (min, max, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_settings_bind (save->settings, key, row, "value", G_SETTINGS_BIND_DEFAULT);
  return row;
}

static void
accepted_cb (Save *save)
{
  void (*function) (gpointer data) = save->function;
  gpointer data = save->data;

  adw_dialog_close (save->dialog);
  function (data);
}

static GtkWidget *
make_content (Save *save, gboolean sized)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_format_row (save));
  if (sized) {
    adw_preferences_group_add (
        ADW_PREFERENCES_GROUP (group),
        make_number_row (save, _ ("Width in Millimetres"), "chart-export-width", 30, 1200));
    adw_preferences_group_add (
        ADW_PREFERENCES_GROUP (group),
        make_number_row (save, _ ("Height in Millimetres"), "chart-export-height", 30, 1200));
  }
  save->scale_row =
      make_number_row (save, _ ("Resolution of the Picture"), "chart-export-scale", 1, 4);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (save->scale_row),
                               _ ("1 for the screen, 4 for print"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), save->scale_row);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

void
ctn_chart_save_dialog_present (GtkWidget *parent,
                               gboolean sized,
                               void (*function) (gpointer data),
                               gpointer data)
{
  Save *save = g_new0 (Save, 1);
  GtkWidget *toolbar_view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Save…"));

  save->dialog = adw_dialog_new ();
  save->settings = g_settings_new (CTN_APPLICATION_ID);
  save->function = function;
  save->data = data;
  gtk_widget_add_css_class (button, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), button);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar_view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar_view), make_content (save, sized));
  show_scale (save);
  g_signal_connect_swapped (save->settings, "changed::chart-export-format", G_CALLBACK (show_scale),
                            save);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (accepted_cb), save);
  adw_dialog_set_title (save->dialog, _ ("Save the Chart"));
  adw_dialog_set_content_width (save->dialog, 420);
  adw_dialog_set_child (save->dialog, toolbar_view);
  adw_dialog_set_default_widget (save->dialog, button);
  g_object_set_data_full (G_OBJECT (save->dialog), "save", save, save_free);
  adw_dialog_present (save->dialog, parent);
}
