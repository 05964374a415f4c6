#include "ctn-partners-bulk.h"

#include <ctn-i18n.h>
#include <ctn-organisation.h>

#include "ctn-progress.h"

typedef struct {
  CtnPage *page;         /* (owned) */
  GArray *ids;           /* (owned) */
  CtnFieldSet *set;      /* (owned) (nullable) that the field is of */
  CtnProgress *progress; /* (owned) */
} Bulk;

static void
bulk_free (Bulk *bulk)
{
  g_object_unref (bulk->page);
  g_array_unref (bulk->ids);
  g_clear_pointer (&bulk->set, ctn_field_set_free);
  g_clear_pointer (&bulk->progress, ctn_progress_free);
  g_free (bulk);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bulk, bulk_free)

static void
end (Bulk *bulk, GObject *source, GAsyncResult *result, const char *told)
{
  GError *error = NULL;

  g_clear_pointer (&bulk->progress, ctn_progress_free);
  if (ctn_organisation_job_finish (CTN_PROJECT (source), result, &error))
    ctn_page_toast (bulk->page, told, TRUE);
  else
    ctn_page_report (bulk->page, error);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Bulk) bulk = data;
  g_autofree char *text = g_strdup_printf (
      ctn_ngettext ("%u organisation deleted", "%u organisations deleted", bulk->ids->len),
      bulk->ids->len);

  end (bulk, source, result, text);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Bulk) bulk = data;
  g_autofree char *text = g_strdup_printf (
      ctn_ngettext ("%u organisation changed", "%u organisations changed", bulk->ids->len),
      bulk->ids->len);

  end (bulk, source, result, text);
}

static Bulk *
begin (CtnPage *page, GArray *ids, const char *text)
{
  Bulk *bulk = g_new0 (Bulk, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  bulk->page = g_object_ref (page);
  bulk->ids = g_array_ref (ids);
  bulk->progress = ctn_progress_new (GTK_WIDGET (page), text, cancellable);
  return bulk;
}

static CtnOrganisationJob
make_job (Bulk *bulk)
{
  return (CtnOrganisationJob) {
    .ids = bulk->ids,
    .progress = ctn_progress_report,
    .progress_data = bulk->progress,
    .cancellable = ctn_progress_get_cancellable (bulk->progress),
  };
}

void
ctn_partners_bulk_delete (CtnPage *page, GArray *ids)
{
  Bulk *bulk = begin (page, ids, _ ("Deleting organisations…"));
  CtnOrganisationJob job = make_job (bulk);

  ctn_organisation_delete_async (ctn_page_get_project (page), &job, deleted_cb, bulk);
}

void
ctn_partners_bulk_edit (CtnPage *page,
                        GArray *ids,
                        CtnFieldSet *set,
                        const CtnField *field,
                        const char *value,
                        gboolean add)
{
  Bulk *bulk = begin (page, ids, _ ("Changing organisations…"));
  CtnOrganisationJob job = make_job (bulk);

  bulk->set = set;
  ctn_organisation_edit_async (ctn_page_get_project (page), &job, field, value, add, edited_cb,
                               bulk);
}
