#include "ctn-cli.h"

#include <ctn-i18n.h>
#include <ctn-merge.h>
#include <glib/gprintf.h>
#include <math.h>
#include <stdlib.h>

static const CtnCliCommand commands[] = {
  { "new", N_ ("make an empty project"), ctn_cli_new },
  { "info", N_ ("what is in a project"), ctn_cli_info },
  { "import", N_ ("take organisations in from a CSV file"), ctn_cli_import },
  { "import-indicators", N_ ("take values of regions in from a table"), ctn_cli_import_indicators },
  { "export", N_ ("write organisations to a CSV file"), ctn_cli_export },
  { "thumbnail", N_ ("draw a small picture of a project for a file manager"), ctn_cli_thumbnail },
  { "search", N_ ("find organisations"), ctn_cli_search },
  { "chart", N_ ("draw a chart: radar, history, subjects, potential, or the map of a value chain"),
    ctn_cli_chart },
  { "analyse", N_ ("figures and findings of a value chain, values of assessments"),
    ctn_cli_analyse },
  { "assess", N_ ("take answers to maturity models in from a table, questionnaires or JSON"),
    ctn_cli_assess },
  { "questionnaire", N_ ("write a questionnaire as a spreadsheet to be filled in"),
    ctn_cli_questionnaire },
  { "chain", N_ ("value chains from and to files, and their snapshots"), ctn_cli_chain },
  { "layout", N_ ("lay out the map of a value chain"), ctn_cli_layout },
  { "whatif", N_ ("what is left of a value chain without some of it"), ctn_cli_whatif },
  { "exchange", N_ ("exchanges: rules, list, numbers against targets"), ctn_cli_exchange },
  { "match", N_ ("offers for a need, partners for a stage"), ctn_cli_match },
  { "report", N_ ("write a report as PDF, DOCX or HTML"), ctn_cli_report },
  { "activities", N_ ("list activities, write calendars and attendance lists"),
    ctn_cli_activities },
  { "persons", N_ ("personal data: what is held, what is due, erasing"), ctn_cli_persons },
  { "check", N_ ("check a project file"), ctn_cli_check },
  { "kpi", N_ ("count the KPIs of a strategy"), ctn_cli_kpi },
  { "model", N_ ("check a maturity model"), ctn_cli_model },
  { "merge", N_ ("take over what was done in another file"), ctn_cli_merge },
  { "recover", N_ ("save the readable records of a damaged file"), ctn_cli_recover },
  { "history", N_ ("who changed what, and when"), ctn_cli_history },
};

static void
print_usage (const CtnCliCommand *list, gsize n, FILE *stream)
{
  g_fprintf (stream, _ ("Usage: %s COMMAND [OPTIONS] …\n\n"), g_get_prgname ());
  for (gsize i = 0; i < n; i++)
    g_fprintf (stream, "  %-18s %s\n", list[i].name, _ (list[i].summary));
  g_fprintf (stream, "\n");
  g_fprintf (stream,
             _ ("“%s COMMAND --help” explains a command.\n"
                "Exit codes: 0 done, 1 failed, 2 wrong call, 3 done with problems in the input.\n"),
             g_get_prgname ());
}

int
ctn_cli_run_one_of (const CtnCliCommand *list, gsize n, int argc, char **argv)
{
  if (argc >= 2) {
    for (gsize i = 0; i < n; i++)
      if (g_str_equal (argv[1], list[i].name)) {
        g_autofree char *program = g_strdup_printf ("%s %s", g_get_prgname (), argv[1]);

        g_set_prgname (program);
        return list[i].run (argc - 1, argv + 1);
      }
    if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") ||
        g_str_equal (argv[1], "help")) {
      print_usage (list, n, stdout);
      return CTN_EXIT_OK;
    }
    g_printerr (_ ("%s: there is no command “%s”\n"), g_get_prgname (), argv[1]);
  }
  print_usage (list, n, stderr);
  return CTN_EXIT_USAGE;
}

int
ctn_cli_fail (const GError *error)
{
  g_printerr ("catenary-cli: %s\n", error->message);
  return CTN_EXIT_FAILED;
}

gboolean
ctn_cli_parse (int *argc,
               char ***argv,
               const GOptionEntry *entries,
               const char *usage,
               const char *summary,
               int min,
               int max)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    g_printerr ("%s: %s\n", g_get_prgname (), error->message);
    return FALSE;
  }
  if (*argc - 1 >= min && *argc - 1 <= max)
    return TRUE;
  g_printerr (_ ("Usage: %s %s\n"), g_get_prgname (), usage);
  return FALSE;
}

CtnProject *
ctn_cli_open (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  CtnProject *project = ctn_project_open (file, NULL, &error);

  if (project == NULL)
    ctn_cli_fail (error);
  return project;
}

/* Somebody may have changed the file meanwhile; what both did goes into it. */
static gboolean
close_project (CtnProject *project, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (ctn_project_close (project, FALSE, &local_error))
    return TRUE;
  if (g_error_matches (local_error, CTN_PROJECT_ERROR, CTN_PROJECT_ERROR_CHANGED_OUTSIDE))
    return ctn_merge_publish (project, NULL, error) && ctn_project_close (project, FALSE, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

int
ctn_cli_close (CtnProject *project, int code)
{
  g_autoptr (GError) error = NULL;

  if (!close_project (project, &error))
    code = ctn_cli_fail (error);
  g_object_unref (project);
  return code;
}

void
ctn_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  g_print ("%s\n", text);
}

void
ctn_cli_add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
ctn_cli_add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
ctn_cli_add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (isnan (value))
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, value);
}

int
main (int argc, char **argv)
{
  ctn_i18n_set_up ();

  g_set_prgname ("catenary-cli");
  if (argc >= 2 && g_str_equal (argv[1], "--version")) {
    g_print ("catenary-cli %s\n", CTN_VERSION);
    return CTN_EXIT_OK;
  }
  return ctn_cli_run_one_of (commands, G_N_ELEMENTS (commands), argc, argv);
}
