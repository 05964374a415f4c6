#include "ctn-path-private.h"

#include <math.h>

/* Length of the control arms with which four curves make a circle of radius 1. */
#define CIRCLE_ARM 0.5522847498

CtnPath *
ctn_path_new (void)
{
  CtnPath *self = g_new0 (CtnPath, 1);

  g_atomic_ref_count_init (&self->references);
  self->data = g_array_sized_new (FALSE, FALSE, sizeof (cairo_path_data_t), 16);
  return self;
}

CtnPath *
ctn_path_new_moved (const CtnPath *self, double dx, double dy)
{
  CtnPath *copy = ctn_path_new ();
  cairo_path_data_t *data;

  g_array_append_vals (copy->data, self->data->data, self->data->len);
  data = (cairo_path_data_t *) (gpointer) copy->data->data;
  for (guint i = 0; i < copy->data->len; i += (guint) data[i].header.length) {
    for (int j = 1; j < data[i].header.length; j++) {
      data[i + (guint) j].point.x += dx;
      data[i + (guint) j].point.y += dy;
    }
  }
  return copy;
}

CtnPath *
ctn_path_ref (CtnPath *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ctn_path_unref (CtnPath *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->data);
  g_free (self);
}

static void
append (CtnPath *self, cairo_path_data_type_t type, const CtnPoint *points, int n)
{
  cairo_path_data_t data[4];

  data[0].header.type = type;
  data[0].header.length = n + 1;
  for (int i = 0; i < n; i++) {
    data[i + 1].point.x = points[i].x;
    data[i + 1].point.y = points[i].y;
  }
  g_array_append_vals (self->data, data, (guint) n + 1);
}

void
ctn_path_move_to (CtnPath *self, double x, double y)
{
  append (self, CAIRO_PATH_MOVE_TO, &(CtnPoint) { x, y }, 1);
}

void
ctn_path_line_to (CtnPath *self, double x, double y)
{
  append (self, CAIRO_PATH_LINE_TO, &(CtnPoint) { x, y }, 1);
}

void
ctn_path_curve_to (CtnPath *self, CtnPoint control1, CtnPoint control2, CtnPoint end)
{
  CtnPoint points[] = { control1, control2, end };

  append (self, CAIRO_PATH_CURVE_TO, points, 3);
}

void
ctn_path_close (CtnPath *self)
{
  append (self, CAIRO_PATH_CLOSE_PATH, NULL, 0);
}

void
ctn_path_add_polygon (CtnPath *self, const CtnPoint *points, guint n)
{
  for (guint i = 0; i < n; i++) {
    if (i == 0)
      ctn_path_move_to (self, points[i].x, points[i].y);
    else
      ctn_path_line_to (self, points[i].x, points[i].y);
  }
  if (n > 0)
    ctn_path_close (self);
}

void
ctn_path_add_ellipse (CtnPath *self, const cairo_rectangle_t *box)
{
  double x = box->x + box->width / 2, y = box->y + box->height / 2;
  double a = box->width / 2, b = box->height / 2;
  double ax = a * CIRCLE_ARM, by = b * CIRCLE_ARM;

  ctn_path_move_to (self, x + a, y);
  ctn_path_curve_to (self, (CtnPoint) { x + a, y + by }, (CtnPoint) { x + ax, y + b },
                     (CtnPoint) { x, y + b });
  ctn_path_curve_to (self, (CtnPoint) { x - ax, y + b }, (CtnPoint) { x - a, y + by },
                     (CtnPoint) { x - a, y });
  ctn_path_curve_to (self, (CtnPoint) { x - a, y - by }, (CtnPoint) { x - ax, y - b },
                     (CtnPoint) { x, y - b });
  ctn_path_curve_to (self, (CtnPoint) { x + ax, y - b }, (CtnPoint) { x + a, y - by },
                     (CtnPoint) { x + a, y });
  ctn_path_close (self);
}

void
ctn_path_add_circle (CtnPath *self, double x, double y, double radius)
{
  ctn_path_add_ellipse (self,
                        &(cairo_rectangle_t) { x - radius, y - radius, 2 * radius, 2 * radius });
}

void
ctn_path_add_rectangle (CtnPath *self, const cairo_rectangle_t *box, double radius)
{
  double r = CLAMP (radius, 0, MIN (box->width, box->height) / 2);
  double l = box->x, t = box->y, e = box->x + box->width, b = box->y + box->height;
  double k = r * (1 - CIRCLE_ARM);

  if (r <= 0) {
    CtnPoint corners[] = { { l, t }, { e, t }, { e, b }, { l, b } };

    ctn_path_add_polygon (self, corners, G_N_ELEMENTS (corners));
    return;
  }
  ctn_path_move_to (self, l + r, t);
  ctn_path_line_to (self, e - r, t);
  ctn_path_curve_to (self, (CtnPoint) { e - k, t }, (CtnPoint) { e, t + k },
                     (CtnPoint) { e, t + r });
  ctn_path_line_to (self, e, b - r);
  ctn_path_curve_to (self, (CtnPoint) { e, b - k }, (CtnPoint) { e - k, b },
                     (CtnPoint) { e - r, b });
  ctn_path_line_to (self, l + r, b);
  ctn_path_curve_to (self, (CtnPoint) { l + k, b }, (CtnPoint) { l, b - k },
                     (CtnPoint) { l, b - r });
  ctn_path_line_to (self, l, t + r);
  ctn_path_curve_to (self, (CtnPoint) { l, t + k }, (CtnPoint) { l + k, t },
                     (CtnPoint) { l + r, t });
  ctn_path_close (self);
}

/* One curve per quarter turn at most; arm length 4/3 tan (sweep / 4). */
void
ctn_path_add_arc (CtnPath *self, double x, double y, double radius, double from, double to)
{
  int n = MAX (1, (int) ceil (fabs (to - from) / G_PI_2 - 1e-9));
  double step = (to - from) / n;
  double arm = 4.0 / 3.0 * tan (step / 4) * radius;

  if (self->data->len == 0)
    ctn_path_move_to (self, x + radius * cos (from), y + radius * sin (from));
  else
    ctn_path_line_to (self, x + radius * cos (from), y + radius * sin (from));
  for (int i = 0; i < n; i++) {
    double a = from + i * step, b = a + step;
    CtnPoint p = { x + radius * cos (a), y + radius * sin (a) };
    CtnPoint q = { x + radius * cos (b), y + radius * sin (b) };

    ctn_path_curve_to (self, (CtnPoint) { p.x - arm * sin (a), p.y + arm * cos (a) },
                       (CtnPoint) { q.x + arm * sin (b), q.y - arm * cos (b) }, q);
  }
}

gboolean
ctn_path_is_empty (const CtnPath *self)
{
  return self->data->len == 0;
}

typedef struct {
  double left, top, right, bottom;
} Limits;

static void
include (Limits *limits, double x, double y)
{
  limits->left = MIN (limits->left, x);
  limits->right = MAX (limits->right, x);
  limits->top = MIN (limits->top, y);
  limits->bottom = MAX (limits->bottom, y);
}

static double
evaluate (const double p[4], double t)
{
  double s = 1 - t;

  return s * s * s * p[0] + 3 * s * s * t * p[1] + 3 * s * t * t * p[2] + t * t * t * p[3];
}

/* Where in (0, 1) a cubic curve turns in one coordinate: the roots of its derivative,
 * a t² + b t + c. */
static int
find_turns (const double p[4], double turns[2])
{
  double a = p[3] - 3 * p[2] + 3 * p[1] - p[0];
  double b = 2 * (p[2] - 2 * p[1] + p[0]), c = p[1] - p[0];
  double root = b * b - 4 * a * c, roots[2];
  int n = 0;

  if (fabs (a) < 1e-12) {
    if (fabs (b) < 1e-12)
      return 0;
    roots[0] = roots[1] = -c / b;
  } else {
    if (root < 0)
      return 0;
    roots[0] = (-b + sqrt (root)) / (2 * a);
    roots[1] = (-b - sqrt (root)) / (2 * a);
  }
  for (int i = 0; i < 2; i++) {
    if (roots[i] > 0 && roots[i] < 1)
      turns[n++] = roots[i];
  }
  return n;
}

static void
include_curve (Limits *limits, const cairo_path_data_t *data)
{
  double x[4], y[4], turns[4];
  int n;

  /* The point before a curve is the last of the element before it. */
  for (int i = 0; i < 4; i++) {
    x[i] = data[i == 0 ? -1 : i].point.x;
    y[i] = data[i == 0 ? -1 : i].point.y;
  }
  n = find_turns (x, turns);
  n += find_turns (y, turns + n);
  for (int i = 0; i < n; i++)
    include (limits, evaluate (x, turns[i]), evaluate (y, turns[i]));
  include (limits, x[3], y[3]);
}

void
ctn_path_get_bounds (const CtnPath *self, cairo_rectangle_t *bounds)
{
  const cairo_path_data_t *data = (const cairo_path_data_t *) (gpointer) self->data->data;
  Limits limits = { INFINITY, INFINITY, -INFINITY, -INFINITY };

  for (guint i = 0; i < self->data->len; i += (guint) data[i].header.length) {
    if (data[i].header.type == CAIRO_PATH_CURVE_TO)
      include_curve (&limits, data + i);
    else if (data[i].header.length > 1)
      include (&limits, data[i + 1].point.x, data[i + 1].point.y);
  }
  if (limits.left > limits.right)
    *bounds = (cairo_rectangle_t) { 0 };
  else
    *bounds = (cairo_rectangle_t) { limits.left, limits.top, limits.right - limits.left,
                                    limits.bottom - limits.top };
}

void
ctn_path_append_to (const CtnPath *self, cairo_t *cr)
{
  cairo_path_t path = { CAIRO_STATUS_SUCCESS, (cairo_path_data_t *) (gpointer) self->data->data,
                        (int) self->data->len };

  cairo_append_path (cr, &path);
}

void
ctn_path_print (const CtnPath *self, GString *text)
{
  const cairo_path_data_t *data = (const cairo_path_data_t *) (gpointer) self->data->data;
  const char letters[] = "MLCZ";
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < self->data->len; i += (guint) data[i].header.length) {
    if (i > 0)
      g_string_append_c (text, ' ');
    g_string_append_c (text, letters[data[i].header.type]);
    for (int j = 1; j < data[i].header.length; j++) {
      const cairo_path_data_t *point = &data[i + (guint) j];

      /* Adding 0 turns a -0.0 left by rounding into 0.0. */
      g_ascii_formatd (number, sizeof number, "%.1f", round (point->point.x * 10) / 10 + 0.0);
      g_string_append_printf (text, " %s", number);
      g_ascii_formatd (number, sizeof number, "%.1f", round (point->point.y * 10) / 10 + 0.0);
      g_string_append_printf (text, " %s", number);
    }
  }
}

gboolean
ctn_rectangle_touches (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  return a->x <= b->x + b->width && b->x <= a->x + a->width && a->y <= b->y + b->height &&
         b->y <= a->y + a->height;
}

gboolean
ctn_rectangle_contains (const cairo_rectangle_t *box, double x, double y, double margin)
{
  return x >= box->x - margin && x <= box->x + box->width + margin && y >= box->y - margin &&
         y <= box->y + box->height + margin;
}
