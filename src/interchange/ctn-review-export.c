#include "ctn-review-export.h"

#include <ctn-pilot.h>
#include <ctn-record.h>
#include <glib/gi18n-lib.h>

#include "ctn-csv-writer.h"
#include "ctn-xlsx-writer.h"

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

/* Where the rows go: one of the two. */
typedef struct {
  CtnConnection *reader;
  CtnCsvWriter *csv;
  CtnXlsxWriter *xlsx;
  GCancellable *cancellable;
  guint number; /* of the last entry */
} Output;

static gboolean
write_row (Output *output, const char *const *cells, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (output->cancellable, error))
    return FALSE;
  if (output->xlsx != NULL)
    return ctn_xlsx_writer_write_row (output->xlsx, cells, error);
  return ctn_csv_writer_write_row (output->csv, cells, N_COLUMNS, output->cancellable, error);
}

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
write_pilot (Output *output, gint64 pilot, GError **error)
{
  const CtnRecordKind *kind = ctn_pilot_kind ();
  g_autofree char *name = ctn_record_get_title (output->reader, kind, pilot, error);
  g_autofree char *owner = ctn_record_get_shown (output->reader, kind, pilot,
                                                 ctn_record_kind_find_field (kind, "owner"), error);
  g_autoptr (GPtrArray) reviews = ctn_review_list (output->reader, pilot, error);
  guint first = output->number + 1;

  if (name == NULL || owner == NULL || reviews == NULL)
    return FALSE;
  for (guint i = 0; i < reviews->len; i++) {
    const CtnReview *review = reviews->pdata[i];
    g_autofree char *number = g_strdup_printf ("%u", ++output->number);
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

    if (!write_row (output, cells, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_pilots (Output *output, gint64 partnership, GError **error)
{
  g_autoptr (GArray) pilots =
      ctn_record_list (output->reader, ctn_pilot_kind (), partnership, error);

  if (pilots == NULL)
    return FALSE;
  for (guint i = 0; i < pilots->len; i++)
    if (!write_pilot (output, g_array_index (pilots, gint64, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_csv (Output *output, gint64 partnership, GOutputStream *stream, GError **error)
{
  const CtnCsvWriterOptions options = { .delimiter = ';', .byte_order_mark = TRUE };
  g_autoptr (CtnCsvWriter) writer = ctn_csv_writer_new (stream, &options);
  const char *titles[N_COLUMNS];

  for (guint i = 0; i < N_COLUMNS; i++)
    titles[i] = _ (columns[i].title);
  output->csv = writer;
  return write_row (output, titles, error) && write_pilots (output, partnership, error) &&
         ctn_csv_writer_flush (writer, output->cancellable, error);
}

static gboolean
write_xlsx (Output *output, gint64 partnership, GOutputStream *stream, GError **error)
{
  CtnXlsxColumn translated[N_COLUMNS];
  g_autoptr (CtnXlsxWriter) writer = NULL;

  for (guint i = 0; i < N_COLUMNS; i++) {
    translated[i] = columns[i];
    translated[i].title = _ (columns[i].title);
  }
  writer = ctn_xlsx_writer_new (_ ("Reviews"), translated, N_COLUMNS, error);
  output->xlsx = writer;
  return writer != NULL && write_pilots (output, partnership, error) &&
         ctn_xlsx_writer_finish (writer, stream, output->cancellable, error);
}

gboolean
ctn_review_export (CtnConnection *reader,
                   gint64 partnership,
                   GFile *file,
                   GCancellable *cancellable,
                   GError **error)
{
  Output output = { .reader = reader, .cancellable = cancellable };
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;
  gboolean xlsx = lower != NULL && g_str_has_suffix (lower, ".xlsx");
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);
  GOutputStream *out = G_OUTPUT_STREAM (stream);

  if (stream == NULL)
    return FALSE;
  if (xlsx ? !write_xlsx (&output, partnership, out, error)
           : !write_csv (&output, partnership, out, error)) {
    g_autoptr (GCancellable) cancelled = g_cancellable_new ();

    /* Closing with a cancelled cancellable drops what was written instead of putting it in place. */
    g_cancellable_cancel (cancelled);
    g_output_stream_close (out, cancelled, NULL);
    return FALSE;
  }
  return g_output_stream_close (out, cancellable, error);
}
