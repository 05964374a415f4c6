#include "ctn-chain-layout.h"

#include <ctn-i18n.h>
#include <math.h>

#include "ctn-layout-private.h"

#define MAX_PASSED_STAGES 4000000
#define MAX_GROUPS 200000 /* stages × lanes */

void
ctn_layout_options_init (CtnLayoutOptions *options)
{
  *options = (CtnLayoutOptions) {
    .direction = CTN_LAYOUT_LEFT_TO_RIGHT,
    .stage_gap = 96,
    .node_gap = 20,
    .lane_gap = 12,
    .slack = 0.15,
  };
}

static gboolean
is_length (double value)
{
  return isfinite (value) && value >= 0;
}

static gboolean
set_invalid (GError **error)
{
  g_set_error_literal (
      error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
      _ ("This map cannot be laid out: a stage, lane or link of it does not exist, "
         "or it is too large."));
  return FALSE;
}

static gboolean
check (const CtnLayoutNode *nodes,
       guint n_nodes,
       const CtnLayoutLink *links,
       guint n_links,
       guint n_stages,
       guint n_lanes,
       const CtnLayoutOptions *options,
       GError **error)
{
  guint64 n_passed = 0;

  if (!is_length (options->stage_gap) || !is_length (options->node_gap) ||
      !is_length (options->lane_gap) || !(options->slack >= 0 && options->slack <= 1) ||
      (guint64) n_stages * n_lanes > MAX_GROUPS || n_nodes > MAX_PASSED_STAGES ||
      n_links > MAX_PASSED_STAGES)
    return set_invalid (error);
  for (guint i = 0; i < n_nodes; i++)
    if (nodes[i].stage >= n_stages || nodes[i].lane >= n_lanes)
      return set_invalid (error);
  for (guint i = 0; i < n_links; i++) {
    guint from, to;

    if (links[i].from >= n_nodes || links[i].to >= n_nodes)
      return set_invalid (error);
    from = nodes[links[i].from].stage;
    to = nodes[links[i].to].stage;
    n_passed += MAX (from, to) - MIN (from, to);
  }
  return n_passed <= MAX_PASSED_STAGES || set_invalid (error);
}

static void
cover (CtnLayout *self, double x0, double y0, double x1, double y1, double *max_x, double *max_y)
{
  self->min_x = MIN (self->min_x, x0);
  self->min_y = MIN (self->min_y, y0);
  *max_x = MAX (*max_x, x1);
  *max_y = MAX (*max_y, y1);
}

/* The rectangle around bands, columns, boxes and routes. */
static void
measure (CtnLayout *self, const CtnLayers *layers, gboolean top_down)
{
  double max_x = 0, max_y = 0;

  for (guint i = 0; i < self->n_nodes; i++) {
    double w = (top_down ? layers->breadth[i] : layers->depth[i]) / 2;
    double h = (top_down ? layers->depth[i] : layers->breadth[i]) / 2;

    cover (self, self->x[i] - w, self->y[i] - h, self->x[i] + w, self->y[i] + h, &max_x, &max_y);
  }
  for (guint i = 0; i < self->route_start[self->n_links]; i++) {
    const CtnLayoutPoint *point = &self->points[i];

    cover (self, point->x, point->y, point->x, point->y, &max_x, &max_y);
  }
  for (guint i = 0; i < self->n_stages; i++) {
    double end = self->stage_end[i];

    cover (self, 0, 0, top_down ? 0 : end, top_down ? end : 0, &max_x, &max_y);
  }
  for (guint i = 0; i < self->n_lanes; i++) {
    double end = self->lane_end[i];

    cover (self, 0, 0, top_down ? end : 0, top_down ? 0 : end, &max_x, &max_y);
  }
  self->width = max_x - self->min_x;
  self->height = max_y - self->min_y;
}

static void
store_order (CtnLayout *self, const CtnLayers *layers)
{
  for (guint layer = 0; layer < self->n_stages; layer++) {
    guint place = 0;

    for (guint i = ctn_layers_first (layers, layer); i < ctn_layers_first (layers, layer + 1); i++)
      if (layers->sequence[i] < self->n_nodes)
        self->order[layers->sequence[i]] = place++;
  }
}

/* Takes what @layers holds. */
static CtnLayout *
make_layout (CtnLayers *layers, const CtnLayoutLink *links, const CtnLayoutOptions *options)
{
  CtnLayout *self = g_new0 (CtnLayout, 1);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (CtnLayoutPoint));
  gboolean top_down = options->direction == CTN_LAYOUT_TOP_DOWN;

  self->n_nodes = layers->n_nodes;
  self->n_links = layers->n_links;
  self->n_stages = layers->n_layers;
  self->n_lanes = layers->n_lanes;
  self->order = g_new0 (guint, self->n_nodes);
  store_order (self, layers);
  self->n_crossings = (guint) MIN (ctn_layers_count (layers), G_MAXUINT);
  self->route_start = g_new0 (guint, self->n_links + 1);
  ctn_layers_route (layers, links, options, points, self->route_start);
  self->points = (CtnLayoutPoint *) (gpointer) g_array_free (g_steal_pointer (&points), FALSE);
  if (top_down) {
    for (guint i = 0; i < self->route_start[self->n_links]; i++)
      self->points[i] = (CtnLayoutPoint) { self->points[i].y, self->points[i].x };
  }
  self->x = g_steal_pointer ((top_down ? &layers->across : &layers->along));
  self->y = g_steal_pointer ((top_down ? &layers->along : &layers->across));
  self->lane_start = g_steal_pointer (&layers->lane_start);
  self->lane_end = g_steal_pointer (&layers->lane_end);
  self->stage_start = g_steal_pointer (&layers->layer_start);
  self->stage_end = g_steal_pointer (&layers->layer_end);
  measure (self, layers, top_down);
  return self;
}

CtnLayout *
ctn_chain_layout (const CtnLayoutNode *nodes,
                  guint n_nodes,
                  const CtnLayoutLink *links,
                  guint n_links,
                  guint n_stages,
                  guint n_lanes,
                  const CtnLayoutOptions *options,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (CtnLayers) layers = NULL;
  CtnLayoutOptions defaults;

  ctn_layout_options_init (&defaults);
  if (options == NULL)
    options = &defaults;
  n_lanes = MAX (n_lanes, 1);
  if (!check (nodes, n_nodes, links, n_links, n_stages, n_lanes, options, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  layers = ctn_layers_new (nodes, n_nodes, links, n_links, n_stages, n_lanes, options);
  if (!ctn_layers_order (layers, cancellable) || !ctn_layers_place (layers, options, cancellable)) {
    g_cancellable_set_error_if_cancelled (cancellable, error);
    return NULL;
  }
  return make_layout (layers, links, options);
}

const CtnLayoutPoint *
ctn_layout_get_route (const CtnLayout *self, guint link, guint *n_points)
{
  g_return_val_if_fail (link < self->n_links, NULL);

  *n_points = self->route_start[link + 1] - self->route_start[link];
  return self->points + self->route_start[link];
}

void
ctn_layout_free (CtnLayout *self)
{
  g_free (self->x);
  g_free (self->y);
  g_free (self->order);
  g_free (self->points);
  g_free (self->route_start);
  g_free (self->lane_start);
  g_free (self->lane_end);
  g_free (self->stage_start);
  g_free (self->stage_end);
  g_free (self);
}
