#include "ctn-kpi-rule-group.h"

#include <ctn-i18n.h>
#include <ctn-kinds.h>
#include <ctn-kpi-rule.h>
#include <ctn-kpi.h>
#include <ctn-record-operations.h>
#include <ctn-record.h>

struct _CtnKpiRuleGroup {
  AdwPreferencesGroup parent_instance;

  CtnPage *page; /* (unowned) */
  gint64 kpi;
  GtkWidget *rules; /* combo row */
  GPtrArray *rows;  /* GtkWidget, unowned: one per parameter */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CtnKpiRuleGroup, ctn_kpi_rule_group, ADW_TYPE_PREFERENCES_GROUP)

static const CtnField *
get_field (void)
{
  return ctn_record_kind_find_field (ctn_kpi_kind (), "rule");
}

static CtnProject *
get_project (CtnKpiRuleGroup *self)
{
  return ctn_page_get_project (self->page);
}

static void
set (CtnKpiRuleGroup *self, GtkWidget *row, const char *value)
{
  const char *name = g_object_get_data (G_OBJECT (row), "name");
  GError *error = NULL;

  if (!ctn_kpi_set_parameter (get_project (self), self->kpi, name, value, &error))
    ctn_page_report (self->page, error);
}

static void
parameter_selected_cb (CtnKpiRuleGroup *self, GParamSpec *pspec, GtkWidget *row)
{
  GStrv choices = g_object_get_data (G_OBJECT (row), "choices");
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (!self->filling && selected != GTK_INVALID_LIST_POSITION)
    set (self, row, selected == 0 ? "" : choices[selected - 1]);
}

static void
parameter_applied_cb (CtnKpiRuleGroup *self, GtkWidget *row)
{
  set (self, row, gtk_editable_get_text (GTK_EDITABLE (row)));
}

/* What a person reads for a choice of a parameter: the same as in the records that are counted. */
static const char *
get_choice_label (const CtnKpiParameter *parameter, const char *code)
{
  const CtnRecordKind *kind = parameter->table != NULL ? ctn_kinds_find (parameter->table) : NULL;
  const CtnField *field = kind != NULL ? ctn_record_kind_find_field (kind, parameter->field) : NULL;

  for (const CtnChoice *choice = field != NULL ? field->choices : NULL;
       choice != NULL && choice->code != NULL; choice++)
    if (g_str_equal (choice->code, code))
      return _ (choice->label);
  return code;
}

static GtkWidget *
make_choice (CtnKpiRuleGroup *self, const CtnKpiParameter *parameter, const char *value)
{
  GStrv choices = g_strsplit (parameter->choices, "|", -1);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  guint selected = 0;

  gtk_string_list_append (labels, _ ("Any"));
  for (guint i = 0; choices[i] != NULL; i++) {
    gtk_string_list_append (labels, get_choice_label (parameter, choices[i]));
    if (g_str_equal (choices[i], value))
      selected = i + 1;
  }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_object_set_data_full (G_OBJECT (row), "choices", choices, (GDestroyNotify) g_strfreev);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (parameter_selected_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
make_text (CtnKpiRuleGroup *self, const char *value)
{
  GtkWidget *row = adw_entry_row_new ();

  gtk_editable_set_text (GTK_EDITABLE (row), value);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", G_CALLBACK (parameter_applied_cb), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
fill (CtnKpiRuleGroup *self)
{
  CtnConnection *reader = ctn_project_get_reader (get_project (self));
  g_autofree char *code = ctn_record_get (reader, ctn_kpi_kind (), self->kpi, get_field (), NULL);
  const CtnKpiRule *rule = ctn_kpi_rule_find (code);

  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  if (rule == NULL)
    rule = ctn_kpi_rules ();
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->rules), (guint) (rule - ctn_kpi_rules ()));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _ (rule->help));
  for (const CtnKpiParameter *parameter = rule->parameters; parameter->name != NULL; parameter++) {
    g_autofree char *value = ctn_kpi_dup_parameter (reader, self->kpi, parameter->name);
    GtkWidget *row =
        parameter->choices != NULL ? make_choice (self, parameter, value) : make_text (self, value);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (parameter->label));
    g_object_set_data (G_OBJECT (row), "name", (gpointer) parameter->name);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    g_ptr_array_add (self->rows, row);
  }
  self->filling = FALSE;
}

static void
rule_selected_cb (CtnKpiRuleGroup *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->rules));
  GError *error = NULL;

  if (self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (!ctn_record_edit (get_project (self), ctn_kpi_kind (), self->kpi, get_field (),
                        ctn_kpi_rules ()[selected].code, &error))
    ctn_page_report (self->page, error);
}

static void
changed_cb (CtnKpiRuleGroup *self, CtnChangeSet *changes)
{
  if (ctn_change_set_has_row (changes, "kpi", self->kpi))
    fill (self);
}

static void
ctn_kpi_rule_group_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_KPI_RULE_GROUP (object)->rows);

  G_OBJECT_CLASS (ctn_kpi_rule_group_parent_class)->finalize (object);
}

static void
ctn_kpi_rule_group_class_init (CtnKpiRuleGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_kpi_rule_group_finalize;
}

static void
ctn_kpi_rule_group_init (CtnKpiRuleGroup *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->rows = g_ptr_array_new ();
  for (const CtnKpiRule *rule = ctn_kpi_rules (); rule->code != NULL; rule++)
    gtk_string_list_append (labels, _ (rule->label));
  self->rules = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rules), _ ("Counts"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->rules), G_LIST_MODEL (labels));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Counting"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rules);
  g_signal_connect_object (self->rules, "notify::selected", G_CALLBACK (rule_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
ctn_kpi_rule_group_new (CtnPage *page, gint64 kpi)
{
  CtnKpiRuleGroup *self = g_object_new (CTN_TYPE_KPI_RULE_GROUP, NULL);

  self->page = page;
  self->kpi = kpi;
  fill (self);
  g_signal_connect_object (get_project (self), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
