#include "ctn-csv-reader.h"

#include <csv.h>
#include <ctn-i18n.h>
#include <inttypes.h>
#include <string.h>

#include "ctn-csv-protect.h"
#include "ctn-interchange-error.h"

#define READ_SIZE (128 * 1024)
#define PIECE_SIZE (64 * 1024)
#define PROBE_SIZE (1024 * 1024)           /* of a stream that cannot be read twice */
#define MAX_PROBE_SIZE (256 * 1024 * 1024) /* of a file */

/* A part of the decoded text that holds one line end at most, as its last bytes. */
typedef struct {
  gsize start;
  gsize length;   /* with the line end */
  gsize line_end; /* bytes of it: 0, 1 or 2 */
} Piece;

struct _CtnCsvReader {
  GObject parent_instance;

  GInputStream *stream;
  GByteArray *head; /* read while finding out the encoding, not decoded yet */
  guint8 *buffer;
  gsize buffer_size;
  CtnDecoder *decoder;
  CtnCsvFormat format;

  GString *text; /* decoded, used up to position */
  gsize position;
  gsize next_lf; /* not before position; G_MAXSIZE: none in text */
  gboolean input_end;
  GError *input_error; /* reported once the rows before it were given */

  struct csv_parser parser;
  gboolean in_parser; /* a row has begun there */
  gboolean row_done;
  GString *row_text; /* cells of that row, each with a NUL */
  GArray *cells;     /* of CtnCsvCell; text is an offset until the row is complete */
  gboolean too_long;
  gboolean too_many;

  guint64 line;
  guint64 row_line;
  guint64 row_number;
  gboolean finished;
};

G_DEFINE_FINAL_TYPE (CtnCsvReader, ctn_csv_reader, G_TYPE_OBJECT)

/* libcsv ------------------------------------------------------------------------------------ */

/* libcsv's states within a cell, and after a quote in a quoted one. */
#define CELL_BEGUN 2
#define MIGHT_HAVE_ENDED 3

/* The parser at work in this thread, for is_space(), which is given nothing but a character. */
static _Thread_local const struct csv_parser *current_parser;

/* Spaces belong to a cell (RFC 4180), except between its closing quote and the delimiter, where they
 * would else make libcsv go on as if the quote were not closed. */
static int
is_space (unsigned char c)
{
  return (c == ' ' || c == '\t') && current_parser->pstate == MIGHT_HAVE_ENDED &&
         c != current_parser->delim_char;
}

static void
add_cell (CtnCsvReader *self, const char *text, gsize length)
{
  if (self->cells->len >= CTN_CSV_MAX_CELLS) {
    self->too_many = TRUE;
  } else if (length > CTN_CSV_MAX_CELL_BYTES ||
             self->row_text->len + length > CTN_CSV_MAX_ROW_BYTES) {
    self->too_long = TRUE;
  } else if (!self->too_long && !self->too_many) {
    CtnCsvCell cell = { GSIZE_TO_POINTER (self->row_text->len), length };

    g_array_append_val (self->cells, cell);
    g_string_append_len (self->row_text, text, (gssize) length);
    g_string_append_c (self->row_text, '\0');
  }
}

static void
on_cell (void *text, size_t length, void *data)
{
  add_cell (data, text != NULL ? text : "", length);
}

static void
on_row (int terminator, void *data)
{
  CtnCsvReader *self = data;

  self->row_done = TRUE;
}

/* Object ------------------------------------------------------------------------------------ */

static void
ctn_csv_reader_finalize (GObject *object)
{
  CtnCsvReader *self = CTN_CSV_READER (object);

  g_clear_object (&self->stream);
  g_clear_pointer (&self->head, g_byte_array_unref);
  g_clear_pointer (&self->buffer, g_free);
  g_clear_pointer (&self->decoder, ctn_decoder_free);
  g_clear_error (&self->input_error);
  csv_free (&self->parser);
  g_string_free (self->text, TRUE);
  g_string_free (self->row_text, TRUE);
  g_array_unref (self->cells);
  G_OBJECT_CLASS (ctn_csv_reader_parent_class)->finalize (object);
}

static void
ctn_csv_reader_class_init (CtnCsvReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ctn_csv_reader_finalize;
}

static void
ctn_csv_reader_init (CtnCsvReader *self)
{
  self->text = g_string_new (NULL);
  self->row_text = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (CtnCsvCell));
  self->line = 1;
  csv_init (&self->parser, 0);
  csv_set_space_func (&self->parser, is_space);
  csv_set_blk_size (&self->parser, 4096);
}

/* Input ------------------------------------------------------------------------------------- */

/* Reads and decodes once more. A broken byte is kept as input_error until the rows before it were
 * given. FALSE when reading failed. */
static gboolean
fill (CtnCsvReader *self, GCancellable *cancellable, GError **error)
{
  const guint8 *bytes = self->buffer;
  gssize n;

  g_string_erase (self->text, 0, (gssize) self->position);
  self->position = 0;
  if (self->head != NULL) {
    bytes = self->head->data;
    n = self->head->len;
  } else {
    n = g_input_stream_read (self->stream, self->buffer, self->buffer_size, cancellable, error);
  }
  if (n < 0)
    return FALSE;
  self->input_end = n == 0 && self->head == NULL;
  if (!ctn_decoder_feed (self->decoder, bytes, (gsize) n, self->input_end, self->text,
                         &self->input_error))
    self->input_end = TRUE;
  g_clear_pointer (&self->head, g_byte_array_unref);

  const char *lf = memchr (self->text->str, '\n', self->text->len);

  self->next_lf = lf != NULL ? (gsize) (lf - self->text->str) : G_MAXSIZE;
  return TRUE;
}

/* Where the next line feed is; looked for once only, or a file without any would take forever. */
static gsize
find_lf (CtnCsvReader *self)
{
  if (self->next_lf < self->position) {
    const char *start = self->text->str + self->position;
    const char *lf = memchr (start, '\n', self->text->len - self->position);

    self->next_lf = lf != NULL ? (gsize) (lf - self->text->str) : G_MAXSIZE;
  }
  return self->next_lf;
}

/* The next piece in what is decoded; FALSE when more must be read to know. */
static gboolean
find_piece (CtnCsvReader *self, Piece *piece)
{
  const char *text = self->text->str;
  gsize end = self->text->len, lf = find_lf (self), limit = MIN (lf, end);
  const char *cr = memchr (text + self->position, '\r', limit - self->position);

  piece->start = self->position;
  if (cr != NULL) {
    gsize at = (gsize) (cr - text);

    if (at + 1 == end && !self->input_end)
      return FALSE;
    piece->line_end = at + 1 < end && text[at + 1] == '\n' ? 2 : 1;
    piece->length = at - self->position + piece->line_end;
  } else if (lf != G_MAXSIZE) {
    piece->line_end = 1;
    piece->length = lf - self->position + 1;
  } else {
    piece->line_end = 0;
    piece->length = end - self->position;
    return self->input_end || piece->length >= PIECE_SIZE;
  }
  return TRUE;
}

/* Rows -------------------------------------------------------------------------------------- */

static gboolean
check_limits (CtnCsvReader *self, GError **error)
{
  if (self->too_many)
    g_set_error (
        error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
        _ ("Row %" PRIu64 " (line %" PRIu64 ") has more than %d columns. Is the delimiter right?"),
        self->row_number + 1, self->row_line, CTN_CSV_MAX_CELLS);
  else if (self->too_long || self->parser.entry_pos > CTN_CSV_MAX_CELL_BYTES)
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                 _ ("Row %" PRIu64 " (line %" PRIu64
                    "), column %u: the cell is too long. Is a quote missing?"),
                 self->row_number + 1, self->row_line, self->cells->len + 1);
  else
    return TRUE;
  return FALSE;
}

static gboolean
has_quote (CtnCsvReader *self, const Piece *piece)
{
  return memchr (self->text->str + piece->start, '"', piece->length) != NULL;
}

/* Takes a line without quotes apart where it lies: what libcsv would give, many times faster. */
static void
split_line (CtnCsvReader *self, const Piece *piece)
{
  char *start = self->text->str + piece->start;
  char *end = start + piece->length - piece->line_end;

  for (;;) {
    char *delimiter = memchr (start, self->format.delimiter, (gsize) (end - start));
    CtnCsvCell cell = { start, (gsize) ((delimiter != NULL ? delimiter : end) - start) };

    if (self->cells->len >= CTN_CSV_MAX_CELLS)
      self->too_many = TRUE;
    else if (cell.length > CTN_CSV_MAX_CELL_BYTES)
      self->too_long = TRUE;
    if (self->too_many || self->too_long)
      return;
    g_array_append_val (self->cells, cell);
    start[cell.length] = '\0';
    if (delimiter == NULL)
      return;
    start = delimiter + 1;
  }
}

/* Bytes up to and including the next quote that a space follows, or all of them. */
static gsize
count_to_spaced_quote (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *p = text; (p = memchr (p, '"', (gsize) (end - p))) != NULL; p++)
    if (p + 1 < end && (p[1] == ' ' || p[1] == '\t'))
      return (gsize) (p + 1 - text);
  return length;
}

/* libcsv stores its state at the end of a call only, so is_space() can know it where a quote may have
 * closed a cell if that part is given byte by byte. */
static void
parse_piece (CtnCsvReader *self, const Piece *piece)
{
  const char *p = self->text->str + piece->start, *end = p + piece->length;

  current_parser = &self->parser;
  while (p < end) {
    gsize n =
        self->parser.pstate == MIGHT_HAVE_ENDED ? 1 : count_to_spaced_quote (p, (gsize) (end - p));

    csv_parse (&self->parser, p, n, on_cell, on_row, self);
    p += n;
  }
  current_parser = NULL;
}

/* Ends libcsv's row: its cells lie in row_text now. */
static void
place_cells (CtnCsvReader *self)
{
  for (guint i = 0; i < self->cells->len; i++) {
    CtnCsvCell *cell = &g_array_index (self->cells, CtnCsvCell, i);

    cell->text = self->row_text->str + GPOINTER_TO_SIZE (cell->text);
  }
  self->in_parser = FALSE;
}

static void
give_row (CtnCsvReader *self, CtnCsvRow *row)
{
  for (guint i = 0; i < self->cells->len; i++) {
    CtnCsvCell *cell = &g_array_index (self->cells, CtnCsvCell, i);

    if (ctn_csv_is_protected (cell->text)) {
      cell->text++;
      cell->length--;
    }
  }
  self->row_number++;
  *row = (CtnCsvRow) { (const CtnCsvCell *) (void *) self->cells->data, self->cells->len,
                       self->row_number, self->row_line };
}

static void
begin_row (CtnCsvReader *self)
{
  g_array_set_size (self->cells, 0);
  g_string_truncate (self->row_text, 0);
  self->row_line = self->line;
  self->row_done = FALSE;
}

/* The end of the text: gives the row that no line end closed. */
static gboolean
finish (CtnCsvReader *self, CtnCsvRow *row, GError **error)
{
  self->finished = TRUE;
  if (self->input_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&self->input_error));
    return FALSE;
  }
  if (!self->in_parser)
    return FALSE;
  if (self->parser.pstate == CELL_BEGUN && self->parser.quoted) {
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                 _ ("Row %" PRIu64 " (line %" PRIu64
                    "), column %u: the quote at the start of the cell is never closed."),
                 self->row_number + 1, self->row_line, self->cells->len + 1);
    return FALSE;
  }
  csv_fini (&self->parser, on_cell, on_row, self);
  if (!self->row_done || !check_limits (self, error))
    return FALSE;
  place_cells (self);
  give_row (self, row);
  return TRUE;
}

/* Excel's first line "sep=;" is no row. */
static gboolean
is_separator_line (CtnCsvReader *self, const Piece *piece)
{
  const char *text = self->text->str + piece->start;

  return self->row_number == 0 && self->line == 1 && piece->length - piece->line_end == 5 &&
         g_ascii_strncasecmp (text, "sep=", 4) == 0 && text[4] == self->format.delimiter;
}

/* Uses one piece; TRUE when that completed a row. */
static gboolean
use_piece (CtnCsvReader *self, const Piece *piece)
{
  gboolean whole = piece->line_end > 0 || self->input_end;

  if (!self->in_parser) {
    begin_row (self);
    if (piece->length == piece->line_end || is_separator_line (self, piece))
      return FALSE;
    if (whole && !has_quote (self, piece)) {
      split_line (self, piece);
      return TRUE;
    }
    self->in_parser = TRUE;
  }
  parse_piece (self, piece);
  if (self->row_done)
    place_cells (self);
  return self->row_done;
}

gboolean
ctn_csv_reader_next (CtnCsvReader *self, CtnCsvRow *row, GCancellable *cancellable, GError **error)
{
  Piece piece;
  gboolean done = FALSE;

  g_return_val_if_fail (CTN_IS_CSV_READER (self), FALSE);
  while (!self->finished && !done) {
    if (!find_piece (self, &piece)) {
      if (!fill (self, cancellable, error)) {
        self->finished = TRUE;
        return FALSE;
      }
      continue;
    }
    /* A row that a broken byte cuts off is not given. */
    if (piece.length == 0 || (piece.line_end == 0 && self->input_error != NULL))
      return finish (self, row, error);
    done = use_piece (self, &piece);
    if (!check_limits (self, error)) {
      self->finished = TRUE;
      return FALSE;
    }
    self->position += piece.length;
    self->line += piece.line_end > 0 ? 1 : 0;
  }
  if (!done)
    return FALSE;
  give_row (self, row);
  return TRUE;
}

gboolean
ctn_csv_reader_for_each (CtnCsvReader *self,
                         CtnCsvRowFunc func,
                         gpointer data,
                         GCancellable *cancellable,
                         GError **error)
{
  GError *own_error = NULL;
  CtnCsvRow row;

  while (!g_cancellable_set_error_if_cancelled (cancellable, &own_error) &&
         ctn_csv_reader_next (self, &row, cancellable, &own_error))
    if (!func (&row, data, &own_error))
      break;
  if (own_error == NULL)
    return TRUE;
  g_propagate_error (error, own_error);
  return FALSE;
}

/* Making ------------------------------------------------------------------------------------ */

static gboolean
read_head (CtnCsvReader *self, GCancellable *cancellable, GError **error)
{
  gssize n = 1;

  self->head = g_byte_array_new ();
  while (n > 0 && self->head->len < PROBE_SIZE) {
    n = g_input_stream_read (self->stream, self->buffer, self->buffer_size, cancellable, error);
    if (n < 0)
      return FALSE;
    g_byte_array_append (self->head, self->buffer, (guint) n);
  }
  self->format.encoding = ctn_encoding_detect (self->head->data, self->head->len, n == 0);
  return TRUE;
}

/* Reads the whole file for its encoding and goes back to its start. */
static gboolean
probe_file (CtnCsvReader *self, GCancellable *cancellable, GError **error)
{
  CtnEncodingProbe probe = { 0 };
  gssize n = 0;

  while (probe.n_bytes < MAX_PROBE_SIZE &&
         (n = g_input_stream_read (self->stream, self->buffer, self->buffer_size, cancellable,
                                   error)) > 0)
    ctn_encoding_probe_feed (&probe, self->buffer, (gsize) n);
  if (n < 0)
    return FALSE;
  self->format.encoding = ctn_encoding_probe_decide (&probe, n == 0);
  return g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_SET, cancellable, error);
}

/* Whether the sample's first row names the columns. */
static CtnCsvHeader
find_header (CtnCsvReader *self)
{
  CtnCsvFormat format = { CTN_ENCODING_UTF8, self->format.delimiter, CTN_CSV_HEADER_NO };
  g_autoptr (GBytes) sample = g_bytes_new (self->text->str, MIN (self->text->len, PROBE_SIZE));
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new_for_bytes (sample, &format, NULL);
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  CtnCsvRow row;

  if (reader == NULL || !ctn_csv_reader_next (reader, &row, NULL, NULL))
    return CTN_CSV_HEADER_NO;
  for (gsize i = 0; i < row.n_cells; i++)
    g_ptr_array_add (cells, (gpointer) row.cells[i].text);
  return ctn_csv_sniff_header ((const char *const *) cells->pdata, cells->len) ? CTN_CSV_HEADER_YES
                                                                               : CTN_CSV_HEADER_NO;
}

static gboolean
prepare (CtnCsvReader *self, GCancellable *cancellable, GError **error)
{
  if (self->format.encoding == CTN_ENCODING_UNKNOWN &&
      !(G_IS_SEEKABLE (self->stream) && g_seekable_can_seek (G_SEEKABLE (self->stream))
            ? probe_file (self, cancellable, error)
            : read_head (self, cancellable, error)))
    return FALSE;
  self->decoder = ctn_decoder_new (self->format.encoding);
  do
    if (!fill (self, cancellable, error))
      return FALSE;
  while (!self->input_end && self->text->len < CTN_CSV_SAMPLE_SIZE);
  if (self->format.delimiter == '\0')
    self->format.delimiter =
        ctn_csv_sniff_delimiter (self->text->str, self->text->len, self->input_end);
  csv_set_delim (&self->parser, (unsigned char) self->format.delimiter);
  if (self->format.header == CTN_CSV_HEADER_UNKNOWN)
    self->format.header = find_header (self);
  return TRUE;
}

static CtnCsvReader *
new_prepared (GInputStream *stream,
              guint64 size,
              const CtnCsvFormat *wanted,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (CtnCsvReader) self = g_object_new (CTN_TYPE_CSV_READER, NULL);

  self->stream = g_object_ref (stream);
  self->buffer_size = size > 0 ? MIN (size + 1, READ_SIZE) : READ_SIZE;
  self->buffer = g_malloc (self->buffer_size);
  if (wanted != NULL)
    self->format = *wanted;
  /* What cannot be a delimiter is found out. */
  if (strchr ("\"\r\n", self->format.delimiter) != NULL || (guchar) self->format.delimiter >= 0x80)
    self->format.delimiter = '\0';
  return prepare (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

CtnCsvReader *
ctn_csv_reader_new (GFile *file,
                    const CtnCsvFormat *wanted,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);

  if (stream == NULL)
    return NULL;

  g_autoptr (GFileInfo) info =
      g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  goffset size = info != NULL && g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_STANDARD_SIZE)
                     ? g_file_info_get_size (info)
                     : 0;

  return new_prepared (G_INPUT_STREAM (stream), (guint64) MAX (size, 0), wanted, cancellable,
                       error);
}

CtnCsvReader *
ctn_csv_reader_new_for_stream (GInputStream *stream,
                               const CtnCsvFormat *wanted,
                               GCancellable *cancellable,
                               GError **error)
{
  return new_prepared (stream, 0, wanted, cancellable, error);
}

CtnCsvReader *
ctn_csv_reader_new_for_bytes (GBytes *bytes, const CtnCsvFormat *wanted, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return new_prepared (stream, g_bytes_get_size (bytes), wanted, NULL, error);
}

const CtnCsvFormat *
ctn_csv_reader_get_format (CtnCsvReader *self)
{
  return &self->format;
}
