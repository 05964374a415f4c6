/* The real program under a display: every view opens, can be reached and read out, and does what it
 * says. */
#include <ctn-answer.h>
#include <ctn-chain.h>
#include <ctn-chart-export.h>
#include <ctn-organisation.h>
#include <ctn-partnership.h>
#include <ctn-report-template.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app-driver.h"
#include "ctn-chart-view.h"
#include "ctn-list-export.h"
#include "ctn-logo-row.h"
#include "ctn-page-preview.h"
#include "ctn-question-card.h"
#include "ctn-rater-button.h"
#include "ctn-record-list.h"
#include "ctn-spread-group.h"
#include "ctn-views.h"

static gint64
count (Driver *driver, const char *sql)
{
  gint64 n = -1;
  g_autoptr (GError) error = NULL;

  ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &n, &error, sql,
                          "");
  g_assert_no_error (error);
  return n;
}

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

/* A button that only shows an icon says by its tooltip or label what it does. */
static void
check_name (GtkWidget *widget, gpointer data)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (!GTK_IS_BUTTON (widget) && !GTK_IS_MENU_BUTTON (widget) && !GTK_IS_CHECK_BUTTON (widget))
    return;
  /* The inside of a menu button, a window control and the like are GTK's own business. */
  if (GTK_IS_MENU_BUTTON (parent) || GTK_IS_WINDOW_CONTROLS (parent) ||
      gtk_widget_get_ancestor (widget, ADW_TYPE_HEADER_BAR) == NULL ||
      !gtk_widget_get_mapped (widget))
    return;
  if (!has_text (widget) && (tooltip == NULL || *tooltip == '\0') &&
      !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    g_error ("a %s in %s has no name", G_OBJECT_TYPE_NAME (widget), (const char *) data);
}

static void
test_views (void)
{
  Driver driver = { 0 };

  driver_start (&driver, 1100, 720);
  for (const CtnView *view = ctn_views (); view->id != NULL; view++) {
    CtnPage *page = driver_show_view (&driver, view->id);

    driver_visit (GTK_WIDGET (page), check_name, (gpointer) view->id);
    driver_visit (GTK_WIDGET (driver.window), check_name, (gpointer) view->id);
  }
  driver_stop (&driver);
}

static void
test_narrow (void)
{
  Driver driver = { 0 };

  driver_start (&driver, 360, 640);
  for (const CtnView *view = ctn_views (); view->id != NULL; view++) {
    int minimum = 0;

    driver_show_view (&driver, view->id);
    gtk_widget_measure (GTK_WIDGET (driver.window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                        NULL, NULL);
    g_test_message ("%s: at least %d pixels wide", view->id, minimum);
    g_assert_cmpint (minimum, <=, 360);
  }
  driver_stop (&driver);
}

static void
test_add_and_undo (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  gint64 before;

  driver_start (&driver, 1100, 720);
  page = driver_show_view (&driver, "partners");
  before = count (&driver, "SELECT count(*) FROM organisation");
  ctn_page_new_item (page);
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM organisation"), ==, before + 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL));
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM organisation"), ==, before);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.redo", NULL));
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM organisation"), ==, before + 1);
  driver_stop (&driver);
}

static gboolean
is_one_row (gpointer data)
{
  GtkSelectionModel *model = gtk_column_view_get_model (data);

  return g_list_model_get_n_items (G_LIST_MODEL (model)) == 1;
}

/* "prikladsep" finds nothing, "priklad separ" finds "Príklad Separátor s.r.o.". */
static void
test_search (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  GtkColumnView *view;

  driver_start (&driver, 1100, 720);
  page = driver_show_view (&driver, "partners");
  view = driver_find (page, GTK_TYPE_COLUMN_VIEW);
  g_assert_nonnull (view);
  gtk_editable_set_text (driver_find (page, GTK_TYPE_SEARCH_ENTRY), "priklad separ");
  driver_wait_for (is_one_row, view, "the organisation that is searched");
  driver_stop (&driver);
}

static void
test_answer (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnQuestionCard *card;
  CtnChartView *chart;
  CtnScene *before;
  gint64 sum;

  driver_start (&driver, 1280, 720);
  page = driver_show_view (&driver, "maturity");
  card = driver_find (page, CTN_TYPE_QUESTION_CARD);
  chart = driver_find (page, CTN_TYPE_CHART_VIEW);
  g_assert_nonnull (card);
  g_assert_nonnull (chart);
  before = ctn_scene_ref (ctn_chart_view_get_scene (chart));
  sum = count (&driver, "SELECT sum(value) FROM answer");
  /* The first assessment's first answer is 2 (data/sample/capacity.csv); now it is 5. */
  g_assert_true (ctn_question_card_answer_digit (card, 5));
  g_assert_false (ctn_question_card_answer_digit (card, 6));
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT sum(value) FROM answer"), ==, sum + 3);
  g_assert_true (before != ctn_chart_view_get_scene (chart));
  ctn_scene_unref (before);
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL);
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT sum(value) FROM answer"), ==, sum);
  driver_stop (&driver);
}

/* Two people answer for themselves: the joint answer stays, and their answers are shown beside it. */
static void
test_raters (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnQuestionCard *card;
  CtnRaterButton *button;
  CtnSpreadGroup *spread;

  driver_start (&driver, 1280, 720);
  page = driver_show_view (&driver, "maturity");
  card = driver_find (page, CTN_TYPE_QUESTION_CARD);
  button = driver_find (page, CTN_TYPE_RATER_BUTTON);
  g_assert_null (driver_find (page, CTN_TYPE_SPREAD_GROUP));
  ctn_rater_button_set_rater (button, "Anna");
  g_signal_emit_by_name (button, "chosen");
  g_assert_true (ctn_question_card_answer_digit (card, 2));
  ctn_rater_button_set_rater (button, "Ben");
  g_signal_emit_by_name (button, "chosen");
  g_assert_true (ctn_question_card_answer_digit (card, 4));
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT sum(value) FROM answer WHERE rater IS NOT NULL"), ==, 6);
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM answer WHERE rater = 'Ben'"), ==, 1);
  spread = driver_find (page, CTN_TYPE_SPREAD_GROUP);
  g_assert_nonnull (spread);
  ctn_rater_button_set_rater (button, NULL);
  g_signal_emit_by_name (button, "chosen");
  g_assert_true (ctn_question_card_answer_digit (card, 3));
  g_assert_cmpint (count (&driver, "SELECT sum(value) FROM answer WHERE rater IS NOT NULL"), ==, 6);
  driver_stop (&driver);
}

static guint
count_marks (CtnScene *scene, const char *role)
{
  guint n = 0;

  for (guint i = 0; scene != NULL && i < ctn_scene_get_n_marks (scene); i++) {
    const CtnMarkInfo *info = &ctn_scene_get_mark (scene, i)->info;

    n += info->reachable && g_strcmp0 (info->role, role) == 0;
  }
  return n;
}

typedef struct {
  CtnChartView *chart;
  guint n;
} Actors;

static gboolean
has_actors (gpointer data)
{
  const Actors *actors = data;

  return count_marks (ctn_chart_view_get_scene (actors->chart), "actor") == actors->n;
}

static void
test_chain (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnRecordList *list;
  Actors actors = { 0 };
  gint64 chain;
  gint64 stage;
  g_autoptr (GError) error = NULL;

  driver_start (&driver, 1600, 800);
  page = driver_show_view (&driver, "chains");
  list = driver_find (page, CTN_TYPE_RECORD_LIST);
  g_assert_nonnull (list);
  chain = ctn_record_list_get_selected (list);
  g_assert_cmpint (chain, >, 0);
  /* On a small screen list and map take turns. */
  ctn_page_show_record (page, "chain", chain);
  driver_settle ();
  actors.chart = driver_find (page, CTN_TYPE_CHART_VIEW);
  g_assert_nonnull (actors.chart);
  actors.n = 23; /* lines of data/sample/chain-actors.csv */
  driver_wait_for (has_actors, &actors, "the map");
  stage = count (&driver, "SELECT id FROM chain_stage ORDER BY position LIMIT 1");
  g_assert_cmpint (ctn_chain_place_named (driver_get_project (&driver), chain, stage, "Someone new",
                                          CTN_ACTOR_ACTOR, CTN_STATE_PLANNED, &error),
                   !=, 0);
  g_assert_no_error (error);
  actors.n++;
  driver_wait_for (has_actors, &actors, "the new actor on the map");
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL);
  actors.n--;
  driver_wait_for (has_actors, &actors, "the map without the new actor");
  driver_stop (&driver);
}

/* What a file begins with. */
static void
assert_begins (const char *path, const char *bytes)
{
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 500);
  g_assert_true (g_str_has_prefix (contents, bytes));
}

static void
test_export (void)
{
  static const struct {
    const char *name;
    const char *begins;
  } files[] = { { "radar.svg", "<?xml" }, { "radar.pdf", "%PDF-" }, { "radar.png", "\x89PNG" } };
  g_autofree char *folder = g_dir_make_tmp ("catenary-XXXXXX", NULL);
  Driver driver = { 0 };
  CtnChartView *chart;

  driver_start (&driver, 1280, 720);
  chart = driver_find (driver_show_view (&driver, "maturity"), CTN_TYPE_CHART_VIEW);
  g_assert_nonnull (chart);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
    g_autoptr (GFile) file = g_file_new_for_path (path);
    g_autoptr (CtnScene) scene = ctn_chart_view_build_for_print (chart);
    g_autoptr (GError) error = NULL;
    CtnChartFormat format;

    g_assert_true (ctn_chart_format_from_name (files[i].name, &format));
    g_assert_true (ctn_scene_write_file (scene, format, 2, file, NULL, &error));
    g_assert_no_error (error);
    assert_begins (path, files[i].begins);
    g_remove (path);
  }
  g_rmdir (folder);
  driver_stop (&driver);
}

static void
test_members (void)
{
  Driver driver = { 0 };
  CtnRecordList *list;
  gint64 partnership;
  gint64 organisation;
  gint64 before;
  g_autofree char *outside = NULL;
  g_autoptr (GError) error = NULL;

  driver_start (&driver, 1280, 720);
  list = driver_find (driver_show_view (&driver, "partnerships"), CTN_TYPE_RECORD_LIST);
  partnership = ctn_record_list_get_selected (list);
  before = count (&driver, "SELECT count(*) FROM membership");
  outside =
      g_strdup_printf ("SELECT id FROM organisation WHERE id NOT IN (SELECT organisation FROM "
                       "membership WHERE partnership = %" G_GINT64_FORMAT ") LIMIT 1",
                       partnership);
  organisation = count (&driver, outside);
  g_assert_true (ctn_partnership_add_members (driver_get_project (&driver), partnership,
                                              &organisation, 1, &error));
  g_assert_no_error (error);
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM membership"), ==, before + 1);
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL);
  driver_settle ();
  g_assert_cmpint (count (&driver, "SELECT count(*) FROM membership"), ==, before);
  driver_stop (&driver);
}

static gboolean
is_gone (gpointer data)
{
  return *(GtkWidget **) data == NULL;
}

static gboolean
has_pages (gpointer data)
{
  GtkWidget *preview = data;

  return driver_find (preview, GTK_TYPE_DRAWING_AREA) != NULL;
}

/* A report is made as soon as somebody looks, and made anew when something is left out. */
static void
test_report (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  GtkWidget *preview;
  GtkWidget *first;

  driver_start (&driver, 1280, 720);
  page = driver_show_view (&driver, "reports");
  preview = driver_find (page, CTN_TYPE_PAGE_PREVIEW);
  g_assert_nonnull (preview);
  driver_wait_for (has_pages, preview, "the pages of the report");
  first = driver_find (preview, GTK_TYPE_DRAWING_AREA);
  g_object_add_weak_pointer (G_OBJECT (first), (gpointer *) &first);
  adw_switch_row_set_active (driver_find (page, ADW_TYPE_SWITCH_ROW), FALSE);
  driver_wait_for (is_gone, &first, "another report");
  driver_wait_for (has_pages, preview, "the pages of the other report");
  driver_stop (&driver);
}

static gboolean
has_dialog (gpointer data)
{
  Driver *driver = data;

  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window)) !=
         NULL;
}

/* A damaged file is not opened; the window says so and offers to recover it. */
static void
test_damaged (void)
{
  Driver driver = { 0 };
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "damaged.catenary", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  AdwDialog *dialog;
  gsize length;

  g_file_get_contents (g_getenv ("CTN_SAMPLE"), &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, bytes, (gssize) (length / 2), &error);
  g_assert_no_error (error);
  driver_start (&driver, 1280, 720);
  ctn_window_open (driver.window, file);
  driver_wait_for (has_dialog, &driver, "what is said of the damaged file");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver.window));
  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  g_assert_true (adw_alert_dialog_has_response (ADW_ALERT_DIALOG (dialog), "recover"));
  adw_dialog_force_close (dialog);
  driver_settle ();
  driver_stop (&driver);
  g_unlink (path);
  g_rmdir (folder);
}

static gboolean
has_logo (gpointer row)
{
  return ctn_logo_row_get_logo (row) != NULL;
}

/* The logo of a template: read from a file, kept with the template, gone with another kind of report, back when the
 * template is chosen, and taken back with undo. */
static void
test_logo (void)
{
  static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"10\">"
                            "<rect width=\"30\" height=\"10\" fill=\"#1a5fb4\"/></svg>";
  Driver driver;
  CtnPage *page;
  CtnLogoRow *row;
  GtkWidget *entry;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "logo.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_bytes_new_static (svg, strlen (svg));
  g_autoptr (GBytes) logo = NULL;
  g_autoptr (GPtrArray) templates = NULL;
  const char *picture = g_getenv ("CTN_PICTURE");

  g_file_set_contents (path, svg, -1, &error);
  g_assert_no_error (error);
  driver_start (&driver, 1100, 760);
  page = driver_show_view (&driver, "reports");
  row = driver_find (page, CTN_TYPE_LOGO_ROW);
  g_assert_null (ctn_logo_row_get_logo (row));
  ctn_logo_row_load (row, file);
  driver_wait_for (has_logo, row, "the logo");
  driver_settle ();
  if (picture != NULL)
    driver_save_picture (&driver, picture);
  gtk_widget_activate_action (GTK_WIDGET (page), "reports.save-template", NULL);
  driver_wait_for_button (&driver, "_Save");
  entry = gtk_window_get_focus (GTK_WINDOW (driver.window));
  g_assert_true (GTK_IS_EDITABLE (entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Ours");
  driver_click_button (&driver, "_Save");
  driver_settle ();
  templates =
      ctn_report_template_list (ctn_project_get_reader (driver_get_project (&driver)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (templates->len, ==, 1);
  logo = ctn_report_template_read_logo (ctn_project_get_reader (driver_get_project (&driver)),
                                        ((CtnReportTemplate *) templates->pdata[0])->id, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (logo, bytes));
  g_assert_true (ctn_project_undo (driver_get_project (&driver), &error));
  g_clear_pointer (&templates, g_ptr_array_unref);
  templates =
      ctn_report_template_list (ctn_project_get_reader (driver_get_project (&driver)), &error);
  g_assert_cmpuint (templates->len, ==, 0);
  driver_stop (&driver);
}

/* How many lists a menu offers to export. */
static guint
count_lists (GMenuModel *menu)
{
  guint n = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++) {
    static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };
    g_autofree char *action = NULL;

    if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action))
      n += g_str_equal (action, CTN_LIST_EXPORT_ACTION);
    for (gsize k = 0; k < G_N_ELEMENTS (links); k++) {
      g_autoptr (GMenuModel) part = g_menu_model_get_item_link (menu, i, links[k]);

      n += part != NULL ? count_lists (part) : 0;
    }
  }
  return n;
}

static void
count_lists_cb (GtkWidget *widget, gpointer data)
{
  GMenuModel *menu = GTK_IS_MENU_BUTTON (widget)
                         ? gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget))
                         : NULL;

  if (menu != NULL)
    *(guint *) data += count_lists (menu);
}

/* The views that show lists offer to export all of them. */
static void
test_lists (void)
{
  static const struct {
    const char *view;
    guint n;
  } expected[] = { { "partners", 5 },  { "maturity", 1 },      { "chains", 8 },
                   { "regions", 4 },   { "partnerships", 10 }, { "activities", 5 },
                   { "exchanges", 5 }, { "needs", 2 },         { "strategy", 5 } };
  Driver driver;

  driver_start (&driver, 1280, 720);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    CtnPage *page = driver_show_view (&driver, expected[i].view);
    guint n = 0;

    driver_visit (GTK_WIDGET (page), count_lists_cb, &n);
    g_assert_cmpuint (n, ==, expected[i].n);
  }
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/views", test_views);
  g_test_add_func ("/app/narrow", test_narrow);
  g_test_add_func ("/app/add-and-undo", test_add_and_undo);
  g_test_add_func ("/app/search", test_search);
  g_test_add_func ("/app/answer", test_answer);
  g_test_add_func ("/app/raters", test_raters);
  g_test_add_func ("/app/chain", test_chain);
  g_test_add_func ("/app/export", test_export);
  g_test_add_func ("/app/members", test_members);
  g_test_add_func ("/app/report", test_report);
  g_test_add_func ("/app/logo", test_logo);
  g_test_add_func ("/app/lists", test_lists);
  g_test_add_func ("/app/damaged", test_damaged);
  return g_test_run ();
}
