/* Strategies, priorities, overlap and matrix. By hand: A has NACE {27.20, 29, 35}, B has {29, 35, 55, 86}: 2 shared of 5,
 * Jaccard 0.4; NABS {5, 6} and {6}: 1 of 2. Together 3 of 7. */
#include <ctn-priority-overlap.h>
#include <ctn-priority-synergy.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <ctn-region-strategy.h>
#include <math.h>
#include <registry-support.h>

typedef struct {
  CtnProject *project;
  gint64 a, b; /* strategies */
} Fixture;

static gint64
add_strategy (Fixture *f, const char *name, const char *region)
{
  const CtnFieldText values[] = { { "name", name }, { "region", region }, { NULL, NULL } };
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_record_add (f->project, ctn_region_strategy_kind (), 0, values, &error);

  g_assert_no_error (error);
  return id;
}

static gint64
add_priority (Fixture *f, gint64 strategy, const char *name, const char *nace, const char *nabs)
{
  const CtnFieldText values[] = {
    { "name", name }, { "nace2", nace }, { "nabs", nabs }, { NULL, NULL }
  };
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_record_add (f->project, ctn_priority_kind (), strategy, values, &error);

  g_assert_no_error (error);
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->project = support_project_new ();
  f->a = add_strategy (f, "A", "DE23");
  f->b = add_strategy (f, "B", "Nyugat-Dunántúl");
  add_priority (f, f->a, "Batteries", "27.20; 29", "6");
  add_priority (f, f->a, "Energy", "D35; 29", "5");
  add_priority (f, f->b, "Vehicles", "29; 35", "6");
  add_priority (f, f->b, "Health", "55; 86", "");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  support_project_free (f->project);
}

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static void
test_fields (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *field, *text, *value; /* value NULL: refused */
  } cases[] = {
    { "region", "HU22", "HU22" },
    { "region", "HR04", "HR04" }, /* of NUTS 2016 */
    { "region", "Oberpfalz", "DE23" },
    { "region", "nowhere", NULL },
    { "region-version", "NUTS 2021", "2021" },
    { "region-version", "2017", NULL },
    { "period-from", "2021", "2021" },
    { "period-from", "21", NULL },
    { "name", "", NULL },
  };
  g_autofree char *nuts = ctn_region_strategy_dup_nuts (reader (f), f->b, NULL);

  g_assert_cmpstr (nuts, ==, "HU22");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CtnField *field =
        ctn_record_kind_find_field (ctn_region_strategy_kind (), cases[i].field);
    g_autoptr (GError) error = NULL;
    gboolean done = ctn_record_edit (f->project, ctn_region_strategy_kind (), f->a, field,
                                     cases[i].text, &error);
    g_autofree char *value =
        ctn_record_get (reader (f), ctn_region_strategy_kind (), f->a, field, NULL);

    g_assert_cmpint (done, ==, cases[i].value != NULL);
    if (done)
      g_assert_cmpstr (value, ==, cases[i].value);
  }
}

static void
test_codes (Fixture *f, gconstpointer data)
{
  const CtnField *nace = ctn_record_kind_find_field (ctn_priority_kind (), "nace2");
  const CtnField *nace21 = ctn_record_kind_find_field (ctn_priority_kind (), "nace21");
  gint64 id = add_priority (f, f->a, "More", "", "");
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  g_autofree char *title = ctn_priority_code_dup_title ("nace-2", "29");
  g_autofree char *tag = ctn_priority_code_dup_title ("tag", "sensors");

  g_assert_true (
      ctn_record_edit (f->project, ctn_priority_kind (), id, nace, "Rev. 2: 62; J63", &error));
  value = ctn_record_get (reader (f), ctn_priority_kind (), id, nace, NULL);
  g_assert_cmpstr (value, ==, "62; 63");
  /* K62 is a code of Rev. 2.1, J62 is not. */
  g_assert_false (ctn_record_edit (f->project, ctn_priority_kind (), id, nace21, "J62", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_true (ctn_record_edit (f->project, ctn_priority_kind (), id, nace21, "K62", NULL));
  g_assert_cmpstr (title, ==, "29 Manufacture of motor vehicles, trailers and semi-trailers");
  g_assert_cmpstr (tag, ==, "sensors");
}

static void
test_texts (Fixture *f, gconstpointer data)
{
  gint64 id = add_priority (f, f->a, "Mobility", "", "");
  g_autoptr (GError) error = NULL;
  g_autofree char *german = NULL;
  g_autofree char *french = NULL;
  g_auto (GStrv) languages = NULL;

  g_assert_true (ctn_priority_set_text (f->project, id, "de", " Mobilität ", &error));
  g_assert_true (ctn_priority_set_text (f->project, id, "cs", "Mobilita", &error));
  german = ctn_priority_dup_text (reader (f), id, "de", NULL);
  french = ctn_priority_dup_text (reader (f), id, "fr", NULL);
  languages = ctn_priority_dup_languages (reader (f), id, NULL);
  g_assert_cmpstr (german, ==, "Mobilität");
  g_assert_cmpstr (french, ==, "Mobility");
  g_assert_cmpuint (g_strv_length (languages), ==, 2);
  g_assert_cmpstr (languages[0], ==, "cs");
  g_assert_true (ctn_priority_set_text (f->project, id, "cs", "", NULL));
  g_assert_true (ctn_priority_set_text (f->project, id, "de", "", NULL));
  g_assert_cmpint (
      support_count (f->project, "SELECT count(*) FROM priority WHERE texts IS NOT NULL"), ==, 0);
  g_assert_false (ctn_priority_set_text (f->project, id, "xx", "?", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
}

static void
test_overlap (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) regions = ctn_region_codes_load (reader (f), NULL);
  const CtnRegionCodes *a = ctn_region_codes_find (regions, "DE23");
  const CtnRegionCodes *b = ctn_region_codes_find (regions, "HU22");
  g_auto (CtnOverlap) nace = { 0 };
  g_auto (CtnOverlap) rev21 = { 0 };
  g_auto (CtnOverlap) nabs = { 0 };
  g_auto (CtnOverlap) all = { 0 };

  g_assert_cmpuint (regions->len, ==, 2);
  g_assert_cmpstr (a->name, ==, "Oberpfalz");
  g_assert_cmpuint (a->n_priorities, ==, 2);
  ctn_overlap_init (&nace, a, b, 0);
  ctn_overlap_init (&rev21, a, b, 1);
  ctn_overlap_init (&nabs, a, b, 2);
  ctn_overlap_init (&all, b, a, -1);
  g_assert_cmpfloat_with_epsilon (nace.index, 0.4, 1e-12);
  g_assert_cmpuint (nace.n_either, ==, 5);
  g_assert_cmpstr (nace.shared->pdata[0], ==, "29");
  g_assert_cmpstr (nace.shared->pdata[1], ==, "35");
  g_assert_true (isnan (rev21.index));
  g_assert_cmpfloat_with_epsilon (nabs.index, 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (all.index, 3.0 / 7, 1e-12);
}

/* Sections of NACE: A has two priorities in C (one of them twice, by 27.20 and 29) and one in D; a priority counts once
 * in a cell. B: one in C and D each; one in I and Q each. */
static void
test_matrix (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnPriorityMatrix) matrix =
      ctn_priority_matrix_new (reader (f), CTN_MATRIX_SECTIONS, &error);
  static const guint expected[2][4] = { { 2, 1, 0, 0 }, { 1, 1, 1, 1 } };
  g_autoptr (GArray) ids = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (matrix->columns->len, ==, 4);
  g_assert_cmpstr (matrix->titles->pdata[0], ==, "C Manufacturing");
  for (guint region = 0; region < 2; region++)
    for (guint column = 0; column < 4; column++)
      g_assert_cmpuint (matrix->counts[region * 4 + column], ==, expected[region][column]);
  ids = ctn_priority_matrix_list (reader (f), matrix, CTN_MATRIX_SECTIONS, 0, 0, NULL);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpint (ctn_priority_get_strategy (reader (f), g_array_index (ids, gint64, 0)), ==,
                   f->a);
}

static gboolean
make_chain (CtnConnection *connection, gpointer data, GError **error)
{
  static const char *const sql[] = {
    "INSERT INTO chain (id, name) VALUES (1, 'Chain')",
    "INSERT INTO chain_stage (id, chain, position, name) VALUES (1, 1, 1, 'Cells'), "
    "(2, 1, 2, 'Packs'), (3, 1, 3, 'Vehicles')",
    "INSERT INTO chain_actor (id, chain, stage, name, nuts) VALUES (1, 1, 1, 'x', 'DE231'), "
    "(2, 1, 2, 'y', 'HU221'), (3, 1, 3, 'z', 'DE232'), (4, 1, 3, 'w', 'HU222')",
    "INSERT INTO chain_actor (id, chain, stage, name, nuts, state) "
    "VALUES (5, 1, 1, 'planned', 'HU221', 'planned')",
    "INSERT INTO indicator (id, code, name) VALUES (1, 'X', 'Skills')",
    "INSERT INTO indicator_value (id, indicator, nuts, nuts_version, year, value) "
    "VALUES (1, 1, 'DE23', '2024', 2020, 5), (2, 1, 'HU22', '2024', 2020, 15), "
    "(3, 1, 'SI03', '2024', 2020, 0)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    if (!ctn_connection_run (connection, error, sql[i], ""))
      return FALSE;
  return TRUE;
}

/* Cells only in DE23, packs only in HU22, vehicles in both; skills 5 of 15 against 15 of 15: HU22 is ahead by 0.67. The
 * smaller of 1 and 2 is 1. */
static void
test_synergy (Fixture *f, gconstpointer data)
{
  const CtnOperation operation = { "Make", NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) regions = NULL;
  g_autoptr (GPtrArray) synergies = NULL;
  const CtnSynergy *synergy;

  g_assert_true (ctn_project_transact (f->project, &operation, make_chain, NULL, &error));
  g_assert_no_error (error);
  add_strategy (f, "Without a priority", "AT22");
  regions = ctn_region_codes_load (reader (f), NULL);
  synergies = ctn_synergy_list (reader (f), regions, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (synergies->len, ==, 1);
  synergy = synergies->pdata[0];
  g_assert_cmpstr (synergy->one->nuts, ==, "DE23");
  g_assert_cmpuint (synergy->shared->len, ==, 3);
  g_assert_cmpuint (synergy->gives->len, ==, 1);
  g_assert_cmpstr (synergy->gives->pdata[0], ==, "Chain: Cells");
  g_assert_cmpstr (synergy->takes->pdata[0], ==, "Chain: Packs");
  g_assert_cmpuint (synergy->takes->len, ==, 1);
  g_assert_cmpuint (synergy->ahead->len, ==, 0);
  g_assert_cmpstr (synergy->behind->pdata[0], ==, "Skills");
  g_assert_cmpuint (ctn_synergy_get_rank (synergy), ==, 1);
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_autofree char *before = support_dump (f->project);
  g_autofree char *after = NULL;

  g_assert_true (ctn_record_remove (f->project, ctn_region_strategy_kind (), &f->a, 1, NULL));
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM priority"), ==, 2);
  g_assert_cmpint (support_count (f->project, "SELECT count(*) FROM priority_code"), ==, 5);
  g_assert_true (ctn_project_undo (f->project, NULL));
  after = support_dump (f->project);
  g_assert_cmpstr (before, ==, after);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/priorities/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("fields", test_fields);
  ADD ("codes", test_codes);
  ADD ("texts", test_texts);
  ADD ("overlap", test_overlap);
  ADD ("matrix", test_matrix);
  ADD ("synergy", test_synergy);
  ADD ("delete", test_delete);
  return g_test_run ();
}
