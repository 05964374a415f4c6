#include "ctn-helices-view.h"
#include "ctn-explain-button.h"

#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-ternary-figure.h>
#include <ctn-tie-measures.h>
#include <math.h>

#include "ctn-chart-view.h"
#include "ctn-partnership-rows.h"
#include "ctn-picker.h"
#include "ctn-status-page.h"
#include "ctn-ties-group.h"
#include "ctn-tuig-group.h"
#include "ctn-watch.h"
#include "ctn-window.h"

#define CHART_HEIGHT 380

struct _CtnHelicesView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) (nullable) */
  CtnWatch *watch; /* (unowned) */
  gint64 partnership;
  GArray *compared;         /* (owned) gint64: other partnerships in the plot */
  CtnTernaryFigure *figure; /* (owned) (nullable) */

  GtkStack *stack;
  GtkDropDown *basis;
  GtkButton *clear;
  CtnChartView *chart;
  AdwPreferencesGroup *shares;
  CtnTiesGroup *ties;
  CtnTuigGroup *tuig;
};

G_DEFINE_FINAL_TYPE (CtnHelicesView, ctn_helices_view, ADW_TYPE_BIN)

static CtnShareBasis
get_basis (CtnHelicesView *self)
{
  guint selected = gtk_drop_down_get_selected (self->basis);

  return selected < CTN_N_SHARE_BASES ? (CtnShareBasis) selected : CTN_SHARE_MEMBERS;
}

static CtnScene *
build_chart (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnHelicesView *self = data;

  return self->figure != NULL && !ctn_ternary_figure_is_empty (self->figure)
             ? ctn_ternary_figure_layout (self->figure, width, height, metrics, theme)
             : NULL;
}

static char *
dup_amount (CtnShareBasis basis, double amount)
{
  g_autofree char *number = ctn_number_format (amount, 0);

  switch (basis) {
  case CTN_SHARE_HOURS:
    return g_strdup_printf (_ ("%s hours a year"), number);
  case CTN_SHARE_BUDGET:
    return g_strdup_printf (_ ("€ %s"), number);
  case CTN_SHARE_VOTES:
    return g_strdup_printf (ctn_ngettext ("%s vote", "%s votes", (gulong) amount), number);
  case CTN_SHARE_MEMBERS:
  case CTN_N_SHARE_BASES:
  default:
    return g_strdup_printf (ctn_ngettext ("%s member", "%s members", (gulong) amount), number);
  }
}

static void
add_helix (CtnHelicesView *self, const CtnHelixShares *shares, CtnHelix helix)
{
  g_autofree char *amount = dup_amount (get_basis (self), shares->amount[helix]);
  gboolean core = (int) helix < CTN_N_CORE_HELICES;
  g_autofree char *share = core && isfinite (shares->p[helix])
                               ? g_strdup_printf (_ ("%.0f %%"), 100 * shares->p[helix])
                               : NULL;

  if (!core && shares->amount[helix] <= 0)
    return;
  ctn_side_add_row (self->shares, ctn_value_row_new (ctn_helix_get_label (helix), amount, share));
}

static void
add_missing (CtnHelicesView *self, const CtnHelixShares *shares)
{
  g_autofree char *text = NULL;

  if (shares->n_missing + shares->n_unknown == 0)
    return;
  text = g_strdup_printf (_ ("%u members without a value, %u without a helix"), shares->n_missing,
                          shares->n_unknown);
  ctn_side_add_row (self->shares, ctn_value_row_new (_ ("Not Counted"), text, NULL));
}

static void
show_shares (CtnHelicesView *self, GPtrArray *members)
{
  CtnHelixShares shares;
  g_autofree char *balance = NULL;
  g_autofree char *blau = NULL;

  ctn_side_clear (self->shares);
  ctn_helix_get_shares (members, get_basis (self), NULL, &shares);
  for (int helix = 0; helix < CTN_N_HELICES; helix++)
    add_helix (self, &shares, (CtnHelix) helix);
  if (isfinite (shares.balance)) {
    balance = ctn_number_format_fixed (shares.balance, 2);
    blau = ctn_number_format_fixed (shares.blau, 2);
    ctn_side_add_row (self->shares,
                      ctn_value_row_new (_ ("Balance of the helices"),
                                         _ ("1 if all three are equal, 0 if there is only one"),
                                         balance));
    ctn_side_add_row (
        self->shares,
        ctn_value_row_new (_ ("Diversity (Blau index)"),
                           _ ("0 if all members are of one helix, at most 0.67 with three"), blau));
  }
  add_missing (self, &shares);
}

static void
show_chart (CtnHelicesView *self)
{
  CtnDate today = ctn_calendar_today ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *error = NULL;

  g_array_append_val (ids, self->partnership);
  for (guint i = 0; i < self->compared->len; i++)
    if (g_array_index (self->compared, gint64, i) != self->partnership)
      g_array_append_val (ids, g_array_index (self->compared, gint64, i));
  g_clear_pointer (&self->figure, ctn_ternary_figure_free);
  self->figure = ctn_ternary_figure_new (ctn_project_get_reader (ctn_page_get_project (self->page)),
                                         (const gint64 *) (gpointer) ids->data, ids->len,
                                         get_basis (self), &today, &error);
  if (self->figure == NULL)
    ctn_page_report (self->page, error);
  gtk_widget_set_visible (GTK_WIDGET (self->clear), ids->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->chart),
                          self->figure != NULL && !ctn_ternary_figure_is_empty (self->figure));
  ctn_chart_view_set_name (self->chart, _ ("Helices"));
  ctn_chart_view_invalidate (self->chart);
}

static void
refresh (CtnHelicesView *self)
{
  g_autoptr (GPtrArray) members = NULL;
  GError *error = NULL;

  if (self->page == NULL || self->partnership == 0)
    return;
  members = ctn_partnership_list_members (
      ctn_project_get_reader (ctn_page_get_project (self->page)), self->partnership, &error);
  if (members == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  gtk_stack_set_visible_child_name (self->stack, members->len > 0 ? "figures" : "empty");
  show_chart (self);
  show_shares (self, members);
}

void
ctn_helices_view_show (CtnHelicesView *self, CtnPage *page, gint64 partnership)
{
  static const char *const tables[] = { "partnership", "membership", "commitment", "organisation",
                                        NULL };

  if (self->page == NULL) {
    self->page = page;
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
  }
  self->partnership = partnership;
  ctn_ties_group_show (self->ties, page, partnership);
  ctn_tuig_group_show (self->tuig, page, partnership);
  ctn_watch_refresh (self->watch);
}

/* A point of another partnership leads there. */
static void
activated_cb (CtnHelicesView *self, const char *role, gint64 id)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (g_str_equal (role, "value") && id != self->partnership && CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), "partnership", id);
}

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  CtnHelicesView *self = data;

  g_array_set_size (self->compared, 0);
  for (guint i = 0; i < picks->len; i++)
    g_array_append_val (self->compared, ((CtnPick *) g_ptr_array_index (picks, i))->id);
  show_chart (self);
}

static void
compare_cb (CtnHelicesView *self)
{
  ctn_picker_present (GTK_WIDGET (self), ctn_page_get_project (self->page), CTN_PICKER_PARTNERSHIPS,
                      _ ("Compare With"), _ ("_Compare"), picked_cb, self);
}

static void
clear_cb (CtnHelicesView *self)
{
  g_array_set_size (self->compared, 0);
  show_chart (self);
}

static void
ctn_helices_view_dispose (GObject *object)
{
  CtnHelicesView *self = CTN_HELICES_VIEW (object);

  if (self->chart != NULL)
    ctn_chart_view_set_build (self->chart, NULL, NULL);
  self->chart = NULL;
  g_clear_pointer (&self->figure, ctn_ternary_figure_free);

  G_OBJECT_CLASS (ctn_helices_view_parent_class)->dispose (object);
}

static void
ctn_helices_view_finalize (GObject *object)
{
  g_array_unref (CTN_HELICES_VIEW (object)->compared);

  G_OBJECT_CLASS (ctn_helices_view_parent_class)->finalize (object);
}

static void
ctn_helices_view_class_init (CtnHelicesViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_helices_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_helices_view_finalize;
}

static GtkWidget *
make_toolbar (CtnHelicesView *self)
{
  const char *names[CTN_N_SHARE_BASES + 1] = { NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *compare = gtk_button_new_with_mnemonic (_ ("_Compare…"));

  for (int i = 0; i < CTN_N_SHARE_BASES; i++)
    names[i] = ctn_share_basis_get_label ((CtnShareBasis) i);
  self->basis = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->basis), _ ("What the shares are of"));
  self->clear = GTK_BUTTON (gtk_button_new_from_icon_name ("edit-clear-symbolic"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->clear), _ ("Compare with None"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->basis), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->basis), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->basis));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->clear));
  gtk_box_append (GTK_BOX (box), compare);
  g_signal_connect_swapped (self->basis, "notify::selected", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (compare, "clicked", G_CALLBACK (compare_cb), self);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);
  return box;
}

static const char *
get_explanation (void)
{
  return _ ("Shares p are those of industry, research and education, and government in their sum, "
            "of members who have not left. Civil society is counted beside.\n\n"
            "Balance B = −Σ p ln p / ln 3: the normalised Shannon entropy.\n\n"
            "Blau index 1 − Σ p²: the chance that two drawn at random are of different helices "
            "(P. M. Blau, Inequality and Heterogeneity, 1977).\n\n"
            "In the triangle, the trail shows the shares at the end of each year in which they "
            "changed, from the dates of the members. Hours, budget and votes are today’s.");
}

static void
ctn_helices_view_init (CtnHelicesView *self)
{
  GtkBox *box;
  GtkWidget *side = ctn_side_new (&box);

  self->compared = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_box_append (box, make_toolbar (self));
  self->chart = ctn_chart_view_new ();
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1, CHART_HEIGHT);
  ctn_chart_view_set_build (self->chart, build_chart, self);
  g_signal_connect_swapped (self->chart, "activated", G_CALLBACK (activated_cb), self);
  gtk_box_append (box, GTK_WIDGET (self->chart));
  self->shares = ctn_side_add_group (box, _ ("Shares"), NULL);
  adw_preferences_group_set_header_suffix (self->shares,
                                           ctn_explain_button_new (get_explanation ()));
  self->ties = g_object_new (CTN_TYPE_TIES_GROUP, NULL);
  gtk_box_append (box, GTK_WIDGET (self->ties));
  self->tuig = g_object_new (CTN_TYPE_TUIG_GROUP, NULL);
  gtk_box_append (box, GTK_WIDGET (self->tuig));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, side, "figures");
  gtk_stack_add_named (
      self->stack,
      ctn_status_page_new (
          "ctn-partnership-symbolic", _ ("No Members Yet"),
          _ ("Balance and ties show as soon as organisations take part. Add them under Members."),
          NULL),
      "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
