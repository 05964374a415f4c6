#include "ctn-kpi-view.h"

#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <ctn-kpi-table.h>
#include <ctn-kpi.h>
#include <ctn-number.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <math.h>

#include "ctn-kpi-cell.h"
#include "ctn-kpi-rule-group.h"
#include "ctn-record-dialog.h"
#include "ctn-status-page.h"
#include "ctn-watch.h"

struct _CtnKpiView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) (nullable) */
  CtnWatch *watch; /* (unowned) */
  gint64 strategy;
  CtnKpiTable *table; /* (owned) (nullable) */
  GtkStack *stack;    /* "busy", "empty", "table" */
  GtkGrid *grid;
  GCancellable *counting; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CtnKpiView, ctn_kpi_view, ADW_TYPE_BIN)

enum { COLUMN_NAME, COLUMN_TOTAL, COLUMN_TARGET, FIRST_PERIOD };

static CtnProject *
get_project (CtnKpiView *self)
{
  return ctn_page_get_project (self->page);
}

static char *
format (double value)
{
  /* Translators: no value */
  return isnan (value) ? g_strdup (_ ("–")) : ctn_number_format (value, 2);
}

static void
opened_cb (CtnKpiView *self, GtkWidget *button)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "kpi");
  CtnRecordForm *form =
      ctn_record_dialog_present (GTK_WIDGET (self), self->page, ctn_kpi_kind (), *id, NULL, TRUE);
  GtkWidget *rule = ctn_kpi_rule_group_new (self->page, *id);

  ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (rule));
}

static GtkWidget *
make_label (const char *text, const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_set_margin_start (label, 9);
  gtk_widget_set_margin_end (label, 9);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Never by colour alone: the words say it too. */
static GtkWidget *
make_light (const CtnKpiRow *row)
{
  static const char *const classes[] = {
    [CTN_KPI_LIGHT_NONE] = "dimmed",     [CTN_KPI_LIGHT_ACHIEVED] = "success",
    [CTN_KPI_LIGHT_ON_PLAN] = "success", [CTN_KPI_LIGHT_NEAR] = "warning",
    [CTN_KPI_LIGHT_BEHIND] = "error",
  };
  GtkWidget *label = gtk_label_new (_ (ctn_kpi_light_get_label (row->light)));
  g_autofree char *expected = format (row->expected);
  g_autofree char *tip = NULL;

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, classes[row->light]);
  if (!isnan (row->expected)) {
    /* Translators: what a KPI should be today by plan */
    tip = g_strdup_printf (_ ("Expected by today: %s"), expected);
    gtk_widget_set_tooltip_text (label, tip);
  }
  return label;
}

static GtkWidget *
make_name (CtnKpiView *self, const CtnKpiRow *row)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (row->name);
  g_autofree char *below = row->code != NULL
                               ? g_strdup_printf ("%s · %s", row->code, _ (row->rule->label))
                               : g_strdup (_ (row->rule->label));
  GtkWidget *rule = gtk_label_new (below);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (name), GTK_NATURAL_WRAP_WORD);
  gtk_label_set_width_chars (GTK_LABEL (name), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 34);
  gtk_label_set_xalign (GTK_LABEL (rule), 0);
  gtk_label_set_ellipsize (GTK_LABEL (rule), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (rule, "caption");
  gtk_widget_add_css_class (rule, "dimmed");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), rule);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  if (row->definition != NULL)
    gtk_widget_set_tooltip_text (button, row->definition);
  g_object_set_data_full (G_OBJECT (button), "kpi", g_memdup2 (&row->id, sizeof row->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static char *
describe_total (const CtnKpiRow *row)
{
  g_autofree char *total = format (row->total);
  g_autofree char *unit = row->unit != NULL ? g_strdup_printf (" %s", row->unit) : g_strdup ("");

  if (!isnan (row->target) && row->target > 0)
    /* Translators: a number, its unit, and its share of the target in per cent */
    return g_strdup_printf (_ ("%s%s (%.0f %%)"), total, unit, 100 * row->total / row->target);
  return g_strconcat (total, unit, NULL);
}

/* What was achieved, and below it how that compares with the plan. */
static GtkWidget *
make_total (const CtnKpiRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *total = describe_total (row);
  GtkWidget *sum = gtk_label_new (total);

  gtk_label_set_xalign (GTK_LABEL (sum), 1);
  gtk_widget_add_css_class (sum, "numeric");
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), sum);
  gtk_box_append (GTK_BOX (box), make_light (row));

  if (row->rolled_up > 0) {
    g_autofree char *added = format (row->rolled_up);
    g_autofree char *tip =
        g_strdup_printf (_ ("%s of it from strategies that are part of this one"), added);

    gtk_widget_set_tooltip_text (sum, tip);
  }
  return box;
}

static void
add_row (CtnKpiView *self, const CtnKpiRow *row, int line)
{
  g_autofree char *target = format (row->target);

  gtk_grid_attach (self->grid, make_name (self, row), COLUMN_NAME, line, 1, 1);
  gtk_grid_attach (self->grid, make_total (row), COLUMN_TOTAL, line, 1, 1);
  gtk_grid_attach (self->grid, make_label (target, "numeric", 1), COLUMN_TARGET, line, 1, 1);
  for (guint i = 0; i < self->table->periods->len; i++)
    gtk_grid_attach (
        self->grid,
        ctn_kpi_cell_new (self->page, row, self->table->periods->pdata[i], &row->cells[i]),
        FIRST_PERIOD + (int) i, line, 1, 1);
}

static void
add_head (CtnKpiView *self)
{
  static const struct {
    const char *text;
    float xalign;
  } columns[] = {
    { N_ ("KPI"), 0 },
    { N_ ("Achieved"), 1 },
    { N_ ("Target"), 1 },
  };

  for (int i = 0; i < (int) G_N_ELEMENTS (columns); i++)
    gtk_grid_attach (self->grid, make_label (_ (columns[i].text), "heading", columns[i].xalign), i,
                     0, 1, 1);
  for (guint i = 0; i < self->table->periods->len; i++)
    gtk_grid_attach (self->grid,
                     ctn_kpi_period_button_new (self->page, self->table->periods->pdata[i]),
                     FIRST_PERIOD + (int) i, 0, 1, 1);
}

static void
clear (CtnKpiView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

/* Takes @table. */
static void
fill (CtnKpiView *self, CtnKpiTable *table)
{
  clear (self);
  g_clear_pointer (&self->table, ctn_kpi_table_free);
  self->table = table;
  gtk_stack_set_visible_child_name (self->stack, self->table->rows->len > 0 ? "table" : "empty");
  add_head (self);
  for (guint i = 0; i < self->table->rows->len; i++)
    add_row (self, self->table->rows->pdata[i], 1 + (int) i);
}

typedef struct {
  CtnConnection *reader; /* (owned) of the thread */
  gint64 strategy;
} Count;

static void
count_free (gpointer data)
{
  Count *count = data;

  ctn_project_close_reader (count->reader);
  g_free (count);
}

static void
count_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Count *count = task_data;
  g_autofree char *today = ctn_calendar_dup_today (NULL);
  GError *error = NULL;
  CtnKpiTable *table;

  ctn_connection_set_cancellable (count->reader, cancellable);
  table = ctn_kpi_table_new (count->reader, count->strategy, today, NULL, &error);
  if (table != NULL)
    g_task_return_pointer (task, table, (GDestroyNotify) ctn_kpi_table_free);
  else
    g_task_return_error (task, error);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnKpiView) self = data;
  GError *error = NULL;
  CtnKpiTable *table = g_task_propagate_pointer (G_TASK (result), &error);

  /* A newer count is under way, or nobody looks any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return;
  }
  g_clear_object (&self->counting);
  if (table != NULL) {
    fill (self, table);
    return;
  }
  gtk_stack_set_visible_child_name (self->stack, "table");
  ctn_page_report (self->page, error);
}

static void
stop_counting (CtnKpiView *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

/* Counting reads most of the project, so it waits until somebody looks, and happens on a worker thread. */
static void
start_counting (CtnKpiView *self)
{
  GError *error = NULL;
  CtnConnection *reader;
  Count *count;
  g_autoptr (GTask) task = NULL;

  stop_counting (self);
  if (self->strategy == 0)
    return;
  reader = ctn_project_open_reader (get_project (self), &error);
  if (reader == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  count = g_new0 (Count, 1);
  count->reader = reader;
  count->strategy = self->strategy;
  self->counting = g_cancellable_new ();
  task = g_task_new (NULL, self->counting, counted_cb, g_object_ref (self));
  g_task_set_source_tag (task, start_counting);
  g_task_set_task_data (task, count, count_free);
  g_task_run_in_thread (task, count_thread);
}

void
ctn_kpi_view_show (CtnKpiView *self, CtnPage *page, gint64 strategy)
{
  if (self->page == NULL) {
    self->page = page;
    self->watch = ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), NULL,
                             (CtnWatchFunc) start_counting);
  }
  if (self->strategy != strategy) {
    clear (self);
    gtk_stack_set_visible_child_name (self->stack, strategy != 0 ? "busy" : "table");
  }
  self->strategy = strategy;
  ctn_watch_refresh (self->watch);
}

void
ctn_kpi_view_add (CtnKpiView *self)
{
  const CtnFieldText values[] = { { "name", _ ("New KPI") }, { "rule", "manual" }, { NULL, NULL } };
  GError *error = NULL;
  gint64 id = ctn_record_add (get_project (self), ctn_kpi_kind (), self->strategy, values, &error);

  if (id == 0) {
    ctn_page_report (self->page, error);
    return;
  }
  ctn_record_form_add_group (
      ctn_record_dialog_present (GTK_WIDGET (self), self->page, ctn_kpi_kind (), id, NULL, TRUE),
      ADW_PREFERENCES_GROUP (ctn_kpi_rule_group_new (self->page, id)));
}

static void
ctn_kpi_view_unmap (GtkWidget *widget)
{
  stop_counting (CTN_KPI_VIEW (widget));
  GTK_WIDGET_CLASS (ctn_kpi_view_parent_class)->unmap (widget);
}

static void
ctn_kpi_view_dispose (GObject *object)
{
  CtnKpiView *self = CTN_KPI_VIEW (object);

  stop_counting (self);
  g_clear_pointer (&self->table, ctn_kpi_table_free);

  G_OBJECT_CLASS (ctn_kpi_view_parent_class)->dispose (object);
}

static void
ctn_kpi_view_class_init (CtnKpiViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_kpi_view_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = ctn_kpi_view_unmap;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *page = ctn_status_page_new (
      "ctn-overview-symbolic", _ ("No KPIs Yet"),
      _ ("KPIs count what is recorded in this project: activities, exchanges, members, labels."),
      ctn_pill_button_new (_ ("Add a _Set of KPIs…"), "strategy.add-kpi-set"));

  gtk_widget_add_css_class (page, "compact");
  return page;
}

static GtkWidget *
make_busy (void)
{
  GtkWidget *spinner = adw_spinner_new ();

  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  return spinner;
}

static void
ctn_kpi_view_init (CtnKpiView *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_set_margin_start (GTK_WIDGET (self->grid), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->grid), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->grid), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->grid), 24);
  gtk_widget_set_halign (GTK_WIDGET (self->grid), GTK_ALIGN_START);
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  gtk_stack_add_named (self->stack, make_busy (), "busy");
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  gtk_stack_add_named (self->stack, scroller, "table");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
