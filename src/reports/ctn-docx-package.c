#include "ctn-docx-package.h"

#include <archive.h>
#include <archive_entry.h>
#include <ctn-i18n.h>
#include <string.h>

/* The first day that a zip archive can name: the bytes must depend on the document alone. */
#define FIXED_TIME 315532800

struct _CtnDocxPackage {
  struct archive *zip; /* (owned) */
  GByteArray *bytes;   /* (owned) */
};

static la_ssize_t
collect (struct archive *archive, void *data, const void *buffer, size_t length)
{
  g_byte_array_append (data, buffer, (guint) length);
  return (la_ssize_t) length;
}

static gboolean
fail (CtnDocxPackage *self, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The document could not be packed: %s"),
               archive_error_string (self->zip));
  return FALSE;
}

gboolean
ctn_docx_package_add (CtnDocxPackage *self,
                      const char *name,
                      const void *data,
                      gsize length,
                      GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean ok;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, FIXED_TIME, 0);
  archive_entry_set_size (entry, (la_int64_t) length);
  /* What is compressed already takes time to become no smaller. */
  if (g_str_has_suffix (name, ".png"))
    archive_write_zip_set_compression_store (self->zip);
  else
    archive_write_zip_set_compression_deflate (self->zip);
  ok = archive_write_header (self->zip, entry) == ARCHIVE_OK &&
       archive_write_data (self->zip, data, length) == (la_ssize_t) length;
  archive_entry_free (entry);
  return ok ? TRUE : fail (self, error);
}

gboolean
ctn_docx_package_add_text (CtnDocxPackage *self, const char *name, const char *text, GError **error)
{
  return ctn_docx_package_add (self, name, text, strlen (text), error);
}

CtnDocxPackage *
ctn_docx_package_new (GError **error)
{
  CtnDocxPackage *self = g_new0 (CtnDocxPackage, 1);

  self->bytes = g_byte_array_new ();
  self->zip = archive_write_new ();
  if (archive_write_set_format_zip (self->zip) == ARCHIVE_OK &&
      archive_write_set_bytes_per_block (self->zip, 0) == ARCHIVE_OK &&
      archive_write_open (self->zip, self->bytes, NULL, collect, NULL) == ARCHIVE_OK)
    return self;
  fail (self, error);
  ctn_docx_package_free (self);
  return NULL;
}

void
ctn_docx_package_free (CtnDocxPackage *self)
{
  archive_write_free (self->zip);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

gboolean
ctn_docx_package_finish (CtnDocxPackage *self,
                         GOutputStream *stream,
                         GCancellable *cancellable,
                         GError **error)
{
  if (archive_write_close (self->zip) != ARCHIVE_OK)
    return fail (self, error);
  return g_output_stream_write_all (stream, self->bytes->data, self->bytes->len, NULL, cancellable,
                                    error);
}

/* Parts --------------------------------------------------------------------------------------- */

static void
add_escaped (GString *xml, const char *format, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_auto (GStrv) parts = g_strsplit (format, "{}", 2);

  g_string_append_printf (xml, "%s%s%s", parts[0], escaped, parts[1] != NULL ? parts[1] : "");
}

void
ctn_docx_add_runs (GString *xml, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    add_escaped (xml,
                 i == 0 ? "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>"
                        : "<w:r><w:br/><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                 lines[i]);
}

/* Styles that word processors do not know by themselves. */
static const char *const own_styles[] = { "Note",      "Figure",    "Logo", "TableText",
                                          "TableHead", "TableName", "Gap",  NULL };

static void
add_style (GString *xml, const char *id, const char *name, const char *paragraph, const char *run)
{
  /* Who writes on behind a heading writes text. */
  gboolean leads = g_str_has_prefix (id, "Heading") || g_str_has_suffix (id, "itle");

  g_string_append_printf (xml,
                          "<w:style w:type=\"paragraph\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>"
                          "<w:basedOn w:val=\"Normal\"/>%s<w:qFormat/><w:pPr>%s</w:pPr>"
                          "<w:rPr>%s</w:rPr></w:style>\n",
                          g_strv_contains (own_styles, id) ? " w:customStyle=\"1\"" : "", id, name,
                          leads ? "<w:next w:val=\"BodyText\"/>" : "", paragraph, run);
}

#define SPACING(before, after) "<w:spacing w:before=\"" before "\" w:after=\"" after "\"/>"
#define BOLD(size) "<w:b/><w:sz w:val=\"" size "\"/>"
#define HEADING(before, after, level)                                                              \
  "<w:keepNext/><w:keepLines/>" SPACING (before, after) "<w:outlineLvl w:val=\"" level "\"/>"
/* CTN_CELL_PADDING, by which the columns were measured, in twentieths of a point. */
#define CELL_MARGINS                                                                               \
  "<w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" "                          \
  "w:type=\"dxa\"/></w:tblCellMar>"
#define MUTED "<w:color w:val=\"5C5C61\"/>"

/* Word checks the spelling of a language in a country only. */
static const char *
get_locale (CtnDocument *document)
{
  const char *language = ctn_document_get_language (document);

  return g_str_equal (language, "de") ? "de-DE" : g_str_equal (language, "en") ? "en-GB" : language;
}

/* Without the mode Word takes the file for one of 2003. There is no updateFields: the contents are filled in,
 * and Word would ask at every opening. */
static gboolean
add_settings (CtnDocxPackage *self, CtnDocument *document, GError **error)
{
  g_autoptr (GString) xml =
      g_string_new (XML "<w:settings " W "><w:defaultTabStop w:val=\"720\"/><w:autoHyphenation/>"
                        "<w:hyphenationZone w:val=\"425\"/><w:doNotHyphenateCaps/><w:compat>"
                        "<w:compatSetting w:name=\"compatibilityMode\" "
                        "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>"
                        "</w:compat>");

  add_escaped (xml, "<w:themeFontLang w:val=\"{}\"/></w:settings>\n", get_locale (document));
  return ctn_docx_package_add_text (self, "word/settings.xml", xml->str, error);
}

static gboolean
add_styles (CtnDocxPackage *self, CtnDocument *document, GError **error)
{
  g_autoptr (GString) xml = g_string_new (XML "<w:styles " W "><w:docDefaults><w:rPrDefault><w:rPr>"
                                              "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" "
                                              "w:cs=\"Arial\"/><w:sz w:val=\"20\"/>");

  add_escaped (xml, "<w:lang w:val=\"{}\"/>", get_locale (document));
  g_string_append (xml, "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line=\"264\" "
                        "w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\n"
                        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
                        "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>\n");
  add_style (xml, "Title", "Title", SPACING ("0", "120"), BOLD ("48"));
  add_style (xml, "Subtitle", "Subtitle", SPACING ("0", "80"), MUTED "<w:sz w:val=\"24\"/>");
  add_style (xml, "Heading1", "heading 1", HEADING ("440", "160", "0"), BOLD ("34"));
  add_style (xml, "Heading2", "heading 2", HEADING ("320", "120", "1"), BOLD ("26"));
  add_style (xml, "Heading3", "heading 3", HEADING ("240", "80", "2"), BOLD ("22"));
  add_style (xml, "ContentsHeading", "TOC Heading", "<w:keepNext/>" SPACING ("320", "120"),
             BOLD ("26"));
  add_style (xml, "TOC1", "toc 1",
             "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9400\"/></w:tabs>" SPACING (
                 "0", "60"),
             "<w:b/>");
  add_style (xml, "TOC2", "toc 2",
             "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9400\"/></w:tabs>" SPACING (
                 "0", "40") "<w:ind w:left=\"280\"/>",
             "");
  add_style (xml, "BodyText", "Body Text", "<w:widowControl/>" SPACING ("0", "140"), "");
  add_style (xml, "Note", "Note", SPACING ("0", "140"), MUTED "<w:sz w:val=\"17\"/>");
  add_style (xml, "ListBullet", "List Bullet",
             "<w:numPr><w:numId w:val=\"1\"/></w:numPr>" SPACING ("0", "60"), "");
  add_style (xml, "Caption", "caption", "<w:keepNext/>" SPACING ("80", "80"), BOLD ("17"));
  add_style (xml, "Figure", "Figure", "<w:keepNext/>" SPACING ("80", "0"), "");
  add_style (xml, "Logo", "Logo", SPACING ("0", "360"), "");
  add_style (xml, "TableText", "Table Text", SPACING ("40", "40"), "<w:sz w:val=\"17\"/>");
  add_style (xml, "TableHead", "Table Head", "<w:keepNext/>" SPACING ("40", "40"), BOLD ("17"));
  add_style (xml, "TableName", "Table Name", SPACING ("40", "40"), BOLD ("17"));
  add_style (xml, "Gap", "Gap", SPACING ("0", "0"), "<w:sz w:val=\"12\"/>");
  g_string_append (xml,
                   "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"Plain\"><w:name "
                   "w:val=\"Plain Report\"/>"
                   "<w:tblPr><w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" "
                   "w:color=\"B8BABF\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" "
                   "w:color=\"B8BABF\"/></w:tblBorders>" CELL_MARGINS
                   "</w:tblPr></w:style>\n</w:styles>\n");
  return ctn_docx_package_add_text (self, "word/styles.xml", xml->str, error);
}

static gboolean
add_footer (CtnDocxPackage *self, CtnDocument *document, GError **error)
{
  g_autoptr (GString) xml = g_string_new (XML "<w:ftr " W "><w:p><w:pPr><w:pStyle w:val=\"Note\"/>"
                                              "<w:tabs><w:tab w:val=\"right\" w:pos=\"9400\"/>"
                                              "</w:tabs></w:pPr>");
  g_auto (GStrv) parts = g_strsplit (ctn_document_get_word (document, CTN_WORD_PAGE), "%u", 3);
  static const char *const fields[] = { "PAGE", "NUMPAGES" };

  ctn_docx_add_runs (xml, ctn_document_get_title (document));
  g_string_append (xml, "<w:r><w:tab/></w:r>");
  for (guint i = 0; parts[i] != NULL; i++) {
    ctn_docx_add_runs (xml, parts[i]);
    if (i < G_N_ELEMENTS (fields))
      g_string_append_printf (
          xml, "<w:fldSimple w:instr=\" %s \"><w:r><w:t>1</w:t></w:r></w:fldSimple>", fields[i]);
  }
  g_string_append (xml, "</w:p></w:ftr>\n");
  return ctn_docx_package_add_text (self, "word/footer1.xml", xml->str, error);
}

static gboolean
add_properties (CtnDocxPackage *self, CtnDocument *document, GError **error)
{
  g_autoptr (GString) xml =
      g_string_new (XML "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
                        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                        "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
  const char *author = ctn_document_get_author (document);
  const char *date = ctn_document_get_date (document);

  add_escaped (xml, "<dc:title>{}</dc:title>", ctn_document_get_title (document));
  if (author != NULL)
    add_escaped (xml, "<dc:creator>{}</dc:creator>", author);
  if (date != NULL)
    add_escaped (xml, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created>",
                 date);
  add_escaped (xml, "<dc:language>{}</dc:language></cp:coreProperties>\n",
               ctn_document_get_language (document));
  return ctn_docx_package_add_text (self, "docProps/core.xml", xml->str, error);
}

static const char content_types[] =
    XML "<Types xmlns=\"" PACKAGE "content-types\">"
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
        "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Default Extension=\"png\" ContentType=\"image/png\"/>"
        "<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-"
        "officedocument.wordprocessingml.document.main+xml\"/>"
        "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-"
        "officedocument.wordprocessingml.styles+xml\"/>"
        "<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-"
        "officedocument.wordprocessingml.numbering+xml\"/>"
        "<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-"
        "officedocument.wordprocessingml.settings+xml\"/>"
        "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-"
        "officedocument.wordprocessingml.footer+xml\"/>"
        "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-"
        "package.core-properties+xml\"/></Types>\n";

static const char package_relations[] =
    XML "<Relationships xmlns=\"" PACKAGE "relationships\">"
        "<Relationship Id=\"r1\" Type=\"" REL "officeDocument\" Target=\"word/document.xml\"/>"
        "<Relationship Id=\"r2\" Type=\"" PACKAGE "relationships/metadata/core-properties\" "
        "Target=\"docProps/core.xml\"/></Relationships>\n";

static const char numbering[] =
    XML "<w:numbering " W "><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\">"
        "<w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/>"
        "<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"320\" w:hanging=\"240\"/></w:pPr></w:lvl>"
        "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
        "</w:numbering>\n";

gboolean
ctn_docx_package_add_fixed (CtnDocxPackage *self, CtnDocument *document, GError **error)
{
  return ctn_docx_package_add_text (self, "[Content_Types].xml", content_types, error) &&
         ctn_docx_package_add_text (self, "_rels/.rels", package_relations, error) &&
         ctn_docx_package_add_text (self, "word/numbering.xml", numbering, error) &&
         add_settings (self, document, error) && add_styles (self, document, error) &&
         add_footer (self, document, error) && add_properties (self, document, error);
}
