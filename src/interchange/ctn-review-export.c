#include "ctn-review-export.h"

#include <ctn-i18n.h>
#include <ctn-pilot.h>
#include <ctn-record.h>

#include "ctn-table-export.h"

enum {
  PILOT,
  OWNER,
  NUMBER,
  RESPONDS_TO,
  KIND,
  ORGANISATION,
  AUTHOR,
  DATE,
  STATE,
  TEXT,
  N_COLUMNS
};

static const CtnXlsxColumn columns[N_COLUMNS] = {
  [PILOT] = { N_ ("Pilot"), CTN_XLSX_TEXT, 36 },
  [OWNER] = { N_ ("Owner"), CTN_XLSX_TEXT, 30 },
  [NUMBER] = { N_ ("Number"), CTN_XLSX_NUMBER, 10 },
  [RESPONDS_TO] = { N_ ("Response To"), CTN_XLSX_NUMBER, 14 },
  [KIND] = { N_ ("Kind"), CTN_XLSX_TEXT, 16 },
  [ORGANISATION] = { N_ ("Organisation"), CTN_XLSX_TEXT, 30 },
  [AUTHOR] = { N_ ("Author"), CTN_XLSX_TEXT, 20 },
  [DATE] = { N_ ("Date"), CTN_XLSX_DATE, 12 },
  [STATE] = { N_ ("State"), CTN_XLSX_TEXT, 14 },
  [TEXT] = { N_ ("Text"), CTN_XLSX_TEXT, 60 },
};

/* What the rows are made from. */
typedef struct {
  CtnConnection *reader;
  gint64 partnership;
  guint number; /* of the last entry */
} Reviews;

static char *
dup_choice (const char *field, const char *code)
{
  return ctn_field_format (ctn_record_kind_find_field (ctn_review_kind (), field), code);
}

/* What it responds to, by its number in the table; "" for nothing. */
static char *
dup_parent (GPtrArray *reviews, const CtnReview *review, guint first)
{
  for (guint i = 0; i < reviews->len && review->parent != 0; i++)
    if (((const CtnReview *) reviews->pdata[i])->id == review->parent)
      return g_strdup_printf ("%u", first + i);
  return g_strdup ("");
}

static gboolean
write_pilot (Reviews *self, CtnTableExport *table, gint64 pilot, GError **error)
{
  const CtnRecordKind *kind = ctn_pilot_kind ();
  g_autofree char *name = ctn_record_get_title (self->reader, kind, pilot, error);
  g_autofree char *owner = ctn_record_get_shown (self->reader, kind, pilot,
                                                 ctn_record_kind_find_field (kind, "owner"), error);
  g_autoptr (GPtrArray) reviews = ctn_review_list (self->reader, pilot, error);
  guint first = self->number + 1;

  if (name == NULL || owner == NULL || reviews == NULL)
    return FALSE;
  for (guint i = 0; i < reviews->len; i++) {
    const CtnReview *review = reviews->pdata[i];
    g_autofree char *number = g_strdup_printf ("%u", ++self->number);
    g_autofree char *parent = dup_parent (reviews, review, first);
    g_autofree char *label = dup_choice ("kind", review->kind);
    g_autofree char *state = dup_choice ("state", review->state);
    const char *const cells[N_COLUMNS] = {
      [PILOT] = name,
      [OWNER] = owner,
      [NUMBER] = number,
      [RESPONDS_TO] = parent,
      [KIND] = label,
      [ORGANISATION] = review->organisation_name,
      [AUTHOR] = review->author,
      [DATE] = review->date,
      [STATE] = state,
      [TEXT] = review->text,
    };

    if (!ctn_table_export_row (table, cells, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_pilots (CtnTableExport *table, gpointer data, GError **error)
{
  Reviews *self = data;
  g_autoptr (GArray) pilots =
      ctn_record_list (self->reader, ctn_pilot_kind (), self->partnership, error);

  if (pilots == NULL)
    return FALSE;
  for (guint i = 0; i < pilots->len; i++)
    if (!write_pilot (self, table, g_array_index (pilots, gint64, i), error))
      return FALSE;
  return TRUE;
}

gboolean
ctn_review_export (CtnConnection *reader,
                   gint64 partnership,
                   GFile *file,
                   GCancellable *cancellable,
                   GError **error)
{
  Reviews reviews = { .reader = reader, .partnership = partnership };

  return ctn_table_export (file, N_ ("Reviews"), columns, N_COLUMNS, write_pilots, &reviews,
                           cancellable, error);
}
