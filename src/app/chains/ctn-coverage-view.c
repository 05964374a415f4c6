#include "ctn-coverage-view.h"

#include <ctn-chain-figures.h>
#include <ctn-code-list.h>
#include <glib/gi18n.h>
#include <math.h>

struct _CtnCoverageView {
  AdwBin parent_instance;

  GtkGrid *grid;
};

enum { SIGNAL_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnCoverageView, ctn_coverage_view, ADW_TYPE_BIN)

static GtkWidget *
make_cell (const char *text, const char *const *classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_css_classes (label, (const char **) classes);
  gtk_widget_add_css_class (label, "coverage-cell");
  gtk_label_set_xalign (GTK_LABEL (label), 0.5F);
  return label;
}

static void
clicked_cb (GtkWidget *button, CtnCoverageView *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "id");

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, *id);
}

static void
add_stage_name (CtnCoverageView *self, const CtnChainStage *stage, int row)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (stage->name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&stage->id, sizeof stage->id),
                          g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_grid_attach (self->grid, button, 0, row, 1, 1);
}

static void
add_header (CtnCoverageView *self, GPtrArray *countries)
{
  static const char *const classes[] = { "heading", NULL };
  CtnCodeList *list = ctn_code_list_get ("iso-3166", NULL);
  GtkWidget *stage = make_cell (_ ("Stage"), classes);
  int column = 1;

  gtk_label_set_xalign (GTK_LABEL (stage), 0);
  gtk_grid_attach (self->grid, stage, 0, 0, 1, 1);
  for (guint i = 0; i < countries->len; i++) {
    const char *country = g_ptr_array_index (countries, i);
    GtkWidget *cell = make_cell (country, classes);
    const CtnCode *code = list != NULL ? ctn_code_list_lookup (list, country) : NULL;

    if (code != NULL)
      gtk_widget_set_tooltip_text (cell, code->title);
    gtk_grid_attach (self->grid, cell, column++, 0, 1, 1);
  }
  gtk_grid_attach (self->grid, make_cell (_ ("Actors"), classes), column++, 0, 1, 1);
  gtk_grid_attach (self->grid, make_cell (_ ("HHI"), classes), column++, 0, 1, 1);
  gtk_grid_attach (self->grid, make_cell (_ ("Finding"), classes), column, 0, 1, 1);
}

/* What the figures say in words; limits as in METHODS: a gap, one supplier only, high concentration. */
static const char *
get_finding (const CtnStageFigures *figures)
{
  if (figures->is_gap)
    return _ ("Gap");
  if (figures->n_actors == 1)
    return _ ("One actor only");
  if (figures->hhi > 0.25)
    return _ ("Highly concentrated");
  return figures->hhi > 0.15 ? _ ("Moderately concentrated") : "";
}

static void
add_stage (CtnCoverageView *self, CtnChain *chain, guint index, GPtrArray *countries)
{
  static const char *const plain[] = { "numeric", NULL };
  static const char *const none[] = { "numeric", "dim-label", NULL };
  static const char *const bold[] = { "numeric", "heading", NULL };
  static const char *const warning[] = { "warning", NULL };
  CtnStageFigures figures;
  g_autofree char *count = NULL;
  g_autofree char *hhi = NULL;
  int row = (int) index + 1;
  int column = 1;
  const char *finding;

  ctn_chain_get_stage_figures (chain, index, &figures);
  add_stage_name (self, ctn_chain_get_stage (chain, index), row);
  for (guint i = 0; i < countries->len; i++) {
    guint n = ctn_chain_count_region (chain, index, g_ptr_array_index (countries, i));
    g_autofree char *text = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("·");

    gtk_grid_attach (self->grid, make_cell (text, n > 0 ? plain : none), column++, row, 1, 1);
  }
  count = g_strdup_printf ("%u", figures.n_actors);
  hhi = isnan (figures.hhi) ? g_strdup ("–") : g_strdup_printf ("%.2f", figures.hhi);
  finding = get_finding (&figures);
  gtk_grid_attach (self->grid, make_cell (count, bold), column++, row, 1, 1);
  gtk_grid_attach (self->grid, make_cell (hhi, plain), column++, row, 1, 1);
  gtk_grid_attach (self->grid, make_cell (finding, warning), column, row, 1, 1);
}

void
ctn_coverage_view_show (CtnCoverageView *self, CtnChain *chain)
{
  g_autoptr (GPtrArray) countries = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  if (chain == NULL)
    return;
  countries = ctn_chain_list_regions (chain, 0);
  add_header (self, countries);
  for (guint i = 0; i < chain->stages->len; i++)
    add_stage (self, chain, i, countries);
}

static void
ctn_coverage_view_class_init (CtnCoverageViewClass *klass)
{
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
ctn_coverage_view_init (CtnCoverageView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *note = gtk_label_new (
      _ ("Existing actors by country. HHI is the Herfindahl–Hirschman index: 1 means one "
         "supplier only, above 0.25 the stage is highly concentrated."));

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_widget_set_margin_top (GTK_WIDGET (self->grid), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->grid), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self->grid), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->grid), 18);
  gtk_widget_set_halign (GTK_WIDGET (self->grid), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->grid), GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0.5F);
  gtk_label_set_justify (GTK_LABEL (note), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_set_margin_top (note, 12);
  gtk_widget_set_margin_bottom (note, 6);
  gtk_widget_set_margin_start (note, 18);
  gtk_widget_set_margin_end (note, 18);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
}
