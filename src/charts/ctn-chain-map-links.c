#include "ctn-chain-map-private.h"

#include <ctn-i18n.h>
#include <math.h>

#define LABEL_SIZE 7.0
#define MIN_LABEL_WIDTH 36.0 /* into which any word can break */
#define LABEL_MARGIN 3.0
#define SIDE_LABEL_WIDTH 54.0 /* beside all boxes */
#define MAX_LABEL_LINES 3
#define LEGIBLE 4.5

/* Heads are left out on screen below this many pixels. */
#define MIN_HEAD_PIXELS 3.0

#define MAX_CURVES 64

/* A link on its way to the page. */
typedef struct {
  const CtnMapLink *link;
  double width; /* in steps of half a point, so that many links share one paint */
} Item;

/* A row of cubic curves. */
typedef struct {
  CtnPoint points[1 + 3 * MAX_CURVES];
  guint n;
} Route;

/* Forms of heads, tip at (0, 0), pointing along x, the size 1. */
static const struct {
  guint n;
  double points[8][2];
} heads[] = {
  { 3, { { 0, 0 }, { -1, -0.5 }, { -1, 0.5 } } },
  { 6, { { 0, 0 }, { -0.8, -0.6 }, { -1, -0.35 }, { -0.5, 0 }, { -1, 0.35 }, { -0.8, 0.6 } } },
  { 4, { { 0, 0 }, { -0.6, -0.5 }, { -1.2, 0 }, { -0.6, 0.5 } } },
  { 4, { { 0, -0.45 }, { -0.9, -0.45 }, { -0.9, 0.45 }, { 0, 0.45 } } },
  { 7,
    { { 0, 0 },
      { -0.6, -0.5 },
      { -0.6, -0.02 },
      { -1.2, -0.5 },
      { -1.2, 0.5 },
      { -0.6, 0.02 },
      { -0.6, 0.5 } } },
  { 8,
    { { 0, -0.2 },
      { -0.27, -0.48 },
      { -0.68, -0.48 },
      { -0.95, -0.2 },
      { -0.95, 0.2 },
      { -0.68, 0.48 },
      { -0.27, 0.48 },
      { 0, 0.2 } } },
};

void
ctn_chain_map_append_head (guint kind,
                           CtnPath *path,
                           CtnPoint tip,
                           double dx,
                           double dy,
                           double size)
{
  guint form = kind % G_N_ELEMENTS (heads);
  CtnPoint points[8];

  for (guint i = 0; i < heads[form].n; i++) {
    double x = heads[form].points[i][0] * size, y = heads[form].points[i][1] * size;

    points[i] = (CtnPoint) { tip.x + x * dx - y * dy, tip.y + x * dy + y * dx };
  }
  ctn_path_add_polygon (path, points, heads[form].n);
}

/* About: that of the polygon of its control points. */
static double
get_length (const CtnPoint *p)
{
  double length = 0;

  for (guint i = 0; i < 3; i++)
    length += hypot (p[i + 1].x - p[i].x, p[i + 1].y - p[i].y);
  return length;
}

static CtnPoint
get_point_at (const CtnPoint *p, double t)
{
  double u = 1 - t;
  double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;

  return (CtnPoint) { a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                      a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y };
}

CtnPoint
ctn_chain_map_get_point (const CtnPoint *points, guint n_points, double part)
{
  double rest = 0;
  guint i;

  for (i = 0; i + 3 < n_points; i += 3)
    rest += get_length (points + i) * part;
  for (i = 0; i + 6 < n_points && rest > get_length (points + i); i += 3)
    rest -= get_length (points + i);
  return get_point_at (points + i, rest / MAX (get_length (points + i), 0.001));
}

CtnPaint
ctn_chain_map_link_paint (const CtnTheme *theme, guint kind, CtnMapState state, double width)
{
  CtnPaint paint = { .stroke = ctn_theme_get_series_color (theme, kind), .width = width };

  if (state == CTN_MAP_MISSING)
    paint.stroke = theme->alert;
  if (state == CTN_MAP_PLANNED || state == CTN_MAP_MISSING)
    paint.dash = ctn_theme_get_planned_dash ();
  /* A weak link is a paler one of its kind. */
  if (state == CTN_MAP_WEAK)
    paint.stroke = ctn_color_blend (theme->background, ctn_color_fade (paint.stroke, 0.55));
  if (state == CTN_MAP_GONE)
    paint.stroke = theme->grid;
  return paint;
}

/* From the right side of one box to the left side of the other, or, when that one is not farther
 * right, from below to above or the other way round. */
static void
route_freely (const cairo_rectangle_t *a, const cairo_rectangle_t *b, Route *route)
{
  CtnPoint start, end;

  route->n = 4;
  if (b->x >= a->x + a->width) {
    double arm;

    start = (CtnPoint) { a->x + a->width, a->y + a->height / 2 };
    end = (CtnPoint) { b->x, b->y + b->height / 2 };
    arm = MAX ((end.x - start.x) / 2, 12);
    route->points[1] = (CtnPoint) { start.x + arm, start.y };
    route->points[2] = (CtnPoint) { end.x - arm, end.y };
  } else {
    gboolean down = b->y >= a->y;
    double arm;

    start = (CtnPoint) { a->x + a->width / 2, down ? a->y + a->height : a->y };
    end = (CtnPoint) { b->x + b->width / 2, down ? b->y : b->y + b->height };
    arm = MAX (fabs (end.y - start.y) / 2, 12) * (down ? 1 : -1);
    route->points[1] = (CtnPoint) { start.x, start.y + arm };
    route->points[2] = (CtnPoint) { end.x, end.y - arm };
  }
  route->points[0] = start;
  route->points[3] = end;
}

/* The same on a map that runs from top to bottom: as if it lay on its side. */
static void
route_freely_down (const cairo_rectangle_t *a, const cairo_rectangle_t *b, Route *route)
{
  const cairo_rectangle_t one = { a->y, a->x, a->height, a->width };
  const cairo_rectangle_t other = { b->y, b->x, b->height, b->width };

  route_freely (&one, &other, route);
  for (guint i = 0; i < route->n; i++)
    route->points[i] = (CtnPoint) { route->points[i].y, route->points[i].x };
}

static void
find_route (const CtnMapping *self, const CtnMapLink *link, Route *route)
{
  const cairo_rectangle_t *from = &self->data->actors[link->from].box;
  const cairo_rectangle_t *to = &self->data->actors[link->to].box;

  if (link->points && link->n_points >= 4 && link->n_points % 3 == 1 &&
      link->n_points <= G_N_ELEMENTS (route->points)) {
    route->n = link->n_points;
    for (guint i = 0; i < link->n_points; i++)
      route->points[i] = link->points[i];
  } else if (self->data->top_down) {
    route_freely_down (from, to, route);
  } else {
    route_freely (from, to, route);
  }
  for (guint i = 0; i < route->n; i++) {
    route->points[i].x += self->origin.x;
    route->points[i].y += self->origin.y;
  }
}

/* The direction in which the route arrives, of length 1. */
static CtnPoint
get_direction (const Route *route)
{
  CtnPoint end = route->points[route->n - 1];

  for (guint i = route->n - 1; i > 0; i--) {
    double dx = end.x - route->points[i - 1].x, dy = end.y - route->points[i - 1].y;
    double length = hypot (dx, dy);

    if (length > 0.1)
      return (CtnPoint) { dx / length, dy / length };
  }
  return (CtnPoint) { 1, 0 };
}

static double
get_head_size (double width)
{
  return 4.5 + 1.5 * width;
}

/* Draws the line back from the tip of its head, so that a broad line does not stick out beside it. */
static void
shorten (Route *route, double length)
{
  CtnPoint direction = get_direction (route);

  for (guint i = route->n - 2; i < route->n; i++) {
    route->points[i].x -= direction.x * length;
    route->points[i].y -= direction.y * length;
  }
}

static void
add_line (CtnMapping *self, const Item *item)
{
  const CtnMapLink *link = item->link;
  const char *from = self->data->actors[link->from].name, *to = self->data->actors[link->to].name;
  const char *kind =
      link->kind < self->data->n_link_kinds ? self->data->link_kinds[link->kind] : "";
  /* Translators: who delivers, who receives, and the kind of the link, such as "Supply". */
  g_autofree char *label =
      g_strdup_printf (_ ("%s to %s: %s"), from ? from : "", to ? to : "", kind);
  g_autoptr (CtnPath) path = ctn_path_new ();
  CtnPaint paint = ctn_chain_map_link_paint (self->theme, link->kind, link->state, item->width);
  CtnMarkInfo info = { .id = link->id,
                       .part = (int) link->kind,
                       .role = "link",
                       .label = label,
                       .value = link->label,
                       .description = link->description,
                       .from = self->data->actors[link->from].id,
                       .to = self->data->actors[link->to].id,
                       .reachable = TRUE,
                       .hit = CTN_HIT_STROKE,
                       .z = CTN_MAP_Z_LINK };
  Route route;

  find_route (self, link, &route);
  shorten (&route, get_head_size (item->width) * 0.7);
  ctn_path_move_to (path, route.points[0].x, route.points[0].y);
  for (guint i = 1; i + 2 < route.n; i += 3)
    ctn_path_curve_to (path, route.points[i], route.points[i + 1], route.points[i + 2]);
  ctn_scene_builder_add_path (self->builder, &info, path, &paint);
}

static void
add_head (CtnMapping *self, const Item *item)
{
  const CtnMapLink *link = item->link;
  g_autoptr (CtnPath) path = ctn_path_new ();
  double size = get_head_size (item->width);
  CtnPaint paint = ctn_chain_map_link_paint (self->theme, link->kind, link->state, item->width);
  CtnMarkInfo info = {
    .id = link->id, .role = "head", .z = CTN_MAP_Z_HEAD, .min_scale = MIN_HEAD_PIXELS / size
  };
  CtnPoint direction;
  Route route;

  find_route (self, link, &route);
  direction = get_direction (&route);
  ctn_chain_map_append_head (link->kind, path, route.points[route.n - 1], direction.x, direction.y,
                             size);
  ctn_scene_builder_add_path (self->builder, &info, path, &(CtnPaint) { .fill = paint.stroke });
}

/* Where a label of this size stands on the line: in the middle, or as near to it as there is no box and no other label.
 * %FALSE when there is room nowhere. @taken: (element-type cairo_rectangle_t) (inout) */
static gboolean
place_label (const Route *route, GArray *taken, double width, double height, CtnPoint *place)
{
  static const double parts[] = { 0.5, 0.35, 0.65, 0.2, 0.8 };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    CtnPoint point = ctn_chain_map_get_point (route->points, route->n, parts[i]);
    cairo_rectangle_t box = { point.x - width / 2, point.y - height / 2, width, height };
    gboolean free = TRUE;

    for (guint j = 0; j < taken->len && free; j++)
      free = !ctn_rectangle_touches (&g_array_index (taken, cairo_rectangle_t, j), &box);
    if (!free)
      continue;
    g_array_append_val (taken, box);
    *place = point;
    return TRUE;
  }
  return FALSE;
}

/* How broad a label may be: as the room between the boxes of its ends, where it breaks into more lines. Beside all
 * boxes it is what makes the map broader. */
static double
get_label_room (const CtnMapping *self, const CtnPoint *points, guint n_points)
{
  double room = fabs (points[n_points - 1].x - points[0].x) - 2 * LABEL_MARGIN;
  double least = MIN_LABEL_WIDTH * self->scale, most = CTN_MAP_LABEL_WIDTH * self->scale;

  if (!self->data->top_down)
    return CLAMP (room, least, most);
  return ctn_chain_map_get_point (points, n_points, 0.5).x > self->side + self->origin.x
             ? SIDE_LABEL_WIDTH * self->scale
             : most;
}

static CtnTextBlock *
make_label (const CtnMapping *self, const CtnMapLink *link, const CtnPoint *points, guint n_points)
{
  return ctn_text_block_new (self->metrics, link->label, LABEL_SIZE * self->scale, FALSE,
                             get_label_room (self, points, n_points), MAX_LABEL_LINES);
}

double
ctn_chain_map_get_label_width (const CtnMapping *self, const CtnMapLink *link)
{
  g_autoptr (CtnTextBlock) text = make_label (self, link, link->points, link->n_points);

  return text->width;
}

/* The label stands on a patch of background over the line. @taken: where something else stands */
static void
add_label (CtnMapping *self, const Item *item, GArray *taken)
{
  double size = LABEL_SIZE * self->scale;
  g_autoptr (CtnTextBlock) text = NULL;
  g_autoptr (CtnPath) patch = ctn_path_new ();
  CtnMarkInfo info = { .id = item->link->id,
                       .role = "link-label",
                       .z = CTN_MAP_Z_LINK_LABEL,
                       .min_scale = LEGIBLE / size };
  Route route;
  CtnPoint place;
  double y;

  find_route (self, item->link, &route);
  text = make_label (self, item->link, route.points, route.n);
  if (!place_label (&route, taken, text->width + 4, text->height, &place))
    return;
  y = place.y - text->height / 2;
  ctn_path_add_rectangle (
      patch,
      &(cairo_rectangle_t) { place.x - text->width / 2 - 2, y, text->width + 4, text->height }, 2);
  ctn_scene_builder_add_path (
      self->builder, &info, patch,
      &(CtnPaint) { .fill = ctn_color_fade (self->theme->background, 0.85) });
  ctn_scene_builder_add_text (self->builder, &info, text, place.x, y, CTN_ALIGN_CENTER,
                              self->theme->foreground);
}

/* Links of one paint follow each other, which lets them be drawn in one go. */
static int
compare_paint (gconstpointer a, gconstpointer b)
{
  const Item *one = a, *other = b;

  if (one->link->state != other->link->state)
    return one->link->state < other->link->state ? -1 : 1;
  if (one->link->kind != other->link->kind)
    return one->link->kind < other->link->kind ? -1 : 1;
  if (one->width < other->width || one->width > other->width)
    return one->width < other->width ? -1 : 1;
  return one->link < other->link ? -1 : one->link > other->link;
}

void
ctn_chain_map_add_links (CtnMapping *self)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  const CtnMapData *data = self->data;

  for (guint i = 0; i < data->n_links; i++) {
    const CtnMapLink *link = &data->links[i];
    Item item = { link, round (CLAMP (link->width, 0.5, 12) * 2) / 2 };

    if (link->from < data->n_actors && link->to < data->n_actors)
      g_array_append_val (items, item);
  }
  g_array_sort (items, compare_paint);
  for (guint i = 0; i < items->len; i++)
    add_line (self, &g_array_index (items, Item, i));
  for (guint i = 0; i < items->len; i++)
    add_head (self, &g_array_index (items, Item, i));
  for (guint i = 0; i < data->n_actors; i++) {
    cairo_rectangle_t box = data->actors[i].box;

    box.x += self->origin.x;
    box.y += self->origin.y;
    g_array_append_val (taken, box);
  }
  for (guint i = 0; i < items->len; i++) {
    if (g_array_index (items, Item, i).link->label)
      add_label (self, &g_array_index (items, Item, i), taken);
  }
}
