#include <ctn-answer-import.h>
#include <ctn-i18n.h>
#include <ctn-questionnaire.h>

#include "ctn-cli-chain.h"

typedef struct {
  char *model;
  char *date;
  char *stage;
  char *rater;
  gboolean dry_run;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->model);
  g_free (options->date);
  g_free (options->stage);
  g_free (options->rater);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_json (const CtnAnswerImport *import, guint n_new, const Options *options)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "answers", ctn_answer_import_count_answers (import));
  ctn_cli_add_int (builder, "new-assessments", n_new);
  json_builder_set_member_name (builder, "assessments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->sheets->len; i++) {
    const CtnAnswerSheet *sheet = g_ptr_array_index (import->sheets, i);

    json_builder_begin_object (builder);
    if (options->dry_run)
      ctn_cli_add_text (builder, "id", NULL);
    else
      ctn_cli_add_int (builder, "id", ctn_answer_sheet_get_assessment (sheet));
    ctn_cli_add_text (builder, "rater", ctn_answer_sheet_get_rater (sheet));
    ctn_cli_add_int (builder, "answers", ctn_answer_sheet_get_n_answers (sheet));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->problems->len; i++) {
    const CtnAnswerProblem *problem = g_ptr_array_index (import->problems, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "sheet", problem->sheet);
    ctn_cli_add_int (builder, "row", problem->line);
    ctn_cli_add_text (builder, "column", problem->column);
    ctn_cli_add_text (builder, "message", problem->message);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

static int
run_assess (CtnProject *project, const char *path, const Options *options, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  const CtnAnswerDefaults defaults = { options->model, options->date, options->stage,
                                       options->rater };
  g_autoptr (CtnAnswerImport) import =
      ctn_answer_import_load (ctn_project_get_reader (project), file, &defaults, NULL, error);
  guint n_new;

  if (import == NULL)
    return CTN_EXIT_FAILED;
  for (guint i = 0; i < import->problems->len; i++) {
    g_autofree char *text = ctn_answer_problem_to_text (import->problems->pdata[i]);

    g_printerr ("%s\n", text);
  }
  n_new = ctn_answer_import_count_new (import);
  if (!options->dry_run && !ctn_answer_import_apply (import, project, error))
    return CTN_EXIT_FAILED;
  if (options->json)
    print_json (import, n_new, options);
  else
    g_print (_ ("answers %u, new assessments %u, problems %u\n"),
             ctn_answer_import_count_answers (import), n_new, import->problems->len);
  return import->problems->len > 0 ? CTN_EXIT_PROBLEMS : CTN_EXIT_OK;
}

int
ctn_cli_assess (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "model", 'm', 0, G_OPTION_ARG_STRING, &options.model,
      N_ ("The model of a table, by its id; questionnaires and JSON name theirs"), N_ ("ID") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date,
      N_ ("Date of what has none (default: today)"), N_ ("DATE") },
    { "stage", 0, 0, G_OPTION_ARG_STRING, &options.stage, N_ ("Stage of what has none, such as T0"),
      N_ ("STAGE") },
    { "rater", 0, 0, G_OPTION_ARG_STRING, &options.rater,
      N_ ("Whose answers they are (default: as it says, else the joint ones)"), N_ ("NAME") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Only tell what would happen"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  CtnProject *project;
  int code;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary ANSWERS.csv|xlsx|ods|json",
                      _ ("Takes answers to maturity models in, as one operation: from a table with "
                         "a row an assessment, from filled-in questionnaires, or from JSON."),
                      2, 2))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  code = run_assess (project, argv[2], &options, &error);
  if (error != NULL)
    ctn_cli_fail (error);
  return ctn_cli_close (project, code);
}

static int
run_questionnaire (CtnProject *project,
                   char **names,
                   CtnQuestionnaireOptions *options,
                   const char *path,
                   GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  gint64 id = 0;

  if (names == NULL && !ctn_cli_find (reader, CTN_CLI_ASSESSMENT, NULL, &id, error))
    return CTN_EXIT_USAGE;
  if (names == NULL)
    g_array_append_val (ids, id);
  for (char **name = names; name != NULL && *name != NULL; name++) {
    if (!ctn_cli_find (reader, CTN_CLI_ASSESSMENT, *name, &id, error))
      return CTN_EXIT_USAGE;
    g_array_append_val (ids, id);
  }
  options->assessments = (const gint64 *) (gpointer) ids->data;
  options->n_assessments = ids->len;
  return ctn_questionnaire_write (reader, options, file, NULL, error) ? CTN_EXIT_OK
                                                                      : CTN_EXIT_FAILED;
}

int
ctn_cli_questionnaire (int argc, char **argv)
{
  g_auto (GStrv) names = NULL;
  g_autofree char *rater = NULL;
  g_autofree char *language = NULL;
  gboolean json = FALSE;
  CtnQuestionnaireOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "assessment", 'a', 0, G_OPTION_ARG_STRING_ARRAY, &names,
      N_ ("An assessment, by name, name and stage, or id; may be repeated"), N_ ("NAME") },
    { "rater", 0, 0, G_OPTION_ARG_STRING, &rater, N_ ("Who is going to answer"), N_ ("NAME") },
    { "with-answers", 0, 0, G_OPTION_ARG_NONE, &options.with_answers,
      N_ ("With the answers that there are"), NULL },
    { "language", 'l', 0, G_OPTION_ARG_STRING, &language, N_ ("Language, such as en or de"),
      N_ ("LANGUAGE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  CtnProject *project;
  int code;

  if (!ctn_cli_parse (&argc, &argv, entries, "FILE.catenary QUESTIONNAIRE.xlsx",
                      _ ("Writes a spreadsheet to be filled in; “assess” reads it back. For paper, "
                         "see “report questionnaire”."),
                      2, 2))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  options.rater = rater;
  options.language = language;
  code = run_questionnaire (project, names, &options, argv[2], &error);
  if (error != NULL)
    ctn_cli_fail (error);
  if (code == CTN_EXIT_OK && json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "file", argv[2]);
    ctn_cli_add_int (builder, "assessments", options.n_assessments);
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  }
  return ctn_cli_close (project, code);
}
