#include <ctn-i18n.h>
#include <ctn-person-due.h>
#include <ctn-person-erase.h>
#include <ctn-person-report.h>
#include <ctn-person.h>
#include <ctn-report-export.h>
#include <ctn-report.h>
#include <ctn-text.h>

#include "ctn-cli.h"

typedef struct {
  char *today;    /* (owned) */
  char *language; /* (owned) */
  gboolean json;
  gboolean yes;
  gboolean keep_files;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->today);
  g_free (options->language);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The person with that id, e-mail address or full name; of those deleted, the one with that id. */
static gboolean
find_person (CtnConnection *reader, const char *wanted, gint64 *id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      reader, &local_error,
      "SELECT id, ltrim(coalesce(given_name, '') || ' ' || family_name), email FROM person "
      "UNION SELECT row, '', NULL FROM change WHERE record = 'person'",
      "");
  gint64 number = g_ascii_strtoll (wanted, NULL, 10);
  guint n = 0;

  while (ctn_statement_next (rows, &local_error)) {
    const char *email = ctn_statement_get_text (rows, 2);
    gint64 row = ctn_statement_get_int (rows, 0);

    if (row != number && !ctn_cli_is_same (ctn_statement_get_text (rows, 1), wanted) &&
        (email == NULL || !ctn_cli_is_same (email, wanted)))
      continue;
    if (n > 0 && row == *id)
      continue;
    *id = row;
    n++;
  }
  if (local_error == NULL && n == 0)
    g_set_error (&local_error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("There is nobody with the name, e-mail address or id “%s”."), wanted);
  else if (local_error == NULL && n > 1)
    g_set_error (&local_error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("There are several people called “%s”. Give the e-mail address or the id."),
                 wanted);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* due ------------------------------------------------------------------------------------------ */

static int
run_due (CtnProject *project, const Options *options, char **arguments, GError **error)
{
  g_autoptr (GPtrArray) due =
      ctn_person_list_due (ctn_project_get_reader (project), options->today, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (due == NULL)
    return CTN_EXIT_FAILED;
  json_builder_begin_array (builder);
  for (guint i = 0; i < due->len; i++) {
    const CtnDuePerson *one = g_ptr_array_index (due, i);

    if (!options->json) {
      g_print ("%-10s  %-11s  %s\n", one->since != NULL ? one->since : "",
               ctn_due_reason_to_code (one->reason), one->name);
      continue;
    }
    json_builder_begin_object (builder);
    ctn_cli_add_int (builder, "id", one->person);
    ctn_cli_add_text (builder, "name", one->name);
    ctn_cli_add_text (builder, "organisation", one->organisation);
    ctn_cli_add_text (builder, "reason", ctn_due_reason_to_code (one->reason));
    ctn_cli_add_text (builder, "since", one->since);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  if (options->json)
    ctn_cli_print_json (builder);
  return CTN_EXIT_OK;
}

/* report --------------------------------------------------------------------------------------- */

static void
add_section (JsonBuilder *builder, const CtnPersonSection *section)
{
  json_builder_set_member_name (builder, section->id);
  json_builder_begin_array (builder);
  for (guint i = 0; i < section->rows->len; i++) {
    char **cells = g_ptr_array_index (section->rows, i);

    json_builder_begin_object (builder);
    for (guint column = 0; section->columns[column] != NULL; column++)
      ctn_cli_add_text (builder, section->columns[column], cells[column]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
print_section (const CtnPersonSection *section)
{
  if (section->rows->len > 0)
    g_print ("%s\n", _ (section->title));
  for (guint i = 0; i < section->rows->len; i++) {
    g_autofree char *line = g_strjoinv (" | ", g_ptr_array_index (section->rows, i));

    g_print ("  %s\n", line);
  }
}

static int
write_document (CtnConnection *reader,
                const Options *options,
                gint64 person,
                const char *path,
                GError **error)
{
  const CtnReportRequest request = { .kind = ctn_report_person_kind (),
                                     .subject = person,
                                     .language =
                                         options->language != NULL ? options->language : "en" };
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (CtnDocument) document = NULL;
  CtnReportFormat format;

  if (!ctn_report_format_from_name (path, &format)) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("The file’s name must end in .pdf, .docx or .html."));
    return CTN_EXIT_USAGE;
  }
  document = ctn_report_build (reader, &request, NULL, error);
  return document != NULL && ctn_report_export (document, format, file, NULL, error)
             ? CTN_EXIT_OK
             : CTN_EXIT_FAILED;
}

static int
run_report (CtnProject *project, const Options *options, char **arguments, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) sections = NULL;
  gint64 person = 0;

  if (!find_person (reader, arguments[0], &person, error))
    return CTN_EXIT_USAGE;
  if (arguments[1] != NULL)
    return write_document (reader, options, person, arguments[1], error);
  sections = ctn_person_report_collect (reader, person, error);
  if (sections == NULL)
    return CTN_EXIT_FAILED;
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "id", person);
  for (guint i = 0; i < sections->len; i++) {
    if (options->json)
      add_section (builder, g_ptr_array_index (sections, i));
    else
      print_section (g_ptr_array_index (sections, i));
  }
  json_builder_end_object (builder);
  if (options->json)
    ctn_cli_print_json (builder);
  return CTN_EXIT_OK;
}

/* erase ---------------------------------------------------------------------------------------- */

static int
run_erase (CtnProject *project, const Options *options, char **arguments, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gint64 person = 0;

  if (!find_person (reader, arguments[0], &person, error))
    return CTN_EXIT_USAGE;
  if (!options->yes) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("Erasing cannot be undone, nor can what was done before. Add --yes to "
                            "do it."));
    return CTN_EXIT_USAGE;
  }
  if (!ctn_person_erase (project, person, !options->keep_files, error))
    return CTN_EXIT_FAILED;
  if (!options->json)
    return CTN_EXIT_OK;
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "erased", person);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
  return CTN_EXIT_OK;
}

/* ---------------------------------------------------------------------------------------------- */

typedef int (*Run) (CtnProject *project, const Options *options, char **arguments, GError **error);

typedef struct {
  const char *usage;
  const char *summary;
  Run run;
  int min;
  int max;
} Command;

static int
run (int argc, char **argv, const Command *command)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "today", 0, 0, G_OPTION_ARG_STRING, &options.today, N_ ("The day that counts as today (due)"),
      N_ ("YYYY-MM-DD") },
    { "language", 'l', 0, G_OPTION_ARG_STRING, &options.language,
      N_ ("Language of the file (report; default en)"), N_ ("TAG") },
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &options.yes, N_ ("Erase without further ado (erase)"),
      NULL },
    { "keep-files", 0, 0, G_OPTION_ARG_NONE, &options.keep_files,
      N_ ("Keep files of other records that mention the person (erase)"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  CtnProject *project;
  int code;

  if (!ctn_cli_parse (&argc, &argv, entries, command->usage, command->summary, command->min,
                      command->max))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  code = command->run (project, &options, argv + 2, &error);
  if (error != NULL)
    ctn_cli_fail (error);
  return ctn_cli_close (project, code);
}

static int
due_command (int argc, char **argv)
{
  const Command command = { _ ("PROJECT.catenary"),
                            _ ("Lists what is due about personal data: kept too long, consent "
                               "withdrawn, not informed, or deleted but still in the history."),
                            run_due, 1, 1 };

  return run (argc, argv, &command);
}

static int
report_command (int argc, char **argv)
{
  const Command command = { _ ("PROJECT.catenary PERSON [FILE.pdf|.docx|.html]"),
                            _ ("Tells all that is held about a person, named by e-mail address, "
                               "full name or id."),
                            run_report, 2, 3 };

  return run (argc, argv, &command);
}

static int
erase_command (int argc, char **argv)
{
  const Command command = {
    _ ("PROJECT.catenary PERSON"),
    _ ("Erases a person from records, texts, history and files. This cannot "
       "be undone."),
    run_erase, 2, 2
  };

  return run (argc, argv, &command);
}

int
ctn_cli_persons (int argc, char **argv)
{
  static const CtnCliCommand commands[] = {
    { "report", N_ ("all that is held about a person"), report_command },
    { "erase", N_ ("erase a person for good"), erase_command },
    { "due", N_ ("what is due about personal data"), due_command },
  };

  return ctn_cli_run_one_of (commands, G_N_ELEMENTS (commands), argc, argv);
}
