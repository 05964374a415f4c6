/* Expected codes: Regulation (EC) No 1893/2006 and Delegated Regulation (EU) 2023/137. */
#include "ctn-nace.h"

static void
test_from_text (void)
{
  const struct {
    const char *text;
    const char *rev2;
    const char *rev21;
  } cases[] = {
    { "62.01", "62.01", "62" }, /* groups and classes of Rev. 2.1 are not here */
    { " 6201 ", "62.01", "62" },
    { "62.0", "62.0", "62" },
    { "62", "62", "62" },
    { "J62.01", "62.01", NULL },
    { "j 62", "62", NULL },
    { "K62", NULL, "62" },
    { "62.01.9", "62.01", "62" },
    { "62019", "62.01", "62" },
    { "1.11", "01.11", "01" },
    { "01.11", "01.11", "01" },
    { "01.10", "01.1", "01" },
    { "0111", "01.11", "01" },
    { "C", "C", "C" },
    { "c", "C", "C" },
    { "V", NULL, "V" },
    { "45.2", "45.2", NULL },
    { "04", NULL, NULL },
    { "6", NULL, NULL },
    { "A62", NULL, NULL },
    { "62,01", NULL, NULL },
    { "Software", NULL, NULL },
    { "62.01 Software", NULL, NULL },
    { "", NULL, NULL },
    { ".", NULL, NULL },
    { "1....1", "01.1", "01" },
    { "99999999999999999999", NULL, NULL },
    { "\xff", NULL, NULL },
    { NULL, NULL, NULL },
  };
  CtnCodeList *lists[] = { ctn_code_list_get ("nace-rev2", NULL),
                           ctn_code_list_get ("nace-rev21", NULL) };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CtnCode *rev2 = ctn_nace_from_text (lists[0], cases[i].text);
    const CtnCode *rev21 = ctn_nace_from_text (lists[1], cases[i].text);

    g_test_message ("%u: %s", i, cases[i].text);
    g_assert_cmpstr (rev2 != NULL ? rev2->code : NULL, ==, cases[i].rev2);
    g_assert_cmpstr (rev21 != NULL ? rev21->code : NULL, ==, cases[i].rev21);
  }
}

static char *
correspond (const char *from, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) matches = ctn_nace_correspond (from, code, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < matches->len; i++) {
    const CtnNaceMatch *match = &g_array_index (matches, CtnNaceMatch, i);

    g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", match->division->code,
                            match->is_main ? "!" : "");
  }
  return g_string_free (text, FALSE);
}

static void
test_correspond (void)
{
  const struct {
    const char *from;
    const char *code;
    const char *divisions; /* ! marks the same number */
  } cases[] = {
    { "nace-rev2", "62.01", "62!" },
    /* Trade and repair of vehicles went to wholesale, retail and repair. */
    { "nace-rev2", "45.20", "46 47 95" },
    /* News agencies went to broadcasting. */
    { "nace-rev2", "63", "60 63!" },
    { "nace-rev21", "63", "52 63!" },
    { "nace-rev2", "L", "55 68!" },
    { "nace-rev21", "95", "45 82 95!" },
    { "nace-rev21", "45", "" },
    { "nace-rev2", "nothing", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *divisions = correspond (cases[i].from, cases[i].code);

    g_assert_cmpstr (divisions, ==, cases[i].divisions);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nace/from-text", test_from_text);
  g_test_add_func ("/nace/correspond", test_correspond);
  return g_test_run ();
}
