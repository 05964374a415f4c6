#include <ctn-i18n.h>
#include <ctn-maturity-model.h>

#include "ctn-cli.h"

/* Reads a little more than a model may have, so that a larger file is told without reading it all. */
static char *
read_file (const char *path, gsize *length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *json = g_malloc (CTN_MODEL_MAX_BYTES + 2);

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), json,
                                                  CTN_MODEL_MAX_BYTES + 1, length, NULL, error))
    return NULL;
  json[*length] = '\0';
  return g_steal_pointer (&json);
}

static guint
count_errors (GPtrArray *problems)
{
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    n += ((const CtnModelProblem *) g_ptr_array_index (problems, i))->is_error != FALSE;
  return n;
}

static void
print_json (const char *path, GPtrArray *problems)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "file", path);
  json_builder_set_member_name (builder, "ok");
  json_builder_add_boolean_value (builder, count_errors (problems) == 0);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++) {
    const CtnModelProblem *problem = g_ptr_array_index (problems, i);

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "place", problem->place);
    ctn_cli_add_text (builder, "severity", problem->is_error ? "error" : "warning");
    ctn_cli_add_text (builder, "message", problem->message);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

static void
print_plain (const char *path, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++) {
    const CtnModelProblem *problem = g_ptr_array_index (problems, i);
    const char *kind = problem->is_error ? _ ("error") : _ ("warning");

    if (*problem->place == '\0')
      g_printerr ("%s: %s: %s\n", path, kind, problem->message);
    else
      g_printerr ("%s:%s: %s: %s\n", path, problem->place, kind, problem->message);
  }
  if (problems->len == 0)
    g_print ("%s\n", _ ("The model is in order."));
  else if (count_errors (problems) == 0)
    g_print ("%s\n", _ ("The model can be used."));
}

static int
check (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!ctn_cli_parse (&argc, &argv, entries, "MODEL.json",
                      _ ("Tells what is wrong with a maturity model, and where in the file.\n"
                         "Exit codes: 0 in order, 1 not usable, 3 usable with warnings."),
                      1, 1))
    return CTN_EXIT_USAGE;
  text = read_file (argv[1], &length, &error);
  if (text == NULL)
    return ctn_cli_fail (error);
  problems = ctn_maturity_model_check (text, (gssize) length);
  if (json)
    print_json (argv[1], problems);
  else
    print_plain (argv[1], problems);
  if (count_errors (problems) > 0)
    return CTN_EXIT_FAILED;
  return problems->len > 0 ? CTN_EXIT_PROBLEMS : CTN_EXIT_OK;
}

int
ctn_cli_model (int argc, char **argv)
{
  static const CtnCliCommand commands[] = {
    { "check", N_ ("tell what is wrong with a model file"), check },
  };

  return ctn_cli_run_one_of (commands, G_N_ELEMENTS (commands), argc, argv);
}
