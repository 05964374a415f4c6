/* Encodings found out and decoded. Texts were encoded with g_convert(), that is with iconv. */
#include "ctn-encoding.h"
#include "ctn-interchange-error.h"

#include <string.h>

typedef struct {
  CtnEncoding encoding;
  const char *text;
} Case;

static const Case cases[] = {
  { CTN_ENCODING_UTF8, "Name;Ort\nMüller;Köln\n" },
  { CTN_ENCODING_UTF8, "Name,Ort\nŁódź,Győr\n" },
  { CTN_ENCODING_UTF8, "plain ASCII\n" },
  { CTN_ENCODING_UTF16_LE, "Name;Ort\nMüller;Köln\n" },
  { CTN_ENCODING_UTF16_BE, "Name;Ort\nŁódź;Győr\n" },
  { CTN_ENCODING_UTF16_LE, "Ονομα;Πόλη\nΑθήνα;Πάτρα 1\n" },
  { CTN_ENCODING_WINDOWS_1252, "Müller;Straße;Köln;Düsseldorf\n" },
  { CTN_ENCODING_WINDOWS_1252, "Université;Grenoble;Île-de-France;à côté;Besançon\n" },
  { CTN_ENCODING_WINDOWS_1252, "Università degli Studi;società;Forlì\n" },
  { CTN_ENCODING_WINDOWS_1252, "Universidade de São Paulo;Fundação;Évora\n" },
  { CTN_ENCODING_WINDOWS_1252, "Universidad Española;Cataluña;Málaga;Coruña\n" },
  { CTN_ENCODING_WINDOWS_1252, "Københavns;Malmö;Århus;Göteborg;Tromsø\n" },
  { CTN_ENCODING_WINDOWS_1252, "price in €;5 €\n" },
  { CTN_ENCODING_WINDOWS_1250, "Škoda;Mladá Boleslav;Ústí;Plzeň;Žďár;Liberec střed\n" },
  { CTN_ENCODING_WINDOWS_1250, "Łódź;Kraków;Gdańsk;Wrocław;Poznań\n" },
  { CTN_ENCODING_WINDOWS_1250, "Győr;Székesfehérvár;Műegyetem;Első;Fő út\n" },
  { CTN_ENCODING_WINDOWS_1250, "Žilina;Košice;Trenčín;Ľubovňa;Prešov\n" },
  { CTN_ENCODING_WINDOWS_1250, "Čakovec;Šibenik;Županja;Međimurje;Đakovo\n" },
};

static GBytes *
encode (const Case *c)
{
  gsize length;
  g_autoptr (GError) error = NULL;
  char *bytes =
      g_convert (c->text, -1, ctn_encoding_get_name (c->encoding), "UTF-8", NULL, &length, &error);

  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

static void
test_detect (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = encode (&cases[i]);
    gsize size;
    const guint8 *data = g_bytes_get_data (bytes, &size);
    CtnEncodingProbe probe = { 0 };

    if (ctn_encoding_detect (data, size, TRUE) != cases[i].encoding)
      g_error ("case %zu: taken for %s", i,
               ctn_encoding_get_name (ctn_encoding_detect (data, size, TRUE)));
    for (gsize j = 0; j < size; j++)
      ctn_encoding_probe_feed (&probe, data + j, 1);
    g_assert_cmpint (ctn_encoding_probe_decide (&probe, TRUE), ==, cases[i].encoding);
  }
}

static void
test_marks (void)
{
  g_assert_cmpint (ctn_encoding_detect ((const guint8 *) "\xef\xbb\xbf\xff", 4, TRUE), ==,
                   CTN_ENCODING_UTF8);
  g_assert_cmpint (ctn_encoding_detect ((const guint8 *) "\xff\xfe\x01\x04", 4, TRUE), ==,
                   CTN_ENCODING_UTF16_LE);
  g_assert_cmpint (ctn_encoding_detect ((const guint8 *) "\xfe\xff\x04\x01", 4, TRUE), ==,
                   CTN_ENCODING_UTF16_BE);
  g_assert_cmpint (ctn_encoding_detect ((const guint8 *) "", 0, TRUE), ==, CTN_ENCODING_UTF8);
}

/* A character cut off at the end is broken at the end of a file, and not in the middle of it. */
static void
test_cut (void)
{
  g_assert_cmpint (ctn_encoding_detect ((const guint8 *) "M\xc3\xbcller \xc3", 9, FALSE), ==,
                   CTN_ENCODING_UTF8);
  g_assert_cmpint (ctn_encoding_detect ((const guint8 *) "M\xc3\xbcller \xc3", 9, TRUE), ==,
                   CTN_ENCODING_WINDOWS_1252);
}

static char *
decode (CtnEncoding encoding, const guint8 *data, gsize size, gsize step, GError **error)
{
  g_autoptr (CtnDecoder) decoder = ctn_decoder_new (encoding);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < size; i += step)
    if (!ctn_decoder_feed (decoder, data + i, MIN (step, size - i), FALSE, out, error))
      return g_string_free_and_steal (out);
  ctn_decoder_feed (decoder, NULL, 0, TRUE, out, error);
  return g_string_free_and_steal (out);
}

static void
test_decode (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize step = 1; step < 12; step++) {
      g_autoptr (GBytes) bytes = encode (&cases[i]);
      g_autoptr (GError) error = NULL;
      gsize size;
      const guint8 *data = g_bytes_get_data (bytes, &size);
      g_autofree char *text = decode (cases[i].encoding, data, size, step, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_drop_mark (void)
{
  static const char utf8[] = "\xef\xbb\xbf"
                             "a\xef\xbb\xbf"
                             "b";
  static const char utf16[] = "\xff\xfe"
                              "a\0"
                              "\x3d\xd8\x00\xde";

  for (gsize step = 1; step < 9; step++) {
    g_autofree char *first =
        decode (CTN_ENCODING_UTF8, (const guint8 *) utf8, sizeof utf8 - 1, step, NULL);
    g_autofree char *second =
        decode (CTN_ENCODING_UTF16_LE, (const guint8 *) utf16, sizeof utf16 - 1, step, NULL);

    g_assert_cmpstr (first, ==,
                     "a\xef\xbb\xbf"
                     "b");
    g_assert_cmpstr (second, ==, "a😀");
  }
}

typedef struct {
  CtnEncoding encoding;
  const char *bytes;
  gsize size;
  const char *before;
  const char *message; /* a part of it */
} Broken;

static void
test_broken (void)
{
  static const Broken broken[] = {
    { CTN_ENCODING_UTF8, "a\nb\r\nc\rd\xe4z", 9, "a\nb\r\nc\rd", "Line 4: the byte 0xE4" },
    { CTN_ENCODING_UTF8, "ab\xc3", 3, "ab", "Line 1: the byte 0xC3" },
    { CTN_ENCODING_UTF8, "a\n\0b", 4, "a\n", "Line 2: there is a zero byte" },
    { CTN_ENCODING_UTF8, "\xed\xa0\x80", 3, "", "Line 1: the byte 0xED" },
    { CTN_ENCODING_WINDOWS_1252, "a\n\x81", 3, "a\n", "Line 2: the byte 0x81" },
    { CTN_ENCODING_UTF16_LE, "a\0\n\0b", 5, "a\n", "Line 2: the byte 0x62" },
    { CTN_ENCODING_UTF16_LE,
      "a\0\0\xdc"
      "b\0",
      6, "a", "Line 1: the byte 0xDC" },
    { CTN_ENCODING_UTF16_LE, "a\0\0\0b\0", 6, "a", "Line 1: there is a zero byte" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (broken); i++)
    for (gsize step = 1; step < 10; step++) {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = decode (broken[i].encoding, (const guint8 *) broken[i].bytes,
                                      broken[i].size, step, &error);

      g_assert_error (error, CTN_INTERCHANGE_ERROR, CTN_INTERCHANGE_ERROR_ENCODING);
      g_assert_cmpstr (text, ==, broken[i].before);
      if (strstr (error->message, broken[i].message) == NULL)
        g_error ("case %zu: %s", i, error->message);
    }
}

static void
test_names (void)
{
  g_assert_cmpint (ctn_encoding_from_name ("utf-8"), ==, CTN_ENCODING_UTF8);
  g_assert_cmpint (ctn_encoding_from_name ("Latin1"), ==, CTN_ENCODING_WINDOWS_1252);
  g_assert_cmpint (ctn_encoding_from_name ("CP1250"), ==, CTN_ENCODING_WINDOWS_1250);
  g_assert_cmpint (ctn_encoding_from_name ("ebcdic"), ==, CTN_ENCODING_UNKNOWN);
  for (guint i = 1; i < CTN_N_ENCODINGS; i++)
    g_assert_cmpint (ctn_encoding_from_name (ctn_encoding_get_name ((CtnEncoding) i)), ==, i);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/detect", test_detect);
  g_test_add_func ("/encoding/marks", test_marks);
  g_test_add_func ("/encoding/cut", test_cut);
  g_test_add_func ("/encoding/decode", test_decode);
  g_test_add_func ("/encoding/drop-mark", test_drop_mark);
  g_test_add_func ("/encoding/broken", test_broken);
  g_test_add_func ("/encoding/names", test_names);
  return g_test_run ();
}
