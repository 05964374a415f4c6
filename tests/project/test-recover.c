/* Recovering a damaged file: what lies outside of the damage comes through, what does not is
 * reported, and the result is a project that opens. */
#include <ctn-check.h>
#include <ctn-recover.h>

#include <string.h>

#include "project-support.h"

#define N_ROWS 4000
#define PAGE_SIZE 4096
#define N_DAMAGES 40

static void
make_project (const char *name)
{
  CtnProject *project = support_new_project (name);

  support_run (
      project, "Add", NULL,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " G_STRINGIFY (
          N_ROWS) ") INSERT INTO organisation (id, name, description) "
                  "SELECT i * 1000000007, 'Organisation ' || i, hex(zeroblob(100)) FROM n");
  support_run (project, "Add", NULL,
               "INSERT INTO organisation_name (id, organisation, name) "
               "SELECT id + 1, id, name FROM organisation");
  support_run (
      project, "Add", NULL,
      "INSERT INTO sector (id, parent, position, code, name) VALUES (5, NULL, 1, 'a', 'A'), "
      "(4, 5, 1, 'b', 'B')");
  support_run (project, "Add", NULL, "INSERT INTO chain (id, name, sector) VALUES (9, 'Chain', 4)");
  support_close (project);
}

static const CtnRecoveredTable *
find (GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++) {
    const CtnRecoveredTable *table = g_ptr_array_index (tables, i);

    if (g_str_equal (table->table, name))
      return table;
  }
  g_assert_not_reached ();
}

static GPtrArray *
recover (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) damaged = support_file (from);
  g_autoptr (GFile) file = support_file (to);

  return ctn_recover_file (damaged, file, NULL, error);
}

static void
test_whole (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables = NULL;
  CtnProject *old;
  CtnProject *new;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  make_project ("a.catenary");
  tables = recover ("a.catenary", "b.catenary", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < tables->len; i++) {
    const CtnRecoveredTable *table = g_ptr_array_index (tables, i);

    g_assert_false (table->incomplete);
    g_assert_cmpuint (table->n_refused + table->n_dangling, ==, 0);
  }
  old = support_open ("a.catenary");
  new = support_open ("b.catenary");
  before = support_dump (ctn_project_get_reader (old));
  after = support_dump (ctn_project_get_reader (new));
  g_assert_true (g_str_equal (before, after));
  support_close (old);
  support_close (new);
}

/* Pages here and there are overwritten; each page that is not costs no row of these tables. */
static void
test_pages (void)
{
  g_autofree char *path = support_path ("a.catenary");
  g_autofree char *result = support_path ("b.catenary");
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GBytes) bytes = NULL;
  guint n_recovered = 0;

  make_project ("a.catenary");
  bytes = support_read (path);
  for (int i = 0; i < N_DAMAGES; i++) {
    gsize size;
    g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    g_autoptr (GBytes) damaged = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) tables = NULL;

    size = g_bytes_get_size (bytes) / PAGE_SIZE;
    for (int k = 0; k < 4; k++) {
      gint32 page = g_rand_int_range (rand, 1, (gint32) size);

      memset (copy + page * PAGE_SIZE, g_rand_int_range (rand, 0, 256), PAGE_SIZE);
    }
    support_write (path, copy, g_bytes_get_size (bytes));
    damaged = support_read (path);
    tables = recover ("a.catenary", "b.catenary", &error);
    support_assert_bytes (path, damaged);
    if (tables == NULL) {
      g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED);
      continue;
    }
    ctn_check_file (result, NULL, &error);
    g_assert_no_error (error);
    n_recovered += find (tables, "organisation")->n_recovered > N_ROWS * 8 / 10;
    if (find (tables, "organisation")->n_recovered < N_ROWS)
      g_assert_true (find (tables, "organisation")->incomplete);
  }
  g_test_message ("%u of %d damaged files gave back four fifths or more", n_recovered, N_DAMAGES);
  g_assert_cmpuint (n_recovered, >, N_DAMAGES * 3 / 4);
}

/* Rows that refer to lost ones, values that cannot be: left out or mended, and told. */
static void
test_inconsistent (void)
{
  g_autofree char *path = support_path ("a.catenary");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables = NULL;
  CtnProject *project;

  make_project ("a.catenary");
  support_tamper (path, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;"
                        "DELETE FROM organisation WHERE id = 1000000007;"
                        "DELETE FROM sector WHERE id = 5;"
                        "UPDATE organisation SET helix = 'nobody' WHERE id = 2000000014");
  tables = recover ("a.catenary", "b.catenary", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (find (tables, "organisation")->n_refused, ==, 1);
  g_assert_cmpuint (find (tables, "organisation")->n_recovered, ==, N_ROWS - 2);
  /* One whose organisation was deleted, one whose organisation was refused. */
  g_assert_cmpuint (find (tables, "organisation_name")->n_dangling, ==, 2);
  g_assert_cmpuint (find (tables, "sector")->n_dangling, ==, 1);
  g_assert_cmpuint (find (tables, "sector")->n_recovered, ==, 0);
  /* A chain may be without a sector. */
  g_assert_cmpuint (find (tables, "chain")->n_recovered, ==, 1);
  project = support_open ("b.catenary");
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM chain WHERE sector IS NULL"), ==,
                   1);
  support_close (project);
}

typedef struct {
  gint64 id;
  GBytes *bytes;
} File;

/* @id: of the content; the attachment has the one after it. */
static gboolean
attach (CtnConnection *connection, gpointer data, GError **error)
{
  const File *file = data;
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->bytes);
  g_autoptr (CtnStatement) insert = ctn_connection_query (
      connection, error,
      "INSERT INTO attachment_content (id, hash, size, data) VALUES (?, ?, length(?3), ?3)", "");

  if (insert == NULL)
    return FALSE;
  ctn_statement_bind_int (insert, 1, file->id);
  ctn_statement_bind_text (insert, 2, hash);
  ctn_statement_bind_bytes (insert, 3, file->bytes);
  ctn_statement_next (insert, error);
  return ctn_connection_run (connection, error,
                             "INSERT INTO attachment (id, record, row, title, hash) "
                             "VALUES (?, 'organisation', 1000000007, 'File', ?)",
                             "it", file->id + 1, hash);
}

/* Bytes as no text has them, over several pages. */
static GBytes *
make_bytes (guint8 start)
{
  guint8 bytes[5 * PAGE_SIZE];

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (start + i * i / 251);
  return g_bytes_new (bytes, sizeof bytes);
}

static void
add_file (CtnProject *project, gint64 id, guint8 start)
{
  const CtnOperation operation = { "Attach", NULL, NULL };
  g_autoptr (GBytes) bytes = make_bytes (start);
  File file = { id, bytes };
  g_autoptr (GError) error = NULL;

  ctn_project_transact (project, &operation, attach, &file, &error);
  g_assert_no_error (error);
}

/* Overwrites a byte in the middle of the file's content, where it is stored. */
static void
damage_bytes (const char *path, guint8 start)
{
  g_autoptr (GBytes) all = support_read (path);
  g_autoptr (GBytes) content = make_bytes (start);
  gsize size;
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (all, NULL), g_bytes_get_size (all));
  const guint8 *wanted = g_bytes_get_data (content, NULL);
  guint8 *found;

  size = g_bytes_get_size (all);
  /* A piece from the middle of an overflow page. */
  found = memmem (copy, size, wanted + 2 * PAGE_SIZE, 64);
  g_assert_nonnull (found);
  found[7] ^= 0x20;
  support_write (path, copy, size);
}

/* Attached files come through byte by byte; one that is damaged does not, and what it was called does. */
static void
test_attachments (void)
{
  g_autofree char *path = support_path ("a.catenary");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GBytes) expected = make_bytes (1);
  g_autoptr (CtnStatement) rows = NULL;
  g_autoptr (GBytes) found = NULL;
  CtnProject *project;

  make_project ("a.catenary");
  project = support_open ("a.catenary");
  add_file (project, 51, 1);
  add_file (project, 61, 77);
  add_file (project, 71, 150);
  support_close (project);
  damage_bytes (path, 77);
  support_tamper (path, "DELETE FROM attachment WHERE id = 72");
  tables = recover ("a.catenary", "b.catenary", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (find (tables, "attachment")->n_recovered, ==, 2);
  g_assert_cmpuint (find (tables, "attachment_content")->n_recovered, ==, 1);
  g_assert_cmpuint (find (tables, "attachment_content")->n_refused, ==, 1);
  g_assert_cmpuint (find (tables, "attachment_content")->n_dangling, ==, 1);
  project = support_open ("b.catenary");
  rows = ctn_connection_query (ctn_project_get_reader (project), &error,
                               "SELECT data, typeof(data) FROM attachment_content JOIN attachment "
                               "USING (hash) WHERE attachment.id = 52",
                               "");
  g_assert_true (ctn_statement_next (rows, &error));
  g_assert_cmpstr (ctn_statement_get_text (rows, 1), ==, "blob");
  found = ctn_statement_dup_bytes (rows, 0);
  g_assert_true (g_bytes_equal (found, expected));
  g_clear_pointer (&rows, ctn_statement_free);
  support_close (project);
}

/* A table of another definition, a view in its place or a trigger are not run. */
static void
test_evil (void)
{
  g_autofree char *path = support_path ("a.catenary");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables = NULL;

  make_project ("a.catenary");
  support_tamper (path,
                  "DROP TABLE tag; CREATE VIEW tag AS WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL "
                  "SELECT id + 1 FROM n) SELECT id, 'x' AS name FROM n;"
                  "CREATE TRIGGER t AFTER INSERT ON organisation BEGIN DELETE FROM sector; END;"
                  "ALTER TABLE chain ADD COLUMN more TEXT");
  tables = recover ("a.catenary", "b.catenary", &error);
  g_assert_no_error (error);
  g_assert_true (find (tables, "tag")->incomplete);
  g_assert_cmpuint (find (tables, "tag")->n_recovered, ==, 0);
  g_assert_cmpuint (find (tables, "organisation")->n_recovered, ==, N_ROWS);
  g_assert_cmpuint (find (tables, "sector")->n_recovered, ==, 2);
}

static void
test_hopeless (void)
{
  static const char *const contents[] = { "", "x", "SQLite format 3" };
  g_autofree char *path = support_path ("a.catenary");
  g_autofree char *result = support_path ("b.catenary");

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_autofree char *content = g_strnfill (20000, 'x');
    g_autoptr (GError) error = NULL;

    memcpy (content, contents[i], strlen (contents[i]));
    support_write (path, content, i == 0 ? 0 : 20000);
    g_assert_null (recover ("a.catenary", "b.catenary", &error));
    g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_DAMAGED);
    g_assert_false (g_file_test (result, G_FILE_TEST_EXISTS));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/recover/whole", test_whole);
  g_test_add_func ("/project/recover/pages", test_pages);
  g_test_add_func ("/project/recover/inconsistent", test_inconsistent);
  g_test_add_func ("/project/recover/attachments", test_attachments);
  g_test_add_func ("/project/recover/evil", test_evil);
  g_test_add_func ("/project/recover/hopeless", test_hopeless);
  return g_test_run ();
}
