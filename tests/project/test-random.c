/* A thousand random operations over every table (random-support.h), undone to the start and redone to the
 * end: the tables equal what they were, value by value and bit by bit. */
#include "project-support.h"
#include "random-support.h"

#define N_OPERATIONS 1000
#define SEED 20250613
#define N_ROUNDS 4

static guint
operate_often (CtnProject *project, GPtrArray *tables, GRand *rand)
{
  RandomWork work = { .rand = rand, .next_id = 1000 };
  guint n = 0;

  /* Every table gets its rows, the parents first, and each is changed; then anything goes. */
  for (guint i = 0; n < N_OPERATIONS; i++) {
    guint round = i / tables->len;

    work.table =
        tables->pdata[round < N_ROUNDS ? i % tables->len
                                       : (guint) g_rand_int_range (rand, 0, (int) tables->len)];
    n += random_operate (project, &work,
                         round >= N_ROUNDS ? g_rand_int_range (rand, 0, RANDOM_N_KINDS)
                         : round % 2 == 0  ? RANDOM_INSERT
                                           : RANDOM_UPDATE);
    g_assert_cmpuint (i, <, 20 * N_OPERATIONS);
  }
  for (guint i = 0; i < tables->len; i++) {
    const RandomTable *table = tables->pdata[i];

    g_test_message ("%s: %u inserted, %u updated, %u deleted", table->name, table->n_inserted,
                    table->n_updated, table->n_deleted);
    if (table->n_inserted == 0 || table->n_updated == 0)
      g_error ("%s never changed: its CHECKs need values that this test does not know",
               table->name);
  }
  return n;
}

static void
test_random (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  CtnProject *project = support_new_project ("a.catenary");
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GPtrArray) tables = random_describe_tables (reader);
  g_autofree char *start = support_dump (reader);
  g_autofree char *end = NULL;
  g_autofree char *back = NULL;
  g_autofree char *again = NULL;
  guint n = operate_often (project, tables, rand);
  guint n_undone = 0;
  guint n_redone = 0;

  end = support_dump (reader);
  g_assert_cmpstr (start, !=, end);
  while (ctn_project_undo (project, &error))
    n_undone++;
  g_assert_no_error (error);
  g_assert_cmpuint (n_undone, ==, n);
  back = support_dump (reader);
  g_assert_cmpstr (back, ==, start);
  while (ctn_project_redo (project, &error))
    n_redone++;
  g_assert_no_error (error);
  g_assert_cmpuint (n_redone, ==, n);
  again = support_dump (reader);
  g_assert_cmpstr (again, ==, end);

  /* And the same after it went through the file. */
  support_close (project);
  project = support_open ("a.catenary");
  g_free (again);
  again = support_dump (ctn_project_get_reader (project));
  g_assert_cmpstr (again, ==, end);
  ctn_project_go_to (project, 0, &error);
  g_assert_no_error (error);
  g_free (back);
  back = support_dump (ctn_project_get_reader (project));
  g_assert_cmpstr (back, ==, start);
  support_close (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/project/random/undo-redo", test_random);
  return g_test_run ();
}
