/* A sector in a region, by hand. Staff: in DE23 mobility 60 + 20 + 20 = 100 of 200; everywhere mobility 150 of 600:
 * LQ = (100/200)/(150/600) = 2. By number: 3 of 4 there, 4 of 6 everywhere: (3/4)/(4/6) = 1.125. */
#include <ctn-record-operations.h>
#include <ctn-region-strategy.h>
#include <ctn-sector-analysis.h>
#include <math.h>
#include <registry-support.h>

static gint64
find_sector (CtnProject *project, const char *code)
{
  gint64 id = 0;

  g_assert_true (ctn_connection_get_int (ctn_project_get_reader (project), &id, NULL,
                                         "SELECT id FROM sector WHERE code = ?", "t", code));
  g_assert_cmpint (id, !=, 0);
  return id;
}

static void
add (CtnProject *project,
     const char *name,
     const char *region,
     const char *sector,
     const char *staff)
{
  support_add (project, name, "region", region, "sectors", sector, "headcount", staff, "size-class",
               "Small", "helix", "industry", NULL);
}

static CtnProject *
make_project (void)
{
  CtnProject *project = support_project_new ();

  add (project, "One", "DE231", "AM-MOB", "60");
  add (project, "Two", "DE232", "AM", "20");
  add (project, "Three", "DE23", "AM-MOB; ICT", "20");
  add (project, "Other", "DE231", "HE", "100");
  add (project, "Abroad", "HU221", "AM-MOB", "50");
  add (project, "Elsewhere", "DE300", "HE", "350");
  return project;
}

static CtnSectorAnalysis *
analyse (CtnProject *project, const char *sector, const char *region)
{
  g_autoptr (GError) error = NULL;
  CtnSectorAnalysis *analysis =
      ctn_sector_analysis_new (ctn_project_get_reader (project),
                               sector != NULL ? find_sector (project, sector) : 0, region, &error);

  g_assert_no_error (error);
  return analysis;
}

static void
test_quotient (void)
{
  CtnProject *project = make_project ();
  g_autoptr (CtnSectorAnalysis) analysis = analyse (project, "AM", "DE23");
  g_autoptr (CtnSectorAnalysis) sub = analyse (project, "AM-MOB", "DE23");
  g_autoptr (CtnSectorAnalysis) none = analyse (project, "BE", "DE23");
  g_autoptr (CtnSectorAnalysis) all = analyse (project, NULL, "");

  g_assert_cmpuint (analysis->n, ==, 3);
  g_assert_cmpuint (analysis->n_region, ==, 4);
  g_assert_cmpuint (analysis->n_sector, ==, 4);
  g_assert_cmpuint (analysis->n_all, ==, 6);
  g_assert_cmpfloat_with_epsilon (analysis->lq, 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (analysis->lq_count, 1.125, 1e-12);
  g_assert_true (analysis->is_critical);
  g_assert_cmpuint (analysis->sizes[CTN_SIZE_SMALL], ==, 3);
  g_assert_cmpuint (analysis->helices[0], ==, 3);
  g_assert_cmpuint (analysis->organisations->len, ==, 3);
  g_assert_cmpstr (((CtnSectorReference *) analysis->organisations->pdata[0])->title, ==, "One");
  /* Two organisations are no critical mass, however strong. */
  g_assert_cmpuint (sub->n, ==, 2);
  g_assert_cmpfloat_with_epsilon (sub->lq, (80.0 / 200) / (130.0 / 600), 1e-12);
  g_assert_false (sub->is_critical);
  g_assert_true (isnan (none->lq) && isnan (none->lq_count));
  g_assert_cmpfloat_with_epsilon (all->lq, 1, 1e-12);
  support_project_free (project);
}

static gint64
add_record (CtnProject *project,
            const CtnRecordKind *kind,
            gint64 owner,
            const CtnFieldText *values)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_record_add (project, kind, owner, values, &error);

  g_assert_no_error (error);
  return id;
}

/* A priority of the region, of one above it, and of one below it count; those of a neighbour do not. */
static void
test_priorities (void)
{
  static const char *const regions[] = { "DE23", "DE2", "DE231", "DE22" };
  CtnProject *project = make_project ();
  g_autofree char *sector = g_strdup_printf ("%" G_GINT64_FORMAT, find_sector (project, "AM-MOB"));
  g_autoptr (CtnSectorAnalysis) analysis = NULL;
  g_autoptr (CtnSectorAnalysis) other = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++) {
    const CtnFieldText strategy[] = { { "name", regions[i] },
                                      { "region", regions[i] },
                                      { NULL, NULL } };
    const CtnFieldText priority[] = { { "name", "Mobility" },
                                      { "sector", sector },
                                      { NULL, NULL } };

    add_record (project, ctn_priority_kind (),
                add_record (project, ctn_region_strategy_kind (), 0, strategy), priority);
  }
  analysis = analyse (project, "AM", "DE23");
  other = analyse (project, "HE", "DE23");
  g_assert_cmpuint (analysis->priorities->len, ==, 3);
  g_assert_cmpuint (other->priorities->len, ==, 0);
  support_project_free (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sectors/quotient", test_quotient);
  g_test_add_func ("/sectors/priorities", test_priorities);
  return g_test_run ();
}
