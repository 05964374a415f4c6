/* Finding off the main thread: the newest question wins, changes are followed. */
#include "ctn-organisation-finder.h"

#include "ctn-custom-field.h"
#include "ctn-field-set.h"
#include "registry-support.h"

typedef struct {
  CtnProject *project;
  CtnOrganisationFinder *finder;
  CtnOrganisationQuery *query;
  GPtrArray *results; /* GAsyncResult in the order of arrival */
  guint n_outdated;
} Fixture;

static void
outdated_cb (CtnOrganisationFinder *finder, Fixture *f)
{
  f->n_outdated++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = support_project_new ();
  f->query = ctn_organisation_query_new ();
  f->results = g_ptr_array_new_with_free_func (g_object_unref);
  f->finder = ctn_organisation_finder_new (f->project, &error);
  g_assert_no_error (error);
  g_signal_connect (f->finder, "outdated", G_CALLBACK (outdated_cb), f);
  support_add (f->project, "Berta", "country", "DE", NULL);
  support_add (f->project, "Anton", "country", "AT", NULL);
  support_add (f->project, "Cäsar", "country", "DE", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_ptr_array_unref (f->results);
  ctn_organisation_query_free (f->query);
  g_object_unref (f->finder);
  support_project_free (f->project);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;

  g_ptr_array_add (f->results, g_object_ref (result));
}

static void
wait_for (Fixture *f, guint n)
{
  while (f->results->len < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
ask (Fixture *f, const char *search, gboolean descending)
{
  ctn_organisation_query_set_search (f->query, search);
  ctn_organisation_finder_find_async (f->finder, f->query, "name", descending, result_cb, f);
}

static void
assert_found (Fixture *f, guint result, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = ctn_organisation_finder_find_finish (
      f->finder, g_ptr_array_index (f->results, result), &error);
  g_autofree char *names = NULL;

  g_assert_no_error (error);
  names = support_join_names (f->project, ids);
  g_assert_cmpstr (names, ==, expected);
}

static void
test_find (Fixture *f, gconstpointer data)
{
  ask (f, "", FALSE);
  wait_for (f, 1);
  assert_found (f, 0, "Anton|Berta|Cäsar");
  ask (f, "", TRUE);
  wait_for (f, 2);
  assert_found (f, 1, "Cäsar|Berta|Anton");
  ask (f, "caesar", FALSE);
  wait_for (f, 3);
  assert_found (f, 2, "Cäsar");
}

/* As somebody types who does not wait. */
static void
test_latest_wins (Fixture *f, gconstpointer data)
{
  static const char *const typed[] = { "b", "be", "ber", "bert", "berta" };
  guint n_cancelled = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    ask (f, typed[i], FALSE);
  wait_for (f, G_N_ELEMENTS (typed));
  for (guint i = 0; i < f->results->len; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GArray) ids =
        ctn_organisation_finder_find_finish (f->finder, g_ptr_array_index (f->results, i), &error);

    if (ids == NULL) {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      n_cancelled++;
    } else {
      g_autofree char *names = support_join_names (f->project, ids);

      g_assert_cmpstr (names, ==, "Berta");
    }
  }
  g_assert_cmpuint (n_cancelled, ==, G_N_ELEMENTS (typed) - 1);
  /* And the finder is in order afterwards. */
  ask (f, "anton", FALSE);
  wait_for (f, G_N_ELEMENTS (typed) + 1);
  assert_found (f, G_N_ELEMENTS (typed), "Anton");
}

/* The query may change while the question is under way. */
static void
test_query_is_copied (Fixture *f, gconstpointer data)
{
  ask (f, "anton", FALSE);
  ctn_organisation_query_set_search (f->query, "berta");
  wait_for (f, 1);
  assert_found (f, 0, "Anton");
}

static void
test_follows (Fixture *f, gconstpointer data)
{
  guint before;

  ask (f, "d", FALSE);
  wait_for (f, 1);
  assert_found (f, 0, "");
  before = f->n_outdated;
  support_add (f->project, "Dora", NULL);
  g_assert_cmpuint (f->n_outdated, ==, before + 1);
  ask (f, "d", FALSE);
  wait_for (f, 2);
  assert_found (f, 1, "Dora");
  g_assert_true (ctn_project_undo (f->project, NULL));
  ask (f, "", FALSE);
  wait_for (f, 3);
  assert_found (f, 2, "Anton|Berta|Cäsar");
}

/* "AT=1|DE=2" */
static void
assert_counted (Fixture *f, guint result, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counts = ctn_organisation_finder_count_finish (
      f->finder, g_ptr_array_index (f->results, result), &error);
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *values;

  g_assert_no_error (error);
  values = g_hash_table_lookup (counts, support_field ("country"));
  for (guint i = 0; i < values->len; i++) {
    const CtnFacetValue *value = g_ptr_array_index (values, i);

    g_string_append_printf (text, "%s%s=%u", i > 0 ? "|" : "", value->value, value->count);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_count (Fixture *f, gconstpointer data)
{
  ctn_organisation_finder_count_async (f->finder, f->query, result_cb, f);
  wait_for (f, 1);
  assert_counted (f, 0, "DE=2|AT=1");
  support_add (f->project, "Dora", "country", "DE", NULL);
  ctn_organisation_finder_count_async (f->finder, f->query, result_cb, f);
  wait_for (f, 2);
  assert_counted (f, 1, "DE=3|AT=1");
  ctn_organisation_query_set_search (f->query, "dora");
  ctn_organisation_finder_count_async (f->finder, f->query, result_cb, f);
  wait_for (f, 3);
  assert_counted (f, 2, "DE=1");
}

/* Finding and counting do not cancel each other. */
static void
test_both (Fixture *f, gconstpointer data)
{
  ask (f, "", FALSE);
  ctn_organisation_finder_count_async (f->finder, f->query, result_cb, f);
  wait_for (f, 2);
  for (guint i = 0; i < 2; i++) {
    gpointer result = g_ptr_array_index (f->results, i);

    if (g_async_result_is_tagged (result, ctn_organisation_finder_find_async))
      assert_found (f, i, "Anton|Berta|Cäsar");
    else
      assert_counted (f, i, "DE=2|AT=1");
  }
}

/* Letting go of the finder while it works. */
static void
test_let_go (Fixture *f, gconstpointer data)
{
  ask (f, "berta", FALSE);
  g_object_unref (f->finder);
  wait_for (f, 1);
  f->finder = ctn_organisation_finder_new (f->project, NULL);
}

/* Work of a stranger table is none of the finder's business. */
static gboolean
add_person (CtnConnection *connection, gpointer data, GError **error)
{
  return ctn_connection_run (connection, error,
                             "INSERT INTO setting (id, name, value) VALUES (1, 'x', 'y')", "");
}

static void
test_not_concerned (Fixture *f, gconstpointer data)
{
  const CtnOperation operation = { "Edit Setting", NULL, NULL };
  guint before = f->n_outdated;

  g_assert_true (ctn_project_transact (f->project, &operation, add_person, NULL, NULL));
  g_assert_cmpuint (f->n_outdated, ==, before);
}

/* By the project's own field; when it is gone, by the names. */
static void
test_custom_field (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_custom_field_add (f->project, ctn_organisation_kind (), "Rating",
                                    CTN_FIELD_NUMBER, NULL, &error);
  g_autofree char *name = g_strdup_printf ("custom-%" G_GINT64_FORMAT, id);
  g_autoptr (CtnFieldSet) fields = NULL;
  gint64 rated;

  g_assert_no_error (error);
  ctn_organisation_finder_find_async (f->finder, f->query, name, FALSE, result_cb, f);
  wait_for (f, 1);
  rated = support_add (f->project, "Dora", NULL);
  fields =
      ctn_field_set_new (ctn_project_get_reader (f->project), ctn_organisation_kind (), &error);
  g_assert_no_error (error);
  f->n_outdated = 0;
  ctn_organisation_edit (f->project, &rated, 1, ctn_field_set_find (fields, name), "7", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (f->n_outdated, ==, 1);
  ctn_organisation_finder_find_async (f->finder, f->query, name, FALSE, result_cb, f);
  wait_for (f, 2);
  assert_found (f, 1, "Dora|Berta|Anton|Cäsar");

  ctn_custom_field_delete (f->project, id, &error);
  g_assert_no_error (error);
  ctn_organisation_finder_find_async (f->finder, f->query, name, FALSE, result_cb, f);
  wait_for (f, 3);
  assert_found (f, 2, "Anton|Berta|Cäsar|Dora");
}

#define ADD(name, function) g_test_add ("/finder/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("find", test_find);
  ADD ("latest-wins", test_latest_wins);
  ADD ("query-is-copied", test_query_is_copied);
  ADD ("follows", test_follows);
  ADD ("count", test_count);
  ADD ("both", test_both);
  ADD ("custom-field", test_custom_field);
  ADD ("let-go", test_let_go);
  ADD ("not-concerned", test_not_concerned);
  return g_test_run ();
}
