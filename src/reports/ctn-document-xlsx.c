#include <ctn-i18n.h>
#include <ctn-xlsx-writer.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ctn-document-write.h"

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

/* "dd\\.mm\\.yyyy" for "%d.%m.%Y", as spreadsheets write it. (transfer full) */
static char *
dup_day_format (const char *format)
{
  GString *code = g_string_new (NULL);

  for (const char *p = format; *p != '\0'; p++) {
    if (*p == '%' && p[1] != '\0') {
      p++;
      g_string_append (code, *p == 'Y' ? "yyyy" : *p == 'm' ? "mm" : "dd");
    } else {
      g_string_append_printf (code, "\\%c", *p);
    }
  }
  return g_string_free (code, FALSE);
}

/* Sheets -------------------------------------------------------------------------------------- */

typedef struct {
  CtnDocument *document;
  CtnXlsxWriter *writer; /* (owned) */
  char sign;             /* decimal */
  const char *day;       /* format */
} Book;

/* 1900 to 2099 */
static gboolean
is_year (const char *text)
{
  return strlen (text) == 4 && strspn (text, "0123456789") == 4 &&
         (g_str_has_prefix (text, "19") || g_str_has_prefix (text, "20"));
}

/* A month or year among days: "03/2026". */
static gboolean
is_part_of_date (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789./-")] == '\0';
}

/* Days and years are texts on paper. */
static CtnXlsxType
find_type (const Book *self, const CtnDocumentTable *table, guint column)
{
  guint n = 0;
  guint n_days = 0;
  guint n_years = 0;

  if (g_array_index (table->columns, CtnDocumentColumn, column).kind == CTN_COLUMN_NUMBER)
    return CTN_XLSX_NUMBER;
  for (guint row = 0; row < ctn_document_table_get_n_rows (table); row++) {
    const char *text = ctn_document_table_get_cell (table, row, column);
    g_autofree char *day = dup_day (text, self->day);

    n += *text != '\0';
    n_days += day != NULL;
    n_years += is_year (text);
    if (day == NULL && *text != '\0' && !is_part_of_date (text))
      return CTN_XLSX_TEXT;
  }
  return n_days > 0 ? CTN_XLSX_DATE : n > 0 && n == n_years ? CTN_XLSX_YEAR : CTN_XLSX_TEXT;
}

/* As many digits behind the sign as the report shows. (transfer full) (nullable) */
static char *
dup_format (const Book *self, const CtnDocumentTable *table, guint column, CtnXlsxType type)
{
  gsize decimals = 0;

  if (type == CTN_XLSX_DATE)
    return dup_day_format (self->day);
  if (type != CTN_XLSX_NUMBER)
    return NULL;
  for (guint row = 0; row < ctn_document_table_get_n_rows (table); row++) {
    const char *text = ctn_document_table_get_cell (table, row, column);
    const char *sign = strchr (text, self->sign);

    if (sign != NULL)
      decimals = MAX (decimals, strlen (sign + 1));
  }
  return g_strdup_printf ("#,##0%s%.*s", decimals > 0 ? "." : "", (int) MIN (decimals, 12),
                          "000000000000");
}

static guint
find_width (const CtnDocumentTable *table, guint column)
{
  const char *title = g_array_index (table->columns, CtnDocumentColumn, column).title;
  glong width = g_utf8_strlen (title, -1) + 2;

  for (guint row = 0; row < ctn_document_table_get_n_rows (table); row++)
    width = MAX (width, g_utf8_strlen (ctn_document_table_get_cell (table, row, column), -1) + 2);
  return (guint) CLAMP (width, MIN_WIDTH, MAX_WIDTH);
}

static char *
dup_cell (const Book *self, CtnXlsxType type, const char *text)
{
  char *value = type == CTN_XLSX_NUMBER ? dup_number (text, self->sign)
                : type == CTN_XLSX_DATE ? dup_day (text, self->day)
                                        : NULL;

  if (value != NULL)
    return value;
  /* No number is no cell: a sum and a chart take it as that. */
  return g_strdup (type == CTN_XLSX_NUMBER && g_str_equal (text, "–") ? "" : text);
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
  g_autoptr (GPtrArray) formats = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++) {
    types[i] = find_type (self, table, i);
    g_ptr_array_add (formats, dup_format (self, table, i, types[i]));
    columns[i].title =
        table->is_pairs ? NULL : g_array_index (table->columns, CtnDocumentColumn, i).title;
    columns[i].type = types[i];
    columns[i].width = find_width (table, i);
    columns[i].format = formats->pdata[i];
    columns[i].wraps = TRUE;
  }
  if (!ctn_xlsx_writer_begin_sheet (self->writer, name, columns, n, error) ||
      !add_rows (self, table, types, cancellable, error))
    return FALSE;
  if (table->chart != CTN_TABLE_CHART_NONE)
    ctn_xlsx_writer_add_chart (
        self->writer,
        table->chart == CTN_TABLE_CHART_RADAR ? CTN_XLSX_CHART_RADAR : CTN_XLSX_CHART_BARS,
        table->caption, table->chart_rows, table->chart_series, table->chart_min, table->chart_max);
  return TRUE;
}

/* A table as its own sheet has it. */
typedef struct {
  char *sheet; /* (owned) its name */
  char *title; /* (owned) */
} Sheet;

static void
clear_sheet (gpointer data)
{
  g_free (((Sheet *) data)->sheet);
  g_free (((Sheet *) data)->title);
}

/* The heading of the section that the block stands in, %NULL for none. (transfer none) */
static const char *
find_heading (CtnDocument *document, guint index)
{
  for (guint i = index; i-- > 0;)
    if (ctn_document_get_block (document, i)->kind == CTN_BLOCK_HEADING)
      return ctn_document_get_block (document, i)->text;
  return NULL;
}

/* "3 Members": no two sheets have the same name. What stands over the table, or the section where it has no other
 * table. */
static void
add_sheet (GArray *sheets, CtnDocument *document, guint index, gboolean is_alone)
{
  const char *caption = ctn_document_get_block (document, index)->table->caption;
  const char *heading = find_heading (document, index);
  const char *title = heading != NULL && (is_alone || caption == NULL) ? heading
                      : caption != NULL                                ? caption
                                                                       : "";
  g_autofree char *name = g_strdup_printf ("%u %s", sheets->len + 1, title);
  Sheet sheet = { ctn_xlsx_dup_sheet_name (name, G_MAXUINT), NULL };

  sheet.title = heading != NULL && caption != NULL && !g_str_equal (heading, caption)
                    ? g_strdup_printf ("%s – %s", heading, caption)
                    : g_strdup (title);
  g_array_append_val (sheets, sheet);
}

/* (element-type Sheet) one a table */
static GArray *
list_sheets (CtnDocument *document)
{
  GArray *sheets = g_array_new (FALSE, FALSE, sizeof (Sheet));
  g_autoptr (GHashTable) tables = g_hash_table_new (NULL, NULL); /* of each heading */

  g_array_set_clear_func (sheets, clear_sheet);
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < ctn_document_get_n_blocks (document); i++) {
      gpointer heading;
      guint n;

      if (ctn_document_get_block (document, i)->kind != CTN_BLOCK_TABLE)
        continue;
      heading = (gpointer) find_heading (document, i);
      n = GPOINTER_TO_UINT (g_hash_table_lookup (tables, heading));
      if (pass == 0)
        g_hash_table_insert (tables, heading, GUINT_TO_POINTER (n + 1));
      else
        add_sheet (sheets, document, i, n == 1);
    }
  return sheets;
}

/* Title and subtitle, which says of which day it is. (transfer full) */
static char *
dup_title (CtnDocument *document)
{
  const char *subtitle = ctn_document_get_subtitle (document);

  return subtitle != NULL ? g_strdup_printf ("%s\n%s", ctn_document_get_title (document), subtitle)
                          : g_strdup (ctn_document_get_title (document));
}

/* The first sheet: what the annex is of, and what is in it. */
static gboolean
begin_book (Book *self, GArray *sheets, GError **error)
{
  CtnCatalog *words = ctn_document_get_catalog (self->document);
  g_autofree char *title = dup_title (self->document);
  const CtnXlsxColumn columns[] = {
    { .title = ctn_catalog_get (words, N_ ("Sheet")), .type = CTN_XLSX_SHEET, .width = 32 },
    { .title = title, .width = MAX_WIDTH, .wraps = TRUE },
    { .title = ctn_catalog_get (words, N_ ("Rows")), .type = CTN_XLSX_NUMBER, .width = MIN_WIDTH },
  };
  guint k = 0;

  self->writer = ctn_xlsx_writer_new (ctn_catalog_get (words, N_ ("Contents")), columns,
                                      G_N_ELEMENTS (columns), error);
  if (self->writer == NULL)
    return FALSE;
  ctn_xlsx_writer_set_properties (self->writer, ctn_document_get_title (self->document),
                                  ctn_document_get_author (self->document));
  for (guint i = 0; i < ctn_document_get_n_blocks (self->document); i++) {
    const CtnBlock *block = ctn_document_get_block (self->document, i);
    const Sheet *sheet;
    g_autofree char *n = NULL;

    if (block->kind != CTN_BLOCK_TABLE)
      continue;
    sheet = &g_array_index (sheets, Sheet, k++);
    n = g_strdup_printf ("%u", ctn_document_table_get_n_rows (block->table));
    if (!ctn_xlsx_writer_write_row (self->writer,
                                    (const char *[]) { sheet->sheet, sheet->title, n }, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
ctn_document_write_xlsx (CtnDocument *self,
                         GOutputStream *stream,
                         GCancellable *cancellable,
                         GError **error)
{
  CtnCatalog *words = ctn_document_get_catalog (self);
  g_autoptr (GArray) sheets = list_sheets (self);
  g_autoptr (CtnXlsxWriter) writer = NULL;
  Book book = { .document = self,
                .sign = *ctn_catalog_get (words, N_ (".")),
                .day = ctn_catalog_get (words, N_ ("%Y-%m-%d")) };
  gboolean ok = begin_book (&book, sheets, error);
  guint k = 0;

  writer = book.writer;
  for (guint i = 0; ok && i < ctn_document_get_n_blocks (self); i++) {
    const CtnBlock *block = ctn_document_get_block (self, i);

    if (block->kind == CTN_BLOCK_TABLE)
      ok = add_table (&book, block->table, g_array_index (sheets, Sheet, k++).sheet, cancellable,
                      error);
  }
  return ok && ctn_xlsx_writer_finish (writer, stream, cancellable, error);
}
