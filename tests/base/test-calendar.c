/* Reckoning with dates, against a calendar by hand; days between by python3 (datetime.date). */
#include "ctn-calendar.h"

static void
assert_iso (CtnDate date, const char *expected)
{
  char buffer[CTN_DATE_ISO_SIZE];

  g_assert_cmpstr (ctn_date_to_iso (&date, buffer), ==, expected);
}

static CtnDate
read (const char *text)
{
  CtnDate date = { 0 };

  g_assert_true (ctn_calendar_read (text, &date));
  return date;
}

static void
test_months (void)
{
  static const struct {
    const char *date;
    int months;
    const char *expected;
  } cases[] = {
    { "2024-01-31", 1, "2024-02-29" },  { "2023-01-31", 1, "2023-02-28" },
    { "2024-02-29", 24, "2026-02-28" }, { "2024-05-15", -18, "2022-11-15" },
    { "2024", 12, "2025-01-01" },       { "2024-11", 2, "2025-01-01" },
    { "9999-06-01", 24, "9999-12-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    CtnDate date = read (cases[i].date);

    assert_iso (ctn_calendar_add_months (&date, cases[i].months), cases[i].expected);
  }
}

static void
test_days (void)
{
  CtnDate a = read ("2024-02-28"), b = read ("2024-03-01"), c = read ("2019-11-15"),
          year = read ("2024"), first = read ("2024-01-01");

  g_assert_cmpint (ctn_calendar_days_between (&a, &b), ==, 2);
  g_assert_cmpint (ctn_calendar_days_between (&b, &c), ==, -1568);
  g_assert_cmpint (ctn_calendar_compare (&year, &first), ==, 0);
  g_assert_cmpint (ctn_calendar_compare (&a, &b), <, 0);
  assert_iso (ctn_calendar_add_days (&a, 2), "2024-03-01");
  assert_iso (ctn_calendar_add_days (&year, -1), "2023-12-31");
  g_assert_false (ctn_calendar_read ("", &a));
  g_assert_false (ctn_calendar_read (NULL, &a));
  g_assert_false (ctn_calendar_read ("soon", &a));
}

static void
test_over (void)
{
  static const struct {
    const char *date;
    const char *today;
    gboolean over;
  } cases[] = {
    { "2024", "2024-12-31", FALSE },       { "2024", "2025-01-01", TRUE },
    { "2024-02", "2024-02-29", FALSE },    { "2024-02", "2024-03-01", TRUE },
    { "2024-02-28", "2024-02-28", FALSE }, { "2024-02-28", "2024-02-29", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    CtnDate date = read (cases[i].date), today = read (cases[i].today);

    g_assert_cmpint (ctn_calendar_is_over (&date, &today), ==, cases[i].over);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/months", test_months);
  g_test_add_func ("/calendar/days", test_days);
  g_test_add_func ("/calendar/over", test_over);
  return g_test_run ();
}
