#include "ctn-participant-import-dialog.h"

#include <ctn-i18n.h>
#include <ctn-participant-import.h>
#include <ctn-project-read.h>

#include "ctn-progress.h"

#define MAX_SHOWN 300

typedef struct {
  CtnPage *page; /* (owned) */
  gint64 activity;
  GFile *file;                  /* (owned) (nullable) */
  CtnParticipantImport *import; /* (owned) (nullable) */
  CtnProgress *progress;        /* (owned) (nullable) while the file is read */
  AdwDialog *dialog;            /* (unowned) */
  GtkWidget *add_unknown;
  GtkWidget *state;
  GtkWidget *apply;
} Import;

static void
import_free (gpointer data)
{
  Import *self = data;

  g_object_unref (self->page);
  g_clear_object (&self->file);
  g_clear_pointer (&self->import, ctn_participant_import_free);
  g_free (self);
}

static gpointer
load_import (CtnConnection *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  return ctn_participant_import_load (((Import *) data)->file, reader, cancellable, error);
}

static void
show_count (Import *self)
{
  g_autofree char *label = NULL;
  guint n;

  self->import->add_unknown = adw_switch_row_get_active (ADW_SWITCH_ROW (self->add_unknown));
  n = ctn_participant_import_count (self->import);
  label = g_strdup_printf (ctn_ngettext ("_Add %u Participant", "_Add %u Participants", n), n);
  gtk_button_set_label (GTK_BUTTON (self->apply), label);
  gtk_widget_set_sensitive (self->apply, n > 0);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *self = data;
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!ctn_project_transact_finish (CTN_PROJECT (source), result, &error)) {
    ctn_page_report (self->page, error);
  } else {
    text = g_strdup_printf (ctn_ngettext ("%u participant taken over", "%u participants taken over",
                                          self->import->n_written),
                            self->import->n_written);
    ctn_page_toast (self->page, text, TRUE);
  }
  import_free (self);
}

static void
apply_cb (Import *self)
{
  const CtnOperation operation = { N_ ("Import Participants"), NULL, NULL };

  self->import->activity = self->activity;
  self->import->state = adw_combo_row_get_selected (ADW_COMBO_ROW (self->state)) == 1
                            ? CTN_PARTICIPANT_ATTENDED
                            : CTN_PARTICIPANT_REGISTERED;
  /* The import is needed for longer than the dialog. */
  g_object_steal_data (G_OBJECT (self->dialog), "import");
  adw_dialog_close (self->dialog);
  ctn_project_transact_async (ctn_page_get_project (self->page), &operation,
                              ctn_participant_import_apply, self->import, NULL, applied_cb, self);
}

static GtkWidget *
make_row (const CtnParticipantRow *row)
{
  GtkWidget *widget = adw_action_row_new ();
  g_autofree char *name = g_strstrip (g_strdup_printf ("%s %s", row->given_name, row->family_name));
  g_autofree char *subtitle = g_strdup_printf (
      "%s%s%s%s%s", row->organisation_name,
      *row->organisation_name != '\0' && *row->email != '\0' ? " · " : "", row->email,
      row->problem != NULL && (*row->organisation_name != '\0' || *row->email != '\0') ? "\n" : "",
      row->problem != NULL ? row->problem : "");
  GtkWidget *match = gtk_label_new (ctn_participant_match_to_text (row->match));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget),
                                 *name != '\0' ? name : row->organisation_name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
  gtk_label_set_wrap (GTK_LABEL (match), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (match), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (match), 18);
  gtk_label_set_xalign (GTK_LABEL (match), 1);
  gtk_widget_add_css_class (match, "caption");
  gtk_widget_add_css_class (match, row->match == CTN_PARTICIPANT_UNCLEAR ? "warning"
                                   : row->match == CTN_PARTICIPANT_KNOWN ? "success"
                                                                         : "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), match);
  return widget;
}

static GtkWidget *
make_rows (Import *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  guint n = self->import->rows->len;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Rows of the File"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), self->import->columns);
  for (guint i = 0; i < MIN (n, MAX_SHOWN); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_row (g_ptr_array_index (self->import->rows, i)));
  if (n > MAX_SHOWN) {
    GtkWidget *more = adw_action_row_new ();
    g_autofree char *text =
        g_strdup_printf (ctn_ngettext ("and %u more", "and %u more", n - MAX_SHOWN), n - MAX_SHOWN);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), text);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), more);
  }
  return group;
}

static GtkWidget *
make_options (Import *self)
{
  const char *const states[] = { _ ("Registered"), _ ("Attended"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (states);
  GtkWidget *group = adw_preferences_group_new ();

  self->state = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), _ ("Take Them Over As"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->state), G_LIST_MODEL (list));
  self->add_unknown = adw_switch_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add_unknown),
                                 _ ("Add Who Is Not in the Registry"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->add_unknown),
                               _ ("New people are noted as coming from an event registration"));
  adw_switch_row_set_active (ADW_SWITCH_ROW (self->add_unknown), TRUE);
  g_signal_connect_swapped (self->add_unknown, "notify::active", G_CALLBACK (show_count), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->state);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->add_unknown);
  return group;
}

static void
present (Import *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *page = adw_preferences_page_new ();

  self->dialog = adw_dialog_new ();
  self->apply = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->apply), TRUE);
  gtk_widget_add_css_class (self->apply, "suggested-action");
  g_signal_connect_swapped (self->apply, "clicked", G_CALLBACK (apply_cb), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->apply);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_options (self)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_rows (self)));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (self->dialog, _ ("Import Participants"));
  adw_dialog_set_content_width (self->dialog, 620);
  adw_dialog_set_content_height (self->dialog, 680);
  adw_dialog_set_child (self->dialog, view);
  g_object_set_data_full (G_OBJECT (self->dialog), "import", self, import_free);
  show_count (self);
  adw_dialog_present (self->dialog, GTK_WIDGET (self->page));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *self = data;
  GError *error = NULL;

  g_clear_pointer (&self->progress, ctn_progress_free);
  self->import = ctn_project_read_finish (result, &error);
  if (self->import != NULL) {
    present (self);
    return;
  }
  ctn_page_report (self->page, error);
  import_free (self);
}

/* Takes @self. */
static void
load (Import *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  self->progress = ctn_progress_new (GTK_WIDGET (self->page), _ ("Reading the file…"), cancellable);
  ctn_project_read_async (ctn_page_get_project (self->page), NULL, load_import, self, NULL,
                          (GDestroyNotify) ctn_participant_import_free, cancellable, loaded_cb,
                          self);
}

static Import *
import_new (CtnPage *page, gint64 activity)
{
  Import *self = g_new0 (Import, 1);

  self->page = g_object_ref (page);
  self->activity = activity;
  return self;
}

void
ctn_participant_import_dialog_show_file (CtnPage *page, gint64 activity, GFile *file)
{
  Import *self = import_new (page, activity);

  self->file = g_object_ref (file);
  load (self);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *self = data;

  self->file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (self->file != NULL)
    load (self);
  else
    import_free (self);
}

void
ctn_participant_import_dialog_present (CtnPage *page, gint64 activity)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  gtk_file_dialog_set_title (dialog, _ ("Choose a List of Participants (CSV, XLSX or ODS)"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (root), NULL, chosen_cb, import_new (page, activity));
}
