/* A legend: samples with their names, in rows that fill the width. For use inside of this room. */
#pragma once

#include "ctn-scene.h"

G_BEGIN_DECLS

/* Breadth and height of the box in which an entry's sample is drawn; (0, 0) is its middle. */
#define CTN_LEGEND_SAMPLE_WIDTH 24.0
#define CTN_LEGEND_SAMPLE_HEIGHT 10.0

/* One entry; its sample is up to two paths around (0, 0). */
typedef struct {
  gint64 id;
  int part;
  const char *label;
  CtnPath *paths[2]; /* (owned by whoever fills it) (nullable) */
  CtnPaint paints[2];
} CtnLegendEntry;

typedef struct _CtnLegend CtnLegend;

/* Arranges @n @entries at @size points of text in rows of at most @width points, or one in a row
 * when @stacked. Copies what it needs.
 *
 * Returns: (transfer full): the legend. */
CtnLegend *ctn_legend_new (CtnMetrics *metrics,
                           const CtnTheme *theme,
                           const CtnLegendEntry *entries,
                           guint n,
                           double size,
                           double width,
                           gboolean stacked) G_GNUC_WARN_UNUSED_RESULT;
void ctn_legend_free (CtnLegend *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnLegend, ctn_legend_free)

/* What it takes, in points; 0 without entries. */
double ctn_legend_get_width (const CtnLegend *self);
double ctn_legend_get_height (const CtnLegend *self);

/* Whether a name had to be cut. */
gboolean ctn_legend_is_cut (const CtnLegend *self);

/* Adds the legend's marks, its upper left corner at (@x, @y). With @centered, each row is centred in
 * the legend's width. */
void ctn_legend_add (CtnLegend *self,
                     CtnSceneBuilder *builder,
                     double x,
                     double y,
                     int z,
                     gboolean centered);

/* Drops the paths of @n @entries. */
void ctn_legend_entries_clear (CtnLegendEntry *entries, guint n);

G_END_DECLS
