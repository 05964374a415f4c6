#include "ctn-erase-dialog.h"

#include <ctn-attachment.h>
#include <ctn-erasure.h>
#include <ctn-person-erase.h>
#include <ctn-person.h>
#include <ctn-record.h>
#include <glib/gi18n.h>

#define MAX_FILES 5

typedef struct {
  CtnPage *page; /* (owned) */
  gint64 person;
  GtkWidget *files; /* (unowned) (nullable) */
} Erase;

static void
erase_free (Erase *erase)
{
  g_object_unref (erase->page);
  g_free (erase);
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
  erase_free (erase);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Erase *erase = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "erase"))
    ctn_person_erase_async (ctn_page_get_project (erase->page), erase->person,
                            erase->files == NULL ||
                                gtk_check_button_get_active (GTK_CHECK_BUTTON (erase->files)),
                            erased_cb, erase);
  else
    erase_free (erase);
}

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

static char *
dup_body (CtnConnection *reader, gint64 person)
{
  g_autoptr (GPtrArray) mentions = ctn_person_list_mentions (reader, person, NULL);
  guint n = mentions != NULL ? mentions->len : 0;
  g_autofree char *texts = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "The name is taken out of %u text of other records.",
                   "The name is taken out of %u texts of other records.", n),
      n);

  return g_strconcat (
      _ ("The record, positions, consents and attached files go, also from the history, from the "
         "search index and from copies that a crash left. What remains is that somebody was erased "
         "today; participations and exchanges stay without the person."),
      "\n\n", n > 0 ? texts : "", n > 0 ? "\n\n" : "",
      _ ("This cannot be undone, and neither can anything that was done before."), NULL);
}

void
ctn_erase_dialog_present (CtnPage *page, GtkWidget *parent, gint64 person)
{
  CtnConnection *reader = ctn_project_get_reader (ctn_page_get_project (page));
  g_autofree char *name = ctn_person_dup_name (reader, person, NULL);
  g_autofree char *heading =
      g_strdup_printf (_ ("Erase %s?"), name != NULL ? name : _ ("This Person"));
  g_autofree char *body = dup_body (reader, person);
  g_autofree char *files = dup_files (reader, person);
  AdwDialog *dialog = adw_alert_dialog_new (NULL, NULL);
  Erase *erase = g_new0 (Erase, 1);

  erase->page = g_object_ref (page);
  erase->person = person;
  adw_alert_dialog_set_heading (ADW_ALERT_DIALOG (dialog), heading);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), body);
  if (files != NULL) {
    GtkWidget *label = gtk_label_new (files);

    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    erase->files = gtk_check_button_new ();
    gtk_check_button_set_child (GTK_CHECK_BUTTON (erase->files), label);
    gtk_check_button_set_active (GTK_CHECK_BUTTON (erase->files), TRUE);
    adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), erase->files);
  }
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "erase",
                                  _ ("_Erase for Good"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "erase",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), parent, NULL, answered_cb, erase);
}
