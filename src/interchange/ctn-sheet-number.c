#include "ctn-sheet-number.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Days from 1 January of the year 1 (which is day 1) to day 0 of the two systems. */
#define DAY_ZERO_1900 693594
#define DAY_ZERO_1904 695056
#define LAST_DAY 3652059 /* 31 December 9999 */
#define SECONDS_A_DAY 86400

static const CtnSheetFormat number_format = { CTN_SHEET_FORMAT_NUMBER, 0 };

typedef struct {
  gboolean year, month, day, clock, duration, percent, other;
  guint zeros;
} Signs;

/* A part in brackets: a colour, a condition, a locale, or hours that run over 24. */
static const char *
read_bracket (const char *p, Signs *signs)
{
  const char *end = strchr (p, ']');
  gboolean elapsed = end != NULL && end > p + 1;

  if (end == NULL)
    return p + strlen (p) - 1;
  for (const char *q = p + 1; q < end; q++)
    elapsed = elapsed && strchr ("hms", g_ascii_tolower (*q)) != NULL &&
              g_ascii_tolower (*q) == g_ascii_tolower (p[1]);
  signs->duration |= elapsed;
  return end;
}

static void
read_sign (char sign, Signs *signs)
{
  switch (g_ascii_tolower (sign)) {
  case 'y':
    signs->year = TRUE;
    break;
  case 'm':
    signs->month = TRUE;
    break;
  case 'd':
    signs->day = TRUE;
    break;
  case 'h':
  case 's':
    signs->clock = TRUE;
    break;
  case '%':
    signs->percent = TRUE;
    break;
  case '0':
    signs->zeros++;
    break;
  default:
    signs->other = TRUE;
    break;
  }
}

static void
read_signs (const char *code, Signs *signs)
{
  for (const char *p = code; *p != '\0' && *p != ';'; p++) {
    if (*p == '"') {
      p = strchr (p + 1, '"');
      signs->other = TRUE;
      if (p == NULL)
        return;
    } else if (*p == '\\' || *p == '_' || *p == '*') {
      signs->other = TRUE;
      if (*++p == '\0')
        return;
    } else if (*p == '[') {
      p = read_bracket (p, signs);
    } else if (g_ascii_strncasecmp (p, "general", 7) == 0) {
      signs->other = TRUE;
      p += 6;
    } else if (g_ascii_strncasecmp (p, "am/pm", 5) == 0) {
      signs->clock = TRUE;
      p += 4;
    } else {
      read_sign (*p, signs);
    }
  }
}

CtnSheetFormat
ctn_sheet_format_parse (const char *code)
{
  Signs signs = { 0 };

  read_signs (code, &signs);
  if (signs.duration)
    return (CtnSheetFormat) { CTN_SHEET_FORMAT_DURATION, 0 };
  if (signs.year && !signs.month && !signs.day && !signs.clock)
    return (CtnSheetFormat) { CTN_SHEET_FORMAT_YEAR, 0 };
  if (signs.year || signs.day || (signs.month && !signs.clock))
    return (CtnSheetFormat) { CTN_SHEET_FORMAT_DATE, 0 };
  if (signs.clock)
    return (CtnSheetFormat) { CTN_SHEET_FORMAT_TIME, 0 };
  if (signs.percent)
    return (CtnSheetFormat) { CTN_SHEET_FORMAT_PERCENT, 0 };
  if (signs.zeros >= 2 && signs.zeros <= 20 && !signs.other)
    return (CtnSheetFormat) { CTN_SHEET_FORMAT_CODE, (guint8) signs.zeros };
  return number_format;
}

CtnSheetFormat
ctn_sheet_format_builtin (guint id)
{
  if (id == 9 || id == 10)
    return (CtnSheetFormat) { CTN_SHEET_FORMAT_PERCENT, 0 };
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
      (id >= 50 && id <= 58))
    return (CtnSheetFormat) { CTN_SHEET_FORMAT_DATE, 0 };
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47)
    return (CtnSheetFormat) { CTN_SHEET_FORMAT_TIME, 0 };
  if (id == 46)
    return (CtnSheetFormat) { CTN_SHEET_FORMAT_DURATION, 0 };
  return number_format;
}

/* "-1.23e+17" to digits: what a person types, and what codes are. */
static void
write_large (double value, char *buffer)
{
  char digits[32];
  const char *mantissa;
  gsize n = 0;
  int exponent;

  g_ascii_formatd (digits, sizeof digits, "%.14e", value);
  mantissa = *digits == '-' ? digits + 1 : digits;
  exponent = (int) g_ascii_strtoll (strchr (digits, 'e') + 1, NULL, 10);
  if (*digits == '-')
    buffer[n++] = '-';
  buffer[n++] = mantissa[0];
  for (int i = 0; i < exponent; i++)
    buffer[n++] = i < 14 ? mantissa[2 + i] : '0';
  buffer[n] = '\0';
}

static void
write_small (double value, char *buffer)
{
  char format[8];
  gsize n;

  g_snprintf (format, sizeof format, "%%.%df", 14 - (int) floor (log10 (fabs (value))));
  g_ascii_formatd (buffer, CTN_SHEET_NUMBER_SIZE, format, value);
  for (n = strlen (buffer); n > 0 && buffer[n - 1] == '0'; n--)
    buffer[n - 1] = '\0';
}

static const char *
write_number (double value, char *buffer)
{
  double size = fabs (value);

  if (size < 1e15 && !(size > floor (size)))
    g_snprintf (buffer, CTN_SHEET_NUMBER_SIZE, "%" PRId64, (gint64) value);
  else if (size >= 1e15 && size < 1e21)
    write_large (value, buffer);
  else if (size < 1e-4 && size >= 1e-9)
    write_small (value, buffer);
  else
    g_ascii_formatd (buffer, CTN_SHEET_NUMBER_SIZE, "%.15g", value);
  return buffer;
}

static const char *
write_clock (gint64 seconds, char *buffer)
{
  g_snprintf (buffer, CTN_SHEET_NUMBER_SIZE, "%02d:%02d:%02d", (int) (seconds / 3600),
              (int) (seconds / 60 % 60), (int) (seconds % 60));
  return buffer;
}

static const char *
write_date (double value, gboolean date_1904, gboolean year_only, char *buffer)
{
  gint64 seconds = (gint64) floor (value * SECONDS_A_DAY + 0.5);
  gint64 day = (gint64) floor ((double) seconds / SECONDS_A_DAY);
  GDate date;

  if (!date_1904 && day >= 1 && day < 60)
    day++;
  day += date_1904 ? DAY_ZERO_1904 : DAY_ZERO_1900;
  if (day < 1 || day > LAST_DAY)
    return write_number (value, buffer);
  g_date_set_julian (&date, (guint32) day);
  seconds = (seconds % SECONDS_A_DAY + SECONDS_A_DAY) % SECONDS_A_DAY;
  if (year_only)
    g_snprintf (buffer, CTN_SHEET_NUMBER_SIZE, "%04d", g_date_get_year (&date));
  else if (seconds == 0)
    g_snprintf (buffer, CTN_SHEET_NUMBER_SIZE, "%04d-%02u-%02d", g_date_get_year (&date),
                g_date_get_month (&date), g_date_get_day (&date));
  else
    g_snprintf (buffer, CTN_SHEET_NUMBER_SIZE, "%04d-%02u-%02d %02d:%02d:%02d",
                g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date),
                (int) (seconds / 3600), (int) (seconds / 60 % 60), (int) (seconds % 60));
  return buffer;
}

static const char *
write_code (double value, guint digits, char *buffer)
{
  char number[CTN_SHEET_NUMBER_SIZE];
  gsize length;

  write_number (value, number);
  length = strlen (number);
  if (value < 0 || strspn (number, "0123456789") < length || length >= digits)
    return strcpy (buffer, number);
  memset (buffer, '0', digits - length);
  strcpy (buffer + digits - length, number);
  return buffer;
}

static const char *
write_percent (double value, char *buffer)
{
  gsize length;

  write_number (value * 100, buffer);
  length = strlen (buffer);
  buffer[length] = '%';
  buffer[length + 1] = '\0';
  return buffer;
}

const char *
ctn_sheet_number_format (double value,
                         CtnSheetFormat format,
                         gboolean date_1904,
                         char buffer[CTN_SHEET_NUMBER_SIZE])
{
  gboolean can_be_time = value >= 0 && value < LAST_DAY;

  switch ((CtnSheetFormatKind) format.kind) {
  case CTN_SHEET_FORMAT_DATE:
  case CTN_SHEET_FORMAT_YEAR:
    /* Day 0 with a time is a time of day in a date's format. */
    if (value >= 0 && value < 1 && !date_1904)
      return write_clock ((gint64) floor (value * SECONDS_A_DAY + 0.5), buffer);
    if (fabs (value) < LAST_DAY)
      return write_date (value, date_1904, format.kind == CTN_SHEET_FORMAT_YEAR, buffer);
    break;
  case CTN_SHEET_FORMAT_TIME:
    if (can_be_time)
      return write_clock ((gint64) floor ((value - floor (value)) * SECONDS_A_DAY + 0.5), buffer);
    break;
  case CTN_SHEET_FORMAT_DURATION:
    if (can_be_time)
      return write_clock ((gint64) floor (value * SECONDS_A_DAY + 0.5), buffer);
    break;
  case CTN_SHEET_FORMAT_PERCENT:
    return write_percent (value, buffer);
  case CTN_SHEET_FORMAT_CODE:
    return write_code (value, format.digits, buffer);
  case CTN_SHEET_FORMAT_NUMBER:
  default:
    break;
  }
  return write_number (value, buffer);
}
