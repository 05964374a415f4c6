/* iCalendar: what RFC 5545 asks for, read back by a small reader of its own: unfolding (3.1), escaping
 * (3.3.11), dates (3.3.4), exclusive ends (3.6.1). */
#include "ctn-icalendar.h"

#include <ctn-activity.h>
#include <ctn-record-operations.h>
#include <string.h>

static const gint64 now = 1767312000000; /* 2026-01-02 00:00:00 UTC */

static CtnCalendarEvent
make_event (int begins, int ends)
{
  CtnCalendarEvent event = { .uid = "activity-1@example",
                             .summary = "Twinning: Ghent, Brno; Graz\\Linz",
                             .description = "First line\nSecond line\r\nThird",
                             .status = "CONFIRMED",
                             .begins = begins,
                             .ends = ends };

  g_date_clear (&event.first, 1);
  g_date_clear (&event.last, 1);
  g_date_set_dmy (&event.first, 12, G_DATE_MARCH, 2021);
  g_date_set_dmy (&event.last, 31, G_DATE_MARCH, 2021);
  return event;
}

/* The logical lines: each physical one ends with CR LF and has at most 75 octets of whole characters. */
static char **
unfold (const char *calendar)
{
  g_auto (GStrv) physical = g_strsplit (calendar, "\r\n", -1);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = g_strv_length (physical);

  g_assert_cmpstr (physical[n - 1], ==, "");
  for (guint i = 0; i + 1 < n; i++) {
    g_assert_cmpuint (strlen (physical[i]), <=, 75);
    g_assert_null (strpbrk (physical[i], "\r\n"));
    g_assert_true (g_utf8_validate (physical[i], -1, NULL));
    if (*physical[i] == ' ') {
      g_string_append (text, physical[i] + 1);
    } else {
      g_string_append (text, i > 0 ? "\n" : "");
      g_string_append (text, physical[i]);
    }
  }
  return g_strsplit (text->str, "\n", -1);
}

static void
assert_line (char **lines, const char *line)
{
  if (!g_strv_contains ((const char *const *) lines, line))
    g_error ("no line “%s”", line);
}

static void
test_day (void)
{
  const CtnCalendarEvent event = make_event (-1, -1);
  g_autofree char *calendar = ctn_icalendar_write ("Test", &event, 1, now);
  g_auto (GStrv) lines = unfold (calendar);

  g_assert_cmpstr (lines[0], ==, "BEGIN:VCALENDAR");
  g_assert_cmpstr (lines[g_strv_length (lines) - 1], ==, "END:VCALENDAR");
  assert_line (lines, "VERSION:2.0");
  assert_line (lines, "DTSTAMP:20260102T000000Z");
  assert_line (lines, "DTSTART;VALUE=DATE:20210312");
  /* The day after the last. */
  assert_line (lines, "DTEND;VALUE=DATE:20210401");
  assert_line (lines, "SUMMARY:Twinning: Ghent\\, Brno\\; Graz\\\\Linz");
  assert_line (lines, "DESCRIPTION:First line\\nSecond line\\nThird");
}

static void
test_time (void)
{
  const CtnCalendarEvent exact = make_event (9 * 60, 16 * 60 + 30);
  const CtnCalendarEvent midnight = make_event (9 * 60, 24 * 60);
  const CtnCalendarEvent open = make_event (9 * 60, -1);
  g_autofree char *one = ctn_icalendar_write (NULL, &exact, 1, now);
  g_autofree char *two = ctn_icalendar_write (NULL, &midnight, 1, now);
  g_autofree char *three = ctn_icalendar_write (NULL, &open, 1, now);
  g_auto (GStrv) exact_lines = unfold (one);
  g_auto (GStrv) midnight_lines = unfold (two);
  g_auto (GStrv) open_lines = unfold (three);

  assert_line (exact_lines, "DTSTART:20210312T090000");
  assert_line (exact_lines, "DTEND:20210331T163000");
  assert_line (midnight_lines, "DTEND:20210401T000000");
  assert_line (open_lines, "DTEND:20210401T000000");
}

/* Letters of two and four octets at every offset of the line's end. */
static void
test_fold (void)
{
  for (guint i = 0; i < 40; i++) {
    g_autoptr (GString) name = g_string_new (NULL);
    CtnCalendarEvent event = make_event (-1, -1);
    g_autofree char *calendar = NULL;
    g_autofree char *expected = NULL;
    g_auto (GStrv) lines = NULL;

    for (guint j = 0; j < i; j++)
      g_string_append_c (name, 'x');
    for (guint j = 0; j < 60; j++)
      g_string_append (name, j % 2 == 0 ? "ü" : "🚲");
    event.summary = name->str;
    calendar = ctn_icalendar_write (NULL, &event, 1, now);
    lines = unfold (calendar);
    expected = g_strconcat ("SUMMARY:", name->str, NULL);
    assert_line (lines, expected);
  }
}

static gint64
add (CtnProject *project, const CtnFieldText *values)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_record_add (project, ctn_activity_kind (), 0, values, &error);

  g_assert_no_error (error);
  return id;
}

static void
test_export (void)
{
  CtnProject *project = ctn_project_new (NULL, NULL);
  const gint64 ids[] = { add (project, (const CtnFieldText[]) { { "name", "Training" },
                                                                { "kind", "training" },
                                                                { "state", "held" },
                                                                { "starts", "2021-03-12" },
                                                                { "time", "9:00" },
                                                                { "place", "Rouen" },
                                                                { "online", "1" },
                                                                { NULL } }),
                         add (project,
                              (const CtnFieldText[]) { { "name", "Undated" }, { NULL } }) };
  g_autofree char *calendar = NULL;
  g_autofree char *again = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *uid = g_strdup_printf ("UID:activity-%" G_GINT64_FORMAT "@", ids[0]);
  guint n = 0;

  calendar = ctn_icalendar_export (ctn_project_get_reader (project), ids, 2, now, &n, NULL);
  g_assert_cmpuint (n, ==, 1);
  lines = unfold (calendar);
  assert_line (lines, "DTSTART:20210312T090000");
  assert_line (lines, "LOCATION:Rouen (Online)");
  assert_line (lines, "STATUS:CONFIRMED");
  assert_line (lines, "CATEGORIES:Training");
  g_assert_nonnull (strstr (calendar, uid));
  g_assert_null (strstr (calendar, "Undated"));
  again = ctn_icalendar_export (ctn_project_get_reader (project), ids, 2, now, NULL, NULL);
  g_assert_cmpstr (calendar, ==, again);
  ctn_project_close (project, TRUE, NULL);
  g_object_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/icalendar/day", test_day);
  g_test_add_func ("/icalendar/time", test_time);
  g_test_add_func ("/icalendar/fold", test_fold);
  g_test_add_func ("/icalendar/export", test_export);
  return g_test_run ();
}
