#include "ctn-finding-export.h"

#include <ctn-chain-findings.h>
#include <ctn-i18n.h>
#include <ctn-record.h>
#include <ctn-strategy.h>

#include "ctn-table-export.h"

enum { CHAIN, STAGE, SEVERITY, KIND, FINDING, WHY, STATE, OWNER, NOTE, MEASURES, N_COLUMNS };

static const CtnXlsxColumn columns[N_COLUMNS] = {
  [CHAIN] = { N_ ("Value Chain"), CTN_XLSX_TEXT, 28 },
  [STAGE] = { N_ ("Stage"), CTN_XLSX_TEXT, 22 },
  [SEVERITY] = { N_ ("Severity"), CTN_XLSX_TEXT, 10 },
  [KIND] = { N_ ("Kind"), CTN_XLSX_TEXT, 20 },
  [FINDING] = { N_ ("Finding"), CTN_XLSX_TEXT, 44 },
  [WHY] = { N_ ("Why"), CTN_XLSX_TEXT, 60 },
  [STATE] = { N_ ("State"), CTN_XLSX_TEXT, 12 },
  [OWNER] = { N_ ("Looked After By"), CTN_XLSX_TEXT, 24 },
  [NOTE] = { N_ ("Note"), CTN_XLSX_TEXT, 36 },
  [MEASURES] = { N_ ("Measures"), CTN_XLSX_TEXT, 36 },
};

typedef struct {
  CtnConnection *reader;
  GCancellable *cancellable;
  guint n;
} Findings;

/* Names of the measures that act on a finding. (transfer full) (nullable) */
static char *
dup_measures (Findings *self, gint64 chain, const CtnFinding *finding, GError **error)
{
  g_autoptr (GArray) ids = ctn_measure_list_for_finding (self->reader, chain, finding->key, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++) {
    char *name = ctn_record_get_title (self->reader, ctn_measure_kind (),
                                       g_array_index (ids, gint64, i), error);

    if (name == NULL)
      return NULL;
    g_ptr_array_add (names, name);
  }
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("; ", (char **) names->pdata);
}

static gboolean
write_finding (Findings *self,
               CtnTableExport *table,
               CtnChain *chain,
               const CtnFinding *finding,
               GError **error)
{
  g_autofree char *measures = dup_measures (self, chain->id, finding, error);
  g_autofree char *state =
      ctn_field_format (ctn_record_kind_find_field (ctn_finding_kind (), "state"),
                        ctn_finding_state_get_code (finding->state));
  const char *const cells[N_COLUMNS] = {
    [CHAIN] = chain->name,
    [STAGE] = finding->stage >= 0 && (guint) finding->stage < chain->stages->len
                  ? ctn_chain_get_stage (chain, (guint) finding->stage)->name
                  : "",
    [SEVERITY] = ctn_severity_get_label (finding->severity),
    [KIND] = ctn_finding_kind_get_label (finding->kind),
    [FINDING] = finding->title,
    [WHY] = finding->evidence,
    [STATE] = state,
    [OWNER] = finding->owner,
    [NOTE] = finding->note,
    [MEASURES] = measures,
  };

  self->n++;
  return measures != NULL && ctn_table_export_row (table, cells, error);
}

static gboolean
write_chain (Findings *self, CtnTableExport *table, gint64 id, GError **error)
{
  g_autoptr (CtnChain) chain = ctn_chain_load (self->reader, id, error);
  g_autoptr (CtnChainNetwork) network =
      chain != NULL ? ctn_chain_network_new (chain, self->cancellable, error) : NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (network == NULL)
    return FALSE;
  findings = ctn_chain_find (chain, network);
  if (!ctn_chain_read_judgements (self->reader, id, findings, error))
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    if (!write_finding (self, table, chain, findings->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_chains (CtnTableExport *table, gpointer data, GError **error)
{
  Findings *self = data;
  g_autoptr (GArray) chains = ctn_chain_list (self->reader, error);

  if (chains == NULL)
    return FALSE;
  for (guint i = 0; i < chains->len; i++)
    if (!write_chain (self, table, g_array_index (chains, gint64, i), error))
      return FALSE;
  return TRUE;
}

gboolean
ctn_finding_export (CtnConnection *reader,
                    GFile *file,
                    guint *n,
                    GCancellable *cancellable,
                    GError **error)
{
  Findings findings = { .reader = reader, .cancellable = cancellable };
  gboolean ok = ctn_table_export (file, N_ ("Findings"), columns, N_COLUMNS, write_chains,
                                  &findings, cancellable, error);

  if (n != NULL)
    *n = findings.n;
  return ok;
}
