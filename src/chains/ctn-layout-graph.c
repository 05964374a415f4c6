#include "ctn-layout-private.h"

#include <math.h>

#define MAX_LENGTH 1e6 /* points: what is beyond is no use of a map and would only lose digits */

static double
length (double value)
{
  return isfinite (value) && value > 0 ? MIN (value, MAX_LENGTH) : 0;
}

static gboolean
is_pinned (const CtnLayoutNode *node)
{
  return node->pinned && fabs (node->pinned_x) <= MAX_LENGTH && fabs (node->pinned_y) <= MAX_LENGTH;
}

static guint
span (const CtnLayoutNode *nodes, const CtnLayoutLink *link)
{
  guint from = nodes[link->from].stage, to = nodes[link->to].stage;

  return MAX (from, to) - MIN (from, to);
}

static void
add_nodes (CtnLayers *self, const CtnLayoutNode *nodes, const CtnLayoutOptions *options)
{
  gboolean top_down = options->direction == CTN_LAYOUT_TOP_DOWN;

  for (guint i = 0; i < self->n_nodes; i++) {
    const CtnLayoutNode *node = &nodes[i];

    self->layer[i] = node->stage;
    self->lane[i] = node->lane;
    self->breadth[i] = length (top_down ? node->width : node->height);
    self->depth[i] = length (top_down ? node->height : node->width);
    self->key[i] = options->previous != NULL ? options->previous[i] : G_MAXUINT;
    self->pinned[i] = is_pinned (node);
    if (self->pinned[i]) {
      self->along[i] = top_down ? node->pinned_y : node->pinned_x;
      self->across[i] = top_down ? node->pinned_x : node->pinned_y;
    }
  }
}

/* A long link changes lanes step by step on its way. */
static void
add_chains (CtnLayers *self, const CtnLayoutNode *nodes, const CtnLayoutLink *links)
{
  for (guint i = 0; i < self->n_links; i++) {
    const CtnLayoutNode *low = &nodes[links[i].from], *high = &nodes[links[i].to];
    guint n = self->chain_start[i + 1] - self->chain_start[i];

    if (low->stage > high->stage) {
      high = low;
      low = &nodes[links[i].to];
    }
    for (guint k = 0; k < n; k++) {
      guint vertex = self->chain_start[i] + k;
      double share = (k + 1.0) / (n + 1.0);

      self->layer[vertex] = low->stage + k + 1;
      self->lane[vertex] = (guint) lround (low->lane * (1 - share) + high->lane * share);
      self->key[vertex] = G_MAXUINT;
    }
  }
}

typedef void (*EdgeFunc) (CtnLayers *self, guint low, guint high, double weight);

static void
count_edge (CtnLayers *self, guint low, guint high, double weight)
{
  self->after_start[low]++;
  self->before_start[high]++;
}

static void
store_edge (CtnLayers *self, guint low, guint high, double weight)
{
  guint after = --self->after_start[low], before = --self->before_start[high];

  self->after[after] = high;
  self->after_weight[after] = weight;
  self->before[before] = low;
  self->before_weight[before] = weight;
}

/* Long links are to be straight, so the inner edges pull harder: Gansner et al., section 4.1. */
static double
edge_weight (const CtnLayers *self, guint low, guint high, double weight)
{
  guint n_inner = (low >= self->n_nodes) + (high >= self->n_nodes);

  return weight * (n_inner == 2 ? 8 : n_inner == 1 ? 2 : 1);
}

static void
for_each_edge (CtnLayers *self, const CtnLayoutLink *links, EdgeFunc function)
{
  for (guint i = 0; i < self->n_links; i++) {
    const CtnLayoutLink *link = &links[i];
    double weight = isfinite (link->weight) && link->weight > 0 ? link->weight : 1;
    gboolean backward = self->layer[link->from] > self->layer[link->to];
    guint last = backward ? link->to : link->from, end = backward ? link->from : link->to;

    if (self->layer[last] == self->layer[end])
      continue;
    for (guint vertex = self->chain_start[i]; vertex < self->chain_start[i + 1]; vertex++) {
      function (self, last, vertex, edge_weight (self, last, vertex, weight));
      last = vertex;
    }
    function (self, last, end, edge_weight (self, last, end, weight));
  }
}

/* Counts, adds up, and fills from the back. */
static void
add_edges (CtnLayers *self, const CtnLayoutLink *links)
{
  guint n = self->n_vertices, n_edges;

  for_each_edge (self, links, count_edge);
  for (guint i = 1; i <= n; i++) {
    self->after_start[i] += self->after_start[i - 1];
    self->before_start[i] += self->before_start[i - 1];
  }
  n_edges = self->after_start[n];
  self->before = g_new (guint, n_edges);
  self->after = g_new (guint, n_edges);
  self->before_weight = g_new (double, n_edges);
  self->after_weight = g_new (double, n_edges);
  for_each_edge (self, links, store_edge);
}

static void
make_sequence (CtnLayers *self)
{
  guint n_groups = self->n_layers * self->n_lanes;
  g_autofree guint *next = g_new0 (guint, n_groups + 1);

  for (guint v = 0; v < self->n_vertices; v++)
    self->group_start[self->layer[v] * self->n_lanes + self->lane[v] + 1]++;
  for (guint g = 0; g < n_groups; g++) {
    self->group_start[g + 1] += self->group_start[g];
    next[g + 1] = self->group_start[g + 1];
  }
  for (guint v = 0; v < self->n_vertices; v++) {
    self->position[v] = next[self->layer[v] * self->n_lanes + self->lane[v]]++;
    self->sequence[self->position[v]] = v;
  }
}

CtnLayers *
ctn_layers_new (const CtnLayoutNode *nodes,
                guint n_nodes,
                const CtnLayoutLink *links,
                guint n_links,
                guint n_layers,
                guint n_lanes,
                const CtnLayoutOptions *options)
{
  CtnLayers *self = g_new0 (CtnLayers, 1);
  guint n;

  self->chain_start = g_new0 (guint, n_links + 1);
  self->chain_start[0] = n_nodes;
  for (guint i = 0; i < n_links; i++)
    self->chain_start[i + 1] = self->chain_start[i] + MAX (span (nodes, &links[i]), 1) - 1;
  n = self->chain_start[n_links];
  self->n_nodes = n_nodes;
  self->n_vertices = n;
  self->n_links = n_links;
  self->n_layers = n_layers;
  self->n_lanes = n_lanes;
  self->layer = g_new0 (guint, n);
  self->lane = g_new0 (guint, n);
  self->breadth = g_new0 (double, n);
  self->depth = g_new0 (double, n);
  self->pinned = g_new0 (gboolean, n);
  self->along = g_new0 (double, n);
  self->across = g_new0 (double, n);
  self->key = g_new0 (guint, n);
  self->before_start = g_new0 (guint, n + 1);
  self->after_start = g_new0 (guint, n + 1);
  self->sequence = g_new0 (guint, n);
  self->position = g_new0 (guint, n);
  self->group_start = g_new0 (guint, n_layers * n_lanes + 1);
  self->layer_start = g_new0 (double, n_layers);
  self->layer_end = g_new0 (double, n_layers);
  self->lane_start = g_new0 (double, n_lanes);
  self->lane_end = g_new0 (double, n_lanes);
  add_nodes (self, nodes, options);
  add_chains (self, nodes, links);
  add_edges (self, links);
  make_sequence (self);
  return self;
}

void
ctn_layers_free (CtnLayers *self)
{
  gpointer parts[] = {
    self->layer,      self->lane,          self->breadth,      self->depth,       self->pinned,
    self->along,      self->across,        self->before_start, self->after_start, self->before,
    self->after,      self->before_weight, self->after_weight, self->sequence,    self->group_start,
    self->position,   self->key,           self->chain_start,  self->layer_start, self->layer_end,
    self->lane_start, self->lane_end,
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_free (parts[i]);
  g_free (self);
}
