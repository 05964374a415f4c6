/* An indicator as bars: regions by years. */
#pragma once

#include <ctn-bars.h>
#include <ctn-indicator.h>

G_BEGIN_DECLS

typedef enum {
  CTN_INDICATOR_SHOW_VALUES,
  CTN_INDICATOR_SHOW_NORMALISED, /* 0 to 1 */
  CTN_INDICATOR_SHOW_PERCENT, /* normalised values in % of that of the EU, with the groups of the scoreboard */
} CtnIndicatorShow;

typedef struct {
  CtnIndicatorShow show;
  const char *const *regions; /* (nullable) codes, ends with %NULL; %NULL for all */
  const char *focus;          /* (nullable) code of the region that the page is about */
  guint n_years;              /* the latest so many, 1 to CTN_BARS_MAX_SERIES */
} CtnIndicatorFigureOptions;

typedef struct _CtnIndicatorFigure CtnIndicatorFigure;

/* Rows go by the value of the last year, the largest first. @indicator may go after the call.
 * Errors: those of ctn_group_scheme_load(). Returns: (transfer full) (nullable) */
CtnIndicatorFigure *ctn_indicator_figure_new (const CtnIndicator *indicator,
                                              const CtnIndicatorFigureOptions *options,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ctn_indicator_figure_free (CtnIndicatorFigure *self);

CtnScene *ctn_indicator_figure_layout (const CtnIndicatorFigure *self,
                                       double width,
                                       CtnMetrics *metrics,
                                       const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnIndicatorFigure, ctn_indicator_figure_free)

G_END_DECLS
