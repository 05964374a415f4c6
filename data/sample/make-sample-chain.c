#include <ctn-chain-accounts.h>
#include <ctn-chain-canvas.h>
#include <ctn-chain-figures-import.h>
#include <ctn-chain-snapshot.h>
#include <ctn-chain-trade.h>
#include <ctn-record-operations.h>

#include "make-sample.h"

static void
add_figures (CtnProject *project,
             gint64 id,
             const char *folder,
             const char *name,
             const CtnRecordKind *kind)
{
  GError *error = NULL;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (CtnChain) chain = ctn_chain_load (ctn_project_get_reader (project), id, &error);
  g_autoptr (CtnFiguresImport) import = NULL;
  const CtnOperation operation = { "Import", name, NULL };

  OR_FAIL (chain != NULL);
  import = ctn_figures_import_load (file, kind, chain, NULL, &error);
  OR_FAIL (import != NULL);
  if (import->problems->len > 0) {
    const CtnExchangeProblem *problem = g_ptr_array_index (import->problems, 0);

    g_error ("%s: %s", problem->place, problem->message);
  }
  OR_FAIL (ctn_project_transact (project, &operation, ctn_figures_import_apply, import, &error));
}

static void
add_capabilities (CtnProject *project, gint64 id, const char *folder)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, "chain-figures.csv");
  GError *error = NULL;
  g_autoptr (CtnChain) chain = ctn_chain_load (ctn_project_get_reader (project), id, &error);

  OR_FAIL (chain != NULL);
  for (guint row = 1; row < ctn_table_get_n_rows (table); row++) {
    const char *name = ctn_table_get_cell (table, row, 0);
    gint64 actor = 0;

    for (guint i = 0; i < chain->actors->len; i++)
      if (g_str_equal (ctn_chain_get_actor (chain, i)->name, name))
        actor = ctn_chain_get_actor (chain, i)->id;
    if (actor == 0)
      g_error ("chain-figures.csv: no actor “%s”", name);
    sample_edit_all (project, table, row, 1, actor, ctn_chain_actor_kind (), ctn_chain_edit_actor);
  }
}

static void
add_forms (CtnProject *project, gint64 chain, const char *folder)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, "chain-forms.csv");
  const CtnRecordKind *kind = ctn_canvas_entry_kind ();
  const CtnCanvasSubject subject = { .chain = chain };
  GError *error = NULL;

  for (guint row = 1; row < ctn_table_get_n_rows (table); row++) {
    CtnCanvas canvas;
    gint64 entry;

    if (!ctn_canvas_from_code (ctn_table_get_cell (table, row, 0), &canvas))
      g_error ("no form “%s”", ctn_table_get_cell (table, row, 0));
    entry = ctn_canvas_add (project, &subject, canvas, ctn_table_get_cell (table, row, 1),
                            ctn_table_get_cell (table, row, 2), &error);
    OR_FAIL (entry != 0);
    if (*ctn_table_get_cell (table, row, 3) != '\0')
      OR_FAIL (ctn_record_edit (project, kind, entry, ctn_record_kind_find_field (kind, "rating"),
                                ctn_table_get_cell (table, row, 3), &error));
  }
}

void
sample_add_chain_figures (CtnProject *project, gint64 chain, const char *folder)
{
  add_capabilities (project, chain, folder);
  add_figures (project, chain, folder, "chain-accounts.csv", ctn_stage_account_kind ());
  add_figures (project, chain, folder, "chain-trade.csv", ctn_trade_flow_kind ());
  add_forms (project, chain, folder);
}

void
sample_add_chain_snapshot (CtnProject *project, gint64 chain)
{
  GError *error = NULL;

  OR_FAIL (ctn_snapshot_take (project, chain, "Kick-off (example)", "2023-05-15", &error) != 0);
}
