/* Rules about actors and about the chain as a whole. */
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-chain-figures.h"
#include "ctn-chain-findings-private.h"

/* How many would be linked to nobody without the actor at @index. */
static guint
count_dependants (CtnFinder *self, guint index)
{
  g_autoptr (GHashTable) alone = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (self->chain, i);
    guint other = link->source == index ? link->target : link->source;
    const CtnActorFigures *figures = ctn_chain_network_get_actor (self->network, other);

    if ((link->source == index || link->target == index) && other != index && figures->counted &&
        figures->degree == 1 &&
        (link->state == CTN_STATE_EXISTING || link->state == CTN_STATE_WEAK))
      g_hash_table_add (alone, GUINT_TO_POINTER (other + 1));
  }
  return g_hash_table_size (alone);
}

static void
find_single_point (CtnFinder *self, guint index)
{
  const CtnChainActor *actor = ctn_chain_get_actor (self->chain, index);
  const CtnActorFigures *figures = ctn_chain_network_get_actor (self->network, index);
  guint n_alone;
  CtnFinding *finding;

  finding = _ctn_finder_add (self, CTN_FINDING_SINGLE_POINT, CTN_SEVERITY_LOW, "actor", actor->id,
                             actor->stage, g_strdup_printf (_ ("All hangs on %s"), actor->name));
  if (figures->is_cut)
    _ctn_finding_add_rule (finding, "cut", CTN_SEVERITY_HIGH,
                           g_strdup (_ ("Every way from the first stage to the market passes this "
                                        "actor. Without it, nothing arrives.")));
  else {
    g_free (finding->title);
    finding->title = g_strdup_printf (_ ("%s holds a part of the chain together"), actor->name);
  }
  if (!figures->is_articulation)
    return;
  n_alone = count_dependants (self, index);
  if (n_alone > 0)
    _ctn_finding_add_rule (
        finding, "articulation", n_alone > 1 ? CTN_SEVERITY_MEDIUM : CTN_SEVERITY_LOW,
        g_strdup_printf (
            ctn_ngettext ("Without it, %u actor who is linked to nobody else is left "
                          "alone.",
                          "Without it, %u actors who are linked to nobody else are left "
                          "alone.",
                          n_alone),
            n_alone));
  else
    _ctn_finding_add_rule (finding, "articulation", CTN_SEVERITY_MEDIUM,
                           g_strdup (_ ("Without it, its part of the network falls into pieces.")));
}

static void
find_bottleneck (CtnFinder *self, guint index)
{
  const CtnChainActor *actor = ctn_chain_get_actor (self->chain, index);
  const CtnActorFigures *figures = ctn_chain_network_get_actor (self->network, index);
  gboolean is_short = actor->capacity < actor->demand; /* FALSE where one is not known */
  CtnFinding *finding;

  if (!is_short && !figures->is_central)
    return;
  finding = _ctn_finder_add (self, CTN_FINDING_BOTTLENECK, CTN_SEVERITY_LOW, "actor", actor->id,
                             actor->stage, g_strdup_printf (_ ("%s is a bottleneck"), actor->name));
  if (is_short) {
    g_autofree char *capacity = ctn_number_format (actor->capacity, 1);
    g_autofree char *demand = ctn_number_format (actor->demand, 1);

    _ctn_finding_add_rule (
        finding, "capacity", CTN_SEVERITY_HIGH,
        g_strdup_printf (_ ("Its capacity is %s, its demand %s."), capacity, demand));
  }
  if (figures->is_central)
    _ctn_finding_add_rule (finding, "betweenness", CTN_SEVERITY_MEDIUM,
                           g_strdup (_ ("It is among the tenth of the actors through which most of "
                                        "the shortest ways in the chain lead.")));
  if (figures->is_cut)
    _ctn_finding_add_rule (finding, "single-path", CTN_SEVERITY_MEDIUM,
                           g_strdup (_ ("No way to the market leads past it.")));
}

/* Somebody whom the chain misses, where the stage is not found to be a gap as a whole. */
static void
find_missing (CtnFinder *self, const CtnChainActor *actor)
{
  CtnStageFigures figures = { .is_gap = FALSE };
  CtnFinding *finding;

  if (actor->stage >= 0)
    ctn_chain_get_stage_figures (self->chain, (guint) actor->stage, &figures);
  if (figures.is_gap)
    return;
  finding = _ctn_finder_add (self, CTN_FINDING_GAP, CTN_SEVERITY_MEDIUM, "actor", actor->id,
                             actor->stage, g_strdup_printf (_ ("%s is missing"), actor->name));
  _ctn_finding_add_rule (
      finding, "marked", CTN_SEVERITY_MEDIUM,
      actor->stage >= 0
          ? g_strdup_printf (_ ("Marked as missing at the stage “%s”."),
                             ctn_chain_get_stage (self->chain, (guint) actor->stage)->name)
          : g_strdup (_ ("Marked as missing.")));
}

static void
find_isolated (CtnFinder *self, const CtnChainActor *actor)
{
  CtnFinding *finding =
      _ctn_finder_add (self, CTN_FINDING_RISK, CTN_SEVERITY_LOW, "actor", actor->id, actor->stage,
                       g_strdup_printf (_ ("%s stands alone"), actor->name));

  _ctn_finding_add_rule (finding, "isolated", CTN_SEVERITY_LOW,
                         g_strdup (_ ("No existing link leads to or from this actor.")));
}

/* Markets that nothing of the first stage arrives at. */
static void
find_unreached (CtnFinder *self)
{
  const CtnChainFlow *flow = &self->network->flow;
  g_autoptr (CtnChainEnds) ends = ctn_chain_ends_new (self->chain);
  g_autofree gboolean *on_way = g_new0 (gboolean, MAX (self->chain->actors->len, 1));

  if (flow->n_pairs > 0 && flow->n_connected == 0) {
    CtnFinding *finding = _ctn_finder_add (self, CTN_FINDING_RISK, CTN_SEVERITY_HIGH, "chain", 0,
                                           -1, g_strdup (_ ("Nothing arrives at the market")));

    _ctn_finding_add_rule (
        finding, "no-way", CTN_SEVERITY_HIGH,
        g_strdup (_ ("No way of existing deliveries leads from the first stage to "
                     "the end of the chain.")));
    return;
  }
  ctn_chain_find_ways (self->chain, ends, on_way, NULL);
  for (guint i = 0; i < ends->targets->len; i++) {
    guint index = g_array_index (ends->targets, guint, i);
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, index);
    CtnFinding *finding;

    if (on_way[index])
      continue;
    finding =
        _ctn_finder_add (self, CTN_FINDING_RISK, CTN_SEVERITY_MEDIUM, "actor", actor->id,
                         actor->stage, g_strdup_printf (_ ("Nothing arrives at %s"), actor->name));
    _ctn_finding_add_rule (
        finding, "no-way", CTN_SEVERITY_MEDIUM,
        g_strdup (_ ("No way of existing deliveries leads there from the first stage.")));
  }
}

void
_ctn_finder_find_actors (CtnFinder *self)
{
  for (guint i = 0; i < self->chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);
    const CtnActorFigures *figures = ctn_chain_network_get_actor (self->network, i);

    if (actor->state == CTN_STATE_MISSING)
      find_missing (self, actor);
    /* The market is what all is for; it is no weakness of the chain. */
    if (!figures->counted || actor->kind == CTN_ACTOR_MARKET)
      continue;
    if (figures->is_cut || figures->is_articulation)
      find_single_point (self, i);
    if (actor->kind != CTN_ACTOR_SUPPORTER)
      find_bottleneck (self, i);
    if (figures->degree == 0 && self->network->n_links > 0)
      find_isolated (self, actor);
  }
  find_unreached (self);
}
