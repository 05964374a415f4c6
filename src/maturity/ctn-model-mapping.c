#include "ctn-model-mapping.h"

#include <ctn-i18n.h>
#include <ctn-id.h>
#include <math.h>

#include "ctn-answer-sheet.h"
#include "ctn-model-store.h"

struct _CtnModelMapping {
  GHashTable *sources; /* (owned) question of the target → question of the source, utf8 */
};

/* A row of the table, in the direction in which it is gone. */
typedef struct {
  gint64 from;
  gint64 to;
  char *from_item;
  char *to_item;
} Step;

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_free (step->from_item);
  g_free (step->to_item);
}

void
ctn_model_mapping_free (CtnModelMapping *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->sources);
  g_free (self);
}

static CtnModelMapping *
mapping_new (void)
{
  CtnModelMapping *self = g_new0 (CtnModelMapping, 1);

  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

const char *
ctn_model_mapping_find (const CtnModelMapping *self, const char *item)
{
  return g_hash_table_lookup (self->sources, item);
}

/* Loading ------------------------------------------------------------------------------------- */

/* All mappings of the project, each in both directions. */
static GArray *
read_steps (CtnConnection *reader, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT source, target, source_item, target_item FROM model_mapping ORDER BY id", "");

  g_array_set_clear_func (steps, step_clear);
  while (ctn_statement_next (rows, &local_error)) {
    Step there = { ctn_statement_get_int (rows, 0), ctn_statement_get_int (rows, 1),
                   g_strdup (ctn_statement_get_text (rows, 2)),
                   g_strdup (ctn_statement_get_text (rows, 3)) };
    Step back = { there.to, there.from, g_strdup (there.to_item), g_strdup (there.from_item) };

    g_array_append_val (steps, there);
    g_array_append_val (steps, back);
  }
  if (local_error == NULL)
    return g_steal_pointer (&steps);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* @self goes on from @from to @to: each of its questions that has a counterpart there. */
static CtnModelMapping *
follow (const CtnModelMapping *self, const GArray *steps, gint64 from, gint64 to)
{
  CtnModelMapping *next = mapping_new ();

  for (guint i = 0; i < steps->len; i++) {
    const Step *step = &g_array_index (steps, Step, i);
    const char *source = step->from == from && step->to == to
                             ? g_hash_table_lookup (self->sources, step->from_item)
                             : NULL;

    if (source != NULL && !g_hash_table_contains (next->sources, step->to_item))
      g_hash_table_insert (next->sources, g_strdup (step->to_item), g_strdup (source));
  }
  return next;
}

static CtnModelMapping *
make_identity (CtnConnection *reader, gint64 model, GError **error)
{
  g_autoptr (CtnMaturityModel) stored = ctn_model_store_load (reader, model, error);
  CtnModelMapping *self;

  if (stored == NULL)
    return NULL;
  self = mapping_new ();
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (stored); i++) {
    const char *code = ctn_maturity_model_get_leaf (stored, i)->code;

    g_hash_table_insert (self->sources, g_strdup (code), g_strdup (code));
  }
  return self;
}

/* A version that has been reached, and how. */
typedef struct {
  gint64 model;
  CtnModelMapping *mapping; /* (owned) */
} Reached;

static void
reached_clear (gpointer data)
{
  ctn_model_mapping_free (((Reached *) data)->mapping);
}

static gboolean
is_reached (const GArray *reached, gint64 model)
{
  for (guint i = 0; i < reached->len; i++)
    if (g_array_index (reached, Reached, i).model == model)
      return TRUE;
  return FALSE;
}

CtnModelMapping *
ctn_model_mapping_load (CtnConnection *reader, gint64 source, gint64 target, GError **error)
{
  g_autoptr (CtnModelMapping) identity = make_identity (reader, source, error);
  g_autoptr (GArray) steps = NULL;
  g_autoptr (GArray) reached = g_array_new (FALSE, FALSE, sizeof (Reached));

  if (identity == NULL || source == target)
    return g_steal_pointer (&identity);
  steps = read_steps (reader, error);
  if (steps == NULL)
    return NULL;
  g_array_set_clear_func (reached, reached_clear);
  g_array_append_val (reached, ((Reached) { source, g_steal_pointer (&identity) }));
  /* Breadth first, so that the fewest versions lie between. */
  for (guint i = 0; i < reached->len; i++)
    for (guint j = 0; j < steps->len; j++) {
      const Step *step = &g_array_index (steps, Step, j);
      Reached next = { step->to, NULL };

      if (step->from != g_array_index (reached, Reached, i).model || is_reached (reached, step->to))
        continue;
      next.mapping =
          follow (g_array_index (reached, Reached, i).mapping, steps, step->from, step->to);
      if (step->to == target)
        return next.mapping;
      g_array_append_val (reached, next);
    }
  return NULL;
}

/* Answers ------------------------------------------------------------------------------------- */

static CtnAnswerValue
translate (const CtnScale *from, const CtnScale *to, CtnAnswerValue answer)
{
  if (answer.state != CTN_ANSWER_GIVEN)
    return answer;
  if (from->kind == to->kind && from->first_level == to->first_level &&
      from->steps->len == to->steps->len)
    return answer;
  answer.value = ctn_scale_get_nearest_answer (to, ctn_scale_get_value (from, answer.value, NULL));
  return answer;
}

/* The question of @source behind that of @target. (nullable) */
static const CtnModelNode *
find_source (const CtnModelMapping *self,
             const CtnMaturityModel *source,
             const CtnModelNode *target)
{
  const char *code = ctn_model_mapping_find (self, target->code);
  const CtnModelNode *node = code != NULL ? ctn_maturity_model_find (source, code) : NULL;

  return node != NULL && node->scale != NULL ? node : NULL;
}

/* @answers (one a question of @source) as answers to the questions of @target. (transfer full) */
static CtnAnswerValue *
translate_answers (const CtnModelMapping *self,
                   const CtnMaturityModel *source,
                   const CtnAnswerValue *answers,
                   const CtnMaturityModel *target)
{
  guint n = ctn_maturity_model_get_n_leaves (target);
  CtnAnswerValue *translated = g_new0 (CtnAnswerValue, MAX (n, 1));

  for (guint i = 0; i < n; i++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (target, i);
    const CtnModelNode *own = find_source (self, source, question);

    if (own != NULL)
      translated[i] = translate (own->scale, question->scale, answers[own->leaf]);
    /* What must be answered cannot be said not to apply. */
    if (translated[i].state == CTN_ANSWER_NOT_APPLICABLE && question->required)
      translated[i].state = CTN_ANSWER_NONE;
  }
  return translated;
}

static CtnModelMapping *
load_for (CtnConnection *reader,
          const CtnAssessment *assessment,
          const CtnMaturityModel *model,
          gint64 model_row,
          GError **error)
{
  GError *local_error = NULL;
  CtnModelMapping *mapping = NULL;

  if (g_str_equal (assessment->model_code, ctn_maturity_model_get_id (model)))
    mapping = ctn_model_mapping_load (reader, assessment->model, model_row, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
  } else if (mapping == NULL &&
             g_str_equal (assessment->model_code, ctn_maturity_model_get_id (model))) {
    g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL,
                 _ ("“%s” was assessed by version %s of the model. To compare it with version %s, "
                    "say which questions continue which under Maturity Models."),
                 assessment->name, assessment->model_version,
                 ctn_maturity_model_get_version (model));
  } else if (mapping == NULL) {
    g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL,
                 _ ("Only assessments of the same model can be compared: “%s” is not one of “%s”."),
                 assessment->name, ctn_texts_get (ctn_maturity_model_get_title (model), NULL));
  }
  return mapping;
}

CtnScore *
ctn_assessment_score_as (CtnConnection *reader,
                         const CtnAssessment *assessment,
                         CtnMaturityModel *model,
                         gint64 model_row,
                         const char *rater,
                         GError **error)
{
  g_autoptr (CtnModelMapping) mapping = NULL;
  g_autoptr (CtnMaturityModel) own = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  g_autofree CtnAnswerValue *values = NULL;
  g_autofree CtnAnswerValue *translated = NULL;

  if (assessment->model != model_row) {
    mapping = load_for (reader, assessment, model, model_row, error);
    own = mapping != NULL ? ctn_model_store_load (reader, assessment->model, error) : NULL;
    if (own == NULL)
      return NULL;
  }
  answers = ctn_answer_list (reader, assessment->id, error);
  if (answers == NULL)
    return NULL;
  values = ctn_answer_combine (answers, own != NULL ? own : model, rater);
  if (own == NULL)
    return ctn_score_new (model, values);
  translated = translate_answers (mapping, own, values, model);
  return ctn_score_new (model, translated);
}

/* Changing ------------------------------------------------------------------------------------ */

typedef struct {
  gint64 source;
  gint64 target;
  const char *source_item; /* (nullable) */
  const char *target_item;
} Edit;

static gboolean
insert (CtnConnection *connection, const Edit *edit, GError **error)
{
  return ctn_connection_run (connection, error,
                             "INSERT INTO model_mapping (id, source, target, source_item, "
                             "target_item) VALUES (?, ?, ?, ?, ?)",
                             "iiitt", ctn_id_new (), edit->source, edit->target, edit->source_item,
                             edit->target_item);
}

/* Within an operation: maps each question of @target to the one with the same code and the same kind of
 * scale in @source, where neither is mapped yet. */
static gboolean
suggest (CtnConnection *connection, gint64 source, gint64 target, GError **error)
{
  g_autoptr (CtnMaturityModel) from = ctn_model_store_load (connection, source, error);
  g_autoptr (CtnMaturityModel) to =
      from != NULL ? ctn_model_store_load (connection, target, error) : NULL;

  for (guint i = 0; to != NULL && i < ctn_maturity_model_get_n_leaves (to); i++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (to, i);
    const CtnModelNode *own = ctn_maturity_model_find (from, question->code);
    Edit edit = { source, target, question->code, question->code };
    gint64 n = 0;

    if (own == NULL || own->scale == NULL || own->scale->kind != question->scale->kind)
      continue;
    if (!ctn_connection_get_int (
            connection, &n, error,
            "SELECT count(*) FROM model_mapping WHERE source = ?1 AND target = "
            "?2 AND (source_item = ?3 OR target_item = ?3)",
            "iit", source, target, question->code) ||
        (n == 0 && !insert (connection, &edit, error)))
      return FALSE;
  }
  return to != NULL;
}

static gboolean
start (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  return suggest (connection, edit->source, edit->target, error);
}

gboolean
ctn_model_mapping_start (CtnProject *project, gint64 source, gint64 target, GError **error)
{
  const CtnOperation operation = { N_ ("Map Versions of a Model"), NULL, NULL };
  Edit edit = { source, target, NULL, NULL };

  return ctn_project_transact (project, &operation, start, &edit, error);
}

static gboolean
set (CtnConnection *connection, gpointer data, GError **error)
{
  const Edit *edit = data;

  if (!ctn_connection_run (connection, error,
                           "DELETE FROM model_mapping WHERE source = ?1 AND target = ?2 AND "
                           "(source_item = ?3 OR target_item = ?4)",
                           "iitt", edit->source, edit->target, edit->source_item,
                           edit->target_item))
    return FALSE;
  return edit->source_item == NULL || insert (connection, edit, error);
}

static gboolean
check_item (CtnConnection *reader, gint64 model, const char *item, GError **error)
{
  g_autoptr (CtnMaturityModel) stored = ctn_model_store_load (reader, model, error);
  const CtnModelNode *node;

  if (stored == NULL)
    return FALSE;
  node = ctn_maturity_model_find (stored, item);
  if (node != NULL && node->scale != NULL)
    return TRUE;
  g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND,
               _ ("The model has no question “%s”."), item);
  return FALSE;
}

gboolean
ctn_model_mapping_set (CtnProject *project,
                       gint64 source,
                       gint64 target,
                       const char *source_item,
                       const char *target_item,
                       GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  const CtnOperation operation = { N_ ("Map Versions of a Model"), target_item, NULL };
  Edit edit = { source, target, source_item, target_item };

  if (!check_item (reader, target, target_item, error) ||
      (source_item != NULL && !check_item (reader, source, source_item, error)))
    return FALSE;
  return ctn_project_transact (project, &operation, set, &edit, error);
}

typedef struct {
  gint64 source;
  CtnMaturityModel *model;
  gint64 id;
} Version;

static gboolean
add_version (CtnConnection *connection, gpointer data, GError **error)
{
  Version *version = data;

  version->id = ctn_model_store_use (connection, version->model, error);
  return version->id != 0 && suggest (connection, version->source, version->id, error);
}

gint64
ctn_model_mapping_add_version (CtnProject *project,
                               gint64 source,
                               CtnMaturityModel *model,
                               GError **error)
{
  const CtnOperation operation = { N_ ("Add Version of a Model"),
                                   ctn_texts_get (ctn_maturity_model_get_title (model), NULL),
                                   NULL };
  g_autoptr (GPtrArray) stored = ctn_model_store_list (ctn_project_get_reader (project), error);
  Version version = { source, model, 0 };

  if (stored == NULL)
    return 0;
  if (ctn_model_store_has (stored, model)) {
    g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL,
                 _ ("The project has version %s of this model already."),
                 ctn_maturity_model_get_version (model));
    return 0;
  }
  return ctn_project_transact (project, &operation, add_version, &version, error) ? version.id : 0;
}

/* Carrying over ------------------------------------------------------------------------------- */

typedef struct {
  CtnMaturityModel *own;
  CtnMaturityModel *model;
  const CtnModelMapping *mapping;
  const GPtrArray *answers; /* of the old assessment */
} Carrying;

/* Puts what one rater said into a sheet of the other version. */
static void
carry_answers (const Carrying *carrying, CtnAnswerSheet *sheet, const char *rater)
{
  g_autofree CtnAnswerValue *values =
      ctn_answer_combine (carrying->answers, carrying->own, rater != NULL ? rater : "");
  g_autofree CtnAnswerValue *translated =
      translate_answers (carrying->mapping, carrying->own, values, carrying->model);

  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (carrying->model); i++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (carrying->model, i);
    const char *code = ctn_model_mapping_find (carrying->mapping, question->code);

    for (guint j = 0; code != NULL && j < carrying->answers->len; j++) {
      const CtnAnswer *answer = g_ptr_array_index (carrying->answers, j);
      const CtnSheetAnswer copy = { .leaf = i,
                                    .value = translated[i],
                                    .reason = answer->reason,
                                    .comment = answer->comment,
                                    .evidence = answer->evidence,
                                    .confidence = answer->confidence };

      if (g_str_equal (answer->item, code) && g_strcmp0 (answer->rater, rater) == 0)
        ctn_answer_sheet_add (sheet, &copy);
    }
  }
}

static void
carry_targets (const Carrying *carrying, CtnAnswerSheet *sheet, const double *targets)
{
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (carrying->model); i++) {
    const CtnModelNode *question = ctn_maturity_model_get_leaf (carrying->model, i);
    const CtnModelNode *from = find_source (carrying->mapping, carrying->own, question);
    CtnAnswerValue target = { CTN_ANSWER_GIVEN, NAN };

    if (from != NULL)
      target.value = targets[from->leaf];
    if (isfinite (target.value))
      ctn_answer_sheet_add_target (sheet, i,
                                   translate (from->scale, question->scale, target).value);
  }
}

/* One sheet for the joint answers and the targets, and one a rater. */
static GPtrArray *
make_sheets (CtnConnection *reader,
             const Carrying *carrying,
             const CtnAssessment *old,
             const char *date,
             GError **error)
{
  g_autoptr (GPtrArray) sheets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_answer_sheet_free);
  const CtnNewAssessment new = { .model = carrying->model,
                                 .subject = { old->subject_kind, old->subject, old->nuts },
                                 .name = old->name,
                                 .date = date,
                                 .stage = old->stage };
  g_auto (GStrv) raters = ctn_answer_list_raters (reader, old->id, error);
  g_autofree double *targets =
      raters != NULL ? ctn_answer_dup_targets (reader, old->id, carrying->own, error) : NULL;
  CtnAnswerSheet *joint;

  if (targets == NULL)
    return NULL;
  joint = ctn_answer_sheet_new (carrying->model, 0, &new, NULL);
  g_ptr_array_add (sheets, joint);
  carry_answers (carrying, joint, NULL);
  carry_targets (carrying, joint, targets);
  for (char **rater = raters; *rater != NULL; rater++) {
    CtnAnswerSheet *sheet = ctn_answer_sheet_new_beside (joint, *rater);

    g_ptr_array_add (sheets, sheet);
    carry_answers (carrying, sheet, *rater);
  }
  return g_steal_pointer (&sheets);
}

gint64
ctn_assessment_carry_over (CtnProject *project,
                           gint64 id,
                           gint64 model_row,
                           const char *date,
                           GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnAssessment) old = ctn_assessment_load (reader, id, error);
  g_autoptr (CtnMaturityModel) model =
      old != NULL ? ctn_model_store_load (reader, model_row, error) : NULL;
  g_autoptr (CtnModelMapping) mapping =
      model != NULL ? load_for (reader, old, model, model_row, error) : NULL;
  g_autoptr (CtnMaturityModel) own =
      mapping != NULL ? ctn_model_store_load (reader, old->model, error) : NULL;
  g_autoptr (GPtrArray) answers = own != NULL ? ctn_answer_list (reader, id, error) : NULL;
  const Carrying carrying = { own, model, mapping, answers };
  g_autoptr (GPtrArray) sheets =
      answers != NULL ? make_sheets (reader, &carrying, old, date, error) : NULL;

  if (sheets == NULL ||
      !ctn_answer_sheets_write (project, sheets, N_ ("Carry Answers Over"), old->name, error))
    return 0;
  return ctn_answer_sheet_get_assessment (g_ptr_array_index (sheets, 0));
}
