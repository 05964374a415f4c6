#include "ctn-xls-record.h"

#include <string.h>

#define RECORD_CONTINUE 0x003C
#define HEAD 4

#define TEXT_WIDE 1
#define TEXT_PHONETIC 4
#define TEXT_RICH 8

static guint
get16 (const guint8 *p)
{
  return p[0] | (guint) p[1] << 8;
}

gboolean
ctn_xls_record_read (CtnXlsRecord *self, const guint8 *place, const guint8 *end)
{
  if (end - place < HEAD || end - place - HEAD < (gssize) get16 (place + 2))
    return FALSE;
  *self = (CtnXlsRecord) { .id = get16 (place), .data = place + HEAD, .length = get16 (place + 2) };
  self->end = end;
  self->next = self->data + self->length;
  while (end - self->next >= HEAD && get16 (self->next) == RECORD_CONTINUE &&
         end - self->next - HEAD >= (gssize) get16 (self->next + 2))
    self->next += HEAD + get16 (self->next + 2);
  ctn_xls_record_seek (self, 0);
  return TRUE;
}

guint
ctn_xls_record_get8 (const CtnXlsRecord *self, gsize offset)
{
  return offset < self->length ? self->data[offset] : 0;
}

guint
ctn_xls_record_get16 (const CtnXlsRecord *self, gsize offset)
{
  return ctn_xls_record_get8 (self, offset) | ctn_xls_record_get8 (self, offset + 1) << 8;
}

guint32
ctn_xls_record_get32 (const CtnXlsRecord *self, gsize offset)
{
  return ctn_xls_record_get16 (self, offset) | (guint32) ctn_xls_record_get16 (self, offset + 2)
                                                   << 16;
}

double
ctn_xls_record_get_double (const CtnXlsRecord *self, gsize offset)
{
  guint64 bits =
      ctn_xls_record_get32 (self, offset) | (guint64) ctn_xls_record_get32 (self, offset + 4) << 32;
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

void
ctn_xls_record_seek (CtnXlsRecord *self, gsize offset)
{
  self->cursor = self->data + MIN (offset, self->length);
  self->limit = self->data + self->length;
}

/* At the end of a part, on to the next one. FALSE when there is none. */
static gboolean
enter_part (CtnXlsRecord *self)
{
  while (self->cursor >= self->limit) {
    if (self->limit >= self->next)
      return FALSE;
    self->cursor = self->limit + HEAD;
    self->limit = self->cursor + get16 (self->cursor - 2);
  }
  return TRUE;
}

static gboolean
read_byte (CtnXlsRecord *self, guint *byte)
{
  if (!enter_part (self))
    return FALSE;
  *byte = *self->cursor++;
  return TRUE;
}

static gboolean
read_number (CtnXlsRecord *self, guint n_bytes, guint32 *number)
{
  guint byte;

  *number = 0;
  for (guint i = 0; i < n_bytes; i++) {
    if (!read_byte (self, &byte))
      return FALSE;
    *number |= (guint32) byte << (8 * i);
  }
  return TRUE;
}

static void
skip (CtnXlsRecord *self, guint64 n)
{
  while (n > 0 && enter_part (self)) {
    gsize step = MIN (n, (gsize) (self->limit - self->cursor));

    self->cursor += step;
    n -= step;
  }
}

static void
append_unit (GString *text, guint32 unit, guint32 *high)
{
  if (unit >= 0xD800 && unit < 0xDC00) {
    *high = unit;
    return;
  }
  if (unit >= 0xDC00 && unit < 0xE000)
    unit = *high != 0 ? 0x10000 + ((*high - 0xD800) << 10) + (unit - 0xDC00) : 0xFFFD;
  *high = 0;
  if (unit != 0)
    g_string_append_unichar (text, unit);
}

gboolean
ctn_xls_record_read_text (CtnXlsRecord *self, guint length_size, GString *text)
{
  guint32 length, n_runs = 0, n_phonetic = 0, unit, high = 0;
  guint flags;

  g_string_truncate (text, 0);
  if (!read_number (self, length_size, &length) || !read_byte (self, &flags))
    return FALSE;
  if (((flags & TEXT_RICH) != 0 && !read_number (self, 2, &n_runs)) ||
      ((flags & TEXT_PHONETIC) != 0 && !read_number (self, 4, &n_phonetic)))
    return FALSE;
  for (guint32 i = 0; i < length; i++) {
    /* A part that continues signs says anew how wide they are. */
    if (self->cursor >= self->limit && !read_byte (self, &flags))
      return FALSE;
    if (!read_number (self, (flags & TEXT_WIDE) != 0 ? 2 : 1, &unit))
      return FALSE;
    append_unit (text, unit, &high);
  }
  skip (self, (guint64) n_runs * 4 + n_phonetic);
  return TRUE;
}

gboolean
ctn_xls_record_read_bytes (CtnXlsRecord *self, guint length_size, guint codepage, GString *text)
{
  g_autofree char *converted = NULL;
  g_autofree char *name = NULL;
  guint32 length;
  guint byte;

  g_string_truncate (text, 0);
  if (!read_number (self, length_size, &length))
    return FALSE;
  for (guint32 i = 0; i < length && read_byte (self, &byte); i++)
    if (byte != 0)
      g_string_append_c (text, (char) byte);
  if (codepage == 10000 || codepage == 32768)
    name = g_strdup ("MACINTOSH");
  else
    name = g_strdup_printf ("CP%u", codepage == 0 || codepage > 20000 ? 1252 : codepage);
  converted = g_convert_with_fallback (text->str, (gssize) text->len, "UTF-8", name, "\357\277\275",
                                       NULL, NULL, NULL);
  if (converted == NULL)
    converted = g_utf8_make_valid (text->str, (gssize) text->len);
  g_string_assign (text, converted);
  return TRUE;
}
