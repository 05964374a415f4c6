#include "ctn-working-days.h"

#include <ctn-code-list.h>
#include <ctn-date.h>
#include <ctn-i18n.h>

#define MAX_DAYS 3660

gboolean
ctn_working_days_parse (const char *iso, GDate *date)
{
  CtnDate parsed;

  if (iso == NULL || !ctn_date_parse (iso, &parsed) || parsed.day == 0)
    return FALSE;
  g_date_set_dmy (date, parsed.day, (GDateMonth) parsed.month, (GDateYear) parsed.year);
  return TRUE;
}

void
ctn_working_days_clear (CtnWorkingDays *self)
{
  g_clear_pointer (&self->off, g_ptr_array_unref);
}

static void
note_holiday (CtnWorkingDays *result, CtnHolidays *holidays, const char *country, const GDate *day)
{
  const char *name = country != NULL ? ctn_holidays_get_name (holidays, country, day) : NULL;
  const CtnDate date = { (gint16) g_date_get_year (day), (guint8) g_date_get_month (day),
                         g_date_get_day (day) };
  g_autofree char *shown = name != NULL ? ctn_date_format (&date) : NULL;

  if (name != NULL)
    g_ptr_array_add (
        result->off,
        /* Translators: a date, a country, and the holiday that is held there then */
        g_strdup_printf (_ ("%s, %s: %s"), shown, ctn_place_get_title (country), name));
}

/* Where no holiday is known at all, it should not look as if there were none. */
static void
note_unknown (CtnWorkingDays *result, CtnHolidays *holidays, const char *country)
{
  if (country != NULL && !ctn_holidays_knows (holidays, country))
    g_ptr_array_add (
        result->off,
        /* Translators: a country */
        g_strdup_printf (_ ("%s: public holidays not known here"), ctn_place_get_title (country)));
}

gboolean
ctn_working_days_count (CtnHolidays *holidays,
                        const char *visitor,
                        const char *host,
                        const char *starts,
                        const char *ends,
                        guint travel_days,
                        CtnWorkingDays *result)
{
  GDate day, last;
  int days;

  *result = (CtnWorkingDays) { 0 };
  if (!ctn_working_days_parse (starts, &day) || !ctn_working_days_parse (ends, &last))
    return FALSE;
  days = g_date_days_between (&day, &last) + 1;
  if (days < 1 || days > MAX_DAYS)
    return FALSE;
  result->days = (guint) days;
  result->off = g_ptr_array_new_with_free_func (g_free);
  for (; g_date_compare (&day, &last) <= 0; g_date_add_days (&day, 1)) {
    if (ctn_holidays_is_working (holidays, visitor, &day) &&
        ctn_holidays_is_working (holidays, host, &day)) {
      result->working++;
      continue;
    }
    if (g_date_get_weekday (&day) >= G_DATE_SATURDAY)
      continue;
    note_holiday (result, holidays, visitor, &day);
    if (g_strcmp0 (visitor, host) != 0)
      note_holiday (result, holidays, host, &day);
  }
  note_unknown (result, holidays, visitor);
  if (g_strcmp0 (visitor, host) != 0)
    note_unknown (result, holidays, host);
  result->travel = MIN (travel_days, result->working);
  result->working -= result->travel;
  return TRUE;
}
