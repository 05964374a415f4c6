#include "ctn-overview-page.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <ctn-overview.h>
#include <ctn-radar-figure.h>

#include "ctn-chart-view.h"
#include "ctn-window.h"

#define MAX_SHOWN 12 /* things to look at, before the rest is asked for */
#define SETTLE_MS 400

struct _CtnOverviewPage {
  CtnPage parent_instance;

  GtkStack *stack; /* "loading", "empty", "content" */
  AdwPreferencesGroup *attention;
  GPtrArray *rows; /* GtkWidget, unowned: those of @attention */
  AdwWrapBox *figures;
  AdwPreferencesGroup *radar_group;
  CtnChartView *radar;
  CtnRadarFigure *figure; /* (owned) (nullable) */
  AdwPreferencesGroup *chains;
  GPtrArray *chain_rows;
  GCancellable *cancellable; /* (owned) (nullable) of the reading that runs */
  guint timeout;
  gboolean show_all;
  gint64 assessment;
};

G_DEFINE_FINAL_TYPE (CtnOverviewPage, ctn_overview_page, CTN_TYPE_PAGE)

static CtnWindow *
get_window (CtnOverviewPage *self)
{
  return CTN_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* Rows ------------------------------------------------------------------------------------------------ */

static void
show_cb (CtnOverviewPage *self, GtkWidget *row)
{
  const char *table = g_object_get_data (G_OBJECT (row), "table");
  const char *view = g_object_get_data (G_OBJECT (row), "view");
  const gint64 *record = g_object_get_data (G_OBJECT (row), "record");

  if (table != NULL)
    ctn_window_show_record (get_window (self), table, *record);
  else if (view != NULL)
    ctn_window_show_view (get_window (self), view);
}

static void
set_target (CtnOverviewPage *self,
            GtkWidget *row,
            const char *table,
            gint64 record,
            const char *view)
{
  g_object_set_data (G_OBJECT (row), "table", (gpointer) table);
  g_object_set_data (G_OBJECT (row), "view", (gpointer) view);
  g_object_set_data_full (G_OBJECT (row), "record", g_memdup2 (&record, sizeof record), g_free);
  g_signal_connect_object (row, GTK_IS_BUTTON (row) ? "clicked" : "activated", G_CALLBACK (show_cb),
                           self, G_CONNECT_SWAPPED);
  if (ADW_IS_ACTION_ROW (row))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static GtkWidget *
make_row (CtnOverviewPage *self, const char *icon, const char *title, const char *detail)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (detail != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
add_attention (CtnOverviewPage *self, const CtnAttention *attention)
{
  static const struct {
    const char *label;
    const char *css_class;
  } badges[] = {
    [CTN_ATTENTION_OVERDUE] = { N_ ("Overdue"), "error" },
    [CTN_ATTENTION_SOON] = { N_ ("Soon"), "warning" },
    [CTN_ATTENTION_NOTE] = { NULL, NULL },
  };
  GtkWidget *row = make_row (self, attention->icon, attention->title, attention->detail);

  if (badges[attention->urgency].label != NULL) {
    GtkWidget *badge = gtk_label_new (_ (badges[attention->urgency].label));

    gtk_widget_add_css_class (badge, badges[attention->urgency].css_class);
    gtk_widget_add_css_class (badge, "caption-heading");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), badge);
  }
  set_target (self, row, attention->table, attention->record, attention->view);
  adw_preferences_group_add (self->attention, row);
  g_ptr_array_add (self->rows, row);
}

static void refresh (CtnOverviewPage *self);

static void
show_all_cb (CtnOverviewPage *self)
{
  self->show_all = TRUE;
  refresh (self);
}

static void
fill_attention (CtnOverviewPage *self, const CtnOverview *overview)
{
  guint n = overview->attention->len;
  guint shown = self->show_all ? n : MIN (n, MAX_SHOWN);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->attention, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  adw_preferences_group_set_description (
      self->attention, n == 0 ? _ ("Nothing is due, and nothing is behind its plan.") : NULL);
  for (guint i = 0; i < shown; i++)
    add_attention (self, overview->attention->pdata[i]);
  if (shown < n) {
    g_autofree char *label =
        g_strdup_printf (ctn_ngettext ("Show %u More", "Show %u More", n - shown), n - shown);
    GtkWidget *row = adw_button_row_new ();

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
    g_signal_connect_object (row, "activated", G_CALLBACK (show_all_cb), self, G_CONNECT_SWAPPED);
    adw_preferences_group_add (self->attention, row);
    g_ptr_array_add (self->rows, row);
  }
}

/* Figures --------------------------------------------------------------------------------------------- */

static GtkWidget *
make_figure (CtnOverviewPage *self, const CtnKeyFigure *figure)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *number = ctn_number_format ((double) figure->value, 0);
  GtkWidget *value = gtk_label_new (number);
  GtkWidget *label = gtk_label_new (_ (figure->label));
  g_autofree char *name = g_strdup_printf ("%s: %s", _ (figure->label), number);

  gtk_widget_add_css_class (value, "title-2");
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_size_request (box, 104, -1);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  set_target (self, button, NULL, 0, figure->view);
  return button;
}

static void
fill_figures (CtnOverviewPage *self, const CtnOverview *overview)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures))) != NULL)
    adw_wrap_box_remove (self->figures, child);
  for (guint i = 0; i < overview->figures->len; i++)
    adw_wrap_box_append (self->figures, make_figure (self, overview->figures->pdata[i]));
}

/* Radar and chains ------------------------------------------------------------------------------------ */

static CtnScene *
build_radar (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  CtnOverviewPage *self = data;

  return self->figure != NULL
             ? ctn_radar_figure_layout (self->figure, width, height, metrics, theme, NULL)
             : NULL;
}

static void
fill_radar (CtnOverviewPage *self, const CtnOverview *overview)
{
  const CtnRadarFigureOptions options = {
    .assessments = &overview->assessment,
    .n_assessments = 1,
    .axes = CTN_RADAR_AXES_PILLARS,
  };

  self->assessment = overview->assessment;
  g_clear_pointer (&self->figure, ctn_radar_figure_free);
  if (overview->assessment != 0)
    self->figure = ctn_radar_figure_new (
        ctn_project_get_reader (ctn_page_get_project (CTN_PAGE (self))), &options, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->radar_group), self->figure != NULL);
  if (self->figure != NULL)
    ctn_chart_view_set_name (self->radar, ctn_radar_figure_get_title (self->figure));
  ctn_chart_view_invalidate (self->radar);
}

static void
radar_cb (CtnOverviewPage *self)
{
  ctn_window_show_record (get_window (self), "assessment", self->assessment);
}

/* A block a stage: filled where there are actors. The number is in the text beside it. */
static GtkWidget *
make_stages (const CtnChainGlance *glance)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; i < glance->counts->len; i++) {
    GtkWidget *block = adw_bin_new ();

    gtk_widget_set_size_request (block, 12, 12);
    gtk_widget_add_css_class (block, "stage-block");
    if (g_array_index (glance->counts, guint, i) == 0)
      gtk_widget_add_css_class (block, "gap");
    gtk_box_append (GTK_BOX (box), block);
  }
  return box;
}

static void
fill_chains (CtnOverviewPage *self, const CtnOverview *overview)
{
  for (guint i = 0; i < self->chain_rows->len; i++)
    adw_preferences_group_remove (self->chains, self->chain_rows->pdata[i]);
  g_ptr_array_set_size (self->chain_rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->chains), overview->chains->len > 0);
  for (guint i = 0; i < overview->chains->len; i++) {
    const CtnChainGlance *glance = overview->chains->pdata[i];
    g_autofree char *detail =
        /* Translators: stages of a value chain that have actors, all stages, number of actors */
        g_strdup_printf (_ ("%u of %u stages covered · %u actors"), glance->n_covered,
                         glance->n_stages, glance->n_actors);
    GtkWidget *row = make_row (self, "ctn-value-chain-symbolic", glance->name, detail);

    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_stages (glance));
    set_target (self, row, "chain", glance->id, NULL);
    adw_preferences_group_add (self->chains, row);
    g_ptr_array_add (self->chain_rows, row);
  }
}

/* Reading --------------------------------------------------------------------------------------------- */

/* Of a project with nothing in it zeros would be no help. */
static gboolean
is_empty (const CtnOverview *overview)
{
  for (guint i = 0; i < overview->figures->len; i++)
    if (((const CtnKeyFigure *) overview->figures->pdata[i])->value != 0)
      return FALSE;
  return overview->attention->len == 0 && overview->chains->len == 0 && overview->assessment == 0;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnOverviewPage) self = data;
  GError *error = NULL;
  g_autoptr (CtnOverview) overview = ctn_overview_new_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return;
  }
  g_clear_object (&self->cancellable);
  if (overview == NULL) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  /* Nobody looks any more, and the project may be closed. Who looks again reads again. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  fill_attention (self, overview);
  fill_figures (self, overview);
  fill_radar (self, overview);
  fill_chains (self, overview);
  gtk_stack_set_visible_child_name (self->stack, is_empty (overview) ? "empty" : "content");
}

static void
refresh (CtnOverviewPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ctn_overview_new_async (ctn_page_get_project (CTN_PAGE (self)), self->cancellable, read_cb,
                          g_object_ref (self));
}

static gboolean
timeout_cb (gpointer data)
{
  CtnOverviewPage *self = data;

  self->timeout = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* All of the project is read, so only while somebody looks, and not with every key. */
static void
changed_cb (CtnOverviewPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (SETTLE_MS, timeout_cb, self);
}

static void
ctn_overview_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ctn_overview_page_parent_class)->map (widget);
  refresh (CTN_OVERVIEW_PAGE (widget));
}

static void
project_set (CtnPage *page)
{
  g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), page,
                           G_CONNECT_SWAPPED);
}

static void
ctn_overview_page_dispose (GObject *object)
{
  CtnOverviewPage *self = CTN_OVERVIEW_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->figure, ctn_radar_figure_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_OVERVIEW_PAGE);

  G_OBJECT_CLASS (ctn_overview_page_parent_class)->dispose (object);
}

static void
ctn_overview_page_finalize (GObject *object)
{
  CtnOverviewPage *self = CTN_OVERVIEW_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->chain_rows);

  G_OBJECT_CLASS (ctn_overview_page_parent_class)->finalize (object);
}

static void
ctn_overview_page_class_init (CtnOverviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ctn_overview_page_dispose;
  object_class->finalize = ctn_overview_page_finalize;
  widget_class->map = ctn_overview_page_map;
  CTN_PAGE_CLASS (klass)->project_set = project_set;

  g_type_ensure (CTN_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/overview/ctn-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtnOverviewPage, attention);
  gtk_widget_class_bind_template_child (widget_class, CtnOverviewPage, figures);
  gtk_widget_class_bind_template_child (widget_class, CtnOverviewPage, radar_group);
  gtk_widget_class_bind_template_child (widget_class, CtnOverviewPage, radar);
  gtk_widget_class_bind_template_child (widget_class, CtnOverviewPage, chains);
}

static void
ctn_overview_page_init (CtnOverviewPage *self)
{
  self->rows = g_ptr_array_new ();
  self->chain_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_chart_view_set_build (self->radar, build_radar, self);
  g_signal_connect_object (self->radar, "activated", G_CALLBACK (radar_cb), self,
                           G_CONNECT_SWAPPED);
}
