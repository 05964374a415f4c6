#include <ctn-i18n.h>
#include <ctn-number.h>
#include <math.h>
#include <string.h>

#include "ctn-model-rows-private.h"
#include "ctn-text-row.h"

#define MAX_DECIMALS 9 /* beyond them are the traces of arithmetic */

/* A text of a member is in the editor's language, a string in none. */
static char *
dup_text (CtnModelBinding *binding, CtnModelDraft *draft)
{
  return g_strdup (ctn_model_draft_get_text (draft, binding->place, binding->member,
                                             ctn_model_editor_get_language (binding->editor)));
}

static gboolean
write_text (CtnModelBinding *binding, CtnModelDraft *draft, const char *text, GError **error)
{
  ctn_model_draft_set_text (draft, binding->place, binding->member,
                            ctn_model_editor_get_language (binding->editor), text);
  return TRUE;
}

static const CtnModelTextKind text_kind = { dup_text, write_text };

static char *
dup_string (CtnModelBinding *binding, CtnModelDraft *draft)
{
  const char *text = ctn_model_draft_get_string (draft, binding->place, binding->member);

  return g_strdup (text != NULL ? text : "");
}

static gboolean
write_string (CtnModelBinding *binding, CtnModelDraft *draft, const char *text, GError **error)
{
  ctn_model_draft_set_string (draft, binding->place, binding->member, text);
  return TRUE;
}

static const CtnModelTextKind string_kind = { dup_string, write_string };

static char *
dup_descriptor (CtnModelBinding *binding, CtnModelDraft *draft)
{
  return g_strdup (ctn_model_draft_get_descriptor (
      draft, binding->place, binding->step, ctn_model_editor_get_language (binding->editor)));
}

static gboolean
write_descriptor (CtnModelBinding *binding, CtnModelDraft *draft, const char *text, GError **error)
{
  ctn_model_draft_set_descriptor (draft, binding->place, binding->step, binding->n_steps,
                                  ctn_model_editor_get_language (binding->editor), text);
  return TRUE;
}

static const CtnModelTextKind descriptor_kind = { dup_descriptor, write_descriptor };

static char *
dup_step_name (CtnModelBinding *binding, CtnModelDraft *draft)
{
  return g_strdup (ctn_model_draft_get_step_name (draft, binding->place, binding->step,
                                                  ctn_model_editor_get_language (binding->editor)));
}

static gboolean
write_step_name (CtnModelBinding *binding, CtnModelDraft *draft, const char *text, GError **error)
{
  ctn_model_draft_set_step_name (draft, binding->place, binding->step,
                                 ctn_model_editor_get_language (binding->editor), text);
  return TRUE;
}

static const CtnModelTextKind step_name_kind = { dup_step_name, write_step_name };

static char *
dup_number (CtnModelBinding *binding, CtnModelDraft *draft)
{
  double value = binding->number->get (binding->editor, binding->place, binding->member);

  return isnan (value) ? g_strdup ("") : ctn_number_format_plain (value, MAX_DECIMALS);
}

static gboolean
write_number (CtnModelBinding *binding, CtnModelDraft *draft, const char *text, GError **error)
{
  double value = NAN;

  if (*text != '\0' && !ctn_number_parse (text, &value)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not a number."), text);
    return FALSE;
  }
  return binding->number->set (binding->editor, draft, binding->place, binding->member, value,
                               error);
}

static const CtnModelTextKind number_kind = { dup_number, write_number };

/* Rows ---------------------------------------------------------------------------------------- */

/* What the step is called now, in the editor's language. (transfer full) */
static char *
dup_step_title (CtnModelBinding *binding)
{
  const char *code = ctn_model_draft_get_string (ctn_model_editor_get_draft (binding->editor),
                                                 binding->place, "code");
  const CtnModelNode *node =
      code != NULL ? ctn_maturity_model_find (ctn_model_editor_get_model (binding->editor), code)
                   : NULL;

  return node != NULL && node->scale != NULL && binding->step < ctn_scale_get_n_steps (node->scale)
             ? ctn_scale_dup_step_title (node->scale, binding->step,
                                         ctn_model_editor_get_language (binding->editor))
             : g_strdup ("");
}

static void
show_label (CtnModelBinding *binding, const char *problem)
{
  g_autofree char *step = binding->label == NULL ? dup_step_title (binding) : NULL;
  const char *label = binding->label != NULL ? binding->label : step;
  const char *text = problem != NULL ? problem : label;

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

/* What is being typed stays, and what is said to be wrong with it. */
static void
show_text (CtnModelBinding *binding, CtnModelDraft *draft)
{
  g_autofree char *text = binding->kind->dup (binding, draft);

  if (!gtk_widget_has_css_class (binding->row, "error"))
    show_label (binding, NULL);
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
apply_cb (CtnModelBinding *binding)
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
  field = g_strdup_printf ("%s-%s-%u", binding->place, binding->member, binding->step);
  if (binding->kind->write (binding, draft, text, &error) &&
      ctn_model_editor_commit (binding->editor, draft, field, &error))
    show_label (binding, NULL);
  else
    show_label (binding, skip_place (error->message));
}

/* @member: what is written, for undo to tell it from other texts of the place. */
static CtnModelBinding *
bind_text (CtnModelEditor *editor,
           const char *place,
           const char *member,
           const char *label,
           gboolean is_long,
           const CtnModelTextKind *kind)
{
  GtkWidget *row = is_long ? ctn_text_row_new () : adw_entry_row_new ();
  CtnModelBinding *binding = ctn_model_binding_new (row, editor, place, label, show_text);

  binding->member = g_strdup (member);
  binding->kind = kind;
  return binding;
}

static GtkWidget *
finish_text (CtnModelBinding *binding)
{
  if (CTN_IS_TEXT_ROW (binding->row)) {
    g_signal_connect_swapped (binding->row, "apply", G_CALLBACK (apply_cb), binding);
  } else {
    GtkEventController *focus = gtk_event_controller_focus_new ();

    g_signal_connect_swapped (focus, "leave", G_CALLBACK (apply_cb), binding);
    gtk_widget_add_controller (binding->row, focus);
    g_signal_connect_swapped (binding->row, "entry-activated", G_CALLBACK (apply_cb), binding);
  }
  return ctn_model_binding_finish (binding);
}

GtkWidget *
ctn_model_text_row_new (CtnModelEditor *editor,
                        const char *place,
                        const char *member,
                        const char *label,
                        gboolean is_long)
{
  return finish_text (bind_text (editor, place, member, label, is_long, &text_kind));
}

GtkWidget *
ctn_model_string_row_new (CtnModelEditor *editor,
                          const char *place,
                          const char *member,
                          const char *label)
{
  return finish_text (bind_text (editor, place, member, label, FALSE, &string_kind));
}

GtkWidget *
ctn_model_descriptor_row_new (CtnModelEditor *editor,
                              const char *place,
                              guint step,
                              guint n_steps,
                              const char *label)
{
  CtnModelBinding *binding = bind_text (editor, place, "step", label, TRUE, &descriptor_kind);

  binding->step = step;
  binding->n_steps = n_steps;
  return finish_text (binding);
}

GtkWidget *
ctn_model_step_name_row_new (CtnModelEditor *editor,
                             const char *place,
                             guint step,
                             const char *label)
{
  CtnModelBinding *binding = bind_text (editor, place, "step-name", label, FALSE, &step_name_kind);

  binding->step = step;
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

gboolean
ctn_model_number_check (double value, double min, double max, GError **error)
{
  if (value >= min && value <= max)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("The number must be from %g to %g."), min, max);
  return FALSE;
}

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
  if (!isnan (value) && !ctn_model_number_check (value, min, max, error))
    return FALSE;
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
  CtnModelBinding *binding = bind_text (editor, place, member, label, FALSE, &number_kind);

  binding->number = number;
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (binding->row), GTK_INPUT_PURPOSE_NUMBER);
  return finish_text (binding);
}
