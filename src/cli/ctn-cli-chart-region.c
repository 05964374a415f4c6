#include <ctn-i18n.h>
#include <ctn-indicator-figure.h>
#include <ctn-priority-figure.h>
#include <ctn-region-map-figure.h>

#include "ctn-cli-region.h"

static gint64
find_indicator (CtnConnection *reader, const char *code, GError **error)
{
  gint64 id = code != NULL ? ctn_indicator_find (reader, code) : 0;

  if (code == NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("say which indicator with --indicator, by its code."));
  else if (id == 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("there is no indicator with the code “%s”."), code);
  return id;
}

static gboolean
read_links (const char *text, gboolean links[CTN_N_LINK_KINDS], GError **error)
{
  static const char *const names[CTN_N_LINK_KINDS] = { "chains", "partnerships", "exchanges" };
  gboolean all = text == NULL || g_str_equal (text, "all");
  gboolean known = all || g_str_equal (text, "none");

  for (guint i = 0; i < CTN_N_LINK_KINDS; i++) {
    links[i] = all || g_str_equal (text, names[i]);
    known = known || links[i];
  }
  if (!known)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--links takes one of chains, partnerships, exchanges, all, none, not “%s”."),
                 text);
  return known;
}

static CtnScene *
make_map (CtnConnection *reader,
          const CtnCliRegionChart *request,
          CtnMetrics *metrics,
          const CtnTheme *theme,
          GError **error)
{
  CtnRegionMapOptions options = { .year = request->year };
  g_autoptr (CtnRegionMapFigure) figure = NULL;

  if (!read_links (request->links, options.links, error))
    return NULL;
  if (request->indicator != NULL &&
      (options.indicator = find_indicator (reader, request->indicator, error)) == 0)
    return NULL;
  figure = ctn_region_map_figure_new (reader, &options, error);
  return figure != NULL ? ctn_region_map_figure_layout (figure, request->zoom, metrics, theme)
                        : NULL;
}

static CtnScene *
make_matrix (CtnConnection *reader,
             const CtnCliRegionChart *request,
             CtnMetrics *metrics,
             const CtnTheme *theme,
             GError **error)
{
  static const char *const names[] = { "sectors", "nace", "nabs", "policy", "tags" };
  const char *wanted = request->columns != NULL ? request->columns : names[0];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (CtnPriorityMatrix) matrix = NULL;

    if (!g_str_equal (wanted, names[i]))
      continue;
    matrix = ctn_priority_matrix_new (reader, (CtnMatrixColumns) i, error);
    return matrix != NULL ? ctn_priority_matrix_layout (matrix, request->width, metrics, theme)
                          : NULL;
  }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("--columns takes one of sectors, nace, nabs, policy, tags, not “%s”."), wanted);
  return NULL;
}

static CtnScene *
make_indicator (CtnConnection *reader,
                const CtnCliRegionChart *request,
                gboolean trend,
                CtnMetrics *metrics,
                const CtnTheme *theme,
                GError **error)
{
  g_auto (GStrv) regions = request->regions != NULL ? g_strsplit (request->regions, ",", -1) : NULL;
  const CtnIndicatorFigureOptions options = { .n_years = 2,
                                              .trend = trend,
                                              .regions = (const char *const *) regions };
  gint64 id = find_indicator (reader, request->indicator, error);
  g_autoptr (CtnIndicator) indicator = id != 0 ? ctn_indicator_load (reader, id, error) : NULL;
  g_autoptr (CtnIndicatorFigure) figure =
      indicator != NULL ? ctn_indicator_figure_new (indicator, &options, error) : NULL;

  if (figure == NULL)
    return NULL;
  return trend ? ctn_indicator_figure_layout_trend (figure, request->width, request->height,
                                                    metrics, theme)
               : ctn_indicator_figure_layout (figure, request->width, metrics, theme);
}

CtnScene *
ctn_cli_make_region_chart (CtnProject *project,
                           const char *kind,
                           const CtnCliRegionChart *request,
                           const CtnTheme *theme,
                           GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  g_autoptr (GPtrArray) regions = NULL;

  if (g_str_equal (kind, "map"))
    return make_map (reader, request, metrics, theme, error);
  if (g_str_equal (kind, "matrix"))
    return make_matrix (reader, request, metrics, theme, error);
  if (g_str_equal (kind, "indicator") || g_str_equal (kind, "trend"))
    return make_indicator (reader, request, g_str_equal (kind, "trend"), metrics, theme, error);
  regions = ctn_region_codes_load (reader, error);
  return regions != NULL ? ctn_overlap_layout (regions, -1, request->width, metrics, theme) : NULL;
}
