#include <ctn-i18n.h>
#include <ctn-id.h>
#include <ctn-record.h>

#include "ctn-chain-findings.h"

static const CtnChoice states[] = {
  { "open", N_ ("Open") },
  { "accepted", N_ ("Accepted") },
  { "rejected", N_ ("Rejected") },
  { NULL, NULL },
};

static const CtnChoice severities[] = {
  { "low", N_ ("Low") },
  { "medium", N_ ("Medium") },
  { "high", N_ ("High") },
  { NULL, NULL },
};

static const CtnField fields[] = {
  { .name = "state",
    .label = N_ ("State"),
    .group = N_ ("Judgement"),
    .type = CTN_FIELD_CHOICE,
    .choices = states,
    .flags = CTN_FIELD_REQUIRED,
    .column = "state" },
  { .name = "severity",
    .label = N_ ("Severity"),
    .group = N_ ("Judgement"),
    .type = CTN_FIELD_CHOICE,
    .choices = severities,
    .column = "severity" },
  { .name = "owner",
    .label = N_ ("Looked After By"),
    .group = N_ ("Judgement"),
    .column = "owner" },
  { .name = "note",
    .label = N_ ("Note"),
    .group = N_ ("Judgement"),
    .type = CTN_FIELD_LONG_TEXT,
    .column = "note" },
  { .name = NULL },
};

static const CtnRecordKind kind = { "chain-finding", "chain_finding", N_ ("Finding"),
                                    N_ ("Findings"), "finding",       fields };

const CtnRecordKind *
ctn_finding_kind (void)
{
  return &kind;
}

typedef struct {
  gint64 chain;
  const char *key;
  const CtnField *field;
  const char *value;
} Judgement;

static gboolean
judge (CtnConnection *connection, gpointer data, GError **error)
{
  const Judgement *judgement = data;
  gint64 id = 0;

  if (!ctn_connection_get_int (connection, &id, error,
                               "SELECT id FROM chain_finding WHERE chain = ? AND finding = ? "
                               "ORDER BY modified DESC, id DESC LIMIT 1",
                               "it", judgement->chain, judgement->key))
    return FALSE;
  if (id == 0) {
    id = ctn_id_new ();
    if (!ctn_connection_run (connection, error,
                             "INSERT INTO chain_finding (id, chain, finding) VALUES (?,?,?)", "iit",
                             id, judgement->chain, judgement->key))
      return FALSE;
  }
  return ctn_record_set (connection, &kind, id, judgement->field, judgement->value, error) &&
         ctn_connection_run (connection, error,
                             "UPDATE chain_finding SET modified = ? WHERE id = ?", "ii",
                             g_get_real_time () / 1000, id);
}

static gboolean
run (CtnProject *project,
     const char *label,
     gint64 chain,
     const CtnFinding *finding,
     const CtnField *field,
     const char *text,
     GError **error)
{
  g_autofree char *value = ctn_field_parse (field, text, error);
  /* Typing in one field is one operation. */
  g_autofree char *merge_key = g_strdup_printf ("chain_finding:%" G_GINT64_FORMAT ":%s:%s", chain,
                                                finding->key, field->name);
  const CtnOperation operation = { label, finding->title,
                                   field->type == CTN_FIELD_CHOICE ? NULL : merge_key };
  Judgement judgement = { chain, finding->key, field, value };

  return value != NULL && ctn_project_transact (project, &operation, judge, &judgement, error);
}

gboolean
ctn_chain_judge (CtnProject *project,
                 gint64 chain,
                 const CtnFinding *finding,
                 const CtnField *field,
                 const char *text,
                 GError **error)
{
  return run (project, N_ ("Edit Finding"), chain, finding, field, text, error);
}

gboolean
ctn_chain_judge_state (CtnProject *project,
                       gint64 chain,
                       const CtnFinding *finding,
                       CtnFindingState state,
                       GError **error)
{
  static const char *const labels[] = { N_ ("Reopen Finding"), N_ ("Accept Finding"),
                                        N_ ("Reject Finding") };

  return run (project, labels[state], chain, finding, &fields[0], states[state].code, error);
}
