/* The view of activities, as a person goes through it: find one, note who came with the keyboard, look at
 * it in the calendar and on the timeline, take it back; and the dialogs about personal data. */
#include <ctn-activity.h>
#include <ctn-calendar.h>
#include <ctn-chart-view.h>
#include <ctn-participant.h>
#include <ctn-person.h>
#include <ctn-record-operations.h>
#include <ctn-task.h>
#include <string.h>

#include "app-driver.h"
#include "ctn-activity-calendar.h"
#include "ctn-activity-timeline.h"
#include "ctn-participant-import-dialog.h"
#include "ctn-participants-view.h"
#include "ctn-person-dialog.h"
#include "ctn-personal-data-dialog.h"

/* With CTN_PICTURES set, leaves what is seen as CTN_PICTURES-NAME.png. */
static void
picture (Driver *driver, const char *name)
{
  g_autofree char *path = NULL;

  driver_settle ();
  if (g_getenv ("CTN_PICTURES") == NULL)
    return;
  path = g_strconcat (g_getenv ("CTN_PICTURES"), "-", name, ".png", NULL);
  driver_save_picture (driver, path);
}

/* The window's size can be set for pictures: CTN_SIZE=360x720. */
static void
start (Driver *driver)
{
  const char *size = g_getenv ("CTN_SIZE");
  int width = 1366;
  int height = 900;

  if (size != NULL)
    sscanf (size, "%dx%d", &width, &height);
  if (g_strcmp0 (g_getenv ("CTN_STYLE"), "dark") == 0)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
  driver_start (driver, width, height);
}

static gint64
get_number (Driver *driver, const char *sql)
{
  gint64 n = 0;

  g_assert_true (ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &n,
                                         NULL, sql, ""));
  return n;
}

static gint64
find_activity (Driver *driver, const char *name)
{
  gint64 id = 0;

  g_assert_true (ctn_connection_get_int (ctn_project_get_reader (driver_get_project (driver)), &id,
                                         NULL, "SELECT id FROM activity WHERE name = ?", "t",
                                         name));
  g_assert_cmpint (id, !=, 0);
  return id;
}

typedef struct {
  const char *name;
  GtkWidget *found;
} Search;

static void
look_stack (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (ADW_IS_VIEW_STACK (widget) && gtk_widget_get_mapped (widget) &&
      adw_view_stack_get_child_by_name (ADW_VIEW_STACK (widget), search->name) != NULL)
    search->found = widget;
}

static void
show_side (Driver *driver, CtnPage *page, const char *name)
{
  Search search = { name, NULL };

  driver_visit (GTK_WIDGET (page), look_stack, &search);
  g_assert_nonnull (search.found);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (search.found), name);
  driver_settle ();
}

static void
look_row (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget) &&
      strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), search->name) == 0)
    search->found = widget;
}

static GtkWidget *
find_row (gpointer root, const char *title)
{
  Search search = { title, NULL };

  driver_visit (root, look_row, &search);
  return search.found;
}

/* As if @key were pressed in the list that has the focus. */
static void
press (GtkWidget *row, guint key)
{
  GtkWidget *list = gtk_widget_get_parent (row);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    gboolean handled = FALSE;

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      g_signal_emit_by_name (controller, "key-pressed", key, 0u, (GdkModifierType) 0, &handled);
  }
  driver_settle ();
}

static CtnParticipantState
get_state (Driver *driver, gint64 activity, const char *name)
{
  g_autoptr (GPtrArray) list =
      ctn_participant_list (ctn_project_get_reader (driver_get_project (driver)), activity, NULL);

  for (guint i = 0; i < list->len; i++) {
    const CtnParticipant *one = g_ptr_array_index (list, i);

    if (g_str_equal (ctn_participant_get_name (one), name))
      return one->state;
  }
  g_error ("“%s” takes no part", name);
}

static void
test_who_came (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnProject *project;
  GtkWidget *row;
  gint64 id;

  start (&driver);
  project = driver_get_project (&driver);
  page = driver_show_view (&driver, "activities");
  picture (&driver, "list");
  id = find_activity (&driver, "Meeting of the alliance");
  ctn_page_show_record (page, "activity", id);
  picture (&driver, "participants");
  row = find_row (page, "Anna Beispiel");
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_grab_focus (row));
  press (row, GDK_KEY_space);
  g_assert_cmpint (get_state (&driver, id, "Anna Beispiel"), ==, CTN_PARTICIPANT_ATTENDED);
  /* The focus has gone on to the next one. */
  row = find_row (page, "Bernd Muster");
  g_assert_true (gtk_widget_has_focus (row));
  press (row, GDK_KEY_n);
  g_assert_cmpint (get_state (&driver, id, "Bernd Muster"), ==, CTN_PARTICIPANT_ABSENT);
  gtk_widget_activate_action (GTK_WIDGET (page), "activities.rest-attended", NULL);
  driver_settle ();
  g_assert_cmpint (get_state (&driver, id, "Carla Vorlage"), ==, CTN_PARTICIPANT_ATTENDED);
  picture (&driver, "came");
  g_assert_true (ctn_project_undo (project, NULL));
  g_assert_cmpint (get_state (&driver, id, "Carla Vorlage"), ==, CTN_PARTICIPANT_INVITED);
  g_assert_cmpint (get_state (&driver, id, "Bernd Muster"), ==, CTN_PARTICIPANT_ABSENT);
  show_side (&driver, page, "details");
  picture (&driver, "details");
  show_side (&driver, page, "follow-up");
  picture (&driver, "follow-up");
  gtk_widget_activate_action (GTK_WIDGET (page), "activities.attendance", NULL);
  for (int i = 0; i < 5; i++)
    driver_settle ();
  picture (&driver, "attendance");
  driver_stop (&driver);
}

static void
find_done (GtkWidget *widget, gpointer data)
{
  GtkWidget **found = data;

  if (*found == NULL && GTK_IS_CHECK_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_widget_get_tooltip_text (widget), "Done") == 0)
    *found = widget;
}

/* A task is ticked off where it stands, today; one undo makes it open again. */
static void
test_tick (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnProject *project;
  const CtnFieldText values[] = { { "text", "Send the minutes" }, { NULL, NULL } };
  g_autofree char *today = ctn_calendar_dup_today (NULL);
  g_autofree char *done = NULL;
  GtkWidget *tick = NULL;
  gint64 activity = 0, task;

  start (&driver);
  project = driver_get_project (&driver);
  ctn_connection_get_int (ctn_project_get_reader (project), &activity, NULL,
                          "SELECT min(id) FROM activity", "");
  task = ctn_record_add (project, ctn_task_kind (), activity, values, NULL);
  page = driver_show_view (&driver, "activities");
  g_assert_true (ctn_page_show_record (page, "activity", activity));
  driver_settle ();
  show_side (&driver, page, "follow-up");
  driver_visit (GTK_WIDGET (page), find_done, &tick);
  g_assert_nonnull (tick);
  gtk_widget_grab_focus (tick);
  driver_press (&driver, "space");
  driver_settle ();
  done = ctn_connection_get_text (ctn_project_get_reader (project), NULL,
                                  "SELECT done_on FROM task WHERE id = ?", "i", task);
  g_assert_cmpstr (done, ==, today);
  tick = NULL;
  driver_visit (GTK_WIDGET (page), find_done, &tick);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (tick)));
  g_assert_true (gtk_widget_has_focus (tick));
  g_assert_true (ctn_project_undo (project, NULL));
  driver_settle ();
  tick = NULL;
  driver_visit (GTK_WIDGET (page), find_done, &tick);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (tick)));
  driver_stop (&driver);
}

static void
test_presentations (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  CtnActivityCalendar *calendar;
  CtnScene *scene;
  GDate day;

  start (&driver);
  page = driver_show_view (&driver, "activities");
  show_side (&driver, page, "calendar");
  calendar = driver_find (page, CTN_TYPE_ACTIVITY_CALENDAR);
  g_assert_nonnull (calendar);
  gtk_widget_grab_focus (GTK_WIDGET (calendar));
  picture (&driver, "calendar");
  /* The last day of the sample on which something took place before it was made. */
  ctn_activity_calendar_get_day (calendar, &day);
  g_assert_cmpint (g_date_get_year (&day), ==, 2026);
  show_side (&driver, page, "timeline");
  picture (&driver, "timeline");
  scene = ctn_chart_view_get_scene (driver_find (page, CTN_TYPE_CHART_VIEW));
  g_assert_nonnull (scene);
  g_assert_cmpint (
      ctn_scene_find (scene, "item", find_activity (&driver, "Workshop on battery supply"), 0), >=,
      0);
  /* All that have a date. */
  g_assert_cmpint (ctn_scene_get_n_reachable (scene), ==,
                   get_number (&driver, "SELECT count(*) FROM activity WHERE starts IS NOT NULL"));
  driver_stop (&driver);
}

static void
test_new (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  gint64 before;

  start (&driver);
  page = driver_show_view (&driver, "activities");
  before = get_number (&driver, "SELECT count(*) FROM activity");
  ctn_page_new_item (page);
  driver_settle ();
  g_assert_cmpint (get_number (&driver, "SELECT count(*) FROM activity"), ==, before + 1);
  show_side (&driver, page, "participants");
  picture (&driver, "empty");
  gtk_widget_activate_action (GTK_WIDGET (page), "activities.delete", NULL);
  driver_settle ();
  g_assert_cmpint (get_number (&driver, "SELECT count(*) FROM activity"), ==, before);
  driver_stop (&driver);
}

static gboolean
has_dialog (gpointer data)
{
  Driver *driver = data;

  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver->window)) !=
         NULL;
}

static void
test_import (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "catenary-test-list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path,
                                      "Name;Organisation;E-Mail\nAnna Beispiel;;"
                                      "anna.beispiel@example.org\nGreta Neu;Beispiel Neu GmbH;"
                                      "greta.neu@example.org\nNobody;;\n",
                                      -1, NULL));
  start (&driver);
  page = driver_show_view (&driver, "activities");
  ctn_participant_import_dialog_show_file (
      page, find_activity (&driver, "Open day at the test bed"), file);
  driver_wait_for (has_dialog, &driver, "the dialog");
  picture (&driver, "import");
  g_assert_nonnull (find_row (driver.window, "Greta Neu"));
  driver_stop (&driver);
  g_file_delete (file, NULL, NULL);
}

static void
test_personal_data (void)
{
  Driver driver = { 0 };
  CtnPage *page;
  GtkWidget *row;
  AdwDialog *dialog;

  start (&driver);
  page = driver_show_view (&driver, "partners");
  ctn_personal_data_dialog_present (page);
  picture (&driver, "due");
  row = find_row (driver.window, "Felix Mustermann");
  g_assert_nonnull (row);
  ctn_person_dialog_present (
      page, get_number (&driver, "SELECT id FROM person WHERE given_name = 'Felix'"));
  picture (&driver, "person");
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (driver.window));
  g_assert_cmpstr (adw_dialog_get_title (dialog), ==, "Felix Mustermann");
  row = NULL;
  driver_stop (&driver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/activities/who-came", test_who_came);
  g_test_add_func ("/activities/presentations", test_presentations);
  g_test_add_func ("/activities/tick", test_tick);
  g_test_add_func ("/activities/new", test_new);
  g_test_add_func ("/activities/import", test_import);
  g_test_add_func ("/activities/personal-data", test_personal_data);
  return g_test_run ();
}
