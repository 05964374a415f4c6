/* What the fields of codes take: NACE with its revision. */
#include "ctn-organisation.h"

#include <ctn-project-error.h>

static const struct {
  const char *field;
  const char *text;
  const char *code; /* NULL: refused */
} cases[] = {
  { "nace2", "29.10", "29.10" },
  { "nace2", "2910", "29.10" },
  { "nace2", "C29.10", "29.10" },
  { "nace2", "NACE 29.10", "29.10" },
  { "nace2", "Rev. 2: 29.10", "29.10" },
  { "nace2", "NACE Rev. 2 29.10", "29.10" },
  { "nace2", "nace rev.2 - C 29.10", "29.10" },
  { "nace2", "NACE Revision 2: 29.10", "29.10" },
  { "nace2", "Manufacture of motor vehicles", "29.10" },
  { "nace2", "29.10 Manufacture of motor vehicles", "29.10" },
  { "nace2", "29.10 Computer programming activities", NULL },
  { "nace2", "62.01.9", "62.01" },
  { "nace2", "62019", "62.01" },
  { "nace2", "29.11", NULL },
  { "nace2", "1.11", "01.11" },
  { "nace2", "29.10; Rev. 2: 62.01", "29.10; 62.01" },
  { "nace2", "Rev. 2.1: 29", NULL },
  { "nace2", "Rev. 20.1", NULL },
  { "nace2", "99.99.99.99 nothing", NULL },
  { "nace21", "29", "29" },
  { "nace21", "Rev. 2.1: 29", "29" },
  { "nace21", "NACE Rev. 2.1 K62", "62" },
  { "nace21", "J62", NULL },
  { "nace21", "NACE Rev. 2: 62", NULL },
};

static void
test_nace (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *code =
        ctn_field_parse (ctn_record_kind_find_field (ctn_organisation_kind (), cases[i].field),
                         cases[i].text, &error);

    g_test_message ("%s: %s", cases[i].field, cases[i].text);
    g_assert_cmpstr (code, ==, cases[i].code);
    if (cases[i].code == NULL)
      g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/code-field/nace", test_nace);
  return g_test_run ();
}
