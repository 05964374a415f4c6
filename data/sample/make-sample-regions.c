/* Strategies of regions with their priorities, and indicators. */
#include <ctn-indicator-import.h>
#include <ctn-indicator.h>
#include <ctn-record-operations.h>
#include <ctn-region-strategy.h>
#include <ctn-sector-tree.h>

#include "make-sample.h"

static gboolean
edit_strategy (CtnProject *project,
               gint64 id,
               const CtnField *field,
               const char *text,
               GError **error)
{
  return ctn_record_edit (project, ctn_region_strategy_kind (), id, field, text, error);
}

static gboolean
edit_indicator (CtnProject *project,
                gint64 id,
                const CtnField *field,
                const char *text,
                GError **error)
{
  return ctn_record_edit (project, ctn_indicator_kind (), id, field, text, error);
}

static char *
find_sector (CtnProject *project, const char *code)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) sectors = ctn_sector_tree_list (ctn_project_get_reader (project), &error);

  OR_FAIL (sectors != NULL);
  for (guint i = 0; i < sectors->len; i++)
    if (g_str_equal (((CtnSector *) sectors->pdata[i])->code, code))
      return g_strdup_printf ("%" G_GINT64_FORMAT, ((CtnSector *) sectors->pdata[i])->id);
  g_error ("no sector “%s”", code);
}

/* The columns are those of priorities.csv: strategy, name, sector, four of codes, and a text in German. */
static void
add_priority (CtnProject *project, CtnTable *table, guint row, gint64 strategy)
{
  GError *error = NULL;
  g_autofree char *sector = find_sector (project, ctn_table_get_cell (table, row, 2));
  const CtnFieldText values[] = { { "name", ctn_table_get_cell (table, row, 1) },
                                  { "sector", sector },
                                  { "nace2", ctn_table_get_cell (table, row, 3) },
                                  { "nabs", ctn_table_get_cell (table, row, 4) },
                                  { "policy", ctn_table_get_cell (table, row, 5) },
                                  { "tags", ctn_table_get_cell (table, row, 6) },
                                  { NULL, NULL } };
  gint64 id = ctn_record_add (project, ctn_priority_kind (), strategy, values, &error);

  OR_FAIL (id != 0);
  OR_FAIL (ctn_priority_set_text (project, id, "de", ctn_table_get_cell (table, row, 7), &error));
}

static void
add_strategies (CtnProject *project, const char *folder)
{
  g_autoptr (CtnTable) strategies = sample_read_table (folder, "region-strategies.csv");
  g_autoptr (CtnTable) priorities = sample_read_table (folder, "priorities.csv");
  GError *error = NULL;

  for (guint row = 1; row < ctn_table_get_n_rows (strategies); row++) {
    const char *name = ctn_table_get_cell (strategies, row, 0);
    const CtnFieldText values[] = { { "name", name }, { NULL, NULL } };
    gint64 id = ctn_record_add (project, ctn_region_strategy_kind (), 0, values, &error);

    OR_FAIL (id != 0);
    sample_edit_all (project, strategies, row, 1, id, ctn_region_strategy_kind (), edit_strategy);
    for (guint i = 1; i < ctn_table_get_n_rows (priorities); i++)
      if (g_str_equal (ctn_table_get_cell (priorities, i, 0), name))
        add_priority (project, priorities, i, id);
  }
}

static void
add_indicators (CtnProject *project, const char *folder)
{
  g_autoptr (CtnTable) indicators = sample_read_table (folder, "indicators.csv");
  g_autoptr (CtnTable) values = sample_read_table (folder, "indicator-values.csv");
  const CtnIndicatorOptions options = { .source = "Invented example values, not statistics" };
  const CtnOperation operation = { "Import Indicators", "indicator-values.csv", NULL };
  g_autoptr (CtnIndicatorImport) import = NULL;
  GError *error = NULL;

  for (guint row = 1; row < ctn_table_get_n_rows (indicators); row++) {
    const CtnFieldText names[] = { { "code", ctn_table_get_cell (indicators, row, 0) },
                                   { "name", ctn_table_get_cell (indicators, row, 1) },
                                   { NULL, NULL } };
    gint64 id = ctn_record_add (project, ctn_indicator_kind (), 0, names, &error);

    OR_FAIL (id != 0);
    sample_edit_all (project, indicators, row, 2, id, ctn_indicator_kind (), edit_indicator);
  }
  import = ctn_indicator_import_new (values, "indicator-values.csv", &options,
                                     ctn_project_get_reader (project), &error);
  OR_FAIL (import != NULL && import->counts[CTN_INDICATOR_PROBLEM] == 0);
  OR_FAIL (ctn_project_transact (project, &operation, ctn_indicator_import_apply, import, &error));
}

void
sample_add_regions (CtnProject *project, const char *folder)
{
  add_strategies (project, folder);
  add_indicators (project, folder);
}
