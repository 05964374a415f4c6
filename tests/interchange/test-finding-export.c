/* Findings as a table: a row each, found now, with what people made of it and the measures that act on it. */
#include "ctn-finding-export.h"

#include <ctn-chain-findings.h>
#include <ctn-strategy.h>
#include <registry-support.h>
#include <string.h>

static char *export (CtnProject *project, const char *name, guint *n)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *content = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  ctn_finding_export (ctn_project_get_reader (project), file, n, NULL, &error);
  g_assert_no_error (error);
  g_file_load_contents (file, NULL, &content, NULL, NULL, &error);
  g_assert_no_error (error);
  return content;
}

/* What the rules find in a chain. (transfer full) */
static GPtrArray *
find (CtnProject *project, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtnChain) chain = ctn_chain_load (ctn_project_get_reader (project), id, &error);
  g_autoptr (CtnChainNetwork) network = ctn_chain_network_new (chain, NULL, &error);

  g_assert_no_error (error);
  return ctn_chain_find (chain, network);
}

/* Two stages, of which one is empty: a white spot there. An actor without links at the other: isolated. */
static void
test_export (void)
{
  CtnProject *project = support_project_new ();
  GError *error = NULL;
  gint64 chain = ctn_chain_add (project, "=Chain", &error);
  gint64 first = ctn_chain_add_stage (project, chain, -1, "Parts", &error);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *xlsx = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  ctn_chain_add_stage (project, chain, -1, "Vehicles", &error);
  ctn_chain_place_named (project, chain, first, "Beispiel GmbH", CTN_ACTOR_ACTOR,
                         CTN_STATE_EXISTING, &error);
  g_assert_no_error (error);
  findings = find (project, chain);
  g_assert_cmpuint (findings->len, >=, 2);
  g_assert_cmpint (((CtnFinding *) findings->pdata[0])->kind, ==, CTN_FINDING_WHITE_SPOT);
  g_assert_true (
      ctn_chain_judge_state (project, chain, findings->pdata[0], CTN_FINDING_ACCEPTED, &error));
  g_assert_true (ctn_chain_judge (project, chain, findings->pdata[0],
                                  ctn_record_kind_find_field (ctn_finding_kind (), "owner"),
                                  "A. Example", &error));
  csv = export (project, "findings.csv", &n);
  g_assert_cmpuint (n, ==, findings->len);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n + 2);
  g_assert_cmpstr (lines[0], ==,
                   "\xef\xbb\xbfValue Chain;Stage;Severity;Kind;Finding;Why;State;Looked After "
                   "By;Note;Measures");
  /* What would be a formula is made harmless. */
  g_assert_true (g_str_has_prefix (lines[1], "'=Chain;Vehicles;High;White Spot;"));
  g_assert_true (g_str_has_suffix (lines[1], ";Accepted;A. Example;;"));
  for (guint i = 2; i <= n; i++)
    g_assert_true (g_str_has_suffix (lines[i], ";Open;;;"));
  xlsx = export (project, "findings.xlsx", NULL);
  g_assert_cmpint (memcmp (xlsx, "PK", 2), ==, 0);
  support_project_free (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/finding-export/table", test_export);
  return g_test_run ();
}
