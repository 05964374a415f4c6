/* Matches of needs and offers against values by hand, and what becomes of them. */
#include <ctn-record-operations.h>
#include <math.h>
#include <registry-support.h>
#include <string.h>

#include "ctn-matching.h"
#include "ctn-need.h"
#include "ctn-pairing.h"

typedef struct {
  CtnProject *project;
  gint64 seeker;   /* Oberpfalz */
  gint64 provider; /* Győr, small */
  gint64 need;
  gint64 offer;
  CtnMatchingIndex *index;
} Fixture;

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static void
edit (Fixture *f, const CtnRecordKind *kind, gint64 id, const char *name, const char *text)
{
  const CtnField *field = ctn_record_kind_find_field (kind, name);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (field);
  ctn_record_edit (f->project, kind, id, field, text, &error);
  g_assert_no_error (error);
}

static gboolean
run_sql (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, data, "");
}

static void
change (Fixture *f, const char *sql)
{
  const CtnOperation operation = { "Test", NULL, NULL };
  g_autoptr (GError) error = NULL;

  ctn_project_transact (f->project, &operation, run_sql, (gpointer) sql, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = support_project_new ();
  f->seeker = support_add (f->project, "Beispiel GmbH", "country", "DE", "region", "DE232", NULL);
  f->provider = support_add (f->project, "Példa Kft.", "country", "HU", "region", "HU221",
                             "size-class", "small", NULL);
  f->need = ctn_need_add (f->project, ctn_need_kind (), "Abuse tests", f->seeker, 0, &error);
  f->offer = ctn_need_add (f->project, ctn_offer_kind (), "Laboratory", f->provider, 0, &error);
  g_assert_no_error (error);
  f->index = ctn_matching_index_new (f->project, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_matching_index_unref (f->index);
  support_project_free (f->project);
}

static GPtrArray *
find (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CtnMatchWeights weights;
  GPtrArray *matches;

  ctn_match_weights_get (reader (f), &weights);
  g_assert_true (ctn_matching_index_update (f->index, reader (f), NULL, &error));
  matches = ctn_match_find (reader (f), f->index, f->need, &weights, 10, NULL, &error);
  g_assert_no_error (error);
  return matches;
}

static double
get_score (Fixture *f)
{
  g_autoptr (GPtrArray) matches = find (f);

  return matches->len > 0 ? ((CtnMatch *) g_ptr_array_index (matches, 0))->score : -1;
}

/* One full example, by hand:
 *   activity    27.20 and 27.90: division 27: 0.5 · 25                       = 12.5
 *   competence  {cells, tests} and {tests, approval}: 1/3 · 25               =  8.333
 *   text        the only offer with one of the words, so the best: 1 · 20    = 20
 *   stage       the offer stands at the stage behind: 0.5 · 10               =  5
 *   maturity    6 and 8: (1 − 2/8) · 10                                      =  7.5
 *   region      another one is asked for and it is: 1 · 5                    =  5
 *   size        a small firm where small and medium ones are asked for: 5    =  5
 * 63.333 of 100. */
static void
test_full_example (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) matches = NULL;
  const CtnMatch *match;
  double sum = 0;

  change (f, "INSERT INTO chain (id, name) VALUES (1, 'Chain')");
  change (f, "INSERT INTO chain_stage (id, chain, position, name) VALUES (2, 1, 1, 'Cells'), "
             "(3, 1, 2, 'Packs'), (4, 1, 3, 'Vehicles')");
  edit (f, ctn_need_kind (), f->need, "nace2", "27.20");
  edit (f, ctn_need_kind (), f->need, "competences", "Cells; Tests");
  edit (f, ctn_need_kind (), f->need, "description", "Vibration");
  edit (f, ctn_need_kind (), f->need, "stage", "2");
  edit (f, ctn_need_kind (), f->need, "trl", "6");
  edit (f, ctn_need_kind (), f->need, "region-rule", "other");
  edit (f, ctn_need_kind (), f->need, "size-rule", "sme");
  edit (f, ctn_offer_kind (), f->offer, "nace2", "27.90");
  edit (f, ctn_offer_kind (), f->offer, "competences", "tests; approval");
  edit (f, ctn_offer_kind (), f->offer, "description", "A table for vibration");
  edit (f, ctn_offer_kind (), f->offer, "stage", "3");
  edit (f, ctn_offer_kind (), f->offer, "trl", "8");
  matches = find (f);
  g_assert_cmpuint (matches->len, ==, 1);
  match = g_ptr_array_index (matches, 0);
  g_assert_cmpint (match->offer, ==, f->offer);
  g_assert_cmpfloat_with_epsilon (match->score, 12.5 + 25 / 3.0 + 20 + 5 + 7.5 + 5 + 5, 1e-9);
  g_assert_cmpuint (match->reasons->len, ==, 7);
  for (guint i = 0; i < match->reasons->len; i++)
    sum += ((CtnReason *) g_ptr_array_index (match->reasons, i))->points;
  g_assert_cmpfloat_with_epsilon (sum, match->score, 1e-9);
  g_assert_nonnull (
      strstr (((CtnReason *) g_ptr_array_index (match->reasons, 1))->text, "27 Manufacture of"));
}

/* Of each criterion alone, so the score is its value. */
static void
test_activity (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *need_field, *need, *offer_field, *offer;
    double score; /* -1: no match */
  } cases[] = {
    { "nace2", "27.20", "nace2", "27.20", 100 },
    { "nace2", "27.11", "nace2", "27.12", 75 },
    { "nace2", "27.20", "nace2", "27.90; 62.01", 50 },
    { "nace2", "27.20", "nace2", "28.11", 25 },
    { "nace2", "27.20", "nace2", "62.01", -1 },
    { "nace21", "27", "nace21", "27", 50 },
    /* Between the revisions the division 27 continues as 27; 27 and 62 have nothing in common. */
    { "nace2", "27.20", "nace21", "27", 50 },
    { "nace21", "27", "nace2", "27.20", 50 },
    { "nace2", "27.20", "nace21", "62", -1 },
  };

  edit (f, ctn_need_kind (), f->need, "title", "x");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s %s, %s %s", cases[i].need_field, cases[i].need, cases[i].offer_field,
                    cases[i].offer);
    edit (f, ctn_need_kind (), f->need, cases[i].need_field, cases[i].need);
    edit (f, ctn_offer_kind (), f->offer, cases[i].offer_field, cases[i].offer);
    g_assert_cmpfloat_with_epsilon (get_score (f), cases[i].score, 1e-9);
    edit (f, ctn_need_kind (), f->need, cases[i].need_field, "");
    edit (f, ctn_offer_kind (), f->offer, cases[i].offer_field, "");
  }
  /* Of an offer without codes those of its organisation speak. */
  edit (f, ctn_need_kind (), f->need, "nace2", "27.20");
  support_edit (f->project, f->provider, "nace2", "27.20");
  g_assert_cmpfloat_with_epsilon (get_score (f), 100, 1e-9);
}

static void
test_competence_and_size (Fixture *f, gconstpointer data)
{
  edit (f, ctn_need_kind (), f->need, "title", "x");
  edit (f, ctn_need_kind (), f->need, "competences", "Welding; Casting");
  g_assert_cmpfloat_with_epsilon (get_score (f), -1, 1e-9);
  support_edit (f->project, f->provider, "tags", "welding");
  g_assert_cmpfloat_with_epsilon (get_score (f), 50, 1e-9);
  edit (f, ctn_offer_kind (), f->offer, "competences", "casting; WELDING");
  g_assert_cmpfloat_with_epsilon (get_score (f), 100, 1e-9);
  /* A large one is asked for: 25 of 30. */
  edit (f, ctn_need_kind (), f->need, "size-rule", "large");
  g_assert_cmpfloat_with_epsilon (get_score (f), 100 * 25 / 30.0, 1e-9);
  /* The same region for a service: another country, nothing: 25 of 35; then 30 of 35, the country 27.5. */
  edit (f, ctn_need_kind (), f->need, "region-rule", "same");
  g_assert_cmpfloat_with_epsilon (get_score (f), 100 * 25 / 35.0, 1e-9);
  support_edit (f->project, f->provider, "country", "DE");
  support_edit (f->project, f->provider, "region", "DE212");
  g_assert_cmpfloat_with_epsilon (get_score (f), 100 * 27.5 / 35.0, 1e-9);
  support_edit (f->project, f->provider, "region", "DE231");
  g_assert_cmpfloat_with_epsilon (get_score (f), 100 * 30 / 35.0, 1e-9);
}

/* Closed offers, and those of the organisation itself, are none. */
static void
test_left_out (Fixture *f, gconstpointer data)
{
  edit (f, ctn_offer_kind (), f->offer, "description", "abuse tests of cells");
  g_assert_cmpfloat_with_epsilon (get_score (f), 100, 1e-9);
  edit (f, ctn_offer_kind (), f->offer, "state", "closed");
  g_assert_cmpfloat_with_epsilon (get_score (f), -1, 1e-9);
  edit (f, ctn_offer_kind (), f->offer, "state", "open");
  edit (f, ctn_need_kind (), f->need, "organisation", "");
  g_assert_cmpfloat_with_epsilon (get_score (f), 100, 1e-9);
  change (f, "UPDATE need SET organisation = (SELECT organisation FROM offer)");
  g_assert_cmpfloat_with_epsilon (get_score (f), -1, 1e-9);
}

static void
test_weights (Fixture *f, gconstpointer data)
{
  CtnMatchWeights weights;
  g_autoptr (GError) error = NULL;

  edit (f, ctn_need_kind (), f->need, "title", "x");
  edit (f, ctn_need_kind (), f->need, "nace2", "27.20");
  edit (f, ctn_need_kind (), f->need, "trl", "5");
  edit (f, ctn_offer_kind (), f->offer, "nace2", "27.20");
  g_assert_cmpfloat_with_epsilon (get_score (f), 100 * 25 / 35.0, 1e-9);
  ctn_match_weights_get (reader (f), &weights);
  weights.values[CTN_CRITERION_ACTIVITY] = 90;
  g_assert_true (ctn_match_weights_set (f->project, &weights, &error));
  g_assert_cmpfloat_with_epsilon (get_score (f), 90, 1e-9);
  weights.values[CTN_CRITERION_MATURITY] = 0;
  g_assert_true (ctn_match_weights_set (f->project, &weights, &error));
  g_assert_cmpfloat_with_epsilon (get_score (f), 100, 1e-9);
  weights.values[CTN_CRITERION_SIZE] = -1;
  g_assert_false (ctn_match_weights_set (f->project, &weights, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  memset (&weights, 0, sizeof weights);
  g_clear_error (&error);
  g_assert_false (ctn_match_weights_set (f->project, &weights, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  ctn_match_weights_get_default (&weights);
  g_assert_true (ctn_match_weights_set (f->project, &weights, NULL));
  g_assert_cmpint (support_count (f->project, "SELECT count (*) FROM setting WHERE name = "
                                              "'match-weights'"),
                   ==, 0);
}

static guint
search (Fixture *f, const char *table, const char *text)
{
  g_autoptr (GHashTable) ids = ctn_matching_index_search (f->index, table, text, NULL);

  return g_hash_table_size (ids);
}

static void
changed_cb (CtnProject *project, CtnChangeSet *changes, Fixture *f)
{
  g_autoptr (GError) error = NULL;

  ctn_matching_index_update (f->index, reader (f), changes, &error);
  g_assert_no_error (error);
}

/* The index follows changes, undo, and new names of organisations. */
static void
test_index (Fixture *f, gconstpointer data)
{
  g_assert_true (ctn_matching_index_update (f->index, reader (f), NULL, NULL));
  g_signal_connect (f->project, "changed", G_CALLBACK (changed_cb), f);
  g_assert_cmpuint (search (f, "need", "abu beisp"), ==, 1);
  g_assert_cmpuint (search (f, "offer", "abu"), ==, 0);
  g_assert_cmpuint (search (f, "offer", "pelda"), ==, 1);
  edit (f, ctn_offer_kind (), f->offer, "competences", "Schweißen");
  g_assert_cmpuint (search (f, "offer", "schweissen"), ==, 1);
  ctn_project_undo (f->project, NULL);
  g_assert_cmpuint (search (f, "offer", "schweissen"), ==, 0);
  support_edit (f->project, f->provider, "name", "Minta Kft.");
  g_assert_cmpuint (search (f, "offer", "pelda"), ==, 0);
  g_assert_cmpuint (search (f, "offer", "minta"), ==, 1);
  ctn_record_remove (f->project, ctn_need_kind (), &f->need, 1, NULL);
  g_assert_cmpuint (search (f, "need", "abuse"), ==, 0);
  g_signal_handlers_disconnect_by_data (f->project, f);
}

static void
test_pairing (Fixture *f, gconstpointer data)
{
  gint64 id = ctn_pairing_propose (f->project, f->need, f->offer, 63, "+63 …", "2026-01-02", NULL);
  g_autoptr (GPtrArray) pairings = NULL;
  g_autoptr (GError) error = NULL;
  const CtnPairing *pairing;
  const CtnPairingStep *last;

  g_assert_cmpint (id, !=, 0);
  g_assert_cmpint (ctn_pairing_propose (f->project, f->need, f->offer, NAN, NULL, NULL, NULL), ==,
                   id);
  g_assert_false (ctn_pairing_move (f->project, id, CTN_PAIRING_AGREED, NULL, NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_true (
      ctn_pairing_move (f->project, id, CTN_PAIRING_CONTACTED, "By phone", "2026-01-05", NULL));
  g_assert_true (ctn_pairing_move (f->project, id, CTN_PAIRING_FEASIBLE, NULL, "2026-02-01", NULL));
  g_clear_error (&error);
  g_assert_false (ctn_pairing_move (f->project, id, CTN_PAIRING_FAILED, "", NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_assert_true (
      ctn_pairing_move (f->project, id, CTN_PAIRING_FAILED, "Too dear", "2026-02-03", NULL));
  pairings = ctn_pairing_list (reader (f), f->need, 0, NULL);
  g_assert_cmpuint (pairings->len, ==, 1);
  pairing = g_ptr_array_index (pairings, 0);
  g_assert_cmpint (pairing->state, ==, CTN_PAIRING_FAILED);
  g_assert_cmpfloat_with_epsilon (pairing->score, 63, 1e-9);
  g_assert_cmpstr (pairing->organisation_name, ==, "Példa Kft.");
  g_assert_cmpuint (pairing->steps->len, ==, 4);
  last = g_ptr_array_index (pairing->steps, 3);
  g_assert_cmpstr (last->date, ==, "2026-02-03");
  g_assert_cmpstr (last->note, ==, "Too dear");
  g_assert_true (ctn_pairing_delete (f->project, id, NULL));
  g_assert_cmpint (support_count (f->project, "SELECT count (*) FROM pairing_step"), ==, 0);
}

static void
test_from_stage (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const CtnNeedFilter of_stage = { .stage = 2 };
  const CtnNeedFilter severe = { .severity = 4 };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) most = NULL;
  gint64 id;

  change (f, "INSERT INTO chain (id, name) VALUES (1, 'Chain')");
  change (f, "INSERT INTO chain_stage (id, chain, position, name, nace) VALUES (2, 1, 1, 'Cells', "
             "'27.20')");
  id = ctn_need_add_from_stage (f->project, 2, "gap:stage:2", "No cell maker", "Nobody …", &error);
  g_assert_no_error (error);
  g_assert_cmpint (ctn_need_add_from_stage (f->project, 2, "gap:stage:2", "Again", NULL, &error),
                   ==, id);
  g_assert_cmpint (ctn_need_find_by_finding (reader (f), "gap:stage:2"), ==, id);
  edit (f, ctn_need_kind (), id, "severity", "4");
  ids = ctn_need_list (reader (f), ctn_need_kind (), &of_stage, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  most = ctn_need_list (reader (f), ctn_need_kind (), &severe, NULL);
  g_assert_cmpuint (most->len, ==, 1);
  g_assert_cmpint (support_count (f->project,
                                  "SELECT count (*) FROM need_code WHERE code = '27.20' "
                                  "AND scheme = 'nace-2'"),
                   ==, 1);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/matching/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("full-example", test_full_example);
  ADD ("activity", test_activity);
  ADD ("competence-and-size", test_competence_and_size);
  ADD ("left-out", test_left_out);
  ADD ("weights", test_weights);
  ADD ("index", test_index);
  ADD ("pairing", test_pairing);
  ADD ("from-stage", test_from_stage);
  return g_test_run ();
}
