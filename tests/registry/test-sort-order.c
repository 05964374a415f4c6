/* Sorting by a field in German, numbers as numbers, nothing last; and reading all records at once,
 * which sorting is built on. */
#include <ctn-record.h>
#include <locale.h>

#include "ctn-record-scan.h"
#include "ctn-sort-order.h"
#include "registry-support.h"

static GArray *
list_ids (CtnProject *project)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      ctn_project_get_reader (project), NULL, "SELECT id FROM organisation ORDER BY id", "");

  while (ctn_statement_next (rows, NULL)) {
    gint64 id = ctn_statement_get_int (rows, 0);

    g_array_append_val (ids, id);
  }
  return ids;
}

static void
assert_order (CtnProject *project, const char *field, gboolean descending, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnSortOrder) order =
      ctn_sort_order_new (ctn_project_get_reader (project), support_field (field), NULL, &error);
  g_autoptr (GArray) ids = list_ids (project);
  g_autofree char *names = NULL;

  g_assert_no_error (error);
  ctn_sort_order_sort (order, ids, descending);
  names = support_join_names (project, ids);
  g_assert_cmpstr (names, ==, expected);
}

/* DIN 5007-1: ä as a, ß as ss; upper and lower case together. */
static void
test_german (void)
{
  static const char *const names[] = { "Zebra", "Ärzte", "Arzt",     "zeder",  "Öl",
                                       "Oder",  "Apfel", "Strasser", "Straße", "äpfel" };
  g_autofree char *old = g_strdup (setlocale (LC_COLLATE, NULL));
  CtnProject *project;

  if (setlocale (LC_COLLATE, "de_DE.UTF-8") == NULL) {
    g_test_skip ("no German locale here");
    return;
  }
  project = support_project_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    support_add (project, names[i], NULL);
  assert_order (project, "name", FALSE,
                "Apfel|äpfel|Arzt|Ärzte|Oder|Öl|Straße|Strasser|Zebra|zeder");
  assert_order (project, "name", TRUE,
                "zeder|Zebra|Strasser|Straße|Öl|Oder|Ärzte|Arzt|äpfel|Apfel");
  support_project_free (project);
  setlocale (LC_COLLATE, old);
}

static void
test_kinds_of_values (void)
{
  CtnProject *project = support_project_new ();

  support_add (project, "A", "headcount", "100", "founded", "1999", "country", "DE", "tags", "b; a",
               NULL);
  support_add (project, "B", "headcount", "9", "founded", "1999-05", "country", "AT", NULL);
  support_add (project, "C", NULL);
  support_add (project, "D", "headcount", "9.5", "founded", "2001-01-01", "country", "CH", "tags",
               "a", NULL);
  support_add (project, "E", "headcount", "100", "country", "DE", NULL);
  assert_order (project, "headcount", FALSE, "B|D|A|E|C");
  assert_order (project, "headcount", TRUE, "A|E|D|B|C");
  assert_order (project, "founded", FALSE, "A|B|D|C|E");
  assert_order (project, "founded", TRUE, "D|B|A|C|E");
  /* By what a person reads: Austria, Germany, Switzerland. */
  assert_order (project, "country", FALSE, "B|A|E|D|C");
  assert_order (project, "country", TRUE, "D|A|E|B|C");
  assert_order (project, "tags", FALSE, "D|A|B|C|E");
  assert_order (project, "street", FALSE, "A|B|C|D|E");
  assert_order (project, "street", TRUE, "A|B|C|D|E");
  support_project_free (project);
}

/* A few of many go another way than many; both ways give what comparing the values gives. */
static void
test_few_and_many (void)
{
  CtnProject *project = support_project_new ();
  const CtnField *field = support_field ("headcount");
  g_autoptr (CtnSortOrder) order = NULL;
  g_autoptr (GArray) ids = NULL;

  for (guint i = 0; i < 300; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i * 7919 % 50);

    support_add (project, "X", "headcount", i % 10 == 3 ? "" : number, NULL);
  }
  ids = list_ids (project);
  order = ctn_sort_order_new (ctn_project_get_reader (project), field, NULL, NULL);
  for (guint step = 1; step <= 151; step += 50)
    for (int descending = 0; descending < 2; descending++) {
      g_autoptr (GArray) some = g_array_new (FALSE, FALSE, sizeof (gint64));

      for (guint i = 0; i < ids->len; i += step)
        g_array_append_val (some, g_array_index (ids, gint64, i));
      ctn_sort_order_sort (order, some, descending);
      for (guint i = 1; i < some->len; i++) {
        gint64 a = g_array_index (some, gint64, i - 1);
        gint64 b = g_array_index (some, gint64, i);
        g_autofree char *one = support_get (project, a, "headcount");
        g_autofree char *other = support_get (project, b, "headcount");
        double difference = g_ascii_strtod (other, NULL) - g_ascii_strtod (one, NULL);

        if (*one == '\0')
          g_assert_cmpstr (other, ==, "");
        else if (*other != '\0')
          g_assert_cmpfloat (descending ? -difference : difference, >=, 0);
        if (g_str_equal (one, other))
          g_assert_cmpint (a, <, b);
      }
    }
  support_project_free (project);
}

/* An organisation that came after the order was made is not lost. */
static void
test_unknown_id (void)
{
  CtnProject *project = support_project_new ();
  gint64 old = support_add (project, "B", NULL);
  g_autoptr (CtnSortOrder) order =
      ctn_sort_order_new (ctn_project_get_reader (project), support_field ("name"), NULL, NULL);
  gint64 new = support_add (project, "A", NULL);
  gint64 ids[] = { old, new };
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (array, ids, 2);
  ctn_sort_order_sort (order, array, FALSE);
  g_assert_cmpint (g_array_index (array, gint64, 0), ==, old);
  g_assert_cmpint (g_array_index (array, gint64, 1), ==, new);
  g_array_set_size (array, 0);
  ctn_sort_order_sort (order, array, TRUE);
  support_project_free (project);
}

/* A scan gives for every field of every record what reading it alone gives. */
static void
test_scan (void)
{
  CtnProject *project = support_project_new ();
  const CtnRecordKind *kind = ctn_organisation_kind ();
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (CtnRecordScan) scan = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  support_add (project, "A", "tags", "x; y", "headcount", "640", "latitude", "48.5", "vat",
               "DE136695976", "nace2", "01.11; 62.01", "other-names", "B; C", NULL);
  support_add (project, "B", NULL);
  support_add (project, "C", "tags", "y", "turnover", "0.1", "languages", "de; en", "pic",
               "999854661", "sectors", "", NULL);
  for (const CtnField *field = kind->fields; field->name != NULL; field++)
    g_ptr_array_add (fields, (gpointer) field);
  scan = ctn_record_scan_new (ctn_project_get_reader (project), kind,
                              (const CtnField *const *) fields->pdata, fields->len, &error);
  g_assert_no_error (error);
  while (ctn_record_scan_next (scan, &error)) {
    for (guint i = 0; i < fields->len; i++) {
      const CtnField *field = g_ptr_array_index (fields, i);

      support_assert (project, ctn_record_scan_get_id (scan), field->name,
                      ctn_record_scan_get_text (scan, i));
    }
    n++;
  }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 3);
  /* The end stays the end. */
  g_assert_false (ctn_record_scan_next (scan, &error));
  g_clear_pointer (&scan, ctn_record_scan_free);
  support_project_free (project);
}

static gboolean
add_years (CtnConnection *connection, gpointer data, GError **error)
{
  static const struct {
    gint64 year;
    double headcount;
  } years[] = { { 2019, 3 }, { 2022, 7 }, { 2020, 5 } };

  for (gsize i = 0; i < G_N_ELEMENTS (years); i++)
    if (!ctn_connection_run (connection, error,
                             "INSERT INTO organisation_size (id, organisation, year, headcount) "
                             "VALUES (?, ?, ?, ?)",
                             "iiid", (gint64) i + 1, *(gint64 *) data, years[i].year,
                             years[i].headcount))
      return FALSE;
  /* A later year that knows nothing about staff. */
  return ctn_connection_run (connection, error,
                             "INSERT INTO organisation_size (id, organisation, year, turnover) "
                             "VALUES (9, ?, 2023, 1)",
                             "i", *(gint64 *) data);
}

static void
test_scan_latest_year (void)
{
  const CtnOperation operation = { "Years", NULL, NULL };
  CtnProject *project = support_project_new ();
  gint64 id = support_add (project, "A", NULL);
  const CtnField *field = support_field ("headcount");
  g_autoptr (CtnRecordScan) scan = NULL;

  g_assert_true (ctn_project_transact (project, &operation, add_years, &id, NULL));
  scan = ctn_record_scan_new (ctn_project_get_reader (project), ctn_organisation_kind (), &field, 1,
                              NULL);
  g_assert_true (ctn_record_scan_next (scan, NULL));
  g_assert_cmpstr (ctn_record_scan_get_text (scan, 0), ==, "7");
  support_assert (project, id, "headcount", "7");
  g_clear_pointer (&scan, ctn_record_scan_free);
  support_project_free (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sort-order/german", test_german);
  g_test_add_func ("/sort-order/kinds-of-values", test_kinds_of_values);
  g_test_add_func ("/sort-order/few-and-many", test_few_and_many);
  g_test_add_func ("/sort-order/unknown-id", test_unknown_id);
  g_test_add_func ("/record-scan/all-fields", test_scan);
  g_test_add_func ("/record-scan/latest-year", test_scan_latest_year);
  return g_test_run ();
}
