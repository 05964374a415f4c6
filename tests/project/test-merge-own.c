/* One file that two windows have open: what another one did comes in, case by case. Expected values are
 * what a person merging by hand would write. */
#include <ctn-merge.h>

#include "project-support.h"

#define ORGANISATION "INSERT INTO organisation (id, name, city) VALUES (1, 'Aalto', 'Espoo')"

/* Two windows on the same file. */
typedef struct {
  CtnProject *ours;
  CtnProject *theirs;
} Sides;

static void
publish (CtnProject *project)
{
  g_autoptr (GError) error = NULL;

  ctn_project_publish (project, FALSE, NULL, &error);
  g_assert_no_error (error);
}

static void
run (CtnProject *project, const char *sql)
{
  support_run (project, "Edit", NULL, sql);
}

static void
set_up (Sides *sides)
{
  sides->ours = support_new_project ("ours.catenary");
  run (sides->ours, ORGANISATION);
  publish (sides->ours);
  sides->theirs = support_open ("ours.catenary");
  ctn_project_set_author (sides->theirs, "Berta");
}

static void
assert_text (CtnProject *project, const char *sql, const char *expected)
{
  g_autofree char *text = support_text (project, sql);

  g_assert_cmpstr (text, ==, expected);
}

/* The project's own file, changed in another window: both have all of it afterwards, and a window that
 * changed nothing does not write. */
static void
test_own_file (void)
{
  Sides sides;
  g_autofree char *path = support_path ("ours.catenary");
  g_autoptr (GBytes) published = NULL;
  g_autoptr (CtnMerge) merge = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&sides);
  run (sides.theirs, "UPDATE organisation SET web = 'aalto.fi'");
  publish (sides.theirs);
  published = support_read (path);
  g_assert_true (ctn_project_file_has_changed (sides.ours, NULL));
  g_assert_false (ctn_project_file_has_changed (sides.theirs, NULL));
  merge = ctn_merge_new (sides.ours, ctn_project_get_file (sides.ours), NULL, &error);
  g_assert_no_error (error);
  ctn_merge_apply (merge, sides.ours, NULL, &error);
  g_assert_no_error (error);
  assert_text (sides.ours, "SELECT web FROM organisation", "aalto.fi");
  g_assert_cmpint (ctn_project_get_publish_state (sides.ours), ==, CTN_PUBLISH_STATE_SAVED);
  g_assert_false (ctn_project_file_has_changed (sides.ours, NULL));
  support_assert_bytes (path, published);

  run (sides.ours, "UPDATE organisation SET city = 'Helsinki'");
  run (sides.theirs, "UPDATE organisation SET phone = '1'");
  publish (sides.ours);
  ctn_merge_publish (sides.theirs, NULL, &error);
  g_assert_no_error (error);
  ctn_merge_publish (sides.ours, NULL, &error);
  g_assert_no_error (error);
  assert_text (sides.ours, "SELECT city || web || phone FROM organisation", "Helsinkiaalto.fi1");
  assert_text (sides.theirs, "SELECT city || web || phone FROM organisation", "Helsinkiaalto.fi1");

  run (sides.ours, "UPDATE organisation SET city = 'Turku'");
  run (sides.theirs, "UPDATE organisation SET city = 'Vaasa'");
  publish (sides.ours);
  g_assert_false (ctn_merge_publish (sides.theirs, NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE);
  ctn_project_close (sides.theirs, TRUE, NULL);
  g_object_unref (sides.theirs);
  support_close (sides.ours);
}

/* Undo in the file that both share is a change like any other. */
static void
test_own_file_undo (void)
{
  Sides sides;
  g_autoptr (GError) error = NULL;

  set_up (&sides);
  run (sides.theirs, "UPDATE organisation SET web = 'aalto.fi'");
  publish (sides.theirs);
  run (sides.ours, "UPDATE organisation SET phone = '1'");
  ctn_merge_publish (sides.ours, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ctn_project_undo (sides.ours, NULL));
  assert_text (sides.ours, "SELECT ifnull(web, '-') || phone FROM organisation", "-1");
  ctn_merge_publish (sides.ours, NULL, &error);
  g_assert_no_error (error);
  run (sides.theirs, "UPDATE organisation SET city = 'Vaasa'");
  ctn_merge_publish (sides.theirs, NULL, &error);
  g_assert_no_error (error);
  assert_text (sides.theirs, "SELECT ifnull(web, '-') || phone || city FROM organisation",
               "-1Vaasa");
  support_close (sides.ours);
  support_close (sides.theirs);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/merge/own-file", test_own_file);
  g_test_add_func ("/project/merge/own-file-undo", test_own_file_undo);
  return g_test_run ();
}
