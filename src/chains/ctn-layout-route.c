/* The curves of the links.
 *
 * A link leaves and enters boxes level, at places of its own along their sides. In a gap between two
 * columns it is one S-shaped curve; past a stage it runs level, where the order has kept a place free.
 * So it meets no box but those that are pinned between the columns. Backward links run the same way
 * from the other sides; links within a stage are arcs at the far side. */
#include "ctn-layout-private.h"

#include <math.h>
#include <string.h>

#define PORT_STEP 10.0  /* points between two links at a side at most */
#define PORT_SHARE 0.6  /* of the side that links may use */
#define BULGE_SHARE 0.4 /* of the gap that arcs may use */

typedef struct {
  guint node, link;
  gboolean far;   /* at the side towards the later stages */
  gboolean start; /* of the link */
  double other;   /* where it goes, across */
} End;

typedef struct {
  const CtnLayers *layers;
  const CtnLayoutLink *links;
  const CtnLayoutOptions *options;
  double *start, *end; /* n_links: place of the ports across */
  GArray *points;
} Router;

static void
add_point (Router *router, double along, double across)
{
  CtnLayoutPoint point = { along, across };

  g_array_append_val (router->points, point);
}

static void
add_curve (Router *router, CtnLayoutPoint a, CtnLayoutPoint b, CtnLayoutPoint end)
{
  add_point (router, a.x, a.y);
  add_point (router, b.x, b.y);
  add_point (router, end.x, end.y);
}

/* --- Ports ------------------------------------------------------------------------------------ */

static int
compare_ends (gconstpointer a, gconstpointer b, gpointer data)
{
  const End *first = a, *second = b;

  if (first->node != second->node)
    return first->node < second->node ? -1 : 1;
  if (first->far != second->far)
    return first->far ? 1 : -1;
  if (first->other < second->other || first->other > second->other)
    return first->other < second->other ? -1 : 1;
  if (first->link != second->link)
    return first->link < second->link ? -1 : 1;
  return second->start - first->start;
}

/* The vertex that a link meets next after its start, or before its end. */
static guint
next_vertex (const CtnLayers *self, const CtnLayoutLink *link, guint index, gboolean start)
{
  guint first = self->chain_start[index], end = self->chain_start[index + 1];
  gboolean forward = self->layer[link->from] <= self->layer[link->to];

  if (first == end)
    return start ? link->to : link->from;
  return start == forward ? first : end - 1;
}

static void
collect_ends (Router *router, End *ends)
{
  const CtnLayers *self = router->layers;

  for (guint i = 0; i < self->n_links; i++) {
    const CtnLayoutLink *link = &router->links[i];
    guint from = self->layer[link->from], to = self->layer[link->to];

    for (guint k = 0; k < 2; k++) {
      gboolean start = k == 0;
      guint next = next_vertex (self, link, i, start);

      ends[2 * i + k] = (End) {
        .node = start ? link->from : link->to,
        .link = i,
        .far = from == to || start == (from < to),
        .start = start,
        .other = self->across[next],
      };
    }
  }
}

/* Spreads the links of a side in the order of where they go, so that they do not cross in front of
 * the box. */
static void
place_ports (Router *router)
{
  const CtnLayers *self = router->layers;
  guint n = 2 * self->n_links;
  g_autofree End *ends = g_new (End, n);

  collect_ends (router, ends);
  g_sort_array (ends, n, sizeof (End), compare_ends, NULL);
  for (guint first = 0, end; first < n; first = end) {
    double step;

    for (end = first + 1; end < n; end++)
      if (ends[end].node != ends[first].node || ends[end].far != ends[first].far)
        break;
    step = MIN (self->breadth[ends[first].node] * PORT_SHARE / MAX (end - first - 1, 1), PORT_STEP);
    for (guint i = first; i < end; i++) {
      double shift = (i - first - (end - first - 1) / 2.0) * step;

      (ends[i].start ? router->start : router->end)[ends[i].link] =
          self->across[ends[i].node] + shift;
    }
  }
}

/* --- Curves ----------------------------------------------------------------------------------- */

static void
add_straight (Router *router, CtnLayoutPoint from, CtnLayoutPoint to)
{
  CtnLayoutPoint third = { (to.x - from.x) / 3, (to.y - from.y) / 3 };

  add_curve (router, (CtnLayoutPoint) { from.x + third.x, from.y + third.y },
             (CtnLayoutPoint) { to.x - third.x, to.y - third.y }, to);
}

/* From @from to @to, level at both ends; a line where they are level with each other. */
static void
add_bend (Router *router, CtnLayoutPoint from, CtnLayoutPoint to, double sign)
{
  double handle = MAX (fabs (to.x - from.x) / 2, router->options->stage_gap / 4);

  if (fabs (to.y - from.y) < 0.01) {
    add_straight (router, from, to);
    return;
  }
  add_curve (router, (CtnLayoutPoint) { from.x + sign * handle, from.y },
             (CtnLayoutPoint) { to.x - sign * handle, to.y }, to);
}

/* From the border of a box, when it stands back from that of its column, level to the latter. */
static CtnLayoutPoint
leave_column (Router *router, guint node, CtnLayoutPoint from, gboolean forward)
{
  const CtnLayers *self = router->layers;
  guint layer = self->layer[node];
  CtnLayoutPoint border = { forward ? self->layer_end[layer] : self->layer_start[layer], from.y };
  gboolean within = from.x >= self->layer_start[layer] && from.x <= self->layer_end[layer];

  if (!within || fabs (border.x - from.x) < 0.01)
    return from;
  add_straight (router, from, border);
  return border;
}

static void
route_between_stages (Router *router, guint link)
{
  const CtnLayers *self = router->layers;
  guint from = router->links[link].from, to = router->links[link].to;
  gboolean forward = self->layer[from] < self->layer[to];
  double sign = forward ? 1 : -1;
  guint first = self->chain_start[link], n = self->chain_start[link + 1] - first;
  CtnLayoutPoint place = { self->along[from] + sign * self->depth[from] / 2, router->start[link] };
  CtnLayoutPoint goal = { self->along[to] - sign * self->depth[to] / 2, router->end[link] };
  CtnLayoutPoint border = goal;
  guint layer = self->layer[to];

  add_point (router, place.x, place.y);
  place = leave_column (router, from, place, forward);
  for (guint i = 0; i < n; i++) {
    guint v = first + (forward ? i : n - 1 - i);
    double start = self->layer_start[self->layer[v]], end = self->layer_end[self->layer[v]];
    CtnLayoutPoint enter = { forward ? start : end, self->across[v] };
    CtnLayoutPoint leave = { forward ? end : start, self->across[v] };

    add_bend (router, place, enter, sign);
    if (fabs (leave.x - enter.x) > 0.01)
      add_straight (router, enter, leave);
    place = leave;
  }
  if (goal.x >= self->layer_start[layer] && goal.x <= self->layer_end[layer])
    border.x = forward ? self->layer_start[layer] : self->layer_end[layer];
  add_bend (router, place, border, sign);
  if (fabs (goal.x - border.x) > 0.01)
    add_straight (router, border, goal);
}

/* An arc at the far side of the stage; the further, the wider. */
static void
route_within_stage (Router *router, guint link)
{
  const CtnLayers *self = router->layers;
  guint from = router->links[link].from, to = router->links[link].to;
  CtnLayoutPoint start = { self->along[from] + self->depth[from] / 2, router->start[link] };
  CtnLayoutPoint goal = { self->along[to] + self->depth[to] / 2, router->end[link] };
  double column = MAX (MAX (self->layer_end[self->layer[from]], start.x), goal.x);
  double reach = router->options->stage_gap * BULGE_SHARE * 4 / 3; /* of handles, for that bulge */
  double distance = fabs (goal.y - start.y);
  double handle = reach * distance / (distance + reach) + reach / 8;
  CtnLayoutPoint leave = { column, start.y }, enter = { column, goal.y };

  add_point (router, start.x, start.y);
  if (column - start.x > 0.01)
    add_straight (router, start, leave);
  add_curve (router, (CtnLayoutPoint) { column + handle, start.y },
             (CtnLayoutPoint) { column + handle, goal.y }, enter);
  if (column - goal.x > 0.01)
    add_straight (router, enter, goal);
}

/* A loop at the far side of the box; ports that came together are set apart. */
static void
route_to_itself (Router *router, guint link)
{
  const CtnLayers *self = router->layers;
  guint node = router->links[link].from;
  double side = self->along[node] + self->depth[node] / 2, centre = self->across[node];
  double half = MAX (fabs (router->end[link] - router->start[link]) / 2, self->breadth[node] / 4);
  double handle = router->options->stage_gap * BULGE_SHARE;

  add_point (router, side, centre - half);
  add_curve (router, (CtnLayoutPoint) { side + handle, centre - half },
             (CtnLayoutPoint) { side + handle, centre + half },
             (CtnLayoutPoint) { side, centre + half });
}

void
ctn_layers_route (const CtnLayers *self,
                  const CtnLayoutLink *links,
                  const CtnLayoutOptions *options,
                  GArray *points,
                  guint *route_start)
{
  Router router = {
    .layers = self,
    .links = links,
    .options = options,
    .start = g_new (double, self->n_links),
    .end = g_new (double, self->n_links),
    .points = points,
  };

  place_ports (&router);
  for (guint i = 0; i < self->n_links; i++) {
    route_start[i] = points->len;
    if (links[i].from == links[i].to)
      route_to_itself (&router, i);
    else if (self->layer[links[i].from] == self->layer[links[i].to])
      route_within_stage (&router, i);
    else
      route_between_stages (&router, i);
  }
  route_start[self->n_links] = points->len;
  g_free (router.start);
  g_free (router.end);
}
