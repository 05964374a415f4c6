#include "ctn-number.h"

#include "ctn-i18n.h"
#include <locale.h>
#include <math.h>
#include <string.h>

#include "ctn-tongue.h"

#define MINUS "\u2212"

#define MAX_TEXT 128

/* A number taken apart: digits, '.', ',', ' ' for any space, '\'' for any apostrophe. */
typedef struct {
  char body[MAX_TEXT + 1];
  gsize length;
  gboolean negative;
  gboolean percent;
  char exponent[8]; /* "e+06" or "" */
} Parts;

static char
classify (gunichar c)
{
  if (c < 0x80 && (g_ascii_isdigit ((char) c) || c == '.' || c == ','))
    return (char) c;
  if (c == ' ' || c == 0xa0 || c == 0x2009 || c == 0x202f)
    return ' ';
  if (c == '\'' || c == 0x2019)
    return '\'';
  return '\0';
}

static gboolean
read_exponent (const char **p, Parts *parts)
{
  gsize n = 1;

  if (**p != 'e' && **p != 'E')
    return TRUE;
  if ((*p)[n] == '+' || (*p)[n] == '-')
    n++;

  gsize digits = strspn (*p + n, "0123456789");

  if (digits < 1 || digits > 3)
    return FALSE;
  g_strlcpy (parts->exponent, *p, n + digits + 1);
  *p += n + digits;
  return TRUE;
}

static gboolean
take_apart (const char *text, Parts *parts)
{
  const char *p = text;
  gunichar c;
  char kind;

  memset (parts, 0, sizeof *parts);
  if (text == NULL || strnlen (text, MAX_TEXT) == MAX_TEXT || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  c = g_utf8_get_char (p);
  parts->negative = c == '-' || c == 0x2212;
  if (parts->negative || c == '+')
    p = g_utf8_next_char (p);
  for (; (kind = classify (g_utf8_get_char (p))) != '\0'; p = g_utf8_next_char (p))
    parts->body[parts->length++] = kind;
  if (!read_exponent (&p, parts))
    return FALSE;
  while (parts->length > 0 && parts->body[parts->length - 1] == ' ')
    parts->length--;
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  if (*p == '%') {
    parts->percent = TRUE;
    p++;
  }
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  parts->body[parts->length] = '\0';
  return *p == '\0' && parts->length > 0;
}

static guint
count_char (const char *text, char c)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == c;
  return n;
}

/* The decimal sign that the text itself shows; '\0' when it has none. */
static char
find_decimal (const char *body)
{
  guint points = count_char (body, '.'), commas = count_char (body, ',');

  if (points > 0 && commas > 0)
    return strrchr (body, '.') > strrchr (body, ',') ? '.' : ',';
  if (points == 1)
    return '.';
  return commas == 1 ? ',' : '\0';
}

/* Copies the digits in front of the decimal sign; FALSE unless they are one run without a leading
 * zero, or in groups of three with one kind of sign between. */
static gboolean
copy_whole (const char *body, gsize length, char *out)
{
  char group = '\0';
  gsize run = 0, n = 0;

  for (gsize i = 0; i < length; i++) {
    if (g_ascii_isdigit (body[i])) {
      out[n++] = body[i];
      run++;
      continue;
    }
    if (run == 0 || run > 3 || (group != '\0' && (body[i] != group || run != 3)))
      return FALSE;
    group = body[i];
    run = 0;
  }
  out[n] = '\0';
  if (group != '\0' && run != 3)
    return FALSE;
  return n < 2 || out[0] != '0';
}

static gboolean
read_parts (const Parts *parts, char decimal, double *value)
{
  const char *sign = decimal != '\0' ? strchr (parts->body, decimal) : NULL;
  gsize whole = sign != NULL ? (gsize) (sign - parts->body) : parts->length;
  const char *fraction = sign != NULL ? sign + 1 : "";
  char digits[MAX_TEXT + 1];
  double number;

  if (fraction[strspn (fraction, "0123456789")] != '\0')
    return FALSE;
  if (!copy_whole (parts->body, whole, digits) || (*digits == '\0' && *fraction == '\0'))
    return FALSE;

  g_autofree char *plain = g_strconcat (*digits != '\0' ? digits : "0", ".",
                                        *fraction != '\0' ? fraction : "0", parts->exponent, NULL);

  number = g_ascii_strtod (plain, NULL);
  if (!isfinite (number))
    return FALSE;
  *value = parts->negative ? -number : number;
  return TRUE;
}

static gboolean
parse (const char *text, char decimal, double *value, gboolean *percent)
{
  Parts parts;
  double number;

  if (!take_apart (text, &parts) ||
      !read_parts (&parts, decimal != '\0' ? decimal : find_decimal (parts.body), &number))
    return FALSE;
  if (percent != NULL)
    *percent = parts.percent;
  else if (parts.percent)
    number /= 100;
  if (value != NULL)
    *value = number;
  return TRUE;
}

gboolean
ctn_number_parse (const char *text, double *value)
{
  return parse (text, '\0', value, NULL);
}

gboolean
ctn_number_parse_hinted (const char *text, char decimal, double *value, gboolean *percent)
{
  g_return_val_if_fail (decimal == '.' || decimal == ',', FALSE);
  return parse (text, decimal, value, percent);
}

/* The decimal sign that this value needs, whatever others of its column are like. */
static char
find_certain_decimal (const Parts *parts)
{
  guint points = count_char (parts->body, '.'), commas = count_char (parts->body, ',');
  const char *sign = strpbrk (parts->body, ".,");

  if (points > 0 && commas > 0)
    return find_decimal (parts->body);
  if (points + commas == 0)
    return '\0';
  if (points + commas > 1)
    return points > 0 ? ',' : '.';
  /* One sign: a group needs one to three digits, not 0, before it and three behind it. */
  gsize before = (gsize) (sign - parts->body), behind = strlen (sign + 1);

  if (before >= 1 && before <= 3 && parts->body[0] != '0' && behind == 3 &&
      parts->exponent[0] == '\0')
    return '\0';
  return *sign;
}

char
ctn_number_guess_decimal (const char *const *values, gsize n_values)
{
  gboolean point = FALSE, comma = FALSE;

  for (gsize i = 0; i < n_values; i++) {
    Parts parts;
    double number;

    if (!take_apart (values[i], &parts))
      continue;

    char decimal = find_certain_decimal (&parts);

    if (decimal == '\0' || !read_parts (&parts, decimal, &number))
      continue;
    point = point || decimal == '.';
    comma = comma || decimal == ',';
  }
  return point == comma ? '\0' : point ? '.' : ',';
}

static char *
format (double value, int max_decimals, gboolean grouped)
{
  const char *point = localeconv ()->decimal_point;
  int decimals = CLAMP (max_decimals, 0, 12);
  double scale = pow (10, decimals);

  /* What rounds to zero has no sign. */
  if (fabs (value) * scale < 0.5)
    value = 0;

  char *text = grouped ? g_strdup_printf ("%'.*f", decimals, value)
                       : g_strdup_printf ("%.*f", decimals, value);
  char *sign = decimals > 0 ? g_strrstr (text, point) : NULL;

  if (sign != NULL) {
    char *end = text + strlen (text);

    while (end[-1] == '0')
      end--;
    if (end == sign + strlen (point))
      end = sign;
    *end = '\0';
  }
  return text;
}

char *
ctn_number_set (const char *text, char decimal)
{
  gsize n = strspn (text + (*text == '-'), "0123456789");
  g_autoptr (GString) set = g_string_new (NULL);

  if (*text == '-')
    g_string_append_unichar (set, 0x2212);
  text += *text == '-';
  for (gsize i = 0; i < n; i++) {
    if (i > 0 && (n - i) % 3 == 0)
      g_string_append_unichar (set, 0x202f);
    g_string_append_c (set, text[i]);
  }
  if (text[n] == '.') {
    g_string_append_c (set, decimal);
    n++;
  }
  g_string_append (set, text + n);
  return g_string_free (g_steal_pointer (&set), FALSE);
}

/* With a point, and without zeros at the end. */
static char *
format_plain_c (double value, int max_decimals)
{
  g_autofree char *shown = format (value, max_decimals, FALSE);

  return g_strdelimit (g_steal_pointer (&shown), localeconv ()->decimal_point, '.');
}

char *
ctn_number_format (double value, int max_decimals)
{
  g_autofree char *plain = NULL;

  if (!ctn_tongue_is_pushed ())
    return format (value, max_decimals, TRUE);
  plain = format_plain_c (value, max_decimals);
  /* Translators: the decimal sign, a point or a comma */
  return ctn_number_set (plain, *_ ("."));
}

/* Without a sign. */
static char *
format_size (double value, int decimals)
{
  char printf_format[16];
  char plain[400]; /* a double has 309 digits before the point */

  if (!ctn_tongue_is_pushed ())
    return g_strdup_printf ("%'.*f", decimals, fabs (value));
  g_snprintf (printf_format, sizeof printf_format, "%%.%df", decimals);
  g_ascii_formatd (plain, sizeof plain, printf_format, fabs (value));
  return ctn_number_set (plain, *_ ("."));
}

/* What rounds to nothing has no sign. */
static gboolean
is_nothing (const char *size)
{
  return strpbrk (size, "123456789") == NULL;
}

char *
ctn_number_format_fixed (double value, int decimals)
{
  g_autofree char *size = format_size (value, CLAMP (decimals, 0, 12));

  return g_strconcat (value < 0 && !is_nothing (size) ? MINUS : "", size, NULL);
}

char *
ctn_number_format_signed (double value, int decimals)
{
  g_autofree char *size = format_size (value, CLAMP (decimals, 0, 12));

  return g_strconcat (is_nothing (size) ? "±" : value < 0 ? MINUS : "+", size, NULL);
}

char *
ctn_number_format_plain (double value, int max_decimals)
{
  return format (value, max_decimals, FALSE);
}

char *
ctn_number_to_text (double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (fabs (value) < 1e15 && !(fabs (value - trunc (value)) > 0) && !signbit (value))
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) value);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_ascii_formatd (buffer, sizeof buffer, formats[i], value);
    if (!(fabs (g_ascii_strtod (buffer, NULL) - value) > 0))
      break;
  }
  return g_strdup (buffer);
}
