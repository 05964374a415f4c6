#include "ctn-question-card.h"

#include <ctn-answer-text.h>
#include <ctn-number.h>
#include <glib/gi18n.h>
#include <math.h>

#include "ctn-attachments-group.h"

struct _CtnQuestionCard {
  AdwBin parent_instance;

  CtnProject *project;     /* (owned) (nullable) */
  CtnMaturityModel *model; /* (owned) (nullable) */
  gint64 assessment;
  guint leaf;
  char *rater; /* (owned) (nullable): the joint answer */
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
  AdwComboRow *target_row;
  AdwEntryRow *target_text_row; /* of a question for a number or for ticks */
  CtnAttachmentsGroup *attachments;
};

enum { SIGNAL_FAILED, N_SIGNALS };

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
  gboolean ok = ctn_answer_set (self->project, &key, value, &error);

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
  GError *error = NULL;
  double value;

  if (self->filling)
    return;
  if (*text == '\0') {
    ctn_question_card_clear (self);
  } else if (ctn_number_parse (text, &value)) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->number_row), "error");
    answer (self, value);
  } else {
    gtk_widget_add_css_class (GTK_WIDGET (self->number_row), "error");
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not a number."),
                 text);
    settle (self, FALSE, error);
  }
}

static void
reason_cb (CtnQuestionCard *self)
{
  CtnAnswerKey key = get_key (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->reason_row));
  GError *error = NULL;
  gboolean ok;

  if (self->filling)
    return;
  if (*text == '\0')
    ok = ctn_answer_clear (self->project, &key, &error);
  else
    ok = ctn_answer_set_not_applicable (self->project, &key, text, &error);
  settle (self, ok, error);
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
target_cb (CtnQuestionCard *self)
{
  guint selected = adw_combo_row_get_selected (self->target_row);
  const CtnModelNode *question;
  GError *error = NULL;
  gboolean ok;

  if (self->filling || self->model == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  question = get_question (self);
  ok = ctn_answer_set_target (
      self->project, self->assessment, question->code,
      selected == 0 ? NAN : ctn_scale_get_step_answer (question->scale, selected - 1), &error);
  settle (self, ok, error);
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

static void
target_text_cb (CtnQuestionCard *self)
{
  const CtnModelNode *question = get_question (self);
  GError *error = NULL;
  double target;
  gboolean ok =
      read_target (question, gtk_editable_get_text (GTK_EDITABLE (self->target_text_row)), &target,
                   &error) &&
      ctn_answer_set_target (self->project, self->assessment, question->code, target, &error);

  settle (self, ok, error);
}

static void
add_step (CtnQuestionCard *self, guint step)
{
  const CtnModelNode *question = get_question (self);
  g_autofree char *title = ctn_scale_dup_step_title (question->scale, step, NULL);
  const char *text = ctn_model_node_get_descriptor (question, step, NULL);
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
  const char *unit = ctn_texts_get (scale->unit, NULL);
  const char *source = ctn_texts_get (scale->source, NULL);

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

/* Targets are chosen where there are steps of which one can be the aim, and written elsewhere. */
static void
fill_target_choices (CtnQuestionCard *self)
{
  const CtnScale *scale = get_question (self)->scale;
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  gboolean ticks = scale->kind == CTN_SCALE_TICKS;
  gboolean written = ticks || scale->kind == CTN_SCALE_NUMBER;

  gtk_string_list_append (choices, _ ("No target"));
  for (guint i = 0; i < ctn_scale_get_n_steps (scale); i++) {
    g_autofree char *title = ctn_scale_dup_step_title (scale, i, NULL);

    gtk_string_list_append (choices, title);
  }
  self->filling = TRUE;
  adw_combo_row_set_model (self->target_row, G_LIST_MODEL (choices));
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->target_row), !written);
  gtk_widget_set_visible (GTK_WIDGET (self->target_text_row), written);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->target_text_row),
                                 ticks ? _ ("Target: options by number, such as 1, 3")
                                       : _ ("Target"));
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
  const char *help = ctn_texts_get (question->help, NULL);
  gboolean focused = has_focus_in_steps (self);

  gtk_label_set_label (self->title, ctn_texts_get (question->title, NULL));
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
  fill_target_choices (self);
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
show_target (CtnQuestionCard *self, double target)
{
  const CtnModelNode *question = get_question (self);
  const CtnScale *scale = question->scale;
  guint selected = 0;

  for (guint i = 0; isfinite (target) && i < ctn_scale_get_n_steps (scale); i++)
    if (fabs (ctn_scale_get_step_answer (scale, i) - target) < 0.5)
      selected = i + 1;
  self->filling = TRUE;
  if (scale->kind == CTN_SCALE_NUMBER) {
    g_autofree char *text = isfinite (target) ? ctn_number_format_plain (target, 12) : NULL;

    set_text (self->target_text_row, text);
  }
  if (scale->kind == CTN_SCALE_TICKS) {
    CtnAnswerValue answer = { isfinite (target) ? CTN_ANSWER_GIVEN : CTN_ANSWER_NONE, target };
    g_autofree char *text = ctn_answer_to_text (question, answer, NULL);

    set_text (self->target_text_row, text);
  }
  adw_combo_row_set_selected (self->target_row, selected);
  self->filling = FALSE;
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
    gtk_widget_remove_css_class (GTK_WIDGET (self->number_row), "error");
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

/* Files belong to a question of the assessment, whoever answers. A trial, whose project is not the
 * page's, has none. */
static void
show_attachments (CtnQuestionCard *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), CTN_TYPE_PAGE);
  gboolean can = page != NULL && ctn_page_get_project (CTN_PAGE (page)) == self->project;

  gtk_widget_set_visible (GTK_WIDGET (self->attachments), can);
  if (can)
    ctn_attachments_group_show (self->attachments, CTN_PAGE (page), "assessment", self->assessment,
                                get_question (self)->code);
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
  gboolean same = self->assessment == assessment && self->model == model && self->leaf == leaf;

  g_set_object (&self->project, project);
  g_set_str (&self->rater, rater);
  if (!same) {
    if (self->model != model) {
      g_clear_pointer (&self->model, ctn_maturity_model_unref);
      self->model = ctn_maturity_model_ref (model);
    }
    self->assessment = assessment;
    self->leaf = leaf;
    show_question (self);
    show_attachments (self);
  }
  show_answer (self, given);
  show_target (self, target);
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

void
ctn_question_card_clear (CtnQuestionCard *self)
{
  CtnAnswerKey key = get_key (self);
  GError *error = NULL;
  gboolean ok = ctn_answer_clear (self->project, &key, &error);

  settle (self, ok, error);
}

void
ctn_question_card_focus_not_applicable (CtnQuestionCard *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
}

void
ctn_question_card_focus_comment (CtnQuestionCard *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->comment_row));
}

static void
ctn_question_card_dispose (GObject *object)
{
  CtnQuestionCard *self = CTN_QUESTION_CARD (object);

  g_clear_object (&self->project);
  g_clear_pointer (&self->rater, g_free);
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
ctn_question_card_init (CtnQuestionCard *self)
{
  GtkWidget *aim = adw_preferences_group_new ();
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
  self->target_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->target_row), _ ("Target"));
  g_signal_connect_swapped (self->target_row, "notify::selected", G_CALLBACK (target_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (aim), GTK_WIDGET (self->target_row));
  self->target_text_row = add_entry (self, aim, _ ("Target"), G_CALLBACK (target_text_cb));
  self->attachments =
      CTN_ATTACHMENTS_GROUP (ctn_attachments_group_new (_ ("Evidence: Links and Files")));
  gtk_box_append (self->box, notes);
  gtk_box_append (self->box, GTK_WIDGET (self->attachments));
  gtk_box_append (self->box, aim);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
