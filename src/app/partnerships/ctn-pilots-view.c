#include "ctn-pilots-view.h"

#include <ctn-i18n.h>
#include <ctn-pilot.h>
#include <ctn-record.h>
#include <ctn-review-export.h>

#include "ctn-file-export.h"
#include "ctn-partnership-rows.h"
#include "ctn-record-group.h"
#include "ctn-reviews-group.h"
#include "ctn-watch.h"

struct _CtnPilotsView {
  AdwBin parent_instance;

  CtnPage *page;   /* (unowned) (nullable) */
  CtnWatch *watch; /* (unowned) (nullable) */
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

/* What a pilot is described with stands in its reviews. */
static void
refresh (CtnPilotsView *self)
{
  ctn_record_group_show (self->pilots, self->page, self->partnership);
}

void
ctn_pilots_view_show (CtnPilotsView *self, CtnPage *page, gint64 partnership)
{
  static const char *const tables[] = { "review", NULL };

  if (self->page == NULL) {
    g_set_weak_pointer (&self->page, page);
    self->watch =
        ctn_watch (GTK_WIDGET (self), ctn_page_get_project (page), tables, (CtnWatchFunc) refresh);
  }
  self->partnership = partnership;
  ctn_watch_refresh (self->watch);
  gtk_widget_set_sensitive (self->export, partnership != 0);
}

/* --- Export -------------------------------------------------------------------------------------- */

static gboolean
write_round (CtnConnection *reader,
             GFile *file,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const gint64 *partnership = data;

  return ctn_review_export (reader, *partnership, file, cancellable, error);
}

static void
export_cb (CtnPilotsView *self)
{
  const CtnFileExport export = {
    .title = _ ("Export the Review Round"),
    /* Translators: proposed file name */
    .name = _ ("Reviews.xlsx"),
    .kinds = ctn_file_export_tables,
    .function = write_round,
    .data = g_memdup2 (&self->partnership, sizeof self->partnership),
    .destroy = g_free,
    .done = _ ("Review round exported"),
  };

  ctn_file_export_ask (GTK_WIDGET (self), &export);
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
