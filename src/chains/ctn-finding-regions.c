/* Which regions complete each other. */
#include <ctn-code-list.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ctn-chain-figures.h"
#include "ctn-chain-findings-private.h"

#define MAX_PAIRS 5

typedef struct {
  guint one, other;   /* indices of regions */
  guint gives, takes; /* stages that only the one, only the other has */
  guint countries;    /* 2 when a border lies between them, else 1 */
  guint both;         /* stages that at least one of them has */
} Pair;

static char *
dup_region_name (const char *code)
{
  CtnCodeList *regions = ctn_code_list_get ("nuts-2024", NULL);
  CtnCodeList *countries = ctn_code_list_get ("iso-3166", NULL);
  const CtnCode *entry = regions != NULL ? ctn_code_list_lookup (regions, code) : NULL;

  if (entry == NULL && countries != NULL)
    entry = ctn_code_list_lookup (countries, code);
  return g_strdup (entry != NULL ? entry->title : code);
}

/* Names of the stages that @region covers and @without does not. */
static char *
list_stages (CtnFinder *self, const gboolean *region, const gboolean *without)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  for (guint i = 0; i < self->chain->stages->len; i++)
    if (region[i] && !without[i])
      g_strv_builder_add (names, ctn_chain_get_stage (self->chain, i)->name);
  strv = g_strv_builder_end (names);
  return g_strjoinv (", ", strv);
}

static Pair
compare_regions (const gboolean *one, const gboolean *other, guint n_stages)
{
  Pair pair = { 0 };

  for (guint i = 0; i < n_stages; i++) {
    pair.gives += one[i] && !other[i];
    pair.takes += other[i] && !one[i];
    pair.both += one[i] || other[i];
  }
  return pair;
}

/* Those that cover most together; among equals those of two countries, which know less of each other, and
 * those where both gain most. */
static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *one = a;
  const Pair *other = b;
  guint gain = MIN (one->gives, one->takes);
  guint other_gain = MIN (other->gives, other->takes);

  if (one->both != other->both)
    return one->both > other->both ? -1 : 1;
  if (one->countries != other->countries)
    return one->countries > other->countries ? -1 : 1;
  if (gain != other_gain)
    return gain > other_gain ? -1 : 1;
  if (one->one != other->one)
    return one->one < other->one ? -1 : 1;
  return one->other < other->other ? -1 : 1;
}

static void
add_pair (CtnFinder *self, GPtrArray *regions, gboolean **covers, const Pair *pair)
{
  g_autofree char *one = dup_region_name (g_ptr_array_index (regions, pair->one));
  g_autofree char *other = dup_region_name (g_ptr_array_index (regions, pair->other));
  g_autofree char *gives = list_stages (self, covers[pair->one], covers[pair->other]);
  g_autofree char *takes = list_stages (self, covers[pair->other], covers[pair->one]);
  CtnFinding *finding =
      _ctn_finder_add (self, CTN_FINDING_OPPORTUNITY, CTN_SEVERITY_LOW, "chain", 0, -1,
                       g_strdup_printf (_ ("%s and %s complete each other"), one, other));

  g_free (finding->key);
  finding->key =
      g_strdup_printf ("opportunity:regions:%s+%s", (char *) g_ptr_array_index (regions, pair->one),
                       (char *) g_ptr_array_index (regions, pair->other));
  _ctn_finding_add_rule (
      finding, "complementary", CTN_SEVERITY_LOW,
      g_strdup_printf (
          _ ("Only %s has actors at: %s. Only %s has actors at: %s. Together they cover "
             "%u of %u stages."),
          one, gives, other, takes, pair->both, self->chain->stages->len));
}

/* Which stages each region covers. */
static gboolean **
make_coverage (CtnFinder *self, GPtrArray *regions)
{
  gboolean **covers = g_new (gboolean *, regions->len + 1);

  for (guint i = 0; i < regions->len; i++) {
    covers[i] = g_new0 (gboolean, self->chain->stages->len + 1);
    for (guint k = 0; k < self->chain->stages->len; k++)
      covers[i][k] = ctn_chain_count_region (self->chain, k, g_ptr_array_index (regions, i)) > 0;
  }
  covers[regions->len] = NULL;
  return covers;
}

void
_ctn_finder_find_regions (CtnFinder *self)
{
  g_autoptr (GPtrArray) regions = ctn_chain_list_regions (self->chain, 2);
  gboolean **covers = make_coverage (self, regions);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < regions->len; i++)
    for (guint k = i + 1; k < regions->len; k++) {
      Pair pair = compare_regions (covers[i], covers[k], self->chain->stages->len);

      pair.one = i;
      pair.other = k;
      pair.countries =
          strncmp (g_ptr_array_index (regions, i), g_ptr_array_index (regions, k), 2) ? 2 : 1;
      /* Two that have one stage each complete each other in nothing but number. */
      if (pair.gives > 0 && pair.takes > 0 && 2 * pair.both >= self->chain->stages->len &&
          !g_str_has_prefix (g_ptr_array_index (regions, k), g_ptr_array_index (regions, i)))
        g_array_append_val (pairs, pair);
    }
  g_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < MIN (pairs->len, MAX_PAIRS); i++)
    add_pair (self, regions, covers, &g_array_index (pairs, Pair, i));
  for (guint i = 0; i < regions->len; i++)
    g_free (covers[i]);
  g_free (covers);
}
