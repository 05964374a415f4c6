/* Numbers in and out. Expected values by hand. */
#include "ctn-number.h"
#include "ctn-tongue.h"

#include <locale.h>

typedef struct {
  const char *text;
  double value;
} Case;

static const Case cases[] = {
  { "0", 0 },
  { "42", 42 },
  { "-12.5", -12.5 },
  { "+7", 7 },
  { "0.25", 0.25 },
  { "0,25", 0.25 },
  { ".5", 0.5 },
  { ",5", 0.5 },
  { "5.", 5 },
  { "1.234", 1.234 },
  { "1,234", 1.234 },
  { "1.234,5", 1234.5 },
  { "1,234.5", 1234.5 },
  { "1.234.567", 1234567 },
  { "1 234.5", 1234.5 },
  { "1'234", 1234 },
  { "1’234,50", 1234.5 },
  { "1\xc2\xa0"
    "234",
    1234 },
  { "12\xe2\x80\xaf"
    "345,6",
    12345.6 },
  { " 12 ", 12 },
  { "12 %", 0.12 },
  { "12%", 0.12 },
  { "\xe2\x88\x92"
    "3",
    -3 },
  { "7.66444e+06", 7664440 },
  { "1E3", 1000 },
  { "1,234,567.89", 1234567.89 },
};
static const char *const bad[] = {
  "",
  " ",
  "-",
  ".",
  "abc",
  "12a",
  "01.10",
  "007",
  "10.11.12",
  "1.2.3",
  "1,2,3",
  "12 34",
  "1.23.456",
  "1 234 5",
  "12.345.67",
  "1e",
  "1e9999",
  "nan",
  "inf",
  "0x10",
  "1--2",
  "31.12.2024",
  "2024-05",
  "+49 351 123456",
  "1,234.567,8",
  "% 5",
  "1 234'567",
  "\xff",
  "1.234 567",
};

static void
test_parse (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    double value = -1;

    g_assert_true (ctn_number_parse (cases[i].text, &value));
    g_assert_cmpfloat_with_epsilon (value, cases[i].value, 1e-9);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    double value = -1;

    if (ctn_number_parse (bad[i], &value))
      g_error ("“%s” was taken for %g", bad[i], value);
    g_assert_cmpfloat_with_epsilon (value, -1, 1e-12);
  }
  g_assert_false (ctn_number_parse (NULL, NULL));
}

static void
test_hinted (void)
{
  double value;
  gboolean percent;

  g_assert_true (ctn_number_parse_hinted ("1.234", ',', &value, NULL));
  g_assert_cmpfloat_with_epsilon (value, 1234, 1e-9);
  g_assert_true (ctn_number_parse_hinted ("1.234", '.', &value, NULL));
  g_assert_cmpfloat_with_epsilon (value, 1.234, 1e-9);
  g_assert_true (ctn_number_parse_hinted ("1,234", '.', &value, NULL));
  g_assert_cmpfloat_with_epsilon (value, 1234, 1e-9);
  g_assert_true (ctn_number_parse_hinted ("12,5 %", ',', &value, &percent));
  g_assert_cmpfloat_with_epsilon (value, 12.5, 1e-9);
  g_assert_true (percent);
  g_assert_false (ctn_number_parse_hinted ("12,5", '.', &value, NULL));
  g_assert_false (ctn_number_parse_hinted ("1,234.5", ',', &value, NULL));
}

static void
test_guess (void)
{
  const char *german[] = { "1.234", "12,5", "x", "" };
  const char *english[] = { "1,234", "0.5", NULL };
  const char *unclear[] = { "1.234", "5", "1,234" };
  const char *quarrel[] = { "1,5", "1.5" };
  const char *groups[] = { "1.234.567" };
  const char *big[] = { "1234.567" };

  g_assert_cmpint (ctn_number_guess_decimal (german, 4), ==, ',');
  g_assert_cmpint (ctn_number_guess_decimal (english, 3), ==, '.');
  g_assert_cmpint (ctn_number_guess_decimal (unclear, 3), ==, '\0');
  g_assert_cmpint (ctn_number_guess_decimal (quarrel, 2), ==, '\0');
  g_assert_cmpint (ctn_number_guess_decimal (groups, 1), ==, ',');
  g_assert_cmpint (ctn_number_guess_decimal (big, 1), ==, '.');
}

static void
assert_format (double value, int decimals, const char *expected)
{
  g_autofree char *text = ctn_number_format (value, decimals);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  setlocale (LC_ALL, "C");
  assert_format (1234.5, 2, "1234.5");
  assert_format (1234, 2, "1234");
  assert_format (100, 0, "100");
  assert_format (0.005, 2, "0.01");
  assert_format (-0.001, 2, "0");
  assert_format (1.0 / 3, 3, "0.333");
  if (setlocale (LC_ALL, "de_DE.UTF-8") != NULL) {
    g_autofree char *plain = ctn_number_format_plain (1000, 12);
    g_autofree char *grouped = ctn_number_format (1000, 12);
    double value;

    assert_format (1234567.5, 2, "1.234.567,5");
    /* What stands in an entry is read back as the same; a single group would not be. */
    g_assert_cmpstr (grouped, ==, "1.000");
    g_assert_cmpstr (plain, ==, "1000");
    g_assert_true (ctn_number_parse (plain, &value));
    g_assert_cmpfloat_with_epsilon (value, 1000, 1e-9);
    setlocale (LC_ALL, "C");
  }
}

static void
assert_fixed (double value, int decimals, const char *fixed, const char *with_sign)
{
  g_autofree char *text = ctn_number_format_fixed (value, decimals);
  g_autofree char *difference = ctn_number_format_signed (value, decimals);

  g_assert_cmpstr (text, ==, fixed);
  g_assert_cmpstr (difference, ==, with_sign);
}

/* Numbers below each other keep their zeros; a difference always has a sign. In German, in either way that a thread
 * gets to speak it. */
static void
test_fixed (void)
{
  g_autoptr (CtnCatalog) german = NULL;

  setlocale (LC_ALL, "C");
  assert_fixed (3, 1, "3.0", "+3.0");
  assert_fixed (-0.26, 1, "\u22120.3", "\u22120.3");
  assert_fixed (-0.04, 1, "0.0", "±0.0");
  assert_fixed (0.5, 0, "0", "±0"); /* to even, like printf() */
  assert_fixed (1234.5, 2, "1234.50", "+1234.50");
  if (setlocale (LC_ALL, "de_DE.UTF-8") != NULL) {
    assert_fixed (-1234567.5, 2, "\u22121.234.567,50", "\u22121.234.567,50");
    setlocale (LC_ALL, "C");
  }
  german = ctn_catalog_new ("de");
  ctn_tongue_push (german);
  assert_fixed (-1234.5, 2, "\u22121\u202F234,50", "\u22121\u202F234,50");
  ctn_tongue_pop ();
}

static void
test_text (void)
{
  static const Case texts[] = { { "0.1", 0.1 },
                                { "1234.5", 1234.5 },
                                { "-3", -3 },
                                { "1e+100", 1e100 },
                                { "0.30000000000000004", 0.1 + 0.2 } };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *text = ctn_number_to_text (texts[i].value);

    g_assert_cmpstr (text, ==, texts[i].text);
  }
}

/* Groups of three with U+202F, as the Interinstitutional style guide of the EU (6.4) writes numbers. */
static void
test_set (void)
{
  static const char *const set[][2] = { { "-1234.5", "\u22121\u202F234,5" },
                                        { "1234567", "1\u202F234\u202F567" },
                                        { "999.25", "999,25" },
                                        { "0", "0" } };

  for (size_t i = 0; i < G_N_ELEMENTS (set); i++) {
    g_autofree char *text = ctn_number_set (set[i][0], ',');

    g_assert_cmpstr (text, ==, set[i][1]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/parse", test_parse);
  g_test_add_func ("/number/hinted", test_hinted);
  g_test_add_func ("/number/guess", test_guess);
  g_test_add_func ("/number/format", test_format);
  g_test_add_func ("/number/text", test_text);
  g_test_add_func ("/number/fixed", test_fixed);
  g_test_add_func ("/number/set", test_set);
  return g_test_run ();
}
