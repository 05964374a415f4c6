#include "ctn-duplicates-compare.h"

#include <ctn-i18n.h>
#include <ctn-record.h>

struct _CtnDuplicatesCompare {
  AdwBin parent_instance;

  CtnProject *project; /* (owned) */
  gint64 keep;
  gint64 drop;
  AdwPreferencesPage *page;
  GPtrArray *choices; /* Choice */
};

G_DEFINE_FINAL_TYPE (CtnDuplicatesCompare, ctn_duplicates_compare, ADW_TYPE_BIN)

/* A field in which the two differ, and the values that it may have. */
typedef struct {
  const CtnField *field;
  GPtrArray *values; /* utf8, canonical */
  GPtrArray *checks; /* GtkCheckButton, unowned: one per value */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_ptr_array_unref (choice->values);
  g_ptr_array_unref (choice->checks);
  g_free (choice);
}

/* Takes @value. */
static void
add_value (AdwPreferencesGroup *group, Choice *choice, char *value, const char *whose)
{
  g_autofree char *shown = ctn_field_format (choice->field, value);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  /* Translators: no choice made */
  const char *text = *shown != '\0' ? shown : _ ("—");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), whose);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, whose, -1);
  if (choice->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), choice->checks->pdata[0]);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (choice->values, value);
  g_ptr_array_add (choice->checks, check);
}

/* What would be taken without a decision is chosen at first. */
static void
add_choice (CtnDuplicatesCompare *self, const CtnField *field, const char *keep, const char *drop)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  Choice *choice = g_new0 (Choice, 1);
  g_autofree char *merged = ctn_organisation_merge_values (field, keep, drop);
  guint chosen = 0;

  choice->field = field;
  choice->values = g_ptr_array_new_with_free_func (g_free);
  choice->checks = g_ptr_array_new ();
  adw_preferences_group_set_title (group, ctn_field_get_label (field));
  if (g_strcmp0 (merged, keep) != 0 && g_strcmp0 (merged, drop) != 0)
    add_value (group, choice, g_strdup (merged), _ ("All of both"));
  add_value (group, choice, g_strdup (keep), _ ("Older entry"));
  add_value (group, choice, g_strdup (drop), _ ("Newer entry"));
  for (guint i = 0; i < choice->values->len; i++)
    if (g_strcmp0 (choice->values->pdata[i], merged) == 0) {
      chosen = i;
      break;
    }
  gtk_check_button_set_active (choice->checks->pdata[chosen], TRUE);
  adw_preferences_page_add (self->page, group);
  g_ptr_array_add (self->choices, choice);
}

static void
fill (CtnDuplicatesCompare *self)
{
  const CtnRecordKind *kind = ctn_organisation_kind ();
  CtnConnection *reader = ctn_project_get_reader (self->project);
  GtkWidget *same;

  for (const CtnField *field = kind->fields; field->name != NULL; field++) {
    g_autofree char *keep = ctn_record_get (reader, kind, self->keep, field, NULL);
    g_autofree char *drop = ctn_record_get (reader, kind, self->drop, field, NULL);

    if (field->group != NULL && keep != NULL && drop != NULL && g_strcmp0 (keep, drop) != 0)
      add_choice (self, field, keep, drop);
  }
  if (self->choices->len > 0)
    return;
  same = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (same), _ ("Nothing Differs"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (same),
      _ ("Both entries say the same. What is linked to either will be linked to one."));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (same));
}

gboolean
ctn_duplicates_compare_merge (CtnDuplicatesCompare *self, GError **error)
{
  g_autofree CtnMergedField *fields = g_new0 (CtnMergedField, self->choices->len + 1);

  for (guint i = 0; i < self->choices->len; i++) {
    const Choice *choice = self->choices->pdata[i];

    fields[i].field = choice->field;
    for (guint j = 0; j < choice->checks->len; j++)
      if (gtk_check_button_get_active (choice->checks->pdata[j]))
        fields[i].value = choice->values->pdata[j];
  }
  return ctn_organisation_merge (self->project, self->keep, self->drop, fields, self->choices->len,
                                 error);
}

static void
ctn_duplicates_compare_finalize (GObject *object)
{
  CtnDuplicatesCompare *self = CTN_DUPLICATES_COMPARE (object);

  g_ptr_array_unref (self->choices);
  g_clear_object (&self->project);

  G_OBJECT_CLASS (ctn_duplicates_compare_parent_class)->finalize (object);
}

static void
ctn_duplicates_compare_class_init (CtnDuplicatesCompareClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_duplicates_compare_finalize;
}

static void
ctn_duplicates_compare_init (CtnDuplicatesCompare *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
}

GtkWidget *
ctn_duplicates_compare_new (CtnProject *project, gint64 keep, gint64 drop)
{
  CtnDuplicatesCompare *self = g_object_new (CTN_TYPE_DUPLICATES_COMPARE, NULL);

  self->project = g_object_ref (project);
  self->keep = keep;
  self->drop = drop;
  fill (self);
  return GTK_WIDGET (self);
}
