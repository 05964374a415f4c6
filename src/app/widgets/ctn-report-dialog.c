#include "ctn-report-dialog.h"

#include <ctn-catalog.h>
#include <ctn-i18n.h>

#include "ctn-page-preview.h"
#include "ctn-report-job.h"

typedef struct {
  CtnPage *page; /* (owned) */
  const CtnReportKind *kind;
  gint64 record;
  char *name;                /* (owned) */
  GStrv languages;           /* (owned) as in the drop-down */
  CtnReportResult *result;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) of what is being made */
  AdwDialog *dialog;         /* (unowned) (nullable) once it is closed */
  GtkDropDown *language;
  CtnPagePreview *preview;
  GtkWidget *save;
} Report;

static void
report_unref (gpointer data)
{
  Report *report = data;

  g_object_unref (report->page);
  g_free (report->name);
  g_strfreev (report->languages);
  g_clear_pointer (&report->result, ctn_report_result_free);
  g_clear_object (&report->cancellable);
}

static void
release (Report *report)
{
  g_rc_box_release_full (report, report_unref);
}

static void
closed_cb (Report *report)
{
  report->dialog = NULL;
  g_cancellable_cancel (report->cancellable);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Report *report = data;
  GError *error = NULL;
  CtnReportResult *made = ctn_report_job_run_finish (CTN_PROJECT (source), result, &error);

  if (report->dialog == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_clear_error (&error);
    g_clear_pointer (&made, ctn_report_result_free);
  } else if (made == NULL) {
    ctn_page_report (report->page, error);
  } else {
    g_clear_pointer (&report->result, ctn_report_result_free);
    report->result = made;
    ctn_page_preview_set_pages (report->preview, g_steal_pointer (&made->pages));
    gtk_widget_set_sensitive (report->save, TRUE);
  }
  release (report);
}

static void
make (Report *report)
{
  guint language = gtk_drop_down_get_selected (report->language);
  const CtnReportRequest request = { .kind = report->kind,
                                     .subject = report->record,
                                     .language = report->languages[language] };

  g_cancellable_cancel (report->cancellable);
  g_set_object (&report->cancellable, NULL);
  report->cancellable = g_cancellable_new ();
  ctn_report_job_run_async (ctn_page_get_project (report->page), &request, report->cancellable,
                            made_cb, g_rc_box_acquire (report));
}

static void
save_cb (Report *report)
{
  if (report->result != NULL)
    ctn_report_job_save (GTK_WIDGET (report->page), report->result->document, report->name, ".pdf",
                         _ ("Save as PDF, HTML or DOCX"));
}

static GtkWidget *
make_language (Report *report)
{
  const char *const *wanted = ctn_get_language_names ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  report->languages = ctn_catalog_list_languages ();
  for (guint i = 0; report->languages[i] != NULL; i++) {
    gtk_string_list_append (names, g_str_equal (report->languages[i], "en") ? _ ("English")
                                   : g_str_equal (report->languages[i], "de")
                                       ? _ ("German")
                                       : report->languages[i]);
    if (g_str_has_prefix (wanted[0], report->languages[i]))
      selected = i;
  }
  report->language =
      GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL));
  gtk_drop_down_set_selected (report->language, selected);
  gtk_widget_set_tooltip_text (GTK_WIDGET (report->language), _ ("Language of the Report"));
  g_signal_connect_swapped (report->language, "notify::selected", G_CALLBACK (make), report);
  return GTK_WIDGET (report->language);
}

static GtkWidget *
make_content (Report *report)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();

  report->save = gtk_button_new_with_mnemonic (_ ("_Save…"));
  gtk_widget_add_css_class (report->save, "suggested-action");
  gtk_widget_set_sensitive (report->save, FALSE);
  g_signal_connect_swapped (report->save, "clicked", G_CALLBACK (save_cb), report);
  report->preview = g_object_new (CTN_TYPE_PAGE_PREVIEW, NULL);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), make_language (report));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), report->save);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (report->preview));
  return view;
}

void
ctn_report_dialog_present (CtnPage *page,
                           GtkWidget *parent,
                           const CtnReportKind *kind,
                           gint64 record,
                           const char *name)
{
  Report *report = g_rc_box_new0 (Report);

  report->page = g_object_ref (page);
  report->kind = kind;
  report->record = record;
  report->name = g_strdup (name);
  report->dialog = adw_dialog_new ();
  adw_dialog_set_title (report->dialog, _ (kind->title));
  adw_dialog_set_content_width (report->dialog, 760);
  adw_dialog_set_content_height (report->dialog, 760);
  adw_dialog_set_child (report->dialog, make_content (report));
  g_signal_connect_swapped (report->dialog, "closed", G_CALLBACK (closed_cb), report);
  g_object_set_data_full (G_OBJECT (report->dialog), "report", report, (GDestroyNotify) release);
  make (report);
  adw_dialog_present (report->dialog, parent);
}
