/* Finding organisations that are in the registry twice, keeping apart what only looks alike, and
 * making one of two. */
#include "ctn-duplicates.h"
#include "ctn-organisation-merge.h"

#include <string.h>

#include "registry-support.h"

/* "one|other|reason" of each pair, in order. (transfer full) */
static char *
find (CtnProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pairs =
      ctn_duplicates_find (ctn_project_get_reader (project), NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < pairs->len; i++) {
    const CtnDuplicate *pair = pairs->pdata[i];

    g_string_append_printf (text, "%s|%s|%d\n", pair->one_name, pair->other_name,
                            (int) pair->reason);
  }
  return g_string_free (text, FALSE);
}

static void
test_reasons (void)
{
  CtnProject *project = support_project_new ();
  g_autofree char *found = NULL;

  support_add (project, "Beispiel Kathode GmbH", "country", "DE", "vat", "DE136695976", NULL);
  support_add (project, "Kathodenwerk", "country", "AT", "vat", "DE136695976", NULL);
  support_add (project, "Müller & Söhne GmbH", "country", "DE", NULL);
  support_add (project, "MUELLER UND SOEHNE", "country", "DE", NULL);
  support_add (project, "Müller & Söhne s.r.o.", "country", "CZ", NULL); /* another country */
  support_add (project, "Exemple Énergie", "country", "FR", "web",
               "https://www.exemple.example.org/a", NULL);
  support_add (project, "EE Holding", "country", "FR", "web", "exemple.example.org", NULL);
  support_add (project, "Institut für Batterieforschung Oberpfalz", "country", "DE", NULL);
  support_add (project, "Institut für Batterie-Forschung Oberpfalz", "country", "DE", NULL);
  support_add (project, "AB", "country", "SE", NULL);
  support_add (project, "AC", "country", "SE", NULL); /* too short to be similar */
  found = find (project);
  g_assert_cmpstr (found, ==,
                   "Beispiel Kathode GmbH|Kathodenwerk|0\n"
                   "Müller & Söhne GmbH|MUELLER UND SOEHNE|1\n"
                   "Exemple Énergie|EE Holding|3\n"
                   "Institut für Batterieforschung Oberpfalz|Institut für Batterie-Forschung "
                   "Oberpfalz|4\n");
  support_project_free (project);
}

/* Five firms at one host are no duplicates of each other. */
static void
test_shared_host (void)
{
  static const char *const names[] = { "Apfel", "Birne", "Cassis", "Dattel", "Erdbeere" };
  CtnProject *project = support_project_new ();
  g_autofree char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    support_add (project, names[i], "web", "https://host.example.org/shop", NULL);
  found = find (project);
  g_assert_cmpstr (found, ==, "");
  support_project_free (project);
}

static void
test_keep_apart (void)
{
  CtnProject *project = support_project_new ();
  g_autoptr (GError) error = NULL;
  gint64 one = support_add (project, "Beispiel AG", "country", "DE", NULL);
  gint64 other = support_add (project, "Beispiel GmbH", "country", "DE", NULL);
  g_autofree char *before = find (project);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "Beispiel AG|Beispiel GmbH|1\n");
  g_assert_true (ctn_duplicates_keep_apart (project, other, one, &error));
  after = find (project);
  g_assert_cmpstr (after, ==, "");
  g_assert_true (ctn_project_undo (project, &error));
  support_project_free (project);
}

typedef struct {
  gint64 keep;
  gint64 drop;
} Two;

/* Both are members of one partnership with steps of their own, the one that goes with the later, and linked to each other and to a third in one chain. */
static gboolean
link_them (CtnConnection *connection, gpointer data, GError **error)
{
  const Two *two = data;

  return ctn_connection_run (connection, error,
                             "INSERT INTO partnership (id, name) VALUES (1, 'P')", "") &&
         ctn_connection_run (connection, error,
                             "INSERT INTO membership (id, partnership, organisation, role, since) "
                             "VALUES (1, 1, ?1, NULL, '2020'), (2, 1, ?2, 'Leader', '2021')",
                             "ii", two->keep, two->drop) &&
         ctn_connection_run (connection, error,
                             "INSERT INTO commitment (id, membership, date, step) VALUES "
                             "(1, 1, '2020-01-01', 1), (2, 2, '2021-01-01', 2), "
                             "(3, 2, '2022-01-01', 4)",
                             "") &&
         ctn_connection_run (connection, error,
                             "UPDATE membership SET commitment = CASE id WHEN 1 THEN 1 ELSE 4 END",
                             "") &&
         ctn_connection_run (
             connection, error,
             "INSERT INTO custom_field (id, record, position, label, type) VALUES "
             "(1, 'membership', 1, 'Fee', 'text'), (2, 'membership', 2, 'Room', 'text')",
             "") &&
         ctn_connection_run (connection, error,
                             "INSERT INTO custom_value (id, field, row, value) VALUES "
                             "(1, 1, 1, '100'), (2, 1, 2, '200'), (3, 2, 2, 'Attic')",
                             "") &&
         ctn_connection_run (connection, error, "INSERT INTO chain (id, name) VALUES (1, 'C')",
                             "") &&
         ctn_connection_run (connection, error,
                             "INSERT INTO chain_actor (id, chain, organisation, name) VALUES "
                             "(1, 1, ?1, NULL), (2, 1, ?2, NULL), (3, 1, NULL, 'Market')",
                             "ii", two->keep, two->drop) &&
         ctn_connection_run (connection, error,
                             "INSERT INTO chain_link (id, chain, source, target) VALUES "
                             "(1, 1, 1, 2), (2, 1, 2, 3)",
                             "") &&
         ctn_connection_run (connection, error,
                             "INSERT INTO attachment (id, record, row, title) VALUES "
                             "(1, 'organisation', ?1, 'Minutes'), (2, 'membership', 2, 'Mandate'), "
                             "(3, 'chain_actor', 2, 'Contract')",
                             "i", two->drop) &&
         ctn_connection_run (connection, error,
                             "INSERT INTO organisation_size (id, organisation, year, headcount) "
                             "VALUES (1, ?1, 2024, 10), (2, ?2, 2024, 99), (3, ?2, 2023, 8)",
                             "ii", two->keep, two->drop);
}

/* What belonged to the rows that went is now of those that stayed: the steps of both, files, and what only
 * the other had filled in. */
static void
assert_joined (CtnProject *project)
{
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM commitment WHERE membership = 1"),
                   ==, 3);
  g_assert_cmpint (support_count (project, "SELECT commitment FROM membership"), ==, 4);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM attachment WHERE row = 1 AND "
                                           "record IN ('membership', 'chain_actor')"),
                   ==, 2);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM custom_value WHERE row = 1 AND "
                                           "(field, value) IN ((1, '100'), (2, 'Attic'))"),
                   ==, 2);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM custom_value"), ==, 2);
}

static void
test_merge (void)
{
  const CtnOperation operation = { "Test", NULL, NULL };
  CtnProject *project = support_project_new ();
  g_autoptr (GError) error = NULL;
  Two two = {
    support_add (project, "Beispiel AG", "country", "DE", "tags", "battery", NULL),
    support_add (project, "Beispiel GmbH", "country", "DE", "tags", "battery; cells", "phone",
                 "+49 941 1234567", "web", "https://example.org", NULL),
  };
  const CtnMergedField chosen[] = { { support_field ("web"), "" } };
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  g_assert_true (ctn_project_transact (project, &operation, link_them, &two, &error));
  g_assert_no_error (error);
  start = support_dump (project);
  g_assert_true (ctn_organisation_merge (project, two.keep, two.drop, chosen, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM organisation"), ==, 1);
  support_assert (project, two.keep, "name", "Beispiel AG");
  support_assert (project, two.keep, "other-names", "Beispiel GmbH");
  support_assert (project, two.keep, "tags", "battery; cells");
  support_assert (project, two.keep, "phone", "+49 941 1234567");
  support_assert (project, two.keep, "web", "");
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM membership WHERE role = 'Leader' "
                                           "AND since = '2020'"),
                   ==, 1);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM membership"), ==, 1);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM chain_actor"), ==, 2);
  /* The link between the two is gone, that to the market stays. */
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM chain_link WHERE source = 1 "
                                           "AND target = 3"),
                   ==, 1);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM chain_link"), ==, 1);
  g_assert_cmpint (support_count (project, "SELECT sum(headcount) FROM organisation_size"), ==, 18);
  g_assert_cmpint (support_count (project, "SELECT count(*) FROM attachment WHERE row = "
                                           "(SELECT id FROM organisation)"),
                   ==, 1);
  assert_joined (project);
  g_assert_true (ctn_project_undo (project, &error));
  end = support_dump (project);
  g_assert_cmpstr (end, ==, start);
  support_project_free (project);
}

/* As many as the registry is made for are compared in a few seconds even under sanitizers. */
static void
test_many (void)
{
  CtnProject *project = support_project_new ();
  g_autofree char *found = NULL;

  for (int i = 0; i < 300; i++) {
    g_autofree char *name = g_strdup_printf ("Firm %c%c number %d of %d", 'A' + i % 26,
                                             'a' + i / 26, i * 7919 % 1000, i);

    support_add (project, name, "country", "DE", NULL);
  }
  support_add (project, "Zukunftswerk Oberpfalz", "country", "DE", NULL);
  support_add (project, "Oberpfalz Zukunftswerk", "country", "DE", NULL); /* words change places */
  found = find (project);
  g_assert_nonnull (strstr (found, "Zukunftswerk Oberpfalz|Oberpfalz Zukunftswerk|4"));
  support_project_free (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/registry/duplicates/reasons", test_reasons);
  g_test_add_func ("/registry/duplicates/shared-host", test_shared_host);
  g_test_add_func ("/registry/duplicates/keep-apart", test_keep_apart);
  g_test_add_func ("/registry/duplicates/many", test_many);
  g_test_add_func ("/registry/duplicates/merge", test_merge);
  return g_test_run ();
}
