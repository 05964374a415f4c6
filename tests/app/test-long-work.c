/* Work that takes time, in the project and in reading it: the window goes on, and it can be cancelled. */
#include <ctn-connection-private.h>
#include <ctn-person.h>
#include <ctn-record.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app-driver.h"
#include "ctn-chain-files.h"
#include "ctn-chain-map-view.h"
#include "ctn-erase-dialog.h"
#include "ctn-import-dialog-private.h"
#include "ctn-partners-page-private.h"

#define MANY 3000

/* The dialog for all organisations. */
static AdwDialog *
open_bulk_edit (Driver *driver)
{
  CtnPage *page = driver_show_view (driver, "partners");

  gtk_widget_activate_action (GTK_WIDGET (page), "partners.select-all", NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "partners.bulk-edit", NULL);
  driver_settle ();
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window));
}

static void
choose_field (AdwDialog *dialog, const char *label)
{
  AdwComboRow *row = driver_find (dialog, ADW_TYPE_COMBO_ROW);
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), label)) {
      adw_combo_row_set_selected (row, i);
      return;
    }
  g_assert_not_reached ();
}

/* What a field does not take is said in the place of the title, which comes back. */
static void
test_problem (void)
{
  static const char title[] = "Value for All";
  Driver driver = { 0 };
  AdwDialog *dialog;
  AdwPreferencesRow *row;

  driver_start (&driver, 1100, 720);
  dialog = open_bulk_edit (&driver);
  row = driver_find (dialog, ADW_TYPE_ENTRY_ROW);
  g_assert_cmpstr (adw_preferences_row_get_title (row), ==, title);
  choose_field (dialog, "Latitude");
  for (int i = 0; i < 2; i++) {
    gtk_editable_set_text (GTK_EDITABLE (row), "north");
    driver_click_button (&driver, "_Apply");
    /* Once more: the first problem is not what comes back. */
    driver_click_button (&driver, "_Apply");
    g_assert_cmpstr (adw_preferences_row_get_title (row), !=, title);
    g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
    if (i == 0)
      gtk_editable_set_text (GTK_EDITABLE (row), "48");
    else
      choose_field (dialog, "Longitude");
    g_assert_cmpstr (adw_preferences_row_get_title (row), ==, title);
    g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  }
  adw_dialog_force_close (dialog);
  driver_stop (&driver);
}

/* --- Changes ------------------------------------------------------------------------------------- */

/* Another connection writes to the working copy: whoever wants to write as well waits for it. */
static CtnConnection *
hold_project (CtnProject *project)
{
  g_autofree char *path =
      g_build_filename (ctn_project_get_session_folder (project), "work.db", NULL);
  g_autoptr (GError) error = NULL;
  CtnConnection *other = ctn_connection_open (path, CTN_CONNECTION_WORK, &error);

  g_assert_no_error (error);
  g_assert_true (ctn_connection_exec (other, "BEGIN IMMEDIATE", &error));
  return other;
}

static void
release_project (CtnConnection *other)
{
  g_assert_true (ctn_connection_exec (other, "ROLLBACK", NULL));
  ctn_connection_close (other);
}

static gboolean
add_many (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                             "WHERE i < ?) INSERT INTO organisation (id, name, modified) "
                             "SELECT i, 'Beispiel ' || i || ' GmbH', 1 FROM n",
                             "i", (gint64) MANY);
}

static gboolean
rename_all (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, "UPDATE organisation SET city = 'Amberg'", "");
}

static gint64
count (CtnProject *project, const char *city)
{
  gint64 n = 0;
  g_autoptr (GError) error = NULL;

  ctn_connection_get_int (ctn_project_get_reader (project), &n, &error,
                          "SELECT count(*) FROM organisation WHERE ?1 IS NULL OR city = ?1", "t",
                          city);
  g_assert_no_error (error);
  return n;
}

static gboolean
is_not_busy (gpointer data)
{
  return !ctn_project_is_busy (data);
}

/* Thousands are changed and deleted while the window goes on; each is one operation, or none. */
static void
test_bulk (void)
{
  const CtnOperation operation = { "Add Many", NULL, NULL };
  Driver driver = { 0 };
  g_autoptr (GError) error = NULL;
  CtnProject *project;
  CtnConnection *held;
  CtnPage *page;
  AdwDialog *dialog;
  g_autofree char *text = NULL;
  gint64 all;

  driver_start (&driver, 1100, 720);
  project = driver_get_project (&driver);
  g_assert_true (ctn_project_transact (project, &operation, add_many, NULL, &error));
  all = count (project, NULL);
  page = driver_show_view (&driver, "partners");
  gtk_widget_activate_action (GTK_WIDGET (page), "partners.select-all", NULL);
  driver_settle ();
  held = hold_project (project);
  gtk_widget_activate_action (GTK_WIDGET (page), "partners.delete", NULL);
  g_assert_true (ctn_project_is_busy (project));
  driver_click_button (&driver, "_Cancel");
  release_project (held);
  driver_wait_for (is_not_busy, project, "the end of deleting");
  g_assert_cmpint (count (project, NULL), ==, all);
  g_assert_cmpstr (ctn_project_get_undo_label (project), ==, "Add Many");

  dialog = open_bulk_edit (&driver);
  choose_field (dialog, "City");
  gtk_editable_set_text (GTK_EDITABLE (driver_find (dialog, ADW_TYPE_ENTRY_ROW)), "Amberg");
  text = g_strdup_printf ("%" G_GINT64_FORMAT " organisations changed", all);
  driver_click_button (&driver, "_Apply");
  g_assert_true (ctn_project_is_busy (project));
  driver_wait_for_label (&driver, text);
  g_assert_cmpint (count (project, "Amberg"), ==, all);
  gtk_widget_activate_action (GTK_WIDGET (driver.window), "win.undo", NULL);
  g_assert_true (ctn_project_is_busy (project));
  driver_wait_for (is_not_busy, project, "the end of undoing");
  g_assert_cmpint (count (project, "Amberg"), <, MANY);
  driver_stop (&driver);
}

/* The history goes back over several operations while the window goes on. */
static void
test_go_back (void)
{
  const CtnOperation many = { "Add Many", NULL, NULL };
  const CtnOperation city = { "Change", NULL, NULL };
  Driver driver = { 0 };
  g_autoptr (GError) error = NULL;
  CtnConnection *held;
  CtnProject *project;
  CtnPage *page;
  gint64 before, first = 0;

  driver_start (&driver, 1100, 720);
  project = driver_get_project (&driver);
  before = count (project, NULL);
  ctn_connection_get_int (ctn_project_get_reader (project), &first, &error,
                          "SELECT ifnull(max(id), 0) FROM operation", "");
  g_assert_no_error (error);
  g_assert_true (ctn_project_transact (project, &many, add_many, NULL, &error));
  g_assert_true (ctn_project_transact (project, &city, rename_all, NULL, &error));
  page = driver_show_view (&driver, "history");
  held = hold_project (project);
  gtk_widget_activate_action (GTK_WIDGET (page), "history.go-back", "x", first);
  g_assert_true (ctn_project_is_busy (project));
  driver_click_button (&driver, "_Cancel");
  release_project (held);
  driver_wait_for (is_not_busy, project, "the end of going back");
  g_assert_cmpint (count (project, NULL), ==, before + MANY);
  gtk_widget_activate_action (GTK_WIDGET (page), "history.go-back", "x", first);
  driver_wait_for (is_not_busy, project, "the end of going back");
  g_assert_cmpint (count (project, NULL), ==, before);
  driver_stop (&driver);
}

/* --- Reading ------------------------------------------------------------------------------------- */

static gboolean
name_person (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "INSERT INTO person (id, given_name, family_name) "
                             "VALUES (77, 'Berta', 'Beispielhuber')",
                             "") &&
         ctn_connection_run (connection, error,
                             "UPDATE organisation SET notes = 'Ask Berta Beispielhuber' "
                             "WHERE id = (SELECT min(id) FROM organisation)",
                             "");
}

static gboolean
may_erase (gpointer data)
{
  return adw_alert_dialog_get_response_enabled (data, "erase");
}

/* The question is there at once, and can be answered when it is known what there is. */
static void
test_erase (void)
{
  const CtnOperation operation = { "Add", NULL, NULL };
  Driver driver = { 0 };
  g_autoptr (GError) error = NULL;
  CtnProject *project;
  CtnPage *page;

  driver_start (&driver, 1100, 720);
  project = driver_get_project (&driver);
  g_assert_true (ctn_project_transact (project, &operation, name_person, NULL, &error));
  page = driver_show_view (&driver, "partners");
  for (int i = 0; i < 2; i++) {
    AdwDialog *dialog;

    ctn_erase_dialog_present (page, GTK_WIDGET (page), 77);
    dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver.window));
    g_assert_false (may_erase (dialog));
    if (i == 0) {
      driver_wait_for (may_erase, dialog, "what there is of the person");
      g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)),
                                "taken out of 1 text of other records"));
    }
    /* The second time, before it is known. */
    adw_dialog_close (dialog);
    driver_settle ();
  }
  g_assert_true (ctn_record_exists (ctn_project_get_reader (project), ctn_person_kind (), 77));
  driver_stop (&driver);
}

static void
look_at_import (GtkWidget *widget, gpointer data)
{
  if (CTN_IS_IMPORT_DIALOG (widget))
    *(GtkWidget **) data = widget;
}

static CtnImportDialog *
get_import (Driver *driver)
{
  GtkWidget *found = NULL;

  driver_visit (GTK_WIDGET (driver->window), look_at_import, &found);
  g_assert_nonnull (found);
  return CTN_IMPORT_DIALOG (found);
}

static gboolean
shows_columns (gpointer data)
{
  CtnImportDialog *dialog = data;

  return g_str_equal (gtk_stack_get_visible_child_name (dialog->columns_stack), "columns");
}

static gboolean
shows_rows (gpointer data)
{
  CtnImportDialog *dialog = data;

  return dialog->plan != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog->preview));
}

/* The preview is made once, and not any more when the dialog is closed. */
static void
test_import (void)
{
  Driver driver = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  int descriptor = g_file_open_tmp ("catenary-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (descriptor, >=, 0);
  g_close (descriptor, NULL);
  file = g_file_new_for_path (path);
  driver_start (&driver, 1100, 720);
  g_assert_true (g_file_set_contents (g_file_peek_path (file),
                                      "Name;City\nBeispiel Neu GmbH;Amberg\n", -1, NULL));
  for (int i = 0; i < 2; i++) {
    g_autoptr (CtnImportDialog) dialog = NULL;

    ctn_window_import (driver.window, file);
    driver_settle ();
    dialog = g_object_ref (get_import (&driver));
    driver_wait_for (shows_columns, dialog, "the columns");
    g_assert_true (gtk_widget_get_sensitive (dialog->next_button));
    g_assert_cmpstr (dialog->source->reasons[0], ==, "by name");
    g_signal_emit_by_name (dialog->next_button, "clicked");
    g_assert_false (gtk_widget_get_sensitive (dialog->next_button));
    if (i == 0)
      driver_wait_for (shows_rows, dialog, "the preview");
    g_assert_false (g_cancellable_is_cancelled (dialog->cancellable));
    adw_dialog_close (ADW_DIALOG (dialog));
    driver_settle ();
    g_assert_true (g_cancellable_is_cancelled (dialog->cancellable));
  }
  driver_stop (&driver);
  g_unlink (path);
}

static gboolean
asks (gpointer data)
{
  return adw_application_window_get_visible_dialog (data) != NULL;
}

/* A graph that is dropped onto the window is a chain; a table is a list of organisations. */
static void
test_drop_graph (void)
{
  static const char graph[] =
      "<graphml xmlns='http://graphml.graphdrawing.org/xmlns'><graph edgedefault='directed'>"
      "<node id='a'/><node id='b'/><edge source='a' target='b'/></graph></graphml>";
  Driver driver = { 0 };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "Dropped.graphml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, graph, -1, NULL));
  driver_start (&driver, 1100, 720);
  ctn_window_import (driver.window, file);
  driver_wait_for (asks, driver.window, "what is in the file");
  driver_click_button (&driver, "_Import");
  driver_wait_for_label (&driver, "Actors added: 2, links added: 1");
  driver_settle ();
  g_assert_true (gtk_widget_get_mapped (driver_find (driver.window, CTN_TYPE_CHAIN_MAP_VIEW)));
  driver_stop (&driver);
  g_unlink (path);
}

/* A chain of MANY actors, one after the other, at two stages. */
static GFile *
make_chain_file (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GString) text = g_string_new ("From,From Stage,To,To Stage\n");
  int descriptor = g_file_open_tmp ("catenary-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (descriptor, >=, 0);
  g_close (descriptor, NULL);
  for (guint i = 1; i < MANY; i++)
    g_string_append_printf (text, "Beispiel %u GmbH,%s,Beispiel %u GmbH,%s\n", i,
                            i % 2 == 1 ? "Odd" : "Even", i + 1, i % 2 == 1 ? "Even" : "Odd");
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  return g_file_new_for_path (path);
}

/* A chain from a file: the window goes on, Cancel leaves nothing of it, and what is imported is one operation. */
static void
test_import_chain (void)
{
  static const char count_links[] = "SELECT count(*) FROM chain_link";
  Driver driver = { 0 };
  g_autoptr (GFile) file = make_chain_file ();
  g_autofree char *text = g_strdup_printf ("Actors added: %d, links added: %d", MANY, MANY - 1);
  CtnProject *project;
  CtnPage *page;
  gint64 before = 0, after = 0;

  driver_start (&driver, 1100, 720);
  project = driver_get_project (&driver);
  ctn_connection_get_int (ctn_project_get_reader (project), &before, NULL, count_links, "");
  page = driver_show_view (&driver, "chains");
  for (int i = 0; i < 2; i++) {
    CtnConnection *held = NULL;

    ctn_chain_files_import_file (page, 0, file);
    driver_wait_for (asks, driver.window, "what is in the file");
    if (i == 0)
      held = hold_project (project);
    driver_click_button (&driver, "_Import");
    g_assert_true (ctn_project_is_busy (project));
    if (i == 0) {
      /* The dialog, which has a button of that name, too, has gone by then. */
      driver_wait_for_label (&driver, "Importing…");
      driver_click_button (&driver, "_Cancel");
      release_project (held);
    } else {
      driver_wait_for_label (&driver, text);
    }
    driver_wait_for (is_not_busy, project, "the end of the import");
    ctn_connection_get_int (ctn_project_get_reader (project), &after, NULL, count_links, "");
    g_assert_cmpint (after, ==, i == 0 ? before : before + MANY - 1);
  }
  g_assert_true (g_str_has_prefix (ctn_project_get_undo_label (project), "Import Value Chain"));
  driver_stop (&driver);
  g_file_delete (file, NULL, NULL);
}

/* The query goes while the values of its filters are counted, as it does with the page. */
static void
test_counting (void)
{
  Driver driver = { 0 };
  CtnPartnersPage *page;
  CtnFacetPopover *popover;
  CtnOrganisationQuery *query = ctn_organisation_query_new ();

  driver_start (&driver, 1100, 720);
  page = CTN_PARTNERS_PAGE (driver_show_view (&driver, "partners"));
  popover = g_object_ref_sink (g_object_new (CTN_TYPE_FACET_POPOVER, NULL));
  gtk_widget_set_parent (GTK_WIDGET (popover), GTK_WIDGET (page));
  ctn_facet_popover_set_up (popover, page->finder, query);
  gtk_popover_popup (GTK_POPOVER (popover));
  ctn_facet_popover_set_up (popover, NULL, NULL);
  ctn_organisation_query_free (query);
  driver_settle ();
  gtk_widget_unparent (GTK_WIDGET (popover));
  g_object_unref (popover);
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/long-work/problem", test_problem);
  g_test_add_func ("/long-work/bulk", test_bulk);
  g_test_add_func ("/long-work/go-back", test_go_back);
  g_test_add_func ("/long-work/erase", test_erase);
  g_test_add_func ("/long-work/import", test_import);
  g_test_add_func ("/long-work/import-chain", test_import_chain);
  g_test_add_func ("/long-work/drop-graph", test_drop_graph);
  g_test_add_func ("/long-work/counting", test_counting);
  return g_test_run ();
}
