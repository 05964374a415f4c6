#include "ctn-model-trial.h"

#include "ctn-answer-private.h"

/* What was answered, and in which kind of scale. */
typedef struct {
  CtnAnswer *answer; /* (owned) */
  CtnScaleKind kind;
} Entry;

struct _CtnModelTrial {
  GObject parent_instance;

  GHashTable *entries; /* (owned) Entry by the code of the question, which the answer owns */
};

G_DEFINE_FINAL_TYPE (CtnModelTrial, ctn_model_trial, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  ctn_answer_free (entry->answer);
  g_free (entry);
}

CtnModelTrial *
ctn_model_trial_new (void)
{
  return g_object_new (CTN_TYPE_MODEL_TRIAL, NULL);
}

/* Keeps @value as the answer, if the question takes the edit that gives it. */
static gboolean
put (CtnModelTrial *self,
     const CtnMaturityModel *model,
     const CtnAnswerEdit *edit,
     CtnAnswerValue value,
     GError **error)
{
  Entry *entry;

  if (!ctn_answer_edit_check (model, edit, error))
    return FALSE;
  entry = g_new0 (Entry, 1);
  entry->answer = g_new0 (CtnAnswer, 1);
  entry->answer->item = g_strdup (edit->key->item);
  entry->answer->value = value;
  entry->answer->reason = g_strdup (edit->text);
  entry->kind = ctn_maturity_model_find (model, edit->key->item)->scale->kind;
  g_hash_table_replace (self->entries, entry->answer->item, entry);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

gboolean
ctn_model_trial_set (CtnModelTrial *self,
                     const CtnMaturityModel *model,
                     const char *item,
                     double value,
                     GError **error)
{
  const CtnAnswerKey key = { .item = item };
  const CtnAnswerEdit edit = { .key = &key, .part = CTN_ANSWER_PART_VALUE, .value = value };

  return put (self, model, &edit, (CtnAnswerValue) { CTN_ANSWER_GIVEN, value }, error);
}

gboolean
ctn_model_trial_set_not_applicable (CtnModelTrial *self,
                                    const CtnMaturityModel *model,
                                    const char *item,
                                    const char *reason,
                                    GError **error)
{
  const CtnAnswerKey key = { .item = item };
  const CtnAnswerEdit edit = { .key = &key,
                               .part = CTN_ANSWER_PART_NOT_APPLICABLE,
                               .text = reason };

  return put (self, model, &edit, (CtnAnswerValue) { CTN_ANSWER_NOT_APPLICABLE, 0 }, error);
}

void
ctn_model_trial_clear (CtnModelTrial *self, const char *item)
{
  if (g_hash_table_remove (self->entries, item))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
ctn_model_trial_clear_all (CtnModelTrial *self)
{
  if (g_hash_table_size (self->entries) == 0)
    return;
  g_hash_table_remove_all (self->entries);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

const CtnAnswer *
ctn_model_trial_find (CtnModelTrial *self, const CtnModelNode *question)
{
  const Entry *entry = g_hash_table_lookup (self->entries, question->code);

  if (entry == NULL || question->scale == NULL)
    return NULL;
  if (entry->answer->value.state == CTN_ANSWER_NOT_APPLICABLE)
    return question->required ? NULL : entry->answer;
  return entry->kind == question->scale->kind &&
                 ctn_scale_check_answer (question->scale, entry->answer->value.value, NULL)
             ? entry->answer
             : NULL;
}

CtnScore *
ctn_model_trial_score (CtnModelTrial *self, CtnMaturityModel *model)
{
  guint n = ctn_maturity_model_get_n_leaves (model);
  g_autofree CtnAnswerValue *values = g_new0 (CtnAnswerValue, MAX (n, 1));

  for (guint i = 0; i < n; i++) {
    const CtnAnswer *answer = ctn_model_trial_find (self, ctn_maturity_model_get_leaf (model, i));

    if (answer != NULL)
      values[i] = answer->value;
  }
  return ctn_score_new (model, values);
}

static void
ctn_model_trial_finalize (GObject *object)
{
  g_hash_table_unref (CTN_MODEL_TRIAL (object)->entries);

  G_OBJECT_CLASS (ctn_model_trial_parent_class)->finalize (object);
}

static void
ctn_model_trial_class_init (CtnModelTrialClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_model_trial_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ctn_model_trial_init (CtnModelTrial *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
}
