#include "ctn-model-question-page.h"

#include <ctn-number.h>
#include <glib/gi18n.h>

#include "ctn-model-node-page.h"
#include "ctn-model-rows.h"

/* Ways to answer that every model has, in the order of the combo row, before the scales that this one's
 * questions share. */
enum { WAY_LEVELS, WAY_YES_NO, WAY_NUMBER, N_WAYS };

struct _CtnModelQuestionPage {
  AdwNavigationPage parent_instance;

  CtnModelEditor *editor; /* (owned) */
  char *place;            /* (owned) */
  GPtrArray *shared;      /* (owned) names of shared scales, as in the combo row behind N_WAYS */
  gboolean filling;

  AdwComboRow *way;
  AdwSpinRow *n_levels;
  AdwEntryRow *min;
  AdwEntryRow *max;
  AdwEntryRow *unit;
  AdwSwitchRow *lower;
  AdwPreferencesGroup *steps;
  GPtrArray *step_rows; /* (owned) of GtkWidget (unowned) */
  char *steps_key;      /* what the rows were made for */
};

G_DEFINE_FINAL_TYPE (CtnModelQuestionPage, ctn_model_question_page, ADW_TYPE_NAVIGATION_PAGE)

/* The question at the place; the place may be gone after undo. */
static const CtnModelNode *
find_question (CtnModelQuestionPage *self)
{
  const char *code =
      ctn_model_draft_get_string (ctn_model_editor_get_draft (self->editor), self->place, "code");

  return code != NULL ? ctn_maturity_model_find (ctn_model_editor_get_model (self->editor), code)
                      : NULL;
}

/* How it is answered -------------------------------------------------------------------------- */

static void
list_shared (CtnModelQuestionPage *self)
{
  CtnMaturityModel *model = ctn_model_editor_get_model (self->editor);

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
  case CTN_SCALE_STAGED:
  default:
    return GTK_INVALID_LIST_POSITION;
  }
}

static GListModel *
make_ways (CtnModelQuestionPage *self)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("Levels"));
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

  if (self->filling || way == GTK_INVALID_LIST_POSITION)
    return;
  draft = ctn_model_editor_begin (self->editor);
  if (way == WAY_LEVELS)
    ctn_model_draft_set_levels (draft, self->place, 6);
  else if (way == WAY_YES_NO)
    ctn_model_draft_set_yes_no (draft, self->place);
  else if (way == WAY_NUMBER)
    ctn_model_draft_set_goalposts (draft, self->place, 0, 100, CTN_DIRECTION_HIGHER);
  else
    ctn_model_draft_set_shared_scale (draft, self->place, self->shared->pdata[way - N_WAYS]);
  ctn_model_editor_try (self->editor, draft);
}

static void
n_levels_cb (CtnModelQuestionPage *self)
{
  g_autoptr (CtnModelDraft) draft = NULL;

  if (self->filling)
    return;
  draft = ctn_model_editor_begin (self->editor);
  ctn_model_draft_set_levels (draft, self->place, (guint) adw_spin_row_get_value (self->n_levels));
  ctn_model_editor_try (self->editor, draft);
}

static gboolean
read_number (AdwEntryRow *row, double *value)
{
  gboolean ok = ctn_number_parse (gtk_editable_get_text (GTK_EDITABLE (row)), value);

  if (ok)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  return ok;
}

static void
goalposts_cb (CtnModelQuestionPage *self)
{
  g_autoptr (CtnModelDraft) draft = NULL;
  const CtnModelNode *question = find_question (self);
  CtnDirection direction =
      adw_switch_row_get_active (self->lower) ? CTN_DIRECTION_LOWER : CTN_DIRECTION_HIGHER;
  double min;
  double max;

  if (self->filling || question == NULL || question->scale->kind != CTN_SCALE_NUMBER ||
      !read_number (self->min, &min) || !read_number (self->max, &max))
    return;
  draft = ctn_model_editor_begin (self->editor);
  ctn_model_draft_set_goalposts (draft, self->place, min, max, direction);
  ctn_model_draft_set_unit (draft, self->place, ctn_model_editor_get_language (self->editor),
                            gtk_editable_get_text (GTK_EDITABLE (self->unit)));
  ctn_model_editor_try (self->editor, draft);
}

static void
show_number (AdwEntryRow *row, double value)
{
  g_autofree char *text = ctn_number_format (value, 12);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
show_scale (CtnModelQuestionPage *self, const CtnScale *scale)
{
  gboolean is_number = scale->kind == CTN_SCALE_NUMBER;
  gboolean has_levels = scale->kind == CTN_SCALE_LEVELS && scale->name == NULL;
  const char *unit = ctn_texts_look_up (scale->unit, ctn_model_editor_get_language (self->editor));

  adw_combo_row_set_selected (self->way, get_way (self, scale));
  if (has_levels)
    adw_spin_row_set_value (self->n_levels, ctn_scale_get_n_steps (scale));
  if (is_number) {
    show_number (self->min, scale->min);
    show_number (self->max, scale->max);
    gtk_editable_set_text (GTK_EDITABLE (self->unit), unit != NULL ? unit : "");
    adw_switch_row_set_active (self->lower, scale->direction == CTN_DIRECTION_LOWER);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->n_levels), has_levels);
  gtk_widget_set_visible (GTK_WIDGET (self->min), is_number);
  gtk_widget_set_visible (GTK_WIDGET (self->max), is_number);
  gtk_widget_set_visible (GTK_WIDGET (self->unit), is_number);
  gtk_widget_set_visible (GTK_WIDGET (self->lower), is_number);
}

/* Steps --------------------------------------------------------------------------------------- */

/* The rows are made anew only for other steps: whoever writes keeps the focus. */
static void
show_steps (CtnModelQuestionPage *self, const CtnScale *scale)
{
  guint n = scale->kind == CTN_SCALE_YES_NO ? 0 : ctn_scale_get_n_steps (scale);
  const char *language = ctn_model_editor_get_language (self->editor);
  g_autofree char *key = g_strdup_printf ("%d-%s-%u-%s", (int) scale->kind,
                                          scale->name != NULL ? scale->name : "", n, language);

  if (g_strcmp0 (key, self->steps_key) == 0)
    return;
  g_set_str (&self->steps_key, key);
  for (guint i = 0; i < self->step_rows->len; i++)
    adw_preferences_group_remove (self->steps, self->step_rows->pdata[i]);
  g_ptr_array_set_size (self->step_rows, 0);
  for (guint i = 0; i < n; i++) {
    g_autofree char *label = ctn_scale_dup_step_title (scale, i, language);
    GtkWidget *row = ctn_model_descriptor_row_new (self->editor, self->place, i, n, label);

    adw_preferences_group_add (self->steps, row);
    g_ptr_array_add (self->step_rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->steps), n > 0);
}

static void
refresh_cb (CtnModelQuestionPage *self)
{
  const CtnModelNode *question = find_question (self);
  gboolean editable = ctn_model_editor_is_editable (self->editor);
  GtkWidget *rows[] = { GTK_WIDGET (self->way),  GTK_WIDGET (self->n_levels),
                        GTK_WIDGET (self->min),  GTK_WIDGET (self->max),
                        GTK_WIDGET (self->unit), GTK_WIDGET (self->lower) };

  if (question == NULL || question->scale == NULL)
    return;
  self->filling = TRUE;
  adw_navigation_page_set_title (
      ADW_NAVIGATION_PAGE (self),
      ctn_texts_get (question->title, ctn_model_editor_get_language (self->editor)));
  show_scale (self, question->scale);
  show_steps (self, question->scale);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_sensitive (rows[i], editable);
  self->filling = FALSE;
}

/* Content ------------------------------------------------------------------------------------- */

static AdwEntryRow *
make_entry (CtnModelQuestionPage *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (goalposts_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (goalposts_cb), self);
  gtk_widget_add_controller (row, focus);
  return ADW_ENTRY_ROW (row);
}

static GtkWidget *
make_answer_group (CtnModelQuestionPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GListModel) ways = NULL;

  list_shared (self);
  ways = make_ways (self);
  self->way = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->way), _ ("Answered In"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->way), FALSE);
  adw_combo_row_set_model (self->way, ways);
  self->n_levels = ADW_SPIN_ROW (adw_spin_row_new_with_range (2, CTN_MODEL_MAX_STEPS, 1));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->n_levels), _ ("Number of Levels"));
  self->min = make_entry (self, _ ("Counts as 0"));
  self->max = make_entry (self, _ ("Counts as Full"));
  self->unit = make_entry (self, _ ("Unit"));
  self->lower = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->lower), _ ("Less Is Better"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Answer"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->way));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->n_levels));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->min));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->max));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->unit));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->lower));
  return group;
}

static GtkWidget *
make_texts (CtnModelQuestionPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *rows[] = {
    ctn_model_text_row_new (self->editor, self->place, "title", _ ("Question"), TRUE),
    ctn_model_text_row_new (self->editor, self->place, "short-title", _ ("Short Title for Charts"),
                            FALSE),
    ctn_model_text_row_new (self->editor, self->place, "help", _ ("Help"), TRUE),
    ctn_model_weight_row_new (self->editor, self->place),
    ctn_model_required_row_new (self->editor, self->place),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), rows[i]);
  return group;
}

static void
ctn_model_question_page_finalize (GObject *object)
{
  CtnModelQuestionPage *self = CTN_MODEL_QUESTION_PAGE (object);

  g_clear_object (&self->editor);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->shared, g_ptr_array_unref);
  g_clear_pointer (&self->step_rows, g_ptr_array_unref);
  g_clear_pointer (&self->steps_key, g_free);

  G_OBJECT_CLASS (ctn_model_question_page_parent_class)->finalize (object);
}

static void
ctn_model_question_page_class_init (CtnModelQuestionPageClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_model_question_page_finalize;
}

static void
ctn_model_question_page_init (CtnModelQuestionPage *self)
{
  self->shared = g_ptr_array_new_with_free_func (g_free);
  self->step_rows = g_ptr_array_new ();
}

AdwNavigationPage *
ctn_model_question_page_new (CtnModelEditor *editor, const char *place)
{
  CtnModelQuestionPage *self = g_object_new (CTN_TYPE_MODEL_QUESTION_PAGE, NULL);
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  self->editor = g_object_ref (editor);
  self->place = g_strdup (place);
  self->steps = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->steps, _ ("What It Takes"));
  adw_preferences_group_set_description (
      self->steps, _ ("Say what can be seen at each level, so that two people choose the same."));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_texts (self)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_answer_group (self)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->steps);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), ctn_model_header_new (editor));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  refresh_cb (self);
  g_signal_connect_swapped (self->way, "notify::selected", G_CALLBACK (way_cb), self);
  g_signal_connect_swapped (self->n_levels, "notify::value", G_CALLBACK (n_levels_cb), self);
  g_signal_connect_swapped (self->lower, "notify::active", G_CALLBACK (goalposts_cb), self);
  g_signal_connect_object (editor, "changed", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  return ADW_NAVIGATION_PAGE (self);
}
