#include "chart-examples.h"
#include "ctn-chart-export.h"

#include <string.h>

static CtnScene *
make_scene (double size)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  ExampleRadar example = { 0 };

  example_radar_init (&example, 9, 3, EXAMPLE_GROUPS | EXAMPLE_GAPS | EXAMPLE_TARGET);
  example.data.title = "Zeichen < & > \"x\"";
  return ctn_radar_layout (&example.data, size, size, metrics, ctn_theme_get (CTN_THEME_PRINT),
                           NULL);
}

static GBytes *
write_bytes (const CtnScene *scene, CtnChartFormat format, double scale)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  gboolean written = FALSE;

  if (format == CTN_CHART_FORMAT_SVG)
    written = ctn_scene_write_svg (scene, stream, NULL, &error);
  else if (format == CTN_CHART_FORMAT_PDF)
    written = ctn_scene_write_pdf (scene, stream, NULL, &error);
  else
    written = ctn_scene_write_png (scene, scale, stream, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (written);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/* The same scene, laid out again, gives the same bytes. */
static void
test_same (void)
{
  for (guint format = 0; format < 3; format++) {
    g_autoptr (CtnScene) one = make_scene (400);
    g_autoptr (CtnScene) other = make_scene (400);
    g_autoptr (GBytes) a = write_bytes (one, (CtnChartFormat) format, 2);
    g_autoptr (GBytes) b = write_bytes (other, (CtnChartFormat) format, 2);

    g_test_message ("format %u", format);
    g_assert_cmpmem (g_bytes_get_data (a, NULL), g_bytes_get_size (a), g_bytes_get_data (b, NULL),
                     g_bytes_get_size (b));
  }
}

/* g_strstr_len() would stop at the first NUL, of which a PDF has many. */
static gboolean
contains (const char *data, gsize size, const char *wanted)
{
  gsize length = strlen (wanted);

  for (gsize i = 0; i + length <= size; i++) {
    if (memcmp (data + i, wanted, length) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
test_pdf (void)
{
  g_autoptr (CtnScene) scene = make_scene (400);
  g_autoptr (GBytes) bytes = write_bytes (scene, CTN_CHART_FORMAT_PDF, 1);
  const char *data = g_bytes_get_data (bytes, NULL);
  gsize size = g_bytes_get_size (bytes);

  g_assert_cmpuint (size, >, 1000);
  g_assert_cmpmem (data, 5, "%PDF-", 5);
  g_assert_true (contains (data, size, "/Title"));
  g_assert_true (contains (data, size, "/CreationDate (20000101000000Z)"));
}

static void
collect_element (GMarkupParseContext *context,
                 const char *name,
                 const char **names,
                 const char **values,
                 gpointer user_data,
                 GError **error)
{
  g_hash_table_add (user_data, g_strdup (name));
}

static void
test_svg (void)
{
  g_autoptr (CtnScene) scene = make_scene (400);
  g_autoptr (GBytes) bytes = write_bytes (scene, CTN_CHART_FORMAT_SVG, 1);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) error = NULL;
  GMarkupParser parser = { .start_element = collect_element };

  context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, names, NULL);
  g_markup_parse_context_parse (context, g_bytes_get_data (bytes, NULL),
                                (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_true (g_hash_table_contains (names, "svg"));
  g_assert_true (g_hash_table_contains (names, "title"));
  g_assert_true (g_hash_table_contains (names, "desc"));
  g_assert_true (g_hash_table_contains (names, "path"));
}

/* Width and height are the big-endian numbers at bytes 16 and 20 (PNG specification, 11.2.2). */
static void
test_png (void)
{
  g_autoptr (CtnScene) scene = make_scene (300);

  for (double scale = 1; scale <= 4; scale++) {
    g_autoptr (GBytes) bytes = write_bytes (scene, CTN_CHART_FORMAT_PNG, scale);
    const guint8 *data = g_bytes_get_data (bytes, NULL);
    guint32 width, height;

    g_assert_cmpmem (data + 1, 3, "PNG", 3);
    memcpy (&width, data + 16, sizeof width);
    memcpy (&height, data + 20, sizeof height);
    g_assert_cmpuint (GUINT32_FROM_BE (width), ==, (guint) (300 * scale));
    g_assert_cmpuint (GUINT32_FROM_BE (height), ==, (guint) (300 * scale));
  }
}

static void
test_errors (void)
{
  g_autoptr (CtnScene) scene = ctn_scene_builder_end (ctn_scene_builder_new (20000, 20000));
  g_autoptr (CtnScene) small = make_scene (100);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/folder/chart.png");
  g_autoptr (GError) error = NULL;

  g_assert_false (ctn_scene_write_png (scene, 1, stream, NULL, &error));
  g_assert_error (error, CTN_CHARTS_ERROR, CTN_CHARTS_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (ctn_scene_write_png (small, 1, stream, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (ctn_scene_write_file (small, CTN_CHART_FORMAT_PNG, 1, file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_names (void)
{
  CtnChartFormat format = CTN_CHART_FORMAT_PNG;

  g_assert_true (ctn_chart_format_from_name ("a.SVG", &format));
  g_assert_cmpint (format, ==, CTN_CHART_FORMAT_SVG);
  g_assert_false (ctn_chart_format_from_name ("a.jpeg", &format));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/export/same", test_same);
  g_test_add_func ("/charts/export/pdf", test_pdf);
  g_test_add_func ("/charts/export/svg", test_svg);
  g_test_add_func ("/charts/export/png", test_png);
  g_test_add_func ("/charts/export/errors", test_errors);
  g_test_add_func ("/charts/export/names", test_names);
  return g_test_run ();
}
