/* Identifiers. The VAT numbers are those that authorities print on their own forms or that companies
 * publish; check digits were worked out by hand for the wrong ones. */
#include "ctn-identifier.h"

#include <string.h>

static void
assert_normal (CtnIdentifierScheme scheme, const char *text, const char *expected)
{
  g_autofree char *value = ctn_identifier_normalise (scheme, text);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_vat (void)
{
  static const char *const good[] = {
    "DE136695976",   "ATU13585627",  "IT00743110157", "PL8567346215",   "BE0428759497",
    "HR33392005961", "SK2022749619", "SI50223054",    "LU15027442",     "HU12892312",
    "FI20774740",    "CZ25123891",   "FR40303265045", "NL004495445B01", "PT501964843",
    "DK13585628",    "RO18547290",   "ESB58378431",   "IE6433435F",     "SE123456789701",
  };
  static const char *const bad[] = {
    "DE136695978",
    "ATU13585626",
    "IT00743110158",
    "PL8567346216",
    "BE0431150351",
    "HR33392005962",
    "SK2022749618",
    "SI50223055",
    "LU15027443",
    "HU12892313",
    "FI20774741",
    "DE12345678",
    "136695976",
    "XX123456789",
    "DE13669597X",
    "NL004495445C01",
    "",
    "DE",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    assert_normal (CTN_IDENTIFIER_VAT, good[i], good[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_normal (CTN_IDENTIFIER_VAT, bad[i], NULL);
  assert_normal (CTN_IDENTIFIER_VAT, " de 136.695.976 ", "DE136695976");
  assert_normal (CTN_IDENTIFIER_VAT, "ATU 1358-5627", "ATU13585627");
  assert_normal (CTN_IDENTIFIER_VAT, "GR094259216", "EL094259216");
  assert_normal (CTN_IDENTIFIER_VAT, "CHE-123.456.788 MWST", "CHE123456788MWST");
  assert_normal (CTN_IDENTIFIER_VAT, NULL, NULL);
}

/* Real identifiers of the registry; a changed digit or letter makes them wrong. */
static void
test_ror (void)
{
  assert_normal (CTN_IDENTIFIER_ROR, "https://ror.org/000063q30", "https://ror.org/000063q30");
  assert_normal (CTN_IDENTIFIER_ROR, " ROR.org/0000EV088", "https://ror.org/0000ev088");
  assert_normal (CTN_IDENTIFIER_ROR, "0000ev089", NULL);
  assert_normal (CTN_IDENTIFIER_ROR, "0000n5x09", "https://ror.org/0000n5x09");
  assert_normal (CTN_IDENTIFIER_ROR, "1000n5x09", NULL);
  assert_normal (CTN_IDENTIFIER_ROR, "0000u5x09", NULL);
  assert_normal (CTN_IDENTIFIER_ROR, "https://ror.org/", NULL);
}

/* GLEIF's own; with the last digit raised by one the remainder is 2. */
static void
test_lei (void)
{
  assert_normal (CTN_IDENTIFIER_LEI, "506700GE1G29325QX363", "506700GE1G29325QX363");
  assert_normal (CTN_IDENTIFIER_LEI, "506700ge1g29325qx363 ", "506700GE1G29325QX363");
  assert_normal (CTN_IDENTIFIER_LEI, "506700GE1G29325QX364", NULL);
  assert_normal (CTN_IDENTIFIER_LEI, "506700GE1G29325QX36", NULL);
}

static void
test_pic (void)
{
  assert_normal (CTN_IDENTIFIER_PIC, " 999 854 661", "999854661");
  assert_normal (CTN_IDENTIFIER_PIC, "99985466", NULL);
  assert_normal (CTN_IDENTIFIER_PIC, "99985466A", NULL);
  g_assert_true (ctn_identifier_is_valid (CTN_IDENTIFIER_PIC, "934307396"));
}

/* Every id of the registry's own list must pass, if the list is at hand. */
static void
test_registry (void)
{
  const char *folder = g_getenv ("CTN_SHARED_DATA");
  g_autofree char *path =
      g_build_filename (folder != NULL ? folder : "", "orgs", "ror-twelve-countries.csv", NULL);
  g_autofree char *text = NULL;
  guint n = 0;

  if (folder == NULL || !g_file_get_contents (path, &text, NULL, NULL)) {
    g_test_skip ("no shared data");
    return;
  }
  for (const char *line = text; line != NULL; line = strchr (line, '\n')) {
    line += *line == '\n' ? 1 : 0;
    if (g_str_has_prefix (line, "https://ror.org/")) {
      g_autofree char *id = g_strndup (line, 25);

      g_assert_true (ctn_identifier_is_valid (CTN_IDENTIFIER_ROR, id));
      n++;
    }
  }
  g_assert_cmpuint (n, >, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identifier/vat", test_vat);
  g_test_add_func ("/identifier/ror", test_ror);
  g_test_add_func ("/identifier/lei", test_lei);
  g_test_add_func ("/identifier/pic", test_pic);
  g_test_add_func ("/identifier/registry", test_registry);
  return g_test_run ();
}
