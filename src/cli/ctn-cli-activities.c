#include <ctn-activity.h>
#include <ctn-i18n.h>
#include <ctn-icalendar.h>
#include <ctn-participant.h>
#include <ctn-record.h>
#include <ctn-report-export.h>
#include <ctn-report.h>
#include <string.h>

#include "ctn-cli.h"

typedef struct {
  char *kind;        /* (owned) */
  char *partnership; /* (owned) */
  char *from;        /* (owned) */
  char *to;          /* (owned) */
  char *search;      /* (owned) */
  char *activity;    /* (owned) */
  char *language;    /* (owned) */
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->kind);
  g_free (options->partnership);
  g_free (options->from);
  g_free (options->to);
  g_free (options->search);
  g_free (options->activity);
  g_free (options->language);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The filter's texts are those of @options. */
static gboolean
read_filter (CtnConnection *reader,
             const Options *options,
             CtnActivityFilter *filter,
             GError **error)
{
  const CtnField *kind = ctn_record_kind_find_field (ctn_activity_kind (), "kind");

  *filter = (CtnActivityFilter) { .search = options->search,
                                  .from = options->from,
                                  .to = options->to,
                                  .order = CTN_ACTIVITY_BY_OLDEST };
  if (options->kind != NULL) {
    g_autofree char *code = ctn_field_parse (kind, options->kind, error);

    if (code == NULL)
      return FALSE;
    for (const CtnChoice *choice = kind->choices; choice->code != NULL; choice++)
      if (g_str_equal (choice->code, code))
        filter->kind = choice->code;
  }
  return options->partnership == NULL ||
         ctn_cli_find (reader, CTN_CLI_PARTNERSHIP, options->partnership, &filter->partnership,
                       error);
}

static GPtrArray *
find (CtnConnection *reader, const Options *options, GError **error)
{
  CtnActivityFilter filter;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) named = NULL;

  if (!read_filter (reader, options, &filter, error))
    return NULL;
  found = ctn_activity_find (reader, &filter, error);
  if (found == NULL || options->activity == NULL)
    return g_steal_pointer (&found);
  named = g_ptr_array_new_with_free_func ((GDestroyNotify) ctn_activity_free);
  for (guint i = 0; i < found->len; i++) {
    const CtnActivity *activity = g_ptr_array_index (found, i);

    if (ctn_cli_is_same (activity->name, options->activity))
      g_ptr_array_add (named, ctn_activity_get (reader, activity->id, NULL));
  }
  if (named->len > 0)
    return g_steal_pointer (&named);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("There is no activity “%s”."),
               options->activity);
  return NULL;
}

static void
add_json (JsonBuilder *builder, const CtnActivity *activity)
{
  json_builder_begin_object (builder);
  ctn_cli_add_int (builder, "id", activity->id);
  ctn_cli_add_text (builder, "name", activity->name);
  ctn_cli_add_text (builder, "kind", activity->kind);
  ctn_cli_add_text (builder, "state", activity->state);
  ctn_cli_add_text (builder, "partnership", activity->partnership_name);
  ctn_cli_add_text (builder, "starts", activity->starts);
  ctn_cli_add_text (builder, "ends", activity->ends);
  ctn_cli_add_text (builder, "time", activity->time);
  ctn_cli_add_text (builder, "place", activity->place);
  ctn_cli_add_text (builder, "country", activity->country);
  json_builder_set_member_name (builder, "online");
  json_builder_add_boolean_value (builder, activity->online);
  ctn_cli_add_text (builder, "hosts", activity->hosts);
  ctn_cli_add_int (builder, "participants", activity->n_participants);
  ctn_cli_add_int (builder, "attended", activity->n_attended);
  json_builder_end_object (builder);
}

static int
list (CtnConnection *reader, const Options *options, const char *path, GError **error)
{
  g_autoptr (GPtrArray) found = find (reader, options, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (found == NULL)
    return CTN_EXIT_FAILED;
  json_builder_begin_array (builder);
  for (guint i = 0; i < found->len; i++) {
    const CtnActivity *activity = g_ptr_array_index (found, i);

    if (options->json)
      add_json (builder, activity);
    else
      g_print ("%-10s  %-14s %-9s %3u/%-3u  %s\n", activity->starts != NULL ? activity->starts : "",
               activity->kind != NULL ? activity->kind : "", activity->state, activity->n_attended,
               activity->n_participants, activity->name);
  }
  json_builder_end_array (builder);
  if (options->json)
    ctn_cli_print_json (builder);
  return CTN_EXIT_OK;
}

static void
print_written (const Options *options, const char *path, guint n)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!options->json)
    return;
  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "file", path);
  ctn_cli_add_int (builder, "activities", n);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

static int
export_calendar (CtnConnection *reader, const Options *options, const char *path, GError **error)
{
  g_autoptr (GPtrArray) found = find (reader, options, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *calendar = NULL;
  guint n = 0;

  for (guint i = 0; found != NULL && i < found->len; i++)
    g_array_append_val (ids, ((const CtnActivity *) g_ptr_array_index (found, i))->id);
  if (found != NULL)
    calendar = ctn_icalendar_export (reader, (const gint64 *) (gpointer) ids->data, ids->len, 0, &n,
                                     error);
  if (calendar == NULL || !g_file_set_contents (path, calendar, -1, error))
    return CTN_EXIT_FAILED;
  print_written (options, path, n);
  return CTN_EXIT_OK;
}

static int
write_attendance (CtnConnection *reader, const Options *options, const char *path, GError **error)
{
  g_autoptr (GPtrArray) found = find (reader, options, error);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (CtnDocument) document = NULL;
  CtnReportRequest request = { .kind = ctn_report_attendance_kind (),
                               .language = options->language != NULL ? options->language : "en" };
  CtnReportFormat format;

  if (found == NULL)
    return CTN_EXIT_FAILED;
  if (options->activity == NULL || !ctn_report_format_from_name (path, &format)) {
    g_set_error_literal (
        error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
        _ ("Name one activity with --activity, and a file that ends in .pdf, .docx "
           "or .html."));
    return CTN_EXIT_USAGE;
  }
  request.subject = ((const CtnActivity *) g_ptr_array_index (found, 0))->id;
  document = ctn_report_build (reader, &request, NULL, error);
  if (document == NULL || !ctn_report_export (document, format, file, NULL, error))
    return CTN_EXIT_FAILED;
  print_written (options, path, 1);
  return CTN_EXIT_OK;
}

typedef int (*Run) (CtnConnection *reader,
                    const Options *options,
                    const char *path,
                    GError **error);

static int
run (int argc, char **argv, const char *usage, const char *summary, Run function, gboolean to_file)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &options.kind, N_ ("Only those of a kind"),
      N_ ("KIND") },
    { "partnership", 'p', 0, G_OPTION_ARG_STRING, &options.partnership,
      N_ ("Only those of a partnership"), N_ ("NAME") },
    { "from", 'f', 0, G_OPTION_ARG_STRING, &options.from, N_ ("Only those from a day on"),
      N_ ("YYYY-MM-DD") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &options.to, N_ ("Only those up to a day"),
      N_ ("YYYY-MM-DD") },
    { "search", 's', 0, G_OPTION_ARG_STRING, &options.search, N_ ("Words to be found"),
      N_ ("WORDS") },
    { "activity", 'a', 0, G_OPTION_ARG_STRING, &options.activity, N_ ("Only the one of that name"),
      N_ ("NAME") },
    { "language", 'l', 0, G_OPTION_ARG_STRING, &options.language,
      N_ ("Language of the list (default en)"), N_ ("TAG") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  CtnProject *project;
  int code;

  if (!ctn_cli_parse (&argc, &argv, entries, usage, summary, to_file ? 2 : 1, to_file ? 2 : 1))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[1]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  code = function (ctn_project_get_reader (project), &options, to_file ? argv[2] : NULL, &error);
  if (error != NULL)
    ctn_cli_fail (error);
  if (g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE))
    code = CTN_EXIT_USAGE;
  return ctn_cli_close (project, code);
}

static int
run_list (int argc, char **argv)
{
  return run (argc, argv, _ ("PROJECT.catenary"), _ ("Lists activities, the oldest first."), list,
              FALSE);
}

static int
run_ics (int argc, char **argv)
{
  return run (argc, argv, _ ("PROJECT.catenary FILE.ics"),
              _ ("Writes activities as a calendar (iCalendar)."), export_calendar, TRUE);
}

static int
run_attendance (int argc, char **argv)
{
  return run (argc, argv, _ ("PROJECT.catenary FILE.pdf|.docx|.html"),
              _ ("Writes the attendance list of an activity, to be signed."), write_attendance,
              TRUE);
}

int
ctn_cli_activities (int argc, char **argv)
{
  static const CtnCliCommand commands[] = {
    { "list", N_ ("list activities"), run_list },
    { "ics", N_ ("write a calendar"), run_ics },
    { "attendance", N_ ("write an attendance list"), run_attendance },
  };

  return ctn_cli_run_one_of (commands, G_N_ELEMENTS (commands), argc, argv);
}
