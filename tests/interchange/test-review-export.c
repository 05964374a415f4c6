/* The review round as a table: a row an entry, in the order of the threads, responses by number. */
#include "ctn-review-export.h"

#include <ctn-partnership.h>
#include <ctn-pilot.h>
#include <ctn-record-operations.h>
#include <registry-support.h>
#include <string.h>

static gint64
say (CtnProject *project, gint64 pilot, gint64 parent, const char *kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64 id =
      ctn_review_add (project, pilot, parent, kind, 0, "A. Author", "2026-05-01", text, &error);

  g_assert_no_error (error);
  return id;
}

static char *export (CtnProject *project, gint64 partnership, const char *name)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *content = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  ctn_review_export (ctn_project_get_reader (project), partnership, file, NULL, &error);
  g_assert_no_error (error);
  g_file_load_contents (file, NULL, &content, NULL, NULL, &error);
  g_assert_no_error (error);
  return content;
}

static void
test_export (void)
{
  CtnProject *project = support_project_new ();
  gint64 owner = support_add (project, "Owner", NULL);
  g_autofree char *owner_id = g_strdup_printf ("%" G_GINT64_FORMAT, owner);
  gint64 partnership = ctn_partnership_add (project, "Alliance", NULL);
  gint64 pilot = ctn_record_add (
      project, ctn_pilot_kind (), partnership,
      (const CtnFieldText[]) { { "name", "Pilot" }, { "owner", owner_id }, { NULL } }, NULL);
  gint64 first = say (project, pilot, 0, "recommendation", "=Add a test bed");
  g_autofree char *csv = NULL;
  g_autofree char *xlsx = NULL;

  say (project, pilot, 0, "comment", "Good; start");
  say (project, pilot, first, "response", "We shall");
  csv = export (project, partnership, "reviews.csv");
  /* A text that would be a formula is made harmless. */
  g_assert_cmpstr (
      csv, ==,
      "\xef\xbb\xbfPilot;Owner;Number;Response To;Kind;Organisation;Author;Date;State;Text"
      "\r\n"
      "Pilot;Owner;1;;Recommendation;;A. Author;2026-05-01;Undecided;'=Add a test bed\r\n"
      "Pilot;Owner;2;1;Response;;A. Author;2026-05-01;;We shall\r\n"
      "Pilot;Owner;3;;Comment;;A. Author;2026-05-01;Undecided;\"Good; start\"\r\n");
  xlsx = export (project, partnership, "reviews.xlsx");
  g_assert_cmpint (memcmp (xlsx, "PK", 2), ==, 0);
  support_project_free (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/review-export/table", test_export);
  return g_test_run ();
}
