#include "ctn-sheet-xml.h"

#include <ctn-i18n.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "ctn-interchange-error.h"

void
ctn_sheet_xml_stop (CtnSheetXml *xml)
{
  if (!xml->stopped)
    xmlStopParser (xml->context);
  xml->stopped = TRUE;
}

void
ctn_sheet_xml_fail (CtnSheetXml *xml, GError *error)
{
  if (xml->error == NULL)
    xml->error = error;
  else
    g_error_free (error);
  ctn_sheet_xml_stop (xml);
}

static void
start_cb (void *data,
          const xmlChar *name,
          const xmlChar *prefix,
          const xmlChar *uri,
          int n_namespaces,
          const xmlChar **namespaces,
          int n_attributes,
          int n_defaulted,
          const xmlChar **values)
{
  CtnSheetXml *xml = data;
  const CtnSheetAttributes attributes = { values, n_attributes };

  if (!xml->stopped)
    xml->handler->start (xml, (const char *) uri, (const char *) name, &attributes);
}

static void
end_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  CtnSheetXml *xml = data;

  if (!xml->stopped)
    xml->handler->end (xml, (const char *) uri, (const char *) name);
}

static void
characters_cb (void *data, const xmlChar *text, int length)
{
  CtnSheetXml *xml = data;

  if (!xml->capture || xml->stopped)
    return;
  if (xml->text->len + (gsize) length <= CTN_SHEET_MAX_CELL_BYTES)
    g_string_append_len (xml->text, (const char *) text, length);
  else
    ctn_sheet_xml_fail (xml, g_error_new (CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_TOO_LARGE,
                                          _ ("Row %u, column %u: the text is longer than 1 MiB."),
                                          xml->row, xml->column + 1));
}

static void
doctype_cb (void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  ctn_sheet_xml_fail (data,
                      g_error_new_literal (CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                                           _ ("The file has a document type of its own, which "
                                              "spreadsheets never do; it is not read.")));
}

static void
entity_cb (void *data,
           const xmlChar *name,
           int type,
           const xmlChar *public_id,
           const xmlChar *system_id,
           xmlChar *content)
{
  ctn_sheet_xml_fail (data,
                      g_error_new_literal (CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                                           _ ("The file declares entities of its own; it is "
                                              "not read.")));
}

static int
read_bytes (CtnSheetXml *xml, char *buffer, gsize length)
{
  gsize n = MIN (length, xml->n_bytes);

  memcpy (buffer, xml->bytes, n);
  xml->bytes += n;
  xml->n_bytes -= n;
  return (int) n;
}

static int
read_cb (void *data, char *buffer, int length)
{
  CtnSheetXml *xml = data;
  GError *error = NULL;
  gssize n;

  if (xml->error != NULL)
    return -1;
  if (g_cancellable_set_error_if_cancelled (xml->cancellable, &xml->error))
    return -1;
  if (xml->part == NULL)
    return read_bytes (xml, buffer, (gsize) length);
  n = ctn_sheet_part_read (xml->part, buffer, (gsize) length, &error);
  if (n < 0)
    xml->error = error;
  return (int) n;
}

static int
close_cb (void *data)
{
  return 0;
}

/* @name: (nullable): of the part */
static GError *
make_error (int line, const char *name)
{
  if (name == NULL)
    return g_error_new (
        CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
        _ ("The file is damaged: its line %d cannot be read. Open it in the program "
           "that wrote it and save it again."),
        line);
  return g_error_new (
      CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
      _ ("The file is damaged: line %d of its part “%s” cannot be read. Open it in the program "
         "that wrote it and save it again."),
      line, name);
}

static void
run (CtnSheetXml *xml, const char *name)
{
  xmlSAXHandler sax = {
    .initialized = XML_SAX2_MAGIC,
    .internalSubset = xml->part != NULL ? doctype_cb : NULL,
    .entityDecl = entity_cb,
    .startElementNs = start_cb,
    .endElementNs = end_cb,
    .characters = characters_cb,
    .ignorableWhitespace = characters_cb,
    .cdataBlock = characters_cb,
  };
  xmlParserCtxtPtr context =
      xmlCreateIOParserCtxt (&sax, xml, read_cb, close_cb, xml, XML_CHAR_ENCODING_NONE);

  if (context != NULL) {
    xml->context = context;
    /* NOENT makes &amp; in attributes an &; other entities cannot be there without a document type. */
    xmlCtxtUseOptions (context,
                       XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlParseDocument (context);
    if (xml->error == NULL && !xml->stopped && !context->wellFormed)
      xml->error = make_error (context->lastError.line, name);
    g_clear_pointer (&context->myDoc, xmlFreeDoc);
    xmlFreeParserCtxt (context);
  } else if (xml->error == NULL) {
    xml->error = g_error_new (CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_SYNTAX,
                              _ ("The part “%s” of the file cannot be read."), name);
  }
}

static gboolean
run_with (CtnSheetXml *xml, const char *name, GError **error)
{
  static gsize ready = 0;

  /* Not safe when several threads do it at once. */
  if (g_once_init_enter (&ready)) {
    xmlInitParser ();
    g_once_init_leave (&ready, 1);
  }
  xml->text = g_string_new (NULL);
  run (xml, name);
  g_string_free (xml->text, TRUE);
  if (xml->error == NULL)
    return TRUE;
  g_propagate_error (error, xml->error);
  return FALSE;
}

gboolean
ctn_sheet_xml_parse (CtnSheetArchive *archive,
                     const char *name,
                     const CtnSheetXmlHandler *handler,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (CtnSheetPart) part = ctn_sheet_archive_open (archive, name, error);
  CtnSheetXml xml = { .data = data, .handler = handler, .part = part, .cancellable = cancellable };

  return part != NULL && run_with (&xml, name, error);
}

gboolean
ctn_sheet_xml_parse_bytes (GBytes *bytes,
                           const CtnSheetXmlHandler *handler,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error)
{
  CtnSheetXml xml = { .data = data, .handler = handler, .cancellable = cancellable };

  xml.bytes = g_bytes_get_data (bytes, &xml.n_bytes);
  return run_with (&xml, NULL, error);
}

const char *
ctn_sheet_attributes_find (const CtnSheetAttributes *attributes,
                           const char *uri_end,
                           const char *name,
                           gsize *length)
{
  for (int i = 0; i < attributes->n; i++) {
    const unsigned char **value = attributes->values + (gsize) i * 5;

    if (strcmp ((const char *) value[0], name) == 0 &&
        (uri_end == NULL ||
         (value[2] != NULL && g_str_has_suffix ((const char *) value[2], uri_end)))) {
      *length = (gsize) (value[4] - value[3]);
      return (const char *) value[3];
    }
  }
  *length = 0;
  return NULL;
}

char *
ctn_sheet_attributes_dup (const CtnSheetAttributes *attributes,
                          const char *uri_end,
                          const char *name)
{
  gsize length;
  const char *value = ctn_sheet_attributes_find (attributes, uri_end, name, &length);

  return g_strndup (value != NULL ? value : "", length);
}

guint
ctn_sheet_attributes_get_uint (const CtnSheetAttributes *attributes,
                               const char *name,
                               guint fallback)
{
  gsize length;
  const char *value = ctn_sheet_attributes_find (attributes, NULL, name, &length);
  guint64 number = 0;

  if (length == 0 || length > 10)
    return fallback;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isdigit (value[i]))
      return fallback;
    number = number * 10 + (guint64) (value[i] - '0');
  }
  return number <= G_MAXUINT32 ? (guint) number : fallback;
}

gboolean
ctn_sheet_attributes_get_flag (const CtnSheetAttributes *attributes, const char *name)
{
  gsize length;
  const char *value = ctn_sheet_attributes_find (attributes, NULL, name, &length);

  return (length == 1 && *value == '1') || (length == 4 && strncmp (value, "true", 4) == 0);
}
