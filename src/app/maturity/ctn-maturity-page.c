#include "ctn-maturity-page.h"

#include <ctn-assessment.h>
#include <ctn-date.h>
#include <ctn-i18n.h>
#include <ctn-model-mapping.h>
#include <ctn-model-store.h>

#include "ctn-answer-view.h"
#include "ctn-heat-map-dialog.h"
#include "ctn-list-export.h"
#include "ctn-matrix-dialog.h"
#include "ctn-measure-dialog.h"
#include "ctn-model-library.h"
#include "ctn-new-assessment-dialog.h"
#include "ctn-questionnaire-files.h"
#include "ctn-record-form.h"
#include "ctn-record-list.h"
#include "ctn-results-view.h"

struct _CtnMaturityPage {
  CtnPage parent_instance;

  GMenu *maturity_menu;
  AdwNavigationSplitView *split;
  GtkStack *list_stack;
  CtnRecordList *list;
  AdwNavigationPage *content_page;
  GtkStack *content_stack;
  AdwViewStack *views;
  CtnAnswerView *answers;
  CtnResultsView *results;
  CtnRecordForm *form;
  CtnCompareButton *compare;

  guint idle;       /* results that wait to be shown */
  guint focus_idle; /* a question that is to get the focus */
};

G_DEFINE_FINAL_TYPE (CtnMaturityPage, ctn_maturity_page, CTN_TYPE_PAGE)

static GArray *
find_all (CtnConnection *reader, GError **error)
{
  g_autoptr (GPtrArray) assessments = ctn_assessment_list (reader, NULL, error);
  GArray *ids;

  if (assessments == NULL)
    return NULL;
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), assessments->len);
  for (guint i = 0; i < assessments->len; i++)
    g_array_append_val (ids, ((CtnAssessment *) g_ptr_array_index (assessments, i))->id);
  return ids;
}

/* What a model is called; read once for each of the project's models, for rows ask again and again. */
static const char *
get_model_title (CtnProject *project, gint64 assessment)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  GHashTable *titles = g_object_get_data (G_OBJECT (project), "ctn-model-titles");
  g_autoptr (CtnAssessment) own = ctn_assessment_load (reader, assessment, NULL);
  const char *title;

  if (own == NULL)
    return "";
  if (titles == NULL) {
    titles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
    g_object_set_data_full (G_OBJECT (project), "ctn-model-titles", titles,
                            (GDestroyNotify) g_hash_table_unref);
  }
  title = g_hash_table_lookup (titles, &own->model);
  if (title == NULL) {
    g_autoptr (CtnMaturityModel) model = ctn_model_store_load (reader, own->model, NULL);
    char *read =
        g_strdup (model != NULL ? ctn_texts_get (ctn_maturity_model_get_title (model), NULL) : "");

    g_hash_table_insert (titles, g_memdup2 (&own->model, sizeof own->model), read);
    title = read;
  }
  return title;
}

/* "T0 · May 2026 · RIS3 assessment wheel" */
static char *
describe (CtnProject *project, CtnRecordItem *item)
{
  const char *stage = ctn_record_item_get_text (item, "stage");
  const char *date = ctn_record_item_get_text (item, "date");
  const char *model = get_model_title (project, ctn_record_item_get_id (item));

  return *stage != '\0' ? g_strdup_printf ("%s · %s · %s", stage, date, model)
                        : g_strdup_printf ("%s · %s", date, model);
}

static gboolean
are_results_shown (CtnMaturityPage *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "results") == 0;
}

static void
show_results (CtnMaturityPage *self)
{
  gint64 id = ctn_record_list_get_selected (self->list);
  CtnCompared compared = ctn_compare_button_get (self->compare);
  GError *error = NULL;

  if (id != 0 && !ctn_results_view_show (self->results, ctn_page_get_project (CTN_PAGE (self)), id,
                                         &compared, &error))
    ctn_page_report (CTN_PAGE (self), error);
}

static gboolean
show_results_idle_cb (gpointer data)
{
  CtnMaturityPage *self = data;

  self->idle = 0;
  show_results (self);
  return G_SOURCE_REMOVE;
}

/* Results are made when somebody looks, once for many changes. */
static void
queue_results (CtnMaturityPage *self)
{
  if (are_results_shown (self) && self->idle == 0)
    self->idle = g_idle_add (show_results_idle_cb, self);
}

static void
compared_cb (CtnMaturityPage *self)
{
  adw_view_stack_set_visible_child_name (self->views, "results");
  queue_results (self);
}

/* The newest version of the assessment's model that the project has, if that is another one; else 0. */
static gint64
find_newest_version (CtnMaturityPage *self)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (CTN_PAGE (self)));
  gint64 id = ctn_record_list_get_selected (self->list);
  g_autoptr (CtnAssessment) own = id != 0 ? ctn_assessment_load (reader, id, NULL) : NULL;
  g_autoptr (GPtrArray) stored = own != NULL ? ctn_model_store_list (reader, NULL) : NULL;
  gint64 newest = 0;

  for (guint i = 0; stored != NULL && i < stored->len; i++) {
    const CtnStoredModel *entry = g_ptr_array_index (stored, i);

    if (g_str_equal (entry->code, own->model_code))
      newest = MAX (newest, entry->id);
  }
  return own != NULL && newest > own->model ? newest : 0;
}

static void
selected_cb (CtnMaturityPage *self, gint64 id)
{
  CtnProject *project = ctn_page_get_project (CTN_PAGE (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "maturity.delete", id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "maturity.questionnaire", id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "maturity.paper", id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "maturity.carry-over",
                                 find_newest_version (self) != 0);
  gtk_stack_set_visible_child_name (self->content_stack, id != 0 ? "assessment" : "none");
  ctn_answer_view_show (self->answers, project, id);
  ctn_record_form_show (self->form, id);
  ctn_compare_button_show (self->compare, project, id);
  queue_results (self);
  if (id != 0) {
    g_autoptr (CtnRecordItem) item = ctn_record_item_new (project, ctn_assessment_kind (), id);

    adw_navigation_page_set_title (self->content_page, ctn_record_item_get_text (item, "name"));
  }
}

static void
filled_cb (CtnMaturityPage *self, guint n)
{
  gtk_stack_set_visible_child_name (self->list_stack, n > 0 ? "list" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "maturity.subjects", n > 0);
}

static void
opened_cb (CtnMaturityPage *self)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
question_cb (CtnMaturityPage *self, guint leaf)
{
  ctn_answer_view_go_to (self->answers, leaf);
  adw_view_stack_set_visible_child_name (self->views, "answers");
}

static void
measure_cb (CtnMaturityPage *self, const char *item, const char *label)
{
  const CtnNewReason reason = { .assessment = ctn_record_list_get_selected (self->list),
                                .item = item,
                                .note = label };

  ctn_measure_dialog_present (CTN_PAGE (self), label, &reason);
}

static void
failed_cb (CtnMaturityPage *self, GError *error)
{
  ctn_page_report (CTN_PAGE (self), g_error_copy (error));
}

static void
changed_cb (CtnMaturityPage *self, CtnChangeSet *changes)
{
  if (ctn_change_set_has_table (changes, "answer") ||
      ctn_change_set_has_table (changes, "target") ||
      ctn_change_set_has_table (changes, "model_mapping") ||
      ctn_change_set_has_table (changes, "assessment"))
    queue_results (self);
  if (ctn_change_set_has_table (changes, "assessment") ||
      ctn_change_set_has_table (changes, "model_mapping"))
    ctn_compare_button_refresh (self->compare);
}

static gboolean
focus_answers_cb (gpointer data)
{
  CtnMaturityPage *self = data;

  self->focus_idle = 0;
  gtk_widget_child_focus (GTK_WIDGET (self->answers), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/* The number keys answer at once: the focus goes to the first question, when the dialog has given it
 * back. */
static void
created_cb (CtnPage *page, gint64 assessment)
{
  CtnMaturityPage *self = CTN_MATURITY_PAGE (page);

  ctn_record_list_select (self->list, assessment);
  adw_view_stack_set_visible_child_name (self->views, "answers");
  opened_cb (self);
  if (self->focus_idle == 0)
    self->focus_idle = g_idle_add (focus_answers_cb, self);
}

static void
new_item (CtnPage *page)
{
  ctn_new_assessment_dialog_present (page, created_cb);
}

static void
find (CtnPage *page)
{
  ctn_record_list_find (CTN_MATURITY_PAGE (page)->list);
}

static gboolean
show_record (CtnPage *page, const char *table, gint64 id)
{
  if (!g_str_equal (table, "assessment"))
    return FALSE;
  ctn_record_list_select (CTN_MATURITY_PAGE (page)->list, id);
  opened_cb (CTN_MATURITY_PAGE (page));
  return TRUE;
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnMaturityPage *self = CTN_MATURITY_PAGE (widget);
  gint64 id = ctn_record_list_get_selected (self->list);
  GError *error = NULL;

  if (id == 0)
    return;
  if (!ctn_assessment_delete (ctn_page_get_project (CTN_PAGE (self)), id, &error)) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  adw_navigation_split_view_set_show_content (self->split, FALSE);
  ctn_page_toast (CTN_PAGE (self), _ ("Assessment deleted"), TRUE);
}

static void
models_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_model_library_present (CTN_PAGE (widget));
}

static void
chosen_cb (CtnPage *page, gint64 assessment)
{
  ctn_page_show_record (page, "assessment", assessment);
  adw_view_stack_set_visible_child_name (CTN_MATURITY_PAGE (page)->views, "results");
}

static void
subjects_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_heat_map_dialog_present (CTN_PAGE (widget), chosen_cb);
}

static void
matrix_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnMaturityPage *self = CTN_MATURITY_PAGE (widget);
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (CTN_PAGE (self)));
  gint64 id = ctn_record_list_get_selected (self->list);
  g_autoptr (CtnAssessment) selected = id != 0 ? ctn_assessment_load (reader, id, NULL) : NULL;

  ctn_matrix_dialog_present (CTN_PAGE (self), selected != NULL ? selected->model : 0);
}

static void
read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ctn_questionnaire_read (CTN_PAGE (widget), NULL);
}

static void
questionnaire_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 id = ctn_record_list_get_selected (CTN_MATURITY_PAGE (widget)->list);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (id == 0)
    return;
  g_array_append_val (ids, id);
  if (g_str_equal (name, "maturity.paper"))
    ctn_questionnaire_save_paper (CTN_PAGE (widget), id);
  else
    ctn_questionnaire_save (CTN_PAGE (widget), ids, FALSE);
}

static void
carry_over_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CtnMaturityPage *self = CTN_MATURITY_PAGE (widget);
  GError *error = NULL;
  gint64 id = ctn_assessment_carry_over (ctn_page_get_project (CTN_PAGE (self)),
                                         ctn_record_list_get_selected (self->list),
                                         find_newest_version (self), NULL, &error);

  if (id == 0) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  created_cb (CTN_PAGE (self), id);
  ctn_page_toast (CTN_PAGE (self), _ ("Answers carried over into a new assessment"), TRUE);
}

static void
constructed (GObject *object)
{
  CtnMaturityPage *self = CTN_MATURITY_PAGE (object);
  CtnProject *project;

  G_OBJECT_CLASS (ctn_maturity_page_parent_class)->constructed (object);
  project = ctn_page_get_project (CTN_PAGE (self));
  ctn_record_form_set_up (self->form, project, ctn_assessment_kind (), ctn_assessment_edit);
  ctn_record_list_set_up (self->list, project, ctn_assessment_kind (), find_all, describe);
  g_signal_connect_object (project, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
ctn_maturity_page_dispose (GObject *object)
{
  g_clear_handle_id (&CTN_MATURITY_PAGE (object)->idle, g_source_remove);
  g_clear_handle_id (&CTN_MATURITY_PAGE (object)->focus_idle, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_MATURITY_PAGE);

  G_OBJECT_CLASS (ctn_maturity_page_parent_class)->dispose (object);
}

static void
ctn_maturity_page_class_init (CtnMaturityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CtnPageClass *page_class = CTN_PAGE_CLASS (klass);

  object_class->constructed = constructed;
  object_class->dispose = ctn_maturity_page_dispose;
  page_class->find = find;
  page_class->new_item = new_item;
  page_class->show_record = show_record;

  g_type_ensure (CTN_TYPE_ANSWER_VIEW);
  g_type_ensure (CTN_TYPE_COMPARE_BUTTON);
  g_type_ensure (CTN_TYPE_RECORD_FORM);
  g_type_ensure (CTN_TYPE_RECORD_LIST);
  g_type_ensure (CTN_TYPE_RESULTS_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/maturity/ctn-maturity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnMaturityPage, maturity_menu);
  gtk_widget_class_bind_template_child (widget_class, CtnMaturityPage, split);
  gtk_widget_class_bind_template_child (widget_class, CtnMaturityPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnMaturityPage, list);
  gtk_widget_class_bind_template_child (widget_class, CtnMaturityPage, content_page);
  gtk_widget_class_bind_template_child (widget_class, CtnMaturityPage, content_stack);
  gtk_widget_class_bind_template_child (widget_class, CtnMaturityPage, views);
  gtk_widget_class_bind_template_child (widget_class, CtnMaturityPage, answers);
  gtk_widget_class_bind_template_child (widget_class, CtnMaturityPage, results);
  gtk_widget_class_bind_template_child (widget_class, CtnMaturityPage, form);
  gtk_widget_class_bind_template_child (widget_class, CtnMaturityPage, compare);
  gtk_widget_class_install_action (widget_class, "maturity.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "maturity.models", NULL, models_action);
  gtk_widget_class_install_action (widget_class, "maturity.subjects", NULL, subjects_action);
  gtk_widget_class_install_action (widget_class, "maturity.matrix", NULL, matrix_action);
  gtk_widget_class_install_action (widget_class, "maturity.read", NULL, read_action);
  gtk_widget_class_install_action (widget_class, "maturity.questionnaire", NULL,
                                   questionnaire_action);
  gtk_widget_class_install_action (widget_class, "maturity.paper", NULL, questionnaire_action);
  gtk_widget_class_install_action (widget_class, "maturity.carry-over", NULL, carry_over_action);
}

static void
ctn_maturity_page_init (CtnMaturityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_list_export_add_menu (self->maturity_menu, "maturity");
  g_signal_connect_object (self->list, "selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compare, "changed", G_CALLBACK (compared_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->answers, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->results, "question", G_CALLBACK (question_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->results, "measure", G_CALLBACK (measure_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->views, "notify::visible-child-name", G_CALLBACK (queue_results),
                           self, G_CONNECT_SWAPPED);
}
