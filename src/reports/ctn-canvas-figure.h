/* A form of strategic analysis of a value chain or a sector, ready to draw. */
#pragma once

#include <ctn-canvas-chart.h>
#include <ctn-chain-canvas.h>

G_BEGIN_DECLS

typedef struct _CtnCanvasFigure CtnCanvasFigure;

/* @title: (nullable): what stands above, such as the chain's name. Errors: those of reading.
 * Returns: (transfer full) (nullable) */
CtnCanvasFigure *ctn_canvas_figure_new (CtnConnection *reader,
                                        const CtnCanvasSubject *subject,
                                        CtnCanvas canvas,
                                        const char *title,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_canvas_figure_free (CtnCanvasFigure *self);

CtnScene *ctn_canvas_figure_layout (const CtnCanvasFigure *self,
                                    double width,
                                    CtnMetrics *metrics,
                                    const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/* The entries (element-type CtnCanvasEntry). (transfer none) */
GPtrArray *ctn_canvas_figure_get_entries (const CtnCanvasFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnCanvasFigure, ctn_canvas_figure_free)

G_END_DECLS
