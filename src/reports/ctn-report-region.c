#include <ctn-i18n.h>
#include <ctn-indicator-figures.h>
#include <ctn-region-network.h>
#include <ctn-region-strategy.h>
#include <ctn-sector-analysis.h>
#include <ctn-sector-names.h>
#include <math.h>

#include "ctn-indicator-figure.h"
#include "ctn-region-map-figure.h"
#include "ctn-report-private.h"

#define MAX_LISTED 12 /* organisations that are named */
#define UNIT_COLUMN 4 /* of the table of indicators */

const CtnReportSection ctn_report_region_sections[] = {
  { "economy", N_ ("Economy") },       { "priorities", N_ ("Priorities") },
  { "indicators", N_ ("Indicators") }, { "maturity", N_ ("Maturity") },
  { "map", N_ ("Map and Links") },     { NULL, NULL },
};

/* Economy ------------------------------------------------------------------------------------- */

static gboolean
add_sectors (CtnReportDraft *draft, const char *nuts, GError **error)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Sector"), CTN_COLUMN_TEXT, 3 },
    { N_ ("Organisations"), CTN_COLUMN_NUMBER, 1.4 },
    { N_ ("Staff"), CTN_COLUMN_NUMBER, 1 },
    { N_ ("Location Quotient"), CTN_COLUMN_NUMBER, 1.5 },
    { N_ ("Critical Mass"), CTN_COLUMN_TEXT, 1.3 },
  };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CtnStatement) rows = ctn_connection_query (
      draft->reader, &local_error,
      "SELECT id, name FROM sector WHERE parent IS NULL ORDER BY name, id", "");
  CtnDocumentTable *table = ctn_report_table (draft, N_ ("Sectors by organisations and staff"),
                                              columns, G_N_ELEMENTS (columns));

  while (ctn_statement_next (rows, &local_error)) {
    g_autoptr (CtnSectorAnalysis) sector = ctn_sector_analysis_new (
        draft->reader, ctn_statement_get_int (rows, 0), nuts, &local_error);
    g_autofree char *n = NULL;
    g_autofree char *staff = NULL;
    g_autofree char *lq = NULL;

    g_autofree char *name = ctn_sector_names_pick (ctn_statement_get_text (rows, 1));

    if (sector == NULL)
      break;
    if (sector->n == 0)
      continue;
    n = ctn_report_count (sector->n);
    staff = ctn_report_number (draft, sector->n_staff > 0 ? sector->staff : NAN, 0);
    lq = ctn_report_number (draft, isfinite (sector->lq) ? sector->lq : sector->lq_count, 2);
    ctn_document_table_add_row (
        table, (const char *[]) { name, n, staff, lq,
                                  sector->is_critical ? ctn_report_word (draft, N_ ("Yes")) : "" });
  }
  ctn_document_add_table (draft->document, table);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
add_sizes (CtnReportDraft *draft, const CtnSectorAnalysis *all)
{
  static const CtnReportColumn columns[] = { { N_ ("Size"), CTN_COLUMN_TEXT, 3 },
                                             { N_ ("Organisations"), CTN_COLUMN_NUMBER, 1 } };
  CtnDocumentTable *table =
      ctn_report_table (draft, N_ ("Organisations by size class"), columns, G_N_ELEMENTS (columns));

  table->chart = CTN_TABLE_CHART_BARS;
  for (guint i = 0; i < CTN_N_SIZES; i++) {
    g_autofree char *n = ctn_report_count (all->sizes[i]);

    if (all->sizes[i] > 0)
      ctn_document_table_add_row (
          table, (const char *[]) { ctn_size_class_get_label ((CtnSizeClass) i), n });
  }
  ctn_document_add_table (draft->document, table);
}

static gboolean
add_economy (CtnReportDraft *draft, const char *nuts, GError **error)
{
  g_autoptr (CtnSectorAnalysis) all = ctn_sector_analysis_new (draft->reader, 0, nuts, error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *n = NULL;
  g_autofree char *n_all = NULL;

  if (all == NULL)
    return FALSE;
  if (!ctn_report_begin (draft, ctn_report_region_sections, "economy"))
    return TRUE;
  n = ctn_report_count (all->n);
  n_all = ctn_report_count (all->n_all);
  ctn_report_say (draft,
                  N_ ("{} of the {} organisations in the register have their seat in the region."),
                  n, n_all, NULL);
  if (all->n > 0) {
    ctn_report_say (draft, N_ ("The largest of them:"), NULL);
    for (guint i = 0; i < all->organisations->len && i < MAX_LISTED; i++)
      g_strv_builder_add (names,
                          ((const CtnSectorReference *) all->organisations->pdata[i])->title);
    list = g_strv_builder_end (names);
    ctn_document_add_list (draft->document, (const char *const *) list);
    add_sizes (draft, all);
  }
  if (!add_sectors (draft, nuts, error))
    return FALSE;
  ctn_document_add_note (
      draft->document,
      ctn_report_word (draft,
                       N_ ("Location quotient: the sector’s share of the staff (where that is not "
                           "known, of the organisations) in the region, by its share in the whole "
                           "register. It speaks of those who are in the register, not of the "
                           "whole economy.")));
  return TRUE;
}

/* Priorities ---------------------------------------------------------------------------------- */

/* The name of a priority's sector, which is kept in several languages. (transfer full) */
static char *
dup_sector (CtnReportDraft *draft, gint64 priority)
{
  g_autofree char *names =
      ctn_connection_get_text (draft->reader, NULL,
                               "SELECT sector.name FROM priority "
                               "JOIN sector ON sector.id = priority.sector WHERE priority.id = ?",
                               "i", priority);

  return names != NULL ? ctn_sector_names_pick (names) : g_strdup ("");
}

/* The codes of a priority, a scheme a line. */
static char *
join_codes (CtnReportDraft *draft, gint64 priority)
{
  static const char *const schemes[] = { "sector", "nace2", "nace21", "nabs", "policy", "tags" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++) {
    const CtnField *field = ctn_record_kind_find_field (ctn_priority_kind (), schemes[i]);
    g_autofree char *value =
        g_str_equal (schemes[i], "sector")
            ? dup_sector (draft, priority)
            : ctn_report_shown (draft, ctn_priority_kind (), priority, schemes[i]);

    if (*value != '\0')
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "",
                              ctn_report_word (draft, field->label), value);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_priorities (CtnReportDraft *draft)
{
  static const CtnReportColumn columns[] = { { N_ ("Priority"), CTN_COLUMN_TEXT, 3 },
                                             { N_ ("Codes"), CTN_COLUMN_TEXT, 3 } };
  gint64 id = draft->request->subject;
  g_autofree char *name = ctn_report_shown (draft, ctn_region_strategy_kind (), id, "name");
  g_autofree char *from = ctn_report_shown (draft, ctn_region_strategy_kind (), id, "period-from");
  g_autofree char *to = ctn_report_shown (draft, ctn_region_strategy_kind (), id, "period-to");
  g_autofree char *text = ctn_report_shown (draft, ctn_region_strategy_kind (), id, "description");
  g_autofree char *source = ctn_report_shown (draft, ctn_region_strategy_kind (), id, "source");
  g_autoptr (GArray) ids = ctn_record_list (draft->reader, ctn_priority_kind (), id, NULL);
  CtnDocumentTable *table;

  if (!ctn_report_begin (draft, ctn_report_region_sections, "priorities"))
    return;
  ctn_report_say (draft, N_ ("The region’s strategy: {}, {}–{}."), name, from, to, NULL);
  ctn_document_add_paragraph (draft->document, text);
  table = ctn_report_table (draft, NULL, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    gint64 priority = g_array_index (ids, gint64, i);
    g_autofree char *title =
        ctn_priority_dup_text (draft->reader, priority, draft->request->language, NULL);
    g_autofree char *codes = join_codes (draft, priority);

    ctn_document_table_add_row (table, (const char *[]) { title, codes });
  }
  ctn_document_add_table (draft->document, table);
  if (*source != '\0') {
    const CtnField *field = ctn_record_kind_find_field (ctn_region_strategy_kind (), "source");
    g_autofree char *note =
        g_strdup_printf ("%s: %s", ctn_report_word (draft, field->label), source);

    ctn_document_add_note (draft->document, note);
  }
}

/* Indicators ---------------------------------------------------------------------------------- */

static char *
dup_value (CtnReportDraft *draft, double value)
{
  return ctn_report_number (draft, value, fabs (value) < 1000 ? 1 : 0);
}

static gboolean
add_indicator (CtnReportDraft *draft,
               CtnDocumentTable *table,
               gint64 id,
               const char *nuts,
               GError **error)
{
  g_autoptr (CtnIndicator) indicator = ctn_indicator_load (draft->reader, id, error);
  int year = 0;
  double value;
  g_autofree char *year_text = NULL;
  g_autofree char *value_text = NULL;
  g_autofree char *eu = NULL;

  if (indicator == NULL)
    return FALSE;
  value = ctn_indicator_get (indicator, nuts, 0, &year);
  if (!isfinite (value))
    return TRUE;
  year_text = g_strdup_printf ("%d", year);
  value_text = dup_value (draft, value);
  eu = dup_value (draft, ctn_indicator_get (indicator, CTN_NUTS_EU, year, NULL));
  ctn_document_table_add_row (table, (const char *[]) { indicator->name, year_text, value_text, eu,
                                                        indicator->unit, indicator->source });
  return TRUE;
}

static CtnScene *
layout_trend (double width,
              double height,
              CtnMetrics *metrics,
              const CtnTheme *theme,
              gpointer data)
{
  return ctn_indicator_figure_layout_trend (data, width, height, metrics, theme);
}

/* Lines over the years, of what the region has values of in several: beside the Union and the regions with the
 * largest values. */
static gboolean
add_trend (CtnReportDraft *draft, gint64 id, const char *nuts, GError **error)
{
  const CtnIndicatorFigureOptions options = { .focus = nuts, .trend = TRUE };
  g_autoptr (CtnIndicator) indicator = ctn_indicator_load (draft->reader, id, error);
  CtnIndicatorFigure *figure;
  guint n = 0;

  if (indicator == NULL)
    return FALSE;
  for (guint i = 0; i < indicator->points->len; i++)
    n += g_str_equal (g_array_index (indicator->points, CtnIndicatorPoint, i).nuts, nuts);
  if (n < 2)
    return TRUE;
  figure = ctn_indicator_figure_new (indicator, &options, error);
  if (figure == NULL)
    return FALSE;
  ctn_report_add_figure (draft, indicator->name, layout_trend, figure,
                         (GDestroyNotify) ctn_indicator_figure_free);
  return TRUE;
}

/* Bars of per cent beside those of euros would say nothing. */
static gboolean
has_one_unit (const CtnDocumentTable *table)
{
  for (guint row = 1; row < ctn_document_table_get_n_rows (table); row++)
    if (!g_str_equal (ctn_document_table_get_cell (table, row, UNIT_COLUMN),
                      ctn_document_table_get_cell (table, 0, UNIT_COLUMN)))
      return FALSE;
  return TRUE;
}

static gboolean
add_indicators (CtnReportDraft *draft, const char *nuts, GError **error)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Indicator"), CTN_COLUMN_TEXT, 3.4 }, { N_ ("Year"), CTN_COLUMN_TEXT, 0.8 },
    { N_ ("Region"), CTN_COLUMN_NUMBER, 1.2 },  { N_ ("EU"), CTN_COLUMN_NUMBER, 1.1 },
    { N_ ("Unit"), CTN_COLUMN_TEXT, 1.6 },      { N_ ("Source"), CTN_COLUMN_TEXT, 2.2 },
  };
  g_autoptr (GArray) ids = ctn_indicator_list (draft->reader, error);
  g_autoptr (CtnDocumentTable) table = NULL;

  if (ids == NULL)
    return FALSE;
  if (!ctn_report_begin (draft, ctn_report_region_sections, "indicators"))
    return TRUE;
  table = ctn_report_table (draft, NULL, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < ids->len; i++)
    if (!add_indicator (draft, table, g_array_index (ids, gint64, i), nuts, error))
      return FALSE;
  if (ctn_document_table_get_n_rows (table) == 0)
    ctn_document_add_note (draft->document,
                           ctn_report_word (draft, N_ ("No indicator has a value of the region.")));
  if (has_one_unit (table))
    table->chart = CTN_TABLE_CHART_BARS;
  ctn_document_add_table (draft->document, g_steal_pointer (&table));
  for (guint i = 0; i < ids->len; i++)
    if (!add_trend (draft, g_array_index (ids, gint64, i), nuts, error))
      return FALSE;
  return TRUE;
}

/* Map ----------------------------------------------------------------------------------------- */

static CtnScene *
layout_map (double width, double height, CtnMetrics *metrics, const CtnTheme *theme, gpointer data)
{
  return ctn_region_map_figure_layout (data, 1, metrics, theme);
}

static void
add_links (CtnReportDraft *draft, GPtrArray *links, const char *nuts)
{
  static const CtnReportColumn columns[] = {
    { N_ ("Linked Region"), CTN_COLUMN_TEXT, 3 },
    { N_ ("Links of Value Chains"), CTN_COLUMN_NUMBER, 1.4 },
    { N_ ("Partnerships"), CTN_COLUMN_NUMBER, 1.4 },
    { N_ ("Exchanges"), CTN_COLUMN_NUMBER, 1.2 },
  };
  CtnDocumentTable *table =
      ctn_report_table (draft, N_ ("Links to other regions"), columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < links->len; i++) {
    const CtnRegionLink *link = links->pdata[i];
    gboolean is_one = g_str_has_prefix (link->one, nuts);
    gboolean is_other = g_str_has_prefix (link->other, nuts);
    g_autofree char *title = NULL;
    g_autofree char *chains = NULL;
    g_autofree char *partnerships = NULL;
    g_autofree char *exchanges = NULL;

    if (is_one == is_other)
      continue;
    title = ctn_report_dup_region (draft, is_one ? link->other : link->one);
    chains = ctn_report_count (link->n[CTN_LINK_CHAIN]);
    partnerships = ctn_report_count (link->n[CTN_LINK_PARTNERSHIP]);
    exchanges = ctn_report_count (link->n[CTN_LINK_EXCHANGE]);
    ctn_document_table_add_row (table, (const char *[]) { title, chains, partnerships, exchanges });
  }
  ctn_document_add_table (draft->document, table);
}

static gboolean
add_map (CtnReportDraft *draft, const char *nuts, GError **error)
{
  CtnRegionMapOptions options = { .links = { TRUE, TRUE, TRUE } };
  g_autoptr (GPtrArray) links = ctn_region_link_list (draft->reader, error);
  CtnRegionMapFigure *map;

  if (links == NULL)
    return FALSE;
  if (!ctn_report_begin (draft, ctn_report_region_sections, "map"))
    return TRUE;
  map = ctn_region_map_figure_new (draft->reader, &options, error);
  if (map == NULL)
    return FALSE;
  ctn_report_add_figure (draft, ctn_report_word (draft, N_ ("Organisations and links")), layout_map,
                         map, (GDestroyNotify) ctn_region_map_figure_free);
  add_links (draft, links, nuts);
  return TRUE;
}

gboolean
ctn_report_build_region (CtnReportDraft *draft, GError **error)
{
  gint64 id = draft->request->subject;
  g_autofree char *name = ctn_report_shown (draft, ctn_region_strategy_kind (), id, "name");
  g_autofree char *nuts = ctn_region_strategy_dup_nuts (draft->reader, id, NULL);
  g_autofree char *title = NULL;

  if (!ctn_report_check_name (name, error))
    return FALSE;
  /* A strategy without a region has its name only. */
  title = nuts != NULL && *nuts != '\0' ? ctn_report_dup_region (draft, nuts) : g_strdup (name);
  ctn_report_set_title (draft, N_ ("Region Profile: {}"), title);
  ctn_document_set_subtitle (draft->document, nuts);
  if (nuts == NULL || *nuts == '\0') {
    add_priorities (draft);
    return TRUE;
  }
  if (!add_economy (draft, nuts, error))
    return FALSE;
  add_priorities (draft);
  return add_indicators (draft, nuts, error) &&
         ctn_report_add_region_maturity (draft, nuts, error) && add_map (draft, nuts, error);
}
