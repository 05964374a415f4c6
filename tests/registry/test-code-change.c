/* From version to version. NUTS 2016 to 2021 as Eurostat's table of changes says (NUTS2016-NUTS2021.xlsx, sheets
 * "Changes NUTS-2" and "Changes NUTS-3"); 2021 to 2024 the examples of the mapping notes (Portugal, Netherlands), which
 * are not from an official table. NACE: division 62 of Rev. 2 is K62 and partly others in Rev. 2.1; section J was taken
 * apart into J and K. */
#include <ctn-code-change.h>
#include <string.h>

static char *
join (const char *from, const char *code, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) targets = ctn_code_change_find (from, code, to, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < targets->len; i++) {
    const CtnCodeTarget *target = targets->pdata[i];

    g_string_append_printf (text, "%s%s=%d", i > 0 ? " " : "", target->code, (int) target->basis);
  }
  return g_string_free (text, FALSE);
}

static void
test_nuts (void)
{
  static const struct {
    const char *from, *code, *to, *expected;
  } cases[] = {
    { "nuts-2016", "DE23", "nuts-2024", "DE23=0" },
    { "nuts-2016", "HR04", "nuts-2021", "HR02=1 HR05=1 HR06=1" },
    { "nuts-2016", "BE324", "nuts-2021", "BE328=1" },
    { "nuts-2016", "BE321", "nuts-2021", "BE329=1 BE32A=1" },
    { "nuts-2016", "NO01", "nuts-2021", "NO08=2" },
    { "nuts-2021", "PT16", "nuts-2024", "PT19=3 PT1D=2" },
    { "nuts-2021", "PT17", "nuts-2024", "PT1A=4 PT1B=4" },
    { "nuts-2021", "NL31", "nuts-2024", "NL35=3" },
    { "nuts-2016", "NL33", "nuts-2024", "NL36=3" },
    { "nuts-2021", "UKC1", "nuts-2024", "" },
    { "nuts-2021", "DEG0N", "nuts-2024", "" },
    { "nuts-2016", "UKN01", "nuts-2021", "UKN06=1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *found = join (cases[i].from, cases[i].code, cases[i].to);

    g_assert_cmpstr (found, ==, cases[i].expected);
  }
}

static void
test_nace (void)
{
  g_autofree char *crops = join ("nace-2", "01.11", "nace-2.1");
  g_autofree char *software = join ("nace-2", "62.01", "nace-2.1");
  g_autofree char *section = join ("nace-2", "J", "nace-2.1");
  g_autofree char *back = join ("nace-2.1", "K", "nace-2");
  g_autofree char *unknown = join ("nace-2", "99.99", "nace-2.1");

  g_assert_cmpstr (crops, ==, "01=1");
  g_assert_nonnull (strstr (software, "62=1"));
  /* The letters changed: J of Rev. 2 went into J and K at least. */
  g_assert_nonnull (strstr (section, "J="));
  g_assert_nonnull (strstr (section, "K="));
  g_assert_nonnull (strstr (back, "J="));
  g_assert_cmpstr (unknown, ==, "");
}

/* The newest version that has a code: DE23 never changed; PT16 ended in 2024; HR04 was parted in 2021; BE329 came
 * then and is there still; the UK is in no list that we have. */
static void
test_nuts_version (void)
{
  g_assert_cmpstr (ctn_code_change_find_nuts_version ("DE23", NULL), ==, "2024");
  g_assert_cmpstr (ctn_code_change_find_nuts_version ("BE329", NULL), ==, "2024");
  g_assert_cmpstr (ctn_code_change_find_nuts_version ("PT16", NULL), ==, "2021");
  g_assert_cmpstr (ctn_code_change_find_nuts_version ("HR04", NULL), ==, "2016");
  g_assert_null (ctn_code_change_find_nuts_version ("XX99", NULL));
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ctn_code_change_find ("nuts-2024", "DE23", "nuts-2016", &error));
  g_assert_error (error, CTN_CODE_LIST_ERROR, CTN_CODE_LIST_ERROR_UNKNOWN);
}

/* The lists that priorities are encoded with: 14 chapters, 11 objectives, in both languages. */
static void
test_lists (void)
{
  CtnCodeList *nabs = ctn_code_list_get_in_language ("nabs-2007", "de", NULL);
  CtnCodeList *policy = ctn_code_list_get_in_language ("policy-objectives", "en", NULL);

  g_assert_cmpuint (ctn_code_list_get_n_codes (nabs), ==, 14);
  g_assert_cmpstr (ctn_code_list_lookup (nabs, "5")->title, ==, "Energie");
  g_assert_cmpuint (ctn_code_list_get_n_codes (policy), ==, 11);
  g_assert_cmpstr (ctn_code_list_find_title (policy, "blaues wachstum")->code, ==, "blue-growth");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code-change/nuts", test_nuts);
  g_test_add_func ("/code-change/nuts-version", test_nuts_version);
  g_test_add_func ("/code-change/nace", test_nace);
  g_test_add_func ("/code-change/refused", test_refused);
  g_test_add_func ("/code-change/lists", test_lists);
  return g_test_run ();
}
