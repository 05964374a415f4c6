#include "ctn-poster-dialog.h"

#include <ctn-chart-poster.h>
#include <ctn-i18n.h>

#include "ctn-file-export.h"

typedef struct {
  CtnPage *page;          /* (owned) */
  CtnChainFigure *figure; /* (owned) */
  CtnScene *scene;        /* (owned) in the print theme */
  CtnPosterOptions options;

  AdwDialog *dialog; /* (unowned) */
  AdwComboRow *paper;
  AdwComboRow *mode;
  AdwSpinRow *scale;
  AdwActionRow *sheets;
} Poster;

#define MIN_SCALE 25 /* per cent; also the step */
#define MAX_SCALE 200

static void
poster_free (gpointer data)
{
  Poster *self = data;

  ctn_scene_unref (self->scene);
  ctn_chain_figure_unref (self->figure);
  g_object_unref (self->page);
  g_free (self);
}

static void
read_options (Poster *self)
{
  self->options.paper = adw_combo_row_get_selected (self->paper) == 1 ? CTN_PAPER_A3 : CTN_PAPER_A4;
  self->options.fit = adw_combo_row_get_selected (self->mode) == 0;
  self->options.scale = adw_spin_row_get_value (self->scale) / 100;
}

static void
show_sheets (Poster *self)
{
  CtnPosterPlan plan;
  g_autofree char *text = NULL;

  read_options (self);
  ctn_poster_plan (self->scene, &self->options, &plan);
  gtk_widget_set_visible (GTK_WIDGET (self->scale), !self->options.fit);
  if (self->options.fit)
    text =
        g_strdup_printf (_ ("One sheet, at %.0f %% of the size on the screen"), 100 * plan.scale);
  else
    text = g_strdup_printf (ctn_ngettext ("%u sheet: %u beside each other, %u rows",
                                          "%u sheets: %u beside each other, %u rows",
                                          plan.columns * plan.rows),
                            plan.columns * plan.rows, plan.columns, plan.rows);
  adw_action_row_set_subtitle (self->sheets, text);
}

/* --- Writing ------------------------------------------------------------------------------------- */

static gboolean
write_poster (CtnConnection *reader,
              GFile *file,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  const Poster *self = data;
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);

  return ctn_scene_write_poster_file (self->scene, &self->options, metrics, file, cancellable,
                                      error);
}

/* What the thread needs, apart from the dialog. */
static Poster *
copy_poster (const Poster *self)
{
  Poster *copy = g_new0 (Poster, 1);

  copy->page = g_object_ref (self->page);
  copy->figure = ctn_chain_figure_ref (self->figure);
  copy->scene = ctn_scene_ref (self->scene);
  copy->options = self->options;
  return copy;
}

static void
save_cb (GtkWidget *button, Poster *self)
{
  CtnChain *chain = ctn_chain_figure_get_chain (self->figure);
  g_autofree char *name = g_strdup_printf ("%s.pdf", chain->name);
  CtnFileExport export = {
    .title = _ ("Save the Map as PDF"),
    .name = name,
    .function = write_poster,
    .destroy = poster_free,
    .done = _ ("Map saved"),
  };

  read_options (self);
  export.data = copy_poster (self);
  ctn_file_export_ask (GTK_WIDGET (self->page), &export);
  adw_dialog_close (self->dialog);
}

/* --- The dialog ---------------------------------------------------------------------------------- */

static AdwComboRow *
add_choice (Poster *self, GtkWidget *group, const char *title, const char *const *choices)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (choices);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_COMBO_ROW (row);
}

static GtkWidget *
make_group (Poster *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  const char *const papers[] = { "A4", "A3", NULL };
  const char *const modes[] = { _ ("Fitted to One Sheet"), _ ("Over Several Sheets"), NULL };

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Sheets of a poster overlap by 10 mm; dashed lines show how they are put together."));
  self->paper = add_choice (self, group, _ ("Paper"), papers);
  self->mode = add_choice (self, group, _ ("Map"), modes);
  self->scale = ADW_SPIN_ROW (adw_spin_row_new_with_range (MIN_SCALE, MAX_SCALE, MIN_SCALE));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->scale), _ ("Size (%)"));
  adw_spin_row_set_value (self->scale, 100);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->scale));
  self->sheets = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sheets), _ ("What It Takes"));
  gtk_widget_add_css_class (GTK_WIDGET (self->sheets), "property");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->sheets));
  g_signal_connect_swapped (self->paper, "notify::selected", G_CALLBACK (show_sheets), self);
  g_signal_connect_swapped (self->mode, "notify::selected", G_CALLBACK (show_sheets), self);
  g_signal_connect_swapped (self->scale, "notify::value", G_CALLBACK (show_sheets), self);
  gtk_widget_set_margin_top (group, 12);
  gtk_widget_set_margin_bottom (group, 24);
  gtk_widget_set_margin_start (group, 12);
  gtk_widget_set_margin_end (group, 12);
  return group;
}

void
ctn_poster_dialog_present (CtnPage *page, CtnChainFigure *figure)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *save = gtk_button_new_with_mnemonic (_ ("_Save…"));
  Poster *self = g_new0 (Poster, 1);

  self->page = g_object_ref (page);
  self->figure = ctn_chain_figure_ref (figure);
  self->scene = ctn_chain_figure_layout (figure, metrics, ctn_theme_get (CTN_THEME_PRINT), NULL);
  self->dialog = adw_dialog_new ();
  g_object_set_data_full (G_OBJECT (self->dialog), "poster", self, poster_free);
  adw_dialog_set_title (self->dialog, _ ("Map on Paper"));
  gtk_widget_add_css_class (save, "suggested-action");
  g_signal_connect (save, "clicked", G_CALLBACK (save_cb), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), save);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_group (self));
  adw_dialog_set_child (self->dialog, view);
  adw_dialog_set_content_width (self->dialog, 460);
  adw_dialog_set_default_widget (self->dialog, save);
  show_sheets (self);
  adw_dialog_present (self->dialog, GTK_WIDGET (page));
}
