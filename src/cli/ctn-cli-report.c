#include <ctn-i18n.h>
#include <ctn-report-export.h>
#include <ctn-report-template.h>
#include <ctn-report.h>

#include "ctn-cli.h"

typedef struct {
  char *subject;   /* (owned) */
  char *language;  /* (owned) */
  char *author;    /* (owned) */
  char *date;      /* (owned) */
  char *template;  /* (owned) */
  char *logo;      /* (owned) */
  char **left_out; /* (owned) */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->subject);
  g_free (options->language);
  g_free (options->author);
  g_free (options->date);
  g_free (options->template);
  g_free (options->logo);
  g_strfreev (options->left_out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_kinds (void)
{
  for (const CtnReportKind *kind = ctn_report_kinds (); kind->id != NULL; kind++) {
    g_printerr ("  %-12s %s\n", kind->id, _ (kind->description));
    g_printerr ("  %-12s %s", "", _ ("sections:"));
    for (const CtnReportSection *section = kind->sections; section->id != NULL; section++)
      g_printerr (" %s", section->id);
    g_printerr ("\n");
  }
}

/* A section that is left out must be there: a slip of the pen would go unnoticed. */
static gboolean
check_sections (const CtnReportKind *kind, char **left_out)
{
  for (char **id = left_out; id != NULL && *id != NULL; id++) {
    gboolean found = FALSE;

    for (const CtnReportSection *section = kind->sections; section->id != NULL; section++)
      found |= g_str_equal (section->id, *id);
    if (!found) {
      g_printerr (_ ("catenary-cli: the report “%s” has no section “%s”\n"), kind->id, *id);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
find_subject (CtnConnection *reader,
              const Options *options,
              CtnReportRequest *request,
              GError **error)
{
  static const CtnCliSubject subjects[] = { CTN_CLI_ASSESSMENT, CTN_CLI_CHAIN, CTN_CLI_PARTNERSHIP,
                                            CTN_CLI_STRATEGY, CTN_CLI_REGION };

  return request->kind->subject == CTN_REPORT_ON_PROJECT ||
         ctn_cli_find (reader, subjects[request->kind->subject], options->subject,
                       &request->subject, error);
}

/* Lets the request ask for what the template of that name says; what the call says itself goes before.
 * @templates: (out) keeps the texts. */
static gboolean
apply_template (CtnConnection *reader,
                const Options *options,
                CtnReportRequest *request,
                GPtrArray **templates,
                GError **error)
{
  const CtnReportKind *kind = request->kind;

  *templates = ctn_report_template_list (reader, error);
  for (guint i = 0; *templates != NULL && i < (*templates)->len; i++) {
    CtnReportTemplate *template = (*templates)->pdata[i];
    g_autoptr (GError) local_error = NULL;

    if (template->kind != kind || !ctn_cli_is_same (template->name, options->template))
      continue;
    template->logo = ctn_report_template_read_logo (reader, template->id, &local_error);
    if (local_error != NULL) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
    ctn_report_template_apply (template, request);
    if (options->left_out != NULL)
      request->left_out = (const char *const *) options->left_out;
    if (options->language != NULL)
      request->language = options->language;
    if (options->author != NULL)
      request->author = options->author;
    return TRUE;
  }
  if (*templates != NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("the project has no template “%s” of the report “%s”"), options->template,
                 kind->id);
  return FALSE;
}

/* The picture that the call names goes before that of the template. @logo: (out) keeps it */
static gboolean
read_logo (const Options *options, CtnReportRequest *request, GBytes **logo, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (options->logo == NULL)
    return TRUE;
  file = g_file_new_for_commandline_arg (options->logo);
  *logo = ctn_logo_load (file, NULL, error);
  request->logo = *logo;
  return *logo != NULL;
}

static int
write_report (CtnProject *project,
              const Options *options,
              const CtnReportKind *kind,
              CtnReportFormat format,
              const char *path)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  CtnReportRequest request = { .kind = kind,
                               .language = options->language,
                               .author = options->author,
                               .today = options->date,
                               .left_out = (const char *const *) options->left_out };
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (CtnDocument) document = NULL;
  g_autoptr (GPtrArray) templates = NULL;
  g_autoptr (GBytes) logo = NULL;
  g_autoptr (GError) error = NULL;

  if ((options->template != NULL &&
       !apply_template (reader, options, &request, &templates, &error)) ||
      !read_logo (options, &request, &logo, &error) ||
      !find_subject (reader, options, &request, &error)) {
    ctn_cli_fail (error);
    return CTN_EXIT_USAGE;
  }
  if (request.language == NULL)
    request.language = "en";
  document = ctn_report_build (reader, &request, NULL, &error);
  if (document == NULL || !ctn_report_export (document, format, file, NULL, &error))
    return ctn_cli_fail (error);
  return CTN_EXIT_OK;
}

static void
print_result (const CtnReportKind *kind, const char *path)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ctn_cli_add_text (builder, "report", kind->id);
  ctn_cli_add_text (builder, "file", path);
  json_builder_end_object (builder);
  ctn_cli_print_json (builder);
}

int
ctn_cli_report (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "subject", 's', 0, G_OPTION_ARG_STRING, &options.subject,
      N_ ("What it is about: the assessment, value chain, partnership, strategy or region, by "
          "name"),
      N_ ("NAME") },
    { "language", 'l', 0, G_OPTION_ARG_STRING, &options.language,
      N_ ("Language of the report (default en)"), N_ ("TAG") },
    { "author", 'a', 0, G_OPTION_ARG_STRING, &options.author, N_ ("Who hands it in"), N_ ("NAME") },
    { "date", 'd', 0, G_OPTION_ARG_STRING, &options.date,
      N_ ("The day that it is as of (default today)"), N_ ("YYYY-MM-DD") },
    { "without", 'w', 0, G_OPTION_ARG_STRING_ARRAY, &options.left_out, N_ ("Leave a section out"),
      N_ ("SECTION") },
    { "template", 't', 0, G_OPTION_ARG_STRING, &options.template,
      N_ ("Sections, texts, logo and language of a template that is saved in the project"),
      N_ ("NAME") },
    { "logo", 0, 0, G_OPTION_ARG_FILENAME, &options.logo,
      N_ ("Picture above the title: PNG, JPEG or SVG"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    { NULL },
  };
  const CtnReportKind *kind;
  CtnReportFormat format;
  CtnProject *project;
  int code;

  if (!ctn_cli_parse (&argc, &argv, entries, _ ("KIND PROJECT.catenary FILE.pdf|.docx|.html|.xlsx"),
                      _ ("Writes a report. Called with an unknown kind, it names those there are."),
                      3, 3))
    return CTN_EXIT_USAGE;
  kind = ctn_report_find_kind (argv[1]);
  if (kind == NULL) {
    g_printerr (_ ("catenary-cli: there is no report “%s”. There are:\n"), argv[1]);
    print_kinds ();
    return CTN_EXIT_USAGE;
  }
  if (!ctn_report_format_from_name (argv[3], &format)) {
    g_printerr (_ ("catenary-cli: the file's name must end in .pdf, .docx, .html or .xlsx\n"));
    return CTN_EXIT_USAGE;
  }
  if (!check_sections (kind, options.left_out))
    return CTN_EXIT_USAGE;
  project = ctn_cli_open (argv[2]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  code = write_report (project, &options, kind, format, argv[3]);
  if (json && code == CTN_EXIT_OK)
    print_result (kind, argv[3]);
  return ctn_cli_close (project, code);
}
