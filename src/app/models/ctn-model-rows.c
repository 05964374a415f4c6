#include "ctn-model-rows.h"

#include <ctn-number.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ctn-text-row.h"

#define MAX_WEIGHT 1000.0
#define MAX_DECIMALS 9 /* beyond them are the traces of arithmetic */

typedef struct _Binding Binding;

typedef void (*ShowFunc) (Binding *binding, CtnModelDraft *draft);

struct _Binding {
  GtkWidget *row;         /* (unowned) which owns this */
  CtnModelEditor *editor; /* (owned) */
  char *place;
  char *member; /* (nullable) of a descriptor */
  char *label;
  gboolean has_language;
  const CtnModelNumber *number; /* (nullable) */
  guint step;
  guint n_steps;
  ShowFunc show;
  char *shown; /* the text that was filled in */
  gboolean filling;
};

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  g_object_unref (binding->editor);
  g_free (binding->place);
  g_free (binding->member);
  g_free (binding->label);
  g_free (binding->shown);
  g_free (binding);
}

static void
refresh_cb (Binding *binding)
{
  CtnModelDraft *draft = ctn_model_editor_get_draft (binding->editor);

  if (!ctn_model_draft_exists (draft, binding->place))
    return;
  binding->filling = TRUE;
  binding->show (binding, draft);
  binding->filling = FALSE;
  gtk_widget_set_sensitive (binding->row, ctn_model_editor_is_editable (binding->editor));
}

/* The row follows the editor as long as both are there. */
static Binding *
bind (GtkWidget *row, CtnModelEditor *editor, const char *place, const char *label, ShowFunc show)
{
  Binding *binding = g_new0 (Binding, 1);

  binding->row = row;
  binding->editor = g_object_ref (editor);
  binding->place = g_strdup (place);
  binding->label = g_strdup (label);
  binding->show = show;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "binding", binding, binding_free);
  g_signal_connect_data (editor, "changed", G_CALLBACK (refresh_cb), binding, NULL,
                         G_CONNECT_SWAPPED);
  return binding;
}

static void
destroyed_cb (Binding *binding)
{
  g_signal_handlers_disconnect_by_data (binding->editor, binding);
}

static GtkWidget *
finish (Binding *binding)
{
  g_signal_connect_swapped (binding->row, "destroy", G_CALLBACK (destroyed_cb), binding);
  refresh_cb (binding);
  return binding->row;
}

/* Texts --------------------------------------------------------------------------------------- */

static void
show_label (Binding *binding, const char *problem)
{
  const char *text = problem != NULL ? problem : binding->label;

  if (CTN_IS_TEXT_ROW (binding->row))
    ctn_text_row_set_label (CTN_TEXT_ROW (binding->row), text);
  else
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (binding->row), text);
  if (problem == NULL) {
    gtk_widget_remove_css_class (binding->row, "error");
    return;
  }
  gtk_widget_add_css_class (binding->row, "error");
  gtk_accessible_announce (GTK_ACCESSIBLE (binding->row), problem,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static char *
dup_number (Binding *binding)
{
  double value = binding->number->get (binding->editor, binding->place, binding->member);

  return isnan (value) ? g_strdup ("") : ctn_number_format_plain (value, MAX_DECIMALS);
}

static char *
dup_text (Binding *binding, CtnModelDraft *draft)
{
  const char *language = ctn_model_editor_get_language (binding->editor);
  const char *text;

  if (binding->number != NULL)
    return dup_number (binding);
  if (binding->member == NULL)
    text = ctn_model_draft_get_descriptor (draft, binding->place, binding->step, language);
  else if (binding->has_language)
    text = ctn_model_draft_get_text (draft, binding->place, binding->member, language);
  else
    text = ctn_model_draft_get_string (draft, binding->place, binding->member);
  return g_strdup (text != NULL ? text : "");
}

static gboolean
write_number (Binding *binding, CtnModelDraft *draft, const char *text, GError **error)
{
  double value = NAN;

  if (*text != '\0' && !ctn_number_parse (text, &value)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not a number."), text);
    return FALSE;
  }
  return binding->number->set (binding->editor, draft, binding->place, binding->member, value,
                               error);
}

static gboolean
write_text (Binding *binding, CtnModelDraft *draft, const char *text, GError **error)
{
  const char *language = ctn_model_editor_get_language (binding->editor);

  if (binding->number != NULL)
    return write_number (binding, draft, text, error);
  if (binding->member == NULL)
    ctn_model_draft_set_descriptor (draft, binding->place, binding->step, binding->n_steps,
                                    language, text);
  else if (binding->has_language)
    ctn_model_draft_set_text (draft, binding->place, binding->member, language, text);
  else
    ctn_model_draft_set_string (draft, binding->place, binding->member, text);
  return TRUE;
}

/* What is being typed stays. */
static void
show_text (Binding *binding, CtnModelDraft *draft)
{
  g_autofree char *text = dup_text (binding, draft);

  if (g_strcmp0 (text, binding->shown) == 0)
    return;
  if (CTN_IS_TEXT_ROW (binding->row))
    ctn_text_row_set_text (CTN_TEXT_ROW (binding->row), text);
  else
    gtk_editable_set_text (GTK_EDITABLE (binding->row), text);
  g_set_str (&binding->shown, text);
  show_label (binding, NULL);
}

/* A problem without the place that it is told with, "/groups/0/title: …": the row is the place. */
static const char *
skip_place (const char *message)
{
  const char *end = *message == '/' ? strstr (message, ": ") : NULL;

  return end != NULL ? end + 2 : message;
}

static void
apply_cb (Binding *binding)
{
  g_autofree char *text = CTN_IS_TEXT_ROW (binding->row)
                              ? ctn_text_row_dup_text (CTN_TEXT_ROW (binding->row))
                              : g_strdup (gtk_editable_get_text (GTK_EDITABLE (binding->row)));
  g_autofree char *field = NULL;
  g_autoptr (CtnModelDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  g_strstrip (text);
  if (binding->filling || g_strcmp0 (text, binding->shown) == 0) {
    show_label (binding, NULL);
    return;
  }
  draft = ctn_model_editor_begin (binding->editor);
  if (!ctn_model_draft_exists (draft, binding->place))
    return;
  field = g_strdup_printf ("%s-%s-%u", binding->place,
                           binding->member != NULL ? binding->member : "step", binding->step);
  if (write_text (binding, draft, text, &error) &&
      ctn_model_editor_commit (binding->editor, draft, field, &error))
    show_label (binding, NULL);
  else
    show_label (binding, skip_place (error->message));
}

static GtkWidget *
new_text_widget (gboolean is_long)
{
  return is_long ? ctn_text_row_new () : adw_entry_row_new ();
}

static GtkWidget *
finish_text (Binding *binding)
{
  if (CTN_IS_TEXT_ROW (binding->row)) {
    g_signal_connect_swapped (binding->row, "apply", G_CALLBACK (apply_cb), binding);
  } else {
    GtkEventController *focus = gtk_event_controller_focus_new ();

    g_signal_connect_swapped (focus, "leave", G_CALLBACK (apply_cb), binding);
    gtk_widget_add_controller (binding->row, focus);
    g_signal_connect_swapped (binding->row, "entry-activated", G_CALLBACK (apply_cb), binding);
  }
  show_label (binding, NULL);
  return finish (binding);
}

GtkWidget *
ctn_model_text_row_new (CtnModelEditor *editor,
                        const char *place,
                        const char *member,
                        const char *label,
                        gboolean is_long)
{
  Binding *binding = bind (new_text_widget (is_long), editor, place, label, show_text);

  binding->member = g_strdup (member);
  binding->has_language = TRUE;
  return finish_text (binding);
}

GtkWidget *
ctn_model_string_row_new (CtnModelEditor *editor,
                          const char *place,
                          const char *member,
                          const char *label)
{
  Binding *binding = bind (new_text_widget (FALSE), editor, place, label, show_text);

  binding->member = g_strdup (member);
  return finish_text (binding);
}

GtkWidget *
ctn_model_descriptor_row_new (CtnModelEditor *editor,
                              const char *place,
                              guint step,
                              guint n_steps,
                              const char *label)
{
  Binding *binding = bind (new_text_widget (TRUE), editor, place, label, show_text);

  binding->step = step;
  binding->n_steps = n_steps;
  return finish_text (binding);
}

/* Numbers ------------------------------------------------------------------------------------- */

static double
get_plain (CtnModelEditor *editor, const char *place, const char *member)
{
  return ctn_model_draft_get_number (ctn_model_editor_get_draft (editor), place, member, NAN);
}

static gboolean
set_plain (CtnModelEditor *editor,
           CtnModelDraft *draft,
           const char *place,
           const char *member,
           double value,
           GError **error)
{
  ctn_model_draft_set_number (draft, place, member, value);
  return TRUE;
}

const CtnModelNumber ctn_model_plain_number = { get_plain, set_plain };

static double
get_value (CtnModelEditor *editor, const char *place, const char *member)
{
  return ctn_maturity_model_to_display (ctn_model_editor_get_model (editor),
                                        get_plain (editor, place, member));
}

static gboolean
set_value (CtnModelEditor *editor,
           CtnModelDraft *draft,
           const char *place,
           const char *member,
           double value,
           GError **error)
{
  CtnMaturityModel *model = ctn_model_editor_get_model (editor);
  double min;
  double max;

  ctn_maturity_model_get_display (model, &min, &max, NULL);
  if (value < min || value > max) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("The number must be from %g to %g."), min, max);
    return FALSE;
  }
  ctn_model_draft_set_number (draft, place, member, ctn_maturity_model_from_display (model, value));
  return TRUE;
}

const CtnModelNumber ctn_model_value_number = { get_value, set_value };

GtkWidget *
ctn_model_number_row_new (CtnModelEditor *editor,
                          const char *place,
                          const char *member,
                          const char *label,
                          const CtnModelNumber *number)
{
  GtkWidget *row = new_text_widget (FALSE);
  Binding *binding = bind (row, editor, place, label, show_text);

  binding->member = g_strdup (member);
  binding->number = number;
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_NUMBER);
  return finish_text (binding);
}

/* Weight -------------------------------------------------------------------------------------- */

static void
show_weight (Binding *binding, CtnModelDraft *draft)
{
  adw_spin_row_set_value (ADW_SPIN_ROW (binding->row),
                          ctn_model_draft_get_number (draft, binding->place, "weight", 1));
}

static void
weight_cb (Binding *binding)
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
    refresh_cb (binding);
}

GtkWidget *
ctn_model_weight_row_new (CtnModelEditor *editor, const char *place)
{
  GtkWidget *row = adw_spin_row_new_with_range (0, MAX_WEIGHT, 0.5);
  Binding *binding = bind (row, editor, place, _ ("Weight"), show_weight);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Beside its siblings; 0 does not count"));
  adw_spin_row_set_digits (ADW_SPIN_ROW (row), 2);
  finish (binding);
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
show_aggregation (Binding *binding, CtnModelDraft *draft)
{
  guint selected =
      find_aggregation (ctn_model_draft_get_string (draft, binding->place, "aggregation"));

  adw_combo_row_set_selected (ADW_COMBO_ROW (binding->row), selected);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (binding->row), selected < G_N_ELEMENTS (aggregations)
                                                                  ? _ (aggregations[selected].help)
                                                                  : _ ("Points, with a threshold"));
}

static void
aggregation_cb (Binding *binding)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (binding->row));
  g_autoptr (CtnModelDraft) draft = NULL;

  if (binding->filling || selected >= G_N_ELEMENTS (aggregations))
    return;
  draft = ctn_model_editor_begin (binding->editor);
  ctn_model_draft_set_string (draft, binding->place, "aggregation",
                              ctn_aggregation_to_text (aggregations[selected].aggregation));
  if (!ctn_model_editor_try (binding->editor, draft))
    refresh_cb (binding);
}

GtkWidget *
ctn_model_aggregation_row_new (CtnModelEditor *editor, const char *place)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  Binding *binding = bind (row, editor, place, _ ("Value"), show_aggregation);

  for (gsize i = 0; i < G_N_ELEMENTS (aggregations); i++)
    gtk_string_list_append (labels, _ (aggregations[i].label));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  finish (binding);
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
list_norms (Binding *binding, CtnModelDraft *draft)
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
show_relation (Binding *binding, CtnModelDraft *draft)
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
relation_cb (Binding *binding)
{
  g_autoptr (CtnModelDraft) draft = NULL;
  g_autofree char *norm = NULL;

  if (binding->filling)
    return;
  draft = ctn_model_editor_begin (binding->editor);
  norm = dup_norm (draft, adw_combo_row_get_selected (ADW_COMBO_ROW (binding->row)));
  ctn_model_draft_set_bands_norm (draft, binding->place, norm);
  if (!ctn_model_editor_try (binding->editor, draft))
    refresh_cb (binding);
}

GtkWidget *
ctn_model_relation_row_new (CtnModelEditor *editor, const char *place)
{
  GtkWidget *row = adw_combo_row_new ();
  Binding *binding = bind (row, editor, place, _ ("Measured In"), show_relation);

  finish (binding);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (relation_cb), binding);
  return row;
}

/* Required ------------------------------------------------------------------------------------ */

static void
show_required (Binding *binding, CtnModelDraft *draft)
{
  adw_switch_row_set_active (ADW_SWITCH_ROW (binding->row),
                             ctn_model_draft_get_boolean (draft, binding->place, "required"));
}

static void
required_cb (Binding *binding)
{
  g_autoptr (CtnModelDraft) draft = NULL;

  if (binding->filling)
    return;
  draft = ctn_model_editor_begin (binding->editor);
  ctn_model_draft_set_boolean (draft, binding->place, "required",
                               adw_switch_row_get_active (ADW_SWITCH_ROW (binding->row)));
  if (!ctn_model_editor_try (binding->editor, draft))
    refresh_cb (binding);
}

GtkWidget *
ctn_model_required_row_new (CtnModelEditor *editor, const char *place)
{
  GtkWidget *row = adw_switch_row_new ();
  Binding *binding = bind (row, editor, place, _ ("Must Be Answered"), show_required);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("“Not applicable” is no answer"));
  finish (binding);
  g_signal_connect_swapped (row, "notify::active", G_CALLBACK (required_cb), binding);
  return row;
}
