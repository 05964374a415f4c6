#include "ctn-erase-dialog.h"

#include <ctn-attachment.h>
#include <ctn-erasure.h>
#include <ctn-i18n.h>
#include <ctn-person-erase.h>
#include <ctn-person.h>
#include <ctn-record.h>

#define MAX_FILES 5

/* Shared by the dialog's answer and the search for what there is of the person, whichever comes last. */
typedef struct {
  CtnPage *page; /* (owned) */
  gint64 person;
  AdwAlertDialog *dialog;  /* (unowned) (nullable) until it is answered */
  GtkWidget *files;        /* (unowned) (nullable) */
  GCancellable *searching; /* (owned) */
} Erase;

/* What there is, besides the person's own record. */
typedef struct {
  CtnConnection *reader; /* (owned) of the thread */
  gint64 person;
  guint n_texts;
  char *files; /* (owned) (nullable) */
} Found;

static void
erase_clear (gpointer data)
{
  Erase *erase = data;

  g_object_unref (erase->page);
  g_object_unref (erase->searching);
}

static void
release (Erase *erase)
{
  g_rc_box_release_full (erase, erase_clear);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->reader, ctn_project_close_reader);
  g_free (found->files);
  g_free (found);
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Erase *erase = data;
  GError *error = NULL;

  if (ctn_person_erase_finish (result, &error))
    ctn_page_toast (erase->page, _ ("Erased"), FALSE);
  else
    ctn_page_report (erase->page, error);
  release (erase);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Erase *erase = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  erase->dialog = NULL;
  g_cancellable_cancel (erase->searching);
  if (g_str_equal (answer, "erase"))
    ctn_person_erase_async (ctn_page_get_project (erase->page), erase->person,
                            erase->files == NULL ||
                                gtk_check_button_get_active (GTK_CHECK_BUTTON (erase->files)),
                            erased_cb, erase);
  else
    release (erase);
}

/* --- What there is ------------------------------------------------------------------------------- */

/* Files attached elsewhere in which the person is named. */
static char *
dup_files (CtnConnection *reader, gint64 person)
{
  g_auto (GStrv) texts = ctn_person_list_texts (reader, person, NULL);
  g_autoptr (GArray) ids =
      texts != NULL ? ctn_erasure_find_files (reader, (const char *const *) texts, NULL) : NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  if (ids == NULL || ids->len == 0)
    return NULL;
  for (guint i = 0; i < MIN (ids->len, MAX_FILES); i++) {
    g_autofree char *title =
        ctn_record_get_title (reader, ctn_attachment_kind (), g_array_index (ids, gint64, i), NULL);

    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", title != NULL ? title : "");
  }
  if (ids->len > MAX_FILES)
    g_string_append (names, ", …");
  /* Translators: names of files in which a person is named */
  return g_strdup_printf (_ ("Also remove files that name the person: %s"), names->str);
}

static void
find_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Found *found = task_data;
  g_autoptr (GPtrArray) mentions = NULL;
  GError *error = NULL;

  ctn_connection_set_cancellable (found->reader, cancellable);
  mentions = ctn_person_list_mentions (found->reader, found->person, &error);
  if (mentions != NULL) {
    found->n_texts = mentions->len;
    found->files = dup_files (found->reader, found->person);
  }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static char *
dup_body (guint n_texts)
{
  g_autofree char *texts = g_strdup_printf (
      ctn_ngettext ("The name is taken out of %u text of other records.",
                    "The name is taken out of %u texts of other records.", n_texts),
      n_texts);

  return g_strconcat (
      _ ("The record, positions, consents and attached files go, also from the history, from the "
         "search index and from copies that a crash left. What remains is that somebody was erased "
         "today; participations and exchanges stay without the person."),
      "\n\n", n_texts > 0 ? texts : "", n_texts > 0 ? "\n\n" : "",
      _ ("This cannot be undone, and neither can anything that was done before."), NULL);
}

static GtkWidget *
make_check (const char *text)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  return check;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Erase *erase = data;
  const Found *found = g_task_get_task_data (G_TASK (result));
  g_autofree char *body = dup_body (found->n_texts);
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (erase->dialog == NULL) {
    g_clear_error (&error);
  } else if (error != NULL) {
    adw_dialog_close (ADW_DIALOG (erase->dialog));
    ctn_page_report (erase->page, error);
  } else {
    erase->files = found->files != NULL ? make_check (found->files) : NULL;
    adw_alert_dialog_set_body (erase->dialog, body);
    adw_alert_dialog_set_extra_child (erase->dialog, erase->files);
    adw_alert_dialog_set_response_enabled (erase->dialog, "erase", TRUE);
  }
  release (erase);
}

/* All texts and files of the project are searched. */
static void
find (Erase *erase, CtnConnection *reader)
{
  Found *found = g_new0 (Found, 1);
  g_autoptr (GTask) task = g_task_new (NULL, erase->searching, found_cb, g_rc_box_acquire (erase));

  found->reader = reader;
  found->person = erase->person;
  g_task_set_source_tag (task, find);
  g_task_set_task_data (task, found, found_free);
  g_task_run_in_thread (task, find_thread);
}

/* --- The dialog ---------------------------------------------------------------------------------- */

static GtkWidget *
make_waiting (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (box), adw_spinner_new ());
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ ("Looking where the person is named…")));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  return box;
}

void
ctn_erase_dialog_present (CtnPage *page, GtkWidget *parent, gint64 person)
{
  CtnProject *project = ctn_page_get_project (page);
  GError *error = NULL;
  CtnConnection *reader = ctn_project_open_reader (project, &error);
  g_autofree char *name = ctn_person_dup_name (ctn_project_get_reader (project), person, NULL);
  g_autofree char *heading =
      g_strdup_printf (_ ("Erase %s?"), name != NULL ? name : _ ("This Person"));
  g_autofree char *body = dup_body (0);
  AdwAlertDialog *dialog;
  Erase *erase;

  if (reader == NULL) {
    ctn_page_report (page, error);
    return;
  }
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  erase = g_rc_box_new0 (Erase);
  erase->page = g_object_ref (page);
  erase->person = person;
  erase->dialog = dialog;
  erase->searching = g_cancellable_new ();
  adw_alert_dialog_set_extra_child (dialog, make_waiting ());
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "erase", _ ("_Erase for Good"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (dialog, "erase", FALSE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  find (erase, reader);
  adw_alert_dialog_choose (dialog, parent, NULL, answered_cb, erase);
}
