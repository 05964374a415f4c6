/* What importing a table makes of each row and cell. Expected values by hand. */
#include <ctn-column-match.h>
#include <ctn-interchange-error.h>
#include <registry-support.h>
#include <string.h>

#include "import-support.h"

static void
assert_mapping (Import *import, const char *expected)
{
  g_autofree char *mapping = import_join_mapping (import);

  g_assert_cmpstr (mapping, ==, expected);
}

static void
changed_cb (CtnProject *project, CtnChangeSet *changes, gpointer data)
{
  CtnChangeSet **seen = data;

  g_clear_pointer (seen, ctn_change_set_unref);
  *seen = ctn_change_set_ref (changes);
}

/* Who listens is told of all tables of a large import, and of each row of a small one. */
static void
test_tells (Import *import, gconstpointer data)
{
  g_autoptr (GString) csv = g_string_new ("Name,Tags,PIC\n");
  CtnChangeSet *changes = NULL;
  gint64 id = 0;

  g_signal_connect (import->project, "changed", G_CALLBACK (changed_cb), &changes);
  import_all (import, "Name,Tags\nA,x\n");
  ctn_connection_get_int (ctn_project_get_reader (import->project), &id, NULL,
                          "SELECT id FROM organisation", "");
  g_assert_false (ctn_change_set_is_wholesale (changes));
  g_assert_true (ctn_change_set_has_row (changes, "organisation", id));
  g_assert_false (ctn_change_set_has_row (changes, "organisation", id + 1));
  g_clear_pointer (&changes, ctn_change_set_unref);

  for (guint i = 0; i <= CTN_CHANGE_SET_MAX_ROWS; i++)
    g_string_append_printf (csv, "Name %u,%s,9998%05u\n", i, i % 2 == 0 ? "x" : "y", i);
  import_all (import, csv->str);
  g_assert_true (ctn_change_set_is_wholesale (changes));
  g_assert_true (ctn_change_set_has_table (changes, "organisation"));
  g_assert_true (ctn_change_set_has_table (changes, "organisation_tag"));
  g_assert_true (ctn_change_set_has_table (changes, "organisation_identifier"));
  g_assert_true (ctn_change_set_has_table (changes, "tag"));
  g_assert_true (ctn_change_set_has_table (changes, "import_mapping"));
  g_assert_false (ctn_change_set_has_table (changes, "organisation_nace"));
  g_clear_pointer (&changes, ctn_change_set_unref);
}

static void
test_simple (Import *import, gconstpointer data)
{
  import_all (import, "Name,Country,City\nMüller GmbH,Germany,Köln\nAalto,fi,Espoo\n");
  assert_mapping (import, "name|country|city");
  import_assert_fates (import, "new|new");
  import_assert_values (import, "name", "Müller GmbH|Aalto");
  import_assert_values (import, "country", "DE|FI");
  g_assert_cmpuint (import->run.n_added, ==, 2);
  g_assert_cmpuint (import->run.n_updated, ==, 0);
}

/* Codes look like numbers and are none. */
static void
test_codes_stay_text (Import *import, gconstpointer data)
{
  import_all (import, "Name;PLZ;NACE;Telefon;PIC\n"
                      "A;00123;01.30;0049 89 12345;999854661\n"
                      "B;1E5;62.01;+49 89 12345;\n");
  assert_mapping (import, "name|postcode|nace2|phone|pic");
  import_assert_values (import, "postcode", "00123|1E5");
  import_assert_values (import, "nace2", "01.30|62.01");
  import_assert_values (import, "phone", "0049 89 12345|+49 89 12345");
  import_assert_values (import, "pic", "999854661|");
}

/* The same table in each encoding that spreadsheets write. */
static void
test_encodings (Import *import, gconstpointer data)
{
  static const char *const charsets[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1252" };
  static const char text[] = "Name;Ort\nMüller & Söhne;Köln\nCafé Ångström;Malmö\n";

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++) {
    gboolean marked = g_str_has_prefix (charsets[i], "UTF");
    g_autofree char *whole = g_strconcat (marked ? "\xef\xbb\xbf" : "", text, NULL);
    gsize length = 0;
    g_autofree char *bytes = g_convert (whole, -1, charsets[i], "UTF-8", NULL, &length, NULL);

    g_assert_nonnull (bytes);
    import_plan_bytes (import, bytes, (gssize) length);
    import_apply (import);
    import_assert_values (import, "name", "Müller & Söhne|Café Ångström");
    import_assert_values (import, "city", "Köln|Malmö");
    g_assert_true (ctn_project_undo (import->project, NULL));
  }
}

static void
test_delimiters (Import *import, gconstpointer data)
{
  static const char delimiters[] = ",;\t|";

  for (const char *d = delimiters; *d != '\0'; d++) {
    g_autofree char *csv =
        g_strdup_printf ("Name%cCity%cNotes\n\"A %c B\"%cX%c\"two\nlines \"\"q\"\"\"\nC%cY%c\n", *d,
                         *d, *d, *d, *d, *d, *d);

    import_all (import, csv);
    g_assert_cmpint (import->source->format.delimiter, ==, *d);
    import_assert_values (import, "city", "X|Y");
    import_assert_values (import, "notes", "two\nlines \"q\"|");
    g_assert_true (ctn_project_undo (import->project, NULL));
  }
}

/* "1.250" is a thousand in one file and one and a quarter in another. */
static void
test_decimal_comma (Import *import, gconstpointer data)
{
  static const struct {
    const char *csv;
    const char *headcount;
  } cases[] = {
    { "Name;Staff\nA;1.250\nB;3,5\nC;640\n", "1250|3.5|640" },
    { "Name,Staff\nA,\"1,250\"\nB,3.5\nC,640\n", "1250|3.5|640" },
    /* The other column tells. */
    { "Name\tStaff\tTurnover\nA\t1.250\t\"2.500.000,50\"\n", "1250" },
    /* Only the semicolon tells. */
    { "Name;Staff\nA;1.250\n", "1250" },
    { "Name,Staff\nA,\"1,250\"\n", "1250" },
    { "Name,Staff\nA,1.250\n", "1.25" },
    { "Name;Staff\nA;12.5\nB;7.25\n", "12.5|7.25" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    import_all (import, cases[i].csv);
    import_assert_values (import, "headcount", cases[i].headcount);
    g_assert_true (ctn_project_undo (import->project, NULL));
  }
}

/* A cell that its field does not take is left out and named with row, column and reason. */
static void
test_problems (Import *import, gconstpointer data)
{
  g_autofree char *problems = NULL;

  import_all (import, "Name,Country,E-Mail,Latitude\n"
                      "A,Atlantis,info@a.example,95\n"
                      "B,Germany,nobody,48.1\n"
                      "C,Germany,c@c.example,48.2\n");
  import_assert_fates (import, "new!|new!|new");
  problems = import_join_problems (import);
  g_assert_cmpstr (problems, ==,
                   "1.1: “Atlantis” is not a country. Write its name or its two-letter code.\n"
                   "1.3: “95” is not between -90 and 90.\n"
                   "2.2: “nobody” is not an e-mail address.\n");
  g_assert_cmpuint (ctn_import_plan_count_problem_rows (import->plan), ==, 2);
  import_assert_values (import, "name", "A|B|C");
  import_assert_values (import, "country", "|DE|DE");
  import_assert_values (import, "latitude", "|48.1|48.2");
  import_assert_values (import, "email", "info@a.example||c@c.example");
  g_assert_cmpstr (ctn_import_plan_get_value (import->plan, 2, 3), ==, "48.1");
  g_assert_cmpstr (ctn_import_plan_get_value (import->plan, 1, 3), ==, "");
}

static void
test_duplicates (Import *import, gconstpointer data)
{
  support_add (import->project, "Müller GmbH", "country", "DE", "vat", "DE136695976", NULL);
  support_add (import->project, "Technische Universität Nord", "country", "DE", "web",
               "https://www.tu-nord.example", NULL);
  import_plan (import,
               "Name,Country,VAT,Website\n"
               "Renamed AG,AT,DE 136 695 976,\n"                        /* the same number */
               "MUELLER,DE,,\n"                                         /* the same name */
               "Müller GmbH,AT,,\n"                                     /* in another country */
               "TU Nord Technische Universität,DE,,tu-nord.example/x\n" /* address and name */
               "Institut für Holz,DE,,tu-nord.example\n"                /* only the address */
               "New Ltd,IE,,new.example\n"
               "NEW LTD.,IE,,\n" /* twice in the table */
               ",DE,,\n"
               "Other,DE,,\n");
  import_assert_fates (import, "update id|update name|new|update domain|new domain-only|new|"
                               "skip name|skip empty|new");
  g_assert_cmpuint (ctn_import_plan_get_row (import->plan, 7)->match_row, ==, 7);
  g_assert_cmpuint (ctn_import_plan_count (import->plan, CTN_IMPORT_NEW), ==, 4);
  g_assert_cmpuint (ctn_import_plan_count (import->plan, CTN_IMPORT_UPDATE), ==, 3);
  g_assert_cmpuint (ctn_import_plan_count (import->plan, CTN_IMPORT_SKIP), ==, 2);
}

/* Filling leaves what is there; overwriting replaces it; empty cells never erase. */
static void
test_update (Import *import, gconstpointer data)
{
  static const char csv[] = "Name,Country,City,Street,Tags\nMüller,DE,Bonn,,x\n";
  gint64 id = support_add (import->project, "Müller GmbH", "country", "DE", "city", "Köln",
                           "street", "Weg 1", NULL);

  import_all (import, csv);
  support_assert (import->project, id, "name", "Müller GmbH");
  support_assert (import->project, id, "city", "Köln");
  support_assert (import->project, id, "street", "Weg 1");
  support_assert (import->project, id, "tags", "x");
  g_assert_cmpuint (import->run.n_updated, ==, 1);
  g_assert_cmpuint (import->run.n_added, ==, 0);
  import_plan (import, csv);
  ctn_import_plan_set_overwrite (import->plan, TRUE);
  import_apply (import);
  support_assert (import->project, id, "name", "Müller");
  support_assert (import->project, id, "city", "Bonn");
  support_assert (import->project, id, "street", "Weg 1");
  /* A third time there is nothing to do, and no operation. */
  import_plan (import, csv);
  ctn_import_plan_set_overwrite (import->plan, TRUE);
  import_apply (import);
  g_assert_cmpuint (import->run.n_updated, ==, 0);
}

/* The user decides otherwise. */
static void
test_decide (Import *import, gconstpointer data)
{
  support_add (import->project, "A", NULL);
  import_plan (import, "Name,City\nA,X\nB,Y\nC,Z\n,W\n");
  import_assert_fates (import, "update name|new|new|skip empty");
  ctn_import_plan_decide (import->plan, 1, CTN_IMPORT_NEW);
  ctn_import_plan_decide (import->plan, 2, CTN_IMPORT_SKIP);
  ctn_import_plan_decide (import->plan, 3, CTN_IMPORT_UPDATE); /* nothing to update */
  ctn_import_plan_decide (import->plan, 4, CTN_IMPORT_NEW);    /* no name */
  import_apply (import);
  import_assert_values (import, "name", "A|A|C");
  import_assert_values (import, "city", "|X|Z");
}

static void
test_one_undo (Import *import, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autofree char *imported = NULL;

  support_add (import->project, "Old", "country", "DE", NULL);
  before = support_dump (import->project);
  import_all (import, "Name,Country,Tags,Staff,VAT,NACE\nOld,DE,a; b,5,,01.11\n"
                      "New,FR,c,7,DE136695976,62.01\n");
  imported = support_dump (import->project);
  g_assert_cmpstr (before, !=, imported);
  g_assert_true (ctn_project_undo (import->project, NULL));
  after = support_dump (import->project);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (ctn_project_redo (import->project, NULL));
  again = support_dump (import->project);
  g_assert_cmpstr (again, ==, imported);
}

static void
cancel_midway (double fraction, gpointer data)
{
  if (fraction > 0.3)
    g_cancellable_cancel (data);
}

static char *
make_table (guint n_rows)
{
  GString *csv = g_string_new ("Name,City,Tags,Staff\n");

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (csv, "Org %u,City %u,t%u; all,%u\n", i, i % 100, i % 7, i);
  return g_string_free (csv, FALSE);
}

/* Cancelling leaves nothing behind, and the next import works. */
static void
test_cancel (Import *import, gconstpointer data)
{
  g_autofree char *csv = make_table (5000);
  g_autofree char *before = support_dump (import->project);
  g_autofree char *after = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  import_plan (import, csv);
  import->run = (CtnImportRun) { .progress = cancel_midway,
                                 .progress_data = cancellable,
                                 .cancellable = cancellable };
  g_assert_false (import_try_apply (import, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = support_dump (import->project);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (ctn_project_can_undo (import->project));
  g_assert_cmpint (support_count (import->project, "SELECT count(*) FROM change"), ==, 0);
  import->run = (CtnImportRun) { 0 };
  import_apply (import);
  g_assert_cmpuint (import->run.n_added, ==, 5000);
  g_assert_cmpint (support_count (import->project, "SELECT count(*) FROM tag"), ==, 8);
}

static void
test_cancel_plan (Import *import, gconstpointer data)
{
  g_autofree char *csv = make_table (5000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  CtnImportPlan *plan;

  import_plan (import, csv);
  plan = ctn_import_plan_new (import->source->table, 1, import->source->mapping,
                              import->source->n_columns, ctn_project_get_reader (import->project),
                              cancel_midway, cancellable, cancellable, &error);
  g_assert_null (plan);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A large table gives what a small one gives, row by row. */
static void
test_many_rows (Import *import, gconstpointer data)
{
  g_autofree char *csv = make_table (5000);

  import_all (import, csv);
  g_assert_cmpint (support_count (import->project,
                                  "SELECT count(*) FROM organisation o JOIN organisation_size s "
                                  "ON s.organisation = o.id WHERE o.name = 'Org ' || "
                                  "CAST(s.headcount AS INTEGER)"),
                   ==, 5000);
  g_assert_cmpint (support_count (import->project, "SELECT count(*) FROM organisation_tag"), ==,
                   10000);
}

static void
test_mapping_remembered (Import *import, gconstpointer data)
{
  static const char csv[] = "Name,Code,Remark\nA,1,x\n";

  import_plan (import, csv);
  import->source->mapping[1] = support_field ("postcode");
  import->source->mapping[2] = support_field ("notes");
  import_plan_again (import);
  import_apply (import);
  import_assert_values (import, "postcode", "1");
  import_plan (import, csv);
  assert_mapping (import, "name|postcode|notes");
  import->source->mapping[2] = NULL;
  import_plan_again (import);
  import_apply (import);
  import_plan (import, csv);
  assert_mapping (import, "name|postcode|-");
  /* Another header is another table. */
  import_plan (import, "Name,Code\nA,1\n");
  assert_mapping (import, "name|-");
}

/* Columns that go to one field: all their values, or the first that there is. */
static void
test_two_columns (Import *import, gconstpointer data)
{
  import_plan (import,
               "Name,Tag 1,Tag 2,Phone,Mobile\nA,x,y,,+49 170 123456\nB,,z,+49 89 12345,\n");
  import->source->mapping[1] = import->source->mapping[2] = support_field ("tags");
  import->source->mapping[3] = import->source->mapping[4] = support_field ("phone");
  import_plan_again (import);
  import_apply (import);
  import_assert_values (import, "tags", "x; y|z");
  import_assert_values (import, "phone", "+49 170 123456|+49 89 12345");
}

static void
test_no_name (Import *import, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  import_plan (import, "Name,City\nA,X\n");
  import->source->mapping[0] = NULL;
  g_assert_null (ctn_import_plan_new (
      import->source->table, 1, import->source->mapping, import->source->n_columns,
      ctn_project_get_reader (import->project), NULL, NULL, NULL, &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
}

/* Our own export under labels, also with a second column of a field. */
static void
test_labels (Import *import, gconstpointer data)
{
  import_plan (import, "Name;Region (NUTS);Staff (Annual Work Units);Website;Date of Source\n"
                       "A;DE212;5;a.example;2024-05\n");
  assert_mapping (import, "name|region|headcount|web|source-date");
  import_apply (import);
  import_assert_values (import, "region-version", "2024");
}

/* Every field can be imported under its label or its name, in whatever case; and every name that other
 * files use belongs to a field. */
static void
test_every_field (Import *import, gconstpointer data)
{
  gsize n = 0;
  const CtnMatchField *matches = ctn_column_match_get_organisation_fields (&n);

  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++) {
    g_autofree char *upper = g_utf8_strup (field->label, -1);
    const char *headers[] = { field->name, field->label, upper };

    for (gsize i = 0; field->group != NULL && i < G_N_ELEMENTS (headers); i++) {
      g_autofree char *csv = g_strdup_printf ("Organisation,\"%s\"\nA,\n", headers[i]);

      import_plan (import, csv);
      g_assert_cmpstr (import->source->mapping[1]->name, ==, field->name);
    }
  }
  for (gsize i = 0; i < n; i++)
    support_field (matches[i].name);
}

static void
test_source_is_kept (Import *import, gconstpointer data)
{
  import_plan (import, "Name\nA\nB\n");
  import->run.source = "partners.csv";
  import_apply (import);
  import_assert_values (import, "source", "partners.csv|partners.csv");
}

#define ADD(name, function)                                                                        \
  g_test_add ("/import/" name, Import, NULL, import_set_up, function, import_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("simple", test_simple);
  ADD ("tells", test_tells);
  ADD ("codes-stay-text", test_codes_stay_text);
  ADD ("encodings", test_encodings);
  ADD ("delimiters", test_delimiters);
  ADD ("decimal-comma", test_decimal_comma);
  ADD ("problems", test_problems);
  ADD ("duplicates", test_duplicates);
  ADD ("update", test_update);
  ADD ("decide", test_decide);
  ADD ("one-undo", test_one_undo);
  ADD ("cancel", test_cancel);
  ADD ("cancel-plan", test_cancel_plan);
  ADD ("many-rows", test_many_rows);
  ADD ("mapping-remembered", test_mapping_remembered);
  ADD ("two-columns", test_two_columns);
  ADD ("no-name", test_no_name);
  ADD ("labels", test_labels);
  ADD ("every-field", test_every_field);
  ADD ("source-is-kept", test_source_is_kept);
  return g_test_run ();
}
