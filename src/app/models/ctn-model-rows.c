#include "ctn-model-rows-private.h"

#include <ctn-i18n.h>
#include <math.h>

#define MAX_WEIGHT 1000.0

static void
binding_free (gpointer data)
{
  CtnModelBinding *binding = data;

  g_object_unref (binding->editor);
  g_free (binding->place);
  g_free (binding->member);
  g_free (binding->label);
  g_free (binding->shown);
  g_free (binding);
}

/* Shows what is there again. */
static void
refresh_binding (CtnModelBinding *binding)
{
  CtnModelDraft *draft = ctn_model_editor_get_draft (binding->editor);

  if (!ctn_model_draft_exists (draft, binding->place))
    return;
  binding->filling = TRUE;
  binding->show (binding, draft);
  binding->filling = FALSE;
  gtk_widget_set_sensitive (binding->row, ctn_model_editor_is_editable (binding->editor));
}

CtnModelBinding *
ctn_model_binding_new (GtkWidget *row,
                       CtnModelEditor *editor,
                       const char *place,
                       const char *label,
                       void (*show) (CtnModelBinding *binding, CtnModelDraft *draft))
{
  CtnModelBinding *binding = g_new0 (CtnModelBinding, 1);

  binding->row = row;
  binding->editor = g_object_ref (editor);
  binding->place = g_strdup (place);
  binding->label = g_strdup (label);
  binding->show = show;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (label != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "binding", binding, binding_free);
  g_signal_connect_data (editor, "changed", G_CALLBACK (refresh_binding), binding, NULL,
                         G_CONNECT_SWAPPED);
  return binding;
}

static void
destroyed_cb (CtnModelBinding *binding)
{
  g_signal_handlers_disconnect_by_data (binding->editor, binding);
}

GtkWidget *
ctn_model_binding_finish (CtnModelBinding *binding)
{
  g_signal_connect_swapped (binding->row, "destroy", G_CALLBACK (destroyed_cb), binding);
  refresh_binding (binding);
  return binding->row;
}

/* Weight -------------------------------------------------------------------------------------- */

static void
show_weight (CtnModelBinding *binding, CtnModelDraft *draft)
{
  adw_spin_row_set_value (ADW_SPIN_ROW (binding->row),
                          ctn_model_draft_get_number (draft, binding->place, "weight", 1));
}

static void
weight_cb (CtnModelBinding *binding)
{
  g_autoptr (CtnModelDraft) draft = NULL;
  g_autofree char *field = g_strdup_printf ("%s-weight", binding->place);
  g_autoptr (GError) error = NULL;

  if (binding->filling)
    return;
  draft = ctn_model_editor_begin (binding->editor);
  ctn_model_draft_set_number (draft, binding->place, "weight",
                              adw_spin_row_get_value (ADW_SPIN_ROW (binding->row)));
  if (!ctn_model_editor_commit (binding->editor, draft, field, &error))
    refresh_binding (binding);
}

GtkWidget *
ctn_model_weight_row_new (CtnModelEditor *editor, const char *place)
{
  GtkWidget *row = adw_spin_row_new_with_range (0, MAX_WEIGHT, 0.5);
  CtnModelBinding *binding = ctn_model_binding_new (row, editor, place, _ ("Weight"), show_weight);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Beside its siblings; 0 does not count"));
  adw_spin_row_set_digits (ADW_SPIN_ROW (row), 2);
  ctn_model_binding_finish (binding);
  g_signal_connect_swapped (row, "notify::value", G_CALLBACK (weight_cb), binding);
  return row;
}

/* Aggregation --------------------------------------------------------------------------------- */

static const struct {
  CtnAggregation aggregation;
  const char *label;
  const char *help;
} aggregations[] = {
  { CTN_AGGREGATION_WEIGHTED_MEAN, N_ ("Weighted mean"),
    N_ ("A weakness here is made up for by a strength there") },
  { CTN_AGGREGATION_GEOMETRIC_MEAN, N_ ("Geometric mean"),
    N_ ("Weaknesses are made up for in part; one zero makes it zero") },
  { CTN_AGGREGATION_BOTTLENECK, N_ ("Penalty for bottleneck"),
    N_ ("The weakest one holds all others back") },
  { CTN_AGGREGATION_MINIMUM, N_ ("Minimum"), N_ ("As good as the weakest") },
  { CTN_AGGREGATION_NONE, N_ ("No value"), N_ ("A profile only, without a total") },
};

static guint
find_aggregation (const char *word)
{
  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (aggregations); i++)
    if (g_str_equal (ctn_aggregation_to_text (aggregations[i].aggregation), word))
      return i;
  return word == NULL ? 0 : GTK_INVALID_LIST_POSITION;
}

static void
show_aggregation (CtnModelBinding *binding, CtnModelDraft *draft)
{
  guint selected =
      find_aggregation (ctn_model_draft_get_string (draft, binding->place, "aggregation"));

  adw_combo_row_set_selected (ADW_COMBO_ROW (binding->row), selected);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (binding->row), selected < G_N_ELEMENTS (aggregations)
                                                                  ? _ (aggregations[selected].help)
                                                                  : _ ("Points, with a threshold"));
}

static void
aggregation_cb (CtnModelBinding *binding)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (binding->row));
  g_autoptr (CtnModelDraft) draft = NULL;

  if (binding->filling || selected >= G_N_ELEMENTS (aggregations))
    return;
  draft = ctn_model_editor_begin (binding->editor);
  ctn_model_draft_set_string (draft, binding->place, "aggregation",
                              ctn_aggregation_to_text (aggregations[selected].aggregation));
  if (!ctn_model_editor_try (binding->editor, draft))
    refresh_binding (binding);
}

GtkWidget *
ctn_model_aggregation_row_new (CtnModelEditor *editor, const char *place)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  CtnModelBinding *binding =
      ctn_model_binding_new (row, editor, place, _ ("Value"), show_aggregation);

  for (gsize i = 0; i < G_N_ELEMENTS (aggregations); i++)
    gtk_string_list_append (labels, _ (aggregations[i].label));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  ctn_model_binding_finish (binding);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (aggregation_cb), binding);
  return row;
}

/* Relation of bands --------------------------------------------------------------------------- */

/* The norm at @position of the combo row, behind the values. (transfer full) (nullable): for the values */
static char *
dup_norm (CtnModelDraft *draft, guint position)
{
  g_autofree char *norm =
      position > 0 ? ctn_model_draft_dup_part (draft, "/norms", position - 1) : NULL;

  return norm != NULL ? g_strdup (ctn_model_draft_get_string (draft, norm, "code")) : NULL;
}

/* Fills the combo row anew only for other norms. */
static void
list_norms (CtnModelBinding *binding, CtnModelDraft *draft)
{
  guint n = ctn_model_draft_count_parts (draft, "/norms");
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autoptr (GString) listed = g_string_new (NULL);

  gtk_string_list_append (labels, _ ("Values"));
  for (guint i = 0; i < n; i++) {
    g_autofree char *norm = ctn_model_draft_dup_part (draft, "/norms", i);
    const char *title = ctn_model_editor_get_title (binding->editor, norm);

    g_string_append_printf (listed, "%s\n", title);
    /* Translators: per cent of a reference that bands begin at */
    gtk_string_list_take (labels, g_strdup_printf (_ ("%% of %s"), title));
  }
  if (g_strcmp0 (listed->str, binding->shown) == 0)
    return;
  g_set_str (&binding->shown, listed->str);
  adw_combo_row_set_model (ADW_COMBO_ROW (binding->row), G_LIST_MODEL (labels));
}

static void
show_relation (CtnModelBinding *binding, CtnModelDraft *draft)
{
  const char *norm = ctn_model_draft_get_string (draft, binding->place, "bands-relative-to");
  const char *code = ctn_model_draft_get_string (draft, binding->place, "code");
  g_autofree char *values = g_strdup_printf ("/norms/=%s/values", norm != NULL ? norm : "");
  gboolean is_known =
      norm == NULL || !isnan (ctn_model_draft_get_number (
                          draft, values, code != NULL ? code : CTN_MODEL_TOTAL, NAN));
  guint selected = 0;

  list_norms (binding, draft);
  for (guint i = 1; norm != NULL && i <= ctn_model_draft_count_parts (draft, "/norms"); i++) {
    g_autofree char *listed = dup_norm (draft, i);

    if (g_strcmp0 (listed, norm) == 0)
      selected = i;
  }
  adw_combo_row_set_selected (ADW_COMBO_ROW (binding->row), selected);
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (binding->row),
      is_known ? "" : _ ("The reference has no value here, so there is no band"));
}

static void
relation_cb (CtnModelBinding *binding)
{
  g_autoptr (CtnModelDraft) draft = NULL;
  g_autofree char *norm = NULL;

  if (binding->filling)
    return;
  draft = ctn_model_editor_begin (binding->editor);
  norm = dup_norm (draft, adw_combo_row_get_selected (ADW_COMBO_ROW (binding->row)));
  ctn_model_draft_set_bands_norm (draft, binding->place, norm);
  if (!ctn_model_editor_try (binding->editor, draft))
    refresh_binding (binding);
}

GtkWidget *
ctn_model_relation_row_new (CtnModelEditor *editor, const char *place)
{
  GtkWidget *row = adw_combo_row_new ();
  CtnModelBinding *binding =
      ctn_model_binding_new (row, editor, place, _ ("Measured In"), show_relation);

  ctn_model_binding_finish (binding);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (relation_cb), binding);
  return row;
}

/* Required ------------------------------------------------------------------------------------ */

static void
show_required (CtnModelBinding *binding, CtnModelDraft *draft)
{
  adw_switch_row_set_active (ADW_SWITCH_ROW (binding->row),
                             ctn_model_draft_get_boolean (draft, binding->place, "required"));
}

static void
required_cb (CtnModelBinding *binding)
{
  g_autoptr (CtnModelDraft) draft = NULL;

  if (binding->filling)
    return;
  draft = ctn_model_editor_begin (binding->editor);
  ctn_model_draft_set_boolean (draft, binding->place, "required",
                               adw_switch_row_get_active (ADW_SWITCH_ROW (binding->row)));
  if (!ctn_model_editor_try (binding->editor, draft))
    refresh_binding (binding);
}

GtkWidget *
ctn_model_required_row_new (CtnModelEditor *editor, const char *place)
{
  GtkWidget *row = adw_switch_row_new ();
  CtnModelBinding *binding =
      ctn_model_binding_new (row, editor, place, _ ("Must Be Answered"), show_required);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("“Not applicable” is no answer"));
  ctn_model_binding_finish (binding);
  g_signal_connect_swapped (row, "notify::active", G_CALLBACK (required_cb), binding);
  return row;
}
