#include "ctn-report-export.h"

#include "ctn-document-pages.h"
#include "ctn-document-write.h"

gboolean
ctn_report_format_from_name (const char *name, CtnReportFormat *format)
{
  static const struct {
    const char *suffix;
    CtnReportFormat format;
  } formats[] = { { ".pdf", CTN_REPORT_PDF },
                  { ".docx", CTN_REPORT_DOCX },
                  { ".html", CTN_REPORT_HTML },
                  { ".htm", CTN_REPORT_HTML },
                  { ".xlsx", CTN_REPORT_XLSX } };
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (folded, formats[i].suffix)) {
      *format = formats[i].format;
      return TRUE;
    }
  return FALSE;
}

static gboolean
write_pdf (CtnDocument *document, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (CtnPages) pages = ctn_pages_new (document, ctn_paper_a4 (), cancellable, error);

  return pages != NULL && ctn_pages_write_pdf (pages, stream, cancellable, error);
}

static gboolean
write_document (CtnDocument *document,
                CtnReportFormat format,
                GOutputStream *stream,
                GCancellable *cancellable,
                GError **error)
{
  switch (format) {
  case CTN_REPORT_PDF:
    return write_pdf (document, stream, cancellable, error);
  case CTN_REPORT_DOCX:
    return ctn_document_write_docx (document, stream, cancellable, error);
  case CTN_REPORT_XLSX:
    return ctn_document_write_xlsx (document, stream, cancellable, error);
  case CTN_REPORT_HTML:
  default:
    return ctn_document_write_html (document, stream, cancellable, error);
  }
}

gboolean
ctn_report_export (CtnDocument *document,
                   CtnReportFormat format,
                   GFile *file,
                   GCancellable *cancellable,
                   GError **error)
{
  /* All is made in memory first: the file is touched only when there is something to put there. */
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  gboolean ok = write_document (document, format, stream, cancellable, error);

  if (!ok || !g_output_stream_close (stream, cancellable, error))
    return FALSE;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable,
                                  error);
}
