/* catenary-cli: one file per command, one table of commands.
 *
 * Every command understands --help and --json, writes results to stdout and problems to stderr, and
 * ends with one of the exit codes below. */
#pragma once

#include <ctn-project.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  CTN_EXIT_OK = 0,
  CTN_EXIT_FAILED = 1,   /* it was tried and did not work; the message says why */
  CTN_EXIT_USAGE = 2,    /* the words of the call are off */
  CTN_EXIT_PROBLEMS = 3, /* it worked, but some of the input was left out (import, check) */
} CtnExit;

/* @argv: the command's own name first. Returns a CtnExit. */
typedef int (*CtnCliFunc) (int argc, char **argv);

typedef struct {
  const char *name;
  const char *summary; /* N_() */
  CtnCliFunc run;
} CtnCliCommand;

int ctn_cli_activities (int argc, char **argv);
int ctn_cli_persons (int argc, char **argv);
int ctn_cli_analyse (int argc, char **argv);
int ctn_cli_assess (int argc, char **argv);
int ctn_cli_questionnaire (int argc, char **argv);
int ctn_cli_new (int argc, char **argv);
int ctn_cli_info (int argc, char **argv);
int ctn_cli_exchange (int argc, char **argv);
int ctn_cli_match (int argc, char **argv);
int ctn_cli_import (int argc, char **argv);
int ctn_cli_import_indicators (int argc, char **argv);
int ctn_cli_export (int argc, char **argv);
int ctn_cli_chart (int argc, char **argv);
int ctn_cli_search (int argc, char **argv);
int ctn_cli_check (int argc, char **argv);
int ctn_cli_history (int argc, char **argv);
int ctn_cli_merge (int argc, char **argv);
int ctn_cli_recover (int argc, char **argv);
int ctn_cli_kpi (int argc, char **argv);
int ctn_cli_model (int argc, char **argv);
int ctn_cli_whatif (int argc, char **argv);
int ctn_cli_report (int argc, char **argv);
int ctn_cli_layout (int argc, char **argv);
int ctn_cli_thumbnail (int argc, char **argv);
int ctn_cli_chain (int argc, char **argv);
int ctn_cli_chain_snapshot (int argc, char **argv);
int ctn_cli_chain_snapshots (int argc, char **argv);
int ctn_cli_chain_compare (int argc, char **argv);

/* Runs the command that @argv[1] names, its name added to the program's; or prints what commands there
 * are. Returns a CtnExit. */
int ctn_cli_run_one_of (const CtnCliCommand *list, gsize n, int argc, char **argv);

/* Parses the options of a command. @usage: what follows its name, e.g. "FILE.catenary WORDS…".
 * Leaves the arguments that are no options in @argv. Returns %FALSE after a message on stderr, or
 * when there are not @min to @max arguments. */
gboolean ctn_cli_parse (int *argc,
                        char ***argv,
                        const GOptionEntry *entries,
                        const char *usage,
                        const char *summary,
                        int min,
                        int max);

/* Opens a project for a command. Returns: (transfer full) (nullable): %NULL after a message */
CtnProject *ctn_cli_open (const char *path);

/* Publishes what the command changed, closes the project and frees it.
 * Returns @code, or CTN_EXIT_FAILED after a message. */
int ctn_cli_close (CtnProject *project, int code);

/* Whether two names are the same but for case and accents. */
gboolean ctn_cli_is_same (const char *a, const char *b);

/* What is named on the command line. */
typedef enum {
  CTN_CLI_ASSESSMENT, /* "Bayern", "Bayern T0", each also with the model's id behind it */
  CTN_CLI_CHAIN,
  CTN_CLI_PARTNERSHIP, /* also by its short name */
  CTN_CLI_NEED,
  CTN_CLI_STRATEGY,
  CTN_CLI_REGION, /* a smart specialisation strategy, by its name or region */
} CtnCliSubject;

/* Finds the record that @wanted names, case and accents not counting, or whose id it is. %NULL for
 * @wanted finds the only one there is. Errors: G_OPTION_ERROR_BAD_VALUE, naming those that there are. */
gboolean ctn_cli_find (CtnConnection *reader,
                       CtnCliSubject subject,
                       const char *wanted,
                       gint64 *id,
                       GError **error);

/* Prints "catenary-cli: message" on stderr; returns CTN_EXIT_FAILED. */
int ctn_cli_fail (const GError *error);

/* Prints @builder's root as JSON on stdout. */
void ctn_cli_print_json (JsonBuilder *builder);

/* Adds a member with a text, null for %NULL. */
void ctn_cli_add_text (JsonBuilder *builder, const char *name, const char *value);
void ctn_cli_add_int (JsonBuilder *builder, const char *name, gint64 value);
/* null for NAN. */
void ctn_cli_add_number (JsonBuilder *builder, const char *name, double value);

G_END_DECLS
