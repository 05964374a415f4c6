#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <math.h>

#include "ctn-chain-figure-private.h"

#define NUTS_2_LENGTH 4

static const struct {
  const char *helix;
  const char *label;
} helices[] = {
  { "industry", N_ ("Industry") },
  { "research", N_ ("Research and Education") },
  { "government", N_ ("Government") },
  { "civil", N_ ("Civil Society") },
};

/* Columns ---------------------------------------------------------------------------------------- */

static gboolean
has_parts (CtnChain *chain, guint stage)
{
  for (guint i = 0; i < chain->stages->len; i++)
    if (ctn_chain_get_stage (chain, i)->parent == (int) stage)
      return TRUE;
  return FALSE;
}

static gboolean
has_actors (CtnChain *chain, guint stage)
{
  for (guint i = 0; i < chain->actors->len; i++)
    if (ctn_chain_get_actor (chain, i)->stage == (int) stage)
      return TRUE;
  return FALSE;
}

/* A stage that is nothing but its parts has no column of its own. */
static gboolean
needs_column (CtnChain *chain, guint stage)
{
  return has_actors (chain, stage) || !has_parts (chain, stage);
}

static gboolean
is_step_needed (CtnChain *chain, guint step)
{
  for (guint i = 0; i < chain->stages->len; i++)
    if (ctn_chain_get_stage (chain, i)->step == step && needs_column (chain, i))
      return TRUE;
  return FALSE;
}

static gboolean
has_homeless (CtnChain *chain)
{
  for (guint i = 0; i < chain->actors->len; i++)
    if (ctn_chain_get_actor (chain, i)->stage < 0)
      return TRUE;
  return FALSE;
}

void
_ctn_chain_figure_make_columns (CtnChainFigure *self)
{
  guint n_steps = 0;
  g_autoptr (GArray) of_step = g_array_new (FALSE, FALSE, sizeof (int));

  self->columns = g_array_new (FALSE, FALSE, sizeof (int));
  self->branches = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->chain->stages->len; i++)
    n_steps = MAX (n_steps, ctn_chain_get_stage (self->chain, i)->step + 1);
  for (guint step = 0; step < n_steps; step++) {
    int column = is_step_needed (self->chain, step) ? (int) self->n_columns++ : -1;

    g_array_append_val (of_step, column);
  }
  for (guint i = 0; i < self->chain->stages->len; i++) {
    const CtnChainStage *stage = ctn_chain_get_stage (self->chain, i);
    int column = needs_column (self->chain, i) ? g_array_index (of_step, int, stage->step) : -1;
    guint branch = 0;

    for (guint j = 0; j < i; j++)
      branch += column >= 0 && g_array_index (self->columns, int, j) == column;
    self->has_branches = self->has_branches || branch > 0;
    g_array_append_val (self->columns, column);
    g_array_append_val (self->branches, branch);
  }
  if (has_homeless (self->chain))
    self->n_columns++;
}

/* Lanes ------------------------------------------------------------------------------------------ */

/* Regions as they are compared: NUTS 2, or what is known of the place. */
static char *
dup_region_name (const CtnChainActor *actor)
{
  g_autofree char *code =
      actor->nuts != NULL ? g_strndup (actor->nuts, NUTS_2_LENGTH) : g_strdup (NULL);
  const char *title = ctn_code_get_title ("nuts-2024", code);

  if (title == NULL)
    title = ctn_code_get_title ("iso-3166", actor->country);
  return g_strdup (title != NULL ? title : _ ("No Region"));
}

static char *
dup_lane_name (const CtnChainActor *actor, CtnChainLanes lanes)
{
  if (lanes == CTN_CHAIN_LANES_COUNTRY) {
    const char *title = ctn_code_get_title ("iso-3166", actor->country);

    return g_strdup (title != NULL ? title : _ ("No Country"));
  }
  if (lanes == CTN_CHAIN_LANES_REGION)
    return dup_region_name (actor);
  if (lanes == CTN_CHAIN_LANES_SEGMENT)
    return g_strdup (actor->segment != NULL ? actor->segment : _ ("No Segment"));
  if (lanes == CTN_CHAIN_LANES_HELIX) {
    for (guint i = 0; i < G_N_ELEMENTS (helices); i++)
      if (g_strcmp0 (helices[i].helix, actor->helix) == 0)
        return g_strdup (_ (helices[i].label));
    return g_strdup (_ ("Other"));
  }
  return g_strdup ("");
}

static gboolean
is_rest (const char *name)
{
  return g_str_equal (name, _ ("No Country")) || g_str_equal (name, _ ("No Region")) ||
         g_str_equal (name, _ ("No Segment")) || g_str_equal (name, _ ("Other"));
}

/* In alphabetical order; those without come last. */
static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *one = *(char *const *) a;
  const char *other = *(char *const *) b;

  return is_rest (one) != is_rest (other) ? is_rest (one) - is_rest (other)
                                          : g_utf8_collate (one, other);
}

static guint
get_branch (const CtnChainFigure *self, guint actor)
{
  int stage = ctn_chain_get_actor (self->chain, actor)->stage;

  return stage >= 0 ? g_array_index (self->branches, guint, stage) : 0;
}

/* Whether another stage stands beside that of the actor. */
static gboolean
is_in_branch (const CtnChainFigure *self, guint actor)
{
  int stage = ctn_chain_get_actor (self->chain, actor)->stage;

  for (guint i = 0; stage >= 0 && i < self->columns->len; i++)
    if ((int) i != stage && g_array_index (self->columns, int, i) >= 0 &&
        g_array_index (self->columns, int, i) == g_array_index (self->columns, int, stage))
      return TRUE;
  return FALSE;
}

/* Where stages run beside each other, each branch keeps to its side of the map; whoever stands before or
 * behind goes to the side where most of his links lead, and so on along the chain. */
static void
follow_branches (CtnChainFigure *self)
{
  guint n = self->chain->actors->len;
  g_autofree gboolean *known = g_new0 (gboolean, MAX (n, 1));
  gboolean more = TRUE;

  for (guint i = 0; i < n; i++) {
    known[i] = is_in_branch (self, i);
    g_array_index (self->lanes, guint, i) = get_branch (self, i);
  }
  while (more) {
    more = FALSE;
    for (guint i = 0; i < n; i++) {
      guint votes = 0, sum = 0;

      for (guint j = 0; !known[i] && j < self->chain->links->len; j++) {
        const CtnChainLink *link = ctn_chain_get_link (self->chain, j);
        guint other = link->source == i ? link->target : link->source;

        if ((link->source != i && link->target != i) || !known[other])
          continue;
        votes++;
        sum += g_array_index (self->lanes, guint, other);
      }
      if (votes == 0)
        continue;
      g_array_index (self->lanes, guint, i) = sum / votes;
      known[i] = more = TRUE;
    }
  }
}

static void
name_branches (CtnChainFigure *self)
{
  guint n = 0;

  for (guint i = 0; i < self->branches->len; i++)
    n = MAX (n, g_array_index (self->branches, guint, i) + 1);
  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->names, g_strdup (""));
}

void
_ctn_chain_figure_make_lanes (CtnChainFigure *self, CtnChainLanes lanes)
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
  if (lanes == CTN_CHAIN_LANES_NONE && self->has_branches) {
    follow_branches (self);
    name_branches (self);
  }
}
