/* Draws straight lines, dashed or not, on a screen: several times faster than cairo, which makes polygons of
 * them and sorts the edges (a radar of 40 axes with 6 series: 10 million instructions instead of 40).
 *
 * Each pixel near a line is covered by as much as the line is broad there, times how much of a dash lies
 * there; the latter repeats along the line and is computed once. Both are boxes of one pixel in the line's
 * own direction, so that lines of all directions look alike. */
#pragma once

#include "ctn-path.h"
#include "ctn-theme.h"

G_BEGIN_DECLS

/* A pattern has at most two to the power of this many steps; what is longer is left to cairo. */
#define CTN_LINE_PEN_BITS 10

/* Nothing in it is to be freed. */
typedef struct {
  cairo_surface_t *surface; /* (unowned) (nullable): there is nothing it can draw on */
  guchar *pixels;
  int stride;
  int left, top, right, bottom; /* of the clip, pixels */
  cairo_matrix_t page;          /* from points to pixels */
  guint32 even, odd;            /* bytes of the color: blue and red, green and alpha */
  const CtnDash *dash;
  double width;           /* pixels; 0: it has no pattern yet */
  double turns_per_pixel; /* how much of the pattern's period a pixel is */
  double half_step;       /* of the pattern, pixels */
  guint shift;            /* of a share of 2^32 to a step of the pattern; 0: it is too long */
  guint16 shares[1 << CTN_LINE_PEN_BITS]; /* of a pixel there that a dash covers, 0 to 256 */
} CtnLinePen;

/* Makes a pen for @cr as it is now; its place, clip and surface must stay. It draws on pictures in memory only. */
void ctn_line_pen_init (CtnLinePen *self, cairo_t *cr);

/* Draws @path in @color, which does not shine through, @width pixels broad, its dashes (nullable) as long as
 * @dash says in widths. Lines end straight and meet round.
 *
 * Returns: FALSE when it drew nothing and cairo has to: curves, outlines of very many pieces, other surfaces */
gboolean ctn_line_pen_draw (CtnLinePen *self,
                            const CtnPath *path,
                            const CtnDash *dash,
                            CtnColor color,
                            double width);

G_END_DECLS
