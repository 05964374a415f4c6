#include "ctn-chain-candidates.h"

#include <ctn-code-list.h>
#include <ctn-i18n.h>
#include <ctn-likeness.h>
#include <ctn-organisation.h>
#include <ctn-record-scan.h>
#include <string.h>

#include "ctn-candidate-profile-private.h"

#define WEIGHT_NACE 35
#define WEIGHT_WORDS 20
#define WEIGHT_SECTOR 15
#define WEIGHT_TAGS 10
#define WEIGHT_REGION 10
#define WEIGHT_CHAIN 5
#define WEIGHT_SIZE 5

#define ENOUGH_WORDS 3
#define CANCEL_EVERY 1024 /* organisations between two looks */
#define NUTS_2_LENGTH 4

void
ctn_candidate_free (CtnCandidate *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->place);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self);
}

/* One organisation that is being weighed. */
typedef struct {
  const CtnStageProfile *profile;
  CtnRecordScan *scan;
  CtnCandidate *candidate;
  double total; /* of the weights that the stage gives something for */
} Weighing;

static const char *
get (const Weighing *self, CtnTrait trait)
{
  return ctn_record_scan_get_text (self->scan, trait);
}

/* @text: (transfer full) */
static void
add_reason (Weighing *self, double points, char *text)
{
  ctn_reasons_add (self->candidate->reasons, points, text);
}

/* --- Criteria: each adds its weight to the total, and a reason ------------------------------------ */

static void
weigh_nace (Weighing *self)
{
  CtnNearest old = { 0 }, new = { 0 };
  gboolean is_new;
  g_autofree char *title = NULL;

  if (g_hash_table_size (self->profile->values[CTN_TRAIT_NACE2]) +
          g_hash_table_size (self->profile->values[CTN_TRAIT_NACE21]) ==
      0)
    return;
  self->total += WEIGHT_NACE;
  ctn_likeness_find_nearest ("nace-rev2", get (self, CTN_TRAIT_NACE2),
                             self->profile->values[CTN_TRAIT_NACE2], &old);
  ctn_likeness_find_nearest ("nace-rev21", get (self, CTN_TRAIT_NACE21),
                             self->profile->values[CTN_TRAIT_NACE21], &new);
  is_new = new.nearness > old.nearness;
  if (old.nearness > 0 || new.nearness > 0) {
    double nearness = MAX (old.nearness, new.nearness);

    title = ctn_likeness_describe_code (is_new ? "nace-rev21" : "nace-rev2",
                                        is_new ? new.code : old.code);
    add_reason (
        self, WEIGHT_NACE * nearness,
        nearness > 0.9 ? g_strdup_printf (_ ("Does the same as those at the stage: %s."), title)
        : nearness > 0.3
            ? g_strdup_printf (_ ("Works in the same field as those at the stage: %s."), title)
            : g_strdup_printf (_ ("Works in the same section of the economy: %s."), title));
  }
  g_free (old.code);
  g_free (new.code);
}

static void
weigh_set (Weighing *self, CtnTrait trait, double weight)
{
  double jaccard = 0;
  g_autofree char *shared = NULL;
  g_autofree char *shown = NULL;

  if (g_hash_table_size (self->profile->values[trait]) == 0)
    return;
  self->total += weight;
  shared = ctn_likeness_intersect (get (self, trait), self->profile->values[trait], &jaccard);
  if (jaccard <= 0)
    return;
  shown = ctn_field_format (_ctn_trait_fields ()[trait], shared);
  add_reason (self, weight * jaccard,
              trait == CTN_TRAIT_TAGS
                  ? g_strdup_printf (_ ("Shares tags with those at the stage: %s."), shown)
                  : g_strdup_printf (_ ("Works in a sector of those at the stage: %s."), shown));
}

static gboolean
has_word (const char *text, const char *word)
{
  g_autofree char *start = g_strconcat (" ", word, NULL);

  /* Long words also inside of others: "Batteriezellen". */
  return strstr (text, g_utf8_strlen (word, -1) > 5 ? word : start) != NULL;
}

static void
weigh_words (Weighing *self)
{
  GPtrArray *words = self->profile->words;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  guint n = 0;

  if (words->len == 0)
    return;
  self->total += WEIGHT_WORDS;
  text = g_strjoin (" ", get (self, CTN_TRAIT_NAME), get (self, CTN_TRAIT_DESCRIPTION),
                    get (self, CTN_TRAIT_TAGS), NULL);
  folded = ctn_likeness_fold_words (text);
  for (guint i = 0; i < words->len; i++)
    if (has_word (folded, g_ptr_array_index (words, i))) {
      n++;
      g_strv_builder_take (found, g_strdup_printf ("%s…", (char *) g_ptr_array_index (words, i)));
    }
  strv = g_strv_builder_end (found);
  if (n > 0) {
    g_autofree char *list = g_strjoinv (", ", strv);

    add_reason (self, WEIGHT_WORDS * MIN (1, n / (double) MIN (words->len, ENOUGH_WORDS)),
                g_strdup_printf (_ ("Words of the stage are in its description: %s."), list));
  }
}

static void
weigh_region (Weighing *self)
{
  const char *country = get (self, CTN_TRAIT_COUNTRY);
  g_autofree char *region = g_strndup (get (self, CTN_TRAIT_NUTS), NUTS_2_LENGTH);
  const CtnStageProfile *profile = self->profile;
  gboolean known = *country != '\0' || *region != '\0';
  gboolean other_country =
      *country != '\0' && !g_hash_table_contains (profile->values[CTN_TRAIT_COUNTRY], country);
  gboolean other_region =
      other_country ||
      (*region != '\0' && !g_hash_table_contains (profile->values[CTN_TRAIT_NUTS], region));

  self->total += WEIGHT_REGION;
  self->candidate->other_region = other_region;
  if (other_country)
    add_reason (self, WEIGHT_REGION,
                g_strdup (_ ("From a country that the stage does not have yet.")));
  else if (other_region)
    add_reason (self, 0.7 * WEIGHT_REGION,
                g_strdup (_ ("From a region that the stage does not have yet.")));
  else
    add_reason (self, 0.3 * WEIGHT_REGION,
                known ? g_strdup (_ ("From a region that the stage has already."))
                      : g_strdup (_ ("Its region is not known.")));
}

static void
weigh_chain (Weighing *self)
{
  const gint64 *id = &self->candidate->organisation;

  self->total += WEIGHT_CHAIN;
  if (g_hash_table_contains (self->profile->beside, id))
    add_reason (self, WEIGHT_CHAIN, g_strdup (_ ("Is at the stage before or behind it already.")));
  else if (g_hash_table_contains (self->profile->elsewhere, id))
    add_reason (self, 0.5 * WEIGHT_CHAIN, g_strdup (_ ("Is in the chain already.")));
}

static void
weigh_size (Weighing *self)
{
  static const char *const classes[] = { "micro", "small", "medium", "large" };
  GHashTable *wanted = self->profile->values[CTN_TRAIT_SIZE];
  const char *own = get (self, CTN_TRAIT_SIZE);
  int index = -1;

  if (g_hash_table_size (wanted) == 0)
    return;
  self->total += WEIGHT_SIZE;
  if (g_hash_table_contains (wanted, own)) {
    add_reason (self, WEIGHT_SIZE, g_strdup (_ ("Is as large as somebody at the stage.")));
    return;
  }
  for (int i = 0; i < (int) G_N_ELEMENTS (classes); i++)
    if (g_str_equal (classes[i], own))
      index = i;
  if (index >= 0 && ((index > 0 && g_hash_table_contains (wanted, classes[index - 1])) ||
                     (index < 3 && g_hash_table_contains (wanted, classes[index + 1]))))
    add_reason (self, 0.5 * WEIGHT_SIZE,
                g_strdup (_ ("Is nearly as large as those at the stage.")));
}

/* --- The search ---------------------------------------------------------------------------------- */

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const CtnCandidate *one = *(CtnCandidate *const *) a;
  const CtnCandidate *other = *(CtnCandidate *const *) b;

  if (one->score > other->score || one->score < other->score)
    return one->score > other->score ? -1 : 1;
  return strcmp (one->name, other->name);
}

static char *
dup_place (const char *nuts, const char *country)
{
  const char *region = ctn_code_get_title ("nuts-2024", nuts);
  const char *state = ctn_code_get_title ("iso-3166", country);

  if (region != NULL && state != NULL && !g_str_equal (region, state))
    /* Translators: a region and its country */
    return g_strdup_printf (_ ("%s, %s"), region, state);
  return g_strdup (region != NULL ? region : state);
}

/* Returns: (transfer full) (nullable): %NULL when nothing speaks for it */
static CtnCandidate *
weigh (const CtnStageProfile *profile, CtnRecordScan *scan)
{
  CtnCandidate *candidate = g_new0 (CtnCandidate, 1);
  Weighing self = { profile, scan, candidate, 0 };

  candidate->organisation = ctn_record_scan_get_id (scan);
  candidate->reasons = ctn_reasons_new ();
  weigh_nace (&self);
  weigh_words (&self);
  weigh_set (&self, CTN_TRAIT_SECTORS, WEIGHT_SECTOR);
  weigh_set (&self, CTN_TRAIT_TAGS, WEIGHT_TAGS);
  if (candidate->reasons->len == 0) {
    ctn_candidate_free (candidate);
    return NULL;
  }
  weigh_region (&self);
  weigh_chain (&self);
  weigh_size (&self);
  candidate->score = ctn_reasons_finish (candidate->reasons, self.total);
  candidate->name = g_strdup (get (&self, CTN_TRAIT_NAME));
  return candidate;
}

/* The best of all; the others are dropped as soon as there are too many. */
static void
keep_best (GPtrArray *candidates, guint max)
{
  g_ptr_array_sort (candidates, compare_candidates);
  if (candidates->len > max)
    g_ptr_array_remove_range (candidates, max, candidates->len - max);
}

static gboolean
collect (GPtrArray *candidates,
         const CtnStageProfile *profile,
         CtnRecordScan *scan,
         guint max,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (guint n = 0; ctn_record_scan_next (scan, &local_error); n++) {
    gint64 id = ctn_record_scan_get_id (scan);
    CtnCandidate *candidate;

    if (n % CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (g_hash_table_contains (profile->present, &id))
      continue;
    candidate = weigh (profile, scan);
    if (candidate == NULL)
      continue;
    candidate->place = dup_place (ctn_record_scan_get_text (scan, CTN_TRAIT_NUTS),
                                  ctn_record_scan_get_text (scan, CTN_TRAIT_COUNTRY));
    g_ptr_array_add (candidates, candidate);
    if (candidates->len >= 4 * max + 64)
      keep_best (candidates, max);
  }
  keep_best (candidates, max);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

GPtrArray *
ctn_chain_find_candidates (CtnConnection *reader,
                           CtnChain *chain,
                           guint stage,
                           guint max,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GPtrArray) candidates =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_candidate_free);
  g_autoptr (CtnStageProfile) profile = _ctn_stage_profile_new (reader, chain, stage, error);
  g_autoptr (CtnRecordScan) scan = NULL;

  if (profile == NULL)
    return NULL;
  scan = ctn_record_scan_new (reader, ctn_organisation_kind (), _ctn_trait_fields (), CTN_N_TRAITS,
                              error);
  if (scan == NULL || !collect (candidates, profile, scan, max, cancellable, error))
    return NULL;
  return g_steal_pointer (&candidates);
}
