#include <ctn-i18n.h>

#include "ctn-cli-chain.h"
#include "ctn-cli-partnership.h"
#include "ctn-cli-region.h"

int
ctn_cli_analyse (int argc, char **argv)
{
  g_autofree char *chain = NULL;
  g_auto (GStrv) assessments = NULL;
  g_autofree char *region = NULL;
  g_autofree char *overlap = NULL;
  g_autofree char *partnership = NULL;
  gboolean own_regions = FALSE;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "chain", 'c', 0, G_OPTION_ARG_STRING, &chain, N_ ("The value chain, by name or id"),
      N_ ("NAME") },
    { "assessment", 'a', 0, G_OPTION_ARG_STRING_ARRAY, &assessments,
      N_ ("An assessment, by name, name and stage, or id; may be repeated"), N_ ("NAME") },
    { "region", 'r', 0, G_OPTION_ARG_STRING, &region, N_ ("A region, by its NUTS code"),
      N_ ("CODE") },
    { "overlap", 0, 0, G_OPTION_ARG_STRING, &overlap,
      N_ ("Regions whose priorities are compared, by their NUTS codes"), N_ ("CODE,CODE") },
    { "partnership", 'p', 0, G_OPTION_ARG_STRING, &partnership,
      N_ ("A partnership, by name, short name or id"), N_ ("NAME") },
    { "own-regions", 0, 0, G_OPTION_ARG_NONE, &own_regions,
      N_ ("Synergy of the members’ regions, not of the whole register"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  CtnProject *project;

  if (!ctn_cli_parse (
          &argc, &argv, entries, "FILE.catenary",
          _ ("Prints the figures of a value chain, and what is found in it; the values of "
             "assessments; or what is known of a region."),
          1, 1))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  if (region != NULL)
    return ctn_cli_close (project, ctn_cli_analyse_region (project, region, json));
  if (overlap != NULL)
    return ctn_cli_close (project, ctn_cli_analyse_overlap (project, overlap, json));
  if (partnership != NULL)
    return ctn_cli_close (project,
                          ctn_cli_analyse_partnership (project, partnership, own_regions, json));
  return ctn_cli_close (project, assessments != NULL
                                     ? ctn_cli_analyse_assessments (project, assessments, json)
                                     : ctn_cli_analyse_chain (project, chain, json));
}
