#include "ctn-csv-writer.h"

#include <string.h>

#include "ctn-csv-protect.h"

#define GATHER_SIZE 65536

struct _CtnCsvWriter {
  GObject parent_instance;

  GOutputStream *stream;
  GString *gathered;
  char delimiter;
  gboolean protect;
  char special[5]; /* what makes quotes necessary */
};

G_DEFINE_FINAL_TYPE (CtnCsvWriter, ctn_csv_writer, G_TYPE_OBJECT)

static void
ctn_csv_writer_finalize (GObject *object)
{
  CtnCsvWriter *self = CTN_CSV_WRITER (object);

  g_clear_object (&self->stream);
  g_string_free (self->gathered, TRUE);
  G_OBJECT_CLASS (ctn_csv_writer_parent_class)->finalize (object);
}

static void
ctn_csv_writer_class_init (CtnCsvWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_csv_writer_finalize;
}

static void
ctn_csv_writer_init (CtnCsvWriter *self)
{
  self->gathered = g_string_sized_new (GATHER_SIZE * 2);
}

CtnCsvWriter *
ctn_csv_writer_new (GOutputStream *stream, const CtnCsvWriterOptions *options)
{
  CtnCsvWriter *self = g_object_new (CTN_TYPE_CSV_WRITER, NULL);

  self->stream = g_object_ref (stream);
  self->delimiter = options != NULL && options->delimiter != '\0' ? options->delimiter : ',';
  self->protect = options == NULL || !options->without_protection;
  memcpy (self->special, (char[]) { self->delimiter, '"', '\r', '\n', '\0' }, 5);
  if (options != NULL && options->byte_order_mark)
    g_string_append (self->gathered, "\xef\xbb\xbf");
  return self;
}

/* Spaces at the ends are quoted too, because many programs drop them otherwise; and what a reader
 * could take for a byte order mark or for Excel's "sep=;". */
static gboolean
needs_quotes (CtnCsvWriter *self, const char *text)
{
  gsize length = strlen (text);

  return strpbrk (text, self->special) != NULL || (guchar) *text == 0xef ||
         g_ascii_strncasecmp (text, "sep=", 4) == 0 ||
         (length > 0 && (g_ascii_isspace (text[0]) || g_ascii_isspace (text[length - 1])));
}

static void
append_cell (CtnCsvWriter *self, const char *text)
{
  const char *mark = self->protect && ctn_csv_needs_protection (text) ? "'" : "";

  if (!needs_quotes (self, text)) {
    g_string_append (self->gathered, mark);
    g_string_append (self->gathered, text);
    return;
  }
  g_string_append_c (self->gathered, '"');
  g_string_append (self->gathered, mark);
  for (const char *p = text; *p != '\0';) {
    gsize plain = strcspn (p, "\"");

    g_string_append_len (self->gathered, p, (gssize) plain);
    p += plain;
    if (*p == '"') {
      g_string_append (self->gathered, "\"\"");
      p++;
    }
  }
  g_string_append_c (self->gathered, '"');
}

static gboolean
write_gathered (CtnCsvWriter *self, GCancellable *cancellable, GError **error)
{
  gboolean written = g_output_stream_write_all (self->stream, self->gathered->str,
                                                self->gathered->len, NULL, cancellable, error);

  g_string_truncate (self->gathered, 0);
  return written;
}

gboolean
ctn_csv_writer_write_row (CtnCsvWriter *self,
                          const char *const *cells,
                          gsize n_cells,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (CTN_IS_CSV_WRITER (self) && n_cells > 0, FALSE);
  for (gsize i = 0; i < n_cells; i++) {
    const char *text = cells[i] != NULL ? cells[i] : "";

    if (i > 0)
      g_string_append_c (self->gathered, self->delimiter);
    if (g_utf8_validate (text, -1, NULL)) {
      append_cell (self, text);
    } else {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      append_cell (self, valid);
    }
  }
  /* A row of one empty cell would else be a blank line, which readers skip. */
  if (n_cells == 1 && (cells[0] == NULL || *cells[0] == '\0'))
    g_string_append (self->gathered, "\"\"");
  g_string_append (self->gathered, "\r\n");
  return self->gathered->len < GATHER_SIZE || write_gathered (self, cancellable, error);
}

gboolean
ctn_csv_writer_flush (CtnCsvWriter *self, GCancellable *cancellable, GError **error)
{
  return write_gathered (self, cancellable, error) &&
         g_output_stream_flush (self->stream, cancellable, error);
}
