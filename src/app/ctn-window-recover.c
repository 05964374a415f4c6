/* A damaged project: what can still be read is offered as a new file. */
#include <ctn-i18n.h>
#include <ctn-recover.h>

#include "ctn-window-private.h"

typedef struct {
  CtnWindow *window; /* (owned) */
  GFile *damaged;    /* (owned) */
  GFile *target;     /* (owned) (nullable) */
  GCancellable *cancellable;
  AdwDialog *waiting; /* (unowned) (nullable) */
} Recovery;

static void
recovery_free (gpointer data)
{
  Recovery *recovery = data;

  g_object_unref (recovery->window);
  g_object_unref (recovery->damaged);
  g_clear_object (&recovery->target);
  g_object_unref (recovery->cancellable);
  g_free (recovery);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recovery, recovery_free)

/* How much came back, and whether something is known to be lost. */
static void
show_result (CtnWindow *window, GPtrArray *tables)
{
  guint64 n_recovered = 0;
  guint64 n_lost = 0;
  gboolean incomplete = FALSE;
  g_autofree char *recovered = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *body = NULL;
  AdwDialog *dialog;

  for (guint i = 0; i < tables->len; i++) {
    const CtnRecoveredTable *table = g_ptr_array_index (tables, i);

    n_recovered += table->n_recovered;
    n_lost += table->n_refused + table->n_dangling;
    incomplete |= table->incomplete;
  }
  recovered = g_strdup_printf ("%" G_GUINT64_FORMAT, n_recovered);
  lost = g_strdup_printf ("%" G_GUINT64_FORMAT, n_lost);
  body =
      incomplete
          ? g_strdup_printf (_ ("Recovered entries: %s; left out: %s. Parts of the file could not "
                                "be read; what stood there is lost. The damaged file is as "
                                "it was."),
                             recovered, lost)
          : g_strdup_printf (_ ("Recovered entries: %s; left out: %s. The damaged file is as "
                                "it was."),
                             recovered, lost);
  dialog = adw_alert_dialog_new (_ ("Project Recovered"), body);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

static void
recovered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Recovery) recovery = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables = g_task_propagate_pointer (G_TASK (result), &error);

  if (recovery->waiting != NULL)
    adw_dialog_force_close (recovery->waiting);
  if (tables != NULL) {
    ctn_window_open (recovery->window, recovery->target);
    show_result (recovery->window, tables);
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    ctn_window_report (recovery->window, g_steal_pointer (&error));
  }
}

static void
recover_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Recovery *recovery = data;
  GError *error = NULL;
  GPtrArray *tables = ctn_recover_file (recovery->damaged, recovery->target, cancellable, &error);

  if (tables != NULL)
    g_task_return_pointer (task, tables, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
cancel_cb (Recovery *recovery)
{
  recovery->waiting = NULL;
  g_cancellable_cancel (recovery->cancellable);
}

/* @recovery: (transfer full) */
static void
start (Recovery *recovery)
{
  g_autoptr (GTask) task = g_task_new (NULL, recovery->cancellable, recovered_cb, recovery);
  GtkWidget *spinner = adw_spinner_new ();

  gtk_widget_set_size_request (spinner, 32, 32);
  recovery->waiting = adw_alert_dialog_new (_ ("Recovering the Project"), NULL);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (recovery->waiting), spinner);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (recovery->waiting), "cancel", _ ("_Cancel"));
  g_signal_connect_swapped (recovery->waiting, "response::cancel", G_CALLBACK (cancel_cb),
                            recovery);
  adw_dialog_present (recovery->waiting, GTK_WIDGET (recovery->window));
  g_task_set_task_data (task, recovery, NULL);
  g_task_run_in_thread (task, recover_thread);
}

static void
target_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Recovery) recovery = data;

  recovery->target = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (recovery->target == NULL)
    return;
  if (g_file_equal (recovery->target, recovery->damaged)) {
    ctn_window_report (recovery->window,
                       g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                                            _ ("A damaged file is not replaced by what is left of "
                                               "it. Choose another name.")));
    return;
  }
  start (g_steal_pointer (&recovery));
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Recovery) recovery = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  char *end;

  if (!g_str_equal (response, "recover"))
    return;
  base = g_file_get_basename (recovery->damaged);
  end = g_strrstr (base, ".catenary");
  if (end != NULL)
    *end = '\0';
  /* Translators: file name of what was recovered from a damaged project */
  name = g_strdup_printf (_ ("%s (recovered).catenary"), base);
  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, _ ("Recover Into"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (recovery->window), NULL, target_cb, recovery);
  g_steal_pointer (&recovery);
}

void
_ctn_window_offer_recovery (CtnWindow *self, GFile *damaged, const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Damaged Project"), error->message);
  Recovery *recovery = g_new0 (Recovery, 1);

  recovery->window = g_object_ref (self);
  recovery->damaged = g_object_ref (damaged);
  recovery->cancellable = g_cancellable_new ();
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"), "recover",
                                  _ ("_Recover…"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "recover",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, decided_cb,
                           recovery);
}
