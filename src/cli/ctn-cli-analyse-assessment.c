#include <ctn-comparison.h>
#include <ctn-i18n.h>
#include <ctn-model-mapping.h>
#include <ctn-model-store.h>
#include <ctn-robustness.h>
#include <math.h>

#include "ctn-cli-chain.h"

/* Of the draws of weights; the same ranks come out every time. */
#define SEED 20260101

static const char *const node_states[] = { "open", "not-applicable", "profile", "scored" };
static const char *const gate_states[] = { "open", "not-applicable", "failed", "passed" };

typedef struct {
  CtnAssessment *assessment; /* (owned) */
  CtnScore *score;           /* (owned) */
  double *targets;           /* (owned) one a question */
  CtnComparison *peers;      /* (owned) */
} Analysed;

static void
analysed_free (gpointer data)
{
  Analysed *analysed = data;

  g_clear_pointer (&analysed->assessment, ctn_assessment_free);
  g_clear_pointer (&analysed->score, ctn_score_free);
  g_clear_pointer (&analysed->targets, g_free);
  g_clear_pointer (&analysed->peers, ctn_comparison_free);
  g_free (analysed);
}

static void
add_quartiles (JsonBuilder *builder, const CtnQuartiles *quartiles)
{
  ctn_cli_add_int (builder, "n", quartiles->n);
  ctn_cli_add_double (builder, "q1", quartiles->q1);
  ctn_cli_add_double (builder, "median", quartiles->median);
  ctn_cli_add_double (builder, "q3", quartiles->q3);
}

static void
add_node (JsonBuilder *builder, const CtnScore *score, const CtnModelNode *node, double gap)
{
  CtnMaturityModel *model = ctn_score_get_model (score);
  const CtnNodeScore *result = ctn_score_get_node (score, node->index);
  const CtnBand *band = ctn_score_get_band (score, node->index);

  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "code", node->code);
  ctn_cli_add_text (builder, "title", ctn_texts_get (node->title, NULL));
  ctn_cli_add_int (builder, "depth", node->depth);
  ctn_cli_add_text (builder, "state", node_states[result->state]);
  ctn_cli_add_double (builder, "value", result->value);
  ctn_cli_add_double (builder, "shown", ctn_maturity_model_to_display (model, result->value));
  ctn_cli_add_double (builder, "weight", node->weight);
  ctn_cli_add_double (builder, "share", result->share);
  ctn_cli_add_double (builder, "contribution", result->contribution);
  ctn_cli_add_int (builder, "applicable", result->n_applicable);
  ctn_cli_add_int (builder, "answered", result->n_answered);
  ctn_cli_add_double (builder, "completeness", ctn_score_get_completeness (score, node->index));
  ctn_cli_add_text (builder, "band", band != NULL ? band->code : NULL);
  ctn_cli_add_boolean (builder, "clamped", result->clamped);
  ctn_cli_add_double (builder, "gap", gap);
  json_builder_end_object (builder);
}

static void
add_gates (JsonBuilder *builder, const CtnScore *score)
{
  CtnMaturityModel *model = ctn_score_get_model (score);

  json_builder_set_member_name (builder, "gates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ctn_maturity_model_get_n_gates (model); i++) {
    const CtnGate *gate = ctn_maturity_model_get_gate (model, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "code", gate->code);
    ctn_cli_add_text (builder, "title", ctn_texts_get (gate->title, NULL));
    ctn_cli_add_text (builder, "state", gate_states[ctn_score_get_gate (score, i)]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_improvements (JsonBuilder *builder, const CtnScore *score, const double *targets)
{
  CtnMaturityModel *model = ctn_score_get_model (score);
  g_autoptr (GArray) improvements = ctn_score_list_improvements (score, targets);

  json_builder_set_member_name (builder, "improvements");
  json_builder_begin_array (builder);
  for (guint i = 0; i < improvements->len; i++) {
    const CtnImprovement *improvement = &g_array_index (improvements, CtnImprovement, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "code",
                      ctn_maturity_model_get_node (model, improvement->node)->code);
    ctn_cli_add_text (builder, "raises",
                      ctn_maturity_model_get_node (model, improvement->top)->code);
    ctn_cli_add_double (builder, "gain", improvement->gain);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* The latest assessments of all other subjects by the same model. */
static void
add_peers (JsonBuilder *builder, const CtnComparison *peers)
{
  g_autofree CtnQuartiles *quartiles = ctn_comparison_dup_quartiles (peers);

  json_builder_set_member_name (builder, "others");
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "subjects", peers->scores->len);
  ctn_cli_add_int (builder, "unmapped", peers->n_unmapped);
  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (peers->model); i++) {
    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "code", ctn_maturity_model_get_node (peers->model, i)->code);
    add_quartiles (builder, &quartiles[i]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* %NULL if no answer has a target: then the tops of the scales are aimed at. */
static const double *
get_targets (const Analysed *analysed)
{
  guint n = ctn_maturity_model_get_n_leaves (ctn_score_get_model (analysed->score));

  for (guint i = 0; i < n; i++)
    if (isfinite (analysed->targets[i]))
      return analysed->targets;
  return NULL;
}

static void
add_assessment (JsonBuilder *builder, const Analysed *analysed)
{
  const CtnScore *score = analysed->score;
  CtnMaturityModel *model = ctn_score_get_model (score);
  guint weakest = ctn_score_get_weakest_pillar (score);
  g_autofree double *gaps = g_new (double, ctn_maturity_model_get_n_nodes (model));

  ctn_score_get_gaps (score, analysed->targets, gaps);
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "id", analysed->assessment->id);
  ctn_cli_add_text (builder, "name", analysed->assessment->name);
  ctn_cli_add_text (builder, "date", analysed->assessment->date);
  ctn_cli_add_text (builder, "stage", analysed->assessment->stage);
  ctn_cli_add_text (builder, "model", analysed->assessment->model_code);
  ctn_cli_add_text (builder, "version", analysed->assessment->model_version);
  ctn_cli_add_double (builder, "total", ctn_score_get_total (score));
  ctn_cli_add_text (builder, "weakest",
                    weakest != CTN_MODEL_NONE ? ctn_maturity_model_get_node (model, weakest)->code
                                              : NULL);
  json_builder_set_member_name (builder, "nodes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++)
    add_node (builder, score, ctn_maturity_model_get_node (model, i), gaps[i]);
  json_builder_end_array (builder);
  add_gates (builder, score);
  add_improvements (builder, score, get_targets (analysed));
  add_peers (builder, analysed->peers);
  json_builder_end_object (builder);
}

/* The values of the dimensions, a row an assessment; all are scored by the same version. */
static double *
dup_values (GPtrArray *all, guint *n_dimensions)
{
  CtnMaturityModel *model = ctn_score_get_model (((Analysed *) all->pdata[0])->score);
  const CtnModelNode *root = ctn_maturity_model_get_node (model, 0);
  double *values;

  *n_dimensions = root->children->len;
  values = g_new0 (double, (gsize) all->len **n_dimensions);
  for (guint i = 0; i < all->len; i++)
    for (guint j = 0; j < *n_dimensions; j++)
      values[i * *n_dimensions + j] = ctn_score_get_node (((Analysed *) all->pdata[i])->score,
                                                          ctn_model_node_get_child (root, j))
                                          ->value;
  return values;
}

static gboolean
add_ranks (JsonBuilder *builder, GPtrArray *all, GError **error)
{
  guint n_dimensions;
  g_autofree double *values = dup_values (all, &n_dimensions);
  g_autoptr (CtnRobustness) ranks =
      ctn_robustness_new (values, all->len, n_dimensions, CTN_ROBUSTNESS_DRAWS, SEED, NULL, error);

  if (ranks == NULL)
    return FALSE;
  json_builder_set_member_name (builder, "ranks");
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "seed", SEED);
  ctn_cli_add_int (builder, "draws", CTN_ROBUSTNESS_DRAWS);
  json_builder_set_member_name (builder, "assessments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++) {
    guint low;
    guint high;

    ctn_robustness_get_interval (ranks, i, &low, &high);
    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "id", ((Analysed *) all->pdata[i])->assessment->id);
    ctn_cli_add_int (builder, "rank-5", low);
    ctn_cli_add_int (builder, "rank-95", high);
    ctn_cli_add_double (builder, "mean-rank", ctn_robustness_get_mean_rank (ranks, i));
    ctn_cli_add_double (builder, "share-first", ctn_robustness_get_share_first (ranks, i));
    json_builder_set_member_name (builder, "above");
    json_builder_begin_array (builder);
    for (guint j = 0; j < all->len; j++) {
      json_builder_begin_object (builder);
      ctn_cli_add_int (builder, "id", ((Analysed *) all->pdata[j])->assessment->id);
      ctn_cli_add_double (builder, "share",
                          i == j ? NAN : ctn_robustness_get_share_above (ranks, i, j));
      json_builder_end_object (builder);
    }
    json_builder_end_array (builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return TRUE;
}

static int
print_json (GPtrArray *all)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GError) error = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "assessments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++)
    add_assessment (builder, all->pdata[i]);
  json_builder_end_array (builder);
  if (all->len > 1 && !add_ranks (builder, all, &error))
    return ctn_cli_fail (error);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
  return CTN_EXIT_OK;
}

/* The whole and its dimensions, a line each. */
static int
print_text (GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++) {
    const Analysed *analysed = all->pdata[i];
    CtnMaturityModel *model = ctn_score_get_model (analysed->score);

    g_print ("%s%s%s, %s, %s %s\n", analysed->assessment->name,
             analysed->assessment->stage != NULL ? " " : "",
             analysed->assessment->stage != NULL ? analysed->assessment->stage : "",
             analysed->assessment->date, analysed->assessment->model_code,
             analysed->assessment->model_version);
    for (guint j = 0; j < ctn_maturity_model_get_n_nodes (model); j++) {
      const CtnModelNode *node = ctn_maturity_model_get_node (model, j);
      const CtnNodeScore *result = ctn_score_get_node (analysed->score, j);

      if (node->depth > 1)
        continue;
      if (isfinite (result->value))
        g_print ("  %6.2f  %s\n", ctn_maturity_model_to_display (model, result->value),
                 ctn_texts_get (node->title, NULL));
      else
        g_print ("  %6s  %s\n", "–", ctn_texts_get (node->title, NULL));
    }
  }
  return CTN_EXIT_OK;
}

/* All are read in terms of the first one's version of the model, @model, in row @model_row. */
static gboolean
analyse (CtnConnection *reader,
         Analysed *analysed,
         gint64 id,
         CtnMaturityModel **model,
         gint64 *model_row,
         GError **error)
{
  analysed->assessment = ctn_assessment_load (reader, id, error);
  if (analysed->assessment == NULL)
    return FALSE;
  if (*model == NULL) {
    *model_row = analysed->assessment->model;
    *model = ctn_model_store_load (reader, *model_row, error);
    if (*model == NULL)
      return FALSE;
  }
  analysed->score =
      ctn_assessment_score_as (reader, analysed->assessment, *model, *model_row, NULL, error);
  if (analysed->score == NULL)
    return FALSE;
  analysed->targets = ctn_answer_dup_targets (reader, id, *model, error);
  analysed->peers = ctn_comparison_new_peers (reader, id, NULL, error);
  return analysed->targets != NULL && analysed->peers != NULL;
}

int
ctn_cli_analyse_assessments (CtnProject *project, char **names, gboolean json)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (analysed_free);
  g_autoptr (CtnMaturityModel) model = NULL;
  g_autoptr (GError) error = NULL;
  gint64 model_row = 0;

  for (char **name = names; *name != NULL; name++) {
    Analysed *analysed = g_new0 (Analysed, 1);
    gint64 id;

    g_ptr_array_add (all, analysed);
    if (!ctn_cli_find (reader, CTN_CLI_ASSESSMENT, *name, &id, &error)) {
      ctn_cli_fail (error);
      return CTN_EXIT_USAGE;
    }
    if (!analyse (reader, analysed, id, &model, &model_row, &error)) {
      ctn_cli_fail (error);
      return g_error_matches (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL)
                 ? CTN_EXIT_USAGE
                 : CTN_EXIT_FAILED;
    }
  }
  return json ? print_json (all) : print_text (all);
}
