#include <ctn-i18n.h>
#include <math.h>

#include "ctn-chain-figure-private.h"
#include "ctn-chain-overlay-private.h"

/* Routes are drawn as they are. */
G_STATIC_ASSERT (sizeof (CtnLayoutPoint) == sizeof (CtnPoint));

#define LINK_MIN_WIDTH 1.2
#define LINK_MAX_WIDTH 9.0

/* Loops that lead back run below everything, or right of it, in points. */
#define RETURN_RADIUS 18.0
#define RETURN_DISTANCE 26.0
#define RETURN_DISTANCE_DOWN 50.0 /* where it has its label on both sides */
#define RETURN_STEP 7.0           /* from one to the next beyond it */
#define RETURN_PATHS 12           /* then they share */

/* First and last column of a stage and its parts. */
static void
find_span (const CtnChainFigure *self, guint stage, int *first, int *last)
{
  *first = *last = g_array_index (self->columns, int, stage);
  for (guint i = 0; i < self->chain->stages->len; i++) {
    int column = g_array_index (self->columns, int, i);

    if (ctn_chain_get_stage (self->chain, i)->parent != (int) stage || column < 0)
      continue;
    *first = *first < 0 ? column : MIN (*first, column);
    *last = MAX (*last, column);
  }
}

static gboolean
has_parts (const CtnChainFigure *self, guint stage)
{
  for (guint i = 0; i < self->chain->stages->len; i++)
    if (ctn_chain_get_stage (self->chain, i)->parent == (int) stage)
      return TRUE;
  return FALSE;
}

static guint
count_branches (const CtnChainFigure *self, guint stage)
{
  guint n = 0;

  for (guint i = 0; i < self->chain->stages->len; i++)
    n += g_array_index (self->columns, int, i) == g_array_index (self->columns, int, stage);
  return MAX (n, 1);
}

/* The part of the heading's height: wholes above their parts, branches one above the other. */
static void
set_rows (const CtnChainFigure *self, guint index, CtnMapStage *stage)
{
  guint n_branches =
      g_array_index (self->columns, int, index) >= 0 ? count_branches (self, index) : 1;
  double start = ctn_chain_get_stage (self->chain, index)->parent >= 0 ? 0.5 : 0;
  double end = has_parts (self, index) ? 0.5 : 1;
  double height = (end - start) / n_branches;

  stage->row_start = start + height * g_array_index (self->branches, guint, index);
  stage->row_end = stage->row_start + height;
}

static GArray *
make_map_stages (const CtnChainFigure *self, const CtnChainOverlay *overlay, const CtnTheme *theme)
{
  GArray *stages = g_array_new (FALSE, TRUE, sizeof (CtnMapStage));
  gboolean homeless = self->n_columns > 0;

  for (guint i = 0; i < self->chain->stages->len; i++) {
    const CtnChainStage *from = ctn_chain_get_stage (self->chain, i);
    CtnMapStage stage = { .id = from->id, .name = from->name };
    int first, last;

    find_span (self, i, &first, &last);
    stage.start = self->layout->stage_start[first];
    stage.length = self->layout->stage_end[last] - stage.start;
    set_rows (self, i, &stage);
    homeless = homeless && last < (int) self->n_columns - 1;
    if (overlay != NULL)
      _ctn_chain_overlay_apply_to_stage (overlay, &stage, theme);
    g_array_append_val (stages, stage);
  }
  if (homeless) {
    double start = self->layout->stage_start[self->n_columns - 1];
    CtnMapStage stage = { .name = _ ("No Stage"),
                          .start = start,
                          .length = self->layout->stage_end[self->n_columns - 1] - start };

    g_array_append_val (stages, stage);
  }
  return stages;
}

/* Branches keep apart without bands of their own: their names stand in the heading. */
static gboolean
shows_lanes (const CtnChainFigure *self)
{
  return self->names->len > 1 && *(const char *) g_ptr_array_index (self->names, 0) != '\0';
}

static GArray *
make_map_lanes (const CtnChainFigure *self)
{
  GArray *lanes = g_array_new (FALSE, TRUE, sizeof (CtnMapLane));

  for (guint i = 0; shows_lanes (self) && i < self->names->len; i++) {
    CtnMapLane lane = { (gint64) i + 1, g_ptr_array_index (self->names, i),
                        self->layout->lane_start[i],
                        self->layout->lane_end[i] - self->layout->lane_start[i] };

    g_array_append_val (lanes, lane);
  }
  return lanes;
}

static CtnMapState
get_map_state (CtnChainState state)
{
  return state == CTN_STATE_WEAK      ? CTN_MAP_WEAK
         : state == CTN_STATE_PLANNED ? CTN_MAP_PLANNED
         : state == CTN_STATE_MISSING ? CTN_MAP_MISSING
                                      : CTN_MAP_EXISTING;
}

static GArray *
make_map_actors (const CtnChainFigure *self, const CtnChainOverlay *overlay, const CtnTheme *theme)
{
  GArray *actors = g_array_new (FALSE, TRUE, sizeof (CtnMapActor));

  for (guint i = 0; i < self->chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);
    CtnPoint half = _ctn_chain_figure_get_half (self, i);
    double height = 2 * (self->top_down ? half.x : half.y);
    CtnMapActor box = { .id = actor->id,
                        .name = actor->name,
                        .subtitle = g_ptr_array_index (self->subtitles, i),
                        .description = g_ptr_array_index (self->descriptions, i),
                        .pinned = isfinite (actor->pinned_x) && isfinite (actor->pinned_y),
                        .state = get_map_state (actor->state),
                        .stage = actor->stage,
                        .lane =
                            shows_lanes (self) ? (int) g_array_index (self->lanes, guint, i) : -1 };

    box.kind = actor->kind == CTN_ACTOR_SUPPORTER ? CTN_MAP_SUPPORTER
               : actor->kind == CTN_ACTOR_MARKET  ? CTN_MAP_MARKET
                                                  : CTN_MAP_ACTOR;
    box.box = (cairo_rectangle_t) { self->layout->x[i] - CTN_CHAIN_BOX_WIDTH / 2,
                                    self->layout->y[i] - height / 2, CTN_CHAIN_BOX_WIDTH, height };
    if (overlay != NULL)
      _ctn_chain_overlay_apply (overlay, &box, theme);
    g_array_append_val (actors, box);
  }
  return actors;
}

/* Width by volume, where the chain knows volumes. */
static double
get_link_width (const CtnChainFigure *self, const CtnChainLink *link)
{
  if (self->max_volume <= 0 || !isfinite (link->volume))
    return LINK_MIN_WIDTH;
  return LINK_MIN_WIDTH +
         (LINK_MAX_WIDTH - LINK_MIN_WIDTH) * sqrt (link->volume / self->max_volume);
}

/* How far across the map boxes and bands reach. */
static double
find_far_side (const CtnChainFigure *self)
{
  const double *places = self->top_down ? self->layout->x : self->layout->y;
  double side = 0;

  for (guint i = 0; i < self->chain->actors->len; i++) {
    double end = places[i] + _ctn_chain_figure_get_half (self, i).y;

    side = i == 0 ? end : MAX (side, end);
  }
  for (guint i = 0; shows_lanes (self) && i < self->names->len; i++)
    side = MAX (side, self->layout->lane_end[i]);
  return side;
}

static void
add_curve (GArray *points, CtnPoint a, CtnPoint b, CtnPoint end)
{
  g_array_append_val (points, a);
  g_array_append_val (points, b);
  g_array_append_val (points, end);
}

static void
add_line (GArray *points, CtnPoint end)
{
  CtnPoint start = g_array_index (points, CtnPoint, points->len - 1);
  CtnPoint third = { (end.x - start.x) / 3, (end.y - start.y) / 3 };

  add_curve (points, (CtnPoint) { start.x + third.x, start.y + third.y },
             (CtnPoint) { end.x - third.x, end.y - third.y }, end);
}

/* An actor's place along the map and across it. */
static CtnPoint
get_place (const CtnChainFigure *self, guint actor)
{
  CtnPoint point = ctn_chain_figure_get_actor_point (self, actor);

  return self->top_down ? (CtnPoint) { point.y, point.x } : point;
}

/* A loop that leads back, beyond everything: it leaves like a product and comes back as an input. It goes
 * across the map in the gaps between the stages, and meets no box. @depth: where it runs back. Written for a
 * map from left to right, x along and y across. */
static GArray *
make_return_route (const CtnChainFigure *self, const CtnChainLink *link, double depth)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (CtnPoint));
  CtnPoint start = get_place (self, link->source), end = get_place (self, link->target);
  double right, left;

  start.x += _ctn_chain_figure_get_half (self, link->source).x;
  end.x -= _ctn_chain_figure_get_half (self, link->target).x;
  right = start.x + RETURN_RADIUS;
  left = end.x - RETURN_RADIUS;
  g_array_append_val (points, start);
  add_curve (points, (CtnPoint) { right, start.y }, (CtnPoint) { right, start.y },
             (CtnPoint) { right, start.y + RETURN_RADIUS });
  add_line (points, (CtnPoint) { right, depth - RETURN_RADIUS });
  add_curve (points, (CtnPoint) { right, depth }, (CtnPoint) { right, depth },
             (CtnPoint) { right - RETURN_RADIUS, depth });
  add_line (points, (CtnPoint) { left + RETURN_RADIUS, depth });
  add_curve (points, (CtnPoint) { left, depth }, (CtnPoint) { left, depth },
             (CtnPoint) { left, depth - RETURN_RADIUS });
  add_line (points, (CtnPoint) { left, end.y + RETURN_RADIUS });
  add_curve (points, (CtnPoint) { left, end.y }, (CtnPoint) { left, end.y }, end);
  for (guint i = 0; self->top_down && i < points->len; i++) {
    CtnPoint *point = &g_array_index (points, CtnPoint, i);

    *point = (CtnPoint) { point->y, point->x };
  }
  return points;
}

/* @words: (out) the descriptions' owner. @routes: (out) that of the points of loops */
static GArray *
make_map_links (const CtnChainFigure *self,
                const CtnChainOverlay *overlay,
                GPtrArray *words,
                GPtrArray *routes)
{
  GArray *links = g_array_new (FALSE, TRUE, sizeof (CtnMapLink));
  double side = find_far_side (self);

  for (guint i = 0; i < self->chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (self->chain, i);
    CtnMapLink drawn = { .id = link->id,
                         .from = link->source,
                         .to = link->target,
                         .kind = _ctn_chain_figure_find_kind (link->kind),
                         .state = get_map_state (link->state),
                         .width = get_link_width (self, link),
                         .label = link->product };

    if (overlay != NULL && ctn_chain_overlay_has_link (overlay, link->id))
      drawn.state = CTN_MAP_GONE;
    g_ptr_array_add (words, _ctn_chain_figure_dup_link_words (self, link));
    drawn.description = g_ptr_array_index (words, i);
    /* What comes back is goods; knowledge may well be at home at a late stage. */
    if (g_str_equal (link->kind, "supply") && ctn_chain_is_return (self->chain, link)) {
      GArray *route =
          make_return_route (self, link,
                             side + (self->top_down ? RETURN_DISTANCE_DOWN : RETURN_DISTANCE) +
                                 RETURN_STEP * (routes->len % RETURN_PATHS));

      g_ptr_array_add (routes, route);
      drawn.points = (gconstpointer) route->data;
      drawn.n_points = route->len;
    } else {
      drawn.points = (gconstpointer) ctn_layout_get_route (self->layout, i, &drawn.n_points);
    }
    g_array_append_val (links, drawn);
  }
  return links;
}

CtnScene *
ctn_chain_figure_layout_with (const CtnChainFigure *self,
                              const CtnChainOverlay *overlay,
                              CtnMetrics *metrics,
                              const CtnTheme *theme,
                              CtnPoint *origin)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) stages = make_map_stages (self, overlay, theme);
  g_autoptr (GArray) lanes = make_map_lanes (self);
  g_autoptr (GArray) actors = make_map_actors (self, overlay, theme);
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GArray) links = make_map_links (self, overlay, words, routes);
  CtnMapData data = { 0 };
  g_autofree const char **kinds = _ctn_chain_figure_list_kinds (&data.n_link_kinds);

  data.title = self->untitled ? NULL : self->chain->name;
  data.top_down = self->top_down;
  data.stages = (gpointer) stages->data;
  data.n_stages = stages->len;
  data.lanes = (gpointer) lanes->data;
  data.n_lanes = lanes->len;
  data.actors = (gpointer) actors->data;
  data.n_actors = actors->len;
  data.links = (gpointer) links->data;
  data.n_links = links->len;
  data.link_kinds = kinds;
  if (overlay != NULL)
    _ctn_chain_overlay_explain (overlay, &data, theme);
  return ctn_chain_map_layout (&data, metrics, theme, origin);
}

CtnScene *
ctn_chain_figure_layout (const CtnChainFigure *self,
                         CtnMetrics *metrics,
                         const CtnTheme *theme,
                         CtnPoint *origin)
{
  return ctn_chain_figure_layout_with (self, NULL, metrics, theme, origin);
}
