/* Tables of indicators in the forms in which they come. Every expected value stands in the text of its table; Eurostat's
 * forms are those of its bulk downloads (TSV with "geo\TIME_PERIOD", marks behind the values; SDMX-CSV 1.0). */
#include <ctn-indicator-figures.h>
#include <ctn-indicator-import.h>
#include <math.h>
#include <registry-support.h>

#include "import-support.h"

typedef struct {
  CtnProject *project;
  CtnIndicatorImport *import;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->project = support_project_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->import, ctn_indicator_import_free);
  support_project_free (f->project);
}

static void
plan (Fixture *f, const char *text, const CtnIndicatorOptions *options, GError **error)
{
  static const CtnIndicatorOptions none = { 0 };
  g_autoptr (GFile) file = import_write_file (text, -1);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnTable) table = ctn_indicator_import_read (file, NULL, NULL, &local_error);

  g_assert_no_error (local_error);
  g_clear_pointer (&f->import, ctn_indicator_import_free);
  f->import = ctn_indicator_import_new (table, "berd.csv", options != NULL ? options : &none,
                                        ctn_project_get_reader (f->project), error);
}

/* "code nuts version year value flag" of a row, or its message. (transfer full) */
static char *
describe (Fixture *f, guint index)
{
  const CtnIndicatorRow *row = f->import->rows->pdata[index];

  if (row->state == CTN_INDICATOR_PROBLEM)
    return g_strdup_printf ("%u.%u: %s", row->line, row->column, row->message);
  return g_strdup_printf ("%s %s %s %d %g %s", row->code, row->nuts, row->nuts_version, row->year,
                          row->value, row->flag != NULL ? row->flag : "-");
}

static void
assert_row (Fixture *f, guint index, const char *expected)
{
  g_autofree char *found = NULL;

  g_assert_cmpuint (index, <, f->import->rows->len);
  found = describe (f, index);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_long (Fixture *f, gconstpointer data)
{
  plan (f,
        "indicator;geo;year;value\nBERD;DE23;2021;1,5\nBERD;EU27_2020;2021;1,4\n"
        "PAT;Oberpfalz;2020;12\nPAT;HU22;;3\nPAT;HU22;2020;many\nPAT;HU22;2019;:\n",
        NULL, NULL);
  g_assert_cmpint (f->import->form, ==, CTN_INDICATOR_FORM_LONG);
  g_assert_cmpuint (f->import->rows->len, ==, 5);
  assert_row (f, 0, "BERD DE23 2024 2021 1.5 -");
  assert_row (f, 1, "BERD EU 2024 2021 1.4 -");
  assert_row (f, 2, "PAT DE23 2024 2020 12 -");
  assert_row (f, 3, "5.4: There is no year.");
  assert_row (f, 4, "6.4: “many” is not a number.");
  g_assert_cmpuint (f->import->counts[CTN_INDICATOR_NEW], ==, 3);
  g_assert_cmpuint (f->import->counts[CTN_INDICATOR_PROBLEM], ==, 2);
}

/* The year and the code may be given beside the table; codes that NUTS 2024 does not have are of the version said. */
static void
test_options (Fixture *f, gconstpointer data)
{
  const CtnIndicatorOptions options = { "SKILLS", "2016", 2018, "A source" };

  plan (f, "Region,Value,Year\nHR04,3.5,\nDE23,4,2019\nXX99,1,\n", &options, NULL);
  assert_row (f, 0, "SKILLS HR04 2016 2018 3.5 -");
  assert_row (f, 1, "SKILLS DE23 2024 2019 4 -");
  assert_row (f, 2, "4.2: “XX99” is neither a NUTS code nor the name of one region.");
}

static void
test_years (Fixture *f, gconstpointer data)
{
  plan (f, "Some title,,\nRegion,2019,2021\nDE23,1.5,1.75\nHU22,,0.6 p\n", NULL, NULL);
  g_assert_cmpint (f->import->form, ==, CTN_INDICATOR_FORM_YEARS);
  g_assert_cmpuint (f->import->rows->len, ==, 3);
  assert_row (f, 0, "berd DE23 2024 2019 1.5 -");
  assert_row (f, 2, "berd HU22 2024 2021 0.6 p");
}

static void
test_eurostat (Fixture *f, gconstpointer data)
{
  plan (f,
        "freq,unit,geo\\TIME_PERIOD\t2020 \t2021 \nA,PC_GDP,DE23\t1.23 \t1.31 ep\n"
        "A,PC_GDP,HU22\t: \t0.61 b\nA,PC_GDP,PT17\t1 \t2 \n",
        NULL, NULL);
  g_assert_cmpint (f->import->form, ==, CTN_INDICATOR_FORM_EUROSTAT);
  g_assert_cmpuint (f->import->rows->len, ==, 5);
  assert_row (f, 0, "berd DE23 2024 2020 1.23 -");
  assert_row (f, 1, "berd DE23 2024 2021 1.31 ep");
  assert_row (f, 2, "berd HU22 2024 2021 0.61 b");
  assert_row (f, 3, "berd PT17 2021 2020 1 -");
}

/* Several units in one table would overwrite each other: the second one is a problem. */
static void
test_sdmx (Fixture *f, gconstpointer data)
{
  plan (f,
        "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:RD_E(1.0),01/01/24,A,PC_GDP,DE23,2021,1.31,p\n"
        "ESTAT:RD_E(1.0),01/01/24,A,EUR_HAB,DE23,2021,650,\n",
        NULL, NULL);
  g_assert_cmpint (f->import->form, ==, CTN_INDICATOR_FORM_LONG);
  assert_row (f, 0, "berd DE23 2024 2021 1.31 p");
  g_assert_cmpuint (f->import->counts[CTN_INDICATOR_PROBLEM], ==, 1);
}

/* A scoreboard's table: a column an indicator, names beside the codes. */
static void
test_columns (Fixture *f, gconstpointer data)
{
  const CtnIndicatorOptions options = { .year = 2023 };

  plan (f,
        "Region code,Region,Tertiary education,R&D expenditure business\n"
        "DE23,Oberpfalz,0.61,0.55\nHU22,Nyugat-Dunántúl,0.31,\n",
        &options, NULL);
  g_assert_cmpint (f->import->form, ==, CTN_INDICATOR_FORM_COLUMNS);
  g_assert_cmpuint (f->import->rows->len, ==, 3);
  assert_row (f, 0, "Tertiary education DE23 2024 2023 0.61 -");
  assert_row (f, 1, "R&D expenditure business DE23 2024 2023 0.55 -");
  assert_row (f, 2, "Tertiary education HU22 2024 2023 0.31 -");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  plan (f, "a,b\n1,2\n", NULL, &error);
  g_assert_nonnull (error);
  g_assert_null (f->import);
}

/* One operation; what is the same is left alone, what is left out stays out, undo brings all back. */
static void
test_apply (Fixture *f, gconstpointer data)
{
  static const char table[] = "geo,2020,2021\nDE23,1,2\nHU22,3,4\n";
  static const char newer[] = "geo,2020,2021\nDE23,1,2.5\nHU22,3.5,4\n";
  const CtnOperation operation = { "Import Indicators", NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnIndicator) indicator = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  plan (f, table, NULL, NULL);
  g_assert_true (
      ctn_project_transact (f->project, &operation, ctn_indicator_import_apply, f->import, &error));
  g_assert_cmpuint (f->import->n_added, ==, 4);
  before = support_dump (f->project);
  plan (f, newer, NULL, NULL);
  g_assert_cmpuint (f->import->counts[CTN_INDICATOR_SAME], ==, 2);
  g_assert_cmpuint (f->import->counts[CTN_INDICATOR_UPDATE], ==, 2);
  g_assert_cmpfloat_with_epsilon (((CtnIndicatorRow *) f->import->rows->pdata[1])->old, 2, 1e-12);
  ((CtnIndicatorRow *) f->import->rows->pdata[2])->skip = TRUE;
  g_assert_true (
      ctn_project_transact (f->project, &operation, ctn_indicator_import_apply, f->import, &error));
  g_assert_cmpuint (f->import->n_added, ==, 0);
  g_assert_cmpuint (f->import->n_updated, ==, 1);
  indicator =
      ctn_indicator_load (ctn_project_get_reader (f->project),
                          ctn_indicator_find (ctn_project_get_reader (f->project), "berd"), &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (ctn_indicator_get (indicator, "DE23", 2021, NULL), 2.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (ctn_indicator_get (indicator, "HU22", 2020, NULL), 3, 1e-12);
  g_assert_true (ctn_project_undo (f->project, NULL));
  after = support_dump (f->project);
  g_assert_cmpstr (before, ==, after);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/indicator-import/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("long", test_long);
  ADD ("options", test_options);
  ADD ("years", test_years);
  ADD ("eurostat", test_eurostat);
  ADD ("sdmx", test_sdmx);
  ADD ("columns", test_columns);
  ADD ("refused", test_refused);
  ADD ("apply", test_apply);
  return g_test_run ();
}
