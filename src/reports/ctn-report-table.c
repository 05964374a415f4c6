#include <ctn-calendar.h>
#include <ctn-code-list.h>
#include <ctn-i18n.h>

#include "ctn-report-private.h"

/* The breadth of a page's text, in points, and how high a figure may be by that. */
#define FIGURE_WIDTH 470
#define MAX_RATIO 1.3
/* Of figures that take what room there is: two of them stand on a page. */
#define RATIO 0.62

CtnDocumentTable *
ctn_report_table (CtnReportDraft *draft,
                  const char *caption,
                  const CtnReportColumn *columns,
                  guint n_columns)
{
  CtnDocumentTable *table =
      ctn_document_table_new (caption != NULL ? ctn_report_word (draft, caption) : NULL);

  for (guint i = 0; i < n_columns; i++)
    ctn_document_table_add_column (
        table, *columns[i].title != '\0' ? ctn_report_word (draft, columns[i].title) : "",
        columns[i].kind, columns[i].width);
  return table;
}

char *
ctn_report_shown (CtnReportDraft *draft, const CtnRecordKind *kind, gint64 id, const char *name)
{
  const CtnField *field = ctn_record_kind_find_field (kind, name);
  g_autofree char *value = NULL;

  g_return_val_if_fail (field != NULL, g_strdup (""));
  if (field->type == CTN_FIELD_DATE || field->type == CTN_FIELD_NUMBER)
    value = ctn_record_get (draft->reader, kind, id, field, NULL);
  else
    value = ctn_record_get_shown (draft->reader, kind, id, field, NULL);
  if (value == NULL || *value == '\0')
    return g_strdup ("");
  if (field->type == CTN_FIELD_DATE)
    return ctn_report_date (draft, value);
  if (field->type == CTN_FIELD_NUMBER) {
    double number = g_ascii_strtod (value, NULL);

    return ctn_report_number (draft, number, number - (double) (gint64) number > 0 ? 2 : 0);
  }
  return g_steal_pointer (&value);
}

void
ctn_report_add_records (CtnReportDraft *draft,
                        const CtnRecordKind *kind,
                        const GArray *ids,
                        const char *caption,
                        const CtnReportField *fields)
{
  CtnDocumentTable *table =
      ctn_document_table_new (caption != NULL ? ctn_report_word (draft, caption) : NULL);

  for (guint i = 0; fields[i].field != NULL; i++) {
    const CtnField *field = ctn_record_kind_find_field (kind, fields[i].field);
    gboolean is_number = field->type == CTN_FIELD_NUMBER || field->type == CTN_FIELD_INTEGER;

    ctn_document_table_add_column (
        table, ctn_report_word (draft, fields[i].title != NULL ? fields[i].title : field->label),
        is_number ? CTN_COLUMN_NUMBER : CTN_COLUMN_TEXT, fields[i].width);
  }
  for (guint row = 0; row < ids->len; row++) {
    g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

    for (guint i = 0; fields[i].field != NULL; i++) {
      gint64 id = g_array_index (ids, gint64, row);

      g_ptr_array_add (cells, fields[i].shown != NULL
                                  ? fields[i].shown (draft, id)
                                  : ctn_report_shown (draft, kind, id, fields[i].field));
    }
    ctn_document_table_add_row (table, (const char *const *) cells->pdata);
  }
  ctn_document_add_table (draft->document, table);
}

void
ctn_report_add_figure (CtnReportDraft *draft,
                       const char *caption,
                       CtnFigureFunc layout,
                       gpointer data,
                       GDestroyNotify destroy)
{
  CtnDocumentFigure *figure = g_new0 (CtnDocumentFigure, 1);
  g_autoptr (CtnMetrics) metrics = ctn_metrics_new (NULL, 1);
  g_autoptr (CtnScene) scene = NULL;

  figure->caption = g_strdup (caption);
  figure->layout = layout;
  figure->data = data;
  figure->destroy = destroy;
  scene =
      ctn_document_layout (draft->document, figure, FIGURE_WIDTH, FIGURE_WIDTH * RATIO, metrics);
  figure->description = g_strdup (ctn_scene_get_description (scene));
  figure->ratio = MIN (ctn_scene_get_height (scene) / ctn_scene_get_width (scene), MAX_RATIO);
  ctn_document_add_figure (draft->document, figure);
}

char *
ctn_report_dup_today (CtnReportDraft *draft)
{
  return ctn_calendar_dup_today (draft->request->today);
}

char *
ctn_report_count (guint n)
{
  return g_strdup_printf ("%u", n);
}

static char *
dup_title (CtnReportDraft *draft, const char *list_name, const char *text)
{
  CtnCodeList *list = ctn_code_list_get_in_language (list_name, draft->request->language, NULL);
  const CtnCode *code = list != NULL ? ctn_code_list_lookup (list, text) : NULL;

  return g_strdup (code != NULL ? code->title : text);
}

char *
ctn_report_dup_region (CtnReportDraft *draft, const char *nuts)
{
  return dup_title (draft, "nuts-2024", nuts);
}

char *
ctn_report_dup_country (CtnReportDraft *draft, const char *iso)
{
  return dup_title (draft, "iso-3166", iso);
}
