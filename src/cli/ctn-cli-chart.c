#include <ctn-chain-figure.h>
#include <ctn-chart-export.h>
#include <ctn-heat-map-figure.h>
#include <ctn-i18n.h>
#include <ctn-potential-figure.h>
#include <ctn-radar-figure.h>
#include <ctn-trend-figure.h>

#include "ctn-cli-chain.h"
#include "ctn-cli-region.h"

typedef struct {
  char **assessments;        /* (owned) */
  char *chain;               /* (owned) */
  char *lanes;               /* (owned) */
  char *direction;           /* (owned) */
  CtnChainFigureOptions map; /* the same, once checked */
  char *axes;                /* (owned) */
  char *model;               /* (owned) */
  char *norm;                /* (owned) */
  char *capacity;            /* (owned) */
  char *potential;           /* (owned) */
  char *theme;               /* (owned) */
  char *form;                /* (owned) */
  char *paper;               /* (owned) */
  gboolean poster;
  gboolean quartiles;
  char *indicator; /* (owned) */
  char *regions;   /* (owned) */
  char *links;     /* (owned) */
  char *columns;   /* (owned) */
  int year;
  double zoom;
  double width;
  double height;
  double scale;
  gboolean json;
} Request;

static void
request_clear (Request *request)
{
  g_strfreev (request->assessments);
  g_free (request->chain);
  g_free (request->lanes);
  g_free (request->direction);
  g_free (request->axes);
  g_free (request->model);
  g_free (request->norm);
  g_free (request->capacity);
  g_free (request->potential);
  g_free (request->theme);
  g_free (request->form);
  g_free (request->paper);
  g_free (request->indicator);
  g_free (request->regions);
  g_free (request->links);
  g_free (request->columns);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static CtnScene *
make_radar (CtnProject *project, const Request *request, const CtnTheme *theme, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  g_autoptr (CtnRadarFigure) figure = NULL;
  g_autoptr (CtnComparison) peers = NULL;
  CtnRadarFigureOptions options = { .norm = request->norm };
  gint64 id = 0;

  if (request->assessments == NULL && !ctn_cli_find (reader, CTN_CLI_ASSESSMENT, NULL, &id, error))
    return NULL;
  if (request->assessments == NULL)
    g_array_append_val (ids, id);
  for (char **wanted = request->assessments; wanted != NULL && *wanted != NULL; wanted++) {
    if (!ctn_cli_find (reader, CTN_CLI_ASSESSMENT, *wanted, &id, error))
      return NULL;
    g_array_append_val (ids, id);
  }
  options.assessments = (gpointer) ids->data;
  options.n_assessments = ids->len;
  if (g_strcmp0 (request->axes, "pillars") == 0)
    options.axes = CTN_RADAR_AXES_PILLARS;
  else if (g_strcmp0 (request->axes, "questions") == 0)
    options.axes = CTN_RADAR_AXES_QUESTIONS;
  if (request->quartiles) {
    peers = ctn_comparison_new_peers (reader, g_array_index (ids, gint64, 0), NULL, error);
    if (peers == NULL)
      return NULL;
    options.peers = peers;
  }
  figure = ctn_radar_figure_new (reader, &options, error);
  return figure != NULL ? ctn_radar_figure_layout (figure, request->width, request->height, metrics,
                                                   theme, NULL)
                        : NULL;
}

static CtnScene *
make_subjects (CtnProject *project, const Request *request, const CtnTheme *theme, GError **error)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  g_autoptr (CtnHeatMapFigure) figure = NULL;

  if (request->model == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("say which model with --model, by its id"));
    return NULL;
  }
  figure = ctn_heat_map_figure_new (ctn_project_get_reader (project), request->model, NULL, error);
  return figure != NULL ? ctn_heat_map_figure_layout (figure, request->width, metrics, theme)
                        : NULL;
}

static CtnScene *
make_history (CtnProject *project, const Request *request, const CtnTheme *theme, GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  g_autoptr (CtnTrendFigure) figure = NULL;
  const char *wanted = request->assessments != NULL ? request->assessments[0] : NULL;
  gint64 id = 0;

  if (!ctn_cli_find (reader, CTN_CLI_ASSESSMENT, wanted, &id, error))
    return NULL;
  figure = ctn_trend_figure_new (reader, id, NULL, error);
  return figure != NULL
             ? ctn_trend_figure_layout (figure, request->width, request->height, metrics, theme)
             : NULL;
}

static CtnScene *
make_potential (CtnProject *project, const Request *request, const CtnTheme *theme, GError **error)
{
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  g_autoptr (CtnPotentialFigure) figure = ctn_potential_figure_new (
      ctn_project_get_reader (project), request->capacity, request->potential, NULL, error);

  return figure != NULL
             ? ctn_potential_figure_layout (figure, request->width, request->height, metrics, theme)
             : NULL;
}

static CtnScene *
make_chain (CtnProject *project, const Request *request, const CtnTheme *theme, GError **error)
{
  CtnChain *chain = ctn_cli_load_chain (ctn_project_get_reader (project), request->chain, error);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  g_autoptr (CtnChainFigure) figure = NULL;

  if (chain == NULL)
    return NULL;
  figure = ctn_chain_figure_new (chain, &request->map, NULL, error);
  return figure != NULL ? ctn_chain_figure_layout (figure, metrics, theme, NULL) : NULL;
}

static CtnScene *
make_region_chart (CtnProject *project,
                   const Request *request,
                   const char *kind,
                   const CtnTheme *theme,
                   GError **error)
{
  const CtnCliRegionChart chart = { request->indicator, request->regions, request->year,
                                    request->links,     request->columns, request->width,
                                    request->height,    request->zoom };

  return ctn_cli_make_region_chart (project, kind, &chart, theme, error);
}

static gboolean
is_one_of (const char *value, const char *const *allowed, const char *option, GError **error)
{
  g_autofree char *all = g_strjoinv (", ", (char **) allowed);

  if (value == NULL || g_strv_contains (allowed, value))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("--%s takes one of %s, not “%s”."), option, all, value);
  return FALSE;
}

static gboolean
check (Request *request, const char *kind, GError **error)
{
  static const char *const axes[] = { "automatic", "pillars", "questions", NULL };
  static const char *const themes[] = { "light", "dark", "print", NULL };
  static const char *const kinds[] = { "radar",     "history", "subjects", "potential",
                                       "chain",     "map",     "matrix",   "overlap",
                                       "indicator", "trend",   "form",     NULL };
  static const char *const forms[] = { "five-forces", "pestel", "swot", "business-model", NULL };
  static const char *const papers[] = { "a4", "a3", NULL };
  g_autofree char *all = g_strjoinv (", ", (char **) kinds);

  if (!g_strv_contains (kinds, kind)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("there is no chart “%s”, only these: %s."), kind, all);
    return FALSE;
  }
  if (request->width < 80 || request->width > 5000 || request->height < 80 ||
      request->height > 5000 || request->scale < 1 || request->scale > 16) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("width and height are 80 to 5000 points, the scale is 1 to 16."));
    return FALSE;
  }
  return is_one_of (request->axes, axes, "axes", error) &&
         ctn_cli_parse_map (request->lanes, request->direction, &request->map, error) &&
         is_one_of (request->form, forms, "form", error) &&
         is_one_of (request->paper, papers, "paper", error) &&
         is_one_of (request->theme, themes, "theme", error);
}

static gboolean
write_chart (CtnProject *project,
             const Request *request,
             const char *kind,
             const char *path,
             GError **error)
{
  const CtnTheme *theme =
      ctn_theme_get (g_strcmp0 (request->theme, "light") == 0  ? CTN_THEME_LIGHT
                     : g_strcmp0 (request->theme, "dark") == 0 ? CTN_THEME_DARK
                                                               : CTN_THEME_PRINT);
  g_autoptr (CtnScene) scene =
      g_str_equal (kind, "radar")       ? make_radar (project, request, theme, error)
      : g_str_equal (kind, "history")   ? make_history (project, request, theme, error)
      : g_str_equal (kind, "subjects")  ? make_subjects (project, request, theme, error)
      : g_str_equal (kind, "potential") ? make_potential (project, request, theme, error)
      : g_str_equal (kind, "chain")     ? make_chain (project, request, theme, error)
      : g_str_equal (kind, "form")
          ? ctn_cli_make_form_chart (project, request->chain, request->form, request->width, theme,
                                     error)
          : make_region_chart (project, request, kind, theme, error);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  CtnChartFormat format;

  if (scene == NULL)
    return FALSE;
  if (!ctn_chart_format_from_name (path, &format)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” does not end in .svg, .pdf or .png."), path);
    return FALSE;
  }
  if (request->paper != NULL || request->poster
          ? !ctn_cli_write_paper (scene, format, request->paper, request->poster, file, error)
          : !ctn_scene_write_file (scene, format, request->scale, file, NULL, error))
    return FALSE;
  if (request->json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    ctn_cli_add_text (builder, "chart", kind);
    ctn_cli_add_text (builder, "title", ctn_scene_get_title (scene));
    ctn_cli_add_text (builder, "description", ctn_scene_get_description (scene));
    ctn_cli_add_text (builder, "file", path);
    json_builder_end_object (builder);
    ctn_cli_print_json (builder);
  }
  return TRUE;
}

static const char *const summary =
    N_ ("Draws a chart. KIND is radar (of assessments), history (of a subject), subjects (all "
        "of a model as a heat map), potential (by capacity), chain (map of a value chain), form "
        "(of analysis of one), map (of regions), matrix (priorities by region), overlap (of "
        "priorities), indicator (bars) or trend (its lines over the years).");

/* What the words of the call ask for. Returns a CtnExit. */
static int
draw (Request *request, char **argv)
{
  g_autoptr (GError) error = NULL;
  CtnProject *project;

  if (!check (request, argv[1], &error)) {
    ctn_cli_fail (error);
    return CTN_EXIT_USAGE;
  }
  project = ctn_cli_open (argv[2]);
  if (project == NULL)
    return CTN_EXIT_FAILED;
  if (!write_chart (project, request, argv[1], argv[3], &error))
    return ctn_cli_close (project, ctn_cli_fail (error));
  return ctn_cli_close (project, CTN_EXIT_OK);
}

int
ctn_cli_chart (int argc, char **argv)
{
  g_auto (Request) request = { .width = 480, .height = 400, .scale = 2, .zoom = 1 };
  const GOptionEntry entries[] = {
    { "assessment", 'a', 0, G_OPTION_ARG_STRING_ARRAY, &request.assessments,
      N_ ("An assessment, by name, name and stage, or id; several for the radar"), N_ ("NAME") },
    { "axes", 0, 0, G_OPTION_ARG_STRING, &request.axes, N_ ("automatic, pillars or questions"),
      N_ ("AXES") },
    { "chain", 'c', 0, G_OPTION_ARG_STRING, &request.chain, N_ ("The value chain, by name or id"),
      N_ ("NAME") },
    { "model", 'm', 0, G_OPTION_ARG_STRING, &request.model,
      N_ ("The model of the heat map of all subjects, by its id"), N_ ("ID") },
    { "quartiles", 0, 0, G_OPTION_ARG_NONE, &request.quartiles,
      N_ ("Radar: with the quartile band of all other subjects"), NULL },
    { "norm", 0, 0, G_OPTION_ARG_STRING, &request.norm,
      N_ ("Radar: with a reference norm of the model, by its code"), N_ ("CODE") },
    { "capacity", 0, 0, G_OPTION_ARG_STRING, &request.capacity,
      N_ ("The model of capacity (default: organisation-capacity)"), N_ ("ID") },
    { "potential", 0, 0, G_OPTION_ARG_STRING, &request.potential,
      N_ ("The model of potential (default: regional-potential)"), N_ ("ID") },
    { "lanes", 0, 0, G_OPTION_ARG_STRING, &request.lanes,
      N_ ("none, country, helix, region or segment"), N_ ("LANES") },
    { "direction", 0, 0, G_OPTION_ARG_STRING, &request.direction, N_ ("left-to-right or top-down"),
      N_ ("DIRECTION") },
    { "width", 0, 0, G_OPTION_ARG_DOUBLE, &request.width, N_ ("Width in points; a map has its own"),
      N_ ("POINTS") },
    { "height", 0, 0, G_OPTION_ARG_DOUBLE, &request.height,
      N_ ("Height in points; map and heat map have their own"), N_ ("POINTS") },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &request.scale, N_ ("Pixels a point, of a PNG"),
      N_ ("NUMBER") },
    { "form", 0, 0, G_OPTION_ARG_STRING, &request.form,
      N_ ("five-forces, pestel, swot or business-model"), N_ ("FORM") },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &request.paper,
      N_ ("a4 or a3: a PDF on paper of that size"), N_ ("PAPER") },
    { "poster", 0, 0, G_OPTION_ARG_NONE, &request.poster,
      N_ ("Over several sheets of that paper, instead of fitted to one"), NULL },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &request.theme, N_ ("print, light or dark"),
      N_ ("THEME") },
    { "indicator", 0, 0, G_OPTION_ARG_STRING, &request.indicator,
      N_ ("Indicator of the bars, the trend or the circles on the map, by its code"), N_ ("CODE") },
    { "regions", 0, 0, G_OPTION_ARG_STRING, &request.regions,
      N_ ("Regions of the trend, codes with commas between"), N_ ("CODES") },
    { "year", 0, 0, G_OPTION_ARG_INT, &request.year,
      N_ ("Year of the indicator (default: the latest)"), N_ ("YEAR") },
    { "links", 0, 0, G_OPTION_ARG_STRING, &request.links,
      N_ ("Links on the map: chains, partnerships, exchanges, all or none"), N_ ("LINKS") },
    { "columns", 0, 0, G_OPTION_ARG_STRING, &request.columns,
      N_ ("Columns of the matrix: sectors, nace, nabs, policy or tags"), N_ ("COLUMNS") },
    { "zoom", 0, 0, G_OPTION_ARG_DOUBLE, &request.zoom,
      N_ ("How near the map will be looked at, 1 to 32"), N_ ("NUMBER") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &request.json, N_ ("Print the result as JSON"), NULL },
    { NULL },
  };

  if (!ctn_cli_parse (&argc, &argv, entries, "KIND FILE.catenary CHART.svg|pdf|png", _ (summary), 3,
                      3))
    return CTN_EXIT_USAGE;
  return draw (&request, argv);
}
