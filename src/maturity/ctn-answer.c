#include "ctn-answer.h"

#include <ctn-calendar.h>
#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-text.h>
#include <math.h>
#include <string.h>

#include "ctn-answer-private.h"
#include "ctn-model-store.h"

static const char *const confidences[] = { NULL, "low", "medium", "high" };

const char *
ctn_confidence_to_text (CtnConfidence confidence)
{
  g_return_val_if_fail ((guint) confidence < G_N_ELEMENTS (confidences), NULL);
  return confidences[confidence];
}

/* Reading ------------------------------------------------------------------------------------ */

void
ctn_answer_free (CtnAnswer *self)
{
  g_free (self->item);
  g_free (self->rater);
  g_free (self->reason);
  g_free (self->comment);
  g_free (self->evidence);
  g_free (self->date);
  g_free (self);
}

static CtnConfidence
read_confidence (const char *text)
{
  for (guint i = 1; i < G_N_ELEMENTS (confidences); i++)
    if (g_strcmp0 (confidences[i], text) == 0)
      return (CtnConfidence) i;
  return CTN_CONFIDENCE_UNKNOWN;
}

/* In the table an answer without a value is one that has only been commented on. */
static CtnAnswer *
read_row (CtnStatement *row)
{
  CtnAnswer *self = g_new0 (CtnAnswer, 1);

  self->id = ctn_statement_get_int (row, 0);
  self->item = g_strdup (ctn_statement_get_text (row, 1));
  self->rater = g_strdup (ctn_statement_get_text (row, 2));
  self->value.value = ctn_statement_get_double (row, 4);
  if (g_strcmp0 (ctn_statement_get_text (row, 3), "not-applicable") == 0)
    self->value.state = CTN_ANSWER_NOT_APPLICABLE;
  else if (isfinite (self->value.value))
    self->value.state = CTN_ANSWER_GIVEN;
  self->reason = g_strdup (ctn_statement_get_text (row, 5));
  self->comment = g_strdup (ctn_statement_get_text (row, 6));
  self->evidence = g_strdup (ctn_statement_get_text (row, 7));
  self->confidence = read_confidence (ctn_statement_get_text (row, 8));
  self->date = g_strdup (ctn_statement_get_text (row, 9));
  return self;
}

GPtrArray *
ctn_answer_list (CtnConnection *reader, gint64 assessment, GError **error)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_answer_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT id, item, rater, state, value, reason, comment, evidence, confidence, date "
      "FROM answer WHERE assessment = ? ORDER BY item, rater NULLS FIRST, id",
      "i", assessment);

  while (ctn_statement_next (rows, &local_error))
    g_ptr_array_add (answers, read_row (rows));
  if (local_error == NULL)
    return g_steal_pointer (&answers);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GStrv
ctn_answer_list_raters (CtnConnection *reader, gint64 assessment, GError **error)
{
  g_autoptr (GStrvBuilder) raters = g_strv_builder_new ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT DISTINCT rater FROM answer WHERE assessment = ? AND rater IS NOT NULL "
      "ORDER BY rater COLLATE NOCASE, rater",
      "i", assessment);

  while (ctn_statement_next (rows, &local_error))
    g_strv_builder_add (raters, ctn_statement_get_text (rows, 0));
  if (local_error == NULL)
    return g_strv_builder_end (raters);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

double *
ctn_answer_dup_targets (CtnConnection *reader,
                        gint64 assessment,
                        const CtnMaturityModel *model,
                        GError **error)
{
  guint n = ctn_maturity_model_get_n_leaves (model);
  g_autofree double *targets = g_new (double, n);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error, "SELECT item, value FROM target WHERE assessment = ? ORDER BY id DESC",
      "i", assessment);

  for (guint i = 0; i < n; i++)
    targets[i] = NAN;
  /* Where a merge left two, the older one counts, wherever the file is opened. */
  while (ctn_statement_next (rows, &local_error)) {
    const CtnModelNode *node = ctn_maturity_model_find (model, ctn_statement_get_text (rows, 0));

    if (node != NULL && node->scale != NULL)
      targets[node->leaf] = ctn_statement_get_double (rows, 1);
  }
  if (local_error == NULL)
    return g_steal_pointer (&targets);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* Changing ----------------------------------------------------------------------------------- */

static gboolean
find_row (CtnConnection *connection, CtnAnswerEdit *edit, GError **error)
{
  const CtnAnswerKey *key = edit->key;

  edit->row = 0;
  if (edit->part == CTN_ANSWER_PART_TARGET)
    return ctn_connection_get_int (
        connection, &edit->row, error,
        "SELECT id FROM target WHERE assessment = ? AND item = ? ORDER BY id LIMIT 1", "it",
        key->assessment, key->item);
  return ctn_connection_get_int (
      connection, &edit->row, error,
      "SELECT id FROM answer WHERE assessment = ? AND item = ? AND rater IS ? ORDER BY id LIMIT 1",
      "itt", key->assessment, key->item, ctn_text_or_null (key->rater));
}

/* Makes the row that the change goes to, if there is none. */
static gboolean
ensure_row (CtnConnection *connection, CtnAnswerEdit *edit, GError **error)
{
  const CtnAnswerKey *key = edit->key;

  if (!find_row (connection, edit, error))
    return FALSE;
  if (edit->row != 0)
    return TRUE;
  edit->row = ctn_id_new ();
  if (edit->part == CTN_ANSWER_PART_TARGET)
    return ctn_connection_run (connection, error,
                               "INSERT INTO target (id, assessment, item, value) "
                               "VALUES (?, ?, ?, ?)",
                               "iitd", edit->row, key->assessment, key->item, edit->value);
  return ctn_connection_run (connection, error,
                             "INSERT INTO answer (id, assessment, item, rater, state) "
                             "VALUES (?, ?, ?, ?, 'open')",
                             "iitt", edit->row, key->assessment, key->item,
                             ctn_text_or_null (key->rater));
}

static gboolean
write_value (CtnConnection *connection, const CtnAnswerEdit *edit, GError **error)
{
  g_autofree char *today = ctn_calendar_dup_today (NULL);

  if (edit->part == CTN_ANSWER_PART_VALUE)
    return ctn_connection_run (connection, error,
                               "UPDATE answer SET state = 'answered', value = ?, reason = NULL, "
                               "date = ? WHERE id = ?",
                               "dti", edit->value, today, edit->row);
  return ctn_connection_run (connection, error,
                             "UPDATE answer SET state = 'not-applicable', value = NULL, "
                             "reason = ?, date = ? WHERE id = ?",
                             "tti", edit->text, today, edit->row);
}

static gboolean
write_part (CtnConnection *connection, const CtnAnswerEdit *edit, GError **error)
{
  switch (edit->part) {
  case CTN_ANSWER_PART_COMMENT:
    return ctn_connection_run (connection, error, "UPDATE answer SET comment = ? WHERE id = ?",
                               "ti", ctn_text_or_null (edit->text), edit->row);
  case CTN_ANSWER_PART_EVIDENCE:
    return ctn_connection_run (connection, error, "UPDATE answer SET evidence = ? WHERE id = ?",
                               "ti", ctn_text_or_null (edit->text), edit->row);
  case CTN_ANSWER_PART_CONFIDENCE:
    return ctn_connection_run (connection, error, "UPDATE answer SET confidence = ? WHERE id = ?",
                               "ti", edit->text, edit->row);
  case CTN_ANSWER_PART_TARGET:
    return ctn_connection_run (connection, error, "UPDATE target SET value = ? WHERE id = ?", "di",
                               edit->value, edit->row);
  case CTN_ANSWER_PART_VALUE:
  case CTN_ANSWER_PART_NOT_APPLICABLE:
  case CTN_ANSWER_PART_ALL:
  default:
    return write_value (connection, edit, error);
  }
}

static gboolean
is_removal (const CtnAnswerEdit *edit)
{
  return edit->part == CTN_ANSWER_PART_ALL ||
         (edit->part == CTN_ANSWER_PART_TARGET && isnan (edit->value));
}

static gboolean
remove_row (CtnConnection *connection, const CtnAnswerEdit *edit, GError **error)
{
  if (edit->part == CTN_ANSWER_PART_TARGET)
    return ctn_connection_run (connection, error, "DELETE FROM target WHERE id = ?", "i",
                               edit->row);
  return ctn_connection_run (connection, error, "DELETE FROM answer WHERE id = ?", "i", edit->row);
}

/* Whether the row holds nothing any more: the last comment of a question without answer was removed. */
static gboolean
remove_if_empty (CtnConnection *connection, const CtnAnswerEdit *edit, GError **error)
{
  return ctn_connection_run (connection, error,
                             "DELETE FROM answer WHERE id = ? AND state = 'open' AND value IS "
                             "NULL AND comment IS NULL AND evidence IS NULL AND confidence IS NULL",
                             "i", edit->row);
}

gboolean
ctn_answer_edit_write (CtnConnection *connection, gpointer data, GError **error)
{
  CtnAnswerEdit *edit = data;

  if (is_removal (edit)) {
    if (!find_row (connection, edit, error))
      return FALSE;
    if (edit->row == 0)
      return TRUE;
    return remove_row (connection, edit, error) &&
           ctn_assessment_touch (connection, edit->key->assessment, error);
  }
  return ensure_row (connection, edit, error) && write_part (connection, edit, error) &&
         (edit->part == CTN_ANSWER_PART_TARGET || remove_if_empty (connection, edit, error)) &&
         ctn_assessment_touch (connection, edit->key->assessment, error);
}

/* Untranslated, by CtnAnswerPart. */
static const char *const labels[] = {
  N_ ("Answer Question"), N_ ("Mark as Not Applicable"), N_ ("Comment on Answer"),
  N_ ("Add Evidence"),    N_ ("Set Confidence"),         N_ ("Clear Answer"),
  N_ ("Set Target"),
};

gboolean
ctn_answer_edit_check (const CtnMaturityModel *model, const CtnAnswerEdit *edit, GError **error)
{
  const CtnModelNode *node = ctn_maturity_model_find (model, edit->key->item);

  if (node == NULL || node->scale == NULL) {
    g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_NOT_FOUND,
                 _ ("The model has no question “%s”."), edit->key->item);
    return FALSE;
  }
  if (edit->part == CTN_ANSWER_PART_VALUE ||
      (edit->part == CTN_ANSWER_PART_TARGET && !isnan (edit->value)))
    return ctn_scale_check_answer (node->scale, edit->value, error);
  if (edit->part != CTN_ANSWER_PART_NOT_APPLICABLE)
    return TRUE;
  if (node->required) {
    g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER,
                         _ ("This question must be answered."));
    return FALSE;
  }
  if (edit->text != NULL && edit->text[strspn (edit->text, " \t\n")] != '\0')
    return TRUE;
  g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER,
                       _ ("Say why the question does not apply."));
  return FALSE;
}

/* Runs @edit as an operation on the assessment. */
static gboolean
run (CtnProject *project, CtnAnswerEdit *edit, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnAssessment) assessment = ctn_assessment_load (reader, edit->key->assessment, error);
  g_autoptr (CtnMaturityModel) model = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *merge_key = NULL;
  CtnOperation operation = { labels[edit->part], NULL, NULL };

  if (assessment == NULL)
    return FALSE;
  model = ctn_model_store_load (reader, assessment->model, error);
  if (model == NULL || !ctn_answer_edit_check (model, edit, error))
    return FALSE;
  if (edit->text != NULL && !g_utf8_validate (edit->text, -1, NULL)) {
    g_set_error_literal (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_ANSWER,
                         _ ("The text is not UTF-8."));
    return FALSE;
  }
  /* Translators: what is assessed, and a question: "Oberpfalz: Regional assets". */
  subject = g_strdup_printf (
      C_ ("assessment and question", "%s: %s"), assessment->name,
      ctn_texts_get (ctn_maturity_model_find (model, edit->key->item)->title, NULL));
  merge_key = g_strdup_printf ("answer/%" G_GINT64_FORMAT "/%s/%s/%d", edit->key->assessment,
                               edit->key->item, edit->key->rater != NULL ? edit->key->rater : "",
                               (int) edit->part);
  operation.subject = subject;
  operation.merge_key = merge_key;
  return ctn_project_transact (project, &operation, ctn_answer_edit_write, edit, error);
}

gboolean
ctn_answer_set (CtnProject *project, const CtnAnswerKey *key, double value, GError **error)
{
  CtnAnswerEdit edit = { .key = key, .part = CTN_ANSWER_PART_VALUE, .value = value };

  return run (project, &edit, error);
}

gboolean
ctn_answer_set_not_applicable (CtnProject *project,
                               const CtnAnswerKey *key,
                               const char *reason,
                               GError **error)
{
  CtnAnswerEdit edit = { .key = key, .part = CTN_ANSWER_PART_NOT_APPLICABLE, .text = reason };

  return run (project, &edit, error);
}

gboolean
ctn_answer_clear (CtnProject *project, const CtnAnswerKey *key, GError **error)
{
  CtnAnswerEdit edit = { .key = key, .part = CTN_ANSWER_PART_ALL };

  return run (project, &edit, error);
}

gboolean
ctn_answer_set_comment (CtnProject *project,
                        const CtnAnswerKey *key,
                        const char *comment,
                        GError **error)
{
  CtnAnswerEdit edit = { .key = key, .part = CTN_ANSWER_PART_COMMENT, .text = comment };

  return run (project, &edit, error);
}

gboolean
ctn_answer_set_evidence (CtnProject *project,
                         const CtnAnswerKey *key,
                         const char *evidence,
                         GError **error)
{
  CtnAnswerEdit edit = { .key = key, .part = CTN_ANSWER_PART_EVIDENCE, .text = evidence };

  return run (project, &edit, error);
}

gboolean
ctn_answer_set_confidence (CtnProject *project,
                           const CtnAnswerKey *key,
                           CtnConfidence confidence,
                           GError **error)
{
  CtnAnswerEdit edit = { .key = key,
                         .part = CTN_ANSWER_PART_CONFIDENCE,
                         .text = ctn_confidence_to_text (confidence) };

  return run (project, &edit, error);
}

gboolean
ctn_answer_set_target (CtnProject *project,
                       gint64 assessment,
                       const char *item,
                       double value,
                       GError **error)
{
  CtnAnswerKey key = { assessment, item, NULL };
  CtnAnswerEdit edit = { .key = &key, .part = CTN_ANSWER_PART_TARGET, .value = value };

  return run (project, &edit, error);
}
