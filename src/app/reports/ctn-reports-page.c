#include "ctn-reports-page.h"

#include <ctn-assessment.h>
#include <ctn-catalog.h>
#include <ctn-chain.h>
#include <ctn-i18n.h>
#include <ctn-partnership.h>
#include <ctn-project-read.h>
#include <ctn-record.h>
#include <ctn-region-strategy.h>
#include <ctn-strategy.h>

#include "ctn-combo-row.h"
#include "ctn-logo-row.h"
#include "ctn-name-dialog.h"
#include "ctn-page-preview.h"
#include "ctn-report-job.h"
#include "ctn-report-sections.h"
#include "ctn-report-template.h"
#include "ctn-text-row.h"
#include "ctn-watch.h"

/* Typing and several changes at once make one report. */
#define DELAY_MS 250

struct _CtnReportsPage {
  CtnPage parent_instance;

  AdwOverlaySplitView *split;
  AdwPreferencesGroup *choices;
  AdwComboRow *kind_row;
  AdwComboRow *subject_row;
  AdwComboRow *language_row;
  AdwEntryRow *author_row;
  CtnLogoRow *logo_row;
  CtnTextRow *introduction_row;
  CtnTextRow *closing_row;
  CtnReportSections *sections;
  GtkStack *stack;
  AdwStatusPage *status;
  CtnPagePreview *preview;
  GtkWidget *spinner;

  guint n_kinds;             /* in the combo row, before the templates */
  const CtnReportKind *kind; /* that the rows were made for */
  GArray *subjects;          /* (owned) gint64, as in the combo row */
  GPtrArray
      *templates;  /* (owned) (nullable) CtnReportTemplate, behind the kinds in the combo row */
  GStrv languages; /* (owned) as in the combo row */
  CtnDocument *document;     /* (owned) (nullable) what is shown */
  GCancellable *cancellable; /* (owned) (nullable) of the report being made */
  guint timeout;
  GCancellable *logo_cancellable; /* (owned) (nullable) of the logo being read */
  GBytes *kept_logo;              /* (owned) (nullable) of the template, as it was read or saved */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CtnReportsPage, ctn_reports_page, CTN_TYPE_PAGE)

static CtnConnection *
get_reader (CtnReportsPage *self)
{
  return ctn_project_get_reader (ctn_page_get_project (CTN_PAGE (self)));
}

static void
show_status (CtnReportsPage *self, const char *title, const char *description)
{
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, description);
  gtk_stack_set_visible_child_name (self->stack, "status");
}

static void
enable_export (CtnReportsPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reports.export", self->document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reports.print", self->document != NULL);
}

/* Making -------------------------------------------------------------------------------------- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnReportsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnReportResult) report =
      ctn_report_job_run_finish (CTN_PROJECT (source), result, &error);

  /* Another one was asked for, or the page is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->preview == NULL)
    return;
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (self->spinner, FALSE);
  g_clear_pointer (&self->document, ctn_document_unref);
  if (report == NULL) {
    show_status (self, _ ("No Report"), error->message);
  } else {
    self->document = ctn_document_ref (report->document);
    ctn_page_preview_set_pages (self->preview, g_steal_pointer (&report->pages));
    gtk_stack_set_visible_child_name (self->stack, "preview");
  }
  enable_export (self);
}

/* A file that is no logo: the report stays as it is. */
static void
failed_cb (CtnReportsPage *self, const GError *error)
{
  ctn_page_report (CTN_PAGE (self), g_error_copy (error));
}

static gint64
get_subject (CtnReportsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->subject_row);

  return selected < self->subjects->len ? g_array_index (self->subjects, gint64, selected) : 0;
}

static void
make (CtnReportsPage *self)
{
  g_auto (GStrv) left_out = ctn_report_sections_list_left_out (self->sections);
  g_auto (GStrv) order = ctn_report_sections_list_order (self->sections);
  g_autofree char *introduction = ctn_text_row_dup_text (self->introduction_row);
  g_autofree char *closing = ctn_text_row_dup_text (self->closing_row);
  const char *author = gtk_editable_get_text (GTK_EDITABLE (self->author_row));
  guint language = adw_combo_row_get_selected (self->language_row);
  CtnReportRequest request = { .kind = self->kind,
                               .subject = get_subject (self),
                               .language = self->languages[language],
                               .author = *author != '\0' ? author : NULL,
                               .left_out = (const char *const *) left_out,
                               .order = (const char *const *) order,
                               .introduction = introduction,
                               .closing = closing,
                               .logo = ctn_logo_row_get_logo (self->logo_row) };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->kind->subject != CTN_REPORT_ON_PROJECT && request.subject == 0) {
    g_clear_pointer (&self->document, ctn_document_unref);
    enable_export (self);
    gtk_widget_set_visible (self->spinner, FALSE);
    show_status (self, _ ("Nothing to Report On"), _ (self->kind->description));
    return;
  }
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->spinner, TRUE);
  ctn_report_job_run_async (ctn_page_get_project (CTN_PAGE (self)), &request, self->cancellable,
                            made_cb, g_object_ref (self));
}

static gboolean
make_cb (gpointer data)
{
  CtnReportsPage *self = data;

  self->timeout = 0;
  /* With its logo, and not once without and then with it. */
  if (self->logo_cancellable == NULL)
    make (self);
  return G_SOURCE_REMOVE;
}

/* Nothing is made while nobody looks: the watch asks again when the page is shown. */
static void
queue (CtnReportsPage *self)
{
  if (self->filling || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (DELAY_MS, make_cb, self);
}

/* Choices ------------------------------------------------------------------------------------- */

static void
add_subject (CtnReportsPage *self, GtkStringList *names, gint64 id, const char *name)
{
  g_array_append_val (self->subjects, id);
  gtk_string_list_append (names, name);
}

static void
list_assessments (CtnReportsPage *self, GtkStringList *names)
{
  g_autoptr (GPtrArray) all = ctn_assessment_list (get_reader (self), NULL, NULL);

  for (guint i = 0; all != NULL && i < all->len; i++) {
    const CtnAssessment *assessment = g_ptr_array_index (all, i);
    g_autofree char *name =
        g_strdup_printf ("%s · %s", assessment->name,
                         assessment->stage != NULL ? assessment->stage : assessment->date);

    add_subject (self, names, assessment->id, name);
  }
}

static void
list_records (CtnReportsPage *self, GtkStringList *names, const CtnRecordKind *kind, GArray *ids)
{
  const CtnField *field = ctn_record_kind_find_field (kind, "name");

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autofree char *name = ctn_record_get (get_reader (self), kind, id, field, NULL);

    add_subject (self, names, id, name != NULL ? name : "");
  }
  g_clear_pointer (&ids, g_array_unref);
}

/* The choice stays with its record. */
static void
fill_subjects (CtnReportsPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gint64 old = get_subject (self);
  guint selected = 0;
  gboolean filling = self->filling;

  g_array_set_size (self->subjects, 0);
  if (self->kind->subject == CTN_REPORT_ON_ASSESSMENT)
    list_assessments (self, names);
  else if (self->kind->subject == CTN_REPORT_ON_CHAIN)
    list_records (self, names, ctn_chain_kind (), ctn_chain_list (get_reader (self), NULL));
  else if (self->kind->subject == CTN_REPORT_ON_PARTNERSHIP)
    list_records (self, names, ctn_partnership_kind (),
                  ctn_partnership_list (get_reader (self), NULL));
  else if (self->kind->subject == CTN_REPORT_ON_STRATEGY)
    list_records (self, names, ctn_strategy_kind (), ctn_strategy_list (get_reader (self), NULL));
  else if (self->kind->subject == CTN_REPORT_ON_REGION)
    list_records (self, names, ctn_region_strategy_kind (),
                  ctn_region_strategy_list (get_reader (self), NULL));
  for (guint i = 0; i < self->subjects->len; i++)
    if (g_array_index (self->subjects, gint64, i) == old)
      selected = i;
  self->filling = TRUE;
  adw_combo_row_set_model (self->subject_row, G_LIST_MODEL (names));
  if (self->subjects->len > 0)
    adw_combo_row_set_selected (self->subject_row, selected);
  self->filling = filling;
  gtk_widget_set_visible (GTK_WIDGET (self->subject_row),
                          self->kind->subject != CTN_REPORT_ON_PROJECT);
}

/* The template that is chosen. (transfer none) (nullable) */
static const CtnReportTemplate *
get_template (CtnReportsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);
  guint n = self->n_kinds;
  guint length = self->templates != NULL ? self->templates->len : 0;

  return selected >= n && selected - n < length ? self->templates->pdata[selected - n] : NULL;
}

/* The logo that is shown is that of the template. */
static void
keep_logo (CtnReportsPage *self)
{
  GBytes *logo = ctn_logo_row_get_logo (self->logo_row);

  g_clear_pointer (&self->kept_logo, g_bytes_unref);
  self->kept_logo = logo != NULL ? g_bytes_ref (logo) : NULL;
}

static void
logo_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnReportsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) logo = ctn_project_read_finish (result, &error);

  /* Another template was chosen, or the page is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->logo_row == NULL)
    return;
  g_clear_object (&self->logo_cancellable);
  if (error != NULL)
    failed_cb (self, error);
  ctn_logo_row_set_logo (self->logo_row, logo);
  keep_logo (self);
  queue (self);
}

static void
load_logo (CtnReportsPage *self, gint64 template)
{
  g_cancellable_cancel (self->logo_cancellable);
  g_clear_object (&self->logo_cancellable);
  self->logo_cancellable = g_cancellable_new ();
  ctn_report_job_read_logo_async (ctn_page_get_project (CTN_PAGE (self)), template,
                                  self->logo_cancellable, logo_cb, g_object_ref (self));
}

static void
show_template (CtnReportsPage *self, const CtnReportTemplate *template)
{
  self->filling = TRUE;
  ctn_text_row_set_text (self->introduction_row,
                         template->introduction != NULL ? template->introduction : "");
  ctn_text_row_set_text (self->closing_row, template->closing != NULL ? template->closing : "");
  load_logo (self, template->id);
  if (template->author != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->author_row), template->author);
  for (guint i = 0; template->language != NULL && self->languages[i] != NULL; i++)
    if (g_str_equal (self->languages[i], template->language))
      adw_combo_row_set_selected (self->language_row, i);
  self->filling = FALSE;
}

static void
kind_cb (CtnReportsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);
  const CtnReportTemplate *template = get_template (self);

  if (self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  self->kind = template != NULL ? template->kind : &ctn_report_kinds ()[selected];
  adw_preferences_group_set_description (self->choices, _ (self->kind->description));
  fill_subjects (self);
  ctn_report_sections_fill (self->sections, self->kind, template);
  if (template != NULL)
    show_template (self, template);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reports.delete-template", template != NULL);
  queue (self);
}

/* The shipped kinds, then the project's own templates. @wanted: id of the template to be chosen, 0 for
 * the first kind */
static void
fill_kinds (CtnReportsPage *self, gint64 wanted)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  g_clear_pointer (&self->templates, g_ptr_array_unref);
  self->templates = ctn_report_template_list (get_reader (self), NULL);
  for (const CtnReportKind *kind = ctn_report_kinds (); kind->id != NULL; kind++) {
    if (kind == self->kind)
      selected = (guint) (kind - ctn_report_kinds ());
    gtk_string_list_append (titles, _ (kind->title));
  }
  self->n_kinds = g_list_model_get_n_items (G_LIST_MODEL (titles));
  for (guint i = 0; self->templates != NULL && i < self->templates->len; i++) {
    const CtnReportTemplate *template = self->templates->pdata[i];

    gtk_string_list_append (titles, template->name);
    if (wanted != 0 && template->id == wanted)
      selected = self->n_kinds + i;
  }
  self->filling = TRUE;
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->kind_row, selected);
  self->filling = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reports.delete-template",
                                 get_template (self) != NULL);
}

static void
named_cb (const char *name, gpointer data)
{
  CtnReportsPage *self = data;
  g_auto (GStrv) left_out = ctn_report_sections_list_left_out (self->sections);
  g_auto (GStrv) order = ctn_report_sections_list_order (self->sections);
  g_autofree char *introduction = ctn_text_row_dup_text (self->introduction_row);
  g_autofree char *closing = ctn_text_row_dup_text (self->closing_row);
  guint language = adw_combo_row_get_selected (self->language_row);
  const CtnReportTemplate template = {
    .name = (char *) name,
    .kind = self->kind,
    .language = self->languages[language],
    .author = (char *) gtk_editable_get_text (GTK_EDITABLE (self->author_row)),
    .left_out = left_out,
    .order = order,
    .introduction = introduction,
    .closing = closing,
    .logo = ctn_logo_row_get_logo (self->logo_row),
  };
  GError *error = NULL;
  gint64 id = ctn_report_template_save (ctn_page_get_project (CTN_PAGE (self)), &template, &error);

  if (id == 0) {
    ctn_page_report (CTN_PAGE (self), error);
    return;
  }
  fill_kinds (self, id);
  keep_logo (self);
  ctn_page_toast (CTN_PAGE (self), _ ("Template saved"), TRUE);
}

static void
save_template_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const CtnReportTemplate *template = get_template (CTN_REPORTS_PAGE (widget));

  ctn_name_dialog_present (widget, _ ("Save as Template"), template != NULL ? template->name : "",
                           _ ("_Save"), named_cb, widget);
}

static void
delete_template_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CtnReportsPage *self = CTN_REPORTS_PAGE (widget);
  const CtnReportTemplate *template = get_template (self);
  GError *error = NULL;

  if (template == NULL)
    return;
  if (ctn_report_template_delete (ctn_page_get_project (CTN_PAGE (self)), template->id, &error))
    ctn_page_toast (CTN_PAGE (self), _ ("Template deleted"), TRUE);
  else
    ctn_page_report (CTN_PAGE (self), error);
}

/* The user's language comes first. */
static void
fill_languages (CtnReportsPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *const *wanted = ctn_get_language_names ();
  guint selected = 0;
  gboolean found = FALSE;

  self->languages = ctn_catalog_list_languages ();
  for (guint j = 0; wanted[j] != NULL && !found; j++)
    for (guint i = 0; self->languages[i] != NULL && !found; i++)
      if (g_str_equal (self->languages[i], wanted[j])) {
        selected = i;
        found = TRUE;
      }
  for (guint i = 0; self->languages[i] != NULL; i++)
    gtk_string_list_append (names, g_str_equal (self->languages[i], "en")   ? _ ("English")
                                   : g_str_equal (self->languages[i], "de") ? _ ("German")
                                                                            : self->languages[i]);
  self->filling = TRUE;
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language_row, selected);
  self->filling = FALSE;
}

/* Handing in ---------------------------------------------------------------------------------- */

static void
export_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CtnReportsPage *self = CTN_REPORTS_PAGE (widget);
  g_autofree char *suffix = g_strconcat (".", g_variant_get_string (parameter, NULL), NULL);

  if (self->document != NULL)
    ctn_report_job_save (widget, self->document, ctn_document_get_title (self->document), suffix,
                         _ ("Save the Report"));
}

static void
print (CtnPage *page)
{
  CtnReportsPage *self = CTN_REPORTS_PAGE (page);

  if (self->document != NULL)
    ctn_report_job_print (page, self->document);
}

static void
print_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  print (CTN_PAGE (widget));
}

/* The page ------------------------------------------------------------------------------------ */

/* Undo may have brought another logo back; one that was chosen and not saved yet stays. */
static void
refresh_templates (CtnReportsPage *self)
{
  const CtnReportTemplate *template = get_template (self);

  fill_kinds (self, template != NULL ? template->id : 0);
  template = get_template (self);
  if (template != NULL && ctn_logo_row_get_logo (self->logo_row) == self->kept_logo)
    load_logo (self, template->id);
}

static void
project_set (CtnPage *page)
{
  static const char *const templates[] = { "report_template", "attachment", NULL };
  static const char *const subjects[] = { "assessment", "chain",           "partnership",
                                          "strategy",   "region_strategy", NULL };
  CtnReportsPage *self = CTN_REPORTS_PAGE (page);
  CtnProject *project = ctn_page_get_project (page);

  fill_kinds (self, 0);
  fill_languages (self);
  kind_cb (self);
  enable_export (self);
  ctn_watch (GTK_WIDGET (page), project, templates, (CtnWatchFunc) refresh_templates);
  ctn_watch (GTK_WIDGET (page), project, subjects, (CtnWatchFunc) fill_subjects);
  ctn_watch (GTK_WIDGET (page), project, NULL, (CtnWatchFunc) queue);
}

static void
ctn_reports_page_dispose (GObject *object)
{
  CtnReportsPage *self = CTN_REPORTS_PAGE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->logo_cancellable);
  g_clear_object (&self->logo_cancellable);
  g_clear_pointer (&self->document, ctn_document_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), CTN_TYPE_REPORTS_PAGE);

  G_OBJECT_CLASS (ctn_reports_page_parent_class)->dispose (object);
}

static void
ctn_reports_page_finalize (GObject *object)
{
  CtnReportsPage *self = CTN_REPORTS_PAGE (object);

  g_array_unref (self->subjects);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->kept_logo, g_bytes_unref);
  g_strfreev (self->languages);

  G_OBJECT_CLASS (ctn_reports_page_parent_class)->finalize (object);
}

static void
ctn_reports_page_class_init (CtnReportsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = ctn_reports_page_dispose;
  G_OBJECT_CLASS (class)->finalize = ctn_reports_page_finalize;
  CTN_PAGE_CLASS (class)->project_set = project_set;
  CTN_PAGE_CLASS (class)->print = print;

  g_type_ensure (CTN_TYPE_LOGO_ROW);
  g_type_ensure (CTN_TYPE_PAGE_PREVIEW);
  g_type_ensure (CTN_TYPE_REPORT_SECTIONS);
  g_type_ensure (CTN_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/catenary/Catenary/reports/ctn-reports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, split);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, choices);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, subject_row);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, language_row);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, author_row);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, logo_row);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, introduction_row);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, closing_row);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, sections);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, status);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, preview);
  gtk_widget_class_bind_template_child (widget_class, CtnReportsPage, spinner);
  gtk_widget_class_install_action (widget_class, "reports.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "reports.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "reports.save-template", NULL,
                                   save_template_action);
  gtk_widget_class_install_action (widget_class, "reports.delete-template", NULL,
                                   delete_template_action);
}

static void
queue_after (CtnReportsPage *self, gpointer part, const char *signal)
{
  g_signal_connect_object (part, signal, G_CALLBACK (queue), self, G_CONNECT_SWAPPED);
}

static void
ctn_reports_page_init (CtnReportsPage *self)
{
  self->subjects = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->kind = ctn_report_kinds ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ctn_combo_row_enable_search (self->subject_row);
  ctn_text_row_set_label (self->introduction_row, _ ("Introduction"));
  ctn_text_row_set_label (self->closing_row, _ ("Closing Text"));
  g_signal_connect_object (self->kind_row, "notify::selected", G_CALLBACK (kind_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->logo_row, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  queue_after (self, self->subject_row, "notify::selected");
  queue_after (self, self->language_row, "notify::selected");
  queue_after (self, self->sections, "changed");
  queue_after (self, self->author_row, "changed");
  queue_after (self, self->logo_row, "changed");
  queue_after (self, self->introduction_row, "changed");
  queue_after (self, self->closing_row, "changed");
}
