/* Indicators, by hand. Values 4, 9 and 16 with the square root: (3 − 2)/(4 − 2) = 0.5 for 9; as they are 5/12; with the
 * logarithm ln (9/4)/ln 4 = 0.584963. Where lower is better 1 − 5/12 = 7/12. Groups: RIS 2021, in % of the EU: < 70, 70 to
 * 100, 100 to 125, > 125, with the cuts between that the table in data/indicators/ris-groups.json quotes. */
#include <ctn-indicator-figures.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>
#include <math.h>
#include <registry-support.h>

static CtnConnection *
reader (CtnProject *project)
{
  return ctn_project_get_reader (project);
}

static gboolean
write_values (CtnConnection *connection, gpointer data, GError **error)
{
  static const struct {
    const char *nuts;
    int year;
    double value;
  } values[] = {
    { "DE23", 2019, 4 }, { "DE23", 2021, 9 }, { "HU22", 2021, 16 }, { "EU", 2021, 12 }
  };
  gboolean *added = data;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    const CtnIndicatorEntry entry = { .code = "BERD",
                                      .nuts = values[i].nuts,
                                      .nuts_version = "2024",
                                      .year = values[i].year,
                                      .value = values[i].value };

    if (!ctn_indicator_write (connection, &entry, added, error))
      return FALSE;
  }
  return TRUE;
}

static CtnIndicator *
load (CtnProject *project)
{
  g_autoptr (GError) error = NULL;
  CtnIndicator *indicator =
      ctn_indicator_load (reader (project), ctn_indicator_find (reader (project), "berd"), &error);

  g_assert_no_error (error);
  return indicator;
}

static CtnProject *
make_project (void)
{
  const CtnOperation operation = { "Import", NULL, NULL };
  CtnProject *project = support_project_new ();
  gboolean added = FALSE;

  g_assert_true (ctn_project_transact (project, &operation, write_values, &added, NULL));
  g_assert_true (added);
  return project;
}

static void
test_values (void)
{
  const CtnOperation operation = { "Import", NULL, NULL };
  CtnProject *project = make_project ();
  g_autoptr (CtnIndicator) indicator = load (project);
  g_autoptr (GArray) years = ctn_indicator_list_years (indicator);
  g_autoptr (GPtrArray) regions = ctn_indicator_list_regions (indicator);
  gboolean added = TRUE;
  int year = 0;

  g_assert_cmpfloat_with_epsilon (ctn_indicator_get (indicator, "DE23", 2019, NULL), 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_indicator_get (indicator, "DE23", 0, &year), 9, 1e-12);
  g_assert_cmpint (year, ==, 2021);
  g_assert_true (isnan (ctn_indicator_get (indicator, "HU22", 2019, NULL)));
  g_assert_cmpuint (years->len, ==, 2);
  g_assert_cmpuint (regions->len, ==, 3);
  /* The same again replaces and adds nothing. */
  g_assert_true (ctn_project_transact (project, &operation, write_values, &added, NULL));
  g_assert_false (added);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM indicator_value"), ==, 4);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM indicator"), ==, 1);
  support_project_free (project);
}

static void
test_normalise (void)
{
  const CtnGoalposts posts = { 4, 16 };
  const CtnGoalposts flat = { 4, 4 };
  gboolean clamped = TRUE;

  g_assert_cmpfloat_with_epsilon (ctn_indicator_normalise (CTN_INDICATOR_TRANSFORM_NONE,
                                                           CTN_INDICATOR_DIRECTION_HIGHER, &posts,
                                                           9, &clamped),
                                  5.0 / 12, 1e-12);
  g_assert_false (clamped);
  g_assert_cmpfloat_with_epsilon (ctn_indicator_normalise (CTN_INDICATOR_TRANSFORM_SQRT,
                                                           CTN_INDICATOR_DIRECTION_HIGHER, &posts,
                                                           9, NULL),
                                  0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_indicator_normalise (CTN_INDICATOR_TRANSFORM_LOG,
                                                           CTN_INDICATOR_DIRECTION_HIGHER, &posts,
                                                           9, NULL),
                                  0.584963, 1e-6);
  g_assert_cmpfloat_with_epsilon (ctn_indicator_normalise (CTN_INDICATOR_TRANSFORM_NONE,
                                                           CTN_INDICATOR_DIRECTION_LOWER, &posts, 9,
                                                           NULL),
                                  7.0 / 12, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_indicator_normalise (CTN_INDICATOR_TRANSFORM_NONE,
                                                           CTN_INDICATOR_DIRECTION_HIGHER, &posts,
                                                           20, &clamped),
                                  1, 1e-12);
  g_assert_true (clamped);
  g_assert_true (isnan (ctn_indicator_normalise (CTN_INDICATOR_TRANSFORM_NONE,
                                                 CTN_INDICATOR_DIRECTION_HIGHER, &flat, 4, NULL)));
  g_assert_true (isnan (ctn_indicator_normalise (
      CTN_INDICATOR_TRANSFORM_SQRT, CTN_INDICATOR_DIRECTION_HIGHER, &posts, -1, NULL)));
}

/* Goalposts are those of all regions and years, 4 and 16, until the indicator is given its own: with 0 and 20, 9 is 0.45.
 * In % of the EU, of normalised values: (5/12)/(8/12) = 62.5 %; of values 75 %. */
static void
test_goalposts (void)
{
  CtnProject *project = make_project ();
  gint64 id = ctn_indicator_find (reader (project), "BERD");
  g_autoptr (CtnIndicator) before = load (project);
  g_autoptr (CtnIndicator) after = NULL;

  g_assert_cmpfloat_with_epsilon (ctn_indicator_get_normalised (before, "DE23", 0), 5.0 / 12,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_indicator_get_percent (before, "DE23", 0, TRUE), 62.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (ctn_indicator_get_percent (before, "DE23", 0, FALSE), 75, 1e-9);
  g_assert_true (isnan (ctn_indicator_get_percent (before, "DE23", 2019, FALSE)));
  g_assert_true (ctn_record_edit (project, ctn_indicator_kind (), id,
                                  ctn_record_kind_find_field (ctn_indicator_kind (), "low"), "0",
                                  NULL));
  g_assert_true (ctn_record_edit (project, ctn_indicator_kind (), id,
                                  ctn_record_kind_find_field (ctn_indicator_kind (), "high"), "20",
                                  NULL));
  after = load (project);
  g_assert_cmpfloat_with_epsilon (ctn_indicator_get_normalised (after, "DE23", 0), 0.45, 1e-12);
  support_project_free (project);
}

static void
test_groups (void)
{
  static const struct {
    double percent;
    const char *code; /* NULL: none */
    int third;
  } cases[] = {
    { 0, "emerging", -1 },   { 34, "emerging", -1 },  { 34.1, "emerging", 0 },
    { 52.1, "emerging", 1 }, { 69.9, "emerging", 1 }, { 70, "moderate", -1 },
    { 80, "moderate", 0 },   { 90, "moderate", 1 },   { 100, "strong", -1 },
    { 108.3, "strong", 0 },  { 116.7, "strong", 1 },  { 125, "strong", 1 },
    { 125.1, "leader", -1 }, { 134.9, "leader", 0 },  { 144.8, "leader", 1 },
    { 200, "leader", 1 },    { NAN, NULL, 0 },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnGroupScheme) scheme = ctn_group_scheme_load (NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (scheme->edition, ==, "2021");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    int third = 9;
    const CtnGroup *group = ctn_group_scheme_find (scheme, cases[i].percent, &third);

    g_assert_cmpstr (group != NULL ? group->code : NULL, ==, cases[i].code);
    if (group != NULL)
      g_assert_cmpint (third, ==, cases[i].third);
  }
  g_assert_null (ctn_group_scheme_load ("1999", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/indicators/values", test_values);
  g_test_add_func ("/indicators/normalise", test_normalise);
  g_test_add_func ("/indicators/goalposts", test_goalposts);
  g_test_add_func ("/indicators/groups", test_groups);
  return g_test_run ();
}
