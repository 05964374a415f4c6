#include "ctn-chain-figure.h"

#include <ctn-code-list.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "ctn-chain-overlay-private.h"

/* Routes are drawn as they are. */
G_STATIC_ASSERT (sizeof (CtnLayoutPoint) == sizeof (CtnPoint));

#define BOX_WIDTH 122.0
#define BOX_HEIGHT 42.0
#define MARKET_HEIGHT 48.0
#define STAGE_GAP 58.0
#define LINK_MIN_WIDTH 1.2
#define LINK_MAX_WIDTH 9.0

struct _CtnChainFigure {
  CtnChain *chain;      /* (owned) */
  CtnLayout *layout;    /* (owned) */
  GArray *lanes;        /* (owned) guint: the lane of each actor */
  GPtrArray *names;     /* (owned) of the lanes, owned strings */
  GPtrArray *subtitles; /* (owned) of the actors, owned strings or NULL */
  double max_volume;
};

static const struct {
  const char *kind;
  const char *label;
} link_kinds[] = {
  { "supply", N_ ("Supply") },   { "service", N_ ("Service") }, { "knowledge", N_ ("Knowledge") },
  { "finance", N_ ("Finance") }, { "data", N_ ("Data") },       { "ownership", N_ ("Ownership") },
};

static const struct {
  const char *helix;
  const char *label;
} helices[] = {
  { "industry", N_ ("Industry") },
  { "research", N_ ("Research and Education") },
  { "government", N_ ("Government") },
  { "civil", N_ ("Civil Society") },
};

static void
clear (gpointer data)
{
  CtnChainFigure *self = data;

  g_clear_pointer (&self->chain, ctn_chain_free);
  g_clear_pointer (&self->layout, ctn_layout_free);
  g_clear_pointer (&self->lanes, g_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->subtitles, g_ptr_array_unref);
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

static guint
find_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (link_kinds); i++)
    if (g_str_equal (link_kinds[i].kind, kind))
      return i;
  return 0;
}

static const char *
get_country_title (const char *country)
{
  CtnCodeList *list = ctn_code_list_get ("iso-3166", NULL);
  const CtnCode *code =
      list != NULL && country != NULL ? ctn_code_list_lookup (list, country) : NULL;

  return code != NULL ? code->title : NULL;
}

static char *
dup_lane_name (const CtnChainActor *actor, CtnChainLanes lanes)
{
  if (lanes == CTN_CHAIN_LANES_COUNTRY) {
    const char *title = get_country_title (actor->country);

    return g_strdup (title != NULL ? title : _ ("No Country"));
  }
  if (lanes == CTN_CHAIN_LANES_HELIX) {
    for (guint i = 0; i < G_N_ELEMENTS (helices); i++)
      if (g_strcmp0 (helices[i].helix, actor->helix) == 0)
        return g_strdup (_ (helices[i].label));
    return g_strdup (_ ("Other"));
  }
  return g_strdup ("");
}

/* In alphabetical order; those without come last. */
static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *one = *(char *const *) a;
  const char *other = *(char *const *) b;
  gboolean last = g_str_equal (one, _ ("No Country")) || g_str_equal (one, _ ("Other"));
  gboolean other_last = g_str_equal (other, _ ("No Country")) || g_str_equal (other, _ ("Other"));

  return last != other_last ? last - other_last : g_utf8_collate (one, other);
}

/* Lanes by name; everybody's index. */
static void
make_lanes (CtnChainFigure *self, CtnChainLanes lanes)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->lanes = g_array_new (FALSE, TRUE, sizeof (guint));
  for (guint i = 0; i < self->chain->actors->len; i++) {
    char *name = dup_lane_name (ctn_chain_get_actor (self->chain, i), lanes);

    if (g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, NULL))
      g_free (name);
    else
      g_ptr_array_add (self->names, name);
  }
  g_ptr_array_sort (self->names, compare_names);
  for (guint i = 0; i < self->chain->actors->len; i++) {
    g_autofree char *name = dup_lane_name (ctn_chain_get_actor (self->chain, i), lanes);
    guint lane = 0;

    g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, &lane);
    g_array_append_val (self->lanes, lane);
  }
}

/* The second line of a box: the place, or what is the matter with the actor. */
static void
make_subtitles (CtnChainFigure *self)
{
  CtnCodeList *regions = ctn_code_list_get ("nuts-2024", NULL);

  self->subtitles = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);
    const CtnCode *region =
        regions != NULL && actor->nuts != NULL ? ctn_code_list_lookup (regions, actor->nuts) : NULL;
    const char *text = actor->state == CTN_STATE_MISSING   ? _ ("missing")
                       : actor->state == CTN_STATE_PLANNED ? _ ("planned")
                       : actor->kind == CTN_ACTOR_OUTSIDE  ? _ ("import")
                       : region != NULL                    ? region->title
                                                           : get_country_title (actor->country);

    g_ptr_array_add (self->subtitles, g_strdup (text));
  }
}

/* Stages and, where somebody has none, one column more for these. */
static guint
count_columns (CtnChain *chain)
{
  guint n = chain->stages->len;

  for (guint i = 0; i < chain->actors->len; i++)
    if (ctn_chain_get_actor (chain, i)->stage < 0)
      return n + 1;
  return n;
}

static CtnLayoutNode *
make_nodes (CtnChainFigure *self)
{
  CtnLayoutNode *nodes = g_new0 (CtnLayoutNode, MAX (self->chain->actors->len, 1));

  for (guint i = 0; i < self->chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);

    nodes[i].stage = actor->stage >= 0 ? (guint) actor->stage : self->chain->stages->len;
    nodes[i].lane = g_array_index (self->lanes, guint, i);
    nodes[i].width = BOX_WIDTH;
    nodes[i].height = actor->kind == CTN_ACTOR_MARKET ? MARKET_HEIGHT : BOX_HEIGHT;
    nodes[i].pinned = isfinite (actor->pinned_x) && isfinite (actor->pinned_y);
    nodes[i].pinned_x = actor->pinned_x;
    nodes[i].pinned_y = actor->pinned_y;
  }
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
  guint *order = g_new (guint, MAX (self->chain->actors->len, 1));

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

  self->chain = chain;
  make_lanes (self, options->lanes);
  make_subtitles (self);
  nodes = make_nodes (self);
  links = make_links (self);
  ctn_layout_options_init (&layout_options);
  layout_options.stage_gap = STAGE_GAP;
  if (options->previous != NULL)
    layout_options.previous = previous = dup_previous_order (self, options->previous);
  self->layout =
      ctn_chain_layout (nodes, chain->actors->len, links, chain->links->len, count_columns (chain),
                        MAX (self->names->len, 1), &layout_options, cancellable, error);
  return self->layout != NULL ? g_steal_pointer (&self) : NULL;
}

static GArray *
make_map_stages (const CtnChainFigure *self)
{
  GArray *stages = g_array_new (FALSE, TRUE, sizeof (CtnMapStage));

  for (guint i = 0; i < self->layout->n_stages; i++) {
    gboolean named = i < self->chain->stages->len;
    CtnMapStage stage = { named ? ctn_chain_get_stage (self->chain, i)->id : 0,
                          named ? ctn_chain_get_stage (self->chain, i)->name : _ ("No Stage"),
                          self->layout->stage_start[i],
                          self->layout->stage_end[i] - self->layout->stage_start[i] };

    g_array_append_val (stages, stage);
  }
  return stages;
}

static GArray *
make_map_lanes (const CtnChainFigure *self)
{
  GArray *lanes = g_array_new (FALSE, TRUE, sizeof (CtnMapLane));

  for (guint i = 0; self->names->len > 1 && i < self->names->len; i++) {
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
    double height = actor->kind == CTN_ACTOR_MARKET ? MARKET_HEIGHT : BOX_HEIGHT;
    CtnMapActor box = { .id = actor->id,
                        .name = actor->name,
                        .subtitle = g_ptr_array_index (self->subtitles, i),
                        .state = get_map_state (actor->state),
                        .stage = actor->stage,
                        .lane = self->names->len > 1 ? (int) g_array_index (self->lanes, guint, i)
                                                     : -1 };

    box.kind = actor->kind == CTN_ACTOR_SUPPORTER ? CTN_MAP_SUPPORTER
               : actor->kind == CTN_ACTOR_MARKET  ? CTN_MAP_MARKET
                                                  : CTN_MAP_ACTOR;
    box.box = (cairo_rectangle_t) { self->layout->x[i] - BOX_WIDTH / 2,
                                    self->layout->y[i] - height / 2, BOX_WIDTH, height };
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

static GArray *
make_map_links (const CtnChainFigure *self, const CtnChainOverlay *overlay)
{
  GArray *links = g_array_new (FALSE, TRUE, sizeof (CtnMapLink));

  for (guint i = 0; i < self->chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (self->chain, i);
    CtnMapLink drawn = { .id = link->id,
                         .from = link->source,
                         .to = link->target,
                         .kind = find_kind (link->kind),
                         .state = get_map_state (link->state),
                         .width = get_link_width (self, link),
                         .label = link->product };

    if (overlay != NULL && ctn_chain_overlay_has_link (overlay, link->id))
      drawn.state = CTN_MAP_GONE;
    drawn.points = (gconstpointer) ctn_layout_get_route (self->layout, i, &drawn.n_points);
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
  g_autoptr (GArray) stages = make_map_stages (self);
  g_autoptr (GArray) lanes = make_map_lanes (self);
  g_autoptr (GArray) actors = make_map_actors (self, overlay, theme);
  g_autoptr (GArray) links = make_map_links (self, overlay);
  const char *kinds[G_N_ELEMENTS (link_kinds)];
  CtnMapData data = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (link_kinds); i++)
    kinds[i] = _ (link_kinds[i].label);
  data.title = self->chain->name;
  data.stages = (gpointer) stages->data;
  data.n_stages = stages->len;
  data.lanes = (gpointer) lanes->data;
  data.n_lanes = lanes->len;
  data.actors = (gpointer) actors->data;
  data.n_actors = actors->len;
  data.links = (gpointer) links->data;
  data.n_links = links->len;
  data.link_kinds = kinds;
  data.n_link_kinds = G_N_ELEMENTS (link_kinds);
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

int
ctn_chain_figure_get_stage_at (const CtnChainFigure *self, double x)
{
  for (guint i = 0; i < self->chain->stages->len; i++)
    if (x >= self->layout->stage_start[i] && x <= self->layout->stage_end[i])
      return (int) i;
  return -1;
}
