/* Activities in a month: a day a cell, weeks as they begin in the user's country, and below the activities
 * of the day that is chosen. Arrows move by days and weeks, Page Up and Page Down by months, Home to
 * today, Enter opens the day's first activity. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CTN_TYPE_ACTIVITY_CALENDAR (ctn_activity_calendar_get_type ())

G_DECLARE_FINAL_TYPE (CtnActivityCalendar, ctn_activity_calendar, CTN, ACTIVITY_CALENDAR, AdwBin)

/* Signal "opened" (gint64 id). */

/* @activities: (element-type CtnActivity) kept. The first time, the month of the newest of them that is
 * not in the future is shown. */
void ctn_activity_calendar_show (CtnActivityCalendar *self, GPtrArray *activities);

/* The day that is chosen. */
void ctn_activity_calendar_get_day (CtnActivityCalendar *self, GDate *day);

G_END_DECLS
