/* What the commands that analyse share. */
#pragma once

#include <ctn-chain-figure.h>
#include <ctn-chain-figures.h>
#include <ctn-chain-flow.h>
#include <ctn-chart-export.h>

#include "ctn-cli.h"

G_BEGIN_DECLS

/* What a map is to look like. @lanes, @direction: (nullable): words of the call.
 * Errors: G_OPTION_ERROR_BAD_VALUE */
gboolean ctn_cli_parse_map (const char *lanes,
                            const char *direction,
                            CtnChainFigureOptions *options,
                            GError **error);

/* The chain with that name or id; without a name, the only one there is.
 * Errors: G_OPTION_ERROR_BAD_VALUE, naming those that there are.
 * Returns: (transfer full) (nullable) */
CtnChain *ctn_cli_load_chain (CtnConnection *reader,
                              const char *wanted,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Adds a member with a number, null for one that is not finite. */
void ctn_cli_add_double (JsonBuilder *builder, const char *name, double value);
void ctn_cli_add_boolean (JsonBuilder *builder, const char *name, gboolean value);

/* Adds a member with an object; see README.md in this folder. */
void ctn_cli_add_flow (JsonBuilder *builder, const char *name, const CtnChainFlow *flow);

/* Adds members to the object that is open. */
void ctn_cli_add_stage_figures (JsonBuilder *builder, const CtnStageFigures *figures);

/* Adds members with coverage, complements, accounts and dependencies to the object that is open. */
gboolean
ctn_cli_add_economy (JsonBuilder *builder, CtnConnection *reader, CtnChain *chain, GError **error);

/* A form of analysis of a chain; @form: (nullable): code, SWOT without it. (transfer full) (nullable) */
CtnScene *ctn_cli_make_form_chart (CtnProject *project,
                                   const char *chain,
                                   const char *form,
                                   double width,
                                   const CtnTheme *theme,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes a chart as PDF on paper, "a4" (also without @paper) or "a3": fitted to a sheet, or over several.
 * Errors: G_OPTION_ERROR_BAD_VALUE for another format. */
gboolean ctn_cli_write_paper (const CtnScene *scene,
                              CtnChartFormat format,
                              const char *paper,
                              gboolean poster,
                              GFile *file,
                              GError **error);

/* Prints the figures and findings of a chain; see README.md in this folder. Returns a CtnExit. */
int ctn_cli_analyse_chain (CtnProject *project, const char *chain, gboolean json);

/* Prints the values of assessments by one model, and with several how firm their order is; see README.md
 * in this folder. @names: ends with NULL. Returns a CtnExit. */
int ctn_cli_analyse_assessments (CtnProject *project, char **names, gboolean json);

G_END_DECLS
