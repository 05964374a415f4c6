#include "ctn-csv-protect.h"

#include <string.h>

static gboolean
is_sign (const char *text)
{
  static const char *const wide[] = { "＝", "＋", "－", "＠" };

  if (*text != '\0' && strchr ("=+-@\t\r\n", *text) != NULL)
    return TRUE;
  if ((guchar) *text == 0xef)
    for (size_t i = 0; i < G_N_ELEMENTS (wide); i++)
      if (strncmp (text, wide[i], 3) == 0)
        return TRUE;
  return FALSE;
}

static gboolean
is_negative_number (const char *text)
{
  gsize whole;

  if (*text != '-')
    return FALSE;
  text++;
  whole = strspn (text, "0123456789");
  if (text[whole] == '\0')
    return whole > 0;
  if (whole == 0 || text[whole] != '.')
    return FALSE;
  text += whole + 1;
  whole = strspn (text, "0123456789");
  return whole > 0 && text[whole] == '\0';
}

gboolean
ctn_csv_needs_protection (const char *text)
{
  return is_sign (text + strspn (text, "'")) && !is_negative_number (text);
}

gboolean
ctn_csv_is_protected (const char *text)
{
  return *text == '\'' && is_sign (text + strspn (text, "'"));
}
