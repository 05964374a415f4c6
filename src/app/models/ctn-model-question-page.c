#include "ctn-model-question-page.h"

#include <ctn-i18n.h>
#include <math.h>

#include "ctn-model-rows.h"
#include "ctn-model-steps.h"

#define NEW_LEVELS 6
#define NEW_OPTIONS 4
#define NEW_STAGES 4

/* Ways to answer that every model has, in the order of the combo row, before the scales that this one's
 * questions share. */
enum { WAY_LEVELS, WAY_TICKS, WAY_STAGES, WAY_YES_NO, WAY_NUMBER, N_WAYS };

struct _CtnModelQuestionPage {
  CtnModelPage parent_instance;

  GPtrArray *shared; /* (owned) names of shared scales, as in the combo row behind N_WAYS */
  AdwComboRow *way;
  AdwSpinRow *n_steps;
  GtkWidget *min;
  GtkWidget *max;
  AdwEntryRow *unit;
  AdwSwitchRow *lower;
  GPtrArray *steps; /* (owned) of AdwPreferencesGroup (unowned) */
  char *steps_key;  /* what the groups were made for */
};

G_DEFINE_FINAL_TYPE (CtnModelQuestionPage, ctn_model_question_page, CTN_TYPE_MODEL_PAGE)

static CtnModelEditor *
get_editor (CtnModelQuestionPage *self)
{
  return ctn_model_page_get_editor (CTN_MODEL_PAGE (self));
}

static const char *
get_place (CtnModelQuestionPage *self)
{
  return ctn_model_page_get_place (CTN_MODEL_PAGE (self));
}

static gboolean
is_filling (CtnModelQuestionPage *self)
{
  return ctn_model_page_is_filling (CTN_MODEL_PAGE (self));
}

/* The question at a place, which may be gone after undo. */
static const CtnModelNode *
find_at (CtnModelEditor *editor, const char *place)
{
  const char *code =
      ctn_model_draft_get_string (ctn_model_editor_get_draft (editor), place, "code");

  return code != NULL ? ctn_maturity_model_find (ctn_model_editor_get_model (editor), code) : NULL;
}

static const CtnModelNode *
find_question (CtnModelQuestionPage *self)
{
  return find_at (get_editor (self), get_place (self));
}

/* How it is answered -------------------------------------------------------------------------- */

static void
list_shared (CtnModelQuestionPage *self)
{
  CtnMaturityModel *model = ctn_model_editor_get_model (get_editor (self));

  g_ptr_array_set_size (self->shared, 0);
  for (guint i = 0; i < ctn_maturity_model_get_n_leaves (model); i++) {
    const char *name = ctn_maturity_model_get_leaf (model, i)->scale->name;

    if (name != NULL && !g_ptr_array_find_with_equal_func (self->shared, name, g_str_equal, NULL))
      g_ptr_array_add (self->shared, g_strdup (name));
  }
}

static guint
get_way (CtnModelQuestionPage *self, const CtnScale *scale)
{
  guint index;

  if (scale->name != NULL &&
      g_ptr_array_find_with_equal_func (self->shared, scale->name, g_str_equal, &index))
    return N_WAYS + index;
  switch (scale->kind) {
  case CTN_SCALE_LEVELS:
    return WAY_LEVELS;
  case CTN_SCALE_YES_NO:
    return WAY_YES_NO;
  case CTN_SCALE_NUMBER:
    return WAY_NUMBER;
  case CTN_SCALE_TICKS:
    return WAY_TICKS;
  case CTN_SCALE_STAGED:
    return WAY_STAGES;
  default:
    return GTK_INVALID_LIST_POSITION;
  }
}

static GListModel *
make_ways (CtnModelQuestionPage *self)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("Levels"));
  gtk_string_list_append (labels, _ ("Options to Tick"));
  /* Translators: steps with points */
  gtk_string_list_append (labels, _ ("Stages with Points"));
  gtk_string_list_append (labels, _ ("Yes or No"));
  gtk_string_list_append (labels, _ ("Number"));
  for (guint i = 0; i < self->shared->len; i++)
    /* Translators: a scale that several questions share, by its name */
    gtk_string_list_take (labels,
                          g_strdup_printf (_ ("As others: %s"), (char *) self->shared->pdata[i]));
  return G_LIST_MODEL (labels);
}

static void
way_cb (CtnModelQuestionPage *self)
{
  guint way = adw_combo_row_get_selected (self->way);
  g_autoptr (CtnModelDraft) draft = NULL;

  if (is_filling (self) || way == GTK_INVALID_LIST_POSITION)
    return;
  draft = ctn_model_editor_begin (get_editor (self));
  if (way == WAY_LEVELS)
    ctn_model_draft_set_levels (draft, get_place (self), NEW_LEVELS);
  else if (way == WAY_TICKS)
    ctn_model_draft_set_options (draft, get_place (self), NEW_OPTIONS);
  else if (way == WAY_STAGES)
    ctn_model_draft_set_stages (draft, get_place (self), NEW_STAGES);
  else if (way == WAY_YES_NO)
    ctn_model_draft_set_yes_no (draft, get_place (self));
  else if (way == WAY_NUMBER)
    ctn_model_draft_set_goalposts (draft, get_place (self), 0, 100, CTN_DIRECTION_HIGHER);
  else
    ctn_model_draft_set_shared_scale (draft, get_place (self), self->shared->pdata[way - N_WAYS]);
  ctn_model_page_try (CTN_MODEL_PAGE (self), draft);
}

static void
n_steps_cb (CtnModelQuestionPage *self)
{
  const CtnModelNode *question = find_question (self);
  guint n = (guint) adw_spin_row_get_value (self->n_steps);
  g_autoptr (CtnModelDraft) draft = NULL;

  if (is_filling (self) || question == NULL)
    return;
  draft = ctn_model_editor_begin (get_editor (self));
  if (question->scale->kind == CTN_SCALE_TICKS)
    ctn_model_draft_set_options (draft, get_place (self), n);
  else if (question->scale->kind == CTN_SCALE_STAGED)
    ctn_model_draft_set_stages (draft, get_place (self), n);
  else
    ctn_model_draft_set_levels (draft, get_place (self), n);
  ctn_model_page_try (CTN_MODEL_PAGE (self), draft);
}

static double
get_goalpost (CtnModelEditor *editor, const char *place, const char *member)
{
  const CtnModelNode *question = find_at (editor, place);

  if (question == NULL || question->scale->kind != CTN_SCALE_NUMBER)
    return NAN;
  return g_str_equal (member, "min") ? question->scale->min : question->scale->max;
}

/* One that is missing is refused by the model. */
static gboolean
set_goalpost (CtnModelEditor *editor,
              CtnModelDraft *draft,
              const char *place,
              const char *member,
              double value,
              GError **error)
{
  const CtnModelNode *question = find_at (editor, place);
  g_autofree char *scale = g_strdup_printf ("%s/scale", place);

  if (question == NULL || question->scale->kind != CTN_SCALE_NUMBER)
    return TRUE;
  ctn_model_draft_set_goalposts (draft, place, question->scale->min, question->scale->max,
                                 question->scale->direction);
  ctn_model_draft_set_number (draft, scale, member, value);
  return TRUE;
}

static const CtnModelNumber goalpost_number = { get_goalpost, set_goalpost };

/* What else a number says. */
static void
number_cb (CtnModelQuestionPage *self)
{
  g_autoptr (CtnModelDraft) draft = NULL;
  const CtnModelNode *question = find_question (self);
  CtnDirection direction =
      adw_switch_row_get_active (self->lower) ? CTN_DIRECTION_LOWER : CTN_DIRECTION_HIGHER;
  const char *unit = gtk_editable_get_text (GTK_EDITABLE (self->unit));
  const char *language = ctn_model_editor_get_language (get_editor (self));
  const char *old;

  if (is_filling (self) || question == NULL || question->scale->kind != CTN_SCALE_NUMBER)
    return;
  old = ctn_texts_look_up (question->scale->unit, language);
  if (direction == question->scale->direction && g_str_equal (unit, old != NULL ? old : ""))
    return;
  draft = ctn_model_editor_begin (get_editor (self));
  ctn_model_draft_set_goalposts (draft, get_place (self), question->scale->min,
                                 question->scale->max, direction);
  ctn_model_draft_set_unit (draft, get_place (self), language, unit);
  ctn_model_page_try (CTN_MODEL_PAGE (self), draft);
}

static void
show_n_steps (CtnModelQuestionPage *self, const CtnScale *scale)
{
  static const struct {
    const char *title;
    double min;
    double max;
  } kinds[] = {
    [CTN_SCALE_LEVELS] = { N_ ("Number of Levels"), 2, CTN_MODEL_MAX_STEPS },
    [CTN_SCALE_TICKS] = { N_ ("Number of Options"), 1, CTN_SCALE_MAX_OPTIONS },
    [CTN_SCALE_STAGED] = { N_ ("Number of Stages"), 2, CTN_MODEL_MAX_STEPS },
  };
  gboolean visible = scale->kind <= CTN_SCALE_STAGED && scale->name == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->n_steps), visible);
  if (!visible)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->n_steps), _ (kinds[scale->kind].title));
  adw_spin_row_set_range (self->n_steps, kinds[scale->kind].min, kinds[scale->kind].max);
  adw_spin_row_set_value (self->n_steps, ctn_scale_get_n_steps (scale));
}

static void
show_scale (CtnModelQuestionPage *self, const CtnScale *scale)
{
  gboolean is_number = scale->kind == CTN_SCALE_NUMBER;
  const char *unit =
      ctn_texts_look_up (scale->unit, ctn_model_editor_get_language (get_editor (self)));

  adw_combo_row_set_selected (self->way, get_way (self, scale));
  show_n_steps (self, scale);
  if (is_number) {
    gtk_editable_set_text (GTK_EDITABLE (self->unit), unit != NULL ? unit : "");
    adw_switch_row_set_active (self->lower, scale->direction == CTN_DIRECTION_LOWER);
  }
  gtk_widget_set_visible (self->min, is_number);
  gtk_widget_set_visible (self->max, is_number);
  gtk_widget_set_visible (GTK_WIDGET (self->unit), is_number);
  gtk_widget_set_visible (GTK_WIDGET (self->lower), is_number);
}

/* Steps --------------------------------------------------------------------------------------- */

/* The rows are made anew only for other steps: whoever writes keeps the focus. */
static void
show_steps (CtnModelQuestionPage *self, const CtnScale *scale)
{
  g_autofree char *key = g_strdup_printf (
      "%d-%s-%u-%s", (int) scale->kind, scale->name != NULL ? scale->name : "",
      ctn_scale_get_n_steps (scale), ctn_model_editor_get_language (get_editor (self)));

  if (g_strcmp0 (key, self->steps_key) == 0)
    return;
  g_set_str (&self->steps_key, key);
  for (guint i = 0; i < self->steps->len; i++)
    ctn_model_page_remove_group (CTN_MODEL_PAGE (self), self->steps->pdata[i]);
  g_ptr_array_unref (self->steps);
  self->steps = ctn_model_steps_make_groups (get_editor (self), get_place (self), scale);
  for (guint i = 0; i < self->steps->len; i++)
    ctn_model_page_take_group (CTN_MODEL_PAGE (self), self->steps->pdata[i]);
}

static void
refresh (CtnModelPage *page)
{
  CtnModelQuestionPage *self = CTN_MODEL_QUESTION_PAGE (page);
  const CtnModelNode *question = find_question (self);
  gboolean editable = ctn_model_editor_is_editable (get_editor (self));
  GtkWidget *rows[] = { GTK_WIDGET (self->way), GTK_WIDGET (self->n_steps), GTK_WIDGET (self->unit),
                        GTK_WIDGET (self->lower) };

  if (question == NULL || question->scale == NULL)
    return;
  show_scale (self, question->scale);
  show_steps (self, question->scale);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_sensitive (rows[i], editable);
}

/* Content ------------------------------------------------------------------------------------- */

static AdwEntryRow *
make_unit_row (CtnModelQuestionPage *self)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Unit"));
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (number_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (number_cb), self);
  gtk_widget_add_controller (row, focus);
  return ADW_ENTRY_ROW (row);
}

static void
add_answer (CtnModelQuestionPage *self)
{
  AdwPreferencesGroup *group = ctn_model_page_add_group (CTN_MODEL_PAGE (self), _ ("Answer"));
  g_autoptr (GListModel) ways = NULL;

  list_shared (self);
  ways = make_ways (self);
  self->way = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->way), _ ("Answered In"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->way), FALSE);
  adw_combo_row_set_model (self->way, ways);
  self->n_steps = ADW_SPIN_ROW (adw_spin_row_new_with_range (1, CTN_SCALE_MAX_OPTIONS, 1));
  self->min = ctn_model_number_row_new (get_editor (self), get_place (self), "min",
                                        _ ("Counts as 0"), &goalpost_number);
  self->max = ctn_model_number_row_new (get_editor (self), get_place (self), "max",
                                        _ ("Counts as Full"), &goalpost_number);
  self->unit = make_unit_row (self);
  self->lower = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->lower), _ ("Less Is Better"));
  adw_preferences_group_add (group, GTK_WIDGET (self->way));
  adw_preferences_group_add (group, GTK_WIDGET (self->n_steps));
  adw_preferences_group_add (group, self->min);
  adw_preferences_group_add (group, self->max);
  adw_preferences_group_add (group, GTK_WIDGET (self->unit));
  adw_preferences_group_add (group, GTK_WIDGET (self->lower));
  g_signal_connect_swapped (self->way, "notify::selected", G_CALLBACK (way_cb), self);
  g_signal_connect_swapped (self->n_steps, "notify::value", G_CALLBACK (n_steps_cb), self);
  g_signal_connect_swapped (self->lower, "notify::active", G_CALLBACK (number_cb), self);
}

static void
add_texts (CtnModelQuestionPage *self)
{
  CtnModelEditor *editor = get_editor (self);
  const char *place = get_place (self);
  AdwPreferencesGroup *group = ctn_model_page_add_group (CTN_MODEL_PAGE (self), NULL);
  GtkWidget *rows[] = {
    ctn_model_text_row_new (editor, place, "title", _ ("Question"), TRUE),
    ctn_model_text_row_new (editor, place, "short-title", _ ("Short Title for Charts"), FALSE),
    ctn_model_text_row_new (editor, place, "help", _ ("Help"), TRUE),
    ctn_model_weight_row_new (editor, place),
    ctn_model_required_row_new (editor, place),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    adw_preferences_group_add (group, rows[i]);
}

static void
fill (CtnModelPage *page)
{
  add_texts (CTN_MODEL_QUESTION_PAGE (page));
  add_answer (CTN_MODEL_QUESTION_PAGE (page));
}

static void
ctn_model_question_page_finalize (GObject *object)
{
  CtnModelQuestionPage *self = CTN_MODEL_QUESTION_PAGE (object);

  g_clear_pointer (&self->shared, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->steps_key, g_free);

  G_OBJECT_CLASS (ctn_model_question_page_parent_class)->finalize (object);
}

static void
ctn_model_question_page_class_init (CtnModelQuestionPageClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_model_question_page_finalize;
  CTN_MODEL_PAGE_CLASS (class)->fill = fill;
  CTN_MODEL_PAGE_CLASS (class)->refresh = refresh;
}

static void
ctn_model_question_page_init (CtnModelQuestionPage *self)
{
  self->shared = g_ptr_array_new_with_free_func (g_free);
  self->steps = g_ptr_array_new ();
}

AdwNavigationPage *
ctn_model_question_page_new (CtnModelEditor *editor, const char *place)
{
  return ctn_model_page_new (CTN_TYPE_MODEL_QUESTION_PAGE, editor, place);
}
