#include "ctn-line-pen.h"

#include <math.h>

#include "ctn-path-private.h"

#define STEPS_PER_PIXEL 8
#define MAX_LINES 64 /* of a path */

/* Of numbers with a binary point: ones, and what fills a pixel wholly. */
#define ONE 65536
#define FULL 256

/* A piece of a path; places in points. */
typedef struct {
  CtnPoint from, to;
  gboolean joined[2]; /* to another one, at its beginning and its end */
} Piece;

/* The same on the page, in pixels. */
typedef struct {
  double x, y;   /* where it begins */
  double ux, uy; /* its direction */
  double length;
  double width;
  double phase; /* how far the pattern is where it begins */
  double slope; /* across for each row down */
  double reach; /* across of what it covers in a row */
  double
      ends[2]; /* where its ends' pixels are left and right in the first row of pixels; ascending */
  double ends_on; /* how far that moves for each row down */
  gint32 off_on, rim,
      most;        /* for each pixel to the right; of its breadth; of what it covers: of ONE */
  guint32 step_on; /* of the pattern for each pixel to the right */
  const gboolean *joined;
} Line;

/* How much of the first @place pixels of the repeated pattern is dash. */
static double
get_dash_before (const CtnDash *dash, double width, double period, double place)
{
  double turns = floor (place / period);
  double rest = place - turns * period;
  double in_period = 0, before = 0;

  for (guint i = 0; i < (guint) dash->n; i++) {
    double length = dash->lengths[i] * width;

    if (i % 2 == 0) {
      in_period += length;
      before += CLAMP (rest, 0, length);
    }
    rest -= length;
  }
  return turns * in_period + before;
}

static void
set_pattern (CtnLinePen *self, const CtnDash *dash, double width)
{
  double period = 0;
  guint n_bits = 1;

  self->dash = dash;
  self->width = width;
  self->turns_per_pixel = 0;
  self->half_step = 0;
  self->shift = 31;
  self->shares[0] = self->shares[1] = FULL;
  if (dash == NULL || dash->n == 0)
    return;
  for (guint i = 0; i < (guint) dash->n; i++)
    period += dash->lengths[i] * width;
  while (n_bits < CTN_LINE_PEN_BITS && 1u << n_bits < period * STEPS_PER_PIXEL)
    n_bits++;
  self->shift = 1u << n_bits < period * STEPS_PER_PIXEL ? 0 : 32 - n_bits;
  self->turns_per_pixel = 1 / period;
  self->half_step = period / (1u << n_bits) / 2;
  for (guint i = 0; self->shift > 0 && i < 1u << n_bits; i++) {
    double place = i * period / (1u << n_bits);

    self->shares[i] =
        (guint16) lround (FULL * (get_dash_before (dash, width, period, place + 0.5) -
                                  get_dash_before (dash, width, period, place - 0.5)));
  }
}

/* How far the pattern is, as a share of 2^32: it starts again by itself. A line's phase has half a step more,
 * which makes this the nearest one. */
static guint32
get_step (const CtnLinePen *self, double pixels)
{
  return (guint32) (gint64) (pixels * self->turns_per_pixel * 4294967296.0);
}

/* How much of a pixel lies within the line's breadth, cut at its ends or round there. */
static double
get_cover (const Line *line, double along, double off)
{
  double half = line->width / 2;
  double end = MIN (along, line->length - along);

  if (end < 0 && line->joined[along < line->length - along ? 0 : 1]) {
    off = hypot (off, end);
    end = 1;
  }
  return MAX (MIN (off + 0.5, half) - MAX (off - 0.5, -half), 0) * CLAMP (end + 0.5, 0, 1);
}

/* Two of the four bytes of a pixel at a time. @cover: 0 to FULL */
static void
blend (const CtnLinePen *self, guint32 *pixel, guint32 cover)
{
  guint32 even = (*pixel & 0xFF00FF) * (FULL - cover) + self->even * cover;
  guint32 odd = (*pixel >> 8 & 0xFF00FF) * (FULL - cover) + self->odd * cover;

  *pixel = (even >> 8 & 0xFF00FF) | (odd & 0xFF00FF00);
}

/* From column @first to before @last, where an end of the line may lie. */
static void
draw_ends (const CtnLinePen *self, const Line *line, guint32 *row, double py, int first, int last)
{
  for (int x = first; x < last; x++) {
    double px = x + 0.5 - line->x;
    double along = px * line->ux + py * line->uy;
    double cover = get_cover (line, along, fabs (py * line->ux - px * line->uy));
    guint32 share = self->shares[get_step (self, along + line->phase) >> self->shift];

    blend (self, &row[x], (guint32) (cover * share + 0.5));
  }
}

/* The same between the ends: nearly all pixels, so everything is done in whole numbers. */
static void
draw_inside (const CtnLinePen *self, const Line *line, guint32 *row, double py, int first, int last)
{
  double px = first + 0.5 - line->x;
  gint32 off = (gint32) ((py * line->ux - px * line->uy) * ONE);
  guint32 step = get_step (self, px * line->ux + py * line->uy + line->phase);

  for (int x = first; x < last; x++) {
    gint32 cover = MIN (line->rim - ABS (off), line->most);

    if (cover > 0)
      blend (self, &row[x], ((guint32) cover * self->shares[step >> self->shift]) / ONE);
    off -= line->off_on;
    step += line->step_on;
  }
}

static void
draw_row (const CtnLinePen *self, const Line *line, int y, int first, int last)
{
  guint32 *row = (guint32 *) (gpointer) (self->pixels + y * self->stride);
  double py = y + 0.5 - line->y;
  double middle = line->x + py * line->slope;
  double ends_on = py * line->ends_on;
  int inside[2];

  first = MAX ((int) (middle - line->reach), first);
  last = MIN ((int) (middle + line->reach) + 1, last);
  if (first >= last)
    return;
  inside[0] = (int) CLAMP (line->ends[0] + ends_on + 1, first, last);
  inside[1] = (int) CLAMP (line->ends[1] + ends_on, inside[0], last);
  draw_ends (self, line, row, py, first, inside[0]);
  draw_inside (self, line, row, py, inside[0], inside[1]);
  draw_ends (self, line, row, py, inside[1], last);
}

/* Columns whose pixels lie between the ends: where it is upright, all or none of a row, and the rows at the
 * ends are told apart by a step that is as good as endless. */
static void
find_ends (Line *line)
{
  double across = fabs (line->ux) < 0.001 ? copysign (0.001, line->ux) : line->ux;
  double left = 0.5 / across, right = (line->length - 0.5) / across;

  line->ends[0] = line->x - 0.5 + MIN (left, right);
  line->ends[1] = line->x - 0.5 + MAX (left, right);
  line->ends_on = -line->uy / across;
}

/* Returns: how long the line is, pixels */
static double
draw_piece (const CtnLinePen *self, const Piece *piece, double phase)
{
  double margin = self->width / 2 + 1;
  Line line = { piece->from.x, piece->from.y, .width = self->width,
                .phase = phase + self->half_step };
  double end_x = piece->to.x, end_y = piece->to.y;
  int first, last, top, bottom;
  gboolean is_flat;

  line.joined = piece->joined;
  cairo_matrix_transform_point (&self->page, &line.x, &line.y);
  cairo_matrix_transform_point (&self->page, &end_x, &end_y);
  line.length = hypot (end_x - line.x, end_y - line.y);
  if (line.length <= 0)
    return 0;
  line.ux = (end_x - line.x) / line.length;
  line.uy = (end_y - line.y) / line.length;
  is_flat = fabs (line.uy) < 0.001;
  line.slope = is_flat ? 0 : line.ux / line.uy;
  line.reach = is_flat ? G_MAXINT16 : (line.width / 2 + 0.5) / fabs (line.uy);
  line.off_on = (gint32) lround (line.uy * ONE);
  line.rim = (gint32) lround ((line.width / 2 + 0.5) * ONE);
  line.most = (gint32) lround (MIN (line.width, 1) * ONE);
  line.step_on = get_step (self, line.ux);
  find_ends (&line);
  first = (int) MAX (floor (MIN (line.x, end_x) - margin), self->left);
  last = (int) MIN (ceil (MAX (line.x, end_x) + margin), self->right);
  top = (int) MAX (floor (MIN (line.y, end_y) - margin), self->top);
  bottom = (int) MIN (ceil (MAX (line.y, end_y) + margin), self->bottom);
  for (int y = top; y < bottom; y++)
    draw_row (self, &line, y, first, last);
  return line.length;
}

void
ctn_line_pen_init (CtnLinePen *self, cairo_t *cr)
{
  cairo_surface_t *surface = cairo_get_group_target (cr);
  cairo_rectangle_list_t *clip;
  double x, y, x_scale, y_scale;

  self->surface = NULL;
  self->width = 0;
  if (cairo_surface_get_type (surface) != CAIRO_SURFACE_TYPE_IMAGE ||
      cairo_image_surface_get_format (surface) != CAIRO_FORMAT_ARGB32)
    return;
  cairo_get_matrix (cr, &self->page);
  cairo_surface_get_device_offset (surface, &x, &y);
  cairo_surface_get_device_scale (surface, &x_scale, &y_scale);
  if (fabs (x) + fabs (y) + fabs (x_scale - 1) + fabs (y_scale - 1) > 0)
    return;
  clip = cairo_copy_clip_rectangle_list (cr);
  if (clip->status == CAIRO_STATUS_SUCCESS && clip->num_rectangles == 1) {
    cairo_rectangle_t box = clip->rectangles[0];

    cairo_user_to_device (cr, &box.x, &box.y);
    cairo_user_to_device_distance (cr, &box.width, &box.height);
    self->left = (int) MAX (lround (box.x), 0);
    self->top = (int) MAX (lround (box.y), 0);
    self->right = (int) MIN (lround (box.x + box.width), cairo_image_surface_get_width (surface));
    self->bottom =
        (int) MIN (lround (box.y + box.height), cairo_image_surface_get_height (surface));
    self->pixels = cairo_image_surface_get_data (surface);
    self->stride = cairo_image_surface_get_stride (surface);
    self->surface = surface;
  }
  cairo_rectangle_list_destroy (clip);
}

/* Fills @pieces with the path. Returns: how many, 0 for a path with curves or too many */
static guint
find_pieces (const CtnPath *path, Piece *pieces)
{
  const cairo_path_data_t *data = (const cairo_path_data_t *) (gconstpointer) path->data->data;
  CtnPoint start = { 0, 0 }, at = { 0, 0 };
  guint n = 0, first = 0;

  for (guint i = 0; i < path->data->len; i += (guint) data[i].header.length) {
    cairo_path_data_type_t type = data[i].header.type;
    CtnPoint to = start;

    if (type == CAIRO_PATH_CURVE_TO || n == MAX_LINES)
      return 0;
    if (type != CAIRO_PATH_CLOSE_PATH)
      to = (CtnPoint) { data[i + 1].point.x, data[i + 1].point.y };
    if (type == CAIRO_PATH_MOVE_TO) {
      start = to;
      first = n;
    } else {
      pieces[n] = (Piece) { at, to, { n > first, FALSE } };
      if (n > first)
        pieces[n - 1].joined[1] = TRUE;
      n++;
      if (type == CAIRO_PATH_CLOSE_PATH)
        pieces[first].joined[0] = pieces[n - 1].joined[1] = TRUE;
    }
    at = to;
  }
  return n;
}

gboolean
ctn_line_pen_draw (CtnLinePen *self,
                   const CtnPath *path,
                   const CtnDash *dash,
                   CtnColor color,
                   double width)
{
  Piece pieces[MAX_LINES];
  guint n = self->surface != NULL ? find_pieces (path, pieces) : 0;
  double phase = 0;

  if (n == 0)
    return FALSE;
  if (self->dash != dash || fabs (self->width - width) > 0)
    set_pattern (self, dash, width);
  if (self->shift == 0)
    return FALSE;
  self->even = (guint32) lround (color.red * 255) << 16 | (guint32) lround (color.blue * 255);
  self->odd = 0xFF0000 | (guint32) lround (color.green * 255);
  cairo_surface_flush (self->surface);
  for (guint i = 0; i < n; i++) {
    if (!pieces[i].joined[0])
      phase = 0;
    phase += draw_piece (self, &pieces[i], phase);
  }
  cairo_surface_mark_dirty (self->surface);
  return TRUE;
}
