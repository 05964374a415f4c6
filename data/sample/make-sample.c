/* Makes the sample project from the tables in this folder, through the same operations that the
 * program uses. Usage: make-sample FOLDER FILE.catenary */
#include <ctn-answer-import.h>
#include <ctn-chain.h>
#include <ctn-import-plan.h>
#include <ctn-import-source.h>
#include <ctn-record.h>
#include <ctn-sectors.h>
#include <locale.h>

#include "ctn-csv-reader.h"
#include "make-sample.h"

static void
import_organisations (CtnProject *project, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  CtnConnection *reader = ctn_project_get_reader (project);
  const CtnCsvFormat format = { .encoding = CTN_ENCODING_UTF8, .delimiter = ';' };
  const CtnOperation operation = { "Import Organisations", name, NULL };
  GError *error = NULL;
  g_autoptr (CtnImportSource) source =
      ctn_import_source_load (file, &format, NULL, reader, NULL, &error);
  CtnImportRun run = { 0 };

  OR_FAIL (source != NULL);
  run.plan = ctn_import_plan_new (source->table, 1, source->mapping, source->n_columns, reader,
                                  NULL, NULL, NULL, &error);
  OR_FAIL (run.plan != NULL);
  if (ctn_import_plan_count_problem_rows (run.plan) > 0) {
    const CtnImportProblem *problem =
        g_ptr_array_index (ctn_import_plan_get_problems (run.plan), 0);

    g_error ("%s, row %u: %s", name, problem->row + 1, problem->message);
  }
  OR_FAIL (ctn_project_transact (project, &operation, ctn_import_plan_apply, &run, &error));
  ctn_import_plan_free (run.plan);
}

CtnTable *
sample_read_table (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const CtnCsvFormat format = { CTN_ENCODING_UTF8, ';', CTN_CSV_HEADER_YES };
  GError *error = NULL;
  g_autoptr (CtnCsvReader) reader = ctn_csv_reader_new (file, &format, NULL, &error);
  CtnTable *table = ctn_table_new ();
  CtnCsvRow row;

  OR_FAIL (reader != NULL);
  while (ctn_csv_reader_next (reader, &row, NULL, &error)) {
    ctn_table_begin_row (table, (guint) row.line);
    for (gsize i = 0; i < row.n_cells; i++)
      ctn_table_add_cell (table, row.cells[i].text, row.cells[i].length);
  }
  OR_FAIL (error == NULL);
  return table;
}

gint64
sample_find_organisation (CtnProject *project, const char *name)
{
  GError *error = NULL;
  gint64 id = 0;

  OR_FAIL (ctn_connection_get_int (ctn_project_get_reader (project), &id, &error,
                                   "SELECT id FROM organisation WHERE name = ?", "t", name));
  if (id == 0)
    g_error ("no organisation “%s”", name);
  return id;
}

void
sample_edit_all (CtnProject *project,
                 CtnTable *table,
                 guint row,
                 guint first_column,
                 gint64 id,
                 const CtnRecordKind *kind,
                 SampleEdit edit)
{
  GError *error = NULL;

  for (guint column = first_column; column < ctn_table_get_n_columns (table); column++) {
    const char *name = ctn_table_get_cell (table, 0, column);
    const CtnField *field = ctn_record_kind_find_field (kind, name);
    const char *text = ctn_table_get_cell (table, row, column);

    if (field == NULL)
      g_error ("no field “%s”", name);
    if (*text != '\0')
      OR_FAIL (edit (project, id, field, text, &error));
  }
}

/* Assessments by a shipped model, a row each. */
static void
add_assessments (CtnProject *project, const char *folder, const char *name, const char *model)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const CtnAnswerDefaults defaults = { .model = model };
  GError *error = NULL;
  g_autoptr (CtnAnswerImport) import =
      ctn_answer_import_load (ctn_project_get_reader (project), file, &defaults, NULL, &error);

  OR_FAIL (import != NULL);
  if (import->problems->len > 0) {
    g_autofree char *problem = ctn_answer_problem_to_text (import->problems->pdata[0]);

    g_error ("%s: %s", name, problem);
  }
  OR_FAIL (ctn_answer_import_apply (import, project, &error));
}

static gint64
find_by_name (CtnProject *project, gint64 chain, const char *sql, const char *name)
{
  GError *error = NULL;
  gint64 id = 0;

  OR_FAIL (ctn_connection_get_int (ctn_project_get_reader (project), &id, &error, sql, "it", chain,
                                   name));
  return id;
}

#define FIND_STAGE "SELECT id FROM chain_stage WHERE chain = ? AND name = ?"
#define FIND_ACTOR                                                                                 \
  "SELECT a.id FROM chain_actor a LEFT JOIN organisation o ON o.id = a.organisation "              \
  "WHERE a.chain = ? AND coalesce (o.name, a.name) = ?"
#define FIND_ORGANISATION "SELECT id FROM organisation WHERE ? > 0 AND name = ?"

static void
add_actors (CtnProject *project, gint64 chain, const char *folder)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, "chain-actors.csv");
  GError *error = NULL;

  for (guint row = 1; row < ctn_table_get_n_rows (table); row++) {
    gint64 stage = find_by_name (project, chain, FIND_STAGE, ctn_table_get_cell (table, row, 0));
    const char *name = ctn_table_get_cell (table, row, 1);
    gint64 organisation = find_by_name (project, chain, FIND_ORGANISATION, name);
    CtnActorKind kind = ctn_actor_kind_from_code (ctn_table_get_cell (table, row, 2));
    CtnChainState state = ctn_chain_state_from_code (ctn_table_get_cell (table, row, 3));
    gint64 actor;

    if (stage == 0)
      g_error ("no stage “%s”", ctn_table_get_cell (table, row, 0));
    if (organisation != 0)
      OR_FAIL (ctn_chain_place (project, chain, stage, &organisation, 1, kind, &error));
    else
      OR_FAIL (ctn_chain_place_named (project, chain, stage, name, kind, state, &error) != 0);
    actor = find_by_name (project, chain, FIND_ACTOR, name);
    sample_edit_all (project, table, row, 4, actor, ctn_chain_actor_kind (), ctn_chain_edit_actor);
  }
}

/* Links that are there when the snapshot is taken; the others came since. */
#define LINKS_AT_KICK_OFF 22

static void
add_chain (CtnProject *project, const char *folder)
{
  g_autoptr (CtnTable) stages = sample_read_table (folder, "chain-stages.csv");
  g_autoptr (CtnTable) links = sample_read_table (folder, "chain-links.csv");
  GError *error = NULL;
  gint64 chain = ctn_chain_add (project, "Light electric vehicles (example)", &error);

  OR_FAIL (chain != 0);
  for (guint row = 1; row < ctn_table_get_n_rows (stages); row++)
    OR_FAIL (
        ctn_chain_add_stage (project, chain, -1, ctn_table_get_cell (stages, row, 0), &error) != 0);
  add_actors (project, chain, folder);
  sample_add_chain_figures (project, chain, folder);
  for (guint row = 1; row < ctn_table_get_n_rows (links); row++) {
    gint64 source = find_by_name (project, chain, FIND_ACTOR, ctn_table_get_cell (links, row, 0));
    gint64 target = find_by_name (project, chain, FIND_ACTOR, ctn_table_get_cell (links, row, 1));
    gint64 link =
        ctn_chain_link (project, source, target, ctn_table_get_cell (links, row, 2), &error);

    OR_FAIL (link != 0);
    sample_edit_all (project, links, row, 3, link, ctn_chain_link_kind (), ctn_chain_edit_link);
    if (row == LINKS_AT_KICK_OFF)
      sample_add_chain_snapshot (project, chain);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (CtnProject) project = NULL;
  GError *error = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 3)
    g_error ("usage: make-sample FOLDER FILE.catenary");
  file = g_file_new_for_commandline_arg (argv[2]);
  project = ctn_project_new (file, &error);
  OR_FAIL (project != NULL);
  ctn_project_set_author (project, "Catenary");
  OR_FAIL (ctn_sectors_start (project, &error));
  import_organisations (project, argv[1], "organisations.csv");
  import_organisations (project, argv[1], "exchange-organisations.csv");
  sample_add_partnerships (project, argv[1]);
  add_assessments (project, argv[1], "assessments.csv", "ris3-wheel");
  add_assessments (project, argv[1], "potential.csv", "regional-potential");
  add_assessments (project, argv[1], "capacity.csv", "organisation-capacity");
  add_chain (project, argv[1]);
  sample_add_regions (project, argv[1]);
  sample_add_activities (project, argv[1]);
  sample_add_exchanges (project, argv[1]);
  sample_add_trainings (project, argv[1]);
  sample_add_needs (project, argv[1]);
  sample_add_strategies (project);
  OR_FAIL (ctn_project_publish (project, TRUE, NULL, &error));
  OR_FAIL (ctn_project_close (project, FALSE, &error));
  return 0;
}
