/* Files that are no projects, or no longer: cut off, with flipped bits, of other programs, with
 * traps in their schema. Each is refused with a message or is whole; there is no crash and no hang,
 * and the file stays as it was. */
#include <ctn-check.h>
#include <glib/gstdio.h>
#include <string.h>

#include "project-support.h"

#define N_FLIPS 300
#define MAX_SECONDS 2.0

static GBytes *
make_project (void)
{
  g_autofree char *path = support_path ("good.catenary");
  CtnProject *project = support_new_project ("good.catenary");

  for (int i = 0; i < 5; i++)
    support_add_organisation (project, "Name");
  support_run (project, "Add", NULL,
               "INSERT INTO organisation_name (id, organisation, name) SELECT id, id, name FROM "
               "organisation");
  support_close (project);
  return support_read (path);
}

/* Opens what is in @path, closes it unchanged. Returns whether it opened. */
static gboolean
try_open (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) before = support_read (path);
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_open (file, NULL, &error);

  g_assert_true ((project == NULL) == (error != NULL));
  if (error != NULL)
    g_assert_cmpuint (strlen (error->message), >, 10);
  if (project != NULL)
    support_close (project);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, MAX_SECONDS);
  support_assert_bytes (path, before);
  return project != NULL;
}

static void
test_truncated (void)
{
  g_autoptr (GBytes) good = make_project ();
  g_autofree char *path = support_path ("a.catenary");
  gsize size = g_bytes_get_size (good);

  for (gsize length = 0; length < size; length = length < 200 ? length + 7 : length + 1531) {
    support_write (path, g_bytes_get_data (good, NULL), length);
    /* In the last page there may be room that holds nothing. */
    if (try_open (path))
      g_assert_cmpuint (length, >, size - 4096);
  }
  support_write (path, g_bytes_get_data (good, NULL), size);
  g_assert_true (try_open (path));
}

static void
test_flipped (void)
{
  g_autoptr (GBytes) good = make_project ();
  g_autofree char *path = support_path ("a.catenary");
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  gsize size = g_bytes_get_size (good);
  guint n_refused = 0;

  for (int i = 0; i < N_FLIPS; i++) {
    g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (good, NULL), size);
    /* In the header and the schema, where it hurts, as often as elsewhere. */
    gint32 end = i % 2 == 0 ? 8192 : (gint32) size;

    for (int k = 0; k <= i % 8; k++)
      copy[g_rand_int_range (rand, 0, end)] ^= (guint8) (1u << g_rand_int_range (rand, 0, 8));
    support_write (path, copy, size);
    n_refused += !try_open (path);
  }
  g_test_message ("%u of %d refused; the others changed nothing that means anything, or a text",
                  n_refused, N_FLIPS);
  g_assert_cmpuint (n_refused, >, N_FLIPS / 10);
}

static void
test_foreign (void)
{
  static const char *const contents[] = {
    "", "x", "SQLite format 3", "PK\x03\x04 a spreadsheet", "Name,Country\nA,B\n", "%PDF-1.7\n",
  };
  g_autofree char *path = support_path ("a.catenary");
  g_autofree char *folder = support_path ("folder.catenary");
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++) {
    support_write (path, contents[i], strlen (contents[i]));
    g_assert_false (try_open (path));
  }
  g_unlink (path);
  support_tamper (path, "CREATE TABLE organisation (id INTEGER PRIMARY KEY, name TEXT)");
  g_assert_false (try_open (path));
  support_tamper (path, "PRAGMA application_id = 0x43544E59; PRAGMA user_version = 1");
  g_assert_false (try_open (path));
  support_tamper (path, "PRAGMA user_version = 999");
  g_assert_false (try_open (path));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_null (ctn_project_open (file, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_schemas (void)
{
  static const char *const evil[] = {
    "CREATE TRIGGER t AFTER INSERT ON operation BEGIN DELETE FROM organisation; END",
    "CREATE TEMP TABLE x (a); CREATE VIEW v AS SELECT * FROM organisation",
    "ALTER TABLE organisation ADD COLUMN more TEXT",
    "CREATE TABLE extra (id INTEGER PRIMARY KEY)",
    "CREATE INDEX i ON organisation (length(name))",
    "DROP INDEX organisation_country",
    "CREATE VIRTUAL TABLE f USING fts5 (a)",
    "DROP TABLE tag; CREATE VIEW tag AS WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 "
    "FROM n) SELECT id, 'x' AS name FROM n",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'tag'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') "
    "WHERE "
    "name = 'organisation'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM "
    "sqlite_schema WHERE name = 'person') WHERE name = 'organisation'",
    "PRAGMA foreign_keys = OFF; DELETE FROM organisation",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = 1",
  };
  g_autoptr (GBytes) good = make_project ();
  g_autofree char *path = support_path ("a.catenary");

  for (gsize i = 0; i < G_N_ELEMENTS (evil); i++) {
    support_write (path, g_bytes_get_data (good, NULL), g_bytes_get_size (good));
    support_tamper (path, evil[i]);
    if (try_open (path))
      g_error ("opened: %s", evil[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/hostile/truncated", test_truncated);
  g_test_add_func ("/project/hostile/flipped", test_flipped);
  g_test_add_func ("/project/hostile/foreign", test_foreign);
  g_test_add_func ("/project/hostile/schemas", test_schemas);
  return g_test_run ();
}
