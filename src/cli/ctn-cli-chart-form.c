/* Forms of analysis as charts, and charts on paper. */
#include <ctn-canvas-figure.h>
#include <ctn-chart-poster.h>
#include <ctn-i18n.h>

#include "ctn-cli-chain.h"

CtnScene *
ctn_cli_make_form_chart (CtnProject *project,
                         const char *wanted,
                         const char *form,
                         double width,
                         const CtnTheme *theme,
                         GError **error)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  g_autoptr (CtnChain) chain = ctn_cli_load_chain (reader, wanted, error);
  g_autoptr (CtnCanvasFigure) figure = NULL;
  CtnCanvasSubject subject = { 0 };
  CtnCanvas canvas = CTN_CANVAS_SWOT;

  if (chain == NULL)
    return NULL;
  if (form != NULL)
    ctn_canvas_from_code (form, &canvas);
  subject.chain = chain->id;
  figure = ctn_canvas_figure_new (reader, &subject, canvas, chain->name, error);
  return figure != NULL ? ctn_canvas_figure_layout (figure, width, metrics, theme) : NULL;
}

gboolean
ctn_cli_write_paper (const CtnScene *scene,
                     CtnChartFormat format,
                     const char *paper,
                     gboolean poster,
                     GFile *file,
                     GError **error)
{
  const CtnPosterOptions options = {
    .paper = g_strcmp0 (paper, "a3") == 0 ? CTN_PAPER_A3 : CTN_PAPER_A4, .fit = !poster, .scale = 1
  };
  g_autoptr (CtnMetrics) metrics = NULL;

  if (format != CTN_CHART_FORMAT_PDF) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("Paper is for PDF only."));
    return FALSE;
  }
  metrics = ctn_metrics_new (NULL, 1);
  return ctn_scene_write_poster_file (scene, &options, metrics, file, NULL, error);
}
