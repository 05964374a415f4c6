/* Prints how long a report of 40 pages with 20 charts takes, as PDF and as DOCX, and how long LibreOffice takes to
 * make a PDF of that DOCX, where it is there (soffice), and the ratio of the two. Targets: the PDF within a
 * second, and ten times as fast.
 *
 * The charts are radars of the sample project's assessments (environment CTN_SAMPLE). BENCH_KEEP=FOLDER keeps
 * the files. */
#include <ctn-document-pages.h>
#include <ctn-document-write.h>
#include <ctn-project.h>
#include <ctn-radar-figure.h>
#include <stdlib.h>

#define N_PARTS 20U /* a chart and two pages each */
#define N_ROWS 42
#define N_RUNS 7

static int
compare_times (const void *a, const void *b)
{
  return (*(const gint64 *) a > *(const gint64 *) b) - (*(const gint64 *) a < *(const gint64 *) b);
}

static CtnScene *
layout_radar (double width,
              double height,
              CtnMetrics *metrics,
              const CtnTheme *theme,
              gpointer data)
{
  return ctn_radar_figure_layout (data, width, height, metrics, theme, NULL);
}

static void
add_chart (CtnDocument *document, CtnConnection *reader, GArray *assessments, guint part)
{
  CtnDocumentFigure *figure = g_new0 (CtnDocumentFigure, 1);
  gint64 id = g_array_index (assessments, gint64, part % assessments->len);
  const CtnRadarFigureOptions options = { .assessments = &id, .n_assessments = 1 };
  g_autoptr (GError) error = NULL;

  figure->caption = g_strdup ("Profile of the assessment");
  figure->ratio = 0.62;
  figure->layout = layout_radar;
  figure->data = ctn_radar_figure_new (reader, &options, &error);
  figure->destroy = (GDestroyNotify) ctn_radar_figure_free;
  if (figure->data == NULL)
    g_error ("%s", error->message);
  ctn_document_add_figure (document, figure);
}

static void
add_table (CtnDocument *document)
{
  CtnDocumentTable *table = ctn_document_table_new ("Answers with what they mean");

  ctn_document_table_add_column (table, "Question", CTN_COLUMN_TEXT, 3);
  ctn_document_table_add_column (table, "Answer", CTN_COLUMN_TEXT, 2);
  ctn_document_table_add_column (table, "Value", CTN_COLUMN_NUMBER, 1);
  for (guint i = 0; i < N_ROWS; i++) {
    g_autofree char *question =
        g_strdup_printf ("%u.%u How well do the partners know each other", i, i);

    ctn_document_table_add_row (table, (const char *[]) { question, "3 · Satisfactory", "3.25" });
  }
  ctn_document_add_table (document, table);
}

static CtnDocument *
make_document (CtnConnection *reader)
{
  CtnDocument *document = ctn_document_new ("Report of 40 pages", "en");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) assessments = ctn_statement_take_ids (
      ctn_connection_query (reader, &error, "SELECT id FROM assessment ORDER BY id", ""), &error);

  if (assessments == NULL || assessments->len == 0)
    g_error ("The sample has no assessments");
  ctn_document_add_contents (document);
  for (guint part = 0; part < N_PARTS; part++) {
    g_autofree char *heading = g_strdup_printf ("Part %u", part + 1);

    ctn_document_add_heading (document, 1, heading);
    ctn_document_add_paragraph (
        document,
        "The assessment was made together with the partners of the region. Its values stand "
        "beside those of the year before, and what would help most is named at the end.");
    add_chart (document, reader, assessments, part);
    add_table (document);
  }
  return document;
}

static gboolean
write_pdf (CtnDocument *document, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnPages) pages = ctn_pages_new (document, ctn_paper_a4 (), cancellable, error);

  return pages != NULL && ctn_pages_write_pdf (pages, stream, cancellable, error);
}

typedef gboolean (*Writer) (CtnDocument *, GOutputStream *, GCancellable *, GError **);

/* The median in seconds; @bytes: (out): what was written. */
static double
measure (const char *name, CtnDocument *document, Writer writer, GBytes **bytes)
{
  gint64 times[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++) {
    gint64 start = g_get_monotonic_time ();
    g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
    g_autoptr (GError) error = NULL;

    if (!writer (document, stream, NULL, &error))
      g_error ("%s", error->message);
    g_output_stream_close (stream, NULL, NULL);
    times[i] = g_get_monotonic_time () - start;
    g_clear_pointer (bytes, g_bytes_unref);
    *bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  }
  qsort (times, N_RUNS, sizeof times[0], compare_times);
  g_print ("%-40s median %6.0f ms, slowest %6.0f ms, %zu kB\n", name,
           (double) times[N_RUNS / 2] / 1000, (double) times[N_RUNS - 1] / 1000,
           g_bytes_get_size (*bytes) / 1024);
  return (double) times[N_RUNS / 2] / 1e6;
}

static void
compare_with_office (const char *folder, GBytes *docx, double ours)
{
  g_autofree char *path = g_build_filename (folder, "report.docx", NULL);
  g_autofree char *program = g_find_program_in_path ("soffice");
  const char *argv[] = { program,    "--headless", "--convert-to", "pdf",
                         "--outdir", folder,       path,           NULL };
  g_autoptr (GError) error = NULL;
  double best = G_MAXDOUBLE;

  g_file_set_contents (path, g_bytes_get_data (docx, NULL), (gssize) g_bytes_get_size (docx),
                       &error);
  if (program == NULL) {
    g_print ("LibreOffice (soffice) is not there to compare with\n");
    return;
  }
  /* The first time it sets up its profile. */
  for (guint i = 0; i < 3; i++) {
    gint64 start = g_get_monotonic_time ();

    if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                       NULL, NULL, &error))
      g_error ("%s", error->message);
    best = MIN (best, (double) (g_get_monotonic_time () - start) / 1e6);
  }
  g_print ("%-40s best   %6.0f ms: %.1f × as long\n", "LibreOffice, the DOCX to PDF", 1000 * best,
           best / ours);
}

int
main (void)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_getenv ("CTN_SAMPLE"));
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_open_untitled (file, "Sample", NULL, &error);
  g_autofree char *folder = g_strdup (g_getenv ("BENCH_KEEP"));
  g_autoptr (CtnDocument) document = NULL;
  g_autoptr (CtnPages) pages = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) docx = NULL;
  double ours;

  if (project == NULL)
    g_error ("%s", error->message);
  if (folder == NULL)
    folder = g_dir_make_tmp (NULL, NULL);
  document = make_document (ctn_project_get_reader (project));
  pages = ctn_pages_new (document, ctn_paper_a4 (), NULL, NULL);
  g_print ("%u pages, %u charts\n", ctn_pages_get_n_pages (pages), N_PARTS);
  ours = measure ("laid out and written as PDF", document, write_pdf, &pdf);
  measure ("written as DOCX", document, ctn_document_write_docx, &docx);
  compare_with_office (folder, docx, ours);
  ctn_project_close (project, TRUE, NULL);
  g_object_unref (project);
  return 0;
}
