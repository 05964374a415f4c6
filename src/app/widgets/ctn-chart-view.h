/* Shows a chart: any CtnScene, on the screen and for everybody.
 *
 * The view asks its owner for a scene whenever size, style or data change, and does the rest: painting,
 * tooltips, keyboard and screen reader (each reachable mark is a small invisible child widget with role
 * and label; arrows move between them, Enter activates), the same numbers as a table, export as PNG, SVG
 * or PDF, and the clipboard. A map (ctn_chart_view_set_zoomable) can be panned and zoomed. */
#pragma once

#include <adwaita.h>
#include <ctn-metrics.h>
#include <ctn-scene.h>
#include <ctn-theme.h>

#include "ctn-chart-canvas.h"

G_BEGIN_DECLS

#define CTN_TYPE_CHART_VIEW (ctn_chart_view_get_type ())

G_DECLARE_FINAL_TYPE (CtnChartView, ctn_chart_view, CTN, CHART_VIEW, AdwBin)

/* Makes the scene for a page of @width × @height points in @theme, measuring text with @metrics; a
 * zoomable view takes whatever size comes. Runs on the main thread, so it should take some milliseconds at
 * most.
 * Returns: (transfer full) (nullable): %NULL shows nothing */
typedef CtnScene *(*CtnChartViewBuild) (double width,
                                        double height,
                                        CtnMetrics *metrics,
                                        const CtnTheme *theme,
                                        gpointer data);

/* Signals
 *   activated (const char *role, gint64 id): a mark was clicked or Enter pressed on it
 *   dragged (const char *role, gint64 id, int part, double x, double y, gboolean done): a mark that
 *     the owner made draggable is pulled to (x, y), in points of the scene
 *   context-menu (const char *role, gint64 id, double x, double y): right click, menu key, at (x, y) in
 *     pixels of the canvas; role "" and id 0 beside all marks
 * A chart that is edited (ctn_chart_canvas_set_editable) has more, on its canvas:
 *   connected (const char *role, gint64 id, const char *to_role, gint64 to_id, double x, double y): a line
 *     was drawn from a mark to another, or to (x, y) in points of the scene and to_id 0
 *   edit (const char *role, gint64 id, double x, double y): double click, F2
 *   selection-changed: other marks are selected
 *   moved: another part of the scene is seen */

CtnChartView *ctn_chart_view_new (void);

/* @data must outlive the view or the next call. */
void ctn_chart_view_set_build (CtnChartView *self, CtnChartViewBuild build, gpointer data);

/* The data changed: build again. */
void ctn_chart_view_invalidate (CtnChartView *self);

/* What files of this chart are called, without suffix. */
void ctn_chart_view_set_name (CtnChartView *self, const char *name);

/* The same; marks wander to their new places, unless the desktop wants no animation. */
void ctn_chart_view_change (CtnChartView *self);

/* Puts a widget at the start of the row of tools. */
void ctn_chart_view_add_tool (CtnChartView *self, GtkWidget *tool);

/* Where the chart is drawn. (transfer none) */
CtnChartCanvas *ctn_chart_view_get_canvas (CtnChartView *self);

/* Whether the chart has a size of its own and is panned and zoomed (a map), or fills the view. */
void ctn_chart_view_set_zoomable (CtnChartView *self, gboolean zoomable);
void ctn_chart_view_zoom_by (CtnChartView *self, double factor);
void ctn_chart_view_zoom_to_fit (CtnChartView *self);

/* Marks with these roles (with spaces between them) can be dragged with "dragged"; %NULL for none. */
void ctn_chart_view_set_draggable (CtnChartView *self, const char *roles);

/* The scene that is shown, for tests. (transfer none) (nullable) */
CtnScene *ctn_chart_view_get_scene (CtnChartView *self);

/* The chart in the print theme and in the size of the settings "chart-export-width" and "-height" (a map
 * in its own), as it is saved.
 * Returns: (transfer full) (nullable) %NULL while there is nothing to show */
CtnScene *ctn_chart_view_build_for_print (CtnChartView *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
