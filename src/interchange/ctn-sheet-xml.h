/* Streams an XML part of a spreadsheet through libxml2's SAX2 interface.
 *
 * SAX and not xmlTextReader: the reader makes and frees a tree node for each of the millions of
 * elements and takes more than twice as long. Names come with their namespace; document types are
 * refused, so that no entity but the five of XML and character references is ever expanded; nothing
 * outside the part is loaded; depth and length of names are bounded by libxml2. */
#pragma once

#include "ctn-sheet-archive.h"

G_BEGIN_DECLS

/* Excel's own limit is 32,767 characters. */
#define CTN_SHEET_MAX_CELL_BYTES (1024 * 1024)

typedef struct _CtnSheetXml CtnSheetXml;

/* Attributes of the element that begins; valid in the call only. */
typedef struct {
  const unsigned char **values; /* as of libxml2's startElementNs */
  int n;
} CtnSheetAttributes;

typedef struct {
  /* @uri: (nullable) */
  void (*start) (CtnSheetXml *xml,
                 const char *uri,
                 const char *name,
                 const CtnSheetAttributes *attributes);
  void (*end) (CtnSheetXml *xml, const char *uri, const char *name);
} CtnSheetXmlHandler;

/* State of a run; what is not named private is for the handler. */
struct _CtnSheetXml {
  gpointer data;
  GString *text; /* characters since the handler set @capture, which adds as long as it is set */
  gboolean capture;
  guint row;    /* for messages, from 1; 0 when not in a row */
  guint column; /* from 0 */
  /* private */
  const CtnSheetXmlHandler *handler;
  CtnSheetPart *part;
  const char *bytes; /* instead of a part */
  gsize n_bytes;
  GCancellable *cancellable;
  GError *error;
  gpointer context;
  gboolean stopped;
};

/* Runs through the part @name.
 * Errors: CTN_INTERCHANGE_ERROR_SYNTAX (with the line in the part), those of
 * ctn_sheet_part_read() and of ctn_sheet_xml_fail(), G_IO_ERROR_CANCELLED. */
gboolean ctn_sheet_xml_parse (CtnSheetArchive *archive,
                              const char *name,
                              const CtnSheetXmlHandler *handler,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error);

/* Runs through XML that is no part of a spreadsheet. A document type is passed over, as older programs
 * write one, but what it names is not loaded and one that declares entities is refused.
 * Errors: as above, with the line in the file. */
gboolean ctn_sheet_xml_parse_bytes (GBytes *bytes,
                                    const CtnSheetXmlHandler *handler,
                                    gpointer data,
                                    GCancellable *cancellable,
                                    GError **error);

/* From the handler: ends the run with @error (transfer full), or without one, when all is known. */
void ctn_sheet_xml_fail (CtnSheetXml *xml, GError *error);
void ctn_sheet_xml_stop (CtnSheetXml *xml);

/* The value of the attribute with this local name, not ended by NUL; @uri_end: (nullable): how its
 * namespace must end. %NULL when there is none. */
const char *ctn_sheet_attributes_find (const CtnSheetAttributes *attributes,
                                       const char *uri_end,
                                       const char *name,
                                       gsize *length);

/* The same as a text of its own, "" for none. (transfer full) */
char *ctn_sheet_attributes_dup (const CtnSheetAttributes *attributes,
                                const char *uri_end,
                                const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* The same as a number from 0 to G_MAXUINT32, @fallback for none or something else. */
guint ctn_sheet_attributes_get_uint (const CtnSheetAttributes *attributes,
                                     const char *name,
                                     guint fallback);

/* Whether an XML truth value ("1", "true") is set. */
gboolean ctn_sheet_attributes_get_flag (const CtnSheetAttributes *attributes, const char *name);

G_END_DECLS
