#include "ctn-icalendar.h"

#include <ctn-activity.h>
#include <ctn-i18n.h>
#include <string.h>

/* RFC 5545 3.1: "Lines of text SHOULD NOT be longer than 75 octets, excluding the line break." */
#define MAX_OCTETS 75

/* Ends a line, folded between characters: a line that goes on begins with a space. */
static void
add_line (GString *calendar, const char *line)
{
  gsize octets = 0;

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p)) {
    gsize length = (gsize) (g_utf8_next_char (p) - p);

    if (octets + length > MAX_OCTETS) {
      g_string_append (calendar, "\r\n ");
      octets = 1;
    }
    g_string_append_len (calendar, p, (gssize) length);
    octets += length;
  }
  g_string_append (calendar, "\r\n");
}

static void
add_property (GString *calendar, const char *name, const char *value)
{
  g_autofree char *line = g_strconcat (name, ":", value, NULL);

  add_line (calendar, line);
}

/* A value of type TEXT (3.3.11): backslash, semicolon and comma are escaped, line breaks written "\n". */
static void
add_text (GString *calendar, const char *name, const char *text)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) value = NULL;

  if (text == NULL || *text == '\0')
    return;
  valid = g_utf8_make_valid (text, -1);
  value = g_string_new (NULL);
  for (const char *p = valid; *p != '\0'; p++) {
    if (strchr ("\\;,", *p) != NULL)
      g_string_append_printf (value, "\\%c", *p);
    else if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
      g_string_append (value, "\\n");
    else if (!g_ascii_iscntrl (*p))
      g_string_append_c (value, *p);
  }
  add_property (calendar, name, value->str);
}

static void
add_instant (GString *calendar, const char *name, gint64 milliseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (milliseconds / 1000);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y%m%dT%H%M%SZ") : NULL;

  if (text != NULL)
    add_property (calendar, name, text);
}

static void
add_moment (GString *calendar, const char *name, const GDate *day, int minutes)
{
  GDate date = *day;
  char text[32];
  g_autofree char *line = NULL;

  if (minutes >= 24 * 60) {
    g_date_add_days (&date, 1);
    minutes -= 24 * 60;
  }
  g_date_strftime (text, sizeof text, "%Y%m%d", &date);
  line = minutes < 0 ? g_strdup_printf ("%s;VALUE=DATE:%s", name, text)
                     : g_strdup_printf ("%s:%sT%02d%02d00", name, text, minutes / 60, minutes % 60);
  add_line (calendar, line);
}

/* DTEND is exclusive (3.6.1): a day that ends on the 14th has the 15th. Without an end, an entry with a
 * time ends when it begins, and one of several days at the end of the last. */
static void
add_times (GString *calendar, const CtnCalendarEvent *event)
{
  GDate after = event->last;

  add_moment (calendar, "DTSTART", &event->first, event->begins);
  if (event->begins < 0) {
    g_date_add_days (&after, 1);
    add_moment (calendar, "DTEND", &after, -1);
  } else if (event->ends >= 0) {
    add_moment (calendar, "DTEND", &event->last, event->ends);
  } else if (g_date_compare (&event->first, &event->last) < 0) {
    add_moment (calendar, "DTEND", &event->last, 24 * 60);
  }
}

static void
add_event (GString *calendar, const CtnCalendarEvent *event, gint64 now)
{
  add_line (calendar, "BEGIN:VEVENT");
  add_text (calendar, "UID", event->uid);
  add_instant (calendar, "DTSTAMP", now);
  if (event->modified > 0)
    add_instant (calendar, "LAST-MODIFIED", event->modified);
  add_times (calendar, event);
  add_text (calendar, "SUMMARY", event->summary);
  add_text (calendar, "LOCATION", event->location);
  add_text (calendar, "DESCRIPTION", event->description);
  add_text (calendar, "CATEGORIES", event->category);
  if (event->url != NULL)
    add_property (calendar, "URL", event->url);
  add_property (calendar, "STATUS", event->status);
  /* A day or a month that an activity fills does not make anybody busy. */
  if (event->begins < 0)
    add_line (calendar, "TRANSP:TRANSPARENT");
  add_line (calendar, "END:VEVENT");
}

char *
ctn_icalendar_write (const char *name, const CtnCalendarEvent *events, gsize n, gint64 now)
{
  GString *calendar = g_string_new (NULL);

  add_line (calendar, "BEGIN:VCALENDAR");
  add_line (calendar, "VERSION:2.0");
  add_line (calendar, "PRODID:-//Catenary//Catenary//EN");
  add_line (calendar, "CALSCALE:GREGORIAN");
  add_line (calendar, "METHOD:PUBLISH");
  add_text (calendar, "X-WR-CALNAME", name);
  for (gsize i = 0; i < n; i++)
    add_event (calendar, &events[i], now);
  add_line (calendar, "END:VCALENDAR");
  return g_string_free (calendar, FALSE);
}

/* Activities ---------------------------------------------------------------------------------- */

static char *
dup_location (const CtnActivity *activity)
{
  const char *online = _ ("Online");
  gboolean placed = activity->place != NULL && *activity->place != '\0';

  if (activity->online)
    return placed ? g_strdup_printf ("%s (%s)", activity->place, online) : g_strdup (online);
  return placed ? g_strdup (activity->place) : NULL;
}

static const char *
get_status (const CtnActivity *activity)
{
  if (g_str_equal (activity->state, "cancelled"))
    return "CANCELLED";
  return g_str_equal (activity->state, "held") ? "CONFIRMED" : "TENTATIVE";
}

static char *
dup_description (CtnConnection *reader, const CtnActivity *activity)
{
  g_autofree char *agenda = ctn_connection_get_text (
      reader, NULL, "SELECT agenda FROM activity WHERE id = ?", "i", activity->id);
  g_autoptr (GString) text = g_string_new (activity->partnership_name);

  if (activity->hosts != NULL)
    /* Translators: before the names of those who host an activity */
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? "\n" : "", _ ("Hosts:"),
                            activity->hosts);
  if (agenda != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", agenda);
  return g_strdup (text->str);
}

static gboolean
append_activity (CtnConnection *reader,
                 gint64 id,
                 const char *uuid,
                 gint64 now,
                 GString *calendar,
                 guint *n_written,
                 GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnActivity) activity = ctn_activity_get (reader, id, &local_error);
  g_autofree char *uid = g_strdup_printf ("activity-%" G_GINT64_FORMAT "@%s", id, uuid);
  g_autofree char *location = NULL;
  g_autofree char *description = NULL;
  CtnCalendarEvent event = { .uid = uid };

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (activity == NULL || !ctn_activity_get_days (activity, &event.first, &event.last))
    return TRUE;
  event.summary = activity->name;
  event.location = location = dup_location (activity);
  event.description = description = dup_description (reader, activity);
  event.category = ctn_activity_get_kind_label (activity);
  event.status = get_status (activity);
  ctn_activity_get_minutes (activity, &event.begins, &event.ends);
  ctn_connection_get_int (reader, &event.modified, NULL,
                          "SELECT modified FROM activity WHERE id = ?", "i", id);
  add_event (calendar, &event, now);
  (*n_written)++;
  return TRUE;
}

char *
ctn_icalendar_export (CtnConnection *reader,
                      const gint64 *ids,
                      gsize n,
                      gint64 now,
                      guint *n_written,
                      GError **error)
{
  g_autofree char *uuid =
      ctn_connection_get_text (reader, NULL, "SELECT value FROM meta WHERE key = 'uuid'", "");
  g_autofree char *empty = ctn_icalendar_write (_ ("Activities"), NULL, 0, now);
  g_autoptr (GString) calendar = g_string_new (NULL);
  guint written = 0;

  /* All before the last line, then the entries, then that line. */
  g_string_append_len (calendar, empty, (gssize) (strlen (empty) - strlen ("END:VCALENDAR\r\n")));
  for (gsize i = 0; i < n; i++)
    if (!append_activity (reader, ids[i], uuid != NULL ? uuid : "catenary",
                          now != 0 ? now : g_get_real_time () / 1000, calendar, &written, error))
      return NULL;
  g_string_append (calendar, "END:VCALENDAR\r\n");
  if (n_written != NULL)
    *n_written = written;
  return g_strdup (calendar->str);
}
