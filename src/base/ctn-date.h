/* Dates that may be known to the day, the month or only the year. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @month is 0 when only the year is known, @day is 0 when only year and month are. Gregorian. */
typedef struct {
  gint16 year;  /* 1 to 9999 */
  guint8 month; /* 1 to 12, or 0 */
  guint8 day;   /* 1 to 31, or 0 */
} CtnDate;

/* Longest text of ctn_date_to_iso(), with the final NUL. */
#define CTN_DATE_ISO_SIZE 11

/* Reads a date: ISO 8601 ("2024", "2024-05", "2024-05-31", "20240531" is not taken, for it may be a
 * code), a time of day behind a full date is ignored; day first with points, slashes or hyphens
 * ("31.5.2024", "31. 5. 2024", "31/05/2024", "31-05-2024"), month and year ("05/2024", "5.2024"). With
 * slashes and a second number over 12 the first is the month ("05/31/2024"). Years of two digits
 * behind day and month: 00 to 68 are 2000 to 2068, 69 to 99 are 1969 to 1999 (POSIX). Only dates that
 * exist are taken.
 *
 * @date: (out) (optional): the date; untouched on failure. */
gboolean ctn_date_parse (const char *text, CtnDate *date);

/* Whether the parts of @date are in range and the day exists. */
gboolean ctn_date_is_valid (const CtnDate *date);

/* Writes "2024", "2024-05" or "2024-05-31" into @buffer and returns it. */
const char *ctn_date_to_iso (const CtnDate *date, char buffer[CTN_DATE_ISO_SIZE]);

/* The date in the current language: "31 May 2024", "May 2024", "2024".
 * Returns: (transfer full) */
char *ctn_date_format (const CtnDate *date) G_GNUC_WARN_UNUSED_RESULT;

/* The same of an ISO date (nullable) as the project keeps it; what is no date stays as it is.
 * Returns: (transfer full) */
char *ctn_date_format_iso (const char *iso) G_GNUC_WARN_UNUSED_RESULT;

/* Below, equal to or above 0 when @a is before, the same as or after @b; what is known less exactly
 * comes first (2024 before 2024-01). */
int ctn_date_compare (const CtnDate *a, const CtnDate *b);

/* The day on which weeks begin in the user's country. */
GDateWeekday ctn_date_get_first_weekday (void);

G_END_DECLS
