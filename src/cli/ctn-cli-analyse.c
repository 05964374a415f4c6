#include <glib/gi18n.h>

#include "ctn-cli-chain.h"

int
ctn_cli_analyse (int argc, char **argv)
{
  g_autofree char *chain = NULL;
  g_auto (GStrv) assessments = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "chain", 'c', 0, G_OPTION_ARG_STRING, &chain, N_ ("The value chain, by name or id"),
      N_ ("NAME") },
    { "assessment", 'a', 0, G_OPTION_ARG_STRING_ARRAY, &assessments,
      N_ ("An assessment, by name, name and stage, or id; may be repeated"), N_ ("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  CtnProject *project;

  if (!ctn_cli_parse (
          &argc, &argv, entries, "FILE.catenary",
          _ ("Prints the figures of a value chain, and what is found in it; or the values of "
             "assessments."),
          1, 1))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  return ctn_cli_close (project, assessments != NULL
                                     ? ctn_cli_analyse_assessments (project, assessments, json)
                                     : ctn_cli_analyse_chain (project, chain, json));
}
