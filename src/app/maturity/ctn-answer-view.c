#include "ctn-answer-view.h"

#include <ctn-i18n.h>
#include <ctn-model-store.h>
#include <math.h>

#include "ctn-answer-radar.h"
#include "ctn-question-card.h"
#include "ctn-rater-button.h"
#include "ctn-spread-group.h"

struct _CtnAnswerView {
  AdwBin parent_instance;

  CtnProject *project;     /* (unowned) outlives its pages */
  CtnMaturityModel *model; /* (owned) (nullable) */
  GPtrArray *answers;      /* (owned) (nullable) CtnAnswer */
  double *targets;         /* (owned) (nullable) one a question */
  gint64 assessment;
  guint leaf;

  GtkLabel *pillar_label;
  GtkLabel *progress_label;
  GtkProgressBar *progress;
  CtnQuestionCard *card;
  CtnSpreadGroup *spread;
  CtnRaterButton *rater;
  GtkScrolledWindow *scroller;
  GtkWidget *back_button;
  GtkWidget *next_button;
  CtnAnswerRadar *radar;
};

enum { SIGNAL_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnAnswerView, ctn_answer_view, ADW_TYPE_BIN)

static const CtnAnswer *
find_answer (CtnAnswerView *self, guint leaf)
{
  const char *code = ctn_maturity_model_get_leaf (self->model, leaf)->code;
  const char *rater = ctn_rater_button_get_rater (self->rater);

  for (guint i = 0; i < self->answers->len; i++) {
    const CtnAnswer *answer = g_ptr_array_index (self->answers, i);

    if (g_strcmp0 (answer->rater, rater) == 0 && g_str_equal (answer->item, code))
      return answer;
  }
  return NULL;
}

static gboolean
is_open (CtnAnswerView *self, guint leaf)
{
  const CtnAnswer *answer = find_answer (self, leaf);

  return answer == NULL || answer->value.state == CTN_ANSWER_NONE;
}

static void
show_progress (CtnAnswerView *self)
{
  guint n = ctn_maturity_model_get_n_leaves (self->model);
  const CtnModelNode *question = ctn_maturity_model_get_leaf (self->model, self->leaf);
  const char *pillar = question->pillar != question->index
                           ? ctn_model_node_get_label (
                                 ctn_maturity_model_get_node (self->model, question->pillar), NULL)
                           : "";
  g_autofree char *position = NULL;
  g_autofree char *done = NULL;
  guint n_done = 0;

  for (guint i = 0; i < n; i++)
    n_done += !is_open (self, i);
  /* Translators: number of the question, number of all questions */
  position = g_strdup_printf (_ ("Question %u of %u"), self->leaf + 1, n);
  done = g_strdup_printf (ctn_ngettext ("%u of %u answered", "%u of %u answered", n), n_done, n);
  gtk_label_set_label (self->pillar_label, pillar);
  gtk_widget_set_visible (GTK_WIDGET (self->pillar_label), *pillar != '\0');
  gtk_label_set_label (self->progress_label, position);
  gtk_progress_bar_set_fraction (self->progress, n > 0 ? (double) n_done / n : 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->progress), done);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, done, -1);
  gtk_widget_set_sensitive (self->back_button, self->leaf > 0);
  gtk_widget_set_sensitive (self->next_button, self->leaf + 1 < n);
}

static void
show_question (CtnAnswerView *self)
{
  ctn_question_card_show (self->card, self->project, self->assessment, self->model, self->leaf,
                          ctn_rater_button_get_rater (self->rater), find_answer (self, self->leaf),
                          self->targets != NULL ? self->targets[self->leaf] : NAN);
  ctn_spread_group_show (self->spread, self->answers,
                         ctn_maturity_model_get_leaf (self->model, self->leaf));
  show_progress (self);
}

static gboolean
load (CtnAnswerView *self)
{
  CtnConnection *reader = ctn_project_get_reader (self->project);
  g_autoptr (CtnAssessment) assessment = ctn_assessment_load (reader, self->assessment, NULL);
  g_auto (GStrv) raters = NULL;

  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->targets, g_free);
  if (assessment == NULL)
    return FALSE;
  if (self->model == NULL)
    self->model = ctn_model_store_load (reader, assessment->model, NULL);
  self->answers = ctn_answer_list (reader, self->assessment, NULL);
  raters = ctn_answer_list_raters (reader, self->assessment, NULL);
  if (raters != NULL)
    ctn_rater_button_set_raters (self->rater, (const char *const *) raters);
  if (self->model != NULL)
    self->targets = ctn_answer_dup_targets (reader, self->assessment, self->model, NULL);
  return self->model != NULL && self->answers != NULL;
}

static void
show_radar (CtnAnswerView *self, gboolean is_other)
{
  const CtnRadarFigureOptions options = { .assessments = &self->assessment, .n_assessments = 1 };

  ctn_answer_radar_show (
      self->radar, ctn_radar_figure_new (ctn_project_get_reader (self->project), &options, NULL),
      is_other);
}

static void
changed_cb (CtnAnswerView *self, CtnChangeSet *changes)
{
  if (self->assessment == 0 || (!ctn_change_set_has_table (changes, "answer") &&
                                !ctn_change_set_has_table (changes, "target") &&
                                !ctn_change_set_has_table (changes, "assessment")))
    return;
  if (!load (self))
    return;
  show_question (self);
  show_radar (self, FALSE);
}

void
ctn_answer_view_go_to (CtnAnswerView *self, guint leaf)
{
  if (self->model == NULL || leaf >= ctn_maturity_model_get_n_leaves (self->model))
    return;
  self->leaf = leaf;
  show_question (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

void
ctn_answer_view_show (CtnAnswerView *self, CtnProject *project, gint64 assessment)
{
  guint n;

  if (self->project == NULL) {
    self->project = project;
    g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  }
  if (self->assessment == assessment)
    return;
  self->assessment = assessment;
  ctn_rater_button_set_rater (self->rater, NULL);
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
  if (assessment == 0 || !load (self))
    return;
  n = ctn_maturity_model_get_n_leaves (self->model);
  self->leaf = 0;
  while (self->leaf + 1 < n && !is_open (self, self->leaf))
    self->leaf++;
  if (!is_open (self, self->leaf))
    self->leaf = 0;
  ctn_answer_view_go_to (self, self->leaf);
  show_radar (self, TRUE);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnAnswerView *self = CTN_ANSWER_VIEW (widget);
  int step = g_variant_get_int32 (parameter);

  if (step < 0 && self->leaf == 0)
    return;
  ctn_answer_view_go_to (self, step < 0 ? self->leaf - 1 : self->leaf + 1);
}

/* A point that is pulled along its axis answers its question. Each answer on the way joins the one before,
 * so one undo takes the whole move back. */
static void
pulled_cb (CtnAnswerView *self, guint leaf, double value)
{
  const CtnAnswer *given;
  CtnAnswerKey key;
  g_autoptr (GError) error = NULL;

  if (self->model == NULL)
    return;
  given = find_answer (self, leaf);
  if (given != NULL && given->value.state == CTN_ANSWER_GIVEN &&
      fabs (given->value.value - value) < 1e-9)
    return;
  ctn_answer_view_go_to (self, leaf);
  key = (CtnAnswerKey) { self->assessment, ctn_maturity_model_get_leaf (self->model, leaf)->code,
                         ctn_rater_button_get_rater (self->rater) };
  if (!ctn_answer_set (self->project, &key, value, &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType modifiers,
        CtnAnswerView *self)
{
  return ctn_question_card_take_key (self->card, key, modifiers);
}

static void
finished_cb (CtnAnswerView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "answer.step", "i", 1);
}

static void
chosen_cb (CtnAnswerView *self)
{
  if (self->model != NULL)
    show_question (self);
}

static void
failed_cb (CtnAnswerView *self, GError *error)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  show_question (self);
}

static void
ctn_answer_view_dispose (GObject *object)
{
  CtnAnswerView *self = CTN_ANSWER_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_ANSWER_VIEW);
  g_clear_pointer (&self->model, ctn_maturity_model_unref);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->targets, g_free);

  G_OBJECT_CLASS (ctn_answer_view_parent_class)->dispose (object);
}

static void
ctn_answer_view_class_init (CtnAnswerViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ctn_answer_view_dispose;
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  g_type_ensure (CTN_TYPE_ANSWER_RADAR);
  g_type_ensure (CTN_TYPE_QUESTION_CARD);
  g_type_ensure (CTN_TYPE_RATER_BUTTON);
  g_type_ensure (CTN_TYPE_SPREAD_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/maturity/ctn-answer-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnAnswerView, pillar_label);
  gtk_widget_class_bind_template_child (widget_class, CtnAnswerView, progress_label);
  gtk_widget_class_bind_template_child (widget_class, CtnAnswerView, progress);
  gtk_widget_class_bind_template_child (widget_class, CtnAnswerView, card);
  gtk_widget_class_bind_template_child (widget_class, CtnAnswerView, spread);
  gtk_widget_class_bind_template_child (widget_class, CtnAnswerView, rater);
  gtk_widget_class_bind_template_child (widget_class, CtnAnswerView, scroller);
  gtk_widget_class_bind_template_child (widget_class, CtnAnswerView, back_button);
  gtk_widget_class_bind_template_child (widget_class, CtnAnswerView, next_button);
  gtk_widget_class_bind_template_child (widget_class, CtnAnswerView, radar);
  gtk_widget_class_install_action (widget_class, "answer.step", "i", step_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "answer.step", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "answer.step", "i", -1);
}

static void
ctn_answer_view_init (CtnAnswerView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->radar, "pulled", G_CALLBACK (pulled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->radar, "chosen", G_CALLBACK (ctn_answer_view_go_to), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rater, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "finished", G_CALLBACK (finished_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
}
