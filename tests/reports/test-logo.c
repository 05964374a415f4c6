/* Logos of reports: what is read and what is refused, where it stands in each format, and that a template
 * keeps it. */
#include <ctn-attachment.h>
#include <ctn-document-flow.h>
#include <ctn-document-write.h>
#include <ctn-logo.h>
#include <ctn-report-template.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

#define SVG                                                                                        \
  "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"40\">" \
  "<rect width=\"100%%\" height=\"100%%\" fill=\"#ff0000\"/></svg>"

/* A red picture, 200 × 40. @type: "png" or "jpeg" */
static GBytes *
make_picture (const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 200, 40);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  gdk_pixbuf_fill (pixbuf, 0xff0000ff);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, type, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static GBytes *
make_svg (int width)
{
  char *text = g_strdup_printf (SVG, width);

  return g_bytes_new_take (text, strlen (text));
}

/* A logo of 5 : 1 is 170 points wide, and red in its middle. */
static void
assert_red (GBytes *bytes, const char *media_type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnLogo) logo = ctn_logo_new (bytes, &error);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 170, 34);
  cairo_t *cr = cairo_create (surface);
  double width;
  double height;
  guint32 pixel;

  g_assert_no_error (error);
  g_assert_cmpstr (ctn_logo_get_media_type (logo), ==, media_type);
  ctn_logo_get_size (logo, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 170, 0.5);
  g_assert_cmpfloat_with_epsilon (height, 34, 0.5);
  ctn_logo_paint (logo, cr);
  cairo_surface_flush (surface);
  memcpy (&pixel,
          cairo_image_surface_get_data (surface) + 17 * cairo_image_surface_get_stride (surface) +
              4 * 85,
          sizeof pixel);
  g_assert_cmpuint (pixel >> 16 & 0xff, >, 0xf0);
  g_assert_cmpuint (pixel & 0xff, <, 0x10);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_formats (void)
{
  g_autoptr (GBytes) png = make_picture ("png");
  g_autoptr (GBytes) jpeg = make_picture ("jpeg");
  g_autoptr (GBytes) svg = make_svg (200);

  assert_red (png, "image/png");
  assert_red (jpeg, "image/jpeg");
  assert_red (svg, "image/svg+xml");
}

static void
assert_refused (GBytes *bytes, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ctn_logo_new (bytes, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” has no “%s”", error->message, word);
}

static void
test_refused (void)
{
  g_autoptr (GBytes) png = make_picture ("png");
  g_autoptr (GBytes) jpeg = make_picture ("jpeg");
  g_autoptr (GBytes) half_png = g_bytes_new_from_bytes (png, 0, g_bytes_get_size (png) / 2);
  g_autoptr (GBytes) start = g_bytes_new_from_bytes (jpeg, 0, 20);
  g_autoptr (GBytes) text = g_bytes_new_static ("no picture", 10);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) open = g_bytes_new_static ("<svg width='10' height='10'><rect", 33);
  g_autoptr (GBytes) wide = make_svg (CTN_LOGO_MAX_PIXELS + 1);
  g_autoptr (GBytes) large =
      g_bytes_new_take (g_malloc0 (CTN_LOGO_MAX_SIZE + 1), CTN_LOGO_MAX_SIZE + 1);

  assert_refused (half_png, "damaged");
  assert_refused (start, "damaged");
  assert_refused (open, "damaged");
  assert_refused (text, "PNG, JPEG or SVG");
  assert_refused (none, "PNG, JPEG or SVG");
  assert_refused (wide, "10,000 pixels");
  assert_refused (large, "2 MiB");
}

static void
test_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp (NULL, &error);
  g_autofree char *path = g_build_filename (folder, "logo", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) svg = make_svg (200);
  g_autoptr (GBytes) loaded = NULL;

  g_assert_null (ctn_logo_load (file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_file_set_contents (path, g_bytes_get_data (svg, NULL), (gssize) g_bytes_get_size (svg), &error);
  loaded = ctn_logo_load (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (loaded, svg));
  g_file_delete (file, NULL, NULL);
  g_rmdir (folder);
}

/* Formats ------------------------------------------------------------------------------------- */

static CtnDocument *
make_document (void)
{
  CtnDocument *document = ctn_document_new ("With a logo", "en");
  g_autoptr (GBytes) svg = make_svg (200);
  g_autoptr (CtnLogo) logo = ctn_logo_new (svg, NULL);

  ctn_document_set_logo (document, logo);
  ctn_document_set_author (document, "Beispielstadt");
  return document;
}

/* It stands at the top of the first page, and the title below it. */
static void
test_page (void)
{
  g_autoptr (CtnDocument) document = make_document ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnPages) pages = ctn_pages_new (document, ctn_paper_a4 (), NULL, &error);
  GArray *items = pages->pages->pdata[0];
  const CtnItem *logo = &g_array_index (items, CtnItem, 0);

  g_assert_cmpint (logo->kind, ==, CTN_ITEM_LOGO);
  g_assert_cmpint (logo->role, ==, CTN_ROLE_DECORATION);
  g_assert_cmpfloat_with_epsilon (logo->y, pages->paper.margin_top, 0.01);
  g_assert_cmpfloat (g_array_index (items, CtnItem, 1).y, >, logo->y + logo->height);
}

static GBytes *
write_all (gboolean (*writer) (CtnDocument *, GOutputStream *, GCancellable *, GError **))
{
  g_autoptr (CtnDocument) document = make_document ();
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  writer (document, stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/* The drawing itself in a web page; its picture in a document, where the package lists it by its name. */
static void
test_files (void)
{
  g_autoptr (GBytes) html = write_all (ctn_document_write_html);
  g_autoptr (GBytes) docx = write_all (ctn_document_write_docx);
  g_autoptr (GBytes) svg = make_svg (200);
  g_autofree char *text = g_strndup (g_bytes_get_data (html, NULL), g_bytes_get_size (html));
  g_autofree char *data = g_base64_encode (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
  const char *place = strstr (text, "src=\"data:image/svg+xml;base64,");

  g_assert_nonnull (place);
  g_assert_true (g_str_has_prefix (strchr (place, ',') + 1, data));
  g_assert_true (place < strstr (text, "<h1>"));
  g_assert_nonnull (memmem (g_bytes_get_data (docx, NULL), g_bytes_get_size (docx),
                            "word/media/figure1.png", strlen ("word/media/figure1.png")));
}

/* Templates ----------------------------------------------------------------------------------- */

static GBytes *
get_logo (CtnProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) templates =
      ctn_report_template_list (ctn_project_get_reader (project), &error);
  const CtnReportTemplate *template;
  GBytes *logo;

  g_assert_no_error (error);
  if (templates->len == 0)
    return NULL;
  template = templates->pdata[0];
  g_assert_null (template->logo);
  logo = ctn_report_template_read_logo (ctn_project_get_reader (project), template->id, &error);
  g_assert_no_error (error);
  return logo;
}

static void
assert_logo (CtnProject *project, GBytes *expected)
{
  g_autoptr (GBytes) logo = get_logo (project);

  g_assert_true (logo == NULL ? expected == NULL
                              : expected != NULL && g_bytes_equal (logo, expected));
}

static gint64
count (CtnProject *project, const char *table)
{
  gint64 n = -1;
  g_autoptr (GError) error = NULL;

  ctn_connection_get_int (ctn_project_get_reader (project), &n, &error,
                          "SELECT count(*) FROM change WHERE record = ?", "t", table);
  g_assert_no_error (error);
  return n;
}

static void
save (CtnProject *project, GBytes *logo)
{
  const CtnReportTemplate template = { .name = (char *) "Ours",
                                       .kind = ctn_report_kinds (),
                                       .logo = logo };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ctn_report_template_save (project, &template, &error), !=, 0);
  g_assert_no_error (error);
}

/* Kept, replaced, taken back and brought again; the same picture is not written twice. */
static void
test_template (void)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_new (NULL, &error);
  g_autoptr (GBytes) png = make_picture ("png");
  g_autoptr (GBytes) svg = make_svg (200);
  g_autoptr (GPtrArray) templates = NULL;
  gint64 n;

  g_assert_no_error (error);
  save (project, png);
  assert_logo (project, png);
  n = count (project, "attachment");
  save (project, png);
  g_assert_cmpint (count (project, "attachment"), ==, n);
  save (project, svg);
  assert_logo (project, svg);
  g_assert_true (ctn_project_undo (project, &error));
  assert_logo (project, png);
  g_assert_true (ctn_project_redo (project, &error));
  assert_logo (project, svg);
  save (project, NULL);
  assert_logo (project, NULL);
  g_assert_true (ctn_project_undo (project, &error));
  assert_logo (project, svg);
  templates = ctn_report_template_list (ctn_project_get_reader (project), &error);
  g_assert_true (ctn_report_template_delete (
      project, ((CtnReportTemplate *) templates->pdata[0])->id, &error));
  g_assert_true (ctn_project_undo (project, &error));
  assert_logo (project, svg);
  g_assert_no_error (error);
  ctn_project_close (project, TRUE, NULL);
  g_object_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/logo/formats", test_formats);
  g_test_add_func ("/logo/refused", test_refused);
  g_test_add_func ("/logo/load", test_load);
  g_test_add_func ("/logo/page", test_page);
  g_test_add_func ("/logo/files", test_files);
  g_test_add_func ("/logo/template", test_template);
  return g_test_run ();
}
