#include <math.h>

#include "ctn-chain-figure-private.h"

#define STAGE_GAP 58.0
#define TIGHT_STAGE_GAP 46.0 /* between rows of boxes that are higher for their letters */
/* From one box to the next of a stage on a map from left to right, and from top to bottom. */
#define NODE_GAP 20.0
#define ROW_PITCH (CTN_CHAIN_BOX_HEIGHT + NODE_GAP)
#define PLACE_LINE (CTN_CHAIN_FIGURE_SMALLEST * CTN_TEXT_LINE_HEIGHT)
#define MORE_LINES 22.5 /* so that five lines of a name fit in, and one of a place */
#define COLUMN_PITCH (CTN_CHAIN_BOX_WIDTH + NODE_GAP)

gboolean
ctn_chain_lanes_parse (const char *word, CtnChainLanes *lanes)
{
  static const char *const words[] = {
    [CTN_CHAIN_LANES_NONE] = "none",       [CTN_CHAIN_LANES_COUNTRY] = "country",
    [CTN_CHAIN_LANES_HELIX] = "helix",     [CTN_CHAIN_LANES_REGION] = "region",
    [CTN_CHAIN_LANES_SEGMENT] = "segment",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (!g_str_equal (words[i], word))
      continue;
    *lanes = (CtnChainLanes) i;
    return TRUE;
  }
  return FALSE;
}

gboolean
ctn_chain_direction_parse (const char *word, CtnLayoutDirection *direction)
{
  static const char *const words[] = {
    [CTN_LAYOUT_LEFT_TO_RIGHT] = "left-to-right", [CTN_LAYOUT_TOP_DOWN] = "top-down"
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (!g_str_equal (words[i], word))
      continue;
    *direction = (CtnLayoutDirection) i;
    return TRUE;
  }
  return FALSE;
}

static void
clear (gpointer data)
{
  CtnChainFigure *self = data;

  g_clear_pointer (&self->chain, ctn_chain_unref);
  g_clear_pointer (&self->layout, ctn_layout_free);
  g_clear_pointer (&self->lanes, g_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->branches, g_array_unref);
  g_clear_pointer (&self->subtitles, g_ptr_array_unref);
  g_clear_pointer (&self->descriptions, g_ptr_array_unref);
}

CtnChainFigure *
ctn_chain_figure_ref (CtnChainFigure *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
ctn_chain_figure_unref (CtnChainFigure *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* For larger letters, which break into more lines: higher by them, and by what these need. */
static double
enlarge (const CtnChainFigure *self, double height)
{
  return self->letters > 1 ? self->letters * (height + MORE_LINES + self->more_lines * PLACE_LINE)
                           : height;
}

static double
get_height (const CtnChainFigure *self, guint actor)
{
  return enlarge (self, ctn_chain_get_actor (self->chain, actor)->kind == CTN_ACTOR_MARKET
                            ? CTN_CHAIN_MARKET_HEIGHT
                            : CTN_CHAIN_BOX_HEIGHT);
}

CtnPoint
_ctn_chain_figure_get_half (const CtnChainFigure *self, guint actor)
{
  double width = CTN_CHAIN_BOX_WIDTH / 2, height = get_height (self, actor) / 2;

  return self->top_down ? (CtnPoint) { height, width } : (CtnPoint) { width, height };
}

/* A map that is turned has another distance from stage to stage, and from box to box. */
static CtnPoint
turn_pin (double x, double y)
{
  return (CtnPoint) { y * COLUMN_PITCH / ROW_PITCH,
                      x * (CTN_CHAIN_BOX_HEIGHT + STAGE_GAP) / (CTN_CHAIN_BOX_WIDTH + STAGE_GAP) };
}

CtnPoint
ctn_chain_figure_get_pin (const CtnChainFigure *self, CtnPoint point)
{
  if (!self->top_down)
    return point;
  return (CtnPoint) { point.y * (CTN_CHAIN_BOX_WIDTH + STAGE_GAP) /
                          (CTN_CHAIN_BOX_HEIGHT + STAGE_GAP),
                      point.x * ROW_PITCH / COLUMN_PITCH };
}

static guint
get_column (const CtnChainFigure *self, const CtnChainActor *actor)
{
  return actor->stage >= 0 ? (guint) g_array_index (self->columns, int, actor->stage)
                           : self->n_columns - 1;
}

/* Behind the actors, a place in each column that has none, so that the column is there: a gap is to be
 * seen. @n: (out) how many nodes there are */
static CtnLayoutNode *
make_nodes (CtnChainFigure *self, guint *n)
{
  guint n_actors = self->chain->actors->len;
  CtnLayoutNode *nodes = g_new0 (CtnLayoutNode, MAX (n_actors + self->n_columns, 1));
  g_autofree gboolean *filled = g_new0 (gboolean, MAX (self->n_columns, 1));
  double pitch = enlarge (self, CTN_CHAIN_BOX_HEIGHT) + NODE_GAP;

  for (guint i = 0; i < n_actors; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);
    CtnPoint pin;

    nodes[i].stage = get_column (self, actor);
    nodes[i].lane = g_array_index (self->lanes, guint, i);
    nodes[i].width = CTN_CHAIN_BOX_WIDTH;
    nodes[i].height = get_height (self, i);
    nodes[i].pinned = isfinite (actor->pinned_x) && isfinite (actor->pinned_y);
    pin = self->top_down ? turn_pin (actor->pinned_x, actor->pinned_y)
                         : (CtnPoint) { actor->pinned_x, actor->pinned_y * pitch / ROW_PITCH };
    nodes[i].pinned_x = pin.x;
    nodes[i].pinned_y = pin.y;
    filled[nodes[i].stage] = TRUE;
  }
  *n = n_actors;
  for (guint i = 0; i < self->n_columns; i++)
    if (!filled[i])
      nodes[(*n)++] =
          (CtnLayoutNode) { .stage = i,
                            .width = self->top_down ? 0 : CTN_CHAIN_BOX_WIDTH,
                            .height = self->top_down ? enlarge (self, CTN_CHAIN_BOX_HEIGHT) : 0 };
  return nodes;
}

static CtnLayoutLink *
make_links (CtnChainFigure *self)
{
  CtnLayoutLink *links = g_new0 (CtnLayoutLink, MAX (self->chain->links->len, 1));

  for (guint i = 0; i < self->chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (self->chain, i);

    links[i] = (CtnLayoutLink) { link->source, link->target, 1 };
    if (isfinite (link->volume))
      self->max_volume = MAX (self->max_volume, link->volume);
  }
  return links;
}

/* The id of an actor's stage, which stays when stages are moved. */
static gint64
stage_of (CtnChain *chain, guint actor)
{
  int stage = ctn_chain_get_actor (chain, actor)->stage;

  return stage >= 0 ? ctn_chain_get_stage (chain, (guint) stage)->id : 0;
}

/* The order of an earlier layout, by the actors' ids. */
static guint *
dup_previous_order (CtnChainFigure *self, const CtnChainFigure *previous)
{
  g_autoptr (GHashTable) orders = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint *order = g_new (guint, MAX (self->chain->actors->len + self->n_columns, 1));

  for (guint i = 0; i < previous->chain->actors->len; i++)
    g_hash_table_insert (orders, (gpointer) &ctn_chain_get_actor (previous->chain, i)->id,
                         GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < self->chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);
    guint old = GPOINTER_TO_UINT (g_hash_table_lookup (orders, &actor->id));

    /* One that came from another stage finds a new place. */
    order[i] = old > 0 && stage_of (previous->chain, old - 1) == stage_of (self->chain, i)
                   ? previous->layout->order[old - 1]
                   : G_MAXUINT;
  }
  for (guint i = 0; i < self->n_columns; i++)
    order[self->chain->actors->len + i] = G_MAXUINT;
  return order;
}

CtnChainFigure *
ctn_chain_figure_new (CtnChain *chain,
                      const CtnChainFigureOptions *options,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (CtnChainFigure) self = g_atomic_rc_box_new0 (CtnChainFigure);
  g_autofree CtnLayoutNode *nodes = NULL;
  g_autofree CtnLayoutLink *links = NULL;
  g_autofree guint *previous = NULL;
  CtnLayoutOptions layout_options;
  guint n_nodes;

  self->chain = chain;
  self->top_down = options->direction == CTN_LAYOUT_TOP_DOWN;
  self->untitled = options->untitled;
  self->letters = MAX (options->letters, 1);
  self->more_lines = options->more_lines;
  _ctn_chain_figure_make_columns (self);
  _ctn_chain_figure_make_lanes (self, options->lanes);
  _ctn_chain_figure_make_words (self);
  nodes = make_nodes (self, &n_nodes);
  links = make_links (self);
  ctn_layout_options_init (&layout_options);
  layout_options.stage_gap = self->top_down && self->letters > 1 ? TIGHT_STAGE_GAP : STAGE_GAP;
  layout_options.node_gap = NODE_GAP;
  if (self->letters > 1)
    layout_options.slack = 0; /* breadth is what letters on paper need most */
  layout_options.direction = options->direction;
  if (options->previous != NULL)
    layout_options.previous = previous = dup_previous_order (self, options->previous);
  self->layout = ctn_chain_layout (nodes, n_nodes, links, chain->links->len, self->n_columns,
                                   MAX (self->names->len, 1), &layout_options, cancellable, error);
  return self->layout != NULL ? g_steal_pointer (&self) : NULL;
}

CtnChain *
ctn_chain_figure_get_chain (const CtnChainFigure *self)
{
  return self->chain;
}

const CtnLayout *
ctn_chain_figure_get_layout (const CtnChainFigure *self)
{
  return self->layout;
}

CtnPoint
ctn_chain_figure_get_actor_point (const CtnChainFigure *self, guint index)
{
  return (CtnPoint) { self->layout->x[index], self->layout->y[index] };
}

/* How far it is across the map to the nearest of the stage's boxes. */
static double
measure_to_stage (const CtnChainFigure *self, guint stage, double across)
{
  const double *places = self->top_down ? self->layout->x : self->layout->y;
  double nearest = INFINITY;

  for (guint i = 0; i < self->chain->actors->len; i++)
    if (ctn_chain_get_actor (self->chain, i)->stage == (int) stage)
      nearest = MIN (nearest, fabs (places[i] - across));
  return nearest;
}

int
ctn_chain_figure_get_stage_at (const CtnChainFigure *self, double x, double y)
{
  double along = self->top_down ? y : x, across = self->top_down ? x : y;
  double nearest = INFINITY;
  int found = -1;

  for (guint i = 0; i < self->chain->stages->len; i++) {
    int column = g_array_index (self->columns, int, i);
    double distance;

    if (column < 0 || along < self->layout->stage_start[column] - STAGE_GAP / 2 ||
        along > self->layout->stage_end[column] + STAGE_GAP / 2)
      continue;
    distance = measure_to_stage (self, i, across);
    if (found >= 0 && distance >= nearest)
      continue;
    nearest = distance;
    found = (int) i;
  }
  return found;
}
