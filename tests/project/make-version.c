/* Makes the example file of the newest version of the file format (tests/data/versions): the sample
 * project, and on top of it a person, operations by two authors, one of them undone.
 *
 *   make-version SAMPLE.catenary tests/data/versions/vNNN.catenary
 *
 * Run once when a new data/schema/NNN-*.sql is finished; what is there already is never made anew. */
#include <locale.h>

#include "project-support.h"

int
main (int argc, char **argv)
{
  g_autoptr (GFile) sample = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  CtnProject *project;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 3)
    g_error ("usage: make-version SAMPLE.catenary FILE.catenary");
  sample = g_file_new_for_commandline_arg (argv[1]);
  file = g_file_new_for_commandline_arg (argv[2]);
  if (g_file_query_exists (file, NULL))
    g_error ("%s exists, and a version that was shipped does not change", argv[2]);
  project = ctn_project_open_untitled (sample, "Version", NULL, &error);
  g_assert_no_error (error);
  ctn_project_set_author (project, "Ada Example");
  support_run (project, "Add Person", NULL,
               "INSERT INTO person (id, given_name, family_name, email, legal_basis, data_source, "
               "purpose, informed_on, retain_until) VALUES (7000000000000000001, 'Grace', "
               "'Beispiel', 'grace@example.org', 'consent', 'fair', 'contact', '2025-01-31', "
               "'2030-12-31')");
  support_run (project, "Add Position", NULL,
               "INSERT INTO position (id, person, organisation, function) SELECT "
               "7000000000000000002, 7000000000000000001, min(id), 'Director' FROM organisation");
  ctn_project_set_author (project, "Bo Example");
  support_run (project, "Edit Person", NULL,
               "UPDATE person SET phone = '+49 30 1234567' WHERE id = 7000000000000000001");
  support_run (project, "Delete Organisation", NULL,
               "DELETE FROM organisation WHERE id = (SELECT max(id) FROM organisation)");
  g_assert_true (ctn_project_undo (project, &error));
  ctn_project_save_copy (project, file, NULL, &error);
  g_assert_no_error (error);
  ctn_project_close (project, TRUE, &error);
  g_assert_no_error (error);
  g_object_unref (project);
  return 0;
}
