#include "ctn-reference-row.h"

#include <ctn-i18n.h>
#include <ctn-record.h>

#include "ctn-icon-button.h"
#include "ctn-picker.h"

struct _CtnReferenceRow {
  AdwActionRow parent_instance;

  CtnProject *project; /* (unowned) outlives its pages */
  const CtnField *field;
  GtkWidget *clear;
};

G_DEFINE_FINAL_TYPE (CtnReferenceRow, ctn_reference_row, ADW_TYPE_ACTION_ROW)

enum { SIGNAL_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
picked_cb (GPtrArray *picks, gpointer data)
{
  const CtnPick *pick = g_ptr_array_index (picks, 0);

  g_signal_emit (data, signals[SIGNAL_CHOSEN], 0, pick->id);
}

static void
choose_given (CtnReferenceRow *self)
{
  g_autoptr (GPtrArray) records =
      ctn_record_list_choices (ctn_project_get_reader (self->project), self->field, NULL);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);

  for (guint i = 0; records != NULL && i < records->len; i++) {
    const CtnRecordChoice *record = g_ptr_array_index (records, i);
    CtnPick *pick = g_new0 (CtnPick, 1);

    pick->id = record->id;
    pick->title = g_strdup (record->title != NULL ? record->title : "");
    g_ptr_array_add (choices, pick);
  }
  ctn_picker_present_given (GTK_WIDGET (self), choices, ctn_field_get_label (self->field),
                            picked_cb, self);
}

static void
activated_cb (CtnReferenceRow *self)
{
  /* There may be more organisations than a list of choices should hold. */
  if (g_str_equal (self->field->reference_table, "organisation"))
    ctn_picker_present (GTK_WIDGET (self), self->project, CTN_PICKER_ORGANISATIONS,
                        ctn_field_get_label (self->field), NULL, picked_cb, self);
  else
    choose_given (self);
}

static void
clear_cb (CtnReferenceRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, (gint64) 0);
}

static void
ctn_reference_row_class_init (CtnReferenceRowClass *klass)
{
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
ctn_reference_row_init (CtnReferenceRow *self)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  self->clear = ctn_icon_button_new ("edit-clear-symbolic", _ ("Clear"));
  gtk_widget_set_visible (self->clear, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->clear);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "property");
  g_signal_connect (self, "activated", G_CALLBACK (activated_cb), NULL);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);
}

GtkWidget *
ctn_reference_row_new (CtnProject *project, const CtnField *field)
{
  CtnReferenceRow *self = g_object_new (CTN_TYPE_REFERENCE_ROW, "use-markup", FALSE, NULL);

  self->project = project;
  self->field = field;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), ctn_field_get_label (field));
  ctn_reference_row_set_shown (self, NULL);
  return GTK_WIDGET (self);
}

void
ctn_reference_row_set_shown (CtnReferenceRow *self, const char *name)
{
  gboolean set = name != NULL && *name != '\0';

  /* Translators: no choice made */
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), set ? name : _ ("—"));
  gtk_widget_set_visible (self->clear, set && !(self->field->flags & CTN_FIELD_REQUIRED));
}
