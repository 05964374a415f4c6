#include "ctn-ods-reader.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ctn-sheet-grid.h"
#include "ctn-sheet-number.h"
#include "ctn-sheet-xml.h"

#define MAX_SHEETS 4096
#define CONTENT "content.xml"
#define ENDS_TABLE ":table:1.0"
#define ENDS_TEXT ":text:1.0"
#define ENDS_OFFICE ":office:1.0"
#define ENDS_STYLE ":style:1.0"

typedef struct {
  CtnSheetGrid *grid; /* (nullable): when only listing */
  GPtrArray *sheets;  /* when listing */
  GHashTable *hidden; /* styles of tables that are not shown, when listing */
  char *style;        /* (owned) (nullable) the style that is open */
  int wanted, sheet;  /* index; -1 for none yet */
  guint depth;        /* of tables, for cells may hold others */
  guint row, column;  /* row from 1 */
  guint row_times, cell_times;
  gboolean in_cell;
  guint skip; /* depth in annotations and drawings */
  guint n_paragraphs;
  char *type, *value; /* (owned) of the cell */
} Reader;

static gboolean
is (const char *uri, const char *end)
{
  return uri != NULL && g_str_has_suffix (uri, end);
}

static void
sheet_free (gpointer data)
{
  CtnOdsSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet);
}

static void
start_table (Reader *self, const CtnSheetAttributes *attributes)
{
  if (self->depth++ > 0)
    return;
  self->sheet++;
  self->row = 0;
  if (self->sheets != NULL && self->sheets->len < MAX_SHEETS) {
    CtnOdsSheet *sheet = g_new0 (CtnOdsSheet, 1);
    g_autofree char *style = ctn_sheet_attributes_dup (attributes, ENDS_TABLE, "style-name");

    sheet->name = ctn_sheet_attributes_dup (attributes, ENDS_TABLE, "name");
    sheet->hidden = g_hash_table_contains (self->hidden, style);
    g_ptr_array_add (self->sheets, sheet);
  }
}

static void
start_row (CtnSheetXml *xml, const CtnSheetAttributes *attributes)
{
  Reader *self = xml->data;
  GError *error = NULL;

  self->row_times = MAX (ctn_sheet_attributes_get_uint (attributes, "number-rows-repeated", 1), 1);
  self->row_times = MIN (self->row_times, 1u << 30);
  self->row = MIN (self->row + 1, 1u << 30);
  self->column = 0;
  xml->row = self->row;
  /* Empty rows up to a sheet's end are usual, and more than these are never written. */
  if (!ctn_sheet_grid_begin_row (self->grid, self->row, &error))
    ctn_sheet_xml_fail (xml, error);
}

static void
start_cell (CtnSheetXml *xml, const CtnSheetAttributes *attributes)
{
  Reader *self = xml->data;
  static const char *const values[] = { "date-value", "time-value", "boolean-value", "value",
                                        "string-value" };

  self->cell_times =
      MAX (ctn_sheet_attributes_get_uint (attributes, "number-columns-repeated", 1), 1);
  self->in_cell = TRUE;
  self->n_paragraphs = 0;
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->value, g_free);
  g_string_truncate (xml->text, 0);
  xml->column = self->column;
  self->type = ctn_sheet_attributes_dup (attributes, NULL, "value-type");
  for (gsize i = 0; i < G_N_ELEMENTS (values) && self->value == NULL; i++) {
    gsize length;

    if (ctn_sheet_attributes_find (attributes, ENDS_OFFICE, values[i], &length) != NULL)
      self->value = ctn_sheet_attributes_dup (attributes, ENDS_OFFICE, values[i]);
  }
}

static void
start_text (CtnSheetXml *xml, const char *name, const CtnSheetAttributes *attributes)
{
  Reader *self = xml->data;

  if (strcmp (name, "p") == 0 || strcmp (name, "h") == 0) {
    if (self->n_paragraphs++ > 0 && xml->text->len < CTN_SHEET_MAX_CELL_BYTES)
      g_string_append_c (xml->text, '\n');
    xml->capture = TRUE;
  } else if (!xml->capture || xml->text->len > CTN_SHEET_MAX_CELL_BYTES) {
    return;
  } else if (strcmp (name, "s") == 0) {
    for (guint n = MIN (ctn_sheet_attributes_get_uint (attributes, "c", 1), 1000); n > 0; n--)
      g_string_append_c (xml->text, ' ');
  } else if (strcmp (name, "tab") == 0) {
    g_string_append_c (xml->text, '\t');
  } else if (strcmp (name, "line-break") == 0) {
    g_string_append_c (xml->text, '\n');
  } else if (strcmp (name, "ruby-text") == 0) {
    xml->capture = FALSE;
  }
}

static gboolean
is_aside (const char *uri, const char *name)
{
  return (is (uri, ENDS_OFFICE) && strcmp (name, "annotation") == 0) || is (uri, ":drawing:1.0") ||
         (is (uri, ENDS_TABLE) && strcmp (name, "shapes") == 0);
}

static void
start_style (Reader *self, const char *name, const CtnSheetAttributes *attributes)
{
  if (self->hidden == NULL)
    return;
  if (strcmp (name, "style") == 0) {
    g_free (self->style);
    self->style = ctn_sheet_attributes_dup (attributes, ENDS_STYLE, "name");
  } else if (strcmp (name, "table-properties") == 0 && self->style != NULL) {
    g_autofree char *display = ctn_sheet_attributes_dup (attributes, ENDS_TABLE, "display");

    if (g_str_equal (display, "false") && g_hash_table_size (self->hidden) < MAX_SHEETS)
      g_hash_table_add (self->hidden, g_strdup (self->style));
  }
}

static void
start_cb (CtnSheetXml *xml, const char *uri, const char *name, const CtnSheetAttributes *attributes)
{
  Reader *self = xml->data;
  gboolean here = self->grid != NULL && self->sheet == self->wanted && self->depth == 1;

  if (self->skip > 0 || is_aside (uri, name)) {
    self->skip++;
    xml->capture = FALSE;
  } else if (is (uri, ENDS_STYLE)) {
    start_style (self, name, attributes);
  } else if (is (uri, ENDS_TABLE) && strcmp (name, "table") == 0) {
    start_table (self, attributes);
  } else if (here && is (uri, ENDS_TABLE)) {
    if (strcmp (name, "table-row") == 0)
      start_row (xml, attributes);
    else if (strcmp (name, "table-cell") == 0 || strcmp (name, "covered-table-cell") == 0)
      start_cell (xml, attributes);
  } else if (here && self->in_cell && is (uri, ENDS_TEXT)) {
    start_text (xml, name, attributes);
  }
}

/* "PT26H30M05S" as 26:30:05, as a duration's format shows it. */
static gboolean
read_duration (const char *text, char *buffer)
{
  guint hours, minutes;
  double seconds;
  int used = 0;

  if (sscanf (text, "PT%9uH%9uM%n", &hours, &minutes, &used) < 2 || used == 0)
    return FALSE;
  seconds = g_ascii_strtod (text + used, NULL);
  if (!(seconds >= 0 && seconds < 61))
    return FALSE;
  g_snprintf (buffer, CTN_SHEET_NUMBER_SIZE, "%02u:%02u:%02u", hours, minutes, (guint) seconds);
  return TRUE;
}

/* A number whose format fills it with zeros is a code. */
static gboolean
is_code (const char *shown)
{
  return shown[0] == '0' && shown[1] != '\0' && strspn (shown, "0123456789") == strlen (shown);
}

/* What the cell says: its value, else its text. */
static const char *
get_cell_text (Reader *self, const GString *text, char *buffer)
{
  CtnSheetFormat format = { CTN_SHEET_FORMAT_NUMBER, 0 };
  char *end = NULL;
  double value;

  if (self->value == NULL || g_str_equal (self->type, "string"))
    return text->len > 0 || self->value == NULL ? text->str : self->value;
  if (g_str_equal (self->type, "boolean"))
    return g_str_equal (self->value, "true") ? "TRUE" : "FALSE";
  if (g_str_equal (self->type, "date")) {
    char *fraction = strpbrk (self->value, ".,");

    if (fraction != NULL)
      *fraction = '\0';
    g_strdelimit (self->value, "T", ' ');
    if (g_str_has_suffix (self->value, " 00:00:00"))
      self->value[strlen (self->value) - 9] = '\0';
    return self->value;
  }
  if (g_str_equal (self->type, "time"))
    return read_duration (self->value, buffer) ? buffer : text->str;
  value = g_ascii_strtod (self->value, &end);
  if (end == self->value || *end != '\0' || !isfinite (value) ||
      (!(value > floor (value)) && is_code (text->str)))
    return text->str;
  if (g_str_equal (self->type, "percentage"))
    format.kind = CTN_SHEET_FORMAT_PERCENT;
  return ctn_sheet_number_format (value, format, FALSE, buffer);
}

static void
end_cell (CtnSheetXml *xml)
{
  Reader *self = xml->data;
  char buffer[CTN_SHEET_NUMBER_SIZE];
  const char *text = get_cell_text (self, xml->text, buffer);
  gsize length = strlen (text);
  GError *error = NULL;

  for (guint i = 0; length > 0 && i < self->cell_times; i++)
    if (!ctn_sheet_grid_add (self->grid, self->column + i, text, length, &error)) {
      ctn_sheet_xml_fail (xml, error);
      return;
    }
  self->column = MIN (self->column + MIN (self->cell_times, 1u << 20), 1u << 20);
  self->in_cell = FALSE;
}

static void
end_row (CtnSheetXml *xml)
{
  Reader *self = xml->data;
  GError *error = NULL;

  if (ctn_sheet_grid_has_cells (self->grid) &&
      (!ctn_sheet_grid_end_row (self->grid, &error) ||
       !ctn_sheet_grid_repeat_row (self->grid, self->row_times - 1, &error))) {
    ctn_sheet_xml_fail (xml, error);
    return;
  }
  self->row = MIN (self->row + self->row_times - 1, 1u << 30);
}

static void
end_cb (CtnSheetXml *xml, const char *uri, const char *name)
{
  Reader *self = xml->data;
  gboolean here = self->grid != NULL && self->sheet == self->wanted && self->depth == 1;

  if (self->skip > 0) {
    self->skip--;
  } else if (is (uri, ENDS_TABLE) && strcmp (name, "table") == 0 && self->depth > 0) {
    self->depth--;
    if (here)
      ctn_sheet_xml_stop (xml);
  } else if (here && is (uri, ENDS_TABLE)) {
    if (strcmp (name, "table-row") == 0)
      end_row (xml);
    else if (self->in_cell && g_str_has_suffix (name, "table-cell"))
      end_cell (xml);
  } else if (here && is (uri, ENDS_TEXT)) {
    if (strcmp (name, "p") == 0 || strcmp (name, "h") == 0)
      xml->capture = FALSE;
    else if (strcmp (name, "ruby-text") == 0)
      xml->capture = self->in_cell;
  }
}

static gboolean
run (Reader *self, CtnSheetArchive *archive, GCancellable *cancellable, GError **error)
{
  static const CtnSheetXmlHandler handler = { start_cb, end_cb };
  gboolean ok = ctn_sheet_xml_parse (archive, CONTENT, &handler, self, cancellable, error);

  g_free (self->style);
  g_free (self->type);
  g_free (self->value);
  return ok;
}

GPtrArray *
ctn_ods_reader_list (CtnSheetArchive *archive, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (sheet_free);
  Reader self = { .sheets = sheets, .hidden = hidden, .wanted = -1, .sheet = -1 };

  return run (&self, archive, cancellable, error) ? g_steal_pointer (&sheets) : NULL;
}

CtnTable *
ctn_ods_reader_read (CtnSheetArchive *archive,
                     guint index,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (CtnSheetGrid) grid = ctn_sheet_grid_new ();
  Reader self = { .grid = grid, .wanted = (int) index, .sheet = -1 };

  return run (&self, archive, cancellable, error) ? ctn_sheet_grid_finish (grid) : NULL;
}
