#include "ctn-encoding.h"
#include "ctn-interchange-error.h"

#include <ctn-i18n.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>

typedef struct {
  const char *name;
  const char *label;
  const char *others[5]; /* names that people and programs use for it */
} EncodingInfo;

static const EncodingInfo encodings[CTN_N_ENCODINGS] = {
  [CTN_ENCODING_UNKNOWN] = { "auto", N_ ("Find Out"), { NULL } },
  [CTN_ENCODING_UTF8] = { "UTF-8", N_ ("Unicode (UTF-8)"), { "utf8", "utf-8-bom", "ascii" } },
  [CTN_ENCODING_UTF16_LE] = { "UTF-16LE",
                              N_ ("Unicode (UTF-16, little endian)"),
                              { "utf-16", "utf16", "utf16le", "unicode" } },
  [CTN_ENCODING_UTF16_BE] = { "UTF-16BE", N_ ("Unicode (UTF-16, big endian)"), { "utf16be" } },
  [CTN_ENCODING_WINDOWS_1252] = { "WINDOWS-1252",
                                  N_ ("Western European (Windows-1252)"),
                                  { "cp1252", "latin1", "iso-8859-1", "ansi" } },
  [CTN_ENCODING_WINDOWS_1250] = { "WINDOWS-1250",
                                  N_ ("Central European (Windows-1250)"),
                                  { "cp1250" } },
};

const char *
ctn_encoding_get_name (CtnEncoding encoding)
{
  g_return_val_if_fail ((guint) encoding < CTN_N_ENCODINGS, "auto");
  return encodings[encoding].name;
}

const char *
ctn_encoding_get_label (CtnEncoding encoding)
{
  g_return_val_if_fail ((guint) encoding < CTN_N_ENCODINGS, "");
  return _ (encodings[encoding].label);
}

CtnEncoding
ctn_encoding_from_name (const char *name)
{
  for (guint i = CTN_ENCODING_UTF8; i < CTN_N_ENCODINGS; i++) {
    if (g_ascii_strcasecmp (name, encodings[i].name) == 0)
      return (CtnEncoding) i;
    for (size_t j = 0; j < G_N_ELEMENTS (encodings[i].others); j++)
      if (encodings[i].others[j] != NULL && g_ascii_strcasecmp (name, encodings[i].others[j]) == 0)
        return (CtnEncoding) i;
  }
  return CTN_ENCODING_UNKNOWN;
}

/* Finding out ------------------------------------------------------------------------------- */

/* How much rather a byte stands in a Windows-1250 than in a Windows-1252 text: four times the binary
 * logarithm of the ratio of its frequencies, from names of organisations and regions of 30 European
 * countries (ROR and NUTS 2024), every language counting the same. 0 where both have the same letter;
 * corrected by hand for languages that those lists hardly have (Spanish, Danish, Icelandic,
 * Romanian). ±60: not defined in the other one. */
static const gint8 central_weights[128] = {
  0,   0,  0, -60, 0, 0,   0,  0, -60, 0,  8,  0, 15, 60, 10, 60, /* 80 */
  0,   0,  0, 0,   0, 0,   0,  0, -60, 0,  8,  0, 18, 60, 10, 9,  /* 90 */
  0,   0,  0, 20,  0, 4,   0,  0, 0,   0,  0,  0, 0,  0,  0,  8,  /* a0 */
  0,   0,  0, 20,  0, 0,   0,  0, 0,   18, 20, 0, 5,  0,  3,  20, /* b0 */
  -11, 0,  0, 0,   0, -14, -4, 0, 4,   0,  0,  0, 0,  0,  0,  0,  /* c0 */
  0,   -6, 0, 0,   0, 0,   0,  0, -10, 0,  0,  4, 0,  0,  -2, -2, /* d0 */
  -20, 1,  0, -6,  0, -14, 2,  0, 0,   -1, 3,  0, 12, 1,  0,  0,  /* e0 */
  0,   -6, 0, 0,   0, 4,   0,  0, -4,  4,  0,  6, 0,  2,  -2, 0,  /* f0 */
};

static gboolean
is_utf8_start (const guint8 *bytes, gsize n_bytes)
{
  gunichar c = g_utf8_get_char_validated ((const char *) bytes, (gssize) n_bytes);

  return c == (gunichar) -2;
}

/* Checks the next bytes and keeps an unfinished character for the next call. */
static void
probe_utf8 (CtnEncodingProbe *probe, const guint8 *bytes, gsize n_bytes)
{
  const char *end = (const char *) bytes;

  while (probe->n_rest > 0 && probe->n_rest < sizeof probe->rest && n_bytes > 0 &&
         !probe->not_utf8) {
    probe->rest[probe->n_rest++] = *bytes++;
    n_bytes--;
    gunichar c = g_utf8_get_char_validated ((const char *) probe->rest, probe->n_rest);

    if (c == (gunichar) -1 || (c == (gunichar) -2 && probe->n_rest == 4))
      probe->not_utf8 = TRUE;
    else if (c != (gunichar) -2)
      probe->n_rest = 0;
  }
  if (probe->not_utf8 || n_bytes == 0)
    return;
  while (!g_utf8_validate_len ((const char *) bytes, n_bytes, &end) && *end == '\0') {
    /* Zero bytes are valid here; they are counted elsewhere. */
    n_bytes -= (gsize) ((const guint8 *) end + 1 - bytes);
    bytes = (const guint8 *) end + 1;
    if (n_bytes == 0)
      return;
  }

  gsize left = n_bytes - (gsize) ((const guint8 *) end - bytes);

  if (left == 0)
    return;
  if (left < 4 && is_utf8_start ((const guint8 *) end, left)) {
    memcpy (probe->rest, end, left);
    probe->n_rest = (guint) left;
  } else {
    probe->not_utf8 = TRUE;
  }
}

void
ctn_encoding_probe_feed (CtnEncodingProbe *probe, const guint8 *bytes, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes && probe->n_head < sizeof probe->head; i++)
    probe->head[probe->n_head++] = bytes[i];
  if (!probe->not_utf8)
    probe_utf8 (probe, bytes, n_bytes);
  if (memchr (bytes, 0, n_bytes) != NULL)
    for (gsize i = 0; i < n_bytes; i++)
      probe->n_zero[(probe->n_bytes + i) % 2] += bytes[i] == 0;
  /* What is valid UTF-8 up to here is ASCII, or else as good as certainly UTF-8. */
  if (probe->not_utf8)
    for (gsize i = 0; i < n_bytes; i++)
      if (bytes[i] >= 0x80)
        probe->central += central_weights[bytes[i] - 0x80];
  probe->n_bytes += n_bytes;
}

CtnEncoding
ctn_encoding_probe_decide (const CtnEncodingProbe *probe, gboolean at_end)
{
  const guint8 *head = probe->head;
  guint64 units = probe->n_bytes / 2;

  if (probe->n_head >= 3 && head[0] == 0xef && head[1] == 0xbb && head[2] == 0xbf)
    return CTN_ENCODING_UTF8;
  if (probe->n_head >= 2 && head[0] == 0xff && head[1] == 0xfe)
    return CTN_ENCODING_UTF16_LE;
  if (probe->n_head >= 2 && head[0] == 0xfe && head[1] == 0xff)
    return CTN_ENCODING_UTF16_BE;
  /* Delimiters, digits and line ends alone put a zero into a good part of the 16-bit units. */
  if (probe->n_zero[1] * 20 > units && probe->n_zero[1] > probe->n_zero[0] * 8)
    return CTN_ENCODING_UTF16_LE;
  if (probe->n_zero[0] * 20 > units && probe->n_zero[0] > probe->n_zero[1] * 8)
    return CTN_ENCODING_UTF16_BE;
  if (!probe->not_utf8 && !(at_end && probe->n_rest > 0))
    return CTN_ENCODING_UTF8;
  return probe->central > 2 ? CTN_ENCODING_WINDOWS_1250 : CTN_ENCODING_WINDOWS_1252;
}

CtnEncoding
ctn_encoding_detect (const guint8 *bytes, gsize n_bytes, gboolean complete)
{
  CtnEncodingProbe probe = { 0 };

  ctn_encoding_probe_feed (&probe, bytes, n_bytes);
  return ctn_encoding_probe_decide (&probe, complete);
}

/* Decoding ---------------------------------------------------------------------------------- */

#define MAX_REST 8

struct _CtnDecoder {
  CtnEncoding encoding;
  GIConv converter; /* not for UTF-8 */
  guint8 rest[MAX_REST];
  gsize n_rest;
  guint64 n_bytes; /* decoded so far */
  guint64 line;
  gboolean started;
  gboolean after_cr;
};

CtnDecoder *
ctn_decoder_new (CtnEncoding encoding)
{
  CtnDecoder *decoder = g_new0 (CtnDecoder, 1);

  g_assert (encoding != CTN_ENCODING_UNKNOWN && (guint) encoding < CTN_N_ENCODINGS);
  decoder->encoding = encoding;
  decoder->line = 1;
  decoder->converter = (GIConv) -1;
  if (encoding != CTN_ENCODING_UTF8) {
    decoder->converter = g_iconv_open ("UTF-8", encodings[encoding].name);
    if (decoder->converter == (GIConv) -1)
      g_error ("The system's iconv lacks %s", encodings[encoding].name);
  }
  return decoder;
}

void
ctn_decoder_free (CtnDecoder *decoder)
{
  if (decoder == NULL)
    return;
  if (decoder->converter != (GIConv) -1)
    g_iconv_close (decoder->converter);
  g_free (decoder);
}

/* Counts line ends (LF, CR, CR LF) in what was decoded. */
static void
count_lines (CtnDecoder *decoder, const char *text, gsize length)
{
  const char *end = text + length;

  if (memchr (text, '\r', length) == NULL) {
    for (const char *p = text; (p = memchr (p, '\n', (gsize) (end - p))) != NULL; p++)
      if (!(p == text && decoder->after_cr))
        decoder->line++;
    if (length > 0)
      decoder->after_cr = FALSE;
    return;
  }
  for (const char *p = text; p < end; p++) {
    if (*p == '\r' || (*p == '\n' && !decoder->after_cr))
      decoder->line++;
    decoder->after_cr = *p == '\r';
  }
}

static void
set_error (CtnDecoder *decoder, GError **error, guint8 byte)
{
  if (byte == 0)
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_ENCODING,
                 _ ("Line %" PRIu64
                    ": there is a zero byte, so this is not a text file or its encoding is not %s. "
                    "Choose another encoding or file."),
                 decoder->line, encodings[decoder->encoding].name);
  else
    g_set_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_ENCODING,
                 _ ("Line %" PRIu64
                    ": the byte 0x%02X does not fit the encoding %s. Choose another encoding."),
                 decoder->line, byte, encodings[decoder->encoding].name);
}

/* Appends @text without a byte order mark; FALSE at the first zero. */
static gboolean
append_checked (CtnDecoder *decoder, const char *text, gsize length, GString *out, GError **error)
{
  gsize whole = length;
  const char *zero;

  if (!decoder->started && length > 0) {
    decoder->started = TRUE;
    if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0) {
      text += 3;
      whole = length -= 3;
    }
  }
  zero = memchr (text, '\0', length);
  if (zero != NULL)
    length = (gsize) (zero - text);
  g_string_append_len (out, text, (gssize) length);
  count_lines (decoder, text, length);
  if (length < whole)
    set_error (decoder, error, 0);
  return length == whole;
}

/* Decodes what is whole of @bytes; @used: how much that was. */
static gboolean
decode_utf8 (CtnDecoder *decoder,
             const guint8 *bytes,
             gsize n_bytes,
             gsize *used,
             GString *out,
             GError **error)
{
  const char *end;
  gsize valid;

  g_utf8_validate_len ((const char *) bytes, n_bytes, &end);
  valid = (gsize) ((const guint8 *) end - bytes);
  if (!append_checked (decoder, (const char *) bytes, valid, out, error))
    return FALSE;
  *used = valid;
  if (valid == n_bytes ||
      (n_bytes - valid < 4 && bytes[valid] != 0 &&
       g_utf8_get_char_validated (end, (gssize) (n_bytes - valid)) == (gunichar) -2))
    return TRUE;
  set_error (decoder, error, bytes[valid]);
  return FALSE;
}

static gboolean
decode_iconv (CtnDecoder *decoder,
              const guint8 *bytes,
              gsize n_bytes,
              gsize *used,
              GString *out,
              GError **error)
{
  char buffer[8192];
  char *in = (char *) bytes;
  gsize left = n_bytes;

  for (;;) {
    char *to = buffer;
    gsize space = sizeof buffer;
    gsize result = g_iconv (decoder->converter, &in, &left, &to, &space);
    int reason = errno;

    if (!append_checked (decoder, buffer, sizeof buffer - space, out, error))
      return FALSE;
    *used = n_bytes - left;
    if (result != (gsize) -1 || reason == EINVAL)
      return TRUE;
    if (reason != E2BIG) {
      set_error (decoder, error, *in != 0 || left < 2 ? (guint8) in[0] : (guint8) in[1]);
      return FALSE;
    }
  }
}

static gboolean
decode (CtnDecoder *decoder,
        const guint8 *bytes,
        gsize n_bytes,
        gsize *used,
        GString *out,
        GError **error)
{
  *used = 0;
  return decoder->encoding == CTN_ENCODING_UTF8
             ? decode_utf8 (decoder, bytes, n_bytes, used, out, error)
             : decode_iconv (decoder, bytes, n_bytes, used, out, error);
}

gboolean
ctn_decoder_feed (CtnDecoder *decoder,
                  const guint8 *bytes,
                  gsize n_bytes,
                  gboolean at_end,
                  GString *out,
                  GError **error)
{
  gsize used;

  /* Complete the character that the last piece began, one byte after the other. */
  while (decoder->n_rest > 0 && n_bytes > 0) {
    decoder->rest[decoder->n_rest++] = *bytes++;
    n_bytes--;
    if (!decode (decoder, decoder->rest, decoder->n_rest, &used, out, error))
      return FALSE;
    decoder->n_rest = used > 0 ? 0 : decoder->n_rest;
    if (decoder->n_rest == MAX_REST)
      break;
  }
  if (n_bytes > 0) {
    if (!decode (decoder, bytes, n_bytes, &used, out, error))
      return FALSE;
    decoder->n_rest = MIN (n_bytes - used, MAX_REST - 1);
    memcpy (decoder->rest, bytes + used, decoder->n_rest);
  }
  if (at_end && decoder->n_rest > 0) {
    set_error (decoder, error, decoder->rest[0]);
    return FALSE;
  }
  return TRUE;
}
