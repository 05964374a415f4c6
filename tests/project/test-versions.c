/* Every version of the file format that was ever shipped still opens: its records are found, its
 * history can be undone and redone, and it can be worked on. The files are made by make-version. */
#include <ctn-check.h>
#include <ctn-schema.h>

#include "project-support.h"

/* What data/sample had in it when the file was made. */
typedef struct {
  int version;
  gint64 n_organisations;
  gint64 n_answers;
  gint64 n_links;
} Version;

static const Version versions[] = {
  { 1, 32, 71, 27 },
  { 2, 32, 71, 27 },
  { 3, 49, 533, 27 },
};

static char *
copy_version (int version)
{
  g_autofree char *name = g_strdup_printf ("v%03d.catenary", version);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "versions", name, NULL);
  g_autofree char *copy = support_path (name);
  g_autoptr (GBytes) bytes = support_read (path);
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  support_write (copy, data, size);
  return g_steal_pointer (&name);
}

static void
check_version (const Version *version)
{
  g_autofree char *name = copy_version (version->version);
  g_autofree char *path = support_path (name);
  g_autofree char *function = NULL;
  g_autoptr (GBytes) before = support_read (path);
  g_autoptr (GError) error = NULL;
  CtnProject *project;

  ctn_check_file (path, NULL, &error);
  g_assert_no_error (error);
  project = support_open (name);
  g_assert_cmpint (support_count (project, "PRAGMA user_version"), ==, ctn_schema_get_version ());
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM organisation"), ==,
                   version->n_organisations);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM answer"), ==, version->n_answers);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM chain_link"), ==,
                   version->n_links);
  function = support_text (project, "SELECT function || ' ' || phone FROM position JOIN person ON "
                                    "person = person.id WHERE family_name = 'Beispiel'");
  g_assert_cmpstr (function, ==, "Director +49 30 1234567");
  g_assert_cmpstr (ctn_project_get_redo_label (project), ==, "Delete Organisation");
  g_assert_cmpstr (ctn_project_get_undo_label (project), ==, "Edit Person");
  support_assert_bytes (path, before);

  g_assert_true (ctn_project_redo (project, &error));
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM organisation"), ==,
                   version->n_organisations - 1);
  g_assert_true (ctn_project_go_to (project, 0, &error));
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM person"), ==, 0);
  support_add_organisation (project, "New in an old file");
  support_close (project);
  ctn_check_file (path, NULL, &error);
  g_assert_no_error (error);
}

static void
test_every_version (void)
{
  g_assert_cmpint (G_N_ELEMENTS (versions), ==, ctn_schema_get_version ());
  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    check_version (&versions[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/versions/every", test_every_version);
  return g_test_run ();
}
