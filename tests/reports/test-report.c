/* Reports of the sample project (environment CTN_SAMPLE): each kind, in both languages, with and without
 * its sections. */
#include <ctn-chain-findings.h>
#include <ctn-date.h>
#include <ctn-number.h>
#include <ctn-project.h>
#include <ctn-report-export.h>
#include <ctn-report-template.h>
#include <ctn-report.h>
#include <ctn-sheet-book.h>
#include <ctn-tongue.h>
#include <string.h>

static const struct {
  const char *id;
  const char *sql;
} reports[] = {
  { "maturity", "SELECT id FROM assessment WHERE nuts = 'DE23' AND stage = 'T1'" },
  { "chain", "SELECT id FROM chain ORDER BY id LIMIT 1" },
  { "partnership", "SELECT id FROM partnership WHERE short_name = 'RECiPE4Mobility'" },
  { "directory", "SELECT 1" },
  { "strategy", "SELECT id FROM strategy WHERE parent IS NULL ORDER BY id LIMIT 1" },
  { "kpi", "SELECT id FROM strategy WHERE parent IS NULL ORDER BY id LIMIT 1" },
  { "exchange", "SELECT id FROM partnership WHERE short_name = 'RECiPE4Mobility'" },
  { "region", "SELECT id FROM region_strategy WHERE nuts = 'DE23'" },
};

enum {
  REPORT_STRATEGY = 4,
  REPORT_KPI,
  REPORT_EXCHANGE,
  REPORT_REGION,
};

static CtnProject *
open_sample (void)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_getenv ("CTN_SAMPLE"));
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_open_untitled (file, "Sample", NULL, &error);

  g_assert_no_error (error);
  return project;
}

static void
close_sample (CtnProject *project)
{
  ctn_project_close (project, TRUE, NULL);
  g_object_unref (project);
}

static CtnDocument *
build (CtnProject *project, gsize i, const char *language, const char *const *left_out)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  CtnReportRequest request = { .kind = ctn_report_find_kind (reports[i].id),
                               .language = language,
                               .today = "2026-11-29",
                               .left_out = left_out };
  g_autoptr (GError) error = NULL;
  CtnDocument *document;

  g_assert_true (ctn_connection_get_int (reader, &request.subject, &error, reports[i].sql, ""));
  document = ctn_report_build (reader, &request, NULL, &error);
  g_assert_no_error (error);
  return document;
}

static guint
count (CtnDocument *document, CtnBlockKind kind)
{
  guint n = 0;

  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++)
    n += ctn_document_get_block (document, i)->kind == kind;
  return n;
}

/* All texts of a document, one a line. */
static char *
join (CtnDocument *document)
{
  g_autoptr (GString) text = g_string_new (ctn_document_get_title (document));

  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++) {
    const CtnBlock *block = ctn_document_get_block (document, i);

    if (block->text != NULL)
      g_string_append_printf (text, "\n%s", block->text);
    for (guint j = 0; block->table != NULL && j < block->table->cells->len; j++)
      g_string_append_printf (text, "\n%s", (char *) block->table->cells->pdata[j]);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
has_heading (CtnDocument *document, const char *text)
{
  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++) {
    const CtnBlock *block = ctn_document_get_block (document, i);

    if (block->kind == CTN_BLOCK_HEADING && g_str_equal (block->text, text))
      return TRUE;
  }
  return FALSE;
}

/* Every kind has something in it, and each section can be left out. What a partnership has none of is no section;
 * RECiPE4Mobility has activities, and neither papers nor labels nor pilots. */
static void
test_sections (void)
{
  static const char *const lacking[] = { "papers", "labels", "pilots", NULL };

  CtnProject *project = open_sample ();

  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++) {
    g_autoptr (CtnDocument) whole = build (project, i, "en", NULL);
    const CtnReportKind *kind = ctn_report_find_kind (reports[i].id);

    g_assert_cmpuint (ctn_document_get_n_blocks (whole), >, 3);
    for (const CtnReportSection *section = kind->sections; section->id != NULL; section++) {
      const char *left_out[] = { section->id, NULL };
      g_autoptr (CtnDocument) less = build (project, i, "en", left_out);

      if (g_strv_contains (lacking, section->id))
        g_assert_false (has_heading (whole, section->title));
      else if (ctn_document_get_n_blocks (less) >= ctn_document_get_n_blocks (whole))
        g_error ("%s: leaving out “%s” changes nothing", kind->id, section->id);
    }
  }
  close_sample (project);
}

/* The wheel of Oberpfalz at T1: 6 values, 18 answers; the weakest step is the sixth, with (2+3+2)/3. */
static void
test_maturity (void)
{
  CtnProject *project = open_sample ();
  g_autoptr (CtnDocument) document = build (project, 0, "en", NULL);
  g_autofree char *text = join (document);

  g_assert_cmpuint (count (document, CTN_BLOCK_FIGURE), ==, 1);
  g_assert_cmpuint (count (document, CTN_BLOCK_TABLE), ==, 8);
  g_assert_nonnull (strstr (text, "18 of 18 questions that apply were answered."));
  g_assert_nonnull (strstr (text, "with 2.3."));
  g_assert_nonnull (strstr (text, "assessed on 2026-09-15 with the model"));
  close_sample (project);
}

/* The whole report in German: words, numbers and dates, whatever the language of this process. */
static void
test_german (void)
{
  CtnProject *project = open_sample ();
  g_autoptr (CtnDocument) document = build (project, 0, "de", NULL);
  g_autofree char *text = join (document);

  g_assert_true (g_str_has_prefix (text, "Reifegradbericht: "));
  g_assert_nonnull (strstr (text, "\nZusammenfassung\n"));
  g_assert_nonnull (strstr (text, "15.09.2026"));
  g_assert_nonnull (strstr (text, "2,3"));
  g_assert_null (strstr (text, "Summary"));
  close_sample (project);
}

/* The words of a project's own field are not translated, be they in the catalogue or not. */
static void
test_own_words (void)
{
  static const CtnChoice choices[] = { { "h", "High" }, { NULL, NULL } };
  g_autoptr (CtnCatalog) german = ctn_catalog_new ("de");
  CtnField field = { .name = "x", .label = "Score", .type = CTN_FIELD_CHOICE, .choices = choices };
  g_autofree char *theirs = NULL;
  g_autofree char *own = NULL;

  ctn_tongue_push (german);
  g_assert_cmpstr (ctn_field_get_label (&field), ==, "Punktzahl");
  theirs = ctn_field_format (&field, "h");
  field.flags = CTN_FIELD_OWN;
  g_assert_cmpstr (ctn_field_get_label (&field), ==, "Score");
  own = ctn_field_format (&field, "h");
  ctn_tongue_pop ();
  g_assert_cmpstr (theirs, ==, "Hoch");
  g_assert_cmpstr (own, ==, "High");
}

/* What other rooms say while a report is made is in its language: months, numbers, texts with a context. */
static void
test_tongue (void)
{
  g_autoptr (CtnCatalog) german = ctn_catalog_new ("de");
  const CtnDate day = { 2026, 3, 10 };
  const CtnDate month = { 2026, 3, 0 };
  g_autofree char *date = NULL;
  g_autofree char *short_date = NULL;
  g_autofree char *number = NULL;
  g_autofree char *small = NULL;

  g_assert_cmpstr (ctn_severity_get_label (CTN_SEVERITY_HIGH), ==, "High");
  ctn_tongue_push (german);
  date = ctn_date_format (&day);
  short_date = ctn_date_format (&month);
  number = ctn_number_format (-1234567.5, 2);
  small = ctn_number_format (0.29, 2);
  g_assert_cmpstr (ctn_severity_get_label (CTN_SEVERITY_HIGH), ==, "Hoch");
  ctn_tongue_pop ();
  g_assert_cmpstr (date, ==, "10. März 2026");
  g_assert_cmpstr (short_date, ==, "März 2026");
  g_assert_cmpstr (number, ==, "\u22121\u202F234\u202F567,5");
  g_assert_cmpstr (small, ==, "0,29");
}

/* 20 existing actors without the outside one and the missing one, as the coverage counts them. */
static void
test_chain (void)
{
  CtnProject *project = open_sample ();
  g_autoptr (CtnDocument) document = build (project, 1, "en", NULL);
  g_autofree char *text = join (document);

  g_assert_nonnull (strstr (text, "The chain has 6 stages, 20 actors and 28 links."));
  g_assert_nonnull (strstr (text, "\nCells\n1\n1.00\nOne actor only"));
  close_sample (project);
}

static void
test_missing (void)
{
  CtnProject *project = open_sample ();
  const char *const kinds[] = { "maturity", "chain" };

  g_assert_null (ctn_report_find_kind ("poem"));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    CtnReportRequest request = { .kind = ctn_report_find_kind (kinds[i]),
                                 .language = "en",
                                 .subject = 1 };
    g_autoptr (GError) error = NULL;

    g_assert_null (ctn_report_build (ctn_project_get_reader (project), &request, NULL, &error));
    g_assert_nonnull (error);
  }
  close_sample (project);
}

/* Targets and progress of ctn_exchange_list_kpis() on the sample (tests of partnerships): 50 exchanges wanted,
 * 27 achieved, 23 to do. What is paid adds up over the list. */
static void
test_exchange (void)
{
  CtnProject *project = open_sample ();
  g_autoptr (CtnDocument) document = build (project, REPORT_EXCHANGE, "en", NULL);
  g_autofree char *text = join (document);
  gint64 paid;
  gint64 id;
  g_autofree char *sentence = NULL;
  CtnConnection *reader = ctn_project_get_reader (project);

  g_assert_true (ctn_connection_get_int (reader, &id, NULL, reports[REPORT_EXCHANGE].sql, ""));
  g_assert_true (ctn_connection_get_int (
      reader, &paid, NULL,
      "SELECT CAST (sum (amount) AS INTEGER) FROM exchange WHERE paid_on IS NOT NULL "
      "AND visitor_partnership = ?",
      "i", id));
  g_assert_nonnull (strstr (text, "\nAll\n50\n10\n8\n27\n23"));
  sentence =
      g_strdup_printf ("Paid so far: %d\u202f%03d €.", (int) (paid / 1000), (int) (paid % 1000));
  g_assert_nonnull (strstr (text, sentence));
  close_sample (project);
}

/* The KPIs of the sample's partnership: ten training sessions held of ten. */
static void
test_kpi (void)
{
  CtnProject *project = open_sample ();
  g_autoptr (CtnDocument) document = build (project, REPORT_KPI, "en", NULL);
  g_autofree char *text = join (document);
  g_autoptr (CtnDocument) german = build (project, REPORT_KPI, "de", NULL);
  g_autofree char *german_text = join (german);

  g_assert_nonnull (strstr (text, "\nTRAIN-S\n"));
  g_assert_nonnull (strstr (text, "\n10\n10\nAchieved"));
  /* Thirteen of the fifteen in data/sample/trainees.csv came to one in trainings.csv. Their unit stands in the
   * language of the report, as data/kpis/escp-4x.json has it. */
  g_assert_nonnull (strstr (text, "\npersons\n13\n15\n"));
  g_assert_nonnull (strstr (german_text, "\nPersonen\n13\n15\n"));
  g_assert_cmpstr (ctn_document_get_subtitle (document), ==, "As of 2026-11-29");
  g_assert_cmpstr (ctn_document_get_subtitle (german), ==, "Stand: 29.11.2026");
  close_sample (project);
}

/* A measure that is done counts as all, in the mean and in its row: (60 + 100 + 45 + 50 + 100 + 0) / 6 = 59. */
static void
test_strategy (void)
{
  CtnProject *project = open_sample ();
  g_autoptr (CtnDocument) document = build (project, REPORT_STRATEGY, "en", NULL);
  g_autofree char *text = join (document);

  g_assert_nonnull (strstr (text, "their mean progress is 59 %."));
  g_assert_nonnull (strstr (text, "\nTen training sessions for cluster managers\nRunning\n60\n"));
  g_assert_nonnull (strstr (
      text, "\nBenchmark all five clusters, and mend what the benchmark finds\nDone\n100\n"));
  close_sample (project);
}

/* Codes and titles of NUTS are those of Eurostat's list in the language asked for. */
static void
test_region (void)
{
  CtnProject *project = open_sample ();
  g_autoptr (CtnDocument) document = build (project, REPORT_REGION, "de", NULL);
  g_autofree char *text = join (document);

  /* With the lines of three indicators, of which data/sample/indicator-values.csv has three years each. */
  g_assert_cmpuint (count (document, CTN_BLOCK_FIGURE), ==, 6);
  g_assert_nonnull (strstr (text, "Oberpfalz"));
  /* "Produktion" of NACE as a German list has it, whatever the language of this process. */
  g_assert_nonnull (strstr (text, "Herstellung von"));
  close_sample (project);
}

static GBytes *export (CtnProject *project, gsize i, CtnReportFormat format)
{
  g_autoptr (CtnDocument) document = build (project, i, "de", NULL);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "report", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_assert_true (ctn_report_export (document, format, file, NULL, &error));
  g_assert_no_error (error);
  bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  return bytes;
}

/* The same project on the same day gives the same bytes, in every format. */
static void
test_same (void)
{
  CtnProject *project = open_sample ();

  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    for (guint format = CTN_REPORT_PDF; format <= CTN_REPORT_XLSX; format++) {
      g_autoptr (GBytes) one = export (project, i, (CtnReportFormat) format);
      g_autoptr (GBytes) other = export (project, i, (CtnReportFormat) format);

      if (!g_bytes_equal (one, other))
        g_error ("%s: two runs differ in format %u", reports[i].id, format);
    }
  close_sample (project);
}

/* A sheet for every table behind the list of them; numbers, days and heads are read back. */
static void
test_annex (void)
{
  CtnProject *project = open_sample ();
  g_autoptr (CtnDocument) document = build (project, 0, "de", NULL);
  g_autoptr (GBytes) bytes = export (project, 0, CTN_REPORT_XLSX);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnSheetBook) book = ctn_sheet_book_open_bytes (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ctn_sheet_book_get_n_sheets (book), ==, count (document, CTN_BLOCK_TABLE) + 1);
  for (guint i = 0; i < ctn_sheet_book_get_n_sheets (book); i++) {
    g_autoptr (CtnTable) table = ctn_sheet_book_read (book, i, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (ctn_table_get_n_rows (table), >, 1);
  }
  close_sample (project);
}

/* Numbers with the language's signs become numbers; what looks like a formula stays a text. */
static void
test_annex_cells (void)
{
  g_autoptr (CtnDocument) document = ctn_document_new ("Titel", "de");
  CtnDocumentTable *table = ctn_document_table_new ("Werte");
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "cells.xlsx", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnSheetBook) book = NULL;
  g_autoptr (CtnTable) read = NULL;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  ctn_document_table_add_column (table, "Name", CTN_COLUMN_TEXT, 1);
  ctn_document_table_add_column (table, "Tag", CTN_COLUMN_TEXT, 1);
  ctn_document_table_add_column (table, "Wert", CTN_COLUMN_NUMBER, 1);
  ctn_document_table_add_row (table, (const char *[]) { "=1+1", "31.01.2026",
                                                        "\u2212"
                                                        "12\u202f345,5" });
  ctn_document_table_add_row (table, (const char *[]) { "@b", "", "–" });
  table->chart = CTN_TABLE_CHART_BARS;
  ctn_document_add_table (document, table);
  g_assert_true (ctn_report_export (document, CTN_REPORT_XLSX, file, NULL, &error));
  g_assert_no_error (error);
  book = ctn_sheet_book_open (file, NULL, &error);
  g_assert_no_error (error);
  read = ctn_sheet_book_read (book, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ctn_table_get_cell (read, 1, 0), ==, "=1+1");
  g_assert_cmpstr (ctn_table_get_cell (read, 1, 1), ==, "2026-01-31");
  g_assert_cmpstr (ctn_table_get_cell (read, 1, 2), ==, "-12345.5");
  g_assert_cmpstr (ctn_table_get_cell (read, 2, 0), ==, "@b");
  g_assert_cmpstr (ctn_table_get_cell (read, 2, 2), ==, "");
}

/* The index of the heading with @text, -1 for none. */
static int
find_heading (CtnDocument *document, const char *text)
{
  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++) {
    const CtnBlock *block = ctn_document_get_block (document, i);

    if (block->kind == CTN_BLOCK_HEADING && g_str_equal (block->text, text))
      return (int) i;
  }
  return -1;
}

/* Saved, read back and applied: order, what is left out, own texts, language; saving again replaces, undo
 * takes it back. */
static void
test_template (void)
{
  CtnProject *project = open_sample ();
  CtnConnection *reader = ctn_project_get_reader (project);
  char *left_out[] = { "answers", NULL };
  char *order[] = { "values", "summary", NULL };
  CtnReportTemplate template = { .name = " Kurz ",
                                 .kind = ctn_report_find_kind ("maturity"),
                                 .language = "de",
                                 .left_out = left_out,
                                 .order = order,
                                 .introduction = "Anfang",
                                 .closing = "Schluss" };
  CtnReportRequest request = { .today = "2026-11-29" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) templates = NULL;
  g_autoptr (CtnDocument) document = NULL;
  gint64 id = ctn_report_template_save (project, &template, &error);
  guint n;

  g_assert_no_error (error);
  g_assert_cmpint (ctn_report_template_save (project, &template, &error), ==, id);
  templates = ctn_report_template_list (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (templates->len, ==, 1);
  g_assert_cmpstr (((CtnReportTemplate *) templates->pdata[0])->name, ==, "Kurz");
  ctn_report_template_apply (templates->pdata[0], &request);
  g_assert_true (ctn_connection_get_int (reader, &request.subject, &error, reports[0].sql, ""));
  document = ctn_report_build (reader, &request, NULL, &error);
  g_assert_no_error (error);
  n = ctn_document_get_n_blocks (document);
  g_assert_cmpstr (ctn_document_get_block (document, 0)->text, ==, "Anfang");
  g_assert_cmpstr (ctn_document_get_block (document, n - 1)->text, ==, "Schluss");
  g_assert_cmpint (find_heading (document, "Werte"), ==, 1);
  g_assert_cmpint (find_heading (document, "Zusammenfassung"), >, 1);
  g_assert_cmpint (find_heading (document, "Profil"), >,
                   find_heading (document, "Zusammenfassung"));
  g_assert_cmpint (find_heading (document, "Antworten"), ==, -1);
  g_assert_true (ctn_report_template_delete (project, id, &error));
  g_clear_pointer (&templates, g_ptr_array_unref);
  templates = ctn_report_template_list (reader, &error);
  g_assert_cmpuint (templates->len, ==, 0);
  template.name = "  ";
  g_assert_cmpint (ctn_report_template_save (project, &template, &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  close_sample (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/report/sections", test_sections);
  g_test_add_func ("/report/maturity", test_maturity);
  g_test_add_func ("/report/german", test_german);
  g_test_add_func ("/report/tongue", test_tongue);
  g_test_add_func ("/report/own-words", test_own_words);
  g_test_add_func ("/report/chain", test_chain);
  g_test_add_func ("/report/missing", test_missing);
  g_test_add_func ("/report/exchange", test_exchange);
  g_test_add_func ("/report/kpi", test_kpi);
  g_test_add_func ("/report/strategy", test_strategy);
  g_test_add_func ("/report/region", test_region);
  g_test_add_func ("/report/same", test_same);
  g_test_add_func ("/report/template", test_template);
  g_test_add_func ("/report/annex", test_annex);
  g_test_add_func ("/report/annex-cells", test_annex_cells);
  return g_test_run ();
}
