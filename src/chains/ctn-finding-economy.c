/* Rules about trade and accounts. */
#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-chain-accounts.h"
#include "ctn-chain-findings-private.h"
#include "ctn-chain-trade.h"

static void
add_dependency (CtnFinder *self, const CtnDependency *dependency)
{
  const CtnChainStage *stage = ctn_chain_get_stage (self->chain, dependency->stage);
  const CtnDependencyYear *latest = &g_array_index (dependency->years, CtnDependencyYear, 0);
  CtnSeverity severity = latest->from_outside ? CTN_SEVERITY_HIGH : CTN_SEVERITY_MEDIUM;
  const char *product = dependency->product != NULL ? dependency->product : stage->name;
  CtnFinding *finding = _ctn_finder_add (self, CTN_FINDING_RISK, severity, "stage", stage->id,
                                         (int) dependency->stage,
                                         g_strdup_printf (_ ("Dependent on imports: %s"), product));
  g_autofree char *share = ctn_number_format (100 * dependency->top_share, 0);

  /* One stage may depend on several products. */
  g_free (finding->key);
  finding->key = g_strdup_printf ("risk:trade:%" G_GINT64_FORMAT ":%s", stage->id,
                                  dependency->product != NULL ? dependency->product : "");
  _ctn_finding_add_rule (
      finding, "dependency", severity,
      g_strdup_printf (
          _ ("In %u of %u years imports came from few countries and were above exports. "
             "Most recently, %s %% came from one: %s."),
          dependency->n_years, dependency->years->len, share,
          ctn_place_get_title (dependency->top)));
}

static void
add_loss (CtnFinder *self, guint index, int year, double value_added)
{
  const CtnChainStage *stage = ctn_chain_get_stage (self->chain, index);
  g_autofree char *amount = ctn_number_format (-value_added, 0);
  CtnFinding *finding =
      _ctn_finder_add (self, CTN_FINDING_RISK, CTN_SEVERITY_MEDIUM, "stage", stage->id, (int) index,
                       g_strdup_printf (_ ("“%s” adds no value"), stage->name));

  g_free (finding->key);
  finding->key = g_strdup_printf ("risk:loss:%" G_GINT64_FORMAT, stage->id);
  _ctn_finding_add_rule (
      finding, "loss", CTN_SEVERITY_MEDIUM,
      g_strdup_printf (_ ("In %d it took in %s € more than it put out."), year, amount));
}

void
_ctn_finder_find_economy (CtnFinder *self)
{
  g_autoptr (GPtrArray) dependencies = ctn_chain_list_dependencies (self->chain, FALSE);
  g_autoptr (GArray) years = ctn_chain_list_account_years (self->chain);

  for (guint i = 0; i < dependencies->len; i++) {
    const CtnDependency *dependency = g_ptr_array_index (dependencies, i);

    if (dependency->dependent)
      add_dependency (self, dependency);
  }
  for (guint i = 0; years->len > 0 && i < self->chain->stages->len; i++) {
    CtnAccountFigures figures;

    ctn_chain_get_account_figures (self->chain, i, g_array_index (years, int, 0), &figures);
    if (figures.value_added < 0)
      add_loss (self, i, g_array_index (years, int, 0), figures.value_added);
  }
}
