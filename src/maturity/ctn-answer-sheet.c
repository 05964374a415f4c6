#include "ctn-answer-sheet.h"

#include <ctn-i18n.h>

#include "ctn-answer-private.h"
#include "ctn-answer-text.h"
#include "ctn-model-store.h"

struct _CtnAnswerSheet {
  CtnMaturityModel *model; /* (owned) */
  gint64 assessment;
  CtnNewAssessment new;      /* strings below */
  char *nuts;                /* (owned) (nullable) */
  char *name;                /* (owned) (nullable) */
  char *date;                /* (owned) (nullable) */
  char *stage;               /* (owned) (nullable) */
  char *notes;               /* (owned) (nullable) */
  char *rater;               /* (owned) (nullable) */
  CtnAnswerSheet *beside;    /* (unowned) (nullable) whose assessment it is for */
  GArray *answers;           /* (owned) CtnSheetAnswer */
  GArray *targets;           /* (owned) Target */
  CtnAssessmentDraft *draft; /* (owned) (nullable) while it is written */
};

typedef struct {
  guint leaf;
  double value;
} Target;

static void
clear_answer (gpointer data)
{
  CtnSheetAnswer *answer = data;

  g_free (answer->reason);
  g_free (answer->comment);
  g_free (answer->evidence);
}

CtnAnswerSheet *
ctn_answer_sheet_new (CtnMaturityModel *model,
                      gint64 assessment,
                      const CtnNewAssessment *new,
                      const char *rater)
{
  CtnAnswerSheet *self = g_new0 (CtnAnswerSheet, 1);

  self->model = ctn_maturity_model_ref (model);
  self->assessment = assessment;
  self->rater = g_strdup (rater != NULL && *rater != '\0' ? rater : NULL);
  self->answers = g_array_new (FALSE, TRUE, sizeof (CtnSheetAnswer));
  g_array_set_clear_func (self->answers, clear_answer);
  self->targets = g_array_new (FALSE, FALSE, sizeof (Target));
  if (new != NULL) {
    self->new = *new;
    self->new.model = self->model;
    self->new.subject.nuts = self->nuts = g_strdup (new->subject.nuts);
    self->new.name = self->name = g_strdup (new->name);
    self->new.date = self->date = g_strdup (new->date);
    self->new.stage = self->stage = g_strdup (new->stage);
    self->new.notes = self->notes = g_strdup (new->notes);
  }
  return self;
}

CtnAnswerSheet *
ctn_answer_sheet_new_beside (CtnAnswerSheet *other, const char *rater)
{
  CtnAnswerSheet *self = ctn_answer_sheet_new (other->model, 0, NULL, rater);

  self->beside = other;
  return self;
}

void
ctn_answer_sheet_free (CtnAnswerSheet *self)
{
  if (self == NULL)
    return;
  ctn_maturity_model_unref (self->model);
  g_free (self->nuts);
  g_free (self->name);
  g_free (self->date);
  g_free (self->stage);
  g_free (self->notes);
  g_free (self->rater);
  g_array_unref (self->answers);
  g_array_unref (self->targets);
  ctn_assessment_draft_free (self->draft);
  g_free (self);
}

void
ctn_answer_sheet_add (CtnAnswerSheet *self, const CtnSheetAnswer *answer)
{
  CtnSheetAnswer copy = *answer;

  copy.reason = g_strdup (answer->reason);
  copy.comment = g_strdup (answer->comment);
  copy.evidence = g_strdup (answer->evidence);
  g_array_append_val (self->answers, copy);
}

gboolean
ctn_answer_sheet_add_text (CtnAnswerSheet *self, guint leaf, const char *text, GError **error)
{
  CtnSheetAnswer answer = { .leaf = leaf };
  g_autofree char *reason = NULL;

  if (!ctn_answer_from_text (ctn_maturity_model_get_leaf (self->model, leaf), text, &answer.value,
                             &reason, error))
    return FALSE;
  answer.reason = reason;
  if (answer.value.state != CTN_ANSWER_NONE)
    ctn_answer_sheet_add (self, &answer);
  return TRUE;
}

void
ctn_answer_sheet_add_target (CtnAnswerSheet *self, guint leaf, double target)
{
  Target added = { leaf, target };

  g_array_append_val (self->targets, added);
}

const char *
ctn_answer_sheet_get_rater (const CtnAnswerSheet *self)
{
  return self->rater;
}

guint
ctn_answer_sheet_get_n_answers (const CtnAnswerSheet *self)
{
  return self->answers->len;
}

gboolean
ctn_answer_sheet_makes_assessment (const CtnAnswerSheet *self)
{
  return self->assessment == 0 && self->beside == NULL;
}

gint64
ctn_answer_sheet_get_assessment (const CtnAnswerSheet *self)
{
  return self->assessment;
}

static gboolean
write_part (CtnConnection *connection,
            const CtnAnswerSheet *sheet,
            const CtnAnswerKey *key,
            CtnAnswerPart part,
            double value,
            const char *text,
            GError **error)
{
  CtnAnswerEdit edit = { .key = key, .part = part, .value = value, .text = text };

  return ctn_answer_edit_check (sheet->model, &edit, error) &&
         ctn_answer_edit_write (connection, &edit, error);
}

static gboolean
write_answer (CtnConnection *connection,
              const CtnAnswerSheet *sheet,
              const CtnSheetAnswer *answer,
              GError **error)
{
  const CtnAnswerKey key = { sheet->assessment,
                             ctn_maturity_model_get_leaf (sheet->model, answer->leaf)->code,
                             sheet->rater };
  const char *confidence = ctn_confidence_to_text (answer->confidence);

  if (answer->clear)
    return write_part (connection, sheet, &key, CTN_ANSWER_PART_ALL, 0, NULL, error);
  if (answer->value.state == CTN_ANSWER_GIVEN &&
      !write_part (connection, sheet, &key, CTN_ANSWER_PART_VALUE, answer->value.value, NULL,
                   error))
    return FALSE;
  if (answer->value.state == CTN_ANSWER_NOT_APPLICABLE &&
      !write_part (connection, sheet, &key, CTN_ANSWER_PART_NOT_APPLICABLE, 0, answer->reason,
                   error))
    return FALSE;
  if (answer->comment != NULL &&
      !write_part (connection, sheet, &key, CTN_ANSWER_PART_COMMENT, 0, answer->comment, error))
    return FALSE;
  if (answer->evidence != NULL &&
      !write_part (connection, sheet, &key, CTN_ANSWER_PART_EVIDENCE, 0, answer->evidence, error))
    return FALSE;
  return confidence == NULL ||
         write_part (connection, sheet, &key, CTN_ANSWER_PART_CONFIDENCE, 0, confidence, error);
}

static gboolean
write_targets (CtnConnection *connection, const CtnAnswerSheet *sheet, GError **error)
{
  for (guint i = 0; i < sheet->targets->len; i++) {
    const Target *target = &g_array_index (sheet->targets, Target, i);
    const CtnAnswerKey key = { sheet->assessment,
                               ctn_maturity_model_get_leaf (sheet->model, target->leaf)->code,
                               NULL };

    if (!write_part (connection, sheet, &key, CTN_ANSWER_PART_TARGET, target->value, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_sheets (CtnConnection *connection, gpointer data, GError **error)
{
  GPtrArray *sheets = data;

  for (guint i = 0; i < sheets->len; i++) {
    CtnAnswerSheet *sheet = g_ptr_array_index (sheets, i);

    if (sheet->draft != NULL)
      sheet->assessment = ctn_assessment_draft_write (connection, sheet->draft, error);
    else if (sheet->beside != NULL)
      sheet->assessment = sheet->beside->assessment;
    if (sheet->assessment == 0 || !write_targets (connection, sheet, error))
      return FALSE;
    for (guint j = 0; j < sheet->answers->len; j++)
      if (!write_answer (connection, sheet, &g_array_index (sheet->answers, CtnSheetAnswer, j),
                         error))
        return FALSE;
  }
  return TRUE;
}

/* That the assessment is there and is one by this very model. */
static gboolean
check_assessment (CtnConnection *reader, const CtnAnswerSheet *sheet, GError **error)
{
  g_autoptr (CtnAssessment) assessment = ctn_assessment_load (reader, sheet->assessment, error);

  if (assessment == NULL)
    return FALSE;
  if (g_str_equal (assessment->model_code, ctn_maturity_model_get_id (sheet->model)) &&
      g_str_equal (assessment->model_version, ctn_maturity_model_get_version (sheet->model)))
    return TRUE;
  g_set_error (error, CTN_MATURITY_ERROR, CTN_MATURITY_ERROR_MODEL,
               _ ("“%s” is assessed by another model, or another version of it, than the one that "
                  "was answered."),
               assessment->name);
  return FALSE;
}

gboolean
ctn_answer_sheets_write (CtnProject *project,
                         GPtrArray *sheets,
                         const char *label,
                         const char *subject,
                         GError **error)
{
  const CtnOperation operation = { label, subject, NULL };
  gboolean ok = TRUE;

  for (guint i = 0; i < sheets->len && ok; i++) {
    CtnAnswerSheet *sheet = g_ptr_array_index (sheets, i);

    if (sheet->assessment != 0)
      ok = check_assessment (ctn_project_get_reader (project), sheet, error);
    else if (sheet->beside == NULL)
      ok = (sheet->draft = ctn_assessment_draft_new (project, &sheet->new, error)) != NULL;
  }
  ok = ok && ctn_project_transact (project, &operation, write_sheets, sheets, error);
  for (guint i = 0; i < sheets->len; i++) {
    CtnAnswerSheet *sheet = g_ptr_array_index (sheets, i);

    if (!ok && (sheet->draft != NULL || sheet->beside != NULL))
      sheet->assessment = 0;
    g_clear_pointer (&sheet->draft, ctn_assessment_draft_free);
  }
  return ok;
}
