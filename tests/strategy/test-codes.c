/* Codes that change, what is decided, and carrying it out. Facts as in tests/registry/test-code-change.c. */
#include <ctn-code-decision.h>
#include <ctn-code-uses.h>
#include <registry-support.h>

typedef struct {
  CtnProject *project;
  gint64 organisation;
} Fixture;

static gboolean
make_records (CtnConnection *connection, gpointer data, GError **error)
{
  static const char *const sql[] = {
    "INSERT INTO region_strategy (id, name, nuts, nuts_version) VALUES (1, 'A', 'PT17', '2021'), "
    "(2, 'B', 'HR041', '2016')",
    "INSERT INTO priority (id, strategy, name) VALUES (1, 1, 'P')",
    "INSERT INTO priority_code (id, priority, scheme, code) VALUES (1, 1, 'nace-2', '27'), "
    "(2, 1, 'nace-2', '01')",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    if (!ctn_connection_run (connection, error, sql[i], ""))
      return FALSE;
  return TRUE;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const CtnOperation operation = { "Make", NULL, NULL };

  f->project = support_project_new ();
  f->organisation = support_add (f->project, "O", "nace2", "27.20", NULL);
  g_assert_true (ctn_project_transact (f->project, &operation, make_records, NULL, NULL));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  support_project_free (f->project);
}

static GPtrArray *
list (Fixture *f, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *uses = ctn_code_use_list (ctn_project_get_reader (f->project), from, to, &error);

  g_assert_no_error (error);
  return uses;
}

static const CtnCodeUse *
find (GPtrArray *uses, const char *code)
{
  for (guint i = 0; i < uses->len; i++)
    if (g_str_equal (((CtnCodeUse *) uses->pdata[i])->code, code))
      return uses->pdata[i];
  g_error ("no use of %s", code);
}

/* 27 and 27.20 went to 27, 29 and 32 in Rev. 2.1: open; 01 stayed. */
static void
test_uses (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) nace = list (f, "nace-2", "nace-2.1");
  g_autoptr (GPtrArray) nuts = list (f, "nuts-2016", "nuts-2021");

  g_assert_cmpuint (nace->len, ==, 3);
  g_assert_true (find (nace, "27")->is_open);
  g_assert_cmpuint (find (nace, "27")->n_priorities, ==, 1);
  g_assert_cmpuint (find (nace, "27")->targets->len, ==, 3);
  g_assert_cmpuint (find (nace, "27.20")->n_organisations, ==, 1);
  g_assert_false (find (nace, "01")->is_open);
  /* HR041 is HR050 by Eurostat's table: nothing to decide. */
  g_assert_cmpuint (nuts->len, ==, 1);
  g_assert_false (find (nuts, "HR041")->is_open);
}

static void
test_decide (Fixture *f, gconstpointer data)
{
  const char *const two[] = { "27", "29", NULL };
  const char *const none[] = { NULL };
  const char *const wrong[] = { "99.99", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) uses = NULL;

  g_assert_true (
      ctn_code_decision_set (f->project, "nace-2", "27", "nace-2.1", two, "as agreed", &error));
  uses = list (f, "nace-2", "nace-2.1");
  g_assert_false (find (uses, "27")->is_open);
  g_assert_cmpuint (g_strv_length (find (uses, "27")->decided), ==, 2);
  g_assert_true (find (uses, "27.20")->is_open);
  g_clear_pointer (&uses, g_ptr_array_unref);
  g_assert_true (
      ctn_code_decision_set (f->project, "nace-2", "27", "nace-2.1", none, NULL, &error));
  uses = list (f, "nace-2", "nace-2.1");
  g_assert_false (find (uses, "27")->is_open);
  g_assert_cmpuint (g_strv_length (find (uses, "27")->decided), ==, 0);
  g_clear_pointer (&uses, g_ptr_array_unref);
  g_assert_true (
      ctn_code_decision_set (f->project, "nace-2", "27", "nace-2.1", NULL, NULL, &error));
  uses = list (f, "nace-2", "nace-2.1");
  g_assert_true (find (uses, "27")->is_open);
  g_assert_false (
      ctn_code_decision_set (f->project, "nace-2", "27", "nace-2.1", wrong, NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
}

/* 27.20 is left open; 27 becomes two codes beside the old one, 01 one. Done again it changes nothing. */
static void
test_convert (Fixture *f, gconstpointer data)
{
  const char *const two[] = { "27", "29", NULL };
  CtnCodeConversion done;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (ctn_code_decision_set (f->project, "nace-2", "27", "nace-2.1", two, NULL, NULL));
  before = support_dump (f->project);
  g_assert_true (ctn_code_decision_apply (f->project, "nace-2", "nace-2.1", &done, NULL));
  g_assert_cmpuint (done.n_priorities, ==, 3);
  g_assert_cmpuint (done.n_organisations, ==, 0);
  g_assert_cmpuint (done.n_open, ==, 1);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM priority_code"), ==, 5);
  g_assert_true (ctn_code_decision_apply (f->project, "nace-2", "nace-2.1", &done, NULL));
  g_assert_cmpuint (done.n_priorities, ==, 0);
  g_assert_true (ctn_project_undo (f->project, NULL));
  after = support_dump (f->project);
  g_assert_cmpstr (before, ==, after);
}

/* NUTS: only what one single code continues is replaced, with its version. */
static void
test_convert_nuts (Fixture *f, gconstpointer data)
{
  const char *const lisbon[] = { "PT1A", NULL };
  const char *const both[] = { "PT1A", "PT1B", NULL };
  CtnCodeConversion done;

  g_assert_true (ctn_code_decision_apply (f->project, "nuts-2016", "nuts-2021", &done, NULL));
  g_assert_cmpuint (done.n_strategies, ==, 1);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM region_strategy WHERE "
                                              "nuts = 'HR050' AND nuts_version = '2021'"),
                   ==, 1);
  g_assert_true (
      ctn_code_decision_set (f->project, "nuts-2021", "PT17", "nuts-2024", both, NULL, NULL));
  g_assert_true (ctn_code_decision_apply (f->project, "nuts-2021", "nuts-2024", &done, NULL));
  g_assert_cmpuint (done.n_strategies, ==, 0);
  g_assert_cmpuint (done.n_open, ==, 1);
  g_assert_true (
      ctn_code_decision_set (f->project, "nuts-2021", "PT17", "nuts-2024", lisbon, NULL, NULL));
  g_assert_true (ctn_code_decision_apply (f->project, "nuts-2021", "nuts-2024", &done, NULL));
  g_assert_cmpuint (done.n_strategies, ==, 1);
}

#define ADD(name, function) g_test_add ("/codes/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("uses", test_uses);
  ADD ("decide", test_decide);
  ADD ("convert", test_convert);
  ADD ("convert-nuts", test_convert_nuts);
  return g_test_run ();
}
