/* Rules about stages and links. */
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-chain-figures.h"
#include "ctn-chain-findings-private.h"

#define HHI_MODERATE 0.15
#define HHI_HIGH 0.25
#define HHI_EXTREME 0.5
#define HHI_ORIGINS 0.4
#define MIN_IMPORTS 0.25

/* --- Stages -------------------------------------------------------------------------------------- */

static gboolean
is_at (const CtnChainActor *actor, guint stage)
{
  return actor->stage == (int) stage && actor->state == CTN_STATE_EXISTING;
}

static gboolean
has_market (CtnChain *chain, guint stage)
{
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (chain, i);

    if (is_at (actor, stage) && actor->kind == CTN_ACTOR_MARKET)
      return TRUE;
  }
  return FALSE;
}

static void
find_gap (CtnFinder *self, guint index, const CtnStageFigures *figures)
{
  const CtnChainStage *stage = ctn_chain_get_stage (self->chain, index);
  CtnFinding *finding;

  if (figures->n_actors == 0) {
    finding = _ctn_finder_add (self, CTN_FINDING_WHITE_SPOT, CTN_SEVERITY_HIGH, "stage", stage->id,
                               (int) index, g_strdup_printf (_ ("Nobody at “%s”"), stage->name));
    _ctn_finding_add_rule (
        finding, "nobody", CTN_SEVERITY_HIGH,
        isnan (figures->hhi)
            ? g_strdup (_ ("No existing actor of any region is placed at this stage."))
            : g_strdup (_ ("Imports are all that this stage has; no actor of any region is "
                           "placed there.")));
    return;
  }
  finding = _ctn_finder_add (self, CTN_FINDING_GAP, CTN_SEVERITY_MEDIUM, "stage", stage->id,
                             (int) index, g_strdup_printf (_ ("Too few at “%s”"), stage->name));
  _ctn_finding_add_rule (
      finding, "threshold", CTN_SEVERITY_MEDIUM,
      g_strdup_printf (ctn_ngettext ("The stage has %u existing actor; the chain asks for %u.",
                                     "The stage has %u existing actors; the chain asks for %u.",
                                     figures->n_actors),
                       figures->n_actors, self->chain->threshold));
}

static char *
describe_hhi (const CtnStageFigures *figures)
{
  g_autofree char *hhi = ctn_number_format (figures->hhi, 2);

  if (figures->n_actors == 1 && figures->hhi > 0.999)
    return g_strdup (_ ("One supplier carries the whole stage."));
  if (figures->shares_known)
    return g_strdup_printf (_ ("By the shares of its actors, the Herfindahl–Hirschman index of the "
                               "stage is %s."),
                            hhi);
  return g_strdup_printf (_ ("The Herfindahl–Hirschman index of the stage is %s if all suppliers "
                             "are equal; not all have a share."),
                          hhi);
}

/* @finding: (nullable): the stage's bottleneck, when another rule fired before */
static void
find_concentration (CtnFinder *self,
                    guint index,
                    const CtnStageFigures *figures,
                    CtnFinding *finding)
{
  const CtnChainStage *stage = ctn_chain_get_stage (self->chain, index);
  CtnSeverity severity = CTN_SEVERITY_LOW;

  if (figures->shares_known || figures->n_actors == 1)
    severity = figures->hhi > HHI_EXTREME ? CTN_SEVERITY_HIGH : CTN_SEVERITY_MEDIUM;
  if (figures->hhi > HHI_HIGH) {
    if (finding == NULL)
      finding =
          _ctn_finder_add (self, CTN_FINDING_BOTTLENECK, severity, "stage", stage->id, (int) index,
                           g_strdup_printf (_ ("“%s” hangs on few suppliers"), stage->name));
    _ctn_finding_add_rule (finding, "hhi", severity, describe_hhi (figures));
  } else if (figures->hhi > HHI_MODERATE && figures->shares_known) {
    finding = _ctn_finder_add (
        self, CTN_FINDING_CONCENTRATION, CTN_SEVERITY_LOW, "stage", stage->id, (int) index,
        g_strdup_printf (_ ("“%s” is moderately concentrated"), stage->name));
    _ctn_finding_add_rule (finding, "hhi", CTN_SEVERITY_LOW, describe_hhi (figures));
  }
}

/* Of those whose figures are known; one alone is judged as an actor. */
static CtnFinding *
find_capacity (CtnFinder *self, guint index)
{
  const CtnChainStage *stage = ctn_chain_get_stage (self->chain, index);
  double capacity = 0;
  double demand = 0;
  guint n = 0;
  g_autofree char *has = NULL;
  g_autofree char *needs = NULL;
  CtnFinding *finding;

  for (guint i = 0; i < self->chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);

    if (!is_at (actor, index) || isnan (actor->capacity) || isnan (actor->demand))
      continue;
    n++;
    capacity += actor->capacity;
    demand += actor->demand;
  }
  if (n < 2 || capacity >= demand)
    return NULL;
  has = ctn_number_format (capacity, 1);
  needs = ctn_number_format (demand, 1);
  finding = _ctn_finder_add (
      self, CTN_FINDING_BOTTLENECK, CTN_SEVERITY_HIGH, "stage", stage->id, (int) index,
      g_strdup_printf (_ ("“%s” cannot deliver what is asked"), stage->name));
  _ctn_finding_add_rule (
      finding, "capacity", CTN_SEVERITY_HIGH,
      g_strdup_printf (_ ("Its actors have a capacity of %s in all, and a demand "
                          "of %s."),
                       has, needs));
  return finding;
}

/* Imports as a share of the stage, and how they are spread over their origins. */
static void
find_imports (CtnFinder *self, guint index, const CtnStageFigures *figures)
{
  const CtnChainStage *stage = ctn_chain_get_stage (self->chain, index);
  double all = 0, imports = 0, squares = 0;
  g_autofree char *percent = NULL;
  g_autofree char *origins = NULL;
  CtnSeverity severity;
  CtnFinding *finding;

  for (guint i = 0; i < self->chain->actors->len; i++) {
    const CtnChainActor *actor = ctn_chain_get_actor (self->chain, i);

    if (!is_at (actor, index) || isnan (actor->share) ||
        (actor->kind != CTN_ACTOR_ACTOR && actor->kind != CTN_ACTOR_OUTSIDE))
      continue;
    all += actor->share;
    if (actor->kind == CTN_ACTOR_OUTSIDE) {
      imports += actor->share;
      squares += actor->share * actor->share;
    }
  }
  if (!figures->shares_known || imports < MIN_IMPORTS * all || imports <= 0 ||
      squares / (imports * imports) <= HHI_ORIGINS)
    return;
  severity = imports > all / 2 ? CTN_SEVERITY_MEDIUM : CTN_SEVERITY_LOW;
  percent = ctn_number_format (100 * imports / all, 0);
  origins = ctn_number_format (squares / (imports * imports), 2);
  finding = _ctn_finder_add (self, CTN_FINDING_RISK, severity, "stage", stage->id, (int) index,
                             g_strdup_printf (_ ("“%s” depends on imports"), stage->name));
  _ctn_finding_add_rule (
      finding, "imports", severity,
      g_strdup_printf (_ ("%s %% of the stage is imported, from few origins: their "
                          "Herfindahl–Hirschman index is %s."),
                       percent, origins));
}

void
_ctn_finder_find_stages (CtnFinder *self)
{
  for (guint i = 0; i < self->chain->stages->len; i++) {
    CtnStageFigures figures;

    ctn_chain_get_stage_figures (self->chain, i, &figures);
    if (figures.is_gap && !has_market (self->chain, i))
      find_gap (self, i, &figures);
    if (!isnan (figures.hhi) && figures.n_actors > 0) {
      CtnFinding *bottleneck = find_capacity (self, i);

      /* Users need not be many. */
      if (!has_market (self->chain, i))
        find_concentration (self, i, &figures, bottleneck);
    }
    if (!isnan (figures.hhi))
      find_imports (self, i, &figures);
  }
}

/* --- Links --------------------------------------------------------------------------------------- */

static gboolean
is_only_supply (CtnFinder *self, const CtnChainLink *link)
{
  for (guint i = 0; i < self->chain->links->len; i++) {
    const CtnChainLink *other = ctn_chain_get_link (self->chain, i);

    if (other != link && other->target == link->target && g_str_equal (other->kind, "supply") &&
        other->state == CTN_STATE_EXISTING &&
        ctn_chain_get_actor (self->chain, other->source)->state == CTN_STATE_EXISTING)
      return FALSE;
  }
  return TRUE;
}

void
_ctn_finder_find_links (CtnFinder *self)
{
  for (guint i = 0; i < self->chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (self->chain, i);
    const CtnChainActor *source = ctn_chain_get_actor (self->chain, link->source);
    const CtnChainActor *target = ctn_chain_get_actor (self->chain, link->target);
    CtnFinding *finding;

    if (source->state != CTN_STATE_EXISTING || target->state != CTN_STATE_EXISTING)
      continue;
    if (link->state == CTN_STATE_MISSING) {
      finding = _ctn_finder_add (
          self, CTN_FINDING_GAP, CTN_SEVERITY_LOW, "link", link->id, source->stage,
          g_strdup_printf (_ ("%s and %s are not linked"), source->name, target->name));
      _ctn_finding_add_rule (finding, "marked", CTN_SEVERITY_LOW,
                             g_strdup (_ ("The link between them is marked as missing.")));
    } else if (link->state == CTN_STATE_WEAK && g_str_equal (link->kind, "supply") &&
               is_only_supply (self, link)) {
      finding = _ctn_finder_add (self, CTN_FINDING_RISK, CTN_SEVERITY_MEDIUM, "link", link->id,
                                 target->stage,
                                 g_strdup_printf (_ ("Supply of %s is weak"), target->name));
      _ctn_finding_add_rule (
          finding, "weak-only", CTN_SEVERITY_MEDIUM,
          g_strdup_printf (_ ("The weak link from %s is the only supply it has."), source->name));
    }
  }
}
