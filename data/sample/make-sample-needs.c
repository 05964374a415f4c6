/* Needs and offers around the sample's value chain. */
#include <ctn-matching.h>
#include <ctn-need.h>
#include <ctn-pairing.h>
#include <ctn-record-operations.h>

#include "make-sample.h"

#define MAX_COLUMNS 16

static char *
find_stage (CtnProject *project, const char *name)
{
  gint64 id = 0;

  ctn_connection_get_int (ctn_project_get_reader (project), &id, NULL,
                          "SELECT id FROM chain_stage WHERE name = ?", "t", name);
  if (id == 0)
    g_error ("no stage “%s”", name);
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static void
add_table (CtnProject *project, const char *folder, const char *name, const CtnRecordKind *kind)
{
  g_autoptr (CtnTable) table = sample_read_table (folder, name);
  GError *error = NULL;

  for (guint row = 1; row < ctn_table_get_n_rows (table); row++) {
    CtnFieldText values[MAX_COLUMNS] = { { 0 } };
    g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

    for (guint column = 0; column < ctn_table_get_n_columns (table); column++) {
      const char *field = ctn_table_get_cell (table, 0, column);
      const char *text = ctn_table_get_cell (table, row, column);

      if (*text != '\0' && g_str_equal (field, "organisation"))
        g_ptr_array_add (
            ids, g_strdup_printf ("%" G_GINT64_FORMAT, sample_find_organisation (project, text)));
      else if (*text != '\0' && g_str_equal (field, "stage"))
        g_ptr_array_add (ids, find_stage (project, text));
      else
        g_ptr_array_add (ids, g_strdup (text));
      values[column] = (CtnFieldText) { field, g_ptr_array_index (ids, column) };
    }
    OR_FAIL (ctn_record_add (project, kind, 0, values, &error) != 0);
  }
}

/* The best match of a need, moved as far as @state. */
static void
pair (CtnProject *project, CtnMatchingIndex *index, const char *title, CtnPairingState state)
{
  CtnConnection *reader = ctn_project_get_reader (project);
  CtnMatchWeights weights;
  g_autoptr (GPtrArray) matches = NULL;
  g_autofree char *reasons = NULL;
  const CtnMatch *best;
  GError *error = NULL;
  gint64 need = 0, id;

  OR_FAIL (ctn_connection_get_int (reader, &need, &error, "SELECT id FROM need WHERE title = ?",
                                   "t", title));
  ctn_match_weights_get_default (&weights);
  matches = ctn_match_find (reader, index, need, &weights, 1, NULL, &error);
  OR_FAIL (matches != NULL && matches->len == 1);
  best = g_ptr_array_index (matches, 0);
  reasons = ctn_reasons_dup_text (best->reasons);
  id = ctn_pairing_propose (project, need, best->offer, best->score, reasons, "2026-05-04", &error);
  OR_FAIL (id != 0);
  if (state == CTN_PAIRING_FAILED)
    OR_FAIL (ctn_pairing_move (project, id, state, "Example: no time before autumn", "2026-05-20",
                               &error));
  for (guint step = CTN_PAIRING_CONTACTED; state != CTN_PAIRING_FAILED && step <= state; step++)
    OR_FAIL (ctn_pairing_move (project, id, step, NULL, "2026-06-01", &error));
}

void
sample_add_needs (CtnProject *project, const char *folder)
{
  GError *error = NULL;
  g_autoptr (CtnMatchingIndex) index = NULL;

  add_table (project, folder, "needs.csv", ctn_need_kind ());
  add_table (project, folder, "offers.csv", ctn_offer_kind ());
  index = ctn_matching_index_new (project, &error);
  OR_FAIL (index != NULL);
  OR_FAIL (ctn_matching_index_update (index, ctn_project_get_reader (project), NULL, &error));
  pair (project, index, "Abuse tests for battery packs", CTN_PAIRING_AGREED);
  pair (project, index, "Simulation of separators", CTN_PAIRING_CONTACTED);
  pair (project, index, "Patent strategy", CTN_PAIRING_FAILED);
}
