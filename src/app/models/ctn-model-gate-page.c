#include "ctn-model-gate-page.h"

#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>

#include "ctn-combo-row.h"
#include "ctn-model-rows.h"

#define SHOWN_DECIMALS 2

struct _CtnModelGatePage {
  CtnModelPage parent_instance;

  AdwComboRow *node;
  AdwPreferencesGroup *bounds;
  GPtrArray *codes; /* (owned) of what the combo row lists */
  char *listed;     /* (owned) its texts: it is filled anew only for others */
};

G_DEFINE_FINAL_TYPE (CtnModelGatePage, ctn_model_gate_page, CTN_TYPE_MODEL_PAGE)

/* The node that the gate at @place is about. (nullable) */
static const CtnModelNode *
find_node (CtnModelEditor *editor, const char *place)
{
  const char *code =
      ctn_model_draft_get_string (ctn_model_editor_get_draft (editor), place, "node");

  return code != NULL ? ctn_maturity_model_find (ctn_model_editor_get_model (editor), code) : NULL;
}

/* Bounds -------------------------------------------------------------------------------------- */

/* Of a question in its own unit, of others on the scale that values are shown on. */
static double
get_bound (CtnModelEditor *editor, const char *place, const char *member)
{
  const CtnModelNode *node = find_node (editor, place);

  return node != NULL && node->scale == NULL ? ctn_model_value_number.get (editor, place, member)
                                             : ctn_model_plain_number.get (editor, place, member);
}

static gboolean
set_bound (CtnModelEditor *editor,
           CtnModelDraft *draft,
           const char *place,
           const char *member,
           double value,
           GError **error)
{
  const CtnModelNode *node = find_node (editor, place);
  const char *other = g_str_equal (member, "at-least") ? "at-most" : "at-least";

  if (isnan (value) && isnan (ctn_model_draft_get_number (draft, place, other, NAN))) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("A condition needs one of the two bounds."));
    return FALSE;
  }
  return node != NULL && node->scale == NULL
             ? ctn_model_value_number.set (editor, draft, place, member, value, error)
             : ctn_model_plain_number.set (editor, draft, place, member, value, error);
}

static const CtnModelNumber bound_number = { get_bound, set_bound };

/* A bound in words: "Yes", "3 · Established", "12 partners", "4 points", "60". */
static char *
dup_bound (CtnModelEditor *editor, const CtnModelNode *node, double value)
{
  g_autofree char *number = ctn_number_format (value, SHOWN_DECIMALS);

  if (node->scale == NULL)
    return g_steal_pointer (&number);
  switch (node->scale->kind) {
  case CTN_SCALE_TICKS:
  case CTN_SCALE_STAGED:
    return g_strdup_printf (_ ("%s points"), number);
  case CTN_SCALE_LEVELS:
  case CTN_SCALE_NUMBER:
  case CTN_SCALE_YES_NO:
  default:
    return ctn_scale_dup_answer_title (node->scale, value, ctn_model_editor_get_language (editor));
  }
}

char *
ctn_model_gate_describe (CtnModelEditor *editor, const char *place)
{
  const CtnModelNode *node = find_node (editor, place);
  double at_least = get_bound (editor, place, "at-least");
  double at_most = get_bound (editor, place, "at-most");
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;
  const char *label;

  if (node == NULL)
    return g_strdup ("");
  label = ctn_model_node_get_label (node, ctn_model_editor_get_language (editor));
  least = dup_bound (editor, node, at_least);
  most = dup_bound (editor, node, at_most);
  /* Translators: a condition: a question or dimension, and what its value must be */
  if (isnan (at_most))
    return g_strdup_printf (_ ("%s: at least %s"), label, least);
  if (isnan (at_least))
    return g_strdup_printf (_ ("%s: at most %s"), label, most);
  return g_strdup_printf (_ ("%s: from %s to %s"), label, least, most);
}

/* What the bounds are measured in. */
static char *
dup_unit (CtnModelEditor *editor, const CtnModelNode *node)
{
  const CtnScale *scale = node->scale;
  guint n = scale != NULL ? ctn_scale_get_n_steps (scale) : 0;
  const char *unit;
  double min;
  double max;

  if (scale == NULL) {
    ctn_maturity_model_get_display (ctn_model_editor_get_model (editor), &min, &max, NULL);
    return g_strdup_printf (_ ("The value, from %g to %g"), min, max);
  }
  switch (scale->kind) {
  case CTN_SCALE_TICKS:
    return g_strdup_printf (_ ("The points of what is ticked, up to %g"), scale->max_points);
  case CTN_SCALE_STAGED:
    return g_strdup_printf (_ ("The points of the stage, up to %g"), scale->max_points);
  case CTN_SCALE_YES_NO:
    return g_strdup (_ ("1 for yes, 0 for no"));
  case CTN_SCALE_NUMBER:
    unit = ctn_texts_get (scale->unit, ctn_model_editor_get_language (editor));
    return *unit != '\0' ? g_strdup_printf (_ ("The number, in %s"), unit)
                         : g_strdup (_ ("The number that is given"));
  case CTN_SCALE_LEVELS:
  default:
    return g_strdup_printf (_ ("The level, from %d to %d"), scale->first_level,
                            scale->first_level + (int) n - 1);
  }
}

/* The node ------------------------------------------------------------------------------------ */

/* "Market › Export share" for what is deeper than a dimension. */
static char *
dup_node_label (CtnModelEditor *editor, const CtnModelNode *node)
{
  CtnMaturityModel *model = ctn_model_editor_get_model (editor);
  const char *language = ctn_model_editor_get_language (editor);
  const char *title = ctn_texts_get (node->title, language);

  if (node->depth == 0)
    return g_strdup (_ ("Total"));
  if (node->depth == 1)
    return g_strdup (title);
  /* Translators: a question in its dimension */
  return g_strdup_printf (
      _ ("%s › %s"),
      ctn_model_node_get_label (ctn_maturity_model_get_node (model, node->parent), language),
      title);
}

static void
list_nodes (CtnModelGatePage *self, CtnModelEditor *editor)
{
  CtnMaturityModel *model = ctn_model_editor_get_model (editor);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GString) listed = g_string_new (NULL);

  g_ptr_array_set_size (self->codes, 0);
  for (guint i = 0; i < ctn_maturity_model_get_n_nodes (model); i++) {
    const CtnModelNode *node = ctn_maturity_model_get_node (model, i);
    g_autofree char *label = NULL;

    if (node->scale == NULL && node->aggregation == CTN_AGGREGATION_NONE)
      continue;
    label = dup_node_label (editor, node);
    g_ptr_array_add (self->codes, g_strdup (node->code));
    g_string_append_printf (listed, "%s\n%s\n", node->code, label);
    gtk_string_list_take (labels, g_steal_pointer (&label));
  }
  if (g_strcmp0 (listed->str, self->listed) == 0)
    return;
  g_set_str (&self->listed, listed->str);
  adw_combo_row_set_model (self->node, G_LIST_MODEL (labels));
}

static void
node_cb (CtnModelGatePage *self)
{
  CtnModelPage *page = CTN_MODEL_PAGE (self);
  guint selected = adw_combo_row_get_selected (self->node);
  g_autoptr (CtnModelDraft) draft = NULL;

  if (ctn_model_page_is_filling (page) || selected >= self->codes->len)
    return;
  draft = ctn_model_editor_begin (ctn_model_page_get_editor (page));
  ctn_model_draft_set_gate_node (draft, ctn_model_page_get_place (page),
                                 self->codes->pdata[selected]);
  ctn_model_page_try (page, draft);
}

static AdwComboRow *
make_node_row (CtnModelGatePage *self)
{
  AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Question or Dimension"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  ctn_combo_row_enable_search (row);
  /* Below, for questions are long. */
  adw_combo_row_set_use_subtitle (row, TRUE);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (node_cb), self);
  return row;
}

/* The page ------------------------------------------------------------------------------------ */

static void
refresh (CtnModelPage *page)
{
  CtnModelGatePage *self = CTN_MODEL_GATE_PAGE (page);
  CtnModelEditor *editor = ctn_model_page_get_editor (page);
  const CtnModelNode *node = find_node (editor, ctn_model_page_get_place (page));
  g_autofree char *unit = NULL;
  g_autofree char *markup = NULL;
  guint index;

  list_nodes (self, editor);
  if (node == NULL)
    return;
  unit = dup_unit (editor, node);
  markup = g_markup_escape_text (unit, -1);
  adw_preferences_group_set_description (self->bounds, markup);
  if (g_ptr_array_find_with_equal_func (self->codes, node->code, g_str_equal, &index))
    adw_combo_row_set_selected (self->node, index);
  gtk_widget_set_sensitive (GTK_WIDGET (self->node), ctn_model_editor_is_editable (editor));
}

static void
fill (CtnModelPage *page)
{
  CtnModelGatePage *self = CTN_MODEL_GATE_PAGE (page);
  CtnModelEditor *editor = ctn_model_page_get_editor (page);
  const char *place = ctn_model_page_get_place (page);
  AdwPreferencesGroup *group = ctn_model_page_add_group (page, NULL);

  self->node = make_node_row (self);
  adw_preferences_group_add (group,
                             ctn_model_text_row_new (editor, place, "title", _ ("Title"), FALSE));
  adw_preferences_group_add (
      group, ctn_model_text_row_new (editor, place, "text", _ ("Why It Is Needed"), TRUE));
  adw_preferences_group_add (group, GTK_WIDGET (self->node));
  self->bounds = ctn_model_page_add_group (page, _ ("Bounds"));
  adw_preferences_group_add (
      self->bounds,
      ctn_model_number_row_new (editor, place, "at-least", _ ("At Least"), &bound_number));
  adw_preferences_group_add (self->bounds, ctn_model_number_row_new (editor, place, "at-most",
                                                                     _ ("At Most"), &bound_number));
}

static void
ctn_model_gate_page_finalize (GObject *object)
{
  CtnModelGatePage *self = CTN_MODEL_GATE_PAGE (object);

  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->listed, g_free);

  G_OBJECT_CLASS (ctn_model_gate_page_parent_class)->finalize (object);
}

static void
ctn_model_gate_page_class_init (CtnModelGatePageClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ctn_model_gate_page_finalize;
  CTN_MODEL_PAGE_CLASS (class)->fill = fill;
  CTN_MODEL_PAGE_CLASS (class)->refresh = refresh;
}

static void
ctn_model_gate_page_init (CtnModelGatePage *self)
{
  self->codes = g_ptr_array_new_with_free_func (g_free);
}

AdwNavigationPage *
ctn_model_gate_page_new (CtnModelEditor *editor, const char *place)
{
  return ctn_model_page_new (CTN_TYPE_MODEL_GATE_PAGE, editor, place);
}
