#include "ctn-record-form.h"

#include <ctn-i18n.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>

#include "ctn-date-button.h"
#include "ctn-reference-row.h"
#include "ctn-text-row.h"

struct _CtnRecordForm {
  AdwBin parent_instance;

  AdwPreferencesPage *page;
  CtnProject *project; /* (unowned) outlives its pages */
  const CtnRecordKind *kind;
  CtnRecordFormEdit edit;
  gint64 id;
  GPtrArray *rows;           /* (owned) Row */
  guint n_own;               /* rows of the kind's fields; the others are of more fields */
  AdwPreferencesGroup *more; /* (unowned) (nullable) their group */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CtnRecordForm, ctn_record_form, ADW_TYPE_BIN)

typedef struct {
  CtnRecordForm *form; /* (unowned) */
  const CtnField *field;
  GtkWidget *widget; /* (unowned) AdwEntryRow, AdwComboRow, AdwSwitchRow, CtnTextRow or
                      * CtnReferenceRow */
  char *shown;       /* (owned) what was filled in, to see whether the user changed it */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->shown);
  g_free (row);
}

static char *
dup_text (Row *row)
{
  return CTN_IS_TEXT_ROW (row->widget)
             ? ctn_text_row_dup_text (CTN_TEXT_ROW (row->widget))
             : g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->widget)));
}

static void
show_label (Row *row, const char *problem)
{
  const char *text = problem != NULL ? problem : ctn_field_get_label (row->field);

  if (CTN_IS_TEXT_ROW (row->widget))
    ctn_text_row_set_label (CTN_TEXT_ROW (row->widget), text);
  else
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->widget), text);
  if (problem != NULL) {
    gtk_widget_add_css_class (row->widget, "error");
    gtk_accessible_announce (GTK_ACCESSIBLE (row->widget), problem,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  } else {
    gtk_widget_remove_css_class (row->widget, "error");
  }
}

static void
apply_text (Row *row, const char *text)
{
  CtnRecordForm *self = row->form;
  g_autoptr (GError) error = NULL;

  if (self->filling || self->id == 0 || g_strcmp0 (text, row->shown) == 0) {
    show_label (row, NULL);
    return;
  }
  if (self->edit != NULL
          ? self->edit (self->project, self->id, row->field, text, &error)
          : ctn_record_edit (self->project, self->kind, self->id, row->field, text, &error))
    show_label (row, NULL);
  else
    show_label (row, error->message);
}

static void
apply_cb (Row *row)
{
  g_autofree char *text = dup_text (row);

  apply_text (row, text);
}

static void
selected_cb (Row *row)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row->widget));

  if (!row->form->filling && selected != GTK_INVALID_LIST_POSITION)
    apply_text (row, selected == 0 ? "" : row->field->choices[selected - 1].code);
}

static void
switched_cb (Row *row)
{
  if (!row->form->filling)
    apply_text (row, adw_switch_row_get_active (ADW_SWITCH_ROW (row->widget)) ? "1" : "0");
}

static void
watch_focus (Row *row, GtkWidget *widget)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (apply_cb), row);
  gtk_widget_add_controller (widget, focus);
}

static GtkInputPurpose
get_purpose (const CtnField *field)
{
  switch (field->type) {
  case CTN_FIELD_EMAIL:
    return GTK_INPUT_PURPOSE_EMAIL;
  case CTN_FIELD_URL:
    return GTK_INPUT_PURPOSE_URL;
  case CTN_FIELD_PHONE:
    return GTK_INPUT_PURPOSE_PHONE;
  case CTN_FIELD_NUMBER:
  case CTN_FIELD_INTEGER:
    return GTK_INPUT_PURPOSE_NUMBER;
  case CTN_FIELD_TEXT:
  case CTN_FIELD_LONG_TEXT:
  case CTN_FIELD_DATE:
  case CTN_FIELD_CHOICE:
  case CTN_FIELD_CODE:
  case CTN_FIELD_BOOLEAN:
  case CTN_FIELD_RECORD:
  default:
    return GTK_INPUT_PURPOSE_FREE_FORM;
  }
}

static void
make_entry (Row *row)
{
  row->widget = adw_entry_row_new ();
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row->widget), get_purpose (row->field));
  g_signal_connect_swapped (row->widget, "entry-activated", G_CALLBACK (apply_cb), row);
  watch_focus (row, row->widget);
}

static void
make_combo (Row *row)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  /* Translators: no choice made */
  gtk_string_list_append (list, _ ("—"));
  for (const CtnChoice *choice = row->field->choices; choice->code != NULL; choice++)
    gtk_string_list_append (list, ctn_field_get_choice_label (row->field, choice));
  row->widget = adw_combo_row_new ();
  adw_combo_row_set_model (ADW_COMBO_ROW (row->widget), G_LIST_MODEL (list));
  g_signal_connect_swapped (row->widget, "notify::selected", G_CALLBACK (selected_cb), row);
}

static void
make_switch (Row *row)
{
  row->widget = adw_switch_row_new ();
  g_signal_connect_swapped (row->widget, "notify::active", G_CALLBACK (switched_cb), row);
}

static void
make_text_view (Row *row)
{
  row->widget = ctn_text_row_new ();
  g_signal_connect_swapped (row->widget, "apply", G_CALLBACK (apply_cb), row);
}

static void
chosen_cb (Row *row, gint64 id)
{
  g_autofree char *text = id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : g_strdup ("");

  apply_text (row, text);
}

static void
make_reference (Row *row)
{
  row->widget = ctn_reference_row_new (row->form->project, row->field);
  g_signal_connect_swapped (row->widget, "chosen", G_CALLBACK (chosen_cb), row);
}

static Row *
make_row (CtnRecordForm *self, const CtnField *field)
{
  Row *row = g_new0 (Row, 1);

  row->form = self;
  row->field = field;
  row->shown = g_strdup ("");
  if (field->type == CTN_FIELD_CHOICE)
    make_combo (row);
  else if (field->type == CTN_FIELD_BOOLEAN)
    make_switch (row);
  else if (field->type == CTN_FIELD_LONG_TEXT)
    make_text_view (row);
  else if (field->type == CTN_FIELD_RECORD)
    make_reference (row);
  else
    make_entry (row);
  if (field->type == CTN_FIELD_DATE)
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (row->widget),
                              ctn_date_button_new (GTK_EDITABLE (row->widget)));
  /* Labels of custom fields and what was wrong with a text are no markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row->widget), FALSE);
  show_label (row, NULL);
  return row;
}

/* A code is edited as what a person reads where both are understood: codes of regions and activities
 * are how people in the field speak. */
static gboolean
is_edited_as_read (const CtnField *field)
{
  if (field->type != CTN_FIELD_CODE || field->format == NULL)
    return FALSE;
  return ctn_field_is_multiple (field) ? g_str_equal (field->code_list, "sectors")
                                       : !g_str_equal (field->code_list, "nuts-2024");
}

static void
fill_row (Row *row, const char *value)
{
  g_autofree char *text = NULL;
  guint selected = 0;

  if (row->field->type == CTN_FIELD_CHOICE) {
    for (guint i = 0; row->field->choices[i].code != NULL; i++)
      if (g_str_equal (row->field->choices[i].code, value))
        selected = i + 1;
    adw_combo_row_set_selected (ADW_COMBO_ROW (row->widget), selected);
    text = g_strdup (value);
  } else if (row->field->type == CTN_FIELD_BOOLEAN) {
    text = g_strdup (g_str_equal (value, "1") ? "1" : "0");
    adw_switch_row_set_active (ADW_SWITCH_ROW (row->widget), *text == '1');
  } else if (CTN_IS_TEXT_ROW (row->widget)) {
    ctn_text_row_set_text (CTN_TEXT_ROW (row->widget), value);
    text = g_strdup (value);
  } else if (CTN_IS_REFERENCE_ROW (row->widget)) {
    g_autofree char *shown =
        ctn_record_get_shown (ctn_project_get_reader (row->form->project), row->form->kind,
                              row->form->id, row->field, NULL);

    ctn_reference_row_set_shown (CTN_REFERENCE_ROW (row->widget), shown);
    text = g_strdup (value);
  } else {
    text = is_edited_as_read (row->field) ? ctn_field_format (row->field, value) : g_strdup (value);
    gtk_editable_set_text (GTK_EDITABLE (row->widget), text);
  }
  g_free (row->shown);
  row->shown = g_steal_pointer (&text);
  show_label (row, NULL);
}

static void
fill (CtnRecordForm *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len && self->id != 0; i++) {
    Row *row = g_ptr_array_index (self->rows, i);
    g_autofree char *value = ctn_record_get (ctn_project_get_reader (self->project), self->kind,
                                             self->id, row->field, NULL);

    if (value != NULL)
      fill_row (row, value);
  }
  self->filling = FALSE;
}

static void
changed_cb (CtnRecordForm *self, CtnChangeSet *changes)
{
  if (self->id != 0 && ctn_change_set_has_row (changes, self->kind->table, self->id))
    fill (self);
}

void
ctn_record_form_set_up (CtnRecordForm *self,
                        CtnProject *project,
                        const CtnRecordKind *kind,
                        CtnRecordFormEdit edit)
{
  AdwPreferencesGroup *group = NULL;
  const char *title = NULL;

  g_return_if_fail (self->kind == NULL);

  self->project = project;
  self->kind = kind;
  self->edit = edit;
  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    Row *row;

    if (field->group == NULL)
      continue;
    if (g_strcmp0 (field->group, title) != 0) {
      title = field->group;
      group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (group, _ (title));
      adw_preferences_page_add (self->page, group);
    }
    row = make_row (self, field);
    adw_preferences_group_add (group, row->widget);
    g_ptr_array_add (self->rows, row);
  }
  self->n_own = self->rows->len;
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

void
ctn_record_form_set_more_fields (CtnRecordForm *self, const CtnField *const *fields, gsize n_fields)
{
  if (self->more != NULL) {
    AdwPreferencesGroup *old = g_steal_pointer (&self->more);

    adw_preferences_page_remove (self->page, old);
    g_ptr_array_set_size (self->rows, (int) self->n_own);
  }
  if (n_fields == 0)
    return;
  self->more = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->more, _ (fields[0]->group));
  for (gsize i = 0; i < n_fields; i++) {
    Row *row = make_row (self, fields[i]);

    adw_preferences_group_add (self->more, row->widget);
    g_ptr_array_add (self->rows, row);
  }
  adw_preferences_page_add (self->page, self->more);
  fill (self);
}

void
ctn_record_form_add_suffix (CtnRecordForm *self, const char *name, GtkWidget *widget)
{
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = g_ptr_array_index (self->rows, i);

    if (g_str_equal (row->field->name, name) && ADW_IS_ENTRY_ROW (row->widget))
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row->widget), widget);
  }
}

void
ctn_record_form_add_group (CtnRecordForm *self, AdwPreferencesGroup *group)
{
  adw_preferences_page_add (self->page, group);
}

void
ctn_record_form_show (CtnRecordForm *self, gint64 id)
{
  self->id = id;
  fill (self);
}

gint64
ctn_record_form_get_id (CtnRecordForm *self)
{
  return self->id;
}

void
ctn_record_form_focus_first (CtnRecordForm *self)
{
  Row *row = g_ptr_array_index (self->rows, 0);

  gtk_widget_grab_focus (row->widget);
  if (GTK_IS_EDITABLE (row->widget))
    gtk_editable_select_region (GTK_EDITABLE (row->widget), 0, -1);
}

static void
ctn_record_form_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_RECORD_FORM (object)->rows);

  G_OBJECT_CLASS (ctn_record_form_parent_class)->finalize (object);
}

static void
ctn_record_form_class_init (CtnRecordFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_record_form_finalize;
}

static void
ctn_record_form_init (CtnRecordForm *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
}
