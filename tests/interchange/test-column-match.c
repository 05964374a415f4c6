/* Columns find their fields. */
#include "ctn-column-match.h"

#include <string.h>

#define MAX_COLUMNS 16

/* Matches @n columns and compares the names of their fields, "-" for none. */
static void
assert_match (const char *const *headers,
              const char *const *const *samples,
              gsize n,
              gsize n_samples,
              const char *const *expected)
{
  CtnColumnMatch matches[MAX_COLUMNS];
  gsize n_fields;
  const CtnMatchField *fields = ctn_column_match_get_organisation_fields (&n_fields);

  ctn_column_match (headers, samples, n, n_samples, fields, n_fields, matches);
  for (gsize i = 0; i < n; i++) {
    const char *found = matches[i].field >= 0 ? fields[matches[i].field].name : "-";

    if (strcmp (found, expected[i]) != 0)
      g_error ("column %zu (%s) went to %s, not to %s", i, headers != NULL ? headers[i] : "", found,
               expected[i]);
  }
}

static void
test_german (void)
{
  const char *headers[] = { "Firma",      "Kurzname", "Straße",          "PLZ",    "Ort",
                            "Land",       "Webseite", "E-Mail-Adresse",  "Tel.",   "USt-IdNr.",
                            "Branche",    "WZ 2008",  "Mitarbeiterzahl", "Umsatz", "Gegründet",
                            "Bemerkungen" };
  const char *expected[] = { "name",      "short-name", "street",  "postcode", "city",    "country",
                             "web",       "email",      "phone",   "vat",      "sectors", "nace2",
                             "headcount", "turnover",   "founded", "notes" };

  assert_match (headers, NULL, G_N_ELEMENTS (headers), 0, expected);
}

static void
test_transcribed (void)
{
  const char *headers[] = { "STRASSE",
                            "Laenge",
                            "breite",
                            "Gruendungsjahr",
                            "Schlagwoerter",
                            "Groesse",
                            "NAME DER ORGANISATION" };
  const char *expected[] = { "street", "longitude",  "latitude", "founded",
                             "tags",   "size-class", "name" };

  assert_match (headers, NULL, G_N_ELEMENTS (headers), 0, expected);
}

static void
test_english (void)
{
  const char *headers[] = { "Organization name",
                            "acronym",
                            "postal_code",
                            "Country code",
                            "lat",
                            "lng",
                            "Number of Employees",
                            "VAT ID",
                            "NUTS 3",
                            "Keywords",
                            "ROR ID",
                            "website_url",
                            "Colour" };
  const char *expected[] = { "name",      "short-name", "postcode", "country", "latitude",
                             "longitude", "headcount",  "vat",      "region",  "tags",
                             "ror",       "web",        "-" };

  assert_match (headers, NULL, G_N_ELEMENTS (headers), 0, expected);
}

static void
test_content (void)
{
  static const char *const mail[] = { "info@example.org", "a@example.com", "" };
  static const char *const web[] = { "https://example.org", "www.example.com", NULL };
  static const char *const nuts[] = { "DED21", "AT130", "HU11" };
  static const char *const country[] = { "DE", "AT", "Ungarn" };
  static const char *const vat[] = { "DE136695976", "ATU13585627", "" };
  static const char *const ror[] = { "https://ror.org/000063q30", "0000ev088", "" };
  static const char *const phone[] = { "+49 351 123456", "0351/123456", "" };
  static const char *const nace[] = { "01.10", "27.20", "C27.2" };
  static const char *const latitude[] = { "51.0504", "48.2082", "47.4979" };
  static const char *const longitude[] = { "13.7373", "16.3738", "19.0402" };
  static const char *const words[] = { "one", "two", "three" };
  static const char *const numbers[] = { "12", "5000", "1.5" };
  const char *const *const samples[] = { mail,  web,  nuts,     country,   vat,   ror,
                                         phone, nace, latitude, longitude, words, numbers };
  const char *expected[] = { "email", "web",   "region",   "country",   "vat", "ror",
                             "phone", "nace2", "latitude", "longitude", "-",   "-" };

  assert_match (NULL, samples, G_N_ELEMENTS (samples), 3, expected);
}

/* A name that says one thing over values that say another; and two columns for one field. */
static void
test_conflict (void)
{
  static const char *const mail[] = { "info@example.org", "a@example.com" };
  static const char *const words[] = { "someone", "someone else" };
  const char *headers[] = { "Kontakt", "Contact email", "Name", "Name" };
  const char *const *const samples[] = { mail, words, words, words };
  const char *expected[] = { "email", "-", "name", "-" };
  CtnColumnMatch matches[4];
  gsize n_fields;
  const CtnMatchField *fields = ctn_column_match_get_organisation_fields (&n_fields);

  ctn_column_match (headers, samples, 4, 2, fields, n_fields, matches);
  g_assert_cmpstr (fields[matches[1].field].name, ==, "email");
  headers[1] = "Person";
  assert_match (headers, samples, 4, 2, expected);
}

static void
test_reason (void)
{
  static const char *const mail[] = { "info@example.org" };
  const char *headers[] = { "Name", "Kontakt", "E-Mail" };
  const char *const *const samples[] = { mail, mail, mail };
  CtnColumnMatch matches[3];
  gsize n_fields;
  const CtnMatchField *fields = ctn_column_match_get_organisation_fields (&n_fields);

  ctn_column_match (headers, samples, 3, 1, fields, n_fields, matches);
  g_autofree char *first = ctn_column_match_describe (&matches[0], fields);
  g_autofree char *second = ctn_column_match_describe (&matches[1], fields);
  g_autofree char *third = ctn_column_match_describe (&matches[2], fields);
  g_assert_cmpstr (first, ==, "by name");
  g_assert_cmpstr (second, ==, "");
  g_assert_cmpstr (third, ==, "by name and content");
  ctn_column_match (headers, samples, 2, 1, fields, n_fields, matches);
  g_autofree char *fourth = ctn_column_match_describe (&matches[1], fields);
  g_assert_cmpstr (fourth, ==, "by content: looks like e-mail addresses");
}

static void
test_values (void)
{
  g_assert_true (ctn_column_value_fits (CTN_COLUMN_COUNTRY, "UK"));
  g_assert_true (ctn_column_value_fits (CTN_COLUMN_COUNTRY, " Österreich "));
  g_assert_true (ctn_column_value_fits (CTN_COLUMN_COUNTRY, "DEU"));
  g_assert_false (ctn_column_value_fits (CTN_COLUMN_COUNTRY, "XX"));
  g_assert_false (ctn_column_value_fits (CTN_COLUMN_COUNTRY, "E "));
  g_assert_true (ctn_column_value_fits (CTN_COLUMN_NUTS, "ITC4C"));
  g_assert_false (ctn_column_value_fits (CTN_COLUMN_NUTS, "DE"));
  g_assert_false (ctn_column_value_fits (CTN_COLUMN_NUTS, "BERN"));
  g_assert_true (ctn_column_value_fits (CTN_COLUMN_NACE, "01.10"));
  g_assert_false (ctn_column_value_fits (CTN_COLUMN_NACE, "1.1"));
  g_assert_false (ctn_column_value_fits (CTN_COLUMN_NACE, "00.1"));
  g_assert_true (ctn_column_value_fits (CTN_COLUMN_YEAR, "1998"));
  g_assert_false (ctn_column_value_fits (CTN_COLUMN_YEAR, "998"));
  g_assert_false (ctn_column_value_fits (CTN_COLUMN_URL, "https://ror.org/000063q30"));
  g_assert_false (ctn_column_value_fits (CTN_COLUMN_PHONE, "934307396"));
  g_assert_false (ctn_column_value_fits (CTN_COLUMN_LATITUDE, "51"));
}

static void
test_many_columns (void)
{
  enum { N = 3000 };
  g_autofree const char **headers = g_new (const char *, N);
  g_autofree CtnColumnMatch *matches = g_new (CtnColumnMatch, N);
  gsize n_fields;
  const CtnMatchField *fields = ctn_column_match_get_organisation_fields (&n_fields);

  for (int i = 0; i < N; i++)
    headers[i] = i == 7 ? "Name" : "\xff\xffsomething long that no field is called";
  ctn_column_match (headers, NULL, N, 0, fields, n_fields, matches);
  g_assert_cmpstr (fields[matches[7].field].name, ==, "name");
  g_assert_cmpint (matches[N - 1].field, ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/column-match/german", test_german);
  g_test_add_func ("/column-match/transcribed", test_transcribed);
  g_test_add_func ("/column-match/english", test_english);
  g_test_add_func ("/column-match/content", test_content);
  g_test_add_func ("/column-match/conflict", test_conflict);
  g_test_add_func ("/column-match/reason", test_reason);
  g_test_add_func ("/column-match/values", test_values);
  g_test_add_func ("/column-match/many-columns", test_many_columns);
  return g_test_run ();
}
