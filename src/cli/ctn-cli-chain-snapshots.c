/* catenary-cli chain snapshot, snapshots, compare. */
#include <ctn-chain-snapshot.h>
#include <ctn-i18n.h>

#include "ctn-cli-chain.h"

#define CHAIN_ENTRY(chain)                                                                         \
  { "chain",    'c', 0, G_OPTION_ARG_STRING, &(chain), N_ ("The value chain, by name or id"),      \
    N_ ("NAME") }
#define JSON_ENTRY(json)                                                                           \
  { "json", 0, 0, G_OPTION_ARG_NONE, &(json), N_ ("Print the result as JSON"), NULL }

static int
take (CtnProject *project, const char *wanted, const char *name, const char *date, gboolean json)
{
  g_autoptr (GError) error = NULL;
  gint64 chain = 0, id;

  if (!ctn_cli_find (ctn_project_get_reader (project), CTN_CLI_CHAIN, wanted, &chain, &error))
    return ctn_cli_fail (error);
  id = ctn_snapshot_take (project, chain, name, date, &error);
  if (id == 0)
    return ctn_cli_fail (error);
  if (json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "id", id);
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  }
  return CTN_EXIT_OK;
}

int
ctn_cli_chain_snapshot (int argc, char **argv)
{
  g_autofree char *chain = NULL;
  g_autofree char *date = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    CHAIN_ENTRY (chain),
    { "date", 'd', 0, G_OPTION_ARG_STRING, &date, N_ ("Its date; today without it"), N_ ("DATE") },
    JSON_ENTRY (json),
    { NULL },
  };
  CtnProject *project;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary NAME",
                      _ ("Keeps a value chain as it is, under a name and a date."), 2, 2))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  return ctn_cli_close (project, take (project, chain, argv[2], date, json));
}

/* --- List ---------------------------------------------------------------------------------------- */

static void
print_list (GPtrArray *list, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++) {
    const CtnSnapshot *snapshot = g_ptr_array_index (list, i);

    if (!json) {
      g_print (_ ("%s  %s (%u actors, %u links)\n"), snapshot->date, snapshot->name,
               snapshot->n_actors, snapshot->n_links);
      continue;
    }
    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "id", snapshot->id);
    ctn_cli_add_text (builder, "name", snapshot->name);
    ctn_cli_add_text (builder, "date", snapshot->date);
    ctn_cli_add_int (builder, "actors", snapshot->n_actors);
    ctn_cli_add_int (builder, "links", snapshot->n_links);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  if (json)
    ctn_cli_print_json (builder);
}

static int
list_all (CtnProject *project, const char *wanted, gboolean json)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  gint64 chain = 0;

  if (ctn_cli_find (reader, CTN_CLI_CHAIN, wanted, &chain, &error))
    list = ctn_snapshot_list (reader, chain, &error);
  if (list == NULL)
    return ctn_cli_fail (error);
  print_list (list, json);
  return CTN_EXIT_OK;
}

int
ctn_cli_chain_snapshots (int argc, char **argv)
{
  g_autofree char *chain = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = { CHAIN_ENTRY (chain), JSON_ENTRY (json), { NULL } };
  CtnProject *project;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary",
                      _ ("Lists the snapshots of a value chain, the latest first."), 1, 1))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  return ctn_cli_close (project, list_all (project, chain, json));
}

/* --- Compare ------------------------------------------------------------------------------------- */

static void
add_change (JsonBuilder *builder, const CtnChainChange *change)
{
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "change", ctn_chain_change_kind_get_code (change->kind));
  ctn_cli_add_text (builder, "what", change->role);
  ctn_cli_add_int (builder, "id", change->id);
  ctn_cli_add_text (builder, "title", change->title);
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_array (builder);
  for (guint i = 0; i < change->fields->len; i++) {
    const CtnChainFieldChange *field = g_ptr_array_index (change->fields, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "field", field->label);
    ctn_cli_add_text (builder, "before", field->before);
    ctn_cli_add_text (builder, "after", field->after);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_changes (GPtrArray *changes, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < changes->len; i++) {
    const CtnChainChange *change = g_ptr_array_index (changes, i);

    if (json) {
      add_change (builder, change);
      continue;
    }
    g_print ("%s: %s\n", ctn_chain_change_kind_get_label (change->kind), change->title);
    for (guint k = 0; k < change->fields->len; k++) {
      const CtnChainFieldChange *field = g_ptr_array_index (change->fields, k);

      g_print ("    %s: %s → %s\n", field->label, field->before, field->after);
    }
  }
  json_builder_end_array (builder);
  if (json)
    ctn_cli_print_json (builder);
}

/* By name or id; "now" is the chain as it is. */
static gboolean
find_snapshot (GPtrArray *list, const char *wanted, gint64 *id)
{
  *id = 0;
  if (g_str_equal (wanted, "now"))
    return TRUE;
  for (guint i = 0; i < list->len; i++) {
    const CtnSnapshot *snapshot = g_ptr_array_index (list, i);
    g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, snapshot->id);

    if (ctn_cli_is_same (snapshot->name, wanted) || g_str_equal (number, wanted)) {
      *id = snapshot->id;
      return TRUE;
    }
  }
  g_printerr (_ ("catenary-cli: there is no snapshot “%s”\n"), wanted);
  return FALSE;
}

static int
compare (CtnProject *project, const char *wanted, const char *one, const char *other, gboolean json)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  gint64 chain = 0, before = 0, after = 0;

  if (ctn_cli_find (reader, CTN_CLI_CHAIN, wanted, &chain, &error))
    list = ctn_snapshot_list (reader, chain, &error);
  if (list == NULL)
    return ctn_cli_fail (error);
  if (!find_snapshot (list, one, &before) || !find_snapshot (list, other, &after))
    return CTN_EXIT_FAILED;
  changes = ctn_snapshot_compare (reader, chain, before, after, &error);
  if (changes == NULL)
    return ctn_cli_fail (error);
  print_changes (changes, json);
  return CTN_EXIT_OK;
}

int
ctn_cli_chain_compare (int argc, char **argv)
{
  g_autofree char *chain = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = { CHAIN_ENTRY (chain), JSON_ENTRY (json), { NULL } };
  CtnProject *project;

  if (!ctn_cli_parse (
          &argc, &argv, entries, "FILE.catenary BEFORE [AFTER]",
          _ ("Tells what came, went and changed from one snapshot to another, or to the "
             "value chain as it is now."),
          2, 3))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  return ctn_cli_close (project,
                        compare (project, chain, argv[2], argc > 3 ? argv[3] : "now", json));
}
