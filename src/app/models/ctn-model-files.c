#include "ctn-model-files.h"

#include <ctn-i18n.h>
#include <ctn-model-store.h>
#include <string.h>

#define MAX_SHOWN_PROBLEMS 12

typedef struct {
  GtkWidget *parent;   /* (owned) */
  CtnProject *project; /* (owned) (nullable) to read into */
  char *json;          /* (owned) (nullable) to write */
  CtnModelFileFunc done;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->parent);
  g_clear_object (&job->project);
  g_free (job->json);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (GtkWidget *parent, CtnModelFileFunc done)
{
  Job *job = g_new0 (Job, 1);

  job->parent = g_object_ref (parent);
  job->done = done;
  return job;
}

static GListModel *
make_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Maturity Models (JSON)"));
  gtk_file_filter_add_suffix (filter, "json");
  g_list_store_append (filters, filter);
  return G_LIST_MODEL (filters);
}

static GtkFileDialog *
make_dialog (const char *title)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = make_filters ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_filters (dialog, filters);
  return dialog;
}

/* All that is wrong with a file, each with its place, for whoever wrote it. */
static void
show_problems (GtkWidget *parent, const char *json, gsize length)
{
  g_autoptr (GPtrArray) problems = ctn_maturity_model_check (json, (gssize) length);
  g_autoptr (GString) text = g_string_new (NULL);
  AdwDialog *dialog;

  for (guint i = 0; i < problems->len && i < MAX_SHOWN_PROBLEMS; i++) {
    const CtnModelProblem *problem = g_ptr_array_index (problems, i);

    g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", problem->place, problem->message);
  }
  dialog = adw_alert_dialog_new (_ ("This File Is No Maturity Model"), text->str);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, parent);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  gsize length = 0;
  g_autoptr (CtnMaturityModel) model = NULL;
  gint64 id = 0;

  if (g_file_load_contents_finish (G_FILE (source), result, &json, &length, NULL, &error)) {
    model = ctn_maturity_model_new_from_json (json, (gssize) length, NULL);
    if (model == NULL) {
      show_problems (job->parent, json, length);
      return;
    }
    id = ctn_model_store_import (job->project, model, &error);
  }
  job->done (job->parent, id, error);
}

static void
source_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    g_file_load_contents_async (file, NULL, loaded_cb, data);
  else
    job_free (data);
}

void
ctn_model_file_import (GtkWidget *parent, CtnProject *project, CtnModelFileFunc done)
{
  g_autoptr (GtkFileDialog) dialog = make_dialog (_ ("Import a Maturity Model"));
  Job *job = job_new (parent, done);

  job->project = g_object_ref (project);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, source_cb, job);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  job->done (job->parent, 0, error);
}

static void
target_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL)
    job_free (job);
  else
    g_file_replace_contents_async (file, job->json, strlen (job->json), NULL, FALSE,
                                   G_FILE_CREATE_REPLACE_DESTINATION, NULL, written_cb, job);
}

void
ctn_model_file_export (GtkWidget *parent, CtnMaturityModel *model, CtnModelFileFunc done)
{
  g_autoptr (GtkFileDialog) dialog = make_dialog (_ ("Export the Maturity Model"));
  g_autofree char *name = g_strdup_printf ("%s-%s.json", ctn_maturity_model_get_id (model),
                                           ctn_maturity_model_get_version (model));
  Job *job = job_new (parent, done);

  job->json = ctn_maturity_model_to_json (model);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, target_cb, job);
}
