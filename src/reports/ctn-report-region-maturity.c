/* Of its own, for indicators and maturity models have enumerations of the same names. */
#include <ctn-assessment.h>
#include <ctn-i18n.h>

#include "ctn-radar-figure.h"
#include "ctn-report-private.h"

/* The region's own assessments, the latest of each model drawn. */
gboolean
ctn_report_add_region_maturity (CtnReportDraft *draft, const char *nuts, GError **error)
{
  g_autoptr (GPtrArray) all = ctn_assessment_list (draft->reader, NULL, error);
  g_autoptr (GHashTable) models = g_hash_table_new (g_str_hash, g_str_equal);

  if (all == NULL)
    return FALSE;
  if (!ctn_report_begin (draft, ctn_report_region_sections, "maturity"))
    return TRUE;
  for (guint i = 0; i < all->len; i++) {
    const CtnAssessment *assessment = all->pdata[i];
    const CtnRadarFigureOptions options = { .assessments = &assessment->id,
                                            .n_assessments = 1,
                                            .language = draft->request->language };
    g_autofree char *date = NULL;
    g_autofree char *caption = NULL;
    CtnRadarFigure *radar;

    if (g_strcmp0 (assessment->nuts, nuts) != 0 ||
        !g_hash_table_add (models, (gpointer) assessment->model_code))
      continue;
    radar = ctn_radar_figure_new (draft->reader, &options, error);
    if (radar == NULL)
      return FALSE;
    date = ctn_report_date (draft, assessment->date);
    caption = g_strdup_printf ("%s, %s", ctn_radar_figure_get_title (radar), date);
    ctn_report_add_figure (draft, caption, ctn_report_layout_radar, radar,
                           (GDestroyNotify) ctn_radar_figure_free);
  }
  if (g_hash_table_size (models) == 0)
    ctn_document_add_note (draft->document,
                           ctn_report_word (draft, N_ ("The region was not assessed yet.")));
  return TRUE;
}
