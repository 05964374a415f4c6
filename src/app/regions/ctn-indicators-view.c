#include "ctn-indicators-view.h"

#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-indicator-figure.h>
#include <ctn-indicator-figures.h>
#include <ctn-number.h>
#include <ctn-record.h>
#include <math.h>
#include <string.h>

#include "ctn-chart-view.h"
#include "ctn-icon-button.h"
#include "ctn-picker.h"
#include "ctn-record-dialog.h"
#include "ctn-record-group.h"
#include "ctn-status-page.h"
#include "ctn-watch.h"

#define CHART_WIDTH 640.0 /* points */
#define MIN_WIDTH 260.0
#define MAX_VALUE_ROWS 300
#define TABLE_HEIGHT 260 /* pixels at most */

struct _CtnIndicatorsView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) */
  CtnWatch *watch; /* (unowned) */
  gboolean filling;
  char *focus;                /* (owned) (nullable) */
  GPtrArray *choices;         /* (owned) CtnRecordChoice, as in the drop-down */
  CtnIndicator *indicator;    /* (owned) (nullable) */
  CtnIndicatorFigure *figure; /* (owned) (nullable) */
  char **compared;    /* (owned) (nullable) codes that the lines are of, as the user chose */
  GtkDropDown *forms; /* bars or lines */
  GtkDropDown *indicators;
  GtkDropDown *show;
  GtkDropDown *years;
  GtkDropDown *regions; /* all, or the same level as the focus */
  GtkWidget *compare;   /* chooses the lines */
  GtkStack *stack;
  CtnChartView *chart;
  GtkWidget *table; /* beside the lines: a scroller */
};

G_DEFINE_FINAL_TYPE (CtnIndicatorsView, ctn_indicators_view, ADW_TYPE_BIN)

static CtnConnection *
get_reader (CtnIndicatorsView *self)
{
  return ctn_project_get_reader (ctn_page_get_project (self->page));
}

static gboolean
shows_lines (CtnIndicatorsView *self)
{
  return gtk_drop_down_get_selected (self->forms) == 1;
}

static CtnScene *
build_chart (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnIndicatorsView *self = data;
  double breadth = CLAMP (width, MIN_WIDTH, CHART_WIDTH);

  if (self->figure == NULL)
    return NULL;
  return shows_lines (self) ? ctn_indicator_figure_layout_trend (
                                  self->figure, breadth, MAX (height, MIN_WIDTH), metrics, theme)
                            : ctn_indicator_figure_layout (self->figure, breadth, metrics, theme);
}

/* --- The table beside the lines ------------------------------------------------------------------ */

static void
add_cell (GtkWidget *grid, const char *text, int column, int row, gboolean heading)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_wrap (GTK_LABEL (label), column == 0);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE_FILL);
  if (heading)
    gtk_widget_add_css_class (label, "heading");
  else if (column > 0)
    gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
}

/* From the first value that there is to the last. */
static double
get_change (const CtnIndicatorFigure *figure, guint row)
{
  double first = NAN, last = NAN;

  for (guint i = 0; i < ctn_indicator_figure_get_n_years (figure); i++) {
    double value = ctn_indicator_figure_get_value (figure, row, i);

    if (!isfinite (value))
      continue;
    first = isfinite (first) ? first : value;
    last = value;
  }
  return last - first;
}

static void
add_row (CtnIndicatorsView *self, GtkWidget *grid, guint row)
{
  guint decimals = ctn_indicator_figure_get_decimals (self->figure);
  guint n_years = ctn_indicator_figure_get_n_years (self->figure);
  double change = get_change (self->figure, row);
  g_autofree char *difference =
      isfinite (change) ? ctn_number_format_signed (change, (int) decimals) : g_strdup ("–");

  add_cell (grid, ctn_indicator_figure_get_label (self->figure, row), 0, (int) row + 1, FALSE);
  for (guint i = 0; i < n_years; i++) {
    double value = ctn_indicator_figure_get_value (self->figure, row, i);
    g_autofree char *text =
        isfinite (value) ? ctn_number_format_fixed (value, (int) decimals) : g_strdup ("–");

    add_cell (grid, text, (int) i + 1, (int) row + 1, FALSE);
  }
  add_cell (grid, difference, (int) n_years + 1, (int) row + 1, FALSE);
}

static void
fill_table (CtnIndicatorsView *self)
{
  gboolean lines = shows_lines (self) && self->figure != NULL;
  GtkWidget *grid = lines ? gtk_grid_new () : NULL;
  guint n_years = lines ? ctn_indicator_figure_get_n_years (self->figure) : 0;

  gtk_widget_set_visible (self->table, lines);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->table), grid);
  if (!lines)
    return;
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_set_margin_start (grid, 18);
  gtk_widget_set_margin_end (grid, 18);
  gtk_widget_set_margin_top (grid, 6);
  gtk_widget_set_margin_bottom (grid, 12);
  add_cell (grid, _ ("Region"), 0, 0, TRUE);
  for (guint i = 0; i < n_years; i++)
    add_cell (grid, ctn_indicator_figure_get_year (self->figure, i), (int) i + 1, 0, TRUE);
  add_cell (grid, _ ("Change"), (int) n_years + 1, 0, TRUE);
  for (guint i = 0; i < ctn_indicator_figure_get_n_rows (self->figure); i++)
    add_row (self, grid, i);
}

/* --- What is shown ------------------------------------------------------------------------------- */

/* Countries, or regions of level 2 … as the user chose; the Union always. (transfer full) */
static char **
list_regions (CtnIndicatorsView *self)
{
  guint level = gtk_drop_down_get_selected (self->regions);
  g_autoptr (GPtrArray) all = ctn_indicator_list_regions (self->indicator);
  GPtrArray *regions;

  if (shows_lines (self) && self->compared != NULL)
    return g_strdupv (self->compared);
  if (level == 0)
    return NULL;
  regions = g_ptr_array_new ();
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (all->pdata[i], CTN_NUTS_EU) || strlen (all->pdata[i]) == level + 1)
      g_ptr_array_add (regions, g_strdup (all->pdata[i]));
  g_ptr_array_add (regions, NULL);
  return (char **) g_ptr_array_free (regions, FALSE);
}

static void
show_indicator (CtnIndicatorsView *self)
{
  guint selected = gtk_drop_down_get_selected (self->indicators);
  static const guint n_years[] = { 1, 2, 3, CTN_BARS_MAX_SERIES };
  CtnIndicatorFigureOptions options = {
    .show = (CtnIndicatorShow) gtk_drop_down_get_selected (self->show),
    .focus = self->focus,
    .trend = shows_lines (self),
    .n_years = n_years[MIN (gtk_drop_down_get_selected (self->years), G_N_ELEMENTS (n_years) - 1)]
  };
  g_auto (GStrv) regions = NULL;
  GError *error = NULL;

  if (self->filling)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->years), !shows_lines (self));
  gtk_widget_set_visible (self->compare, shows_lines (self));
  g_clear_pointer (&self->figure, ctn_indicator_figure_free);
  g_clear_pointer (&self->indicator, ctn_indicator_free);
  if (selected < self->choices->len)
    self->indicator = ctn_indicator_load (
        get_reader (self), ((CtnRecordChoice *) self->choices->pdata[selected])->id, &error);
  if (self->indicator != NULL) {
    regions = list_regions (self);
    options.regions = (const char *const *) regions;
    self->figure = ctn_indicator_figure_new (self->indicator, &options, &error);
  }
  if (error != NULL)
    ctn_page_report (self->page, error);
  ctn_chart_view_set_name (self->chart,
                           self->indicator != NULL ? self->indicator->name : _ ("Indicator"));
  ctn_chart_view_invalidate (self->chart);
  ctn_chart_view_zoom_to_fit (self->chart);
  fill_table (self);
}

static void
compared_cb (GPtrArray *picks, gpointer data)
{
  CtnIndicatorsView *self = data;
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (guint i = 0; i < picks->len; i++)
    g_strv_builder_add (codes, ((const CtnPick *) picks->pdata[i])->code);
  g_strfreev (self->compared);
  self->compared = g_strv_builder_end (codes);
  show_indicator (self);
}

/* Of the regions that have values. */
static void
compare_cb (CtnIndicatorsView *self)
{
  g_autoptr (GPtrArray) regions =
      self->indicator != NULL ? ctn_indicator_list_regions (self->indicator) : NULL;
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);

  for (guint i = 0; regions != NULL && i < regions->len; i++) {
    const char *title = ctn_code_get_title ("nuts-2024", regions->pdata[i]);
    CtnPick *pick = g_new0 (CtnPick, 1);

    pick->code = g_strdup (regions->pdata[i]);
    pick->title = g_strdup (g_str_equal (pick->code, CTN_NUTS_EU) ? _ ("European Union")
                            : title != NULL                       ? title
                                                                  : pick->code);
    pick->subtitle = g_strdup (pick->code);
    g_ptr_array_add (choices, pick);
  }
  ctn_picker_present_given_many (GTK_WIDGET (self), choices, _ ("Regions to Compare"),
                                 _ ("_Compare"), compared_cb, self);
}

/* Keeps the indicator that is shown. */
static void
refresh (CtnIndicatorsView *self)
{
  gint64 current = self->indicator != NULL ? self->indicator->id : 0;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GError *error = NULL;
  GPtrArray *choices;
  guint selected = 0;

  choices = ctn_record_list_titles (get_reader (self), ctn_indicator_kind (), 0, &error);
  if (choices == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  g_ptr_array_unref (self->choices);
  self->choices = choices;
  for (guint i = 0; i < choices->len; i++) {
    const CtnRecordChoice *choice = g_ptr_array_index (choices, i);

    gtk_string_list_append (names, choice->title);
    selected = choice->id == current ? i : selected;
  }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->indicators, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->indicators, selected);
  self->filling = FALSE;
  show_indicator (self);
  gtk_stack_set_visible_child_name (self->stack, choices->len > 0 ? "chart" : "empty");
}

void
ctn_indicators_view_set_up (CtnIndicatorsView *self, CtnPage *page)
{
  static const char *const tables[] = { "indicator", "indicator_value", NULL };

  self->page = page;
  self->watch =
      ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
}

void
ctn_indicators_view_set_focus (CtnIndicatorsView *self, const char *nuts)
{
  if (!g_set_str (&self->focus, nuts))
    return;
  ctn_watch_refresh (self->watch);
}

/* Its fields, and its values while they are few. */
static void
edit_cb (CtnIndicatorsView *self)
{
  CtnRecordForm *form;
  GtkWidget *group;

  if (self->indicator == NULL)
    return;
  form = ctn_record_dialog_present (GTK_WIDGET (self), self->page, ctn_indicator_kind (),
                                    self->indicator->id, NULL, TRUE);
  if (self->indicator->points->len > MAX_VALUE_ROWS)
    return;
  group = ctn_record_group_new (_ ("Values"), ctn_indicator_value_kind ());
  ctn_record_group_show (CTN_RECORD_GROUP (group), self->page, self->indicator->id);
  ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (group));
}

static void
ctn_indicators_view_finalize (GObject *object)
{
  CtnIndicatorsView *self = CTN_INDICATORS_VIEW (object);

  g_free (self->focus);
  g_strfreev (self->compared);
  g_ptr_array_unref (self->choices);
  g_clear_pointer (&self->figure, ctn_indicator_figure_free);
  g_clear_pointer (&self->indicator, ctn_indicator_free);

  G_OBJECT_CLASS (ctn_indicators_view_parent_class)->finalize (object);
}

static void
ctn_indicators_view_class_init (CtnIndicatorsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_indicators_view_finalize;
}

static GtkDropDown *
add_drop_down (CtnIndicatorsView *self, GtkWidget *box, const char *const *labels, const char *name)
{
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (labels);

  gtk_widget_set_tooltip_text (drop_down, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  adw_wrap_box_append (ADW_WRAP_BOX (box), drop_down);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (show_indicator), self,
                           G_CONNECT_SWAPPED);
  return GTK_DROP_DOWN (drop_down);
}

static void
add_button (GtkWidget *box, const char *icon, const char *name, const char *action)
{
  GtkWidget *button = ctn_icon_button_new (icon, name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_wrap_box_append (ADW_WRAP_BOX (box), button);
}

static GtkWidget *
make_tools (CtnIndicatorsView *self)
{
  const char *const none[] = { NULL };
  const char *const shows[] = { _ ("Values"), _ ("Normalised"), _ ("Per cent of the EU"), NULL };
  const char *const forms[] = { _ ("Bars"), _ ("Lines Over the Years"), NULL };
  const char *const years[] = { _ ("Latest Year"), _ ("Two Years"), _ ("Three Years"),
                                _ ("All Years"), NULL };
  const char *const levels[] = { _ ("All Regions"), _ ("Countries"), _ ("NUTS 1"),
                                 _ ("NUTS 2"),      _ ("NUTS 3"),    NULL };
  GtkWidget *box = adw_wrap_box_new ();
  GtkWidget *edit =
      ctn_icon_button_new ("document-edit-symbolic", _ ("Edit the Indicator and Its Values"));

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 8);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  self->indicators = add_drop_down (self, box, none, _ ("Indicator"));
  self->forms = add_drop_down (self, box, forms, _ ("As"));
  self->show = add_drop_down (self, box, shows, _ ("What Is Shown"));
  self->years = add_drop_down (self, box, years, _ ("Years"));
  self->regions = add_drop_down (self, box, levels, _ ("Regions"));
  self->compare = gtk_button_new_with_mnemonic (_ ("_Compare…"));
  gtk_widget_set_tooltip_text (self->compare, _ ("Choose the Regions That Are Compared"));
  gtk_widget_set_visible (self->compare, FALSE);
  g_signal_connect_object (self->compare, "clicked", G_CALLBACK (compare_cb), self,
                           G_CONNECT_SWAPPED);
  adw_wrap_box_append (ADW_WRAP_BOX (box), self->compare);
  gtk_drop_down_set_selected (self->years, 1);
  g_signal_connect_object (edit, "clicked", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (ADW_WRAP_BOX (box), edit);
  add_button (box, "document-open-symbolic", _ ("Import Indicators"), "regions.import-indicators");
  return box;
}

static GtkWidget *
make_empty (void)
{
  return ctn_status_page_new (
      "ctn-indicator-symbolic", _ ("No Indicators Yet"),
      _ ("Import a table from Eurostat, of a scoreboard, or of your own: regions and years with "
         "values."),
      ctn_pill_button_new (_ ("_Import Indicators…"), "regions.import-indicators"));
}

static void
ctn_indicators_view_init (CtnIndicatorsView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->filling = TRUE;
  self->choices = g_ptr_array_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_box_append (GTK_BOX (box), make_tools (self));
  self->chart = ctn_chart_view_new ();
  ctn_chart_view_set_zoomable (self->chart, TRUE);
  ctn_chart_view_set_build (self->chart, build_chart, self);
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chart));
  self->table = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->table), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->table), TABLE_HEIGHT);
  gtk_widget_set_visible (self->table, FALSE);
  gtk_box_append (GTK_BOX (box), self->table);
  gtk_stack_add_named (self->stack, box, "chart");
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  self->filling = FALSE;
}
