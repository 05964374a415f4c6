/* An indicator of regions by years: as bars, or as lines over the years. */
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
  gboolean trend; /* all years; of the regions, the focus, the EU and the largest, for lines */
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

/* Lines that can be told apart; more regions than that are left out of a trend. */
#define CTN_INDICATOR_MAX_LINES 8

/* Of a figure that was made for a trend: a line a region, that of the focus thicker. */
CtnScene *ctn_indicator_figure_layout_trend (const CtnIndicatorFigure *self,
                                             double width,
                                             double height,
                                             CtnMetrics *metrics,
                                             const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

/* What is drawn, for a table beside it: labels of regions; years; values, NAN for none. */
guint ctn_indicator_figure_get_n_rows (const CtnIndicatorFigure *self);
guint ctn_indicator_figure_get_n_years (const CtnIndicatorFigure *self);
const char *ctn_indicator_figure_get_label (const CtnIndicatorFigure *self, guint row);
const char *ctn_indicator_figure_get_year (const CtnIndicatorFigure *self, guint year);
double ctn_indicator_figure_get_value (const CtnIndicatorFigure *self, guint row, guint year);
guint ctn_indicator_figure_get_decimals (const CtnIndicatorFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnIndicatorFigure, ctn_indicator_figure_free)

G_END_DECLS
