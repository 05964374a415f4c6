#include "ctn-reasons-group.h"

#include <ctn-assessment.h>
#include <ctn-chain-findings.h>
#include <ctn-i18n.h>
#include <ctn-record.h>
#include <ctn-score.h>
#include <ctn-strategy.h>

#include "ctn-icon-button.h"
#include "ctn-name-dialog.h"
#include "ctn-picker.h"
#include "ctn-window.h"

struct _CtnReasonsGroup {
  AdwPreferencesGroup parent_instance;

  CtnPage *page; /* (unowned) (nullable) */
  gint64 measure;
  GPtrArray *rows; /* GtkWidget, unowned: those shown */
  gint64 chain;    /* whose findings are being chosen from */
  GtkWidget *none; /* row that says that there is nothing */
};

G_DEFINE_FINAL_TYPE (CtnReasonsGroup, ctn_reasons_group, ADW_TYPE_PREFERENCES_GROUP)

static CtnConnection *
get_reader (CtnReasonsGroup *self)
{
  return ctn_project_get_reader (ctn_page_get_project (self->page));
}

static void
remove_cb (CtnReasonsGroup *self, GtkWidget *button)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "reason");
  GError *error = NULL;

  if (!ctn_measure_remove_reason (ctn_page_get_project (self->page), *id, &error))
    ctn_page_report (self->page, error);
}

/* What a measure rests on is one click away. */
static void
activated_cb (CtnReasonsGroup *self, GtkWidget *row)
{
  const char *table = g_object_get_data (G_OBJECT (row), "table");
  const gint64 *record = g_object_get_data (G_OBJECT (row), "record");
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_DIALOG);
  CtnWindow *window = CTN_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->page)));

  if (dialog != NULL)
    adw_dialog_close (ADW_DIALOG (dialog));
  ctn_window_show_record (window, table, *record);
}

static const char *
get_label (const CtnMeasureReason *reason)
{
  if (g_str_equal (reason->kind, "finding"))
    return _ ("Finding of a value chain");
  if (g_str_equal (reason->kind, "assessment"))
    return _ ("Assessment");
  if (g_str_equal (reason->kind, "need"))
    return _ ("Need");
  if (g_str_equal (reason->kind, "priority"))
    return _ ("Priority of a region");
  return _ ("Note");
}

static void
add_row (CtnReasonsGroup *self, const CtnMeasureReason *reason)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = ctn_icon_button_new ("user-trash-symbolic", _ ("Remove"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), reason->text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), get_label (reason));
  if (reason->table != NULL && !g_str_equal (reason->table, "priority")) {
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    g_object_set_data (G_OBJECT (row), "table", (gpointer) reason->table);
    g_object_set_data_full (G_OBJECT (row), "record",
                            g_memdup2 (&reason->record, sizeof reason->record), g_free);
    g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  }
  g_object_set_data_full (G_OBJECT (button), "reason", g_memdup2 (&reason->id, sizeof reason->id),
                          g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
fill (CtnReasonsGroup *self)
{
  g_autoptr (GPtrArray) reasons = ctn_measure_list_reasons (get_reader (self), self->measure, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; reasons != NULL && i < reasons->len; i++)
    add_row (self, reasons->pdata[i]);
  gtk_widget_set_visible (self->none, self->rows->len == 0);
}

static void
changed_cb (CtnReasonsGroup *self, CtnChangeSet *changes)
{
  if (ctn_change_set_has_table (changes, "measure_reason"))
    fill (self);
}

void
ctn_reasons_group_show (CtnReasonsGroup *self, CtnPage *page, gint64 measure)
{
  if (self->page == NULL) {
    self->page = page;
    g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  }
  self->measure = measure;
  fill (self);
}

static void
add (CtnReasonsGroup *self, const CtnNewReason *reason)
{
  GError *error = NULL;

  if (!ctn_measure_add_reason (ctn_page_get_project (self->page), self->measure, reason, &error))
    ctn_page_report (self->page, error);
}

/* Choosing ---------------------------------------------------------------------------------------- */

/* All records of a table, to choose one. */
static void
choose (CtnReasonsGroup *self,
        const char *table,
        const char *column,
        const char *title,
        CtnPickedFunc function)
{
  const CtnField field = { .reference_table = table, .reference_column = column };
  g_autoptr (GPtrArray) records = ctn_record_list_choices (get_reader (self), &field, NULL);
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);

  for (guint i = 0; records != NULL && i < records->len; i++) {
    const CtnRecordChoice *record = records->pdata[i];
    CtnPick *pick = g_new0 (CtnPick, 1);

    pick->id = record->id;
    pick->title = g_strdup (record->title != NULL ? record->title : "");
    g_ptr_array_add (choices, pick);
  }
  ctn_picker_present_given (GTK_WIDGET (self), choices, title, function, self);
}

static void
need_cb (GPtrArray *picks, gpointer data)
{
  const CtnNewReason reason = { .need = ((CtnPick *) picks->pdata[0])->id };

  add (data, &reason);
}

static void
priority_cb (GPtrArray *picks, gpointer data)
{
  const CtnNewReason reason = { .priority = ((CtnPick *) picks->pdata[0])->id };

  add (data, &reason);
}

/* The weakest dimension is what a measure usually starts from, so the reason names it. */
static void
assessment_cb (GPtrArray *picks, gpointer data)
{
  CtnReasonsGroup *self = data;
  gint64 id = ((CtnPick *) picks->pdata[0])->id;
  const CtnNewReason reason = { .assessment = id };

  add (self, &reason);
}

static void
finding_cb (GPtrArray *picks, gpointer data)
{
  CtnReasonsGroup *self = data;
  const CtnPick *pick = picks->pdata[0];
  const CtnNewReason reason = {
    .chain = self->chain,
    .finding = pick->code,
    .note = pick->title,
  };

  add (self, &reason);
}

static void
chain_cb (GPtrArray *picks, gpointer data)
{
  CtnReasonsGroup *self = data;
  GError *error = NULL;
  g_autoptr (CtnChain) chain = NULL;
  g_autoptr (CtnChainNetwork) network = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  GPtrArray *choices;

  self->chain = ((CtnPick *) picks->pdata[0])->id;
  chain = ctn_chain_load (get_reader (self), self->chain, &error);
  if (chain == NULL) {
    ctn_page_report (self->page, error);
    return;
  }
  network = ctn_chain_network_new (chain, NULL, NULL);
  findings = ctn_chain_find (chain, network);
  choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_pick_free);
  for (guint i = 0; i < findings->len; i++) {
    const CtnFinding *finding = findings->pdata[i];
    CtnPick *pick = g_new0 (CtnPick, 1);

    pick->code = g_strdup (finding->key);
    pick->title = g_strdup (finding->title);
    pick->subtitle = g_strdup (ctn_finding_kind_get_label (finding->kind));
    g_ptr_array_add (choices, pick);
  }
  ctn_picker_present_given (GTK_WIDGET (self), choices, _ ("Finding"), finding_cb, self);
}

static void
note_cb (const char *text, gpointer data)
{
  const CtnNewReason reason = { .note = text };

  add (data, &reason);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnReasonsGroup *self = CTN_REASONS_GROUP (widget);
  const char *kind = g_variant_get_string (parameter, NULL);

  if (g_str_equal (kind, "finding"))
    ctn_picker_present (widget, ctn_page_get_project (self->page), CTN_PICKER_CHAINS,
                        _ ("Value Chain"), NULL, chain_cb, self);
  else if (g_str_equal (kind, "assessment"))
    choose (self, "assessment", "name", _ ("Assessment"), assessment_cb);
  else if (g_str_equal (kind, "need"))
    choose (self, "need", "title", _ ("Need"), need_cb);
  else if (g_str_equal (kind, "priority"))
    choose (self, "priority", "name", _ ("Priority of a Region"), priority_cb);
  else
    ctn_name_dialog_present (widget, _ ("Reason"), "", _ ("_Add"), note_cb, self);
}

static void
ctn_reasons_group_finalize (GObject *object)
{
  g_ptr_array_unref (CTN_REASONS_GROUP (object)->rows);

  G_OBJECT_CLASS (ctn_reasons_group_parent_class)->finalize (object);
}

static void
ctn_reasons_group_class_init (CtnReasonsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_reasons_group_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "reasons.add", "s", add_action);
}

static void
ctn_reasons_group_init (CtnReasonsGroup *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button;

  self->rows = g_ptr_array_new ();
  g_menu_append (menu, _ ("_Finding of a Value Chain…"), "reasons.add::finding");
  g_menu_append (menu, _ ("_Assessment…"), "reasons.add::assessment");
  g_menu_append (menu, _ ("_Need…"), "reasons.add::need");
  g_menu_append (menu, _ ("_Priority of a Region…"), "reasons.add::priority");
  g_menu_append (menu, _ ("_In Words…"), "reasons.add::note");
  button = ctn_menu_button_new ("list-add-symbolic", _ ("Add a Reason"), G_MENU_MODEL (menu));
  self->none = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->none), _ ("Nothing yet"));
  gtk_widget_add_css_class (self->none, "dimmed");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Rests On"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->none);
}

GtkWidget *
ctn_reasons_group_new (void)
{
  return g_object_new (CTN_TYPE_REASONS_GROUP, NULL);
}
