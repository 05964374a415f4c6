/* Importing from spreadsheets, and lists that go out as one: what comes back is what went out. */
#include <ctn-organisation.h>
#include <ctn-record-export.h>
#include <registry-support.h>
#include <string.h>

#include "import-support.h"
#include "sheet-support.h"

/* Two lists, and remarks before them that are none. */
static GBytes *
make_book (void)
{
  return sheet_support_ods (
      "<table:table table:name='Read me'><table:table-row>"
      "<table:table-cell office:value-type='string'><text:p>As of May "
      "2024</text:p></table:table-cell>"
      "</table:table-row></table:table>"
      "<table:table table:name='Members'>"
      "<table:table-row><table:table-cell office:value-type='string'><text:p>Members, May "
      "2024</text:p>"
      "</table:table-cell></table:table-row>"
      "<table:table-row table:number-rows-repeated='2'><table:table-cell/></table:table-row>"
      "<table:table-row><table:table-cell office:value-type='string'><text:p>Name</text:p>"
      "</table:table-cell><table:table-cell office:value-type='string'><text:p>Country</text:p>"
      "</table:table-cell><table:table-cell office:value-type='string'><text:p>Postcode</text:p>"
      "</table:table-cell></table:table-row>"
      "<table:table-row><table:table-cell office:value-type='string'><text:p>Aalto</text:p>"
      "</table:table-cell><table:table-cell office:value-type='string'><text:p>FI</text:p>"
      "</table:table-cell><table:table-cell office:value-type='float' office:value='76'>"
      "<text:p>00076</text:p></table:table-cell></table:table-row></table:table>"
      "<table:table table:name='Guests'>"
      "<table:table-row><table:table-cell office:value-type='string'><text:p>Name</text:p>"
      "</table:table-cell><table:table-cell office:value-type='string'><text:p>Country</text:p>"
      "</table:table-cell></table:table-row>"
      "<table:table-row><table:table-cell office:value-type='string'><text:p>Ruhr</text:p>"
      "</table:table-cell><table:table-cell office:value-type='string'><text:p>DE</text:p>"
      "</table:table-cell></table:table-row></table:table>");
}

static CtnImportSource *
load (Import *import, const char *sheet, GError **error)
{
  g_autoptr (GBytes) bytes = make_book ();
  g_autoptr (GFile) file =
      import_write_file (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));

  return ctn_import_source_load (file, NULL, sheet, ctn_project_get_reader (import->project), NULL,
                                 error);
}

/* The list is found, its header is found, its line numbers are the sheet's; codes stay whole. */
static void
test_found (Import *import, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mapping = NULL;

  import->source = load (import, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (import->source->sheets[import->source->sheet], ==, "Members");
  mapping = import_join_mapping (import);
  g_assert_cmpstr (mapping, ==, "name|country|postcode");
  g_assert_cmpuint (ctn_table_get_line (import->source->table, 1), ==, 5);
  import_plan_again (import);
  import_apply (import);
  import_assert_values (import, "name", "Aalto");
  import_assert_values (import, "postcode", "00076");
}

static void
test_chosen (Import *import, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (import, "Hosts", &error));
  g_assert_nonnull (strstr (error->message, "Read me, Members, Guests"));
  g_clear_error (&error);
  import->source = load (import, "guests", &error);
  g_assert_no_error (error);
  import_plan_again (import);
  import_apply (import);
  import_assert_values (import, "name", "Ruhr");

  /* The next month's file has the same sheets. */
  g_autoptr (CtnImportSource) next = load (import, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (next->sheets[next->sheet], ==, "Guests");
}

/* The file's bytes. (transfer full) */
static char *export (Import *import, gsize *length)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "export.XLSX", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  CtnConnection *reader = ctn_project_get_reader (import->project);
  g_autoptr (CtnStatement) rows =
      ctn_connection_query (reader, NULL, "SELECT id FROM organisation ORDER BY id", "");
  const CtnRecordExport export = { ctn_organisation_kind (), NULL, ids };
  char *bytes = NULL;

  while (ctn_statement_next (rows, NULL)) {
    gint64 id = ctn_statement_get_int (rows, 0);

    g_array_append_val (ids, id);
  }
  ctn_record_export (reader, &export, file, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
add_samples (Import *import)
{
  support_add (import->project, "Müller; \"Söhne\", GmbH", "country", "DE", "region", "DE212",
               "helix", "industry", "type", "company", "tags", "solar; wind", "headcount", "640",
               "turnover", "1234567.89", "latitude", "48.137", "longitude", "-11.5", "vat",
               "DE136695976", "pic", "999854661", "nace2", "01.11; 62.01", "languages", "de; en",
               "founded", "1949-05", "postcode", "00123", "web", "https://a.example", "notes",
               "two\nlines", NULL);
  support_add (import->project, "=HYPERLINK(\"http://x\")", "notes", "+49 is a prefix", "city",
               "@home", "street", "-", "headcount", "1.25", "founded", "2001-02-03", NULL);
  support_add (import->project, "'=already", "headcount", "0.001", "notes", "a_x0041_b  <&>", NULL);
  support_add (import->project, "Łódź 😀", "other-names", "Lodz; L.", "founded", "1850-01-01",
               NULL);
}

static void
test_round_trip (Import *import, gconstpointer data)
{
  g_autofree char *bytes = NULL, *problems = NULL, *again = NULL;
  gsize length = 0, length_again = 0;

  add_samples (import);
  bytes = export (import, &length);
  import_plan_bytes (import, bytes, (gssize) length);
  problems = import_join_problems (import);
  g_assert_cmpstr (problems, ==, "");
  import_assert_fates (import, "update id|update name|update name|update name");
  ctn_import_plan_set_overwrite (import->plan, TRUE);
  import_apply (import);
  g_assert_cmpuint (import->run.n_updated, ==, 0);
  g_assert_cmpuint (import->run.n_added, ==, 0);
  again = export (import, &length_again);
  g_assert_cmpmem (bytes, length, again, length_again);
}

/* Into an empty project: the same comes out again. */
static void
test_move (Import *import, gconstpointer data)
{
  Import other = { 0 };
  g_autofree char *bytes = NULL, *moved = NULL;
  gsize length = 0, length_moved = 0;

  add_samples (import);
  bytes = export (import, &length);
  import_set_up (&other, NULL);
  import_plan_bytes (&other, bytes, (gssize) length);
  import_apply (&other);
  import_assert_fates (&other, "new|new|new|new");
  moved = export (&other, &length_moved);
  g_assert_cmpmem (bytes, length, moved, length_moved);
  import_tear_down (&other, NULL);
}

/* Numbers and dates are such, texts are texts, whatever they begin with. */
static void
test_types (Import *import, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autofree char *found = NULL;
  gsize length = 0;

  add_samples (import);
  bytes = export (import, &length);
  file = g_bytes_new (bytes, length);
  found = sheet_support_dump (file, 0);
  g_assert_nonnull (strstr (found, "|1234567.89|"));
  g_assert_nonnull (strstr (found, "\n3: =HYPERLINK(\"http://x\")|"));
  g_assert_nonnull (strstr (found, "|2001-02-03|"));
  g_assert_nonnull (strstr (found, "|1949-05|"));
  g_assert_nonnull (strstr (found, "|00123|"));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/import-sheets/" name, Import, NULL, import_set_up, function, import_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("found", test_found);
  ADD ("chosen", test_chosen);
  ADD ("round-trip", test_round_trip);
  ADD ("move", test_move);
  ADD ("types", test_types);
  return g_test_run ();
}
