/* Measuring of text, in points (1/72 inch).
 *
 * All charts measure through one of these, so that lines break in the same places on screen, in
 * print, PDF, SVG and PNG: resolution 72, no hinting of metrics, no rounding of glyph positions.
 * Measured text comes out as a run of placed glyphs that can be drawn without measuring again.
 *
 * A metrics object belongs to the thread that made it; the runs it hands out may be used, drawn and
 * dropped in any thread. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct _CtnMetrics CtnMetrics;
typedef struct _CtnTextRun CtnTextRun;

/* Measures with Pango in @family (nullable: the system's sans-serif; a comma separated list is
 * allowed). @text_scale multiplies the sizes that charts choose, 0.5 to 3: the desktop's text
 * scaling on screen, 1 for print.
 *
 * Returns: (transfer full): the metrics. */
CtnMetrics *ctn_metrics_new (const char *family, double text_scale) G_GNUC_WARN_UNUSED_RESULT;

/* Measures every character as half the size, 0.8 of the size above the baseline and 0.2 below it,
 * so that tests do not depend on the fonts of a machine.
 *
 * Returns: (transfer full): the metrics. */
CtnMetrics *ctn_metrics_new_fake (void) G_GNUC_WARN_UNUSED_RESULT;

CtnMetrics *ctn_metrics_ref (CtnMetrics *self);
void ctn_metrics_unref (CtnMetrics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnMetrics, ctn_metrics_unref)

double ctn_metrics_get_text_scale (CtnMetrics *self);

/* Lays out @text as one line at @size points. Control characters become spaces and broken UTF-8 is
 * repaired. Recent runs are remembered, so asking again is cheap.
 *
 * Returns: (transfer full): the run. */
CtnTextRun *ctn_metrics_shape (CtnMetrics *self, const char *text, double size, gboolean bold)
    G_GNUC_WARN_UNUSED_RESULT;

CtnTextRun *ctn_text_run_ref (CtnTextRun *self);
void ctn_text_run_unref (CtnTextRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTextRun, ctn_text_run_unref)

/* Advance of the run, in points. */
double ctn_text_run_get_width (const CtnTextRun *self);

/* Returns: (transfer none): the text, valid UTF-8 without control characters. */
const char *ctn_text_run_get_text (const CtnTextRun *self);

/* Where the character at @byte of the text begins, in points from the left end of the run; the
 * width at the text's end. Only meaningful in text that runs from left to right. */
double ctn_text_run_get_x_at (const CtnTextRun *self, gsize byte);

/* Draws the run in the current source colour, its left end at @x and its baseline at @y. Measures
 * nothing. */
void ctn_text_run_show (const CtnTextRun *self, cairo_t *cr, double x, double y);

/* Returns: (transfer full): @text repaired: valid UTF-8, control characters as spaces, and at most
 * 400 characters, the rest given as an ellipsis. */
char *ctn_text_clean (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
