#include "ctn-target-group.h"

#include <ctn-answer-text.h>
#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-row-problem.h"

#define NUMBER_DECIMALS 12

struct _CtnTargetGroup {
  AdwPreferencesGroup parent_instance;

  CtnProject *project;     /* (owned) (nullable) */
  CtnMaturityModel *model; /* (owned) (nullable) */
  gint64 assessment;
  guint leaf;
  char *shown; /* (owned) (nullable) the target in words, as it was filled in */
  gboolean filling;

  AdwComboRow *choice; /* where one step is the aim */
  AdwEntryRow *entry;  /* of a question for a number or for ticks */
};

enum { SIGNAL_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnTargetGroup, ctn_target_group, ADW_TYPE_PREFERENCES_GROUP)

static const CtnModelNode *
get_question (CtnTargetGroup *self)
{
  return ctn_maturity_model_get_leaf (self->model, self->leaf);
}

static gboolean
is_written (const CtnScale *scale)
{
  return scale->kind == CTN_SCALE_TICKS || scale->kind == CTN_SCALE_NUMBER;
}

/* Changing ------------------------------------------------------------------------------------ */

static void
chosen_cb (CtnTargetGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->choice);
  const CtnModelNode *question;
  g_autoptr (GError) error = NULL;

  if (self->filling || self->model == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  question = get_question (self);
  if (!ctn_answer_set_target (
          self->project, self->assessment, question->code,
          selected == 0 ? NAN : ctn_scale_get_step_answer (question->scale, selected - 1), &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

/* A target in words: a number, or the options that are to be ticked. */
static gboolean
read_target (const CtnModelNode *question, const char *text, double *target, GError **error)
{
  CtnAnswerValue answer;
  g_autofree char *reason = NULL;

  *target = NAN;
  if (*text == '\0')
    return TRUE;
  if (question->scale->kind == CTN_SCALE_TICKS) {
    if (!ctn_answer_from_text (question, text, &answer, &reason, error))
      return FALSE;
    if (answer.state == CTN_ANSWER_GIVEN)
      *target = answer.value;
    return TRUE;
  }
  if (ctn_number_parse (text, target))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not a number."), text);
  return FALSE;
}

/* What cannot be is said in the row, where it can be mended. */
static void
apply_cb (CtnTargetGroup *self)
{
  const CtnModelNode *question = get_question (self);
  double target;
  g_autoptr (GError) error = NULL;

  if (read_target (question, gtk_editable_get_text (GTK_EDITABLE (self->entry)), &target, &error) &&
      ctn_answer_set_target (self->project, self->assessment, question->code, target, &error))
    ctn_row_problem_clear (self->entry);
  else
    ctn_row_problem_show (self->entry, error->message);
}

/* Showing ------------------------------------------------------------------------------------- */

static void
show_question (CtnTargetGroup *self)
{
  const CtnScale *scale = get_question (self)->scale;
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  gtk_string_list_append (choices, _ ("No target"));
  for (guint i = 0; i < ctn_scale_get_n_steps (scale); i++)
    gtk_string_list_take (choices, ctn_scale_dup_step_title (scale, i, NULL));
  self->filling = TRUE;
  adw_combo_row_set_model (self->choice, G_LIST_MODEL (choices));
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->choice), !is_written (scale));
  gtk_widget_set_visible (GTK_WIDGET (self->entry), is_written (scale));
  ctn_row_problem_clear (self->entry);
  g_clear_pointer (&self->shown, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry),
                                 scale->kind == CTN_SCALE_TICKS
                                     ? _ ("Target: options by number, such as 1, 3")
                                     : _ ("Target"));
}

/* (transfer full) (nullable) */
static char *
dup_written (const CtnModelNode *question, double target)
{
  CtnAnswerValue answer = { CTN_ANSWER_GIVEN, target };

  if (!isfinite (target))
    return NULL;
  return question->scale->kind == CTN_SCALE_TICKS
             ? ctn_answer_to_text (question, answer, NULL)
             : ctn_number_format_plain (target, NUMBER_DECIMALS);
}

static void
show_target (CtnTargetGroup *self, double target)
{
  const CtnModelNode *question = get_question (self);
  const CtnScale *scale = question->scale;
  g_autofree char *text = is_written (scale) ? dup_written (question, target) : NULL;
  guint selected = 0;

  for (guint i = 0; isfinite (target) && i < ctn_scale_get_n_steps (scale); i++)
    if (fabs (ctn_scale_get_step_answer (scale, i) - target) < 0.5)
      selected = i + 1;
  self->filling = TRUE;
  /* What is being written stays. */
  if (g_set_str (&self->shown, text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  adw_combo_row_set_selected (self->choice, is_written (scale) ? 0 : selected);
  self->filling = FALSE;
}

void
ctn_target_group_show (CtnTargetGroup *self,
                       CtnProject *project,
                       gint64 assessment,
                       CtnMaturityModel *model,
                       guint leaf,
                       double target)
{
  gboolean same = self->assessment == assessment && self->model == model && self->leaf == leaf;

  g_set_object (&self->project, project);
  if (!same) {
    ctn_maturity_model_ref (model);
    g_clear_pointer (&self->model, ctn_maturity_model_unref);
    self->model = model;
    self->assessment = assessment;
    self->leaf = leaf;
    show_question (self);
  }
  show_target (self, target);
}

static void
ctn_target_group_dispose (GObject *object)
{
  CtnTargetGroup *self = CTN_TARGET_GROUP (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->model, ctn_maturity_model_unref);

  G_OBJECT_CLASS (ctn_target_group_parent_class)->dispose (object);
}

static void
ctn_target_group_finalize (GObject *object)
{
  g_free (CTN_TARGET_GROUP (object)->shown);

  G_OBJECT_CLASS (ctn_target_group_parent_class)->finalize (object);
}

static void
ctn_target_group_class_init (CtnTargetGroupClass *class)
{
  G_OBJECT_CLASS (class)->dispose = ctn_target_group_dispose;
  G_OBJECT_CLASS (class)->finalize = ctn_target_group_finalize;
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ctn_target_group_init (CtnTargetGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->choice = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->choice), _ ("Target"));
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (chosen_cb), self);
  self->entry = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->entry), FALSE);
  adw_entry_row_set_show_apply_button (self->entry, TRUE);
  g_signal_connect_swapped (self->entry, "apply", G_CALLBACK (apply_cb), self);
  adw_preferences_group_add (group, GTK_WIDGET (self->choice));
  adw_preferences_group_add (group, GTK_WIDGET (self->entry));
}

GtkWidget *
ctn_target_group_new (void)
{
  return g_object_new (CTN_TYPE_TARGET_GROUP, NULL);
}
