/* Reports of the sample project (environment CTN_SAMPLE): each kind, in both languages, with and without
 * its sections. */
#include <ctn-project.h>
#include <ctn-report.h>
#include <string.h>

static const struct {
  const char *id;
  const char *sql;
} reports[] = {
  { "maturity", "SELECT id FROM assessment WHERE nuts = 'DE23' AND stage = 'T1'" },
  { "chain", "SELECT id FROM chain ORDER BY id LIMIT 1" },
  { "partnership", "SELECT id FROM partnership WHERE short_name = 'RECiPE4Mobility'" },
  { "directory", "SELECT 1" },
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

/* Every kind has something in it, and each section can be left out. */
static void
test_sections (void)
{
  CtnProject *project = open_sample ();

  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++) {
    g_autoptr (CtnDocument) whole = build (project, i, "en", NULL);
    const CtnReportKind *kind = ctn_report_find_kind (reports[i].id);

    g_assert_cmpuint (ctn_document_get_n_blocks (whole), >, 3);
    for (const CtnReportSection *section = kind->sections; section->id != NULL; section++) {
      const char *left_out[] = { section->id, NULL };
      g_autoptr (CtnDocument) less = build (project, i, "en", left_out);

      if (ctn_document_get_n_blocks (less) >= ctn_document_get_n_blocks (whole))
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

/* 20 existing actors without the outside one and the missing one, as the coverage counts them. */
static void
test_chain (void)
{
  CtnProject *project = open_sample ();
  g_autoptr (CtnDocument) document = build (project, 1, "en", NULL);
  g_autofree char *text = join (document);

  g_assert_nonnull (strstr (text, "The chain has 6 stages, 20 actors and 27 links."));
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/report/sections", test_sections);
  g_test_add_func ("/report/maturity", test_maturity);
  g_test_add_func ("/report/german", test_german);
  g_test_add_func ("/report/chain", test_chain);
  g_test_add_func ("/report/missing", test_missing);
  return g_test_run ();
}
