#include "ctn-label-places.h"

#include <math.h>

#define SQUARE 2.0 /* points */
#define STEP 1.0   /* along a line */
#define ALL (CTN_TAKEN_TEXT | CTN_TAKEN_POINT | CTN_TAKEN_LINE | CTN_TAKEN_GRID | CTN_TAKEN_LEADER)

struct _CtnLabelPlaces {
  int n_columns, n_rows;
  guint8 *squares; /* (owned) CtnTaken, row by row */
};

CtnLabelPlaces *
ctn_label_places_new (double width, double height)
{
  CtnLabelPlaces *self = g_new0 (CtnLabelPlaces, 1);

  self->n_columns = MAX ((int) floor (width / SQUARE), 1);
  self->n_rows = MAX ((int) floor (height / SQUARE), 1);
  self->squares = g_new0 (guint8, (gsize) self->n_columns * (gsize) self->n_rows);
  return self;
}

void
ctn_label_places_free (CtnLabelPlaces *self)
{
  if (self == NULL)
    return;
  g_free (self->squares);
  g_free (self);
}

/* The squares that @box touches. %FALSE when some of them are not on the page. */
static gboolean
find_squares (const CtnLabelPlaces *self,
              const cairo_rectangle_t *box,
              int *left,
              int *top,
              int *right,
              int *bottom)
{
  int x = (int) floor (box->x / SQUARE), y = (int) floor (box->y / SQUARE);
  int end_x = (int) ceil ((box->x + box->width) / SQUARE);
  int end_y = (int) ceil ((box->y + box->height) / SQUARE);

  *left = CLAMP (x, 0, self->n_columns);
  *top = CLAMP (y, 0, self->n_rows);
  *right = CLAMP (end_x, 0, self->n_columns);
  *bottom = CLAMP (end_y, 0, self->n_rows);
  return *left == x && *top == y && *right == end_x && *bottom == end_y;
}

void
ctn_label_places_take (CtnLabelPlaces *self, const cairo_rectangle_t *box, CtnTaken by)
{
  int left, top, right, bottom;

  find_squares (self, box, &left, &top, &right, &bottom);
  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      self->squares[y * self->n_columns + x] |= (guint8) by;
}

CtnTaken
ctn_label_places_look (const CtnLabelPlaces *self, const cairo_rectangle_t *box)
{
  int left, top, right, bottom;
  guint taken = 0;

  if (!find_squares (self, box, &left, &top, &right, &bottom))
    return ALL;
  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      taken |= self->squares[y * self->n_columns + x];
  return (CtnTaken) taken;
}

/* A spot of a line, at @share of its length. */
static cairo_rectangle_t
get_spot (CtnPoint from, CtnPoint to, double share)
{
  return (cairo_rectangle_t) { from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share,
                               0.01, 0.01 };
}

void
ctn_label_places_take_line (CtnLabelPlaces *self, CtnPoint from, CtnPoint to, CtnTaken by)
{
  int n = MAX ((int) ceil (hypot (to.x - from.x, to.y - from.y) / STEP), 1);

  for (int i = 0; i <= n; i++) {
    const cairo_rectangle_t spot = get_spot (from, to, (double) i / n);

    ctn_label_places_take (self, &spot, by);
  }
}

CtnTaken
ctn_label_places_look_along (const CtnLabelPlaces *self, CtnPoint from, CtnPoint to, double skip)
{
  double length = hypot (to.x - from.x, to.y - from.y);
  int n = MAX ((int) ceil (length / STEP), 1);
  guint taken = 0;

  for (int i = 0; i <= n; i++)
    if (length * i / n >= skip) {
      const cairo_rectangle_t spot = get_spot (from, to, (double) i / n);

      taken |= ctn_label_places_look (self, &spot);
    }
  return (CtnTaken) taken;
}
