#include "ctn-xlsx-reader.h"

#include <math.h>
#include <string.h>

#include "ctn-sheet-grid.h"

typedef enum {
  CELL_NUMBER,
  CELL_SHARED,
  CELL_TEXT,   /* the result of a formula, or an error */
  CELL_INLINE, /* the text is in <is> */
  CELL_TRUTH,
  CELL_DATE,
} CellType;

typedef struct {
  CtnXlsxPackage *package;
  CtnSheetGrid *grid;
  guint row; /* from 1 */
  guint column;
  guint style;
  CellType type;
  gboolean in_rows, in_cell, has_inline;
  guint phonetic;
} Reader;

static CellType
read_type (const char *text, gsize length)
{
  static const struct {
    const char *name;
    CellType type;
  } types[] = { { "s", CELL_SHARED }, { "n", CELL_NUMBER },
                { "str", CELL_TEXT }, { "inlineStr", CELL_INLINE },
                { "b", CELL_TRUTH },  { "e", CELL_TEXT },
                { "d", CELL_DATE } };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strlen (types[i].name) == length && memcmp (types[i].name, text, length) == 0)
      return types[i].type;
  return CELL_NUMBER;
}

static void
start_row (CtnSheetXml *xml, const CtnSheetAttributes *attributes)
{
  Reader *self = xml->data;
  GError *error = NULL;

  self->row = ctn_sheet_attributes_get_uint (attributes, "r", self->row + 1);
  self->column = 0;
  xml->row = self->row;
  if (!ctn_sheet_grid_begin_row (self->grid, self->row, &error))
    ctn_sheet_xml_fail (xml, error);
}

/* The most frequent element of all: one walk over its attributes. */
static void
start_cell (CtnSheetXml *xml, const CtnSheetAttributes *attributes)
{
  Reader *self = xml->data;

  self->type = CELL_NUMBER;
  self->style = 0;
  self->in_cell = TRUE;
  self->has_inline = FALSE;
  g_string_truncate (xml->text, 0);
  for (int i = 0; i < attributes->n; i++) {
    const unsigned char **attribute = attributes->values + (gsize) i * 5;
    const char *value = (const char *) attribute[3];
    gsize length = (gsize) (attribute[4] - attribute[3]);
    int column;

    if (attribute[0][0] == '\0' || attribute[0][1] != '\0')
      continue;
    if (attribute[0][0] == 'r') {
      column = ctn_sheet_column_from_letters (value, length);
      if (column >= 0)
        self->column = (guint) column;
      else if (length > 0 && g_ascii_isalpha (value[0]))
        self->column = CTN_SHEET_MAX_COLUMNS; /* refused if there is something in it */
    } else if (attribute[0][0] == 't') {
      self->type = read_type (value, length);
    } else if (attribute[0][0] == 's') {
      self->style = (guint) g_ascii_strtoull (value, NULL, 10);
    }
  }
  xml->column = self->column;
}

static void
start_cb (CtnSheetXml *xml, const char *uri, const char *name, const CtnSheetAttributes *attributes)
{
  Reader *self = xml->data;

  if (!self->in_rows) {
    self->in_rows = strcmp (name, "sheetData") == 0 && ctn_xlsx_is_main (uri);
    return;
  }
  if (name[0] == 'c' && name[1] == '\0') {
    if (ctn_xlsx_is_main (uri))
      start_cell (xml, attributes);
  } else if (name[0] == 'v' && name[1] == '\0') {
    /* Where both are there, what is shown is in <is>. */
    xml->capture = self->in_cell && !(self->type == CELL_INLINE && self->has_inline);
  } else if (strcmp (name, "row") == 0) {
    start_row (xml, attributes);
  } else if (self->in_cell && strcmp (name, "is") == 0) {
    self->has_inline = TRUE;
    if (self->type == CELL_INLINE)
      g_string_truncate (xml->text, 0);
  } else if (strcmp (name, "rPh") == 0) {
    self->phonetic++;
  } else if (name[0] == 't' && name[1] == '\0') {
    xml->capture = self->in_cell && self->has_inline && self->phonetic == 0;
  }
}

static gboolean
add_number (Reader *self, const GString *text, GError **error)
{
  char buffer[CTN_SHEET_NUMBER_SIZE], *end = NULL;
  CtnSheetFormat format = { CTN_SHEET_FORMAT_NUMBER, 0 };
  const char *shown = buffer;
  double value;

  if (self->style < self->package->formats->len)
    format = g_array_index (self->package->formats, CtnSheetFormat, self->style);
  value = g_ascii_strtod (text->str, &end);
  while (end != NULL && g_ascii_isspace (*end))
    end++;
  if (end == NULL || *end != '\0' || !isfinite (value))
    shown = text->str;
  else
    ctn_sheet_number_format (value, format, self->package->date_1904, buffer);
  return ctn_sheet_grid_add (self->grid, self->column, shown, strlen (shown), error);
}

static gboolean
add_shared (Reader *self, const char *text, GError **error)
{
  GArray *starts = self->package->string_starts;
  guint64 index = g_ascii_strtoull (text, NULL, 10);
  guint32 start;

  if (!g_ascii_isdigit (*text) || index >= starts->len || index + 1 >= starts->len)
    return TRUE;
  start = g_array_index (starts, guint32, index);
  return ctn_sheet_grid_add (self->grid, self->column, self->package->strings->str + start,
                             g_array_index (starts, guint32, index + 1) - start - 1, error);
}

/* "2024-05-31T00:00:00.000Z" as a serial date would be shown. */
static gboolean
add_date (Reader *self, GString *text, GError **error)
{
  char *fraction = strchr (text->str, '.');

  if (fraction != NULL)
    *fraction = '\0';
  g_strdelimit (text->str, "TZ", ' ');
  g_strchomp (text->str);
  if (strlen (text->str) == 19 && g_str_has_suffix (text->str, " 00:00:00"))
    text->str[10] = '\0';
  return ctn_sheet_grid_add (self->grid, self->column, text->str, strlen (text->str), error);
}

static gboolean
add_cell (Reader *self, GString *text, GError **error)
{
  const char *truth;

  if (text->len == 0)
    return TRUE;
  switch (self->type) {
  case CELL_NUMBER:
    return add_number (self, text, error);
  case CELL_SHARED:
    return add_shared (self, g_strchug (text->str), error);
  case CELL_TRUTH:
    truth = g_str_equal (text->str, "1") || g_str_equal (text->str, "true") ? "TRUE" : "FALSE";
    return ctn_sheet_grid_add (self->grid, self->column, truth, strlen (truth), error);
  case CELL_DATE:
    return add_date (self, text, error);
  case CELL_TEXT:
  case CELL_INLINE:
  default:
    ctn_xlsx_unescape (text);
    return ctn_sheet_grid_add (self->grid, self->column, text->str, text->len, error);
  }
}

static void
end_cb (CtnSheetXml *xml, const char *uri, const char *name)
{
  Reader *self = xml->data;
  GError *error = NULL;

  if (!self->in_rows)
    return;
  if (name[0] == 'c' && name[1] == '\0' && ctn_xlsx_is_main (uri)) {
    if (!add_cell (self, xml->text, &error))
      ctn_sheet_xml_fail (xml, error);
    self->in_cell = FALSE;
    self->column++;
  } else if (name[1] == '\0' && (name[0] == 'v' || name[0] == 't')) {
    xml->capture = FALSE;
  } else if (strcmp (name, "rPh") == 0 && self->phonetic > 0) {
    self->phonetic--;
  } else if (strcmp (name, "row") == 0) {
    if (!ctn_sheet_grid_end_row (self->grid, &error))
      ctn_sheet_xml_fail (xml, error);
  } else if (strcmp (name, "sheetData") == 0) {
    /* What follows (drawings, conditions, extensions) may be long, and has no cells. */
    ctn_sheet_xml_stop (xml);
  }
}

CtnTable *
ctn_xlsx_reader_read (CtnXlsxPackage *package,
                      guint index,
                      GCancellable *cancellable,
                      GError **error)
{
  static const CtnSheetXmlHandler handler = { start_cb, end_cb };
  g_autoptr (CtnSheetGrid) grid = ctn_sheet_grid_new ();
  Reader self = { .package = package, .grid = grid };
  const CtnXlsxSheet *sheet = g_ptr_array_index (package->sheets, index);

  if (!ctn_xlsx_package_load (package, cancellable, error) ||
      !ctn_sheet_xml_parse (package->archive, sheet->part, &handler, &self, cancellable, error))
    return NULL;
  return ctn_sheet_grid_finish (grid);
}
