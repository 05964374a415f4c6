#include "ctn-question-card.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-attachments-group.h"
#include "ctn-row-problem.h"
#include "ctn-target-group.h"

struct _CtnQuestionCard {
  AdwBin parent_instance;

  CtnProject *project;  /* (owned) (nullable) that the assessment is in */
  CtnModelTrial *trial; /* (owned) (nullable) that is answered instead */
  gint64 assessment;
  CtnMaturityModel *model; /* (owned) (nullable) */
  guint leaf;
  char *language; /* (owned) (nullable): the user's */
  char *rater;    /* (owned) (nullable): the joint answer */
  gboolean filling;

  GtkBox *box;
  GtkLabel *title;
  GtkLabel *help;
  AdwPreferencesGroup *steps_group; /* (unowned) (nullable) made anew for each question */
  GPtrArray *checks;                /* (owned) GtkCheckButton, one a step */
  AdwEntryRow *number_row;          /* (unowned) (nullable) of a question for a number */
  AdwEntryRow *reason_row;
  AdwEntryRow *comment_row;
  AdwEntryRow *evidence_row;
  AdwComboRow *confidence_row;
  CtnTargetGroup *target;
  CtnAttachmentsGroup *attachments;
};

enum { SIGNAL_FAILED, SIGNAL_FINISHED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnQuestionCard, ctn_question_card, ADW_TYPE_BIN)

static const CtnModelNode *
get_question (CtnQuestionCard *self)
{
  return ctn_maturity_model_get_leaf (self->model, self->leaf);
}

static CtnAnswerKey
get_key (CtnQuestionCard *self)
{
  return (CtnAnswerKey) { self->assessment, get_question (self)->code, self->rater };
}

static void
settle (CtnQuestionCard *self, gboolean ok, GError *error)
{
  if (!ok)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  g_clear_error (&error);
}

static void
answer (CtnQuestionCard *self, double value)
{
  CtnAnswerKey key = get_key (self);
  GError *error = NULL;
  gboolean ok = self->trial != NULL
                    ? ctn_model_trial_set (self->trial, self->model, key.item, value, &error)
                    : ctn_answer_set (self->project, &key, value, &error);

  settle (self, ok, error);
}

static void
set_not_applicable (CtnQuestionCard *self, const char *reason)
{
  CtnAnswerKey key = get_key (self);
  GError *error = NULL;
  gboolean ok =
      self->trial != NULL
          ? ctn_model_trial_set_not_applicable (self->trial, self->model, key.item, reason, &error)
          : ctn_answer_set_not_applicable (self->project, &key, reason, &error);

  settle (self, ok, error);
}

static double
get_ticked (CtnQuestionCard *self)
{
  guint64 bits = 0;

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      bits |= G_GUINT64_CONSTANT (1) << i;
  return (double) bits;
}

/* Takes the answer back. */
static void
clear (CtnQuestionCard *self)
{
  CtnAnswerKey key = get_key (self);
  GError *error = NULL;

  if (self->trial != NULL)
    ctn_model_trial_clear (self->trial, key.item);
  else
    settle (self, ctn_answer_clear (self->project, &key, &error), error);
}

static void
toggled_cb (GtkCheckButton *check, CtnQuestionCard *self)
{
  const CtnScale *scale = get_question (self)->scale;
  guint step = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "step"));

  if (self->filling)
    return;
  if (scale->kind == CTN_SCALE_TICKS)
    answer (self, get_ticked (self));
  else if (gtk_check_button_get_active (check))
    answer (self, ctn_scale_get_step_answer (scale, step));
}

static void
number_cb (CtnQuestionCard *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->number_row));
  g_autofree char *problem = NULL;
  double value;

  if (self->filling)
    return;
  if (*text == '\0') {
    clear (self);
  } else if (ctn_number_parse (text, &value)) {
    answer (self, value);
  } else {
    problem = g_strdup_printf (_ ("“%s” is not a number."), text);
    ctn_row_problem_show (self->number_row, problem);
  }
}

static void
reason_cb (CtnQuestionCard *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->reason_row));

  if (self->filling)
    return;
  if (*text == '\0')
    clear (self);
  else
    set_not_applicable (self, text);
}

static void
comment_cb (CtnQuestionCard *self)
{
  CtnAnswerKey key = get_key (self);
  GError *error = NULL;
  gboolean ok = ctn_answer_set_comment (
      self->project, &key, gtk_editable_get_text (GTK_EDITABLE (self->comment_row)), &error);

  settle (self, ok, error);
}

static void
evidence_cb (CtnQuestionCard *self)
{
  CtnAnswerKey key = get_key (self);
  GError *error = NULL;
  gboolean ok = ctn_answer_set_evidence (
      self->project, &key, gtk_editable_get_text (GTK_EDITABLE (self->evidence_row)), &error);

  settle (self, ok, error);
}

static void
confidence_cb (CtnQuestionCard *self)
{
  CtnAnswerKey key;
  GError *error = NULL;
  gboolean ok;

  if (self->filling || self->model == NULL)
    return;
  key = get_key (self);
  ok = ctn_answer_set_confidence (self->project, &key,
                                  (CtnConfidence) adw_combo_row_get_selected (self->confidence_row),
                                  &error);
  settle (self, ok, error);
}

static void
add_step (CtnQuestionCard *self, guint step)
{
  const CtnModelNode *question = get_question (self);
  g_autofree char *title = ctn_scale_dup_step_title (question->scale, step, self->language);
  const char *text = ctn_model_node_get_descriptor (question, step, self->language);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  if (question->scale->kind != CTN_SCALE_TICKS && self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (check), "step", GUINT_TO_POINTER (step));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->steps_group, row);
  g_ptr_array_add (self->checks, check);
}

static void
add_number (CtnQuestionCard *self)
{
  const CtnScale *scale = get_question (self)->scale;
  const char *unit = ctn_texts_get (scale->unit, self->language);
  const char *source = ctn_texts_get (scale->source, self->language);

  self->number_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->number_row),
                                 *unit != '\0' ? unit : _ ("Number"));
  adw_entry_row_set_show_apply_button (self->number_row, TRUE);
  adw_entry_row_set_input_purpose (self->number_row, GTK_INPUT_PURPOSE_NUMBER);
  g_signal_connect_swapped (self->number_row, "apply", G_CALLBACK (number_cb), self);
  adw_preferences_group_add (self->steps_group, GTK_WIDGET (self->number_row));
  if (*source != '\0')
    adw_preferences_group_set_description (self->steps_group, source);
}

static gboolean
has_focus_in_steps (CtnQuestionCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && self->steps_group != NULL &&
         gtk_widget_is_ancestor (focus, GTK_WIDGET (self->steps_group));
}

/* The keyboard goes on at the new steps at once: GTK would find a place for it only before the next frame, and
 * what is typed until then would be lost. */
static void
show_question (CtnQuestionCard *self)
{
  const CtnModelNode *question = get_question (self);
  const char *help = ctn_texts_get (question->help, self->language);
  gboolean focused = has_focus_in_steps (self);

  gtk_label_set_label (self->title, ctn_texts_get (question->title, self->language));
  gtk_label_set_label (self->help, help);
  gtk_widget_set_visible (GTK_WIDGET (self->help), *help != '\0');
  if (self->steps_group != NULL)
    gtk_box_remove (self->box, GTK_WIDGET (self->steps_group));
  g_ptr_array_set_size (self->checks, 0);
  self->number_row = NULL;
  self->steps_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  gtk_box_insert_child_after (self->box, GTK_WIDGET (self->steps_group), GTK_WIDGET (self->help));
  if (question->scale->kind == CTN_SCALE_NUMBER)
    add_number (self);
  else
    for (guint i = 0; i < ctn_scale_get_n_steps (question->scale); i++)
      add_step (self, i);
  if (focused)
    gtk_widget_child_focus (GTK_WIDGET (self->steps_group), GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_row), !question->required);
}

/* A text that is being typed is left alone. */
static void
set_text (AdwEntryRow *row, const char *text)
{
  const char *shown = gtk_editable_get_text (GTK_EDITABLE (row));

  if (text == NULL)
    text = "";
  if (!g_str_equal (shown, text))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gboolean
is_step_given (const CtnScale *scale, guint step, const CtnAnswer *given)
{
  if (given == NULL || given->value.state != CTN_ANSWER_GIVEN)
    return FALSE;
  if (scale->kind == CTN_SCALE_TICKS)
    return (((guint64) given->value.value >> step) & 1) != 0;
  return fabs (given->value.value - ctn_scale_get_step_answer (scale, step)) < 0.5;
}

static void
show_answer (CtnQuestionCard *self, const CtnAnswer *given)
{
  const CtnScale *scale = get_question (self)->scale;
  gboolean not_applicable = given != NULL && given->value.state == CTN_ANSWER_NOT_APPLICABLE;

  self->filling = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->checks, i),
                                 is_step_given (scale, i, given));
  if (self->number_row != NULL) {
    g_autofree char *text = given != NULL && given->value.state == CTN_ANSWER_GIVEN
                                ? ctn_number_format_plain (given->value.value, 12)
                                : NULL;

    set_text (self->number_row, text);
  }
  set_text (self->reason_row, not_applicable ? given->reason : NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason_row),
                                 not_applicable ? _ ("Not applicable")
                                                : _ ("Not applicable, because…"));
  set_text (self->comment_row, given != NULL ? given->comment : NULL);
  set_text (self->evidence_row, given != NULL ? given->evidence : NULL);
  adw_combo_row_set_selected (self->confidence_row, given != NULL ? (guint) given->confidence : 0);
  self->filling = FALSE;
}

/* Files belong to a question of the assessment, whoever answers. */
static void
show_attachments (CtnQuestionCard *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), CTN_TYPE_PAGE);

  if (page != NULL)
    ctn_attachments_group_show (self->attachments, CTN_PAGE (page), "assessment", self->assessment,
                                get_question (self)->code);
}

/* Makes the card anew for another question, or another model with that question. */
static gboolean
set_question (CtnQuestionCard *self, gint64 assessment, CtnMaturityModel *model, guint leaf)
{
  if (self->assessment == assessment && self->model == model && self->leaf == leaf)
    return FALSE;
  ctn_maturity_model_ref (model);
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
  self->model = model;
  self->assessment = assessment;
  self->leaf = leaf;
  show_question (self);
  return TRUE;
}

void
ctn_question_card_show (CtnQuestionCard *self,
                        CtnProject *project,
                        gint64 assessment,
                        CtnMaturityModel *model,
                        guint leaf,
                        const char *rater,
                        const CtnAnswer *given,
                        double target)
{
  g_set_object (&self->project, project);
  g_set_str (&self->rater, rater);
  if (set_question (self, assessment, model, leaf))
    show_attachments (self);
  show_answer (self, given);
  ctn_target_group_show (self->target, project, assessment, model, leaf, target);
}

void
ctn_question_card_show_trial (CtnQuestionCard *self,
                              CtnModelTrial *trial,
                              CtnMaturityModel *model,
                              guint leaf,
                              const char *language)
{
  GtkWidget *not_tried[] = { GTK_WIDGET (self->comment_row), GTK_WIDGET (self->evidence_row),
                             GTK_WIDGET (self->confidence_row), GTK_WIDGET (self->attachments),
                             GTK_WIDGET (self->target) };

  for (gsize i = 0; i < G_N_ELEMENTS (not_tried); i++)
    gtk_widget_set_visible (not_tried[i], FALSE);
  g_set_object (&self->trial, trial);
  /* Other words for the same question. */
  if (g_set_str (&self->language, language))
    g_clear_pointer (&self->model, ctn_maturity_model_unref);
  set_question (self, 0, model, leaf);
  show_answer (self, ctn_model_trial_find (trial, get_question (self)));
}

gboolean
ctn_question_card_answer_digit (CtnQuestionCard *self, int digit)
{
  const CtnScale *scale = self->model != NULL ? get_question (self)->scale : NULL;
  int first = scale != NULL && scale->kind == CTN_SCALE_LEVELS   ? scale->first_level
              : scale != NULL && scale->kind == CTN_SCALE_YES_NO ? 0
                                                                 : 1;
  int step = digit - first;
  GtkCheckButton *check;

  if (scale == NULL || step < 0 || step >= (int) self->checks->len)
    return FALSE;
  check = g_ptr_array_index (self->checks, (guint) step);
  gtk_check_button_set_active (check, scale->kind != CTN_SCALE_TICKS ||
                                          !gtk_check_button_get_active (check));
  return TRUE;
}

static gboolean
is_writing (GtkWidget *focus)
{
  return GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus);
}

gboolean
ctn_question_card_take_key (CtnQuestionCard *self, guint key, GdkModifierType modifiers)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gunichar letter = gdk_keyval_to_unicode (key);

  if (self->model == NULL || root == NULL || is_writing (gtk_root_get_focus (root)) ||
      (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (letter >= '0' && letter <= '9')
    return ctn_question_card_answer_digit (self, (int) (letter - '0'));
  switch (key) {
  case GDK_KEY_n:
    return gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
  case GDK_KEY_c:
    return gtk_widget_grab_focus (GTK_WIDGET (self->comment_row));
  case GDK_KEY_BackSpace:
    clear (self);
    return TRUE;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    if (GTK_IS_BUTTON (gtk_root_get_focus (root)))
      return FALSE;
    g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
    return TRUE;
  default:
    return FALSE;
  }
}

static void
ctn_question_card_dispose (GObject *object)
{
  CtnQuestionCard *self = CTN_QUESTION_CARD (object);

  g_clear_object (&self->project);
  g_clear_object (&self->trial);
  g_clear_pointer (&self->rater, g_free);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->model, ctn_maturity_model_unref);

  G_OBJECT_CLASS (ctn_question_card_parent_class)->dispose (object);
}

static void
ctn_question_card_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_QUESTION_CARD (object)->checks);

  G_OBJECT_CLASS (ctn_question_card_parent_class)->finalize (object);
}

static void
ctn_question_card_class_init (CtnQuestionCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_question_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = ctn_question_card_finalize;
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
add_label (CtnQuestionCard *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->box, label);
  return GTK_LABEL (label);
}

static AdwEntryRow *
add_entry (CtnQuestionCard *self, GtkWidget *group, const char *title, GCallback apply)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_swapped (row, "apply", apply, self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_ENTRY_ROW (row);
}

static void
failed_cb (CtnQuestionCard *self, GError *error)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
ctn_question_card_init (CtnQuestionCard *self)
{
  const char *const confidences[] = { _ ("Not said"), _ ("Low"), _ ("Medium"), _ ("High"), NULL };
  g_autoptr (GtkStringList) choices = gtk_string_list_new (confidences);
  GtkWidget *notes = adw_preferences_group_new ();

  self->checks = g_ptr_array_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  self->title = add_label (self, "title-3");
  self->help = add_label (self, "dim-label");
  self->reason_row =
      add_entry (self, notes, _ ("Not applicable, because…"), G_CALLBACK (reason_cb));
  self->comment_row = add_entry (self, notes, _ ("Comment"), G_CALLBACK (comment_cb));
  self->evidence_row = add_entry (self, notes, _ ("Evidence in Words"), G_CALLBACK (evidence_cb));
  self->confidence_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->confidence_row), _ ("Confidence"));
  adw_combo_row_set_model (self->confidence_row, G_LIST_MODEL (choices));
  g_signal_connect_swapped (self->confidence_row, "notify::selected", G_CALLBACK (confidence_cb),
                            self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (notes), GTK_WIDGET (self->confidence_row));
  self->target = CTN_TARGET_GROUP (ctn_target_group_new ());
  g_signal_connect_swapped (self->target, "failed", G_CALLBACK (failed_cb), self);
  self->attachments =
      CTN_ATTACHMENTS_GROUP (ctn_attachments_group_new (_ ("Evidence: Links and Files")));
  gtk_box_append (self->box, notes);
  gtk_box_append (self->box, GTK_WIDGET (self->attachments));
  gtk_box_append (self->box, GTK_WIDGET (self->target));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
