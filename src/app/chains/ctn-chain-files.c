#include "ctn-chain-files.h"

#include <ctn-chain-accounts.h>
#include <ctn-chain-exchange.h>
#include <ctn-chain-export.h>
#include <ctn-chain-figures-import.h>
#include <ctn-chain-trade.h>
#include <ctn-i18n.h>
#include <ctn-project-read.h>
#include <ctn-record.h>

#include "ctn-chain-import-dialog.h"
#include "ctn-file-export.h"
#include "ctn-progress.h"
#include "ctn-window.h"

/* One import, from choosing the file to the toast. Counted: the dialog has a share of it, and what it begins
 * outlives it. */
typedef struct {
  CtnPage *page; /* (owned) */
  gint64 id;
  const CtnRecordKind *kind;  /* of accounts or trade; %NULL for a map */
  GFile *file;                /* (owned) (nullable) */
  char *name;                 /* (owned) (nullable) of the file */
  CtnChainExchange *exchange; /* (owned) (nullable) */
  CtnFiguresImport *figures;  /* (owned) (nullable) */
  CtnExchangeRun run;
  CtnProgress *progress; /* (owned) (nullable) while a thread works on it */
} Job;

static void
job_clear (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->progress, ctn_progress_free);
  g_clear_pointer (&job->exchange, ctn_chain_exchange_free);
  g_clear_pointer (&job->figures, ctn_figures_import_free);
  g_clear_object (&job->file);
  g_free (job->name);
  g_object_unref (job->page);
}

static void
job_release (gpointer job)
{
  g_rc_box_release_full (job, job_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_release)

/* From here a thread works on it. Returns: (transfer none) what cancels it */
static GCancellable *
begin (Job *job, const char *text)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  job->progress = ctn_progress_new (GTK_WIDGET (job->page), text, cancellable);
  return ctn_progress_get_cancellable (job->progress);
}

static GtkFileDialog *
make_dialog (const char *title, const char *filter_name, const char *const *suffixes)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, filter_name);
  for (; *suffixes != NULL; suffixes++)
    gtk_file_filter_add_suffix (filter, *suffixes);
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  return dialog;
}

/* --- Doing it ------------------------------------------------------------------------------------ */

/* A file that was dropped may be while another view is shown. */
static void
show_chain (const Job *job)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (job->page));

  if (CTN_IS_WINDOW (root))
    ctn_window_show_record (CTN_WINDOW (root), "chain", job->run.chain);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  GError *error = NULL;
  g_autofree char *text = NULL;

  g_clear_pointer (&job->progress, ctn_progress_free);
  if (!ctn_project_transact_finish (CTN_PROJECT (source), result, &error)) {
    ctn_page_report (job->page, error);
    return;
  }
  if (job->figures != NULL)
    text = g_strdup_printf (
        ctn_ngettext ("%u row added", "%u rows added", ctn_figures_import_count (job->figures)),
        ctn_figures_import_count (job->figures));
  else
    text = g_strdup_printf (_ ("Actors added: %u, links added: %u"), job->run.n_actors,
                            job->run.n_links);
  ctn_page_toast (job->page, text, TRUE);
  if (job->exchange != NULL && job->id == 0)
    show_chain (job);
}

static void
apply (gpointer data)
{
  Job *job = g_rc_box_acquire (data);
  CtnProject *project = ctn_page_get_project (job->page);
  const char *label = job->kind == NULL                     ? N_ ("Import Value Chain")
                      : job->kind == ctn_trade_flow_kind () ? N_ ("Import Trade")
                                                            : N_ ("Import Accounts");
  const CtnOperation operation = { label, job->name, NULL };

  GCancellable *cancellable = begin (job, _ ("Importing…"));

  job->run = (CtnExchangeRun) {
    .exchange = job->exchange,
    .chain = job->id,
    .name = job->name,
    .progress = ctn_progress_report,
    .progress_data = job->progress,
    .cancellable = cancellable,
  };
  if (job->exchange != NULL)
    ctn_project_transact_async (project, &operation, ctn_chain_exchange_apply, &job->run,
                                cancellable, applied_cb, job);
  else
    ctn_project_transact_async (project, &operation, ctn_figures_import_apply, job->figures,
                                cancellable, applied_cb, job);
}

/* --- Looking at it ------------------------------------------------------------------------------- */

static void
show_map (Job *job)
{
  const CtnChainExchange *exchange = job->exchange;
  CtnImportLine lines[] = {
    { _ ("File"), g_strdup (job->name) },
    { _ ("Stages"), g_strdup_printf ("%u", exchange->stages->len) },
    { _ ("Actors"),
      g_strdup_printf (_ ("%u, of which %u are on the map already and %u are partners of "
                          "the registry"),
                       exchange->actors->len, exchange->n_known, exchange->n_organisations) },
    { _ ("Links"), g_strdup_printf ("%u", exchange->links->len) },
  };

  ctn_chain_import_dialog_present (GTK_WIDGET (job->page), _ ("Import Value Chain"), lines,
                                   G_N_ELEMENTS (lines), exchange->problems,
                                   exchange->actors->len + exchange->stages->len > 0, apply, job,
                                   job_release);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_free (lines[i].text);
}

static void
show_figures (Job *job)
{
  CtnImportLine lines[] = {
    { _ ("File"), g_strdup (job->name) },
    { _ ("Rows"), g_strdup_printf ("%u", ctn_figures_import_count (job->figures)) },
  };

  ctn_chain_import_dialog_present (
      GTK_WIDGET (job->page),
      job->kind == ctn_trade_flow_kind () ? _ ("Import Trade") : _ ("Import Accounts"), lines,
      G_N_ELEMENTS (lines), job->figures->problems, ctn_figures_import_count (job->figures) > 0,
      apply, job, job_release);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_free (lines[i].text);
}

static gpointer
load_map (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (CtnChainExchange) exchange = ctn_chain_exchange_load (job->file, cancellable, error);

  if (exchange == NULL || !ctn_chain_exchange_match (exchange, reader, job->id, error))
    return NULL;
  return g_steal_pointer (&exchange);
}

static gpointer
load_figures (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (CtnChain) chain = ctn_chain_load (reader, job->id, error);

  return chain != NULL ? ctn_figures_import_load (job->file, job->kind, chain, cancellable, error)
                       : NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  GError *error = NULL;
  gpointer loaded = ctn_project_read_finish (result, &error);

  g_clear_pointer (&job->progress, ctn_progress_free);
  if (loaded == NULL) {
    ctn_page_report (job->page, error);
  } else if (job->kind == NULL) {
    job->exchange = loaded;
    show_map (g_steal_pointer (&job));
  } else {
    job->figures = loaded;
    show_figures (g_steal_pointer (&job));
  }
}

/* @job: (transfer full) with its file */
static void
load (Job *job)
{
  gboolean map = job->kind == NULL;

  job->name = g_file_get_basename (job->file);
  ctn_project_read_async (
      ctn_page_get_project (job->page), NULL, map ? load_map : load_figures, job, NULL,
      map ? (GDestroyNotify) ctn_chain_exchange_free : (GDestroyNotify) ctn_figures_import_free,
      begin (job, _ ("Reading the file…")), loaded_cb, job);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;

  job->file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  /* While it was asked for the file, the project may have been closed. */
  if (job->file != NULL && ctn_page_get_project (job->page) != NULL)
    load (g_steal_pointer (&job));
}

static Job *
job_new (CtnPage *page, gint64 id, const CtnRecordKind *kind)
{
  Job *job = g_rc_box_new0 (Job);

  job->page = g_object_ref (page);
  job->id = id;
  job->kind = kind;
  return job;
}

static void
import (CtnPage *page, gint64 id, const CtnRecordKind *kind, GtkFileDialog *dialog)
{
  g_autoptr (GtkFileDialog) owned = dialog;

  gtk_file_dialog_open (owned, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), NULL,
                        opened_cb, job_new (page, id, kind));
}

void
ctn_chain_files_import_file (CtnPage *page, gint64 id, GFile *file)
{
  Job *job = job_new (page, id, NULL);

  job->file = g_object_ref (file);
  load (job);
}

void
ctn_chain_files_import (CtnPage *page, gint64 id)
{
  static const char *const suffixes[] = { "xlsx",    "ods", "xls",  "csv",
                                          "graphml", "xml", "gexf", NULL };

  import (page, id, NULL,
          make_dialog (_ ("Import Value Chain"), _ ("Tables, GraphML and GEXF"), suffixes));
}

void
ctn_chain_files_import_figures (CtnPage *page, gint64 id, const CtnRecordKind *kind)
{
  static const char *const suffixes[] = { "xlsx", "ods", "xls", "csv", NULL };

  import (page, id, kind, make_dialog (_ ("Import from a Table"), _ ("Tables"), suffixes));
}

/* --- Export -------------------------------------------------------------------------------------- */

static gboolean
write_chain (CtnConnection *reader,
             GFile *file,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const gint64 *id = data;
  g_autofree char *name = g_file_get_basename (file);
  CtnChainFormat format;

  if (ctn_chain_format_from_name (name, &format))
    return ctn_chain_export (reader, *id, format, file, cancellable, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                       _ ("Let the name of the file end in .xlsx, .csv, .graphml or .gexf: that "
                          "says what it is to be."));
  return FALSE;
}

void
ctn_chain_files_export (CtnPage *page, gint64 id)
{
  static const CtnFileExportKind kinds[] = {
    { N_ ("XLSX, CSV, GraphML and GEXF"), "xlsx csv graphml gexf" },
    { NULL },
  };
  g_autofree char *title = ctn_record_get_title (
      ctn_project_get_reader (ctn_page_get_project (page)), ctn_chain_kind (), id, NULL);
  g_autofree char *name = g_strdup_printf ("%s.xlsx", title != NULL ? title : _ ("Value Chain"));
  const CtnFileExport export = {
    .title = _ ("Export Value Chain"),
    .name = name,
    .kinds = kinds,
    .function = write_chain,
    .data = g_memdup2 (&id, sizeof id),
    .destroy = g_free,
  };

  ctn_file_export_ask (GTK_WIDGET (page), &export);
}
