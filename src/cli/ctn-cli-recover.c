#include <ctn-i18n.h>
#include <ctn-recover.h>

#include "ctn-cli.h"

static void
print_json (GPtrArray *tables, const char *path)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "file", path);
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tables->len; i++) {
    const CtnRecoveredTable *table = g_ptr_array_index (tables, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "table", table->table);
    ctn_cli_add_int (builder, "recovered", (gint64) table->n_recovered);
    ctn_cli_add_int (builder, "refused", (gint64) table->n_refused);
    ctn_cli_add_int (builder, "dangling", (gint64) table->n_dangling);
    json_builder_set_member_name (builder, "incomplete");
    json_builder_add_boolean_value (builder, table->incomplete);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

static void
print_text (GPtrArray *tables)
{
  guint64 n_recovered = 0;

  for (guint i = 0; i < tables->len; i++) {
    const CtnRecoveredTable *table = g_ptr_array_index (tables, i);

    n_recovered += table->n_recovered;
    if (table->n_refused > 0)
      g_print (_ ("%s: rows with impossible values, left out: %u\n"), table->table,
               (guint) table->n_refused);
    if (table->n_dangling > 0)
      g_print (_ ("%s: rows that belong to a lost one, left out: %u\n"), table->table,
               (guint) table->n_dangling);
    if (table->incomplete)
      g_print (_ ("%s: a part could not be read\n"), table->table);
  }
  g_print (_ ("recovered rows: %u\n"), (guint) n_recovered);
}

static gboolean
is_complete (GPtrArray *tables)
{
  for (guint i = 0; i < tables->len; i++) {
    const CtnRecoveredTable *table = g_ptr_array_index (tables, i);

    if (table->incomplete || table->n_refused > 0 || table->n_dangling > 0)
      return FALSE;
  }
  return TRUE;
}

int
ctn_cli_recover (int argc, char **argv)
{
  gboolean force = FALSE;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, N_ ("Replace a file that is there"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GFile) damaged = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (GError) error = NULL;

  if (!ctn_cli_parse (&argc, &argv, entries, "DAMAGED.catenary NEW.catenary",
                      _ ("Writes the records of a damaged file that can still be read to a new "
                         "one. The damaged file is not changed; the history is not recovered."),
                      2, 2))
    return CTN_EXIT_USAGE;
  damaged = g_file_new_for_commandline_arg (argv[1]);
  file = g_file_new_for_commandline_arg (argv[2]);
  if (g_file_equal (damaged, file)) {
    g_printerr (_ ("catenary-cli: a damaged file is not replaced by itself; name a new one\n"));
    return CTN_EXIT_FAILED;
  }
  if (!force && g_file_query_exists (file, NULL)) {
    g_printerr (_ ("catenary-cli: “%s” is there already; --force replaces it\n"), argv[2]);
    return CTN_EXIT_FAILED;
  }
  tables = ctn_recover_file (damaged, file, NULL, &error);
  if (tables == NULL)
    return ctn_cli_fail (error);
  if (json)
    print_json (tables, argv[2]);
  else
    print_text (tables);
  return is_complete (tables) ? CTN_EXIT_OK : CTN_EXIT_PROBLEMS;
}
