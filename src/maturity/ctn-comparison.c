#include "ctn-comparison.h"

#include <ctn-i18n.h>

#include "ctn-model-mapping.h"
#include "ctn-model-store.h"

void
ctn_comparison_free (CtnComparison *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
  g_ptr_array_unref (self->assessments);
  g_ptr_array_unref (self->scores);
  g_free (self);
}

gboolean
ctn_assessment_is_same_subject (const CtnAssessment *a, const CtnAssessment *b)
{
  if (a->subject_kind != b->subject_kind || a->subject != b->subject)
    return FALSE;
  /* A region without a code is known by its name only. */
  return a->subject_kind != CTN_SUBJECT_REGION ||
         (a->nuts != NULL || b->nuts != NULL ? g_strcmp0 (a->nuts, b->nuts) == 0
                                             : g_strcmp0 (a->name, b->name) == 0);
}

/* Below 0 when @a was made before @b. What is of the same day goes by when it was entered. */
static int
compare_dates (const CtnAssessment *a, const CtnAssessment *b)
{
  int order = g_strcmp0 (a->date, b->date);

  return order != 0 ? order : (a->id > b->id) - (a->id < b->id);
}

/* Adds an assessment with its score, or counts it as one that cannot be read in terms of the model. */
static gboolean
add (CtnComparison *self,
     CtnConnection *reader,
     gint64 model_row,
     const CtnAssessment *assessment,
     GError **error)
{
  GError *local_error = NULL;
  CtnScore *score =
      ctn_assessment_score_as (reader, assessment, self->model, model_row, NULL, &local_error);

  if (score != NULL) {
    g_ptr_array_add (self->assessments, ctn_assessment_copy (assessment));
    g_ptr_array_add (self->scores, score);
    return TRUE;
  }
  if (g_error_matches (local_error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL)) {
    g_clear_error (&local_error);
    self->n_unmapped++;
    return TRUE;
  }
  g_propagate_error (error, local_error);
  return FALSE;
}

static CtnComparison *
comparison_new (CtnConnection *reader, gint64 model_row, GError **error)
{
  g_autoptr (CtnMaturityModel) model = ctn_model_store_load (reader, model_row, error);
  CtnComparison *self;

  if (model == NULL)
    return NULL;
  self = g_new0 (CtnComparison, 1);
  self->model = g_steal_pointer (&model);
  self->assessments = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_assessment_free);
  self->scores = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_score_free);
  return self;
}

static gboolean
is_left_out (const GArray *left_out, gint64 id)
{
  for (guint i = 0; left_out != NULL && i < left_out->len; i++)
    if (g_array_index (left_out, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/* The latest of each subject among those by the model; the order of the list is kept. */
static GPtrArray *
list_latest (const GPtrArray *all, const char *model)
{
  GPtrArray *latest = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++) {
    CtnAssessment *assessment = g_ptr_array_index (all, i);
    gboolean found = FALSE;

    if (!g_str_equal (assessment->model_code, model))
      continue;
    for (guint j = 0; j < latest->len && !found; j++) {
      found = ctn_assessment_is_same_subject (assessment, g_ptr_array_index (latest, j));
      if (found && compare_dates (assessment, g_ptr_array_index (latest, j)) > 0)
        latest->pdata[j] = assessment;
    }
    if (!found)
      g_ptr_array_add (latest, assessment);
  }
  return latest;
}

CtnComparison *
ctn_comparison_new_peers (CtnConnection *reader, gint64 id, const GArray *left_out, GError **error)
{
  g_autoptr (CtnAssessment) own = ctn_assessment_load (reader, id, error);
  g_autoptr (GPtrArray) all = own != NULL ? ctn_assessment_list (reader, NULL, error) : NULL;
  g_autoptr (CtnComparison) self = all != NULL ? comparison_new (reader, own->model, error) : NULL;
  g_autoptr (GPtrArray) latest = self != NULL ? list_latest (all, own->model_code) : NULL;

  for (guint i = 0; latest != NULL && i < latest->len; i++) {
    const CtnAssessment *peer = g_ptr_array_index (latest, i);

    if (peer->subject_kind == own->subject_kind && !ctn_assessment_is_same_subject (peer, own) &&
        !is_left_out (left_out, peer->id) && !add (self, reader, own->model, peer, error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  return compare_dates (*(const CtnAssessment *const *) a, *(const CtnAssessment *const *) b);
}

CtnComparison *
ctn_comparison_new_history (CtnConnection *reader, gint64 id, GError **error)
{
  g_autoptr (CtnAssessment) own = ctn_assessment_load (reader, id, error);
  g_autoptr (GPtrArray) all = own != NULL ? ctn_assessment_list (reader, NULL, error) : NULL;
  g_autoptr (CtnComparison) self = all != NULL ? comparison_new (reader, own->model, error) : NULL;

  if (self == NULL)
    return NULL;
  g_ptr_array_sort (all, compare_entries);
  for (guint i = 0; i < all->len; i++) {
    const CtnAssessment *other = g_ptr_array_index (all, i);

    if (g_str_equal (other->model_code, own->model_code) &&
        ctn_assessment_is_same_subject (other, own) &&
        !add (self, reader, own->model, other, error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

CtnComparison *
ctn_comparison_new_all (CtnConnection *reader, const char *model, GError **error)
{
  g_autoptr (GPtrArray) all = ctn_assessment_list (reader, NULL, error);
  g_autoptr (GPtrArray) latest = all != NULL ? list_latest (all, model) : NULL;
  g_autoptr (CtnComparison) self = NULL;
  gint64 newest = 0;

  if (latest == NULL)
    return NULL;
  if (latest->len == 0) {
    g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND,
                         _ ("Nothing was assessed by this model yet."));
    return NULL;
  }
  for (guint i = 0; i < latest->len; i++)
    newest = MAX (newest, ((CtnAssessment *) g_ptr_array_index (latest, i))->model);
  self = comparison_new (reader, newest, error);
  for (guint i = 0; self != NULL && i < latest->len; i++)
    if (!add (self, reader, newest, g_ptr_array_index (latest, i), error))
      return NULL;
  return g_steal_pointer (&self);
}

CtnQuartiles *
ctn_comparison_dup_quartiles (const CtnComparison *self)
{
  guint n = ctn_maturity_model_get_n_nodes (self->model);
  CtnQuartiles *quartiles = g_new0 (CtnQuartiles, n);

  for (guint i = 0; i < n; i++)
    ctn_quartiles_of_node (self->scores, i, &quartiles[i]);
  return quartiles;
}
