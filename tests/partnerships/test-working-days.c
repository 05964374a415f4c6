/* Working days over Easter, 1 May and Christmas of two countries, counted by hand in a calendar.
 *
 * Easter Sundays from the tables of the Astronomisches Rechen-Institut Heidelberg: 2020-04-12, 2021-04-04,
 * 2024-03-31, 2025-04-20; Orthodox 2021-05-02, 2024-05-05, 2025-04-20. */
#include <ctn-record-operations.h>
#include <registry-support.h>

#include "ctn-working-days.h"

static CtnHolidays *
load (CtnProject *project)
{
  g_autoptr (GError) error = NULL;
  CtnHolidays *holidays = ctn_holidays_new (ctn_project_get_reader (project), &error);

  g_assert_no_error (error);
  return holidays;
}

static void
test_easter (void)
{
  static const struct {
    guint year;
    gboolean orthodox;
    GDateDay day;
    GDateMonth month;
  } cases[] = {
    { 1961, FALSE, 2, G_DATE_APRIL },  { 2020, FALSE, 12, G_DATE_APRIL },
    { 2021, FALSE, 4, G_DATE_APRIL },  { 2024, FALSE, 31, G_DATE_MARCH },
    { 2025, FALSE, 20, G_DATE_APRIL }, { 2038, FALSE, 25, G_DATE_APRIL },
    { 2021, TRUE, 2, G_DATE_MAY },     { 2024, TRUE, 5, G_DATE_MAY },
    { 2025, TRUE, 20, G_DATE_APRIL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    GDate date;

    ctn_easter (cases[i].year, cases[i].orthodox, &date);
    g_assert_cmpint (g_date_get_day (&date), ==, cases[i].day);
    g_assert_cmpint (g_date_get_month (&date), ==, cases[i].month);
  }
}

static void
test_stays (void)
{
  static const struct {
    const char *visitor, *host, *starts, *ends;
    guint travel, days, working, off;
  } cases[] = {
    /* A plain week, Monday to Friday; one day of it on the train. */
    { "DE", "FR", "2021-03-08", "2021-03-12", 0, 5, 5, 0 },
    { "DE", "FR", "2021-03-08", "2021-03-12", 2, 5, 3, 0 },
    { "DE", "FR", "2021-03-06", "2021-03-07", 0, 2, 0, 0 },
    /* Easter 2021, Thursday 1 to Tuesday 6 April. Good Friday in Germany and (since 2017) in Hungary, not
     * in the Netherlands and France; Monday in all four. */
    { "DE", "HU", "2021-04-01", "2021-04-06", 0, 6, 2, 4 },
    { "FR", "NL", "2021-04-01", "2021-04-06", 0, 6, 3, 2 },
    { "FR", "DE", "2021-04-01", "2021-04-06", 0, 6, 2, 3 },
    /* Before 2017 Hungary worked on Good Friday: 2016-03-25. */
    { "FR", "HU", "2016-03-24", "2016-03-25", 0, 2, 2, 0 },
    /* 1 May 2020 is a Friday, held in Hungary and not in the Netherlands, where Monday 27 April is King's Day. */
    { "HU", "NL", "2020-04-27", "2020-05-01", 0, 5, 3, 2 },
    { "NL", "HU", "2020-04-27", "2020-05-01", 0, 5, 3, 2 },
    { "HU", "PL", "2020-04-27", "2020-05-01", 0, 5, 4, 2 },
    /* Christmas 2020: Wednesday 23 to Monday 28 December; the 26th is a Saturday. The 24th is a holiday in
     * Czechia, not in Germany and Hungary. */
    { "DE", "HU", "2020-12-23", "2020-12-28", 0, 6, 3, 2 },
    { "DE", "CZ", "2020-12-23", "2020-12-28", 0, 6, 2, 3 },
    /* Orthodox Easter 2021 with 1 May on a Saturday: Friday 30 April and Monday 3 May in Greece. */
    { "GR", "FR", "2021-04-29", "2021-05-04", 0, 6, 2, 2 },
    /* A year apart in law: Great Prayer Day (26 April 2024) was abolished in Denmark after 2023 (5 May 2023). */
    { "DK", "FR", "2023-05-05", "2023-05-05", 0, 1, 0, 1 },
    { "DK", "FR", "2024-04-26", "2024-04-26", 0, 1, 1, 0 },
    /* First Monday of May in Ireland: 3 May 2021; last of October: 25 October 2021. */
    { "IE", "FR", "2021-05-03", "2021-05-04", 0, 2, 1, 1 },
    { "IE", "FR", "2021-10-25", "2021-10-26", 0, 2, 1, 1 },
    { NULL, NULL, "2021-04-02", "2021-04-05", 0, 4, 2, 0 },
  };
  CtnProject *project = support_project_new ();
  g_autoptr (CtnHolidays) holidays = load (project);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (CtnWorkingDays) days = { 0 };

    g_test_message ("%s–%s %s", cases[i].visitor, cases[i].host, cases[i].starts);
    g_assert_true (ctn_working_days_count (holidays, cases[i].visitor, cases[i].host,
                                           cases[i].starts, cases[i].ends, cases[i].travel, &days));
    g_assert_cmpuint (days.days, ==, cases[i].days);
    g_assert_cmpuint (days.working, ==, cases[i].working);
    g_assert_cmpuint (days.off->len, ==, cases[i].off);
  }
  support_project_free (project);
}

static void
test_impossible (void)
{
  static const char *const pairs[][2] = {
    { "2021-03-08", NULL },
    { "2021-03", "2021-03-12" },
    { "2021-03-12", "2021-03-08" },
    { "2001-03-12", "2021-03-08" },
  };
  CtnProject *project = support_project_new ();
  g_autoptr (CtnHolidays) holidays = load (project);

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    CtnWorkingDays days;

    g_assert_false (
        ctn_working_days_count (holidays, "DE", "FR", pairs[i][0], pairs[i][1], 0, &days));
  }
  support_project_free (project);
}

static void
add_holiday (CtnProject *project, const char *country, const char *date, const char *working)
{
  const CtnFieldText values[] = { { "country", country },
                                  { "date", date },
                                  { "name", "Own" },
                                  { "working", working },
                                  { NULL, NULL } };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ctn_record_add (project, ctn_holiday_kind (), 0, values, &error), !=, 0);
  g_assert_no_error (error);
}

/* Corpus Christi 2021 (Thursday 3 June) in Bavaria; 1 May 2024 (Wednesday) is worked; Saturday 12 December 2020
 * was worked in Hungary in place of a bridge day. */
static void
test_own_table (void)
{
  CtnProject *project = support_project_new ();
  g_autoptr (CtnHolidays) shipped = load (project);
  g_autoptr (CtnHolidays) own = NULL;
  g_auto (CtnWorkingDays) days = { 0 };
  GDate corpus, may, saturday;
  g_autoptr (GError) error = NULL;

  g_date_set_dmy (&corpus, 3, G_DATE_JUNE, 2021);
  g_date_set_dmy (&may, 1, G_DATE_MAY, 2024);
  g_date_set_dmy (&saturday, 12, G_DATE_DECEMBER, 2020);
  g_assert_true (ctn_holidays_is_working (shipped, "DE", &corpus));
  g_assert_false (ctn_holidays_is_working (shipped, "DE", &may));
  g_assert_false (ctn_holidays_is_working (shipped, "HU", &saturday));
  g_assert_false (ctn_holidays_knows (shipped, "AM"));
  g_assert_true (
      ctn_working_days_count (shipped, "AM", "DE", "2021-06-07", "2021-06-09", 0, &days));
  g_assert_cmpuint (days.working, ==, 3);
  g_assert_cmpuint (days.off->len, ==, 1);
  g_assert_cmpstr (days.off->pdata[0], ==, "Armenia: public holidays not known here");
  add_holiday (project, "Germany", "3.6.2021", "");
  add_holiday (project, "DE", "2024-05-01", "yes");
  add_holiday (project, "HU", "2020-12-12", "1");
  add_holiday (project, "AM", "2020-09-21", "");
  own = load (project);
  g_assert_false (ctn_holidays_is_working (own, "DE", &corpus));
  g_assert_cmpstr (ctn_holidays_get_name (own, "DE", &corpus), ==, "Own");
  g_assert_true (ctn_holidays_is_working (own, "FR", &corpus));
  g_assert_true (ctn_holidays_is_working (own, "DE", &may));
  g_assert_true (ctn_holidays_is_working (own, "HU", &saturday));
  g_assert_true (ctn_holidays_knows (own, "AM"));
  const CtnFieldText month[] = { { "country", "DE" }, { "date", "2021-06" }, { NULL, NULL } };
  g_assert_cmpint (ctn_record_add (project, ctn_holiday_kind (), 0, month, &error), ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  support_project_free (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/working-days/easter", test_easter);
  g_test_add_func ("/working-days/stays", test_stays);
  g_test_add_func ("/working-days/impossible", test_impossible);
  g_test_add_func ("/working-days/own-table", test_own_table);
  return g_test_run ();
}
