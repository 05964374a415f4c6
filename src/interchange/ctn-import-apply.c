#include <ctn-record-writer.h>
#include <ctn-record.h>

#include "ctn-import-plan-private.h"

#define PROGRESS_ROWS 512

/* The values of one row, one per slot that is used, and the fields they belong to. */
typedef struct {
  const CtnField **fields;
  const char **values;
  guint n;
  guint n_mapped;       /* of them; what comes after is not in the table */
  guint *first;         /* mapped column of each */
  GStringChunk *joined; /* texts of the row that come from two columns */
} Record;

static Record *
record_new (CtnImportPlan *plan)
{
  Record *record = g_new0 (Record, 1);

  record->fields = g_new0 (const CtnField *, plan->n_mapped + 3);
  record->values = g_new0 (const char *, plan->n_mapped + 3);
  record->first = g_new0 (guint, plan->n_mapped + 3);
  record->joined = g_string_chunk_new (256);
  for (guint i = 0; i < plan->n_mapped; i++)
    if (plan->slots[i] == i) {
      record->first[record->n] = i;
      record->fields[record->n++] = plan->fields[i];
    }
  record->n_mapped = record->n;
  return record;
}

static void
record_free (Record *record)
{
  g_free (record->fields);
  g_free (record->values);
  g_free (record->first);
  g_string_chunk_free (record->joined);
  g_free (record);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Record, record_free)

/* Fills in a row; columns that share a field are joined, or the first that is not empty wins. */
static void
record_read (Record *record, CtnImportPlan *plan, guint row)
{
  g_string_chunk_clear (record->joined);
  for (guint i = 0; i < record->n_mapped; i++) {
    guint first = record->first[i];
    const char *value = ctn_table_get_cell (plan->values, row, first);

    for (guint j = first + 1; j < plan->n_mapped; j++) {
      const char *more = plan->slots[j] == first ? ctn_table_get_cell (plan->values, row, j) : "";

      if (*more == '\0')
        continue;
      if (*value == '\0') {
        value = more;
      } else if (ctn_field_is_multiple (record->fields[i])) {
        g_autofree char *text = g_strdup_printf ("%s; %s", value, more);

        value = g_string_chunk_insert (record->joined, text);
      }
    }
    record->values[i] = value;
  }
}

static gboolean
find_slot (Record *record, const char *name, guint *slot)
{
  for (guint i = 0; i < record->n; i++)
    if (g_str_equal (record->fields[i]->name, name)) {
      *slot = i;
      return TRUE;
    }
  return FALSE;
}

/* Fields that are not in the table but belong to every new organisation. */
typedef struct {
  guint version_slot; /* 0: no region is mapped */
  guint region_slot;
} Extras;

static Extras
add_extras (Record *record, const char *source)
{
  const CtnRecordKind *kind = ctn_organisation_kind ();
  Extras extras = { 0 };
  guint slot = 0;

  if (source != NULL && !find_slot (record, "source", &slot)) {
    record->fields[record->n] = ctn_record_kind_find_field (kind, "source");
    record->values[record->n++] = source;
  }
  if (find_slot (record, "region", &extras.region_slot)) {
    extras.version_slot = record->n;
    record->fields[record->n++] = ctn_record_kind_find_field (kind, "region-version");
  }
  return extras;
}

/* Changes an organisation that is there; empty cells never erase anything. */
static gboolean
update (CtnConnection *connection, CtnImportRun *run, Record *record, gint64 id, GError **error)
{
  const CtnRecordKind *kind = ctn_organisation_kind ();
  gboolean changed = FALSE;

  for (guint i = 0; i < record->n; i++) {
    const CtnField *field = record->fields[i];
    g_autofree char *old = NULL;

    if (*record->values[i] == '\0')
      continue;
    old = ctn_record_get (connection, kind, id, field, error);
    if (old == NULL)
      return FALSE;
    if (g_str_equal (old, record->values[i]) || (*old != '\0' && !run->plan->overwrite))
      continue;
    if (!ctn_organisation_write (connection, id, field, record->values[i], error))
      return FALSE;
    changed = TRUE;
  }
  if (!changed)
    return TRUE;
  run->n_updated++;
  return ctn_organisation_touch (connection, id, error);
}

/* Where the run is, among the rows that are not skipped. */
typedef struct {
  CtnImportRun *run;
  guint n_rows;
  guint n_done;
} Progress;

static gboolean
advance (Progress *progress, GError **error)
{
  CtnImportRun *run = progress->run;

  if (progress->n_done++ % PROGRESS_ROWS != 0)
    return TRUE;
  if (run->progress != NULL)
    run->progress ((double) progress->n_done / progress->n_rows, run->progress_data);
  return !g_cancellable_set_error_if_cancelled (run->cancellable, error);
}

static gboolean
insert_all (CtnConnection *connection,
            Progress *progress,
            Record *record,
            const Extras *extras,
            GError **error)
{
  CtnImportRun *run = progress->run;
  CtnImportPlan *plan = run->plan;
  g_autoptr (CtnRecordWriter) writer = ctn_record_writer_new (connection, ctn_organisation_kind (),
                                                              record->fields, record->n, error);

  if (writer == NULL)
    return FALSE;
  for (guint row = 0; row < plan->n_rows; row++) {
    if (plan->rows[row].decision != CTN_IMPORT_NEW)
      continue;
    if (!advance (progress, error))
      return FALSE;
    record_read (record, plan, row);
    if (extras->version_slot != 0)
      record->values[extras->version_slot] =
          *record->values[extras->region_slot] != '\0' ? "2024" : "";
    if (ctn_record_writer_insert (writer, record->values, error) == 0)
      return FALSE;
    run->n_added++;
  }
  return ctn_record_writer_finish (writer, error);
}

static gboolean
update_all (CtnConnection *connection, Progress *progress, Record *record, GError **error)
{
  CtnImportRun *run = progress->run;
  CtnImportPlan *plan = run->plan;

  for (guint row = 0; row < plan->n_rows; row++) {
    if (plan->rows[row].decision != CTN_IMPORT_UPDATE)
      continue;
    if (!advance (progress, error))
      return FALSE;
    record_read (record, plan, row);
    if (!update (connection, run, record, plan->rows[row].match, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
ctn_import_plan_apply (CtnConnection *connection, gpointer import_run, GError **error)
{
  CtnImportRun *run = import_run;
  CtnImportPlan *plan = run->plan;
  g_autoptr (Record) mapped = record_new (plan);
  g_autoptr (Record) whole = record_new (plan);
  Extras extras = add_extras (whole, run->source);
  Progress progress = { .run = run };

  run->n_added = run->n_updated = 0;
  for (guint row = 0; row < plan->n_rows; row++)
    progress.n_rows += plan->rows[row].decision != CTN_IMPORT_SKIP;
  return insert_all (connection, &progress, whole, &extras, error) &&
         update_all (connection, &progress, mapped, error);
}
