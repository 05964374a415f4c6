#include "ctn-coverage-view.h"

#include <ctn-chain-coverage.h>
#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-project-read.h>
#include <math.h>

#include "ctn-explain-button.h"
#include "ctn-watch.h"

#define MAX_PAIRS 12

struct _CtnCoverageView {
  AdwBin parent_instance;

  CtnPage *page;             /* (unowned) (nullable) the view is part of it */
  CtnWatch *watch;           /* (unowned) */
  CtnChainFigure *figure;    /* (owned) (nullable) */
  CtnChain *chain;           /* (nullable) of the figure */
  CtnCoverage *coverage;     /* (owned) (nullable) of the chain */
  CtnEmployment *employment; /* (owned) (nullable) of the registry; %NULL while it is read */
  GCancellable *cancellable; /* (owned) (nullable) of the reading */
  guint level;               /* of the regions: 0 or 2 */

  GtkDropDown *levels;
  GtkLabel *note;
  GtkGrid *grid;
  AdwClamp *pairs_clamp;
  GtkWidget *pairs; /* (nullable) */
};

enum { SIGNAL_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnCoverageView, ctn_coverage_view, ADW_TYPE_BIN)

/* What a button of the matrix stands for. */
typedef struct {
  const char *role;
  gint64 id;
} Target;

static void
clicked_cb (GtkWidget *button, CtnCoverageView *self)
{
  const Target *target = g_object_get_data (G_OBJECT (button), "target");
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, target->role, target->id);
}

static GtkWidget *
make_link (CtnCoverageView *self, const char *text, const char *role, gint64 id)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (text);
  const Target target = { role, id };

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "target", g_memdup2 (&target, sizeof target), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  return button;
}

static GtkWidget *
make_cell (const char *text, const char *const *classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_css_classes (label, (const char **) classes);
  gtk_widget_add_css_class (label, "coverage-cell");
  gtk_label_set_xalign (GTK_LABEL (label), 0.5F);
  return label;
}

/* --- Cells --------------------------------------------------------------------------------------- */

static gboolean
is_behind (const CtnChainActor *actor, const char *region)
{
  const char *place = actor->nuts != NULL ? actor->nuts : actor->country;

  return actor->state == CTN_STATE_EXISTING && actor->kind == CTN_ACTOR_ACTOR && place != NULL &&
         g_str_has_prefix (place, region);
}

static char *
describe_cell (const CtnCoverageCell *cell)
{
  g_autofree char *capability =
      isnan (cell->capability) ? g_strdup ("–") : ctn_number_format (cell->capability, 1);
  g_autofree char *staff =
      isnan (cell->employment) ? g_strdup ("–") : ctn_number_format (cell->employment, 0);
  g_autofree char *lq = isnan (cell->lq) ? g_strdup ("–") : ctn_number_format (cell->lq, 2);

  return g_strdup_printf (
      cell->is_critical
          ? _ ("Actors: %u · mean capability: %s\nStaff: %s · location quotient: %s\nCritical mass")
          : _ ("Actors: %u · mean capability: %s\nStaff: %s · location quotient: %s"),
      cell->n, capability, staff, lq);
}

/* Filled when it opens: a matrix may have hundreds of cells. */
static void
open_cell_cb (GtkWidget *popover, CtnCoverageView *self)
{
  guint region = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (popover), "region"));
  guint stage = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (popover), "stage"));
  const CtnCoverageCell *cell = ctn_coverage_get (self->coverage, region, stage);
  const char *code = g_ptr_array_index (self->coverage->regions, region);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *title = g_strdup_printf ("%s · %s", ctn_place_get_title (code),
                                            ctn_chain_get_stage (self->chain, stage)->name);
  g_autofree char *text = describe_cell (cell);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *figures = gtk_label_new (text);

  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (figures, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_xalign (GTK_LABEL (figures), 0);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), figures);
  for (guint i = 0; i < self->chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);

    if (is_behind (actor, code) && ctn_chain_is_at (self->chain, actor, stage))
      gtk_box_append (GTK_BOX (box), make_link (self, actor->name, "actor", actor->id));
  }
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
}

/* "2", and below it capability and quotient where they are known. */
static GtkWidget *
make_matrix_cell (CtnCoverageView *self, guint region, guint stage)
{
  static const char *const none[] = { "numeric", "dim-label", NULL };
  const CtnCoverageCell *cell = ctn_coverage_get (self->coverage, region, stage);
  g_autofree char *capability =
      isnan (cell->capability) ? g_strdup ("–") : ctn_number_format (cell->capability, 1);
  g_autofree char *lq = isnan (cell->lq) ? g_strdup ("–") : ctn_number_format (cell->lq, 1);
  /* Translators: number of actors, a star for critical mass, mean capability, location quotient */
  g_autofree char *text = g_strdup_printf (_ ("%u%s\nØ %s · LQ %s"), cell->n,
                                           cell->is_critical ? " ★" : "", capability, lq);
  g_autofree char *name = NULL;
  g_autofree char *figures = describe_cell (cell);
  GtkWidget *button, *label, *popover;

  if (cell->n == 0)
    return make_cell ("·", none);
  button = gtk_menu_button_new ();
  label = gtk_label_new (text);
  popover = gtk_popover_new ();
  name = g_strdup_printf ("%s, %s: %s",
                          ctn_place_get_title (g_ptr_array_index (self->coverage->regions, region)),
                          ctn_chain_get_stage (self->chain, stage)->name, figures);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "coverage-button");
  if (!cell->is_good)
    gtk_widget_add_css_class (label, "warning");
  g_object_set_data (G_OBJECT (popover), "region", GUINT_TO_POINTER (region));
  g_object_set_data (G_OBJECT (popover), "stage", GUINT_TO_POINTER (stage));
  g_signal_connect (popover, "show", G_CALLBACK (open_cell_cb), self);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (button, figures);
  return button;
}

/* --- The matrix ---------------------------------------------------------------------------------- */

static void
add_header (CtnCoverageView *self)
{
  static const char *const classes[] = { "heading", NULL };
  const char *const last[] = { _ ("Actors"), _ ("HHI"), _ ("Finding") };
  GtkWidget *stage = make_cell (_ ("Stage"), classes);
  int column = 1;

  gtk_label_set_xalign (GTK_LABEL (stage), 0);
  gtk_grid_attach (self->grid, stage, 0, 0, 1, 1);
  for (guint i = 0; i < self->coverage->regions->len; i++) {
    const char *code = g_ptr_array_index (self->coverage->regions, i);
    GtkWidget *cell = make_cell (code, classes);

    gtk_widget_set_tooltip_text (cell, ctn_place_get_title (code));
    gtk_grid_attach (self->grid, cell, column++, 0, 1, 1);
  }
  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    gtk_grid_attach (self->grid, make_cell (last[i], classes), column++, 0, 1, 1);
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
add_stage (CtnCoverageView *self, guint index)
{
  static const char *const plain[] = { "numeric", NULL };
  static const char *const bold[] = { "numeric", "heading", NULL };
  static const char *const warning[] = { "warning", NULL };
  const CtnChainStage *stage = ctn_chain_get_stage (self->chain, index);
  CtnStageFigures figures;
  g_autofree char *count = NULL;
  g_autofree char *hhi = NULL;
  g_autofree char *name = g_strdup_printf (stage->parent >= 0 ? "› %s" : "%s", stage->name);
  int row = (int) index + 1;
  int column = 1;

  ctn_chain_get_stage_figures (self->chain, index, &figures);
  gtk_grid_attach (self->grid, make_link (self, name, "stage", stage->id), 0, row, 1, 1);
  for (guint i = 0; i < self->coverage->regions->len; i++)
    gtk_grid_attach (self->grid, make_matrix_cell (self, i, index), column++, row, 1, 1);
  count = g_strdup_printf ("%u", figures.n_actors);
  hhi = isnan (figures.hhi) ? g_strdup ("–") : ctn_number_format (figures.hhi, 2);
  gtk_grid_attach (self->grid, make_cell (count, bold), column++, row, 1, 1);
  gtk_grid_attach (self->grid, make_cell (hhi, plain), column++, row, 1, 1);
  gtk_grid_attach (self->grid, make_cell (get_finding (&figures), warning), column, row, 1, 1);
}

static void
show_note (CtnCoverageView *self)
{
  g_autofree char *text = NULL;

  if (self->coverage->n_unknown > 0)
    text = g_strdup_printf (
        ctn_ngettext (
            "The staff of %u actor is not known and is left out of the location quotients.",
            "The staff of %u actors is not known and is left out of the location quotients.",
            self->coverage->n_unknown),
        self->coverage->n_unknown);
  gtk_label_set_text (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

/* --- Regions that complement each other ---------------------------------------------------------- */

static char *
dup_stages (CtnCoverageView *self, GArray *stages)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < stages->len; i++)
    g_string_append_printf (
        names, "%s%s", i > 0 ? ", " : "",
        ctn_chain_get_stage (self->chain, g_array_index (stages, guint, i))->name);
  return g_string_free_and_steal (names);
}

static void
add_complement (CtnCoverageView *self, const CtnComplement *pair)
{
  GtkWidget *row = adw_action_row_new ();
  const char *one = ctn_place_get_title (pair->one), *other = ctn_place_get_title (pair->other);
  g_autofree char *gives = dup_stages (self, pair->gives);
  g_autofree char *takes = dup_stages (self, pair->takes);
  /* Translators: two regions */
  g_autofree char *title = g_strdup_printf (_ ("%s and %s"), one, other);
  /* Translators: a region and the stages that only it covers well, then another; and how many stages
   * both together cover */
  g_autofree char *text =
      g_strdup_printf (_ ("%s: %s. %s: %s. Together %u of %u stages."), one, gives, other, takes,
                       pair->n_both, self->chain->stages->len);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->pairs), row);
}

static void
show_complements (CtnCoverageView *self)
{
  g_autoptr (GPtrArray) list = ctn_chain_list_complements (self->chain);

  self->pairs = NULL;
  adw_clamp_set_child (self->pairs_clamp, NULL);
  if (list->len == 0)
    return;
  self->pairs = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->pairs),
                                   _ ("Regions That Complement Each Other"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->pairs),
                                         _ ("Each covers stages well that the other does not: "
                                            "where a chain across regions can begin."));
  for (guint i = 0; i < MIN (list->len, MAX_PAIRS); i++)
    add_complement (self, g_ptr_array_index (list, i));
  adw_clamp_set_child (self->pairs_clamp, self->pairs);
}

static void
refresh (CtnCoverageView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_clear_pointer (&self->coverage, ctn_coverage_free);
  if (self->chain == NULL)
    return;
  self->coverage = ctn_coverage_new (self->chain, self->employment, self->level, 0);
  add_header (self);
  for (guint i = 0; i < self->chain->stages->len; i++)
    add_stage (self, i);
  show_note (self);
  show_complements (self);
}

static void
level_chosen_cb (CtnCoverageView *self)
{
  self->level = gtk_drop_down_get_selected (self->levels) == 1 ? 2 : 0;
  refresh (self);
}

/* --- Staff of the registry ----------------------------------------------------------------------- */

static gpointer
read_employment (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return ctn_employment_load (reader, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnCoverageView *self = CTN_COVERAGE_VIEW (source);
  g_autoptr (GError) error = NULL;
  CtnEmployment *employment = ctn_project_read_finish (result, &error);

  if (employment == NULL)
    return; /* without it, the chain's own staff is all there is */
  ctn_employment_free (self->employment);
  self->employment = employment;
  refresh (self);
}

static void
load_employment (CtnCoverageView *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ctn_project_read_async (ctn_page_get_project (self->page), self, read_employment, NULL, NULL,
                          (GDestroyNotify) ctn_employment_free, self->cancellable, loaded_cb, NULL);
}

/* --- The view ------------------------------------------------------------------------------------ */

void
ctn_coverage_view_show (CtnCoverageView *self, CtnPage *page, CtnChainFigure *figure)
{
  static const char *const staff[] = { "organisation_size", "organisation", NULL };
  /* The chain comes with the figure, after each change of the map. */
  static const char *const none[] = { NULL };
  CtnChainFigure *old = self->figure;

  self->figure = figure != NULL ? ctn_chain_figure_ref (figure) : NULL;
  self->chain = figure != NULL ? ctn_chain_figure_get_chain (figure) : NULL;
  g_clear_pointer (&old, ctn_chain_figure_unref);
  if (self->page == NULL) {
    self->page = page;
    ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), staff,
               (CtnWatchFunc) load_employment);
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), none, (CtnWatchFunc) refresh);
  }
  ctn_watch_refresh (self->watch);
}

static void
ctn_coverage_view_dispose (GObject *object)
{
  CtnCoverageView *self = CTN_COVERAGE_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->figure, ctn_chain_figure_unref);
  g_clear_pointer (&self->coverage, ctn_coverage_free);
  g_clear_pointer (&self->employment, ctn_employment_free);
  G_OBJECT_CLASS (ctn_coverage_view_parent_class)->dispose (object);
}

static void
ctn_coverage_view_class_init (CtnCoverageViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_coverage_view_dispose;
  signals[SIGNAL_CHOSEN] =
      g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static GtkWidget *
make_bar (CtnCoverageView *self)
{
  const char *const levels[] = { _ ("By Country"), _ ("By Region (NUTS 2)"), NULL };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->levels = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (levels));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->levels), _ ("Columns"));
  g_signal_connect_object (self->levels, "notify::selected", G_CALLBACK (level_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->levels));
  gtk_box_append (
      GTK_BOX (bar),
      ctn_explain_button_new (_ (
          "Each cell counts existing actors; Ø is their mean capability, from 0 to 5.\n\n"
          "LQ is the location quotient: the stage’s share of the region’s staff, over its share of "
          "the staff of all regions. Staff is what the registry has for the latest year, or the "
          "jobs that were put in for the chain; who stands at several stages counts in equal "
          "parts.\n\n"
          "★ is critical mass: an LQ of 1.25 or more and at least two actors. Cells in the colour "
          "of warnings have fewer actors than the chain asks for, or a mean capability below "
          "2.5.\n\n"
          "HHI is the Herfindahl–Hirschman index: 1 means one supplier only, above 0.25 the stage "
          "is highly concentrated.")));
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (bar, 12);
  return bar;
}

static void
ctn_coverage_view_init (CtnCoverageView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *matrix = gtk_scrolled_window_new ();

  self->note = GTK_LABEL (gtk_label_new (NULL));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 6);
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_widget_set_margin_top (GTK_WIDGET (self->grid), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->grid), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self->grid), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->grid), 18);
  gtk_widget_set_halign (GTK_WIDGET (self->grid), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->grid), GTK_ALIGN_START);
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_justify (self->note, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  self->pairs_clamp = ADW_CLAMP (adw_clamp_new ());
  adw_clamp_set_maximum_size (self->pairs_clamp, 720);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->pairs_clamp), 24);
  gtk_widget_set_margin_start (GTK_WIDGET (self->pairs_clamp), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (self->pairs_clamp), 18);
  /* Only the matrix may be wider than the window. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (matrix), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (matrix), GTK_WIDGET (self->grid));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_box_append (GTK_BOX (content), matrix);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->pairs_clamp));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
}
