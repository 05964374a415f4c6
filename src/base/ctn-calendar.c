#include "ctn-calendar.h"

static CtnDate
complete (const CtnDate *date)
{
  return (CtnDate) { date->year, MAX (date->month, 1), MAX (date->day, 1) };
}

static guint32
to_julian (const CtnDate *date)
{
  CtnDate day = complete (date);
  GDate julian;

  g_date_clear (&julian, 1);
  g_date_set_dmy (&julian, day.day, (GDateMonth) day.month, (GDateYear) day.year);
  return g_date_get_julian (&julian);
}

CtnDate
ctn_calendar_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return (CtnDate) { (gint16) g_date_time_get_year (now), (guint8) g_date_time_get_month (now),
                     (guint8) g_date_time_get_day_of_month (now) };
}

char *
ctn_calendar_dup_today (const char *today)
{
  CtnDate now = ctn_calendar_today ();
  char iso[CTN_DATE_ISO_SIZE];

  return g_strdup (today != NULL ? today : ctn_date_to_iso (&now, iso));
}

gboolean
ctn_calendar_read (const char *text, CtnDate *date)
{
  return text != NULL && *text != '\0' && ctn_date_parse (text, date);
}

CtnDate
ctn_calendar_add_months (const CtnDate *date, int months)
{
  CtnDate day = complete (date);
  int month = day.year * 12 + day.month - 1 + months;
  CtnDate result;
  guint8 last;

  month = CLAMP (month, 12, 9999 * 12 + 11);
  result.year = (gint16) (month / 12);
  result.month = (guint8) (month % 12 + 1);
  last = g_date_get_days_in_month ((GDateMonth) result.month, (GDateYear) result.year);
  result.day = MIN (day.day, last);
  return result;
}

CtnDate
ctn_calendar_add_days (const CtnDate *date, int days)
{
  const CtnDate last = { 9999, 12, 31 };
  gint64 julian = CLAMP ((gint64) to_julian (date) + days, 1, (gint64) to_julian (&last));
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) julian);
  return (CtnDate) { (gint16) g_date_get_year (&day), (guint8) g_date_get_month (&day),
                     (guint8) g_date_get_day (&day) };
}

int
ctn_calendar_days_between (const CtnDate *from, const CtnDate *to)
{
  return (int) to_julian (to) - (int) to_julian (from);
}

int
ctn_calendar_compare (const CtnDate *a, const CtnDate *b)
{
  CtnDate first = complete (a), second = complete (b);

  return ctn_date_compare (&first, &second);
}

gboolean
ctn_calendar_is_over (const CtnDate *date, const CtnDate *today)
{
  CtnDate next = date->month == 0 ? ctn_calendar_add_months (date, 12)
                 : date->day == 0 ? ctn_calendar_add_months (date, 1)
                                  : ctn_calendar_add_days (date, 1);

  return ctn_calendar_compare (&next, today) <= 0;
}
