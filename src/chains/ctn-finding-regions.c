/* Which regions complete each other. */
#include <ctn-code-list.h>
#include <ctn-i18n.h>

#include "ctn-chain-coverage.h"
#include "ctn-chain-findings-private.h"

#define MAX_PAIRS 5

static char *
join_stages (CtnChain *chain, GArray *stages)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  for (guint i = 0; i < stages->len; i++)
    g_strv_builder_add (names, ctn_chain_get_stage (chain, g_array_index (stages, guint, i))->name);
  strv = g_strv_builder_end (names);
  return g_strjoinv (", ", strv);
}

static void
add_pair (CtnFinder *self, const CtnComplement *pair)
{
  const char *one = ctn_place_get_title (pair->one);
  const char *other = ctn_place_get_title (pair->other);
  g_autofree char *gives = join_stages (self->chain, pair->gives);
  g_autofree char *takes = join_stages (self->chain, pair->takes);
  CtnFinding *finding =
      _ctn_finder_add (self, CTN_FINDING_OPPORTUNITY, CTN_SEVERITY_LOW, "chain", 0, -1,
                       g_strdup_printf (_ ("%s and %s complete each other"), one, other));

  g_free (finding->key);
  finding->key = g_strdup_printf ("opportunity:regions:%s+%s", pair->one, pair->other);
  _ctn_finding_add_rule (
      finding, "complementary", CTN_SEVERITY_LOW,
      g_strdup_printf (_ ("Only %s covers well: %s. Only %s covers well: %s. Together they cover "
                          "%u of %u stages."),
                       one, gives, other, takes, pair->n_both, self->chain->stages->len));
}

void
_ctn_finder_find_regions (CtnFinder *self)
{
  g_autoptr (GPtrArray) pairs = ctn_chain_list_complements (self->chain);

  for (guint i = 0; i < MIN (pairs->len, MAX_PAIRS); i++)
    add_pair (self, g_ptr_array_index (pairs, i));
}
