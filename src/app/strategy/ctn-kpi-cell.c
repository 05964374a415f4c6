#include "ctn-kpi-cell.h"

#include <ctn-calendar.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-kpi.h>
#include <ctn-number.h>
#include <ctn-record-operations.h>
#include <math.h>

#include "ctn-record-dialog.h"
#include "ctn-row-problem.h"
#include "ctn-window.h"

#define MAX_SHOWN 100 /* records that make up a number */

typedef struct {
  CtnPage *page; /* (unowned) */
  gint64 kpi;
  gint64 period;
  gboolean given; /* the value is given by hand */
  gboolean locked;
  double value;
  double plan;
  char *comment;
  GPtrArray *evidence; /* (owned) char * title, with the record as data of the row */
  GArray *records;     /* (owned) gint64 */
  const char *table;
  GtkPopover *popover; /* (unowned) */
} Cell;

static void
cell_free (gpointer data)
{
  Cell *cell = data;

  g_free (cell->comment);
  g_ptr_array_unref (cell->evidence);
  g_array_unref (cell->records);
  g_free (cell);
}

static void
apply_cb (GtkWidget *row, Cell *cell)
{
  CtnKpiCell kind = (CtnKpiCell) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "cell"));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  g_autoptr (GError) error = NULL;

  if (ctn_kpi_set_cell (ctn_page_get_project (cell->page), cell->kpi, cell->period, kind, text,
                        &error))
    return; /* the table is made anew, and this popover goes with it */
  ctn_row_problem_show (ADW_ENTRY_ROW (row), error->message);
}

static void
add_entry (Cell *cell,
           AdwPreferencesGroup *group,
           CtnKpiCell kind,
           const char *title,
           const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_widget_set_sensitive (row, !cell->locked);
  g_object_set_data (G_OBJECT (row), "cell", GINT_TO_POINTER ((int) kind));
  g_signal_connect (row, "apply", G_CALLBACK (apply_cb), cell);
  adw_preferences_group_add (group, row);
}

static void
record_cb (GtkWidget *row, Cell *cell)
{
  const gint64 *record = g_object_get_data (G_OBJECT (row), "record");
  CtnWindow *window = CTN_WINDOW (gtk_widget_get_root (GTK_WIDGET (cell->page)));

  gtk_popover_popdown (cell->popover);
  ctn_window_show_record (window, cell->table, *record);
}

static GtkWidget *
make_evidence (Cell *cell)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *title = g_strdup_printf (
      ctn_ngettext ("Made Up of %u Record", "Made Up of %u Records", cell->evidence->len),
      cell->evidence->len);

  adw_preferences_group_set_title (group, title);
  for (guint i = 0; i < MIN (cell->evidence->len, MAX_SHOWN); i++) {
    GtkWidget *row = adw_action_row_new ();
    gint64 record = g_array_index (cell->records, gint64, i);

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), cell->evidence->pdata[i]);
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    g_object_set_data_full (G_OBJECT (row), "record", g_memdup2 (&record, sizeof record), g_free);
    g_signal_connect (row, "activated", G_CALLBACK (record_cb), cell);
    adw_preferences_group_add (group, row);
  }
  return GTK_WIDGET (group);
}

static char *
to_text (double value)
{
  return isnan (value) ? g_strdup ("") : ctn_number_format (value, 6);
}

/* Made when it is asked for: a table has hundreds of cells, and few are opened. */
static void
open_cb (GtkMenuButton *button, gpointer data)
{
  Cell *cell = data;
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *value = to_text (cell->value);
  g_autofree char *plan = to_text (cell->plan);

  if (cell->locked)
    adw_preferences_group_set_description (group, _ ("This period is locked."));
  if (cell->given)
    add_entry (cell, group, CTN_KPI_CELL_VALUE, _ ("Value"), value);
  add_entry (cell, group, CTN_KPI_CELL_PLAN, _ ("Plan"), plan);
  add_entry (cell, group, CTN_KPI_CELL_COMMENT, _ ("Comment"),
             cell->comment != NULL ? cell->comment : "");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));
  if (cell->evidence->len > 0)
    gtk_box_append (GTK_BOX (box), make_evidence (cell));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_widget_set_size_request (scroller, 300, -1);
  cell->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (cell->popover, scroller);
  gtk_menu_button_set_popover (button, GTK_WIDGET (cell->popover));
}

static Cell *
cell_copy (CtnPage *page,
           const CtnKpiRow *row,
           const CtnKpiPeriod *period,
           const CtnKpiCellValue *value)
{
  Cell *cell = g_new0 (Cell, 1);

  cell->page = page;
  cell->kpi = row->id;
  cell->period = period->id;
  cell->given = row->rule->counting == CTN_KPI_COUNT_MANUAL;
  cell->locked = period->locked;
  cell->value = value->value;
  cell->plan = value->plan;
  cell->comment = g_strdup (value->comment);
  cell->evidence = g_ptr_array_new_with_free_func (g_free);
  cell->records = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < value->evidence->len; i++) {
    const CtnKpiEvidence *evidence = value->evidence->pdata[i];

    cell->table = evidence->table;
    g_ptr_array_add (cell->evidence, g_strdup (evidence->title != NULL ? evidence->title : ""));
    g_array_append_val (cell->records, evidence->record);
  }
  return cell;
}

static char *
describe (const CtnKpiCellValue *cell)
{
  /* Translators: no value */
  g_autofree char *value = isnan (cell->value) ? g_strdup (_ ("–")) : to_text (cell->value);
  g_autofree char *plan = NULL;

  if (isnan (cell->plan))
    return g_steal_pointer (&value);
  plan = to_text (cell->plan);
  /* Translators: a value and what was planned, as in a table: "12 / 15" */
  return g_strdup_printf (_ ("%s / %s"), value, plan);
}

GtkWidget *
ctn_kpi_cell_new (CtnPage *page,
                  const CtnKpiRow *row,
                  const CtnKpiPeriod *period,
                  const CtnKpiCellValue *cell)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *text = describe (cell);
  /* Translators: name of a KPI, name of a period, value */
  g_autofree char *name = g_strdup_printf (_ ("%s, %s: %s"), row->name, period->name, text);
  Cell *data = cell_copy (page, row, period, cell);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), text);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (cell->changed) {
    gtk_widget_add_css_class (button, "warning");
    gtk_widget_set_tooltip_text (
        button, _ ("What is recorded now would give another number than when this was locked."));
  } else if (cell->comment != NULL) {
    gtk_widget_set_tooltip_text (button, cell->comment);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "cell", data, cell_free);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), open_cb, data, NULL);
  return button;
}

/* The head of a column -------------------------------------------------------------------------------- */

typedef struct {
  CtnPage *page; /* (unowned) */
  gint64 period;
} Head;

static void
lock_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Head *head = data;
  CtnProject *project = ctn_page_get_project (head->page);
  g_autofree char *today = ctn_calendar_dup_today (NULL);
  GError *error = NULL;

  if (ctn_kpi_period_lock (project, head->period, today, g_get_real_name (), &error))
    ctn_page_toast (head->page, _ ("Period locked: its numbers stay as they are"), TRUE);
  else
    ctn_page_report (head->page, error);
}

static void
unlock_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Head *head = data;
  GError *error = NULL;

  if (ctn_kpi_period_unlock (ctn_page_get_project (head->page), head->period, &error))
    ctn_page_toast (head->page, _ ("Period unlocked: its numbers are counted again"), TRUE);
  else
    ctn_page_report (head->page, error);
}

static void
edit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Head *head = data;

  ctn_record_dialog_present (GTK_WIDGET (head->page), head->page, ctn_kpi_period_kind (),
                             head->period, NULL, TRUE);
}

static void
delete_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Head *head = data;
  GError *error = NULL;

  if (ctn_record_remove (ctn_page_get_project (head->page), ctn_kpi_period_kind (), &head->period,
                         1, &error))
    ctn_page_toast (head->page, _ ("Reporting period deleted"), TRUE);
  else
    ctn_page_report (head->page, error);
}

GtkWidget *
ctn_kpi_period_button_new (CtnPage *page, const CtnKpiPeriod *period)
{
  static const GActionEntry entries[] = {
    { .name = "lock", .activate = lock_action },
    { .name = "unlock", .activate = unlock_action },
    { .name = "edit", .activate = edit_action },
    { .name = "delete", .activate = delete_action },
  };
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  Head *head = g_new0 (Head, 1);
  g_autofree char *label =
      /* Translators: name of a period that is locked */
      period->locked ? g_strdup_printf (_ ("%s (locked)"), period->name) : g_strdup (period->name);
  g_autofree char *tip = g_strdup_printf (_ ("%s to %s"), period->starts, period->ends);

  head->page = page;
  head->period = period->id;
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), head);
  gtk_widget_insert_action_group (button, "period", G_ACTION_GROUP (actions));
  if (period->locked)
    g_menu_append (menu, _ ("_Unlock"), "period.unlock");
  else
    g_menu_append (menu, _ ("_Lock"), "period.lock");
  g_menu_append (menu, _ ("_Edit…"), "period.edit");
  g_menu_append (menu, _ ("_Delete"), "period.delete");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, tip);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  g_object_set_data_full (G_OBJECT (button), "head", head, g_free);
  return button;
}
