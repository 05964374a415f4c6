/* Saved filters: kept by name, replaced, renamed, deleted, undone. */
#include "ctn-organisation-query.h"
#include "ctn-saved-filter.h"

typedef struct {
  CtnProject *project;
  gint64 finns;
} Fixture;

static gint64
save (Fixture *f, const char *name, const char *query)
{
  g_autoptr (GError) error = NULL;
  gint64 id = ctn_saved_filter_save (f->project, ctn_organisation_kind (), name, query, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->project = ctn_project_new (NULL, &error);
  g_assert_no_error (error);
  f->finns = save (f, " Finns ", "{}");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ctn_project_close (f->project, TRUE, NULL);
  g_object_unref (f->project);
}

/* "name=query;" of all. */
static void
assert_filters (Fixture *f, const char *expected)
{
  g_autoptr (GPtrArray) filters =
      ctn_saved_filter_list (ctn_project_get_reader (f->project), ctn_organisation_kind (), NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < filters->len; i++) {
    const CtnSavedFilter *filter = g_ptr_array_index (filters, i);

    g_string_append_printf (text, "%s=%s;", filter->name, filter->query);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_save (Fixture *f, gconstpointer data)
{
  save (f, "austrians", "[]");
  assert_filters (f, "austrians=[];Finns={};");
  g_assert_true (ctn_project_undo (f->project, NULL));
  assert_filters (f, "Finns={};");
}

static void
test_replace (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (save (f, "FINNS", "[]"), ==, f->finns);
  assert_filters (f, "FINNS=[];");
}

static void
test_rename (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  save (f, "Austrians", "[]");
  g_assert_false (ctn_saved_filter_rename (f->project, f->finns, "austrians", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (ctn_saved_filter_rename (f->project, f->finns, "finns", &error));
  assert_filters (f, "Austrians=[];finns={};");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ctn_saved_filter_save (f->project, ctn_organisation_kind (), " ", "{}", &error),
                   ==, 0);
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ctn_saved_filter_rename (f->project, f->finns, "", &error));
  g_assert_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID);
  assert_filters (f, "Finns={};");
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_assert_true (ctn_saved_filter_delete (f->project, f->finns, NULL));
  assert_filters (f, "");
  g_assert_true (ctn_project_undo (f->project, NULL));
  assert_filters (f, "Finns={};");
}

/* What is saved is what was searched. */
static void
test_query (Fixture *f, gconstpointer data)
{
  const CtnField *country = ctn_record_kind_find_field (ctn_organisation_kind (), "country");
  g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_new ();
  g_autoptr (CtnOrganisationQuery) again = NULL;
  g_autoptr (GPtrArray) filters = NULL;
  g_autofree char *json = NULL;

  ctn_organisation_query_set_search (query, "„Batterie“ \"x");
  ctn_organisation_query_set_filter (query, country, "FI", TRUE);
  ctn_organisation_query_set_filter (query, country, "", TRUE);
  json = ctn_organisation_query_to_json (query);
  save (f, "Finns", json);
  filters =
      ctn_saved_filter_list (ctn_project_get_reader (f->project), ctn_organisation_kind (), NULL);
  again = ctn_organisation_query_from_json (((CtnSavedFilter *) filters->pdata[0])->query);
  g_assert_nonnull (again);
  g_assert_cmpstr (ctn_organisation_query_get_search (again), ==, "„Batterie“ \"x");
  g_assert_cmpuint (ctn_organisation_query_get_n_filters (again), ==, 2);
  g_assert_true (ctn_organisation_query_has_filter (again, country, "FI"));
  g_assert_true (ctn_organisation_query_has_filter (again, country, ""));
}

/* The file may hold anything. */
static void
test_hostile (void)
{
  static const char *const queries[] = {
    "",
    "[]",
    "{\"search\": {}, \"filters\": []}",
    "{\"search\": 1, \"filters\": {\"country\": \"FI\"}}",
    "{\"filters\": {\"country\": [{}, [], null, 1, true], \"no such field\": [\"a\"]}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_from_json (queries[i]);

    g_assert_true (query == NULL || ctn_organisation_query_get_n_filters (query) == 0);
  }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/saved-filter/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("save", test_save);
  ADD ("replace", test_replace);
  ADD ("rename", test_rename);
  ADD ("refused", test_refused);
  ADD ("delete", test_delete);
  ADD ("query", test_query);
  g_test_add_func ("/saved-filter/hostile", test_hostile);
  return g_test_run ();
}
