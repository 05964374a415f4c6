#include "ctn-compare-view.h"

#include <ctn-i18n.h>
#include <ctn-priority-figure.h>
#include <ctn-record.h>
#include <ctn-region-strategy.h>

#include "ctn-chart-view.h"
#include "ctn-region-dialogs.h"
#include "ctn-status-page.h"
#include "ctn-synergies-view.h"
#include "ctn-watch.h"

#define CHART_WIDTH 760.0 /* points */
#define MIN_WIDTH 260.0

typedef enum { SHOW_MATRIX, SHOW_OVERLAP, SHOW_SYNERGIES } Show;

struct _CtnCompareView {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) */
  AdwToggleGroup *show;
  GtkDropDown *columns; /* of the matrix */
  GtkDropDown *schemes; /* of the overlap */
  GtkStack *stack;
  CtnChartView *chart;
  CtnSynergiesView *synergies;
  CtnPriorityMatrix *matrix; /* (owned) (nullable) */
  GPtrArray *regions;        /* (owned) (nullable) CtnRegionCodes */
};

G_DEFINE_FINAL_TYPE (CtnCompareView, ctn_compare_view, ADW_TYPE_BIN)

static Show
get_show (CtnCompareView *self)
{
  return (Show) adw_toggle_group_get_active (self->show);
}

/* −1 for all schemes together, which stands first. */
static int
get_scheme (CtnCompareView *self)
{
  return (int) gtk_drop_down_get_selected (self->schemes) - 1;
}

static CtnScene *
build_chart (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnCompareView *self = data;
  double breadth = CLAMP (width, MIN_WIDTH, CHART_WIDTH);

  if (get_show (self) == SHOW_MATRIX)
    return self->matrix != NULL ? ctn_priority_matrix_layout (self->matrix, breadth, metrics, theme)
                                : NULL;
  return self->regions != NULL
             ? ctn_overlap_layout (self->regions, get_scheme (self), breadth, metrics, theme)
             : NULL;
}

static gboolean
read_project (CtnCompareView *self, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (self->page));

  g_clear_pointer (&self->matrix, ctn_priority_matrix_free);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  self->regions = ctn_region_codes_load (reader, error);
  if (self->regions == NULL)
    return FALSE;
  if (get_show (self) == SHOW_MATRIX)
    self->matrix = ctn_priority_matrix_new (
        reader, (CtnMatrixColumns) gtk_drop_down_get_selected (self->columns), error);
  return get_show (self) != SHOW_MATRIX || self->matrix != NULL;
}

static void
refresh (CtnCompareView *self)
{
  GError *error = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->columns), get_show (self) == SHOW_MATRIX);
  gtk_widget_set_visible (GTK_WIDGET (self->schemes), get_show (self) == SHOW_OVERLAP);
  if (!read_project (self, &error)) {
    ctn_page_report (self->page, error);
    return;
  }
  if (self->regions->len < (get_show (self) == SHOW_MATRIX ? 1 : 2)) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
    return;
  }
  if (get_show (self) == SHOW_SYNERGIES) {
    ctn_synergies_view_show (self->synergies, self->page);
    gtk_stack_set_visible_child_name (self->stack, "synergies");
    return;
  }
  ctn_chart_view_set_name (self->chart, get_show (self) == SHOW_MATRIX
                                            ? _ ("Priorities by Region")
                                            : _ ("Overlap of Priorities"));
  ctn_chart_view_invalidate (self->chart);
  ctn_chart_view_zoom_to_fit (self->chart);
  gtk_stack_set_visible_child_name (self->stack, "chart");
}

/* A cell opens what is behind it. */
static void
activated_cb (CtnCompareView *self, const char *role, gint64 id)
{
  guint row = (guint) (id - 1) / CTN_HEAT_MAP_MAX_COLUMNS;
  guint column = (guint) (id - 1) % CTN_HEAT_MAP_MAX_COLUMNS;

  if (!g_str_equal (role, "cell"))
    return;
  if (get_show (self) == SHOW_MATRIX) {
    ctn_region_dialogs_show_cell (self->page, self->matrix,
                                  (CtnMatrixColumns) gtk_drop_down_get_selected (self->columns),
                                  row, column);
    return;
  }
  if (row < self->regions->len && column < self->regions->len && row != column)
    ctn_region_dialogs_show_overlap (self->page, self->regions->pdata[row],
                                     self->regions->pdata[column]);
}

void
ctn_compare_view_set_up (CtnCompareView *self, CtnPage *page)
{
  static const char *const tables[] = {
    "region_strategy", "priority", "priority_code", "sector", "chain_actor", "indicator_value", NULL
  };

  self->page = page;
  ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
}

static void
ctn_compare_view_finalize (GObject *object)
{
  CtnCompareView *self = CTN_COMPARE_VIEW (object);

  g_clear_pointer (&self->matrix, ctn_priority_matrix_free);
  g_clear_pointer (&self->regions, g_ptr_array_unref);

  G_OBJECT_CLASS (ctn_compare_view_parent_class)->finalize (object);
}

static void
ctn_compare_view_class_init (CtnCompareViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_compare_view_finalize;
}

static GtkWidget *
make_show (CtnCompareView *self)
{
  static const char *const labels[] = { N_ ("Matrix"), N_ ("Overlap"), N_ ("Synergies") };

  self->show = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    AdwToggle *toggle = adw_toggle_new ();

    adw_toggle_set_label (toggle, _ (labels[i]));
    adw_toggle_group_add (self->show, toggle);
  }
  return GTK_WIDGET (self->show);
}

/* In the order of CtnMatrixColumns. */
static GtkDropDown *
make_columns (void)
{
  const char *const labels[] = {
    _ ("Sectors"),           _ ("NACE Sections"), _ ("Scientific Domains"),
    _ ("Policy Objectives"), _ ("Tags"),          NULL
  };

  return GTK_DROP_DOWN (gtk_drop_down_new_from_strings (labels));
}

static GtkDropDown *
make_schemes (void)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("All Codes"));
  for (guint i = 0; ctn_priority_schemes ()[i] != NULL; i++)
    gtk_string_list_append (labels, _ (ctn_priority_scheme_get_label (ctn_priority_schemes ()[i])));
  return GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (labels), NULL));
}

static GtkWidget *
make_tools (CtnCompareView *self)
{
  GtkWidget *box = adw_wrap_box_new ();

  self->columns = make_columns ();
  self->schemes = make_schemes ();
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->columns), _ ("Columns of the Matrix"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->schemes), _ ("Codes That Are Compared"));
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 8);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_wrap_box_append (ADW_WRAP_BOX (box), make_show (self));
  adw_wrap_box_append (ADW_WRAP_BOX (box), GTK_WIDGET (self->columns));
  adw_wrap_box_append (ADW_WRAP_BOX (box), GTK_WIDGET (self->schemes));
  return box;
}

static GtkWidget *
make_empty (void)
{
  return ctn_status_page_new (
      "ctn-compare-symbolic", _ ("Nothing to Compare Yet"),
      _ ("Add the strategies of at least two regions and their priorities."),
      ctn_pill_button_new (_ ("_New Strategy"), "win.new-item"));
}

static void
ctn_compare_view_init (CtnCompareView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->stack = GTK_STACK (gtk_stack_new ());
  self->chart = ctn_chart_view_new ();
  self->synergies = g_object_new (CTN_TYPE_SYNERGIES_VIEW, NULL);
  ctn_chart_view_set_zoomable (self->chart, TRUE);
  gtk_box_append (GTK_BOX (box), make_tools (self));
  ctn_chart_view_set_build (self->chart, build_chart, self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->chart), "chart");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->synergies), "synergies");
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->show, "notify::active", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "notify::selected", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->schemes, "notify::selected", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chart, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
}
