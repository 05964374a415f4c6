/* The ladder of commitment: every step dated, in the operation that sets it; the funnel by hand. */
#include "ctn-commitment.h"

#include <ctn-record-operations.h>
#include <math.h>

#include "partnership-support.h"

typedef struct {
  gint64 membership;
  int step;
  CtnDate day;
} Step;

static gboolean
write_step (CtnConnection *connection, gpointer data, GError **error)
{
  const Step *wanted = data;

  return ctn_commitment_write (connection, wanted->membership, wanted->step, &wanted->day, NULL,
                               error);
}

static void
step (Fixture *f, gint64 membership, int step, const char *date)
{
  const CtnOperation operation = { "Change Commitment", NULL, NULL };
  Step wanted = { membership, step, fixture_date (date) };
  g_autoptr (GError) error = NULL;

  ctn_project_transact (f->project, &operation, write_step, &wanted, &error);
  g_assert_no_error (error);
}

static void
set_state (Fixture *f, gint64 membership, CtnMemberState state, const char *date)
{
  CtnDate day = fixture_date (date);
  g_autoptr (GError) error = NULL;

  ctn_commitment_set_state (f->project, membership, state, &day, &error);
  g_assert_no_error (error);
}

static gint64
join (Fixture *f, const char *name)
{
  return fixture_find_membership (f, fixture_join (f, name, "industry"));
}

static int
get_step (Fixture *f, gint64 membership)
{
  gint64 step = -2;

  ctn_connection_get_int (fixture_reader (f), &step, NULL,
                          "SELECT coalesce (commitment, -1) FROM membership WHERE id = ?", "i",
                          membership);
  return (int) step;
}

/* The form of a member writes the dated row in the same operation, and undo takes back both. */
static void
test_form (Fixture *f, gconstpointer data)
{
  gint64 member = join (f, "One");
  CtnDate today = ctn_calendar_today ();
  g_autoptr (GArray) rows = NULL;
  const CtnCommitment *row;

  fixture_edit_member (f, member, "commitment", "Interested");
  rows = ctn_commitment_list (fixture_reader (f), f->id, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  row = &g_array_index (rows, CtnCommitment, 0);
  g_assert_cmpint (row->step, ==, 2);
  g_assert_cmpint (ctn_calendar_compare (&row->date, &today), ==, 0);
  g_assert_cmpint (get_step (f, member), ==, 2);
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "Edit Membership: One");
  /* A second step of the day replaces the first. */
  fixture_edit_member (f, member, "commitment", "4");
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM commitment"), ==, 1);
  g_assert_cmpint (get_step (f, member), ==, 4);
  /* The same again leaves no trace. */
  fixture_edit_member (f, member, "commitment", "4");
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM commitment"), ==, 0);
  g_assert_cmpint (get_step (f, member), ==, -1);
}

/* Where a member stands is what the latest row says, whichever way the rows come and go. */
static void
test_rows (Fixture *f, gconstpointer data)
{
  gint64 member = join (f, "One");
  gint64 row;

  step (f, member, 4, "2024-05-01");
  step (f, member, 1, "2024-01-10");
  g_assert_cmpint (get_step (f, member), ==, 4);
  row = ctn_record_add (f->project, ctn_commitment_kind (), member,
                        (const CtnFieldText[]) { { "date", "2024-06" }, { "step", "5" }, { NULL } },
                        NULL);
  g_assert_cmpint (row, !=, 0);
  g_assert_cmpint (get_step (f, member), ==, 5);
  g_assert_true (ctn_record_edit (f->project, ctn_commitment_kind (), row,
                                  ctn_record_kind_find_field (ctn_commitment_kind (), "date"),
                                  "2024-02-01", NULL));
  g_assert_cmpint (get_step (f, member), ==, 4);
  g_assert_true (ctn_record_edit (f->project, ctn_commitment_kind (), row,
                                  ctn_record_kind_find_field (ctn_commitment_kind (), "date"),
                                  "2025", NULL));
  g_assert_cmpint (get_step (f, member), ==, 5);
  g_assert_true (ctn_record_remove (f->project, ctn_commitment_kind (), &row, 1, NULL));
  g_assert_cmpint (get_step (f, member), ==, 4);
  g_assert_true (ctn_project_undo (f->project, NULL));
  g_assert_cmpint (get_step (f, member), ==, 5);
}

static void
test_states (Fixture *f, gconstpointer data)
{
  gint64 member = join (f, "One");
  g_autoptr (GPtrArray) paused = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) back = NULL;
  const CtnMember *one;

  step (f, member, 3, "2024-01-10");
  set_state (f, member, CTN_MEMBER_PAUSED, "2024-02-01");
  paused = fixture_list_members (f);
  one = paused->pdata[0];
  g_assert_true (one->paused && !one->left);
  g_assert_cmpint (one->commitment, ==, 3);
  set_state (f, member, CTN_MEMBER_LEFT, "2024-03-01");
  g_assert_cmpstr (ctn_project_get_undo_label (f->project), ==, "End Membership: One");
  left = fixture_list_members (f);
  one = left->pdata[0];
  g_assert_true (one->left && !one->paused);
  g_assert_cmpstr (one->until, ==, "2024-03-01");
  set_state (f, member, CTN_MEMBER_TAKES_PART, "2024-04-01");
  back = fixture_list_members (f);
  one = back->pdata[0];
  g_assert_true (!one->left && !one->paused);
  g_assert_null (one->until);
  g_assert_cmpint (one->commitment, ==, 3);
}

/* 2024 is a leap year. A: contacted 30 days, interested 30, letter of intent for 40 so far. B: contacted 10
 * days, paused 30, then 10 more, interested for 50 so far. C left after 4 days of contact. D stands
 * nowhere. E is paused since March. F has a step without a date. Ended times of "contacted": 4, 20, 30. */
static void
test_funnel (Fixture *f, gconstpointer data)
{
  static const guint reached[] = { 5, 5, 4, 2, 1, 1, 0 };
  static const guint now[] = { 0, 0, 1, 1, 0, 1, 0 };
  CtnDate today = fixture_date ("2024-04-10");
  gint64 a = join (f, "A"), b = join (f, "B"), c = join (f, "C"), e, last;
  g_autoptr (GError) error = NULL;
  CtnFunnel funnel;

  join (f, "D");
  e = join (f, "E");
  last = join (f, "F");
  step (f, a, 1, "2024-01-01");
  step (f, a, 2, "2024-01-31");
  step (f, a, 3, "2024-03-01");
  step (f, b, 1, "2024");
  set_state (f, b, CTN_MEMBER_PAUSED, "2024-01-11");
  set_state (f, b, CTN_MEMBER_TAKES_PART, "2024-02-10");
  step (f, b, 2, "2024-02-20");
  step (f, c, 1, "2024-02-01");
  set_state (f, c, CTN_MEMBER_LEFT, "2024-02-05");
  step (f, e, 2, "2024-02-01");
  set_state (f, e, CTN_MEMBER_PAUSED, "2024-03-01");
  fixture_run (f, "UPDATE membership SET commitment = 5 WHERE id = ?", "i", last);
  ctn_commitment_get_funnel (fixture_reader (f), f->id, &today, &funnel, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (funnel.n_members, ==, 6);
  g_assert_cmpuint (funnel.paused, ==, 1);
  g_assert_cmpuint (funnel.left, ==, 1);
  g_assert_cmpuint (funnel.unknown, ==, 1);
  for (guint i = 0; i < CTN_N_COMMITMENT_STEPS; i++) {
    g_assert_cmpuint (funnel.steps[i].reached, ==, reached[i]);
    g_assert_cmpuint (funnel.steps[i].now, ==, now[i]);
  }
  g_assert_cmpuint (funnel.steps[1].n_ended, ==, 3);
  g_assert_cmpfloat_with_epsilon (funnel.steps[1].median_ended, 20, 1e-9);
  g_assert_cmpuint (funnel.steps[2].n_ended, ==, 1);
  g_assert_cmpfloat_with_epsilon (funnel.steps[2].median_ended, 30, 1e-9);
  g_assert_cmpuint (funnel.steps[2].n_running, ==, 1);
  g_assert_cmpfloat_with_epsilon (funnel.steps[2].median_running, 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (funnel.steps[3].median_running, 40, 1e-9);
  g_assert_true (isnan (funnel.steps[3].median_ended));
  g_assert_cmpuint (funnel.steps[5].n_running, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  FIXTURE_ADD ("/commitment/form", test_form);
  FIXTURE_ADD ("/commitment/rows", test_rows);
  FIXTURE_ADD ("/commitment/states", test_states);
  FIXTURE_ADD ("/commitment/funnel", test_funnel);
  return g_test_run ();
}
