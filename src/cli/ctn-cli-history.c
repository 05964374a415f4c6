#include <ctn-history.h>
#include <ctn-i18n.h>

#include "ctn-cli.h"

static const char *
get_state (const CtnHistoryEntry *entry)
{
  switch (entry->state) {
  case CTN_HISTORY_UNDONE:
    return "undone";
  case CTN_HISTORY_DISCARDED:
    return "discarded";
  case CTN_HISTORY_DONE:
  default:
    return "done";
  }
}

static void
print_entry (const CtnHistoryEntry *entry, JsonBuilder *builder, gboolean json)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (entry->time / 1000);
  g_autofree char *when = g_date_time_format_iso8601 (time);

  if (!json) {
    g_print ("%s\t%s\t%s%s%s\t%s\n", when, entry->author, entry->label,
             entry->subject != NULL ? ": " : "", entry->subject != NULL ? entry->subject : "",
             get_state (entry));
    return;
  }
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "id", entry->id);
  ctn_cli_add_text (builder, "time", when);
  ctn_cli_add_text (builder, "author", entry->author);
  ctn_cli_add_text (builder, "label", entry->label);
  ctn_cli_add_text (builder, "subject", entry->subject);
  ctn_cli_add_text (builder, "state", get_state (entry));
  ctn_cli_add_int (builder, "changes", entry->n_changes);
  json_builder_end_object (builder);
}

int
ctn_cli_history (int argc, char **argv)
{
  gboolean json = FALSE;
  int limit = 100;
  const GOptionEntry entries[] = {
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most this many (default 100)"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  CtnProject *project;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary",
                      _ ("Tells who changed what, newest first."), 1, 1))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  history = ctn_history_list (ctn_project_get_reader (project), 0, (guint) MAX (limit, 0), &error);
  if (history == NULL)
    return ctn_cli_close (project, ctn_cli_fail (error));
  json_builder_begin_array (builder);
  for (guint i = 0; i < history->len; i++)
    print_entry (g_ptr_array_index (history, i), builder, json);
  json_builder_end_array (builder);
  if (json)
    ctn_cli_print_json (builder);
  return ctn_cli_close (project, CTN_EXIT_OK);
}
