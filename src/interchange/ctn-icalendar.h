/* Activities as an iCalendar file (RFC 5545), for calendars of others to read. Who takes part is left out:
 * a calendar is handed on. */
#pragma once

#include <ctn-connection.h>

G_BEGIN_DECLS

/* One entry of a calendar. Dates are days, times are those of the place ("floating", RFC 5545 3.3.5): an
 * activity at nine is at nine where it takes place. */
typedef struct {
  const char *uid; /* the same in every export of the same activity */
  const char *summary;
  const char *description; /* (nullable) several lines */
  const char *location;    /* (nullable) */
  const char *category;    /* (nullable) */
  const char *url;         /* (nullable) */
  const char *status;      /* "TENTATIVE", "CONFIRMED" or "CANCELLED" */
  GDate first;
  GDate last;
  int begins;      /* minutes since midnight on the first day; -1: all day */
  int ends;        /* minutes since midnight on the last day; -1: not known */
  gint64 modified; /* milliseconds since 1970 */
} CtnCalendarEvent;

/* A calendar with the entries. @name: what programs call it. @now: milliseconds since 1970, for DTSTAMP.
 * Returns: (transfer full): lines of at most 75 octets that end with CR LF */
char *ctn_icalendar_write (const char *name, const CtnCalendarEvent *events, gsize n, gint64 now)
    G_GNUC_WARN_UNUSED_RESULT;

/* A calendar of the activities with @ids that have a date; the number of those is in @n_written (out)
 * (optional). @now: milliseconds since 1970; 0 for the time.
 * Returns: (transfer full) (nullable): %NULL with @error set */
char *ctn_icalendar_export (CtnConnection *reader,
                            const gint64 *ids,
                            gsize n,
                            gint64 now,
                            guint *n_written,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
