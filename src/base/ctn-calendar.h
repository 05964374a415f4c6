/* Reckoning with dates. What a date does not tell, its month or its day, counts as the first. */
#pragma once

#include "ctn-date.h"

G_BEGIN_DECLS

/* The day that it is where the program runs. */
CtnDate ctn_calendar_today (void);

/* The same as ISO 8601; @today (nullable) where the caller says what day it is. (transfer full) */
char *ctn_calendar_dup_today (const char *today) G_GNUC_WARN_UNUSED_RESULT;

/* Reads an ISO date as the project keeps it; %NULL and "" are no date.
 * Returns: whether @text is a date; @date is untouched otherwise. */
gboolean ctn_calendar_read (const char *text, CtnDate *date);

/* The same day @months later (or earlier); where that month is too short, its last day: a month after 31
 * January is 28 or 29 February. Kept within the years 1 to 9999. */
CtnDate ctn_calendar_add_months (const CtnDate *date, int months);

CtnDate ctn_calendar_add_days (const CtnDate *date, int days);

/* Days from @from to @to; negative when @to is earlier. */
int ctn_calendar_days_between (const CtnDate *from, const CtnDate *to);

/* As ctn_date_compare(), but of the days that the dates count as: 2024 and 2024-01-01 are the same. */
int ctn_calendar_compare (const CtnDate *a, const CtnDate *b);

/* Whether all of @date, its year or month where that is all it tells, lies before @today. */
gboolean ctn_calendar_is_over (const CtnDate *date, const CtnDate *today);

G_END_DECLS
