/* Questions to the registry: search as people type it, filters, counts, JSON. Expected results and
 * counts by hand. */
#include <string.h>

#include "ctn-facet-table.h"
#include "ctn-organisation-query.h"
#include "ctn-search-text.h"
#include "registry-support.h"

typedef struct {
  CtnProject *project;
  CtnSearchIndex *index;
  CtnFacetTable *facets;
  gint64 ids[6];
} Fixture;

static CtnConnection *
reader (Fixture *f)
{
  return ctn_project_get_reader (f->project);
}

static void
update (Fixture *f, CtnChangeSet *changes)
{
  g_autoptr (GError) error = NULL;

  ctn_search_index_update (f->index, reader (f), changes, NULL, &error);
  g_assert_no_error (error);
  ctn_facet_table_update (f->facets, reader (f), changes, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = support_project_new ();
  f->ids[0] = support_add (f->project, "Müller GmbH", "country", "DE", "helix", "industry", "tags",
                           "solar; wind", "city", "Köln", "web", "https://www.mueller.example/",
                           "nace2", "01.11; 62.01", NULL);
  f->ids[1] = support_add (f->project, "Société Générale d’Énergie", "country", "FR", "helix",
                           "industry", "tags", "wind", NULL);
  f->ids[2] = support_add (f->project, "Łódź University of Technology", "country", "PL", "helix",
                           "research", "description", "C++ and AI", NULL);
  f->ids[3] =
      support_add (f->project, "Muller & Fils", "country", "FR", "vat", "FR40303265045", NULL);
  f->ids[4] =
      support_add (f->project, "Страна AG", "tags", "solar", "other-names", "IT; K 5", NULL);
  f->ids[5] = support_add (f->project, "Größe-Ämter e.V.", "country", "DE", "helix", "civil", NULL);
  f->index = ctn_search_index_new (f->project, &error);
  g_assert_no_error (error);
  f->facets = ctn_facet_table_new ();
  update (f, NULL);
  ctn_search_index_attach (f->index, reader (f), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_search_index_free (f->index);
  ctn_facet_table_free (f->facets);
  support_project_free (f->project);
}

static char *
run (Fixture *f, CtnOrganisationQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = ctn_organisation_query_run (query, reader (f), &error);

  g_assert_no_error (error);
  for (guint i = 1; i < ids->len; i++)
    g_assert_cmpint (g_array_index (ids, gint64, i - 1), <, g_array_index (ids, gint64, i));
  return support_join_names (f->project, ids);
}

static void
assert_search (Fixture *f, const char *text, const char *expected)
{
  g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_new ();
  g_autofree char *names = NULL;

  ctn_organisation_query_set_search (query, text);
  names = run (f, query);
  g_assert_cmpstr (names, ==, expected);
  /* Together with a filter that everybody fits, by another way. */
  ctn_organisation_query_set_filter (query, support_field ("legal-form"), "", TRUE);
  g_clear_pointer (&names, g_free);
  names = run (f, query);
  g_assert_cmpstr (names, ==, expected);
}

#define ALL                                                                                        \
  "Müller GmbH|Société Générale d’Énergie|Łódź University of Technology|Muller & Fils|Страна AG|"  \
  "Größe-Ämter e.V."

static void
test_search (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *text;
    const char *found;
  } cases[] = {
    { "", ALL },
    { "   ", ALL },
    { "muller", "Müller GmbH|Muller & Fils" },
    { "mueller", "Müller GmbH" },
    { "MÜLLER", "Müller GmbH|Muller & Fils" },
    { "mu", "Müller GmbH|Muller & Fils" },
    { "m", "Müller GmbH|Muller & Fils" },
    { "mull gm", "Müller GmbH" },
    { "gm mull", "Müller GmbH" },
    { "societe energie", "Société Générale d’Énergie" },
    { "ENERG", "Société Générale d’Énergie" },
    { "lodz", "Łódź University of Technology" },
    { "łódź", "Łódź University of Technology" },
    { "страна", "Страна AG" },
    { "стр", "Страна AG" },
    { "groesse", "Größe-Ämter e.V." },
    { "grosse aemter", "Größe-Ämter e.V." },
    { "größe-ämter", "Größe-Ämter e.V." },
    { "koeln", "Müller GmbH" },
    { "it", "Страна AG" },
    { "k 5", "Страна AG" },
    { "ai", "Łódź University of Technology" },
    { "c++", "Łódź University of Technology" },
    { "wind", "Müller GmbH|Société Générale d’Énergie" },
    { "mueller.example", "Müller GmbH" },
    { "www", "" },
    { "FR40303265045", "Muller & Fils" },
    { "40303265045", "" },
    { "iller", "" },
    { "muller nobody", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_search (f, cases[i].text, cases[i].found);
}

/* What FTS5 would take for its own language, and letters that it knows differently than we. */
static void
test_hostile_search (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = {
    "\"",
    "'",
    "\"\"\"",
    "*",
    "muller*",
    "-muller",
    "(muller",
    "muller)",
    "muller OR",
    "AND",
    "NOT",
    "NEAR(muller gmbh, 2)",
    "text:muller",
    "^muller",
    "muller + gmbh",
    "{text}: x",
    "rowid:1",
    "%_",
    "\\",
    ";",
    "';DROP TABLE organisation;--",
    "\xc2\xbd",                 /* ½ */
    "\xe2\x91\xa0",             /* ① */
    "e\xcc\x81",                /* e and an accent */
    "\xe0\xb8\x81\xe0\xb8\xb4", /* Thai with a vowel sign */
    "\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7",
    "a\xf0\x9e\xa4\x80"
    "b",                /* Adlam, younger than FTS5's tables */
    "\xf0\x9f\x8f\xad", /* a factory */
    "\xe2\x80\x8b",     /* a space without width */
    "\xee\x80\x80",     /* private use */
    "\xff\xfe",
    "mul\xff"
    "ler",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
  };
  g_autofree char *long_word = g_strnfill (100000, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_new ();
    g_autofree char *names = NULL;

    ctn_organisation_query_set_search (query, texts[i]);
    names = run (f, query);
  }
  assert_search (f, long_word, "");
  assert_search (f, "\"müller\"", "Müller GmbH|Muller & Fils");
  assert_search (f, "muller OR", "");
  assert_search (f, "%", ALL);
}

/* Whatever letters a name has, it is found by them. */
static void
test_any_script (Fixture *f, gconstpointer data)
{
  static const char *const names[] = {
    "Ελληνική Εταιρεία",
    "Ћирилица д.о.о.",
    "קבוצה",
    "株式会社サンプル",
    "กลุ่มตัวอย่าง",
    "नमूना",
    "\xf0\x9e\xa4\x80\xf0\x9e\xa4\x81",
    "½ Price",
    "Æther ØÅ",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    support_add (f->project, names[i], NULL);
  update (f, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    assert_search (f, names[i], names[i]);
  assert_search (f, "株式", "株式会社サンプル");
  assert_search (f, "ελληνικη", "Ελληνική Εταιρεία");
}

static void
assert_filters (Fixture *f, const char *json, const char *expected)
{
  g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_from_json (json);
  g_autofree char *names = NULL;
  g_autofree char *again = NULL;

  g_assert_nonnull (query);
  names = run (f, query);
  g_assert_cmpstr (names, ==, expected);
  again = ctn_organisation_query_to_json (query);
  g_assert_cmpstr (again, ==, json);
}

static void
test_filters (Fixture *f, gconstpointer data)
{
  assert_filters (f, "{\"search\":\"\",\"filters\":{}}", ALL);
  assert_filters (f, "{\"search\":\"\",\"filters\":{\"country\":[\"FR\"]}}",
                  "Société Générale d’Énergie|Muller & Fils");
  assert_filters (f, "{\"search\":\"\",\"filters\":{\"country\":[\"FR\",\"PL\"]}}",
                  "Société Générale d’Énergie|Łódź University of Technology|Muller & Fils");
  assert_filters (f, "{\"search\":\"\",\"filters\":{\"country\":[\"\"]}}", "Страна AG");
  assert_filters (f, "{\"search\":\"\",\"filters\":{\"country\":[\"\",\"PL\"]}}",
                  "Łódź University of Technology|Страна AG");
  assert_filters (f,
                  "{\"search\":\"\",\"filters\":{\"helix\":[\"industry\"],\"country\":[\"FR\"]}}",
                  "Société Générale d’Énergie");
  assert_filters (f, "{\"search\":\"\",\"filters\":{\"tags\":[\"solar\"]}}",
                  "Müller GmbH|Страна AG");
  assert_filters (f, "{\"search\":\"\",\"filters\":{\"tags\":[\"solar\",\"wind\"]}}",
                  "Müller GmbH|Société Générale d’Énergie|Страна AG");
  assert_filters (f, "{\"search\":\"\",\"filters\":{\"tags\":[\"\"]}}",
                  "Łódź University of Technology|Muller & Fils|Größe-Ämter e.V.");
  assert_filters (f, "{\"search\":\"\",\"filters\":{\"nace2\":[\"62.01\"]}}", "Müller GmbH");
  assert_filters (f, "{\"search\":\"\",\"filters\":{\"nace21\":[\"62.01\"]}}", "");
  assert_filters (f, "{\"search\":\"muller\",\"filters\":{\"country\":[\"FR\"]}}", "Muller & Fils");
  assert_filters (f, "{\"search\":\"\",\"filters\":{\"tags\":[\"it's \\\"x\\\"\"]}}", "");
}

static void
test_json_hostile (void)
{
  static const char *const bad[] = { "", "x", "[]", "1", "null", "{", "\"x\"" };
  static const char *const odd[] = {
    "{}",
    "{\"search\": 1}",
    "{\"search\": null}",
    "{\"search\": [\"x\"]}",
    "{\"filters\": []}",
    "{\"filters\": {\"no-such-field\": [\"x\"], \"country\": \"FR\", \"helix\": [1, null, {}]}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (ctn_organisation_query_from_json (bad[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++) {
    g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_from_json (odd[i]);

    g_assert_nonnull (query);
    g_assert_true (ctn_organisation_query_is_empty (query));
  }
}

/* The counts of a field, "value=count|…". */
static char *
count (Fixture *f, CtnOrganisationQuery *query, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counts = ctn_facet_table_count (f->facets, query, reader (f), &error);
  GPtrArray *values;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  values = g_hash_table_lookup (counts, support_field (field));
  g_assert_nonnull (values);
  for (guint i = 0; i < values->len; i++) {
    const CtnFacetValue *value = g_ptr_array_index (values, i);

    g_string_append_printf (text, "%s%s=%u", i > 0 ? "|" : "", value->value, value->count);
  }
  return g_string_free (text, FALSE);
}

static void
assert_count (Fixture *f, const char *json, const char *field, const char *expected)
{
  g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_from_json (json);
  g_autofree char *counts = count (f, query, field);

  g_assert_cmpstr (counts, ==, expected);
}

static void
test_counts (Fixture *f, gconstpointer data)
{
  assert_count (f, "{}", "country", "DE=2|FR=2|=1|PL=1");
  assert_count (f, "{}", "helix", "=2|industry=2|civil=1|research=1");
  assert_count (f, "{}", "tags", "=3|solar=2|wind=2");
  assert_count (f, "{}", "nace2", "=5|01.11=1|62.01=1");
  /* A field's own filter does not change its counts, that of others does. */
  assert_count (f, "{\"filters\":{\"country\":[\"FR\"]}}", "country", "DE=2|FR=2|=1|PL=1");
  assert_count (f, "{\"filters\":{\"country\":[\"FR\"]}}", "helix", "=1|industry=1");
  assert_count (f, "{\"filters\":{\"country\":[\"FR\"]}}", "tags", "=1|wind=1");
  assert_count (f, "{\"filters\":{\"tags\":[\"solar\"]}}", "tags", "=3|solar=2|wind=2");
  assert_count (f, "{\"filters\":{\"tags\":[\"solar\"]}}", "country", "=1|DE=1");
  assert_count (f, "{\"filters\":{\"tags\":[\"\"]}}", "country", "DE=1|FR=1|PL=1");
  assert_count (f, "{\"filters\":{\"tags\":[\"solar\"],\"country\":[\"DE\"]}}", "helix",
                "industry=1");
  assert_count (f, "{\"filters\":{\"tags\":[\"solar\"],\"country\":[\"DE\"]}}", "tags",
                "=1|solar=1|wind=1");
  assert_count (f, "{\"filters\":{\"country\":[\"XX\"]}}", "helix", "");
  assert_count (f, "{\"search\":\"muller\"}", "country", "DE=1|FR=1");
  assert_count (f, "{\"search\":\"muller\",\"filters\":{\"helix\":[\"industry\"]}}", "country",
                "DE=1");
  /* A filter of a field that is no facet. */
  assert_count (f, "{\"filters\":{\"city\":[\"Köln\"]}}", "country", "DE=1");
}

static void
changed_cb (CtnProject *project, CtnChangeSet *changes, gpointer data)
{
  update (data, changes);
}

/* Index and counts that follow changes are the same as new ones. */
static void
assert_up_to_date (Fixture *f)
{
  g_autoptr (CtnFacetTable) fresh = ctn_facet_table_new ();
  g_autoptr (CtnOrganisationQuery) all = ctn_organisation_query_new ();
  CtnFacetTable *kept = f->facets;

  g_assert_true (ctn_facet_table_update (fresh, reader (f), NULL, NULL, NULL));
  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++) {
    g_autofree char *one = NULL;
    g_autofree char *other = NULL;

    if (!(field->flags & CTN_FIELD_FACET))
      continue;
    one = count (f, all, field->name);
    f->facets = fresh;
    other = count (f, all, field->name);
    f->facets = kept;
    g_assert_cmpstr (one, ==, other);
  }
}

static void
test_follows (Fixture *f, gconstpointer data)
{
  gint64 id;

  g_signal_connect (f->project, "changed", G_CALLBACK (changed_cb), f);
  id = support_add (f->project, "Novum", "country", "FR", "tags", "tidal", NULL);
  assert_search (f, "nov", "Novum");
  assert_search (f, "tidal", "Novum");
  assert_count (f, "{}", "country", "FR=3|DE=2|=1|PL=1");
  support_edit (f->project, id, "name", "Vetus");
  assert_search (f, "nov", "");
  assert_search (f, "vetus", "Vetus");
  support_edit (f->project, id, "tags", "wind");
  assert_search (f, "tidal", "");
  assert_up_to_date (f);
  g_assert_true (ctn_organisation_delete (f->project, &f->ids[0], 1, NULL));
  assert_search (f, "muller", "Muller & Fils");
  assert_up_to_date (f);
  g_assert_true (ctn_project_undo (f->project, NULL));
  assert_search (f, "muller solar", "Müller GmbH");
  assert_up_to_date (f);
  while (ctn_project_undo (f->project, NULL))
    assert_up_to_date (f);
  assert_search (f, "muller", "");
  while (ctn_project_redo (f->project, NULL))
    assert_up_to_date (f);
  assert_search (f, "vetus wind", "Vetus");
  assert_search (f, "muller", "Muller & Fils");
}

static gboolean
rename_tag (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, "UPDATE tag SET name = ? WHERE name = 'wind'", "t",
                             data);
}

static gboolean
delete_tag (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error, "DELETE FROM tag WHERE name = ?", "t", data);
}

/* Renaming a tag touches no organisation and yet all that have it. */
static void
test_follows_tags (Fixture *f, gconstpointer data)
{
  const CtnOperation operation = { "Edit Tag", NULL, NULL };

  g_signal_connect (f->project, "changed", G_CALLBACK (changed_cb), f);
  g_assert_true (ctn_project_transact (f->project, &operation, rename_tag, "breeze", NULL));
  assert_search (f, "wind", "");
  assert_search (f, "breeze", "Müller GmbH|Société Générale d’Énergie");
  assert_up_to_date (f);
  g_assert_true (ctn_project_transact (f->project, &operation, delete_tag, "breeze", NULL));
  assert_search (f, "breeze", "");
  assert_up_to_date (f);
  g_assert_true (ctn_project_undo (f->project, NULL));
  assert_search (f, "breeze", "Müller GmbH|Société Générale d’Énergie");
  assert_up_to_date (f);
}

static void
test_copy (void)
{
  g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_new ();
  g_autoptr (CtnOrganisationQuery) copy = NULL;
  const CtnField *country = support_field ("country");

  ctn_organisation_query_set_search (query, "x");
  ctn_organisation_query_set_filter (query, country, "DE", TRUE);
  ctn_organisation_query_set_filter (query, country, "FR", TRUE);
  copy = ctn_organisation_query_copy (query);
  ctn_organisation_query_set_filter (query, country, "DE", FALSE);
  ctn_organisation_query_set_search (query, NULL);
  g_assert_cmpstr (ctn_organisation_query_get_search (copy), ==, "x");
  g_assert_true (ctn_organisation_query_has_filter (copy, country, "DE"));
  g_assert_cmpuint (ctn_organisation_query_get_n_filters (copy), ==, 2);
  g_assert_cmpuint (ctn_organisation_query_get_n_filters (query), ==, 1);
  ctn_organisation_query_set_filter (query, country, "FR", FALSE);
  g_assert_true (ctn_organisation_query_is_empty (query));
  ctn_organisation_query_clear_filters (copy);
  g_assert_false (ctn_organisation_query_is_empty (copy));
}

static void
test_words (void)
{
  static const struct {
    const char *text;
    const char *words;
  } cases[] = {
    { "", "" },
    { "A-B", "a b" },
    { "Müller Müller", "muller muller mueller mueller" },
    { "Straße", "strasse" },
    { "Ø", "o oe" },
    { "plain, text.", "plain text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = ctn_search_text_dup_words (cases[i].text);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

#define ADD(name, function) g_test_add ("/query/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("search", test_search);
  ADD ("hostile-search", test_hostile_search);
  ADD ("any-script", test_any_script);
  ADD ("filters", test_filters);
  ADD ("counts", test_counts);
  ADD ("follows", test_follows);
  ADD ("follows-tags", test_follows_tags);
  g_test_add_func ("/query/json-hostile", test_json_hostile);
  g_test_add_func ("/query/copy", test_copy);
  g_test_add_func ("/query/words", test_words);
  return g_test_run ();
}
