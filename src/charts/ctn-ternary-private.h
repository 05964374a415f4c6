/* The steps of the ternary plot's layout. */
#pragma once

#include "ctn-label-places.h"
#include "ctn-ternary.h"

G_BEGIN_DECLS

typedef struct {
  CtnSceneBuilder *builder; /* (unowned) */
  CtnMetrics *metrics;      /* (unowned) */
  const CtnTheme *theme;
  double width, height;
  cairo_rectangle_t room; /* what is left for triangle and corners */
  CtnTernaryGeometry plot;
  CtnLabelPlaces *places; /* (owned) */
} CtnTernaryPage;

/* Drawing order. */
enum { CTN_TERNARY_Z_GRID, CTN_TERNARY_Z_TRAIL, CTN_TERNARY_Z_VALUE, CTN_TERNARY_Z_TEXT };

#define CTN_TERNARY_SMALL_SIZE 8.0  /* of ticks and years */
#define CTN_TERNARY_LAST_MARKER 1.3 /* of a marker: the last one of a trail */

/* Where @point stands. %FALSE when it has no shares. */
gboolean
ctn_ternary_find (const CtnTernaryGeometry *self, const CtnTernaryPoint *point, CtnPoint *place);

/* Writes the years beside all points, which are drawn already. */
void ctn_ternary_add_years (CtnTernaryPage *page, const CtnTernaryData *data);

G_END_DECLS
