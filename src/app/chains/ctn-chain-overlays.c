/* What can be laid over the map of a chain: see CtnOverlayKind. */
#include <ctn-chain-accounts.h>
#include <ctn-chain-figures.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-chain-analysis.h"

/* A number of each actor, NAN where it has none, and of each stage. */
typedef struct {
  CtnChain *chain;
  double *actors;
  double *stages;
  double max; /* of the actors */
} Values;

static void
values_init (Values *self, CtnChain *chain)
{
  self->chain = chain;
  self->actors = g_new (double, MAX (chain->actors->len, 1));
  self->stages = g_new (double, MAX (chain->stages->len, 1));
  self->max = 0;
  for (guint i = 0; i < chain->actors->len; i++)
    self->actors[i] = NAN;
  for (guint i = 0; i < chain->stages->len; i++)
    self->stages[i] = NAN;
}

static void
values_clear (Values *self)
{
  g_free (self->actors);
  g_free (self->stages);
}

static void
find_max (Values *self)
{
  for (guint i = 0; i < self->chain->actors->len; i++)
    if (isfinite (self->actors[i]))
      self->max = MAX (self->max, self->actors[i]);
}

/* Sums over a stage and its parts; the mean where @mean. */
static void
sum_stages (Values *self, gboolean mean)
{
  for (guint stage = 0; stage < self->chain->stages->len; stage++) {
    double sum = 0;
    guint n = 0;

    for (guint i = 0; i < self->chain->actors->len; i++)
      if (isfinite (self->actors[i]) &&
          ctn_chain_is_at (self->chain, ctn_chain_get_actor (self->chain, i), stage)) {
        sum += self->actors[i];
        n++;
      }
    if (n > 0)
      self->stages[stage] = mean ? sum / n : sum;
  }
}

typedef char *(*FormatFunc) (double value);

/* Colours by the share of the largest value, with the value in words. */
static void
mark_values (const Values *self, CtnChainOverlay *overlay, const char *name, FormatFunc format)
{
  g_autofree char *high = self->max > 0 ? format (self->max) : NULL;
  g_autofree char *low = format (0);

  for (guint i = 0; i < self->chain->actors->len; i++) {
    g_autofree char *line = isfinite (self->actors[i]) ? format (self->actors[i]) : NULL;

    if (line != NULL)
      ctn_chain_overlay_mark_actor (overlay, ctn_chain_get_actor (self->chain, i)->id,
                                    self->max > 0 ? self->actors[i] / self->max : 0, FALSE, line);
  }
  for (guint i = 0; i < self->chain->stages->len; i++) {
    g_autofree char *line = isfinite (self->stages[i]) ? format (self->stages[i]) : NULL;

    if (line != NULL)
      ctn_chain_overlay_mark_stage (overlay, ctn_chain_get_stage (self->chain, i)->id, 0, FALSE,
                                    line);
  }
  if (high != NULL)
    ctn_chain_overlay_set_legend (overlay, name, low, high, FALSE);
}

/* Numbers ---------------------------------------------------------------------------------------- */

static guint
count_links (CtnChain *chain, guint actor, gboolean incoming)
{
  guint n = 0;

  for (guint i = 0; i < chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (chain, i);

    n += link->state != CTN_STATE_MISSING && (incoming ? link->target : link->source) == actor;
  }
  return n;
}

static void
mark_stage_numbers (CtnChain *chain, CtnChainOverlay *overlay)
{
  for (guint i = 0; i < chain->stages->len; i++) {
    CtnStageFigures figures;
    g_autofree char *count = NULL;
    g_autofree char *line = NULL;

    ctn_chain_get_stage_figures (chain, i, &figures);
    count = g_strdup_printf (ctn_ngettext ("%u actor", "%u actors", figures.n_actors),
                             figures.n_actors);
    line = isnan (figures.hhi) ? g_strdup (count)
                               : g_strdup_printf (_ ("%s · HHI %.2f"), count, figures.hhi);
    ctn_chain_overlay_mark_stage (overlay, ctn_chain_get_stage (chain, i)->id,
                                  figures.is_gap ? 0.8 : 0, figures.is_gap, line);
  }
}

static void
mark_numbers (CtnChain *chain, CtnChainOverlay *overlay)
{
  guint max = 0;
  g_autofree char *high = NULL;

  for (guint i = 0; i < chain->actors->len; i++)
    max = MAX (max, count_links (chain, i, FALSE) + count_links (chain, i, TRUE));
  for (guint i = 0; i < chain->actors->len; i++) {
    guint n_out = count_links (chain, i, FALSE), n_in = count_links (chain, i, TRUE);
    /* Translators: numbers of an actor's links to others and from others */
    g_autofree char *line = g_strdup_printf (_ ("to %u · from %u"), n_out, n_in);

    ctn_chain_overlay_mark_actor (overlay, ctn_chain_get_actor (chain, i)->id,
                                  max > 0 ? (double) (n_out + n_in) / max : 0, FALSE, line);
  }
  mark_stage_numbers (chain, overlay);
  high = g_strdup_printf ("%u", max);
  ctn_chain_overlay_set_legend (overlay, _ ("Links"), "0", high, FALSE);
}

/* Jobs, value, maturity -------------------------------------------------------------------------- */

static char *
format_jobs (double value)
{
  g_autofree char *number = ctn_number_format (value, value < 10 ? 1 : 0);

  return g_strdup_printf (ctn_ngettext ("%s job", "%s jobs", value > 1 ? 2 : (gulong) value),
                          number);
}

static void
mark_jobs (CtnChain *chain, CtnChainOverlay *overlay)
{
  Values values;

  values_init (&values, chain);
  for (guint i = 0; i < chain->actors->len; i++)
    values.actors[i] = ctn_chain_get_actor (chain, i)->employment;
  find_max (&values);
  sum_stages (&values, FALSE);
  mark_values (&values, overlay, _ ("Jobs"), format_jobs);
  values_clear (&values);
}

static char *
format_money (double value)
{
  g_autofree char *number = NULL;

  if (fabs (value) >= 1e6) {
    number = ctn_number_format (value / 1e6, 1);
    /* Translators: millions of euro */
    return g_strdup_printf (_ ("€ %s m"), number);
  }
  number = ctn_number_format (value, 0);
  return g_strdup_printf (_ ("€ %s"), number);
}

static void
mark_value (CtnChain *chain, CtnChainOverlay *overlay)
{
  g_autoptr (GArray) years = ctn_chain_list_account_years (chain);
  Values values;

  values_init (&values, chain);
  for (guint i = 0; i < chain->links->len; i++) {
    const CtnChainLink *link = ctn_chain_get_link (chain, i);

    if (isfinite (link->value))
      values.actors[link->source] =
          (isfinite (values.actors[link->source]) ? values.actors[link->source] : 0) + link->value;
  }
  find_max (&values);
  sum_stages (&values, FALSE);
  for (guint i = 0; years->len > 0 && i < chain->stages->len; i++) {
    CtnAccountFigures figures;

    ctn_chain_get_account_figures (chain, i, g_array_index (years, int, 0), &figures);
    values.stages[i] = figures.value_added;
  }
  mark_values (&values, overlay, _ ("Value of what goes out"), format_money);
  values_clear (&values);
}

static char *
format_capability (double value)
{
  g_autofree char *number = ctn_number_format (value, 1);

  return g_strdup_printf (_ ("%s of 5"), number);
}

static void
mark_maturity (CtnChain *chain, CtnChainOverlay *overlay)
{
  Values values;

  values_init (&values, chain);
  for (guint i = 0; i < chain->actors->len; i++)
    values.actors[i] = ctn_chain_get_actor (chain, i)->capability;
  values.max = 5;
  sum_stages (&values, TRUE);
  mark_values (&values, overlay, _ ("Capability"), format_capability);
  values_clear (&values);
}

/* Findings --------------------------------------------------------------------------------------- */

static const char *
get_risk_line (CtnSeverity severity)
{
  return severity == CTN_SEVERITY_HIGH     ? _ ("high risk")
         : severity == CTN_SEVERITY_MEDIUM ? _ ("medium risk")
                                           : _ ("low risk");
}

/* Findings come by severity, so the first one about an actor is the gravest. */
static void
mark_risk (GPtrArray *findings, CtnChainOverlay *overlay)
{
  for (guint i = findings->len; i-- > 0;) {
    const CtnFinding *finding = g_ptr_array_index (findings, i);

    if (g_str_equal (finding->role, "actor") && finding->state != CTN_FINDING_REJECTED &&
        finding->kind != CTN_FINDING_GAP)
      ctn_chain_overlay_mark_actor (overlay, finding->id, (finding->severity + 1) / 3.0, TRUE,
                                    get_risk_line (finding->severity));
  }
  ctn_chain_overlay_set_legend (overlay, _ ("Risk"), _ ("low"), _ ("high"), TRUE);
}

/* How many findings there are about it, and the severity of the gravest one from 1. */
static guint
count_findings (GPtrArray *findings, const char *role, gint64 id, guint *gravest)
{
  guint n = 0;

  *gravest = 0;
  for (guint i = 0; i < findings->len; i++) {
    const CtnFinding *finding = g_ptr_array_index (findings, i);

    if (finding->state == CTN_FINDING_REJECTED || finding->id != id ||
        !g_str_equal (finding->role, role))
      continue;
    n++;
    *gravest = MAX (*gravest, (guint) finding->severity + 1);
  }
  return n;
}

static char *
format_findings (guint n)
{
  return g_strdup_printf (ctn_ngettext ("%u finding", "%u findings", n), n);
}

static void
mark_findings (CtnChain *chain, GPtrArray *findings, CtnChainOverlay *overlay)
{
  guint gravest;

  for (guint i = 0; i < chain->actors->len; i++) {
    gint64 id = ctn_chain_get_actor (chain, i)->id;
    guint n = count_findings (findings, "actor", id, &gravest);
    g_autofree char *line = format_findings (n);

    if (n > 0)
      ctn_chain_overlay_mark_actor (overlay, id, gravest / 3.0, TRUE, line);
  }
  for (guint i = 0; i < chain->stages->len; i++) {
    gint64 id = ctn_chain_get_stage (chain, i)->id;
    guint n = count_findings (findings, "stage", id, &gravest);
    g_autofree char *line = format_findings (n);

    if (n > 0)
      ctn_chain_overlay_mark_stage (overlay, id, gravest / 3.0, TRUE, line);
  }
  ctn_chain_overlay_set_legend (overlay, _ ("Findings"), _ ("low"), _ ("high"), TRUE);
}

static void
mark_betweenness (CtnChain *chain, const CtnChainNetwork *network, CtnChainOverlay *overlay)
{
  double max = 0;
  g_autofree char *high = NULL;

  for (guint i = 0; i < chain->actors->len; i++)
    max = MAX (max, ctn_chain_network_get_actor (network, i)->betweenness);
  for (guint i = 0; i < chain->actors->len; i++) {
    const CtnActorFigures *figures = ctn_chain_network_get_actor (network, i);
    g_autofree char *line = NULL;

    if (!figures->counted)
      continue;
    line = g_strdup_printf (_ ("betweenness %.3f"), figures->betweenness);
    ctn_chain_overlay_mark_actor (overlay, ctn_chain_get_actor (chain, i)->id,
                                  max > 0 ? sqrt (figures->betweenness / max) : 0, FALSE, line);
  }
  high = ctn_number_format (max, 3);
  if (max > 0)
    ctn_chain_overlay_set_legend (overlay, _ ("Betweenness"), "0", high, FALSE);
}

CtnChainOverlay *
ctn_chain_analysis_make_overlay (CtnChainAnalysis *self, CtnOverlayKind kind)
{
  CtnChain *chain = ctn_chain_analysis_get_chain (self);
  GPtrArray *findings = ctn_chain_analysis_get_findings (self);
  CtnChainOverlay *overlay;

  if (kind == CTN_OVERLAY_NONE || findings == NULL)
    return NULL;
  overlay = ctn_chain_overlay_new ();
  switch (kind) {
  case CTN_OVERLAY_NUMBERS:
    mark_numbers (chain, overlay);
    break;
  case CTN_OVERLAY_JOBS:
    mark_jobs (chain, overlay);
    break;
  case CTN_OVERLAY_VALUE:
    mark_value (chain, overlay);
    break;
  case CTN_OVERLAY_MATURITY:
    mark_maturity (chain, overlay);
    break;
  case CTN_OVERLAY_RISK:
    mark_risk (findings, overlay);
    break;
  case CTN_OVERLAY_FINDINGS:
    mark_findings (chain, findings, overlay);
    break;
  case CTN_OVERLAY_BETWEENNESS:
    mark_betweenness (chain, ctn_chain_analysis_get_network (self), overlay);
    break;
  case CTN_OVERLAY_NONE:
  default:
    break;
  }
  return overlay;
}

CtnOverlayKind
ctn_overlay_kind_parse (const char *name)
{
  static const char *const names[] = {
    [CTN_OVERLAY_NONE] = "none",         [CTN_OVERLAY_NUMBERS] = "numbers",
    [CTN_OVERLAY_JOBS] = "jobs",         [CTN_OVERLAY_VALUE] = "value",
    [CTN_OVERLAY_MATURITY] = "maturity", [CTN_OVERLAY_RISK] = "risk",
    [CTN_OVERLAY_FINDINGS] = "findings", [CTN_OVERLAY_BETWEENNESS] = "betweenness",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      return (CtnOverlayKind) i;
  return CTN_OVERLAY_NONE;
}
