#include "ctn-model-preview.h"

#include <ctn-i18n.h>
#include <math.h>

#include "ctn-answer-radar.h"
#include "ctn-question-card.h"
#include "ctn-results-groups.h"
#include "ctn-side.h"

#define MEANING_LINES 2

struct _CtnModelPreview {
  AdwBin parent_instance;

  CtnModelEditor *editor; /* (owned) (nullable) */
  char *code;             /* (owned) (nullable) of the question that is shown */
  guint update;           /* tick callback that is to show what is stale, 0 for none */
  gboolean is_stale;      /* the result is not that of the model and the answers of now */
  gboolean is_other;      /* another model than before is to be shown */

  AdwWindowTitle *title;
  GtkWidget *close_button;
  GtkScrolledWindow *scroller;
  GtkLabel *position_label;
  CtnQuestionCard *card;
  GtkWidget *hint;
  AdwPreferencesGroup *result;
  CtnAnswerRadar *radar;
  GtkBox *conditions;
};

enum { SIGNAL_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtnModelPreview, ctn_model_preview, ADW_TYPE_BIN)

/* The question that is shown; the first one if that is gone. A model has at least one. */
static const CtnModelNode *
get_question (CtnModelPreview *self)
{
  CtnMaturityModel *model = ctn_model_editor_get_model (self->editor);
  const CtnModelNode *node =
      self->code != NULL ? ctn_maturity_model_find (model, self->code) : NULL;

  return node != NULL && node->scale != NULL ? node : ctn_maturity_model_get_leaf (model, 0);
}

/* Showing ------------------------------------------------------------------------------------- */

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* Short, for the radar is to be seen below it: the rest of the band's text is in the tooltip. */
static void
show_meaning (CtnModelPreview *self, const CtnScore *score, const char *language)
{
  GtkWidget *row = ctn_results_meaning_row_new (score, language);

  ctn_side_clear (self->result);
  gtk_widget_set_visible (GTK_WIDGET (self->result), row != NULL);
  if (row == NULL)
    return;
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), MEANING_LINES);
  gtk_widget_set_tooltip_text (row, adw_action_row_get_subtitle (ADW_ACTION_ROW (row)));
  ctn_side_add_row (self->result, row);
}

static void
show_result (CtnModelPreview *self)
{
  const char *language = ctn_model_editor_get_language (self->editor);
  CtnMaturityModel *model = ctn_model_editor_get_model (self->editor);
  g_autoptr (CtnScore) score =
      ctn_model_trial_score (ctn_model_editor_get_trial (self->editor), model);
  const CtnNodeScore *whole = ctn_score_get_node (score, 0);
  g_autofree char *answered =
      g_strdup_printf (ctn_ngettext ("%u of %u answered", "%u of %u answered", whole->n_applicable),
                       whole->n_answered, whole->n_applicable);

  adw_window_title_set_subtitle (self->title, answered);
  gtk_widget_set_visible (self->hint, whole->n_answered == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.clear",
                                 whole->n_applicable < whole->n_leaves || whole->n_answered > 0);
  show_meaning (self, score, language);
  clear_box (self->conditions);
  ctn_results_add_gates (self->conditions, score, language);
  ctn_answer_radar_show (
      self->radar, ctn_radar_figure_new_for_score (g_steal_pointer (&score), _ ("Trial"), language),
      self->is_other);
  self->is_other = FALSE;
}

static void
show_question (CtnModelPreview *self)
{
  CtnMaturityModel *model = ctn_model_editor_get_model (self->editor);
  guint n = ctn_maturity_model_get_n_leaves (model);
  const CtnModelNode *question = get_question (self);
  g_autofree char *position =
      /* Translators: number of the question, number of all questions */
      g_strdup_printf (_ ("Question %u of %u"), question->leaf + 1, n);

  g_set_str (&self->code, question->code);
  gtk_label_set_label (self->position_label, position);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.step", n > 1);
  ctn_question_card_show_trial (self->card, ctn_model_editor_get_trial (self->editor), model,
                                question->leaf, ctn_model_editor_get_language (self->editor));
}

static gboolean
update_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CtnModelPreview *self = CTN_MODEL_PREVIEW (widget);

  self->update = 0;
  if (self->editor == NULL)
    return G_SOURCE_REMOVE;
  show_question (self);
  if (self->is_stale)
    show_result (self);
  self->is_stale = FALSE;
  return G_SOURCE_REMOVE;
}

/* Once a frame is enough, however many changes come; and only while somebody sees it. */
static void
queue_update (CtnModelPreview *self)
{
  if (self->update == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update = gtk_widget_add_tick_callback (GTK_WIDGET (self), update_cb, NULL, NULL);
}

static void
changed_cb (CtnModelPreview *self)
{
  self->is_stale = TRUE;
  queue_update (self);
}

static void
go_to (CtnModelPreview *self, guint leaf)
{
  CtnMaturityModel *model = ctn_model_editor_get_model (self->editor);

  g_set_str (&self->code, ctn_maturity_model_get_leaf (model, leaf)->code);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  queue_update (self);
}

/* Following the editor ------------------------------------------------------------------------ */

static void
set_editor (CtnModelPreview *self, CtnModelEditor *editor)
{
  if (self->editor == editor)
    return;
  if (self->editor != NULL) {
    g_signal_handlers_disconnect_by_data (self->editor, self);
    g_signal_handlers_disconnect_by_data (ctn_model_editor_get_trial (self->editor), self);
  }
  g_set_object (&self->editor, editor);
  g_clear_pointer (&self->code, g_free);
  self->is_stale = TRUE;
  self->is_other = TRUE;
  if (editor == NULL)
    return;
  g_signal_connect_object (editor, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ctn_model_editor_get_trial (editor), "changed", G_CALLBACK (changed_cb),
                           self, G_CONNECT_SWAPPED);
}

void
ctn_model_preview_look_at (CtnModelPreview *self, CtnModelEditor *editor, const char *place)
{
  const char *code = NULL;
  const CtnModelNode *node = NULL;
  const CtnModelNode *shown;

  set_editor (self, editor);
  if (editor == NULL)
    return;
  if (place != NULL && *place != '\0')
    code = ctn_model_draft_get_string (ctn_model_editor_get_draft (editor), place, "code");
  if (code != NULL)
    node = ctn_maturity_model_find (ctn_model_editor_get_model (editor), code);
  shown = get_question (self);
  if (node != NULL &&
      (shown->leaf < node->first_leaf || shown->leaf >= node->first_leaf + node->n_leaves))
    go_to (self, node->first_leaf);
  queue_update (self);
}

void
ctn_model_preview_set_closable (CtnModelPreview *self, gboolean closable)
{
  gtk_widget_set_visible (self->close_button, closable);
}

/* Answering ----------------------------------------------------------------------------------- */

/* From the last question to the first, so that a trial can go round. */
static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnModelPreview *self = CTN_MODEL_PREVIEW (widget);
  guint n;

  if (self->editor == NULL)
    return;
  n = ctn_maturity_model_get_n_leaves (ctn_model_editor_get_model (self->editor));
  go_to (self,
         (guint) ((int) (get_question (self)->leaf + n) + g_variant_get_int32 (parameter)) % n);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnModelPreview *self = CTN_MODEL_PREVIEW (widget);

  if (self->editor != NULL)
    ctn_model_trial_clear_all (ctn_model_editor_get_trial (self->editor));
}

static void
explain_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnModelPreview *self = CTN_MODEL_PREVIEW (widget);
  g_autoptr (CtnScore) score = NULL;

  if (self->editor == NULL)
    return;
  score = ctn_model_trial_score (ctn_model_editor_get_trial (self->editor),
                                 ctn_model_editor_get_model (self->editor));
  ctn_results_explain (widget, score, _ ("How the Values Come About"));
}

static void
finished_cb (CtnModelPreview *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "preview.step", "i", 1);
}

static void
pulled_cb (CtnModelPreview *self, guint leaf, double value)
{
  CtnMaturityModel *model = ctn_model_editor_get_model (self->editor);
  g_autoptr (GError) error = NULL;

  go_to (self, leaf);
  if (!ctn_model_trial_set (ctn_model_editor_get_trial (self->editor), model, self->code, value,
                            &error))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
failed_cb (CtnModelPreview *self, GError *error)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  queue_update (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType modifiers,
        CtnModelPreview *self)
{
  return ctn_question_card_take_key (self->card, key, modifiers);
}

static void
ctn_model_preview_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ctn_model_preview_parent_class)->map (widget);

  queue_update (CTN_MODEL_PREVIEW (widget));
}

static void
ctn_model_preview_dispose (GObject *object)
{
  CtnModelPreview *self = CTN_MODEL_PREVIEW (object);

  if (self->update != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->update);
  self->update = 0;
  set_editor (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_MODEL_PREVIEW);

  G_OBJECT_CLASS (ctn_model_preview_parent_class)->dispose (object);
}

static void
ctn_model_preview_class_init (CtnModelPreviewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ctn_model_preview_dispose;
  widget_class->map = ctn_model_preview_map;
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  g_type_ensure (CTN_TYPE_ANSWER_RADAR);
  g_type_ensure (CTN_TYPE_QUESTION_CARD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/models/ctn-model-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnModelPreview, title);
  gtk_widget_class_bind_template_child (widget_class, CtnModelPreview, close_button);
  gtk_widget_class_bind_template_child (widget_class, CtnModelPreview, scroller);
  gtk_widget_class_bind_template_child (widget_class, CtnModelPreview, position_label);
  gtk_widget_class_bind_template_child (widget_class, CtnModelPreview, card);
  gtk_widget_class_bind_template_child (widget_class, CtnModelPreview, hint);
  gtk_widget_class_bind_template_child (widget_class, CtnModelPreview, result);
  gtk_widget_class_bind_template_child (widget_class, CtnModelPreview, radar);
  gtk_widget_class_bind_template_child (widget_class, CtnModelPreview, conditions);
  gtk_widget_class_install_action (widget_class, "preview.step", "i", step_action);
  gtk_widget_class_install_action (widget_class, "preview.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "preview.explain", NULL, explain_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "preview.step", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "preview.step", "i", -1);
}

static void
ctn_model_preview_init (CtnModelPreview *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->card, "finished", G_CALLBACK (finished_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->radar, "pulled", G_CALLBACK (pulled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->radar, "chosen", G_CALLBACK (go_to), self, G_CONNECT_SWAPPED);
}
