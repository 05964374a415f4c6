#include <ctn-i18n.h>
#include <ctn-organisation-query.h>
#include <ctn-record-item.h>

#include "ctn-cli.h"

static GArray *
run_query (CtnProject *project, const char *words, const char *sort, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnSearchIndex) index = ctn_search_index_new (project, error);
  g_autoptr (CtnOrganisationQuery) query = ctn_organisation_query_new ();
  const CtnField *field = ctn_record_kind_find_field (ctn_organisation_kind (), sort);
  g_autoptr (CtnSortOrder) order = NULL;
  g_autoptr (GArray) ids = NULL;

  if (index == NULL || !ctn_search_index_update (index, reader, NULL, NULL, error) ||
      !ctn_search_index_attach (index, reader, error))
    return NULL;
  if (field == NULL) {
    g_set_error (error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_INVALID,
                 _ ("There is no field “%s” to sort by."), sort);
    return NULL;
  }
  ctn_organisation_query_set_search (query, words);
  ids = ctn_organisation_query_run (query, reader, error);
  order = ids != NULL ? ctn_sort_order_new (reader, field, NULL, error) : NULL;
  if (order == NULL)
    return NULL;
  ctn_sort_order_sort (order, ids, FALSE);
  return g_steal_pointer (&ids);
}

static void
print_item (CtnRecordItem *item, JsonBuilder *builder, gboolean json)
{
  if (!json) {
    g_print ("%s\t%s\t%s\t%s\n", ctn_record_item_get_text (item, "name"),
             ctn_record_item_get_text (item, "city"), ctn_record_item_get_text (item, "country"),
             ctn_record_item_get_text (item, "helix"));
    return;
  }
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "id", ctn_record_item_get_id (item));
  for (const CtnField *field = ctn_organisation_kind ()->fields; field->name != NULL; field++)
    if (field->flags & CTN_FIELD_LISTED)
      ctn_cli_add_text (builder, field->name, ctn_record_item_get_text (item, field->name));
  json_builder_end_object (builder);
}

int
ctn_cli_search (int argc, char **argv)
{
  gboolean json = FALSE;
  int limit = 50;
  g_autofree char *sort = NULL;
  const GOptionEntry entries[] = {
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most this many (default 50)"), N_ ("N") },
    { "sort", 's', 0, G_OPTION_ARG_STRING, &sort, N_ ("Sort by this field (default name)"),
      N_ ("FIELD") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autofree char *words = NULL;
  CtnProject *project;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary WORDS…",
                      _ ("Finds organisations by the beginnings of words in their texts."), 2, 100))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  words = g_strjoinv (" ", argv + 2);
  ids = run_query (project, words, sort != NULL ? sort : "name", &error);
  if (ids == NULL)
    return ctn_cli_close (project, ctn_cli_fail (error));
  json_builder_begin_array (builder);
  for (guint i = 0; i < ids->len && i < (guint) MAX (limit, 0); i++) {
    g_autoptr (CtnRecordItem) item =
        ctn_record_item_new (project, ctn_organisation_kind (), g_array_index (ids, gint64, i));

    print_item (item, builder, json);
  }
  json_builder_end_array (builder);
  if (json)
    ctn_cli_print_json (builder);
  else if (ids->len > (guint) MAX (limit, 0))
    g_printerr (_ ("%u found, the first %d shown; --limit shows more\n"), ids->len, limit);
  return ctn_cli_close (project, CTN_EXIT_OK);
}
