/* Random edits on both sides of a copied project, then both into one. Whatever the edits were:
 *
 * - with all conflicts decided for theirs, every row and field that theirs changed is in the result, and
 *   with all decided for ours, every one that ours changed; without conflicts, both: nothing is lost, and
 *   what would have been is listed;
 * - who was erased on either side is erased;
 * - references hold, and the file is whole;
 * - one undo takes the merge back, bit by bit, and redo brings it again, unless somebody was erased, which
 *   nothing takes back, and which changes what others wrote of that person;
 * - merging the same file once more brings nothing, and asks nothing;
 * - the other side takes the result without a question, and then has the same content;
 * - without conflicts, it does not matter which side merges which.
 *
 * CTN_MERGE_RUNS and CTN_MERGE_SEED set how many and which (./dev torture merge). */
#include <ctn-check.h>
#include <ctn-merge.h>
#include <glib/gstdio.h>
#include <string.h>

#include "project-support.h"
#include "random-support.h"

#define DEFAULT_RUNS 4
#define N_BEFORE 150
#define MAX_EACH 40
#define N_TABLES 8
#define ERASES_IN 3     /* every third run also erases */
#define FIRST_TABLES 25 /* those that most others refer to */

static guint
get_number (const char *variable, guint otherwise)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

/* @unique: see RandomWork; rows are then the same only where their references make them so. */
static void
edit (CtnProject *project,
      RandomTable *const tables[N_TABLES],
      GRand *rand,
      gint64 first_id,
      guint unique)
{
  RandomWork work = { .rand = rand, .next_id = first_id, .unique = unique };
  guint n = (guint) g_rand_int_range (rand, 1, MAX_EACH);

  for (guint i = 0; i < n; i++) {
    work.table = tables[g_rand_int_range (rand, 0, N_TABLES)];
    random_operate (project, &work, g_rand_int_range (rand, 0, RANDOM_N_KINDS));
    if (g_rand_int_range (rand, 0, 12) == 0)
      ctn_project_undo (project, NULL);
  }
}

/* What there is to write to; with @erases, also that somebody was erased. */
static GPtrArray *
describe_tables (CtnProject *project, gboolean erases)
{
  GPtrArray *tables = random_describe_tables (ctn_project_get_reader (project));

  for (guint i = 0; !erases && i < tables->len; i++) {
    RandomTable *table = tables->pdata[i];

    for (guint j = table->columns->len; j > 0; j--)
      if (g_str_equal (((RandomColumn *) table->columns->pdata[j - 1])->name, "erased_on"))
        g_ptr_array_remove_index (table->columns, j - 1);
  }
  return tables;
}

/* Two files with a common history, open. */
static void
make_sides (GRand *rand, gboolean erases, CtnProject **ours, CtnProject **theirs)
{
  CtnProject *base = support_new_project ("base.catenary");
  g_autoptr (GPtrArray) tables = describe_tables (base, erases);
  RandomWork work = { .rand = rand, .next_id = 1000, .unique = 1 };
  RandomTable *some[N_TABLES];

  for (guint i = 0; i < N_BEFORE; i++) {
    work.table = tables->pdata[i % tables->len];
    random_operate (base, &work, RANDOM_INSERT);
  }
  support_close (base);
  support_copy ("base.catenary", "ours.catenary");
  support_copy ("base.catenary", "theirs.catenary");
  *ours = support_open ("ours.catenary");
  *theirs = support_open ("theirs.catenary");
  ctn_project_set_author (*theirs, "Other");
  /* Both work in the same few tables, or they would hardly ever meet. */
  for (guint i = 0; i < N_TABLES; i++)
    some[i] = tables->pdata[g_rand_int_range (rand, 0, (int) tables->len)];
  some[0] = tables->pdata[g_rand_int_range (rand, 0, FIRST_TABLES)];
  for (guint i = 0; erases && i < tables->len; i++)
    if (g_str_equal (((RandomTable *) tables->pdata[i])->name, "person"))
      some[0] = tables->pdata[i];
  edit (*ours, some, rand, 1000000, 100000);
  edit (*theirs, some, rand, 2000000, 200000);
  support_publish (*ours);
  support_publish (*theirs);
}

/* --- Comparing files as any other program would -------------------------------------------------- */

static CtnConnection *
open_files (const char *base, const char *winner, const char *result)
{
  const char *names[] = { "base", "w", "r" };
  const char *files[] = { base, winner, result };
  g_autoptr (GError) error = NULL;
  CtnConnection *connection = ctn_connection_open (":memory:", CTN_CONNECTION_SIDE, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = support_path (files[i]);

    ctn_connection_attach (connection, path, names[i], &error);
    g_assert_no_error (error);
  }
  return connection;
}

static void
assert_zero (CtnConnection *connection, const char *what, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  ctn_connection_get_int (connection, &n, &error, sql, "");
  g_assert_no_error (error);
  if (n != 0)
    g_error ("%s: %d; %s", what, (int) n, sql);
}

static char *
dup_mapped (const char *table, const char *id)
{
  return g_strdup_printf ("coalesce ((SELECT own FROM r.known_id WHERE record = '%1$s' AND other = "
                          "%2$s AND own IN (SELECT id FROM r.\"%1$s\")), %2$s)",
                          table, id);
}

/* What the winner changed in one field is in the result. Where the row is new and was found to be one of
 * the other side's, what it left empty may have been filled. A person whom the other side erased stays so:
 * then nothing of the winner's row is left. */
static void
check_column (CtnConnection *connection,
              const RandomTable *table,
              const RandomColumn *column,
              const char *map)
{
  g_autofree char *value = g_strdup_printf ("w.\"%s\"", column->name);
  g_autofree char *mapped =
      column->parent != NULL ? dup_mapped (column->parent, value) : g_strdup (value);
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM w.\"%1$s\" AS w LEFT JOIN base.\"%1$s\" AS b ON b.id = w.id "
      "LEFT JOIN r.\"%1$s\" AS r ON r.id = %3$s WHERE w.\"%2$s\" IS NOT b.\"%2$s\" "
      "AND (w.\"%2$s\" IS NOT NULL OR b.id IS NOT NULL) "
      "AND (b.id IS NOT NULL OR r.id = w.id OR '%2$s' <> 'position') "
      "AND r.\"%2$s\" IS NOT %4$s%5$s",
      table->name, column->name, map, mapped,
      g_str_equal (table->name, "person")
          ? " AND (r.erased_on IS NULL OR r.erased_on IS w.erased_on)"
          : "");

  if (!g_str_equal (column->name, "modified") &&
      !(g_str_equal (table->name, "custom_value") && g_str_equal (column->name, "row")) &&
      !(g_str_equal (table->name, "attachment") && g_str_equal (column->name, "row")))
    assert_zero (connection, "lost fields", sql);
}

/* Whom @side had erased, with all that is left of them, unless the other was first. */
static void
check_erased (const char *side, const char *result)
{
  g_autoptr (CtnConnection) connection = open_files ("base.catenary", side, result);
  g_autofree char *map = dup_mapped ("person", "w.id");
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM w.person AS w JOIN r.person AS r ON r.id = %s "
                       "WHERE w.erased_on IS NOT NULL AND (r.erased_on IS NULL "
                       "OR r.erased_on > w.erased_on)",
                       map);

  assert_zero (connection, "erased persons who came back", sql);
}

/* Everything that the file @winner changed since @base is in @result. */
static void
check_kept (GPtrArray *tables, const char *winner, const char *result)
{
  g_autoptr (CtnConnection) connection = open_files ("base.catenary", winner, result);

  for (guint i = 0; i < tables->len; i++) {
    const RandomTable *table = tables->pdata[i];
    g_autofree char *map = dup_mapped (table->name, "w.id");
    g_autofree char *rows = g_strdup_printf (
        "SELECT count (*) FROM w.\"%1$s\" AS w LEFT JOIN base.\"%1$s\" AS b ON b.id = w.id "
        "WHERE b.id IS NULL AND %2$s NOT IN (SELECT id FROM r.\"%1$s\")",
        table->name, map);
    g_autofree char *gone = g_strdup_printf (
        "SELECT count (*) FROM base.\"%1$s\" AS b WHERE b.id NOT IN (SELECT id FROM w.\"%1$s\") "
        "AND b.id IN (SELECT id FROM r.\"%1$s\")",
        table->name);

    /* Rows with a unique value are known by it. */
    if (g_str_equal (table->name, "setting")) {
      assert_zero (connection, "lost settings",
                   "SELECT count (*) FROM w.setting AS w LEFT JOIN base.setting AS b USING (name) "
                   "LEFT JOIN r.setting AS r USING (name) WHERE (b.id IS NULL OR b.value IS NOT "
                   "w.value) AND w.value IS NOT NULL AND r.value IS NOT w.value");
      continue;
    }
    assert_zero (connection, "lost rows", rows);
    assert_zero (connection, "rows that came back", gone);
    for (guint j = 0; j < table->columns->len; j++)
      check_column (connection, table, table->columns->pdata[j], map);
  }
}

static void
check_file (const char *name)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  support_copy (name, "check.db");
  path = support_path ("check.db");
  ctn_check_file (path, NULL, &error);
  g_assert_no_error (error);
}

/* --- Runs ---------------------------------------------------------------------------------------- */

static CtnMerge *
compare (CtnProject *project, const char *other)
{
  g_autoptr (GFile) file = support_file (other);
  g_autoptr (GError) error = NULL;
  CtnMerge *merge = ctn_merge_new (project, file, NULL, &error);

  g_assert_no_error (error);
  return merge;
}

static guint
merge_file (CtnProject *project, const char *other, CtnMergeChoice choice)
{
  g_autoptr (CtnMerge) merge = compare (project, other);
  g_autoptr (GError) error = NULL;
  guint n = ctn_merge_get_conflicts (merge)->len;

  ctn_merge_choose_all (merge, choice);
  ctn_merge_apply (merge, project, NULL, &error);
  g_assert_no_error (error);
  return n;
}

static void
check_undo (CtnProject *project, const char *before)
{
  g_autofree char *after = support_dump (ctn_project_get_reader (project));
  g_autofree char *back = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_equal (before, after))
    return;
  g_assert_cmpstr (ctn_project_get_undo_label (project), ==, "Merge File: theirs.catenary");
  g_assert_true (ctn_project_undo (project, &error));
  g_assert_no_error (error);
  back = support_dump (ctn_project_get_reader (project));
  g_assert_cmpstr (back, ==, before);
  ctn_project_redo (project, &error);
  g_assert_no_error (error);
  again = support_dump (ctn_project_get_reader (project));
  g_assert_cmpstr (again, ==, after);
}

/* Same rows under other ids count as the same: all values but ids and references, sorted. */
static char *
dup_content (CtnProject *project, GPtrArray *tables)
{
  GString *content = g_string_new (NULL);

  for (guint i = 0; i < tables->len; i++) {
    const RandomTable *table = tables->pdata[i];
    g_autoptr (GString) sql = g_string_new ("SELECT group_concat (v, char (10)) FROM (SELECT ''");
    g_autofree char *text = NULL;

    for (guint j = 0; j < table->columns->len; j++) {
      const RandomColumn *column = table->columns->pdata[j];

      if (column->parent == NULL && !g_str_equal (column->name, "modified") &&
          !g_str_equal (column->name, "row"))
        g_string_append_printf (sql, " || '|' || quote (\"%s\")", column->name);
    }
    g_string_append_printf (sql, " AS v FROM \"%s\" ORDER BY v)", table->name);
    text = support_text (project, sql->str);
    g_string_append_printf (content, "== %s\n%s\n", table->name, text != NULL ? text : "");
  }
  return g_string_free (content, FALSE);
}

/* Tells the first line that differs, not all. */
static void
assert_same (const char *what, const char *found, const char *expected)
{
  g_auto (GStrv) one = g_strsplit (found, "\n", -1);
  g_auto (GStrv) other = g_strsplit (expected, "\n", -1);
  const char *table = "";

  for (guint i = 0; one[i] != NULL && other[i] != NULL; i++) {
    if (g_str_has_prefix (one[i], "=="))
      table = one[i];
    if (!g_str_equal (one[i], other[i]))
      g_error ("%s: %s: found\n%s\nexpected\n%s", what, table, one[i], other[i]);
  }
  g_assert_cmpuint (g_strv_length (one), ==, g_strv_length (other));
}

typedef struct {
  guint n_conflicts;
  guint n_clean;
  guint n_erased;
} Totals;

/* The other side takes the result: no question, and the same content. */
static void
check_return (CtnProject *ours, CtnProject *theirs, GPtrArray *tables)
{
  g_autoptr (CtnMerge) again = compare (ours, "theirs.catenary");
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  g_assert_true (ctn_merge_has_base (again));
  g_assert_cmpuint (ctn_merge_get_conflicts (again)->len, ==, 0);
  g_assert_true (ctn_merge_is_empty (again));
  g_assert_cmpuint (merge_file (theirs, "ours.catenary", CTN_MERGE_UNDECIDED), ==, 0);
  here = dup_content (ours, tables);
  there = dup_content (theirs, tables);
  assert_same ("the other side took the result", there, here);
}

/* Whether somebody is erased in one of the files only. */
static gboolean
has_erased (void)
{
  g_autoptr (CtnConnection) connection =
      open_files ("base.catenary", "ours-before.catenary", "theirs.catenary");
  gint64 n = 0;

  ctn_connection_get_int (connection, &n, NULL,
                          "SELECT count (*) FROM w.person AS w FULL JOIN r.person AS r ON r.id = "
                          "w.id WHERE w.erased_on IS NOT r.erased_on",
                          "");
  return n > 0;
}

/* What is so only where nobody was erased: each side's work is as it was. */
static void
check_ordinary (GPtrArray *tables,
                CtnProject *theirs,
                const char *here,
                CtnMergeChoice choice,
                guint n)
{
  g_autofree char *there = NULL;
  g_autoptr (GError) error = NULL;

  if (choice == CTN_MERGE_THEIRS || n == 0)
    check_kept (tables, "theirs.catenary", "ours.catenary");
  if (choice == CTN_MERGE_OURS || n == 0)
    check_kept (tables, "ours-before.catenary", "ours.catenary");
  if (n > 0)
    return;
  g_assert_cmpuint (merge_file (theirs, "ours-before.catenary", CTN_MERGE_UNDECIDED), ==, 0);
  there = dup_content (theirs, tables);
  assert_same ("merged the other way round", there, here);
  if (g_str_has_prefix (ctn_project_get_undo_label (theirs), "Merge File"))
    ctn_project_undo (theirs, &error);
  g_assert_no_error (error);
}

static void
run (GRand *rand, gboolean erases, CtnMergeChoice choice, Totals *totals)
{
  CtnProject *ours;
  CtnProject *theirs;
  g_autoptr (GPtrArray) tables = NULL;
  g_autofree char *before = NULL;
  gboolean erased;
  guint n;

  make_sides (rand, erases, &ours, &theirs);
  tables = describe_tables (ours, erases);
  support_copy ("ours.catenary", "ours-before.catenary");
  before = support_dump (ctn_project_get_reader (ours));
  erased = has_erased ();
  n = merge_file (ours, "theirs.catenary", choice);
  totals->n_conflicts += n;
  totals->n_clean += n == 0;
  totals->n_erased += erased;
  if (!erased)
    check_undo (ours, before);
  support_publish (ours);
  check_file ("ours.catenary");
  check_erased ("theirs.catenary", "ours.catenary");
  check_erased ("ours-before.catenary", "ours.catenary");
  if (!erased) {
    g_autofree char *here = dup_content (ours, tables);

    check_ordinary (tables, theirs, here, choice, n);
  }
  check_return (ours, theirs, tables);
  support_close (ours);
  support_close (theirs);
}

static void
test_random (void)
{
  guint n_runs = get_number ("CTN_MERGE_RUNS", DEFAULT_RUNS);
  guint seed = get_number ("CTN_MERGE_SEED", 20251129);
  Totals totals = { 0 };

  for (guint i = 0; i < n_runs; i++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed + i);

    g_test_message ("seed %u", seed + i);
    run (rand, (seed + i) % ERASES_IN == 0, (seed + i) % 2 == 0 ? CTN_MERGE_THEIRS : CTN_MERGE_OURS,
         &totals);
  }
  g_test_message ("%u merges, %u of them without conflict, %u with erased persons, %u conflicts",
                  n_runs, totals.n_clean, totals.n_erased, totals.n_conflicts);
  /* A test in which nothing ever collides, or everything does, shows nothing. */
  g_assert_cmpuint (totals.n_conflicts, >, n_runs / 2);
  g_assert_cmpuint (totals.n_clean, >, 0);
}

/* Two projects that have nothing in common but what happens to look alike. */
static void
run_strangers (GRand *rand, CtnMergeChoice choice)
{
  CtnProject *ours = support_new_project ("ours.catenary");
  CtnProject *theirs = support_new_project ("theirs.catenary");
  g_autoptr (GPtrArray) tables = describe_tables (ours, FALSE);
  g_autofree char *before = NULL;
  g_autoptr (CtnMerge) merge = NULL;

  for (guint i = 0; i < 2; i++) {
    RandomWork work = { .rand = rand, .next_id = i == 0 ? 1000 : 500000 };

    for (guint j = 0; j < N_BEFORE; j++) {
      work.table = tables->pdata[j % tables->len];
      random_operate (i == 0 ? ours : theirs, &work, RANDOM_INSERT);
    }
  }
  support_publish (ours);
  support_publish (theirs);
  merge = compare (ours, "theirs.catenary");
  g_assert_false (ctn_merge_has_base (merge));
  before = support_dump (ctn_project_get_reader (ours));
  merge_file (ours, "theirs.catenary", choice);
  check_undo (ours, before);
  support_publish (ours);
  check_file ("ours.catenary");
  check_return (ours, theirs, tables);
  support_close (ours);
  support_close (theirs);
}

static void
test_strangers (void)
{
  guint n_runs = get_number ("CTN_MERGE_RUNS", DEFAULT_RUNS) / 4;
  guint seed = get_number ("CTN_MERGE_SEED", 20251129);

  for (guint i = 0; i < n_runs; i++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed + i);

    g_test_message ("seed %u", seed + i);
    run_strangers (rand, (seed + i) % 2 == 0 ? CTN_MERGE_THEIRS : CTN_MERGE_OURS);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/merge/random", test_random);
  g_test_add_func ("/project/merge/strangers", test_strangers);
  return g_test_run ();
}
