/* Encodings of text files: finding out which one it is, and turning it into UTF-8 as it comes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CTN_ENCODING_UNKNOWN, /* to be found out */
  CTN_ENCODING_UTF8,    /* with or without byte order mark */
  CTN_ENCODING_UTF16_LE,
  CTN_ENCODING_UTF16_BE,
  CTN_ENCODING_WINDOWS_1252, /* Western Europe */
  CTN_ENCODING_WINDOWS_1250, /* Central Europe */
} CtnEncoding;

#define CTN_N_ENCODINGS (CTN_ENCODING_WINDOWS_1250 + 1)

/* Name for files and commands, understood by iconv: "UTF-8", "UTF-16LE", "WINDOWS-1252" …;
 * "auto" for CTN_ENCODING_UNKNOWN. */
const char *ctn_encoding_get_name (CtnEncoding encoding);

/* The other way round, not case sensitive; also "latin1", "cp1252", "ansi", "cp1250", "utf8",
 * "utf-16". CTN_ENCODING_UNKNOWN for any other name. */
CtnEncoding ctn_encoding_from_name (const char *name);

/* Name for people, in their language: "Western European (Windows-1252)". */
const char *ctn_encoding_get_label (CtnEncoding encoding);

/* State of finding out an encoding while bytes are read. All members are private. */
typedef struct {
  guint8 head[4];
  guint8 rest[4];
  guint n_head;
  guint n_rest;
  gboolean not_utf8;
  guint64 n_bytes;
  guint64 n_zero[2];
  gint64 central;
} CtnEncodingProbe;

/* Looks at the next @n_bytes of a file. Start with a probe of zeros. */
void ctn_encoding_probe_feed (CtnEncodingProbe *probe, const guint8 *bytes, gsize n_bytes);

/* The encoding of what was seen, never CTN_ENCODING_UNKNOWN. In this order: a byte order mark; zero
 * bytes in every second place (UTF-16); valid UTF-8; Windows-1250 where the letters above ASCII are
 * rather those of Central European languages, else Windows-1252. @at_end: whether the file ends here,
 * so that a broken last character counts. */
CtnEncoding ctn_encoding_probe_decide (const CtnEncodingProbe *probe, gboolean at_end);

/* The encoding of a whole text, or of its start if not @complete. */
CtnEncoding ctn_encoding_detect (const guint8 *bytes, gsize n_bytes, gboolean complete);

/* Turns bytes into UTF-8 piece by piece. Drops a byte order mark, refuses NUL. */
typedef struct _CtnDecoder CtnDecoder;

/* Returns: (transfer full): a decoder for @encoding, which must be known. */
CtnDecoder *ctn_decoder_new (CtnEncoding encoding) G_GNUC_WARN_UNUSED_RESULT;

void ctn_decoder_free (CtnDecoder *decoder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtnDecoder, ctn_decoder_free)

/* Decodes the next @n_bytes and appends them to @out. Bytes of a character that is not complete yet
 * are kept for the next call; with @at_end that is an error.
 * Errors: CTN_INTERCHANGE_ERROR_ENCODING, with line and byte; @out then holds all before it. */
gboolean ctn_decoder_feed (CtnDecoder *decoder,
                           const guint8 *bytes,
                           gsize n_bytes,
                           gboolean at_end,
                           GString *out,
                           GError **error);

G_END_DECLS
