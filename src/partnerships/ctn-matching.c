#include "ctn-matching.h"

#include <ctn-i18n.h>
#include <ctn-likeness.h>
#include <ctn-nace.h>
#include <ctn-project-error.h>
#include <ctn-text.h>
#include <string.h>

#define CANCEL_EVERY 1024 /* offers between two looks */
#define NUTS_2_LENGTH 4
#define TRL_SPAN 8.0
#define DIVISION_LENGTH 2

void
ctn_match_free (CtnMatch *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->name);
  g_free (self->country);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self);
}

/* --- What is looked for ------------------------------------------------------------------------- */

typedef struct {
  gint64 organisation;
  GHashTable *nace[2];      /* codes of Rev. 2 and 2.1 */
  GHashTable *divisions[2]; /* those of a revision that correspond to codes of the other one */
  GHashTable *competences;  /* folded */
  GHashTable *ranks;        /* offer → BM25 */
  double best_rank;
  GHashTable *stages; /* stage → steps from the need's: 0, 1, or 2 for further away */
  GHashTable *places; /* organisation → steps, the nearest */
  int trl;            /* 0: not said */
  char *region_rule;  /* (nullable) */
  char *size_rule;    /* (nullable) */
  char *country;
  char *region; /* NUTS 2 */
} Wanted;

static const char *const lists[2] = { "nace-rev2", "nace-rev21" };

static void
wanted_free (Wanted *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < 2; i++) {
    g_clear_pointer (&self->nace[i], g_hash_table_unref);
    g_clear_pointer (&self->divisions[i], g_hash_table_unref);
  }
  g_clear_pointer (&self->competences, g_hash_table_unref);
  g_clear_pointer (&self->ranks, g_hash_table_unref);
  g_clear_pointer (&self->stages, g_hash_table_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_free (self->region_rule);
  g_free (self->size_rule);
  g_free (self->country);
  g_free (self->region);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wanted, wanted_free)

static char *
dup_text (CtnStatement *row, int column)
{
  const char *text = ctn_statement_get_text (row, column);

  return g_strdup (text != NULL ? text : "");
}

/* A set of folded values. */
static GHashTable *
new_folded_set (const char *values)
{
  g_autofree char *folded = ctn_text_fold (values);

  return ctn_likeness_new_set (folded);
}

static gboolean
add_correspondences (Wanted *self, GError **error)
{
  for (guint i = 0; i < 2; i++) {
    GHashTableIter iter;
    gpointer code;

    g_hash_table_iter_init (&iter, self->nace[i]);
    while (g_hash_table_iter_next (&iter, &code, NULL)) {
      g_autoptr (GArray) matches = ctn_nace_correspond (lists[i], code, error);

      if (matches == NULL)
        return FALSE;
      for (guint j = 0; j < matches->len; j++) {
        const CtnNaceMatch *match = &g_array_index (matches, CtnNaceMatch, j);

        if (match->is_main)
          g_hash_table_add (self->divisions[1 - i], g_strdup (match->division->code));
      }
    }
  }
  return TRUE;
}

static void
put_steps (GHashTable *table, gint64 id, int steps)
{
  gpointer known = g_hash_table_lookup (table, &id);

  if (known == NULL || GPOINTER_TO_INT (known) - 1 > steps)
    g_hash_table_insert (table, g_memdup2 (&id, sizeof id), GINT_TO_POINTER (steps + 1));
}

/* -1 when it is not in the table */
static int
get_steps (GHashTable *table, gint64 id)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (table, &id)) - 1;
}

static gboolean
add_stages (Wanted *self, CtnConnection *reader, gint64 stage, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "WITH ordered AS (SELECT id, row_number () OVER (ORDER BY position, id) AS place "
      "FROM chain_stage WHERE chain = (SELECT chain FROM chain_stage WHERE id = ?1)) "
      "SELECT id, abs (place - (SELECT place FROM ordered WHERE id = ?1)) FROM ordered",
      "i", stage);

  while (ctn_statement_next (rows, &local_error))
    put_steps (self->stages, ctn_statement_get_int (rows, 0),
               (int) MIN (ctn_statement_get_int (rows, 1), 2));
  g_clear_pointer (&rows, ctn_statement_free);
  if (local_error == NULL)
    rows =
        ctn_connection_query (reader, &local_error,
                              "SELECT organisation, stage FROM chain_actor WHERE organisation IS "
                              "NOT NULL AND stage IS NOT NULL AND chain = "
                              "(SELECT chain FROM chain_stage WHERE id = ?)",
                              "i", stage);
  while (ctn_statement_next (rows, &local_error))
    put_steps (self->places, ctn_statement_get_int (rows, 0),
               get_steps (self->stages, ctn_statement_get_int (rows, 1)));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
add_ranks (Wanted *self, CtnMatchingIndex *index, const char *text, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer rank;

  ctn_likeness_add_words (words, text);
  self->ranks = ctn_matching_index_rank (index, words, error);
  if (self->ranks == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->ranks);
  while (g_hash_table_iter_next (&iter, NULL, &rank))
    self->best_rank = MAX (self->best_rank, *(double *) rank);
  return TRUE;
}

#define CODES(table, owner, scheme)                                                                \
  "(SELECT group_concat (c.code, '; ') FROM " table " c WHERE c." owner " AND c.scheme = '" scheme \
  "')"

static void
read_wanted (Wanted *self, CtnStatement *row)
{
  g_autofree char *competences = dup_text (row, 5);
  g_autofree char *old = dup_text (row, 6);
  g_autofree char *new = dup_text (row, 7);
  g_autofree char *nuts = dup_text (row, 9);

  self->organisation = ctn_statement_get_int (row, 0);
  self->trl = (int) ctn_statement_get_int (row, 2);
  self->region_rule = g_strdup (ctn_statement_get_text (row, 3));
  self->size_rule = g_strdup (ctn_statement_get_text (row, 4));
  self->competences = new_folded_set (competences);
  self->nace[0] = ctn_likeness_new_set (old);
  self->nace[1] = ctn_likeness_new_set (new);
  self->country = dup_text (row, 8);
  self->region = g_strndup (nuts, NUTS_2_LENGTH);
  self->stages = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < 2; i++)
    self->divisions[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static Wanted *
wanted_new (CtnConnection *reader, CtnMatchingIndex *index, gint64 need, GError **error)
{
  g_autoptr (Wanted) self = g_new0 (Wanted, 1);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) row = ctn_connection_query (
      reader, &local_error,
      "SELECT n.organisation, n.stage, n.trl, n.region_rule, n.size_rule, " CODES (
          "need_code", "need = n.id",
          "competence") ", " CODES ("need_code", "need = n.id",
                                    "nace-2") ", " CODES ("need_code", "need = n.id",
                                                          "nace-2.1") ", o.country, o.nuts, "
                                                                      "n.title || ' ' || coalesce "
                                                                      "(n.description, '') FROM "
                                                                      "need n "
                                                                      "LEFT JOIN organisation o ON "
                                                                      "o.id = n.organisation WHERE "
                                                                      "n.id = ?",
      "i", need);
  gint64 stage;
  g_autofree char *text = NULL;

  if (!ctn_statement_next (row, &local_error)) {
    if (local_error != NULL)
      g_propagate_error (error, g_steal_pointer (&local_error));
    else
      g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                   _ ("The need is not there any more."));
    return NULL;
  }
  read_wanted (self, row);
  stage = ctn_statement_get_int (row, 1);
  text = dup_text (row, 10);
  if (!add_correspondences (self, error) || !add_ranks (self, index, text, error) ||
      (stage != 0 && !add_stages (self, reader, stage, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- Criteria --------------------------------------------------------------------------------------- */

/* The columns of an offer that is weighed. */
enum {
  COLUMN_OFFER,
  COLUMN_ORGANISATION,
  COLUMN_TITLE,
  COLUMN_NAME,
  COLUMN_COUNTRY,
  COLUMN_NUTS,
  COLUMN_SIZE,
  COLUMN_STAGE,
  COLUMN_TRL,
  COLUMN_COMPETENCES,
  COLUMN_NACE2,
  COLUMN_NACE21,
};

typedef struct {
  const Wanted *wanted;
  const CtnMatchWeights *weights;
  CtnStatement *offer;
  GPtrArray *reasons;
  double total;
} Weighing;

static const char *
get (const Weighing *self, int column)
{
  const char *text = ctn_statement_get_text (self->offer, column);

  return text != NULL ? text : "";
}

/* Whether the criterion counts; adds its weight then. */
static gboolean
counts (Weighing *self, CtnCriterion criterion, gboolean asked)
{
  if (!asked || self->weights->values[criterion] <= 0)
    return FALSE;
  self->total += self->weights->values[criterion];
  return TRUE;
}

/* @text: (transfer full) */
static void
add (Weighing *self, CtnCriterion criterion, double value, char *text)
{
  ctn_reasons_add (self->reasons, value * self->weights->values[criterion], text);
}

/* A division of the other revision that holds much the same. */
static char *
find_corresponding (const Weighing *self, guint revision)
{
  g_auto (GStrv) own = g_strsplit (get (self, COLUMN_NACE2 + (int) revision), "; ", -1);

  for (char **code = own; *code != NULL; code++) {
    if (strlen (*code) < DIVISION_LENGTH)
      continue;
    (*code)[DIVISION_LENGTH] = '\0';
    if (g_hash_table_contains (self->wanted->divisions[revision], *code))
      return g_strdup (*code);
  }
  return NULL;
}

static void
weigh_activity (Weighing *self)
{
  CtnNearest nearest[2] = { 0 };
  guint best;

  if (!counts (self, CTN_CRITERION_ACTIVITY,
               g_hash_table_size (self->wanted->nace[0]) +
                       g_hash_table_size (self->wanted->nace[1]) >
                   0))
    return;
  for (guint i = 0; i < 2; i++)
    ctn_likeness_find_nearest (lists[i], get (self, COLUMN_NACE2 + (int) i), self->wanted->nace[i],
                               &nearest[i]);
  best = nearest[1].nearness > nearest[0].nearness ? 1 : 0;
  for (guint i = 0; i < 2 && nearest[best].nearness < 0.5; i++) {
    char *division = find_corresponding (self, i);

    if (division == NULL)
      continue;
    best = i;
    nearest[i].nearness = 0.5;
    g_free (nearest[i].code);
    nearest[i].code = division;
  }
  if (nearest[best].nearness > 0) {
    double value = nearest[best].nearness;
    g_autofree char *title = ctn_likeness_describe_code (lists[best], nearest[best].code);

    add (self, CTN_CRITERION_ACTIVITY, value,
         value > 0.9   ? g_strdup_printf (_ ("The same activity: %s."), title)
         : value > 0.3 ? g_strdup_printf (_ ("Activities of the same field: %s."), title)
                       : g_strdup_printf (_ ("The same section of the economy: %s."), title));
  }
  g_free (nearest[0].code);
  g_free (nearest[1].code);
}

static void
weigh_competence (Weighing *self)
{
  g_autofree char *own = NULL;
  g_autofree char *shared = NULL;
  double jaccard = 0;

  if (!counts (self, CTN_CRITERION_COMPETENCE, g_hash_table_size (self->wanted->competences) > 0))
    return;
  own = ctn_text_fold (get (self, COLUMN_COMPETENCES));
  shared = ctn_likeness_intersect (own, self->wanted->competences, &jaccard);
  if (jaccard > 0)
    add (self, CTN_CRITERION_COMPETENCE, jaccard,
         g_strdup_printf (_ ("Competences in common: %s."), shared));
}

static void
weigh_text (Weighing *self)
{
  gint64 id = ctn_statement_get_int (self->offer, COLUMN_OFFER);
  const double *rank = g_hash_table_lookup (self->wanted->ranks, &id);

  if (!counts (self, CTN_CRITERION_TEXT, g_hash_table_size (self->wanted->ranks) > 0) ||
      rank == NULL || self->wanted->best_rank <= 0 || *rank <= 0)
    return;
  add (self, CTN_CRITERION_TEXT, *rank / self->wanted->best_rank,
       *rank < self->wanted->best_rank
           ? g_strdup (_ ("Words of the need are in the offer."))
           : g_strdup (_ ("No other offer has as many of the need’s words.")));
}

static void
weigh_stage (Weighing *self)
{
  static const double values[] = { 1, 0.5, 0.25 };
  gint64 stage = ctn_statement_get_int (self->offer, COLUMN_STAGE);
  int steps;

  if (!counts (self, CTN_CRITERION_STAGE, g_hash_table_size (self->wanted->stages) > 0))
    return;
  steps = stage != 0 ? get_steps (self->wanted->stages, stage)
                     : get_steps (self->wanted->places,
                                  ctn_statement_get_int (self->offer, COLUMN_ORGANISATION));
  if (steps >= 0)
    add (self, CTN_CRITERION_STAGE, values[steps],
         g_strdup (steps == 0   ? _ ("Is at the stage in question.")
                   : steps == 1 ? _ ("Is at the stage before or behind it.")
                                : _ ("Is elsewhere in the chain.")));
}

static void
weigh_maturity (Weighing *self)
{
  int trl = (int) ctn_statement_get_int (self->offer, COLUMN_TRL);

  if (!counts (self, CTN_CRITERION_MATURITY, self->wanted->trl != 0) || trl == 0)
    return;
  add (self, CTN_CRITERION_MATURITY, 1 - ABS (trl - self->wanted->trl) / TRL_SPAN,
       g_strdup_printf (_ ("Technology readiness level %d where %d is asked for."), trl,
                        self->wanted->trl));
}

static void
weigh_region (Weighing *self)
{
  g_autofree char *region = g_strndup (get (self, COLUMN_NUTS), NUTS_2_LENGTH);
  const char *country = get (self, COLUMN_COUNTRY);
  gboolean same_country = *country != '\0' && g_str_equal (country, self->wanted->country);
  gboolean same_region = *region != '\0' && g_str_equal (region, self->wanted->region);
  gboolean other = (*country != '\0' && *self->wanted->country != '\0' && !same_country) ||
                   (*region != '\0' && *self->wanted->region != '\0' && !same_region);

  if (!counts (self, CTN_CRITERION_REGION, self->wanted->region_rule != NULL))
    return;
  if (g_str_equal (self->wanted->region_rule, "other")) {
    if (other)
      add (self, CTN_CRITERION_REGION, 1, g_strdup (_ ("From another region.")));
  } else if (same_region || same_country) {
    add (self, CTN_CRITERION_REGION, same_region ? 1 : 0.5,
         g_strdup (same_region ? _ ("From the same region.") : _ ("From the same country.")));
  }
}

static void
weigh_size (Weighing *self)
{
  const char *size = get (self, COLUMN_SIZE);

  if (!counts (self, CTN_CRITERION_SIZE, self->wanted->size_rule != NULL) || *size == '\0')
    return;
  if (g_str_equal (size, "large") == g_str_equal (self->wanted->size_rule, "large"))
    add (self, CTN_CRITERION_SIZE, 1,
         g_strdup (*size == 'l' ? _ ("A large firm, as is asked for.")
                                : _ ("A small or medium firm, as is asked for.")));
}

/* --- The search ------------------------------------------------------------------------------------ */

/* Returns: (transfer full) (nullable): %NULL when nothing speaks for it */
static CtnMatch *
weigh (const Wanted *wanted, const CtnMatchWeights *weights, CtnStatement *offer)
{
  CtnMatch *match = g_new0 (CtnMatch, 1);
  Weighing self = { wanted, weights, offer, ctn_reasons_new (), 0 };

  match->reasons = self.reasons;
  weigh_activity (&self);
  weigh_competence (&self);
  weigh_text (&self);
  weigh_stage (&self);
  if (self.reasons->len == 0) {
    ctn_match_free (match);
    return NULL;
  }
  weigh_maturity (&self);
  weigh_region (&self);
  weigh_size (&self);
  match->offer = ctn_statement_get_int (offer, COLUMN_OFFER);
  match->organisation = ctn_statement_get_int (offer, COLUMN_ORGANISATION);
  match->title = g_strdup (get (&self, COLUMN_TITLE));
  match->name = g_strdup (get (&self, COLUMN_NAME));
  match->country = g_strdup (ctn_statement_get_text (offer, COLUMN_COUNTRY));
  match->score = ctn_reasons_finish (match->reasons, self.total);
  return match;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const CtnMatch *one = *(CtnMatch *const *) a;
  const CtnMatch *other = *(CtnMatch *const *) b;

  if (one->score > other->score || one->score < other->score)
    return one->score > other->score ? -1 : 1;
  if (strcmp (one->title, other->title) != 0)
    return strcmp (one->title, other->title);
  return one->offer < other->offer ? -1 : one->offer > other->offer;
}

/* The best of all; the others are dropped as soon as there are too many. */
static void
keep_best (GPtrArray *matches, guint max)
{
  g_ptr_array_sort (matches, compare_matches);
  if (matches->len > max)
    g_ptr_array_remove_range (matches, max, matches->len - max);
}

static CtnStatement *
query_offers (CtnConnection *reader, const Wanted *wanted, GError **error)
{
  return ctn_connection_query (
      reader, error,
      "SELECT f.id, o.id, f.title, o.name, o.country, o.nuts, o.size_class, f.stage, f.trl, "
      "coalesce (" CODES (
          "offer_code", "offer = f.id",
          "competence") ", (SELECT group_concat (t.name, '; ') FROM "
                        "organisation_tag ot JOIN tag t ON t.id = ot.tag "
                        "WHERE ot.organisation = o.id)), "
                        "coalesce (" CODES (
                            "offer_code", "offer = f.id",
                            "nace-2") ", (SELECT group_concat (x.code, '; ') FROM "
                                      "organisation_nace x "
                                      "WHERE x.organisation = o.id AND x.revision = '2')), "
                                      "coalesce (" CODES (
                                          "offer_code", "offer = f.id",
                                          "nace-2.1") ", (SELECT group_concat (x.code, '; ') FROM "
                                                      "organisation_nace x WHERE x.organisation = "
                                                      "o.id AND "
                                                      "x.revision = '2.1')) "
                                                      "FROM offer f JOIN organisation o ON o.id = "
                                                      "f.organisation "
                                                      "WHERE f.state = 'open' AND f.organisation "
                                                      "<> ? ORDER BY f.id",
      "i", wanted->organisation);
}

GPtrArray *
ctn_match_find (CtnConnection *reader,
                CtnMatchingIndex *index,
                gint64 need,
                const CtnMatchWeights *weights,
                guint max,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) matches = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_match_free);
  g_autoptr (Wanted) wanted = wanted_new (reader, index, need, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) offers = NULL;

  if (wanted == NULL)
    return NULL;
  offers = query_offers (reader, wanted, &local_error);
  for (guint n = 0; ctn_statement_next (offers, &local_error); n++) {
    CtnMatch *match;

    if (n % CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    match = weigh (wanted, weights, offers);
    if (match != NULL)
      g_ptr_array_add (matches, match);
    if (matches->len >= 4 * max + 64)
      keep_best (matches, max);
  }
  keep_best (matches, max);
  if (local_error == NULL)
    return g_steal_pointer (&matches);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
