#include "ctn-pilots-view.h"

#include <ctn-pilot.h>
#include <ctn-record.h>
#include <ctn-review-export.h>
#include <glib/gi18n.h>

#include "ctn-partnership-rows.h"
#include "ctn-record-group.h"
#include "ctn-reviews-group.h"

struct _CtnPilotsView {
  AdwBin parent_instance;

  CtnPage *page; /* (unowned) (nullable) */
  gint64 partnership;

  CtnRecordGroup *pilots;
  GtkWidget *export;
};

G_DEFINE_FINAL_TYPE (CtnPilotsView, ctn_pilots_view, ADW_TYPE_BIN)

/* "Beispiel GmbH · Running · 2 of 4 reviews undecided" */
static char *
describe_pilot (CtnProject *project, gint64 id)
{
  static const char *const names[] = { "owner", "state" };
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  guint n = 0, n_open = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const CtnField *field = ctn_record_kind_find_field (ctn_pilot_kind (), names[i]);
    g_autofree char *text = ctn_record_get_shown (reader, ctn_pilot_kind (), id, field, NULL);

    if (text != NULL && *text != '\0')
      g_strv_builder_add (parts, text);
  }
  if (ctn_review_count (reader, id, &n, &n_open, NULL) && n > 0)
    g_strv_builder_take (parts, g_strdup_printf (_ ("%u of %u reviews undecided"), n_open, n));
  all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}

static void
opened_cb (CtnRecordGroup *pilots, gint64 id, CtnRecordForm *form)
{
  CtnReviewsGroup *group = g_object_new (CTN_TYPE_REVIEWS_GROUP, NULL);

  ctn_reviews_group_show (group, ctn_record_group_get_page (pilots), id);
  ctn_record_form_add_group (form, ADW_PREFERENCES_GROUP (group));
}

static void
changed_cb (CtnPilotsView *self, CtnChangeSet *changes)
{
  if (self->partnership != 0 && ctn_change_set_has_table (changes, "review"))
    ctn_record_group_show (self->pilots, self->page, self->partnership);
}

void
ctn_pilots_view_show (CtnPilotsView *self, CtnPage *page, gint64 partnership)
{
  if (self->page == NULL) {
    g_set_weak_pointer (&self->page, page); /* an export may end after it */
    g_signal_connect_object (ctn_page_get_project (page), "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  }
  self->partnership = partnership;
  ctn_record_group_show (self->pilots, page, partnership);
  gtk_widget_set_sensitive (self->export, partnership != 0);
}

/* --- Export -------------------------------------------------------------------------------------- */

typedef struct {
  CtnProject *project; /* (owned) */
  gint64 partnership;
  GFile *file; /* (owned) */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->project);
  g_object_unref (export->file);
  g_free (export);
}

static void
export_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  GError *error = NULL;
  CtnConnection *reader = ctn_project_open_reader (export->project, &error);
  gboolean ok = reader != NULL &&
                ctn_review_export (reader, export->partnership, export->file, cancellable, &error);

  g_clear_pointer (&reader, ctn_project_close_reader);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtnPilotsView *self = CTN_PILOTS_VIEW (source);
  GError *error = NULL;

  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->page == NULL)
    g_clear_error (&error);
  else if (ok)
    ctn_page_toast (self->page, _ ("Review round exported"), FALSE);
  else
    ctn_page_report (self->page, error);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtnPilotsView) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GTask) task = NULL;
  Export *export;

  if (file == NULL || self->page == NULL)
    return;
  export = g_new0 (Export, 1);
  export->project = g_object_ref (ctn_page_get_project (self->page));
  export->partnership = self->partnership;
  export->file = g_steal_pointer (&file);
  task = g_task_new (self, NULL, exported_cb, NULL);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_thread);
}

static void
add_filter (GListStore *filters, const char *name, const char *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  g_list_store_append (filters, filter);
}

static void
export_cb (CtnPilotsView *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  add_filter (filters, _ ("Spreadsheet (XLSX)"), "xlsx");
  add_filter (filters, _ ("Text Table (CSV)"), "csv");
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _ ("Export the Review Round"));
  /* Translators: proposed file name */
  gtk_file_dialog_set_initial_name (dialog, _ ("Reviews.xlsx"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, g_object_ref (self));
}

static void
ctn_pilots_view_dispose (GObject *object)
{
  g_clear_weak_pointer (&CTN_PILOTS_VIEW (object)->page);

  G_OBJECT_CLASS (ctn_pilots_view_parent_class)->dispose (object);
}

static void
ctn_pilots_view_class_init (CtnPilotsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ctn_pilots_view_dispose;
}

static void
ctn_pilots_view_init (CtnPilotsView *self)
{
  GtkBox *box;
  GtkWidget *side = ctn_side_new (&box);

  self->pilots = CTN_RECORD_GROUP (ctn_record_group_new (_ ("Pilots"), ctn_pilot_kind ()));
  ctn_record_group_set_empty_text (
      self->pilots, _ ("No pilots yet. Add a pilot action for the partners to review."));
  ctn_record_group_set_evidence (self->pilots, TRUE);
  ctn_record_group_set_describe (self->pilots, describe_pilot);
  g_signal_connect (self->pilots, "opened", G_CALLBACK (opened_cb), NULL);
  gtk_box_append (box, GTK_WIDGET (self->pilots));
  self->export = gtk_button_new_with_mnemonic (_ ("_Export the Review Round…"));
  gtk_widget_set_halign (self->export, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->export, "clicked", G_CALLBACK (export_cb), self);
  gtk_box_append (box, self->export);
  adw_bin_set_child (ADW_BIN (self), side);
}
