/* Shares of the helices by every basis and year, and the ties between them; all values by hand. */
#include "ctn-helix.h"

#include <ctn-paper.h>
#include <ctn-record-operations.h>
#include <math.h>

#include "ctn-tie-measures.h"
#include "partnership-support.h"

/* Hours 300 : 100 : 100, so p = .6 .2 .2: H = .6 · .510826 + 2 · .2 · 1.609438 = .950271; / ln 3 = .864974;
 * Blau 1 − .36 − .08 = .56. Votes 1 : 1 : 0: ln 2 / ln 3 = .630930, Blau .5. */
static void
test_bases (Fixture *f, gconstpointer data)
{
  gint64 one = fixture_find_membership (f, fixture_join (f, "One", "industry"));
  gint64 two = fixture_find_membership (f, fixture_join (f, "Two", "research"));
  gint64 three = fixture_find_membership (f, fixture_join (f, "Three", "government"));
  gint64 four = fixture_find_membership (f, fixture_join (f, "Four", "civil"));
  g_autoptr (GPtrArray) members = NULL;
  CtnHelixShares shares;

  fixture_join (f, "Five", "");
  fixture_edit_member (f, one, "hours", "300");
  fixture_edit_member (f, two, "hours", "100");
  fixture_edit_member (f, three, "hours", "100");
  fixture_edit_member (f, four, "hours", "900");
  fixture_edit_member (f, one, "votes", "2");
  fixture_edit_member (f, two, "votes", "2");
  members = fixture_list_members (f);
  ctn_helix_get_shares (members, CTN_SHARE_HOURS, NULL, &shares);
  g_assert_cmpfloat_with_epsilon (shares.p[CTN_HELIX_INDUSTRY], 0.6, 1e-12);
  g_assert_cmpfloat_with_epsilon (shares.p[CTN_HELIX_GOVERNMENT], 0.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (shares.balance, 0.864974, 1e-6);
  g_assert_cmpfloat_with_epsilon (shares.blau, 0.56, 1e-12);
  g_assert_cmpfloat_with_epsilon (shares.amount[CTN_HELIX_CIVIL], 900, 1e-12);
  g_assert_cmpuint (shares.n, ==, 4);
  g_assert_cmpuint (shares.n_unknown, ==, 1);
  ctn_helix_get_shares (members, CTN_SHARE_VOTES, NULL, &shares);
  g_assert_cmpfloat_with_epsilon (shares.balance, 0.630930, 1e-6);
  g_assert_cmpfloat_with_epsilon (shares.blau, 0.5, 1e-12);
  g_assert_cmpuint (shares.n_missing, ==, 2);
  ctn_helix_get_shares (members, CTN_SHARE_BUDGET, NULL, &shares);
  g_assert_true (isnan (shares.balance) && isnan (shares.p[0]));
  g_assert_cmpuint (shares.n_missing, ==, 4);
}

/* One from 2020; Two from mid-2022; Three from 2023 until 2024. */
static void
test_years (Fixture *f, gconstpointer data)
{
  static const struct {
    int year;
    double industry, research, government;
  } expected[] = {
    { 2020, 1, 0, 0 },     { 2022, 0.5, 0.5, 0 }, { 2023, 1 / 3.0, 1 / 3.0, 1 / 3.0 },
    { 2025, 0.5, 0.5, 0 }, { 2026, 0.5, 0.5, 0 }, /* the last year, though nothing changed */
  };
  CtnDate today = fixture_date ("2026-03-01");
  gint64 one = fixture_find_membership (f, fixture_join (f, "One", "industry"));
  gint64 two = fixture_find_membership (f, fixture_join (f, "Two", "research"));
  gint64 three = fixture_find_membership (f, fixture_join (f, "Three", "government"));
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GArray) years = NULL;
  g_autoptr (GArray) undated = NULL;

  members = fixture_list_members (f);
  undated = ctn_helix_list_years (members, CTN_SHARE_MEMBERS, &today);
  g_assert_cmpuint (undated->len, ==, 1);
  g_assert_cmpint (g_array_index (undated, CtnHelixYear, 0).year, ==, 0);
  g_clear_pointer (&members, g_ptr_array_unref);
  fixture_edit_member (f, one, "since", "2020");
  fixture_edit_member (f, two, "since", "2022-06-15");
  fixture_edit_member (f, three, "since", "2023-12-31");
  fixture_edit_member (f, three, "until", "2025-12-30");
  members = fixture_list_members (f);
  years = ctn_helix_list_years (members, CTN_SHARE_MEMBERS, &today);
  g_assert_cmpuint (years->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < years->len; i++) {
    const CtnHelixYear *year = &g_array_index (years, CtnHelixYear, i);

    g_assert_cmpint (year->year, ==, expected[i].year);
    g_assert_cmpfloat_with_epsilon (year->shares.p[0], expected[i].industry, 1e-12);
    g_assert_cmpfloat_with_epsilon (year->shares.p[1], expected[i].research, 1e-12);
    g_assert_cmpfloat_with_epsilon (year->shares.p[2], expected[i].government, 1e-12);
  }
}

/* --- Ties ---------------------------------------------------------------------------------------- */

static void
tie (Fixture *f, gint64 a, gint64 b)
{
  g_autoptr (GError) error = NULL;

  ctn_tie_add (f->project, f->id, a, b, NULL, &error);
  g_assert_no_error (error);
}

/* Industry A B, research R, government G, unknown X. Ties A–B, A–R, A–G, R–G, B–X. Helices known of four;
 * three are across: .75. Triangles: A R G of the 2 · 1 · 1 possible: .5. E–I of all: (3 − 1)/4 = .5; of
 * industry: external A–R A–G, internal A–B: 1/3. Countries: A B in DE, R G in HU: internal A–B R–G,
 * external A–R A–G: 0; of DE 1 inside, 2 across: 1/3. */
static void
test_measures (Fixture *f, gconstpointer data)
{
  gint64 a = fixture_join (f, "A", "industry"), b = fixture_join (f, "B", "industry"),
         r = fixture_join (f, "R", "research"), g = fixture_join (f, "G", "government"),
         x = fixture_join (f, "X", "");
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GPtrArray) ties = NULL;
  g_autoptr (GPtrArray) helices = NULL;
  g_autoptr (GPtrArray) countries = NULL;
  g_autoptr (GPtrArray) regions = NULL;
  const CtnTieGroup *group;
  CtnTieFigures figures;

  support_edit (f->project, a, "country", "DE");
  support_edit (f->project, a, "region", "DE232");
  support_edit (f->project, b, "country", "DE");
  support_edit (f->project, r, "country", "HU");
  support_edit (f->project, g, "country", "HU");
  support_edit (f->project, g, "region", "HU22");
  tie (f, a, b);
  tie (f, a, r);
  tie (f, g, a);
  tie (f, r, g);
  tie (f, b, x);
  tie (f, r, a); /* there already */
  members = fixture_list_members (f);
  ties = ctn_tie_list (fixture_reader (f), f->id, members, NULL);
  g_assert_cmpuint (ties->len, ==, 5);
  ctn_tie_get_figures (members, ties, &figures);
  g_assert_cmpuint (figures.n_members, ==, 5);
  g_assert_cmpuint (figures.n_known, ==, 4);
  g_assert_cmpuint (figures.n_cross, ==, 3);
  g_assert_cmpfloat_with_epsilon (figures.cross_share, 0.75, 1e-12);
  g_assert_cmpuint (figures.n_triangles, ==, 1);
  g_assert_cmpuint (figures.n_possible, ==, 2);
  g_assert_cmpfloat_with_epsilon (figures.closure, 0.5, 1e-12);
  helices = ctn_tie_list_groups (members, ties, CTN_TIE_GROUPS_HELIX);
  g_assert_cmpuint (helices->len, ==, 4);
  group = helices->pdata[0];
  g_assert_null (group->group);
  g_assert_cmpfloat_with_epsilon (group->ei, 0.5, 1e-12);
  group = helices->pdata[2];
  g_assert_cmpstr (group->group, ==, "industry");
  g_assert_cmpuint (group->n_members, ==, 2);
  g_assert_cmpfloat_with_epsilon (group->ei, 1 / 3.0, 1e-12);
  countries = ctn_tie_list_groups (members, ties, CTN_TIE_GROUPS_COUNTRY);
  g_assert_cmpfloat_with_epsilon (((CtnTieGroup *) countries->pdata[0])->ei, 0, 1e-12);
  group = countries->pdata[1];
  g_assert_cmpstr (group->group, ==, "DE");
  g_assert_cmpuint (group->internal, ==, 1);
  g_assert_cmpuint (group->external, ==, 2);
  regions = ctn_tie_list_groups (members, ties, CTN_TIE_GROUPS_REGION);
  g_assert_cmpuint (regions->len, ==, 3);
  g_assert_cmpstr (((CtnTieGroup *) regions->pdata[1])->group, ==, "DE23");
  g_assert_cmpfloat_with_epsilon (((CtnTieGroup *) regions->pdata[0])->ei, 1, 1e-12);
}

static gboolean
has_source (GPtrArray *ties, CtnTieSourceKind kind, const char *title)
{
  for (guint i = 0; i < ties->len; i++) {
    const CtnTie *tie = ties->pdata[i];

    for (guint j = 0; j < tie->sources->len; j++) {
      const CtnTieSource *source = &g_array_index (tie->sources, CtnTieSource, j);

      if (source->kind == kind && g_strcmp0 (source->title, title) == 0)
        return TRUE;
    }
  }
  return FALSE;
}

/* Each source makes one and the same tie; what is only planned makes none. */
static void
test_sources (Fixture *f, gconstpointer data)
{
  gint64 a = fixture_join (f, "A", "industry"), b = fixture_join (f, "B", "research"),
         outside = support_add (f->project, "Outside", NULL);
  g_autoptr (GPtrArray) members = fixture_list_members (f);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) ties = NULL;
  gint64 paper;

  fixture_run (f, "INSERT INTO chain (id, name) VALUES (1, 'Chain')", "");
  fixture_run (f,
               "INSERT INTO chain_actor (id, chain, organisation) VALUES (1, 1, ?1), (2, 1, ?2), "
               "(3, 1, ?3)",
               "iii", a, b, outside);
  fixture_run (f,
               "INSERT INTO chain_link (id, chain, source, target, state) VALUES "
               "(1, 1, 1, 2, 'planned'), (2, 1, 1, 3, 'existing')",
               "");
  fixture_run (f, "INSERT INTO activity (id, name, state) VALUES (1, 'Workshop', 'planned')", "");
  fixture_run (f, "INSERT INTO activity_host (id, activity, organisation) VALUES (1, 1, ?)", "i",
               a);
  fixture_run (f,
               "INSERT INTO participant (id, activity, organisation, state) VALUES "
               "(1, 1, ?, 'attended')",
               "i", b);
  fixture_run (f,
               "INSERT INTO exchange (id, name, visitor, host, state) VALUES "
               "(1, 'Visit', ?, ?, 'matched')",
               "ii", a, b);
  paper = ctn_record_add (f->project, ctn_paper_kind (), f->id,
                          (const CtnFieldText[]) { { "title", "Memorandum" }, { NULL } }, NULL);
  g_assert_true (ctn_paper_ask_members (f->project, paper, NULL, NULL));
  none = ctn_tie_list (fixture_reader (f), f->id, members, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  fixture_run (f, "UPDATE chain_link SET state = 'weak' WHERE id = 1", "");
  fixture_run (f, "UPDATE activity SET state = 'held'", "");
  fixture_run (f, "UPDATE exchange SET state = 'reported'", "");
  fixture_run (f, "UPDATE paper_signature SET signed_on = '2026-01-01'", "");
  g_assert_cmpint (ctn_tie_add (f->project, f->id, b, a, "Joint lab", NULL), !=, 0);
  ties = ctn_tie_list (fixture_reader (f), f->id, members, NULL);
  g_assert_cmpuint (ties->len, ==, 1);
  g_assert_cmpuint (((CtnTie *) ties->pdata[0])->sources->len, ==, CTN_N_TIE_SOURCES);
  g_assert_true (has_source (ties, CTN_TIE_RECORDED, "Joint lab"));
  g_assert_true (has_source (ties, CTN_TIE_CHAIN, "Chain"));
  g_assert_true (has_source (ties, CTN_TIE_ACTIVITY, "Workshop"));
  g_assert_true (has_source (ties, CTN_TIE_EXCHANGE, "Visit"));
  g_assert_true (has_source (ties, CTN_TIE_PAPER, "Memorandum"));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  gint64 a = fixture_join (f, "A", "industry");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ctn_tie_add (f->project, f->id, a, a, NULL, &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
}

/* Members are asked once, and only those who are still there. */
static void
test_signatures (Fixture *f, gconstpointer data)
{
  gint64 gone = fixture_find_membership (f, fixture_join (f, "Gone", "industry"));
  gint64 paper = ctn_record_add (f->project, ctn_paper_kind (), f->id,
                                 (const CtnFieldText[]) { { "title", "LoI" }, { NULL } }, NULL);
  guint n = 0, asked = 0, done = 0;

  fixture_join (f, "A", "industry");
  fixture_join (f, "B", "research");
  fixture_edit_member (f, gone, "until", "2020");
  g_assert_true (ctn_paper_ask_members (f->project, paper, &n, NULL));
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (ctn_paper_ask_members (f->project, paper, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
  fixture_run (f,
               "UPDATE paper_signature SET signed_on = '2026' WHERE organisation = "
               "(SELECT id FROM organisation WHERE name = 'A')",
               "");
  g_assert_true (ctn_paper_count_signatures (fixture_reader (f), paper, &asked, &done, NULL));
  g_assert_cmpuint (asked, ==, 2);
  g_assert_cmpuint (done, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  FIXTURE_ADD ("/helix/bases", test_bases);
  FIXTURE_ADD ("/helix/years", test_years);
  FIXTURE_ADD ("/tie/measures", test_measures);
  FIXTURE_ADD ("/tie/sources", test_sources);
  FIXTURE_ADD ("/tie/refused", test_refused);
  FIXTURE_ADD ("/paper/signatures", test_signatures);
  return g_test_run ();
}
