/* Dates in and out. Expected values by hand. */
#include "ctn-date.h"

#include <locale.h>

static void
test_parse (void)
{
  static const char *const good[][2] = {
    { "2024", "2024" },
    { " 2024 ", "2024" },
    { "2024-05", "2024-05" },
    { "2024-05-31", "2024-05-31" },
    { "2024/5/31", NULL },
    { "2024/05/31", "2024-05-31" },
    { "2024-05-31T10:00:00Z", "2024-05-31" },
    { "2024-05-31 10:00", "2024-05-31" },
    { "31.5.2024", "2024-05-31" },
    { "31. 5. 2024", "2024-05-31" },
    { "31.05.24", "2024-05-31" },
    { "1.1.69", "1969-01-01" },
    { "1.1.68", "2068-01-01" },
    { "31/05/2024", "2024-05-31" },
    { "05/31/2024", "2024-05-31" },
    { "01/02/2024", "2024-02-01" },
    { "31-05-2024", "2024-05-31" },
    { "05/2024", "2024-05" },
    { "5.2024", "2024-05" },
    { "29.2.2024", "2024-02-29" },
    { "0962", "0962" },
    { "29.2.2023", NULL },
    { "31.4.2024", NULL },
    { "05.31.2024", NULL },
    { "2024-13", NULL },
    { "2024-00", NULL },
    { "2024-05-00", NULL },
    { "2024-5-3", NULL },
    { "0000", NULL },
    { "0.5.2024", NULL },
    { "20240531", NULL },
    { "12345", NULL },
    { "24", NULL },
    { "1.2.3", NULL },
    { "31.5.2024x", NULL },
    { "2024-05-31 x", NULL },
    { "", NULL },
    { "99999999999999999999.1.2024", NULL },
    { "2024 10:00", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++) {
    CtnDate date = { 0 };
    char buffer[CTN_DATE_ISO_SIZE];
    gboolean taken = ctn_date_parse (good[i][0], &date);

    g_assert_cmpstr (taken ? ctn_date_to_iso (&date, buffer) : NULL, ==, good[i][1]);
  }
  g_assert_false (ctn_date_parse (NULL, NULL));
}

static void
test_compare (void)
{
  CtnDate year = { 2024, 0, 0 }, month = { 2024, 1, 0 }, day = { 2024, 1, 1 },
          old = { 962, 12, 31 };

  g_assert_cmpint (ctn_date_compare (&year, &month), <, 0);
  g_assert_cmpint (ctn_date_compare (&month, &day), <, 0);
  g_assert_cmpint (ctn_date_compare (&day, &old), >, 0);
  g_assert_cmpint (ctn_date_compare (&day, &day), ==, 0);
}

static void
test_valid (void)
{
  g_assert_false (ctn_date_is_valid (&(CtnDate) { 2024, 0, 1 }));
  g_assert_false (ctn_date_is_valid (&(CtnDate) { 2023, 2, 29 }));
  g_assert_false (ctn_date_is_valid (&(CtnDate) { 0, 1, 1 }));
  g_assert_true (ctn_date_is_valid (&(CtnDate) { 1, 1, 1 }));
}

static void
test_format (void)
{
  CtnDate date = { 2024, 5, 31 };

  setlocale (LC_ALL, "C");
  g_autofree char *day = ctn_date_format (&date);
  g_assert_cmpstr (day, ==, "31 May 2024");
  date.day = 0;
  g_autofree char *month = ctn_date_format (&date);
  g_assert_cmpstr (month, ==, "May 2024");
  date.month = 0;
  g_autofree char *year = ctn_date_format (&date);
  g_assert_cmpstr (year, ==, "2024");
}

/* ISO 8601 and DIN 1355: Germany begins with Monday; the United States with Sunday (CLDR weekData). */
static void
test_first_weekday (void)
{
  if (setlocale (LC_ALL, "de_DE.UTF-8") != NULL)
    g_assert_cmpint (ctn_date_get_first_weekday (), ==, G_DATE_MONDAY);
  if (setlocale (LC_ALL, "en_US.UTF-8") != NULL)
    g_assert_cmpint (ctn_date_get_first_weekday (), ==, G_DATE_SUNDAY);
  setlocale (LC_ALL, "C");
  g_assert_cmpint (ctn_date_get_first_weekday (), >=, G_DATE_MONDAY);
  g_assert_cmpint (ctn_date_get_first_weekday (), <=, G_DATE_SUNDAY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/compare", test_compare);
  g_test_add_func ("/date/valid", test_valid);
  g_test_add_func ("/date/format", test_format);
  g_test_add_func ("/date/first-weekday", test_first_weekday);
  return g_test_run ();
}
