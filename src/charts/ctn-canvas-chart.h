/* A form of strategic analysis as a figure: boxes on a grid, each with its entries. */
#pragma once

#include "ctn-scene.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id; /* of the record behind it */
  const char *text;
  int rating; /* 1–5, 0 for none: shown as so many dots */
} CtnCanvasItem;

typedef struct {
  const char *title;
  guint x, y, width, height; /* cells of the grid */
  const CtnCanvasItem *items;
  guint n_items;
} CtnCanvasBox;

/* Plain data; all of it may go after the layout. */
typedef struct {
  const char *title; /* (nullable) */
  guint columns, rows;
  const CtnCanvasBox *boxes;
  guint n_boxes;
} CtnCanvasData;

/* Rows of the grid are as high as their fullest box needs. Items are reached as "item".
 * Returns: (transfer full): a scene @width points broad (at least 320) and as high as it needs. */
CtnScene *ctn_canvas_chart_layout (const CtnCanvasData *data,
                                   double width,
                                   CtnMetrics *metrics,
                                   const CtnTheme *theme) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
