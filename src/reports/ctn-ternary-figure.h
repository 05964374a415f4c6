/* The helices of partnerships as a ternary plot, with their trails over the years. */
#pragma once

#include <ctn-helix.h>
#include <ctn-ternary.h>

G_BEGIN_DECLS

typedef struct _CtnTernaryFigure CtnTernaryFigure;

/* @partnerships: ids, in the order of the legend; those without a share by @basis have no point.
 * Errors: CTN_PROJECT_ERROR.
 * Returns: (transfer full) (nullable) */
CtnTernaryFigure *ctn_ternary_figure_new (CtnConnection *reader,
                                          const gint64 *partnerships,
                                          guint n_partnerships,
                                          CtnShareBasis basis,
                                          const CtnDate *today,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_ternary_figure_free (CtnTernaryFigure *self);

CtnScene *ctn_ternary_figure_layout (const CtnTernaryFigure *self,
                                     double width,
                                     double height,
                                     CtnMetrics *metrics,
                                     const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/* Whether there is anything to be drawn. */
gboolean ctn_ternary_figure_is_empty (const CtnTernaryFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnTernaryFigure, ctn_ternary_figure_free)

G_END_DECLS
