/* Assessing and comparing in the program: the matrix by keyboard, the quartile band, the history, the map
 * from potential to capacity, versions mapped to each other, evidence. With CTN_PICTURES set to a prefix,
 * pictures are left. */
#include <ctn-answer.h>
#include <ctn-attachment.h>
#include <ctn-model-draft.h>
#include <ctn-model-mapping.h>
#include <ctn-model-store.h>

#include "ctn-attachments-group.h"
#include "ctn-chart-view.h"
#include "ctn-compare-button.h"
#include "ctn-matrix-grid.h"
#include "ctn-model-mapping-page.h"
#include "ctn-target-group.h"
#include "model-driver.h"

#define CAPACITY "SELECT id FROM maturity_model WHERE code = 'organisation-capacity'"
#define KATHODE "SELECT id FROM assessment WHERE name = 'Beispiel Kathode GmbH' AND stage = 'T1'"
#define POTENTIAL                                                                                  \
  "SELECT a.id FROM assessment a JOIN maturity_model m ON m.id = a.model "                         \
  "WHERE a.nuts = 'DE23' AND m.code = 'regional-potential'"

static gint64
get_int (Driver *driver, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &value, &error, sql,
                          "");
  g_assert_no_error (error);
  return value;
}

static void
picture (Driver *driver, const char *name)
{
  g_autofree char *path = NULL;

  if (g_getenv ("CTN_PICTURES") == NULL)
    return;
  path = g_strdup_printf ("%s-%s.png", g_getenv ("CTN_PICTURES"), name);
  driver_save_picture (driver, path);
}

static AdwDialog *
get_dialog (Driver *driver)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));
}

/* Presses a key on a widget that has a key controller. */
static void
press (gpointer widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    gboolean handled = FALSE;

    if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
      continue;
    g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &handled);
    if (handled)
      return;
  }
  g_error ("nothing takes the key %s", gdk_keyval_name (key));
}

static CtnPage *
show (Driver *driver, gint64 id, const char *side)
{
  CtnPage *page = driver_show_view (driver, "maturity");

  g_assert_true (ctn_page_show_record (page, "assessment", id));
  driver_settle ();
  adw_view_stack_set_visible_child_name (driver_find (page, ADW_TYPE_VIEW_STACK), side);
  driver_settle ();
  return page;
}

/* The first row is Beispiel Batteriewerk GmbH, whose first answer is 2 in data/sample/capacity.csv. */
static void
test_matrix (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnMatrixGrid *grid;
  guint row;
  guint column;
  gint64 before;

  driver_start (&driver, 1366, 900);
  page = show (&driver, get_int (&driver, KATHODE), "answers");
  before = get_int (&driver, "SELECT count(*) FROM answer");
  gtk_widget_activate_action (GTK_WIDGET (page), "maturity.matrix", NULL);
  driver_settle ();
  grid = driver_find (get_dialog (&driver), CTN_TYPE_MATRIX_GRID);
  g_assert_nonnull (grid);
  picture (&driver, "matrix");
  /* A digit answers and goes on to the right. */
  press (grid, GDK_KEY_5, 0);
  driver_settle ();
  g_assert_true (ctn_matrix_grid_get_cursor (grid, &row, &column));
  g_assert_cmpuint (column, ==, 1);
  g_assert_cmpint (get_int (&driver, "SELECT value FROM answer WHERE item = 'finance.acquire' AND "
                                     "assessment = (SELECT id FROM assessment WHERE name = "
                                     "'Beispiel Batteriewerk GmbH')"),
                   ==, 5);
  /* A block of four is marked and emptied, as one operation. */
  press (grid, GDK_KEY_Right, GDK_SHIFT_MASK);
  press (grid, GDK_KEY_Down, GDK_SHIFT_MASK);
  press (grid, GDK_KEY_Delete, 0);
  driver_settle ();
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM answer"), ==, before - 4);
  g_assert_true (ctn_project_undo (driver_get_project (&driver), NULL));
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM answer"), ==, before);
  /* A block from a spreadsheet; what is no answer is left out and said. */
  ctn_matrix_grid_set_cursor (grid, 0, 0);
  g_signal_emit_by_name (grid, "pasted", 0, 0, "1\t2\nn/a: no such thing\tnine");
  driver_settle ();
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM answer WHERE reason = 'no such thing'"),
                   ==, 1);
  g_assert_true (driver_has_text (get_dialog (&driver), "1 cell was left out"));
  driver_stop (&driver);
}

/* The cell of the grid that a screen reader is told as @row and @column, from 1 on. */
static GtkWidget *
find_grid_cell (GtkWidget *grid, guint row, guint column)
{
  for (GtkWidget *part = gtk_widget_get_first_child (grid); part != NULL;
       part = gtk_widget_get_next_sibling (part)) {
    GtkWidget *cell = gtk_widget_get_first_child (part);

    if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (part)) != GTK_ACCESSIBLE_ROLE_ROW ||
        --row > 0)
      continue;
    while (cell != NULL && --column > 0)
      cell = gtk_widget_get_next_sibling (cell);
    return cell;
  }
  return NULL;
}

static void
check_label (GtkWidget *widget, const char *expected)
{
  g_autofree char *wrong = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, expected);

  g_assert_cmpstr (wrong, ==, NULL);
}

/* Each cell is an object with the names of row and question and its value; the answer in the second column is said
 * after it was given. */
static void
test_matrix_cells (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  GtkWidget *grid;
  GtkWidget *cell;
  graphene_rect_t area;

  driver_start (&driver, 1366, 900);
  page = show (&driver, get_int (&driver, KATHODE), "answers");
  gtk_widget_activate_action (GTK_WIDGET (page), "maturity.matrix", NULL);
  driver_settle ();
  grid = driver_find (get_dialog (&driver), CTN_TYPE_MATRIX_GRID);
  cell = find_grid_cell (grid, 1, 2);
  g_assert_nonnull (cell);
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (cell)), ==,
                   GTK_ACCESSIBLE_ROLE_GRID_CELL);
  g_assert_true (gtk_widget_compute_bounds (cell, grid, &area));
  g_assert_cmpfloat (area.origin.y, >=, 40);
  g_assert_cmpfloat (area.size.width, >=, 50);
  ctn_matrix_grid_set_cursor (CTN_MATRIX_GRID (grid), 0, 1);
  press (CTN_MATRIX_GRID (grid), GDK_KEY_5, 0);
  driver_settle ();
  check_label (find_grid_cell (grid, 1, 2), "Beispiel Batteriewerk GmbH · T0, Assimilate: cost: 5");
  driver_stop (&driver);
}

static void
find_switch (GtkWidget *widget, gpointer data)
{
  GtkWidget **found = data;

  if (GTK_IS_SWITCH (widget))
    *found = widget;
}

/* Six regions in data/sample/potential.csv: five others. */
static void
test_band (void)
{
  Driver driver = { 0 };
  GtkWidget *band = NULL;
  CtnPage *page;
  CtnChartView *chart;

  driver_start (&driver, 1366, 900);
  page = show (&driver, get_int (&driver, POTENTIAL), "results");
  g_assert_false (driver_has_text (page, "n = 5"));
  gtk_menu_button_popup (
      driver_find (driver_find (page, CTN_TYPE_COMPARE_BUTTON), GTK_TYPE_MENU_BUTTON));
  driver_settle ();
  picture (&driver, "compare");
  driver_visit (GTK_WIDGET (page), find_switch, &band);
  g_assert_nonnull (band);
  gtk_switch_set_active (GTK_SWITCH (band), TRUE);
  driver_settle ();
  gtk_menu_button_popdown (
      driver_find (driver_find (page, CTN_TYPE_COMPARE_BUTTON), GTK_TYPE_MENU_BUTTON));
  driver_settle ();
  g_assert_true (driver_has_text (page, "n = 5 other subjects"));
  chart = driver_find (page, CTN_TYPE_CHART_VIEW);
  g_assert_cmpint (ctn_scene_find (ctn_chart_view_get_scene (chart), "band", 0, 0), >=, 0);
  picture (&driver, "band");
  driver_stop (&driver);
}

/* T0 and T1 of one company. */
static void
test_history (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnScene *scene;

  driver_start (&driver, 1366, 900);
  page = show (&driver, get_int (&driver, KATHODE), "results");
  g_assert_true (driver_has_text (page, "Since T0"));
  adw_toggle_group_set_active_name (driver_find (page, ADW_TYPE_TOGGLE_GROUP), "history");
  driver_settle ();
  scene = ctn_chart_view_get_scene (driver_find (page, CTN_TYPE_CHART_VIEW));
  /* The total and six dimensions at two dates. */
  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 14);
  picture (&driver, "history");
  driver_stop (&driver);
}

static void
test_potential (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  AdwDialog *dialog;
  CtnScene *scene;

  driver_start (&driver, 1366, 900);
  page = driver_show_view (&driver, "maturity");
  gtk_widget_activate_action (GTK_WIDGET (page), "maturity.subjects", NULL);
  driver_settle ();
  dialog = get_dialog (&driver);
  picture (&driver, "subjects");
  adw_toggle_group_set_active_name (driver_find (dialog, ADW_TYPE_TOGGLE_GROUP), "potential");
  driver_settle ();
  scene = ctn_chart_view_get_scene (driver_find (dialog, CTN_TYPE_CHART_VIEW));
  g_assert_cmpuint (ctn_scene_get_n_reachable (scene), ==, 6);
  picture (&driver, "potential");
  driver_stop (&driver);
}

/* A new version of a model; the page says which questions continue which, and takes one away. */
static void
test_mapping (void)
{
  Driver driver = { 0 };
  CtnProject *project;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnMaturityModel) model = NULL;
  g_autoptr (CtnMaturityModel) next = NULL;
  g_autoptr (CtnModelDraft) draft = NULL;
  AdwDialog *dialog = adw_dialog_new ();
  AdwNavigationPage *page;
  gint64 old;
  gint64 added;

  driver_start (&driver, 1366, 900);
  project = driver_get_project (&driver);
  old = get_int (&driver, CAPACITY);
  model = ctn_model_store_load (ctn_project_get_reader (project), old, &error);
  draft = ctn_model_draft_new (model);
  ctn_model_draft_set_string (draft, "", "version", "1.1");
  next = ctn_model_draft_finish (draft, &error);
  added = ctn_model_mapping_add_version (project, old, next, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM model_mapping"), ==, 24);
  page = ctn_model_mapping_page_new (project, added);
  adw_dialog_set_child (dialog, GTK_WIDGET (page));
  adw_dialog_set_content_width (dialog, 720);
  adw_dialog_set_content_height (dialog, 720);
  adw_dialog_present (dialog, GTK_WIDGET (driver.window));
  driver_settle ();
  g_assert_true (driver_has_text (page, "24 of 24 questions"));
  picture (&driver, "mapping");
  g_assert_true (ctn_model_mapping_set (project, old, added, NULL, "finance.acquire", &error));
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM model_mapping"), ==, 23);
  driver_stop (&driver);
}

/* A link is kept with the question that is shown, and only there. */
static void
test_evidence (void)
{
  Driver driver = { 0 };
  gint64 id;
  CtnPage *page;
  CtnAttachmentsGroup *group;
  g_autoptr (GError) error = NULL;

  driver_start (&driver, 1366, 1000);
  id = get_int (&driver, POTENTIAL);
  page = show (&driver, id, "answers");
  group = driver_find (page, CTN_TYPE_ATTACHMENTS_GROUP);
  g_assert_nonnull (group);
  g_assert_cmpint (ctn_attachment_add_link (driver_get_project (&driver), "assessment", id,
                                            "knowledge.research", "Regional accounts",
                                            "https://example.org/accounts", &error),
                   !=, 0);
  driver_settle ();
  g_assert_true (driver_has_text (group, "Regional accounts"));
  picture (&driver, "evidence");
  gtk_widget_activate_action (driver_find (page, CTN_TYPE_ATTACHMENTS_GROUP), "answer.step", "i",
                              1);
  driver_settle ();
  g_assert_false (driver_has_text (group, "Regional accounts"));
  driver_stop (&driver);
}

static void
write_target (CtnTargetGroup *group, const char *text)
{
  GtkWidget *row = driver_find (group, ADW_TYPE_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
  driver_settle ();
}

/* Of four options of one point each the first is ticked, 25 of 100; the first and the third, bits 1 and 4, are the
 * aim, 50. An option that is not there is told in the row and changes nothing; an empty text takes the target away. */
static void
test_tick_target (void)
{
  static const double values[] = { 0.25 };
  Driver driver = { 0 };
  g_autoptr (CtnModelDraft) draft = ctn_model_draft_new_blank ("Ticks", "en");
  g_autoptr (CtnMaturityModel) model = NULL;
  CtnTargetGroup *group;
  CtnPage *page;
  gint64 id;

  ctn_model_draft_set_options (draft, "/groups/0/items/0", 4);
  model = ctn_model_draft_finish (draft, NULL);
  driver_start (&driver, 1366, 1000);
  id = model_driver_assess (&driver, model, values, 1);
  page = show (&driver, id, "answers");
  group = driver_find (page, CTN_TYPE_TARGET_GROUP);
  write_target (group, "1, 3");
  g_assert_cmpint (get_int (&driver, "SELECT CAST(max(value) AS INTEGER) FROM target "
                                     "WHERE assessment = (SELECT max(id) FROM assessment)"),
                   ==, 5);
  write_target (group, "1, 9");
  g_assert_true (gtk_widget_has_css_class (driver_find (group, ADW_TYPE_ENTRY_ROW), "error"));
  g_assert_cmpint (get_int (&driver, "SELECT CAST(max(value) AS INTEGER) FROM target "
                                     "WHERE assessment = (SELECT max(id) FROM assessment)"),
                   ==, 5);
  page = show (&driver, id, "results");
  g_assert_true (driver_has_text (page, "Gap to Target"));
  g_assert_true (driver_has_text (page, "+25"));
  page = show (&driver, id, "answers");
  write_target (group, "");
  g_assert_cmpint (get_int (&driver, "SELECT count(*) FROM target "
                                     "WHERE assessment = (SELECT max(id) FROM assessment)"),
                   ==, 0);
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/maturity/matrix", test_matrix);
  g_test_add_func ("/maturity/matrix-cells", test_matrix_cells);
  g_test_add_func ("/maturity/band", test_band);
  g_test_add_func ("/maturity/history", test_history);
  g_test_add_func ("/maturity/potential", test_potential);
  g_test_add_func ("/maturity/mapping", test_mapping);
  g_test_add_func ("/maturity/evidence", test_evidence);
  g_test_add_func ("/maturity/tick-target", test_tick_target);
  return g_test_run ();
}
