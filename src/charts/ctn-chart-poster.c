#include "ctn-chart-poster.h"

#include <cairo-pdf.h>
#include <ctn-i18n.h>
#include <math.h>

#include "ctn-chart-export-private.h"

#define MM (72 / 25.4)
#define MARGIN (10 * MM)
#define OVERLAP (10 * MM)
#define LABEL_SIZE 8.0
#define MARK_LENGTH (4 * MM)

/* ISO 216, in millimetres, upright. */
static const double papers[][2] = {
  [CTN_PAPER_A4] = { 210, 297 },
  [CTN_PAPER_A3] = { 297, 420 },
};

/* How many sheets of which @printable is printed it takes for @length. */
static guint
count_sheets (double length, double printable)
{
  double n = ceil ((length - OVERLAP) / (printable - OVERLAP) - 1e-6);

  return length <= printable + 1e-6 ? 1 : (guint) MIN (n, 1e6);
}

static void
lay (CtnPosterPlan *plan, double width, double height, double scale)
{
  plan->scale = scale;
  plan->columns = count_sheets (width * scale, plan->width - 2 * MARGIN);
  plan->rows = count_sheets (height * scale, plan->height - 2 * MARGIN);
}

static double
get_fit (const CtnPosterPlan *plan, double width, double height)
{
  return MIN (MIN ((plan->width - 2 * MARGIN) / width, (plan->height - 2 * MARGIN) / height), 1);
}

void
ctn_poster_plan (const CtnScene *scene, const CtnPosterOptions *options, CtnPosterPlan *plan)
{
  double width = MAX (ctn_scene_get_width (scene), 1);
  double height = MAX (ctn_scene_get_height (scene), 1);
  double narrow = papers[options->paper][0] * MM;
  double wide = papers[options->paper][1] * MM;
  double scale = CLAMP (options->scale, 0.1, 4);
  CtnPosterPlan upright = { .width = narrow, .height = wide };
  CtnPosterPlan lying = { .width = wide, .height = narrow };

  if (options->fit) {
    lay (&upright, width, height, get_fit (&upright, width, height));
    lay (&lying, width, height, get_fit (&lying, width, height));
    *plan = lying.scale > upright.scale ? lying : upright;
    plan->columns = plan->rows = 1;
    return;
  }
  lay (&upright, width, height, scale);
  lay (&lying, width, height, scale);
  *plan = (guint64) lying.columns * lying.rows < (guint64) upright.columns * upright.rows ? lying
                                                                                          : upright;
}

void
ctn_poster_get_area (const CtnPosterPlan *plan, guint column, guint row, cairo_rectangle_t *area)
{
  double width = plan->width - 2 * MARGIN;
  double height = plan->height - 2 * MARGIN;

  *area = (cairo_rectangle_t) { column * (width - OVERLAP) / plan->scale,
                                row * (height - OVERLAP) / plan->scale, width / plan->scale,
                                height / plan->scale };
}

/* "A1", "B1" …; behind Z comes AA. */
static char *
dup_name (guint column, guint row)
{
  g_autoptr (GString) letters = g_string_new (NULL);

  for (guint n = column + 1; n > 0; n = (n - 1) / 26)
    g_string_prepend_c (letters, (char) ('A' + (n - 1) % 26));
  return g_strdup_printf ("%s%u", letters->str, row + 1);
}

static void
draw_line (cairo_t *cr, double x0, double y0, double x1, double y1)
{
  cairo_move_to (cr, x0, y0);
  cairo_line_to (cr, x1, y1);
  cairo_stroke (cr);
}

/* Where the neighbours' sheets begin and end. */
static void
draw_marks (cairo_t *cr, const CtnPosterPlan *plan, guint column, guint row)
{
  static const double dash[] = { 3, 3 };
  double right = plan->width - MARGIN;
  double bottom = plan->height - MARGIN;

  cairo_set_source_rgb (cr, 0.45, 0.45, 0.45);
  cairo_set_line_width (cr, 0.5);
  cairo_set_dash (cr, dash, G_N_ELEMENTS (dash), 0);
  if (column > 0)
    draw_line (cr, MARGIN + OVERLAP, MARGIN - MARK_LENGTH, MARGIN + OVERLAP, bottom + MARK_LENGTH);
  if (column + 1 < plan->columns)
    draw_line (cr, right - OVERLAP, MARGIN - MARK_LENGTH, right - OVERLAP, bottom + MARK_LENGTH);
  if (row > 0)
    draw_line (cr, MARGIN - MARK_LENGTH, MARGIN + OVERLAP, right + MARK_LENGTH, MARGIN + OVERLAP);
  if (row + 1 < plan->rows)
    draw_line (cr, MARGIN - MARK_LENGTH, bottom - OVERLAP, right + MARK_LENGTH, bottom - OVERLAP);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_label (cairo_t *cr,
            const CtnScene *scene,
            const CtnPosterPlan *plan,
            guint column,
            guint row,
            CtnMetrics *metrics)
{
  g_autofree char *name = dup_name (column, row);
  /* Translators: place of a sheet in a poster ("B1"), its number, how many there are, title */
  g_autofree char *text =
      g_strdup_printf (_ ("%s · sheet %u of %u · %s"), name, row * plan->columns + column + 1,
                       plan->columns * plan->rows, ctn_scene_get_title (scene));
  g_autoptr (CtnTextRun) run = ctn_metrics_shape (metrics, text, LABEL_SIZE, FALSE);

  cairo_set_source_rgb (cr, 0.3, 0.3, 0.3);
  ctn_text_run_show (run, cr, MARGIN, plan->height - MARGIN / 2 + LABEL_SIZE / 2);
}

static void
draw_sheet (cairo_t *cr,
            const CtnScene *scene,
            const CtnPosterPlan *plan,
            guint column,
            guint row,
            CtnMetrics *metrics)
{
  cairo_rectangle_t area;

  ctn_poster_get_area (plan, column, row, &area);
  cairo_save (cr);
  cairo_rectangle (cr, MARGIN, MARGIN, plan->width - 2 * MARGIN, plan->height - 2 * MARGIN);
  cairo_clip (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  cairo_scale (cr, plan->scale, plan->scale);
  cairo_translate (cr, -area.x, -area.y);
  ctn_scene_paint (scene, cr);
  cairo_restore (cr);
  if (plan->columns * plan->rows == 1)
    return;
  draw_marks (cr, plan, column, row);
  draw_label (cr, scene, plan, column, row, metrics);
}

static gboolean
draw_all (const CtnScene *scene,
          const CtnPosterPlan *plan,
          CtnMetrics *metrics,
          GByteArray *bytes,
          GCancellable *cancellable,
          GError **error)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (_ctn_export_collect, bytes, plan->width, plan->height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  _ctn_export_describe_pdf (scene, surface);
  for (guint row = 0; row < plan->rows; row++)
    for (guint column = 0; column < plan->columns && !g_cancellable_is_cancelled (cancellable);
         column++) {
      draw_sheet (cr, scene, plan, column, row, metrics);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         _ctn_export_check (status, error);
}

gboolean
ctn_scene_write_poster (const CtnScene *scene,
                        const CtnPosterOptions *options,
                        CtnMetrics *metrics,
                        GOutputStream *stream,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  CtnPosterPlan plan;

  ctn_poster_plan (scene, options, &plan);
  if ((guint64) plan.columns * plan.rows > CTN_POSTER_MAX_SHEETS) {
    g_set_error (error, CTN_CHARTS_ERROR, CTN_CHARTS_ERROR_TOO_LARGE,
                 _ ("The poster would take more than %d sheets. Choose a smaller scale or larger "
                    "paper."),
                 CTN_POSTER_MAX_SHEETS);
    return FALSE;
  }
  return draw_all (scene, &plan, metrics, bytes, cancellable, error) &&
         _ctn_export_write (bytes, stream, cancellable, error);
}

gboolean
ctn_scene_write_poster_file (const CtnScene *scene,
                             const CtnPosterOptions *options,
                             CtnMetrics *metrics,
                             GFile *file,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;

  if (!ctn_scene_write_poster (scene, options, metrics, memory, cancellable, error) ||
      !g_output_stream_close (memory, cancellable, error))
    return FALSE;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable,
                                  error);
}
