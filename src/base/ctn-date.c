#include "ctn-date.h"

#include "ctn-i18n.h"
#include <langinfo.h>
#include <string.h>

#include "ctn-tongue.h"

#define MAX_TEXT 64

typedef struct {
  guint value;
  guint n_digits;
} Number;

/* Reads up to three numbers of one to four digits with @separator, and spaces, between them. */
static guint
read_numbers (const char **p, char separator, Number numbers[3])
{
  guint n = 0;

  for (;;) {
    Number *number = &numbers[n];

    *number = (Number) { 0, 0 };
    while (g_ascii_isdigit (**p) && number->n_digits < 5) {
      number->value = number->value * 10 + (guint) (**p - '0');
      number->n_digits++;
      (*p)++;
    }
    if (number->n_digits == 0 || number->n_digits > 4)
      return 0;
    n++;
    if (n == 3 || **p != separator)
      return n;
    (*p)++;
    while (separator == '.' && **p == ' ')
      (*p)++;
  }
}

/* Whether nothing or a time of day ("T10:00:00Z", " 10:00") follows. */
static gboolean
is_end (const char *p, gboolean time_allowed)
{
  while (g_ascii_isspace (*p))
    p++;
  if (*p == '\0')
    return TRUE;
  if (!time_allowed)
    return FALSE;
  if (*p == 'T')
    p++;
  if (!g_ascii_isdigit (p[0]) || p[1 + (g_ascii_isdigit (p[1]) ? 1 : 0)] != ':')
    return FALSE;
  return p[strspn (p, "0123456789:.,+-Z ")] == '\0';
}

static guint
full_year (const Number *number)
{
  if (number->n_digits == 2)
    return number->value + (number->value < 69 ? 2000 : 1900);
  return number->n_digits == 4 ? number->value : 0;
}

static gboolean
set_date (CtnDate *date, guint year, guint month, guint day)
{
  if (year > 9999 || month > 12 || day > 31)
    return FALSE;
  *date = (CtnDate) { (gint16) year, (guint8) month, (guint8) day };
  return ctn_date_is_valid (date);
}

static gboolean
read_day_first (const Number numbers[3], guint n, char separator, CtnDate *date)
{
  if (n == 2)
    return numbers[0].n_digits <= 2 && numbers[0].value > 0 && numbers[1].n_digits == 4 &&
           set_date (date, numbers[1].value, numbers[0].value, 0);

  guint day = numbers[0].value, month = numbers[1].value;

  if (numbers[0].n_digits > 2 || numbers[1].n_digits > 2 || day == 0 || month == 0)
    return FALSE;
  if (separator == '/' && month > 12) {
    day = numbers[1].value;
    month = numbers[0].value;
  }
  return set_date (date, full_year (&numbers[2]), month, day);
}

static gboolean
read_year_first (const Number numbers[3], guint n, CtnDate *date)
{
  for (guint i = 1; i < n; i++)
    if (numbers[i].n_digits != 2 || numbers[i].value == 0)
      return FALSE;
  return set_date (date, numbers[0].value, n > 1 ? numbers[1].value : 0,
                   n > 2 ? numbers[2].value : 0);
}

gboolean
ctn_date_parse (const char *text, CtnDate *date)
{
  Number numbers[3];
  CtnDate result;
  const char *p = text;

  if (text == NULL || strnlen (text, MAX_TEXT) == MAX_TEXT)
    return FALSE;
  while (g_ascii_isspace (*p))
    p++;

  gsize first = strspn (p, "0123456789");
  char separator = p[first];
  guint n;

  if (first == 4 && (separator == '\0' || g_ascii_isspace (separator)))
    separator = '-';
  if (separator != '-' && separator != '.' && separator != '/')
    return FALSE;
  n = read_numbers (&p, separator, numbers);
  if (n == 0 || !is_end (p, n == 3))
    return FALSE;
  if (first == 4 && (separator == '-' || n == 3)
          ? !read_year_first (numbers, n, &result)
          : n == 1 || !read_day_first (numbers, n, separator, &result))
    return FALSE;
  if (date != NULL)
    *date = result;
  return TRUE;
}

gboolean
ctn_date_is_valid (const CtnDate *date)
{
  if (date->year < 1 || date->year > 9999 || date->month > 12)
    return FALSE;
  if (date->month == 0 || date->day == 0)
    return date->day == 0;
  return g_date_valid_dmy (date->day, (GDateMonth) date->month, (GDateYear) date->year);
}

const char *
ctn_date_to_iso (const CtnDate *date, char buffer[CTN_DATE_ISO_SIZE])
{
  unsigned year = (unsigned) CLAMP (date->year, 0, 9999);
  unsigned month = MIN (date->month, 99u), day = MIN (date->day, 99u);

  if (month == 0)
    g_snprintf (buffer, CTN_DATE_ISO_SIZE, "%04u", year);
  else if (day == 0)
    g_snprintf (buffer, CTN_DATE_ISO_SIZE, "%04u-%02u", year, month);
  else
    g_snprintf (buffer, CTN_DATE_ISO_SIZE, "%04u-%02u-%02u", year, month, day);
  return buffer;
}

/* The C library knows the months of its own locale only. */
static char *
spell_month (const char *format, int month)
{
  const char *const months[] = { C_ ("month", "January"),   C_ ("month", "February"),
                                 C_ ("month", "March"),     C_ ("month", "April"),
                                 C_ ("month", "May"),       C_ ("month", "June"),
                                 C_ ("month", "July"),      C_ ("month", "August"),
                                 C_ ("month", "September"), C_ ("month", "October"),
                                 C_ ("month", "November"),  C_ ("month", "December") };
  g_autoptr (GString) spelt = g_string_new (format);

  g_string_replace (spelt, "%OB", months[month - 1], 0);
  g_string_replace (spelt, "%B", months[month - 1], 0);
  return g_string_free (g_steal_pointer (&spelt), FALSE);
}

char *
ctn_date_format (const CtnDate *date)
{
  g_return_val_if_fail (ctn_date_is_valid (date), NULL);

  g_autoptr (GDateTime) time =
      g_date_time_new_utc (date->year, MAX (date->month, 1), MAX (date->day, 1), 0, 0, 0);
  g_autofree char *spelt = NULL;
  const char *format;

  if (date->month == 0)
    return g_strdup_printf ("%d", date->year);
  format = date->day == 0
               /* Translators: month and year as of g_date_time_format() */
               ? C_ ("date format", "%OB %Y")
               /* Translators: day, month and year as of g_date_time_format() */
               : C_ ("date format", "%-d %B %Y");
  if (ctn_tongue_is_pushed ())
    format = spelt = spell_month (format, date->month);
  return g_date_time_format (time, format);
}

char *
ctn_date_format_iso (const char *iso)
{
  CtnDate date;

  return iso != NULL && ctn_date_parse (iso, &date) ? ctn_date_format (&date)
                                                    : g_strdup (iso != NULL ? iso : "");
}

int
ctn_date_compare (const CtnDate *a, const CtnDate *b)
{
  int first = a->year * 10000 + a->month * 100 + a->day;
  int second = b->year * 10000 + b->month * 100 + b->day;

  return first < second ? -1 : first > second;
}

GDateWeekday
ctn_date_get_first_weekday (void)
{
#ifdef __GLIBC__
  /* The C library counts from a day of its own choice (a Sunday or a Monday), which it gives as a date
   * in the pointer itself. */
  const union {
    const char *text;
    unsigned int number;
  } origin = { nl_langinfo (_NL_TIME_WEEK_1STDAY) };
  int first = *nl_langinfo (_NL_TIME_FIRST_WEEKDAY);
  int offset = origin.number == 19971201 ? 0 : 6; /* a Monday, else 19971130, a Sunday */

  if (first >= 1 && first <= 7)
    return (GDateWeekday) ((first - 1 + offset) % 7 + 1);
#endif
  return G_DATE_MONDAY;
}
