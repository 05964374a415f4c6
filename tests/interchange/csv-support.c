#include "csv-support.h"

#include <string.h>

#define CSV_TYPE_SLOW_STREAM (csv_slow_stream_get_type ())
G_DECLARE_FINAL_TYPE (CsvSlowStream, csv_slow_stream, CSV, SLOW_STREAM, GInputStream)

struct _CsvSlowStream {
  GInputStream parent_instance;
  GBytes *bytes;
  gsize position;
  gsize step;
};

G_DEFINE_FINAL_TYPE (CsvSlowStream, csv_slow_stream, G_TYPE_INPUT_STREAM)

static gssize
csv_slow_stream_read (GInputStream *stream,
                      void *buffer,
                      gsize count,
                      GCancellable *cancellable,
                      GError **error)
{
  CsvSlowStream *self = CSV_SLOW_STREAM (stream);
  gsize size;
  const char *data = g_bytes_get_data (self->bytes, &size);
  gsize n = MIN (MIN (count, self->step), size - self->position);

  if (n > 0)
    memcpy (buffer, data + self->position, n);
  self->position += n;
  return (gssize) n;
}

static void
csv_slow_stream_finalize (GObject *object)
{
  g_bytes_unref (CSV_SLOW_STREAM (object)->bytes);
  G_OBJECT_CLASS (csv_slow_stream_parent_class)->finalize (object);
}

static void
csv_slow_stream_class_init (CsvSlowStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = csv_slow_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = csv_slow_stream_read;
}

static void
csv_slow_stream_init (CsvSlowStream *self)
{
}

GInputStream *
csv_support_new_slow_stream (GBytes *bytes, gsize step)
{
  CsvSlowStream *self = g_object_new (CSV_TYPE_SLOW_STREAM, NULL);

  self->bytes = g_bytes_ref (bytes);
  self->step = step;
  return G_INPUT_STREAM (self);
}

char *
csv_support_dump (CtnCsvReader *reader, GError **error)
{
  GString *out = g_string_new (NULL);
  CtnCsvRow row;

  while (ctn_csv_reader_next (reader, &row, NULL, error)) {
    g_string_append_printf (out, "%" G_GUINT64_FORMAT ":", row.line);
    for (gsize i = 0; i < row.n_cells; i++) {
      g_assert_cmpuint (strlen (row.cells[i].text), ==, row.cells[i].length);
      g_string_append_printf (out, "%s¦", row.cells[i].text);
    }
    g_string_append_c (out, '\n');
  }
  return g_string_free_and_steal (out);
}

char *
csv_support_read (const char *text, gssize length, const CtnCsvFormat *format)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new_for_bytes (bytes, format, &error);
  char *dump;

  g_assert_no_error (error);
  dump = csv_support_dump (reader, &error);
  g_assert_no_error (error);
  return dump;
}
