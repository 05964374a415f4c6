#include "ctn-xlsx-package.h"

#include <ctn-i18n.h>
#include <string.h>

#include "ctn-interchange-error.h"

#define MAX_SHEETS 4096
#define MAX_FORMATS 100000
#define MAX_STRINGS 20000000

typedef struct {
  char *type;
  char *target;
} Relation;

typedef struct {
  GHashTable *relations; /* (element-type utf8 Relation) by id */
  const char *folder;
} Relations;

static void
relation_free (gpointer data)
{
  Relation *relation = data;

  g_free (relation->type);
  g_free (relation->target);
  g_free (relation);
}

static void
sheet_free (gpointer data)
{
  CtnXlsxSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->part);
  g_free (sheet);
}

gboolean
ctn_xlsx_is_main (const char *uri)
{
  return uri == NULL ||
         strcmp (uri, "http://schemas.openxmlformats.org/spreadsheetml/2006/main") == 0 ||
         strcmp (uri, "http://purl.oclc.org/ooxml/spreadsheetml/main") == 0;
}

static gboolean
read_escape (const char *text, guint *code)
{
  *code = 0;
  if (text[0] != '_' || text[1] != 'x')
    return FALSE;
  for (int i = 2; i < 6; i++) {
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;
    *code = *code * 16 + (guint) g_ascii_xdigit_value (text[i]);
  }
  return text[6] == '_';
}

void
ctn_xlsx_unescape (GString *text)
{
  g_autoptr (GString) plain = NULL;
  guint code, low;

  if (strstr (text->str, "_x") == NULL)
    return;
  plain = g_string_sized_new (text->len);
  for (const char *p = text->str; *p != '\0';) {
    if (!read_escape (p, &code) || code == 0) {
      g_string_append_c (plain, *p++);
      continue;
    }
    if (code >= 0xD800 && code < 0xDC00 && read_escape (p + 7, &low) && low >= 0xDC00 &&
        low < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      p += 7;
    }
    p += 7;
    g_string_append_unichar (plain, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
  }
  g_string_assign (text, plain->str);
}

char *
ctn_xlsx_escape (const char *text)
{
  GString *escaped = g_string_new (NULL);
  guint code;

  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p < ' ' && *p != '\t' && *p != '\n')
      g_string_append_printf (escaped, "_x%04X_", (guint) *p);
    else if (read_escape (p, &code))
      g_string_append (escaped, "_x005F_");
    else
      g_string_append_c (escaped, *p);
  return g_string_free (escaped, FALSE);
}

static void
ignore_end (CtnSheetXml *xml, const char *uri, const char *name)
{
}

/* --- Relations ------------------------------------------------------------------------------- */

/* The part that @target means, seen from @folder: "../a/b.xml", "/xl/b.xml". */
static char *
resolve (const char *folder, const char *target)
{
  g_autofree char *slashed = g_strdelimit (g_strdup (target), "\\", '/');
  g_autofree char *all =
      *slashed == '/' ? g_strdup (slashed + 1) : g_strconcat (folder, "/", slashed, NULL);
  g_auto (GStrv) steps = g_strsplit (all, "/", -1);
  g_autoptr (GPtrArray) path = g_ptr_array_new ();

  for (char **step = steps; *step != NULL; step++) {
    if (g_str_equal (*step, "..") && path->len > 0)
      g_ptr_array_set_size (path, (int) path->len - 1);
    else if (**step != '\0' && !g_str_equal (*step, ".") && !g_str_equal (*step, ".."))
      g_ptr_array_add (path, *step);
  }
  g_ptr_array_add (path, NULL);
  return g_strjoinv ("/", (char **) path->pdata);
}

static void
relations_start (CtnSheetXml *xml,
                 const char *uri,
                 const char *name,
                 const CtnSheetAttributes *attributes)
{
  Relations *relations = xml->data;
  g_autofree char *target = NULL;
  Relation *relation;

  if (strcmp (name, "Relationship") != 0 || g_hash_table_size (relations->relations) > MAX_SHEETS)
    return;
  target = ctn_sheet_attributes_dup (attributes, NULL, "Target");
  relation = g_new0 (Relation, 1);
  relation->type = ctn_sheet_attributes_dup (attributes, NULL, "Type");
  relation->target = resolve (relations->folder, target);
  g_hash_table_replace (relations->relations, ctn_sheet_attributes_dup (attributes, NULL, "Id"),
                        relation);
}

/* The relations of @part, which may have none. */
static GHashTable *
read_relations (CtnXlsxPackage *self, const char *part, GCancellable *cancellable, GError **error)
{
  static const CtnSheetXmlHandler handler = { relations_start, ignore_end };
  g_autoptr (GHashTable) table =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, relation_free);
  const char *slash = strrchr (part, '/');
  g_autofree char *folder =
      slash != NULL ? g_strndup (part, (gsize) (slash - part)) : g_strdup ("");
  g_autofree char *name = g_strdup_printf ("%s%s_rels/%s.rels", folder, *folder != '\0' ? "/" : "",
                                           slash != NULL ? slash + 1 : part);
  Relations relations = { table, folder };

  if (ctn_sheet_archive_has (self->archive, name) &&
      !ctn_sheet_xml_parse (self->archive, name, &handler, &relations, cancellable, error))
    return NULL;
  return g_steal_pointer (&table);
}

/* The part that a relation of this kind points to; @usual if there is none. (transfer full) */
static char *
find_target (CtnXlsxPackage *self, GHashTable *relations, const char *type_end, const char *usual)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, relations);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Relation *relation = value;

    if (g_str_has_suffix (relation->type, type_end) &&
        ctn_sheet_archive_has (self->archive, relation->target))
      return g_strdup (relation->target);
  }
  return ctn_sheet_archive_has (self->archive, usual) ? g_strdup (usual) : NULL;
}

/* --- Workbook -------------------------------------------------------------------------------- */

typedef struct {
  CtnXlsxPackage *self;
  GHashTable *relations;
} Workbook;

static void
workbook_start (CtnSheetXml *xml,
                const char *uri,
                const char *name,
                const CtnSheetAttributes *attributes)
{
  Workbook *workbook = xml->data;
  g_autofree char *id = NULL, *state = NULL;
  const Relation *relation;
  CtnXlsxSheet *sheet;

  if (!ctn_xlsx_is_main (uri))
    return;
  if (strcmp (name, "workbookPr") == 0)
    workbook->self->date_1904 = ctn_sheet_attributes_get_flag (attributes, "date1904");
  if (strcmp (name, "sheet") != 0 || workbook->self->sheets->len >= MAX_SHEETS)
    return;
  id = ctn_sheet_attributes_dup (attributes, "/relationships", "id");
  state = ctn_sheet_attributes_dup (attributes, NULL, "state");
  relation = g_hash_table_lookup (workbook->relations, id);
  if (relation == NULL || !g_str_has_suffix (relation->type, "/worksheet") ||
      !ctn_sheet_archive_has (workbook->self->archive, relation->target))
    return;
  sheet = g_new0 (CtnXlsxSheet, 1);
  sheet->name = ctn_sheet_attributes_dup (attributes, NULL, "name");
  sheet->part = g_strdup (relation->target);
  sheet->hidden = g_str_equal (state, "hidden") || g_str_equal (state, "veryHidden");
  g_ptr_array_add (workbook->self->sheets, sheet);
}

static gboolean
read_workbook (CtnXlsxPackage *self, GCancellable *cancellable, GError **error)
{
  static const CtnSheetXmlHandler handler = { workbook_start, ignore_end };
  g_autoptr (GHashTable) roots = read_relations (self, "", cancellable, error);
  g_autoptr (GHashTable) relations = NULL;
  g_autofree char *part = NULL;
  Workbook workbook = { self, NULL };

  if (roots == NULL)
    return FALSE;
  part = find_target (self, roots, "/officeDocument", "xl/workbook.xml");
  if (part == NULL) {
    g_set_error_literal (
        error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
        _ ("The file is not a whole spreadsheet: it has no workbook. Open it in the "
           "program that wrote it and save it again."));
    return FALSE;
  }
  relations = read_relations (self, part, cancellable, error);
  if (relations == NULL)
    return FALSE;
  workbook.relations = relations;
  self->strings_part = find_target (self, relations, "/sharedStrings", "xl/sharedStrings.xml");
  self->styles_part = find_target (self, relations, "/styles", "xl/styles.xml");
  return ctn_sheet_xml_parse (self->archive, part, &handler, &workbook, cancellable, error);
}

CtnXlsxPackage *
ctn_xlsx_package_new (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnXlsxPackage) self = g_new0 (CtnXlsxPackage, 1);

  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  self->formats = g_array_new (FALSE, TRUE, sizeof (CtnSheetFormat));
  self->strings = g_string_new (NULL);
  self->string_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->archive = ctn_sheet_archive_new (bytes, error);
  if (self->archive == NULL || !read_workbook (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
ctn_xlsx_package_free (CtnXlsxPackage *self)
{
  g_clear_pointer (&self->archive, ctn_sheet_archive_free);
  g_ptr_array_unref (self->sheets);
  g_array_unref (self->formats);
  g_string_free (self->strings, TRUE);
  g_array_unref (self->string_starts);
  g_free (self->strings_part);
  g_free (self->styles_part);
  g_free (self);
}

/* --- Shared strings -------------------------------------------------------------------------- */

typedef struct {
  CtnXlsxPackage *self;
  guint phonetic; /* depth in rPh, the reading aid of Japanese texts */
} Strings;

static void
strings_start (CtnSheetXml *xml,
               const char *uri,
               const char *name,
               const CtnSheetAttributes *attributes)
{
  Strings *strings = xml->data;

  if (!ctn_xlsx_is_main (uri))
    return;
  if (strcmp (name, "si") == 0)
    g_string_truncate (xml->text, 0);
  else if (strcmp (name, "rPh") == 0)
    strings->phonetic++;
  else if (strcmp (name, "t") == 0)
    xml->capture = strings->phonetic == 0;
}

static void
strings_end (CtnSheetXml *xml, const char *uri, const char *name)
{
  Strings *strings = xml->data;
  CtnXlsxPackage *self = strings->self;
  guint32 start = (guint32) self->strings->len;

  if (!ctn_xlsx_is_main (uri))
    return;
  if (strcmp (name, "t") == 0) {
    xml->capture = FALSE;
  } else if (strcmp (name, "rPh") == 0) {
    strings->phonetic--;
  } else if (strcmp (name, "si") == 0) {
    ctn_xlsx_unescape (xml->text);
    if (self->strings->len + xml->text->len >= G_MAXINT32 ||
        self->string_starts->len > MAX_STRINGS) {
      ctn_sheet_xml_fail (
          xml, g_error_new_literal (CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                                    _ ("The texts of the file are too long for one import.")));
      return;
    }
    g_string_append_len (self->strings, xml->text->str, (gssize) xml->text->len + 1);
    g_array_append_val (self->string_starts, start);
  }
}

/* --- Number formats -------------------------------------------------------------------------- */

typedef struct {
  CtnXlsxPackage *self;
  GHashTable *codes; /* (element-type guint CtnSheetFormat*) own formats by id */
  gboolean in_cells;
} Styles;

static void
styles_start (CtnSheetXml *xml,
              const char *uri,
              const char *name,
              const CtnSheetAttributes *attributes)
{
  Styles *styles = xml->data;
  guint id = ctn_sheet_attributes_get_uint (attributes, "numFmtId", 0);
  CtnSheetFormat format;

  if (!ctn_xlsx_is_main (uri))
    return;
  if (strcmp (name, "numFmt") == 0 && g_hash_table_size (styles->codes) < MAX_FORMATS) {
    g_autofree char *code = ctn_sheet_attributes_dup (attributes, NULL, "formatCode");

    format = ctn_sheet_format_parse (code);
    g_hash_table_replace (styles->codes, GUINT_TO_POINTER (id), g_memdup2 (&format, sizeof format));
  } else if (strcmp (name, "cellXfs") == 0) {
    styles->in_cells = TRUE;
  } else if (strcmp (name, "xf") == 0 && styles->in_cells &&
             styles->self->formats->len < MAX_FORMATS) {
    const CtnSheetFormat *own = g_hash_table_lookup (styles->codes, GUINT_TO_POINTER (id));

    format = own != NULL ? *own : ctn_sheet_format_builtin (id);
    g_array_append_val (styles->self->formats, format);
  }
}

static void
styles_end (CtnSheetXml *xml, const char *uri, const char *name)
{
  Styles *styles = xml->data;

  if (strcmp (name, "cellXfs") == 0)
    styles->in_cells = FALSE;
}

gboolean
ctn_xlsx_package_load (CtnXlsxPackage *self, GCancellable *cancellable, GError **error)
{
  static const CtnSheetXmlHandler string_handler = { strings_start, strings_end };
  static const CtnSheetXmlHandler style_handler = { styles_start, styles_end };
  g_autoptr (GHashTable) codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Strings strings = { self, 0 };
  Styles styles = { self, codes, FALSE };
  guint32 end;

  if (self->loaded)
    return TRUE;
  if (self->styles_part != NULL &&
      !ctn_sheet_xml_parse (self->archive, self->styles_part, &style_handler, &styles, cancellable,
                            error))
    return FALSE;
  if (self->strings_part != NULL &&
      !ctn_sheet_xml_parse (self->archive, self->strings_part, &string_handler, &strings,
                            cancellable, error))
    return FALSE;
  end = (guint32) self->strings->len;
  g_array_append_val (self->string_starts, end);
  self->loaded = TRUE;
  return TRUE;
}
