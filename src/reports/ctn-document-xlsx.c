#include <ctn-xlsx-writer.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ctn-document-write.h"

#define SHEET_NAME_CHARS 27
#define MIN_WIDTH 8
#define MAX_WIDTH 60

/* What is read back from cells, in the form that the writer of spreadsheets takes. ---------------- */

/* "1 234,5" of a German document is "1234.5"; %NULL for what is no number. (transfer full) */
static char *
dup_number (const char *text, char sign)
{
  g_autoptr (GString) number = g_string_new (NULL);
  guint n_digits = 0;
  guint n_signs = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_ascii_isdigit (*p)) {
      n_digits++;
      g_string_append_c (number, *p);
    } else if ((*p == '-' || c == 0x2212) && number->len == 0) {
      g_string_append_c (number, '-');
    } else if (*p == sign && n_digits > 0 && n_signs++ == 0) {
      g_string_append_c (number, '.');
    } else if (c != 0x202f) {
      return NULL;
    }
  }
  return n_digits > 0 ? g_string_free (g_steal_pointer (&number), FALSE) : NULL;
}

/* "15.09.2026" of a German document is "2026-09-15"; %NULL for what is no day. @format: with %Y, %m, %d.
 * (transfer full) */
static char *
dup_day (const char *text, const char *format)
{
  int parts[3] = { -1, -1, -1 };

  for (const char *p = format; *p != '\0'; p++) {
    const char *kind = p[0] == '%' && p[1] != '\0' ? strchr ("Ymd", p[1]) : NULL;
    int length = 0;

    if (kind == NULL) {
      if (*text++ != *p)
        return NULL;
      continue;
    }
    if (sscanf (text, *kind == 'Y' ? "%4d%n" : "%2d%n", &parts[strchr ("Ymd", *kind) - "Ymd"],
                &length) != 1 ||
        length != (*kind == 'Y' ? 4 : 2))
      return NULL;
    text += length;
    p++;
  }
  if (*text != '\0' ||
      !g_date_valid_dmy ((GDateDay) parts[2], (GDateMonth) parts[1], (GDateYear) parts[0]))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", parts[0], parts[1], parts[2]);
}

/* Sheets -------------------------------------------------------------------------------------- */

typedef struct {
  CtnDocument *document;
  CtnXlsxWriter *writer; /* (owned) */
  char sign;             /* decimal */
  const char *day;       /* format */
} Book;

static CtnXlsxType
find_type (const Book *self, const CtnDocumentTable *table, guint column)
{
  gboolean any = FALSE;

  if (g_array_index (table->columns, CtnDocumentColumn, column).kind == CTN_COLUMN_NUMBER)
    return CTN_XLSX_NUMBER;
  for (guint row = 0; row < ctn_document_table_get_n_rows (table); row++) {
    const char *text = ctn_document_table_get_cell (table, row, column);
    g_autofree char *day = dup_day (text, self->day);

    if (day == NULL && *text != '\0')
      return CTN_XLSX_TEXT;
    any |= day != NULL;
  }
  return any ? CTN_XLSX_DATE : CTN_XLSX_TEXT;
}

static guint
find_width (const CtnDocumentTable *table, guint column)
{
  const char *title = g_array_index (table->columns, CtnDocumentColumn, column).title;
  glong width = g_utf8_strlen (title, -1) + 2;

  for (guint row = 0; row < ctn_document_table_get_n_rows (table); row++)
    width = MAX (width, g_utf8_strlen (ctn_document_table_get_cell (table, row, column), -1) + 1);
  return (guint) CLAMP (width, MIN_WIDTH, MAX_WIDTH);
}

static char *
dup_cell (const Book *self, CtnXlsxType type, const char *text)
{
  char *value = type == CTN_XLSX_NUMBER ? dup_number (text, self->sign)
                : type == CTN_XLSX_DATE ? dup_day (text, self->day)
                                        : NULL;

  return value != NULL ? value : g_strdup (text);
}

static gboolean
add_rows (Book *self,
          const CtnDocumentTable *table,
          const CtnXlsxType *types,
          GCancellable *cancellable,
          GError **error)
{
  guint n = table->columns->len;

  for (guint row = 0; row < ctn_document_table_get_n_rows (table); row++) {
    g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

    for (guint i = 0; i < n; i++)
      g_ptr_array_add (cells,
                       dup_cell (self, types[i], ctn_document_table_get_cell (table, row, i)));
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !ctn_xlsx_writer_write_row (self->writer, (const char *const *) cells->pdata, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_table (Book *self,
           const CtnDocumentTable *table,
           const char *name,
           GCancellable *cancellable,
           GError **error)
{
  guint n = table->columns->len;
  g_autofree CtnXlsxColumn *columns = g_new0 (CtnXlsxColumn, n);
  g_autofree CtnXlsxType *types = g_new0 (CtnXlsxType, n);

  for (guint i = 0; i < n; i++) {
    types[i] = find_type (self, table, i);
    columns[i].title =
        table->is_pairs ? NULL : g_array_index (table->columns, CtnDocumentColumn, i).title;
    columns[i].type = types[i];
    columns[i].width = find_width (table, i);
  }
  if (!ctn_xlsx_writer_begin_sheet (self->writer, name, columns, n, error) ||
      !add_rows (self, table, types, cancellable, error))
    return FALSE;
  if (table->chart != CTN_TABLE_CHART_NONE)
    ctn_xlsx_writer_add_chart (self->writer,
                               table->chart == CTN_TABLE_CHART_RADAR ? CTN_XLSX_CHART_RADAR
                                                                     : CTN_XLSX_CHART_BARS,
                               table->caption, table->chart_rows, table->chart_series);
  return TRUE;
}

/* "3 Members": no two sheets have the same name. @heading: that the table stands under */
static char *
dup_sheet_name (const CtnBlock *block, guint number, const char *heading)
{
  const char *title = heading != NULL                 ? heading
                      : block->table->caption != NULL ? block->table->caption
                                                      : "";
  glong length = MIN (g_utf8_strlen (title, -1), SHEET_NAME_CHARS);
  g_autofree char *cut = g_utf8_substring (title, 0, length);

  return g_strdup_printf ("%u %s", number, cut);
}

/* The first sheet: what the annex is of, and what is in it. */
static gboolean
begin_book (Book *self, GPtrArray *names, GError **error)
{
  CtnCatalog *words = ctn_document_get_catalog (self->document);
  const CtnXlsxColumn columns[] = {
    { ctn_document_get_title (self->document), CTN_XLSX_TEXT, MAX_WIDTH },
    { ctn_catalog_get (words, N_ ("Rows")), CTN_XLSX_NUMBER, MIN_WIDTH },
  };
  guint k = 0;

  self->writer = ctn_xlsx_writer_new (ctn_catalog_get (words, N_ ("Contents")), columns,
                                      G_N_ELEMENTS (columns), error);
  if (self->writer == NULL)
    return FALSE;
  for (guint i = 0; i < ctn_document_get_n_blocks (self->document); i++) {
    const CtnBlock *block = ctn_document_get_block (self->document, i);
    g_autofree char *n = NULL;

    if (block->kind != CTN_BLOCK_TABLE)
      continue;
    n = g_strdup_printf ("%u", ctn_document_table_get_n_rows (block->table));
    if (!ctn_xlsx_writer_write_row (self->writer, (const char *[]) { names->pdata[k++], n }, error))
      return FALSE;
  }
  return TRUE;
}

static GPtrArray *
list_names (CtnDocument *document)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *heading = NULL;

  for (guint i = 0; i < ctn_document_get_n_blocks (document); i++) {
    const CtnBlock *block = ctn_document_get_block (document, i);

    if (block->kind == CTN_BLOCK_HEADING)
      heading = block->text;
    else if (block->kind == CTN_BLOCK_TABLE)
      g_ptr_array_add (names, dup_sheet_name (block, names->len + 1, heading));
  }
  return names;
}

gboolean
ctn_document_write_xlsx (CtnDocument *self,
                         GOutputStream *stream,
                         GCancellable *cancellable,
                         GError **error)
{
  CtnCatalog *words = ctn_document_get_catalog (self);
  g_autoptr (GPtrArray) names = list_names (self);
  g_autoptr (CtnXlsxWriter) writer = NULL;
  Book book = { .document = self,
                .sign = *ctn_catalog_get (words, N_ (".")),
                .day = ctn_catalog_get (words, N_ ("%Y-%m-%d")) };
  gboolean ok = begin_book (&book, names, error);
  guint k = 0;

  writer = book.writer;
  for (guint i = 0; ok && i < ctn_document_get_n_blocks (self); i++) {
    const CtnBlock *block = ctn_document_get_block (self, i);

    if (block->kind == CTN_BLOCK_TABLE)
      ok = add_table (&book, block->table, names->pdata[k++], cancellable, error);
  }
  return ok && ctn_xlsx_writer_finish (writer, stream, cancellable, error);
}
