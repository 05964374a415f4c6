#include "ctn-priority-synergy.h"

#include <math.h>
#include <string.h>

#include "ctn-indicator-figures.h"
#include "ctn-region-strategy.h"

/* A stage of a chain and the regions of its actors. */
typedef struct {
  gint64 id;
  char *name;
  GPtrArray *nuts; /* utf8 */
} Stage;

typedef struct {
  GArray *stages;        /* Stage */
  GPtrArray *indicators; /* CtnIndicator */
} Capability;

static void
stage_clear (gpointer data)
{
  Stage *stage = data;

  g_free (stage->name);
  g_ptr_array_unref (stage->nuts);
}

static void
capability_clear (Capability *self)
{
  g_clear_pointer (&self->stages, g_array_unref);
  g_clear_pointer (&self->indicators, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Capability, capability_clear)

void
ctn_synergy_free (CtnSynergy *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->shared);
  g_ptr_array_unref (self->gives);
  g_ptr_array_unref (self->takes);
  g_ptr_array_unref (self->ahead);
  g_ptr_array_unref (self->behind);
  g_free (self);
}

static gboolean
read_stages (CtnConnection *reader, Capability *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT DISTINCT s.id, c.name || ': ' || s.name, coalesce (a.nuts, o.nuts) AS place "
      "FROM chain_actor a JOIN chain_stage s ON s.id = a.stage JOIN chain c ON c.id = a.chain "
      "LEFT JOIN organisation o ON o.id = a.organisation WHERE a.state = 'existing' "
      "AND a.kind IN ('actor', 'supporter') AND place IS NOT NULL "
      "ORDER BY c.name, c.id, s.position, s.id",
      "");

  self->stages = g_array_new (FALSE, FALSE, sizeof (Stage));
  g_array_set_clear_func (self->stages, stage_clear);
  while (ctn_statement_next (rows, &local_error)) {
    Stage stage = { .id = ctn_statement_get_int (rows, 0) };

    if (self->stages->len == 0 ||
        g_array_index (self->stages, Stage, self->stages->len - 1).id != stage.id) {
      stage.name = g_strdup (ctn_statement_get_text (rows, 1));
      stage.nuts = g_ptr_array_new_with_free_func (g_free);
      g_array_append_val (self->stages, stage);
    }
    g_ptr_array_add (g_array_index (self->stages, Stage, self->stages->len - 1).nuts,
                     g_strdup (ctn_statement_get_text (rows, 2)));
  }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_indicators (CtnConnection *reader, Capability *self, GError **error)
{
  g_autoptr (GArray) ids = ctn_indicator_list (reader, error);

  self->indicators = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_indicator_free);
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    CtnIndicator *indicator = ctn_indicator_load (reader, g_array_index (ids, gint64, i), error);

    if (indicator == NULL)
      return FALSE;
    g_ptr_array_add (self->indicators, indicator);
  }
  return ids != NULL;
}

static gboolean
has_actor (const Stage *stage, const char *nuts)
{
  for (guint i = 0; i < stage->nuts->len; i++)
    if (g_str_has_prefix (stage->nuts->pdata[i], nuts))
      return TRUE;
  return FALSE;
}

static void
compare_stages (CtnSynergy *synergy, const Capability *capability)
{
  for (guint i = 0; i < capability->stages->len; i++) {
    const Stage *stage = &g_array_index (capability->stages, Stage, i);
    gboolean one = has_actor (stage, synergy->one->nuts);
    gboolean other = has_actor (stage, synergy->other->nuts);

    if (one && !other)
      g_ptr_array_add (synergy->gives, g_strdup (stage->name));
    else if (other && !one)
      g_ptr_array_add (synergy->takes, g_strdup (stage->name));
  }
}

static void
compare_indicators (CtnSynergy *synergy, const Capability *capability)
{
  for (guint i = 0; i < capability->indicators->len; i++) {
    const CtnIndicator *indicator = capability->indicators->pdata[i];
    double lead = ctn_indicator_get_normalised (indicator, synergy->one->nuts, 0) -
                  ctn_indicator_get_normalised (indicator, synergy->other->nuts, 0);

    if (indicator->direction == CTN_INDICATOR_DIRECTION_NONE || !isfinite (lead))
      continue;
    if (lead >= CTN_SYNERGY_AHEAD)
      g_ptr_array_add (synergy->ahead, g_strdup (indicator->name));
    else if (lead <= -CTN_SYNERGY_AHEAD)
      g_ptr_array_add (synergy->behind, g_strdup (indicator->name));
  }
}

/* Codes of all schemes that both have, by title. */
static void
name_shared (CtnSynergy *synergy)
{
  for (int scheme = 0; scheme < CTN_N_SCHEMES; scheme++) {
    g_auto (CtnOverlap) overlap = { 0 };

    ctn_overlap_init (&overlap, synergy->one, synergy->other, scheme);
    for (guint i = 0; i < overlap.shared->len; i++)
      g_ptr_array_add (
          synergy->shared,
          ctn_priority_code_dup_title (ctn_priority_schemes ()[scheme], overlap.shared->pdata[i]));
  }
}

static CtnSynergy *
new_synergy (const CtnRegionCodes *one, const CtnRegionCodes *other, double index)
{
  CtnSynergy *synergy = g_new0 (CtnSynergy, 1);

  synergy->one = one;
  synergy->other = other;
  synergy->index = index;
  synergy->shared = g_ptr_array_new_with_free_func (g_free);
  synergy->gives = g_ptr_array_new_with_free_func (g_free);
  synergy->takes = g_ptr_array_new_with_free_func (g_free);
  synergy->ahead = g_ptr_array_new_with_free_func (g_free);
  synergy->behind = g_ptr_array_new_with_free_func (g_free);
  return synergy;
}

guint
ctn_synergy_get_rank (const CtnSynergy *self)
{
  return MIN (self->gives->len + self->ahead->len, self->takes->len + self->behind->len);
}

static int
compare_synergies (gconstpointer a, gconstpointer b)
{
  const CtnSynergy *one = *(const CtnSynergy *const *) a;
  const CtnSynergy *other = *(const CtnSynergy *const *) b;
  guint rank_one = ctn_synergy_get_rank (one);
  guint rank_other = ctn_synergy_get_rank (other);

  if (rank_one != rank_other)
    return rank_one > rank_other ? -1 : 1;
  if (one->shared->len != other->shared->len)
    return one->shared->len > other->shared->len ? -1 : 1;
  return one->one != other->one ? strcmp (one->one->nuts, other->one->nuts)
                                : strcmp (one->other->nuts, other->other->nuts);
}

GPtrArray *
ctn_synergy_list (CtnConnection *reader, GPtrArray *regions, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_synergy_free);
  g_auto (Capability) capability = { 0 };

  if (!read_stages (reader, &capability, error) || !read_indicators (reader, &capability, error))
    return NULL;
  for (guint i = 0; i < regions->len; i++)
    for (guint j = i + 1; j < regions->len; j++) {
      const CtnRegionCodes *one = regions->pdata[i];
      const CtnRegionCodes *other = regions->pdata[j];
      g_auto (CtnOverlap) overlap = { 0 };
      CtnSynergy *synergy;

      ctn_overlap_init (&overlap, one, other, -1);
      /* Without a code a region cannot be found in chains and figures. */
      if (overlap.shared->len == 0 || *one->nuts == '\0' || *other->nuts == '\0')
        continue;
      synergy = new_synergy (one, other, overlap.index);
      name_shared (synergy);
      compare_stages (synergy, &capability);
      compare_indicators (synergy, &capability);
      g_ptr_array_add (list, synergy);
    }
  g_ptr_array_sort (list, compare_synergies);
  return g_steal_pointer (&list);
}
